//! Raters of the roster in the shipped campaign: they are reminded until they have answered, and where they are anonymous
//! nothing shows who has.

use std::collections::BTreeMap;

use muster_protocol::command::{Ballot, Invite, Judge, Rate};
use muster_protocol::definition::Pattern;
use muster_protocol::ids::Digest;
use muster_rules::audience::contact_of;

use super::super::sample::date;
use super::*;
use crate::definition::tests::shipped;

/// The session of July, of the leaders: from the 11th to the 18th, a Friday.
const JULY: &str = "rating-three-way-leader.2014-07";

fn leaders_say(answer: &str, ballot: Ballot) -> Command {
    Command::Judge(Judge::Rate(Rate {
        round: "three-way".to_owned(),
        session: None,
        group: "领导点评".to_owned(),
        ballot,
        answers: vec![("014".to_owned(), answer.to_owned())],
        comment: Some(Digest([8; 32])),
        unit: None,
    }))
}

impl World {
    /// Somebody does something in their own name.
    fn done_by(&mut self, who: &str, when: &str, command: &Command) -> Vec<&'static str> {
        self.pass(when);
        let events = decide(&self.def, &self.state, at(when), Issuer::post(who), command).unwrap();
        for event in &events {
            evolve(&self.def, &mut self.state, at(when), event);
            self.note(at(when), event);
        }
        events.iter().map(Event::name).collect()
    }

    /// What is still to be said, by rater.
    fn ahead_of(&self, key: &str) -> BTreeMap<String, Vec<u8>> {
        let (_, occasion) = self.state.occasion_by_key(key).unwrap();
        let role = occasion.plan().steps.first().unwrap().to;
        let rater = |unit| self.def.contacts[contact_of(&self.def, unit, role).unwrap().at()].id.clone();
        let ahead = |unit| occasion.ahead(unit).map(|step| step.no).collect();
        occasion.units().map(|(unit, _)| (rater(unit), ahead(unit))).collect()
    }
}

fn leaders(def: &Definition) -> Vec<String> {
    let role = def.roles.iter().position(|role| role.id == "leader").unwrap();
    let posts = def.units.iter().filter_map(|unit| unit.contacts.get(role).copied().flatten());
    let posts: std::collections::BTreeSet<String> =
        posts.map(|contact| def.contacts[contact.at()].id.clone()).collect();
    posts.into_iter().collect()
}

fn anonymous() -> Definition {
    let mut def = shipped();
    let round = def.reviews.iter_mut().find(|round| round.id == "three-way").unwrap();
    let group = round.raters.iter_mut().find(|group| group.name == "领导点评").unwrap();
    (group.anonymous, group.at_least) = (true, 5);
    def
}

#[test]
fn each_rater_of_the_roster_is_reminded_once_a_day_until_they_have_answered() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-11 00:00");
    let everybody = leaders(&world.def);
    assert!(everybody.len() > 1 && everybody.len() < world.def.units.len(), "{everybody:?}");
    let all: BTreeMap<String, Vec<u8>> = everybody.iter().map(|post| (post.clone(), vec![0, 1, 2])).collect();
    assert_eq!(world.ahead_of(JULY), all, "one line of reminders a person, however many units they lead");
    world.pass_sending("2014-07-14 10:00");
    assert!(world.ahead_of(JULY).values().all(|steps| *steps == [1, 2]), "five working days before");
    let first = everybody[0].clone();
    assert_eq!(
        world.done_by(&first, "2014-07-14 10:00", &leaders_say("90", Ballot::Post)),
        ["rating.given", "step.withdrawn"]
    );
    let mut left = world.ahead_of(JULY);
    assert_eq!(left.remove(&first), Some(Vec::new()), "who has answered hears nothing more");
    assert!(left.values().all(|steps| *steps == [1, 2]), "and nobody else hears less: {left:?}");
    world.pass_sending("2014-07-19 00:00");
    assert!(world.ahead_of(JULY).values().all(Vec::is_empty));
    assert!(!world.take().contains("of rating-"), "a rater owes nothing and is never late");
}

#[test]
fn what_was_decided_before_the_answer_came_is_not_sent_behind_it() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-17 00:00");
    let (first, second) = (leaders(&world.def)[0].clone(), leaders(&world.def)[1].clone());
    world.pass("2014-07-17 09:00");
    world.done_by(&first, "2014-07-17 09:01", &leaders_say("90", Ballot::Post));
    let lines = |post: &str| {
        let key: MessageName = format!("2014-07-17/{post}/routine").parse().unwrap();
        let question = Question::Messages { campaign: "service-year".parse().unwrap(), messages: vec![key] };
        match answer(&world.def, &world.state, at("2014-07-17 09:02"), &question) {
            Answer::Messages { messages, .. } => messages[0].lines.clone(),
            other => panic!("{other:?}"),
        }
    };
    let of_july = |post: &str| lines(post).iter().any(|line| line.step.occasion.as_str() == JULY);
    assert!(!of_july(&first), "answered a minute after it was decided");
    assert!(of_july(&second));
}

