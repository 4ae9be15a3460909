//! Standard Webhooks (<https://www.standardwebhooks.com>, version 1): the receiver can tell who signed, and a repeat by its id.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use muster_wire::link::Boxed;
use reqwest::{Client, Url};
use ring::hmac;
use serde_json::json;

use super::parcel::{NotTaken, Parcel, Sender};
use super::settings::WebhookSettings;
use super::web;

/// What a secret begins with.
const PREFIX: &str = "whsec_";

/// See the module.
pub(super) struct Webhook {
    settings: WebhookSettings,
    url: Url,
    client: Client,
}

impl Webhook {
    pub(super) fn new(settings: WebhookSettings) -> Result<Self, String> {
        let url = settings.url.parse().map_err(|_| format!("url: “{}” is not an address", settings.url))?;
        Ok(Self { settings, url, client: web::client()? })
    }

    async fn send_now(&self, parcel: &Parcel<'_>) -> Result<(), NotTaken> {
        let secret = self.settings.secret.read().map_err(NotTaken::settings)?;
        let id = parcel.name();
        let body = json!({
            "type": "message.sent",
            "timestamp": parcel.letter.key.date.to_string(),
            "data": {
                "message": id,
                "campaign": parcel.campaign.as_str(),
                "contact": parcel.letter.key.contact.as_str(),
                "account": parcel.account,
                "kind": parcel.letter.key.kind.code(),
                "subject": parcel.letter.subject,
                "text": parcel.letter.text,
            }
        })
        .to_string();
        let seconds = seconds_now();
        let signature = signature(&secret, &id, seconds, &body).map_err(NotTaken::settings)?;
        let request = self
            .client
            .post(self.url.clone())
            .header("webhook-id", &id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", signature)
            .header("content-type", "application/json")
            .body(body);
        let answer = web::call(request).await?;
        // "Gone" says that the receiver wants nothing more.
        if answer.status.as_u16() == 410 { Err(NotTaken::Never(answer.words())) } else { answer.by_status() }
    }
}

/// `v1,` and the base64 of HMAC-SHA256 over id, timestamp and body.
fn signature(secret: &str, id: &str, seconds: u64, body: &str) -> Result<String, String> {
    let coded = secret.strip_prefix(PREFIX).unwrap_or(secret);
    let key = STANDARD.decode(coded).map_err(|_| format!("the secret is not {PREFIX} and base64"))?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let tag = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
    Ok(format!("v1,{}", STANDARD.encode(tag)))
}

/// Receivers compare it with their own clock: the machine's time, not the campaign's.
pub(super) fn seconds_now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl Sender for Webhook {
    fn send<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<(), NotTaken>> {
        Box::pin(async move { self.send_now(&parcel).await })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_the_specifications_example() {
        let signed = signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}",
        );
        assert_eq!(signed.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert!(signature("whsec_!", "m", 1, "").is_err());
    }
}
