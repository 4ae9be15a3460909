//! `muster roster`: a roster checked by itself, and a new one proposed against the old.

use muster_rules::counted::counted;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use muster_core::definition::{Faults, Files, Finding, Moved, Proposal, Severity, check_roster, propose};
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;
use serde::Serialize;

use super::roster_words;
use crate::authoring::compiled::Read;
use crate::authoring::files;
use crate::authoring::findings::{self, FindingJson, Sources, Tally};
use crate::authoring::marked;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;

/// 名册：检查、标出错格、导入新名册 · The roster: check it, mark its faults, take in a new one
#[derive(Debug, Args)]
pub struct Roster {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Check(Check),
    Import(Import),
}

/// 检查名册，错在哪一格一次列全 · Check a roster; every fault with its cell
#[derive(Debug, Args)]
struct Check {
    /// 名册（csv、xlsx），或活动文件（用它的角色和年份） · A roster, or a campaign's file, whose roles and year then count
    file: PathBuf,
    /// 另存一份标出错格的工作簿 · Write a copy of the table with the faulty cells marked
    #[arg(long, value_name = "XLSX")]
    marked: Option<PathBuf>,
    /// 名册里没写年份的日期属于哪年 · The year of dates without one
    #[arg(long, value_name = "YEAR", default_value_t = this_year())]
    year: i32,
    /// 输出 JSON：{file, ok, errors, warnings, notes, findings} · Print JSON: `{file, ok, errors, warnings, notes, findings}`
    #[arg(long)]
    json: bool,
}

/// 用新名册提出变更：新增、改动、退出、并入；加 --write 才写 · Propose a new roster: added, changed, left, merged
///
/// Nothing is written without --write. Units are never deleted: who is missing from the new roster gets a last day.
#[derive(Debug, Args)]
struct Import {
    /// 新名册 · The new roster
    new: PathBuf,
    /// 现有的名册（csv） · The roster that there is
    #[arg(long, value_name = "CSV")]
    into: PathBuf,
    /// 新名册从哪天起算 · First day on which the new one counts
    #[arg(long, value_name = "DAY")]
    effective: Option<TypedDay>,
    /// 退出的单位并入哪家，如 010=009 · Who takes over a unit that leaves, such as 010=009
    #[arg(long = "merge", value_name = "CODE=CODE", value_parser = merger)]
    mergers: Vec<(String, String)>,
    /// 写进现有的名册 · Write it into the roster that there is
    #[arg(long)]
    write: bool,
    /// 新名册有错时，另存一份标出错格的工作簿 · If the new one has faults: a copy of it with the cells marked
    #[arg(long, value_name = "XLSX")]
    marked: Option<PathBuf>,
    /// 没写年份的日期属于哪年 · The year of dates without one
    #[arg(long, value_name = "YEAR", default_value_t = this_year())]
    year: i32,
    /// 输出 JSON：{added, changed, left, merged, unchanged, written, findings} · Print JSON: `{added: [{code, name, day}], changed: [{code, name, cells: [{column, old, new}]}], left, merged: [{code, name, day, into}], unchanged, written, findings}`
    #[arg(long)]
    json: bool,
}

/// The year of the machine's clock, for dates that say none.
fn this_year() -> i32 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = Instant(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)));
    Zone::load("UTC").map_or(2000, |zone| zone.date_of(now).parts().0)
}

fn merger(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((from, into)) if !from.is_empty() && !into.is_empty() => Ok((from.to_owned(), into.to_owned())),
        _ => Err("write it like 010=009".to_owned()),
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

impl Roster {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: a file that cannot be read or written, a roster with errors, a day that is missing.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        match &self.what {
            What::Check(check) => check.run(out),
            What::Import(import) => import.run(out),
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
            out.talk(match out.lang {
                Lang::Zh => format!("{file}：错误{errors}处，提醒{warnings}处，说明{notes}处"),
                Lang::En => format!(
                    "{file}: {errors}, {warnings}, {notes}",
                    errors = counted(&errors, "error"),
                    warnings = counted(&warnings, "warning"),
                    notes = counted(&notes, "note")
                ),
            });
        }
        mark(out, self.marked.as_deref(), &bytes, &findings)?;
        Ok(if ok { Exit::Fine } else { Exit::Fault })
    }

    /// The roster's bytes and what is said of them.
    fn read(&self, lang: Lang) -> Result<(Vec<u8>, Vec<Finding>), Failure> {
        let campaign = self.file.extension().is_some_and(|end| end == "yaml" || end == "yml");
        if !campaign {
            let bytes = files::bytes(&self.file).map_err(|unread| unread.failure(lang, &self.file))?;
            let findings = named(check_roster(&bytes, self.year), &self.file);
            return Ok((bytes, findings));
        }
        let read = Read::new(lang, &self.file, None)?;
        let name = muster_core::definition::roster_name(&read.files);
        let bytes = name.as_ref().and_then(|name| read.files.files.get(name));
        let (Some(name), Some(bytes)) = (&name, bytes) else {
            let what = match lang {
                Lang::Zh => format!("{} 没有名册，或者找不到它", self.file.display()),
                Lang::En => format!("{} names no roster that is there", self.file.display()),
            };
            return Err(Failure::new(Exit::Fault, what).next(format!("muster check {}", self.file.display())));
        };
        let findings = read.compiled.findings.into_iter().filter(|finding| finding.file == *name).collect();
        Ok((bytes.clone(), findings))
    }
}

