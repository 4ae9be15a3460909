//! Candidates of selections as their events have made them.

use muster_protocol::definition::Selection;
use muster_protocol::ids::{CandidateIx, Digest, SelectionIx, UnitIx};
use muster_protocol::time::Instant;

/// How a candidacy ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It passed the last stage.
    Won,
    /// It did not pass a stage.
    Rejected,
    /// An objection was upheld.
    Out,
}

/// A candidate.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) selection: SelectionIx,
    pub(super) unit: UnitIx,
    pub(super) code: Option<String>,
    pub(super) title: Option<String>,
    /// Ids of the stages that it passed, in order, the one of its nomination left out. Ids, since an amendment may put
    /// a stage between others.
    pub(super) passed: Vec<String>,
    /// Up to when it is public, where the stage passed last is one of publicity.
    pub(super) publicity_until: Option<Instant>,
    /// Whether an objection waits to be settled.
    pub(super) objected: bool,
    /// Whether the objection settled last was upheld.
    pub(super) settled: Option<bool>,
    /// How it ended, and at which stage if it was rejected.
    pub(super) ended: Option<Ended>,
    /// The stage at which it was rejected.
    pub(super) rejected_at: Option<String>,
    /// Why it was rejected.
    pub(super) rejected_why: Option<Digest>,
    /// Why the objection settled last was, or was not.
    pub(super) settled_why: Option<Digest>,
}

impl Candidate {
    /// The stage to which it has come, by its place: the one behind the last one that it passed; nominating is the first.
    pub(super) fn next(&self, selection: &Selection) -> usize {
        let passed = |stage: &muster_protocol::definition::Stage| self.passed.contains(&stage.id);
        selection.stages.iter().rposition(passed).map_or(1, |at| at + 1).max(1)
    }
}

/// Candidates by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
}

impl Candidates {
    pub(super) fn get(&self, ix: CandidateIx) -> Option<&Candidate> {
        self.all.get(ix.at())
    }

    pub(super) fn get_mut(&mut self, ix: CandidateIx) -> Option<&mut Candidate> {
        self.all.get_mut(ix.at())
    }

    /// Those of a selection that a unit put forward.
    pub(super) fn of(&self, selection: SelectionIx, unit: UnitIx) -> impl Iterator<Item = &Candidate> {
        self.all.iter().filter(move |it| (it.selection, it.unit) == (selection, unit))
    }

    /// The number that the next one gets.
    pub(super) fn next(&self) -> CandidateIx {
        CandidateIx(u32::try_from(self.all.len()).unwrap_or(u32::MAX))
    }
}
