//! Names of a definition's things as people read them.

use muster_protocol::definition::{Definition, Duty, Need};
use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{ContactIx, PhaseIx, UnitIx};
use muster_protocol::item::OccasionKind;
use muster_protocol::say;
use muster_rules::{stages, task};

use muster_protocol::catalogue::Language;

/// A unit: its code and short name.
#[must_use]
pub fn unit(def: &Definition, unit: UnitIx) -> String {
    def.units.get(unit.at()).map_or_else(|| unit.to_string(), |unit| format!("{} {}", unit.code, unit.short))
}

/// The year of a campaign; of one over New Year the years that it lies in: `2026–2027`.
#[must_use]
pub fn years(def: &Definition) -> String {
    let first = def.phases.iter().map(|phase| phase.from.parts().0).min().unwrap_or(def.year);
    let last = def.phases.iter().map(|phase| phase.to.parts().0).max().unwrap_or(def.year);
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// A post.
#[must_use]
pub fn contact(def: &Definition, contact: ContactIx) -> String {
    def.contacts.get(contact.at()).map_or_else(|| contact.to_string(), |contact| contact.post.clone())
}

/// Who did something, and for whom.
#[must_use]
pub fn by(lang: Language, actor: &str, behalf: Option<&str>) -> String {
    match behalf {
        None => actor.to_owned(),
        Some(behalf) => say!(lang, "actor-for-behalf", actor, behalf),
    }
}

/// A phase.
#[must_use]
pub fn phase(def: &Definition, phase: PhaseIx) -> String {
    def.phases.get(phase.at()).map_or_else(|| phase.to_string(), |phase| phase.name.clone())
}

/// An occasion: the name of what it is a happening of, and its period where it has one; of a task what is to be done.
#[must_use]
pub fn occasion(def: &Definition, plan: &OccasionPlanned) -> String {
    if let Some(title) = task::title_of(def, plan) {
        return title;
    }
    if let (OccasionKind::Stage { .. }, Some((selection, stage))) =
        (plan.kind, stages::of_key(def, &plan.occasion.key))
    {
        return stages::title(selection, stage);
    }
    let name = match plan.kind {
        OccasionKind::Announcement => plan.given.as_ref().map(|given| given.title.as_str()),
        of_the_file => of_the_file.source_in(def).map(|source| source.name),
    };
    match (name, plan.occasion.key.split_once('.')) {
        (Some(name), Some((_, period))) => format!("{name} {period}"),
        (Some(name), None) => name.to_owned(),
        (None, _) => plan.occasion.key.to_string(),
    }
}

/// What is to be handed in: `活动记录、照片≥2`.
fn needs(lang: Language, duty: &Duty) -> String {
    let need = |need: &Need| match (need.at_least, need.at_most) {
        (1, None) => need.name.clone(),
        (least, None) => format!("{}≥{least}", need.name),
        (least, Some(most)) if least == most => format!("{}×{least}", need.name),
        (least, Some(most)) => format!("{}{least}-{most}", need.name),
    };
    duty.needs.iter().map(need).collect::<Vec<_>>().join(lang.say("list-comma"))
}

/// What is to be handed in for an occasion: nothing for what is no duty's.
#[must_use]
pub fn needs_of(lang: Language, def: &Definition, kind: OccasionKind) -> String {
    let OccasionKind::Duty(ix) = kind else { return String::new() };
    def.duties.get(ix.at()).map(|duty| needs(lang, duty)).unwrap_or_default()
}

/// Name and period of an occasion apart: `党课` and `2014年第2季度`. A label that is no calendar period stays as it is.
#[must_use]
pub fn occasion_parts(lang: Language, def: &Definition, plan: &OccasionPlanned) -> (String, Option<String>) {
    let whole = occasion(def, plan);
    let period_of = plan.occasion.key.split_once('.').filter(|_| plan.given.is_none());
    let Some((_, label)) = period_of else { return (whole, None) };
    match whole.strip_suffix(label) {
        Some(name) => (name.trim_end().to_owned(), Some(period(lang, label))),
        None => (whole, None),
    }
}

fn period(lang: Language, label: &str) -> String {
    let parts = label
        .split_once('-')
        .and_then(|(year, part)| Some((year, part.trim_start_matches(['q', 'h']).parse::<u8>().ok()?)));
    let Some((year, number)) = parts.filter(|(year, _)| year.len() == 4) else { return label.to_owned() };
    match (label.as_bytes().get(5), number) {
        (Some(b'q'), _) => say!(lang, "period-quarter", label, year, number),
        (Some(b'h'), 1) => say!(lang, "period-first-half", label, year),
        (Some(b'h'), _) => say!(lang, "period-second-half", label, year),
        (Some(b'0'..=b'9'), _) if label.len() == 7 => say!(lang, "period-month", label, year, number),
        _ => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_the_committee_says_them() {
        let said = ["2014-05", "2014-q2", "2014-h1", "2014-h2", "2014-w07", "2014-05-09", "lecture"];
        let zh = said.map(|label| period(Language::Zh, label));
        assert_eq!(
            zh,
            [
                "2014年5月",
                "2014年第2季度",
                "2014年上半年",
                "2014年下半年",
                "2014-w07",
                "2014-05-09",
                "lecture"
            ]
        );
        assert_eq!(period(Language::En, "2014-q2"), "2014-q2");
    }
}
