//! Letters of what has just happened: what an inspection found, appeals.

use muster_protocol::item::AppealNews;

use super::*;

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
