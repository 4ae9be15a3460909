//! How often one address may ask. A page is for a person: anyone who tries out links, or lets a loop run, ends here before the
//! store is asked.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;

/// Requests of one address a minute: an office of some dozen people behind one address opens its pages at nine.
pub(super) const ASKS_A_MINUTE_MAX: u32 = 600;
/// Links that open nothing, of one address a minute: a person mistypes a few, a program tries thousands.
pub(super) const MISSES_A_MINUTE_MAX: u32 = 30;
/// Addresses that are told apart in a minute; those beyond share one count.
const ADDRESSES_MAX: usize = 20_000;
/// What a minute is.
const WINDOW: Duration = Duration::from_mins(1);
/// The header in which a proxy says who asked.
const FORWARDED: &str = "x-forwarded-for";

/// Who asks, as far as it is known: of an IPv6 address the network, which is one subscriber's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct From([u8; 16]);

/// The address that asks. A proxy on this machine says whose request it passes on; nobody else is believed.
pub(super) fn origin(peer: SocketAddr, headers: &HeaderMap) -> From {
    let said = headers.get_all(FORWARDED).iter().next_back().and_then(|value| value.to_str().ok());
    let last = said.and_then(|said| address(said.rsplit(',').next()?.trim()));
    let address = last.filter(|_| peer.ip().is_loopback()).unwrap_or(peer.ip());
    From(match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => {
            let mut octets = address.octets();
            if address.to_ipv4_mapped().is_none() {
                octets[7..].fill(0);
            }
            octets
        }
    })
}

/// An address as proxies write it: alone, or with the port.
fn address(said: &str) -> Option<IpAddr> {
    let alone = said.strip_prefix('[').and_then(|said| said.strip_suffix(']')).unwrap_or(said);
    alone.parse().ok().or_else(|| said.parse().ok().map(|with_port: SocketAddr| with_port.ip()))
}

/// The counts of this minute. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub(in crate::http) struct Rate(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    since: Option<Instant>,
    /// Requests, and links that opened nothing.
    of: BTreeMap<From, (u32, u32)>,
}

impl Rate {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.since.is_none_or(|since| since.elapsed() >= WINDOW) {
            counts.since = Some(Instant::now());
            counts.of.clear();
        }
        counts
    }

    /// Counts a request; false when its address has had its share.
    pub(super) fn asks(&self, from: From) -> bool {
        let mut counts = self.counts();
        let (asks, misses) = counts.at(from);
        *asks = asks.saturating_add(1);
        *asks <= ASKS_A_MINUTE_MAX && *misses < MISSES_A_MINUTE_MAX
    }

    /// Counts a link that opened nothing.
    pub(super) fn misses(&self, from: From) {
        let mut counts = self.counts();
        let (_, misses) = counts.at(from);
        *misses = misses.saturating_add(1);
    }
}

impl Counts {
    fn at(&mut self, from: From) -> (&mut u32, &mut u32) {
        let shared = self.of.len() >= ADDRESSES_MAX && !self.of.contains_key(&from);
        let (asks, misses) = self.of.entry(if shared { From([0; 16]) } else { from }).or_default();
        (asks, misses)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: Option<&str>) -> From {
        let mut headers = HeaderMap::new();
        if let Some(said) = forwarded {
            headers.insert(FORWARDED, said.parse().unwrap());
        }
        origin(peer.parse().unwrap(), &headers)
    }

    #[test]
    fn a_proxy_here_is_believed_and_nobody_else() {
        assert_eq!(from("127.0.0.1:1", Some("6.6.6.6, 10.0.0.7")), from("10.0.0.7:9", None));
        assert_eq!(from("10.0.0.7:1", Some("10.0.0.8")), from("10.0.0.7:2", None));
        assert_ne!(from("10.0.0.7:1", None), from("10.0.0.8:1", None));
        assert_eq!(from("[2001:db8::1]:1", None), from("[2001:db8::2]:1", None), "one subscriber");
        assert_eq!(from("[2001:db8::1]:1", None), from("[2001:db8:0:ff::2]:1", None), "of a /56");
        assert_ne!(from("[2001:db8::1]:1", None), from("[2001:db8:0:100::1]:1", None));
        for said in ["10.0.0.7:4000", "[2001:db8::1]:443", "[2001:db8::1]"] {
            let wanted = if said.starts_with('1') { "10.0.0.7:1" } else { "[2001:db8::1]:1" };
            assert_eq!(from("127.0.0.1:1", Some(said)), from(wanted, None), "{said}");
        }
        assert_eq!(from("127.0.0.1:1", Some("nonsense")), from("127.0.0.1:2", None));
    }

    #[test]
    fn who_tries_out_links_is_let_in_no_more_and_others_are() {
        let rate = Rate::default();
        let (one, other) = (from("10.0.0.7:1", None), from("10.0.0.8:1", None));
        for _ in 0..MISSES_A_MINUTE_MAX {
            assert!(rate.asks(one));
            rate.misses(one);
        }
        assert!(!rate.asks(one) && rate.asks(other));
        for _ in 1..ASKS_A_MINUTE_MAX {
            assert!(rate.asks(other));
        }
        assert!(!rate.asks(other), "a flood ends too");
    }
}
