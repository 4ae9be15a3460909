//! A review round: who was invited and how many answered, what they said where they are enough, and draws.

use muster_protocol::catalogue::{Listed, LocalizedText, in_a_row};
use muster_protocol::definition::{Definition, ReviewRound, Subject};
use muster_protocol::table::SnapshotTable;
use muster_protocol::{id, text};
use muster_rules::score::facts::EntryKind;
use muster_rules::score::sessions::{self, Session};
use muster_rules::score::tallies::is_late_correction;

use super::super::{TableView, heads};
use super::{as_of, label, or_dash, value};
use crate::execute::live::Live;
use crate::execute::sight::Sight;

/// Most units with too few answers that are named.
const NAMED_MAX: usize = 8;

pub(super) fn round(live: &mut Live, round: &ReviewRound, unit: Option<&str>, sight: &Sight) -> TableView {
    if round.raters.is_empty() {
        return drawn(live, round, sight);
    }
    if round.subject == Subject::Goals && round.compared {
        return compared(live, round);
    }
    let mut table = live.now();
    sight.cut(&mut table);
    let head = heads! {
        id!("session"), id!("raters"), id!("weight"), id!("judged"), id!("answers"), id!("at-least"),
        id!("mean")
    };
    let mut rows = Vec::new();
    for row in table.ratings.iter().filter(|row| row.round == round.id) {
        let code = row.unit.as_ref().map(ToString::to_string).unwrap_or_default();
        if unit.is_some_and(|unit| unit != code) {
            continue;
        }
        let group = round.raters.iter().find(|group| group.name == row.group);
        let (weight, least) = group.map_or_else(Default::default, |group| (group.weight, group.at_least));
        rows.push(cells! {
            = &row.session, = &row.group, = weight, = label(&live.def, &code),
            = row.answers, = least,
            row.mean.as_ref().map_or_else(|| text!("too-few-not-shown"), |mean| or_dash(Some(value(mean))))
        });
    }
    let mut notes: Vec<LocalizedText> = looked_at(round).into_iter().chain(invited(live, round)).collect();
    let seen = |code: &str| sight.unit(code) && unit.is_none_or(|unit| unit == code);
    notes.extend(too_few_yet(&live.def, round, &table, seen));
    notes.push(as_of(live));
    TableView { title: LocalizedText::same(&round.name), columns: head, rows, notes }
}

