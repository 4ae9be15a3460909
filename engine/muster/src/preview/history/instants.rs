//! Instants by a small number: a year has few, and millions of rows name them.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use muster_protocol::time::Instant;

/// An instant that is known here.
pub(super) type InstantNo = NonZeroU32;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Instants {
    known: Vec<Instant>,
    numbers: BTreeMap<Instant, InstantNo>,
    last: Option<(Instant, InstantNo)>,
}

impl Instants {
    /// The number of an instant.
    pub(super) fn number(&mut self, at: Instant) -> InstantNo {
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == at) {
            return number;
        }
        let next = NonZeroU32::MIN.saturating_add(u32::try_from(self.known.len()).unwrap_or(u32::MAX));
        let number = *self.numbers.entry(at).or_insert(next);
        if number == next {
            self.known.push(at);
        }
        self.last = Some((at, number));
        number
    }

    /// The instant with a number.
    pub(super) fn at(&self, number: InstantNo) -> Instant {
        let place = usize::try_from(number.get() - 1).unwrap_or(usize::MAX);
        self.known.get(place).copied().unwrap_or_default()
    }
}
