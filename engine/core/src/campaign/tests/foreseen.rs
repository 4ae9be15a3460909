//! What a forecast tells of a campaign in which nobody hands anything in is what time then brings: every reminding, at the
//! instant of its message, to the same person, up to the last day.

use std::collections::BTreeSet;

use muster_protocol::command::{ChooseHour, Command, OptOut, Return};
use muster_protocol::definition::{Definition, Optional};
use muster_protocol::event::Event;
use muster_protocol::time::{Instant, TimeOfDay};

use super::super::sample::{at, definition};
use super::super::{State, forecast};
use super::tasks::task;
use super::{World, item, submit};
use crate::definition::tests::shipped;

/// One line a reminding.
fn line(def: &Definition, when: Instant, what: (&str, u32, String), to: &str) -> String {
    let zone = muster_rules::zone::Zone::of(def).unwrap();
    let unit = &def.units[usize::try_from(what.1).unwrap()].code;
    format!("{} {}/{unit} {} to {to}", &zone.rfc3339(when)[..16], what.0, what.2)
}

/// What is said at once of what happens is no reminding that lies ahead: a merger names what passes on then, and scores are public
/// when they are frozen.
fn is_said_at_once(key: &str) -> bool {
    key.starts_with("merged-") || key.starts_with("scores-")
}

pub(super) fn foreseen(def: &Definition, state: &State, when: Instant) -> BTreeSet<String> {
    let forecast = forecast(def, state, when);
    let all = forecast.items.iter().chain(&forecast.lifted).filter(|(_, item)| !is_said_at_once(&item.key));
    let items = all.flat_map(|((_, unit), item)| {
        item.steps.iter().map(move |(at, kind, contact)| (*unit, item, *at, *kind, *contact))
    });
    let lines = items.filter_map(|(unit, item, at, kind, contact)| {
        let to = &def.contacts[contact?.at()].id;
        Some(line(def, at, (&item.key, unit.0, format!("{kind:?}")), to))
    });
    lines.collect()
}

/// Takes down the remindings of an event that has just happened.
pub(super) fn reminded(def: &Definition, state: &State, event: &Event, lines: &mut BTreeSet<String>) {
    let Event::MessageDue(body) = event else { return };
    for message in &body.messages {
        let to = &def.contacts[message.key.contact.at()].id;
        for step in &message.steps {
            let occasion = &state.occasions()[step.occasion.at()];
            if is_said_at_once(occasion.key()) {
                continue;
            }
            let kind = format!("{:?}", occasion.step(*step).unwrap().kind);
            lines.insert(line(def, body.due, (occasion.key(), step.unit.0, kind), to));
        }
    }
}

pub(super) fn same(what: &str, foreseen: &BTreeSet<String>, actual: &BTreeSet<String>) {
    let differ: Vec<_> = foreseen.symmetric_difference(actual).collect();
    let which = |it: &&String| if foreseen.contains(*it) { "only foreseen" } else { "not foreseen" };
    let shown: Vec<String> = differ.iter().take(20).map(|it| format!("{} {it}", which(it))).collect();
    assert!(differ.is_empty(), "{what}: {} of {}:\n{}", differ.len(), actual.len(), shown.join("\n"));
}

/// That all is foreseen at an instant and nothing else.
fn all_is_foreseen(mut world: World, when: &str) {
    world.pass_sending(when);
    let foreseen = foreseen(&world.def, &world.state, at(when));
    let mut actual = BTreeSet::new();
    while let Some(due) = world.state.next_due() {
        for event in world.pass_to(due) {
            reminded(&world.def, &world.state, &event, &mut actual);
        }
        world.report(due);
    }
    assert!(world.state.closed(), "it ran to its end");
    same(when, &foreseen, &actual);
    assert!(actual.iter().any(|it| it.contains("Overdue")) && actual.iter().any(|it| it.contains("Red")));
}

