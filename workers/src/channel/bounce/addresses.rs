//! Takes mail addresses out of what a server says: mails are passed on, and the server that refuses names an address that nobody
//! here knows. Rather a word too many goes than an address stays.

/// What stands in place of an address.
const ADDRESS: &str = "<address>";

/// Shortest text that is looked for as an address, in bytes: shorter ones stand in too many places.
const ADDRESS_BYTES_MIN: usize = 5;

/// How the sign between name and host is written, in a text, in an address of the web, and as quoted-printable.
const SIGNS: [&str; 4] = ["@", "\u{ff20}", "%40", "=40"];

/// Whether a text is a whole address, with a name and a host.
pub(super) fn is_whole(text: &str) -> bool {
    let sides = text.rsplit_once('@').is_some_and(|(name, host)| has_letter(name) && has_letter(host));
    sides && text.len() >= ADDRESS_BYTES_MIN
}

/// The text without mail addresses: those that are known, and whatever looks like one.
pub(super) fn without_addresses(text: &str, known: &[&str]) -> String {
    let text = known.iter().fold(text.to_owned(), |text, address| without(&text, address));
    let (mut clean, mut copied, mut from) = (String::with_capacity(text.len()), 0, 0);
    while let Some((at, sign)) = next_sign(&text, from) {
        let behind = at + sign.len();
        let (begin, end) = (begin_of(&text, copied, at), end_of(&text, behind));
        from = behind;
        if is_address(&text[begin..at], sign, &text[behind..end]) {
            clean.push_str(&text[copied..begin]);
            clean.push_str(ADDRESS);
            (copied, from) = (end, end);
        }
    }
    clean.push_str(&text[copied..]);
    clean
}

/// The text without this address, where it stands alone: what is only a piece of another one is left to be found with it.
fn without(text: &str, address: &str) -> String {
    let within = |c: Option<char>| c.is_some_and(|c| c.is_ascii() && is_part(c));
    let (mut clean, mut copied) = (String::with_capacity(text.len()), 0);
    for (at, _) in text.match_indices(address) {
        let end = at + address.len();
        // A sentence may end behind an address.
        let behind = text[end..].trim_start_matches('.');
        if within(text[..at].chars().next_back()) || within(behind.chars().next()) {
            continue;
        }
        clean.push_str(&text[copied..at]);
        clean.push_str(ADDRESS);
        copied = end;
    }
    clean.push_str(&text[copied..]);
    clean
}

/// Where the next sign stands that may be one of an address.
fn next_sign(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = SIGNS.iter().filter_map(|sign| text[from..].find(sign).map(|at| (from + at, *sign)));
    found.min_by_key(|(at, _)| *at)
}

/// Letters of any script stand in addresses.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c) || "!#$%&'*+-/=?^_`{|}~.@\u{ff20}".contains(c)
}

/// Where the name before a sign begins; one in quotes may hold anything.
fn begin_of(text: &str, copied: usize, at: usize) -> usize {
    let before = &text[copied..at];
    if let Some(quoted) = before.strip_suffix('"') {
        let escaped = |at: usize| {
            let slashes = quoted[..at].bytes().rev().take_while(|c| *c == b'\\').count();
            slashes % 2 == 1
        };
        let opens = quoted.rmatch_indices('"').map(|(at, _)| at).find(|at| !escaped(*at));
        return copied + opens.unwrap_or(quoted.len());
    }
    let other = before.char_indices().rev().find(|(_, c)| !is_part(*c));
    copied + other.map_or(0, |(at, c)| at + c.len_utf8())
}

/// Where the host behind a sign ends; one in brackets is a number.
fn end_of(text: &str, behind: usize) -> usize {
    let rest = &text[behind..];
    if rest.starts_with('[')
        && let Some(length) = rest.find(']')
    {
        return behind + length + 1;
    }
    rest.find(|c: char| !is_part(c)).map_or(text.len(), |length| behind + length)
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn is_address(name: &str, sign: &str, host: &str) -> bool {
    let begins = host.starts_with(char::is_alphanumeric);
    match sign {
        "%40" => has_letter(name) && begins,
        // `size=4096` is a number, and no name has a host of digits alone.
        "=40" => {
            let last = host.trim_end_matches('.').rsplit_once('.').map(|(_, last)| last);
            has_letter(name) && begins && last.is_some_and(|last| last.starts_with(char::is_alphabetic))
        }
        _ => has_letter(name) || name.starts_with('"'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_however_it_is_written() {
        for (text, wanted) in [
            ("550 <zhang@bureau.test>: unknown", "550 <<address>>: unknown"),
            ("550 \"li si\"@bureau.test unknown", "550 <address> unknown"),
            ("550 \"li \\\" si\"@bureau.test unknown", "550 <address> unknown"),
            ("550 m\u{fc}ller@b\u{fc}ro.test unknown", "550 <address> unknown"),
            ("550 <张三@单位.test> unknown", "550 <<address>> unknown"),
            ("see https://x.test/?who=zhang%40bureau.test now", "see https:<address> now"),
            ("rcpt zhang=40bureau.test, full", "rcpt <address>, full"),
            ("zhang@[192.0.2.1] is full", "<address> is full"),
            ("a@b.test,c@d.test", "<address>,<address>"),
        ] {
            assert_eq!(without_addresses(text, &[]), wanted);
        }
    }

    #[test]
    fn what_is_no_address_stays() {
        for text in ["size=4096 limit=4000.5", "50%40", "5 @ 7", "@", "", "try in 5 min", "\u{ff20}"] {
            assert_eq!(without_addresses(text, &[]), text);
        }
    }

    #[test]
    fn a_known_address_goes_alone_and_never_a_piece_of_another() {
        let known = ["san@bureau.test"];
        assert_eq!(without_addresses("用户san@bureau.test不存在", &known), "用户<address>不存在");
        assert_eq!(
            without_addresses("zhang.san@bureau.test and zsan@bureau.test", &known),
            "<address> and <address>"
        );
        for whole in ["a@b.t", "张三@单位.test"] {
            assert!(is_whole(whole), "{whole}");
        }
        for piece in ["", "@", "a@", "@b.test", "a@b", ". @ ."] {
            assert!(!is_whole(piece), "{piece}");
        }
    }
}
