//! The evaluator's journey and behind it the auditor's, typed step by step over a year that is played up to November: a round of
//! raters, points and a veto, the freeze, an appeal, lists; then what an outsider finds of all that, and computes again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use muster_protocol::event::NamedEvent;
use serde_json::Value;

use super::judging::audited;
use crate::file::demo;
use crate::log;
use crate::program::{Ended, muster};
use crate::promises::tamper;
use crate::site::{Site, ZH, has_site, on, text};

/// The leaders' part of November's session.
const LEADERS: &str = "rating-three-way-leader.2014-11";
/// The unit that is looked at: an enterprise that handed in early all year.
const UNIT: &str = "103";

/// Cells of a table as they are read: words apart from each other by one blank.
fn plain(printed: &str) -> String {
    printed.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn has(printed: &str, parts: &[&str]) {
    for part in parts {
        assert!(printed.contains(part), "no {part:?} in\n{printed}");
    }
}

struct Year(Site);

has_site!(Year.0);

impl Year {
    /// The demo's people up to 10 November; from there on only what is typed happens.
    fn new() -> Self {
        let site = Site::new(ZH);
        on(&site.dir, &["demo", "--until", "2014-11-10"]).with(0);
        Self(site)
    }

    fn shown(&self, words: &[&str]) -> String {
        plain(&self.on(words).with(0).stdout)
    }

    fn rows(&self, words: &[&str]) -> Vec<Vec<String>> {
        let table = self.on(&[words, &["--json"]].concat()).with(0).json();
        let cells = |row: &Value| -> Vec<String> {
            row.as_array().unwrap().iter().map(|cell| cell["en"].as_str().unwrap().to_owned()).collect()
        };
        table["rows"].as_array().unwrap().iter().map(cells).collect()
    }

    /// A file with this text.
    fn file(&self, name: &str) -> PathBuf {
        let path = self.home.path().join(format!("{name}.txt"));
        fs::write(&path, format!("{name}，长津建工\n")).unwrap();
        path
    }

    /// A code for one rater of the members' group, of a unit.
    fn code(&self, unit: &str) -> String {
        let invite = ["rating", "invite", "three-way", "党员互评", "--unit", unit];
        let printed = self.by("小组办公室", &invite).with(0).stdout;
        printed.lines().last().unwrap().split_whitespace().next().unwrap().to_owned()
    }

    fn member(&self, answer: &str, code: &str) -> Ended {
        self.by("党员", &["rating", "cast", "three-way", "党员互评", answer, "--ballot", code])
    }
}

/// Steps 1 and 2: raters are invited, a mean waits for the least number of answers, nobody rates the own unit or twice; of those
/// who are known only those are reminded who have not answered.
fn a_round(year: &Year) {
    year.at("2014-11-12T10:00");
    let code = year.code("015");
    year.member("016=90", &code).with(0);
    let shown = year.on(&["show", "three-way/016"]).with(0).stdout;
    let waits =
        |line: &str| ["2014-11", "党员互评", "人数不够，不显示"].iter().all(|part| line.contains(part));
    assert!(shown.lines().any(waits), "{shown}");
    // Who opened the round sees what is lacking while there is time.
    has(&year.shown(&["show", "three-way"]), &["2014-11 党员互评：", "个单位还不够5份：", "016 房管窗口 1"]);
    has(&year.member("016=95", &code).with(3).stderr, &["一人一次"]);
    has(&year.member("015=100", &year.code("015")).with(3).stderr, &["不评本单位"]);
    let cast = ["rating", "cast", "three-way", "领导点评", "016=95", "--comment", "热情周到"];
    year.by("副局长丙", &cast).with(0);

    year.at("2014-11-20T10:00");
    let def = log::definition(&year.dir, &log::rows(&year.dir));
    let answered = def.contacts.iter().find(|contact| contact.post == "副局长丙").unwrap().id.clone();
    let reminded = reminded_of(&year.dir, LEADERS);
    assert!(reminded.len() > 2 && !reminded.contains(&answered), "{answered} has answered: {reminded:?}");
    let events = year.on(&["events", "--json", "--limit", "100000"]).with(0).stdout;
    assert!(!events.contains(&code), "a code stands in the log");
}

/// Contacts that got a reminder of an occasion.
fn reminded_of(dir: &Path, occasion: &str) -> BTreeSet<String> {
    let mut reminded = BTreeSet::new();
    for row in log::rows(dir).iter().filter(|row| row.name == "step.sent") {
        let NamedEvent::StepSent(sent) = row.named().unwrap() else { panic!("{row:?}") };
        for message in &sent.messages {
            if message.steps.iter().any(|step| step.occasion.as_str() == occasion) {
                reminded.insert(message.key.contact.as_str().to_owned());
            }
        }
    }
    reminded
}

/// What the auditor will walk to: four files of the unit, and an act of the office for it, above a ceiling.
fn hands_in(year: &Year) -> Vec<PathBuf> {
    year.at("2014-11-27T10:00");
    let files = ["考核表", "评议结果汇总", "制度一", "制度二"].map(|name| year.file(name));
    let clerk = format!("{UNIT}-clerk");
    let submit = |item: &str, need: &str, files: &[PathBuf], numbers: &[&str]| {
        let item = format!("{item}/{UNIT}");
        let files: Vec<String> = files.iter().map(|file| format!("{need}={}", text(file))).collect();
        let mut words = vec!["submit", &item];
        files.iter().for_each(|file| words.extend(["--file", file]));
        numbers.iter().for_each(|number| words.extend(["--number", *number]));
        year.by(&clerk, &words).with(0);
    };
    submit("spirit-check", "考核表", &files[..1], &[]);
    submit("member-appraisal", "评议结果汇总", &files[1..2], &["参评党员=200", "优秀=50", "合格=150"]);
    submit("lasting-rules", "制度文件", &files[2..], &[]);
    let numbers = ["核定数=3", "发展数=4", "生产工作一线=2", "优秀青年=2", "妇女=1"];
    let item = format!("recruiting/{UNIT}");
    let mut words = vec!["submit", &item, "--evidence", "发展情况表=1", "--above", "--for", &clerk];
    numbers.iter().for_each(|number| words.extend(["--number", *number]));
    year.by("小组办公室", &words).with(0);
    files.to_vec()
}

/// Steps 3 and 4: a deduction with what shows it, a veto that the committee decides on; the freeze, and a file behind it.
fn points_and_the_freeze(year: &Year) {
    year.at("2014-12-10T10:00");
    let photo = format!("照片={}", text(&year.file("督查照片")));
    let found = ["score", "deduct", "annual", "督查扣分", UNIT, "每发现1个问题", "--times", "2"];
    let deduct = [&found[..], &["--file", &photo]].concat();
    year.by("小组办公室", &deduct).with(0);
    year.by("考评组", &["score", "give", "annual", "具体服务事项", UNIT, "18"]).with(0);
    // Entered for the wrong unit, and taken back: it stands in the log.
    year.by("考评组", &["score", "give", "annual", "具体服务事项", "104", "3"]).with(0);
    year.by("小组办公室", &["score", "withdraw", "3", "--reason", "录错单位"]).with(0);
    let veto = ["veto", "propose", "annual", "108", "重大安全责任事故"];
    has(&year.by("小组办公室", &veto).with(3).stderr, &["请附证据"]);
    let proposed = year.by("小组办公室", &[&veto[..], &["--evidence", "事故通报=1"]].concat()).with(0);
    has(&proposed.stdout, &["muster veto decide 1 --yes"]);
    year.by("小组办公室", &["veto", "decide", "1", "--yes"]).with(5);
    year.by("领导小组", &["veto", "decide", "1", "--yes"]).with(0);
    an_inspection(year);
    year.by("小组办公室", &["snapshot", "take", "final", "--what", "领导小组要看"]).with(0);

    year.at("2014-12-13T10:00");
    has(&year.shown(&["snapshot", "list"]), &["annual-freeze", "final.asked-1 领导小组要看"]);
    // A file of one table has the one that is shown under the same name.
    let out = year.home.path().join("asked.csv");
    for (name, head) in [("final.asked-1", "应办"), ("final.asked-1/annual", "日常督查")] {
        year.on(&["snapshot", "export", name, "--out", text(&out)]).with(0);
        has(&fs::read_to_string(&out).unwrap(), &["103 长津建工", head]);
        has(&year.shown(&["snapshot", "show", name]), &["103 长津建工", head]);
    }
    let (item, clerk) = (format!("summary/{UNIT}"), format!("{UNIT}-clerk"));
    year.by(&clerk, &["submit", &item, "--evidence", "总结报告=1"]).with(0);
    has(&year.shown(&["score", "explain", UNIT]), &["补充（冻结后办结，不计分）：活动总结", "13.00"]);
    has(&year.by("小组办公室", &deduct).with(3).stderr, &["2014-12-12冻结"]);
}

/// What an inspection looks at stands in the file; what it finds has a day by which it is put right.
fn an_inspection(year: &Year) {
    let drawn = year.rows(&["show", "supervision"]);
    let (session, units) = (&drawn[0][0], &drawn[0][4]);
    let codes = units.split(", ").filter_map(|unit| unit.split(' ').next());
    let unit = codes.into_iter().find(|code| ![UNIT, "108", "010"].contains(code)).unwrap();
    let inspection = format!("supervision/{session}");
    let found = [
        "score",
        "deduct",
        "annual",
        "督查扣分",
        unit,
        "每发现1个问题",
        "--times",
        "2",
        "--inspection",
        &inspection,
    ];
    year.by("小组办公室", &[&found[..], &["--evidence", "照片=1", "--reason", "洗手池无皂液"]].concat())
        .with(0);
    let points = year.rows(&["show", "points"]);
    let last = points.last().unwrap();
    assert!(last[5].starts_with("日常督查 (") && last[6] == "2014-12-17", "{last:?}");
    let problems = year.rows(&["show", "supervision"])[0][5].clone();
    assert_eq!(problems, "2", "two problems in one report");
    has(&year.shown(&["show", "supervision"]), &["看这几点：到位情况、发现的问题"]);
    // The unit was given the task of putting it right.
    let mut given = log::rows(&year.dir).into_iter().filter_map(|row| match row.named().unwrap() {
        NamedEvent::OccasionPlanned(body) => {
            body.given.map(|given| (body.occasion.to_string(), body.due_day, given))
        }
        _ => None,
    });
    let (key, due_day, task) = given.next_back().unwrap();
    assert_eq!(due_day.to_string(), "2014-12-17");
    assert!(task.title.starts_with("整改日常督查（") && !task.title.contains(session), "{}", task.title);
    has(&year.shown(&["show", &format!("{key}/{unit}"), "--text"]), &["洗手池无皂液"]);
    assert_eq!(task.units.iter().map(|unit| unit.to_string()).collect::<Vec<_>>(), [unit]);
}

/// Step 5: each category by itself from the first rank on; who has a veto is no better than it leaves them.
fn ranks(year: &Year) {
    let rows = year.rows(&["snapshot", "show", "annual-freeze/annual"]);
    for (category, count) in [("机关事业", 16), ("企业", 10)] {
        let ranks: Vec<u32> =
            rows.iter().filter(|row| row[0] == category).map(|row| row[1].parse().unwrap()).collect();
        assert_eq!((ranks.len(), ranks[0]), (count, 1), "{category}: {ranks:?}");
        let shared =
            |(at, rank): (usize, &u32)| *rank == u32::try_from(at + 1).unwrap() || ranks[at - 1] == *rank;
        assert!(ranks.iter().enumerate().all(shared), "{category}: {ranks:?}");
    }
    // Who reads them is told by what they come about.
    let printed = year.shown(&["snapshot", "show", "annual-freeze/annual"]);
    has(&printed, &["机关事业16个取4个", "企业10个取3个", "总分相同的依次比群众满意、按时办结"]);
    let vetoed = rows.iter().find(|row| row[2].starts_with("108 ")).unwrap();
    assert!(vetoed[4].starts_with("不合格") || vetoed[4].starts_with("合格"), "{vetoed:?}");
    assert!(vetoed[4].contains("重大安全责任事故"), "{vetoed:?}");
}

/// Step 6: publicity, an appeal that is upheld, what differs; the old table stays. Then who is commended and criticised.
fn an_appeal_and_the_lists(year: &Year) {
    year.at("2014-12-15T10:00");
    let before = year.on(&["snapshot", "show", "annual-freeze/annual"]).with(0).stdout;
    let file =
        ["appeal", "file", "annual", "督查扣分", UNIT, "--evidence", "整改照片=1", "--reason", "已经整改"];
    has(&year.by(&format!("{UNIT}-head"), &file).with(0).stdout, &["muster appeal answer 1 --yes"]);
    let answer = ["appeal", "answer", "1", "--yes", "--change", "1.5", "--reason", "核实"];
    year.by("领导小组", &answer).with(0);
    let veto = ["veto", "propose", "annual", "104", "重大安全责任事故", "--evidence", "事故通报=1"];
    year.by("小组办公室", &veto).with(0);
    year.by("领导小组", &["veto", "decide", "2", "--yes"]).with(0);
    let criticise = ["list", "propose", "criticise", "重视不够", "108", "--evidence", "认定意见=1"];
    has(&year.by("领导小组", &criticise).with(0).stdout, &["muster list decide 1 --yes"]);
    // What its table does not bear out is proposed with a word, and marked wherever somebody looks.
    let commend = ["list", "propose", "commend", "先进党组织", "108", "--snapshot", "annual-freeze"];
    let commended = year.by("小组办公室", &[&commend[..], &["--evidence", "事迹材料=1"]].concat()).with(0);
    has(&commended.stdout, &["muster list decide 2 --yes --as 领导小组"]);
    has(&commended.stderr, &["不符合"]);
    has(&year.shown(&["list", "show", "commend"]), &["annual-freeze 表里不符合"]);

    year.at("2014-12-18T10:00");
    let diff = year.shown(&["snapshot", "diff", "annual-freeze", "annual-answered.appeal-1"]);
    has(&diff, &["督查扣分 13.00 14.50"]);
    assert_eq!(year.on(&["snapshot", "show", "annual-freeze/annual"]).with(0).stdout, before);
    year.by("108-head", &["list", "state", "1", "--text", "已经整改"]).with(0);
    let decide = ["list", "decide", "1", "--yes", "--reason", "当面送达"];
    has(&year.by("领导小组", &decide).with(3).stderr, &["没有签收"]);
    year.by("领导小组", &[&decide[..], &["--unsigned-known"]].concat()).with(0);
    let book = year.home.path().join("annual.xlsx");
    year.on(&["score", "export", "annual", "--out", text(&book)]).with(0);
    assert!(fs::metadata(&book).unwrap().len() > 1_000);
}

/// What was decided behind the freeze stands in a table of its own; what contradicts it, or may still change, is not signed.
fn signs_what_is_final(year: &Year) {
    let (file, key) = (year.home.path().join("rollup.json"), year.home.path().join("key"));
    let sign = |snapshot: &str, sheet: &str| {
        let words = ["score", "roll-up", "--snapshot", snapshot, "--sheet", sheet];
        year.on(&[&words[..], &["--out", text(&file), "--key", text(&key)]].concat())
    };
    has(&sign("annual-freeze", "annual").with(1).stderr, &["又有2项决定"]);
    has(&sign("month-end.2014-11", "annual").with(1).stderr, &["冻结（2014-12-12）之前"]);
    has(&sign("annual-answered.veto-2", "annul").with(1).stderr, &["没有评分表“annul”", "annual"]);
    sign("annual-answered.veto-2", "annual").with(0);
    let signed: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let units = signed["scores"]["units"].as_array().unwrap();
    let unit = units.iter().find(|unit| unit["code"] == "104").unwrap();
    let shown = year.rows(&["snapshot", "show", "annual-answered.veto-2/annual"]);
    let row = shown.iter().find(|row| row[2].starts_with("104 ")).unwrap();
    assert!(row[4].starts_with(unit["grade"].as_str().unwrap()), "{unit} {row:?}");
    assert!(row[4].contains("重大安全责任事故"), "{row:?}");
}

/// The auditor walks from a total to the files that it stands on, their fingerprints and when they came.
fn walks_to_the_evidence(year: &Year, files: &[PathBuf]) {
    let explained = year.shown(&["score", "explain", UNIT]);
    has(&explained, &["申诉成立（第1件）+1.5分", "考评组 18 [#2]", "[#1]"]);
    has(&year.shown(&["show", "points"]), &["103 长津建工 督查扣分"]);
    let rows = year.rows(&["show", &format!("evidence/{UNIT}")]);
    let out = year.home.path().join("back");
    let mut found = BTreeSet::new();
    for row in rows.iter().filter(|row| row[4].starts_with("2014-11-27 10:00")) {
        year.on(&["evidence", "get", &row[0], "--out", text(&out)]).with(0);
        found.insert(fs::read(&out).unwrap());
    }
    let handed_in: BTreeSet<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    assert_eq!(found, handed_in, "{rows:?}");
}

/// The auditor's lists: for others, backdated, overridden, opened again; and who was criticised without having signed.
fn looks_at_what_stands_out(year: &Year) {
    let rows = year.rows(&["audit", "show"]);
    let of = |why: &str, what: &str| {
        rows.iter().filter(|row| row[0] == why).any(|row| row[5].contains(what) || what.is_empty())
    };
    let recruiting = format!("recruiting/{UNIT}");
    for (why, what) in [
        ("on behalf", recruiting.as_str()),
        ("above a ceiling", recruiting.as_str()),
        ("backdated", "planting/"),
        ("opened again", "unit-plan/005"),
        ("taken back or corrected", "3"),
        ("appeal upheld", "1.5"),
        ("veto decided behind the freeze", "2"),
        ("decided over unsigned notices", ""),
        ("its table does not say so", "108"),
    ] {
        assert!(of(why, what), "no {why} of {what}: {rows:#?}");
    }
    // The players record a visit on the next working day, within the file's days.
    assert!(!of("backdated", "contact-points."), "{rows:#?}");
    let chinese = year.shown(&["audit", "show"]);
    assert!(chinese.contains("补录") && !chinese.contains("entered afterwards"), "{chinese}");
    assert!(!chinese.contains(" returned, due again"), "{chinese}");
    has(&year.shown(&["list", "show", "criticise"]), &["108 安厦监理", "列入（知道有通知没签收）"]);
}

/// Given nothing but the bundle, the tables come out the same elsewhere; a changed event is named.
fn computes_again(year: &Year) {
    let bundle = year.home.path().join("bundle");
    year.on(&["audit", "export", "--out", text(&bundle)]).with(0);
    let away = year.home.path().join("away");
    fs::rename(&bundle, &away).unwrap();
    let printed = muster(["audit", "recompute", text(&away)]).with(0).stdout;
    has(&printed, &["tables are the same again"]);
    let ended = audited(&away);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);

    let position = log::rows(&year.dir).iter().find(|row| row.name == "score.deducted").unwrap().position.0;
    let first = tamper::another_actor(&year.dir, position);
    let ended = on(&year.dir, &["verify"]).with(1);
    has(&format!("{}{}", ended.stdout, ended.stderr), &[&format!("position {first}")]);
}

