//! The evaluator's and the auditor's year: points, ratings, a veto, the freeze, an appeal, lists, and what
//! an outsider computes again.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use tempfile::TempDir;

use super::service_year;
use crate::file::demo;
use crate::program::{Ended, command, copy, muster, run, script};
use crate::site::{EN, START, Site, on, text};

/// Checks a bundle with the independent program.
pub(super) fn audited(folder: &Path) -> Ended {
    let mut python = script("auditing.py");
    python.arg(folder);
    run(python, Vec::new())
}

/// The bundle of the shared demo.
fn bundle() -> (TempDir, PathBuf) {
    let (home, dir) = demo::copy();
    let folder = home.path().join("bundle");
    on(&dir, &["audit", "export", "--out", text(&folder)]).with(0);
    (home, folder)
}

#[test]
fn the_demo_year_is_the_same_computed_again_elsewhere_and_by_another_program() {
    let (_home, folder) = bundle();
    let printed = muster(["audit", "recompute", text(&folder)]).with(0).stdout;
    assert!(printed.contains("tables are the same again"), "{printed}");
    let ended = audited(&folder);
    assert_eq!(ended.code, Some(0), "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("the same"), "{}", ended.stdout);
}

#[test]
fn one_byte_of_the_bundle_changed_is_found_by_both() {
    let (_home, folder) = bundle();
    let log = folder.join("log.jsonl");
    let was = fs::read_to_string(&log).unwrap();
    let at = was.find("score.given").unwrap();
    let bytes = was[at..].find("\"bytes\":\"").unwrap() + at + 9;
    let other = if &was[bytes + 8..bytes + 9] == "0" { "1" } else { "0" };
    let changed = format!("{}{other}{}", &was[..bytes + 8], &was[bytes + 9..]);
    fs::write(&log, changed).unwrap();
    let printed = muster(["audit", "recompute", text(&folder)]).with(1);
    assert!(printed.stderr.contains("does not hold"), "{}", printed.stderr);
    assert_ne!(audited(&folder).code, Some(0));
}

/// The bundle with one thing done to it.
struct Tampered<'a> {
    what: &'a str,
    /// What the program's own check says of it.
    told: &'a str,
    done: &'a dyn Fn(&Path),
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    fs::write(path, change(fs::read_to_string(path).unwrap())).unwrap();
}

/// The log with the last record taken off, as if it had not happened.
fn cut(log: String) -> String {
    let record = |line: &str| serde_json::from_str::<Value>(line).unwrap()["record"]["first"].clone();
    let last = record(log.lines().last().unwrap());
    log.split_inclusive('\n').filter(|line| record(line) != last).collect()
}

/// The first points that were given are others in what people read; the bytes say what they said.
fn other_points(log: String) -> String {
    let at = log.find("score.given").unwrap();
    let points = at + log[at..].find("\"points\":").unwrap() + "\"points\":".len();
    let digits = log[points..].find(|c: char| !c.is_ascii_digit()).unwrap();
    format!("{}{}{}", &log[..points], "145550", &log[points + digits..])
}

/// An auditor reads what stands beside the bytes: it is what the bytes say, all of it is there, and nothing else.
#[test]
fn what_is_cut_altered_or_missing_beside_the_bytes_is_found_by_both() {
    let (home, whole) = bundle();
    let first = |folder: &Path, part: &str, ending: &str| {
        let mut all: Vec<PathBuf> =
            fs::read_dir(folder.join(part)).unwrap().map(|it| it.unwrap().path()).collect();
        all.sort();
        all.into_iter().find(|path| path.to_string_lossy().ends_with(ending)).unwrap()
    };
    let tampered = [
        Tampered { what: "cut", told: "the file heads says", done: &|it| edit(&it.join("log.jsonl"), cut) },
        Tampered {
            what: "points",
            told: "for reading is not what its bytes say",
            done: &|it| edit(&it.join("log.jsonl"), other_points),
        },
        Tampered {
            what: "table",
            told: "is not what the log says",
            done: &|it| {
                edit(&first(it, "snapshots", ".json"), |text| {
                    text.replacen("\"expected\": ", "\"expected\": 1", 1)
                });
            },
        },
        Tampered {
            what: "definition",
            told: "is not what the log says",
            done: &|it| {
                edit(&first(it, "definitions", ".json"), |text| {
                    text.replacen("\"year\": 2014", "\"year\": 2015", 1)
                });
            },
        },
        Tampered {
            what: "source",
            told: "is not what the log says",
            done: &|it| edit(&first(it, "sources", ".yaml"), |text| text + "# \n"),
        },
        Tampered {
            what: "missing",
            told: ".bin is missing",
            done: &|it| fs::remove_file(first(it, "snapshots", ".bin")).unwrap(),
        },
        Tampered {
            what: "stray",
            told: "named by nothing in the log",
            done: &|it| fs::write(it.join("snapshots/of-nobody.json"), "{}").unwrap(),
        },
    ];
    for Tampered { what, told, done } in tampered {
        let folder = home.path().join(what);
        copy(&whole, &folder);
        done(&folder);
        let ended = muster(["audit", "recompute", text(&folder)]).with(1);
        assert!(ended.stderr.contains(told), "{what}: {}", ended.stderr);
        assert_ne!(audited(&folder).code, Some(0), "{what}");
    }
}

