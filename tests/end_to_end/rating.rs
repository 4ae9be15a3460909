//! Raters at the page behind their link: what is open to them, answered once, on a phone; and what is refused.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use muster_server::http::Address;

use crate::browsing::{Answer, Browser, on_a_phone};
use crate::program::Ended;
use crate::site::{self, EN, START, Up, on, text};
use crate::year::service_year;

const PUBLIC: &str = "https://muster.bureau.test";
const LEADERS: &str = "three-way/2014-07/领导点评";
const MEMBERS: &str = "three-way/2014-07/党员互评";

/// An engine that stands in the first session of a round, with a browser at its pages.
struct Site {
    _home: tempfile::TempDir,
    dir: PathBuf,
    _up: Up,
    browser: Browser,
}

const UNTIL: &str = "2014-07-16T10:00:00+08:00";

/// A directory whose clock stands in the first session of a round.
fn in_july(file: &Path) -> site::Site {
    let site = site::Site::launched(EN, file, START);
    site.run_to(UNTIL);
    site
}

impl Site {
    fn new() -> Self {
        Self::of(&service_year::file())
    }

    fn of(file: &Path) -> Self {
        let site::Site { home, dir, .. } = in_july(file);
        fs::write(dir.join("muster.yaml"), format!("page: {{address: {PUBLIC}}}\n")).unwrap();
        let up = Up::stands(&dir, None, UNTIL, &[]);
        let browser = Browser::at(Address::read(&dir).unwrap().at);
        Self { _home: home, dir, _up: up, browser }
    }

    fn on(&self, words: &[&str]) -> Ended {
        on(&self.dir, words)
    }

    /// The path of a post's page.
    fn page(&self, post: &str) -> String {
        let page = self.on(&["link", "issue", post, "--json"]).with(0).json()["page"].clone();
        page.as_str().unwrap().strip_prefix(PUBLIC).unwrap().to_owned()
    }

    /// The page of a ballot.
    fn ballot(&self, page: &str, name: &str) -> (String, Answer) {
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("{page}/ballot?name={name}");
        let answer = self.browser.get(&path);
        (path, answer)
    }

    /// Actor and way of every answer of a rater.
    fn given(&self) -> Vec<(String, String)> {
        let all = self.on(&["events", "--json", "--family", "rating.given", "--limit", "1000"]).with(0);
        let text = |event: &serde_json::Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
        all.json_lines().iter().map(|event| (text(event, "actor"), text(event, "via"))).collect()
    }
}

#[test]
fn a_rater_answers_once_on_the_page_and_who_only_looks_changes_nothing() {
    let site = Site::new();
    let page = site.page("副局长丙");
    site.browser
        .get(&page)
        .with(200)
        .says("请评议")
        .says(" · 领导点评")
        .says_no(" · 党员互评")
        .says_no(" · 群众评议");
    let (path, ballot) = site.ballot(&page, LEADERS);
    ballot.clone().with(200).says("房管窗口").says("评语").says_no("评议码");
    assert_eq!(site.ballot(&page, MEMBERS).1.status, 404, "another's ballot");
    assert_eq!(site.given(), [], "only looked at");

    let form = ballot.form("name=\"ballot\"");
    site.browser.send(&path, &form).with(422).says("请至少评一项");
    let form = form.field("answer.016", "95");
    site.browser.send(&path, &form).with(409).says("要写评语").says("value=\"95\"").says_no("--comment");
    site.browser
        .send(&path, &form.clone().but("answer.016", "101").field("comment", "好"))
        .with(409)
        .says("0至100");
    assert_eq!(site.given(), []);
    let form = form.field("comment", "热情周到");
    site.browser.done(&path, &form).says("评议已收到");
    let given = site.given();
    assert_eq!((given.len(), given[0].1.as_str()), (1, "page"), "{given:?}");
    // The same form again is the same command; another one about the same window is refused.
    site.browser.done(&path, &form);
    assert_eq!(site.given().len(), 1);
    let (path, ballot) = site.ballot(&page, LEADERS);
    ballot.clone().with(200).says_no("房管窗口");
    let again = ballot.form("name=\"ballot\"").field("answer.016", "99").field("comment", "再打一次");
    site.browser.send(&path, &again).with(409).says("一人一次");
    assert_eq!(site.given().len(), 1);
}

