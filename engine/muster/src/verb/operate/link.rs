//! `muster link issue`, `list`, `revoke`: links to posts' pages. Letters carry their own; these are for anyone who hands one out
//! otherwise, or ends those that are about. For the holder of the data directory.

use clap::{Args, Subcommand};
use comfy_table::{Table, presets};
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;
use muster_server::directory::contacts::links::{Link, LinkScope};
use muster_server::execute::account::machine_now;
use muster_server::execute::page_link::HandedLink;
use muster_server::http::{LinkWish, Revoke};
use serde::Serialize;

use crate::client::act::campaign;
use crate::client::connection::{Connection, Make};
use crate::client::definitions;
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;
use crate::service::config::ConfigArgs;

/// 岗位网页的链接：发一个、列出、作废；提醒里自带的也在其中 · Links to posts' pages, those in letters too: issue, list, revoke
#[derive(Debug, Args)]
pub struct LinkVerb {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Issue(IssueLink),
    List(List),
    Revoke(RevokeLinks),
}

/// 给一个岗位发一个：只显示这一次 · Make one for a post: it is printed this once
#[derive(Debug, Args)]
struct IssueLink {
    /// 岗位，如 005-clerk 或 市政处联络员 · The post
    post: String,
    /// 输出 JSON · Print JSON: `{page, kept: {id, campaign, post, expires}}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    target: Target,
}

/// 列出，包括已过期和已作废的 · List them, with those that have ended
#[derive(Debug, Args)]
struct List {
    /// 输出 JSON · Print JSON: `{links: [{id, campaign, post, message, issued, expires, revoked}]}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// 作废：一个岗位的全部，或编号所指的一个 · Revoke all of a post, or the one with this id
#[derive(Debug, Args)]
struct RevokeLinks {
    /// 岗位，或 muster link list 里的编号 · The post, or an id that the list shows
    #[arg(value_name = "POST|ID")]
    which: String,
    #[command(flatten)]
    target: Target,
}

/// The JSON of the list.
#[derive(Debug, Serialize)]
struct LinksJson {
    links: Vec<Link>,
}

impl LinkVerb {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`]: no such post, not allowed, or not reachable; stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let target = match &self.verb {
            Verb::Issue(issue) => &issue.target,
            Verb::List(list) => &list.target,
            Verb::Revoke(revoke) => &revoke.target,
        };
        block_on(async {
            let connection = Connection::open(out.lang, target, Make::Never).await?;
            let result = match &self.verb {
                Verb::Issue(issue) => issue.give(out, &connection).await,
                Verb::List(list) => list.print_result(out, &connection).await,
                Verb::Revoke(revoke) => revoke.give(out, &connection).await,
            };
            connection.close().await;
            result
        })
    }
}

impl IssueLink {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let def = definitions::of(connection, &campaign).await?;
        let mut issued = connection.issue_link(&LinkWish { campaign, post: self.post.clone() }).await?;
        // An engine that runs says where it is reached; without one the configuration here does.
        if issued.page.starts_with('/')
            && !self.target.remote.is_meant()
            && let Some(address) = self.config.read(out.lang, &self.target.dir)?.pages(out.lang)?
        {
            issued.page = format!("{address}{}", issued.page);
        }
        if self.json {
            out.json(&issued)?;
            return Ok(Exit::Fine);
        }
        let HandedLink { page, kept } = &issued;
        out.data(page)?;
        let zone = def.as_ref().and_then(|def| Zone::of(def).ok());
        let (post, id, until) = (&kept.post, &kept.id, day(zone.as_ref(), kept.expires));
        out.talk(match out.lang {
            Lang::Zh => format!("{post}的链接，编号{id}，{until}过期；有它的人就能以这个岗位办理，请只交给本人"),
            Lang::En => {
                format!("link {id} of {post}, until {until}; anyone who has it acts as that post: hand it to that person alone")
            }
        });
        if page.starts_with('/') {
            out.talk(out.lang.pick(
                "本机没有配置网页地址，上面只有路径；在 muster.yaml 里写 page: {address: https://…}",
                "no page address is configured, so this is a path alone: write page: {address: https://...} in muster.yaml",
            ));
        }
        Ok(Exit::Fine)
    }
}

/// What brought a link: a letter, or somebody's wish to see visits in a calendar.
fn letter(lang: Lang, link: &Link) -> String {
    match (&link.scope, &link.message) {
        (LinkScope::Calendar, _) => lang.pick("日历订阅（只读）", "a calendar, to read").to_owned(),
        (LinkScope::Post, Some(message)) => message.clone(),
        (LinkScope::Post, None) => "-".to_owned(),
    }
}

fn day(zone: Option<&Zone>, at: Instant) -> Date {
    zone.map_or_else(|| Date::from(at.utc().date_naive()), |zone| zone.date_of(at))
}

impl List {
    async fn print_result(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let mut links = connection.links().await?;
        links.retain(|link| self.target.campaign.as_ref().is_none_or(|campaign| link.campaign == *campaign));
        if self.json {
            out.json(&LinksJson { links })?;
            return Ok(Exit::Fine);
        }
        if links.is_empty() {
            out.data(out.lang.pick("没有发过网页链接", "no links were made"))?;
            return Ok(Exit::Fine);
        }
        let now = machine_now();
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        table.set_header(match out.lang {
            Lang::Zh => ["编号", "活动", "岗位", "随哪封信", "过期", "状态"],
            Lang::En => ["id", "campaign", "post", "in the letter", "expires", "state"],
        });
        for link in &links {
            let state = match link.revoked {
                Some(_) => out.lang.pick("已作废", "revoked"),
                None if link.is_valid(now) => out.lang.pick("有效", "valid"),
                None => out.lang.pick("已过期", "expired"),
            };
            table.add_row([
                link.id.clone(),
                link.campaign.to_string(),
                link.post.clone(),
                letter(out.lang, link),
                day(None, link.expires).to_string(),
                state.to_owned(),
            ]);
        }
        out.data(table)?;
        Ok(Exit::Fine)
    }
}

impl RevokeLinks {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let ended = connection.revoke_links(&Revoke { campaign, which: self.which.clone() }).await?;
        if ended.is_empty() {
            out.data(out.lang.pick("没有有效的链接，没有变化", "no valid link, nothing to change"))?;
        }
        for Link { id, post, .. } in &ended {
            out.data(match out.lang {
                Lang::Zh => format!("已作废{post}的链接{id}"),
                Lang::En => format!("revoked link {id} of {post}"),
            })?;
        }
        Ok(Exit::Fine)
    }
}
