//! An hour of one's own for the routine letter, on the page and by the verb.

use super::*;

#[test]
fn a_clerk_chooses_the_hour_on_the_page_and_the_files_again_by_the_verb() {
    let site = Site::new();
    let page = site.clerk();
    let form = site.browser.get(&page).with(200).form("value=\"letter-hour\"");
    let chosen = form.clone().field("hour", "14:00");
    site.browser.done(&page, &chosen).says("收提醒的时间已选定").says("value=\"14:00\" selected");
    let after = site.events();
    let wanted = ("message.hour_set".into(), "005-clerk".into(), "page".into());
    assert_eq!(after.last(), Some(&wanted));
    // The same form again is the same command; an hour that is none is refused.
    site.browser.done(&page, &chosen).says("value=\"14:00\" selected");
    let form = site.browser.get(&page).with(200).form("value=\"letter-hour\"");
    let refused = site.browser.send(&page, &form.field("hour", "20:00"));
    assert!(refused.status >= 400 && refused.body.contains("09:00"), "{} {}", refused.status, refused.body);
    assert_eq!(site.events(), after);

    let refused = site.ops(&["letter-hour", "005-clerk", "08:30", "--as", "005-clerk"]).with(3);
    assert!(format!("{refused:?}").contains("08:30"), "{refused:?}");
    site.ops(&["letter-hour", "005-clerk", "--undo", "--as", "006-clerk"]).with(5);
    site.ops(&["letter-hour", "005-clerk", "--undo", "--as", "005-clerk"]).with(0);
    assert_eq!(site.events().len(), after.len() + 1);
    site.browser.get(&page).with(200).says_no("value=\"14:00\" selected");
}
