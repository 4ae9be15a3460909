//! Stages of selections that no unit owes, in the shipped campaign: those who do them are reminded until they are done.

use muster_protocol::command::{Advance, Nominate};
use muster_protocol::ids::ReminderPolicyIx;
use muster_protocol::item::OccasionKind;

use super::super::stage;
use super::*;
use crate::definition::tests::shipped;

fn put_forward(selection: &str, unit: &str, title: Option<&str>) -> Command {
    let evidence = vec![Evidence { need: "推荐表".to_owned(), count: 1, files: Vec::new() }];
    Command::Nominate(Nominate {
        selection: selection.to_owned(),
        unit: unit.to_owned(),
        code: None,
        title: title.map(str::to_owned),
        evidence,
    })
}

fn judged(name: &str, stage: &str, passes: bool) -> Command {
    let candidate = name.parse().unwrap();
    Command::Advance(Advance { candidate, stage: stage.to_owned(), passes, reason: None })
}

/// The definition with another policy for a stage.
fn reminded(selection: &str, stage: &str, policy: Option<u16>) -> Definition {
    let mut def = shipped();
    let found = def.selections.iter_mut().find(|it| it.id == selection).unwrap();
    found.stages.iter_mut().find(|it| it.id == stage).unwrap().policy = policy.map(ReminderPolicyIx);
    def
}

impl World {
    /// Passes time with a worker; what of stages was said to whom, a line each.
    fn said_of_stages(&mut self, until: &str) -> Vec<String> {
        let mut said = Vec::new();
        self.pass_looking(until, |world, due| {
            for (key, lines) in world.read(due) {
                let day = &key.date.to_string()[5..];
                let theirs = lines.iter().filter(|line| line.step.occasion.starts_with("stage-"));
                let line = |line: &MessageLine| {
                    format!("{day} {} {} {}", key.contact, line.step.occasion, line.kind)
                };
                said.extend(theirs.map(line));
            }
        });
        said
    }

    fn skipped_as_done(&mut self) -> usize {
        self.take().matches("StageDone").count()
    }
}

#[test]
fn the_office_is_reminded_of_a_stage_until_every_candidate_has_passed_it_or_dropped_out() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-09-20 10:00");
    for unit in ["101", "109"] {
        world.submit("2014-09-20 10:00", &put_forward("pacesetter", unit, None)).unwrap();
    }
    let of = |said: Vec<String>| -> Vec<String> {
        said.into_iter().filter(|line| line.contains("stage-pacesetter-")).collect()
    };
    let before = of(world.said_of_stages("2014-10-14 08:00"));
    assert!(!before.is_empty() && before.iter().all(|line| line.contains("office.verify")), "{before:?}");
    world.submit("2014-10-14 10:00", &judged("pacesetter/1", "verify", true)).unwrap();
    // One of two still waits: the stage is not done on its day, and not behind it.
    let waiting = of(world.said_of_stages("2014-10-15 12:00"));
    assert_eq!(
        waiting.iter().filter(|line| line.ends_with("office.verify on-day")).count(),
        1,
        "{waiting:?}"
    );
    world.submit("2014-10-15 12:00", &judged("pacesetter/2", "verify", false)).unwrap();
    world.submit("2014-10-15 12:00", &judged("pacesetter/1", "publicity", true)).unwrap();
    world.take();
    let after = of(world.said_of_stages("2014-10-27 00:00"));
    let done = |line: &&String| line.contains(".verify") || line.contains(".publicity");
    assert_eq!(after.iter().find(done), None, "{after:?}");
    assert!(after.iter().any(|line| line.contains(".named")), "the next stage has its turn: {after:?}");
    assert!(world.skipped_as_done() > 0, "what is not said any more says why");
}

