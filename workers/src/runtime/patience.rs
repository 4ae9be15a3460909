//! Saying the same thing again while the other side is busy or away. The caller's command keeps its id throughout, so
//! that one whose answer was lost is not executed twice.

use std::time::Duration;

use muster_protocol::command::RefusalCode;
use muster_wire::link::LinkError;

/// How long to wait, in milliseconds of campaign time, before an event is heard again whose handling was cut short.
pub(super) const LATER_MS: i64 = muster_protocol::time::MINUTE;

/// Most tries of one call before the whole delivery is put off.
const TRIES: u32 = 10;
/// Shortest and longest pause between two tries, in machine time.
const PAUSE_MIN: Duration = Duration::from_millis(1);
const PAUSE_MAX: Duration = Duration::from_secs(5);
/// First pause when nobody answers; it doubles with each try.
const PAUSE_AWAY: Duration = Duration::from_millis(50);

/// Why a call did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stop {
    /// The other side is still busy or away; hear the event again later.
    PutOff(String),
    /// It was heard with a definition that is no longer in force; hear it again with the present one.
    Restart,
    /// The question was answered from an older state; hear the event again now.
    Stale(String),
    /// It will never succeed.
    Never(String),
    /// The other side has shut down for good.
    Closed,
}

/// Calls until there is an answer that is not `Busy` or `Unreachable`, or the tries are used up.
pub(super) async fn patiently<T, F>(mut call: impl FnMut() -> F) -> Result<T, Stop>
where
    F: Future<Output = Result<T, LinkError>>,
{
    let mut away = PAUSE_AWAY;
    let mut last = String::new();
    for _ in 0..TRIES {
        let pause = match call().await {
            Ok(value) => return Ok(value),
            Err(LinkError::Refused(refusal)) if refusal.code == RefusalCode::Stale => {
                return Err(Stop::Stale(refusal.to_string()));
            }
            Err(LinkError::Refused(refusal)) => return Err(Stop::Never(refusal.to_string())),
            Err(LinkError::Closed) => return Err(Stop::Closed),
            Err(error @ LinkError::Busy { after_ms }) => {
                last = error.to_string();
                Duration::from_millis(after_ms)
            }
            Err(error @ (LinkError::Behind { .. } | LinkError::Unreachable(_))) => {
                last = error.to_string();
                away *= 2;
                away
            }
        };
        tokio::time::sleep(pause.clamp(PAUSE_MIN, PAUSE_MAX)).await;
    }
    Err(Stop::PutOff(last))
}
