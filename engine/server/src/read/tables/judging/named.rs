//! What the tables of scores name by ids, in the words of their readers: what was counted, tasks, inspections.

use muster_protocol::catalogue::{Listed, LocalizedText, TextId, in_a_row};
use muster_protocol::definition::{Bonus, Decimal, Deduction, Definition, ScoreLine, Scorer, Tally};
use muster_protocol::table::{Counted, Exact, LineScore, ScoreRow};
use muster_protocol::{id, text};
use muster_rules::message::happening;
use muster_rules::score::tallies::{self, TALLIES};
use muster_rules::score::{corrections, exact};

use super::points;
use crate::execute::live::Live;

/// What may be counted, as people read it. A file writes it in other words.
pub(super) const fn tally(tally: Tally) -> TextId {
    match tally {
        Tally::Due => id!("counted-due"),
        Tally::Done => id!("counted-done"),
        Tally::DoneOnTime => id!("counted-done-on-time"),
        Tally::Late => id!("counted-late"),
        Tally::DoneRate => id!("counted-done-rate"),
        Tally::OnTimeRate => id!("counted-on-time-rate"),
        Tally::CaseOnTimeRate => id!("counted-case-on-time-rate"),
        Tally::Visits => id!("counted-visits"),
        Tally::YellowCards => id!("counted-yellow-cards"),
        Tally::RedCards => id!("counted-red-cards"),
    }
}

/// What was counted for a line, numerators and denominators apart; of those who judge it, who gave how many points.
pub(super) fn counted(def: &Definition, known: &ScoreLine, line: &LineScore) -> LocalizedText {
    let one = |it: &Counted| match (&known.scorer, tallies::appeal(&it.what)) {
        (_, Some(number)) => text!("counted-of-an-appeal", number, change = signed(it.numerator)),
        (Scorer::Judged { .. }, None) => {
            LocalizedText::same(format!("{} {}", def.post_or_role(&it.what), Decimal(it.numerator)))
        }
        (Scorer::Deduct(causes), None) => of_cause(causes, it, -1),
        (Scorer::Auto(_), None) => by_formula(def, it),
    };
    let all: Vec<LocalizedText> = line.counted.iter().map(one).collect();
    in_a_row::texts(&all, id!("parts-comma"))
}

/// For what points stand above the whole.
pub(super) fn added(bonus: &Bonus, row: &ScoreRow) -> LocalizedText {
    let all: Vec<LocalizedText> = row.added.iter().map(|it| of_cause(&bonus.items, it, 1)).collect();
    in_a_row::texts(&all, id!("parts-comma"))
}

/// A cause with how often it was found, and the points that it cost or brought.
fn of_cause(causes: &[Deduction], it: &Counted, sign: i64) -> LocalizedText {
    let each = causes.iter().find(|known| known.cause == it.what).filter(|_| it.numerator > 0);
    let Some(each) = each else { return with_parts(LocalizedText::same(&it.what), it) };
    let points = signed(each.points.0.saturating_mul(it.numerator).saturating_mul(sign));
    text!("counted-of-a-cause", cause = it.what, times = it.numerator, points)
}

/// Points with their sign.
fn signed(points: i64) -> String {
    let sign = if points < 0 { "−" } else { "+" };
    format!("{sign}{}", Decimal(points.saturating_abs()))
}

fn with_parts(named: LocalizedText, it: &Counted) -> LocalizedText {
    let parts = match it.denominator {
        0 => "—".to_owned(),
        1 => it.numerator.to_string(),
        whole => format!("{}/{whole}", it.numerator),
    };
    named.map(|named| format!("{named} {parts}"))
}

/// A term of a formula: what is counted, what raters said, a number that was reported.
fn by_formula(def: &Definition, it: &Counted) -> LocalizedText {
    let what = it.what.as_str();
    if let Some(named) = tallied(def, what) {
        return with_parts(named, it);
    }
    if let Some(named) = round(def, what) {
        return named.map(|named| format!("{named} {}", mean(it)));
    }
    match what.split_once('.').and_then(|(id, measure)| Some((duty(def, id)?, measure))) {
        Some((duty, measure)) => {
            let named = text!("number-of-a-duty", duty, measure);
            let (sum, count) = (it.numerator, it.denominator);
            if count == 0 {
                return named.map(|named| format!("{named} —"));
            }
            text!("sum-of-so-many-reports", named: named, sum, #count = count)
        }
        None => with_parts(LocalizedText::same(what), it),
    }
}

/// `按时办结数(study,kickoff)`: what is counted, of these duties alone.
fn tallied(def: &Definition, what: &str) -> Option<LocalizedText> {
    let (word, of) = match what.split_once('(') {
        Some((word, of)) => (word, of.strip_suffix(')')),
        None => (what, None),
    };
    let (known, ..) = TALLIES.iter().find(|(_, zh, _)| *zh == word)?;
    let named = LocalizedText::from(tally(*known));
    let Some(of) = of else { return Some(named) };
    let duties: Vec<&str> = of.split(',').map(|id| duty(def, id).unwrap_or(id)).collect();
    Some(text!("counted-of-these-duties", named: named, duties: Listed(&duties)))
}

fn duty<'d>(def: &'d Definition, id: &str) -> Option<&'d str> {
    def.duties.iter().find(|duty| duty.id == id).map(|duty| duty.name.as_str())
}

