//! 走访 with 走访人: visits that the visitors arrange themselves. The engine only watches whether they are made.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{
    Bound, Destination, Duty, Hold, Measure, Pattern, Roll, Rule, SelfArrangedVisit, Terms, Variant,
    VisitEvents, VisitTerms,
};
use muster_protocol::ids::{AudienceIx, DutyIx};
use muster_protocol::text;
use muster_protocol::time::Date;

use super::handin;
use super::line::{self, DutyLine};
use super::terms;
use super::visitterms;
use crate::definition::context::Context;
use crate::definition::days::dates::When;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::frame;
use crate::definition::head;
use crate::definition::keys::{
    BEFORE_FESTIVALS, COUNTS_FOR, EACH_PERSON, EVENTS, EVENTS_WITHIN, FESTIVALS, Key, LONGEST_FIRST, NEEDS,
    PLACE_KINDS, PLACES, REMIND, TAXONOMIES, VISIT_CASES, VISITORS, VISITS, WARN_BY, word,
};
use crate::definition::limits::{DAYS_MAX, VISITS_MAX};
use crate::definition::names::{Names, without_reminders};
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields, Titled};
use crate::definition::text::tree::{Entry, Node, Value};
use crate::definition::timing::festivals::{self, Festival};
use crate::definition::timing::rule::{self, Dated, Run};

/// Working days within which somebody goes after an event, where the file does not say: a week.
const EVENTS_WITHIN_DEFAULT: u16 = 5;
/// What the id of the duty of such visits ends with.
const EVENT_PART: &str = "event";
/// What their name ends with.
const AFTER_AN_EVENT: Key = word("·遇事", ", after an event");
/// The number in which it is reported how many people went.
const PEOPLE_WHO_WENT: Key = word("到访人数", "people who went");

/// A self-arranged visit with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct SelfArrangedLine {
    pub(crate) self_arranged: SelfArrangedVisit,
    /// Where the kind of case is named.
    pub(crate) cases: Place,
}

/// Whether a programme is one that its visitors arrange.
pub(crate) fn is(entry: &Entry) -> bool {
    matches!(&entry.value.value, Value::Map(keys) if keys.iter().any(|key| VISITORS.is(&key.key)))
}

/// Reads the self-arranged visits, each with the duties as which it is carried.
pub(crate) fn read(
    node: &Node,
    lines: &mut Vec<DutyLine>,
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Vec<SelfArrangedLine> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    let self_arranged = entries.iter().filter(|entry| is(entry)).take(VISITS_MAX);
    self_arranged.filter_map(|entry| one(entry, lines, names, context, report)).collect()
}

