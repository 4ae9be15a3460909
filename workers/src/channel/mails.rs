//! Letters as mails in a folder, for anyone who wants to see them in a mail program before a server is configured: beside
//! another channel, which takes each letter as well and answers for it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lettre::message::Mailbox;
use muster_protocol::command::{MessageName, StepName};
use muster_protocol::ids::CampaignId;
use muster_protocol::item::StepReason;
use muster_protocol::question::{Address, FailureCause};
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

use super::contract::{Channel, ChannelError, Taken};
use super::outbox::place;
use super::parcel::{NotTaken, Parcel};
use super::smtp::compose;

/// Whose mails they are, and at which domain their receivers would be: one that is nobody's (RFC 2606).
const DOMAIN: &str = "muster.example";

/// See the module: `<date>/<contact>-<kind>.eml` in the folder.
pub struct Mails {
    root: PathBuf,
    from: Mailbox,
    taker: Arc<dyn Channel>,
}

impl std::fmt::Debug for Mails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mails").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Mails {
    /// Mails in a folder, which is made if it is missing, beside a channel that takes the letters.
    ///
    /// # Errors
    /// What the file system says.
    pub fn open(root: impl Into<PathBuf>, taker: Arc<dyn Channel>) -> io::Result<Self> {
        let root = root.into();
        fs::create_dir_all(&root)?;
        let from = format!("muster <office@{DOMAIN}>").parse().map_err(io::Error::other)?;
        Ok(Self { root, from, taker })
    }

    /// Where the mail of a message lies, or will lie; none where the contact's id could not be a file name.
    #[must_use]
    pub fn path(root: &Path, campaign: &CampaignId, key: &MessageName) -> Option<PathBuf> {
        let place = place(campaign, key)?;
        let below = place.strip_prefix(campaign.as_str()).ok()?;
        Some(root.join(below).with_extension("eml"))
    }

    fn write(&self, campaign: &CampaignId, letter: &OutgoingMessage) -> Result<(), ChannelError> {
        let path = Self::path(&self.root, campaign, &letter.key);
        let path = path.ok_or(ChannelError::Permanent(StepReason::NoAccount))?;
        let account = format!("{}@{DOMAIN}", letter.key.contact);
        let mail = compose(&self.from, None, &Parcel { campaign, letter, account: &account, part: None });
        let (_, mail) = mail.map_err(|not| match not {
            NotTaken::Later(cause, words) => ChannelError::Temporary(cause, words),
            NotTaken::Pause(_, words) => ChannelError::Temporary(FailureCause::Busy, words),
            NotTaken::Never(cause) => ChannelError::Refused(cause),
        })?;
        replace(&path, &mail.formatted())
            .map_err(|error| ChannelError::Temporary(FailureCause::Local, error.to_string()))
    }
}

/// A file that is whole whenever somebody looks.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = path.with_extension("part");
    fs::write(&part, bytes)?;
    fs::rename(part, path)
}

impl Channel for Mails {
    fn name(&self) -> &'static str {
        self.taker.name()
    }

    fn needs_addresses(&self) -> bool {
        self.taker.needs_addresses()
    }

    fn patience(&self) -> std::time::Duration {
        self.taker.patience()
    }

    fn serves(&self, channel: &str) -> bool {
        self.taker.serves(channel)
    }

    fn spread(&self, channel: &str) -> std::time::Duration {
        self.taker.spread(channel)
    }

    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a OutgoingMessage,
        addresses: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        Box::pin(async move {
            self.write(campaign, letter)?;
            self.taker.hand(campaign, letter, addresses).await
        })
    }

    fn handed<'a>(
        &'a self,
        campaign: &'a CampaignId,
        key: &'a MessageName,
    ) -> Boxed<'a, Option<Vec<StepName>>> {
        self.taker.handed(campaign, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::Nothing;
    use crate::sample;

    #[tokio::test]
    async fn a_letter_is_a_mail_with_its_text_plain_and_as_a_page() {
        let folder = tempfile::tempdir().unwrap();
        let mails = Mails::open(folder.path().join("mails"), Arc::new(Nothing)).unwrap();
        let mut letter = sample::letter("2014-04-25", 0);
        letter.text = "see http://127.0.0.1:1/p/00".to_owned();
        for _ in 0..2 {
            mails.hand(&sample::campaign(), &letter, &[]).await.unwrap();
        }
        let mail = fs::read_to_string(folder.path().join("mails/2014-04-25/001-clerk-routine.eml")).unwrap();
        for wanted in [
            "To: 001-clerk@muster.example",
            "Content-Type: text/plain",
            "Content-Type: text/html",
            "http://127.0.0.1:1/p/00\r\n",
            "href=3D\"http://127.0.0.1:1/p/00\"",
            "Message-ID: <year.2014-04-25.001-clerk.routine@muster.example>",
        ] {
            assert!(mail.contains(wanted), "{wanted}: {mail}");
        }
        let names: Vec<_> = fs::read_dir(folder.path().join("mails/2014-04-25")).unwrap().collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }

    #[tokio::test]
    async fn a_contact_that_is_no_name_never_becomes_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let mails = Mails::open(folder.path(), Arc::new(Nothing)).unwrap();
        let mut letter = sample::letter("2014-04-25", 0);
        letter.key.contact = "../001".into();
        let result = mails.hand(&sample::campaign(), &letter, &[]).await;
        assert_eq!(result, Err(ChannelError::Permanent(StepReason::NoAccount)));
    }
}
