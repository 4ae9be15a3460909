//! Bodies as bytes: what a body names stands in front of it as text, and the body says which.
//!
//! The bytes of a body are postcard of two things, one behind the other:
//!
//! 1. the list of its texts: how many, then each behind its length in bytes, UTF-8;
//! 2. the body. Where it refers to a unit, post, role, group, duty, phase, visit programme, snapshot, selection, review
//!    round, kind of cases, case, candidate or occasion, there stands the place of its text in the list, a number from 0.
//!
//! postcard writes whole numbers in groups of seven bits, the lowest first, each but the last with its highest bit set;
//! a list is its length and its elements, a record its fields in order, a choice its number and what belongs to it.
//!
//! There is one way to write a body. Each text stands in the list once, also where a unit and a duty are called the same, in
//! the order in which the body uses it for the first time; none stands there unused. What is written otherwise is damaged,
//! so that a body which was read and is written again has the same bytes. Anyone who wants to know only what a body names
//! reads the list and stops there.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::{self, DecodeError};
use crate::refs::{Find, Ids, Refs, Rename, Slot, Slots, Unnamed, Words, for_every_kind};

/// Texts that are looked through one by one: nearly every body has no more, and an index of so few costs more than it saves.
const FEW: usize = 8;

/// Gives each text its place, in the order of first use.
struct Writing<'a, N: ?Sized> {
    names: &'a mut N,
    list: Vec<Arc<str>>,
    /// The places of the texts, once there are more than [`FEW`].
    places: BTreeMap<Arc<str>, Slot>,
}

impl<N: ?Sized> Writing<'_, N> {
    fn place(&mut self, text: &Arc<str>) -> Slot {
        let slot = |at: usize| Slot(u32::try_from(at).unwrap_or(u32::MAX));
        let known = if self.list.len() <= FEW {
            self.list.iter().position(|known| known == text).map(slot)
        } else {
            self.places.get(text).copied()
        };
        if let Some(known) = known {
            return known;
        }
        let next = slot(self.list.len());
        self.list.push(Arc::clone(text));
        if self.list.len() > FEW {
            let begun = self.places.len();
            let missing = self.list.iter().enumerate().skip(begun);
            self.places.extend(missing.map(|(at, text)| (Arc::clone(text), slot(at))));
        }
        next
    }
}

macro_rules! writing {
    ($($one:ident $kind:ident $text:ident),+) => {
        impl<R: Refs, N: Rename<R, Ids> + ?Sized> Rename<R, Slots> for Writing<'_, N> {
            $(fn $one(&mut self, it: R::$kind) -> Result<Slot, Unnamed> {
                let name = self.names.$one(it)?;
                Ok(self.place(name.text()))
            })+

            fn planned(&mut self, it: R::Planned) -> Result<Slot, Unnamed> {
                let name = self.names.planned(it)?;
                Ok(self.place(name.text()))
            }
        }
    };
}

for_every_kind!(writing);

/// The bytes of a body.
///
/// # Errors
/// [`Unnamed`] for the first thing that has no name.
pub fn write<R: Refs, B>(body: B, names: &mut (impl Rename<R, Ids> + ?Sized)) -> Result<Vec<u8>, Unnamed>
where
    B: Words<R, Slots>,
    B::Other: Serialize,
{
    let mut writing = Writing { names, list: Vec::new(), places: BTreeMap::new() };
    let body = body.rename(&mut writing)?;
    let texts: Vec<&str> = writing.list.iter().map(AsRef::as_ref).collect();
    Ok(codec::encode(&(texts, body)))
}

