//! A leader behind the link of a letter: the feed, and visits confirmed, moved, handed over, declined and recorded.

use std::fs;

use muster_server::http::Address;

use super::left_out::with_a_leader_away;
use super::life::{Year, parsed};
use crate::browsing::{Answer, Browser, on_a_phone};
use crate::site::Up;

const VISIT: &str = "contact-points.2014-q2/V03";

/// The engine of a year, with a browser at its pages.
struct Site {
    year: Year,
    _up: Up,
    browser: Browser,
}

impl Site {
    fn new(until: &str) -> Self {
        Self::of(Year::new(until), until)
    }

    /// The same of a year that has come so far.
    fn of(year: Year, until: &str) -> Self {
        let dir = year.dir.clone();
        fs::write(dir.join("muster.yaml"), "page: {address: https://muster.bureau.test}\n").unwrap();
        let up = Up::stands(&dir, None, &format!("{until}:00+08:00"), &[]);
        let browser = Browser::at(Address::read(&dir).unwrap().at);
        Self { year, _up: up, browser }
    }

    /// The path of a post's page.
    fn page(&self, post: &str) -> String {
        let page = self.year.on(&["link", "issue", post, "--json"]).with(0).json()["page"].clone();
        let page = page.as_str().unwrap();
        page.strip_prefix("https://muster.bureau.test").unwrap().to_owned()
    }

    /// The page of a visit.
    fn visit(&self, page: &str) -> (String, Answer) {
        let path = format!("{page}/visit?name={}", VISIT.replace('/', "%2F"));
        let answer = self.browser.get(&path);
        (path, answer)
    }

    /// Asks on a page for the address of a calendar; its path.
    fn calendar(&self, page: &str) -> String {
        let form = self.browser.get(page).with(200).form("value=\"calendar\"");
        let made = self.browser.send(page, &form).with(200);
        assert_eq!(
            self.browser.send(page, &form).with(200).body,
            made.body,
            "the same form, the same address"
        );
        let address = made.body.split("href=\"https://muster.bureau.test").nth(1).unwrap();
        address.split('"').next().unwrap().to_owned()
    }

    /// The events of the feed that a page gives the address of.
    fn feed(&self, page: &str) -> Vec<Vec<String>> {
        let feed = self.browser.get(&self.calendar(page)).with(200);
        assert_eq!(feed.header("content-type"), Some("text/calendar; charset=utf-8"));
        let file = self.year.dir.with_extension("ics");
        fs::write(&file, &feed.body).unwrap();
        parsed(&file)
    }
}

