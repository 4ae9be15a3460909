//! Tables of what people do: what was covered, ledgers, cases, selections, evidence. One question for all of them: what
//! is called so?
//!
//! Headings exist in both languages; cells are the committee's own words, codes and numbers.

/// The cells of a row; what has `=` before it is the same in both languages.
macro_rules! cells {
    (@[$($before:expr),*]) => {
        vec![$($before),*]
    };
    (@[$($before:expr),*] = $cell:expr $(, $($after:tt)+)?) => {
        cells!(@[$($before,)* ::muster_protocol::catalogue::LocalizedText::same($cell)] $($($after)+)?)
    };
    (@[$($before:expr),*] $cell:expr $(, $($after:tt)+)?) => {
        cells!(@[$($before,)* $cell] $($($after)+)?)
    };
    ($($cell:tt)+) => { cells!(@[] $($cell)+) };
}

/// The heads of columns in a row.
macro_rules! heads {
    ($($head:expr),+ $(,)?) => {
        vec![$(::muster_protocol::catalogue::LocalizedText::from($head)),+]
    };
}

mod candidates;
mod cases;
mod coverage;
mod duties;
mod evidence;
mod frame;
mod judging;
mod ledgers;
mod pledges;
mod records;
mod unsigned;
mod visits;

pub(crate) use duties::numbers as numbers_reported;

use std::collections::BTreeMap;
use std::sync::Arc;

use muster_protocol::catalogue::{LocalizedText, TextId};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::text;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use crate::execute::Handle;
use crate::execute::sight::Sight;
use crate::store::StoreError;
use crate::store::sqlite::cells::{self, bound};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableView {
    /// What it is a table of.
    pub title: LocalizedText,
    /// Its headings.
    pub columns: Vec<LocalizedText>,
    /// Its rows, a cell for each heading.
    pub rows: Vec<Vec<LocalizedText>>,
    /// What is to be said of the whole.
    pub notes: Vec<LocalizedText>,
}

/// A share in whole percent, a half rounded up. Of nothing there is no share: `whole` is more than zero.
pub(crate) fn percent(part: u64, whole: u64) -> u64 {
    let doubled = part.saturating_mul(200).saturating_add(whole);
    doubled.checked_div(whole.saturating_mul(2)).unwrap_or_default()
}

/// Who did something, and for whom where that is another.
fn by(actor: &str, behalf: Option<&str>) -> LocalizedText {
    match behalf {
        Some(behalf) => text!("actor-for-behalf", actor, behalf),
        None => LocalizedText::same(actor),
    }
}

/// The heads of columns.
pub(crate) fn heads(ids: &[TextId]) -> Vec<LocalizedText> {
    ids.iter().copied().map(LocalizedText::from).collect()
}

/// What is asked about, with what is needed to answer.
pub(crate) struct Asked<'a> {
    pub(crate) connection: &'a mut SqliteConnection,
    /// The campaign's number in the view.
    pub(crate) campaign: i64,
    pub(crate) def: Arc<Definition>,
    /// The name, such as `study`, `love-market/018`, `hotline-12319`, `coverage`.
    pub(crate) name: &'a str,
    /// What who asks sees: rows of others are none to them, in counts and notes too.
    pub(crate) sight: &'a Sight,
}

/// Answers with the first table that there is.
macro_rules! else_first {
    ($($shown:expr),+) => {
        $(if let Some(shown) = $shown.await? {
            return Ok(Some(shown));
        })+
    };
}

impl Handle {
    /// The table that is called so in a campaign, whole; none when nothing is.
    pub async fn show(&self, campaign: &CampaignId, name: &str) -> Result<Option<TableView>, StoreError> {
        self.show_seen(campaign, name, &Sight::Whole).await
    }

    /// The same as far as who asks sees it.
    pub(crate) async fn show_seen(
        &self,
        campaign: &CampaignId,
        name: &str,
        sight: &Sight,
    ) -> Result<Option<TableView>, StoreError> {
        if let Some(shown) = judging::show(self, campaign, name, sight).await? {
            return Ok(Some(shown));
        }
        let listed = unsigned::is_called(name);
        let opened = if listed { self.contacts().openings(campaign).await? } else { BTreeMap::new() };
        let mut connection = self.view().reading().lock().await;
        let query = bound!("SELECT no, definition FROM campaigns WHERE id = ?", campaign.as_str());
        let found: Option<(i64, Option<Digest>)> = cells::first(query, &mut connection).await?;
        let Some((no, Some(digest))) = found else { return Ok(None) };
        let Some(def) = definition(self, digest).await? else { return Ok(None) };
        let mut asked = Asked { connection: &mut connection, campaign: no, def, name, sight };
        if let Some(shown) = frame::show(&asked.def, asked.name) {
            return Ok(Some(shown));
        }
        else_first!(
            coverage::show(&mut asked),
            unsigned::show(&mut asked, &opened),
            evidence::show(&mut asked),
            ledgers::show(&mut asked),
            cases::show(&mut asked),
            candidates::show(&mut asked),
            pledges::show(&mut asked),
            visits::show(&mut asked)
        );
        duties::show(&mut asked).await
    }

    /// The same for somebody who may phone people: who has not signed stands there with short numbers.
    pub async fn show_to_phone(
        &self,
        campaign: &CampaignId,
        name: &str,
    ) -> Result<Option<TableView>, StoreError> {
        self.show_seen_to_phone(campaign, name, &Sight::Whole).await
    }

    /// The same as far as who asks sees it.
    pub(crate) async fn show_seen_to_phone(
        &self,
        campaign: &CampaignId,
        name: &str,
        sight: &Sight,
    ) -> Result<Option<TableView>, StoreError> {
        match self.show_seen(campaign, name, sight).await? {
            Some(shown) if unsigned::is_called(name) => {
                unsigned::numbered(self, campaign, shown).await.map(Some)
            }
            other => Ok(other),
        }
    }
}

async fn definition(handle: &Handle, digest: Digest) -> Result<Option<Arc<Definition>>, StoreError> {
    let blob = handle.reader().blob(digest).await?;
    let definition = blob.and_then(|blob| Definition::from_bytes(&blob.bytes).ok());
    Ok(definition.map(Arc::new))
}
