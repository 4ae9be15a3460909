//! `muster show`: the tables of what people do: duties with what was filled in, ledgers, cases, selections, coverage,
//! evidence.

use clap::Args;
use muster_protocol::catalogue::{Language, Listed, LocalizedText};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::say;
use muster_rules::zone::Zone;
use muster_server::read::tables::TableView;

use crate::client::act::with_campaign;
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::{self, Output};
use crate::run::Run;
use crate::suggestions;

/// The arguments of `muster show`.
#[derive(Debug, Args)]
pub struct Show {
    name: String,
    #[arg(long)]
    json: bool,
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    target: Target,
}

impl Run for Show {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        with_campaign(out, &self.target, async |connection, campaign| {
            if self.text {
                return self.texts(out, connection, campaign).await;
            }
            print_result(out, connection, campaign, &self.name, self.json).await
        })
    }
}

impl Show {
    async fn texts(
        &self,
        out: &Output,
        connection: &Connection,
        campaign: &CampaignId,
    ) -> anyhow::Result<Exit> {
        let Some(entries) = connection.texts(campaign, &self.name).await? else {
            let what = say!(out.lang, "there-is-no-item-and-no-case-name", name = self.name);
            let next = out.lang.say("write-it-as-unit-plan-005-or-hotline");
            return Err(Failure::new(Exit::Fault, what).next(next).into());
        };
        if self.json {
            out.json(&entries)?;
            return Ok(Exit::Fine);
        }
        if entries.is_empty() {
            out.data(out.lang.say("nothing-was-written"))?;
        }
        let zone = definitions::of(connection, campaign).await?.and_then(|def| Zone::of(&def).ok());
        for one in &entries {
            let at = zone.as_ref().map_or_else(|| one.at.to_string(), |zone| zone.rfc3339(one.at));
            let at = at.get(..16).map_or(at.clone(), |minute| minute.replace('T', " "));
            out.data(format_args!("{at}  {}  {}", one.event, one.actor))?;
            for text in &one.texts {
                let gone = out.lang.say("erased");
                for line in text.as_deref().unwrap_or(gone).lines() {
                    out.data(format_args!("    {line}"))?;
                }
            }
        }
        Ok(Exit::Fine)
    }
}

/// Shows the table of this name.
///
/// # Errors
/// [`Failure`] when nobody answers or nothing has this name; stdout that cannot be written.
pub(super) async fn print_result(
    out: &Output,
    connection: &Connection,
    campaign: &CampaignId,
    name: &str,
    json: bool,
) -> anyhow::Result<Exit> {
    let Some(shown) = connection.show(campaign, name).await? else {
        let def = definitions::in_force(out.lang, connection, campaign).await?;
        return Err(no_table(out.lang, &def, name).into());
    };
    if json {
        out.json(&shown)?;
    } else {
        print(out, &shown)?;
    }
    Ok(Exit::Fine)
}

/// Says that nothing is called so, and where it is looked for.
fn no_table(lang: Language, def: &Definition, name: &str) -> Failure {
    if let Some(key) = name.strip_prefix("snapshots/") {
        let what = say!(lang, "there-is-no-snapshot-key-or-it-has", key);
        return Failure::new(Exit::Fault, what).next("muster snapshot list");
    }
    let what = say!(lang, "there-is-no-table-name", name);
    let key = name.split('/').next().unwrap_or_default();
    let programme = key.split('.').next().unwrap_or_default();
    if key == "visits" || def.visits.iter().any(|visits| visits.id == programme) {
        return Failure::new(Exit::Fault, what).next("muster visits list");
    }
    let near = suggestions::table(def, name).map(|near| suggestions::did_you_mean(lang, &near));
    let next = say!(lang, "name-a-duty-ledger-kind-of-case-or", tables: Listed(&suggestions::TABLES));
    Failure::new(Exit::Fault, what).next(near.unwrap_or(next))
}

pub(in crate::verb) fn print(out: &Output, shown: &TableView) -> anyhow::Result<()> {
    let text = |said: &LocalizedText| said.say(out.lang).to_owned();
    out.data(text(&shown.title))?;
    if shown.rows.is_empty() {
        out.data(out.lang.say("empty"))?;
    } else {
        let mut table = output::table(shown.columns.iter().map(text));
        for row in &shown.rows {
            table.add_row(row.iter().map(text));
        }
        out.data(table)?;
    }
    for note in &shown.notes {
        out.data(text(note))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn what_is_no_table_points_to_where_it_is() {
        let def = muster_core::definition::compile(&embedded::files()).definition.unwrap();
        let programme = def.visits.first().unwrap().id.clone();
        for (name, next) in [
            ("snapshots/never", "muster snapshot list"),
            ("visits", "muster visits list"),
            (&programme, "muster visits list"),
            ("unit-plam", "did you mean “unit-plan”?"),
            ("annul", "did you mean “annual”?"),
            ("three-wey", "did you mean “three-way”?"),
            ("vetos", "did you mean “vetoes”?"),
            ("zzzzzzzzzzzz", "programmes, snapshots, vetoes; visits are in `muster visits list`"),
        ] {
            let reported = no_table(Language::En, &def, name);
            assert!(reported.what.contains(name.trim_start_matches("snapshots/")), "{reported:?}");
            assert!(reported.next.as_ref().unwrap().contains(next), "{name}: {reported:?}");
        }
    }
}
