//! A mail server whose certificate follows from an authority of the house's own: trusted where the settings name that authority, and
//! nowhere else.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::faults::outcome;
use super::post_office::PostOffice;
use crate::delivery::until;
use crate::site::on;

/// Runs openssl in a folder.
fn openssl(dir: &Path, arguments: &[&str]) {
    let made = Command::new("openssl").args(arguments).current_dir(dir).output().unwrap();
    assert!(made.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&made.stderr));
}

/// A certificate for a host that nobody has signed but itself, and its key.
pub(crate) fn self_signed(dir: &Path, host: &str, name: &str) -> [PathBuf; 2] {
    let [certificate, key] = ["crt", "key"].map(|kind| format!("{name}.{kind}"));
    let (subject, other) = (format!("/CN={host}"), format!("subjectAltName=DNS:{host}"));
    let make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", &subject];
    openssl(dir, &[&make[..], &["-addext", &other, "-out", &certificate, "-keyout", &key]].concat());
    [certificate, key].map(|name| dir.join(name))
}

/// An authority of this name; its certificate.
fn authority(dir: &Path, name: &str) -> PathBuf {
    let (key, certificate) = (format!("{name}.key"), format!("{name}.crt"));
    let (subject, new) = (format!("/CN={name}"), ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]);
    let files = ["-subj", &subject, "-keyout", &key, "-out", &certificate];
    openssl(dir, &[&["req"][..], &new, &files].concat());
    dir.join(certificate)
}

/// A certificate for `localhost` by the authority of this name.
fn certificate(dir: &Path, by: &str) -> [PathBuf; 2] {
    fs::write(dir.join("post.ext"), "basicConstraints=CA:FALSE\nsubjectAltName=DNS:localhost\n").unwrap();
    let request = ["req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "post.key"];
    openssl(dir, &[&request[..], &["-out", "post.csr"]].concat());
    let (ca, key) = (format!("{by}.crt"), format!("{by}.key"));
    let sign =
        ["x509", "-req", "-in", "post.csr", "-CA", &ca, "-CAkey", &key, "-set_serial", "2", "-days", "2"];
    openssl(dir, &[&sign[..], &["-extfile", "post.ext", "-out", "post.crt"]].concat());
    ["post.crt", "post.key"].map(|name| dir.join(name))
}

/// What holds of a server with a certificate by the house's own authority, however its connection comes to be secured.
fn goes_to_whom_the_named_authority_vouches_for(security: &str, more: &[&OsStr]) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path();
    let (ours, theirs) = (authority(dir, "ours"), authority(dir, "theirs"));
    let [certificate, key] = certificate(dir, "ours");
    let pair = [OsStr::new("--certificate"), certificate.as_os_str(), key.as_os_str()];
    let office = PostOffice::start(&[&pair[..], more].concat());
    let at = |server: &str, ca: Option<&Path>| {
        let ca = ca.map_or_else(String::new, |ca| format!(", ca: {}", ca.display()));
        format!("server: {server}, port: {}, security: {security}{ca}", office.port)
    };
    let tried = |settings: &str| outcome(dir, settings, "fine@unit.test");

    let (ended, said) = tried(&at("localhost", Some(&ours)));
    assert_eq!(ended, "taken", "{said}");
    until("the mail server to have said so", || office.count() == 1);
    // Nobody has vouched for it as far as the machine knows, another authority has not, and it is not the one that was asked for.
    let nobody = dir.join("nobody.crt");
    fs::write(&nobody, "no certificate\n").unwrap();
    for (settings, why) in [
        (at("localhost", None), "invalid peer certificate"),
        (at("localhost", Some(&theirs)), "invalid peer certificate"),
        (at("127.0.0.1", Some(&ours)), "invalid peer certificate"),
        (at("localhost", Some(&nobody)), "there is no certificate in it"),
        (at("localhost", Some(&dir.join("gone.crt"))), "gone.crt"),
    ] {
        let (ended, said) = tried(&settings);
        assert!(ended == "later" && said.contains(why), "{settings}: {ended}, {said}");
    }
    assert_eq!(office.count(), 1, "none of these got a letter");
}

#[test]
fn a_letter_goes_to_a_server_whom_the_named_authority_vouches_for_and_to_no_other() {
    goes_to_whom_the_named_authority_vouches_for("starttls", &[]);
}

#[test]
fn the_same_holds_where_a_connection_is_secured_from_its_first_byte() {
    goes_to_whom_the_named_authority_vouches_for("tls", &[OsStr::new("--implicit")]);
}

#[test]
fn an_authority_is_named_for_a_secured_connection_alone() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path();
    // Without a secured connection there is nothing to prove.
    let plain = "channels:\n  mail:\n    smtp: {server: localhost, security: none, ca: ours.crt, from: a@bureau.test}\n";
    fs::write(dir.join("muster.yaml"), plain).unwrap();
    let refused = on(dir, &["channel", "test", "mail", "--account", "fine@unit.test"]);
    assert!(refused.code != Some(0) && refused.stderr.contains("ca is for a secured"), "{}", refused.stderr);
}
