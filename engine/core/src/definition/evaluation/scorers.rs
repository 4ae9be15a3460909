//! 项: one line of a sheet, and where its points come from.

use muster_protocol::catalogue::Language;
use muster_protocol::{id, text};
use std::collections::BTreeMap;

use muster_protocol::definition::{
    Decimal, Deduction, Formula, Indicator, ReviewRound, ScoreLine, Scorer, Term, VisitProgramme,
};
use muster_protocol::ids::{DutyIx, ProgrammeIx};
use muster_rules::score::tallies::{self, TALLIES};

use super::formulas::{self, Fault, Named, TERMS_MAX};
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    ASK, AUTO, BY, CATEGORY, COUNTED, DEDUCT, DUTIES, FULL, INDICATORS, Key, OTHERWISE, written_in,
};
use crate::definition::names::Names;
use crate::definition::text::decimals;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Entry, Node};

/// What formulas may name.
#[derive(Clone)]
pub(crate) struct Known<'a> {
    /// Ids of duties in their order.
    pub(crate) duties: Vec<&'a str>,
    /// What is reported with each of them, by name.
    pub(crate) measures: Vec<Vec<&'a str>>,
    pub(crate) rounds: Vec<&'a ReviewRound>,
    /// Programmes of planned visits, in their order.
    pub(crate) visits: Vec<&'a VisitProgramme>,
    /// Ids of rounds, and ids and names of duties, whose faults were reported.
    pub(crate) faulty: Vec<String>,
    /// Indicators that the sheet defines, by name; `None` if faulty and reported.
    pub(crate) own: BTreeMap<String, Option<Indicator>>,
}

impl<'a> Known<'a> {
    /// The same with the indicators of one sheet.
    pub(crate) fn with(&self, node: Option<&Node>, report: &mut Report) -> Self {
        let mut own = BTreeMap::new();
        for entry in node.map_or_else(Vec::new, |node| fields::named(node, INDICATORS, report)) {
            own.insert(entry.key.clone(), self.indicator(entry, report));
        }
        Self { own, ..self.clone() }
    }

    /// {任务: [study, meetings], 计: 办结率}.
    fn indicator(&self, entry: &Entry, report: &mut Report) -> Option<Indicator> {
        let fields = Fields::of_entry(entry, &grammar::evaluation::INDICATOR.keys(), report)?;
        if tallies::named(&entry.key).is_some() {
            let said = text!("key-is-an-indicator-of-the-language-and", key = entry.key);
            report.error(code::DUPLICATE_ID, entry.key_place, said).fix(text!("choose-another-name"));
            return None;
        }
        let counted = fields.must(COUNTED, report)?;
        let name = fields::text(counted, COUNTED, report)?;
        let Some(tally) = tallies::named(&name) else {
            let names = indicators(written_in(&name));
            fields::unknown_name(id!("indicator"), &name, counted.place, names, report);
            return None;
        };
        let mut duties: Vec<DutyIx> = Vec::new();
        for (id, place) in fields::texts(fields.must(DUTIES, report)?, DUTIES, report) {
            let found = self.duties_of(&id);
            if found.is_empty() && self.is_faulty(&id) {
                return None;
            }
            if found.is_empty() {
                fields::unknown_name(id!("duty"), &id, place, self.duties.iter().copied(), report);
                return None;
            }
            duties.extend(found);
        }
        duties.sort_unstable();
        duties.dedup();
        Some(Indicator { tally, duties })
    }

    /// The duty of this id, or all its parts.
    fn duties_of(&self, id: &str) -> Vec<DutyIx> {
        let part = |duty: &str| duty.strip_prefix(id).is_some_and(|rest| rest.starts_with('-'));
        let all = (0u16..).map(DutyIx).zip(&self.duties);
        let exact: Vec<DutyIx> = all.clone().filter(|(_, duty)| **duty == id).map(|(ix, _)| ix).collect();
        if exact.is_empty() { all.filter(|(_, duty)| part(duty)).map(|(ix, _)| ix).collect() } else { exact }
    }

    /// Whether this is a round or a duty that could not be read.
    fn is_faulty(&self, id: &str) -> bool {
        self.faulty.iter().any(|faulty| faulty == id)
    }

