//! Which reminders an item has, and when: the one place where policies become planned instants.
//!
//! All steps lie on working days, but for the last one before a day that no working day leads to. Steps are numbered by (instant, kind, role), so that every reader finds the same.

use std::collections::BTreeSet;

use muster_protocol::any_of;
use muster_protocol::definition::{
    Brief, Calendar, CardColour, Definition, Optional, Phase, ReminderPolicy, VisitProgramme,
};
use muster_protocol::ids::{PhaseIx, RoleIx};
use muster_protocol::item::{PlannedStep, STEPS_MAX, Standing, StepKind, VisitNews};
use muster_protocol::time::{Date, Instant, MINUTE, TimeOfDay};

use crate::calendar::{MissingYear, is_workday, workday_after, workday_before};
use crate::zone::Zone;

/// Most steps that one item can have under a policy: before and after the due day together, the news that it was given or
/// returned, the weekly briefs, and the word to each who gets cards that they are lifted. The checker refuses a policy with
/// more than [`STEPS_MAX`].
#[must_use]
pub fn step_count(policy: &ReminderPolicy) -> usize {
    policy.before.len()
        + usize::from(policy.on_day)
        + policy.overdue.as_ref().map_or(0, |overdue| usize::from(overdue.at_most))
        + policy.cards.iter().map(|card| card.to.len()).sum::<usize>()
        + policy.cards.iter().flat_map(|card| &card.to).collect::<BTreeSet<_>>().len()
        + policy.brief.as_ref().map_or(0, |brief| brief.to.len() * usize::from(brief.at_most))
        + 1
}

/// Whether a policy lets people opt out of steps of this kind. Cards, notices and news are no such steps under any policy.
#[must_use]
pub fn may_be_left_out(policy: &ReminderPolicy, kind: StepKind) -> bool {
    let optional = match kind {
        StepKind::Before(_) => Optional::Before,
        StepKind::OnDay => Optional::OnDay,
        StepKind::Overdue(_) => Optional::Overdue,
        any_of! { StepKind:
            Notice Card VisitAhead VisitUnrecorded VisitNews Returned Given CaseNews Objected AppealNews ListNews ScoresPublic
            TooFew Lifted Brief
        } => return false,
    };
    policy.opt_out.contains(&optional)
}

/// The last day of a campaign: that of the last of its phases in use.
#[must_use]
pub fn last_day(def: &Definition) -> Date {
    let phases = (0u16..).map(PhaseIx).zip(&def.phases).filter(|(ix, _)| !def.retired.phases.contains(ix));
    phases.map(|(_, phase)| phase.to).max().unwrap_or_default()
}

/// A day that was counted in working days, in a campaign that ends on `last`: none where that leads into a year behind the one of
/// the end, for which nobody needs a table, since nothing is said and nothing falls due there.
///
/// # Errors
/// [`MissingYear`] when a year of the campaign has no table.
pub fn before_the_end(counted: Result<Date, MissingYear>, last: Date) -> Result<Option<Date>, MissingYear> {
    match counted {
        Ok(day) => Ok(Some(day)),
        Err(missing) if missing.year > last.parts().0 => Ok(None),
        Err(missing) => Err(missing),
    }
}

/// Sorts and numbers from `first_no`. Numbers are bits of a mask, so none past [`STEPS_MAX`] is ever given: policies that
/// the checker let through never get there (see [`step_count`]).
fn numbered(mut steps: Vec<(Instant, StepKind, RoleIx)>, first_no: u8) -> Vec<PlannedStep> {
    steps.sort_unstable();
    steps.dedup();
    let last = u8::try_from(STEPS_MAX).unwrap_or(u8::MAX);
    (first_no..last).zip(steps).map(|(no, (at, kind, to))| PlannedStep { no, at, kind, to }).collect()
}

