//! An application of WeCom (企业微信应用消息): it writes to persons. What is too much for one person is dropped there without a
//! word, so each is given less than that; a letter that comes twice is recognised for half an hour.

use std::time::Duration;

use muster_protocol::question::PersonBudget;
use muster_wire::link::Boxed;
use reqwest::{Client, Url};
use serde_json::json;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::parcel::{NotTaken, Parcel, Sender};
use super::settings::WecomAppSettings;
use super::web;

/// Most bytes of a text.
const TEXT_BYTES_MAX: usize = 2_048;

/// A token is asked for again so long before its end.
const MARGIN: Duration = Duration::from_secs(300);

/// How long the same letter is recognised, in seconds.
const DUPLICATE_SECONDS: u32 = 1_800;

/// Most messages for one person: what is more WeCom drops and answers as if it had taken it. The engine counts them, for all
/// workers together.
const PER_PERSON: PersonBudget = PersonBudget { per_minute: 30, per_hour: 1_000 };

struct Token {
    text: String,
    until: Instant,
}

/// See the module.
pub(super) struct App {
    settings: WecomAppSettings,
    base: Url,
    client: Client,
    token: Mutex<Option<Token>>,
}

impl App {
    pub(super) fn new(settings: WecomAppSettings) -> Result<Self, String> {
        let base =
            settings.base.parse().map_err(|_| format!("base: “{}” is not an address", settings.base))?;
        Ok(Self { settings, base, client: web::client()?, token: Mutex::new(None) })
    }

    fn address(&self, path: &str, query: &[(&str, &str)]) -> Result<Url, NotTaken> {
        let mut url = self.base.join(path).map_err(|error| NotTaken::settings(format!("base: {error}")))?;
        url.query_pairs_mut().extend_pairs(query);
        Ok(url)
    }

    async fn token(&self) -> Result<String, NotTaken> {
        let mut held = self.token.lock().await;
        if let Some(token) = held.as_ref().filter(|token| token.until > Instant::now()) {
            return Ok(token.text.clone());
        }
        let secret = self.settings.secret.read().map_err(NotTaken::settings)?;
        let query = [("corpid", self.settings.corp_id.as_str()), ("corpsecret", secret.as_str())];
        let answer = web::call(self.client.get(self.address("/cgi-bin/gettoken", &query)?)).await?;
        answer.by_status()?;
        let body = answer.json();
        let (Some(text), Some(0)) = (body["access_token"].as_str(), body["errcode"].as_i64()) else {
            return Err(NotTaken::settings(format!("no token: {} {}", body["errcode"], body["errmsg"])));
        };
        let lasts = Duration::from_secs(body["expires_in"].as_u64().unwrap_or(7_200));
        let until = Instant::now() + lasts.saturating_sub(MARGIN);
        Ok(held.insert(Token { text: text.to_owned(), until }).text.clone())
    }

    async fn send_now(&self, parcel: &Parcel<'_>) -> Result<(), NotTaken> {
        let token = self.token().await?;
        let body = json!({
            "touser": parcel.account,
            "msgtype": "text",
            "agentid": self.settings.agent_id,
            "text": {"content": parcel.whole()},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DUPLICATE_SECONDS,
        });
        let url = self.address("/cgi-bin/message/send", &[("access_token", &token)])?;
        let request = self.client.post(url).header("content-type", "application/json").body(body.to_string());
        let answer = web::call(request).await?;
        answer.by_status()?;
        let body = answer.json();
        let words = format!("{} {}", body["errcode"], body["errmsg"]);
        let nobody = |key: &str| body[key].as_str().is_some_and(|who| !who.is_empty());
        match body["errcode"].as_i64() {
            Some(0) if nobody("invaliduser") || nobody("unlicenseduser") => {
                Err(NotTaken::Never("WeCom does not know this account, or it has no licence".to_owned()))
            }
            Some(0) => Ok(()),
            // The token was taken back or has ended: the next try asks for another.
            Some(40_014 | 42_001 | 41_001) => {
                *self.token.lock().await = None;
                Err(NotTaken::not_now(words))
            }
            Some(45_009 | 45_033) => Err(NotTaken::Pause(web::PAUSE, words)),
            // The account is not one of the organisation's, or not one that may see the application.
            Some(40_003 | 60_111 | 81_013) => Err(NotTaken::Never(words)),
            Some(_) | None => Err(NotTaken::not_now(words)),
        }
    }
}

impl Sender for App {
    fn send<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<(), NotTaken>> {
        Box::pin(async move { self.send_now(&parcel).await })
    }

    fn bytes_max(&self) -> Option<usize> {
        Some(TEXT_BYTES_MAX)
    }

    fn per_person(&self) -> Option<PersonBudget> {
        Some(PER_PERSON)
    }
}
