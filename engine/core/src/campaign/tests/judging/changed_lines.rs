//! Another file while points stand: what becomes of them is said before, and a line keeps its points under another name.

use muster_protocol::definition::{ScoreLine, Scorer};

use super::*;
use crate::impact::{LineChange, LineImpact, impact};
use crate::reconcile::reconcile;

const NOW: &str = "2014-12-10 10:00";

fn line<'d>(def: &'d mut Definition, name: &str) -> &'d mut ScoreLine {
    let mut lines = def.scores.iter_mut().flat_map(|sheet| &mut sheet.groups).flat_map(|it| &mut it.lines);
    lines.find(|line| line.name == name).unwrap()
}

/// 18 points of 20, and something that was found.
fn judged() -> World {
    let mut world = by_november();
    world.submit(NOW, &judge(Judge::Give(on("具体服务事项", "005"), Decimal(180_000)))).unwrap();
    world.submit(NOW, &deduct("005", None)).unwrap();
    world
}

fn foreseen(world: &World, change: impl FnOnce(&mut Definition)) -> Vec<LineImpact> {
    let mut changed = world.def.clone();
    change(&mut changed);
    let now = at(NOW);
    let today = muster_rules::zone::Zone::load(&world.def.zone).unwrap().date_of(now);
    let reconciled = reconcile(&world.def, &changed, today).unwrap().definition;
    impact(&world.def, &reconciled, &world.state, now).unwrap().lines
}

#[test]
fn who_changes_a_line_hears_how_many_points_it_holds_and_what_becomes_of_them() {
    let world = judged();
    let sheet = world.def.scores[0].name.clone();
    let said = |line: &str, change: LineChange, lost: u32| LineImpact {
        sheet: sheet.clone(),
        line: line.to_owned(),
        change,
        entered: 1,
        lost,
    };
    let name = "具体服务事项";
    let (from, to) = (Decimal::whole(20), Decimal::whole(15));
    assert_eq!(
        foreseen(&world, |def| line(def, name).max = to),
        [said(name, LineChange::Max { from, to }, 1)]
    );
    let to = Decimal::whole(19);
    assert_eq!(
        foreseen(&world, |def| line(def, name).max = to),
        [said(name, LineChange::Max { from, to }, 0)]
    );
    let renamed = LineChange::Renamed { from: name.to_owned() };
    assert_eq!(
        foreseen(&world, |def| line(def, name).name = "服务事项".to_owned()),
        [said("服务事项", renamed, 0)]
    );
    let without = |def: &mut Definition| {
        for group in &mut def.scores[0].groups {
            group.lines.retain(|line| line.name != name);
        }
    };
    assert_eq!(foreseen(&world, without), [said(name, LineChange::Gone, 1)]);
    let other_cause = |def: &mut Definition| {
        let Scorer::Deduct(causes) = &mut line(def, "督查扣分").scorer else {
            panic!("nothing is deducted")
        };
        causes.iter_mut().find(|it| it.cause == "每发现1个问题").unwrap().cause = "每处".to_owned();
    };
    assert_eq!(foreseen(&world, other_cause), [said("督查扣分", LineChange::Scored, 1)]);
    assert!(foreseen(&world, |def| def.scores[0].groups.reverse()).is_empty());
}

#[test]
fn a_line_that_is_called_otherwise_keeps_its_points_and_takes_more_under_its_new_name() {
    let mut world = judged();
    world.amend(NOW, |def| line(def, "具体服务事项").name = "服务事项".to_owned());
    let on_line = |world: &World| -> Vec<String> {
        world.state.facts().entries.iter().map(|entry| entry.line.clone()).collect()
    };
    assert_eq!(on_line(&world), ["服务事项", "督查扣分"]);
    let give = |line: &str| judge(Judge::Give(on(line, "005"), Decimal(180_000)));
    let before = world.state.version();
    world.submit(NOW, &give("服务事项")).unwrap();
    assert_eq!(world.state.version(), before, "the same points of the same judge are given already");
    assert!(no(&mut world, NOW, &give("具体服务事项")).contains("具体服务事项"));
    // The file that was put in force says nothing of names before: they are kept all the same.
    world.amend(NOW, |def| line(def, "服务事项").formerly.clear());
    assert_eq!(line(&mut world.def, "服务事项").formerly, ["具体服务事项"]);
}
