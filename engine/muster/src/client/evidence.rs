//! Files that are handed in: looked at before they are sent, and told of where another unit handed in the same.

use muster_protocol::say;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use muster_protocol::ids::{CampaignId, Digest};
use muster_server::execute::file_kind::{self, HEAD_BYTES};
use muster_server::read::tables::TableView;

use crate::client::connection::Connection;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::Language;

/// Whether a file is of a kind that may be handed in, and is what its name says.
///
/// # Errors
/// [`Failure`] of kind refused, with the kinds that may.
pub fn check_kind(lang: Language, path: &Path) -> Result<(), Failure> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(u64::from(HEAD_BYTES)).read_to_end(&mut head));
    if let Err(error) = read {
        return Err(crate::authoring::files::Unread::System(error).failure(lang, path));
    }
    file_kind::check(path, &head).map_err(|wrong| {
        let what = format!("{} [file-kind]", wrong.what.say(lang));
        let failure = Failure::new(Exit::Refused, what).next(wrong.next.say(lang));
        wrong.why.iter().fold(failure, |failure, why| failure.because(why.say(lang)))
    })
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

    #[test]
    fn a_file_that_may_not_be_handed_in_is_refused_with_what_why_and_the_way_on() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("方案.pdf");
        std::fs::write(&path, b"%PDF-1.7\n").unwrap();
        assert_eq!(check_kind(Language::En, &path), Ok(()));
        std::fs::write(&path, [0xff, 0xd8, 0xff, 0xe0]).unwrap();
        let failure = check_kind(Language::En, &path).unwrap_err();
        assert_eq!(failure.exit, Exit::Refused);
        assert!(failure.what.ends_with("[file-kind]"), "{}", failure.what);
        assert_eq!(failure.why.as_deref(), Some("its name says pdf, its content is jpg"));
        assert!(failure.next.is_some());
    }
}
