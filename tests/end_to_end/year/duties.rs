//! The unit clerk's journey (practice §7.2, steps 2 to 5) from the command line: a plan that is returned, service items,
//! planting entered afterwards, promises; and what is seen of it.

use super::service_year;
use crate::program::Ended;
use crate::site::{START, Site, ZH, edit};

/// The year, seen by unit 002, which has 31 members.
fn start() -> Site {
    Site::launched(ZH, &service_year::file(), START)
}

fn clerk(year: &Site, item: &str, filled: &[&str]) -> Ended {
    year.by("002-clerk", &[&["submit", item], filled].concat())
}

fn office(year: &Site, words: &[&str]) -> Ended {
    year.by("小组办公室", words)
}

#[test]
fn a_clerk_hands_in_what_is_asked_and_is_told_at_once_what_is_missing() {
    let year = start();
    year.run_to("2014-04-10T10:00:00+08:00");
    clerk(&year, "planting/002", &["--evidence", "活动记录=1", "--evidence", "照片=2", "--on", "3月20日"])
        .with(0);
    let plan = ["--evidence", "活动方案=1", "--covers", "服务大局", "--covers", "自身建设"];
    let refused = clerk(&year, "unit-plan/002", &plan).with(3);
    assert!(refused.stderr.contains("还没有写明“队伍建设”"), "{}", refused.stderr);
    clerk(&year, "unit-plan/002", &[&plan[..], &["--covers", "队伍建设"]].concat()).with(0);
    let back = ["return", "unit-plan/002", "--reason", "事项不具体", "--failed"];
    assert!(office(&year, &[&back[..], &["求细求是"]].concat()).with(3).stderr.contains("求细求实"));
    office(&year, &[&back[..], &["求细求实"]].concat()).with(0);
    assert!(year.on(&["show", "unit-plan"]).with(0).stdout.contains("未达：求细求实"));
    clerk(&year, "service-items/002", &[]).with(3);
    assert!(
        clerk(&year, "service-items/002", &["--evidence", "服务事项=3"]).with(3).stderr.contains("最多2份")
    );
    clerk(&year, "service-items/002", &["--evidence", "服务事项=2"]).with(0);
    year.run_to("2014-05-12T10:00:00+08:00");
    let four = "带头学习提高、带头争创佳绩、带头服务群众、带头遵纪守法";
    let mut pledge = vec!["--number", "承诺党员=31"];
    pledge.extend(four.split('、').flat_map(|section| ["--covers", section]));
    assert!(clerk(&year, "member-pledge/002", &pledge).with(3).stderr.contains("带头弘扬新风正气"));
    pledge.extend(["--covers", "带头弘扬新风正气"]);
    clerk(&year, "member-pledge/002", &pledge).with(0);
    year.run_to("2014-05-20T10:00:00+08:00");
    let check = clerk(&year, "org-pledge-check.2014-q2/002", &["--kept"]).with(3);
    assert!(check.stderr.contains("org-pledge/002"), "{}", check.stderr);
    clerk(
        &year,
        "service-items-progress.2014-05/002",
        &["--evidence", "进度说明=2", "--done", "1", "--done", "2"],
    )
    .with(0);
    year.run_to("2014-07-02T10:00:00+08:00");
    let progress = year.on(&["show", "service-items-progress"]).with(0).stdout;
    assert!(
        progress.contains("办结第1、2项") && !progress.contains("service-items-progress.2014-06/002"),
        "{progress}"
    );
    assert!(progress.contains("service-items-progress.2014-06/003"));
    let pledges = year.on(&["show", "pledges"]).with(0).stdout;
    assert!(pledges.contains("002 质监站") && pledges.contains("承诺党员 31"), "{pledges}");
    year.on(&["verify", "--views"]).with(0);
}

#[test]
fn a_wrong_report_that_closed_its_item_is_returned_by_the_office_and_handed_in_again() {
    let year = start();
    year.run_to("2014-06-26T10:00:00+08:00");
    let contest = |skill: &str| {
        let numbers = ["--number", skill, "--number", "比作风成绩=88", "--number", "比业绩成绩=95"];
        let words = ["submit", "contest.2014-q2/015", "--evidence", "成绩表=1"];
        year.by("015-clerk", &[&words[..], &numbers[..]].concat())
    };
    let broken = contest("比技能成绩=9.2").with(2);
    assert!(broken.stderr.contains("whole number") || broken.stderr.contains("整数"), "{}", broken.stderr);
    contest("比技能成绩=9").with(0);
    let again = contest("比技能成绩=92").with(3);
    assert!(again.stderr.contains("muster return contest.2014-q2/015 --reason"), "{}", again.stderr);
    // Nobody but who reviews returns it.
    let back = ["return", "contest.2014-q2/015", "--reason", "比技能成绩少写一位"];
    year.by("015-clerk", &back).with(5);
    office(&year, &back).with(0);
    contest("比技能成绩=92").with(0);
    let shown = year.on(&["show", "contest/015"]).with(0).stdout;
    assert!(shown.contains("办结") && shown.contains("比技能成绩 92"), "{shown}");
    let score = year.on(&["score", "explain", "015", "--sheet", "window"]).with(0).stdout;
    assert!(score.contains("的比技能成绩 92"), "the wrong number is in no mean: {score}");
    let why = year.on(&["why", "contest.2014-q2/015"]).with(0).stdout;
    assert!(why.contains("item.returned") || why.contains("退回"), "{why}");
    year.on(&["verify", "--views"]).with(0);
}

