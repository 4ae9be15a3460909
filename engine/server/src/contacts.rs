//! Whom a contact is reached by: `contacts.db`, apart from the log, so that no name or account stands in an event.
//!
//! Written before the log by the import of a roster; the log knows opaque ids alone. The keys by which posts come in
//! over HTTP stand here too, as digests ([`tokens`]).

pub mod tokens;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sqlx::sqlite::SqliteRow;
use sqlx::{Executor, Row, SqliteConnection};
use tokio::sync::Mutex;

use crate::ladder::Ladder;
use crate::store::StoreError;
use crate::store::sqlite::{Durability, failed, open, shape};

/// Name of the file in the data directory.
pub const CONTACTS_FILE: &str = "contacts.db";

const ACCOUNTS: &str = "CREATE TABLE IF NOT EXISTS accounts(
    contact TEXT NOT NULL, channel TEXT NOT NULL, account TEXT NOT NULL,
    PRIMARY KEY(contact, channel)) STRICT, WITHOUT ROWID";

/// Of which log they are.
const BELONGS: &str =
    "CREATE TABLE IF NOT EXISTS belongs(one INTEGER PRIMARY KEY CHECK(one = 1), log TEXT NOT NULL) STRICT";

/// One way to reach a contact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// Opaque id of the contact, such as `005-clerk`.
    pub contact: String,
    /// Name of the channel.
    pub channel: String,
    /// Account on it.
    pub account: String,
}

/// The contacts store. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Contacts {
    connection: Arc<Mutex<SqliteConnection>>,
    forget: Ladder,
    upsert: Ladder,
}

impl Contacts {
    /// Opens the store in a data directory, creating it when it is not there.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be opened; it names the file.
    pub async fn open(dir: &Path) -> Result<Self, StoreError> {
        Self::begin(dir).await.map_err(|error| match error {
            StoreError::Failed(cause) => StoreError::Failed(format!("{CONTACTS_FILE}: {cause}")),
            StoreError::Damaged(cause) => {
                StoreError::Damaged(format!("{CONTACTS_FILE}: {cause}; restore it from a backup"))
            }
        })
    }

    async fn begin(dir: &Path) -> Result<Self, StoreError> {
        let mut connection = open(&dir.join(CONTACTS_FILE), Durability::Full).await?;
        for statement in [ACCOUNTS, tokens::TABLE, BELONGS] {
            connection.execute(statement).await.map_err(failed)?;
        }
        let statements = [ACCOUNTS, tokens::TABLE, BELONGS].join(";");
        if let Some(what) = shape::foreign(&mut connection, &statements).await? {
            return Err(StoreError::Damaged(what));
        }
        let upsert = Ladder::new(
            "INSERT INTO accounts(contact, channel, account) VALUES",
            "(?,?,?)",
            "ON CONFLICT(contact, channel) DO UPDATE SET account = excluded.account",
        );
        let forget = Ladder::new("DELETE FROM accounts WHERE contact IN (", "?", ")");
        Ok(Self { connection: Arc::new(Mutex::new(connection)), forget, upsert })
    }

