//! What a template sees: the entries of one message in the order in which they are read.

mod asking;
mod cases;
mod samples;

use muster_protocol::any_of;
use muster_protocol::{id, say};
use std::cmp::Reverse;
use std::collections::BTreeSet;

use muster_protocol::catalogue::Language;
use muster_protocol::command::MessageName;
use muster_protocol::definition::{CardColour, Definition};
use muster_protocol::ids::RoleIx;
use muster_protocol::item::{CaseNews, MessageKind, StepKind};
use muster_protocol::question::{MessageLine, PageLink};
use muster_protocol::refs::{ContactId, UnitCode};
use muster_protocol::time::Date;
use serde::Serialize;

use super::known::{phase_of, programme_of};
use super::others::Other;
use super::wording::{self, Wording};
use crate::audience;
use asking::{asked_of, named, of_round, phase_note};

pub(super) use samples::{SAMPLE_GROUPS, sample};

/// Groups of a message, in the order of reading: each with its title and a plain word for letters in other languages, which have
/// titles of their own.
macro_rules! sections {
    ($($section:ident $title:expr, $kind:literal;)+) => {
        /// A group of a message.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        enum Section {
            $($section,)+
        }

        /// All groups, and so the number of entries of a sample that has each once.
        const SECTIONS: &[Section] = &[$(Section::$section),+];

        impl Section {
            fn title(self, words: Wording) -> &'static str {
                let said = match self { $(Self::$section => $title,)+ };
                said.say(words.0)
            }

            const fn kind(self) -> &'static str {
                match self { $(Self::$section => $kind,)+ }
            }
        }
    };
}

sections! {
    Returned id!("returned-3"), "returned";
    Given id!("new-tasks"), "task";
    Overdue id!("late-2"), "late";
    Blue id!("blue-cards"), "blue";
    Yellow id!("yellow-cards"), "yellow";
    Red id!("red-cards-2"), "red";
    Lifted id!("lifted-cards"), "lifted";
    Brief id!("letter-weekly-brief"), "brief";
    Today id!("due-today"), "today";
    Ahead id!("due-soon"), "soon";
    Phase id!("phases-2"), "phase";
    Visit id!("visits-4"), "visit";
    Case id!("cases"), "case";
    Objection id!("objections"), "objection";
    Scores id!("letter-scores"), "scores";
    Appeal id!("letter-appeals"), "appeal";
    Round id!("letter-rounds"), "round";
    Listed id!("letter-lists"), "list";
}

/// Groups that news are of.
const NEWS: [Section; 9] = [
    Section::Returned,
    Section::Given,
    Section::Visit,
    Section::Case,
    Section::Objection,
    Section::Scores,
    Section::Appeal,
    Section::Round,
    Section::Listed,
];

/// Groups that a letter of a kind may have, in their order.
const fn sections_of(kind: MessageKind) -> &'static [Section] {
    match kind {
        MessageKind::Routine | MessageKind::AtOnce => SECTIONS,
        MessageKind::Red => &[Section::Red],
        MessageKind::News(_) => &NEWS,
    }
}

/// Words of the groups that a letter of a kind may have, as a template sees them in `kind`.
pub(super) fn kinds_of(kind: MessageKind) -> Vec<&'static str> {
    sections_of(kind).iter().map(|section| section.kind()).collect()
}

impl Section {
    fn of(kind: StepKind, due_day: Date, today: Date) -> Self {
        match kind {
            StepKind::Returned => Self::Returned,
            StepKind::Given => Self::Given,
            StepKind::CaseNews(_) => Self::Case,
            StepKind::Objected => Self::Objection,
            StepKind::ScoresPublic => Self::Scores,
            StepKind::AppealNews(_) => Self::Appeal,
            StepKind::TooFew => Self::Round,
            StepKind::ListNews(_) => Self::Listed,
            StepKind::Notice => Self::Phase,
            StepKind::VisitAhead(_) | StepKind::VisitUnrecorded(_) | StepKind::VisitNews(_) => Self::Visit,
            StepKind::Card(CardColour::Blue, _) => Self::Blue,
            StepKind::Card(CardColour::Yellow, _) => Self::Yellow,
            StepKind::Card(CardColour::Red, _) => Self::Red,
            StepKind::Lifted(_) => Self::Lifted,
            StepKind::Brief(..) => Self::Brief,
            // By the days that are left when it is sent, not by what the step was planned as: it may have waited.
            StepKind::Before(_) | StepKind::OnDay | StepKind::Overdue(_) => match due_day.cmp(&today) {
                std::cmp::Ordering::Less => Self::Overdue,
                std::cmp::Ordering::Equal => Self::Today,
                std::cmp::Ordering::Greater => Self::Ahead,
            },
        }
    }
}

