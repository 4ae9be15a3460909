//! A proposed roster in words and as JSON.

use muster_core::definition::{Moved, Proposal};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use serde::Serialize;

use crate::authoring::findings::{self, FindingJson};

/// The JSON of a proposal.
#[derive(Debug, Serialize)]
pub(in crate::verb) struct ProposalJson {
    added: Vec<MovedJson>,
    changed: Vec<ChangeJson>,
    left: Vec<MovedJson>,
    merged: Vec<MovedJson>,
    unchanged: usize,
    written: bool,
    findings: Vec<FindingJson>,
}

/// A unit that comes or goes.
#[derive(Debug, Serialize)]
pub(in crate::verb) struct MovedJson {
    pub(in crate::verb) code: String,
    pub(in crate::verb) name: String,
    pub(in crate::verb) day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::verb) into: Option<String>,
}

#[derive(Debug, Serialize)]
struct ChangeJson {
    code: String,
    name: String,
    cells: Vec<CellJson>,
}

#[derive(Debug, Serialize)]
struct CellJson {
    column: String,
    old: String,
    new: String,
}

/// A proposal as JSON.
pub(in crate::verb) fn json(proposal: &Proposal, written: bool) -> ProposalJson {
    let moved = |moved: &[Moved]| moved.iter().map(MovedJson::from).collect();
    let merged = proposal.merged.iter();
    let changed = proposal.changed.iter().map(|change| ChangeJson {
        code: change.code.clone(),
        name: change.name.clone(),
        cells: change
            .cells
            .iter()
            .map(|(column, old, new)| CellJson { column: column.clone(), old: old.clone(), new: new.clone() })
            .collect(),
    });
    ProposalJson {
        added: moved(&proposal.added),
        changed: changed.collect(),
        left: moved(&proposal.left),
        merged: merged
            .map(|(unit, into)| MovedJson { into: Some(into.clone()), ..MovedJson::from(unit) })
            .collect(),
        unchanged: proposal.unchanged,
        written,
        findings: proposal.remarks.iter().chain(&proposal.findings).map(findings::json).collect(),
    }
}

/// A proposal in lines: a sum, then each unit.
pub(in crate::verb) fn lines(lang: Language, proposal: &Proposal) -> Vec<String> {
    let Proposal { added, changed, left, merged, unchanged, .. } = proposal;
    let mut lines = vec![say!(
        lang,
        "added-changed-left-merged-unchanged",
        added = added.len(),
        changed = changed.len(),
        left = left.len(),
        merged = merged.len(),
        unchanged
    )];
    let unit = |moved: &Moved| format!("{} {}", moved.code, moved.name);
    lines.extend(
        added.iter().map(|moved| say!(lang, "moved-joins-on-day", moved = unit(moved), day = moved.day)),
    );
    for change in changed {
        let cells = change.cells.iter();
        let cells = cells.map(|(column, old, new)| say!(lang, "column-old-to-new", column, old, new));
        let cells = cells.collect::<Vec<_>>().join(lang.say("clause-comma"));
        let unit = format!("{} {}", change.code, change.name);
        lines.push(say!(lang, "changed-unit-cells", unit, cells));
    }
    lines.extend(
        left.iter().map(|moved| say!(lang, "moved-last-day-day", moved = unit(moved), day = moved.day)),
    );
    lines.extend(merged.iter().map(|(moved, into)| {
        say!(lang, "moved-last-day-day-merged-into-into", moved = unit(moved), day = moved.day, into)
    }));
    lines
}
