//! The client of a running engine: of its loopback address, or of an address elsewhere.

use std::time::Duration;

use muster_protocol::command::Refusal;
use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::place::Place as LogPlace;
use muster_protocol::say;
use muster_server::http::{Address, Behind, Events, PROOF_PATH, Problem, Proof, Stored};
use muster_wire::link::LinkError;
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::remote::{Place, Secret};
use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

/// Longest wait for a connection on this machine.
const CONNECT_WAIT: Duration = Duration::from_secs(2);
/// Longest wait for a connection to another machine, over TLS.
const REMOTE_WAIT: Duration = Duration::from_secs(10);
/// Longest wait for an answer to what changes something: a full engine syncs its disk.
const ANSWER_WAIT: Duration = Duration::from_mins(1);
/// Longest wait for an answer to what only reads; a person sits before it.
const READ_WAIT: Duration = Duration::from_secs(10);

/// Why the engine of an address file is not spoken with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ConnectFailure {
    /// There is no address file, or not a whole one.
    NoAddress,
    /// Nobody accepts a connection there, or none that can be trusted.
    NoConnection(String, String),
    /// Somebody is there and does not take our token, for a reason where it gives one.
    WrongToken(String, Option<Box<Refusal>>),
    /// Somebody is there and did not answer within these seconds.
    NoAnswer(String, u64),
    /// Somebody is there and says something else.
    Strange(String, String),
    /// Somebody else is there: it does not know the token, which it was not shown.
    Stranger(String),
}

impl ConnectFailure {
    /// It in a sentence.
    pub(super) fn sentence(&self, lang: Language) -> String {
        match self {
            Self::NoAddress => lang.say("it-has-no-address-to-connect-to").to_owned(),
            Self::NoConnection(at, why) => say!(lang, "cannot-connect-to-its-address", at, why),
            Self::WrongToken(at, _) => say!(lang, "answers-but-does-not-take-the-token", at),
            Self::NoAnswer(at, wait) => say!(lang, "takes-connections-but-gave-no-answer", at, wait),
            Self::Stranger(at) => say!(lang, "another-program-is-at-its-address", at),
            Self::Strange(at, answer) => say!(lang, "gives-an-unexpected-answer", at, answer),
        }
    }
}

/// A client with the address and the token of one engine.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    at: String,
    base: Url,
    token: Secret,
    /// What the engine must prove to know before it is shown the token; none where TLS says who it is.
    address: Option<Address>,
}

impl Client {
    /// A client for the address of a directory.
    pub(super) fn new(address: &Address) -> Result<Self, Failure> {
        let base = Url::parse(&format!("http://{}/", address.at)).map_err(|error| unusable(&error))?;
        let secret = Secret::new(address.token.clone());
        let client = Self::build(base, address.at.to_string(), secret, CONNECT_WAIT)?;
        Ok(Self { address: Some(address.clone()), ..client })
    }

    /// A client for an engine elsewhere.
    pub(super) fn remote(place: &Place) -> Result<Self, Failure> {
        Self::build(place.url.clone(), place.url.to_string(), place.token.clone(), REMOTE_WAIT)
    }

    /// The same with what a counterpart shows in place of a token.
    pub(super) fn showing(self, token: Secret) -> Self {
        Self { token, ..self }
    }

    /// It never goes through a proxy that the environment names, nor where an answer sends it: the token is for the
    /// engine alone.
    fn build(base: Url, at: String, token: Secret, connect: Duration) -> Result<Self, Failure> {
        // Somebody in this process may have chosen already, then that holds.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let mut http = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .connect_timeout(connect)
            .timeout(ANSWER_WAIT);
        if base.scheme() == "http" {
            // Without TLS no certificates are looked for: a bare machine may have none.
            http = http.tls_certs_only([]);
        }
        let http = http.build().map_err(|error| unusable(&error))?;
        Ok(Self { http, at, base, token, address: None })
    }