fn one(
    entry: &Entry,
    lines: &mut Vec<DutyLine>,
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Option<SelfArrangedLine> {
    let Titled { id, name, refs, fields } =
        Titled::of(entry, &grammar::activities::SELF_ARRANGED.keys(), report)?;
    let owner = name.clone().unwrap_or_default();
    let visitors = fields.must(VISITORS, report);
    let visitors = visitors.and_then(|node| audiences::of_line(node, &owner, VISITORS, names, report));
    let to = destination(&fields, &owner, names, report);
    let dated = rule::of_line(&fields, Run::CadencePhase, names, report);
    let each_person =
        fields.get(EACH_PERSON).map(|node| fields::number(node, EACH_PERSON, 1..=u8::MAX, report));
    let longest = fields.flag(LONGEST_FIRST, report);
    let events = events(&fields, names, report);
    let warn_by = fields.get(WARN_BY).map(|node| {
        is_told(node, fields.get(REMIND), report);
        warn_by(node, names, report)
    });
    let before = fields.get(BEFORE_FESTIVALS).map(|node| {
        let table = fields.must(FESTIVALS, report)?;
        festivals::read(node, table, names, context, report)
    });
    let left = visitterms::read(&fields, report);
    let (to, left, each_person) = (to?, left?, fields::flat(each_person)?);
    let measures = measures(each_person, &left, &owner);
    let mut duty = Duty {
        id: id?,
        name: name?,
        refs: refs.clone(),
        audience: visitors?,
        rule: dated.as_ref()?.rule.clone(),
        phase: dated.as_ref()?.phase,
        needs: fields.get(NEEDS).map_or_else(Vec::new, |node| handin::read(node, report)),
        policy: names.policy(fields.get(REMIND), report),
        review: None,
        variant: variant(&to, &left),
        terms: counted(&fields, measures, names, report),
    };
    let (id, name, place) = (duty.id.clone(), duty.name.clone(), entry.key_place);
    let mut duties: Vec<DutyIx> = vec![line::next(lines)];
    lines.push(DutyLine { duty: duty.clone(), place, dated: dated? });
    for festival in before.map_or(Some(Vec::new()), |before| before)? {
        let Some(dated) = day_before(&festival, names) else {
            never(&name, &festival, names, report);
            continue;
        };
        duty.id = line::part_id(&id, &festival.id, festival.place, report)?;
        duty.name = format!("{name}·{}前", festival.name);
        (duty.rule, duty.phase) = (dated.rule.clone(), dated.phase);
        duties.push(line::next(lines));
        lines.push(DutyLine { duty: duty.clone(), place: festival.place, dated });
    }
    let events = after_events(duty, (id.as_str(), name.as_str()), events, (lines, &mut duties), report)?;
    let self_arranged = SelfArrangedVisit {
        id,
        name,
        refs,
        duties,
        to,
        each_person,
        longest_first: longest?,
        events,
        warn_by: fields::flat(warn_by)?,
        terms: left,
    };
    let cases = fields.get(VISIT_CASES).map_or(place, |node| node.place);
    Some(SelfArrangedLine { self_arranged, cases })
}

/// What happens without a day, the days within which somebody then goes, and where it is written.
struct Caused {
    what: Vec<String>,
    within: u16,
    place: Place,
}

fn events(fields: &Fields<'_>, names: &Names, report: &mut Report) -> Option<Caused> {
    let within = fields.get(EVENTS_WITHIN).map(|node| {
        let meant = names.words.meant(node, report);
        meant.and_then(|node| fields::number(&node, EVENTS_WITHIN, 1..=DAYS_MAX, report))
    });
    // Days within which one goes need something to count from.
    let node = if within.is_some() { fields.must(EVENTS, report)? } else { fields.get(EVENTS)? };
    let what = fields::words(node, EVENTS, report);
    let within = within.flatten().unwrap_or(EVENTS_WITHIN_DEFAULT);
    (!what.is_empty()).then_some(Caused { what, within, place: node.place })
}

/// The duty as which visits because of what happened are carried: that of the cadence, without its days. The outer `None` is a
/// fault that was reported.
fn after_events(
    duty: Duty,
    (id, name): (&str, &str),
    caused: Option<Caused>,
    (lines, duties): (&mut Vec<DutyLine>, &mut Vec<DutyIx>),
    report: &mut Report,
) -> Option<Option<VisitEvents>> {
    let Some(Caused { what, within, place }) = caused else { return Some(None) };
    let (rule, language) = (Rule::on_demand(), if chinese(name) { Language::Zh } else { Language::En });
    let duty = Duty {
        id: line::part_id(id, EVENT_PART, place, report)?,
        name: format!("{name}{}", AFTER_AN_EVENT.say(language)),
        rule: rule.clone(),
        phase: None,
        ..duty
    };
    let ix = line::next(lines);
    lines.push(DutyLine { duty, place, dated: Dated { rule, phase: None, place, nominal: None } });
    duties.push(ix);
    Some(Some(VisitEvents { what, within, duty: ix }))
}

/// Whether a name of the file is written in Chinese: in the language of the file's own texts; that of its keys may be turned and
/// changes nothing.
fn chinese(name: &str) -> bool {
    name.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// What its records count for, and what they report.
fn counted(fields: &Fields<'_>, measures: Vec<Measure>, names: &mut Names, report: &mut Report) -> Terms {
    let tags = fields.get(TAXONOMIES).map_or_else(Vec::new, |node| frame::tags(node, names, report));
    let counts_for = fields.get(COUNTS_FOR);
    let counts_for = counts_for.map_or_else(Vec::new, |node| terms::counts_for(node, names, report));
    Terms { tags, counts_for, measures, ..Terms::default() }
}

/// What a record of such a visit may say beside what is handed in: to which kind of place it led, and what it dealt with. What
/// a unit has not been to yet is listed with it (S36).
fn variant(to: &Destination, left: &VisitTerms) -> Variant {
    let kinds = match to {
        Destination::Kinds(kinds) => kinds.clone(),
        Destination::Units(_) => Vec::new(),
    };
    if kinds.is_empty() && left.form.is_empty() {
        return Variant::Deliver;
    }
    Variant::Hold(Hold { methods: kinds, topics: left.form.clone(), invitees: Vec::new() })
}

/// Numbers that are reported with it: how many people went, of whom the file wants everybody (S28), and how content those were
/// who are asked, an answer each (S39).
fn measures(each_person: Option<u8>, left: &VisitTerms, name: &str) -> Vec<Measure> {
    let number = |name: String, at_least| Measure { name, at_least, at_most: None, share_of: None };
    let mut measures = Vec::new();
    if each_person.is_some() {
        let lang = if chinese(name) { Language::Zh } else { Language::En };
        measures.push(number(PEOPLE_WHO_WENT.say(lang).to_owned(), Some(Bound::Members)));
    }
    if let Some(rating) = &left.rating {
        for by in &rating.by {
            measures.extend(rating.scale.iter().map(|answer| number(format!("{by}{answer}"), None)));
        }
    }
    measures
}

/// Units of the roster, or kinds of places; one of the two.
fn destination(
    fields: &Fields<'_>,
    owner: &str,
    names: &mut Names,
    report: &mut Report,
) -> Option<Destination> {
    match (fields.entry(PLACES), fields.get(PLACE_KINDS)) {
        (Some(_), None) | (None, None) => {
            let node = fields.must(PLACES, report)?;
            let places: Option<AudienceIx> = audiences::of_line(node, owner, PLACES, names, report);
            places.map(Destination::Units)
        }
        (None, Some(node)) => Some(Destination::Kinds(fields::words(node, PLACE_KINDS, report))),
        (Some(entry), Some(_)) => {
            let said = text!(
                "there-may-be-only-one-of-places-and",
                places = report.own(PLACES),
                place_kinds = report.own(PLACE_KINDS)
            );
            report
                .error(code::BAD_VALUE, entry.key_place, said)
                .fix(text!("write-places-for-units-of-the-roster-place"));
            None
        }
    }
}

/// Refuses a day by which somebody is told where the line says that nobody is reminded.
fn is_told(node: &Node, remind: Option<&Node>, report: &mut Report) {
    if without_reminders(remind) {
        let (warn_by, remind) = (report.own(WARN_BY), report.own(REMIND));
        report
            .error(
                code::BAD_VALUE,
                node.place,
                text!("warn-by-tells-nobody-without-reminders", warn_by, remind),
            )
            .fix(text!("delete-one-of-the-two"));
    }
}

/// A cadence such as 每季度第30个工作日: the day in each period by which somebody is told when nobody went.
fn warn_by(node: &Node, names: &Names, report: &mut Report) -> Option<Pattern> {
    let text = fields::text(node, WARN_BY, report)?;
    let said = names.words.said(&text, node.place, report)?;
    match names.years.time(&said, None) {
        Ok((When::Every { period, on }, _)) => Some(Pattern::Every { period, on }),
        Ok(_) => {
            report
                .error(
                    code::BAD_DATE,
                    node.place,
                    text!("warn-by-must-name-a-day-of-each", warn_by = report.own(WARN_BY)),
                )
                .fix(text!("such-as-30th-working-day-of-the-quarter"));
            None
        }
        Err(fault) => {
            rule::date_fault(fault, &said, node.place, report);
            None
        }
    }
}

/// The last working day before a festival that lies in the campaign.
fn day_before(festival: &Festival, names: &Names) -> Option<Dated> {
    let day = festival.days.iter().map(|day| Date(day.0 - 1)).find(|&day| names.phase_on(day).is_some())?;
    let ix = names.phase_on(day)?;
    let phase = &names.phases.get(ix.at())?.phase;
    let rule = Rule::new(Pattern::Day(day), Roll::Back, phase.from, phase.to);
    Some(Dated { rule, phase: Some(ix), place: festival.place, nominal: Some(day) })
}

fn never(name: &str, festival: &Festival, names: &Names, report: &mut Report) {
    let Some((first, last)) = names.campaign() else { return };
    let days: Vec<String> = festival.days.iter().map(Date::to_string).collect();
    let (days, festival_name) = (days.join("、"), &festival.name);
    let said =
        text!("festival-name-days-lies-outside-the-campaign-first", festival_name, days, first, last, name);
    report.warning(code::NEVER, festival.place, said).fix(text!("delete-this-festival"));
}

/// Festival tables that the file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    head::files_of(root, VISITS, &[FESTIVALS])
}
