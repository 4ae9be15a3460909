//! The only place that prints. Data goes to stdout, talk to stderr, progress to a terminal alone. Whatever stands in a file, a
//! command or an answer, nothing that steers a terminal passes here.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, SystemTime};

use comfy_table::{Row, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_protocol::unseen::{printable, steers};
use serde::Serialize;
use serde_json::ser::Formatter;

use crate::exit::Failure;
use crate::program::typed;
use crate::words::stored;

/// How often a moving progress bar is drawn again.
const REDRAW: Duration = Duration::from_millis(100);

/// Where a run speaks, and in which language.
#[derive(Debug, Clone)]
pub struct Output {
    /// Language of talk and of texts for people.
    pub lang: Language,
    bar: Option<ProgressBar>,
    /// Whether what is said to who watches carries the time.
    timed: bool,
}

impl Output {
    /// Speaks this language.
    #[must_use]
    pub fn new(lang: Language) -> Self {
        Self { lang, bar: None, timed: false }
    }

    /// The same for a program that is kept going: what it says is its log, and each line says when.
    #[must_use]
    pub fn timed(&self) -> Self {
        Self { timed: true, ..self.clone() }
    }

    /// Prints a line of data; what would steer a terminal is written out.
    ///
    /// # Errors
    /// What the system says; a closed pipe among it, which ends a run quietly.
    pub fn data(&self, line: impl Display) -> io::Result<()> {
        self.drawn(printable(line.to_string()))
    }

    /// Prints lines of data.
    ///
    /// # Errors
    /// As [`Output::data`].
    pub fn lines(&self, lines: impl IntoIterator<Item: Display>) -> io::Result<()> {
        lines.into_iter().try_for_each(|line| self.data(line))
    }

    /// Prints what was drawn with colours, out of parts that are printable.
    ///
    /// # Errors
    /// As [`Output::data`].
    pub fn drawn(&self, line: impl Display) -> io::Result<()> {
        self.beside_bar(|| writeln!(io::stdout().lock(), "{line}"))
    }

    /// Prints a line of data that may tell what to type.
    ///
    /// # Errors
    /// As [`Output::data`].
    pub fn advice(&self, line: impl Display) -> io::Result<()> {
        self.data(typed(&line.to_string()))
    }

    /// Prints a value as one JSON document on one line.
    ///
    /// # Errors
    /// As [`Output::data`].
    pub fn json<T: Serialize>(&self, value: &T) -> io::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Printable))?;
        writeln!(out)?;
        out.flush()
    }

    /// Says a line to the person who watches, with what to type as it can be typed. Nobody watching is no fault.
    pub fn talk(&self, line: impl Display) {
        let line = printable(line.to_string());
        let line = typed(&line);
        let _ = self.beside_bar(|| {
            if self.timed {
                let now = humantime::format_rfc3339_seconds(SystemTime::now());
                writeln!(io::stderr().lock(), "{now} {line}")
            } else {
                writeln!(io::stderr().lock(), "{line}")
            }
        });
    }

    /// Says a failure: what, why, what to do next.
    pub fn failure(&self, failure: &Failure) {
        self.talk(format_args!("{}{}", self.lang.say("error-3"), failure.what));
        if let Some(why) = &failure.why {
            self.talk(say!(self.lang, "line-why-cause", why = stored::said(self.lang, why)));
        }
        if let Some(next) = &failure.next {
            self.talk(format_args!("{}{next}", self.lang.say("next")));
        }
    }

    /// Says an error that has no exit code of its own, with its causes.
    pub fn error(&self, error: &anyhow::Error) {
        let what = stored::said(self.lang, &format!("{error:#}"));
        self.talk(format_args!("{}{what}", self.lang.say("error-3")));
    }

    /// Whether stdout is a terminal that may be coloured.
    #[must_use]
    pub fn colours(&self) -> bool {
        io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
    }

    /// Whether somebody watches stderr on a terminal.
    #[must_use]
    pub fn watched(&self) -> bool {
        io::stderr().is_terminal()
    }

    /// Starts a bar of `length` on the terminal; without one nothing is drawn.
    pub fn start_bar(&mut self, length: u64) {
        if self.watched() {
            let bar = ProgressBar::new(length);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(REDRAW);
            self.bar = Some(bar);
        }
    }

    /// Moves the bar.
    pub fn move_bar(&self, to: u64, message: impl FnOnce() -> String) {
        if let Some(bar) = &self.bar {
            bar.set_position(to);
            bar.set_message(printable(message()));
        }
    }

    /// Takes the bar away.
    pub fn end_bar(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn beside_bar(&self, write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

/// An empty table with these headings, as people read it and as Markdown takes it.
pub fn table(headings: impl Into<Row>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(headings);
    table
}

/// JSON in which what would steer a terminal is escaped: control characters are by the rules of JSON, and these are, too.
struct Printable;

impl Formatter for Printable {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| steers(c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_without_steering() {
        let text = "一\u{9b}2J\u{202e}二\u{1b}\n\u{2028}";
        let mut out = Vec::new();
        text.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Printable)).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.chars().any(steers), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
