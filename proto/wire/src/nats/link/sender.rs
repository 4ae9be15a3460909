//! What one consumer has in this process: deliveries ready, out with a handler, or held until a later instant. All of
//! them are unacknowledged at the server and are renewed from here, so that nobody else is given them meanwhile.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use muster_protocol::codec;
use muster_protocol::ids::Position;
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use tokio::sync::watch;

use super::NatsLink;
use crate::link::{ConsumerKind, Delivery, LinkError, Subscription, Verdict};
use crate::nats::frames::{Acknowledgement, Again, Dead, Subscribe, Subscribed, Wait, What, query};

/// Deliveries of which something is said at once: their addresses fit into one message.
const SENT_AT_ONCE: usize = 1_024;

/// How often a delivery is renewed within the time after which the server gives it to somebody else.
const RENEWALS: u32 = 3;
/// How long until the renewals are looked at while the server's time is not known yet.
const RENEW_UNKNOWN: Duration = Duration::from_secs(1);
/// Pause after the owner could not be asked, in machine time.
const PAUSE: Duration = Duration::from_millis(200);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Ready,
    Out,
    Held(Instant),
}

/// An event that this process has and that is not acknowledged.
#[derive(Debug)]
struct Entry {
    recorded: Arc<Recorded>,
    /// Where the server wants to hear of it; none for a fold, which reads the log.
    reply: Option<String>,
    /// How often the server had given it out when it came, this time included.
    given: u32,
    /// How often it was given to others, as far as the server's count tells.
    before: u32,
    attempts: u32,
    place: Place,
}

#[derive(Debug, Default)]
struct State {
    events: Vec<&'static str>,
    window: usize,
    streams: usize,
    over: bool,
    entries: BTreeMap<Position, Entry>,
    ready: VecDeque<Position>,
    target: Option<Subscribed>,
}

impl State {
    fn out(&self) -> usize {
        self.entries.values().filter(|entry| entry.place == Place::Out).count()
    }

    fn make_ready(&mut self, position: Position, first: bool) {
        if let Some(entry) = self.entries.get_mut(&position) {
            entry.place = Place::Ready;
            if first { self.ready.push_front(position) } else { self.ready.push_back(position) }
        }
    }

    fn held(&self) -> Vec<(Position, Instant)> {
        let held = |(position, entry): (&Position, &Entry)| match entry.place {
            Place::Held(at) => Some((*position, at)),
            Place::Ready | Place::Out => None,
        };
        self.entries.iter().filter_map(held).collect()
    }
}

/// See the module. Shared by all streams of one consumer in this process.
pub(super) struct Sender {
    link: NatsLink,
    name: String,
    instance: String,
    fold: bool,
    state: Mutex<State>,
    wakes: watch::Sender<u64>,
}

impl Sender {
    /// A sender with one stream, its renewals and its waiting for instants.
    pub(super) fn start(link: NatsLink, subscription: &Subscription) -> Arc<Self> {
        let instance = link.connection().client().new_inbox();
        let sender = Arc::new(Self {
            name: subscription.consumer.clone(),
            instance,
            fold: subscription.kind.is_fold(),
            state: Mutex::new(State { events: subscription.events.clone(), ..State::default() }),
            wakes: watch::Sender::new(0),
            link,
        });
        sender.join(subscription);
        tokio::spawn(renew(Arc::downgrade(&sender)));
        tokio::spawn(wait(Arc::downgrade(&sender), sender.wakes.subscribe()));
        sender
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.wakes.send_modify(|count| *count = count.wrapping_add(1));
        result
    }

    pub(super) fn wakes(&self) -> watch::Receiver<u64> {
        self.wakes.subscribe()
    }

    pub(super) fn hears_like(&self, subscription: &Subscription) -> bool {
        let fold = subscription.kind.is_fold();
        self.fold == fold && (fold || self.state().events == subscription.events)
    }

