//! The fields of one object of the file, read with their paths.

use std::collections::BTreeMap;

use muster_protocol::time::Date;
use serde_json::{Map, Value};

use crate::fault::{Fault, Kind, Noun, Wrong};
use crate::instance::Stretch;

/// Longest excerpt of a value that a fault repeats, in characters.
const EXCERPT_MAX: usize = 40;

/// One object and where it stands.
pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    at: String,
}

impl<'a> Fields<'a> {
    pub(super) fn of(value: &'a Value, at: impl Into<String>) -> Result<Self, Fault> {
        let at = at.into();
        match value {
            Value::Object(map) => Ok(Self { map, at }),
            other => Err(not_a(Kind::Object, other).at(at)),
        }
    }

    /// The path of a field.
    pub(super) fn path(&self, name: &str) -> String {
        if self.at.is_empty() { name.to_owned() } else { format!("{}.{name}", self.at) }
    }

    fn wrong(&self, name: &str, wrong: Wrong) -> Fault {
        wrong.at(self.path(name))
    }

    /// A field that is there and not null.
    fn get(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    fn there(&self, name: &str) -> Result<&'a Value, Fault> {
        self.get(name).ok_or_else(|| self.wrong(name, Wrong::Missing))
    }

    pub(super) fn object(&self, name: &str) -> Result<Self, Fault> {
        Self::of(self.there(name)?, self.path(name))
    }

    pub(super) fn maybe_object(&self, name: &str) -> Result<Option<Self>, Fault> {
        self.get(name).map(|value| Self::of(value, self.path(name))).transpose()
    }

