//! One sample of every event, and a second where an optional part is worth its own file.

use muster_protocol::dead_letter::{DeadDelivery, DeadLetter};
use muster_protocol::definition::CardColour;
use muster_protocol::event::{
    CalledOff, CampaignAmended, CampaignClosed, CampaignHeld, CampaignLaunched, CampaignResumed, CardLifted,
    ClockAccepted, ClockHeld, DeadLetterDropped, DeliveryFailed, DeliveryRetried, Event, FoundAt, Given,
    Happened, ItemAccepted, ItemBackfilled, ItemClosed, ItemLate, ItemMoved, ItemOpened, ItemPassedOn,
    ItemReturned, ItemSubmitted, ItemWaived, MembershipDates, OccasionMoved, OccasionOpened, OccasionPlanned,
    OccasionRetired, OwnDue, PhaseCarriedOver, PhaseDates, PhaseEnded, PhaseEntered, PhaseHeld, PhaseResumed,
    Rated, RecordSection, RetriedStep, SnapshotTaken, Source, StepHeld, StepRetried, UnitJoined, UnitLeft,
    VisitCalledOff, VisitConfirmed, VisitDelegated, VisitLeftOut, VisitMade, VisitMoved, VisitProposed,
    VisitRecorded,
};
use muster_protocol::form::Form;
use muster_protocol::ids::{
    ContactIx, Digest, DutyIx, OccasionIx, PhaseIx, ProgrammeIx, ReviewIx, RoleIx, SelectionIx, SnapshotIx,
    UnitIx, Version,
};
use muster_protocol::item::left_out::{Helps, LostDays, NoSlot, TakenDays};
use muster_protocol::item::{
    DueDays, Evidence, LeftOut, MessageKey, MessageKind, OccasionKind, PlannedStep, ProposedVisit,
    SlotReason, StepKind, StepRef, VisitNews, WaiveReason,
};
use muster_protocol::refs::Planned;
use muster_protocol::time::{Date, Instant};

use crate::{messages, people};

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn instant(text: &str) -> Instant {
    format!("{text}:00+08:00").parse().unwrap()
}

pub(crate) fn bytes(fill: u8) -> Digest {
    Digest([fill; 32])
}

pub(crate) fn step(occasion: u32, unit: u32, due_version: u8, no: u8) -> StepRef {
    StepRef { occasion: OccasionIx(occasion), unit: UnitIx(unit), due_version, no }
}

pub(crate) fn key(contact: u32) -> MessageKey {
    MessageKey { date: date("2014-04-25"), kind: MessageKind::Routine, contact: ContactIx(contact) }
}

pub(crate) fn evidence() -> Vec<Evidence> {
    vec![
        Evidence { need: "学习记录".to_owned(), count: 1, files: vec![bytes(0x11)] },
        Evidence { need: "照片".to_owned(), count: 2, files: Vec::new() },
    ]
}

pub(crate) fn visit() -> ProposedVisit {
    ProposedVisit {
        place: UnitIx(31),
        visitor: ContactIx(77),
        date: date("2014-06-10"),
        start: instant("2014-06-10T09:00"),
        end: instant("2014-06-10T11:30"),
        reasons: vec![
            SlotReason::LongestUnvisited(90),
            SlotReason::NeverVisited,
            SlotReason::VisitorFree { busy_days: 3 },
            SlotReason::SameTown(UnitIx(30)),
            SlotReason::FairShare(1),
            SlotReason::Spread,
            SlotReason::InTurn { had: 1, passed: 2 },
            SlotReason::Near { place: UnitIx(30), minutes: 25 },
            SlotReason::StandsIn,
        ],
    }
}

fn planned(no: u8, at: &str, kind: StepKind, to: u8) -> PlannedStep {
    PlannedStep { no, at: instant(at), kind, to: RoleIx(to) }
}

fn late_steps() -> Vec<PlannedStep> {
    vec![
        planned(3, "2014-04-28T09:00", StepKind::Card(CardColour::Yellow, 1), 1),
        planned(4, "2014-04-29T09:00", StepKind::Overdue(2), 0),
        planned(5, "2014-05-05T09:00", StepKind::Card(CardColour::Red, 5), 2),
    ]
}

fn launched() -> CampaignLaunched {
    CampaignLaunched {
        definition: bytes(1),
        sources: vec![Source { name: "campaign.yaml".to_owned(), digest: bytes(2) }],
        phases: vec![PhaseDates {
            phase: PhaseIx(0),
            enters: instant("2014-04-01T00:00"),
            ends: instant("2014-05-01T00:00"),
        }],
        changes: vec![
            MembershipDates { unit: UnitIx(26), joins: Some(instant("2014-06-01T00:00")), leaves: None },
            MembershipDates { unit: UnitIx(9), joins: None, leaves: Some(instant("2014-09-01T00:00")) },
        ],
        contacts: Some(bytes(10)),
    }
}

