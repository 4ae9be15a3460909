//! Scripted selections: who is put forward without owing it, and how the committee takes candidates from stage to stage. Units
//! that owe the first stage put themselves forward by handing it in.

use std::cmp::Reverse;

use muster_protocol::case::CandidateName;
use muster_protocol::command::{Advance, Command, Nominate};
use muster_protocol::definition::{By, Selection, Stage};
use muster_protocol::event::{CandidateNominated, CandidatePassed};
use muster_protocol::ids::{AudienceIx, CandidateIx, RoleIx, UnitIx};
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_rules::{audience, calendar};

use super::{Act, HAND_IN, Players};
use crate::script::Behaviour;

/// When the committee goes through candidates.
const ADVANCE: TimeOfDay = TimeOfDay(15 * 60);
/// Who hands in so many working days ahead also puts itself forward where it may.
const EAGER_WORKDAYS: u16 = 3;

impl Players {
    /// Who will be put forward by those who do not owe it, from an instant on.
    pub(super) fn nominating(&self, from: Instant) -> Vec<(Instant, Act)> {
        let mut acts = Vec::new();
        for selection in &self.def.selections {
            let Some(first) = selection.stages.first() else { continue };
            match first.by {
                By::Units(_) => {}
                By::Volunteers(audience) => acts.extend(self.volunteers(selection, first, audience)),
                By::Role(role) => acts.extend(self.put_forward(selection, first, role)),
            }
        }
        acts.retain(|(at, _)| *at >= from);
        acts
    }

    /// Eager units put themselves forward as early as they hand in.
    fn volunteers(&self, selection: &Selection, first: &Stage, audience: AudienceIx) -> Vec<(Instant, Act)> {
        let Some((opens, due)) = self.days_of(first).filter(|_| self.script.stage_workdays.is_some()) else {
            return Vec::new();
        };
        let mut acts = Vec::new();
        for unit in audience::members_on(&self.def, audience, due) {
            let Some(Behaviour::Punctual { workdays_before }) = self.script.units.get(unit.at()) else {
                continue;
            };
            if *workdays_before < EAGER_WORKDAYS {
                continue;
            }
            let day = calendar::workday_before(&self.def.calendar, due, *workdays_before).unwrap_or(due);
            let title = selection.titles.first().cloned();
            let act = self.nominate(selection, unit, title, self.clerk(unit));
            acts.extend(act.map(|act| (self.zone.at(day.max(opens), HAND_IN), act)));
        }
        acts
    }

    /// The role puts somebody forward for every title: of those whose results it looks at, the best in the judges' eyes.
    fn put_forward(&self, selection: &Selection, first: &Stage, role: RoleIx) -> Vec<(Instant, Act)> {
        let (Some(day), Some(actor)) = (self.day_of(first), self.holder(role, None)) else {
            return Vec::new();
        };
        let looked_at =
            |id: &String| self.def.duties.iter().find(|duty| duty.id == *id).map(|duty| duty.audience);
        // The first audience is everybody.
        let audience = selection.draws_on.iter().find_map(looked_at).unwrap_or(AudienceIx(0));
        let mut units = audience::members_on(&self.def, audience, day);
        units.sort_by_key(|unit| Reverse(self.worth(*unit)));
        let titles: Vec<Option<String>> = match selection.titles.as_slice() {
            [] => vec![None],
            titles => titles.iter().cloned().map(Some).collect(),
        };
        let at = self.zone.at(day, ADVANCE);
        let both = titles.into_iter().zip(units.iter().cycle());
        let act = |(title, unit): (Option<String>, &UnitIx)| {
            self.nominate(selection, *unit, title, actor.clone()).map(|act| (at, act))
        };
        both.filter_map(act).collect()
    }

    fn nominate(
        &self,
        selection: &Selection,
        unit: UnitIx,
        title: Option<String>,
        actor: String,
    ) -> Option<Act> {
        let unit = self.def.units.get(unit.at())?.code.clone();
        let (selection, evidence) = (selection.id.clone(), Vec::new());
        let body = Nominate { selection, unit, code: None, title, evidence };
        Some(Act { actor, command: Command::Nominate(body) })
    }

    /// Somebody was put forward: nominating is the first stage.
    pub(super) fn nominated(&mut self, at: Instant, body: &CandidateNominated) {
        self.candidates.insert(body.candidate, (body.selection, body.unit));
        let selection = self.def.selections.get(body.selection.at());
        let first = selection.and_then(|selection| selection.stages.first());
        // Where it is a period of publicity, it is said to be passed as well.
        if first.is_some_and(|first| first.publicity == 0) {
            self.goes_on(at, body.candidate, 1);
        }
    }

    /// A candidate passed a stage: the next one waits until its publicity is over.
    pub(super) fn passed(&mut self, at: Instant, body: &CandidatePassed) {
        let of = self.candidates.get(&body.candidate).copied();
        let selection = of.and_then(|(selection, _)| self.def.selections.get(selection.at()));
        let place = selection.and_then(|it| it.stages.iter().position(|stage| stage.id == body.stage));
        let Some(place) = place.filter(|_| !body.last) else { return };
        let from = body.publicity_until.map_or(at, |until| at.max(until.plus(-1)));
        self.goes_on(from, body.candidate, place + 1);
    }

