//! The wave of nine o'clock: every unit has a letter due at one instant, and eight workers carry them to a gateway over
//! NATS while a worker, the engine and nats-server are killed in turn. The gateway's own record says what it got.
//!
//! `MUSTER_WAVE_UNITS` makes it larger; the last lines then say what it took.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

use muster_protocol::event::NamedEvent;
use muster_server::care::verify::verify;

use super::apart::{Apart, Process};
use crate::log::{self, block_on};
use crate::program::muster;

/// Units of the ordinary run: enough that each of the eight has letters on its way when somebody dies.
const UNITS: usize = 240;

const WORKERS: usize = 8;

const START: &str = "2014-04-01T00:00:00+08:00";
const AFTER_THE_WAVE: &str = "2014-04-01T10:00:00+08:00";

/// A gateway that takes every letter and writes down its name.
#[derive(Clone, Default)]
struct Gateway {
    names: Arc<Mutex<Vec<String>>>,
}

impl Gateway {
    fn start() -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let gateway = Self::default();
        let own = gateway.clone();
        thread::spawn(move || {
            for socket in listener.incoming().map_while(Result::ok) {
                let gateway = own.clone();
                // Who dies leaves a connection half way; what was not read whole was not taken.
                thread::spawn(move || gateway.serve(&socket).unwrap_or_default());
            }
        });
        (gateway, port)
    }

    fn serve(&self, socket: &TcpStream) -> std::io::Result<()> {
        let (mut write, mut read, mut line) = (socket, BufReader::new(socket), String::new());
        loop {
            let mut length = 0;
            line.clear();
            while read.read_line(&mut line)? > 2 {
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap_or_default();
                }
                line.clear();
            }
            if length == 0 {
                return Ok(());
            }
            let mut body = vec![0; length];
            read.read_exact(&mut body)?;
            self.names.lock().unwrap().push(String::from_utf8_lossy(&body).into_owned());
            write.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"code\":0}")?;
        }
    }

    fn count(&self) -> usize {
        self.names.lock().unwrap().len()
    }

    /// How often each letter came.
    fn times(&self) -> BTreeMap<String, usize> {
        let mut times = BTreeMap::new();
        self.names.lock().unwrap().iter().for_each(|name| *times.entry(name.clone()).or_default() += 1);
        times
    }
}

/// A campaign of so many units, all of which hear of its first phase at nine.
fn campaign(apart: &Apart, units: usize, port: u16) {
    let folder = apart.dir.parent().unwrap().join("campaign");
    std::fs::create_dir_all(&folder).unwrap();
    let file = concat!(
        "campaign: {id: wave, name: Wave, year: 2014, timezone: Asia/Shanghai, calendar: cn, roster: roster.csv}\n",
        "roles:\n  clerk: {name: clerk, column: clerk_post}\n  office: {name: office}\n",
        "audiences:\n  all units: {scored: true}\n",
        "phases:\n  - {id: work, name: Work, from: 2014-04-01, to: 2014-06-30, notice: \"09:00\"}\n",
        "reminders:\n  standard: {to: clerk, before: [1], hour: \"09:00\"}\n",
        "duties:\n  report: {name: Report, phase: work, who: all units, when: 2014-06-20, needs: [report]}\n",
        "channels:\n  sms: {}\n",
    );
    std::fs::write(folder.join("wave.yaml"), file).unwrap();
    let mut roster = "code,name,short,category,scored,clerk_post,channel,account\n".to_owned();
    for unit in 1..=units {
        roster += &format!(
            "u{unit},Unit {unit},Unit {unit},office,true,Clerk {unit},sms,{}\n",
            13_800_000_000 + unit
        );
    }
    std::fs::write(folder.join("roster.csv"), roster).unwrap();
    let dir = apart.dir.to_str().unwrap();
    muster(["up", "--clock", "stepped", "--start", START, "--until", START, "--dir", dir]).with(0);
    let gateway = format!(
        "channels:\n  sms:\n    http:\n      url: http://127.0.0.1:{port}/send\n      body: '{{{{ message }}}}'\n      success: body.code == 0\n"
    );
    std::fs::write(apart.dir.join("muster.yaml"), gateway).unwrap();
    muster(["launch", folder.join("wave.yaml").to_str().unwrap(), "--as", "office", "--dir", dir]).with(0);
}

