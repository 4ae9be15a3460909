//! A case given to a unit, worked on from the page: accepted, passed up, answered; once, and by the post alone that has it.

use super::Site;
use crate::browsing::{Answer, escaped};

const CASE: &str = "public-appeal/1";
const ASKED: &str = "小区<b>停车难</b>";

/// The page of a case.
fn case(site: &Site, page: &str, case: &str) -> (String, Answer) {
    let path = format!("{page}/case?name={}", case.replace('/', "%2F"));
    let answer = site.browser.get(&path);
    (path, answer)
}

/// How often something was done, by whom and how.
fn done(site: &Site, name: &str) -> usize {
    let by_page =
        |event: &&(String, String, String)| event.0 == name && event.1 == "005-clerk" && event.2 == "page";
    site.events().iter().filter(by_page).count()
}

#[test]
fn a_case_is_accepted_passed_up_and_answered_from_the_page() {
    let site = Site::new();
    let page = site.clerk();
    let brought = ["case", "receive", "public-appeal", "--source", "现场", "--unit", "005", "--text", ASKED];
    site.ops(&[&brought[..], &["--as", "党代表"]].concat()).with(0);
    site.browser.get(&page).with(200).says("本单位的办件").says(CASE);
    // Another unit's page does not have it, neither to read nor to act on.
    let other = site.page("2014-04-18/006-clerk-routine.txt");
    site.browser.get(&other).with(200).says_no(CASE);
    case(&site, &other, CASE).1.with(404);

    let (path, shown) = case(&site, &page, CASE);
    shown.clone().with(200).says("待受理").says(&escaped(ASKED)).says_no("<b>");
    let theirs = site.browser.get(&other).form("006-clerk/routine").value("secret");
    let stolen = shown.form("value=\"accept\"").but("secret", &theirs);
    assert_eq!(site.browser.send(&format!("{other}/case"), &stolen).status, 404);
    let accept = shown.form("value=\"accept\"");
    site.browser.done(&path, &accept).says("已记录");
    // The same form again is the same command.
    site.browser.done(&path, &accept);
    assert_eq!(done(&site, "case.accepted"), 1);

    let (path, shown) = case(&site, &page, CASE);
    shown.says("办理中").says_no("value=\"accept\"");
    site.browser.done(&path, &shown.form("value=\"pass-up\"").field("text", "需多部门协调"));
    let (path, shown) = case(&site, &page, CASE);
    shown.says("待批复").says("需多部门协调").says_no("value=\"pass-up\"");
    // Before those above have replied nothing is answered; what was typed stays in the form.
    let answer = shown.form("value=\"answer\"").field("text", "正在协调");
    site.browser.send(&path, &answer).with(409).says("还没有批复").says("正在协调");
    assert_eq!(done(&site, "case.answered"), 0);
    site.ops(&["case", "reply", CASE, "--text", "由房管处牵头", "--as", "系统党委"]).with(0);

    let (path, shown) = case(&site, &page, CASE);
    shown.says("由房管处牵头");
    site.browser.done(&path, &shown.form("value=\"answer\"").field("text", "已新增车位"));
    let (_, shown) = case(&site, &page, CASE);
    shown.says("待回访").says("已新增车位").says_no("value=\"answer\"");
    assert_eq!((done(&site, "case.passed_up"), done(&site, "case.answered")), (1, 1));
    assert!(site.ops(&["show", CASE, "--text"]).with(0).stdout.contains("已新增车位"));
}

/// An answer that everybody will read must be there.
#[test]
fn an_answer_that_is_published_is_written_on_the_page() {
    let site = Site::new();
    let page = site.clerk();
    let brought = ["case", "receive", "netizen", "--unit", "005", "--text", "排队时间长", "--as", "网民"];
    site.ops(&brought).with(0);
    let (path, shown) = case(&site, &page, "netizen/1");
    shown.clone().with(200).says("答复会公开");
    site.browser.done(&path, &shown.form("value=\"accept\""));
    let (path, shown) = case(&site, &page, "netizen/1");
    site.browser
        .send(&path, &shown.form("value=\"answer\""))
        .with(409)
        .says("role=\"alert\"")
        .says_no("--text");
    site.browser.done(&path, &shown.form("value=\"answer\"").field("text", "已增开窗口"));
    case(&site, &page, "netizen/1").1.says("办结").says("已增开窗口").says_no("<form");
}
