//! What events, commands and answers refer to, and the three ways of holding it.
//!
//! Outside, everything is named as the file and people name it ([`Ids`]): a unit by its code, a duty by its id, an occasion
//! by its key. Anyone who thinks about a campaign counts its things instead ([`Numbers`]), privately: the numbers are a
//! state's own and mean nothing to anybody else. In the bytes of a body stand places in its list of texts ([`Slots`], see
//! [`crate::texts`]). The words are the same in all three; [`Rename`] turns one into another.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::{
    CandidateIx, CaseIx, CaseKindIx, ContactIx, DutyIx, GroupIx, OccasionIx, PhaseIx, ProgrammeIx, ReviewIx,
    RoleIx, SelectionIx, SnapshotIx, UnitIx,
};

/// What stands for a thing.
pub trait Ref:
    Clone + Debug + Display + FromStr + Eq + Ord + Hash + Serialize + DeserializeOwned + Send + Sync + 'static
{
}

impl<T> Ref for T where
    T: Clone
        + Debug
        + Display
        + FromStr
        + Eq
        + Ord
        + Hash
        + Serialize
        + DeserializeOwned
        + Send
        + Sync
        + 'static
{
}

macro_rules! kinds {
    ($($(#[$doc:meta])+ $one:ident $kind:ident $number:ident $text:ident $what:literal),+ $(,)?) => {
        /// A way of holding what words refer to.
        pub trait Refs: Clone + Copy + Debug + Default + Eq + Ord + Hash + Send + Sync + 'static {
            $($(#[$doc])+ type $kind: Ref;)+
            /// An occasion where its dates are set: its key, and with numbers the number that it has or gets.
            type Planned: Ref;
        }

        impl Refs for Numbers { $(type $kind = $number;)+ type Planned = Planned; }
        impl Refs for Ids { $(type $kind = $text;)+ type Planned = OccasionKey; }
        impl Refs for Slots { $(type $kind = Slot;)+ type Planned = Slot; }

        /// Turns what is held in one way into what is held in another, kind by kind.
        pub trait Rename<R: Refs, S: Refs> {
            $(
                $(#[$doc])+
                fn $one(&mut self, it: R::$kind) -> Result<S::$kind, Unnamed>;
            )+
            /// An occasion whose dates are set; it may be a new one.
            fn planned(&mut self, it: R::Planned) -> Result<S::Planned, Unnamed>;
        }

        /// Finds what texts name, kind by kind: as [`Rename`] of names does, for those who look things up and keep no name.
        pub trait Find<S: Refs>: Rename<Ids, S> {
            $(
                $(#[$doc])+
                fn $one(&mut self, name: &str) -> Result<S::$kind, Unnamed> {
                    Rename::<Ids, S>::$one(self, name.into())
                }
            )+
            /// An occasion whose dates are set; it may be a new one.
            fn planned(&mut self, key: &str) -> Result<S::Planned, Unnamed> {
                Rename::<Ids, S>::planned(self, key.into())
            }
        }

        impl Find<Ids> for Plainly {}

        /// Names that are names already.
        impl Rename<Ids, Ids> for Plainly {
            $(fn $one(&mut self, it: $text) -> Result<$text, Unnamed> { Ok(it) })+
            fn planned(&mut self, it: OccasionKey) -> Result<OccasionKey, Unnamed> { Ok(it) }
        }

        /// Calls a macro with every kind that is told apart by it: method, kind and the type of its texts.
        macro_rules! for_every_kind {
            ($make:ident) => { $make! { $($one $kind $text),+ } };
        }
        pub(crate) use for_every_kind;

        texts! { $($text),+ }
    };
}

macro_rules! texts {
    ($($name:ident),+) => {$(
        /// A name as text, cheap to copy; see [`Refs`].
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, shared.
            #[must_use]
            pub fn text(&self) -> &Arc<str> {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<Arc<str>> for $name {
            fn from(text: Arc<str>) -> Self {
                Self(text)
            }
        }

        impl FromStr for $name {
            type Err = std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(text.into())
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    )+};
}

kinds! {
    /// A unit: its code.
    unit Unit UnitIx UnitCode "unit",
    /// A post that can be written to: its opaque id.
    contact Contact ContactIx ContactId "post",
    /// A role: its id.
    role Role RoleIx RoleId "role",
    /// A group of units with a calendar of its own: its id.
    group Group GroupIx GroupId "group",
    /// A duty: its id.
    duty Duty DutyIx DutyId "duty",
    /// A phase: its id.
    phase Phase PhaseIx PhaseId "phase",
    /// A visit programme: its id.
    programme Programme ProgrammeIx ProgrammeId "visit programme",
    /// A snapshot plan: its id.
    snapshot Snapshot SnapshotIx SnapshotId "snapshot",
    /// A selection: its id.
    selection Selection SelectionIx SelectionId "selection",
    /// A review round: its id.
    review Review ReviewIx ReviewId "review round",
    /// A kind of cases: its id.
    case_kind CaseKind CaseKindIx CaseKindId "kind of cases",
    /// A case: its kind and its number, `hotline-12319/7`.
    case Case CaseIx CaseId "case",
    /// A candidate: its selection and its number, `pacesetter/3`.
    candidate Candidate CandidateIx CandidateId "candidate",
    /// An occasion: its key, `study.2014-05`.
    occasion Occasion OccasionIx OccasionKey "occasion",
}

/// An occasion whose dates are set, by its number and its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Planned {
    /// Its number.
    pub ix: OccasionIx,
    /// Its key.
    pub key: OccasionKey,
}

impl Display for Planned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.key)
    }
}

impl FromStr for Planned {
    type Err = Unnamed;
    /// A key alone says no number.
    fn from_str(text: &str) -> Result<Self, Unnamed> {
        Err(Unnamed::new("occasion", text))
    }
}

/// What is counted within one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Numbers;

/// As people and files name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ids;

/// Names things by what they are named.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plainly;

/// Places in a body's own list of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Slots;

/// A place in a body's list of texts, from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slot(pub u32);

impl Display for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "text {}", self.0)
    }
}

