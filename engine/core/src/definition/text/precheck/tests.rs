use super::fix;
use crate::definition::findings::finding::Report;

fn run(text: &str) -> (String, Vec<(u32, u32)>) {
    let mut report = Report::new("x");
    let fixed = fix(text, &mut report);
    (fixed.text, report.into_findings().iter().map(|f| (f.line, f.column)).collect())
}

#[test]
fn signs_as_syntax_are_fixed_where_they_stand() {
    assert_eq!(run("名称：某活动\n"), ("名称: 某活动\n".into(), vec![(1, 3)]));
    assert_eq!(run("a: [5，1]\n"), ("a: [5,1]\n".into(), vec![(1, 6)]));
    assert_eq!(run("a: ［5, 1］\n"), ("a: [5, 1]\n".into(), vec![(1, 4), (1, 9)]));
    assert_eq!(run("a: ｛颜色：黄｝\n"), ("a: {颜色: 黄}\n".into(), vec![(1, 4), (1, 7), (1, 9)]));
    assert_eq!(run("时刻: “09:00”\n"), ("时刻: \"09:00\"\n".into(), vec![(1, 5)]));
    assert_eq!(run("全部单位：{参评: 是}\n"), ("全部单位: {参评: 是}\n".into(), vec![(1, 5)]));
    assert_eq!(run("a:\n\tb: 1\n"), ("a:\n  b: 1\n".into(), vec![(2, 1)]));
    assert_eq!(run("a:\n\u{3000}b: 1\n"), ("a:\n  b: 1\n".into(), vec![(2, 1)]));
    assert_eq!(run("a:\u{a0}1\n").1, vec![(1, 3)]);
}

#[test]
fn signs_in_texts_stay() {
    for text in [
        "名称: 住建系统“基层组织服务年”活动\n",
        "名称: 会议：专题，其他\n",
        "名称: “爱心超市”\n",
        "表: [\"5，1\", '甲：乙']\n",
        "# 注释：全角，没关系\n",
        "- 会议：专题\n",
        "正文: |\n  各单位：\n  一，二\n",
        "- 正文: |\n    各单位：\n  名称: x\n",
        "名称: 【通知】关于\n",
    ] {
        assert_eq!(run(text), (text.into(), vec![]), "{text}");
    }
}

/// Where each sign has the whole line read again, these take hours.
#[test]
fn a_long_line_is_read_once() {
    for sign in ["字：", "“”", "‘字’”", "字”", "“字", "【"] {
        let text = format!("名称: {}\n", sign.repeat(100_000));
        let fixed = run(&text).0;
        assert!(fixed == text || sign == "“”", "{sign}");
    }
    for sign in ["“，", "【，", "字，", "“09:00”，"] {
        let (fixed, _) = run(&format!("表: [{}字]\n", sign.repeat(100_000)));
        assert_eq!(fixed.matches(',').count(), 100_000, "{sign}");
    }
    let mut report = Report::new("x");
    let fixed = fix(&format!("{{{}}}\n", "名称：字，".repeat(100_000)), &mut report);
    // The colon and the space that stand for one sign make each entry longer by one.
    assert_eq!(fixed.column(1, 1 + 6 * 99_999 + 1), 1 + 5 * 99_999 + 1);
}

#[test]
fn columns_behind_an_insertion_are_those_of_the_original() {
    let mut report = Report::new("x");
    let fixed = fix("名称：某 x\n", &mut report);
    assert_eq!(fixed.text, "名称: 某 x\n");
    assert_eq!((fixed.column(1, 3), fixed.column(1, 5), fixed.column(1, 7)), (3, 4, 6));
}

#[test]
fn odd_indentation_becomes_what_its_neighbours_suggest() {
    assert_eq!(run("a:\n    b:\n\tc: 1\n\td: 1\n").0, "a:\n    b:\n      c: 1\n      d: 1\n");
    assert_eq!(run("a:\n\tb:\n\t\tc: 1\n\td: 2\n").0, "a:\n  b:\n    c: 1\n  d: 2\n");
    assert_eq!(run("- a: 1\n\tb: 2\n").0, "- a: 1\n  b: 2\n");
    let mut report = Report::new("x");
    let fixed = fix("a:\n\t\t\tb: 1\n", &mut report);
    assert_eq!((fixed.text.as_str(), fixed.column(2, 3)), ("a:\n  b: 1\n", 4));
}

#[test]
fn a_bracket_without_its_partner_is_told_where_it_stands() {
    let unclosed = |text: &str| {
        let fixed = fix(text, &mut Report::new(""));
        fixed.unclosed.map(|(place, closing)| (place.line, place.column, closing))
    };
    assert_eq!(unclosed("a:\n  方式: [线下, 线上\n  时间: 4月25日\n"), Some((2, 7, ']')));
    assert_eq!(unclosed("a: {名称: 甲\nb: 乙\n"), Some((1, 4, '}')));
    assert_eq!(unclosed("a: [甲, 乙"), Some((1, 4, ']')));
    assert_eq!(unclosed("a: [甲,\n  乙]\nb: 丙\n"), None);
    assert_eq!(unclosed("a: [\n  甲\n]\nb: {c: [丁]}\n"), None);
}
