//! What the campaign stands on, as its file says: the directive, the goals, themes, words, roles and outlets.

use muster_protocol::any_of;
use muster_protocol::catalogue::{LocalizedText, TextId};
use muster_protocol::definition::{Definition, Role, Scope, Variant};
use muster_protocol::ids::{OutletIx, RoleIx, UnitIx};
use muster_protocol::{id, text};
use muster_rules::audience;

use super::{TableView, heads};
use muster_protocol::catalogue::in_a_row;

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

fn table(title: LocalizedText, columns: &[TextId], rows: Vec<Vec<LocalizedText>>) -> TableView {
    TableView { title, columns: heads(columns), rows, notes: Vec::new() }
}

/// The superior's paper: the root that an audit walks up to (S1).
fn directive(def: &Definition) -> TableView {
    let row = |paper: &muster_protocol::definition::Directive| {
        let date = paper.date.map(|date| date.to_string()).unwrap_or_default();
        cells! {
            = &paper.name, = &paper.file, = date, = paper.digest
        }
    };
    let rows = def.frame.directive.iter().map(row).collect();
    let columns = [id!("paper"), id!("name-of-the-file"), id!("date"), id!("digest-of-a-paper")];
    table(text!("the-superiors-paper"), &columns, rows)
}

/// Goals of outcome (S7).
fn goals(def: &Definition) -> TableView {
    let Some(goals) = &def.frame.goals else {
        return table(text!("goals"), &[id!("goal")], Vec::new());
    };
    let phase = def.phases.get(goals.phase.at()).map_or("", |phase| phase.name.as_str());
    let rows =
        goals.items.iter().map(|goal| vec![LocalizedText::same(goal), LocalizedText::same(phase)]).collect();
    table(text!("goals"), &[id!("goal"), id!("asked-in")], rows)
}

/// What each category of units is to stress (S72 to S75).
fn themes(def: &Definition) -> TableView {
    let units =
        |category: &str| def.units.iter().filter(|unit| unit.scored && unit.category == category).count();
    let row = |theme: &muster_protocol::definition::Theme| {
        cells! {
            = &theme.category, = &theme.theme, = in_a_row::words(&theme.focus), = &theme.part,
            = units(&theme.category)
        }
    };
    let columns = [id!("category-2"), id!("theme"), id!("focus"), id!("part"), id!("scored-units")];
    table(text!("themes"), &columns, def.frame.themes.iter().map(row).collect())
}

/// Vague words with their one meaning (S83).
fn words(def: &Definition) -> TableView {
    let rows = def
        .frame
        .words
        .iter()
        .map(|word| vec![LocalizedText::same(&word.word), LocalizedText::same(&word.meaning)])
        .collect();
    table(text!("words"), &[id!("word"), id!("meaning")], rows)
}

/// Who may do what (S69, S70, S82).
fn roles(def: &Definition) -> TableView {
    let row = |(ix, role): (RoleIx, &Role)| {
        let phases = role.phases.iter().filter_map(|ix| def.phases.get(ix.at()));
        let phases: Vec<&str> = phases.map(|phase| phase.name.as_str()).collect();
        let can = role.can.iter().map(|right| muster_core::definition::right(*right).into());
        let can: Vec<LocalizedText> = can.collect();
        cells! {
            = &role.id, = &role.name, scope(def, ix, role), in_a_row::texts(&can, id!("list-comma")),
            if phases.is_empty() { text!("all-phases") } else { LocalizedText::same(in_a_row::words(&phases)) }
        }
    };
    let columns = [id!("id"), id!("role-2"), id!("held-by"), id!("may"), id!("column-when-it-may")];
    let rows = (0u8..).map(RoleIx).zip(&def.roles).map(row).collect();
    table(text!("roles"), &columns, rows)
}

fn scope(def: &Definition, ix: RoleIx, role: &Role) -> LocalizedText {
    match role.scope {
        Scope::Unit => {
            let units = (0u32..).map(UnitIx).take(def.units.len());
            let filled = units.filter(|unit| audience::contact_of(def, *unit, ix).is_some()).count();
            text!("a-post-in-each-of-filled-unit", #filled = filled)
        }
        Scope::Campaign(_) => text!("one-for-the-campaign"),
        Scope::Outside => text!("people-outside-the-roster"),
    }
}

/// Where the campaign publishes, and which duties publish there (S54, S56, S79).
fn outlets(def: &Definition) -> TableView {
    let row = |(ix, outlet): (OutletIx, &muster_protocol::definition::Outlet)| {
        let here = |variant: &Variant| match variant {
            Variant::Publish(outlets) => outlets.contains(&ix),
            Variant::Outlet(outlet) => *outlet == ix,
            Variant::Pledge(pledge) => pledge.publish.contains(&ix),
            any_of!(Variant: Deliver Hold Count PledgeCheck Ledger Explore Progress Task Stage) => false,
        };
        let duties = def.duties.iter().filter(|duty| here(&duty.variant));
        let duties: Vec<&str> = duties.map(|duty| duty.name.as_str()).collect();
        cells! {
            = &outlet.id, = &outlet.name, = outlet.refs.join(" "), = in_a_row::words(&duties)
        }
    };
    let columns = [id!("id"), id!("outlet"), id!("rows"), id!("duties-that-publish-there")];
    let rows = (0u16..).map(OutletIx).zip(&def.outlets).map(row).collect();
    table(text!("outlets"), &columns, rows)
}