/// The most memory that a process had, in KiB.
fn peak(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or_default()
}

/// How often each letter's sending stands in the log.
fn outcomes(apart: &Apart) -> BTreeMap<String, usize> {
    let mut outcomes = BTreeMap::new();
    for row in log::rows(&apart.dir) {
        if let NamedEvent::StepSent(sent) = row.named().unwrap() {
            for message in sent.messages {
                assert_eq!(message.channel, "sms");
                *outcomes.entry(message.key.to_string()).or_default() += 1;
            }
        }
    }
    outcomes
}

/// The wave, while so many of worker, engine and server die: how often each letter came to the gateway.
fn wave(dying: usize) -> BTreeMap<String, usize> {
    let units = std::env::var("MUSTER_WAVE_UNITS").ok().and_then(|units| units.parse().ok()).unwrap_or(UNITS);
    let (gateway, port) = Gateway::start();
    let mut apart = Apart::new("");
    if units > UNITS {
        // A busy machine keeps signs of life back for longer than the second in which the small wave sees a dead worker.
        apart.ack_wait = "20s";
    }
    campaign(&apart, units, port);
    let engine = |apart: &Apart| apart.engine_with(&["--until", AFTER_THE_WAVE], None);
    let mut keeper = engine(&apart);
    let mut workers: Vec<Process> = (0..WORKERS).map(|_| apart.worker("reminders", None)).collect();
    let mut others = ["visits", "evaluation"].map(|name| apart.worker(name, None));
    let (began, mut deaths, mut memory) = (Instant::now(), 0, [0, 0]);
    loop {
        if keeper.ended().is_some_and(|status| status.success()) {
            break;
        }
        // A quarter, a half, three quarters of the letters are there when somebody dies.
        if deaths < dying && gateway.count() * 4 >= units * (deaths + 1) {
            match deaths {
                0 => {
                    workers[0].kill();
                    workers[0] = apart.worker("reminders", None);
                }
                1 => {
                    keeper.kill();
                    keeper = engine(&apart);
                }
                _ => {
                    apart.server.kill();
                    apart.server.again();
                }
            }
            deaths += 1;
        }
        memory[0] = memory[0].max(peak(keeper.id()));
        memory[1] = memory[1].max(workers.iter().map(|worker| peak(worker.id())).max().unwrap_or_default());
        keeper.listen();
    }
    let took = began.elapsed();
    workers.iter_mut().chain(&mut others).for_each(Process::stop);
    apart.server.kill();

    assert_eq!(deaths, dying, "the wave was over before somebody died");
    let times = gateway.times();
    assert_eq!(times.len(), units, "every unit's letter is there");
    let outcomes = outcomes(&apart);
    assert_eq!(outcomes.len(), units, "every letter has an outcome");
    assert!(outcomes.values().all(|times| *times == 1), "one letter, one outcome: {outcomes:?}");
    let verified = block_on(verify(&apart.dir, None)).unwrap();
    let wanted = u64::try_from(units).unwrap();
    assert_eq!(
        verified.campaigns[0].ended, wanted,
        "the steps of the wave ended, and none that is still ahead"
    );
    let said = format!(
        "{units} letters, {} calls of the gateway, {:.1} s from the first process to the end; at most {} MiB engine, {} MiB a worker",
        gateway.count(),
        took.as_secs_f64(),
        memory[0] / 1024,
        memory[1] / 1024,
    );
    std::io::stderr().write_all(format!("{said}\n").as_bytes()).unwrap();
    times
}

#[test]
fn eight_workers_carry_the_wave_and_every_letter_goes_once() {
    let times = wave(0);
    assert!(times.values().all(|times| *times == 1), "{times:?}");
}

#[test]
fn eight_workers_carry_the_wave_while_worker_engine_and_server_are_killed() {
    // What was handed over and not reported when somebody died goes again, and nothing else does.
    let times = wave(3);
    assert!(times.values().all(|times| *times <= 1 + 3), "{times:?}");
}
