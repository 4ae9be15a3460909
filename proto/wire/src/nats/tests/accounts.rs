//! The shipped accounts on a real server: each login can do its work, and nothing else of all that can be said. The list that
//! the engine itself holds is the same.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use muster_protocol::command::{Command, RecordSnapshot, ReportMessages};
use muster_protocol::ids::{CommandId, Digest, Version};
use muster_protocol::question::{Answer, Question};

use super::raw::Raw;
use super::*;
use crate::conformance::server::password;
use crate::link::{ConsumerKind, Deliveries, Delivery, Link, Subscription, Verdict};
use crate::nats::logins::LOGINS;
use crate::nats::{ACCOUNTS, Login, USERS, probe};

pub(super) fn as_user(server: &NatsServer, user: &str) -> Options {
    let login = Login::User { user: user.to_owned(), password: password(user).into() };
    Options { login, ..options(&server.url(), user) }
}

pub(super) async fn guarded() -> (NatsServer, Engine) {
    let server = NatsServer::with(ACCOUNTS);
    let (owner, words) = (MemoryOwner::new(), Arc::new(Words::default()));
    let engine = Engine::start(&owner, &words, as_user(&server, "engine"), 1).await;
    (server, engine)
}

pub(super) fn envelope(actor: &str, command: Command) -> CommandEnvelope {
    let campaign = CampaignId::new("year").unwrap();
    let (id, actor) = (CommandId([1; 16]), actor.to_owned());
    CommandEnvelope { id, campaign, actor, behalf: None, via: "test".to_owned(), command }
}

pub(super) fn report() -> Command {
    Command::ReportMessages(ReportMessages { reports: Vec::new() })
}

pub(super) fn snapshot() -> Command {
    let (occasion, cutoff, table) = ("month-end".into(), Version(1), Digest::default());
    Command::RecordSnapshot(RecordSnapshot { occasion, cutoff, table })
}

pub(super) fn work(consumer: &str, event: &'static str) -> Subscription {
    let kind = ConsumerKind::Work { window: 4 };
    Subscription { consumer: consumer.to_owned(), events: vec![event], kind }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_worker_can_do_its_work() {
    let (server, engine) = guarded().await;
    let link = NatsLink::open(as_user(&server, "reminders")).await.unwrap();
    let mut stream = link.subscribe(work("reminders", "message.due")).await.unwrap();
    engine.put(&["message.due", "message.due", "message.due"]);
    let one = soon("work", stream.next()).await.unwrap();
    link.command(envelope("worker/reminders", report())).await.unwrap();
    assert_eq!(link.store(vec![8; 10]).await, Ok(Digest::of(&[8; 10])), "what a counterpart said");
    let digest = engine.owner.put(vec![9; 10]);
    assert_eq!(link.ask(Question::Blob { digest }).await, Ok(Answer::Blob(vec![9; 10])));
    one.settle(Verdict::Again { after_ms: 5 }).await.unwrap();
    let two = soon("work", stream.next()).await.unwrap();
    two.settle(Verdict::Dead { cause: "so".to_owned() }).await.unwrap();
    soon("work", stream.next()).await.unwrap().settle(Verdict::Done).await.unwrap();
    soon("quiet", engine.service.settled_at_head()).await;
    engine.advance(5);
    soon("work", stream.next()).await.unwrap().settle(Verdict::Done).await.unwrap();
    soon("quiet", engine.service.settled_at_head()).await;
    assert_eq!(engine.owner.dead_letters().len(), 1);
    assert_eq!(*link.connection().complaints().borrow(), None);
    let fold = NatsLink::open(as_user(&server, "evaluation")).await.unwrap();
    let subscription =
        Subscription { consumer: "evaluation".to_owned(), events: Vec::new(), kind: ConsumerKind::FOLD };
    let mut heard = fold.subscribe(subscription).await.unwrap();
    soon("the fold", heard.next()).await.unwrap().settle(Verdict::Done).await.unwrap();
    assert_eq!(fold.store(vec![7; 10]).await, Ok(Digest::of(&[7; 10])));
    fold.command(envelope("worker/evaluation", snapshot())).await.unwrap();
    assert_eq!(*fold.connection().complaints().borrow(), None);
}

/// Anyone who watches sees everything that happens, reads the log and looks at the streams, and can change nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_watches_sees_everything() {
    let (server, mut engine) = guarded().await;
    let ops = NatsLink::open(as_user(&server, "ops")).await.unwrap();
    let mut events = ops.connection().client().subscribe("muster.event.>").await.unwrap();
    ops.connection().flush().await;
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    assert!(soon("an event", events.next()).await.is_some());
    assert_eq!(ops.read(&Position(0).into(), 9).await.unwrap().rows.len(), 1);
    assert_eq!(ops.read_on(&Position(0).into(), 9).await.unwrap().rows.len(), 1);
    let seen = probe::probe(ops.connection()).await.unwrap();
    let streams = seen.streams.unwrap();
    assert_eq!((streams.len(), streams[0].last, streams[0].messages), (1, Position(1), 1));
    assert!(seen.restricted);
}

