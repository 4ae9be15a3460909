//! Tables as spreadsheets and offices save them: read as what they say, and reported at the right cell.

use std::collections::BTreeMap;

use super::check;
use super::proposal::{Faults, lost_zeros, propose};
use crate::definition::findings::finding::Finding;

const PLAIN: &str = "单位编码,单位名称,简称,上级编码,类别,标签,参评,党员数,渠道账号,加入日期,备注\n\
    001,第一科党支部,一科,,机关,,是,12,a@b,,\n\
    002,第二科党支部,二科,,机关,窗口,否,9,c@d,2026-03-01,\n";

/// Findings as cell, line, column and code.
fn found(text: impl AsRef<[u8]>) -> Vec<String> {
    let say = |found: Finding| {
        let cell = found.cell.unwrap_or_default();
        format!("{cell} {}:{}+{} {}", found.line, found.column, found.length, found.code)
    };
    check(text.as_ref(), 2026).into_iter().map(say).collect()
}

/// The same table with a faulty cell at G3.
fn faulty() -> String {
    PLAIN.replace(",否,", ",?,")
}

#[test]
fn a_fault_stands_at_its_cell_whatever_ends_lines_and_parts_cells() {
    let right = ["G3 3:22+1 M045"];
    assert_eq!(found(faulty()), right);
    assert_eq!(found(faulty().replace('\n', "\r\n")), right, "CRLF, as Excel writes it");
    assert_eq!(found(faulty().replace('\n', "\r")), right, "CR");
    assert_eq!(found(format!("\u{feff}{}", faulty().replace('\n', "\r\n"))), right, "with a mark before it");
    assert_eq!(found(faulty().replace(',', "\t")), right, "tabs");
    assert_eq!(found(faulty().replace(',', ";")), right, "semicolons");
    assert_eq!(found(format!("sep=;\n{}", faulty().replace(',', ";"))), ["G4 4:22+1 M045"], "sep=");
    let gbk = encoding_rs::GBK.encode(&faulty().replace('\n', "\r\n")).0.into_owned();
    assert_eq!(found(gbk), [" 1:1+1 M004", right[0]]);
}

#[test]
fn all_faults_of_a_row_are_told_at_once() {
    let row = "002,第二科党支部,二科,,机关,窗口,否,9,c@d,2026-03-01,";
    let all = found(PLAIN.replace(row, "002,,二科,,,窗口,?,many,c@d,2026-13-01,"));
    let at: Vec<&str> = all.iter().map(|one| one.split(' ').next().unwrap()).collect();
    assert_eq!(at, ["B3", "E3", "G3", "H3", "J3"], "{all:?}");
}

#[test]
fn a_language_is_one_that_letters_are_written_in() {
    let with = |word: &str| PLAIN.replacen("备注", "语言", 1).replacen("a@b,,", &format!("a@b,,{word}"), 1);
    for fine in ["", "中文", "英文", "zh", "EN"] {
        assert_eq!(found(with(fine)), Vec::<String>::new(), "{fine}");
    }
    assert_eq!(found(with("法文")), ["K2 2:30+2 M045"]);
    assert_eq!(found(with("英文").replacen("语言", "language", 1)), Vec::<String>::new());
}

#[test]
fn coordinates_are_a_latitude_and_a_longitude() {
    let with =
        |text: &str| PLAIN.replacen("备注", "驻地坐标", 1).replacen("a@b,,", &format!("a@b,,\"{text}\""), 1);
    for fine in ["", "32.160,120.010", "-33.9，18.4", "32.1600001 120", "90,-180", "０,１２０．５"] {
        assert_eq!(found(with(fine)), Vec::<String>::new(), "{fine}");
    }
    let faulty = [
        "120.010,32.160",
        "90.1,0",
        "0,180.1",
        "32.160",
        "32.160,",
        "1,2,3",
        "北,东",
        "3.2.1,4",
        "--3,4",
        "1e3,4",
    ];
    for text in faulty {
        let found = found(with(text));
        assert!(
            found.len() == 1 && found[0].starts_with("K2 2:") && found[0].ends_with("M045"),
            "{text}: {found:?}"
        );
    }
    let all = check(with("120.010,32.160").as_bytes(), 2026);
    assert!(all[0].fix.as_ref().unwrap().en.contains("latitude comes first"), "{all:?}");
}

#[test]
fn a_table_may_be_wide_with_nothing_and_not_with_headings() {
    let wide = |heading: &str| PLAIN.replacen("备注", &format!("备注{}", heading.repeat(20_000)), 1);
    assert_eq!(found(wide(",")), Vec::<String>::new());
    assert_eq!(found(wide(",列")), [" 1:1+1 M002"]);
}

