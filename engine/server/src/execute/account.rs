//! Accounts of posts: issues, lists and revokes the tokens by which posts come in over HTTP. For the holder of the
//! directory.

use std::time::{SystemTime, UNIX_EPOCH};

use muster_core::definition::nearest;
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::definition::{Definition, Scope};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::question::{Answer, Question};
use muster_protocol::text;
use muster_protocol::time::{DAY, Date, Instant};
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use crate::directory::contacts::PostKey;
use crate::directory::contacts::tokens::{NewToken, TOKENS_A_POST_MAX, Token};
use crate::execute::Handle;

/// How long a token opens unless it is said, in days: a campaign's year, its evaluation and some weeks of results.
pub const DAYS_DEFAULT: u32 = 400;
/// Longest that a token may open, in days: three years; a longer holder gets another.
pub const DAYS_MAX: u32 = 1_096;

/// What every token begins with, so that people and scanners for leaked secrets know one when they see it.
pub const TOKEN_MARK: &str = "muster_";

/// Random bytes of a token.
const TOKEN_BYTES: usize = 32;

/// A token as it is given out: this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The token.
    pub token: String,
    /// What is kept of it.
    pub metadata: Token,
}

impl std::fmt::Debug for Issued {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Issued").field("metadata", &self.metadata).finish_non_exhaustive()
    }
}

/// What a post is called: its id and its word in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Called<'a> {
    id: &'a str,
    word: &'a str,
}

/// The posts of a definition: its contacts, and the roles of the campaign and of outsiders that have none.
fn posts(def: &Definition) -> impl Iterator<Item = Called<'_>> {
    let contacts = def.contacts.iter().map(|contact| Called { id: &contact.id, word: &contact.post });
    let alone = def.roles.iter().filter(|role| matches!(role.scope, Scope::Campaign(None) | Scope::Outside));
    contacts.chain(alone.map(|role| Called { id: &role.id, word: &role.name }))
}

/// Whether a post goes by this name: its id, or its word in the file.
#[must_use]
pub fn goes_by(def: &Definition, post: &str, name: &str) -> bool {
    posts(def).any(|called| called.id == post && (called.id == name || called.word == name))
}

/// The id of the post that is meant.
pub(crate) fn find<'a>(def: &'a Definition, name: &str) -> Result<&'a str, Refusal> {
    if let Some(called) = posts(def).find(|called| called.id == name) {
        return Ok(called.id);
    }
    let found: Vec<&str> = posts(def).filter(|called| called.word == name).map(|called| called.id).collect();
    match found.as_slice() {
        [only] => Ok(only),
        [] => {
            let names = posts(def).flat_map(|called| [called.id, called.word]);
            let said = text!("no-post-of-this-campaign-is-called-name", name);
            let instead = nearest(name, names).map(str::to_owned);
            Err(Refusal::with_text(RefusalCode::UnknownName, said).instead(instead))
        }
        several => {
            let ids = several.join(", ");
            let said = text!("several-posts-are-called-name-write-which-one", name, ids);
            let instead = several.first().map(|id| (*id).to_owned());
            Err(Refusal::with_text(RefusalCode::UnknownName, said).instead(instead))
        }
    }
}

/// The machine's time: a token's life is not a campaign's, whose clock may be virtual.
#[must_use]
pub fn machine_now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    Instant(i64::try_from(since).unwrap_or(i64::MAX))
}

/// Its day by UTC.
pub(crate) fn machine_today() -> Date {
    Date::from(machine_now().utc().date_naive())
}

/// A new token.
fn random() -> Result<String, LinkError> {
    Ok(format!("{TOKEN_MARK}{}", random_hex(TOKEN_BYTES)?))
}

/// So many random bytes of the system in hexadecimal digits.
pub(crate) fn random_hex(count: usize) -> Result<String, LinkError> {
    let mut bytes = vec![0; count];
    let got = rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty());
    if got.is_ok_and(|got| got == count) {
        return Ok(hex::encode(bytes));
    }
    Err(LinkError::Unreachable("the system gives no random bytes".to_owned()))
}

