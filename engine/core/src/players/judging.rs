//! Scripted judges: raters on paper, those who inspect, those whom the file has judge a line. What they say follows from how a
//! unit behaves in the script and from its place in the roster, so that every run says the same.

use muster_protocol::command::{ANSWERS_MAX, Backed, Ballot, Cause, Command, Draw, Judge, OnLine, Rate};
use muster_protocol::definition::{
    Decimal, RaterGroup, ReviewRound, Scale, Scope, ScoreLine, ScoreSheet, Scorer, Subject,
};
use muster_protocol::ids::{ReviewIx, RoleIx, UnitIx};
use muster_protocol::item::Evidence;
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_rules::audience;
use muster_rules::calendar;
use muster_rules::score::sessions;
use muster_rules::score::sheet::lines_of;

use super::{Act, Players};
use crate::script::Behaviour;

const JUDGE: TimeOfDay = TimeOfDay(14 * 60);
/// Findings of a unit that hands nothing in.
const FINDINGS: u32 = 2;

impl Players {
    /// What judges will do, from an instant on.
    pub(super) fn judging(&self, from: Instant) -> Vec<(Instant, Act)> {
        let mut acts = Vec::new();
        let rounds = (0u16..).map(ReviewIx).zip(&self.def.reviews);
        for (_, round) in rounds.filter(|(ix, _)| !self.def.retired.reviews.contains(ix)) {
            for session in sessions::of(&self.def, round) {
                let at = self.zone.at(session.due, JUDGE);
                if round.sample.is_some() {
                    let ahead = self.script.draw_workdays;
                    let day = calendar::workday_before(&self.def.calendar, session.due, ahead);
                    let at = self.zone.at(day.unwrap_or(session.due).max(session.opens), JUDGE);
                    let draw = Draw {
                        round: round.id.clone(),
                        session: Some(session.key.clone()),
                        seed: format!("{}-{}", self.def.id, session.key),
                    };
                    let actor = round.by.and_then(|role| self.holder(role, None));
                    acts.extend(actor.map(|actor| (at, act(actor, Judge::Draw(draw)))));
                }
                for group in round.raters.iter().filter(|group| !group.comment) {
                    let ballots = self.ballots(round, group, &session.key, session.due);
                    acts.extend(ballots.into_iter().map(|it| (at, it)));
                }
            }
        }
        for sheet in &self.def.scores {
            let at = self.zone.at(sheet.freeze, JUDGE);
            acts.extend(self.scores(sheet).into_iter().map(|it| (at, it)));
        }
        acts.retain(|(at, _)| *at >= from);
        acts
    }

    /// Just enough paper ballots; who answers as a post does so once.
    fn ballots(&self, round: &ReviewRound, group: &RaterGroup, session: &str, day: Date) -> Vec<Act> {
        let about: Vec<(String, Option<UnitIx>)> = match round.subject {
            Subject::Units(audience) => {
                let units = audience::members_on(&self.def, audience, day).into_iter();
                units.filter_map(|ix| Some((self.def.units.get(ix.at())?.code.clone(), Some(ix)))).collect()
            }
            Subject::Goals => {
                let goals = self.def.frame.goals.as_ref().map_or(0, |goals| goals.items.len());
                (1..=goals).map(|number| (number.to_string(), None)).collect()
            }
        };
        let Some(actor) = group.role.and_then(|role| self.holder(role, None)) else { return Vec::new() };
        let mut acts = Vec::new();
        let by_post = audience::rates_by_post(&self.def, group);
        for ballot in 1..=if by_post { 1 } else { u32::from(group.at_least) } {
            let answers = about
                .iter()
                .take(ANSWERS_MAX)
                .map(|(name, unit)| (name.clone(), self.answer(group, *unit, ballot)));
            let rate = Rate {
                round: round.id.clone(),
                session: Some(session.to_owned()),
                group: group.name.clone(),
                ballot: if by_post { Ballot::Post } else { Ballot::Paper(format!("{session}-{ballot:03}")) },
                answers: answers.collect(),
                comment: None,
                unit: None,
            };
            if !rate.answers.is_empty() {
                acts.push(act(actor.clone(), Judge::Rate(rate)));
            }
        }
        acts
    }

