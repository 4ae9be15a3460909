//! Who hears at once of what happens while units are judged.

use std::collections::BTreeSet;

use muster_protocol::ids::ContactIx;
use muster_protocol::item::{AppealNews, ListNews, StepKind};

use super::*;

/// Who is told at an instant of an announcement, and as what.
fn told(world: &mut World, when: &str, key: &str) -> (BTreeSet<String>, BTreeSet<StepKind>) {
    world.given.clear();
    world.pass(when);
    let (ix, occasion) = world.state.occasion_by_key(key).unwrap();
    let of_it = |message: &&Message| message.steps.iter().any(|step| step.occasion == ix);
    let post = |message: &Message| world.def.contacts[message.key.contact.at()].post.clone();
    let posts = world.given.iter().filter(of_it).map(post).collect();
    (posts, occasion.plan.steps.iter().map(|step| step.kind).collect())
}

#[test]
fn an_appeal_is_told_to_who_answers_it_and_its_answer_to_the_unit() {
    let mut world = by_november();
    let filed = "2014-12-15 10:00";
    world.pass_sending(filed);
    world.submit(filed, &judge(Judge::Appeal(on("督查扣分", "005")))).unwrap();
    let (posts, kinds) = told(&mut world, filed, "appeal-annual.1-1");
    assert!(posts.contains("领导小组") && posts.len() == 1, "{posts:?}");
    assert_eq!(kinds, BTreeSet::from([StepKind::AppealNews(AppealNews::Filed)]));
    let (_, said) = world.state.occasion_by_key("appeal-annual.1-1").unwrap();
    let last_answer = world.def.scores[0].appeals.as_ref().unwrap().last_answer;
    assert_eq!(said.plan.due_day, last_answer, "by when it is answered");
    assert_eq!(said.plan.given.as_ref().unwrap().title, "年度考核评分表“督查扣分”的申诉（第1件）");

    let answered = "2014-12-16 10:00";
    world.pass_sending(answered);
    world.submit(answered, &judge(Judge::AnswerAppeal(1, yes(), Decimal(15_000), None))).unwrap();
    let (posts, kinds) = told(&mut world, answered, "appeal-annual.1-2");
    let clerk = world.def.contacts.iter().find(|contact| contact.id == "005-clerk").unwrap();
    assert!(posts.contains(&clerk.post) && !posts.contains("领导小组"), "{posts:?}");
    assert_eq!(kinds, BTreeSet::from([StepKind::AppealNews(AppealNews::Upheld)]));
    // The snapshot that an upheld appeal brings is another occasion of the same command.
    assert!(world.state.occasion_by_key("annual-answered.appeal-1").is_some());
}

#[test]
fn that_scores_are_public_is_told_to_each_unit_once_with_the_last_day_of_appeals() {
    let key = "scores-annual-1";
    let mut world = by_november();
    world.pass_sending("2014-12-12 23:00");
    assert!(world.state.occasion_by_key(key).is_none(), "they are not frozen yet");
    world.pass_sending("2014-12-15 08:59");
    let (posts, kinds) = told(&mut world, "2014-12-15 09:00", key);
    assert_eq!(kinds, BTreeSet::from([StepKind::ScoresPublic]));
    for id in ["005-clerk", "005-head", "016-clerk"] {
        let contact = world.def.contacts.iter().find(|contact| contact.id == id).unwrap();
        assert!(posts.contains(&contact.post), "{id}: {posts:?}");
    }
    assert!(!posts.contains("领导小组") && !posts.contains("小组办公室"), "{posts:?}");
    let (_, said) = world.state.occasion_by_key(key).unwrap();
    assert_eq!(said.plan.due_day.to_string(), "2014-12-19", "five working days from the freeze");
    let given = said.plan.given.as_ref().unwrap();
    assert_eq!(given.title, "年度考核评分表");
    let scored = world.def.units.iter().filter(|unit| unit.scored && unit.left.is_none()).count();
    assert_eq!(given.units.len(), scored, "each unit that is scored");
    // Appeals, what is asked for beside it and the later snapshots of the sheet make nothing public again.
    world
        .submit("2014-12-15 10:00", &judge(Judge::Snapshot("annual-freeze".to_owned(), "抽查".to_owned())))
        .unwrap();
    world.pass_sending("2014-12-31 23:00");
    let again = world.state.occasions().iter().filter(|it| it.key().starts_with("scores-")).count();
    assert_eq!(again, 1, "the window sheet knows no publicity, and this one is public once");
}

