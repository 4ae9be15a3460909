//! What those who watch are told: events as they come, numbers, health.

use std::collections::BTreeSet;

use muster_protocol::command::Hold;

use super::*;
use crate::description::EventJson;
use crate::sample::{Reporter, campaign, envelope, instant, launch, start, submit};
use crate::store::sqlite::LOG_FILE;
use crate::store::sqlite::rewrite::change;
use crate::time::stepper::{Nobody, Stepper};
use crate::watch::health::{ChannelHealth, FailureCause};
use crate::watch::metrics::METRICS;

pub(super) async fn launched() -> (tempfile::TempDir, Engine, HttpServer) {
    let (dir, engine, server) = open_at(start()).await;
    launch(&engine.handle(), &campaign("c")).await;
    (dir, engine, server)
}

pub(super) async fn play(handle: &Handle, until: &str) {
    let player = Box::new(Reporter::default());
    let mut stepper = Stepper::new(handle.clone(), Nobody).player(player).until(Some(instant(until)));
    stepper.run().await.unwrap();
}

/// Somebody who follows by server-sent events.
pub(super) struct Follower {
    stream: TcpStream,
    pub(super) text: String,
}

impl Follower {
    pub(super) async fn new(server: &HttpServer, path: &str, last: Option<u64>) -> Self {
        Self::at(server, path, &last.map(|last| last.to_string()).unwrap_or_default()).await
    }

    /// One that comes back with a place.
    pub(super) async fn at(server: &HttpServer, path: &str, last: &str) -> Self {
        Self::by(server, &server.address().token, path, last).await
    }

    /// One that shows this token.
    pub(super) async fn by(server: &HttpServer, token: &str, path: &str, last: &str) -> Self {
        let mut stream = TcpStream::connect(server.address().at).await.unwrap();
        let last = format!("last-event-id: {last}\r\n");
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n{last}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        Self { stream, text: String::new() }
    }

    /// Reads on until so many events are there, or the stream ends.
    pub(super) async fn events(&mut self, count: usize) -> Vec<(u64, EventJson)> {
        loop {
            let heard = self.heard();
            let mut bytes = [0; 4096];
            if heard.len() >= count {
                return heard;
            }
            let read = self.stream.read(&mut bytes).await.unwrap();
            if read == 0 {
                return heard;
            }
            self.text += &String::from_utf8_lossy(&bytes[..read]);
        }
    }

    /// The last id that came whole.
    pub(super) fn place(&self) -> String {
        let mut ids = self.text.lines().filter_map(|line| line.strip_prefix("id: "));
        ids.next_back().unwrap_or_default().to_owned()
    }

    fn heard(&self) -> Vec<(u64, EventJson)> {
        let whole = self.text.rsplit_once("\n\n").map_or("", |(whole, _)| whole);
        let (mut heard, mut id, mut event) = (Vec::new(), 0, true);
        for line in whole.lines() {
            event = event && !line.starts_with("event: ");
            if let Some(text) = line.strip_prefix("id: ") {
                id = text.trim().split('.').next().unwrap().parse().unwrap();
            }
            if let Some(data) = line.strip_prefix("data: ")
                && std::mem::replace(&mut event, true)
            {
                heard.push((id, serde_json::from_str(data).unwrap()));
            }
        }
        heard
    }
}

#[tokio::test]
async fn a_follower_comes_back_and_misses_nothing() {
    let (_dir, engine, server) = launched().await;
    play(&engine.handle(), "2014-04-19T00:00:00+08:00").await;
    let head = engine.handle().head().borrow().0;
    let mut first = Follower::new(&server, "/events", None).await;
    let heard = first.events(5).await;
    let last = heard[4].0;
    drop(first);
    // Anyone who comes back has the address of the beginning and the number of what it heard last.
    let mut again = Follower::new(&server, "/events?after=1", Some(last)).await;
    let rest = again.events(usize::try_from(head - last).unwrap()).await;
    let all: Vec<u64> = heard[..5].iter().chain(&rest).map(|(id, _)| *id).collect();
    assert_eq!(all, (1..=head).collect::<Vec<_>>());
    // Live: what happens now comes too, with names in place of numbers.
    engine.handle().execute(submit(&campaign("c"), "s", "plan", "a")).await.unwrap();
    let (id, event) = again.events(rest.len() + 1).await.swap_remove(rest.len());
    assert_eq!((id, event.position.0, event.name.as_str()), (head + 1, head + 1, "item.submitted"));
    assert_eq!((&event.body["occasion"], &event.body["unit"]), (&"plan".into(), &"a".into()));
    assert_eq!((event.about.as_deref(), event.summary.as_str()), (Some("plan/a"), "item plan/a submitted"));
    // The HTTP server closes although somebody follows, and lets him go.
    server.close().await;
    assert!(again.events(usize::MAX).await.len() > rest.len());
    engine.shutdown().await;
}

