//! Ways to log in: a wrong password, nkeys, and TLS with certificates on both ends. Who is not let in learns why.

use std::path::{Path, PathBuf};

use nkeys::KeyPair;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer};

use super::*;
use crate::conformance::server::password;
use crate::link::Link;
use crate::nats::{ACCOUNTS, ConnectError, Login, Secret};
use muster_protocol::question::{Answer, Question};

/// The engine answers to this link.
async fn answers(link: &NatsLink) {
    let asked = Question::Blob { digest: muster_protocol::ids::Digest::of(&[1, 2, 3]) };
    assert_eq!(soon("an answer", link.ask(asked)).await, Ok(Answer::Unknown));
}

/// Why somebody with these options is not let in.
async fn turned_away(options: Options) -> ConnectError {
    let connection = Connection::open(options).await.unwrap();
    let mut connect_errors = connection.connect_errors();
    let why = soon("a connect error", connect_errors.wait_for(Option::is_some)).await.unwrap().clone();
    assert!(!*connection.connected().borrow());
    why.unwrap()
}

async fn engine(options: Options) -> Engine {
    Engine::start(&MemoryOwner::new(), &Arc::new(Words::default()), options, 1).await
}

fn by_password(server: &NatsServer, user: &str, password: String) -> Options {
    let login = Login::User { user: user.to_owned(), password: password.into() };
    Options { login, ..options(&server.url(), user) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_reported() {
    let server = NatsServer::with(ACCOUNTS);
    for options in [
        by_password(&server, "visits", password("reminders")),
        by_password(&server, "nobody", password("reminders")),
        options(&server.url(), "visits"),
    ] {
        assert_eq!(turned_away(options).await, ConnectError::NotLetIn);
    }
}

/// The accounts with this password of the engine.
fn with_password(password: &str) -> String {
    ACCOUNTS.replace("$MUSTER_ENGINE_PASSWORD", &format!("\"{password}\""))
}

/// A password or a key that is changed at the server counts here from the next connecting on, once it stands in the file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_secret_needs_no_restart() {
    let home = tempfile::tempdir().unwrap();
    let (old, new) = (KeyPair::new_user(), KeyPair::new_user());
    let in_file = |name: &str, text: &str| write(home.path(), name, text);
    let (password, seed) = (in_file("password", "one\n"), in_file("seed", &old.seed().unwrap()));
    let mut server = NatsServer::with(&with_nkey(&with_password("one"), "reminders", &old));
    let login = Login::User { user: "engine".to_owned(), password: Secret::File(password) };
    let mut engine = engine(Options { login, ..options(&server.url(), "engine") }).await;
    let login = Login::Nkey(Secret::File(seed));
    let link = NatsLink::open(Options { login, ..options(&server.url(), "reminders") }).await.unwrap();
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    answers(&link).await;

    server.kill();
    server.configure(&with_nkey(&with_password("another"), "reminders", &new));
    server.again();
    engine.put(&["message.due"]);
    for connection in [engine.service.connection(), link.connection()] {
        let mut connect_errors = connection.connect_errors();
        let not_let_in = |why: &Option<ConnectError>| *why == Some(ConnectError::NotLetIn);
        soon("a connect error", connect_errors.wait_for(not_let_in)).await.unwrap();
    }
    std::fs::remove_file(home.path().join("seed")).unwrap();
    let unread =
        |why: &Option<ConnectError>| matches!(why, Some(ConnectError::Secret(why)) if why.contains("seed"));
    soon("a connect error", link.connection().connect_errors().wait_for(unread)).await.unwrap();
    in_file("password", "another\n");
    in_file("seed", &new.seed().unwrap());
    engine.relayed_to(2).await;
    answers(&link).await;
    assert_eq!(*link.connection().connect_errors().borrow(), None);
}

/// The accounts with this nkey in place of the user's name and password.
fn with_nkey(accounts: &str, user: &str, key: &KeyPair) -> String {
    let line = format!("user: {user}, password: $MUSTER_{}_PASSWORD", user.to_uppercase());
    assert!(accounts.contains(&line), "{line}");
    accounts.replace(&line, &format!("nkey: {}", key.public_key()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_serves_instead_of_a_password() {
    let (ours, theirs, strange) = (KeyPair::new_user(), KeyPair::new_user(), KeyPair::new_user());
    let accounts = with_nkey(&with_nkey(ACCOUNTS, "engine", &ours), "reminders", &theirs);
    let server = NatsServer::with(&accounts);
    let as_key = |user: &str, key: &KeyPair| Options {
        login: Login::Nkey(key.seed().unwrap().into()),
        ..options(&server.url(), user)
    };
    let mut engine = engine(as_key("engine", &ours)).await;
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    let link = NatsLink::open(as_key("reminders", &theirs)).await.unwrap();
    answers(&link).await;
    // The same rights as with a password, and none beside them.
    let mut complaints = link.connection().complaints();
    link.connection().client().publish("muster.event.0.year.message.due", "{}".into()).await.unwrap();
    soon("a complaint", complaints.wait_for(Option::is_some)).await.unwrap();
    assert_eq!(turned_away(as_key("reminders", &strange)).await, ConnectError::NotLetIn);
}

/// Certificates of one root, made for this test: of the server and of a client, as PEM files.
struct Certificates {
    _home: tempfile::TempDir,
    root: PathBuf,
    server: (PathBuf, PathBuf),
    client: (PathBuf, PathBuf),
}

impl Certificates {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut root = CertificateParams::new(Vec::new()).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = rcgen::KeyPair::generate().unwrap();
        let path = write(home.path(), "root.pem", &root.self_signed(&key).unwrap().pem());
        let issuer = Issuer::new(root, key);
        let signed = |name: &str, of: &str| {
            let key = rcgen::KeyPair::generate().unwrap();
            let certificate = CertificateParams::new(vec![of.to_owned()]).unwrap().signed_by(&key, &issuer);
            let certificate = write(home.path(), &format!("{name}.pem"), &certificate.unwrap().pem());
            (certificate, write(home.path(), &format!("{name}.key"), &key.serialize_pem()))
        };
        let (server, client) = (signed("server", "127.0.0.1"), signed("client", "engine.test"));
        Self { root: path, server, client, _home: home }
    }

    /// A server's configuration: nobody without a certificate of this root.
    fn demanded(&self) -> String {
        let (certificate, key) = &self.server;
        format!(
            "tls {{ cert_file: {certificate:?}, key_file: {key:?}, ca_file: {:?}, verify: true }}",
            self.root
        )
    }
}

fn write(home: &Path, name: &str, text: &str) -> PathBuf {
    let path = home.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_ends_show_certificates() {
    let (certificates, others) = (Certificates::new(), Certificates::new());
    let server = NatsServer::with(&certificates.demanded());
    let with = |name: &str, root: &Path, client: Option<&(PathBuf, PathBuf)>| Options {
        tls_root: Some(root.to_owned()),
        tls_client: client.cloned(),
        ..options(&server.url(), name)
    };
    let mut engine = engine(with("engine", &certificates.root, Some(&certificates.client))).await;
    engine.put(&["message.due"]);
    engine.relayed_to(1).await;
    let link =
        NatsLink::open(with("reminders", &certificates.root, Some(&certificates.client))).await.unwrap();
    answers(&link).await;
    // Without a certificate, with one of another root, and who does not know the server's root.
    turned_away(with("visits", &certificates.root, None)).await;
    turned_away(with("visits", &certificates.root, Some(&others.client))).await;
    turned_away(with("visits", &others.root, Some(&certificates.client))).await;
}
