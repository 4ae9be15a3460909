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
mod own_hour;
mod repeated;
mod report;
mod review;
mod sign;
mod unopened;
mod visits;

use muster_protocol::catalogue::TextId;
use muster_protocol::command::{Command, ItemName, Refusal, RefusalCode, Span};
use muster_protocol::definition::Definition;
use muster_protocol::event::Event;
use muster_protocol::ids::{ContactIx, OccasionIx, UnitIx};
use muster_protocol::refs::{Ids, Numbers, Unnamed, Words};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};

pub use judging::worth;
pub use review::corrects;

use super::rights::Issuer;
use super::state::{Occasion, State};
use super::{hold, rights};
use crate::definition::findings::nearest as near;

/// What a command leads to, or why it does not.
type Decided = Result<Vec<Event>, Refusal>;

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
        Command::ReportReceipt(body) => report::receipt(def, state, at, by, body),
        Command::RecordSnapshot(body) => report::snapshot(state, body),
        Command::Sign(body) => sign::decide(def, state, body),
        Command::OptOut(body) => opt_out::decide(def, state, body),
        Command::ChooseHour(body) => own_hour::decide(def, state, body),
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
    Ok((ix, occasion, unit(def, &name.unit)?))
}

/// The unit with this code.
fn unit(def: &Definition, code: &str) -> Result<UnitIx, Refusal> {
    let codes = || def.units.iter().map(|unit| unit.code.as_str());
    def.unit_by_code(code).ok_or_else(|| unknown(id!("unit"), code, codes()))
}

/// The contact with this id.
fn contact(def: &Definition, id: &str) -> Result<ContactIx, Refusal> {
    let ids = || def.contacts.iter().map(|contact| contact.id.as_str());
    def.contact_by_id(id).ok_or_else(|| unknown(id!("contact"), id, ids()))
}

/// The one of a kind that is called so.
fn by_name<'a, T>(
    all: &'a [T],
    kind: TextId,
    name: &str,
    called: impl Fn(&T) -> &str,
) -> Result<&'a T, Refusal> {
    let found = all.iter().find(|one| called(one) == name);
    found.ok_or_else(|| unknown(kind, name, all.iter().map(called)))
}

/// A refusal because nothing of a kind is called so.
fn unknown<'a>(kind: TextId, name: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let said = text!("there-is-no-kind-of-this-name-now", name, kind: kind);
    Refusal::unknown_name(said).instead(nearest(name, known))
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
    Err(Refusal::too_large(text!("what-number-is-more-than-most-which-is", what, number, most)))
}

/// Longest code of a person: a code is no name.
const CODE_MAX: usize = 20;

/// Whether a person is named by a code, if by anything: no name of a person stands in the log.
fn no_persons_name(code: Option<&str>) -> Result<(), Refusal> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.is_none_or(|code| !code.is_empty() && code.len() <= CODE_MAX && code.chars().all(fits)) {
        return Ok(());
    }
    Err(Refusal::incomplete(text!("a-code-is-no-persons-name-write-such-as", most = CODE_MAX)))
}

fn in_future(on: Date, today: Date) -> Refusal {
    Refusal::wrong_day(text!("on-lies-in-the-future-today-is-today", on, today))
}
