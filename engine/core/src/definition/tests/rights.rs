//! What the file lets somebody have to do that no right lets them do.

use super::{MAIN, printed, replaced, service_year};
use crate::definition::compile;

/// What is found of rights in the shipped campaign with one text replaced.
fn found(changes: &[(&str, &str)]) -> String {
    let files = changes.iter().fold(service_year(), |files, (from, to)| replaced(files, MAIN, from, to));
    let all = printed(&compile(&files));
    all.lines().filter(|line| line.starts_with("M090 ")).map(|line| format!("{line}\n")).collect()
}

const CLERK: (&str, &str) =
    ("名称: 联络员, 依据: [S82], 可以: [报送, 签收, 办件]", "名称: 联络员, 依据: [S82], 可以: [报送, 签收]");
const HEAD: (&str, &str) = ("可以: [报送, 签收, 办件, 申诉, 陈述]", "可以: [报送, 签收, 申诉, 陈述]");

#[test]
fn a_case_that_goes_to_units_of_which_no_post_may_work_on_it_is_told() {
    assert_eq!(found(&[]), "", "the shipped campaign gives each what it takes");
    assert_eq!(found(&[CLERK]), "", "the heads of the units may");
    let said = found(&[CLERK, HEAD]);
    assert!(
        said.contains(
            "“城建12319热线”归单位办，但有1个单位（如017）没有一个岗位有“办件”权限，收到了也办不了"
        ),
        "{said}"
    );
    assert!(said.contains(" | 在“角色”里给单位的岗位（如联络员）的“可以”加上“办件”\n"), "{said}");
}

#[test]
fn where_nobody_has_a_right_it_binds_nobody_and_nothing_is_told() {
    let office = ("审核, 代报, 办件, 签收, 导出]", "审核, 代报, 签收, 导出]");
    let delegate = ("可以: [走访, 办件, 签收]", "可以: [走访, 签收]");
    assert_eq!(found(&[CLERK, HEAD, office, delegate]), "");
}

#[test]
fn that_units_may_hand_nothing_in_is_told_once() {
    let clerk = (CLERK.0, "名称: 联络员, 依据: [S82], 可以: [签收, 办件]");
    let head = (HEAD.0, "可以: [签收, 办件, 申诉, 陈述]");
    assert_eq!(found(&[clerk, head]), "", "nobody has the right, so that all may");
    let office = ("审核, 代报, 办件, 签收, 导出]", "审核, 报送, 办件, 签收, 导出]");
    let said = found(&[clerk, head, office]);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("没有一个岗位有“报送”权限"), "{said}");
}