impl Import {
    fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let read = |path: &Path| files::bytes(path).map_err(|unread| unread.failure(lang, path));
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
            let what =
                lang.pick("照这样导入，名册会有错误", "taken in like this the roster would have errors");
            return Err(Failure::new(Exit::Fault, what).into());
        }
        let write = self.write && !proposal.is_empty();
        if write {
            if self.into.extension().is_some_and(|end| end == "xlsx") {
                let what = lang.pick("只能写进 csv 名册", "only a csv roster can be written into");
                let next = lang.pick("先把现有名册另存为 CSV UTF-8", "save the roster as CSV UTF-8 first");
                return Err(Failure::new(Exit::Usage, what).next(next).into());
            }
            files::replace(lang, &self.into, &proposal.table)?;
        }
        if self.json {
            out.json(&roster_words::json(&proposal, write))?;
        } else {
            show(out, &new, &proposal.remarks)?;
            roster_words::lines(lang, &proposal).iter().try_for_each(|line| out.data(line))?;
            out.talk(self.next(lang, &proposal, write));
        }
        Ok(Exit::Fine)
    }

    fn next(&self, lang: Lang, proposal: &Proposal, written: bool) -> String {
        let into = self.into.display();
        match (written, proposal.is_empty()) {
            (_, true) => lang.pick("没有变化", "nothing would change").to_owned(),
            (true, false) => match lang {
                Lang::Zh => format!("已写进 {into}；接着用 muster plan 看对活动的影响，再 muster apply"),
                Lang::En => format!(
                    "written into {into}; now `muster plan` tells what it changes, then `muster apply`"
                ),
            },
            (false, false) => match lang {
                Lang::Zh => format!("这只是提议，{into} 没有改；确认后加上 --write"),
                Lang::En => format!("this is a proposal, {into} is as it was; add --write to take it in"),
            },
        }
    }

    fn refused(&self, out: &Output, old: &[u8], new: &[u8], faults: Faults) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let broken = |path: &Path| {
            let what = match lang {
                Lang::Zh => format!("{} 有错误", path.display()),
                Lang::En => format!("{} has errors", path.display()),
            };
            Failure::new(Exit::Fault, what).next(lang.pick("按改法修改后再试", "fix them and try again"))
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
                let what =
                    lang.pick("有单位加入或退出，要说明从哪天起", "units join or leave: from which day?");
                Failure::new(Exit::Usage, what).next("--effective 2014-09-01")
            }
            Faults::NoSuchMerger(code) => {
                let what = match lang {
                    Lang::Zh => format!("“{code}”没有退出，不能并入别家"),
                    Lang::En => format!("“{code}” does not leave, so it cannot be merged"),
                };
                let next = lang.pick(
                    "看看编码；要并入的单位不在新名册里",
                    "check the code: a unit that merges is not in the new roster",
                );
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
        let what = out.lang.pick("标不出错格", "the marked copy cannot be made");
        Failure::new(Exit::Fault, what).because(error)
    })?;
    files::replace(out.lang, path, &book)?;
    out.talk(match out.lang {
        Lang::Zh => format!("标出错格的工作簿：{}", path.display()),
        Lang::En => format!("marked copy: {}", path.display()),
    });
    Ok(())
}

impl From<&Moved> for roster_words::MovedJson {
    fn from(moved: &Moved) -> Self {
        Self { code: moved.code.clone(), name: moved.name.clone(), day: moved.day.clone(), into: None }
    }
}
