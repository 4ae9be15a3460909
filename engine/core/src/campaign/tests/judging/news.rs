//! Who hears at once of what happens while units are judged.

use std::collections::BTreeSet;

use muster_protocol::item::{AppealNews, StepKind};

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
    world.submit(answered, &judge(Judge::AnswerAppeal(1, yes(), Decimal(15_000)))).unwrap();
    let (posts, kinds) = told(&mut world, answered, "appeal-annual.1-2");
    let clerk = world.def.contacts.iter().find(|contact| contact.id == "005-clerk").unwrap();
    assert!(posts.contains(&clerk.post) && !posts.contains("领导小组"), "{posts:?}");
    assert_eq!(kinds, BTreeSet::from([StepKind::AppealNews(AppealNews::Upheld)]));
    // The snapshot that an upheld appeal brings is another occasion of the same command.
    assert!(world.state.occasion_by_key("annual-answered.appeal-1").is_some());
}
