//! `muster submit`, `accept`, `return`, `sign`, `opt-out`: what people do to items and messages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::command::{
    Command, ItemName, MessageName, OptOut as OptOutCommand, Return, Submit as SubmitCommand,
};
use muster_protocol::ids::Digest;
use muster_protocol::item::Evidence;
use muster_protocol::refs::ContactId;
use muster_protocol::{id, say};

use super::filled::{Filled, counted};
use crate::authoring::files;
use crate::client::act::act;
use crate::client::connection::Connection;
use crate::client::evidence::check_kind;
use crate::client::target::{Author, Target};
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::value::wrong_value;

/// The arguments of `muster submit`.
#[derive(Debug, Args)]
pub struct Submit {
    item: ItemName,
    #[arg(long, value_name = "NAME=COUNT", value_parser = counted)]
    evidence: Vec<(String, u32)>,
    #[arg(long = "file", value_name = "NAME=PATH", value_parser = located)]
    files: Vec<(String, PathBuf)>,
    #[command(flatten)]
    filled: Filled,
    #[arg(long, value_name = "DATE")]
    on: Option<TypedDay>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `muster accept`.
#[derive(Debug, Args)]
pub struct Accept {
    item: ItemName,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `muster return`.
#[derive(Debug, Args)]
pub struct ReturnItem {
    item: ItemName,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_name = "POINT")]
    failed: Vec<String>,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `muster sign`.
#[derive(Debug, Args)]
pub struct Sign {
    message: MessageName,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `muster opt-out`.
#[derive(Debug, Args)]
pub struct OptOut {
    contact: ContactId,
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

pub(in crate::verb) fn located(text: &str) -> Result<(String, PathBuf), String> {
    let parts = text.split_once('=').filter(|(name, path)| !name.is_empty() && !path.is_empty());
    let (name, path) = parts.ok_or_else(|| wrong_value(text, id!("write-name-path-such-as")))?;
    Ok((name.to_owned(), PathBuf::from(path)))
}

impl Run for Submit {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        // All of them before the first is stored: what is refused leaves nothing behind.
        for (_, path) in &self.files {
            fit(out.lang, path)?;
        }
        act(out, &self.target, &self.author, async |connection| {
            let mut stored = Vec::new();
            for (name, path) in &self.files {
                stored.push((name.clone(), store(out.lang, connection, path).await?));
            }
            let evidence = evidence(&self.evidence, &stored);
            let on = match &self.on {
                Some(on) => Some(on.of(out.lang, connection, &self.target).await?),
                None => None,
            };
            Ok(Command::Submit(SubmitCommand {
                item: self.item.clone(),
                evidence,
                form: self.filled.form(),
                on,
            }))
        })
    }
}

/// Whether a file can be evidence: a regular one, neither empty nor too large, of a kind that may be handed in.
pub(in crate::verb) fn fit(lang: Language, path: &Path) -> Result<(), Failure> {
    let (_, size) = files::open(path).map_err(|unread| unread.failure(lang, path))?;
    if size > 0 {
        return check_kind(lang, path);
    }
    let what = say!(lang, "path-is-empty", path = path.display());
    Err(Failure::new(Exit::Fault, what).next(lang.say("name-the-file-that-has-the-content")))
}

pub(in crate::verb) async fn store(
    lang: Language,
    connection: &Connection,
    path: &Path,
) -> Result<Digest, Failure> {
    let bytes = files::bytes(path).map_err(|unread| unread.failure(lang, path))?;
    connection.store(&bytes).await
}

/// One piece of evidence a name: the count said, else the number of its files.
pub(in crate::verb) fn evidence(counts: &[(String, u32)], files: &[(String, Digest)]) -> Vec<Evidence> {
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

impl Run for Accept {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.target, &self.author, async |_| Ok(Command::Accept(self.item.clone())))
    }
}

impl Run for ReturnItem {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.target, &self.author, async |connection| {
            let reason = Some(connection.store_text(&self.reason).await?);
            Ok(Command::Return(Return { item: self.item.clone(), reason, failed: self.failed.clone() }))
        })
    }
}

impl Run for Sign {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.target, &self.author, async |_| Ok(Command::Sign(self.message.clone())))
    }
}

impl Run for OptOut {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.target, &self.author, async |_| {
            Ok(Command::OptOut(OptOutCommand { contact: self.contact.clone(), out: !self.undo }))
        })
    }
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
        let path = std::env::temp_dir().join(format!("muster-empty-{}.txt", std::process::id()));
        std::fs::write(&path, "").unwrap();
        assert!(fit(Language::En, &path).unwrap_err().what.ends_with("is empty"));
        std::fs::write(&path, "x").unwrap();
        assert_eq!(fit(Language::En, &path), Ok(()));
        std::fs::remove_file(&path).unwrap();
        assert_eq!(fit(Language::En, &path).unwrap_err().exit, Exit::Fault);
    }
}