macro_rules! reading {
    ($($one:ident $kind:ident $text:ident),+) => {
        /// What the texts stand for, each looked up once for each kind; not kept of a body with few of them.
        struct Known<R: Refs> {
            $($one: Vec<Option<R::$kind>>,)+
        }

        impl<R: Refs> Default for Known<R> {
            fn default() -> Self {
                Self { $($one: Vec::new(),)+ }
            }
        }

        impl<R: Refs, N: Find<R> + ?Sized> Rename<Slots, R> for Reading<'_, R, N> {
            $(fn $one(&mut self, it: Slot) -> Result<R::$kind, Unnamed> {
                let at = self.at(it)?;
                if self.texts.len() <= FEW {
                    return Find::$one(self.names, self.texts[at]);
                }
                if self.known.$one.len() <= at {
                    self.known.$one.resize(self.texts.len(), None);
                }
                if let Some(Some(known)) = self.known.$one.get(at) {
                    return Ok(known.clone());
                }
                let found = Find::$one(self.names, self.texts[at])?;
                self.known.$one[at] = Some(found.clone());
                Ok(found)
            })+

            fn planned(&mut self, it: Slot) -> Result<R::Planned, Unnamed> {
                let at = self.at(it)?;
                Find::planned(self.names, self.texts[at])
            }
        }
    };
}

/// Looks up what places in the list stand for, and that each text is first used in its turn.
struct Reading<'a, R: Refs, N: ?Sized> {
    names: &'a mut N,
    texts: Vec<&'a str>,
    /// How many of them were used.
    used: usize,
    known: Known<R>,
}

impl<R: Refs, N: ?Sized> Reading<'_, R, N> {
    fn at(&mut self, slot: Slot) -> Result<usize, Unnamed> {
        let at = usize::try_from(slot.0).unwrap_or(usize::MAX);
        if at > self.used || at >= self.texts.len() {
            return Err(Unnamed::new("the text", slot.0));
        }
        self.used = self.used.max(at + 1);
        Ok(at)
    }
}

for_every_kind!(reading);

/// Reads a body, and what it names by these names.
///
/// # Errors
/// [`DecodeError::Damaged`] where the bytes are not as [`write`] writes them, or something is named that is not there.
pub fn read<R: Refs, B>(
    name: &str,
    bytes: &[u8],
    names: &mut (impl Find<R> + ?Sized),
) -> Result<B::Other, DecodeError>
where
    B: Words<Slots, R> + DeserializeOwned,
{
    let damaged = |cause: String| DecodeError::Damaged { name: name.to_owned(), cause };
    let (texts, rest) = list(bytes).map_err(|cause| damaged(cause.to_owned()))?;
    let body: B = codec::decode(name, rest)?;
    let count = texts.len();
    let mut reading = Reading { names, texts, used: 0, known: Known::default() };
    let body = body.rename(&mut reading).map_err(|error| damaged(error.to_string()))?;
    if reading.used < count {
        return Err(damaged(format!("{} of its {count} texts are used", reading.used)));
    }
    Ok(body)
}

/// The texts in front of a body, each once, and the body.
fn list(bytes: &[u8]) -> Result<(Vec<&str>, &[u8]), &'static str> {
    let (texts, rest): (Vec<&str>, &[u8]) =
        postcard::take_from_bytes(bytes).map_err(|_| "its texts cannot be read")?;
    if is_one_twice(&texts) {
        return Err("one of its texts stands there twice");
    }
    Ok((texts, rest))
}

fn is_one_twice(texts: &[&str]) -> bool {
    if texts.len() <= FEW {
        return texts.iter().enumerate().any(|(at, text)| texts[..at].contains(text));
    }
    let mut sorted = texts.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| pair[0] == pair[1])
}

/// What the body of an event names, without knowing anything of the body.
///
/// # Errors
/// [`DecodeError::Damaged`] where the bytes do not begin with a list of texts.
pub fn named<'a>(name: &str, bytes: &'a [u8]) -> Result<Vec<&'a str>, DecodeError> {
    let damaged = |cause: &str| DecodeError::Damaged { name: name.to_owned(), cause: cause.to_owned() };
    list(bytes).map(|(texts, _)| texts).map_err(damaged)
}
