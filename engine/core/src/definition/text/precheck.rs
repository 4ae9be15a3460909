//! Slips that no YAML parser explains: full-width punctuation as syntax, tabs and wide spaces as indentation.
//!
//! Each is reported, and fixed in a copy of the text, so that the rest of the file can still be checked in the same
//! pass. Columns stay those of the original. Inside quotes, comments and block texts nothing is touched.

mod wide;

use muster_protocol::text;
use std::collections::BTreeMap;

use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

/// The text with its slips fixed.
#[derive(Debug)]
pub(crate) struct CorrectedText {
    /// What the parser reads.
    pub(crate) text: String,
    /// By line: behind which column of the corrected line how many characters are more than in the original, all before it
    /// counted.
    shifts: BTreeMap<u32, Vec<(u32, i32)>>,
    /// A bracket that probably has no partner, and that partner: what stands behind it looks like lines of their own, or nothing does.
    pub(crate) unclosed: Option<(Place, char)>,
}

impl CorrectedText {
    /// The column in the original of a column in the corrected text.
    pub(crate) fn column(&self, line: u32, column: u32) -> u32 {
        let shifts = self.shifts.get(&line).map_or(&[][..], Vec::as_slice);
        let before = shifts.partition_point(|(behind, _)| *behind < column);
        let shift = before.checked_sub(1).map_or(0, |last| shifts[last].1);
        column.saturating_add_signed(-shift).max(1)
    }
}

/// Reports and fixes slips.
pub(crate) fn fix(text: &str, report: &mut Report) -> CorrectedText {
    let mut scanner = Scanner {
        report,
        line: 0,
        out: String::with_capacity(text.len()),
        out_column: 0,
        shifts: BTreeMap::new(),
        indents: BTreeMap::new(),
        last: Indent::default(),
        quote: None,
        flow: Vec::new(),
        opened: Vec::new(),
        indent: 0,
        unclosed: None,
        block: None,
    };
    for line in text.split_inclusive('\n') {
        scanner.line(line);
    }
    let unclosed = scanner.unclosed.or_else(|| scanner.outermost());
    CorrectedText { text: scanner.out, shifts: scanner.shifts, unclosed }
}

struct Scanner<'a> {
    report: &'a mut Report,
    line: u32,
    out: String,
    out_column: u32,
    shifts: BTreeMap<u32, Vec<(u32, i32)>>,
    /// What odd indentations were taken for.
    indents: BTreeMap<String, usize>,
    /// The line before.
    last: Indent,
    /// The quote that is open.
    quote: Option<char>,
    /// The closing brackets that are awaited, innermost last.
    flow: Vec<char>,
    /// Where each was opened, and the indentation of that line.
    opened: Vec<(Place, usize)>,
    /// Indentation of the line.
    indent: usize,
    /// As [`CorrectedText::unclosed`].
    unclosed: Option<(Place, char)>,
    /// Indentation of the key whose block text is being read.
    block: Option<usize>,
}

/// How a line stood.
#[derive(Clone, Copy, Default)]
struct Indent {
    /// Leading spaces.
    spaces: usize,
    /// Column, from 0, of its key behind list dashes.
    key: usize,
    /// It ended with a colon, so that the next line belongs to it.
    opens: bool,
}

/// What is known within a line.
struct Cursor {
    /// A node begins here.
    start: bool,
    /// Where the present node began.
    word: usize,
    /// The line opened with a list dash.
    dash: bool,
    /// A colon was seen on the line.
    colon: bool,
    /// The last sign of the line, a comment aside.
    last: Option<char>,
}

