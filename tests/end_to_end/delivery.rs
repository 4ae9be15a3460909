//! A letter on its whole way: by a packaged mail server into a maildir, read by a reader that is none of ours, its link followed
//! and a file handed in by what the page shows.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use muster_protocol::ids::Digest;

use crate::program::{command, run, script};
use crate::site::{Up, edit, on, text};
use crate::year::service_year;

const REASON: &str = "请补充 <第三部分> 的时间表";

/// How long a server may take to listen, and a letter to lie in its folder: far longer than either ever does.
const HANG_GUARD: Duration = Duration::from_secs(120);

/// A port that is free now.
pub(crate) fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until something is so.
pub(crate) fn until(what: &str, is: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is() {
        assert!(begun.elapsed() < HANG_GUARD, "waited for {what}");
        std::thread::yield_now();
    }
}

/// One at a time: all that run on a machine share one control socket and one queue.
static ALONE: Mutex<()> = Mutex::new(());

/// OpenSMTPD, which puts whatever comes into maildirs below a folder. It wants to be root.
pub(crate) struct Server {
    child: Child,
    _alone: MutexGuard<'static, ()>,
}

impl Server {
    pub(crate) fn start(dir: &Path, port: u16) -> Self {
        Self::with(dir, port, "")
    }

    /// With these lines more in its configuration, before the one that takes everything.
    fn with(dir: &Path, port: u16, more: &str) -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let mails = dir.join("mail");
        fs::create_dir_all(&mails).unwrap();
        // Deliveries are made by a user that may do nothing else.
        for (path, mode) in [(dir, "711"), (&mails, "777")] {
            assert!(Command::new("chmod").arg(mode).arg(path).status().unwrap().success());
        }
        let file = dir.join("smtpd.conf");
        let conf = format!(
            "listen on 127.0.0.1 port {port}\naction \"in\" maildir \"{}/%{{rcpt}}\" virtual {{ \"@\" = \"nobody\" }}\n\
             {more}match from any for any action \"in\"\n",
            mails.display()
        );
        fs::write(&file, conf).unwrap();
        let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
        let mut line = if root { Command::new("timeout") } else { Command::new("sudo") };
        if !root {
            line.args(["-n", "timeout"]);
        }
        line.args(["300", "smtpd", "-d", "-f"]).arg(&file).env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        let child = line.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        until("the mail server", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { child, _alone: alone }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `timeout` passes the wish to end on.
        let _ended = Command::new("kill").arg(self.child.id().to_string()).status();
        let _gone = self.child.wait();
    }
}

/// Lets the mail server's user come through a folder of the test.
pub(crate) fn make_passable(folder: &Path) {
    assert!(Command::new("chmod").arg("711").arg(folder).status().unwrap().success());
}

#[test]
fn a_letter_goes_through_a_mail_server_and_its_link_brings_a_file_back() {
    let home = tempfile::tempdir().unwrap();
    let (dir, post) = (home.path().join("data"), home.path().join("post"));
    fs::create_dir_all(&dir).unwrap();
    fs::create_dir_all(&post).unwrap();
    make_passable(home.path());
    let (smtp, web) = (port(), port());
    let _server = Server::start(&post, smtp);
    let config = format!(
        "channels:\n  邮件:\n    smtp: {{server: 127.0.0.1, port: {smtp}, security: none, from: 活动办公室 <office@bureau.test>}}\n\
         page: {{address: \"http://127.0.0.1:{web}\"}}\n"
    );
    fs::write(dir.join("muster.yaml"), config).unwrap();
    let listen = format!("127.0.0.1:{web}");
    let (start, end) = ("2026-02-27T09:00:00+08:00", "2026-03-18T12:00:00+08:00");
    let _up = Up::stands(&dir, Some(start), end, &["--listen", &listen]);
    let file = muster_tests::tidy::tree::root().join("workflows/starter/starter.yaml");
    let launched = on(&dir, &["launch", text(&file), "--as", "小组办公室"]).with(0);
    assert!(!launched.stderr.contains("carry no link"), "{}", launched.stderr);

    let inbox = post.join("mail/unit001@example.invalid/new");
    let about = |text: &str| {
        let letters = fs::read_dir(&inbox).into_iter().flatten().filter_map(Result::ok);
        letters
            .into_iter()
            .any(|letter| fs::read_to_string(letter.path()).is_ok_and(|mail| mail.contains(text)))
    };
    until("the reminder of 3/18", || about("<starter.2026-03-18.001-clerk.routine@"));
    let plan = home.path().join("plan.pdf");
    fs::write(&plan, b"%PDF-1.4 plan of 001").unwrap();
    let mut read = script("delivery.py");
    read.arg(post.join("mail/unit001@example.invalid")).arg("unit-plan/001").arg(&plan);
    let read = read.output().unwrap();
    let said = [&read.stdout, &read.stderr].map(|said| String::from_utf8_lossy(said).into_owned()).join("\n");
    assert!(read.status.success() && said.contains("handed in"), "{said}");

    let events = on(&dir, &["events", "--json", "--item", "unit-plan/001"]).with(0).json_lines();
    let brought = events.iter().find(|event| event["name"] == "item.submitted").unwrap();
    assert_eq!((&brought["actor"], &brought["via"]), (&"001-clerk".into(), &"page".into()));
    let digest = Digest::of(b"%PDF-1.4 plan of 001").to_string();
    assert!(brought.to_string().contains(&digest), "{brought}");

    // It comes back: the letter that says why is there at once, and is no reminder of tomorrow.
    on(&dir, &["return", "unit-plan/001", "--reason", REASON, "--as", "小组办公室"]).with(0);
    until("the letter of the return", || about("<starter.2026-03-18.001-clerk.news-1@"));
    let mut read = script("delivery.py");
    let read = read.arg(post.join("mail/unit001@example.invalid")).args(["--says", REASON]).output().unwrap();
    let said = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(
        read.status.success() && said.contains("已退回"),
        "{said}{}",
        String::from_utf8_lossy(&read.stderr)
    );
}