    /// What is to be written for a round that is called by its name: its id, with the group that was named.
    fn by_id(&self, name: &str) -> Option<(&'a str, String)> {
        let id_of = |name: &str| self.rounds.iter().find(|round| round.name == name);
        if let Some(round) = id_of(name) {
            return Some((round.name.as_str(), round.id.clone()));
        }
        let (round, group) = name.split_once('.')?;
        id_of(round).map(|round| (round.name.as_str(), format!("{}.{group}", round.id)))
    }

    /// Every name that may stand in a formula.
    fn names(&self, lang: Language) -> Vec<String> {
        let mut names: Vec<String> = indicators(lang).map(str::to_owned).collect();
        names.extend(self.own.keys().cloned());
        for round in &self.rounds {
            names.extend(round.raters.iter().map(|group| format!("{}.{}", round.id, group.name)));
            names.extend((!round.raters.is_empty()).then(|| round.id.clone()));
        }
        for (duty, measures) in self.duties.iter().zip(&self.measures) {
            names.extend(measures.iter().map(|measure| format!("{duty}.{measure}")));
        }
        for programme in &self.visits {
            names.extend(answers(programme).map(|(name, ..)| format!("{}.{name}", programme.id)));
        }
        names
    }
}

/// What those who are asked at visits may answer: who and what in one word, as numbers of visits that arrange themselves are named.
fn answers(programme: &VisitProgramme) -> impl Iterator<Item = (String, u8, u8)> + '_ {
    programme.terms.rating.iter().flat_map(|rating| {
        (0u8..).zip(&rating.by).flat_map(|(by, who)| {
            (0u8..).zip(&rating.scale).map(move |(answer, said)| (format!("{who}{said}"), by, answer))
        })
    })
}

/// The indicators that the language itself has, as files in a language write them.
pub(super) fn indicators(lang: Language) -> impl Iterator<Item = &'static str> + Clone {
    TALLIES.iter().map(move |&(_, zh, en)| Key { zh, en }.say(lang))
}

impl Named for Known<'_> {
    fn term(&self, name: &str) -> Option<Term> {
        if let Some(own) = self.own.get(name) {
            // What was faulty was reported; any term stands for it.
            return Some(own.clone().map_or(Term::Number(Decimal(0)), Term::Indicator));
        }
        let whole = |round: usize| Some(Term::Round { round: u16::try_from(round).ok()? });
        if let Some(at) = self.rounds.iter().position(|known| known.id == name && !known.raters.is_empty()) {
            return whole(at);
        }
        if self.is_faulty(name) {
            return Some(Term::Number(Decimal(0)));
        }
        let (round, group) = name.split_once('.')?;
        if let Some(at) = self.duties.iter().position(|duty| *duty == round) {
            let measure = self.measures.get(at)?.iter().position(|measure| *measure == group)?;
            let duty = DutyIx(u16::try_from(at).ok()?);
            return Some(Term::Reported { duty, measure: u8::try_from(measure).ok()? });
        }
        if let Some(at) = self.visits.iter().position(|programme| programme.id == round) {
            let (_, by, answer) = answers(self.visits.get(at)?).find(|(name, ..)| name == group)?;
            return Some(Term::Answered { programme: ProgrammeIx(u16::try_from(at).ok()?), by, answer });
        }
        if self.is_faulty(round) {
            return Some(Term::Number(Decimal(0)));
        }
        let at = self.rounds.iter().position(|known| known.id == round)?;
        let group = self.rounds[at].raters.iter().position(|known| known.name == group)?;
        Some(Term::Rated { round: u16::try_from(at).ok()?, group: u16::try_from(group).ok()? })
    }
}

/// Reads one line.
pub(crate) fn line(
    entry: &Entry,
    total: Decimal,
    known: &Known<'_>,
    names: &Names,
    report: &mut Report,
) -> Option<ScoreLine> {
    let fields = Fields::of_entry(entry, &grammar::evaluation::LINE.keys(), report)?;
    let max = fields.must(FULL, report).and_then(|node| decimals::read(node, FULL, total, report));
    let categories = fields.get(CATEGORY).map_or(Some(Vec::new()), |node| categories(node, names, report));
    let refs = fields::refs(&fields, report);
    let scorer = scorer(&fields, &entry.key, entry.key_place, known, names, report);
    let otherwise = match fields.get(OTHERWISE) {
        None => None,
        Some(node) => Some(formula(node, OTHERWISE, known, report)?),
    };
    Some(ScoreLine {
        name: entry.key.clone(),
        formerly: Vec::new(),
        refs,
        max: max?,
        categories: categories?,
        scorer: scorer?,
        otherwise,
    })
}

