//! Judging: points, ratings, draws, vetoes, appeals, lists, snapshots on demand.

mod appeals;
mod entries;
mod listing;
mod ratings;
mod taken_back;

use muster_protocol::catalogue::TextId;
use muster_protocol::command::{Backed, Judge, OnLine, Refusal};
use muster_protocol::definition::{Definition, Moment, ScoreLine, ScoreSheet, Unit};
use muster_protocol::event::{Event, Given, OccasionOpened};
use muster_protocol::ids::{OccasionIx, SnapshotIx, UnitIx};
use muster_protocol::item::{EVIDENCE_MAX, OccasionKind};
use muster_protocol::time::{Date, Instant};
use muster_protocol::unseen;
use muster_protocol::{id, text};
use muster_rules::audience;
use muster_rules::score::sheet::lines_of;

pub use ratings::worth;

use super::super::plan::OccasionPlanner;
use super::super::rights::Issuer;
use super::super::state::{Occasion, State};
use super::{Decided, by_name, unknown};

/// Most facts of judging of one kind in a campaign: 2,000 units with some hundred each.
const FACTS_MAX: usize = 1_000_000;

/// Longest name of what a snapshot is taken for, in bytes: it stands in its title.
const TITLE_MAX: usize = 120;

/// A campaign at an instant, and who speaks.
pub(super) struct At<'a> {
    def: &'a Definition,
    state: &'a State,
    at: Instant,
    by: Issuer<'a>,
}

pub(super) fn judge(def: &Definition, state: &State, at: Instant, by: Issuer<'_>, body: &Judge) -> Decided {
    let it = At { def, state, at, by };
    match body {
        Judge::Give(on, points) => it.give(on, *points),
        Judge::Deduct(on, cause, inspection) => it.deduct(on, cause, inspection.as_deref()),
        Judge::Add(backed, sheet, cause) => it.add(backed, sheet, cause),
        Judge::Withdraw(number, reason) => it.withdraw(*number, *reason),
        Judge::ProposeVeto(backed, sheet, cause) => it.propose_veto(backed, sheet, cause),
        Judge::DecideVeto(number, decision) => it.decide_veto(*number, decision),
        Judge::Invite(invite) => it.invite(invite),
        Judge::Rate(rate) => it.rate(rate),
        Judge::Draw(draw) => it.draw(draw),
        Judge::Appeal(on) => it.appeal(on),
        Judge::AnswerAppeal(number, decision, change, worth) => {
            it.answer_appeal(*number, decision, (*change, *worth))
        }
        Judge::Propose(propose) => it.propose(propose),
        Judge::State(number, statement) => it.statement(*number, *statement),
        Judge::Publish(number) => it.publish(*number),
        Judge::DecideList(number, decision, known) => it.decide_list(*number, decision, *known),
        Judge::Snapshot(plan, title) => it.snapshot(plan, title),
    }
}

/// The place of what has a number, from 1.
fn place<T>(all: &[T], number: u32, kind: TextId) -> Result<usize, Refusal> {
    let at = number.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    at.filter(|at| *at < all.len()).ok_or_else(|| {
        let last = all.len();
        let said = text!("there-is-no-kind-of-this-number", number, last, kind: kind);
        Refusal::unknown_name(said)
    })
}

fn room(count: usize) -> Result<(), Refusal> {
    if count < FACTS_MAX {
        return Ok(());
    }
    Err(Refusal::too_large(text!("this-campaign-has-facts-max-of-them-which", facts_max = FACTS_MAX)))
}

impl<'a> At<'a> {
    fn today(&self) -> Date {
        OccasionPlanner::new(self.def).zone.date_of(self.at)
    }

    fn unit(&self, code: &str) -> Result<UnitIx, Refusal> {
        super::unit(self.def, code)
    }

