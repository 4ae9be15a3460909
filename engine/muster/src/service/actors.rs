//! The scripted people of a demo at a real engine. After a restart they hear the whole log again and want everything
//! again that they did; their commands carry ids made from what and when, so the engine knows what was done.

use std::collections::BTreeMap;

use muster_core::players::Players;
use muster_core::script::Script;
use muster_protocol::codec::encode;
use muster_protocol::command::{CommandEnvelope, Refusal};
use muster_protocol::definition::Definition;
use muster_protocol::event::PUTS_IN_FORCE;
use muster_protocol::ids::{CampaignId, CommandId, Digest};
use muster_protocol::recorded::Recorded;
use muster_protocol::time::Instant;
use muster_rules::numbering::Numbering;
use muster_server::time::stepper::Player;

/// Players of one campaign.
#[derive(Debug)]
pub struct Actors {
    campaign: CampaignId,
    def: Definition,
    numbering: Numbering,
    players: Players,
    /// The planned instant whose acts were last carried out, and how often each was then said. Acts of one instant may
    /// come in several goes, after a restart in one, and keep their ids.
    said: (Instant, BTreeMap<(String, Digest), u32>),
}

impl Actors {
    /// Players of a campaign that runs this definition.
    #[must_use]
    pub fn new(campaign: CampaignId, def: &Definition, script: Script) -> Self {
        let (players, numbering) = (Players::new(def, script), Numbering::default());
        let said = (Instant::default(), BTreeMap::new());
        Self { campaign, def: def.clone(), numbering, players, said }
    }
}

impl Actors {
    /// How often an actor had said the same at this planned instant, before now.
    fn times_given(&mut self, planned: Instant, actor: &str, what: Digest) -> u32 {
        if self.said.0 != planned {
            self.said = (planned, BTreeMap::new());
        }
        let times = self.said.1.entry((actor.to_owned(), what)).or_default();
        *times += 1;
        *times - 1
    }
}

impl Player for Actors {
    fn next(&self) -> Option<Instant> {
        self.players.next()
    }

    fn due(&mut self, at: Instant) -> Vec<CommandEnvelope> {
        let mut envelopes = Vec::new();
        // One planned instant after the other, so that an act keeps its id whenever it is carried out.
        while let Some(planned) = self.players.next().filter(|next| *next <= at) {
            for act in self.players.due(planned) {
                let what = Digest::of(&encode(&act.command));
                let no = self.times_given(planned, &act.actor, what).to_string();
                let (when, what) = (planned.0.to_string(), what.to_string());
                let id =
                    CommandId::derived(&["script", self.campaign.as_str(), &when, &act.actor, &what, &no]);
                envelopes.push(CommandEnvelope {
                    id,
                    campaign: self.campaign.clone(),
                    actor: act.actor,
                    behalf: None,
                    via: "script".to_owned(),
                    command: act.command,
                });
            }
        }
        envelopes
    }

    fn hear(&mut self, recorded: &Recorded) {
        if recorded.campaign != self.campaign {
            return;
        }
        // A demo is never amended: the definition that its people know is the one that it runs.
        let puts = PUTS_IN_FORCE.contains(&recorded.name.as_str()).then_some(&self.def);
        match self.numbering.read(puts, recorded) {
            Ok(event) => {
                self.numbering.note(&self.def, &event);
                self.players.hear(recorded.at, &event);
            }
            Err(error) => tracing::error!(position = %recorded.position, %error, "not readable"),
        }
    }

    fn refused(&mut self, envelope: &CommandEnvelope, refusal: &Refusal) {
        tracing::info!(command = envelope.command.name(), actor = envelope.actor, %refusal, "refused");
    }
}
