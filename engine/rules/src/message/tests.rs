mod briefs;
mod cases;
mod news;
mod templates;
mod visits;

use muster_protocol::catalogue::Language;
use muster_protocol::command::{MessageName, StepName};
use muster_protocol::definition::{CardColour, Definition, Need};
use muster_protocol::ids::Digest;
use muster_protocol::item::{MessageKind, StepKind, VisitNews};
use muster_protocol::question::{MessageLine, OtherPost, PageLink, Reason};

use super::wording::Wording;
use super::{
    ENTRIES_MAX, FUEL, Renderer, TEXT_BYTES_MAX, environment, fit, of_period, render, sheet, template_of,
    try_templates, usual,
};
use crate::sample::{at, date, definition};

fn line(kind: StepKind, key: &str, unit: u32, due_day: &str) -> MessageLine {
    let code =
        definition().units.get(at(unit).at()).map_or_else(|| "nobody".to_owned(), |unit| unit.code.clone());
    let step = StepName { occasion: key.into(), unit: code.into(), due_version: 0, no: 0 };
    let (due_day, failed) = (date(due_day), Vec::new());
    MessageLine {
        step,
        kind,
        title: None,
        due_day,
        starts: None,
        visitor: None,
        visit: None,
        failed,
        reason: None,
        optional: false,
        other: None,
        along: Vec::new(),
        off: None,
        case: None,
    }
}

fn key(contact: &str, kind: MessageKind, day: &str) -> MessageName {
    MessageName { date: date(day), kind, contact: contact.into() }
}

fn text(def: &Definition, contact: &str, lines: &[MessageLine], day: &str) -> String {
    render(def, &key(contact, MessageKind::Routine, day), lines, date(day)).unwrap().1
}

#[test]
fn a_clerks_message_has_its_groups_in_order_and_its_sign_line() {
    let def = definition();
    let lines = [
        line(StepKind::Notice, "phase-implementation", 1, "2014-05-04"),
        line(StepKind::Before(5), "study.2014-05", 1, "2014-05-30"),
        line(StepKind::OnDay, "unit-plan", 1, "2014-05-04"),
        line(StepKind::Overdue(4), "kickoff", 1, "2014-05-02"),
    ];
    let key = key("005-clerk", MessageKind::Routine, "2014-05-04");
    let (subject, text) = render(&def, &key, &lines, date("2014-05-04")).unwrap();
    assert_eq!(subject, "基层组织服务年：5月4日提醒4项");
    assert_eq!(
        text,
        "市政处联络员：您好！今天是5月4日（周日），《基层组织服务年》有以下4项提醒。

【已逾期】
1. 动员部署：5月2日（周五）到期，已逾期2天。请交：照片≥2、服务事项1至2（编号 kickoff/005）

【今日到期】
1. 本单位活动方案：5月4日（周日）今天到期。请交：活动方案（编号 unit-plan/005）

【即将到期】
1. 全会精神学习（5月）：5月30日（周五）到期，还有26天。请交：学习记录（编号 study.2014-05/005）

【阶段通知】
1. 组织实施：5月1日（周四）至10月31日（周五），涉及本单位工作1项

请签收：2014-05-04/005-clerk/routine"
    );
}

#[test]
fn a_red_card_names_the_units() {
    let def = definition();
    let red = StepKind::Card(CardColour::Red, 5);
    let lines = [line(red, "unit-plan", 1, "2014-04-25"), line(red, "unit-plan", 0, "2014-04-25")];
    let key = key("leader-1", MessageKind::Red, "2014-05-05");
    let (subject, text) = render(&def, &key, &lines, date("2014-05-05")).unwrap();
    assert_eq!(subject, "基层组织服务年：5月5日红色督办单2项");
    assert_eq!(
        text,
        "【红色督办单】副局长乙：您好！截至5月5日（周一），《基层组织服务年》有以下2项逾期未办，请督促责任单位抓紧办理。

1. 本单位活动方案【园林处】：4月25日（周五）到期，已逾期10天。应交：活动方案（编号 unit-plan/004）
2. 本单位活动方案【市政处】：4月25日（周五）到期，已逾期10天。应交：活动方案（编号 unit-plan/005）

请签收：2014-05-05/leader-1/red"
    );
}

