use muster_protocol::definition::{CaseKind, Finish, Selection};
use muster_protocol::event::{
    CandidateNominated, CandidateRejected, CaseAccepted, CaseReceived, ItemLate, NamedEvent, OccasionPlanned,
    PhaseEntered,
};
use muster_protocol::ids::{CampaignId, Position, Version};
use muster_protocol::item::{OccasionKind, PlannedStep, StepKind};
use muster_protocol::recorded::Record;
use muster_protocol::time::Instant;

use super::*;
use crate::sample::{date, definition};

fn recorded(written: Written) -> Recorded {
    let campaign = CampaignId::new("year").unwrap();
    Recorded::alone(Record::by_clock(campaign, Position(1), Version(1), Instant(0)), written)
}

fn planned(ix: u32, key: &str) -> OccasionPlanned {
    let step = PlannedStep { no: 0, at: Instant(0), kind: StepKind::OnDay, to: RoleIx(0) };
    OccasionPlanned {
        occasion: Planned { ix: OccasionIx(ix), key: key.into() },
        kind: OccasionKind::Duty(DutyIx(0)),
        nth: 0,
        group: None,
        opens: Instant(0),
        due_day: date("2014-04-25"),
        due: Instant(1),
        steps: vec![step],
        backfill: false,
        catch_up_hours: 24,
        calendar: "cn".to_owned(),
        zone_data: "test".to_owned(),
        given: None,
    }
}

/// A numbering that has heard of two occasions.
fn heard(def: &Definition) -> Numbering {
    let mut numbering = Numbering::of(def);
    numbering.note(def, &planned(0, "unit-plan").into());
    numbering.note(def, &planned(1, "kickoff").into());
    numbering
}

fn late() -> Event {
    let (occasion, units) = (OccasionIx(1), vec![UnitIx(0), UnitIx(2)]);
    ItemLate { occasion, units, due_version: 0, steps: planned(0, "x").steps, due: Instant(2) }.into()
}

/// The same things, told in another order and with others among them.
fn reordered() -> Definition {
    let mut def = definition();
    def.units.reverse();
    def.duties.reverse();
    def.phases.reverse();
    def.roles.rotate_left(1);
    def.contacts.reverse();
    def
}

#[test]
fn an_order_of_lists_is_nobodys_business() {
    let (one, other) = (definition(), reordered());
    let (mine, mut theirs) = (heard(&one), Numbering::of(&other));
    theirs.note(&other, &planned(0, "kickoff").into());
    theirs.note(&other, &planned(1, "unit-plan").into());
    let entered: Event = PhaseEntered { phase: PhaseIx(0), due: Instant(0) }.into();
    for event in [late(), entered, planned(0, "unit-plan").into()] {
        let row = recorded(mine.write(&event).unwrap());
        let said = row.named().unwrap();
        let there = theirs.read(None, &row).unwrap();
        assert_ne!(there, event, "the same numbers would prove nothing");
        assert_eq!(theirs.names(there.clone()).unwrap(), said);
        assert_eq!(theirs.write(&there).unwrap().body, row.body);
        assert_eq!(mine.read(None, &row).unwrap(), event);
    }
}

#[test]
fn every_name_of_a_definition_is_found_under_its_number() {
    for def in [definition(), reordered()] {
        let numbering = Numbering::of(&def);
        for (at, unit) in (0u32..).map(UnitIx).zip(&def.units) {
            assert_eq!(numbering.unit(&unit.code), Some(at), "{}", unit.code);
        }
        for (at, contact) in (0u32..).map(ContactIx).zip(&def.contacts) {
            assert_eq!(numbering.contact(&contact.id), Some(at), "{}", contact.id);
        }
        assert_eq!((numbering.unit("nobody"), numbering.contact("")), (None, None));
    }
}

#[test]
fn what_a_campaign_does_not_know_is_damage_that_is_named() {
    let def = definition();
    let row = recorded(heard(&def).write(&late()).unwrap());
    let mut fewer = def.clone();
    fewer.units.remove(2);
    let mut without = Numbering::of(&fewer);
    without.occasion(&"kickoff".into());
    let missing = &def.units[2].code;
    let error = without.read(None, &row).unwrap_err().to_string();
    assert_eq!(error, format!("damaged item.late: it names unit “{missing}”, which is not there"));
    let error = Numbering::of(&def).read(None, &row).unwrap_err().to_string();
    assert_eq!(error, "damaged item.late: it names occasion “kickoff”, which is not there");
    assert!(Numbering::of(&def).write(&late()).is_err(), "a number that stands for nothing");
}

