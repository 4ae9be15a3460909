//! Deliveries that workers hold until a later instant of the campaign clock. The event stays unacknowledged with its
//! worker, who renews it; the engine only knows of it, because the clock is the engine's: it tells the worker when the
//! instant has come, and knows how far a stepped clock may jump. A worker that dies loses its holds: its events are
//! then delivered again at once, which costs one more try and nothing else.

use std::collections::BTreeMap;
use std::time::Duration;

use muster_protocol::ids::Position;
use muster_protocol::time::Instant;

/// Streams of one consumer whose holds are known at once; of another one nothing is noted, and its deliveries come again
/// when their time with it is over.
const INSTANCES_MAX: usize = 256;
/// Holds of one stream that are known at once: more than a consumer may have out.
const HELD_MAX: usize = 65_536;

/// The holds of one stream of one worker.
#[derive(Debug)]
struct ConsumerHolds {
    held: BTreeMap<Position, Instant>,
    seen: tokio::time::Instant,
    /// Whether it was heard since another stream of the consumer came: the one that came may stand in its place.
    stands: bool,
}

/// All holds: by consumer and instance.
#[derive(Debug, Default)]
pub(super) struct Holds(BTreeMap<(String, String), ConsumerHolds>);

impl Holds {
    fn holds(&mut self, consumer: &str, instance: &str) -> &mut ConsumerHolds {
        let key = (consumer.to_owned(), instance.to_owned());
        let seen = tokio::time::Instant::now();
        let new = || ConsumerHolds { held: BTreeMap::new(), seen, stands: true };
        let holds = self.0.entry(key).or_insert_with(new);
        (holds.seen, holds.stands) = (seen, true);
        holds
    }

    /// Deliveries are held until these instants.
    pub(super) fn add(&mut self, consumer: &str, instance: &str, held: &[(Position, Instant)]) {
        let key = (consumer.to_owned(), instance.to_owned());
        if !self.0.contains_key(&key)
            && self.0.keys().filter(|(name, _)| name == consumer).count() >= INSTANCES_MAX
        {
            return;
        }
        let holds = self.holds(consumer, instance);
        let room = HELD_MAX.saturating_sub(holds.held.len());
        holds.held.extend(held.iter().take(room).copied());
    }

    /// A stream of a consumer has come. What others held is with somebody else if they are gone; it counts again as soon as
    /// they are heard.
    pub(super) fn came(&mut self, consumer: &str, instance: &str) {
        let of = |(name, other): &(String, String)| name == consumer && other != instance;
        self.0.iter_mut().filter(|(key, _)| of(key)).for_each(|(_, holds)| holds.stands = false);
    }

    /// Deliveries that nobody holds any more: they are dealt with, or on their way to somebody else.
    pub(super) fn forget(&mut self, consumer: &str, gone: &[Position]) {
        for (_, holds) in self.0.iter_mut().filter(|((name, _), _)| name == consumer) {
            for position in gone {
                holds.held.remove(position);
            }
        }
    }

    /// Takes away what is due at `now`; whether there was anything.
    pub(super) fn due(&mut self, consumer: &str, instance: &str, now: Instant) -> bool {
        let Some(holds) = self.0.get_mut(&(consumer.to_owned(), instance.to_owned())) else { return false };
        holds.seen = tokio::time::Instant::now();
        let before = holds.held.len();
        holds.held.retain(|_, at| *at > now);
        holds.held.len() < before
    }

    /// The earliest instant of an instance.
    pub(super) fn next(&self, consumer: &str, instance: &str) -> Option<Instant> {
        self.0.get(&(consumer.to_owned(), instance.to_owned()))?.held.values().min().copied()
    }

    /// The earliest instant of all.
    pub(super) fn earliest(&self) -> Option<Instant> {
        self.0.values().filter(|holds| holds.stands).flat_map(|holds| holds.held.values()).min().copied()
    }

    /// How many events of a consumer are held for instants after `now`; none when one is already due.
    pub(super) fn waiting(&self, consumer: &str, now: Instant) -> Option<usize> {
        let boards = self.0.iter().filter(|((name, _), holds)| name == consumer && holds.stands);
        let mut count = 0;
        for at in boards.flat_map(|(_, holds)| holds.held.values()) {
            if *at <= now {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    /// Forgets the holds of instances that have not been heard of for so long.
    pub(super) fn expire(&mut self, after: Duration) {
        self.0.retain(|_, holds| !holds.held.is_empty() && holds.seen.elapsed() < after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn holds_come_due_and_expire() {
        let mut holds = Holds::default();
        holds.add("a", "1", &[(Position(5), Instant(50)), (Position(6), Instant(60))]);
        holds.add("a", "2", &[(Position(7), Instant(70))]);
        holds.add("b", "1", &[(Position(5), Instant(10))]);
        assert_eq!(holds.earliest(), Some(Instant(10)));
        assert_eq!(holds.waiting("a", Instant(20)), Some(3));
        assert_eq!(holds.waiting("a", Instant(50)), None);
        assert!(holds.due("a", "1", Instant(50)));
        assert!(!holds.due("a", "1", Instant(50)));
        assert_eq!(holds.next("a", "1"), Some(Instant(60)));
        tokio::time::advance(Duration::from_secs(10)).await;
        holds.add("a", "1", &[(Position(6), Instant(60))]);
        tokio::time::advance(Duration::from_secs(10)).await;
        holds.expire(Duration::from_secs(15));
        assert_eq!(holds.waiting("a", Instant(0)), Some(1));
        assert_eq!(holds.waiting("b", Instant(20)), Some(0));
    }

    #[tokio::test(start_paused = true)]
    async fn what_went_to_somebody_else_is_not_held() {
        let mut holds = Holds::default();
        holds.add("a", "1", &[(Position(5), Instant(50)), (Position(6), Instant(60))]);
        holds.add("b", "1", &[(Position(5), Instant(70))]);
        let seen = |holds: &Holds| (holds.waiting("a", Instant(0)), holds.earliest());
        holds.forget("a", &[Position(5)]);
        assert_eq!(seen(&holds), (Some(1), Some(Instant(60))));
        holds.came("a", "1");
        assert_eq!(seen(&holds), (Some(1), Some(Instant(60))), "it asked for its consumer again");
        // A worker that was killed says nothing more; one that lives says soon what it holds.
        holds.came("a", "2");
        assert_eq!(seen(&holds), (Some(0), Some(Instant(70))));
        holds.add("a", "1", &[(Position(6), Instant(60))]);
        assert_eq!(seen(&holds), (Some(1), Some(Instant(60))));
    }
}
