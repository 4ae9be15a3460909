//! 消息: the committee's own wording of messages, or the usual one.

use muster_rules::message::{RED_DEFAULT, ROUTINE_DEFAULT};
use muster_words::definition::Templates;

use super::findings::finding::{Place, Report};
use super::findings::hidden;
use super::text::fields::{self, Fields};
use super::text::tree::{Node, Value};
use crate::definition::keys::{MESSAGES, RED, ROUTINE};

/// The usual wording.
pub(crate) fn usual() -> Templates {
    Templates { routine: ROUTINE_DEFAULT.to_owned(), red: RED_DEFAULT.to_owned() }
}

/// Reads the templates. Returns their places, routine first.
pub(crate) fn read(node: &Node, at: Place, report: &mut Report) -> (Templates, [Place; 2]) {
    let mut templates = usual();
    let mut places = [at, at];
    let Some(fields) = Fields::of(node, MESSAGES, at, &[ROUTINE, RED], report) else {
        return (templates, places);
    };
    for (ix, (key, template)) in
        [(ROUTINE, &mut templates.routine), (RED, &mut templates.red)].into_iter().enumerate()
    {
        let Some(entry) = fields.entry(key) else { continue };
        places[ix] = entry.key_place;
        match &entry.value.value {
            Value::Text(text) => {
                // A message has lines; nothing else in it may be hidden.
                let lines = text.replace(['\n', '\r', '\t'], " ");
                hidden::clean(&lines, key, entry.value.place, report);
                *template = text.clone();
            }
            _ => fields::wrong_type(&entry.value, key, ("一段文字", "a text"), report),
        }
    }
    (templates, places)
}
