//! Letters of the demo as mails, and the pages behind their links.

use std::pin::pin;
use std::sync::Arc;

use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::command::MessageName;
use muster_protocol::id;
use muster_protocol::item::{MessageKey, MessageKind};
use muster_protocol::refs::ContactId;
use muster_protocol::time::{HOUR, Instant};
use muster_rules::zone::Zone;
use muster_server::Handle;
use muster_server::execute::page_link::{LINK_DAYS_DEFAULT, PublicAddress};
use muster_server::http::{HttpServer, LOOPBACK};
use muster_server::time::stepper::Stepper;
use muster_workers::channel::{Channel, Mails};

use super::{Demo, Play, fold};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::preview::history::History;
use crate::preview::span::Span;
use crate::service::ending::asked_to_end;
use crate::service::running::{Running, outbox};

/// After so many days the shipped campaign has written its first reminders.
const FIRST_REMINDERS: i32 = 17;

/// At this hour of that day: they are there, and what happens now is still told on the day.
const FIRST_REMINDERS_HOUR: i64 = 10;

impl Demo {
    /// Where a run ends without another word: with the campaign, or where there is a letter to be seen.
    pub(super) fn usual_end(&self, span: Span, zone: &Zone) -> Instant {
        if self.mail.is_none() {
            return span.until;
        }
        let day = zone.date_of(span.launch).plus(FIRST_REMINDERS);
        zone.start_of_day(day).plus(FIRST_REMINDERS_HOUR * HOUR)
    }

    /// Where letters go, and the pages where their receivers answer.
    ///
    /// # Errors
    /// [`Failure`]: a folder cannot be made, or no address of this machine is free.
    pub(super) async fn reach(
        &self,
        lang: Language,
        handle: &Handle,
    ) -> Result<(Arc<dyn Channel>, Option<HttpServer>), Failure> {
        let folder = outbox(lang, &self.dir)?;
        let Some(mail) = &self.mail else { return Ok((folder, None)) };
        let failed = |what: TextId, why: String| Failure::new(Exit::Fault, what.say(lang)).because(why);
        let mails = Mails::open(mail, folder)
            .map_err(|error| failed(id!("the-folder-of-letters-cannot-be-used"), error.to_string()))?;
        let connection = HttpServer::open_as(handle.clone(), &self.dir, LOOPBACK, &[]).await;
        let connection =
            connection.map_err(|error| failed(id!("the-pages-cannot-be-served"), error.to_string()))?;
        let address = PublicAddress::new(&format!("http://{}", connection.address().at), LINK_DAYS_DEFAULT);
        let address = address.map_err(|wrong| Failure::new(Exit::Fault, wrong.into_language(lang)))?;
        handle.set_public(address);
        Ok((Arc::new(mails), Some(connection)))
    }

    /// Says which letter to open and where its page is, and keeps the pages until somebody ends it. What is done on them
    /// leads to letters as it would at any time.
    pub(super) async fn show(
        &self,
        out: &Output,
        play: &Play,
        running: &Running,
        pages: Option<HttpServer>,
    ) -> anyhow::Result<()> {
        let (Some(connection), Some(folder)) = (pages, &self.mail) else { return Ok(()) };
        let (lang, handle) = (out.lang, running.handle());
        let history = fold(&play.def, &play.campaign, &handle).await?;
        if let Some(key) = worth_showing(&history) {
            let post = play.def.contacts.get(key.contact.at()).map_or("", |contact| contact.id.as_str());
            let name = MessageName { date: key.date, contact: ContactId::from(post), kind: key.kind };
            let link = handle.issue_link(&play.campaign, post).await?;
            out.talk(lang.say("a-letter-to-be-opened-in-a-mail"));
            let mail = Mails::path(folder, &play.campaign, &name);
            out.data(mail.map_or_else(String::new, |path| path.display().to_string()))?;
            out.talk(lang.say("its-page-on-which-its-receiver-confirms-and"));
            out.data(link.page)?;
        }
        out.talk(lang.say("ctrl-c-ends-it"));
        let mut end = pin!(asked_to_end());
        let mut head = handle.head();
        loop {
            head.borrow_and_update();
            let mut stepper = Stepper::new(handle.clone(), running.hub()).until(Some(play.until));
            tokio::select! {
                () = &mut end => break,
                ran = stepper.run() => drop(ran?),
            }
            tokio::select! {
                () = &mut end => break,
                changed = head.changed() => changed?,
            }
        }
        connection.close().await;
        Ok(())
    }
}

/// The last day's routine letter with the most to say.
fn worth_showing(history: &History<'_>) -> Option<MessageKey> {
    let sent = history.messages().filter(|(key, row)| row.sent.is_some() && key.kind == MessageKind::Routine);
    sent.max_by_key(|(key, row)| (key.date, row.steps.len(), std::cmp::Reverse(key.contact)))
        .map(|(key, _)| key)
}
