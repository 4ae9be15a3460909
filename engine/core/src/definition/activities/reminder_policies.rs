//! 提醒: reminder policies by name. The first one is the policy of lines that name none.

use muster_protocol::definition::{Brief, Card, CardColour, Optional, Overdue, ReminderPolicy};
use muster_protocol::ids::RoleIx;
use muster_protocol::item::STEPS_MAX;
use muster_protocol::text;
use muster_protocol::time::TimeOfDay;

use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{
    AFTER, AT_MOST, BEFORE, CARDS, CATCH_UP, COLOUR, EVERY, HOUR, Key, ON_DAY, OPT_OUT, OVERDUE, REMINDERS,
    TO, WEEKLY_BRIEF, word,
};
use crate::definition::limits::{CATCH_UP_HOURS_MAX, DAYS_MAX, POLICIES_MAX};
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};

/// Instead of repeats: who is late is not urged.
const NO_REPEATS: Key = word("不催", "none");
/// Nine in the morning: the hour of a policy that names none.
const HOUR_DEFAULT: TimeOfDay = TimeOfDay(9 * 60);
/// A reminder may go out until a day later after an outage.
const CATCH_UP_DEFAULT: u16 = 24;

/// Reads the policies.
pub(crate) fn read(node: &Node, names: &Names, report: &mut Report) -> Vec<ReminderPolicy> {
    let entries = fields::named(node, REMINDERS, report);
    if entries.len() > POLICIES_MAX {
        let said = text!("there-are-more-than-policies-max-reminder-policies", policies_max = POLICIES_MAX);
        report.error(code::TOO_MANY, node.place, said).fix(text!("merge-policies-that-are-alike"));
    }
    entries
        .into_iter()
        .take(POLICIES_MAX)
        .map(|entry| one(&entry.key, entry.key_place, &entry.value, names, report))
        .collect()
}

/// Where the policies are written, in the same order.
pub(crate) fn places(node: &Node) -> Vec<Place> {
    let Value::Map(entries) = &node.value else { return Vec::new() };
    entries.iter().take(POLICIES_MAX).map(|entry| entry.key_place).collect()
}

fn one(name: &str, at: Place, node: &Node, names: &Names, report: &mut Report) -> ReminderPolicy {
    let mut policy = ReminderPolicy {
        name: name.to_owned(),
        to: RoleIx(0),
        before: Vec::new(),
        on_day: false,
        hour: HOUR_DEFAULT,
        overdue: None,
        cards: Vec::new(),
        catch_up_hours: CATCH_UP_DEFAULT,
        opt_out: Vec::new(),
        brief: None,
    };
    let Some(fields) = Fields::of(node, name, at, &grammar::POLICY.keys(), report) else { return policy };
    if let Some(role) = fields.get(TO).and_then(|node| names.role(node, TO, report)) {
        policy.to = role;
    }
    if let Some(node) = fields.get(BEFORE) {
        policy.before = before(node, report);
    }
    policy.on_day = fields.flag(ON_DAY, report).unwrap_or(false);
    if let Some(hour) = fields.get(HOUR).and_then(|node| fields::time(node, HOUR, report)) {
        policy.hour = hour;
    }
    policy.overdue = fields.entry(OVERDUE).and_then(|entry| overdue(&entry.value, entry.key_place, report));
    if let Some(node) = fields.get(CARDS) {
        let cards = fields::items(node).iter();
        policy.cards = cards.filter_map(|node| card(node, names, report)).collect();
    }
    policy.brief = fields.entry(WEEKLY_BRIEF).and_then(|entry| {
        let (node, at) = (&entry.value, entry.key_place);
        brief(node, at, names, report)
    });
    if let Some(node) = fields.get(CATCH_UP) {
        let hours = fields::number(node, CATCH_UP, 1..=CATCH_UP_HOURS_MAX, report);
        policy.catch_up_hours = hours.unwrap_or(CATCH_UP_DEFAULT);
    }
    if let Some(node) = fields.get(OPT_OUT) {
        policy.opt_out = opt_out(&policy, node, report);
    }
    count(&policy, at, report);
    policy
}

