//! What counterparts of channels tell later of letters that they took: read by who knows the channels, and given as a command
//! in the counterpart's own name.

use std::sync::{Arc, PoisonError};

use muster_protocol::command::{Accepted, Command, CommandEnvelope, MessageName, Receipt, ReportReceipt};
use muster_protocol::ids::{CampaignId, CommandId};
use muster_protocol::unseen;
use muster_rules::worker::LetterReceipt;
use muster_wire::link::LinkError;

use super::Handle;

/// Longest cause of a failure that is kept, in bytes: counterparts may say a lot, ops read its beginning.
const SAID_BYTES_MAX: usize = 500;

/// Shortest account that is looked for in what a counterpart says: shorter ones stand in many words.
const ACCOUNT_BYTES_MIN: usize = 4;

/// Knows the counterparts of channels that send receipts.
pub trait Gateways: Send + Sync {
    /// What the counterpart of a channel shows; none where no receipts are expected, or why the secret cannot be had.
    fn secret(&self, channel: &str) -> Option<Result<String, String>>;

    /// What a body tells.
    ///
    /// # Errors
    /// What cannot be read in it.
    fn read(&self, channel: &str, body: &str) -> Result<Vec<LetterReceipt>, String>;

    /// What the counterpart of a channel wants to hear.
    fn answer(&self, channel: &str) -> String;
}

impl Handle {
    /// Says who reads receipts.
    pub fn set_gateways(&self, gateways: Arc<dyn Gateways>) {
        *self.0.gateways.lock().unwrap_or_else(PoisonError::into_inner) = Some(gateways);
    }

    /// Who reads receipts; none where no channel sends any.
    pub(crate) fn gateways(&self) -> Option<Arc<dyn Gateways>> {
        self.0.gateways.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Gives what a counterpart tells as its command. Said again it is done once.
    ///
    /// # Errors
    /// [`LinkError`] as for [`Handle::execute`].
    pub(crate) async fn take_receipt(
        &self,
        channel: &str,
        told: LetterReceipt,
    ) -> Result<Accepted, LinkError> {
        let LetterReceipt { campaign, message, arrived } = told;
        let (receipt, how) = match arrived {
            Ok(()) => (Receipt::Delivered, "delivered".to_owned()),
            Err(said) => {
                let said = self.without_accounts(&campaign, &message, said).await?;
                let said = if said.is_empty() { None } else { Some(self.store(said.into_bytes()).await?) };
                (Receipt::Failed { said }, said.map_or_else(|| "failed".to_owned(), |said| said.to_string()))
            }
        };
        let id = CommandId::derived(&["receipt", channel, campaign.as_str(), &message.to_string(), &how]);
        let (actor, channel) = (ReportReceipt::gateway(channel), channel.to_owned());
        let command = Command::ReportReceipt(ReportReceipt { message, channel, receipt });
        self.execute(CommandEnvelope { id, campaign, actor, behalf: None, via: "http".to_owned(), command })
            .await
    }

    /// The words of a counterpart without its person's accounts, which it likes to repeat, and without what steers terminals.
    async fn without_accounts(
        &self,
        campaign: &CampaignId,
        message: &MessageName,
        said: String,
    ) -> Result<String, LinkError> {
        let accounts = self.0.contacts.accounts(campaign, &message.contact).await?;
        let known = accounts.iter().filter(|it| it.account.len() >= ACCOUNT_BYTES_MIN);
        let clean = known.fold(said, |said, it| said.replace(&it.account, "<address>"));
        let mut clean = clean.replace(unseen::steers, " ").trim().to_owned();
        clean.truncate(clean.floor_char_boundary(SAID_BYTES_MAX));
        Ok(clean)
    }
}
