//! What channels were given: a row a letter and channel, with the instant of its last permit. All workers of an engine take
//! permits here, so that a budget is kept by all of them together and over a restart.
//!
//! Twice is once: a letter that asks again within the minute has the permit that it had; one that asks later, because its
//! channel failed, moves its row to now when there is room. So a day counts letters, and a minute what a counterpart saw.
//! Times are the campaign clock's. Where a channel takes only so much for one person, a second row says for whom it was: by a
//! digest of the account, so that two posts of one person are one, in all campaigns.

mod persons;

pub(super) use persons::{PERSONS, PERSONS_INDEX};

use muster_protocol::ids::CampaignId;
use muster_protocol::item::CHUNK;
use muster_protocol::question::{LocalDay, Permit, PermitWish};
use muster_protocol::time::{DAY, HOUR, Instant, MINUTE};
use sqlx::{Connection, SqliteConnection};

use super::Contacts;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

/// How long a row stays, in milliseconds: no budget counts longer than a local day.
const KEPT_MS: i64 = 2 * DAY;

pub(super) const TABLE: &str = "CREATE TABLE IF NOT EXISTS permits(
    channel TEXT NOT NULL, campaign TEXT NOT NULL, message TEXT NOT NULL, given INTEGER NOT NULL,
    parts INTEGER NOT NULL, PRIMARY KEY(channel, campaign, message)) STRICT, WITHOUT ROWID";

pub(super) const INDEX: &str = "CREATE INDEX IF NOT EXISTS permits_given ON permits(channel, given)";

impl Contacts {
    /// Gives permits, one a wish, in their order; durable when this answers.
    pub(crate) async fn permits(
        &self,
        campaign: &CampaignId,
        today: LocalDay,
        wishes: &[PermitWish],
        now: Instant,
    ) -> Result<Vec<Permit>, StoreError> {
        let mut connection = self.connection.lock().await;
        let mut transaction = Connection::begin(&mut *connection).await?;
        let mut permits = Vec::with_capacity(wishes.len().min(CHUNK));
        for wish in wishes.iter().take(CHUNK) {
            permits.push(one(&mut transaction, campaign, today, wish, now).await?);
        }
        transaction.commit().await?;
        Ok(permits)
    }
}

