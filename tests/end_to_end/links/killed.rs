//! kill -9 of an engine, its workers and nats-server, in turn at marked points and by chance from a seed: nothing is
//! lost, nothing ends twice, a fold misses no event, and the year is the undisturbed one.

use muster_wire::failpoints::{POINTS, RELAY_POINTS};

use super::apart::{Apart, Auditor, Process, WORKERS, closed, position};
use crate::xorshift::Xorshift;

/// Passes of a point at which an engine or the reminders die; the others pass their points less often.
const PASS: u64 = 25;

/// Points that workers pass; the engine passes the others.
const OF_WORKERS: [&str; 3] = ["before-sending", "after-sending", "after-reporting"];

/// Positions between two kills by chance: at least, and at most so many more.
const BETWEEN: (u64, u64) = (80, 240);

/// One of the processes, with the points at which it is still to die.
struct Place {
    name: &'static str,
    points: Vec<String>,
    process: Process,
    deaths: usize,
}

impl Place {
    fn new(apart: &Apart, name: &'static str, points: Vec<String>) -> Self {
        let process = start(apart, name, points.first().map(String::as_str));
        Self { name, points, process, deaths: 0 }
    }

    /// Starts it again when it has died.
    fn look(&mut self, apart: &Apart) {
        let Some(status) = self.process.ended() else { return };
        assert_eq!(status.code(), None, "{} ended by itself:\n{}", self.name, self.process.heard());
        self.deaths += 1;
        if !self.points.is_empty() {
            self.points.remove(0);
        }
        self.process = start(apart, self.name, self.points.first().map(String::as_str));
    }
}

fn start(apart: &Apart, name: &str, crash_at: Option<&str>) -> Process {
    if name == "engine" {
        let mut engine = apart.engine(crash_at);
        // It may die before it says that it runs.
        while engine.ended().is_none() && !engine.heard().contains("running:") {
            engine.listen();
        }
        return engine;
    }
    apart.worker(name, crash_at)
}

fn ends_well(mut apart: Apart, places: &mut [Place], auditor: Auditor) {
    let audited = auditor.at_the_end();
    for place in places.iter_mut().rev() {
        place.process.stop();
    }
    audited.heard_all(&apart.dir);
    apart.server.kill();
    apart.sound();
}

#[test]
fn killed_at_every_marked_point_the_year_is_the_same() {
    let apart = Apart::new("");
    let auditor = Auditor::start(&apart.server);
    let at = |point: &&str| format!("{point}:{PASS}");
    let own = POINTS.iter().filter(|point| !OF_WORKERS.contains(point));
    let engine: Vec<String> = own.chain(RELAY_POINTS).map(at).collect();
    let wanted = engine.len();
    let mut places = [
        Place::new(&apart, "engine", engine),
        Place::new(&apart, "reminders", OF_WORKERS.iter().map(at).collect()),
        Place::new(&apart, "visits", vec!["after-reporting:1".to_owned()]),
        Place::new(&apart, "evaluation", vec!["after-reporting:2".to_owned()]),
    ];
    apart.launch();
    loop {
        places.iter_mut().for_each(|place| place.look(&apart));
        let over = apart.status().is_some_and(|status| closed(&status));
        if over {
            break;
        }
        places[0].process.listen();
    }
    let deaths: Vec<usize> = places.iter().map(|place| place.deaths).collect();
    assert_eq!(deaths, [wanted, OF_WORKERS.len(), 1, 1], "deaths of engine and workers");
    ends_well(apart, &mut places, auditor);
}

#[test]
fn killed_by_chance_and_the_server_too_the_year_is_the_same() {
    let mut apart = Apart::new("");
    let auditor = Auditor::start(&apart.server);
    let mut chance = Xorshift::new(20_140_401);
    let mut places: Vec<Place> =
        ["engine"].into_iter().chain(WORKERS).map(|name| Place::new(&apart, name, Vec::new())).collect();
    apart.launch();
    let (mut next, mut deaths) = (BETWEEN.0, [0; 5]);
    loop {
        if let Some(status) = apart.status() {
            if closed(&status) {
                break;
            }
            if position(&status) >= next {
                next = position(&status) + BETWEEN.0 + chance.below(BETWEEN.1);
                let victim = usize::try_from(chance.below(5)).unwrap();
                deaths[victim] += 1;
                match places.get_mut(victim) {
                    Some(place) => place.process.kill(),
                    None => {
                        apart.server.kill();
                        apart.server.again();
                    }
                }
            }
        }
        places.iter_mut().for_each(|place| place.look(&apart));
        places[0].process.listen();
    }
    assert!(deaths.iter().all(|deaths| *deaths > 0), "somebody was never killed: {deaths:?}");
    ends_well(apart, &mut places, auditor);
}
