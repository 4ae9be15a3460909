//! The small shapes that refer to things, however these are held: [`crate::item`] has them with numbers, commands and
//! answers with names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::definition::{Definition, Retired};
use crate::ids::{BadName, Digest, Version, is_slug};
use crate::kind::{MessageKind, StepKind};
use crate::refs::{Numbers, Refs, Rename, Unnamed, Words, words};
use crate::time::{Date, Instant};

/// What an occasion is a happening of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(bound = "", rename_all = "kebab-case")]
pub enum OccasionKind<R: Refs> {
    /// A duty: its units owe something.
    Duty(R::Duty),
    /// The notice of a phase: units owe nothing.
    Phase(R::Phase),
    /// One round of a visit programme: places are to be visited.
    Visit(R::Programme),
    /// An aggregate snapshot.
    Snapshot(R::Snapshot),
    /// Something that is said at once and asks for nothing here: of a case, of an objection.
    Announcement,
    /// A session of a review round, of which the raters who hold a role are reminded: they owe nothing, and each is reminded
    /// once, whatever number of units the post has.
    Rating {
        /// The round.
        round: R::Review,
        /// The role of the raters.
        role: R::Role,
    },
    /// A stage of a selection that no unit owes, of which those who do it are reminded: a role of the committee, or those
    /// units that want to.
    Stage {
        /// The selection.
        selection: R::Selection,
        /// The role that is reminded.
        role: R::Role,
    },
    /// A session of a review round, of which those who run it hear: that a sample is to be drawn, and that too few answered.
    Round {
        /// The round.
        round: R::Review,
        /// The role of those who run it.
        role: R::Role,
    },
}

impl<R: Refs, S: Refs> Words<R, S> for OccasionKind<R> {
    type Other = OccasionKind<S>;

    fn rename<N: Rename<R, S> + ?Sized>(self, names: &mut N) -> Result<Self::Other, Unnamed> {
        Ok(match self {
            Self::Duty(it) => OccasionKind::Duty(names.duty(it)?),
            Self::Phase(it) => OccasionKind::Phase(names.phase(it)?),
            Self::Visit(it) => OccasionKind::Visit(names.programme(it)?),
            Self::Snapshot(it) => OccasionKind::Snapshot(names.snapshot(it)?),
            Self::Announcement => OccasionKind::Announcement,
            Self::Rating { round, role } => {
                OccasionKind::Rating { round: names.review(round)?, role: names.role(role)? }
            }
            Self::Stage { selection, role } => {
                OccasionKind::Stage { selection: names.selection(selection)?, role: names.role(role)? }
            }
            Self::Round { round, role } => {
                OccasionKind::Round { round: names.review(round)?, role: names.role(role)? }
            }
        })
    }
}

impl<R: Refs> OccasionKind<R> {
    /// Its code, in printed rows.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Duty(_) => "duty",
            Self::Phase(_) => "phase",
            Self::Visit(_) => "visit",
            Self::Snapshot(_) => "snapshot",
            Self::Announcement => "announcement",
            Self::Rating { .. } => "rating",
            Self::Stage { .. } => "stage",
            Self::Round { .. } => "round",
        }
    }
}

/// What an occasion is a happening of, as the file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OccasionSource<'d> {
    /// Its id.
    pub id: &'d str,
    /// Its name.
    pub name: &'d str,
    /// Rows of the plan that it serves.
    pub refs: &'d [String],
}

impl OccasionKind<Numbers> {
    /// What it is a happening of; none where that is nothing of the file's, or a number stands for nothing.
    #[must_use]
    pub fn source_in(self, def: &Definition) -> Option<OccasionSource<'_>> {
        let (id, name, refs) = match self {
            Self::Duty(ix) => def.duties.get(ix.at()).map(|it| (&it.id, &it.name, &it.refs)),
            Self::Phase(ix) => def.phases.get(ix.at()).map(|it| (&it.id, &it.name, &it.refs)),
            Self::Visit(ix) => def.visits.get(ix.at()).map(|it| (&it.id, &it.name, &it.refs)),
            Self::Snapshot(ix) => def.snapshots.get(ix.at()).map(|it| (&it.id, &it.name, &it.refs)),
            Self::Announcement => None,
            Self::Rating { round, role: _ } | Self::Round { round, role: _ } => {
                def.reviews.get(round.at()).map(|it| (&it.id, &it.name, &it.refs))
            }
            Self::Stage { selection, role: _ } => {
                def.selections.get(selection.at()).map(|it| (&it.id, &it.name, &it.refs))
            }
        }?;
        Some(OccasionSource { id, name, refs })
    }

    /// Whether amendments took what it is a happening of out of use.
    #[must_use]
    pub fn retired_in(self, retired: &Retired) -> bool {
        match self {
            Self::Duty(ix) => retired.duties.contains(&ix),
            Self::Phase(ix) => retired.phases.contains(&ix),
            Self::Visit(ix) => retired.visits.contains(&ix),
            Self::Snapshot(ix) => retired.snapshots.contains(&ix),
            Self::Announcement => false,
            Self::Rating { round, role: _ } | Self::Round { round, role: _ } => {
                retired.reviews.contains(&round)
            }
            Self::Stage { selection, role: _ } => retired.selections.contains(&selection),
        }
    }
}

