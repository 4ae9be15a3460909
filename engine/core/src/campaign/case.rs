//! Cases as their events have made them. All clocks of a case run from its first receipt, also after it is reopened.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::case::CaseClock;
use muster_protocol::event::CaseReceived;
use muster_protocol::ids::{CaseIx, CaseKindIx, Digest, UnitIx};
use muster_protocol::time::Instant;

/// How far a case has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Progress {
    /// It was brought.
    Received,
    /// Somebody answers for it.
    Accepted,
    /// The person who brought it has an answer and is still to be called back.
    Answered,
    /// Done.
    Closed,
}

/// How a question to those above stands (S50).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum PassedUp {
    /// Nothing was asked.
    #[default]
    No,
    /// Asked and not replied to.
    Waiting,
    /// Replied to.
    Replied,
}

/// What stands as it was written first.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    /// The last answer.
    pub(super) answer: Option<Digest>,
    /// What those above were asked last.
    pub(super) question: Option<Digest>,
    /// What was said at the last call back.
    pub(super) call_back: Option<Digest>,
    /// Records of tracked steps.
    pub(super) records: BTreeMap<String, Digest>,
}

/// One case.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) kind: CaseKindIx,
    /// What it is about, where its kind distinguishes that.
    pub(super) about: Option<String>,
    pub(super) unit: Option<UnitIx>,
    pub(super) accept_by: Option<Instant>,
    pub(super) finish_by: Instant,
    pub(super) statutory: Option<Instant>,
    pub(super) progress: Progress,
    /// Tracked steps that are done, in order.
    pub(super) tracked: Vec<String>,
    pub(super) agent: Option<String>,
    /// Whether the agent's record is there (S48).
    pub(super) assisted: bool,
    /// The note that was made last.
    pub(super) noted: Option<Digest>,
    pub(super) passed_up: PassedUp,
    /// What was said when somebody called back about the last answer.
    pub(super) satisfied: Option<bool>,
    /// What was written when it was worked on.
    pub(super) written: Written,
    /// Clocks that ran out; each does so once.
    pub(super) late: BTreeSet<CaseClock>,
}

impl Case {
    pub(super) fn new(body: &CaseReceived) -> Self {
        Self {
            kind: body.of_kind,
            about: body.about.clone(),
            unit: body.unit,
            accept_by: body.accept_by,
            finish_by: body.finish_by,
            statutory: body.statutory,
            progress: Progress::Received,
            tracked: Vec::new(),
            agent: None,
            assisted: false,
            noted: None,
            passed_up: PassedUp::No,
            satisfied: None,
            written: Written::default(),
            late: BTreeSet::new(),
        }
    }

    /// Whether something is still to be done by the one who handles it.
    pub(super) fn in_work(&self) -> bool {
        matches!(self.progress, Progress::Received | Progress::Accepted)
    }

    /// Clocks of what is not done yet, with the first instant that is late, whether that is over or not.
    pub(super) fn limits(&self) -> impl Iterator<Item = (CaseClock, Instant)> + '_ {
        let accept = self.accept_by.filter(|_| self.progress == Progress::Received);
        let finish = self.in_work().then_some(self.finish_by);
        let statutory = self.statutory.filter(|_| self.in_work());
        let all = [
            accept.map(|at| (CaseClock::Accept, at)),
            finish.map(|at| (CaseClock::Finish, at)),
            statutory.map(|at| (CaseClock::Statutory, at)),
        ];
        all.into_iter().flatten()
    }

    /// Clocks that still run, with the first instant that is late.
    pub(super) fn clocks(&self) -> impl Iterator<Item = (CaseClock, Instant)> + '_ {
        self.limits().filter(|(clock, _)| !self.late.contains(clock))
    }
}

/// Cases by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Cases {
    pub(super) all: Vec<Case>,
}

impl Cases {
    pub(super) fn get(&self, ix: CaseIx) -> Option<&Case> {
        self.all.get(ix.at())
    }

    /// How many of a kind have been answered, for the share that is called back.
    pub(super) fn answered(&self, kind: CaseKindIx) -> u64 {
        let done = |case: &&Case| case.kind == kind && !case.in_work();
        u64::try_from(self.all.iter().filter(done).count()).unwrap_or(u64::MAX)
    }

    /// Cases that a unit still works on.
    pub(super) fn of_unit(&self, unit: UnitIx) -> impl Iterator<Item = CaseIx> + '_ {
        let theirs = move |(_, case): &(CaseIx, &Case)| case.unit == Some(unit) && case.in_work();
        (0u32..).map(CaseIx).zip(&self.all).filter(theirs).map(|(ix, _)| ix)
    }
}
