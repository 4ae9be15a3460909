//! What is refused: one case for each kind of fault, each with its place and its fix, in one list to be read.

use super::{MAIN, edited, frame, printed, replaced, with};
use crate::definition::{Compiled, Files, Severity, compile};

fn main_is(bytes: impl Into<Vec<u8>>) -> Files {
    let mut files = frame();
    files.files.insert(MAIN.to_owned(), bytes.into());
    files
}

fn without(file: &str) -> Files {
    let mut files = frame();
    files.files.remove(file).unwrap();
    files
}

#[test]
fn invisible_characters() {
    let cases = vec![
        ("campaign with ESC", with(MAIN, "名称: 住建系统", "名称: \"住建\\e[2J系统\" #")),
        ("phase with a line break", with(MAIN, "名称: 宣传发动", "名称: \"宣传\\n发动\"")),
        ("duty with a turn of direction", with(MAIN, "名称: 活动总结", "名称: 活动\u{202e}总结")),
        ("visits with an isolate", with(MAIN, "名称: 党建工作联系点", "名称: 党建\u{2066}联系点")),
        ("need", with(MAIN, "提交: [总结报告]", "提交: [总结\u{2069}报告]")),
        ("audience", with(MAIN, "  窗口单位:", "  窗口\u{202a}单位:")),
        ("message", with(MAIN, "# 五、评", "消息:\n  每日: \"一行\\n二行\\e[0m\"\n# 五、评")),
        ("unknown key", with(MAIN, "任务:\n", "\"\\e[31m\": 晴\n任务:\n")),
        ("short name with a line break", with("roster.csv", ",路灯所,", ",\"路灯\n所\",")),
        ("name with ESC", with("roster.csv", ",局机关,", ",局\u{1b}[2J机关,")),
        ("post with a turn of direction", with("roster.csv", "副局长乙", "副局长\u{202e}乙")),
        ("name of a holiday", with("../calendars/cn/2014.csv", "2014-05-04,班,", "2014-05-04,班,\u{7}")),
    ];
    agree("hidden_characters", &list(cases));
}

/// Errors and warnings of each case under its title; notes of the shipped file are the same everywhere.
fn list(cases: Vec<(&str, Files)>) -> String {
    let mut all = String::new();
    for (title, files) in cases {
        let mut compiled: Compiled = compile(&files);
        compiled.findings.retain(|finding| finding.severity != Severity::Note);
        assert!(!compiled.findings.is_empty(), "{title}: nothing found");
        for finding in &compiled.findings {
            assert!(finding.fix.is_some(), "{title}: {} has no fix", finding.code);
        }
        let errors = compiled.findings.iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(compiled.definition.is_none(), errors, "{title}");
        all.push_str(&format!("# {title}\n{}", printed(&compiled)));
    }
    all
}

/// Holds a list against the one that was read and found right.
fn agree(name: &str, found: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "bad" }, {
        insta::assert_snapshot!(name, found);
    });
}

