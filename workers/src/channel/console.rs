use muster_protocol::ids::CampaignId;
use muster_protocol::question::{Address, FailureCause};
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;

use super::contract::{Channel, ChannelError, Taken};

/// Shows letters through a writer that the binary provides. It has no memory: after a crash a letter may be shown twice.
pub struct Console<W> {
    write: W,
}

impl<W> std::fmt::Debug for Console<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Console")
    }
}

impl<W: Fn(&str) -> std::io::Result<()> + Send + Sync + 'static> Console<W> {
    /// A console; `write` is called once for each letter, with its whole text.
    pub fn new(write: W) -> Self {
        Self { write }
    }
}

impl<W: Fn(&str) -> std::io::Result<()> + Send + Sync + 'static> Channel for Console<W> {
    fn name(&self) -> &'static str {
        "console"
    }

    fn hand<'a>(
        &'a self,
        campaign: &'a CampaignId,
        letter: &'a OutgoingMessage,
        _: &'a [Address],
    ) -> Boxed<'a, Result<Taken, ChannelError>> {
        let text = format!(
            "[{campaign} {} {}] {}\n{}\n",
            letter.key.date, letter.key.contact, letter.subject, letter.text
        );
        let written = (self.write)(&text).map(|()| Taken::by(self.name()));
        let result = written.map_err(|error| ChannelError::Temporary(FailureCause::Local, error.to_string()));
        Box::pin(std::future::ready(result))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::sample;

    #[tokio::test]
    async fn a_letter_is_written_whole() {
        let shown = std::sync::Arc::new(Mutex::new(String::new()));
        let into = shown.clone();
        let console = Console::new(move |text: &str| {
            into.lock().unwrap().push_str(text);
            Ok(())
        });
        console.hand(&sample::campaign(), &sample::letter("2014-04-25", 0), &[]).await.unwrap();
        assert_eq!(*shown.lock().unwrap(), "[year 2014-04-25 001-clerk] 主题\n正文\n");
    }

    #[tokio::test]
    async fn a_broken_pipe_is_tried_again() {
        let console = Console::new(|_: &str| Err(std::io::ErrorKind::BrokenPipe.into()));
        let result = console.hand(&sample::campaign(), &sample::letter("2014-04-25", 0), &[]).await;
        assert!(matches!(result, Err(ChannelError::Temporary(FailureCause::Local, _))));
    }
}