#[test]
fn a_link_that_is_wrong_in_every_row_of_a_large_roster_is_reported_and_fixed_by_what_stands_beside_it() {
    let row = |at: usize| format!("{at:05},第{at}科,{at}科,{at:05}x,机关,,是,,,,\n");
    let text = PLAIN.lines().next().unwrap().to_owned() + "\n" + &(1..3_000).map(row).collect::<String>();
    let found = check(text.as_bytes(), 2026);
    assert_eq!(found.len(), 1_000);
    let fix = |line: u32| found.iter().find(|one| one.line == line).unwrap().fix.clone().unwrap().en;
    assert_eq!(fix(1_000), "did you mean “00999”?");
}

#[test]
fn blank_rows_and_quoted_line_ends_shift_nothing() {
    let blank = faulty().replacen("\n002", "\n\n\n002", 1);
    assert_eq!(found(&blank), ["G5 5:22+1 M045"]);
    assert_eq!(found(blank.replace('\n', "\r\n")), ["G5 5:22+1 M045"]);
    let quoted = faulty().replace(",一科,", ",\"一\n科\",");
    assert_eq!(found(&quoted), ["C2 2:12+2 M045", "G3 4:22+1 M045"]);
    assert_eq!(found(quoted.replace('\n', "\r\n")), ["C2 2:12+2 M045", "G3 4:22+1 M045"]);
    // A quote within a cell is a text and opens nothing.
    assert_eq!(found(faulty().replace("第一科党支部", "一科 5\" 党支部")), ["G3 3:22+1 M045"]);
}

#[test]
fn what_spreadsheets_write_otherwise_is_read() {
    for (was, is) in [
        (",是,12,", ",TRUE,12,"),
        (",否,9,", ",False,9,"),
        (",12,", ",１２,"),
        ("2026-03-01", "46082"),
        ("\n002", ",,,\n002"),
        ("a@b,,\n", "a@b,,,,\n"),
        ("单位编码,", "单位编码 ,"),
        ("简称", "\"简\n称\""),
        ("备注", "备注,,"),
    ] {
        let text = PLAIN.replacen(was, is, 1);
        // A longer heading needs longer rows.
        let text = if was == "备注" { text.replace(",\n", ",,,\n") } else { text };
        assert_eq!(found(&text), Vec::<String>::new(), "{was} → {is}: {text}");
    }
    assert_eq!(found(format!("{PLAIN}\n,,,,,,,,,,\n")), Vec::<String>::new());
}

#[test]
fn what_spreadsheets_damaged_is_reported_at_its_cell() {
    for (was, is, right) in [
        ("\n002,", "\n1.00E+05,", "A3 3:1+8 M057"),
        ("\n002,", "\n3月1日,", "A3 3:1+4 M057"),
        ("\n002,", "\n2026/3/1,", "A3 3:1+8 M057"),
        ("\n002,", "\n1-Mar,", "A3 3:1+5 M057"),
        ("\n002,", "\n2,", "A3 3:1+1 M055"),
        ("\n002,", "\n００２,", "A3 3:1+3 M045"),
        ("\n002,", "\n合计,", "A3 3:1+2 M045"),
        ("c@d", "1.38E+10", "I3 3:26+8 M057"),
        ("c@d", "440106202601010000", "I3 3:26+18 M057"),
        (",9,", ",=SUM(H2),", "H3 3:24+8 M057"),
        (",9,", ",#N/A,", "H3 3:24+4 M057"),
        ("2026-03-01", "########", "J3 3:30+8 M057"),
    ] {
        // One finding for one cell: what cannot be read is not also called empty.
        assert_eq!(found(PLAIN.replacen(was, is, 1)), [right], "{was} → {is}");
    }
    let both = PLAIN.replacen("简称", "code", 1);
    assert_eq!(found(both), ["C1 1:11+4 M021"]);
    // Accounts lose their zeros as codes do.
    let accounts = PLAIN.replace("a@b", "02012345").replace("c@d", "2012346");
    assert_eq!(found(accounts), ["I3 3:26+7 M055"]);
}

#[test]
fn a_new_roster_without_its_zeros_is_refused_and_nobody_leaves_by_it() {
    let new = PLAIN.replace("\n001,", "\n1,").replace("\n002,", "\n2,");
    let found = propose(PLAIN.as_bytes(), new.as_bytes(), 2026, None, &BTreeMap::new());
    let Err(Faults::New(found)) = found else { panic!("{found:?}") };
    let cells: Vec<&str> = found.iter().filter_map(|one| one.cell.as_deref()).collect();
    assert_eq!(cells, ["A2", "A3"]);
    assert!(found[0].sentence.zh.contains("“001”"), "{}", found[0].sentence.zh);
}

