//! Whom a line concerns: units and persons, a bit each.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::Definition;
use muster_protocol::ids::{ContactIx, UnitIx};

use crate::words::names;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Who {
    units: Bits,
    contacts: Bits,
}

impl Who {
    pub(super) fn add_unit(&mut self, unit: UnitIx) {
        self.units.add(unit.0);
    }

    pub(super) fn add_contact(&mut self, contact: ContactIx) {
        self.contacts.add(contact.0);
    }

    pub(super) fn len(&self) -> usize {
        self.units.len() + self.contacts.len()
    }

    /// The names of the first, in the roster's order, which is how an office knows its units.
    pub(super) fn first(&self, count: usize, def: &Definition) -> Vec<String> {
        let units = self.units.iter().take(count).map(|unit| (unit, names::unit(def, UnitIx(unit))));
        let post = |contact| def.contacts.get(ContactIx(contact).at()).map(|contact| contact.post.clone());
        let contacts =
            self.contacts.iter().take(count).map(|contact| (contact, post(contact).unwrap_or_default()));
        let both: BTreeSet<(u32, String)> = units.chain(contacts).collect();
        both.into_iter().take(count).map(|(_, name)| name).collect()
    }
}

/// Small numbers, 64 in one.
#[derive(Debug, Default)]
struct Bits(BTreeMap<u32, u64>);

impl Bits {
    fn add(&mut self, number: u32) {
        *self.0.entry(number / u64::BITS).or_default() |= 1 << (number % u64::BITS);
    }

    fn len(&self) -> usize {
        self.0.values().map(|bits| usize::try_from(bits.count_ones()).unwrap_or_default()).sum()
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().flat_map(|(block, bits)| {
            let set = (0..u64::BITS).filter(move |bit| bits >> bit & 1 == 1);
            set.map(move |bit| block * u64::BITS + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_counted_once_and_told_in_order() {
        let mut bits = Bits::default();
        [130, 0, 64, 63, 130].into_iter().for_each(|number| bits.add(number));
        assert_eq!(bits.len(), 4);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 130]);
    }
}
