//! 办件: kinds of cases with their clocks, their way up and their catalogue of promised times.

use muster_protocol::definition::{Accept, CaseKind, Finish, KindLimit, Limit, USUAL_SOURCES};
use muster_protocol::text;

use super::services;
use crate::definition::context::Context;
use crate::definition::days::time_limit;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::findings::nearest::nearest;
use crate::definition::keys::{
    ACCEPT, AGENT, CALLBACK, CASE_STEPS, CASES, CATALOGUE, FINISH, Key, PASS_UP, REOPEN, REPLY_PUBLIC,
    SOURCES, WHO, word, written_in,
};
use crate::definition::limits::{CASE_PARTS_MAX, CASES_MAX};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Fields, Titled, What};
use crate::definition::text::run_together;
use crate::definition::text::tree::{Entry, Node, Value};

/// A kind of case with its place.
#[derive(Debug)]
pub(crate) struct CaseLine {
    pub(crate) case: CaseKind,
    pub(crate) place: Place,
}

/// Longest time for which a limit by the clock may be over before a letter goes: a weekend with the nights around it.
const HEARD_WITHIN_MINUTES: u32 = 72 * 60;

/// Words of the usual sources; the English one is the code.
const SOURCE_WORDS: [Key; 4] =
    [word("现场", "field"), word("窗口", "window"), word("热线", "hotline"), word("网上", "online")];

/// A source as it is kept: a usual one by its code, another in the words in which it was written.
pub(crate) fn source_code(text: &str) -> String {
    let text = text.trim();
    let usual = SOURCE_WORDS.iter().find(|word| text == word.zh || text.eq_ignore_ascii_case(word.en));
    usual.map_or(text, |word| word.en).to_owned()
}

/// Reads the kinds of cases.
pub(crate) fn read(
    node: &Node,
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Vec<CaseLine> {
    let entries = fields::at_most(node, CASES, CASES_MAX, report);
    entries.into_iter().filter_map(|entry| one(entry, names, context, report)).collect()
}

fn one(entry: &Entry, names: &mut Names, context: &mut Context<'_>, report: &mut Report) -> Option<CaseLine> {
    let Titled { id, name, refs, fields } = Titled::of(entry, &grammar::activities::CASE.keys(), report)?;
    let owner = name.clone().unwrap_or_default();
    let audience = fields.get(WHO).map(|node| audiences::of_line(node, &owner, WHO, names, report));
    let sources = fields.get(SOURCES).map_or_else(Vec::new, |node| sources(node, report));
    let accept = fields.get(ACCEPT).map(|node| accept(node, names, report));
    let catalogue = fields.get(CATALOGUE).map(|node| services::read(node, context, report));
    let finish = fields.must(FINISH, report).and_then(|node| finish(node, names, report));
    let callback = fields.get(CALLBACK).map_or(Some(0), |node| callback(node, report));
    let reopen = fields.get(REOPEN).map_or(Some(false), |node| reopen(node, report));
    let pass_up = fields.get(PASS_UP).map(|node| names.role(node, PASS_UP, report));
    let agent = fields.get(AGENT).map(|node| fields::text(node, AGENT, report));
    let stages = fields.words(CASE_STEPS, report);
    let reply = fields.flag(REPLY_PUBLIC, report);
    by_the_clock(&fields, (&accept, &finish), report);
    let promised = matches!(finish, Some(Finish::Catalogue));
    if promised && catalogue.is_none() {
        fields.must(CATALOGUE, report);
        return None;
    }
    if let (Some(entry), Some(_), false) = (fields.entry(CATALOGUE), &finish, promised) {
        catalogue_unused(entry.key_place, report);
    }
    let case = CaseKind {
        id: id?,
        name: name?,
        refs,
        audience: fields::flat(audience)?,
        sources,
        accept: fields::flat(accept)?,
        finish: finish?,
        catalogue: fields::flat(catalogue)?.unwrap_or_default(),
        callback_percent: callback?,
        reopen: reopen?,
        pass_up: fields::flat(pass_up)?,
        agent: fields::flat(agent)?,
        stages,
        reply_public: reply?,
    };
    Some(CaseLine { case, place: entry.key_place })
}

/// Limits by the clock so short that they may be over before anybody hears: letters go on working days alone.
fn by_the_clock(
    fields: &Fields<'_>,
    (accept, finish): (&Option<Option<Accept>>, &Option<Finish>),
    report: &mut Report,
) {
    let short = |limit: Limit| matches!(limit, Limit::Minutes(minutes) if minutes < HEARD_WITHIN_MINUTES);
    let accepts = matches!(accept, Some(Some(Accept::Within(within))) if short(*within));
    let finishes = match finish {
        Some(Finish::Within(within)) => short(*within),
        Some(Finish::ByKind(kinds)) => kinds.iter().any(|kind| short(kind.within)),
        Some(Finish::Catalogue) | None => false,
    };
    for (key, is_short) in [(ACCEPT, accepts), (FINISH, finishes)] {
        let Some(entry) = fields.entry(key).filter(|_| is_short) else { continue };
        let own = report.own(key);
        report
            .note(code::LATE_WORD, entry.key_place, text!("own-runs-by-the-clock-and-letters-do-not", own))
            .fix(text!("count-in-working-hours-or-telephone-as-well"));
    }
}

fn catalogue_unused(place: Place, report: &mut Report) {
    let (catalogue, finish) = (report.own(CATALOGUE), report.own(FINISH));
    report
        .error(code::BAD_VALUE, place, text!("there-is-a-catalogue-but-finish-is-not", catalogue, finish))
        .fix(text!("write-finish-promised-or-delete-catalogue", finish, catalogue));
}

/// A limit of this file: in the grammar, or a word that the file binds to one.
pub(crate) fn limit<'w>(
    node: &Node,
    what: impl Into<What<'w>>,
    names: &Names,
    report: &mut Report,
) -> Option<Limit> {
    let what = what.into().said(report);
    let node = names.words.meant(node, report)?;
    time_limit::limit(&node, what, report)
}