/// Which reminders people may opt out of: only such as the policy has, and never cards, which show others what was not done.
fn opt_out(policy: &ReminderPolicy, node: &Node, report: &mut Report) -> Vec<Optional> {
    let mut found = Vec::new();
    for (text, place) in fields::distinct(node, OPT_OUT, report) {
        let (optional, has) = match text.as_str() {
            text if BEFORE.is(text) => (Optional::Before, !policy.before.is_empty()),
            text if ON_DAY.is(text) => (Optional::OnDay, policy.on_day),
            text if OVERDUE.is(text) => (Optional::Overdue, policy.overdue.is_some()),
            _ => {
                report
                    .error(code::BAD_VALUE, place, text!("nobody-may-opt-out-of-text", text))
                    .fix(text!("write-before-on-day-or-overdue"));
                continue;
            }
        };
        if !has && !report.broken() {
            let name = &policy.name;
            report
                .error(code::BAD_VALUE, place, text!("the-policy-name-has-no-reminders-text", name, text))
                .fix(text!("delete-it-or-add-such-reminders"));
        }
        found.push(optional);
    }
    found.sort_unstable();
    found
}

fn before(node: &Node, report: &mut Report) -> Vec<u16> {
    let mut days = Vec::new();
    // 提前: [] is a way to say never.
    for item in fields::items(node) {
        let Some(day) = fields::number(item, BEFORE, 1..=DAYS_MAX, report) else { continue };
        if days.contains(&day) {
            let said = text!("day-working-days-before-appears-twice", #day = day);
            report.error(code::DUPLICATE_ID, item.place, said).fix(text!("delete-one"));
            continue;
        }
        days.push(day);
    }
    // The order in which they are written means nothing.
    days.sort_unstable_by(|a, b| b.cmp(a));
    days
}

fn overdue(node: &Node, at: Place, report: &mut Report) -> Option<Overdue> {
    if matches!(&node.value, Value::Text(text) if NO_REPEATS.is(text)) {
        return None;
    }
    let fields = Fields::of(node, OVERDUE, at, &grammar::REPEATS.keys(), report)?;
    let every = fields.must(EVERY, report).and_then(|node| fields::number(node, EVERY, 1..=DAYS_MAX, report));
    let at_most = fields.must(AT_MOST, report);
    let at_most = at_most.and_then(|node| fields::number(node, AT_MOST, 1..=u8::MAX, report));
    Some(Overdue { every: every?, at_most: at_most? })
}

fn card(node: &Node, names: &Names, report: &mut Report) -> Option<Card> {
    let fields = Fields::of(node, CARDS, node.place, &grammar::CARD.keys(), report)?;
    let colour = fields.must(COLOUR, report).and_then(|node| colour(node, report));
    let (key, other) = if colour == Some(CardColour::Blue) { (BEFORE, AFTER) } else { (AFTER, BEFORE) };
    if let Some(entry) = fields.entry(other).filter(|_| colour.is_some()) {
        report
            .error(code::BAD_VALUE, entry.key_place, text!("a-blue-card-goes-before-the-due-day"))
            .fix(text!("write-before-for-blue-and-after-for-others"));
        return None;
    }
    let days = fields.must(key, report).and_then(|node| fields::number(node, key, 1..=DAYS_MAX, report));
    let to = fields.must(TO, report)?;
    let roles = roles(to, names, report);
    if roles.is_empty() && !report.broken() {
        report
            .error(code::BAD_VALUE, to.place, text!("the-card-goes-to-nobody"))
            .fix(text!("write-roles-such-as-head"));
    }
    Some(Card { colour: colour?, days: days?, to: roles })
}

fn brief(node: &Node, at: Place, names: &Names, report: &mut Report) -> Option<Brief> {
    let fields = Fields::of(node, WEEKLY_BRIEF, at, &grammar::BRIEF.keys(), report)?;
    let at_most = fields.must(AT_MOST, report);
    let at_most = at_most.and_then(|node| fields::number(node, AT_MOST, 1..=u8::MAX, report));
    let to = fields.must(TO, report)?;
    let roles = roles(to, names, report);
    if roles.is_empty() && !report.broken() {
        report
            .error(code::BAD_VALUE, to.place, text!("the-weekly-brief-goes-to-nobody"))
            .fix(text!("write-roles-such-as-leader"));
    }
    Some(Brief { to: roles, at_most: at_most? })
}

/// Roles in order, none twice.
fn roles(to: &Node, names: &Names, report: &mut Report) -> Vec<RoleIx> {
    let mut roles = Vec::new();
    for item in fields::items(to) {
        match names.role(item, TO, report) {
            Some(role) if roles.contains(&role) => {
                report
                    .error(code::DUPLICATE_ID, item.place, text!("the-same-role-appears-twice"))
                    .fix(text!("delete-one"));
            }
            Some(role) => roles.push(role),
            None => {}
        }
    }
    roles.sort_unstable();
    roles
}

fn colour(node: &Node, report: &mut Report) -> Option<CardColour> {
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "蓝" | "蓝色" | "blue") => Some(CardColour::Blue),
        Value::Text(text) if matches!(text.as_str(), "黄" | "黄色" | "yellow") => Some(CardColour::Yellow),
        Value::Text(text) if matches!(text.as_str(), "红" | "红色" | "red") => Some(CardColour::Red),
        _ => {
            report
                .error(code::BAD_VALUE, node.place, text!("a-card-is-blue-yellow-or-red"))
                .fix(text!("write-blue-yellow-or-red"));
            None
        }
    }
}

