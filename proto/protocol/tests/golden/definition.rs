//! A small compiled definition that uses every shape once, and a snapshot table.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{
    Audience, Brief, Busy, Calendar, Card, CardColour, ClockChanges, Contact, Crontab, DayIn, DayKind,
    Definition, DoubledHour, Duty, Eligible, Exception, GroupCalendar, Hours, Limit, Location, MissingHour,
    Need, Offset, Opening, Optional, Overdue, Pattern, Period, Phase, Point, ReminderPolicy, Retired,
    ReturnDue, Review, Road, Role, Roll, Rule, Scope, Selector, SnapshotPlan, Templates, Terms, Travel,
    Turns, Unit, Variant, VisitProgramme, VisitTerms, VisitingHours,
};
use muster_protocol::ids::{
    AudienceIx, ContactIx, DutyIx, PhaseIx, ReminderPolicyIx, RoleIx, UnitIx, Version,
};
use muster_protocol::table::{SnapshotRow, SnapshotTable};
use muster_protocol::time::TimeOfDay;

use crate::asked;
use crate::events::{bytes, date, instant};
use crate::judging::judging;

const NINE: TimeOfDay = TimeOfDay(9 * 60);

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn calendar() -> Calendar {
    let exception = |day: &str, kind, name: &str| Exception { date: date(day), kind, name: name.to_owned() };
    Calendar {
        name: "cn".to_owned(),
        version: "0123456789ab".to_owned(),
        weekend: vec![5, 6],
        years: vec![2014, 2015],
        provisional: vec![2015],
        hours: vec![Hours {
            days: vec![0, 1, 2, 3, 4],
            made_up: true,
            from: TimeOfDay(8 * 60 + 30),
            to: TimeOfDay(12 * 60),
        }],
        exceptions: vec![
            exception("2014-05-01", DayKind::Off, "劳动节"),
            exception("2014-05-04", DayKind::Work, "劳动节调休"),
        ],
    }
}

fn unit(code: &str, parent: Option<UnitIx>, contacts: Vec<Option<ContactIx>>) -> Unit {
    Unit {
        code: code.to_owned(),
        name: format!("第{code}单位党支部"),
        short: format!("{code}单位"),
        parent,
        category: "机关事业".to_owned(),
        tags: texts(&["窗口", "志愿队"]),
        scored: parent.is_none(),
        members: 42,
        town: "城东街道".to_owned(),
        location: Some(Location { latitude: 32_160_000, longitude: 120_010_000 }),
        contacts,
        ..Unit::default()
    }
}

fn people(definition: &mut Definition) {
    let role = |id: &str, name: &str, scope| Role {
        id: id.to_owned(),
        name: name.to_owned(),
        scope,
        ..Role::default()
    };
    definition.roles = vec![
        role("clerk", "联络员", Scope::Unit),
        role("head", "主要负责人", Scope::Unit),
        role("office", "小组办公室", Scope::Campaign(Some(ContactIx(1)))),
        role("press", "宣传", Scope::Campaign(None)),
    ];
    let contact =
        |id: &str, post: &str| Contact { id: id.to_owned(), post: post.to_owned(), ..Contact::default() };
    definition.contacts = vec![contact("005-clerk", "005单位联络员"), contact("office", "小组办公室")];
    let mut merged = unit("006", Some(UnitIx(0)), vec![None, None, None, None]);
    merged.joined = Some(date("2014-06-01"));
    merged.left = Some(date("2014-08-31"));
    merged.merged_into = Some(UnitIx(0));
    definition.units = vec![unit("005", None, vec![Some(ContactIx(0)), None, None, None]), merged];
    let audience = |name: &str, selector| Audience { name: name.to_owned(), refs: texts(&["S33"]), selector };
    let narrow = Selector {
        scored: Some(true),
        categories: texts(&["机关事业", "企业"]),
        tags: texts(&["窗口"]),
        units: vec![UnitIx(0), UnitIx(1)],
        except: vec![UnitIx(1)],
        within: vec![AudienceIx(0)],
    };
    definition.audiences = vec![audience("全部单位", Selector::default()), audience("窗口单位", narrow)];
}

