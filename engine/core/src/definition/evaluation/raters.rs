//! 评议人: groups of raters with weight, scale and what protects them.

use muster_protocol::definition::{Choice, Decimal, RaterGroup, Scale};
use muster_protocol::{id, text};

use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{ANONYMOUS, COMMENT, FEWEST, Key, NOT_SELF, RATERS, ROLE, SCALE, TRIM, WEIGHT};
use crate::definition::limits::{CASE_PARTS_MAX, RATERS_FEWEST_ANONYMOUS, SAMPLE_MAX};
use crate::definition::names::Names;
use crate::definition::text::decimals;
use crate::definition::text::fields::{self, Fields, narrow};
use crate::definition::text::tree::{Entry, Node, Value};

const HUNDRED: Decimal = Decimal::whole(100);
/// More than this cut off at each end would leave less than the middle fifth.
const TRIM_MAX: Decimal = Decimal::whole(40);

/// Reads the groups. Their weights sum to 100, exactly.
pub(crate) fn read(node: &Node, names: &Names, report: &mut Report) -> Option<Vec<RaterGroup>> {
    let entries = fields::named(node, RATERS, report);
    if entries.is_empty() || entries.len() > CASE_PARTS_MAX {
        let said = text!(
            "raters-must-have-1-to-case-parts-max",
            raters = report.own(RATERS),
            case_parts_max = CASE_PARTS_MAX
        );
        report.error(code::TOO_MANY, node.place, said).fix(text!("such-as-public-members-leaders"));
        return None;
    }
    let groups: Vec<RaterGroup> = entries.iter().filter_map(|entry| one(entry, names, report)).collect();
    // A faulty group was reported; the sum without it means nothing.
    if groups.len() < entries.len() {
        return None;
    }
    let sum = Decimal(groups.iter().map(|group| group.weight.0).sum());
    if sum != HUNDRED {
        weights(RATERS, sum, HUNDRED, node.place, report);
        return None;
    }
    Some(groups)
}

/// Reports weights or points that do not sum to what they must.
pub(crate) fn weights(key: Key, sum: Decimal, wanted: Decimal, place: Place, report: &mut Report) {
    let kind = if key == RATERS { id!("kind-weights") } else { id!("kind-points") };
    let off = Decimal(sum.0 - wanted.0);
    let said = match off.0 {
        1.. => text!("off-too-much", off),
        _ => text!("short-too-little", short = Decimal(-off.0)),
    };
    report
        .error(
            code::WEIGHTS,
            place,
            text!("the-kind-of-key-sum-to-sum-not", key = report.own(key), sum, wanted, kind: kind, said: said),
        )
        .fix(text!("change-the-kind-so-that-the-sum-is", kind: kind));
}

fn one(entry: &Entry, names: &Names, report: &mut Report) -> Option<RaterGroup> {
    let fields = Fields::of_entry(entry, &grammar::evaluation::RATER.keys(), report)?;
    let role = fields.get(ROLE).map(|node| names.role(node, ROLE, report));
    let weight = fields.must(WEIGHT, report);
    let weight = weight.and_then(|node| decimals::read(node, WEIGHT, HUNDRED, report));
    let scale = fields.must(SCALE, report).and_then(|node| scale(node, report));
    let at_least = fields.get(FEWEST).map_or(Some(1), |node| people(node, report));
    let mut flag = |key: Key| fields.flag(key, report);
    let (anonymous, not_self, comment) = (flag(ANONYMOUS), flag(NOT_SELF), flag(COMMENT));
    let trim = fields.get(TRIM).map_or(Some(Decimal(0)), |node| trim(node, report));
    if let (Some(at_least), Some(true)) = (at_least, anonymous)
        && at_least < RATERS_FEWEST_ANONYMOUS
    {
        too_few_to_hide(&entry.key, fields.entry(FEWEST).unwrap_or(entry).key_place, report);
        return None;
    }
    Some(RaterGroup {
        name: entry.key.clone(),
        role: match role {
            Some(None) => return None,
            Some(role) => role,
            None => None,
        },
        weight: weight?,
        scale: scale?,
        at_least: at_least?,
        anonymous: anonymous?,
        not_self: not_self?,
        trim: trim?,
        comment: comment?,
    })
}

fn people(node: &Node, report: &mut Report) -> Option<u16> {
    let Value::Text(text) = &node.value else {
        return fields::number(node, FEWEST, 1..=SAMPLE_MAX, report);
    };
    let plain = text.trim().trim_end_matches(['人', '份', '票']).to_owned();
    fields::number(&Node { place: node.place, value: Value::Text(plain) }, FEWEST, 1..=SAMPLE_MAX, report)
}

/// Three answers identify a team.
fn too_few_to_hide(name: &str, place: Place, report: &mut Report) {
    let (least, key) = (RATERS_FEWEST_ANONYMOUS, report.own(FEWEST));
    report
        .error(code::ANONYMITY, place, text!("name-is-anonymous-with-a-minimum-below-least", name, least))
        .fix(text!("write-key-least-or-more-or-do-without", key, least));
}

/// 去头尾各5%, or 5%.
fn trim(node: &Node, report: &mut Report) -> Option<Decimal> {
    let Value::Text(text) = &node.value else { return decimals::read(node, TRIM, TRIM_MAX, report) };
    let plain = narrow(text);
    let plain = plain.trim_start_matches("去头尾").trim_start_matches('各').to_owned();
    decimals::read(&Node { place: node.place, value: Value::Text(plain) }, TRIM, TRIM_MAX, report)
}

/// 0..100, or the answers with their points, from best to worst.
fn scale(node: &Node, report: &mut Report) -> Option<Scale> {
    let scale = match &node.value {
        Value::Text(text) => range(text),
        Value::List(items) if items.len() >= 2 => choices(items),
        _ => None,
    };
    if scale.is_none() {
        let said = text!("the-scale-is-not-understood", scale = report.own(SCALE));
        report.error(code::BAD_VALUE, node.place, said).fix(text!("write-0-100-or-answers-with-points-from"));
    }
    scale
}

fn range(text: &str) -> Option<Scale> {
    let plain = narrow(text);
    let (from, to) = plain.split_once("..").or_else(|| plain.split_once('至'))?;
    let (from, to) = (decimals::parse(from)?, decimals::parse(to)?);
    (from < to && to <= HUNDRED).then_some(Scale::Range(from, to))
}

fn choices(items: &[Node]) -> Option<Scale> {
    let choice = |node: &Node| {
        let Value::Text(text) = &node.value else { return None };
        let (name, points) = text.trim().rsplit_once(char::is_whitespace)?;
        let points = decimals::parse_with_unit(points).filter(|&points| points <= HUNDRED)?;
        Some(Choice { name: name.trim().to_owned(), points })
    };
    let choices: Vec<Choice> = items.iter().map(choice).collect::<Option<_>>()?;
    let is_descending =
        choices.windows(2).all(|pair| pair[0].points > pair[1].points && pair[0].name != pair[1].name);
    is_descending.then_some(Scale::Choices(choices))
}