#[test]
fn a_task_is_told_by_what_is_to_be_done() {
    let def = definition();
    let title = Some("国庆节前安全检查".to_owned());
    let lines = [MessageLine { title, ..line(StepKind::Before(1), "unit-plan.1", 1, "2014-09-28") }];
    let text = text(&def, "005-clerk", &lines, "2014-09-26");
    assert!(text.contains("1. 国庆节前安全检查（本单位活动方案）：9月28日（周日）到期"), "{text}");
}

#[test]
fn visits_always_name_their_place() {
    let def = definition();
    let lines = [
        line(StepKind::VisitAhead(3), "contact-points.2014-q2", 4, "2014-05-07"),
        line(StepKind::VisitUnrecorded(3), "contact-points.2014-q2", 5, "2014-04-28"),
    ];
    let text = text(&def, "leader-1", &lines, "2014-05-04");
    assert!(text.contains(
        "【走访】
1. 党建工作联系点（第2季度）【梧桐社区】：4月28日（周一）走访，已过6天，请补走访记录（编号 contact-points.2014-q2/V04）
2. 党建工作联系点（第2季度）【柳湾村】：5月7日（周三）走访，还有3天（编号 contact-points.2014-q2/V03）
"
    ), "{text}");
}

#[test]
fn a_visit_that_was_missed_is_overdue_by_its_programmes_name() {
    let def = definition();
    let missed = [line(StepKind::Overdue(2), "contact-points.2014-q2", 4, "2014-06-30")];
    let text = text(&def, "leader-1", &missed, "2014-07-02");
    let want = "【已逾期】
1. 党建工作联系点（第2季度）【柳湾村】：6月30日（周一）到期，已逾期2天。请交：走访记录（编号 contact-points.2014-q2/V03）";
    assert!(text.contains(want), "{text}");
}

#[test]
fn heads_see_the_unit_and_clerks_do_not() {
    let def = definition();
    let yellow = [line(StepKind::Card(CardColour::Yellow, 1), "unit-plan", 1, "2014-04-25")];
    let head = text(&def, "005-head", &yellow, "2014-04-28");
    assert!(
        head.contains("【督办（黄）】\n1. 本单位活动方案【市政处】：4月25日（周五）到期，已逾期3天"),
        "{head}"
    );
    assert!(!text(&def, "005-clerk", &yellow, "2014-04-28").contains("【市政处】"));
}

#[test]
fn a_blue_card_says_that_nobody_has_signed() {
    let def = definition();
    let blue = [line(StepKind::Card(CardColour::Blue, 1), "unit-plan", 1, "2014-04-25")];
    let head = text(&def, "005-head", &blue, "2014-04-24");
    let said = "【督办（蓝）】\n1. 本单位活动方案【市政处】：4月25日（周五）到期，还有1天，提醒尚未签收。";
    assert!(head.contains(said), "{head}");
}

#[test]
fn that_a_card_is_lifted_names_what_it_was_given_for_and_asks_for_nothing() {
    let mut def = definition();
    let lines = [
        line(StepKind::Lifted(CardColour::Red), "unit-plan", 1, "2014-04-25"),
        line(StepKind::Card(CardColour::Yellow, 1), "kickoff", 1, "2014-05-05"),
    ];
    let head = text(&def, "005-head", &lines, "2014-05-06");
    let lifted =
        "【督办解除】\n1. 本单位活动方案【市政处】：红色督办单已解除，不必再催办（编号 unit-plan/005）";
    assert!(head.contains(lifted) && head.find("【督办（黄）】") < head.find(lifted), "{head}");
    def.templates = usual(Language::En);
    let head = text(&def, "005-head", &lines[..1], "2014-05-06");
    let lifted = "Cards lifted\n1. 本单位活动方案 [市政处]: the red card is lifted, nothing is late here any more (unit-plan/005)";
    assert!(head.contains(lifted), "{head}");
}

