//! Holiday tables: one file a year with the days that differ from the weekend rule.

mod hours;
mod provisional;

pub(crate) use hours::weekdays;

use muster_protocol::text;
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Calendar, DayKind, Exception, Hours};
use muster_protocol::ids::Digest;
use muster_protocol::time::{Date, TimeOfDay};

use super::dates;
use crate::definition::Files;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Finding, Place, Report};
use crate::definition::head::{calendar_file, calendar_years, festivals_file, hours_file, own_file};
use crate::definition::keys::Key;
use crate::definition::text::tables::Table;

/// Digits of a calendar's version: enough to tell versions apart by eye.
const VERSION_CHARS: usize = 12;
/// Saturday and Sunday.
const WEEKEND: [u8; 2] = [5, 6];
const DATE: Key = Key { zh: "日期", en: "date" };
const KIND: Key = Key { zh: "安排", en: "arrangement" };
const NAME: Key = Key { zh: "名称", en: "name" };

/// A day of the calendar's table of festivals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Festival {
    /// Its name, as the table's own language says it.
    pub(crate) name: String,
    /// Its other names in that language.
    pub(crate) others: Vec<String>,
    /// English names where the table has them; lists show the first.
    pub(crate) english: Vec<String>,
    pub(crate) day: Date,
    /// How many days from this one on the law gives off, whatever a year's table adds; none where the table does not say.
    pub(crate) days_off: Option<u8>,
}

/// Working time where the calendar's folder says none: the usual office day.
fn usual_hours() -> Vec<Hours> {
    let stretch = |from: u16, to: u16| Hours {
        days: (0..7).filter(|day| !WEEKEND.contains(day)).collect(),
        made_up: true,
        from: TimeOfDay(from),
        to: TimeOfDay(to),
    };
    vec![stretch(8 * 60 + 30, 12 * 60), stretch(14 * 60, 17 * 60 + 30)]
}

/// A calendar as a file asks for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) name: &'a str,
    pub(crate) year: i32,
    /// First and last day of the campaign.
    pub(crate) campaign: Option<(Date, Date)>,
    /// Where to tell that the year is missing.
    pub(crate) place: Place,
    /// Years without a table are accepted, their dates being provisional.
    pub(crate) gaps: bool,
    /// Made-up days are worked.
    pub(crate) make_up: bool,
}

/// A calendar's file: the one in the campaign's own folder counts first.
fn found<'f>(name: &str, files: &'f BTreeMap<String, Vec<u8>>) -> Option<(&'f str, &'f [u8])> {
    let file = files.get_key_value(&own_file(name)).or_else(|| files.get_key_value(name));
    file.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
}