/// The whole of a message, as templates name it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MessageText {
    #[serde(skip)]
    words: Wording,
    #[serde(rename = "活动")]
    campaign: String,
    #[serde(rename = "岗位")]
    post: String,
    #[serde(rename = "日期")]
    date: String,
    today: String,
    #[serde(rename = "总数")]
    total: usize,
    #[serde(rename = "另有")]
    omitted: usize,
    #[serde(rename = "签收")]
    sign: String,
    #[serde(rename = "链接")]
    link: String,
    #[serde(skip)]
    optional: bool,
    #[serde(skip)]
    others: Vec<Other>,
    #[serde(rename = "分组")]
    groups: Vec<Group>,
}

/// Entries of one group.
#[derive(Debug, Clone, Serialize)]
struct Group {
    #[serde(rename = "名称")]
    title: &'static str,
    kind: &'static str,
    #[serde(rename = "事项")]
    entries: Vec<Entry>,
}

/// One entry. Empty texts stand for what does not apply, so that templates can ask `{% if 项.单位 %}`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Entry {
    #[serde(skip)]
    section: Section,
    #[serde(rename = "名称")]
    name: String,
    #[serde(rename = "单位")]
    unit: String,
    #[serde(rename = "到期")]
    due_said: String,
    due: String,
    days: i32,
    #[serde(rename = "相对")]
    distance: String,
    #[serde(rename = "说明")]
    note: String,
    #[serde(rename = "要交")]
    needs: String,
    #[serde(rename = "要点")]
    failed: String,
    #[serde(rename = "理由")]
    reason: String,
    #[serde(rename = "编号")]
    item: String,
}

impl MessageText {
    /// A sheet without entries for the recipient of a message.
    pub(super) fn new(def: &Definition, key: &MessageName, total: usize, today: Date) -> Self {
        let contact = def.contact(&key.contact);
        let words = Wording(language_of(def, &key.contact));
        Self {
            words,
            campaign: def.name.clone(),
            post: contact.map(|contact| contact.post.clone()).unwrap_or_default(),
            date: words.day(today, def.year),
            today: today.to_string(),
            total,
            omitted: 0,
            sign: key.to_string(),
            link: String::new(),
            optional: false,
            others: Vec::new(),
            groups: Vec::new(),
        }
    }

    /// The sheet with the address of the recipient's page, where they may opt out of some of it.
    pub(super) fn linked(self, link: Option<&PageLink>, optional: bool) -> Self {
        Self { link: link.map(|link| link.0.clone()).unwrap_or_default(), optional, ..self }
    }

    /// The sheet for a reader who holds other posts besides.
    pub(super) fn beside(mut self, others: Vec<Other>) -> Self {
        let posts: Vec<String> =
            std::iter::once(&self.post).chain(others.iter().map(|other| &other.post)).cloned().collect();
        self.post = self.words.list(&posts);
        Self { others, ..self }
    }

    /// The lines that say where the matters of these other posts are answered.
    pub(super) fn other_lines(&self) -> impl Iterator<Item = String> {
        let others = self.others.iter().filter(|other| !other.link.is_empty());
        others.map(|Other { post, link }| say!(self.words, "for-the-other-post-open", post, link))
    }

    pub(super) fn link(&self) -> &str {
        &self.link
    }

    /// The line that says where to answer, and to opt out where the recipient may, if there is a page.
    pub(super) fn link_line(&self) -> Option<String> {
        let said = if self.optional {
            id!("to-answer-to-confirm-or-to-opt-out-open")
        } else {
            id!("to-answer-and-to-confirm-open")
        };
        let said = said.say(self.words.0);
        (!self.link.is_empty()).then(|| format!("\n\n{said}{}", self.link))
    }

    /// The line that says where to opt out, if the recipient may and the committee's words give the address without that.
    pub(super) fn opt_out_line(&self) -> Option<String> {
        let said = self.words.say("to-opt-out-of-such-reminders-open");
        (self.optional && !self.link.is_empty()).then(|| format!("\n{said}{}", self.link))
    }

    /// The sheet with some entries, in their order, and the number of those left out.
    pub(super) fn with(&self, entries: &[Entry], omitted: usize) -> Self {
        let grouped = entries.chunk_by(|one, next| one.section == next.section);
        let groups = grouped.map(|group| Group {
            title: group[0].section.title(self.words),
            kind: group[0].section.kind(),
            entries: group.to_vec(),
        });
        Self { omitted, groups: groups.collect(), ..self.clone() }
    }

    /// The line that stands for what was left out, if anything was.
    pub(super) fn omitted_line(&self) -> Option<String> {
        (self.omitted > 0).then(|| say!(self.words, "letter-more-entries", omitted = self.omitted))
    }
}

