//! The shipped campaign with its golden numbers; what is refused stands in [`bad`], what no bytes may do in [`fuzz`].

mod bad;
mod cases;
mod dating;
mod effect;
mod fuzz;
mod judging;
mod language;
mod letters;
mod posts;
mod printed;
mod rights;
mod run_together;
mod visiting;

use std::collections::BTreeMap;

use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::definition::{Bound, DayIn, Definition, EXTENSION, Pattern, Period, Scope, Variant};
use muster_protocol::ids::{AudienceIx, Digest, DutyIx};
use muster_protocol::time::Date;
use muster_rules::zone::Zone;
use muster_rules::{audience, calendar};

use super::findings::code;
use super::findings::finding::Report;
use super::{Compiled, ContactEntry, Files, Severity, compile, format, needs, root};

pub(crate) const MAIN: &str = "service-year.yaml";

/// The shipped campaign.
pub(crate) fn service_year() -> Files {
    let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    Files {
        main: MAIN.to_owned(),
        files: BTreeMap::from([
            file(MAIN, include_bytes!("../../../../workflows/service-year/service-year.yaml")),
            file("roster.csv", include_bytes!("../../../../workflows/service-year/roster.csv")),
            file("busy.csv", include_bytes!("../../../../workflows/service-year/busy.csv")),
            file("festivals.csv", include_bytes!("../../../../workflows/service-year/festivals.csv")),
            file("directive.txt", include_bytes!("../../../../workflows/service-year/directive.txt")),
            file("window-items.csv", include_bytes!("../../../../workflows/service-year/window-items.csv")),
            file("../calendars/cn/2013.csv", include_bytes!("../../../../workflows/calendars/cn/2013.csv")),
            file("../calendars/cn/2014.csv", include_bytes!("../../../../workflows/calendars/cn/2014.csv")),
            file("../calendars/cn/2015.csv", include_bytes!("../../../../workflows/calendars/cn/2015.csv")),
            file("../calendars/cn/hours.csv", include_bytes!("../../../../workflows/calendars/cn/hours.csv")),
            file(
                "../calendars/cn/festivals.csv",
                include_bytes!("../../../../workflows/calendars/cn/festivals.csv"),
            ),
        ]),
        ..Files::default()
    }
}

/// The shipped campaign as it is launched.
pub(crate) fn shipped() -> Definition {
    compile(&service_year()).definition.unwrap()
}

/// A campaign with the frame alone: what is refused is shown in it, so that its places stay when the shipped one grows.
pub(super) fn frame() -> Files {
    let mut files = service_year();
    files.files.insert(MAIN.to_owned(), include_bytes!("tests/frame.yaml").to_vec());
    files
}

/// Files of which one is changed.
pub(super) fn edited(mut files: Files, file: &str, change: impl FnOnce(&str) -> String) -> Files {
    let text = String::from_utf8(files.files[file].clone()).unwrap();
    files.files.insert(file.to_owned(), change(&text).into_bytes());
    files
}

/// Files with one text of one of them replaced.
pub(super) fn replaced(files: Files, file: &str, from: &str, to: &str) -> Files {
    edited(files, file, |text| {
        assert!(text.contains(from), "{file} has no {from:?}");
        text.replacen(from, to, 1)
    })
}

/// The frame with one text of one file replaced.
pub(super) fn with(file: &str, from: &str, to: &str) -> Files {
    replaced(frame(), file, from, to)
}

/// Findings as lines of text: what the tests compare.
pub(crate) fn printed(compiled: &Compiled) -> String {
    let line = |f: &super::Finding| {
        let fix = f.fix.as_ref().map_or("-", |fix| fix.zh.as_str());
        let severity = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        format!(
            "{} {severity} {}:{}:{}+{} {} | {fix}\n",
            f.code, f.file, f.line, f.column, f.length, f.sentence.zh
        )
    };
    compiled.findings.iter().map(line).collect()
}

fn shanghai() -> Zone {
    Zone::load("Asia/Shanghai").unwrap()
}

fn definition() -> Definition {
    let compiled = compile(&service_year());
    compiled.definition.unwrap_or_else(|| panic!("does not compile"))
}

fn duty(definition: &Definition, id: &str) -> DutyIx {
    let at = definition.duties.iter().position(|duty| duty.id == id).unwrap();
    DutyIx(u16::try_from(at).unwrap())
}

