//! How much the writer keeps in memory, and what it lets go of.

use super::super::campaigns::{CAMPAIGNS_RESIDENT_MAX, DEFINITIONS_MAX};
use super::*;

#[tokio::test]
async fn the_quarter_of_the_campaigns_that_was_used_least_goes_when_there_are_too_many() {
    let store = MemoryStore::new();
    let mut campaigns = Campaigns::new(simple(), Parked::default());
    let ids: Vec<CampaignId> =
        (0..=CAMPAIGNS_RESIDENT_MAX).map(|number| campaign(&format!("c{number}"))).collect();
    let (last, most) = ids.split_last().unwrap();
    for id in most {
        campaigns.load(store.own(), id).await.unwrap();
    }
    campaigns.trim(std::iter::empty());
    assert!(most.iter().all(|id| campaigns.is_resident(id)), "these are as many as may be");
    // The first is used again, so it is not among those that were used least.
    campaigns.load(store.own(), &ids[0]).await.unwrap();
    campaigns.load(store.own(), last).await.unwrap();
    campaigns.trim(std::iter::empty());
    let kept = ids.iter().filter(|id| campaigns.is_resident(id)).count();
    assert_eq!(kept, CAMPAIGNS_RESIDENT_MAX + 1 - CAMPAIGNS_RESIDENT_MAX / 4);
    assert!(campaigns.is_resident(&ids[0]) && campaigns.is_resident(last) && !campaigns.is_resident(&ids[1]));
    // None of them was launched: such a one goes as soon as it was looked at.
    campaigns.trim(std::iter::once(last.clone()));
    assert!(campaigns.is_resident(&ids[0]) && !campaigns.is_resident(last));
}

#[tokio::test]
async fn no_more_definitions_are_kept_than_may_be() {
    let store = MemoryStore::new();
    let mut campaigns = Campaigns::new(simple(), Parked::default());
    let mut digests = Vec::new();
    for number in 0..=DEFINITIONS_MAX {
        let definition = Definition { name: format!("样本{number}"), ..definition() };
        let blob = Blob::plain(definition.to_bytes());
        digests.push(blob.digest);
        let found = campaigns.definition(store.own(), blob.digest, std::slice::from_ref(&blob)).await;
        assert_eq!(found.unwrap().unwrap().name, definition.name);
        let kept = digests.iter().filter(|digest| campaigns.has_definition(**digest)).count();
        assert_eq!(kept, if number < DEFINITIONS_MAX { number + 1 } else { 1 });
    }
}