/// Steps up to the due day: so many working days before it, on the day, and the blue cards. A due day that is a rest day (不动) has its
/// own step on the working day before; where a step before falls on the same instant, that one stands for both. None
/// lies before `not_before`, the opening or the launch: where no working day is left between that and a due day that is
/// a rest day, its own step is on the due day itself, since there would be none at all.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn up_to_due(
    policy: &ReminderPolicy,
    cal: &Calendar,
    zone: &Zone,
    due_day: Date,
    not_before: Instant,
    first_no: u8,
) -> Result<Vec<PlannedStep>, MissingYear> {
    let mut steps = Vec::with_capacity(policy.before.len() + 1);
    for &days in &policy.before {
        let day = workday_before(cal, due_day, days)?;
        steps.push((zone.at(day, policy.hour), StepKind::Before(days), policy.to));
    }
    if policy.on_day {
        let (before, itself) =
            (zone.at(workday_before(cal, due_day, 0)?, policy.hour), zone.at(due_day, policy.hour));
        let at = if before < not_before { itself } else { before };
        if steps.iter().all(|step| step.0 != at) {
            steps.push((at, StepKind::OnDay, policy.to));
        }
    }
    for card in policy.cards.iter().filter(|card| card.colour == CardColour::Blue) {
        let at = zone.at(workday_before(cal, due_day, card.days)?, policy.hour);
        steps.extend(card.to.iter().map(|&role| (at, StepKind::Card(card.colour, card.days), role)));
    }
    steps.retain(|step| step.0 >= not_before);
    Ok(numbered(steps, first_no))
}

/// Steps of an item that became late, in a campaign that ends on `last`: repeats, one step per recipient of a card, and the weekly
/// briefs. What the unit is told goes by its own calendar, briefs by the campaign's, so that who answers for units with different
/// ones gets one a week. In a year behind the end that has no table there are none.
///
/// # Errors
/// [`MissingYear`] when a year of the campaign without a table is needed.
pub fn after_due(
    policy: &ReminderPolicy,
    (cal, campaigns): (&Calendar, &Calendar),
    zone: &Zone,
    (due_day, last): (Date, Date),
    first_no: u8,
) -> Result<Vec<PlannedStep>, MissingYear> {
    let mut steps = Vec::new();
    if let Some(overdue) = &policy.overdue {
        for k in 1..=u16::from(overdue.at_most) {
            let days = overdue.every.max(1).saturating_mul(k);
            let Some(day) = before_the_end(workday_after(cal, due_day, days), last)? else { break };
            steps.push((zone.at(day, policy.hour), StepKind::Overdue(days), policy.to));
        }
    }
    for card in policy.cards.iter().filter(|card| card.colour != CardColour::Blue) {
        // It comes after the due day, never on it.
        let day = workday_after(cal, due_day, card.days.max(1));
        let Some(day) = before_the_end(day, last)? else { continue };
        let kind = StepKind::Card(card.colour, card.days);
        steps.extend(card.to.iter().map(|&role| (zone.at(day, policy.hour), kind, role)));
    }
    if let Some(brief) = &policy.brief {
        let days = weeks_behind(campaigns, due_day, brief.at_most).into_iter();
        let weekly = briefs(brief, days.map(|day| zone.at(day, policy.hour)), &steps);
        steps.extend(weekly);
    }
    Ok(numbered(steps, first_no))
}

/// A late item in the briefs of some weeks, with the weightiest card that it has had by then. Where the letter of that
/// morning tells a receiver of the item anyway, that is enough; a red card goes apart, and so the brief has it as well.
fn briefs(
    brief: &Brief,
    weeks: impl Iterator<Item = Instant>,
    others: &[(Instant, StepKind, RoleIx)],
) -> Vec<(Instant, StepKind, RoleIx)> {
    let mut steps = Vec::new();
    for (week, at) in (1u16..).zip(weeks) {
        let had = others.iter().filter(|other| other.0 <= at);
        let standing = had.filter_map(|other| standing(other.1)).max().unwrap_or(Standing::Late);
        let told = |role: RoleIx| {
            others.iter().any(|(when, kind, to)| {
                (*when, *to) == (at, role) && !matches!(kind, StepKind::Card(CardColour::Red, _))
            })
        };
        let to = brief.to.iter().copied().filter(|role| !told(*role));
        steps.extend(to.map(|role| (at, StepKind::Brief(standing, week), role)));
    }
    steps
}

/// How an item stands by a card.
fn standing(kind: StepKind) -> Option<Standing> {
    match kind {
        StepKind::Card(CardColour::Yellow, _) => Some(Standing::Yellow),
        StepKind::Card(CardColour::Red, _) => Some(Standing::Red),
        _ => None,
    }
}

