//! The page behind a letter's link: what a clerk does there, and what is refused to everybody else.

mod cases;
mod journey;
mod letter_hours;
mod numbers;
mod opting_out;
mod several_posts;
mod watching;

use std::fs;
use std::path::{Path, PathBuf};

use muster_protocol::ids::Digest;
use muster_server::http::Address;
use serde_json::Value;

use crate::browsing::{Answer, Browser, Form, beside, escaped, on_a_phone};
use crate::program::Ended;
use crate::site::{self, CAMPAIGN, START, Up, on, text};
use crate::year::service_year;

const ITEM: &str = "unit-plan/005";
/// How often the status is asked before a letter counts as missing.
const ASKED_MOST: u32 = 2_000;
const PUBLIC: &str = "https://muster.bureau.test/m";
const REASON: &str = "重点“服务大局”只有一句话，<b>请写具体</b>";

/// A running `up` that stands after the first reminders of a duty, with an address for its pages.
struct Site {
    _home: tempfile::TempDir,
    dir: PathBuf,
    _up: Up,
    browser: Browser,
}

impl Site {
    fn new() -> Self {
        Self::of(&service_year::file())
    }

    fn of(file: &Path) -> Self {
        let (home, dir) = site::fresh();
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("muster.yaml"), format!("page: {{address: {PUBLIC}}}\n")).unwrap();
        let up = Up::stands(&dir, Some(START), "2014-04-18T12:00:00+08:00", &[]);
        on(&dir, &["launch", text(file), "--as", "领导小组"]).with(0);
        let site = Self { browser: Browser::at(Address::read(&dir).unwrap().at), _home: home, _up: up, dir };
        site.until("2014-04-18/006-clerk-routine.txt");
        site.until("2014-04-18/005-clerk-routine.txt");
        site
    }

    /// Waits until a letter lies there: anyone who asks for the status gives the engine time.
    fn until(&self, letter: &str) {
        let letter = self.dir.join("outbox").join(CAMPAIGN).join(letter);
        let there = (0..ASKED_MOST).any(|_| {
            self.ops(&["status"]).with(0);
            letter.exists()
        });
        assert!(there, "no {}", letter.display());
    }

    /// Ops, who have the directory.
    fn ops(&self, arguments: &[&str]) -> Ended {
        on(&self.dir, arguments)
    }

    /// The path of the page that a letter links to, as the proxy in front passes it on.
    fn page(&self, letter: &str) -> String {
        let letter = fs::read_to_string(self.dir.join("outbox").join(CAMPAIGN).join(letter)).unwrap();
        let link = letter.lines().find_map(|line| Some(line.split_once(PUBLIC)?.1)).unwrap();
        link.trim().to_owned()
    }

    fn clerk(&self) -> String {
        self.page("2014-04-18/005-clerk-routine.txt")
    }

    /// The names of the events after a position, with actor and way.
    fn events(&self) -> Vec<(String, String, String)> {
        let events =
            self.ops(&["events", "--json", "--campaign", CAMPAIGN, "--limit", "100000"]).with(0).json_lines();
        let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
        events.iter().map(|event| (text(event, "name"), text(event, "actor"), text(event, "via"))).collect()
    }

    /// The page of an item, from the post's own page.
    fn item(&self, page: &str, item: &str) -> (String, Answer) {
        let path = format!("{page}/item?name={}", item.replace('/', "%2F"));
        let answer = self.browser.get(&path);
        (path, answer)
    }
}

/// The form of a plan, filled in.
fn filled(form: Form) -> Form {
    ["服务大局", "自身建设", "队伍建设"]
        .into_iter()
        .fold(form.file("file.0", "方案.pdf", b"%PDF-1.4 plan of 005"), |form, focus| {
            form.field("covers", focus)
        })
}

