//! When each campaign wakes: the committed next planned instants, in order. A sleeping campaign costs one entry.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::ids::CampaignId;
use muster_protocol::time::Instant;

/// The index.
#[derive(Debug, Default)]
pub(super) struct Dues {
    ordered: BTreeSet<(Instant, CampaignId)>,
    of: BTreeMap<CampaignId, Instant>,
}

impl Dues {
    pub(super) fn new(rows: Vec<(Instant, CampaignId)>) -> Self {
        Self {
            of: rows.iter().map(|(due, id)| (id.clone(), *due)).collect(),
            ordered: rows.into_iter().collect(),
        }
    }

    pub(super) fn get(&self, id: &CampaignId) -> Option<Instant> {
        self.of.get(id).copied()
    }

    pub(super) fn set(&mut self, id: &CampaignId, due: Option<Instant>) {
        if let Some(old) = self.of.remove(id) {
            self.ordered.remove(&(old, id.clone()));
        }
        if let Some(due) = due {
            self.of.insert(id.clone(), due);
            self.ordered.insert((due, id.clone()));
        }
    }

    pub(super) fn earliest(&self) -> Option<Instant> {
        self.ordered.first().map(|(due, _)| *due)
    }

    /// Campaigns due up to `until`, the longest waiting first.
    pub(super) fn up_to(&self, until: Instant) -> impl Iterator<Item = &CampaignId> {
        self.ordered.iter().take_while(move |(due, _)| *due <= until).map(|(_, id)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_stands_in_it_once() {
        let id = |text| CampaignId::new(text).unwrap();
        let mut dues = Dues::new(vec![(Instant(5), id("b")), (Instant(3), id("a"))]);
        assert_eq!(dues.earliest(), Some(Instant(3)));
        dues.set(&id("a"), Some(Instant(9)));
        assert_eq!(dues.up_to(Instant(8)).collect::<Vec<_>>(), [&id("b")]);
        dues.set(&id("b"), None);
        assert_eq!((dues.earliest(), dues.get(&id("b"))), (Some(Instant(9)), None));
    }
}
