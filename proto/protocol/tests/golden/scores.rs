//! Samples of what judges: events, commands, and the sheets of a table.

use muster_protocol::command::{
    Backed, Ballot, Cause, Command, Decision, Draw, Invite, Judge, OnLine, Propose, Rate, Worth,
};
use muster_protocol::definition::Decimal;
use muster_protocol::event::{
    AppealAnswered, AppealFiled, Event, InspectionDrawn, ListDecided, ListProposed, ListPublished,
    ListStated, RatedOf, RatersInvited, RatingGiven, ScoreAdded, ScoreDeducted, ScoreGiven, ScoreWithdrawn,
    VetoDecided, VetoProposed,
};
use muster_protocol::ids::{OccasionIx, UnitIx, Version};
use muster_protocol::table::{Counted, Exact, LineScore, RatedRow, ScoreRow, SheetTable};

use crate::events::{bytes, evidence, instant};

fn owned(text: &str) -> String {
    text.to_owned()
}

/// The events.
pub(crate) fn events() -> Vec<(&'static str, Event)> {
    [given(), rated(), listed()].concat()
}

fn given() -> Vec<(&'static str, Event)> {
    let (unit, sheet, line) = (UnitIx(4), owned("annual"), owned("督查扣分"));
    let given = ScoreGiven {
        unit,
        sheet: sheet.clone(),
        line: owned("具体服务事项"),
        points: Decimal(185_000),
        judge: owned("考评组"),
        evidence: evidence(),
        reason: Some(bytes(1)),
    };
    let deducted = ScoreDeducted {
        unit,
        sheet: sheet.clone(),
        line: line.clone(),
        cause: owned("每发现1个问题"),
        times: 2,
        inspection: Some(owned("supervision/2014-05")),
        evidence: evidence(),
        reason: None,
        correction: None,
    };
    let added = ScoreAdded {
        unit,
        sheet: sheet.clone(),
        cause: owned("市级以上推广"),
        times: 1,
        evidence: evidence(),
        reason: None,
    };
    let veto = VetoProposed {
        unit,
        sheet: sheet.clone(),
        cause: owned("重大安全责任事故"),
        evidence: evidence(),
        reason: Some(bytes(2)),
    };
    let appeal = AppealFiled { unit, sheet, line, evidence: evidence(), reason: bytes(5) };
    let change = Decimal(15_000);
    vec![
        ("plain", given.into()),
        ("inspection", deducted.into()),
        ("plain", added.into()),
        ("plain", ScoreWithdrawn { entry: 3, reason: bytes(6) }.into()),
        ("plain", veto.into()),
        ("plain", VetoDecided { veto: 1, approved: true, reason: None }.into()),
        ("plain", appeal.into()),
        ("upheld", AppealAnswered { appeal: 1, upheld: true, change, reason: Some(bytes(7)) }.into()),
    ]
}

fn rated() -> Vec<(&'static str, Event)> {
    let (round, session, group) = (owned("three-way"), owned("2014-07"), owned("党员互评"));
    let invited = RatersInvited {
        round: round.clone(),
        session: session.clone(),
        group: group.clone(),
        unit: Some(UnitIx(4)),
        ballots: vec![bytes(3), bytes(4)],
    };
    let answers = vec![
        RatedOf { unit: Some(UnitIx(5)), ask: 0, points: Decimal::whole(90) },
        RatedOf { unit: None, ask: 2, points: Decimal(805_000) },
    ];
    let rated = RatingGiven { round, session, group, ballot: bytes(3), paper: false, answers, comment: None };
    let drawn = InspectionDrawn {
        round: owned("supervision"),
        session: owned("2014-05"),
        seed: owned("7c1d"),
        among: 26,
        units: vec![UnitIx(4), UnitIx(9)],
    };
    vec![("plain", invited.into()), ("code", rated.into()), ("plain", drawn.into())]
}

fn listed() -> Vec<(&'static str, Event)> {
    let proposed = ListProposed {
        list: owned("criticise"),
        kind: owned("工作滞后"),
        unit: UnitIx(4),
        code: None,
        snapshot: Some(OccasionIx(7)),
        evidence: evidence(),
        reason: None,
        notices: 12,
        signed: 11,
    };
    let until = instant("2014-12-20T00:00");
    vec![
        ("plain", proposed.into()),
        ("plain", ListStated { entry: 1, statement: bytes(8) }.into()),
        ("plain", ListPublished { entry: 1, until }.into()),
        ("plain", ListDecided { entry: 1, approved: true, unsigned_known: true, reason: None }.into()),
    ]
}

