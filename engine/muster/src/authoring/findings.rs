//! What the checker found, shown to people with the place in their file, and to programs as JSON.

use muster_protocol::say;
use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use muster_core::definition::{Files, Finding, Severity, table_text};
use muster_protocol::unseen::{printable, steers};
use serde::Serialize;

use muster_protocol::catalogue::{Language, LocalizedText};

/// Longest line that is shown around a finding, in characters; a longer one is told without its text.
const LINE_CHARACTERS_MAX: usize = 400;

/// One finding as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingJson {
    /// Stable code, such as `M020`.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// File, relative to the main file's folder.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Length in characters.
    pub length: u32,
    /// In a table: the cell as spreadsheets name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// What was found.
    #[serde(flatten)]
    pub sentence: LocalizedText,
    /// What to do about it.
    pub fix: Option<LocalizedText>,
}

/// How many of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The file cannot be launched.
    pub errors: usize,
    /// Somebody will probably be surprised.
    pub warnings: usize,
    /// Worth knowing.
    pub notes: usize,
}

impl Tally {
    /// Counts findings.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

/// A finding as JSON.
#[must_use]
pub fn json(finding: &Finding) -> FindingJson {
    FindingJson {
        code: finding.code.to_owned(),
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        file: finding.file.clone(),
        line: finding.line,
        column: finding.column,
        length: finding.length,
        cell: finding.cell.clone(),
        sentence: finding.sentence.clone(),
        fix: finding.fix.clone(),
    }
}

/// Texts of files, decoded once however many findings they have.
#[derive(Debug)]
pub struct Sources {
    texts: BTreeMap<String, String>,
}

impl Sources {
    /// The files, read as UTF-8, else as GB18030, else with replacements, as the checker reads them.
    #[must_use]
    pub fn new(files: &Files) -> Self {
        let texts = files.files.iter().map(|(name, bytes)| (name.clone(), table_text(bytes)));
        Self { texts: texts.collect() }
    }

    /// Shows a finding: sentence, file, line and column, the line itself with a caret, what to do.
    #[must_use]
    pub fn show(&self, lang: Language, finding: &Finding, colours: bool) -> String {
        let title = match &finding.cell {
            None => finding.sentence.say(lang).to_owned(),
            Some(cell) => say!(lang, "cell-and-what-was-found", cell, finding: finding.sentence),
        };
        let level = match finding.severity {
            Severity::Error => Level::ERROR.with_name(lang.say("error-2")),
            Severity::Warning => Level::WARNING.with_name(lang.say("warning")),
            Severity::Note => Level::NOTE.with_name(lang.say("note")),
        };
        let mut group = level
            .primary_title(title)
            .id(finding.code)
            .elements(Vec::<annotate_snippets::Message<'_>>::new());
        let place = self.texts.get(&finding.file).and_then(|text| Place::of(text, finding));
        let path = printable(finding.file.clone());
        group = match place {
            Some(place) => group.element(
                Snippet::source(place.line)
                    .line_start(finding.line as usize)
                    .path(path)
                    .annotation(AnnotationKind::Primary.span(place.span).label(lang.say("here"))),
            ),
            None => group.element(
                annotate_snippets::Origin::path(path)
                    .line(finding.line as usize)
                    .char_column(finding.column as usize),
            ),
        };
        if let Some(fix) = &finding.fix {
            group = group.element(Level::HELP.with_name(lang.say("help")).message(fix.say(lang)));
        }
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// A line of a text, and the stretch in it, in bytes.
struct Place {
    line: String,
    span: Range<usize>,
}

impl Place {
    fn of(text: &str, finding: &Finding) -> Option<Self> {
        // A carriage return alone ends a line as well; before a line feed it is a part of the same end.
        let text = text.replace("\r\n", "\n");
        let line = text.split(['\n', '\r']).nth(finding.line.checked_sub(1)? as usize)?;
        let line = line.strip_prefix('\u{feff}').unwrap_or(line);
        let characters = line.chars().count();
        if characters > LINE_CHARACTERS_MAX {
            return None;
        }
        // Each sign keeps its column: the caret must stand below it.
        let line: String = line
            .chars()
            .map(|c| if steers(c) && c != '\t' { char::REPLACEMENT_CHARACTER } else { c })
            .collect();
        let byte = |character: usize| line.char_indices().nth(character).map_or(line.len(), |(at, _)| at);
        let first = (finding.column.max(1) as usize - 1).min(characters);
        let last = (first + finding.length as usize).min(characters);
        let span = byte(first)..byte(last);
        Some(Self { line, span })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: u32, column: u32, length: u32) -> Finding {
        Finding {
            code: "M020",
            severity: Severity::Error,
            file: "春季行动.yaml".to_owned(),
            line,
            column,
            length,
            cell: None,
            sentence: LocalizedText {
                zh: "不认识的项目“截至”".to_owned(),
                en: "unknown key “截至”".to_owned(),
            },
            fix: Some(LocalizedText {
                zh: "是不是想写“截止”？".to_owned(),
                en: "did you mean “截止”?".to_owned(),
            }),
        }
    }

    fn sources(text: &[u8]) -> Sources {
        let files = BTreeMap::from([("春季行动.yaml".to_owned(), text.to_vec())]);
        Sources::new(&Files { main: "春季行动.yaml".to_owned(), files, ..Files::default() })
    }

    #[test]
    fn the_caret_stands_under_chinese_and_the_column_counts_characters() {
        let shown =
            sources("名称: 春\n  报送表截至: 3月\n".as_bytes()).show(Language::Zh, &finding(2, 6, 2), false);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], "错误[M020]: 不认识的项目“截至”");
        assert!(lines[1].contains("春季行动.yaml:2:6"), "{shown}");
        // Two blanks and three characters of width two before it; two of width two under the caret.
        assert!(shown.contains("|         ^^^^ 这里"), "{shown}");
        assert!(shown.contains("是不是想写“截止”？"), "{shown}");
    }

    #[test]
    fn a_cell_is_named_as_spreadsheets_do() {
        let found = Finding { cell: Some("C5".to_owned()), ..finding(1, 1, 2) };
        let shown = sources("截至".as_bytes()).show(Language::Zh, &found, false);
        assert!(shown.starts_with("错误[M020]: C5 格：不认识的项目"), "{shown}");
    }

    #[test]
    fn every_kind_of_line_end_is_counted() {
        let shown = sources(b"a\rb\r\ncd: 1\r").show(Language::En, &finding(3, 1, 2), false);
        assert!(shown.contains("cd: 1"), "{shown}");
    }

    #[test]
    fn a_place_past_the_end_is_still_told() {
        let shown = sources(b"a\n").show(Language::En, &finding(90, 7, 2), false);
        assert!(shown.contains("春季行动.yaml:90:7"), "{shown}");
    }

    #[test]
    fn a_file_in_gbk_is_shown_as_it_was_meant() {
        let (bytes, _, _) = encoding_rs::GBK.encode("截至: 三月");
        let shown = sources(&bytes).show(Language::Zh, &finding(1, 1, 2), false);
        assert!(shown.contains("截至: 三月"), "{shown}");
    }
}
