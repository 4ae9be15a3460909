//! What was done to cases and candidates, and when.

use muster_protocol::any_of;
use muster_protocol::event::{About, Beside, CandidateNominated, CaseReceived, Event};
use muster_protocol::events_of;
use muster_protocol::ids::{CandidateIx, CaseIx};

use super::Story;
use crate::read::projector::row_buffer::{Tab, candidate, case};
use crate::read::projector::table::{Cell, Key};
use muster_protocol::catalogue::in_a_row::words;

impl Story<'_> {
    pub(super) fn judged(&mut self, event: &Event) {
        if let Some((ix, what)) = self.of_case(event) {
            self.case(ix, event);
            let cells =
                vec![self.row.at.0.into(), event.name().into(), what.into(), self.actor(), self.behalf()];
            // People count from 1.
            let key = Key::of([self.no(), i64::from(ix.0) + 1, self.position()]);
            self.buffer.put(Tab::CaseHistory, key, cells);
        }
        if let Some((ix, stage, detail)) = of_candidate(event) {
            self.candidate(ix, event);
            let cells =
                vec![self.row.at.0.into(), self.actor(), event.name().into(), stage.into(), detail.into()];
            let key = Key::of([self.no(), i64::from(ix.0) + 1, self.position()]);
            self.buffer.put(Tab::CandidateActs, key, cells);
        }
    }

    fn case(&mut self, ix: CaseIx, event: &Event) {
        let now = || Cell::from(self.row.at.0);
        let change: Vec<(usize, Cell)> = match event {
            Event::CaseReceived(body) => return self.received(body),
            Event::CaseAccepted(_) => vec![(case::ACCEPTED, now())],
            Event::CaseAnswered(_) => vec![(case::ANSWERED, now())],
            Event::CaseCalledBack(body) => vec![(case::SATISFIED, body.satisfied.into())],
            Event::CaseReopened(_) => vec![
                (case::REOPENED, 1i64.into()),
                (case::ANSWERED, Cell::Clear),
                (case::CLOSED, Cell::Clear),
            ],
            Event::CaseClosed(_) => vec![(case::CLOSED, now())],
            any_of! { Event:
                CaseDispatched CaseTracked CaseAgentNamed CaseAssisted CaseNoted CasePassedUp CaseReplied
                CaseLate
            }
            | events_of! {
                campaign, phase, roster, occasion, item, message, step, dead_letter, visit, clock, snapshot,
                ledger, candidate, judging, blob
            } => return,
        };
        self.buffer.change(Tab::Cases, Key::of([self.no(), i64::from(ix.0) + 1]), &change);
    }

    fn received(&mut self, body: &CaseReceived) {
        let kind = self.resident.known.definition.cases.get(body.of_kind.at());
        let cells = vec![
            kind.map_or_else(|| "?".to_owned(), |kind| kind.id.clone()).into(),
            body.about.clone().into(),
            body.source.clone().into(),
            body.received.0.into(),
            body.accept_by.map(|at| at.0).into(),
            body.finish_by.0.into(),
            body.statutory.map(|at| at.0).into(),
            body.brought_at.as_ref().map(|visit| visit.occasion.0).into(),
            body.brought_at.as_ref().map(|visit| visit.place.0).into(),
            Cell::Null,
            Cell::Null,
            Cell::Null,
            "".into(),
            0i64.into(),
        ];
        self.buffer.put(Tab::Cases, Key::of([self.no(), i64::from(body.case.0) + 1]), cells);
    }

    /// The case that an event is about, and what is to be told beside the event's name.
    fn of_case(&self, event: &Event) -> Option<(CaseIx, String)> {
        let About::Case(case, _, beside) = event.described().about() else { return None };
        let beside = match beside {
            Beside::Nothing => String::new(),
            Beside::Text(text) => text.to_owned(),
            Beside::Unit(unit) => self.resident.known.code(*unit).to_string(),
        };
        Some((*case, beside))
    }

    fn candidate(&mut self, ix: CandidateIx, event: &Event) {
        let since = self.row.at.0;
        if let Event::CandidateNominated(body) = event {
            self.nominated(body);
        }
        let mut change = vec![(candidate::SINCE, since.into())];
        if let Event::CandidatePassed(body) = event {
            change.push((candidate::PUBLICITY_UNTIL, body.publicity_until.map(|until| until.0).into()));
        }
        self.buffer.change(Tab::Candidates, Key::of([self.no(), i64::from(ix.0) + 1]), &change);
    }

    fn nominated(&mut self, body: &CandidateNominated) {
        let cells = vec![
            body.selection.0.into(),
            body.unit.0.into(),
            body.code.clone().into(),
            body.title.clone().into(),
            Cell::Null,
            false.into(),
            Cell::Null,
            self.row.at.0.into(),
        ];
        self.buffer.put(Tab::Candidates, Key::of([self.no(), i64::from(body.candidate.0) + 1]), cells);
        self.nominated_with(body);
    }
}

fn pick(is: bool, yes: &str, no: &str) -> String {
    if is { yes } else { no }.to_owned()
}

/// The candidate that an event is about, with the stage and what else is to be told.
fn of_candidate(event: &Event) -> Option<(CandidateIx, Option<String>, Option<String>)> {
    Some(match event {
        Event::CandidateNominated(body) => {
            let pieces: Vec<String> =
                body.evidence.iter().map(|piece| format!("{}×{}", piece.need, piece.count)).collect();
            (body.candidate, None, (!pieces.is_empty()).then(|| words(&pieces)))
        }
        Event::CandidatePassed(body) => (body.candidate, Some(body.stage.clone()), None),
        Event::CandidateRejected(body) => (body.candidate, Some(body.stage.clone()), None),
        Event::CandidateObjected(body) => (body.candidate, None, None),
        Event::ObjectionSettled(body) => {
            (body.candidate, None, Some(pick(body.upheld, "upheld", "dismissed")))
        }
        events_of! {
            campaign, phase, roster, occasion, item, message, step, dead_letter, visit, clock, snapshot,
            ledger, case, judging, blob
        } => return None,
    })
}
