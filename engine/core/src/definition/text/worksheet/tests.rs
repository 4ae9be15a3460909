//! Workbooks that claim what no spreadsheet writes: refused in an instant, whatever the library that reads cells makes of
//! such claims.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{Fault, Worksheet, read};

const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of these parts, beside the links that lead to `xl/workbook.xml` and `xl/worksheets/sheet1.xml`.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let link = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATED}/{kind}\" Target=\"{target}\"/>")
    };
    let links = |links: &str| format!("<Relationships>{links}</Relationships>");
    let usual = [
        ("_rels/.rels", links(&link("r1", "officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", links(&link("r1", "worksheet", "worksheets/sheet1.xml"))),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"名册\" id=\"r1\"/></sheets></workbook>".to_owned(),
        ),
    ];
    let other = |name: &str| !parts.iter().any(|(part, _)| *part == name);
    for (name, text) in usual.iter().filter(|(name, _)| other(name)).chain(parts) {
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet(before: &str, rows: &str, behind: &str) -> (&'static str, String) {
    let text = format!("<worksheet>{before}<sheetData>{rows}</sheetData>{behind}</worksheet>");
    ("xl/worksheets/sheet1.xml", text)
}

fn of(before: &str, rows: &str, behind: &str) -> Result<Worksheet, Fault> {
    read(&packed(&[sheet(before, rows, behind)]))
}

const CELL: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>字</t></is></c></row>";

#[test]
fn a_small_workbook_is_read() {
    let merged = "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>";
    let read = of("<dimension ref=\"A1:XFD1048576\"/>", CELL, merged).unwrap();
    assert_eq!((read.text.as_str(), read.name.as_str()), ("字,字\n", "名册"));
}

#[test]
fn places_that_no_sheet_has_are_damage() {
    for said in ["A99999999999", "AAAAAAAA1", "XFE1", "A1048577", "A0", "1A", "", "A-1", "甲1"] {
        for rows in [format!("<row r=\"1\"><c r=\"{said}\"/></row>"), format!("<row r=\"{said}\"/>")] {
            assert_eq!(of("", &rows, "").err(), Some(Fault::NotAWorkbook), "{rows}");
        }
    }
    for said in ["B2:A1", "A2:A1", "B1:A1", "A1:", ":", "A1:B2:C3", "A1:A99999999999"] {
        let merged = format!("<mergeCells><mergeCell ref=\"{said}\"/></mergeCells>");
        assert_eq!(of("", CELL, &merged).err(), Some(Fault::NotAWorkbook), "{said}");
        let dimension = format!("<dimension ref=\"{said}\"/>");
        assert_eq!(of(&dimension, CELL, "").err(), Some(Fault::NotAWorkbook), "{said}");
        let formula = format!("<row><c r=\"A1\"><f t=\"shared\" si=\"0\" ref=\"{said}\">1</f></c></row>");
        assert_eq!(of("", &formula, "").err(), Some(Fault::NotAWorkbook), "{said}");
    }
}

#[test]
fn memory_is_not_reserved_for_what_is_only_claimed() {
    let strings = |count: &str| ("xl/sharedStrings.xml", format!("<sst uniqueCount=\"{count}\"></sst>"));
    for (count, fault) in [
        ("99999999999", Some(Fault::TooMany)),
        ("18446744073709551615", Some(Fault::TooMany)),
        ("-1", Some(Fault::NotAWorkbook)),
        ("3", None),
    ] {
        let book = packed(&[sheet("", CELL, ""), strings(count)]);
        assert_eq!(read(&book).err(), fault, "{count}");
    }
}

#[test]
fn little_that_is_said_often_stays_little() {
    let hidden =
        "<cols>".to_owned() + &"<col min=\"1\" max=\"256\" hidden=\"1\"/>".repeat(100_000) + "</cols>";
    assert_eq!(of(&hidden, CELL, "").unwrap().columns, [0]);
    // A long text in every cell of a large region, and a large region many times.
    let rows = CELL.to_owned() + "<row r=\"90000\"><c r=\"A90000\"><v>1</v></c></row>";
    let region = |times| {
        let all = "<mergeCell ref=\"A1:B90000\"/>".repeat(times);
        format!("<mergeCells>{all}</mergeCells>")
    };
    assert!(of("", &rows, &region(1)).is_ok());
    assert_eq!(of("", &rows.replace('字', &"字".repeat(30_000)), &region(1)).err(), Some(Fault::TooLarge));
    assert_eq!(of("", &rows, &region(1_000)).err(), Some(Fault::TooMany));
    // Texts that stand once in the file and in every cell of the sheet.
    let strings = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(30_000));
    let rows: String = (1..=1_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let book = packed(&[sheet("", &rows, ""), ("xl/sharedStrings.xml", strings)]);
    assert_eq!(read(&book).err(), Some(Fault::TooLarge));
}

#[test]
fn one_piece_is_no_longer_than_any_cell() {
    for long in [format!("<!--{}-->", "<".repeat(2 << 20)), format!("<x y=\"{}\"/>", "y".repeat(2 << 20))] {
        assert_eq!(of(&long, CELL, "").err(), Some(Fault::TooMany));
    }
    let picture = ("xl/media/image1.bmp", "\0".repeat(2 << 20));
    assert_eq!(read(&packed(&[sheet("", CELL, ""), picture])).unwrap().text, "字\n");
    let elsewhere = "<Relationships><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"media/image1.bmp\"/></Relationships>";
    let book = packed(&[sheet("", CELL, ""), ("xl/_rels/workbook.xml.rels", elsewhere.to_owned())]);
    assert_eq!(read(&book).err(), Some(Fault::NotAWorkbook));
}

#[test]
fn one_part_is_one_sheet() {
    let linked = |targets: &[&str]| {
        let (mut links, mut sheets) = (String::new(), String::new());
        for (at, target) in targets.iter().enumerate() {
            links +=
                &format!("<Relationship Id=\"r{at}\" Type=\"{RELATED}/worksheet\" Target=\"{target}\"/>");
            sheets += &format!("<sheet name=\"{at}\" id=\"r{at}\"/>");
        }
        packed(&[
            ("xl/_rels/workbook.xml.rels", format!("<Relationships>{links}</Relationships>")),
            ("xl/workbook.xml", format!("<workbook>{sheets}</workbook>")),
            sheet("", CELL, ""),
            ("xl/worksheets/sheet2.xml", "<worksheet><sheetData></sheetData></worksheet>".to_owned()),
        ])
    };
    let two = ["worksheets/sheet2.xml", "worksheets/sheet1.xml"];
    assert_eq!(read(&linked(&two)).unwrap().text, "字\n");
    for same in ["worksheets/sheet2.xml", "/xl/worksheets/Sheet2.xml", "worksheets/../worksheets/sheet2.xml"]
    {
        assert_eq!(read(&linked(&[two[0], same])).err(), Some(Fault::NotAWorkbook), "{same}");
    }
}
