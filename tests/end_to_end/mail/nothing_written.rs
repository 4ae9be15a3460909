//! A journey with letters by mail, a page, a file that is handed in and a return, in which everything is kept that is written:
//! what is a person's own (addresses, names, texts, links) stands in the contacts store and among the texts and files, which can
//! be erased, and nowhere else.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use muster_server::http::Address;
use muster_tests::tidy::tree;
use sqlx::Executor;

use super::{Server, UNKNOWN};
use crate::browsing::{Browser, beside};
use crate::links::apart::Process;
use crate::log;
use crate::nats_server::NatsServer;
use crate::program::{command, run};
use crate::site::on;

const REACHED: &str = "unit001@example.invalid";
const PUBLIC: &str = "https://muster.bureau.test";
/// What people write, each with a name in it.
const REASON: &str = "赵小燕没有写清经费，请补第三页";
const TEXT: &str = "经办人欧阳若兰，电话另告";
const FILE: &str = "欧阳若兰的方案.pdf";
const BYTES: &str = "%PDF-1.4 of Ouyang Ruolan, Lane 17";
/// Words that stand in those alone.
const OWN: [&str; 6] = ["赵小燕", "补第三页", "欧阳若兰", "电话另告", "Ouyang Ruolan", "Lane 17"];
const ITEM: &str = "unit-plan/001";
/// How often something is asked before it counts as missing.
const ASKED_MOST: u32 = 3_000;

/// Somebody who keeps every byte of the events on the wire, headers included.
struct Listener(Arc<Mutex<Vec<u8>>>);

impl Listener {
    fn start(url: &str) -> Self {
        let mut socket = TcpStream::connect(url.trim_start_matches("nats://")).unwrap();
        let hello =
            "CONNECT {\"verbose\":false,\"headers\":true}\r\nSUB muster.event.> 1\r\nSUB muster.json.> 2\r\n";
        socket.write_all(hello.as_bytes()).unwrap();
        let heard: Arc<Mutex<Vec<u8>>> = Arc::default();
        let own = Arc::clone(&heard);
        thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while let Ok(length @ 1..) = socket.read(&mut bytes) {
                own.lock().unwrap().extend(&bytes[..length]);
                if bytes[..length].ends_with(b"PING\r\n") && socket.write_all(b"PONG\r\n").is_err() {
                    return;
                }
            }
        });
        Self(heard)
    }
}

/// Engine and worker, each a process of its own that says all it can, with a mail server and a page.
struct Stage {
    home: tempfile::TempDir,
    dir: PathBuf,
    server: Server,
    nats: NatsServer,
    /// What verbs said to those who asked.
    said: Mutex<String>,
}

impl Stage {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let (dir, (server, port)) = (home.path().join("data"), Server::start());
        fs::create_dir_all(&dir).unwrap();
        let config = format!(
            "page: {{address: {PUBLIC}}}\nchannels:\n  邮件:\n    smtp: {{server: 127.0.0.1, port: {port}, security: none, \
             from: office@bureau.test}}\n"
        );
        fs::write(dir.join("muster.yaml"), config).unwrap();
        Self { home, dir, server, nats: NatsServer::start(), said: Mutex::default() }
    }

    fn process(&self, name: &str, arguments: &[&str]) -> Process {
        let (url, dir) = (self.nats.url(), self.dir.to_str().unwrap());
        let mut program = command([arguments, &["--nats", &url, "--dir", dir]].concat());
        program.env("MUSTER_LOG", "debug,async_nats=off");
        let stdout = fs::File::create(self.home.path().join(format!("{name}.stdout"))).unwrap();
        Process::keeping(program, name, Stdio::from(stdout))
    }

    fn ops(&self, arguments: &[&str], code: i32) -> String {
        let ended = on(&self.dir, arguments).with(code);
        self.said.lock().unwrap().push_str(&format!("{}\n{}\n", ended.stdout, ended.stderr));
        ended.stdout
    }

    /// Waits until there are so many mails: anyone who asks for the status gives the engine time.
    fn mails(&self, at_least: usize) {
        let there = (0..ASKED_MOST).any(|_| {
            self.ops(&["status"], 0);
            self.server.mails().len() >= at_least
        });
        assert!(there, "{} mails", self.server.mails().len());
    }

    /// Text of the last mail, read by Python.
    fn letter(&self) -> String {
        let script = "import sys, email, email.policy\n\
                      mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n\
                      sys.stdout.buffer.write(mail.get_body(('plain',)).get_content().encode())\n";
        let mut python = Command::new("python3");
        python.args(["-B", "-c", script]);
        let mail = self.server.mails().into_iter().rfind(|mail| mail.to == REACHED).unwrap();
        run(python, mail.data.into_bytes()).with(0).stdout
    }
}

/// The path of the page that a letter names.
fn page(letter: &str) -> String {
    let link = letter.lines().find_map(|line| Some(line.split_once(PUBLIC)?.1));
    link.unwrap_or_else(|| panic!("no link in\n{letter}")).trim().to_owned()
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found
}

/// The log's file without the texts and files that people handed in.
fn log_without_texts(dir: &Path, copy: &Path) -> Vec<u8> {
    fs::create_dir_all(copy).unwrap();
    for name in ["log.db", "log.db-wal"] {
        if dir.join(name).exists() {
            fs::copy(dir.join(name), copy.join(name)).unwrap();
        }
    }
    log::block_on(async {
        let mut connection = log::open(copy, true).await;
        connection.execute("DELETE FROM blobs").await.unwrap();
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        connection.execute("VACUUM").await.unwrap();
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    });
    fs::read(copy.join("log.db")).unwrap()
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|piece| piece == word.as_bytes())
}

