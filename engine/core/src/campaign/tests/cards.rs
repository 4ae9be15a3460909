//! Cards are lifted as well as issued, for the same people, once, with the
//! message of the day.

mod briefs;

use muster_protocol::definition::{Card, CardColour};
use muster_protocol::ids::RoleIx;
use muster_protocol::item::StepKind;

use super::*;

impl World {
    /// Passes time with a worker that hands everything over, and tells who heard that which card is lifted.
    fn lifted_until(&mut self, until: &str) -> Vec<String> {
        let mut all = Vec::new();
        self.pass_looking(until, |world, _| all.extend(world.lifts()));
        all
    }

    /// The same for blue cards that are given.
    fn warned_until(&mut self, until: &str) -> Vec<String> {
        let mut all = Vec::new();
        let is_blue = |kind: StepKind| matches!(kind, StepKind::Card(CardColour::Blue, _));
        self.pass_looking(until, |world, _| all.extend(world.said(is_blue)));
        all
    }

    /// Who hears by what was given out since the last look that which card is lifted.
    fn lifts(&self) -> Vec<String> {
        self.said(|kind| matches!(kind, StepKind::Lifted(_)))
    }

    /// Whom what was given out since the last look tells something of a kind.
    pub(super) fn said(&self, wanted: impl Fn(StepKind) -> bool) -> Vec<String> {
        let mut all = Vec::new();
        for message in &self.given {
            let contact = &self.def.contacts[message.key.contact.at()].id;
            for step in &message.steps {
                let planned = self.state.occasions()[step.occasion.at()].step(*step);
                if let Some(kind) = planned.map(|planned| planned.kind).filter(|kind| wanted(*kind)) {
                    let (date, sort) = (message.key.date, message.key.kind.code());
                    all.push(format!("{date} {contact} {sort} {kind}"));
                }
            }
        }
        all
    }
}

fn back() -> Command {
    Command::Return(Return { item: item("plan/a"), reason: None, failed: Vec::new() })
}

#[test]
fn escalation_a_card_is_lifted_for_everybody_who_got_one_once_and_in_the_days_message() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-06 10:00");
    world.submit("2014-05-06 10:00", &submit("plan/a", 1)).unwrap();
    // Not at once: it breaks nobody's day.
    assert!(world.lifted_until("2014-05-07 08:59").is_empty());
    // The head had a yellow card and a red one, the office a red one.
    let told = world.lifted_until("2014-05-07 09:00");
    assert_eq!(told, ["2014-05-07 a-head routine lifted-red", "2014-05-07 office routine lifted-red"]);
    // Accepting it is no news, and who has not handed in keeps the card.
    world.submit("2014-05-07 10:00", &Command::Accept(item("plan/a"))).unwrap();
    let later = world.lifted_until("2014-08-01 00:00");
    assert!(later.is_empty(), "{later:?}");
    assert!(world.state.closed());
    assert_eq!(world.state.counts().open(), 0, "{:?}", world.state.counts());
}

#[test]
fn escalation_only_who_got_a_card_hears_that_it_is_lifted() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-29 10:00");
    world.submit("2014-04-29 10:00", &submit("plan/a", 1)).unwrap();
    let told = world.lifted_until("2014-05-20 00:00");
    assert_eq!(told, ["2014-04-30 a-head routine lifted-yellow"], "the red card was never told");
    // In time there is nothing to lift.
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-25 10:00");
    world.submit("2014-04-25 10:00", &submit("plan/a", 1)).unwrap();
    assert!(world.lifted_until("2014-05-20 00:00").is_empty());
}

#[test]
fn escalation_a_card_that_went_out_while_it_was_handed_in_is_lifted_behind_it() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-04-28 08:00");
    world.pass("2014-04-28 09:00");
    world.submit("2014-04-28 09:00", &submit("plan/a", 1)).unwrap();
    assert!(
        world.state.next_due() > Some(at("2014-04-28 09:00")),
        "nothing was told yet that could be lifted"
    );
    world.report(at("2014-04-28 09:01"));
    let told = world.lifted_until("2014-05-20 00:00");
    assert_eq!(told, ["2014-04-29 a-head routine lifted-yellow"]);
}

