//! A channel of a worker that is a process of its own: how it is shows at the engine, as that of its own workers does.

use serde_json::Value;

use super::apart::Apart;
use super::wave::{AFTER_THE_WAVE, Counterpart, campaign};
use crate::browsing::Browser;
use crate::site::on;

/// Units: more than those whose letters open a breaker.
const UNITS: usize = 12;

fn channel<'a>(status: &'a Value, name: &str) -> Option<&'a Value> {
    status["channels"].as_array()?.iter().find(|channel| channel["name"] == name)
}

#[test]
fn a_channel_of_a_worker_outside_that_takes_nothing_shows_at_the_engine() {
    let apart = Apart::new("");
    campaign(&apart, UNITS, &Counterpart::away());
    let mut keeper = apart.engine_with(&["--until", AFTER_THE_WAVE, "--stand"], None);
    let mut reminders = apart.worker("reminders", None);
    let _others = ["visits", "evaluation"].map(|name| apart.worker(name, None));
    let rests = |status: &Value| channel(status, "sms").is_some_and(|sms| !sms["rests_until"].is_null());
    let status = apart.until(&mut keeper, "its channel at the engine", rests);
    let sms = channel(&status, "sms").unwrap();
    assert!(sms["failures"].as_u64().unwrap() >= 5 && sms["cause"].is_string(), "{sms}");

    let shown = on(&apart.dir, &["status"]).with(0).stdout;
    assert!(shown.contains("sms takes nothing"), "{shown}");
    let doctor = on(&apart.dir, &["doctor"]);
    assert!(doctor.stdout.contains("the channel sms takes nothing"), "{doctor:?}");
    // What the system said stands where somebody looks for a letter that did not come.
    let cause = sms["cause"].as_str().unwrap().lines().next().unwrap();
    for verb in [&["dead", "list"][..], &["why", "2014-04-01/u1-clerk/routine"]] {
        let printed = on(&apart.dir, verb).with(0).stdout;
        let said = printed.contains("the channel sms takes nothing now: ") && printed.contains(cause);
        assert!(said, "{verb:?} without {cause}: {printed}");
    }
    let at = std::fs::read_to_string(apart.dir.join("address")).unwrap();
    let metrics = Browser::at(at.split(' ').next().unwrap()).get("/metrics").with(200);
    metrics.says("muster_channel_stuck{channel=\"sms\"} 1");

    // A worker that has ended has no channel any more.
    reminders.stop();
    apart.until(&mut keeper, "nothing of it", |status| channel(status, "sms").is_none());
}
