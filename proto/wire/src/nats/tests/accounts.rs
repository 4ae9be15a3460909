//! A worker's credentials: enough for its work, and for nothing else. A denial shows as a complaint of the server.

use futures_util::StreamExt;
use muster_words::command::{Command, ItemName, Order, RefusalCode};
use muster_words::ids::CommandId;
use muster_words::question::{Answer, Question};

use super::*;
use crate::conformance::server::password;
use crate::link::{ConsumerKind, Deliveries, Delivery, Link, Subscription, Verdict};
use crate::nats::{ACCOUNTS, Login};

fn as_user(server: &NatsServer, user: &str) -> Options {
    let login = Login::User { user: user.to_owned(), password: password(user) };
    Options { login, ..options(&server.url(), user) }
}

async fn guarded() -> (NatsServer, Engine) {
    let server = NatsServer::with(ACCOUNTS);
    let (owner, words) = (MemoryOwner::new(), Arc::new(Words::default()));
    let engine = Engine::start(&owner, &words, as_user(&server, "engine"), 1).await;
    (server, engine)
}

fn order(actor: &str) -> Order {
    let item = ItemName { occasion: "unit-plan".to_owned(), unit: "005".to_owned() };
    let campaign = CampaignId::new("year").unwrap();
    Order {
        id: CommandId([1; 16]),
        campaign,
        actor: actor.to_owned(),
        behalf: None,
        via: "test".to_owned(),
        command: Command::Accept(item),
    }
}