#[test]
fn most_late_comes_first_and_an_item_is_reported_once() {
    let def = definition();
    let lines = [
        line(StepKind::Overdue(4), "unit-plan", 1, "2014-04-25"),
        line(StepKind::Overdue(2), "unit-plan", 1, "2014-04-25"),
        line(StepKind::Overdue(6), "kickoff", 1, "2014-04-18"),
    ];
    let text = text(&def, "005-clerk", &lines, "2014-05-04");
    assert!(text.contains("有以下2项提醒"), "{text}");
    assert!(text.find("kickoff/005") < text.find("unit-plan/005"), "{text}");
}

#[test]
fn row_37_distances_are_of_the_day_on_which_it_is_sent_and_not_of_the_plan() {
    let def = definition();
    let planned_ahead = [line(StepKind::Before(1), "unit-plan", 1, "2014-04-25")];
    assert!(text(&def, "005-clerk", &planned_ahead, "2014-04-24").contains("【即将到期】"));
    assert!(text(&def, "005-clerk", &planned_ahead, "2014-04-25").contains("今天到期"));
    assert!(text(&def, "005-clerk", &planned_ahead, "2014-04-26").contains("已逾期1天"));
}

#[test]
fn a_long_message_is_cut_at_an_entry_and_says_so() {
    let def = definition();
    for count in [400, ENTRIES_MAX + 50] {
        let lines: Vec<_> =
            (0..count).map(|at| line(StepKind::OnDay, &format!("other-{at:04}"), 1, "2014-04-25")).collect();
        let text = text(&def, "005-head", &lines, "2014-04-25");
        assert!(text.len() <= TEXT_BYTES_MAX && text.len() > TEXT_BYTES_MAX - 200, "{}", text.len());
        let shown = text.lines().filter(|line| line.contains("（编号 other-")).count();
        assert!(text.contains(&format!("\n……另有{}项\n", count - shown)), "{text}");
        assert!(text.ends_with("请签收：2014-04-25/005-head/routine"));
    }
}

#[test]
fn a_template_that_does_not_know_of_omissions_gets_the_line_all_the_same() {
    let mut def = definition();
    def.templates.routine =
        "{% for 组 in 分组 %}{% for 项 in 组.事项 %}{{ 项.编号 }} {% endfor %}{% endfor %}".to_owned();
    let lines: Vec<_> =
        (0..ENTRIES_MAX + 7).map(|at| line(StepKind::OnDay, &format!("d{at}"), 1, "2014-04-25")).collect();
    assert!(text(&def, "005-head", &lines, "2014-04-25").ends_with("\n……另有7项"));
}

#[test]
fn the_default_templates_pass_their_trial_far_below_the_fuel() {
    let def = definition();
    assert_eq!(try_templates(&def), Ok(()));
    let mut environment = environment(&def.templates).unwrap();
    environment.set_fuel(Some(FUEL / 4));
    for kind in [MessageKind::Routine, MessageKind::Red, MessageKind::News(1)] {
        let (head, entries) = sheet::sample(&def, kind, ENTRIES_MAX);
        assert!(fit(&environment, template_of(kind), &head, &entries).is_ok());
    }
}

#[test]
fn one_renderer_serves_many_messages() {
    let def = definition();
    let renderer = Renderer::new(&def.templates).unwrap();
    let lines = [line(StepKind::OnDay, "unit-plan", 1, "2014-04-25")];
    for contact in ["005-clerk", "005-head"] {
        let key = key(contact, MessageKind::Routine, "2014-04-25");
        let today = date("2014-04-25");
        assert_eq!(renderer.render(&def, &key, &lines, (today, None)), render(&def, &key, &lines, today));
    }
}

#[test]
fn bad_templates_say_which_where_and_what() {
    let trial = |routine: &str| {
        let mut def = definition();
        def.templates.routine = routine.to_owned();
        try_templates(&def).unwrap_err()
    };
    let unknown = trial("你好\n{{ 姓名 }}");
    assert_eq!((unknown.template, unknown.line), ("routine", Some(2)));
    assert!(unknown.what.contains("undefined"), "{unknown}");
    let broken = trial("{{ 岗位");
    assert!(broken.what.contains("syntax"), "{broken}");
    let endless = trial("{% for a in range(9999) %}{% for b in range(9999) %}.{% endfor %}{% endfor %}");
    assert!(endless.what.contains("fuel"), "{endless}");
    assert!(trial("  \n ").what.contains("empty"));
    assert!(trial(&"长".repeat(TEXT_BYTES_MAX / 3 + 1)).what.contains("even without entries"));
    assert!(!trial("{{ 'x' * 99999999 }}").what.is_empty());
    let mut def = definition();
    def.templates.red = "{{ 分组.名称 }}".to_owned();
    assert_eq!(try_templates(&def).unwrap_err().template, "red");
}

