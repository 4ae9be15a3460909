//! Limits, met exactly and passed by one.

use muster_protocol::event::LedgerEntered;
use muster_protocol::ids::{DutyIx, UnitIx};
use muster_protocol::item::CHUNK;
use muster_protocol::ledger::{Cell, LEDGER_ROWS_MAX};

use super::*;

fn launched() -> Scene {
    let mut scene = Scene::new();
    scene.live("04-01 00:00 launch");
    scene
}

#[test]
fn a_task_is_given_to_a_chunk_of_named_units_and_to_no_more() {
    let mut scene = Scene::new();
    let unit = scene.def.units[1].clone();
    let more =
        (0..=CHUNK).map(|no| muster_protocol::definition::Unit { code: format!("u{no}"), ..unit.clone() });
    scene.def.units.extend(more);
    scene.live("04-01 00:00 launch");
    let to = |count: usize| (0..count).map(|no| format!("u{no}")).collect::<Vec<_>>().join(",");
    let events = scene.live(&format!("04-02 10:00 assign task {} 04-16 一件事", to(CHUNK + 1)));
    assert!(events.contains("then refused too-large: 257 units are named, at most 256"), "{events}");
    let events = scene.live(&format!("04-02 10:00 assign task {} 04-16 一件事", to(CHUNK)));
    assert!(events.contains("then occasion.opened"), "{events}");
}

#[test]
fn an_item_is_returned_a_hundred_times() {
    let mut scene = launched();
    for no in 1..=100 {
        scene.live("04-22 10:00 submit plan/a 方案");
        let events = scene.live("04-22 10:00 return plan/a");
        assert!(events.starts_with("then item.returned"), "{no}: {events}");
    }
    scene.live("04-22 10:00 submit plan/a 方案");
    let events = scene.live("04-22 10:00 return plan/a");
    assert!(events.starts_with("then refused too-large: it was returned 100 times"), "{events}");
}

#[test]
fn a_ledger_has_its_last_row_and_no_other() {
    let mut scene = launched();
    let duty = scene.def.duties.iter().position(|duty| duty.id == "stock").unwrap();
    let (duty, unit) = (DutyIx(u16::try_from(duty).unwrap()), UnitIx(0));
    let cells = vec![("入库".to_owned(), Cell::Number(0))];
    let row = |row| LedgerEntered { duty, unit, row, fixed: None, cells: cells.clone(), stock: Some(0) };
    let rows: Vec<Event> = (1..LEDGER_ROWS_MAX).map(|no| row(no).into()).collect();
    scene.happen(at("2014-04-02 10:00"), &rows);
    let enter = "05-07 10:00 enter stock/a 日期=05-07 入库=1 发放=1";
    let events = scene.live(enter);
    assert!(events.contains("then ledger.entered"), "{events}");
    let events = scene.live(enter);
    assert!(events.starts_with("then refused too-large"), "{events}");
}