#[test]
fn a_task_that_names_nobody_says_how_many_units_got_it() {
    let year = start();
    year.run_to("2014-05-12T10:00:00+08:00");
    let words = ["assign", "assigned", "--title", "摸底", "--due", "2014-05-30", "--as", "系统党委"];
    let said = year.on(&words).with(0).stdout;
    let shown = year.on(&["show", "assigned.1"]).with(0).stdout;
    let count = shown.lines().filter(|line| line.contains("assigned.1/")).count();
    assert!(count > 20 && said.contains(&format!("交给全体{count}个单位")), "{said}\n{shown}");
}

#[test]
fn a_task_for_the_day_whose_letter_has_gone_is_told_at_its_hour_and_why_says_which() {
    let year = Site::new(ZH);
    let file = service_year::copy_to(year.home.path()).join("service-year.yaml");
    let evening =
        "  晚:\n    发给: 联络员\n    提前: [1]\n    当日: 是\n    时刻: \"17:00\"\n    补发: 24\n  轻:  ";
    edit(&file, "    时刻: \"09:00\"\n    逾期", "    时刻: \"15:00\"\n    逾期");
    edit(&file, "  轻:  ", evening);
    let of_evening = "  tonight: {名称: 当晚要报的, 由: 系统党委, 提交: [办理情况], 提醒: 晚}\n  assigned:";
    edit(&file, "  assigned:", of_evening);
    year.begin(&file, START);
    // On the last working day of May the clerk has a letter at nine.
    year.run_to("2014-05-30T10:00:00+08:00");
    let assign = |task: &str, title: &str| {
        let day = "2014-05-30";
        year.on(&["assign", task, "--title", title, "--to", "002", "--due", day, "--as", "系统党委"]).with(0);
    };
    assign("tonight", "今晚报");
    assign("assigned", "下午报");
    let reminder = |item: &str| -> String {
        let printed = year.on(&["why", item]).with(0).stdout;
        printed
            .lines()
            .find(|line| line.contains("当天提醒"))
            .unwrap_or_else(|| panic!("{printed}"))
            .to_owned()
    };
    let before = reminder("tonight.1/002");
    assert!(before.contains("2014-05-30 17:00  当天提醒 → 002-clerk: 未结"), "{before}");
    year.run_to("2014-05-30T16:00:00+08:00");
    let message = "2014-05-30/002-clerk/at-once";
    for item in ["assigned.1/002", "tonight.1/002"] {
        // What has a later hour goes along, and its line says the hour at which it went.
        let reminder_text = reminder(item);
        assert!(reminder_text.contains("2014-05-30 15:00  当天提醒 → 002-clerk: 已发出"), "{reminder_text}");
        assert!(reminder_text.contains(&format!("[{message}]")), "{reminder_text}");
    }
    let printed = year.on(&["why", message]).with(0).stdout;
    assert!(printed.contains("应发 2014-05-30 15:00，发出 2014-05-30 15:00"), "{printed}");
    let routine = year.on(&["why", "2014-05-30/002-clerk/routine"]).with(0).stdout;
    assert!(routine.contains("应发 2014-05-30 09:00") && !routine.contains("assigned.1"), "{routine}");
}

#[test]
fn what_was_covered_is_seen_by_unit_by_tag_and_by_campaign_alongside() {
    let year = start();
    year.run_to("2014-05-20T10:00:00+08:00");
    let study = ["--evidence", "学习记录=1", "--covers", "学原文", "--covers", "城市建设"];
    clerk(&year, "study.2014-05/002", &study).with(0);
    let table = year.on(&["show", "study"]).with(0).stdout;
    assert!(table.contains("002 质监站：还没有用过 专题辅导、组织讨论、心得交流"), "{table}");
    let programmes = year.on(&["show", "programmes"]).with(0).stdout;
    assert!(programmes.contains("第二批党的群众路线教育实践活动：计入1条"), "{programmes}");
    let areas = year.on(&["show", "coverage/重点工作", "--json"]).with(0).json();
    assert_eq!(areas["rows"][0][0]["zh"], "城市建设");
    assert_eq!(areas["rows"][0][5]["zh"], "1", "{areas}");
    let coverage = year.on(&["show", "coverage"]).with(0).stdout;
    assert!(
        coverage.contains("民生工程：还没有记录") && !coverage.contains("城市建设：还没有记录"),
        "{coverage}"
    );
    year.on(&["show", "coverage/没有"]).with(1);
}
