//! Letters that leave the machine: `up` with a configuration that names a mail server, which the test itself is.

mod bounces;
mod faults;
mod nothing_written;
mod numbers;
pub(crate) mod post_office;
mod receipts;
pub(crate) mod secured;
mod started;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::links::wave::Gateway;
use crate::program::{Ended, command, run};
use crate::site::{on, text};

/// A mail as the server got it.
#[derive(Debug, Clone)]
struct Mail {
    to: String,
    data: String,
}

impl Mail {
    fn header(&self, name: &str) -> Option<&str> {
        let head = self.data.split("\r\n\r\n").next()?;
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A mail server that takes everything, except for one recipient that it does not know.
#[derive(Clone, Default)]
struct Server {
    mails: Arc<Mutex<Vec<Mail>>>,
}

const UNKNOWN: &str = "unit003@example.invalid";

impl Server {
    fn start() -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self::default();
        let own = server.clone();
        thread::spawn(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                let server = own.clone();
                thread::spawn(move || server.serve(&socket));
            }
        });
        (server, port)
    }

    fn serve(&self, socket: &TcpStream) -> std::io::Result<()> {
        let (mut write, mut read) = (socket, BufReader::new(socket));
        write.write_all(b"220 mail.test\r\n")?;
        let (mut to, mut line) = (String::new(), String::new());
        while read.read_line(&mut line)? > 0 {
            let word = line.split([' ', ':', '\r']).next().unwrap_or_default();
            let answer = match word {
                "EHLO" => "250-mail.test\r\n250 8BITMIME".to_owned(),
                "RCPT" => {
                    to = line.trim().trim_start_matches("RCPT TO:<").trim_end_matches('>').to_owned();
                    if to == UNKNOWN { format!("550 5.1.1 <{to}>: unknown") } else { "250 ok".to_owned() }
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n")?;
                    let mut data = String::new();
                    while read.read_line(&mut data)? > 0 && !data.ends_with("\r\n.\r\n") {}
                    self.mails.lock().unwrap().push(Mail { to: std::mem::take(&mut to), data });
                    "250 queued".to_owned()
                }
                _ => "250 ok".to_owned(),
            };
            write.write_all(format!("{answer}\r\n").as_bytes())?;
            line.clear();
        }
        Ok(())
    }

    fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }
}

fn until(dir: &Path, start: Option<&str>, until: &str) -> Ended {
    let clock = ["up", "--clock", "stepped", "--until", until];
    on(dir, &[&clock[..], &start.map_or(vec![], |start| vec!["--start", start])].concat())
}

