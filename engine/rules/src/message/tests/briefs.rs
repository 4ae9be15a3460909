//! The weekly brief as a letter tells it.

use muster_protocol::item::Standing;

use super::*;

#[test]
fn a_weekly_brief_tells_how_each_late_item_of_the_units_stands() {
    let mut def = definition();
    let lines = [
        line(StepKind::Brief(Standing::Late, 1), "kickoff", 2, "2014-05-02"),
        // After an outage the briefs of two weeks are one letter: the later one is told.
        line(StepKind::Brief(Standing::Yellow, 1), "unit-plan", 1, "2014-04-25"),
        line(StepKind::Brief(Standing::Red, 2), "unit-plan", 1, "2014-04-25"),
    ];
    let leader = text(&def, "leader-1", &lines, "2014-05-05");
    assert!(leader.contains("有以下2项提醒"), "{leader}");
    let other = &def.units[at(2).at()];
    let said = format!(
        "【每周简报】\n1. 本单位活动方案【市政处】：红单，4月25日（周五）到期，已逾期10天（编号 unit-plan/005）\n\
         2. 动员部署【{}】：5月2日（周五）到期，已逾期3天（编号 kickoff/{}）",
        other.short, other.code
    );
    assert!(leader.contains(&said), "{leader}");
    def.templates = usual(Language::En);
    let leader = text(&def, "leader-1", &lines[1..], "2014-05-05");
    let said =
        "Weekly brief\n1. 本单位活动方案 [市政处]: red card, due Fri 25 April, 10 days late (unit-plan/005)";
    assert!(leader.contains(said), "{leader}");
}
