//! What the file says of its channels: in which hours they may be used, and how often. A letter that no channel of its
//! person may take now waits until one may; nothing goes early, and nothing is dropped for it.
//!
//! Counts are of this process and of campaign time, and start from nothing with it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use muster_rules::calendar::is_workday;
use muster_rules::worker::Letter;
use muster_rules::zone::Zone;
use muster_words::definition::{Channel as Listed, Definition};
use muster_words::ids::{CampaignId, Digest};
use muster_words::item::MessageKind;
use muster_words::question::Address;
use muster_words::time::{DAY, Date, Instant, MINUTE, TimeOfDay};

use crate::channel::Channel;

/// So many days ahead the next hour of a channel is looked for: longer than any row of holidays.
const OPEN_WITHIN_DAYS: i32 = 31;

/// Where a calendar has no working hours, letters are spread up to this hour.
const SPREAD_UNTIL: TimeOfDay = TimeOfDay(18 * 60);

/// Whether a letter may go.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Now, by these addresses.
    Now(Vec<Address>),
    /// Not before this instant.
    Later(Instant),
}

/// What a channel was given.
#[derive(Debug, Clone, Copy)]
struct Given {
    /// Beginning of the minute that is counted.
    minute: Instant,
    in_minute: u32,
    day: Date,
    in_day: u32,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Limits {
    given: Mutex<BTreeMap<(CampaignId, String), Given>>,
}

/// A letter that wants to go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) campaign: &'a CampaignId,
    pub(super) definition: &'a Definition,
    pub(super) letter: &'a Letter,
    /// When it fell due.
    pub(super) since: Instant,
    /// The campaign clock.
    pub(super) now: Instant,
}

impl Limits {
    /// Whether a letter may go, and by which of its addresses. What goes is counted on the first of them.
    pub(super) fn turn(&self, channel: &dyn Channel, wish: Wish<'_>, addresses: Vec<Address>) -> Turn {
        let Ok(zone) = Zone::of(wish.definition) else { return Turn::Now(addresses) };
        let listed = |name: &str| wish.definition.channels.iter().find(|listed| listed.name == name);
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut usable, mut soonest) = (Vec::new(), None::<Instant>);
        for address in addresses.into_iter().filter(|address| channel.serves(&address.channel)) {
            let mut at = spread(wish, &zone, channel.spread(&address.channel));
            if let Some(listed) = listed(&address.channel) {
                let before = given.get(&(wish.campaign.clone(), listed.name.clone()));
                at = at.max(free_from(wish, &zone, listed, before));
            }
            if at <= wish.now {
                usable.push(address);
            } else {
                soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            }
        }
        match (usable.first().and_then(|first| listed(&first.channel)), soonest) {
            (None, Some(at)) if usable.is_empty() => return Turn::Later(at),
            (Some(listed), _) if listed.per_minute.is_some() || listed.per_day.is_some() => {
                let place = given.entry((wish.campaign.clone(), listed.name.clone()));
                count(place.or_insert(Given::at(wish.now, &zone)), wish.now, &zone);
            }
            _ => {}
        }
        Turn::Now(usable)
    }

    /// Takes letters off the count that had their turn by these channels and were not put forward, so that an outage
    /// uses up nothing.
    pub(super) fn give_back(&self, campaign: &CampaignId, channels: &[String]) {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        for channel in channels {
            if let Some(given) = given.get_mut(&(campaign.clone(), channel.clone())) {
                given.in_minute = given.in_minute.saturating_sub(1);
                given.in_day = given.in_day.saturating_sub(1);
            }
        }
    }
}

impl Given {
    fn at(now: Instant, zone: &Zone) -> Self {
        Self { minute: now, in_minute: 0, day: zone.date_of(now), in_day: 0 }
    }

