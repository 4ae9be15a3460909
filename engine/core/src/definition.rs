//! The committee's file: parsed, checked, compiled.
//!
//! All findings come in one pass. This must never read a file, a clock or the environment, and never panic whatever
//! the bytes are. Start at [`compile`]; the grammar of dates is in `dates`, the words of the language in `keys`.

pub(crate) mod activities;
mod context;
mod coverage;
mod date_checks;
mod days;
mod description;
mod evaluation;
pub(super) mod evaluation_config;
pub(crate) mod findings;
mod frame;
mod head;
pub(crate) mod keys;
pub(crate) mod limits;
pub(crate) mod names;
mod occasions;
pub(crate) mod people;
mod phases;
mod redaction;
mod reference;
mod right_checks;
pub(crate) mod text;
pub(crate) mod timing;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Definition, Duty};
use muster_protocol::text;
use muster_rules::zone::ZONE_DATA;

pub use activities::feeds::times_only;
pub use days::typed_day::{typed_date, typed_day};
pub use description::layout::format;
pub use description::schema::schema;
pub use findings::explain::{Explanation, explain, explanations};
pub use findings::finding::{Finding, Severity};
pub use findings::nearest::nearest;
pub use keys::Key;
pub use people::rights::right;
pub use people::roster::check as check_roster;
pub use people::roster::proposal::{Change, Faults, Moved, Proposal, lost_zeros, propose};
pub use redaction::redacted_source;
pub use reference::{reference, reference_parts};
pub use text::cells::{is_small_table, table_rows};
pub use text::decimals::parse as decimal;
pub use text::intake::table_text;
pub use wording::letters;

use activities::line::DutyLine;
use activities::visits::VisitLine;
use activities::{
    assignable, busy, duties, ledgers, line, outlets, pledges, reminder_policies, self_arranged, services,
    themes, travel, visits,
};
use context::Context;
use days::years::{YEAR_UNKNOWN, Years};
use days::{calendar, vague};
use description::grammar;
use evaluation::selections::SelectionLine;
use evaluation::snapshots::SnapshotLine;
use evaluation::{selections, snapshots};
use evaluation_config::Evaluation;
use findings::code;
use findings::finding::{Place, Report};
use head::Head;
use names::Names;
use people::roster::Roster;
use people::{audiences, groups, roles, roster};
use text::fields::Fields;
use text::tree::{Node, Value};
use text::{cells, intake, precheck, tree};

/// The code of a finding: a code of digits is shorter than the others.
pub const SHORT_CODE: &str = code::SHORT_CODE;

/// The files of one campaign, read by the caller.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// Name of the main file within `files`.
    pub main: String,
    /// Bytes by name relative to the main file's folder, `/` as separator; a name may start with `../` (calendars).
    pub files: BTreeMap<String, Vec<u8>>,
    /// Names of the calendars that there are, besides those in `files`; without any a wrong name is reported as a missing
    /// table.
    pub calendars: BTreeSet<String>,
}

/// What compiling gave.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The definition; present exactly when no finding is an error.
    pub definition: Option<Definition>,
    /// Accounts of contacts: they go to the contacts store, never into the definition.
    pub contacts: Vec<ContactEntry>,
    /// Everything found: the main file first, then the others by name; in each by line and column.
    pub findings: Vec<Finding>,
}

/// How a post is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactEntry {
    /// Id of the contact in the definition.
    pub contact: String,
    /// Name of the channel, in the roster's words.
    pub channel: String,
    /// Account on that channel.
    pub account: String,
}

/// Names of the files that the main file names: roster, calendar tables, busy days, words of letters. Best effort on a broken
/// file; names never lead out of the main file's folder, except to `../calendars/`.
#[must_use]
pub fn needs(main: &[u8]) -> Vec<String> {
    let Some(root) = root(main, &mut Report::new("")) else { return Vec::new() };
    let campaign = head::year(&root).and_then(|year| phases::campaign(&root, year));
    let mut names = head::files(&root, campaign);
    names.extend(busy::files(&root));
    names.extend(travel::files(&root));
    names.extend(evaluation::sheets::files(&root));
    names.extend(services::files(&root));
    names.extend(wording::files(&root));
    names.extend(self_arranged::files(&root));
    names.sort();
    names.dedup();
    names
}

/// Name of the roster that the main file names. Best effort on a broken file.
#[must_use]
pub fn roster_name(files: &Files) -> Option<String> {
    let root = root(files.files.get(&files.main)?, &mut Report::new(""))?;
    head::roster(&root)
}

