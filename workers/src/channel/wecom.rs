//! An application of WeCom (企业微信应用消息): it writes to persons. What is too much for one person is dropped there without a
//! word, so each is given less than that; a letter that comes twice is recognised for half an hour.

use std::collections::{BTreeMap, VecDeque};
use std::sync::PoisonError;
use std::time::Duration;

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

/// Most messages that one person is given within [`MINUTE`] and within [`HOUR`]: what is more WeCom drops and answers as if it had
/// taken it. They are counted by each process for itself.
const PERSON_PER_MINUTE: usize = 30;
const PERSON_PER_HOUR: usize = 1_000;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);

/// Most people of whom is remembered what they were given; beyond it those go who had nothing within the last minute.
const PEOPLE_MAX: usize = 50_000;

/// When each person was given a message, within the last hour.
#[derive(Debug, Default)]
struct Given(std::sync::Mutex<BTreeMap<String, VecDeque<Instant>>>);

impl Given {
    /// Whether a person may be given one more, which then counts.
    fn one_more(&self, account: &str) -> bool {
        let now = Instant::now();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= PEOPLE_MAX && !all.contains_key(account) {
            all.retain(|_, times| times.back().is_some_and(|last| now - *last < MINUTE));
        }
        let times = all.entry(account.to_owned()).or_default();
        while times.front().is_some_and(|first| now - *first >= HOUR) {
            times.pop_front();
        }
        let lately = times.iter().rev().take_while(|at| now - **at < MINUTE).count();
        let fits = lately < PERSON_PER_MINUTE && times.len() < PERSON_PER_HOUR;
        if fits {
            times.push_back(now);
        }
        fits
    }
}

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
    given: Given,
}

impl App {
    pub(super) fn new(settings: WecomAppSettings) -> Result<Self, String> {
        let base =
            settings.base.parse().map_err(|_| format!("base: “{}” is not an address", settings.base))?;
        Ok(Self { settings, base, client: web::client()?, token: Mutex::new(None), given: Given::default() })
    }

    fn address(&self, path: &str, query: &[(&str, &str)]) -> Result<Url, NotTaken> {
        let mut url = self.base.join(path).map_err(|error| NotTaken::Later(format!("base: {error}")))?;
        url.query_pairs_mut().extend_pairs(query);
        Ok(url)
    }

    async fn token(&self) -> Result<String, NotTaken> {
        let mut held = self.token.lock().await;
        if let Some(token) = held.as_ref().filter(|token| token.until > Instant::now()) {
            return Ok(token.text.clone());
        }
        let secret = self.settings.secret.read().map_err(NotTaken::Later)?;
        let query = [("corpid", self.settings.corp_id.as_str()), ("corpsecret", secret.as_str())];
        let answer = web::call(self.client.get(self.address("/cgi-bin/gettoken", &query)?)).await?;
        answer.by_status()?;
        let body = answer.json();
        let (Some(text), Some(0)) = (body["access_token"].as_str(), body["errcode"].as_i64()) else {
            return Err(NotTaken::Later(format!("no token: {} {}", body["errcode"], body["errmsg"])));
        };
        let lasts = Duration::from_secs(body["expires_in"].as_u64().unwrap_or(7_200));
        let until = Instant::now() + lasts.saturating_sub(MARGIN);
        Ok(held.insert(Token { text: text.to_owned(), until }).text.clone())
    }

    async fn send_now(&self, parcel: &Parcel<'_>) -> Result<(), NotTaken> {
        let token = self.token().await?;
        if !self.given.one_more(parcel.account) {
            return Err(NotTaken::Later(
                "one more would be dropped: it is too many for one person".to_owned(),
            ));
        }
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
                Err(NotTaken::Later(words))
            }
            Some(45_009 | 45_033) => Err(NotTaken::Pause(web::PAUSE, words)),
            // The account is not one of the organisation's, or not one that may see the application.
            Some(40_003 | 60_111 | 81_013) => Err(NotTaken::Never(words)),
            Some(_) | None => Err(NotTaken::Later(words)),
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_person_is_given_no_more_than_is_not_dropped() {
        let given = Given::default();
        let took = |account: &str| (0..40).filter(|_| given.one_more(account)).count();
        assert_eq!(
            (took("zj001"), took("zj002")),
            (PERSON_PER_MINUTE, PERSON_PER_MINUTE),
            "each for themselves"
        );
        let mut within_the_hour = PERSON_PER_MINUTE;
        for _ in 1..60 {
            tokio::time::advance(MINUTE).await;
            within_the_hour += took("zj001");
        }
        assert_eq!(within_the_hour, PERSON_PER_HOUR);
        tokio::time::advance(MINUTE).await;
        assert_eq!(took("zj001"), PERSON_PER_MINUTE, "the first of them are an hour old");
    }
}
