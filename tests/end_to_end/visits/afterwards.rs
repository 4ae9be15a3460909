//! What is said of a visit afterwards: who delegated it, and on which day it was made.

use super::life::Year;

#[test]
fn a_visit_that_was_delegated_says_by_whom_and_whose_it_was() {
    let year = Year::new("2014-05-05T12:00");
    let visit = "contact-points.2014-q2/V03";
    let explained = |lang: &str| year.on(&["--lang", lang, "visits", "explain", visit]).with(0).stdout;
    let planned = explained("en");
    assert!(!planned.contains("delegated") && !planned.contains("moved here"), "{planned}");
    // What is offered instead has reasons of its own.
    let reasons = |said: &str| said.split("free for it").next().unwrap_or_default().contains("visitor free");
    assert!(reasons(&planned), "{planned}");
    // To a week in which the other has no visit.
    let to = ["visits", "move", visit, "--to", "2014-06-05", "--time", "09:00", "--as", "副局长乙"];
    year.on(&to).with(0);
    year.on(&["visits", "delegate", visit, "--to", "副局长丙", "--as", "副局长乙"]).with(0);
    let said = explained("en");
    let of = |what: &str| said.lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("{said}"));
    assert!(of("moved here at").contains("by 副局长乙"), "{said}");
    assert!(!reasons(&said), "the plan's reasons were those of another slot: {said}");
    let line = of("delegated at");
    assert!(line.contains("by 副局长乙") && line.contains("its visitor was 副局长乙 before"), "{line}");
    assert!(said.lines().next().unwrap().contains("副局长丙"), "{said}");
    let said = explained("zh");
    assert!(said.lines().any(|line| line.contains("由副局长乙委托，原走访人是副局长乙")), "{said}");
}

#[test]
fn a_visit_that_was_made_on_another_day_is_listed_on_that_day_in_its_order() {
    let year = Year::new("2014-06-05T12:00");
    let visit = "contact-points.2014-q2/V04";
    let record = ["visits", "record", visit, "--on", "2014-05-07", "--as", "副局长丙"];
    let sections = ["--section", "业务工作=好", "--section", "内部管理=无", "--section", "作风建设=无"];
    year.on(&[&record[..], &sections[..]].concat()).with(0);
    let listed = year.on(&["visits", "list"]).with(0).stdout;
    let rows: Vec<&str> = listed.lines().filter(|line| line.starts_with("| 2014-")).collect();
    let days: Vec<&str> = rows.iter().filter_map(|row| row.get(2..12)).collect();
    assert!(days.is_sorted(), "{listed}");
    let row = rows.iter().find(|row| row.contains(visit)).unwrap();
    assert!(row.starts_with("| 2014-05-07 (planned for 2014-0"), "{row}");
    // Where it was made on the day that was planned, that day alone stands there.
    assert_eq!(rows.iter().filter(|row| row.contains("planned for")).count(), 1, "{listed}");
}