fn categories(node: &Node, names: &Names, report: &mut Report) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for (text, place) in fields::texts(node, CATEGORY, report) {
        let known = names.units.iter().any(|unit| unit.category == text);
        if names.roster_whole && !known {
            let mut all: Vec<&str> = names.units.iter().map(|unit| unit.category.as_str()).collect();
            all.sort_unstable();
            all.dedup();
            fields::unknown_name(id!("category-2"), &text, place, all.iter().copied(), report);
            return None;
        }
        found.push(text);
    }
    Some(found)
}

fn scorer(
    fields: &Fields<'_>,
    name: &str,
    place: Place,
    known: &Known<'_>,
    names: &Names,
    report: &mut Report,
) -> Option<Scorer> {
    match (fields.get(AUTO), fields.get(DEDUCT), fields.get(BY)) {
        (Some(node), None, None) => formula(node, AUTO, known, report).map(Scorer::Auto),
        (None, Some(node), None) => deductions(node, DEDUCT, report).map(Scorer::Deduct),
        (None, None, Some(node)) => {
            let by = names.role(node, BY, report);
            let ask = fields.get(ASK).map_or(Some(String::new()), |node| fields::text(node, ASK, report));
            Some(Scorer::Judged { by: by?, ask: ask? })
        }
        (None, None, None) => {
            report
                .error(code::NO_SCORER, place, text!("name-has-no-scorer-nobody-would-ever-score", name))
                .fix(text!("write-one-of-auto-a-formula-deduct-points"));
            None
        }
        _ => {
            report
                .error(code::BAD_VALUE, place, text!("name-may-have-only-one-of-auto-deduct", name))
                .fix(text!("keep-one-and-delete-the-others"));
            None
        }
    }
}

fn formula(node: &Node, key: Key, known: &Known<'_>, report: &mut Report) -> Option<Formula> {
    let text = fields::text(node, key, report)?;
    match formulas::parse(&text, known) {
        Ok(formula) => Some(formula),
        Err(Fault::Unknown(name, at)) => {
            let names = known.names(report.language());
            let place = within(node.place, &text, (at, name.chars().count()));
            if let Some((round, id)) = known.by_id(&name) {
                let kind = id!("indicator");
                report
                    .error(code::UNKNOWN_NAME, place, text!("there-is-no-kind-name", name, kind: kind))
                    .fix(text!("in-a-formula-a-round-is-written-by-its-id", round, id));
                return None;
            }
            fields::unknown_name(id!("indicator"), &name, place, names.iter().map(String::as_str), report);
            None
        }
        Err(fault) => {
            let (place, said) = match fault {
                Fault::NotUnderstood(at) => {
                    let rest: String = text.chars().skip(at).collect();
                    let place = within(node.place, &text, (at, rest.chars().count()));
                    let said = if rest.is_empty() {
                        text!("the-formula-text-ends-too-early", text)
                    } else {
                        text!("the-formula-text-is-not-understood-from-rest", text, rest)
                    };
                    (place, said)
                }
                Fault::TooLong | Fault::Unknown(..) => {
                    (node.place, text!("more-than-terms-max-terms", terms_max = TERMS_MAX))
                }
            };
            report
                .error(code::FORMULA, place, said)
                .fix(text!("use-only-indicators-numbers-and-brackets-such-as"));
            None
        }
    }
}

/// A part of a text that is written plainly, by its first character and its length; else the whole text.
fn within(place: Place, text: &str, (at, length): (usize, usize)) -> Place {
    let whole = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if place.length != whole || length == 0 {
        return place;
    }
    let (before, length) = (u32::try_from(at).unwrap_or(0), u32::try_from(length).unwrap_or(1));
    Place { column: place.column + before, length, ..place }
}

/// Findings with what each of them costs, or gives.
pub(crate) fn deductions(node: &Node, key: Key, report: &mut Report) -> Option<Vec<Deduction>> {
    let entries = fields::named(node, key, report);
    let most = Decimal::whole(1_000);
    let one = |entry: &&Entry, report: &mut Report| {
        let points = decimals::read(&entry.value, &entry.key, most, report)?;
        Some(Deduction { cause: entry.key.clone(), points })
    };
    let found: Vec<Deduction> = entries.iter().filter_map(|entry| one(entry, report)).collect();
    (found.len() == entries.len()).then_some(found)
}
