//! Samples of what people do beside items: ledgers, cases, candidates, tasks, erasing.

use muster_protocol::case::{CandidateName, CaseAct, CaseClock, CaseName};
use muster_protocol::command::{
    Advance, Assign, Command, EnterRow, Erase, ItemName, Nominate, Object, ReceiveCase, Settle, WorkCase,
};
use muster_protocol::event::{
    BlobErased, CandidateNominated, CandidateObjected, CandidatePassed, CandidateRejected, CaseAccepted,
    CaseAgentNamed, CaseAnswered, CaseAssisted, CaseCalledBack, CaseClosed, CaseDispatched, CaseLate,
    CaseNoted, CasePassedUp, CaseReceived, CaseReopened, CaseReplied, CaseTracked, Event, FoundAt,
    LedgerCorrected, LedgerEntered, ObjectionSettled,
};
use muster_protocol::form::{Form, Reported, Verdict};
use muster_protocol::ids::{CandidateIx, CaseIx, CaseKindIx, DutyIx, OccasionIx, SelectionIx, UnitIx};
use muster_protocol::ledger::Cell;

use crate::events::{bytes, date, evidence, instant};

/// What may be filled in, each part once.
pub(crate) fn form() -> Form {
    Form {
        numbers: vec![Reported { name: "参训党员".to_owned(), value: 31 }],
        covers: vec!["学原文".to_owned(), "群众路线重要论述".to_owned()],
        verdict: Some(Verdict::PartlyKept),
        done: vec![1],
        above: false,
    }
}

fn cells() -> Vec<(String, Cell)> {
    let cells = [
        ("日期", Cell::Date(date("2014-06-10"))),
        ("内容", Cell::Text(bytes(8))),
        ("类别", Cell::Word("便民利民".to_owned())),
        ("入库", Cell::Number(300)),
        ("备注", Cell::Empty),
    ];
    cells.into_iter().map(|(column, cell)| (column.to_owned(), cell)).collect()
}

fn ledgers() -> Vec<(&'static str, Event)> {
    let (duty, unit) = (DutyIx(300), UnitIx(17));
    let row = |row, stock| LedgerEntered { duty, unit, row, fixed: None, cells: cells(), stock };
    let fixed = LedgerEntered { fixed: Some("强化扶贫帮困".to_owned()), ..row(3, None) };
    vec![
        ("stock", row(46, Some(12)).into()),
        ("fixed", fixed.into()),
        ("plain", LedgerCorrected { wrong: 46, entry: row(47, Some(9)) }.into()),
    ]
}

fn cases() -> Vec<(&'static str, Event)> {
    let (case, unit) = (CaseIx(6), UnitIx(16));
    let received = CaseReceived {
        case,
        of_kind: CaseKindIx(2),
        source: "hotline".to_owned(),
        about: Some("投诉".to_owned()),
        unit: Some(unit),
        brought_at: None,
        text: Some(bytes(1)),
        received: instant("2014-05-02T17:20"),
        accept_by: Some(instant("2014-05-04T12:00")),
        finish_by: instant("2014-05-10T00:00"),
        statutory: None,
    };
    let field = CaseReceived {
        source: "来信".to_owned(),
        brought_at: Some(FoundAt { occasion: OccasionIx(12), place: UnitIx(31) }),
        accept_by: None,
        statutory: Some(instant("2014-05-24T00:00")),
        ..received.clone()
    };
    let due = instant("2014-05-04T12:00");
    vec![
        ("hotline", received.into()),
        ("field", field.into()),
        ("plain", CaseAccepted { case }.into()),
        ("plain", CaseDispatched { case, unit }.into()),
        ("plain", CaseTracked { case, stage: "帮办".to_owned(), record: Some(bytes(2)) }.into()),
        ("plain", CaseAgentNamed { case, agent: "015-clerk".to_owned() }.into()),
        ("plain", CaseAssisted { case, record: bytes(3) }.into()),
        ("plain", CaseNoted { case, text: bytes(6) }.into()),
        ("plain", CasePassedUp { case, text: None }.into()),
        ("plain", CaseReplied { case, text: bytes(4) }.into()),
        ("plain", CaseAnswered { case, text: Some(bytes(5)), published: true, call_back: true }.into()),
        ("plain", CaseCalledBack { case, satisfied: false, text: None }.into()),
        ("plain", CaseReopened { case }.into()),
        ("plain", CaseClosed { case }.into()),
        ("accept", CaseLate { case, clock: CaseClock::Accept, due }.into()),
        ("statutory", CaseLate { case, clock: CaseClock::Statutory, due }.into()),
    ]
}

