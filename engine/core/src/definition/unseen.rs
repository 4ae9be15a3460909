//! Characters that people do not see but terminals and letters obey, and how they are written out.

/// Whether a text shows something else than it holds: control characters, line separators, turns of direction.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first hidden character of a text.
pub(crate) fn find(text: &str) -> Option<char> {
    text.chars().find(|&c| is_hidden(c))
}

/// The text with its hidden characters written out, safe to be shown.
pub(crate) fn shown(text: String) -> String {
    if find(&text).is_none() {
        return text;
    }
    let show = |c: char| if is_hidden(c) { format!("<U+{:04X}>", u32::from(c)) } else { c.to_string() };
    text.chars().map(show).collect()
}
