//! 交办: tasks that are given out in the middle of a campaign (S62, journey 7.1 step 6).

use muster_protocol::command::Assign;
use muster_protocol::ids::DutyIx;
use muster_protocol::item::PlannedStep;
use muster_protocol::time::TimeOfDay;

use super::super::sample::date;
use super::super::{ItemState, Occasion};
use super::*;
use crate::definition::compile;
use crate::definition::tests::{MAIN, service_year, shipped};

pub(super) fn task(title: &str, to: &[&str], due_day: &str) -> Command {
    let to = to.iter().map(|name| (*name).to_owned()).collect();
    Command::Assign(Assign {
        task: "assigned".to_owned(),
        title: title.to_owned(),
        to,
        due_day: date(due_day),
    })
}

const SIX: [&str; 6] = ["002", "003", "005", "009", "101", "109"];

impl World {
    pub(super) fn refused(&mut self, when: &str, command: &Command) -> Refusal {
        self.pass(when);
        decided(&self.def, &self.state, at(when), command).unwrap_err()
    }

    pub(super) fn occasion(&self, key: &str) -> &Occasion {
        self.state.occasion_by_key(key).unwrap().1
    }

    pub(super) fn state_in(&self, key: &str, unit: &str) -> ItemState {
        self.occasion(key).item(self.def.unit_by_code(unit).unwrap()).state()
    }
}

fn days(steps: &[PlannedStep]) -> Vec<String> {
    let zone = muster_rules::zone::Zone::load("Asia/Shanghai").unwrap();
    steps.iter().map(|step| zone.rfc3339(step.at)[5..16].replace('T', " ")).collect()
}

#[test]
fn s62_a_task_for_six_units_falls_due_on_a_made_up_sunday_and_is_reminded() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00").sent_until("2014-09-22 10:00");
    world.take();
    // Three working days before National Day: 9/30, 9/29 and Sunday 9/28, on which people work.
    world.submit("2014-09-22 10:00", &task("国庆节前安全检查", &SIX, "2014-09-28")).unwrap();
    let occasion = world.occasion("assigned.1");
    assert_eq!(occasion.units().count(), 6);
    assert_eq!((occasion.planned_due_day(), occasion.is_open()), (date("2014-09-28"), true));
    // Five working days before was before it was given out.
    assert_eq!(days(&occasion.plan().steps), ["09-22 10:00", "09-26 09:00", "09-28 09:00"]);
    world.submit("2014-09-23 10:00", &pieces("assigned.1/002", "办理情况", 1)).unwrap();
    world.pass_sending("2014-09-29 00:00");
    let events = world.of("message.due");
    assert!(events.starts_with("09-22 10:00 message.due 002-clerk news-1 1, 003-clerk news-1 1"), "{events}");
    assert_eq!(world.state_in("assigned.1", "002"), ItemState::Closed);
    assert_eq!(world.state_in("assigned.1", "004"), ItemState::None);
    assert!(world.occasion("assigned.1").item(world.def.unit_by_code("003").unwrap()).late());
}

#[test]
fn a_task_for_the_same_day_is_told_on_it_whatever_was_sent_before() {
    let mut def = shipped();
    let DutyIx(duty) = def.assignable[0].duty;
    let policy = def.duties[usize::from(duty)].policy.unwrap();
    def.policies[policy.at()].hour = TimeOfDay(15 * 60);
    let mut world = World::of_definition(def, "2014-04-01 00:00");
    // On the last working day of May the clerks are written to in the morning.
    world.pass_sending("2014-05-30 10:00");
    world.take();
    world.submit("2014-05-30 10:00", &task("今天报", &["002", "003"], "2014-05-30")).unwrap();
    let foreseen = super::foreseen::foreseen(&world.def, &world.state, at("2014-05-30 10:00"));
    let reminder = "2014-05-30T15:00 assigned.1/002 OnDay to 002-clerk";
    assert!(foreseen.contains(reminder), "{foreseen:?}");
    world.pass_sending("2014-05-30 15:00");
    let events = world.of("message.due");
    let apart = [
        "05-30 10:00 message.due 002-clerk news-1 1, 003-clerk news-1 1",
        "05-30 15:00 message.due 002-clerk at-once 1, 003-clerk at-once 1,",
    ];
    assert!(apart.iter().zip(events.lines()).all(|(apart, line)| line.starts_with(apart)), "{events}");
    let sign = |kind: &str| Command::Sign(format!("2014-05-30/002-clerk/{kind}").parse().unwrap());
    world.submit("2014-05-30 16:00", &sign("at-once")).unwrap();
    world.submit("2014-05-30 16:00", &sign("routine")).unwrap();
    assert_eq!(world.of("message.signed").lines().count(), 2, "each by its own name");
    // One more such message a day is enough: what comes up behind it, too, ends.
    world.take();
    world.def.policies[policy.at()].hour = TimeOfDay(17 * 60);
    world.submit("2014-05-30 16:00", &task("再报一次", &["002"], "2014-05-30")).unwrap();
    world.pass_sending("2014-05-30 18:00");
    assert!(world.take().contains("05-30 17:00 step.skipped 1 Crossed"), "a second one the same day");
}