#[test]
fn files_that_cannot_be_read() {
    let main = String::from_utf8(frame().files[MAIN].clone()).unwrap();
    let gbk = encoding_rs::GBK.encode(&main.replace('－', "-")).0.into_owned();
    let laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    let deep = format!("活动: {}{}\n", "[".repeat(40), "]".repeat(40));
    let cases = vec![
        ("empty", main_is("")),
        ("blank", main_is(" \n\n")),
        ("only comments", main_is("# 空\n")),
        ("over 1 MiB", main_is(vec![b'a'; (1 << 20) + 1])),
        ("binary", main_is(*b"a: 1\nb: \0\x01\x02")),
        ("a spreadsheet", main_is(*b"PK\x03\x04....")),
        ("UTF-16", main_is(*b"\xff\xfea\0:\0")),
        ("GBK", main_is(gbk)),
        ("no encoding", main_is(*b"a: \xff\xff\xfe\n")),
        ("deep nesting", main_is(deep)),
        ("unclosed nesting", main_is("[".repeat(100_000))),
        ("anchors bomb", main_is(laughs)),
        ("alias", main_is("活动: *甲\n")),
        ("merge key", main_is("活动:\n  <<: {编号: a}\n")),
        ("tag", main_is("活动: !python/object x\n")),
        ("a common tag", with(MAIN, "年份: 2014", "年份: !!str 2014")),
        ("tags in a list and before a block", {
            let files = with(MAIN, "提前: [5, 1]", "提前: [!!int 5, !一 1]");
            replaced(files, MAIN, "# 五、评", "消息:\n  每日: !!str |\n    !是文字\n# 五、评")
        }),
        ("two documents", main_is("活动: {}\n---\n活动: {}\n")),
        ("not YAML", main_is("活动:\n  编号: a: b\n")),
        ("unclosed quote", main_is("活动:\n  编号: \"a\n")),
        ("unclosed bracket", main_is("活动:\n  编号: [a, b\n  名称: 甲\n")),
        ("missing main file", without(MAIN)),
        ("a list", main_is("- 活动\n- 任务\n")),
        ("nothing but a word", main_is("活动\n")),
    ];
    agree("files_that_cannot_be_read", &list(cases));
}

#[test]
fn slips_of_the_keyboard() {
    let cases = vec![
        ("full-width colon", with(MAIN, "    阶段: mobilization", "    阶段：mobilization")),
        ("full-width comma in a list", with(MAIN, "提前: [5, 1]", "提前: [5，1]")),
        ("full-width brackets", with(MAIN, "提前: [5, 1]", "提前: 【5, 1】")),
        ("full-width quotes", with(MAIN, "时刻: \"09:00\"", "时刻: “09:00”")),
        ("tab", with(MAIN, "    阶段: mobilization", "\t阶段: mobilization")),
        (
            "wide space in the indentation",
            with(MAIN, "    阶段: mobilization", "\u{3000}\u{3000}阶段: mobilization"),
        ),
        ("no-break space after a colon", with(MAIN, "年份: 2014", "年份:\u{a0}2014")),
        ("several at once, with a fault behind them", {
            edited(with(MAIN, "提前: [5, 1]", "提前: [5，1]"), MAIN, |text| {
                text.replace("  名称: 本单位", "  名称：本单位").replace("时间: 4月25日", "时间：2月30日")
            })
        }),
    ];
    agree("slips_of_the_keyboard", &list(cases));
}

