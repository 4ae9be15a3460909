use crate::catalogue::Language;
use serde::{Deserialize, Serialize};

use crate::ids::RoleIx;
use crate::time::TimeOfDay;

/// A reminder policy: which steps an item's reminding has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderPolicy {
    /// Name in the committee's words, such as 标准.
    pub name: String,
    /// Who gets the ordinary steps.
    pub to: RoleIx,
    /// Working days before the due day, such as 5 and 1.
    pub before: Vec<u16>,
    /// Whether there is a step on the due day itself.
    pub on_day: bool,
    /// Local time of all its steps.
    pub hour: TimeOfDay,
    /// Repeats after the due day.
    pub overdue: Option<Overdue>,
    /// Supervision cards before and after the due day.
    pub cards: Vec<Card>,
    /// How late a step may go out after an outage, in hours; an older one is skipped with that reason.
    pub catch_up_hours: u16,
    /// Which of its reminders a person may opt out of, in order, none twice. What asks for an item first always goes.
    pub opt_out: Vec<Optional>,
    /// The weekly brief of what is late.
    pub brief: Option<Brief>,
}

/// A weekly brief: what is late, told on the first working day of each week to those who answer for the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Who gets it, one step each, none twice.
    pub to: Vec<RoleIx>,
    /// In so many weeks at the most it tells of an item.
    pub at_most: u8,
}

/// Reminders that a file may let people opt out of. Cards, notices and what is said at once are none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Optional {
    /// Those before the due day.
    Before,
    /// The one on the due day.
    OnDay,
    /// Repeats while an item is late.
    Overdue,
}

/// Repeats while an item is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// Every so many working days.
    pub every: u16,
    /// So many times at the most.
    pub at_most: u8,
}

/// A supervision card (督办单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its colour.
    pub colour: CardColour,
    /// Working days: before the due day for a blue card, after it for the others.
    pub days: u16,
    /// Who gets it, one step each.
    pub to: Vec<RoleIx>,
}

/// Colours of supervision cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CardColour {
    /// Near its day, and nobody has signed for what was said of it.
    Blue,
    /// Behind.
    Yellow,
    /// Overdue; may go apart from the day's message.
    Red,
}

/// Wording of messages, as minijinja templates over the names documented in `muster-rules::message`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Templates {
    /// The language of what the templates fill in.
    pub language: Language,
    /// The one routine message of a day.
    pub routine: String,
    /// A red card.
    pub red: String,
    /// What has just happened.
    pub news: String,
}