fn says(node: &Node, words: &[&str]) -> bool {
    matches!(&node.value, Value::Text(text) if words.contains(&text.trim()))
}

fn accept(node: &Node, names: &Names, report: &mut Report) -> Option<Accept> {
    if says(node, &["当场", "on the spot"]) {
        return Some(Accept::OnTheSpot);
    }
    limit(node, ACCEPT, names, report).map(Accept::Within)
}

fn finish(node: &Node, names: &Names, report: &mut Report) -> Option<Finish> {
    if says(node, &["承诺时限", "promised"]) {
        return Some(Finish::Catalogue);
    }
    if !matches!(node.value, Value::Map(_)) {
        return limit(node, FINISH, names, report).map(Finish::Within);
    }
    let entries = fields::named(node, FINISH, report);
    if entries.is_empty() || entries.len() > CASE_PARTS_MAX {
        let said = text!(
            "finish-by-kinds-must-have-1-to-case",
            finish = report.own(FINISH),
            case_parts_max = CASE_PARTS_MAX
        );
        report
            .error(code::TOO_MANY, node.place, said)
            .fix(text!("such-as-advice-same-day-complaint-5-working"));
        return None;
    }
    let kind = |entry: &&Entry, report: &mut Report| {
        let within = limit(&entry.value, &entry.key, names, report)?;
        Some(KindLimit { kind: entry.key.clone(), within })
    };
    let kinds: Vec<KindLimit> = entries.iter().filter_map(|entry| kind(entry, report)).collect();
    (kinds.len() == entries.len()).then_some(Finish::ByKind(kinds))
}

/// Where cases of a kind come from: the usual sources, and those that the committee calls by a name of its own.
fn sources(node: &Node, report: &mut Report) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (text, place) in fields::distinct(node, SOURCES, report) {
        run_together::several(&text, place, report);
        let kept = source_code(&text);
        if found.contains(&kept) {
            fields::twice(&text, place, report);
            continue;
        }
        let lang = written_in(&text);
        let near = nearest(&text, SOURCE_WORDS.iter().map(|word| word.say(lang)));
        if let Some(near) = near.filter(|_| !USUAL_SOURCES.contains(&kept.as_str())) {
            report
                .note(code::UNKNOWN_NAME, place, text!("text-is-a-source-of-the-files-own", text))
                .fix(text!("did-you-mean-near", near));
        }
        found.push(kept);
    }
    found
}

/// 每件 is all of them, 抽查30% a part.
fn callback(node: &Node, report: &mut Report) -> Option<u8> {
    let written = match &node.value {
        Value::Text(text) => fields::narrow(text),
        _ => String::new(),
    };
    let share = written.strip_prefix("抽查").unwrap_or(&written).strip_suffix('%');
    let percent = match written.as_str() {
        "每件" | "all" => Some(100),
        "不回访" | "none" => Some(0),
        _ => share.and_then(|share| share.parse::<u8>().ok()).filter(|share| (1..=100).contains(share)),
    };
    if percent.is_none() {
        let said = text!("callback-is-not-understood-written", callback = report.own(CALLBACK), written);
        report.error(code::BAD_VALUE, node.place, said).fix(text!("write-all-30-or-none"));
    }
    percent
}

fn reopen(node: &Node, report: &mut Report) -> Option<bool> {
    if says(node, &["不满意即重办", "dissatisfied"]) {
        return Some(true);
    }
    fields::flag(node, REOPEN, report)
}
