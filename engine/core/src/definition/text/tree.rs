//! The file as a tree of nodes that know their places: what every other part of the checker reads.
//!
//! Scalars stay the text that was written: `010` and `09:00` mean what their key says, not what YAML guesses.

use muster_protocol::catalogue::TextId;
use muster_protocol::{id, text};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Error, Location, Spanned};

use super::precheck::{CorrectedText, anchors};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::limits::{DEPTH_MAX, FILE_BYTES_MAX, NODES_MAX};

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Nothing was written.
    Nothing,
    /// A scalar as written, quotes removed.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written, duplicates included.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_place: Place,
    pub(crate) value: Node,
}

/// Parses the corrected text. What is not YAML is reported.
pub(crate) fn parse(fixed: &CorrectedText, report: &mut Report) -> Option<Node> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::Error,
        reject_unsupported_tags: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        emit_comments: false,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_depth: DEPTH_MAX,
            flow_nesting_limit: DEPTH_MAX,
            max_documents: 8,
            max_nodes: NODES_MAX,
            max_events: NODES_MAX * 3,
            max_total_scalar_bytes: FILE_BYTES_MAX,
        },
    };
    let lines: Vec<&str> = fixed.text.lines().collect();
    let widths = lines.iter().map(|line| u32::try_from(line.chars().count()).unwrap_or(u32::MAX)).collect();
    let source = Source { fixed, lines, widths };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(&fixed.text, options) {
        Ok(root) => {
            let root = source.node(root);
            if root.value == Value::Nothing {
                report
                    .error(code::EMPTY, Place::START, text!("the-file-has-nothing-but-comments"))
                    .fix(text!("start-from-the-sample-in-workflows-service-year"));
                return None;
            }
            Some(root)
        }
        Err(error) => {
            source.report_findings(error.without_snippet(), report);
            None
        }
    }
}

struct Source<'a> {
    fixed: &'a CorrectedText,
    lines: Vec<&'a str>,
    /// Characters of each: a line may have thousands of nodes.
    widths: Vec<u32>,
}

impl Source<'_> {
    fn node(&self, raw: Spanned<Raw>) -> Node {
        let mut place = self.place(raw.referenced);
        let value = match raw.value {
            Raw::Nothing => Value::Nothing,
            Raw::Text(text) => Value::Text(text),
            Raw::Guessed => Value::Text(self.written(raw.referenced)),
            Raw::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Map(entries) => {
                let entries: Vec<Entry> =
                    entries.into_iter().map(|(key, value)| self.entry(key, value)).collect();
                // A block map has no sign of its own: its first key stands for it.
                if let (0, Some(first)) = (raw.referenced.span().len(), entries.first()) {
                    place = first.key_place;
                }
                Value::Map(entries)
            }
        };
        Node { place, value }
    }

    fn entry(&self, key: Spanned<String>, value: Spanned<Raw>) -> Entry {
        Entry { key_place: self.place(key.referenced), key: key.value, value: self.node(value) }
    }

    /// The scalar as it stands in the file, where YAML would have made a number or truth value of it.
    fn written(&self, location: Location) -> String {
        let span = location.span();
        let bytes = span.byte_offset().zip(span.byte_len());
        let range =
            bytes.and_then(|(at, len)| Some(usize::try_from(at).ok()?..usize::try_from(at + len).ok()?));
        range.and_then(|range| self.fixed.text.get(range)).unwrap_or_default().trim().to_owned()
    }

    fn place(&self, location: Location) -> Place {
        let line = u32::try_from(location.line()).unwrap_or(1).max(1);
        let column = u32::try_from(location.column()).unwrap_or(1).max(1);
        let whole = self.widths.get(line as usize - 1).copied().unwrap_or(0);
        let rest = whole.saturating_add(1).saturating_sub(column);
        let length = u32::try_from(location.span().len()).unwrap_or(1).min(rest).max(1);
        let start = self.fixed.column(line, column);
        let end = self.fixed.column(line, column + length);
        Place { line, column: start, length: end.saturating_sub(start).max(1) }
    }

    /// The parser points at the value; its tag stands before it.
    fn tag_before(&self, place: Place) -> Place {
        let line = self.lines.get(place.line as usize - 1).copied().unwrap_or_default();
        let before = line.chars().take(place.column as usize - 1).collect::<Vec<_>>();
        let at = before.iter().rposition(|&c| c == '!').and_then(|at| u32::try_from(at).ok());
        at.map_or(place, |at| Place { column: at + 1, length: 1, ..place })
    }

    fn report_findings(&self, error: &Error, report: &mut Report) {
        let place = error.location().map_or(Place::START, |location| self.place(location));
        let text = error.to_string();
        let said = text.split(" at line ").next().unwrap_or(&text);
        match error {
            Error::Budget { .. } if said.contains("Anchors") || said.contains("Aliases") => {
                anchors(place, report)
            }
            Error::UnknownAnchor { .. } | Error::AliasError { .. } | Error::MergeKeyNotAllowed { .. } => {
                anchors(place, report);
            }
            Error::Budget { .. } => budget(place, report),
            _ if said.contains("recursion limit") || said.contains("nesting") => budget(place, report),
            _ if said.contains("tag") => anchors(self.tag_before(place), report),
            Error::MultipleDocuments { .. } => {
                report
                    .error(code::SYNTAX, place, text!("the-file-holds-two-documents-parted-by"))
                    .fix(text!("delete-the-line-or-make-two-files-of"));
            }
            _ if self
                .fixed
                .unclosed
                .is_some_and(|(open, _)| error.location().is_none() || open.line <= place.line) =>
            {
                let Some((open, closing)) = self.fixed.unclosed else { return };
                let said = text!("a-bracket-has-no-partner", closing);
                report.error(code::SYNTAX, open, said).fix(text!("close-it-with-closing", closing));
            }
            _ => {
                let [fault, fix] = translate(said);
                report.error(code::SYNTAX, place, text!("this-is-not-yaml-fault", fault: fault)).fix(fix);
            }
        }
    }
}

