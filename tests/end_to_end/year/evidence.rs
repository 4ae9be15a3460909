//! What is handed in as files: kinds, the very same file of two units, and a file that must not be kept.

use std::fs;
use std::path::Path;

use muster_server::store::sqlite::LOG_FILE;

use super::amending::Year;
use crate::site::FOCUS;

const SECRET: &str = "330102199001011234";

fn in_log(dir: &Path) -> bool {
    [LOG_FILE.to_owned(), format!("{LOG_FILE}-wal")].iter().any(|name| {
        let bytes = fs::read(dir.join(name)).unwrap_or_default();
        bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
    })
}

#[test]
fn a_file_is_handed_in_twice_flagged_and_erased() {
    let year = Year::launched(|_| {});
    year.run_to("2014-04-15T10:00:00+08:00");
    let (plan, wrong) = (year.folder.join("plan.pdf"), year.folder.join("plan.docx"));
    fs::write(&plan, format!("%PDF-1.7\n{SECRET}\n")).unwrap();
    fs::write(&wrong, format!("%PDF-1.7\n{SECRET}\n")).unwrap();
    let submit = |unit: &str, file: &Path| {
        let (item, file) = (format!("unit-plan/{unit}"), format!("活动方案={}", file.display()));
        let clerk = format!("{unit}/联络员");
        year.on(&[&["submit", &item, "--file", &file, "--as", &clerk][..], &FOCUS].concat())
    };
    let refused = submit("005", &wrong).with(3);
    assert!(refused.stderr.contains("its name says docx, its content is pdf"), "{refused:?}");
    assert!(!in_log(&year.dir), "nothing of what was refused is stored");
    let first = submit("005", &plan).with(0);
    assert!(!first.stderr.contains("warning"), "{first:?}");
    let second = submit("006", &plan).with(0);
    assert!(second.stderr.contains("the same as for unit-plan/005"), "{second:?}");
    let doubled = year.on(&["show", "evidence/duplicates", "--json"]).with(0).json();
    assert_eq!(doubled["rows"].as_array().unwrap().len(), 2, "{doubled}");
    assert!(year.on(&["why", "unit-plan/006"]).with(0).stdout.contains("the same file as for unit-plan/005"));

    let digits = doubled["rows"][0][0]["en"].as_str().unwrap().to_owned();
    let erase = |more: &[&str]| {
        let words = ["erase", &digits, "--reason", "含身份证号", "--as", "领导小组"];
        year.on(&[&words[..], more].concat())
    };
    let several = erase(&[]).with(3);
    for place in ["unit-plan/005", "unit-plan/006", "--all"] {
        assert!(several.stderr.contains(place), "{several:?}");
    }
    assert!(in_log(&year.dir));
    erase(&["--all"]).with(0);
    assert!(!in_log(&year.dir));
    assert!(erase(&["--all"]).with(0).stdout.contains("so already"));
    let verified = year.on(&["verify", "--views"]).with(0).stdout;
    assert!(verified.contains("erased"), "{verified}");
    let back = submit("009", &plan).with(3);
    assert!(back.stderr.contains("was erased"), "{back:?}");
    let shown = year.on(&["show", "evidence/005"]).with(0).stdout;
    assert!(shown.contains("erased by event"), "{shown}");
    year.on(&["events"]).with(0);
    year.run_to("2014-05-15T10:00:00+08:00");
    year.on(&["replay"]).with(0);
}
