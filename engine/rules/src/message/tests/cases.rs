//! Letters of cases: one entry a case, with its limits as people say them.

use muster_protocol::case::{CaseClock, CaseName};
use muster_protocol::definition::{CaseKind, Finish, Limit};
use muster_protocol::item::CaseNews;
use muster_protocol::question::{CaseLimit, CaseStanding};
use muster_protocol::time::TimeOfDay;

use super::*;

fn with_letters() -> Definition {
    let mut def = definition();
    def.cases = vec![CaseKind {
        id: "letters".to_owned(),
        name: "来信来访".to_owned(),
        refs: Vec::new(),
        audience: None,
        sources: Vec::new(),
        accept: None,
        finish: Finish::Within(Limit::SameDay),
        catalogue: Vec::new(),
        callback_percent: 0,
        reopen: false,
        pass_up: None,
        agent: None,
        stages: Vec::new(),
        reply_public: false,
    }];
    def
}

fn limit(clock: CaseClock, day: &str, hour: Option<u16>, over: bool) -> CaseLimit {
    CaseLimit { clock, day: date(day), hour: hour.map(|hour| TimeOfDay(hour * 60)), over }
}

/// A line about the third case, of which this is the `nth` thing that is said.
fn told(news: CaseNews, nth: u32, limits: &[CaseLimit]) -> MessageLine {
    let case = CaseName { kind: "letters".to_owned(), no: 3 };
    let standing =
        CaseStanding {
            case, about: Some("紧急".to_owned()), limits: limits.to_vec(), worked_by: Vec::new()
        };
    let title = Some("来信来访（letters/3）".to_owned());
    let key = format!("case-letters.3-{nth}");
    MessageLine { title, case: Some(standing), ..line(StepKind::CaseNews(news), &key, 1, "2014-04-29") }
}

fn letter(def: &Definition, lines: &[MessageLine], today: &str) -> (String, String) {
    render(def, &key("005-clerk", MessageKind::News(1), today), lines, date(today)).unwrap()
}

#[test]
fn a_letter_of_a_case_says_what_it_is_about_and_each_limit_to_the_hour() {
    let def = with_letters();
    let limits = [
        limit(CaseClock::Accept, "2014-04-25", Some(16), false),
        limit(CaseClock::Finish, "2014-04-29", None, false),
    ];
    let (subject, said) = letter(&def, &[told(CaseNews::Dispatched, 1, &limits)], "2014-04-25");
    assert!(subject.ends_with("来信来访·紧急（letters/3）"), "{subject}");
    let wanted = "来信来访·紧急（letters/3）：已派给本单位；最迟4月25日（周五）16:00受理，今天；\
                  最迟4月29日（周二）办结，还有4天\n";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn the_limit_that_is_over_is_named_and_what_is_told_three_times_stands_once() {
    let def = with_letters();
    let limits = [
        limit(CaseClock::Accept, "2014-04-25", Some(16), true),
        limit(CaseClock::Finish, "2014-04-26", None, true),
    ];
    let lines = [
        told(CaseNews::Late, 3, &limits),
        told(CaseNews::Dispatched, 1, &limits),
        told(CaseNews::Late, 2, &limits),
    ];
    let (_, said) = letter(&def, &lines, "2014-04-28");
    let wanted = "1. 来信来访·紧急（letters/3）：已派给本单位；受理时限4月25日（周五）16:00已过，已逾期3天；\
                  承诺办结时限4月26日（周六）已过，已逾期2天；请抓紧办理\n";
    assert!(said.contains(wanted) && !said.contains("2. "), "{said}");
    // Within the day no days are counted.
    let (_, said) = letter(&def, &[told(CaseNews::Late, 2, &limits[..1])], "2014-04-25");
    assert!(said.contains("：受理时限4月25日（周五）16:00已过；请抓紧办理\n"), "{said}");
}

#[test]
fn who_may_not_work_on_a_case_is_asked_nothing() {
    let mut def = with_letters();
    let limits = [limit(CaseClock::Finish, "2014-04-24", None, true)];
    let mut line = told(CaseNews::Late, 1, &limits);
    line.case.as_mut().unwrap().worked_by = vec!["小组办公室".to_owned()];
    let (_, said) = letter(&def, std::slice::from_ref(&line), "2014-04-25");
    assert!(said.contains("已过，已逾期1天；由小组办公室办理\n") && !said.contains("请抓紧"), "{said}");
    // The brackets are those of the reader's language.
    def.templates = usual(Language::En);
    let (_, said) = letter(&def, &[line], "2014-04-25");
    let wanted = "来信来访: 紧急 (letters/3): it was to be finished by Thu 24 April, 1 day late; 小组办公室 will deal with it";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn a_visit_that_has_a_card_is_not_told_again_as_late() {
    let def = definition();
    let lines = [
        line(StepKind::Overdue(2), "contact-points.2014-q2", 1, "2014-06-30"),
        line(StepKind::Card(CardColour::Yellow, 2), "contact-points.2014-q2", 1, "2014-06-30"),
    ];
    let key = key("leader-2", MessageKind::Routine, "2014-07-02");
    let (subject, said) = render(&def, &key, &lines, date("2014-07-02")).unwrap();
    assert!(subject.ends_with("提醒1项"), "{subject}");
    assert!(said.contains("督办") && !said.contains("【已逾期】"), "{said}");
}