fn policy() -> ReminderPolicy {
    ReminderPolicy {
        name: "标准".to_owned(),
        to: RoleIx(0),
        before: vec![5, 1],
        on_day: true,
        hour: NINE,
        overdue: Some(Overdue { every: 2, at_most: 3 }),
        cards: vec![
            Card { colour: CardColour::Yellow, days: 1, to: vec![RoleIx(1)] },
            Card { colour: CardColour::Red, days: 5, to: vec![RoleIx(1), RoleIx(2)] },
        ],
        catch_up_hours: 48,
        opt_out: vec![Optional::Before, Optional::OnDay],
        brief: Some(Brief { to: vec![RoleIx(1), RoleIx(2)], at_most: 8 }),
    }
}

fn rule(pattern: Pattern, roll: Roll) -> Rule {
    Rule::new(pattern, roll, date("2014-05-01"), date("2014-10-31"))
}

fn duty(id: &str, rule: Rule, review: Option<Review>) -> Duty {
    Duty {
        id: id.to_owned(),
        name: format!("事项{id}"),
        refs: texts(&["S8", "S9"]),
        audience: AudienceIx(1),
        rule,
        phase: review.is_some().then_some(PhaseIx(0)),
        needs: vec![Need { name: "照片".to_owned(), at_least: 2, at_most: review.is_some().then_some(9) }],
        policy: review.is_some().then_some(ReminderPolicyIx(0)),
        review,
        variant: Variant::Deliver,
        terms: Terms::default(),
    }
}

fn every(period: Period, on: DayIn) -> Pattern {
    Pattern::Every { period, on }
}

fn duties() -> Vec<Duty> {
    let review = |return_due| {
        Some(Review { by: "小组办公室".to_owned(), rubric: texts(&["求细求实"]), return_due })
    };
    let window = Pattern::Window { first: date("2014-05-11"), last: date("2014-05-20") };
    vec![
        duty(
            "once",
            rule(Pattern::Day(date("2014-05-16")), Roll::Back),
            review(ReturnDue::WorkdaysFromReturn(5)),
        ),
        duty("window", rule(window, Roll::Forward), review(ReturnDue::Keep)),
        duty("monthly", rule(every(Period::Month, DayIn::Last), Roll::Stay), None),
        duty("first", rule(every(Period::Quarter, DayIn::Workday(1)), Roll::Back), None),
        duty("last", rule(every(Period::HalfYear, DayIn::WorkdayFromEnd(1)), Roll::Back), None),
        duty("fifteenth", rule(every(Period::Month, DayIn::Day(15)), Roll::Forward), None),
        duty("monday", rule(every(Period::Week, DayIn::Weekday(0)), Roll::Forward), None),
        duty("first-monday", rule(every(Period::Month, DayIn::NthWeekday(1, 0)), Roll::Forward), None),
        duty("last-friday", rule(every(Period::Year, DayIn::NthWeekdayFromEnd(1, 4)), Roll::Back), None),
        duty("second-month", rule(every(Period::Quarter, DayIn::DayOfMonth(2, 15)), Roll::Back), None),
        duty("twice", rule(Pattern::Spread { period: Period::Day, times: 2 }, Roll::Back), None),
        duty("before-festivals", before_festivals(), None),
        duty("crontab", rule(Pattern::Crontab(crontab()), Roll::Stay), None),
        duty("follow-up", follow_up(), None),
    ]
}

fn crontab() -> Crontab {
    Crontab { minutes: 1 << 30, hours: 1 << 2, days: !0, months: !0, weekdays: 0b1_1111 }
}

fn before_festivals() -> Rule {
    let point = |first, day: &str| Point { first, day: date(day) };
    let points = vec![point(None, "2014-07-01"), point(Some(date("2014-09-20")), "2014-10-02")];
    Rule { offsets: vec![Offset::Before(3)], ..rule(Pattern::Points(points), Roll::Stay) }
}

fn follow_up() -> Rule {
    let limits = [
        Limit::SameDay,
        Limit::Workdays(5),
        Limit::HalfWorkday,
        Limit::WorkMinutes(240),
        Limit::Minutes(120),
    ];
    let mut offsets: Vec<Offset> = limits.into_iter().map(Offset::After).collect();
    offsets.push(Offset::AfterDue(Limit::Workdays(5)));
    let base = rule(every(Period::Month, DayIn::Last), Roll::Back);
    Rule { offsets, after_close: Some(DutyIx(2)), ..base }
}

