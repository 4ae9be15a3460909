//! Tokens of posts: anyone who shows one over HTTP acts as that post in that campaign, and as nobody else.
//!
//! Only digests are stored: who reads the file cannot come in with what it holds. A token has 256 random bits, so a
//! digest without a salt cannot be guessed back. Its times are the machine's: a campaign on virtual time passes a year
//! in seconds, and a key must not.

use std::path::Path;

use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::time::{Date, Instant};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use super::{CONTACTS_FILE, Contacts, PostKey, id_of};
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, Cells, FromCells, bound};

/// Most tokens of one post that are valid at a time: its holder's machines at work and at home, and one to change over.
pub const TOKENS_A_POST_MAX: usize = 5;

/// How long what is known of a token stays after its end, in ms: its late bearer is told that it ended, and when.
const ENDED_KEPT_MS: i64 = 90 * 24 * 3_600 * 1_000;

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS tokens(
    digest BLOB NOT NULL PRIMARY KEY, campaign TEXT NOT NULL, post TEXT NOT NULL,
    issued INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER, used TEXT) STRICT, WITHOUT ROWID";

const COLUMNS: &str = "SELECT digest, campaign, post, issued, expires, revoked, used FROM tokens";

/// What is known of a token; itself it is known to its bearer alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its name in lists and for revoking: the beginning of its digest.
    pub id: String,
    /// The campaign that it opens.
    pub campaign: CampaignId,
    /// The post that its bearer acts as: a contact's id such as `005-clerk`, or the id of a role without a contact.
    pub post: String,
    /// When it was issued (machine clock).
    pub issued: Instant,
    /// From when on it opens nothing (machine clock).
    pub expires: Instant,
    /// When it was revoked (machine clock).
    pub revoked: Option<Instant>,
    /// Last day on which it was shown, by UTC.
    pub used: Option<Date>,
}

impl Token {
    /// Whether it opens at this instant of the machine's clock.
    #[must_use]
    pub fn is_valid(&self, now: Instant) -> bool {
        self.revoked.is_none() && now < self.expires
    }
}

/// A token to be kept.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Digest of its text.
    pub digest: Digest,
    /// The campaign.
    pub campaign: CampaignId,
    /// The post.
    pub post: String,
    /// Now.
    pub issued: Instant,
    /// When it ends.
    pub expires: Instant,
}

impl Contacts {
    /// Keeps a token; none when the post has [`TOKENS_A_POST_MAX`] valid ones already.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was kept.
    pub async fn keep_token(&self, new: &NewToken) -> Result<Option<Token>, StoreError> {
        let mut connection = self.connection.lock().await;
        let mut transaction = Connection::begin(&mut *connection).await?;
        let ended = bound!(
            "DELETE FROM tokens WHERE coalesce(revoked, expires) < ? AND expires < ?",
            new.issued.0.saturating_sub(ENDED_KEPT_MS),
            new.issued.0,
        );
        cells::run(ended, &mut transaction).await?;
        let valid = bound!(
            "SELECT count(*) FROM tokens WHERE campaign = ? AND post = ? AND revoked IS NULL AND expires > ?",
            new.campaign.as_str(),
            new.post.as_str(),
            new.issued.0,
        );
        let valid: i64 = cells::one(valid, &mut transaction).await?;
        if usize::try_from(valid).unwrap_or(usize::MAX) >= TOKENS_A_POST_MAX {
            return Ok(None);
        }
        let kept = bound!(
            "INSERT INTO tokens(digest, campaign, post, issued, expires) VALUES (?, ?, ?, ?, ?)",
            new.digest.0.to_vec(),
            new.campaign.as_str(),
            new.post.as_str(),
            new.issued.0,
            new.expires.0,
        );
        cells::run(kept, &mut transaction).await?;
        transaction.commit().await?;
        Ok(Some(Token {
            id: id_of(new.digest),
            campaign: new.campaign.clone(),
            post: new.post.clone(),
            issued: new.issued,
            expires: new.expires,
            revoked: None,
            used: None,
        }))
    }

    /// What is known of the token with this digest, valid or not.
    pub async fn token(&self, digest: Digest) -> Result<Option<Token>, StoreError> {
        let query = bound!(AssertSqlSafe(format!("{COLUMNS} WHERE digest = ?")), digest.0.to_vec());
        cells::first(query, &mut *self.connection.lock().await).await
    }

    /// All that are known, valid or not, by campaign, post and time.
    pub async fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.keys().await
    }

    /// Writes down that a token was shown on this day: once a day, whatever is asked meanwhile.
    pub async fn token_was_used(&self, digest: Digest, day: Date) -> Result<(), StoreError> {
        let used = bound!("UPDATE tokens SET used = ? WHERE digest = ?", day.to_string(), digest.0.to_vec());
        cells::run(used, &mut *self.connection.lock().await).await
    }
}

