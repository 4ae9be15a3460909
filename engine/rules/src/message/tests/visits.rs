//! Visits in letters: who goes, and in which order.

use muster_protocol::event::CalledOff;
use muster_protocol::item::{MessageKind, StepKind, VisitNews};
use muster_protocol::question::{MessageLine, VisitOff};
use muster_protocol::time::TimeOfDay;

use super::{key, line, render};
use crate::sample::{date, definition};

fn told(kind: StepKind, unit: u32, starts: u16) -> MessageLine {
    let visitor = Some("副局长乙".to_owned());
    MessageLine {
        starts: Some(TimeOfDay(starts)),
        visitor,
        ..line(kind, "contact-points.2014-q2", unit, "2014-05-30")
    }
}

/// The letter to a leader about these.
fn letter(lines: &[MessageLine]) -> String {
    let key = key("leader-2", MessageKind::Routine, "2014-05-27");
    render(&definition(), &key, lines, date("2014-05-27")).unwrap().1
}

#[test]
fn a_letter_of_a_visit_names_all_who_go() {
    let news = StepKind::VisitNews(VisitNews::Proposed);
    let along = vec!["市政处联络员".to_owned(), "小组办公室".to_owned()];
    let with = MessageLine { along: along.clone(), ..told(news, 1, 9 * 60) };
    assert!(letter(&[with]).contains("，走访人副局长乙，同行市政处联络员、小组办公室"));
    let alone = letter(&[told(news, 1, 9 * 60)]);
    assert!(alone.contains("，走访人副局长乙") && !alone.contains("同行"), "{alone}");
    // So does the reminder; who goes alone knows who goes.
    let ahead = MessageLine { along, ..told(StepKind::VisitAhead(3), 1, 9 * 60) };
    let ahead = letter(&[ahead]);
    assert!(ahead.contains("09:00走访，还有3天，走访人副局长乙，同行市政处联络员、小组办公室"), "{ahead}");
    assert!(!letter(&[told(StepKind::VisitAhead(3), 1, 9 * 60)]).contains("走访人"));
}

#[test]
fn visits_of_one_day_stand_in_the_order_of_their_hours() {
    let news = StepKind::VisitNews(VisitNews::Proposed);
    let told = letter(&[told(news, 0, 14 * 60 + 30), told(news, 1, 9 * 60 + 30), told(news, 1, 9 * 60 + 30)]);
    let [morning, afternoon] = ["09:30", "14:30"].map(|hour| told.find(hour).unwrap());
    assert!(morning < afternoon, "{told}");
    assert_eq!(told.matches("09:30").count(), 1, "one thing is told once: {told}");
}

/// One letter says what is off and what stands now: to both sides, and to who went before.
#[test]
fn a_visit_planned_instead_of_another_is_told_with_what_is_off() {
    let off = VisitOff {
        why: CalledOff::Declined,
        date: date("2014-05-29"),
        starts: TimeOfDay(14 * 60 + 30),
        again: true,
        visit: None,
    };
    for news in [VisitNews::PlannedAgain, VisitNews::GivenToAnother] {
        let line = told(StepKind::VisitNews(news), 1, 9 * 60 + 30);
        let letter = letter(&[MessageLine { off: Some(off.clone()), ..line }]);
        let said =
            "原定5月29日（周四）14:30的走访取消（走访人不能去），改为5月30日（周五）09:30，走访人副局长乙";
        assert!(letter.contains(said), "{letter}");
    }
    // Nobody waits for another visit to a unit that takes part no more.
    let line = told(StepKind::VisitNews(VisitNews::CalledOff), 1, 9 * 60 + 30);
    let waits = letter(&[MessageLine { off: Some(off.clone()), ..line.clone() }]);
    assert!(waits.contains("5月29日（周四）14:30的走访取消（走访人不能去），另行安排"), "{waits}");
    let left = VisitOff { why: CalledOff::Left, again: false, ..off };
    let left = letter(&[MessageLine { off: Some(left), ..line }]);
    assert!(
        left.contains("5月29日（周四）14:30的走访取消（单位已撤并）") && !left.contains("另行安排"),
        "{left}"
    );
}