/// The commands.
pub(crate) fn commands() -> Vec<Command> {
    let backed = || Backed { unit: owned("005"), evidence: evidence(), reason: Some(bytes(1)) };
    let on = |line: &str| OnLine { backed: backed(), sheet: owned("annual"), line: owned(line) };
    let cause = |name: &str| Cause { name: owned(name), times: 2 };
    let decision = || Decision { yes: true, reason: Some(bytes(2)) };
    let (round, session, group) = (owned("three-way"), Some(owned("2014-07")), owned("党员互评"));
    let invite = Invite {
        round: round.clone(),
        session: session.clone(),
        group: group.clone(),
        unit: Some(owned("005")),
        ballots: vec![bytes(3)],
    };
    let rate = Rate {
        round,
        session,
        group,
        ballot: Ballot::Code(bytes(3)),
        answers: vec![(owned("013"), owned("满意"))],
        comment: Some(bytes(4)),
        unit: None,
    };
    let draw = Draw { round: owned("supervision"), session: None, seed: owned("7c1d") };
    let propose = Propose {
        list: owned("commend"),
        kind: owned("先进党组织"),
        backed: backed(),
        code: Some(owned("a1")),
        snapshot: Some(owned("annual-freeze")),
    };
    let all = vec![
        Judge::Give(on("具体服务事项"), Decimal(185_000)),
        Judge::Deduct(on("督查扣分"), cause("每发现1个问题"), Some(owned("supervision/2014-05"))),
        Judge::Add(backed(), owned("annual"), cause("市级以上推广")),
        Judge::Withdraw(3, bytes(5)),
        Judge::ProposeVeto(backed(), owned("annual"), owned("重大安全责任事故")),
        Judge::DecideVeto(1, decision()),
        Judge::Invite(invite),
        Judge::Rate(rate),
        Judge::Draw(draw),
        Judge::Appeal(on("群众满意")),
        Judge::AnswerAppeal(1, decision(), Decimal(15_000), Some(Worth { points: Some(Decimal(135_000)) })),
        Judge::Propose(propose),
        Judge::State(1, bytes(6)),
        Judge::Publish(1),
        Judge::DecideList(1, decision(), true),
        Judge::Snapshot(owned("final"), owned("before the meeting")),
    ];
    all.into_iter().map(Command::Judge).collect()
}

/// The table of a sheet.
pub(crate) fn sheet() -> SheetTable {
    let exact = |numerator: &str, denominator: &str| Exact {
        numerator: owned(numerator),
        denominator: owned(denominator),
    };
    let counted = vec![
        Counted { what: owned("按时办结数"), numerator: 44, denominator: 1 },
        Counted { what: owned("应办数"), numerator: 45, denominator: 1 },
    ];
    let line = LineScore { group: 0, line: 0, value: Some(exact("44", "3")), points: Some(1_467), counted };
    let missing = LineScore { group: 1, line: 3, value: None, points: None, counted: Vec::new() };
    let row = ScoreRow {
        unit: "005".into(),
        lines: vec![line, missing],
        bonus: 200,
        added: vec![Counted { what: owned("市级以上推广"), numerator: 1, denominator: 1 }],
        total: Some(8_650),
        rank: 2,
        grade: Some(1),
        vetoes: vec![0],
        addendum: vec!["study.2014-10".into()],
    };
    SheetTable { sheet: owned("annual"), frozen: Some(Version(60_000)), rows: vec![row] }
}

/// What raters said.
pub(crate) fn ratings() -> Vec<RatedRow> {
    let row = |unit: Option<&str>, answers, mean| RatedRow {
        round: owned("three-way"),
        session: owned("2014-07"),
        group: owned("群众评议"),
        unit: unit.map(Into::into),
        ask: 0,
        answers,
        mean,
    };
    let mean = Exact { numerator: owned("1711"), denominator: owned("20") };
    vec![row(Some("013"), 31, Some(mean)), row(None, 3, None)]
}