    /// Whether somebody who knows the token is there, within this time.
    async fn probe_within(&self, wait: Duration) -> Result<(), ConnectFailure> {
        if let Some(address) = &self.address {
            self.prove(address, wait).await?;
        }
        let query = [("after", "0".to_owned()), ("limit", "0".to_owned())];
        let request = self.http.get(self.url(&["v1", "events"], &query)).bearer_auth(self.token.show());
        let at = || self.at.clone();
        match request.timeout(wait).send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) if answer.status() == StatusCode::UNAUTHORIZED => {
                let refusal = answer.json::<Refusal>().await.ok();
                Err(ConnectFailure::WrongToken(at(), refusal.map(Box::new)))
            }
            Ok(answer) => Err(ConnectFailure::Strange(at(), answer.status().to_string())),
            Err(error) => Err(self.failed(error, wait)),
        }
    }

    /// Whether the engine of the address file is there: it proves that it knows the token, which it is not shown yet.
    async fn prove(&self, address: &Address, wait: Duration) -> Result<(), ConnectFailure> {
        let challenge = uuid::Uuid::new_v4().simple().to_string();
        let query = [("challenge", challenge.clone())];
        let path: Vec<&str> = PROOF_PATH.trim_matches('/').split('/').collect();
        let answer = self.http.get(self.url(&path, &query)).timeout(wait).send().await;
        let answer = answer.map_err(|error| self.failed(error, wait))?;
        let proved = answer.json::<Proof>().await.is_ok_and(|shown| address.proves(&challenge, &shown.proof));
        if proved { Ok(()) } else { Err(ConnectFailure::Stranger(self.at.clone())) }
    }

    fn failed(&self, error: reqwest::Error, wait: Duration) -> ConnectFailure {
        let at = self.at.clone();
        if error.is_connect() {
            ConnectFailure::NoConnection(at, root(&error))
        } else if error.is_timeout() {
            ConnectFailure::NoAnswer(at, wait.as_secs())
        } else {
            ConnectFailure::Strange(at, error.without_url().to_string())
        }
    }

    /// Whether somebody who knows the token is there.
    pub(super) async fn probe(&self) -> Result<(), ConnectFailure> {
        self.probe_within(READ_WAIT).await
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
        good(request.bearer_auth(self.token.show()).send().await.map_err(unreachable)?).await
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

    /// Tells what became of a letter; what is answered is for gateways.
    pub(super) async fn receipt<B>(&self, channel: &str, body: &B) -> Result<(), LinkError>
    where
        B: Serialize + ?Sized,
    {
        let url = self.url(&["v1", "receipts", channel], &[]);
        self.send(self.http.post(url).json(body)).await.map(drop)
    }

    /// Posts JSON that only asks, and reads JSON.
    pub(super) async fn ask<B, T>(&self, path: &str, body: &B) -> Result<T, LinkError>
    where
        B: Serialize + ?Sized,
        T: DeserializeOwned,
    {
        self.answer(self.http.post(self.at(path)).json(body).timeout(READ_WAIT)).await
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
        let request = self.http.get(self.url(path, query)).bearer_auth(self.token.show()).timeout(READ_WAIT);
        let response = request.send().await.map_err(unreachable)?;
        if response.status() == StatusCode::NOT_FOUND { Ok(None) } else { good(response).await.map(Some) }
    }

    /// Events after a position.
    pub(super) async fn events(&self, after: Position, limit: usize) -> Result<Events, LinkError> {
        let query = [("after", after.to_string()), ("limit", limit.to_string())];
        self.need(&["v1", "events"], &query).await
    }

    /// Events after a place, of one campaign or of all; where there are none yet the engine waits so long before it says so.
    pub(super) async fn events_on(
        &self,
        (campaign, after): (Option<&CampaignId>, &LogPlace),
        limit: usize,
        wait: Duration,
    ) -> Result<Events, LinkError> {
        let mut query = vec![
            ("after", after.to_string()),
            ("limit", limit.to_string()),
            ("wait_ms", wait.as_millis().to_string()),
        ];
        query.extend(campaign.map(|campaign| ("campaign", campaign.to_string())));
        let request = self.http.get(self.url(&["v1", "events"], &query)).timeout(wait + READ_WAIT);
        self.answer(request).await
    }

    fn at(&self, path: &str) -> Url {
        self.url(&path.split('/').collect::<Vec<_>>(), &[])
    }
}

/// An answer that is no no.
async fn good(response: Response) -> Result<Response, LinkError> {
    match response.status() {
        status if status.is_success() => Ok(response),
        StatusCode::SERVICE_UNAVAILABLE => {
            Err(later(&response.json::<Problem>().await.map_err(unreachable)?))
        }
        _ => Err(no(response).await),
    }
}

/// What works later: the engine is full, or what it reads is not there yet; without a time the engine is closing.
fn later(problem: &Problem) -> LinkError {
    match (problem.behind, problem.after_ms) {
        (Some(Behind { position, head }), _) => LinkError::Behind { position, head },
        (None, Some(after_ms)) => LinkError::Busy { after_ms },
        (None, None) => LinkError::Closed,
    }
}

/// The no in an answer: a refusal, or whatever somebody on the way says.
async fn no(response: Response) -> LinkError {
    let (status, text) = (response.status(), response.text().await.unwrap_or_default());
    let refuses = [StatusCode::CONFLICT, StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED].contains(&status);
    // Anyone who asks has his share already: some of it is given back soon.
    if status == StatusCode::TOO_MANY_REQUESTS
        && let Ok(Problem { after_ms: Some(after_ms), .. }) = serde_json::from_str(&text)
    {
        return LinkError::Busy { after_ms };
    }
    match serde_json::from_str::<Refusal>(&text) {
        Ok(refusal) if refuses => LinkError::Refused(refusal),
        _ => LinkError::Unreachable(format!("{status}: {text}")),
    }
}

fn unusable(error: &dyn std::error::Error) -> Failure {
    Failure::new(Exit::Unreachable, "HTTP client").because(root(error))
}

/// What is at the bottom of an error: a refused connection, a certificate that nobody vouches for.
fn root(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(below) = cause.source() {
        cause = below;
    }
    cause.to_string()
}

fn unreachable(error: reqwest::Error) -> LinkError {
    // Without the URL: the address is ours, and nobody wants to read it.
    LinkError::Unreachable(error.without_url().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener};

    async fn probed(at: SocketAddr) -> Result<(), ConnectFailure> {
        let client = Client::new(&Address { at, token: "t".to_owned() }).unwrap();
        client.probe_within(Duration::from_secs(1)).await
    }

    #[tokio::test]
    async fn it_is_said_why_nobody_can_be_spoken_with() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let at = listener.local_addr().unwrap();
        // Connections wait in the listener's queue and nobody takes them.
        assert_eq!(probed(at).await, Err(ConnectFailure::NoAnswer(at.to_string(), 1)));
        drop(listener);
        let Err(ConnectFailure::NoConnection(address, why)) = probed(at).await else {
            panic!("somebody is there")
        };
        assert!(address == at.to_string() && why.contains("refused"), "{address}: {why}");
        // Anyone who took the port of an engine that was killed says yes to everything, and is shown no token.
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let at = listener.local_addr().unwrap();
        let other = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
            String::from_utf8_lossy(&bytes[..read]).to_lowercase()
        });
        assert_eq!(probed(at).await, Err(ConnectFailure::Stranger(at.to_string())));
        let heard = other.join().unwrap();
        assert!(heard.starts_with("get /v1/proof") && !heard.contains("authorization"), "{heard}");
    }
}
