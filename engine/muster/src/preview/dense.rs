//! Rows by a small number, such as that of a unit or a contact: blocks that are made when they are first written to, so that
//! a row costs little more than its own bytes, and finding one costs nothing that grows with their number.

use std::collections::BTreeMap;

/// Rows of one block: small enough that a few single rows waste little, large enough that the blocks of 100,000 units are
/// found at once.
const BLOCK: u32 = 64;
/// The same, for counting places.
const PLACES: usize = BLOCK as usize;

/// See the module.
#[derive(Debug, Clone)]
pub(crate) struct Dense<V> {
    blocks: BTreeMap<u32, Box<[Option<V>]>>,
}

impl<V> Default for Dense<V> {
    fn default() -> Self {
        Self { blocks: BTreeMap::new() }
    }
}

fn place(at: u32) -> usize {
    usize::try_from(at % BLOCK).unwrap_or_default()
}

impl<V> Dense<V> {
    pub(crate) fn get(&self, at: u32) -> Option<&V> {
        self.blocks.get(&(at / BLOCK))?[place(at)].as_ref()
    }

    pub(crate) fn get_mut(&mut self, at: u32) -> Option<&mut V> {
        self.blocks.get_mut(&(at / BLOCK))?[place(at)].as_mut()
    }

    /// Puts a row in its place and gives the one that was there.
    pub(crate) fn insert(&mut self, at: u32, row: V) -> Option<V> {
        self.place_of(at).replace(row)
    }

    /// The row in a place, made where there is none yet.
    pub(crate) fn entry(&mut self, at: u32) -> &mut V
    where
        V: Default,
    {
        if self.get(at).is_none() {
            self.insert(at, V::default());
        }
        self.place_of(at).get_or_insert_with(V::default)
    }

    fn place_of(&mut self, at: u32) -> &mut Option<V> {
        let block = self.blocks.entry(at / BLOCK);
        &mut block.or_insert_with(|| (0..BLOCK).map(|_| None).collect())[place(at)]
    }

    /// All rows, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, &V)> {
        self.blocks.iter().flat_map(|(block, rows)| {
            let first = block * BLOCK;
            (first..).zip(rows.iter()).filter_map(|(at, row)| Some((at, row.as_ref()?)))
        })
    }
}

/// Rows of several of them in the order of their numbers, those of one number in the order of the columns.
pub(crate) fn across<'a, K: Copy, V: 'a>(
    columns: impl Iterator<Item = (K, &'a Dense<V>)> + Clone,
) -> impl Iterator<Item = (u32, K, &'a V)> {
    let mut blocks: Vec<u32> =
        columns.clone().flat_map(|(_, column)| column.blocks.keys().copied()).collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks.into_iter().flat_map(move |block| {
        let side_by_side: Vec<(K, &'a [Option<V>])> =
            columns.clone().filter_map(|(key, column)| Some((key, &**column.blocks.get(&block)?))).collect();
        let columns = side_by_side.len();
        (0..columns * PLACES).filter_map(move |cell| {
            let ((key, rows), row) = (&side_by_side[cell % columns], cell / columns);
            let at = block * BLOCK + u32::try_from(row).unwrap_or_default();
            Some((at, *key, rows[row].as_ref()?))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_in_the_order_of_their_numbers_whatever_was_written_first() {
        let mut rows = Dense::default();
        for at in [70_000, 3, 255, 256, 0] {
            assert_eq!(rows.insert(at, at), None);
        }
        assert_eq!(rows.insert(3, 4), Some(3));
        *rows.entry(5) += 9;
        assert_eq!((rows.get(3), rows.get(4), rows.get(70_001)), (Some(&4), None, None));
        *rows.get_mut(256).unwrap() = 1;
        let all: Vec<(u32, u32)> = rows.iter().map(|(at, row)| (at, *row)).collect();
        assert_eq!(all, [(0, 0), (3, 4), (5, 9), (255, 255), (256, 1), (70_000, 70_000)]);
    }

    #[test]
    fn columns_are_read_number_by_number() {
        let (mut left, mut right) = (Dense::default(), Dense::default());
        for (at, row) in [(1, 'a'), (300, 'b')] {
            left.insert(at, row);
        }
        for (at, row) in [(1, 'c'), (2, 'd')] {
            right.insert(at, row);
        }
        let columns = [(0u8, left), (1, right)];
        let all = across(columns.iter().map(|(key, column)| (*key, column)));
        let all: Vec<_> = all.map(|(at, key, row)| (at, key, *row)).collect();
        assert_eq!(all, [(1, 0, 'a'), (1, 1, 'c'), (2, 1, 'd'), (300, 0, 'b')]);
    }
}
