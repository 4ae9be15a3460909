//! Who is connected. There is room for so many; when it is full, the one who has waited longest without asking for anything
//! that it may have is let go for the one who comes. So a thousand connections that say nothing keep nobody out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Most connections at a time: a quarter of the 1,024 files that a service usually may open, which the log, the views and
/// NATS share with them.
pub(super) const CONNECTIONS_MAX: usize = 256;

/// The slots of a server. Cloning is cheap.
#[derive(Debug, Clone)]
pub(super) struct ConnectionSlots(Arc<Mutex<Slots>>);

#[derive(Debug, Default)]
struct Slots {
    max: usize,
    /// Counts arrivals and the ends of requests: what is smaller waits longer.
    now: u64,
    known: BTreeMap<u64, Holder>,
}

#[derive(Debug)]
struct Holder {
    /// Requests of a known caller that are under way.
    busy: usize,
    since: u64,
    /// Dropped to let it go.
    _place: oneshot::Sender<()>,
}

/// A connection's slot; given back when it is dropped.
#[derive(Debug)]
pub(super) struct ConnectionSlot {
    slots: ConnectionSlots,
    number: u64,
}

/// A request of a known caller that is under way, until it is dropped.
#[derive(Debug)]
pub(super) struct InUse(Arc<ConnectionSlot>);

impl ConnectionSlots {
    /// So many, all of them free.
    pub(super) fn new(max: usize) -> Self {
        Self(Arc::new(Mutex::new(Slots { max, ..Slots::default() })))
    }

    fn lock(&self) -> MutexGuard<'_, Slots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes somebody in, with what ends when he is to go; none while everybody here is being served.
    pub(super) fn enter(&self) -> Option<(Arc<ConnectionSlot>, oneshot::Receiver<()>)> {
        let mut held = self.lock();
        if held.known.len() >= held.max {
            let idle = held.known.iter().filter(|(_, holder)| holder.busy == 0);
            let longest = idle.min_by_key(|(_, holder)| holder.since).map(|(number, _)| *number)?;
            held.known.remove(&longest);
        }
        held.now += 1;
        let (number, (place, to_go)) = (held.now, oneshot::channel());
        held.known.insert(number, Holder { busy: 0, since: number, _place: place });
        Some((Arc::new(ConnectionSlot { slots: self.clone(), number }), to_go))
    }
}

impl ConnectionSlot {
    /// Somebody who is known is served: until then this place is not taken away.
    pub(super) fn serve(self: &Arc<Self>) -> InUse {
        if let Some(holder) = self.slots.lock().known.get_mut(&self.number) {
            holder.busy += 1;
        }
        InUse(Arc::clone(self))
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        self.slots.lock().known.remove(&self.number);
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        let mut held = self.0.slots.lock();
        held.now += 1;
        let now = held.now;
        if let Some(holder) = held.known.get_mut(&self.0.number) {
            holder.busy -= 1;
            holder.since = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_longest_goes_and_who_is_served_stays() {
        let slots = ConnectionSlots::new(3);
        let gone =
            |to_go: &mut oneshot::Receiver<()>| to_go.try_recv() == Err(oneshot::error::TryRecvError::Closed);
        let (served, mut served_goes) = slots.enter().unwrap();
        let (idle, mut idle_goes) = slots.enter().unwrap();
        let (silent, mut silent_goes) = slots.enter().unwrap();
        let busy = served.serve();
        drop(idle.serve());
        let (_new, mut new_goes) = slots.enter().unwrap();
        assert!(gone(&mut silent_goes), "it came before the other was served last");
        assert!(!gone(&mut served_goes) && !gone(&mut idle_goes) && !gone(&mut new_goes));
        drop(silent);
        let (_newer, _goes) = slots.enter().unwrap();
        assert!(gone(&mut idle_goes) && !gone(&mut served_goes));
        drop(idle);
        let (_a, _b) = (_new.serve(), _newer.serve());
        assert!(slots.enter().is_none(), "everybody is being served");
        drop(busy);
        assert!(slots.enter().is_some() && gone(&mut served_goes));
    }
}
