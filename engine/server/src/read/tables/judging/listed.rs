//! Lists with those whom a rule names and those who were proposed; appeals, vetoes and points by number.

use muster_protocol::definition::{Compare, Condition, DecidedList, Decimal, Tone};
use muster_protocol::event::Event;
use muster_protocol::ids::UnitIx;
use muster_protocol::table::SnapshotTable;
use muster_rules::score::facts::EntryKind;
use muster_rules::score::tallies;

use super::super::{LocalizedText, TableView, localized, same};
use super::{as_of, columns, points as shown_points};
use crate::execute::live::Live;

fn who(live: &Live, unit: UnitIx) -> String {
    let unit = live.def.units.get(unit.at());
    unit.map_or_else(String::new, |unit| format!("{} {}", unit.code, unit.short))
}

pub(super) fn list(live: &mut Live, at: usize) -> TableView {
    let table = live.now();
    let def = live.def.clone();
    let Some(list) = def.lists.get(at) else {
        return TableView { title: same(""), columns: Vec::new(), rows: Vec::new(), notes: Vec::new() };
    };
    let head = [
        ("编号", "no"),
        ("类", "kind"),
        ("对象", "who"),
        ("依据", "grounds"),
        ("证据", "evidence"),
        ("通知签收", "notices signed"),
        ("陈述", "statement"),
        ("公示到", "public until"),
        ("决定", "decision"),
    ];
    let mut rows = Vec::new();
    for (no, it) in (1..).zip(&live.fold.facts().listed).filter(|(_, it)| it.list == list.id) {
        let snapshot = it.snapshot.and_then(|ix| live.key(ix)).map(|key| key.to_string());
        let grounds = grounds(live, list, &it.kind, it.unit, &table);
        let grounds = [snapshot.unwrap_or_default(), grounds.join("、")].join(" ").trim().to_owned();
        rows.push(vec![
            same(no),
            same(&it.kind),
            same(format!("{} {}", who(live, it.unit), it.code.clone().unwrap_or_default()).trim()),
            same(grounds),
            same(it.files),
            same(format!("{}/{}", it.signed, it.notices)),
            if it.stated { localized("已陈述", "made") } else { localized("没有", "none") },
            same(it.until.map(|until| live.day(until.plus(-1)).to_string()).unwrap_or_default()),
            match (it.approved, it.unsigned_known) {
                (None, _) => localized("待定", "open"),
                (Some(true), false) => localized("列入", "on the list"),
                (Some(true), true) => {
                    localized("列入（知道有通知没签收）", "on the list (unsigned notices known)")
                }
                (Some(false), _) => localized("不列入", "not on the list"),
            },
        ]);
    }
    let mut notes = vec![proposals(live, list, &table)];
    notes.push(localized(
        "按规则只提出人选；列不列入由批准的人定",
        "a rule only names candidates: the approver decides",
    ));
    notes.push(as_of(live));
    TableView { title: same(&list.name), columns: columns(&head), rows, notes }
}

/// Those whom a rule names and nobody has proposed yet.
fn proposals(live: &Live, list: &DecidedList, table: &SnapshotTable) -> LocalizedText {
    let mut named = Vec::new();
    for kind in &list.kinds {
        for row in &table.rows {
            let Some(unit) = live.def.unit_by_code(&row.unit) else { continue };
            let known = |it: &muster_rules::score::facts::Listed| {
                it.list == list.id && it.kind == kind.name && it.unit == unit && it.code.is_none()
            };
            let why = grounds(live, list, &kind.name, unit, table);
            if !why.is_empty() && !live.fold.facts().listed.iter().any(known) {
                named.push(format!("{}（{}：{}）", who(live, unit), kind.name, why.join("、")));
            }
        }
    }
    let all = named.join("；");
    if named.is_empty() {
        return localized("按规则没有别的人选", "no rule names anybody else");
    }
    localized(format!("按规则可以提名：{all}"), format!("the rules would name: {all}"))
}

/// The conditions of a kind that hold for a unit.
fn grounds(live: &Live, list: &DecidedList, kind: &str, unit: UnitIx, table: &SnapshotTable) -> Vec<String> {
    let Some(kind) = list.kinds.iter().find(|known| known.name == kind) else { return Vec::new() };
    let code = live.def.units.get(unit.at()).map_or("", |unit| unit.code.as_str());
    let row = |sheet: u16| {
        let of = table.sheets.get(usize::from(sheet))?;
        of.rows.iter().find(|row| row.unit.as_str() == code)
    };
    let mut held = Vec::new();
    for condition in &kind.any {
        match condition {
            Condition::Grade { sheet, grade } => {
                let Some(has) = row(*sheet).and_then(|row| row.grade) else { continue };
                let meets = if list.tone == Tone::Commend { has <= *grade } else { has >= *grade };
                let name = live
                    .def
                    .scores
                    .get(usize::from(*sheet))
                    .and_then(|sheet| sheet.grades.get(usize::from(has)));
                if meets {
                    held.push(format!("等次 {}", name.map_or("", |grade| grade.name.as_str())));
                }
            }
            Condition::Total { sheet, compare, with } => {
                let Some(total) = row(*sheet).and_then(|row| row.total) else { continue };
                if compares(Decimal(total.saturating_mul(Decimal::ONE.0 / 100)), *compare, *with) {
                    held.push(format!("总分 {} {} {with}", shown_points(total), sign(*compare)));
                }
            }
            Condition::Counted { tally, compare, with } => {
                let Some(count) = live.fold.tally(unit, *tally) else { continue };
                if compares(count, *compare, *with) {
                    held.push(format!("{} {count} {} {with}", tallies::word(*tally), sign(*compare)));
                }
            }
            Condition::Nominated | Condition::Found { .. } => {}
        }
    }
    held
}

