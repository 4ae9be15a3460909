//! What the file says of its channels: in which hours they may be used, and how often. A letter that no channel of its
//! person may take now waits until one may; nothing goes early, and nothing is dropped for it. What was given to a channel
//! the engine counts, for all workers together.

use std::time::Duration;

use muster_protocol::definition::{Channel as Listed, Definition};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::item::MessageKind;
use muster_protocol::question::{ChannelBudget, LocalDay};
use muster_protocol::time::{DAY, Instant, MINUTE, TimeOfDay};
use muster_rules::calendar::is_workday;
use muster_rules::worker::OutgoingMessage;
use muster_rules::zone::Zone;

use crate::channel::Channel;

/// So many days ahead the next hour of a channel is looked for: longer than any row of holidays.
const OPEN_WITHIN_DAYS: i32 = 31;

/// Where a calendar has no working hours, letters are spread up to this hour.
const SPREAD_UNTIL: TimeOfDay = TimeOfDay(18 * 60);

/// A letter that wants to go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) campaign: &'a CampaignId,
    pub(super) definition: &'a Definition,
    pub(super) letter: &'a OutgoingMessage,
    /// When it fell due.
    pub(super) since: Instant,
    /// The campaign clock.
    pub(super) now: Instant,
}

fn listed<'a>(definition: &'a Definition, name: &str) -> Option<&'a Listed> {
    definition.channels.iter().find(|listed| listed.name == name)
}

/// From when on a letter may go by a channel: its own instant where the channel spreads letters, within the hours of the
/// file. What has come may go now.
pub(super) fn free_from(channel: &dyn Channel, wish: Wish<'_>, name: &str) -> Instant {
    // A checked definition has a known zone; without one nobody knows the hours.
    let Ok(zone) = Zone::of(wish.definition) else { return wish.now };
    let spread = spread(wish, &zone, channel.spread(name));
    let Some(listed) = listed(wish.definition, name) else { return spread };
    // A channel that has no hour at all is asked about again tomorrow: an amendment may give it one.
    let open = open_from(wish.definition, &zone, listed, wish.now).unwrap_or_else(|| wish.now.plus(DAY));
    spread.max(open)
}

/// What a channel may be given; none where neither the file nor this installation limits it.
pub(super) fn budget(channel: &dyn Channel, definition: &Definition, name: &str) -> Option<ChannelBudget> {
    let listed = listed(definition, name);
    let budget = ChannelBudget {
        per_minute_in_all: channel.per_minute(name),
        per_minute: listed.and_then(|listed| listed.per_minute),
        per_day: listed.and_then(|listed| listed.per_day),
        per_person: channel.per_person(name),
    };
    (budget != ChannelBudget::default()).then_some(budget)
}

/// The local day of an instant.
pub(super) fn local_day(definition: &Definition, now: Instant) -> LocalDay {
    match Zone::of(definition) {
        Ok(zone) => {
            let today = zone.date_of(now);
            LocalDay { begins: zone.start_of_day(today), ends: zone.start_of_day(today.plus(1)) }
        }
        Err(_) => {
            let begins = Instant(now.0.div_euclid(DAY).saturating_mul(DAY));
            LocalDay { begins, ends: begins.plus(DAY) }
        }
    }
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
    use muster_protocol::definition::Stretch;
    use muster_protocol::question::{Address, PersonBudget};

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

        fn per_minute(&self, channel: &str) -> Option<u32> {
            (channel == "群").then_some(20)
        }

        fn per_person(&self, channel: &str) -> Option<PersonBudget> {
            (channel == "信").then_some(PersonBudget { per_minute: 30, per_hour: 1_000 })
        }

        fn hand<'a>(
            &'a self,
            _: &'a CampaignId,
            _: &'a OutgoingMessage,
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

    struct World {
        definition: Definition,
        spreading: Spreading,
    }

    impl World {
        fn new(channels: Vec<Listed>) -> Self {
            Self { definition: with(channels), spreading: Spreading(0) }
        }

        fn from(&self, letter: &OutgoingMessage, (since, now): (Instant, Instant), channel: &str) -> Instant {
            let (campaign, definition) = (&campaign(), &self.definition);
            let wish = Wish { campaign, definition, letter, since, now };
            free_from(&self.spreading, wish, channel)
        }
    }

    #[test]
    fn a_channel_outside_its_hours_waits() {
        let stretch = |from, to| Stretch { from: TimeOfDay(from), to: TimeOfDay(to) };
        let hours = vec![stretch(510, 720), stretch(840, 1050)];
        let world = World::new(vec![Listed { hours, workdays_only: true, ..listed("短信") }, listed("邮件")]);
        let from = |now: &str, channel: &str| {
            world.from(&sample::letter("2014-04-25", 0), (at("2014-04-25T09:00"), at(now)), channel)
        };
        assert_eq!(from("2014-04-25T09:00", "短信"), at("2014-04-25T09:00"));
        assert_eq!(from("2014-04-25T12:00", "短信"), at("2014-04-25T14:00"), "the end is not included");
        // 5/1 to 5/3 are holidays, 5/4 is a Sunday on which people work.
        assert_eq!(from("2014-04-30T17:30", "短信"), at("2014-05-04T08:30"));
        assert_eq!(from("2014-04-25T12:30", "邮件"), at("2014-04-25T12:30"));
    }

    #[test]
    fn letters_of_a_morning_are_spread_and_those_at_once_are_not() {
        let mut world = World::new(vec![listed("邮件")]);
        world.spreading = Spreading(10);
        let nine = at("2014-04-25T09:00");
        let when = |contact: u32, since: &str| {
            world.from(&sample::letter("2014-04-25", contact), (at(since), at(since)), "邮件")
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
        assert_eq!(world.from(&letter, (nine, nine), "邮件"), nine);
    }

    #[test]
    fn a_budget_is_asked_for_where_there_is_one() {
        let world = World::new(vec![Listed { per_day: Some(2), ..listed("短信") }, listed("邮件")]);
        let of = |name: &str| budget(&world.spreading, &world.definition, name);
        let text = ChannelBudget { per_day: Some(2), ..ChannelBudget::default() };
        assert_eq!((of("短信"), of("邮件"), of("别的")), (Some(text), None, None));
        let robot = ChannelBudget { per_minute_in_all: Some(20), ..ChannelBudget::default() };
        assert_eq!(of("群"), Some(robot), "that of the installation holds where the file says nothing");
        let per_person = Some(PersonBudget { per_minute: 30, per_hour: 1_000 });
        assert_eq!(of("信"), Some(ChannelBudget { per_person, ..ChannelBudget::default() }));
        let day = local_day(&world.definition, at("2014-04-25T23:59"));
        assert_eq!((day.begins, day.ends), (at("2014-04-25T00:00"), at("2014-04-26T00:00")));
    }
}
