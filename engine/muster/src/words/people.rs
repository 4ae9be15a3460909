//! What is told of cases beside what their events say.

use muster_protocol::definition::Definition;
use muster_protocol::event::of::CaseReceived;
use muster_protocol::refs::Ids;
use muster_protocol::time::Instant;
use muster_protocol::{id, say};
use muster_rules::limit::last_moment;
use muster_rules::zone::Zone;

use muster_protocol::catalogue::{Language, TextId};

/// A case that was taken in: its name and its times.
#[must_use]
pub fn received(lang: Language, def: &Definition, body: &CaseReceived<Ids>) -> String {
    let name = &body.case;
    let zone = Zone::of(def).ok();
    let local = |late: Instant| {
        let Some(zone) = &zone else { return late.to_string() };
        match last_moment(zone, late) {
            (day, Some(hour)) => format!("{day} {hour}"),
            (day, None) => day.to_string(),
        }
    };
    let mut parts = Vec::new();
    let mut add = |limit: TextId, at: Option<Instant>| {
        parts.extend(at.map(|at| limit.say(lang).to_owned() + &local(at)));
    };
    add(id!("accept-by"), body.accept_by);
    add(id!("finish-by"), Some(body.finish_by));
    add(id!("by-law"), body.statutory);
    say!(lang, "case-with-its-times", name, times = parts.join(lang.say("clause-comma")))
}
