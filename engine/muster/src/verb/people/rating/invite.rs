//! `muster rating invite`: a code for each rater, with the link to the page where it is used.

use clap::Args;
use muster_protocol::command::{BALLOTS_MAX, Command, Invite, Judge, ballot_of_code};
use muster_protocol::definition::{Definition, RaterGroup, ReviewRound, Scope};
use muster_server::http::LinkWish;
use uuid::Uuid;

use crate::client::act::{campaign, give_to, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::service::config::ConfigArgs;

#[derive(Debug, Args)]
pub(super) struct Inviting {
    /// 评议，如 three-way · The round
    round: String,
    /// 评议组 · The group of raters
    group: String,
    /// 几人 · How many
    #[arg(long, default_value_t = 1)]
    count: u16,
    /// 评议人所在单位 · The unit that they belong to
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// 场次，如 2014-07 · The session
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// Where the raters of a group answer.
enum Page {
    /// All of them at one link, each by a code.
    Role(String),
    /// Each at the page of their own post.
    Post,
    /// Nowhere: the group has no role whose page it could be.
    Nowhere,
}

/// 16 hexadecimal digits in groups of four.
fn code() -> String {
    let digits = Uuid::new_v4().simple().to_string();
    let digits = digits.get(..16).unwrap_or_default();
    let groups: Vec<&str> = (0..4).filter_map(|at| digits.get(at * 4..at * 4 + 4)).collect();
    groups.join("-")
}

impl Inviting {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let count = usize::from(self.count).min(BALLOTS_MAX + 1);
        let codes: Vec<String> = (0..count).map(|_| code()).collect();
        let invite = Command::Judge(Judge::Invite(Invite {
            round: self.round.clone(),
            session: self.session.clone(),
            group: self.group.clone(),
            unit: self.unit.clone(),
            ballots: codes.iter().map(|code| ballot_of_code(code)).collect(),
        }));
        with_connection(out, &self.target, &self.author, async |connection, by| {
            let campaign = campaign(out.lang, connection, &self.target).await?;
            let ended = give_to(out, connection, campaign.clone(), by, invite).await?;
            let def = definitions::of(connection, &campaign).await?;
            let page = match def.as_ref().map_or(Page::Nowhere, |def| self.page(def)) {
                Page::Role(post) => self.link(out, connection, LinkWish { campaign, post }).await,
                Page::Post => {
                    out.talk(out.lang.pick(
                        "这一组的评议人在自己岗位的网页上评，提醒里带着链接；没有收到的用 muster link issue 发",
                        "raters of this group answer on the page of their own post, whose link their reminders carry; hand out \
                         another with muster link issue",
                    ));
                    None
                }
                Page::Nowhere => {
                    out.talk(out.lang.pick(
                        "这一组没有写角色，没有网页：请代录（muster rating cast --ballot），或用纸质票",
                        "this group has no role and so no page: enter answers for them (muster rating cast --ballot), or use paper",
                    ));
                    None
                }
            };
            for code in &codes {
                match &page {
                    Some(page) => out.data(format!("{code}  {page}"))?,
                    None => out.data(code)?,
                }
            }
            Ok(ended)
        })
    }

    fn page(&self, def: &Definition) -> Page {
        let round: Option<&ReviewRound> = def.reviews.iter().find(|round| round.id == self.round);
        let group: Option<&RaterGroup> =
            round.and_then(|round| round.raters.iter().find(|group| group.name == self.group));
        let Some(role) = group.and_then(|group| def.roles.get(group.role?.at())) else {
            return Page::Nowhere;
        };
        match role.scope {
            Scope::Outside | Scope::Campaign(None) => Page::Role(role.id.clone()),
            Scope::Campaign(Some(_)) | Scope::Unit => Page::Post,
        }
    }

    /// The address of the page, or none with what is missing. The raters are invited all the same: their codes hold.
    async fn link(&self, out: &Output, connection: &Connection, wish: LinkWish) -> Option<String> {
        let issued = async {
            let page = connection.issue_link(&wish).await?.page;
            // An engine that runs says where it is reached; without one the configuration here does.
            let here = page.starts_with('/') && !self.target.remote.is_meant();
            let address =
                if here { self.config.read(out.lang, &self.target.dir)?.pages(out.lang)? } else { None };
            Ok::<_, Failure>(address.map_or(page.clone(), |address| format!("{address}{page}")))
        };
        match issued.await {
            Ok(page) if page.starts_with('/') => {
                out.talk(out.lang.pick(
                    "没有配置网页地址，只有评议码没有链接；在 muster.yaml 里写 page: {address: https://…}，再用 muster link issue 发链接",
                    "no page address is configured, so these are codes without a link: write page: {address: https://...} in \
                     muster.yaml, then hand the link out with muster link issue",
                ));
                None
            }
            Ok(page) => {
                let post = &wish.post;
                out.talk(match out.lang {
                    crate::lang::Lang::Zh => format!("链接是“{post}”这个角色的，大家一样；评议码一人一个，请分别交给本人"),
                    crate::lang::Lang::En => {
                        format!("the link is the role's, “{post}”, the same for all; a code is one rater's: hand each to its own")
                    }
                });
                Some(page)
            }
            Err(failure) => {
                out.talk(match out.lang {
                    crate::lang::Lang::Zh => format!("评议码有效，但链接没有发成：{}", failure.what),
                    crate::lang::Lang::En => {
                        format!("the codes hold, but no link was made: {}", failure.what)
                    }
                });
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        assert_eq!(ballot_of_code("ab12-cd34"), ballot_of_code("AB12CD34"));
        assert_eq!(code().len(), 19);
    }
}
