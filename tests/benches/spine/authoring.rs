//! What a committee waits for: checking a file, playing its year, and writing the page, workbook and calendar.

use std::collections::BTreeMap;
use std::fmt::Write;

use muster::preview::filter::Filter;
use muster::preview::model::PreviewModel;
use muster::preview::page::{self, About};
use muster::preview::{agenda, workbook};
use muster::verb::file::preview::{PreviewRun, play};
use muster_core::definition::{Files, compile};
use muster_core::script::Script;
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_tests::tidy::tree;

use super::meter::{Meter, Table, resident_mib};

/// Duties of the file, each once in the year.
const DUTIES: usize = 40;

pub(crate) fn run(table: &mut Table) {
    for units in [27, 2_000] {
        let files = committee(units);
        let meter = Meter::start();
        let compiled = compile(&files);
        let bytes = files.files.values().map(Vec::len).sum::<usize>() / 1024;
        row(
            table,
            &format!("check, {units} units x {DUTIES} duties"),
            &meter,
            format!("{bytes} KiB of files"),
        );
        let definition = compiled.definition.unwrap_or_else(|| panic!("{:?}", compiled.findings));
        for (name, script) in [
            ("all on time", Script::all_on_time(&definition)),
            ("nobody answers", Script::silent(&definition)),
        ] {
            documents(table, &definition, &format!("{units} units, {name}"), script);
        }
    }
}

fn documents(table: &mut Table, definition: &Definition, what: &str, script: Script) {
    let meter = Meter::start();
    let mut heard = PreviewRun::rows(definition);
    play(Language::Zh, definition, script, &mut heard).unwrap();
    let history = heard.history;
    row(table, &format!("preview, {what}"), &meter, format!("{} messages", history.messages_due()));
    let meter = Meter::start();
    let model = PreviewModel::new(&history, Filter::default());
    row(
        table,
        &format!("its reading, {what}"),
        &meter,
        format!("{} steps, {:.0} MiB", history.steps_planned(), resident_mib()),
    );
    let meter = Meter::start();
    let about = About { behaviour: "测量", answered: true, findings: &[] };
    let text = page::text(Language::Zh, &model, &about);
    row(table, &format!("page, {what}"), &meter, format!("{} KiB", text.len() / 1024));
    let meter = Meter::start();
    let bytes = workbook::bytes(Language::Zh, &model).unwrap();
    row(table, &format!("workbook, {what}"), &meter, format!("{} KiB", bytes.len() / 1024));
    let meter = Meter::start();
    let text = agenda::text(Language::Zh, &model);
    row(table, &format!("calendar, {what}"), &meter, format!("{} KiB", text.len() / 1024));
}

fn row(table: &mut Table, what: &str, meter: &Meter, beside: String) {
    table.row(what.to_owned(), format!("{:.0} ms", meter.wall().as_secs_f64() * 1e3), beside);
}

/// A file as a committee writes it, with its roster and the shipped calendar.
fn committee(units: usize) -> Files {
    let mut main = String::from(HEAD);
    for duty in 0..DUTIES {
        let (month, day) = (4 + duty % 9, 3 + duty / 9 * 5);
        writeln!(
            main,
            "  duty-{duty}: {{名称: 任务{duty}, 人群: 全部, 时间: {month}月{day}日, 提交: [材料, 照片≥2]}}"
        )
        .unwrap();
    }
    let mut roster = String::from("单位编码,单位名称,简称,上级编码,类别,参评,联络员岗位,主要负责人岗位\n");
    for unit in 0..units {
        let parent = if unit == 0 { String::new() } else { format!("{:05}", unit / 20) };
        writeln!(roster, "{unit:05},第{unit}单位,单位{unit},{parent},机关,是,办公室,主任").unwrap();
    }
    let calendar = std::fs::read(tree::root().join("workflows/calendars/cn/2014.csv")).unwrap();
    let next = std::fs::read(tree::root().join("workflows/calendars/cn/2015.csv")).unwrap();
    let files = [
        ("main.yaml", main.into_bytes()),
        ("roster.csv", roster.into_bytes()),
        ("../calendars/cn/2014.csv", calendar),
        ("../calendars/cn/2015.csv", next),
    ];
    let files: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
    Files { main: "main.yaml".to_owned(), files, ..Files::default() }
}

const HEAD: &str = r#"活动: {编号: bench-2014, 名称: 测量, 年份: 2014, 时区: Asia/Shanghai, 日历: cn, 名册: roster.csv}
人群:
  全部: {参评: 是}
阶段:
  - {编号: whole, 名称: 全程, 起: 4月1日, 止: 12月31日, 通知: "09:00"}
提醒:
  标准:
    发给: 联络员
    提前: [5, 1]
    当日: 是
    时刻: "09:00"
    逾期: {每隔: 2, 至多: 3}
    督办:
      - {颜色: 黄, 逾期: 1, 发给: [主要负责人]}
      - {颜色: 红, 逾期: 5, 发给: [主要负责人]}
任务:
"#;
