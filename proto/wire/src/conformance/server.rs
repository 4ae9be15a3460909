//! A real nats-server for a test: started on a free port with a folder of its own, killed and started again at will.
//!
//! The program is the one that `MUSTER_NATS_SERVER` names, or `.tools/nats-server` in the clone (tests/run puts it
//! there), or the one on the path. When there is none the test fails and says so. The end-to-end tests and the benches
//! include this file by its path: a feature for it would build every package above this one twice.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// How long a server may take to be ready before the test says what it waited for.
const HANG_GUARD: Duration = Duration::from_secs(120);

/// Said by the server when it knows its port.
const LISTENING: &str = "Listening for client connections on ";
/// Said by the server when it takes connections.
const READY: &str = "Server is ready";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A server. Dropping it kills it and takes its folder away.
#[derive(Debug)]
pub struct NatsServer {
    program: PathBuf,
    child: Option<Child>,
    dir: PathBuf,
    port: u16,
    accounts: String,
}

/// Where the program is.
fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("MUSTER_NATS_SERVER") {
        return named.into();
    }
    let clone = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut tools = clone.map(|folder| folder.join(".tools/nats-server"));
    tools.find(|tool| tool.exists()).unwrap_or_else(|| "nats-server".into())
}

/// The password of a user of the shipped accounts file on these servers.
#[must_use]
pub fn password(user: &str) -> String {
    format!("{user}-secret")
}

/// The variables that an accounts file takes its passwords from (`$MUSTER_OPS_PASSWORD`), each with its password here.
fn passwords(accounts: &str) -> impl Iterator<Item = (String, String)> {
    accounts.split('$').skip(1).filter_map(|rest| {
        let end =
            rest.find(|letter: char| letter != '_' && !letter.is_ascii_uppercase()).unwrap_or(rest.len());
        let user = rest[..end].strip_prefix("MUSTER_")?.strip_suffix("_PASSWORD")?;
        Some((rest[..end].to_owned(), password(&user.to_lowercase())))
    })
}

impl NatsServer {
    /// A server that takes everybody.
    #[must_use]
    pub fn start() -> Self {
        Self::with("")
    }

    /// A server with these lines of configuration, such as accounts.
    #[must_use]
    pub fn with(accounts: &str) -> Self {
        let nth = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("muster-nats-{}-{nth}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("a folder for the server");
        let accounts = accounts.to_owned();
        let mut server = Self { program: program(), child: None, dir, port: 0, accounts };
        server.again();
        server
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Its process; none while it is down.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Ends it as an outage does.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("a server to kill");
            child.wait().expect("its end");
        }
    }

    /// Gives it other lines of configuration. Only while it is down.
    pub fn configure(&mut self, accounts: &str) {
        accounts.clone_into(&mut self.accounts);
    }

    /// Forgets everything that it stored. Only while it is down.
    pub fn wipe(&self) {
        std::fs::remove_dir_all(self.dir.join("store")).expect("its store");
    }

    /// Starts it (again) with what it stored, on the port that it had.
    pub fn again(&mut self) {
        let port = if self.port == 0 { "-1".to_owned() } else { self.port.to_string() };
        let store = self.dir.join("store");
        let config = format!(
            "listen: \"127.0.0.1:{port}\"\njetstream {{ store_dir: \"{}\" }}\n{}\n",
            store.display(),
            self.accounts
        );
        let file = self.dir.join("server.conf");
        std::fs::write(&file, config).expect("its configuration");
        let spawned = Command::new(&self.program)
            .arg("-c")
            .arg(&file)
            .envs(passwords(&self.accounts))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!(
                "this test needs nats-server, and {} cannot be started ({error}): run tests/run once, which installs \
                 it, or name it in MUSTER_NATS_SERVER",
                self.program.display()
            )
        });
        let log = child.stderr.take().expect("its log");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            // Read to the end, so that the server never waits for us; nobody need listen.
            BufReader::new(log).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
        });
        let mut said = Vec::new();
        loop {
            let Ok(line) = lines.recv_timeout(HANG_GUARD) else {
                let _gone = child.kill();
                panic!("nats-server does not get ready:\n{}", said.join("\n"));
            };
            if let Some((_, address)) = line.split_once(LISTENING) {
                let port = address.rsplit(':').next().and_then(|port| port.trim().parse().ok());
                self.port = port.expect("a port");
            }
            let ready = line.contains(READY);
            said.push(line);
            if ready {
                break;
            }
        }
        self.child = Some(child);
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _gone = child.kill();
            let _end = child.wait();
        }
        let _left = std::fs::remove_dir_all(&self.dir);
    }
}
