//! Opting out of reminders on the page and by the verb: where the file lets people do without any.

use super::*;

const DAY: &str = "    当日: 是\n";

/// The shipped campaign with a policy that lets people opt out of reminders behind the first.
fn lenient() -> Site {
    let home = tempfile::tempdir().unwrap();
    let file = service_year::copy_to(home.path()).join("service-year.yaml");
    site::edit(&file, DAY, &format!("{DAY}    可退订: [提前, 当日]\n"));
    Site::of(&file)
}

#[test]
fn a_clerk_opts_out_on_the_page_and_in_again_by_the_verb_and_it_is_seen_who_has() {
    let site = lenient();
    let page = site.clerk();
    let letter = site.dir.join("outbox").join(CAMPAIGN).join("2014-04-18/005-clerk-routine.txt");
    assert!(fs::read_to_string(letter).unwrap().contains("退订这类提醒：https://"));
    let form = site.browser.get(&page).with(200).form("value=\"opt-out\"");
    site.browser.done(&page, &form).says("已退订").says("恢复全部提醒");
    let after = site.events();
    let wanted = ("message.opt_out_set".into(), "005-clerk".into(), "page".into());
    assert_eq!(after.last(), Some(&wanted));
    // The same form again is the same command.
    site.browser.done(&page, &form).says("恢复全部提醒");
    assert_eq!(site.events(), after);

    let status = site.ops(&["status"]).with(0);
    assert!(format!("{status:?}").contains("1 post has opted out of reminders"), "{status:?}");
    let unsigned = site.ops(&["unsigned", "--message", "2014-04-18/005-clerk/routine"]).with(0).stdout;
    assert!(unsigned.contains("市政处联络员 (opted out of reminders)"), "{unsigned}");

    site.ops(&["opt-out", "005-clerk", "--undo", "--as", "006-clerk"]).with(5);
    let again = site.ops(&["opt-out", "005-clerk", "--undo", "--as", "005-clerk"]).with(0);
    assert!(format!("{again:?}").contains("all reminders again"), "{again:?}");
    let status = site.ops(&["status"]).with(0);
    assert!(!format!("{status:?}").contains("opted out"), "{status:?}");
    site.browser.get(&page).with(200).says("重复的提醒可以退订").says_no("恢复全部提醒");
}

/// What a mail program posts when its reader clicks the button that it shows (RFC 8058).
#[test]
fn one_click_in_a_mail_program_opts_out_and_looking_at_its_address_changes_nothing() {
    let site = lenient();
    let page = site.clerk();
    let address = format!("{page}/opt-out");
    let before = site.events();
    let led = site.browser.get(&address).with(303);
    assert!(led.header("location").unwrap().ends_with("#reminders"), "{}", led.head);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let post = |address: &str, body: &[u8]| site.browser.ask("POST", address, &form, body);
    post(&address, b"out=yes").with(400);
    post(&address, &[b'x'; 8 * 1024]).with(413);
    let last = page.chars().last().unwrap();
    let guessed = format!("{}{}", &page[..page.len() - 1], if last == '0' { '1' } else { '0' });
    post(&format!("{guessed}/opt-out"), b"List-Unsubscribe=One-Click").with(404);
    assert_eq!(site.events(), before);

    let click = || post(&address, b"List-Unsubscribe=One-Click");
    click().with(200).says("已退订");
    let after = site.events();
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after.last().unwrap().0, "message.opt_out_set");
    click().with(200);
    assert_eq!(site.events(), after, "twice is once");
    // Who opted in again meanwhile may click in the same letter again.
    site.ops(&["opt-out", "005-clerk", "--undo", "--as", "005-clerk"]).with(0);
    click().with(200);
    assert_eq!(site.events().len(), after.len() + 2);
    site.browser.get(&page).with(200).says("恢复全部提醒");
}

#[test]
fn where_the_file_lets_nobody_opt_out_the_page_offers_nothing() {
    let site = Site::new();
    site.browser.get(&site.clerk()).with(200).says_no("退订");
    let refused = site.ops(&["opt-out", "005-clerk", "--as", "005-clerk"]).with(3);
    assert!(format!("{refused:?}").contains("lets nobody opt out"), "{refused:?}");
}
