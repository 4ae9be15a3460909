//! The last look at what judges: days of sheets and rounds against each other, and people that no channel reaches.

use muster_protocol::text;
use std::collections::BTreeSet;

use muster_protocol::definition::{Definition, EXTENSION, Moment, Pattern, Roll, Rule, SnapshotPlan};
use muster_protocol::ids::ContactIx;
use muster_protocol::time::{Date, TimeOfDay};
use muster_rules::score::sessions;
use muster_rules::stages;
use muster_rules::zone::Zone;
use muster_rules::{audience, calendar};

use super::assessments::ReviewLine;
use super::scores::{self, SheetLine};
use crate::definition::ContactEntry;
use crate::definition::days::calendar::missing_year;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

/// Where duties, rounds and sheets are written.
pub(crate) struct Judged<'a> {
    /// In the order of the definition's duties.
    pub(crate) duties: Vec<Place>,
    pub(crate) reviews: &'a [ReviewLine],
    pub(crate) sheets: &'a [SheetLine],
    pub(crate) channels: Place,
}

/// Checks a definition that was read without an error, and fills in the days of last answers.
pub(crate) fn check(
    definition: &mut Definition,
    lines: &Judged<'_>,
    accounts: &[ContactEntry],
    report: &mut Report,
) {
    let first = definition.phases.first().map_or(Date(i32::MIN), |phase| phase.from);
    let last = definition.phases.iter().map(|phase| phase.to).max().unwrap_or_default();
    for (at, line) in lines.sheets.iter().enumerate() {
        scores::freeze_inside(line, first, last, report);
        late_evidence(definition, line, lines, report);
        if let Some(day) = last_answer(definition, line, last, report)
            && let Some(appeals) = definition.scores.get_mut(at).and_then(|sheet| sheet.appeals.as_mut())
        {
            appeals.last_answer = day;
        }
    }
    moments(definition, (first, last));
    if !definition.channels.is_empty() {
        unreached(definition, accounts, lines.channels, report);
    }
}

/// Last minute of a day, at which a sheet is frozen.
const END_OF_DAY: TimeOfDay = TimeOfDay(24 * 60 - 1);

/// Every sheet has snapshots of its own: when it is frozen, when its publicity is over, when the last appeal is answered.
fn moments(definition: &mut Definition, (first, last): (Date, Date)) {
    let mut plans: Vec<SnapshotPlan> = Vec::new();
    for sheet in &definition.scores {
        let mut days = vec![("freeze", "冻结", sheet.freeze, Moment::Freeze(sheet.id.clone()))];
        if let Some(appeals) = &sheet.appeals {
            let public = calendar::workday_after(&definition.calendar, sheet.freeze, appeals.publicity);
            let public =
                public.ok().map(|day| ("public", "公示后", day, Moment::Published(sheet.id.clone())));
            days.extend(public);
            days.push(("answered", "申诉后", appeals.last_answer, Moment::Final(sheet.id.clone())));
        }
        for (what, name, day, moment) in days.into_iter().filter(|(_, _, day, _)| *day <= last) {
            let mut id = format!("{}-{what}", sheet.id);
            while definition.snapshots.iter().any(|plan| plan.id == id) {
                id.push('x');
            }
            plans.push(SnapshotPlan {
                id,
                name: format!("{}：{name}", sheet.name),
                refs: sheet.refs.clone(),
                audience: sheet.audience,
                rule: Rule::new(Pattern::Day(day), Roll::Stay, first, last),
                hour: END_OF_DAY,
                moment,
            });
        }
    }
    definition.snapshots.extend(plans);
}

/// The day of the last answer to an appeal; one that needs the next year's table or passes the end is reported.
fn last_answer(definition: &Definition, line: &SheetLine, last: Date, report: &mut Report) -> Option<Date> {
    let appeals = line.sheet.appeals.as_ref()?;
    let calendar = &definition.calendar;
    let day = calendar::workday_after(calendar, line.sheet.freeze, appeals.publicity)
        .and_then(|day| calendar::workday_after(calendar, day, appeals.answer));
    let day = match day {
        Ok(day) => day,
        Err(missing) => {
            missing_year(&missing.calendar, missing.year, line.appeals, report);
            return None;
        }
    };
    if last < day {
        let end = definition.phases.iter().find(|phase| phase.to == last).map_or("", |phase| &phase.name);
        let said = text!("the-last-appeal-is-answered-on-day-after", day, end, last);
        report
            .warning(code::APPEAL_LATE, line.appeals, said)
            .fix(text!("move-the-freeze-forward-or-shorten-publicity-or"));
        if day.parts().0 > last.parts().0 {
            let (year, file) = (day.parts().0, &calendar.name);
            report.note(
                code::NEXT_YEAR,
                line.appeals,
                text!("that-day-is-computed-with-the-table-of", year, file),
            );
        }
    }
    Some(day)
}