#[test]
fn faults_of_form() {
    let cases = vec![
        ("unknown key", with(MAIN, "    时间: 4月25日 ", "    时问: 4月25日 ")),
        ("unknown English key", with(MAIN, "  年份: 2014", "  年份: 2014\n  yaer: 2014")),
        ("unknown key that is like nothing", with(MAIN, "任务:\n", "天气: 晴\n任务:\n")),
        ("duplicate key", with(MAIN, "    提交: [活动方案]", "    提交: [活动方案]\n    人群: 企业")),
        (
            "a key in both languages",
            with(MAIN, "    提交: [活动方案]", "    提交: [活动方案]\n    who: 企业"),
        ),
        ("duplicate duty", with(MAIN, "  unit-plan:", "  kickoff:")),
        ("a part like a duty", with(MAIN, "  unit-plan:", "  meetings-group:")),
        ("a duty like a snapshot", with(MAIN, "  unit-plan:", "  final:")),
        ("a duty like a visit programme", with(MAIN, "  unit-plan:", "  contact-points:")),
        ("a duty like the notice of a phase", with(MAIN, "  unit-plan:", "  phase-mobilization:")),
        ("a snapshot like a duty", with(MAIN, "  final:", "  unit-plan:")),
        ("list for a text", with(MAIN, "    名称: 活动总结", "    名称: [活动总结]")),
        ("text for a map", with(MAIN, "逾期: {每隔: 2, 至多: 3}", "逾期: 常催")),
        ("map for a list", with(MAIN, "提交: [总结报告]", "提交: {总结: 报告}")),
        ("number for a text that must be a number", with(MAIN, "年份: 2014", "年份: 今年")),
        ("days of return that are not working days", with(MAIN, "退回后: 5个工作日", "退回后: 5天")),
        ("no part", with(MAIN, "    提交: [总结报告]", "    提交: [总结报告]\n    分项: {}")),
        ("nothing to do", {
            let text = String::from_utf8(frame().files[MAIN].clone()).unwrap();
            let head = text.split("\n任务:").next().unwrap();
            main_is(format!("{head}\n任务: {{}}\n"))
        }),
        ("not a truth value", with(MAIN, "当日: 是", "当日: yes")),
        ("not a time", with(MAIN, "时刻: \"18:00\"", "时刻: \"25:00\"")),
        ("nothing behind a key", with(MAIN, "    提交: [总结报告]", "    提交:")),
        ("missing keys", with(MAIN, "    人群: 全部单位\n    时间: 11月28日 ", "    # ")),
        ("missing parts of the file", main_is("活动: {编号: a, 名称: 某, 年份: 2014}\n")),
        ("bad id of a duty", with(MAIN, "  unit-plan:", "  单位方案:")),
        ("bad id of the campaign", with(MAIN, "编号: service-year-2014", "编号: Service Year")),
        ("duplicate phase", with(MAIN, "编号: evaluation", "编号: mobilization")),
        ("unknown zone", with(MAIN, "Asia/Shanghai", "Asia/Shanghia")),
        ("a file elsewhere", with(MAIN, "名册: roster.csv", "名册: ../../etc/passwd")),
        ("need that cannot be read", with(MAIN, "宣传稿≥1, 照片≥2]", "宣传稿≥1, 照片≥两]")),
        ("need twice", with(MAIN, "[活动方案]", "[活动方案, 活动方案]")),
        ("a need above all measure", with(MAIN, "[活动方案]", "[活动方案≥1001, 照片 1..1001]")),
        ("more needs than one handing in holds", {
            let needs: Vec<String> = (1..=65).map(|no| format!("材料{no}号")).collect();
            with(MAIN, "[活动方案]", &format!("[{}]", needs.join(", ")))
        }),
        ("template", with(MAIN, "# 五、评", "消息:\n  每日: \"{{ 没有这个 }}\"\n# 五、评")),
    ];
    agree("faults_of_form", &list(cases));
}

#[test]
fn faults_of_names() {
    let cases = vec![
        ("unknown audience", with(MAIN, "人群: 志愿服务队", "人群: 志愿服务对")),
        ("unknown policy", with(MAIN, "    提交: [总结报告]", "    提交: [总结报告]\n    提醒: 标谁")),
        ("unknown phase", with(MAIN, "    阶段: evaluation", "    阶段: evalution")),
        ("unknown role", with(MAIN, "发给: 联络员", "发给: 联洛员")),
        ("unknown reviewer", with(MAIN, "由: 小组办公室", "由: 考评组")),
        ("unknown visitor", with(MAIN, "由: 分管领导", "由: 分管")),
        ("unknown tag", with(MAIN, "标签: 志愿队", "标签: 志愿对")),
        ("unknown category", with(MAIN, "类别: 机关事业", "类别: 机关")),
        ("unknown unit", with(MAIN, "联系点: {标签: 联系点}", "联系点: {标签: 联系点, 除: [\"V3\"]}")),
        ("empty audience", with(MAIN, "联系点: {标签: 联系点}", "联系点: {参评: 是, 标签: 联系点}")),
        ("empty audience in place", with(MAIN, "人群: 志愿服务队", "人群: {类别: 企业, 标签: 职能}")),
    ];
    agree("faults_of_names", &list(cases));
}

