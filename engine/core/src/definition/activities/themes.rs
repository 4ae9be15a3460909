//! 分类指导: what each category of units is to stress (S72 to S75).

use muster_protocol::{id, text};
use std::collections::BTreeSet;

use muster_protocol::definition::{Definition, Theme};
use muster_rules::audience;

use super::line::DutyLine;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::keys::{FOCUS, PART, THEME, THEMES};
use crate::definition::limits::KINDS_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::Node;

/// Reads the themes by category.
pub(crate) fn read(node: &Node, names: &Names, report: &mut Report) -> Vec<Theme> {
    let mut themes = Vec::new();
    for entry in fields::at_most(node, THEMES, KINDS_MAX, report) {
        let known = || names.units.iter().map(|unit| unit.category.as_str());
        if names.roster_whole && !known().any(|category| category == entry.key) {
            let kinds: BTreeSet<&str> = known().collect();
            fields::unknown_name(
                id!("category-2"),
                &entry.key,
                entry.key_place,
                kinds.iter().copied(),
                report,
            );
        }
        let Some(fields) = Fields::of_entry(entry, &grammar::activities::THEMES.keys(), report) else {
            continue;
        };
        let refs = fields::refs(&fields, report);
        let theme = fields.must_text(THEME, report);
        let focus = fields.must_words(FOCUS, report);
        let part = fields.get(PART).and_then(|node| fields::text(node, PART, report));
        let (Some(theme), Some(focus)) = (theme, focus) else { continue };
        themes.push(Theme {
            category: entry.key.clone(),
            refs,
            theme,
            focus,
            part: part.unwrap_or_default(),
        });
    }
    themes
}

/// Whether every unit of a duty that asks for the focus has one.
pub(crate) fn check(definition: &Definition, duties: &[DutyLine], report: &mut Report) {
    let themes = &definition.frame.themes;
    for line in duties.iter().filter(|line| line.duty.terms.focus && !themes.is_empty()) {
        let members = audience::members(definition, line.duty.audience);
        let kinds: BTreeSet<&str> = members
            .iter()
            .filter_map(|unit| definition.units.get(unit.at()))
            .map(|unit| unit.category.as_str())
            .filter(|category| !themes.iter().any(|theme| theme.category == *category))
            .collect();
        for kind in kinds {
            let name = &line.duty.name;
            let said = text!("name-asks-for-the-focus-of-the-category", name, kind);
            report
                .error(code::UNKNOWN_NAME, line.place, said)
                .fix(text!("write-its-theme-and-focus-below-themes"));
        }
    }
}
