//! Which numbers stand in which types of a definition. Every type is destructured in full: a new field does not compile
//! until it stands in its list here.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{
    Accept, Appeals, Assignable, Audience, Balance, Bonus, Bound, BoundWord, Brief, Busy, By, Calendar, Card,
    CardColour, CaseKind, CatalogueItem, Channel, Choice, Column, Compare, Concurrent, Condition, Contact,
    DecidedList, Decimal, Deduction, Destination, Directive, Duty, Eligible, Exclusion, ExportKind, Finish,
    Formula, Frame, Goals, Grade, GroupCalendar, Hold, Holds, Indicator, Ledger, Limit, LineRef, ListKind,
    Measure, Moment, Need, Offset, Opening, Optional, Outlet, Overdue, Pattern, Phase, Pledge, RaterGroup,
    Rating, ReminderPolicy, ReturnDue, Review, ReviewRound, Right, Road, Role, Roll, Rule, Scale, Scope,
    ScoreGroup, ScoreLine, ScoreSheet, Scorer, Selection, Selector, SelfArrangedVisit, SnapshotPlan, Stage,
    Stretch, Subject, Tag, Tally, Taxonomy, Term, Terms, Theme, Tone, TooFew, Travel, Turns, Unit, Variant,
    Veto, VisitEvents, VisitProgramme, VisitTerms, VisitingHours,
};
use muster_protocol::ids::{
    AudienceIx, CaseKindIx, ContactIx, DutyIx, GroupIx, OutletIx, PhaseIx, ProgrammeIx, ReminderPolicyIx,
    ReviewIx, RoleIx, SelectionIx, SnapshotIx, UnitIx,
};
use muster_protocol::time::{Date, TimeOfDay};

/// Where each thing of the changed definition stands in the reconciled one, by list. Past the end nothing is known yet.
#[derive(Debug, Default)]
pub(super) struct Maps {
    pub(super) roles: Vec<usize>,
    pub(super) contacts: Vec<usize>,
    pub(super) units: Vec<usize>,
    pub(super) audiences: Vec<usize>,
    pub(super) phases: Vec<usize>,
    pub(super) policies: Vec<usize>,
    pub(super) duties: Vec<usize>,
    pub(super) visits: Vec<usize>,
    pub(super) snapshots: Vec<usize>,
    pub(super) outlets: Vec<usize>,
    pub(super) selections: Vec<usize>,
    pub(super) assignable: Vec<usize>,
    pub(super) groups: Vec<usize>,
    pub(super) channels: Vec<usize>,
    pub(super) self_arranged: Vec<usize>,
    pub(super) cases: Vec<usize>,
    pub(super) reviews: Vec<usize>,
    pub(super) scores: Vec<usize>,
    pub(super) lists: Vec<usize>,
    pub(super) concurrents: Vec<usize>,
    pub(super) taxonomies: Vec<usize>,
    /// Where the values of each taxonomy stand, by its place in the changed definition.
    pub(super) values: Vec<Vec<usize>>,
    /// Roles of the reconciled definition: units have so many places for contacts.
    pub(super) role_count: usize,
}

/// Gives numbers their reconciled values.
pub(super) trait Remap {
    fn remap(&mut self, maps: &Maps);
}

impl<T: Remap> Remap for Vec<T> {
    fn remap(&mut self, maps: &Maps) {
        self.iter_mut().for_each(|item| item.remap(maps));
    }
}

impl<T: Remap> Remap for Option<T> {
    fn remap(&mut self, maps: &Maps) {
        if let Some(item) = self {
            item.remap(maps);
        }
    }
}

/// Types without numbers of things in them.
macro_rules! plain {
    ($($type:ident)+) => {$(
        impl Remap for $type {
            fn remap(&mut self, _: &Maps) {}
        }
    )+};
}

plain! {
    String bool u8 u16 u32 Date TimeOfDay CardColour Language ReturnDue Need Overdue Optional Directive
    Concurrent BoundWord Theme Taxonomy Hold Balance Measure Bound Outlet Limit Accept Finish
    CatalogueItem Channel Stretch Decimal TooFew Scale Choice Tone Compare Right Exclusion VisitTerms
    Rating Deduction Bonus Veto LineRef Grade ExportKind Moment Tally Pattern Roll Offset Calendar
}

