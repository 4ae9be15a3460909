//! Holiday tables: one file a year with the days that differ from the weekend rule.

use std::collections::BTreeMap;

use muster_words::definition::{Calendar, DayKind, Exception, Hours};
use muster_words::ids::Digest;
use muster_words::time::TimeOfDay;

use crate::definition::code;
use crate::definition::dates;
use crate::definition::finding::{Finding, Place, Report};
use crate::definition::head::calendar_file;
use crate::definition::hidden;
use crate::definition::keys::Key;
use crate::definition::tables::Table;
use crate::definition::unseen;

/// Saturday and Sunday.
const WEEKEND: [u8; 2] = [5, 6];
const DATE: Key = Key { zh: "日期", en: "date" };
const KIND: Key = Key { zh: "安排", en: "arrangement" };
const NAME: Key = Key { zh: "名称", en: "name" };

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

/// Loads the tables of a year and the next. A missing first year is an error; a missing second one only if a date
/// needs it, which reckoning finds out.
pub(crate) fn read(
    name: &str,
    (year, year_place): (i32, Place),
    files: &BTreeMap<String, Vec<u8>>,
    report: &mut Report,
) -> (Option<Calendar>, Vec<Finding>) {
    let mut others = Vec::new();
    let mut bytes = Vec::new();
    let mut calendar = Calendar {
        name: name.to_owned(),
        version: String::new(),
        weekend: WEEKEND.to_vec(),
        years: Vec::new(),
        provisional: Vec::new(),
        hours: usual_hours(),
        exceptions: Vec::new(),
    };
    let mut broken = false;
    for year in [year, year + 1] {
        let file = calendar_file(name, year);
        let Some(content) = files.get(&file) else { continue };
        let mut table = Report::new(&file);
        calendar.exceptions.extend(exceptions(content, year, &mut table));
        calendar.years.push(year);
        bytes.extend_from_slice(content);
        broken |= table.broken();
        others.extend(table.into_findings());
    }
    if !calendar.years.contains(&year) {
        missing_year(name, year, year_place, report);
        return (None, others);
    }
    calendar.exceptions.sort_by_key(|exception| exception.date);
    let digest = Digest::of(&bytes).to_string();
    calendar.version = digest.chars().take(12).collect();
    ((!broken).then_some(calendar), others)
}

/// Reports a year without a table.
pub(crate) fn missing_year(name: &str, year: i32, place: Place, report: &mut Report) {
    let file = calendar_file(name, year);
    report
        .error(
            code::CALENDAR_YEAR,
            place,
            format!("日历 {name} 没有 {year} 年的放假安排，算不出工作日"),
            format!("calendar {name} has no table for {year}, so working days cannot be reckoned"),
        )
        .mend(
            format!("请按国务院当年的通知建立 {file}（列：日期,安排,名称；安排写 休 或 班）"),
            format!("make {file} from the year's official arrangement (columns 日期,安排,名称; 休 or 班)"),
        );
}

fn exceptions(bytes: &[u8], year: i32, report: &mut Report) -> Vec<Exception> {
    let Some(table) = Table::read(bytes, report) else { return Vec::new() };
    let columns = (table.must(DATE, report), table.must(KIND, report), table.must(NAME, report));
    let (Some(date), Some(kind), Some(name)) = columns else { return Vec::new() };
    let mut found: BTreeMap<_, Exception> = BTreeMap::new();
    for row in &table.rows {
        let text = row.cell(Some(date));
        let day = dates::day(text, year).ok().filter(|day| day.parts().0 == year);
        let Some(day) = day else {
            report
                .error(
                    code::TABLE_ROW,
                    table.place(row, Some(date)),
                    format!("“{text}”不是 {year} 年的日期"),
                    format!("“{text}” is not a date of {year}"),
                )
                .mend(format!("写成 {year}-05-04 这样"), format!("write it like {year}-05-04"));
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
                        format!("“{other}”应当是 休 或 班"),
                        format!("“{other}” must be 休 or 班 (off or work)"),
                    )
                    .mend("放假写 休，调休上班写 班", "write 休 (off) or 班 (work)");
                continue;
            }
        };
        if let Some(c) = unseen::find(row.cell(Some(name))) {
            hidden::tell(code::TABLE_ROW, NAME.zh, c, table.place(row, Some(name)), report);
        }
        let exception = Exception { date: day, kind, name: row.cell(Some(name)).to_owned() };
        if found.insert(day, exception).is_some() {
            report
                .error(
                    code::TABLE_ROW,
                    table.place(row, Some(date)),
                    format!("{day} 写了两次"),
                    format!("{day} stands twice"),
                )
                .mend("请删去一行", "delete one row");
        }
    }
    found.into_values().collect()
}
