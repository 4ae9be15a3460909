//! What a unit's clerk does in a year, all of it in a real browser at a phone's width, beginning with the letter in the mailbox: by the
//! keyboard, without a finding of axe-core. What the office and the machine do in between is done by commands.

use std::fs;
use std::path::PathBuf;

use crate::browsing::on_a_phone;
use crate::delivery::{self, Server, make_passable};
use crate::program::copy;
use crate::site::{EN, Site, Up, edit, has_site, text};
use crate::year::service_year;

const LAUNCH: &str = "2014-03-31T09:00:00+08:00";
const CLERK: &str = "unit002@example.invalid";
const SUCCESSOR: &str = "unit902@example.invalid";
const REASON: &str = "措施不够具体";

/// The shipped campaign, where the clerk of 002 is written to by mail.
struct Office {
    _server: Server,
    site: Site,
    /// Folders of mail, one for each address.
    mail: PathBuf,
    web: u16,
}

has_site!(Office.site);

impl Office {
    fn new() -> Self {
        let site = Site::new(EN);
        let (home, post) = (site.home.path(), site.home.path().join("post"));
        fs::create_dir_all(&site.dir).unwrap();
        fs::create_dir_all(&post).unwrap();
        make_passable(home);
        let (smtp, web) = (delivery::port(), delivery::port());
        let server = Server::start(&post, smtp);
        let config = format!(
            "channels:\n  邮件:\n    smtp: {{server: 127.0.0.1, port: {smtp}, security: none, from: 活动办公室 <office@bureau.test>}}\n\
             page: {{address: \"http://127.0.0.1:{web}\"}}\n"
        );
        fs::write(site.dir.join("muster.yaml"), config).unwrap();
        copy(&service_year::folder(), &home.join("service-year"));
        let office = Self { _server: server, mail: post.join("mail"), site, web };
        office.roster("企业微信,zj002", &format!("邮件,{CLERK}"));
        office.site.begin(&office.file(), LAUNCH);
        office
    }

    fn file(&self) -> PathBuf {
        self.home.path().join("service-year/service-year.yaml")
    }

    /// Changes something in the roster, once.
    fn roster(&self, from: &str, to: &str) {
        let roster = self.home.path().join("service-year/roster.csv");
        assert_eq!(fs::read_to_string(&roster).unwrap().matches(from).count(), 1, "{from}");
        edit(&roster, from, to);
    }

    /// Comes so far, stands there, and goes through a step of the journey in the browser; the looks that had no finding.
    fn step(&self, until: &str, (step, more): (&str, &[&str]), after: &[&str]) -> usize {
        let until = format!("{until}:00+08:00");
        self.run_to(&until);
        let up = Up::stands(&self.dir, None, &until, &["--listen", &format!("127.0.0.1:{}", self.web)]);
        let before = [&[step][..], more].concat();
        let said = on_a_phone(("clerk.py", text(&self.mail)), before, self.home.path(), after.to_vec());
        assert!(up.stop().success(), "{step}");
        said.matches("no finding").count()
    }
}

/// Steps 1, 3 and 4: one letter with everything due, signed for; service items within their bounds; what lay before the start is
/// entered afterwards.
fn a_letter(office: &Office) {
    assert_eq!(office.step("2014-04-18T12:00", ("letter", &[CLERK]), &[]), 5);
    let why = office.on(&["why", "planting/002"]).with(0).stdout;
    assert!(why.contains("item.backfilled"), "{why}");
    let handed_in = office.on(&["events", "--json", "--item", "service-items/002"]).with(0).json_lines();
    let handed_in = handed_in.iter().filter(|event| event["name"] == "item.submitted");
    assert_eq!(handed_in.count(), 1, "what was refused is no event");
}

/// Step 2: the plan comes back with its reason by a letter of its own, due again from the return, and goes in once more.
fn a_plan(office: &Office) {
    let plan = office.home.path().join("方案.pdf");
    fs::write(&plan, b"%PDF-1.4 plan of 002").unwrap();
    let program = env!("CARGO_BIN_EXE_muster-under-test");
    let back =
        ["return", "unit-plan/002", "--reason", REASON, "--as", "小组办公室", "--dir", text(&office.dir)];
    let after = [&[program][..], &back].concat();
    assert_eq!(office.step("2014-04-22T10:00", ("plan", &[CLERK, text(&plan), REASON]), &after), 3);
    office.by("小组办公室", &["accept", "unit-plan/002"]).with(0);
}

/// Step 6: the charity store's clerk, who is written to in the folder, by a link of the office.
fn a_ledger(office: &Office) {
    let page = office.on(&["link", "issue", "018-clerk", "--json"]).with(0).json()["page"].clone();
    let token = page.as_str().unwrap().rsplit('/').next().unwrap();
    let page = format!("http://127.0.0.1:{}/p/{token}", office.web);
    let begun = office.step("2014-05-30T12:00", ("stock", &[&page]), &[]);
    for _ in 0..45 {
        let row = ["ledger", "enter", "love-market/018", "--cell", "日期=2014-05-20", "--cell", "发放=1"];
        office.by("018-clerk", &row).with(0);
    }
    let ended = office.step("2014-05-30T12:00", ("correct", &[&page]), &[]);
    assert_eq!((begun, ended), (1, 2));
    let shown = office.on(&["--lang", "zh", "show", "love-market/018"]).with(0).stdout;
    assert!(shown.contains("更正第46行") && shown.contains("共47行"), "{shown}");
}

/// Steps 7 and 8: the post changes hands. The old link tells so, its holder hears nothing more; the successor has the open items and the
/// score.
fn a_successor(office: &Office) {
    office.at("2014-06-03T10:00");
    office.roster(&format!("综合科,站长岗,邮件,{CLERK}"), &format!("党务科,站长岗,邮件,{SUCCESSOR}"));
    office.by("领导小组", &["apply", text(&office.file()), "--reason", "联络员调整"]).with(0);
    assert_eq!(office.step("2014-06-27T12:00", ("successor", &[CLERK, SUCCESSOR]), &[]), 4);
}

#[test]
fn the_clerks_year_in_a_browser_begins_with_a_letter() {
    let office = Office::new();
    a_letter(&office);
    a_plan(&office);
    // Step 5: 31 of 31 members in five sections; then step 3 goes on with what is reported each month.
    assert_eq!(office.step("2014-05-12T12:00", ("pledge", &[CLERK]), &[]), 2);
    assert_eq!(office.step("2014-05-30T12:00", ("progress", &[CLERK]), &[]), 2);
    a_ledger(&office);
    a_successor(&office);
}
