//! Letters of what has just happened: what an inspection found, scores that are public, appeals; and of rounds to those who run them.

use muster_protocol::definition::{ReviewRound, Subject, TooFew};
use muster_protocol::ids::AudienceIx;
use muster_protocol::item::{AppealNews, ListNews};

use super::*;
use crate::sample::OFFICE;

#[test]
fn what_an_inspection_found_stands_behind_the_day_by_which_it_is_put_right() {
    let def = definition();
    let text = Some("洗手池无皂液。".to_owned());
    let reason = Some(Reason { digest: Digest::of(b"found"), text });
    let found = MessageLine { reason, ..line(StepKind::Given, "unit-plan", 1, "2014-04-30") };
    let (key, today) = (key("005-clerk", MessageKind::News(1), "2014-04-25"), date("2014-04-25"));
    let (_, said) = render(&def, &key, &[found], today).unwrap();
    assert!(
        said.contains("4月30日（周三）到期，还有5天；发现的情况：洗手池无皂液。请交：活动方案"),
        "{said}"
    );
    let names = ["2014-11", "2015-01", "any"]
        .map(|period| crate::message::happening(Language::Zh, "飞行检查", period, 2014));
    assert_eq!(names, ["飞行检查（11月）", "飞行检查（2015年1月）", "飞行检查"]);
}

#[test]
fn an_appeal_is_answered_by_its_day_and_its_answer_is_said() {
    let def = definition();
    let news = |news: AppealNews| {
        let title = Some("年度考核评分表“督查扣分”的申诉（第1件）".to_owned());
        let line =
            MessageLine { title, ..line(StepKind::AppealNews(news), "appeal-annual.1-1", 1, "2014-04-30") };
        let key = key("005-clerk", MessageKind::News(1), "2014-04-25");
        render(&def, &key, &[line], date("2014-04-25")).unwrap().1
    };
    let filed = news(AppealNews::Filed);
    assert!(filed.contains("【申诉】") && filed.contains("请在4月30日（周三）前答复，还有5天"), "{filed}");
    assert!(news(AppealNews::Upheld).contains("（第1件）：申诉成立，分数已改"));
    assert!(news(AppealNews::Dismissed).contains("（第1件）：申诉不成立，分数不变"));
}

#[test]
fn that_scores_are_public_says_up_to_when_where_they_are_seen_and_how_to_appeal() {
    let mut def = definition();
    let title = Some("年度考核评分表".to_owned());
    let line = MessageLine { title, ..line(StepKind::ScoresPublic, "scores-annual-1", 1, "2014-12-19") };
    let letter = |def: &Definition| {
        let key = key("005-clerk", MessageKind::News(1), "2014-12-15");
        render(def, &key, std::slice::from_ref(&line), date("2014-12-15")).unwrap()
    };
    let (subject, said) = letter(&def);
    assert!(subject.ends_with("成绩公示：年度考核评分表"), "{subject}");
    let code = line.step.unit.as_str();
    for part in ["【成绩公示】", "到12月19日（周五）为止，还有4天", "个人页面", "muster appeal file"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains(&format!("muster score explain {code}")), "{said}");
    def.templates.language = Language::En;
    let (_, said) = letter(&def);
    for part in ["public up to Fri 19 December, in 4 days", "see your page", "may appeal until then"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains(&format!("muster score explain {code};")), "{said}");
}

/// A definition with a round that the office runs.
fn with_round(id: &str, name: &str, sample: Option<u16>) -> Definition {
    let mut def = definition();
    def.reviews = vec![ReviewRound {
        id: id.to_owned(),
        name: name.to_owned(),
        refs: Vec::new(),
        subject: Subject::Units(AudienceIx(0)),
        rules: Vec::new(),
        by: Some(OFFICE),
        raters: Vec::new(),
        too_few: TooFew::Wait,
        asks: Vec::new(),
        sample,
        within: None,
        compared: false,
        policy: None,
    }];
    def
}

#[test]
fn who_draws_reads_by_when_and_how_and_no_unit() {
    let mut def = with_round("supervision", "日常督查", Some(4));
    let line = line(StepKind::Before(5), "round-supervision-office.2014-05", 1, "2014-05-30");
    let said = text(&def, "office", std::slice::from_ref(&line), "2014-05-23");
    assert!(
        said.contains("日常督查（5月）：还没有抽取督查的单位，请在5月30日（周五）前抽取，还有7天（muster rating draw supervision）"),
        "{said}"
    );
    def.templates.language = Language::En;
    let said = text(&def, "office", &[line], "2014-05-23");
    let wanted =
        "no sample was drawn yet: please draw by Fri 30 May, in 7 days (muster rating draw supervision)";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn who_collates_reads_which_groups_are_too_few_and_what_may_be_done() {
    let (groups, today) = (["群众评议".to_owned(), "党员互评".to_owned()], date("2014-07-21"));
    let said = |language, paper| Wording(language).too_few(&groups, "three-way", (paper, today));
    assert_eq!(
        said(Language::Zh, Some(date("2014-12-12"))),
        "群众评议、党员互评答复的人不够，成绩暂缓；纸质票在12月12日（周五）前还可以录入（muster rating import three-way）；\
         也可以变更方案，改为按权重重分或记零；还差多少：muster show three-way"
    );
    assert!(!said(Language::Zh, None).contains("纸质票"), "the last sheet is frozen");
    let english = said(Language::En, Some(date("2014-12-12")));
    for part in ["so what it gives waits;", "up to Fri 12 December", "share the weight or to count zero"] {
        assert!(english.contains(part), "{part}: {english}");
    }
}

#[test]
fn who_is_proposed_for_a_list_reads_by_when_it_may_speak() {
    let def = definition();
    let news = |news: ListNews| {
        let title = Some("通报批评名单“重视不够”（第1号）".to_owned());
        let line =
            MessageLine { title, ..line(StepKind::ListNews(news), "list-criticise.1-1", 1, "2014-04-30") };
        let key = key("005-clerk", MessageKind::News(1), "2014-04-25");
        render(&def, &key, &[line], date("2014-04-25")).unwrap().1
    };
    let proposed = news(ListNews::Proposed);
    assert!(
        proposed.contains("【名单】") && proposed.contains("可以在4月30日（周三）前陈述意见，还有5天"),
        "{proposed}"
    );
    assert!(news(ListNews::Listed).contains("（第1号）：已列入"));
    assert!(news(ListNews::NotListed).contains("（第1号）：没有列入"));
}

/// News that were held, or of what was late already: nobody is asked to do something by a day that is over.
#[test]
fn what_is_said_behind_its_day_asks_for_nothing_by_it() {
    let def = definition();
    for (what, about, words) in [
        (StepKind::Returned, "unit-plan", "请尽快重新报送（原定4月30日（周三），已逾期5天）"),
        (StepKind::AppealNews(AppealNews::Filed), "appeal-annual.1-1", "请尽快答复（原定4月30日（周三）"),
        (StepKind::ListNews(ListNews::Proposed), "list-criticise.1-1", "期限（4月30日（周三））已过"),
        (StepKind::ScoresPublic, "scores-annual-1", "成绩已公示到4月30日（周三）"),
    ] {
        let title = (what != StepKind::Returned).then(|| "某事".to_owned());
        let line = MessageLine { title, ..line(what, about, 1, "2014-04-30") };
        let key = key("005-clerk", MessageKind::News(1), "2014-05-05");
        let (_, letter) = render(&def, &key, &[line], date("2014-05-05")).unwrap();
        assert!(letter.contains(words) && !letter.contains("（周三）前"), "{letter}");
    }
}
