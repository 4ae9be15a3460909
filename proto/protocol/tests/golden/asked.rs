//! The frame and every variant of a duty once, for the small compiled definition.

use muster_protocol::definition::{
    Assignable, Balance, Bound, BoundWord, By, Column, Concurrent, Definition, Directive, Frame, Goals, Hold,
    Holds, Ledger, Measure, Outlet, Pattern, Pledge, Roll, Rule, Selection, Stage, Tag, Taxonomy, Terms,
    Theme, Variant,
};
use muster_protocol::ids::{
    AudienceIx, Digest, DutyIx, OutletIx, PhaseIx, ReminderPolicyIx, RoleIx, SelectionIx,
};

use crate::events::date;

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn frame() -> Frame {
    Frame {
        refs: texts(&["S2"]),
        directive: Some(Directive {
            name: "实施意见".to_owned(),
            refs: texts(&["S1"]),
            file: "directive.txt".to_owned(),
            digest: Digest([7; 32]),
            date: Some(date("2014-03-25")),
        }),
        together_with: vec![Concurrent { name: "三解三促".to_owned(), refs: texts(&["S38"]) }],
        goals: Some(Goals {
            refs: texts(&["S7"]),
            phase: PhaseIx(0),
            items: texts(&["服务意识增强", "长效机制完善"]),
        }),
        taxonomies: vec![Taxonomy {
            name: "五服务".to_owned(),
            refs: texts(&["S4"]),
            values: texts(&["服务改革", "服务发展"]),
        }],
        words: vec![BoundWord { word: "适时".to_owned(), meaning: "每季度1次".to_owned() }],
        themes: vec![Theme {
            category: "机关事业".to_owned(),
            refs: texts(&["S72", "S73"]),
            theme: "务实亲民".to_owned(),
            focus: texts(&["服务大局", "队伍建设"]),
            part: "协助和监督".to_owned(),
        }],
    }
}

fn terms() -> Terms {
    let measure = |name: &str, at_least, at_most, share_of| Measure {
        name: name.to_owned(),
        at_least,
        at_most,
        share_of,
    };
    Terms {
        tags: vec![Tag { taxonomy: 0, value: 1 }],
        counts_for: vec![0],
        measures: vec![
            measure("参训党员", Some(Bound::Members), None, None),
            measure("发展数", Some(Bound::Number(1)), Some(Bound::Measure(0)), None),
            measure("青年", None, None, Some(1)),
        ],
        focus: true,
    }
}

fn ledger(rows: &[&str]) -> Variant {
    let column = |name: &str, holds| Column { name: name.to_owned(), holds };
    let balance = Balance { stock: 4, plus: vec![2], minus: vec![3], previous: None };
    Variant::Ledger(Ledger {
        columns: vec![
            column("日期", Holds::Date),
            column("对象", Holds::Tag(0)),
            column("入库", Holds::Number),
            column("发放", Holds::Number),
            column("结存", Holds::Number),
            column("类型", Holds::Choice(texts(&["便民利民", "扶贫帮困"]))),
            column("说明", Holds::Text),
        ],
        rows: texts(rows),
        balance: rows.is_empty().then_some(balance),
    })
}

fn variants() -> Vec<Variant> {
    let hold =
        Hold { methods: texts(&["学原文"]), topics: texts(&["中国梦"]), invitees: texts(&["书记"]) };
    let pledge = Pledge {
        made_to: texts(&["系统党委", "党员群众"]),
        sections: texts(&["带头学习提高"]),
        publish: vec![OutletIx(0)],
        each_member: true,
    };
    vec![
        Variant::Hold(hold),
        Variant::Count,
        Variant::Pledge(pledge),
        Variant::PledgeCheck(DutyIx(2)),
        ledger(&[]),
        ledger(&["村级班子", "村级经济"]),
        Variant::Publish(vec![OutletIx(0)]),
        Variant::Outlet(OutletIx(0)),
        Variant::Explore("micro-platform".to_owned()),
        Variant::Progress(DutyIx(0)),
        Variant::Stage(SelectionIx(0), 0),
    ]
}

fn selection() -> Selection {
    let stage = |id: &str, day: &str, by, publicity| Stage {
        id: id.to_owned(),
        name: format!("步骤{id}"),
        rule: Rule::new(Pattern::Day(date(day)), Roll::Back, date("2014-05-01"), date("2014-10-31")),
        publicity,
        policy: matches!(by, By::Role(_)).then_some(ReminderPolicyIx(0)),
        by,
    };
    Selection {
        id: "pacesetter".to_owned(),
        name: "党员服务标兵".to_owned(),
        refs: texts(&["S34"]),
        titles: texts(&["优秀服务标兵"]),
        draws_on: texts(&["monthly"]),
        stages: vec![
            stage("nominate", "2014-09-19", By::Units(DutyIx(0)), 0),
            stage("apply", "2014-09-26", By::Volunteers(AudienceIx(0)), 0),
            stage("publicity", "2014-10-10", By::Role(RoleIx(2)), 5),
        ],
    }
}

/// Adds them to a definition that has duties.
pub(crate) fn add(definition: &mut Definition) {
    definition.frame = frame();
    let first = definition.duties[0].clone();
    for (at, variant) in variants().into_iter().enumerate() {
        let terms = if at == 0 { terms() } else { Terms::default() };
        definition.duties.push(muster_protocol::definition::Duty {
            id: format!("variant-{at}"),
            variant,
            terms,
            ..first.clone()
        });
    }
    definition.outlets =
        vec![Outlet { id: "website".to_owned(), name: "局网站".to_owned(), refs: texts(&["S54"]) }];
    definition.selections = vec![selection()];
    definition.assignable = vec![Assignable {
        id: "assigned".to_owned(),
        name: "系统党委布置的工作任务".to_owned(),
        refs: texts(&["S62"]),
        by: RoleIx(2),
        duty: DutyIx(2),
    }];
}
