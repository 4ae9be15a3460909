//! A small campaign for the tests of this package: six units in three towns, two visitors, one visit programme.

use muster_protocol::catalogue::Language;
use muster_protocol::command::{MessageName, StepName};
use muster_protocol::definition::{
    Audience, Busy, Calendar, ClockChanges, Contact, DayIn, DayKind, Definition, Duty, Exception, Overdue,
    Pattern, Period, Phase, ReminderPolicy, Role, Roll, Rule, Scope, Selector, SnapshotPlan, Terms, Travel,
    Unit, Variant, VisitProgramme, VisitTerms,
};
use muster_protocol::event::NamedEvent;
use muster_protocol::ids::{
    AudienceIx, CampaignId, ContactIx, Digest, OccasionIx, ProgrammeIx, ReminderPolicyIx, RoleIx, UnitIx,
    Version,
};
use muster_protocol::item::{MessageKind, StepKind};
use muster_protocol::question::{MessageLine, PlaceToVisit, VisitInstance};
use muster_protocol::refs::ContactId;
use muster_protocol::time::{Date, Instant, TimeOfDay};
use muster_rules::message::usual;
use muster_rules::numbering::Numbering;
use muster_rules::worker::{EventContext, OutgoingMessage};

pub(crate) fn campaign() -> CampaignId {
    CampaignId::new("year").unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// 00:00 of a day in Shanghai.
pub(crate) fn midnight(text: &str) -> Instant {
    format!("{text}T00:00:00+08:00").parse().unwrap()
}

pub(crate) fn key(date: &str, contact: u32) -> MessageName {
    let contact =
        definition().contacts.get(contact as usize).map_or("nobody".into(), |it| it.id.as_str().into());
    MessageName { date: day(date), kind: MessageKind::Routine, contact }
}

pub(crate) fn step(unit: u32) -> StepName {
    StepName { occasion: "unit-plan".into(), unit: code(unit).into(), due_version: 0, no: 0 }
}

/// What a message of a contact reminds of, by the contact's place.
pub(crate) fn line_to(contact: &ContactId) -> MessageLine {
    let at = definition().contacts.iter().position(|it| *contact == *it.id).unwrap();
    line(u32::try_from(at).unwrap())
}

/// The campaign's numbers, where the round of visits is occasion 3.
pub(crate) fn numbering() -> Numbering {
    let mut numbering = Numbering::of(&definition());
    ["unit-plan", "a", "b", "contact-points.2014-q2"]
        .iter()
        .for_each(|key| numbering.occasion(&(*key).into()));
    numbering
}

fn code(unit: u32) -> String {
    format!("{:03}", unit + 1)
}

pub(crate) fn line(unit: u32) -> MessageLine {
    MessageLine {
        step: step(unit),
        kind: StepKind::Before(1),
        title: None,
        due_day: day("2014-04-25"),
        starts: None,
        visitor: None,
        visit: None,
        failed: Vec::new(),
        reason: None,
        optional: false,
        other: None,
        along: Vec::new(),
        off: None,
        case: None,
    }
}

pub(crate) fn letter(date: &str, contact: u32) -> OutgoingMessage {
    OutgoingMessage {
        key: key(date, contact),
        subject: "主题".to_owned(),
        text: "正文".to_owned(),
        link: None,
        optional: false,
        calendar: None,
        steps: vec![step(contact)],
        not_by: Vec::new(),
    }
}

/// An event as a worker hears it.
pub(crate) fn context<'a>(
    campaign: &'a CampaignId,
    definition: &'a Definition,
    version: u64,
    at: Instant,
    event: &'a NamedEvent,
) -> EventContext<'a> {
    EventContext { campaign, definition, digest: Digest::default(), version: Version(version), at, event }
}

/// The second quarter of 2014, nothing visited, nothing standing.
pub(crate) fn instance(places: &[u32]) -> VisitInstance {
    let place = |place: &u32| PlaceToVisit {
        place: UnitIx(*place),
        visitor: ContactIx(visitor(*place)),
        last_visit: None,
        not_on: Vec::new(),
        turn: None,
    };
    VisitInstance {
        occasion: OccasionIx(3),
        programme: ProgrammeIx(0),
        seen: Version(9),
        definition: Digest::default(),
        first: day("2014-04-01"),
        last: day("2014-06-30"),
        places: places.iter().map(place).collect(),
        without: Vec::new(),
        standing: Vec::new(),
        along: Vec::new(),
    }
}

/// Units 0, 1, 2 are visited by the first leader, the others by the second.
fn visitor(unit: u32) -> u32 {
    6 + unit / 3
}

fn unit(index: u32) -> Unit {
    let code = code(index);
    Unit {
        name: format!("单位{code}"),
        short: format!("单位{code}"),
        code,
        parent: None,
        category: "机关".to_owned(),
        tags: Vec::new(),
        scored: true,
        members: 10,
        town: ["东镇", "西镇", "北镇"][index as usize % 3].to_owned(),
        location: None,
        joined: None,
        left: None,
        merged_into: None,
        contacts: vec![Some(ContactIx(index)), Some(ContactIx(visitor(index)))],
    }
}

