//! What counterparts of channels tell later of letters that they took: read by who knows the channels, and given as a command
//! in the counterpart's own name.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use muster_protocol::command::{Accepted, Command, CommandEnvelope, MessageName, Receipt, ReportReceipt};
use muster_protocol::definition::{Definition, EXTENSION};
use muster_protocol::ids::{CampaignId, CommandId};
use muster_protocol::unseen;
use muster_rules::worker::{LetterName, LetterReceipt};
use muster_wire::link::LinkError;

use super::Handle;
use super::account::machine_now;
use super::without_account::without_account;
use crate::directory::contacts::Numbered;

/// Longest cause of a failure that is kept, in bytes: counterparts may say a lot, ops read its beginning.
const SAID_BYTES_MAX: usize = 500;

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

    /// Whether letters go by a channel.
    fn serves(&self, channel: &str) -> bool;
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

    /// The letter that the counterpart of a channel means.
    pub(crate) async fn letter_of(&self, channel: &str, name: LetterName) -> Result<Numbered, LinkError> {
        match name {
            LetterName::Ours(campaign, message) => Ok(Numbered::Letter(campaign, message)),
            LetterName::Theirs(number) => {
                Ok(self.0.contacts.numbered(channel, &number, machine_now()).await?)
            }
        }
    }

    /// Gives what a counterpart tells as its command. Said again it is done once. The definition in force says by which channels
    /// posts are reached that need no account; without one accounts alone count.
    pub(crate) async fn take_receipt(
        &self,
        channel: &str,
        (campaign, message): (CampaignId, MessageName),
        arrived: Result<(), String>,
        def: Option<&Definition>,
    ) -> Result<Accepted, LinkError> {
        let (receipt, id) = match arrived {
            // That it arrived stands for ever.
            Ok(()) => {
                let name = message.to_string();
                let of = ["receipt", channel, campaign.as_str(), name.as_str(), "delivered"];
                (Receipt::Delivered, CommandId::derived(&of))
            }
            // That it did not may be overtaken: the state says whether it still stands, and not the first answer.
            Err(said) => {
                let said = self.without_accounts(&campaign, &message, said).await?;
                let said = self.store_words(&campaign, &message, &said).await?;
                let others = self.others(&campaign, &message, channel, def).await?;
                (Receipt::Failed { said, others }, CommandId(uuid::Uuid::new_v4().into_bytes()))
            }
        };
        let (actor, channel) = (ReportReceipt::gateway(channel), channel.to_owned());
        let command = Command::ReportReceipt(ReportReceipt { message, channel, receipt });
        self.execute(CommandEnvelope { id, campaign, actor, behalf: None, via: "http".to_owned(), command })
            .await
    }

    /// The channels by which the person of a letter is reached besides.
    async fn others(
        &self,
        campaign: &CampaignId,
        message: &MessageName,
        channel: &str,
        def: Option<&Definition>,
    ) -> Result<Vec<String>, LinkError> {
        let Some(gateways) = self.gateways() else { return Ok(Vec::new()) };
        let accounts = self.0.contacts.accounts(campaign, &message.contact).await?;
        let by_post = def.into_iter().flat_map(|def| &def.channels).filter(|it| it.by_post);
        let known = accounts.iter().map(|it| &it.channel).chain(by_post.map(|it| &it.name));
        let others: BTreeSet<&String> =
            known.filter(|it| *it != channel && *it != EXTENSION && gateways.serves(it)).collect();
        Ok(others.into_iter().cloned().collect())
    }

    /// The words of a counterpart without its person's accounts, which it likes to repeat, and without what steers terminals.
    async fn without_accounts(
        &self,
        campaign: &CampaignId,
        message: &MessageName,
        said: String,
    ) -> Result<String, LinkError> {
        let accounts = self.0.contacts.accounts(campaign, &message.contact).await?;
        let clean = accounts.iter().fold(said, |said, it| without_account(said, &it.account));
        let mut clean = clean.replace(unseen::steers, " ").trim().to_owned();
        clean.truncate(clean.floor_char_boundary(SAID_BYTES_MAX));
        Ok(clean)
    }
}
