//! Which files may be handed in: the kinds that an office works with, told by what is in them, and named as what they are.
//!
//! A file whose name says one thing and whose content another is refused: anyone who opens it later would be misled. Where its
//! name is not known, its content is looked at alone.

use std::path::Path;

use muster_protocol::catalogue::{Listed, LocalizedText, in_a_row};
use muster_protocol::command::{Command, Refusal};
use muster_protocol::{id, text};
use muster_wire::link::LinkError;

use crate::store::Reader;

/// Bytes at the beginning of a file by which its kind is told: an office document names its parts in them.
pub const HEAD_BYTES: u32 = 8_192;

/// Digits of a digest by which a file without a name is told of.
const DIGEST_SHOWN: usize = 12;

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

/// Why a file may not be handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongFile {
    /// What is wrong.
    pub what: LocalizedText,
    /// Why: where its name says one thing and its content another.
    pub why: Option<LocalizedText>,
    /// What to do.
    pub next: LocalizedText,
}

impl WrongFile {
    /// All of it, one behind the other.
    #[must_use]
    pub fn sentence(self) -> LocalizedText {
        let parts: Vec<LocalizedText> =
            [Some(self.what), self.why, Some(self.next)].into_iter().flatten().collect();
        in_a_row::texts(&parts, id!("list-semicolon"))
    }
}

/// Whether a file is of a kind that may be handed in, and is what its name says. Its first [`HEAD_BYTES`] are enough.
///
/// # Errors
/// [`WrongFile`], with the kinds that may.
pub fn check(name: &Path, head: &[u8]) -> Result<(), Box<WrongFile>> {
    let shown = name.display();
    let extension = name.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some(kind) = KINDS.iter().find(|kind| kind.extensions.contains(&extension.as_str())) else {
        let what = text!("file-is-of-a-kind-that-cannot-be-handed-in", shown);
        return Err(Box::new(WrongFile { what, why: None, next: kinds() }));
    };
    let found = content(head);
    if kind.content.contains(&found) {
        return Ok(());
    }
    let what = text!("file-is-not-what-its-name-says", shown);
    let why = match found {
        Content::Signed(content) => text!("its-content-is-another", extension, content),
        Content::Ole => text!("its-content-is-an-old-office-document", extension),
        Content::Text => text!("its-content-is-plain-text", extension),
        Content::Unknown => text!("its-content-is-nothing-known", extension),
    };
    Err(Box::new(WrongFile { what, why: Some(why), next: id!("save-it-as-the-right-type").into() }))
}

fn kinds() -> LocalizedText {
    let all: Vec<&str> = KINDS.iter().flat_map(|kind| kind.extensions.iter().copied()).collect();
    text!("these-may-be-handed-in", all: Listed(&all))
}

/// Whether the files that a command hands in are of kinds that may be: the way in of everybody who stored them without a name.
pub(super) async fn of_command(log: &dyn Reader, command: &Command) -> Result<(), LinkError> {
    for file in command.files() {
        let Some(head) = log.file_head(file, HEAD_BYTES).await? else { continue };
        let found = content(&head);
        if !KINDS.iter().any(|kind| kind.content.contains(&found)) {
            let shown: String = file.to_string().chars().take(DIGEST_SHOWN).collect();
            let what = text!("file-holds-nothing-that-may-be-handed-in", shown);
            let wrong = WrongFile { what, why: None, next: kinds() };
            return Err(Refusal::incomplete(wrong.sentence()).into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;

    use super::*;

    const DOCX: &[u8] =
        b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml";

    fn checked(name: &str, bytes: &[u8]) -> Result<(), String> {
        check(Path::new(name), bytes).map_err(|wrong| wrong.sentence().say(Language::En).to_owned())
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
        assert!(checked("方案", b"%PDF-1.7\n").unwrap_err().contains("pdf, ofd"), "no extension is no kind");
        let failure = checked("方案.pdf", &[0xff, 0xd8, 0xff, 0xe0]).unwrap_err();
        assert!(failure.contains("its name says pdf, its content is jpg"), "{failure}");
        assert!(checked("方案.pdf", b"a plan").unwrap_err().contains("plain text"));
        assert!(checked("说明.txt", b"MZ\x90\0\x03").unwrap_err().contains("exe"));
        assert!(checked("总结.docx", &OLE).unwrap_err().contains("old office document"));
        assert!(checked("表.xlsx", b"%PDF-1.7\n").unwrap_err().contains("pdf"));
        assert!(checked("照片.jpg", &[0, 1, 2, 3]).unwrap_err().contains("of no known kind"));
    }
}
