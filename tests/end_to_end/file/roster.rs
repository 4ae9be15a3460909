//! The roster as offices keep it: workbooks, titles above the heading, cells merged, codes as texts; faults by their
//! cells, also in a marked copy; a new roster as a proposal.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::json;

use crate::program::muster;
use crate::year::service_year;

/// The shipped roster's rows.
fn rows() -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(service_year::folder().join("roster.csv"))
        .unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The shipped roster as a workbook of an office: a title, a heading over two rows, a merged category, a date cell.
fn workbook(path: &Path, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "请看第二张表").unwrap();
    let sheet = book.add_worksheet().set_name("单位名册").unwrap();
    let (plain, date) = (Format::new(), Format::new().set_num_format("yyyy-mm-dd"));
    sheet.merge_range(0, 0, 0, 5, "参加单位名册", &plain).unwrap();
    for (column, heading) in (0_u16..).zip(&rows[0]) {
        if heading == "首选渠道" {
            sheet.merge_range(1, column, 1, column + 1, "联系方式", &plain).unwrap();
        } else if heading != "渠道账号" {
            sheet.merge_range(1, column, 2, column, heading, &plain).unwrap();
        }
        if heading == "首选渠道" || heading == "渠道账号" {
            sheet.write_string(2, column, heading).unwrap();
        }
    }
    let at =
        |heading: &str| u16::try_from(rows[0].iter().position(|known| known == heading).unwrap()).unwrap();
    for (row, cells) in (3_u32..).zip(&rows[1..]) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell.parse::<f64>() {
                _ if cell.is_empty() || column == at("类别") => {}
                Ok(number) if column == at("党员数") => {
                    sheet.write_number(row, column, number).unwrap();
                }
                _ if column == at("退出日期") => {
                    let day = ExcelDateTime::parse_from_str(cell).unwrap();
                    sheet.write_datetime_with_format(row, column, &day, &date).unwrap();
                }
                _ => {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
    }
    // The same category below each other is one merged cell.
    let category = |row: usize| rows[row][usize::from(at("类别"))].as_str();
    let mut first = 1;
    for row in 2..=rows.len() {
        if row == rows.len() || category(row) != category(first) {
            let (from, to) = (u32::try_from(first + 2).unwrap(), u32::try_from(row + 1).unwrap());
            if from < to {
                sheet.merge_range(from, at("类别"), to, at("类别"), category(first), &plain).unwrap();
            } else {
                sheet.write_string(from, at("类别"), category(first)).unwrap();
            }
            first = row;
        }
    }
    book.save(path).unwrap();
}

fn check(main: &Path) -> serde_json::Value {
    muster(["check", "--json", main.to_str().unwrap()]).with(0).json()
}

#[test]
fn a_workbook_is_the_same_roster_as_its_table() {
    let home = tempfile::tempdir().unwrap();
    let folder = service_year::copy_to(home.path());
    let main = folder.join("service-year.yaml");
    let before = check(&main)["audiences"].clone();
    fs::remove_file(folder.join("roster.csv")).unwrap();
    workbook(&folder.join("roster.xlsx"), &rows());
    let text = fs::read_to_string(&main).unwrap().replace("roster.csv", "roster.xlsx");
    fs::write(&main, text).unwrap();
    let after = check(&main);
    assert_eq!(after["audiences"], before);
    assert_eq!((&after["errors"], &after["warnings"]), (&0.into(), &0.into()), "{after}");
    let findings = after["findings"].as_array().unwrap();
    assert!(findings.iter().any(|found| found["code"] == "M054" && found["line"] == 3), "{findings:#?}");

    // What the log keeps of it has no accounts.
    let data = home.path().join("data");
    let run =
        ["launch", main.to_str().unwrap(), "--dir", data.to_str().unwrap(), "--as", "领导小组", "--late"];
    muster(run).with(0);
    for file in fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()) {
        if file.file_name().unwrap().to_string_lossy().starts_with("log.db") {
            let bytes = fs::read(&file).unwrap();
            assert!(!bytes.windows(5).any(|part| part == b"zj001"), "{}", file.display());
        }
    }
}

