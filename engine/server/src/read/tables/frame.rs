//! What the campaign stands on, as its file says: the directive, the goals, themes, words, roles and outlets.

use muster_protocol::definition::{Definition, Role, Scope, Variant};
use muster_protocol::ids::{OutletIx, RoleIx, UnitIx};
use muster_rules::audience;
use muster_rules::counted::counted;

use super::{LocalizedText, TableView, localized, same};

/// The table of this name; none when it is no part of the frame.
pub(super) fn show(def: &Definition, name: &str) -> Option<TableView> {
    match name {
        "directive" => Some(directive(def)),
        "goals" => Some(goals(def)),
        "themes" => Some(themes(def)),
        "words" => Some(words(def)),
        "roles" => Some(roles(def)),
        "outlets" => Some(outlets(def)),
        _ => None,
    }
}

fn table(title: LocalizedText, columns: &[(&str, &str)], rows: Vec<Vec<LocalizedText>>) -> TableView {
    let columns = columns.iter().map(|(zh, en)| localized(*zh, *en)).collect();
    TableView { title, columns, rows, notes: Vec::new() }
}

/// The superior's paper: the root that an audit walks up to (S1).
fn directive(def: &Definition) -> TableView {
    let row = |paper: &muster_protocol::definition::Directive| {
        let date = paper.date.map(|date| date.to_string()).unwrap_or_default();
        vec![same(&paper.name), same(&paper.file), same(date), same(paper.digest)]
    };
    let rows = def.frame.directive.iter().map(row).collect();
    let columns = [("文件", "paper"), ("文件名", "file"), ("日期", "date"), ("指纹", "digest")];
    table(localized("上级文件", "the superior's paper"), &columns, rows)
}

/// Goals of outcome (S7).
fn goals(def: &Definition) -> TableView {
    let Some(goals) = &def.frame.goals else {
        return table(localized("工作目标", "goals"), &[("目标", "goal")], Vec::new());
    };
    let phase = def.phases.get(goals.phase.at()).map_or("", |phase| phase.name.as_str());
    let rows = goals.items.iter().map(|goal| vec![same(goal), same(phase)]).collect();
    table(localized("工作目标", "goals"), &[("目标", "goal"), ("问卷阶段", "asked in")], rows)
}

/// What each category of units is to stress (S72 to S75).
fn themes(def: &Definition) -> TableView {
    let units =
        |category: &str| def.units.iter().filter(|unit| unit.scored && unit.category == category).count();
    let row = |theme: &muster_protocol::definition::Theme| {
        vec![
            same(&theme.category),
            same(&theme.theme),
            same(theme.focus.join("、")),
            same(&theme.part),
            same(units(&theme.category)),
        ]
    };
    let columns = [
        ("类别", "category"),
        ("主题", "theme"),
        ("重点", "focus"),
        ("作用", "part"),
        ("参评单位", "scored units"),
    ];
    table(localized("分类指导", "themes"), &columns, def.frame.themes.iter().map(row).collect())
}

/// Vague words with their one meaning (S83).
fn words(def: &Definition) -> TableView {
    let rows = def.frame.words.iter().map(|word| vec![same(&word.word), same(&word.meaning)]).collect();
    table(localized("用语", "words"), &[("词", "word"), ("意思", "meaning")], rows)
}

/// Who may do what (S69, S70, S82).
fn roles(def: &Definition) -> TableView {
    let row = |(ix, role): (RoleIx, &Role)| {
        let phases = role.phases.iter().filter_map(|ix| def.phases.get(ix.at()));
        let phases: Vec<&str> = phases.map(|phase| phase.name.as_str()).collect();
        let can: Vec<(&str, &str)> =
            role.can.iter().map(|right| muster_core::definition::right(*right)).collect();
        let list = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
            can.iter().map(pick).collect::<Vec<_>>()
        };
        vec![
            same(&role.id),
            same(&role.name),
            scope(def, ix, role),
            localized(list(|right| right.0).join("、"), list(|right| right.1).join(", ")),
            if phases.is_empty() { localized("全程", "always") } else { same(phases.join("、")) },
        ]
    };
    let columns =
        [("编号", "id"), ("角色", "role"), ("由谁担任", "held by"), ("可以", "may"), ("何时", "when")];
    let rows = (0u8..).map(RoleIx).zip(&def.roles).map(row).collect();
    table(localized("角色", "roles"), &columns, rows)
}

fn scope(def: &Definition, ix: RoleIx, role: &Role) -> LocalizedText {
    match role.scope {
        Scope::Unit => {
            let units = (0u32..).map(UnitIx).take(def.units.len());
            let filled = units.filter(|unit| audience::contact_of(def, *unit, ix).is_some()).count();
            localized(
                format!("{filled}个单位各有"),
                format!("a post in each of {filled}", filled = counted(&filled, "unit")),
            )
        }
        Scope::Campaign(_) => localized("全活动一个", "one for the campaign"),
        Scope::Outside => localized("名册外的人", "people outside the roster"),
    }
}

/// Where the campaign publishes, and which duties publish there (S54, S56, S79).
fn outlets(def: &Definition) -> TableView {
    let row = |(ix, outlet): (OutletIx, &muster_protocol::definition::Outlet)| {
        let here = |variant: &Variant| match variant {
            Variant::Publish(outlets) => outlets.contains(&ix),
            Variant::Outlet(outlet) => *outlet == ix,
            Variant::Pledge(pledge) => pledge.publish.contains(&ix),
            Variant::Deliver
            | Variant::Hold(_)
            | Variant::Count
            | Variant::PledgeCheck(_)
            | Variant::Ledger(_)
            | Variant::Explore(_)
            | Variant::Progress(_)
            | Variant::Task
            | Variant::Stage(..) => false,
        };
        let duties = def.duties.iter().filter(|duty| here(&duty.variant));
        let duties: Vec<&str> = duties.map(|duty| duty.name.as_str()).collect();
        vec![same(&outlet.id), same(&outlet.name), same(outlet.refs.join(" ")), same(duties.join("、"))]
    };
    let columns = [("编号", "id"), ("渠道", "outlet"), ("依据", "rows"), ("发布的任务", "duties")];
    let rows = (0u16..).map(OutletIx).zip(&def.outlets).map(row).collect();
    table(localized("宣传渠道", "outlets"), &columns, rows)
}