/// Items that a duty makes: members on each due day.
fn items(definition: &Definition, id: &str) -> usize {
    let duty = &definition.duties[duty(definition, id).at()];
    let occurrences = calendar::occurrences(&duty.rule, &definition.calendar, &shanghai()).unwrap();
    occurrences.iter().map(|o| audience::members_on(definition, duty.audience, o.due).len()).sum()
}

fn due(definition: &Definition, id: &str) -> Vec<String> {
    let duty = &definition.duties[duty(definition, id).at()];
    let occurrences = calendar::occurrences(&duty.rule, &definition.calendar, &shanghai()).unwrap();
    occurrences.iter().map(|o| format!("{} {}", o.opens, o.due)).collect()
}

#[test]
fn service_year_has_no_error_and_no_warning() {
    let compiled = compile(&service_year());
    assert!(compiled.findings.iter().all(|finding| finding.severity == Severity::Note));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "tests/shipped" }, {
        insta::assert_snapshot!("service_year", printed(&compiled));
    });
}

#[test]
fn service_year_names_the_files_it_needs() {
    let files = service_year();
    let mut named: Vec<String> = files.files.keys().filter(|name| *name != MAIN).cloned().collect();
    named.sort();
    let own = |name: &String| name.starts_with("calendars/");
    let (own, others): (Vec<_>, Vec<_>) = needs(&files.files[MAIN]).into_iter().partition(own);
    assert_eq!(others, named);
    // Each of the calendar's tables may stand in the campaign's own folder.
    let tables = named.iter().filter_map(|name| name.strip_prefix("../"));
    assert_eq!(own, tables.collect::<Vec<_>>());
}

#[test]
fn golden_counts_of_rows_1_2() {
    let definition = definition();
    let scored =
        |day: Date| definition.units.iter().filter(|u| u.scored && audience::is_member(u, day)).count();
    let first = |month| Date::ymd(2014, month, 1).unwrap();
    assert_eq!(definition.units.iter().filter(|unit| unit.scored).count(), 27);
    assert_eq!([4, 5, 6, 8, 9, 12].map(|month| scored(first(month))), [26, 26, 27, 27, 26, 26]);
    assert_eq!(items(&definition, "study"), 159);
    let meetings = ["meetings-general", "meetings-committee", "meetings-group", "meetings-lecture"];
    assert_eq!(meetings.map(|id| items(&definition, id)), [79, 159, 159, 79]);
    assert_eq!(items(&definition, "site-care"), 8);
    // S33, S42, S64: windows in May and from June, enterprises by the quarter's end, progress like the monthly study.
    assert_eq!([items(&definition, "show-three"), items(&definition, "contest")], [7, 24]);
    assert_eq!([items(&definition, "enterprise-serve"), items(&definition, "owner-talk")], [30, 59]);
    assert_eq!(
        [items(&definition, "service-items"), items(&definition, "service-items-progress")],
        [26, 159]
    );
    let pledges = ["org-pledge", "org-pledge-check", "member-pledge", "member-pledge-check"];
    assert_eq!(pledges.map(|id| items(&definition, id)), [26, 79, 26, 53]);
    let ledgers = ["volunteer-log", "love-market", "village-aid", "ideas", "website"];
    assert_eq!(ledgers.map(|id| items(&definition, id)), [48, 6, 3, 30, 6]);
    let visits = &definition.visits[0];
    let rounds = calendar::occurrences(&visits.rule, &definition.calendar, &shanghai()).unwrap();
    let places: usize =
        rounds.iter().map(|r| audience::members_on(&definition, visits.places, r.due).len()).sum();
    assert_eq!((rounds.len(), places), (3, 12));
}

#[test]
fn golden_dates_of_rows_1_1() {
    let definition = definition();
    assert_eq!(due(&definition, "planting"), ["2014-03-11 2014-03-20"]);
    assert_eq!(due(&definition, "kickoff"), ["2014-04-01 2014-04-18"]);
    assert_eq!(due(&definition, "unit-plan"), ["2014-04-01 2014-04-25"]);
    assert_eq!(due(&definition, "site-care"), ["2014-05-11 2014-05-20"]);
    assert_eq!(due(&definition, "clean-home"), ["2014-09-11 2014-09-19"]);
    assert_eq!(due(&definition, "summary"), ["2014-11-01 2014-11-28"]);
    let last_days: Vec<String> = due(&definition, "study").iter().map(|line| line[11..].to_owned()).collect();
    assert_eq!(
        last_days,
        ["2014-05-30", "2014-06-30", "2014-07-31", "2014-08-29", "2014-09-30", "2014-10-31"]
    );
    let quarters: Vec<String> =
        due(&definition, "meetings-lecture").iter().map(|line| line[11..].to_owned()).collect();
    assert_eq!(quarters, ["2014-06-30", "2014-09-30", "2014-10-31"]);
    let snapshots =
        calendar::occurrences(&definition.snapshots[0].rule, &definition.calendar, &shanghai()).unwrap();
    assert_eq!(snapshots.first().unwrap().due.to_string(), "2014-04-30");
    assert_eq!((snapshots.len(), snapshots.last().unwrap().due.to_string()), (9, "2014-12-31".to_owned()));
}