/// Days of a week that are worked by a calendar, read without judging; none where it does not say its hours.
pub(crate) fn week(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Option<u8> {
    let (_, content) = found(&hours_file(name), files)?;
    let (weekend, _) = hours::read(content, &mut Report::new(""))?;
    u8::try_from(7usize.saturating_sub(weekend.len())).ok()
}

/// Loads the tables of a campaign's years, the one before and the next, and the working hours. A missing year is an
/// error; the others only if a date needs them, which computation finds out.
pub(crate) fn read(
    wanted: Wanted<'_>,
    files: &BTreeMap<String, Vec<u8>>,
    report: &mut Report,
) -> (Option<Calendar>, Vec<Finding>) {
    let Wanted { name, year, campaign, place, gaps, make_up } = wanted;
    let mut others = Vec::new();
    let mut bytes = Vec::new();
    let mut calendar = Calendar { name: name.to_owned(), weekend: WEEKEND.to_vec(), ..Calendar::default() };
    let mut broken = false;
    for year in calendar_years(year, campaign) {
        let Some((file, content)) = found(&calendar_file(name, year), files) else {
            if gaps {
                calendar.years.push(year);
                calendar.provisional.push(year);
            }
            continue;
        };
        let mut table = Report::new(file);
        calendar.exceptions.extend(exceptions(content, year, &mut table));
        calendar.years.push(year);
        bytes.extend_from_slice(content);
        broken |= table.broken();
        others.extend(table.into_findings());
    }
    if !calendar.years.contains(&year) {
        missing_year(name, year, place, report);
        return (None, others);
    }
    let festivals = festivals(name, files, &mut Vec::new());
    provisional::fill(&mut calendar, &festivals);
    calendar.hours = usual_hours();
    if let Some((file, content)) = found(&hours_file(name), files) {
        let mut table = Report::new(file);
        if let Some((weekend, hours)) = hours::read(content, &mut table) {
            (calendar.weekend, calendar.hours) = (weekend, hours);
        }
        bytes.extend_from_slice(content);
        broken |= table.broken();
        others.extend(table.into_findings());
    }
    if !make_up {
        calendar.exceptions.retain(|exception| exception.kind == DayKind::Off);
        bytes.extend_from_slice(b"no make-up days");
    }
    calendar.exceptions.sort_by_key(|exception| exception.date);
    let digest = Digest::of(&bytes).to_string();
    calendar.version = digest.chars().take(VERSION_CHARS).collect();
    ((!broken).then_some(calendar), others)
}

/// Names of the calendars that there are: those that are said to be, and those of which a table was read.
pub(crate) fn names(files: &Files) -> BTreeSet<String> {
    let read = files.files.keys().filter_map(|file| file.strip_prefix("../calendars/")?.split('/').next());
    if files.calendars.is_empty() {
        return BTreeSet::new();
    }
    files.calendars.iter().cloned().chain(read.map(str::to_owned)).collect()
}

/// The festivals of a calendar, if it has a table of them.
pub(crate) fn festivals(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    others: &mut Vec<Finding>,
) -> Vec<Festival> {
    let Some((file, content)) = found(&festivals_file(name), files) else { return Vec::new() };
    let mut report = Report::new(file);
    let found = hours::festivals(content, &mut report);
    others.extend(report.into_findings());
    found
}

/// Reports a year without a table.
pub(crate) fn missing_year(name: &str, year: i32, place: Place, report: &mut Report) {
    let file = calendar_file(name, year);
    let own = own_file(&file);
    let said = text!("calendar-has-no-table-for-this-year", name, year);
    // Once for a calendar and a year, however many lines need it.
    if report.has(code::CALENDAR_YEAR, &said) {
        return;
    }
    report.error(code::CALENDAR_YEAR, place, said).fix(text!(
        "make-own-beside-this-file-or-file-from",
        own,
        file
    ));
}

fn exceptions(bytes: &[u8], year: i32, report: &mut Report) -> Vec<Exception> {
    let Some(table) = Table::read(bytes, report) else { return Vec::new() };
    let all = [DATE, KIND, NAME];
    let columns =
        (table.must(DATE, &all, report), table.must(KIND, &all, report), table.must(NAME, &all, report));
    let (Some(date), Some(kind), Some(name)) = columns else { return Vec::new() };
    let mut found: BTreeMap<_, Exception> = BTreeMap::new();
    for row in &table.rows {
        let text = row.cell(Some(date));
        let day = dates::day(text, year).ok().filter(|day| day.parts().0 == year);
        let Some(day) = day else {
            let said = text!("text-is-not-a-date-of-year", text, year);
            report
                .error(code::TABLE_ROW, table.place(row, Some(date)), said)
                .fix(text!("write-it-like-year-05-04", year));
            continue;
        };
        let kind = match row.cell(Some(kind)) {
            "休" | "off" => DayKind::Off,
            "班" | "work" => DayKind::Work,
            other => {
                report
                    .error(
                        code::TABLE_ROW,
                        table.place(row, Some(kind)),
                        text!("other-must-be-off-or-work", other),
                    )
                    .fix(text!("write-off-for-a-day-off-work-for"));
                continue;
            }
        };
        let exception = Exception { date: day, kind, name: row.cell(Some(name)).to_owned() };
        if found.insert(day, exception).is_some() {
            report
                .error(code::TABLE_ROW, table.place(row, Some(date)), text!("day-appears-twice", day))
                .fix(text!("delete-one-row"));
        }
    }
    found.into_values().collect()
}
