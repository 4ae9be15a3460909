//! The ways to write a time and a limit. A test reads each of them, so that none stands here that the grammar has not.

use super::rows;
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::id;

/// How it is written (empty where only another language has it), and what it means.
type TimeForm = (TextId, TextId);

const TIMES: [TimeForm; 29] = [
    (id!("january-15"), id!("that-day-without-a-year-the-one-in")),
    (id!("january-15-of-2027"), id!("the-same-with-its-year")),
    (id!("early-january"), id!("the-1st-to-the-10th-due-on-the")),
    (id!("mid-january"), id!("the-11th-to-the-20th")),
    (id!("late-january"), id!("the-21st-to-the-end-of-the-month")),
    (id!("end-of-january"), id!("the-last-day-of-the-month")),
    (id!("daily"), id!("every-working-day")),
    (id!("weekly"), id!("the-last-working-day-of-every-week")),
    (id!("every-friday"), id!("each-friday-of-the-week")),
    (id!("monthly"), id!("the-last-working-day-of-every-month")),
    (id!("quarterly"), id!("the-last-working-day-of-every-quarter")),
    (id!("half-yearly"), id!("the-last-working-day-of-every-half-year")),
    (id!("yearly"), id!("the-last-working-day-of-every-year")),
    (id!("fifteenth-of-the-month"), id!("that-day-of-every-month-its-last-day")),
    (id!("third-working-day-of-the-month"), id!("counted-from-the-first-of-the-month")),
    (id!("last-2nd-working-day-of-the-month"), id!("counted-from-the-end-of-the-month")),
    (id!("first-monday-of-the-month"), id!("also-of-the-quarter-half-year-or-year")),
    (id!("last-friday-of-the-month"), id!("counted-from-the-end-of-the-month")),
    (id!("fifteenth-of-the-quarters-second-month"), id!("that-day-of-every-quarters-second-month")),
    (id!("yearly-on-march-5"), id!("that-day-of-every-year")),
    (id!("twice-a-month"), id!("spread-over-the-month")),
    (id!("at-least-3-times-a-quarter"), id!("the-same")),
    (id!("five-working-days-after-phase-start"), id!("of-the-lines-own-phase")),
    (id!("three-working-days-before-phase-end"), id!("the-same")),
    (id!("christmas"), id!("the-festivals-day-by-the-calendars-table-of")),
    (id!("three-working-days-before-christmas"), id!("counted-back-from-the-festival")),
    (id!("five-working-days-after-unit-plan-closes"), id!("for-each-unit-from-the-day-on-which")),
    (id!("five-working-days-after-unit-plan-is-due"), id!("from-the-due-day-of-that-duty")),
    (id!("crontab-at-half-past-8-on-mondays"), id!("five-fields-of-crontab-weekdays-by-name")),
];

const LIMITS: [TimeForm; 6] = [
    (id!("five-working-days"), id!("until-the-end-of-the-fifth-working-day")),
    (id!("four-working-hours"), id!("only-working-hours-count")),
    (id!("half-a-working-day"), id!("half-of-a-working-days-hours")),
    (id!("same-day"), id!("until-midnight-what-comes-on-a-rest-day")),
    (id!("two-hours"), id!("by-the-clock-rest-days-count")),
    (id!("thirty-minutes"), id!("by-the-clock")),
];

/// The ways to write a time.
pub(super) fn times(lang: Language) -> String {
    table(&TIMES, lang)
}

/// The ways to write a limit.
pub(super) fn limits(lang: Language) -> String {
    table(&LIMITS, lang)
}

fn table(ways: &'static [TimeForm], lang: Language) -> String {
    let other = Language::ALL.into_iter().find(|other| *other != lang).unwrap_or(lang);
    let line = |(way, means): &TimeForm| {
        let means = means.say(lang);
        [way.say(lang), way.say(other), means].map(|text| code(text, means))
    };
    let heads = [id!("heading-way-to-write"), id!("heading-way-in-other-language"), id!("heading-means")];
    rows(heads, lang, ways.iter().filter(|(way, _)| !way.say(lang).is_empty()).map(line))
}

fn code(text: &str, plain: &str) -> String {
    if text == plain || text.is_empty() { text.to_owned() } else { format!("`{text}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::days::dates::{When, time};
    use crate::definition::days::time_limit;

    #[test]
    fn every_way_of_the_reference_is_understood_and_both_languages_mean_the_same() {
        for (way, _) in TIMES {
            let [zh, en] = Language::ALL.map(|lang| way.say(lang));
            let read = |text| time(text, 2027, 5).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).0;
            let chinese = read(zh);
            if en.is_empty() {
                continue;
            }
            // Festivals have the names of their calendar.
            match (&chinese, read(en)) {
                (When::Festival { before, .. }, When::Festival { before: other, .. }) => {
                    assert_eq!(*before, other)
                }
                (one, other) => assert_eq!(*one, other, "{zh} {en}"),
            }
        }
        for (way, _) in LIMITS {
            let [zh, en] = Language::ALL.map(|lang| way.say(lang));
            assert!(
                time_limit::parse(zh).is_some() && time_limit::parse(zh) == time_limit::parse(en),
                "{zh} {en}"
            );
        }
    }
}
