//! The compiled definition that a campaign runs, out of the engine: engines run the stored form, so do those who look.

use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Answer, Question};

use super::connection::Connection;
use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::Language;

/// The definition in force; none where the campaign is not launched.
///
/// # Errors
/// [`Failure`]: not reachable, or stored bytes that this build cannot read.
pub async fn of(connection: &Connection, campaign: &CampaignId) -> Result<Option<Definition>, Failure> {
    let Answer::Definition(digest) =
        connection.ask(&Question::Definition { campaign: campaign.clone() }).await?
    else {
        return Ok(None);
    };
    let Some(bytes) = connection.blob(digest).await? else { return Ok(None) };
    Definition::from_bytes(&bytes).map(Some).map_err(|error| Failure::new(Exit::Fault, error.to_string()))
}

/// The definition in force of a campaign that must run.
///
/// # Errors
/// As [`of`]; of kind refused where the campaign is not launched.
pub async fn in_force(
    lang: Language,
    connection: &Connection,
    campaign: &CampaignId,
) -> Result<Definition, Failure> {
    of(connection, campaign).await?.ok_or_else(|| {
        let what = lang.say("the-campaign-has-not-been-launched");
        Failure::new(Exit::Refused, what).next("muster launch FILE")
    })
}
