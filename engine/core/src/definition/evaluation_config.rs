//! The parts of the file that bring people in and judge: channels, cases, reviews, score sheets, lists.

use muster_protocol::{id, text};
use std::collections::BTreeMap;

use muster_protocol::definition::{CaseKind, Channel, Definition, FROM_THE_FIELD, Scorer};

use super::evaluation::assessments::{self, Means, ReviewLine};
use super::evaluation::deadline_checks::{self, Judged};
use super::evaluation::lists::{self, ListLine};
use super::evaluation::scorers::Known;
use super::evaluation::scores::{self, SheetLine};
use crate::definition::ContactEntry;
use crate::definition::activities::cases::{self, CaseLine};
use crate::definition::activities::line::DutyLine;
use crate::definition::activities::self_arranged::SelfArrangedLine;
use crate::definition::activities::visits::VisitLine;
use crate::definition::context::Context;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{ASSIGNABLE, CASES, CHANNELS, LISTS, REVIEWS, SCORES, SOURCES};
use crate::definition::names::Names;
use crate::definition::occasions::Taker;
use crate::definition::people::channels;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};

/// What these parts gave.
#[derive(Debug, Default)]
pub(crate) struct Evaluation {
    channels: Vec<Channel>,
    channels_place: Place,
    cases: Vec<CaseLine>,
    reviews: Vec<ReviewLine>,
    sheets: Vec<SheetLine>,
    lists: Vec<ListLine>,
    duties: Vec<Place>,
    self_arranged: Vec<SelfArrangedLine>,
}

/// Reads them in the order in which they refer to each other.
pub(crate) fn read(
    top: &Fields<'_>,
    duties: &[DutyLine],
    (visits, self_arranged): (&[VisitLine], Vec<SelfArrangedLine>),
    names: &mut Names,
    context: &mut Context<'_>,
    report: &mut Report,
) -> Evaluation {
    let mut evaluation = Evaluation {
        duties: duties.iter().map(|line| line.dated.place).collect(),
        self_arranged,
        ..Evaluation::default()
    };
    if let Some(entry) = top.entry(CHANNELS) {
        evaluation.channels = channels::read(&entry.value, report);
        evaluation.channels_place = entry.key_place;
    }
    if let Some(node) = top.get(CASES) {
        evaluation.cases = cases::read(node, names, context, report);
    }
    evaluation.carried_back(visits, top.get(CASES), report);
    if let Some(node) = top.get(REVIEWS) {
        evaluation.reviews = assessments::read(node, names, report);
    }
    if let Some(node) = top.get(SCORES) {
        let measures = duties.iter().map(|line| {
            line.duty.terms.measures.iter().map(|measure| measure.name.as_str()).collect::<Vec<_>>()
        });
        let measures = measures.collect();
        let duties = duties.iter().map(|line| line.duty.id.as_str()).collect();
        let rounds = evaluation.reviews.iter().map(|line| &line.round).collect();
        let written = top.get(REVIEWS).map_or(&[][..], |node| match &node.value {
            Value::Map(entries) => entries,
            _ => &[],
        });
        let sound = |id: &str| evaluation.reviews.iter().any(|line| line.round.id == id);
        let unread = written.iter().map(|entry| entry.key.clone()).filter(|id| !sound(id));
        let faulty = unread.chain(names.faulty_duties.iter().cloned()).collect();
        let visits = visits.iter().map(|line| &line.programme).collect();
        let known = Known { duties, measures, rounds, visits, faulty, own: BTreeMap::new() };
        evaluation.sheets = scores::read(node, &known, names, context, report);
    }
    if let Some(node) = top.get(LISTS) {
        let written = top.get(SCORES).map_or(0, |node| match &node.value {
            Value::Map(entries) => entries.len(),
            _ => 1,
        });
        evaluation.lists = lists::read(node, &evaluation.sheets, written, names, report);
    }
    assessments::put_right(&evaluation.reviews, evaluation.means(top), report);
    evaluation
}

