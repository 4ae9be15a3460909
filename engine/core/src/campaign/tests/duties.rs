//! Duties as they are carried out, in the shipped campaign: what is filled in, what is refused with which sentence, and what is
//! not asked any more.

mod afterwards;
mod bounds;
mod correcting;
mod ending;
mod promises;
mod reviews;
mod unopened;

use std::sync::OnceLock;

use muster_protocol::form::Reported;

use super::*;
use crate::campaign::ItemState;
use crate::definition::compile;
use crate::definition::tests::service_year;

/// The shipped campaign at its start.
pub(super) fn campaign() -> World {
    static DEFINITION: OnceLock<Definition> = OnceLock::new();
    let def = DEFINITION.get_or_init(|| compile(&service_year()).definition.expect("it compiles"));
    World::of_definition(def.clone(), "2014-04-01 00:00")
}

/// Hands in pieces with a form.
fn hand_in(item: &str, pieces: &[(&str, u32)], form: Form) -> Command {
    let piece =
        |(need, count): &(&str, u32)| Evidence { need: (*need).to_owned(), count: *count, files: Vec::new() };
    let evidence = pieces.iter().map(piece).collect();
    Command::Submit(Submit { item: item.parse().unwrap(), evidence, form, on: None })
}

fn covers(names: &[&str]) -> Form {
    Form { covers: names.iter().map(|name| (*name).to_owned()).collect(), ..Form::default() }
}

fn numbers(numbers: &[(&str, u32)]) -> Form {
    let number = |(name, value): &(&str, u32)| Reported { name: (*name).to_owned(), value: *value };
    Form { numbers: numbers.iter().map(number).collect(), ..Form::default() }
}

impl World {
    /// What a command is refused with, in both languages; nothing of it happens.
    fn refusal(&mut self, when: &str, command: &Command) -> String {
        self.pass_sending(when);
        let refusal = decided(&self.def, &self.state, at(when), command).expect_err("this should be refused");
        let instead = refusal.instead.map_or_else(String::new, |name| format!("\ninstead {name}"));
        format!("{}\n{}\n{}{instead}", refusal.code, refusal.detail.zh, refusal.detail.en)
    }

    /// Tells a command that must be taken.
    fn taken(&mut self, when: &str, command: &Command) {
        self.pass_sending(when);
        let events = decided(&self.def, &self.state, at(when), command)
            .unwrap_or_else(|refusal| panic!("{}", refusal.detail.en));
        assert!(!events.is_empty(), "nothing happened");
        for event in events {
            evolve(&self.def, &mut self.state, at(when), &event);
            self.note(at(when), &event);
        }
    }

    fn item_state(&self, name: &str) -> ItemState {
        let name = item(name);
        let (_, occasion) = self.state.occasion_by_key(&name.occasion).unwrap();
        occasion.item(self.def.unit_by_code(&name.unit).unwrap()).state()
    }
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest_one_and_a_known_one_of_any_kind_is_taken() {
    let mut world = campaign();
    let study = |names: &[&str]| hand_in("study.2014-05/002", &[("学习记录", 1)], covers(names));
    insta::assert_snapshot!(world.refusal("2014-05-20 10:00", &study(&["学原著"])), @r"
    unknown-name
    study里没有“学原著”这一项
    study has nothing called “学原著” to cover
    instead 学原文
    ");
    let many = vec!["学原文"; 65];
    insta::assert_snapshot!(world.refusal("2014-05-20 10:00", &study(&many)), @r"
    too-large
    一张表里一类最多填64条，其余请分次报
    more than 64 entries in one list of the form; hand in the rest apart
    ");
    // A method, a topic and a tag of the file; nothing need be covered in one month (S9, S10).
    world.taken("2014-05-20 10:00", &study(&["学原文", "系列重要讲话", "服务党员", "学原文"]));
    assert_eq!(world.item_state("study.2014-05/002"), ItemState::Closed);
    world.taken("2014-05-20 10:00", &hand_in("study.2014-05/003", &[("学习记录", 1)], Form::default()));
}

#[test]
fn the_focus_of_the_units_category_must_be_covered_and_another_categorys_is_unknown() {
    let mut world = campaign();
    let plan =
        |unit: &str, names: &[&str]| hand_in(&format!("unit-plan/{unit}"), &[("活动方案", 1)], covers(names));
    insta::assert_snapshot!(world.refusal("2014-04-10 10:00", &plan("002", &["服务大局"])), @r"
    incomplete
    还没有写明“自身建设”、“队伍建设”（--covers）
    “自身建设”, “队伍建设” is not covered: say it with --covers
    ");
    insta::assert_snapshot!(world.refusal("2014-04-10 10:00", &plan("101", &["自身建设"])), @r"
    unknown-name
    unit-plan里没有“自身建设”这一项
    unit-plan has nothing called “自身建设” to cover
    instead 城市建设
    ");
    world.taken("2014-04-10 10:00", &plan("002", &["服务大局", "自身建设", "队伍建设"]));
}

#[test]
fn what_is_published_says_where() {
    let mut world = campaign();
    let practice = |names: &[&str]| hand_in("good-practice.2014-05/002", &[("链接或照片", 1)], covers(names));
    insta::assert_snapshot!(world.refusal("2014-05-20 10:00", &practice(&[])), @r"
    incomplete
    没有写发布到哪里：--covers 写“党务政务公开栏”、“局网站”、“党务公开网”之一
    it is not said where it was published: --covers with one of “党务政务公开栏”, “局网站”, “党务公开网”
    ");
    world.taken("2014-05-20 10:00", &practice(&["党务公开网"]));
    // An outlet that is kept alive is the one that is meant.
    world.pass_sending("2014-05-20 10:00");
    let events = decided(
        &world.def,
        &world.state,
        at("2014-05-20 10:00"),
        &hand_in("website.2014-05/001", &[("更新链接", 1)], Form::default()),
    );
    let Some(Event::ItemSubmitted(body)) = events.unwrap().into_iter().next() else {
        panic!("not handed in")
    };
    assert_eq!(body.form.covers, ["局网站"]);
}

#[test]
fn what_lay_before_the_start_is_entered_with_its_form() {
    let mut world = campaign();
    let planting = |names: &[&str]| {
        let Command::Submit(submit) = hand_in("planting/002", &[("活动记录", 1), ("照片", 2)], covers(names))
        else {
            unreachable!()
        };
        Command::Submit(Submit { on: Some("2014-03-20".parse().unwrap()), ..submit })
    };
    assert!(world.refusal("2014-04-03 10:00", &planting(&["服务群从"])).ends_with("instead 服务群众"));
    world.take();
    world.taken("2014-04-03 10:00", &planting(&["困难群众"]));
    insta::assert_snapshot!(world.take(), @r"
    04-03 10:00 item.backfilled
    04-03 10:00 item.closed
    ");
}