#[test]
fn every_documented_name_exists() {
    let mut def = definition();
    let mut template = "{{ 活动 }}{{ 岗位 }}{{ 日期 }}{{ 总数 }}{{ 另有 }}{{ 签收 }}".to_owned();
    template.push_str("{% for 组 in 分组 %}{{ 组.名称 }}{% for 项 in 组.事项 %}");
    for name in ["名称", "单位", "到期", "相对", "说明", "要交", "要点", "理由", "编号"] {
        template.push_str(&format!("{{{{ 项.{name} }}}}"));
    }
    template.push_str("{% endfor %}{% endfor %}");
    def.templates.routine = template;
    assert_eq!(try_templates(&def), Ok(()));
}

#[test]
fn names_that_the_definition_does_not_know_are_shown_as_they_are() {
    let def = definition();
    let lines = [
        line(StepKind::Notice, "phase-unheard", 99, "2014-04-25"),
        line(StepKind::VisitAhead(1), "unheard.2014-q9", 99, "2014-04-25"),
        line(StepKind::OnDay, "unheard.x", 99, "2014-04-25"),
    ];
    let key = key("999-clerk", MessageKind::Routine, "2014-04-25");
    let text = render(&def, &key, &lines, date("2014-04-25")).unwrap().1;
    assert!(text.contains("unheard.x") && text.contains("phase-unheard"), "{text}");
}

#[test]
fn an_occasion_is_called_with_its_period_and_a_task_without_its_number() {
    let called = |key| of_period(Language::Zh, "手卫生月报", key, 2026);
    assert_eq!(called("monthly.2026-11"), "手卫生月报（11月）");
    assert_eq!(called("monthly.2027-01"), "手卫生月报（2027年1月）");
    assert_eq!(called("monthly.2026-q4"), "手卫生月报（第4季度）");
    assert_eq!([called("summary"), called("rectify.1")], ["手卫生月报", "手卫生月报"]);
    assert_eq!(of_period(Language::En, "Report", "monthly.2026-11", 2026), "Report (November)");
}

#[test]
fn periods_and_needs_are_worded() {
    let words = Wording(Language::Zh);
    assert_eq!(words.period("2014-05", 2014), "5月");
    assert_eq!(words.period("2014-q4", 2014), "第4季度");
    assert_eq!(words.period("2015-h1", 2014), "2015年上半年");
    assert_eq!(words.period("odd", 2014), "odd");
    let need = |at_least, at_most| Need { name: "稿".to_owned(), at_least, at_most };
    let all = [need(1, None), need(3, None), need(2, Some(2)), need(1, Some(2))];
    assert_eq!(words.needs(&all), "稿、稿≥3、稿2、稿1至2");
    assert_eq!(words.day(date("2015-01-05"), 2014), "2015年1月5日（周一）");
    let words = Wording(Language::En);
    let said = ["2014-05", "2014-q4", "2015-h1", "odd", "2014-77"].map(|period| words.period(period, 2014));
    assert_eq!(said, ["May", "fourth quarter", "first half 2015", "odd", "2014-77"]);
    assert_eq!(words.needs(&all), "稿, 稿 ≥3, 稿 2, 稿 1 to 2");
    assert_eq!(words.day(date("2015-01-05"), 2014), "Mon 5 January 2015");
}

/// What was returned, with the clerk's points and the reviewer's reason.
fn returned(unit: u32) -> MessageLine {
    let failed = vec!["目标明确".to_owned(), "时间安排".to_owned()];
    let text = Some("重点只有\n一句话\u{7}，请写具体。".to_owned());
    let reason = Some(Reason { digest: Digest::of(b"reason"), text });
    MessageLine { failed, reason, ..line(StepKind::Returned, "unit-plan", unit, "2014-04-30") }
}

