//! By which numbers of their own counterparts tell of letters that they took: the letter of each, for as long as anything is told.
//!
//! A counterpart may be faster than the worker that reports the number, and it may tell of what others sent by it. So a number that
//! nobody knows is written down as well: for a while it may still become known. Times are the machine's.

use muster_protocol::command::MessageName;
use muster_protocol::ids::CampaignId;
use muster_protocol::item::CHUNK;
use muster_protocol::question::LetterNumber;
use muster_protocol::time::{DAY, Instant, MINUTE};
use sqlx::{Connection, SqliteConnection};

use super::Contacts;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

/// How long a number is known, in milliseconds: a day longer than anything may be told of a letter.
const KEPT_MS: i64 = 8 * DAY;
/// How long a number that nobody knows may still become known, in milliseconds: workers report within seconds.
const AWAITED_MS: i64 = MINUTE;
/// Numbers of one channel's counterpart that nobody knows and that are written down, at the most: as many as the letters of the
/// largest morning, all of which may be told of before a worker reports. A gateway that others use as well may tell of theirs for
/// ever; what it tells of beyond these is taken for one of them.
const UNKNOWN_MAX: i64 = 10_000;

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS numbers(
    channel TEXT NOT NULL, number TEXT NOT NULL, campaign TEXT NOT NULL, message TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY(channel, number)) STRICT, WITHOUT ROWID";

pub(super) const INDEX: &str = "CREATE INDEX IF NOT EXISTS numbers_at ON numbers(at)";

/// Finds those that nobody knows.
pub(super) const UNKNOWN_INDEX: &str =
    "CREATE INDEX IF NOT EXISTS numbers_unknown ON numbers(channel, at) WHERE campaign = ''";

/// What is known of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Numbered {
    /// It is a letter's.
    Letter(CampaignId, MessageName),
    /// Nobody knows it, and somebody may yet say whose it is.
    Awaited,
    /// Nobody has said so for a while: it is of something else.
    Strange,
}

