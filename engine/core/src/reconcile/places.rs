//! What is recognised as the same thing. The same id is the same thing whatever else changed. Another id with the same
//! content is a renaming if there is exactly one such pair; where there are more, nothing is guessed: what is gone is
//! retired, what is new is added, and the doubt is reported.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Contact, Definition};
use muster_protocol::ids::{CaseKindIx, DutyIx, PhaseIx, ProgrammeIx, ReviewIx, SelectionIx, SnapshotIx};
use serde::Serialize;

use super::listed::Listed;
use super::remap::Maps;

/// The lists of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as the definition's lists are")]
pub enum List {
    Roles,
    Contacts,
    Units,
    Audiences,
    ReminderPolicies,
    Phases,
    Duties,
    Visits,
    Snapshots,
    Outlets,
    Selections,
    Assignable,
    Concurrents,
    Taxonomies,
    Groups,
    Channels,
    SelfArranged,
    Cases,
    Reviews,
    Scores,
    Lists,
}

/// What became of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is the same under another id or name.
    Renamed {
        /// The id or name before.
        from: String,
    },
    /// Something of it changed.
    Edited,
    /// It is not named any more: duties, phases, programmes and snapshots are retired, units leave.
    Gone,
    /// It had been retired and is there again.
    Restored,
    /// It may be another under a new id, but there are several with the same content: taken as new.
    Doubtful {
        /// Ids that it may have had.
        among: Vec<String>,
    },
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// In which list it stands.
    pub list: List,
    /// What became of it.
    #[serde(rename = "turn")]
    pub kind: ChangeKind,
    /// Its id, now.
    pub id: String,
    /// What people call it.
    pub name: String,
}

impl Change {
    pub(super) fn of<T: Listed>(list: List, kind: ChangeKind, thing: &T) -> Self {
        Self { list, kind, id: thing.id().to_owned(), name: thing.title().to_owned() }
    }
}

impl List {
    pub(super) fn map(self, maps: &mut Maps) -> &mut Vec<usize> {
        match self {
            Self::Roles => &mut maps.roles,
            Self::Contacts => &mut maps.contacts,
            Self::Units => &mut maps.units,
            Self::Audiences => &mut maps.audiences,
            Self::ReminderPolicies => &mut maps.policies,
            Self::Phases => &mut maps.phases,
            Self::Duties => &mut maps.duties,
            Self::Visits => &mut maps.visits,
            Self::Snapshots => &mut maps.snapshots,
            Self::Outlets => &mut maps.outlets,
            Self::Selections => &mut maps.selections,
            Self::Assignable => &mut maps.assignable,
            Self::Concurrents => &mut maps.concurrents,
            Self::Taxonomies => &mut maps.taxonomies,
            Self::Groups => &mut maps.groups,
            Self::Channels => &mut maps.channels,
            Self::SelfArranged => &mut maps.self_arranged,
            Self::Cases => &mut maps.cases,
            Self::Reviews => &mut maps.reviews,
            Self::Scores => &mut maps.scores,
            Self::Lists => &mut maps.lists,
        }
    }

    /// Ids of what is retired in a definition, of the lists that retire.
    pub(super) fn retired_ids(self, def: &Definition) -> Vec<String> {
        fn ids<I: Copy, T: Listed>(retired: &[I], list: &[T], at: fn(I) -> usize) -> Vec<String> {
            retired.iter().filter_map(|ix| list.get(at(*ix))).map(|thing| thing.id().to_owned()).collect()
        }
        let retired = &def.retired;
        match self {
            Self::Phases => ids(&retired.phases, &def.phases, PhaseIx::at),
            Self::Duties => ids(&retired.duties, &def.duties, DutyIx::at),
            Self::Visits => ids(&retired.visits, &def.visits, ProgrammeIx::at),
            Self::Snapshots => ids(&retired.snapshots, &def.snapshots, SnapshotIx::at),
            Self::Selections => ids(&retired.selections, &def.selections, SelectionIx::at),
            Self::Cases => ids(&retired.cases, &def.cases, CaseKindIx::at),
            Self::Reviews => ids(&retired.reviews, &def.reviews, ReviewIx::at),
            // A kind of task is retired with the duty as which it is carried.
            Self::Roles
            | Self::Contacts
            | Self::Units
            | Self::Audiences
            | Self::ReminderPolicies
            | Self::Outlets
            | Self::Assignable
            | Self::Concurrents
            | Self::Taxonomies
            | Self::Groups
            | Self::Channels
            | Self::SelfArranged
            | Self::Scores
            | Self::Lists => Vec::new(),
        }
    }

    pub(super) fn retired(self, def: &Definition, id: &str) -> bool {
        self.retired_ids(def).iter().any(|retired| retired == id)
    }

