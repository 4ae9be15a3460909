//! What the file says of visits: who else may make them, who comes along, when places receive them.

use muster_protocol::definition::{Busy, DayIn, Opening, Pattern, Period, Scorer, Term};
use muster_protocol::ids::{ContactIx, ProgrammeIx, RoleIx, UnitIx};
use muster_protocol::time::{Date, TimeOfDay};
use muster_rules::audience;
use muster_rules::calendar;
use muster_rules::visit;
use muster_rules::visit::hours::Hours;

use super::judging::{agree, list, with};
use super::{MAIN, code, edited, printed, replaced};
use crate::definition::{Files, Severity, compile, needs};

/// The shipped campaign whose contact points have one line more.
fn contact_points(line: &str) -> Files {
    with(MAIN, "    时间: 全程  ", &format!("    {line}\n    时间: 全程  "))
}

/// Errors and warnings: their codes with what they say in English.
fn severe(files: &Files) -> Vec<(&'static str, String)> {
    let findings = compile(files).findings.into_iter();
    let severe = findings.filter(|finding| finding.severity != Severity::Note);
    severe.map(|finding| (finding.code, finding.sentence.en.clone())).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn visiting_hours_are_of_a_place_and_of_the_rest_only_where_it_says_so() {
    let files = contact_points(
        "接待: [{地点: {单位: [V03]}, 星期: 周一至周三, 止: \"12:00\"}, {地点: {单位: [V03]}, 星期: [周五]}, \
         {不接待: [6月10日, 6月16日至6月18日]}]",
    );
    assert!(severe(&files).is_empty(), "{:?}", severe(&files));
    let def = compile(&files).definition.unwrap();
    let programme = &def.visits[0];
    let open: Vec<Option<&Opening>> =
        programme.visiting_hours.iter().map(|hours| hours.open.as_ref()).collect();
    let mornings = Opening { weekdays: vec![0, 1, 2], from: Busy::DAY_BEGINS, until: TimeOfDay(12 * 60) };
    let fridays = Opening { weekdays: vec![4], from: Busy::DAY_BEGINS, until: Busy::DAY_ENDS };
    assert_eq!(open, [Some(&mornings), Some(&fridays), None]);
    let unit =
        |code: &str| UnitIx(u32::try_from(def.units.iter().position(|it| it.code == code).unwrap()).unwrap());
    assert_eq!(audience::members(&def, programme.visiting_hours[0].places), [unit("V03")]);
    assert_eq!(programme.visiting_hours[2].places, programme.places, "without places it is for all of them");
    let (own, other) = (Hours::of(&def, programme, unit("V03")), Hours::of(&def, programme, unit("V04")));
    let [morning, afternoon] = [TimeOfDay(9 * 60), TimeOfDay(14 * 60 + 30)];
    assert_eq!([0, 2, 3, 4].map(|weekday| own.is_open(weekday, morning)), [true, true, false, true]);
    assert_eq!([0, 2, 3, 4].map(|weekday| own.is_open(weekday, afternoon)), [false, false, false, true]);
    assert!((0..7).all(|weekday| other.is_open(weekday, afternoon)), "who says nothing is open");
    let closed = ["2014-06-10", "2014-06-15", "2014-06-16", "2014-06-18", "2014-06-19"];
    assert_eq!(closed.map(|date| other.is_closed(day(date))), [true, false, true, true, false]);
}

#[test]
fn hours_that_name_a_place_hold_for_it_instead_of_those_that_are_for_all() {
    let files = contact_points(
        "接待: [{星期: 周一至周四, 起: \"09:00\", 止: \"17:00\"}, {地点: {单位: [V03, V05]}, 星期: [周二, 周四], 止: \"12:00\"}, \
         {地点: {单位: [V03]}, 星期: 周五}, {地点: {单位: [V06]}, 不接待: [6月12日]}, {不接待: [6月10日]}]",
    );
    assert!(severe(&files).is_empty(), "{:?}", severe(&files));
    let def = compile(&files).definition.unwrap();
    let programme = &def.visits[0];
    let hours = |code: &str| Hours::of(&def, programme, def.unit_by_code(code).unwrap());
    let [morning, afternoon] = [TimeOfDay(9 * 60), TimeOfDay(14 * 60 + 30)];
    let open = |code: &str, start| [0, 1, 3, 4].map(|weekday| hours(code).is_open(weekday, start));
    // Monday, Tuesday, Thursday, Friday.
    assert_eq!(open("V04", afternoon), [true, true, true, false], "nobody names it");
    assert_eq!(open("V05", morning), [false, true, true, false]);
    assert_eq!(open("V05", afternoon), [false; 4], "its own hours and no others");
    assert_eq!(open("V03", afternoon), [false, false, false, true], "several that name it count together");
    assert_eq!(open("V06", afternoon), [true, true, true, false], "a closed day alone says nothing of hours");
    let closed = |code: &str| ["2014-06-10", "2014-06-12"].map(|date| hours(code).is_closed(day(date)));
    assert_eq!((closed("V05"), closed("V06")), ([true, false], [true, true]), "closed days add up");
}

#[test]
fn hours_into_which_no_visit_ever_fits_are_told_where_others_hold_visits() {
    let never = |hours: &str| {
        let found = severe(&contact_points(&format!("接待: [{hours}]")));
        found.into_iter().filter(|(code, _)| *code == code::NEVER).map(|(_, said)| said).collect::<Vec<_>>()
    };
    let weekdays = "{星期: 周一至周四, 起: \"09:00\", 止: \"17:00\"}";
    let told = never(&format!("{weekdays}, {{星期: 周五, 止: \"10:00\"}}"));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains("fits into these visiting hours") && told[0].contains("120 minutes"),
        "{told:?}"
    );
    assert!(never(&format!("{weekdays}, {{星期: 周五, 止: \"12:00\"}}")).is_empty());
    // Where there are no others, the error alone says so.
    let told = never("{星期: 周五, 止: \"10:00\"}");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("with visiting hours into which no visit"), "{told:?}");
}