fn compares(left: Decimal, compare: Compare, right: Decimal) -> bool {
    match compare {
        Compare::Less => left < right,
        Compare::AtMost => left <= right,
        Compare::AtLeast => left >= right,
        Compare::More => left > right,
    }
}

fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Less => "<",
        Compare::AtMost => "≤",
        Compare::AtLeast => "≥",
        Compare::More => ">",
    }
}

pub(super) fn appeals(live: &Live) -> TableView {
    let head = [
        ("编号", "no"),
        ("评分表", "sheet"),
        ("单位", "unit"),
        ("项", "line"),
        ("提出", "filed"),
        ("答复", "answer"),
        ("改分", "change"),
    ];
    let filed: Vec<_> = live.done.iter().filter(|done| matches!(done.event, Event::AppealFiled(_))).collect();
    let rows = (1..).zip(&live.fold.facts().appeals).map(|(no, it)| {
        let at = filed.get(no - 1).map(|done| live.local(done.at)).unwrap_or_default();
        let (answer, change) = match it.answer {
            None => (localized("未答复", "open"), String::new()),
            Some((true, change)) => (localized("成立", "upheld"), change.to_string()),
            Some((false, _)) => (localized("不成立", "dismissed"), String::new()),
        };
        vec![
            same(no),
            same(&it.sheet),
            same(who(live, it.unit)),
            same(&it.line),
            same(at),
            answer,
            same(change),
        ]
    });
    let rows = rows.collect();
    TableView { title: localized("申诉", "appeals"), columns: columns(&head), rows, notes: Vec::new() }
}

pub(super) fn vetoes(live: &Live) -> TableView {
    let head =
        [("编号", "no"), ("评分表", "sheet"), ("单位", "unit"), ("事由", "cause"), ("决定", "decision")];
    let rows = (1..).zip(&live.fold.facts().vetoes).map(|(no, it)| {
        let decision = match it.approved {
            None => localized("待定", "open"),
            Some(true) => localized("成立", "approved"),
            Some(false) => localized("不成立", "rejected"),
        };
        vec![same(no), same(&it.sheet), same(who(live, it.unit)), same(&it.cause), decision]
    });
    let rows = rows.collect();
    TableView { title: localized("一票否决", "vetoes"), columns: columns(&head), rows, notes: Vec::new() }
}

pub(super) fn points(live: &Live) -> TableView {
    let head = [
        ("编号", "no"),
        ("评分表", "sheet"),
        ("单位", "unit"),
        ("项", "line"),
        ("内容", "what"),
        ("督查", "inspection"),
        ("证据", "evidence"),
        ("由", "by"),
        ("时间", "when"),
        ("状态", "state"),
    ];
    let entered: Vec<_> = live
        .done
        .iter()
        .filter(|done| {
            matches!(done.event, Event::ScoreGiven(_) | Event::ScoreDeducted(_) | Event::ScoreAdded(_))
        })
        .collect();
    let rows = (1..).zip(&live.fold.facts().entries).map(|(no, it)| {
        let done = entered.get(no - 1);
        let what = match &it.kind {
            EntryKind::Given { points, .. } => points.to_string(),
            EntryKind::Deducted { cause, times } => format!("−{cause} ×{times}"),
            EntryKind::Added { cause, times } => format!("+{cause} ×{times}"),
        };
        vec![
            same(no),
            same(&it.sheet),
            same(who(live, it.unit)),
            same(&it.line),
            same(what),
            same(it.inspection.clone().unwrap_or_default()),
            same(it.files),
            same(
                done.map(|done| done.behalf.clone().unwrap_or_else(|| done.actor.clone()))
                    .unwrap_or_default(),
            ),
            same(done.map(|done| live.local(done.at)).unwrap_or_default()),
            if it.withdrawn { localized("已撤销", "withdrawn") } else { localized("计分", "counts") },
        ]
    });
    let rows = rows.collect();
    TableView {
        title: localized("人工记分", "points entered by people"),
        columns: columns(&head),
        rows,
        notes: Vec::new(),
    }
}
