use crate::catalogue::{LocalizedText, TextId};
use crate::{id, say, text};

use crate::case::CaseClock;
use crate::ids::Digest;
use crate::refs::{Refs, bodies};
use crate::time::Instant;

use super::description::{About, Beside, Titles, describe, texts};
use super::occasion::FoundAt;

bodies! {
    /// A case was received; its clocks run from `received`.
    pub struct CaseReceived<R: Refs> {
        /// The case: its number, less one.
        pub case: R::Case => case,
        /// Its kind.
        pub of_kind: R::CaseKind => case_kind,
        /// Where it came from: one of the sources of its kind, by the usual code or in the committee's words.
        pub source: String,
        /// What it is about, where the kind distinguishes that, or the item of the service catalogue.
        pub about: Option<String>,
        /// The unit that handles it, where that is known.
        pub unit: Option<R::Unit> => (unit),
        /// The field visit or other item at which it was brought, if any (S37).
        pub brought_at: Option<FoundAt<R>> => ..,
        /// What was said, a salted blob.
        pub text: Option<Digest>,
        /// When it was brought.
        pub received: Instant,
        /// First instant at which it is late to accept it.
        pub accept_by: Option<Instant>,
        /// First instant at which it is late to finish it.
        pub finish_by: Instant,
        /// First instant at which the law has it late, where the catalogue says (S46).
        pub statutory: Option<Instant>,
    }

    /// A case was accepted.
    pub struct CaseAccepted<R: Refs> {
        /// The case.
        pub case: R::Case => case,
    }

    /// A case was given to a unit.
    pub struct CaseDispatched<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// The unit.
        pub unit: R::Unit => unit,
    }

    /// A tracked step of a case was done.
    pub struct CaseTracked<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// The step.
        pub stage: String,
        /// What was done, a salted blob.
        pub record: Option<Digest>,
    }

    /// An agent was named who goes along with a case.
    pub struct CaseAgentNamed<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// Post of the agent.
        pub agent: String,
    }

    /// The agent of a case recorded what was done.
    pub struct CaseAssisted<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// The record, a salted blob.
        pub record: Digest,
    }

    /// A note was made on a case; it changes nothing else.
    pub struct CaseNoted<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// The note, a salted blob.
        pub text: Digest,
    }

    /// A case was passed up.
    pub struct CasePassedUp<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// What is asked, a salted blob.
        pub text: Option<Digest>,
    }

    /// Those above replied.
    pub struct CaseReplied<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// The reply, a salted blob.
        pub text: Digest,
    }

    /// A case was answered.
    pub struct CaseAnswered<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// The answer, a salted blob.
        pub text: Option<Digest>,
        /// Whether the answer is published (S58).
        pub published: bool,
        /// Whether the person who brought it is to be called back.
        pub call_back: bool,
    }

    /// The person who brought a case was called back.
    pub struct CaseCalledBack<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// Whether that person is satisfied.
        pub satisfied: bool,
        /// What was said, a salted blob.
        pub text: Option<Digest>,
    }

    /// A dissatisfied answer opened a case again, on its first clock.
    pub struct CaseReopened<R: Refs> {
        /// The case.
        pub case: R::Case => case,
    }

    /// A case is done.
    pub struct CaseClosed<R: Refs> {
        /// The case.
        pub case: R::Case => case,
    }

    /// A clock of a case ran out.
    pub struct CaseLate<R: Refs> {
        /// The case.
        pub case: R::Case => case,
        /// Which clock.
        pub clock: CaseClock,
        /// Nominal instant.
        pub due: Instant,
    }
}

