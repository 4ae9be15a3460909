//! A gateway that answers with a number of its own, and tells of letters by that number alone: before it has answered, so that no
//! worker can have reported it, afterwards, and of what nobody here has sent.

use std::sync::{Arc, Mutex, OnceLock};

use muster_server::http::Address;
use muster_tests::tidy::tree;
use serde_json::{Value, json};

use super::receipts::PATH;
use super::started::{FIRST, SECOND, SECRET, Started};
use crate::browsing::Browser;
use crate::links::wave::Gateway;

/// How each number begins: nothing else is written so.
const NUMBERED: &str = "gateway-number-";

/// The names of letters in the order of their numbers.
type Numbers = Arc<Mutex<Vec<String>>>;

/// The number of the letter that came under a name, which is given one where it has none.
fn number(numbers: &Numbers, name: &str) -> String {
    let mut names = numbers.lock().unwrap();
    let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    format!("{NUMBERED}{at}")
}

/// Tells of letters; its status and what is answered.
fn tell(engine: &str, receipts: &Value) -> (u16, String) {
    let (bearer, body) = (format!("Bearer {SECRET}"), json!({"reports": receipts}).to_string());
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let answer = Browser::at(engine).ask("POST", PATH, &headers, body.as_bytes());
    (answer.status, answer.body)
}

fn receipt(number: &str, status: &str) -> Value {
    json!({"id": number, "status": status})
}

#[test]
fn a_gateway_that_knows_its_own_numbers_alone_is_understood() {
    let (numbers, early): (Numbers, Arc<Mutex<Vec<u16>>>) = Default::default();
    let engine: Arc<OnceLock<String>> = Arc::default();
    let (own, told, at) = (Arc::clone(&numbers), Arc::clone(&early), Arc::clone(&engine));
    let (_gateway, port) = Gateway::answering(move |name| {
        let number = number(&own, name);
        // It knows what became of the letter before anybody has heard that it took it.
        let (status, _) = tell(at.get().unwrap(), &json!([receipt(&number, "DELIVRD")]));
        told.lock().unwrap().push(status);
        json!({"code": 0, "id": number}).to_string()
    });
    let site = Started::standing(&format!(
        "    http:\n      url: http://127.0.0.1:{port}/send\n      body: '{{{{ message }}}}'\n      success: body.code == 0\n      \
         number: body.id\n    receipts:\n      secret: {{file: SECRET}}\n      each: body.reports\n      \
         message: receipt.id\n      delivered: receipt.status == 'DELIVRD'\n      failed: receipt.status == 'UNDELIV'\n      \
         answer: '{{\"code\": 0}}'\n"
    ));
    let address = Address::read(&site.dir).unwrap().at.to_string();
    engine.set(address.clone()).unwrap();
    site.launches(&tree::root().join("workflows/starter/starter.yaml"));

    let early = early.lock().unwrap().clone();
    assert!(
        early.len() >= 2 && early.iter().all(|status| *status == 503),
        "it is to say it again: {early:?}"
    );
    assert_eq!(site.told(), [0, 0]);
    let of = |message: &str, status: &str| {
        let name = format!("starter.{}", message.replace('/', "."));
        assert!(numbers.lock().unwrap().contains(&name), "{name}");
        receipt(&number(&numbers, &name), status)
    };
    let heard = (200, r#"{"code": 0}"#.to_owned());
    for _ in 0..2 {
        assert_eq!(tell(&address, &json!([of(FIRST, "DELIVRD")])), heard);
    }
    assert_eq!(site.told(), [1, 0], "twice is once");
    assert_eq!(tell(&address, &json!([of(SECOND, "UNDELIV")])), heard);
    assert_eq!(site.told(), [1, 1]);
    let why = site.ops(&["why", SECOND, "--json"]).with(0).json();
    assert!(why["undelivered_at"].is_string() && why["delivered_at"].is_null(), "{why}");

    // A number that nobody knows may still become known; what is told beside it counts.
    let strange = receipt("of-somebody-elses-message", "DELIVRD");
    assert_eq!(tell(&address, &json!([strange])).0, 503);
    assert_eq!(site.told(), [1, 1]);
    assert_eq!(tell(&address, &json!([strange, of(SECOND, "DELIVRD")])).0, 503);
    assert_eq!(site.told(), [2, 1]);
    let events = site.ops(&["events", "--json", "--campaign", "starter", "--limit", "100000"]).with(0);
    assert!(!events.stdout.contains(NUMBERED), "a number stands outside contacts.db");
}
