//! Crowded days and message load as lines of text.

use muster_protocol::catalogue::Language;
use muster_protocol::say;

use crate::preview::days::date_line;
use crate::preview::model::{BANDS, DUE_A_DAY_MAX, PreviewModel, REMINDERS_A_DAY_MAX};
use crate::words::names;

/// Most days and persons that the text lists; JSON, workbook and page have more.
const LINES_MAX: usize = 10;

pub(super) fn lines(lang: Language, model: &PreviewModel<'_>) -> Vec<String> {
    let mut lines = days(lang, model);
    lines.extend(people(lang, model));
    lines
}

fn days(lang: Language, model: &PreviewModel<'_>) -> Vec<String> {
    let def = model.def();
    let days = model.by_fullness();
    let crowded = days.iter().filter(|(_, day)| day.crowded()).count();
    let mut lines = vec![say!(
        lang,
        "crowded-days-crowded-more-than-due-a-day",
        crowded,
        due_a_day_max = DUE_A_DAY_MAX,
        reminders_a_day_max = REMINDERS_A_DAY_MAX
    )];
    for (date, day) in days.iter().filter(|(_, day)| day.crowded()).take(LINES_MAX) {
        let mut text = format!("  {}", date_line(lang, &def.calendar, *date));
        let mut add = |part: String| {
            text += lang.say("clause-comma");
            text += &part;
        };
        let (items, messages) = (day.items, day.messages);
        add(say!(lang, "items-item-due-messages-message", #items = items, #messages = messages));
        if let Some((unit, count)) = day.most_items.filter(|(_, count)| *count > DUE_A_DAY_MAX) {
            add(say!(lang, "name-count-due", name = names::unit(def, unit), count));
        }
        if let Some((contact, count)) = day.most_reminders.filter(|(_, count)| *count > REMINDERS_A_DAY_MAX) {
            add(say!(lang, "name-count-reminders", name = names::contact(def, contact), #count = count));
        }
        lines.push(text);
    }
    lines
}

fn people(lang: Language, model: &PreviewModel<'_>) -> Vec<String> {
    let (def, load) = (model.def(), &model.load);
    let (people, over) = (load.people.len(), load.over());
    let bands = BANDS.iter().zip(load.bands).filter(|(_, people)| *people > 0).map(|((from, to), people)| {
        let range = match to {
            Some(to) if to == from => from.to_string(),
            Some(to) => format!("{from}-{to}"),
            None => format!("{from}+"),
        };
        say!(lang, "range-people", range, people)
    });
    let bands = bands.collect::<Vec<_>>().join(lang.say("clause-comma"));
    let mut lines = vec![say!(
        lang,
        "messages-per-person-people-posts-get-some-bands",
        #people = people,
        bands,
        over,
        reminders_a_day_max = REMINDERS_A_DAY_MAX
    )];
    for person in load.people.iter().take(LINES_MAX) {
        let post = names::contact(def, person.contact);
        let (messages, most, on) =
            (person.messages, person.most, date_line(lang, &def.calendar, person.most_on));
        lines.push(say!(lang, "post-messages-message-at-most-most-reminder-a", post, #messages = messages, #most = most, on));
    }
    lines
}