    /// One more stream.
    pub(super) fn join(&self, subscription: &Subscription) {
        self.change(|state| {
            state.streams += 1;
            state.window = match subscription.kind {
                ConsumerKind::Work { window } => window.max(1),
                ConsumerKind::Fold { .. } => 1,
            };
        });
    }

    /// One stream less. With the last one everything goes back to the server, for anyone who listens then.
    pub(super) fn leave(self: &Arc<Self>) {
        let back = self.change(|state| {
            state.streams = state.streams.saturating_sub(1);
            if state.streams > 0 {
                return Vec::new();
            }
            state.ready.clear();
            let gone: Vec<Position> =
                state.entries.iter().filter(|(_, e)| e.place != Place::Out).map(|(p, _)| *p).collect();
            gone.iter().filter_map(|position| state.entries.remove(position)?.reply).collect()
        });
        self.give_back(back);
    }

    /// Another fold has begun: this one is over.
    pub(super) fn supersede(&self) {
        self.change(|state| {
            state.over = true;
            state.entries.clear();
            state.ready.clear();
        });
    }

    pub(super) fn is_over(&self) -> bool {
        self.state().over
    }

    /// Room in the window.
    pub(super) fn room(&self) -> usize {
        let state = self.state();
        state.window.saturating_sub(state.out() + state.ready.len())
    }

    /// Whether nothing at all is here: then a fold may read on.
    pub(super) fn is_empty(&self) -> bool {
        self.state().entries.is_empty()
    }

    /// An event came. One that is here already is only to be answered to the newer address.
    pub(super) fn arrived(&self, recorded: Arc<Recorded>, reply: Option<String>) {
        self.change(|state| {
            let position = recorded.position;
            let given = reply.as_deref().and_then(times_given).unwrap_or(1);
            if let Some(entry) = state.entries.get_mut(&position) {
                // What the server gave out between the two went to somebody else.
                entry.before += given.saturating_sub(entry.given.saturating_add(1));
                (entry.reply, entry.given) = (reply, given);
                return;
            }
            let (before, place) = (given.saturating_sub(1), Place::Ready);
            state.entries.insert(position, Entry { recorded, reply, given, before, attempts: 0, place });
            state.ready.push_back(position);
        });
    }

    /// The next delivery, if the window has room and something is ready.
    pub(super) fn take(self: &Arc<Self>) -> Option<NatsDelivery> {
        let mut state = self.state();
        if state.out() >= state.window {
            return None;
        }
        let position = state.ready.pop_front()?;
        let entry = state.entries.get_mut(&position)?;
        entry.place = Place::Out;
        entry.attempts += 1;
        let (recorded, attempt, before) = (Arc::clone(&entry.recorded), entry.attempts, entry.before);
        Some(NatsDelivery { sender: Arc::clone(self), recorded, attempt, before, ended: false })
    }

    fn returned(self: &Arc<Self>, position: Position) {
        let back = self.change(|state| {
            if state.streams == 0 {
                return state.entries.remove(&position)?.reply;
            }
            state.make_ready(position, true);
            None
        });
        self.give_back(back.into_iter().collect());
    }

