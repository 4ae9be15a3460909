//! A duty: its items with what was filled in.

use super::{Asked, Shown};
use crate::store::StoreError;

pub(super) async fn show(_asked: &mut Asked<'_>) -> Result<Option<Shown>, StoreError> {
    Ok(None)
}