/// Compiles a campaign's files. Never panics, whatever the bytes.
#[must_use]
pub fn compile(files: &Files) -> Compiled {
    let mut report = Report::new(&files.main);
    let (mut others, mut letters) = (Vec::new(), Vec::new());
    let built = match files.files.get(&files.main) {
        Some(bytes) => root(bytes, &mut report).and_then(|root| {
            letters = wording::files(&root);
            build(&root, files, &mut others, &mut report)
        }),
        None => {
            head::missing_file(&files.main, Place::START, &mut report);
            None
        }
    };
    let mut findings = report.into_findings();
    // Within one file the order of places was made already, and the sort is stable.
    others.sort_by(|a: &Finding, b| a.file.cmp(&b.file));
    for of_file in others.chunk_by_mut(|a, b| a.file == b.file) {
        // The words of a letter are no table: what is found in them has lines and no cells.
        let table = of_file.first().filter(|first| !letters.contains(&first.file));
        let bytes = table.and_then(|first| files.files.get(&first.file));
        let bytes = bytes.filter(|bytes| !activities::feeds::is_calendar(bytes));
        bytes.into_iter().for_each(|bytes| cells::name(bytes, of_file));
    }
    findings.extend(others);
    let sound = findings.iter().all(|finding| finding.severity != Severity::Error);
    let (definition, contacts) = built.filter(|_| sound).unzip();
    Compiled { definition, contacts: contacts.unwrap_or_default(), findings }
}

/// The tree of a YAML file; what cannot be read is reported.
pub(crate) fn root(bytes: &[u8], report: &mut Report) -> Option<Node> {
    let text = intake::text(bytes, report)?;
    let fixed = precheck::fix(&text, report);
    let root = tree::parse(&fixed, report)?;
    report.speak(language(&root));
    Some(root)
}

/// The language of most of the keys at the top of a file.
fn language(root: &Node) -> Language {
    let Value::Map(entries) = &root.value else { return Language::default() };
    let keys = grammar::FILE.keys();
    let count = |language| {
        entries.iter().filter(|entry| keys.iter().any(|key| key.say(language) == entry.key)).count()
    };
    if count(Language::En) > count(Language::Zh) { Language::En } else { Language::Zh }
}

