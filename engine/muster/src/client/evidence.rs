//! Which files may be handed in: the kinds that an office works with, told by what is in them, and named as what they are.
//!
//! A file whose name says one thing and whose content another is refused: anyone who opens it later would be misled.

use muster_protocol::say;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use muster_protocol::ids::{CampaignId, Digest};
use muster_server::read::tables::TableView;

use crate::client::connection::Connection;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::{Language, Listed};

/// Bytes at the beginning of a file by which its kind is told: an office document names its parts in them.
const HEAD_BYTES: u64 = 8_192;

/// What is in a file, as far as its first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Known by its signature; the usual extension.
    Signed(&'static str),
    /// An office document of before 2007: one container for all kinds.
    Ole,
    /// Text, whatever its encoding.
    Text,
    /// Nothing that is known.
    Unknown,
}

/// A kind: extensions, and what may be in such a file.
struct Kind {
    extensions: &'static [&'static str],
    content: &'static [Content],
}

const fn kind(extensions: &'static [&'static str], content: &'static [Content]) -> Kind {
    Kind { extensions, content }
}

/// Office documents are archives; one whose parts come in an unusual order is known as an archive only.
const KINDS: [Kind; 19] = [
    kind(&["pdf"], &[Content::Signed("pdf")]),
    kind(&["ofd"], &[Content::Signed("zip")]),
    kind(&["jpg", "jpeg"], &[Content::Signed("jpg")]),
    kind(&["png"], &[Content::Signed("png")]),
    kind(&["heic"], &[Content::Signed("heif")]),
    kind(&["bmp"], &[Content::Signed("bmp")]),
    kind(&["tif", "tiff"], &[Content::Signed("tif")]),
    kind(&["docx"], &[Content::Signed("docx"), Content::Signed("zip")]),
    kind(&["xlsx"], &[Content::Signed("xlsx"), Content::Signed("zip")]),
    kind(&["pptx"], &[Content::Signed("pptx"), Content::Signed("zip")]),
    kind(&["doc", "xls", "ppt", "wps", "et", "dps"], &[Content::Ole]),
    kind(&["txt", "csv"], &[Content::Text]),
    kind(
        &["zip"],
        &[Content::Signed("zip"), Content::Signed("docx"), Content::Signed("xlsx"), Content::Signed("pptx")],
    ),
    kind(&["rar"], &[Content::Signed("rar")]),
    kind(&["7z"], &[Content::Signed("7z")]),
    kind(&["mp4"], &[Content::Signed("mp4"), Content::Signed("m4v")]),
    kind(&["mov"], &[Content::Signed("mov"), Content::Signed("mp4")]),
    kind(&["mp3"], &[Content::Signed("mp3")]),
    kind(&["m4a"], &[Content::Signed("m4a"), Content::Signed("mp4")]),
];

const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fn content(head: &[u8]) -> Content {
    if head.starts_with(&OLE) {
        return Content::Ole;
    }
    if let Some(found) = infer::get(head) {
        let is_text = found.matcher_type() == infer::MatcherType::Text;
        return if is_text { Content::Text } else { Content::Signed(found.extension()) };
    }
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    if marked || !head.contains(&0) { Content::Text } else { Content::Unknown }
}

/// Whether a file is of a kind that may be handed in, and is what its name says.
///
/// # Errors
/// [`Failure`] of kind refused, with the kinds that may.
pub fn check_kind(lang: Language, path: &Path) -> Result<(), Failure> {
    let shown = path.display();
    let extension = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some(kind) = KINDS.iter().find(|kind| kind.extensions.contains(&extension.as_str())) else {
        let what = say!(lang, "file-is-of-a-kind-that-cannot-be-handed-in", shown);
        return Err(Failure::new(Exit::Refused, what).next(kinds(lang)));
    };
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head));
    if let Err(error) = read {
        return Err(crate::authoring::files::Unread::System(error).failure(lang, path));
    }
    let found = content(&head);
    if kind.content.contains(&found) {
        return Ok(());
    }
    let what = say!(lang, "file-is-not-what-its-name-says", shown);
    let why = match found {
        Content::Signed(content) => say!(lang, "its-content-is-another", extension, content),
        Content::Ole => say!(lang, "its-content-is-an-old-office-document", extension),
        Content::Text => say!(lang, "its-content-is-plain-text", extension),
        Content::Unknown => say!(lang, "its-content-is-nothing-known", extension),
    };
    let next = lang.say("save-it-as-the-right-type");
    Err(Failure::new(Exit::Refused, what).because(why).next(next))
}