impl Scanner<'_> {
    fn line(&mut self, raw: &str) {
        self.line += 1;
        self.out_column = 0;
        let body = raw.trim_end_matches(['\n', '\r']);
        let chars: Vec<char> = body.chars().collect();
        let blank = chars.iter().all(|c| c.is_whitespace());
        let indent = chars.iter().take_while(|&&c| c == ' ').count();
        if self.block.is_some_and(|key| blank || indent > key) {
            self.push_all(&chars);
        } else {
            self.block = None;
            self.indent = indent;
            if !blank && self.quote.is_none() {
                self.look_for_unclosed(chars.get(indent).copied());
            }
            let from = if self.quote.is_none() && !blank { self.indentation(&chars) } else { 0 };
            let spaces = self.out_column as usize;
            let opens = self.content(&chars, from);
            if !blank && chars.get(from) != Some(&'#') {
                let dashes = key_column(&chars[from..]);
                self.last = Indent { spaces, key: spaces + dashes, opens };
            }
        }
        self.out.push_str(&raw[body.len()..]);
    }

    /// A line that is not indented deeper than the one on which a bracket was opened is no part of what stands in it.
    fn look_for_unclosed(&mut self, first: Option<char>) {
        let outermost = self.opened.first().map_or(usize::MAX, |(_, indent)| *indent);
        let own = self.indent <= outermost && !matches!(first, Some(']' | '}' | '］' | '｝' | '】' | '#'));
        if !self.opened.is_empty() && own && self.unclosed.is_none() {
            self.unclosed = self.outermost();
        }
    }

    /// The outermost bracket that is open, with its partner.
    fn outermost(&self) -> Option<(Place, char)> {
        let (place, _) = self.opened.first()?;
        Some((*place, self.flow.first().copied()?))
    }

    fn open(&mut self, at: usize, closing: char) {
        self.flow.push(closing);
        self.opened.push((self.place(at, 1), self.indent));
    }

    fn close(&mut self) {
        self.flow.pop();
        self.opened.pop();
    }

    fn indentation(&mut self, chars: &[char]) -> usize {
        let end = chars.iter().take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}')).count();
        if let Some(at) = chars[..end].iter().position(|&c| c == '\t').filter(|_| self.flow.is_empty()) {
            self.report
                .error(code::TAB, self.place(at, 1), text!("there-is-a-tab-in-the-indentation"))
                .fix(text!("use-spaces-two-for-each-level"));
        }
        if let Some(at) = chars[..end].iter().position(|&c| matches!(c, '\u{3000}' | '\u{a0}')) {
            self.report
                .error(code::WIDE_SPACE, self.place(at, 1), text!("there-is-a-full-width-or-no-break"))
                .fix(text!("use-ordinary-spaces-two-for-each-full-width"));
        }
        let odd = chars[..end].iter().any(|&c| c != ' ') && self.flow.is_empty();
        let width = if odd { self.meant(chars, end) } else { end };
        (0..width).for_each(|_| self.push(' '));
        self.shift(0, i32::try_from(width).unwrap_or(0) - i32::try_from(end).unwrap_or(0));
        end
    }

    /// Leading spaces that an odd indentation stands for: as before where it was met, else as the line before asks.
    fn meant(&mut self, chars: &[char], end: usize) -> usize {
        let written: String = chars[..end].iter().collect();
        let computed = match self.last {
            Indent { opens: true, key, .. } => key + 2,
            Indent { spaces, .. } if chars.get(end) == Some(&'-') => spaces,
            Indent { key, .. } => key,
        };
        *self.indents.entry(written).or_insert(computed)
    }

    /// Scans a line behind its indentation. Says whether it ended with a key's colon.
    fn content(&mut self, chars: &[char], from: usize) -> bool {
        let mut cursor =
            Cursor { start: true, word: from, dash: false, colon: false, last: last_sign(chars) };
        let mut at = from;
        while at < chars.len() {
            if let Some(quote) = self.quote {
                at = self.in_quote(chars, at, quote);
                cursor.start = false;
                continue;
            }
            let c = chars[at];
            let comment = c == '#' && (at == 0 || chars[at - 1].is_whitespace());
            if comment {
                self.push_all(&chars[at..]);
                break;
            }
            if cursor.start && c == '!' {
                at = self.tag(chars, at);
                continue;
            }
            if cursor.start && self.flow.is_empty() && opens_block(&chars[at..]) {
                self.block = Some(key_column(chars));
                self.push_all(&chars[at..]);
                return false;
            }
            self.step(chars, at, &mut cursor);
            at += 1;
        }
        cursor.start && cursor.colon && self.flow.is_empty()
    }

    /// Blanks out a tag: the parser would silently take the common ones. Returns where it ends.
    fn tag(&mut self, chars: &[char], at: usize) -> usize {
        anchors(self.place(at, 1), self.report);
        let in_flow = !self.flow.is_empty();
        let ends = |c: &char| c.is_whitespace() || (in_flow && matches!(c, ',' | ']' | '}'));
        let length = chars[at..].iter().position(ends).unwrap_or(chars.len() - at);
        (0..length).for_each(|_| self.push(' '));
        at + length
    }

    fn in_quote(&mut self, chars: &[char], at: usize, quote: char) -> usize {
        let c = chars[at];
        self.push(c);
        let next = chars.get(at + 1).copied();
        match (quote, c) {
            ('"', '\\') => {
                next.into_iter().for_each(|c| self.push(c));
                at + 2
            }
            ('\'', '\'') if next == Some('\'') => {
                self.push('\'');
                at + 2
            }
            _ => {
                if c == quote {
                    self.quote = None;
                }
                at + 1
            }
        }
    }

    fn step(&mut self, chars: &[char], at: usize, cursor: &mut Cursor) {
        let c = chars[at];
        let next = chars.get(at + 1).copied();
        if c.is_whitespace() && c != '\u{3000}' && c != '\u{a0}' {
            self.push(c);
            return;
        }
        if cursor.start {
            cursor.word = at;
        }
        let began = std::mem::replace(&mut cursor.start, false);
        let in_flow = !self.flow.is_empty();
        match c {
            '"' | '\'' if began => {
                self.quote = Some(c);
                self.push(c);
            }
            '-' if began && next.is_none_or(char::is_whitespace) && !in_flow => {
                (cursor.start, cursor.dash) = (true, true);
                self.push(c);
            }
            ':' if next.is_none_or(|n| n.is_whitespace() || (in_flow && matches!(n, ',' | '}' | ']'))) => {
                (cursor.start, cursor.colon) = (true, true);
                self.push(c);
            }
            '\u{3000}' | '\u{a0}' if at > 0 && chars[at - 1] == ':' => {
                self.wide_space_after_colon(at);
                cursor.start = true;
                self.push(' ');
            }
            '[' | '{' if began || in_flow => {
                self.open(at, if c == '[' { ']' } else { '}' });
                cursor.start = true;
                self.push(c);
            }
            ']' | '}' if in_flow => {
                self.close();
                self.push(c);
            }
            ',' if in_flow => {
                cursor.start = true;
                self.push(c);
            }
            '：' | '，' | '［' | '｛' | '【' | '］' | '｝' | '】' | '“' | '‘' | '＂' | '”' | '’' =>
            {
                self.full_width(chars, at, began, cursor);
            }
            _ => self.push(c),
        }
    }

    fn place(&self, at: usize, length: u32) -> Place {
        Place { line: self.line, column: u32::try_from(at).unwrap_or(0) + 1, length }
    }

    fn push(&mut self, c: char) {
        self.out_column += 1;
        self.out.push(c);
    }

    fn insert(&mut self, c: char) {
        self.push(c);
        self.shift(self.out_column - 1, 1);
    }

    /// Notes that behind a column of the corrected line stand so many characters more than in the original.
    fn shift(&mut self, behind: u32, more: i32) {
        if more != 0 {
            let shifts = self.shifts.entry(self.line).or_default();
            let before = shifts.last().map_or(0, |(_, all)| *all);
            shifts.push((behind, before + more));
        }
    }

    fn push_all(&mut self, chars: &[char]) {
        chars.iter().for_each(|&c| self.push(c));
    }
}