#[test]
fn a_clerk_signs_hands_in_reads_why_it_came_back_and_hands_in_again() {
    let site = Site::new();
    let page = site.clerk();
    let home = site.browser.get(&page).with(200);
    home.says("市政处联络员").says("本单位活动方案").says("请签收").says("lang=\"zh-CN\"");
    let english = site.browser.speaking("en-GB,en").get(&page).with(200);
    english.says("To sign for").says("lang=\"en\"");
    let before = site.events();

    // Anyone who only looks, such as a mail scanner, changes nothing.
    site.browser.get(&page).with(200);
    assert_eq!(site.events(), before);

    let signed = site.browser.done(&page, &home.form("2014-04-18/005-clerk/routine"));
    signed.says("已签收").says_no("2014-04-18/005-clerk/routine");
    let last = site.events().pop().unwrap();
    assert_eq!(last, ("message.signed".into(), "005-clerk".into(), "page".into()));

    let (path, item) = site.item(&page, ITEM);
    item.clone().with(200).says("活动方案").says("服务大局");
    let form = item.form("name=\"item\"");
    // What is missing is told beside the form, which keeps what was typed.
    let missing =
        site.browser.send(&path, &form.clone().field("covers", "服务大局").field("text.0", "我们的方案"));
    missing.clone().with(409).says("自身建设").says("我们的方案").says_no("--covers");
    assert!(missing.body.contains("value=\"服务大局\" checked"), "{}", missing.body);

    let sent = filled(item.form("name=\"item\""));
    site.browser.done(&path, &sent).says("已报送");
    let after = site.events();
    assert_eq!(after.iter().filter(|event| event.0 == "item.submitted").count(), 1, "{after:?}");
    // The same form again is the same command.
    site.browser.done(&path, &sent).says("已报送");
    assert_eq!(site.events(), after);

    site.ops(&["return", ITEM, "--reason", REASON, "--as", "小组办公室"]).with(0);
    // The letter of the return is there at once, with its reason, and does not wait for tomorrow's.
    site.until("2014-04-18/005-clerk-news-1.txt");
    let letter = site.dir.join("outbox").join(CAMPAIGN).join("2014-04-18/005-clerk-news-1.txt");
    let letter = fs::read_to_string(letter).unwrap();
    for wanted in ["已退回：本单位活动方案", REASON, "请于4月25日（周五）前重新报送", PUBLIC]
    {
        assert!(letter.contains(wanted), "{wanted}: {letter}");
    }
    site.browser.get(&page).with(200).says("被退回，请改正");
    let (path, item) = site.item(&page, ITEM);
    item.says("退回原因").says(&escaped(REASON)).says_no("<b>");
    // What was handed in can be opened again, as a file that a browser saves.
    let link =
        item.body.split("href=\"file").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let file = site.browser.get(&beside(&path, &format!("file{link}"))).with(200);
    assert_eq!(file.body, "%PDF-1.4 plan of 005");
    assert!(file.header("content-disposition").unwrap().starts_with("attachment"), "{}", file.head);
    site.browser.done(&path, &filled(item.form("name=\"item\"")).but("form", &"a".repeat(32)));
    assert_eq!(site.events().iter().filter(|event| event.0 == "item.submitted").count(), 2);
}

#[test]
fn a_unit_sees_its_score_line_by_line_and_what_would_still_raise_it() {
    let site = Site::new();
    let page = site.clerk();
    site.browser.get(&page).with(200).says("本单位的得分").says("年度考核评分表").says_no("窗口“三争创”评分");
    let score = site.browser.get(&format!("{page}/score?name=annual%2F005")).with(200);
    score.says("按时办结").says("还能怎样").says("督查扣分");
    let english = site.browser.speaking("en-GB,en").get(&format!("{page}/score?name=annual%2F005")).with(200);
    english.says("what would still raise it");
    for other in ["annual%2F006", "window%2Fxx", "annual", "nothing%2F005"] {
        site.browser.get(&format!("{page}/score?name={other}")).with(404);
    }
}