#[test]
fn what_a_round_asks_stands_on_its_ballot() {
    let home = tempfile::tempdir().unwrap();
    let file = service_year::copy_to(home.path()).join("service-year.yaml");
    let few = "    人数不足: 暂缓 ";
    site::edit(&file, few, &format!("    问: [服务态度, 办事效率]\n{few}"));
    let site = Site::of(&file);
    let page = site.page("副局长丙");
    site.ballot(&page, LEADERS).1.with(200).says("看这几点：服务态度、办事效率");
}

#[test]
fn an_anonymous_rater_answers_by_a_code_and_is_nobody_in_the_log() {
    let site = Site::new();
    let invite = ["rating", "invite", "three-way", "党员互评", "--unit", "015", "--as", "小组办公室"];
    let printed = site.on(&invite).with(0).stdout;
    let (code, link) = printed.lines().last().unwrap().split_once("  ").unwrap();
    let (code, page) = (code.to_owned(), link.strip_prefix(PUBLIC).unwrap().to_owned());
    let (path, ballot) = site.ballot(&page, MEMBERS);
    ballot.clone().with(200).says("评议码").says("匿名");
    let form = || site.ballot(&page, MEMBERS).1.form("name=\"ballot\"").field("answer.016", "90");
    site.browser.send(&path, &form()).with(422).says("请填评议码");
    site.browser.send(&path, &form().field("code", "0000-0000-0000-0000")).with(409).says("这个评议码不是");
    let own = form().but("answer.016", "").field("answer.015", "100").field("code", &code);
    site.browser.send(&path, &own).with(409).says("不评本单位");
    site.browser.done(&path, &form().field("code", &code.to_uppercase())).says("评议已收到");
    assert_eq!(site.given(), [("member".to_owned(), "page".to_owned())]);
    let again = form().but("answer.016", "10").field("code", &code);
    site.browser.send(&path, &again).with(409).says("一人一次");
    let log = site.on(&["events", "--json", "--limit", "100000"]).with(0).stdout;
    assert!(!log.contains(&code), "a code stands in the log");
}

#[test]
fn who_tries_out_codes_or_begins_forms_on_a_shared_link_stops_no_other_rater() {
    let site = Site::new();
    let invite = ["rating", "invite", "three-way", "党员互评", "--unit", "015", "--as", "小组办公室"];
    let printed = site.on(&invite).with(0).stdout;
    let code = printed.lines().last().unwrap().split_whitespace().next().unwrap().to_owned();
    let page = site.page("member");
    let (path, _) = site.ballot(&page, MEMBERS);
    let form = |code: &str| {
        let ballot = site.ballot(&page, MEMBERS).1;
        ballot.form("name=\"ballot\"").field("answer.016", "90").field("code", code)
    };
    let ballot = form(&code);
    let held: Vec<_> =
        (0..3).map(|_| site.browser.begin(&format!("{page}/act"), "content-length: 900")).collect();
    site.browser.done(&path, &ballot).says("评议已收到");
    drop(held);
    let mut unsaid = site.browser.begin(&format!("{page}/act"), "transfer-encoding: chunked");
    let mut answer = [0; 12];
    unsaid.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 411");
    let wrong = form("0000-0000-0000-0000");
    for no in 0..30 {
        let number = format!("{no:032x}");
        site.browser.send(&path, &wrong.clone().but("form", &number)).with(409).says("这个评议码不是");
    }
    site.browser.send(&path, &wrong).with(429);
}

