//! What is asked of a directory with many events: sums, one campaign's events, rows that are not there yet.

use std::time::Duration;

use super::*;
use crate::http::{at_head, at_head_within};
use crate::view::sums::kept_and_counted;

#[tokio::test]
async fn sums_are_what_counting_gives_at_every_stage() {
    let Site { dir: _dir, engine, handle } = Site::launched().await;
    let stages =
        ["2014-04-20", "2014-05-10", "2014-05-31", "2014-06-20"].map(|day| format!("{day}T00:00:00+08:00"));
    for until in stages.iter().map(|at| Some(at.as_str())).chain([None]) {
        play(&handle, until).await;
        at_head(&handle).await.unwrap();
        let (kept, counted) = kept_and_counted(handle.view()).await;
        assert!(kept.len() == 3 && kept[0].starts_with("1 steps "), "{kept:?}");
        assert_eq!(kept, counted, "{until:?}");
    }
    engine.shutdown().await;
}

#[tokio::test]
async fn each_campaign_of_several_stands_as_it_does_alone() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let ids = ["c", "d", "e"].map(campaign);
    for id in &ids {
        launch(&handle, id).await;
    }
    play(&handle, Some("2014-05-10T12:00:00+08:00")).await;
    at_head(&handle).await.unwrap();
    assert_eq!(handle.campaigns().await.unwrap(), ids);
    let now = handle.clock().now();
    let all = handle.view().status(None, now).await.unwrap();
    assert_eq!(all.campaigns.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["c", "d", "e"]);
    for (id, among) in ids.iter().zip(&all.campaigns) {
        let alone = handle.view().status(Some(id), now).await.unwrap();
        assert_eq!(alone.campaigns, std::slice::from_ref(among));
        assert!(among.today.messages <= among.messages.sent && among.phase_name.is_some(), "{among:?}");
    }
    assert!(all.campaigns.iter().any(|one| one.steps.open > 0 && one.steps.sent > 0));
    // What is past due is seen the moment that time has passed it.
    let later = now.plus(40 * muster_protocol::time::DAY);
    let late = handle.view().status(None, later).await.unwrap();
    let open = &all.campaigns[2];
    assert!(open.oldest_past_due.is_none() && late.campaigns[2].steps.past_due > 0);
    let oldest = late.campaigns[2].oldest_past_due.clone().unwrap();
    assert!(oldest.at > now && oldest.at <= later, "{oldest:?}");
    engine.shutdown().await;
}

#[tokio::test]
async fn one_campaigns_events_are_found_among_those_of_others() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let ids = ["c", "d", "e"].map(campaign);
    for id in &ids {
        launch(&handle, id).await;
    }
    play(&handle, Some("2014-05-10T12:00:00+08:00")).await;
    let all = handle.read(Position(0), 4_096).await.unwrap();
    for id in &ids {
        let theirs: Vec<_> = all.iter().filter(|row| row.campaign == *id).cloned().collect();
        for after in 0..=all.len() as u64 {
            let wanted: Vec<_> =
                theirs.iter().filter(|row| row.position.0 > after).take(5).cloned().collect();
            assert_eq!(handle.read_of(id, Position(after), 5).await.unwrap(), wanted, "{id} after {after}");
        }
    }
    assert!(handle.read_of(&campaign("x"), Position(3), 5).await.unwrap().is_empty());
    engine.shutdown().await;
}

#[tokio::test]
async fn a_view_on_its_way_says_how_far_it_is_and_readers_of_the_log_do_not_wait() {
    let Site { dir: _dir, engine, handle } = Site::new().await;
    let writing = handle.view().writing().lock().await;
    launch(&handle, &campaign("c")).await;
    let head = *handle.head().borrow();
    let reached = at_head_within(&handle, Duration::ZERO).await;
    assert_eq!(reached, Err(StoreError::Behind { position: Position(0), head }));
    let error = muster_wire::link::LinkError::from(reached.unwrap_err());
    assert!(error.to_string().contains(&format!("at event 0 of {head}")), "{error}");
    assert_eq!(handle.campaigns().await.unwrap(), [campaign("c")]);
    assert_eq!(handle.read_of(&campaign("c"), Position(0), 1).await.unwrap().len(), 1);
    drop(writing);
    at_head(&handle).await.unwrap();
    engine.shutdown().await;
}
