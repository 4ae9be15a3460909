//! Cases of a kind with how well their times were kept, or the story of one.

mod story;

use muster_protocol::case::CaseName;
use muster_protocol::catalogue::{LocalizedText, TextId, in_a_row};
use muster_protocol::definition::{CaseKind, CaseSource, Contact, Definition};
use muster_protocol::ids::UnitIx;
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::audience::selects;
use muster_rules::zone::Zone;

use super::{Asked, TableView};
use crate::execute::sight::Sight;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};
use crate::view::case_state::CaseMarks;

/// Most cases that are listed, the latest first; the notes count all of them.
const LISTED_MAX: usize = 200;

rows! {
    /// How a case stands.
    pub(super) struct CaseRow {
        no: i64,
        about: Option<String>,
        source: String,
        /// Key of the occasion at which it was brought.
        at: Option<String>,
        unit: Option<String>,
        received: Instant,
        accept_by: Option<Instant>,
        accepted: Option<Instant>,
        finish_by: Instant,
        statutory: Option<Instant>,
        answered: Option<Instant>,
        closed: Option<Instant>,
        satisfied: Option<bool>,
        reopened: i64,
        agent: Option<String>,
        passed_up: Option<String>,
        late: String,
    }
}

const COLUMNS: &str = "no, about, source, \
                       (SELECT key FROM occasions o WHERE o.campaign = cases.campaign AND o.occasion = cases.occasion), \
                       unit, received, accept_by, accepted, finish_by, statutory, answered, closed, \
                       satisfied, reopened, agent, passed_up, late";

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let (id, one) = asked.name.split_once('/').map_or((asked.name, None), |(id, no)| (id, Some(no)));
    let def = std::sync::Arc::clone(&asked.def);
    let Some(kind) = def.cases.iter().find(|kind| kind.id == id) else { return Ok(None) };
    let Ok(zone) = Zone::of(&def) else { return Ok(None) };
    let sql = format!("SELECT {COLUMNS} FROM cases WHERE campaign = ? AND kind = ? ORDER BY no");
    let query = bound!(sqlx::AssertSqlSafe(sql), asked.campaign, id);
    let mut rows: Vec<CaseRow> = cells::all(query, asked.connection).await?;
    rows.retain(|row| is_seen(&def, asked.sight, (kind, row)));
    if one.is_none() {
        return Ok(Some(of_kind(kind, &zone, &rows)));
    }
    let Ok(name) = asked.name.parse::<CaseName>() else { return Ok(None) };
    match rows.iter().find(|row| row.no == i64::from(name.no)) {
        Some(row) => story::of(asked, kind, &zone, row).await.map(Some),
        None => Ok(None),
    }
}

/// Whether a case is seen: by its unit and its agent; before it has a unit, by those that may get it.
fn is_seen(def: &Definition, sight: &Sight, (kind, row): (&CaseKind, &CaseRow)) -> bool {
    if let Some(unit) = &row.unit {
        let agent = row.agent.as_deref().and_then(|name| {
            let called = |contact: &&Contact| contact.id == name || contact.post == name;
            def.contacts.iter().find(called)
        });
        return sight.unit(unit) || agent.is_some_and(|agent| sight.is_post(&agent.id));
    }
    let may_get = |unit: UnitIx| kind.audience.is_none_or(|audience| selects(def, audience, unit));
    let mut units = (0u32..).map(UnitIx).take(def.units.len());
    sight.is_whole() || units.any(|unit| sight.unit_of(def, unit) && may_get(unit))
}

/// A local time without the year: `05-04 11:50`.
pub(super) fn local(zone: &Zone, at: Instant) -> String {
    let text = zone.minute(at);
    text.get(5..).unwrap_or(&text).to_owned()
}

/// The last instant that is in time: limits end with the first that is late.
fn until(zone: &Zone, late: Instant) -> String {
    let last = zone.date_of(late.plus(-1));
    // What ends with a day is said by that day.
    if zone.start_of_day(last.plus(1)) == late {
        last.to_string().get(5..).unwrap_or_default().to_owned()
    } else {
        local(zone, late)
    }
}

/// How a case stands, in words.
fn state(row: &CaseRow) -> LocalizedText {
    let CaseRow { accepted, answered, closed, .. } = *row;
    CaseMarks { accepted, passed_up: row.passed_up.as_deref(), answered, closed }.state().into()
}