/// What is looked through is what was there: it is no proof otherwise.
fn was_there(written: &[(String, Vec<u8>)], dir: &Path) {
    let of = |name: &str| &written.iter().find(|(known, _)| known.ends_with(name)).unwrap().1;
    assert!(holds(of("the stream"), "item.returned") && holds(of("the stream"), "Muster-Summary"));
    assert!(holds(of("what the engine said"), "DEBUG") && holds(of("what the worker said"), "DEBUG"));
    let rows =
        |word: &str| written.iter().any(|(known, bytes)| known.contains("view.db") && holds(bytes, word));
    assert!(rows("unit-plan") && holds(of("metrics"), "# TYPE"));
    let contacts: Vec<u8> = ["contacts.db", "contacts.db-wal"]
        .iter()
        .flat_map(|name| fs::read(dir.join(name)).unwrap_or_default())
        .collect();
    assert!(holds(&contacts, REACHED) && holds(&contacts, UNKNOWN));
}

#[test]
fn what_is_a_persons_own_is_written_where_it_belongs_and_nowhere_else() {
    let stage = Stage::new();
    let listener = Listener::start(&stage.nats.url());
    let (start, until) = ("2026-02-27T09:00:00+08:00", "2026-03-18T12:00:00+08:00");
    let clock = ["up", "--clock", "stepped", "--start", start, "--until", until, "--stand"];
    let stepped = [&clock[..], &["--outside", "reminders", "--json-mirror"]].concat();
    let mut engine = stage.process("engine", &stepped);
    engine.says("running:");
    let mut worker = stage.process("reminders", &["worker", "reminders"]);
    worker.says("");
    let file = tree::root().join("workflows/starter/starter.yaml");
    stage.ops(&["launch", file.to_str().unwrap(), "--as", "小组办公室"], 0);
    stage.mails(4);

    // The clerk opens the page, hands in and signs; the office returns it; the letter of the return comes by mail.
    let browser = Browser::at(Address::read(&stage.dir).unwrap().at);
    let page = page(&stage.letter());
    browser.get(&page).with(200);
    let path = format!("{page}/item?name={}", ITEM.replace('/', "%2F"));
    let form = browser.get(&path).with(200).form("name=\"item\"");
    let form = form.field("text.0", TEXT).file("file.0", FILE, BYTES.as_bytes());
    browser.done(&path, &form);
    let before = stage.server.mails().len();
    stage.ops(&["return", ITEM, "--reason", REASON, "--as", "小组办公室"], 0);
    stage.mails(before + 1);
    assert!(stage.letter().contains(REASON), "{}", stage.letter());
    browser.get(&path).with(200).says("赵小燕");
    let link = browser.get(&path).body;
    let link = link.split("href=\"file").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    assert_eq!(browser.get(&beside(&path, &format!("file{link}"))).with(200).body, BYTES);

    let metrics = browser.get("/metrics").body;
    let dead = stage.ops(&["dead", "list"], 0);
    assert!(dead.contains("003"), "the address that is not there has failed: {dead}");
    for verb in
        [&["why", ITEM][..], &["events", "--json", "--limit", "100000"], &["doctor"], &["link", "list"]]
    {
        let ended = on(&stage.dir, verb);
        stage.said.lock().unwrap().push_str(&format!("{}\n{}\n", ended.stdout, ended.stderr));
    }
    worker.stop();
    engine.stop();

    let mut written: Vec<(String, Vec<u8>)> = vec![
        ("metrics".to_owned(), metrics.into_bytes()),
        ("the stream".to_owned(), listener.0.lock().unwrap().clone()),
        ("what the engine said".to_owned(), engine.heard().into_bytes()),
        ("what the worker said".to_owned(), worker.heard().into_bytes()),
        ("what verbs said".to_owned(), stage.said.lock().unwrap().clone().into_bytes()),
        ("log.db".to_owned(), log_without_texts(&stage.dir, &stage.home.path().join("copy"))),
    ];
    for row in log::rows(&stage.dir) {
        written.push((
            format!("event {}", row.position),
            [row.body.clone(), format!("{row:?}").into_bytes()].concat(),
        ));
    }
    let own = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // The stores of contacts and texts, the letters of those who have no address, and what ops wrote themselves.
        ["contacts.db", "log.db", "muster.yaml"].iter().any(|own| name.starts_with(own))
            || path.starts_with(stage.dir.join("outbox"))
    };
    let beside_it = ["engine", "reminders"].map(|name| stage.home.path().join(format!("{name}.stdout")));
    for path in files(&stage.dir).into_iter().filter(|path| !own(path)).chain(beside_it) {
        written.push((path.display().to_string(), fs::read(&path).unwrap()));
    }

    was_there(&written, &stage.dir);
    let token = page.trim_start_matches("/p/");
    let theirs = [REACHED, UNKNOWN, "unit002@example.invalid", token].into_iter().chain(OWN);
    for word in theirs {
        for (place, bytes) in &written {
            assert!(!holds(bytes, word), "“{word}” stands in {place}");
        }
    }
}
