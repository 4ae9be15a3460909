use crate::catalogue::LocalizedText;
use crate::{id, say, text};

use crate::ids::Digest;
use crate::item::Evidence;
use crate::refs::{Refs, bodies};
use crate::time::Instant;

use super::description::{About, Titles, describe, files, texts};

bodies! {
    /// A unit put somebody or something forward in a selection (S25, S34, S35, S80).
    pub struct CandidateNominated<R: Refs> {
        /// The candidate: its number, less one.
        pub candidate: R::Candidate => candidate,
        /// The selection.
        pub selection: R::Selection => selection,
        /// The unit that is, or has, the candidate.
        pub unit: R::Unit => unit,
        /// A code for a person or thing of that unit, never a name; none is the unit itself.
        pub code: Option<String>,
        /// The title that is sought, where the selection has several.
        pub title: Option<String>,
        /// What was handed in with it.
        pub evidence: Vec<Evidence>,
    }

    /// A candidate passed a stage.
    pub struct CandidatePassed<R: Refs> {
        /// The candidate.
        pub candidate: R::Candidate => candidate,
        /// Id of the stage.
        pub stage: String,
        /// Instant up to which objections are heard, where the stage is one of publicity: nothing follows before it (公示).
        pub publicity_until: Option<Instant>,
        /// Whether it was the last stage: the candidate has won.
        pub last: bool,
    }

    /// A candidate did not pass a stage.
    pub struct CandidateRejected<R: Refs> {
        /// The candidate.
        pub candidate: R::Candidate => candidate,
        /// Id of the stage.
        pub stage: String,
        /// Why, a salted blob.
        pub reason: Option<Digest>,
    }

    /// Somebody objected to a candidate during publicity.
    pub struct CandidateObjected<R: Refs> {
        /// The candidate.
        pub candidate: R::Candidate => candidate,
        /// What is said against it, a salted blob.
        pub reason: Digest,
    }

    /// An objection was settled. One that is upheld ends the candidacy.
    pub struct ObjectionSettled<R: Refs> {
        /// The candidate.
        pub candidate: R::Candidate => candidate,
        /// Whether it was upheld.
        pub upheld: bool,
        /// Why, a salted blob.
        pub reason: Option<Digest>,
    }
}

describe! { (self, titles)
    CandidateNominated<R> {
        about: About::Candidate(&self.candidate, Some(&self.unit)),
        blobs: files(&self.evidence),
        sentence: candidate(titles, &self.candidate, text!("nominated")),
    }
    CandidatePassed<R> {
        about: About::Candidate(&self.candidate, None),
        blobs: Vec::new(),
        summary: Some(format!("candidate {} passed stage {}", self.candidate, self.stage)),
        sentence: {
            let stage = &self.stage;
            candidate(titles, &self.candidate, text!("passed-stage", stage))
        },
    }
    CandidateRejected<R> {
        about: About::Candidate(&self.candidate, None),
        blobs: texts(&self.reason),
        summary: Some(format!("candidate {} rejected at stage {}", self.candidate, self.stage)),
        sentence: {
            let stage = &self.stage;
            candidate(titles, &self.candidate, text!("rejected-at-stage", stage))
        },
    }
    CandidateObjected<R> {
        about: About::Candidate(&self.candidate, None),
        blobs: texts([&self.reason]),
        sentence: candidate(titles, &self.candidate, text!("objected-to")),
    }
    ObjectionSettled<R> {
        about: About::Candidate(&self.candidate, None),
        blobs: texts(&self.reason),
        summary: {
            let how = if self.upheld { "upheld" } else { "dismissed" };
            Some(format!("objection to candidate {} {how}", self.candidate))
        },
        sentence: {
            let said = if self.upheld {
                id!("is-out-the-objection-was-upheld")
            } else {
                id!("stays-the-objection-was-dismissed")
            };
            candidate(titles, &self.candidate, said)
        },
    }
}

fn candidate<R: Refs>(
    titles: &dyn Titles<R>,
    candidate: &R::Candidate,
    said: impl Into<LocalizedText>,
) -> String {
    let said = said.into();
    say!(titles.language(), "candidate-candidate-said", candidate, said: said)
}
