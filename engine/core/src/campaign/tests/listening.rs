//! What `evolve` tells is what it changed, over random campaigns: nothing of a state changes unheard, and the steps that a
//! listener heard of are those that the state counts.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::{PlannedStep, StepRef};

use super::super::{Listener, StepChange, StepEnd, evolve_listening};
use super::random::{SEEDS, play};
use super::*;

/// Somebody who writes down what is told.
#[derive(Default)]
struct Recorder {
    occasions: BTreeSet<OccasionIx>,
    /// Occasions of which every item may have changed.
    all: BTreeSet<OccasionIx>,
    items: BTreeSet<(OccasionIx, UnitIx)>,
    late: BTreeSet<(OccasionIx, UnitIx)>,
    /// Steps that did not end.
    open: BTreeMap<StepRef, PlannedStep>,
    planned: u64,
    sent: u64,
    other: u64,
}

impl Listener for Recorder {
    fn occasion(&mut self, occasion: OccasionIx) {
        self.occasions.insert(occasion);
    }

    fn items_of(&mut self, occasion: OccasionIx) {
        self.all.insert(occasion);
    }

    fn item(&mut self, occasion: OccasionIx, unit: UnitIx) {
        self.items.insert((occasion, unit));
    }

    fn late(&mut self, occasion: OccasionIx, unit: UnitIx) {
        self.late.insert((occasion, unit));
    }

    fn planned(&mut self, step: StepRef, planned: &PlannedStep, _retries: Option<u8>) {
        self.planned += 1;
        assert_eq!(self.open.insert(step, *planned), None, "{step:?} was planned and had not ended");
    }

    fn step(&mut self, step: StepRef, change: StepChange<'_>) {
        let planned = self.open.get_mut(&step);
        let planned = planned.unwrap_or_else(|| panic!("{step:?} {change:?}: not planned, or at its end"));
        match change {
            StepChange::Moved(to) => planned.at = to,
            StepChange::Carried(_) | StepChange::Held => {}
            StepChange::Ended(end) => {
                self.open.remove(&step);
                *if matches!(end, StepEnd::Sent(..)) { &mut self.sent } else { &mut self.other } += 1;
            }
        }
    }
}

/// What rows show of occasions and items.
#[derive(Default, PartialEq)]
struct Printed {
    occasions: Vec<String>,
    items: BTreeMap<(OccasionIx, UnitIx), String>,
    late: BTreeSet<(OccasionIx, UnitIx)>,
}

fn shown(state: &State) -> Printed {
    let mut shown = Printed::default();
    for (ix, occasion) in (0u32..).map(OccasionIx).zip(state.occasions()) {
        let (retired, open, version) = (occasion.retired(), occasion.is_open(), occasion.due_version());
        shown.occasions.push(format!("{:?} {retired} {open} {version}", occasion.plan()));
        for (unit, item) in occasion.units() {
            let due = occasion.due_of(unit, item);
            let printed = format!("{:?} {} {} {due:?}", item.state(), item.late(), item.due_version());
            shown.items.insert((ix, unit), printed);
            if item.late() {
                shown.late.insert((ix, unit));
            }
        }
    }
    shown
}

#[test]
fn nothing_that_rows_show_changes_unheard() {
    for seed in 1..=SEEDS {
        let played = play(seed, None);
        let (mut state, mut which, mut recorder) = (State::new(), 0, Recorder::default());
        let mut before = Printed::default();
        for (now, event) in &played.happened {
            which += usize::from(matches!(event, Event::CampaignAmended(_)));
            evolve_listening(&played.definitions[which], &mut state, *now, event, &mut recorder);
            let after = shown(&state);
            for (at, printed) in after.occasions.iter().enumerate() {
                let heard = recorder.occasions.contains(&OccasionIx(u32::try_from(at).unwrap()));
                assert!(
                    heard || before.occasions.get(at) == Some(printed),
                    "seed {seed}: {event:?}: {printed}"
                );
            }
            for (place, printed) in &after.items {
                let heard = recorder.items.contains(place) || recorder.all.contains(&place.0);
                let same = before.items.get(place) == Some(printed);
                assert!(heard || same, "seed {seed}: {place:?} became {printed} by {event:?}");
            }
            let late: BTreeSet<_> = after.late.difference(&before.late).copied().collect();
            assert_eq!(late, std::mem::take(&mut recorder.late), "seed {seed}: {event:?}");
            (recorder.occasions, recorder.all, recorder.items) = Default::default();
            before = after;
        }
        let counts = state.counts();
        assert_eq!((recorder.planned, recorder.sent), (counts.planned, counts.sent), "seed {seed}");
        assert_eq!(recorder.other, counts.skipped + counts.failed + counts.withdrawn, "seed {seed}");
        assert!(recorder.open.is_empty(), "seed {seed}: {:?}", recorder.open);
    }
}
