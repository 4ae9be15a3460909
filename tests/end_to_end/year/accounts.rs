//! Posts at work from another machine: an address and a token, and no data directory.

use std::fs;
use std::path::PathBuf;

use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::DAY;
use muster_server::directory::contacts::Contacts;
use muster_server::directory::contacts::tokens::NewToken;
use muster_server::execute::account::{TOKEN_MARK, machine_now};
use muster_server::http::Address;
use serde_json::Value;

use crate::browsing::Browser;
use crate::log::block_on;
use crate::program::{Ended, command, run};
use crate::site::{self, CAMPAIGN, FOCUS, START, Up, on, text};

const ITEM: &str = "unit-plan/005";

/// A running `up` that stands on 4/10, and a clerk's machine without its directory.
struct Site {
    home: tempfile::TempDir,
    dir: PathBuf,
    up: Up,
    url: String,
}

impl Site {
    fn new() -> Self {
        let (home, dir) = site::fresh();
        let up = Up::stands(&dir, Some(START), "2014-04-10T12:00:00+08:00", &[]);
        site::launch(&dir).with(0);
        let url = format!("http://{}", Address::read(&dir).unwrap().at);
        Self { home, dir, up, url }
    }

    /// Ops, who have the directory.
    fn ops(&self, arguments: &[&str]) -> Ended {
        on(&self.dir, arguments)
    }

    /// A token in a file of the clerk's machine.
    fn kept(&self, token: &str) -> PathBuf {
        let file = self.home.path().join("token");
        fs::write(&file, token).unwrap();
        file
    }

    /// Somebody who has a token alone, and stands in a folder without any data.
    fn away(&self, token: &str, arguments: &[&str]) -> Ended {
        let file = self.kept(token);
        let mut verb = command(arguments);
        verb.args(["--at", &self.url, "--token-file", text(&file)]).current_dir(self.home.path());
        run(verb, Vec::new())
    }

    /// The events of the item's being handed in, as ops see them.
    fn handed_in(&self) -> Vec<Value> {
        let mut events = self.ops(&["events", "--json", "--item", ITEM]).with(0).json_lines();
        events.retain(|event| event["name"] == "item.submitted");
        events
    }

    /// How often the server has turned somebody away for this.
    fn counted(&self, why: &str) -> usize {
        let text = Browser::at(self.url.trim_start_matches("http://")).get("/metrics").with(200).body;
        let name = format!("muster_http_unauthorised_total{{why=\"{why}\"}} ");
        text.lines().find_map(|line| line.strip_prefix(&name)).map_or(0, |count| count.parse().unwrap())
    }

    /// A token of which the life is over, as it stands in the store.
    fn expired(&self, post: &str) -> String {
        let token = format!("{TOKEN_MARK}of-last-year");
        let now = machine_now();
        let new = NewToken {
            digest: Digest::of(token.as_bytes()),
            campaign: CampaignId::new(CAMPAIGN).unwrap(),
            post: post.to_owned(),
            issued: now.plus(-2 * DAY),
            expires: now.plus(-DAY),
        };
        let kept = block_on(async { Contacts::open(&self.dir).await.unwrap().keep_token(&new).await });
        assert!(kept.unwrap().is_some());
        token
    }
}

#[test]
fn a_clerk_works_from_another_machine_as_itself_alone() {
    let site = Site::new();
    let issued = site.ops(&["account", "issue", "市政处联络员"]).with(0);
    let token = issued.stdout.trim();
    assert!(issued.stderr.contains("005-clerk") && !issued.stderr.contains(token), "{issued:?}");
    let submit = [&["submit", ITEM, "--evidence", "活动方案=1"], &FOCUS[..], &["--as"]].concat();

    let refused = site.away(token, &[&submit[..], &["小组办公室"]].concat()).with(5);
    assert!(refused.stderr.contains("005-clerk") && refused.stderr.contains("小组办公室"), "{refused:?}");
    assert_eq!((site.handed_in().len(), site.counted("actor")), (0, 1), "nothing happened");

    site.away(token, &[&submit[..], &["005-clerk"]].concat()).with(0);
    let events = site.away(token, &["events", "--json", "--item", ITEM]).with(0).json_lines();
    let done: Vec<&Value> = events.iter().filter(|event| event["name"] == "item.submitted").collect();
    assert_eq!(done.len(), 1, "{events:?}");
    assert_eq!((&done[0]["actor"], &done[0]["via"]), (&"005-clerk".into(), &"http".into()));

    let status = site.away(token, &["status", "--json"]).with(0).json();
    assert_eq!(status["engine_status"]["status"]["campaigns"][0]["id"], CAMPAIGN);
    assert!(site.away(token, &["why", ITEM]).with(0).stdout.contains("item.submitted"));
    // Its own unit's it reads, and no other's.
    let shown = site.away(token, &["show", "unit-plan", "--json"]).with(0).json();
    let items = shown["rows"].as_array().unwrap().iter().map(|row| row[0]["en"].as_str().unwrap());
    assert_eq!(items.collect::<Vec<_>>(), [ITEM]);
    for verb in [&["why", "unit-plan/004"][..], &["why", "004"], &["show", "evidence/004"]] {
        let refused = site.away(token, verb).with(5);
        assert!(refused.stderr.contains("005-clerk") && refused.stderr.contains("004"), "{refused:?}");
    }
    let heard = site.away(token, &["events", "--json"]).with(0).json_lines();
    let others = |event: &Value| event["about"].as_str().is_some_and(|about| about.ends_with("/004"));
    assert!(!heard.is_empty() && !heard.iter().any(others), "{heard:?}");
    let office = site.ops(&["account", "issue", "小组办公室"]).with(0).stdout.trim().to_owned();
    assert!(site.away(&office, &["why", "unit-plan/004"]).with(0).stdout.contains("004"));
    site.ops(&["account", "revoke", "小组办公室"]).with(0);
    // Piped in, the token stands in no file at all.
    let mut piped = command(["why", ITEM, "--at", &site.url, "--token-file", "-"]);
    piped.current_dir(site.home.path());
    run(piped, format!("{token}\n").into_bytes()).with(0);

    // What is ops' stays with the holder of the directory.
    for verb in [
        &["account", "list"][..],
        &["account", "issue", "小组办公室"],
        &["clock", "accept", "--as", "005-clerk"],
    ] {
        let refused = site.away(token, verb).with(5);
        assert!(refused.stderr.contains("data directory"), "{refused:?}");
    }
    assert_eq!(
        site.ops(&["account", "list", "--json"]).with(0).json()["tokens"].as_array().unwrap().len(),
        2
    );
    assert!(site.up.stop().success());
}

