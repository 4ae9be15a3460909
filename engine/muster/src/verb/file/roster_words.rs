//! A proposed roster in words and as JSON.

use muster_core::definition::{Moved, Proposal};
use serde::Serialize;

use crate::authoring::findings::{self, FindingJson};
use crate::lang::Lang;

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
pub(in crate::verb) fn lines(lang: Lang, proposal: &Proposal) -> Vec<String> {
    let Proposal { added, changed, left, merged, unchanged, .. } = proposal;
    let counts = (added.len(), changed.len(), left.len(), merged.len());
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "新增{}个，改动{}个，退出{}个，并入{}个，不变{unchanged}个",
            counts.0, counts.1, counts.2, counts.3
        ),
        Lang::En => format!(
            "{} added, {} changed, {} left, {} merged, {unchanged} unchanged",
            counts.0, counts.1, counts.2, counts.3
        ),
    }];
    let unit = |moved: &Moved| format!("{} {}", moved.code, moved.name);
    lines.extend(added.iter().map(|moved| match lang {
        Lang::Zh => format!("+ {}：{} 加入", unit(moved), moved.day),
        Lang::En => format!("+ {}: joins on {}", unit(moved), moved.day),
    }));
    for change in changed {
        let cells = change.cells.iter().map(|(column, old, new)| match lang {
            Lang::Zh => format!("{column} “{old}”→“{new}”"),
            Lang::En => format!("{column} “{old}” → “{new}”"),
        });
        let cells: Vec<String> = cells.collect();
        lines.push(format!(
            "~ {} {}{}{}",
            change.code,
            change.name,
            lang.pick("：", ": "),
            cells.join(lang.pick("，", ", "))
        ));
    }
    lines.extend(left.iter().map(|moved| match lang {
        Lang::Zh => format!("- {}：最后一天 {}", unit(moved), moved.day),
        Lang::En => format!("- {}: last day {}", unit(moved), moved.day),
    }));
    lines.extend(merged.iter().map(|(moved, into)| match lang {
        Lang::Zh => format!("> {}：最后一天 {}，并入 {into}", unit(moved), moved.day),
        Lang::En => format!("> {}: last day {}, merged into {into}", unit(moved), moved.day),
    }));
    lines
}
