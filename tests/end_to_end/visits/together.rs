//! Places with visiting hours, others who may visit, and several who make one visit together: in one campaign, from the file to
//! the plan, the letters and the feeds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use muster_protocol::time::Date;
use serde_json::Value;

use super::left_out::with_a_leader_away;
use super::life::{Year, parsed};
use crate::site::edit;

/// The station of V05 is open on Tuesday mornings, that of V06 is closed until the middle of June; where the leader of V03 is
/// away another one may go, and to nowhere else; somebody of the office comes along each time.
const RULES: &str = "    接待:
      - {地点: {单位: [V05]}, 星期: 周二, 起: \"09:00\", 止: \"12:00\"}
      - {地点: {单位: [V06]}, 不接待: [5月1日至6月15日]}
    也可由:
      - {地点: {单位: [V03]}, 由: 副局长甲}
    同行: [小组办公室]
";
const BEHIND: &str = "    提前通知: 3个工作日\n";

/// The shipped campaign with all three, while the leader of V03 is away for the quarter.
fn file(home: &Path) -> PathBuf {
    let file = with_a_leader_away(home);
    edit(&file, BEHIND, &format!("{RULES}{BEHIND}"));
    file
}

fn item(place: &str) -> String {
    format!("contact-points.2014-q2/{place}")
}

/// The visits to contact points that stand.
fn visits(year: &Year) -> Vec<Value> {
    let all = year.listed().into_iter();
    all.filter(|visit| visit["item"].as_str().unwrap().starts_with("contact-points.2014-q2/")).collect()
}

fn to<'a>(visits: &'a [Value], place: &str) -> &'a Value {
    let wanted = item(place);
    visits.iter().find(|visit| visit["item"] == wanted.as_str()).unwrap_or_else(|| panic!("{visits:?}"))
}

/// All that a contact was written so far.
fn letters(year: &Year, contact: &str) -> String {
    let mut all = String::new();
    for day in fs::read_dir(year.dir.join("outbox/service-year-2014")).unwrap() {
        let day = day.unwrap().path();
        for letter in fs::read_dir(day).into_iter().flatten() {
            let letter = letter.unwrap();
            if letter.file_name().to_string_lossy().starts_with(&format!("{contact}-")) {
                all.push_str(&fs::read_to_string(letter.path()).unwrap());
            }
        }
    }
    all
}

/// The starts of what stands in somebody's feed, as an independent parser reads them.
fn feed(year: &Year, person: &str) -> BTreeSet<String> {
    let file = year.dir.with_extension("ics");
    year.on(&["visits", "export", "--ics", file.to_str().unwrap(), "--person", person]).with(0);
    let events = parsed(&file).into_iter().filter(|event| event[2] != "CANCELLED");
    events.map(|event| event[3].clone()).collect()
}

#[test]
fn visits_keep_to_visiting_hours_others_stand_in_and_who_comes_along_has_them_all() {
    let home = tempfile::tempdir().unwrap();
    let year = Year::of(&file(home.path()), "2014-05-05T12:00");
    let visits = visits(&year);
    assert_eq!(visits.len(), 4, "{visits:?}");

    // Planned by all three rules.
    for visit in &visits {
        assert_eq!(visit["stage"], "proposed", "{visit}");
        assert_eq!(visit["with"], serde_json::json!(["小组办公室"]), "{visit}");
    }
    let tuesday: Date = to(&visits, "V05")["date"].as_str().unwrap().parse().unwrap();
    assert_eq!(tuesday.weekday(), 1, "{visits:?}");
    // The list has instants: nine in the morning there.
    assert!(to(&visits, "V05")["start"].as_str().unwrap().contains("T01:00"), "{visits:?}");
    assert!(to(&visits, "V06")["date"].as_str().unwrap() > "2014-06-15", "{visits:?}");
    assert_eq!(to(&visits, "V03")["post"], "副局长甲", "its own leader is away");
    assert_eq!(to(&visits, "V04")["post"], "副局长丙");
    let starts: BTreeSet<&str> = visits.iter().map(|visit| visit["start"].as_str().unwrap()).collect();
    assert_eq!(starts.len(), visits.len(), "who comes along is in one place at a time: {visits:?}");

    // Listed and explained.
    let listed = year.on(&["--lang", "zh", "visits", "list"]).with(0).stdout;
    assert!(
        listed.lines().any(|line| line.contains(&item("V03")) && line.contains("副局长甲、小组办公室")),
        "{listed}"
    );
    let explained = year.on(&["--lang", "zh", "visits", "explain", &item("V03")]).with(0).stdout;
    assert!(explained.contains("代替原走访人"), "{explained}");

    // Told to both who go and to the place; the others' leader hears nothing of it.
    for contact in ["leader-1", "office", "v03-clerk"] {
        let told = letters(&year, contact);
        assert!(told.contains("柳湾村") && told.contains("已排定："), "{contact}: {told}");
        assert!(told.contains("走访人副局长甲，同行小组办公室"), "{contact}: {told}");
    }
    assert!(!letters(&year, "v04-clerk").contains("柳湾村"));

    // In the feed of the visitor, and all of them in that of who comes along.
    let [theirs, along] = ["副局长甲", "小组办公室"].map(|person| feed(&year, person));
    assert_eq!(along.len(), 4, "{along:?}");
    let start = to(&visits, "V03")["start"].as_str().unwrap().replace(['-', ':'], "");
    // To the minute: `20140513T0100`.
    let minute = start.get(..13).unwrap_or_default();
    let calendar = fs::read_to_string(year.dir.with_extension("ics")).unwrap().replace("\r\n ", "");
    assert!(
        calendar.contains("副局长甲、小组办公室") || calendar.contains("副局长甲\\, 小组办公室"),
        "{calendar}"
    );
    let page = year.dir.with_extension("html");
    year.on(&["--lang", "zh", "visits", "export", "--html", page.to_str().unwrap()]).with(0);
    assert!(fs::read_to_string(&page).unwrap().contains("副局长甲、小组办公室"));
    for feed in [&theirs, &along] {
        assert!(feed.iter().any(|starts| starts.starts_with(minute)), "{minute}: {feed:?}");
    }
}

#[test]
fn nobody_moves_a_visit_out_of_visiting_hours_or_hands_it_to_who_may_not_go() {
    let home = tempfile::tempdir().unwrap();
    let year = Year::of(&file(home.path()), "2014-05-05T12:00");
    let before = visits(&year);
    let moved = |place: &str, day: &str, by: &str| {
        let to = item(place);
        year.on(&["visits", "move", &to, "--to", day, "--time", "09:00", "--as", by]).with(3).stderr
    };
    let shut = moved("V05", "2014-05-28", "副局长丁");
    assert!(shut.contains("outside its visiting hours"), "a Wednesday: {shut}");
    let closed = moved("V06", "2014-05-28", "总工程师岗");
    assert!(closed.contains("receives no visits on 2014-05-28"), "{closed}");
    let to = item("V03");
    let given = year.on(&["visits", "delegate", &to, "--to", "副局长丙", "--as", "副局长甲"]);
    assert_ne!(given.code, Some(0), "{given:?}");
    let said = &given.stderr;
    assert!(said.contains("“副局长丙” may not visit") && said.contains("副局长乙, 副局长甲"), "{said}");
    assert_eq!(visits(&year), before, "nothing changed");
}