/// The first working days of the weeks behind a day, so many at the most: a week begins on Monday, and one without working
/// days has none. Where a year has no table there are no more, rather than guessed ones: a brief asks for no year that
/// nothing else asks for.
fn weeks_behind(cal: &Calendar, day: Date, most: u8) -> Vec<Date> {
    let week = |day: Date| day.plus(-i32::try_from(day.weekday()).unwrap_or_default());
    let mut last = workday_before(cal, day, 0).unwrap_or(day);
    let mut first = Vec::new();
    while first.len() < usize::from(most) {
        let Ok(next) = workday_after(cal, last, 1) else { break };
        if week(next) != week(last) {
            first.push(next);
        }
        last = next;
    }
    first
}

/// The notice of a phase: on its first working day at the phase's notice time. None when the phase sends none or is
/// over before a working day comes.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn phase_notice(
    phase: &Phase,
    policy: &ReminderPolicy,
    cal: &Calendar,
    zone: &Zone,
) -> Result<Option<PlannedStep>, MissingYear> {
    let Some(time) = phase.notice else {
        return Ok(None);
    };
    let day = workday_after(cal, phase.from, 0)?;
    let step = PlannedStep { no: 0, at: zone.at(day, time), kind: StepKind::Notice, to: policy.to };
    Ok((day <= phase.to).then_some(step))
}

/// News go out from this hour of a working day, or from a policy's own where that is earlier.
const NEWS_FROM: TimeOfDay = TimeOfDay(9 * 60);

/// News go out until this hour of a working day; what comes later is told on the next one.
const NEWS_UNTIL: TimeOfDay = TimeOfDay(18 * 60);

/// The earliest hour of a day for which somebody may want the routine letter: that of news.
pub const OWN_HOUR_FIRST: TimeOfDay = NEWS_FROM;

/// The latest: an hour before news end, so that there is room for what spreads letters, and for a channel that is slow.
pub const OWN_HOUR_LAST: TimeOfDay = TimeOfDay(17 * 60);

/// When people hear of what happens at an instant: in the morning of a working day, at once behind it, on the next working
/// day in the evening.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn news_at(
    policy: &ReminderPolicy,
    cal: &Calendar,
    zone: &Zone,
    at: Instant,
) -> Result<Instant, MissingYear> {
    let today = zone.date_of(at);
    let first = policy.hour.min(NEWS_FROM);
    let (morning, evening) = (zone.at(today, first), zone.at(today, NEWS_UNTIL));
    if is_workday(cal, today)? && (at <= morning || at < evening) {
        return Ok(at.max(morning));
    }
    Ok(zone.at(workday_after(cal, today, 1)?, first))
}

/// When the message of a day next says what happens at an instant: at the policy's hour of the first working day on which
/// that hour is still to come.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn next_message(
    policy: &ReminderPolicy,
    cal: &Calendar,
    zone: &Zone,
    at: Instant,
) -> Result<Instant, MissingYear> {
    let today = zone.date_of(at);
    let hour = zone.at(today, policy.hour);
    if at < hour && is_workday(cal, today)? {
        return Ok(hour);
    }
    Ok(zone.at(workday_after(cal, today, 1)?, policy.hour))
}

/// Steps behind news: what would be said at the same instant or before it, the news say themselves. Numbered from 0.
#[must_use]
pub fn after_news(news: PlannedStep, mut steps: Vec<PlannedStep>) -> Vec<PlannedStep> {
    steps.retain(|step| step.at > news.at || step.to != news.to);
    let all = std::iter::once(news).chain(steps);
    numbered(all.map(|step| (step.at, step.kind, step.to)).collect(), 0)
}

/// Whose visit it is: the role of the visitor, and the role that hears of it at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitRoles<'a> {
    /// The visitor.
    pub visitor: RoleIx,
    /// At the place, where somebody has it.
    pub place: Option<RoleIx>,
    /// Those who come along: they hear what the visitor hears, but for the record, which is the visitor's.
    pub along: &'a [RoleIx],
}

/// By whose working days a visit is told and announced.
#[derive(Debug, Clone, Copy)]
pub struct VisitDays<'a> {
    /// The visitor's, by which a record is due as well: those of the campaign.
    pub visitor: &'a Calendar,
    /// Those of the place's group, where it has a calendar of its own.
    pub place: &'a Calendar,
    /// The campaign's zone.
    pub zone: &'a Zone,
    /// The campaign's last day.
    pub last: Date,
}

