//! Which directory, which campaign, on whose authority: the options that most verbs share.

use muster_protocol::say;
use std::path::PathBuf;

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::ids::{CampaignId, CommandId};
use muster_protocol::recorded::CLOCK;
use muster_protocol::unseen;

use super::remote::Remote;
use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

/// Workers speak under this; people never do.
const WORKER: &str = "worker/";

/// Which directory and campaign.
#[derive(Debug, Clone, Args)]
pub struct Target {
    /// Data directory.
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    pub dir: PathBuf,
    /// Campaign; may be left out where there is only one.
    #[arg(long, env = "MUSTER_CAMPAIGN", value_name = "ID")]
    pub campaign: Option<CampaignId>,
    /// Or an engine elsewhere.
    #[command(flatten)]
    pub remote: Remote,
}

/// On whose authority.
#[derive(Debug, Clone, Args)]
pub struct Author {
    #[arg(long = "as", env = "MUSTER_AS", value_name = "POST")]
    post: String,
    #[arg(long = "for", env = "MUSTER_FOR", value_name = "POST")]
    behalf: Option<String>,
    #[arg(long = "new")]
    as_new: bool,
}

/// On whose authority, and where: what every verb takes by which somebody acts.
#[derive(Debug, Clone, Args)]
pub struct ActArgs {
    /// On whose authority.
    #[command(flatten)]
    pub author: Author,
    /// Which directory and campaign.
    #[command(flatten)]
    pub target: Target,
}

/// Where, and in which form: what a verb takes that only looks.
#[derive(Debug, Clone, Args)]
pub struct LookArgs {
    /// As JSON, for programs.
    #[arg(long)]
    pub json: bool,
    /// Which directory and campaign.
    #[command(flatten)]
    pub target: Target,
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
    pub fn by(&self, lang: Language) -> Result<Issuer<'_>, Failure> {
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
    pub fn post(&self, lang: Language) -> Result<&str, Failure> {
        named(lang, &self.post)
    }
}

fn named(lang: Language, post: &str) -> Result<&str, Failure> {
    // Escaped, so that what was typed cannot reach a terminal through its own refusal.
    let shown = post.escape_debug();
    let name = post.trim();
    let what = if name.is_empty() {
        lang.say("the-post-is-empty").to_owned()
    } else if unseen::find(post).is_some() {
        say!(lang, "the-post-holds-control-characters", shown)
    } else if name == CLOCK || name.starts_with(WORKER) {
        say!(lang, "name-is-reserved-act-as-a-post", shown)
    } else {
        return Ok(post);
    };
    Err(Failure::new(Exit::NotAllowed, what).next(lang.say("name-a-post-with-as")))
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
            Author { post: post.to_owned(), behalf: None, as_new: false }
                .post(Language::En)
                .map(str::to_owned)
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
        assert_eq!(office("worker/visits").by(Language::En).unwrap_err().exit, Exit::NotAllowed);
        let by = Issuer { actor: "小组办公室", behalf: Some("005-clerk") };
        assert_eq!(office("005-clerk").by(Language::En).unwrap(), by);
    }
}
