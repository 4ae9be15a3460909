//! Rows of ledgers: appended, balanced, corrected by further rows; an entry makes the ledger fresh (S20, S29, S40, S43).

mod cells;
mod stock;

use muster_protocol::command::{EnterRow, Refusal, RefusalCode};
use muster_protocol::definition::{Definition, Duty, Ledger, Variant};
use muster_protocol::event::{Event, LedgerCorrected, LedgerEntered};
use muster_protocol::form::Form;
use muster_protocol::ids::{DutyIx, OccasionIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::ledger::{Cell, LEDGER_ROWS_MAX};
use muster_protocol::time::Instant;
use muster_rules::audience;
use muster_rules::zone::Zone;

use super::super::ledger::Book;
use super::super::state::State;
use super::{hand_in, nearest, unknown};

/// A unit's ledger, and what it asks for.
struct Found<'a> {
    ix: DutyIx,
    duty: &'a Duty,
    ledger: &'a Ledger,
    unit: UnitIx,
}

pub(super) fn enter(
    def: &Definition,
    state: &State,
    at: Instant,
    body: &EnterRow,
) -> Result<Vec<Event>, Refusal> {
    let found = find(def, state, body)?;
    let none = Book::default();
    let book = state.ledgers.book(found.ix, found.unit).unwrap_or(&none);
    let row = u32::try_from(book.rows.len()).unwrap_or(u32::MAX).saturating_add(1);
    if row > LEDGER_ROWS_MAX {
        let en = format!("the ledger has {LEDGER_ROWS_MAX} rows, which is the most");
        return Err(Refusal::with_text(
            RefusalCode::TooLarge,
            en,
            format!("台账已有{LEDGER_ROWS_MAX}行，到了上限"),
        ));
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
        return Err(unknown(("ledger", "台账"), &body.ledger, ledgers.map(|(_, duty, _)| duty.id.as_str())));
    };
    let Some(unit) = def.unit_by_code(&body.unit) else {
        return Err(unknown(("unit", "单位"), &body.unit, def.units.iter().map(|unit| unit.code.as_str())));
    };
    let (code, name) = (&body.unit, &duty.name);
    if !audience::selects(def, duty.audience, unit) {
        let (en, zh) = (format!("unit {code} keeps no ledger {}", duty.id), format!("{code}不用记“{name}”"));
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    }
    if !state.member(unit) {
        let (en, zh) = (format!("unit {code} is not a member now"), format!("{code}现在不在活动里"));
        return Err(Refusal::with_text(RefusalCode::WrongState, en, zh));
    }
    Ok(Found { ix, duty, ledger, unit })
}

/// The fixed row that an entry is about: needed where the ledger has fixed rows, and only there.
fn fixed(found: &Found<'_>, body: &EnterRow) -> Result<Option<String>, Refusal> {
    let (rows, name) = (&found.ledger.rows, &found.duty.name);
    let listed = rows.join("、");
    let incomplete = |en: String, zh: String| Refusal::with_text(RefusalCode::Incomplete, en, zh);
    match (&body.fixed, rows.is_empty()) {
        (None, true) => Ok(None),
        (Some(row), true) => Err(incomplete(
            format!("{} has no fixed rows; leave “{row}” out", found.duty.id),
            format!("“{name}”没有固定行，请不要写“{row}”"),
        )),
        (None, false) => Err(incomplete(
            format!("{} has fixed rows; say which with --row: {listed}", found.duty.id),
            format!("“{name}”有固定行，请用 --row 写明是哪一行：{listed}"),
        )),
        (Some(row), false) if rows.contains(row) => Ok(Some(row.clone())),
        (Some(row), false) => {
            let refusal = incomplete(
                format!("{} has no row “{row}”: {listed}", found.duty.id),
                format!("“{name}”没有“{row}”这一行：{listed}"),
            );
            Err(refusal.instead(nearest(row, rows.iter().map(String::as_str))))
        }
    }
}

/// The effect of a row that may still be corrected.
fn correctable(book: &Book, wrong: u32) -> Result<i64, Refusal> {
    let Some(row) = book.row(wrong) else {
        let rows = book.rows.len();
        let en = format!("there is no row {wrong}; the ledger has {rows}");
        return Err(Refusal::with_text(
            RefusalCode::UnknownName,
            en,
            format!("没有第{wrong}行，台账共{rows}行"),
        ));
    };
    match row.corrected_by {
        None => Ok(row.effect),
        Some(by) => Err(Refusal::with_text(
            RefusalCode::WrongState,
            format!("row {wrong} was corrected by row {by}: correct that one"),
            format!("第{wrong}行已由第{by}行更正，请更正第{by}行"),
        )),
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