impl Contacts {
    /// Writes down the numbers of letters; durable when this answers. A number that comes again is the last one's.
    pub(crate) async fn note_numbers(
        &self,
        campaign: &CampaignId,
        taken: &[LetterNumber],
        now: Instant,
    ) -> Result<(), StoreError> {
        let mut connection = self.connection.lock().await;
        let mut transaction = Connection::begin(&mut *connection).await?;
        let old = bound!("DELETE FROM numbers WHERE at < ?", now.plus(-KEPT_MS).0);
        cells::run(old, &mut transaction).await?;
        for LetterNumber { message, channel, number } in taken.iter().take(CHUNK) {
            let statement = bound!(
                "INSERT INTO numbers(channel, number, campaign, message, at) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT(channel, number) DO UPDATE SET
                 campaign = excluded.campaign, message = excluded.message, at = excluded.at",
                channel.as_str(),
                number.as_str(),
                campaign.as_str(),
                message.to_string(),
                now.0,
            );
            cells::run(statement, &mut transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Whose number it is.
    pub(crate) async fn numbered(
        &self,
        channel: &str,
        number: &str,
        now: Instant,
    ) -> Result<Numbered, StoreError> {
        let mut connection = self.connection.lock().await;
        let found = row(&mut connection, channel, number).await?;
        let Some((campaign, message, at)) = found else {
            return unknown(&mut connection, (channel, number), now).await;
        };
        let letter = CampaignId::new(&campaign).ok().zip(message.parse().ok());
        Ok(match letter {
            Some((campaign, message)) => Numbered::Letter(campaign, message),
            None if now.0.abs_diff(at.0) < AWAITED_MS.unsigned_abs() => Numbered::Awaited,
            None => Numbered::Strange,
        })
    }
}

/// Writes down a number that nobody knows, while there is room for it. Those of which nobody has said in time whose they are make
/// room for others: told of again, one of them is awaited again for a while, and that is all.
async fn unknown(
    connection: &mut SqliteConnection,
    (channel, number): (&str, &str),
    now: Instant,
) -> Result<Numbered, StoreError> {
    if unknown_of(connection, channel).await? >= UNKNOWN_MAX {
        // A clock that was ahead and was set back keeps none for ever.
        let (old, ahead) = (now.plus(-AWAITED_MS).0, now.plus(AWAITED_MS).0);
        let strange = bound!(
            "DELETE FROM numbers WHERE campaign = '' AND channel = ? AND (at <= ? OR at >= ?)",
            channel,
            old,
            ahead,
        );
        cells::run(strange, connection).await?;
        if unknown_of(connection, channel).await? >= UNKNOWN_MAX {
            tracing::warn!(channel, most = UNKNOWN_MAX, "too many receipts of letters that nobody knows");
            return Ok(Numbered::Strange);
        }
    }
    let statement = bound!(
        "INSERT INTO numbers(channel, number, campaign, message, at) VALUES (?, ?, '', '', ?)",
        channel,
        number,
        now.0,
    );
    cells::run(statement, connection).await?;
    Ok(Numbered::Awaited)
}

/// How many numbers of a channel's counterpart nobody knows.
async fn unknown_of(connection: &mut SqliteConnection, channel: &str) -> Result<i64, StoreError> {
    let count = bound!("SELECT count(*) FROM numbers WHERE campaign = '' AND channel = ?", channel);
    cells::one(count, connection).await
}

async fn row(
    connection: &mut SqliteConnection,
    channel: &str,
    number: &str,
) -> Result<Option<(String, String, Instant)>, StoreError> {
    let query = bound!(
        "SELECT campaign, message, at FROM numbers WHERE channel = ? AND number = ?",
        channel,
        number,
    );
    cells::first(query, connection).await
}

#[cfg(test)]
mod tests {
    use super::super::opened;
    use super::*;

    #[tokio::test]
    async fn a_number_is_its_letters_for_a_week_and_one_that_nobody_knows_is_awaited_for_a_minute() {
        let (_dir, contacts) = opened().await;
        let campaign = CampaignId::new("c").unwrap();
        let letter =
            |day: &str| -> MessageName { format!("2014-04-{day}/005-clerk/routine").parse().unwrap() };
        let number = |day: &str, number: &str| LetterNumber {
            message: letter(day),
            channel: "短信".to_owned(),
            number: number.to_owned(),
        };
        let of = async |channel: &str, number: &str, at: i64| {
            contacts.numbered(channel, number, Instant(at)).await.unwrap()
        };
        let is = |day: &str| Numbered::Letter(campaign.clone(), letter(day));
        contacts.note_numbers(&campaign, &[number("01", "4711")], Instant(0)).await.unwrap();
        assert_eq!(of("短信", "4711", 1).await, is("01"));
        // A counterpart of another channel counts for itself, and one that is faster than the report is to come again.
        assert_eq!(of("邮件", "4711", 1).await, Numbered::Awaited);
        assert_eq!(of("短信", "4712", 1).await, Numbered::Awaited);
        contacts.note_numbers(&campaign, &[number("02", "4712")], Instant(2)).await.unwrap();
        assert_eq!(of("短信", "4712", 3).await, is("02"));
        assert_eq!(of("邮件", "4711", MINUTE).await, Numbered::Awaited);
        assert_eq!(of("邮件", "4711", 1 + MINUTE).await, Numbered::Strange);
        // Said again it is the same; what is old is forgotten.
        contacts.note_numbers(&campaign, &[number("02", "4712")], Instant(8 * DAY + 1)).await.unwrap();
        assert_eq!(of("短信", "4712", 8 * DAY + 2).await, is("02"));
        assert_eq!(of("短信", "4711", 8 * DAY + 2).await, Numbered::Awaited);
    }

    /// A gateway that others use as well tells of their letters, and will for ever.
    #[tokio::test]
    async fn a_counterpart_that_tells_of_what_nobody_knows_does_not_grow_the_file() {
        let (_dir, contacts) = opened().await;
        let of = async |channel: &str, number: &str, at: i64| {
            contacts.numbered(channel, number, Instant(at)).await.unwrap()
        };
        let count = async || unknown_of(&mut *contacts.connection.lock().await, "短信").await.unwrap();
        let full = bound!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
             INSERT INTO numbers(channel, number, campaign, message, at) SELECT '短信', 'x' || i, '', '', 0 FROM n",
            UNKNOWN_MAX,
        );
        cells::run(full, &mut *contacts.connection.lock().await).await.unwrap();
        // While all of them may still become known there is no room; another channel has its own.
        assert_eq!(of("短信", "4711", MINUTE - 1).await, Numbered::Strange);
        assert_eq!(of("短信", "x1", MINUTE - 1).await, Numbered::Awaited);
        assert_eq!(of("邮件", "4711", MINUTE - 1).await, Numbered::Awaited);
        assert_eq!(count().await, UNKNOWN_MAX);
        // A letter's number is written down all the same.
        let campaign = CampaignId::new("c").unwrap();
        let message: MessageName = "2014-04-01/005-clerk/routine".parse().unwrap();
        let taken =
            LetterNumber {
                message: message.clone(), channel: "短信".to_owned(), number: "4712".to_owned()
            };
        contacts.note_numbers(&campaign, &[taken], Instant(MINUTE - 1)).await.unwrap();
        // Afterwards they make room for others, and for nothing else.
        assert_eq!(of("短信", "4711", MINUTE).await, Numbered::Awaited);
        assert_eq!(count().await, 1);
        assert_eq!(of("短信", "4712", MINUTE).await, Numbered::Letter(campaign, message));
    }
}
