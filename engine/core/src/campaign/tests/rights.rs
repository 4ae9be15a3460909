//! Who may do what in the shipped campaign: refused by role, by unit, by phase and on whose behalf, told in both languages.

use muster_protocol::case::{CandidateName, CaseAct};
use muster_protocol::command::{
    Advance, Assign, Backed, Cause, ChooseHour, EnterRow, Erase, Ground, Hold, Judge, Nominate, Object,
    OnLine, OptOut, ReceiveCase, Resume, Settle, VisitEvent, WorkCase,
};
use muster_protocol::definition::{Right, Scope};
use muster_protocol::ids::{Digest, PhaseIx};
use muster_protocol::item::DueDays;
use muster_protocol::time::TimeOfDay;

use super::duties::campaign;
use super::*;
use crate::campaign::{Sight, allowed, is_recorded, may_read, sight, works_on_cases};

impl World {
    fn given(&mut self, when: &str, by: Issuer<'_>, command: &Command) -> Result<Vec<Event>, Refusal> {
        self.pass(when);
        let events = decide(&self.def, &self.state, at(when), by, command)?;
        for event in &events {
            evolve(&self.def, &mut self.state, at(when), event);
        }
        Ok(events)
    }

    /// What a post that may not is told, in both languages, with the ground; nothing happens.
    fn denied(&mut self, when: &str, by: Issuer<'_>, command: &Command) -> String {
        self.pass(when);
        let before = self.state.digest();
        let refusal = self.given(when, by, command).expect_err("this may not be done");
        assert_eq!(self.state.digest(), before, "nothing happens");
        let RefusalCode::NotAllowed(ground) = refusal.code else { panic!("refused otherwise: {refusal}") };
        let instead = refusal.instead.map_or_else(String::new, |name| format!("\ninstead {name}"));
        format!("{}\n{}\n{}{instead}", ground.name(), refusal.detail.zh, refusal.detail.en)
    }
}

fn plan(unit: &str) -> Command {
    pieces(&format!("volunteer-team/{unit}"), "队员名册", 1)
}

fn visit() -> Command {
    Command::RecordVisit(visited("contact-points.2014-q2/V03", "2014-04-09"))
}

fn for_another<'a>(actor: &'a str, whose: &'a str) -> Issuer<'a> {
    Issuer { actor, behalf: Some(whose) }
}

/// A plan that was handed in and awaits review.
fn handed_in(world: &mut World) -> Command {
    let covers = ["服务大局", "自身建设", "队伍建设"].map(str::to_owned).to_vec();
    let evidence = vec![Evidence { need: "活动方案".to_owned(), count: 1, files: Vec::new() }];
    let form = Form { covers, ..Form::default() };
    let submit = Submit { item: item("unit-plan/005"), evidence, form, on: None };
    world.given("2014-04-10 10:00", Issuer::post("市政处联络员"), &Command::Submit(submit)).unwrap();
    Command::Accept(item("unit-plan/005"))
}

