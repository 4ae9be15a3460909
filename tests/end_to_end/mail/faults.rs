//! Faults of a mail server, scripted with aiosmtpd: what becomes of a letter at each, in a table that is read before it is kept.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::post_office::PostOffice;
use super::secured::self_signed;
use crate::delivery::until;
use crate::site::on;

/// What a server does, by the name of its recipient: 4xx, 5xx, drop, slow.
const RECIPIENTS: [&str; 12] = [
    "fine",
    "greylisted",
    "full",
    "closing",
    "unknown",
    "local-error",
    "spam",
    "too-large",
    "drop-at-recipient",
    "drop-after-mail",
    "silent-at-recipient",
    "silent-after-mail",
];

/// How one letter ends by these settings: `taken`, `later` or `never`, and what is said of it.
pub(super) fn outcome(dir: &Path, settings: &str, account: &str) -> (String, String) {
    let mail = format!(
        "channels:\n  mail:\n    timeout-seconds: 2\n    smtp: {{{settings}, from: office@bureau.test}}\n"
    );
    fs::write(dir.join("muster.yaml"), mail).unwrap();
    let tried = on(dir, &["channel", "test", "mail", "--account", account]);
    if tried.code == Some(0) {
        return ("taken".to_owned(), String::new());
    }
    let ended = if tried.stderr.contains("refused for good") { "never" } else { "later" };
    assert!(ended == "never" || tried.stderr.contains("it is tried again"), "{}", tried.stderr);
    assert!(!tried.stderr.contains(account), "an address is shown: {}", tried.stderr);
    let said = tried.stderr.lines().find_map(|line| line.trim().strip_prefix("why: mail: "));
    (ended.to_owned(), said.unwrap_or_else(|| panic!("{}", tried.stderr)).to_owned())
}

#[test]
fn each_fault_of_a_mail_server_ends_as_the_table_says() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path();
    let plain = PostOffice::start(&[]);
    let mut table = String::from("| a server that | ends | said |\n|---|---|---|\n");
    let mut row = |what: &str, settings: &str, account: &str| {
        let (ended, said) = outcome(dir, settings, account);
        table += &format!("| {what} | {ended} | {said} |\n");
    };
    let at = |port: u16, security: &str| format!("server: localhost, port: {port}, security: {security}");
    for name in RECIPIENTS {
        row(name, &at(plain.port, "none"), &format!("{name}@unit.test"));
    }
    // It has what it dropped or kept silent after: the next try brings it again, under the same Message-ID.
    until("the mail server to have said so", || plain.count() >= 3);
    row("offers no TLS", &at(plain.port, "starttls"), "fine@unit.test");
    row("speaks plainly where TLS is wanted", &at(plain.port, "tls"), "fine@unit.test");
    let pair = self_signed(dir, "localhost", "self");
    let secured = PostOffice::start(&[OsStr::new("--certificate"), pair[0].as_os_str(), pair[1].as_os_str()]);
    row("has a certificate that nobody trusts", &at(secured.port, "starttls"), "fine@unit.test");
    fs::write(dir.join("password"), "wrong").unwrap();
    let login = format!(
        "{}, user: office, password: {{file: {}}}",
        at(plain.port, "none"),
        dir.join("password").display()
    );
    row("refuses the login", &login, "fine@unit.test");
    drop(secured);
    let gone = PostOffice::start(&[]);
    let port = gone.port;
    drop(gone);
    row("is not there", &at(port, "none"), "fine@unit.test");
    assert_eq!(plain.count(), 3, "what is refused before the mail brings none: {:?}", plain.taken());

    let file = muster_tests::tidy::tree::root().join("tests/end_to_end/mail/faults.txt");
    if std::env::var_os("MUSTER_REGENERATE").is_some() {
        fs::write(&file, &table).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(table, kept, "MUSTER_REGENERATE=1 writes it");
}
