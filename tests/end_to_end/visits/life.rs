//! The life of a visit as its people see it: in the list, in the leader's own calendar, in letters.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use muster_rules::calendar::is_workday;
use muster_tests::tidy::tree;
use serde_json::Value;

use super::left_out::with_a_leaders_calendar;
use crate::program::{muster, run, script};
use crate::site::{EN, Site, has_site, text};
use crate::year::service_year;

const LAUNCH: &str = "2014-03-31T09:00:00+08:00";

/// The shipped campaign with nobody but the leaders.
pub(super) struct Year(Site);

has_site!(Year.0);

impl Year {
    pub(super) fn new(until: &str) -> Self {
        Self::of(&service_year::file(), until)
    }

    /// A year of a committee's file.
    pub(super) fn of(file: &Path, until: &str) -> Self {
        let site = Site::launched(EN, file, LAUNCH);
        site.at(until);
        Self(site)
    }

    /// The events of the feed of one visitor, as an independent parser reads them.
    pub(super) fn feed(&self, name: &str) -> Vec<Vec<String>> {
        let file = self.home.path().join(name);
        self.on(&["visits", "export", "--ics", text(&file), "--person", "副局长乙"]).with(0);
        parsed(&file)
    }

    /// What stands, as the list says it.
    pub(super) fn listed(&self) -> Vec<Value> {
        self.on(&["visits", "list", "--json"]).with(0).json()["visits"].as_array().unwrap().clone()
    }
}

