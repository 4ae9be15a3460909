//! `muster visits plan`: what would be planned now for the places that await a visit, and planning it.

use clap::Args;
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::command::{Command, ProposeVisits};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::item::left_out::LeftOut;
use muster_protocol::question::{Answer, Question};
use muster_protocol::refs::{Ids, OccasionKey};
use muster_protocol::say;
use muster_protocol::shape;
use muster_protocol::time::Instant;
use muster_rules::visit;
use muster_workers::visits::{Proposals, proposals};

use crate::client::act::{campaign, submit_and_report, with_connection, with_engine};
use crate::client::connection::Connection;
use crate::client::target::{ActArgs, Author, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::words::glossary::Glossary;
use crate::words::step;

/// The arguments of `muster visits plan`.
#[derive(Debug, Args)]
pub(crate) struct Plan {
    round: Option<String>,
    #[arg(long, requires = "post")]
    propose: bool,
    #[arg(long = "as", env = "MUSTER_AS", value_name = "POST")]
    post: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// A round with what would be planned.
struct Round {
    key: OccasionKey,
    instance: shape::VisitInstance<Ids>,
    plan: Proposals,
}

impl Plan {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        if let (true, Some(post)) = (self.propose, &self.post) {
            let acting = ActArgs { author: Author::of(post), target: self.target.clone() };
            return with_connection(out, &acting, async |connection, by| {
                let (campaign, glossary, rounds) = self.rounds(out, connection).await?;
                self.print(out, &glossary, &rounds)?;
                for Round { key, instance, plan: Proposals { visits, left_out } } in rounds {
                    if visits.is_empty() && left_out.is_empty() {
                        continue;
                    }
                    let (seen, digest) = (instance.seen, visit::digest(&instance));
                    let plan = ProposeVisits { occasion: key, seen, instance: digest, visits, left_out };
                    submit_and_report(out, connection, campaign.clone(), by, Command::ProposeVisits(plan))
                        .await?;
                }
                Ok(Exit::Fine)
            });
        }
        let (_, glossary, rounds) =
            with_engine(out, &self.target, async |connection| Ok(self.rounds(out, connection).await?))?;
        self.print(out, &glossary, &rounds)?;
        Ok(Exit::Fine)
    }

    /// The open rounds with places that await a visit.
    async fn rounds(
        &self,
        out: &Output,
        connection: &Connection,
    ) -> Result<(CampaignId, Glossary, Vec<Round>), Failure> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let glossary = connection.glossary(&campaign).await?;
        let engine_status = connection.engine_status(Some(&campaign)).await?;
        let now = engine_status.status.campaigns.first().map(|one| one.at).unwrap_or_default();
        let mut rounds = Vec::new();
        let Some(def) = glossary.definition() else { return Ok((campaign, glossary, rounds)) };
        let keys: Vec<&str> = match &self.round {
            Some(key) => vec![key.as_str()],
            None => glossary.keys().filter(|key| is_round(def, key)).collect(),
        };
        for key in keys {
            let Some(round) = self.round(connection, &campaign, (def, now), key).await? else {
                if self.round.is_some() {
                    return Err(no_round(out.lang, def, &glossary, key));
                }
                continue;
            };
            rounds.push(round);
        }
        Ok((campaign, glossary, rounds))
    }

    async fn round(
        &self,
        connection: &Connection,
        campaign: &CampaignId,
        (def, now): (&Definition, Instant),
        key: &str,
    ) -> Result<Option<Round>, Failure> {
        let key = OccasionKey::from(key);
        let question = Question::Visits { campaign: campaign.clone(), occasion: key.clone() };
        let Answer::Visits(instance) = connection.ask(&question).await? else { return Ok(None) };
        let plan = proposals(def, &instance, now);
        Ok(Some(Round { key, instance, plan }))
    }

    fn print(&self, out: &Output, glossary: &Glossary, rounds: &[Round]) -> anyhow::Result<()> {
        let waiting = rounds.iter().filter(|round| !round.instance.places.is_empty());
        let mut any = false;
        for Round { key, instance, plan: Proposals { visits, left_out } } in waiting {
            any = true;
            out.data(say!(
                out.lang,
                "key-places-places-await-a-visit-visits-can",
                key,
                #places = instance.places.len(),
                visits = visits.len()
            ))?;
            for visit in visits {
                let why: Vec<String> = visit
                    .reasons
                    .iter()
                    .map(|reason| step::slot(out.lang, reason, |unit| glossary.unit(unit)))
                    .collect();
                out.data(format!(
                    "  {}  {}  {}  {}",
                    glossary.local(visit.start),
                    glossary.unit(&visit.place),
                    visit.visitor,
                    why.join(out.lang.say("list-semicolon"))
                ))?;
            }
            for LeftOut { place, visitor, why } in left_out {
                let (unit, why) = (glossary.unit(place), why.said(out.lang));
                out.data(match visitor {
                    Some(visitor) => {
                        say!(out.lang, "unit-cannot-be-planned-for-visitor", unit, visitor, why)
                    }
                    None => say!(out.lang, "unit-cannot-be-planned", unit, why),
                })?;
            }
        }
        if !any {
            out.data(out.lang.say("no-place-awaits-a-visit"))?;
        }
        Ok(())
    }
}

/// Whether an occasion is a round of visits that the engine plans.
fn is_round(def: &Definition, key: &str) -> bool {
    let id = key.split_once('.').map_or(key, |(id, _)| id);
    def.visits.iter().any(|programme| programme.id == id)
}

fn no_round(lang: Language, def: &Definition, glossary: &Glossary, key: &str) -> Failure {
    let what = say!(lang, "key-is-no-open-round-of-visits", key);
    let known: Vec<&str> = glossary.keys().filter(|key| is_round(def, key)).collect();
    let there = say!(lang, "rounds-that-are-planned-known", known: Listed(&known));
    Failure::new(Exit::Fault, what).because(there).next("muster visits plan")
}
