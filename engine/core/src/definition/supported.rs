//! What is asked in kinds whose own life the engine does not have yet: each kind is told once, with its lines.

use muster_protocol::definition::By;

use super::evaluation::selections::SelectionLine;
use super::findings::code;
use super::findings::finding::Report;

/// Tells of stages that the committee does itself: nobody is reminded of them yet.
pub(crate) fn report_findings(selections: &[SelectionLine], report: &mut Report) {
    let by_committee =
        |line: &&SelectionLine| line.selection.stages.iter().any(|stage| !matches!(stage.by, By::Units(_)));
    let lines: Vec<&SelectionLine> = selections.iter().filter(by_committee).collect();
    let Some(first) = lines.first() else { return };
    let ids = lines.iter().map(|line| line.selection.id.as_str()).collect::<Vec<_>>().join("、");
    report.note(
        code::NOT_SUPPORTED,
        first.place,
        format!("由委员会做的步骤：逐步办理，还没有提醒（{ids}）"),
        format!("stages done by the committee: they are passed one by one and are not reminded yet ({ids})"),
    );
}