/// The other program reads bodies, definitions and tables by themselves: each golden sample fits its bytes, and none does of
/// which a number or a text is another.
#[test]
fn the_other_program_holds_what_is_read_to_its_bytes() {
    let ended = run(script("spelled.py"), Vec::new()).with(0);
    assert!(ended.stdout.contains("samples fit their bytes"), "{}", ended.stdout);
}

/// The whole log replayed decides and sends nothing, and twice it comes to the same; computing a year again reads and writes
/// nothing but what it was given: no letter leaves.
#[test]
fn practice_row_50_computing_again_sends_nothing() {
    let (home, dir) = demo::copy();
    let letters = |dir: &Path| {
        let mut command = Command::new("find");
        command.arg(dir.join("outbox")).args(["-type", "f"]);
        run(command, Vec::new()).with(0).stdout.lines().count()
    };
    let (before, events) = (letters(&dir), crate::log::rows(&dir).len());
    let replay = || on(&dir, &["replay", "--json"]).with(0).json();
    let whole = replay();
    assert_eq!((whole["sent"].as_u64(), whole["differ"].as_u64()), (Some(0), Some(0)), "{whole}");
    assert_eq!(replay()["campaigns"], whole["campaigns"]);
    let folder = home.path().join("bundle");
    on(&dir, &["audit", "export", "--out", text(&folder)]).with(0);
    muster(["audit", "recompute", text(&folder)]).with(0);
    on(&dir, &["score", "explain", "005", "--sheet", "annual"]).with(0);
    assert_eq!((letters(&dir), crate::log::rows(&dir).len()), (before, events));
}

