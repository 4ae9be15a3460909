//! Aligns a changed definition with the one that runs, so that every number in every event keeps its meaning: what is
//! there still keeps its place, what is new comes behind, what is gone stays where it was and is marked.
//!
//! Pure, and the same again: reconciling the reconciled form changes nothing. Start at [`reconcile`]; which numbers stand in which
//! types is in `remap`, what is recognised as the same thing in `places`, and lines of score sheets in `lines`.

mod lines;
mod listed;
mod places;
mod remap;

use std::collections::BTreeMap;

use muster_protocol::definition::{Contact, Definition, Frame, Retired, UNITS_MAX};
use muster_protocol::ids::{
    CaseKindIx, ContactIx, DutyIx, PhaseIx, ProgrammeIx, ReviewIx, SelectionIx, SnapshotIx,
};
use muster_protocol::time::Date;

use listed::Listed;
use places::{Places, contact_places, free_id, places, text_places};
use remap::{Maps, Remap};

pub use places::{Change, ChangeKind, List};

/// What reconciling gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciled {
    /// The changed definition with everything of the running one at its place: this is stored and pinned.
    pub definition: Definition,
    /// What changed, list by list.
    pub changes: Vec<Change>,
    /// Ids of contacts in the changed file that are known under another id, with that id: accounts follow it.
    pub contacts: Vec<(String, String)>,
}

/// Why two definitions cannot be one campaign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReconcileError {
    /// Another year: every date would be another happening.
    #[error("the year is {new}, the running campaign's is {old}")]
    Year {
        /// The running one.
        old: i32,
        /// The changed one.
        new: i32,
    },
    /// Another zone: every hour that people were told would be another.
    #[error("the zone is {new}, the running campaign's is {old}")]
    Zone {
        /// The running one.
        old: String,
        /// The changed one.
        new: String,
    },
    /// With what was retired a list is longer than its numbers reach.
    #[error("with what was retired there are {count} {list}, at most {most}")]
    TooMany {
        /// Which list.
        list: &'static str,
        /// How many there would be.
        count: usize,
        /// How many there may be.
        most: usize,
    },
}

/// Aligns `new` with the running `old`. A unit that `new` does not name any more leaves at the end of `today`.
///
/// # Errors
/// [`ReconcileError`] when the two cannot be one campaign.
#[expect(
    clippy::too_many_lines,
    reason = "every list of a definition is named once, so that a new one is thought of"
)]
pub fn reconcile(old: &Definition, new: &Definition, today: Date) -> Result<Reconciled, ReconcileError> {
    one_campaign(old, new)?;
    let mut work = Work { maps: Maps::default(), changes: Vec::new() };
    // Destructured in full, so that a new list cannot be forgotten: each comes behind the lists that it refers to.
    let Definition {
        id,
        name,
        year,
        zone,
        zone_data,
        clocks,
        mut frame,
        calendar,
        groups,
        roles,
        contacts,
        units,
        audiences,
        phases,
        policies,
        duties,
        outlets,
        selections,
        assignable,
        visits,
        snapshots,
        channels,
        self_arranged,
        cases,
        reviews,
        scores,
        lists,
        plan,
        templates,
        retired,
        contact_index,
    } = new.clone();
    let (contact_places, mut contacts) = (contact_places(&old.contacts, &contacts), contacts);
    let known = keep_ids(&old.contacts, &mut contacts, &contact_places);
    first_known(&mut contacts, &contact_places);
    let mut contacts = work.list(List::Contacts, &old.contacts, contacts, contact_places);
    for gone in &contacts.gone {
        contacts.kept[*gone].person = None;
    }
    // Roles name contacts, and units hold one contact a role.
    let roles = work.paired(List::Roles, &old.roles, roles);
    work.maps.role_count = roles.kept.len();
    let mut units = work.paired(List::Units, &old.units, units);
    for gone in &units.gone {
        let unit = &mut units.kept[*gone];
        unit.left = Some(unit.left.filter(|left| *left <= today).unwrap_or(today));
    }
    let audiences = work.paired(List::Audiences, &old.audiences, audiences);
    let groups = work.paired(List::Groups, &old.groups, groups);
    let policies = work.paired(List::ReminderPolicies, &old.policies, policies);
    let phases = work.paired(List::Phases, &old.phases, phases);
    work.frame(&old.frame, &mut frame);
    let outlets = work.paired(List::Outlets, &old.outlets, outlets);
    // Selections and duties name each other.
    let selection_places = places(List::Selections, &old.selections, &selections, &mut work.maps);
    let duties = work.paired(List::Duties, &old.duties, duties);
    let selections = work.list(List::Selections, &old.selections, selections, selection_places);
    let assignable = work.paired(List::Assignable, &old.assignable, assignable);
    let visits = work.paired(List::Visits, &old.visits, visits);
    let snapshots = work.paired(List::Snapshots, &old.snapshots, snapshots);
    let channels = work.paired(List::Channels, &old.channels, channels);
    let self_arranged = work.paired(List::SelfArranged, &old.self_arranged, self_arranged);
    let cases = work.paired(List::Cases, &old.cases, cases);
    let reviews = work.paired(List::Reviews, &old.reviews, reviews);
    let scores = work.paired(List::Scores, &old.scores, scores);
    let lists = work.paired(List::Lists, &old.lists, lists);
    let retired = Retired {
        phases: retire(retired.phases, phases.gone, &work.maps, PhaseIx),
        duties: retire(retired.duties, duties.gone, &work.maps, DutyIx),
        visits: retire(retired.visits, visits.gone, &work.maps, ProgrammeIx),
        snapshots: retire(retired.snapshots, snapshots.gone, &work.maps, SnapshotIx),
        selections: retire(retired.selections, selections.gone, &work.maps, SelectionIx),
        cases: retire(retired.cases, cases.gone, &work.maps, CaseKindIx),
        reviews: retire(retired.reviews, reviews.gone, &work.maps, ReviewIx),
    };
    let definition = Definition {
        id,
        name,
        year,
        zone,
        zone_data,
        clocks,
        frame,
        calendar,
        groups: groups.kept,
        roles: roles.kept,
        contacts: contacts.kept,
        units: units.kept,
        audiences: audiences.kept,
        phases: phases.kept,
        policies: policies.kept,
        duties: duties.kept,
        outlets: outlets.kept,
        selections: selections.kept,
        assignable: assignable.kept,
        visits: visits.kept,
        snapshots: snapshots.kept,
        channels: channels.kept,
        self_arranged: self_arranged.kept,
        cases: cases.kept,
        reviews: reviews.kept,
        scores: scores.kept,
        lists: lists.kept,
        plan,
        templates,
        retired,
        contact_index,
    };
    within_limits(&definition)?;
    work.restored(old, &definition);
    Ok(Reconciled { definition, changes: work.changes, contacts: known })
}

