//! Robots of groups (企业微信, 钉钉, 飞书): they speak to a group, so the letter is preceded by whom it is for. Success stands
//! in the body's code; a 200 alone says nothing.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use muster_wire::link::Boxed;
use reqwest::{Client, RequestBuilder, Url};
use ring::hmac;
use serde_json::{Value, json};

use super::parcel::{NotTaken, Parcel, Sender};
use super::settings::RobotSettings;
use super::web::{self, Answer};
use super::webhook::seconds_now;

/// Whose robot it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Wecom,
    DingTalk,
    Feishu,
}

/// DingTalk blocks a robot that spoke too often for ten minutes.
const BLOCKED: Duration = Duration::from_secs(600);

impl Kind {
    /// Most bytes of a text.
    const fn bytes_max(self) -> usize {
        match self {
            Self::Wecom => 2_048,
            Self::DingTalk | Self::Feishu => 20_000,
        }
    }

    const fn per_minute(self) -> u32 {
        match self {
            Self::Wecom | Self::DingTalk => 20,
            Self::Feishu => 100,
        }
    }
}

/// See the module.
pub(super) struct Robot {
    kind: Kind,
    settings: RobotSettings,
    client: Client,
}

impl Robot {
    pub(super) fn new(kind: Kind, settings: RobotSettings) -> Result<Self, String> {
        Ok(Self { kind, settings, client: web::client()? })
    }

    fn request(&self, text: &str) -> Result<RequestBuilder, String> {
        let url = self.settings.url.read()?;
        let mut url: Url = url.parse().map_err(|_| "url: what lies there is not an address".to_owned())?;
        let secret = self.settings.secret.as_ref().map(super::settings::Secret::read).transpose()?;
        let seconds = seconds_now();
        let body = match self.kind {
            Kind::Wecom => json!({"msgtype": "text", "text": {"content": text}}),
            Kind::DingTalk => {
                if let Some(secret) = secret {
                    let millis = (seconds * 1_000).to_string();
                    let sign = signed(&secret, format!("{millis}\n{secret}").as_bytes());
                    url.query_pairs_mut().append_pair("timestamp", &millis).append_pair("sign", &sign);
                }
                json!({"msgtype": "text", "text": {"content": text}})
            }
            Kind::Feishu => {
                let mut body = json!({"msg_type": "text", "content": {"text": text}});
                if let Some(secret) = secret {
                    // Feishu takes the time and the secret as the key, and signs nothing with it.
                    body["timestamp"] = Value::from(seconds.to_string());
                    body["sign"] = Value::from(signed(&format!("{seconds}\n{secret}"), b""));
                }
                body
            }
        };
        Ok(self.client.post(url).header("content-type", "application/json").body(body.to_string()))
    }

    fn judge(&self, answer: &Answer) -> Result<(), NotTaken> {
        let body = answer.json();
        let code = ["errcode", "code", "StatusCode"].iter().find_map(|key| body.get(key)?.as_i64());
        let words = || answer.text.trim().to_owned();
        match (self.kind, code) {
            (_, Some(0)) => answer.by_status(),
            // Too often: 45009 of WeCom, 130101 and 660026 of DingTalk, 9499 and 11232 of Feishu. Feishu's 2200 is a fault
            // of its own, after which another try helps.
            (Kind::DingTalk, Some(130_101 | 660_026)) => Err(NotTaken::Pause(BLOCKED, words())),
            (Kind::Wecom, Some(45_009 | 45_033)) | (Kind::Feishu, Some(9_499 | 11_232)) => {
                Err(NotTaken::Pause(web::PAUSE, words()))
            }
            (_, None) => Err(answer.by_status().err().unwrap_or_else(|| NotTaken::not_now(words()))),
            // A wrong key, signature or keyword of the group is for ops to fix, the same for every letter; so is what some
            // of them answer with a status that says never.
            (_, Some(_)) => Err(match answer.by_status() {
                Err(pause @ NotTaken::Pause(..)) => pause,
                Ok(()) | Err(NotTaken::Later(..) | NotTaken::Never(_)) => NotTaken::not_now(words()),
            }),
        }
    }
}

/// Base64 of HMAC-SHA256.
fn signed(key: &str, bytes: &[u8]) -> String {
    STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes()), bytes))
}

impl Sender for Robot {
    fn send<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<(), NotTaken>> {
        Box::pin(async move {
            let request = self.request(&parcel.whole()).map_err(NotTaken::settings)?;
            self.judge(&web::call(request).await?)
        })
    }

    fn bytes_max(&self) -> Option<usize> {
        Some(self.kind.bytes_max())
    }

    fn reaches_others(&self) -> bool {
        true
    }

    fn per_minute(&self) -> Option<u32> {
        Some(self.kind.per_minute())
    }

    fn per_second(&self) -> Option<u32> {
        (self.kind == Kind::Feishu).then_some(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_as_the_documents_compute_them() {
        // Computed with Python's hmac over the same texts.
        let secret = "SECtest";
        assert_eq!(signed(secret, b"1700000000000\nSECtest"), "aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g=");
        assert_eq!(
            signed(&format!("1700000000\n{secret}"), b""),
            "G7XpBpG8NgG02fJOAhX6FRAObIljmFoxVReo8I62pEk="
        );
    }
}
