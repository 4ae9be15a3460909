//! `muster preview`: the whole campaign, played in memory before anything is launched.

use std::path::PathBuf;

use clap::Args;
use muster_core::players::Players;
use muster_core::script::Script;
use muster_core::simulate::{Run, run};
use muster_rules::calendar::is_workday;
use muster_words::definition::{Definition, Phase};
use muster_words::ids::{CampaignId, UnitIx};
use muster_words::time::Date;

use crate::compiled::Read;
use crate::counts::Counts;
use crate::days::{Days, date_line};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::ledger::Ledger;
use crate::output::Output;
use crate::report::{Filter, Reporter};
use crate::span::Span;

/// 预演全程：哪天提醒谁、催办谁、走访哪里 · Play the whole campaign in memory: who is reminded, carded, visited, and when
///
/// Without a script nobody answers, so that every step shows. The same engine, workers and dates as in a real run; nothing is sent.
#[derive(Debug, Args)]
pub struct Preview {
    /// 活动文件 · The campaign's file
    file: PathBuf,
    /// 各单位的演练脚本 · A script of the units' behaviour
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// 只看这个单位 · Only this unit, by its code
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// 从这天起 · From this local day on
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// 到这天止 · Up to this local day
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// 输出 JSON · Print JSON: `{campaign, phases, occasions, items, steps, messages, visits, snapshots, counts}`
    #[arg(long)]
    json: bool,
}

/// Plays a definition from its first phase's first day to 30 days after its last.
///
/// # Errors
/// [`Failure`] when the definition has no phases.
pub fn play(lang: Lang, def: &Definition, script: Script) -> Result<Run, Failure> {
    let nothing = || Failure::new(Exit::Fault, lang.pick("文件里没有阶段", "the file has no phases"));
    let span = Span::of(def).ok_or_else(nothing)?;
    let campaign = CampaignId::new(&def.id).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?;
    let players = Players::new(def, script);
    Ok(run(def, &campaign, span.launch, span.until, players, &mut muster_workers::halves()))
}

impl Preview {
    /// Runs the verb.
    ///
    /// # Errors
    /// A file that cannot be read or has errors; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        self.ordered(out.lang)?;
        let read = Read::new(out.lang, &self.file, self.script.as_deref())?;
        let def = read.sound(out, &self.file)?;
        let filter = Filter { unit: self.unit(out.lang, def)?, from: self.from, to: self.to };
        let script = read.script.clone().unwrap_or_else(|| Script::silent(def));
        let run = play(out.lang, def, script)?;
        let mut ledger = Ledger::new(def);
        for happened in &run.events {
            ledger.apply(happened.version, happened.at, &happened.event);
        }
        if self.json {
            out.json(&Reporter::new(&ledger, &run.letters, filter).report(&def.id, &run.refusals))?;
        } else {
            tell(out, &ledger, &run, filter)?;
        }
        for (at, actor, refusal) in &run.refusals {
            let at = ledger.zone().rfc3339(*at);
            out.talk(format_args!("{}{at} {actor}: {refusal}", out.lang.pick("被拒绝：", "refused: ")));
        }
        ledger.faults().iter().for_each(|fault| out.talk(fault));
        Ok(if ledger.faults().is_empty() { Exit::Fine } else { Exit::Bug })
    }

    fn ordered(&self, lang: Lang) -> Result<(), Failure> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from > to => {
                let what = match lang {
                    Lang::Zh => format!("--from {from} 晚于 --to {to}"),
                    Lang::En => format!("--from {from} is after --to {to}"),
                };
                Err(Failure::new(Exit::Usage, what).next(format!("--from {to} --to {from}")))
            }
            _ => Ok(()),
        }
    }

    fn unit(&self, lang: Lang, def: &Definition) -> Result<Option<UnitIx>, Failure> {
        let Some(code) = &self.unit else { return Ok(None) };
        if let Some(unit) = def.unit_by_code(code) {
            return Ok(Some(unit));
        }
        let what = match lang {
            Lang::Zh => format!("名册里没有编码为“{code}”的单位"),
            Lang::En => format!("the roster has no unit with code “{code}”"),
        };
        let codes: Vec<&str> = def.units.iter().map(|unit| unit.code.as_str()).collect();
        Err(Failure::new(Exit::Fault, what).next(codes.join(" ")))
    }
}

