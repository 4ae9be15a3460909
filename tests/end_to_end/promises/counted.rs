//! Evaluation goes on from what it has counted; without that, or where it is damaged, it counts again and comes to the same.

use std::fs;
use std::path::Path;

use crate::program::{Ended, command, copy, muster, run};
use crate::site::{START, text};
use crate::year::service_year;

fn on(dir: &Path, words: &[&str]) -> Ended {
    let mut command = command([words, &["--dir", dir.to_str().unwrap()]].concat());
    command.env("MUSTER_LOG", "warn,muster_workers=debug");
    run(command, Vec::new()).with(0)
}

fn up_to(dir: &Path, until: &str) -> Ended {
    on(dir, &["up", "--clock", "stepped", "--until", until])
}

#[test]
fn a_new_process_goes_on_from_what_was_counted_and_without_it_comes_to_the_same_tables() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    on(&dir, &["up", "--clock", "stepped", "--start", START, "--until", START]);
    on(&dir, &["launch", text(&service_year::file()), "--as", "领导小组"]);
    up_to(&dir, "2014-05-15T10:00:00+08:00");
    let kept = "evaluation.checkpoint";
    assert!(dir.join(kept).is_file());
    for how in ["kept", "gone", "damaged"] {
        let own = home.path().join(how);
        copy(&dir, &own);
        match how {
            "gone" => fs::remove_file(own.join(kept)).unwrap(),
            "damaged" => {
                let mut bytes = fs::read(own.join(kept)).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
                fs::write(own.join(kept), bytes).unwrap();
            }
            _ => {}
        }
        let said = up_to(&own, "2014-07-02T10:00:00+08:00").stderr;
        assert_eq!(said.contains("goes on from what was counted"), how == "kept", "{how}: {said}");
        assert_eq!(said.contains("what was counted is damaged"), how == "damaged", "{how}: {said}");
        // Every table is what the whole log says, also those that a fold made which did not hear its beginning.
        let bundle = home.path().join(format!("{how}-bundle"));
        let (folder, data) = (bundle.to_str().unwrap(), own.to_str().unwrap());
        muster(["audit", "export", "--out", folder, "--dir", data]).with(0);
        let again = muster(["audit", "recompute", folder]).with(0).stdout;
        for month in ["2014-04", "2014-05", "2014-06"] {
            assert!(again.contains(&format!("month-end.{month} ")), "{how}: {again}");
        }
    }
}