#[test]
fn a_page_is_its_posts_alone_and_keeps_to_itself() {
    let site = Site::new();
    let page = site.clerk();
    let home = site.browser.get(&page).with(200);
    for (name, wanted) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(home.header(name), Some(wanted), "{name}");
    }
    let policy = home.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"), "{policy}");
    assert!(!home.body.contains("<script") && !home.body.contains(" style="), "{}", home.body);

    // Another unit's item, and what is not there.
    for item in ["unit-plan/006", "unit-plan/999", "nothing", "../x"] {
        assert_eq!(site.item(&page, item).1.status, 404, "{item}");
    }
    let (path, item) = site.item(&page, ITEM);
    let theirs = item.form("name=\"item\"").but("item", "unit-plan/006");
    assert_eq!(site.browser.send(&path, &filled(theirs)).status, 404);
    let other = home.form("005-clerk/routine").but("message", "2014-04-18/006-clerk/routine");
    assert_eq!(site.browser.send(&page, &other).status, 403);

    // A form of another site, of another link, and one that carries nothing.
    let form = filled(item.form("name=\"item\""));
    for headers in [[("sec-fetch-site", "cross-site")], [("origin", "https://evil.example")]] {
        assert_eq!(site.browser.send_as(&path, &form, &headers).status, 403, "{headers:?}");
    }
    let other = site.browser.get(&site.page("2014-04-18/006-clerk-routine.txt")).with(200);
    let secret = other.form("006-clerk/routine").value("secret");
    assert_eq!(site.browser.send(&path, &form.clone().but("secret", &secret)).status, 403);
    assert_eq!(site.browser.send(&path, &form.clone().but("secret", "")).status, 403);
    assert_eq!(site.browser.ask("POST", &format!("{page}/act"), &[], b"do=sign").status, 400);

    // Files that cannot be taken: said beside the form.
    let plain = item.form("name=\"item\"").field("covers", "服务大局");
    for name in ["../../etc/passwd", "<img src=x>.png"] {
        let answer = site.browser.send(&path, &plain.clone().file("file.0", name, b"x"));
        answer.with(422).says("文件名").says_no("etc/passwd").says_no("<img");
    }
    site.browser.send(&path, &plain.clone().file("file.0", "a.pdf", b"")).with(422).says("空的");
    let large = vec![b'x'; 66 * 1024 * 1024];
    site.browser.send(&path, &plain.file("file.0", "a.pdf", &large)).with(413).says("太大");

    // A form leads to the post's own page, whatever it and its sender say.
    let astray = home.form("005-clerk/routine").but("lang", "//evil.example/");
    let evil =
        [("origin", "null"), ("referer", "https://evil.example/"), ("x-forwarded-host", "evil.example")];
    let led = site.browser.send_as(&page, &astray, &evil).with(303);
    let to = led.header("location").unwrap();
    assert!(to.starts_with(&page.replace("/p/", "../")) && !led.head.contains("evil"), "{}", led.head);

    // A guessed link, and one that somebody ended.
    let guessed = format!("/p/{}", "0".repeat(40));
    site.browser.get(&guessed).with(404).says("打不开");
    site.browser.get("/p/short").with(404);
    assert!(site.ops(&["link", "list"]).with(0).stdout.contains("2014-04-18/005-clerk/routine"));
    let ended = site.ops(&["link", "revoke", "005-clerk"]).with(0);
    assert!(ended.stdout.contains("revoked link"), "{ended:?}");
    site.browser.get(&page).with(410).says("作废");
    assert_eq!(site.browser.send(&page, &home.form("005-clerk/routine")).status, 410);

    // Nothing of it stands in events, status or metrics.
    let token = page.trim_start_matches("/p/");
    let said = [
        site.ops(&["events", "--json", "--limit", "100000"]).stdout,
        site.ops(&["status", "--json"]).stdout,
        site.ops(&["link", "list", "--json"]).stdout,
        site.browser.get("/metrics").body,
    ];
    assert!(said.iter().all(|said| !said.contains(token)), "a link stands where others read it");

    // Anyone who tries out links is not let in any more, and others are.
    for no in 0..59 {
        site.browser.get(&format!("/p/{no:040x}"));
    }
    site.browser.get(&format!("/p/{:040x}", 59)).with(429);
}