#[test]
fn a_new_occasion_gets_the_next_number_and_keeps_it() {
    let def = definition();
    let mut numbering = heard(&def);
    let row =
        recorded(Written::from(&numbering.names(planned(9, "study.2014-05")).map(NamedEvent::from).unwrap()));
    let read = |numbering: &Numbering| match numbering.read(None, &row).unwrap() {
        Event::OccasionPlanned(plan) => plan.occasion.ix,
        other => panic!("{other:?}"),
    };
    assert_eq!(read(&numbering), OccasionIx(2));
    numbering.note(&def, &planned(2, "study.2014-05").into());
    assert_eq!((read(&numbering), numbering.next()), (OccasionIx(2), OccasionIx(3)));
}

#[test]
fn cases_and_candidates_are_counted_as_they_come() {
    let mut def = definition();
    def.cases = vec![kind("field"), kind("hotline")];
    def.selections = vec![selection("pacesetter")];
    let mut numbering = Numbering::of(&def);
    let received = |case, kind| CaseReceived {
        case: CaseIx(case),
        of_kind: CaseKindIx(kind),
        source: "hotline".to_owned(),
        about: None,
        unit: None,
        brought_at: None,
        text: None,
        received: Instant(0),
        accept_by: None,
        finish_by: Instant(9),
        statutory: None,
    };
    let accept = |case| Event::from(CaseAccepted { case: CaseIx(case) });
    let mut rows = Vec::new();
    for (case, kind) in [(0, 1), (1, 0)] {
        let before = numbering.clone();
        let event: Event = received(case, kind).into();
        numbering.note(&def, &event);
        let row = recorded(numbering.write(&event).unwrap());
        assert_eq!(before.read(None, &row).unwrap(), event, "the next number, before it was noted");
        assert_eq!(numbering.read(None, &row).unwrap(), event, "and behind it");
        let accepted = recorded(numbering.write(&accept(case)).unwrap());
        assert!(before.read(None, &accepted).is_err(), "nobody accepts what was not received");
        assert_eq!(numbering.read(None, &accepted).unwrap(), accept(case));
        rows.push(row.named().unwrap());
    }
    let names: Vec<String> =
        rows.iter()
            .map(|said| {
                if let NamedEvent::CaseReceived(body) = said { body.case.to_string() } else { String::new() }
            })
            .collect();
    assert_eq!(names, ["hotline/1", "field/2"]);
    for wrong in ["field/1", "hotline/3", "hotline/0", "hotline/01", "hotline"] {
        let said = NamedEvent::from(muster_protocol::event::of::CaseAccepted { case: wrong.into() });
        assert!(numbering.read(None, &recorded(Written::from(&said))).is_err(), "{wrong}");
    }
    let nominated: Event = CandidateNominated {
        candidate: CandidateIx(0),
        selection: SelectionIx(0),
        unit: UnitIx(1),
        code: None,
        title: None,
        evidence: Vec::new(),
    }
    .into();
    numbering.note(&def, &nominated);
    let rejected: Event =
        CandidateRejected { candidate: CandidateIx(0), stage: "verify".to_owned(), reason: None }.into();
    for event in [nominated, rejected] {
        let row = recorded(numbering.write(&event).unwrap());
        assert!(named(&row).contains(&"pacesetter/1".to_owned()));
        assert_eq!(numbering.read(None, &row).unwrap(), event);
    }
}

fn kind(id: &str) -> CaseKind {
    CaseKind {
        id: id.to_owned(),
        name: String::new(),
        refs: Vec::new(),
        audience: None,
        sources: Vec::new(),
        accept: None,
        finish: Finish::Catalogue,
        catalogue: Vec::new(),
        callback_percent: 0,
        reopen: false,
        pass_up: None,
        agent: None,
        stages: Vec::new(),
        reply_public: false,
    }
}

fn selection(id: &str) -> Selection {
    let (titles, draws_on, stages) = (Vec::new(), Vec::new(), Vec::new());
    Selection { id: id.to_owned(), name: String::new(), refs: Vec::new(), titles, draws_on, stages }
}

fn named(row: &Recorded) -> Vec<String> {
    let names = muster_protocol::texts::named(&row.name, &row.body).unwrap();
    names.into_iter().map(str::to_owned).collect()
}
