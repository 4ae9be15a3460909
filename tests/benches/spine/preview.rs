//! Preview of a year: the simulation alone, with the workers' own logic.

use muster_core::players::Players;
use muster_core::script::Script;
use muster_core::simulate;
use muster_protocol::ids::CampaignId;

use super::campaign::{duties, first_day, midnight};
use super::meter::{Meter, Table, resident_mib};

pub(crate) fn run(table: &mut Table) {
    for (units, count) in [(27, 40), (2_000, 40)] {
        let definition = duties(units, count, 5);
        let campaign = CampaignId::new("preview").unwrap();
        let players = Players::new(&definition, Script::all_on_time(&definition));
        let meter = Meter::start();
        let start = midnight(first_day());
        let run = simulate::run(
            &definition,
            &campaign,
            start,
            midnight(first_day().plus(40)),
            players,
            &mut muster_workers::all(),
        );
        let wall = meter.wall().as_secs_f64();
        table.row(
            format!("preview, {units} units x {count} duties, all on time"),
            format!("{:.0} ms", wall * 1e3),
            format!("{} events, {} letters, {:.0} MiB", run.events.len(), run.letters.len(), resident_mib()),
        );
    }
}
