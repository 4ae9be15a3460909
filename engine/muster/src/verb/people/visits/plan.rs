//! `muster visits plan`: what would be planned now for the places that await a visit, and planning it.

use clap::Args;
use muster_protocol::command::{Command, ProposeVisits};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Answer, Question};
use muster_protocol::refs::{Ids, OccasionKey};
use muster_protocol::shape;
use muster_protocol::time::Instant;
use muster_rules::visit;
use muster_workers::visits::proposals;

use crate::client::act::{campaign, give_and_report, with_connection};
use crate::client::connection::{Connection, Make};
use crate::client::runtime::block_on;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::words::glossary::Glossary;
use crate::words::step;

/// 看现在会怎样排；加 --propose 就排定 · What would be planned now; with --propose it is planned
///
/// 引擎在一轮开始、改期或取消时自己会排；这里用的是同一套算法，只排还没有安排的地点，排好的不动 · The engine plans by itself when a
/// round opens or moves or a visit is called off; this is the same planner, for the places that have no visit: what stands
/// stays.
#[derive(Debug, Args)]
pub(super) struct Plan {
    /// 只看哪一轮，如 contact-points.2014-q2 · Only this round
    round: Option<String>,
    /// 照此排定；要用 --as 写以谁的名义 · Plan it so; --as says on whose authority
    #[arg(long, requires = "post")]
    propose: bool,
    /// 以什么岗位的名义 · The post on whose authority it is done
    #[arg(long = "as", env = "MUSTER_AS", value_name = "POST")]
    post: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// A round with what would be planned.
struct Round {
    key: OccasionKey,
    instance: shape::VisitInstance<Ids>,
    visits: Vec<shape::ProposedVisit<Ids>>,
}

impl Plan {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        if let (true, Some(post)) = (self.propose, &self.post) {
            let author = Author::of(post);
            return with_connection(out, &self.target, &author, async |connection, by| {
                let (campaign, glossary, rounds) = self.rounds(out, connection).await?;
                self.print(out, &glossary, &rounds)?;
                for Round { key, instance, visits } in rounds {
                    if visits.is_empty() {
                        continue;
                    }
                    let (seen, digest) = (instance.seen, visit::digest(&instance));
                    let plan = ProposeVisits { occasion: key, seen, instance: digest, visits };
                    give_and_report(out, connection, campaign.clone(), by, Command::ProposeVisits(plan))
                        .await?;
                }
                Ok(Exit::Fine)
            });
        }
        block_on(async {
            let connection = Connection::open(out.lang, &self.target, Make::Never).await?;
            let found = self.rounds(out, &connection).await;
            connection.close().await;
            let (_, glossary, rounds) = found?;
            self.print(out, &glossary, &rounds)?;
            Ok(Exit::Fine)
        })
    }

    /// The open rounds with places that await a visit.
    async fn rounds(
        &self,
        out: &Output,
        connection: &Connection,
    ) -> Result<(CampaignId, Glossary, Vec<Round>), Failure> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let glossary = connection.glossary(&campaign).await?;
        let standing = connection.engine_status(Some(&campaign)).await?;
        let now = standing.status.campaigns.first().map(|one| one.at).unwrap_or_default();
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
        let visits = proposals(def, &instance, now);
        Ok(Some(Round { key, instance, visits }))
    }

    fn print(&self, out: &Output, glossary: &Glossary, rounds: &[Round]) -> anyhow::Result<()> {
        let waiting = rounds.iter().filter(|round| !round.instance.places.is_empty());
        let mut any = false;
        for Round { key, instance, visits } in waiting {
            any = true;
            out.data(match out.lang {
                Lang::Zh => format!("{key}：{}个地点等安排，能排{}个", instance.places.len(), visits.len()),
                Lang::En => {
                    format!(
                        "{key}: {} places await a visit, {} can be planned",
                        instance.places.len(),
                        visits.len()
                    )
                }
            })?;
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
                    why.join(out.lang.pick("；", "; "))
                ))?;
            }
            let planned =
                |place: &&shape::PlaceToVisit<Ids>| visits.iter().any(|visit| visit.place == place.place);
            for place in instance.places.iter().filter(|place| !planned(place)) {
                let unit = glossary.unit(&place.place);
                out.data(match out.lang {
                    Lang::Zh => {
                        format!("  {unit}：{}之前排不进去，看忙时、间隔和每周至多几次", instance.last)
                    }
                    Lang::En => format!(
                        "  {unit}: nothing is free until {}; see busy times, the gap and the weekly cap",
                        instance.last
                    ),
                })?;
            }
        }
        if !any {
            out.data(out.lang.pick("没有等安排的走访", "no place awaits a visit"))?;
        }
        Ok(())
    }
}

/// Whether an occasion is a round of visits that the engine plans.
fn is_round(def: &Definition, key: &str) -> bool {
    let id = key.split_once('.').map_or(key, |(id, _)| id);
    def.visits.iter().any(|programme| programme.id == id)
}

fn no_round(lang: Lang, def: &Definition, glossary: &Glossary, key: &str) -> Failure {
    let what = match lang {
        Lang::Zh => format!("{key}不是正在进行的一轮走访"),
        Lang::En => format!("{key} is no open round of visits"),
    };
    let known: Vec<&str> = glossary.keys().filter(|key| is_round(def, key)).collect();
    let there = match lang {
        Lang::Zh => format!("已排的轮次：{}", known.join("、")),
        Lang::En => format!("rounds that are planned: {}", known.join(", ")),
    };
    Failure::new(Exit::Fault, what).because(there).next("muster visits plan")
}
