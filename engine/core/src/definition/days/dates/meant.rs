//! What was probably meant by a text that is no time: a usual way to write a day that the grammar does not have, as the grammar has
//! it. It is only proposed: what is read is what stands in the grammar.

use super::{When, time};

/// A year and a week by which a proposal is tried: one in which every day of a month exists, and the usual week.
const TRIED: (i32, u8) = (2024, 5);

/// Words behind and before a day up to which something is to be done. That day counts anyway.
const BEHIND: [&str; 5] = ["之前", "以前", "前完成", "前报送", "前"];
const BEFORE: [&str; 8] =
    ["no later than ", "not later than ", "by ", "before ", "until ", "till ", "on ", "最迟"];

/// The same time as the grammar has it, where it can be guessed.
pub(crate) fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    let small = text.to_lowercase();
    let mut candidates: Vec<String> = Vec::new();
    let behind = BEHIND.iter().find_map(|word| text.strip_suffix(word));
    let before = BEFORE.iter().find_map(|word| text.get(word.len()..).filter(|_| small.starts_with(word)));
    candidates.extend(behind.into_iter().chain(before).map(|rest| rest.trim().to_owned()));
    let bare = candidates.first().cloned().unwrap_or_else(|| text.to_owned());
    candidates.extend(of_digits(&bare));
    candidates.into_iter().find(|candidate| is_time(candidate))
}

/// 20260120 as 2026-01-20, 1.20 and 1/20 as 1月20日.
fn of_digits(text: &str) -> Option<String> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at(4);
        let (month, day) = rest.split_at(2);
        return Some(format!("{year}-{month}-{day}"));
    }
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let [month, day] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    Some(format!("{}月{}日", number(month)?, number(day)?))
}

/// Whether it is a time by itself, whatever phases, festivals and items the file has.
fn is_time(text: &str) -> bool {
    let (year, week) = TRIED;
    match time(text, year, week) {
        Ok((When::Day(_) | When::Window { .. } | When::Every { .. } | When::Spread { .. }, _)) => true,
        Ok((
            When::PhaseStart { .. }
            | When::PhaseEnd { .. }
            | When::Festival { .. }
            | When::Item { .. }
            | When::Crontab(_),
            _,
        ))
        | Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_usual_way_to_write_a_day_leads_to_that_of_the_grammar() {
        for (text, wanted) in [
            ("1月20日前", "1月20日"),
            ("1月20日以前", "1月20日"),
            ("每月底前", "每月底"),
            ("20260120", "2026-01-20"),
            ("1.20", "1月20日"),
            ("1/20前", "1月20日"),
            ("by April 25", "April 25"),
            ("最迟1月20日", "1月20日"),
        ] {
            assert_eq!(meant(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["尽快", "适时", "13.45", "20261399", "国庆前", "", "前", "ünknown"] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
