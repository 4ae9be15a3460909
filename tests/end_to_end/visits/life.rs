//! The life of a visit as its people see it: in the list, in the leader's own calendar, in letters.

use std::process::Command;

use muster_tests::tidy::tree;
use tempfile::TempDir;

use crate::program::{Ended, muster, run};

const LAUNCH: &str = "2014-03-31T09:00:00+08:00";

/// The shipped campaign with nobody but the leaders.
struct Year(TempDir);

impl Year {
    fn new(until: &str) -> Self {
        let year = Self(tempfile::tempdir().unwrap());
        year.on(&["up", "--clock", "stepped", "--start", LAUNCH, "--until", LAUNCH]).with(0);
        let file = tree::root().join("workflows/service-year/service-year.yaml");
        year.on(&["launch", file.to_str().unwrap(), "--as", "领导小组"]).with(0);
        year.until(until);
        year
    }

    fn on(&self, words: &[&str]) -> Ended {
        let data = self.0.path().join("data");
        muster([words, &["--dir", data.to_str().unwrap()]].concat())
    }

    fn until(&self, local: &str) {
        self.on(&["up", "--clock", "stepped", "--until", &format!("{local}:00+08:00")]).with(0);
    }

    /// The events of the feed of one visitor, as an independent parser reads them.
    fn feed(&self, name: &str) -> Vec<Vec<String>> {
        let file = self.0.path().join(name);
        self.on(&["visits", "export", "--ics", file.to_str().unwrap(), "--person", "副局长乙"]).with(0);
        let mut python = Command::new("python3");
        python.arg("-B").arg(tree::root().join("tests/python/visits/feed.py")).arg(&file);
        let told = run(python, Vec::new()).with(0).stdout;
        told.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect()
    }
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
    year.until("2014-05-06T12:00");
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
    let file = year.0.path().join("plan.html");
    year.on(&["--lang", "zh", "visits", "export", "--html", file.to_str().unwrap()]).with(0);
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(
        page.contains("<svg")
            && page.contains("柳湾村")
            && page.contains("副局长乙")
            && page.contains("2014-0")
    );
    assert!(!page.contains("<script"));
}
