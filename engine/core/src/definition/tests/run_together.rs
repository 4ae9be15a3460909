//! What is read as one name and may be meant as more: told, and read as it stands.

use super::{MAIN, printed, with};
use crate::definition::compile;

/// What is noted of names in the frame with one text replaced.
fn noted(from: &str, to: &str) -> String {
    let compiled = compile(&with(MAIN, from, to));
    assert!(compiled.definition.is_some(), "{}", printed(&compiled));
    let all = printed(&compiled);
    all.lines().filter(|line| line.starts_with("M012 note ")).map(|line| format!("{line}\n")).collect()
}

const ASKED: &str = "提交: [总结报告]";

#[test]
fn several_in_a_row_that_no_comma_of_the_language_parts_are_told() {
    let said = noted(ASKED, "提交: [总结报告、照片]");
    assert!(said.contains("“总结报告、照片”整个当作一个名称"), "{said}");
    assert!(said.contains("用英文逗号分开：[总结报告, 照片]"), "{said}");
    assert_eq!(noted(ASKED, "提交: [总结报告, 照片]"), "");
    assert_eq!(noted(ASKED, ASKED), "", "the frame has none");
    // A single text of the committee's own words as well.
    let rubric = "要点: [具体实际, 求细求实, 创新载体, 特色鲜明, 富有实效]";
    assert!(noted(rubric, "要点: 具体实际、求细求实").contains("[具体实际, 求细求实]"));
}

#[test]
fn a_number_without_a_sign_is_part_of_the_name_and_that_is_told() {
    for asked in ["照片 2", "书目 3-10", "2张照片"] {
        let said = noted(ASKED, &format!("提交: [{asked}]"));
        assert!(said.contains(&format!("“{asked}”整个当作名称，里面的数字不算数量")), "{said}");
    }
    for asked in ["照片≥2", "照片2张", "书目3至10本", "书目3-10本", "照片"] {
        assert_eq!(noted(ASKED, &format!("提交: [{asked}]")), "", "{asked}");
    }
}
