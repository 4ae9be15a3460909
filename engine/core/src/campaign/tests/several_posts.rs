//! Posts that one person holds by one account: their reminders of a day are one letter, under the first of the posts.

use muster_protocol::command::OptOut;
use muster_protocol::definition::Optional;
use muster_protocol::ids::ContactIx;
use muster_protocol::question::MessageCheck;

use super::super::sample::date;
use super::*;
use crate::reconcile::reconcile;

const A_CLERK: usize = 0;
const B_CLERK: usize = 2;

/// The sample without visits, where the clerks of `a` and `b` are one person.
fn one_person() -> Definition {
    let mut def = definition();
    def.visits.clear();
    assert_eq!(
        (def.contacts[A_CLERK].id.as_str(), def.contacts[B_CLERK].id.as_str()),
        ("a-clerk", "b-clerk")
    );
    def.contacts[B_CLERK].person = Some(ContactIx(0));
    def
}

impl World {
    fn checked(&self, message: &str, when: &str) -> MessageCheck {
        let messages = vec![message.parse().unwrap()];
        let question = Question::Messages { campaign: "town".parse().unwrap(), messages };
        match answer(&self.def, &self.state, at(when), &question) {
            Answer::Messages { mut messages, .. } => messages.remove(0),
            other => panic!("{other:?}"),
        }
    }
}

/// Unit and other post of each line.
fn told(check: &MessageCheck) -> Vec<(String, Option<String>)> {
    let other = |line: &muster_protocol::question::MessageLine| {
        line.other.as_ref().map(|other| other.contact.to_string())
    };
    check.lines.iter().map(|line| (line.step.unit.to_string(), other(line))).collect()
}

#[test]
fn two_posts_of_one_person_get_one_letter_a_day_with_what_is_asked_of_both() {
    let mut world = World::of_definition(one_person(), "2014-04-01 00:00").sent_until("2014-04-18 08:00");
    world.pass("2014-04-18 09:00");
    let check = world.checked("2014-04-18/a-clerk/routine", "2014-04-18 09:00");
    let both = [("a".to_owned(), None), ("b".to_owned(), Some("b-clerk".to_owned()))];
    assert_eq!(told(&check), both);
    assert!(world.checked("2014-04-18/b-clerk/routine", "2014-04-18 09:00").lines.is_empty());
    world.report(at("2014-04-18 09:00"));
    world.pass_sending("2014-04-30 23:00");
    insta::assert_snapshot!(world.of("message.due"), @r"
    04-01 09:00 message.due a-clerk 2, d-clerk 1
    04-18 09:00 message.due a-clerk 2, d-clerk 1
    04-24 09:00 message.due a-clerk 2, d-clerk 1
    04-25 09:00 message.due a-clerk 2, d-clerk 1
    04-28 09:00 message.due a-head 1, b-head 1, d-head 1
    04-29 09:00 message.due a-clerk 2, d-clerk 1
    ");
    let counts = world.state.counts();
    let ended = counts.sent + counts.skipped + counts.failed + counts.withdrawn;
    assert_eq!(counts.planned, ended + counts.open(), "{counts:?}");
}

#[test]
fn what_is_done_by_one_post_leaves_the_letter_to_the_other_and_news_go_to_their_own() {
    let mut world = World::of_definition(one_person(), "2014-04-01 00:00").sent_until("2014-04-22 10:00");
    world.submit("2014-04-22 10:00", &submit("plan/a", 1)).unwrap();
    world.submit("2014-04-22 10:01", &submit("plan/b", 1)).unwrap();
    let back = Command::Return(Return { item: item("plan/b"), reason: None, failed: Vec::new() });
    world.take();
    world.submit("2014-04-22 11:00", &back).unwrap();
    world.pass("2014-04-22 12:00");
    assert!(world.take().contains("message.due b-clerk news-1 1"), "a return is for the post that handed in");
    let news = world.checked("2014-04-22/b-clerk/news-1", "2014-04-22 12:00");
    assert_eq!(told(&news), [("b".to_owned(), None)]);
    world.report(at("2014-04-22 12:00"));
    world.pass_sending("2014-04-30 23:00");
    let events = world.of("message.due");
    let letters = events.lines().filter(|line| line.contains("a-clerk"));
    assert!(
        letters.clone().count() > 0 && letters.clone().all(|line| line.contains("a-clerk 1")),
        "{events}"
    );
    assert!(!events.lines().any(|line| line.contains("b-clerk ") && !line.contains("news")), "{events}");
}

#[test]
fn what_was_kept_back_waits_for_the_letter_that_another_post_of_its_reader_gets() {
    let mut world = World::of_definition(one_person(), "2014-04-01 00:00").sent_until("2014-04-24 00:00");
    world.pass("2014-04-24 09:00");
    let kept = "2014-04-24/a-clerk/routine";
    world.submit("2014-04-24 10:00", &submit("plan/a", 1)).unwrap();
    let check = world.checked(kept, "2014-04-25 08:00");
    assert_eq!(told(&check), [("b".to_owned(), Some("b-clerk".to_owned()))]);
    assert_eq!(check.waits_until, Some(at("2014-04-25 09:00")), "the day's own is the one of the other post");
}

#[test]
fn who_opts_out_does_so_for_all_posts_that_they_hold() {
    let mut def = one_person();
    def.policies[0].opt_out = vec![Optional::Before, Optional::OnDay, Optional::Overdue];
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    let wish = |contact: &str, out: bool| Command::OptOut(OptOut { contact: contact.into(), out });
    world.submit("2014-04-02 10:00", &wish("b-clerk", true)).unwrap();
    let version = world.state.version();
    world.submit("2014-04-02 10:01", &wish("a-clerk", true)).unwrap();
    assert_eq!(world.state.version(), version, "it is the same person");
    world.pass_sending("2014-04-24 23:00");
    let events = world.of("message.due");
    assert!(events.contains("04-18 09:00 message.due a-clerk 2, d-clerk 1"), "what asks first: {events}");
    assert!(events.contains("04-24 09:00 message.due d-clerk 1"), "{events}");
}

#[test]
fn the_post_that_letters_come_under_stays_the_same_when_rows_change_places() {
    let old = one_person();
    let mut new = old.clone();
    (new.contacts[A_CLERK].person, new.contacts[B_CLERK].person) = (Some(ContactIx(2)), None);
    let reconciled = reconcile(&old, &new, date("2014-04-10")).unwrap();
    assert_eq!(reconciled.definition, old);
    assert_eq!(reconciled.changes, Vec::new());
    let mut apart = old.clone();
    apart.contacts[B_CLERK].person = None;
    let reconciled = reconcile(&old, &apart, date("2014-04-10")).unwrap().definition;
    assert!(
        reconciled.contacts.iter().all(|contact| contact.person.is_none()),
        "another account, another person"
    );
}
