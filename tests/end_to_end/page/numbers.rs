//! Numbers on the page: one that is missing, broken or above its ceiling is told in the page's own words, and a wrong one that was
//! handed in is corrected once the office has returned it.

use super::*;

const NUMBERED: &str = "kickoff/005";

/// The shipped campaign with numbers beside the pieces of its first duty.
fn numbered() -> Site {
    let home = tempfile::tempdir().unwrap();
    let file = service_year::copy_to(home.path()).join("service-year.yaml");
    let needs = "    提交: [动员会记录, 宣传稿≥1, 照片≥2]\n";
    site::edit(&file, needs, &format!("{needs}    数目: [到会人数, 到会干部 ≤ 到会人数]\n"));
    Site::of(&file)
}

impl Site {
    /// The form of the item with its pieces, filled in with numbers.
    fn with_numbers(&self, page: &str, numbers: [&str; 2]) -> (String, Form) {
        let (path, item) = self.item(page, NUMBERED);
        let form = item.with(200).form("name=\"item\"");
        let form = form.field("count.0", "1").field("count.1", "1").field("count.2", "2");
        (path, form.field("number.0", numbers[0]).field("number.1", numbers[1]))
    }
}

#[test]
fn a_number_is_asked_for_and_what_is_wrong_with_it_is_said_in_the_words_of_the_page() {
    let site = numbered();
    let page = site.clerk();
    for (numbers, status, said) in [
        (["", ""], 409, "“到会人数”没有报；“到会干部”没有报"),
        (["31.5", "3"], 422, "只能写整数"),
        (["31", "32"], 409, "勾选“超过上限也属实”再报"),
    ] {
        let (path, form) = site.with_numbers(&page, numbers);
        site.browser.send(&path, &form).with(status).says(said).says_no("--above");
    }
    let (path, form) = site.with_numbers(&page, ["31", "32"]);
    site.browser.done(&path, &form.field("above", "yes")).says("已报送");
}

#[test]
fn a_wrong_number_is_seen_returned_and_handed_in_again_and_the_story_has_both() {
    let site = numbered();
    let page = site.clerk();
    let (path, form) = site.with_numbers(&page, ["310", "3"]);
    site.browser.done(&path, &form).says("已报送");
    let (_, closed) = site.item(&page, NUMBERED);
    closed.with(200).says("报送的数").says("到会人数 310、到会干部 3").says("退回后这里可以再报一次");
    site.ops(&["return", NUMBERED, "--reason", REASON, "--as", "小组办公室"]).with(0);
    let (path, form) = site.with_numbers(&page, ["31", "3"]);
    site.browser.done(&path, &form).says("已报送");
    let (_, closed) = site.item(&page, NUMBERED);
    closed.with(200).says("到会人数 310").says("到会人数 31、").says(&escaped(REASON));
    let shown = site.ops(&["show", NUMBERED, "--lang", "zh"]).with(0).stdout;
    assert!(shown.contains("到会人数 31、到会干部 3") && !shown.contains("310"), "{shown}");
}