#[test]
fn a_return_says_what_was_wrong_why_and_until_when() {
    let def = definition();
    let (key, today) = (key("005-clerk", MessageKind::News(1), "2014-04-25"), date("2014-04-25"));
    let (subject, text) = render(&def, &key, &[returned(1)], today).unwrap();
    assert_eq!(subject, "基层组织服务年：已退回：本单位活动方案");
    assert_eq!(
        text,
        "市政处联络员：您好！《基层组织服务年》有1项新情况，请留意。

【已退回】
1. 本单位活动方案：已退回；不合格的要点：目标明确、时间安排；理由：重点只有 一句话 ，请写具体。\
请于4月30日（周三）前重新报送，还有5天。请交：活动方案（编号 unit-plan/005）

请签收：2014-04-25/005-clerk/news-1"
    );
    assert_eq!(format!("{:?}", returned(1)).matches("一句话").count(), 0, "a reason slips into no log line");
}

#[test]
fn news_of_several_kinds_stand_in_one_letter_where_they_come_at_once() {
    let def = definition();
    let key = key("005-clerk", MessageKind::News(2), "2014-04-25");
    let title = Some("防汛检查".to_owned());
    let given = MessageLine { title, ..line(StepKind::Given, "kickoff.1", 1, "2014-04-29") };
    let (subject, text) = render(&def, &key, &[given, returned(1)], date("2014-04-25")).unwrap();
    assert_eq!(subject, "基层组织服务年：4月25日新情况2项");
    let task = "【新交办】\n1. 防汛检查（动员部署）：4月29日（周二）到期，还有4天。请交：";
    assert!(text.contains(task) && text.find("【已退回】") < text.find(task), "{text}");
}

#[test]
fn a_person_is_written_to_in_their_own_language_whatever_the_file_says() {
    let mut def = definition();
    let routine = |contact: &str| key(contact, MessageKind::Routine, "2014-04-25");
    let lines = [line(StepKind::OnDay, "unit-plan", 1, "2014-04-25")];
    let mine = |def: &Definition, contact: &str| {
        Renderer::new(&def.templates).unwrap().render(
            def,
            &routine(contact),
            &lines,
            (date("2014-04-25"), None),
        )
    };
    let chinese = mine(&def, "005-clerk").unwrap();
    let other = def.contacts.iter().find(|it| it.id != "005-clerk").unwrap().id.clone();
    let before = mine(&def, &other).unwrap();
    def.contacts.iter_mut().find(|it| it.id == "005-clerk").unwrap().language = Some(Language::En);
    let (subject, text) = mine(&def, "005-clerk").unwrap();
    assert_eq!(subject, "基层组织服务年: 1 reminder, Fri 25 April");
    assert!(text.starts_with("To: 市政处联络员\nIt is Fri 25 April; "), "{text}");
    assert!(text.contains("due Fri 25 April, today. To hand in: 活动方案"), "{text}");
    assert_eq!(mine(&def, &other).unwrap(), before, "nobody else's letter changes");
    // The committee's own wording is of the file's language; who reads another has the usual one.
    def.templates.routine = "各位：{{ 总数 }}项。".to_owned();
    assert_eq!(mine(&def, "005-clerk").unwrap().1, text);
    def.contacts.iter_mut().find(|it| it.id == "005-clerk").unwrap().language = Some(Language::Zh);
    assert!(mine(&def, "005-clerk").unwrap().1.starts_with("各位：1项。"));
    def.templates = usual(Language::En);
    assert_eq!(mine(&def, "005-clerk").unwrap(), chinese);
}

