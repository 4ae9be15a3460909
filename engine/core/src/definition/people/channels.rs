//! 渠道: by which ways messages go out, in the order in which they are tried, with their hours and budgets.

use muster_protocol::definition::{Channel, Stretch};
use muster_protocol::text;
use muster_protocol::time::TimeOfDay;

use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::keys::{BY_POST, CHANNELS, Key, OPEN_HOURS, PER_DAY, PER_MINUTE, WORKDAYS_ONLY};
use crate::definition::limits::{CHANNELS_MAX, MESSAGES_MAX};
use crate::definition::text::fields::{self, Fields, narrow};
use crate::definition::text::tree::{Entry, Node};

/// Reads the channels.
pub(crate) fn read(node: &Node, report: &mut Report) -> Vec<Channel> {
    let entries = fields::at_most(node, CHANNELS, CHANNELS_MAX, report);
    entries.into_iter().filter_map(|entry| one(entry, report)).collect()
}

fn one(entry: &Entry, report: &mut Report) -> Option<Channel> {
    let fields = Fields::of_entry(entry, &grammar::CHANNEL.keys(), report)?;
    let hours = fields.get(OPEN_HOURS).map_or_else(Vec::new, |node| hours(node, report));
    let mut flag = |key: Key| fields.flag(key, report).unwrap_or(false);
    let (workdays_only, by_post) = (flag(WORKDAYS_ONLY), flag(BY_POST));
    let mut most =
        |key: Key| fields.get(key).and_then(|node| fields::number(node, key, 1..=MESSAGES_MAX, report));
    let (per_minute, per_day) = (most(PER_MINUTE), most(PER_DAY));
    Some(Channel { name: entry.key.clone(), hours, workdays_only, per_minute, per_day, by_post })
}

/// Stretches such as 08:30-12:00. Their order means nothing; they may not overlap.
fn hours(node: &Node, report: &mut Report) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    for (text, place) in fields::texts(node, OPEN_HOURS, report) {
        let Some(stretch) = stretch(&text) else {
            report
                .error(code::BAD_VALUE, place, text!("the-stretch-of-time-text-is-not-understood", text))
                .fix(text!("write-it-like-08-30-12-00-the"));
            continue;
        };
        if found.iter().any(|other| stretch.from < other.to && other.from < stretch.to) {
            report
                .error(code::BAD_VALUE, place, text!("the-stretch-text-overlaps-one-before", text))
                .fix(text!("make-one-of-them-or-move-them-apart"));
            continue;
        }
        found.push(stretch);
    }
    found.sort_unstable();
    found
}

fn stretch(text: &str) -> Option<Stretch> {
    let plain = narrow(text);
    let (from, to) = plain.split_once(['-', '–', '—', '~', '至'])?;
    let (from, to): (TimeOfDay, TimeOfDay) = (from.parse().ok()?, to.parse().ok()?);
    (from < to).then_some(Stretch { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_read() {
        let read = |text| stretch(text).map(|one| (one.from.0, one.to.0));
        assert_eq!(read("08:30-12:00"), Some((510, 720)));
        assert_eq!(read("08：30 － 12：00"), Some((510, 720)));
        assert_eq!(read("14:30至17:30"), Some((870, 1050)));
        for bad in ["12:00-08:30", "08:30", "08:30-25:00", "", "-"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