#[test]
fn what_is_asked_is_compiled_with_its_terms() {
    let definition = definition();
    let frame = &definition.frame;
    let directive = frame.directive.as_ref().unwrap();
    assert_eq!(directive.digest, Digest::of(&service_year().files["directive.txt"]));
    assert_eq!(frame.taxonomies.len(), 5);
    let meaning =
        |word: &str| frame.words.iter().find(|bound| bound.word == word).map(|b| b.meaning.as_str());
    assert_eq!(
        [meaning("适时"), meaning("随到随办"), meaning("经常")],
        [Some("每季度1次"), Some("当日"), None]
    );
    let duty = |id: &str| &definition.duties[duty(&definition, id).at()];
    assert_eq!(duty("owner-talk").rule.pattern, Pattern::Every { period: Period::Month, on: DayIn::Last });
    let measures = &duty("party-school").terms.measures;
    assert_eq!((measures.len(), measures[0].at_least), (1, Some(Bound::Members)));
    let measures = &duty("recruiting").terms.measures;
    assert_eq!((measures[1].at_most, measures[4].share_of), (Some(Bound::Measure(0)), Some(1)));
    let Variant::Ledger(market) = &duty("love-market").variant else { panic!("no ledger") };
    let balance = market.balance.as_ref().unwrap();
    assert_eq!((balance.stock, &balance.plus[..], &balance.minus[..]), (3, &[1][..], &[2][..]));
    let Variant::Progress(of) = duty("service-items-progress").variant else { panic!("no progress") };
    assert_eq!(definition.duties[of.at()].id, "service-items");
    let Variant::PledgeCheck(of) = duty("member-pledge-check").variant else { panic!("no check") };
    assert_eq!(definition.duties[of.at()].id, "member-pledge");
    assert_eq!(duty("member-pledge-check").rule.from, Date::ymd(2014, 5, 16).unwrap());
    let Variant::Stage(selection, 0) = duty("pacesetter-nominate").variant else { panic!("no stage") };
    assert_eq!(definition.selections[selection.at()].id, "pacesetter");
    assert_eq!(duty("unit-plan").review.as_ref().unwrap().rubric.len(), 5);
}

#[test]
fn progress_follows_a_part_and_begins_when_that_is_due() {
    let files =
        with(MAIN, "study: {名称: 研究论证,", "study: {随后: {名称: 跟踪, 时间: 每月}, 名称: 研究论证,");
    let definition = compile(&files).definition.unwrap();
    let progress = &definition.duties[duty(&definition, "micro-platform-study-progress").at()];
    assert_eq!(progress.name, "微信、微博服务“微平台”·研究论证·跟踪");
    let months: Vec<String> =
        due(&definition, &progress.id).iter().map(|line| line[11..].to_owned()).collect();
    assert_eq!(months, ["2014-06-30", "2014-07-31", "2014-08-29", "2014-09-30", "2014-10-31"]);
    assert_eq!(progress.refs, ["S57"]);
}

#[test]
fn a_column_of_what_is_carried_over_is_filled_in_with_the_stock() {
    let columns = |holds: &str| {
        let to = format!("{{日期: 日期, 上期结存: {holds}, 入库: 数, 发放: 数, 结存: 数");
        compile(&with(MAIN, "{日期: 日期, 入库: 数, 发放: 数, 结存: 数", &to))
    };
    let definition = columns("数").definition.unwrap();
    let Variant::Ledger(market) = &definition.duties[duty(&definition, "love-market").at()].variant else {
        panic!("no ledger")
    };
    let balance = market.balance.as_ref().unwrap();
    assert_eq!((balance.previous, balance.stock), (Some(1), 4));
    assert!(balance.computes(1) && balance.computes(4) && !balance.computes(2));
    assert!(columns("文字").definition.is_none(), "it is counted");
}