    fn code(&self, unit: UnitIx) -> &'a str {
        self.def.units.get(unit.at()).map_or("", |unit| unit.code.as_str())
    }

    fn sheet(&self, id: &str) -> Result<&'a ScoreSheet, Refusal> {
        by_name(&self.def.scores, id!("score-sheet"), id, |sheet| &sheet.id)
    }

    /// A sheet that the file still has. One that it names no more is frozen no more, and takes nothing that would count; what was
    /// filed or proposed on it is answered all the same.
    fn sheet_in_use(&self, id: &str) -> Result<&'a ScoreSheet, Refusal> {
        let sheet = self.sheet(id)?;
        let retired = &self.def.retired.snapshots;
        let mut gone = retired.iter().filter_map(|ix| self.def.snapshots.get(ix.at()));
        if gone.any(|plan| matches!(&plan.moment, Moment::Freeze(of) if *of == sheet.id)) {
            return Err(Refusal::wrong_state(text!(
                "sheet-was-taken-out-of-the-file",
                id,
                name = sheet.name
            )));
        }
        Ok(sheet)
    }

    /// A unit that a sheet scores.
    fn scored(&self, sheet: &ScoreSheet, backed: &Backed) -> Result<UnitIx, Refusal> {
        let unit = self.unit(&backed.unit)?;
        few(backed)?;
        self.not_merged(unit)?;
        if audience::selects(self.def, sheet.audience, unit) {
            self.in_its_table(sheet, unit)?;
            return Ok(unit);
        }
        let (code, id) = (&backed.unit, &sheet.id);
        Err(Refusal::wrong_state(text!("code-is-not-scored-by-id", code, id, name = sheet.name)))
    }

    /// Whether a unit has not gone over to another one: what is entered for it then counts nowhere.
    fn not_merged(&self, unit: UnitIx) -> Result<(), Refusal> {
        let gone = self.def.units.get(unit.at()).filter(|_| !self.state.member(unit));
        let into = |unit: &Unit| {
            let gone = unit.left.is_some_and(|left| left < self.today());
            self.def.units.get(unit.merged_into.filter(|_| gone)?.at())
        };
        let Some((gone, to)) = gone.and_then(|unit| Some((unit, into(unit)?))) else { return Ok(()) };
        let (code, short, successor, its_name) = (&gone.code, &gone.short, &to.code, &to.short);
        let said = text!("unit-was-merged-enter-it-for-its-successor", code, short, successor, its_name);
        Err(Refusal::wrong_state(said))
    }

    /// Whether a unit stands in the table of a sheet when that is frozen: what is entered for one that left before counts nowhere.
    fn in_its_table(&self, sheet: &ScoreSheet, unit: UnitIx) -> Result<(), Refusal> {
        let Some(row) = self.def.units.get(unit.at()) else { return Ok(()) };
        let (code, short, name, freeze) = (&row.code, &row.short, &sheet.name, sheet.freeze);
        if let Some(left) = row.left.filter(|left| *left < self.today() && *left < freeze) {
            let said = text!("unit-has-left-and-is-in-no-table", code, short, left, name);
            return Err(Refusal::wrong_state(said));
        }
        if let Some(joined) = row.joined.filter(|joined| freeze < *joined) {
            let said = text!("unit-joins-behind-the-freeze", code, short, joined, freeze, name);
            return Err(Refusal::wrong_state(said));
        }
        Ok(())
    }

    /// A line of a sheet that counts for the unit.
    fn line(&self, on: &OnLine) -> Result<(&'a ScoreSheet, &'a ScoreLine, UnitIx), Refusal> {
        let sheet = self.sheet_in_use(&on.sheet)?;
        let unit = self.scored(sheet, &on.backed)?;
        let lines = self.def.units.get(unit.at()).map(|unit| lines_of(sheet, unit).collect::<Vec<_>>());
        let lines = lines.unwrap_or_default();
        let found = lines.iter().find(|(.., line)| line.name == on.line).map(|(.., line)| *line);
        let names = || lines.iter().map(|(.., line)| line.name.as_str());
        let line = found.ok_or_else(|| unknown(id!("line-of-this-sheet"), &on.line, names()))?;
        Ok((sheet, line, unit))
    }

    /// Whether a sheet takes what counts: up to the end of its last day of evidence.
    fn not_frozen(&self, sheet: &ScoreSheet) -> Result<(), Refusal> {
        let (freeze, id) = (sheet.freeze, &sheet.id);
        if self.today() <= freeze {
            return Ok(());
        }
        let said = text!("id-was-frozen-on-freeze-what-comes-later", id, freeze, name = sheet.name);
        Err(Refusal::wrong_day(said))
    }

    /// Takes a snapshot now, of a plan of the file.
    fn snapshot(&self, plan: &str, title: &str) -> Decided {
        let ids = || self.def.snapshots.iter().map(|plan| plan.id.as_str());
        let at = self.def.snapshots.iter().position(|known| known.id == plan);
        let at = at.ok_or_else(|| unknown(id!("snapshot-plan"), plan, ids()))?;
        let title = title.trim();
        if title.is_empty() || title.len() > TITLE_MAX || unseen::find(title).is_some() {
            let said = text!(
                "say-on-one-line-what-the-snapshot-is-for",
                most = TITLE_MAX,
                characters = TITLE_MAX / 3
            );
            return Err(Refusal::incomplete(said));
        }
        Ok(self.taken(SnapshotIx(u16::try_from(at).unwrap_or(u16::MAX)), ("asked", 1), title))
    }

    /// An occasion of a snapshot plan that opens at once. It has the number that is given, or the next that is free.
    fn taken(&self, plan: SnapshotIx, (what, number): (&str, u32), title: &str) -> Vec<Event> {
        let next = OccasionIx(u32::try_from(self.state.occasions.len()).unwrap_or(u32::MAX));
        let id = self.def.snapshots.get(plan.at()).map_or("", |plan| plan.id.as_str());
        let mut number = number;
        while self.state.numbering.by_key(&format!("{id}.{what}-{number}")).is_some() {
            number += 1;
        }
        let given = Given { title: title.to_owned(), units: Vec::new(), found_at: None, caused_by: None };
        let planner = OccasionPlanner::new(self.def);
        let kind = OccasionKind::Snapshot(plan);
        let planned = planner.at_once((next, kind, None), &format!("{what}-{number}"), self.at, given);
        vec![planned.into(), OccasionOpened { occasion: next, due: self.at, without: Vec::new() }.into()]
    }

    /// Whether a sheet's scores stand in the snapshot of its freeze.
    fn is_frozen(&self, sheet: &ScoreSheet) -> bool {
        let of_freeze = |plan: SnapshotIx| {
            let moment = self.def.snapshots.get(plan.at()).map(|plan| &plan.moment);
            matches!(moment, Some(Moment::Freeze(id)) if *id == sheet.id)
        };
        let taken = |it: &Occasion| matches!(it.kind(), OccasionKind::Snapshot(plan) if of_freeze(plan));
        sheet.freeze < self.today() || self.state.occasions.iter().any(|it| it.is_open() && taken(it))
    }

    /// The snapshot that a decision brings by which frozen scores come out otherwise: those that were taken before do not say so,
    /// and what is signed and handed on is a snapshot.
    fn taken_again(&self, sheet: &str, what: (&str, u32), about: &str) -> Vec<Event> {
        let known = self.def.scores.iter().find(|known| known.id == sheet);
        let Some(sheet) = known.filter(|sheet| self.is_frozen(sheet)) else { return Vec::new() };
        let title = format!("{} · {about}", sheet.name);
        self.final_plan(sheet).map_or_else(Vec::new, |plan| self.taken(plan, what, &title))
    }

    /// The plan of a sheet's last snapshot, which those after appeals follow.
    fn final_plan(&self, sheet: &ScoreSheet) -> Option<SnapshotIx> {
        let is = |moment: &Moment| match moment {
            Moment::Final(id) | Moment::Published(id) | Moment::Freeze(id) => *id == sheet.id,
            Moment::Planned => false,
        };
        let at = self.def.snapshots.iter().rposition(|plan| is(&plan.moment))?;
        u16::try_from(at).ok().map(SnapshotIx)
    }
}

/// Evidence that fits an event.
fn few(backed: &Backed) -> Result<(), Refusal> {
    let count: usize = backed.evidence.iter().map(|piece| piece.files.len().max(1)).sum();
    if count <= EVIDENCE_MAX {
        return Ok(());
    }
    let said =
        text!("count-pieces-of-evidence-at-most-evidence-max", #count = count, evidence_max = EVIDENCE_MAX);
    Err(Refusal::too_large(said))
}
