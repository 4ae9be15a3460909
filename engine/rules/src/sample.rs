//! Fixtures of this package's tests: the Chinese working days of 2014 and 2015 and a small campaign.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{
    Audience, Calendar, Card, CardColour, ClockChanges, Contact, DayIn, DayKind, Definition, Duty, Exception,
    Hours, Need, Overdue, Pattern, Period, Phase, ReminderPolicy, Role, Roll, Rule, Scope, Selector,
    SnapshotPlan, Terms, Travel, Unit, Variant, VisitProgramme, VisitTerms,
};
use muster_protocol::ids::{AudienceIx, ContactIx, PhaseIx, ReminderPolicyIx, RoleIx, UnitIx};
use muster_protocol::time::{Date, TimeOfDay};

use crate::message::usual;
use crate::zone::{ZONE_DATA, Zone};

/// Rest days of the State Council's arrangement: first and last day, name.
const OFF: &[(&str, &str, &str)] = &[
    ("2014-01-01", "2014-01-01", "元旦"),
    ("2014-01-31", "2014-02-06", "春节"),
    ("2014-04-05", "2014-04-07", "清明节"),
    ("2014-05-01", "2014-05-03", "劳动节"),
    ("2014-05-31", "2014-06-02", "端午节"),
    ("2014-09-06", "2014-09-08", "中秋节"),
    ("2014-10-01", "2014-10-07", "国庆节"),
    ("2015-01-01", "2015-01-03", "元旦"),
    ("2015-02-18", "2015-02-24", "春节"),
    ("2015-04-05", "2015-04-06", "清明节"),
    ("2015-05-01", "2015-05-03", "劳动节"),
    ("2015-06-20", "2015-06-22", "端午节"),
    ("2015-09-03", "2015-09-05", "抗战胜利纪念日"),
    ("2015-09-26", "2015-09-27", "中秋节"),
    ("2015-10-01", "2015-10-07", "国庆节"),
];

/// Made-up working days.
const WORK: &[&str] = &[
    "2014-01-26",
    "2014-02-08",
    "2014-05-04",
    "2014-09-28",
    "2014-10-11",
    "2015-01-04",
    "2015-02-15",
    "2015-02-28",
    "2015-09-06",
    "2015-10-10",
];

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn shanghai() -> Zone {
    Zone::load("Asia/Shanghai").unwrap()
}

/// Working time of Monday to Friday and of made-up days.
pub(crate) fn hours(from: &str, to: &str) -> Hours {
    let time = |text: &str| text.parse().unwrap();
    Hours { days: vec![0, 1, 2, 3, 4], made_up: true, from: time(from), to: time(to) }
}

pub(crate) fn calendar() -> Calendar {
    let mut exceptions = Vec::new();
    for (first, last, name) in OFF {
        for day in date(first).0..=date(last).0 {
            exceptions.push(Exception { date: Date(day), kind: DayKind::Off, name: (*name).to_owned() });
        }
    }
    for day in WORK {
        exceptions.push(Exception { date: date(day), kind: DayKind::Work, name: "调休".to_owned() });
    }
    exceptions.sort_by_key(|exception| exception.date);
    Calendar {
        name: "cn".to_owned(),
        version: "0123456789ab".to_owned(),
        weekend: vec![5, 6],
        years: vec![2014, 2015],
        provisional: Vec::new(),
        hours: vec![hours("08:30", "12:00"), hours("14:00", "17:30")],
        exceptions,
    }
}

pub(crate) fn every(period: Period, on: DayIn, roll: Roll, from: &str, to: &str) -> Rule {
    Rule::new(Pattern::Every { period, on }, roll, date(from), date(to))
}

pub(crate) fn once(from: &str, due: &str) -> Rule {
    Rule::new(Pattern::Day(date(due)), Roll::Back, date(from), date("2014-04-30"))
}

