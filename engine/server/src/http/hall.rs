//! Who is connected. There is room for so many; when it is full, the one who has waited longest without asking for anything
//! that it may have is let go for the one who comes. So a thousand connections that say nothing keep nobody out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Most connections at a time: a quarter of the 1,024 files that a service usually may open, which the log, the views and
/// NATS share with them.
pub(super) const CONNECTIONS_MAX: usize = 256;

/// The room.
#[derive(Debug, Clone)]
pub(super) struct Hall(Arc<Mutex<Guests>>);

#[derive(Debug, Default)]
struct Guests {
    max: usize,
    /// Counts arrivals and the ends of requests: what is smaller waits longer.
    now: u64,
    known: BTreeMap<u64, Guest>,
}

#[derive(Debug)]
struct Guest {
    /// Requests of a known caller that are under way.
    busy: usize,
    since: u64,
    /// Dropped to let it go.
    _place: oneshot::Sender<()>,
}

/// A connection's place in the hall; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    hall: Hall,
    number: u64,
}

/// A request of a known caller that is under way, until it is dropped.
#[derive(Debug)]
pub(super) struct Busy(Arc<Seat>);

impl Hall {
    /// An empty one.
    pub(super) fn new(max: usize) -> Self {
        Self(Arc::new(Mutex::new(Guests { max, ..Guests::default() })))
    }

    fn guests(&self) -> MutexGuard<'_, Guests> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes somebody in, with what ends when he is to go; none while everybody here is being served.
    pub(super) fn enter(&self) -> Option<(Arc<Seat>, oneshot::Receiver<()>)> {
        let mut guests = self.guests();
        if guests.known.len() >= guests.max {
            let idle = guests.known.iter().filter(|(_, guest)| guest.busy == 0);
            let longest = idle.min_by_key(|(_, guest)| guest.since).map(|(number, _)| *number)?;
            guests.known.remove(&longest);
        }
        guests.now += 1;
        let (number, (place, to_go)) = (guests.now, oneshot::channel());
        guests.known.insert(number, Guest { busy: 0, since: number, _place: place });
        Some((Arc::new(Seat { hall: self.clone(), number }), to_go))
    }
}

impl Seat {
    /// Somebody who is known is served: until then this place is not taken away.
    pub(super) fn serve(self: &Arc<Self>) -> Busy {
        if let Some(guest) = self.hall.guests().known.get_mut(&self.number) {
            guest.busy += 1;
        }
        Busy(Arc::clone(self))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hall.guests().known.remove(&self.number);
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut guests = self.0.hall.guests();
        guests.now += 1;
        let now = guests.now;
        if let Some(guest) = guests.known.get_mut(&self.0.number) {
            guest.busy -= 1;
            guest.since = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_longest_goes_and_who_is_served_stays() {
        let hall = Hall::new(3);
        let gone =
            |to_go: &mut oneshot::Receiver<()>| to_go.try_recv() == Err(oneshot::error::TryRecvError::Closed);
        let (served, mut served_goes) = hall.enter().unwrap();
        let (idle, mut idle_goes) = hall.enter().unwrap();
        let (silent, mut silent_goes) = hall.enter().unwrap();
        let busy = served.serve();
        drop(idle.serve());
        let (_new, mut new_goes) = hall.enter().unwrap();
        assert!(gone(&mut silent_goes), "it came before the other was served last");
        assert!(!gone(&mut served_goes) && !gone(&mut idle_goes) && !gone(&mut new_goes));
        drop(silent);
        let (_newer, _goes) = hall.enter().unwrap();
        assert!(gone(&mut idle_goes) && !gone(&mut served_goes));
        drop(idle);
        let (_a, _b) = (_new.serve(), _newer.serve());
        assert!(hall.enter().is_none(), "everybody is being served");
        drop(busy);
        assert!(hall.enter().is_some() && gone(&mut served_goes));
    }
}
