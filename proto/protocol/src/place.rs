//! Where somebody stands in the log: a position, and in which log and which of its generations that is. Anyone who comes back
//! with a place that this log never had is told so, and hears what it missed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::catalogue::LocalizedText;
use crate::ids::Position;

/// Digits of a log's name in a place: the last ones, which are random.
const LOG_DIGITS: usize = 8;

/// A place: `534`, or whole `534.2.1f3a9c02`: position, generation, log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// The last event that was heard.
    pub position: Position,
    /// In which generation of which log; none where nobody says.
    pub of: Option<(u32, String)>,
}

/// What is no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is no position: write a number such as 120, or the whole id of an event such as 120.1.1f3a9c02"
)]
pub struct NoPlace(String);

/// The log is not the one in which somebody stood: from here on it is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// The position after which everything is heard again.
    pub after: Position,
    /// The generation of this log.
    pub generation: u32,
    /// Why.
    pub why: LocalizedText,
}

/// From where on somebody hears the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The whole place behind which it begins.
    pub place: Place,
    /// There where that is not the one that was named.
    pub reset: Option<Reset>,
}

impl Place {
    /// A place in this generation of the log with this name.
    #[must_use]
    pub fn of(position: Position, generation: u32, log: &str) -> Self {
        let mark = log.get(log.len().saturating_sub(LOG_DIGITS)..).unwrap_or(log);
        Self { position, of: Some((generation, mark.to_owned())) }
    }

    /// The same in the same log, at another position.
    #[must_use]
    pub fn at(&self, position: Position) -> Self {
        Self { position, of: self.of.clone() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            None => self.position.fmt(f),
            Some((generation, log)) => write!(f, "{}.{generation}.{log}", self.position),
        }
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut parts = text.splitn(3, '.');
        let no = || NoPlace(text.chars().filter(|c| !c.is_control()).take(80).collect());
        let position = parts.next().and_then(|part| part.parse().ok()).map(Position).ok_or_else(no)?;
        let of = match (parts.next(), parts.next()) {
            (None, _) => None,
            (Some(generation), Some(log))
                if log.len() == LOG_DIGITS && log.chars().all(|c| c.is_ascii_hexdigit()) =>
            {
                Some((generation.parse().map_err(|_| no())?, log.to_ascii_lowercase()))
            }
            (Some(_), _) => return Err(no()),
        };
        Ok(Self { position, of })
    }
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { position, of: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_place_is_said() {
        for text in
            ["", "x", "-1", "18446744073709551616", "1.", "1.2", "1.x.aaaaaaaa", "1.2.aaaa", "1.2.aaaaaaag"]
        {
            let no = text.parse::<Place>().unwrap_err().to_string();
            assert!(no.contains("no position"), "{text}: {no}");
        }
        assert_eq!("12.3.AAAAAAAA".parse::<Place>().unwrap().to_string(), "12.3.aaaaaaaa");
        assert_eq!(Place::of(Position(9), 2, "0193aaaaaaaa").to_string(), "9.2.aaaaaaaa");
    }
}