#[test]
fn a_leader_confirms_moves_and_hands_over_and_the_feed_follows() {
    let site = Site::new("2014-05-05T12:00");
    let page = site.page("副局长乙");
    let home = site.browser.get(&page).with(200);
    home.says("我的走访").says("柳湾村").says("待确认").says("加到手机日历").says_no("梧桐社区");
    let first = site.feed(&page);
    assert_eq!((first.len(), first[0][1].as_str(), first[0][2].as_str()), (1, "0", "TENTATIVE"), "{first:?}");
    let (path, visit) = site.visit(&page);
    visit.clone().with(200).says("您当天有空").says("我去，确认").says("改期");

    site.browser.done(&path, &visit.form("value=\"confirm\"")).says("已确认走访").says("已确认");
    let (path, visit) = site.visit(&page);
    visit.says_no("我去，确认");
    let slots: Vec<&str> = visit.body.split("name=\"to\" value=\"2014-").skip(1).collect();
    assert_eq!(slots.len(), 3, "three that fit: {}", visit.body);
    let slot = format!("2014-{}", slots[0].split('"').next().unwrap());
    // Nothing chosen is told beside the form.
    site.browser.send(&path, &visit.form("value=\"move\"")).with(422).says("请选择改到哪个时间");
    let bad = visit.form("value=\"move\"").field("to", "2014-06-02 09:00");
    site.browser.send(&path, &bad).with(409).says("这个时间走不成");
    let moved = visit.form("value=\"move\"").field("to", &slot);
    site.browser.done(&path, &moved).says("走访已改期").says(&slot);
    let after = site.feed(&page);
    assert_eq!((&after[0][0], after[0][1].as_str(), after[0][2].as_str()), (&first[0][0], "2", "CONFIRMED"));
    // The same form again is the same command.
    site.browser.done(&path, &moved);
    assert_eq!(site.feed(&page), after);

    // 副局长丙 has a visit of the week already, and takes this one over once it lies in the next.
    let hand_over = |visit: &Answer| {
        let others: Vec<&str> = visit.body.split("<option value=\"").skip(2).collect();
        let to = others.iter().find(|option| option.contains("副局长丙")).unwrap();
        visit.form("value=\"delegate\"").field("to", to.split('"').next().unwrap())
    };
    let (path, visit) = site.visit(&page);
    site.browser.send(&path, &hand_over(&visit)).with(409).says("至多1次");
    site.browser.done(&path, &visit.form("value=\"move\"").field("to", "2014-06-05 09:00"));
    let (path, visit) = site.visit(&page);
    let answer = site.browser.done(&path, &hand_over(&visit));
    answer.says("已委托他人走访");
    // In the calendar of who handed it on it stays, as cancelled; who got it has it with the same name and number.
    let had = site.feed(&page);
    let is_it = |event: &&Vec<String>| event[0] == first[0][0];
    assert_eq!((had.len(), had[0][2].as_str(), is_it(&&had[0])), (1, "CANCELLED", true), "{had:?}");
    assert!(had[0][1].parse::<u32>().unwrap() > after[0][1].parse().unwrap(), "{had:?} after {after:?}");
    assert_eq!(site.year.feed("had.ics"), had, "the verb writes the same");
    let got = site.feed(&site.page("副局长丙"));
    let got = got.iter().find(is_it).unwrap();
    assert_eq!((&got[1], got[2].as_str()), (&had[0][1], "CONFIRMED"));
    // Who handed it over has it no longer; who got it may decline.
    assert_eq!(site.visit(&page).1.status, 404);
    let other = site.page("副局长丙");
    site.browser.get(&other).with(200).says("柳湾村").says("梧桐社区");
    let (path, visit) = site.visit(&other);
    let form = visit.form("value=\"decline\"").field("reason", "汛期值班");
    site.browser.done(&path, &form).says("已回绝");
    let feed = site.feed(&other);
    assert_eq!(feed.iter().filter(|event| event[2] == "CANCELLED").count(), 1, "it stays: {feed:?}");
    assert_eq!(feed.iter().find(|event| event[2] == "CANCELLED").unwrap()[0], first[0][0]);
    assert!(site.feed(&page).contains(&had[0]), "what somebody else does with it changes nothing here");
}

/// It stands on the page of who was to go there, with the reason, and on nobody else's.
#[test]
fn a_leader_sees_the_places_for_which_no_visit_could_be_planned_with_the_reason() {
    let (home, until) = (tempfile::tempdir().unwrap(), "2014-05-05T12:00");
    let site = Site::of(Year::of(&with_a_leader_away(home.path()), until), until);
    let page = site.page("副局长乙");
    site.browser.get(&page).with(200).says("排不上走访的地方").says("柳湾村").says("走访人没空");
    let english = site.browser.speaking("en-GB,en").get(&page).with(200);
    english.says("No visit could be planned").says("with the visitor busy");
    site.browser.get(&site.page("副局长丙")).with(200).says("我的走访").says_no("排不上走访的地方");
    let address = format!("http://{}{page}", Address::read(&site.year.dir).unwrap().at);
    let said = on_a_phone(("leader.py", &address), ["away"], &site.year.dir, []);
    assert_eq!(said.matches("no finding").count(), 2, "{said}");
}

#[test]
fn the_address_of_a_calendar_reads_and_can_do_nothing() {
    let site = Site::new("2014-05-05T12:00");
    let page = site.page("副局长乙");
    let calendar = site.calendar(&page);
    assert_eq!(calendar.split('?').next().unwrap().split('/').count(), 4, "{calendar}");
    site.browser.get(&calendar).with(200).says("BEGIN:VCALENDAR").says("柳湾村");
    site.browser.get(&calendar.replace("lang=zh", "lang=en")).with(200).says("Visits of");
    // Under it lies no page, and no form is taken by it.
    let token = calendar.split('/').nth(2).unwrap();
    for path in ["", "/visit?name=x", "/item?name=x", "/file?name=x", "/score?name=x"] {
        site.browser.get(&format!("/p/{token}{path}")).with(404).says("打不开");
    }
    let (path, visit) = site.visit(&page);
    let stolen = site.browser.send(&format!("/p/{token}/visit"), &visit.form("value=\"confirm\""));
    assert_eq!((stolen.status, stolen.body.contains("打不开")), (404, true), "{stolen:?}");
    site.browser.get(&format!("{page}/visits.ics")).with(404);
    // Ops see it among the links; its person ends it, and the page goes on.
    let listed = site.year.on(&["link", "list"]).with(0).stdout;
    assert!(listed.contains("a calendar, to read"), "{listed}");
    let home = site.browser.get(&page).with(200);
    home.says("停掉已有的日历订阅：1");
    site.browser
        .done(&page, &home.form("value=\"no-calendar\""))
        .says("日历订阅已停掉")
        .says_no("停掉已有的");
    site.browser.get(&calendar).with(410).says("作废");
    site.browser.get(&path).with(200);
    // A place has its visits in its calendar as well.
    let place = site.feed(&site.page("v03-clerk"));
    assert_eq!((place.len(), place[0][2].as_str()), (1, "TENTATIVE"), "{place:?}");
    let again = site.calendar(&page);
    site.year.on(&["link", "revoke", "副局长乙"]).with(0);
    site.browser.get(&again).with(410);
}

