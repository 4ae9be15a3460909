//! Links that letters carry: made when a letter is about to leave, each a new one, and known by its digest alone. Without an
//! address under which people reach this engine there are none.

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_protocol::any_of;
use muster_protocol::catalogue::{LocalizedText, TextId};
use muster_protocol::command::{Refusal, RefusalCode};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::question::{Answer, PageLink, Question};
use muster_protocol::refs::ContactId;
use muster_protocol::time::{DAY, Instant};
use muster_protocol::{id, text};
use muster_wire::link::LinkError;
use serde::{Deserialize, Serialize};

use super::account::{find, machine_now, random_hex};
use crate::directory::contacts::links::{Link, LinkScope, NewLink};
use crate::execute::Handle;

/// How long a link opens unless the configuration says otherwise, in days: an item is reminded of within this time again.
pub const LINK_DAYS_DEFAULT: u32 = 30;
/// Longest, in days: anyone who needs a page for longer gets letters meanwhile.
pub const LINK_DAYS_MAX: u32 = 120;

/// How long a calendar is followed, in days: a campaign's year and its end, as long as a token.
const CALENDAR_DAYS: u32 = 400;

/// Random bytes of a link: 160 bits, twenty short of nothing that could be tried out, and short enough to be typed once.
const LINK_BYTES: usize = 20;
/// Characters of its text.
pub(crate) const LINK_CHARS: usize = 2 * LINK_BYTES;

/// Longest public address in bytes.
const ADDRESS_BYTES_MAX: usize = 200;

/// Under which address people reach the pages, and for how long a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress {
    base: Arc<str>,
    days: u32,
}

impl PublicAddress {
    /// An address such as `https://muster.bureau.example`, with or without a path.
    ///
    /// # Errors
    /// What is wrong, in each language.
    pub fn new(address: &str, days: u32) -> Result<Self, LocalizedText> {
        let base = address.trim_end_matches('/');
        let wrong = |said: TextId| Err(text!("page-address-is-wrong", address, said: said));
        let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        let Some(rest) = rest.filter(|_| base.len() <= ADDRESS_BYTES_MAX) else {
            return wrong(id!("write-the-whole-address-such-as-https-muster"));
        };
        let host = rest.split('/').next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:[]".contains(c);
        if host.is_empty() || !rest.chars().all(plain) {
            return wrong(id!("it-has-a-host-a-port-and-a"));
        }
        if !(1..=LINK_DAYS_MAX).contains(&days) {
            return Err(text!("a-link-opens-for-so-many-days", link_days_max = LINK_DAYS_MAX, days));
        }
        Ok(Self { base: base.into(), days })
    }

    /// Where a link leads.
    #[must_use]
    pub fn page(&self, token: &str) -> String {
        format!("{}/p/{token}", self.base)
    }

    /// Its host, with the port where it has one: under this name browsers ask for pages.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.base.split_once("://").map_or(&*self.base, |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }

    /// Whether it is reached by a secured connection, or on this machine alone.
    #[must_use]
    pub fn is_secured(&self) -> bool {
        self.base.starts_with("https://")
            || ["http://127.0.0.1", "http://localhost", "http://[::1]"].iter().any(|own| {
                self.base
                    .strip_prefix(own)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            })
    }
}

impl std::fmt::Display for PublicAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.base)
    }
}

/// A link as it is given out: this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedLink {
    /// Where it leads; the path alone where this engine has no public address.
    pub page: String,
    /// What is kept of it.
    pub metadata: Link,
}

impl std::fmt::Debug for IssuedLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuedLink").field("metadata", &self.metadata).finish_non_exhaustive()
    }
}

/// What an answer with letters gets before it leaves the engine.
pub(super) enum Letters {
    /// It has none.
    None,
    /// They leave: the words of reasons, and links of their campaign.
    Sent(CampaignId),
    /// They are only read: the words of reasons. Who has a link acts as its person.
    Read,
}

/// What the answer to a question gets.
pub(super) fn letters_of(question: &Question) -> Letters {
    match question {
        Question::Messages { campaign, .. } => Letters::Sent(campaign.clone()),
        Question::FailedLetters { .. } => Letters::Read,
        any_of! { Question:
            Visits VisitSlots Definition Blob Addresses Permits Channels Event MayRead Words Numbers
        } => Letters::None,
    }
}

impl Handle {
    /// Puts the words of reasons into lines that name them. What was erased or is no text stays without.
    async fn with_reasons(&self, mut answer: Answer) -> Result<Answer, LinkError> {
        let Answer::Messages { messages, .. } = &mut answer else { return Ok(answer) };
        let lines = messages.iter_mut().flat_map(|message| &mut message.lines);
        for reason in lines.filter_map(|line| line.reason.as_mut()) {
            let blob = self.blob(reason.digest).await?;
            reason.text = blob.and_then(|blob| String::from_utf8(blob.bytes).ok());
        }
        Ok(answer)
    }

    /// An answer as it leaves the engine.
    pub(super) async fn linked(&self, letters: Letters, answer: Answer) -> Result<Answer, LinkError> {
        match letters {
            Letters::Sent(campaign) => self.with_links(&campaign, self.with_reasons(answer).await?).await,
            Letters::Read => self.with_reasons(answer).await,
            Letters::None => Ok(answer),
        }
    }