fn one_campaign(old: &Definition, new: &Definition) -> Result<(), ReconcileError> {
    if old.year != new.year {
        return Err(ReconcileError::Year { old: old.year, new: new.year });
    }
    if old.zone != new.zone {
        return Err(ReconcileError::Zone { old: old.zone.clone(), new: new.zone.clone() });
    }
    Ok(())
}

fn within_limits(def: &Definition) -> Result<(), ReconcileError> {
    let wide = usize::from(u16::MAX);
    for (list, count, most) in [
        ("roles", def.roles.len(), usize::from(u8::MAX)),
        ("units", def.units.len(), UNITS_MAX),
        ("audiences", def.audiences.len(), wide),
        ("policies", def.policies.len(), wide),
        ("phases", def.phases.len(), wide),
        ("duties", def.duties.len(), wide),
        ("visit programmes", def.visits.len(), wide),
        ("snapshots", def.snapshots.len(), wide),
        ("outlets", def.outlets.len(), wide),
        ("selections", def.selections.len(), wide),
        ("kinds of cases", def.cases.len(), wide),
        ("review rounds", def.reviews.len(), wide),
        ("taxonomies", def.frame.taxonomies.len(), usize::from(u8::MAX)),
        (
            "tags",
            def.frame.taxonomies.iter().map(|it| it.values.len()).max().unwrap_or(0),
            usize::from(u8::MAX),
        ),
        ("campaigns alongside", def.frame.together_with.len(), usize::from(u8::MAX)),
    ] {
        if count > most {
            return Err(ReconcileError::TooMany { list, count, most });
        }
    }
    Ok(())
}

/// Contacts keep the ids that the running campaign knows them by; a new one whose id is another's there gets a free one.
fn keep_ids(old: &[Contact], new: &mut [Contact], places: &Places) -> Vec<(String, String)> {
    let mut known = Vec::new();
    let mut taken: std::collections::BTreeSet<String> =
        old.iter().map(|contact| contact.id.clone()).collect();
    for (contact, place) in new.iter_mut().zip(&places.of) {
        let id = match old.get(*place) {
            Some(kept) => kept.id.clone(),
            None => free_id(&taken, &contact.id),
        };
        if id != contact.id {
            known.push((contact.id.clone(), id.clone()));
            contact.id.clone_from(&id);
        }
        taken.insert(id);
    }
    known
}