#[test]
fn a_sheet_without_publicity_tells_nobody() {
    let mut def = shipped();
    def.scores.iter_mut().for_each(|sheet| sheet.appeals = None);
    let world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-12-16 00:00");
    assert!(!world.state.occasions().iter().any(|it| it.key().starts_with("scores-")));
}

#[test]
fn who_is_proposed_for_a_list_hears_until_when_it_may_speak_and_what_was_decided() {
    let mut world = by_november();
    world.submit("2014-12-10 10:00", &propose("criticise", "重视不够", "108", None)).unwrap();
    let (posts, kinds) = told(&mut world, "2014-12-10 10:00", "list-criticise.1-1");
    for id in ["108-clerk", "108-head"] {
        let contact = world.def.contacts.iter().find(|contact| contact.id == id).unwrap();
        assert!(posts.contains(&contact.post), "{id}: {posts:?}");
    }
    assert_eq!((posts.len(), kinds), (2, BTreeSet::from([StepKind::ListNews(ListNews::Proposed)])));
    let (_, said) = world.state.occasion_by_key("list-criticise.1-1").unwrap();
    assert_eq!(said.plan.due_day.to_string(), "2014-12-15", "three working days, as the decision waits");
    assert_eq!(said.plan.given.as_ref().unwrap().title, "通报批评名单“重视不够”（第1号）");
    world.submit("2014-12-10 11:00", &propose("criticise", "重视不够", "108", None)).unwrap();
    assert!(world.state.occasion_by_key("list-criticise.1-2").is_none(), "the same again says nothing new");

    let decided = "2014-12-11 10:00";
    world.submit(decided, &judge(Judge::State(1, Digest([9; 32])))).unwrap();
    world.submit(decided, &judge(Judge::DecideList(1, yes(), true))).unwrap();
    let (posts, kinds) = told(&mut world, decided, "list-criticise.1-2");
    assert_eq!((posts.len(), kinds), (2, BTreeSet::from([StepKind::ListNews(ListNews::Listed)])));
}

#[test]
fn who_was_never_told_of_a_proposal_is_not_told_that_nothing_came_of_it() {
    let mut world = by_november();
    world.submit("2014-12-10 10:00", &propose("commend", "优秀个人", "005", None)).unwrap();
    let no = Decision { yes: false, reason: None };
    world.submit("2014-12-10 11:00", &judge(Judge::DecideList(1, no, false))).unwrap();
    assert!(!world.state.occasions().iter().any(|it| it.key().starts_with("list-commend")));
}

/// Proposed on a Saturday: the letter would go on Monday, and is wrong by then.
#[test]
fn until_when_somebody_may_speak_is_not_said_any_more_once_it_is_decided() {
    let saturday = |yes: bool| {
        let mut world = by_november();
        world.pass_sending("2014-12-13 09:00");
        world.submit("2014-12-13 10:00", &propose("criticise", "重视不够", "108", None)).unwrap();
        world.submit("2014-12-13 11:00", &judge(Judge::State(1, Digest([9; 32])))).unwrap();
        world.take();
        let decision = Decision { yes, reason: None };
        world.submit("2014-12-13 12:00", &judge(Judge::DecideList(1, decision, true))).unwrap();
        assert!(world.take().contains("step.withdrawn [0, 1] NoLongerDue"));
        world
    };
    let rejected = saturday(false);
    assert!(
        rejected.state.occasion_by_key("list-criticise.1-2").is_none(),
        "nobody was told of the proposal"
    );
    let mut listed = saturday(true);
    let (posts, kinds) = told(&mut listed, "2014-12-15 09:00", "list-criticise.1-2");
    assert_eq!((posts.len(), kinds), (2, BTreeSet::from([StepKind::ListNews(ListNews::Listed)])));
}

#[test]
fn who_holds_two_posts_of_a_unit_is_told_once() {
    let mut def = shipped();
    let place = |id: &str| def.contacts.iter().position(|contact| contact.id == id).unwrap();
    let (clerk, head) = (place("108-clerk"), place("108-head"));
    def.contacts[head].person = Some(ContactIx(u32::try_from(clerk).unwrap()));
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-12-10 10:00");
    world.submit("2014-12-10 10:00", &propose("criticise", "重视不够", "108", None)).unwrap();
    let (posts, _) = told(&mut world, "2014-12-10 10:00", "list-criticise.1-1");
    assert_eq!(posts, BTreeSet::from([world.def.contacts[clerk].post.clone()]));
}
