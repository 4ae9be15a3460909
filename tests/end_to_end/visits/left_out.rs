//! Places for which no visit could be planned: why is recorded, and shown in either language until one is planned.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::life::Year;
use crate::year::service_year;

const ITEM: &str = "contact-points.2014-q2/V03";

/// The shipped campaign, where one leader is away for the whole second quarter.
pub(super) fn with_a_leader_away(home: &Path) -> PathBuf {
    let away = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//phone//EN\r\nBEGIN:VEVENT\r\nUID:1@phone\r\n\
                SUMMARY:挂职\r\nDTSTART;TZID=Asia/Shanghai:20140401T000000\r\n\
                DTEND;TZID=Asia/Shanghai:20140701T000000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    with_a_leaders_calendar(home, away)
}

/// The shipped campaign, where one leader has a calendar of their own.
pub(super) fn with_a_leaders_calendar(home: &Path, calendar: &str) -> PathBuf {
    let folder = service_year::copy_to(home);
    fs::write(folder.join("yi.ics"), calendar).unwrap();
    let main = folder.join("service-year.yaml");
    let written = fs::read_to_string(&main).unwrap();
    let busy = "    忙时: [busy.csv, {岗位: 副局长乙, 日历: yi.ics}]";
    fs::write(&main, written.replace("    忙时: busy.csv", busy)).unwrap();
    main
}

/// How often it was said why places have no visit.
fn said(year: &Year) -> usize {
    let events = year.on(&["events", "--family", "visit.left_out", "--json"]).with(0).stdout;
    events.lines().filter(|line| line.contains(ITEM)).count()
}

#[test]
fn why_a_place_has_no_visit_is_recorded_once_and_shown_in_either_language() {
    let home = tempfile::tempdir().unwrap();
    let year = Year::of(&with_a_leader_away(home.path()), "2014-05-05T12:00");
    let visits = year.listed();
    let ours: Vec<&Value> = visits.iter().filter(|visit| visit["item"] == ITEM).collect();
    assert_eq!(ours.len(), 1, "{visits:?}");
    let (stage, post, why) = (&ours[0]["stage"], &ours[0]["post"], &ours[0]["left_out"]["why"]["no-day"]);
    assert_eq!((stage.as_str(), post.as_str()), (Some("left-out"), Some("副局长乙")), "{ours:?}");
    assert!(why["busy"].as_u64() > Some(0) && why["near"] == 0, "{ours:?}");
    for (lang, busy) in [("zh", "走访人没空"), ("en", "with the visitor busy")] {
        for words in [vec!["visits", "list"], vec!["visits", "explain", ITEM], vec!["why", ITEM]] {
            let shown = year.on(&[&["--lang", lang][..], &words[..]].concat()).with(0).stdout;
            assert!(shown.contains(busy), "{words:?}: {shown}");
        }
    }
    // What was said already is not said again.
    let plan = ["visits", "plan", "--propose", "--as", "小组办公室"];
    let shown = year.on(&plan).with(0).stdout;
    assert!(shown.contains("with the visitor busy"), "{shown}");
    let before = said(&year);
    assert!(before > 0);
    year.on(&plan).with(0);
    assert_eq!(said(&year), before);
    // Once the round is over the list of what was not made has it, still with its reason.
    let over = year.on(&["visits", "list", "--only", "not-made"]).with(0).stdout;
    assert!(!over.contains(ITEM), "the round is not over: {over}");
    year.at("2014-07-02T12:00");
    let over = year.on(&["visits", "list", "--only", "not-made"]).with(0).stdout;
    let row = over.lines().find(|line| line.contains(ITEM)).unwrap_or_default();
    assert!(row.contains("not made: ") && row.contains("with the visitor busy"), "{over}");
}
