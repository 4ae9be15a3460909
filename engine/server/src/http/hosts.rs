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
use crate::execute::page_link::PublicAddress;

/// Names besides addresses and `localhost`.
#[derive(Debug, Clone, Default)]
pub(super) struct Hosts(Arc<[String]>);

impl Hosts {
    pub(super) fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| name.trim_end_matches('.').to_owned()).collect())
    }

    /// Whether somebody who asks for this host means this server.
    fn is_ours(&self, host: &str) -> bool {
        let Some(name) = name_of(host) else { return false };
        let same = |known: &str| known.eq_ignore_ascii_case(&name);
        name.parse::<IpAddr>().is_ok() || same("localhost") || self.0.iter().any(|known| same(known))
    }

    /// The same of pages, which are asked for by the address that links carry as well.
    pub(super) fn have_pages(&self, host: &str, public: Option<&PublicAddress>) -> bool {
        let of_links = public.and_then(|address| name_of(address.host()));
        self.is_ours(host)
            || of_links.zip(name_of(host)).is_some_and(|(known, name)| known.eq_ignore_ascii_case(&name))
    }
}

/// The name of a host, without its port.
fn name_of(host: &str) -> Option<String> {
    let authority = host.parse::<Authority>().ok()?;
    let name = authority.host().trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
    Some(name.to_owned())
}

/// The host that a request asks for. No browser leaves it out.
pub(super) fn asked(request: &Request) -> Option<&str> {
    let header = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    request.uri().authority().map(Authority::as_str).or(header)
}

/// Lets nobody in who asks for another host. Without a host no browser asks.
pub(super) async fn asked_for_here(State(app): State<AppState>, request: Request, next: Next) -> Response {
    match asked(&request) {
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

    #[test]
    fn pages_are_asked_for_by_the_address_of_links_too_and_by_no_other() {
        let (hosts, public) =
            (Hosts::new(&[]), PublicAddress::new("https://page.example:8443/m", 30).unwrap());
        for ours in ["page.example", "PAGE.example:8443", "page.example.", "127.0.0.1:9464", "localhost"] {
            assert!(hosts.have_pages(ours, Some(&public)), "{ours}");
        }
        for other in ["rebound.example", "xpage.example", "page.example.evil", ""] {
            assert!(!hosts.have_pages(other, Some(&public)), "{other}");
        }
        assert!(!hosts.have_pages("page.example", None));
        assert!(!hosts.is_ours("page.example"), "what watches is not asked for by it");
    }
}