    /// The stage at this place is done on its day, or on the first working day on which it can be. Who hands in late is
    /// put forward by itself, and does not pass the first look.
    fn goes_on(&mut self, from: Instant, candidate: CandidateIx, place: usize) {
        let Some((selection, unit)) = self.candidates.get(&candidate).copied() else { return };
        let Some(selection) = self.def.selections.get(selection.at()) else { return };
        let Some(stage) = selection.stages.get(place) else { return };
        let By::Role(role) = stage.by else { return };
        let (Some(day), Some(actor)) = (self.day_of(stage), self.holder(role, Some(unit))) else { return };
        let usual = self.zone.at(day, ADVANCE);
        let next = self.zone.at(self.workday_after(self.zone.date_of(from), 1), ADVANCE);
        let late = matches!(self.script.units.get(unit.at()), Some(Behaviour::Late { .. }));
        let advance = Advance {
            candidate: CandidateName { selection: selection.id.clone(), no: candidate.0 + 1 },
            stage: stage.id.clone(),
            passes: place > 1 || !late,
            reason: None,
        };
        self.plan(if usual > from { usual } else { next }, actor, Command::Advance(advance));
    }

    /// The day on which those who do a stage do it: some working days before it is due; publicity begins on the day itself.
    /// None where nobody of the script does any.
    fn day_of(&self, stage: &Stage) -> Option<Date> {
        let workdays = self.script.stage_workdays?;
        let (opens, due) = self.days_of(stage)?;
        let ahead = if stage.publicity > 0 { 0 } else { workdays };
        let day = calendar::workday_before(&self.def.calendar, due, ahead).unwrap_or(due);
        Some(day.max(opens))
    }

    /// From when to when a stage is to be done.
    fn days_of(&self, stage: &Stage) -> Option<(Date, Date)> {
        let happens = calendar::occurrence(&stage.rule, &self.def.calendar, &self.zone, 0).ok()??;
        Some((happens.opens, happens.due))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use muster_protocol::event::Event;
    use muster_protocol::ids::CampaignId;
    use muster_rules::zone::Zone;

    use super::*;
    use crate::definition::tests::shipped;
    use crate::script::parse;
    use crate::simulate::{Run, run};

    #[test]
    fn every_selection_comes_to_its_end_on_the_days_of_its_stages() {
        let def = shipped();
        let bytes = include_bytes!("../../../../workflows/service-year/script.yaml");
        let players = Players::new(&def, parse(bytes, &def).0.unwrap());
        let (launch, until) = ("2014-04-01T00:00:00+08:00", "2014-12-31T23:00:00+08:00");
        let campaign = CampaignId::new("year").unwrap();
        let Run { events, .. } =
            run(&def, &campaign, launch.parse().unwrap(), until.parse().unwrap(), players, &mut []);
        let zone = Zone::of(&def).unwrap();
        let (mut of, mut passed, mut won) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        let mut rejected = Vec::new();
        for happened in &events {
            match &happened.event {
                Event::CandidateNominated(body) => {
                    of.insert(body.candidate, (body.selection, body.unit));
                }
                Event::CandidatePassed(body) => {
                    let id = &def.selections[of[&body.candidate].0.at()].id;
                    passed.insert(format!("{id} {} {}", body.stage, zone.date_of(happened.at)));
                    won.extend(body.last.then_some(id.as_str()));
                }
                Event::CandidateRejected(body) => {
                    rejected.push(def.units[of[&body.candidate].1.at()].code.as_str());
                }
                _ => {}
            }
        }
        let days: Vec<&str> = passed.iter().map(String::as_str).collect();
        assert_eq!(
            days,
            [
                "model-site named 2014-11-27",
                "model-site review 2014-07-30",
                "model-site site-check 2014-09-29",
                "pacesetter named 2014-10-30",
                "pacesetter publicise 2014-11-13",
                "pacesetter publicity 2014-10-16",
                "pacesetter verify 2014-10-14",
                "role-models publicise 2014-10-23",
                "role-models verify 2014-09-25",
                "window-awards named 2014-12-18",
                "window-awards publicity 2014-12-08",
            ]
        );
        assert_eq!(won.len(), def.selections.len(), "{won:?}");
        let late = ["003", "008", "012", "105", "106", "107"];
        assert!(!rejected.is_empty() && rejected.iter().all(|code| late.contains(code)), "{rejected:?}");
    }

    #[test]
    fn where_nobody_answers_nobody_is_put_forward() {
        let def = shipped();
        let silent = Players::new(&def, crate::script::Script::silent(&def));
        assert_eq!(silent.nominating(Instant(0)), []);
        let eager = Players::new(&def, crate::script::Script::all_on_time(&def));
        assert_eq!(eager.nominating(Instant(0)).len(), 3, "the office, for every title of the windows");
    }
}