    /// What of it counts at an instant.
    fn counting(self, now: Instant, zone: &Zone) -> Self {
        // Letters of several events have their turn side by side: one may come with a clock read a moment earlier.
        if now < self.minute && self.minute.0.saturating_sub(now.0) < MINUTE {
            return self;
        }
        let fresh = Self::at(now, zone);
        let same_minute = now >= self.minute && now.0.saturating_sub(self.minute.0) < MINUTE;
        let (minute, in_minute) = if same_minute { (self.minute, self.in_minute) } else { (now, 0) };
        let in_day = if self.day == fresh.day { self.in_day } else { 0 };
        Self { minute, in_minute, in_day, ..fresh }
    }
}

fn count(given: &mut Given, now: Instant, zone: &Zone) {
    *given = given.counting(now, zone);
    given.in_minute += 1;
    given.in_day += 1;
}

/// From when a channel may be used by its hours and by what it was given.
fn free_from(wish: Wish<'_>, zone: &Zone, listed: &Listed, given: Option<&Given>) -> Instant {
    let mut at = wish.now;
    if let Some(given) = given.map(|given| given.counting(wish.now, zone)) {
        if listed.per_minute.is_some_and(|most| given.in_minute >= most) {
            at = given.minute.plus(MINUTE);
        }
        if listed.per_day.is_some_and(|most| given.in_day >= most) {
            at = zone.start_of_day(given.day.plus(1));
        }
    }
    // A channel that has no hour at all is asked about again tomorrow: an amendment may give it one.
    open_from(wish.definition, zone, listed, at).unwrap_or_else(|| at.plus(DAY))
}

/// The first instant from `at` on at which a channel is open.
fn open_from(definition: &Definition, zone: &Zone, listed: &Listed, at: Instant) -> Option<Instant> {
    let today = zone.date_of(at);
    for day in (0..=OPEN_WITHIN_DAYS).map(|days| today.plus(days)) {
        // A day that the calendar does not know is taken for a working day: it would be worse not to write at all.
        if listed.workdays_only && !is_workday(&definition.calendar, day).unwrap_or(true) {
            continue;
        }
        if listed.hours.is_empty() {
            return Some(at.max(zone.start_of_day(day)));
        }
        let open = listed.hours.iter().find(|stretch| at < zone.at(day, stretch.to));
        if let Some(stretch) = open {
            return Some(at.max(zone.at(day, stretch.from)));
        }
    }
    None
}

/// When a letter of the day goes by a channel that spreads them: never before it fell due, and within the day's working
/// hours. Each letter has its own place, the same at every try. What is said at once is not spread.
fn spread(wish: Wish<'_>, zone: &Zone, over: Duration) -> Instant {
    let over = i64::try_from(over.as_millis()).unwrap_or(i64::MAX);
    match wish.letter.key.kind {
        MessageKind::Routine | MessageKind::Red if over > 0 => {}
        MessageKind::Routine | MessageKind::Red | MessageKind::AtOnce | MessageKind::News(_) => {
            return wish.since;
        }
    }
    let name = Digest::of(format!("{}/{}", wish.campaign, wish.letter.key).as_bytes());
    let number = name.0.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let share = i64::try_from(number % over.unsigned_abs()).unwrap_or_default();
    let last = wish.definition.calendar.hours.iter().map(|hours| hours.to).max().unwrap_or(SPREAD_UNTIL);
    let end = zone.at(zone.date_of(wish.since), last).plus(-MINUTE);
    wish.since.max(wish.since.plus(share).min(end))
}

#[cfg(test)]
mod tests {
    use muster_words::definition::Stretch;

    use super::*;
    use crate::sample::{self, campaign, definition};

    /// A channel that spreads letters over so many minutes.
    struct Spreading(u64);

    impl Channel for Spreading {
        fn name(&self) -> &'static str {
            "spreading"
        }

        fn spread(&self, _: &str) -> Duration {
            Duration::from_secs(self.0 * 60)
        }

        fn serves(&self, channel: &str) -> bool {
            channel != "传真"
        }

