use std::collections::BTreeMap;

use super::{Behaviour, Script, parse};
use crate::definition::{Files, compile};
use muster_protocol::definition::Definition;

fn definition() -> Definition {
    let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let files = Files {
        main: "service-year.yaml".to_owned(),
        files: BTreeMap::from([
            file("service-year.yaml", include_bytes!("../../../../workflows/service-year/service-year.yaml")),
            file("roster.csv", include_bytes!("../../../../workflows/service-year/roster.csv")),
            file("busy.csv", include_bytes!("../../../../workflows/service-year/busy.csv")),
            file("directive.txt", include_bytes!("../../../../workflows/service-year/directive.txt")),
            file("festivals.csv", include_bytes!("../../../../workflows/service-year/festivals.csv")),
            file("window-items.csv", include_bytes!("../../../../workflows/service-year/window-items.csv")),
            file("../calendars/cn/2014.csv", include_bytes!("../../../../workflows/calendars/cn/2014.csv")),
            file("../calendars/cn/2015.csv", include_bytes!("../../../../workflows/calendars/cn/2015.csv")),
        ]),
        ..Files::default()
    };
    compile(&files).definition.unwrap()
}

fn found(text: &str) -> Vec<String> {
    let (script, findings) = parse(text.as_bytes(), &definition());
    assert!(script.is_none());
    findings.iter().map(|f| format!("{} {}:{} {}", f.code, f.line, f.column, f.sentence.zh)).collect()
}

#[test]
fn the_shipped_script_has_all_kinds_of_units() {
    let definition = definition();
    let bytes = include_bytes!("../../../../workflows/service-year/script.yaml");
    let (script, findings) = parse(bytes, &definition);
    assert_eq!(findings, vec![]);
    let script = script.unwrap();
    let of = |code: &str| script.units[definition.unit_by_code(code).unwrap().at()];
    assert_eq!(of("002"), Behaviour::Punctual { workdays_before: 2 });
    assert_eq!(of("006"), Behaviour::Punctual { workdays_before: 0 });
    assert_eq!(of("012"), Behaviour::Late { workdays_after: 1 });
    assert_eq!(of("106"), Behaviour::Late { workdays_after: 3 });
    assert_eq!(of("107"), Behaviour::Late { workdays_after: 7 });
    assert_eq!((of("016"), of("108")), (Behaviour::Silent, Behaviour::Silent));
    assert_eq!(of("005"), Behaviour::Returning { workdays_before: 3, again_after_workdays: 2 });
    assert_eq!((script.review_workdays, script.visit_record_workdays, script.signs), (1, 1, true));
    assert_eq!((script.stage_workdays, script.draw_workdays), (Some(1), 3));
}

#[test]
fn english_keys_mean_the_same() {
    let text = "behaviours:\n  ok: {before: 2}\n  no: {silent: true}\ndefault: ok\nunits:\n  no: [\"016\"]\nsigns: false\n";
    let definition = definition();
    let (script, findings) = parse(text.as_bytes(), &definition);
    assert_eq!(findings, vec![]);
    let script = script.unwrap();
    assert_eq!(script.units.iter().filter(|unit| **unit == Behaviour::Silent).count(), 1);
    assert!(!script.signs);
}

#[test]
fn faults_are_reported_all_at_once() {
    let text = "行为:\n  按时: {提前: 2}\n  乱: {提前: 2, 逾期: 3}\n默认: 按是\n单位:\n  按时: [\"999\", \"001\"]\n  乱: [\"001\"]\n审核: 九\n";
    assert_eq!(
        found(text),
        [
            "M024 3:3 “乱”不是一种行为",
            "M026 4:5 没有叫“按是”的行为",
            "M026 6:8 没有叫“999”的单位编码",
            "M027 7:3 单位“001”既写在“按时”，又写在“乱”",
            "M024 8:5 “审核”应当是 0 到 366 之间的整数",
        ]
    );
}

#[test]
fn what_happens_in_a_script_is_what_the_file_names() {
    let script = |events: &str| format!("行为:\n  按时: {{提前: 2}}\n默认: 按时\n遇事: [{events}]\n");
    let good = script("{走访: comfort, 遇事: 受灾, 单位: \"005\", 日期: 6月26日}");
    let (read, findings) = parse(good.as_bytes(), &definition());
    assert_eq!(findings, vec![]);
    let events = read.unwrap().events;
    let said: Vec<_> =
        events.iter().map(|it| (it.what.as_str(), it.unit.as_str(), it.on.to_string())).collect();
    assert_eq!(said, [("受灾", "005", "2014-06-26".to_owned())]);
    for (bad, word) in [
        ("{走访: outreach, 遇事: 受灾, 单位: \"005\", 日期: 6月26日}", "outreach"),
        ("{走访: comfort, 遇事: 结婚, 单位: \"005\", 日期: 6月26日}", "结婚"),
        ("{走访: comfort, 遇事: 受灾, 单位: \"999\", 日期: 6月26日}", "999"),
        ("{走访: comfort, 遇事: 受灾, 单位: \"005\", 日期: 6月31日}", "6月31日"),
    ] {
        let said = found(&script(bad));
        assert!(said.len() == 1 && said[0].contains(word), "{bad}: {said:?}");
    }
}

#[test]
fn ready_made_scripts_cover_every_unit() {
    let definition = definition();
    assert_eq!(Script::silent(&definition).units, vec![Behaviour::Silent; definition.units.len()]);
    assert_eq!(Script::all_on_time(&definition).units.len(), definition.units.len());
}
