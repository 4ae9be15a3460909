//! Letters that come back: the notice of a mail server, piped as the operators' page shows it, is told to the running engine, and
//! no other mail is.

use std::fs;
use std::path::Path;
use std::process::Command;

use muster_server::http::Address;
use muster_tests::tidy::tree;

use super::Server;
use super::started::{FIRST, SECOND, SECRET, Started};
use crate::links::wave::Gateway;
use crate::program::{Ended, command, run, script};
use crate::site::on;
use crate::year::service_year;

const REACHED: [&str; 2] = ["unit001@example.invalid", "unit002@example.invalid"];
const SAID: &str = "550 5.1.1 <<address>>: Recipient address rejected";

/// A notice about a letter, written by Python's own library.
fn notice(letter: &str, recipient: &str, action: &str) -> String {
    let diagnosis = format!("smtp; 550 5.1.1 <{recipient}>: Recipient address rejected");
    let mut python = script("returned.py");
    python.args([recipient, action, &diagnosis]);
    run(python, letter.as_bytes().to_vec()).with(0).stdout
}

/// The line that the operators' page lets a mail server run, as it runs it: with nothing in its environment.
fn forwarded(dir: &Path) -> Command {
    let page = fs::read_to_string(tree::root().join("engine/OPERATIONS.md")).unwrap();
    let line = page.lines().find_map(|line| line.split_once("\"|")?.1.split_once('"'));
    let (typed, _) = line.unwrap();
    let (program, folder) = ("/usr/bin/muster", "/var/lib/muster");
    assert!(typed.contains(program) && typed.contains(folder), "{typed}");
    let typed = typed.replace(program, env!("CARGO_BIN_EXE_muster-under-test"));
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(typed.replace(folder, dir.to_str().unwrap()));
    shell.env_clear().env("PATH", "/usr/bin:/bin").env("MUSTER_LANG", "en");
    shell
}

fn piped(mail: &str, more: &[&str]) -> Ended {
    run(command([&["channel", "bounce", "邮件"][..], more].concat()), mail.as_bytes().to_vec())
}

/// A mail server, and the campaign that writes by it.
fn started() -> (Server, Started) {
    let (server, port) = Server::start();
    let site = Started::with(&format!(
        "    smtp: {{server: 127.0.0.1, port: {port}, security: none, from: office@bureau.test}}\n    \
         receipts: {{secret: {{file: SECRET}}}}\n"
    ));
    (server, site)
}

#[test]
fn a_letter_that_comes_back_is_told_once_and_shows_where_failures_show() {
    let (server, site) = started();
    let letter = |to: &str| server.mails().into_iter().find(|mail| mail.to == to).unwrap().data;
    let [first, second] = REACHED.map(letter);
    let back = notice(&first, REACHED[0], "failed");
    for _ in 0..2 {
        let told = run(forwarded(&site.dir), back.clone().into_bytes()).with(0);
        assert!(told.stdout.contains(FIRST) && told.stdout.contains(SAID), "{}", told.stdout);
        assert!(!told.stdout.contains(REACHED[0]), "{}", told.stdout);
    }
    assert_eq!(site.told(), [0, 1], "twice is once");
    for verb in [&["dead", "list"][..], &["status"]] {
        let shown = site.ops(verb).with(0).stdout;
        assert!(shown.contains(SAID), "{verb:?}: {shown}");
    }
    let doctor = site.ops(&["doctor"]);
    assert!(doctor.stdout.contains(SAID) || doctor.stderr.contains(SAID), "{doctor:?}");
    let why = site.ops(&["why", FIRST, "--json"]).with(0).json();
    assert!(why["undelivered_at"].is_string() && why["sent_at"].is_string(), "{why}");
    let unsigned = site.ops(&["unsigned"]).with(0).stdout;
    assert!(unsigned.contains("not delivered"), "{unsigned}");

    // From another machine the secret alone lets somebody in; a letter may also be reported to have arrived.
    let at = format!("http://{}", Address::read(&site.dir).unwrap().at);
    let secret = site.home.path().join("secret");
    let elsewhere = ["--at", &at, "--token-file", secret.to_str().unwrap()];
    let arrived = piped(&notice(&second, REACHED[1], "delivered"), &elsewhere).with(0);
    assert!(arrived.stdout.contains(SECOND), "{}", arrived.stdout);
    assert_eq!(site.told(), [1, 1]);
    let late = piped(&notice(&second, REACHED[1], "failed"), &elsewhere).with(3);
    assert!(late.stderr.contains(SECOND), "what arrived does not fail: {}", late.stderr);

    // While nobody answers the mail server keeps the mail.
    let address = site.dir.join("address");
    assert_eq!(site.up.stop().code(), Some(0));
    assert!(!address.exists());
    let kept = piped(&back, &["--dir", site.dir.to_str().unwrap()]).with(75);
    assert!(kept.stderr.contains("no engine answers"), "{}", kept.stderr);
    piped(&back, &elsewhere).with(75);
}

