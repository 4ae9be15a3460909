//! 消息: in which language people are written to, and the committee's own wording of messages, or the usual one.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::{Definition, Templates};
use muster_protocol::{id, text};
use muster_rules::message::{groups_by_letter, try_templates, usual};

use super::context::Context;
use super::findings::code;
use super::findings::finding::{Finding, Place, Report};
use super::findings::invisible;
use super::redaction;
use super::text::fields::{self, Fields};
use super::text::tree::{Node, Value};
use super::text::{intake, scan};
use crate::definition::description::grammar;
use crate::definition::head;
use crate::definition::keys::{FILE, Key, LANGUAGE, MESSAGES, NEWS, RED, ROUTINE};

/// Names of the templates with their keys, in the order of their places.
const TEMPLATES: [(&str, Key); 3] = [("routine", ROUTINE), ("red", RED), ("news", NEWS)];

/// Where a template is written.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    /// Its key in the main file.
    place: Place,
    /// The file beside the main file that holds its words, if it is not written at its key.
    file: Option<String>,
}

impl Written {
    /// All templates at one place: where none is written, the usual words count.
    pub(crate) fn all_at(place: Place) -> [Self; 3] {
        TEMPLATES.map(|_| Self { place, file: None })
    }
}

/// Reads the templates. Returns where they are written, in the order of [`TEMPLATES`].
pub(crate) fn read(
    node: &Node,
    at: Place,
    context: &mut Context<'_>,
    report: &mut Report,
) -> (Templates, [Written; 3]) {
    let mut written = Written::all_at(at);
    let Some(fields) = Fields::of(node, MESSAGES, at, &grammar::MESSAGES.keys(), report) else {
        return (Templates::default(), written);
    };
    let language = fields.get(LANGUAGE).and_then(|node| language(node, report));
    let mut templates = usual(language.unwrap_or_default());
    let Templates { routine, red, news, .. } = &mut templates;
    let all = TEMPLATES.into_iter().zip([routine, red, news]).zip(&mut written);
    for (((_, key), template), written) in all {
        let Some(entry) = fields.entry(key) else { continue };
        written.place = entry.key_place;
        match &entry.value.value {
            Value::Text(text) => {
                // A message has lines; nothing else in it may be hidden.
                let lines = text.replace(['\n', '\r', '\t'], " ");
                invisible::clean(&lines, key, entry.value.place, report);
                *template = text.clone();
            }
            Value::Map(_) => {
                let Some((file, text)) = beside(&entry.value, key, context, report) else { continue };
                *template = text;
                written.file = Some(file);
            }
            Value::Nothing | Value::List(_) => {
                fields::wrong_type(&entry.value, key, id!("a-text-or-file-with-a-name"), report);
            }
        }
    }
    (templates, written)
}

/// A template that stands in a file beside the main file, with the file's name. Its words become part of the definition, as
/// if they stood at the key: what is changed in the file later changes nothing before an amendment.
fn beside(node: &Node, key: Key, context: &mut Context<'_>, report: &mut Report) -> Option<(String, String)> {
    let fields = Fields::of(node, key, node.place, &grammar::WORDS_FILE.keys(), report)?;
    let named = fields.must(FILE, report)?;
    let (file, bytes) = head::file(named, FILE, context.files, report)?;
    // The log keeps a definition whole: what a roster has of accounts must not come into it as the words of a letter.
    if redaction::is_table(&file, bytes) {
        report
            .error(code::BAD_VALUE, named.place, text!("file-is-a-table-and-no-words-of-a-letter", file))
            .fix(text!("name-a-text-file-with-the-words-of"));
        return None;
    }
    let mut own = Report::new(&file);
    own.speak(report.language());
    let words = words(bytes, key, &mut own);
    context.others.extend(own.into_findings());
    Some((file, words?))
}

/// The words in a file, with one kind of line ends.
fn words(bytes: &[u8], key: Key, report: &mut Report) -> Option<String> {
    if bytes.trim_ascii().is_empty() {
        report
            .error(code::EMPTY, Place::START, text!("the-file-is-empty"))
            .fix(text!("write-the-letters-words-in-it-or-delete"));
        return None;
    }
    let words = scan::lines(intake::text(bytes, report)?);
    for (line, text) in (1_u32..).zip(words.lines()) {
        let place = Place { line, column: 1, length: 1 };
        invisible::clean(&text.replace('\t', " "), key, place, report);
    }
    Some(words)
}

/// Files with words of letters that the main file names, without judging.
pub(crate) fn files(root: &Node) -> Vec<String> {
    head::files_of(root, MESSAGES, &[FILE])
}

/// The letters that a file may word, each by its key, with the words of the groups that it may have.
#[must_use]
pub fn letters() -> Vec<(Key, Vec<&'static str>)> {
    TEMPLATES.into_iter().zip(groups_by_letter()).map(|((_, key), (_, groups))| (key, groups)).collect()
}

/// Tries the committee's wording on made-up messages. The usual wording does whatever stands in a message
/// (`Renderer::cannot_fail`); a test of its own tries it.
pub(crate) fn check(
    definition: &Definition,
    written: &[Written; 3],
    others: &mut Vec<Finding>,
    report: &mut Report,
) {
    if definition.templates == usual(definition.templates.language) {
        return;
    }
    let Err(error) = try_templates(definition) else { return };
    let named = TEMPLATES.iter().zip(written).find(|((name, _), _)| *name == error.template);
    let (place, file) = named.map_or((Place::START, None), |(_, it)| (it.place, it.file.as_deref()));
    match file {
        Some(file) => {
            let mut own = Report::new(file);
            let place = Place { line: error.line.unwrap_or(1), column: 1, length: 1 };
            does_not_work(&error.to_string(), place, &mut own);
            others.extend(own.into_findings());
        }
        None => does_not_work(&error.to_string(), place, report),
    }
}

fn does_not_work(error: &str, place: Place, report: &mut Report) {
    report
        .error(code::TEMPLATE, place, text!("the-template-does-not-work-error", error))
        .fix(text!("check-the-names-in-and-the"));
}

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