impl Handle {
    /// The definition that a campaign runs by.
    ///
    /// # Errors
    /// [`LinkError`]: refused where there is no such campaign.
    pub(crate) async fn definition(&self, campaign: &CampaignId) -> Result<Definition, LinkError> {
        if let Answer::Definition(digest) =
            self.ask(Question::Definition { campaign: campaign.clone() }).await?
            && let Some(blob) = self.blob(digest).await?
        {
            return Definition::from_bytes(&blob.bytes)
                .map_err(|error| LinkError::Unreachable(error.to_string()));
        }
        let said = text!("no-such-campaign-here", id = campaign);
        Err(Refusal::with_text(RefusalCode::UnknownCampaign, said).into())
    }

    /// Issues a token to a post of a campaign, for so many days from now on. What it is stands in the answer alone.
    ///
    /// # Errors
    /// [`LinkError`]: refused where no such post is known, or it has enough.
    pub async fn issue_token(
        &self,
        campaign: &CampaignId,
        post: &str,
        days: u32,
    ) -> Result<Issued, LinkError> {
        if days == 0 || days > DAYS_MAX {
            let said = text!("a-token-opens-for-so-many-days", days_max = DAYS_MAX, days);
            return Err(Refusal::with_text(RefusalCode::TooLarge, said).into());
        }
        let def = self.definition(campaign).await?;
        let post = find(&def, post)?.to_owned();
        let (token, issued) = (random()?, machine_now());
        let new = NewToken {
            digest: Digest::of(token.as_bytes()),
            campaign: campaign.clone(),
            post,
            issued,
            expires: Instant(issued.0.saturating_add(i64::from(days).saturating_mul(DAY))),
        };
        match self.contacts().keep_token(&new).await? {
            Some(metadata) => Ok(Issued { token, metadata }),
            None => {
                let post = &new.post;
                let said = text!("post-has-too-many-tokens", post, tokens_a_post_max = TOKENS_A_POST_MAX);
                Err(Refusal::with_text(RefusalCode::TooLarge, said).into())
            }
        }
    }

    /// Ends tokens: those of a post, by its id or its word, or the one with this id. Says which were ended by this.
    ///
    /// # Errors
    /// [`LinkError`]: refused where neither a post nor a token is called so.
    pub async fn revoke_tokens(&self, campaign: &CampaignId, which: &str) -> Result<Vec<Token>, LinkError> {
        self.revoke_keys(campaign, which, |refusal| refusal).await
    }

    /// Ends keys of a kind, as [`Handle::revoke_tokens`]; `unknown` words the refusal where nothing is called so.
    pub(super) async fn revoke_keys<K: PostKey>(
        &self,
        campaign: &CampaignId,
        which: &str,
        unknown: impl FnOnce(Refusal) -> Refusal,
    ) -> Result<Vec<K>, LinkError> {
        let known: Vec<K> = self.contacts().keys().await?;
        // A post that has left the roster may have keys all the same.
        let which = if known.iter().any(|key| key.goes_by(campaign, which)) {
            which.to_owned()
        } else {
            let def = self.definition(campaign).await?;
            find(&def, which).map_err(unknown)?.to_owned()
        };
        Ok(self.contacts().revoke_keys(campaign, &which, machine_now()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_long_and_each_is_another() {
        let (one, other) = (random().unwrap(), random().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), TOKEN_MARK.len() + 2 * TOKEN_BYTES);
        assert!(one.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'), "{one}");
    }

    #[test]
    fn a_word_that_two_posts_share_names_neither() {
        let mut def = crate::sample::definition();
        assert_eq!(find(&def, "a联络员"), Ok("a-clerk"));
        assert!(goes_by(&def, "a-clerk", "a联络员") && !goes_by(&def, "a-clerk", "b联络员"));
        def.contacts[1].post = "a联络员".to_owned();
        let no = find(&def, "a联络员").unwrap_err();
        assert!(no.detail.en.contains("a-clerk, b-clerk") && no.detail.zh.contains("a-clerk"), "{no:?}");
        assert_eq!(find(&def, "b-clerk"), Ok("b-clerk"));
        assert_eq!(find(&def, "nobody").unwrap_err().code, RefusalCode::UnknownName);
    }
}
