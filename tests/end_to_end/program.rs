//! The program as a person starts it, and Python beside it.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{LazyLock, mpsc};
use std::thread;
use std::time::Duration;

use muster_tests::tidy::tree;
use serde_json::Value;

/// How long a program may run before the test says what it waited for: far longer than any of them takes.
const HANG_GUARD: Duration = Duration::from_secs(300);

/// How a run of the program ended.
#[derive(Debug, Clone)]
pub(crate) struct Ended {
    /// Exit code; none when it was killed.
    pub(crate) code: Option<i32>,
    /// What it printed as data.
    pub(crate) stdout: String,
    /// What it said.
    pub(crate) stderr: String,
}

impl Ended {
    /// The run, if it ended with this code.
    #[track_caller]
    pub(crate) fn with(self, code: i32) -> Self {
        let Self { code: found, stdout, stderr } = &self;
        assert_eq!(*found, Some(code), "ended otherwise\n--- stdout\n{stdout}\n--- stderr\n{stderr}");
        self
    }

    /// Its data as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in\n{}", self.stdout))
    }

    /// Its data as JSON, one value a line.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        let value =
            |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in\n{line}"));
        self.stdout.lines().map(value).collect()
    }
}

/// Folders in which programs are looked for: first one in which the program is called `muster`, so that it says so.
pub(crate) fn search() -> OsString {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("path");
        std::fs::create_dir_all(&folder).unwrap();
        let made = std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_muster-under-test"), folder.join("muster"));
        // Another run of the tests may have made it already.
        assert!(made.is_ok() || folder.join("muster").exists(), "{made:?}");
        folder
    });
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths([FOLDER.clone()].into_iter().chain(std::env::split_paths(&path))).unwrap()
}

/// The program with these arguments, in English, with nothing of this machine's settings.
pub(crate) fn command<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_muster-under-test"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MUSTER_")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .env("PATH", search())
        .env("MUSTER_STATE_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/state"))
        .env("MUSTER_LANG", "en")
        .env("NO_COLOR", "1")
        .env_remove("RUST_BACKTRACE");
    command
}

/// Runs the program to its end.
#[track_caller]
pub(crate) fn muster<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Ended {
    run(command(arguments), Vec::new())
}

/// Runs a command to its end, with these bytes to read.
#[track_caller]
pub(crate) fn run(mut command: Command, input: Vec<u8>) -> Ended {
    let what = format!("{command:?}");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (id, mut stdin) = (child.id(), child.stdin.take().unwrap());
    // Who does not read its input closes it; that is its own affair.
    thread::spawn(move || stdin.write_all(&input).unwrap_or_default());
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = receiver.recv_timeout(HANG_GUARD) else {
        kill(id);
        panic!("{what} did not end in {HANG_GUARD:?}");
    };
    let Output { status, stdout, stderr } = output.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ended { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// Kills a process as an outage does. The shell's own kill, because a bare machine may have no other.
fn kill(id: u32) {
    signal("KILL", id);
}

/// Sends a signal to a process.
pub(crate) fn signal(name: &str, id: u32) {
    let status = Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status().unwrap();
    assert!(status.success());
}

/// A process that is killed when it is let go.
#[derive(Debug)]
pub(crate) struct Running(pub(crate) Child);

impl Deref for Running {
    type Target = Child;

    fn deref(&self) -> &Child {
        &self.0
    }
}

impl DerefMut for Running {
    fn deref_mut(&mut self) -> &mut Child {
        &mut self.0
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Often it has ended already.
        let _killed = self.0.kill();
        let _waited = self.0.wait();
    }
}

/// The lines of something as they come; they are read as long as somebody holds them, so that nobody waits for a reader.
pub(crate) fn lines(from: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel();
    let read = BufReader::new(from).lines();
    thread::spawn(move || read.map_while(Result::ok).try_for_each(|line| sender.send(line)));
    lines
}

/// A script of the tests in Python.
pub(crate) fn script(name: &str) -> Command {
    let mut python = Command::new("python3");
    python.arg("-B").arg(tree::root().join("tests/python").join(name));
    python
}

/// Runs the independent computation. Its differences are the message of the failure.
#[track_caller]
pub(crate) fn python(arguments: &[&str], input: &str) {
    let mut golden = script("golden.py");
    golden.args(arguments);
    let ended = run(golden, input.as_bytes().to_vec());
    assert_eq!(ended.code, Some(0), "python3 golden.py {arguments:?}:\n{}{}", ended.stdout, ended.stderr);
}

/// Checks a hash chain by the written rule alone, in another language; the head file that it prints. `what` says how the
/// records come.
#[track_caller]
pub(crate) fn chain(what: &[&str], input: &str) -> String {
    let mut chain = script("chain.py");
    chain.args(what);
    let ended = run(chain, input.as_bytes().to_vec());
    assert_eq!(ended.code, Some(0), "python3 chain.py {what:?}:\n{}{}", ended.stdout, ended.stderr);
    ended.stdout
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