    /// Puts messages back with the server; if that fails they come again when their time is over.
    fn give_back(self: &Arc<Self>, replies: Vec<String>) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        if !replies.is_empty() {
            let link = self.link.clone();
            // What is not said comes again all the same, when its time is over.
            let give_back = async move { drop(say(&link, replies, What::Back).await) };
            let mut returns = self.link.returns();
            while returns.try_join_next().is_some() {}
            returns.spawn_on(give_back, &runtime);
        }
    }

    /// Takes a delivery away for good and tells the server so.
    async fn end(&self, position: Position, how: What) -> Result<(), LinkError> {
        let entry = self.change(|state| state.entries.remove(&position));
        match entry.and_then(|entry| entry.reply) {
            Some(reply) => say(&self.link, vec![reply], how).await,
            None => Ok(()),
        }
    }

    /// The same of several that were dealt with.
    async fn end_all(&self, positions: &[Position]) -> Result<(), LinkError> {
        let replies: Vec<String> = self.change(|state| {
            positions.iter().filter_map(|position| state.entries.remove(position)?.reply).collect()
        });
        say(&self.link, replies, What::Done).await
    }

    async fn hold(&self, recorded: &Recorded, after_ms: i64) -> Result<(), LinkError> {
        let position = recorded.position;
        if after_ms <= 0 {
            self.change(|state| state.make_ready(position, false));
            return Ok(());
        }
        let (consumer, instance) = (self.name.clone(), self.instance.clone());
        let wish = Again { consumer, instance, position, after_ms };
        let at = match self.link.put::<_, Instant>(query::AGAIN, &wish).await {
            Ok(at) => at,
            // The owner is away: the clock as last seen. The owner hears of it when it is back.
            Err(LinkError::Unreachable(_) | LinkError::Busy { .. } | LinkError::Behind { .. }) => {
                self.link.connection().guess(recorded.at).plus(after_ms)
            }
            Err(other) => return Err(other),
        };
        self.change(|state| {
            if let Some(entry) = state.entries.get_mut(&position) {
                entry.place = Place::Held(at);
            }
        });
        Ok(())
    }

    /// Asks the owner for the consumer. Asking again changes nothing.
    pub(super) async fn subscribe(&self) -> Result<Subscribed, LinkError> {
        // Without waking anybody: a stream that waits for this would be woken by itself and ask again for ever.
        let wish = {
            let mut state = self.state();
            state.target = None;
            let window = (!self.fold).then(|| u32::try_from(state.window).unwrap_or(u32::MAX));
            let events = state.events.iter().map(|event| (*event).to_owned()).collect();
            Subscribe { consumer: self.name.clone(), events, window, instance: self.instance.clone() }
        };
        let subscribed: Subscribed = self.link.put(query::CONSUMER, &wish).await?;
        self.state().target = Some(subscribed.clone());
        Ok(subscribed)
    }

    pub(super) fn target(&self) -> Option<Subscribed> {
        self.state().target.clone()
    }

    pub(super) fn hears(&self, name: &str) -> bool {
        let state = self.state();
        state.events.is_empty() || state.events.contains(&name)
    }

    /// Whether the server waits to hear of its deliveries.
    pub(super) fn works(&self) -> bool {
        !self.fold
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn instance(&self) -> &str {
        &self.instance
    }

    async fn dead(&self, position: Position, cause: &str) -> Result<(), LinkError> {
        let letter = Dead { consumer: self.name.clone(), position, cause: cause.to_owned() };
        self.link.put::<_, ()>(query::DEAD, &letter).await?;
        self.end(position, What::Never).await
    }

    /// Ends a message that is no event of ours.
    pub(super) async fn refuse(&self, reply: String) {
        if let Err(error) = say(&self.link, vec![reply], What::Never).await {
            tracing::debug!(%error, "a strange message stays");
        }
    }
}

/// How often the server has given out a delivery, this time included: the first number of its address.
fn times_given(address: &str) -> Option<u32> {
    let tokens: Vec<&str> = address.split('.').collect();
    // The longer form has domain and account before the stream.
    let at = if tokens.len() == 9 { 4 } else { 6 };
    tokens.get(at)?.parse().ok()
}

/// Says something of deliveries to the engine, which tells the server.
async fn say(link: &NatsLink, replies: Vec<String>, what: What) -> Result<(), LinkError> {
    let connection = link.connection();
    for of in replies.chunks(SENT_AT_ONCE) {
        let body = codec::encode(&Acknowledgement { what, of: of.to_vec() });
        let said = connection.client().publish(link.query(query::ACK), body.into());
        match tokio::time::timeout(connection.options().request, said).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(LinkError::Unreachable(error.to_string())),
            Err(_) => return Err(LinkError::Unreachable("no connection".to_owned())),
        }
    }
    Ok(())
}

