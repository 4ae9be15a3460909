//! `muster roster`: a roster checked by itself, and a new one proposed against the old.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use muster_core::definition::{Faults, Files, Finding, Moved, Proposal, Severity, check_roster, propose};
use muster_protocol::catalogue::Language;
use muster_protocol::time::Instant;
use muster_protocol::{id, say};
use muster_rules::zone::Zone;
use serde::Serialize;

use super::roster_words;
use crate::authoring::compiled::Read;
use crate::authoring::files;
use crate::authoring::findings::{self, FindingJson, Sources, Tally};
use crate::authoring::marked;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::value::{WrongValue, wrong_value};

/// What is typed behind `muster roster`.
#[derive(Debug, Subcommand)]
pub(crate) enum Roster {
    Check(Check),
    Import(Import),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    file: PathBuf,
    #[arg(long, value_name = "XLSX")]
    marked: Option<PathBuf>,
    #[arg(long, value_name = "YEAR", default_value_t = this_year())]
    year: i32,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    new: PathBuf,
    #[arg(long, value_name = "CSV")]
    into: PathBuf,
    #[arg(long, value_name = "DAY")]
    effective: Option<TypedDay>,
    #[arg(long = "merge", value_name = "CODE=CODE", value_parser = merger)]
    mergers: Vec<(String, String)>,
    #[arg(long)]
    write: bool,
    #[arg(long, value_name = "XLSX")]
    marked: Option<PathBuf>,
    #[arg(long, value_name = "YEAR", default_value_t = this_year())]
    year: i32,
    #[arg(long)]
    json: bool,
}

/// The year of the machine's clock, for dates that say none.
fn this_year() -> i32 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = Instant(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)));
    Zone::load("UTC").map_or(2000, |zone| zone.date_of(now).parts().0)
}

fn merger(text: &str) -> Result<(String, String), WrongValue> {
    match text.split_once('=') {
        Some((from, into)) if !from.is_empty() && !into.is_empty() => Ok((from.to_owned(), into.to_owned())),
        _ => Err(wrong_value(id!("write-old-code-new-code-such-as"))),
    }
}

/// The JSON of a checked roster.
#[derive(Debug, Serialize)]
struct CheckJson {
    file: String,
    ok: bool,
    #[serde(flatten)]
    tally: Tally,
    findings: Vec<FindingJson>,
}

impl Run for Roster {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Check(check) => check.run(out),
            Self::Import(import) => import.run(out),
        }
    }
}

impl Check {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let (bytes, findings) = self.read(out.lang)?;
        let tally = Tally::of(&findings);
        let ok = tally.errors == 0;
        let file = self.file.display().to_string();
        if self.json {
            let findings = findings.iter().map(findings::json).collect();
            out.json(&CheckJson { file: file.clone(), ok, tally, findings })?;
        } else {
            show(out, &bytes, &findings)?;
            let Tally { errors, warnings, notes } = tally;
            out.talk(say!(out.lang, "file-errors-error-warnings-warning-notes-note", file, #errors = errors, #warnings = warnings, #notes = notes));
        }
        mark(out, self.marked.as_deref(), &bytes, &findings)?;
        Ok(if ok { Exit::Fine } else { Exit::Fault })
    }

    /// The roster's bytes and what is said of them.
    fn read(&self, lang: Language) -> Result<(Vec<u8>, Vec<Finding>), Failure> {
        let campaign = self.file.extension().is_some_and(|end| end == "yaml" || end == "yml");
        if !campaign {
            let bytes = files::read_all(lang, &self.file)?;
            let findings = named(check_roster(&bytes, self.year), &self.file);
            return Ok((bytes, findings));
        }
        let read = Read::new(lang, &self.file, None)?;
        let name = muster_core::definition::roster_name(&read.files);
        let bytes = name.as_ref().and_then(|name| read.files.files.get(name));
        let (Some(name), Some(bytes)) = (&name, bytes) else {
            let what = say!(lang, "file-names-no-roster-that-is-there", file = self.file.display());
            return Err(Failure::new(Exit::Fault, what).next(format!("muster check {}", self.file.display())));
        };
        let findings = read.compiled.findings.into_iter().filter(|finding| finding.file == *name).collect();
        Ok((bytes.clone(), findings))
    }
}

impl Import {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let read = |path: &Path| files::read_all(lang, path);
        let (old, new) = (read(&self.into)?, read(&self.new)?);
        let mergers: BTreeMap<String, String> = self.mergers.iter().cloned().collect();
        let effective = self.effective.as_ref().map(|day| day.alone(lang, Some(self.year))).transpose()?;
        let proposal = match propose(&old, &new, self.year, effective, &mergers) {
            Ok(mut proposal) => {
                proposal.findings = named(proposal.findings, &self.into);
                proposal.remarks = named(proposal.remarks, &self.new);
                proposal
            }
            Err(faults) => return self.refused(out, &old, &new, faults),
        };
        let broken = proposal.findings.iter().any(|finding| finding.severity == Severity::Error);
        if broken {
            show(out, &proposal.table, &proposal.findings)?;
            let what = lang.say("taken-in-like-this-the-roster-would-have");
            return Err(Failure::new(Exit::Fault, what).into());
        }
        let write = self.write && !proposal.is_empty();
        if write {
            if self.into.extension().is_some_and(|end| end == "xlsx") {
                let what = lang.say("only-a-csv-roster-can-be-written-into");
                let next = lang.say("save-the-roster-as-csv-utf-8-first");
                return Err(Failure::new(Exit::Usage, what).next(next).into());
            }
            files::replace(lang, &self.into, &proposal.table)?;
        }
        if self.json {
            out.json(&roster_words::json(&proposal, write))?;
        } else {
            show(out, &new, &proposal.remarks)?;
            out.lines(roster_words::lines(lang, &proposal))?;
            out.talk(self.next(lang, &proposal, write));
        }
        Ok(Exit::Fine)
    }

