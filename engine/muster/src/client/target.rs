//! Which directory, which campaign, on whose authority: the options that most verbs share.

use std::path::PathBuf;

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::ids::{CampaignId, CommandId};
use muster_protocol::recorded::CLOCK;
use muster_protocol::unseen;

use super::remote::Remote;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;

/// Workers speak under this; people never do.
const WORKER: &str = "worker/";

/// Which directory and campaign.
#[derive(Debug, Clone, Args)]
pub struct Target {
    /// 数据目录 · Data directory
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    pub dir: PathBuf,
    /// 活动编号，只有一个活动时可省 · Campaign; may be left out where there is only one
    #[arg(long, env = "MUSTER_CAMPAIGN", value_name = "ID")]
    pub campaign: Option<CampaignId>,
    /// Or an engine elsewhere.
    #[command(flatten)]
    pub remote: Remote,
}

/// On whose authority.
#[derive(Debug, Clone, Args)]
pub struct Author {
    /// 以什么岗位的名义 · The post on whose authority it is done, such as 小组办公室
    #[arg(long = "as", env = "MUSTER_AS", value_name = "POST")]
    post: String,
    /// 代哪个岗位办；要有代报的权限，会记下来 · The post for which it is done, where that is another's; it is recorded
    #[arg(long = "for", env = "MUSTER_FOR", value_name = "POST")]
    behalf: Option<String>,
    /// 另办一次：不当作上次没有得到答复的重复 · Do it another time: not as the repeat of one whose answer was lost
    #[arg(long = "new")]
    as_new: bool,
}

impl Author {
    /// Somebody who acts as a post, where a verb need not have an author.
    #[must_use]
    pub fn of(post: &str) -> Self {
        Self { post: post.to_owned(), behalf: None, as_new: false }
    }

    /// Who acts, and for whom.
    ///
    /// # Errors
    /// [`Failure`] of kind not-allowed, as of [`Author::post`].
    pub fn by(&self, lang: Lang) -> Result<Issuer<'_>, Failure> {
        let behalf = self.behalf.as_deref().map(|post| named(lang, post)).transpose()?;
        Ok(Issuer { actor: self.post(lang)?, behalf })
    }

    /// Whether it is done another time, although the same was given before and not answered.
    #[must_use]
    pub fn insists(&self) -> bool {
        self.as_new
    }

    /// The post, if a person may act as it. It is checked before anything is opened, read or stored.
    ///
    /// # Errors
    /// [`Failure`] of kind not-allowed: empty, with control characters (they would write over what others read on a
    /// terminal), or a name of the engine's own: `clock`, `worker/...`.
    pub fn post(&self, lang: Lang) -> Result<&str, Failure> {
        named(lang, &self.post)
    }
}

fn named(lang: Lang, post: &str) -> Result<&str, Failure> {
    // Escaped, so that what was typed cannot reach a terminal through its own refusal.
    let shown = post.escape_debug();
    let name = post.trim();
    let (zh, en) = if name.is_empty() {
        ("岗位是空的".to_owned(), "the post is empty".to_owned())
    } else if unseen::find(post).is_some() {
        (
            format!("岗位“{shown}”里有控制字符（如换行）或看不见的字符"),
            format!(
                "the post “{shown}” holds control characters, such as a new line, or characters that nobody sees"
            ),
        )
    } else if name == CLOCK || name.starts_with(WORKER) {
        (
            format!("“{shown}”是系统保留的名义，人只能以岗位的名义办理"),
            format!("“{shown}” is reserved: people act as a post"),
        )
    } else {
        return Ok(post);
    };
    let next =
        lang.pick("用 --as 写岗位，如 --as 小组办公室", "name a post with --as, such as --as 小组办公室");
    Err(Failure::new(Exit::NotAllowed, lang.pick(&zh, &en)).next(next))
}

/// A new command's identity: a UUIDv7, as people's tools make them.
#[must_use]
pub fn new_command() -> CommandId {
    CommandId(*uuid::Uuid::now_v7().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_act_as_a_post_and_as_nothing_else() {
        let issuer_of = |post: &str| {
            Author { post: post.to_owned(), behalf: None, as_new: false }.post(Lang::En).map(str::to_owned)
        };
        for post in ["", "  ", "clock", "worker/visits", "小组\n办公室", "小组\u{1b}[2J办公室"] {
            let no = issuer_of(post).unwrap_err();
            assert_eq!(no.exit, Exit::NotAllowed, "{post:?}");
            assert!(!no.what.chars().any(char::is_control), "{post:?}");
        }
        assert_eq!(issuer_of("005/联络员").unwrap(), "005/联络员");
        let office = |behalf: &str| Author {
            post: "小组办公室".to_owned(),
            behalf: Some(behalf.to_owned()),
            as_new: false,
        };
        assert_eq!(office("worker/visits").by(Lang::En).unwrap_err().exit, Exit::NotAllowed);
        let by = Issuer { actor: "小组办公室", behalf: Some("005-clerk") };
        assert_eq!(office("005-clerk").by(Lang::En).unwrap(), by);
    }
}
