//! Who has not signed: `unsigned`, for one message `unsigned/2014-04-18/005-clerk/routine`, for a day `unsigned/2014-04-18`, for a
//! duty `unsigned/unit-plan`, for a phase `unsigned/mobilization`. The list that a secretary phones down.

use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::catalogue::{LocalizedText, in_a_row};
use muster_protocol::definition::{Definition, EXTENSION, Scope};
use muster_protocol::ids::{CampaignId, ContactIx, RoleIx, UnitIx};
use muster_protocol::time::{Date, Instant};
use muster_protocol::{id, text};
use muster_rules::audience::{contact_of, person_of};
use muster_rules::zone::Zone;

use super::{Asked, TableView};
use crate::execute::Handle;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound, rows};

/// Most messages that are listed, the oldest first; the note counts all of them.
const LISTED_MAX: usize = 2_000;

/// Where the column of short numbers stands: behind the post and its units.
const NUMBER: usize = 2;

/// What stands where nothing tells a fact.
const NOTHING: &str = "–";

/// Which messages are meant.
enum Which {
    All,
    /// Those whose name begins so: a day, or one message.
    Named(String),
    /// Those that carried a step of a duty.
    Duty(String),
    /// Those that carried a step of a phase.
    Phase(String),
}

rows! {
    /// A message that went out and was not signed for.
    struct Sent {
        key: String,
        contact: String,
        at: Instant,
        delivered: Option<Instant>,
        undelivered: Option<Instant>,
    }
}

