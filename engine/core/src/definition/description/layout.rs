//! `fmt`: one layout for all files. Keys of the language come in one order and, if wished, in one language; indentation
//! and comments line up. What the file means and every comment in it stay.
//!
//! Names that the committee gave keep their order: the first audience is everyone, the first policy is the usual one.

mod comments;
mod order;
mod translate;

use muster_protocol::catalogue::Language;
use muster_protocol::text;
use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions};

use super::grammar;
use super::shape::{Shape, slot};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Finding, Place, Report};
use crate::definition::keys::Key;
use crate::definition::text::tree::{Entry, Node, Value};
use crate::definition::text::{intake, precheck, tree};

/// Wider than any line: what stands on one line stays there.
const WIDTH: usize = 100_000;

/// Reformats a file. `keys` turns the language's keys into one language; none leaves them as they are.
///
/// # Errors
/// The findings that keep it from being read, or one that names the line that cannot be laid out. Nothing is changed
/// then.
pub fn format(bytes: &[u8], keys: Option<Language>) -> Result<String, Vec<Finding>> {
    let (text, root) = read(bytes)?;
    let meaning = Meaning::of(&root, Some(&grammar::FILE));
    let text = match keys {
        Some(lang) => translate::keys(&text, &root, lang),
        None => text,
    };
    let text = order::sorted(&text, &read(text.as_bytes())?.1);
    let text = pretty(&text)?;
    let text = comments::aligned(&text, &read(text.as_bytes())?.1);
    let (_, after) = read(text.as_bytes())?;
    if Meaning::of(&after, Some(&grammar::FILE)) == meaning { Ok(text) } else { Err(cannot("")) }
}

/// The text without its harmless slips, and its tree.
fn read(bytes: &[u8]) -> Result<(String, Node), Vec<Finding>> {
    let mut report = Report::new("");
    let text = intake::text(bytes, &mut report);
    let fixed = text.map(|text| precheck::fix(&text, &mut report));
    let root = fixed.as_ref().and_then(|fixed| tree::parse(fixed, &mut report));
    match (fixed, root) {
        (Some(fixed), Some(_)) if !report.broken() => {
            // The places of the tree must be those of the text that goes on.
            let mut again = Report::new("");
            let clean = precheck::fix(&fixed.text, &mut again);
            match tree::parse(&clean, &mut again) {
                Some(root) => Ok((clean.text, root)),
                None => Err(again.into_findings()),
            }
        }
        _ => Err(report.into_findings()),
    }
}

fn pretty(text: &str) -> Result<String, Vec<Finding>> {
    let options = FormatOptions {
        layout: LayoutOptions { print_width: WIDTH, ..LayoutOptions::default() },
        language: LanguageOptions { brace_spacing: false, ..LanguageOptions::default() },
    };
    pretty_yaml::format_text(text, &options).map_err(|error| cannot(&error.to_string()))
}

fn cannot(why: &str) -> Vec<Finding> {
    let mut report = Report::new("");
    let said = text!("this-file-cannot-be-laid-out", why).map(|text| text.trim_end().to_owned());
    report.error(code::LAYOUT, Place::START, said).fix(text!("write-what-is-unusual-as-the-sample-does"));
    report.into_findings()
}

/// What a file means, whatever the order and language of its keys.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Nothing,
    Text(String),
    List(Vec<Meaning>),
    Map(Vec<(String, Meaning)>),
}

impl Meaning {
    fn of(node: &Node, shape: Option<&'static Shape>) -> Self {
        match &node.value {
            Value::Nothing => Self::Nothing,
            Value::Text(text) => Self::Text(text.clone()),
            Value::List(items) => {
                Self::List(items.iter().map(|item| Self::of(item, shape.and_then(Shape::item))).collect())
            }
            Value::Map(entries) => {
                let slots = shape.and_then(|shape| shape.slots(node));
                let name = |entry: &Entry| {
                    slots
                        .and_then(|slots| slot(slots, entry))
                        .map_or_else(|| entry.key.clone(), |slot| spelled(slot.key))
                };
                let below =
                    |entry: &Entry| Self::of(&entry.value, shape.and_then(|shape| shape.below(node, entry)));
                let mut map: Vec<_> = entries.iter().map(|entry| (name(entry), below(entry))).collect();
                if slots.is_some() {
                    map.sort_by(|a, b| a.0.cmp(&b.0));
                }
                Self::Map(map)
            }
        }
    }
}

fn spelled(key: Key) -> String {
    format!("{}/{}", key.zh, key.en)
}

#[cfg(test)]
mod tests;
