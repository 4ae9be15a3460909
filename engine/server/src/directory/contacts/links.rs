//! Links to a post's page: anyone who has one answers for that post in that campaign by a browser, within the link's scope.
//!
//! Only digests are stored, as of tokens. A link lives as long as its letter is of use, and no longer than its post's holder:
//! with it stands which accounts the post had, and other accounts are another person. Times are the machine's.

use muster_protocol::codec;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::Instant;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use super::{CONTACTS_FILE, Contacts, PostKey, id_of, of_contact};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Cells, FromCells, bound};

/// Most links of one post that are known at a time; the newest stay. A letter a day and its repeats of two months.
pub const LINKS_A_POST_MAX: i64 = 64;

/// Most calendars of one post that are known at a time; the newest stay: a phone, a computer, a colleague's, each some times.
pub const CALENDARS_A_POST_MAX: i64 = 8;

/// How long what is known of a link stays after its end, in ms: its late bearer is told that it ended.
const ENDED_KEPT_MS: i64 = 90 * 24 * 3_600 * 1_000;

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS links(
    digest BLOB NOT NULL PRIMARY KEY, campaign TEXT NOT NULL, post TEXT NOT NULL, scope TEXT NOT NULL, message TEXT,
    holder BLOB NOT NULL, issued INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER) STRICT, WITHOUT ROWID";

pub(super) const INDEX: &str = "CREATE INDEX IF NOT EXISTS links_post ON links(campaign, post, issued)";

const COLUMNS: &str =
    "SELECT digest, campaign, post, scope, message, holder, issued, expires, revoked FROM links";

muster_protocol::coded! {
    /// What a link opens.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum LinkScope {
        /// All that a post answers for: its unit's items, its messages, cases, ledgers and visits.
        Post = "post",
        /// The post's visits as a calendar reads them: it lies in programs and on their servers, so it can do nothing else.
        Calendar = "calendar",
    }
}

impl LinkScope {
    /// Most of one post.
    const fn most(self) -> i64 {
        match self {
            Self::Post => LINKS_A_POST_MAX,
            Self::Calendar => CALENDARS_A_POST_MAX,
        }
    }
}

/// What is known of a link; itself it is known to its bearer alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its name in lists and for revoking: the beginning of its digest.
    pub id: String,
    /// The campaign that it opens.
    pub campaign: CampaignId,
    /// The post that its bearer acts as.
    pub post: String,
    /// What it opens there.
    pub scope: LinkScope,
    /// The message that carried it; none where it was handed out.
    pub message: Option<String>,
    /// Which accounts the post had when it was issued.
    pub holder: Digest,
    /// When it was issued (machine clock).
    pub issued: Instant,
    /// From when on it opens nothing (machine clock).
    pub expires: Instant,
    /// When it was revoked (machine clock).
    pub revoked: Option<Instant>,
}

impl Link {
    /// Whether it opens at this instant of the machine's clock, as far as time and people's wishes go.
    #[must_use]
    pub fn is_valid(&self, now: Instant) -> bool {
        self.revoked.is_none() && now < self.expires
    }
}

/// A link to be kept.
#[derive(Debug, Clone)]
pub(crate) struct NewLink {
    pub(crate) digest: Digest,
    pub(crate) post: String,
    pub(crate) scope: LinkScope,
    pub(crate) message: Option<String>,
}

