//! Two workers that plan visits at once, each killed when it has given its first plan: one plan comes of it, the undisturbed one.

use super::apart::{Apart, Process, closed};

/// Dies right after it gave its first plan.
const DIES: Option<&str> = Some("after-reporting:1");

/// Starts a planner again that has died.
fn look(apart: &Apart, planner: &mut Process, deaths: &mut usize) {
    let Some(status) = planner.ended() else { return };
    assert_eq!(status.code(), None, "a planner ended by itself:\n{}", planner.heard());
    *deaths += 1;
    *planner = apart.worker("visits", None);
}

#[test]
fn two_planners_at_once_one_killed_make_the_plan_of_one() {
    let apart = Apart::new("");
    let mut engine = apart.engine(None);
    engine.says("running:");
    let mut others = ["reminders", "evaluation"].map(|name| apart.worker(name, None));
    let mut planners = [apart.worker("visits", DIES), apart.worker("visits", DIES)];
    apart.launch();
    let mut deaths = 0;
    while !apart.status().is_some_and(|status| closed(&status)) {
        planners.iter_mut().for_each(|planner| look(&apart, planner, &mut deaths));
        engine.listen();
    }
    assert!((1..=2).contains(&deaths), "{deaths} planners died");
    for planner in &mut planners {
        planner.stop();
        let said = planner.heard();
        assert!(!said.contains("dead letter") && !said.contains("put off"), "{said}");
    }
    others.iter_mut().for_each(Process::stop);
    engine.stop();
    apart.sound();
}
