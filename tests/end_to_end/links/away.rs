//! NATS is away, or loses the stream, while the engine goes on deciding: the lag shows, and everything catches up.

use muster_server::maintenance::verify::verify;
use muster_wire::nats::stream::{EventStream, StreamOptions};
use muster_wire::nats::{Connection, Options};
use serde_json::Value;

use super::apart::{Apart, Auditor, closed, position};
use crate::log::{self, block_on};
use crate::site::hand_in_plan;
use crate::year::service_year;

/// Units that hand something in while NATS is away.
const HANDED_IN: usize = 12;

fn lag(status: &Value) -> u64 {
    status["relay"]["lag"].as_u64().unwrap()
}

fn caught_up(status: &Value) -> bool {
    lag(status) == 0 && status["relay"]["trouble"].is_null() && status["relay"]["connected"] == true
}

/// Deletes the stream, as somebody might by mistake.
fn delete_stream(apart: &Apart) {
    let options = Options::new(&apart.server.url(), "somebody");
    block_on(async {
        let connection = Connection::open(options).await.unwrap();
        connection.ready().await.unwrap();
        EventStream::new(&connection, StreamOptions::new("", 1)).delete().await.unwrap();
    });
}

#[test]
fn nats_may_be_away_or_lose_the_stream_and_everything_catches_up() {
    let mut apart = Apart::new("");
    let auditor = Auditor::start(&apart.server);
    // Without a script, and with a worker missing, so that virtual time waits and only people act.
    let mut engine = apart.engine_with(&[], None);
    engine.says("running:");
    let mut reminders = apart.worker("reminders", None);
    let mut visits = apart.worker("visits", None);
    apart.launch();
    let before = apart
        .until(&mut engine, "everything in the stream", |status| caught_up(status) && position(status) > 0);

    apart.server.kill();
    let units = service_year::definition().units.iter().filter(|unit| unit.scored).map(|unit| &unit.code);
    units.take(HANDED_IN).for_each(|unit| drop(hand_in_plan(&apart.dir, unit).with(0)));
    engine.says("NATS is away");
    reminders.says("NATS is away");
    engine.says("the relay waits");
    let grown = HANDED_IN as u64;
    let away = apart.until(&mut engine, "a lag that shows", |status| {
        status["relay"]["connected"] == false
            && status["relay"]["trouble"].is_string()
            && lag(status) >= grown
    });
    assert!(position(&away) >= position(&before) + grown, "the engine went on: {away:#}");
    apart.server.again();
    apart.until(&mut engine, "everything caught up", caught_up);

    // Deleted while the engine runs.
    delete_stream(&apart);
    apart.until(&mut engine, "a stream filled again", |status| {
        caught_up(status) && status["relay"]["refilled"] == 1
    });
    // Deleted while the engine is stopped: the next one fills it.
    engine.stop();
    delete_stream(&apart);
    let mut engine = apart.engine_with(&[], None);
    apart.until(&mut engine, "a stream filled again by the next engine", |status| {
        caught_up(status) && status["relay"]["refilled"] == 1
    });
    // It knew the stream from its view, which an engine over NATS leaves as every other one does.
    assert!(!engine.heard().contains("rebuilt"), "{}", engine.heard());

    // The consumers go on: with the last worker there, time runs to the year's end.
    let mut evaluation = apart.worker("evaluation", None);
    apart.until(&mut engine, "over", closed);
    let audited = auditor.at_the_end();
    for process in [&mut reminders, &mut visits, &mut evaluation, &mut engine] {
        process.stop();
    }
    audited.heard_all(&apart.dir);
    let verified = block_on(verify(&apart.dir, None)).unwrap();
    assert_eq!(verified.campaigns[0].planned, verified.campaigns[0].ended, "every step has its outcome");
    let report = log::report(&apart.dir);
    let sent = report["messages"].as_array().unwrap().iter().filter(|message| !message["sent"].is_null());
    assert_eq!(log::letters(&apart.dir).len(), sent.count(), "one letter a message");
}