describe! { (self, titles)
    CaseReceived<R> {
        about: {
            let about = self.about.as_deref().map_or(Beside::Nothing, Beside::Text);
            About::Case(&self.case, self.unit.as_ref(), about)
        },
        blobs: texts(&self.text),
        sentence: case(titles, &self.case, text!("received-2")),
    }
    CaseAccepted<R> {
        about: About::Case(&self.case, None, Beside::Nothing),
        blobs: Vec::new(),
        sentence: case(titles, &self.case, text!("accepted-2")),
    }
    CaseDispatched<R> {
        about: About::Case(&self.case, Some(&self.unit), Beside::Unit(&self.unit)),
        blobs: Vec::new(),
        summary: Some(format!("case {} dispatched to {}", self.case, self.unit)),
        sentence: {
            let unit = titles.unit(&self.unit);
            case(titles, &self.case, text!("dispatched-to-unit", unit))
        },
    }
    CaseTracked<R> {
        about: About::Case(&self.case, None, Beside::Text(&self.stage)),
        blobs: texts(&self.record),
        sentence: {
            let stage = &self.stage;
            case(titles, &self.case, text!("step-done-stage", stage))
        },
    }
    CaseAgentNamed<R> {
        about: About::Case(&self.case, None, Beside::Text(&self.agent)),
        blobs: Vec::new(),
        sentence: {
            let agent = &self.agent;
            case(titles, &self.case, text!("agent-named-agent", agent))
        },
    }
    CaseAssisted<R> {
        about: About::Case(&self.case, None, Beside::Nothing),
        blobs: texts([&self.record]),
        sentence: case(titles, &self.case, text!("has-its-agents-record")),
    }
    CaseNoted<R> {
        about: About::Case(&self.case, None, Beside::Nothing),
        blobs: texts([&self.text]),
        sentence: case(titles, &self.case, text!("noted")),
    }
    CasePassedUp<R> {
        about: About::Case(&self.case, None, Beside::Nothing),
        blobs: texts(&self.text),
        sentence: case(titles, &self.case, text!("passed-up")),
    }
    CaseReplied<R> {
        about: About::Case(&self.case, None, Beside::Nothing),
        blobs: texts([&self.text]),
        sentence: case(titles, &self.case, text!("replied-to-from-above")),
    }
    CaseAnswered<R> {
        about: {
            let how = if self.published { Beside::Text("published") } else { Beside::Nothing };
            About::Case(&self.case, None, how)
        },
        blobs: texts(&self.text),
        sentence: case(titles, &self.case, text!("answered-2")),
    }
    CaseCalledBack<R> {
        about: About::Case(&self.case, None, Beside::Text(self.verdict())),
        blobs: texts(&self.text),
        summary: Some(format!("case {} called back, {}", self.case, self.verdict())),
        sentence: {
            let said = if self.satisfied { id!("satisfied") } else { id!("dissatisfied-2") };
            case(titles, &self.case, text!("called-back-said", said: said))
        },
    }
    CaseReopened<R> {
        about: About::Case(&self.case, None, Beside::Nothing),
        blobs: Vec::new(),
        sentence: case(titles, &self.case, text!("reopened-on-its-first-clock")),
    }
    CaseClosed<R> {
        about: About::Case(&self.case, None, Beside::Nothing),
        blobs: Vec::new(),
        sentence: case(titles, &self.case, text!("closed-2")),
    }
    CaseLate<R> {
        about: About::Case(&self.case, None, Beside::Text(self.clock.code())),
        blobs: Vec::new(),
        summary: {
            let clock = match self.clock {
                CaseClock::Accept => "to accept",
                CaseClock::Finish => "to finish as promised",
                CaseClock::Statutory => "to finish by law",
            };
            Some(format!("case {} late {clock}", self.case))
        },
        sentence: {
            let said = match self.clock {
                CaseClock::Accept => id!("to-accept-it"),
                CaseClock::Finish => id!("promised-to-finish-it"),
                CaseClock::Statutory => id!("allowed-by-law"),
            };
            let no = &self.case;
            say!(titles.language(), "case-no-the-time-said-is-over", no, said: said)
        },
    }
}

fn case<R: Refs>(titles: &dyn Titles<R>, case: &R::Case, said: impl Into<LocalizedText>) -> String {
    let said = said.into();
    say!(titles.language(), "case-case-said", case, said: said)
}

impl<R: Refs> CaseCalledBack<R> {
    fn verdict(&self) -> &'static str {
        if self.satisfied { "satisfied" } else { "dissatisfied" }
    }
}

/// What was done to a case, in as few words as stand in its story, by the event's name.
pub const CASE_STORY: &[(&str, TextId)] = &[
    ("case.received", id!("case-story-received")),
    ("case.accepted", id!("case-story-accepted")),
    ("case.dispatched", id!("case-story-dispatched")),
    ("case.tracked", id!("case-story-tracked")),
    ("case.agent_named", id!("case-story-agent-named")),
    ("case.assisted", id!("case-story-assisted")),
    ("case.noted", id!("case-story-noted")),
    ("case.passed_up", id!("case-story-passed-up")),
    ("case.replied", id!("case-story-replied")),
    ("case.answered", id!("case-story-answered")),
    ("case.called_back", id!("case-story-called-back")),
    ("case.reopened", id!("case-story-reopened")),
    ("case.closed", id!("case-story-closed")),
    ("case.late", id!("case-story-late")),
];
