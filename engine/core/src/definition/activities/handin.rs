//! 提交: what must be handed in, written as 活动方案, 照片≥2 or 服务事项 1..2.

use muster_protocol::definition::Need;
use muster_protocol::item::EVIDENCE_MAX;
use muster_protocol::text;

use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::NEEDS;
use crate::definition::limits::NEED_COUNT_MAX;
use crate::definition::text::tree::Node;
use crate::definition::text::{fields, run_together};

/// What stands behind a count of materials.
const MEASURE_WORDS: [char; 18] = [
    '张', '份', '篇', '次', '人', '个', '件', '本', '册', '页', '幅', '部', '条', '项', '家', '户', '场',
    '期',
];

/// What stands between the least and the most, beside the two dots and 至: of the dashes the one that is on the keyboard, and those
/// that it becomes.
const UP_TO: [char; 6] = ['-', '－', '–', '—', '~', '～'];

/// Reads one need or a list of them.
pub(crate) fn read(node: &Node, report: &mut Report) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for (text, place) in fields::texts(node, NEEDS, report) {
        let Some(need) = need(&text) else {
            report
                .error(code::BAD_VALUE, place, text!("what-is-to-be-handed-in-is-not", text))
                .fix(text!("write-plan-photos-2-or-items-1-2"));
            continue;
        };
        if needs.iter().any(|known| known.name == need.name) {
            report
                .error(code::DUPLICATE_ID, place, text!("name-appears-twice", name = need.name))
                .fix(text!("delete-one"));
            continue;
        }
        if need.at_least.max(need.at_most.unwrap_or(0)) > NEED_COUNT_MAX {
            too_many_of(&need.name, place, report);
            continue;
        }
        if need.name == text {
            run_together::counted(&text, place, report);
        }
        run_together::several(&need.name, place, report);
        needs.push(need);
    }
    // One handing in answers every need, so more than it may hold could never be handed in.
    if needs.len() > EVIDENCE_MAX {
        let have = needs.len();
        let said =
            text!("have-things-are-asked-for-but-one-handing", #have = have, evidence_max = EVIDENCE_MAX);
        report
            .error(code::TOO_MANY, node.place, said)
            .fix(text!("merge-things-that-are-alike-or-make-parts"));
    }
    needs
}

fn too_many_of(name: &str, place: Place, report: &mut Report) {
    let said = text!("too-many-of-name-at-most-need-count", name, need_count_max = NEED_COUNT_MAX);
    report.error(code::TOO_MANY, place, said).fix(text!("look-for-a-digit-too-many"));
}

fn need(text: &str) -> Option<Need> {
    let (name, at_least, at_most) = if let Some((name, count)) = split(text, &["≥", ">=", "不少于", "至少"])
    {
        (name, number(count)?, None)
    } else if let Some((front, most)) = split(text, &["..", "至"]).filter(|(_, most)| number(most).is_some())
    {
        let digits = front.trim_end_matches(|c: char| c.is_ascii_digit());
        (digits, number(&front[digits.len()..])?, Some(number(most)?))
    } else if let Some((name, count)) = counted(text) {
        match name.strip_suffix(UP_TO).map(str::trim_end).map(digits_behind) {
            Some((name, Some(least))) => (name, least, Some(count)),
            Some((_, None)) | None => (name, count, None),
        }
    } else {
        (text, 1, None)
    };
    let name = name.trim();
    let fits = at_least >= 1 && at_most.is_none_or(|most| at_least <= most);
    let plain = !name.is_empty() && !name.contains(['≥', '≤', '>', '<', '=']);
    (fits && plain).then(|| Need { name: name.to_owned(), at_least, at_most })
}

/// 照片2张: a number in front of a measure word is a count; 附表2 and 简报第3期 are names.
fn counted(text: &str) -> Option<(&str, u32)> {
    let front = text.strip_suffix(MEASURE_WORDS)?.trim_end();
    let name = front.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let count = number(front.get(name.len()..)?)?;
    (!name.ends_with('第')).then_some((name, count))
}

/// A name and the number right behind it.
fn digits_behind(text: &str) -> (&str, Option<u32>) {
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    (name, number(text.get(name.len()..).unwrap_or_default()))
}

fn split<'a>(text: &'a str, signs: &[&str]) -> Option<(&'a str, &'a str)> {
    signs.iter().find_map(|sign| text.split_once(sign))
}

fn number(text: &str) -> Option<u32> {
    let plain = fields::narrow(text);
    let digits = plain.trim_end_matches(MEASURE_WORDS);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::need;

    #[test]
    fn counts_are_read() {
        let read = |text| need(text).map(|need| (need.name, need.at_least, need.at_most));
        assert_eq!(read("活动方案"), Some(("活动方案".into(), 1, None)));
        assert_eq!(read("照片≥2"), Some(("照片".into(), 2, None)));
        assert_eq!(read("照片 >= 2张"), Some(("照片".into(), 2, None)));
        assert_eq!(read("服务事项 1..2"), Some(("服务事项".into(), 1, Some(2))));
        assert_eq!(read("服务事项1至2"), Some(("服务事项".into(), 1, Some(2))));
        assert_eq!(read("照片2张"), Some(("照片".into(), 2, None)));
        assert_eq!(read("书目3至10本"), Some(("书目".into(), 3, Some(10))));
        assert_eq!(read("书目 3-10本"), Some(("书目".into(), 3, Some(10))));
        assert_eq!(read("书目３～10册"), Some(("书目".into(), 3, Some(10))));
        assert_eq!(read("书目3本"), Some(("书目".into(), 3, None)));
        // Without a measure word nobody knows whether a count is meant.
        assert_eq!(read("简报第3期"), Some(("简报第3期".into(), 1, None)));
        assert_eq!(read("附表1-2"), Some(("附表1-2".into(), 1, None)));
        assert_eq!(read("总结 １ 份"), Some(("总结".into(), 1, None)));
        assert_eq!(read("附表2"), Some(("附表2".into(), 1, None)));
        assert_eq!(read("各人证件"), Some(("各人证件".into(), 1, None)));
        assert_eq!(read("送至社区的材料"), Some(("送至社区的材料".into(), 1, None)));
        for bad in
            ["照片≥", "照片≥0", "照片≥两", "服务事项 2..1", "照片≥99999999999", "≥2", "照片<2", "照片0张"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