/// The leader's pages in a real browser, by the keyboard, at a phone's width.
#[test]
fn a_leader_does_it_on_a_phone_without_a_finding() {
    let journeys = [
        ("2014-05-05T12:00", "confirm", 4),
        ("2014-05-05T12:00", "move", 4),
        ("2014-06-27T10:00", "record", 3),
    ];
    for (until, journey, looks) in journeys {
        let site = Site::new(until);
        let dir = site.year.dir.clone();
        let address = format!("http://{}{}", Address::read(&dir).unwrap().at, site.page("副局长乙"));
        let said = on_a_phone(("leader.py", &address), [journey], &dir, []);
        assert_eq!(said.matches("no finding").count(), looks, "{said}");
    }
}

#[test]
fn a_visit_is_recorded_with_its_sections_and_its_problems_become_tasks() {
    let site = Site::new("2014-06-27T10:00");
    let page = site.page("副局长乙");
    let (path, visit) = site.visit(&page);
    visit.clone().with(200).says("走访记录").says("业务工作").says("作风建设").says_no("我去，确认");
    let form = visit.form("value=\"record\"").field("on", "2014-06-26");
    let part = form.clone().field("section.0", "办事窗口排队久").field("section.1", "台账不全");
    // More rows come for the asking, with what was typed, and nothing is recorded.
    let more = part.clone().field("problem.0", "台账补齐").field("more", "problems");
    let more = site.browser.send(&path, &more).with(200);
    more.clone().says("name=\"problem.5\"").says("台账补齐").says("台账不全").says_no("已记录");
    let missing = site.browser.send(&path, &part.clone().field("problem.0", "台账补齐"));
    missing.with(422).says("问题1要写全").says("办事窗口排队久");
    site.browser.send(&path, &part).with(409).says("作风建设").says("台账不全");
    let whole = part
        .field("section.2", "无")
        .field("problem.0", "柳湾村台账补齐")
        .field("owner.0", "005")
        .field("due.0", "2014-07-04");
    site.browser.done(&path, &whole).says("已记录").says("跟进1项还没办完");
    site.browser.get(&site.page("005-clerk")).with(200).says("柳湾村台账补齐");
    let task = ["submit", "assigned.1/005", "--evidence", "办理情况=1", "--as", "005-clerk"];
    site.year.on(&task).with(0);
    site.browser.get(&page).with(200).says("跟进1项都办完了");
    // The place hears of it on its own page.
    site.browser.get(&site.page("v03-clerk")).with(200).says("来本单位的走访").says("已记录");
}

/// The verb without a day promises alternatives, also to who comes by a token; when somebody else is free is told to nobody.
#[test]
fn a_visitor_asks_by_its_token_where_its_visit_could_lie() {
    let site = Site::new("2014-05-05T12:00");
    let (place, key) = VISIT.split_once('/').map(|(key, place)| (place, key)).unwrap();
    let asked = |post: &str, visitor: &str| {
        let token = site.year.on(&["account", "issue", post]).with(0).stdout;
        let bearer = format!("Bearer {}", token.trim());
        let own = [("authorization", bearer.as_str())];
        let campaigns = site.browser.ask("GET", "/v1/campaigns", &own, &[]).with(200).body;
        let campaign = campaigns.trim_matches(['[', ']', '"']);
        let body = format!(
            r#"{{"VisitSlots":{{"campaign":"{campaign}","item":{{"occasion":"{key}","unit":"{place}"}},"visitor":{visitor}}}}}"#
        );
        let headers = [own[0], ("content-type", "application/json")];
        site.browser.ask("POST", "/v1/questions", &headers, body.as_bytes())
    };
    let slots = asked("副局长乙", "null").with(200).body;
    assert_eq!(slots.matches("\"start\"").count(), 3, "{slots}");
    for (post, visitor) in [("副局长甲", "null"), ("副局长乙", "\"副局长丙\""), ("005-clerk", "null")]
    {
        asked(post, visitor).with(403);
    }
}
