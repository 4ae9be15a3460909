//! What the checker reports: one shape for every fault, remark and note, in Chinese and English.
//!
//! This must never print or colour; the binary does that.

use super::code;
use crate::definition::keys::Key;
use crate::definition::limits::FINDINGS_MAX;
use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::unseen::shown;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be launched.
    Error,
    /// The file can be launched; somebody will probably be surprised.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing that the checker found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable code, such as `M020`; it keeps its meaning for ever.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// File, as named in [`crate::definition::Files`].
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Length in characters, at least 1.
    pub length: u32,
    /// In a table: the cell as spreadsheets name it, such as `C5`.
    pub cell: Option<String>,
    /// What was found.
    pub sentence: LocalizedText,
    /// What to do about it.
    pub fix: Option<LocalizedText>,
}

impl Finding {
    /// Says what to do about it.
    pub(crate) fn fix(&mut self, text: impl Into<LocalizedText>) {
        self.fix = Some(text.into().map(shown));
    }
}

/// A stretch of one line of a file, in characters, all from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) length: u32,
}

impl Place {
    /// The beginning of a file, for findings about the whole of it.
    pub(crate) const START: Self = Self { line: 1, column: 1, length: 1 };
}

/// Collects the findings about one file.
#[derive(Debug)]
pub(crate) struct Report {
    file: String,
    /// The language in which the file writes its keys.
    language: Language,
    findings: Vec<Finding>,
    /// Takes what goes over the limit.
    overflow: Option<Box<Finding>>,
}

impl Report {
    pub(crate) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), language: Language::default(), findings: Vec::new(), overflow: None }
    }

    /// Says in which language the file writes its keys: findings name them as they stand in it.
    pub(crate) fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// The language in which the file writes its keys.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// A key as the file writes its keys. It is quoted in both sentences: it is the committee's word, not the sentence's.
    pub(crate) fn own(&self, key: Key) -> &'static str {
        key.say(self.language)
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        place: Place,
        text: impl Into<LocalizedText>,
    ) -> &mut Finding {
        self.add(code, Severity::Error, place, text.into().map(shown))
    }

    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        place: Place,
        text: impl Into<LocalizedText>,
    ) -> &mut Finding {
        self.add(code, Severity::Warning, place, text.into().map(shown))
    }

    pub(crate) fn note(
        &mut self,
        code: &'static str,
        place: Place,
        text: impl Into<LocalizedText>,
    ) -> &mut Finding {
        self.add(code, Severity::Note, place, text.into().map(shown))
    }

    fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        place: Place,
        sentence: LocalizedText,
    ) -> &mut Finding {
        let finding = Finding {
            code,
            severity,
            file: self.file.clone(),
            line: place.line.max(1),
            column: place.column.max(1),
            length: place.length.max(1),
            cell: None,
            sentence,
            fix: None,
        };
        if self.findings.len() >= FINDINGS_MAX {
            return self.overflow.insert(Box::new(finding));
        }
        let at = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[at]
    }

    /// Whether this was said already, wherever.
    pub(crate) fn has(&self, code: &str, sentence: &LocalizedText) -> bool {
        self.findings.iter().any(|known| known.code == code && known.sentence == *sentence)
    }

    /// Takes over the errors of another reading of the same thing that were not reported yet.
    pub(crate) fn adopt_errors(&mut self, other: Self) {
        for finding in other.findings.into_iter().filter(|finding| finding.severity == Severity::Error) {
            let same = |known: &Finding| {
                (known.code, known.line, known.column, &known.sentence)
                    == (finding.code, finding.line, finding.column, &finding.sentence)
            };
            // A missing year is said once, whichever line met it first.
            let year = finding.code == code::CALENDAR_YEAR && self.has(finding.code, &finding.sentence);
            if self.findings.len() < FINDINGS_MAX && !year && !self.findings.iter().any(same) {
                self.findings.push(Finding { file: self.file.clone(), ..finding });
            }
        }
    }

    /// Whether nothing more will be reported, so that nobody need look for a fix.
    pub(crate) fn full(&self) -> bool {
        self.overflow.is_some()
    }

    /// How many were found so far.
    pub(crate) fn count(&self) -> usize {
        self.findings.len()
    }

    /// Whether something found keeps the file from being launched.
    pub(crate) fn broken(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error) || self.overflow.is_some()
    }

    /// The findings in the order of their places.
    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.line, finding.column));
        self.findings
    }
}
