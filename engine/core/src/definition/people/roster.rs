//! The roster: units, who stands above whom, who joins, leaves and merges, and which posts can be written to.
//!
//! Structure goes into the definition, accounts apart. Every fault is reported by its cell, all at once.

pub(crate) mod columns;
mod contacts;
mod damaged;
mod links;
mod location;
pub(crate) mod proposal;
#[cfg(test)]
mod tests;

use muster_protocol::{id, text};
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::catalogue::{Language, Listed, LocalizedText, TextId};
use muster_protocol::definition::{Role, UNITS_MAX, Unit};
use muster_protocol::time::Date;
use muster_protocol::unseen;

use super::roles::{self, RoleLine};
use crate::definition::ContactEntry;
use crate::definition::days::years::Years;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Finding, Place, Report};
use crate::definition::findings::invisible;
use crate::definition::findings::nearest::nearest;

use crate::definition::limits::CODE_CHARS_MAX;
use crate::definition::text::cells;
use crate::definition::text::fields::narrow;
use crate::definition::text::tables::{Row, Table};

use columns::Columns;
pub(crate) use columns::is_known;

/// Checks a roster by itself, with the usual roles. The findings carry no file name.
#[must_use]
pub fn check(bytes: &[u8], year: i32) -> Vec<Finding> {
    let mut report = Report::new("");
    read(bytes, &roles::usual(), Years::new(year, None, None), &mut report);
    let mut findings = report.into_findings();
    // A campaign's file may name columns of its own, of which a roster alone knows nothing.
    for finding in findings.iter_mut().filter(|finding| finding.code == code::UNKNOWN_COLUMN) {
        if finding.fix == Some(text!("delete-it-if-it-is-not-needed-or")) {
            finding.fix(text!("check-the-campaigns-file-if-a-role-has-it"));
        }
    }
    cells::name(bytes, &mut findings);
    findings
}

/// What the roster gives.
#[derive(Debug, Default)]
pub(crate) struct Roster {
    pub(crate) units: Vec<Unit>,
    pub(crate) roles: Vec<Role>,
    pub(crate) contacts: Vec<muster_protocol::definition::Contact>,
    pub(crate) accounts: Vec<ContactEntry>,
    /// Headings that are not empty.
    pub(crate) headings: Vec<String>,
    /// Channels that its cells name, each with the first of them.
    pub(crate) channels: Vec<(String, Place)>,
}

/// A unit with the row that it was read from.
#[derive(Debug)]
struct Draft<'a> {
    row: &'a Row,
    unit: Unit,
    /// The language in which its people are written to.
    language: Option<Language>,
}

/// Reads the roster.
pub(crate) fn read(bytes: &[u8], roles: &[RoleLine], years: Years, report: &mut Report) -> Roster {
    let bare = || Roster { roles: roles.iter().map(|line| line.role.clone()).collect(), ..Roster::default() };
    let own = |heading: &str| {
        roles.iter().any(|line| line.column.as_ref().is_some_and(|(zh, en)| zh == heading || en == heading))
    };
    let known = |heading: &str| is_known(heading) || own(heading);
    let Some(table) = Table::read_below(bytes, &known, report) else { return bare() };
    let Some(columns) = Columns::of(&table, roles, report) else { return bare() };
    if table.rows.len() > UNITS_MAX {
        let have = table.rows.len();
        let said = text!("the-roster-has-have-unit-a-campaign-at", #have = have, units_max = UNITS_MAX);
        report
            .error(code::TOO_MANY, Place::START, said)
            .fix(text!("split-the-roster-into-several-campaigns"));
        return bare();
    }
    let mut sheet = RosterSheet {
        table: &table,
        columns: &columns,
        years,
        report,
        faulty: BTreeSet::new(),
        damaged: BTreeSet::new(),
    };
    for row in &table.broken {
        sheet.faulty.insert(row.cell(Some(columns.code)).to_owned());
    }
    let mut drafts: Vec<Draft<'_>> = table.rows.iter().filter_map(|row| sheet.draft(row)).collect();
    drafts.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
    sheet.twice(&mut drafts);
    damaged::zeros(&mut sheet, &drafts);
    links::resolve(&mut sheet, &mut drafts);
    if drafts.is_empty() && !sheet.report.broken() {
        sheet
            .report
            .error(code::EMPTY, Place::START, text!("the-roster-has-no-unit"))
            .fix(text!("write-one-unit-a-row-below-the-heading"));
    }
    let channels = sheet.channels();
    Roster { headings: table.headings(), channels, ..contacts::fill(&mut sheet, drafts, roles) }
}

/// Reports channels that the roster names and the file does not list: nothing is ever sent on them.
pub(crate) fn check_channels(roster: &Roster, listed: &[&str], report: &mut Report) {
    for (name, place) in roster.channels.iter().filter(|(name, _)| !listed.contains(&name.as_str())) {
        let said = text!("the-campaign-file-lists-no-channel-name-so", name);
        let finding = report.warning(code::UNLISTED_CHANNEL, *place, said);
        match nearest(name, listed.iter().copied()) {
            Some(near) => finding.fix(text!("did-you-mean-near", near)),
            None => finding.fix(text!("the-file-lists-listed-change-the-cell-or", listed: Listed(listed))),
        }
    }
}

/// The table while it is being read.
struct RosterSheet<'a> {
    table: &'a Table,
    columns: &'a Columns,
    years: Years,
    report: &'a mut Report,
    /// Codes of rows that could not be read: who names them is not to blame.
    faulty: BTreeSet<String>,
    /// Columns of the row being read that a spreadsheet damaged, reported already.
    damaged: BTreeSet<usize>,
}

