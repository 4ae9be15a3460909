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
