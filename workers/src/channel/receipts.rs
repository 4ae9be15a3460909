//! What counterparts tell later of letters that they took. A gateway calls the engine; which field of what it says names the
//! letter, and which value means that it arrived, is data, as the reading of success of `http` is.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::{Serde, ValueKind};
use minijinja::{Environment, UndefinedBehavior, Value, context};
use muster_rules::worker::{LetterName, LetterReceipt};
use reqwest::Url;
use serde_json::Value as Json;

use super::parcel::named;
use super::settings::{ChannelSettings, ReceiptSettings};

/// Work that one expression may do, in minijinja's units.
const FUEL: u64 = 50_000;

/// Most receipts that may come at once.
const RECEIPTS_MAX: usize = 1_000;

/// Shortest secret in bytes: anybody may call, and try.
const SECRET_BYTES_MIN: usize = 16;

/// See the module.
#[derive(Debug)]
pub struct Receipts {
    expressions: Environment<'static>,
    channels: BTreeMap<String, ReceiptSettings>,
    /// Those whose counterparts tell of letters by numbers of their own.
    numbered: BTreeSet<String>,
}

impl Receipts {
    /// The receipts of the configured channels; those of which nothing is configured send none.
    ///
    /// # Errors
    /// The channel's name and what is wrong with its setting.
    pub fn new(settings: &BTreeMap<String, ChannelSettings>) -> Result<Self, (String, String)> {
        let (mut channels, mut numbered) = (BTreeMap::new(), BTreeSet::new());
        for (name, setting) in settings {
            if setting.http.as_ref().is_some_and(|call| call.number.is_some()) {
                numbered.insert(name.clone());
            }
            Self::check(setting).map_err(|what| (name.clone(), what))?;
            if let Some(receipts) = setting.receipts() {
                channels.insert(name.clone(), receipts);
            }
        }
        Ok(Self { expressions: expressions(), channels, numbered })
    }

    /// Whether the expressions of a setting can be read.
    pub(super) fn check(setting: &ChannelSettings) -> Result<(), String> {
        let Some(receipts) = setting.receipts() else { return Ok(()) };
        let always = [
            ("message", Some(&receipts.message)),
            ("delivered", Some(&receipts.delivered)),
            ("failed", Some(&receipts.failed)),
        ];
        let more = [("each", receipts.each.as_ref()), ("said", receipts.said.as_ref())];
        let expressions = expressions();
        for (key, text) in always.into_iter().chain(more) {
            let Some(text) = text else { continue };
            if text.is_empty() {
                return Err(format!("receipts.{key} is not written"));
            }
            expressions.compile_expression(text).map_err(|error| format!("receipts.{key}: {error}"))?;
        }
        Ok(())
    }

    /// Whether any channel sends receipts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.channels.is_empty()
    }

    /// What the counterpart of a channel shows; none where none is expected. It is read again each time, so that a changed one
    /// needs no restart.
    #[must_use]
    pub fn secret(&self, channel: &str) -> Option<Result<String, String>> {
        let secret = self.channels.get(channel)?.secret.read();
        Some(secret.and_then(|secret| {
            if secret.len() < SECRET_BYTES_MIN {
                return Err(format!("the secret of receipts has fewer than {SECRET_BYTES_MIN} characters"));
            }
            Ok(secret)
        }))
    }

    /// What the counterpart of a channel wants to hear.
    #[must_use]
    pub fn answer(&self, channel: &str) -> &str {
        self.channels.get(channel).map_or("", |receipts| receipts.answer.as_str())
    }

    /// What a body tells. Receipts that say nothing yet, and those of what others sent by the same gateway, are left out.
    ///
    /// # Errors
    /// What cannot be read in it; it says nothing of its content.
    pub fn read(&self, channel: &str, body: &str) -> Result<Vec<LetterReceipt>, String> {
        let Some(receipts) = self.channels.get(channel) else {
            return Err("no receipts are expected of this channel".to_owned());
        };
        let body = value_of(body);
        let each = match &receipts.each {
            Some(text) => self.value(text, &context! { body => body.clone() }).unwrap_or_default(),
            None => body.clone(),
        };
        let all: Vec<Value> = match each.kind() {
            ValueKind::Seq => {
                each.try_iter().map_err(|_| "the receipts are no list")?.take(RECEIPTS_MAX + 1).collect()
            }
            ValueKind::Map => vec![each],
            _ => return Err("there is no receipt where the settings look for it".to_owned()),
        };
        if all.len() > RECEIPTS_MAX {
            return Err(format!("more than {RECEIPTS_MAX} receipts at once"));
        }
        let numbered = self.numbered.contains(channel);
        Ok(all.iter().filter_map(|receipt| self.one((receipts, numbered), &body, receipt)).collect())
    }

    fn one(
        &self,
        (receipts, numbered): (&ReceiptSettings, bool),
        body: &Value,
        receipt: &Value,
    ) -> Option<LetterReceipt> {
        let names = context! { body => body.clone(), receipt => receipt.clone() };
        let holds = |text: &str| self.value(text, &names).is_some_and(|value| value.is_true());
        let name = self.value(&receipts.message, &names)?;
        let letter = match named(&text_of(&name)?) {
            Some((campaign, message)) => LetterName::Ours(campaign, message),
            None => LetterName::Theirs(number_of(&name).filter(|_| numbered)?),
        };
        if holds(&receipts.delivered) {
            return Some(LetterReceipt { letter, arrived: Ok(()) });
        }
        if !holds(&receipts.failed) {
            return None;
        }
        let said = receipts.said.as_ref().and_then(|said| text_of(&self.value(said, &names)?));
        Some(LetterReceipt { letter, arrived: Err(said.unwrap_or_default()) })
    }

    /// What an expression gives; a field that is missing gives nothing.
    fn value(&self, text: &str, names: &Value) -> Option<Value> {
        let value = self.expressions.compile_expression(text).and_then(|expression| expression.eval(names));
        value.map_err(|error| tracing::debug!(kind = ?error.kind(), "a receipt is not read")).ok()
    }
}

