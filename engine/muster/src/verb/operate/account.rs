//! `muster account issue`, `list`, `revoke`: the tokens by which posts come in over HTTP. For the holder of the data
//! directory.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, say};
use muster_rules::zone::Zone;
use muster_server::directory::contacts::tokens::Token;
use muster_server::execute::account::{DAYS_DEFAULT, DAYS_MAX, Issued, machine_now};
use muster_server::http::{Issue, Revoke};
use serde::Serialize;

use crate::client::act::{campaign, with_engine};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::{LookArgs, Target};
use crate::exit::Exit;
use crate::output::{self, Output};
use crate::run::Run;

/// What is typed behind `muster account`.
#[derive(Debug, Subcommand)]
pub(crate) enum Account {
    Issue(IssueToken),
    List(LookArgs),
    Revoke(RevokeArgs),
}

#[derive(Debug, Args)]
pub(crate) struct IssueToken {
    post: String,
    #[arg(long, value_name = "N", default_value_t = DAYS_DEFAULT, value_parser = clap::value_parser!(u32).range(1..=i64::from(DAYS_MAX)))]
    days: u32,
    #[command(flatten)]
    look: LookArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RevokeArgs {
    #[arg(value_name = "POST|ID")]
    which: String,
    #[command(flatten)]
    pub(super) target: Target,
}

impl RevokeArgs {
    /// What is to end.
    pub(super) async fn wish(&self, out: &Output, connection: &Connection) -> anyhow::Result<Revoke> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        Ok(Revoke { campaign, which: self.which.clone() })
    }
}

/// The JSON of the list.
#[derive(Debug, Serialize)]
struct TokensJson {
    tokens: Vec<Token>,
}

/// How a campaign names posts and days; where nothing is known of it, by ids and in UTC.
#[derive(Default)]
pub(super) struct Known {
    definition: Option<Definition>,
    zone: Option<Zone>,
}

impl Known {
    pub(super) async fn of(connection: &Connection, campaign: &CampaignId) -> anyhow::Result<Self> {
        let definition = definitions::of(connection, campaign).await?;
        let zone = definition.as_ref().and_then(|def| Zone::of(def).ok());
        Ok(Self { definition, zone })
    }

    /// The post's word in the file; its id where the file has it no more.
    fn word<'a>(&'a self, post: &'a str) -> &'a str {
        self.definition.as_ref().map_or(post, |def| def.post_or_role(post))
    }

    pub(super) fn day(&self, at: Instant) -> Date {
        let local = self.zone.as_ref().map(|zone| zone.date_of(at));
        local.unwrap_or_else(|| Date::from(at.utc().date_naive()))
    }
}

impl Run for Account {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Issue(verb) => with_engine(out, &verb.look.target, async |to| verb.give(out, to).await),
            Self::List(look) => with_engine(out, &look.target, async |to| list(out, to, look).await),
            Self::Revoke(verb) => with_engine(out, &verb.target, async |to| revoke(out, to, verb).await),
        }
    }
}

impl IssueToken {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.look.target).await?;
        let known = Known::of(connection, &campaign).await?;
        let issued =
            connection.issue_token(&Issue { campaign, post: self.post.clone(), days: self.days }).await?;
        if self.look.json {
            out.json(&issued)?;
            return Ok(Exit::Fine);
        }
        let Issued { token, metadata } = &issued;
        // The token alone is data: `muster account issue POST > FILE` makes a token file.
        out.data(token)?;
        let (post, word, id, until) =
            (&metadata.post, known.word(&metadata.post), &metadata.id, known.day(metadata.expires));
        out.talk(say!(out.lang, "token-id-of-post-word-until-until-it", id, post, word, until));
        Ok(Exit::Fine)
    }
}

async fn list(out: &Output, connection: &Connection, look: &LookArgs) -> anyhow::Result<Exit> {
    let mut tokens = connection.tokens().await?;
    tokens.retain(|token| look.target.campaign.as_ref().is_none_or(|campaign| token.campaign == *campaign));
    if look.json {
        out.json(&TokensJson { tokens })?;
        return Ok(Exit::Fine);
    }
    if tokens.is_empty() {
        out.data(out.lang.say("no-tokens-were-issued"))?;
        return Ok(Exit::Fine);
    }
    let now = machine_now();
    let mut campaigns: BTreeMap<CampaignId, Known> = BTreeMap::new();
    let mut table = output::table(COLUMNS.map(|column| column.map_or("", |column| column.say(out.lang))));
    for token in &tokens {
        if !campaigns.contains_key(&token.campaign) {
            campaigns.insert(token.campaign.clone(), Known::of(connection, &token.campaign).await?);
        }
        if let Some(known) = campaigns.get(&token.campaign) {
            table.add_row(row(out.lang, known, token, now));
        }
    }
    out.data(table)?;
    Ok(Exit::Fine)
}

/// What the list shows of a token; the post's word in the file needs no heading.
const COLUMNS: [Option<TextId>; 8] = [
    Some(id!("column-id")),
    Some(id!("column-campaign")),
    Some(id!("column-post")),
    None,
    Some(id!("column-issued")),
    Some(id!("column-token-expires")),
    Some(id!("column-last-used-utc")),
    Some(id!("column-token-state")),
];

fn row(lang: Language, known: &Known, token: &Token, now: Instant) -> [String; 8] {
    let state = match token.revoked {
        Some(at) => say!(lang, "revoked-on-day", day = known.day(at)),
        None if token.is_valid(now) => lang.say("valid").to_owned(),
        None => lang.say("expired").to_owned(),
    };
    [
        token.id.clone(),
        token.campaign.to_string(),
        token.post.clone(),
        known.word(&token.post).to_owned(),
        known.day(token.issued).to_string(),
        known.day(token.expires).to_string(),
        token.used.map_or_else(|| "-".to_owned(), |day| day.to_string()),
        state,
    ]
}

async fn revoke(out: &Output, connection: &Connection, verb: &RevokeArgs) -> anyhow::Result<Exit> {
    let ended = connection.revoke_tokens(&verb.wish(out, connection).await?).await?;
    if ended.is_empty() {
        out.data(out.lang.say("no-valid-token-nothing-to-change"))?;
    }
    for Token { id, post, .. } in &ended {
        out.data(say!(out.lang, "revoked-token-id-of-post", id, post))?;
    }
    Ok(Exit::Fine)
}