impl PostKey for Token {
    const TABLE: &'static str = "tokens";
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

impl FromCells for Token {
    fn from_cells(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        let damaged =
            |what: &str| StoreError::Damaged(format!("{CONTACTS_FILE}: a token has no readable {what}"));
        let (digest, campaign): (Option<Digest>, String) = cells.read()?;
        Ok(Self {
            id: id_of(digest.ok_or_else(|| damaged("digest"))?),
            campaign: CampaignId::new(&campaign).map_err(|_| damaged("campaign"))?,
            post: cells.read()?,
            issued: cells.read()?,
            expires: cells.read()?,
            revoked: cells.read()?,
            used: cells.read::<Option<String>>()?.and_then(|day| day.parse().ok()),
        })
    }
}

/// Takes all tokens and links out of a copy of the store. A token that was revoked after the copy was made would open again
/// where the copy is restored, and a copy is kept where fewer look: so a copy opens to nobody, and new ones are issued.
///
/// # Errors
/// [`StoreError`] when the file is not without them.
pub(crate) async fn take_out(file: &Path) -> Result<(), StoreError> {
    let mut connection = SqliteConnectOptions::new().filename(file).connect().await?;
    let drops = ["tokens", "links", "permits", "permits_of_persons"]
        .map(|table| format!("DROP TABLE IF EXISTS {table}"));
    for statement in drops.into_iter().map(AssertSqlSafe).chain([AssertSqlSafe("VACUUM".to_owned())]) {
        connection.execute(statement).await?;
    }
    Ok(connection.close().await?)
}

#[cfg(test)]
mod tests {
    use super::super::opened;
    use super::*;

    fn new(text: &str, post: &str, expires: i64) -> NewToken {
        NewToken {
            digest: Digest::of(text.as_bytes()),
            campaign: CampaignId::new("c").unwrap(),
            post: post.to_owned(),
            issued: Instant(0),
            expires: Instant(expires),
        }
    }

    #[tokio::test]
    async fn a_post_has_a_few_and_those_that_ended_make_room() {
        let (_dir, contacts) = opened().await;
        for no in 0..TOKENS_A_POST_MAX {
            assert!(contacts.keep_token(&new(&no.to_string(), "a-clerk", 10)).await.unwrap().is_some());
        }
        assert_eq!(contacts.keep_token(&new("more", "a-clerk", 10)).await.unwrap(), None);
        assert!(contacts.keep_token(&new("other", "b-clerk", 10)).await.unwrap().is_some());
        let campaign = CampaignId::new("c").unwrap();
        let first = contacts.token(Digest::of(b"0")).await.unwrap().unwrap();
        let ended = contacts.revoke_keys::<Token>(&campaign, &first.id, Instant(5)).await.unwrap();
        assert_eq!(ended, [Token { revoked: Some(Instant(5)), ..first }]);
        assert!(contacts.keep_token(&new("more", "a-clerk", 10)).await.unwrap().is_some());
        let ended = contacts.revoke_keys::<Token>(&campaign, "a-clerk", Instant(6)).await.unwrap();
        assert_eq!(ended.len(), TOKENS_A_POST_MAX);
        assert!(contacts.revoke_keys::<Token>(&campaign, "a-clerk", Instant(7)).await.unwrap().is_empty());
        assert!(contacts.token(Digest::of(b"other")).await.unwrap().unwrap().is_valid(Instant(9)));
        // What ended long ago is forgotten when the next one is issued.
        let late = Instant(11 + ENDED_KEPT_MS);
        let next = NewToken { issued: late, expires: Instant(late.0 + 1), ..new("next", "b-clerk", 0) };
        contacts.keep_token(&next).await.unwrap().unwrap();
        assert_eq!(contacts.tokens().await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn the_file_holds_no_token_and_a_copy_not_even_a_digest() {
        let (dir, contacts) = opened().await;
        contacts.keep_token(&new("muster_secret", "a-clerk", 10)).await.unwrap();
        contacts.token_was_used(Digest::of(b"muster_secret"), "2014-04-01".parse().unwrap()).await.unwrap();
        assert_eq!(contacts.tokens().await.unwrap()[0].used, "2014-04-01".parse().ok());
        let (file, copy) = (dir.path().join(CONTACTS_FILE), dir.path().join("copy.db"));
        crate::maintenance::backup::copy_file(&file, &copy).await.unwrap();
        let holds = |path: &Path, bytes: &[u8]| {
            std::fs::read(path).unwrap().windows(bytes.len()).any(|window| window == bytes)
        };
        let digest = Digest::of(b"muster_secret").0;
        assert!(holds(&copy, &digest) && !holds(&copy, b"muster_secret"));
        take_out(&copy).await.unwrap();
        assert!(!holds(&copy, &digest) && !holds(&copy, b"a-clerk"));
    }
}
