//! A wall that is not believed: every campaign writes down that time is held, and that somebody accepted it.
//!
//! The clock belongs to the shard, and the log has no stream of a shard: each campaign's own stream must explain why
//! nothing happened for a while, and it can then be proved without the others.

use muster_protocol::command::{ClockJump, Command, CommandEnvelope, Origin, Refusal, RefusalCode};
use muster_protocol::ids::CommandId;
use muster_protocol::text;
use muster_protocol::time::DAY;
use muster_wire::link::LinkError;

use super::Handle;
use crate::clock::Doubt;

/// On whose authority the engine holds the clock; people cannot act as it.
const ACTOR: &str = "worker/clock";

impl Handle {
    /// Has every campaign write down that time is held, or that it goes on because the wall was set back; those that did
    /// already do not again.
    pub(crate) async fn publish_clock(&self) {
        let command = match self.clock().ahead_ms() {
            Some(forward_ms) => Command::HoldClock(ClockJump { forward_ms }),
            None => Command::AcceptClock(ClockJump { forward_ms: 0 }),
        };
        if let Err(error) = self.submit_everywhere(ACTOR, command).await {
            tracing::error!(%error, "the held clock could not be written down everywhere");
        }
    }

    /// Accepts the wall's time after a jump, on somebody's authority. Gives how far it was ahead in milliseconds; none
    /// when time was not held.
    ///
    /// # Errors
    /// [`LinkError`] as for [`Handle::execute`]; time is then still held.
    pub async fn accept_clock(&self, actor: &str) -> Result<Option<i64>, LinkError> {
        let Some(forward_ms) = self.clock().ahead_ms() else { return Ok(None) };
        // Written down first, at the time before the jump: what the jump brings follows in the log.
        self.publish_clock().await;
        self.submit_everywhere(actor, Command::AcceptClock(ClockJump { forward_ms })).await?;
        self.clock().accept();
        self.tick().await?;
        Ok(Some(forward_ms))
    }

    /// Why a command of people's must wait: after a long stop nobody knows what day it is, and what is handed in today must not
    /// stand in the log under the day of the stop. What workers and the engine itself report says nothing of a day.
    pub(super) fn must_wait(&self, command: &Command) -> Option<Refusal> {
        let days = match self.clock().doubt() {
            Some(Doubt::Stop) => self.clock().ahead_ms().unwrap_or_default() / DAY,
            Some(Doubt::Jump | Doubt::Back) | None => return None,
        };
        let reports = match command.origin() {
            Origin::Worker | Origin::Engine => true,
            Origin::People | Origin::Ops => matches!(command, Command::AcceptClock(_) | Command::Hold(_)),
        };
        (!reports).then(|| {
            Refusal::with_text(RefusalCode::WrongState, text!("time-is-held-until-ops-look", #days = days))
        })
    }

    async fn submit_everywhere(&self, actor: &str, command: Command) -> Result<(), LinkError> {
        for head in self.reader().campaigns().await? {
            let id = CommandId(*uuid::Uuid::now_v7().as_bytes());
            let envelope = CommandEnvelope {
                id,
                campaign: head.campaign,
                actor: actor.to_owned(),
                behalf: None,
                via: "engine".to_owned(),
                command: command.clone(),
            };
            match self.execute(envelope).await {
                // A campaign that is parked stands still anyway.
                Ok(_) | Err(LinkError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
