//! From where on the log is heard by somebody who names a place. The place may be one that this log never had: of another
//! log, or of a generation that it left behind when it was restored.

use std::sync::Arc;

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::ids::Position;
use muster_protocol::place::{Begun, Place, Reset};
use muster_protocol::recorded::Recorded;
use muster_protocol::{id, text};

use crate::directory::identity::Lineage;

impl Lineage {
    /// A place in this log.
    #[must_use]
    pub fn place(&self, position: Position) -> Place {
        Place::of(position, self.generation, &self.log)
    }

    /// A place that a follower remembers. The stream gives out places that say their generation: who remembers a bare number may
    /// have it from a log that was left behind, so it counts as one of the first generation. Hearing twice changes nothing.
    #[must_use]
    pub fn remembered(&self, place: Place) -> Place {
        match place.of {
            None if self.generation > 1 => Place::of(place.position, 1, &self.log),
            _ => place,
        }
    }
}

/// From where on.
///
/// # Errors
/// [`Refusal`] where a bare position lies behind the log's end, or the place is of a later generation than the log.
pub fn begin(place: &Place, lineage: &Lineage, head: Position) -> Result<Begun, Refusal> {
    let position = place.position;
    let here = Begun { place: lineage.place(position), reset: None };
    let Some((generation, log)) = &place.of else {
        return if position > head { Err(beyond(position, head)) } else { Ok(here) };
    };
    if lineage.place(position).of.is_none_or(|(_, own)| own != *log) {
        return Ok(reset(lineage, Position(0), id!("this-is-another-log-it-starts-over")));
    }
    if *generation > lineage.generation {
        return Err(later(*generation, lineage.generation));
    }
    let parted = lineage.begun.iter().filter(|(begun, _)| begun > generation).map(|(_, at)| *at).min();
    match parted {
        Some(parted) if position > parted => Ok(reset(
            lineage,
            parted,
            text!("the-log-was-restored-after-parted-stand-other", parted, generation),
        )),
        _ if position > head => {
            Ok(reset(lineage, head, text!("the-log-ends-at-head-earlier-than-position", head, position)))
        }
        _ => Ok(here),
    }
}

/// Rows up to a head that was looked at after they were read. The store shows a commit a moment before the head does, and a
/// follower that stood beyond the head would be told that the log was cut.
pub(crate) fn known(mut rows: Vec<Arc<Recorded>>, head: Position) -> Vec<Arc<Recorded>> {
    rows.truncate(rows.partition_point(|row| row.position <= head));
    rows
}

fn reset(lineage: &Lineage, after: Position, why: impl Into<LocalizedText>) -> Begun {
    let generation = lineage.generation;
    Begun { place: lineage.place(after), reset: Some(Reset { after, generation, why: why.into() }) }
}

fn beyond(position: Position, head: Position) -> Refusal {
    Refusal::with_text(RefusalCode::UnknownPlace, text!("position-lies-beyond-the-log", position, head))
}

fn later(generation: u32, ours: u32) -> Refusal {
    Refusal::with_text(RefusalCode::UnknownPlace, text!("place-is-of-a-later-generation", generation, ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lineage(log: &str, begun: &[(u32, u64)]) -> Lineage {
        let generation = begun.last().map_or(1, |(generation, _)| *generation);
        let begun = begun.iter().map(|(generation, at)| (*generation, Position(*at))).collect();
        Lineage { log: format!("0193{log}"), generation, begun }
    }

    fn begins(place: &str, lineage: &Lineage, head: u64) -> Option<(u64, bool)> {
        let begin = begin(&place.parse().unwrap(), lineage, Position(head)).ok()?;
        Some((begin.place.position.0, begin.reset.is_some()))
    }

    #[test]
    fn who_stood_in_another_generation_goes_back_to_where_it_parted() {
        let first = lineage("aaaaaaaa", &[]);
        assert_eq!(first.place(Position(9)).to_string(), "9.1.aaaaaaaa");
        assert_eq!(begins("9.1.aaaaaaaa", &first, 9), Some((9, false)));
        let restored = lineage("aaaaaaaa", &[(2, 100), (3, 80), (4, 90)]);
        for (place, begin) in [
            ("80.1.aaaaaaaa", Some((80, false))),
            ("81.1.aaaaaaaa", Some((80, true))),
            ("300.1.aaaaaaaa", Some((80, true))),
            ("85.3.aaaaaaaa", Some((85, false))),
            ("95.3.aaaaaaaa", Some((90, true))),
            ("120.4.aaaaaaaa", Some((120, false))),
            ("201.4.aaaaaaaa", Some((200, true))),
            ("7.5.aaaaaaaa", None),
            ("7.1.bbbbbbbb", Some((0, true))),
            ("200", Some((200, false))),
            ("201", None),
        ] {
            assert_eq!(begins(place, &restored, 200), begin, "{place}");
        }
        // What a follower remembers without its generation may be of the log that was left behind.
        for (place, begin) in [("80", Some((80, false))), ("81", Some((80, true))), ("300", Some((80, true)))]
        {
            let remembered = restored.remembered(place.parse().unwrap()).to_string();
            assert_eq!(begins(&remembered, &restored, 200), begin, "{place}");
        }
        assert_eq!(
            first.remembered("9".parse().unwrap()).of,
            None,
            "a log that was never restored is the only one"
        );
        let no = begin(&"201".parse().unwrap(), &restored, Position(200)).unwrap_err();
        assert_eq!(no.code, RefusalCode::UnknownPlace);
        assert!(no.detail.en.contains("ends at 200") && no.detail.zh.contains("只到第200号"), "{no}");
    }
}
