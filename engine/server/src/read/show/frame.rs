//! What the campaign stands on, as its file says: the directive, the goals, themes, words, roles and outlets.

use muster_rules::audience;
use muster_words::definition::{Definition, Role, Scope, Variant};
use muster_words::ids::{OutletIx, RoleIx, UnitIx};

use super::{Said, Shown, said, same};

/// The table of this name; none when it is no part of the frame.
pub(super) fn show(def: &Definition, name: &str) -> Option<Shown> {
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

fn table(title: Said, columns: &[(&str, &str)], rows: Vec<Vec<Said>>) -> Shown {
    let columns = columns.iter().map(|(zh, en)| said(*zh, *en)).collect();
    Shown { title, columns, rows, notes: Vec::new() }
}

/// The superior's paper: the root that an audit walks up to (S1).
fn directive(def: &Definition) -> Shown {
    let row = |paper: &muster_words::definition::Directive| {
        let date = paper.date.map(|date| date.to_string()).unwrap_or_default();
        vec![same(&paper.name), same(&paper.file), same(date), same(paper.digest)]
    };
    let rows = def.frame.directive.iter().map(row).collect();
    let columns = [("文件", "paper"), ("文件名", "file"), ("日期", "date"), ("指纹", "digest")];
    table(said("上级文件", "the superior's paper"), &columns, rows)
}

/// Goals of outcome (S7).
fn goals(def: &Definition) -> Shown {
    let Some(goals) = &def.frame.goals else {
        return table(said("工作目标", "goals"), &[("目标", "goal")], Vec::new());
    };
    let phase = def.phases.get(goals.phase.at()).map_or("", |phase| phase.name.as_str());
    let rows = goals.items.iter().map(|goal| vec![same(goal), same(phase)]).collect();
    table(said("工作目标", "goals"), &[("目标", "goal"), ("问卷阶段", "asked in")], rows)
}

/// What each category of units is to stress (S72 to S75).
fn themes(def: &Definition) -> Shown {
    let units =
        |category: &str| def.units.iter().filter(|unit| unit.scored && unit.category == category).count();
    let row = |theme: &muster_words::definition::Theme| {
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
    table(said("分类指导", "themes"), &columns, def.frame.themes.iter().map(row).collect())
}

/// Vague words with their one meaning (S83).
fn words(def: &Definition) -> Shown {
    let rows = def.frame.words.iter().map(|word| vec![same(&word.word), same(&word.meaning)]).collect();
    table(said("用语", "words"), &[("词", "word"), ("意思", "meaning")], rows)
}

/// Who may do what (S69, S70, S82).
fn roles(def: &Definition) -> Shown {
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
            said(list(|right| right.0).join("、"), list(|right| right.1).join(", ")),
            if phases.is_empty() { said("全程", "always") } else { same(phases.join("、")) },
        ]
    };
    let columns =
        [("编号", "id"), ("角色", "role"), ("由谁担任", "held by"), ("可以", "may"), ("何时", "when")];
    let rows = (0u8..).map(RoleIx).zip(&def.roles).map(row).collect();
    table(said("角色", "roles"), &columns, rows)
}

fn scope(def: &Definition, ix: RoleIx, role: &Role) -> Said {
    match role.scope {
        Scope::Unit => {
            let units = (0u32..).map(UnitIx).take(def.units.len());
            let filled = units.filter(|unit| audience::contact_of(def, *unit, ix).is_some()).count();
            said(format!("{filled}个单位各有"), format!("a post in each of {filled} units"))
        }
        Scope::Campaign(_) => said("全活动一个", "one for the campaign"),
        Scope::Outside => said("名册外的人", "people outside the roster"),
    }
}

/// Where the campaign publishes, and which duties publish there (S54, S56, S79).
fn outlets(def: &Definition) -> Shown {
    let row = |(ix, outlet): (OutletIx, &muster_words::definition::Outlet)| {
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
    table(said("宣传渠道", "outlets"), &columns, rows)
}