fn budget(place: Place, report: &mut Report) {
    let said = text!("nested-too-deep-or-too-large-at-most", depth_max = DEPTH_MAX, nodes_max = NODES_MAX);
    report.error(code::BUDGET, place, said).fix(text!("check-that-it-is-the-right-file-and"));
}

/// Parts of the parser's complaints, each with what is said in its place: the fault and the hint.
const KNOWN: [(&str, [TextId; 2]); 9] = [
    ("unclosed bracket", [id!("a-bracket-is-not-closed"), id!("add-the-missing-bracket")]),
    ("flow", [id!("what-stands-in-brackets-is-not-right"), id!("look-for-a-missing-bracket-or-a-comma")]),
    ("quote", [id!("a-quote-is-not-closed"), id!("add-the-missing-quote")]),
    (
        "mapping values are not allowed",
        [id!("there-is-a-colon-too-many"), id!("align-lines-of-the-same-level")],
    ),
    ("simple key expected", [id!("this-line-lacks-a-colon"), id!("write-key-value-with-a-space")]),
    ("null into string", [id!("there-is-no-key-before-the-colon"), id!("write-key-value")]),
    ("tab", [id!("there-is-a-tab"), id!("use-spaces")]),
    ("string scalar", [id!("a-key-must-be-one-word"), id!("a-key-is-one-word-without-brackets")]),
    (
        "unexpected character",
        [id!("there-is-a-character-that-cannot-stand"), id!("delete-it-or-put-the-text-in-quotes")],
    ),
];

/// What is reported of the parser's complaints, each with what usually fixes it; its own words never reach a person, who may
/// read another language and knows no parser.
fn translate(said: &str) -> [TextId; 2] {
    KNOWN.iter().find(|(part, _)| said.contains(part)).map_or(
        [id!("this-place-is-not-understood"), id!("look-at-this-line-and-the-one-before")],
        |(_, texts)| *texts,
    )
}

/// What the deserializer hands over.
enum Raw {
    Nothing,
    Text(String),
    /// YAML made a number or a truth value of it; the text is read from the source.
    Guessed,
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a map")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Guessed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}
