//! 分类指导: what each category of units is to stress (S72 to S75).

use muster_words::definition::Theme;

use crate::definition::fields::{self, Fields};
use crate::definition::finding::Report;
use crate::definition::keys::{CATEGORY, FOCUS, PART, REF, THEME, THEMES};
use crate::definition::limits::KINDS_MAX;
use crate::definition::names::Names;
use crate::definition::tree::Node;

/// Reads the themes by category.
pub(crate) fn read(node: &Node, names: &Names, report: &mut Report) -> Vec<Theme> {
    let entries = fields::named(node, THEMES.zh, report);
    if entries.len() > KINDS_MAX {
        fields::too_many(THEMES, node.place, entries.len(), KINDS_MAX, report);
    }
    let mut themes = Vec::new();
    for entry in entries.into_iter().take(KINDS_MAX) {
        let known = || names.units.iter().map(|unit| unit.category.as_str());
        if names.roster_whole && !known().any(|category| category == entry.key) {
            let kinds: std::collections::BTreeSet<&str> = known().collect();
            let kind = (CATEGORY.zh, CATEGORY.en);
            fields::unknown_name(kind, &entry.key, entry.key_place, kinds.iter().copied(), report);
        }
        let keys = [REF, THEME, FOCUS, PART];
        let Some(fields) = Fields::of(&entry.value, &entry.key, entry.key_place, &keys, report) else {
            continue;
        };
        let refs = fields::refs(&fields, report);
        let theme = fields.must(THEME, report).and_then(|node| fields::text(node, THEME.zh, report));
        let focus = fields.must(FOCUS, report).map(|node| fields::words(node, FOCUS, report));
        let part = fields.get(PART).and_then(|node| fields::text(node, PART.zh, report));
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
