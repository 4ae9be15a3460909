//! Posts that come in by their tokens: as themselves, in their campaign, for as long as the token opens.

use muster_protocol::command::{
    CommandEnvelope, Erase, Hold, ItemName, MessageName, OptOut, Refusal, RefusalCode, Resume,
    RetryDeadLetters, Return, WhichDead,
};
use muster_protocol::definition::Right;
use muster_protocol::item::{DueDays, MessageKind};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::DAY;

use super::*;
use crate::directory::contacts::tokens::{NewToken, Token};
use crate::execute::account::{Issued, TOKEN_MARK, machine_now};
use crate::sample::{campaign, launch, launch_of, start, submit};

pub(super) struct Site {
    dir: tempfile::TempDir,
    pub(super) engine: Engine,
    pub(super) server: HttpServer,
}

impl Site {
    /// Two campaigns of the same definition, `c` and `other`.
    pub(super) async fn new() -> Self {
        let site = Self::of(&crate::sample::definition()).await;
        launch(&site.engine.handle(), &campaign("other")).await;
        site
    }

    /// One campaign of this definition, `c`.
    pub(super) async fn of(def: &muster_protocol::definition::Definition) -> Self {
        let (dir, engine, server) = open_at(start()).await;
        launch_of(&engine.handle(), &campaign("c"), def).await;
        Self { dir, engine, server }
    }

    pub(super) async fn issue(&self, post: &str) -> Issued {
        self.engine.handle().issue_token(&campaign("c"), post, 10).await.unwrap()
    }

    pub(super) async fn ask(&self, token: &str, method: &str, path: &str, body: &str) -> (u16, String) {
        say(&self.server, token, method, path, body).await
    }

    async fn give(&self, token: &str, envelope: &CommandEnvelope) -> (u16, String) {
        self.ask(token, "POST", "/v1/commands", &serde_json::to_string(envelope).unwrap()).await
    }

    async fn last(&self) -> Recorded {
        let head = *self.engine.handle().head().borrow();
        let rows = self.engine.handle().read(muster_protocol::ids::Position(head.0 - 1), 1).await.unwrap();
        rows[0].as_ref().clone()
    }

    /// How often the HTTP server has turned somebody away for this.
    async fn counted(&self, why: &str) -> u64 {
        let text = self.ask("", "GET", "/metrics", "").await.1;
        let name = format!("muster_http_unauthorised_total{{why=\"{why}\"}} ");
        text.lines().find_map(|line| line.strip_prefix(&name)).map_or(0, |count| count.parse().unwrap())
    }

    pub(super) async fn close(self) {
        self.server.close().await;
        self.engine.shutdown().await;
        drop(self.dir);
    }
}

fn envelope(id: &str, actor: &str) -> CommandEnvelope {
    CommandEnvelope {
        actor: actor.to_owned(),
        via: "cli".to_owned(),
        ..submit(&campaign("c"), id, "plan", "a")
    }
}

fn refusal((status, body): (u16, String), expected: u16) -> Refusal {
    assert_eq!(status, expected, "{body}");
    let refusal: Refusal = serde_json::from_str(&body).unwrap();
    assert_eq!(refusal.code, RefusalCode::NotAllowed(muster_protocol::command::Ground::Token));
    assert!(!refusal.detail.en.is_empty() && !refusal.detail.zh.is_empty());
    refusal
}

#[tokio::test]
async fn a_bearer_acts_as_its_post_and_as_nobody_else() {
    let site = Site::new().await;
    let Issued { token, .. } = site.issue("a联络员").await;
    let head = *site.engine.handle().head().borrow();
    let no = refusal(site.give(&token, &envelope("1", "小组办公室")).await, 403);
    assert!(no.detail.en.contains("a-clerk") && no.detail.en.contains("小组办公室"), "{}", no.detail.en);
    assert!(no.detail.zh.contains("a-clerk") && no.detail.zh.contains("小组办公室"), "{}", no.detail.zh);
    refusal(site.give(&token, &envelope("2", "b-clerk")).await, 403);
    assert_eq!(site.counted("actor").await, 2);
    assert_eq!(*site.engine.handle().head().borrow(), head, "nothing happened");
    // By the word of its post or by its id; written down by its id, which is nobody else's.
    let (status, body) = site.give(&token, &envelope("3", "a联络员")).await;
    assert_eq!(status, 200, "{body}");
    let last = site.last().await;
    assert_eq!((last.actor.as_str(), last.via.as_str(), last.behalf.clone()), ("a-clerk", "http", None));
    let again = site.give(&token, &envelope("3", "a-clerk")).await;
    assert_eq!(again.0, 200, "{}", again.1);
    site.close().await;
}