impl Evaluation {
    /// Ids that are taken.
    pub(crate) fn takers(&self) -> Vec<Taker> {
        let taker = |key: &str, place, kind| Taker { key: key.to_owned(), place, kind };
        let mut all: Vec<Taker> = Vec::new();
        all.extend(self.cases.iter().map(|line| taker(&line.case.id, line.place, id!("a-kind-of-case"))));
        all.extend(self.reviews.iter().map(|line| taker(&line.round.id, line.place, id!("a-review-round"))));
        all.extend(self.sheets.iter().map(|line| taker(&line.sheet.id, line.place, id!("a-score-sheet"))));
        all.extend(self.lists.iter().map(|line| taker(&line.list.id, line.place, id!("a-list"))));
        all
    }

    /// Ids of review rounds, by which other lines name them.
    pub(crate) fn rounds(&self) -> impl Iterator<Item = &str> {
        self.reviews.iter().map(|line| line.round.id.as_str())
    }

    /// The kinds of cases with their places.
    pub(crate) fn cases(&self) -> &[CaseLine] {
        &self.cases
    }

    /// Puts them into the definition.
    pub(crate) fn fill(&self, definition: &mut Definition) {
        definition.channels = self.channels.clone();
        definition.self_arranged = self.self_arranged.iter().map(|line| line.self_arranged.clone()).collect();
        definition.cases = self.cases.iter().map(|line| line.case.clone()).collect();
        definition.reviews = self.reviews.iter().map(|line| line.round.clone()).collect();
        definition.scores = self.sheets.iter().map(|line| line.sheet.clone()).collect();
        definition.lists = self.lists.iter().map(|line| line.list.clone()).collect();
    }

    /// What the file has by which something is put right. A section that is written with a fault was told there.
    fn means(&self, top: &Fields<'_>) -> Means {
        let entries = |key| match top.get(key).map(|node| &node.value) {
            Some(Value::Map(entries)) => Some(entries.len()),
            _ => None,
        };
        let lines = self.sheets.iter().flat_map(|line| &line.sheet.groups).flat_map(|group| &group.lines);
        let mut scorers = lines.map(|line| &line.scorer);
        let sound = !top.stands(SCORES) || entries(SCORES) == Some(self.sheets.len());
        Means {
            tasks: top.stands(ASSIGNABLE) && entries(ASSIGNABLE) != Some(0),
            deducts: !sound || scorers.any(|scorer| matches!(scorer, Scorer::Deduct(_))),
        }
    }

    /// Whether what visits carry back becomes a kind of case that there is, and one that may come from there.
    fn carried_back(&self, visits: &[VisitLine], written: Option<&Node>, report: &mut Report) {
        let planned = visits.iter().map(|line| (&line.programme.terms, line.cases));
        let arranged = self.self_arranged.iter().map(|line| (&line.self_arranged.terms, line.cases));
        for (terms, place) in planned.chain(arranged) {
            let Some(named) = &terms.cases else { continue };
            // One that is written with a fault was reported there.
            let faulty = written.is_some_and(|node| {
                matches!(&node.value, Value::Map(cases) if cases.iter().any(|case| case.key == *named))
            });
            match self.cases.iter().find(|known| known.case.id == *named) {
                Some(known) => from_the_field(&known.case, place, report),
                None if faulty => {}
                None => {
                    let known = self.cases.iter().map(|line| line.case.id.as_str());
                    fields::unknown_name(id!("kind-of-case-2"), named, place, known, report);
                }
            }
        }
    }

    /// The last look at them, when the definition is otherwise whole.
    pub(crate) fn check(&self, definition: &mut Definition, accounts: &[ContactEntry], report: &mut Report) {
        let lines = Judged {
            duties: self.duties.clone(),
            reviews: &self.reviews,
            sheets: &self.sheets,
            channels: self.channels_place,
        };
        deadline_checks::check(definition, &lines, accounts, report);
    }
}

/// What is brought at a visit comes from the field; a kind of case that comes from elsewhere alone would be refused there.
fn from_the_field(kind: &CaseKind, place: Place, report: &mut Report) {
    if kind.sources.is_empty() || kind.sources.iter().any(|source| source == FROM_THE_FIELD) {
        return;
    }
    let (id, sources) = (&kind.id, report.own(SOURCES));
    report
        .error(code::BAD_VALUE, place, text!("what-visits-carry-back-comes-from-the-field", id, sources))
        .fix(text!("add-the-field-to-its-sources"));
}