    fn next(&self, lang: Language, proposal: &Proposal, written: bool) -> String {
        let into = self.into.display();
        match (written, proposal.is_empty()) {
            (_, true) => lang.say("nothing-would-change").to_owned(),
            (true, false) => say!(lang, "written-into-into-now-muster-plan-tells-what", into),
            (false, false) => say!(lang, "this-is-a-proposal-into-is-as-it", into),
        }
    }

    fn refused(&self, out: &Output, old: &[u8], new: &[u8], faults: Faults) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let broken = |path: &Path| {
            let what = say!(lang, "path-has-errors", path = path.display());
            Failure::new(Exit::Fault, what).next(lang.say("fix-them-and-try-again"))
        };
        Err(match faults {
            Faults::Old(findings) => {
                show(out, old, &named(findings, &self.into))?;
                broken(&self.into)
            }
            Faults::New(findings) => {
                let findings = named(findings, &self.new);
                show(out, new, &findings)?;
                mark(out, self.marked.as_deref(), new, &findings)?;
                broken(&self.new)
            }
            Faults::NoDay => {
                let what = lang.say("units-join-or-leave-from-which-day");
                Failure::new(Exit::Usage, what).next("--effective 2014-09-01")
            }
            Faults::NoSuchMerger(code) => {
                let what = say!(lang, "code-does-not-leave-so-it-cannot-be", code);
                let next = lang.say("check-the-code-a-unit-that-merges-is");
                Failure::new(Exit::Usage, what).next(next)
            }
        }
        .into())
    }
}

/// Findings about a table that was named on the command line, under that name.
fn named(mut findings: Vec<Finding>, path: &Path) -> Vec<Finding> {
    findings.iter_mut().for_each(|finding| finding.file = path.display().to_string());
    findings
}

/// Shows findings about a table.
fn show(out: &Output, bytes: &[u8], findings: &[Finding]) -> std::io::Result<()> {
    let name = findings.first().map(|finding| finding.file.clone()).unwrap_or_default();
    let files = Files { main: name.clone(), files: [(name, bytes.to_vec())].into(), ..Files::default() };
    let sources = Sources::new(&files);
    findings.iter().try_for_each(|finding| {
        out.drawn(format_args!("{}\n", sources.show(out.lang, finding, out.colours())))
    })
}

/// Writes the marked copy where one is asked for and something was found.
fn mark(out: &Output, path: Option<&Path>, bytes: &[u8], findings: &[Finding]) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    let book = marked::workbook(out.lang, bytes, findings).map_err(|error| {
        let what = out.lang.say("the-marked-copy-cannot-be-made");
        Failure::new(Exit::Fault, what).because(error)
    })?;
    files::replace(out.lang, path, &book)?;
    out.talk(say!(out.lang, "marked-copy-path", path = path.display()));
    Ok(())
}

impl From<&Moved> for roster_words::MovedJson {
    fn from(moved: &Moved) -> Self {
        Self { code: moved.code.clone(), name: moved.name.clone(), day: moved.day.clone(), into: None }
    }
}
