//! Lists: somebody proposes with evidence, the one concerned may speak, the public may see it, the committee decides. A rule
//! only names candidates, in the table of a snapshot.

use std::collections::BTreeSet;

use muster_protocol::command::{Decision, Propose, Refusal};
use muster_protocol::dead_letter::DeadLetter;
use muster_protocol::definition::{DecidedList, Tone};
use muster_protocol::event::{Event, ListDecided, ListProposed, ListPublished, ListStated};
use muster_protocol::ids::{ContactIx, Digest, OccasionIx, RoleIx, UnitIx};
use muster_protocol::item::{ListNews, OccasionKind, StepRef};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};
use muster_rules::audience::{contact_of, person_of};
use muster_rules::calendar;
use muster_rules::score::facts::Listed;
use muster_rules::score::listing::by_rule_alone;

use super::super::super::message::announce::{is_told_of, of_listed, unproposed};
use super::super::super::plan::OccasionPlanner;
use super::super::super::state::Occasion;
use super::super::{Decided, by_name, no_persons_name, unknown};
use super::{At, few, place, room};

impl<'a> At<'a> {
    fn list(&self, id: &str) -> Result<&'a DecidedList, Refusal> {
        by_name(&self.def.lists, id!("list"), id, |list| &list.id)
    }

    pub(super) fn propose(&self, body: &Propose) -> Decided {
        let list = self.list(&body.list)?;
        let kind = by_name(&list.kinds, id!("kind-of-this-list"), &body.kind, |kind| &kind.name)?;
        let unit = self.unit(&body.backed.unit)?;
        few(&body.backed)?;
        if list.evidence && body.backed.evidence.is_empty() {
            let said = text!("name-asks-for-evidence-evidence-or-file", name = list.name);
            return Err(Refusal::incomplete(said));
        }
        no_persons_name(body.code.as_deref())?;
        let snapshot = body.snapshot.as_deref().map(|key| self.table(key)).transpose()?;
        if snapshot.is_none() && by_rule_alone(kind) {
            let said = text!("name-goes-by-a-table-say-which-snapshot", name = kind.name);
            return Err(Refusal::incomplete(said));
        }
        let same = |it: &Listed| {
            it.approved.is_none()
                && (it.unit, &it.code, &it.list, &it.kind) == (unit, &body.code, &body.list, &body.kind)
        };
        if self.state.facts.listed.iter().any(same) {
            return Ok(Vec::new());
        }
        room(self.state.facts.listed.len())?;
        let (notices, signed) = self.notices(unit);
        let proposed = ListProposed {
            list: list.id.clone(),
            kind: kind.name.clone(),
            unit,
            code: body.code.clone(),
            snapshot,
            evidence: body.backed.evidence.clone(),
            reason: body.backed.reason,
            notices,
            signed,
        };
        let mut events: Vec<Event> = vec![proposed.into()];
        // Who may speak is told that it comes, and by when.
        if let Some(last) = list.statement.and_then(|days| self.workdays_from(self.at, days).ok()) {
            let about = (list, kind.name.as_str(), self.state.facts.listed.len() + 1);
            events.extend(of_listed(self.def, self.state, self.at, about, (unit, ListNews::Proposed, last)));
        }
        Ok(events)
    }

    /// A snapshot that was taken.
    fn table(&self, key: &str) -> Result<OccasionIx, Refusal> {
        let is = |occasion: &&Occasion| matches!(occasion.plan.kind, OccasionKind::Snapshot(_));
        let known = self.state.occasions.iter().filter(is).filter(|it| it.table.is_some());
        let found = self.state.occasion_by_key(key).filter(|(_, it)| is(it) && it.table.is_some());
        found
            .map(|(ix, _)| ix)
            .ok_or_else(|| unknown(id!("snapshot-that-was-taken"), key, known.map(Occasion::key)))
    }

    /// Messages for the unit's own posts, and how many of them were signed. What could not be delivered is among them: nobody
    /// has signed for it.
    fn notices(&self, unit: UnitIx) -> (u32, u32) {
        let roles = (0u8..).map(RoleIx).take(self.def.roles.len());
        let mut posts: Vec<_> = roles.filter_map(|role| contact_of(self.def, unit, role)).collect();
        let own = self.def.units.get(unit.at()).map_or(&[][..], |unit| unit.contacts.as_slice());
        posts.retain(|post| own.contains(&Some(*post)));
        posts.sort_unstable();
        posts.dedup();
        // Who holds posts of several units by one account has one letter a day for all of them.
        let letters: BTreeSet<ContactIx> =
            posts.iter().flat_map(|post| [*post, person_of(self.def, *post)]).collect();
        let receipts = letters.iter().filter_map(|post| self.state.receipts.get(post)).flatten();
        let lost = self.undelivered(unit, &posts);
        receipts.fold((lost, 0), |(all, signed), it| (all + 1, signed + u32::from(it.signed)))
    }

    /// Letters to these posts about the unit that were given up, whether they still wait for a retry or were dropped. What came back
    /// had been handed over, and is a letter without a signature already.
    fn undelivered(&self, unit: UnitIx, posts: &[ContactIx]) -> u32 {
        let waiting = self.state.dead.iter().filter_map(|letter| match letter {
            DeadLetter::Step(step) => Some(step),
            DeadLetter::Delivery(_) => None,
        });
        let mut letters = BTreeSet::new();
        let lost = |step: &&StepRef| step.unit == unit && !self.state.came_back.has(**step);
        for step in waiting.chain(&self.state.dropped).filter(lost) {
            // Steps of one instant to one post would have been one letter. One whose due day has moved since stands by itself.
            let planned = self.state.occasion(step.occasion).and_then(|occasion| occasion.step(*step));
            let to = planned.and_then(|planned| contact_of(self.def, unit, planned.to));
            if planned.is_none() || to.is_some_and(|to| posts.contains(&to)) {
                let alone = planned.is_none().then_some(*step);
                letters.insert((to, planned.map(|planned| planned.at), alone));
            }
        }
        u32::try_from(letters.len()).unwrap_or(u32::MAX)
    }

    fn listed(&self, number: u32) -> Result<(&'a DecidedList, &'a Listed), Refusal> {
        let all: &'a [Listed] = &self.state.facts.listed;
        let at = place(all, number, id!("entry-of-a-list"))?;
        let entry = all.get(at).ok_or_else(|| Refusal::wrong_state(text!("it-is-not-there")))?;
        Ok((self.list(&entry.list)?, entry))
    }

    pub(super) fn statement(&self, number: u32, statement: Digest) -> Decided {
        let (list, entry) = self.listed(number)?;
        if list.statement.is_none() {
            return Err(Refusal::wrong_state(text!("name-hears-no-statements", name = list.name)));
        }
        open(number, entry)?;
        Ok(vec![ListStated { entry: number, statement }.into()])
    }

    pub(super) fn publish(&self, number: u32) -> Decided {
        let (list, entry) = self.listed(number)?;
        open(number, entry)?;
        let Some(days) = list.publicity else {
            return Err(Refusal::wrong_state(text!("name-has-no-publicity", name = list.name)));
        };
        if entry.until.is_some() {
            return Ok(Vec::new());
        }
        self.heard(number, list, entry)?;
        let until = self.workdays_from(self.at, days)?;
        Ok(vec![
            ListPublished { entry: number, until: OccasionPlanner::new(self.def).late_from(until) }.into(),
        ])
    }

    pub(super) fn decide_list(&self, number: u32, decision: &Decision, unsigned_known: bool) -> Decided {
        let (list, entry) = self.listed(number)?;
        if entry.approved == Some(decision.yes) {
            return Ok(Vec::new());
        }
        open(number, entry)?;
        if decision.yes {
            self.heard(number, list, entry)?;
            self.public(number, list, entry)?;
            self.received(number, list, entry, unsigned_known)?;
        }
        let (approved, reason) = (decision.yes, decision.reason);
        let mut events: Vec<Event> =
            vec![ListDecided { entry: number, approved, unsigned_known, reason }.into()];
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        events.extend(unproposed(self.state, list, place));
        // Who was never told of a proposal is not told that nothing came of it.
        if approved || is_told_of(self.state, list, place) {
            let news = if approved { ListNews::Listed } else { ListNews::NotListed };
            let about = (list, entry.kind.as_str(), place);
            let told = (entry.unit, news, self.today());
            events.extend(of_listed(self.def, self.state, self.at, about, told));
        }
        Ok(events)
    }

    /// The one concerned has spoken, or had its days for it.
    fn heard(&self, number: u32, list: &DecidedList, entry: &Listed) -> Result<(), Refusal> {
        let Some(days) = list.statement.filter(|_| !entry.stated) else { return Ok(()) };
        let last = self.workdays_from(entry.at, days)?;
        if last < self.today() {
            return Ok(());
        }
        Err(Refusal::wrong_day(text!("entry-number-the-unit-may-make-a-statement", number, last)))
    }

    fn public(&self, number: u32, list: &DecidedList, entry: &Listed) -> Result<(), Refusal> {
        match (list.publicity, entry.until) {
            (None, _) => Ok(()),
            (Some(_), None) => {
                Err(Refusal::wrong_state(text!("entry-number-was-not-made-public-muster-list", number)))
            }
            (Some(_), Some(until)) if self.at < until => {
                let last = OccasionPlanner::new(self.def).zone.date_of(until.plus(-1));
                Err(Refusal::wrong_day(text!("entry-number-is-public-up-to-the-end", number, last)))
            }
            (Some(_), Some(_)) => Ok(()),
        }
    }

    /// Nobody is criticised over notices that did not reach him, unless the one who decides says that he knows.
    fn received(&self, number: u32, list: &DecidedList, entry: &Listed, known: bool) -> Result<(), Refusal> {
        let (notices, signed) = self.notices(entry.unit);
        if list.tone == Tone::Commend || known || (notices > 0 && signed == notices) {
            return Ok(());
        }
        let missing = notices - signed;
        let said = if notices == 0 {
            text!("entry-number-no-notice-went-out-to-the", number)
        } else {
            text!("entry-number-missing-of-notices-notices-to-the", number, missing, #notices = notices)
        };
        Err(Refusal::wrong_state(text!("said-decide-with-unsigned-known-if-it-stands", said: said)))
    }

    /// The last of so many working days behind an instant's day.
    fn workdays_from(&self, at: Instant, days: u16) -> Result<Date, Refusal> {
        let from = OccasionPlanner::new(self.def).zone.date_of(at);
        calendar::workday_after(&self.def.calendar, from, days).map_err(|missing| {
            let (name, year) = (&missing.calendar, missing.year);
            Refusal::wrong_day(text!("that-needs-year-for-which-the-calendar-name", year, name))
        })
    }
}

fn open(number: u32, entry: &Listed) -> Result<(), Refusal> {
    if entry.approved.is_none() {
        return Ok(());
    }
    Err(Refusal::wrong_state(text!("entry-number-is-decided-already", number)))
}
