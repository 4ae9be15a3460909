//! Files that were handed in: `evidence`, of a unit `evidence/005`, what two units handed in alike `evidence/duplicates`, one
//! file by the first digits of its digest `evidence/3f9a0c11`.

use muster_protocol::ids::Digest;
use muster_rules::zone::Zone;

use super::{Asked, LocalizedText, TableView, localized, same};
use crate::store::StoreError;
use crate::view::evidence::{EvidenceLine, SHOWN_MAX, Which, lines};

/// Fewest digits by which a file may be asked for: with fewer a code of a unit could be meant.
const DIGITS_MIN: usize = 8;
/// Digits shown of a digest.
const DIGITS: usize = 12;

pub(super) async fn show(asked: &mut Asked<'_>) -> Result<Option<TableView>, StoreError> {
    let Some(rest) = asked.name.strip_prefix("evidence") else { return Ok(None) };
    let (which, title) = match rest.strip_prefix('/') {
        None if rest.is_empty() => (Which::All, localized("已报送的材料文件", "files that were handed in")),
        None => return Ok(None),
        Some("duplicates") => (
            Which::Duplicates,
            localized("重复材料：不同单位交了同一个文件", "the same file handed in by different units"),
        ),
        Some(name) => match asked.def.unit_by_code(name) {
            Some(unit) => {
                let (zh, en) = (format!("{name} 报送的材料文件"), format!("files that {name} handed in"));
                (Which::Unit(unit.0), localized(zh, en))
            }
            None if name.len() >= DIGITS_MIN && name.chars().all(|digit| digit.is_ascii_hexdigit()) => {
                let (zh, en) = (format!("文件 {name}"), format!("the file {name}"));
                (Which::Digest(name), localized(zh, en))
            }
            None => return Ok(None),
        },
    };
    let found = lines(asked.connection, asked.campaign, &which).await?;
    let zone = Zone::of(&asked.def).ok();
    let local = |line: &EvidenceLine| {
        let time = zone.as_ref().map(|zone| zone.rfc3339(line.at));
        time.and_then(|text| text.get(..16).map(|text| text.replace('T', " "))).unwrap_or_default()
    };
    let whole = matches!(which, Which::Digest(_));
    let digest = |digest: Digest| {
        let text = digest.to_string();
        if whole { text } else { text.chars().take(DIGITS).collect() }
    };
    let row = |line: &EvidenceLine| {
        let by = line.behalf.as_ref().map_or_else(
            || same(&line.actor),
            |behalf| {
                localized(format!("{}（代{behalf}）", line.actor), format!("{} (for {behalf})", line.actor))
            },
        );
        vec![
            same(digest(line.digest)),
            same(&line.item),
            same(&line.need),
            by,
            same(local(line)),
            same(line.position),
            remark(line),
        ]
    };
    let columns = vec![
        localized("文件", "file"),
        localized("事项", "item"),
        localized("材料", "need"),
        localized("报送人", "by"),
        localized("时间", "at"),
        localized("事件", "event"),
        localized("备注", "remark"),
    ];
    let rows = found.iter().take(SHOWN_MAX).map(row).collect();
    Ok(Some(TableView { title, columns, rows, notes: notes(&found, &which) }))
}

fn remark(line: &EvidenceLine) -> LocalizedText {
    let mut remarks = Vec::new();
    if let Some(position) = line.erased {
        remarks.push((format!("已删除（第{position}号事件）"), format!("erased by event {position}")));
    }
    if !line.also.is_empty() {
        let also = (line.also.join("、"), line.also.join(", "));
        remarks.push((format!("重复材料，同{}", also.0), format!("the same as for {}", also.1)));
    }
    let (zh, en): (Vec<_>, Vec<_>) = remarks.into_iter().unzip();
    localized(zh.join("；"), en.join("; "))
}

fn notes(found: &[EvidenceLine], which: &Which<'_>) -> Vec<LocalizedText> {
    let mut notes = Vec::new();
    if found.len() > SHOWN_MAX {
        let more = found.len() - SHOWN_MAX;
        notes.push(localized(
            format!("另有{more}个文件没有列出，请按单位查看"),
            format!("{more} more files are not listed: look at one unit"),
        ));
    }
    let doubled = found.iter().filter(|line| !line.also.is_empty()).count();
    if doubled > 0 && matches!(which, Which::All | Which::Unit(_)) {
        notes.push(localized(
            format!("其中{doubled}个与别的单位重复，见 evidence/duplicates"),
            format!("{doubled} of them were handed in by other units too: see evidence/duplicates"),
        ));
    }
    notes
}