fn programme() -> VisitProgramme {
    VisitProgramme {
        id: "contact-points".to_owned(),
        name: "党建工作联系点".to_owned(),
        refs: texts(&["S51"]),
        places: AudienceIx(0),
        visitor: RoleIx(1),
        turns: Some(Turns { visitors: vec![ContactIx(1), ContactIx(0)], each: 2 }),
        eligible: vec![Eligible {
            places: AudienceIx(0),
            visitors: vec![ContactIx(0)],
            roles: vec![RoleIx(0)],
        }],
        companions: vec![RoleIx(0)],
        rule: rule(every(Period::Quarter, DayIn::Last), Roll::Back),
        starts: vec![NINE, TimeOfDay(14 * 60 + 30)],
        minutes: 150,
        per_week: 1,
        gap_days: 30,
        visiting_hours: vec![VisitingHours {
            places: AudienceIx(0),
            open: Some(Opening { weekdays: vec![0, 2], from: NINE, until: Busy::DAY_ENDS }),
            closed: vec![date("2014-05-09")],
        }],
        busy: vec![
            Busy::day(ContactIx(1), date("2014-05-06")),
            Busy { from: NINE, until: TimeOfDay(11 * 60), ..Busy::day(ContactIx(1), date("2014-05-07")) },
        ],
        travel: Travel {
            minutes: 20,
            speed: Some(40),
            times: vec![Road { from: UnitIx(0), to: UnitIx(1), minutes: 35 }],
        },
        notice: 3,
        record_within: 2,
        policy: ReminderPolicyIx(0),
        terms: VisitTerms::default(),
    }
}

/// The sample definition.
pub(crate) fn sample() -> Definition {
    let mut definition = Definition {
        id: "service-year-2014".to_owned(),
        name: "基层组织服务年".to_owned(),
        year: 2014,
        zone: "Asia/Shanghai".to_owned(),
        zone_data: "2025b".to_owned(),
        clocks: ClockChanges { missing: MissingHour::Before, doubled: DoubledHour::Second },
        groups: vec![GroupCalendar {
            id: "firms".to_owned(),
            audience: AudienceIx(1),
            calendar: Calendar {
                name: "cn".to_owned(),
                version: "no-make-up".to_owned(),
                ..Calendar::default()
            },
        }],
        calendar: calendar(),
        phases: vec![Phase {
            id: "implementation".to_owned(),
            name: "组织实施".to_owned(),
            refs: texts(&["S61"]),
            from: date("2014-05-01"),
            to: date("2014-10-31"),
            notice: Some(NINE),
            audience: AudienceIx(0),
            policy: ReminderPolicyIx(0),
        }],
        policies: vec![policy()],
        duties: duties(),
        visits: vec![programme()],
        snapshots: vec![SnapshotPlan {
            id: "month-end".to_owned(),
            name: "月末快照".to_owned(),
            refs: texts(&["S66"]),
            audience: AudienceIx(0),
            rule: rule(every(Period::Month, DayIn::WorkdayFromEnd(1)), Roll::Back),
            hour: TimeOfDay(18 * 60),
            moment: muster_protocol::definition::Moment::Freeze("annual".to_owned()),
        }],
        templates: Templates {
            language: Language::Zh,
            routine: "今日提醒".to_owned(),
            red: "红色督办单".to_owned(),
            news: "新情况".to_owned(),
        },
        retired: Retired { duties: vec![DutyIx(1)], ..Retired::default() },
        ..Definition::default()
    };
    people(&mut definition);
    asked::add(&mut definition);
    judging(&mut definition);
    definition
}

/// A sample table.
pub(crate) fn table() -> SnapshotTable {
    let row = |unit: u32, expected, done, on_time, rates: (u16, u16), rank| SnapshotRow {
        unit: format!("{unit:03}").into(),
        expected,
        done,
        on_time,
        completion: rates.0,
        on_time_rate: rates.1,
        rank,
    };
    SnapshotTable {
        occasion: "month-end.2014-05".into(),
        cutoff: Version(70_000),
        at: instant("2014-05-30T18:00"),
        date: date("2014-05-30"),
        definition: bytes(1),
        roster: bytes(2),
        rows: vec![row(0, 3, 3, 2, (10_000, 6_667), 1), row(200, 0, 0, 0, (10_000, 10_000), 0)],
        sheets: vec![crate::scores::sheet()],
        ratings: crate::scores::ratings(),
    }
}
