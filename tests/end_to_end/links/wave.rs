//! The wave of nine o'clock: every unit has a letter due at one instant, and eight workers over NATS carry them to a gateway
//! over HTTP, or to a mail server, while a worker, the engine and nats-server are killed in turn. The counterpart's own record
//! says what it got.
//!
//! `MUSTER_WAVE_UNITS` makes it larger; the last line of each then says what it took.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

use muster_protocol::event::NamedEvent;
use muster_server::maintenance::verify::verify;

use super::apart::{Apart, Process};
use crate::log::{self, block_on};
use crate::mail::post_office::PostOffice;
use crate::program::muster;

/// Units of the ordinary run: enough that each of the eight has letters on its way when somebody dies.
const UNITS: usize = 240;

const WORKERS: usize = 8;

const START: &str = "2014-04-01T00:00:00+08:00";
pub(super) const AFTER_THE_WAVE: &str = "2014-04-01T10:00:00+08:00";

/// What a gateway answers to a letter, by its name.
type Answering = Arc<dyn Fn(&str) -> String + Send + Sync>;

/// A gateway that takes every letter and writes down its name.
#[derive(Clone)]
pub(crate) struct Gateway {
    names: Arc<Mutex<Vec<String>>>,
    answer: Answering,
}

impl Default for Gateway {
    fn default() -> Self {
        Self { names: Arc::default(), answer: Arc::new(|_| r#"{"code":0}"#.to_owned()) }
    }
}

impl Gateway {
    pub(crate) fn start() -> (Self, u16) {
        Self::default().listening()
    }

    /// One that answers so.
    pub(crate) fn answering(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> (Self, u16) {
        Self { answer: Arc::new(answer), ..Self::default() }.listening()
    }

    fn listening(self) -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let gateway = self;
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

    /// What it was sent, in the order in which it came.
    pub(crate) fn names(&self) -> Vec<String> {
        self.names.lock().unwrap().clone()
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
            let name = String::from_utf8_lossy(&body).into_owned();
            self.names.lock().unwrap().push(name.clone());
            let answer = (self.answer)(&name);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", answer.len());
            write.write_all(format!("{head}{answer}").as_bytes())?;
        }
    }
}

/// Who takes the letters.
pub(super) enum Counterpart {
    /// A gateway for text messages.
    Http(Gateway, u16),
    /// A mail server.
    Mail(PostOffice),
}

impl Counterpart {
    fn http() -> Self {
        let (gateway, port) = Gateway::start();
        Self::Http(gateway, port)
    }

    /// A gateway that is not there.
    pub(super) fn away() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self::Http(Gateway::default(), port)
    }

    fn mail() -> Self {
        Self::Mail(PostOffice::start(&[]))
    }

    fn channel(&self) -> &'static str {
        match self {
            Self::Http(..) => "sms",
            Self::Mail(_) => "mail",
        }
    }

    fn account(&self, unit: usize) -> String {
        match self {
            Self::Http(..) => (13_800_000_000 + unit).to_string(),
            Self::Mail(_) => format!("u{unit}@unit.test"),
        }
    }

    /// The channel as `muster.yaml` has it.
    fn settings(&self) -> String {
        match self {
            Self::Http(_, port) => format!(
                "http:\n      url: http://127.0.0.1:{port}/send\n      body: '{{{{ message }}}}'\n      success: body.code == 0\n"
            ),
            Self::Mail(office) => format!(
                "smtp: {{server: localhost, port: {}, security: none, from: office@bureau.test}}\n",
                office.port
            ),
        }
    }

    fn count(&self) -> usize {
        match self {
            Self::Http(gateway, _) => gateway.names.lock().unwrap().len(),
            Self::Mail(office) => office.count(),
        }
    }

    /// How often each letter came.
    fn times(&self) -> BTreeMap<String, usize> {
        let names = match self {
            Self::Http(gateway, _) => gateway.names(),
            Self::Mail(office) => office.taken(),
        };
        let mut times = BTreeMap::new();
        names.into_iter().for_each(|name| *times.entry(name).or_default() += 1);
        times
    }
}

/// A campaign of so many units, all of which hear of its first phase at nine.
pub(super) fn campaign(apart: &Apart, units: usize, to: &Counterpart) {
    let folder = apart.dir.parent().unwrap().join("campaign");
    std::fs::create_dir_all(&folder).unwrap();
    let file = concat!(
        "campaign: {id: wave, name: Wave, year: 2014, timezone: Asia/Shanghai, calendar: cn, roster: roster.csv}\n",
        "roles:\n  clerk: {name: clerk, column: clerk_post}\n  office: {name: office}\n",
        "audiences:\n  all units: {scored: true}\n",
        "phases:\n  - {id: work, name: Work, from: 2014-04-01, to: 2014-06-30, notice: \"09:00\"}\n",
        "reminders:\n  standard: {to: clerk, before: [1], hour: \"09:00\"}\n",
        "duties:\n  report: {name: Report, phase: work, who: all units, when: 2014-06-20, needs: [report]}\n",
        "channels:\n  sms: {}\n  mail: {}\n",
    );
    std::fs::write(folder.join("wave.yaml"), file).unwrap();
    let mut roster = "code,name,short,category,scored,clerk_post,channel,account\n".to_owned();
    for unit in 1..=units {
        roster += &format!(
            "u{unit},Unit {unit},Unit {unit},office,true,Clerk {unit},{},{}\n",
            to.channel(),
            to.account(unit)
        );
    }
    std::fs::write(folder.join("roster.csv"), roster).unwrap();
    let dir = apart.dir.to_str().unwrap();
    muster(["up", "--clock", "stepped", "--start", START, "--until", START, "--dir", dir]).with(0);
    let settings = format!("channels:\n  {}:\n    {}", to.channel(), to.settings());
    std::fs::write(apart.dir.join("muster.yaml"), settings).unwrap();
    muster(["launch", folder.join("wave.yaml").to_str().unwrap(), "--as", "office", "--dir", dir]).with(0);
}

