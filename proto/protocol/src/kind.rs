//! Kinds of steps and of messages, with the codes by which they are printed and named.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::definition::CardColour;
use crate::ids::BadName;

/// Kinds of steps. Numbers are working days, of a weekly brief weeks. As text: a name, and behind a colon the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub enum StepKind {
    /// A phase begins.
    Notice,
    /// So many working days before the due day.
    Before(u16),
    /// On the due day.
    OnDay,
    /// So many working days after the due day.
    Overdue(u16),
    /// A supervision card so many working days after the due day; a blue one so many before it, where no letter was signed for.
    Card(CardColour, u16),
    /// A visit takes place in so many working days.
    VisitAhead(u16),
    /// A visit was made so many working days ago and is not recorded.
    VisitUnrecorded(u16),
    /// What became of a visit, said at once.
    VisitNews(VisitNews),
    /// What was handed in was returned, said at once.
    Returned,
    /// A task was given, said at once.
    Given,
    /// What became of a case, said at once.
    CaseNews(CaseNews),
    /// Somebody objected to a candidate, said at once.
    Objected,
    /// Cards, this colour the weightiest of them, are lifted: nothing is late any more of what they were given for.
    Lifted(CardColour),
    /// A weekly brief tells how the item stands, for the so manyth time.
    Brief(Standing, u16),
    /// What became of an appeal, said at once.
    AppealNews(AppealNews),
    /// The scores of a sheet are public, and appeals may be filed, said at once.
    ScoresPublic,
    /// A session of a review round is over and what it gives waits, because too few answered, said at once.
    TooFew,
    /// What becomes of an entry of a list, said at once.
    ListNews(ListNews),
}

/// How a late item stands in a weekly brief, the lightest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// Late, without a card.
    Late,
    /// With a yellow card.
    Yellow,
    /// With a red card.
    Red,
}

/// An enum with the code of each kind beside it: `coded! { pub enum Colour { Red = "red" } }`.
#[macro_export]
macro_rules! coded {
    ($(
        $(#[$about:meta])*
        $seen:vis enum $name:ident { $($(#[$what:meta])* $kind:ident = $code:literal),+ $(,)? }
    )+) => {$(
        $(#[$about])*
        $seen enum $name { $($(#[$what])* $kind),+ }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$kind),+];

            /// Its code, which stays.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code),+
                }
            }

            /// The kind with this code.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|kind| kind.code() == code)
            }
        }
    )+};
}

crate::coded! {
    /// What those who have to do with an appeal hear of it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum AppealNews {
        /// A unit appeals: who answers hears of it.
        Filed = "appeal-filed",
        /// It is upheld: the unit hears of it.
        Upheld = "appeal-upheld",
        /// It is not.
        Dismissed = "appeal-dismissed",
    }
}

crate::coded! {
    /// What the one concerned hears of an entry of a list.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum ListNews {
        /// It is proposed, and may be spoken to.
        Proposed = "list-proposed",
        /// It stands on the list.
        Listed = "list-listed",
        /// It does not.
        NotListed = "list-not-listed",
    }
}

crate::coded! {
    /// What those who have to do with a case hear of it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum CaseNews {
        /// The unit has it now.
        Dispatched = "case-dispatched",
        /// The unit asks those above.
        PassedUp = "case-passed-up",
        /// Those above have replied.
        Replied = "case-replied",
        /// One of its clocks has run out.
        Late = "case-late",
        /// It was brought at a visit, and no unit has it yet.
        Waits = "case-waits",
    }
}

impl StepKind {
    /// Whether it says at once what has just happened, in a message of its own.
    #[must_use]
    pub const fn is_news(self) -> bool {
        match self {
            Self::VisitNews(_)
            | Self::Returned
            | Self::Given
            | Self::CaseNews(_)
            | Self::Objected
            | Self::AppealNews(_)
            | Self::ScoresPublic
            | Self::TooFew
            | Self::ListNews(_) => true,
            Self::Notice
            | Self::Before(_)
            | Self::OnDay
            | Self::Overdue(_)
            | Self::Card(..)
            | Self::VisitAhead(_)
            | Self::VisitUnrecorded(_)
            | Self::Lifted(_)
            | Self::Brief(..) => false,
        }
    }
}

crate::coded! {
    /// What the visitor and the place hear of a visit.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum VisitNews {
        /// It was planned.
        Proposed = "visit-proposed",
        /// The visitor has confirmed it.
        Confirmed = "visit-confirmed",
        /// It has another day or hour.
        Moved = "visit-moved",
        /// Somebody else makes it.
        Delegated = "visit-delegated",
        /// To whom it was before: somebody else makes it.
        HandedOn = "visit-handed-on",
        /// It does not take place.
        CalledOff = "visit-called-off",
        /// It was planned instead of one that was called off, which nobody has heard yet.
        PlannedAgain = "visit-planned-again",
        /// To whom the one was that was called off: somebody else makes the one planned instead.
        GivenToAnother = "visit-given-to-another",
    }
}

