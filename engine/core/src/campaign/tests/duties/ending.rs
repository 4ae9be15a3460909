//! What ends: things announced and done (S64), things tried out and not adopted (S57).

use super::*;
use muster_protocol::form::Verdict;

fn items(count: u32) -> Command {
    hand_in("service-items/002", &[("服务事项", count)], Form::default())
}

fn progress(month: &str, notes: u32, done: &[u8]) -> Command {
    let form = Form { done: done.to_vec(), ..Form::default() };
    hand_in(&format!("service-items-progress.{month}/002"), &[("进度说明", notes)], form)
}

fn tried(item: &str, pieces: &[(&str, u32)], verdict: Verdict) -> Command {
    hand_in(item, pieces, Form { verdict: Some(verdict), ..Form::default() })
}

#[test]
fn none_and_three_service_items_are_refused() {
    let mut world = campaign();
    insta::assert_snapshot!(world.refusal("2014-04-10 10:00", &items(0)), @r"
    incomplete
    “服务事项”交了0份，至少要1份
    “服务事项”: 0 handed in, at least 1 needed
    ");
    insta::assert_snapshot!(world.refusal("2014-04-10 10:00", &items(3)), @r"
    incomplete
    “服务事项”交了3份，最多2份
    “服务事项”: 3 handed in, at most 2 allowed
    ");
    world.taken("2014-04-10 10:00", &items(2));
}

#[test]
fn each_open_thing_is_reported_until_all_are_done_and_then_nothing_is_asked() {
    let mut world = campaign();
    // Before anything was announced nothing can be done.
    insta::assert_snapshot!(world.refusal("2014-05-12 10:00", &progress("2014-05", 1, &[1])), @r"
    incomplete
    还没有可以办结的事项：本单位的service-items还没有办结
    nothing can be done yet: the unit's service-items is not closed
    ");
    world.taken("2014-05-12 11:00", &items(2));
    insta::assert_snapshot!(world.refusal("2014-05-20 10:00", &progress("2014-05", 1, &[])), @r"
    incomplete
    “进度说明”交了1份，至少要2份：没有办结的2项每项一份
    “进度说明”: 1 handed in, at least 2 needed: one for each thing that is not done, 2 now
    ");
    insta::assert_snapshot!(world.refusal("2014-05-20 10:00", &progress("2014-05", 2, &[3])), @r"
    incomplete
    没有第3项：service-items一共报了2项，从1数起
    there is no thing 3: 2 were announced in service-items, counted from 1
    ");
    world.taken("2014-05-20 10:00", &progress("2014-05", 2, &[2]));
    // One is open in June; its report is not handed in, July's says that it is done.
    assert!(world.refusal("2014-06-20 10:00", &progress("2014-06", 0, &[])).contains("至少要1份"));
    world.pass_sending("2014-07-20 10:00");
    world.take();
    world.taken("2014-07-20 10:00", &progress("2014-07", 1, &[1]));
    insta::assert_snapshot!(world.take(), @r"
    07-20 10:00 item.submitted
    07-20 10:00 step.withdrawn [0, 1, 2] Submitted
    07-20 10:00 item.closed
    07-20 10:00 item.waived
    ");
    assert_eq!(world.item_state("service-items-progress.2014-06/002"), ItemState::Waived);
    world.pass_sending("2014-08-02 00:00");
    assert_eq!(world.item_state("service-items-progress.2014-08/002"), ItemState::None);
    assert_eq!(world.item_state("service-items-progress.2014-08/003"), ItemState::Open);
    assert!(!world.refusal("2014-08-20 10:00", &progress("2014-08", 1, &[])).is_empty());
}

#[test]
fn another_announcement_numbers_its_things_again_and_none_of_them_is_done() {
    let mut def = campaign().def;
    let monthly = def.duties.iter().find(|duty| duty.id == "service-items-progress").unwrap().rule.clone();
    def.duties.iter_mut().find(|duty| duty.id == "service-items").unwrap().rule = monthly;
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    let announce =
        |month: &str| hand_in(&format!("service-items.{month}/002"), &[("服务事项", 2)], Form::default());
    world.taken("2014-05-12 10:00", &announce("2014-05"));
    world.taken("2014-05-20 10:00", &progress("2014-05", 2, &[1, 2]));
    world.pass_sending("2014-06-02 00:00");
    assert_eq!(world.item_state("service-items-progress.2014-06/002"), ItemState::None, "all were done");
    world.taken("2014-06-12 10:00", &announce("2014-06"));
    world.pass_sending("2014-07-02 00:00");
    assert_eq!(world.item_state("service-items-progress.2014-07/002"), ItemState::Open);
    assert!(world.refusal("2014-07-10 10:00", &progress("2014-07", 1, &[])).contains("没有办结的2项"));
}

#[test]
fn a_unit_that_announced_nothing_reports_as_the_file_says() {
    let mut world = campaign();
    assert!(world.refusal("2014-05-20 10:00", &progress("2014-05", 0, &[])).contains("至少要1份"));
    world.taken("2014-05-20 10:00", &progress("2014-05", 1, &[]));
    world.pass_sending("2014-06-03 00:00");
    assert_eq!(world.item_state("service-items-progress.2014-06/002"), ItemState::Open);
}

#[test]
fn a_trial_may_end_as_not_adopted_even_late_and_the_later_part_is_not_asked() {
    let mut world = campaign();
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &tried("micro-platform-study/001", &[], Verdict::Adopted)), @r"
    incomplete
    “论证报告”交了0份，至少要1份
    “论证报告”: 0 handed in, at least 1 needed
    ");
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &tried("micro-platform-study/001", &[("论证报告", 1)], Verdict::Kept)), @r"
    incomplete
    micro-platform-study是探索事项：结论只能是采用（--adopted）或不采用（--not-adopted）
    micro-platform-study tries something out: it ends with --adopted or --not-adopted
    ");
    world.pass_sending("2014-07-03 12:00");
    world.take();
    world.taken("2014-07-03 12:00", &tried("micro-platform-study/001", &[], Verdict::NotAdopted));
    insta::assert_snapshot!(world.take(), @r"
    07-03 12:00 item.submitted
    07-03 12:00 step.withdrawn [5, 6, 7, 8, 9] Submitted
    07-03 12:00 item.closed
    07-03 12:00 step.withdrawn [0, 1, 2] Waived
    07-03 12:00 item.waived
    ");
    assert_eq!(world.item_state("micro-platform-study/001"), ItemState::Closed);
    world.pass_sending("2014-12-31 00:00");
    let events = world.take();
    assert!(!events.contains("micro-platform"), "{events}");
    assert!(matches!(world.item_state("micro-platform-trial/001"), ItemState::Waived | ItemState::None));
}

#[test]
fn a_trial_that_is_not_adopted_leaves_the_study_as_it_is() {
    let mut world = campaign();
    world.taken("2014-06-10 10:00", &tried("micro-platform-trial/001", &[], Verdict::NotAdopted));
    assert_eq!(world.item_state("micro-platform-study/001"), ItemState::Open);
    world.taken("2014-06-10 10:00", &tried("micro-platform-study/001", &[("论证报告", 1)], Verdict::Adopted));
}