/// A leader is one rater, whatever way the answer comes: by the post, on paper, or by a code.
#[test]
fn who_answers_as_a_post_answers_once_and_neither_by_a_code_nor_on_paper_of_another_name() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-14 10:00");
    let now = "2014-07-14 10:00";
    let posts: Vec<String> = leaders(&world.def)
        .iter()
        .map(|id| world.def.contacts.iter().find(|contact| contact.id == *id).unwrap().post.clone())
        .collect();
    let code = Digest([3; 32]);
    let invite = Invite {
        round: "three-way".to_owned(),
        session: None,
        group: "领导点评".to_owned(),
        unit: None,
        ballots: vec![code],
    };
    let refused = |world: &mut World, command: &Command| world.refused(now, command).detail.zh;
    assert!(refused(&mut world, &Command::Judge(Judge::Invite(invite))).contains("不用评议码"));
    assert!(refused(&mut world, &leaders_say("90", Ballot::Code(code))).contains("不用评议码"));
    let paper = |number: &str, answer: &str| leaders_say(answer, Ballot::Paper(number.to_owned()));
    for number in ["P22", "005-clerk", "服务对象"] {
        let said = refused(&mut world, &paper(number, "90"));
        assert!(said.contains(number) && said.contains("岗位名"), "{said}");
    }
    world.done_by(&posts[0], now, &leaders_say("90", Ballot::Post));
    assert!(refused(&mut world, &paper(&posts[0], "95")).contains("一人一次"));
    assert_eq!(
        world.done_by("小组办公室", now, &paper(&posts[1], "80")),
        ["rating.given", "step.withdrawn"],
        "who has answered on paper is not reminded either"
    );
    assert_eq!(world.done_by("小组办公室", now, &paper(&posts[1], "80")), [""; 0], "the same paper again");
    let answers: Vec<usize> = world.state.facts().cast.values().map(BTreeMap::len).collect();
    assert_eq!(answers, [2]);
}

#[test]
fn where_raters_are_anonymous_everybody_is_reminded_no_matter_who_has_answered() {
    let mut world = World::of_definition(anonymous(), "2014-04-01 00:00").sent_until("2014-07-14 10:00");
    let before = world.ahead_of(JULY);
    let code = Digest([3; 32]);
    let invite = Invite {
        round: "three-way".to_owned(),
        session: None,
        group: "领导点评".to_owned(),
        unit: None,
        ballots: vec![code],
    };
    world.submit("2014-07-14 10:00", &Command::Judge(Judge::Invite(invite))).unwrap();
    assert_eq!(
        world.done_by("分管领导", "2014-07-14 10:00", &leaders_say("90", Ballot::Code(code))),
        ["rating.given"],
        "the log takes nothing back that could be laid beside the answer"
    );
    assert_eq!(world.ahead_of(JULY), before);
    assert!(before.values().all(|steps| *steps == [1, 2]) && before.len() > 1);
}

#[test]
fn a_file_may_remind_nobody_and_a_session_that_moves_takes_its_reminders_along() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-07-15 10:00");
    let round = |def: &mut Definition| def.reviews.iter().position(|round| round.id == "three-way").unwrap();
    world.take();
    world.amend("2014-07-15 10:00", |def| {
        let at = round(def);
        def.reviews[at].rules[0].pattern =
            Pattern::Window { first: date("2014-07-11"), last: date("2014-07-25") };
    });
    let (_, occasion) = world.state.occasion_by_key(JULY).unwrap();
    assert_eq!(occasion.planned_due_day().to_string(), "2014-07-25", "{}", world.lines);
    assert!(world.ahead_of(JULY).values().all(|steps| !steps.is_empty()));
    world.amend("2014-07-16 10:00", |def| {
        let at = round(def);
        def.reviews[at].policy = None;
    });
    assert!(world.ahead_of(JULY).values().all(Vec::is_empty));
    world.pass_sending("2014-11-21 00:00");
    let later = world.state.occasion_by_key("rating-three-way-leader.2014-11");
    assert!(later.is_none_or(|(_, occasion)| occasion.retired()));
}