fn amendment() -> Vec<(&'static str, Event)> {
    let CampaignLaunched { sources, phases, changes, contacts, .. } = launched();
    let (from, definition, reason) = (bytes(1), bytes(8), Some(bytes(9)));
    let approver = Some("领导小组".to_owned());
    let steps = vec![planned(0, "2014-04-29T09:00", StepKind::Before(1), 0)];
    let mut plan = occasion(OccasionKind::Duty(DutyIx(1)), "unit-plan", steps);
    (plan.due_day, plan.due) = (date("2014-04-30"), instant("2014-05-01T00:00"));
    let units = vec![UnitIx(4), UnitIx(200)];
    let occasion = OccasionIx(12);
    let again = vec![planned(0, "2014-05-07T09:00", StepKind::Before(1), 0)];
    let own = OwnDue { due_day: date("2014-05-08"), due: instant("2014-05-09T00:00"), steps: again };
    vec![
        (
            "approved",
            CampaignAmended { from, definition, sources, reason, approver, phases, changes, contacts }.into(),
        ),
        ("due", OccasionMoved { plan, due_version: 1, late: late_steps() }.into()),
        ("occasion", OccasionRetired { occasion }.into()),
        (
            "units",
            ItemMoved {
                occasion,
                units: units.clone(),
                due_version: 1,
                steps: vec![1, 2],
                reminded: vec![0],
                late: false,
                own: None,
            }
            .into(),
        ),
        (
            "own",
            ItemMoved {
                occasion,
                units,
                due_version: 2,
                steps: vec![0],
                reminded: Vec::new(),
                late: false,
                own: Some(own),
            }
            .into(),
        ),
    ]
}

fn holds() -> Vec<(&'static str, Event)> {
    let (reason, since, phase) = (Some(bytes(9)), instant("2014-07-01T10:00"), PhaseIx(1));
    vec![
        ("reason", CampaignHeld { reason }.into()),
        ("stay", CampaignResumed { since, due_days: DueDays::Stay }.into()),
        ("reason", PhaseHeld { phase, reason }.into()),
        ("shift", PhaseResumed { phase, since, due_days: DueDays::Shift }.into()),
        ("steps", StepHeld { steps: vec![step(12, 4, 1, 0)], due: instant("2014-07-02T09:00") }.into()),
    ]
}

fn occasion(kind: OccasionKind, key: &str, steps: Vec<PlannedStep>) -> OccasionPlanned {
    OccasionPlanned {
        occasion: Planned { ix: OccasionIx(12), key: key.into() },
        kind,
        nth: 1,
        group: None,
        opens: instant("2014-04-01T08:00"),
        due_day: date("2014-04-25"),
        due: instant("2014-04-26T00:00"),
        steps,
        backfill: false,
        catch_up_hours: 48,
        calendar: "cn@0123456789ab".to_owned(),
        zone_data: "2025b".to_owned(),
        given: None,
    }
}

fn occasions() -> Vec<(&'static str, Event)> {
    let steps = vec![
        planned(0, "2014-04-18T09:00", StepKind::Before(5), 0),
        planned(1, "2014-04-25T09:00", StepKind::OnDay, 0),
    ];
    let notice = vec![planned(0, "2014-05-04T09:00", StepKind::Notice, 0)];
    let mut planting = occasion(OccasionKind::Duty(DutyIx(300)), "planting", Vec::new());
    planting.backfill = true;
    let mut task = occasion(OccasionKind::Duty(DutyIx(301)), "assigned.1", Vec::new());
    let title = "国庆节前安全检查".to_owned();
    task.given = Some(Given {
        title,
        units: vec![UnitIx(4), UnitIx(9)],
        found_at: Some(FoundAt { occasion: OccasionIx(9), place: UnitIx(31) }),
        caused_by: Some(Happened { what: "受灾".to_owned(), on: date("2014-06-10"), place: UnitIx(31) }),
    });
    let due = instant("2014-04-01T08:00");
    vec![
        ("duty", occasion(OccasionKind::Duty(DutyIx(1)), "unit-plan", steps).into()),
        ("backfill", planting.into()),
        ("task", task.into()),
        ("phase", occasion(OccasionKind::Phase(PhaseIx(1)), "phase-implementation", notice).into()),
        (
            "visits",
            occasion(OccasionKind::Visit(ProgrammeIx(0)), "contact-points.2014-q2", Vec::new()).into(),
        ),
        ("snapshot", occasion(OccasionKind::Snapshot(SnapshotIx(0)), "month-end.2014-04", Vec::new()).into()),
        (
            "rating",
            occasion(
                OccasionKind::Rating { round: ReviewIx(0), role: RoleIx(1) },
                "rating-three-way-leader.2014-07",
                Vec::new(),
            )
            .into(),
        ),
        (
            "stage",
            occasion(
                OccasionKind::Stage { selection: SelectionIx(0), role: RoleIx(2) },
                "stage-pacesetter-office.publicity",
                Vec::new(),
            )
            .into(),
        ),
        (
            "round",
            occasion(
                OccasionKind::Round { round: ReviewIx(0), role: RoleIx(2) },
                "round-three-way-office.2014-07",
                vec![planned(0, "2014-07-21T09:00", StepKind::TooFew, 2)],
            )
            .into(),
        ),
        ("plain", OccasionOpened { occasion: OccasionIx(12), due, without: Vec::new() }.into()),
        ("without", OccasionOpened { occasion: OccasionIx(12), due, without: vec![UnitIx(4)] }.into()),
        (
            "plain",
            SnapshotTaken { occasion: OccasionIx(40), cutoff: Version(70_000), table: bytes(6) }.into(),
        ),
    ]
}