#[test]
fn a_small_campaign_is_foreseen_to_its_last_day() {
    for when in ["2014-04-01 00:00", "2014-04-18 12:00", "2014-04-25 12:00", "2014-05-20 10:00"] {
        all_is_foreseen(World::of_definition(definition(), "2014-04-01 00:00"), when);
    }
}

#[test]
fn what_somebody_has_opted_out_of_is_not_foreseen() {
    for when in ["2014-04-02 12:00", "2014-04-18 12:00", "2014-05-20 10:00"] {
        let mut def = definition();
        def.policies[0].opt_out = vec![Optional::Before, Optional::OnDay, Optional::Overdue];
        let mut world = World::of_definition(def, "2014-04-01 00:00");
        let wish = Command::OptOut(OptOut { contact: "a-clerk".into(), out: true });
        world.pass_sending("2014-04-02 09:00");
        world.submit("2014-04-02 10:00", &wish).unwrap();
        all_is_foreseen(world, when);
    }
}

#[test]
fn letters_at_an_hour_of_ones_own_are_foreseen() {
    for when in ["2014-04-02 12:00", "2014-04-18 12:00", "2014-04-25 12:00", "2014-05-20 10:00"] {
        let mut world = World::of_definition(definition(), "2014-04-01 00:00");
        world.pass_sending("2014-04-02 09:00");
        for contact in ["a-clerk", "a-head"] {
            let hour = Some(TimeOfDay(14 * 60));
            let wish = Command::ChooseHour(ChooseHour { contact: contact.into(), hour });
            world.submit("2014-04-02 10:00", &wish).unwrap();
        }
        all_is_foreseen(world, when);
    }
}

#[test]
fn one_letter_to_who_holds_two_posts_is_foreseen() {
    for when in ["2014-04-01 00:00", "2014-04-18 12:00", "2014-04-25 12:00", "2014-05-20 10:00"] {
        let mut def = definition();
        let clerk = |id: &str| def.contact_by_id(id).unwrap();
        let (first, other) = (clerk("a-clerk"), clerk("b-clerk"));
        def.contacts[other.at()].person = Some(first);
        all_is_foreseen(World::of_definition(def, "2014-04-01 00:00"), when);
    }
}

#[test]
fn the_shipped_year_is_foreseen_to_its_last_day() {
    for when in ["2014-04-01 00:00", "2014-06-17 12:00"] {
        all_is_foreseen(World::of_definition(shipped(), "2014-04-01 00:00"), when);
    }
}

#[test]
fn that_cards_are_lifted_is_foreseen_of_what_is_done() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-06 10:00");
    world.submit("2014-05-06 10:00", &submit("plan/a", 1)).unwrap();
    let foreseen = foreseen(&world.def, &world.state, at("2014-05-06 10:00"));
    let lifts = foreseen.iter().filter(|line| line.contains("Lifted(Red)")).count();
    assert_eq!(lifts, 2, "the head and the office: {foreseen:?}");
    all_is_foreseen(world, "2014-05-06 10:00");
}

#[test]
fn dates_of_their_own_tasks_and_days_before_the_launch_are_foreseen() {
    let mut world = World::of_definition(shipped(), "2014-04-28 10:00").sent_until("2014-05-12 10:00");
    world.submit("2014-05-12 10:00", &task("防汛检查", &["002", "010"], "2014-09-10")).unwrap();
    all_is_foreseen(world, "2014-05-12 10:00");
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-24 10:00");
    world.submit("2014-04-24 10:00", &submit("plan/a", 1)).unwrap();
    // One comes back in time, and the other when it had been handed in late.
    let back = |name: &str| Command::Return(Return { item: item(name), reason: None, failed: Vec::new() });
    world.submit("2014-04-25 10:00", &back("plan/a")).unwrap();
    world.pass_sending("2014-04-28 10:00");
    world.submit("2014-04-28 10:00", &submit("plan/b", 1)).unwrap();
    world.submit("2014-04-28 11:00", &back("plan/b")).unwrap();
    all_is_foreseen(world, "2014-04-28 11:00");
}