/// Somebody whose mail comes back is reached by the next channel of the file, on the next working day since this day's routine
/// letter has gone.
#[test]
fn a_letter_that_comes_back_goes_once_by_the_next_channel_of_its_person() {
    let (server, port) = Server::start();
    let (gateway, gateway_port) = Gateway::start();
    let files = tempfile::tempdir().unwrap();
    service_year::copy_to(files.path());
    let file = files.path().join("starter/starter.yaml");
    let written = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{written}\n渠道:\n  邮件: {{}}\n  公文交换: {{按岗位: 是}}\n")).unwrap();
    let site = Started::of(
        &file,
        &format!(
            "    smtp: {{server: 127.0.0.1, port: {port}, security: none, from: office@bureau.test}}\n    \
             receipts: {{secret: {{file: SECRET}}}}\n  公文交换:\n    http:\n      url: http://127.0.0.1:{gateway_port}/send\n      \
             body: '{{{{ message }}}}'\n      success: body.code == 0\n"
        ),
    );
    let mails = || server.mails().into_iter().filter(|mail| mail.to == REACHED[0]).collect::<Vec<_>>();
    let back = notice(&mails()[0].data, REACHED[0], "failed");
    for _ in 0..2 {
        run(forwarded(&site.dir), back.clone().into_bytes()).with(0);
    }
    assert_eq!((site.told(), site.events("step.retried")), ([0, 1], 1), "twice is once");
    let dead = site.ops(&["dead", "list", "--json"]).with(0).stdout;
    assert!(!dead.contains("/001#"), "nobody has to look at it: {dead}");
    let Started { dir, up, home: _home } = site;
    assert_eq!(up.stop().code(), Some(0));

    super::until(&dir, None, "2026-03-04T18:00:00+08:00").with(0);
    let again = "2026-03-03/001-clerk/routine";
    let came = gateway.names().into_iter().filter(|name| name.contains(".001-clerk.")).collect::<Vec<_>>();
    assert_eq!(came, ["starter.2026-03-03.001-clerk.routine"]);
    assert_eq!(mails().len(), 1, "nothing goes again by the way by which it came back");
    let why = on(&dir, &["why", again, "--json"]).with(0).json();
    assert_eq!(why["channel"], "公文交换", "{why}");
}

#[test]
fn a_mail_that_tells_of_no_letter_changes_nothing_and_says_so() {
    let (server, site) = started();
    let letter = server.mails().into_iter().find(|mail| mail.to == REACHED[1]).unwrap().data;
    let failed = |letter: &str| notice(letter, REACHED[1], "failed");
    let (good, dir) = (failed(&letter), ["--dir", site.dir.to_str().unwrap()]);
    let absent = "From: unit002@example.invalid\r\nAuto-Submitted: auto-replied\r\nSubject: away\r\n\r\nuntil Monday\r\n";
    let strange = letter.replace("Message-ID: <starter.2026-03-02.", "Message-ID: <");
    let forged = letter.replace("Muster-Proof: ", "Muster-Proof: AAAA");
    let renamed = letter.replace("002-clerk", "001-clerk");
    assert!(strange != letter && forged != letter && renamed != letter, "{letter}");
    let without_proof = |letter: &str| -> String {
        letter.split_inclusive('\n').filter(|line| !line.starts_with("Muster-Proof")).collect()
    };
    let unproved = without_proof(&letter);
    for (mail, code, says) in [
        (notice(&letter, REACHED[1], "delayed"), 0, "still on its way"),
        (absent.to_owned(), 0, "not a notice"),
        (String::new(), 0, "not a notice"),
        (letter.clone(), 0, "not a notice"),
        (failed(&without_proof(&strange)), 0, "a mail that muster did not send"),
        (failed(&strange), 3, "without the proof"),
        (failed(&forged), 3, "without the proof"),
        (failed(&renamed), 3, "without the proof"),
        (failed(&unproved), 3, "without the proof"),
        (good.replace("message/delivery-status", "text/plain"), 1, "does not hold what one holds"),
        (format!("{good}{}", "x".repeat(1024 * 1024)), 1, "more than 1024 KiB"),
    ] {
        let ended = piped(&mail, &dir).with(code);
        let said = if code == 0 { &ended.stdout } else { &ended.stderr };
        assert!(said.contains(says) && said.contains("邮件"), "{says}: {ended:?}");
    }
    let other = site.home.path().join("other");
    fs::write(&other, SECRET.to_uppercase()).unwrap();
    let at = format!("http://{}", Address::read(&site.dir).unwrap().at);
    piped(&good, &["--at", &at, "--token-file", other.to_str().unwrap()]).with(3);
    // What ops have to put right is not the mail's fault: its server keeps it.
    let unknown =
        run(command([&["channel", "bounce", "短信"][..], &dir].concat()), good.clone().into_bytes());
    let unknown = unknown.with(75);
    assert!(unknown.stderr.contains("no receipts are configured"), "{}", unknown.stderr);
    assert_eq!(site.told(), [0, 0]);
    // The same mail, unchanged, is heard.
    piped(&good, &dir).with(0);
    assert_eq!(site.told(), [0, 1]);
}