/// It was its whole campaign once. A unit's clerk has no business in another unit's story: the file says who judges all of them.
#[tokio::test]
async fn a_bearer_sees_its_own_unit_in_its_campaign_and_no_other() {
    let site = Site::new().await;
    let Issued { token, .. } = site.issue("a-clerk").await;
    let (status, body) = site.ask(&token, "GET", "/v1/status", "").await;
    assert_eq!(status, 200, "{body}");
    let engine_status: EngineStatus = serde_json::from_str(&body).unwrap();
    let ids: Vec<&str> = engine_status.status.campaigns.iter().map(|campaign| campaign.id.as_str()).collect();
    assert_eq!(ids, ["c"]);
    let others = [
        "/v1/status?campaign=other",
        "/v1/why/a?campaign=other",
        "/v1/show/plan?campaign=other",
        "/v1/ranking?campaign=other",
        "/v1/occasions?campaign=other",
        "/events?campaign=other",
    ];
    for path in others {
        refusal(site.ask(&token, "GET", path, "").await, 403);
    }
    assert_eq!(site.counted("campaign").await, u64::try_from(others.len()).unwrap());
    let theirs = CommandEnvelope { campaign: campaign("other"), ..envelope("1", "a-clerk") };
    refusal(site.give(&token, &theirs).await, 403);
    assert_eq!(site.ask(&token, "GET", "/v1/why/a", "").await.0, 200);
    for path in ["/v1/why/b", "/v1/show/plan%2Fb"] {
        let no = refusal(site.ask(&token, "GET", path, "").await, 403);
        assert!(no.detail.en.contains("a-clerk") && no.detail.zh.contains("a-clerk"), "{no:?}");
    }
    assert_eq!(site.counted("unit").await, 2);
    let page = |body: &str| serde_json::from_str::<Events>(body).unwrap();
    let all = page(&site.ask(&site.server.address().token, "GET", "/v1/events", "").await.1).events;
    let own = page(&site.ask(&token, "GET", "/v1/events", "").await.1).events;
    assert!(all.iter().any(|event| event.campaign.as_str() == "other"));
    let expected: Vec<_> = own.clone();
    assert!(expected.iter().any(|event| event.name == "campaign.launched"));
    for event in &own {
        let whole = all.iter().find(|it| it.position == event.position).unwrap();
        assert_eq!(event.campaign.as_str(), "c");
        assert!(event == whole || event.bytes.is_empty() && event.body.is_null(), "{event:?}");
    }
    // In pages as small as one wants, none is missed.
    let (mut after, mut heard) = (0, Vec::new());
    loop {
        let body = site.ask(&token, "GET", &format!("/v1/events?after={after}&limit=1"), "").await.1;
        let Some(event) = page(&body).events.pop() else { break };
        after = event.position.0;
        heard.push(event);
    }
    assert_eq!(heard, expected);
    site.close().await;
}

