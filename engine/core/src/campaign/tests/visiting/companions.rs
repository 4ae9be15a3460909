//! Who only comes along on a visit has no say in it, and is told who has.

use super::super::duties::campaign;
use super::*;

#[test]
fn who_comes_along_without_the_right_to_visit_is_refused_and_told_who_may() {
    let mut world = campaign();
    let clerk = world.def.roles.iter().position(|role| role.id == "clerk").unwrap();
    let programme = world.def.visits.iter_mut().find(|programme| programme.id == "contact-points").unwrap();
    programme.companions = vec![RoleIx(u8::try_from(clerk).unwrap())];
    let when = "2014-05-06 10:00";
    world.pass(when);
    let visit = item("contact-points.2014-q2/V03");
    let record = RecordVisit {
        item: visit.clone(),
        on: "2014-05-06".parse().unwrap(),
        record: None,
        sections: Vec::new(),
        ratings: Vec::new(),
        actions: Vec::new(),
        cases: Vec::new(),
    };
    let confirm = ChangeVisit { item: visit, change: VisitChange::Confirm };
    for command in [Command::RecordVisit(record), Command::ChangeVisit(confirm)] {
        let by = Issuer::post("柳湾村联络员");
        let refused = decide(&world.def, &world.state, at(when), by, &command).unwrap_err();
        assert!(matches!(refused.code, RefusalCode::NotAllowed(_)), "{refused}");
        let (zh, en) = (&refused.detail.zh, &refused.detail.en);
        assert!(zh.contains("“走访”") && zh.contains("副局长乙"), "{zh}");
        assert!(en.contains("“visit”") && en.contains("副局长乙"), "{en}");
    }
}