#[expect(clippy::too_many_lines, reason = "the parts of a file in the order in which one needs the other")]
fn build(
    root: &Node,
    files: &Files,
    others: &mut Vec<Finding>,
    report: &mut Report,
) -> Option<(Definition, Vec<ContactEntry>)> {
    let what = report.language().say("campaign-file");
    let top = Fields::of(root, what, Place::START, &grammar::FILE.keys(), report)?;
    top.must(keys::CAMPAIGN, report);
    let mut head = top
        .entry(keys::CAMPAIGN)
        .map_or_else(Head::default, |entry| head::read(&entry.value, entry.key_place, report));
    head.calendars = calendar::names(files);
    head.calendar = head.calendar.take().filter(|(name, place)| head.knows(name, *place, report));
    let roles = top.get(keys::ROLES).map_or_else(roles::usual, |node| roles::read(node, report));
    let year = head.year.map_or(YEAR_UNKNOWN, |(year, _)| year);
    let years = years(root, files);
    let listed = top.get(keys::CHANNELS);
    let (roster, roster_whole) = roster((&head, listed), &roles, years, files, others, report);
    // A column that is not there was reported; that nobody holds the role follows from it.
    let posts_known = roster_whole && roles::check_columns(&roles, &roster.headings, report);
    let posts = roles::post_columns(&roles, &roster.headings);
    let Roster { units, roles, contacts, accounts, .. } = roster;
    let festivals = head.calendar.as_ref().map(|(name, _)| calendar::festivals(name, &files.files, others));
    let festivals = festivals.unwrap_or_default();
    let names = Names { year, years, roles, units, roster_whole, festivals, ..Names::default() };
    let zone = head.zone.as_ref().map(|(_, zone)| *zone);
    let mut context = Context { files: &files.files, contacts: &contacts, zone, others };
    let mut body = body(&top, names, &mut context, report);
    let (templates, written) = top.entry(keys::MESSAGES).map_or_else(
        || (muster_rules::message::usual(Default::default()), wording::Written::all_at(Place::START)),
        |entry| wording::read(&entry.value, entry.key_place, &mut context, report),
    );
    let calendar = head.calendar.as_ref().zip(head.year).and_then(|((name, _), (year, place))| {
        let campaign = body.names.campaign();
        let wanted = calendar::Wanted { name, year, campaign, place, gaps: head.gaps, make_up: true };
        let (calendar, found) = calendar::read(wanted, &files.files, report);
        others.extend(found);
        calendar
    });
    let groups = groups::read(&head, &mut body.names, &files.files, others, report);
    let Body { names, mut duties, selections, assignable, visits, snapshots, evaluation } = body;
    line::numbered(&names, &mut duties);
    occasions::check(&names.phases, &duties, &visits, &snapshots, evaluation.takers(), report);
    names.words.unused(root, report);
    let plan = coverage::read(root, &grammar::FILE.keys(), report);
    let (zone_name, zone) = head.zone?;
    let zone = zone.with(head.clocks);
    let mut definition = Definition {
        id: head.id.unwrap_or_default(),
        name: head.name.unwrap_or_default(),
        year,
        frame: names.frame,
        zone: zone_name,
        zone_data: ZONE_DATA.to_owned(),
        clocks: head.clocks,
        calendar: calendar?,
        groups,
        roles: names.roles,
        contacts,
        units: names.units,
        audiences: names.audiences,
        phases: names.phases.iter().map(|line| line.phase.clone()).collect(),
        policies: names.policies,
        duties: carried(&duties, &assignable),
        outlets: names.outlets,
        selections: selections.iter().map(|line| line.selection.clone()).collect(),
        assignable: assignable.iter().map(|line| line.task.clone()).collect(),
        visits: visits.iter().map(|line| line.programme.clone()).collect(),
        snapshots: snapshots.iter().map(|line| line.plan.clone()).collect(),
        templates,
        plan,
        ..Definition::default()
    };
    evaluation.fill(&mut definition);
    let (phases, audiences) = (&names.phases, &names.audience_places);
    let (duties, visits, snapshots) = (&duties, &visits, &snapshots);
    let policies = &names.policy_places;
    let calendar = head.calendar.as_ref().map_or(Place::START, |(_, place)| *place);
    let lines = date_checks::Lines {
        phases,
        duties,
        visits,
        snapshots,
        audiences,
        roster_whole,
        posts_known,
        posts: &posts,
        policies,
        calendar,
    };
    date_checks::check(&definition, &zone, &lines, report);
    let asked = right_checks::Lines { duties, cases: evaluation.cases(), tasks: &assignable };
    right_checks::check(&definition, &asked, report);
    wording::check(&definition, &written, others, report);
    let known: Vec<&str> = definition.duties.iter().map(|duty| duty.id.as_str()).collect();
    let faulty = names.faulty_duties.iter().map(String::as_str);
    let known: Vec<&str> = known.into_iter().chain(evaluation.rounds()).chain(faulty).collect();
    selections::check(&definition, &selections, &known, report);
    themes::check(&definition, duties, report);
    evaluation.check(&mut definition, &accounts, report);
    Some((definition, accounts))
}

/// What days without a year and counts of working days are read by.
fn years(root: &Node, files: &Files) -> Years {
    let year = head::year(root).unwrap_or(YEAR_UNKNOWN);
    let weeks = head::calendars(root).into_iter().filter_map(|name| calendar::week(&name, &files.files));
    Years::new(year, phases::campaign(root, year), weeks.max())
}

/// All duties: those of the lines, then those as which kinds of tasks are carried.
fn carried(duties: &[DutyLine], assignable: &[assignable::TaskLine]) -> Vec<Duty> {
    let tasks = assignable.iter().map(|line| &line.duty);
    duties.iter().map(|line| &line.duty).chain(tasks).cloned().collect()
}

/// What the parts of the file gave that refer to each other by name.
struct Body {
    names: Names,
    duties: Vec<DutyLine>,
    selections: Vec<SelectionLine>,
    assignable: Vec<assignable::TaskLine>,
    visits: Vec<VisitLine>,
    snapshots: Vec<SnapshotLine>,
    evaluation: Evaluation,
}