#[test]
fn faults_of_time() {
    let cases = vec![
        ("a date that does not exist", with(MAIN, "时间: 4月25日", "时间: 4月31日")),
        ("a phase that ends on no day", with(MAIN, "止: 4月30日", "止: 2月30日")),
        ("a month that does not exist", with(MAIN, "时间: 9月中旬", "时间: 19月中旬")),
        ("a working day that no month has", with(MAIN, "    时间: 每月 ", "    时间: 每月第30个工作日 ")),
        (
            "a working day that no quarter has",
            with(MAIN, "支部大会, 时间: 每季度", "支部大会, 时间: 每季度最后67个工作日"),
        ),
        ("a vague word", with(MAIN, "    时间: 每月 ", "    时间: 适当时候 ")),
        ("outside its phase", with(MAIN, "时间: 4月25日", "时间: 5月9日")),
        ("after the campaign", with(MAIN, "时间: 9月中旬", "时间: 2015年1月中旬")),
        ("phases overlap", with(MAIN, "起: 5月1日", "起: 4月20日")),
        ("phases leave a gap", with(MAIN, "起: 5月1日", "起: 5月5日")),
        ("a phase ends before it begins", with(MAIN, "止: 10月31日", "止: 4月1日")),
        (
            "a range that is empty",
            with(MAIN, "    时间: 每月 ", "    时间: 每月\n    起: 6月1日\n    止: 5月1日 "),
        ),
        ("unknown rolling", with(MAIN, "    时间: 9月中旬", "    时间: 9月中旬\n    遇休息日: 往后")),
        ("rolled out of the campaign", {
            edited(with(MAIN, "止: 12月31日", "止: 12月28日"), MAIN, |text| {
                text.replace("时间: 12月31日", "时间: 12月28日\n    遇休息日: 顺延")
            })
        }),
        ("too many steps", with(MAIN, "至多: 3", "至多: 30")),
        ("the same step twice", with(MAIN, "提前: [5, 1]", "提前: [5, 5]")),
        ("a year without a table", with(MAIN, "年份: 2014", "年份: 2023")),
        ("a festival outside the campaign", with(MAIN, "时间: 9月中旬", "时间: 春节前3个工作日")),
        ("one festival of several outside", with(MAIN, "时间: 9月中旬", "时间: [七一前, 重阳前, 春节前]")),
        ("an unknown festival", with(MAIN, "时间: 9月中旬", "时间: 重样节前")),
        ("times that do not go together", with(MAIN, "时间: 9月中旬", "时间: 6月1日、每月")),
        ("an offset from no phase", with(MAIN, "时间: 9月中旬", "时间: 阶段开始后5个工作日")),
        ("after an unknown item", with(MAIN, "时间: 9月中旬", "时间: unit-plam办结后5个工作日")),
        ("more often than there are days", with(MAIN, "    时间: 每月 ", "    时间: 每周9次 ")),
        ("crontab with a number for the weekday", with(MAIN, "时间: 9月中旬", "时间: crontab 0 9 * * 1")),
        ("crontab of six fields", with(MAIN, "时间: 9月中旬", "时间: crontab 0 0 9 * * MON")),
    ];
    agree("faults_of_time", &list(cases));
}

/// The shipped file without what lies between two texts.
fn cut(from: &str, to: &str) -> Files {
    let text = String::from_utf8(frame().files[MAIN].clone()).unwrap();
    let (start, end) = (text.find(from).unwrap(), text.find(to).unwrap());
    main_is(format!("{}{}", &text[..start], &text[end..]))
}

