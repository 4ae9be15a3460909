//! A mail server of aiosmtpd that the test has started: it takes mails, or fails as its recipient's name says.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::program::{Running, script};

/// See the module; it ends when it is let go.
pub(crate) struct PostOffice {
    _child: Running,
    pub(crate) port: u16,
    /// The Message-IDs of mails that it took, in their order.
    taken: Arc<Mutex<Vec<String>>>,
}

impl PostOffice {
    pub(crate) fn start(arguments: &[&OsStr]) -> Self {
        let root = muster_tests::tidy::tree::root();
        let tools = root.join(".tools/python");
        assert!(
            tools.join("aiosmtpd").exists(),
            "aiosmtpd is missing in {}: tests/run fetches it",
            tools.display()
        );
        let mut python = script("post_office.py");
        python.args(arguments).env("PYTHONPATH", tools).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = Running(python.spawn().unwrap());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port =
            lines.next().and_then(|line| line.parse().ok()).unwrap_or_else(|| panic!("it does not start"));
        let taken: Arc<Mutex<Vec<String>>> = Arc::default();
        let own = Arc::clone(&taken);
        thread::spawn(move || lines.for_each(|line| own.lock().unwrap().push(line)));
        Self { _child: child, port, taken }
    }

    pub(crate) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}
