//! `muster check`: every fault of a file at once, each with place and fix.

use std::path::PathBuf;

use clap::Args;
use muster_core::definition::letters;
use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::definition::{Definition, PlanRow};
use muster_protocol::ids::AudienceIx;
use muster_protocol::say;
use muster_rules::audience::members;
use muster_rules::message::VARIABLES;
use serde::Serialize;

use crate::authoring::compiled::Read;
use crate::authoring::findings::{FindingJson, Sources, Tally};
use crate::authoring::today::Today;
use crate::exit::Exit;
use crate::output::Output;
use crate::preview::lateness::{Lateness, LatenessJson};
use crate::run::Run;
use crate::service::config::ConfigArgs;
use crate::service::reach::Reach;

/// The arguments of `muster check`.
#[derive(Debug, Args)]
pub struct Check {
    file: PathBuf,
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    #[arg(long)]
    variables: bool,
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    config: ConfigArgs,
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
}

/// The JSON of a check.
#[derive(Debug, Serialize)]
struct CheckJson {
    file: String,
    ok: bool,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<FindingJson>,
    audiences: Vec<AudienceJson>,
    plan: Vec<PlanRow>,
    /// How it stands to the day of today, where it can be launched.
    today: Option<LatenessJson>,
    /// Whom this installation would reach how, where it can be launched.
    reach: Option<Reach>,
    /// What the words of letters may use, where it was asked for.
    words: Option<WordsJson>,
}

/// What the committee's own words of letters may use.
#[derive(Debug, Serialize)]
struct WordsJson {
    letters: Vec<LetterJson>,
    names: Vec<NameJson>,
}

/// A letter by the key of the file that words it, with the groups that it may have.
#[derive(Debug, Serialize)]
struct LetterJson {
    #[serde(flatten)]
    key: LocalizedText,
    groups: Vec<&'static str>,
}

/// A name that the words of every letter may use.
#[derive(Debug, Serialize)]
struct NameJson {
    name: &'static str,
    #[serde(flatten)]
    says: LocalizedText,
}

/// A named group, resolved.
#[derive(Debug, Serialize)]
struct AudienceJson {
    name: String,
    units: Vec<String>,
}

impl Run for Check {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let read = Read::new(out.lang, &self.file, self.script.as_deref())?;
        let tally = Tally::of(&read.compiled.findings);
        let ok = tally.errors == 0 && read.compiled.definition.is_some();
        let launchable = read.compiled.definition.as_ref().filter(|_| ok);
        let now = launchable.map(|def| self.today.now(out.lang, def)).transpose()?;
        let lateness = launchable.zip(now).and_then(|(def, now)| Lateness::of(def, now));
        let audiences = read.compiled.definition.as_ref().map(audiences).unwrap_or_default();
        let config = self.config.read(out.lang, &self.dir)?;
        let reach = launchable.map(|def| Reach::of(def, &read.compiled.contacts, &config));
        if self.json {
            out.json(&CheckJson {
                file: self.file.display().to_string(),
                ok,
                errors: tally.errors,
                warnings: tally.warnings,
                notes: tally.notes,
                findings: read.json(),
                audiences,
                plan: read.compiled.definition.as_ref().map(|def| def.plan.clone()).unwrap_or_default(),
                today: lateness.as_ref().map(Lateness::json),
                reach,
                words: self.variables.then(words),
            })?;
        } else {
            let sources = Sources::new(&read.files);
            for finding in &read.compiled.findings {
                out.drawn(format_args!("{}\n", sources.show(out.lang, finding, out.colours())))?;
            }
            if let Some(definition) = &read.compiled.definition {
                print_result(out, definition, &audiences)?;
            }
            if self.variables {
                print_words(out, &words())?;
            }
            let lines = lateness.as_ref().map(|lateness| lateness.lines(out.lang));
            lines.unwrap_or_default().iter().for_each(|line| out.talk(line));
            let file = self.config.path(&self.dir).display().to_string();
            let lines = reach.map(|reach| reach.lines(out.lang, &file));
            lines.unwrap_or_default().iter().for_each(|line| out.talk(line));
            out.talk(self.summary(out.lang, tally, ok));
        }
        Ok(if ok { Exit::Fine } else { Exit::Fault })
    }
}

impl Check {
    fn summary(&self, lang: Language, tally: Tally, ok: bool) -> String {
        let Tally { errors, warnings, notes } = tally;
        let file = self.file.display();
        if ok {
            say!(lang, "file-can-be-launched-warnings-notes", file, #warnings = warnings, #notes = notes)
        } else {
            say!(
                lang,
                "file-cannot-be-launched-errors-warnings-notes",
                file,
                #errors = errors,
                #warnings = warnings,
                #notes = notes
            )
        }
    }
}

fn audiences(def: &Definition) -> Vec<AudienceJson> {
    let code = |unit: muster_protocol::ids::UnitIx| def.units.get(unit.at()).map(|unit| unit.code.clone());
    let all = (0u16..).map(AudienceIx).zip(&def.audiences);
    all.map(|(ix, audience)| AudienceJson {
        name: audience.name.clone(),
        units: members(def, ix).into_iter().filter_map(code).collect(),
    })
    .collect()
}

fn words() -> WordsJson {
    let letters = letters().into_iter().map(|(key, groups)| LetterJson { key: key.into(), groups });
    let names = VARIABLES.into_iter().map(|(name, says)| NameJson { name, says: says.into() });
    WordsJson { letters: letters.collect(), names: names.collect() }
}

fn print_words(out: &Output, words: &WordsJson) -> std::io::Result<()> {
    out.data(out.lang.say("names-that-a-template-sees-by-letter"))?;
    for LetterJson { key, groups } in &words.letters {
        let groups = groups.join(" ");
        out.data(say!(out.lang, "letter-key-groups", key: key, groups))?;
    }
    for NameJson { name, says } in &words.names {
        out.data(say!(out.lang, "letter-name-says", name, says: says))?;
    }
    Ok(())
}

/// What the file says, in numbers, with its groups of units resolved.
fn print_result(out: &Output, def: &Definition, audiences: &[AudienceJson]) -> std::io::Result<()> {
    // What is given out at any time has no day of its own: it is told apart, here as where days are counted.
    let tasks = def.duties.iter().filter(|duty| duty.rule.is_on_demand()).count();
    let (phases, duties, visits, snapshots) =
        (def.phases.len(), def.duties.len() - tasks, def.visits.len(), def.snapshots.len());
    let units = def.units.len();
    out.data(say!(out.lang, "name-id-phases-phase-duties-duty-visits-visit", name = def.name, id = def.id, #phases = phases, #duties = duties, #visits = visits, #snapshots = snapshots, #units = units))?;
    if tasks > 0 {
        out.data(say!(out.lang, "kinds-of-task-given-out-at-any-time", #tasks = tasks))?;
    }
    if !def.plan.is_empty() {
        let (all, served) = (def.plan.len(), def.plan.iter().filter(|row| !row.lines.is_empty()).count());
        out.data(say!(out.lang, "served-of-all-row-of-the-plan-are", served, #all = all))?;
    }
    for AudienceJson { name, units } in audiences {
        let (count, codes) = (units.len(), units.join(" "));
        out.data(say!(out.lang, "name-units-unit-codes", name, #units = count, codes))?;
    }
    Ok(())
}
