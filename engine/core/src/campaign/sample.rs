//! A small campaign for this package's tests: 2014's working days, four units, every kind of occasion.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{
    Audience, Calendar, Card, CardColour, ClockChanges, Contact, DayIn, DayKind, Definition, Duty, Exception,
    Need, Overdue, Pattern, Period, Phase, ReminderPolicy, ReturnDue, Review, Role, Roll, Rule, Scope,
    Selector, SnapshotPlan, Terms, Travel, Unit, Variant, VisitProgramme, VisitTerms,
};
use muster_protocol::ids::{AudienceIx, ContactIx, PhaseIx, ReminderPolicyIx, RoleIx, UnitIx};
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_rules::message::usual;
use muster_rules::zone::ZONE_DATA;

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// An instant from Shanghai's wall clock, such as `2014-04-25 09:00`.
pub(crate) fn at(text: &str) -> Instant {
    format!("{}:00+08:00", text.replace(' ', "T")).parse().unwrap()
}

pub(crate) const HEAD: RoleIx = RoleIx(1);
pub(crate) const OFFICE: RoleIx = RoleIx(2);

/// Units `a` and `b`, `c` that joins on 6/1, `d` that is merged into `a` after 5/20; every unit has clerk and head.
pub(crate) fn definition() -> Definition {
    let mut contacts = Vec::new();
    let mut units = Vec::new();
    for code in ["a", "b", "c", "d"] {
        let first = u32::try_from(contacts.len()).unwrap();
        for role in ["clerk", "head"] {
            contacts.push(Contact {
                id: format!("{code}-{role}"),
                post: format!("{code} {role}"),
                language: None,
                person: None,
            });
        }
        units.push(unit(code, first));
    }
    units[2].joined = Some(date("2014-06-01"));
    units[3].left = Some(date("2014-05-20"));
    units[3].merged_into = Some(UnitIx(0));
    let office = ContactIx(u32::try_from(contacts.len()).unwrap());
    contacts.push(Contact {
        id: "office".to_owned(),
        post: "office".to_owned(),
        language: None,
        person: None,
    });
    Definition {
        id: "sample".to_owned(),
        name: "样本".to_owned(),
        year: 2014,
        zone: "Asia/Shanghai".to_owned(),
        zone_data: ZONE_DATA.to_owned(),
        clocks: ClockChanges::default(),
        groups: Vec::new(),
        calendar: calendar(),
        roles: roles(office),
        contacts,
        units,
        audiences: vec![Audience {
            name: "全部单位".to_owned(),
            refs: Vec::new(),
            selector: Selector::default(),
        }],
        phases: vec![
            phase("mobilization", "2014-04-01", "2014-04-30"),
            phase("implementation", "2014-05-01", "2014-06-30"),
        ],
        policies: vec![policy()],
        duties: vec![duty("plan", day_rule("2014-04-25"), true), duty("study", monthly(), false)],
        visits: vec![programme()],
        snapshots: vec![snapshot()],
        templates: usual(Language::Zh),
        ..Definition::default()
    }
}

fn roles(office: ContactIx) -> Vec<Role> {
    let role = |id: &str, scope| Role { id: id.to_owned(), name: id.to_owned(), scope, ..Role::default() };
    vec![role("clerk", Scope::Unit), role("head", Scope::Unit), role("office", Scope::Campaign(Some(office)))]
}

fn unit(code: &str, first_contact: u32) -> Unit {
    Unit {
        code: code.to_owned(),
        name: code.to_owned(),
        short: code.to_owned(),
        parent: None,
        category: "机关".to_owned(),
        tags: Vec::new(),
        scored: true,
        members: 10,
        town: "东镇".to_owned(),
        location: None,
        joined: None,
        left: None,
        merged_into: None,
        contacts: vec![Some(ContactIx(first_contact)), Some(ContactIx(first_contact + 1)), None],
    }
}

