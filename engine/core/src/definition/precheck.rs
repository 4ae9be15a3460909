//! Slips that no YAML parser explains: full-width punctuation as syntax, tabs and wide spaces as indentation.
//!
//! Each is reported, and mended in a copy of the text, so that the rest of the file can still be checked in the same
//! pass. Columns stay those of the original. Inside quotes, comments and block texts nothing is touched.

use std::collections::BTreeMap;

use crate::definition::code;
use crate::definition::finding::{Place, Report};
use crate::definition::keys;

/// The text with its slips mended.
#[derive(Debug)]
pub(crate) struct Mended {
    /// What the parser reads.
    pub(crate) text: String,
    /// Columns (from 1, in the mended line) of characters that the original does not have, by line.
    inserted: BTreeMap<u32, Vec<u32>>,
}

impl Mended {
    /// The column in the original of a column in the mended text.
    pub(crate) fn column(&self, line: u32, column: u32) -> u32 {
        let before = |columns: &Vec<u32>| columns.iter().filter(|&&at| at < column).count();
        let shift = self.inserted.get(&line).map_or(0, before);
        column.saturating_sub(u32::try_from(shift).unwrap_or(0)).max(1)
    }
}

/// Reports and mends slips.
pub(crate) fn mend(text: &str, report: &mut Report) -> Mended {
    let mut scanner = Scanner {
        report,
        line: 0,
        out: String::with_capacity(text.len()),
        out_column: 0,
        inserted: BTreeMap::new(),
        quote: None,
        flow: Vec::new(),
        block: None,
    };
    for line in text.split_inclusive('\n') {
        scanner.line(line);
    }
    Mended { text: scanner.out, inserted: scanner.inserted }
}