/// All that a unit's token may ask for: its own rows are there, no other's, and its own are as the holder of the directory has
/// them.
#[tokio::test]
async fn a_units_token_reads_its_own_unit_whatever_it_asks_for() {
    let site = Site::new().await;
    let handle = site.engine.handle();
    handle.tick().await.unwrap();
    for (name, unit) in [("1", "a"), ("2", "b"), ("3", "c")] {
        handle.execute(submit(&campaign("c"), name, "plan", unit)).await.unwrap();
    }
    let (Issued { token, .. }, ops) = (site.issue("a-clerk").await, site.server.address().token.clone());
    let asked = async |token: &str, path: &str| -> serde_json::Value {
        let (status, body) = site.ask(token, "GET", &format!("{path}?campaign=c"), "").await;
        assert_eq!(status, 200, "{path}: {body}");
        serde_json::from_str(&body).unwrap()
    };
    let rows = |table: &serde_json::Value, key: &str| table[key].as_array().unwrap().clone();
    for (path, key) in [("/v1/show/plan", "rows"), ("/v1/why/plan", "items"), ("/v1/show/evidence", "rows")] {
        let (own, all) = (asked(&token, path).await, asked(&ops, path).await);
        let (own, all) = (rows(&own, key), rows(&all, key));
        let of_a = |row: &&serde_json::Value| row.to_string().contains("plan/a");
        assert_eq!(own, all.iter().filter(of_a).cloned().collect::<Vec<_>>(), "{path}");
        assert!(all.is_empty() || own.len() < all.len() && !own.is_empty(), "{path}");
    }
    let status = asked(&token, "/v1/status").await;
    let late = &status["status"]["campaigns"][0]["oldest_past_due"];
    assert!(late.is_null() || late["step"].as_str().unwrap().contains("/a#"), "{late}");
    // Neither a unit nor anybody of it is named in anything that it hears.
    let heard = site.ask(&token, "GET", "/v1/events", "").await.1;
    let heard: Events = serde_json::from_str(&heard).unwrap();
    assert!(heard.events.iter().any(|event| event.about.as_deref() == Some("plan/a")), "{heard:?}");
    // Who joins and leaves stands in the file, which every post may read.
    for event in heard.events.iter().filter(|event| !event.name.starts_with("campaign.")) {
        let said = event.body.to_string();
        for other in ["\"b\"", "\"c\"", "/b", "/c", "b-clerk", "c-clerk"] {
            assert!(!said.contains(other) && !event.summary.contains(other), "{other}: {event:?}");
        }
        assert!(!matches!(event.about.as_deref(), Some("plan/b" | "plan/c")), "{event:?}");
    }
    site.close().await;
}

/// A role that is not one unit's, and has a right over all of them, sees all; without the right it sees what is nobody's.
#[tokio::test]
async fn who_judges_all_units_sees_all_of_them() {
    let mut def = crate::sample::definition();
    let office = |can: Vec<Right>| muster_protocol::definition::Role {
        id: "office".to_owned(),
        name: "小组办公室".to_owned(),
        scope: muster_protocol::definition::Scope::Campaign(None),
        can,
        ..muster_protocol::definition::Role::default()
    };
    let site = Site::new().await;
    let (handle, id) = (site.engine.handle(), campaign("c"));
    def.duties.iter_mut().for_each(|duty| duty.review = None);
    def.roles.push(office(vec![Right::Sign]));
    let sight = async |def: &muster_protocol::definition::Definition, post: &str| {
        handle.sight(def, &id, post).await.unwrap()
    };
    let own = sight(&def, "office").await;
    assert!(!own.is_whole() && ["a", "b", "c"].iter().all(|unit| !own.unit(unit)), "{own:?}");
    def.roles[1] = office(vec![Right::Review]);
    assert!(sight(&def, "office").await.is_whole());
    let clerk = sight(&def, "a-clerk").await;
    assert!(
        clerk.unit("a") && clerk.item("plan/a#0.2") && clerk.contact("a-clerk") && clerk.is_post("a-clerk")
    );
    assert!(
        !clerk.unit("b") && !clerk.item("plan/b") && !clerk.contact("b-clerk") && !clerk.is_post("b-clerk")
    );
    // Under a post whose holder has one of another unit too come letters about both: they are its own, and nobody else's.
    let mut shared = def.clone();
    let first = shared.contact_by_id("a-clerk");
    let other = shared.contact_by_id("b-clerk").unwrap();
    shared.contacts[other.at()].person = first;
    shared.roles[1] = muster_protocol::definition::Role {
        scope: muster_protocol::definition::Scope::Unit,
        ..office(Vec::new())
    };
    let head = shared.contact_by_id("c-clerk");
    shared.units[0].contacts.push(head);
    assert!(sight(&shared, "a-clerk").await.contact("a-clerk"));
    let beside = sight(&shared, "c-clerk").await;
    assert!(beside.unit("a") && !beside.contact("a-clerk"), "{beside:?}");
    // What is reviewed is seen by the reviewer that the duty names, with a right of its own or without.
    def.roles[1] = office(Vec::new());
    def.duties[0].review = crate::sample::definition().duties[0].review.clone();
    assert!(sight(&def, "office").await.is_whole());
    site.close().await;
}