impl Contacts {
    /// Keeps links of a campaign, and with each who holds its post now.
    pub(crate) async fn keep_links(
        &self,
        campaign: &CampaignId,
        links: &[NewLink],
        (issued, expires): (Instant, Instant),
    ) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let mut transaction = Connection::begin(&mut *connection).await?;
        let ended = bound!("DELETE FROM links WHERE expires < ?", issued.0.saturating_sub(ENDED_KEPT_MS));
        cells::run(ended, &mut transaction).await?;
        for link in links {
            let holder = holder(&mut transaction, campaign, &link.post).await?;
            let kept = bound!(
                "INSERT INTO links(digest, campaign, post, scope, message, holder, issued, expires)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                link.digest.0.to_vec(),
                campaign.as_str(),
                link.post.as_str(),
                link.scope.code(),
                link.message.as_deref(),
                holder.0.to_vec(),
                issued.0,
                expires.0,
            );
            cells::run(kept, &mut transaction).await?;
            let oldest = bound!(
                "DELETE FROM links WHERE campaign = ?1 AND post = ?2 AND digest IN (SELECT digest FROM links
                 WHERE campaign = ?1 AND post = ?2 AND scope = ?3 ORDER BY issued DESC, digest LIMIT -1 OFFSET ?4)",
                campaign.as_str(),
                link.post.as_str(),
                link.scope.code(),
                link.scope.most(),
            );
            cells::run(oldest, &mut transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// The links of a post that open this, valid or not, the newest first.
    pub(crate) async fn links_of(
        &self,
        campaign: &CampaignId,
        post: &str,
        scope: LinkScope,
    ) -> Result<Vec<Link>, StoreError> {
        let asked =
            format!("{COLUMNS} WHERE campaign = ? AND post = ? AND scope = ? ORDER BY issued DESC, digest");
        let query = bound!(AssertSqlSafe(asked), campaign.as_str(), post, scope.code());
        cells::all(query, &mut *self.connection.lock().await).await
    }

    /// What is known of the link with this digest, and whether its post still has the holder of then.
    pub(crate) async fn link(&self, digest: Digest) -> Result<Option<(Link, bool)>, StoreError> {
        let mut connection = self.connection.lock().await;
        let query = bound!(AssertSqlSafe(format!("{COLUMNS} WHERE digest = ?")), digest.0.to_vec());
        let Some(link) = cells::first::<Link>(query, &mut connection).await? else { return Ok(None) };
        let now = holder(&mut connection, &link.campaign, &link.post).await?;
        let same = now == link.holder;
        Ok(Some((link, same)))
    }

    /// All that are known, valid or not, by campaign, post and time.
    pub async fn links(&self) -> Result<Vec<Link>, StoreError> {
        self.keys().await
    }
}

/// Who holds a post, as far as can be known: the digest of its accounts.
async fn holder(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    post: &str,
) -> Result<Digest, StoreError> {
    let accounts = of_contact(connection, campaign, post).await?;
    let accounts: Vec<_> = accounts.into_iter().map(|it| (it.channel, it.account)).collect();
    Ok(Digest::of(&codec::encode(&accounts)))
}

impl PostKey for Link {
    const TABLE: &'static str = "links";
    const COLUMNS: &'static str = COLUMNS;

