//! What one person was given by a channel that takes only so much for one: a row beside the permit.

use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::question::PermitWish;
use muster_protocol::time::{HOUR, Instant};
use sqlx::SqliteConnection;

use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

/// How long a person's row stays: no budget of theirs counts longer than an hour.
const KEPT_MS: i64 = 2 * HOUR;

pub(in crate::directory::contacts) const PERSONS: &str = "CREATE TABLE IF NOT EXISTS permits_of_persons(
    channel TEXT NOT NULL, person TEXT NOT NULL, campaign TEXT NOT NULL, message TEXT NOT NULL, given INTEGER NOT NULL,
    parts INTEGER NOT NULL, PRIMARY KEY(channel, person, campaign, message)) STRICT, WITHOUT ROWID";

pub(in crate::directory::contacts) const PERSONS_INDEX: &str =
    "CREATE INDEX IF NOT EXISTS permits_of_persons_given ON permits_of_persons(given)";

/// Who a letter's person is on its channel. Without an account nobody else shares, it is the post of this campaign.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    wish: &PermitWish,
) -> Result<String, StoreError> {
    let contact = wish.message.contact.to_string();
    let query = bound!(
        "SELECT account FROM accounts WHERE campaign = ? AND contact = ? AND channel = ?",
        campaign.as_str(),
        contact.as_str(),
        wish.channel.as_str(),
    );
    let account: Option<String> = cells::first(query, connection).await?;
    Ok(account.map_or_else(
        || format!("{campaign}/{contact}"),
        |account| Digest::of(format!("{}\n{account}", wish.channel).as_bytes()).to_string(),
    ))
}

/// Writes down for whom a permit was, and forgets what no budget counts any more.
pub(super) async fn note(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    (wish, person): (&PermitWish, &str),
    (message, now): (&str, Instant),
) -> Result<(), StoreError> {
    let kept_from = now.0.saturating_sub(KEPT_MS);
    cells::run(bound!("DELETE FROM permits_of_persons WHERE given < ?", kept_from), connection).await?;
    let given = bound!(
        "INSERT INTO permits_of_persons(channel, person, campaign, message, given, parts) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT(channel, person, campaign, message)
         DO UPDATE SET given = excluded.given, parts = excluded.parts",
        wish.channel.as_str(),
        person,
        campaign.as_str(),
        message,
        now.0,
        i64::from(wish.parts),
    );
    cells::run(given, connection).await
}

#[cfg(test)]
mod tests {
    use muster_protocol::command::MessageName;
    use muster_protocol::item::MessageKind;
    use muster_protocol::question::{ChannelBudget, Permit, PersonBudget};
    use muster_protocol::time::MINUTE;

    use super::super::super::opened;
    use super::super::tests::{NINE, TODAY, campaign, granted, shared};
    use super::*;

    /// A letter of a day to a post by an application that drops what is more than 30 a minute or 1,000 an hour for one person.
    fn to_person(contact: &str, no: u16) -> PermitWish {
        let per_person = Some(PersonBudget { per_minute: 30, per_hour: 1_000 });
        let budget = ChannelBudget { per_person, ..ChannelBudget::default() };
        let date = "2014-04-25".parse().unwrap();
        let message = MessageName { date, contact: contact.into(), kind: MessageKind::News(no) };
        PermitWish { message, channel: "企业微信".to_owned(), parts: 1, budget }
    }

    #[tokio::test]
    async fn a_person_is_given_no_more_than_is_not_dropped_by_however_many_workers() {
        let (_dir, contacts) = opened().await;
        let year = campaign("year");
        let of = |worker: u16| -> Vec<PermitWish> {
            (worker * 10..worker * 10 + 10).map(|no| to_person("001-clerk", no)).collect()
        };
        let given = shared(&contacts, &year, (0..8).map(of).collect()).await;
        assert_eq!(given, 30, "eight workers share them");
        let other = contacts.permits(&year, TODAY, &[to_person("002-clerk", 0)], NINE).await.unwrap();
        assert_eq!(other, [Permit::Granted], "each for themselves");
    }

    #[tokio::test]
    async fn a_persons_hour_is_counted_as_well_and_ends() {
        let (_dir, contacts) = opened().await;
        let year = campaign("year");
        let (mut given, mut no) = (0, 0_u16);
        for minute in 0..60 {
            let wishes: Vec<PermitWish> = (no..no + 30).map(|no| to_person("001-clerk", no)).collect();
            no += 30;
            let at = NINE.plus(minute * MINUTE);
            given += granted(&contacts.permits(&year, TODAY, &wishes, at).await.unwrap());
        }
        assert_eq!(given, 1_000);
        let ask = async |no, at| {
            contacts.permits(&year, TODAY, &[to_person("001-clerk", no)], at).await.unwrap().pop().unwrap()
        };
        let full = ask(no, NINE.plus(HOUR - 1)).await;
        assert_eq!(full, Permit::NotBefore(NINE.plus(HOUR)), "the first of them are an hour old then");
        assert_eq!(ask(no, NINE.plus(HOUR)).await, Permit::Granted);
    }

    #[tokio::test]
    async fn two_posts_of_one_account_are_one_person_in_all_campaigns() {
        let (_dir, contacts) = opened().await;
        for (name, post) in [("year", "001-clerk"), ("year", "002-head"), ("other", "007-clerk")] {
            sqlx::query("INSERT INTO accounts(campaign, contact, channel, account) VALUES (?, ?, ?, ?)")
                .bind(name)
                .bind(post)
                .bind("企业微信")
                .bind("zj001")
                .execute(&mut *contacts.connection.lock().await)
                .await
                .unwrap();
        }
        let ask = async |name: &str, post: &str, numbers: std::ops::Range<u16>| {
            let wishes: Vec<PermitWish> = numbers.map(|no| to_person(post, no)).collect();
            granted(&contacts.permits(&campaign(name), TODAY, &wishes, NINE).await.unwrap())
        };
        assert_eq!(ask("year", "001-clerk", 0..20).await, 20);
        assert_eq!(ask("year", "002-head", 0..8).await, 8);
        assert_eq!(ask("other", "007-clerk", 0..8).await, 2);
        // A post without an account shares with nobody.
        assert_eq!(ask("year", "003-clerk", 0..8).await, 8);
        let rows: Vec<String> = sqlx::query_scalar("SELECT DISTINCT person FROM permits_of_persons")
            .fetch_all(&mut *contacts.connection.lock().await)
            .await
            .unwrap();
        assert!(rows.len() == 2 && !rows.iter().any(|person| person.contains("zj001")), "{rows:?}");
    }
}