#[test]
fn a_stage_that_nobody_passes_goes_on_being_reminded_of_behind_its_day() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-09-20 10:00");
    world.submit("2014-09-20 10:00", &put_forward("pacesetter", "101", None)).unwrap();
    world.pass_sending("2014-10-16 00:00");
    let said = world.said_of_stages("2014-10-25 00:00");
    let late: Vec<&String> = said.iter().filter(|line| line.contains("office.verify overdue")).collect();
    assert!(!late.is_empty(), "{said:?}");
    assert!(!said.iter().any(|line| line.contains("card")), "cards are for units: {said:?}");
    let (_, occasion) = world.state.occasion_by_key("stage-pacesetter-office.verify").unwrap();
    assert!(occasion.units().all(|(_, item)| !item.late()), "no unit is late for the committee");
}

#[test]
fn the_first_stage_of_a_role_is_done_when_every_title_has_somebody() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-12-01 00:00");
    let key = "stage-window-awards-office.sum-up";
    let is_done = |world: &World| {
        let (_, occasion) = world.state.occasion_by_key(key).unwrap();
        occasion.units().all(|(unit, _)| stage::done(&world.def, &world.state, occasion, unit))
    };
    let titles = world.def.selections.iter().find(|it| it.id == "window-awards").unwrap().titles.clone();
    assert!(titles.len() > 1);
    for title in &titles {
        assert!(!is_done(&world), "{title} has nobody");
        world.submit("2014-12-01 10:00", &put_forward("window-awards", "015", Some(title))).unwrap();
    }
    assert!(is_done(&world));
    let said = world.said_of_stages("2014-12-06 00:00");
    assert!(!said.iter().any(|line| line.contains("sum-up")), "{said:?}");
}

#[test]
fn a_selection_without_anybody_goes_on_being_reminded_of() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-01 00:00");
    let said = world.said_of_stages("2014-08-01 00:00");
    assert!(said.iter().any(|line| line.contains("stage-model-site-office.review")), "{said:?}");
}

#[test]
fn units_that_may_do_a_stage_are_reminded_only_where_the_file_says_so() {
    let mut silent = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-06-01 00:00");
    let said = silent.said_of_stages("2014-07-01 00:00");
    assert!(!said.iter().any(|line| line.contains("model-site")), "{said:?}");

    let mut world = World::of_definition(reminded("model-site", "apply", Some(0)), "2014-04-01 00:00");
    world.pass_sending("2014-06-10 10:00");
    world.submit("2014-06-10 10:00", &put_forward("model-site", "003", None)).unwrap();
    let said = world.said_of_stages("2014-07-10 00:00");
    let apply: Vec<&String> = said.iter().filter(|line| line.contains("model-site-clerk.apply")).collect();
    assert!(apply.iter().any(|line| line.contains("005-clerk")), "{said:?}");
    assert!(!apply.iter().any(|line| line.contains("003-clerk")), "003 has applied: {apply:?}");
    assert!(apply.iter().all(|line| !line.contains("overdue")), "what is over cannot be done: {apply:?}");
}

#[test]
fn a_stage_that_moves_takes_its_reminders_along_and_one_without_policy_has_none() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-09-20 10:00");
    world.submit("2014-09-20 10:00", &put_forward("pacesetter", "101", None)).unwrap();
    world.pass_sending("2014-10-02 00:00");
    let at_stage = |def: &mut Definition, place: usize| {
        let selection = def.selections.iter().position(|it| it.id == "pacesetter").unwrap();
        (selection, place)
    };
    world.amend("2014-10-02 10:00", |def| {
        let (selection, place) = at_stage(def, 1);
        def.selections[selection].stages[place].policy = None;
    });
    let said = world.said_of_stages("2014-10-16 00:00");
    assert!(!said.iter().any(|line| line.contains("pacesetter-office.verify")), "{said:?}");
    let kinds = world.state.occasions().iter().filter(|it| matches!(it.kind(), OccasionKind::Stage { .. }));
    assert!(kinds.clone().count() > 0 && kinds.clone().any(|it| it.retired()));
}