/// Reads them in the order in which they refer to each other.
fn body(top: &Fields<'_>, mut names: Names, context: &mut Context<'_>, report: &mut Report) -> Body {
    if let Some(node) = top.must(keys::AUDIENCES, report) {
        audiences::read(node, &mut names, report);
    }
    if let Some(node) = top.must(keys::REMINDERS, report) {
        names.policies = reminder_policies::read(node, &names, report);
        names.policy_places = reminder_policies::places(node);
    }
    if let Some(node) = top.must(keys::PHASES, report) {
        phases::read(node, &mut names, report);
    }
    if let Some(node) = top.get(keys::ROLES) {
        roles::phases(node, &mut names, report);
    }
    referred(top, &mut names, context.files, report);
    nothing_to_do(top, report);
    let mut duties = Vec::new();
    if let Some(node) = top.get(keys::OUTLETS) {
        outlets::read(node, &mut duties, &mut names, report);
    }
    if let Some(node) = top.must(keys::DUTIES, report) {
        duties::read(node, &mut duties, &mut names, report);
    }
    if let Some(node) = top.get(keys::PLEDGES) {
        pledges::read(node, &mut duties, &mut names, report);
    }
    if let Some(node) = top.get(keys::LEDGERS) {
        ledgers::read(node, &mut duties, &mut names, report);
    }
    let selections =
        top.get(keys::SELECTIONS).map(|node| selections::read(node, &mut duties, &mut names, report));
    let self_arranged = top
        .get(keys::VISITS)
        .map(|node| self_arranged::read(node, &mut duties, &mut names, context, report))
        .unwrap_or_default();
    let place = top.get(keys::DUTIES).map_or(Place::START, |node| node.place);
    duties::limit(place, &mut duties, report);
    let assignable =
        top.get(keys::ASSIGNABLE).map(|node| assignable::read(node, &duties, &mut names, report));
    let visits = top.get(keys::VISITS).map(|node| visits::read(node, &mut names, context, report));
    let snapshots = top.get(keys::SNAPSHOTS).map(|node| snapshots::read(node, &mut names, report));
    let going = (visits.as_deref().unwrap_or_default(), self_arranged);
    let evaluation = evaluation_config::read(top, &duties, going, &mut names, context, report);
    Body {
        names,
        duties,
        selections: selections.unwrap_or_default(),
        assignable: assignable.unwrap_or_default(),
        visits: visits.unwrap_or_default(),
        snapshots: snapshots.unwrap_or_default(),
        evaluation,
    }
}

/// Reads what later lines refer to by name: bound words, the frame, themes.
fn referred(top: &Fields<'_>, names: &mut Names, files: &BTreeMap<String, Vec<u8>>, report: &mut Report) {
    if let Some(entry) = top.entry(keys::WORDS) {
        names.words = vague::read(&entry.value, entry.key_place, names.years, report);
    }
    if let Some(campaign) = top.get(keys::CAMPAIGN) {
        names.frame = frame::read(campaign, names, files, report);
    }
    names.frame.words.clone_from(&names.words.bound);
    if let Some(node) = top.get(keys::THEMES) {
        names.frame.themes = themes::read(node, names, report);
    }
}

/// A campaign without a duty, a visit or a snapshot only sends notices of its phases: hardly what was meant.
fn nothing_to_do(top: &Fields<'_>, report: &mut Report) {
    let empty = |node: &Node| matches!(&node.value, Value::Map(entries) if entries.is_empty());
    let Some(duties) = top.get(keys::DUTIES).filter(|&node| empty(node)) else { return };
    if [keys::VISITS, keys::SNAPSHOTS].into_iter().all(|key| top.get(key).is_none_or(empty)) {
        report
            .warning(code::EMPTY_VALUE, duties.place, text!("there-is-no-duty-no-visit-and-no"))
            .fix(text!("write-below-duties-what-is-to-be-done"));
    }
}

fn roster(
    (head, listed): (&Head, Option<&Node>),
    roles: &[roles::RoleLine],
    years: Years,
    files: &Files,
    others: &mut Vec<Finding>,
    report: &mut Report,
) -> (Roster, bool) {
    let bare = || Roster { roles: roles.iter().map(|line| line.role.clone()).collect(), ..Roster::default() };
    let Some((name, place)) = &head.roster else { return (bare(), false) };
    let Some(bytes) = files.files.get(name) else {
        head::missing_file(name, *place, report);
        return (bare(), false);
    };
    let mut own = Report::new(name);
    let roster = roster::read(bytes, roles, years, &mut own);
    if let Some(Value::Map(channels)) = listed.map(|node| &node.value) {
        let listed: Vec<&str> = channels.iter().map(|channel| channel.key.as_str()).collect();
        roster::check_channels(&roster, &listed, &mut own);
    }
    let whole = !own.broken();
    others.extend(own.into_findings());
    (roster, whole)
}

#[cfg(test)]
pub(crate) mod tests;
