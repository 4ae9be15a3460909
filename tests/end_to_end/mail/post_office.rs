//! A mail server of aiosmtpd that the test has started: it takes mails, or fails as its recipient's name says.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

/// See the module; it ends when it is let go.
pub(crate) struct PostOffice {
    child: Child,
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
        let mut python = Command::new("python3");
        python
            .arg("-B")
            .arg(root.join("tests/python/post_office.py"))
            .args(arguments)
            .env("PYTHONPATH", tools);
        let mut child = python.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port =
            lines.next().and_then(|line| line.parse().ok()).unwrap_or_else(|| panic!("it does not start"));
        let taken: Arc<Mutex<Vec<String>>> = Arc::default();
        let own = Arc::clone(&taken);
        thread::spawn(move || lines.for_each(|line| own.lock().unwrap().push(line)));
        Self { child, port, taken }
    }

    pub(crate) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        // It may have ended already.
        let _killed = self.child.kill();
        let _waited = self.child.wait();
    }
}
