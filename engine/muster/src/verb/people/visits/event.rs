//! `muster visits event`: something happened that causes a visit; and how such visits stand, for the list.

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::catalogue::Language;
use muster_protocol::command::{Command, VisitEvent};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::say;
use muster_server::view::why::{ItemLine, Why};
use serde_json::{Value, json};

use crate::client::act::{campaign, submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::verb::people::assign;
use crate::words::item;

#[derive(Debug, Args)]
pub(crate) struct Happened {
    programme: String,
    what: String,
    #[arg(long, value_name = "DATE")]
    on: TypedDay,
    #[arg(long, value_name = "CODE")]
    unit: String,
    #[arg(long, value_name = "CODE")]
    place: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

impl Happened {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.acting, async |connection, by| self.give(out, connection, by).await)
    }

    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.acting.target).await?;
        let def = definitions::in_force(out.lang, connection, &campaign).await?;
        let command = Command::VisitEvent(VisitEvent {
            programme: self.programme.clone(),
            what: self.what.clone(),
            on: self.on.in_campaign(out.lang, &def)?,
            unit: self.unit.clone(),
            place: self.place.clone(),
        });
        let given = submit_and_report(out, connection, campaign, by, command).await?;
        assign::print_planned(out, connection, &def, &given).await?;
        Ok(Exit::Fine)
    }
}

/// A visit that something caused, as far as it stands in the list.
pub(super) struct Caused {
    line: ItemLine,
    unit: String,
}

/// The visits that something caused, by due day.
pub(super) async fn caused(
    connection: &Connection,
    campaign: &CampaignId,
    def: &Definition,
) -> Result<Vec<Caused>, Failure> {
    let mut caused = Vec::new();
    for events in def.self_arranged.iter().filter_map(|visits| visits.events.as_ref()) {
        let Some(duty) = def.duties.get(events.duty.at()) else { continue };
        let Some(Why::Occasions(all)) = connection.why(Some(campaign), &duty.id).await? else { continue };
        for occasion in all.occasions {
            let Some(Why::Occasion(one)) = connection.why(Some(campaign), &occasion.key).await? else {
                continue;
            };
            for line in one.items {
                let code = line.item.rsplit('/').next().unwrap_or_default();
                let unit = def.units.iter().find(|unit| unit.code == code);
                let unit = unit.map_or_else(|| code.to_owned(), |unit| format!("{code} {}", unit.short));
                caused.push(Caused { line, unit });
            }
        }
    }
    caused.sort_by(|one, other| {
        (one.line.due_day, &one.line.item).cmp(&(other.line.due_day, &other.line.item))
    });
    Ok(caused)
}

impl Caused {
    /// Whether nobody has gone and the day is over.
    pub(super) fn is_late(&self) -> bool {
        self.awaits() && self.line.late
    }

    fn awaits(&self) -> bool {
        matches!(self.line.state.as_str(), "open" | "returned")
    }

    /// Whether somebody is still to go in time.
    pub(super) fn is_ahead(&self) -> bool {
        self.awaits() && !self.line.late
    }

    pub(super) fn json(&self) -> Value {
        let ItemLine { item, title, state, late, due_day, .. } = &self.line;
        json!({ "item": item, "title": title, "due_day": due_day.to_string(), "stage": state, "late": late })
    }

    /// Its cells in the list: by when, who goes and why, how it stands.
    pub(super) fn cells(&self, lang: Language) -> [String; 5] {
        let ItemLine { item, title, state, due_day, .. } = &self.line;
        let stands =
            if self.is_late() { lang.say("not-made").to_owned() } else { item::state_of_code(lang, state) };
        let by = say!(lang, "visit-due-by-day", due_day);
        [by, title.clone(), self.unit.clone(), stands, item.clone()]
    }
}
