//! How cases and candidates stand, for anyone who shows a state.

use std::collections::BTreeSet;

use muster_protocol::case::CaseClock;
use muster_protocol::ids::{CandidateIx, CaseIx, SelectionIx, UnitIx};

use super::candidate::{Candidate, Ended};
use super::case::PassedUp;
use super::state::State;

/// How a case stands.
#[derive(Debug, Clone, Copy)]
pub struct CaseStatus<'a> {
    /// The unit that handles it.
    pub unit: Option<UnitIx>,
    /// The agent who goes along with it.
    pub agent: Option<&'a str>,
    /// Whether those above were asked and have replied; none when nothing was asked.
    pub replied: Option<bool>,
    /// Clocks that ran out.
    pub late: &'a BTreeSet<CaseClock>,
}

/// How a candidacy stands.
#[derive(Debug, Clone, Copy)]
pub struct CandidateStatus<'a> {
    /// The selection.
    pub selection: SelectionIx,
    /// The unit that put it forward.
    pub unit: UnitIx,
    /// Code.
    pub code: Option<&'a str>,
    /// Title.
    pub title: Option<&'a str>,
    /// The stage passed last, the nomination left out.
    pub passed: Option<&'a str>,
    /// Whether an objection waits to be settled.
    pub objected: bool,
    /// How it ended, if it has.
    pub ended: Option<Ended>,
}

impl State {
    /// How a case stands.
    #[must_use]
    pub fn case(&self, ix: CaseIx) -> Option<CaseStatus<'_>> {
        self.cases.get(ix).map(|case| CaseStatus {
            unit: case.unit,
            agent: case.agent.as_deref(),
            replied: match case.passed_up {
                PassedUp::No => None,
                PassedUp::Waiting => Some(false),
                PassedUp::Replied => Some(true),
            },
            late: &case.late,
        })
    }

    /// How a candidate stands.
    #[must_use]
    pub fn candidate(&self, ix: CandidateIx) -> Option<CandidateStatus<'_>> {
        let Candidate { selection, unit, code, title, passed, objected, ended, .. } =
            self.candidates.get(ix)?;
        Some(CandidateStatus {
            selection: *selection,
            unit: *unit,
            code: code.as_deref(),
            title: title.as_deref(),
            passed: passed.last().map(String::as_str),
            objected: *objected,
            ended: *ended,
        })
    }
}
