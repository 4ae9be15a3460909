//! Several channels side by side: each is left alone by itself, the next one of the person stands in, and budgets are the
//! owner's.

use muster_protocol::definition::{Channel as Listed, Definition};
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{ChannelBudget, FailureCause, PermitWish};

use super::*;
use crate::channel::{BreakerLimits, ChannelError, Taken};

/// How a channel of the file behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    There,
    Away,
    /// It refuses everybody for good.
    Refusing,
}

/// Channels of a file, each as it is told, that keep who took what.
#[derive(Default)]
struct Lanes {
    are: Mutex<BTreeMap<String, Is>>,
    tries: Mutex<BTreeMap<String, u32>>,
    taken: Mutex<Vec<(String, String)>>,
    rests: Mutex<Vec<(String, Option<Instant>)>>,
    per_minute: Option<u32>,
}

impl Lanes {
    fn of(are: &[(&str, Is)]) -> Self {
        let are = are.iter().map(|(name, is)| ((*name).to_owned(), *is)).collect();
        Self { are: Mutex::new(are), ..Self::default() }
    }

    fn turn(&self, name: &str, is: Is) {
        self.are.lock().unwrap().insert(name.to_owned(), is);
    }

    fn tries(&self, name: &str) -> u32 {
        self.tries.lock().unwrap().get(name).copied().unwrap_or_default()
    }

    /// How many letters a channel took.
    fn took(&self, name: &str) -> usize {
        self.taken.lock().unwrap().iter().filter(|(by, _)| by == name).count()
    }
}

impl Channel for Lanes {
    fn name(&self) -> &'static str {
        "lanes"
    }

    fn needs_addresses(&self) -> bool {
        true
    }

    fn per_minute(&self, _: &str) -> Option<u32> {
        self.per_minute
    }

    fn breaker(&self, _: &str) -> BreakerLimits {
        BreakerLimits { after: 3, ..BreakerLimits::default() }
    }

    fn rests(&self, channel: &str, until: Option<Instant>) {
        self.rests.lock().unwrap().push((channel.to_owned(), until));
    }

    fn hand<'a>(
        &'a self,
        _: &'a CampaignId,
        letter: &'a OutgoingMessage,
        addresses: &'a [Address],
    ) -> muster_wire::link::Boxed<'a, Result<Taken, ChannelError>> {
        let by = addresses[0].channel.clone();
        *self.tries.lock().unwrap().entry(by.clone()).or_default() += 1;
        let handed = match self.are.lock().unwrap().get(&by).copied().unwrap_or(Is::There) {
            Is::There => Ok(Taken::by(by.clone())),
            Is::Away => Err(ChannelError::Temporary(FailureCause::Unreachable, "away".to_owned())),
            Is::Refusing => Err(ChannelError::Refused("unknown".to_owned())),
        };
        if handed.is_ok() {
            self.taken.lock().unwrap().push((by, letter.key.contact.to_string()));
        }
        Box::pin(std::future::ready(handed))
    }
}

/// A definition that lists these channels.
fn listing(names: &[&str]) -> Definition {
    let one = |name: &&str| Listed {
        name: (*name).to_owned(),
        hours: Vec::new(),
        workdays_only: false,
        per_minute: None,
        per_day: None,
        by_post: false,
    };
    Definition { channels: names.iter().map(one).collect(), ..definition() }
}

/// What was given by an owner that keeps one budget, as the engine's does.
#[derive(Default)]
struct Given(BTreeMap<(String, MessageName), Instant>);

impl Given {
    fn permit(&mut self, wish: &PermitWish, now: Instant) -> Permit {
        let ChannelBudget { per_minute_in_all: Some(most), .. } = wish.budget else { return Permit::Granted };
        let own = (wish.channel.clone(), wish.message.clone());
        let fresh = |at: &Instant| now.0 - at.0 < MINUTE;
        if self.0.get(&own).is_some_and(fresh) {
            return Permit::Granted;
        }
        let recent: Vec<Instant> = self.0.values().filter(|at| fresh(at)).copied().collect();
        if recent.len() >= most as usize {
            return Permit::NotBefore(recent.into_iter().min().unwrap_or(now).plus(MINUTE));
        }
        self.0.insert(own, now);
        Permit::Granted
    }
}

/// A worker over channels that everybody has an account on, in this order.
async fn rig(channel: Arc<Lanes>, names: &'static [&'static str]) -> Rig {
    rig_after(channel, names, &[]).await
}