/// Whose permits are counted.
enum Of<'a> {
    /// All that the channel was given.
    All,
    Campaign(&'a CampaignId),
    Person(&'a str),
}

/// A limit with what of it is used.
struct Used {
    most: u32,
    used: i64,
    /// When there is room again.
    free: Instant,
}

async fn one(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    today: LocalDay,
    wish: &PermitWish,
    now: Instant,
) -> Result<Permit, StoreError> {
    let message = wish.message.to_string();
    if has_one(connection, campaign, wish, (&message, now)).await? {
        return Ok(Permit::Granted);
    }
    let budget = &wish.budget;
    let person = match budget.per_person {
        Some(_) => Some(persons::of(connection, campaign, wish).await?),
        None => None,
    };
    let mut windows = vec![
        (budget.per_minute_in_all, Of::All, MINUTE),
        (budget.per_minute, Of::Campaign(campaign), MINUTE),
    ];
    if let Some((most, person)) = budget.per_person.zip(person.as_deref()) {
        windows.push((Some(most.per_minute), Of::Person(person), MINUTE));
        windows.push((Some(most.per_hour), Of::Person(person), HOUR));
    }
    let mut limits = Vec::new();
    for (most, of, long) in windows.into_iter().filter_map(|(most, of, long)| Some((most?, of, long))) {
        let span = (now.plus(1 - long), now.plus(long));
        let (used, first) = used(connection, (&wish.channel, of), span, (campaign, &message)).await?;
        limits.push(Used { most, used, free: first.map_or(now, |first| first.plus(long)) });
    }
    if let Some(most) = budget.per_day {
        let (span, of) = ((today.begins, today.ends), Of::Campaign(campaign));
        let (used, _) = used(connection, (&wish.channel, of), span, (campaign, &message)).await?;
        limits.push(Used { most, used, free: today.ends });
    }
    // A letter of more parts than a budget has goes alone, or it would never go.
    let is_full = |it: &&Used| it.used > 0 && it.used + i64::from(wish.parts) > i64::from(it.most);
    if let Some(free) = limits.iter().filter(is_full).map(|it| it.free).max() {
        return Ok(Permit::NotBefore(free.max(now.plus(1))));
    }
    give(connection, campaign, wish, (&message, now)).await?;
    if let Some(person) = person {
        persons::note(connection, campaign, (wish, &person), (&message, now)).await?;
    }
    Ok(Permit::Granted)
}

/// Whether a letter was given a permit for this channel within the minute.
async fn has_one(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    wish: &PermitWish,
    (message, now): (&str, Instant),
) -> Result<bool, StoreError> {
    let query = bound!(
        "SELECT given FROM permits WHERE channel = ? AND campaign = ? AND message = ?",
        wish.channel.as_str(),
        campaign.as_str(),
        message,
    );
    let given: Option<i64> = cells::first(query, connection).await?;
    Ok(given.is_some_and(|given| given.abs_diff(now.0) < MINUTE.unsigned_abs()))
}

/// What a channel was given within a span, without one letter's own row, and when the first of it was.
async fn used(
    connection: &mut SqliteConnection,
    (channel, of): (&str, Of<'_>),
    (from, until): (Instant, Instant),
    (campaign, message): (&CampaignId, &str),
) -> Result<(i64, Option<Instant>), StoreError> {
    let campaigns = "(?4 IS NULL OR campaign = ?4)";
    let (table, which, whose) = match of {
        Of::All => ("permits", campaigns, None),
        Of::Campaign(campaign) => ("permits", campaigns, Some(campaign.as_str())),
        Of::Person(person) => ("permits_of_persons", "person = ?4", Some(person)),
    };
    let sql = format!(
        "SELECT coalesce(sum(parts), 0), min(given) FROM {table}
         WHERE channel = ?1 AND given >= ?2 AND given < ?3 AND {which}
         AND NOT (campaign = ?5 AND message = ?6)"
    );
    let safe = sqlx::AssertSqlSafe(sql);
    let query = bound!(safe, channel, from.0, until.0, whose, campaign.as_str(), message);
    cells::one(query, connection).await
}

/// Writes the permit down, and forgets what no budget counts any more.
async fn give(
    connection: &mut SqliteConnection,
    campaign: &CampaignId,
    wish: &PermitWish,
    (message, now): (&str, Instant),
) -> Result<(), StoreError> {
    let forgotten = bound!(
        "DELETE FROM permits WHERE channel = ? AND given < ?",
        wish.channel.as_str(),
        now.0.saturating_sub(KEPT_MS),
    );
    cells::run(forgotten, connection).await?;
    let given = bound!(
        "INSERT INTO permits(channel, campaign, message, given, parts) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT(channel, campaign, message) DO UPDATE SET given = excluded.given, parts = excluded.parts",
        wish.channel.as_str(),
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
    use muster_protocol::question::ChannelBudget;

    use super::super::opened;
    use super::*;

    pub(super) const TODAY: LocalDay = LocalDay { begins: Instant(0), ends: Instant(DAY) };
    pub(super) const NINE: Instant = Instant(9 * 60 * MINUTE);
    const LATER: Permit = Permit::NotBefore(NINE.plus(MINUTE));

    pub(super) fn campaign(name: &str) -> CampaignId {
        CampaignId::new(name).unwrap()
    }

    fn wish(no: usize, budget: ChannelBudget) -> PermitWish {
        let contact = format!("{no:03}-clerk").into();
        let message =
            MessageName { date: "2014-04-25".parse().unwrap(), contact, kind: MessageKind::Routine };
        PermitWish { message, channel: "群".to_owned(), parts: 1, budget }
    }

    fn a_minute(most: u32) -> ChannelBudget {
        ChannelBudget { per_minute_in_all: Some(most), ..ChannelBudget::default() }
    }

    fn wishes(numbers: std::ops::Range<usize>, budget: ChannelBudget) -> Vec<PermitWish> {
        numbers.map(|no| wish(no, budget)).collect()
    }

    pub(super) fn granted(permits: &[Permit]) -> usize {
        permits.iter().filter(|permit| **permit == Permit::Granted).count()
    }

    /// How many permits workers are given that ask at once; who gets none is to come in the next minute.
    pub(super) async fn shared(contacts: &Contacts, year: &CampaignId, asked: Vec<Vec<PermitWish>>) -> usize {
        let asked: Vec<_> = asked
            .into_iter()
            .map(|wishes| {
                let (contacts, year) = (contacts.clone(), year.clone());
                tokio::spawn(async move { contacts.permits(&year, TODAY, &wishes, NINE).await.unwrap() })
            })
            .collect();
        let mut given = 0;
        for asked in asked {
            let permits = asked.await.unwrap();
            given += granted(&permits);
            assert!(permits.iter().all(|permit| matches!(permit, Permit::Granted) || *permit == LATER));
        }
        given
    }

    /// cordum #27, dify-on-dingtalk #30: after a restart, or with several threads, one robot is given too much.
    #[tokio::test]
    async fn row_52_eight_workers_share_the_budget_of_one_robot_over_a_restart() {
        let (dir, contacts) = opened().await;
        let year = campaign("year");
        let of = |worker: usize| wishes(worker * 20..worker * 20 + 20, a_minute(20));
        let given = shared(&contacts, &year, (0..8).map(of).collect()).await;
        assert_eq!(given, 20);
        drop(contacts);
        let contacts = Contacts::open(dir.path()).await.unwrap();
        let all = wishes(0..160, a_minute(20));
        let again = contacts.permits(&year, TODAY, &all, NINE.plus(MINUTE - 1)).await.unwrap();
        assert_eq!(granted(&again), 20, "those that had one have it still, and nobody else");
        let next = contacts.permits(&year, TODAY, &all, NINE.plus(MINUTE)).await.unwrap();
        assert_eq!(granted(&next), 20, "the next minute has room for as many");
    }

    #[tokio::test]
    async fn a_letter_that_asks_again_takes_no_second_permit_and_one_tried_later_counts_there() {
        let (_dir, contacts) = opened().await;
        let year = campaign("year");
        let day = ChannelBudget { per_day: Some(2), per_minute: Some(1), ..ChannelBudget::default() };
        let ask =
            async |no, at| contacts.permits(&year, TODAY, &[wish(no, day)], at).await.unwrap().pop().unwrap();
        assert_eq!(ask(0, NINE).await, Permit::Granted);
        assert_eq!(ask(0, NINE.plus(5)).await, Permit::Granted, "the same permit");
        assert_eq!(ask(1, NINE.plus(5)).await, LATER);
        assert_eq!(ask(1, NINE.plus(MINUTE)).await, Permit::Granted);
        // The first failed and is tried again: it waits for the minute, and is no third letter of the day.
        assert_eq!(ask(0, NINE.plus(MINUTE)).await, Permit::NotBefore(NINE.plus(2 * MINUTE)));
        assert_eq!(ask(0, NINE.plus(2 * MINUTE)).await, Permit::Granted);
        assert_eq!(ask(2, NINE.plus(9 * MINUTE)).await, Permit::NotBefore(TODAY.ends));
        let tomorrow = LocalDay { begins: TODAY.ends, ends: TODAY.ends.plus(DAY) };
        let next = contacts.permits(&year, tomorrow, &[wish(2, day)], TODAY.ends).await.unwrap();
        assert_eq!(next, [Permit::Granted]);
    }

    #[tokio::test]
    async fn a_robots_budget_is_of_all_campaigns_and_the_files_of_its_own() {
        let (_dir, contacts) = opened().await;
        let own = ChannelBudget { per_minute: Some(1), ..ChannelBudget::default() };
        let ask = async |name: &str, no, budget| {
            contacts.permits(&campaign(name), TODAY, &[wish(no, budget)], NINE).await.unwrap().pop().unwrap()
        };
        assert_eq!(ask("a", 0, own).await, Permit::Granted);
        assert_eq!(ask("a", 1, own).await, LATER);
        assert_eq!(ask("b", 1, own).await, Permit::Granted, "another campaign's file");
        assert_eq!(ask("c", 1, a_minute(2)).await, LATER, "the robot has two of this minute");
        assert_eq!(ask("c", 1, a_minute(3)).await, Permit::Granted);
        assert_eq!(ask("c", 2, ChannelBudget::default()).await, Permit::Granted, "no limit, no wait");
    }

    #[tokio::test]
    async fn a_letter_in_parts_counts_each_and_one_that_is_too_long_goes_alone() {
        let (_dir, contacts) = opened().await;
        let year = campaign("year");
        let long = |no, parts| PermitWish { parts, ..wish(no, a_minute(4)) };
        let asked = [long(0, 3), long(1, 2), long(2, 1), long(3, 9)];
        let permits = contacts.permits(&year, TODAY, &asked, NINE).await.unwrap();
        assert_eq!(permits, [Permit::Granted, LATER, Permit::Granted, LATER]);
        let alone = contacts.permits(&year, TODAY, &asked[3..], NINE.plus(MINUTE)).await.unwrap();
        assert_eq!(alone, [Permit::Granted]);
    }

    #[tokio::test]
    async fn what_no_budget_counts_any_more_is_forgotten() {
        let (_dir, contacts) = opened().await;
        let year = campaign("year");
        contacts.permits(&year, TODAY, &wishes(0..3, a_minute(20)), NINE).await.unwrap();
        let late = NINE.plus(KEPT_MS + 1);
        contacts.permits(&year, TODAY, &wishes(3..4, a_minute(20)), late).await.unwrap();
        let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM permits")
            .fetch_one(&mut *contacts.connection.lock().await)
            .await
            .unwrap();
        assert_eq!(rows, 1);
    }
}
