//! What was covered: tags, methods and topics by unit.

use super::{Asked, Shown};
use crate::store::StoreError;

pub(super) async fn show(_asked: &mut Asked<'_>) -> Result<Option<Shown>, StoreError> {
    Ok(None)
}