fn calendar() -> Calendar {
    let days = [
        ("2014-04-07", DayKind::Off),
        ("2014-05-01", DayKind::Off),
        ("2014-05-02", DayKind::Off),
        ("2014-05-04", DayKind::Work),
        ("2014-06-02", DayKind::Off),
    ];
    let exception =
        |(day, kind): &(&str, DayKind)| Exception { date: date(day), kind: *kind, name: String::new() };
    Calendar {
        name: "cn".to_owned(),
        version: "test".to_owned(),
        weekend: vec![5, 6],
        years: vec![2014],
        exceptions: days.iter().map(exception).collect(),
        ..Calendar::default()
    }
}

fn phase(id: &str, from: &str, to: &str) -> Phase {
    Phase {
        id: id.to_owned(),
        name: id.to_owned(),
        refs: Vec::new(),
        from: date(from),
        to: date(to),
        notice: Some(TimeOfDay(9 * 60)),
        audience: AudienceIx(0),
        policy: ReminderPolicyIx(0),
    }
}

fn policy() -> ReminderPolicy {
    ReminderPolicy {
        name: "标准".to_owned(),
        to: RoleIx(0),
        before: vec![5, 1],
        on_day: true,
        hour: TimeOfDay(9 * 60),
        overdue: Some(Overdue { every: 2, at_most: 3 }),
        cards: vec![
            Card { colour: CardColour::Yellow, days: 1, to: vec![HEAD] },
            Card { colour: CardColour::Red, days: 5, to: vec![HEAD, OFFICE] },
        ],
        catch_up_hours: 24,
        opt_out: Vec::new(),
        brief: None,
    }
}

fn duty(id: &str, rule: Rule, reviewed: bool) -> Duty {
    let review =
        Review { by: "office".to_owned(), rubric: Vec::new(), return_due: ReturnDue::WorkdaysFromReturn(5) };
    Duty {
        id: id.to_owned(),
        name: id.to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        rule,
        phase: Some(PhaseIx(0)),
        needs: vec![Need { name: "报告".to_owned(), at_least: 1, at_most: Some(2) }],
        policy: Some(ReminderPolicyIx(0)),
        review: reviewed.then_some(review),
        variant: Variant::Deliver,
        terms: Terms::default(),
    }
}

pub(crate) fn day_rule(day: &str) -> Rule {
    let pattern = Pattern::Day(date(day));
    Rule::new(pattern, Roll::Back, date("2014-04-01"), date("2014-04-30"))
}

fn monthly() -> Rule {
    let pattern = Pattern::Every { period: Period::Month, on: DayIn::WorkdayFromEnd(1) };
    Rule::new(pattern, Roll::Back, date("2014-05-01"), date("2014-06-30"))
}

fn programme() -> VisitProgramme {
    VisitProgramme {
        id: "visits".to_owned(),
        name: "走访".to_owned(),
        refs: Vec::new(),
        places: AudienceIx(0),
        visitor: HEAD,
        turns: None,
        eligible: Vec::new(),
        companions: Vec::new(),
        rule: Rule::new(
            Pattern::Every { period: Period::Quarter, on: DayIn::Last },
            Roll::Back,
            date("2014-05-01"),
            date("2014-06-30"),
        ),
        starts: vec![TimeOfDay(9 * 60 + 30)],
        minutes: 90,
        per_week: 1,
        gap_days: 20,
        visiting_hours: Vec::new(),
        busy: Vec::new(),
        travel: Travel::default(),
        notice: 3,
        record_within: 2,
        policy: ReminderPolicyIx(0),
        terms: VisitTerms::default(),
    }
}

fn snapshot() -> SnapshotPlan {
    SnapshotPlan {
        id: "month-end".to_owned(),
        name: "月末".to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        rule: Rule::new(
            Pattern::Every { period: Period::Month, on: DayIn::WorkdayFromEnd(1) },
            Roll::Back,
            date("2014-04-01"),
            date("2014-06-30"),
        ),
        hour: TimeOfDay(18 * 60),
        moment: muster_protocol::definition::Moment::Planned,
    }
}