pub(crate) const CLERK: RoleIx = RoleIx(0);
pub(crate) const HEAD: RoleIx = RoleIx(1);
pub(crate) const LEADER: RoleIx = RoleIx(2);
pub(crate) const OFFICE: RoleIx = RoleIx(3);

/// The policy 标准 of the first campaign.
pub(crate) fn standard() -> ReminderPolicy {
    ReminderPolicy {
        name: "标准".to_owned(),
        to: CLERK,
        before: vec![5, 1],
        on_day: true,
        hour: TimeOfDay(9 * 60),
        overdue: Some(Overdue { every: 2, at_most: 3 }),
        cards: vec![
            Card { colour: CardColour::Yellow, days: 1, to: vec![HEAD] },
            Card { colour: CardColour::Red, days: 5, to: vec![HEAD, LEADER, OFFICE] },
        ],
        catch_up_hours: 24,
        opt_out: Vec::new(),
        brief: None,
    }
}

fn role(id: &str, name: &str, scope: Scope) -> Role {
    Role { id: id.to_owned(), name: name.to_owned(), scope, ..Role::default() }
}

/// A unit with its own clerk and head; the one leader is contact 1, the office contact 0.
fn unit(contacts: &mut Vec<Contact>, code: &str, name: &str, category: &str, tags: &[&str]) -> Unit {
    let first = u32::try_from(contacts.len()).unwrap();
    for (slug, post) in [("clerk", "联络员"), ("head", "主要负责人")] {
        contacts.push(Contact {
            id: format!("{}-{slug}", code.to_lowercase()),
            post: format!("{name}{post}"),
            language: None,
            person: None,
        });
    }
    Unit {
        code: code.to_owned(),
        name: format!("{name}党支部"),
        short: name.to_owned(),
        parent: None,
        category: category.to_owned(),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        scored: !code.starts_with('V'),
        members: 10,
        town: "城中街道".to_owned(),
        location: None,
        joined: None,
        left: None,
        merged_into: None,
        contacts: vec![Some(ContactIx(first)), Some(ContactIx(first + 1)), Some(ContactIx(1)), None],
    }
}

fn audience(name: &str, selector: Selector) -> Audience {
    Audience { name: name.to_owned(), refs: Vec::new(), selector }
}

fn phase(id: &str, name: &str, from: &str, to: &str) -> Phase {
    Phase {
        id: id.to_owned(),
        name: name.to_owned(),
        refs: Vec::new(),
        from: date(from),
        to: date(to),
        notice: Some(TimeOfDay(9 * 60)),
        audience: AudienceIx(0),
        policy: ReminderPolicyIx(0),
    }
}

fn phases() -> Vec<Phase> {
    vec![
        phase("mobilization", "宣传发动", "2014-04-01", "2014-04-30"),
        phase("implementation", "组织实施", "2014-05-01", "2014-10-31"),
        phase("evaluation", "考核评价", "2014-11-01", "2014-12-31"),
    ]
}

fn duty(id: &str, name: &str, rule: Rule, phase: u16, needs: Vec<Need>) -> Duty {
    Duty {
        id: id.to_owned(),
        name: name.to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        rule,
        phase: Some(PhaseIx(phase)),
        needs,
        policy: Some(ReminderPolicyIx(0)),
        review: None,
        variant: Variant::Deliver,
        terms: Terms::default(),
    }
}

fn need(name: &str, at_least: u32, at_most: Option<u32>) -> Need {
    Need { name: name.to_owned(), at_least, at_most }
}

pub(crate) const MONTHLY: DayIn = DayIn::WorkdayFromEnd(1);