#[test]
fn letters_are_english_where_the_file_says_so() {
    let mut def = definition();
    def.templates = usual(Language::En);
    assert_eq!(try_templates(&def), Ok(()));
    let news = key("005-clerk", MessageKind::News(1), "2014-04-25");
    let (subject, text) = render(&def, &news, &[returned(1)], date("2014-04-25")).unwrap();
    assert_eq!(subject, "基层组织服务年: Returned: 本单位活动方案");
    assert!(
        text.contains(
            "1. 本单位活动方案: returned; not met: 目标明确, 时间安排; reason: 重点只有 一句话 ，请写具体; \
             please hand it in again by Wed 30 April, in 5 days. To hand in: 活动方案 (unit-plan/005)"
        ),
        "{text}"
    );
    let routine = key("005-clerk", MessageKind::Routine, "2014-04-25");
    let lines = [line(StepKind::OnDay, "unit-plan", 1, "2014-04-25")];
    let (subject, text) = render(&def, &routine, &lines, date("2014-04-25")).unwrap();
    assert_eq!(subject, "基层组织服务年: 1 reminder, Fri 25 April");
    assert_eq!(
        text,
        "To: 市政处联络员
It is Fri 25 April; 基层组织服务年 has 1 reminder for you.

Due today
1. 本单位活动方案: due Fri 25 April, today. To hand in: 活动方案 (unit-plan/005)

To confirm that you have read this: 2014-04-25/005-clerk/routine"
    );
    let visit = [line(StepKind::VisitNews(VisitNews::Moved), "contact-points.2014-q2", 4, "2014-05-07")];
    let text = render(&def, &news, &visit, date("2014-05-04")).unwrap().1;
    assert!(
        text.contains("Visits\n1. 党建工作联系点 (second quarter) [柳湾村]: moved to Wed 7 May"),
        "{text}"
    );
}

#[test]
fn a_visit_is_announced_with_its_hour() {
    let def = definition();
    let mut line = line(StepKind::VisitAhead(3), "contact-points.2014-q2", 1, "2014-05-30");
    line.starts = Some(muster_protocol::time::TimeOfDay(9 * 60 + 30));
    let key = key("005-clerk", MessageKind::Routine, "2014-05-27");
    let (_, text) = render(&def, &key, &[line], date("2014-05-27")).unwrap();
    assert!(text.contains("5月30日（周五）09:30走访，还有3天"), "{text}");
}

#[test]
fn a_letter_of_which_one_may_opt_out_says_so_and_where() {
    let def = definition();
    let renderer = Renderer::new(&def.templates).unwrap();
    let (key, today) = (key("005-clerk", MessageKind::Routine, "2014-04-25"), date("2014-04-25"));
    let link = PageLink("https://muster.example/p/0123456789".to_owned());
    let text = |optional: bool, link: Option<&PageLink>| {
        let lines = [MessageLine { optional, ..line(StepKind::OnDay, "unit-plan", 1, "2014-04-25") }];
        renderer.render(&def, &key, &lines, (today, link)).unwrap().1
    };
    let said = text(true, Some(&link));
    assert!(
        said.ends_with("\n点开办理、签收，也可以退订这类提醒：https://muster.example/p/0123456789"),
        "{said}"
    );
    assert_eq!(said.matches("https://").count(), 1, "{said}");
    assert!(!text(false, Some(&link)).contains("退订"), "what must come says nothing of it");
    assert!(!text(true, None).contains("退订"), "there is no page on which to do it");
}

#[test]
fn a_letter_to_who_holds_two_posts_names_both_and_leads_to_both_pages() {
    let def = definition();
    let renderer = Renderer::new(&def.templates).unwrap();
    let unit = &def.units[at(2).at()];
    let id = format!("{}-clerk", unit.code.to_lowercase());
    let post = def.contacts[def.contact_by_id(&id).unwrap().at()].post.as_str();
    let page = |token: &str| PageLink(format!("https://muster.example/p/{token}"));
    let (own, theirs) = (page("0123456789"), page("9876543210"));
    let other = Some(OtherPost { contact: id.as_str().into(), link: Some(theirs.clone()) });
    let line = |unit| line(StepKind::OnDay, "unit-plan", unit, "2014-04-25");
    let lines = [line(1), MessageLine { other, ..line(2) }];
    let key = key("005-clerk", MessageKind::Routine, "2014-04-25");
    let text = renderer.render(&def, &key, &lines, (date("2014-04-25"), Some(&own))).unwrap().1;
    assert!(text.starts_with(&format!("市政处联络员、{post}：您好！")), "{text}");
    assert!(text.contains(&format!("【{}】", unit.short)), "{text}");
    let ends = format!("\n\n{post}的事项，点开办理：{}\n\n点开办理、签收：{}", theirs.0, own.0);
    assert!(text.ends_with(&ends), "{text}");
}