    fn answer(&self, group: &RaterGroup, unit: Option<UnitIx>, ballot: u32) -> String {
        let worth = unit.map_or(85, |unit| self.worth(unit));
        let shade = (ballot + unit.map_or(0, |unit| unit.0)) % 4;
        match &group.scale {
            Scale::Choices(choices) => {
                let last = choices.len().saturating_sub(1);
                let at = if worth < 50 { last } else { usize::from(shade == 0).min(last) };
                choices.get(at).map_or_else(String::new, |choice| choice.name.clone())
            }
            Scale::Range(from, to) => {
                let span = (to.0 - from.0) / Decimal::ONE.0;
                let points = span * i64::from(worth) / 100 - i64::from(shade);
                (points.max(0) + from.0 / Decimal::ONE.0).to_string()
            }
        }
    }

    /// Points and findings on the last day of evidence.
    fn scores(&self, sheet: &ScoreSheet) -> Vec<Act> {
        let mut acts = Vec::new();
        for ix in audience::members_on(&self.def, sheet.audience, sheet.freeze) {
            let Some(unit) = self.def.units.get(ix.at()) else { continue };
            for (_, _, line) in lines_of(sheet, unit) {
                acts.extend(self.on_line(sheet, line, ix));
            }
        }
        acts
    }

    fn on_line(&self, sheet: &ScoreSheet, line: &ScoreLine, unit: UnitIx) -> Option<Act> {
        let code = self.def.units.get(unit.at())?.code.clone();
        let silent = matches!(self.script.units.get(unit.at()), Some(Behaviour::Silent));
        match &line.scorer {
            Scorer::Judged { by, .. } => {
                // In halves of a point.
                let halves = line.max.0 * 2 / Decimal::ONE.0 * i64::from(self.worth(unit)) / 100;
                let on = on(sheet, line, code, Vec::new());
                let actor = self.holder(*by, Some(unit))?;
                Some(act(actor, Judge::Give(on, Decimal(halves * Decimal::ONE.0 / 2))))
            }
            Scorer::Deduct(causes) if silent => {
                let shown = vec![Evidence { need: "照片".to_owned(), count: 1, files: Vec::new() }];
                let cause = Cause { name: causes.first()?.cause.clone(), times: FINDINGS };
                let rounds = self.def.reviews.iter().filter(|round| round.sample.is_some());
                let actor = rounds.filter_map(|round| round.by).find_map(|role| self.holder(role, None))?;
                Some(act(actor, Judge::Deduct(on(sheet, line, code, shown), cause, None)))
            }
            Scorer::Deduct(_) | Scorer::Auto(_) => None,
        }
    }

    /// How good a unit is in the judges' eyes, in percent.
    pub(super) fn worth(&self, unit: UnitIx) -> u32 {
        let shade = unit.0 * 7 % 10;
        match self.script.units.get(unit.at()) {
            Some(Behaviour::Punctual { .. }) | None => 88 + shade,
            Some(Behaviour::Returning { .. }) => 82 + shade,
            Some(Behaviour::Late { .. }) => 70 + shade,
            Some(Behaviour::Silent) => 30 + shade,
        }
    }

    /// A name under which a role acts, of a unit where it is one.
    pub(super) fn holder(&self, role: RoleIx, unit: Option<UnitIx>) -> Option<String> {
        let known = self.def.roles.get(role.at())?;
        match known.scope {
            Scope::Unit => {
                let contact = audience::contact_of(&self.def, unit?, role)?;
                self.def.contacts.get(contact.at()).map(|contact| contact.post.clone())
            }
            Scope::Campaign(_) | Scope::Outside => Some(known.name.clone()),
        }
    }
}

fn on(sheet: &ScoreSheet, line: &ScoreLine, unit: String, evidence: Vec<Evidence>) -> OnLine {
    let backed = Backed { unit, evidence, reason: None };
    OnLine { backed, sheet: sheet.id.clone(), line: line.name.clone() }
}

fn act(actor: String, judge: Judge) -> Act {
    Act { actor, command: Command::Judge(judge) }
}