impl RosterSheet<'_> {
    /// The channels that cells name, each with the first of them.
    fn channels(&self) -> Vec<(String, Place)> {
        let mut found: Vec<(String, Place)> = Vec::new();
        let Some(column) = self.columns.channel else { return found };
        for row in &self.table.rows {
            let name = row.cell(Some(column));
            if !name.is_empty() && !found.iter().any(|(known, _)| known == name) {
                found.push((name.to_owned(), self.table.place(row, Some(column))));
            }
        }
        found
    }

    fn draft<'r>(&mut self, row: &'r Row) -> Option<Draft<'r>> {
        let columns = self.columns;
        self.check_invisible(row);
        let code = row.cell(Some(columns.code)).to_owned();
        damaged::check(self, row);
        if self.damaged.contains(&columns.code) {
            self.faulty.insert(code);
            return None;
        }
        let fits = (1..=CODE_CHARS_MAX).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !fits {
            self.no_code(row, &code);
            return None;
        }
        // Every cell is looked at before a row is let go, so that all its faults are reported at once.
        let (name, category) = (self.words(row, columns.name), self.words(row, columns.category));
        let (scored, members) = (self.scored(row), self.members(row));
        let (joined, left) = (self.day(row, columns.joined), self.day(row, columns.left));
        let (language, location) = (self.language(row), location::read(self, row));
        let (name, category) = (name?, category?);
        let short =
            Some(row.cell(columns.short)).filter(|short| !short.is_empty()).unwrap_or(&name).to_owned();
        let tags = row.cell(columns.tags).split([';', '；', '、', ',', '，']);
        let unit = Unit {
            code,
            short,
            parent: None,
            category,
            tags: tags.map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
            scored,
            members,
            town: row.cell(columns.town).to_owned(),
            location,
            joined,
            left,
            merged_into: None,
            contacts: Vec::new(),
            name,
        };
        if let (Some(joined), Some(left)) = (unit.joined, unit.left)
            && left < joined
        {
            self.fault(
                row,
                columns.left,
                text!("it-leaves-on-left-before-it-joins-on", left, joined),
                id!("correct-one-of-the-dates"),
            );
        }
        Some(Draft { row, unit, language })
    }

    /// What stands where a code belongs: a code in full-width signs, or a row that is no unit.
    fn no_code(&mut self, row: &Row, code: &str) {
        let said = text!("code-cannot-be-a-units-code", code);
        let plain = narrow(code);
        let width = !plain.is_empty() && plain != code && plain.is_ascii();
        let fix = if width {
            text!("write-plain-in-ordinary-characters", plain)
        } else {
            text!("use-1-to-20-letters-digits-and-such")
        };
        self.fault(row, Some(self.columns.code), said, fix);
    }

    /// Cells whose words go into letters or to a terminal hold no hidden characters.
    fn check_invisible(&mut self, row: &Row) {
        for column in self.columns.shown() {
            if let Some(c) = unseen::find(row.cell(Some(column))) {
                let place = self.table.place(row, Some(column));
                invisible::report_findings(
                    code::BAD_CELL,
                    self.table.heading(Some(column)),
                    c,
                    place,
                    self.report,
                );
            }
        }
    }

    /// A cell that must have words.
    fn words(&mut self, row: &Row, column: usize) -> Option<String> {
        let text = row.cell(Some(column));
        if !text.is_empty() && text.chars().count() <= crate::definition::limits::NAME_CHARS_MAX {
            return Some(text.to_owned());
        }
        self.faulty.insert(row.cell(Some(self.columns.code)).to_owned());
        if self.damaged.contains(&column) {
            return None;
        }
        self.fault(row, Some(column), text!("this-cell-must-have-1-to-200-characters"), id!("fill-it-in"));
        None
    }

    fn scored(&mut self, row: &Row) -> bool {
        let column = self.columns.scored;
        let plain = narrow(row.cell(column)).to_ascii_lowercase();
        match plain.as_str() {
            // Spreadsheets save truth values as TRUE and FALSE.
            "是" | "true" | "1" | "yes" | "y" => true,
            "" if column.is_none() => true,
            "否" | "false" | "0" | "no" | "n" => false,
            _ if column.is_some_and(|column| self.damaged.contains(&column)) => false,
            _ => {
                let other = row.cell(column);
                let said = text!("other-must-be-true-or-false", other);
                self.fault(row, column, said, id!("write-true-if-it-is-scored-else-false"));
                false
            }
        }
    }

    /// The language in which a row's people are written to; none is the file's.
    fn language(&mut self, row: &Row) -> Option<Language> {
        let column = self.columns.language;
        match narrow(row.cell(column)).to_ascii_lowercase().as_str() {
            "" => None,
            "中文" | "zh" => Some(Language::Zh),
            "英文" | "en" => Some(Language::En),
            _ if column.is_some_and(|column| self.damaged.contains(&column)) => None,
            _ => {
                let other = row.cell(column);
                let said = text!("there-is-no-language-other-people-are-written", other);
                self.fault(row, column, said, id!("write-zh-or-en-or-nothing-for-the"));
                None
            }
        }
    }

    fn members(&mut self, row: &Row) -> u32 {
        let text = row.cell(self.columns.members);
        if text.is_empty() || self.columns.members.is_some_and(|column| self.damaged.contains(&column)) {
            return 0;
        }
        narrow(text).parse().unwrap_or_else(|_| {
            let said = text!("text-is-not-a-number-of-members", text);
            self.fault(row, self.columns.members, said, id!("write-digits-only"));
            0
        })
    }

    fn day(&mut self, row: &Row, column: Option<usize>) -> Option<Date> {
        let text = row.cell(column);
        if text.is_empty() || column.is_some_and(|column| self.damaged.contains(&column)) {
            return None;
        }
        let day = self.years.day(text).ok().or_else(|| serial(text));
        if day.is_none() {
            let said = text!("cell-is-not-a-date", text);
            self.fault(row, column, said, id!("write-it-like-2014-06-01"));
        }
        day
    }

    /// Codes must differ, letter case apart; short names too, since messages name units by them.
    fn twice(&mut self, drafts: &mut Vec<Draft<'_>>) {
        let mut doubled = Vec::new();
        let mut codes: BTreeMap<String, &Row> = BTreeMap::new();
        let mut shorts: BTreeMap<&str, &Row> = BTreeMap::new();
        let mut in_file: Vec<usize> = (0..drafts.len()).collect();
        in_file.sort_by_key(|&at| drafts[at].row.line());
        for at in in_file {
            let draft = &drafts[at];
            let code = draft.unit.code.to_ascii_lowercase();
            if let Some(&first) = codes.get(&code) {
                self.doubled(
                    draft.row,
                    first,
                    Some(self.columns.code),
                    id!("code-of-a-unit"),
                    &draft.unit.code,
                );
                doubled.push(at);
                continue;
            }
            codes.insert(code, draft.row);
            if let Some(&first) = shorts.get(draft.unit.short.as_str()) {
                self.doubled(draft.row, first, self.columns.short, id!("short-name"), &draft.unit.short);
            }
            shorts.insert(&draft.unit.short, draft.row);
        }
        doubled.sort_unstable_by(|a, b| b.cmp(a));
        doubled.into_iter().for_each(|at| {
            drafts.remove(at);
        });
    }

    fn doubled(&mut self, row: &Row, first: &Row, column: Option<usize>, kind: TextId, text: &str) {
        let line = first.line();
        self.report
            .error(
                code::DUPLICATE_UNIT,
                self.table.place(row, column),
                text!("the-kind-text-appears-twice-first-at-line", kind: kind, text, line),
            )
            .fix(text!("change-one-of-them"));
    }

    fn fault(
        &mut self,
        row: &Row,
        column: Option<usize>,
        said: LocalizedText,
        fix: impl Into<LocalizedText>,
    ) {
        let heading = self.table.heading(column);
        let place = self.table.place(row, column);
        self.report
            .error(code::BAD_CELL, place, text!("cell-of-column-has-this-fault", heading, fault: said))
            .fix(fix);
    }
}

/// Days of spreadsheets that count them from the end of 1899; those that a campaign may lie in have five digits.
fn serial(text: &str) -> Option<Date> {
    let days: i32 = text.parse().ok().filter(|days| (32_874..=73_415).contains(days))?;
    Date::ymd(1899, 12, 30).map(|first| first.plus(days))
}
