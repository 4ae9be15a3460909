//! 消息: in which language people are written to, and the committee's own wording of messages, or the usual one.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Templates;
use muster_protocol::{id, text};
use muster_rules::message::usual;

use super::findings::code;
use super::findings::finding::{Place, Report};
use super::findings::invisible;
use super::text::fields::{self, Fields};
use super::text::tree::{Node, Value};
use crate::definition::keys::{LANGUAGE, MESSAGES, NEWS, RED, ROUTINE};

/// Reads the templates. Returns their places, in the order of [`PLACES`].
pub(crate) fn read(node: &Node, at: Place, report: &mut Report) -> (Templates, [Place; 3]) {
    let mut places = [at; 3];
    let Some(fields) = Fields::of(node, MESSAGES, at, &[LANGUAGE, ROUTINE, RED, NEWS], report) else {
        return (Templates::default(), places);
    };
    let language = fields.get(LANGUAGE).and_then(|node| language(node, report));
    let mut templates = usual(language.unwrap_or_default());
    let Templates { routine, red, news, .. } = &mut templates;
    for (ix, (key, template)) in [(ROUTINE, routine), (RED, red), (NEWS, news)].into_iter().enumerate() {
        let Some(entry) = fields.entry(key) else { continue };
        places[ix] = entry.key_place;
        match &entry.value.value {
            Value::Text(text) => {
                // A message has lines; nothing else in it may be hidden.
                let lines = text.replace(['\n', '\r', '\t'], " ");
                invisible::clean(&lines, key, entry.value.place, report);
                *template = text.clone();
            }
            _ => fields::wrong_type(&entry.value, key, id!("a-text"), report),
        }
    }
    (templates, places)
}

/// Names of the templates, in the order of their places.
pub(crate) const PLACES: [&str; 3] = ["routine", "red", "news"];

fn language(node: &Node, report: &mut Report) -> Option<Language> {
    match &node.value {
        Value::Text(text) if matches!(text.as_str(), "中文" | "zh") => Some(Language::Zh),
        Value::Text(text) if matches!(text.as_str(), "英文" | "en") => Some(Language::En),
        _ => {
            report
                .error(code::BAD_VALUE, node.place, text!("messages-are-written-in-zh-or-en"))
                .fix(text!("write-zh-or-en"));
            None
        }
    }
}