#[test]
fn what_does_not_wait_goes_in_one_message_at_the_earliest_of_its_hours() {
    let mut def = shipped();
    let DutyIx(duty) = def.assignable[0].duty;
    let policy = def.duties[usize::from(duty)].policy.unwrap();
    def.policies[policy.at()].hour = TimeOfDay(17 * 60);
    let mut world = World::of_definition(def, "2014-04-01 00:00").sent_until("2014-05-30 10:00").afresh();
    world.submit("2014-05-30 10:00", &task("晚上报", &["002"], "2014-05-30")).unwrap();
    world.def.policies[policy.at()].hour = TimeOfDay(15 * 60);
    world.submit("2014-05-30 11:00", &task("下午报", &["002"], "2014-05-30")).unwrap();
    world.pass_sending("2014-05-30 14:59");
    let news = "05-30 10:00 message.due 002-clerk news-1 1\n05-30 11:00 message.due 002-clerk news-2 1\n";
    assert_eq!(world.of("message.due"), news, "the news at once, the rest not before its hour");
    world.take();
    world.pass_sending("2014-05-30 23:00");
    let events: Vec<String> = world.of("message.due").lines().map(str::to_owned).collect();
    assert!(events[0].starts_with("05-30 15:00 message.due 002-clerk at-once 2"), "{events:?}");
    assert!(!events.iter().skip(1).any(|line| line.contains("002-clerk")), "{events:?}");
}

#[test]
fn tasks_have_numbers_and_nobody_named_is_everybody() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    world.submit("2014-05-12 10:00", &task("防汛检查", &[], "2014-06-16")).unwrap();
    world.submit("2014-05-12 10:00", &task("窗口检查", &["窗口单位"], "2014-06-16")).unwrap();
    world.submit("2014-05-12 10:00", &task("再查一次", &["003", "005", "003"], "2014-06-16")).unwrap();
    let count = |world: &World, key: &str| world.occasion(key).units().count();
    let counts = ["assigned.1", "assigned.2", "assigned.3"].map(|key| count(&world, key));
    assert_eq!(counts, [26, 7, 2]);
    assert!(world.occasion("assigned.1").plan().given.as_ref().unwrap().units.is_empty());
    // 109 joins on 6/1: it gets what everybody got and is not late yet, and nothing that was given to others.
    world.pass_sending("2014-06-02 00:00");
    assert_eq!(world.state_in("assigned.1", "109"), ItemState::Open);
    let nothing = ["assigned.2", "assigned.3"].map(|key| world.state_in(key, "109"));
    assert_eq!(nothing, [ItemState::None; 2]);
}

#[test]
fn a_merged_units_task_passes_on() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    world.submit("2014-08-20 10:00", &task("迎检准备", &["010", "003"], "2014-09-10")).unwrap();
    world.pass_sending("2014-09-02 00:00");
    let states = ["010", "009", "003"].map(|unit| world.state_in("assigned.1", unit));
    assert_eq!(states, [ItemState::PassedOn, ItemState::Open, ItemState::Open]);
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    let mut refusals = String::new();
    let long = "长".repeat(81);
    for command in [
        task("", &["003"], "2014-05-20"),
        task("一行\n两行", &["003"], "2014-05-20"),
        task(&long, &["003"], "2014-05-20"),
        task("检查", &["3"], "2014-05-20"),
        task("检查", &["窗口单味"], "2014-05-20"),
        task("检查", &["109"], "2014-05-20"),
        task("检查", &["V03"], "2014-05-20"),
        task("检查", &["003"], "2014-05-11"),
        task("检查", &["003"], "2014-10-01"),
        task("检查", &["003"], "2015-01-04"),
    ] {
        let refusal = world.refused("2014-05-12 10:00", &command);
        writeln!(refusals, "{:?} {} | {}", refusal.code, refusal.detail.zh, refusal.detail.en).unwrap();
    }
    let unknown = Assign {
        task: "asigned".to_owned(),
        title: "检查".to_owned(),
        to: Vec::new(),
        due_day: date("2014-05-20"),
    };
    let refusal = world.refused("2014-05-12 10:00", &Command::Assign(unknown));
    assert_eq!(refusal.instead.as_deref(), Some("assigned"));
    insta::assert_snapshot!(refusals, @r"
    Incomplete 请写明要办的事 | say what is to be done
    Incomplete 标题里有换行或看不见的字符，请重新写成一行 | the title holds a new line or characters that nobody sees: write it again in one line
    TooLarge 标题有243字节，最多240字节（约80个汉字），请写短些 | the title has 243 bytes, at most 240: it is a line of a message
    UnknownName 现在没有单位或人群“3” | there is no unit or audience “3” now
    UnknownName 现在没有单位或人群“窗口单味” | there is no unit or audience “窗口单味” now
    WrongState 109 和居物业现在不在活动里 | 109 does not take part now
    WrongState V03 柳湾村不属于“全部单位”，这类任务不能交办给它 | V03 is not among 全部单位, to whom such tasks are given
    WrongDay 2014-05-11已经过去（今天是2014-05-12），请写今天或以后的日期 | 2014-05-11 is over (today is 2014-05-12): give a day from today on
    WrongDay 2014-10-01是休息日，请改成工作日，如2014-09-30或2014-10-08 | 2014-10-01 is a rest day: give a working day, such as 2014-09-30 or 2014-10-08
    WrongDay 活动到2014-12-31结束，早于2015-01-04，请写更早的日期 | the campaign ends on 2014-12-31, before 2015-01-04: give an earlier day
    ");
}

