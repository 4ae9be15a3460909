//! Row 47 of the study of what goes wrong elsewhere: notifications that take long, and too long, where many units have many items.
//! A tick decides everything that falls due at an instant: here 40 items of each of 2,000 units at once.

use muster_core::campaign::{Issuer, State, advance, decide, entitled, evolve};
use muster_protocol::command::{Command, Launch, MessageReport, ReportMessages, SendOutcome};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::item::Message;
use muster_protocol::shape;
use muster_protocol::time::Instant;

use super::campaign::{duties, first_day, midnight};
use super::meter::{Meter, Table, peak_mib, reset_peak};

const UNITS: usize = 2_000;
const ITEMS: usize = 40;
/// Days of the campaign: on the first everything is reminded of, behind the last everything is late.
const DAYS: i32 = 3;
/// What a tick may take.
const MOST_MS: f64 = 1_000.0;

/// The slowest tick of a campaign in which nobody hands anything in.
pub(crate) fn practice_row_47_a_tick_over_2_000_units_with_40_items(table: &mut Table) {
    let definition = duties(UNITS, ITEMS, DAYS);
    let (start, until) = (midnight(first_day()), midnight(first_day().plus(DAYS + 1)));
    let mut state = State::new();
    let launch = Launch { definition: definition.digest(), sources: Vec::new(), contacts: None };
    let launch = Command::Launch(launch);
    let actor = entitled(&definition, &state, &launch).unwrap_or_else(|| "launch".to_owned());
    give(&definition, &mut state, start, &actor, &launch);
    reset_peak();
    let (mut slowest, mut ticks, mut events, mut steps) = ((0.0_f64, 0_u64), 0_u32, 0_u64, 0_usize);
    while let Some(due) = state.next_due().filter(|due| *due <= until) {
        let (mut made, mut messages) = (0_u64, Vec::new());
        let meter = Meter::start();
        advance(&definition, &mut state, due, &mut |event| {
            made += 1;
            if let Event::MessageDue(body) = event {
                messages.push(body.messages);
            }
        });
        let wall = meter.wall().as_secs_f64() * 1e3;
        if wall > slowest.0 {
            slowest = (wall, made);
        }
        (ticks, events) = (ticks + 1, events + made);
        for messages in messages {
            steps += messages.iter().map(|message| message.steps.len()).sum::<usize>();
            report(&definition, &mut state, due, messages);
        }
    }
    let (wall, made) = slowest;
    let kept = if wall < MOST_MS { "kept" } else { "NOT kept" };
    table.row(
        format!("row 47: the slowest tick over {UNITS} units with {ITEMS} items"),
        format!("{wall:.0} ms, {made} events"),
        format!(
            "below {MOST_MS:.0} ms: {kept}; {ticks} ticks, {events} events, {steps} steps in messages, at most {:.0} MiB",
            peak_mib()
        ),
    );
}

fn give(definition: &Definition, state: &mut State, at: Instant, actor: &str, command: &Command) {
    for event in decide(definition, state, at, Issuer::post(actor), command).unwrap() {
        evolve(definition, state, at, &event);
    }
}

/// Everything was handed over.
fn report(definition: &Definition, state: &mut State, at: Instant, messages: Vec<Message>) {
    let sent = |message: Message| {
        let shape::Message { key, steps } = state.numbering().names(message).unwrap();
        MessageReport { key, outcome: SendOutcome::Sent { channel: "bench".to_owned(), steps }, attempt: 1 }
    };
    let reports = messages.into_iter().map(sent).collect();
    let command = Command::ReportMessages(ReportMessages { reports });
    give(definition, state, at, "worker/reminders", &command);
}
