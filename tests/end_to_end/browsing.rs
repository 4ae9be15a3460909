//! A browser without a screen: gets pages, finds the forms on them and sends them filled in.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The answer, which must have this status.
    #[track_caller]
    pub(crate) fn with(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        self
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "no “{text}” in\n{}", self.body);
        self
    }

    #[track_caller]
    pub(crate) fn says_no(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "“{text}” in\n{}", self.body);
        self
    }

    /// The form that says this, with its hidden fields.
    #[track_caller]
    pub(crate) fn form(&self, mark: &str) -> Form {
        let found = self
            .body
            .split("<form")
            .skip(1)
            .find(|form| form.split("</form>").next().is_some_and(|form| form.contains(mark)));
        let form = found.unwrap_or_else(|| panic!("no form with {mark} in\n{}", self.body));
        let form = form.split("</form>").next().unwrap();
        let hidden = form.split("<input type=\"hidden\"").skip(1).map(|input| {
            let value = |name: &str| {
                let rest = input.split(&format!("{name}=\"")).nth(1).unwrap();
                rest.split('"').next().unwrap().to_owned()
            };
            Part { name: value("name"), file: None, bytes: value("value").into_bytes() }
        });
        let action = form.split("action=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        Form { action, parts: hidden.collect() }
    }
}

/// A field of a form.
#[derive(Debug, Clone)]
struct Part {
    name: String,
    file: Option<String>,
    bytes: Vec<u8>,
}

/// A form that is being filled in.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) action: String,
    parts: Vec<Part>,
}

/// What stands between the fields of a form.
pub(crate) const BOUNDARY: &str = "------------------------7d1f0c6a0b9e";

impl Form {
    pub(crate) fn field(mut self, name: &str, value: &str) -> Self {
        self.parts.push(Part { name: name.to_owned(), file: None, bytes: value.as_bytes().to_vec() });
        self
    }

    pub(crate) fn file(mut self, name: &str, file: &str, bytes: &[u8]) -> Self {
        self.parts.push(Part { name: name.to_owned(), file: Some(file.to_owned()), bytes: bytes.to_vec() });
        self
    }

    /// The same with another value of a field.
    pub(crate) fn but(mut self, name: &str, value: &str) -> Self {
        self.parts.retain(|part| part.name != name);
        self.field(name, value)
    }

    pub(crate) fn value(&self, name: &str) -> String {
        let part = self.parts.iter().find(|part| part.name == name).unwrap();
        String::from_utf8(part.bytes.clone()).unwrap()
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for Part { name, file, bytes } in &self.parts {
            let file = file.as_ref().map_or_else(String::new, |file| {
                format!("; filename=\"{file}\"\r\ncontent-type: application/octet-stream")
            });
            let head =
                format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend(head.bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        body
    }
}

/// A browser at an engine's address.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// Host and port.
    at: String,
    lang: &'static str,
    /// The host that it asks for; none is where it asks.
    host: Option<&'static str>,
}

impl Browser {
    pub(crate) fn at(address: impl std::fmt::Display) -> Self {
        Self { at: address.to_string(), lang: "zh-CN,zh;q=0.9", host: None }
    }

    pub(crate) fn speaking(&self, lang: &'static str) -> Self {
        Self { lang, ..self.clone() }
    }

    /// One that asks for another host there, as a page does whose name was pointed here.
    pub(crate) fn asking_for(&self, host: &'static str) -> Self {
        Self { host: Some(host), ..self.clone() }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], &[])
    }

    /// Sends a form that stood on the page at this path.
    pub(crate) fn send(&self, page: &str, form: &Form) -> Answer {
        self.send_as(page, form, &[("origin", "null")])
    }

    pub(crate) fn send_as(&self, page: &str, form: &Form, headers: &[(&str, &str)]) -> Answer {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [headers, &[("content-type", kind.as_str())]].concat();
        self.ask("POST", &beside(page, &form.action), &headers, &form.body())
    }

    /// Sends a form and opens the page that it leads to.
    pub(crate) fn done(&self, page: &str, form: &Form) -> Answer {
        let answer = self.send(page, form).with(303);
        let to = beside(&beside(page, &form.action), answer.header("location").unwrap());
        self.get(&to).with(200)
    }

    /// Begins a form, with this line about its length, and says no more of it; the connection is the caller's.
    pub(crate) fn begin(&self, path: &str, length: &str) -> TcpStream {
        let mut socket = TcpStream::connect(&self.at).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: multipart/form-data; boundary={BOUNDARY}\r\n\
             {length}\r\n\r\n3\r\n--x\r\n",
            self.at
        );
        socket.write_all(head.as_bytes()).unwrap();
        socket
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut socket = TcpStream::connect(&self.at).unwrap();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\naccept-language: {}\r\n",
            self.host.unwrap_or(&self.at),
            self.lang
        );
        if method != "GET" {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        socket.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        // Anyone who is refused early may find the other side gone.
        let _sent = socket.write_all(body);
        let mut bytes = Vec::new();
        let _read = socket.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }
}

/// A journey through pages in a real browser at a phone's width, told in Python; what it said, which ends well. Screenshots stay
/// where `MUSTER_SCREENSHOTS` says.
#[track_caller]
pub(crate) fn on_a_phone<A: AsRef<OsStr>>(
    (journey, page): (&str, &str),
    before: impl IntoIterator<Item = A>,
    dir: &Path,
    after: impl IntoIterator<Item = A>,
) -> String {
    let root = muster_tests::tidy::tree::root();
    let axe = root.join(".tools/axe-core/axe.min.js");
    assert!(axe.exists(), "{} is missing: tests/run fetches it", axe.display());
    let shots = std::env::var_os("MUSTER_SCREENSHOTS").map_or_else(|| dir.join("shots"), PathBuf::from);
    fs::create_dir_all(&shots).unwrap();
    let mut browse = Command::new("python3");
    browse.arg("-B").arg(root.join("tests/python").join(journey)).arg("chromium").arg(axe).arg(page);
    let ended = browse.args(before).arg(shots).args(after).output().unwrap();
    let said =
        [ended.stdout, ended.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).join("\n");
    assert!(ended.status.success(), "{said}");
    said
}

/// An address as a page at another one names it.
pub(crate) fn beside(page: &str, to: &str) -> String {
    if to.starts_with('/') {
        return to.to_owned();
    }
    let page = page.split('?').next().unwrap();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    let mut rest = to;
    while let Some(above) = rest.strip_prefix("../") {
        parts.pop();
        rest = above;
    }
    format!("{}/{rest}", parts.join("/"))
}

/// The text of a page as it stands in HTML: what has markup in it is escaped.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