#[test]
fn who_invites_gets_a_link_for_each_code_and_hears_why_where_there_is_none() {
    let site = Site::new();
    let invite = |group: &str, more: &[&str]| {
        let words = ["rating", "invite", "three-way", group, "--count", "3", "--as", "小组办公室"];
        site.on(&[&words[..], more].concat())
    };
    let Ended { stdout: printed, stderr: said, .. } = invite("群众评议", &[]).with(0);
    assert!(
        said.contains("“服务对象”") && !said.contains("served"),
        "the role is called by its name: {said}"
    );
    let invited: Vec<(&str, &str)> = printed.lines().filter_map(|line| line.split_once("  ")).collect();
    assert_eq!(invited.len(), 3, "{printed}");
    assert!(invited.iter().all(|(code, link)| code.len() == 19 && link.starts_with(PUBLIC)), "{printed}");
    assert_ne!(invited[0].0, invited[1].0);
    let page = invited[0].1.strip_prefix(PUBLIC).unwrap();
    site.browser.get(page).with(200).says(" · 群众评议").says_no(" · 领导点评");
    // Leaders answer as themselves: a code would be a second vote.
    let leaders = invite("领导点评", &[]).with(3);
    assert!(leaders.stdout.is_empty() && leaders.stderr.contains("on the page of the post"), "{leaders:?}");
    let pageless = in_july(&service_year::file());
    let nowhere = pageless.by("小组办公室", &["rating", "invite", "three-way", "群众评议"]).with(0);
    assert!(nowhere.stderr.contains("no page address is configured"), "{nowhere:?}");
    assert_eq!(nowhere.stdout.lines().last().unwrap().len(), 19, "{nowhere:?}");
}

/// A vote for the own unit can be refused only where the ballot says whose it is: where a group does not judge its own, ballots
/// that do not say so are entered only by somebody who says that nobody can know.
#[test]
fn paper_that_does_not_say_whose_it_is_needs_a_word_where_nobody_judges_the_own_unit() {
    let site = in_july(&service_year::file());
    let given = || {
        let words = ["events", "--json", "--family", "rating.given", "--limit", "1000"];
        site.on(&words).with(0).json_lines().len()
    };
    let import = |lang: &str, table: &str, more: &[&str]| {
        let file = site.home.path().join("ballots.csv");
        fs::write(&file, table).unwrap();
        let words = ["--lang", lang, "rating", "import", "three-way", text(&file)];
        site.by("小组办公室", &[&words[..], more].concat())
    };
    let without = "票号,评议组,对象,答案\n1,党员互评,016,90\n2,党员互评,015,80\n3,群众评议,016,满意\n";
    let ended = import("zh", without, &[]).with(1);
    assert!(ended.stderr.contains("“党员互评”有2张票没写评议人的单位"), "{ended:?}");
    assert!(ended.stderr.contains("--unit-unknown"), "{ended:?}");
    let ended = import("en", without, &[]).with(1);
    assert!(ended.stderr.contains("2 ballots of “党员互评” do not say whose they are"), "{ended:?}");
    assert_eq!(given(), 0, "all or nothing");

    // Where raters may judge anybody nothing is asked.
    import("zh", "票号,评议组,对象,答案\n3,群众评议,016,满意\n", &[]).with(0);
    assert_eq!(given(), 1);
    let said = "票号,评议组,单位,对象,答案\n1,党员互评,015,016,90\n2,党员互评,015,015,100\n";
    assert!(import("zh", said, &[]).with(3).stderr.contains("不评本单位"));
    import("zh", without, &["--unit-unknown"]).with(0);
    assert_eq!(given(), 3, "the first is known already");

    let cast = ["rating", "cast", "three-way", "党员互评", "016=70", "--paper", "9"];
    let cast = |more: &[&str]| site.by("小组办公室", &[&cast[..], more].concat());
    assert!(cast(&[]).with(1).stderr.contains("does not say whose it is"));
    cast(&["--unit", "015"]).with(0);
    assert_eq!(given(), 4);
}

/// The same in a real browser, by the keyboard, at a phone's width.
#[test]
fn a_rater_does_it_on_a_phone_without_a_finding() {
    let site = Site::new();
    let address = format!("http://{}{}", Address::read(&site.dir).unwrap().at, site.page("副局长丙"));
    let nothing: [&str; 0] = [];
    let said = on_a_phone(("rater.py", &address), nothing, &site.dir, nothing);
    assert_eq!(said.matches("no finding").count(), 4, "{said}");
    assert_eq!(site.given().len(), 1);
}
