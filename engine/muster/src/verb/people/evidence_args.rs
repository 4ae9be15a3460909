//! Evidence as it is typed: counts and files by the names of what is asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::ids::Digest;
use muster_protocol::item::Evidence;
use muster_protocol::{id, say};

use super::filled::counted;
use crate::authoring::files;
use crate::client::connection::Connection;
use crate::client::evidence::check_kind;
use crate::exit::{Exit, Failure};
use crate::value::{WrongValue, wrong_value};

/// What is handed in, or stands behind what is said.
#[derive(Debug, Args)]
pub(super) struct EvidenceArgs {
    #[arg(long, value_name = "NAME=COUNT", value_parser = counted)]
    evidence: Vec<(String, u32)>,
    #[arg(long = "file", value_name = "NAME=PATH", value_parser = located)]
    files: Vec<(String, PathBuf)>,
}

impl EvidenceArgs {
    /// Looks at all files before the first is stored: what is refused leaves nothing behind.
    pub(super) fn fit(&self, lang: Language) -> Result<(), Failure> {
        self.files.iter().try_for_each(|(_, path)| fit(lang, path))
    }

    /// The evidence, with its files stored.
    pub(super) async fn stored(
        &self,
        lang: Language,
        connection: &Connection,
    ) -> Result<Vec<Evidence>, Failure> {
        let mut stored = Vec::new();
        for (name, path) in &self.files {
            let bytes = files::read_all(lang, path)?;
            stored.push((name.clone(), connection.store(&bytes).await?));
        }
        Ok(evidence(&self.evidence, &stored))
    }
}

fn located(text: &str) -> Result<(String, PathBuf), WrongValue> {
    let parts = text.split_once('=').filter(|(name, path)| !name.is_empty() && !path.is_empty());
    let (name, path) = parts.ok_or_else(|| wrong_value(id!("write-name-path-such-as")))?;
    Ok((name.to_owned(), PathBuf::from(path)))
}

/// Whether a file can be evidence: a regular one, neither empty nor too large, of a kind that may be handed in.
fn fit(lang: Language, path: &Path) -> Result<(), Failure> {
    let (_, size) = files::open(path).map_err(|unread| unread.failure(lang, path))?;
    if size > 0 {
        return check_kind(lang, path);
    }
    let what = say!(lang, "path-is-empty", path = path.display());
    Err(Failure::new(Exit::Fault, what).next(lang.say("name-the-file-that-has-the-content")))
}

/// One piece of evidence a name: the count said, else the number of its files.
fn evidence(counts: &[(String, u32)], files: &[(String, Digest)]) -> Vec<Evidence> {
    let mut pieces: BTreeMap<&str, (Option<u32>, Vec<Digest>)> = BTreeMap::new();
    for (name, count) in counts {
        let said = &mut pieces.entry(name).or_default().0;
        *said = Some(said.unwrap_or_default().saturating_add(*count));
    }
    for (name, digest) in files {
        pieces.entry(name).or_default().1.push(*digest);
    }
    let piece = |(name, (count, files)): (&str, (Option<u32>, Vec<Digest>))| Evidence {
        need: name.to_owned(),
        count: count.unwrap_or_else(|| u32::try_from(files.len()).unwrap_or(u32::MAX)),
        files,
    };
    pieces.into_iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_read_as_it_is_said() {
        assert_eq!(counted("照片=2").unwrap(), ("照片".to_owned(), 2));
        assert!(counted("照片").is_err() && counted("照片=两").is_err() && counted("=2").is_err());
        assert_eq!(located("方案=a=b.pdf").unwrap(), ("方案".to_owned(), PathBuf::from("a=b.pdf")));
        assert!(located("方案=").is_err());
    }

    #[test]
    fn a_count_said_goes_before_the_number_of_files() {
        let (one, two) = (Digest([1; 32]), Digest([2; 32]));
        let files = [("照片".to_owned(), one), ("方案".to_owned(), two), ("照片".to_owned(), two)];
        let pieces = evidence(&[("照片".to_owned(), 5)], &files);
        assert_eq!(pieces.len(), 2);
        let of = |name: &str| pieces.iter().find(|piece| piece.need == name).unwrap();
        assert_eq!((of("照片").count, of("照片").files.len()), (5, 2));
        assert_eq!((of("方案").count, of("方案").files.len()), (1, 1));
    }

    #[test]
    fn an_empty_file_is_no_evidence() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("empty.txt");
        std::fs::write(&path, "").unwrap();
        assert!(fit(Language::En, &path).unwrap_err().what.ends_with("is empty"));
        std::fs::write(&path, "x").unwrap();
        assert_eq!(fit(Language::En, &path), Ok(()));
        std::fs::remove_file(&path).unwrap();
        assert_eq!(fit(Language::En, &path).unwrap_err().exit, Exit::Fault);
    }
}