#[tokio::test]
async fn a_follower_hears_what_it_asked_for() {
    let (_dir, engine, server) = launched().await;
    play(&engine.handle(), "2014-04-19T00:00:00+08:00").await;
    engine.handle().execute(submit(&campaign("c"), "s", "plan", "b")).await.unwrap();
    let path = "/events?unit=b&family=item&from=2014-04-19";
    let heard = Follower::new(&server, path, None).await.events(1).await;
    assert_eq!(heard[0].1.about.as_deref(), Some("plan/b"));
    let token = server.address().token.clone();
    for (path, wrong) in
        [("/events?famly=item", "famly"), ("/events?from=soon", "soon"), ("/events?after=x", "x")]
    {
        let (status, body) = say(&server, &token, "GET", path, "").await;
        assert_eq!(status, 400, "{path}: {body}");
        assert!(body.contains(wrong), "{body}");
    }
    assert_eq!(say(&server, "", "GET", "/events", "").await.0, 401);
    close(engine, server).await;
}

#[tokio::test]
async fn a_page_waits_for_the_next_event() {
    let (_dir, engine, server) = launched().await;
    let head = engine.handle().head().borrow().0;
    let token = server.address().token.clone();
    let path = format!("/v1/events?after={head}&wait_ms=30000");
    let (answer, _) = tokio::join!(say(&server, &token, "GET", &path, ""), async {
        engine.handle().execute(submit(&campaign("c"), "s", "plan", "a")).await.unwrap();
    });
    let page: Events = serde_json::from_str(&answer.1).unwrap();
    assert_eq!(page.events[0].position.0, head + 1);
    assert!(page.head.0 > head && page.events.iter().any(|event| event.name == "item.submitted"));
    close(engine, server).await;
}

