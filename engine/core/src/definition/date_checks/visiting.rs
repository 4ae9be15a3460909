//! What a programme of visits needs of the year and of the roster: rounds for all who take turns, somebody who may visit each place,
//! visiting hours into which a visit fits, coordinates of its places.

use muster_protocol::catalogue::Listed;
use muster_protocol::definition::Definition;
use muster_protocol::ids::{RoleIx, UnitIx};
use muster_protocol::text;
use muster_protocol::time::Date;
use muster_rules::audience;
use muster_rules::calendar;
use muster_rules::visit;
use muster_rules::visit::hours::{Hours, hold_a_visit};

use crate::definition::activities::visits::VisitLine;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::keys::PLACES;
use crate::definition::limits::MEASURED_PLACES_MAX;
use crate::definition::text::fields;

/// Reports visitors who take turns and for whom there are not enough rounds: a place is visited once in each.
pub(super) fn enough_rounds(line: &VisitLine, rounds: usize, report: &mut Report) {
    let Some(turns) = &line.programme.turns else { return };
    let (name, count, each) = (&line.programme.name, turns.visitors.len(), turns.each);
    let needed = count * usize::from(each);
    if rounds >= needed {
        return;
    }
    // No error: a post that comes in the middle of the year must not keep a changed file from being applied.
    report
        .warning(
            code::NEVER,
            line.dated.place,
            text!(
                "name-has-too-few-rounds-for-its-visitors",
                name,
                #visitors = count,
                #each = each,
                #needed = needed,
                #rounds = rounds
            ),
        )
        .fix(text!("visit-more-often-over-a-longer-range-or"));
}

