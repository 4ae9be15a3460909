//! 办件: kinds of cases with their clocks, their way up and their catalogue of promised times.

use muster_protocol::definition::{Accept, CaseKind, CaseSource, Finish, KindLimit, Limit};
use muster_protocol::{id, text};

use super::services;
use crate::definition::context::Context;
use crate::definition::days::time_limit;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    ACCEPT, AGENT, CALLBACK, CASE_STEPS, CASES, CATALOGUE, FINISH, Key, PASS_UP, REOPEN, REPLY_PUBLIC,
    SOURCES, WHO, word, written_in,
};
use crate::definition::limits::{CASE_PARTS_MAX, CASES_MAX};
use crate::definition::names::Names;
use crate::definition::people::audiences;
use crate::definition::text::fields::{self, Titled, What};
use crate::definition::text::tree::{Entry, Node, Value};

/// A kind of case with its place.
#[derive(Debug)]
pub(crate) struct CaseLine {
    pub(crate) case: CaseKind,
    pub(crate) place: Place,
}

const SOURCE_WORDS: [(CaseSource, Key); 4] = [
    (CaseSource::Field, word("现场", "field")),
    (CaseSource::Window, word("窗口", "window")),
    (CaseSource::Hotline, word("热线", "hotline")),
    (CaseSource::Online, word("网上", "online")),
];

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

/// The source of this word, in any of the languages.
#[must_use]
pub fn case_source(text: &str) -> Option<CaseSource> {
    SOURCE_WORDS.iter().find(|(_, word)| word.is(text)).map(|(source, _)| *source)
}

fn sources(node: &Node, report: &mut Report) -> Vec<CaseSource> {
    let mut found = Vec::new();
    for (text, place) in fields::texts(node, SOURCES, report) {
        match case_source(&text) {
            Some(source) => found.push(source),
            None => {
                let names = SOURCE_WORDS.iter().map(|(_, word)| word.say(written_in(&text)));
                fields::unknown_name(id!("source-of-a-case"), &text, place, names, report);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
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
