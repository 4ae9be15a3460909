//! The story of one case: what was done, when, by whom, on whose behalf.

use muster_protocol::catalogue::{LocalizedText, TextId};
use muster_protocol::definition::CaseKind;
use muster_protocol::event::CASE_STORY;
use muster_protocol::time::Instant;
use muster_protocol::{id, text};
use muster_rules::zone::Zone;

use super::{CaseRow, lates, local, source, state, until};
use crate::read::tables::{Asked, TableView, by, heads};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

/// Words for what is told beside an event's name.
const DETAILS: [(&str, TextId); 6] = [
    ("published", id!("published")),
    ("satisfied", id!("satisfied")),
    ("dissatisfied", id!("dissatisfied-2")),
    ("accept", id!("late-to-accept")),
    ("finish", id!("late-by-the-promise")),
    ("statutory", id!("late-by-the-law")),
];

fn word(words: &[(&str, TextId)], code: &str) -> LocalizedText {
    let known = words.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| LocalizedText::same(code), |(_, word)| (*word).into())
}

pub(super) async fn of(
    asked: &mut Asked<'_>,
    kind: &CaseKind,
    zone: &Zone,
    row: &CaseRow,
) -> Result<TableView, StoreError> {
    let query = bound!(
        "SELECT at, name, what, actor, behalf FROM case_history WHERE campaign = ? AND no = ? ORDER BY position",
        asked.campaign,
        row.no,
    );
    let found: Vec<(Instant, String, String, String, Option<String>)> =
        cells::all(query, asked.connection).await?;
    let mut rows = Vec::new();
    for (at, name, what, actor, behalf) in found {
        rows.push(cells! {
            = local(zone, at), word(CASE_STORY, &name), word(&DETAILS, &what), by(&actor, behalf.as_deref())
        });
    }
    let columns = [id!("time"), id!("what-happened"), id!("detail"), id!("column-by")];
    let state = state(row);
    let (no, name) = (row.no, &kind.name);
    Ok(TableView {
        title: text!("case-and-how-it-stands", name, no, state: state),
        columns: heads(&columns),
        rows,
        notes: notes(zone, row),
    })
}

fn notes(zone: &Zone, row: &CaseRow) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    let mut add = |said: TextId, text: String| {
        if !text.is_empty() {
            notes.push(text!("fact-about-the-case", said: said, text));
        }
    };
    let came = source(row);
    let by = |at: Option<Instant>| at.map_or_else(String::new, |at| until(zone, at));
    add(id!("column-about"), row.about.clone().unwrap_or_default());
    add(id!("brought-at"), row.at.clone().unwrap_or_default());
    add(id!("unit"), row.unit.clone().unwrap_or_default());
    add(id!("agent"), row.agent.clone().unwrap_or_default());
    add(id!("column-accept-by"), by(row.accept_by));
    add(id!("promised-by"), by(Some(row.finish_by)));
    add(id!("column-by-law"), by(row.statutory));
    if row.reopened > 0 {
        add(id!("reopened"), row.reopened.to_string());
    }
    notes.insert(0, text!("source-of-the-case", came: came));
    let late = lates(row);
    if !late.zh.is_empty() {
        notes.push(text!("clocks-that-ran-out", late: late));
    }
    notes
}
