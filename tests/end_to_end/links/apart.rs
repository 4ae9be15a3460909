//! nats-server, an engine and workers as processes of their own, with short time-outs; what they say, what the engine
//! shows of itself, and how to kill, halt and start them again.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::nats_server::{NatsServer, password};
use muster_protocol::ids::Position;
use muster_server::maintenance::verify::verify;
use muster_wire::failpoints::VARIABLE;
use muster_wire::nats::{NatsLink, Options};
use serde_json::Value;
use tempfile::TempDir;

use crate::log::{self, block_on};
use crate::program::{Running, command, lines, signal};
use crate::site::{self, START, text};
use crate::year::service_year;

/// How long something may take before the test says what it waited for: far longer than it ever does.
const HANG_GUARD: Duration = Duration::from_secs(240);
/// How long a look waits for a line before the next look.
const LOOK: Duration = Duration::from_millis(20);
/// How long the engine may take to answer; a halted one never does.
const ANSWER: Duration = Duration::from_secs(5);

/// Time-outs of a machine's own, short enough for tests to see each of them fire.
const SHORT: [&str; 8] =
    ["--nats-request", "500ms", "--nats-patience", "500ms", "--nats-ping", "500ms", "--nats-pull", "2s"];

/// The workers.
pub(crate) const WORKERS: [&str; 3] = ["reminders", "visits", "evaluation"];

/// A process of the program. Killed when it is let go.
pub(crate) struct Process {
    what: String,
    child: Running,
    said: mpsc::Receiver<String>,
    heard: Vec<String>,
}

impl Process {
    fn start(command: Command, what: &str) -> Self {
        Self::keeping(command, what, Stdio::null())
    }

    /// One whose data goes somewhere.
    pub(crate) fn keeping(mut command: Command, what: &str, stdout: Stdio) -> Self {
        let spawned = command.stdin(Stdio::null()).stdout(stdout).stderr(Stdio::piped()).spawn();
        let mut child = Running(spawned.unwrap());
        let said = lines(child.stderr.take().unwrap());
        Self { what: what.to_owned(), child, said, heard: Vec::new() }
    }

