//! Receipts of gateways: what they tell is an event once, shows where failures show, and is heard from nobody else.

use muster_protocol::command::{
    CommandEnvelope, Erase, Launch, MessageName, MessageReport, ReportMessages, SendOutcome,
};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::Position;
use muster_protocol::question::{LetterNumber, LetterWords};
use muster_protocol::recorded::Recorded;
use muster_protocol::shape::Message;
use muster_protocol::time::DAY;
use muster_rules::worker::{LetterName, LetterReceipt};
use muster_wire::link::Owner;

use super::watching::play;
use super::*;
use crate::directory::contacts::Account;
use crate::directory::contacts::links::{LinkScope, NewLink};
use crate::execute::account::machine_now;
use crate::execute::page_link::LINK_CHARS;
use crate::execute::receipts::Gateways;
use crate::sample::{campaign, definition, envelope, instant, start};
use crate::time::stepper::{Nobody, Stepper};

const SECRET: &str = "a secret of the gateway alone";
const ACCOUNT: &str = "13900001234";

/// A gateway of the channel by which the sample's letters go: a line a receipt, the letter and what is said of it.
struct Outbox;

impl Gateways for Outbox {
    fn secret(&self, channel: &str) -> Option<Result<String, String>> {
        match channel {
            "outbox" | "other" => Some(Ok(SECRET.to_owned())),
            "damaged" => Some(Err("it is not there".to_owned())),
            _ => None,
        }
    }

    fn read(&self, _: &str, body: &str) -> Result<Vec<LetterReceipt>, String> {
        let one = |line: &str| -> Result<LetterReceipt, String> {
            let (message, said) = line.split_once(' ').ok_or("no receipt")?;
            let letter = match message.strip_prefix('#') {
                Some(number) => LetterName::Theirs(number.to_owned()),
                None => LetterName::Ours(campaign("c"), message.parse().map_err(|_| "no message")?),
            };
            let arrived = if said == "ok" { Ok(()) } else { Err(said.to_owned()) };
            Ok(LetterReceipt { letter, arrived })
        };
        body.lines().map(one).collect()
    }

    fn answer(&self, _: &str) -> String {
        "heard".to_owned()
    }

    fn serves(&self, channel: &str) -> bool {
        channel != "away"
    }
}

struct Site {
    engine: Engine,
    server: HttpServer,
    _dir: tempfile::TempDir,
    /// The letters that went out last, in one event.
    sent: Vec<MessageName>,
}

impl Site {
    /// Letters have gone out, and the clerks have an account on their channel.
    async fn new() -> Self {
        Self::reached_by(&["outbox"]).await
    }

    /// The same with an account on each of these.
    async fn reached_by(channels: &[&str]) -> Self {
        let (dir, engine, server) = open_at(start()).await;
        let handle = engine.handle();
        handle.set_gateways(Arc::new(Outbox));
        let account = |contact: &str, channel: &str| Account {
            contact: contact.to_owned(),
            channel: channel.to_owned(),
            account: ACCOUNT.to_owned(),
        };
        let of = |contact: &str| channels.iter().map(|channel| account(contact, channel)).collect::<Vec<_>>();
        let accounts = ["a-clerk", "b-clerk", "c-clerk"].map(of).concat();
        let contacts = handle.contacts().stage(&campaign("c"), &accounts).await.unwrap().import;
        let definition = handle.store(definition().to_bytes()).await.unwrap();
        let launch = Command::Launch(Launch { definition, sources: Vec::new(), contacts });
        handle.execute(envelope(&campaign("c"), "launch", launch)).await.unwrap();
        play(&handle, "2014-04-30T12:00:00+08:00").await;
        let rows = handle.read(Position(0), 4_096).await.unwrap();
        let sent = rows.iter().rev().find_map(|row| {
            let NamedEvent::StepSent(body) = row.named().unwrap() else { return None };
            Some(body.messages.into_iter().map(|one| one.key).collect::<Vec<MessageName>>())
        });
        Self { engine, server, _dir: dir, sent: sent.unwrap() }
    }

