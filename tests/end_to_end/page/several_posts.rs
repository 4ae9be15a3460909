//! Two rows of a roster with one account: one letter a day, with the pages of both posts.

use super::*;

#[test]
fn who_holds_two_posts_by_one_account_gets_one_letter_and_both_pages() {
    let home = tempfile::tempdir().unwrap();
    let folder = service_year::copy_to(home.path());
    let (own, shared) = ("企业微信,zj003", "企业微信,zj002");
    assert!(fs::read_to_string(folder.join("roster.csv")).unwrap().contains(shared));
    site::edit(&folder.join("roster.csv"), own, shared);
    let site = Site::of(&folder.join("service-year.yaml"));
    site.until("2014-04-18/002-clerk-routine.txt");
    let day = site.dir.join("outbox").join(CAMPAIGN).join("2014-04-18");
    assert!(!day.join("003-clerk-routine.txt").exists(), "one letter a person and day");
    let letter = fs::read_to_string(day.join("002-clerk-routine.txt")).unwrap();
    for wanted in ["质监站联络员、安监站联络员", "【质监站】", "【安监站】"] {
        assert!(letter.contains(wanted), "{wanted}: {letter}");
    }
    let pages: Vec<&str> =
        letter.lines().filter_map(|line| Some(line.split_once(PUBLIC)?.1.trim())).collect();
    let [other, first] = pages.as_slice() else { panic!("{letter}") };
    site.browser.get(other).with(200).says("安监站联络员");
    site.browser.get(first).with(200).says("质监站联络员").says("请签收");
}