fn tell(out: &Output, ledger: &Ledger<'_>, run: &Run, filter: Filter) -> std::io::Result<()> {
    let def = ledger.definition();
    out.data(match out.lang {
        Lang::Zh => format!("{}（{}），时区 {}，日历 {}", def.name, def.id, def.zone, def.calendar.name),
        Lang::En => format!("{} ({}), zone {}, calendar {}", def.name, def.id, def.zone, def.calendar.name),
    })?;
    for phase in &def.phases {
        out.data(phase_line(out.lang, def, phase))?;
    }
    out.data("")?;
    for line in Days::new(out.lang, ledger, &run.events, filter).lines() {
        out.data(line)?;
    }
    out.data("")?;
    if filter.unit.is_some() || filter.from.is_some() || filter.to.is_some() {
        out.data(out.lang.pick(
            "全程合计（所有单位、所有日期，不只是上面列出的）：",
            "of the whole campaign (all units, all days, not only those shown):",
        ))?;
    }
    for line in sums(out.lang, &Counts::of(ledger)) {
        out.data(line)?;
    }
    Ok(())
}

fn phase_line(lang: Lang, def: &Definition, phase: &Phase) -> String {
    let days = (phase.from.0..=phase.to.0).map(Date);
    let worked = days.filter(|day| is_workday(&def.calendar, *day).unwrap_or(false)).count();
    let day = |day| date_line(lang, &def.calendar, day);
    match lang {
        Lang::Zh => format!("  {}：{} 至 {}，{worked}个工作日", phase.name, day(phase.from), day(phase.to)),
        Lang::En => {
            format!("  {}: {} to {}, {worked} working days", phase.name, day(phase.from), day(phase.to))
        }
    }
}

/// The sums of a run, a line each.
#[must_use]
pub fn sums(lang: Lang, counts: &Counts) -> Vec<String> {
    let Counts { planned, sent, skipped, failed, withdrawn, open, .. } = counts;
    let duties: Vec<String> =
        counts.items_by_duty.iter().map(|(id, items)| format!("{id} {items}")).collect();
    let duties = duties.join(lang.pick("，", ", "));
    match lang {
        Lang::Zh => vec![
            format!("事项 {}（{duties}），其中逾期 {}", counts.items, counts.late),
            format!("走访 {}，快照 {}", counts.visits_proposed, counts.snapshots),
            format!("消息 {}，每人每天例行消息最多 {}", counts.messages_sent, counts.routine_a_day_most),
            format!(
                "提醒 {planned} = 已发 {sent} + 免发 {skipped} + 失败 {failed} + 撤回 {withdrawn} + 未结 {open}"
            ),
        ],
        Lang::En => vec![
            format!("items {} ({duties}), of these late {}", counts.items, counts.late),
            format!("visits {}, snapshots {}", counts.visits_proposed, counts.snapshots),
            format!(
                "messages {}, routine ones a person and day at most {}",
                counts.messages_sent, counts.routine_a_day_most
            ),
            format!(
                "steps {planned} = sent {sent} + skipped {skipped} + failed {failed} + withdrawn {withdrawn} + open {open}"
            ),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        preview: Preview,
    }

    #[test]
    fn days_in_the_wrong_order_are_a_usage_error() {
        let ordered = |from: &str, to: &str| {
            let line = Line::parse_from(["preview", "x.yaml", "--from", from, "--to", to]);
            line.preview.ordered(Lang::En).map_err(|failure| failure.exit)
        };
        assert_eq!(ordered("2014-05-02", "2014-05-01"), Err(Exit::Usage));
        assert_eq!(ordered("2014-05-01", "2014-05-01"), Ok(()));
    }
}
