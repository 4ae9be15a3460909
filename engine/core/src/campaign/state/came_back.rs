//! What came back: steps whose letter a channel had taken and that did not arrive. What takes the place of one goes by another
//! channel of its person, as far as there is any, and is not needed any more where the first one arrives after all.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::item::{STEPS_MAX, StepRef};

/// See the module.
#[derive(Debug, Clone, Default)]
pub(in crate::campaign) struct CameBack {
    /// By which channels a step came back, those of the steps in whose place it went among them.
    by: BTreeMap<StepRef, BTreeSet<String>>,
    /// The step that came back in whose place another one goes.
    first: BTreeMap<StepRef, StepRef>,
    /// Those that arrived after all.
    arrived: BTreeSet<StepRef>,
}

impl CameBack {
    /// A step came back.
    pub(in crate::campaign) fn note(&mut self, step: StepRef, channel: &str) {
        let mut by = self.not_by(step).cloned().unwrap_or_default();
        by.insert(channel.to_owned());
        self.by.insert(step, by);
    }

    /// Whether a letter with this step came back.
    pub(in crate::campaign) fn has(&self, step: StepRef) -> bool {
        self.by.contains_key(&step)
    }

    /// A step goes in the place of another: of one that came back, or of one that failed in the place of such a one.
    pub(in crate::campaign) fn replaced(&mut self, old: StepRef, new: StepRef) {
        let first = if self.by.contains_key(&old) { Some(old) } else { self.first.get(&old).copied() };
        if let Some(first) = first {
            self.first.insert(new, first);
        }
    }

    /// A step that came back has arrived after all.
    pub(in crate::campaign) fn arrives(&mut self, step: StepRef) {
        self.arrived.insert(step);
    }

    /// The channels by which a step is not to go, since it goes in the place of one that came back by them.
    pub(in crate::campaign) fn not_by(&self, step: StepRef) -> Option<&BTreeSet<String>> {
        self.by.get(self.first.get(&step)?)
    }

    /// Whether a step goes in the place of one that has arrived after all: its person has it.
    pub(in crate::campaign) fn has_arrived(&self, step: StepRef) -> bool {
        self.before(step).any(|before| self.arrived.contains(&before))
    }

    /// The steps that go in the place of these, and in the place of those.
    pub(in crate::campaign) fn in_place_of<'s>(
        &'s self,
        steps: &'s [StepRef],
    ) -> impl Iterator<Item = StepRef> + 's {
        let theirs = move |new: &StepRef| self.before(*new).any(|before| steps.contains(&before));
        self.first.keys().copied().filter(theirs)
    }

    /// The steps in whose place one goes, the last one first.
    fn before(&self, step: StepRef) -> impl Iterator<Item = StepRef> + '_ {
        let first = &self.first;
        let next = move |step: StepRef| first.get(&step).copied();
        std::iter::successors(next(step), move |step| next(*step)).take(STEPS_MAX)
    }
}