/// The most memory that a process had, in KiB.
fn peak(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or_default()
}

/// How often each letter's sending stands in the log, and in which attempt it was.
type Outcomes = BTreeMap<String, (usize, u32)>;

fn outcomes(apart: &Apart, channel: &str) -> Outcomes {
    let mut outcomes = Outcomes::new();
    for row in log::rows(&apart.dir) {
        if let NamedEvent::StepSent(sent) = row.named().unwrap() {
            for message in sent.messages {
                assert_eq!(message.channel, channel);
                let (times, attempt) = outcomes.entry(message.key.to_string()).or_default();
                (*times, *attempt) = (*times + 1, message.attempt);
            }
        }
    }
    outcomes
}

/// What went twice, because somebody died before it was reported, is told as such.
fn attempts_are_told(times: &BTreeMap<String, usize>, outcomes: &Outcomes) {
    let twice = times.values().filter(|times| **times > 1).count();
    let again = outcomes.values().filter(|(_, attempt)| *attempt > 1).count();
    assert!(again >= twice, "{twice} letters came twice, {again} have more than one attempt");
    assert!(outcomes.values().all(|(_, attempt)| *attempt > 0), "each was handed over: {outcomes:?}");
}

/// The wave, while so many of worker, engine and server die: how often each letter came to its counterpart.
fn wave(dying: usize, to: &Counterpart) -> BTreeMap<String, usize> {
    let units = std::env::var("MUSTER_WAVE_UNITS").ok().and_then(|units| units.parse().ok()).unwrap_or(UNITS);
    let mut apart = Apart::new("");
    if units > UNITS {
        // A busy machine keeps signs of life back for longer than the second in which the small wave sees a dead worker.
        apart.ack_wait = "20s";
    }
    campaign(&apart, units, to);
    let engine = |apart: &Apart| apart.engine_with(&["--until", AFTER_THE_WAVE], None);
    let mut keeper = engine(&apart);
    let mut workers: Vec<Process> = (0..WORKERS).map(|_| apart.worker("reminders", None)).collect();
    let mut others = ["visits", "evaluation"].map(|name| apart.worker(name, None));
    let (began, mut deaths, mut memory) = (Instant::now(), 0, [0, 0]);
    let (mut first, mut last) = (None, None);
    loop {
        let count = to.count();
        first = first.or((count > 0).then(|| (Instant::now(), count)));
        last = last.or((count >= units).then(Instant::now));
        if keeper.ended().is_some_and(|status| status.success()) {
            break;
        }
        // A quarter, a half, three quarters of the letters are there when somebody dies.
        if deaths < dying && count * 4 >= units * (deaths + 1) {
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
    let times = to.times();
    assert_eq!(times.len(), units, "every unit's letter is there");
    let outcomes = outcomes(&apart, to.channel());
    assert_eq!(outcomes.len(), units, "every letter has an outcome");
    assert!(outcomes.values().all(|(times, _)| *times == 1), "one letter, one outcome: {outcomes:?}");
    attempts_are_told(&times, &outcomes);
    let verified = block_on(verify(&apart.dir, None)).unwrap();
    let ended = usize::try_from(verified.campaigns[0].ended).unwrap();
    assert_eq!(ended, units, "the steps of the wave ended, and none that is still ahead");
    let (first, before) = first.unwrap_or((began, 0));
    let sending = last.unwrap_or_else(Instant::now).duration_since(first).as_secs_f64().max(0.001);
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let a_second = (units - before.min(units)) as f64 / sending;
    let said = format!(
        "{}: {units} letters, {} calls, {a_second:.0} letters a second; {:.1} s from the first process to the end; at most \
         {} MiB engine, {} MiB a worker",
        to.channel(),
        to.count(),
        took.as_secs_f64(),
        memory[0] / 1024,
        memory[1] / 1024,
    );
    std::io::stderr().write_all(format!("{said}\n").as_bytes()).unwrap();
    times
}

/// What was handed over and not reported when somebody died goes again, and nothing else does.
fn at_most_once_more_for_each_who_died(times: &BTreeMap<String, usize>) {
    assert!(times.values().all(|times| *times <= 1 + 3), "{times:?}");
}

#[test]
fn eight_workers_carry_the_wave_and_every_letter_goes_once() {
    let times = wave(0, &Counterpart::http());
    assert!(times.values().all(|times| *times == 1), "{times:?}");
}

#[test]
fn eight_workers_carry_the_wave_while_worker_engine_and_server_are_killed() {
    at_most_once_more_for_each_who_died(&wave(3, &Counterpart::http()));
}

#[test]
fn eight_workers_carry_the_wave_by_mail_and_every_letter_goes_once() {
    let times = wave(0, &Counterpart::mail());
    assert!(times.values().all(|times| *times == 1), "{times:?}");
}

#[test]
fn eight_workers_carry_the_wave_by_mail_while_worker_engine_and_server_are_killed() {
    at_most_once_more_for_each_who_died(&wave(3, &Counterpart::mail()));
}
