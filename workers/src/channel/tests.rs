//! Counterparts over HTTP as their documents describe them, outcome by outcome, and the order in which channels are tried.

mod cut_short;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{Request, StatusCode, Uri};
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Address, FailureCause, PageLink, PersonBudget};
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

use super::settings::{
    AppriseSettings, ChannelSettings, HttpSettings, RobotSettings, Secret, WebhookSettings, WecomAppSettings,
};
use super::*;
use crate::sample;
use cut_short::breaking_off;

/// What the counterpart answers, one after the other; the last one again and again.
type Answers = Arc<Mutex<VecDeque<(u16, &'static str)>>>;

/// A counterpart that answers as the test says and keeps what it was sent.
#[derive(Clone)]
struct Counterpart {
    base: String,
    answers: Answers,
    heard: Arc<Mutex<Vec<(Uri, String)>>>,
}

impl Counterpart {
    async fn start(answers: &[(u16, &'static str)]) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let answers = Arc::new(Mutex::new(answers.iter().copied().collect()));
        let counterpart = Self { base, answers, heard: Arc::default() };
        let app = Router::new().fallback(answer).with_state(counterpart.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        counterpart
    }

    fn heard(&self) -> Vec<(Uri, String)> {
        self.heard.lock().unwrap().clone()
    }

    /// Its address as a secret, in a file of its own.
    fn secret(&self, folder: &std::path::Path, path: &str) -> Secret {
        let file = folder.join(format!("secret{}", path.len()));
        std::fs::write(&file, format!("{}{path}\n", self.base)).unwrap();
        Secret::File(file)
    }
}

async fn answer(State(it): State<Counterpart>, request: Request<axum::body::Body>) -> (StatusCode, String) {
    let uri = request.uri().clone();
    let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
    it.heard.lock().unwrap().push((uri, String::from_utf8(body.to_vec()).unwrap()));
    let mut answers = it.answers.lock().unwrap();
    let next = answers.front().copied().unwrap();
    if answers.len() > 1 {
        answers.pop_front();
    }
    (StatusCode::from_u16(next.0).unwrap(), next.1.to_owned())
}

fn letter() -> OutgoingMessage {
    sample::letter("2014-04-25", 0)
}

fn folder(dir: &std::path::Path) -> Arc<dyn Channel> {
    Arc::new(Outbox::open(dir.join("outbox")).unwrap())
}

fn address(channel: &str, account: &str) -> Address {
    Address { channel: channel.to_owned(), account: account.to_owned() }
}

/// One channel of these settings, over a folder.
fn routes(name: &str, settings: ChannelSettings, dir: &std::path::Path) -> Routes {
    Routes::new(&BTreeMap::from([(name.to_owned(), settings)]), folder(dir)).unwrap()
}

/// A group of WeCom's robot at a counterpart.
fn wecom_group(counterpart: &Counterpart, dir: &std::path::Path) -> Routes {
    let robot = RobotSettings { url: counterpart.secret(dir, "/robot"), secret: None };
    routes("群", ChannelSettings { wecom_robot: Some(robot), ..ChannelSettings::default() }, dir)
}

/// A gateway of text messages at an address.
fn sms(base: &str) -> HttpSettings {
    HttpSettings {
        url: format!("{base}/sms"),
        method: "POST".to_owned(),
        headers: BTreeMap::new(),
        body: "{{ text }}".to_owned(),
        text_chars: None,
        success: "status == 200".to_owned(),
        temporary: "false".to_owned(),
        number: None,
        secrets: BTreeMap::new(),
    }
}

/// The number by which a gateway will tell of a letter stands where the settings say, in the answer by which it took it.
#[tokio::test]
async fn the_number_that_a_gateway_gives_a_letter_is_read_from_its_answer() {
    for (expression, answer, wanted) in [
        ("body.data.id", r#"{"data": {"id": "a-4711"}}"#, Some("a-4711")),
        ("body.id", r#"{"id": 4711}"#, Some("4711")),
        ("body", "4711\n", Some("4711")),
        ("body.id", r#"{"id": ""}"#, None),
        ("body.id", r#"{"id": null}"#, None),
        ("body.id", "{}", None),
    ] {
        let counterpart = Counterpart::start(&[(200, answer)]).await;
        let call = HttpSettings { number: Some(expression.to_owned()), ..sms(&counterpart.base) };
        let taken = handed(ChannelSettings { http: Some(call), ..ChannelSettings::default() }).await.unwrap();
        assert_eq!((taken.channel.as_str(), taken.number.as_deref()), ("甲", wanted), "{answer}");
    }
    let counterpart = Counterpart::start(&[(500, r#"{"id": 7}"#)]).await;
    let call = HttpSettings { number: Some("body.id".to_owned()), ..sms(&counterpart.base) };
    assert!(handed(ChannelSettings { http: Some(call), ..ChannelSettings::default() }).await.is_err());
    let broken = HttpSettings { number: Some("body.".to_owned()), ..sms("http://127.0.0.1:9") };
    let settings = ChannelSettings { http: Some(broken), ..ChannelSettings::default() };
    let wrong = Routes::new(&BTreeMap::from([("甲".to_owned(), settings)]), Arc::new(Nothing)).unwrap_err();
    assert!(wrong.1.starts_with("number: "), "{wrong:?}");
}

/// Hands one letter to a channel of these settings.
async fn handed(settings: ChannelSettings) -> Result<Taken, ChannelError> {
    let dir = tempfile::tempdir().unwrap();
    let routes = routes("甲", settings, dir.path());
    routes.hand(&sample::campaign(), &letter(), &[address("甲", "zj001")]).await
}

/// How one letter ends at a channel of these settings.
async fn outcome(settings: ChannelSettings) -> String {
    match handed(settings).await {
        Ok(taken) => format!("taken by {}", taken.channel),
        Err(ChannelError::Temporary(_, cause)) => format!("later, {cause}"),
        Err(ChannelError::Refused(cause)) => format!("never, {cause}"),
        Err(ChannelError::Permanent(reason)) => format!("never, {reason:?}"),
    }
}

#[tokio::test]
async fn row_53_and_54_a_robot_is_judged_by_the_code_in_its_answer_and_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let robot = |counterpart: &Counterpart| RobotSettings {
        url: counterpart.secret(dir.path(), "/robot?key=k"),
        secret: None,
    };
    // ccfos/nightingale #1437: a code that is not zero in an answer of 200 or 400 was counted as sent. openclaw #70879:
    // 2200 and 11232 were not tried again.
    let cases: [(&str, u16, &str, &str); 12] = [
        ("wecom", 200, r#"{"errcode":0,"errmsg":"ok"}"#, "taken by 甲"),
        ("wecom", 200, r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#, "later, 甲: "),
        ("wecom", 200, r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#, "later, 甲: "),
        ("wecom", 200, "<html>a proxy</html>", "later, 甲: "),
        ("dingtalk", 200, r#"{"errcode":0,"errmsg":"ok"}"#, "taken by 甲"),
        ("dingtalk", 200, r#"{"errcode":130101,"errmsg":"send too fast"}"#, "later, 甲: "),
        ("feishu", 200, r#"{"code":0,"msg":"success"}"#, "taken by 甲"),
        ("feishu", 200, r#"{"code":11232,"msg":"frequency limited"}"#, "later, 甲: "),
        ("feishu", 200, r#"{"code":9499,"msg":"too many request"}"#, "later, 甲: "),
        ("feishu", 400, r#"{"code":9499,"msg":"too many request"}"#, "later, 甲: "),
        ("feishu", 200, r#"{"code":2200,"msg":"internal error"}"#, "later, 甲: "),
        ("feishu", 502, "bad gateway", "later, 甲: 502 Bad Gateway bad gateway"),
    ];
    for (kind, status, body, wanted) in cases {
        let counterpart = Counterpart::start(&[(status, body)]).await;
        let robot = Some(robot(&counterpart));
        let settings = match kind {
            "wecom" => ChannelSettings { wecom_robot: robot, ..ChannelSettings::default() },
            "dingtalk" => ChannelSettings { dingtalk_robot: robot, ..ChannelSettings::default() },
            _ => ChannelSettings { feishu_robot: robot, ..ChannelSettings::default() },
        };
        let ended = outcome(settings).await;
        assert!(ended.starts_with(wanted), "{kind} {body}: {ended}");
        assert!(
            !ended.contains("key=k") && !ended.contains(&counterpart.base),
            "its address is a secret: {ended}"
        );
        assert!(counterpart.heard()[0].1.contains("主题\\n\\n正文"), "{:?}", counterpart.heard());
    }
}

#[tokio::test]
async fn a_robot_that_was_blocked_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let counterpart = Counterpart::start(&[(200, r#"{"errcode":130101}"#), (200, r#"{"errcode":0}"#)]).await;
    let robot = RobotSettings { url: counterpart.secret(dir.path(), "/robot"), secret: None };
    let settings = ChannelSettings { dingtalk_robot: Some(robot), ..ChannelSettings::default() };
    let routes = routes("群", settings, dir.path());
    for _ in 0..3 {
        let handed = routes.hand(&sample::campaign(), &letter(), &[address("群", "")]).await;
        assert!(matches!(handed, Err(ChannelError::Temporary(..))), "{handed:?}");
    }
    assert_eq!(counterpart.heard().len(), 1, "within ten minutes it is not called again");
}

#[tokio::test]
async fn a_letter_that_is_too_long_for_a_robot_goes_in_parts_and_goes_on_where_it_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let busy = r#"{"errcode":40058,"errmsg":"try later"}"#;
    let fine = r#"{"errcode":0,"errmsg":"ok"}"#;
    let counterpart = Counterpart::start(&[(200, fine), (200, busy), (200, fine)]).await;
    let routes = wecom_group(&counterpart, dir.path());
    let text = (0..120).map(|no| format!("第{no}项 请报送活动记录和照片")).collect::<Vec<_>>().join("\n");
    let letter = OutgoingMessage { text, ..letter() };
    let campaign = sample::campaign();
    assert_eq!(routes.parts(&campaign, &letter, "群"), 3, "each counts for the budget");
    assert_eq!(routes.parts(&campaign, &super::tests::letter(), "群"), 1);
    let hand = async || routes.hand(&campaign, &letter, &[address("群", "")]).await;
    assert!(matches!(hand().await, Err(ChannelError::Temporary(..))));
    assert_eq!(hand().await, Ok(Taken::by("群")));
    let heard: Vec<String> = counterpart.heard().into_iter().map(|(_, body)| body).collect();
    let numbers: Vec<&str> = ["(1/3)", "(2/3)", "(2/3)", "(3/3)"].into();
    assert_eq!(heard.len(), numbers.len());
    assert!(heard.iter().zip(numbers).all(|(body, number)| body.contains(number)), "{heard:?}");
}

#[tokio::test]
async fn a_group_is_reported_without_the_persons_own_link() {
    let dir = tempfile::tempdir().unwrap();
    let counterpart = Counterpart::start(&[(200, r#"{"errcode":0,"errmsg":"ok"}"#)]).await;
    let routes = wecom_group(&counterpart, dir.path());
    let link = "https://muster.example/p/0123456789";
    let text = format!("请交方案\n\n点开办理、签收：{link}");
    let letter = OutgoingMessage { text, link: Some(PageLink(link.to_owned())), ..letter() };
    routes.hand(&sample::campaign(), &letter, &[address("群", "")]).await.unwrap();
    let (_, body) = counterpart.heard().remove(0);
    assert!(body.contains("请交方案") && !body.contains("/p/") && !body.contains("点开"), "{body}");
}

#[tokio::test]
async fn a_text_message_is_cut_and_keeps_its_link() {
    let counterpart = Counterpart::start(&[(200, "")]).await;
    let dir = tempfile::tempdir().unwrap();
    let call = HttpSettings { text_chars: Some(40), ..sms(&counterpart.base) };
    let settings = ChannelSettings { http: Some(call), ..ChannelSettings::default() };
    let routes = routes("短信", settings, dir.path());
    let text = format!("{}\nhttps://a.example/p/abc", "一项要报送的材料\n".repeat(30));
    let letter = OutgoingMessage { text, ..letter() };
    assert_eq!(routes.parts(&sample::campaign(), &letter, "短信"), 1, "one message");
    assert!(routes.hand(&sample::campaign(), &letter, &[address("短信", "1")]).await.is_ok());
    let sent = counterpart.heard().remove(0).1;
    assert!(sent.chars().count() <= 40 && sent.ends_with("……\nhttps://a.example/p/abc"), "{sent}");
}

#[test]
fn how_long_a_channel_is_left_alone_is_a_setting_within_bounds() {
    let of = |after, minutes| {
        ChannelSettings { breaker_after: after, breaker_minutes: minutes, ..ChannelSettings::default() }
            .breaker()
    };
    assert_eq!(of(None, None), Ok(BreakerLimits::default()));
    assert_eq!(of(Some(2), Some(90)), Ok(BreakerLimits { after: 2, minutes_max: 90 }));
    assert_eq!(of(Some(0), None), Err("breaker-after is 1 to 100, not 0".to_owned()));
    assert_eq!(of(None, Some(2_000)), Err("breaker-minutes is 1 to 1440, not 2000".to_owned()));
}

#[tokio::test]
async fn an_application_writes_to_persons_and_renews_its_token() {
    let dir = tempfile::tempdir().unwrap();
    let token = r#"{"errcode":0,"access_token":"T","expires_in":7200}"#;
    let secret = dir.path().join("secret");
    std::fs::write(&secret, "s3cret\n").unwrap();
    let cases: [(&str, &str); 5] = [
        (r#"{"errcode":0,"errmsg":"ok"}"#, "taken by 甲"),
        (r#"{"errcode":0,"invaliduser":"zj001"}"#, "never, 甲: WeCom does not know this account"),
        (r#"{"errcode":42001,"errmsg":"expired"}"#, "later, 甲: 42001"),
        (r#"{"errcode":45009,"errmsg":"limit"}"#, "later, 甲: 45009"),
        (r#"{"errcode":60111,"errmsg":"userid not found: zj001"}"#, "never, 甲: 60111"),
    ];
    for (body, wanted) in cases {
        let counterpart = Counterpart::start(&[(200, token), (200, body)]).await;
        let app = WecomAppSettings {
            corp_id: "ww1".to_owned(),
            agent_id: 7,
            secret: Secret::File(secret.clone()),
            base: counterpart.base.clone(),
        };
        let ended = outcome(ChannelSettings { wecom_app: Some(app), ..ChannelSettings::default() }).await;
        assert!(ended.starts_with(wanted), "{body}: {ended}");
        assert!(!ended.contains("zj001"), "an account stands in no cause: {ended}");
        let heard = counterpart.heard();
        assert_eq!(heard[0].0, "/cgi-bin/gettoken?corpid=ww1&corpsecret=s3cret");
        assert_eq!(heard[1].0, "/cgi-bin/message/send?access_token=T");
        assert!(
            heard[1].1.contains(r#""touser":"zj001""#)
                && heard[1].1.contains(r#""enable_duplicate_check":1"#)
        );
    }
}

#[test]
fn an_application_that_drops_what_is_too_much_says_how_much_one_person_takes() {
    let dir = tempfile::tempdir().unwrap();
    let settings = one_of_each_kind("http://127.0.0.1:9", dir.path());
    let settings: BTreeMap<String, ChannelSettings> =
        settings.into_iter().map(|(name, setting)| (name.to_owned(), setting)).collect();
    let routes = Routes::new(&settings, folder(dir.path())).unwrap();
    // The engine keeps it for all workers, by the same table as the budgets of robots.
    for name in settings.keys() {
        let wanted = (name == "wecom-app").then_some(PersonBudget { per_minute: 30, per_hour: 1_000 });
        assert_eq!(routes.per_person(name), wanted, "{name}");
    }
}

/// A setting of each kind for a counterpart at an address, all of their secrets in one folder.
fn one_of_each_kind(base: &str, dir: &std::path::Path) -> Vec<(&'static str, ChannelSettings)> {
    let secret = |name: &str, text: &str| {
        std::fs::write(dir.join(name), text).unwrap();
        Secret::File(dir.join(name))
    };
    let robot = || Some(RobotSettings { url: secret("url", &format!("{base}/robot")), secret: None });
    let key = || secret("key", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let none = ChannelSettings::default;
    let app =
        WecomAppSettings { corp_id: "ww1".to_owned(), agent_id: 7, secret: key(), base: base.to_owned() };
    let webhook = WebhookSettings { url: format!("{base}/hook"), secret: key() };
    let apprise = AppriseSettings { url: base.to_owned(), key: key() };
    vec![
        ("wecom-robot", ChannelSettings { wecom_robot: robot(), ..none() }),
        ("dingtalk-robot", ChannelSettings { dingtalk_robot: robot(), ..none() }),
        ("feishu-robot", ChannelSettings { feishu_robot: robot(), ..none() }),
        ("wecom-app", ChannelSettings { wecom_app: Some(app), ..none() }),
        ("http", ChannelSettings { http: Some(sms(base)), ..none() }),
        ("webhook", ChannelSettings { webhook: Some(webhook), ..none() }),
        ("apprise", ChannelSettings { apprise: Some(apprise), ..none() }),
    ]
}

/// What kept a channel from taking a letter, and that it was not refused.
async fn kept(settings: ChannelSettings) -> FailureCause {
    match handed(settings).await {
        Err(ChannelError::Temporary(cause, _)) => cause,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_keeps_a_letter_back_is_one_of_few_causes() {
    let dir = tempfile::tempdir().unwrap();
    let secret = |text: &str| {
        std::fs::write(dir.path().join(text), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        Secret::File(dir.path().join(text))
    };
    let hook = |base: &str, secret| ChannelSettings {
        webhook: Some(WebhookSettings { url: format!("{base}/hook"), secret }),
        ..ChannelSettings::default()
    };
    for (status, cause) in [
        (503, FailureCause::NotNow),
        (401, FailureCause::Settings),
        (302, FailureCause::Settings),
        (429, FailureCause::Busy),
    ] {
        let counterpart = Counterpart::start(&[(status, "")]).await;
        assert_eq!(kept(hook(&counterpart.base, secret("key"))).await, cause, "{status}");
    }
    // Nobody listens where somebody did.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(kept(hook(&base, secret("key"))).await, FailureCause::Unreachable);
    let none = Secret::File(dir.path().join("no-such-key"));
    assert_eq!(kept(hook(&base, none)).await, FailureCause::Settings);
    let broken = breaking_off("HTTP/1.1 200", true).await;
    assert_eq!(kept(hook(&broken, secret("key"))).await, FailureCause::Unreachable);
}

#[tokio::test]
async fn a_gateway_is_a_paragraph_of_settings() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("token"), "t0ken").unwrap();
    let cases = [
        (200, r#"{"code":0}"#, "taken by 甲"),
        (200, r#"{"code":7,"msg":"balance"}"#, "later, 甲: 200 OK"),
        (200, r#"{"code":3,"msg":"bad number"}"#, "never, 甲: 200 OK"),
        (429, "", "later, 甲: 429"),
        (500, "oops", "later, 甲: 500"),
    ];
    for (status, body, wanted) in cases {
        let counterpart = Counterpart::start(&[(status, body)]).await;
        let call = HttpSettings {
            url: format!("{}/sms?to={{{{ account }}}}", counterpart.base),
            headers: BTreeMap::from([("authorization".to_owned(), "Bearer {{ secret.token }}".to_owned())]),
            body: r#"{"text": {{ text|tojson }}, "id": {{ message|tojson }}}"#.to_owned(),
            success: "status == 200 and body.code == 0".to_owned(),
            temporary: "status >= 429 or body.code == 7".to_owned(),
            secrets: BTreeMap::from([("token".to_owned(), Secret::File(dir.path().join("token")))]),
            ..sms(&counterpart.base)
        };
        let ended = outcome(ChannelSettings { http: Some(call), ..ChannelSettings::default() }).await;
        assert!(ended.starts_with(wanted), "{body}: {ended}");
        let (uri, sent) = counterpart.heard().remove(0);
        assert_eq!(uri, "/sms?to=zj001");
        assert_eq!(sent, r#"{"text": "正文", "id": "year.2014-04-25.001-clerk.routine"}"#);
    }
}

#[tokio::test]
async fn webhooks_and_bridges_are_judged_by_their_status() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("key"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let secret = Secret::File(dir.path().join("key"));
    for (status, hook, bridge) in [
        (200, "taken", "taken"),
        (204, "taken", "later"),
        (302, "later", "later"),
        (400, "never", "never"),
        (410, "never", "never"),
        (424, "never", "later"),
        (429, "later", "later"),
        (503, "later", "later"),
    ] {
        let counterpart = Counterpart::start(&[(status, "")]).await;
        let webhook = WebhookSettings { url: format!("{}/hook", counterpart.base), secret: secret.clone() };
        let ended = outcome(ChannelSettings { webhook: Some(webhook), ..ChannelSettings::default() }).await;
        assert!(ended.starts_with(hook), "webhook {status}: {ended}");
        let apprise = AppriseSettings { url: counterpart.base.clone(), key: secret.clone() };
        let ended = outcome(ChannelSettings { apprise: Some(apprise), ..ChannelSettings::default() }).await;
        assert!(ended.starts_with(bridge), "bridge {status}: {ended}");
    }
}

/// Takes letters, or does not.
struct Fixed(Result<(), fn() -> super::parcel::NotTaken>);

impl super::parcel::Sender for Fixed {
    fn send<'a>(&'a self, _: super::parcel::Parcel<'a>) -> Boxed<'a, Result<(), super::parcel::NotTaken>> {
        Box::pin(std::future::ready(self.0.map_err(|not| not())))
    }
}

#[tokio::test]
async fn the_next_channel_is_asked_where_the_former_failed() {
    use super::parcel::NotTaken;
    let later: fn() -> NotTaken = || NotTaken::not_now("away".to_owned());
    let never: fn() -> NotTaken = || NotTaken::Never("unknown".to_owned());
    let dir = tempfile::tempdir().unwrap();
    let routes = Routes::of(
        [("信", Fixed(Err(later))), ("短", Fixed(Ok(()))), ("邮", Fixed(Err(never)))],
        folder(dir.path()),
    );
    let campaign: CampaignId = sample::campaign();
    let hand = async |channels: &[&str]| {
        let addresses: Vec<Address> = channels.iter().map(|name| address(name, "a")).collect();
        routes.hand(&campaign, &letter(), &addresses).await
    };
    assert_eq!(hand(&["信", "短"]).await, Ok(Taken::by("短")));
    assert_eq!(hand(&["邮", "短"]).await, Ok(Taken::by("短")));
    assert_eq!(
        hand(&["信"]).await,
        Err(ChannelError::Temporary(FailureCause::NotNow, "信: away".to_owned()))
    );
    assert_eq!(hand(&["邮"]).await, Err(ChannelError::Refused("邮: unknown".to_owned())));
    assert_eq!(
        hand(&["邮", "信"]).await,
        Err(ChannelError::Temporary(FailureCause::NotNow, "信: away; 邮: unknown".to_owned())),
        "as long as one may still take it, it is not refused"
    );
    assert_eq!(hand(&["别的"]).await, Ok(Taken::by("outbox")), "what nobody serves goes to the folder");
    assert_eq!(hand(&[]).await, Ok(Taken::by("outbox")));
}

/// Never answers, or takes everything.
struct Hangs(bool);

impl super::parcel::Sender for Hangs {
    fn send<'a>(&'a self, _: super::parcel::Parcel<'a>) -> Boxed<'a, Result<(), super::parcel::NotTaken>> {
        if self.0 { Box::pin(std::future::pending()) } else { Box::pin(std::future::ready(Ok(()))) }
    }
}

#[tokio::test(start_paused = true)]
async fn a_counterpart_that_never_answers_leaves_the_next_one_its_time() {
    let senders = [("甲", Hangs(true)), ("乙", Hangs(true)), ("丙", Hangs(false))];
    let routes = Routes::of(senders, Arc::new(Nothing));
    let addresses = ["甲", "乙", "丙"].map(|name| address(name, "a"));
    let began = tokio::time::Instant::now();
    assert_eq!(routes.hand(&sample::campaign(), &letter(), &addresses).await, Ok(Taken::by("丙")));
    assert!(began.elapsed() < routes.patience(), "the worker waits longer than all of them take");
    assert!(routes.patience() > Nothing.patience());
}

#[test]
fn a_channel_is_of_exactly_one_kind() {
    let dir = tempfile::tempdir().unwrap();
    let none =
        Routes::new(&BTreeMap::from([("甲".to_owned(), ChannelSettings::default())]), folder(dir.path()));
    let (name, what) = none.unwrap_err();
    assert!(name == "甲" && what.starts_with("it says no kind"), "{what}");
}
