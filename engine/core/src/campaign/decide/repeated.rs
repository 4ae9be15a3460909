//! What was done is not done again. Words that come with it and are not those of the first time are not lost in silence: they are
//! refused, and their author hears that the first ones stand.

use muster_protocol::catalogue::LocalizedText;
use muster_protocol::command::Refusal;
use muster_protocol::ids::Digest;

use super::Decided;

/// Nothing, where the same is said as before or nothing; `stands` says that what was written `before` stays as it is.
pub(super) fn again(
    said: Option<Digest>,
    before: Option<Digest>,
    stands: impl FnOnce() -> LocalizedText,
) -> Decided {
    if said.is_none_or(|said| before == Some(said)) {
        return Ok(Vec::new());
    }
    Err(Refusal::wrong_state(stands()))
}
