//! What a post only sees stands behind what it does: a leader's page has no form that the leader may not send.

use super::*;

/// The path of a post's page.
fn page_of(site: &Site, post: &str) -> String {
    let page = site.ops(&["link", "issue", post, "--json"]).with(0).json()["page"].clone();
    page.as_str().unwrap().split_once(PUBLIC).unwrap().1.to_owned()
}

#[test]
fn a_leader_sees_the_items_of_units_folded_and_is_offered_no_form() {
    let site = Site::new();
    let leader = page_of(&site, "副局长乙");
    let home = site.browser.get(&leader).with(200);
    home.says("本单位其他岗位要报的").says_no("aria-labelledby=\"later\"");
    let (_, folded) = home.body.split_once("id=\"watched\"").unwrap();
    let item = folded.split_once("item?name=").unwrap().1.split(['"', '&']).next().unwrap().to_owned();
    let shown = site.browser.get(&format!("{leader}/item?name={item}")).with(200);
    shown.says("由联络员、主要负责人报送").says_no("value=\"submit\"").says_no("type=\"file\"");
    // Who may hand it in has the form as before.
    let (_, own) = site.item(&site.clerk(), ITEM);
    own.with(200).says("value=\"submit\"");
}

#[test]
fn all_letters_that_are_shown_are_signed_for_by_one_button_and_once() {
    let site = Site::new();
    let page = site.clerk();
    let form = site.browser.get(&page).with(200).form("value=\"sign-all\"");
    let before = site.events().len();
    site.browser.done(&page, &form).says("已签收").says_no("请签收</h2>");
    let after = site.events();
    let signed = after[before..].iter().filter(|(name, ..)| name == "message.signed").count();
    assert!(signed > 1, "{:?}", &after[before..]);
    site.browser.done(&page, &form);
    assert_eq!(site.events(), after, "twice is once");
}