    /// Waits until it says something with this in it, from here on.
    #[track_caller]
    pub(crate) fn says(&mut self, what: &str) {
        let until = Instant::now() + HANG_GUARD;
        while Instant::now() < until {
            match self.said.recv_timeout(LOOK) {
                Ok(line) => {
                    let found = line.contains(what);
                    self.heard.push(line);
                    if found {
                        return;
                    }
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        panic!("{} never says “{what}” but\n{}", self.what, self.heard.join("\n"));
    }

    /// Whether it has ended.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Its number among the machine's processes.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Listens for a moment.
    pub(crate) fn listen(&mut self) {
        if let Ok(line) = self.said.recv_timeout(LOOK) {
            self.heard.push(line);
        }
    }

    /// Everything that it said so far.
    pub(crate) fn heard(&mut self) -> String {
        self.heard.extend(self.said.try_iter());
        self.heard.join("\n")
    }

    /// Waits until it is halted.
    #[track_caller]
    pub(crate) fn halted(&mut self) {
        let until = Instant::now() + HANG_GUARD;
        let file = format!("/proc/{}/stat", self.child.id());
        while Instant::now() < until {
            let stat = std::fs::read_to_string(&file).unwrap();
            if stat.rsplit(')').next().unwrap().trim_start().starts_with('T') {
                return;
            }
            self.listen();
        }
        panic!("{} is never halted:\n{}", self.what, self.heard.join("\n"));
    }

    /// Halts it.
    pub(crate) fn halt(&mut self) {
        signal("STOP", self.child.id());
        self.halted();
    }

    /// Lets it go on.
    pub(crate) fn go_on(&self) {
        signal("CONT", self.child.id());
    }

    /// Ends it as an outage does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits until it has ended by itself.
    #[track_caller]
    pub(crate) fn end(&mut self) -> ExitStatus {
        loop {
            match self.said.recv_timeout(HANG_GUARD) {
                Ok(line) => self.heard.push(line),
                Err(mpsc::RecvTimeoutError::Disconnected) => return self.child.wait().unwrap(),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    panic!("{} does not end:\n{}", self.what, self.heard.join("\n"))
                }
            }
        }
    }

    /// Asks it to end in order, and looks that it does.
    #[track_caller]
    pub(crate) fn stop(&mut self) {
        signal("TERM", self.child.id());
        let status = self.end();
        assert_eq!(status.code(), Some(0), "{} ended otherwise:\n{}", self.what, self.heard.join("\n"));
    }
}

/// A server, and a data directory for the others.
pub(crate) struct Apart {
    pub(crate) server: NatsServer,
    /// For how long a delivery stays with a worker that gives no sign of life.
    pub(crate) ack_wait: &'static str,
    accounts: bool,
    _home: TempDir,
    pub(crate) dir: PathBuf,
}

impl Apart {
    /// With this in the server's configuration: accounts, or nothing.
    pub(crate) fn new(accounts: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("data");
        let server = NatsServer::with(accounts);
        Self { server, ack_wait: "1s", accounts: !accounts.is_empty(), _home: home, dir }
    }

    fn start(&self, name: &str, verb: &[&str], more: &[&str], crash_at: Option<&str>) -> Process {
        let (url, dir) = (self.server.url(), self.dir.to_str().unwrap());
        let mut command = command([verb, &["--nats", &url, "--dir", dir], &SHORT, more].concat());
        if self.accounts {
            command.env("MUSTER_NATS_PASSWORD", password(name));
        }
        if let Some(point) = crash_at {
            command.env(VARIABLE, point);
        }
        Process::start(command, name)
    }

    fn keeps(&self, verb: &str, more: &[&str], crash_at: Option<&str>) -> Process {
        let stepped = ["--clock", "stepped", "--start", START];
        let waits = ["--ack-wait", self.ack_wait, "--nats-audit", "300ms"];
        self.start("engine", &[verb], &[&stepped, &waits, more].concat(), crash_at)
    }

    /// An engine on virtual time, with these options more.
    pub(crate) fn engine_with(&self, more: &[&str], crash_at: Option<&str>) -> Process {
        self.keeps("engine", more, crash_at)
    }

    /// Engine and workers in one process on virtual time, this worker excepted; it publishes too.
    pub(crate) fn up_without(&self, worker: &str) -> Process {
        let script = service_year::script_file();
        self.keeps("up", &["--script", text(&script), "--outside", worker], None)
    }

    /// An engine on virtual time whose units behave by the shipped script.
    pub(crate) fn engine(&self, crash_at: Option<&str>) -> Process {
        let script = service_year::script_file();
        self.engine_with(&["--script", text(&script)], crash_at)
    }

    /// A worker.
    pub(crate) fn worker(&self, name: &str, crash_at: Option<&str>) -> Process {
        self.start(name, &["worker", name], &[], crash_at)
    }

    /// Launches the shipped campaign with the running engine.
    #[track_caller]
    pub(crate) fn launch(&self) {
        site::launch(&self.dir).with(0);
    }

    /// How the engine stands, as it tells over HTTP; none when it does not answer.
    pub(crate) fn status(&self) -> Option<Value> {
        let text = std::fs::read_to_string(self.dir.join("address")).ok()?;
        let (at, token) = text.trim_end().split_once(' ')?;
        let mut socket = TcpStream::connect(at).ok()?;
        socket.set_read_timeout(Some(ANSWER)).ok()?;
        let request = format!(
            "GET /v1/status HTTP/1.1\r\nhost: {at}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n"
        );
        socket.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        socket.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        head.starts_with("HTTP/1.1 200").then(|| serde_json::from_str(body).unwrap())
    }

    /// Waits until what the engine tells is as wanted; `waiter` listens meanwhile.
    #[track_caller]
    pub(crate) fn until(&self, waiter: &mut Process, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + HANG_GUARD;
        let mut last = None;
        while Instant::now() < until {
            let status = self.status();
            if let Some(status) = status.as_ref().filter(|status| wanted(status)) {
                return status.clone();
            }
            last = status.or(last);
            waiter.listen();
        }
        panic!("never {what}; last seen:\n{last:#?}\n{}", waiter.heard());
    }

    /// What is demanded after a year however much was killed: verified, every step ended, the log without a step that
    /// ended twice, and item by item the year of the undisturbed demo, letters included.
    #[track_caller]
    pub(crate) fn sound(&self) {
        let verified = block_on(verify(&self.dir, None)).unwrap();
        assert_eq!(verified.campaigns[0].planned, verified.campaigns[0].ended, "every step has its outcome");
        crate::file::demo::same_year(
            &log::report(&self.dir),
            &log::report(&crate::file::demo::finished().dir),
        );
        assert_eq!(log::letters(&self.dir), log::letters(&crate::file::demo::finished().dir));
    }
}

/// Position of the last event that the engine's rows have reached.
pub(crate) fn position(status: &Value) -> u64 {
    status["status"]["position"].as_u64().unwrap()
}

/// Whether the campaign is over and everything that happened is in the stream.
pub(crate) fn closed(status: &Value) -> bool {
    status["status"]["campaigns"][0]["state"] == "closed" && status["relay"]["lag"] == 0
}

/// Somebody who watches and hears everything, whatever happens around it.
pub(crate) struct Auditor(JoinHandle<Vec<(u64, String)>>);

impl Auditor {
    pub(crate) fn start(server: &NatsServer) -> Self {
        let url = server.url();
        Self(thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
            runtime.unwrap().block_on(async {
                let short = Duration::from_millis(500);
                let options = Options { request: short, ping: short, ..Options::new(&url, "ops") };
                let link = NatsLink::open(options).await.unwrap();
                let (mut after, mut heard) = (Position(0), Vec::new());
                loop {
                    let rows = match link.read_on(&after.into(), 100).await {
                        Ok(read) => read.rows,
                        // Asked again and again, with pauses, until somebody answers.
                        Err(_) => {
                            link.read(&after.into(), 100).await.map(|read| read.rows).unwrap_or_default()
                        }
                    };
                    for row in rows {
                        after = row.position;
                        heard.push((row.position.0, row.name.clone()));
                        if row.name == "campaign.closed" {
                            return heard;
                        }
                    }
                }
            })
        }))
    }

    /// Waits until it has heard the end of the campaign: it asks the engine, which must still be there.
    pub(crate) fn at_the_end(self) -> Audited {
        Audited(self.0.join().unwrap())
    }
}

/// What an auditor heard.
pub(crate) struct Audited(Vec<(u64, String)>);

impl Audited {
    /// What it heard is the log, event for event.
    #[track_caller]
    pub(crate) fn heard_all(self, dir: &Path) {
        let heard = self.0;
        let rows = log::rows(dir);
        let closed = rows.iter().position(|row| row.name == "campaign.closed").unwrap();
        let wanted: Vec<(u64, String)> =
            rows[..=closed].iter().map(|row| (row.position.0, row.name.clone())).collect();
        assert_eq!(heard.len(), wanted.len());
        assert!(heard == wanted, "the auditor missed something or heard it out of order");
        assert_eq!(rows[0].position, Position(1));
    }
}
