//! Campaigns made for measuring: every day is a working day, so that only the engine is measured and not the calendar.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{
    Audience, Calendar, ClockChanges, Contact, Definition, Duty, Need, Pattern, Phase, ReminderPolicy, Role,
    Roll, Rule, Scope, Selector, Terms, Unit, Variant,
};
use muster_protocol::ids::{AudienceIx, ContactIx, PhaseIx, ReminderPolicyIx, RoleIx};
use muster_protocol::time::{DAY, Date, HOUR, Instant, TimeOfDay};
use muster_rules::message::usual;
use muster_rules::zone::ZONE_DATA;

/// First day of every bench: its zone is UTC, so instants are simple.
pub(crate) fn first_day() -> Date {
    Date::ymd(2014, 4, 1).unwrap()
}

/// 00:00 of a day.
pub(crate) fn midnight(day: Date) -> Instant {
    Instant(i64::from(day.0) * DAY)
}

/// The hour of all steps.
pub(crate) fn nine(day: Date) -> Instant {
    midnight(day).plus(9 * HOUR)
}

/// `units` units with a clerk each; `phases` phases of a day each from `from` on, each with a notice; no duties.
pub(crate) fn phases_only(units: usize, from: Date, phases: i32) -> Definition {
    let phase = |n: i32| Phase {
        id: format!("p{n}"),
        name: format!("阶段{n}"),
        refs: Vec::new(),
        from: from.plus(n),
        to: from.plus(n),
        notice: Some(TimeOfDay(9 * 60)),
        audience: AudienceIx(0),
        policy: ReminderPolicyIx(0),
    };
    Definition {
        id: "bench".to_owned(),
        name: "测量".to_owned(),
        year: 2014,
        zone: "UTC".to_owned(),
        zone_data: ZONE_DATA.to_owned(),
        clocks: ClockChanges::default(),
        groups: Vec::new(),
        calendar: Calendar {
            name: "all".to_owned(),
            version: "1".to_owned(),
            weekend: Vec::new(),
            years: (2013..2017).collect(),
            exceptions: Vec::new(),
            ..Calendar::default()
        },
        roles: vec![Role {
            id: "clerk".to_owned(),
            name: "联络员".to_owned(),
            scope: Scope::Unit,
            ..Role::default()
        }],
        contacts: (0..units).map(contact).collect(),
        units: (0..units).map(unit).collect(),
        audiences: vec![Audience {
            name: "全部单位".to_owned(),
            refs: Vec::new(),
            selector: Selector::default(),
        }],
        phases: (0..phases).map(phase).collect(),
        policies: vec![policy()],
        duties: Vec::new(),
        visits: Vec::new(),
        snapshots: Vec::new(),
        templates: usual(Language::Zh),
        ..Definition::default()
    }
}

/// One phase of `days` days without notice and `duties` duties, due on its last day, reminded once on the first day.
pub(crate) fn duties(units: usize, duties: usize, days: i32) -> Definition {
    let from = first_day();
    let mut definition = phases_only(units, from, 1);
    definition.phases[0].notice = None;
    definition.phases[0].to = from.plus(days);
    definition.policies[0].before = vec![u16::try_from(days).unwrap()];
    let duty = |n: usize| Duty {
        id: format!("duty-{n}"),
        name: format!("任务{n}"),
        refs: Vec::new(),
        audience: AudienceIx(0),
        rule: Rule::new(Pattern::Day(from.plus(days)), Roll::Back, from, from.plus(days)),
        phase: Some(PhaseIx(0)),
        needs: vec![Need { name: "报告".to_owned(), at_least: 1, at_most: None }],
        policy: Some(ReminderPolicyIx(0)),
        review: None,
        variant: Variant::Deliver,
        terms: Terms::default(),
    };
    definition.duties = (0..duties).map(duty).collect();
    definition
}

fn contact(n: usize) -> Contact {
    Contact {
        id: format!("u{n:06}-clerk"), post: format!("第{n}单位联络员"), language: None, person: None
    }
}

fn unit(n: usize) -> Unit {
    Unit {
        code: format!("u{n:06}"),
        name: format!("第{n}单位"),
        short: format!("单位{n}"),
        parent: None,
        category: "单位".to_owned(),
        tags: Vec::new(),
        scored: true,
        members: 10,
        town: "镇".to_owned(),
        location: None,
        joined: None,
        left: None,
        merged_into: None,
        contacts: vec![Some(ContactIx(u32::try_from(n).unwrap()))],
    }
}

fn policy() -> ReminderPolicy {
    ReminderPolicy {
        name: "标准".to_owned(),
        to: RoleIx(0),
        before: Vec::new(),
        on_day: false,
        hour: TimeOfDay(9 * 60),
        overdue: None,
        cards: Vec::new(),
        catch_up_hours: 24,
        opt_out: Vec::new(),
        brief: None,
    }
}
