//! The parts of a mail as far as a notice of a returned one needs them: fields of a head, parts of a body (RFC 5322, RFC 2046).
//! Whatever else a mail may be is left alone.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Fields of a head in their order, names in small letters, each value on one line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head(Vec<(String, String)>);

impl Head {
    /// The head that a text begins with, and what follows its blank line. A field goes on in the lines behind it that begin with
    /// white space, and may be empty on its first (RFC 5322, 2.2.3); white space may stand before its colon (4.5).
    pub(super) fn of(text: &str) -> (Self, &str) {
        let (mut fields, mut at): (Vec<(String, String)>, usize) = (Vec::new(), 0);
        // Whether the line before was one of a field.
        let mut in_field = false;
        for line in text.split_inclusive('\n') {
            at += line.len();
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut().filter(|_| in_field) {
                    if !value.is_empty() {
                        value.push(' ');
                    }
                    value.push_str(line.trim());
                }
                continue;
            }
            // A server that pipes a mail puts a line of its own before it, `From bounces@...`, which is no field.
            let field = line.split_once(':').map(|(name, value)| (name.trim_end_matches([' ', '\t']), value));
            let field = field.filter(|(name, _)| name.bytes().all(|c| c.is_ascii_graphic()));
            in_field = field.is_some();
            if let Some((name, value)) = field {
                fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        (Self(fields), &text[at..])
    }

    /// The value of a field that stands there once; none where it is missing, or stands there twice.
    pub(super) fn one<'h>(&'h self, name: &'h str) -> Option<&'h str> {
        let mut values = self.each(name);
        let value = values.next()?;
        values.next().is_none().then_some(value)
    }

    /// Each value of a field, however often it stands there.
    pub(super) fn each<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Heads that follow each other, between blank lines.
    pub(super) fn all(mut text: &str) -> Vec<Self> {
        let mut found = Vec::new();
        while !text.is_empty() {
            let (head, rest) = Self::of(text);
            if !head.0.is_empty() {
                found.push(head);
            }
            text = rest;
        }
        found
    }

    /// The kind of what follows it.
    pub(super) fn kind(&self) -> Kind {
        self.one("content-type").map(Kind::of).unwrap_or_default()
    }

    /// What follows it as it was before it was coded for its way; none where that cannot be told.
    pub(super) fn decoded<'t>(&self, body: &'t str) -> Option<Cow<'t, str>> {
        let coding = uncommented(self.one("content-transfer-encoding").unwrap_or("7bit"));
        match coding.to_ascii_lowercase().as_str() {
            "7bit" | "8bit" | "binary" => Some(Cow::Borrowed(body)),
            "base64" => {
                let coded: String = body.split_whitespace().collect();
                let bytes = STANDARD.decode(coded).ok()?;
                Some(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
            }
            "quoted-printable" => Some(Cow::Owned(unquoted(body))),
            _ => None,
        }
    }
}

/// A kind of content with what is said of it: `multipart/report; report-type=delivery-status; boundary="a;b"`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// In small letters.
    pub(super) name: String,
    said: BTreeMap<String, String>,
}

impl Kind {
    fn of(value: &str) -> Self {
        let (mut parts, mut part) = (Vec::new(), String::new());
        let (mut quoted, mut escaped) = (false, false);
        for c in value.chars() {
            if escaped {
                part.push(c);
                escaped = false;
            } else if quoted && c == '\\' {
                escaped = true;
            } else if c == '"' {
                quoted = !quoted;
            } else if c == ';' && !quoted {
                parts.push(std::mem::take(&mut part));
            } else {
                part.push(c);
            }
        }
        parts.push(part);
        let said = parts.iter().skip(1).filter_map(|part| part.split_once('='));
        Self {
            name: uncommented(&parts[0]).to_ascii_lowercase(),
            said: said
                .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
                .collect(),
        }
    }

    /// What is said of it under this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.said.get(name).map(String::as_str)
    }
}

/// The parts of a body. One that was cut short has its last part as far as it goes: servers return the beginning of a mail.
pub(super) fn parts<'t>(body: &'t str, boundary: &str) -> Vec<&'t str> {
    let (mut found, mut begin, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive('\n') {
        let from = at;
        at += line.len();
        let rest = line.trim_end().strip_prefix("--").and_then(|line| line.strip_prefix(boundary));
        let Some(rest) = rest.filter(|rest| rest.is_empty() || *rest == "--") else { continue };
        if let Some(begin) = begin {
            found.push(&body[begin..from]);
        }
        if rest == "--" {
            return found;
        }
        begin = Some(at);
    }
    found.extend(begin.map(|begin| &body[begin..]));
    found
}