fn work(consumer: &str) -> Subscription {
    let kind = ConsumerKind::Work { window: 4 };
    Subscription { consumer: consumer.to_owned(), events: vec!["message.due"], kind }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_can_do_its_work() {
    let (server, engine) = guarded().await;
    let link = NatsLink::open(as_user(&server, "reminders")).await.unwrap();
    let mut stream = link.subscribe(work("reminders")).await.unwrap();
    engine.put(&["message.due", "message.due", "message.due"]);
    let one = soon("work", stream.next()).await.unwrap();
    link.command(order("worker/reminders")).await.unwrap();
    let digest = link.store(vec![9; 10]).await.unwrap();
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
        Subscription { consumer: "evaluation".to_owned(), events: Vec::new(), kind: ConsumerKind::Fold };
    let mut heard = fold.subscribe(subscription).await.unwrap();
    soon("the fold", heard.next()).await.unwrap().settle(Verdict::Done).await.unwrap();
    assert_eq!(*fold.connection().complaints().borrow(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_can_do_nothing_else() {
    let (server, mut engine) = guarded().await;
    let other = NatsLink::open(as_user(&server, "visits")).await.unwrap();
    let _theirs = other.subscribe(work("visits")).await.unwrap();
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    let link = NatsLink::open(as_user(&server, "reminders")).await.unwrap();
    link.connection().ready().await.unwrap();
    let (client, stream) = (link.connection().client(), engine.stream.options().name());
    let denied = [
        "muster.event.0.year.message.due".to_owned(),
        "muster.json.0.year.message.due".to_owned(),
        format!("$JS.API.CONSUMER.CREATE.{stream}.reminders"),
        format!("$JS.API.CONSUMER.DURABLE.CREATE.{stream}.reminders"),
        format!("$JS.API.CONSUMER.DELETE.{stream}.visits"),
        format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.visits"),
        format!("$JS.API.CONSUMER.INFO.{stream}.visits"),
        format!("$JS.ACK.{stream}.visits.1.1.1.1.0"),
        format!("$JS.API.STREAM.MSG.GET.{stream}"),
        format!("$JS.API.STREAM.DELETE.{stream}"),
        format!("$JS.API.STREAM.PURGE.{stream}"),
        "muster.command.0.year.visits".to_owned(),
        "muster.query.dead.visits".to_owned(),
        "_INBOX.visits.x".to_owned(),
    ];
    let mut complaints = link.connection().complaints();
    for subject in denied {
        complaints.borrow_and_update();
        client.publish(subject.clone(), "{}".into()).await.unwrap();
        soon(&format!("a complaint about {subject}"), complaints.changed()).await.unwrap();
        let said = complaints.borrow().clone().unwrap().to_lowercase();
        assert!(said.contains("permissions violation for publish"), "{said}");
        assert!(said.contains(&subject.to_lowercase()), "{said} is not about {subject}");
    }
    for subject in
        ["muster.event.>", "muster.command.>", "_INBOX.visits.>", "_INBOX.>", "$JS.EVENT.ADVISORY.>"]
    {
        complaints.borrow_and_update();
        let _heard = client.subscribe(subject).await.unwrap();
        soon(&format!("a complaint about {subject}"), complaints.changed()).await.unwrap();
        let said = complaints.borrow().clone().unwrap().to_lowercase();
        assert!(said.contains("permissions violation for subscription"), "{said}");
    }
    let held = engine.stream.held().await.unwrap();
    assert_eq!((held.messages, held.last), (1, Position(1)), "something got through");
}

/// Whoever watches sees everything that happens, and can say and change nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_watches_can_change_nothing() {
    let (server, mut engine) = guarded().await;
    let ops = Connection::open(as_user(&server, "ops")).await.unwrap();
    let mut events = ops.client().subscribe("muster.event.>").await.unwrap();
    ops.flush().await;
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    assert!(soon("an event", events.next()).await.is_some());
    assert_eq!(engine_view(&engine, &ops).await, 1, "how the stream is may be asked");
    assert_eq!(*ops.complaints().borrow(), None);
    let stream = engine.stream.options().name();
    let mut complaints = ops.complaints();
    for subject in [
        "muster.event.0.year.message.due".to_owned(),
        "muster.command.0.year.ops".to_owned(),
        "muster.query.consumer.ops".to_owned(),
        "muster.query.dead.ops".to_owned(),
        "muster.query.ask.reminders".to_owned(),
        format!("$JS.API.STREAM.DELETE.{stream}"),
        format!("$JS.API.STREAM.PURGE.{stream}"),
        format!("$JS.API.STREAM.UPDATE.{stream}"),
        format!("$JS.API.CONSUMER.DELETE.{stream}.reminders"),
        format!("$JS.API.CONSUMER.CREATE.{stream}.reminders"),
        format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.reminders"),
    ] {
        complaints.borrow_and_update();
        ops.client().publish(subject.clone(), "{}".into()).await.unwrap();
        soon(&format!("a complaint about {subject}"), complaints.changed()).await.unwrap();
    }
    for subject in ["muster.command.>", "muster.query.>", "_INBOX.>", "_INBOX.reminders.>"] {
        complaints.borrow_and_update();
        let _heard = ops.client().subscribe(subject).await.unwrap();
        soon(&format!("a complaint about {subject}"), complaints.changed()).await.unwrap();
    }
    assert_eq!(engine.stream.held().await.unwrap().messages, 1, "something got through");
}

/// Messages in the stream as somebody else sees it.
async fn engine_view(engine: &Engine, other: &Connection) -> u64 {
    let options = engine.stream.options().clone();
    soon("the stream", EventStream::new(other, options).held()).await.unwrap().messages
}

/// Where the server takes everybody, the engine itself holds workers to their names.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_speaks_for_itself() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let link = NatsLink::open(options(&server.url(), "reminders")).await.unwrap();
    link.command(order("worker/reminders")).await.unwrap();
    let code = |result: Result<_, LinkError>| match result {
        Err(LinkError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(link.command(order("worker/visits")).await), RefusalCode::BadActor);
    assert_eq!(code(link.command(order("小组办公室")).await), RefusalCode::BadActor);
    let theirs = link.subscribe(work("visits")).await.map(|_| muster_words::command::Accepted {
        position: Position(0),
        version: muster_words::ids::Version(0),
        events: 0,
    });
    assert_eq!(code(theirs), RefusalCode::BadActor);
    assert_eq!(engine.owner.orders().len(), 1, "the same command was executed once and the others never");
}
