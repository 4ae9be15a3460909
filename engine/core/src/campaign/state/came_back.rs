//! What came back: steps whose letter a channel had taken and that did not arrive. What takes the place of one goes by another
//! channel of its person, as far as there is any.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::item::StepRef;

/// See the module.
#[derive(Debug, Clone, Default)]
pub(in crate::campaign) struct CameBack {
    /// By which channels a step came back, those of the steps in whose place it went among them.
    by: BTreeMap<StepRef, BTreeSet<String>>,
    /// The step that came back in whose place another one goes.
    first: BTreeMap<StepRef, StepRef>,
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

    /// The channels by which a step is not to go, since it goes in the place of one that came back by them.
    pub(in crate::campaign) fn not_by(&self, step: StepRef) -> Option<&BTreeSet<String>> {
        self.by.get(self.first.get(&step)?)
    }

    /// The steps that go in the place of these.
    pub(in crate::campaign) fn in_place_of<'s>(
        &'s self,
        steps: &'s [StepRef],
    ) -> impl Iterator<Item = StepRef> + 's {
        self.first.iter().filter(move |(_, first)| steps.contains(first)).map(|(new, _)| *new)
    }
}