#[test]
fn a_bound_word_that_nothing_uses_is_a_note() {
    let compiled = compile(&with(MAIN, "    时间: 经常性", "    时间: 每月"));
    assert!(compiled.definition.is_some());
    assert!(printed(&compiled).contains("M071 note service-year.yaml:"));
}

#[test]
fn posts_and_accounts_are_apart() {
    let compiled = compile(&service_year());
    let definition = compiled.definition.unwrap();
    let post = |id: &str| definition.contact_by_id(id).map(|ix| definition.contacts[ix.at()].post.as_str());
    assert_eq!(post("005-clerk"), Some("市政处联络员"));
    assert_eq!(post("v03-head"), Some("柳湾村主要负责人"));
    assert_eq!(post("office"), Some("小组办公室"));
    assert_eq!((post("leader-1"), post("leader-5")), (Some("副局长甲"), Some("副局长丁")));
    assert_eq!(post("leader-6"), None);
    assert!(matches!(definition.roles[3].scope, Scope::Campaign(Some(_))));
    assert!(compiled.contacts.iter().any(|entry| entry.contact == "005-clerk" && entry.account == "zj005"));
    let phoned = |entry: &&ContactEntry| entry.contact == "005-clerk" && entry.channel == EXTENSION;
    assert_eq!(compiled.contacts.iter().find(phoned).map(|entry| entry.account.as_str()), Some("0105"));
    let bytes = definition.to_bytes();
    assert!(!bytes.windows(5).any(|window| window == b"zj005"), "an account is in the definition");
    assert_eq!(Definition::from_bytes(&bytes).unwrap(), definition);
}

#[test]
fn posts_of_one_role_with_one_account_are_one_persons() {
    let first = |account: &str| {
        let compiled = compile(&with("roster.csv", "企业微信,zj003", account));
        let definition = compiled.definition.unwrap();
        ["002-clerk", "003-clerk", "003-head"].map(|id| {
            let contact = &definition.contacts[definition.contact_by_id(id).unwrap().at()];
            contact.person.map(|ix| definition.contacts[ix.at()].id.clone())
        })
    };
    let some = |id: &str| Some(id.to_owned());
    assert_eq!(first("企业微信,zj002"), [None, some("002-clerk"), some("002-head")]);
    assert_eq!(
        first("短信,zj002"),
        [None, None, None],
        "the same name on another channel is another account"
    );
    assert_eq!(first("企业微信,zj003"), [None, None, None]);
    assert_eq!(first("企业微信,"), [None, None, None], "no account is nobody's");
}

#[test]
fn days_of_return_are_working_days_in_both_languages() {
    let with_days = |text: &str| compile(&with(MAIN, "退回后: 5个工作日", text));
    let meant = with_days("退回后: 5个工作日").definition.unwrap();
    for text in ["退回后: 5 working days", "退回后: 5", "退回后: 5工作日"] {
        let compiled = with_days(text);
        assert_eq!(compiled.definition.as_ref(), Some(&meant), "{text}: {}", printed(&compiled));
    }
    for text in ["退回后: 5天", "退回后: 5 days", "退回后: some working days"] {
        assert_eq!(with_days(text).definition, None, "{text}");
    }
}

#[test]
fn english_keys_give_the_same_definition() {
    let chinese = compile(&service_year()).definition.unwrap();
    let mut files = service_year();
    let text = format(&files.files[MAIN], Some(Language::En)).unwrap();
    assert!(text.contains("together_with:") && !text.contains("分项:"), "{text}");
    files.files.insert(MAIN.to_owned(), text.into_bytes());
    let compiled = compile(&files);
    let english = compiled.definition.clone().unwrap_or_else(|| panic!("{}", printed(&compiled)));
    assert_eq!(english.digest(), chinese.digest());
}

