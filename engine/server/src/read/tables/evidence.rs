//! Files that were handed in: `evidence`, of a unit `evidence/005`, what two units handed in alike `evidence/duplicates`, one
//! file by the first digits of its digest `evidence/3f9a0c11`.

use muster_protocol::catalogue::{Listed, LocalizedText, in_a_row};
use muster_protocol::ids::Digest;
use muster_protocol::{id, text};
use muster_rules::zone::Zone;

use super::{Asked, TableView};
use crate::store::StoreError;
use crate::view::evidence::{EvidenceLine, SHOWN_MAX, Which, lines};

/// Fewest digits by which a file may be asked for: with fewer a code of a unit could be meant.
const DIGITS_MIN: usize = 8;
/// Digits shown of a digest.
const DIGITS: usize = 12;

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let Some(rest) = asked.name.strip_prefix("evidence") else { return Ok(None) };
    let (which, title) = match rest.strip_prefix('/') {
        None if rest.is_empty() => (Which::All, text!("table-of-files-handed-in")),
        None => return Ok(None),
        Some("duplicates") => (Which::Duplicates, text!("the-same-file-handed-in-by-different-units")),
        Some(name) => match asked.def.unit_by_code(name) {
            Some(unit) => (Which::Unit(unit.0), text!("files-that-name-handed-in", name)),
            None if name.len() >= DIGITS_MIN && name.chars().all(|digit| digit.is_ascii_hexdigit()) => {
                (Which::Digest(name), text!("the-file-name", name))
            }
            None => return Ok(None),
        },
    };
    let mut found = lines(asked.connection, asked.campaign, &which).await?;
    found.retain(|line| asked.sight.item(&line.item));
    found.iter_mut().for_each(|line| line.also.retain(|item| asked.sight.item(item)));
    let zone = Zone::of(&asked.def).ok();
    let local = |line: &EvidenceLine| zone.as_ref().map(|zone| zone.minute(line.at)).unwrap_or_default();
    let whole = matches!(which, Which::Digest(_));
    let digest = |digest: Digest| {
        let text = digest.to_string();
        if whole { text } else { text.chars().take(DIGITS).collect() }
    };
    let row = |line: &EvidenceLine| {
        let by = line.behalf.as_ref().map_or_else(
            || LocalizedText::same(&line.actor),
            |behalf| text!("actor-for-somebody-in-brackets", actor = line.actor, behalf),
        );
        cells! {
            = digest(line.digest), = &line.item, = &line.need, by, = local(line), = line.position,
            remark(line)
        }
    };
    let columns = heads! {
        id!("file"), id!("item"), id!("need"), id!("column-handed-in-by"), id!("at"), id!("event"),
        id!("remark")
    };
    let rows = found.iter().take(SHOWN_MAX).map(row).collect();
    Ok(Some(TableView { title, columns, rows, notes: notes(&found, &which) }))
}

fn remark(line: &EvidenceLine) -> LocalizedText {
    let mut remarks = Vec::new();
    if let Some(position) = line.erased {
        remarks.push(text!("file-erased-by-event", position));
    }
    if !line.also.is_empty() {
        remarks.push(text!("the-same-as-for-also", also: Listed(&line.also)));
    }
    in_a_row::texts(&remarks, id!("list-semicolon"))
}

fn notes(found: &[EvidenceLine], which: &Which<'_>) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    if found.len() > SHOWN_MAX {
        let more = found.len() - SHOWN_MAX;
        notes.push(text!("more-files-are-not-listed", #more = more));
    }
    let doubled = found.iter().filter(|line| !line.also.is_empty()).count();
    if doubled > 0 && matches!(which, Which::All | Which::Unit(_)) {
        notes.push(text!("some-were-handed-in-by-others-too", doubled));
    }
    notes
}
