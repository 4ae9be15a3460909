//! How often one address may ask. A page is for a person: anyone who tries out links, or lets a loop run, ends here before the
//! store is asked.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;

/// Requests of one address a minute: an office of some dozen people behind one address opens its pages at nine.
pub(super) const ASKS_A_MINUTE_MAX: u32 = 600;
/// Links that open nothing, of one address a minute: a person mistypes a few, a program tries thousands.
pub(super) const MISSES_A_MINUTE_MAX: u32 = 30;
/// Strangers that are told apart in a minute: two megabytes of memory at most.
const STRANGERS_MAX: usize = 20_000;
/// Counts that the strangers beyond them share, each by its address: a flood from ever more addresses fills these, and shuts
/// out of newcomers those who fall on the same one.
const SHARED_MAX: u64 = 1_024;
/// Addresses that opened a link of late, which strangers cannot crowd out: more offices than a campaign of 40,000 units has.
const GUESTS_MAX: usize = 20_000;
/// How long an address stays known after it opened a link: from one morning to the next.
const GUEST_FOR: Duration = Duration::from_hours(26);
/// What a minute is.
const WINDOW: Duration = Duration::from_mins(1);
/// The header in which a proxy says who asked.
const FORWARDED: &str = "x-forwarded-for";

/// Who asks, as far as it is known: of an IPv6 address the network, which is one subscriber's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::http) struct Origin([u8; 16]);

/// The address that asks. A proxy on this machine says whose request it passes on; nobody else is believed.
pub(in crate::http) fn origin(peer: SocketAddr, headers: &HeaderMap) -> Origin {
    let said = headers.get_all(FORWARDED).iter().next_back().and_then(|value| value.to_str().ok());
    let last = said.and_then(|said| address(said.rsplit(',').next()?.trim()));
    let address = last.filter(|_| peer.ip().is_loopback()).unwrap_or(peer.ip());
    Origin(match address {
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

/// Requests, and links that opened nothing.
type Count = (u32, u32);

/// The counts of this minute. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub(in crate::http) struct Rate(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    since: Option<Instant>,
    strangers: BTreeMap<Origin, Count>,
    shared: BTreeMap<u64, Count>,
    /// Which stranger shares a count with which, nobody outside knows.
    keys: RandomState,
    guests: BTreeMap<Origin, KnownAddress>,
}

/// An address that opened a link.
#[derive(Debug, Clone, Copy)]
struct KnownAddress {
    opened: Instant,
    count: Count,
}

impl Rate {
    fn counts(&self, now: Instant) -> MutexGuard<'_, Counts> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.since.is_none_or(|since| now.duration_since(since) >= WINDOW) {
            counts.since = Some(now);
            counts.strangers.clear();
            counts.shared.clear();
            counts.guests.retain(|_, guest| now.duration_since(guest.opened) < GUEST_FOR);
            counts.guests.values_mut().for_each(|guest| guest.count = Count::default());
        }
        counts
    }

    /// Counts a request; false when its address has had its share.
    pub(super) fn asks(&self, from: Origin) -> bool {
        self.asks_at(from, Instant::now())
    }

    fn asks_at(&self, from: Origin, now: Instant) -> bool {
        let mut counts = self.counts(now);
        let (asks, misses) = counts.of(from);
        *asks = asks.saturating_add(1);
        *asks <= ASKS_A_MINUTE_MAX && *misses < MISSES_A_MINUTE_MAX
    }

    /// Counts a link that opened nothing.
    pub(in crate::http) fn misses(&self, from: Origin) {
        let mut counts = self.counts(Instant::now());
        let (_, misses) = counts.of(from);
        *misses = misses.saturating_add(1);
    }

    /// Whether an address has tried out too much in this minute.
    pub(in crate::http) fn is_shut(&self, from: Origin) -> bool {
        let mut counts = self.counts(Instant::now());
        let (_, misses) = *counts.of(from);
        misses >= MISSES_A_MINUTE_MAX
    }

    /// Remembers that a link opened something for an address: it keeps a count of its own.
    pub(super) fn opened(&self, from: Origin) {
        self.opened_at(from, Instant::now());
    }

    fn opened_at(&self, from: Origin, now: Instant) {
        let mut counts = self.counts(now);
        let count = *counts.of(from);
        if let Some(guest) = counts.guests.get_mut(&from) {
            guest.opened = now;
        } else if counts.guests.len() < GUESTS_MAX {
            counts.strangers.remove(&from);
            counts.guests.insert(from, KnownAddress { opened: now, count });
        }
    }
}

impl Counts {
    fn of(&mut self, from: Origin) -> &mut Count {
        if let Some(guest) = self.guests.get_mut(&from) {
            return &mut guest.count;
        }
        if self.strangers.len() < STRANGERS_MAX || self.strangers.contains_key(&from) {
            return self.strangers.entry(from).or_default();
        }
        self.shared.entry(self.keys.hash_one(from.0) % SHARED_MAX).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: Option<&str>) -> Origin {
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

    /// Addresses that no other test has.
    fn stranger(number: u32) -> Origin {
        let [a, b, c, d] = number.to_be_bytes();
        from(&format!("[2001:db8:{a:02x}{b:02x}:{c:02x}{d:02x}::1]:1"), None)
    }

    #[test]
    fn a_flood_from_ever_more_addresses_shuts_out_nobody_who_opened_a_link_and_few_others() {
        let (rate, now) = (Rate::default(), Instant::now());
        let office = from("10.0.0.7:1", None);
        assert!(rate.asks_at(office, now));
        rate.opened_at(office, now);
        // Each of 20,000 tries out links, and then as many again, which share their counts.
        for number in 0..2 * u32::try_from(STRANGERS_MAX).unwrap() {
            rate.asks_at(stranger(number << 8), now);
            rate.misses(stranger(number << 8));
        }
        assert!(rate.asks_at(office, now), "who opened a link keeps a count of its own");
        let newcomers =
            (0..1_000).map(|number| from(&format!("10.1.{}.{}:1", number / 250, number % 250), None));
        let let_in = newcomers.filter(|newcomer| rate.asks_at(*newcomer, now)).count();
        assert!(let_in > 900, "{let_in} of 1,000 newcomers");
        let counts = rate.0.lock().unwrap();
        let held = (counts.strangers.len(), counts.shared.len() <= 1_024, counts.guests.len());
        assert_eq!(held, (STRANGERS_MAX, true, 1), "what is remembered is bounded");
    }

    #[test]
    fn an_address_is_known_from_one_morning_to_the_next() {
        let (rate, now) = (Rate::default(), Instant::now());
        let office = from("10.0.0.7:1", None);
        rate.opened_at(office, now);
        for (hours, known) in [(25, true), (27, false)] {
            rate.asks_at(office, now + Duration::from_hours(hours));
            assert_eq!(rate.0.lock().unwrap().guests.contains_key(&office), known, "{hours}");
        }
    }
}
