//! The client of a running engine's loopback address.

use std::time::Duration;

use muster_server::http::{Address, Events, Problem, Stored};
use muster_wire::link::LinkError;
use muster_words::command::Refusal;
use muster_words::ids::{Digest, Position};
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exit::{Exit, Failure};

/// Longest wait for a connection on this machine.
const CONNECT_WAIT: Duration = Duration::from_secs(2);
/// Longest wait for an answer: a busy engine answers at once, a full one syncs its disk.
const ANSWER_WAIT: Duration = Duration::from_mins(1);

/// A client with the address and the token of one engine.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    base: Url,
    token: String,
}

impl Client {
    /// A client for an address. It never goes through a proxy.
    pub(super) fn new(address: &Address) -> Result<Self, Failure> {
        let failed = |why: String| Failure::new(Exit::Unreachable, "HTTP client").because(why);
        let http = reqwest::Client::builder().no_proxy().connect_timeout(CONNECT_WAIT).timeout(ANSWER_WAIT);
        let base =
            Url::parse(&format!("http://{}/", address.at)).map_err(|error| failed(error.to_string()))?;
        let http = http.build().map_err(|error| failed(error.to_string()))?;
        Ok(Self { http, base, token: address.token.clone() })
    }

    /// Whether somebody who knows the token is there.
    pub(super) async fn answers(&self) -> bool {
        self.events(Position(0), 0).await.is_ok()
    }

    fn url(&self, path: &[&str], query: &[(&str, String)]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, LinkError> {
        let response = request.bearer_auth(&self.token).send().await.map_err(unreachable)?;
        match response.status() {
            status if status.is_success() => Ok(response),
            StatusCode::CONFLICT => {
                Err(LinkError::Refused(response.json::<Refusal>().await.map_err(unreachable)?))
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                match response.json::<Problem>().await.map_err(unreachable)?.after_ms {
                    Some(after_ms) => Err(LinkError::Busy { after_ms }),
                    None => Err(LinkError::Closed),
                }
            }
            status => {
                let text = response.text().await.unwrap_or_default();
                Err(LinkError::Unreachable(format!("{status}: {text}")))
            }
        }
    }

    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, LinkError> {
        self.send(request).await?.json().await.map_err(unreachable)
    }

    /// Posts JSON and reads JSON.
    pub(super) async fn post<B, T>(&self, path: &str, body: &B) -> Result<T, LinkError>
    where
        B: Serialize + ?Sized,
        T: DeserializeOwned,
    {
        self.answer(self.http.post(self.at(path)).json(body)).await
    }

    /// Posts JSON that is answered with nothing.
    pub(super) async fn put_away<B: Serialize + ?Sized>(
        &self,
        path: &str,
        body: &B,
    ) -> Result<(), LinkError> {
        self.send(self.http.post(self.at(path)).json(body)).await.map(drop)
    }

    /// Posts bytes and reads what they are stored under.
    pub(super) async fn store(&self, path: &str, bytes: Vec<u8>) -> Result<Digest, LinkError> {
        let stored: Stored = self.answer(self.http.post(self.at(path)).body(bytes)).await?;
        Ok(stored.digest)
    }

    /// Gets JSON; none where there is nothing.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<Option<T>, LinkError> {
        match self.found(path, query).await? {
            Some(response) => response.json().await.map(Some).map_err(unreachable),
            None => Ok(None),
        }
    }

    /// Gets JSON that must be there.
    pub(super) async fn need<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<T, LinkError> {
        let found = self.get(path, query).await?;
        found.ok_or_else(|| {
            LinkError::Unreachable("it has nothing there: another program's address?".to_owned())
        })
    }

    /// Gets bytes; none where there is nothing.
    pub(super) async fn bytes(&self, path: &[&str]) -> Result<Option<Vec<u8>>, LinkError> {
        match self.found(path, &[]).await? {
            Some(response) => response.bytes().await.map(|bytes| Some(bytes.to_vec())).map_err(unreachable),
            None => Ok(None),
        }
    }

    async fn found(&self, path: &[&str], query: &[(&str, String)]) -> Result<Option<Response>, LinkError> {
        let request = self.http.get(self.url(path, query)).bearer_auth(&self.token);
        let response = request.send().await.map_err(unreachable)?;
        if response.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        if response.status().is_success() {
            return Ok(Some(response));
        }
        let (status, text) = (response.status(), response.text().await.unwrap_or_default());
        Err(LinkError::Unreachable(format!("{status}: {text}")))
    }

    /// Events after a position.
    pub(super) async fn events(&self, after: Position, limit: usize) -> Result<Events, LinkError> {
        let query = [("after", after.to_string()), ("limit", limit.to_string())];
        self.need(&["v1", "events"], &query).await
    }

    fn at(&self, path: &str) -> Url {
        self.url(&path.split('/').collect::<Vec<_>>(), &[])
    }
}

fn unreachable(error: reqwest::Error) -> LinkError {
    // Without the URL: the address is ours, and nobody wants to read it.
    LinkError::Unreachable(error.without_url().to_string())
}