    /// Says to which log the accounts belong, once; refuses those of another log, whose posts have the same ids and are other
    /// people.
    ///
    /// # Errors
    /// [`StoreError`] when they are another log's, or the store fails.
    pub(crate) async fn belong(&self, log: &str) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        sqlx::query("INSERT INTO belongs(one, log) VALUES (1, ?) ON CONFLICT DO NOTHING")
            .bind(log)
            .execute(&mut *connection)
            .await
            .map_err(failed)?;
        let of: String = sqlx::query_scalar("SELECT log FROM belongs")
            .fetch_one(&mut *connection)
            .await
            .map_err(failed)?;
        if of == log {
            return Ok(());
        }
        Err(StoreError::Damaged(format!(
            "{CONTACTS_FILE} belongs to another log: put the one of this log in its place, or restore it from a backup"
        )))
    }

    /// Takes in accounts, all or none. They replace all that was known of these contacts, on other channels too: whoever
    /// had the post before is not written to any more. Twice is once. Gives the contacts that were known and are reached
    /// otherwise now: their posts changed hands, or their accounts.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was taken in.
    pub async fn import(&self, entries: &[Account]) -> Result<Vec<String>, StoreError> {
        let mut connection = self.connection.lock().await;
        let mut transaction = sqlx::Connection::begin(&mut *connection).await.map_err(failed)?;
        let before = by_contact(all(&mut transaction).await?);
        for (sql, piece) in self.forget.pieces(entries) {
            let mut query = sqlx::query(sql);
            for entry in piece {
                query = query.bind(entry.contact.clone());
            }
            query.execute(&mut *transaction).await.map_err(failed)?;
        }
        for (sql, piece) in self.upsert.pieces(entries) {
            let mut query = sqlx::query(sql);
            for entry in piece {
                query =
                    query.bind(entry.contact.clone()).bind(entry.channel.clone()).bind(entry.account.clone());
            }
            query.execute(&mut *transaction).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)?;
        let now = by_contact(entries.to_vec());
        let others = now.iter().filter(|(contact, now)| before.get(*contact).is_some_and(|was| was != *now));
        Ok(others.map(|(contact, _)| contact.clone()).collect())
    }

    /// Accounts of a contact, by channel.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails.
    pub async fn accounts(&self, contact: &str) -> Result<Vec<Account>, StoreError> {
        let rows =
            sqlx::query("SELECT contact, channel, account FROM accounts WHERE contact = ? ORDER BY channel")
                .bind(contact)
                .fetch_all(&mut *self.connection.lock().await)
                .await
                .map_err(failed)?;
        rows.iter().map(account).collect()
    }
}

async fn all(connection: &mut SqliteConnection) -> Result<Vec<Account>, StoreError> {
    let rows = sqlx::query("SELECT contact, channel, account FROM accounts").fetch_all(connection).await;
    rows.map_err(failed)?.iter().map(account).collect()
}

fn account(row: &SqliteRow) -> Result<Account, StoreError> {
    Ok(Account {
        contact: row.try_get(0).map_err(failed)?,
        channel: row.try_get(1).map_err(failed)?,
        account: row.try_get(2).map_err(failed)?,
    })
}

/// Each contact's channels with their accounts; of one channel the last counts.
fn by_contact(accounts: Vec<Account>) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut contacts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for Account { contact, channel, account } in accounts {
        contacts.entry(contact).or_default().insert(channel, account);
    }
    contacts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_import_may_come_twice_and_replaces() {
        let dir = tempfile::tempdir().unwrap();
        let contacts = Contacts::open(dir.path()).await.unwrap();
        let entry = |account: &str| Account {
            contact: "005-clerk".to_owned(),
            channel: "outbox".to_owned(),
            account: account.to_owned(),
        };
        assert!(contacts.import(&[entry("a")]).await.unwrap().is_empty(), "it is new");
        assert_eq!(contacts.import(&[entry("b")]).await.unwrap(), ["005-clerk"]);
        assert!(contacts.import(&[entry("b")]).await.unwrap().is_empty());
        assert_eq!(contacts.accounts("005-clerk").await.unwrap(), [entry("b")]);
        assert!(contacts.accounts("006-clerk").await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn who_had_a_post_before_is_forgotten_on_every_channel() {
        let dir = tempfile::tempdir().unwrap();
        let contacts = Contacts::open(dir.path()).await.unwrap();
        let entry = |contact: &str, channel: &str, account: &str| Account {
            contact: contact.to_owned(),
            channel: channel.to_owned(),
            account: account.to_owned(),
        };
        let other = entry("007-clerk", "短信", "zj007");
        contacts.import(&[entry("006-clerk", "短信", "zj006"), other.clone()]).await.unwrap();
        let (now, also) =
            (entry("006-clerk", "企业微信", "zj206"), entry("006-clerk", "邮件", "zj206@example.invalid"));
        assert_eq!(contacts.import(&[also.clone(), now.clone()]).await.unwrap(), ["006-clerk"]);
        assert_eq!(contacts.accounts("006-clerk").await.unwrap(), [now, also]);
        assert_eq!(contacts.accounts("007-clerk").await.unwrap(), [other]);
    }
}