impl Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Display::fmt(self, f)
    }
}

impl FromStr for Slot {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A name that stands for nothing, or a thing without a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it names {what} “{name}”, which is not there")]
pub struct Unnamed {
    /// What should have been there, such as `unit`.
    pub what: &'static str,
    /// The name.
    pub name: String,
}

impl Unnamed {
    /// There is no such thing.
    #[must_use]
    pub fn new(what: &'static str, name: impl Display) -> Self {
        Self { what, name: name.to_string() }
    }
}

/// Words that refer to things: they are the same words however the things are held.
pub trait Words<R: Refs, S: Refs>: Sized {
    /// The same, held in the other way.
    type Other;

    /// Renames everything that it refers to, in the order in which it stands in the bytes.
    ///
    /// # Errors
    /// [`Unnamed`] for the first thing that has no name in the other way.
    fn rename<N: Rename<R, S> + ?Sized>(self, names: &mut N) -> Result<Self::Other, Unnamed>;
}

impl<R: Refs, S: Refs, T: Words<R, S>> Words<R, S> for Vec<T> {
    type Other = Vec<T::Other>;

    fn rename<N: Rename<R, S> + ?Sized>(self, names: &mut N) -> Result<Self::Other, Unnamed> {
        self.into_iter().map(|one| one.rename(names)).collect()
    }
}

impl<R: Refs, S: Refs, T: Words<R, S>> Words<R, S> for Option<T> {
    type Other = Option<T::Other>;

    fn rename<N: Rename<R, S> + ?Sized>(self, names: &mut N) -> Result<Self::Other, Unnamed> {
        self.map(|one| one.rename(names)).transpose()
    }
}

/// Says how the fields of words are renamed, each in the order in which it is declared: `field: kind` is a reference of a
/// kind, `field: [kind]` a list of them, `field: (kind)` one that may be missing, `field: ..` are words themselves,
/// `field: (..)` words that may be missing, and `field` alone refers to nothing. A field that is left out does not compile.
macro_rules! words {
    (@field $names:ident $it:ident) => { $it };
    (@field $names:ident $it:ident ..) => { $it.rename($names)? };
    (@field $names:ident $it:ident $kind:ident) => { $names.$kind($it)? };
    (@field $names:ident $it:ident [$kind:ident]) => {
        $it.into_iter().map(|one| $names.$kind(one)).collect::<Result<_, _>>()?
    };
    (@field $names:ident $it:ident (..)) => { $it.map(|one| one.rename($names)).transpose()? };
    (@field $names:ident $it:ident ($kind:ident)) => { $it.map(|one| $names.$kind(one)).transpose()? };
    ($($name:ident { $($field:ident $(: $how:tt)?),+ $(,)? })+) => {$(
        impl<R: $crate::refs::Refs, S: $crate::refs::Refs> $crate::refs::Words<R, S> for $name<R> {
            type Other = $name<S>;

            fn rename<N: $crate::refs::Rename<R, S> + ?Sized>(
                self,
                names: &mut N,
            ) -> Result<Self::Other, $crate::refs::Unnamed> {
                let Self { $($field),+ } = self;
                Ok($name { $($field: $crate::refs::words!(@field names $field $($how)?)),+ })
            }
        }
    )+};
}

/// Structs of words, each field said once: behind its type an arrow and how it is renamed, as [`words!`] has it.
macro_rules! bodies {
    ($(
        $(#[$about:meta])*
        pub struct $name:ident<$refs:ident: Refs> {
            $($(#[$of:meta])* pub $field:ident: $type:ty $(=> $how:tt)?,)+
        }
    )+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
            #[serde(bound = "")]
            pub struct $name<$refs: $crate::refs::Refs> {
                $($(#[$of])* pub $field: $type,)+
            }
        )+

        $crate::refs::words! { $($name { $($field $(: $how)?),+ })+ }
    };
}

/// Words that refer to nothing.
macro_rules! plain_words {
    ($($name:ident),+ $(,)?) => {$(
        impl<R: $crate::refs::Refs, S: $crate::refs::Refs> $crate::refs::Words<R, S> for $name {
            type Other = $name;

            fn rename<N: $crate::refs::Rename<R, S> + ?Sized>(
                self,
                _: &mut N,
            ) -> Result<Self::Other, $crate::refs::Unnamed> {
                Ok(self)
            }
        }
    )+};
}

pub(crate) use {bodies, plain_words, words};
