//! Who a log is: a name that it gets once, when it is begun, and keeps over every restart, backup and restore; and where
//! each of its generations began. Copies of it elsewhere carry the name, so that nothing of one log gets into another.

use muster_protocol::ids::Position;

use crate::store::{Reader, Store, StoreError};

/// Under which name the store keeps the log's name.
pub const LOG_SETTING: &str = "log";
/// Under which name the store keeps the generation of the log; a restore counts it up.
pub const GENERATION_SETTING: &str = "generation";
/// Generation of a log that was never restored.
pub const GENERATION_FIRST: u32 = 1;
/// Under which name the store keeps where its generations began.
const BEGUN_SETTING: &str = "generations";

/// A log and the history of its restores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// The log's name; empty where it has none yet.
    pub log: String,
    /// The generation that is in force.
    pub generation: u32,
    /// Each generation but the first, with the position after which it is its own, in order.
    pub begun: Vec<(u32, Position)>,
}

impl Lineage {
    /// What a log says of itself.
    pub async fn of(log: &dyn Reader) -> Result<Self, StoreError> {
        let generation = match log.setting(GENERATION_SETTING).await? {
            Some(kept) => kept.parse().map_err(|_| damaged("generation", &kept))?,
            None => GENERATION_FIRST,
        };
        let kept = log.setting(BEGUN_SETTING).await?.unwrap_or_default();
        let begun: Option<Vec<_>> = kept.split_whitespace().map(read).collect();
        let begun = begun.ok_or_else(|| damaged("list of generations", &kept))?;
        Ok(Self { log: log.setting(LOG_SETTING).await?.unwrap_or_default(), generation, begun })
    }
}

fn damaged(what: &str, kept: &str) -> StoreError {
    StoreError::Damaged(format!("the log's {what} is “{kept}”"))
}

fn read(one: &str) -> Option<(u32, Position)> {
    let (generation, position) = one.split_once('@')?;
    Some((generation.parse().ok()?, Position(position.parse().ok()?)))
}

/// The log's name, given now if it has none yet.
pub async fn identity(store: &mut dyn Store) -> Result<String, StoreError> {
    if let Some(kept) = store.own().setting(LOG_SETTING).await? {
        return Ok(kept);
    }
    let fresh = uuid::Uuid::now_v7().simple().to_string();
    store.keep(LOG_SETTING, &fresh).await?;
    Ok(fresh)
}

/// Begins the next generation at the log's head: what a restored copy does, since the log that it was taken from may have
/// gone on elsewhere.
pub async fn next_generation(store: &mut dyn Store) -> Result<u32, StoreError> {
    let Lineage { generation, mut begun, .. } = Lineage::of(store.own()).await?;
    let next = generation.saturating_add(1);
    begun.push((next, store.own().head().await?.position));
    let text: Vec<String> =
        begun.iter().map(|(generation, position)| format!("{generation}@{position}")).collect();
    store.keep(BEGUN_SETTING, &text.join(" ")).await?;
    store.keep(GENERATION_SETTING, &next.to_string()).await?;
    Ok(next)
}
