//! Characters that people do not see but terminals, letters and comparisons obey: one list for every text that comes from a
//! file, a command or a caller, and for every text that is printed.

/// Whether a character makes a text look other than it is: control characters, separators of lines, turns of direction, and
/// what has no width at all, so that two names look like one.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    // What nearly every text is made of: every command and definition is looked at sign by sign.
    if matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    steers(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character does something to a terminal or to the order of what stands around it: never printed.
#[must_use]
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}')
}

/// The first hidden character of a text of one line.
#[must_use]
pub fn find(text: &str) -> Option<char> {
    text.chars().find(|&c| is_invisible(c))
}

/// The first hidden character of a text that may have lines and tabs.
#[must_use]
pub fn find_in_lines(text: &str) -> Option<char> {
    text.chars().find(|&c| is_invisible(c) && !matches!(c, '\n' | '\r' | '\t'))
}

/// The text with its hidden characters written out, safe to be shown.
#[must_use]
pub fn shown(text: String) -> String {
    if find(&text).is_none() { text } else { written_out(&text, is_invisible) }
}

/// A text of lines as it may be printed: what steers is written out.
#[must_use]
pub fn printable(text: String) -> String {
    let harmful = |c: char| steers(c) && !matches!(c, '\n' | '\t');
    if text.chars().any(harmful) { written_out(&text, harmful) } else { text }
}

fn written_out(text: &str, which: impl Fn(char) -> bool) -> String {
    let show = |c: char| if which(c) { format!("<U+{:04X}>", u32::from(c)) } else { c.to_string() };
    text.chars().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_found_and_what_people_write_is_not() {
        for c in [
            '\u{1b}',
            '\u{9b}',
            '\n',
            '\u{7f}',
            '\u{202e}',
            '\u{2066}',
            '\u{200b}',
            '\u{200d}',
            '\u{200f}',
            '\u{feff}',
            '\u{ad}',
            '\u{fe0f}',
            '\u{3164}',
            '\u{e0041}',
        ] {
            assert_eq!(find(&format!("市政{c}处")), Some(c), "{:04X}", u32::from(c));
        }
        for text in ["市政处", "Straße 5", "𠮷野家", "e\u{301}", "“引号”——…", "😀", "\u{3000}", "Ω≈ç"]
        {
            assert_eq!(find(text), None, "{text}");
        }
        assert_eq!(find_in_lines("一\n二\t三\r\n"), None);
        assert_eq!(find_in_lines("一\u{1b}[2J"), Some('\u{1b}'));
    }

    #[test]
    fn nothing_that_steers_is_printed() {
        assert_eq!(
            printable("一\n\u{1b}[2J\u{202e}二\u{9b}1m".to_owned()),
            "一\n<U+001B>[2J<U+202E>二<U+009B>1m"
        );
        assert_eq!(printable("一\t二\n".to_owned()), "一\t二\n");
    }
}
