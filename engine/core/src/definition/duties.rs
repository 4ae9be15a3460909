//! 任务: what is asked of an audience. A duty with parts becomes one duty for each part.

use muster_words::definition::{Duty, ReturnDue, Review};
use muster_words::ids::SLUG_LENGTH_MAX;

use crate::definition::audiences;
use crate::definition::code;
use crate::definition::fields::{self, Fields};
use crate::definition::finding::{Place, Report};
use crate::definition::handin;
use crate::definition::keys::{
    BY, DUTIES, FROM, Key, NAME, NEEDS, PARTS, PHASE, REF, REMIND, REST_DAY, RETURN_DUE, REVIEW, UNTIL, WHEN,
    WHO,
};
use crate::definition::limits::{DAYS_MAX, DUTIES_MAX};
use crate::definition::names::Names;
use crate::definition::rule::{self, Dated, Run};
use crate::definition::tree::{Entry, Node, Value};

/// A duty with what the checker must remember of it.
#[derive(Debug)]
pub(crate) struct DutyLine {
    pub(crate) duty: Duty,
    pub(crate) place: Place,
    pub(crate) dated: Dated,
}

const KEYS: [Key; 12] = [NAME, REF, PHASE, WHO, WHEN, FROM, UNTIL, REST_DAY, NEEDS, REMIND, REVIEW, PARTS];

/// Reads the duties.
pub(crate) fn read(node: &Node, names: &mut Names, report: &mut Report) -> Vec<DutyLine> {
    let mut lines = Vec::new();
    for entry in fields::named(node, DUTIES.zh, report) {
        if !fields::slug(&entry.key, entry.key_place, report) {
            continue;
        }
        let Some(whole) = Fields::of(&entry.value, &entry.key, entry.key_place, &KEYS, report) else {
            continue;
        };
        match whole.get(PARTS) {
            None => {
                let line = Line { id: entry.key.clone(), place: entry.key_place, own: &whole, base: None };
                lines.extend(line.read(names, report));
            }
            Some(parts) => {
                if matches!(&parts.value, Value::Map(entries) if entries.is_empty()) {
                    no_parts(&entry.key, parts.place, report);
                }
                for part in fields::named(parts, PARTS.zh, report) {
                    lines.extend(self::part(entry, part, &whole, names, report));
                }
            }
        }
    }
    limits(node, &mut lines, report);
    lines
}

fn no_parts(id: &str, place: Place, report: &mut Report) {
    report
        .error(
            code::EMPTY_VALUE,
            place,
            format!("“{id}”的分项里什么也没有，等于没有这个任务"),
            format!("“{id}” has no part, so it asks for nothing"),
        )
        .mend("请写上分项，或者删去“分项”这一行", "write its parts or delete the line");
}

fn part(
    whole: &Entry,
    part: &Entry,
    base: &Fields<'_>,
    names: &mut Names,
    report: &mut Report,
) -> Option<DutyLine> {
    let id = format!("{}-{}", whole.key, part.key);
    if id.len() > SLUG_LENGTH_MAX {
        report
            .error(
                code::BAD_SLUG,
                part.key_place,
                format!("“{id}”太长，编号最多 {SLUG_LENGTH_MAX} 个字符"),
                format!("“{id}” is too long: an id has at most {SLUG_LENGTH_MAX} characters"),
            )
            .mend("请把任务或分项的编号改短", "shorten the id of the duty or the part");
        return None;
    }
    if !fields::slug(&part.key, part.key_place, report) {
        return None;
    }
    let own = Fields::of(&part.value, &id, part.key_place, &KEYS[..KEYS.len() - 1], report)?;
    Line { id, place: part.key_place, own: &own, base: Some(base) }.read(names, report)
}

fn limits(node: &Node, lines: &mut Vec<DutyLine>, report: &mut Report) {
    if lines.len() > DUTIES_MAX {
        let have = lines.len();
        report
            .error(
                code::TOO_MANY,
                node.place,
                format!("任务有 {have} 个，最多 {DUTIES_MAX} 个"),
                format!("there are {have} duties, at most {DUTIES_MAX}"),
            )
            .mend("请分成几个活动", "split it into several campaigns");
        lines.truncate(DUTIES_MAX);
    }
}

