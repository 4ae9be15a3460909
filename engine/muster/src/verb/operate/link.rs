//! `muster link issue`, `list`, `revoke`: links to posts' pages. Letters carry their own; these are for anyone who hands one out
//! otherwise, or ends those that are about. For the holder of the data directory.

use clap::{Args, Subcommand};
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::{id, say};
use muster_server::directory::contacts::links::{Link, LinkScope};
use muster_server::execute::account::machine_now;
use muster_server::execute::page_link::IssuedLink;
use muster_server::http::LinkWish;
use serde::Serialize;

use super::account::{Known, RevokeArgs};
use crate::client::act::{campaign, with_engine};
use crate::client::connection::Connection;
use crate::client::target::{LookArgs, Target};
use crate::exit::Exit;
use crate::output::{self, Output};
use crate::run::Run;
use crate::service::config::ConfigArgs;

/// What is typed behind `muster link`.
#[derive(Debug, Subcommand)]
pub(crate) enum LinkVerb {
    Issue(IssueLink),
    List(LookArgs),
    Revoke(RevokeArgs),
}

#[derive(Debug, Args)]
pub(crate) struct IssueLink {
    post: String,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    target: Target,
}

/// The JSON of the list.
#[derive(Debug, Serialize)]
struct LinksJson {
    links: Vec<Link>,
}

impl Run for LinkVerb {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Issue(verb) => with_engine(out, &verb.target, async |to| verb.give(out, to).await),
            Self::List(look) => with_engine(out, &look.target, async |to| list(out, to, look).await),
            Self::Revoke(verb) => with_engine(out, &verb.target, async |to| revoke(out, to, verb).await),
        }
    }
}

impl IssueLink {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let known = Known::of(connection, &campaign).await?;
        let mut issued = connection.issue_link(&LinkWish { campaign, post: self.post.clone() }).await?;
        issued.page = self.config.whole_page(out.lang, &self.target, issued.page)?;
        if self.json {
            out.json(&issued)?;
            return Ok(Exit::Fine);
        }
        let IssuedLink { page, metadata } = &issued;
        out.data(page)?;
        let (post, id, until) = (&metadata.post, &metadata.id, known.day(metadata.expires));
        out.talk(say!(out.lang, "link-id-of-post-until-until-anyone-who", id, post, until));
        if page.starts_with('/') {
            out.talk(out.lang.say("no-page-address-is-configured-so-this-is"));
        }
        Ok(Exit::Fine)
    }
}

/// What brought a link: a letter, or somebody's wish to see visits in a calendar.
fn letter(lang: Language, link: &Link) -> String {
    match (&link.scope, &link.message) {
        (LinkScope::Calendar, _) => lang.say("a-calendar-to-read").to_owned(),
        (LinkScope::Post, Some(message)) => message.clone(),
        (LinkScope::Post, None) => "-".to_owned(),
    }
}

/// What the list shows of a link.
const COLUMNS: [TextId; 6] = [
    id!("column-id"),
    id!("column-campaign"),
    id!("column-post"),
    id!("column-in-the-letter"),
    id!("column-link-expires"),
    id!("column-token-state"),
];

async fn list(out: &Output, connection: &Connection, look: &LookArgs) -> anyhow::Result<Exit> {
    let mut links = connection.links().await?;
    links.retain(|link| look.target.campaign.as_ref().is_none_or(|campaign| link.campaign == *campaign));
    if look.json {
        out.json(&LinksJson { links })?;
        return Ok(Exit::Fine);
    }
    if links.is_empty() {
        out.data(out.lang.say("no-links-were-made"))?;
        return Ok(Exit::Fine);
    }
    let now = machine_now();
    let mut table = output::table(COLUMNS.map(|column| column.say(out.lang)));
    for link in &links {
        let state = match link.revoked {
            Some(_) => out.lang.say("revoked-2"),
            None if link.is_valid(now) => out.lang.say("valid"),
            None => out.lang.say("expired-2"),
        };
        table.add_row([
            link.id.clone(),
            link.campaign.to_string(),
            link.post.clone(),
            letter(out.lang, link),
            Known::default().day(link.expires).to_string(),
            state.to_owned(),
        ]);
    }
    out.data(table)?;
    Ok(Exit::Fine)
}

async fn revoke(out: &Output, connection: &Connection, verb: &RevokeArgs) -> anyhow::Result<Exit> {
    let ended = connection.revoke_links(&verb.wish(out, connection).await?).await?;
    if ended.is_empty() {
        out.data(out.lang.say("no-valid-link-nothing-to-change"))?;
    }
    for Link { id, post, .. } in &ended {
        out.data(say!(out.lang, "revoked-link-id-of-post", id, post))?;
    }
    Ok(Exit::Fine)
}