#[test]
fn a_task_that_is_heard_of_behind_its_due_day_is_not_given_out() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    let today = task("今天报", &["002"], "2014-05-12");
    for evening in ["2014-05-12 18:00", "2014-05-12 23:59"] {
        let refusal = world.refused(evening, &today);
        assert_eq!(refusal.code, RefusalCode::WrongDay);
        assert_eq!(
            refusal.detail.zh,
            "现在布置，单位要到2014-05-13才接到通知，晚于截止的2014-05-12；请写2014-05-13或以后的日期"
        );
    }
    world.submit("2014-05-12 23:59", &task("明天报", &["002"], "2014-05-13")).unwrap();
}

/// The shipped file with a duty more before the others, so that all numbers are others; and without kinds of tasks.
fn changed(keep_tasks: bool) -> Definition {
    let mut files = service_year();
    let text = String::from_utf8(files.files[MAIN].clone()).unwrap();
    let extra = "  extra:\n    名称: 附加\n    依据: [S62]\n    阶段: mobilization\n    人群: 全部单位\n    时间: 4月21日\n    提交: [材料]\n\n  kickoff:";
    let mut text = text.replacen("  kickoff:", extra, 1);
    if !keep_tasks {
        let (head, rest) = text.split_once("\n交办:").unwrap();
        text = format!("{head}\n# 四{}", rest.split_once("# 四").unwrap().1);
        // What an inspection finds would have no task by which it is put right.
        let within = "    整改期限: 5个工作日";
        assert!(text.contains(within));
        text = text.replacen(within, "    #", 1);
    }
    files.files.insert(MAIN.to_owned(), text.into_bytes());
    let compiled = compile(&files);
    compiled.definition.unwrap_or_else(|| panic!("{:?}", compiled.findings))
}

#[test]
fn no_amendment_moves_or_takes_back_what_was_given_out() {
    let mut world = World::of_definition(shipped(), "2014-04-01 00:00");
    world.submit("2014-05-12 10:00", &task("防汛检查", &["003", "005"], "2014-05-20")).unwrap();
    let before = world.occasion("assigned.1").plan().clone();
    world.amend("2014-05-13 10:00", |def| *def = changed(true));
    assert_eq!(world.occasion("assigned.1").plan(), &before);
    world.submit("2014-05-13 10:00", &task("再来一项", &["002"], "2014-05-20")).unwrap();
    world.amend("2014-05-14 10:00", |def| *def = changed(false));
    assert_eq!(world.occasion("assigned.1").plan(), &before);
    let refusal = world.refused("2014-05-14 10:00", &task("还有一项", &["003"], "2014-05-20"));
    assert_eq!(refusal.code, RefusalCode::WrongState, "{refusal:?}");
    world.pass_sending("2014-05-21 00:00");
    let events = world.take();
    assert!(events.contains("05-21 00:00 item.late 2 of assigned.1"), "{events}");
    // It is there again, and goes on counting.
    world.amend("2014-05-22 10:00", |def| *def = changed(true));
    world.submit("2014-05-22 10:00", &task("第三项", &["003"], "2014-05-30")).unwrap();
    assert!(world.occasion("assigned.3").is_open());
}
