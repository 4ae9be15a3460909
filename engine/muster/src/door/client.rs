//! The client of a running engine's loopback address.

use std::net::SocketAddr;
use std::time::Duration;

use muster_server::http::{Address, Events, Problem, Stored};
use muster_wire::link::LinkError;
use muster_words::command::Refusal;
use muster_words::ids::{Digest, Position};
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exit::{Exit, Failure};
use crate::lang::Lang;

/// Longest wait for a connection on this machine.
const CONNECT_WAIT: Duration = Duration::from_secs(2);
/// Longest wait for an answer to what changes something: a full engine syncs its disk.
const ANSWER_WAIT: Duration = Duration::from_mins(1);
/// Longest wait for an answer to what only reads; a person sits before it.
const READ_WAIT: Duration = Duration::from_secs(10);

/// Why the engine of an address file is not spoken with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Silence {
    /// There is no address file, or not a whole one.
    NoAddress,
    /// Nobody accepts a connection there.
    NoConnection(SocketAddr),
    /// Somebody is there and does not take our token.
    WrongToken(SocketAddr),
    /// Somebody is there and did not answer within these seconds.
    NoAnswer(SocketAddr, u64),
    /// Somebody is there and says something else.
    Strange(SocketAddr, String),
}

impl Silence {
    /// It in a sentence.
    pub(super) fn sentence(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, Self::NoAddress) => {
                "它没有可连的地址（目录里没有 address）：可能正在启动或退出，也可能是 muster demo 或别的命令"
                    .to_owned()
            }
            (Lang::Zh, Self::NoConnection(at)) => format!("连不上它的地址 {at}"),
            (Lang::Zh, Self::WrongToken(at)) => format!("{at} 有程序答复，但不认 address 里的口令"),
            (Lang::Zh, Self::NoAnswer(at, wait)) => format!("{at} 连得上，但{wait}秒内没有答复"),
            (Lang::Zh, Self::Strange(at, said)) => format!("{at} 的答复不对：{said}"),
            (Lang::En, Self::NoAddress) => {
                "it has no address to connect to (no file `address` there): it may be \
                starting or ending, or be `muster demo` or another verb"
                    .to_owned()
            }
            (Lang::En, Self::NoConnection(at)) => format!("cannot connect to its address {at}"),
            (Lang::En, Self::WrongToken(at)) => {
                format!("{at} answers, but does not take the token of the file `address`")
            }
            (Lang::En, Self::NoAnswer(at, wait)) => {
                format!("{at} takes connections, but gave no answer within {wait} s")
            }
            (Lang::En, Self::Strange(at, said)) => format!("{at} gives an unexpected answer: {said}"),
        }
    }
}

/// A client with the address and the token of one engine.
#[derive(Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    at: SocketAddr,
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
        Ok(Self { http, at: address.at, base, token: address.token.clone() })
    }

    /// Whether somebody who knows the token is there, within this time.
    async fn knock_for(&self, wait: Duration) -> Result<(), Silence> {
        let query = [("after", "0".to_owned()), ("limit", "0".to_owned())];
        let request = self.http.get(self.url(&["v1", "events"], &query)).bearer_auth(&self.token);
        match request.timeout(wait).send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) if answer.status() == StatusCode::UNAUTHORIZED => Err(Silence::WrongToken(self.at)),
            Ok(answer) => Err(Silence::Strange(self.at, answer.status().to_string())),
            Err(error) if error.is_connect() => Err(Silence::NoConnection(self.at)),
            Err(error) if error.is_timeout() => Err(Silence::NoAnswer(self.at, wait.as_secs())),
            Err(error) => Err(Silence::Strange(self.at, error.without_url().to_string())),
        }
    }

    /// Whether somebody who knows the token is there.
    pub(super) async fn knock(&self) -> Result<(), Silence> {
        self.knock_for(READ_WAIT).await
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
        let request = self.http.get(self.url(path, query)).bearer_auth(&self.token).timeout(READ_WAIT);
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

    /// Events after a position; where there are none yet the engine waits so long before it says so.
    pub(super) async fn events_on(
        &self,
        after: Position,
        limit: usize,
        wait: Duration,
    ) -> Result<Events, LinkError> {
        let query = [
            ("after", after.to_string()),
            ("limit", limit.to_string()),
            ("wait_ms", wait.as_millis().to_string()),
        ];
        let request = self.http.get(self.url(&["v1", "events"], &query)).timeout(wait + READ_WAIT);
        self.answer(request).await
    }

    fn at(&self, path: &str) -> Url {
        self.url(&path.split('/').collect::<Vec<_>>(), &[])
    }
}

fn unreachable(error: reqwest::Error) -> LinkError {
    // Without the URL: the address is ours, and nobody wants to read it.
    LinkError::Unreachable(error.without_url().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    async fn knocked(at: SocketAddr) -> Result<(), Silence> {
        let client = Client::new(&Address { at, token: "t".to_owned() }).unwrap();
        client.knock_for(Duration::from_secs(1)).await
    }

    #[tokio::test]
    async fn it_is_said_why_nobody_can_be_spoken_with() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let at = listener.local_addr().unwrap();
        // Connections wait in the listener's queue and nobody takes them.
        assert_eq!(knocked(at).await, Err(Silence::NoAnswer(at, 1)));
        drop(listener);
        assert_eq!(knocked(at).await, Err(Silence::NoConnection(at)));
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let at = listener.local_addr().unwrap();
        let other = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]).unwrap();
            stream.write_all(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n").unwrap();
        });
        assert_eq!(knocked(at).await, Err(Silence::WrongToken(at)));
        other.join().unwrap();
    }
}
