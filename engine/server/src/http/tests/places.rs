//! Who comes back with a place that this log never had is refused or told, and hears what it missed.

use muster_protocol::command::{Refusal, RefusalCode};

use super::watching::{Follower, launched, play};
use super::*;
use crate::maintenance::backup::{backup, restore};
use crate::sample::{campaign, submit};

#[tokio::test]
async fn followers_over_a_restore_hear_what_they_missed() {
    let (dir, engine, server) = launched().await;
    let handle = engine.handle();
    play(&handle, "2014-04-10T00:00:00+08:00").await;
    let (old, parted) = (dir.path().join("old"), handle.head().borrow().0);
    backup(dir.path(), &old).await.unwrap();
    play(&handle, "2014-04-19T00:00:00+08:00").await;
    handle.execute(submit(&campaign("c"), "s", "plan", "a")).await.unwrap();
    let lost = handle.head().borrow().0;
    assert!(lost > parted);
    let mut follower = Follower::new(&server, "/events", None).await;
    let heard = follower.events(usize::try_from(lost).unwrap()).await.len() as u64;
    let place = follower.place();
    assert!(heard == lost && place.starts_with(&format!("{lost}.1.")), "{place}");
    close(engine, server).await;

    let new = dir.path().join("new");
    restore(&old, &new, false).await.unwrap();
    let (engine, server) = open_in(&new, ClockMode::AsStored).await;
    let token = server.address().token.clone();
    // As long as the log is short, and when it has grown past the place again.
    for until in ["2014-04-19T00:00:00+08:00", "2014-05-10T00:00:00+08:00"] {
        play(&engine.handle(), until).await;
        let head = engine.handle().head().borrow().0;
        let mut back = Follower::at(&server, "/events", &place).await;
        let missed = back.events(usize::try_from(head - parted).unwrap()).await;
        assert!(back.text.contains("event: reset"), "{}", back.text);
        assert!(back.text.contains("\"generation\":2"), "{}", back.text);
        let positions: Vec<u64> = missed.iter().map(|(id, _)| *id).collect();
        assert_eq!(positions, (parted + 1..=head).collect::<Vec<_>>(), "from where the logs part");
        let (status, body) = say(&server, &token, "GET", &format!("/v1/events?after={place}"), "").await;
        let page: Events = serde_json::from_str(&body).unwrap();
        assert_eq!((status, page.reset.map(|reset| reset.after.0)), (200, Some(parted)));
        assert_eq!(page.events[0].position.0, parted + 1);
        let (_, body) = say(&server, &token, "GET", &format!("/v1/events?after={}", page.place), "").await;
        let page: Events = serde_json::from_str(&body).unwrap();
        assert!(page.events.is_empty() && page.reset.is_none());
    }
    // A bare number that a follower remembers may be of the log that was left behind.
    let mut bare = Follower::at(&server, "/events", &lost.to_string()).await;
    assert_eq!(bare.events(1).await[0].0, parted + 1);
    assert!(bare.text.contains("event: reset"), "{}", bare.text);
    let head = engine.handle().head().borrow().0;
    for path in
        [format!("/events?after={}", head + 1), format!("/v1/events?wait_ms=30000&after={}", head + 1)]
    {
        let (status, body) = say(&server, &token, "GET", &path, "").await;
        let refusal: Refusal = serde_json::from_str(&body).unwrap();
        assert_eq!((status, refusal.code), (409, RefusalCode::UnknownPlace), "{path}");
        assert!(refusal.detail.en.contains(&format!("ends at {head}")), "{}", refusal.detail.en);
    }
    // A place of another log, and of this one's own shared past.
    let mut other = Follower::at(&server, "/events", "3.1.00000000").await;
    assert_eq!(other.events(1).await[0].0, 1);
    let early = place.replacen(&lost.to_string(), "2", 1);
    assert_eq!(Follower::at(&server, "/events", &early).await.events(1).await[0].0, 3);
    close(engine, server).await;
}
