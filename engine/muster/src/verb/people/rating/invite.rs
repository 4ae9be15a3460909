//! `muster rating invite`: a code for each rater, with the link to the page where it is used.

use clap::Args;
use muster_protocol::command::{BALLOTS_MAX, Command, Invite, Judge, ballot_of_code};
use muster_protocol::definition::{Definition, RaterGroup, ReviewRound, Scope};
use muster_protocol::say;
use muster_server::http::LinkWish;
use uuid::Uuid;

use crate::client::act::{campaign, submit_to, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::service::config::ConfigArgs;

#[derive(Debug, Args)]
pub(crate) struct Inviting {
    round: String,
    group: String,
    #[arg(long, default_value_t = 1)]
    count: u16,
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    #[arg(long, value_name = "KEY")]
    session: Option<String>,
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    acting: ActArgs,
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
        with_connection(out, &self.acting, async |connection, by| {
            let campaign = campaign(out.lang, connection, &self.acting.target).await?;
            let ended = submit_to(out, connection, campaign.clone(), by, invite).await?;
            let def = definitions::of(connection, &campaign).await?;
            let page = match def.as_ref().map_or(Page::Nowhere, |def| self.page(def)) {
                Page::Role(post) => {
                    let called = def.as_ref().map_or(post.as_str(), |def| def.post_or_role(&post)).to_owned();
                    self.link(out, connection, LinkWish { campaign, post }, &called).await
                }
                Page::Post => {
                    out.talk(out.lang.say("raters-of-this-group-answer-on-the-page"));
                    None
                }
                Page::Nowhere => {
                    out.talk(out.lang.say("this-group-has-no-role-and-so-no"));
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
    async fn link(
        &self,
        out: &Output,
        connection: &Connection,
        wish: LinkWish,
        called: &str,
    ) -> Option<String> {
        let issued = async {
            let page = connection.issue_link(&wish).await?.page;
            self.config.whole_page(out.lang, &self.acting.target, page)
        };
        match issued.await {
            Ok(page) if page.starts_with('/') => {
                out.talk(out.lang.say("no-page-address-is-configured-so-these-are"));
                None
            }
            Ok(page) => {
                out.talk(say!(out.lang, "the-link-is-the-roles-post-the-same", post = called));
                Some(page)
            }
            Err(failure) => {
                out.talk(say!(out.lang, "the-codes-hold-but-no-link-was-made", what = failure.what));
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
