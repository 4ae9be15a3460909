//! Tables of which all rows are taken or none: where their heads stand, and what is wrong with a row.

use std::collections::BTreeMap;
use std::path::Path;

use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::say;

use crate::exit::{Exit, Failure};
use crate::output::Output;

/// Most faults that are listed; those who fix these import again.
const FAULTS_MAX: usize = 50;

/// Rows among which the heads stand: above them there may be titles.
const HEADS_WITHIN: usize = 10;

/// What is wrong, by the number of the row.
pub(super) type Faults = BTreeMap<usize, Vec<String>>;

/// None is taken, and why.
pub(super) fn none(out: &Output, file: &Path, faults: &Faults) -> Failure {
    let all: Vec<String> = faults
        .iter()
        .flat_map(|(row, said)| said.iter().map(move |one| (row, one)))
        .map(|(row, one)| say!(out.lang, "row-row-one", row, one))
        .collect();
    all.iter().take(FAULTS_MAX).for_each(|line| out.talk(line));
    let (rows, more) = (faults.len(), all.len().saturating_sub(FAULTS_MAX));
    let what = say!(out.lang, "file-rows-rows-are-wrong-and-none-was", file = file.display(), #rows = rows);
    let failure = Failure::new(Exit::Refused, what);
    let failure =
        if more == 0 { failure } else { failure.because(say!(out.lang, "more-more-are-not-listed", more)) };
    failure.next(out.lang.say("fix-these-rows-and-import-again"))
}

/// The column of a name, in either language.
pub(super) fn column(row: &[String], (zh, en): (&str, &str)) -> Option<usize> {
    row.iter().position(|cell| cell.trim() == zh || cell.trim().eq_ignore_ascii_case(en))
}

/// The row with the heads, and where each column stands. Where one is missing, the row that has most of them says which.
///
/// # Errors
/// [`Failure`] with what is missing and what to write.
pub(super) fn heads<const N: usize>(
    lang: Language,
    rows: &[Vec<String>],
    names: [(&str, &str); N],
) -> Result<(usize, [usize; N]), Failure> {
    let found = |row: &[String]| names.iter().filter_map(|name| column(row, *name)).collect::<Vec<_>>();
    let within = || rows.iter().enumerate().take(HEADS_WITHIN);
    for (at, row) in within() {
        if let Ok(places) = <[usize; N]>::try_from(found(row)) {
            return Ok((at, places));
        }
    }
    let called = |(zh, en): &(&str, &str)| match lang {
        Language::Zh => (*zh).to_owned(),
        Language::En => (*en).to_owned(),
    };
    let all: Vec<String> = names.iter().map(called).collect();
    let nearest = within().max_by_key(|(at, row)| (found(row).len(), std::cmp::Reverse(*at)));
    let what = match nearest.filter(|(_, row)| !found(row).is_empty()) {
        None => lang.say("the-table-has-no-head").to_owned(),
        Some((at, row)) => {
            let missing = names.iter().filter(|name| column(row, **name).is_none());
            let missing: Vec<String> = missing.map(called).collect();
            let row = at + 1;
            say!(lang, "the-head-in-a-row-lacks-columns", row, missing: Listed(&missing))
        }
    };
    Err(Failure::new(Exit::Fault, what).next(say!(lang, "write-the-head", head = all.join(","))))
}

#[cfg(test)]
mod tests {
    use muster_core::definition::table_rows;

    use super::*;

    const NAMES: [(&str, &str); 3] = [("票号", "ballot"), ("对象", "judged"), ("答案", "answer")];

    #[test]
    fn heads_stand_below_titles_in_any_order_and_either_language() {
        let at = |text: &str| heads(Language::Zh, &table_rows(text.as_bytes()), NAMES).unwrap();
        assert_eq!(at("七月的票\n对象,票号,备注,答案\n"), (1, [1, 0, 3]));
        assert_eq!(at("Ballot,Judged,Answer\n"), (0, [0, 1, 2]));
    }

    #[test]
    fn the_column_that_is_missing_is_named_and_a_table_without_heads_is_told_so() {
        let fault = |text: &str| heads(Language::Zh, &table_rows(text.as_bytes()), NAMES).unwrap_err();
        let failure = fault("七月的票\n票号,对象,回答\n1,013,满意\n");
        assert_eq!(failure.what, "第2行的表头缺：答案");
        assert_eq!(failure.next.as_deref(), Some("表头写：票号,对象,答案"));
        assert_eq!(fault("1,013,满意\n").what, "表里没有表头");
    }
}