fn candidates() -> Vec<(&'static str, Event)> {
    let candidate = CandidateIx(2);
    let nominated = CandidateNominated {
        candidate,
        selection: SelectionIx(1),
        unit: UnitIx(4),
        code: Some("a1".to_owned()),
        title: Some("优秀服务标兵".to_owned()),
        evidence: evidence(),
    };
    let passed = |stage: &str, publicity_until, last| {
        Event::from(CandidatePassed { candidate, stage: stage.to_owned(), publicity_until, last })
    };
    let rejected = CandidateRejected { candidate, stage: "verify".to_owned(), reason: Some(bytes(2)) };
    vec![
        ("plain", nominated.into()),
        ("publicity", passed("publicity", Some(instant("2014-10-24T00:00")), false)),
        ("last", passed("named", None, true)),
        ("plain", rejected.into()),
        ("plain", CandidateObjected { candidate, reason: bytes(1) }.into()),
        ("plain", ObjectionSettled { candidate, upheld: true, reason: None }.into()),
        ("plain", BlobErased { blob: bytes(6), reason: bytes(7) }.into()),
    ]
}

/// The events.
pub(crate) fn events() -> Vec<(&'static str, Event)> {
    [ledgers(), cases(), candidates()].concat()
}

fn enter() -> EnterRow {
    EnterRow {
        ledger: "love-market".to_owned(),
        unit: "018".to_owned(),
        fixed: None,
        cells: vec![("入库".to_owned(), Cell::Number(3))],
        corrects: Some(46),
    }
}

fn receive() -> ReceiveCase {
    ReceiveCase {
        kind: "hotline-12319".to_owned(),
        source: Some("hotline".to_owned()),
        about: Some("抢修".to_owned()),
        unit: Some("017".to_owned()),
        at: Some(ItemName { occasion: "outreach.2014-05".to_owned(), unit: "002".to_owned() }),
        text: Some(bytes(1)),
        received: Some(instant("2014-05-02T17:20")),
    }
}

/// The commands.
pub(crate) fn commands() -> Vec<Command> {
    let candidate = CandidateName { selection: "pacesetter".to_owned(), no: 3 };
    let nominate = Nominate {
        selection: "pacesetter".to_owned(),
        unit: "005".to_owned(),
        code: Some("a1".to_owned()),
        title: None,
        evidence: evidence(),
    };
    let advance = Advance {
        candidate: candidate.clone(),
        stage: "verify".to_owned(),
        passes: false,
        reason: Some(bytes(2)),
    };
    let assign = Assign {
        task: "assigned".to_owned(),
        title: "国庆节前安全检查".to_owned(),
        to: vec!["005".to_owned(), "101".to_owned()],
        due_day: date("2014-09-28"),
    };
    let case = CaseName { kind: "hotline-12319".to_owned(), no: 7 };
    vec![
        Command::EnterRow(enter()),
        Command::ReceiveCase(receive()),
        Command::WorkCase(WorkCase {
            case,
            act: CaseAct::CallBack { satisfied: false, text: Some(bytes(3)) },
        }),
        Command::Nominate(nominate),
        Command::Advance(advance),
        Command::Object(Object { candidate: candidate.clone(), reason: bytes(4) }),
        Command::Settle(Settle { candidate, upheld: true, reason: Some(bytes(5)) }),
        Command::Assign(assign),
        Command::Erase(Erase { blob: bytes(6), reason: bytes(7), everywhere: true }),
    ]
}