/// Renews everything that is here, as long as the sender lives.
async fn renew(sender: Weak<Sender>) {
    loop {
        let Some(standing) = sender.upgrade() else { return };
        let ack_wait = standing.target().map(|target| Duration::from_millis(target.ack_wait_ms));
        let pause = ack_wait.filter(|wait| !wait.is_zero()).map_or(RENEW_UNKNOWN, |wait| wait / RENEWALS);
        let replies: Vec<String> =
            standing.state().entries.values().filter_map(|entry| entry.reply.clone()).collect();
        // Without a connection they are said again after the pause.
        drop(say(&standing.link, replies, What::InProgress).await);
        drop(standing);
        tokio::time::sleep(pause).await;
    }
}

/// Waits with the owner for the instants of what is held, as long as the sender lives.
async fn wait(sender: Weak<Sender>, mut wakes: watch::Receiver<u64>) {
    loop {
        let asked = {
            let Some(standing) = sender.upgrade() else { return };
            wakes.borrow_and_update();
            let held = standing.state().held();
            let (consumer, instance) = (standing.name.clone(), standing.instance.clone());
            (!held.is_empty()).then(|| (standing.link.clone(), Wait { consumer, instance, held }))
        };
        let Some((link, wish)) = asked else {
            if wakes.changed().await.is_err() {
                return;
            }
            continue;
        };
        let (subject, patience) = (link.query(query::WAIT), link.connection().options().request);
        let now: Result<Instant, _> =
            link.connection().ask_once(&subject, &codec::encode(&wish), patience).await;
        let Some(standing) = sender.upgrade() else { return };
        match now {
            Ok(now) => {
                let due: Vec<Position> =
                    wish.held.iter().filter(|(_, at)| *at <= now).map(|(position, _)| *position).collect();
                standing.change(|state| {
                    for position in due {
                        let held = state.entries.get(&position).map(|entry| entry.place);
                        if matches!(held, Some(Place::Held(at)) if at <= now) {
                            state.make_ready(position, false);
                        }
                    }
                });
            }
            Err(error) => {
                tracing::debug!(%error, "nobody tells the campaign clock");
                drop(standing);
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// A delivery of the link over NATS.
pub struct NatsDelivery {
    sender: Arc<Sender>,
    recorded: Arc<Recorded>,
    attempt: u32,
    before: u32,
    ended: bool,
}

impl std::fmt::Debug for NatsDelivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NatsDelivery")
            .field("consumer", &self.sender.name)
            .field("position", &self.recorded.position)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

impl Delivery for NatsDelivery {
    fn recorded(&self) -> &Arc<Recorded> {
        &self.recorded
    }

    fn attempt(&self) -> u32 {
        self.attempt
    }

    fn given_before(&self) -> u32 {
        self.before
    }

    async fn settle(mut self, verdict: Verdict) -> Result<(), LinkError> {
        let (sender, position) = (Arc::clone(&self.sender), self.recorded.position);
        match verdict {
            Verdict::Done => sender.end(position, What::Done).await?,
            Verdict::Again { after_ms } => sender.hold(&self.recorded, after_ms).await?,
            Verdict::Dead { cause } => sender.dead(position, &cause).await?,
        }
        self.ended = true;
        Ok(())
    }

    async fn done(mut all: Vec<Self>) -> Result<(), LinkError> {
        let Some(sender) = all.first().map(|first| Arc::clone(&first.sender)) else { return Ok(()) };
        let positions: Vec<Position> = all.iter().map(|one| one.recorded.position).collect();
        sender.end_all(&positions).await?;
        all.iter_mut().for_each(|one| one.ended = true);
        Ok(())
    }
}

impl Drop for NatsDelivery {
    fn drop(&mut self) {
        if !self.ended {
            self.sender.returned(self.recorded.position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::times_given;

    #[test]
    fn an_address_says_how_often_it_was_given() {
        for own in ["$JS.ACK.S.visits.3.42.7.4.5", "$JS.ACK._.hash.S.visits.3.42.7.4.5.random"] {
            assert_eq!(times_given(own), Some(3), "{own}");
        }
        assert_eq!(times_given("_INBOX.visits.1"), None);
    }
}