#[tokio::test]
async fn pages_and_followers_of_one_campaign_hear_it_alone() {
    let (_dir, engine, server) = launched().await;
    let handle = engine.handle();
    launch(&handle, &campaign("d")).await;
    play(&handle, "2014-04-19T00:00:00+08:00").await;
    let token = server.address().token.clone();
    let (_, all) = say(&server, &token, "GET", "/v1/events", "").await;
    let all: Events = serde_json::from_str(&all).unwrap();
    let theirs: Vec<u64> = all
        .events
        .iter()
        .filter(|event| event.campaign.as_str() == "d")
        .map(|event| event.position.0)
        .collect();
    let page = async |after: u64| {
        let path = format!("/v1/events?campaign=d&limit=2&after={after}");
        let page: Events = serde_json::from_str(&say(&server, &token, "GET", &path, "").await.1).unwrap();
        page.events.iter().map(|event| event.position.0).collect::<Vec<_>>()
    };
    assert!(theirs.len() > 4, "{theirs:?}");
    assert_eq!(page(0).await, theirs[..2]);
    assert_eq!(page(theirs[1]).await, theirs[2..4]);
    assert_eq!(page(all.head.0).await, Vec::<u64>::new());
    let heard = Follower::new(&server, "/events?campaign=d", None).await.events(theirs.len()).await;
    assert_eq!(heard.iter().map(|(id, _)| *id).collect::<Vec<_>>(), theirs);
    let (_, ids) = say(&server, &token, "GET", "/v1/campaigns", "").await;
    assert_eq!(ids, r#"["c","d"]"#);
    close(engine, server).await;
}

/// A scrape without what is measured in machine time.
async fn scrape(server: &HttpServer) -> String {
    let (status, text) = say(server, "", "GET", "/metrics", "").await;
    assert_eq!(status, 200, "{text}");
    let mut lines: Vec<&str> =
        text.lines().filter(|line| !line.starts_with("muster_commit_seconds")).collect();
    // Samples of one metric come in any order.
    for block in lines.chunk_by_mut(|_, next| !next.starts_with('#')) {
        block.sort_unstable();
    }
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

#[tokio::test]
async fn numbers_after_a_known_run_as_text() {
    let (_dir, engine, server) = launched().await;
    let handle = engine.handle();
    let order = submit(&campaign("c"), "s", "plan", "a");
    handle.execute(order.clone()).await.unwrap();
    handle.execute(order).await.unwrap();
    handle.execute(submit(&campaign("c"), "x", "plan", "nobody")).await.unwrap_err();
    say(&server, "x", "GET", "/v1/status", "").await;
    play(&handle, "2014-04-26T12:00:00+08:00").await;
    handle.view().reached(*handle.head().borrow()).await.unwrap();
    let text = scrape(&server).await;
    let expected = include_str!("metrics.txt");
    assert_eq!(text, expected, "the scrape is now\n{text}");
    let scraped: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    let listed: BTreeSet<&str> =
        METRICS.iter().map(|metric| metric.name.trim_end_matches("_total")).collect();
    let unlisted: Vec<_> = scraped.difference(&listed).collect();
    assert!(unlisted.is_empty(), "{unlisted:?}");
    // What has no sample is not written.
    let (stream, worker) = ("muster_relay_", "muster_worker_");
    let none = ["unanswered", "not_allowed"];
    let absent = |name: &str| {
        let away = [stream, worker, "muster_channel_"].iter().any(|family| name.starts_with(family));
        away || none.iter().any(|word| name.contains(word))
    };
    let missing: Vec<_> = listed.difference(&scraped).filter(|name| !absent(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    close(engine, server).await;
}

#[tokio::test]
async fn health_and_readiness_need_no_token_and_say_what_is_wrong() {
    let (_dir, engine, server) = launched().await;
    assert_eq!(say(&server, "", "GET", "/healthz", "").await, (200, "ok\n".to_owned()));
    let (status, body) = say(&server, "", "GET", "/readyz", "").await;
    let ready: Ready = serde_json::from_str(&body).unwrap();
    assert_eq!((status, ready.ready, ready.relay.as_str()), (200, true, "none"));
    assert!(!body.contains("\"c\""), "nothing is said of any campaign: {body}");
    engine.shutdown().await;
    let (status, body) = say(&server, "", "GET", "/readyz", "").await;
    let ready: Ready = serde_json::from_str(&body).unwrap();
    assert_eq!((status, ready.ready, ready.writer.as_str()), (503, false, "it has ended"));
    assert_eq!(say(&server, "", "GET", "/healthz", "").await.0, 200, "the process is alive");
    server.close().await;
}

/// As `/readyz` answers.
async fn readiness(server: &HttpServer) -> (u16, Ready) {
    let (status, body) = say(server, "", "GET", "/readyz", "").await;
    (status, serde_json::from_str(&body).unwrap())
}

#[tokio::test]
async fn a_channel_that_takes_nothing_is_not_ready_and_says_why() {
    let (_dir, engine, server) = launched().await;
    let channel = ChannelHealth::new("outbox");
    engine.handle().add_channel(channel.clone());
    channel.failed(FailureCause::NotNow, "a letter that went wrong");
    assert_eq!(readiness(&server).await.0, 200, "one letter is no channel");
    channel.failed(FailureCause::Local, "No space left on device (os error 28)");
    let (status, said) = readiness(&server).await;
    assert_eq!((status, said.ready), (503, false));
    assert_eq!(said.sending, "the channel outbox takes nothing: No space left on device (os error 28)");
    let scraped = scrape(&server).await;
    assert!(scraped.contains("\nmuster_channel_stuck{channel=\"outbox\"} 1\n"), "{scraped}");
    for cause in FailureCause::ALL {
        let times = u64::from([FailureCause::NotNow, FailureCause::Local].contains(&cause));
        let line =
            format!("muster_channel_failures_total{{channel=\"outbox\",cause=\"{}\"}} {times}", cause.code());
        assert!(scraped.contains(&format!("\n{line}\n")), "{line}: {scraped}");
    }
    channel.took();
    assert_eq!(readiness(&server).await.0, 200);
    close(engine, server).await;
}

#[tokio::test]
async fn a_campaign_that_somebody_holds_is_counted_and_no_fault() {
    let (_dir, engine, server) = launched().await;
    let handle = engine.handle();
    let hold = Command::Hold(Hold { phase: None, reason: None });
    handle.execute(envelope(&campaign("c"), "hold", hold)).await.unwrap();
    handle.view().reached(*handle.head().borrow()).await.unwrap();
    let scraped = scrape(&server).await;
    assert!(scraped.contains("\nmuster_campaigns_held 1\n"), "{scraped}");
    assert_eq!(readiness(&server).await.0, 200);
    close(engine, server).await;
}

#[tokio::test]
async fn while_commits_fail_it_is_not_ready_and_says_why() {
    let (dir, engine, server) = launched().await;
    // As on a full disk every commit is turned away; somebody makes room behind the engine's back.
    let full =
        "CREATE TRIGGER no_room BEFORE UPDATE ON log_head BEGIN SELECT RAISE(ABORT, 'disk is full'); END";
    change(dir.path(), LOG_FILE, full).await;
    let handle = engine.handle();
    let order = submit(&campaign("c"), "s", "plan", "a");
    assert!(matches!(handle.execute(order.clone()).await, Err(LinkError::Unreachable(_))));
    let (status, said) = readiness(&server).await;
    assert_eq!((status, said.ready), (503, false));
    assert!(said.writer.starts_with("commits fail: ") && said.writer.contains("disk is full"), "{said:?}");
    assert!(scrape(&server).await.contains("\nmuster_commits_failing 1\n"));
    assert_eq!(say(&server, "", "GET", "/healthz", "").await.0, 200, "it is alive");
    change(dir.path(), LOG_FILE, "DROP TRIGGER no_room").await;
    handle.execute(order).await.unwrap();
    let (status, said) = readiness(&server).await;
    assert_eq!((status, said.ready, said.writer.as_str()), (200, true, "ok"));
    close(engine, server).await;
}