#[test]
fn somebody_is_busy_for_a_range_of_days_in_the_file_and_in_a_table() {
    let busy = |files: &Files| -> Vec<String> {
        let def = compile(files).definition.unwrap_or_else(|| panic!("{:?}", severe(files)));
        let range = day("2014-07-21")..=day("2014-07-23");
        let busy = def.visits[0].busy.iter().filter(|busy| range.contains(&busy.date));
        busy.map(|busy| format!("{} {}", def.contacts[busy.visitor.at()].post, busy.date)).collect()
    };
    let typed = |days: &str| {
        let lines = format!("    忙时: [busy.csv, {{岗位: 副局长乙, 日期: {days}}}]");
        with(MAIN, "    忙时: busy.csv", &lines)
    };
    let all = ["副局长乙 2014-07-21", "副局长乙 2014-07-22", "副局长乙 2014-07-23"];
    assert_eq!(busy(&typed("2014-07-21至2014-07-23")), all);
    assert_eq!(busy(&typed("[7月21日至7月22日, 7月23日]")), all);
    let table =
        with("busy.csv", "岗位,日期,事由\n", "岗位,日期,事由\n副局长乙,2014-07-21至2014-07-23,外出\n");
    assert_eq!(busy(&table), all);
    for wrong in ["6月18日至6月16日", "2014-01-01至2016-01-01", "2014-06-16至"] {
        let found = severe(&typed(wrong));
        assert!(found.iter().any(|(code, _)| *code == code::TABLE_ROW), "{wrong}: {found:?}");
    }
}

#[test]
fn visiting_hours_in_english_are_the_same() {
    let zh = contact_points(
        "接待: [{星期: 周一至周四, 起: \"08:30\", 止: \"24:00\"}, {不接待: 2014-06-16至2014-06-18}]",
    );
    let en = contact_points(
        "visiting_hours: [{weekdays: Mon-Thu, from: \"08:30\", to: \"24:00\"}, {closed: 2014-06-16 to 2014-06-18}]",
    );
    let hours = |files: &Files| compile(files).definition.unwrap().visits[0].visiting_hours.clone();
    assert_eq!(hours(&zh), hours(&en));
    assert_eq!(hours(&zh).len(), 2);
}

