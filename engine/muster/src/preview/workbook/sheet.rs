//! A sheet that is filled row by row: a head that stays in sight, codes as texts, dates as dates.

use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::time::Date;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Most rows of one sheet under its head: what Excel takes. What goes beyond is cut, and the last row says so.
pub const SHEET_ROWS_MAX: u32 = 1_048_574;

/// Most characters of one cell: what Excel takes.
const CELL_CHARACTERS_MAX: usize = 32_767;

/// A column: its head, and its width in characters.
pub(super) type Column = (TextId, f64);

/// What stands in a cell.
pub(super) enum Cell {
    Text(String),
    Number(u32),
    Day(Date),
    Blank,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A sheet that is being filled, row by row.
pub(super) struct WorkbookSheet<'a> {
    lang: Language,
    sheet: &'a mut Worksheet,
    width: u16,
    next: u32,
    date: Format,
    text: Format,
    wrapped: Format,
}

impl<'a> WorkbookSheet<'a> {
    /// Begins a sheet with its head.
    pub(super) fn new(
        lang: Language,
        book: &'a mut Workbook,
        name: TextId,
        columns: &[Column],
    ) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name.say(lang))?;
        let head = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00E8_ECF1))
            .set_border_bottom(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        for (at, (title, width)) in (0u16..).zip(columns) {
            sheet.write_string_with_format(0, at, title.say(lang), &head)?;
            sheet.set_column_width(at, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let top = Format::new().set_align(FormatAlign::Top);
        Ok(Self {
            lang,
            sheet,
            width: u16::try_from(columns.len()).unwrap_or(u16::MAX),
            next: 1,
            date: top.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            text: top.clone().set_num_format("@"),
            wrapped: top.set_num_format("@").set_text_wrap(),
        })
    }

    /// One more column, whose head holds a number.
    pub(super) fn column(&mut self, text: &str, width: f64) -> Result<(), XlsxError> {
        let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_ECF1)).set_text_wrap();
        self.sheet.write_string_with_format(0, self.width, text, &head)?;
        self.sheet.set_column_width(self.width, width)?;
        self.width += 1;
        Ok(())
    }

    /// The next row.
    pub(super) fn row(&mut self, cells: Vec<Cell>) -> Result<(), XlsxError> {
        if self.next > SHEET_ROWS_MAX {
            let more = self.lang.say("there-is-more-than-excel-takes");
            self.sheet.write_string(SHEET_ROWS_MAX + 1, 0, more)?;
            return Ok(());
        }
        for (at, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let cut: String = text.chars().take(CELL_CHARACTERS_MAX).collect();
                    let format = if cut.contains('\n') { &self.wrapped } else { &self.text };
                    self.sheet.write_string_with_format(self.next, at, cut, format)?;
                }
                Cell::Number(number) => {
                    self.sheet.write_number(self.next, at, number)?;
                }
                Cell::Day(day) => match excel_day(day) {
                    Some(excel) => {
                        self.sheet.write_date_with_format(self.next, at, &excel, &self.date)?;
                    }
                    None => {
                        self.sheet.write_string(self.next, at, day.to_string())?;
                    }
                },
                Cell::Blank => {}
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Buttons for sorting and filtering over all rows.
    pub(super) fn filter(&mut self) -> Result<(), XlsxError> {
        let last = self.next.saturating_sub(1).clamp(1, SHEET_ROWS_MAX);
        self.sheet.autofilter(0, 0, last, self.width - 1)?;
        Ok(())
    }
}

pub(super) fn number(count: u64) -> Cell {
    Cell::Number(u32::try_from(count).unwrap_or(u32::MAX))
}

pub(super) fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let (year, month, date) = day.parts();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(date).ok()?)
        .ok()
}
