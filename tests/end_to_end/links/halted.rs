//! SIGSTOP of each process until every time-out was seen to fire, then SIGCONT: work goes to another worker, the one
//! that wakes up changes nothing, an engine or a server that was away is found again, and the year is the undisturbed one.

use serde_json::Value;

use super::apart::{Apart, Auditor, closed, position};
use crate::program::signal;

fn moved_on(from: &Value) -> impl Fn(&Value) -> bool {
    let from = position(from);
    move |status| position(status) > from
}

#[test]
fn halted_until_every_time_out_has_fired_the_year_is_the_same() {
    let apart = Apart::new("");
    let auditor = Auditor::start(&apart.server);
    let mut engine = apart.engine(None);
    engine.says("running:");
    // Each halts itself with a letter in hand.
    let mut first = apart.worker("reminders", Some("before-sending:20:stop"));
    let mut visits = apart.worker("visits", None);
    let mut evaluation = apart.worker("evaluation", None);
    apart.launch();

    // A worker: its time is over, its work goes to another one, and time goes on.
    first.halted();
    let in_hand = |status: &Value| status["relay"]["workers"]["reminders"]["out"].as_u64() > Some(0);
    let stands = apart.until(&mut engine, "work in hand", in_hand);
    let mut second = apart.worker("reminders", Some("before-sending:40:stop"));
    apart.until(&mut engine, "taken over by the second worker", moved_on(&stands));
    first.go_on();
    first.stop();
    assert!(first.heard().contains("everything in hand is finished"), "{}", first.heard());

    // The engine: the worker says the same again until its patience is at its end, and puts the event off.
    second.halted();
    engine.halt();
    second.go_on();
    second.says("the engine does not answer");
    evaluation.says("the engine does not answer");
    second.says("put off");
    // A fold and a work consumer without their workers, while the engine goes on.
    evaluation.halt();
    visits.halt();
    engine.go_on();
    second.says("the engine answers again");
    let behind = |status: &Value| status["relay"]["workers"]["evaluation"]["pending"].as_u64() > Some(0);
    let stands = apart.until(&mut engine, "an evaluation that is behind", behind);

    // The server: everybody sees that it is away, and that it is back.
    let server = apart.server.id().unwrap();
    signal("STOP", server);
    engine.says("NATS is away");
    second.says("NATS is away");
    let troubled = |status: &Value| status["relay"]["connected"] == false;
    apart.until(&mut engine, "a server that is away", troubled);
    signal("CONT", server);
    engine.says("NATS is there");
    second.says("NATS is there");

    // Others take over; who was halted finds that out.
    let mut later = apart.worker("evaluation", None);
    let mut planner = apart.worker("visits", None);
    apart.until(&mut engine, "taken over by the second evaluation", moved_on(&stands));
    apart.until(&mut engine, "over", closed);
    let audited = auditor.at_the_end();
    evaluation.go_on();
    visits.go_on();
    evaluation.says("another worker of this name has taken over");
    assert_eq!(evaluation.end().code(), Some(0));
    for process in [&mut visits, &mut second, &mut later, &mut planner, &mut engine] {
        process.stop();
    }
    audited.heard_all(&apart.dir);
    apart.sound();
}