    pub(super) fn list(&self, name: &str) -> Result<Option<&'a Vec<Value>>, Fault> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::Array(list)) => Ok(Some(list)),
            Some(other) => Err(self.wrong(name, not_a(Kind::List, other))),
        }
    }

    pub(super) fn objects(&self, name: &str, max: usize) -> Result<Option<Vec<Self>>, Fault> {
        let Some(list) = self.list(name)? else { return Ok(None) };
        if list.len() > max {
            return Err(self.wrong(name, Wrong::TooMany { max, found: list.len() }));
        }
        let each = list.iter().enumerate();
        each.map(|(at, value)| Self::of(value, self.path(&format!("{name}[{at}]"))))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    pub(super) fn text(&self, name: &str) -> Result<&'a str, Fault> {
        let value = self.there(name)?;
        value.as_str().ok_or_else(|| self.wrong(name, not_a(Kind::Text, value)))
    }

    pub(super) fn maybe_text(&self, name: &str) -> Result<Option<&'a str>, Fault> {
        self.get(name).map(|_| self.text(name)).transpose()
    }

    pub(super) fn texts(&self, name: &str) -> Result<Option<Vec<&'a str>>, Fault> {
        let Some(list) = self.list(name)? else { return Ok(None) };
        let each = list.iter().enumerate().map(|(at, value)| {
            let wrong = || self.wrong(&format!("{name}[{at}]"), not_a(Kind::Text, value));
            value.as_str().ok_or_else(wrong)
        });
        each.collect::<Result<_, _>>().map(Some)
    }

    pub(super) fn flag(&self, name: &str) -> Result<bool, Fault> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(other) => Err(self.wrong(name, not_a(Kind::Boolean, other))),
        }
    }

    pub(super) fn maybe_integer(&self, name: &str, low: i64, high: i64) -> Result<Option<i64>, Fault> {
        self.get(name).map(|value| self.number(name, value, low, high)).transpose()
    }

    pub(super) fn integer(&self, name: &str, low: i64, high: i64) -> Result<i64, Fault> {
        self.number(name, self.there(name)?, low, high)
    }

    pub(super) fn integer_or(&self, name: &str, low: i64, high: i64, absent: i64) -> Result<i64, Fault> {
        Ok(self.maybe_integer(name, low, high)?.unwrap_or(absent))
    }

    pub(super) fn small(&self, name: &str, low: i64, high: i64) -> Result<i32, Fault> {
        self.integer(name, low, high).map(small)
    }

    pub(super) fn small_or(&self, name: &str, low: i64, high: i64, absent: i64) -> Result<i32, Fault> {
        self.integer_or(name, low, high, absent).map(small)
    }

    pub(super) fn maybe_small(&self, name: &str, low: i64, high: i64) -> Result<Option<i32>, Fault> {
        Ok(self.maybe_integer(name, low, high)?.map(small))
    }

    pub(super) fn size(&self, name: &str, low: usize, high: usize) -> Result<usize, Fault> {
        let bound = |size| i64::try_from(size).unwrap_or(i64::from(i32::MAX)).min(i64::from(i32::MAX));
        let found = self.integer(name, bound(low), bound(high))?;
        Ok(usize::try_from(found).unwrap_or(low))
    }

    pub(super) fn integers(&self, name: &str, (low, high): (i64, i64)) -> Result<Vec<i32>, Fault> {
        let each = self.list(name)?.into_iter().flatten().enumerate();
        each.map(|(at, value)| self.number(&format!("{name}[{at}]"), value, low, high).map(small)).collect()
    }

    pub(super) fn weekdays(&self, name: &str) -> Result<[bool; 7], Fault> {
        let mut weekdays = [false; 7];
        for weekday in self.integers(name, (0, 6))? {
            weekdays[usize::try_from(weekday).unwrap_or(0)] = true;
        }
        Ok(weekdays)
    }

    pub(super) fn stretch(
        &self,
        (from_name, from_absent): (&str, Option<i64>),
        (to_name, to_absent): (&str, Option<i64>),
        low: i64,
        high: i64,
    ) -> Result<Stretch, Fault> {
        let one = |name: &str, absent: Option<i64>| match absent {
            Some(absent) => self.integer_or(name, low, high, absent),
            None => self.integer(name, low, high),
        };
        let (from, to) = (one(from_name, from_absent)?, one(to_name, to_absent)?);
        if from >= to {
            return Err(self.wrong(to_name, Wrong::Reversed { from, to }));
        }
        Ok(Stretch { from: small(from), to: small(to) })
    }

    pub(super) fn named(
        &self,
        name: &str,
        noun: Noun,
        known: &BTreeMap<&str, usize>,
    ) -> Result<usize, Fault> {
        let text = self.text(name)?;
        let unknown = || self.wrong(name, Wrong::Unknown(noun, text.to_owned()));
        known.get(text).copied().ok_or_else(unknown)
    }

    pub(super) fn date(&self, name: &str) -> Result<Date, Fault> {
        self.dated(name, self.there(name)?)
    }

    pub(super) fn dates(&self, name: &str) -> Result<Vec<Date>, Fault> {
        let each = self.list(name)?.into_iter().flatten().enumerate();
        each.map(|(at, value)| self.dated(&format!("{name}[{at}]"), value)).collect()
    }

    /// A square of numbers.
    pub(super) fn rows(&self, name: &str, want: usize, high: i64) -> Result<Vec<Vec<i32>>, Fault> {
        let list = self.list(name)?.ok_or_else(|| self.wrong(name, Wrong::Missing))?;
        if list.len() != want {
            return Err(self.wrong(name, Wrong::RowLength { want, found: list.len() }));
        }
        let mut rows = Vec::with_capacity(want);
        for (at, row) in list.iter().enumerate() {
            let path = format!("{name}[{at}]");
            let row = row.as_array().ok_or_else(|| self.wrong(&path, not_a(Kind::List, row)))?;
            if row.len() != want {
                return Err(self.wrong(&path, Wrong::RowLength { want, found: row.len() }));
            }
            let each = row.iter().enumerate();
            let row =
                each.map(|(to, value)| self.number(&format!("{path}[{to}]"), value, 0, high).map(small));
            rows.push(row.collect::<Result<_, _>>()?);
        }
        Ok(rows)
    }

    fn dated(&self, name: &str, value: &Value) -> Result<Date, Fault> {
        let date = value.as_str().and_then(|text| text.parse().ok());
        date.ok_or_else(|| self.wrong(name, not_a(Kind::Date, value)))
    }

    fn number(&self, name: &str, value: &Value, low: i64, high: i64) -> Result<i64, Fault> {
        let found = value.as_i64().ok_or_else(|| self.wrong(name, not_a(Kind::Integer, value)))?;
        if (low..=high).contains(&found) {
            Ok(found)
        } else {
            Err(self.wrong(name, Wrong::Outside { low, high, found }))
        }
    }
}

fn not_a(kind: Kind, found: &Value) -> Wrong {
    let text = found.to_string();
    let excerpt: String = text.chars().take(EXCERPT_MAX).collect();
    Wrong::NotA(kind, if excerpt == text { excerpt } else { excerpt + "…" })
}

/// A number whose limits were checked and lie within 32 bits.
fn small(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