#[tokio::test]
async fn what_happens_elsewhere_wakes_no_bearer() {
    let site = Site::new().await;
    let Issued { token, .. } = site.issue("a-clerk").await;
    let head = site.engine.handle().head().borrow().0;
    let path = format!("/v1/events?after={head}&wait_ms=30000");
    let (answer, ()) = tokio::join!(site.ask(&token, "GET", &path, ""), async {
        let handle = site.engine.handle();
        handle.execute(submit(&campaign("other"), "x", "plan", "a")).await.unwrap();
        handle.execute(submit(&campaign("c"), "y", "plan", "a")).await.unwrap();
    });
    let page: Events = serde_json::from_str(&answer.1).unwrap();
    assert!(
        !page.events.is_empty() && page.events.iter().all(|event| event.campaign.as_str() == "c"),
        "{page:?}"
    );
    site.close().await;
}

#[tokio::test]
async fn what_is_ops_is_shut_to_posts() {
    let site = Site::new().await;
    let Issued { token, metadata } = site.issue("a-clerk").await;
    let issue = r#"{"campaign":"c","post":"b-clerk","days":1}"#;
    let ops = [
        ("GET", "/v1/tokens", ""),
        ("POST", "/v1/tokens", issue),
        ("POST", "/v1/tokens/revoke", r#"{"campaign":"c","which":"b-clerk"}"#),
        ("POST", "/v1/contacts", "[]"),
        ("POST", "/v1/clock/accept", r#"{"actor":"a-clerk"}"#),
        ("POST", "/v1/questions", r#"{"Messages":{"campaign":"c","messages":[]}}"#),
    ];
    for (method, path, body) in ops {
        refusal(site.ask(&token, method, path, body).await, 403);
    }
    let letters = RetryDeadLetters { letters: WhichDead::All };
    let dead = CommandEnvelope { command: Command::RetryDeadLetters(letters), ..envelope("1", "a-clerk") };
    refusal(site.give(&token, &dead).await, 403);
    assert_eq!(site.counted("ops").await, u64::try_from(ops.len()).unwrap() + 1);
    assert_eq!(site.engine.handle().contacts().tokens().await.unwrap().len(), 1, "it issued itself another");
    // Texts and files go in and do not come out; the definition does, for its names.
    let text = site.ask(&token, "POST", "/v1/texts", "很好").await;
    let stored: Stored = serde_json::from_str(&text.1).unwrap();
    refusal(site.ask(&token, "GET", &format!("/v1/blobs/{}", stored.digest), "").await, 403);
    let definition = crate::sample::definition().digest();
    assert_eq!(say_bytes(&site, &token, &format!("/v1/blobs/{definition}")).await, 200);
    // The holder of the directory may do all of it.
    let open = &site.server.address().token;
    assert_eq!(site.ask(open, "POST", "/v1/tokens", issue).await.0, 200);
    let list: Vec<Token> = serde_json::from_str(&site.ask(open, "GET", "/v1/tokens", "").await.1).unwrap();
    assert!(list.iter().any(|known| known.id == metadata.id && known.used.is_some()), "{list:?}");
    site.close().await;
}

/// What the sample's file says nothing of: a hold, an erasure, a judgement, another's items and messages.
fn of_nobody() -> Vec<Command> {
    let item = || ItemName { occasion: "plan".to_owned(), unit: "a".to_owned() };
    let reason = Digest::of(b"because");
    let theirs = MessageName {
        date: "2014-04-18".parse().unwrap(),
        contact: "b-clerk".into(),
        kind: MessageKind::Routine,
    };
    vec![
        Command::Hold(Hold { phase: None, reason: None }),
        Command::Resume(Resume { phase: None, due_days: DueDays::default() }),
        Command::Erase(Erase { blob: reason, reason, everywhere: false }),
        Command::Accept(item()),
        Command::Return(Return { item: item(), reason: None, failed: Vec::new() }),
        Command::Sign(theirs),
        Command::OptOut(OptOut { contact: "b-clerk".into(), out: true }),
        submit(&campaign("c"), "x", "plan", "b").command,
    ]
}

#[tokio::test]
async fn a_right_given_to_nobody_is_ops() {
    let site = Site::new().await;
    let Issued { token, .. } = site.issue("a-clerk").await;
    let head = *site.engine.handle().head().borrow();
    for (at, command) in of_nobody().into_iter().enumerate() {
        let printed = format!("{command:?}");
        let no = refusal(
            site.give(&token, &CommandEnvelope { command, ..envelope(&format!("{at}"), "a-clerk") }).await,
            403,
        );
        assert!(no.detail.en.contains("to nobody") && no.detail.zh.contains("任何角色"), "{printed}: {no:?}");
    }
    refusal(site.ask(&token, "GET", "/v1/dead", "").await, 403);
    assert_eq!(*site.engine.handle().head().borrow(), head, "nothing happened");
    // What is its own it does all the same, for itself alone.
    let own = envelope("own", "a-clerk");
    refusal(
        site.give(&token, &CommandEnvelope { behalf: Some("b-clerk".to_owned()), ..own.clone() }).await,
        403,
    );
    let (status, body) = site.give(&token, &own).await;
    assert_eq!(status, 200, "{body}");
    // The holder of the directory does the rest: nobody's right binds nobody there.
    let open = &site.server.address().token;
    let hold = Command::Hold(Hold { phase: None, reason: None });
    let (status, body) =
        site.give(open, &CommandEnvelope { command: hold, ..envelope("hold", "小组办公室") }).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(site.ask(open, "GET", "/v1/dead", "").await.0, 200);
    site.close().await;
}

#[test]
fn a_right_that_a_role_has_is_open_to_judgement() {
    let mut def = crate::sample::definition();
    let hold = CommandEnvelope {
        command: Command::Hold(Hold { phase: None, reason: None }),
        ..envelope("1", "a-clerk")
    };
    assert_eq!(
        token_rights::open(&def, "a-clerk", &hold),
        Err(token_rights::TokenRefusal::Unheld(Right::Hold))
    );
    def.roles[0].can = vec![Right::Hold, Right::Review];
    assert_eq!(token_rights::open(&def, "a-clerk", &hold), Ok(()));
    // Who reviews stands beside the duty too, and then needs no right.
    let accept = || of_nobody().swap_remove(3);
    let accept = CommandEnvelope { command: accept(), ..envelope("2", "a-clerk") };
    assert_eq!(token_rights::open(&def, "a-clerk", &accept), Ok(()));
    def.roles[0].can = Vec::new();
    assert_eq!(
        token_rights::open(&def, "a-clerk", &accept),
        Err(token_rights::TokenRefusal::Unheld(Right::Review))
    );
    def.duties[0].review.as_mut().unwrap().by = "联络员".to_owned();
    assert_eq!(token_rights::open(&def, "a-clerk", &accept), Ok(()));
    assert!(token_rights::open(&def, "b-clerk", &accept).is_err(), "another unit's");
}

/// The status of an answer that is no text.
async fn say_bytes(site: &Site, token: &str, path: &str) -> u16 {
    let mut stream = TcpStream::connect(site.server.address().at).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_token_that_has_ended_says_so() {
    let site = Site::new().await;
    let Issued { token, metadata } = site.issue("a-clerk").await;
    let past = format!("{TOKEN_MARK}past");
    let new = NewToken {
        digest: Digest::of(past.as_bytes()),
        campaign: campaign("c"),
        post: "a-clerk".to_owned(),
        issued: Instant(machine_now().0 - 2 * DAY),
        expires: Instant(machine_now().0 - DAY),
    };
    let handle = site.engine.handle();
    handle.contacts().keep_token(&new).await.unwrap().unwrap();
    let no = refusal(site.give(&past, &envelope("1", "a-clerk")).await, 401);
    assert!(no.detail.en.contains("expired") && no.detail.zh.contains("到期"), "{no:?}");
    assert_eq!(site.ask(&token, "GET", "/v1/status", "").await.0, 200);
    let ended = handle.revoke_tokens(&campaign("c"), "a联络员").await.unwrap();
    assert_eq!(ended.iter().map(|token| &token.id).collect::<Vec<_>>(), [&metadata.id]);
    let no = refusal(site.ask(&token, "GET", "/v1/status", "").await, 401);
    assert!(no.detail.en.contains("revoked") && no.detail.zh.contains("吊销"), "{no:?}");
    refusal(site.ask(&format!("{TOKEN_MARK}other"), "GET", "/v1/status", "").await, 401);
    refusal(site.ask("", "GET", "/v1/status", "").await, 401);
    for why in ["expired", "revoked"] {
        assert_eq!(site.counted(why).await, 1, "{why}");
    }
    let no = handle.revoke_tokens(&campaign("c"), "nobody").await.unwrap_err();
    assert!(no.to_string().contains("nobody"), "{no}");
    site.close().await;
}

#[tokio::test]
async fn a_changed_account_leaves_tokens_alone() {
    let site = Site::new().await;
    let account = |account: &str| crate::directory::contacts::Account {
        contact: "a-clerk".to_owned(),
        channel: "outbox".to_owned(),
        account: account.to_owned(),
    };
    let handle = site.engine.handle();
    let take = async |account| {
        let staged = handle.contacts().stage(&campaign("c"), &[account]).await.unwrap();
        handle.contacts().take_in(&campaign("c"), staged.import.unwrap()).await.unwrap();
        staged.changed
    };
    take(account("one")).await;
    let Issued { token, .. } = site.issue("a-clerk").await;
    assert_eq!(take(account("two")).await, ["a-clerk"]);
    assert_eq!(site.ask(&token, "GET", "/v1/status", "").await.0, 200);
    site.close().await;
}

/// It would be shown as another than the one to which letters go.
#[tokio::test]
async fn an_account_holds_nothing_that_nobody_sees() {
    let site = Site::new().await;
    let ops = site.server.address().token.clone();
    let body = |account: &str| {
        let (contact, channel, account) = ("a-clerk".to_owned(), "outbox".to_owned(), account.to_owned());
        let contacts = vec![crate::directory::contacts::Account { contact, channel, account }];
        serde_json::to_string(&ContactsJson { campaign: campaign("c"), contacts }).unwrap()
    };
    for (account, status) in [("a@b", 200), ("a\u{202e}b", 409), ("a\u{1b}[2Jb", 409)] {
        let answer = site.ask(&ops, "POST", "/v1/contacts", &body(account)).await;
        assert_eq!(answer.0, status, "{account:?}: {}", answer.1);
    }
    site.close().await;
}

#[tokio::test]
async fn a_copy_opens_to_nobody() {
    let site = Site::new().await;
    let Issued { token, .. } = site.issue("a-clerk").await;
    let places = tempfile::tempdir().unwrap();
    let (copy, restored) = (places.path().join("copy"), places.path().join("restored"));
    crate::maintenance::backup::backup(site.dir.path(), &copy).await.unwrap();
    crate::maintenance::backup::restore(&copy, &restored, false).await.unwrap();
    assert_eq!(site.ask(&token, "GET", "/v1/status", "").await.0, 200, "the directory itself keeps them");
    let (engine, server) = open_in(&restored, ClockMode::AsStored).await;
    refusal(say(&server, &token, "GET", "/v1/status", "").await, 401);
    assert!(engine.handle().contacts().tokens().await.unwrap().is_empty());
    close(engine, server).await;
    site.close().await;
}