macro_rules! numbers {
    ($($type:ident $list:ident),+ $(,)?) => {$(
        impl Remap for $type {
            fn remap(&mut self, maps: &Maps) {
                if let Some(Ok(to)) = maps.$list.get(self.at()).map(|place| (*place).try_into()) {
                    *self = Self(to);
                }
            }
        }
    )+};
}

numbers!(
    RoleIx roles, ContactIx contacts, UnitIx units, AudienceIx audiences, PhaseIx phases, ReminderPolicyIx policies,
    DutyIx duties, ProgrammeIx visits, SnapshotIx snapshots,
    OutletIx outlets, SelectionIx selections, CaseKindIx cases, GroupIx groups, ReviewIx reviews,
);

/// Types whose fields are looked into one by one.
macro_rules! fields {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {$(
        impl Remap for $type {
            fn remap(&mut self, maps: &Maps) {
                let $type { $($field),+ } = self;
                $($field.remap(maps);)+
            }
        }
    )+};
}

fields! {
    Role { id, name, refs, scope, can, except, phases, backup, accountable, recorded }
    Rule { pattern, roll, from, to, offsets, after_close }
    GroupCalendar { id, audience, calendar }
    Contact { id, post, language, person }
    Audience { name, refs, selector }
    Selector { scored, categories, tags, units, except, within }
    Phase { id, name, refs, from, to, notice, audience, policy }
    ReminderPolicy { name, to, before, on_day, hour, overdue, cards, catch_up_hours, opt_out, brief }
    Brief { to, at_most }
    Card { colour, days, to }
    Duty { id, name, refs, audience, rule, phase, needs, policy, review, variant, terms }
    Review { by, rubric, return_due }
    Pledge { made_to, sections, publish, each_member }
    Ledger { columns, rows, balance }
    Column { name, holds }
    Selection { id, name, refs, titles, draws_on, stages }
    Stage { id, name, rule, by, publicity, policy }
    Assignable { id, name, refs, by, duty }
    Frame { refs, directive, together_with, goals, taxonomies, words, themes }
    Goals { refs, phase, items }
    VisitProgramme {
        id, name, refs, places, visitor, turns, eligible, companions, rule, starts, minutes, per_week,
        gap_days, visiting_hours, busy, travel, notice, record_within, policy, terms,
    }
    Turns { visitors, each }
    Eligible { places, visitors, roles }
    VisitingHours { places, open, closed }
    Opening { weekdays, from, until }
    Road { from, to, minutes }
    VisitEvents { what, within, duty }
    SelfArrangedVisit { id, name, refs, duties, to, each_person, longest_first, events, warn_by, terms }
    CaseKind {
        id, name, refs, audience, sources, accept, finish, catalogue, callback_percent, reopen, pass_up,
        agent, stages, reply_public,
    }
    ReviewRound {
        id, name, refs, subject, rules, by, raters, too_few, asks, sample, within, compared, policy,
    }
    RaterGroup { name, role, weight, scale, at_least, anonymous, not_self, trim, comment }
    ScoreSheet {
        id, name, refs, audience, total, groups, bonus, vetoes, within_category, ties, grades, missing,
        freeze, appeals, feeds, exports,
    }
    ScoreGroup { name, weight, lines }
    ScoreLine { name, formerly, refs, max, categories, scorer, otherwise }
    Indicator { tally, duties }
    Appeals { publicity, by, answer, last_answer }
    DecidedList { id, name, refs, tone, kinds, evidence, statement, approve, publicity }
    ListKind { name, any }
    Busy { visitor, date, from, until }
    SnapshotPlan { id, name, refs, audience, rule, hour, moment }
}

impl Remap for Travel {
    fn remap(&mut self, maps: &Maps) {
        let Travel { minutes: _, speed: _, times } = self;
        times.remap(maps);
        // Looked up by their places, whose numbers may be others now.
        times.sort_unstable();
    }
}

impl Remap for Scope {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Unit | Self::Outside => {}
            Self::Campaign(contact) => contact.remap(maps),
        }
    }
}

