//! Requests of an engine, each said once: how an engine of this process is asked, and how one that runs is asked over HTTP.

use muster_protocol::event::OccasionPlanned;
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::question::{Answer, Question};
use muster_server::Handle;
use muster_server::directory::contacts::imports::Staged;
use muster_server::directory::contacts::links::Link;
use muster_server::directory::contacts::tokens::Token;
use muster_server::execute::ClockImpact;
use muster_server::execute::page_link::IssuedLink;
use muster_server::http::{AcceptedBy, AcceptedJump, ContactsJson, EngineStatus, LinkWish, Revoke, at_head};
use muster_server::read::tables::TableView;
use muster_server::read::texts::TextEntry;
use muster_server::store::StoreError;
use muster_server::view::View;
use muster_server::view::status::{DeadLetter, Ranking, VisitLine};
use muster_server::view::unplanned::UnplannedVisit;
use muster_server::view::why::Why;

use super::Connection;
use crate::exit::Failure;

/// A line is a method of [`Connection`]: whether it is said again (what may change something) or read, its name and arguments, what
/// is answered, and the two ways to ask.
macro_rules! requests {
    ($($(#[$about:meta])+ $way:ident $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty,
        |$handle:ident| $here:expr, |$client:ident| $there:expr;)+) => {
        impl Connection {
            $(
                $(#[$about])+
                ///
                /// # Errors
                /// [`Failure`]: refused, not allowed, or nobody answers.
                pub async fn $name(&self, $($argument: $kind),*) -> Result<$answer, Failure> {
                    let said = self.$way(async || match self.handle() {
                        Ok($handle) => $here,
                        Err($client) => $there,
                    });
                    said.await
                }
            )+
        }
    };
}

requests! {
    /// Asks.
    reading ask(question: &Question) -> Answer,
        |handle| handle.ask(question.clone()).await,
        |client| client.ask("v1/questions", question).await;

    /// Stores bytes.
    again store(bytes: &[u8]) -> Digest,
        |handle| handle.store(bytes.to_vec()).await,
        |client| client.store("v1/blobs", bytes.to_vec()).await;

    /// The bytes of a blob.
    reading blob(digest: Digest) -> Option<Vec<u8>>,
        |handle| handle.blob(digest).await.map(|blob| blob.map(|blob| blob.bytes)),
        |client| client.bytes(&["v1", "blobs", &digest.to_string()]).await;

    /// Accepts the wall's time after a jump; none when time was not held.
    again accept_clock(post: &str) -> Option<i64>,
        |handle| handle.accept_clock(post).await,
        |client| {
            let jump = client.post("v1/clock/accept", &AcceptedBy { actor: post.to_owned() }).await;
            jump.map(|jump: AcceptedJump| jump.forward_ms)
        };

    /// What would fall due if the machine's clock were accepted; nothing where time is not held.
    reading clock_impact() -> ClockImpact,
        |handle| handle.clock_impact().await,
        |client| client.need(&["v1", "clock", "impact"], &[]).await;

    /// Stages a campaign's contacts, which count once a command that names them is accepted; twice is once.
    again stage(contacts: &ContactsJson) -> Staged,
        |handle| Ok(handle.contacts().stage(&contacts.campaign, &contacts.contacts).await?),
        |client| client.post("v1/contacts", contacts).await;

    /// The tokens of posts, those that have ended too.
    reading tokens() -> Vec<Token>,
        |handle| Ok(handle.contacts().tokens().await?),
        |client| client.need(&["v1", "tokens"], &[]).await;

    /// Ends tokens, and says which were ended by this.
    again revoke_tokens(wish: &Revoke) -> Vec<Token>,
        |handle| handle.revoke_tokens(&wish.campaign, &wish.which).await,
        |client| client.post("v1/tokens/revoke", wish).await;

    /// Makes a link to a post's page, which is in the answer alone.
    again issue_link(wish: &LinkWish) -> IssuedLink,
        |handle| handle.issue_link(&wish.campaign, &wish.post).await,
        |client| client.post("v1/links", wish).await;

    /// The links to posts' pages, those that have ended too.
    reading links() -> Vec<Link>,
        |handle| Ok(handle.contacts().links().await?),
        |client| client.need(&["v1", "links"], &[]).await;

    /// Ends links, and says which were ended by this.
    again revoke_links(wish: &Revoke) -> Vec<Link>,
        |handle| handle.revoke_links(&wish.campaign, &wish.which).await,
        |client| client.post("v1/links/revoke", wish).await;

    /// How the engine and its campaigns stand.
    reading engine_status(campaign: Option<&CampaignId>) -> EngineStatus,
        |handle| Ok(EngineStatus::of(&handle, campaign).await?),
        |client| client.need(&["v1", "status"], &of(campaign, None)).await;

    /// What was given up, of all campaigns; for the holder of the directory.
    reading dead_letters() -> Vec<DeadLetter>,
        |handle| Ok(view(&handle).await?.dead_letters().await?),
        |client| client.need(&["v1", "dead"], &[]).await;

    /// The campaigns that were launched, by id. It waits for no view.
    reading campaigns() -> Vec<CampaignId>,
        |handle| handle.campaigns().await,
        |client| client.need(&["v1", "campaigns"], &[]).await;

    /// The latest ranking of a campaign, or of each that has one.
    reading rankings(campaign: Option<&CampaignId>) -> Vec<Ranking>,
        |handle| Ok(view(&handle).await?.rankings(campaign).await?),
        |client| client.need(&["v1", "rankings"], &of(campaign, None)).await;

    /// The table of a snapshot, the latest by default; none when there is none.
    reading ranking(campaign: &CampaignId, snapshot: Option<&str>) -> Option<Ranking>,
        |handle| Ok(view(&handle).await?.ranking(campaign, snapshot).await?),
        |client| client.get(&["v1", "ranking"], &of(Some(campaign), snapshot)).await;

    /// The visits of a campaign.
    reading visits(campaign: &CampaignId) -> Vec<VisitLine>,
        |handle| Ok(view(&handle).await?.visits(campaign).await?),
        |client| client.need(&["v1", "visits"], &of(Some(campaign), None)).await;

    /// Places that await a visit and have none planned: those for which a plan had no slot, and those of rounds that are over.
    reading unplanned_visits(campaign: &CampaignId) -> Vec<UnplannedVisit>,
        |handle| Ok(view(&handle).await?.unplanned_visits(campaign).await?),
        |client| client.need(&["v1", "visits", "unplanned"], &of(Some(campaign), None)).await;

    /// The occasions of a campaign, as they were planned last.
    reading occasions(campaign: &CampaignId) -> Vec<OccasionPlanned>,
        |handle| Ok(view(&handle).await?.occasions(campaign).await?),
        |client| client.need(&["v1", "occasions"], &of(Some(campaign), None)).await;

    /// The chain behind a name; none when nobody knows it.
    reading why(campaign: Option<&CampaignId>, name: &str) -> Option<Why>,
        |handle| Ok(view(&handle).await?.why(campaign, name).await?),
        |client| client.get(&["v1", "why", name], &of(campaign, None)).await;

    /// The table that is called so; none when nothing is.
    reading show(campaign: &CampaignId, name: &str) -> Option<TableView>,
        |handle| {
            at_head(&handle).await?;
            Ok(handle.show_to_phone(campaign, name).await?)
        },
        |client| client.get(&["v1", "show", name], &of(Some(campaign), None)).await;

    /// What was said about an item or a case; none when nothing has this name.
    reading texts(campaign: &CampaignId, name: &str) -> Option<Vec<TextEntry>>,
        |handle| {
            at_head(&handle).await?;
            Ok(handle.texts_about(campaign, name).await?.map(|about| about.entries))
        },
        |client| client.get(&["v1", "texts", name], &of(Some(campaign), None)).await;
}

/// The view, when it has reached the head of the log.
async fn view(handle: &Handle) -> Result<&View, StoreError> {
    at_head(handle).await?;
    Ok(handle.view())
}

fn of(campaign: Option<&CampaignId>, snapshot: Option<&str>) -> Vec<(&'static str, String)> {
    let campaign = campaign.map(|id| ("campaign", id.to_string()));
    campaign.into_iter().chain(snapshot.map(|key| ("snapshot", key.to_owned()))).collect()
}
