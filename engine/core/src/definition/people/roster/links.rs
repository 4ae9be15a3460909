//! Links between units: the unit above, and the one that takes over. Rings are found.

use muster_protocol::catalogue::TextId;
use muster_protocol::ids::UnitIx;
use muster_protocol::{id, text};

use super::{Draft, RosterSheet};
use crate::definition::findings::code;
use crate::definition::findings::nearest::nearest;
use crate::definition::limits::CODE_CHARS_MAX;
use crate::definition::text::tables::Row;

/// Codes on either side of a wrong one, in their order, among which the right one is looked for: all of a roster of a few
/// hundred units, and of a large one those that begin as it does.
const BESIDE_MAX: usize = 500;

/// Resolves and checks both kinds of links. Drafts stand in the order of their codes.
pub(super) fn resolve(sheet: &mut RosterSheet<'_>, drafts: &mut [Draft<'_>]) {
    let codes: Vec<String> = drafts.iter().map(|draft| draft.unit.code.clone()).collect();
    for draft in drafts.iter_mut() {
        draft.unit.parent = link(sheet, draft.row, sheet.columns.parent, &codes);
        draft.unit.merged_into = link(sheet, draft.row, sheet.columns.merged, &codes);
        if draft.unit.merged_into.is_some() && draft.unit.left.is_none() {
            let said = text!("it-is-merged-but-has-no-leaving-date");
            sheet.fault(draft.row, sheet.columns.left, said, id!("fill-in-its-last-day"));
        }
    }
    let parents: Vec<Option<UnitIx>> = drafts.iter().map(|draft| draft.unit.parent).collect();
    let heirs: Vec<Option<UnitIx>> = drafts.iter().map(|draft| draft.unit.merged_into).collect();
    rings(sheet, drafts, &parents, sheet.columns.parent, id!("units-above-each-other"));
    rings(sheet, drafts, &heirs, sheet.columns.merged, id!("units-merged-into-each-other"));
}

fn link(sheet: &mut RosterSheet<'_>, row: &Row, column: Option<usize>, codes: &[String]) -> Option<UnitIx> {
    let code = row.cell(column);
    if code.is_empty() {
        return None;
    }
    let beside = match codes.binary_search_by(|known| known.as_str().cmp(code)) {
        Ok(at) => return u32::try_from(at).ok().map(UnitIx),
        Err(beside) => beside,
    };
    if sheet.faulty.contains(code) || sheet.report.full() {
        return None;
    }
    let heading = sheet.table.heading(column);
    let finding = sheet.report.error(
        code::UNKNOWN_UNIT,
        sheet.table.place(row, column),
        text!("column-heading-the-roster-has-no-code-code", heading, code),
    );
    // A column that lost its zeros is wrong in every row.
    let near = &codes[beside.saturating_sub(BESIDE_MAX)..(beside + BESIDE_MAX).min(codes.len())];
    let padded = (code.len()..=CODE_CHARS_MAX).map(|length| format!("{code:0>length$}"));
    let padded = padded.filter_map(|code| codes.binary_search(&code).ok()).map(|at| &codes[at]);
    match nearest(code, padded.chain(near).map(String::as_str)) {
        Some(near) => finding.fix(text!("is-it-near", near)),
        None => finding.fix(text!("write-a-code-of-the-roster-or-leave")),
    }
    None
}

/// Each unit is walked once: a walk that meets its own trail has found a ring.
fn rings(
    sheet: &mut RosterSheet<'_>,
    drafts: &[Draft<'_>],
    next: &[Option<UnitIx>],
    column: Option<usize>,
    kind: TextId,
) {
    let mut walked = vec![0_usize; next.len()];
    for start in 0..next.len() {
        let trail = start + 1;
        let mut at = start;
        while walked[at] == 0 {
            walked[at] = trail;
            match next[at] {
                Some(above) => at = above.at(),
                None => break,
            }
        }
        if walked[at] != trail || next[at].is_none() {
            continue;
        }
        let mut ring = vec![drafts[at].unit.code.as_str()];
        let mut step = next[at];
        while let Some(ix) = step.filter(|ix| ix.at() != at) {
            ring.push(&drafts[ix.at()].unit.code);
            step = next[ix.at()];
        }
        ring.push(&drafts[at].unit.code);
        let ring = ring.join(" → ");
        sheet
            .report
            .error(
                code::CYCLE,
                sheet.table.place(drafts[at].row, column),
                text!("units-stand-in-this-ring", kind: kind, ring),
            )
            .fix(text!("change-one-of-these-cells"));
    }
}