/// The events of a feed, as an independent parser reads them: UID, sequence, status, start.
pub(super) fn parsed(file: &Path) -> Vec<Vec<String>> {
    let mut python = script("visits/feed.py");
    python.arg(file);
    let printed = run(python, Vec::new()).with(0).stdout;
    printed.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

/// angusmcleod/angus-events-plugin #51, ellite/Wallos #966: other UIDs at each fetch, twice in every calendar.
#[test]
fn practice_row_48_a_feed_keeps_its_uids_counts_changes_and_keeps_what_was_called_off() {
    let year = Year::new("2014-05-05T12:00");
    let first = year.feed("first.ics");
    assert_eq!(first, year.feed("again.ics"));
    assert_eq!((first.len(), first[0][1].as_str(), first[0][2].as_str()), (1, "0", "TENTATIVE"), "{first:?}");
    year.on(&["visits", "confirm", "contact-points.2014-q2/V03", "--as", "副局长乙"]).with(0);
    let move_to = ["visits", "move", "contact-points.2014-q2/V03", "--to", "2014-06-05", "--time", "14:30"];
    year.on(&[&move_to[..], &["--as", "副局长乙"]].concat()).with(0);
    let moved = year.feed("moved.ics");
    assert_eq!((&moved[0][0], moved[0][1].as_str(), moved[0][2].as_str()), (&first[0][0], "2", "CONFIRMED"));
    assert_eq!(moved[0][3], "20140605T063000Z");
    let cancel = ["visits", "cancel", "contact-points.2014-q2/V03", "--reason", "汛期", "--as", "副局长乙"];
    year.on(&cancel).with(0);
    year.at("2014-05-06T12:00");
    let after = year.feed("after.ics");
    assert_eq!(after.len(), 2, "the cancelled one stays, another is planned: {after:?}");
    assert_eq!((&after[0][0], after[0][1].as_str(), after[0][2].as_str()), (&first[0][0], "3", "CANCELLED"));
    assert_eq!((after[1][1].as_str(), after[1][2].as_str()), ("0", "TENTATIVE"));
    assert_ne!(after[1][3], moved[0][3]);
}

/// calcom/cal.diy #7225, #6973: reminders of what was cancelled. Nothing is scheduled at a provider: what waits is in the state.
#[test]
fn practice_row_21_what_was_cancelled_is_not_reminded() {
    let year = Year::new("2014-05-05T12:00");
    for (place, visitor) in
        [("V03", "副局长乙"), ("V04", "副局长丙"), ("V05", "副局长丁"), ("V06", "总工程师岗")]
    {
        let item = format!("contact-points.2014-q2/{place}");
        year.on(&["visits", "cancel", &item, "--as", visitor]).with(0);
        let why = year.on(&["why", &item]).with(0).stdout;
        let ahead =
            why.lines().filter(|line| line.contains("#1.") && line.contains("visit in 3 working days"));
        let ahead: Vec<&str> = ahead.collect();
        assert!(!ahead.is_empty() && ahead.iter().all(|line| line.contains("withdrawn")), "{why}");
    }
}

/// Two lists: a visit that lies behind without its record, and a place that nobody came to before its round was over.
#[test]
fn what_was_not_made_is_another_list_than_what_was_not_recorded() {
    let year = Year::new("2014-06-30T12:00");
    let items = |only: &str| -> Vec<String> {
        let listed = year.on(&["visits", "list", "--only", only, "--json"]).with(0).json();
        let visits = listed["visits"].as_array().unwrap().iter();
        visits.map(|visit| visit["item"].as_str().unwrap().to_owned()).collect()
    };
    let [gone, silent] = ["V03", "V04"].map(|place| format!("contact-points.2014-q2/{place}"));
    let unrecorded = items("unrecorded");
    assert!(unrecorded.contains(&gone) && unrecorded.contains(&silent), "{unrecorded:?}");
    year.on(&["visits", "no-show", &gone, "--as", "副局长乙"]).with(0);
    let unrecorded = items("unrecorded");
    assert!(!unrecorded.contains(&gone) && unrecorded.contains(&silent), "{unrecorded:?}");
    assert_eq!(items("not-made"), [""; 0], "the round is not over");
    year.at("2014-07-02T12:00");
    assert_eq!(items("not-made"), [gone.as_str()]);
    let unrecorded = items("unrecorded");
    assert!(!unrecorded.contains(&gone) && unrecorded.contains(&silent), "{unrecorded:?}");
}

/// faults/cases/31: `--text ok` closed a visit whose file asks for three sections.
#[test]
fn a_record_has_every_section_that_the_file_asks_for() {
    let year = Year::new("2014-05-05T12:00");
    let record = ["visits", "record", "contact-points.2014-q2/V03", "--on", "2014-05-05", "--as", "副局长乙"];
    let refused = year.on(&[&record[..], &["--text", "ok"]].concat()).with(3);
    assert!(
        refused.stderr.contains("业务工作、内部管理、作风建设")
            || refused.stderr.contains("业务工作, 内部管理, 作风建设"),
        "{}",
        refused.stderr
    );
    let sections = ["--section", "业务工作=好", "--section", "内部管理=无", "--section", "作风建设=无"];
    year.on(&[&record[..], &sections[..]].concat()).with(0);
    let listed = year.on(&["visits", "list", "--person", "副局长乙", "--json"]).with(0).json();
    assert_eq!(listed["visits"][0]["stage"], "recorded");
}

#[test]
fn a_plan_is_a_page_with_months_and_a_picture() {
    let year = Year::new("2014-05-05T12:00");
    let file = year.home.path().join("plan.html");
    year.on(&["--lang", "zh", "visits", "export", "--html", text(&file)]).with(0);
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(
        page.contains("<svg")
            && page.contains("柳湾村")
            && page.contains("副局长乙")
            && page.contains("<h2>2014年")
    );
    assert!(!page.contains("<script"));
    assert!(page.contains("<td class=\"off\">"), "rest days are marked");
}

#[test]
fn a_picture_is_of_one_programme_or_round_where_that_is_asked_and_stands_alone() {
    let year = Year::new("2014-05-05T12:00");
    let file = year.home.path().join("plan.svg");
    let export = |which: &[&str]| {
        let words = ["--lang", "zh", "visits", "export", "--svg", text(&file)];
        year.on(&[&words[..], which].concat()).with(0);
        std::fs::read_to_string(&file).unwrap()
    };
    let all = export(&[]);
    assert!(all.starts_with("<svg") && all.contains("柳湾村") && all.contains("横巷村"), "{all}");
    for which in ["contact-points", "contact-points.2014-q2"] {
        let one = export(&["--programme", which]);
        assert!(one.contains("柳湾村") && !one.contains("横巷村"), "{which}: {one}");
    }
    let words = ["visits", "export", "--svg", text(&file), "--programme", "contact-point"];
    let refused = year.on(&words).with(1);
    assert!(refused.stderr.contains("contact-point"), "{}", refused.stderr);
}

#[test]
fn what_awaits_a_visit_is_shown_as_it_would_be_planned_and_planned_so() {
    let year = Year::new("2014-05-05T12:00");
    let none = year.on(&["visits", "plan"]).with(0).stdout;
    assert!(none.contains("no place awaits a visit"), "{none}");
    year.on(&["visits", "cancel", "contact-points.2014-q2/V03", "--as", "副局长乙"]).with(0);
    let shown = year.on(&["visits", "plan"]).with(0).stdout;
    assert!(shown.contains("contact-points.2014-q2: 1 place awaits a visit, 1 can be planned"), "{shown}");
    assert_eq!(
        year.listed().iter().filter(|visit| visit["item"] == "contact-points.2014-q2/V03").count(),
        1,
        "only shown"
    );
    year.on(&["visits", "plan", "--propose", "--as", "小组办公室"]).with(0);
    let visits = year.listed();
    let planned: Vec<&Value> = visits
        .iter()
        .filter(|visit| visit["item"] == "contact-points.2014-q2/V03" && visit["stage"] == "proposed")
        .collect();
    assert_eq!(planned.len(), 1, "{visits:?}");
    assert!(
        shown.contains(planned[0]["date"].as_str().unwrap()),
        "what was shown is what is planned: {shown}"
    );
    // What the workers plan by themselves then is nothing more.
    year.at("2014-05-06T12:00");
    assert_eq!(year.listed().len(), visits.len());
    let strange = year.on(&["visits", "plan", "unit-plan"]).with(1);
    assert!(strange.stderr.contains("contact-points.2014-q2"), "{}", strange.stderr);
}

#[test]
fn a_table_of_fixed_visits_is_taken_whole_or_not_at_all() {
    let year = Year::new("2014-05-05T12:00");
    let table = year.home.path().join("fixed.csv");
    let import = |lines: &str| {
        fs::write(&table, lines).unwrap();
        year.on(&["--lang", "zh", "visits", "import", text(&table), "--as", "小组办公室"])
    };
    let before = year.listed();
    let bad = "事项,日期,开始\n\
        contact-points.2014-q2/V03,2014-06-05,14:30\n\
        contact-points.2014-q2/V04,2014-06-02,09:00\n\
        contact-points.2014-q2/V99,2014-06-09,09:00\n\
        contact-points.2014-q2/V05,六月,9点\n\
        contact-points.2014-q9/V06,2014-06-09,09:00\n";
    let refused = import(bad).with(3).stderr;
    for said in [
        "第3行：",
        "2014-06-02",
        "第4行：没有单位V99",
        "第5行：",
        "“9点”不是时刻",
        "第6行：contact-points.2014-q9不是正在进行",
    ] {
        assert!(refused.contains(said), "{said}: {refused}");
    }
    assert!(!refused.contains("第2行"), "{refused}");
    assert_eq!(year.listed(), before, "none of it");
    import("事项,日期,开始\ncontact-points.2014-q2/V03,2014-06-05,14:30\ncontact-points.2014-q2/V04,6月9日,09:00\n").with(0);
    let after = year.listed();
    let of = |item: &str| after.iter().find(|visit| visit["item"] == item).unwrap();
    assert_eq!(
        (
            of("contact-points.2014-q2/V03")["date"].as_str(),
            of("contact-points.2014-q2/V04")["date"].as_str()
        ),
        (Some("2014-06-05"), Some("2014-06-09"))
    );
    assert_eq!(after.len(), before.len(), "moved, not planned twice");
    let again = year.on(&["events", "--json", "--limit", "100000"]).with(0).json_lines().len();
    import("事项,日期,开始\ncontact-points.2014-q2/V03,2014-06-05,14:30\n").with(0);
    let then = year.on(&["events", "--json", "--limit", "100000"]).with(0).json_lines().len();
    assert_eq!(again, then, "the same again changes nothing");
}

/// The shipped file with a second programme whose visits the same leaders make.
fn with_spot_checks(home: &Path) -> PathBuf {
    let file = service_year::copy_to(home).join("service-year.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let begins = text.find("  contact-points:\n").unwrap();
    let length = text[begins..].find("    记录内容:").unwrap();
    let second = text[begins..begins + length]
        .replace("contact-points:", "spot-checks:")
        .replace("党建工作联系点", "联系点抽查");
    let both = format!("{}{second}{}", &text[..begins], &text[begins..]);
    // Places and weeks hold more than one visit, so that hours alone decide what fits.
    let both = both.replace("    间隔: 20 ", "    间隔: 1 ").replace("    每周至多: 1 ", "    每周至多: 5 ");
    fs::write(&file, both).unwrap();
    file
}

/// Nobody is in two places at once.
#[track_caller]
fn nobody_is_in_two_places(visits: &[Value]) {
    let text = |visit: &Value, key: &str| visit[key].as_str().unwrap().to_owned();
    for (at, one) in visits.iter().enumerate() {
        for other in &visits[at + 1..] {
            let apart = text(one, "end") <= text(other, "start") || text(other, "end") <= text(one, "start");
            assert!(apart || one["visitor"] != other["visitor"], "{one} {other}");
        }
    }
}

/// faults/cases/31: of two programmes that were planned in the same moment each knew its own busy days and visits alone.
#[test]
fn two_programmes_that_are_planned_at_one_moment_share_their_leaders_days() {
    let home = tempfile::tempdir().unwrap();
    let file = with_spot_checks(home.path());
    let year = Year::of(&file, "2014-05-05T12:00");
    let visits = year.listed();
    nobody_is_in_two_places(&visits);
    let busy = fs::read_to_string(tree::root().join("workflows/service-year/busy.csv")).unwrap();
    for visit in &visits {
        let (date, post) = (visit["date"].as_str().unwrap(), visit["post"].as_str().unwrap());
        assert!(!busy.lines().any(|line| line.starts_with(&format!("{post},{date},"))), "{visit}");
    }
    let of = |programme: &str, visits: &[Value]| {
        let key = format!("{programme}.2014-q2/");
        visits.iter().filter(|visit| visit["item"].as_str().unwrap().starts_with(&key)).count()
    };
    assert_eq!((of("contact-points", &visits), of("spot-checks", &visits)), (4, 4), "{visits:?}");
    // The preview plans as the engine does.
    let report = muster(["preview", text(&file), "--json"]).with(0).json();
    let foreseen = report["visits"].as_array().unwrap();
    nobody_is_in_two_places(foreseen);
    assert_eq!((of("contact-points", foreseen), of("spot-checks", foreseen)), (4, 4));
}

#[test]
fn a_table_of_several_rounds_is_taken_whole_or_not_at_all() {
    let home = tempfile::tempdir().unwrap();
    let year = Year::of(&with_spot_checks(home.path()), "2014-05-05T12:00");
    let table = year.home.path().join("fixed.csv");
    let import = |one: &str, other: &str| {
        let (first, second) = ("contact-points.2014-q2/V03", "spot-checks.2014-q2/V03");
        fs::write(&table, format!("item,date,start\n{first},{one}\n{second},{other}\n")).unwrap();
        year.on(&["visits", "import", text(&table), "--as", "小组办公室"])
    };
    let before = year.listed();
    // Each fits by itself; together the leader would be at one hour in two rounds.
    let refused = import("2014-06-05,14:30", "2014-06-05,14:30");
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert_eq!(year.listed(), before, "none of it");
    // Some other day of the quarter fits; until then, such as on a busy one, nothing changes.
    let days = ["06-12", "05-12", "05-19", "06-16", "06-23"];
    let fits = days.iter().find(|day| {
        let ended = import("2014-06-05,14:30", &format!("2014-{day},14:30"));
        assert!(matches!(ended.code, Some(0 | 3)), "{ended:?}");
        assert!(ended.code == Some(0) || year.listed() == before, "none of it");
        ended.code == Some(0)
    });
    let day = format!("2014-{}", fits.expect("a day that fits"));
    let after = year.listed();
    let of = |item: &str| after.iter().find(|visit| visit["item"] == item).unwrap()["date"].clone();
    assert_eq!(of("contact-points.2014-q2/V03"), "2014-06-05");
    assert_eq!(of("spot-checks.2014-q2/V03"), day.as_str());
}

/// nextcloud/calendar #6439, #3811, #8221: other calendars are ignored, and so is what lies in the middle of a slot.
#[test]
fn practice_row_55_a_leaders_own_calendar_is_kept_free_and_its_titles_are_in_no_log() {
    let home = tempfile::tempdir().unwrap();
    let event = |rule: &str, from: &str, to: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:1@phone\r\nSUMMARY:体检机密\r\nDTSTART;TZID=Asia/Shanghai:{from}\r\n\
             DTEND;TZID=Asia/Shanghai:{to}\r\n{rule}END:VEVENT\r\n"
        )
    };
    // Each working morning from 10:00 to 10:30, in the middle of the slot at 9; and the whole of June.
    let text = [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//phone//EN\r\n".to_owned(),
        event("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n", "20140401T100000", "20140401T103000"),
        event("", "20140601T000000", "20140701T000000").replace("1@phone", "2@phone"),
        "END:VCALENDAR\r\n".to_owned(),
    ];
    let year = Year::of(&with_a_leaders_calendar(home.path(), &text.concat()), "2014-05-05T12:00");
    let visits = year.listed();
    let own: Vec<&Value> = visits.iter().filter(|visit| visit["post"] == "副局长乙").collect();
    assert!(!own.is_empty(), "{visits:?}");
    for visit in own {
        let (date, starts) = (visit["date"].as_str().unwrap(), visit["start"].as_str().unwrap_or_default());
        assert!(date < "2014-06-01" && !starts.contains("T01:00"), "{visit}");
    }
    let to = ["visits", "move", "contact-points.2014-q2/V03", "--to", "2014-05-22", "--time", "09:00"];
    let refused = year.by("副局长乙", &to).with(3).stderr;
    assert!(refused.contains("2014-05-22 from 10:00 to 10:30"), "{refused}");
    for file in fs::read_dir(&year.dir).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap_or_default();
        let title = "体检机密".as_bytes();
        assert!(!bytes.windows(title.len()).any(|window| window == title));
    }
}