/// One planned reminder of every unit of an occasion, or of one item. Its number is unique in the due version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct PlannedStep<R: Refs> {
    /// Number within the item and due version, below [`crate::item::STEPS_MAX`].
    pub no: u8,
    /// Planned instant.
    pub at: Instant,
    /// What it is.
    pub kind: StepKind,
    /// Who gets it.
    pub to: R::Role,
}

/// One step of one item. With the campaign and the recipient it is the step's identity. As text: `unit-plan/005#0.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(bound = "", remote = "Self")]
pub struct StepRef<R: Refs> {
    /// The occasion.
    pub occasion: R::Occasion,
    /// The unit.
    pub unit: R::Unit,
    /// Due version of the item, from 0; a new due day is a new version.
    pub due_version: u8,
    /// Number of the step.
    pub no: u8,
}

/// Identity of a message: one person, one local day, one kind. A retry keeps key and list. As text:
/// `2014-04-25/005-clerk/routine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(bound = "", remote = "Self")]
pub struct MessageKey<R: Refs> {
    /// Local date of the planned instant.
    pub date: Date,
    /// Kind.
    pub kind: MessageKind,
    /// The person's post.
    pub contact: R::Contact,
}

/// Programs that read JSON get names as people write them; bytes have the parts.
macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl<R: Refs> Serialize for $name<R> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    Self::serialize(self, serializer)
                }
            }
        }

        impl<'de, R: Refs> Deserialize<'de> for $name<R> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
                } else {
                    Self::deserialize(deserializer)
                }
            }
        }
    )+};
}

as_text!(StepRef, MessageKey);

impl<R: Refs> fmt::Display for StepRef<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}#{}.{}", self.occasion, self.unit, self.due_version, self.no)
    }
}

impl<R: Refs> FromStr for StepRef<R> {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName { text: text.to_owned(), expected: "a step such as unit-plan/005#0.2" };
        let read = || {
            let (item, step) = text.split_once('#')?;
            let (occasion, unit) = item.split_once('/')?;
            let (due_version, no) = step.split_once('.')?;
            (!occasion.is_empty() && !unit.is_empty() && !unit.contains('/')).then_some(())?;
            Some(Self {
                occasion: occasion.parse().ok()?,
                unit: unit.parse().ok()?,
                due_version: due_version.parse().ok()?,
                no: no.parse().ok()?,
            })
        };
        read().ok_or_else(bad)
    }
}

impl<R: Refs> fmt::Display for MessageKey<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.date, self.contact, self.kind.code())
    }
}

impl<R: Refs> FromStr for MessageKey<R> {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad =
            || BadName { text: text.to_owned(), expected: "a message such as 2014-04-25/005-clerk/routine" };
        let mut parts = text.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(date), Some(contact), Some(kind), None) if !contact.is_empty() => Ok(Self {
                date: date.parse().map_err(|_| bad())?,
                contact: contact.parse().map_err(|_| bad())?,
                kind: MessageKind::of_code(kind).ok_or_else(bad)?,
            }),
            _ => Err(bad()),
        }
    }
}

/// A message with the steps that it carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Message<R: Refs> {
    /// Its identity.
    pub key: MessageKey<R>,
    /// Steps, in the order of their identity.
    pub steps: Vec<StepRef<R>>,
}

/// A proposed visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct ProposedVisit<R: Refs> {
    /// The place.
    pub place: R::Unit,
    /// The visitor.
    pub visitor: R::Contact,
    /// Local day.
    pub date: Date,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// Why this slot, most weighty first.
    pub reasons: Vec<SlotReason<R>>,
}

/// Why a slot was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub enum SlotReason<R: Refs> {
    /// The place has waited so many days since its last visit.
    LongestUnvisited(u16),
    /// The place was never visited.
    NeverVisited,
    /// The visitor is free on this day; so many of its workdays in the period are busy.
    VisitorFree {
        /// Busy days of the visitor in the period.
        busy_days: u16,
    },
    /// On the same day as another place in the same town.
    SameTown(R::Unit),
    /// Visits are shared out evenly: so many of the visitor's were made or planned before this one, by their dates.
    FairShare(u16),
    /// Nearest to the middle of the period.
    Spread,
    /// Visitors take turns, and it is this one's.
    InTurn {
        /// How often the visitor has been there before.
        had: u16,
        /// How many whose turn it was before have no day left in the period.
        passed: u16,
    },
    /// On the same day as another place that is near.
    Near {
        /// The other place.
        place: R::Unit,
        /// Minutes on the road between the two.
        minutes: u16,
    },
    /// The place's own visitor does not go, and somebody does who may by the file.
    StandsIn,
}

impl<R: Refs, S: Refs> Words<R, S> for SlotReason<R> {
    type Other = SlotReason<S>;