        fn hand<'a>(
            &'a self,
            _: &'a CampaignId,
            _: &'a Letter,
            _: &'a [Address],
        ) -> muster_wire::link::Boxed<'a, Result<crate::channel::Taken, crate::channel::ChannelError>>
        {
            Box::pin(std::future::ready(Ok(crate::channel::Taken::by(self.name()))))
        }
    }

    fn listed(name: &str) -> Listed {
        let (hours, workdays_only) = (Vec::new(), false);
        Listed {
            name: name.to_owned(),
            hours,
            workdays_only,
            per_minute: None,
            per_day: None,
            by_post: false,
        }
    }

    fn with(channels: Vec<Listed>) -> Definition {
        Definition { channels, ..definition() }
    }

    fn at(text: &str) -> Instant {
        format!("{text}:00+08:00").parse().unwrap()
    }

    fn to(channels: &[&str]) -> Vec<Address> {
        let one = |name: &&str| Address { channel: (*name).to_owned(), account: "a".to_owned() };
        channels.iter().map(one).collect()
    }

    struct World {
        limits: Limits,
        definition: Definition,
        spreading: Spreading,
    }

    impl World {
        fn new(channels: Vec<Listed>) -> Self {
            Self { limits: Limits::default(), definition: with(channels), spreading: Spreading(0) }
        }

        fn turn(&self, contact: u32, since: &str, now: Instant, channels: &[&str]) -> Turn {
            let letter = sample::letter("2014-04-25", contact);
            let (campaign, definition, since) = (&campaign(), &self.definition, at(since));
            let wish = Wish { campaign, definition, letter: &letter, since, now };
            self.limits.turn(&self.spreading, wish, to(channels))
        }
    }

    /// ccfos/nightingale #369: a robot takes 20 a minute, what is more is rejected and lost.
    #[test]
    fn row_35_sixty_letters_at_nine_by_one_robot_all_go_within_minutes() {
        let world = World::new(vec![Listed { per_minute: Some(20), ..listed("群") }]);
        let (nine, mut now) = (at("2014-04-25T09:00"), at("2014-04-25T09:00"));
        let mut waiting: Vec<u32> = vec![0; 60];
        let mut went = Vec::new();
        while !waiting.is_empty() {
            let (before, mut next) = (waiting.len(), None);
            waiting.retain(|contact| match world.turn(*contact, "2014-04-25T09:00", now, &["群"]) {
                Turn::Now(_) => false,
                Turn::Later(at) => {
                    next = Some(at);
                    true
                }
            });
            went.push((now.0 - nine.0, before - waiting.len()));
            now = next.unwrap_or(now);
        }
        assert_eq!(went, [(0, 20), (MINUTE, 20), (2 * MINUTE, 20)]);
    }

    #[test]
    fn a_channel_outside_its_hours_waits_and_another_one_that_is_open_goes() {
        let stretch = |from, to| Stretch { from: TimeOfDay(from), to: TimeOfDay(to) };
        let hours = vec![stretch(510, 720), stretch(840, 1050)];
        let text = Listed { hours, workdays_only: true, ..listed("短信") };
        let world = World::new(vec![text, listed("邮件")]);
        let since = "2014-04-25T09:00";
        let one = |now: &str| world.turn(0, since, at(now), &["短信"]);
        assert_eq!(one("2014-04-25T09:00"), Turn::Now(to(&["短信"])));
        assert_eq!(one("2014-04-25T12:00"), Turn::Later(at("2014-04-25T14:00")), "the end is not included");
        // 5/1 to 5/3 are holidays, 5/4 is a Sunday on which people work.
        assert_eq!(one("2014-04-30T17:30"), Turn::Later(at("2014-05-04T08:30")));
        let both = world.turn(0, since, at("2014-04-25T12:30"), &["短信", "邮件"]);
        assert_eq!(both, Turn::Now(to(&["邮件"])));
        let unserved = world.turn(0, since, at("2014-04-25T12:30"), &["传真", "短信"]);
        assert_eq!(unserved, Turn::Later(at("2014-04-25T14:00")), "what nothing serves does not stand in");
    }

    #[test]
    fn what_is_over_the_budget_of_a_day_goes_on_the_next() {
        let world = World::new(vec![Listed { per_day: Some(2), ..listed("短信") }]);
        let one = |now: &str| world.turn(0, "2014-04-25T09:00", at(now), &["短信"]);
        assert_eq!(one("2014-04-25T09:00"), Turn::Now(to(&["短信"])));
        assert_eq!(one("2014-04-25T23:00"), Turn::Now(to(&["短信"])));
        assert_eq!(one("2014-04-25T23:30"), Turn::Later(at("2014-04-26T00:00")));
        assert_eq!(one("2014-04-26T00:00"), Turn::Now(to(&["短信"])));
    }

    #[test]
    fn a_clock_read_a_moment_earlier_and_letters_that_stayed_here_change_no_budget() {
        let world = World::new(vec![Listed { per_minute: Some(1), per_day: Some(2), ..listed("短信") }]);
        let one = |now: Instant| world.turn(0, "2014-04-25T09:00", now, &["短信"]);
        let nine = at("2014-04-25T09:00");
        assert_eq!(one(nine), Turn::Now(to(&["短信"])));
        assert_eq!(
            one(nine.plus(-1)),
            Turn::Later(nine.plus(MINUTE)),
            "read before, counted in the same minute"
        );
        assert_eq!(one(nine), Turn::Later(nine.plus(MINUTE)));
        world.limits.give_back(&campaign(), &["短信".to_owned()]);
        assert_eq!(one(nine), Turn::Now(to(&["短信"])));
        assert_eq!(one(nine.plus(MINUTE)), Turn::Now(to(&["短信"])), "the second of the day");
        assert_eq!(one(nine.plus(2 * MINUTE)), Turn::Later(at("2014-04-26T00:00")));
        world.limits.give_back(&campaign(), &["传真".to_owned()]);
    }

    #[test]
    fn letters_of_a_morning_are_spread_and_those_at_once_are_not() {
        let mut world = World::new(vec![listed("邮件")]);
        world.spreading = Spreading(10);
        let nine = at("2014-04-25T09:00");
        let when = |contact: u32, since: &str| match world.turn(contact, since, at(since), &["邮件"]) {
            Turn::Now(_) => at(since),
            Turn::Later(at) => at,
        };
        let all: std::collections::BTreeSet<i64> =
            (0..4).map(|contact| when(contact, "2014-04-25T09:00").0 - nine.0).collect();
        assert!(all.len() > 2 && all.iter().all(|late| (0..10 * MINUTE).contains(late)), "{all:?}");
        assert_eq!(when(1, "2014-04-25T09:00"), when(1, "2014-04-25T09:00"), "the same at every try");
        // Not past the working day, and what falls due behind it goes at once.
        assert!((0..4).all(|contact| when(contact, "2014-04-25T17:55") < at("2014-04-25T18:00")));
        assert_eq!(when(1, "2014-04-25T20:00"), at("2014-04-25T20:00"));
        let mut letter = sample::letter("2014-04-25", 1);
        letter.key.kind = MessageKind::News(1);
        let (campaign, definition) = (&campaign(), &world.definition);
        let wish = Wish { campaign, definition, letter: &letter, since: nine, now: nine };
        assert_eq!(world.limits.turn(&world.spreading, wish, to(&["邮件"])), Turn::Now(to(&["邮件"])));
    }

    #[test]
    fn without_limits_nothing_waits_and_who_has_no_address_is_not_held_up() {
        let world = World::new(vec![listed("邮件")]);
        let since = "2014-04-25T09:00";
        assert_eq!(world.turn(0, since, at(since), &[]), Turn::Now(Vec::new()));
        assert_eq!(world.turn(0, since, at(since), &["传真"]), Turn::Now(Vec::new()));
        assert!((0..100).all(|_| world.turn(0, since, at(since), &["邮件"]) == Turn::Now(to(&["邮件"]))));
    }
}
