//! Crowded days and message load as lines of text.

use crate::lang::Lang;
use crate::preview::days::date_line;
use crate::preview::model::{BANDS, DUE_A_DAY_MAX, PreviewModel, REMINDERS_A_DAY_MAX};
use crate::words::names;
use muster_rules::counted::counted;

/// Most days and persons that the text lists; JSON, workbook and page have more.
const LINES_MAX: usize = 10;

pub(super) fn lines(lang: Lang, model: &PreviewModel<'_>) -> Vec<String> {
    let mut lines = days(lang, model);
    lines.extend(people(lang, model));
    lines
}

fn days(lang: Lang, model: &PreviewModel<'_>) -> Vec<String> {
    let def = model.def();
    let days = model.by_fullness();
    let crowded = days.iter().filter(|(_, day)| day.crowded()).count();
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "忙碌的日子：{crowded}天（一个单位同一天到期超过{DUE_A_DAY_MAX}项，或一个人一天收到超过{REMINDERS_A_DAY_MAX}项提醒）"
        ),
        Lang::En => format!(
            "crowded days: {crowded} (more than {DUE_A_DAY_MAX} items of one unit due, or more than {REMINDERS_A_DAY_MAX} reminders to one person)"
        ),
    }];
    for (date, day) in days.iter().filter(|(_, day)| day.crowded()).take(LINES_MAX) {
        let mut text = format!("  {}", date_line(lang, &def.calendar, *date));
        let mut say = |part: String| {
            text += lang.pick("，", ", ");
            text += &part;
        };
        let (items, messages) = (day.items, day.messages);
        say(match lang {
            Lang::Zh => format!("到期{items}项，消息{messages}条"),
            Lang::En => format!(
                "{items} due, {messages}",
                items = counted(&items, "item"),
                messages = counted(&messages, "message")
            ),
        });
        if let Some((unit, count)) = day.most_items.filter(|(_, count)| *count > DUE_A_DAY_MAX) {
            say(format!("{} {count}{}", names::unit(def, unit), lang.pick("项到期", " due")));
        }
        if let Some((contact, count)) = day.most_reminders.filter(|(_, count)| *count > REMINDERS_A_DAY_MAX) {
            say(format!("{} {count}{}", names::contact(def, contact), lang.pick("项提醒", " reminders")));
        }
        lines.push(text);
    }
    lines
}

fn people(lang: Lang, model: &PreviewModel<'_>) -> Vec<String> {
    let (def, load) = (model.def(), &model.load);
    let (people, over) = (load.people.len(), load.over());
    let bands = BANDS.iter().zip(load.bands).filter(|(_, people)| *people > 0).map(|((from, to), people)| {
        let range = match to {
            Some(to) if to == from => from.to_string(),
            Some(to) => format!("{from}-{to}"),
            None => format!("{from}+"),
        };
        match lang {
            Lang::Zh => format!("{range}条 {people}人"),
            Lang::En => format!("{range}: {people}"),
        }
    });
    let bands = bands.collect::<Vec<_>>().join(lang.pick("，", ", "));
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "每人收到的消息：{people}个岗位收到（{bands}）；有某天超过{REMINDERS_A_DAY_MAX}项提醒的 {over}个"
        ),
        Lang::En => format!(
            "messages per person: {people} posts get some ({bands}); {over} with a day of more than {REMINDERS_A_DAY_MAX} reminders"
        ),
    }];
    for person in load.people.iter().take(LINES_MAX) {
        let post = names::contact(def, person.contact);
        let (messages, most, on) =
            (person.messages, person.most, date_line(lang, &def.calendar, person.most_on));
        lines.push(match lang {
            Lang::Zh => format!("  {post}：消息{messages}条，最多的一天{most}项提醒（{on}）"),
            Lang::En => format!(
                "  {post}: {messages}, at most {most} a day ({on})",
                messages = counted(&messages, "message"),
                most = counted(&most, "reminder")
            ),
        });
    }
    lines
}