    /// Adds to each message that has something to say the link to its person's page, where there are pages.
    async fn with_links(&self, campaign: &CampaignId, answer: Answer) -> Result<Answer, LinkError> {
        let (Some(address), Answer::Messages { now, definition, mut messages }) =
            (self.public(), answer.clone())
        else {
            return Ok(answer);
        };
        let mut links = Vec::new();
        for message in messages.iter_mut().filter(|message| !message.lines.is_empty()) {
            let key = message.key.to_string();
            let mut page_of = |post: &ContactId| {
                let token = random_hex(LINK_BYTES)?;
                let (digest, post) = (Digest::of(token.as_bytes()), post.to_string());
                links.push(NewLink { digest, post, scope: LinkScope::Post, message: Some(key.clone()) });
                Ok::<_, LinkError>(PageLink(address.page(&token)))
            };
            message.link = Some(page_of(&message.key.contact)?);
            let mut pages: BTreeMap<ContactId, PageLink> = BTreeMap::new();
            for other in message.lines.iter_mut().filter_map(|line| line.other.as_mut()) {
                if !pages.contains_key(&other.contact) {
                    pages.insert(other.contact.clone(), page_of(&other.contact)?);
                }
                other.link = pages.get(&other.contact).cloned();
            }
        }
        if !links.is_empty() {
            let times = times(address.days);
            self.contacts().keep_links(campaign, &links, times).await?;
        }
        Ok(Answer::Messages { now, definition, messages })
    }

    /// Makes a link for a post, to be handed out otherwise than by a letter.
    ///
    /// # Errors
    /// [`LinkError`]: refused where no such post is known.
    pub async fn issue_link(&self, campaign: &CampaignId, post: &str) -> Result<IssuedLink, LinkError> {
        let def = self.definition(campaign).await?;
        let post = find(&def, post)?.to_owned();
        let (token, address) = (random_hex(LINK_BYTES)?, self.public());
        let digest = Digest::of(token.as_bytes());
        let times = times(address.as_ref().map_or(LINK_DAYS_DEFAULT, |address| address.days));
        let link = NewLink { digest, post, scope: LinkScope::Post, message: None };
        self.contacts().keep_links(campaign, &[link], times).await?;
        let kept = self.contacts().link(digest).await?;
        let Some((metadata, _)) = kept else {
            return Err(LinkError::Unreachable("the link was not kept".to_owned()));
        };
        let page = address.map_or_else(|| format!("/p/{token}"), |address| address.page(&token));
        Ok(IssuedLink { page, metadata })
    }

    /// Keeps the address by which programs read a post's visits; the same again is the same.
    pub(crate) async fn keep_calendar(
        &self,
        campaign: &CampaignId,
        post: &str,
        digest: Digest,
    ) -> Result<(), LinkError> {
        let link = NewLink { digest, post: post.to_owned(), scope: LinkScope::Calendar, message: None };
        Ok(self.contacts().keep_links(campaign, &[link], times(CALENDAR_DAYS)).await?)
    }

    /// The addresses of a post's calendars that are read still.
    pub(crate) async fn calendars(&self, campaign: &CampaignId, post: &str) -> Result<Vec<Link>, LinkError> {
        let mut links = self.contacts().links_of(campaign, post, LinkScope::Calendar).await?;
        links.retain(|link| link.is_valid(machine_now()));
        Ok(links)
    }

    /// Ends them.
    pub(crate) async fn end_calendars(&self, campaign: &CampaignId, post: &str) -> Result<(), LinkError> {
        for link in self.calendars(campaign, post).await? {
            self.contacts().revoke_keys::<Link>(campaign, &link.id, machine_now()).await?;
        }
        Ok(())
    }

    /// Ends links: those of a post, by its id or its word, or the one with this id. Says which were ended by this.
    ///
    /// # Errors
    /// [`LinkError`]: refused where neither a post nor a link is called so.
    pub async fn revoke_links(&self, campaign: &CampaignId, which: &str) -> Result<Vec<Link>, LinkError> {
        self.revoke_keys(campaign, which, |refusal| no_link(which, refusal)).await
    }
}

fn no_link(which: &str, refusal: Refusal) -> Refusal {
    Refusal::with_text(RefusalCode::UnknownName, text!("no-post-and-no-link-of-this-campaign", which))
        .instead(refusal.instead)
}

fn times(days: u32) -> (Instant, Instant) {
    let now = machine_now();
    (now, Instant(now.0.saturating_add(i64::from(days).saturating_mul(DAY))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_whole_and_says_whether_it_is_secured() {
        let address = PublicAddress::new("https://muster.bureau.example/m/", 30).unwrap();
        assert_eq!(address.page("ab"), "https://muster.bureau.example/m/p/ab");
        assert!(address.is_secured());
        assert_eq!(address.host(), "muster.bureau.example");
        assert_eq!(PublicAddress::new("https://h:8443/m", 30).unwrap().host(), "h:8443");
        assert!(PublicAddress::new("http://127.0.0.1:9464", 30).unwrap().is_secured());
        assert!(!PublicAddress::new("http://127.0.0.1.evil.example", 30).unwrap().is_secured());
        assert!(!PublicAddress::new("http://10.0.0.7", 30).unwrap().is_secured());
        for wrong in [
            "muster.bureau.example",
            "ftp://a",
            "https://",
            "https://u@h",
            "https://h/?a=b",
            "https://办公室",
        ] {
            assert!(PublicAddress::new(wrong, 30).is_err(), "{wrong}");
        }
        assert!(PublicAddress::new("https://h", 0).is_err());
        assert!(PublicAddress::new("https://h", LINK_DAYS_MAX + 1).is_err());
    }
}
