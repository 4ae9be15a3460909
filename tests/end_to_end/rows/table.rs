//! The table of rows: what is carried out, by which commands, with which events, what was seen of it, and what is open.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::scenario::{Played, Scenario};

/// The table as a page.
pub(super) fn of(all: &BTreeMap<u32, Scenario>, played: &BTreeMap<u32, Played>) -> String {
    let mut page = String::from(
        "# 方案各条怎样落实 · How the rows of the plan are carried out\n\n\
         每一条都有一个场景，由测试照着打命令、对照结果；本表由测试生成。\n\
         Each row has a scenario that a test types and compares; the test generates this table.\n\n\
         | row | scenario | commands | events | seen | open |\n|---|---|---|---|---|---|\n",
    );
    for (row, scenario) in all {
        let Some(played) = played.get(row) else { continue };
        let (verbs, events) = (counted(&played.verbs), counted(&played.events));
        let open = scenario.open.as_deref().unwrap_or_default();
        let seen = played.seen.join("<br>").replace('|', "\\|");
        writeln!(page, "| S{row} | {} | {verbs} | {events} | {seen} | {open} |", scenario.title).unwrap();
    }
    let open = all.values().filter(|scenario| scenario.open.is_some()).count();
    writeln!(page, "\n{} rows, {open} with something open.", all.len()).unwrap();
    page
}

/// Names in the order of their first use, each with how often if more than once.
fn counted(names: &[String]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let shown = |(name, count): &(&str, usize)| match count {
        1 => (*name).to_owned(),
        count => format!("{name} ×{count}"),
    };
    counts.iter().map(shown).collect::<Vec<_>>().join(", ")
}