impl VisitNews {
    /// Whether it says of a visit that it was planned instead of another one.
    #[must_use]
    pub const fn tells_of_another(self) -> bool {
        match self {
            Self::PlannedAgain | Self::GivenToAnother => true,
            Self::Proposed
            | Self::Confirmed
            | Self::Moved
            | Self::Delegated
            | Self::HandedOn
            | Self::CalledOff => false,
        }
    }
}

impl std::fmt::Display for StepKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Notice => f.write_str("notice"),
            Self::Before(days) => write!(f, "before:{days}"),
            Self::OnDay => f.write_str("on-day"),
            Self::Overdue(days) => write!(f, "overdue:{days}"),
            Self::Card(CardColour::Blue, days) => write!(f, "card-blue:{days}"),
            Self::Card(CardColour::Yellow, days) => write!(f, "card-yellow:{days}"),
            Self::Card(CardColour::Red, days) => write!(f, "card-red:{days}"),
            Self::VisitAhead(days) => write!(f, "visit-ahead:{days}"),
            Self::VisitUnrecorded(days) => write!(f, "visit-unrecorded:{days}"),
            Self::VisitNews(news) => f.write_str(news.code()),
            Self::Returned => f.write_str("returned"),
            Self::Given => f.write_str("given"),
            Self::CaseNews(news) => f.write_str(news.code()),
            Self::Objected => f.write_str("objected"),
            Self::AppealNews(news) => f.write_str(news.code()),
            Self::ScoresPublic => f.write_str("scores-public"),
            Self::TooFew => f.write_str("too-few"),
            Self::ListNews(news) => f.write_str(news.code()),
            Self::Lifted(CardColour::Blue) => f.write_str("lifted-blue"),
            Self::Lifted(CardColour::Yellow) => f.write_str("lifted-yellow"),
            Self::Lifted(CardColour::Red) => f.write_str("lifted-red"),
            Self::Brief(Standing::Late, week) => write!(f, "brief-late:{week}"),
            Self::Brief(Standing::Yellow, week) => write!(f, "brief-yellow:{week}"),
            Self::Brief(Standing::Red, week) => write!(f, "brief-red:{week}"),
        }
    }
}

impl std::str::FromStr for StepKind {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName { text: text.to_owned(), expected: "a kind of step such as before:5" };
        let (name, days) = text.split_once(':').unwrap_or((text, "0"));
        let days: u16 = days.parse().map_err(|_| bad())?;
        Ok(match name {
            "notice" => Self::Notice,
            "before" => Self::Before(days),
            "on-day" => Self::OnDay,
            "overdue" => Self::Overdue(days),
            "card-blue" => Self::Card(CardColour::Blue, days),
            "card-yellow" => Self::Card(CardColour::Yellow, days),
            "card-red" => Self::Card(CardColour::Red, days),
            "visit-ahead" => Self::VisitAhead(days),
            "visit-unrecorded" => Self::VisitUnrecorded(days),
            "returned" => Self::Returned,
            "given" => Self::Given,
            "objected" => Self::Objected,
            "scores-public" => Self::ScoresPublic,
            "too-few" => Self::TooFew,
            "lifted-blue" => Self::Lifted(CardColour::Blue),
            "lifted-yellow" => Self::Lifted(CardColour::Yellow),
            "lifted-red" => Self::Lifted(CardColour::Red),
            "brief-late" => Self::Brief(Standing::Late, days),
            "brief-yellow" => Self::Brief(Standing::Yellow, days),
            "brief-red" => Self::Brief(Standing::Red, days),
            name => {
                let of_case = CaseNews::of_code(name).map(Self::CaseNews);
                let of_visit = || VisitNews::of_code(name).map(Self::VisitNews);
                let of_appeal = || AppealNews::of_code(name).map(Self::AppealNews);
                let of_list = || ListNews::of_code(name).map(Self::ListNews);
                of_case.or_else(of_visit).or_else(of_appeal).or_else(of_list).ok_or_else(bad)?
            }
        })
    }
}

impl Serialize for StepKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            Self::serialize(self, serializer)
        }
    }
}

impl<'de> Deserialize<'de> for StepKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        } else {
            Self::deserialize(deserializer)
        }
    }
}

/// Kinds of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MessageKind {
    /// The one message of the day.
    Routine,
    /// Red cards.
    Red,
    /// What came up when the day's message had gone out and has no sense on another day: it does not wait.
    AtOnce,
    /// What has just happened, said by itself. The number counts such messages of the person and day, from 1.
    News(u16),
}

impl MessageKind {
    /// Its code, in the names of messages.
    #[must_use]
    pub fn code(self) -> Cow<'static, str> {
        match self {
            Self::Routine => "routine".into(),
            Self::Red => "red".into(),
            Self::AtOnce => "at-once".into(),
            Self::News(number) => format!("{NEWS}{number}").into(),
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "routine" => Some(Self::Routine),
            "red" => Some(Self::Red),
            "at-once" => Some(Self::AtOnce),
            code => {
                let number = code.strip_prefix(NEWS)?;
                // One name for one message: neither a sign nor leading zeros.
                let plain = number.starts_with(|first: char| matches!(first, '1'..='9'));
                number.parse().ok().filter(|_| plain).map(Self::News)
            }
        }
    }
}

/// What the codes of news begin with.
const NEWS: &str = "news-";
