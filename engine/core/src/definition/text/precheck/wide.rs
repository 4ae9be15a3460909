//! Full-width signs where only ASCII is syntax: reported, and fixed in the copy that the parser reads.

use super::{Cursor, Scanner};
use crate::definition::findings::code;
use crate::definition::keys;
use muster_protocol::text;

/// More characters than any key of the language has, the spaces around it counted: one sign of a long line must not have the
/// whole line read again.
const KEY_MAX: usize = 100;
/// The same for what only a program reads, such as a time or a code.
const QUOTED_MAX: usize = 200;

impl Scanner<'_> {
    pub(super) fn wide_space_after_colon(&mut self, at: usize) {
        self.report
            .error(code::WIDE_SPACE, self.place(at, 1), text!("a-full-width-or-no-break-space-follows"))
            .fix(text!("use-an-ordinary-space"));
    }

    /// Decides whether a full-width sign stands for syntax, and fixes it if so.
    pub(super) fn full_width(&mut self, chars: &[char], at: usize, began: bool, cursor: &mut Cursor) {
        let c = chars[at];
        let innermost = self.flow.last().copied();
        match c {
            '：' if self.is_key_colon(chars, at, cursor) => {
                self.fix_sign(at, c, ':');
                if chars.get(at + 1).is_some_and(|next| !next.is_whitespace()) {
                    self.insert(' ');
                }
                (cursor.start, cursor.colon) = (true, true);
            }
            '，' if innermost.is_some() => {
                self.fix_sign(at, c, ',');
                cursor.start = true;
            }
            '［' | '｛' if began => self.open_bracket(at, c, cursor),
            // 【 may open a text such as 【通知】; it is a bracket only when its partner ends the value.
            '【' if began && cursor.last == Some('】') => {
                self.open_bracket(at, c, cursor);
            }
            '］' | '】' if innermost == Some(']') => self.close_bracket(at, c, ']'),
            '｝' if innermost == Some('}') => self.close_bracket(at, c, '}'),
            '“' | '‘' | '＂' if began && self.quotes_plain_ascii(chars, at) => self.fix_sign(at, c, '"'),
            '”' | '’' | '＂'
                if chars[cursor.word..at].first().is_some_and(|c| matches!(c, '“' | '‘' | '＂'))
                    && self.quotes_plain_ascii(chars, cursor.word) =>
            {
                self.push('"');
            }
            _ => self.push(c),
        }
    }

    /// A full-width colon is syntax where only a key can stand: first on a line, or after a word of the language.
    fn is_key_colon(&self, chars: &[char], at: usize, cursor: &Cursor) -> bool {
        let word = &chars[cursor.word..at];
        let known = word.len() <= KEY_MAX && keys::is_key(word.iter().collect::<String>().trim());
        match self.flow.last() {
            Some(&closing) => closing == '}' && known,
            None if cursor.colon => false,
            None => known || !cursor.dash,
        }
    }

    /// “09:00” and the like: in full-width quotes stands something that only a program reads.
    fn quotes_plain_ascii(&self, chars: &[char], open: usize) -> bool {
        let close = match chars[open] {
            '“' => '”',
            '‘' => '’',
            other => other,
        };
        let rest = &chars[open + 1..];
        let Some(end) = rest.iter().take(QUOTED_MAX).position(|&c| c == close) else { return false };
        let after = rest[end + 1..].iter().take(QUOTED_MAX).find(|c| !c.is_whitespace());
        let ends = match after {
            None | Some('#') => true,
            Some(c) => !self.flow.is_empty() && matches!(c, ',' | '，' | ']' | '}' | '］' | '｝' | '】'),
        };
        ends && end > 0 && rest[..end].iter().all(|c| c.is_ascii_graphic() && *c != '"')
    }

    fn open_bracket(&mut self, at: usize, c: char, cursor: &mut Cursor) {
        let (ascii, closing) = if c == '｛' { ('{', '}') } else { ('[', ']') };
        self.fix_sign(at, c, ascii);
        self.open(at, closing);
        cursor.start = true;
    }

    fn close_bracket(&mut self, at: usize, c: char, ascii: char) {
        self.fix_sign(at, c, ascii);
        self.close();
    }

    fn fix_sign(&mut self, at: usize, wide: char, ascii: char) {
        let sign = match ascii {
            ':' => text!("a-colon-and-a-space"),
            _ => text!("the-ascii-sign", sign = ascii),
        };
        self.report
            .error(code::FULL_WIDTH, self.place(at, 1), text!("wide-is-a-full-width-sign-the-files", wide))
            .fix(text!("write-sign-if-it-is-part-of-a", sign: sign));
        self.push(ascii);
    }
}
