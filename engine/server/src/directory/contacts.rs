//! Whom a contact is reached by: `contacts.db`, apart from the log, so that no name or account stands in an event.
//!
//! Staged before the command that brings them and in force from its acceptance on ([`imports`]); the log knows opaque ids
//! alone. A campaign's accounts are its own: who may launch one changes nobody's accounts in another. The keys by which
//! posts come in over HTTP stand here too, as digests ([`tokens`], [`links`], and what both share in [`keys`]), what channels
//! were given ([`permits`]), who read what ([`reads`]), which messages were opened ([`openings`]), and by which numbers counterparts tell of them
//! ([`numbers`]).

pub mod imports;
mod keys;
pub mod links;
mod numbers;
mod openings;
mod permits;
mod reads;
mod seal;
pub mod tokens;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use muster_protocol::ids::{CampaignId, Digest};
use serde::{Deserialize, Serialize};
use sqlx::{Executor, SqliteConnection};
use tokio::sync::Mutex;

use crate::batch_statement::BatchStatement;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};
use crate::store::sqlite::{Durability, open, shape};
pub(crate) use keys::PostKey;
pub(crate) use numbers::Numbered;
pub(crate) use reads::Reading;
pub(crate) use seal::changed_since_import;

/// Name of the file in the data directory.
pub const CONTACTS_FILE: &str = "contacts.db";

const ACCOUNTS: &str = "CREATE TABLE IF NOT EXISTS accounts(
    campaign TEXT NOT NULL, contact TEXT NOT NULL, channel TEXT NOT NULL, account TEXT NOT NULL,
    PRIMARY KEY(campaign, contact, channel)) STRICT, WITHOUT ROWID";

/// Of which log they are.
const BELONGS: &str =
    "CREATE TABLE IF NOT EXISTS belongs(one INTEGER PRIMARY KEY CHECK(one = 1), log TEXT NOT NULL) STRICT";

const STATEMENTS: [&str; 16] = [
    ACCOUNTS,
    imports::TABLE,
    tokens::TABLE,
    links::TABLE,
    links::INDEX,
    permits::TABLE,
    permits::INDEX,
    permits::PERSONS,
    permits::PERSONS_INDEX,
    reads::TABLE,
    openings::TABLE,
    numbers::TABLE,
    numbers::INDEX,
    numbers::UNKNOWN_INDEX,
    BELONGS,
    seal::TABLE,
];

/// A backup goes without these: what opens the campaign to people, and what was given to channels of late.
const KEYS: [&str; 7] = [
    tokens::TABLE,
    links::TABLE,
    links::INDEX,
    permits::TABLE,
    permits::INDEX,
    permits::PERSONS,
    permits::PERSONS_INDEX,
];

/// What makes all tables.
fn statements() -> String {
    STATEMENTS.join(";")
}

/// What makes the tables of this file: a backup goes without tokens and links, and one of an older build does not say who read
/// what, for whom permits were, which messages were opened, or by which numbers counterparts tell of them.
pub(crate) async fn statements_of(connection: &mut SqliteConnection) -> Result<String, StoreError> {
    let has_keys = seal::has_table(connection, "tokens").await?;
    let has_reads = seal::has_table(connection, "reads").await?;
    let has_persons = seal::has_table(connection, "permits_of_persons").await?;
    let has_openings = seal::has_table(connection, "openings").await?;
    let has_numbers = seal::has_table(connection, "numbers").await?;
    let is_there = |statement: &&'static str| {
        (has_keys || !KEYS.contains(statement))
            && (has_reads || *statement != reads::TABLE)
            && (has_persons || ![permits::PERSONS, permits::PERSONS_INDEX].contains(statement))
            && (has_openings || *statement != openings::TABLE)
            && (has_numbers || ![numbers::TABLE, numbers::INDEX, numbers::UNKNOWN_INDEX].contains(statement))
    };
    Ok(STATEMENTS.into_iter().filter(is_there).collect::<Vec<_>>().join(";"))
}

rows! {
    /// One way to reach a contact.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    pub struct Account {
        /// Opaque id of the contact, such as `005-clerk`.
        pub contact: String,
        /// Name of the channel.
        pub channel: String,
        /// Account on it.
        pub account: String,
    }
}