#[test]
fn the_year_ends_with_the_sheets_ranking_and_a_page_that_stands_by_itself() {
    let demo = demo::finished();
    let printed = &demo.ended.stdout;
    assert!(printed.contains("年度考核评分表") && printed.contains("窗口“三争创”评分"), "{printed}");
    let page = fs::read_to_string(demo.dir.with_extension("report.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("年度考核评分表"), "{}", &page[..500]);
    for theme in ["务实亲民", "发展惠民"] {
        assert!(page.contains(&format!("“{theme}”")), "the sheet does not say {theme}");
    }
    // Both lists stand on the page, with those whom their rules name: the best of the ranking, and who handed nothing in.
    for (list, named) in [("表彰名单", "优秀"), ("通报批评名单", "108 安厦监理")] {
        let (_, behind) = page.split_once(&format!("<h2>{list}</h2>")).unwrap_or_else(|| panic!("no {list}"));
        let own = behind.split("<h2>").next().unwrap();
        assert!(own.contains(named), "{list} names no {named}: {own}");
    }
    for loaded in ["src=", "href=\"http", "<script"] {
        assert!(!page.contains(loaded), "the page loads something: {loaded}");
    }
}

#[test]
fn results_leave_as_workbook_text_page_and_json() {
    let (home, dir) = demo::copy();
    let out = |name: &str| {
        let path = home.path().join(name);
        on(&dir, &["score", "export", "annual", "--out", text(&path)]).with(0);
        fs::read(path).unwrap()
    };
    out("a.xlsx");
    let mut book: Xlsx<_> = open_workbook(home.path().join("a.xlsx")).unwrap();
    let (names, table) = (book.sheet_names(), book.worksheet_range_at(0).unwrap().unwrap());
    assert!(names.len() > 5 && names[0].contains("年度考核评分表"), "{names:?}");
    let first: Vec<Data> = table.rows().nth(1).unwrap().to_vec();
    let is_unit =
        |cell: &Data| matches!(cell, Data::String(text) if text.chars().take(3).all(|c| c.is_ascii_digit()));
    assert!(is_unit(&first[2]) && matches!(first[3], Data::Float(total) if total > 60.0), "{first:?}");
    let units = table.rows().skip(1).filter(|row| is_unit(&row[2])).count();
    // Behind the totals each category stands by itself, and then everything line by line.
    for (at, category) in [(1, "机关事业"), (2, "企业")] {
        let own = book.worksheet_range_at(at).unwrap().unwrap();
        assert!(names[at].contains(category), "{names:?}");
        assert!(own.height() > 9 && own.rows().skip(1).all(|row| row[0] == category), "{category}");
    }
    // Who judged a line and with how many points, as people call the post.
    let lines = book.worksheet_range_at(3).unwrap().unwrap();
    let why = |text: &str| lines.rows().any(|row| row[4].to_string().starts_with(text));
    assert!(why("考评组 1") && !why("assessors"), "points are told as points");
    let table = out("a.csv");
    assert!(table.starts_with(b"\xEF\xBB\xBF"));
    let rows = String::from_utf8(table).unwrap();
    assert!(rows.lines().count() > 20 && rows.contains("001 局机关"), "{rows}");
    assert!(String::from_utf8(out("a.html")).unwrap().contains("<svg"));
    let shown: Value = serde_json::from_slice(&out("a.json")).unwrap();
    assert!(shown.as_array().unwrap().len() > 5);
    // Completion and on-time rates stay a table of their own.
    let is_rates = |table: &&Value| table["title"]["en"] == "completion and on time";
    let rates = shown.as_array().unwrap().iter().find(is_rates).unwrap();
    assert!(names.iter().any(|name| name.contains("completion and on time")), "{names:?}");
    let rows = rates["rows"].as_array().unwrap();
    let number = |row: &Value, at: usize| row[at]["en"].as_str().unwrap().parse::<u32>().unwrap();
    assert_eq!(rows.len(), units, "every unit once");
    for row in rows {
        let (asked, done, on_time) = (number(row, 3), number(row, 4), number(row, 5));
        assert!(asked >= done && done >= on_time && asked > 0, "{row}");
        // Half up to hundredths of a percent.
        let hundredths = (done * 20_000 + asked) / (asked * 2);
        let wanted = format!("{}.{:02}%", hundredths / 100, hundredths % 100);
        assert_eq!(row[6]["en"].as_str(), Some(wanted.as_str()), "{row}");
    }
    // From a unit a link leads to its lines.
    let totals = part(&home.path().join("a.xlsx"), "xl/worksheets/sheet1.xml");
    assert_eq!(totals.matches("<hyperlink ").count(), units);
}

/// A part of a workbook, as it lies in it.
fn part(book: &Path, name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(fs::File::open(book).unwrap()).unwrap();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What an office looks for: heads and units that stay in sight, filters, A4 across with the heads and the number of each page;
/// shares and days that can be computed with.
#[test]
fn the_workbook_is_read_filtered_computed_with_and_printed() {
    let (home, dir) = demo::copy();
    let export = |lang: &str, name: &str| {
        let book = home.path().join(name);
        let words = ["--lang", lang, "score", "export", "annual", "--out", text(&book), "--dir", text(&dir)];
        muster(words).with(0);
        book
    };
    let english = export("en", "en.xlsx");
    let totals = part(&english, "xl/worksheets/sheet1.xml");
    for laid_out in [
        "<pane xSplit=\"3\" ySplit=\"1\"",
        "<autoFilter ref=\"A1:",
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "fitToHeight=\"0\"",
        "&amp;Cpage &amp;P of &amp;N",
        "年度考核评分表",
    ] {
        assert!(totals.contains(laid_out), "the totals have no {laid_out}");
    }
    let repeated = part(&english, "xl/workbook.xml");
    assert!(repeated.contains("_xlnm.Print_Titles"), "{repeated}");
    let chinese = part(&export("zh", "zh.xlsx"), "xl/worksheets/sheet1.xml");
    assert!(chinese.contains("&amp;C第 &amp;P 页，共 &amp;N 页"), "the number of a page");

    let mut book: Xlsx<_> = open_workbook(&english).unwrap();
    let names = book.sheet_names();
    let rates = names.iter().find(|name| name.contains("completion and on time")).unwrap();
    let rates = book.worksheet_range(rates).unwrap();
    let units: Vec<_> =
        rates.rows().skip(1).filter(|row| row[0] != Data::Empty && row[6] != Data::Empty).collect();
    assert!(units.len() > 20, "{rates:?}");
    for row in units {
        assert!(matches!(row[6], Data::Float(share) if (0.0..=1.0).contains(&share)), "{row:?}");
    }
}

#[test]
fn the_files_that_the_campaigns_file_asks_for_come_without_a_name_and_a_table_in_gb18030_too() {
    let (home, dir) = demo::copy();
    let export = |more: &[&str]| {
        let words = [&["score", "export", "annual", "--dir", text(&dir)][..], more].concat();
        let mut export = command(words);
        export.current_dir(home.path());
        run(export, Vec::new()).with(0).stdout
    };
    assert_eq!(export(&[]), "annual.xlsx\nannual.html\nannual.csv\n");
    let read = |name: &str| fs::read(home.path().join(name)).unwrap();
    assert!(read("annual.xlsx").starts_with(b"PK") && read("annual.html").starts_with(b"<!DOCTYPE html>"));
    let plain = String::from_utf8(read("annual.csv")).unwrap();
    export(&["--gb18030", "--out", "old.csv"]);
    let bytes = read("old.csv");
    let (old, _, faulty) = encoding_rs::GB18030.decode(&bytes);
    assert!(!faulty && old.contains("长津建工"), "{old}");
    assert_eq!(plain.trim_start_matches('\u{feff}'), old);
    let words = ["score", "export", "annual", "--gb18030", "--out", "old.xlsx", "--dir", text(&dir)];
    let mut workbook = command(words);
    workbook.current_dir(home.path());
    assert!(run(workbook, Vec::new()).with(2).stderr.contains("--gb18030"));
    assert!(!home.path().join("old.xlsx").exists());
}

/// The year's scores, signed; the file and the public key.
fn rolled_up(home: &Path, dir: &Path) -> (PathBuf, String) {
    let (file, key) = (home.join("rollup.json"), home.join("key"));
    let signed =
        ["score", "roll-up", "--snapshot", "annual-answered", "--sheet", "annual", "--out", text(&file)];
    let printed = muster(signed.into_iter().chain(["--key", text(&key), "--dir", text(dir)])).with(0).stdout;
    let public = printed.trim().rsplit(' ').next().unwrap().to_owned();
    (file, public)
}

#[test]
fn a_roll_up_is_signed_checked_and_not_trusted_when_altered() {
    let (home, dir) = demo::copy();
    let (file, public) = rolled_up(home.path(), &dir);
    let check = || muster(["score", "check-roll-up", text(&file), "--key", &public]);
    assert!(check().with(0).stdout.contains("the signature holds"));
    let altered = fs::read_to_string(&file).unwrap().replacen("\"rank\": 1,", "\"rank\": 2,", 1);
    fs::write(&file, altered).unwrap();
    check().with(1);
}

/// The wider appraisal (S76) is another muster: it checks the signature and counts the scores on a line of its own.
#[test]
fn a_roll_up_is_taken_in_by_another_muster_as_points_of_a_line() {
    let (home, dir) = demo::copy();
    let (file, public) = rolled_up(home.path(), &dir);
    let other = Site::launched(EN, &service_year::file(), START);
    other.run_to("2014-12-10T10:00:00+08:00");
    let take_in = |key: &str| {
        other.by("考评组", &["score", "take-in", text(&file), "--key", key, "annual", "具体服务事项"])
    };
    take_in(&"0".repeat(64)).with(1);
    assert_eq!(other.on(&["show", "points", "--json"]).with(0).json()["rows"].as_array().unwrap().len(), 0);
    take_in(&public).with(0);
    let signed: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let points = other.on(&["show", "points", "--json"]).with(0).json();
    let rows = points["rows"].as_array().unwrap();
    let units = signed["scores"]["units"].as_array().unwrap();
    assert!(units.len() > 20 && rows.len() == units.len(), "{points}");
    for unit in units {
        let code = unit["code"].as_str().unwrap();
        let row = rows.iter().find(|row| row[2]["en"].as_str().unwrap().starts_with(&format!("{code} ")));
        let found: f64 = row.unwrap()[4]["en"].as_str().unwrap().parse().unwrap();
        // A hundred points are 20 here, half up to hundredths, and never more.
        let total: f64 = unit["total"].as_str().unwrap().parse().unwrap();
        let wanted = (((total * 100.0).round() as i64 * 2 / 5 + 1) / 2).min(2_000);
        assert!((found * 100.0 - wanted as f64).abs() < 0.01, "{code}: {found} for {unit}");
    }
}

#[test]
fn the_auditor_sees_who_acted_for_others_and_what_was_entered_afterwards() {
    let (_home, dir) = demo::copy();
    let printed = on(&dir, &["audit", "show"]).with(0).stdout;
    assert!(printed.contains("backdated") && printed.contains("opened again"), "{printed}");
}