    async fn tell(&self, token: &str, path: &str, body: &str) -> (u16, String) {
        say(&self.server, token, "POST", &format!("/v1/receipts/{path}"), body).await
    }

    async fn read(&self, path: &str) -> String {
        let (status, body) = say(&self.server, &self.server.address().token, "GET", path, "").await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    fn head(&self) -> Position {
        *self.engine.handle().head().borrow()
    }

    async fn last(&self) -> Recorded {
        let rows = self.engine.handle().read(Position(self.head().0 - 1), 1).await.unwrap();
        rows[0].as_ref().clone()
    }

    /// How many events came of what the gateway told.
    async fn heard(&self) -> usize {
        let rows = self.engine.handle().read(Position(0), 4_096).await.unwrap();
        rows.iter().filter(|row| row.actor == "gateway/outbox").count()
    }

    /// The page of what is behind a message.
    async fn why(&self, message: &MessageName) -> serde_json::Value {
        let name = message.to_string().replace('/', "%2F");
        serde_json::from_str(&self.read(&format!("/v1/why/{name}?campaign=c")).await).unwrap()
    }

    async fn close(self) {
        self.server.close().await;
        self.engine.shutdown().await;
    }
}

#[tokio::test]
async fn what_arrived_is_an_event_once() {
    let site = Site::new().await;
    let message = &site.sent[0];
    let body = format!("{message} ok");
    assert_eq!(site.tell(SECRET, "outbox", &body).await, (200, "heard".to_owned()));
    let last = site.last().await;
    assert_eq!((last.name.as_str(), last.actor.as_str()), ("message.delivered", "gateway/outbox"));
    let head = site.head();
    assert_eq!(
        site.tell(SECRET, "outbox", &body).await.0,
        200,
        "a gateway that did not hear the answer says it again"
    );
    assert_eq!(site.head(), head, "twice is once");
    let why = site.why(message).await;
    assert!(why["delivered_at"].is_string() && why["undelivered_at"].is_null(), "{why}");
    assert!(why["sent_at"].is_string() && why["signed_at"].is_null() && why["read_at"].is_null(), "{why}");
    site.close().await;
}

#[tokio::test]
async fn what_did_not_arrive_shows_where_failures_show_and_tells_no_account() {
    let site = Site::new().await;
    let message = &site.sent[0];
    let body = format!("{message} {ACCOUNT} is\u{1b} off");
    // It can send no header.
    let path = format!("outbox?token={SECRET}").replace(' ', "%20");
    assert_eq!(site.tell("", &path, &body).await.0, 200);
    let last = site.last().await;
    let NamedEvent::MessageUndelivered(event) = last.named().unwrap() else { panic!("{last:?}") };
    assert!(event.message == *message && !event.steps.is_empty(), "{event:?}");
    let said = event.said.unwrap();
    assert_eq!(site.read(&format!("/v1/blobs/{said}")).await, "<address> is  off");
    let dead = site.read("/v1/dead").await;
    assert!(dead.contains(&event.steps[0].to_string()) && dead.contains(&said.to_string()), "{dead}");
    let why = site.why(message).await;
    assert!(why["undelivered_at"].is_string() && why["sent_at"].is_string(), "{why}");
    assert_eq!(why["undelivered_said"], said.to_string(), "{why}");
    let metrics = site.read("/metrics").await;
    assert!(metrics.contains("name=\"message.undelivered\"} 1"), "{metrics}");
    let listed = site.read("/v1/show/unsigned?campaign=c").await;
    assert!(listed.contains("not delivered") && listed.contains("未送达"), "{listed}");
    site.close().await;
}

#[tokio::test]
async fn what_did_not_arrive_goes_once_by_another_channel_of_its_person_where_one_is_served() {
    for (other, last) in [("other", "step.retried"), ("away", "message.undelivered")] {
        let site = Site::reached_by(&["outbox", other]).await;
        let message = &site.sent[0];
        let body = format!("{message} the phone is off");
        assert_eq!(site.tell(SECRET, "outbox", &body).await.0, 200);
        let event = site.last().await;
        assert_eq!((event.name.as_str(), event.actor.as_str()), (last, "gateway/outbox"), "{other}");
        let rows = site.engine.handle().read(Position(0), 4_096).await.unwrap();
        let lost = rows.iter().rev().find_map(|row| {
            let NamedEvent::MessageUndelivered(body) = row.named().unwrap() else { return None };
            Some(body.steps[0].to_string())
        });
        let is_dead = site.read("/v1/dead").await.contains(&lost.unwrap());
        assert_eq!(is_dead, other == "away", "where there is none, somebody has to look at it");
        let heard = site.heard().await;
        assert_eq!(site.tell(SECRET, "outbox", &body).await.0, 200);
        assert_eq!(site.heard().await, heard, "twice is once");
        site.close().await;
    }
}

#[tokio::test]
async fn nobody_tells_but_the_gateway_and_it_tells_only_of_what_it_took() {
    let site = Site::new().await;
    let (head, message) = (site.head(), &site.sent[0]);
    let body = format!("{message} ok");
    let directory = site.server.address().token.clone();
    for token in ["", "x", &SECRET[1..], &directory] {
        assert_eq!(site.tell(token, "outbox", &body).await.0, 401, "{token}");
    }
    for channel in ["nothing", "damaged"] {
        assert_eq!(site.tell(SECRET, channel, &body).await.0, 401, "{channel}");
    }
    assert_eq!(site.tell(SECRET, "other", &body).await.0, 409, "it went by another channel");
    let unknown = "2014-01-01/a-clerk/routine ok";
    assert_eq!(site.tell(SECRET, "outbox", unknown).await.0, 409, "it was never sent");
    assert_eq!(site.tell(SECRET, "outbox", "nonsense").await.0, 400);
    assert_eq!(site.tell(SECRET, "outbox", &"x".repeat(256 * 1024 + 1)).await.0, 413);
    assert_eq!(say(&site.server, SECRET, "GET", "/v1/receipts/outbox", "").await.0, 405);
    // Who holds the directory goes by no gateway's name.
    let command = muster_protocol::command::ReportReceipt {
        message: message.clone(),
        channel: "outbox".to_owned(),
        receipt: muster_protocol::command::Receipt::Delivered,
    };
    for (number, actor, status) in [(1, "gateway/outbox", 409), (2, "小组办公室", 403)] {
        let envelope = CommandEnvelope {
            id: CommandId([number; 16]),
            campaign: campaign("c"),
            actor: actor.to_owned(),
            behalf: None,
            via: "cli".to_owned(),
            command: Command::ReportReceipt(command.clone()),
        };
        let json = serde_json::to_string(&envelope).unwrap();
        let (said, body) = say(&site.server, &directory, "POST", "/v1/commands", &json).await;
        assert_eq!(said, status, "{actor}: {body}");
    }
    assert_eq!(site.head(), head, "nothing of it is an event");
    // One that is refused keeps the others from nothing.
    let both = format!("{unknown}\n{body}");
    assert_eq!(site.tell(SECRET, "outbox", &both).await.0, 200);
    assert_eq!(site.last().await.name, "message.delivered");
    site.close().await;
}

#[tokio::test]
async fn a_gateway_that_is_faster_than_the_worker_is_to_come_again() {
    let site = Site::new().await;
    let handle = site.engine.handle();
    // Nobody reports any more.
    let until = Some(instant("2014-05-31T12:00:00+08:00"));
    Stepper::new(handle.clone(), Nobody).until(until).run().await.unwrap();
    let rows = handle.read(Position(0), 4_096).await.unwrap();
    let due = rows.iter().rev().find_map(|row| {
        let NamedEvent::MessageDue(body) = row.named().unwrap() else { return None };
        body.messages.into_iter().next()
    });
    let Message { key, steps, .. } = due.unwrap();
    let body = format!("{key} ok\n{} ok", site.sent[0]);
    let (status, said) = site.tell(SECRET, "outbox", &body).await;
    assert!(status == 503 && said.contains("after_ms"), "{status} {said}");
    let outcome = SendOutcome::Sent { channel: "outbox".to_owned(), steps };
    let report =
        Command::ReportMessages(ReportMessages { reports: vec![MessageReport { key, outcome, attempt: 1 }] });
    handle.execute(envelope(&campaign("c"), "late", report)).await.unwrap();
    assert_eq!(site.tell(SECRET, "outbox", &body).await.0, 200);
    assert_eq!(site.last().await.name, "message.delivered");
    site.close().await;
}

/// A gateway that knows letters by its own numbers alone.
#[tokio::test]
async fn a_letter_is_found_by_the_number_that_its_gateway_gave_it() {
    let site = Site::new().await;
    let (handle, message) = (site.engine.handle(), &site.sent[0]);
    let head = site.head();
    // It is faster than the worker: it is to come again.
    let (status, said) = site.tell(SECRET, "outbox", "#4711 ok").await;
    assert!(status == 503 && said.contains("after_ms"), "{status} {said}");
    let number =
        LetterNumber { message: message.clone(), channel: "outbox".to_owned(), number: "4711".to_owned() };
    let asked = Question::Numbers { campaign: campaign("c"), taken: vec![number] };
    assert_eq!(handle.ask(asked.clone()).await, Ok(Answer::Noted));
    assert_eq!(site.head(), head, "it stands in no log");
    for _ in 0..2 {
        assert_eq!(site.tell(SECRET, "outbox", "#4711 ok").await.0, 200);
        assert_eq!(Owner::answer_all(&handle, vec![asked.clone()]).await, [Ok(Answer::Noted)]);
    }
    assert_eq!(site.last().await.name, "message.delivered");
    assert_eq!(site.head().0, head.0 + 1, "twice is once");
    assert!(site.why(message).await["delivered_at"].is_string());
    site.close().await;
}

#[tokio::test]
async fn who_tries_out_secrets_is_answered_no_more_and_keeps_nobody_out_who_has_the_right_one() {
    let site = Site::new().await;
    let mut tries = 0;
    while site.tell("guessed", "outbox", "").await.0 == 401 {
        tries += 1;
        assert!(tries < 100, "it goes on for ever");
    }
    assert_eq!(site.tell("guessed", "outbox", "").await.0, 429, "within this minute");
    let body = format!("{} ok", site.sent[0]);
    assert_eq!(site.tell(SECRET, "outbox", &body).await.0, 200, "from the same address");
    assert_eq!(site.last().await.name, "message.delivered");
    assert_eq!(site.tell("guessed", "outbox", "").await.0, 429, "and wrong ones are counted on");
    site.close().await;
}

/// Counterparts say the same of many letters.
#[tokio::test]
async fn what_was_said_of_a_letter_is_erased_for_it_alone() {
    let site = Site::new().await;
    let handle = site.engine.handle();
    let [first, second] = site.sent.as_slice() else { panic!("{:?}", site.sent) };
    let third = &MessageName { date: second.date.plus(1), ..second.clone() };
    let undelivered = async || {
        let last = site.last().await;
        let NamedEvent::MessageUndelivered(event) = last.named().unwrap() else { panic!("{last:?}") };
        event
    };
    let body = |message: &MessageName| format!("{message} the phone is off");
    assert_eq!(site.tell(SECRET, "outbox", &body(first)).await.0, 200);
    let of_first = undelivered().await.said.unwrap();
    let head = site.head();
    assert_eq!(site.tell(SECRET, "outbox", &body(first)).await.0, 200);
    assert_eq!(site.head(), head, "twice is once");
    let reason = handle.store_text("含个人信息").await.unwrap();
    let erase = Command::Erase(Erase { blob: of_first, reason, everywhere: false });
    handle.execute(envelope(&campaign("c"), "erase", erase)).await.unwrap();

    assert_eq!(site.tell(SECRET, "outbox", &body(second)).await.0, 200, "what is said of another letter");
    let event = undelivered().await;
    assert_eq!(event.message, *second);
    assert_ne!(event.said.unwrap(), of_first);
    assert_eq!(site.read(&format!("/v1/blobs/{}", event.said.unwrap())).await, "the phone is off");
    // So it is with what a worker reports; and words that were erased are not stored again, which is no fault.
    let words = |message: &MessageName| LetterWords {
        message: message.clone(),
        words: "the phone is off".to_owned(),
    };
    let said = [first, second, third].map(words).to_vec();
    let asked = Question::Words { campaign: campaign("c"), said };
    let Answer::Words(stored) = handle.ask(asked.clone()).await.unwrap() else { panic!("no words") };
    let [None, Some(same), Some(new)] = stored.as_slice() else { panic!("{stored:?}") };
    assert!(*same == event.said.unwrap() && new != same, "{stored:?}");
    // Workers ask of several campaigns together.
    let together = Owner::answer_all(&handle, vec![asked]).await;
    assert_eq!(together, [Ok(Answer::Words(stored))], "said again it is the same");
    site.close().await;
}

#[tokio::test]
async fn a_failure_that_is_told_again_after_the_arrival_does_not_stand() {
    let site = Site::new().await;
    let message = &site.sent[0];
    let (failed, arrived) = (format!("{message} the phone is off"), format!("{message} ok"));
    assert_eq!(site.tell(SECRET, "outbox", &failed).await.0, 200);
    let last = site.last().await;
    let NamedEvent::MessageUndelivered(event) = last.named().unwrap() else { panic!("{last:?}") };
    let step = event.steps[0].to_string();
    assert!(site.read("/v1/dead").await.contains(&step));
    assert_eq!(site.tell(SECRET, "outbox", &arrived).await.0, 200);
    let dead = site.read("/v1/dead").await;
    assert!(!dead.contains(&step), "nobody has to look at it any more: {dead}");
    assert_eq!(site.tell(SECRET, "outbox", &failed).await.0, 409, "it stands as arrived");
    site.close().await;
}

#[tokio::test]
async fn a_gateway_of_which_nothing_is_configured_is_not_heard() {
    let (_dir, engine, server) = open().await;
    assert_eq!(say(&server, SECRET, "POST", "/v1/receipts/outbox", "").await.0, 401);
    close(engine, server).await;
}

#[tokio::test]
async fn the_first_opening_of_a_letters_page_is_remembered_and_changes_nothing() {
    let site = Site::new().await;
    let (message, head) = (&site.sent[0], site.head());
    let (mailed, given) = ("a".repeat(LINK_CHARS), "b".repeat(LINK_CHARS));
    let link = |token: &str, of: Option<&MessageName>| NewLink {
        digest: Digest::of(token.as_bytes()),
        post: message.contact.to_string(),
        scope: LinkScope::Post,
        message: of.map(ToString::to_string),
    };
    let (links, now) = ([link(&mailed, Some(message)), link(&given, None)], machine_now());
    let handle = site.engine.handle();
    handle.contacts().keep_links(&campaign("c"), &links, (now, now.plus(DAY))).await.unwrap();
    let open = async |token: &str| say(&site.server, "", "GET", &format!("/p/{token}"), "").await.0;
    assert_eq!(open(&given).await, 200);
    assert!(site.why(message).await["read_at"].is_null(), "the office's link is of no message");
    assert_eq!(open(&mailed).await, 200);
    let why = site.why(message).await;
    assert!(why["read_at"].is_string() && why["signed_at"].is_null(), "{why}");
    assert_eq!(open(&mailed).await, 200);
    assert_eq!(site.why(message).await["read_at"], why["read_at"], "the first time counts");
    assert_eq!(site.head(), head, "to open a page is no event");
    site.close().await;
}