#[test]
fn the_evaluators_journey_and_the_auditors_behind_it() {
    let year = Year::new();
    a_round(&year);
    let files = hands_in(&year);
    points_and_the_freeze(&year);
    ranks(&year);
    an_appeal_and_the_lists(&year);
    signs_what_is_final(&year);
    walks_to_the_evidence(&year, &files);
    looks_at_what_stands_out(&year);
    computes_again(&year);
}

/// 30 % of 16 are 4, of 10 are 3, and nobody below 85 is excellent: in the year that is played to its end.
#[test]
fn no_more_are_excellent_than_their_share_of_each_category() {
    let (_home, dir) = demo::copy();
    let table = on(&dir, &["snapshot", "show", "annual-freeze/annual", "--json"]).with(0).json();
    let cell = |row: &Value, at: usize| row[at]["en"].as_str().unwrap().to_owned();
    for (category, most) in [("机关事业", 4), ("企业", 3)] {
        let rows = table["rows"].as_array().unwrap().iter().filter(|row| cell(row, 0) == category);
        let rows: Vec<(u32, f64, bool)> = rows
            .map(|row| (cell(row, 1).parse().unwrap(), cell(row, 3).parse().unwrap(), cell(row, 4) == "优秀"))
            .collect();
        assert!(rows.iter().any(|(.., excellent)| *excellent), "{category}: {rows:?}");
        for (rank, total, excellent) in &rows {
            assert_eq!(*excellent, *rank <= most && *total >= 85.0, "{category}: {rows:?}");
        }
    }
}
