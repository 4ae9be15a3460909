//! What may be counted, with its words: formulas, explanations and reports name it alike.

use muster_protocol::definition::Tally;

/// What may be counted, in Chinese and English.
pub const TALLIES: [(Tally, &str, &str); 10] = [
    (Tally::Due, "应办数", "due"),
    (Tally::Done, "办结数", "done"),
    (Tally::DoneOnTime, "按时办结数", "done_on_time"),
    (Tally::Late, "逾期数", "late"),
    (Tally::DoneRate, "办结率", "done_rate"),
    (Tally::OnTimeRate, "按时办结率", "on_time_rate"),
    (Tally::CaseOnTimeRate, "办件按时率", "case_on_time_rate"),
    (Tally::Visits, "走访次数", "visits"),
    (Tally::YellowCards, "黄色督办单", "yellow_cards"),
    (Tally::RedCards, "红色督办单", "red_cards"),
];

/// The finding that follows from the record where a round says how soon is put right what it finds, in Chinese and English: the
/// task was not done in time.
const LATE_CORRECTION: [&str; 2] = ["逾期整改", "late correction"];

/// Whether this finding follows from the record, in a file that says how soon is put right what an inspection finds.
#[must_use]
pub fn is_late_correction(cause: &str) -> bool {
    LATE_CORRECTION.contains(&cause)
}

/// What stands before the number of an appeal among what was counted for a line: no post, cause or number is called so.
const APPEAL: &str = "appeal/";

/// An appeal that changed a line, among what was counted for it.
#[must_use]
pub fn of_appeal(number: usize) -> String {
    format!("{APPEAL}{number}")
}

/// The number of an appeal that stands among what was counted.
#[must_use]
pub fn appeal(what: &str) -> Option<u32> {
    what.strip_prefix(APPEAL)?.parse().ok()
}

/// What is counted under this name.
#[must_use]
pub fn named(name: &str) -> Option<Tally> {
    TALLIES.iter().find(|(_, zh, en)| name == *zh || name == *en).map(|&(tally, ..)| tally)
}

/// The Chinese word.
#[must_use]
pub fn word(tally: Tally) -> &'static str {
    TALLIES.iter().find(|(known, ..)| *known == tally).map_or("", |(_, zh, _)| zh)
}
