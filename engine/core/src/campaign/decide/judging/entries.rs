//! Points that are given, taken and added, and vetoes. What an inspection finds becomes a task for the unit, where its round says
//! how soon it is put right.

use muster_protocol::command::{Assign, Backed, Cause, Decision, OnLine, Refusal};
use muster_protocol::definition::{Decimal, Deduction, ReviewRound, Scorer, Subject};
use muster_protocol::event::{
    Event, ItemWaived, ScoreAdded, ScoreDeducted, ScoreGiven, ScoreWithdrawn, VetoDecided, VetoProposed,
};
use muster_protocol::ids::{Digest, ReviewIx, UnitIx};
use muster_protocol::item::{StepReason, WaiveReason};
use muster_protocol::{id, say, text};
use muster_rules::audience::post_named;
use muster_rules::message::happening;
use muster_rules::score::facts::{Entry, EntryKind};
use muster_rules::score::tallies::is_late_correction;
use muster_rules::score::{corrections, sessions};

use super::super::super::tick::withdraw;
use super::super::{Decided, assign, by_name, unknown};
use super::{At, place, room};

/// Most of one finding in one report: a slip of the finger is larger.
const TIMES_MAX: u32 = 1_000;

impl At<'_> {
    /// The name under which a judge's points stand: the post's id, whatever name it was called by.
    fn judge_name(&self) -> String {
        let said = self.by.whose();
        let known = post_named(self.def, said).and_then(|ix| self.def.contacts.get(ix.at()));
        known.map_or_else(|| said.to_owned(), |known| known.id.clone())
    }

    pub(super) fn give(&self, on: &OnLine, points: Decimal) -> Decided {
        let (sheet, line, unit) = self.line(on)?;
        if !matches!(line.scorer, Scorer::Judged { .. }) {
            let name = &line.name;
            return Err(Refusal::wrong_state(text!("name-is-not-judged-by-anybody-its-points", name)));
        }
        self.not_frozen(sheet)?;
        if points.0 < 0 || line.max < points {
            let (name, max) = (&line.name, line.max);
            return Err(Refusal::incomplete(text!("name-has-0-to-max-points-not-points", name, max, points)));
        }
        let judge = self.judge_name();
        let mine = |entry: &&Entry| match &entry.kind {
            EntryKind::Given { judge: by, .. } => {
                *by == judge
                    && !entry.withdrawn
                    && (entry.unit, &entry.sheet, &entry.line) == (unit, &on.sheet, &on.line)
            }
            EntryKind::Deducted { .. } | EntryKind::Added { .. } => false,
        };
        let entries = &self.state.facts.entries;
        let last = entries.iter().rfind(mine);
        if last.is_some_and(
            |entry| matches!(&entry.kind, EntryKind::Given { points: before, .. } if *before == points),
        ) {
            return Ok(Vec::new());
        }
        room(entries.len())?;
        let body = ScoreGiven {
            unit,
            sheet: on.sheet.clone(),
            line: on.line.clone(),
            points,
            judge,
            evidence: on.backed.evidence.clone(),
            reason: on.backed.reason,
        };
        Ok(vec![body.into()])
    }

    pub(super) fn deduct(&self, on: &OnLine, cause: &Cause, inspection: Option<&str>) -> Decided {
        let (sheet, line, unit) = self.line(on)?;
        let Scorer::Deduct(known) = &line.scorer else {
            let name = &line.name;
            return Err(Refusal::wrong_state(text!("nothing-is-deducted-on-name", name)));
        };
        self.not_frozen(sheet)?;
        cause_of(known, cause)?;
        self.is_for_people(cause)?;
        backed(&on.backed)?;
        if let Some(name) = inspection {
            self.drawn(name, unit)?;
        }
        room(self.state.facts.entries.len())?;
        let mut events = inspection.map_or_else(Vec::new, |name| self.correction(unit, cause, name));
        let task = |event: &Event| {
            if let Event::OccasionOpened(opened) = event { Some(opened.occasion) } else { None }
        };
        let body = ScoreDeducted {
            unit,
            sheet: on.sheet.clone(),
            line: on.line.clone(),
            cause: cause.name.clone(),
            times: cause.times,
            inspection: inspection.map(str::to_owned),
            evidence: on.backed.evidence.clone(),
            reason: on.backed.reason,
            correction: events.iter().find_map(task),
        };
        events.push(body.into());
        Ok(events)
    }

    /// That something was put right late is not entered by anybody, where the file says how soon it is put right.
    fn is_for_people(&self, cause: &Cause) -> Result<(), Refusal> {
        if is_late_correction(&cause.name) && self.def.reviews.iter().any(|round| round.within.is_some()) {
            let cause = &cause.name;
            return Err(Refusal::wrong_state(text!("cause-follows-from-the-record", cause)));
        }
        Ok(())
    }

    /// The task of putting right what an inspection found, told and reminded like any other, if its round says how soon. Where no
    /// task can be given any more, since the campaign ends before, the finding stands by itself; that the file gives out tasks
    /// was checked.
    fn correction(&self, unit: UnitIx, cause: &Cause, inspection: &str) -> Vec<Event> {
        let def = self.def;
        let asked = || {
            let (round, session) = corrections::round(def, inspection)?;
            let due_day = corrections::due_day(def, inspection, unit, self.at)?;
            let kind = def.assignable.iter().find(|kind| !def.retired.duties.contains(&kind.duty))?;
            let language = def.templates.language;
            let found = happening(language, &round.name, session, def.year);
            let (cause, times) = (&cause.name, cause.times);
            let title = match times {
                1 => say!(language, "put-right-what-was-found", found, cause),
                times => say!(language, "put-right-what-was-found-several-times", found, cause, times),
            };
            Some(Assign { task: kind.id.clone(), title, to: vec![self.code(unit).to_owned()], due_day })
        };
        let Some(asked) = asked() else { return Vec::new() };
        let mut events = Vec::new();
        let given = assign::assign_beside(def, self.state, (self.at, 0), &asked, None, &mut events);
        given.map_or_else(|_| Vec::new(), |()| events)
    }

    /// Whether a unit was drawn for the inspection in which something was found of it.
    fn drawn(&self, name: &str, unit: UnitIx) -> Result<(), Refusal> {
        let known = self.state.facts.drawn.iter();
        let mut known = known.map(|((round, session), drawn)| (format!("{round}/{session}"), drawn));
        let names: Vec<String> = known.clone().map(|(name, _)| name).collect();
        let Some((_, drawn)) = known.find(|(known, _)| known == name) else {
            return self.looked_at(name, unit, names);
        };
        if drawn.units.contains(&unit) {
            return Ok(());
        }
        let code = self.code(unit);
        Err(Refusal::wrong_state(text!("code-was-not-drawn-for-name-leave-the", code, name)))
    }

    /// Where a round takes no sample nothing is drawn: every unit that it judges is looked at, in each session that has begun.
    /// `names` are the inspections that were drawn.
    fn looked_at(&self, name: &str, unit: UnitIx, mut names: Vec<String>) -> Result<(), Refusal> {
        let today = self.today();
        let retired = &self.def.retired.reviews;
        let of_all = |(ix, round): &(ReviewIx, &ReviewRound)| {
            round.sample.is_none() && round.subject != Subject::Goals && !retired.contains(ix)
        };
        for (_, round) in (0u16..).map(ReviewIx).zip(&self.def.reviews).filter(of_all) {
            let begun = sessions::of(self.def, round).into_iter().filter(|session| session.opens <= today);
            let keys: Vec<String> = begun.map(|session| format!("{}/{}", round.id, session.key)).collect();
            if keys.iter().any(|known| known == name) {
                if sessions::among(self.def, round, today).contains(&unit) && self.state.member(unit) {
                    return Ok(());
                }
                let (about, id) = (self.code(unit), &round.id);
                let said = text!("about-is-not-judged-in-id", about, id, name = round.name);
                return Err(Refusal::wrong_state(said));
            }
            names.extend(keys);
        }
        Err(unknown(id!("inspection"), name, names.iter().map(String::as_str)))
    }

    pub(super) fn add(&self, it: &Backed, sheet: &str, cause: &Cause) -> Decided {
        let sheet = self.sheet_in_use(sheet)?;
        let unit = self.scored(sheet, it)?;
        let Some(bonus) = &sheet.bonus else {
            let id = &sheet.id;
            let said = text!("id-gives-nothing-above-the-whole", id, name = sheet.name);
            return Err(Refusal::wrong_state(said));
        };
        self.not_frozen(sheet)?;
        cause_of(&bonus.items, cause)?;
        backed(it)?;
        room(self.state.facts.entries.len())?;
        let body = ScoreAdded {
            unit,
            sheet: sheet.id.clone(),
            cause: cause.name.clone(),
            times: cause.times,
            evidence: it.evidence.clone(),
            reason: it.reason,
        };
        Ok(vec![body.into()])
    }

    pub(super) fn withdraw(&self, number: u32, reason: Digest) -> Decided {
        let at = place(&self.state.facts.entries, number, id!("entry"))?;
        let Some(entry) = self.state.facts.entries.get(at).filter(|entry| !entry.withdrawn) else {
            return Ok(Vec::new());
        };
        self.not_frozen(self.sheet(&entry.sheet)?)?;
        let mut events = vec![ScoreWithdrawn { entry: number, reason }.into()];
        events.extend(self.not_to_be_put_right(entry));
        Ok(events)
    }

    /// What counts no more need not be put right.
    fn not_to_be_put_right(&self, entry: &Entry) -> Vec<Event> {
        let late = matches!(&entry.kind, EntryKind::Deducted { cause, .. } if is_late_correction(cause));
        let Some(ix) = entry.correction.filter(|_| !late) else { return Vec::new() };
        let Some(occasion) = self.state.occasion(ix) else { return Vec::new() };
        let item = occasion.item(entry.unit);
        if !item.awaits() {
            return Vec::new();
        }
        let mut events: Vec<Event> =
            withdraw(occasion, ix, entry.unit, item, StepReason::Waived).into_iter().collect();
        let reason = WaiveReason::NotAsked;
        events.push(ItemWaived { occasion: ix, units: vec![entry.unit], reason }.into());
        events
    }

    pub(super) fn propose_veto(&self, it: &Backed, sheet: &str, cause: &str) -> Decided {
        let sheet = self.sheet_in_use(sheet)?;
        let unit = self.scored(sheet, it)?;
        by_name(&sheet.vetoes, id!("cause-of-a-veto"), cause, |veto| &veto.cause)?;
        backed(it)?;
        let open = self.state.facts.vetoes.iter().any(|veto| {
            (veto.unit, veto.sheet.as_str(), veto.cause.as_str()) == (unit, sheet.id.as_str(), cause)
                && veto.approved != Some(false)
        });
        if open {
            return Ok(Vec::new());
        }
        room(self.state.facts.vetoes.len())?;
        let body = VetoProposed {
            unit,
            sheet: sheet.id.clone(),
            cause: cause.to_owned(),
            evidence: it.evidence.clone(),
            reason: it.reason,
        };
        Ok(vec![body.into()])
    }

    pub(super) fn decide_veto(&self, number: u32, decision: &Decision) -> Decided {
        let at = place(&self.state.facts.vetoes, number, id!("veto"))?;
        let Some(veto) = self.state.facts.vetoes.get(at) else { return Ok(Vec::new()) };
        match veto.approved {
            Some(decided) if decided == decision.yes => Ok(Vec::new()),
            Some(_) => {
                Err(Refusal::wrong_state(text!("veto-number-is-decided-already-propose-it-again", number)))
            }
            None => {
                let (approved, reason) = (decision.yes, decision.reason);
                let mut events: Vec<Event> = vec![VetoDecided { veto: number, approved, reason }.into()];
                if approved {
                    events.extend(self.taken_again(&veto.sheet, ("veto", number), &veto.cause));
                }
                Ok(events)
            }
        }
    }
}

/// Whether the file knows what is found, and the number is one that can be meant.
fn cause_of(known: &[Deduction], cause: &Cause) -> Result<(), Refusal> {
    by_name(known, id!("cause-in-the-file"), &cause.name, |known| &known.cause)?;
    if (1..=TIMES_MAX).contains(&cause.times) {
        return Ok(());
    }
    let times = cause.times;
    Err(Refusal::incomplete(text!("say-how-many-from-1-to-times-max", times_max = TIMES_MAX, times)))
}

/// What takes or gives points beyond judgement needs something that shows it.
fn backed(it: &Backed) -> Result<(), Refusal> {
    if !it.evidence.is_empty() {
        return Ok(());
    }
    Err(Refusal::incomplete(text!("hand-in-what-shows-it")))
}
