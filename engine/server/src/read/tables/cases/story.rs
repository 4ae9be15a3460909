//! The story of one case: what was done, when, by whom, on whose behalf.

use muster_protocol::definition::CaseKind;
use muster_protocol::event::CASE_STORY;
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;

use super::{CaseRow, channel, lates, local, state, until};
use crate::read::tables::{Asked, LocalizedText, TableView, localized, same};
use crate::store::StoreError;
use crate::store::sqlite::failed;
use crate::view::cells::Cells;

/// Words for what is told beside an event's name.
const DETAILS: [(&str, &str, &str); 6] = [
    ("published", "公开", "published"),
    ("satisfied", "满意", "satisfied"),
    ("dissatisfied", "不满意", "dissatisfied"),
    ("accept", "受理", "to accept"),
    ("finish", "承诺办结", "promised"),
    ("statutory", "法定办结", "by law"),
];

fn word(words: &[(&str, &str, &str)], code: &str) -> LocalizedText {
    words
        .iter()
        .find(|(known, ..)| *known == code)
        .map_or_else(|| same(code), |(_, zh, en)| localized(*zh, *en))
}

pub(super) async fn of(
    asked: &mut Asked<'_>,
    kind: &CaseKind,
    zone: &Zone,
    row: &CaseRow,
) -> Result<TableView, StoreError> {
    let found = sqlx::query(
        "SELECT at, name, what, actor, behalf FROM case_history WHERE campaign = ? AND no = ? ORDER BY position",
    )
    .bind(asked.campaign)
    .bind(row.no)
    .fetch_all(&mut *asked.connection)
    .await
    .map_err(failed)?;
    let mut rows = Vec::new();
    for doing in &found {
        let mut cells = Cells::of(doing);
        let at = Instant(cells.take()?);
        let (name, what, actor): (String, String, String) = (cells.take()?, cells.take()?, cells.take()?);
        let behalf: Option<String> = cells.take()?;
        let by = match behalf {
            Some(behalf) => localized(format!("{actor}（代{behalf}）"), format!("{actor} for {behalf}")),
            None => same(actor),
        };
        rows.push(vec![same(local(zone, at)), word(CASE_STORY, &name), word(&DETAILS, &what), by]);
    }
    let columns = [("时间", "time"), ("经过", "what"), ("说明", "detail"), ("谁", "by")];
    let standing = state(row);
    let (no, name) = (row.no, &kind.name);
    Ok(TableView {
        title: localized(format!("{name} {no}：{}", standing.zh), format!("{name} {no}: {}", standing.en)),
        columns: columns.iter().map(|(zh, en)| localized(*zh, *en)).collect(),
        rows,
        notes: notes(zone, row),
    })
}

fn notes(zone: &Zone, row: &CaseRow) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    let mut add = |zh: &str, en: &str, text: String| {
        if !text.is_empty() {
            notes.push(localized(format!("{zh}：{text}"), format!("{en}: {text}")));
        }
    };
    let came = channel(row);
    let by = |at: Option<Instant>| at.map_or_else(String::new, |at| until(zone, at));
    add("事由", "about", row.about.clone().unwrap_or_default());
    add("收件于", "brought at", row.at.clone().unwrap_or_default());
    add("单位", "unit", row.unit.clone().unwrap_or_default());
    add("代办员", "agent", row.agent.clone().unwrap_or_default());
    add("受理限", "accept by", by(row.accept_by));
    add("承诺限", "promised by", by(Some(row.finish_by)));
    add("法定限", "by law", by(row.statutory));
    if row.reopened > 0 {
        add("重办", "reopened", row.reopened.to_string());
    }
    notes.insert(0, localized(format!("来源：{}", came.zh), format!("way: {}", came.en)));
    let late = lates(row);
    if !late.zh.is_empty() {
        notes.push(localized(format!("超期：{}", late.zh), format!("late: {}", late.en)));
    }
    notes
}