#[test]
fn spelling_and_order_that_mean_nothing_change_nothing() {
    let digest = |files: &Files| compile(files).definition.unwrap().digest();
    let plain = digest(&frame());
    assert_eq!(digest(&with(MAIN, "提前: [5, 1]", "提前: [1, 5个工作日]")), plain);
    assert_eq!(digest(&with(MAIN, "时间: 4月25日", "时间: 2014-04-25")), plain);
    assert_eq!(digest(&with(MAIN, "参评: 是", "参评: true")), plain);
    let crlf = edited(frame(), MAIN, |text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    assert_eq!(digest(&crlf), plain);
}

#[test]
fn a_roster_saved_by_a_spreadsheet_in_gbk_is_read_and_said() {
    let mut files = service_year();
    let text = String::from_utf8(files.files["roster.csv"].clone()).unwrap();
    files.files.insert("roster.csv".to_owned(), encoding_rs::GBK.encode(&text).0.into_owned());
    let compiled = compile(&files);
    assert!(compiled.definition.is_some());
    assert!(printed(&compiled).contains("M004 note roster.csv:1:1"));
}

#[test]
fn conditions_may_be_written_in_place() {
    let files = with(MAIN, "人群: 志愿服务队", "人群: {类别: 企业, 标签: 窗口, 除: [\"109\"]}");
    let definition = compile(&files).definition.unwrap();
    let planting = &definition.duties[duty(&definition, "planting").at()];
    let codes: Vec<&str> = audience::members(&definition, planting.audience)
        .iter()
        .map(|unit| definition.units[unit.at()].code.as_str())
        .collect();
    assert_eq!(codes, ["101", "106"]);
    assert_ne!(planting.audience, AudienceIx(0));
}

#[test]
fn a_calendar_that_does_not_exist_is_reported_with_the_nearest_and_asks_for_no_table() {
    let mut files = with(MAIN, "日历: cn", "日历: cm");
    files.calendars = ["cn", "de", "us-ny"].map(str::to_owned).into();
    let said = printed(&compile(&files));
    assert!(said.contains("没有叫“cm”的日历 | 是不是想写“cn”？"), "{said}");
    assert!(!said.contains("M042"), "{said}");
    // A gap that is accepted does not make a calendar of a slip.
    let gaps = with(MAIN, "日历: cn", "日历缺年: 暂定\n  日历: us-nz");
    let files = Files { files: gaps.files, calendars: files.calendars, ..gaps };
    assert!(printed(&compile(&files)).contains("是不是想写“us-ny”？"));
}

#[test]
fn findings_name_keys_as_the_file_writes_them_and_sentences_stay_in_their_language() {
    let english =
        "campaign: {id: c, name: [x], calendar: cn, roster: r.csv, timezone: Asia/Shanghai}\nduties: {}\n";
    let chinese = "活动: {编号: c, 名称: [x], 日历: cn, 名册: r.csv, 时区: Asia/Shanghai}\n任务: {}\n";
    for (text, has, hasnt) in [(english, "“name”", "“名称”"), (chinese, "“名称”", "“name”")]
    {
        let files = [(MAIN.to_owned(), text.as_bytes().to_vec())].into();
        let found = compile(&Files { main: MAIN.to_owned(), files, ..Files::default() }).findings;
        let said = |of: fn(&LocalizedText) -> &String| {
            let fixes = found.iter().filter_map(|one| one.fix.as_ref());
            let all = found.iter().map(|one| &one.sentence).chain(fixes);
            all.map(|one| of(one).clone()).collect::<Vec<_>>().join("\n")
        };
        let (zh, en) = (said(|one| &one.zh), said(|one| &one.en));
        assert!(zh.contains(has) && en.contains(has), "{zh}\n{en}");
        assert!(!zh.contains(hasnt) && !en.contains(hasnt), "{zh}\n{en}");
        assert!(!en.contains('、') && !en.contains("（无）"), "{en}");
    }
}

#[test]
fn no_word_of_the_parser_reaches_a_person() {
    for text in [
        "a: [1",
        "a: {b",
        "a: 'x",
        "a: b: c",
        "a\nb: c",
        ": x",
        "a:\n\t- b",
        "[a]: b",
        "a: \u{7}x",
        "a: @x",
        "- a\nb: c",
        "? a\n: b\n? [c",
        "%X\n---\na",
    ] {
        let mut report = Report::new(MAIN);
        let _ = root(text.as_bytes(), &mut report);
        for one in report.into_findings().iter().filter(|one| one.code == code::SYNTAX) {
            let bare = one.sentence.zh.trim_start_matches("格式不对：");
            assert!(!bare.chars().any(|c| c.is_ascii_alphabetic()) || bare.contains("Tab"), "{text}: {bare}");
            for word in [
                "scalar",
                "mapping",
                "flow",
                "block",
                "expected",
                "found",
                "token",
                "indentation",
                "document",
            ] {
                assert!(!one.sentence.en.contains(word), "{text}: {}", one.sentence.en);
            }
        }
    }
}
