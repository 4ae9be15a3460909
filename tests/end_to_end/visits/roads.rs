//! Roads between visits: one leader has four contact points, and near ones come on one day, by coordinates or by the committee's
//! own table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::life::Year;
use crate::program::muster;
use crate::site::edit;
use crate::year::service_year;

const TABLE: &str = "roads.csv";

/// The shipped file with all contact points under one leader, and with this said of the road.
fn file(home: &Path, travel: &str, table: &str) -> PathBuf {
    let folder = service_year::copy_to(home);
    let edit = |name: &str, from: &str, to: &str| edit(&folder.join(name), from, to);
    for leader in [",副局长丙,社区干事", ",副局长丁,社区干事", ",总工程师岗,党群干事"]
    {
        let post = leader.rsplit(',').next().unwrap();
        edit("roster.csv", leader, &format!(",副局长乙,{post}"));
    }
    edit("service-year.yaml", "    每周至多: 1 ", &format!("    路途: {travel}\n    每周至多: 2 "));
    fs::write(folder.join(TABLE), table).unwrap();
    folder.join("service-year.yaml")
}

/// The places of the first round by their days.
fn days(year: &Year) -> Vec<Vec<String>> {
    let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for visit in year.listed() {
        let item = visit["item"].as_str().unwrap();
        if let Some(place) = item.strip_prefix("contact-points.2014-q2/") {
            days.entry(visit["date"].as_str().unwrap().to_owned()).or_default().push(place.to_owned());
        }
    }
    let mut days: Vec<Vec<String>> = days.into_values().collect();
    days.iter_mut().for_each(|places| places.sort());
    days.sort();
    days
}

fn year(travel: &str, table: &str) -> (TempDir, Year) {
    let home = tempfile::tempdir().unwrap();
    let year = Year::of(&file(home.path(), travel, table), "2014-05-05T12:00");
    (home, year)
}

#[test]
fn a_file_with_coordinates_puts_near_places_on_one_day_and_says_so() {
    let (home, year) = year("{时速: 30}", "");
    let days = days(&year);
    assert!(days.len() == 2 && days.iter().all(|places| places.len() == 2), "{days:?}");
    let first = format!("contact-points.2014-q2/{}", days[0][0]);
    let explained = year.on(&["--lang", "zh", "visits", "explain", &first]).with(0).stdout;
    let units = &service_year::definition().units;
    let other = &units.iter().find(|unit| unit.code == days[0][1]).unwrap().short;
    let said = format!("走访人同一天还去{} {other}，路上", days[0][1]);
    assert!(explained.contains(&said), "{said}: {explained}");
    let page = home.path().join("plan.html");
    year.on(&["--lang", "zh", "visits", "export", "--html", page.to_str().unwrap()]).with(0);
    let page = fs::read_to_string(page).unwrap();
    let arrows = page.matches("<path class=\"leg\"").count();
    assert_eq!(arrows, 2, "an arrow for each day with two places");
    assert!(page.contains("一天去几处") && page.contains("分钟）→"), "{page}");
    // The preview plans as the engine does.
    let file = home.path().join("service-year/service-year.yaml");
    let report = muster(["preview", file.to_str().unwrap(), "--json"]).with(0).json();
    let visits = report["visits"].as_array().unwrap().clone();
    let ours = visits.iter().filter(|visit| visit["occasion"] == "contact-points.2014-q2");
    assert!(
        ours.clone().count() == 4
            && ours.clone().all(|visit| visit["reasons"].to_string().contains("\"near:")),
        "{visits:?}"
    );
}

#[test]
fn a_table_of_roads_counts_before_coordinates_and_a_wrong_one_is_refused_with_its_place() {
    let table = ",V03,V04,V05,V06\nV03,,90,90,5\nV04,,,90,90\nV05,,,,90\n";
    let (_home, year) = year("{时速: 30, 车程表: roads.csv}", table);
    assert_eq!(days(&year), [vec!["V03", "V06"], vec!["V04"], vec!["V05"]]);
    let home = tempfile::tempdir().unwrap();
    let wrong = file(home.path(), "{车程表: roads.csv}", ",V03,V04\nV03,,半小时\n");
    let refused = muster(["--lang", "zh", "check", wrong.to_str().unwrap()]).with(1);
    let said = format!("{}{}", refused.stdout, refused.stderr);
    assert!(said.contains("roads.csv:2:6") && said.contains("“半小时”不是路上的分钟数"), "{said}");
}