#[test]
fn visiting_hours_that_say_nothing_or_nonsense_or_leave_no_visit_are_told() {
    let cases = [
        ("{地点: 联系点}", code::BAD_VALUE, "it does not say when places receive visits"),
        ("{星期: 周八}", code::BAD_VALUE, "“周八” is not a day of the week"),
        ("{星期: 周五至周一}", code::BAD_VALUE, "“周五至周一” is not a day of the week"),
        ("{起: \"17:00\", 止: \"09:00\"}", code::BAD_VALUE, "open until 09:00, but only from 17:00"),
        ("{不接待: 6月31日}", code::BAD_VALUE, "“6月31日” is neither a day nor a range of days"),
        (
            "{不接待: 6月18日至6月16日}",
            code::BAD_VALUE,
            "“6月18日至6月16日” is neither a day nor a range of days",
        ),
        ("{地点: {单位: [\"005\"]}, 不接待: 6月10日}", code::NO_EFFECT, "for no place of “党建工作联系点”"),
        ("{起: \"10:00\", 止: \"11:30\"}", code::NEVER, "with visiting hours into which no visit"),
    ];
    for (hours, wanted, words) in cases {
        let found = severe(&contact_points(&format!("接待: [{hours}]")));
        let told = found.iter().any(|(code, said)| *code == wanted && said.contains(words));
        assert!(told, "{hours}: {found:?}");
    }
}

#[test]
fn visiting_hours_without_a_working_day_of_the_campaign_are_told() {
    let told = |hours: &str| {
        let found = severe(&contact_points(&format!("接待: [{hours}]")));
        found.iter().any(|(code, said)| *code == code::NEVER && said.contains("no working day"))
    };
    assert!(told("{不接待: 4月1日至12月31日, 地点: {单位: [V03]}}"));
    assert!(!told("{不接待: 4月1日至12月30日, 地点: {单位: [V03]}}"));
}

#[test]
fn reminders_that_never_go_out_are_told_where_they_are_written() {
    let card = "      - {颜色: 黄, 逾期: 1, 发给: [主要负责人]}";
    let blue =
        |days: u32| with(MAIN, card, &format!("      - {{颜色: 蓝, 提前: {days}, 发给: [主要负责人]}}"));
    let told = |files: &Files, wanted: &str, words: &str| {
        severe(files).iter().any(|(code, said)| *code == wanted && said.contains(words))
    };
    assert!(told(&blue(6), code::NO_EFFECT, "before the first reminder"));
    assert!(!told(&blue(5), code::NO_EFFECT, "before the first reminder"));
    let long = with(MAIN, "    提前: [5, 1] ", "    提前: [200, 1] ");
    assert!(told(&long, code::NEVER, "before the campaign begins"), "{:?}", severe(&long));
    let idle = with(MAIN, "  轻:  ", "  闲: {发给: 联络员, 提前: [1], 时刻: \"09:00\"}\n  轻:  ");
    let noted = |files: &Files| {
        let found = compile(files).findings.into_iter().filter(|finding| finding.code == code::NO_EFFECT);
        found.map(|finding| finding.sentence.en).find(|said| said.contains("is used by nothing"))
    };
    assert!(noted(&idle).is_some_and(|said| said.contains("“闲”")));
    assert_eq!(noted(&with(MAIN, "  轻:  ", "  轻:   ")), None);
}

#[test]
fn who_else_may_visit_is_named_by_role_by_post_and_by_who_holds_a_role_at_the_place() {
    let files = contact_points(
        "也可由: [总工程师岗, {地点: {单位: [V03]}, 由: [副局长丙, 副局长丁]}, {角色: 联络员}]",
    );
    assert!(severe(&files).is_empty(), "{:?}", severe(&files));
    let def = compile(&files).definition.unwrap();
    let programme = &def.visits[0];
    let unit =
        |code: &str| UnitIx(u32::try_from(def.units.iter().position(|it| it.code == code).unwrap()).unwrap());
    let post = |ix: ContactIx| def.contacts[ix.at()].post.as_str();
    let may = |code: &str| -> Vec<&str> {
        visit::eligible(&def, programme, unit(code)).into_iter().map(post).collect()
    };
    assert_eq!(
        may("V03"),
        ["副局长乙", "总工程师岗", "副局长丙", "副局长丁", "柳湾村联络员"],
        "its own visitor first"
    );
    assert_eq!(may("V04"), ["副局长丙", "总工程师岗", "梧桐社区联络员"]);
    let en = contact_points(
        "or_by: [总工程师岗, {places: {units: [V03]}, by: [副局长丙, 副局长丁]}, {role: 联络员}]",
    );
    assert_eq!(compile(&en).definition.unwrap().visits[0].eligible, programme.eligible);
}

