//! `muster check`: every fault of a file at once, each with place and fix.

use muster_rules::counted::counted;
use std::path::PathBuf;

use clap::Args;
use muster_protocol::definition::{Definition, PlanRow};
use muster_protocol::ids::AudienceIx;
use muster_rules::audience::members;
use serde::Serialize;

use crate::authoring::compiled::Read;
use crate::authoring::findings::{FindingJson, Sources, Tally};
use crate::authoring::today::Today;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;
use crate::preview::lateness::{Lateness, LatenessJson};

/// 检查文件，一次列出全部问题 · Check a file and tell everything that is wrong with it at once
#[derive(Debug, Args)]
pub struct Check {
    /// 活动文件 · The campaign's file
    file: PathBuf,
    /// 各单位的演练脚本，一并检查 · A script of the units' behaviour, checked with it
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// 输出 JSON · Print JSON: `{file, ok, errors, warnings, notes, findings: [{code, severity, file, line, column, length, zh, en, fix_zh, fix_en}], audiences: [{name, units}], plan: [{row, lines}], today: {today, begins, ends, duties, duties_past, due_days, due_days_past, reminders_lost, next_letters, next_due}}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    today: Today,
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
}

/// A named group, resolved.
#[derive(Debug, Serialize)]
struct AudienceJson {
    name: String,
    units: Vec<String>,
}

impl Check {
    /// Runs the verb.
    ///
    /// # Errors
    /// A file that cannot be read; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let read = Read::new(out.lang, &self.file, self.script.as_deref())?;
        let tally = Tally::of(&read.compiled.findings);
        let ok = tally.errors == 0 && read.compiled.definition.is_some();
        let launchable = read.compiled.definition.as_ref().filter(|_| ok);
        let now = launchable.map(|def| self.today.now(out.lang, def)).transpose()?;
        let lateness = launchable.zip(now).and_then(|(def, now)| Lateness::of(def, now));
        let audiences = read.compiled.definition.as_ref().map(audiences).unwrap_or_default();
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
            })?;
        } else {
            let sources = Sources::new(&read.files);
            for finding in &read.compiled.findings {
                out.drawn(format_args!("{}\n", sources.show(out.lang, finding, out.colours())))?;
            }
            if let Some(definition) = &read.compiled.definition {
                print_result(out, definition, &audiences)?;
            }
            let lines = lateness.as_ref().map(|lateness| lateness.lines(out.lang));
            lines.unwrap_or_default().iter().for_each(|line| out.talk(line));
            out.talk(self.summary(out.lang, tally, ok));
        }
        Ok(if ok { Exit::Fine } else { Exit::Fault })
    }

    fn summary(&self, lang: Lang, tally: Tally, ok: bool) -> String {
        let Tally { errors, warnings, notes } = tally;
        let file = self.file.display();
        match (lang, ok) {
            (Lang::Zh, true) => format!("{file}：可以发布（提醒{warnings}处，说明{notes}处）"),
            (Lang::Zh, false) => {
                format!("{file}：不能发布（错误{errors}处，提醒{warnings}处，说明{notes}处）")
            }
            (Lang::En, true) => format!(
                "{file}: can be launched ({warnings}, {notes})",
                warnings = counted(&warnings, "warning"),
                notes = counted(&notes, "note")
            ),
            (Lang::En, false) => {
                format!(
                    "{file}: cannot be launched ({errors}, {warnings}, {notes})",
                    errors = counted(&errors, "error"),
                    warnings = counted(&warnings, "warning"),
                    notes = counted(&notes, "note")
                )
            }
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

/// What the file says, in numbers, with its groups of units resolved.
fn print_result(out: &Output, def: &Definition, audiences: &[AudienceJson]) -> std::io::Result<()> {
    let (phases, duties, visits, snapshots) =
        (def.phases.len(), def.duties.len(), def.visits.len(), def.snapshots.len());
    let units = def.units.len();
    out.data(match out.lang {
        Lang::Zh => format!(
            "{}（{}）：{phases}个阶段，{duties}项任务，{visits}项走访，{snapshots}项快照，{units}个单位",
            def.name, def.id
        ),
        Lang::En => format!(
            "{} ({}): {phases}, {duties}, {visits}, {snapshots}, {units}",
            def.name,
            def.id,
            phases = counted(&phases, "phase"),
            duties = counted(&duties, "duty"),
            visits = counted(&visits, "visit programme"),
            snapshots = counted(&snapshots, "snapshot"),
            units = counted(&units, "unit")
        ),
    })?;
    if !def.plan.is_empty() {
        let (all, served) = (def.plan.len(), def.plan.iter().filter(|row| !row.lines.is_empty()).count());
        out.data(match out.lang {
            Lang::Zh => format!("  方案 {all} 条，落实到文件里的 {served} 条"),
            Lang::En => format!("  {served} of {all} of the plan are served", all = counted(&all, "row")),
        })?;
    }
    for AudienceJson { name, units } in audiences {
        let (count, codes) = (units.len(), units.join(" "));
        out.data(match out.lang {
            Lang::Zh => format!("  {name}：{count}个单位 {codes}"),
            Lang::En => format!("  {name}: {count} {codes}", count = counted(&count, "unit")),
        })?;
    }
    Ok(())
}
