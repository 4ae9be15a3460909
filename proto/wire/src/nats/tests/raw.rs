//! The few words of NATS's protocol that somebody needs who says just what the library would not: another's reply subject, a
//! header of the server's own. What the server has to say comes before its answer to a ping, so nothing is waited for.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use super::*;
use crate::conformance::server::password;

/// A client without a library.
pub(super) struct Raw {
    socket: BufReader<TcpStream>,
    subscriptions: usize,
}

impl Raw {
    /// Connects as a user of the shipped accounts.
    pub(super) fn connect(server: &NatsServer, user: &str) -> Self {
        let socket = TcpStream::connect(server.url().trim_start_matches("nats://")).unwrap();
        socket.set_read_timeout(Some(GUARD)).unwrap();
        let mut raw = Self { socket: BufReader::new(socket), subscriptions: 0 };
        let secret = password(user);
        let said = raw.say(&format!(
            "CONNECT {{\"verbose\":false,\"headers\":true,\"no_responders\":true,\"user\":\"{user}\",\"pass\":\"{secret}\"}}\r\n"
        ));
        assert!(said.iter().all(|line| !line.starts_with("-ERR")), "{said:?}");
        raw
    }

    /// Says something and gives back every line that comes before the answer to a ping.
    pub(super) fn say(&mut self, words: &str) -> Vec<String> {
        self.socket.get_mut().write_all(format!("{words}PING\r\n").as_bytes()).unwrap();
        let mut heard = Vec::new();
        loop {
            let mut line = String::new();
            assert!(
                self.socket.read_line(&mut line).expect("a line of the server") > 0,
                "closed after {words}"
            );
            match line.trim_end() {
                "PONG" => return heard,
                "PING" => self.socket.get_mut().write_all(b"PONG\r\n").unwrap(),
                other => heard.push(other.to_owned()),
            }
        }
    }

    /// Publishes nothing on a subject; whether the server allowed it.
    pub(super) fn may_publish(&mut self, subject: &str) -> bool {
        allowed(&self.say(&format!("PUB {subject} 0\r\n\r\n")))
    }

    /// Publishes with a reply subject.
    pub(super) fn ask(&mut self, subject: &str, reply: &str, body: &str) -> bool {
        allowed(&self.say(&format!("PUB {subject} {reply} {}\r\n{body}\r\n", body.len())))
    }

    /// Publishes with one header.
    pub(super) fn with_header(&mut self, subject: &str, reply: &str, header: &str) -> bool {
        let head = format!("NATS/1.0\r\n{header}\r\n\r\n");
        let length = head.len();
        allowed(&self.say(&format!("HPUB {subject} {reply} {length} {length}\r\n{head}\r\n")))
    }

    /// Listens; whether the server allowed it.
    pub(super) fn may_hear(&mut self, subject: &str) -> bool {
        self.subscriptions += 1;
        allowed(&self.say(&format!("SUB {subject} {}\r\n", self.subscriptions)))
    }
}

fn allowed(said: &[String]) -> bool {
    !said.iter().any(|line| line.starts_with("-ERR"))
}