#[test]
fn letters_go_by_mail_to_whom_the_roster_gives_an_address() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    let (server, port) = Server::start();
    until(&dir, Some("2026-02-27T09:00:00+08:00"), "2026-02-27T10:00:00+08:00").with(0);
    let config = format!(
        "渠道:\n  邮件:\n    smtp: {{server: 127.0.0.1, port: {port}, security: none, from: 活动办公室 <office@bureau.test>}}\n"
    );
    std::fs::write(dir.join("muster.yaml"), config).unwrap();
    let file = muster_tests::tidy::tree::root().join("workflows/starter/starter.yaml");
    let launched = on(&dir, &["launch", text(&file), "--as", "小组办公室"]).with(0);
    assert!(launched.stderr.contains("by 邮件: 6 people"), "{}", launched.stderr);
    assert!(launched.stderr.contains("no account in the roster: 3 people"), "{}", launched.stderr);
    assert!(!launched.stderr.contains("letters are files, in"), "{}", launched.stderr);
    // One message by the account that the campaign knows, which nobody has to type and nobody is shown.
    let tried = on(&dir, &["channel", "test", "邮件", "--to", "一科联络员"]).with(0);
    assert_eq!(tried.stdout, "邮件: the counterpart took it\n");
    assert_eq!(server.mails().pop().unwrap().to, "unit001@example.invalid");
    let nowhere = on(&dir, &["channel", "test", "邮件", "--to", "小组办公室"]).with(3);
    assert!(nowhere.stderr.contains("小组办公室") && server.mails().len() == 1, "{}", nowhere.stderr);
    let checked = on(&dir, &["check", text(&file)]).with(0);
    let shown = on(&dir, &["status"]).with(0);
    for said in [&launched.stderr, &checked.stderr, &shown.stdout] {
        assert!(said.contains("no account in the roster: 3 people"), "{said}");
        assert!(said.contains("副局长甲") && said.contains("小组办公室"), "who they are: {said}");
    }
    assert!(checked.stderr.contains("by 邮件: 6 people"), "{}", checked.stderr);
    let ran = until(&dir, None, "2026-03-27T18:00:00+08:00").with(0);

    // Two units by mail, each letter once; the third is not known to the server.
    let mut ids = BTreeMap::new();
    for mail in server.mails() {
        assert!(
            ["unit001@example.invalid", "unit002@example.invalid"].contains(&mail.to.as_str()),
            "{mail:?}"
        );
        *ids.entry(mail.header("Message-ID").unwrap().to_owned()).or_insert(0) += 1;
        assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
    }
    assert!(ids.values().all(|count| *count == 1), "{ids:?}");
    let first = ["001", "002"].map(|unit| format!("<starter.2026-03-02.{unit}-clerk.routine@bureau.test>"));
    assert!(first.iter().all(|id| ids.contains_key(id)), "{ids:?}");
    assert!(ids.keys().any(|id| id.contains("-head.")), "cards go to heads: {ids:?}");
    assert!(crate::log::letters(&dir).is_empty(), "whom mail reaches is not written to in the folder");

    let events = on(&dir, &["events", "--json", "--campaign", "starter", "--limit", "10000"]).with(0);
    let status = on(&dir, &["dead", "list", "--json"]).with(0);
    assert!(status.stdout.contains("003-clerk") || status.stdout.contains("/003"), "{}", status.stdout);
    // What the server said of it stands beside the dead letter and in its story, without the address.
    let dead: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    let step = dead["dead_letters"][0]["name"].as_str().unwrap();
    let listed = on(&dir, &["dead", "list"]).with(0);
    let why = on(&dir, &["why", step]).with(0);
    let words = "it said: 邮件: permanent error (550): 5.1.1 <<address>>: unknown";
    let shown = on(&dir, &["status"]).with(0);
    for said in [&listed.stdout, &why.stdout, &shown.stdout] {
        assert!(said.contains(words), "{said}");
    }
    for said in [&events.stdout, &status.stdout, &listed.stdout, &why.stdout, &ran.stderr, &ran.stdout] {
        assert!(!said.contains("@example.invalid"), "an address stands outside contacts.db: {said}");
    }
    // What the letter said is composed again for who looks, and stands nowhere else.
    let of = |letter: &&serde_json::Value| letter["steps"].as_array().unwrap().iter().any(|one| one == step);
    let letter = dead["letters"].as_array().unwrap().iter().find(of).unwrap();
    let subject = letter["subject"].as_str().unwrap();
    assert!(listed.stdout.contains(&format!("the letter reads: {subject}\n")), "{}", listed.stdout);
    let last = letter["text"].as_str().unwrap().lines().last().unwrap();
    assert!(listed.stdout.contains(last) && !events.stdout.contains(subject), "{last}");
    assert!(events.stdout.contains(r#""channel":"邮件""#), "the channel that took a letter is in its event");
}

#[test]
fn a_channel_is_tried_out_by_one_letter() {
    let home = tempfile::tempdir().unwrap();
    let (server, port) = Server::start();
    let none = on(home.path(), &["channel", "list"]).with(0);
    assert!(none.stdout.contains("no channel is configured"), "{}", none.stdout);
    std::fs::write(
        home.path().join("muster.yaml"),
        format!("channels:\n  邮件:\n    smtp: {{server: 127.0.0.1, port: {port}, security: none, from: a@bureau.test}}\n"),
    )
    .unwrap();
    assert_eq!(on(home.path(), &["channel", "list"]).with(0).stdout, "邮件  smtp\n");
    let tried = on(home.path(), &["channel", "test", "邮件", "--account", "b@bureau.test"]).with(0);
    assert_eq!(tried.stdout, "邮件: the counterpart took it\n");
    assert_eq!(server.mails()[0].to, "b@bureau.test");
    let refused = on(home.path(), &["channel", "test", "邮件", "--account", UNKNOWN]).with(1);
    assert!(refused.stderr.contains("<address>") && !refused.stderr.contains(UNKNOWN), "{}", refused.stderr);
    on(home.path(), &["channel", "test", "短信", "--account", "1"]).with(3);
}

/// Who wants to see what people will get has it sent to themselves alone.
#[test]
fn the_letters_of_a_day_go_as_a_try_to_one_account_and_to_nobody_else() {
    const ME: &str = "me@bureau.test";
    let home = tempfile::tempdir().unwrap();
    let (server, port) = Server::start();
    std::fs::write(
        home.path().join("muster.yaml"),
        format!("channels:\n  邮件:\n    smtp: {{server: 127.0.0.1, port: {port}, security: none, from: a@bureau.test}}\n"),
    )
    .unwrap();
    let file = muster_tests::tidy::tree::root().join("workflows/starter/starter.yaml");
    let tried = |more: &[&str]| {
        let all = ["channel", "test", "邮件", "--account", ME, "--file", text(&file)];
        on(home.path(), &[&all[..], more].concat())
    };
    let said = tried(&["--day", "2026-03-02"]).with(0).stdout;
    assert!(said.contains("2026-03-02/001-clerk/routine: the counterpart took it"), "{said}");
    let all = server.mails();
    assert!(all.len() > 1 && all.len() == said.lines().count(), "{said}");
    assert!(all.iter().all(|mail| mail.to == ME), "{all:?}");
    assert!(
        all.iter().all(|mail| mail.header("Message-ID").unwrap().contains(".test-")),
        "none is taken for a real one: {all:?}"
    );
    tried(&["--day", "2026-03-02", "--person", "一科联络员"]).with(0);
    assert_eq!(server.mails().len(), all.len() + 1);
    let none = tried(&["--day", "2026-03-01"]).with(3);
    assert!(none.stderr.contains("no letter goes on 2026-03-01"), "{}", none.stderr);
    tried(&["--day", "2026-03-02", "--person", "nobody"]).with(3);
    assert_eq!(server.mails().len(), all.len() + 1);
}

/// The configuration that the operators' page shows, with its secrets in a folder of the test.
fn example(secrets: &Path) -> String {
    let page =
        std::fs::read_to_string(muster_tests::tidy::tree::root().join("engine/OPERATIONS.md")).unwrap();
    let reach = page.split("## Reach people").nth(1).unwrap();
    let yaml = reach.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    for name in ["mail.password", "wecom.secret"] {
        assert!(yaml.contains(name), "{yaml}");
        std::fs::write(secrets.join(name), "secret").unwrap();
    }
    yaml.replace("/etc/muster", secrets.to_str().unwrap())
}

#[test]
fn the_channels_of_the_operators_page_are_usable() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("muster.yaml"), example(home.path())).unwrap();
    let mut listing = command(["channel", "list", "--dir", home.path().to_str().unwrap()]);
    listing.env("SMS_TOKEN", "secret");
    let listed = run(listing, Vec::new()).with(0);
    assert_eq!(listed.stdout, "企业微信  wecom-app\n短信  http\n邮件  smtp\n");
}

#[test]
fn a_letter_as_a_try_goes_over_http_from_the_program() {
    let home = tempfile::tempdir().unwrap();
    let (gateway, port) = Gateway::start();
    let yaml = format!(
        "channels:\n  短信:\n    http:\n      url: http://127.0.0.1:{port}/send\n      body: '{{\"to\": {{{{ account|tojson }}}}}}'\n      success: body.code == 0\n"
    );
    std::fs::write(home.path().join("muster.yaml"), yaml).unwrap();
    let tried = on(home.path(), &["channel", "test", "短信", "--account", "13800000000"]).with(0);
    assert_eq!(tried.stdout, "短信: the counterpart took it\n");
    assert_eq!(gateway.names(), [r#"{"to": "13800000000"}"#]);
}