/// service-year: three quarters of the implementation, four contact points each, one visit a quarter.
#[test]
fn twelve_contact_points_are_planned_on_free_working_days_each_with_its_reason() {
    let year = Year::new("2014-10-20T12:00");
    let is_ours = |visit: &Value| visit["item"].as_str().unwrap().starts_with("contact-points.");
    let visits: Vec<Value> = year.listed().into_iter().filter(is_ours).collect();
    let calendar = &service_year::definition().calendar;
    let busy = fs::read_to_string(tree::root().join("workflows/service-year/busy.csv")).unwrap();
    assert_eq!(visits.len(), 12, "{visits:?}");
    for visit in &visits {
        let (date, post) = (visit["date"].as_str().unwrap(), visit["post"].as_str().unwrap());
        assert!(!busy.lines().any(|line| line.starts_with(&format!("{post},{date},"))), "{visit}");
        assert_eq!(is_workday(calendar, date.parse().unwrap()), Ok(true), "{visit}");
        let item = visit["item"].as_str().unwrap();
        let why = year.on(&["--lang", "zh", "visits", "explain", item]).with(0).stdout;
        assert!(why.lines().any(|line| line.contains("走访人当天有空")), "{why}");
    }
    let rounds: BTreeSet<&str> =
        visits.iter().filter_map(|visit| visit["item"].as_str()?.split('/').next()).collect();
    assert_eq!(rounds.len(), 3, "{rounds:?}");
}