/// What stands between the braces of `allow` for a user, as a list: `publish` or `subscribe`.
fn allows(user: &str, what: &str) -> BTreeSet<String> {
    let block = ACCOUNTS.split_once(&format!("user: {user},")).expect("a block").1;
    let list = block.split_once(&format!("{what} {{ allow: [")).expect("a list").1;
    let list = list.split_once(']').expect("its end").0;
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_accounts_and_the_engine_hold_each_login_to_the_same() {
    assert_eq!(USERS.len(), LOGINS.len() + 1, "every user but the engine is a login that it knows");
    for login in LOGINS {
        let name = login.name;
        let queries = login.queries.iter().map(|query| format!("muster.query.{query}.{name}"));
        let commands = login.commands.then(|| format!("muster.command.*.*.{name}"));
        assert_eq!(allows(name, "publish"), queries.chain(commands).collect(), "{name} says");
        let events = ["muster.event.>", "muster.json.>"].map(str::to_owned);
        let watched = events.into_iter().filter(|_| name == "ops");
        let inbox = format!("_INBOX.{name}.>");
        assert_eq!(allows(name, "subscribe"), watched.chain([inbox]).collect(), "{name} hears");
    }
}

/// Subjects of every family that there is, for everybody's name.
fn everything(stream: &str) -> Vec<String> {
    let mut all: Vec<String> = [
        "muster.event.0.year.message.due",
        "muster.event.1.year.message.due",
        "muster.event.0.other.campaign.closed",
        "muster.json.0.year.message.due",
        "muster.command.0.year",
        "muster.query.ask",
        "muster.doctor.probe",
        "$JS.API.INFO",
        "$JS.API.ACCOUNT.PURGE.MUSTER",
        "$JS.API.STREAM.NAMES",
        "$JS.API.STREAM.LIST",
        "$JS.API.STREAM.CREATE.OTHER",
        "$JS.API.CONSUMER.CREATE.OTHER.mine",
        "$KV.bucket.key",
        "$O.bucket.M.name",
        "$SYS.REQ.USER.INFO",
        "$SYS.REQ.SERVER.PING",
        "$SYS.ACCOUNT.MUSTER.CONNS",
        "$SRV.PING",
        "_R_.x",
        "_GR_.x",
    ]
    .map(str::to_owned)
    .into();
    for verb in
        ["INFO", "CREATE", "UPDATE", "DELETE", "PURGE", "MSG.GET", "MSG.DELETE", "SNAPSHOT", "RESTORE"]
    {
        all.push(format!("$JS.API.STREAM.{verb}.{stream}"));
    }
    for verb in ["NAMES", "LIST", "CREATE"] {
        all.push(format!("$JS.API.CONSUMER.{verb}.{stream}"));
    }
    all.push(format!("$JS.API.DIRECT.GET.{stream}"));
    all.push(format!("$JS.API.STREAM.LEADER.STEPDOWN.{stream}"));
    for name in USERS {
        for verb in ["INFO", "CREATE", "DURABLE.CREATE", "DELETE", "MSG.NEXT", "PAUSE", "RESET", "UNPIN"] {
            all.push(format!("$JS.API.CONSUMER.{verb}.{stream}.{name}"));
        }
        all.push(format!("$JS.ACK.{stream}.{name}.1.1.1.1.0"));
        all.push(format!("$JS.ACK._.hash.{stream}.{name}.1.1.1.1.0.x"));
        all.push(format!("muster.command.0.year.{name}"));
        all.push(format!("_INBOX.{name}.x"));
        for query in ["ask", "blob", "store", "consumer", "pull", "ack", "again", "wait", "dead", "log"]
            .into_iter()
            .chain(["follow", "fold", "body", "streams", "other"])
        {
            all.push(format!("muster.query.{query}.{name}"));
        }
    }
    all
}

/// Whether a subject is one of a list in which `*` stands for one token and `>` for the rest.
fn is_among(subject: &str, list: &BTreeSet<String>) -> bool {
    list.iter().any(|pattern| {
        let (mut tokens, mut wanted) = (subject.split('.'), pattern.split('.'));
        loop {
            match (tokens.next(), wanted.next()) {
                (Some(_), Some(">")) | (None, None) => return true,
                (Some(_), Some("*")) => {}
                (Some(token), Some(want)) if token == want => {}
                _ => return false,
            }
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_login_says_and_hears_its_own_and_nothing_else() {
    let (server, mut engine) = guarded().await;
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    let stream = engine.stream.options().name();
    for login in LOGINS {
        let (mut raw, name) = (Raw::connect(&server, login.name), login.name);
        let (says, hears) = (allows(name, "publish"), allows(name, "subscribe"));
        for subject in everything(&stream) {
            assert_eq!(raw.may_publish(&subject), is_among(&subject, &says), "{name} says {subject}");
        }
        for subject in everything(&stream).into_iter().chain(
            [
                "muster.>",
                "muster.command.>",
                "muster.query.>",
                "_INBOX.>",
                "_INBOX.*.>",
                "$JS.>",
                "$SYS.>",
                ">",
            ]
            .map(str::to_owned),
        ) {
            assert_eq!(raw.may_hear(&subject), is_among(&subject, &hears), "{name} hears {subject}");
        }
    }
    // The engine itself: its stream, its answers, and nobody's questions.
    let mut raw = Raw::connect(&server, "engine");
    for subject in
        ["muster.command.0.year.visits", "muster.query.ask.visits", "$SYS.REQ.USER.INFO", "$KV.b.k"]
    {
        assert!(!raw.may_publish(subject), "the engine says {subject}");
    }
    for subject in ["_INBOX.visits.>", "_INBOX.>", "$JS.>", ">"] {
        assert!(!raw.may_hear(subject), "the engine hears {subject}");
    }
    let held = engine.stream.held().await.unwrap();
    assert_eq!((held.messages, held.last), (1, Position(1)), "something got through");
    assert_eq!(engine.relayed.borrow().refilled, 0);
}

/// Anyone who may ask at all may name any subject for the answer: no answer of the engine, of JetStream or of the server's own
/// tracing goes into the stream, to JetStream, or to somebody else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_goes_anywhere_but_to_the_askers_own_inbox() {
    let (server, mut engine) = guarded().await;
    engine.put(&["message.due"]);
    let before = engine.relayed_to(1).await;
    let stream = engine.stream.options().name();
    let ops = NatsLink::open(as_user(&server, "ops")).await.unwrap();
    let mut heard = ops.connection().client().subscribe("muster.event.>").await.unwrap();
    ops.connection().flush().await;
    let reminders = NatsLink::open(as_user(&server, "reminders")).await.unwrap();
    let _consumer = reminders.subscribe(work("reminders", "message.due")).await.unwrap();
    for login in LOGINS {
        let mut raw = Raw::connect(&server, login.name);
        let command = login.commands.then(|| format!("muster.command.0.year.{}", login.name));
        let queries = login.queries.iter().map(|query| format!("muster.query.{query}.{}", login.name));
        for subject in queries.chain(command) {
            for reply in [
                "muster.event.0.year.campaign.closed".to_owned(),
                "muster.json.0.year.campaign.closed".to_owned(),
                format!("$JS.API.STREAM.DELETE.{stream}"),
                format!("$JS.API.CONSUMER.DELETE.{stream}.reminders"),
                "_INBOX.engine.x".to_owned(),
                format!("_INBOX.{}", login.name),
                format!("_INBOX.{}x.y", login.name),
            ] {
                raw.ask(&subject, &reply, "x");
            }
            raw.with_header(&subject, "muster.event.0.year.x.y", "Nats-Trace-Dest: muster.event.0.year.x.y");
        }
    }
    // What was said before this is dealt with, or dropped.
    let after = ops.read(&Position(0).into(), 9).await.unwrap();
    assert_eq!(after.rows.len(), 1);
    engine.put(&["message.due"]);
    let relayed = engine.relayed_to(2).await;
    assert_eq!((relayed.refilled, &relayed.created), (0, &before.created), "{:?}", relayed.found);
    assert_eq!(engine.stream.held().await.unwrap().messages, 2);
    assert!(engine.stream.find(Position(2)).await.unwrap().is_some());
    assert_eq!(engine.service.lags(GUARD).await["reminders"].listening, 0, "its consumer is there");
    let next = soon("an event", heard.next()).await.unwrap();
    assert_eq!(next.headers.unwrap().get("Muster-Position").unwrap().as_str(), "2", "nothing came before it");
    assert!(engine.owner.envelopes().is_empty());
}
