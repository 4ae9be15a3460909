//! What a wish leads to: events, nothing (it was so already), or a refusal with a reason.

mod asked;
mod assign;
mod candidate;
mod case;
mod clock;
mod dead_letters;
mod erase;
mod follow;
mod form;
mod hand_in;
mod judging;
mod launch;
mod ledger;
mod nominate;
mod numbers;
mod opt_out;
mod report;
mod review;
mod sign;
mod unopened;
mod visits;

use muster_protocol::catalogue::TextId;
use muster_protocol::command::{Command, ItemName, Refusal, RefusalCode, Span};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::refs::{Ids, Numbers, Unnamed, Words};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};

pub use review::corrects;

use super::rights::Issuer;
use super::state::{Occasion, State};
use super::{hold, rights};
use crate::definition::findings::nearest as near;

/// Decides a command at `at`; the state must have been advanced to `at` before.
///
/// # Errors
/// [`Refusal`] when the domain says no. The state is then as it was.
pub fn decide(
    def: &Definition,
    state: &State,
    at: Instant,
    by: Issuer<'_>,
    command: &Command,
) -> Result<Vec<Event>, Refusal> {
    rights::allowed(def, state, by, command)?;
    if let Command::Launch(launch) = command {
        return launch::decide(def, state, at, launch);
    }
    if !state.launched() {
        return Err(Refusal::with_text(
            RefusalCode::UnknownCampaign,
            text!("the-campaign-has-not-been-launched"),
        ));
    }
    if state.closed && command.span() == Span::Running {
        return Err(Refusal::with_text(RefusalCode::Closed, text!("the-campaign-has-ended")));
    }
    let mut events = match command {
        Command::Launch(_) => Ok(Vec::new()),
        Command::Amend(_) => Err(Refusal::plain(
            RefusalCode::UnknownDefinition,
            "an amendment is decided with both definitions",
        )),
        Command::ReportMessages(body) => report::messages(def, state, body),
        Command::ReportReceipt(body) => report::receipt(state, by, body),
        Command::RecordSnapshot(body) => report::snapshot(state, body),
        Command::Sign(body) => sign::decide(def, state, body),
        Command::OptOut(body) => opt_out::decide(def, state, body),
        Command::FailDelivery(body) => dead_letters::fail(state, body),
        Command::RetryDeadLetters(body) => dead_letters::retry(def, state, at, body),
        Command::DropDeadLetters(body) => dead_letters::drop(def, state, body),
        Command::Erase(body) => Ok(erase::erase(body)),
        Command::HoldClock(jump) => Ok(clock::hold(state, *jump)),
        Command::AcceptClock(jump) => Ok(clock::accept(state, *jump)),
        Command::Hold(body) => hold::hold(def, state, body),
        Command::Resume(body) => hold::resume(def, state, at, body),
        Command::Submit(body) => hand_in::decide(def, state, at, body),
        Command::Accept(item) => review::accept(def, state, item),
        Command::Return(body) => review::return_(def, state, at, body),
        Command::ChangeVisit(body) => visits::change(def, state, at, body),
        Command::RecordVisit(body) => visits::record(def, state, at, by, body),
        Command::EnterRow(body) => ledger::enter(def, state, at, body),
        Command::ReceiveCase(body) => case::receive(def, state, at, by, body),
        Command::WorkCase(body) => case::work(def, state, at, by, body),
        Command::Nominate(body) => nominate::nominate(def, state, at, body),
        Command::Advance(body) => candidate::advance(def, state, at, body),
        Command::Object(body) => candidate::object(def, state, at, body),
        Command::Settle(body) => candidate::settle(def, state, at, body),
        Command::Assign(body) => assign::assign(def, state, at, body),
        Command::VisitEvent(body) => visits::happened(def, state, at, body),
        Command::Judge(body) => judging::judge(def, state, at, by, body),
        Command::ProposeVisits(body) => visits::propose(def, state, at, body),
        Command::FixVisits(body) => visits::fix(def, state, at, body),
    }?;
    events.extend(follow::from(def, state, at, &events));
    events.extend(nominate::follows(def, state, at, &events)?);
    Ok(events)
}

/// What a worker says, in the campaign's own numbers.
fn known<W: Words<Ids, Numbers>>(state: &State, said: W) -> Result<W::Other, Refusal> {
    state.numbering.numbers(said).map_err(|Unnamed { what, name }| {
        Refusal::plain(RefusalCode::UnknownName, format!("there is no {what} “{name}” in this campaign"))
    })
}

/// Finds an item by its name, or says which name is wrong and what may have been meant.
fn find<'a>(
    def: &Definition,
    state: &'a State,
    name: &ItemName,
) -> Result<(OccasionIx, &'a Occasion, UnitIx), Refusal> {
    let Some((ix, occasion)) = state.occasion_by_key(&name.occasion) else {
        if let Some(refusal) = unopened::happening(def, state, name) {
            return Err(refusal);
        }
        let keys = state.occasions.iter().filter(|occasion| occasion.obliges()).map(Occasion::key);
        return Err(unknown(id!("occasion"), &name.occasion, keys));
    };
    let Some(unit) = def.unit_by_code(&name.unit) else {
        return Err(unknown(id!("unit"), &name.unit, def.units.iter().map(|unit| unit.code.as_str())));
    };
    Ok((ix, occasion, unit))
}

/// A refusal because nothing of a kind is called so.
fn unknown<'a>(kind: TextId, name: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let said = text!("there-is-no-kind-of-this-name-now", name, kind: kind);
    Refusal::with_text(RefusalCode::UnknownName, said).instead(nearest(name, known))
}

/// The known name that is most like `name`, if one is like it at all. It is looked for in an instant, however long the name and
/// many the units: one command must not keep the others waiting.
fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    near::nearest(name, known).map(str::to_owned)
}

/// Whether a number is one that somebody may mean; `what` says where it stands.
fn not_absurd(number: u32, most: u32, what: &str) -> Result<(), Refusal> {
    if number <= most {
        return Ok(());
    }
    Err(Refusal::with_text(
        RefusalCode::TooLarge,
        text!("what-number-is-more-than-most-which-is", what, number, most),
    ))
}

fn in_future(on: Date, today: Date) -> Refusal {
    Refusal::with_text(RefusalCode::WrongDay, text!("on-lies-in-the-future-today-is-today", on, today))
}