/// Reports what YAML can do and this language does not have.
pub(crate) fn anchors(place: Place, report: &mut Report) {
    report
        .error(code::ANCHOR, place, text!("anchors-and-tags-are-not-part-of-it"))
        .fix(text!("write-the-content-out-if-belong-to-a"));
}

/// Whether the rest of a line opens a block text: `|` or `>` with an indicator or two and perhaps a comment.
fn opens_block(rest: &[char]) -> bool {
    if !matches!(rest.first(), Some('|' | '>')) {
        return false;
    }
    let after = rest[1..]
        .iter()
        .skip_while(|c| matches!(c, '+' | '-') || c.is_ascii_digit())
        .find(|c| !c.is_whitespace());
    matches!(after, None | Some('#'))
}

/// The last sign of the line, a comment aside.
fn last_sign(chars: &[char]) -> Option<char> {
    let comment = chars.windows(2).position(|pair| pair[0].is_whitespace() && pair[1] == '#');
    let body = &chars[..comment.unwrap_or(chars.len())];
    body.iter().rev().find(|c| !c.is_whitespace()).copied()
}

/// Column, from 0, of the key on this line, behind indentation and list dashes.
fn key_column(chars: &[char]) -> usize {
    let mut at = 0;
    loop {
        match (chars.get(at), chars.get(at + 1)) {
            (Some(' '), _) | (Some('-'), Some(' ')) => at += 1,
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests;