    fn rename<N: Rename<R, S> + ?Sized>(self, names: &mut N) -> Result<Self::Other, Unnamed> {
        Ok(match self {
            Self::LongestUnvisited(days) => SlotReason::LongestUnvisited(days),
            Self::NeverVisited => SlotReason::NeverVisited,
            Self::VisitorFree { busy_days } => SlotReason::VisitorFree { busy_days },
            Self::SameTown(unit) => SlotReason::SameTown(names.unit(unit)?),
            Self::FairShare(visits) => SlotReason::FairShare(visits),
            Self::Spread => SlotReason::Spread,
            Self::InTurn { had, passed } => SlotReason::InTurn { had, passed },
            Self::Near { place, minutes } => SlotReason::Near { place: names.unit(place)?, minutes },
            Self::StandsIn => SlotReason::StandsIn,
        })
    }
}

/// A dead letter within its campaign. As text: a step, or `visits@57` for event 57 that the worker `visits` gave up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(bound = "")]
pub enum DeadLetter<R: Refs> {
    /// A step that ended failed.
    Step(StepRef<R>),
    /// An event that a worker gave up.
    Delivery(DeadDelivery),
}

/// An event that a worker could not deal with and will not hear again by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeadDelivery {
    /// Name of the worker's consumer.
    pub consumer: String,
    /// Number of the event within the campaign.
    pub version: Version,
}

impl fmt::Display for DeadDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.consumer, self.version)
    }
}

impl<R: Refs> fmt::Display for DeadLetter<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step) => step.fmt(f),
            Self::Delivery(delivery) => delivery.fmt(f),
        }
    }
}

impl<R: Refs> FromStr for DeadLetter<R> {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName {
            text: text.to_owned(),
            expected: "a dead letter such as unit-plan/005#0.2 or visits@57",
        };
        if text.contains('#') {
            return text.parse().map(Self::Step).map_err(|_| bad());
        }
        match text.split_once('@') {
            Some((consumer, version)) if is_slug(consumer) => Ok(Self::Delivery(DeadDelivery {
                consumer: consumer.to_owned(),
                version: Version(version.parse().map_err(|_| bad())?),
            })),
            Some(_) | None => Err(bad()),
        }
    }
}

impl<R: Refs, S: Refs> Words<R, S> for DeadLetter<R> {
    type Other = DeadLetter<S>;

    fn rename<N: Rename<R, S> + ?Sized>(self, names: &mut N) -> Result<Self::Other, Unnamed> {
        Ok(match self {
            Self::Step(step) => DeadLetter::Step(step.rename(names)?),
            Self::Delivery(delivery) => DeadLetter::Delivery(delivery),
        })
    }
}

/// What a plan of visits must satisfy. Its digest pins a plan to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct VisitInstance<R: Refs> {
    /// The occasion.
    pub occasion: R::Occasion,
    /// The programme that the occasion is a round of.
    pub programme: R::Programme,
    /// Version of the campaign's state that it was made from.
    pub seen: Version,
    /// The definition in force.
    pub definition: Digest,
    /// First and last day on which a visit may lie.
    pub first: Date,
    /// See `first`.
    pub last: Date,
    /// Places to visit, with their visitors, by place.
    pub places: Vec<PlaceToVisit<R>>,
    /// Places that await a visit as well and that nobody may visit, by place.
    pub without: Vec<R::Unit>,
    /// Visits of any occasion of the campaign that lie near enough to matter, in order of date.
    pub standing: Vec<StandingVisit<R>>,
    /// The same visits once more for each who comes along, as their visitor.
    pub along: Vec<StandingVisit<R>>,
}

/// A place that awaits its visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct PlaceToVisit<R: Refs> {
    /// The place.
    pub place: R::Unit,
    /// Its visitor.
    pub visitor: R::Contact,
    /// Day of its last visit in this programme.
    pub last_visit: Option<Date>,
    /// Days for which a visit of this round was called off: not these again.
    pub not_on: Vec<Date>,
    /// Where visitors take turns: how this one's came.
    pub turn: Option<Turn<R>>,
}

/// A turn of somebody who visits a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Turn<R: Refs> {
    /// How often the visitor has been there before.
    pub had: u16,
    /// Who else has been there as often: they go if the visitor cannot, in this order.
    pub others: Vec<R::Contact>,
}

/// A visit that stands: proposed or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct StandingVisit<R: Refs> {
    /// Local day.
    pub date: Date,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// The visitor.
    pub visitor: R::Contact,
    /// The place.
    pub place: R::Unit,
}

words! {
    PlannedStep { no, at, kind, to: role }
    StepRef { occasion: occasion, unit: unit, due_version, no }
    MessageKey { date, kind, contact: contact }
    Message { key: .., steps: .. }
    ProposedVisit { place: unit, visitor: contact, date, start, end, reasons: .. }
    VisitInstance { occasion: occasion, programme: programme, seen, definition, first, last, places: .., without: [unit], standing: .., along: .. }
    PlaceToVisit { place: unit, visitor: contact, last_visit, not_on, turn: (..) }
    Turn { had, others: [contact] }
    StandingVisit { date, start, end, visitor: contact, place: unit }
}