/// Whose letters several posts get together: that of them which the running campaign knows first, so that nobody gets two on the
/// day on which rows change places.
fn first_known(new: &mut [Contact], places: &Places) {
    let groups: Vec<usize> = (0..).zip(&*new).map(|(at, it)| it.person.map_or(at, |ix| ix.at())).collect();
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let best = first.entry(*group).or_insert(at);
        if places.of.get(at) < places.of.get(*best) {
            *best = at;
        }
    }
    for (at, (contact, group)) in new.iter_mut().zip(&groups).enumerate() {
        let best = first.get(group).filter(|best| **best != at);
        contact.person = best.and_then(|best| u32::try_from(*best).ok()).map(ContactIx);
    }
}

/// What is retired: what the changed file marks so, and what it does not name any more.
fn retire<T: Ord + Copy + Remap>(marked: Vec<T>, gone: Vec<usize>, maps: &Maps, ix: fn(u16) -> T) -> Vec<T> {
    let mut all = marked;
    all.remap(maps);
    all.extend(gone.into_iter().filter_map(|at| u16::try_from(at).ok()).map(ix));
    all.sort_unstable();
    all.dedup();
    all
}

/// A list with everything at its place.
struct Retained<T> {
    kept: Vec<T>,
    /// Places of what the changed definition does not name.
    gone: Vec<usize>,
}

struct Work {
    maps: Maps,
    changes: Vec<Change>,
}

impl Work {
    fn paired<T: Listed>(&mut self, list: List, old: &[T], new: Vec<T>) -> Retained<T> {
        let found = places(list, old, &new, &mut self.maps);
        self.list(list, old, new, found)
    }

    /// The frame: lists that tags and records refer to keep their places, and the places of their values.
    fn frame(&mut self, old: &Frame, new: &mut Frame) {
        for taxonomy in &mut new.taxonomies {
            let known = old.taxonomies.iter().find(|known| known.name == taxonomy.name);
            let before = known.map_or(&[][..], |known| known.values.as_slice());
            let places = text_places(before, &taxonomy.values);
            let mut values = before.to_vec();
            values.extend(taxonomy.values.iter().filter(|value| !before.contains(value)).cloned());
            taxonomy.values = values;
            self.maps.values.push(places);
        }
        let taxonomies = std::mem::take(&mut new.taxonomies);
        new.taxonomies = self.paired(List::Taxonomies, &old.taxonomies, taxonomies).kept;
        let alongside = std::mem::take(&mut new.together_with);
        new.together_with = self.paired(List::Concurrents, &old.together_with, alongside).kept;
        new.goals.remap(&self.maps);
    }

    fn list<T: Listed>(&mut self, list: List, old: &[T], new: Vec<T>, found: Places) -> Retained<T> {
        list.map(&mut self.maps).clone_from(&found.of);
        let mut kept = old.to_vec();
        let mut named = vec![false; old.len()];
        for (mut item, place) in new.into_iter().zip(found.of) {
            item.remap(&self.maps);
            if let Some(before) = old.get(place) {
                item.carry(before);
            }
            self.note(list, old.get(place), &item);
            match kept.get_mut(place) {
                Some(before) => {
                    *before = item;
                    named[place] = true;
                }
                None => kept.push(item),
            }
        }
        for item in &mut kept {
            item.fit(&self.maps);
        }
        let gone: Vec<usize> = (0..old.len()).filter(|at| !named[*at]).collect();
        let mut changes = found.doubtful;
        changes.extend(gone.iter().map(|at| Change::of(list, ChangeKind::Gone, &old[*at])));
        self.changes.extend(changes);
        Retained { kept, gone }
    }

    fn note<T: Listed>(&mut self, list: List, before: Option<&T>, now: &T) {
        let kind = match before {
            None => ChangeKind::Added,
            Some(before) if before == now => return,
            Some(before) if before.id() != now.id() => ChangeKind::Renamed { from: before.id().to_owned() },
            Some(before) if before.title() != now.title() && before.alike(now) => {
                ChangeKind::Renamed { from: before.title().to_owned() }
            }
            Some(_) => ChangeKind::Edited,
        };
        self.changes.push(Change::of(list, kind, now));
    }

    /// What had been retired and is asked for again is reported as that; what was retired before is not reported again.
    fn restored(&mut self, old: &Definition, new: &Definition) {
        let was = |list: List, id: &str| list.retired(old, id);
        self.changes.retain(|change| change.kind != ChangeKind::Gone || !was(change.list, &change.id));
        for list in [
            List::Phases,
            List::Duties,
            List::Visits,
            List::Snapshots,
            List::Selections,
            List::Cases,
            List::Reviews,
        ] {
            for id in list.retired_ids(old) {
                if !list.retired(new, &id) {
                    self.changes.retain(|change| change.list != list || change.id != id);
                    let name = list.title_of(new, &id);
                    self.changes.push(Change { list, kind: ChangeKind::Restored, id, name });
                }
            }
        }
    }
}
