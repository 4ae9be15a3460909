//! The machine's own zone means nothing: the campaign's file names the zone in which its days are.

use crate::log;
use crate::program::{command, run};
use crate::year::service_year;

/// What the log of a run says, apart from what differs by chance: ids of commands, and the chain over them.
fn told(zone: &str) -> Vec<(i64, String, Vec<u8>)> {
    let home = tempfile::tempdir().unwrap();
    let (folder, dir) = (service_year::copy_to(home.path()), home.path().join("data"));
    let (file, dir_text) = (folder.join("service-year.yaml"), dir.to_str().unwrap());
    let start = "2014-04-01T00:00:00+08:00";
    let on = |arguments: &[&str]| {
        let mut command = command([arguments, &["--dir", dir_text]].concat());
        command.env("TZ", zone);
        run(command, Vec::new()).with(0)
    };
    on(&["up", "--clock", "stepped", "--start", start, "--until", start]);
    on(&["launch", file.to_str().unwrap(), "--as", "领导小组"]);
    on(&["up", "--clock", "stepped", "--until", "2014-05-12T12:00:00+08:00"]);
    let body = |row: &muster_words::recorded::Recorded| match row.said() {
        // Each directory salts the name of its import of accounts anew.
        Ok(event) if event.brings_accounts().is_some() => Vec::new(),
        Ok(_) | Err(_) => row.body.clone(),
    };
    log::rows(&dir).into_iter().map(|row| (row.at.0, row.name.clone(), body(&row))).collect()
}

#[test]
fn three_zones_of_the_machine_give_the_same_log() {
    let shanghai = told("Asia/Shanghai");
    assert!(shanghai.len() > 150, "{}", shanghai.len());
    for zone in ["America/New_York", "Pacific/Kiritimati"] {
        let there = told(zone);
        let differs = shanghai.iter().zip(&there).position(|(here, there)| here != there);
        assert_eq!((differs, there.len()), (None, shanghai.len()), "{zone}");
    }
}
