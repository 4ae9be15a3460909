//! The other tables of a calendar's folder: working hours by day of the week, and festivals by day.

use muster_protocol::definition::Hours;
use muster_protocol::text;
use muster_protocol::time::TimeOfDay;

use crate::definition::days::dates;
use crate::definition::findings::code;
use crate::definition::findings::finding::Report;
use crate::definition::keys::{Key, word};
use crate::definition::limits::YEARS;
use crate::definition::text::fields::narrow;
use crate::definition::text::tables::{Row, Table};

use super::{DATE, Festival, NAME};

/// English names of festivals, parted by semicolons.
const ALSO: Key = Key { zh: "英文", en: "english" };
/// How many days from a festival on are off by law.
const DAYS_OFF: Key = Key { zh: "放假天数", en: "days-off" };
const DAYS: Key = Key { zh: "星期", en: "days" };
const FROM: Key = Key { zh: "起", en: "from" };
const TO: Key = Key { zh: "止", en: "to" };
/// In the column of days: made-up working days.
const MADE_UP: Key = Key { zh: "调休", en: "make-up" };
const WEEKDAYS: [Key; 7] = [
    word("周一", "mon"),
    word("周二", "tue"),
    word("周三", "wed"),
    word("周四", "thu"),
    word("周五", "fri"),
    word("周六", "sat"),
    word("周日", "sun"),
];

/// Weekend and working hours: days of the week without hours are the weekend. Made-up days have their own rows (调休) or
/// the hours of the first working day of the week.
pub(super) fn read(bytes: &[u8], report: &mut Report) -> Option<(Vec<u8>, Vec<Hours>)> {
    let table = Table::read(bytes, report)?;
    let all = [DAYS, FROM, TO];
    let columns =
        (table.must(DAYS, &all, report)?, table.must(FROM, &all, report)?, table.must(TO, &all, report)?);
    let mut all: Vec<Hours> =
        table.rows.iter().filter_map(|row| stretch(&table, row, columns, report)).collect();
    all.sort_by_key(|hours| hours.from);
    let worked = |day: &u8| all.iter().any(|hours| hours.days.contains(day));
    let weekend: Vec<u8> = (0..7).filter(|day| !worked(day)).collect();
    if !all.iter().any(|hours| hours.made_up)
        && let Some(first) = (0..7).find(worked)
    {
        all.iter_mut().for_each(|hours| hours.made_up = hours.days.contains(&first));
    }
    (!all.is_empty()).then_some((weekend, all))
}

fn stretch(
    table: &Table,
    row: &Row,
    (days, from, to): (usize, usize, usize),
    report: &mut Report,
) -> Option<Hours> {
    let text = row.cell(Some(days));
    let made_up = MADE_UP.is(text);
    let days = if made_up { Some(Vec::new()) } else { weekdays(text) };
    let Some(days) = days else {
        let said = text!("text-is-no-day-of-the-week", text);
        report
            .error(code::TABLE_ROW, table.place(row, table.column(DAYS)), said)
            .fix(text!("write-mon-mon-fri-or-make-up"));
        return None;
    };
    let times = (time(row.cell(Some(from))), time(row.cell(Some(to))));
    let (Some(from), Some(to)) = times else {
        report
            .error(
                code::TABLE_ROW,
                table.place(row, table.column(FROM)),
                text!("working-time-must-have-two-times-of-day"),
            )
            .fix(text!("write-08-30-and-12-00-the-end"));
        return None;
    };
    if to <= from {
        report
            .error(
                code::TABLE_ROW,
                table.place(row, table.column(TO)),
                text!("it-ends-at-to-not-after-from", to, from),
            )
            .fix(text!("write-a-shift-across-midnight-as-two-rows"));
        return None;
    }
    Some(Hours { days, made_up, from, to })
}

fn time(text: &str) -> Option<TimeOfDay> {
    let text = narrow(text);
    if text == "24:00" { Some(TimeOfDay(24 * 60)) } else { text.parse().ok() }
}

/// 周一, 周一至周五, Mon-Fri.
pub(crate) fn weekdays(text: &str) -> Option<Vec<u8>> {
    let plain = narrow(text).to_lowercase();
    let day = |name: &str| {
        let at = WEEKDAYS.iter().position(|word| word.is(name))?;
        u8::try_from(at).ok()
    };
    let (first, last) = match plain.split_once(['至', '-', '到']) {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(&plain)?, day(&plain)?),
    };
    (first <= last).then(|| (first..=last).collect())
}

/// Names in one cell, parted by semicolons.
fn parted(cell: &str) -> Vec<String> {
    let names = cell.split([';', '；']).map(str::trim).filter(|one| !one.is_empty());
    names.map(str::to_owned).collect()
}

/// From one to nine days off; an empty cell says none.
fn days_off(table: &Table, row: &Row, column: Option<usize>, report: &mut Report) -> Option<u8> {
    let text = row.cell(column);
    let days = narrow(text).parse::<u8>().ok().filter(|days| (1..=9).contains(days));
    if days.is_none() && !text.is_empty() {
        report
            .error(code::TABLE_ROW, table.place(row, column), text!("text-is-no-number-of-days-off", text))
            .fix(text!("write-1-to-9-or-leave-it-empty"));
    }
    days
}

/// Festivals with their days, in order of the days. The first name of a cell is the one that lists show.
pub(super) fn festivals(bytes: &[u8], report: &mut Report) -> Vec<Festival> {
    let Some(table) = Table::read(bytes, report) else { return Vec::new() };
    let all = [DATE, NAME, ALSO, DAYS_OFF];
    let columns = (table.must(DATE, &all, report), table.must(NAME, &all, report));
    let (Some(date), Some(name)) = columns else {
        return Vec::new();
    };
    let (also, off) = (table.column(ALSO), table.column(DAYS_OFF));
    let mut all = Vec::new();
    for row in &table.rows {
        let text = row.cell(Some(date));
        // Each row has its own year, so that which year would be meant without one does not matter.
        match dates::day(text, *YEARS.start()) {
            Ok(day) if text.starts_with(|c: char| c.is_ascii_digit()) => {
                let mut names = parted(row.cell(Some(name)));
                let others = names.split_off(names.len().min(1));
                let name = names.pop().unwrap_or_default();
                let days_off = days_off(&table, row, off, report);
                all.push(Festival { name, others, english: parted(row.cell(also)), day, days_off });
            }
            _ => {
                report
                    .error(code::TABLE_ROW, table.place(row, Some(date)), text!("text-is-not-a-date", text))
                    .fix(text!("write-it-like-2014-10-02"));
            }
        }
    }
    all.sort_by_key(|festival| festival.day);
    all
}