#[test]
fn every_fault_has_its_cell_and_the_marked_copy_shows_it() {
    let home = tempfile::tempdir().unwrap();
    let mut rows = rows();
    let column = |heading: &str| rows[0].iter().position(|known| known == heading).unwrap();
    let (joined, members, parent) = (column("加入日期"), column("党员数"), column("上级编码"));
    rows[2][joined] = "2月30日".to_owned();
    rows[4][members] = "三十".to_owned();
    rows[5][parent] = "0001".to_owned();
    let (table, marked) = (home.path().join("roster.csv"), home.path().join("marked.xlsx"));
    let mut writer = csv::Writer::from_path(&table).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
    let text = fs::read_to_string(&table).unwrap();
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    fs::write(&table, gbk).unwrap();
    let run = ["roster", "check", "--json", table.to_str().unwrap(), "--marked", marked.to_str().unwrap()];
    let printed = muster(run).with(1).json();
    let errors: Vec<(&str, &str)> = printed["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["severity"] == "error")
        .map(|found| (found["cell"].as_str().unwrap(), found["code"].as_str().unwrap()))
        .collect();
    let cell =
        |row: u32, at: usize| rust_xlsxwriter::utility::row_col_to_cell(row, u16::try_from(at).unwrap());
    let (a, b, c) = (cell(2, joined), cell(4, members), cell(5, parent));
    assert_eq!(errors, [(a.as_str(), "M045"), (b.as_str(), "M045"), (c.as_str(), "M047")]);
    // Each says in which file it is, in JSON and for people.
    let path = table.to_str().unwrap();
    let found = printed["findings"].as_array().unwrap();
    assert!(found.iter().all(|found| found["file"] == path), "{found:?}");
    let shown = muster(["roster", "check", path]).with(1).stdout;
    assert!(shown.matches(&format!("{path}:")).count() >= errors.len(), "{shown}");
    let mut book: Xlsx<_> = open_workbook(&marked).unwrap();
    assert_eq!(book.sheet_names(), ["roster", "findings"]);
    let copy = book.worksheet_range("roster").unwrap();
    assert_eq!(copy.get((1, 0)), Some(&Data::String("001".to_owned())), "codes stay texts");
    let listed = book.worksheet_range("findings").unwrap();
    assert!(listed.rows().any(|row| row[0] == Data::String(b.clone())), "{listed:?}");
}

#[test]
fn a_new_roster_is_a_proposal_and_nobody_is_deleted() {
    let home = tempfile::tempdir().unwrap();
    let old = home.path().join("roster.csv");
    fs::copy(service_year::folder().join("roster.csv"), &old).unwrap();
    let before = fs::read(&old).unwrap();
    let mut rows = rows();
    let short = rows[0].iter().position(|heading| heading == "简称").unwrap();
    rows.retain(|row| row[0] != "003" && row[0] != "006");
    rows.iter_mut().find(|row| row[0] == "005").unwrap()[short] = "市政管理处".to_owned();
    let mut added = rows[1].clone();
    (added[0], added[1], added[short]) = ("020".to_owned(), "新设单位党支部".to_owned(), "新单位".to_owned());
    rows.push(added);
    let new = home.path().join("new.xlsx");
    workbook(&new, &rows);
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let asked = muster(["roster", "import", new, "--into", old]).with(2);
    assert!(asked.stderr.contains("--effective"), "{}", asked.stderr);
    let run =
        ["roster", "import", new, "--into", old, "--effective", "2014-07-01", "--merge", "006=005", "--json"];
    let printed = muster(run).with(0).json();
    assert_eq!(printed["added"], json!([{"code": "020", "name": "新设单位党支部", "day": "2014-07-01"}]));
    assert_eq!(printed["left"][0]["code"], "003");
    assert_eq!(
        (&printed["merged"][0]["code"], &printed["merged"][0]["into"]),
        (&"006".into(), &"005".into())
    );
    assert_eq!(printed["merged"][0]["day"], "2014-06-30");
    assert_eq!(
        printed["changed"][0]["cells"],
        json!([{"column": "简称", "old": "市政处", "new": "市政管理处"}])
    );
    assert_eq!(fs::read(old).unwrap(), before, "a proposal writes nothing");
    muster(run.into_iter().chain(["--write"])).with(0);
    muster(["roster", "check", old, "--year", "2014"]).with(0);
    let again = muster(["roster", "import", new, "--into", old, "--json"]).with(0).json();
    assert_eq!((&again["added"], &again["left"], &again["changed"]), (&json!([]), &json!([]), &json!([])));
    let wrong = muster(["roster", "import", new, "--into", old, "--merge", "001=002"]).with(2);
    assert!(wrong.stderr.contains("does not leave"), "{}", wrong.stderr);
}

#[test]
fn what_is_no_workbook_is_reported_and_a_bomb_is_not_unpacked() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("roster.xlsx");
    fs::write(&path, b"PK\x03\x04 not a zip").unwrap();
    let printed = muster(["roster", "check", path.to_str().unwrap()]).with(1);
    assert!(printed.stdout.contains("M003"), "{}", printed.stdout);
    let mut packed = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    packed.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let page = vec![b' '; 1 << 20];
    for _ in 0..513 {
        std::io::Write::write_all(&mut packed, &page).unwrap();
    }
    packed.finish().unwrap();
    let printed = muster(["roster", "check", path.to_str().unwrap()]).with(1);
    assert!(printed.stdout.contains("M002"), "{}", printed.stdout);
}

/// Practice row 49: leading zeros are stripped at import.
#[test]
fn row_49_codes_and_extensions_keep_their_zeros_both_ways() {
    let home = tempfile::tempdir().unwrap();
    let (book, table) = (home.path().join("new.xlsx"), home.path().join("roster.csv"));
    let rows = rows();
    workbook(&book, &rows);
    let mut first = rows.clone();
    first.truncate(2);
    let mut writer = csv::Writer::from_path(&table).unwrap();
    first.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
    let (book, table) = (book.to_str().unwrap(), table.to_str().unwrap());
    let run =
        ["roster", "import", book, "--into", table, "--effective", "2014-04-01", "--year", "2014", "--write"];
    muster(run).with(0);
    let text = fs::read_to_string(table).unwrap();
    assert!(text.contains("\n001,") && text.contains(",0101,") && text.contains("\n018,"), "{text}");
    let copy = home.path().join("copy.xlsx");
    muster(["roster", "check", table, "--year", "2014", "--marked", copy.to_str().unwrap()]).with(0);
    let mut book: Xlsx<_> = open_workbook(&copy).unwrap();
    let sheet = book.worksheet_range("roster").unwrap();
    let ext = rows[0].iter().position(|heading| heading == "短号").unwrap();
    let cell = |column: usize| sheet.get((1, column)).cloned();
    assert_eq!(cell(0), Some(Data::String("001".to_owned())));
    assert_eq!(cell(ext), Some(Data::String("0101".to_owned())));
}