#[test]
fn faults_of_words_and_tags() {
    let cases = vec![
        ("a word of the plan without a meaning", with(MAIN, "    经常性: 每月1次\n", "")),
        ("a word with nothing behind it", with(MAIN, "    定期: 每月1次", "    定期:")),
        ("a meaning that is no time", with(MAIN, "    及时: 3个工作日", "    及时: 很快")),
        ("a limit where a cadence belongs", with(MAIN, "    时间: 经常性", "    时间: 及时")),
        ("a word that nobody bound", with(MAIN, "    更新: 每季度", "    更新: 近期")),
        ("a count of days that nobody bound", with(MAIN, "提前通知: 3个工作日", "提前通知: 尽快")),
        ("a tag that does not exist", with(MAIN, "    标签: [科学化考评]", "    标签: [科学考评]")),
        ("a tag in two lists", with(MAIN, "取值: [困难群众, 弱势群体", "取值: [困难群众, 服务群众")),
        ("a list of tags twice the same", with(MAIN, "[困难群众, 弱势群体", "[困难群众, 困难群众")),
        ("an empty list", with(MAIN, "    标签: [科学化考评]", "    标签: []")),
        ("a campaign alongside that is not named", with(MAIN, "计入: [第二批", "计入: [第一批")),
        ("the superior's paper is missing", without("directive.txt")),
        ("the superior's paper lies elsewhere", with(MAIN, "文件: directive.txt", "文件: ../a.pdf")),
        ("goals in no phase", with(MAIN, "    阶段: evaluation\n    内容", "    阶段: 总结\n    内容")),
        ("a theme of no category", with(MAIN, "  机关事业:\n    依据", "  机关:\n    依据")),
        ("a category without a theme", cut("  企业:\n    依据", "# 二、什么时候")),
        ("a focus without themes", cut("分类指导:", "# 二、什么时候")),
    ];
    agree("faults_of_words_and_tags", &list(cases));
}

#[test]
fn faults_of_what_is_asked() {
    let cases = vec![
        ("a number held against nothing", with(MAIN, "参训党员 ≥ 党员数", "参训党员 ≥ 党员人数")),
        ("a number that is not understood", with(MAIN, "发展数 ≤ 核定数", "发展数 = 核定数")),
        ("a share of nothing", with(MAIN, "占比: {发展数:", "占比: {发展:")),
        ("a counter that takes papers", with(MAIN, "    只计数: 是 ", "    提交: [记录]\n    只计数: 是 ")),
        ("two kinds in one duty", with(MAIN, "    探索: 是", "    探索: 是\n    参加: [业务骨干]")),
        ("no such outlet", with(MAIN, "发布到: [局网站]", "发布到: [局网页]")),
        ("a pledge to nobody", with(MAIN, "    向: [系统党委, 党员群众]\n", "")),
        ("a pledge of nothing", with(MAIN, "    内容: [创建党建工作示范点, 争创先进基层党组织]\n", "")),
        ("pledges of members that nobody counts", with(MAIN, "    数目: [承诺党员 ≥ 党员数]\n", "")),
        (
            "pledges of members that are collected",
            with(MAIN, "    每名党员: 是", "    提交: [承诺书]\n    每名党员: 是"),
        ),
        ("a check without a time", with(MAIN, "名称: 兑现检查, 时间: 每季度", "名称: 兑现检查")),
        ("a balance that carries nothing over", with(MAIN, "上期结存 + 入库", "入库")),
        ("a balance of nothing", with(MAIN, "结存 = 上期结存 + 入库 - 发放", "上期结存")),
        ("a balance with an unknown column", with(MAIN, "+ 入库 - 发放", "+ 入库 - 发方")),
        ("a balance of a text", with(MAIN, "入库: 数", "入库: 文字")),
        ("a column of an unknown kind", with(MAIN, "人次: 数}", "人次: 人数}")),
        ("a ledger like a duty", with(MAIN, "  love-market:", "  kickoff:")),
        ("a stage before publicity has ended", with(MAIN, "时间: 10月31日}", "时间: 10月22日}")),
        ("stages in the wrong order", with(MAIN, "时间: 7月31日}", "时间: 5月30日}")),
        ("a stage again and again", with(MAIN, "时间: 8月29日,", "时间: 每月,")),
        ("a stage that nobody does", with(MAIN, "核实, 由: 小组办公室,", "核实,")),
        ("a stage that two do", with(MAIN, "核实, 由: 小组办公室,", "核实, 由: 小组办公室, 人群: 企业,")),
        ("a selection that looks at nothing", with(MAIN, "[show-three, contest]", "[show-tree, contest]")),
        ("more than a campaign may ask", {
            let text = String::from_utf8(frame().files[MAIN].clone()).unwrap();
            let one = "人群: 企业, 时间: 5月16日, 向: [系统党委], 内容: [争先]";
            let many: String = (0..1_000).map(|no| format!("  p-{no}: {{名称: 承诺, {one}}}\n")).collect();
            main_is(text.replace("\n承诺:\n", &format!("\n承诺:\n{many}")))
        }),
        ("a task like a duty", with(MAIN, "  assigned:", "  kickoff:")),
        ("a task of an unknown role", {
            edited(frame(), MAIN, |text| {
                let (before, tasks) = text.split_at(text.find("\n交办:").unwrap());
                format!("{before}{}", tasks.replace("由: 小组办公室", "由: 小组办公厅"))
            })
        }),
    ];
    agree("faults_of_what_is_asked", &list(cases));
}

