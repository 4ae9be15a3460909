//! How one campaign's things are counted, privately: names become numbers where somebody thinks, and names again where it
//! is written down. A number follows from the definition, or from the order in which occasions, cases and candidates came,
//! and is never said to anybody.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_protocol::any_of;
use muster_protocol::codec::DecodeError;
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::events_of;
use muster_protocol::ids::{
    CandidateIx, CaseIx, CaseKindIx, ContactIx, DutyIx, GroupIx, OccasionIx, PhaseIx, ProgrammeIx, ReviewIx,
    RoleIx, SelectionIx, SnapshotIx, UnitIx,
};
use muster_protocol::recorded::{Recorded, Written};
use muster_protocol::refs::{
    CandidateId, CaseId, CaseKindId, ContactId, DutyId, Find, GroupId, Ids, Numbers, OccasionKey, PhaseId,
    Planned, ProgrammeId, Rename, ReviewId, RoleId, SelectionId, SnapshotId, UnitCode, Unnamed, Words,
};
use serde::{Deserialize, Serialize};

use crate::register::{Names, Register};

/// The numbers of one campaign's things, as far as its events were heard.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Numbering {
    /// Follows from the definition in force, which is to be put in force again where the numbers were read.
    #[serde(skip)]
    register: Arc<Register>,
    occasions: Vec<OccasionKey>,
    keys: BTreeMap<OccasionKey, OccasionIx>,
    /// The kinds of the cases.
    cases: Vec<CaseKindIx>,
    /// The selections of the candidates.
    candidates: Vec<SelectionIx>,
}

impl Numbering {
    /// The numbers of a definition's things, before anything happened.
    #[must_use]
    pub fn of(def: &Definition) -> Self {
        Self { register: Arc::new(Register::of(def)), ..Self::default() }
    }

    /// Takes in what an event names that is new: the things of `def`, which is in force from this event on, an occasion, a
    /// case, a candidate.
    pub fn note(&mut self, def: &Definition, event: &Event) {
        match event {
            Event::CampaignLaunched(_) | Event::CampaignAmended(_) => self.put_in_force(def),
            Event::OccasionPlanned(body) => self.occasion(&body.occasion.key),
            Event::CaseReceived(body) if body.case.at() == self.cases.len() => self.cases.push(body.of_kind),
            Event::CandidateNominated(body) if body.candidate.at() == self.candidates.len() => {
                self.candidates.push(body.selection);
            }
            any_of! { Event:
                CampaignHeld CampaignResumed CampaignClosed OccasionMoved OccasionRetired OccasionOpened
            }
            | events_of! {
                phase, roster, item, message, step, dead_letter, visit, clock, snapshot, ledger, case,
                candidate, judging, blob
            } => {}
        }
    }

    /// Another definition gives the names from now on: what it has at a place is what stood there.
    pub fn put_in_force(&mut self, def: &Definition) {
        self.register = Arc::new(Register::of(def));
    }

    /// Counts an occasion, if it is new.
    pub fn occasion(&mut self, key: &OccasionKey) {
        if !self.keys.contains_key(key) {
            self.keys.insert(key.clone(), self.next());
            self.occasions.push(key.clone());
        }
    }

    /// The number of the occasion that is planned next.
    #[must_use]
    pub fn next(&self) -> OccasionIx {
        OccasionIx(u32::try_from(self.occasions.len()).unwrap_or(u32::MAX))
    }