fn campaign() -> Vec<(&'static str, Event)> {
    let due = instant("2014-05-01T00:00");
    let left = |merged_into| UnitLeft { unit: UnitIx(9), merged_into, due: instant("2014-09-01T00:00") };
    vec![
        ("plain", launched().into()),
        ("plain", CampaignClosed { due: instant("2015-01-01T00:00") }.into()),
        ("plain", PhaseEntered { phase: PhaseIx(1), due }.into()),
        ("plain", PhaseEnded { phase: PhaseIx(0), due }.into()),
        ("plain", PhaseCarriedOver { phase: PhaseIx(0), into: PhaseIx(1), items: 7, due }.into()),
        ("plain", UnitJoined { unit: UnitIx(26), due: instant("2014-06-01T00:00") }.into()),
        ("merged", left(Some(UnitIx(8))).into()),
        ("alone", left(None).into()),
    ]
}

fn items() -> Vec<(&'static str, Event)> {
    let (occasion, unit) = (OccasionIx(12), UnitIx(4));
    let units = vec![UnitIx(4), UnitIx(9), UnitIx(200)];
    let due = instant("2014-04-26T00:00");
    let on = Some(date("2014-04-24"));
    let opened = |own| {
        let due = instant("2014-06-01T00:00");
        Event::from(ItemOpened { occasion, units: vec![UnitIx(26)], due, own })
    };
    let steps = vec![planned(0, "2014-04-25T09:00", StepKind::OnDay, 0)];
    vec![
        ("plain", opened(None)),
        ("own", opened(Some(OwnDue { due_day: date("2014-04-25"), due, steps }))),
        ("day", ItemSubmitted { occasion, unit, evidence: evidence(), form: people::form(), on }.into()),
        (
            "bare",
            ItemSubmitted { occasion, unit, evidence: Vec::new(), form: Form::default(), on: None }.into(),
        ),
        (
            "plain",
            ItemBackfilled {
                occasion,
                unit,
                evidence: evidence(),
                form: Form::default(),
                on: Some(date("2014-03-20")),
            }
            .into(),
        ),
        ("reason", returned(Some(bytes(3))).into()),
        ("kept", ItemReturned { steps: Vec::new(), ..returned(None) }.into()),
        ("plain", ItemAccepted { occasion, unit }.into()),
        ("plain", ItemClosed { occasion, unit }.into()),
        (
            "plain",
            ItemLate { occasion, units: units.clone(), due_version: 0, steps: late_steps(), due }.into(),
        ),
        (
            "plain",
            CardLifted {
                occasion,
                units: units.clone(),
                due_version: 0,
                steps: vec![
                    planned(31, "2014-05-07T09:00", StepKind::Lifted(CardColour::Red), 1),
                    planned(30, "2014-05-07T09:00", StepKind::Lifted(CardColour::Yellow), 2),
                ],
                due: instant("2014-05-06T10:00"),
            }
            .into(),
        ),
        ("plain", ItemWaived { occasion, units, reason: WaiveReason::Left }.into()),
        (
            "plain",
            ItemPassedOn { occasion, unit: UnitIx(9), to: UnitIx(8), due: instant("2014-09-01T00:00") }
                .into(),
        ),
    ]
}

fn returned(reason: Option<Digest>) -> ItemReturned {
    ItemReturned {
        occasion: OccasionIx(12),
        unit: UnitIx(4),
        reason,
        failed: reason.map(|_| "求细求实".to_owned()).into_iter().collect(),
        due_version: 1,
        due_day: date("2014-05-05"),
        due: instant("2014-05-06T00:00"),
        steps: vec![planned(0, "2014-05-04T09:00", StepKind::Before(1), 0)],
    }
}

