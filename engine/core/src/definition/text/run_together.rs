//! What is read as one name and may be meant as more: several in a row, or a name with a count. It is said, and not guessed: such
//! a name may be the committee's.

use muster_protocol::text;

use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

/// Signs between things in a row that do not part the values of a list.
const IN_A_ROW: [char; 4] = ['、', '，', '；', ';'];

/// Notes a name that looks like several.
pub(crate) fn several(text: &str, place: Place, report: &mut Report) {
    let parts: Vec<&str> = text.split(IN_A_ROW).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 {
        let apart = parts.join(", ");
        report
            .note(code::ONE_NAME, place, text!("text-is-read-as-one-name", text))
            .fix(text!("if-several-are-meant-write-them-apart", apart));
    }
}

/// Notes a name that begins or ends with a number, which looks like a count.
pub(crate) fn counted(text: &str, place: Place, report: &mut Report) {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if digit(text.chars().next()) || digit(text.chars().next_back()) {
        report
            .note(code::ONE_NAME, place, text!("the-number-in-text-belongs-to-the-name", text))
            .fix(text!("if-a-count-is-meant-write-it-so"));
    }
}
