//! 走访: programmes of field visits. The engine proposes days; the file says who, where, how often and when not.

use muster_protocol::definition::VisitProgramme;
use muster_protocol::time::TimeOfDay;
use muster_protocol::{id, text};

use super::busy;
use super::eligible;
use super::self_arranged;
use super::travel;
use super::turns;
use super::visiting_hours;
use super::visitterms;
use crate::definition::context::Context;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    BUSY, BY, GAP_DAYS, MINUTES, PER_WEEK, PLACES, RECORD_WITHIN, STARTS, TRAVEL, VISIT_CASES, VISIT_NOTICE,
    VISITING_HOURS, VISITS,
};
use crate::definition::limits::{DAYS_MAX, VISITS_MAX};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields, Titled};
use crate::definition::text::tree::{Entry, Node};
use crate::definition::timing::rule::{self, Dated, Run};

/// A programme with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct VisitLine {
    pub(crate) programme: VisitProgramme,
    pub(crate) dated: Dated,
    pub(crate) place: Place,
    /// Where each line of those who else may visit is written.
    pub(crate) eligible: Vec<Place>,
    /// Where each of its visiting hours is written.
    pub(crate) visiting_hours: Vec<Place>,
    /// Where the road is spoken of.
    pub(crate) travel: Option<Place>,
    /// Where it is written what is carried back becomes.
    pub(crate) cases: Place,
}

const STARTS_DEFAULT: [TimeOfDay; 2] = [TimeOfDay(9 * 60), TimeOfDay(14 * 60 + 30)];
const MINUTES_DEFAULT: u16 = 120;
const GAP_DAYS_DEFAULT: u16 = 14;
const NOTICE_DEFAULT: u16 = 3;
const RECORD_WITHIN_DEFAULT: u16 = 2;

/// Reads the programmes.
pub(crate) fn read(
    node: &Node,
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Vec<VisitLine> {
    let entries = fields::named(node, VISITS, report);
    if entries.len() > VISITS_MAX {
        let said = text!("there-are-more-than-visits-max-visit-programmes", visits_max = VISITS_MAX);
        report.error(code::TOO_MANY, node.place, said).fix(text!("merge-programmes-that-are-alike"));
    }
    let planned = entries.into_iter().take(VISITS_MAX).filter(|entry| !self_arranged::is(entry));
    planned.filter_map(|entry| one(entry, names, context, report)).collect()
}

fn one(
    entry: &Entry,
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Option<VisitLine> {
    let Titled { id, name, refs, fields } = Titled::of(entry, &grammar::PROGRAMME.keys(), report)?;
    let dated = rule::of_line(&fields, Run::CadencePhase, names, report);
    let visitor = fields.must(BY, report).and_then(|node| names.role(node, BY, report));
    let owner = name.clone().unwrap_or_default();
    let places = fields.must(PLACES, report);
    let places = places.and_then(|node| audiences::of_line(node, &owner, PLACES, names, report));
    let [minutes, gap_days, notice, record_within] = numbers(&fields, names, report);
    let per_week = fields.get(PER_WEEK).and_then(|node| fields::number(node, PER_WEEK, 1..=35, report));
    let starts =
        fields.get(STARTS).map_or_else(|| STARTS_DEFAULT.to_vec(), |node| starts(node, minutes, report));
    let eligible = places.map_or_else(Vec::new, |places| {
        eligible::read(&fields, (owner.as_str(), places), names, context.contacts, report)
    });
    let (eligible, eligible_at) = eligible.into_iter().unzip();
    let companions = eligible::companions(&fields, visitor, names, report);
    let hours = match (fields.get(VISITING_HOURS), places) {
        (Some(node), Some(places)) => visiting_hours::read(node, (owner.as_str(), places), names, report),
        _ => Vec::new(),
    };
    let (visiting_hours, hours_at) = hours.into_iter().unzip();
    let busy = match (fields.get(BUSY), visitor) {
        (Some(node), Some(visitor)) => busy::read(node, visitor, names, context, report),
        _ => Vec::new(),
    };
    let travel = fields.get(TRAVEL).map(|node| travel::read(node, names, context, report));
    let turns = turns::read(&fields, names, context.contacts, report);
    let policy = names.must_policy(&fields, report);
    let terms = visitterms::read(&fields, report);
    let dated = dated?;
    let programme = VisitProgramme {
        id: id?,
        name: name?,
        refs,
        places: places?,
        visitor: visitor?,
        turns: turns?,
        eligible,
        companions,
        rule: dated.rule.clone(),
        starts,
        minutes,
        per_week: per_week.unwrap_or(1),
        gap_days,
        visiting_hours,
        busy,
        travel: travel.unwrap_or_default(),
        notice,
        record_within,
        policy,
        terms: terms?,
    };
    let travel = fields.get(TRAVEL).map(|node| node.place);
    let place = entry.key_place;
    let cases = fields.get(VISIT_CASES).map_or(place, |node| node.place);
    let (eligible, visiting_hours) = (eligible_at, hours_at);
    Some(VisitLine { programme, dated, place, eligible, visiting_hours, travel, cases })
}

/// Length, gap, notice and days for the record.
fn numbers(fields: &Fields<'_>, names: &Names, report: &mut Report) -> [u16; 4] {
    let all = [
        (MINUTES, 15, MINUTES_DEFAULT),
        (GAP_DAYS, 0, GAP_DAYS_DEFAULT),
        (VISIT_NOTICE, 1, NOTICE_DEFAULT),
        (RECORD_WITHIN, 1, RECORD_WITHIN_DEFAULT),
    ];
    all.map(|(key, from, default)| {
        let Some(node) = fields.get(key).and_then(|node| names.words.meant(node, report)) else {
            return default;
        };
        fields::number(&node, key, from..=DAYS_MAX, report).unwrap_or(default)
    })
}

fn starts(node: &Node, minutes: u16, report: &mut Report) -> Vec<TimeOfDay> {
    let mut starts = Vec::new();
    for item in fields::items(node) {
        let Some(start) = fields::time(item, STARTS, report) else { continue };
        let ends_late = start.0 + minutes > 24 * 60;
        if ends_late || starts.contains(&start) {
            report
                .error(
                    code::BAD_VALUE,
                    item.place,
                    if ends_late {
                        id!("a-visit-from-this-time-ends-after-midnight")
                    } else {
                        id!("the-same-time-appears-twice")
                    },
                )
                .fix(text!("make-it-earlier-or-delete-it"));
            continue;
        }
        starts.push(start);
    }
    if starts.is_empty() && !report.broken() {
        report
            .error(code::BAD_VALUE, node.place, text!("there-is-no-time-to-start-at"))
            .fix(text!("such-as-09-00-14-30"));
    }
    starts
}
