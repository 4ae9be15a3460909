//! W2: many steps due at one instant. W3: one campaign, many units, one reminder each.

use super::campaign::{duties, first_day, midnight, nine};
use super::meter::{Meter, Table, resident_mib};
use super::world::World;

/// Days from the reminder to the due day: the storm has only reminders in it.
const DAYS: i32 = 5;

/// W2: from the due instant to the last step recorded.
pub(crate) async fn storm(table: &mut Table, items: usize) {
    let world = World::open(midnight(first_day())).await;
    let definition = world.store(&duties(items, 1, DAYS)).await;
    world.launch("storm", definition).await;
    world.pass(midnight(first_day())).await;
    let before = world.head();
    let meter = Meter::start();
    world.pass(nine(first_day())).await;
    let (wall, cpu) = (meter.wall().as_secs_f64(), meter.cpu());
    let rows = world.head().0 - before.0;
    world.shown().await;
    let (shown, cpu_shown) = (meter.wall().as_secs_f64(), meter.cpu());
    let memory = resident_mib();
    world.close().await;
    table.row(
        format!("W2 timer storm, {items} steps due at one instant"),
        format!("last recorded after {wall:.3} s"),
        format!(
            "{:.0} steps/s, {:.1} us CPU each, {rows} rows, {memory:.0} MiB; shown in the view after {shown:.3} s, \
             {:.1} us CPU each",
            items as f64 / wall,
            cpu * 1e6 / items as f64,
            cpu_shown * 1e6 / items as f64
        ),
    );
}

/// W3: from launch to the last of the children recorded.
pub(crate) async fn children(table: &mut Table, units: usize) {
    let world = World::open(midnight(first_day())).await;
    let definition = duties(units, 1, DAYS);
    let meter = Meter::start();
    let definition = world.store(&definition).await;
    world.launch("parent", definition).await;
    world.pass(nine(first_day())).await;
    let (wall, cpu) = (meter.wall().as_secs_f64(), meter.cpu());
    world.shown().await;
    let (shown, cpu_shown) = (meter.wall().as_secs_f64(), meter.cpu());
    let memory = resident_mib();
    world.close().await;
    table.row(
        format!("W3 fan-out, one campaign of {units} units"),
        format!("{:.0} children/s, {wall:.3} s", units as f64 / wall),
        format!(
            "{:.1} us CPU each, {memory:.0} MiB, storing the definition included; shown in the view after {shown:.3} s, \
             {:.1} us CPU each",
            cpu * 1e6 / units as f64,
            cpu_shown * 1e6 / units as f64
        ),
    );
}