fn kinds(lang: Language) -> String {
    let all: Vec<&str> = KINDS.iter().flat_map(|kind| kind.extensions.iter().copied()).collect();
    say!(lang, "these-may-be-handed-in", all: Listed(&all))
}

/// Says at once when another unit handed in the very same file.
///
/// # Errors
/// [`Failure`] when nobody answers.
pub async fn warn_of_duplicates(
    out: &Output,
    connection: &Connection,
    campaign: &CampaignId,
    files: &[Digest],
) -> Result<(), Failure> {
    for file in files {
        let Some(shown) = connection.show(campaign, &format!("evidence/{file}")).await? else { continue };
        // Rows come in the order of handing in: the last is the one that was just recorded.
        let Some(remark) = shown.rows.last().and_then(|row| row.last()) else { continue };
        let remark = remark.say(out.lang);
        if !remark.is_empty() {
            let short: String = file.to_string().chars().take(12).collect();
            out.talk(say!(out.lang, "warning-of-the-same-file", short, remark));
        }
    }
    Ok(())
}

/// The digest of which the first digits were given: all 64, or as many as `show evidence` shows.
///
/// # Errors
/// [`Failure`] when nobody answers, no file or more than one begins so.
pub async fn digest(
    lang: Language,
    connection: &Connection,
    campaign: &CampaignId,
    text: &str,
) -> Result<Digest, Failure> {
    if let Ok(digest) = text.parse() {
        return Ok(digest);
    }
    let shown: Option<TableView> = connection.show(campaign, &format!("evidence/{text}")).await?;
    let rows = shown.into_iter().flat_map(|shown| shown.rows);
    let mut found: Vec<Digest> = rows.filter_map(|row| row.first()?.en.parse().ok()).collect();
    found.dedup();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let what = say!(lang, "no-digest-begins-with-text", text);
            let next = lang.say("see-show-evidence-or-write-all-digits");
            Err(Failure::new(Exit::Fault, what).next(next))
        }
        several => {
            let what = say!(lang, "several-digests-begin-with-text", #several = several.len(), text);
            Err(Failure::new(Exit::Usage, what))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCX: &[u8] =
        b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml";

    fn checked(name: &str, bytes: &[u8]) -> Result<(), String> {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        check_kind(Language::En, &path).map_err(|failure| {
            assert_eq!(failure.exit, Exit::Refused);
            failure.why.or(failure.next).unwrap_or_default()
        })
    }

    #[test]
    fn what_an_office_hands_in_is_taken() {
        let gbk = [0xb9, 0xa4, 0xd7, 0xf7, b'\r', b'\n'];
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        for (name, bytes) in [
            ("方案.pdf", b"%PDF-1.7\n".as_slice()),
            ("照片.JPG", &[0xff, 0xd8, 0xff, 0xe0, 0, 16]),
            ("照片.heic", heic),
            ("截图.png", b"\x89PNG\r\n\x1a\n"),
            ("总结.docx", DOCX),
            ("旧总结.doc", &OLE),
            ("旧表.xls", &OLE),
            ("说明.txt", &gbk),
            ("台账.csv", "单位,数目\n005,3\n".as_bytes()),
            ("台账.csv", "<html>, not really\n".as_bytes()),
            ("说明.txt", &[0xff, 0xfe, 0x4b, 0x6d]),
            ("全部.zip", b"PK\x03\x04\x0a\0\0\0\0\0"),
            ("录像.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
        ] {
            assert_eq!(checked(name, bytes), Ok(()), "{name}");
        }
    }

    #[test]
    fn other_kinds_are_refused_with_the_list_and_wrong_names_with_what_is_in() {
        let failure = checked("程序.exe", b"MZ\x90\0").unwrap_err();
        assert!(failure.contains("pdf, ofd, jpg") && failure.contains("mp4"), "{failure}");
        assert!(checked("方案", b"%PDF-1.7\n").unwrap_err().contains("pdf"), "no extension is no kind");
        assert_eq!(
            checked("方案.pdf", &[0xff, 0xd8, 0xff, 0xe0]).unwrap_err(),
            "its name says pdf, its content is jpg"
        );
        assert!(checked("方案.pdf", b"a plan").unwrap_err().contains("plain text"));
        assert!(checked("说明.txt", b"MZ\x90\0\x03").unwrap_err().contains("exe"));
        assert!(checked("总结.docx", &OLE).unwrap_err().contains("old office document"));
        assert!(checked("表.xlsx", b"%PDF-1.7\n").unwrap_err().contains("pdf"));
        assert!(checked("照片.jpg", &[0, 1, 2, 3]).unwrap_err().contains("of no known kind"));
    }
}
