//! What was brought at a visit: cases that come with its record, by the verb and on the leader's page, and what is shown of them.

use std::fs;
use std::path::{Path, PathBuf};

use super::life::Year;
use crate::year::service_year;

const VISIT: &str = "contact-points.2014-q2/V03";

/// The shipped campaign, where what is brought at contact points becomes a case, and people are asked how content they are.
pub(super) fn carrying(home: &Path) -> PathBuf {
    let main = service_year::copy_to(home).join("service-year.yaml");
    let written = fs::read_to_string(&main).unwrap();
    let form = "    记录内容: {依据: [S52], 取值: [业务工作, 内部管理, 作风建设]}\n";
    let more = "    转办: outreach-case\n    满意度: {由: [企业, 群众], 量表: [满意, 基本满意, 不满意]}\n";
    fs::write(&main, written.replace(form, &format!("{form}{more}"))).unwrap();
    main
}

const SECTIONS: [&str; 6] =
    ["--section", "业务工作=无", "--section", "内部管理=台账不全", "--section", "作风建设=无"];

#[test]
fn what_was_brought_at_a_visit_is_a_case_that_names_it_and_everything_of_the_visit_names_the_case() {
    let home = tempfile::tempdir().unwrap();
    let year = Year::of(&carrying(home.path()), "2014-06-27T10:00");
    let record = ["visits", "record", VISIT, "--on", "2014-06-26", "--as", "副局长乙"];
    let brought = ["--rating", "企业=基本满意", "--case", "路灯不亮@002", "--case", "道路积水"];
    let said = year.on(&[&record[..], &SECTIONS[..], &brought[..]].concat()).with(0).stdout;
    assert!(said.contains("outreach-case/1") && said.contains("outreach-case/2"), "{said}");
    let listed = year.listed();
    let ours = listed.iter().find(|visit| visit["item"] == VISIT && visit["stage"] == "recorded").unwrap();
    assert_eq!(ours["cases"], serde_json::json!(["outreach-case/1", "outreach-case/2"]));
    assert_eq!(ours["ratings"], serde_json::json!([["企业", "基本满意"]]));
    for words in [["visits", "explain", VISIT].as_slice(), &["why", VISIT], &["show", "contact-points"]] {
        let shown = year.on(words).with(0).stdout;
        assert!(shown.contains("outreach-case/1") && shown.contains("基本满意"), "{words:?}: {shown}");
    }
    for name in ["outreach-case", "outreach-case/1"] {
        let shown = year.on(&["show", name]).with(0).stdout;
        assert!(shown.contains(VISIT), "{shown}");
    }
    // Its unit hears of its case; of the one that no unit has yet hears who gives it to one.
    year.at("2014-06-28T12:00");
    let told = |kind: &str| {
        year.on(&["events", "--family", "occasion.planned", "--json"]).with(0).stdout.contains(kind)
    };
    assert!(told("case-dispatched") && told("case-waits"));
    // The same once more is refused, and no case comes of it.
    year.on(&[&record[..], &SECTIONS[..], &brought[..]].concat()).with(3);
    let shown = year.on(&["show", "outreach-case", "--json"]).with(0).json();
    assert_eq!(shown["rows"].as_array().unwrap().len(), 2);
}
