//! What a duty asks a unit to hand in, as a message says it: pieces, numbers, what must be spoken of, where it is
//! published, and the theme of the unit's category (S72 to S75).

use muster_protocol::any_of;
use muster_protocol::catalogue::Listed;
use muster_protocol::definition::{Bound, Definition, Duty, Measure, Variant};
use muster_protocol::ids::{OutletIx, UnitIx};
use muster_protocol::say;

use super::wording::Wording;
use crate::audience::theme_of;
use crate::measure::may_be_left_out;

/// All that is asked of a unit, in one line in the file's language; empty when nothing is.
#[must_use]
pub fn asked(def: &Definition, duty: &Duty, unit: UnitIx) -> String {
    asked_in(Wording(def.templates.language), def, duty, unit)
}

/// The same in the words of its reader.
pub(super) fn asked_in(words: Wording, def: &Definition, duty: &Duty, unit: UnitIx) -> String {
    let members = def.units.get(unit.at()).map_or(0, |unit| unit.members);
    let mut parts = Vec::new();
    let mut add = |part: String| {
        if !part.is_empty() {
            parts.push(part);
        }
    };
    add(words.needs(&duty.needs));
    add(numbers(words, (def, duty), members));
    match &duty.variant {
        Variant::Pledge(pledge) => {
            let sections = words.list(&pledge.sections);
            add(say!(words, "say-something-of-each-sections", sections));
            add(published(words, def, &pledge.publish));
        }
        Variant::PledgeCheck(_) => add(words.say("what-became-of-the-pledge-kept-partly-kept").to_owned()),
        Variant::Publish(outlets) => add(published(words, def, outlets)),
        Variant::Ledger(ledger) if ledger.rows.is_empty() => {
            add(words.say("the-entries-of-this-period").to_owned())
        }
        Variant::Ledger(ledger) => {
            let rows = ledger.rows.len();
            add(say!(words, "an-entry-in-each-of-rows-row", #rows = rows));
        }
        Variant::Explore(_) => add(words.say("it-need-not-be-adopted").to_owned()),
        any_of!(Variant: Deliver Hold Count Outlet Progress Task Stage) => {}
    }
    if duty.terms.focus
        && let Some(theme) = theme_of(def, unit)
    {
        let (theme, focus) = (&theme.theme, words.list(&theme.focus));
        add(say!(words, "theme-theme-with-its-focus-focus", theme, focus));
    }
    parts.join(words.say("agenda-shown"))
}

/// `参训党员（不少于31）、发展数（不超过核定数）`: a bound by the members of the unit is said as the number that it is.
fn numbers(words: Wording, (def, duty): (&Definition, &Duty), members: u32) -> String {
    let measures = duty.terms.measures.as_slice();
    let bound = |bound: Bound| match bound {
        Bound::Number(number) => number.to_string(),
        Bound::Members => members.to_string(),
        Bound::Measure(ix) => {
            measures.get(usize::from(ix)).map_or_else(String::new, |other| other.name.clone())
        }
    };
    let one = |measure: &Measure| {
        let least = measure.at_least.map_or_else(String::new, |least| {
            let least = bound(least);
            say!(words, "at-least-least", least)
        });
        let most = measure.at_most.map_or_else(String::new, |most| {
            let most = bound(most);
            say!(words, "at-most-most", most)
        });
        let optional = may_be_left_out(def, duty, measure);
        let optional = if optional { words.say("number-that-may-be-left-out") } else { "" };
        format!("{}{least}{most}{optional}", measure.name)
    };
    words.list(&measures.iter().map(one).collect::<Vec<_>>())
}

/// Where it is to be published, any one of several.
fn published(words: Wording, def: &Definition, outlets: &[OutletIx]) -> String {
    let names = outlets.iter().filter_map(|ix| def.outlets.get(ix.at()));
    let names: Vec<&str> = names.map(|outlet| outlet.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => say!(words, "published-at-only", only),
        several => say!(words, "published-at-one-of-several", several: Listed(several)),
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::{Outlet, Pledge, Theme};

    use super::*;
    use crate::sample::{at, definition};

    fn measure(name: &str, at_least: Option<Bound>, at_most: Option<Bound>) -> Measure {
        Measure { name: name.to_owned(), at_least, at_most, share_of: None }
    }

    #[test]
    fn a_clerk_reads_all_that_is_asked_and_not_the_pieces_alone() {
        let mut def = definition();
        def.units[1].members = 31;
        def.outlets = vec![Outlet { id: "board".to_owned(), name: "公开栏".to_owned(), refs: Vec::new() }];
        let theme = Theme {
            category: "机关事业".to_owned(),
            refs: Vec::new(),
            theme: "务实亲民".to_owned(),
            focus: vec!["服务大局".to_owned(), "自身建设".to_owned()],
            part: String::new(),
        };
        def.frame.themes = vec![theme];
        let mut duty = def.duties[0].clone();
        duty.needs.clear();
        duty.variant = Variant::Pledge(Pledge {
            made_to: vec!["党组织".to_owned()],
            sections: vec!["带头学习".to_owned(), "带头服务".to_owned()],
            publish: vec![OutletIx(0)],
            each_member: true,
        });
        duty.terms.measures = vec![
            measure("承诺党员", Some(Bound::Members), None),
            measure("发展数", None, Some(Bound::Measure(0))),
        ];
        duty.terms.measures.push(Measure { share_of: Some(1), ..measure("妇女", None, None) });
        duty.terms.focus = true;
        assert_eq!(
            asked(&def, &duty, at(1)),
            "承诺党员（不少于31）、发展数（不超过承诺党员）、妇女（可不报）；写明带头学习、带头服务；发布到公开栏；主题“务实亲民”，写明重点服务大局、自身建设"
        );
        // A firm has no theme in this file, and so no focus to speak of.
        assert!(!asked(&def, &duty, at(2)).contains("主题"));
    }
}