/// First line of a message, for channels that have one: of several things their number, of one that has just happened
/// what it is.
pub(super) fn subject(def: &Definition, key: &MessageName, entries: &[Entry]) -> String {
    let (words, name, count) = (Wording(language_of(def, &key.contact)), &def.name, entries.len());
    let (_, month, day) = key.date.parts();
    let said = words.day(key.date, key.date.parts().0);
    let said = match (key.kind, entries) {
        (MessageKind::Routine, _) => {
            say!(words, "letter-subject-reminders", #count = count, month, day, said)
        }
        (MessageKind::AtOnce, _) => {
            say!(words, "letter-subject-more-reminders", #count = count, month, day, said)
        }
        (MessageKind::Red, _) => say!(words, "letter-subject-red-cards", #count = count, month, day, said),
        (MessageKind::News(_), [one]) => {
            say!(words, "title-what", title = one.section.title(words), what = one.name)
        }
        (MessageKind::News(_), _) => say!(words, "letter-subject-notices", #count = count, month, day, said),
    };
    say!(words, "name-said", name, said)
}

/// The entries of a message: each thing once, most late first inside each group. An item that has two steps on the
/// same day (after an outage) is told once.
pub(super) fn entries(def: &Definition, key: &MessageName, lines: &[MessageLine], today: Date) -> Vec<Entry> {
    // Visits of one day stand in the order of their hours.
    let mut ordered: Vec<(Section, Date, &str, &str, &MessageLine)> = lines
        .iter()
        .map(|line| {
            let section = Section::of(line.kind, line.due_day, today);
            (section, line.due_day, matter(line), line.step.unit.as_str(), line)
        })
        .collect();
    ordered.sort_by_key(|&(section, due_day, matter, unit, line)| {
        (section, due_day, line.starts, matter, unit, latest_first(line.kind), line.kind)
    });
    let mut told = BTreeSet::new();
    ordered.retain(|&(section, due_day, matter, unit, _)| told.insert((section, due_day, matter, unit)));
    // What a card is about is not told a second time as late.
    let cards = ordered.iter().filter(|(section, ..)| *section == Section::Yellow);
    let cards: BTreeSet<(&str, &str)> = cards.map(|&(_, _, matter, unit, _)| (matter, unit)).collect();
    ordered.retain(|&(section, _, matter, unit, _)| {
        section != Section::Overdue || !cards.contains(&(matter, unit))
    });
    let (clerk, words) = (clerk_of_one_unit(def, key, lines), Wording(language_of(def, &key.contact)));
    ordered.into_iter().map(|(section, .., line)| entry(def, (words, section), line, today, clerk)).collect()
}

/// What a line is about: an occasion, or the case of which several occasions say what became of it.
fn matter(line: &MessageLine) -> &str {
    let key = line.step.occasion.as_str();
    match line.kind {
        StepKind::CaseNews(_) => key.rsplit_once('-').map_or(key, |(case, _)| case),
        any_of! { StepKind:
            Notice Before OnDay Overdue Card VisitAhead VisitUnrecorded VisitNews Returned Given Objected AppealNews ListNews
            ScoresPublic TooFew Brief Lifted
        } => key,
    }
}

/// Of the briefs of two weeks, which are one letter after an outage, the later one tells how the item stands; of the news of a case
/// the one after which it stands as it does.
fn latest_first(kind: StepKind) -> Reverse<u16> {
    match kind {
        StepKind::Brief(_, week) => Reverse(week),
        StepKind::CaseNews(CaseNews::Replied) => Reverse(3),
        StepKind::CaseNews(CaseNews::PassedUp) => Reverse(2),
        StepKind::CaseNews(CaseNews::Dispatched) => Reverse(1),
        // How late it is, the others say as well.
        StepKind::CaseNews(CaseNews::Late | CaseNews::Waits) => Reverse(0),
        any_of! { StepKind:
            Notice Before OnDay Overdue Card VisitAhead VisitUnrecorded VisitNews Returned Given Objected AppealNews ListNews
            ScoresPublic TooFew Lifted
        } => Reverse(0),
    }
}

/// Whether the recipient is the clerk of the only unit that the message is about: then its name may be left out.
fn clerk_of_one_unit(def: &Definition, key: &MessageName, lines: &[MessageLine]) -> bool {
    let units: BTreeSet<&UnitCode> = lines.iter().map(|line| &line.step.unit).collect();
    let role = def.roles.iter().position(|role| role.id == "clerk").and_then(|at| u8::try_from(at).ok());
    match (units.len(), units.first(), role) {
        (1, Some(unit), Some(role)) => {
            let clerk = def.unit_by_code(unit).and_then(|unit| audience::contact_of(def, unit, RoleIx(role)));
            clerk.and_then(|clerk| def.contacts.get(clerk.at())).is_some_and(|clerk| key.contact == *clerk.id)
        }
        _ => false,
    }
}

/// The language in which a contact is written to.
pub(super) fn language_of(def: &Definition, contact: &ContactId) -> Language {
    def.contact(contact).and_then(|contact| contact.language).unwrap_or(def.templates.language)
}

fn entry(
    def: &Definition,
    (words, section): (Wording, Section),
    line: &MessageLine,
    today: Date,
    clerk: bool,
) -> Entry {
    let unit_ix = def.unit_by_code(&line.step.unit);
    let unit = unit_ix.and_then(|ix| def.units.get(ix.at()));
    let short = unit.map(|unit| unit.short.clone()).unwrap_or_default();
    let key = line.step.occasion.as_str();
    let reason = line.reason.as_ref().and_then(|reason| reason.text.as_deref()).unwrap_or_default();
    let mut entry = Entry {
        section,
        name: key.to_owned(),
        unit: if clerk && section != Section::Visit { String::new() } else { short },
        due_said: words.day(line.due_day, today.parts().0),
        due: line.due_day.to_string(),
        days: line.due_day.0 - today.0,
        distance: words.distance(line.due_day, today),
        note: words.due(line.due_day, today),
        needs: String::new(),
        failed: words.list(&line.failed),
        reason: wording::quoted(reason),
        item: format!("{key}/{}", line.step.unit),
    };
    match line.kind {
        StepKind::Notice => {
            entry.item = String::new();
            if let (Some((ix, phase)), Some(unit)) = (phase_of(def, key), unit_ix) {
                entry.name.clone_from(&phase.name);
                entry.note = phase_note((words, def), ix, phase, unit, today);
            }
        }
        StepKind::CaseNews(news) => {
            announced(words, line, today, &mut entry);
            if let Some(case) = &line.case {
                entry.name = cases::called((words, def), case).unwrap_or(entry.name);
                entry.note = cases::standing(words, news, case, today);
            }
        }
        any_of!(StepKind: Objected AppealNews ListNews) => announced(words, line, today, &mut entry),
        StepKind::ScoresPublic => {
            announced(words, line, today, &mut entry);
            entry.note = words.scores_public(&line.step.unit, line.due_day, today);
        }
        StepKind::TooFew => of_round((words, def), line, today, &mut entry),
        // What a unit that was merged passes on is no task of its own.
        StepKind::Given if def.duty_of(key).is_none() => announced(words, line, today, &mut entry),
        StepKind::VisitAhead(_) | StepKind::VisitUnrecorded(_) | StepKind::VisitNews(_) => {
            if let Some(programme) = programme_of(def, key) {
                entry.name = named(words, (&programme.name, &programme.id), key, def.year);
            }
            entry.note = visit_note(words, line, today);
        }
        StepKind::Lifted(colour) => {
            // What it was given for is named; nothing is asked any more.
            asked_of(def, (words, line), unit_ix, today, &mut entry);
            entry.needs = String::new();
            words.lifted(colour).clone_into(&mut entry.note);
        }
        StepKind::Brief(standing, _) => {
            // It is the unit's to hand in, and its leader's to know.
            asked_of(def, (words, line), unit_ix, today, &mut entry);
            entry.needs = String::new();
            entry.note = words.in_brief(standing, line.due_day, today);
        }
        any_of!(StepKind: Before OnDay Overdue Card Returned Given) => {
            asked_of(def, (words, line), unit_ix, today, &mut entry);
            if section == Section::Blue {
                entry.note = words.unsigned(line.due_day, today);
            }
            entry.note = if line.kind == StepKind::Returned {
                words.returned(&line.failed, &entry.reason, (line.due_day, today))
            } else {
                words.found(&entry.note, &entry.reason)
            };
        }
    }
    entry
}

/// When a visit is, who makes it, and what became of it.
fn visit_note(words: Wording, line: &MessageLine, today: Date) -> String {
    let by = words.party(line.visitor.as_deref(), &line.along);
    match line.kind {
        StepKind::VisitNews(news) => {
            words.visit_news((news, line.off.as_ref()), (line.due_day, line.starts), &by, today)
        }
        StepKind::VisitAhead(_) => {
            let ahead = words.visit_ahead(line.due_day, line.starts, today);
            // One who goes alone knows who goes.
            if line.along.is_empty() { ahead } else { ahead + &by }
        }
        _ => words.visit_unrecorded(line.due_day, today),
    }
}

/// An entry of what is no item: what it is called says where it is dealt with.
fn announced(words: Wording, line: &MessageLine, today: Date, entry: &mut Entry) {
    entry.item = String::new();
    entry.name = line.title.clone().unwrap_or_default();
    entry.note = words.announced(line.kind, line.due_day, today);
}
