//! Under which names this server is asked for. What needs no token may be asked for by an address or by a name that is ours
//! alone: a page in somebody's browser whose own name was pointed here (DNS rebinding) still says that name.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::AppState;
use super::answer::problem;
use super::caller::holds_directory;

/// Names besides addresses and `localhost`.
#[derive(Debug, Clone, Default)]
pub(super) struct Hosts(Arc<[String]>);

impl Hosts {
    pub(super) fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| name.trim_end_matches('.').to_owned()).collect())
    }

    /// Whether somebody who asks for this host means this server.
    fn is_ours(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let name = authority.host().trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
        let same = |known: &str| known.eq_ignore_ascii_case(name);
        name.parse::<IpAddr>().is_ok() || same("localhost") || self.0.iter().any(|known| same(known))
    }
}

/// Lets nobody in who asks for another host. Without a host no browser asks.
pub(super) async fn asked_for_here(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let header = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    let host = request.uri().authority().map(Authority::as_str).or(header);
    match host {
        Some(host) if !app.hosts.is_ours(host) && !holds_directory(&app, request.headers()) => {
            app.handle.metrics().unauthorised("host");
            let said =
                "this server has no such name: ask by an address or as localhost, or name it with --host";
            problem(StatusCode::MISDIRECTED_REQUEST, said)
        }
        _ => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_localhost_and_named_hosts_are_ours() {
        let hosts = Hosts::new(&["muster.example.org".to_owned()]);
        for ours in [
            "localhost",
            "LOCALHOST:9464",
            "127.0.0.1:9464",
            "[::1]:9464",
            "10.0.0.7",
            "Muster.Example.org.",
            "localhost.",
        ] {
            assert!(hosts.is_ours(ours), "{ours}");
        }
        for other in
            ["rebound.example:9464", "localhost.evil.example", "127.0.0.1.evil.example", "", "x", "a@b@c"]
        {
            assert!(!hosts.is_ours(other), "{other}");
        }
    }
}