/// Reports those who may visit none of the programme's places, and of places that nobody may visit.
pub(super) fn eligible(definition: &Definition, line: &VisitLine, report: &mut Report) {
    let programme = &line.programme;
    let members = audience::members(definition, programme.places);
    let name = &programme.name;
    for (one, place) in programme.eligible.iter().zip(&line.eligible) {
        let goes = |unit: UnitIx| {
            let holds = |role: &RoleIx| audience::contact_of(definition, unit, *role).is_some();
            let here = audience::selects(definition, one.places, unit);
            here && (!one.visitors.is_empty() || one.roles.iter().any(holds))
        };
        if !members.iter().any(|unit| goes(*unit)) {
            report
                .warning(code::NO_EFFECT, *place, text!("who-else-may-visit-no-place-of-name", name))
                .fix(text!("name-places-of-the-programme-and-roles-held-there"));
        }
    }
    if programme.eligible.is_empty() {
        return;
    }
    let nobody = members.iter().filter(|unit| visit::eligible(definition, programme, **unit).is_empty());
    let nobody: Vec<&str> =
        nobody.filter_map(|unit| definition.units.get(unit.at())).map(|unit| unit.code.as_str()).collect();
    let Some(first) = nobody.first() else { return };
    let count = nobody.len();
    report
        .warning(code::NO_CONTACT, line.place, text!("nobody-may-visit-places", name, #places = count, first))
        .fix(text!("fill-in-the-post-in-the-roster"));
}

/// Reports visiting hours that are for none of the programme's places, and of places into whose hours no visit fits.
pub(super) fn received(definition: &Definition, line: &VisitLine, report: &mut Report) {
    let programme = &line.programme;
    let Some(first_place) = line.visiting_hours.first() else { return };
    let members = audience::members(definition, programme.places);
    let name = &programme.name;
    for (hours, place) in programme.visiting_hours.iter().zip(&line.visiting_hours) {
        if !members.iter().any(|unit| audience::selects(definition, hours.places, *unit)) {
            report
                .warning(code::NO_EFFECT, *place, text!("visiting-hours-of-no-place-of-name", name))
                .fix(text!("name-places-of-the-programme"));
        }
    }
    let (open, shut): (Vec<UnitIx>, Vec<UnitIx>) =
        members.iter().copied().partition(|unit| Hours::of(definition, programme, *unit).ever());
    without_visits(definition, line, &open, report);
    let shut = shut.iter().filter_map(|unit| definition.units.get(unit.at()));
    let shut: Vec<&str> = shut.map(|unit| unit.code.as_str()).collect();
    let Some(first) = shut.first() else { return };
    let count = shut.len();
    let said = text!("no-visit-fits-the-visiting-hours", name, #places = count, first);
    report.error(code::NEVER, *first_place, said).fix(text!("widen-the-hours-or-add-a-start-time"));
}

/// Reports hours into which no visit ever fits. Of places that have no others the error says so.
fn without_visits(definition: &Definition, line: &VisitLine, open: &[UnitIx], report: &mut Report) {
    let programme = &line.programme;
    let (name, minutes) = (&programme.name, programme.minutes);
    for (hours, place) in programme.visiting_hours.iter().zip(&line.visiting_hours) {
        let idle = hours.open.as_ref().is_some_and(|opening| !hold_a_visit(programme, opening));
        if idle && open.iter().any(|unit| audience::selects(definition, hours.places, *unit)) {
            let starts: Vec<String> = programme.starts.iter().map(ToString::to_string).collect();
            let starts = Listed(&starts);
            let said =
                text!("into-these-visiting-hours-no-visit-fits", name, #minutes = minutes, starts: starts);
            report
                .warning(code::NEVER, *place, said)
                .fix(text!("widen-these-hours-add-a-start-time-or-delete"));
        }
    }
}

/// Reports places that receive nobody on any working day of the campaign: closed all the time, or open on days of rest alone.
pub(super) fn some_day(
    definition: &Definition,
    line: &VisitLine,
    (first, last): (Date, Date),
    report: &mut Report,
) {
    let programme = &line.programme;
    let Some(place) = line.visiting_hours.first() else { return };
    let shut = |unit: &UnitIx| {
        let hours = Hours::of(definition, programme, *unit);
        let calendar = audience::calendar_of(definition, audience::group_of(definition, *unit));
        // Where no visit fits at all that was said; a day without a table is said elsewhere.
        let open = |day: Date| hours.any_on(day) && calendar::is_workday(calendar, day) != Ok(false);
        hours.ever() && !(first.0..=last.0).map(Date).any(open)
    };
    let units = audience::members(definition, programme.places).into_iter().filter(shut);
    let shut: Vec<&str> =
        units.filter_map(|unit| definition.units.get(unit.at())).map(|unit| unit.code.as_str()).collect();
    let Some(head) = shut.first() else { return };
    let (name, count) = (&programme.name, shut.len());
    report
        .warning(
            code::NEVER,
            *place,
            text!("no-working-day-in-the-visiting-hours", name, #places = count, first = head),
        )
        .fix(text!("name-other-days-or-close-for-fewer"));
}

/// Reports places whose roads are to be counted from coordinates that the roster does not give, and of too many places.
pub(super) fn located(definition: &Definition, line: &VisitLine, report: &mut Report) {
    let (Some(place), travel) = (line.travel, &line.programme.travel) else { return };
    if travel.speed.is_none() && travel.times.is_empty() {
        return;
    }
    let members = audience::members(definition, line.programme.places);
    if members.len() > MEASURED_PLACES_MAX {
        fields::too_many(PLACES, place, members.len(), MEASURED_PLACES_MAX, report);
    }
    let unit = |place: &UnitIx| definition.units.get(place.at());
    let nowhere = members.iter().filter_map(unit).filter(|unit| unit.location.is_none());
    let without: Vec<&str> = nowhere.map(|unit| unit.code.as_str()).collect();
    let Some(first) = without.first().filter(|_| travel.speed.is_some()) else { return };
    let (name, count) = (&line.programme.name, without.len());
    let said = text!("places-without-coordinates-go-by-towns", name, #places = count, first);
    report.warning(code::NO_EFFECT, place, said).fix(text!("add-coordinates-to-the-roster"));
}
