//! Posts that the roster lacks: what is lost by it, and which column was meant.

use super::{MAIN, edited, frame, printed, replaced};
use crate::definition::compile;

/// Findings of a code in the frame with another heading of the roster.
fn found(from: &str, to: &str, code: &str) -> String {
    let all = printed(&compile(&replaced(frame(), "roster.csv", from, to)));
    all.lines().filter(|line| line.starts_with(code)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn reminders_that_nobody_gets_are_an_error_with_all_that_is_lost() {
    for heading in ["联络员", "联系人"] {
        let said = found("联络员岗位", heading, "M053 error");
        assert_eq!(said.lines().count(), 1, "{heading}: {said}");
        assert!(said.contains("提醒发给联络员，但没有一个单位有联络员"), "{said}");
        assert!(said.contains("项都没有人收：") && said.contains("宣传发动"), "{said}");
        assert!(said.contains("“联络员岗位”（clerk_post）"), "{said}");
    }
    assert!(
        found("联络员岗位", "联络员", "M053 error").contains("把名册里的“联络员”这一列改名为“联络员岗位”")
    );
    assert_eq!(found("联络员岗位", "联络员岗位", "M053 error"), "");
}

#[test]
fn a_column_that_is_another_ones_is_not_the_missing_one_misspelt() {
    let missing = |from: &str| found(from, "某列", "M044 error");
    let said = missing("单位编码");
    assert!(!said.contains("单位名称") && said.contains("在表头加上“单位编码”这一列"), "{said}");
    let said = missing("类别");
    assert!(said.contains("在表头加上“类别”这一列") && !said.contains("半角逗号"), "{said}");
    let files = edited(frame(), MAIN, |text| {
        let roles = "角色:\n  leader: {名称: 分管领导, 列: 联系领导岗位, 共用: 是}\n\n人群:";
        text.replacen("\n人群:", &format!("\n{roles}"), 1)
    });
    let files = replaced(files, "roster.csv", "联系领导岗位,", "某列,");
    let all = printed(&compile(&files));
    let said: Vec<&str> = all.lines().filter(|line| line.starts_with("M058 ")).collect();
    assert!(said.len() == 1 && !said[0].contains("是不是想写"), "{all}");
}