    pub(super) fn title_of(self, def: &Definition, id: &str) -> String {
        fn find<T: Listed>(list: &[T], id: &str) -> Option<String> {
            list.iter().find(|thing| thing.id() == id).map(|thing| thing.title().to_owned())
        }
        let found = match self {
            Self::Roles => find(&def.roles, id),
            Self::Contacts => find(&def.contacts, id),
            Self::Units => find(&def.units, id),
            Self::Audiences => find(&def.audiences, id),
            Self::ReminderPolicies => find(&def.policies, id),
            Self::Phases => find(&def.phases, id),
            Self::Duties => find(&def.duties, id),
            Self::Visits => find(&def.visits, id),
            Self::Snapshots => find(&def.snapshots, id),
            Self::Outlets => find(&def.outlets, id),
            Self::Selections => find(&def.selections, id),
            Self::Assignable => find(&def.assignable, id),
            Self::Concurrents => find(&def.frame.together_with, id),
            Self::Taxonomies => find(&def.frame.taxonomies, id),
            Self::Groups => find(&def.groups, id),
            Self::Channels => find(&def.channels, id),
            Self::SelfArranged => find(&def.self_arranged, id),
            Self::Cases => find(&def.cases, id),
            Self::Reviews => find(&def.reviews, id),
            Self::Scores => find(&def.scores, id),
            Self::Lists => find(&def.lists, id),
        };
        found.unwrap_or_default()
    }
}

/// Where the things of the changed list stand in the reconciled one; past the old length they are new.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) of: Vec<usize>,
    pub(super) doubtful: Vec<Change>,
}

/// Not placed yet; no list is so long.
const NOWHERE: usize = usize::MAX;

pub(super) fn places<T: Listed>(list: List, old: &[T], new: &[T], maps: &mut Maps) -> Places {
    let by_id: BTreeMap<&str, usize> = old.iter().enumerate().map(|(at, thing)| (thing.id(), at)).collect();
    let of: Vec<usize> = new.iter().map(|thing| by_id.get(thing.id()).copied().unwrap_or(NOWHERE)).collect();
    let taken: BTreeSet<usize> = of.iter().copied().collect();
    let mut free: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for at in (0..old.len()).filter(|at| !taken.contains(at)) {
        free.entry(old[at].content()).or_default().push(at);
    }
    // Things of one list may name each other; those that are placed already are enough to compare by.
    list.map(maps).clone_from(&of);
    let mut unplaced: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for at in (0..new.len()).filter(|at| of[*at] == NOWHERE) {
        let mut thing = new[at].clone();
        thing.remap(maps);
        unplaced.entry(thing.content()).or_default().push(at);
    }
    let mut found = Places { of, doubtful: Vec::new() };
    for (content, here) in unplaced {
        match (here.as_slice(), free.get(&content).map(Vec::as_slice)) {
            ([at], Some([place])) => found.of[*at] = *place,
            (_, Some(among)) => {
                let among: Vec<String> = among.iter().map(|at| old[*at].id().to_owned()).collect();
                let doubt =
                    |at: &usize| Change::of(list, ChangeKind::Doubtful { among: among.clone() }, &new[*at]);
                found.doubtful.extend(here.iter().map(doubt));
            }
            (_, None) => {}
        }
    }
    append(&mut found.of, old.len());
    list.map(maps).clone_from(&found.of);
    found
}

/// Where texts of a list stand in the reconciled one: the same text at its place, a new one behind.
pub(super) fn text_places(old: &[String], new: &[String]) -> Vec<usize> {
    let mut of: Vec<usize> =
        new.iter().map(|text| old.iter().position(|known| known == text).unwrap_or(NOWHERE)).collect();
    append(&mut of, old.len());
    of
}

/// Contacts: by id and post, then by post (shared posts are numbered as they come), then by id (a post that is called
/// otherwise now).
pub(super) fn contact_places(old: &[Contact], new: &[Contact]) -> Places {
    let mut of = vec![NOWHERE; new.len()];
    let mut taken = BTreeSet::new();
    type Key = fn(&Contact) -> (&str, &str);
    let keys: [Key; 3] = [
        |contact| (contact.id.as_str(), contact.post.as_str()),
        |contact| (contact.id.trim_end_matches(|c: char| c.is_ascii_digit()), contact.post.as_str()),
        |contact| (contact.id.as_str(), ""),
    ];
    for key in keys {
        let mut free: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for at in (0..old.len()).rev().filter(|at| !taken.contains(at)) {
            free.insert(key(&old[at]), at);
        }
        for (contact, place) in new.iter().zip(&mut of).filter(|(_, place)| **place == NOWHERE) {
            if let Some(at) = free.remove(&key(contact)) {
                *place = at;
                taken.insert(at);
            }
        }
    }
    append(&mut of, old.len());
    Places { of, doubtful: Vec::new() }
}

/// Places for what is new, behind the old ones.
fn append(of: &mut [usize], old: usize) {
    of.iter_mut().filter(|place| **place == NOWHERE).zip(old..).for_each(|(place, next)| *place = next);
}

/// The id itself, or with a number behind it that is free.
pub(super) fn free_id(taken: &BTreeSet<String>, id: &str) -> String {
    if !taken.contains(id) {
        return id.to_owned();
    }
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = if stem.is_empty() || stem.len() == id.len() { format!("{id}-") } else { stem.to_owned() };
    (1usize..)
        .map(|number| format!("{stem}{number}"))
        .find(|id| !taken.contains(id))
        .unwrap_or_else(|| id.to_owned())
}
