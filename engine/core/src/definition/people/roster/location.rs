//! Where a unit is: a latitude and a longitude in one cell.

use muster_protocol::definition::Location;
use muster_protocol::{id, text};

use super::RosterSheet;
use crate::definition::text::fields::narrow;
use crate::definition::text::tables::Row;

/// Digits behind the point that are kept: a tenth of a metre.
const DIGITS: usize = 6;

/// Reads the cell; an empty one says nothing.
pub(super) fn read(sheet: &mut RosterSheet<'_>, row: &Row) -> Option<Location> {
    let column = sheet.columns.location?;
    let text = row.cell(Some(column));
    if text.is_empty() || sheet.damaged.contains(&column) {
        return None;
    }
    let read = pair(text);
    if let Some((latitude, longitude)) = read
        && fits(latitude, 90)
        && fits(longitude, 180)
    {
        return Some(Location { latitude, longitude });
    }
    let said = text!("cell-is-no-pair-of-coordinates", text);
    // Maps often give the longitude first.
    let fix = match read.filter(|(first, second)| fits(*first, 180) && fits(*second, 90)) {
        Some(_) => id!("latitude-comes-first-swap-the-two-numbers"),
        None => id!("write-latitude-and-longitude-or-leave-it-empty"),
    };
    sheet.fault(row, Some(column), said, fix);
    None
}

fn fits(parts: i32, degrees: i32) -> bool {
    parts.abs() <= degrees * 1_000_000
}

/// Two numbers with a comma or a blank between them, in millionths.
fn pair(text: &str) -> Option<(i32, i32)> {
    let apart = |c: char| matches!(c, ',' | '，' | '、' | ';' | '；') || c.is_whitespace();
    let mut numbers = text.split(apart).filter(|part| !part.is_empty()).map(|part| millionths(&narrow(part)));
    let both = (numbers.next()??, numbers.next()??);
    numbers.next().is_none().then_some(both)
}

/// A decimal number of degrees.
fn millionths(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(rest) || whole.len() > 3 {
        return None;
    }
    let rest: String = rest.chars().chain("0".repeat(DIGITS).chars()).take(DIGITS).collect();
    let parts = whole.parse::<i32>().ok()? * 1_000_000 + rest.parse::<i32>().ok()?;
    Some(if negative { -parts } else { parts })
}