/// Which units have too few answers yet in the session that is open, else had in the last: by group, with how many they have. Who
/// opened the round watches it while there is time, and does not find out at the freeze.
fn too_few_yet(
    def: &Definition,
    round: &ReviewRound,
    table: &SnapshotTable,
    seen: impl Fn(&str) -> bool,
) -> Vec<LocalizedText> {
    let session = sessions::find(def, round, None, table.date).filter(|session| session.opens <= table.date);
    let Some(session) = session else { return Vec::new() };
    let judged = sessions::among(def, round, table.date.min(session.due));
    let codes = judged.iter().filter_map(|unit| def.units.get(unit.at())).map(|unit| unit.code.as_str());
    let codes: Vec<&str> = codes.filter(|code| seen(code)).collect();
    let mut notes = Vec::new();
    for group in &round.raters {
        let answers = |code: &str| {
            let rows = table.ratings.iter().filter(|row| row.round == round.id && row.session == session.key);
            let mut rows = rows.filter(|row| row.group == group.name);
            let of = rows.find(|row| row.unit.as_ref().is_some_and(|unit| unit.as_str() == code));
            of.map_or(0, |row| row.answers)
        };
        let lacking = codes.iter().map(|code| (*code, answers(code)));
        let lacking: Vec<(&str, u32)> =
            lacking.filter(|(_, answers)| *answers < u32::from(group.at_least)).collect();
        if lacking.is_empty() {
            continue;
        }
        let named = lacking.iter().take(NAMED_MAX);
        let units: Vec<String> =
            named.map(|(code, answers)| format!("{} {answers}", label(def, code))).collect();
        let more = if lacking.len() > NAMED_MAX { "…" } else { "" };
        let units = in_a_row::names(&units, id!("list-comma")).map(|units| units + more);
        let (key, name, least, count) = (&session.key, &group.name, group.at_least, lacking.len());
        notes.push(if session.due < table.date {
            text!("units-with-too-few-answers-at-the-end", key, name, #count = count, least, units: units)
        } else {
            text!("units-with-too-few-answers-yet", key, name, #count = count, least, units: units)
        });
    }
    notes
}

/// What the file asks in a round.
fn looked_at(round: &ReviewRound) -> Option<LocalizedText> {
    (!round.asks.is_empty()).then(|| text!("looked-at-in-a-round", asks: Listed(&round.asks)))
}

/// How many of those invited have answered: a number, never who.
fn invited(live: &Live, round: &ReviewRound) -> Vec<LocalizedText> {
    let facts = live.fold.facts();
    let mut notes = Vec::new();
    for session in sessions::of(&live.def, round) {
        for group in &round.raters {
            let asked = (round.id.clone(), session.key.clone(), group.name.clone());
            let invited = facts.invited.values().filter(|it| it.asked == asked).count();
            let cast = facts.cast.get(&asked);
            let online = cast.map_or(0, |ballots| ballots.values().filter(|cast| !cast.paper).count());
            let paper = cast.map_or(0, |ballots| ballots.values().filter(|cast| cast.paper).count());
            if invited + online + paper > 0 {
                notes.push(text!(
                    "invited-answered-online-and-on-paper",
                    key = session.key,
                    name = group.name,
                    invited,
                    online,
                    paper
                ));
            }
        }
    }
    notes
}

/// The goals of the campaign, before and after (S7).
fn compared(live: &mut Live, round: &ReviewRound) -> TableView {
    let table = live.now();
    let sessions = sessions::of(&live.def, round);
    let goals = live.def.frame.goals.as_ref().map_or_else(Vec::new, |goals| goals.items.clone());
    let mut head = vec![text!("goal"), text!("raters")];
    for session in &sessions {
        head.push(LocalizedText::same(&session.key));
        head.push(text!("answers"));
    }
    head.push(text!("column-change-of-the-mean"));
    let mut rows = Vec::new();
    for (at, goal) in goals.iter().enumerate() {
        for group in &round.raters {
            let mut cells = vec![LocalizedText::same(goal), LocalizedText::same(&group.name)];
            let mut means = Vec::new();
            for session in &sessions {
                let row = table.ratings.iter().find(|row| {
                    row.round == round.id
                        && row.session == session.key
                        && row.group == group.name
                        && usize::from(row.ask) == at
                });
                let mean = row.and_then(|row| row.mean.as_ref());
                cells.push(or_dash(mean.map(value)));
                cells.push(LocalizedText::same(row.map_or(0, |row| row.answers)));
                means.push(mean.and_then(muster_rules::score::exact::read));
            }
            let change = means.first().cloned().flatten().zip(means.last().cloned().flatten());
            let change = change.filter(|_| means.len() > 1).map(|(before, after)| {
                let change = value(&muster_rules::score::exact::written(&(after - before)));
                if change.starts_with('-') { change } else { format!("+{change}") }
            });
            cells.push(or_dash(change));
            rows.push(cells);
        }
    }
    let mut notes: Vec<LocalizedText> = looked_at(round).into_iter().chain(invited(live, round)).collect();
    notes.push(as_of(live));
    TableView { title: LocalizedText::same(&round.name), columns: head, rows, notes }
}

fn drawn(live: &Live, round: &ReviewRound, sight: &Sight) -> TableView {
    let head =
        [id!("session"), id!("seed"), id!("drawn"), id!("of"), id!("column-units"), id!("column-findings")];
    let facts = live.fold.facts();
    let rows = facts.drawn.iter().filter(|((id, _), _)| *id == round.id).map(|((id, session), drawn)| {
        let seen = drawn.units.iter().filter(|ix| sight.unit_of(&live.def, **ix));
        let codes: Vec<String> = seen.map(|unit| live.def.unit_label(*unit)).collect();
        let name = format!("{id}/{session}");
        let found = facts.entries.iter().filter(|it| {
            !it.withdrawn && it.inspection.as_deref() == Some(&name) && sight.unit_of(&live.def, it.unit)
        });
        // That something was put right late is no further problem.
        let found = found.filter_map(|it| match &it.kind {
            EntryKind::Deducted { cause, times } if !is_late_correction(cause) => Some(u64::from(*times)),
            EntryKind::Deducted { .. } | EntryKind::Given { .. } | EntryKind::Added { .. } => None,
        });
        cells! {
            = session, = &drawn.seed, = drawn.units.len(), = drawn.among,
            in_a_row::names(&codes, id!("list-comma")),
            = found.sum::<u64>()
        }
    });
    let rows = rows.collect();
    let mut notes: Vec<LocalizedText> = looked_at(round).into_iter().collect();
    notes.extend(not_drawn(live, round, sight));
    notes.push(text!("anybody-can-draw-again-a-units-number-is"));
    TableView { title: LocalizedText::same(&round.name), columns: heads(&head), rows, notes }
}

/// Which session still awaits its sample, and in which that are over nobody drew one. Who is going to be inspected is not told that it
/// comes.
fn not_drawn(live: &Live, round: &ReviewRound, sight: &Sight) -> Vec<LocalizedText> {
    let mut retired = live.def.retired.reviews.iter().filter_map(|ix| live.def.reviews.get(ix.at()));
    if round.sample.is_none() || !sight.is_whole() || retired.any(|gone| gone.id == round.id) {
        return Vec::new();
    }
    let (today, drawn) = (live.day(live.at), &live.fold.facts().drawn);
    let begun = sessions::of(&live.def, round).into_iter().filter(|session| session.opens <= today);
    let without = begun.filter(|session| !drawn.contains_key(&(round.id.clone(), session.key.clone())));
    let (open, over): (Vec<_>, Vec<_>) = without.partition(|session| today <= session.due);
    let awaits =
        |session: &Session| text!("a-session-awaits-its-sample", session = session.key, due = session.due);
    let mut notes: Vec<LocalizedText> = open.iter().map(awaits).collect();
    if !over.is_empty() {
        let keys: Vec<String> = over.into_iter().map(|session| session.key).collect();
        notes.push(text!("sessions-of-which-nobody-drew-a-sample", sessions: Listed(&keys)));
    }
    notes
}

#[cfg(test)]
mod tests {
    use muster_protocol::catalogue::Language;
    use muster_protocol::definition::{Decimal, RaterGroup, Scale, TooFew};
    use muster_protocol::ids::{AudienceIx, Digest, Version};
    use muster_protocol::time::{Date, Instant};

    use super::*;
    use crate::sample::{date, definition};

    /// What is said on a day of a round that is open as long as the campaign, and that nobody has answered.
    fn said(lang: Language, on: Date) -> Vec<String> {
        let group = RaterGroup {
            name: "群众".to_owned(),
            role: None,
            weight: Decimal::whole(100),
            scale: Scale::Range(Decimal(0), Decimal::whole(100)),
            at_least: 3,
            anonymous: false,
            not_self: false,
            trim: Decimal(0),
            comment: false,
        };
        let round = ReviewRound {
            id: "survey".to_owned(),
            name: "问卷".to_owned(),
            refs: Vec::new(),
            subject: Subject::Units(AudienceIx(0)),
            rules: Vec::new(),
            by: None,
            raters: vec![group],
            too_few: TooFew::Wait,
            asks: Vec::new(),
            sample: None,
            within: None,
            compared: false,
            policy: None,
        };
        let table = SnapshotTable {
            occasion: "now".into(),
            cutoff: Version(1),
            at: Instant(0),
            date: on,
            definition: Digest::default(),
            roster: Digest::default(),
            rows: Vec::new(),
            sheets: Vec::new(),
            ratings: Vec::new(),
        };
        let notes = too_few_yet(&definition(), &round, &table, |_| true);
        notes.into_iter().map(|note| note.into_language(lang)).collect()
    }

    #[test]
    fn what_a_session_still_lacks_may_come_and_what_it_lacked_at_its_end_does_not() {
        let open = said(Language::En, date("2014-06-30"));
        assert!(open.len() == 1 && open[0].contains("too few answers yet"), "{open:?}");
        assert!(open[0].contains("a a 0, c c 0"), "names in the language of the reader: {open:?}");
        let over = said(Language::En, date("2014-07-01"));
        assert!(over.len() == 1 && !over[0].contains("yet") && over[0].contains("(over)"), "{over:?}");
        assert!(said(Language::Zh, date("2014-07-01"))[0].contains("已结束"));
    }
}