#[test]
fn shares_that_are_no_parts_of_a_number_are_told_how_they_are_written() {
    let compiled =
        compile(&with(MAIN, "占比: {发展数: [生产工作一线, 优秀青年, 妇女]}", "占比: [优秀青年, 妇女]"));
    let finding = compiled.findings.iter().find(|finding| finding.code == "M022").unwrap();
    let fix = finding.fix.as_ref().unwrap();
    assert!(
        fix.zh.contains("{发展数: [青年, 妇女]}") && fix.en.contains("{trained: [doctors, nurses]}"),
        "{fix:?}"
    );
}

#[test]
fn faults_of_tables() {
    let comma = with("roster.csv", "3月植树牵头", "3月植树牵头,还有9月");
    let mut many = with("roster.csv", "\n002,", "\n001,");
    let text = String::from_utf8(many.files["roster.csv"].clone()).unwrap();
    let text = text
        .replace(",路灯所,005,", ",路灯所,05,")
        .replace("2014-06-01", "2014-06-31")
        .replace("2014-08-31,009", ",099")
        .replace("机关事业,窗口;职能,是", "机关事业,窗口;职能,对")
        .replace(",保障中心,", ",白防所,");
    many.files.insert("roster.csv".to_owned(), text.into_bytes());
    let cases = vec![
        ("missing roster", without("roster.csv")),
        ("missing busy days", without("busy.csv")),
        ("empty roster", {
            let mut files = frame();
            files.files.insert("roster.csv".to_owned(), Vec::new());
            files
        }),
        ("only a heading", {
            let mut files = frame();
            files.files.insert("roster.csv".to_owned(), "单位编码,单位名称,类别\n".into());
            files
        }),
        ("a comma too many", comma),
        ("short row", with("roster.csv", ",,,,结对横巷村的责任单位", "")),
        ("missing column", with("roster.csv", "单位编码,", "单位编号,")),
        ("unknown column", with("roster.csv", "驻地坐标", "坐标位置")),
        ("many cells", many),
        ("a ring of units", with("roster.csv", ",局机关,,机关事业", ",局机关,006,机关事业")),
        ("nobody to remind", with("roster.csv", "副局长乙,内勤,所长岗", "副局长乙,,所长岗")),
        ("busy post that nobody holds", with("busy.csv", "副局长甲,2014-05-05", "副局长戊,2014-05-05")),
        ("busy on no day", with("busy.csv", "副局长甲,2014-05-05", "副局长甲,2014-02-30")),
        ("calendar row", with("../calendars/cn/2014.csv", "2014-05-04,班", "2014-05-04,上班")),
        ("calendar date", with("../calendars/cn/2014.csv", "2014-01-01,休", "2013-01-01,休")),
        ("calendar day twice", with("../calendars/cn/2014.csv", "2014-05-03,休", "2014-05-02,休")),
    ];
    agree("faults_of_tables", &list(cases));
}