/// Steps around one visit: the news to both sides at once; the notice ahead to both, unless the news come on its day or
/// behind it, so that a visit planned inside its notice has one notice; the word to the visitor that it is not recorded, on
/// the working day after its record was due. Either side hears on its own working days.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn around_visit(
    programme: &VisitProgramme,
    policy: &ReminderPolicy,
    days: VisitDays<'_>,
    visit: Date,
    (news, at): (VisitNews, Instant),
    roles: VisitRoles<'_>,
) -> Result<Vec<PlannedStep>, MissingYear> {
    let zone = days.zone;
    let within = programme.record_within.saturating_add(1);
    let unrecorded = before_the_end(workday_after(days.visitor, visit, within), days.last)?;
    let unrecorded =
        unrecorded.map(|day| (zone.at(day, policy.hour), StepKind::VisitUnrecorded(within), roles.visitor));
    let mut steps: Vec<_> = unrecorded.into_iter().collect();
    let of_news = news_steps(policy, days, (news, at), roles)?;
    let visitors = std::iter::once(&roles.visitor).chain(roles.along).map(|to| (days.visitor, *to));
    for (cal, to) in visitors.chain(roles.place.map(|to| (days.place, to))) {
        let ahead = workday_before(cal, visit, programme.notice)?;
        let heard = zone.date_of(news_at(policy, cal, zone, at)?);
        if of_news.is_empty() || ahead > heard {
            steps.push((zone.at(ahead, policy.hour), StepKind::VisitAhead(programme.notice), to));
        }
    }
    steps.extend(of_news);
    Ok(numbered(steps, 0))
}

/// How long what was called off is not told where another visit is awaited: planning takes seconds, so that one letter says
/// what is off and what stands instead; where there is no plan by then, the letter says what is off.
pub const PLANNED_AGAIN_WITHIN: i64 = 10 * MINUTE;

/// Steps of a visit that does not take place: both sides hear it. `at` is when it was called off, and whether the place
/// waits for another.
///
/// # Errors
/// [`MissingYear`] when a year without a table is needed.
pub fn called_off(
    policy: &ReminderPolicy,
    days: VisitDays<'_>,
    (at, again): (Instant, bool),
    roles: VisitRoles<'_>,
) -> Result<Vec<PlannedStep>, MissingYear> {
    let mut steps = news_steps(policy, days, (VisitNews::CalledOff, at), roles)?;
    if again {
        let first = at.plus(PLANNED_AGAIN_WITHIN);
        steps.iter_mut().for_each(|step| step.0 = step.0.max(first));
    }
    Ok(numbered(steps, 0))
}

fn news_steps(
    policy: &ReminderPolicy,
    days: VisitDays<'_>,
    (news, since): (VisitNews, Instant),
    roles: VisitRoles<'_>,
) -> Result<Vec<(Instant, StepKind, RoleIx)>, MissingYear> {
    let at = news_at(policy, days.visitor, days.zone, since)?;
    // Who had it before hears it as well, where that is somebody else.
    let (news, before) = match news {
        VisitNews::Delegated => (news, Some(VisitNews::HandedOn)),
        VisitNews::GivenToAnother => (VisitNews::PlannedAgain, Some(news)),
        VisitNews::Proposed
        | VisitNews::Confirmed
        | VisitNews::Moved
        | VisitNews::HandedOn
        | VisitNews::CalledOff
        | VisitNews::PlannedAgain => (news, None),
    };
    let mut steps = Vec::new();
    // Who confirms knows it.
    if news != VisitNews::Confirmed {
        steps.push((at, StepKind::VisitNews(news), roles.visitor));
    }
    steps.extend(before.map(|news| (at, StepKind::VisitNews(news), roles.visitor)));
    steps.extend(roles.along.iter().map(|to| (at, StepKind::VisitNews(news), *to)));
    if let Some(place) = roles.place {
        steps.push((news_at(policy, days.place, days.zone, since)?, StepKind::VisitNews(news), place));
    }
    Ok(steps)
}

#[cfg(test)]
mod tests;