#[test]
fn codes_that_lost_their_zeros_are_reported_beside_those_of_what_runs() {
    let new = PLAIN.replace("\n001,", "\n1,").replace("\n002,", "\n2,");
    // By itself it may be meant so, and is asked about; the zeros that units have are no question.
    assert_eq!(found(&new), ["A2 2:1+1 M055", "A3 3:1+1 M055"]);
    // All that are shorter than most are told at once.
    let more = PLAIN.replacen("\n001,", "\n1,", 1).replacen("\n002,", "\n2,", 1)
        + "003,丙,丙,,机关,,是,1,e@f,,\n004,丁,丁,,机关,,是,1,g@h,,\n005,戊,戊,,机关,,是,1,i@j,,\n";
    assert_eq!(found(&more), ["A2 2:1+1 M055", "A3 3:1+1 M055"]);
    let codes = |found: Vec<Finding>| found.into_iter().filter_map(|one| one.cell).collect::<Vec<_>>();
    assert_eq!(codes(lost_zeros(new.as_bytes(), ["001", "002", "3"])), ["A2", "A3"]);
    assert_eq!(codes(lost_zeros(new.as_bytes(), ["001", "2"])), ["A2"]);
    assert_eq!(codes(lost_zeros(new.as_bytes(), ["1", "2", "001"])), Vec::<String>::new());
    assert_eq!(codes(lost_zeros(PLAIN.as_bytes(), ["001", "002"])), Vec::<String>::new());
}

/// Cells and codes of what is found in a file that a spreadsheet saved, with a word that must be in the sentence.
fn saved(bytes: &[u8]) -> Vec<(String, &'static str, String)> {
    let found = check(bytes, 2026).into_iter();
    found.map(|one| (one.cell.unwrap_or_default(), one.code, one.sentence.zh)).collect()
}

fn cells(found: &[(String, &'static str, String)], code: &str) -> Vec<String> {
    found.iter().filter(|(_, one, _)| *one == code).map(|(cell, ..)| cell.clone()).collect()
}

#[test]
fn formulas_without_a_value_never_become_nothing() {
    let found = saved(include_bytes!("saved/formulas.xlsx"));
    assert_eq!(cells(&found, "M057"), ["H2", "H4", "N4", "C5", "J5", "K5"]);
    assert!(found.iter().all(|(.., said)| said.contains("公式")), "{found:#?}");
}

#[test]
fn codes_and_accounts_that_a_workbook_keeps_as_numbers_or_dates_are_reported() {
    let found = saved(include_bytes!("saved/damaged.xlsx"));
    assert_eq!(cells(&found, "M057"), ["M3", "A6"], "{found:#?}");
    assert_eq!(cells(&found, "M055"), ["A5", "A7"], "{found:#?}");
    let found = saved(include_bytes!("saved/damaged.csv"));
    assert_eq!(cells(&found, "M057"), ["M2", "A3", "A4"], "{found:#?}");
}

#[test]
fn what_people_do_not_see_in_a_workbook_is_said_and_a_hidden_sheet_never_wins() {
    let found = saved(include_bytes!("saved/out-of-sight.xlsx"));
    assert_eq!(cells(&found, "M056"), ["", "A5"], "{found:#?}");
    assert_eq!(cells(&found, "M045"), ["A8", "A10", "A11"], "{found:#?}");
    let found = saved(include_bytes!("saved/old-sheet-hidden.xlsx"));
    assert!(found[0].2.contains("2026年名册") && found[0].2.contains("单位（隐藏）"), "{found:#?}");
    assert_eq!(cells(&found, "M045"), ["A8", "A10", "A11"], "the sheet that people see is read");
}

#[test]
fn a_column_that_a_roster_alone_does_not_know_may_be_one_of_the_campaigns_file() {
    let text = PLAIN.replacen("渠道账号", "感控护士岗位", 1);
    let fix = |text: &str| {
        let found = check(text.as_bytes(), 2026);
        found.into_iter().find(|one| one.code == "M050").unwrap().fix.unwrap()
    };
    assert!(fix(&text).zh.contains("muster roster check 活动.yaml"), "{:?}", fix(&text));
    assert!(fix(&text).en.contains("muster roster check CAMPAIGN.yaml"), "{:?}", fix(&text));
    let misspelt = PLAIN.replacen("渠道账号", "渠道帐号", 1);
    assert!(fix(&misspelt).zh.contains("渠道账号"), "one that is only misspelt: {:?}", fix(&misspelt));
}