#[test]
fn a_page_is_refused_under_another_host_and_says_in_its_readers_language_what_is_wrong() {
    let site = Site::new();
    let page = site.clerk();
    for host in ["rebound.example", "muster.bureau.test.evil.example", "bureau.test"] {
        site.browser.asking_for(host).get(&page).with(421).says("网址不对").says_no("市政处联络员");
    }
    for host in ["muster.bureau.test", "MUSTER.bureau.test:443", "localhost"] {
        site.browser.asking_for(host).get(&page).with(200).says("市政处联络员");
    }
    // Under the pages' own host nothing else is open without a token.
    site.browser.asking_for("muster.bureau.test").get("/metrics").with(421);
    let english = site.browser.speaking("en-GB,en");
    let twice = format!("{page}/item?name=a&name=b");
    site.browser.get(&twice).with(400).says("网址不完整").says("lang=\"zh-CN\"");
    english.get(&twice).with(400).says("The address is not whole").says_no("duplicate");
    site.browser.get(&format!("{page}/act")).with(405).says("没有办成");
    english.ask("DELETE", &page, &[], &[]).with(405).says("It was not done");
    site.browser.get(&format!("{page}/nothing/here")).with(404).says("打不开");
    english.get("/p/a%FFb").with(400).says("The address is not whole");
    for answer in [site.browser.get(&twice), site.browser.asking_for("rebound.example").get(&page)] {
        assert_eq!(answer.header("x-frame-options"), Some("DENY"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

/// The same in a real browser, by the keyboard, at a phone's width.
#[test]
fn a_clerk_does_it_on_a_phone_without_a_finding() {
    let site = Site::new();
    let plan = site.dir.join("方案.pdf");
    fs::write(&plan, b"%PDF-1.4 plan of 005").unwrap();
    let address = format!("http://{}{}", Address::read(&site.dir).unwrap().at, site.clerk());
    let (plan, dir) = (plan.to_str().unwrap(), site.dir.to_str().unwrap());
    let program = env!("CARGO_BIN_EXE_muster-under-test");
    let give_back = [program, "return", ITEM, "--reason", REASON, "--as", "小组办公室", "--dir", dir];
    let said = on_a_phone(("browser.py", &address), [plan], &site.dir, give_back);
    assert_eq!(said.matches("no finding").count(), 5, "{said}");
}

#[test]
fn who_has_not_signed_is_listed_and_texts_and_files_are_read_by_whom_they_concern() {
    let site = Site::new();
    let page = site.clerk();
    let unsigned = |arguments: &[&str]| site.ops(&[&["unsigned"], arguments].concat()).with(0).stdout;
    let (own, other) = ("2014-04-18/005-clerk/routine", "2014-04-18/006-clerk/routine");
    let listed = unsigned(&["--duty", "unit-plan"]);
    assert!(listed.contains(own) && listed.contains("市政处联络员") && listed.contains(other), "{listed}");
    assert!(listed.contains("short number") && listed.contains("0105"), "to phone: {listed}");
    assert!(
        unsigned(&["--message", own]).contains("1 person, 1 message"),
        "{}",
        unsigned(&["--message", own])
    );
    let form = site.browser.get(&page).form(own);
    site.browser.done(&page, &form);
    let listed = unsigned(&["--duty", "unit-plan"]);
    assert!(!listed.contains(own) && listed.contains(other), "{listed}");
    site.ops(&["unsigned", "--duty", "nothing"]).with(1);

    let (path, item) = site.item(&page, ITEM);
    site.browser.done(&path, &filled(item.form("name=\"item\"")));
    site.ops(&["return", ITEM, "--reason", REASON, "--as", "小组办公室"]).with(0);
    let printed = site.ops(&["show", ITEM, "--text"]).with(0).stdout;
    assert!(printed.contains("item.returned") && printed.contains(REASON), "{printed}");
    let read = |post: &str, path: &str| {
        let token = site.ops(&["account", "issue", post]).with(0).stdout;
        let bearer = format!("Bearer {}", token.trim());
        site.browser.ask("GET", path, &[("authorization", bearer.as_str())], &[])
    };
    let digest = Digest::of(b"%PDF-1.4 plan of 005").to_string();
    let (texts, file) = ("/v1/texts/unit-plan%2F005", format!("/v1/blobs/{digest}"));
    for reader in ["005-clerk", "小组办公室"] {
        assert!(read(reader, texts).with(200).body.contains("请写具体"), "{reader}");
        assert_eq!(read(reader, &file).with(200).body, "%PDF-1.4 plan of 005", "{reader}");
    }
    assert_eq!((read("006-clerk", texts).status, read("006-clerk", &file).status), (403, 403));
    let list = "/v1/show/unsigned%2Funit-plan";
    assert!(read("小组办公室", list).with(200).body.contains("0106"), "who phones has the numbers");
    assert!(!read("006-clerk", list).with(200).body.contains("0106"), "nobody else has");
    let taken = site.dir.join("taken.pdf");
    site.ops(&["evidence", "get", &digest[..8], "--out", taken.to_str().unwrap()]).with(0);
    assert_eq!(fs::read(taken).unwrap(), b"%PDF-1.4 plan of 005");
}