/// The same for letters of which something came back by some of them.
async fn rig_after(
    channel: Arc<Lanes>,
    names: &'static [&'static str],
    not_by: &'static [&'static str],
) -> Rig {
    let owner = MemoryOwner::new();
    owner.set_clock(midnight(DAY));
    owner.put(listing(names).to_bytes());
    let outcomes = Outcomes::default();
    let rig = Rig::over(owner, outcomes.clone(), Box::new(Reminders::new()), channel).await;
    rig.owner.on_question(answering(Arc::downgrade(&rig.owner), outcomes, (names, not_by)));
    rig
}

/// Answers as the engine does, with these channels for everybody, some of which a letter came back by, and one budget for all who
/// ask.
fn answering(
    owner: Weak<MemoryOwner>,
    outcomes: Outcomes,
    (names, not_by): (&'static [&'static str], &'static [&'static str]),
) -> muster_wire::memory::OnQuestion {
    let digest = listing(names).digest();
    let mut usual = check_at_sending(owner.clone(), outcomes);
    let mut given = Given::default();
    Box::new(move |question| {
        let now = owner.upgrade().map_or(midnight(DAY), |owner| owner.now());
        let address = |name: &&str| Address { channel: (*name).to_owned(), account: "a".to_owned() };
        Ok(match question {
            Question::Definition { .. } => Answer::Definition(digest),
            Question::Addresses { contacts, .. } => {
                Answer::Addresses(vec![names.iter().map(address).collect(); contacts.len()])
            }
            Question::Permits { wishes, .. } => {
                Answer::Permits(wishes.iter().map(|wish| given.permit(wish, now)).collect())
            }
            other => match usual(other)? {
                Answer::Messages { now, mut messages, .. } => {
                    for message in &mut messages {
                        message.not_by = not_by.iter().map(|name| (*name).to_owned()).collect();
                    }
                    Answer::Messages { now, definition: digest, messages }
                }
                answer => answer,
            },
        })
    })
}