fn count(policy: &ReminderPolicy, at: Place, report: &mut Report) {
    let steps = muster_rules::steps::step_count(policy);
    if steps <= STEPS_MAX {
        return;
    }
    let name = &policy.name;
    let said =
        text!("the-reminder-policy-name-has-steps-step-at", name, #steps = steps, steps_max = STEPS_MAX);
    report.error(code::TOO_MANY_STEPS, at, said).fix(text!("remind-less-often-or-send-cards-to-fewer"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::compile;
    use crate::definition::tests::{MAIN, printed, with};

    #[test]
    fn a_blue_card_says_how_long_before_the_due_day_and_the_others_how_long_behind_it() {
        let yellow = "{颜色: 黄, 逾期: 1, 发给: [主要负责人]}";
        let compiled = compile(&with(MAIN, yellow, "{颜色: 蓝, 提前: 2, 发给: [主要负责人]}"));
        let definition = compiled.definition.unwrap();
        let card = &definition.policies[0].cards[0];
        assert_eq!((card.colour, card.days), (CardColour::Blue, 2));
        for wrong in ["{颜色: 蓝, 逾期: 1, 发给: [主要负责人]}", "{颜色: 黄, 提前: 1, 发给: [主要负责人]}"]
        {
            let said = printed(&compile(&with(MAIN, yellow, wrong)));
            assert!(said.contains("蓝色督办单在到期前发，黄色和红色的在逾期后发"), "{wrong}: {said}");
        }
    }

    #[test]
    fn a_weekly_brief_names_its_receivers_and_how_often_it_tells_of_an_item() {
        let read =
            |line: &str| compile(&with(MAIN, "    当日: 是\n", &format!("    当日: 是\n    {line}\n")));
        let brief = |line: &str| read(line).definition.unwrap().policies[0].brief.clone();
        let chinese = brief("每周简报: {发给: [分管领导, 主要负责人], 至多: 4}").unwrap();
        assert_eq!((chinese.to.len(), chinese.at_most), (2, 4));
        assert_eq!(brief("weekly_brief: {to: [head, leader], at_most: 4}"), Some(chinese));
        for (wrong, said) in [
            ("每周简报: {发给: [], 至多: 4}", "每周简报没有收件人"),
            ("每周简报: {发给: [分管领导, 分管领导], 至多: 4}", "同一个角色写了两次"),
            ("每周简报: {发给: [分管领导]}", "至多"),
            // A mask of 32 bits holds the steps of an item.
            ("每周简报: {发给: [分管领导], 至多: 40}", "最多 32 次"),
        ] {
            let compiled = read(wrong);
            assert!(compiled.definition.is_none(), "{wrong}");
            assert!(printed(&compiled).contains(said), "{wrong}: {}", printed(&compiled));
        }
    }

    #[test]
    fn what_may_be_opted_out_of_is_read_in_either_language() {
        let read = |line: &str| {
            let files = with(MAIN, "    当日: 是\n", &format!("    当日: 是\n    {line}\n"));
            compile(&files).definition.unwrap().policies[0].opt_out.clone()
        };
        assert_eq!(read("可退订: [逾期, 提前]"), [Optional::Before, Optional::Overdue]);
        assert_eq!(read("opt_out: on_day"), [Optional::OnDay]);
    }

    #[test]
    fn cards_and_reminders_that_are_none_cannot_be_opted_out_of() {
        let refused = |from: &str, to: &str| {
            let compiled = compile(&with(MAIN, from, to));
            assert!(compiled.definition.is_none());
            printed(&compiled)
        };
        let cards = refused("    当日: 是\n", "    当日: 是\n    可退订: [当日, 督办]\n");
        assert!(cards.contains("“督办”不能退订"), "{cards}");
        let none = refused("    当日: 是\n", "    可退订: [当日]\n");
        assert!(none.contains("没有“当日”这种提醒"), "{none}");
    }
}