/// Evidence that falls due after the freeze counts for nobody.
fn late_evidence(definition: &Definition, line: &SheetLine, lines: &Judged<'_>, report: &mut Report) {
    let (freeze, sheet) = (line.sheet.freeze, &line.sheet.name);
    let after = |rule: &Rule| {
        let zone = Zone::of(definition).ok()?;
        // What cannot be computed is reported where it is written.
        let groups = definition.groups.iter().map(|group| &group.calendar);
        let calendars = std::iter::once(&definition.calendar).chain(groups);
        let days = calendars.filter_map(|cal| calendar::occurrences(rule, cal, &zone).ok()).flatten();
        days.map(|one| one.due).filter(|&due| freeze < due).min()
    };
    let scored = audience::members(definition, line.sheet.audience);
    for (duty, &place) in definition.duties.iter().zip(&lines.duties) {
        let counts = || audience::members(definition, duty.audience).iter().any(|unit| scored.contains(unit));
        if let Some(due) = after(&duty.rule).filter(|_| counts()) {
            too_late(&duty.name, due, freeze, sheet, place, report);
        }
    }
    for review in lines.reviews {
        for dated in &review.dated {
            if let Some(due) = after(&dated.rule) {
                too_late(&review.round.name, due, freeze, sheet, dated.place, report);
            }
        }
    }
}

fn too_late(name: &str, due: Date, freeze: Date, sheet: &str, place: Place, report: &mut Report) {
    let said = text!("name-falls-due-on-due-after-sheet-is", name, due, sheet, freeze);
    report.warning(code::AFTER_FREEZE, place, said).fix(text!("move-it-before-the-freeze-or-the-freeze"));
}

/// Posts that are written to and that no channel reaches.
fn unreached(definition: &Definition, accounts: &[ContactEntry], place: Place, report: &mut Report) {
    if definition.channels.iter().any(|channel| channel.by_post) {
        return;
    }
    let letters = accounts.iter().filter(|entry| entry.channel != EXTENSION);
    let reached: BTreeSet<&str> = letters.map(|entry| entry.contact.as_str()).collect();
    let mut roles = BTreeSet::new();
    for policy in &definition.policies {
        roles.insert(policy.to);
        roles.extend(policy.cards.iter().flat_map(|card| card.to.iter().copied()));
        roles.extend(policy.brief.iter().flat_map(|brief| brief.to.iter().copied()));
    }
    for programme in &definition.visits {
        roles.insert(programme.visitor);
        roles.extend(programme.companions.iter().copied());
        roles.extend(programme.eligible.iter().flat_map(|one| one.roles.iter().copied()));
    }
    let reminded =
        definition.reviews.iter().filter(|round| round.policy.is_some() && !round.rules.is_empty());
    roles.extend(reminded.flat_map(|round| sessions::roles(definition, round)));
    roles.extend(definition.selections.iter().flat_map(|it| stages::roles(definition, it)));
    for role in roles {
        let members = (0u32..).zip(&definition.units).map(|(at, _)| muster_protocol::ids::UnitIx(at));
        let posts: BTreeSet<ContactIx> =
            members.filter_map(|unit| audience::contact_of(definition, unit, role)).collect();
        let without: Vec<&str> = posts
            .iter()
            .filter_map(|ix| definition.contacts.get(ix.at()))
            .filter(|contact| !reached.contains(contact.id.as_str()))
            .map(|contact| contact.post.as_str())
            .collect();
        let (Some(first), Some(role)) = (without.first(), definition.roles.get(role.at())) else { continue };
        let (count, role) = (without.len(), &role.name);
        let said = text!("of-what-goes-to-role-count-posts-have", role, #count = count, first);
        report.warning(code::NO_CHANNEL, place, said).fix(text!("fill-in-accounts-in-the-roster-or-add"));
    }
}