fn calendar() -> Calendar {
    let off = |date: &str| Exception { date: day(date), kind: DayKind::Off, name: "假".to_owned() };
    let work = |date: &str| Exception { date: day(date), kind: DayKind::Work, name: "调休".to_owned() };
    Calendar {
        name: "cn".to_owned(),
        version: "test".to_owned(),
        weekend: vec![5, 6],
        years: vec![2013, 2014, 2015],
        exceptions: vec![
            off("2014-04-07"),
            off("2014-05-01"),
            off("2014-05-02"),
            work("2014-05-04"),
            off("2014-06-02"),
        ],
        ..Calendar::default()
    }
}

fn rule(pattern: Pattern) -> Rule {
    Rule::new(pattern, Roll::Back, day("2014-04-01"), day("2014-12-31"))
}

fn policy() -> ReminderPolicy {
    ReminderPolicy {
        name: "标准".to_owned(),
        to: RoleIx(0),
        before: vec![5, 1],
        on_day: true,
        hour: TimeOfDay(9 * 60),
        overdue: Some(Overdue { every: 2, at_most: 3 }),
        cards: Vec::new(),
        catch_up_hours: 24,
        opt_out: Vec::new(),
        brief: None,
    }
}

fn programme() -> VisitProgramme {
    VisitProgramme {
        id: "contact-points".to_owned(),
        name: "联系点走访".to_owned(),
        refs: Vec::new(),
        places: AudienceIx(0),
        visitor: RoleIx(1),
        turns: None,
        eligible: Vec::new(),
        companions: Vec::new(),
        rule: rule(Pattern::Every { period: Period::Quarter, on: DayIn::Last }),
        starts: vec![TimeOfDay(9 * 60), TimeOfDay(14 * 60 + 30)],
        minutes: 120,
        per_week: 2,
        gap_days: 30,
        visiting_hours: Vec::new(),
        busy: vec![Busy::day(ContactIx(6), day("2014-05-15")), Busy::day(ContactIx(6), day("2014-05-16"))],
        travel: Travel::default(),
        notice: 3,
        record_within: 5,
        policy: ReminderPolicyIx(0),
        terms: VisitTerms::default(),
    }
}

pub(crate) fn definition() -> Definition {
    let role = |id: &str, name: &str| Role {
        id: id.to_owned(),
        name: name.to_owned(),
        scope: Scope::Unit,
        ..Role::default()
    };
    let contact = |id: String, post: String| Contact { id, post, language: None, person: None };
    let clerk = |n: u32| contact(format!("{n:03}-clerk"), format!("单位{n:03}联络员"));
    let leader = |n: u32| contact(format!("leader-{n}"), format!("副职{n}"));
    Definition {
        id: "year".to_owned(),
        name: "作风建设年".to_owned(),
        year: 2014,
        zone: "Asia/Shanghai".to_owned(),
        zone_data: "test".to_owned(),
        clocks: ClockChanges::default(),
        groups: Vec::new(),
        calendar: calendar(),
        roles: vec![role("clerk", "联络员"), role("leader", "分管领导")],
        contacts: (1..=6).map(clerk).chain((1..=2).map(leader)).collect(),
        units: (0..6).map(unit).collect(),
        audiences: vec![Audience {
            name: "全体".to_owned(),
            refs: Vec::new(),
            selector: Selector::default(),
        }],
        phases: vec![Phase {
            id: "implementation".to_owned(),
            name: "实施阶段".to_owned(),
            refs: Vec::new(),
            from: day("2014-04-01"),
            to: day("2014-12-31"),
            notice: None,
            audience: AudienceIx(0),
            policy: ReminderPolicyIx(0),
        }],
        policies: vec![policy()],
        duties: vec![Duty {
            id: "unit-plan".to_owned(),
            name: "实施方案".to_owned(),
            refs: Vec::new(),
            audience: AudienceIx(0),
            rule: rule(Pattern::Day(day("2014-04-25"))),
            phase: None,
            needs: Vec::new(),
            policy: Some(ReminderPolicyIx(0)),
            review: None,
            variant: Variant::Deliver,
            terms: Terms::default(),
        }],
        visits: vec![programme()],
        snapshots: vec![SnapshotPlan {
            id: "month-end".to_owned(),
            name: "月末测评".to_owned(),
            refs: Vec::new(),
            audience: AudienceIx(0),
            rule: rule(Pattern::Every { period: Period::Month, on: DayIn::Last }),
            hour: TimeOfDay(18 * 60),
            moment: muster_protocol::definition::Moment::Planned,
        }],
        templates: usual(Language::Zh),
        ..Definition::default()
    }
}