/// `three-way` or `three-way.群众评议`: a round, or a group of its raters.
fn round(def: &Definition, what: &str) -> Option<LocalizedText> {
    let (id, group) = what.split_once('.').map_or((what, None), |(id, group)| (id, Some(group)));
    let known = def.reviews.iter().find(|round| round.id == id)?;
    Some(match group {
        Some(group) => text!("group-of-a-round", round = known.name, group),
        None => LocalizedText::same(&known.name),
    })
}

/// What raters said, as a number that people can read.
fn mean(it: &Counted) -> String {
    let exact = Exact { numerator: it.numerator.to_string(), denominator: it.denominator.to_string() };
    exact::read(&exact).map_or_else(|| "—".to_owned(), |value| points(exact::rounded(&value)))
}

/// A task as people read it: the duty's name with its period, or what was given out.
pub(super) fn task(live: &Live, key: &str) -> LocalizedText {
    if let Some(title) = live.title(key) {
        return LocalizedText::same(title);
    }
    let Some(duty) = live.def.duty_of(key) else { return LocalizedText::same(key) };
    match key.strip_prefix(duty.id.as_str()).and_then(|rest| rest.strip_prefix('.')) {
        Some(period) => of_period(&live.def, &duty.name, period),
        None => LocalizedText::same(&duty.name),
    }
}

/// An inspection such as `supervision/2014-05` as people read it.
pub(super) fn inspection(def: &Definition, name: &str) -> LocalizedText {
    let round = corrections::round(def, name);
    round.map_or_else(|| LocalizedText::same(name), |(round, session)| of_period(def, &round.name, session))
}

/// A snapshot as people read it: what it was taken for, or its plan with the period.
pub(super) fn snapshot(live: &Live, key: &str) -> LocalizedText {
    let taken = live.taken.iter().find(|taken| taken.key.as_str() == key);
    if let Some(title) = taken.and_then(|taken| taken.title.as_ref()) {
        return LocalizedText::same(title);
    }
    let Some(plan) = live.def.snapshot_of(key) else { return LocalizedText::same(key) };
    match key.strip_prefix(plan.id.as_str()).and_then(|rest| rest.strip_prefix('.')) {
        Some(period) => of_period(&live.def, &plan.name, period),
        None => LocalizedText::same(&plan.name),
    }
}

fn of_period(def: &Definition, name: &str, period: &str) -> LocalizedText {
    LocalizedText::each(|language| happening(language, name, period, def.year))
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;
    use muster_protocol::definition::{Formula, ReviewRound, Subject, TooFew};
    use muster_protocol::ids::AudienceIx;

    use super::*;
    use crate::sample::{definition, score_line};

    fn round_of_ratings() -> ReviewRound {
        ReviewRound {
            id: "three-way".to_owned(),
            name: "满意度评议".to_owned(),
            refs: Vec::new(),
            subject: Subject::Units(AudienceIx(0)),
            rules: Vec::new(),
            by: None,
            raters: Vec::new(),
            too_few: TooFew::Share,
            asks: Vec::new(),
            sample: None,
            within: None,
            compared: false,
            policy: None,
        }
    }

    #[test]
    fn what_is_counted_is_named_in_the_language_of_the_reader_and_without_ids() {
        let mut def = definition();
        (def.duties[0].id, def.duties[0].name) = ("monthly".to_owned(), "手卫生月报".to_owned());
        def.reviews = vec![round_of_ratings()];
        let known = ScoreLine { scorer: Scorer::Auto(Formula(Vec::new())), ..score_line("a", 10) };
        let counted = |what: &str, numerator: i64, denominator: i64| Counted {
            what: what.to_owned(),
            numerator,
            denominator,
        };
        let all = vec![
            counted("按时办结数", 0, 1),
            counted("办结率(monthly)", 2, 5),
            counted("monthly.正确执行数", 188, 4),
            counted("three-way", 807, 11),
            counted("three-way.患者", 0, 0),
        ];
        let line = LineScore { group: 0, line: 0, value: None, points: None, counted: all };
        let said = |lang: Language| super::counted(&def, &known, &line).into_language(lang);
        assert_eq!(
            said(Language::Zh),
            "按时办结数 0，办结率（手卫生月报） 2/5，手卫生月报的正确执行数 188（报了4次），满意度评议 73.36，满意度评议（患者） —"
        );
        assert_eq!(
            said(Language::En),
            "items done on time 0, completion (手卫生月报) 2/5, 正确执行数 of 手卫生月报 188 (in 4 reports), \
             满意度评议 73.36, 满意度评议 (患者) —"
        );
    }

    #[test]
    fn an_inspection_is_called_by_its_round_and_its_month() {
        let mut def = definition();
        def.reviews = vec![ReviewRound {
            id: "inspection".to_owned(),
            name: "飞行检查".to_owned(),
            ..round_of_ratings()
        }];
        let said = |name: &str| Language::ALL.map(|lang| inspection(&def, name).into_language(lang));
        let november = format!("inspection/{}-11", def.year);
        assert_eq!(said(&november), ["飞行检查（11月）", "飞行检查 (November)"]);
        assert_eq!(said("unheard/2014-05")[0], "unheard/2014-05");
    }
}
