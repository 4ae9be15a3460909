//! The description of the language and its readers know the same keys, and the shipped files fit it.

use std::collections::BTreeSet;

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;

use super::{MAIN, edited, service_year, shipped};
use crate::definition::description::grammar;
use crate::definition::description::shape::{Shape, Slot, slot};
use crate::definition::findings::finding::Report;
use crate::definition::keys::{
    BUSY, CATCH_UP, GAP_DAYS, HOUR, Key, MINUTES, OVERDUE, PER_WEEK, RECORD_WITHIN, REST_DAY, STARTS,
    VISIT_NOTICE,
};
use crate::definition::schema;
use crate::definition::text::fields::asked;
use crate::definition::text::tree::{Node, Value};
use crate::definition::{compile, root};

/// What the shipped file has no use for.
const REST: &str = "\
方案: {行: S1..S83}
角色: {clerk: {名称: 联络员, 列: 联络员岗位}}
消息: {红单: 红, 每日: {文件: 每日.txt}}
";

/// The last line of the head, and what the shipped head has no use for.
const HEAD_ENDS: &str = "  名册: roster.csv\n";
const HEAD_REST: &str = "  另用日历: {firms: {人群: 企业, 调休上班: 否}}\n  夏令时: {缺少的时刻: 顺延}\n";

/// Busy times as the shipped file has them, and as one person's, with roads that are counted, visiting hours, and others who may
/// visit.
const BUSY_FILE: &str = "    忙时: busy.csv";
const BUSY_REST: &str = "    忙时: [busy.csv, {岗位: 副局长甲, 日期: [5月6日]}]
    路途: {时长: 10, 时速: 30}
    接待: [{星期: 周一至周五}]
    也可由: [{由: 副局长甲}]";

/// A line of the first policy, and what the shipped ones have no use for.
const POLICY: &str = "    当日: 是\n";
const POLICY_REST: &str = "    每周简报: {发给: [分管领导], 至多: 8}\n";

fn keys(slots: &[Slot]) -> Vec<&'static str> {
    asked::set(slots.iter().map(|slot| slot.key))
}

#[test]
fn the_description_and_the_readers_know_the_same_keys() {
    asked::taken();
    let mut files = service_year();
    let _ = compile(&files);
    let main = files.files.get_mut(MAIN).unwrap();
    let whole = String::from_utf8(main.clone()).unwrap();
    *main = whole
        .replace(HEAD_ENDS, &format!("{HEAD_ENDS}{HEAD_REST}"))
        .replace(BUSY_FILE, BUSY_REST)
        .replacen(POLICY, &format!("{POLICY}{POLICY_REST}"), 1)
        .into_bytes();
    for part in REST.lines() {
        let name = part.split(':').next().unwrap();
        if !whole.contains(&format!("\n{name}:")) {
            main.extend_from_slice(part.as_bytes());
            main.push(b'\n');
        }
    }
    let _ = compile(&files);
    let read = asked::taken();
    let described: BTreeSet<Vec<&str>> = grammar::maps().into_iter().map(keys).collect();
    let unread: Vec<_> = described.difference(&read).collect();
    let undescribed: Vec<_> = read.difference(&described).collect();
    assert!(
        unread.is_empty() && undescribed.is_empty(),
        "described and not read: {unread:#?}\nread and not described: {undescribed:#?}"
    );
}

/// The shipped file with some of its lines left out, and one put in behind the busy days of its visit programme.
fn changed(without: &[&str], with: &str) -> Definition {
    let files = edited(service_year(), MAIN, |whole| {
        let kept = whole.lines().filter(|line| !without.iter().any(|key| line.trim_start().starts_with(key)));
        let text: Vec<&str> = kept.collect();
        text.join("\n").replace("    忙时: busy.csv", &format!("    忙时: busy.csv{with}"))
    });
    compile(&files).definition.unwrap()
}

/// What the description says of a key that is left out.
fn usual(section: &Key, key: &Key) -> &'static str {
    let maps = grammar::maps();
    let map = maps
        .iter()
        .filter(|slots| slots.iter().any(|slot| slot.key == *section))
        .find_map(|slots| slots.iter().find(|slot| slot.key == *key && slot.usual.is_some()));
    map.unwrap().usual.unwrap().say(Language::Zh)
}

#[test]
fn what_the_description_says_of_keys_that_are_left_out_is_so() {
    let programme = [STARTS, MINUTES, PER_WEEK, GAP_DAYS, VISIT_NOTICE, RECORD_WITHIN, REST_DAY];
    let said: Vec<String> = programme.iter().map(|key| format!("{}:", key.zh)).collect();
    let without: Vec<&str> =
        said.iter().map(String::as_str).filter(|key| !key.starts_with(REST_DAY.zh)).collect();
    let bare = changed(&without, "");
    assert_ne!(bare, shipped());
    for key in &programme {
        let line = format!("\n    {}: {}", key.zh, usual(&BUSY, key));
        assert_eq!(changed(&without, &line), bare, "{line}");
    }
    // The shipped policies say what would count anyway.
    for key in [CATCH_UP, HOUR] {
        let line = format!("    {}: ", key.zh);
        let whole = service_year().files[MAIN].clone();
        assert!(String::from_utf8(whole).unwrap().contains(line.trim_start()), "{line}");
        let value = usual(&OVERDUE, &key);
        assert!(["24", "09:00"].contains(&value), "{value}");
    }
    assert_eq!(changed(&["补发:"], ""), shipped());
}

/// Where a tree does not fit a shape.
fn misfits(node: &Node, shape: &'static Shape, misfits: &mut Vec<String>) {
    let line = node.place.line;
    match (&node.value, shape) {
        (_, Shape::Either(several)) => {
            let best = several.iter().map(|one| {
                let mut found = Vec::new();
                self::misfits(node, one, &mut found);
                found
            });
            misfits.extend(best.min_by_key(Vec::len).unwrap_or_default());
        }
        (Value::List(items), Shape::List(one)) => {
            items.iter().for_each(|item| self::misfits(item, one, misfits));
        }
        (_, Shape::List(one)) => self::misfits(node, one, misfits),
        (Value::Map(entries), Shape::Named(one)) => {
            entries.iter().for_each(|entry| self::misfits(&entry.value, one, misfits));
        }
        (Value::Map(entries), Shape::Map(slots)) => {
            for entry in entries {
                match slot(slots, entry) {
                    Some(slot) => self::misfits(&entry.value, slot.shape, misfits),
                    None => misfits.push(format!("line {line}: {}", entry.key)),
                }
            }
            let missing =
                slots.iter().filter(|slot| slot.must && !entries.iter().any(|entry| slot.key.is(&entry.key)));
            misfits.extend(missing.map(|slot| format!("line {line}: no {}", slot.key.zh)));
        }
        (Value::Text(_), Shape::Scalar(_)) => {}
        _ => misfits.push(format!("line {line}: {shape:?}")),
    }
}

#[test]
fn the_shipped_file_fits_the_description() {
    let root = root(&service_year().files[MAIN], &mut Report::new("")).unwrap();
    let mut found = Vec::new();
    misfits(&root, &grammar::FILE, &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_schema_has_every_key_in_both_languages() {
    for lang in Language::ALL {
        let text = schema(lang).to_string();
        for slots in grammar::maps() {
            for slot in slots {
                let (zh, en) = (format!("\"{}\":", slot.key.zh), format!("\"{}\":", slot.key.en));
                assert!(text.contains(&zh) && text.contains(&en), "{:?}", slot.key);
            }
        }
    }
}
