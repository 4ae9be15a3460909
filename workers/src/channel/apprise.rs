//! An Apprise API server as a bridge: what it takes is handed to the bridge, never known to be delivered.

use muster_wire::link::Boxed;
use reqwest::{Client, Url};
use serde_json::json;

use super::parcel::{NotTaken, Parcel, Sender};
use super::settings::AppriseSettings;
use super::web;

/// See the module.
pub(super) struct Bridge {
    settings: AppriseSettings,
    base: Url,
    client: Client,
}

impl Bridge {
    pub(super) fn new(settings: AppriseSettings) -> Result<Self, String> {
        let base = settings.url.parse().map_err(|_| format!("url: “{}” is not an address", settings.url))?;
        Ok(Self { settings, base, client: web::client()? })
    }

    async fn send_now(&self, parcel: &Parcel<'_>) -> Result<(), NotTaken> {
        let key = self.settings.key.read().map_err(NotTaken::settings)?;
        let url = self.base.join(&format!("/notify/{key}"));
        let url = url.map_err(|_| NotTaken::settings("key: it cannot stand in an address".to_owned()))?;
        let body = json!({"title": parcel.letter.subject, "body": parcel.letter.text, "tag": parcel.account});
        let request = self.client.post(url).header("content-type", "application/json").body(body.to_string());
        let answer = web::call(request).await?;
        match answer.status.as_u16() {
            // Nothing is stored under the key, or no service carries the tag: it reached nobody.
            204 => Err(NotTaken::settings("the bridge knows nobody under this key and tag".to_owned())),
            424 => Err(NotTaken::not_now(answer.words())),
            _ => answer.by_status(),
        }
    }
}

impl Sender for Bridge {
    fn send<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<(), NotTaken>> {
        Box::pin(async move { self.send_now(&parcel).await })
    }
}