/// The contacts store. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Contacts {
    connection: Arc<Mutex<SqliteConnection>>,
    forget: BatchStatement,
    upsert: BatchStatement,
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
            behind @ StoreError::Behind { .. } => behind,
        })
    }

    async fn begin(dir: &Path) -> Result<Self, StoreError> {
        let mut connection = open(&dir.join(CONTACTS_FILE), Durability::Full).await?;
        let sealed = seal::has_table(&mut connection, "seals").await?;
        for statement in STATEMENTS {
            connection.execute(statement).await?;
        }
        if !sealed {
            seal::all(&mut connection).await?;
        }
        if let Some(what) = shape::foreign(&mut connection, &statements()).await? {
            return Err(StoreError::Damaged(what));
        }
        let upsert = BatchStatement::new(
            "INSERT INTO accounts(campaign, contact, channel, account) VALUES",
            "(?,?,?,?)",
            "ON CONFLICT(campaign, contact, channel) DO UPDATE SET account = excluded.account",
        );
        let forget =
            BatchStatement::new("DELETE FROM accounts WHERE (campaign, contact) IN (VALUES", "(?,?)", ")");
        Ok(Self { connection: Arc::new(Mutex::new(connection)), forget, upsert })
    }

    /// Folds what was written into the file: who copies the directory of an engine that has ended needs no companion of it.
    pub(crate) async fn fold(&self) {
        let mut connection = self.connection.lock().await;
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *connection).await {
            tracing::warn!(%error, "{CONTACTS_FILE} keeps its companion");
        }
    }

    /// Says to which log the accounts belong, once; refuses those of another log, whose posts have the same ids and are other
    /// people.
    ///
    /// # Errors
    /// [`StoreError`] when they are another log's, or the store fails.
    pub(crate) async fn belong(&self, log: &str) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let statement = bound!("INSERT INTO belongs(one, log) VALUES (1, ?) ON CONFLICT DO NOTHING", log);
        cells::run(statement, &mut connection).await?;
        let of: String = cells::one(bound!("SELECT log FROM belongs"), &mut connection).await?;
        if of == log {
            return Ok(());
        }
        Err(StoreError::Damaged(format!(
            "{CONTACTS_FILE} belongs to another log: put the one of this log in its place, or restore it from a backup"
        )))
    }

    /// All accounts of a campaign.
    pub async fn all(&self, campaign: &CampaignId) -> Result<Vec<Account>, StoreError> {
        let mut connection = self.connection.lock().await;
        of_campaign(&mut connection, campaign).await
    }

    /// Accounts of a contact of a campaign, by channel.
    pub async fn accounts(&self, campaign: &CampaignId, contact: &str) -> Result<Vec<Account>, StoreError> {
        let mut connection = self.connection.lock().await;
        of_contact(&mut connection, campaign, contact).await
    }
}

async fn of_contact(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    contact: &str,
) -> Result<Vec<Account>, StoreError> {
    let query = bound!(
        "SELECT contact, channel, account FROM accounts WHERE campaign = ? AND contact = ? ORDER BY channel",
        campaign.as_str(),
        contact,
    );
    cells::all(query, connection).await
}

async fn of_campaign(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
) -> Result<Vec<Account>, StoreError> {
    let sql = "SELECT contact, channel, account FROM accounts WHERE campaign = ?";
    cells::all(bound!(sql, campaign.as_str()), connection).await
}

/// Hexadecimal digits of a digest that name its token or link in lists.
const ID_DIGITS: usize = 10;

/// The name of a token or link in lists.
fn id_of(digest: Digest) -> String {
    digest.to_string().chars().take(ID_DIGITS).collect()
}

/// Each contact's channels with their accounts; of one channel the last counts.
fn by_contact(accounts: Vec<Account>) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut contacts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for Account { contact, channel, account } in accounts {
        contacts.entry(contact).or_default().insert(channel, account);
    }
    contacts
}

/// A store of its own for a test, and the directory that holds it.
#[cfg(test)]
async fn opened() -> (tempfile::TempDir, Contacts) {
    let dir = tempfile::tempdir().unwrap();
    let contacts = Contacts::open(dir.path()).await.unwrap();
    (dir, contacts)
}
