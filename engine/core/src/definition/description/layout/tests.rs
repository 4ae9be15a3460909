//! What a file looks like afterwards, and that it still says the same.

use std::collections::BTreeMap;

use super::format;
use crate::definition::tests::{MAIN, service_year};
use crate::definition::{Files, compile};
use muster_protocol::catalogue::Language;

fn shipped() -> String {
    String::from_utf8(service_year().files[MAIN].clone()).unwrap()
}

fn digest(text: &str) -> muster_protocol::ids::Digest {
    let mut files: Files = service_year();
    files.files.insert(MAIN.to_owned(), text.as_bytes().to_vec());
    compile(&files).definition.unwrap().digest()
}

fn formatted(text: &str, keys: Option<Language>) -> String {
    format(text.as_bytes(), keys).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn comments(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for line in text.lines() {
        if let Some((_, comment)) = line.split_once('#') {
            *found.entry(comment.trim().to_owned()).or_default() += 1;
        }
    }
    found
}

#[test]
fn the_shipped_file_is_laid_out_already() {
    assert_eq!(differing(&formatted(&shipped(), None), &shipped()), Vec::<String>::new());
}

fn differing(one: &str, other: &str) -> Vec<String> {
    let pairs = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
    pairs.map(|(one, other)| format!("{one} | {other}")).collect()
}

#[test]
fn either_language_says_the_same_and_keeps_every_comment() {
    let shipped = shipped();
    let english = formatted(&shipped, Some(Language::En));
    assert!(english.contains("campaign:\n  id: service-year-2014\n"), "{english}");
    assert_eq!(digest(&english), digest(&shipped));
    assert_eq!(comments(&english), comments(&shipped));
    assert_eq!(formatted(&english, Some(Language::En)), english);
    assert_eq!(differing(&formatted(&english, Some(Language::Zh)), &shipped), Vec::<String>::new());
}

#[test]
fn a_messy_file_is_put_in_order() {
    let messy = "\
# 文件头

任务:
    study:
        时间: 每月   # （A）
        提交: [学习记录]
        # 谁
        人群: 全部单位
        名称: 学习
    名称:
      名称: 编号像键的任务
      人群: {除: [\"010\"], 参评: 是}  # 除去一家
      时间: 每季度
# 阶段在后
阶段:
  - 名称: 起步
    止: 4月30日
    # 从四月起
    编号: start
    起: 4月1日

# 头
活动: {名称: 样例, 年份: 2014, 编号: sample}
";
    let neat = "\
# 文件头

# 头
活动: {编号: sample, 名称: 样例, 年份: 2014}
# 阶段在后
阶段:
  # 从四月起
  - 编号: start
    名称: 起步
    起: 4月1日
    止: 4月30日
任务:
  study:
    名称: 学习
    # 谁
    人群: 全部单位
    时间: 每月                     # （A）
    提交: [学习记录]
  名称:
    名称: 编号像键的任务
    人群: {参评: 是, 除: [\"010\"]}  # 除去一家
    时间: 每季度
";
    assert_eq!(formatted(messy, None), neat);
    assert_eq!(formatted(neat, None), neat);
}

#[test]
fn every_kind_of_line_end_is_one() {
    let lines = ["campaign:", "  name: N", "  id: x", "duties:", "  a: {when: monthly, name: A}", ""];
    let neat = formatted(&lines.join("\n"), None);
    assert!(neat.starts_with("campaign:\n  id: x\n  name: N\n"), "{neat}");
    for end in ["\r", "\r\n"] {
        assert_eq!(formatted(&lines.join(end), None), neat, "{end:?}");
    }
    let mixed = "campaign:\r  name: N\r\n  id: x\n";
    assert!(formatted(mixed, None).starts_with("campaign:\n  id: x\n  name: N\n"));
    // Each is counted where a place is told.
    let wrong = format(b"campaign:\r  id: x\r\n  name: [\xff\r", None).unwrap_err();
    assert_eq!((wrong[0].line, wrong[0].column), (3, 10), "{wrong:#?}");
}

#[test]
fn what_cannot_be_read_is_reported_and_left_alone() {
    let error = format("活动：{".as_bytes(), None).unwrap_err();
    assert!(!error.is_empty() && error.iter().all(|finding| finding.line == 1));
}
