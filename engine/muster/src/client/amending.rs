//! A changed file beside a running campaign: the campaign's state rebuilt from its events, the file compiled and reconciled,
//! and what amending would do. Everything here only reads.

use muster_core::campaign::{State, advance, evolve};
use muster_core::impact::{Impact, impact};
use muster_core::reconcile::{ReconcileError, Reconciled, reconcile};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Digest, Position};
use muster_protocol::say;
use muster_protocol::time::Instant;
use muster_rules::zone::Zone;

use crate::client::connection::Connection;
use crate::exit::{Exit, Failure};
use crate::words::refusal;
use muster_protocol::catalogue::Language;

/// Events read at once.
const PAGE_EVENTS: usize = 1_000;

/// A campaign as it stands.
#[derive(Debug)]
pub struct CampaignInForce {
    /// Digest of the definition in force.
    pub digest: Digest,
    /// The definition in force.
    pub definition: Definition,
    /// Its state, advanced to `now`.
    pub state: State,
    /// The campaign clock.
    pub now: Instant,
}

/// Rebuilds a campaign from its events.
///
/// # Errors
/// [`Failure`]: not launched, not reachable, or written by another build.
pub async fn in_force(
    lang: Language,
    connection: &Connection,
    campaign: &CampaignId,
) -> Result<CampaignInForce, Failure> {
    let unreadable = |error: String| Failure::new(Exit::Fault, error).next("muster verify");
    let mut state = State::new();
    let mut in_force: Option<(Digest, Definition)> = None;
    let mut after = Position(0);
    loop {
        let page = connection.events(after, PAGE_EVENTS).await?;
        let Some(last) = page.last() else { break };
        after = last.position;
        for row in page.iter().filter(|row| row.campaign == *campaign) {
            let puts = row.puts_in_force().map_err(|error| unreadable(error.to_string()))?;
            if let Some(digest) = puts {
                let bytes = connection.blob(digest).await?.unwrap_or_default();
                let definition =
                    Definition::from_bytes(&bytes).map_err(|error| unreadable(error.to_string()))?;
                in_force = Some((digest, definition));
            }
            if let Some((_, definition)) = &in_force {
                let event = state.numbering().read(puts.map(|_| definition), row);
                let event = event.map_err(|error| unreadable(error.to_string()))?;
                evolve(definition, &mut state, row.at, &event);
            }
        }
    }
    let Some((digest, definition)) = in_force else { return Err(not_launched(lang, campaign)) };
    let now = connection.engine_status(Some(campaign)).await?.now.max(state.at());
    advance(&definition, &mut state, now, &mut |_| {});
    Ok(CampaignInForce { digest, definition, state, now })
}

/// A campaign that `definition` would be if it were launched at the beginning of its first phase.
#[must_use]
pub fn as_launched(definition: &Definition) -> CampaignInForce {
    use muster_core::campaign::{Issuer, decide, entitled};
    use muster_protocol::command::{Command, Launch};
    let digest = definition.digest();
    let first = definition.phases.iter().map(|phase| phase.from).min().unwrap_or_default();
    let now = Zone::of(definition).map_or(Instant::default(), |zone| zone.start_of_day(first));
    let mut state = State::new();
    let launch = Command::Launch(Launch { definition: digest, sources: Vec::new(), contacts: None });
    let post = entitled(definition, &state, &launch).unwrap_or_else(|| "plan".to_owned());
    for event in decide(definition, &state, now, Issuer::post(&post), &launch).unwrap_or_default() {
        evolve(definition, &mut state, now, &event);
    }
    advance(definition, &mut state, now, &mut |_| {});
    CampaignInForce { digest, definition: definition.clone(), state, now }
}

/// What a changed definition would do.
#[derive(Debug)]
pub struct Foreseen {
    /// The definition in force, beside which it is put.
    pub before: Definition,
    /// The changed definition, reconciled, with what changed in it.
    pub reconciled: Reconciled,
    /// Its digest: the same as the running one where nothing changes.
    pub digest: Digest,
    /// What that does to people.
    pub impact: Impact,
}

impl CampaignInForce {
    /// What `changed` would do if it were put in force now.
    ///
    /// # Errors
    /// [`Failure`] of kind refused: it cannot be this campaign, or the campaign takes no amendment.
    pub fn foresee(&self, lang: Language, changed: &Definition) -> Result<Foreseen, Failure> {
        let today = Zone::of(&self.definition).map(|zone| zone.date_of(self.now)).unwrap_or_default();
        let reconciled =
            reconcile(&self.definition, changed, today).map_err(|error| cannot_be(lang, &error))?;
        let digest = reconciled.definition.digest();
        let impact = impact(&self.definition, &reconciled.definition, &self.state, self.now)
            .map_err(|no| refusal::failure(lang, &no))?;
        Ok(Foreseen { before: self.definition.clone(), reconciled, digest, impact })
    }
}

fn cannot_be(lang: Language, error: &ReconcileError) -> Failure {
    let what = match error {
        ReconcileError::Year { old, new } => say!(lang, "file-is-of-another-year", old, new),
        ReconcileError::Zone { old, new } => say!(lang, "file-is-of-another-zone", old, new),
        ReconcileError::TooMany { list, count, most } => {
            say!(lang, "with-what-was-retired-too-many", list, count, most)
        }
    };
    let next = match error {
        ReconcileError::Year { .. } | ReconcileError::Zone { .. } => {
            lang.say("launch-it-as-another-campaign")
        }
        ReconcileError::TooMany { .. } => lang.say("use-the-ids-that-are-there"),
    };
    Failure::new(Exit::Refused, what).next(next)
}

fn not_launched(lang: Language, campaign: &CampaignId) -> Failure {
    let what = say!(lang, "this-campaign-is-not-running", campaign);
    Failure::new(Exit::Refused, what).next("muster launch FILE")
}
