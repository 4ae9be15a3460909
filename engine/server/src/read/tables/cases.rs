//! Cases of a kind with how well their times were kept, or the story of one.

mod story;

use muster_protocol::case::CaseName;
use muster_protocol::catalogue::{LocalizedText, TextId, in_a_row};
use muster_protocol::definition::{CaseKind, Contact, Definition, source_word};
use muster_protocol::ids::UnitIx;
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::audience::selects;
use muster_rules::limit::last_moment;
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
        /// The visit or other item at which it was brought.
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
                       (SELECT o.key || '/' || u.code FROM occasions o JOIN units u ON u.campaign = o.campaign \
                       AND u.unit = cases.place WHERE o.campaign = cases.campaign AND o.occasion = cases.occasion), \
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
    match last_moment(zone, late) {
        (_, Some(_)) => local(zone, late),
        (day, None) => day.to_string().get(5..).unwrap_or_default().to_owned(),
    }
}

/// How a case stands, in words.
fn state(row: &CaseRow) -> LocalizedText {
    let CaseRow { accepted, answered, closed, .. } = *row;
    CaseMarks { accepted, passed_up: row.passed_up.as_deref(), answered, closed }.state().into()
}

/// Where it came from.
pub(super) fn source(row: &CaseRow) -> LocalizedText {
    source_word(&row.source)
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
            time(row.answered), lates(row), = row.at.as_deref().unwrap_or_default()
        }
    };
    let columns = heads! {
        id!("case"), id!("column-about"), id!("source-of-a-case"), id!("unit"), id!("column-state"),
        id!("column-received"), id!("column-accept-by"), id!("accepted-2"), id!("promised-by"),
        id!("column-by-law"), id!("answered-2"), id!("case-is-late"), id!("brought-at")
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
    // What may still be done in time counts on neither side; what is over without being done counts as not kept.
    let mut kept = |said: TextId, clock: &str, asked: fn(&CaseRow) -> bool, done: fn(&CaseRow) -> bool| {
        let timed = |row: &&CaseRow| asked(row) && (done(row) || late(row, clock));
        let timed: Vec<&CaseRow> = all.iter().filter(timed).collect();
        rate(said, timed.iter().filter(|row| !late(row, clock)).count(), timed.len());
    };
    let (accepted, answered) =
        (|row: &CaseRow| row.accepted.is_some(), |row: &CaseRow| row.answered.is_some());
    kept(id!("accepted-in-time"), "accept", |row: &CaseRow| row.accept_by.is_some(), accepted);
    kept(id!("finished-as-promised"), "finish", |_: &CaseRow| true, answered);
    kept(id!("finished-by-law"), "statutory", |row: &CaseRow| row.statutory.is_some(), answered);
    let called: Vec<bool> = all.iter().filter_map(|row| row.satisfied).collect();
    rate(id!("satisfied-when-called-back"), called.iter().filter(|yes| **yes).count(), called.len());
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case that is to be accepted and finished, with the clocks of it that ran out.
    fn row(accepted: bool, answered: bool, late: &str) -> CaseRow {
        let at = |yes: bool| yes.then_some(Instant(1));
        CaseRow {
            no: 1,
            about: None,
            source: "hotline".to_owned(),
            at: None,
            unit: None,
            received: Instant(0),
            accept_by: Some(Instant(2)),
            accepted: at(accepted),
            finish_by: Instant(3),
            statutory: Some(Instant(4)),
            answered: at(answered),
            closed: at(answered),
            satisfied: None,
            reopened: 0,
            agent: None,
            passed_up: None,
            late: late.to_owned(),
        }
    }

    #[test]
    fn what_is_over_without_being_done_counts_as_not_kept_and_what_may_still_be_done_not_at_all() {
        let all = [
            row(true, true, ""),
            row(true, false, "finish"),
            row(false, false, "accept finish statutory"),
            row(false, false, ""),
        ];
        let said: Vec<String> = notes(&all).into_iter().map(|note| note.zh).collect();
        let rate = |kept: &str| said.iter().filter(|note| note.contains(kept)).count();
        assert_eq!(
            (rate("2/3（66.67%）"), rate("1/3（33.33%）"), rate("1/2（50.00%）")),
            (1, 1, 1),
            "{said:?}"
        );
    }

    #[test]
    fn a_limit_that_ends_with_a_day_is_said_by_that_day() {
        let zone = Zone::load("Asia/Shanghai").unwrap();
        let until = |late: &str| until(&zone, late.parse().unwrap());
        assert_eq!(until("2026-02-06T00:00:00+08:00"), "02-05");
        assert_eq!(until("2026-01-29T16:00:00+08:00"), "01-29 16:00");
    }
}
