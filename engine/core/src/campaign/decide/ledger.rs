//! Rows of ledgers: appended, balanced, corrected by further rows; an entry makes the ledger fresh (S20, S29, S40, S43).

mod cells;
mod stock;

use muster_protocol::command::{EnterRow, Refusal};
use muster_protocol::definition::{Definition, Duty, Ledger, Variant};
use muster_protocol::event::{Event, LedgerCorrected, LedgerEntered};
use muster_protocol::form::Form;
use muster_protocol::ids::{DutyIx, OccasionIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::ledger::{Cell, LEDGER_ROWS_MAX};
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::audience;
use muster_rules::zone::Zone;

use super::super::ledger::Book;
use super::super::state::State;
use super::{Decided, hand_in, nearest, unit, unknown};
use muster_protocol::catalogue::in_a_row;

/// A unit's ledger, and what it asks for.
struct Found<'a> {
    ix: DutyIx,
    duty: &'a Duty,
    ledger: &'a Ledger,
    unit: UnitIx,
}

pub(super) fn enter(def: &Definition, state: &State, at: Instant, body: &EnterRow) -> Decided {
    let found = find(def, state, body)?;
    let none = Book::default();
    let book = state.ledgers.book(found.ix, found.unit).unwrap_or(&none);
    let row = u32::try_from(book.rows.len()).unwrap_or(u32::MAX).saturating_add(1);
    if row > LEDGER_ROWS_MAX {
        let said = text!("the-ledger-has-ledger-rows-max-rows-which", ledger_rows_max = LEDGER_ROWS_MAX);
        return Err(Refusal::too_large(said));
    }
    let fixed = fixed(&found, body)?;
    let today = Zone::of(def).map(|zone| zone.date_of(at)).ok();
    let mut cells = cells::read(def, found.ledger, &body.cells, today, fixed.is_some())?;
    let wrong = body.corrects.map(|wrong| correctable(book, wrong)).transpose()?;
    let stock = match &found.ledger.balance {
        Some(balance) => Some(stock::after(found.ledger, balance, book, wrong, &mut cells)?),
        None => None,
    };
    let (duty, unit) = (found.ix, found.unit);
    let columns = found.ledger.columns.iter().map(|column| column.name.clone());
    let cells = columns.zip(cells).filter(|(_, cell)| *cell != Cell::Empty).collect();
    let entry = LedgerEntered { duty, unit, row, fixed: fixed.clone(), cells, stock };
    let entered: Event = match body.corrects {
        Some(wrong) => LedgerCorrected { wrong, entry }.into(),
        None => entry.into(),
    };
    let mut events = vec![entered];
    events.extend(made_fresh(state, &found, book, fixed.as_deref()));
    Ok(events)
}

fn find<'a>(def: &'a Definition, state: &State, body: &EnterRow) -> Result<Found<'a>, Refusal> {
    let ledgers = (0u16..).map(DutyIx).zip(&def.duties).filter_map(|(ix, duty)| match &duty.variant {
        Variant::Ledger(ledger) if !def.retired.duties.contains(&ix) => Some((ix, duty, ledger)),
        _ => None,
    });
    let Some((ix, duty, ledger)) = ledgers.clone().find(|(_, duty, _)| duty.id == body.ledger) else {
        return Err(unknown(id!("ledger"), &body.ledger, ledgers.map(|(_, duty, _)| duty.id.as_str())));
    };
    let unit = unit(def, &body.unit)?;
    let (code, name) = (&body.unit, &duty.name);
    if !audience::selects(def, duty.audience, unit) {
        return Err(Refusal::wrong_state(text!("unit-code-keeps-no-ledger-id", code, id = duty.id, name)));
    }
    if !state.member(unit) {
        return Err(Refusal::wrong_state(text!("unit-code-is-not-a-member-now", code)));
    }
    Ok(Found { ix, duty, ledger, unit })
}

/// The fixed row that an entry is about: needed where the ledger has fixed rows, and only there.
fn fixed(found: &Found<'_>, body: &EnterRow) -> Result<Option<String>, Refusal> {
    let (rows, name) = (&found.ledger.rows, &found.duty.name);
    let listed = in_a_row::words(rows);
    match (&body.fixed, rows.is_empty()) {
        (None, true) => Ok(None),
        (Some(row), true) => Err(Refusal::incomplete(text!(
            "id-has-no-fixed-rows-leave-row-out",
            id = found.duty.id,
            row,
            name
        ))),
        (None, false) => Err(Refusal::incomplete(text!(
            "id-has-fixed-rows-say-which-with-row",
            id = found.duty.id,
            listed,
            name
        ))),
        (Some(row), false) if rows.contains(row) => Ok(Some(row.clone())),
        (Some(row), false) => {
            let refusal =
                Refusal::incomplete(text!("id-has-no-row-row-listed", id = found.duty.id, row, listed, name));
            Err(refusal.instead(nearest(row, rows.iter().map(String::as_str))))
        }
    }
}

/// The effect of a row that may still be corrected.
fn correctable(book: &Book, wrong: u32) -> Result<i64, Refusal> {
    let Some(row) = book.row(wrong) else {
        let rows = book.rows.len();
        return Err(Refusal::unknown_name(text!("there-is-no-row-wrong-the-ledger-has", wrong, rows)));
    };
    match row.corrected_by {
        None => Ok(row.effect),
        Some(by) => Err(Refusal::wrong_state(text!("row-wrong-was-corrected-by-row-by-correct", wrong, by))),
    }
}

/// The item that the entry closes: the oldest one of the ledger that is open, if what it asks for was entered since. A
/// unit that is a month behind owes two entries, not one.
fn made_fresh(state: &State, found: &Found<'_>, book: &Book, fixed: Option<&str>) -> Vec<Event> {
    let occasions = (0u32..).map(OccasionIx).zip(&state.occasions);
    let theirs = occasions.filter(|(_, occasion)| {
        occasion.plan.kind == OccasionKind::Duty(found.ix) && occasion.item(found.unit).awaits()
    });
    let Some((ix, oldest)) = theirs.min_by_key(|(ix, occasion)| (occasion.plan.opens, *ix)) else {
        return Vec::new();
    };
    let entered = |row: &String| fixed == Some(row) || book.entered_since(oldest.plan.opens, row);
    if !found.ledger.rows.iter().all(entered) {
        return Vec::new();
    }
    let handed = hand_in::HandedIn { evidence: Vec::new(), form: Form::default(), on: None };
    hand_in::close(oldest, (ix, found.unit), handed, false)
}