#[test]
fn who_has_no_role_with_the_right_is_refused_by_role() {
    let mut world = campaign();
    let hold = Command::Hold(Hold { phase: None, reason: None });
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", Issuer::post("小组办公室"), &hold), @r"
    role
    “小组办公室”没有“暂停”权限：请由领导小组办理
    “小组办公室” does not have the right “hold”: it is for 领导小组
    ");
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", Issuer::post("市政处联洛员"), &plan("005")), @r"
    role
    “市政处联洛员”不是本活动的岗位，办这件事要有“报送”权限：请由联络员、主要负责人（这里是市政处联络员、市政处主要负责人）办理
    “市政处联洛员” is not a post of this campaign, and this needs the right “submit”: it is for 联络员, 主要负责人 (here 市政处联络员, 市政处主要负责人)
    instead 市政处联络员
    ");
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", Issuer::post("副局长乙"), &plan("005")), @r"
    role
    “副局长乙”没有“报送”权限：请由联络员、主要负责人（这里是市政处联络员、市政处主要负责人）办理
    “副局长乙” does not have the right “submit”: it is for 联络员, 主要负责人 (here 市政处联络员, 市政处主要负责人)
    ");
    let accept = handed_in(&mut world);
    insta::assert_snapshot!(world.denied("2014-04-10 11:00", Issuer::post("005-clerk"), &accept), @r"
    role
    “005-clerk”没有“审核”权限：请由小组办公室办理
    “005-clerk” does not have the right “review”: it is for 小组办公室
    ");
    assert!(world.given("2014-04-10 11:00", Issuer::post("小组办公室"), &accept).is_ok());
}

#[test]
fn who_has_the_right_for_another_unit_is_refused_by_unit() {
    let mut world = campaign();
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", Issuer::post("质监站联络员"), &plan("005")), @r"
    unit
    “质监站联络员”的“报送”权限只限002 质监站，不能办005 市政处的事：请由联络员、主要负责人（这里是市政处联络员、市政处主要负责人）办理
    “质监站联络员” has the right “submit” for 002 质监站 only, not for 005 市政处: it is for 联络员, 主要负责人 (here 市政处联络员, 市政处主要负责人)
    ");
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", Issuer::post("副局长甲"), &visit()), @r"
    unit
    “副局长甲”的“走访”权限（党建工作联系点）只限001 局机关、011 档案馆、015 住建窗口、017 热线中心、018 爱心超市 …，不能办V03 柳湾村的事：请由分管领导（这里是副局长乙）办理
    “副局长甲” has the right “visit” in “党建工作联系点” for 001 局机关, 011 档案馆, 015 住建窗口, 017 热线中心, 018 爱心超市 … only, not for V03 柳湾村: it is for 分管领导 (here 副局长乙)
    ");
    let sign = Command::Sign("2014-04-11/005-clerk/routine".parse().unwrap());
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", Issuer::post("002-clerk"), &sign), @r"
    unit
    “002-clerk”的“签收”权限只限002 质监站，不能办发给“市政处联络员”的消息：请由市政处联络员办理
    “002-clerk” has the right “sign” for 002 质监站 only, not for what was sent to “市政处联络员”: it is for 市政处联络员
    ");
    let receive = Command::ReceiveCase(ReceiveCase {
        kind: "hotline-12319".to_owned(),
        source: None,
        about: Some("投诉".to_owned()),
        unit: None,
        at: None,
        text: None,
        received: None,
    });
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", Issuer::post("002-clerk"), &receive), @r"
    unit
    “002-clerk”的“办件”权限或“提出诉求”权限只限002 质监站，不能办“城建12319热线的人群”的事：请由联络员、主要负责人、小组办公室、党代表、服务对象、网民办理
    “002-clerk” has the right “handle_cases” or the right “bring_cases” for 002 质监站 only, not for what is 城建12319热线的人群's: it is for 联络员, 主要负责人, 小组办公室, 党代表, 服务对象, 网民
    ");
    world.given("2014-04-10 10:00", Issuer::post("017-clerk"), &receive).unwrap();
    let case = "hotline-12319/1".parse().unwrap();
    let accept = Command::WorkCase(WorkCase { case, act: CaseAct::Accept });
    insta::assert_snapshot!(world.denied("2014-04-10 10:05", Issuer::post("016-clerk"), &accept), @r"
    unit
    “016-clerk”的“办件”权限只限016 房管窗口，不能办017 热线中心的事：请由联络员、主要负责人、小组办公室、党代表（这里是热线中心联络员、热线中心主要负责人、小组办公室、党代表）办理
    “016-clerk” has the right “handle_cases” for 016 房管窗口 only, not for 017 热线中心: it is for 联络员, 主要负责人, 小组办公室, 党代表 (here 热线中心联络员, 热线中心主要负责人, 小组办公室, 党代表)
    ");
    // Every way to say who it is: the post's words, its id, the unit with the role.
    for post in ["热线中心联络员", "017-clerk", "017/联络员", "017/clerk", "小组办公室", "office"]
    {
        assert_eq!(allowed(&world.def, &world.state, Issuer::post(post), &accept), Ok(()), "{post}");
    }
}

#[test]
fn whose_rights_hold_in_another_phase_is_refused_by_phase() {
    let mut world = campaign();
    let accept = handed_in(&mut world);
    insta::assert_snapshot!(world.denied("2014-04-10 11:00", Issuer::post("考评组"), &accept), @r"
    phase
    “考评组”的“审核”权限只在“考核评价”阶段有效，现在是“宣传发动”阶段：请到那时再办，否则请由小组办公室办理
    “考评组” has the right “review” in the phase “考核评价” only, and the phase now is “宣传发动”: wait for it, or else it is for 小组办公室
    ");
    world.pass("2014-11-03 09:00");
    assert_eq!(allowed(&world.def, &world.state, Issuer::post("考评组"), &accept), Ok(()));
}

#[test]
fn nobody_acts_for_another_but_who_may() {
    let mut world = campaign();
    let by = for_another("质监站联络员", "市政处联络员");
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", by, &plan("005")), @r"
    behalf
    “质监站联络员”不能代“市政处联络员”办理：有“代报”权限的（小组办公室）可以代办，同一单位的第一责任人或替补可以代办；或请“市政处联络员”自己办理
    “质监站联络员” may not act for “市政处联络员”: anyone who has the right “submit_for” (小组办公室) may, and anyone who answers for the same unit, or stands in for that role, may; or let “市政处联络员” do it
    ");
    // The one for whom it is done must have the right for that unit.
    let by = for_another("小组办公室", "质监站联络员");
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", by, &plan("005")), @r"
    unit
    “质监站联络员”的“报送”权限只限002 质监站，不能办005 市政处的事：请由联络员、主要负责人（这里是市政处联络员、市政处主要负责人）办理
    “质监站联络员” has the right “submit” for 002 质监站 only, not for 005 市政处: it is for 联络员, 主要负责人 (here 市政处联络员, 市政处主要负责人)
    ");
    let by = for_another("小组办公室", "领导小组");
    let hold = Command::Hold(Hold { phase: None, reason: None });
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", by, &hold), @r"
    behalf
    “小组办公室”不能代“领导小组”办理：同一单位的第一责任人或替补可以代办；或请“领导小组”自己办理
    “小组办公室” may not act for “领导小组”: anyone who answers for the same unit, or stands in for that role, may; or let “领导小组” do it
    ");
    let by = for_another("值班员", "市政处联络员");
    insta::assert_snapshot!(world.denied("2014-04-10 10:00", by, &plan("005")), @r"
    behalf
    “值班员”不能代“市政处联络员”办理：有“代报”权限的（小组办公室）可以代办，同一单位的第一责任人或替补可以代办；或请“市政处联络员”自己办理
    “值班员” may not act for “市政处联络员”: anyone who has the right “submit_for” (小组办公室) may, and anyone who answers for the same unit, or stands in for that role, may; or let “市政处联络员” do it
    ");
    // The clerk is not the head's stand-in; the head answers for the unit.
    let by = for_another("市政处联络员", "市政处主要负责人");
    assert!(world.denied("2014-04-10 10:00", by, &plan("005")).starts_with("behalf"));
    let by = for_another("市政处主要负责人", "市政处联络员");
    assert_eq!(allowed(&world.def, &world.state, by, &plan("005")), Ok(()));
    for by in [for_another("小组办公室", "005-clerk"), for_another("市政处联络员", "005-clerk")] {
        assert_eq!(allowed(&world.def, &world.state, by, &plan("005")), Ok(()), "{by:?}");
    }
    let sign = Command::Sign("2014-04-11/005-clerk/routine".parse().unwrap());
    assert_eq!(allowed(&world.def, &world.state, for_another("小组办公室", "005-clerk"), &sign), Ok(()));
    assert!(allowed(&world.def, &world.state, for_another("002-clerk", "005-clerk"), &sign).is_err());
    // So with what somebody wants to hear no more.
    let wish = Command::OptOut(OptOut { contact: "005-clerk".into(), out: true });
    assert_eq!(allowed(&world.def, &world.state, Issuer::post("005-clerk"), &wish), Ok(()));
    assert_eq!(allowed(&world.def, &world.state, for_another("小组办公室", "005-clerk"), &wish), Ok(()));
    assert!(allowed(&world.def, &world.state, Issuer::post("002-clerk"), &wish).is_err());
    // Anyone who may visit somewhere may come in the place of the one who should.
    assert_eq!(allowed(&world.def, &world.state, for_another("副局长甲", "副局长乙"), &visit()), Ok(()));
}

/// 党代表 has the right “visit” for the rooms where it receives people, and no part in the leaders' programme.
#[test]
fn the_right_to_visit_holds_for_programmes_in_which_one_has_a_part() {
    let mut world = campaign();
    world.pass("2014-04-10 10:00");
    let visits = |world: &World, post: &str| {
        allowed(&world.def, &world.state, Issuer::post(post), &visit()).map_err(|refusal| refusal.code)
    };
    assert_eq!(visits(&world, "副局长乙"), Ok(()));
    assert_eq!(visits(&world, "党代表"), Err(RefusalCode::NotAllowed(Ground::Role)));
    // Who enters things for others anyway does it in its own name where the file gives both rights.
    let at = world.def.roles.iter().position(|role| role.id == "delegate").unwrap();
    world.def.roles[at].can.push(Right::SubmitFor);
    assert_eq!(visits(&world, "党代表"), Ok(()));
    world.def.roles[at].can.retain(|right| *right == Right::SubmitFor);
    assert_eq!(visits(&world, "党代表"), Err(RefusalCode::NotAllowed(Ground::Role)));
}

#[test]
fn who_judges_keeps_out_of_its_own_units_matters() {
    let mut world = campaign();
    let accept = handed_in(&mut world);
    // The file has one post for both: the clerk of 005 sits among the assessors.
    let at = world.def.roles.iter().position(|role| role.id == "assessors").unwrap();
    let clerk = world.def.contact_by_id("005-clerk");
    world.def.roles[at].scope = muster_protocol::definition::Scope::Campaign(clerk);
    world.pass("2014-11-03 09:00");
    insta::assert_snapshot!(world.denied("2014-11-03 09:00", Issuer::post("005-clerk"), &accept), @r"
    unit
    “005-clerk”是005 市政处的岗位，评本单位的要回避：请由小组办公室、考评组（这里是小组办公室）办理
    “005-clerk” belongs to 005 市政处 and keeps out of its own unit's matters: it is for 小组办公室, 考评组 (here 小组办公室)
    ");
    let other = Command::Accept(item("unit-plan/002"));
    assert_eq!(allowed(&world.def, &world.state, Issuer::post("005-clerk"), &other), Ok(()));
}

#[test]
fn where_nobody_holds_a_role_its_stand_in_acts() {
    let mut world = campaign();
    let unit = world.def.unit_by_code("005").unwrap();
    let clerk = world.def.roles.iter().position(|role| role.id == "clerk").unwrap();
    let head = world.def.roles.iter().position(|role| role.id == "head").unwrap();
    world.def.roles[head].can.retain(|right| *right != Right::Submit);
    assert!(
        world.denied("2014-04-10 10:00", Issuer::post("市政处主要负责人"), &plan("005")).starts_with("role")
    );
    world.def.units[unit.at()].contacts[clerk] = None;
    assert_eq!(allowed(&world.def, &world.state, Issuer::post("市政处主要负责人"), &plan("005")), Ok(()));
    assert!(world.denied("2014-04-10 10:00", Issuer::post("市政处联络员"), &plan("005")).starts_with("role"));
}

#[test]
fn a_file_that_gives_a_right_to_nobody_binds_nobody() {
    let mut world = campaign();
    for role in &mut world.def.roles {
        role.can.clear();
    }
    assert_eq!(allowed(&world.def, &world.state, Issuer::post("anybody"), &plan("005")), Ok(()));
    // What the file says beside a line it says still: tasks of this kind are the party's to give.
    let assign = commands().into_iter().find(|command| command.name() == "assign").unwrap();
    assert!(allowed(&world.def, &world.state, Issuer::post("anybody"), &assign).is_err());
}

/// Every command that people give.
fn commands() -> Vec<Command> {
    let blob = Digest::default();
    let candidate = || CandidateName { selection: "pacesetter".to_owned(), no: 1 };
    let stage = "verify".to_owned();
    let on = super::super::sample::date("2014-04-09");
    vec![
        Command::Launch(Launch { definition: blob, sources: Vec::new(), contacts: None }),
        Command::Amend(Amend {
            from: blob,
            definition: blob,
            sources: Vec::new(),
            reason: None,
            approver: None,
            contacts: None,
        }),
        Command::Hold(Hold { phase: None, reason: None }),
        Command::Resume(Resume { phase: None, due_days: DueDays::Stay }),
        plan("005"),
        Command::Accept(item("unit-plan/005")),
        Command::Return(Return { item: item("unit-plan/005"), reason: None, failed: Vec::new() }),
        Command::Sign("2014-04-11/005-clerk/routine".parse().unwrap()),
        Command::OptOut(OptOut { contact: "005-clerk".into(), out: true }),
        Command::ChooseHour(ChooseHour { contact: "005-clerk".into(), hour: Some(TimeOfDay(14 * 60)) }),
        visit(),
        Command::VisitEvent(VisitEvent {
            programme: "comfort".to_owned(),
            what: "受灾".to_owned(),
            on,
            unit: "005".to_owned(),
            place: None,
        }),
        Command::EnterRow(EnterRow {
            ledger: "love-market".to_owned(),
            unit: "018".to_owned(),
            fixed: None,
            cells: Vec::new(),
            corrects: None,
        }),
        Command::ReceiveCase(ReceiveCase {
            kind: "netizen".to_owned(),
            source: None,
            about: None,
            unit: None,
            at: None,
            text: None,
            received: None,
        }),
        Command::WorkCase(WorkCase { case: "netizen/1".parse().unwrap(), act: CaseAct::Accept }),
        Command::Nominate(Nominate {
            selection: "pacesetter".to_owned(),
            unit: "015".to_owned(),
            code: None,
            title: None,
            evidence: Vec::new(),
        }),
        Command::Advance(Advance { candidate: candidate(), stage, passes: true, reason: None }),
        Command::Object(Object { candidate: candidate(), reason: blob }),
        Command::Settle(Settle { candidate: candidate(), upheld: false, reason: None }),
        Command::Assign(Assign {
            task: "assigned".to_owned(),
            title: "x".to_owned(),
            to: Vec::new(),
            due_day: on,
        }),
        Command::Erase(Erase { blob, reason: blob, everywhere: false }),
    ]
}

#[test]
fn nobody_unknown_gives_any_command_and_somebody_may_give_each() {
    let mut world = campaign();
    world.pass("2014-04-10 10:00");
    for command in commands() {
        for stranger in ["张三", "x", "005/张三", "999/联络员", "worker/visits"] {
            let refused = allowed(&world.def, &world.state, Issuer::post(stranger), &command).unwrap_err();
            assert!(
                matches!(refused.code, RefusalCode::NotAllowed(Ground::Role)),
                "{} by {stranger}: {refused}",
                command.name()
            );
            assert!(!refused.detail.zh.is_empty());
            let by = for_another(stranger, "小组办公室");
            assert!(allowed(&world.def, &world.state, by, &command).is_err(), "{}", command.name());
        }
        let post = entitled(&world.def, &world.state, &command);
        let post = post.unwrap_or_else(|| panic!("nobody may give {}", command.name()));
        assert_eq!(allowed(&world.def, &world.state, Issuer::post(&post), &command), Ok(()));
    }
}

#[test]
fn texts_are_read_by_whom_they_concern() {
    let world = campaign();
    for post in ["领导小组", "小组办公室", "017-clerk"] {
        assert_eq!(may_read(&world.def, &world.state, post), Ok(()), "{post}");
    }
    for post in ["网民", "副局长甲", "x"] {
        assert!(may_read(&world.def, &world.state, post).is_err(), "{post}");
    }
}

#[test]
fn a_units_posts_see_that_unit_and_who_has_to_do_with_all_of_them_sees_all() {
    let world = campaign();
    let def = &world.def;
    let seen = |phase: Option<&str>, post: &str| {
        let at = phase.map(|id| def.phases.iter().position(|phase| phase.id == id).unwrap());
        match sight(def, at.map(|at| PhaseIx(u16::try_from(at).unwrap())), post) {
            Sight::Whole => None,
            Sight::Units(units) => {
                Some(units.iter().map(|unit| def.units[unit.at()].code.clone()).collect::<Vec<_>>())
            }
        }
    };
    for post in ["005-clerk", "市政处联络员", "005/主要负责人"] {
        assert_eq!(seen(None, post), Some(vec!["005".to_owned()]), "{post}");
    }
    // A leader has several units, and no other's.
    let led = seen(None, "副局长甲").unwrap();
    assert!(led.len() > 1 && led.len() < def.units.len() && led.contains(&"001".to_owned()), "{led:?}");
    for post in ["小组办公室", "领导小组"] {
        assert_eq!(seen(None, post), None, "{post}");
    }
    // Who judges in a phase sees all while it lasts.
    assert_eq!(seen(None, "考评组"), Some(Vec::new()));
    assert_eq!(seen(Some("evaluation"), "考评组"), None);
    for nobody in ["网民", "服务对象", "x"] {
        assert_eq!(seen(Some("evaluation"), nobody), Some(Vec::new()), "{nobody}");
    }
}

#[test]
fn what_is_read_of_others_is_recorded_for_the_roles_of_which_the_file_says_so() {
    let mut world = campaign();
    for post in ["小组办公室", "office", "领导小组", "考评组"] {
        assert!(is_recorded(&world.def, post), "{post}");
    }
    for post in ["005-clerk", "副局长甲", "网民", "x"] {
        assert!(!is_recorded(&world.def, post), "{post}");
    }
    world.def.roles.iter_mut().for_each(|role| role.recorded = role.id == "leader");
    assert!(is_recorded(&world.def, "副局长甲") && !is_recorded(&world.def, "小组办公室"));
}

#[test]
fn who_is_named_beside_a_duty_sees_all_units_without_a_right() {
    let world = campaign();
    let mut def = world.def.clone();
    def.roles.iter_mut().filter(|role| role.id == "party").for_each(|role| role.can.clear());
    (def.assignable, def.cases, def.selections) = (Vec::new(), Vec::new(), Vec::new());
    assert_eq!(sight(&def, None, "系统党委"), Sight::Units(Vec::new()));
    let reviewed = def.duties.iter_mut().find_map(|duty| duty.review.as_mut()).unwrap();
    reviewed.by = "party".to_owned();
    assert_eq!(sight(&def, None, "系统党委"), Sight::Whole);
}

/// Who rechecks enters nothing, and takes out what does not hold; not of the unit to which it belongs.
#[test]
fn who_rechecks_takes_out_what_others_gave() {
    let mut world = campaign();
    let assessors = world.def.roles.iter().position(|role| role.id == "assessors").unwrap();
    (world.def.roles[assessors].can, world.def.roles[assessors].phases) = (vec![Right::Recheck], Vec::new());
    let backed = |unit: &str| {
        let evidence = vec![Evidence { need: "照片".to_owned(), count: 1, files: Vec::new() }];
        Backed { unit: unit.to_owned(), evidence, reason: None }
    };
    let deduct = |unit: &str| {
        let on = OnLine { backed: backed(unit), sheet: "annual".to_owned(), line: "督查扣分".to_owned() };
        let cause = Cause { name: "每发现1个问题".to_owned(), times: 1 };
        Command::Judge(Judge::Deduct(on, cause, None))
    };
    let when = "2014-05-20 10:00";
    for unit in ["005", "006"] {
        world.given(when, Issuer::post("小组办公室"), &deduct(unit)).unwrap();
    }
    let withdraw = |number: u32| Command::Judge(Judge::Withdraw(number, Digest([1; 32])));
    assert!(world.denied(when, Issuer::post("考评组"), &deduct("005")).starts_with("role"));
    assert!(world.denied(when, Issuer::post("领导小组"), &withdraw(1)).starts_with("role"));
    world.given(when, Issuer::post("考评组"), &withdraw(1)).unwrap();
    assert!(world.state.facts().entries[0].withdrawn);
    // The one who holds that post belongs to 006 as well.
    let holder = world.def.roles[assessors].scope.clone();
    let Scope::Campaign(Some(contact)) = holder else { panic!("{holder:?}") };
    let unit = world.def.units.iter().position(|unit| unit.code == "006").unwrap();
    world.def.units[unit].contacts[0] = Some(contact);
    assert!(world.denied(when, Issuer::post("考评组"), &withdraw(2)).starts_with("unit"));
}

#[test]
fn who_may_work_on_the_cases_of_a_unit_is_known_before_anybody_tries() {
    let mut def = crate::definition::tests::shipped();
    let (own, other) = (def.unit_by_code("005").unwrap(), def.unit_by_code("006").unwrap());
    assert!(works_on_cases(&def, None, "005-clerk", own));
    assert!(!works_on_cases(&def, None, "005-clerk", other));
    assert!(works_on_cases(&def, None, "office", other));
    for role in def.roles.iter_mut().filter(|role| role.id == "clerk") {
        role.can.retain(|right| *right != Right::HandleCases);
    }
    assert!(!works_on_cases(&def, None, "005-clerk", own), "the file gives it to others");
    for role in &mut def.roles {
        role.can.retain(|right| *right != Right::HandleCases);
    }
    assert!(works_on_cases(&def, None, "005-clerk", own), "a right that nobody has binds nobody");
}
