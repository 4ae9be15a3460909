//! The leader's journey (practice 7.3), last step: once a week, in one letter, what is late in the units that a leader answers for.

use std::fs;

use super::life::Year;
use crate::program::muster;
use crate::site::edit;
use crate::year::service_year;

const DAY: &str = "    当日: 是\n";
const BRIEF: &str = "    每周简报: {发给: [分管领导], 至多: 8}\n";
const HEADING: &str = "【每周简报】";

/// The lines of the brief in a letter.
fn brief(letter: &str) -> &str {
    let (_, behind) = letter.split_once(HEADING).unwrap_or_else(|| panic!("no brief: {letter}"));
    behind.split("\n\n").next().unwrap_or_default().trim()
}

#[test]
fn a_leader_reads_on_the_first_working_day_of_each_week_what_is_late_as_the_preview_says() {
    let home = tempfile::tempdir().unwrap();
    let file = service_year::copy_to(home.path()).join("service-year.yaml");
    edit(&file, DAY, &format!("{DAY}{BRIEF}"));

    let line =
        ["preview", file.to_str().unwrap(), "--json", "--script", "nobody-answers", "--to", "2014-06-08"];
    let report = muster(line).with(0).json();
    let letters: Vec<(&str, &str, &str)> = report["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["contact"] == "leader-1")
        .filter_map(|message| {
            Some((message["day"].as_str()?, message["kind"].as_str()?, message["text"].as_str()?))
        })
        .collect();
    let briefs: Vec<(&str, &str)> = letters
        .iter()
        .filter(|(.., text)| text.contains(HEADING))
        .map(|(day, kind, _)| (*day, *kind))
        .collect();
    // Nothing is late before the kick-off; 6/2 is a holiday.
    let mondays =
        ["2014-04-21", "2014-04-28", "2014-05-05", "2014-05-12", "2014-05-19", "2014-05-26", "2014-06-03"];
    assert_eq!(briefs, mondays.map(|day| (day, "routine")));
    let foreseen =
        letters.iter().find(|(day, kind, _)| (*day, *kind) == ("2014-04-28", "routine")).unwrap().2;

    let year = Year::of(&file, "2014-04-29T12:00");
    let outbox = year.dir.join("outbox/service-year-2014");
    let letter = fs::read_to_string(outbox.join("2014-04-28/leader-1-routine.txt")).unwrap();
    assert_eq!(brief(&letter), brief(foreseen));
    let said = brief(&letter);
    assert!(
        said.contains("红单，4月18日（周五）到期") && said.contains("黄单，4月25日（周五）到期"),
        "{said}"
    );
    assert!(said.contains("kickoff/001") && said.contains("kickoff/011"), "more units than one: {said}");
    let tuesday = outbox.join("2014-04-29/leader-1-routine.txt");
    assert!(!fs::read_to_string(tuesday).unwrap_or_default().contains(HEADING));
}