    /// The occasion with a key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<OccasionIx> {
        self.keys.get(key).copied()
    }

    /// The key of an occasion.
    #[must_use]
    pub fn key(&self, occasion: OccasionIx) -> Option<&OccasionKey> {
        self.occasions.get(occasion.at())
    }

    /// The unit with a code.
    #[must_use]
    pub fn unit(&self, code: &str) -> Option<UnitIx> {
        self.register.units.find(code).map(UnitIx)
    }

    /// The post with an id.
    #[must_use]
    pub fn contact(&self, id: &str) -> Option<ContactIx> {
        self.register.contacts.find(id).map(ContactIx)
    }

    /// Words with names as words with numbers.
    ///
    /// # Errors
    /// [`Unnamed`] for the first thing that this campaign does not know.
    pub fn numbers<W: Words<Ids, Numbers>>(&self, words: W) -> Result<W::Other, Unnamed> {
        words.rename(&mut Finding { of: self, fresh: false })
    }

    /// Words with numbers as words with names.
    ///
    /// # Errors
    /// [`Unnamed`] for the first number that stands for nothing, which only a fault can bring.
    pub fn names<W: Words<Numbers, Ids>>(&self, words: W) -> Result<W::Other, Unnamed> {
        words.rename(&mut &*self)
    }

    /// An event of the campaign in its numbers. `puts` is the definition that it puts in force, if it does: what it names
    /// is named by that one.
    ///
    /// # Errors
    /// [`DecodeError`] when this build cannot read it, or it names what is not there.
    pub fn read(&self, puts: Option<&Definition>, row: &Recorded) -> Result<Event, DecodeError> {
        let (name, schema, body) = (row.name.as_str(), row.schema, row.body.as_slice());
        let fresh = COUNTS.contains(&name);
        let Some(def) = puts else {
            return Event::find(name, schema, body, &mut Finding { of: self, fresh });
        };
        let next = Self { register: Arc::new(Register::of(def)), ..self.clone() };
        Event::find(name, schema, body, &mut Finding { of: &next, fresh })
    }

    /// An event as it is written down. It must have been noted before.
    ///
    /// # Errors
    /// As [`Numbering::names`].
    pub fn write(&self, event: &Event) -> Result<Written, Unnamed> {
        let body = event.write(&mut &*self)?;
        Ok(Written { name: event.name().to_owned(), schema: event.schema(), body })
    }

    fn case_name(&self, case: CaseIx) -> Option<String> {
        let kind = self.register.case_kinds.name(self.cases.get(case.at())?.at())?;
        Some(format!("{kind}/{}", u64::from(case.0) + 1))
    }

    fn candidate_name(&self, candidate: CandidateIx) -> Option<String> {
        let selection = self.register.selections.name(self.candidates.get(candidate.at())?.at())?;
        Some(format!("{selection}/{}", u64::from(candidate.0) + 1))
    }
}

/// Events that bring a case or a candidate, which has the next number.
const COUNTS: [&str; 2] = ["case.received", "candidate.nominated"];

/// Finds the numbers of names.
struct Finding<'a> {
    of: &'a Numbering,
    /// Whether a case or a candidate may be the next one.
    fresh: bool,
}

impl Finding<'_> {
    /// The number in a name such as `hotline-12319/7`, less one.
    fn counted(&self, name: &str, known: usize, own: impl Fn(u32) -> Option<String>) -> Option<u32> {
        let at = name.rsplit_once('/')?.1.parse::<u32>().ok()?.checked_sub(1)?;
        match usize::try_from(at).ok()?.cmp(&known) {
            std::cmp::Ordering::Less => (own(at)? == name).then_some(at),
            std::cmp::Ordering::Equal => self.fresh.then_some(at),
            std::cmp::Ordering::Greater => None,
        }
    }
}

/// The name of a number.
fn name_of<T: Clone + From<String> + std::ops::Deref<Target = str>>(
    what: &'static str,
    names: &Names<T>,
    at: usize,
) -> Result<T, Unnamed> {
    names.name(at).cloned().ok_or_else(|| Unnamed::new(what, at))
}

/// The number of a name.
fn found<T: From<String> + std::ops::Deref<Target = str>, I: TryFrom<u32>>(
    what: &'static str,
    names: &Names<T>,
    name: &str,
) -> Result<I, Unnamed> {
    names.find(name).and_then(|at| I::try_from(at).ok()).ok_or_else(|| Unnamed::new(what, name))
}