/// One duty being read: its own keys first, those of the whole where it says nothing.
struct Line<'a> {
    id: String,
    place: Place,
    own: &'a Fields<'a>,
    base: Option<&'a Fields<'a>>,
}

impl<'a> Line<'a> {
    fn get(&self, key: Key) -> Option<&'a Node> {
        self.own.get(key).or_else(|| self.base.and_then(|base| base.get(key)))
    }

    fn must(&self, key: Key, report: &mut Report) -> Option<&'a Node> {
        self.get(key).or_else(|| self.own.must(key, report))
    }

    fn read(self, names: &mut Names, report: &mut Report) -> Option<DutyLine> {
        let name = self.own.must(NAME, report).and_then(|node| fields::text(node, NAME.zh, report));
        let whole =
            self.base.and_then(|base| base.get(NAME)).and_then(|node| fields::text(node, NAME.zh, report));
        let refs = match (self.own.get(REF), self.base) {
            (None, Some(base)) => fields::refs(base, report),
            _ => fields::refs(self.own, report),
        };
        let when = self.must(WHEN, report);
        let dated =
            when.and_then(|when| rule::read(&|key| self.get(key), when, Run::CadencePhase, names, report));
        let needs = self.get(NEEDS).map_or_else(Vec::new, |node| handin::read(node, report));
        let habit = names.habit(self.get(REMIND), report);
        let review = self.get(REVIEW).map(|node| review(node, names, report));
        let owner = name.clone().unwrap_or_else(|| self.id.clone());
        let who = self.must(WHO, report);
        let audience = who.and_then(|node| audiences::of_line(node, &owner, WHO.zh, names, report));
        let name = match (whole, name?) {
            (Some(whole), name) => format!("{whole}·{name}"),
            (None, name) => name,
        };
        let dated = dated?;
        let duty = Duty {
            id: self.id,
            name,
            refs,
            audience: audience?,
            rule: dated.rule.clone(),
            phase: dated.phase,
            needs,
            habit,
            review: match review {
                Some(None) => return None,
                Some(some) => some,
                None => None,
            },
        };
        Some(DutyLine { duty, place: self.place, dated })
    }
}

/// Days of return are working days; whoever writes 天 may think of others.
fn workdays_said(node: &Node, report: &mut Report) -> Option<()> {
    let Value::Text(text) = &node.value else { return Some(()) };
    let plain = fields::narrow(text);
    let Some(days) =
        plain.strip_suffix(['天', '日']).filter(|days| !days.is_empty() && !days.ends_with("作"))
    else {
        return Some(());
    };
    let days = days.trim_end_matches('个');
    let said = if days.bytes().all(|byte| byte.is_ascii_digit()) { days } else { "5" };
    report
        .error(
            code::BAD_VALUE,
            node.place,
            format!("“{}”按工作日算，不能写“{plain}”", RETURN_DUE.zh),
            format!("“{}” counts working days; “{plain}” says otherwise", RETURN_DUE.en),
        )
        .mend(format!("写成 {said}个工作日"), format!("write {said}个工作日 or the number alone"));
    None
}

fn review(node: &Node, names: &Names, report: &mut Report) -> Option<Review> {
    let fields = Fields::of(node, REVIEW.zh, node.place, &[BY, RETURN_DUE], report)?;
    let by = fields.must(BY, report).and_then(|node| names.role(node, BY.zh, report));
    let return_due = match fields.get(RETURN_DUE) {
        None => ReturnDue::Keep,
        Some(node) if matches!(&node.value, Value::Text(text) if text == "不重算" || text == "keep") => {
            ReturnDue::Keep
        }
        Some(node) => {
            workdays_said(node, report)?;
            ReturnDue::WorkdaysFromReturn(fields::number(node, RETURN_DUE.zh, 1..=DAYS_MAX, report)?)
        }
    };
    let by = names.roles.get(by?.at())?.name.clone();
    Some(Review { by, return_due })
}