#[test]
fn who_else_may_visit_and_cannot_is_told() {
    let cases = [
        ("[副局长戊]", code::UNKNOWN_NAME, "there is no role or post “副局长戊”"),
        ("[{地点: 联系点}]", code::BAD_VALUE, "it does not say who else may visit"),
        ("[{角色: 联络圆}]", code::UNKNOWN_NAME, "“联络圆”"),
        (
            "[{地点: {单位: [\"005\"]}, 由: 副局长甲}]",
            code::NO_EFFECT,
            "these may visit no place of “党建工作联系点”",
        ),
        ("副局长甲\n    轮流: [副局长乙]", code::BAD_VALUE, "has no effect beside “轮流”"),
    ];
    for (who, wanted, words) in cases {
        let found = severe(&contact_points(&format!("也可由: {who}")));
        let told = found.iter().any(|(code, said)| *code == wanted && said.contains(words));
        assert!(told, "{who}: {found:?}");
    }
}

#[test]
fn who_comes_along_is_named_by_role_and_is_not_the_one_who_visits() {
    let def = compile(&contact_points("同行: [主要负责人]")).definition.unwrap();
    let role = |ix: &RoleIx| def.roles[ix.at()].name.as_str();
    assert_eq!(def.visits[0].companions.iter().map(role).collect::<Vec<_>>(), ["主要负责人"]);
    let cases = [
        ("[分管领导]", code::BAD_VALUE, "has the role that visits"),
        ("[主要负责仁]", code::UNKNOWN_NAME, "“主要负责仁”"),
    ];
    for (who, wanted, words) in cases {
        let found = severe(&contact_points(&format!("同行: {who}")));
        let told = found.iter().any(|(code, said)| *code == wanted && said.contains(words));
        assert!(told, "{who}: {found:?}");
    }
}

/// The frame whose visits count roads, by this table.
fn roads(terms: &str, table: &str) -> Files {
    let mut files = with(MAIN, "    时间: 全程  ", &format!("    路途: {terms}\n    时间: 全程  "));
    files.files.insert("roads.csv".to_owned(), table.as_bytes().to_vec());
    files
}

const ROADS: &str = ",V03,V04,V05\nV03,,15,20\nV04,18,0,-\n";

#[test]
fn faults_of_roads() {
    let all = "{时长: 20, 时速: 40, 车程表: roads.csv}";
    let table = |table: &str| roads(all, table);
    agree(
        "faults_of_roads",
        &list(vec![
            ("nothing", roads("{}", ROADS)),
            ("no speed", roads("{时速: 0}", ROADS)),
            ("a speed that nobody drives", roads("{时速: 1200}", ROADS)),
            ("a key that is not there", roads("{时速: 40, 车程: roads.csv}", ROADS)),
            ("a table that is not there", roads("{车程表: road.csv}", ROADS)),
            ("a table that leads out of the folder", roads("{车程表: ../../roads.csv}", ROADS)),
            ("words for minutes", table(",V03,V04\nV03,,半小时\n")),
            ("more than a day", table(",V03,V04\nV03,,1441\n")),
            ("less than nothing", table(",V03,V04\nV03,,-5\n")),
            ("from a place to itself", table(",V03,V04\nV03,10,15\n")),
            ("a column of a stranger", table(",V03,V4\nV03,,15\n")),
            ("a row of a stranger", table(",V03,V04\nV03,,15\nV99,15,15\n")),
            ("a column twice", table(",V03,V04,V04\nV03,,15,15\n")),
            ("a row twice", table(",V03,V04\nV03,,15\nV03,,16\n")),
            ("no minutes", table(",V03,V04\nV03,,\n")),
            ("a row that is too short", table(",V03,V04\nV03,\n")),
            ("places without coordinates", {
                edited(roads("{时速: 40}", ROADS), "roster.csv", |roster| {
                    roster.replace("\"32.200,119.955\"", "").replace("\"32.182,120.002\"", "")
                })
            }),
            ("coordinates the wrong way round", {
                with("roster.csv", "\"32.200,119.955\"", "\"119.955,32.200\"")
            }),
        ]),
    );
}

