//! `muster account issue`, `list`, `revoke`: the tokens by which posts come in over HTTP. For the holder of the data
//! directory.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use comfy_table::{Table, presets};
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::time::{Date, Instant};
use muster_rules::zone::Zone;
use muster_server::directory::contacts::tokens::Token;
use muster_server::execute::account::{DAYS_DEFAULT, DAYS_MAX, Issued, machine_now};
use muster_server::http::{Issue, Revoke};
use serde::Serialize;

use crate::client::act::campaign;
use crate::client::connection::{Connection, Make};
use crate::client::definitions;
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;

/// 岗位口令：发放、列出、吊销；有口令的人可以从别的机器以这个岗位的名义办理 · Tokens of posts, by which they act from other machines: issue, list, revoke
#[derive(Debug, Args)]
pub struct Account {
    #[command(subcommand)]
    verb: AccountVerb,
}

#[derive(Debug, Subcommand)]
enum AccountVerb {
    Issue(IssueToken),
    List(List),
    Revoke(RevokeTokens),
}

/// 发放：口令只显示这一次，这里只存它的摘要 · Issue one: it is printed this once; only its digest is kept
#[derive(Debug, Args)]
struct IssueToken {
    /// 岗位，如 005-clerk 或 市政处联络员 · The post
    post: String,
    /// 有效天数 · For how many days it opens
    #[arg(long, value_name = "N", default_value_t = DAYS_DEFAULT, value_parser = clap::value_parser!(u32).range(1..=i64::from(DAYS_MAX)))]
    days: u32,
    /// 输出 JSON · Print JSON: `{token, kept: {id, campaign, post, issued, expires}}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// 列出，包括已到期和已吊销的 · List them, with those that have ended
#[derive(Debug, Args)]
struct List {
    /// 输出 JSON · Print JSON: `{tokens: [{id, campaign, post, issued, expires, revoked, used}]}`
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// 吊销：一个岗位的全部，或编号所指的一个 · Revoke all of a post, or the one with this id
#[derive(Debug, Args)]
struct RevokeTokens {
    /// 岗位，或 muster account list 里的编号 · The post, or an id that the list shows
    #[arg(value_name = "POST|ID")]
    which: String,
    #[command(flatten)]
    target: Target,
}

/// The JSON of the list.
#[derive(Debug, Serialize)]
struct TokensJson {
    tokens: Vec<Token>,
}

/// How a campaign names posts and days.
struct Known {
    definition: Option<Definition>,
    zone: Option<Zone>,
}

impl Known {
    async fn of(connection: &Connection, campaign: &CampaignId) -> anyhow::Result<Self> {
        let definition = definitions::of(connection, campaign).await?;
        let zone = definition.as_ref().and_then(|def| Zone::of(def).ok());
        Ok(Self { definition, zone })
    }

    /// The post's word in the file; its id where the file has it no more.
    fn word<'a>(&'a self, post: &'a str) -> &'a str {
        let Some(def) = &self.definition else { return post };
        let contact = def.contacts.iter().find(|contact| contact.id == post).map(|contact| &contact.post);
        contact
            .or_else(|| def.roles.iter().find(|role| role.id == post).map(|role| &role.name))
            .map_or(post, String::as_str)
    }

    fn day(&self, at: Instant) -> Date {
        let local = self.zone.as_ref().map(|zone| zone.date_of(at));
        local.unwrap_or_else(|| Date::from(at.utc().date_naive()))
    }
}

impl Account {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`]: no such post, too many tokens, not allowed, or not reachable; stdout that cannot be
    /// written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let target = match &self.verb {
            AccountVerb::Issue(issue) => &issue.target,
            AccountVerb::List(list) => &list.target,
            AccountVerb::Revoke(revoke) => &revoke.target,
        };
        block_on(async {
            let connection = Connection::open(out.lang, target, Make::Never).await?;
            let result = match &self.verb {
                AccountVerb::Issue(issue) => issue.give(out, &connection).await,
                AccountVerb::List(list) => list.print_result(out, &connection).await,
                AccountVerb::Revoke(revoke) => revoke.give(out, &connection).await,
            };
            connection.close().await;
            result
        })
    }
}

impl IssueToken {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let known = Known::of(connection, &campaign).await?;
        let issued =
            connection.issue_token(&Issue { campaign, post: self.post.clone(), days: self.days }).await?;
        if self.json {
            out.json(&issued)?;
            return Ok(Exit::Fine);
        }
        let Issued { token, kept } = &issued;
        // The token alone is data: `muster account issue POST > FILE` makes a token file.
        out.data(token)?;
        let (post, word, id, until) = (&kept.post, known.word(&kept.post), &kept.id, known.day(kept.expires));
        out.talk(match out.lang {
            Lang::Zh => format!("{post} {word} 的口令，编号{id}，{until}到期；只显示这一次，请当面或加密交给本人"),
            Lang::En => format!(
                "token {id} of {post} {word}, until {until}; it is shown this once: hand it over in person or encrypted"
            ),
        });
        Ok(Exit::Fine)
    }
}

impl List {
    async fn print_result(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let mut tokens = connection.tokens().await?;
        tokens
            .retain(|token| self.target.campaign.as_ref().is_none_or(|campaign| token.campaign == *campaign));
        if self.json {
            out.json(&TokensJson { tokens })?;
            return Ok(Exit::Fine);
        }
        if tokens.is_empty() {
            out.data(out.lang.pick("没有发过岗位口令", "no tokens were issued"))?;
            return Ok(Exit::Fine);
        }
        let now = machine_now();
        let mut campaigns: BTreeMap<CampaignId, Known> = BTreeMap::new();
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN);
        table.set_header(match out.lang {
            Lang::Zh => ["编号", "活动", "岗位", "", "发放", "到期", "最近使用（UTC）", "状态"],
            Lang::En => ["id", "campaign", "post", "", "issued", "expires", "last used (UTC)", "state"],
        });
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
}

fn row(lang: Lang, known: &Known, token: &Token, now: Instant) -> [String; 8] {
    let state = match token.revoked {
        Some(at) => format!("{}{}", lang.pick("已吊销 ", "revoked "), known.day(at)),
        None if token.is_valid(now) => lang.pick("有效", "valid").to_owned(),
        None => lang.pick("已到期", "expired").to_owned(),
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

impl RevokeTokens {
    async fn give(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let ended = connection.revoke_tokens(&Revoke { campaign, which: self.which.clone() }).await?;
        if ended.is_empty() {
            out.data(out.lang.pick("没有有效的口令，没有变化", "no valid token, nothing to change"))?;
        }
        for Token { id, post, .. } in &ended {
            out.data(match out.lang {
                Lang::Zh => format!("已吊销{post}的口令{id}"),
                Lang::En => format!("revoked token {id} of {post}"),
            })?;
        }
        Ok(Exit::Fine)
    }
}
