//! Kinds of cases: where they come from.

use super::{MAIN, printed, replaced, service_year};
use crate::definition::compile;

#[test]
fn a_kind_of_case_names_its_own_sources_beside_the_usual_ones() {
    let compiled = compile(&replaced(service_year(), MAIN, "来源: [热线]", "来源: [来信, Hotline, 网站]"));
    let said = printed(&compiled);
    let def = compiled.definition.unwrap();
    let kind = def.cases.iter().find(|kind| kind.id == "hotline-12319").unwrap();
    assert_eq!(kind.sources, ["来信", "hotline", "网站"]);
    // What is like a usual one is told, and used as it stands.
    assert!(said.contains("M026 note") && said.contains("“网站”不是常用的来源"), "{said}");
    assert!(said.contains("是不是想写“网上”？") && !said.contains("“来信”不是"), "{said}");
    let said = printed(&compile(&replaced(service_year(), MAIN, "来源: [热线]", "来源: [热线, hotline]")));
    assert!(said.contains("M027 error") && said.contains("hotline"), "{said}");
}

#[test]
fn a_limit_that_may_be_over_before_a_letter_goes_is_told_at_its_key() {
    let told = |from: &str, to: &str| {
        let all = printed(&compile(&replaced(service_year(), MAIN, from, to)));
        all.lines().filter(|line| line.starts_with("M069 note ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let finish = "办结: {咨询: 当日, 投诉: 5个工作日, 抢修: 2小时}";
    let said = told(finish, finish);
    assert!(said.len() == 1 && said[0].contains("“办结”的时限按钟点连续算"), "{said:?}");
    assert_eq!(told(finish, "办结: {咨询: 当日, 投诉: 5个工作日, 抢修: 2个工作时}"), Vec::<String>::new());
    assert_eq!(told(finish, "办结: {咨询: 当日, 投诉: 5个工作日, 抢修: 72小时}"), Vec::<String>::new());
    let both = told("受理: 半个工作日\n    办结: {咨询", "受理: 30分钟\n    办结: {咨询");
    assert!(both.len() == 2 && both[0].contains("“受理”"), "{both:?}");
}