#[test]
fn roads_come_from_the_table_and_lead_both_ways_unless_it_says_otherwise() {
    let files = roads("{时长: 20, 时速: 40, 车程表: roads.csv}", ROADS);
    assert!(needs(&files.files[MAIN]).contains(&"roads.csv".to_owned()));
    let definition = compile(&files).definition.unwrap();
    let travel = &definition.visits[0].travel;
    assert_eq!((travel.minutes, travel.speed), (20, Some(40)));
    let code = |unit: UnitIx| definition.units[unit.at()].code.as_str();
    let times: Vec<(&str, &str, u16)> =
        travel.times.iter().map(|road| (code(road.from), code(road.to), road.minutes)).collect();
    let want = [("V03", "V04", 15), ("V03", "V05", 20), ("V04", "V03", 18), ("V05", "V03", 20)];
    assert_eq!(times, want);
    let village = definition.units.iter().find(|unit| unit.code == "V03").unwrap().location.unwrap();
    assert_eq!((village.latitude, village.longitude), (32_200_000, 119_955_000));
    let plain = compile(&roads("25", ROADS)).definition.unwrap();
    assert_eq!((plain.visits[0].travel.minutes, plain.visits[0].travel.speed), (25, None));
}

/// Answers at planned visits may stand in a formula as the numbers do that are reported of visits which arrange themselves.
#[test]
fn how_content_people_are_with_planned_visits_may_be_scored() {
    let rating = "    满意度: {由: [企业, 群众], 量表: [满意, 基本满意, 不满意]}\n    间隔: 20  ";
    let asked = with(MAIN, "    间隔: 20  ", rating);
    let scored = |name: &str| replaced(asked.clone(), MAIN, "台账及时率 × 10", &format!("{name} × 10"));
    let definition = compile(&scored("contact-points.群众基本满意")).definition.unwrap();
    let lines = definition.scores.iter().flat_map(|sheet| &sheet.groups).flat_map(|group| &group.lines);
    let terms = lines.filter_map(|line| match &line.scorer {
        Scorer::Auto(formula) => Some(&formula.0),
        Scorer::Deduct(_) | Scorer::Judged { .. } => None,
    });
    let answered = Term::Answered { programme: ProgrammeIx(0), by: 1, answer: 1 };
    assert!(terms.flatten().any(|term| *term == answered));
    let said = printed(&compile(&scored("contact-points.群众很满意")));
    assert!(said.contains("contact-points.群众很满意"), "{said}");
}

/// The second form of visits: the leaders choose, the engine only watches.
#[test]
fn visits_that_arrange_themselves_have_a_day_by_which_nobody_went() {
    let files = with(MAIN, "    转办: public-appeal", "    未去提醒: 每季度第30个工作日");
    let definition = compile(&files).definition.unwrap();
    let self_arranged =
        definition.self_arranged.iter().find(|self_arranged| self_arranged.id == "delegate-room").unwrap();
    assert_eq!(
        self_arranged.warn_by,
        Some(Pattern::Every { period: Period::Quarter, on: DayIn::Workday(30) })
    );
    // Who says that nobody is reminded has nobody to tell.
    let silent = with(
        MAIN,
        "    提醒: 轻\n    转办: public-appeal",
        "    提醒: 不提醒\n    未去提醒: 每月第10个工作日",
    );
    let said = printed(&compile(&silent));
    assert!(said.contains("“未去提醒”就没有人收到"), "{said}");
    let comfort =
        definition.self_arranged.iter().find(|self_arranged| self_arranged.id == "comfort").unwrap();
    let carried: Vec<&str> = comfort.duties.iter().map(|ix| definition.duties[ix.at()].id.as_str()).collect();
    assert_eq!(carried, ["comfort", "comfort-qiyi", "comfort-chongyang", "comfort-event"]);
    let events = comfort.events.as_ref().unwrap();
    assert_eq!((events.within, events.what.as_slice()), (3, &["重病".to_owned(), "受灾".to_owned()][..]));
    let carried = &definition.duties[events.duty.at()];
    assert!(carried.rule.is_on_demand() && carried.id == "comfort-event", "it has no day of its own");
    let due = |id: &str| {
        let duty = definition.duties.iter().find(|duty| duty.id == id).unwrap();
        let days = calendar::occurrences(&duty.rule, &definition.calendar, &super::shanghai()).unwrap();
        days.iter().map(|one| one.due.to_string()).collect::<Vec<_>>()
    };
    // 重阳 is 10/2, inside the National Day break: before it means by 9/30.
    assert_eq!([due("comfort-qiyi"), due("comfort-chongyang")], [["2014-06-30"], ["2014-09-30"]]);
    let rooms = due("delegate-room");
    assert_eq!((rooms.len(), &rooms[2], &rooms[7]), (9, &"2014-06-16".to_owned(), &"2014-11-17".to_owned()));
}
