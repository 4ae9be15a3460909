//! Takes a person's account out of what a counterpart says, which likes to repeat it. Numbers are written in many ways, so their
//! digits are compared: `13800000003` is `138-0000-0003` and `+86 13800000003` as well.

/// What stands in place of an account.
const ADDRESS: &str = "<address>";

/// Shortest account that is looked for, in bytes: shorter ones stand in many words.
const ACCOUNT_BYTES_MIN: usize = 4;

/// Fewest digits that are looked for as a number however it is written: fewer stand in many numbers.
const DIGITS_MIN: usize = 7;

/// Most digits by which a number is known again, its last ones: those before may be a country's, which not everybody writes.
const DIGITS_MAX: usize = 10;

/// Most signs between two digits of one number.
const BETWEEN_MAX: usize = 2;

/// The text without the account.
pub(super) fn without_account(text: String, account: &str) -> String {
    if account.len() < ACCOUNT_BYTES_MIN {
        return text;
    }
    let digits: Vec<char> = account.chars().filter(char::is_ascii_digit).collect();
    let is_number = account.chars().all(|c| c.is_ascii_digit() || stands_between(c));
    if !is_number || digits.len() < DIGITS_MIN {
        return text.replace(account, ADDRESS);
    }
    without_number(&text, &digits[digits.len().saturating_sub(DIGITS_MAX)..])
}

fn stands_between(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '+')
}

fn without_number(text: &str, digits: &[char]) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut clean, mut at): (Vec<char>, usize) = (Vec::with_capacity(chars.len()), 0);
    while let Some(c) = chars.get(at) {
        let Some(mut end) = end_of(&chars, at, digits) else {
            clean.push(*c);
            at += 1;
            continue;
        };
        // Digits on both sides are of the same number.
        while chars.get(end).is_some_and(char::is_ascii_digit) {
            end += 1;
        }
        while clean.pop_if(|c| c.is_ascii_digit() || *c == '+').is_some() {}
        clean.extend(ADDRESS.chars());
        at = end;
    }
    clean.into_iter().collect()
}

/// Where these digits end that begin here, with few signs between them.
fn end_of(chars: &[char], begin: usize, digits: &[char]) -> Option<usize> {
    let (mut found, mut between) = (0, 0);
    for (at, c) in chars.iter().enumerate().skip(begin) {
        if digits.get(found) == Some(c) {
            (found, between) = (found + 1, 0);
            if found == digits.len() {
                return Some(at + 1);
            }
        } else if found > 0 && between < BETWEEN_MAX && stands_between(*c) {
            between += 1;
        } else {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for account in ["13800000003", "+8613800000003", "+86 138-0000-0003"] {
            for (text, wanted) in [
                ("13800000003 is off", "<address> is off"),
                ("138-0000-0003 is off", "<address> is off"),
                ("to +8613800000003: off", "to <address>: off"),
                ("(138) 0000 0003 is off", "(<address> is off"),
                ("550 13800000004 is off", "550 13800000004 is off"),
            ] {
                assert_eq!(without_account(text.to_owned(), account), wanted, "{account}");
            }
        }
    }

    #[test]
    fn other_accounts_are_found_as_they_are() {
        let of = |text: &str, account: &str| without_account(text.to_owned(), account);
        assert_eq!(of("zj001 is away", "zj001"), "<address> is away");
        assert_eq!(of("<zhang@bureau.test>", "zhang@bureau.test"), "<<address>>");
        assert_eq!(
            of("error 404 of 1-2-3-4", "1234"),
            "error 404 of 1-2-3-4",
            "a short number is many numbers"
        );
        assert_eq!(of("zj is away", "zj"), "zj is away");
    }
}