#[tokio::test(start_paused = true)]
async fn a_channel_that_takes_nothing_is_left_alone_and_the_next_one_stands_in() {
    let channel = Arc::new(Lanes::of(&[("信", Is::Away)]));
    let rig = rig(channel.clone(), &["信", "邮"]).await;
    rig.due(&[0, 1, 2, 3]);
    rig.hub.settled_at_head().await;
    assert!((0..4).all(|contact| rig.is_sent(contact)), "all of them have another channel");
    assert_eq!(channel.took("邮"), 4);
    let tried = channel.tries("信");
    assert!((3..=4).contains(&tried), "{tried}");
    rig.due(&[4]);
    rig.hub.settled_at_head().await;
    assert!(rig.is_sent(4));
    assert_eq!(channel.tries("信"), tried, "it is left alone");
    // After a minute one letter looks, and goes by the other channel since this one is still away.
    rig.pass(1).await;
    rig.due(&[5]);
    rig.hub.settled_at_head().await;
    assert!(rig.is_sent(5));
    assert_eq!((channel.tries("信"), channel.took("邮")), (tried + 1, 6));
    let until = |minutes: i64| Some(midnight(DAY).plus(minutes * MINUTE));
    let rests = channel.rests.lock().unwrap().clone();
    assert_eq!(rests, [("信".to_owned(), until(1)), ("信".to_owned(), until(6))], "its state is told");
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn one_letter_looks_whether_a_channel_is_back_and_the_rest_follows() {
    let channel = Arc::new(Lanes::of(&[("信", Is::Away)]));
    let rig = rig(channel.clone(), &["信"]).await;
    rig.due(&[0, 1, 2, 3, 4, 5]);
    rig.hub.settled_at_head().await;
    let before = channel.tries("信");
    rig.pass(1).await;
    assert_eq!(channel.tries("信"), before + 1, "one letter looks");
    channel.turn("信", Is::There);
    rig.pass(5).await;
    assert!((0..6).all(|contact| rig.is_sent(contact)));
    assert_eq!(channel.took("信"), 6);
    assert_eq!(channel.rests.lock().unwrap().last(), Some(&("信".to_owned(), None)));
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn refusals_for_good_leave_nobody_alone() {
    let channel = Arc::new(Lanes::of(&[("信", Is::Refusing)]));
    let rig = rig(channel.clone(), &["信", "邮"]).await;
    rig.due(&[0, 1, 2, 3, 4, 5]);
    rig.hub.settled_at_head().await;
    assert!((0..6).all(|contact| rig.is_sent(contact)));
    assert_eq!((channel.tries("信"), channel.took("邮")), (6, 6));
    assert!(channel.rests.lock().unwrap().is_empty());
    channel.turn("邮", Is::Refusing);
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn a_letter_that_all_of_its_channels_refuse_has_failed_and_one_that_may_go_later_has_not() {
    let channel = Arc::new(Lanes::of(&[("信", Is::Refusing), ("邮", Is::Refusing)]));
    let rig = rig(channel.clone(), &["信", "邮"]).await;
    rig.due(&[0]);
    rig.hub.settled_at_head().await;
    let said = "unknown; unknown";
    assert_eq!(rig.outcome(0), Some(not_taken(StepReason::Refused, "邮", said)), "what both of them said");
    assert!(rig.has(said), "it is stored before it is named");
    channel.turn("邮", Is::Away);
    rig.due(&[1]);
    rig.hub.settled_at_head().await;
    assert_eq!(rig.outcome(1), None);
    channel.turn("邮", Is::There);
    rig.pass(1).await;
    assert!(rig.is_sent(1));
    rig.end().await;
}

#[tokio::test(start_paused = true)]
async fn what_came_back_goes_by_another_channel_and_by_any_where_there_is_no_other() {
    let channel = Arc::new(Lanes::default());
    let rig = rig_after(channel.clone(), &["信", "邮"], &["信"]).await;
    rig.due(&[0]);
    rig.hub.settled_at_head().await;
    assert!(rig.is_sent(0));
    channel.turn("邮", Is::Refusing);
    rig.due(&[1]);
    rig.hub.settled_at_head().await;
    assert_eq!(rig.outcome(1), Some(not_taken(StepReason::Refused, "邮", "unknown")));
    assert_eq!((channel.tries("信"), channel.took("邮")), (0, 1), "it would come back again");
    rig.end().await;

    let channel = Arc::new(Lanes::default());
    let rig = rig_after(channel.clone(), &["信"], &["信"]).await;
    rig.due(&[0]);
    rig.hub.settled_at_head().await;
    assert!(rig.is_sent(0) && channel.took("信") == 1, "accounts have changed since");
    rig.end().await;
}

/// cordum #27, dify-on-dingtalk #30: with several workers one robot is given too much, or the same twice.
#[tokio::test(start_paused = true)]
async fn row_52_eight_workers_and_one_robot_keep_its_budget_and_say_nothing_twice() {
    let channel = Arc::new(Lanes { per_minute: Some(2), ..Lanes::default() });
    let rig = rig(channel.clone(), &["群"]).await;
    let (stop, _) = watch::channel(false);
    let more: Vec<_> = (0..7)
        .map(|_| {
            let (logic, channel) = (Box::new(Reminders::new()), channel.clone());
            tokio::spawn(run(rig.hub.link(), logic, channel, stop.subscribe()))
        })
        .collect();
    // All of them listen before anything falls due.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    (0..6).for_each(|contact| rig.due(&[contact]));
    let mut went = Vec::new();
    for _ in 0..3 {
        rig.hub.settled_at_head().await;
        went.push(channel.took("群"));
        assert_eq!(channel.tries("群") as usize, channel.took("群"), "nothing is put forward in vain");
        rig.pass(1).await;
    }
    assert_eq!(went, [2, 4, 6]);
    assert!((0..6).all(|contact| rig.is_sent(contact)));
    let people: BTreeSet<_> = channel.taken.lock().unwrap().iter().cloned().collect();
    assert_eq!(people.len(), 6, "nobody is written to twice");
    stop.send_replace(true);
    for worker in more {
        worker.await.unwrap().unwrap();
    }
    rig.end().await;
}

/// ccfos/nightingale #369: a robot takes 20 a minute, what is more is rejected and lost.
#[tokio::test(start_paused = true)]
async fn row_35_what_is_over_the_budget_of_a_robot_waits_or_goes_by_the_next_channel() {
    let channel = Arc::new(Lanes { per_minute: Some(2), ..Lanes::default() });
    let rig = rig(channel.clone(), &["群", "邮"]).await;
    rig.due(&[0, 1, 2, 3, 4, 5]);
    rig.hub.settled_at_head().await;
    // Both have the same number here, as one budget of two: four go at most in the first minute.
    let first = channel.taken.lock().unwrap().len();
    assert!((2..=4).contains(&first), "{first}");
    for _ in 0..4 {
        rig.pass(1).await;
    }
    assert!((0..6).all(|contact| rig.is_sent(contact)), "and all of them within minutes");
    assert!(rig.owner.dead_letters().is_empty());
    rig.end().await;
}
