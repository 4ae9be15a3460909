//! Promises: sections, outlets, heads; checked once they are made.

use super::*;
use muster_protocol::form::Verdict;
use muster_protocol::ids::Digest;

fn judged(item: &str, verdict: Option<Verdict>) -> Command {
    hand_in(item, &[], Form { verdict, ..Form::default() })
}

#[test]
fn a_missing_section_is_reported_at_once_and_so_is_an_outlet() {
    let mut world = campaign();
    let sections = ["带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬新风正气"];
    let pledge = |sections: &[&str], heads: u32| {
        let form = Form { numbers: numbers(&[("承诺党员", heads)]).numbers, ..covers(sections) };
        hand_in("member-pledge/002", &[], form)
    };
    insta::assert_snapshot!(world.refusal("2014-05-10 10:00", &pledge(&sections[..4], 30)), @r"
    incomplete
    “承诺党员”报了30，至少要31（名册上的人数）；还没有写明“带头弘扬新风正气”（--covers）
    “承诺党员”: 30 reported, at least 31 needed (members in the roster); “带头弘扬新风正气” is not covered: say it with --covers
    ");
    world.taken("2014-05-10 10:00", &pledge(&sections, 31));
    let org = |names: &[&str]| hand_in("org-pledge/002", &[("承诺书", 1)], covers(names));
    let both = ["创建党建工作示范点", "争创先进基层党组织"];
    insta::assert_snapshot!(world.refusal("2014-05-10 10:00", &org(&both)), @r"
    incomplete
    没有写发布到哪里：--covers 写“党务政务公开栏”之一
    it is not said where it was published: --covers with one of “党务政务公开栏”
    ");
    world.taken("2014-05-10 10:00", &org(&[both[0], both[1], "党务政务公开栏"]));
}

#[test]
fn where_each_member_promises_no_file_is_taken() {
    let mut world = campaign();
    let evidence = vec![Evidence { need: "承诺书".to_owned(), count: 1, files: vec![Digest([7; 32])] }];
    let item = item("member-pledge/002");
    let command = Command::Submit(Submit { item, evidence, form: Form::default(), on: None });
    insta::assert_snapshot!(world.refusal("2014-05-10 10:00", &command), @r"
    incomplete
    member-pledge只报人数，不收个人的承诺原文：请去掉文件
    member-pledge counts heads: no text of a person is stored; leave the files out
    ");
}

#[test]
fn a_promise_is_checked_once_it_is_made_and_with_one_of_three_answers() {
    let mut world = campaign();
    let check = "org-pledge-check.2014-q2/002";
    insta::assert_snapshot!(world.refusal("2014-06-20 10:00", &judged(check, Some(Verdict::Kept))), @r"
    wrong-state
    承诺还没有作出，不能检查兑现：请先报送org-pledge/002
    the promise was not made yet, so it cannot be checked: hand in org-pledge/002 first
    ");
    let names = ["创建党建工作示范点", "争创先进基层党组织", "党务政务公开栏"];
    world.taken("2014-06-20 11:00", &hand_in("org-pledge/002", &[("承诺书", 1)], covers(&names)));
    insta::assert_snapshot!(world.refusal("2014-06-20 12:00", &judged(check, None)), @r"
    incomplete
    org-pledge-check要报兑现情况：已兑现写 --kept，部分兑现写 --partly，未兑现写 --broken
    org-pledge-check asks whether the promise was kept: say --kept, --partly or --broken
    ");
    assert_eq!(
        world.refusal("2014-06-20 12:00", &judged(check, Some(Verdict::Adopted))),
        world.refusal("2014-06-20 12:00", &judged(check, None))
    );
    world.taken("2014-06-20 12:00", &judged(check, Some(Verdict::PartlyKept)));
    let elsewhere = hand_in(
        "study.2014-06/002",
        &[("学习记录", 1)],
        Form { verdict: Some(Verdict::Kept), ..Form::default() },
    );
    insta::assert_snapshot!(world.refusal("2014-06-20 12:00", &elsewhere), @r"
    incomplete
    study不要求填结论，请去掉
    study does not ask how it ended: leave the verdict out
    ");
}

#[test]
fn a_unit_that_was_never_asked_for_a_promise_reports_how_it_kept_what_it_promised() {
    let mut world = campaign();
    world.taken("2014-06-20 12:00", &judged("org-pledge-check.2014-q2/109", Some(Verdict::Kept)));
}