fn expressions() -> Environment<'static> {
    let mut expressions = Environment::new();
    expressions.set_undefined_behavior(UndefinedBehavior::Strict);
    expressions.set_fuel(Some(FUEL));
    expressions
}

/// JSON where it is JSON, else the fields of a form.
fn value_of(body: &str) -> Value {
    let json = serde_json::from_str::<Json>(body).unwrap_or_else(|_| form(body));
    Value::from(Serde(&json))
}

fn form(body: &str) -> Json {
    let Ok(mut url) = Url::parse("http://form/") else { return Json::Null };
    url.set_query(Some(body.trim()));
    Json::Object(
        url.query_pairs().map(|(name, value)| (name.into_owned(), Json::from(value.into_owned()))).collect(),
    )
}

fn text_of(value: &Value) -> Option<String> {
    if value.is_undefined() || value.is_none() {
        return None;
    }
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// Longest number of a counterpart in bytes: they are counters and names of 36 characters.
const NUMBER_BYTES_MAX: usize = 200;

/// A counterpart's own number of a letter; none where there is none, or what there is cannot be one.
pub(super) fn number_of(value: &Value) -> Option<String> {
    let number = text_of(value)?.trim().to_owned();
    (!number.is_empty() && number.len() <= NUMBER_BYTES_MAX).then_some(number)
}

#[cfg(test)]
mod tests {
    use muster_protocol::command::MessageName;
    use muster_protocol::ids::CampaignId;

    use super::super::settings::{HttpSettings, Secret};
    use super::*;

    const SENT: &str = "year.2014-04-25.001-clerk.routine";

    fn receipts(each: Option<&str>) -> Receipts {
        let receipts = ReceiptSettings {
            secret: Secret::Env("NO_SUCH_VARIABLE_OF_MUSTER".to_owned()),
            each: each.map(str::to_owned),
            message: "receipt.uid".to_owned(),
            delivered: "receipt.status == 'DELIVRD'".to_owned(),
            failed: "receipt.status in ['UNDELIV', 'EXPIRED']".to_owned(),
            said: Some("receipt.why".to_owned()),
            answer: "0".to_owned(),
        };
        let setting = ChannelSettings { receipts: Some(receipts), ..ChannelSettings::default() };
        Receipts::new(&[("短信".to_owned(), setting)].into()).unwrap()
    }

    fn letter() -> (CampaignId, MessageName) {
        (CampaignId::new("year").unwrap(), "2014-04-25/001-clerk/routine".parse().unwrap())
    }

    fn told(arrived: Result<(), &str>) -> LetterReceipt {
        let (campaign, message) = letter();
        let letter = LetterName::Ours(campaign, message);
        LetterReceipt { letter, arrived: arrived.map_err(str::to_owned) }
    }

    #[test]
    fn a_receipt_is_read_by_the_settings_of_its_channel() {
        let whole = receipts(None);
        let one =
            |status: &str| format!(r#"{{"uid": "{SENT}", "status": "{status}", "why": "phone is off"}}"#);
        let cases = [
            (one("DELIVRD"), vec![told(Ok(()))]),
            (one("UNDELIV"), vec![told(Err("phone is off"))]),
            (one("ACCEPTD"), vec![]),
            (
                format!("[{}, {}]", one("DELIVRD"), one("EXPIRED")),
                vec![told(Ok(())), told(Err("phone is off"))],
            ),
            (format!("uid={SENT}&status=UNDELIV&why=phone+is+off"), vec![told(Err("phone is off"))]),
            (format!("uid={SENT}&status=UNDELIV"), vec![told(Err(""))]),
            // What others sent by the same gateway, and what names nothing.
            (one("DELIVRD").replace(SENT, "4711"), vec![]),
            (one("DELIVRD").replace(SENT, "year.2014-04-25.001-clerk"), vec![]),
            (one("DELIVRD").replace("uid", "id"), vec![]),
        ];
        for (body, wanted) in cases {
            assert_eq!(whole.read("短信", &body), Ok(wanted), "{body}");
        }
        let within = receipts(Some("body.reports"));
        let body = format!(r#"{{"reports": [{}]}}"#, one("DELIVRD"));
        assert_eq!(within.read("短信", &body), Ok(vec![told(Ok(()))]));
        for nothing in ["", "7", "{}", r#"{"reports": 7}"#] {
            assert!(within.read("短信", nothing).is_err(), "{nothing}");
        }
        let many = vec![one("DELIVRD"); RECEIPTS_MAX + 1].join(",");
        assert!(whole.read("短信", &format!("[{many}]")).unwrap_err().contains("1000"));
        assert!(whole.read("邮件", &one("DELIVRD")).is_err(), "nobody expects these");
    }

    #[test]
    fn a_receipt_may_name_a_number_where_the_settings_say_that_letters_get_one() {
        let channels = receipts(None).channels;
        let call: HttpSettings =
            serde_json::from_str(r#"{"url": "http://127.0.0.1:9/", "number": "body.id"}"#).unwrap();
        let setting = ChannelSettings {
            http: Some(call),
            receipts: channels.get("短信").cloned(),
            ..ChannelSettings::default()
        };
        let receipts = Receipts::new(&[("短信".to_owned(), setting)].into()).unwrap();
        let read = |uid: &str| receipts.read("短信", &format!(r#"{{"uid": {uid}, "status": "DELIVRD"}}"#));
        let theirs = |number: &str| {
            Ok(vec![LetterReceipt { letter: LetterName::Theirs(number.to_owned()), arrived: Ok(()) }])
        };
        assert_eq!(read("4711"), theirs("4711"));
        assert_eq!(read("\" a-4711 \""), theirs("a-4711"));
        assert_eq!(read(&format!("\"{SENT}\"")), Ok(vec![told(Ok(()))]), "it may know the name as well");
        for none in ["\"\"", "null"] {
            assert_eq!(read(none), Ok(vec![]), "{none}");
        }
        assert_eq!(read(&format!("\"{}\"", "7".repeat(NUMBER_BYTES_MAX + 1))), Ok(vec![]));
    }

    #[test]
    fn settings_that_cannot_be_read_and_secrets_that_can_be_tried_out_are_refused() {
        let of = |text: &str| ReceiptSettings {
            delivered: text.to_owned(),
            ..receipts(None).channels["短信"].clone()
        };
        let new = |receipts| {
            let setting = ChannelSettings { receipts: Some(receipts), ..ChannelSettings::default() };
            Receipts::new(&[("短信".to_owned(), setting)].into())
        };
        let (channel, why) = new(of("receipt.status ==")).unwrap_err();
        assert!(channel == "短信" && why.starts_with("receipts.delivered"), "{why}");
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret");
        let secret = Secret::File(file.clone());
        let receipts = new(ReceiptSettings { secret, ..of("true") }).unwrap();
        std::fs::write(&file, "short").unwrap();
        assert!(receipts.secret("短信").unwrap().unwrap_err().contains("fewer than 16"));
        std::fs::write(&file, "long enough to be none that is tried\n").unwrap();
        assert_eq!(receipts.secret("短信").unwrap().unwrap(), "long enough to be none that is tried");
        assert!(receipts.secret("邮件").is_none());
    }

    /// The name that a letter is given at sending is the one by which its receipt finds it again.
    #[test]
    fn the_name_of_a_letter_leads_back_to_it() {
        assert_eq!(named(SENT), Some(letter()));
        let news = named("year.2014-04-25.001-clerk.news-2").map(|(_, message)| message.to_string());
        assert_eq!(news.as_deref(), Some("2014-04-25/001-clerk/news-2"));
        for other in
            ["", "year", "year.2014-04-25.routine", "year.2014-04-25.001-clerk.nothing", "Y.2014-04-25.a.red"]
        {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