/// Audience 0 所有参评单位, 1 企业, 2 联系点. Units 0..=3 are 004, 005, 101 and 102; units 4 and 5 are V03 and V04.
/// Unit 101 joins on 2014-06-01.
pub(crate) fn definition() -> Definition {
    let mut contacts = vec![
        Contact { id: "office".to_owned(), post: "小组办公室".to_owned(), language: None, person: None },
        Contact { id: "leader-1".to_owned(), post: "副局长乙".to_owned(), language: None, person: None },
    ];
    let mut units = vec![
        unit(&mut contacts, "004", "园林处", "机关事业", &["志愿队"]),
        unit(&mut contacts, "005", "市政处", "机关事业", &["志愿队", "窗口"]),
        unit(&mut contacts, "101", "云溪水务", "企业", &["窗口"]),
        unit(&mut contacts, "102", "绿源污水", "企业", &[]),
        unit(&mut contacts, "V03", "柳湾村", "村", &["联系点"]),
        unit(&mut contacts, "V04", "梧桐社区", "社区", &["联系点"]),
    ];
    units[2].joined = Some(date("2014-06-01"));
    let all = Selector { scored: Some(true), ..Selector::default() };
    let firms =
        Selector {
            categories: vec!["企业".to_owned()], within: vec![AudienceIx(0)], ..Selector::default()
        };
    let places = Selector { tags: vec!["联系点".to_owned()], ..Selector::default() };
    let study = every(Period::Month, MONTHLY, Roll::Back, "2014-05-01", "2014-10-31");
    Definition {
        id: "sample".to_owned(),
        name: "基层组织服务年".to_owned(),
        year: 2014,
        zone: "Asia/Shanghai".to_owned(),
        zone_data: ZONE_DATA.to_owned(),
        clocks: ClockChanges::default(),
        groups: Vec::new(),
        calendar: calendar(),
        roles: vec![
            role("clerk", "联络员", Scope::Unit),
            role("head", "主要负责人", Scope::Unit),
            role("leader", "分管领导", Scope::Unit),
            role("office", "小组办公室", Scope::Campaign(Some(ContactIx(0)))),
        ],
        contacts,
        units,
        audiences: vec![audience("全部单位", all), audience("企业", firms), audience("联系点", places)],
        phases: phases(),
        policies: vec![standard()],
        duties: vec![
            duty(
                "unit-plan",
                "本单位活动方案",
                once("2014-04-01", "2014-04-25"),
                0,
                vec![need("活动方案", 1, None)],
            ),
            duty(
                "kickoff",
                "动员部署",
                once("2014-04-01", "2014-04-18"),
                0,
                vec![need("照片", 2, None), need("服务事项", 1, Some(2))],
            ),
            duty("study", "全会精神学习", study, 1, vec![need("学习记录", 1, None)]),
        ],
        visits: vec![programme()],
        snapshots: vec![month_end()],
        templates: usual(Language::Zh),
        ..Definition::default()
    }
}

fn month_end() -> SnapshotPlan {
    SnapshotPlan {
        id: "month-end".to_owned(),
        name: "月末快照".to_owned(),
        refs: Vec::new(),
        audience: AudienceIx(0),
        rule: every(Period::Month, MONTHLY, Roll::Back, "2014-04-01", "2014-12-31"),
        hour: TimeOfDay(18 * 60),
        moment: muster_protocol::definition::Moment::Planned,
    }
}

fn programme() -> VisitProgramme {
    VisitProgramme {
        id: "contact-points".to_owned(),
        name: "党建工作联系点".to_owned(),
        refs: Vec::new(),
        places: AudienceIx(2),
        visitor: LEADER,
        turns: None,
        eligible: Vec::new(),
        companions: Vec::new(),
        rule: every(Period::Quarter, DayIn::Last, Roll::Back, "2014-05-01", "2014-10-31"),
        starts: vec![TimeOfDay(9 * 60), TimeOfDay(14 * 60 + 30)],
        minutes: 120,
        per_week: 1,
        gap_days: 30,
        visiting_hours: Vec::new(),
        busy: Vec::new(),
        travel: Travel::default(),
        notice: 3,
        record_within: 2,
        policy: ReminderPolicyIx(0),
        terms: VisitTerms::default(),
    }
}

/// The unit at a position.
pub(crate) fn at(unit: u32) -> UnitIx {
    UnitIx(unit)
}