macro_rules! by_register {
    ($($one:ident $number:ident $text:ident $list:ident $what:literal),+ $(,)?) => {
        impl Rename<Numbers, Ids> for &Numbering {
            $(fn $one(&mut self, it: $number) -> Result<$text, Unnamed> {
                name_of($what, &self.register.$list, it.at())
            })+

            fn case(&mut self, it: CaseIx) -> Result<CaseId, Unnamed> {
                self.case_name(it).map(CaseId::from).ok_or_else(|| Unnamed::new("case", it))
            }

            fn candidate(&mut self, it: CandidateIx) -> Result<CandidateId, Unnamed> {
                self.candidate_name(it).map(CandidateId::from).ok_or_else(|| Unnamed::new("candidate", it))
            }

            fn occasion(&mut self, it: OccasionIx) -> Result<OccasionKey, Unnamed> {
                self.key(it).cloned().ok_or_else(|| Unnamed::new("occasion", it))
            }

            fn planned(&mut self, it: Planned) -> Result<OccasionKey, Unnamed> {
                Ok(it.key)
            }
        }

        impl Find<Numbers> for Finding<'_> {
            $(fn $one(&mut self, name: &str) -> Result<$number, Unnamed> {
                found($what, &self.of.register.$list, name).map($number)
            })+

            fn case(&mut self, name: &str) -> Result<CaseIx, Unnamed> {
                let known = self.counted(name, self.of.cases.len(), |at| self.of.case_name(CaseIx(at)));
                known.map(CaseIx).ok_or_else(|| Unnamed::new("case", name))
            }

            fn candidate(&mut self, name: &str) -> Result<CandidateIx, Unnamed> {
                let own = |at| self.of.candidate_name(CandidateIx(at));
                let known = self.counted(name, self.of.candidates.len(), own);
                known.map(CandidateIx).ok_or_else(|| Unnamed::new("candidate", name))
            }

            fn occasion(&mut self, key: &str) -> Result<OccasionIx, Unnamed> {
                self.of.by_key(key).ok_or_else(|| Unnamed::new("occasion", key))
            }

            fn planned(&mut self, key: &str) -> Result<Planned, Unnamed> {
                Rename::<Ids, Numbers>::planned(self, key.into())
            }
        }

        impl Rename<Ids, Numbers> for Finding<'_> {
            $(fn $one(&mut self, it: $text) -> Result<$number, Unnamed> {
                Find::$one(self, &it)
            })+

            fn case(&mut self, it: CaseId) -> Result<CaseIx, Unnamed> {
                Find::case(self, &it)
            }

            fn candidate(&mut self, it: CandidateId) -> Result<CandidateIx, Unnamed> {
                Find::candidate(self, &it)
            }

            fn occasion(&mut self, it: OccasionKey) -> Result<OccasionIx, Unnamed> {
                Find::occasion(self, &it)
            }

            fn planned(&mut self, key: OccasionKey) -> Result<Planned, Unnamed> {
                let ix = self.of.by_key(&key).unwrap_or_else(|| self.of.next());
                Ok(Planned { ix, key })
            }
        }
    };
}

by_register! {
    unit UnitIx UnitCode units "unit",
    contact ContactIx ContactId contacts "post",
    role RoleIx RoleId roles "role",
    group GroupIx GroupId groups "group",
    duty DutyIx DutyId duties "duty",
    phase PhaseIx PhaseId phases "phase",
    programme ProgrammeIx ProgrammeId programmes "visit programme",
    snapshot SnapshotIx SnapshotId snapshots "snapshot",
    selection SelectionIx SelectionId selections "selection",
    case_kind CaseKindIx CaseKindId case_kinds "kind of cases",
    review ReviewIx ReviewId reviews "review round",
}

#[cfg(test)]
mod tests;