struct Scanner<'a> {
    report: &'a mut Report,
    line: u32,
    out: String,
    out_column: u32,
    inserted: BTreeMap<u32, Vec<u32>>,
    /// The quote that is open.
    quote: Option<char>,
    /// The closing brackets that are awaited, innermost last.
    flow: Vec<char>,
    /// Indentation of the key whose block text is being read.
    block: Option<usize>,
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
            let from = if self.quote.is_none() && !blank { self.indentation(&chars) } else { 0 };
            self.content(&chars, from);
        }
        self.out.push_str(&raw[body.len()..]);
    }

    fn indentation(&mut self, chars: &[char]) -> usize {
        let end = chars.iter().take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}' | '\u{a0}')).count();
        if let Some(at) = chars[..end].iter().position(|&c| c == '\t').filter(|_| self.flow.is_empty()) {
            self.report
                .error(
                    code::TAB,
                    self.place(at, 1),
                    "缩进里有制表符（Tab）",
                    "there is a tab in the indentation",
                )
                .mend("请改成空格，每一层两个", "use spaces, two for each level");
        }
        if let Some(at) = chars[..end].iter().position(|&c| matches!(c, '\u{3000}' | '\u{a0}')) {
            self.report
                .error(
                    code::WIDE_SPACE,
                    self.place(at, 1),
                    "缩进里有全角空格或不间断空格",
                    "there is a full-width or no-break space in the indentation",
                )
                .mend(
                    "请改成普通（半角）空格，一个全角空格改成两个",
                    "use ordinary spaces, two for each full-width one",
                );
        }
        for &c in &chars[..end] {
            self.push(' ');
            if matches!(c, '\t' | '\u{3000}') {
                self.insert(' ');
            }
        }
        end
    }

    fn content(&mut self, chars: &[char], from: usize) {
        let mut cursor = Cursor { start: true, word: from, dash: false, colon: false };
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
                return;
            }
            if cursor.start && self.flow.is_empty() && opens_block(&chars[at..]) {
                self.block = Some(key_column(chars));
                self.push_all(&chars[at..]);
                return;
            }
            self.step(chars, at, &mut cursor);
            at += 1;
        }
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
                self.flow.push(if c == '[' { ']' } else { '}' });
                cursor.start = true;
                self.push(c);
            }
            ']' | '}' if in_flow => {
                self.flow.pop();
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

    fn wide_space_after_colon(&mut self, at: usize) {
        self.report
            .error(
                code::WIDE_SPACE,
                self.place(at, 1),
                "冒号后面是全角空格或不间断空格",
                "a full-width or no-break space follows the colon",
            )
            .mend("请改成普通（半角）空格", "use an ordinary space");
    }

    /// Decides whether a full-width sign stands for syntax, and mends it if so.
    fn full_width(&mut self, chars: &[char], at: usize, began: bool, cursor: &mut Cursor) {
        let c = chars[at];
        let innermost = self.flow.last().copied();
        match c {
            '：' if self.is_key_colon(chars, at, cursor) => {
                self.mend_sign(at, c, ':');
                if chars.get(at + 1).is_some_and(|next| !next.is_whitespace()) {
                    self.insert(' ');
                }
                (cursor.start, cursor.colon) = (true, true);
            }
            '，' if innermost.is_some() => {
                self.mend_sign(at, c, ',');
                cursor.start = true;
            }
            '［' | '｛' if began => self.open_bracket(at, c, cursor),
            // 【 may open a text such as 【通知】; it is a bracket only when its partner ends the value.
            '【' if began && chars[at..].iter().rev().find(|c| !c.is_whitespace()) == Some(&'】') => {
                self.open_bracket(at, c, cursor);
            }
            '］' | '】' if innermost == Some(']') => self.close_bracket(at, c, ']'),
            '｝' if innermost == Some('}') => self.close_bracket(at, c, '}'),
            '“' | '‘' | '＂' if began && self.quotes_plain_ascii(chars, at) => {
                self.mend_sign(at, c, '"')
            }
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
        let word: String = chars[cursor.word..at].iter().collect();
        let known = keys::is_key(word.trim());
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
        let Some(end) = rest.iter().position(|&c| c == close) else { return false };
        let after = rest[end + 1..].iter().find(|c| !c.is_whitespace());
        let ends = match after {
            None | Some('#') => true,
            Some(c) => !self.flow.is_empty() && matches!(c, ',' | '，' | ']' | '}' | '］' | '｝' | '】'),
        };
        ends && end > 0 && rest[..end].iter().all(|c| c.is_ascii_graphic() && *c != '"')
    }

    fn open_bracket(&mut self, at: usize, c: char, cursor: &mut Cursor) {
        let (ascii, closing) = if c == '｛' { ('{', '}') } else { ('[', ']') };
        self.mend_sign(at, c, ascii);
        self.flow.push(closing);
        cursor.start = true;
    }

    fn close_bracket(&mut self, at: usize, c: char, ascii: char) {
        self.mend_sign(at, c, ascii);
        self.flow.pop();
    }

    fn mend_sign(&mut self, at: usize, wide: char, ascii: char) {
        let ascii_zh = if ascii == ':' {
            "半角冒号加一个空格“: ”".to_owned()
        } else {
            format!("半角的 {ascii}")
        };
        let ascii_en =
            if ascii == ':' { "a colon and a space “: ”".to_owned() } else { format!("{ascii}") };
        self.report
            .error(
                code::FULL_WIDTH,
                self.place(at, 1),
                format!("这里的“{wide}”是全角符号，文件的格式要用半角"),
                format!("“{wide}” is a full-width sign; the file's syntax needs the ASCII one"),
            )
            .mend(
                format!("请改成{ascii_zh}；如果它是文字的一部分，请把整段文字放进半角引号"),
                format!("write {ascii_en}; if it is part of a text, put the text in quotes"),
            );
        self.push(ascii);
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
        self.inserted.entry(self.line).or_default().push(self.out_column);
    }

    fn push_all(&mut self, chars: &[char]) {
        chars.iter().for_each(|&c| self.push(c));
    }
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
mod tests {
    use super::mend;
    use crate::definition::finding::Report;

    fn run(text: &str) -> (String, Vec<(u32, u32)>) {
        let mut report = Report::new("x");
        let mended = mend(text, &mut report);
        (mended.text, report.into_findings().iter().map(|f| (f.line, f.column)).collect())
    }

    #[test]
    fn signs_as_syntax_are_mended_where_they_stand() {
        assert_eq!(run("名称：某活动\n"), ("名称: 某活动\n".into(), vec![(1, 3)]));
        assert_eq!(run("a: [5，1]\n"), ("a: [5,1]\n".into(), vec![(1, 6)]));
        assert_eq!(run("a: ［5, 1］\n"), ("a: [5, 1]\n".into(), vec![(1, 4), (1, 9)]));
        assert_eq!(run("a: ｛颜色：黄｝\n"), ("a: {颜色: 黄}\n".into(), vec![(1, 4), (1, 7), (1, 9)]));
        assert_eq!(run("时刻: “09:00”\n"), ("时刻: \"09:00\"\n".into(), vec![(1, 5)]));
        assert_eq!(run("全部单位：{参评: 是}\n"), ("全部单位: {参评: 是}\n".into(), vec![(1, 5)]));
        assert_eq!(run("a:\n\tb: 1\n"), ("a:\n  b: 1\n".into(), vec![(2, 1)]));
        assert_eq!(run("a:\n\u{3000}b: 1\n"), ("a:\n  b: 1\n".into(), vec![(2, 1)]));
        assert_eq!(run("a:\u{a0}1\n").1, vec![(1, 3)]);
    }

    #[test]
    fn signs_in_texts_stay() {
        for text in [
            "名称: 住建系统“基层组织服务年”活动\n",
            "名称: 会议：专题，其他\n",
            "名称: “爱心超市”\n",
            "表: [\"5，1\", '甲：乙']\n",
            "# 注释：全角，没关系\n",
            "- 会议：专题\n",
            "正文: |\n  各单位：\n  一，二\n",
            "- 正文: |\n    各单位：\n  名称: x\n",
            "名称: 【通知】关于\n",
        ] {
            assert_eq!(run(text), (text.into(), vec![]), "{text}");
        }
    }

    #[test]
    fn columns_behind_an_insertion_are_those_of_the_original() {
        let mut report = Report::new("x");
        let mended = mend("名称：某 x\n", &mut report);
        assert_eq!(mended.text, "名称: 某 x\n");
        assert_eq!((mended.column(1, 3), mended.column(1, 5), mended.column(1, 7)), (3, 4, 6));
    }
}
