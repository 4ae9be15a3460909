//! Visitors who take turns (S28): every post of the bureau at the paired village twice, one after the other; and the other
//! dated visits of the shipped year (S41, S49).

use std::collections::BTreeSet;
use std::fs;

use muster_protocol::time::Date;
use muster_rules::calendar::is_workday;
use muster_tests::tidy::tree;
use serde_json::Value;

use crate::file::demo;
use crate::log;
use crate::year::service_year;

/// The visits to the paired village in the demo's year, in order of their days.
fn to_the_village() -> Vec<Value> {
    let report = log::report(&demo::finished().dir);
    let all = report["visits"].as_array().unwrap().iter();
    let mut visits: Vec<Value> = all.filter(|visit| visit["place"] == "V01").cloned().collect();
    visits.sort_by_key(|visit| visit["date"].as_str().unwrap().to_owned());
    visits
}

fn visitors(visits: &[Value]) -> Vec<&str> {
    visits.iter().map(|visit| visit["visitor"].as_str().unwrap()).collect()
}

#[test]
fn each_post_of_the_bureau_goes_to_the_paired_village_twice_one_after_the_other() {
    let visits = to_the_village();
    let went = visitors(&visits);
    let posts = ["001-clerk", "001-head", "leader-1", "leader-2", "leader-3", "leader-4", "leader-5"];
    assert_eq!(went.len(), 2 * posts.len(), "{went:?}");
    for pass in went.chunks(posts.len()) {
        assert_eq!(pass.iter().copied().collect::<BTreeSet<_>>(), BTreeSet::from(posts), "{went:?}");
    }
    // Nobody is there again before everybody else has been there as often: no third time before all have had their second.
    for (at, visitor) in went.iter().enumerate() {
        let times = |post: &str| went[..at].iter().filter(|one| **one == post).count();
        assert!(posts.iter().all(|post| times(post) >= times(visitor)), "{visitor} at {at}: {went:?}");
    }
}

#[test]
fn visits_in_turn_lie_on_working_days_outside_busy_times_and_are_recorded() {
    let def = service_year::definition();
    let busy = fs::read_to_string(tree::root().join("workflows/service-year/busy.csv")).unwrap();
    let visits = to_the_village();
    assert_eq!(visits.len(), 14);
    for visit in &visits {
        let day = visit["date"].as_str().unwrap();
        let date: Date = day.parse().unwrap();
        assert_eq!(is_workday(&def.calendar, date), Ok(true), "{visit}");
        let post = def.contact_by_id(visit["visitor"].as_str().unwrap()).unwrap();
        let post = &def.contacts[post.at()].post;
        assert!(!busy.lines().any(|line| line.starts_with(&format!("{post},{day},"))), "{visit}");
        let turn = format!("in-turn:{}", u8::from(visits.iter().position(|one| one == visit) >= Some(7)));
        let reasons = visit["reasons"].as_array().unwrap();
        assert!(reasons.iter().any(|why| why.as_str().unwrap().starts_with(&turn)), "{visit}");
        assert!(visit["recorded"].is_string(), "{visit}");
    }
}

/// The due days of a duty's occasions in the demo's year.
fn due_days(duty: &str) -> Vec<String> {
    let report = log::report(&demo::finished().dir);
    let of = |key: &str| key == duty || key.strip_prefix(duty).is_some_and(|rest| rest.starts_with('.'));
    let all = report["occasions"].as_array().unwrap().iter();
    let ours = all.filter(|occasion| of(occasion["key"].as_str().unwrap()));
    let mut days: Vec<String> = ours.map(|one| one["due_day"].as_str().unwrap().to_owned()).collect();
    days.sort();
    days
}

#[test]
fn reception_days_are_each_fifteenth_rolled_forward_from_april_to_december() {
    let days = [
        "2014-04-15",
        "2014-05-15",
        "2014-06-16",
        "2014-07-15",
        "2014-08-15",
        "2014-09-15",
        "2014-10-15",
        "2014-11-17",
        "2014-12-15",
    ];
    assert_eq!(due_days("delegate-room"), days);
}

/// 重阳 lies inside the holiday of October: the last working day before it is 9/30. Each quarter has its own as well, the last
/// of them by the end of the implementation.
#[test]
fn comfort_visits_are_due_before_the_festivals_of_july_and_october_and_each_quarter() {
    assert_eq!(due_days("comfort"), ["2014-06-30", "2014-09-30", "2014-10-31"]);
    assert_eq!(due_days("comfort-qiyi"), ["2014-06-30"]);
    assert_eq!(due_days("comfort-chongyang"), ["2014-09-30"]);
}