/// What an item's own clerk reads is nobody's matter; what the office reads stands in the auditor's table, once a day.
#[test]
fn an_auditor_sees_who_read_what_was_said_and_handed_in_of_another_unit() {
    let site = Site::new();
    let plan = site.home.path().join("plan.txt");
    fs::write(&plan, "本单位活动方案\n").unwrap();
    let handed = format!("活动方案={}", text(&plan));
    let submit = ["submit", ITEM, "--file", &handed, "--as", "005-clerk"];
    site.ops(&[&submit[..], &FOCUS].concat()).with(0);
    site.ops(&["return", ITEM, "--reason", "再具体些", "--as", "小组办公室"]).with(0);
    let token = |post: &str| site.ops(&["account", "issue", post]).with(0).stdout.trim().to_owned();
    let (own, office) = (token("005-clerk"), token("小组办公室"));
    for token in [&own, &office, &office] {
        let shown = site.away(token, &["show", ITEM, "--text"]).with(0);
        assert!(shown.stdout.contains("再具体些"), "{shown:?}");
    }
    let evidence = site.ops(&["show", "evidence/005", "--json"]).with(0).json();
    let digest = evidence["rows"][0][0]["en"].as_str().unwrap().to_owned();
    let out = site.home.path().join("back");
    let get = ["evidence", "get", &digest, "--out", text(&out)];
    site.away(&own, &get).with(0);
    site.away(&office, &get).with(0);
    let audit = site.ops(&["audit", "show", "--json"]).with(0).json();
    let rows = audit["rows"].as_array().unwrap().iter().filter(|row| row[0]["en"] == "read by another");
    let cell = |row: &Value, at: usize| row[at]["en"].as_str().unwrap().to_owned();
    let read: Vec<(String, String, String)> =
        rows.map(|row| (cell(row, 3), cell(row, 4), cell(row, 5))).collect();
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(read.iter().all(|(post, unit, _)| post == "office" && unit == "005"), "{read:?}");
    assert!(read.iter().any(|(.., what)| what == ITEM), "{read:?}");
    assert!(read.iter().any(|(.., what)| what.starts_with(&digest)), "{read:?}");
}

#[test]
fn a_token_that_has_ended_opens_nothing_and_says_why() {
    let site = Site::new();
    let expired = site.away(&site.expired("005-clerk"), &["status"]).with(5);
    assert!(expired.stderr.contains("expired"), "{expired:?}");
    let issued = site.ops(&["account", "issue", "005-clerk", "--days", "30", "--json"]).with(0).json();
    let (token, id) = (issued["token"].as_str().unwrap(), issued["metadata"]["id"].as_str().unwrap());
    site.away(token, &["status"]).with(0);
    let list = site.ops(&["account", "list"]).with(0).stdout;
    assert!(list.contains(id) && list.contains("市政处联络员") && !list.contains(token), "{list}");
    site.ops(&["account", "revoke", "005-clerk"]).with(0);
    let revoked =
        site.away(token, &["submit", ITEM, "--evidence", "活动方案=1", "--as", "005-clerk"]).with(5);
    assert!(revoked.stderr.contains("revoked"), "{revoked:?}");
    let unknown = site.away("something", &["status"]).with(5);
    assert!(unknown.stderr.contains("account issue"), "{unknown:?}");
    for why in ["expired", "revoked", "unknown"] {
        assert_eq!(site.counted(why), 1, "{why}");
    }
    // The clerk's machine without its token, and a way on which it could be read.
    let mut bare = command(["status", "--at", &site.url]);
    bare.current_dir(site.home.path());
    run(bare, Vec::new()).with(2);
    let file = site.kept(token);
    let open = command(["status", "--at", "http://192.0.2.1:9464", "--token-file", text(&file)]);
    let refused = run(open, Vec::new()).with(5);
    assert!(refused.stderr.contains("not encrypted"), "{refused:?}");
    // Where nobody listens: not reachable, which is another thing than not allowed.
    let url = site.url.clone();
    assert!(site.up.stop().success());
    let gone = command(["status", "--at", &url, "--token-file", text(&file)]);
    run(gone, Vec::new()).with(4);
}
