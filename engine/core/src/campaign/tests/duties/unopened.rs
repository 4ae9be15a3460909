//! What is handed in before it opens, or under the name of a duty that is asked for every month.

use super::*;

#[test]
fn what_has_not_opened_says_when_it_does() {
    let mut world = campaign();
    let early = hand_in("study.2014-05/002", &[], Form::default());
    let reported = world.refusal("2014-04-10 10:00", &early);
    assert!(reported.contains("study.2014-05/002: it opens on 2014-05-01"), "{reported}");
    assert!(reported.contains("study.2014-05/002：2014-05-01才开始"), "{reported}");
}

#[test]
fn the_name_of_a_duty_that_is_asked_for_every_month_names_the_item_that_is_meant() {
    let mut world = campaign();
    let study = hand_in("study/002", &[], Form::default());
    let reported = world.refusal("2014-04-10 10:00", &study);
    assert!(reported.contains("the next one, study.2014-05/002, opens on 2014-05-01"), "{reported}");
    assert!(!reported.contains("instead"), "it cannot be handed in yet: {reported}");
    let reported = world.refusal("2014-05-10 10:00", &study);
    assert!(reported.contains("open now is study.2014-05/002"), "{reported}");
    assert!(reported.ends_with("instead study.2014-05/002"), "{reported}");
}
