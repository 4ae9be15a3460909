//! The language's keys in one order. A block of lines moves with the comments above it.

use crate::definition::description::grammar;
use crate::definition::description::shape::{Shape, Slot, slot};
use crate::definition::text::tree::{Entry, Node, Value};

/// The text with its keys in the order of the grammar.
pub(super) fn sorted(text: &str, root: &Node) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let end = lines.len();
    inside(root, Some(&grammar::FILE), end, &mut lines);
    let mut out = lines.join("\n");
    out.push('\n');
    out
}

/// Sorts what a node holds, inner parts first: `end` is the line behind its last one, from 0. No line leaves the node's
/// own, so the places of everything outside stay true.
fn inside(node: &Node, shape: Option<&'static Shape>, end: usize, lines: &mut [String]) {
    match &node.value {
        Value::Nothing | Value::Text(_) => {}
        Value::List(items) => {
            let shape = shape.and_then(Shape::item);
            for (at, item) in items.iter().enumerate() {
                let next = items
                    .get(at + 1)
                    .map_or(end, |next| block_start(next.place.line, next.place.column, lines));
                inside(item, shape, next, lines);
            }
        }
        Value::Map(entries) => {
            let starts: Vec<usize> = entries
                .iter()
                .map(|entry| block_start(entry.key_place.line, entry.key_place.column, lines))
                .collect();
            for (at, entry) in entries.iter().enumerate() {
                let next = starts.get(at + 1).copied().unwrap_or(end);
                inside(&entry.value, shape.and_then(|shape| shape.below(node, entry)), next, lines);
            }
            if let Some(slots) = shape.and_then(|shape| shape.slots(node)) {
                if is_flow(node, lines) {
                    flow(entries, slots, lines)
                } else {
                    block(entries, slots, end, lines)
                }
            }
        }
    }
}

/// The line, from 0, at which an entry begins with the comments and blank lines above it.
fn block_start(line: u32, column: u32, lines: &[String]) -> usize {
    let mut at = (line as usize - 1).min(lines.len());
    while at > 0 {
        let above = &lines[at - 1];
        let spaces = above.len() - above.trim_start().len();
        let comment = above.trim_start().starts_with('#') && spaces < column as usize;
        if !above.trim().is_empty() && !comment {
            break;
        }
        at -= 1;
    }
    at
}

fn is_flow(node: &Node, lines: &[String]) -> bool {
    let place = node.place;
    let line = lines.get(place.line as usize - 1).map(String::as_str).unwrap_or_default();
    line.chars().nth(place.column as usize - 1) == Some('{')
}

/// The order in which entries should come; none when they do already.
fn order(entries: &[Entry], slots: &'static [Slot]) -> Option<Vec<usize>> {
    let rank = |at: &usize| {
        let known = slot(slots, &entries[*at]);
        known.and_then(|known| slots.iter().position(|slot| slot.key == known.key)).unwrap_or(slots.len())
    };
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(rank);
    (!order.is_sorted()).then_some(order)
}

fn block(entries: &[Entry], slots: &'static [Slot], end: usize, lines: &mut [String]) {
    let Some(order) = order(entries, slots) else { return };
    let Some(first) = entries.first() else { return };
    let mut starts: Vec<usize> = entries
        .iter()
        .map(|entry| block_start(entry.key_place.line, entry.key_place.column, lines))
        .collect();
    // What stands at the head of the file is about the whole of it.
    if let Some(head) = starts.first_mut().filter(|head| **head == 0) {
        *head = first.key_place.line as usize - 1;
    }
    // Two keys on one line, or out of order: not a block that can be moved by lines.
    if !starts.is_sorted_by(|a, b| a < b) || starts.last().is_some_and(|last| *last >= end) {
        return;
    }
    let (from, key_line) = (starts[0], first.key_place.line as usize - 1);
    // Places come from the parser: where it counts lines otherwise, the file is left as it is.
    if end > lines.len() || key_line >= end {
        return;
    }
    let column = first.key_place.column as usize - 1;
    // In a list the first key stands behind its dash, which stays where it is.
    let dash: String = lines[key_line].chars().take(column).collect();
    let in_list = !dash.trim().is_empty();
    if in_list {
        lines[key_line] = " ".repeat(column) + &lines[key_line].chars().skip(column).collect::<String>();
    }
    let blocks: Vec<Vec<String>> = (0..entries.len())
        .map(|at| lines[starts[at]..starts.get(at + 1).copied().unwrap_or(end)].to_vec())
        .collect();
    let blank = |line: &&String| line.trim().is_empty();
    let head = blocks[0].iter().take_while(blank).count();
    let mut moved: Vec<String> = order.iter().flat_map(|&at| blocks[at].iter().cloned()).collect();
    // Blank lines that stood above the whole stay above the whole.
    let lead = moved.iter().take_while(blank).count();
    if lead < head {
        let at = moved.iter().position(|line| line.trim().is_empty()).unwrap_or(0);
        moved[..=at].rotate_right(1);
    }
    if in_list {
        let key =
            moved.iter().position(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        if let Some(line) = key.and_then(|at| moved.get_mut(at)) {
            *line = dash + &line.chars().skip(column).collect::<String>();
        }
    }
    lines[from..end].clone_from_slice(&moved);
}

/// Sorts `{a: 1, b: 2}` on its line. One that goes over several lines is left as it is.
fn flow(entries: &[Entry], slots: &'static [Slot], lines: &mut [String]) {
    let Some(order) = order(entries, slots) else { return };
    let line = entries.first().map_or(0, |entry| entry.key_place.line);
    if entries.iter().any(|entry| entry.key_place.line != line) {
        return;
    }
    let Some(text) = lines.get(line as usize - 1) else { return };
    let chars: Vec<char> = text.chars().collect();
    let starts: Vec<usize> = entries.iter().map(|entry| entry.key_place.column as usize - 1).collect();
    let Some(end) = starts.last().and_then(|&last| closing(&chars, last)) else { return };
    if !starts.is_sorted() {
        return;
    }
    let text = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
    // What parts the entries stays where it is: the line keeps its length, and every place outside this map its truth.
    let mut pieces = Vec::with_capacity(entries.len());
    let mut gaps = Vec::with_capacity(entries.len());
    for at in 0..entries.len() {
        let to = starts.get(at + 1).copied().unwrap_or(end);
        let whole = text(starts[at]..to);
        let piece = whole.trim_end().trim_end_matches(',').trim_end();
        gaps.push(whole[piece.len()..].to_owned());
        pieces.push(piece.to_owned());
    }
    let moved: String = order.iter().zip(&gaps).map(|(&at, gap)| format!("{}{gap}", pieces[at])).collect();
    lines[line as usize - 1] = format!("{}{moved}{}", text(0..starts[0]), text(end..chars.len()));
}

/// Where the map that the character at `from` stands in is closed.
fn closing(chars: &[char], from: usize) -> Option<usize> {
    let (mut depth, mut quote, mut begins) = (0usize, None, true);
    for (at, &c) in chars.iter().enumerate().skip(from) {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if begins => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']') => depth = depth.checked_sub(1)?,
            (None, '}') if depth == 0 => return Some(at),
            (None, '}') => depth -= 1,
            (None, _) => {}
        }
        begins = matches!(c, ':' | ',' | '[' | '{') || (begins && c.is_whitespace());
    }
    None
}