/// The first letter to unit 001, and an address of it whose server knows no such mailbox.
const LOST: &str = "2026-03-02/001-clerk/routine";
const NOBODY: &str = "unit001@elsewhere.invalid";

/// The mail server passes the letter on to another one that has no such mailbox, and writes the notice of that itself.
#[test]
fn a_letter_to_a_mailbox_that_is_not_there_comes_back_in_the_mail_servers_own_notice() {
    let home = tempfile::tempdir().unwrap();
    let (dir, post, secret) =
        (home.path().join("data"), home.path().join("post"), home.path().join("secret"));
    fs::create_dir_all(&dir).unwrap();
    fs::create_dir_all(&post).unwrap();
    make_passable(home.path());
    let (smtp, elsewhere) = (port(), port());
    let _server = Server::with(
        &post,
        smtp,
        &format!(
            "listen on 127.0.0.1 port {elsewhere} tag \"ELSEWHERE\"\n\
             action \"on\" relay host \"smtp+notls://127.0.0.1:{elsewhere}\"\n\
             match tag \"ELSEWHERE\" from any for any reject\n\
             match from any for domain \"elsewhere.invalid\" action \"on\"\n"
        ),
    );
    fs::write(&secret, "a-secret-of-the-mail-server\n").unwrap();
    let config = format!(
        "channels:\n  邮件:\n    smtp: {{server: 127.0.0.1, port: {smtp}, security: none, from: office@bureau.test, \
         bounce: bounces@bureau.test}}\n    receipts: {{secret: {{file: {}}}}}\n",
        text(&secret)
    );
    fs::write(dir.join("muster.yaml"), config).unwrap();
    let (start, end) = ("2026-02-27T09:00:00+08:00", "2026-03-02T12:00:00+08:00");
    let _up = Up::stands(&dir, Some(start), end, &[]);
    service_year::copy_to(home.path());
    let starter = home.path().join("starter");
    edit(&starter.join("roster.csv"), "unit001@example.invalid", NOBODY);
    on(&dir, &["launch", text(&starter.join("starter.yaml")), "--as", "小组办公室"]).with(0);

    let returned = || {
        let mails = fs::read_dir(post.join("mail/bounces@bureau.test/new")).into_iter().flatten();
        mails
            .filter_map(|mail| fs::read_to_string(mail.ok()?.path()).ok())
            .find(|mail| mail.contains("<starter.2026-03-02.001-clerk.routine@"))
    };
    until("the notice of the mail server", || returned().is_some());
    let why = || on(&dir, &["why", LOST, "--json"]);
    until("the report of the letter", || {
        let why = why();
        why.code == Some(0) && why.json()["sent_at"].is_string()
    });
    let notice = returned().unwrap();
    assert!(notice.contains("Mailer Daemon") && notice.contains("Invalid recipient"), "{notice}");
    for _ in 0..2 {
        let bounce = command(["channel", "bounce", "邮件", "--dir", text(&dir)]);
        let told = run(bounce, notice.clone().into_bytes()).with(0).stdout;
        assert!(told.contains(LOST) && told.contains("550 Invalid recipient: <<address>>"), "{told}");
    }
    let events = on(&dir, &["events", "--json", "--campaign", "starter", "--limit", "100000"]).with(0);
    let told = events.json_lines().iter().filter(|event| event["name"] == "message.undelivered").count();
    assert_eq!(told, 1, "twice is once");
    let why = why().with(0).json();
    assert!(why["undelivered_at"].is_string() && why["sent_at"].is_string(), "{why}");
    for verb in [&["dead", "list"][..], &["status"]] {
        let shown = on(&dir, verb).with(0).stdout;
        assert!(shown.contains("550 Invalid recipient") && !shown.contains(NOBODY), "{verb:?}: {shown}");
    }
    let unsigned = on(&dir, &["unsigned"]).with(0).stdout;
    assert!(unsigned.contains("not delivered"), "{unsigned}");
    assert!(!events.stdout.contains(NOBODY), "an address stands outside contacts.db");
}