/// A value of a field without its comments, which stand in brackets, one within the other (RFC 5322, 3.2.2).
pub(super) fn uncommented(value: &str) -> String {
    let mut clean = String::with_capacity(value.len());
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for c in value.chars() {
        let escapes = !escaped && c == '\\' && (quoted || depth > 0);
        match c {
            '"' if depth == 0 && !escaped => {
                quoted = !quoted;
                clean.push(c);
            }
            '(' if !quoted && !escaped => depth += 1,
            ')' if depth > 0 && !escaped => {
                depth -= 1;
                clean.push(' ');
            }
            c if depth == 0 => clean.push(c),
            _ => {}
        }
        escaped = escapes;
    }
    clean.trim().to_owned()
}

/// A text that was coded as quoted-printable (RFC 2045); what is coded wrongly stays as it is.
fn unquoted(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        let coded = behind.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = coded.filter(|two| two.bytes().all(|c| c.is_ascii_hexdigit()));
        let byte = byte.and_then(|two| u8::from_str_radix(two, 16).ok());
        let (byte, next) = match (first, byte) {
            (b'=', Some(byte)) => (Some(byte), &behind[2..]),
            (b'=', None) if behind.starts_with(b"\r\n") => (None, &behind[2..]),
            (b'=', None) if behind.starts_with(b"\n") => (None, &behind[1..]),
            (byte, _) => (Some(*byte), behind),
        };
        bytes.extend(byte);
        rest = next;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_field_by_field_whatever_its_lines_end_with() {
        for end in ["\r\n", "\n"] {
            let text =
                ["From a@b Fri Mar  2 09:00:00 2026", "Subject: one", "\ttwo", "X: 1", "x: 2", "", "body"];
            let text = text.join(end);
            let (head, body) = Head::of(&text);
            assert_eq!((head.one("subject"), body), (Some("one two"), "body"));
            assert_eq!((head.one("x"), head.one("y")), (None, None), "twice, and never");
        }
        assert_eq!(Head::of(""), (Head::default(), ""));
        assert_eq!(Head::of("no field at all").0, Head::default());
        let all = Head::all("\n\nA: 1\n\n\nA: 2\nB: 3\n");
        assert_eq!(all.iter().map(|head| head.one("a")).collect::<Vec<_>>(), [Some("1"), Some("2")]);
    }

    #[test]
    fn a_field_may_be_folded_where_it_begins_and_have_space_before_its_colon() {
        for text in ["A:\n b\n", "A: \r\n b\r\n", "A:\n\tb\n", "A :b\n", "A\t: b\n", "A:\n \n b \n"] {
            assert_eq!(Head::of(text).0.one("a"), Some("b"), "{text:?}");
        }
        // What goes on behind a line that is no field is no part of the field before it.
        assert_eq!(Head::of("A: b\nno field: c: d\n e\n").0.one("a"), Some("b"));
    }

    #[test]
    fn comments_are_no_part_of_a_value() {
        for (value, wanted) in [
            ("(c) <id@h>", "<id@h>"),
            ("<id@h> (a (b\\) \"c) d)", "<id@h>"),
            ("\"(no comment)\"", "\"(no comment)\""),
            ("\"a\\\"(b)\"", "\"a\\\"(b)\""),
            ("base64(", "base64"),
            (")", ")"),
        ] {
            assert_eq!(uncommented(value), wanted);
        }
    }

    #[test]
    fn a_kind_is_read_with_its_quotes() {
        let (head, _) =
            Head::of("Content-Type: Multipart/Report; REPORT-TYPE=delivery-status;\n boundary=\"a;\\\"b\"\n");
        let kind = head.kind();
        assert_eq!(kind.name, "multipart/report");
        assert_eq!((kind.get("report-type"), kind.get("boundary")), (Some("delivery-status"), Some("a;\"b")));
        assert_eq!(Head::default().kind(), Kind::default());
    }

    #[test]
    fn parts_stand_between_their_boundaries_alone() {
        let body = "before\r\n--x\r\none\r\n--xy\r\n--x  \r\ntwo\r\n--x--\r\nbehind\r\n--x\r\n";
        assert_eq!(parts(body, "x"), ["one\r\n--xy\r\n", "two\r\n"]);
        assert_eq!(parts("--x\ncut sho", "x"), ["cut sho"]);
        assert!(parts(body, "z").is_empty());
    }

    #[test]
    fn what_was_coded_for_its_way_is_read() {
        let of = |coding: &str, body: &str| {
            let head = Head::of(&format!("Content-Transfer-Encoding: {coding}\n")).0;
            head.decoded(body).map(Cow::into_owned)
        };
        assert_eq!(of("Quoted-Printable", "a=3Db=\r\nc=zz=").as_deref(), Some("a=bc=zz="));
        assert_eq!(of("base64", "QTog\r\nMQ==\r\n").as_deref(), Some("A: 1"));
        assert_eq!(of("base64", "%%"), None);
        assert_eq!(of("uuencode", "A: 1"), None);
        assert_eq!(of("8BIT", "A: 一").as_deref(), Some("A: 一"));
    }
}
