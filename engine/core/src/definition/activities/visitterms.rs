//! What a visit leaves behind: sections of its record, cases, how content people are. Problems that are found there become tasks,
//! of which the file need say nothing.

use muster_protocol::definition::{Rating, VisitTerms};

use crate::definition::description::grammar;
use crate::definition::findings::finding::Report;
use crate::definition::keys::{BY, FORM, Key, RATING, SCALE, VALUES, VISIT_CASES};
use crate::definition::text::fields::{self, Fields};
use crate::definition::text::tree::{Node, Value};

/// Reads them from the fields of a programme or a self-arranged visit.
pub(crate) fn read(fields: &Fields<'_>, report: &mut Report) -> Option<VisitTerms> {
    let cases = fields.get(VISIT_CASES).map(|node| fields::text(node, VISIT_CASES, report));
    let rating = fields.get(RATING).map(|node| rating(node, report));
    Some(VisitTerms {
        form: fields.get(FORM).map_or_else(Vec::new, |node| values(node, FORM, report)),
        cases: fields::flat(cases)?,
        rating: fields::flat(rating)?,
    })
}

/// A list, or {依据: [S52], 取值: [...]}.
fn values(node: &Node, key: Key, report: &mut Report) -> Vec<String> {
    if !matches!(node.value, Value::Map(_)) {
        return fields::words(node, key, report);
    }
    let Some(fields) = Fields::of(node, key, node.place, &grammar::activities::FORM_ROWS.keys(), report)
    else {
        return Vec::new();
    };
    fields::refs(&fields, report);
    fields.must_words(VALUES, report).unwrap_or_default()
}

fn rating(node: &Node, report: &mut Report) -> Option<Rating> {
    let fields = Fields::of(node, RATING, node.place, &grammar::activities::RATING.keys(), report)?;
    fields::refs(&fields, report);
    let by = fields.must_words(BY, report);
    let scale = fields.must_words(SCALE, report);
    Some(Rating { by: by?, scale: scale? })
}