impl Remap for Variant {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Deliver | Self::Count | Self::Explore(_) | Self::Hold(_) | Self::Task => {}
            Self::Pledge(pledge) => pledge.remap(maps),
            Self::PledgeCheck(duty) | Self::Progress(duty) => duty.remap(maps),
            Self::Ledger(ledger) => ledger.remap(maps),
            Self::Publish(outlets) => outlets.remap(maps),
            Self::Outlet(outlet) => outlet.remap(maps),
            Self::Stage(selection, _) => selection.remap(maps),
        }
    }
}

impl Remap for By {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Units(duty) => duty.remap(maps),
            Self::Volunteers(audience) => audience.remap(maps),
            Self::Role(role) => role.remap(maps),
        }
    }
}

impl Remap for Subject {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Units(audience) => audience.remap(maps),
            Self::Goals => {}
        }
    }
}

impl Remap for Destination {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Units(audience) => audience.remap(maps),
            Self::Kinds(_) => {}
        }
    }
}

impl Remap for Scorer {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Auto(formula) => formula.remap(maps),
            Self::Deduct(_) => {}
            Self::Judged { by, ask: _ } => by.remap(maps),
        }
    }
}

impl Remap for Formula {
    fn remap(&mut self, maps: &Maps) {
        self.0.remap(maps);
    }
}

/// A number of a list that has no type of its own.
fn moved<N: Copy + TryFrom<usize>>(number: &mut N, places: &[usize])
where
    usize: From<N>,
{
    if let Some(Ok(to)) = places.get(usize::from(*number)).map(|place| N::try_from(*place)) {
        *number = to;
    }
}

impl Remap for Term {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Number(_) | Self::Add | Self::Subtract | Self::Multiply | Self::Divide => {}
            Self::Indicator(indicator) => indicator.remap(maps),
            Self::Rated { round, group: _ } | Self::Round { round } => moved(round, &maps.reviews),
            Self::Reported { duty, measure: _ } => duty.remap(maps),
            Self::Answered { programme, by: _, answer: _ } => programme.remap(maps),
        }
    }
}

impl Remap for Condition {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Grade { sheet, grade: _ } | Self::Total { sheet, compare: _, with: _ } => {
                moved(sheet, &maps.scores);
            }
            Self::Counted { tally: _, compare: _, with: _ } | Self::Nominated => {}
            Self::Found { by, what: _ } => by.remap(maps),
        }
    }
}

impl Remap for Holds {
    fn remap(&mut self, maps: &Maps) {
        match self {
            Self::Text | Self::Date | Self::Number | Self::Choice(_) => {}
            Self::Tag(taxonomy) => moved(taxonomy, &maps.taxonomies),
        }
    }
}

impl Remap for Tag {
    fn remap(&mut self, maps: &Maps) {
        let Tag { taxonomy, value } = self;
        moved(value, maps.values.get(usize::from(*taxonomy)).map_or(&[], Vec::as_slice));
        moved(taxonomy, &maps.taxonomies);
    }
}

impl Remap for Terms {
    fn remap(&mut self, maps: &Maps) {
        let Terms { tags, counts_for, measures, focus: _ } = self;
        tags.remap(maps);
        measures.remap(maps);
        counts_for.iter_mut().for_each(|number| moved(number, &maps.concurrents));
    }
}

impl Remap for Unit {
    fn remap(&mut self, maps: &Maps) {
        let Unit {
            code: _,
            name: _,
            short: _,
            parent,
            category: _,
            tags: _,
            scored: _,
            members: _,
            town: _,
            location: _,
            joined: _,
            left: _,
            merged_into,
            contacts,
        } = self;
        parent.remap(maps);
        merged_into.remap(maps);
        contacts.remap(maps);
        // Contacts stand at the numbers of their roles, which may be others now.
        let mut placed = vec![None; maps.role_count.max(contacts.len())];
        for (role, contact) in contacts.iter().enumerate() {
            let place = maps.roles.get(role).copied().unwrap_or(role);
            if let Some(at) = placed.get_mut(place) {
                *at = *contact;
            }
        }
        *contacts = placed;
    }
}