    fn of(&self) -> (&CampaignId, &str) {
        (&self.campaign, &self.post)
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn opens_at(&self, now: Instant) -> bool {
        self.is_valid(now)
    }

    fn set_revoked(&mut self, at: Instant) {
        self.revoked = Some(at);
    }
}

impl FromCells for Link {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        let damaged =
            |what: &str| StoreError::Damaged(format!("{CONTACTS_FILE}: a link has no readable {what}"));
        let (digest, campaign): (Option<Digest>, String) = cells.read()?;
        let (post, scope): (String, String) = cells.read()?;
        Ok(Self {
            id: id_of(digest.ok_or_else(|| damaged("digest"))?),
            campaign: CampaignId::new(&campaign).map_err(|_| damaged("campaign"))?,
            post,
            scope: LinkScope::of_code(&scope).ok_or_else(|| damaged("scope"))?,
            message: cells.read()?,
            holder: cells.read::<Option<Digest>>()?.ok_or_else(|| damaged("holder"))?,
            issued: cells.read()?,
            expires: cells.read()?,
            revoked: cells.read()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Account, opened};
    use super::*;

    fn new(text: &str, post: &str) -> NewLink {
        let (scope, message) = (LinkScope::Post, None);
        NewLink { digest: Digest::of(text.as_bytes()), post: post.to_owned(), scope, message }
    }

    #[tokio::test]
    async fn a_link_ends_by_time_by_wish_and_with_its_posts_holder() {
        let (_dir, contacts) = opened().await;
        let campaign = CampaignId::new("c").unwrap();
        let times = (Instant(0), Instant(10));
        contacts.keep_links(&campaign, &[new("one", "a-clerk"), new("two", "b-clerk")], times).await.unwrap();
        let (one, same) = contacts.link(Digest::of(b"one")).await.unwrap().unwrap();
        assert!(same && one.is_valid(Instant(9)) && !one.is_valid(Instant(10)));
        assert_eq!(contacts.link(Digest::of(b"other")).await.unwrap(), None);
        let ended = contacts.revoke_keys::<Link>(&campaign, "a-clerk", Instant(5)).await.unwrap();
        assert_eq!(ended, [Link { revoked: Some(Instant(5)), ..one }]);
        assert!(contacts.revoke_keys::<Link>(&campaign, "a-clerk", Instant(6)).await.unwrap().is_empty());
        let (one, _) = contacts.link(Digest::of(b"one")).await.unwrap().unwrap();
        assert!(!one.is_valid(Instant(6)));
        // The post of the other gets somebody else's account.
        sqlx::query("INSERT INTO accounts VALUES ('c', 'b-clerk', 'mail', 'new@example.org')")
            .execute(&mut *contacts.connection.lock().await)
            .await
            .unwrap();
        let accounts = contacts.accounts(&campaign, "b-clerk").await.unwrap();
        assert_eq!(accounts.first().map(|it: &Account| it.channel.as_str()), Some("mail"));
        let (_, same) = contacts.link(Digest::of(b"two")).await.unwrap().unwrap();
        assert!(!same, "a link dies with its post's holder");
    }

    #[tokio::test]
    async fn the_newest_of_a_post_stay() {
        let (_dir, contacts) = opened().await;
        let campaign = CampaignId::new("c").unwrap();
        for at in 0..=LINKS_A_POST_MAX {
            let times = (Instant(at), Instant(at + 1_000));
            contacts.keep_links(&campaign, &[new(&at.to_string(), "a-clerk")], times).await.unwrap();
        }
        let kept = contacts.links().await.unwrap();
        assert_eq!(kept.len(), usize::try_from(LINKS_A_POST_MAX).unwrap());
        assert_eq!(kept[0].issued, Instant(1), "the oldest made room");
    }

    #[tokio::test]
    async fn a_calendar_outlives_the_links_of_many_letters() {
        let (_dir, contacts) = opened().await;
        let campaign = CampaignId::new("c").unwrap();
        let calendar = |text: &str| NewLink { scope: LinkScope::Calendar, ..new(text, "a-clerk") };
        let keep = async |link: NewLink, at: i64| {
            contacts.keep_links(&campaign, &[link], (Instant(at), Instant(at + 1_000))).await.unwrap();
        };
        keep(calendar("phone"), 0).await;
        keep(calendar("phone"), 1).await;
        for at in 0..2 * LINKS_A_POST_MAX {
            keep(new(&format!("letter {at}"), "a-clerk"), at).await;
        }
        let of = async |scope| contacts.links_of(&campaign, "a-clerk", scope).await.unwrap();
        let calendars = of(LinkScope::Calendar).await;
        assert_eq!((calendars.len(), calendars[0].issued), (1, Instant(0)), "the same one again is one");
        assert_eq!(of(LinkScope::Post).await.len(), usize::try_from(LINKS_A_POST_MAX).unwrap());
        for at in 0..2 * CALENDARS_A_POST_MAX {
            keep(calendar(&format!("device {at}")), at).await;
        }
        assert_eq!(of(LinkScope::Calendar).await.len(), usize::try_from(CALENDARS_A_POST_MAX).unwrap());
    }
}