/// Handed over, delivered, read and signed for are facts of their own: each has its column, and what nothing tells is no fact.
pub(super) async fn show(
    asked: &mut Asked<'_>,
    read: &BTreeMap<String, Instant>,
) -> Result<Option<TableView>, StoreError> {
    let Some(rest) = asked.name.strip_prefix("unsigned") else { return Ok(None) };
    let def = std::sync::Arc::clone(&asked.def);
    let which = match rest.strip_prefix('/') {
        None if rest.is_empty() => Which::All,
        None => return Ok(None),
        Some(name) => match which(&def, name) {
            Some(which) => which,
            None => return Ok(None),
        },
    };
    let zone = Zone::of(&def).ok();
    let mut found = rows(asked, &which).await?;
    found.retain(|sent| asked.sight.contact(&sent.contact));
    let local = |at: Instant| zone.as_ref().map(|zone| zone.minute(at)).unwrap_or_default();
    let fact = |at: Option<Instant>| LocalizedText::same(at.map_or_else(|| NOTHING.to_owned(), local));
    let opted_out = opted_out(asked).await?;
    let row = |sent: &Sent| {
        let is_out = opted_out.contains(&sent.contact);
        let contact = def.contact_by_id(&sent.contact);
        let post = contact.and_then(|ix| def.contacts.get(ix.at())).map_or("?", |contact| &contact.post);
        let units = contact.map(|contact| units(&def, contact)).unwrap_or_default();
        vec![
            if is_out { text!("post-that-opted-out-of-reminders", post) } else { LocalizedText::same(post) },
            in_a_row::names(&units, id!("list-comma")),
            LocalizedText::same(local(sent.at)),
            match (sent.delivered, sent.undelivered) {
                (None, Some(at)) => text!("not-delivered-at", at = local(at)),
                (delivered, _) => fact(delivered),
            },
            fact(read.get(&sent.key).copied()),
            fact(None),
            LocalizedText::same(&sent.key),
        ]
    };
    let columns = heads! {
        id!("post"), id!("unit"), id!("column-sent"), id!("column-delivered"), id!("column-read"),
        id!("column-signed"), id!("message")
    };
    let mut people: Vec<&String> = found.iter().map(|sent| &sent.contact).collect();
    people.sort_unstable();
    people.dedup();
    let note = text!("people-and-messages-not-signed-for", #people = people.len(), #found = found.len());
    Ok(Some(TableView {
        title: text!("not-signed-for"),
        columns,
        rows: found.iter().take(LISTED_MAX).map(row).collect::<Vec<Vec<LocalizedText>>>(),
        notes: vec![note],
    }))
}

/// Whether it is this list that is called so.
pub(super) fn is_called(name: &str) -> bool {
    name.strip_prefix("unsigned").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The list with the short number of each post, for who phones it down.
pub(super) async fn numbered(
    handle: &Handle,
    campaign: &CampaignId,
    mut shown: TableView,
) -> Result<TableView, StoreError> {
    let accounts = handle.contacts().all(campaign).await?.into_iter();
    let extensions = accounts.filter(|account| account.channel == EXTENSION);
    let numbers: BTreeMap<String, String> =
        extensions.map(|account| (account.contact, account.account)).collect();
    if numbers.is_empty() {
        return Ok(shown);
    }
    shown.columns.insert(NUMBER, id!("column-short-number").into());
    for row in &mut shown.rows {
        // The message's name, which comes last, has the contact in its middle.
        let contact = row.last().and_then(|key| key.en.split('/').nth(1));
        let number = contact.and_then(|contact| numbers.get(contact)).cloned().unwrap_or_default();
        row.insert(NUMBER, LocalizedText::same(number));
    }
    Ok(shown)
}

fn which(def: &Definition, name: &str) -> Option<Which> {
    let day = name.split('/').next().is_some_and(|day| day.parse::<Date>().is_ok());
    if day {
        return Some(Which::Named(name.to_owned()));
    }
    let is_part = |id: &str| id == name || id.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
    if def.duties.iter().any(|duty| is_part(&duty.id)) {
        return Some(Which::Duty(name.to_owned()));
    }
    def.phases.iter().any(|phase| phase.id == name).then(|| Which::Phase(name.to_owned()))
}

/// Messages that went out and were not signed for.
async fn rows(asked: &mut Asked<'_>, which: &Which) -> Result<Vec<Sent>, StoreError> {
    let carried = |condition: &str| {
        format!(
            "AND m.key IN (SELECT s.message FROM occasions o JOIN steps s ON s.campaign = o.campaign AND s.occasion = o.occasion
             WHERE o.campaign = ?1 AND ({condition}) AND s.message IS NOT NULL)"
        )
    };
    let (condition, name) = match which {
        Which::All => (String::new(), ""),
        Which::Named(name) => ("AND (m.key = ?2 OR m.key LIKE ?2 || '/%')".to_owned(), name.as_str()),
        Which::Duty(name) => {
            (carried("o.key = ?2 OR o.key LIKE ?2 || '.%' OR o.key LIKE ?2 || '-%'"), name.as_str())
        }
        Which::Phase(name) => (carried("o.phase = ?2 OR o.key = 'phase-' || ?2"), name.as_str()),
    };
    let sql = format!(
        "SELECT m.key, m.contact, m.sent_at, m.delivered_at, m.undelivered_at FROM messages m WHERE m.campaign = ?1 AND ?2 = ?2 AND m.sent_at IS NOT NULL
         AND m.signed_at IS NULL {condition} ORDER BY m.key"
    );
    cells::all(bound!(sqlx::AssertSqlSafe(sql), asked.campaign, name), asked.connection).await
}

/// Contacts that have opted out of the reminders that the file lets people do without.
async fn opted_out(asked: &mut Asked<'_>) -> Result<BTreeSet<String>, StoreError> {
    let query = bound!("SELECT contact FROM opted_out WHERE campaign = ? AND is_out = 1", asked.campaign);
    cells::all(query, asked.connection).await.map(BTreeSet::from_iter)
}

/// Short names of the units of a post.
fn units(def: &Definition, contact: ContactIx) -> Vec<&str> {
    let roles = || (0u8..).map(RoleIx).zip(&def.roles).filter(|(_, role)| role.scope == Scope::Unit);
    // Those of the person's other posts too, whose letters come under this one.
    let is = |post: ContactIx| post == contact || person_of(def, post) == contact;
    let of = |unit: UnitIx| roles().any(|(role, _)| contact_of(def, unit, role).is_some_and(is));
    let units = (0u32..).map(UnitIx).zip(&def.units).filter(|(ix, _)| of(*ix));
    units.map(|(_, unit)| unit.short.as_str()).collect()
}
