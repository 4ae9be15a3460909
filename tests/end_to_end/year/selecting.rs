//! A task that is given out in the middle of a year (journey 7.1 step 6), and a selection up to its naming.

use super::service_year;
use crate::site::{START, Site, ZH};

#[test]
fn a_task_and_a_selection_are_run_from_the_command_line() {
    let year = Site::launched(ZH, &service_year::file(), START);
    year.run_to("2014-09-22T10:00:00+08:00");
    let task = |due| {
        let title = "国庆节前安全检查";
        let units = "002,003,005,009,101,109";
        year.on(&["assign", "assigned", "--title", title, "--to", units, "--due", due, "--as", "系统党委"])
    };
    let printed = task("10月1日前3个工作日").with(0).stdout;
    assert!(
        printed.contains("9月28日（周日）上班到期；到期前告知和提醒共3次：2014-09-22 10:00、2014-09-26 09:00、2014-09-28 09:00"),
        "{printed}"
    );
    task("10月1日").with(3);
    let form = ["--evidence", "推荐表=1", "--as", "101-clerk"];
    year.on(&[&["nominate", "pacesetter", "101", "--code", "a1"][..], &form].concat()).with(0);
    year.by("小组办公室", &["candidate", "pass", "pacesetter/1", "verify"]).with(0);
    year.run_to("2014-09-26T10:00:00+08:00");
    let letter = year.dir.join("outbox/service-year-2014/2014-09-26/003-clerk-routine.txt");
    let letter = std::fs::read_to_string(letter).unwrap();
    assert!(letter.contains("国庆节前安全检查（系统党委布置的工作任务）：9月28日（周日）到期"), "{letter}");
    year.by("小组办公室", &["candidate", "pass", "pacesetter/1", "publicity"]).with(0);
    let named = ["candidate", "pass", "pacesetter/1", "named", "--as", "领导小组"];
    year.run_to("2014-10-09T23:00:00+08:00");
    year.on(&named).with(3);
    year.run_to("2014-10-10T09:00:00+08:00");
    year.on(&named).with(0);
    let table = year.on(&["show", "pacesetter"]).with(0).stdout;
    assert!(table.contains("101 云溪水务") && table.contains("2014-10-09"), "{table}");
    let story = year.on(&["show", "pacesetter/1"]).with(0).stdout;
    assert!(story.contains("通过：命名") && story.contains("领导小组"), "{story}");
    year.on(&["verify", "--views"]).with(0);
}