fn visits() -> Vec<(&'static str, Event)> {
    let occasion = OccasionIx(9);
    let steps = vec![
        planned(0, "2014-06-05T09:00", StepKind::VisitAhead(3), 2),
        planned(1, "2014-06-13T09:00", StepKind::VisitUnrecorded(3), 2),
    ];
    let proposed = VisitProposed {
        occasion,
        seen: Version(1_234),
        instance: bytes(4),
        visit: visit(),
        due_version: 1,
        steps,
    };
    let recorded = |record| VisitRecorded {
        occasion,
        place: UnitIx(31),
        on: date("2014-06-10"),
        record,
        sections: vec![
            RecordSection { name: "业务工作".to_owned(), text: record },
            RecordSection { name: "内部管理".to_owned(), text: None },
        ],
        ratings: vec![Rated { by: "企业".to_owned(), answer: "满意".to_owned() }],
        follow_ups: 2,
    };
    let place = UnitIx(31);
    let news = |news| vec![planned(0, "2014-06-03T09:00", StepKind::VisitNews(news), 2)];
    let confirmed = VisitConfirmed { occasion, place, due_version: 2, steps: news(VisitNews::Confirmed) };
    let moved = VisitMoved { occasion, visit: visit(), due_version: 3, steps: news(VisitNews::Moved) };
    let delegated =
        VisitDelegated { occasion, visit: visit(), due_version: 4, steps: news(VisitNews::Delegated) };
    let called_off = |why| VisitCalledOff {
        occasion,
        place,
        why,
        reason: Some(bytes(6)),
        due_version: 5,
        steps: news(VisitNews::CalledOff),
    };
    vec![
        ("plain", proposed.into()),
        ("plain", confirmed.into()),
        ("plain", moved.into()),
        ("plain", delegated.into()),
        ("declined", called_off(CalledOff::Declined).into()),
        ("cancelled", called_off(CalledOff::Cancelled).into()),
        ("no-show", called_off(CalledOff::NoShow).into()),
        ("plain", VisitMade { occasion, place, on: date("2014-06-10") }.into()),
        ("text", recorded(Some(bytes(5))).into()),
        ("bare", recorded(None).into()),
    ]
}

/// A place without a visit, for each reason that there is.
pub(crate) fn left_out() -> Vec<(&'static str, LeftOut)> {
    let helps = Helps {
        week: Some(date("2014-06-09")),
        day_off: Some(date("2014-06-14")),
        free: Some(date("2014-06-17")),
    };
    let reasons = [
        ("no-day", NoSlot::NoDay(LostDays { off: 9, closed: 2, near: 3, busy: 12 })),
        ("taken", NoSlot::Taken(TakenDays { week: 4, time: 2, shut: 1, helps })),
        ("outweighed", NoSlot::Outweighed),
        ("against-rules", NoSlot::AgainstRules),
        ("no-visitor", NoSlot::NoVisitor),
    ];
    let visitor = |why| (why != NoSlot::NoVisitor).then_some(ContactIx(77));
    let left_out = |why| LeftOut { place: UnitIx(32), visitor: visitor(why), why };
    reasons.map(|(case, why)| (case, left_out(why))).to_vec()
}

/// Why plans have no visit for a place.
fn unplanned() -> Vec<(&'static str, Event)> {
    let event = |left_out| VisitLeftOut {
        occasion: OccasionIx(9),
        seen: Version(1_234),
        instance: bytes(4),
        left_out,
    };
    left_out().into_iter().map(|(case, left_out)| (case, event(left_out).into())).collect()
}

fn dead_letters() -> Vec<(&'static str, Event)> {
    let (consumer, version) = ("visits".to_owned(), Version(57));
    let new = planned(31, "2014-04-28T10:15", StepKind::Overdue(1), 1);
    let delivery = DeadDelivery { consumer: consumer.clone(), version };
    let letters = vec![DeadLetter::Step(step(12, 4, 0, 3)), DeadLetter::Delivery(delivery)];
    let dropped = |why| DeadLetterDropped { letters: letters.clone(), why };
    vec![
        ("plain", StepRetried { steps: vec![RetriedStep { old: step(12, 4, 0, 3), new }] }.into()),
        ("plain", DeliveryFailed { consumer: consumer.clone(), version, cause: bytes(6) }.into()),
        ("plain", DeliveryRetried { consumer, version }.into()),
        ("why", dropped(Some(bytes(7))).into()),
        ("over", dropped(None).into()),
        ("plain", ClockHeld { forward_ms: 7_200_000 }.into()),
        ("plain", ClockAccepted { forward_ms: 7_200_000 }.into()),
    ]
}

/// Every sample with the name of its case.
pub(crate) fn samples() -> Vec<(&'static str, Event)> {
    [
        campaign(),
        amendment(),
        holds(),
        occasions(),
        items(),
        messages::samples(),
        dead_letters(),
        visits(),
        unplanned(),
        people::events(),
        crate::scores::events(),
    ]
    .concat()
}