/// Where it came from.
pub(super) fn source(row: &CaseRow) -> LocalizedText {
    CaseSource::of_code(&row.source)
        .map_or_else(|| LocalizedText::same(&row.source), |known| known.word().into())
}

/// Clocks that ran out.
fn lates(row: &CaseRow) -> LocalizedText {
    let clocks = [
        ("accept", id!("clock-to-accept")),
        ("finish", id!("clock-of-the-promise")),
        ("statutory", id!("clock-of-the-law")),
    ];
    let late = clocks.iter().filter(|(code, _)| row.late.split_whitespace().any(|one| one == *code));
    in_a_row::texts(
        &late.map(|(_, clock)| (*clock).into()).collect::<Vec<LocalizedText>>(),
        id!("list-comma"),
    )
}

fn of_kind(kind: &CaseKind, zone: &Zone, all: &[CaseRow]) -> TableView {
    let time = |at: Option<Instant>| LocalizedText::same(at.map_or_else(String::new, |at| local(zone, at)));
    let by = |at: Option<Instant>| LocalizedText::same(at.map_or_else(String::new, |at| until(zone, at)));
    let row_of = |row: &CaseRow| {
        cells! {
            = format!("{}/{}", kind.id, row.no), = row.about.as_deref().unwrap_or_default(), source(row),
            = row.unit.as_deref().unwrap_or_default(), state(row), = local(zone, row.received),
            by(row.accept_by), time(row.accepted), = until(zone, row.finish_by), by(row.statutory),
            time(row.answered), lates(row)
        }
    };
    let columns = heads! {
        id!("case"), id!("column-about"), id!("source-of-a-case"), id!("unit"), id!("column-state"),
        id!("column-received"), id!("column-accept-by"), id!("accepted-2"), id!("promised-by"),
        id!("column-by-law"), id!("answered-2"), id!("case-is-late")
    };
    TableView {
        title: LocalizedText::same(&kind.name),
        columns,
        rows: all.iter().rev().take(LISTED_MAX).map(row_of).collect(),
        notes: notes(all),
    }
}

/// `part` of `whole` as percent, rounded half up.
fn percent(part: usize, whole: usize) -> String {
    let (part, whole) = (u32::try_from(part).unwrap_or(u32::MAX), u32::try_from(whole).unwrap_or(u32::MAX));
    let rate = muster_rules::score::rate(part, whole);
    format!("{}.{:02}%", rate / 100, rate % 100)
}

fn notes(all: &[CaseRow]) -> Vec<LocalizedText> {
    let late = |row: &&CaseRow, clock: &str| row.late.split_whitespace().any(|one| one == clock);
    let open = all.iter().filter(|row| row.closed.is_none()).count();
    let mut notes = vec![text!("cases-closed-and-open", #cases = all.len(), closed = all.len() - open, open)];
    let mut rate = |said: TextId, kept: usize, of: usize| {
        if of > 0 {
            let rate = percent(kept, of);
            notes.push(text!("kept-of-all-and-the-rate", said: said, kept, of, rate));
        }
    };
    // What may still be accepted in time counts on neither side.
    let settled = |row: &&CaseRow| row.accept_by.is_some() && (row.accepted.is_some() || late(row, "accept"));
    let timed: Vec<&CaseRow> = all.iter().filter(settled).collect();
    let kept = timed.iter().filter(|row| !late(row, "accept")).count();
    rate(id!("accepted-in-time"), kept, timed.len());
    let answered: Vec<&CaseRow> = all.iter().filter(|row| row.answered.is_some()).collect();
    let kept = answered.iter().filter(|row| !late(row, "finish")).count();
    rate(id!("finished-as-promised"), kept, answered.len());
    let lawful: Vec<&&CaseRow> = answered.iter().filter(|row| row.statutory.is_some()).collect();
    let kept = lawful.iter().filter(|row| !late(row, "statutory")).count();
    rate(id!("finished-by-law"), kept, lawful.len());
    let called: Vec<bool> = all.iter().filter_map(|row| row.satisfied).collect();
    rate(id!("satisfied-when-called-back"), called.iter().filter(|yes| **yes).count(), called.len());
    notes
}
