//! People and units come and go in the shipped year: a clerk's post changes hands, a unit joins, a unit is merged. What
//! is open follows, the counts are those of the members of each day, and what was is still seen.

use std::fs;

use muster_protocol::definition::EXTENSION;
use muster_server::directory::contacts::{Account, Contacts};
use serde_json::Value;

use super::amending::Year;
use crate::log::{self, block_on};

/// Letters in the outbox: day and file name, such as `2014-06-04` and `006-clerk-routine.txt`.
fn letters(year: &Year) -> Vec<(String, String)> {
    let outbox = year.dir.join("outbox").join("service-year-2014");
    let names = |folder: &std::path::Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let days = names(&outbox).into_iter().filter(|day| day.starts_with("2014-"));
    days.flat_map(|day| names(&outbox.join(&day)).into_iter().map(move |name| (day.clone(), name))).collect()
}

/// How letters reach the clerk of 006, whose extension stays as it is.
fn reached(year: &Year) -> Vec<Account> {
    let id = muster_protocol::ids::CampaignId::new("service-year-2014").unwrap();
    let mut all = block_on(async {
        Contacts::open(&year.dir).await.unwrap().accounts(&id, "006-clerk").await.unwrap()
    });
    let extension = all.iter().position(|account| account.channel == EXTENSION).unwrap();
    assert_eq!(all.remove(extension).account, "0106");
    all
}

/// Units in the newest table.
fn counted(year: &Year) -> (String, usize) {
    let status = year.on(&["status", "--json"]).with(0).json();
    let table = &status["rankings"][0];
    (table["date"].as_str().unwrap().to_owned(), table["rows"].as_array().unwrap().len())
}

/// Who may not change the campaign changes nobody's account by it: not with accounts alone, and not beside something else.
#[test]
fn what_is_refused_has_changed_nobodys_account() {
    let year = Year::launched(|_| {});
    year.run_to("2014-04-02T12:00:00+08:00");
    let position = || year.on(&["status", "--json"]).with(0).json()["engine_status"]["head"].clone();
    let before = position();
    let file = year.file();
    let tries = |who: &str| year.on(&["apply", file.to_str().unwrap(), "--reason", "x", "--as", who]);
    year.edit("roster.csv", "所长岗,短信,zj006", "所长岗,短信,zj999");
    tries("006/联络员").with(5);
    year.edit("service-year.yaml", "名称: 住建系统“基层组织服务年”活动", "名称: 另一个名字");
    for who in ["006/联络员", "小组办公室"] {
        tries(who).with(5);
    }
    assert_eq!((reached(&year)[0].account.as_str(), position()), ("zj006", before));
    year.apply().with(0);
    assert_eq!(reached(&year)[0].account, "zj999");
}

#[test]
fn a_post_changes_hands_a_unit_joins_and_another_is_merged() {
    let year = Year::launched(|_| {});
    year.run_to("2014-06-03T12:00:00+08:00");
    assert_eq!(counted(&year), ("2014-05-30".to_owned(), 26));
    assert_eq!(reached(&year)[0].account, "zj006");
    year.edit("roster.csv", "副局长乙,内勤,所长岗,短信,zj006", "副局长乙,安全员,所长岗,企业微信,zj206");
    let handed_over = year.apply().with(0).stdout;
    assert!(handed_over.contains("changed hands: 006-clerk, 006-head"), "{handed_over}");
    let again = year.apply().with(0).stdout;
    assert!(!again.contains("changed hands"), "{again}");
    let now: Vec<(String, String)> =
        reached(&year).into_iter().map(|account| (account.channel, account.account)).collect();
    assert_eq!(now, [("企业微信".to_owned(), "zj206".to_owned())], "the one before is reached on no channel");

    // The newcomer has its letters from June on, and none before.
    year.run_to("2014-07-01T12:00:00+08:00");
    assert_eq!(counted(&year), ("2014-06-30".to_owned(), 27));
    let of = |unit: &str| -> Vec<String> {
        let theirs = letters(&year).into_iter().filter(|(_, name)| name.starts_with(&format!("{unit}-")));
        let mut days: Vec<String> = theirs.map(|(day, _)| day).collect();
        days.sort();
        days
    };
    assert!(of("109").first().unwrap().as_str() >= "2014-06-01", "{:?}", of("109"));
    assert!(of("006").last().unwrap().as_str() > "2014-06-03", "open steps go to the one who has the post");

    year.run_to("2014-09-30T20:00:00+08:00");
    assert_eq!(counted(&year), ("2014-09-30".to_owned(), 26));
    assert!(of("010").last().unwrap().as_str() <= "2014-09-01", "{:?}", of("010").last());
    let merged = year.on(&["why", "party-school/010"]).with(0).stdout;
    assert!(merged.contains("passed on to party-school/009"), "{merged}");
    let successor = year.on(&["why", "party-school/009"]).with(0).stdout;
    assert!(successor.contains("came from party-school/010"), "{successor}");
    let own = year.on(&["why", "study.2014-08/010"]).with(0).stdout;
    assert!(own.contains("was late") || own.contains("late by event"), "what was is still seen: {own}");

    year.run_to("2015-01-05T00:00:00+08:00");
    let report = log::report(&year.dir);
    let items = report["items"].as_array().unwrap();
    let asked = |duty: &str| {
        let of_duty = |it: &&Value| it["occasion"].as_str().unwrap().starts_with(&format!("{duty}."));
        items.iter().filter(of_duty).filter(|it| it["state"] != "passed-on").count()
    };
    assert_eq!(asked("study"), 159);
    let meetings = ["meetings-general", "meetings-committee", "meetings-group", "meetings-lecture"];
    assert_eq!(meetings.map(asked).iter().sum::<usize>(), 476);
    year.sound();
}