#[test]
fn escalation_what_comes_back_before_anybody_heard_of_it_keeps_its_card() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-06 10:00");
    world.submit("2014-05-06 10:00", &submit("plan/a", 1)).unwrap();
    world.pass_sending("2014-05-06 11:00");
    world.take();
    world.submit("2014-05-06 15:00", &back()).unwrap();
    let events = world.take();
    assert!(events.contains("step.withdrawn [31, 30] NoLongerDue"), "{events}");
    assert!(world.lifted_until("2014-05-08 10:00").is_empty(), "it is awaited again");
    world.submit("2014-05-08 10:00", &submit("plan/a", 1)).unwrap();
    let told = world.lifted_until("2014-05-09 09:00");
    assert_eq!(told, ["2014-05-09 a-head routine lifted-red", "2014-05-09 office routine lifted-red"]);
    // Who has heard it hears nothing of a second return.
    world.submit("2014-05-09 10:00", &back()).unwrap();
    world.submit("2014-05-09 11:00", &submit("plan/a", 1)).unwrap();
    let later = world.lifted_until("2014-06-20 00:00");
    assert!(later.is_empty(), "{later:?}");
}

#[test]
fn escalation_that_a_card_is_lifted_is_told_behind_an_outage_that_no_reminder_outlives() {
    let mut world = World::launched("2014-04-01 00:00").sent_until("2014-05-06 10:00");
    world.submit("2014-05-06 10:00", &submit("plan/a", 1)).unwrap();
    world.pass_sending("2014-05-06 11:00");
    // Two days and a half behind the hour; a reminder is too old after one.
    world.pass_to(at("2014-05-09 20:00"));
    assert_eq!(
        world.lifts(),
        ["2014-05-07 a-head routine lifted-red", "2014-05-07 office routine lifted-red"]
    );
}

/// A campaign in which heads get a blue card on the working day before the due day.
fn warning() -> World {
    let mut def = definition();
    def.policies[0].cards.push(Card { colour: CardColour::Blue, days: 1, to: vec![RoleIx(1)] });
    World::of_definition(def, "2014-04-01 00:00")
}

fn sign(letter: &str) -> Command {
    Command::Sign(letter.parse::<MessageName>().unwrap())
}

#[test]
fn receipts_a_blue_card_goes_where_nobody_has_signed_and_a_signature_stops_it() {
    let mut world = warning();
    world.pass_sending("2014-04-18 10:00");
    world.submit("2014-04-18 10:00", &sign("2014-04-18/a-clerk/routine")).unwrap();
    world.take();
    let told = world.warned_until("2014-04-24 12:00");
    assert_eq!(told, ["2014-04-24 b-head routine card-blue:1", "2014-04-24 d-head routine card-blue:1"]);
    let events = world.take();
    assert!(events.contains("04-24 09:00 step.skipped 1 Signed"), "{events}");
    // Of the campaign's own notice nobody warns, signed for or not.
    let later = world.warned_until("2014-05-20 00:00");
    assert!(later.is_empty(), "{later:?}");
}

#[test]
fn receipts_a_blue_card_is_lifted_by_a_signature_and_by_handing_in() {
    let mut world = warning();
    world.pass_sending("2014-04-24 10:00");
    world.submit("2014-04-24 10:00", &sign("2014-04-24/a-clerk/routine")).unwrap();
    world.submit("2014-04-24 11:00", &submit("plan/b", 1)).unwrap();
    let told = world.lifted_until("2014-04-25 12:00");
    assert_eq!(told, ["2014-04-25 a-head routine lifted-blue", "2014-04-25 b-head routine lifted-blue"]);
    // Who keeps silent gets the yellow card behind it, and one word for both.
    world.pass_sending("2014-04-29 10:00");
    world.submit("2014-04-29 10:00", &submit("plan/d", 1)).unwrap();
    assert_eq!(world.lifted_until("2014-04-30 12:00"), ["2014-04-30 d-head routine lifted-yellow"]);
}

#[test]
fn receipts_who_got_no_letter_that_could_be_signed_for_is_not_warned() {
    let mut def = definition();
    def.policies[0].cards.push(Card { colour: CardColour::Blue, days: 1, to: vec![RoleIx(1)] });
    (def.policies[0].before, def.policies[0].on_day) = (vec![1], false);
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    let told = world.warned_until("2014-04-24 12:00");
    assert!(told.is_empty(), "the first letter comes with the card: {told:?}");
}
