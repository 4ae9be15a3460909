//! What the engine itself holds workers to, where the server takes everybody: to their names, to their own work, and to what
//! was given to them.

use muster_protocol::command::{Accepted, Command, Hold, RefusalCode};
use muster_protocol::ids::Digest;
use muster_protocol::question::Question;

use super::accounts::{envelope, report, snapshot, work};
use super::*;
use crate::link::Delivery;
use crate::link::{ConsumerKind, Deliveries, Link, Subscription, Verdict};
use crate::nats::frames::{Dead, query};

fn code<T: std::fmt::Debug>(result: Result<T, LinkError>) -> RefusalCode {
    match result {
        Err(LinkError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_gives_its_own_commands_under_its_own_name() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    let link = end_of(&server, "reminders").await;
    link.command(envelope("worker/reminders", report())).await.unwrap();
    let hold = || Command::Hold(Hold { phase: None, reason: None });
    for refused in [
        envelope("worker/visits", report()),
        envelope("小组办公室", report()),
        envelope("worker/reminders", hold()),
        envelope("worker/reminders", snapshot()),
        muster_protocol::command::CommandEnvelope {
            behalf: Some("小组办公室".to_owned()),
            ..envelope("worker/reminders", report())
        },
    ] {
        assert_eq!(code(link.command(refused.clone()).await), RefusalCode::BadActor, "{refused:?}");
    }
    for name in ["visits", "evaluation", "ops", "somebody"] {
        let other = end_of(&server, name).await;
        for command in [report(), hold()] {
            let answer: Result<Accepted, _> =
                other.command(envelope(&format!("worker/{name}"), command)).await;
            assert_eq!(code(answer), RefusalCode::BadActor, "{name}");
        }
    }
    assert_eq!(engine.owner.envelopes().len(), 1, "the same command was executed once and the others never");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_asks_and_hears_what_belongs_to_its_work() {
    let server = NatsServer::start();
    let engine = Engine::over(&server).await;
    engine.put(&["message.due"]);
    let (visits, fold) = (end_of(&server, "visits").await, end_of(&server, "evaluation").await);
    let campaign = CampaignId::new("year").unwrap();
    let messages = Question::Messages { campaign: campaign.clone(), messages: Vec::new() };
    assert_eq!(code(visits.ask(messages.clone()).await), RefusalCode::BadActor);
    assert_eq!(code(fold.ask(messages).await), RefusalCode::BadActor);
    let rounds = Question::Visits { campaign, occasion: "rounds".into() };
    assert!(visits.ask(rounds).await.is_ok());
    assert_eq!(code(visits.store(vec![1]).await), RefusalCode::BadActor);
    assert_eq!(code(visits.read(&Position(0).into(), 9).await), RefusalCode::BadActor);
    assert_eq!(code(visits.body(Position(1)).await), RefusalCode::BadActor, "another's event");
    assert_eq!(fold.body(Position(1)).await, Ok(vec![1, 2, 3]));
    // Neither another's events, nor another's consumer, nor the whole log.
    let all = Subscription { events: Vec::new(), ..work("visits", "occasion.opened") };
    let as_fold = Subscription { kind: ConsumerKind::FOLD, ..all.clone() };
    for wish in [work("visits", "message.due"), work("reminders", "message.due"), all, as_fold] {
        let visits = end_of(&server, "visits").await;
        assert_eq!(code(visits.subscribe(wish.clone()).await.map(drop)), RefusalCode::BadActor, "{wish:?}");
    }
    assert!(visits.subscribe(work("visits", "occasion.opened")).await.is_ok());
    let nobody = end_of(&server, "somebody").await;
    assert_eq!(code(nobody.ask(Question::Blob { digest: Digest::default() }).await), RefusalCode::BadActor);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_gives_up_only_what_was_given_to_it() {
    let server = NatsServer::start();
    let mut engine = Engine::over(&server).await;
    let (link, visits) = (end_of(&server, "reminders").await, end_of(&server, "visits").await);
    let mut stream = link.subscribe(work("reminders", "message.due")).await.unwrap();
    let _theirs = visits.subscribe(work("visits", "occasion.opened")).await.unwrap();
    engine.put(&["message.due", "occasion.opened", "message.due"]);
    engine.relayed_to(3).await;
    let one = soon("work", stream.next()).await.unwrap();
    let give_up = async |link: &NatsLink, consumer: &str, position: u64| {
        let (consumer, position) = (consumer.to_owned(), Position(position));
        let letter = Dead { consumer, position, cause: "so".to_owned() };
        link.put::<_, ()>(query::DEAD, &letter).await
    };
    assert_eq!(code(give_up(&link, "reminders", 2).await), RefusalCode::BadActor, "not what it hears");
    assert_eq!(code(give_up(&link, "reminders", 3).await), RefusalCode::UnknownName, "not given yet");
    assert_eq!(code(give_up(&link, "reminders", 4).await), RefusalCode::UnknownName, "not in the log");
    assert_eq!(code(give_up(&link, "visits", 2).await), RefusalCode::BadActor, "another's");
    assert_eq!(code(give_up(&visits, "visits", 1).await), RefusalCode::BadActor, "another's event");
    assert!(engine.owner.dead_letters().is_empty());
    one.settle(Verdict::Dead { cause: "so".to_owned() }).await.unwrap();
    assert_eq!(engine.owner.dead_letters().len(), 1);
}
