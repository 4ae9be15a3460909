//! Rows of a visit's record that may be many: problems that somebody sees to, and what was brought. A few are shown, and more
//! for the asking: a button of the form shows them with what was typed, without a script.

use maud::{Markup, html};
use muster_protocol::catalogue::Language;
use muster_protocol::command::{VISIT_ACTIONS_MAX, VISIT_CASES_MAX};
use muster_protocol::definition::{CaseKind, Finish};
use muster_protocol::say;

use crate::http::page::form::Filled;

/// Rows of one sort.
pub(in crate::http::page) struct Rows {
    /// The field that keeps how many are shown, and the value of the button that asks for more.
    name: &'static str,
    /// As many as are shown first, and as each asking adds.
    first: usize,
    /// The most that one record may have.
    most: usize,
}

/// Problems that somebody sees to.
pub(in crate::http::page) const PROBLEMS: Rows = Rows { name: "problems", first: 3, most: VISIT_ACTIONS_MAX };
/// What was brought and becomes a case.
pub(in crate::http::page) const CASES: Rows = Rows { name: "cases", first: 2, most: VISIT_CASES_MAX };

impl Rows {
    /// How many rows a form has: as many as it had, more where its button asked for more, never more than a record may have.
    pub(in crate::http::page) fn shown(&self, typed: &Filled) -> usize {
        let had = typed.one(self.name).parse().unwrap_or(self.first).clamp(self.first, self.most);
        let more = if self.asked(typed) { self.first } else { 0 };
        (had + more).min(self.most)
    }

    /// Whether the button that asks for more was pressed.
    fn asked(&self, typed: &Filled) -> bool {
        typed.one("more") == self.name
    }

    /// The fields behind the rows: how many they are, and the button for more.
    fn more(&self, lang: Language, typed: &Filled) -> Markup {
        let shown = self.shown(typed);
        html! {
            input type="hidden" name=(self.name) value=(shown);
            @if shown < self.most {
                button type="submit" .second name="more" value=(self.name) formnovalidate { (lang.say("show-more-rows")) }
            }
        }
    }

    /// Whether they are open: something was typed there, or more was asked for.
    fn is_open(&self, typed: &Filled, field: &str) -> bool {
        self.asked(typed) || (0..self.shown(typed)).any(|at| !typed.one(&format!("{field}.{at}")).is_empty())
    }
}

/// Whether a form asks for more rows and for nothing else.
pub(in crate::http::page) fn are_asked_for(typed: &Filled) -> bool {
    typed.one("act") == "record" && (PROBLEMS.asked(typed) || CASES.asked(typed))
}

/// Rows for problems: what is to be done, by whom, until when.
pub(super) fn problems(lang: Language, typed: &Filled) -> Markup {
    html! {
        details open[PROBLEMS.is_open(typed, "problem")] {
            summary { (lang.say("problems-that-somebody-sees-to")) }
            @for at in 0..PROBLEMS.shown(typed) { (problem(lang, at, typed)) }
            (PROBLEMS.more(lang, typed))
        }
    }
}

fn problem(lang: Language, at: usize, typed: &Filled) -> Markup {
    let [what, owner, due] = ["problem", "owner", "due"].map(|part| format!("{part}.{at}"));
    html! {
        fieldset {
            legend { (say!(lang, "problem-no", no = at + 1)) }
            div {
                label for=(what) { (lang.say("what-is-to-be-done")) }
                input id=(what) name=(what) value=(typed.one(&what));
            }
            div {
                label for=(owner) { (lang.say("unit-that-sees-to-it-code-or-short")) }
                input id=(owner) name=(owner) value=(typed.one(&owner));
            }
            div {
                label for=(due) { (lang.say("due-a-working-day")) }
                input id=(due) name=(due) type="date" value=(typed.one(&due));
            }
        }
    }
}

/// Rows for what was brought: what was said, what it is about where the kind asks, and its unit where that is known.
pub(super) fn cases(lang: Language, kind: &CaseKind, typed: &Filled) -> Markup {
    html! {
        details open[CASES.is_open(typed, "case")] {
            summary { (say!(lang, "what-was-brought-becomes-a-case", kind = kind.name)) }
            @for at in 0..CASES.shown(typed) {
                fieldset {
                    legend { (say!(lang, "case-no", no = at + 1)) }
                    (case(lang, kind, Some(at), typed))
                }
            }
            (CASES.more(lang, typed))
        }
    }
}

/// The fields of one case; those of a form of its own have no number.
pub(in crate::http::page) fn case(
    lang: Language,
    kind: &CaseKind,
    at: Option<usize>,
    typed: &Filled,
) -> Markup {
    let [what, about, unit] = ["case", "about", "handler"].map(|part| match at {
        Some(at) => format!("{part}.{at}"),
        None => part.to_owned(),
    });
    let kinds: Vec<&str> = match &kind.finish {
        Finish::Within(_) => Vec::new(),
        Finish::ByKind(kinds) => kinds.iter().map(|one| one.kind.as_str()).collect(),
        Finish::Catalogue => kind.catalogue.iter().map(|item| item.name.as_str()).collect(),
    };
    html! {
        div {
            label for=(what) { (lang.say("what-was-brought")) }
            textarea id=(what) name=(what) rows="3" { (typed.one(&what)) }
        }
        @if !kinds.is_empty() {
            div {
                label for=(about) { (lang.say("about")) }
                select id=(about) name=(about) {
                    option value="" { (lang.say("choose")) }
                    @for one in kinds { option value=(one) selected[typed.one(&about) == one] { (one) } }
                }
            }
        }
        div {
            label for=(unit) { (lang.say("unit-that-handles-it-where-it-is-known")) }
            input id=(unit) name=(unit) value=(typed.one(&unit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Filled {
        Filled::of(fields)
    }

    #[test]
    fn more_rows_come_for_the_asking_up_to_what_a_record_may_have() {
        assert_eq!(PROBLEMS.shown(&typed(&[])), 3);
        assert_eq!(PROBLEMS.shown(&typed(&[("problems", "3"), ("more", "problems")])), 6);
        assert_eq!(
            PROBLEMS.shown(&typed(&[("problems", "3"), ("more", "cases")])),
            3,
            "others were asked for"
        );
        assert_eq!(PROBLEMS.shown(&typed(&[("problems", "18"), ("more", "problems")])), VISIT_ACTIONS_MAX);
        for odd in ["0", "-1", "99999999999999999999", "x", "1000"] {
            let shown = PROBLEMS.shown(&typed(&[("problems", odd)]));
            assert!((3..=VISIT_ACTIONS_MAX).contains(&shown), "{odd}: {shown}");
        }
    }

    #[test]
    fn what_was_typed_stays_while_more_is_asked_for_and_the_last_row_offers_no_more() {
        let asks =
            typed(&[("act", "record"), ("problems", "3"), ("more", "problems"), ("problem.2", "补齐台账")]);
        assert!(are_asked_for(&asks));
        let page = problems(Language::Zh, &asks).into_string();
        assert!(
            page.contains("补齐台账") && page.contains("problem.5") && page.contains("<details open"),
            "{page}"
        );
        assert!(page.contains("value=\"problems\""), "{page}");
        let full = problems(Language::Zh, &typed(&[("problems", "20")])).into_string();
        assert!(full.contains("problem.19") && !full.contains("name=\"more\""), "{full}");
        assert!(!are_asked_for(&typed(&[("act", "record")])));
    }
}
