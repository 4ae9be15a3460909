//! What a gateway tells later of letters that it took, over HTTP to a running engine.

use muster_server::http::Address;
use serde_json::{Value, json};

use super::started::{FIRST, SECOND, SECRET, Started};
use crate::browsing::Browser;
use crate::links::wave::Gateway;

/// The channel's name as it stands in a path.
pub(super) const PATH: &str = "/v1/receipts/%E9%82%AE%E4%BB%B6";
const SAID: &str = "the phone is off";

/// A gateway that tells of letters by the names under which it got them.
struct Telling<'s> {
    site: &'s Started,
    browser: Browser,
}

impl Telling<'_> {
    /// Its status and what is answered.
    fn tell(&self, secret: &str, receipts: &Value) -> (u16, String) {
        let (bearer, body) = (format!("Bearer {secret}"), json!({"reports": receipts}).to_string());
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let answer = self.browser.ask("POST", PATH, &headers, body.as_bytes());
        (answer.status, answer.body)
    }

    /// What is known of a message.
    fn why(&self, message: &str) -> Value {
        self.site.ops(&["why", message, "--json"]).with(0).json()
    }

    /// The message's cell in the column of what was delivered, among those that nobody has signed for.
    fn delivered(&self, message: &str) -> String {
        let table = self.site.ops(&["unsigned", "--json"]).with(0).json();
        let columns = table["columns"].as_array().unwrap();
        let at = columns.iter().position(|column| column["en"] == "delivered").unwrap();
        let rows = table["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row.as_array().unwrap().last().unwrap()["en"] == message).unwrap();
        row[at]["en"].as_str().unwrap().to_owned()
    }
}

/// The letter under the name by which the gateway got it.
fn receipt(gateway: &Gateway, message: &str, status: &str) -> Value {
    let name = format!("starter.{}", message.replace('/', "."));
    assert!(gateway.names().contains(&name), "{:?}", gateway.names());
    json!({"id": name, "status": status, "reason": SAID})
}

#[test]
fn a_gateways_receipts_are_facts_once_and_show_where_people_look() {
    let (gateway, port) = Gateway::start();
    let site = Started::with(&format!(
        "    http:\n      url: http://127.0.0.1:{port}/send\n      body: '{{{{ message }}}}'\n      success: body.code == 0\n    \
         receipts:\n      secret: {{file: SECRET}}\n      each: body.reports\n      message: receipt.id\n      \
         delivered: receipt.status == 'DELIVRD'\n      failed: receipt.status in ['UNDELIV', 'EXPIRED']\n      \
         said: receipt.reason\n      answer: '{{\"code\": 0}}'\n"
    ));
    let telling = Telling { site: &site, browser: Browser::at(Address::read(&site.dir).unwrap().at) };
    let of = |message: &str, status: &str| json!([receipt(&gateway, message, status)]);
    let heard = (200, r#"{"code": 0}"#.to_owned());

    // Handed over is not delivered, and who does not show the secret tells nothing.
    let why = telling.why(FIRST);
    assert!(why["sent_at"].is_string() && why["delivered_at"].is_null(), "{why}");
    assert_eq!(telling.tell(&SECRET[1..], &of(FIRST, "DELIVRD")).0, 401);
    // A receipt that says nothing yet, and one of a letter that another program sent, are heard and change nothing.
    let strange = json!([{"id": "4711", "status": "DELIVRD"}]);
    for nothing in [of(FIRST, "ACCEPTD"), strange, json!([])] {
        assert_eq!(telling.tell(SECRET, &nothing), heard, "{nothing}");
    }
    assert_eq!(site.told(), [0, 0]);

    for _ in 0..2 {
        assert_eq!(telling.tell(SECRET, &of(FIRST, "DELIVRD")), heard);
    }
    assert_eq!(site.told(), [1, 0], "twice is once");
    let why = telling.why(FIRST);
    assert!(why["delivered_at"].is_string() && why["undelivered_at"].is_null(), "{why}");
    assert!(telling.delivered(FIRST).starts_with("2026-03-02 "), "{}", telling.delivered(FIRST));
    assert_eq!(telling.tell(SECRET, &of(FIRST, "UNDELIV")).0, 409, "what arrived does not fail any more");

    for _ in 0..2 {
        assert_eq!(telling.tell(SECRET, &of(SECOND, "UNDELIV")), heard);
    }
    assert_eq!(site.told(), [1, 1], "twice is once");
    let why = telling.why(SECOND);
    assert!(why["undelivered_at"].is_string() && why["delivered_at"].is_null(), "{why}");
    assert!(
        telling.delivered(SECOND).starts_with("not delivered (2026-03-02 "),
        "{}",
        telling.delivered(SECOND)
    );
    for verb in [&["dead", "list"][..], &["status"], &["why", SECOND]] {
        let shown = site.ops(verb).with(0).stdout;
        assert!(shown.contains(SAID) || shown.contains("not delivered"), "{verb:?}: {shown}");
    }

    // A letter that never was is refused alone, and keeps the others of the same call from nothing.
    let unknown = json!({"id": "starter.2026-03-02.001-clerk.red", "status": "DELIVRD"});
    assert_eq!(telling.tell(SECRET, &json!([unknown])).0, 409);
    assert_eq!(site.told(), [1, 1]);
    let both = json!([unknown, receipt(&gateway, SECOND, "DELIVRD")]);
    assert_eq!(telling.tell(SECRET, &both), heard);
    assert_eq!(site.told(), [2, 1], "the gateway had given up too early");
    assert!(telling.why(SECOND)["delivered_at"].is_string());
}
