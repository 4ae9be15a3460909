//! Comments behind values line up in one column of the file.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::definition::text::tree::{Node, Value};

/// A line wider than this keeps its comment close behind it, so that it does not push all others out of sight. Columns.
const ALIGN_WIDTH_MAX: usize = 40;
/// Spaces before a comment.
const GAP: usize = 2;

/// The text with its trailing comments lined up.
pub(super) fn aligned(text: &str, root: &Node) -> String {
    let mut last = BTreeMap::new();
    scalars(root, &mut last);
    let cut: Vec<(&str, Option<(&str, &str)>)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (line, split(line, last.get(&at).copied().unwrap_or(0))))
        .collect();
    let widths = cut.iter().filter_map(|(_, cut)| Some(cut.as_ref()?.0.width()));
    let column = widths.filter(|width| *width <= ALIGN_WIDTH_MAX).max().unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    for (line, cut) in cut {
        match cut {
            Some((code, comment)) => {
                out.push_str(code);
                out.extend(std::iter::repeat_n(' ', column.saturating_sub(code.width()) + GAP));
                out.push_str(comment);
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// Code and comment of a line that has both; `from` is the character behind its last scalar.
fn split(line: &str, from: usize) -> Option<(&str, &str)> {
    let behind = line.char_indices().nth(from).map_or(line.len(), |(at, _)| at);
    let hash = behind + line[behind..].find(" #")?;
    if line[..hash].trim().is_empty() {
        return None;
    }
    // A hash behind quotes or brackets only closes what the scalar left open.
    line[behind..hash].chars().all(|c| c.is_whitespace() || "\"']}:,".contains(c)).then_some(())?;
    Some((line[..hash].trim_end(), line[hash..].trim_start()))
}

/// By line, from 0: the character behind the last scalar or key that begins on it.
fn scalars(node: &Node, last: &mut BTreeMap<usize, usize>) {
    let mut mark = |line: u32, column: u32, length: u32| {
        let end = (column + length) as usize - 1;
        let slot = last.entry(line as usize - 1).or_default();
        *slot = (*slot).max(end);
    };
    match &node.value {
        Value::Nothing => {}
        Value::Text(_) => mark(node.place.line, node.place.column, node.place.length),
        Value::List(items) => items.iter().for_each(|item| scalars(item, last)),
        Value::Map(entries) => {
            for entry in entries {
                let place = entry.key_place;
                mark(place.line, place.column, place.length);
            }
            entries.iter().for_each(|entry| scalars(&entry.value, last));
        }
    }
}
