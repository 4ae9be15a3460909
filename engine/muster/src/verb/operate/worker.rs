//! `muster worker NAME`: one worker as a process of its own, over NATS.

use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use clap::builder::PossibleValuesParser;
use muster_protocol::catalogue::Language;
use muster_protocol::question::Question;
use muster_protocol::say;
use muster_wire::link::{Link, LinkError};
use muster_wire::nats::{Connection, NatsLink};
use muster_workers::channel::{Channel, Nothing};
use muster_workers::runtime;
use tokio::sync::watch;

use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::service::config::ConfigArgs;
use crate::service::ending::Asked;
use crate::service::over_nats::{ConnectionLog, NatsArgs, failure};
use crate::service::running::{ChannelChoice, worker_names};
use crate::service::watched::{Watched, say};
use crate::words::refusal;

/// The one worker that hands letters to a channel.
const SENDS: &str = "reminders";

/// Longest wait for what is in hand when the process is asked to end; what is not finished comes to another worker.
const IN_HAND_MAX: Duration = Duration::from_secs(6);

/// Longest wait for the engine to hear that this process is no more.
const FAREWELL_MAX: Duration = Duration::from_millis(500);

/// The arguments of `muster worker`.
#[derive(Debug, Args)]
pub struct Worker {
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(worker_names()))]
    name: String,
    #[arg(long, value_enum, env = "MUSTER_CHANNEL", default_value = "configured")]
    channel: ChannelChoice,
    #[command(flatten)]
    config: ConfigArgs,
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    #[command(flatten)]
    nats: NatsArgs,
}

impl Run for Worker {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        block_on(self.work(&out.timed()))
    }
}

impl Worker {
    async fn work(&self, out: &Output) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let options = self.nats.options(lang, &self.name)?;
        let channel: Arc<dyn Channel> = if self.name == SENDS {
            self.channel.open(out, &self.dir, &self.config)?
        } else {
            Arc::new(Nothing)
        };
        let connection = Connection::open(options).await.map_err(|error| failure(lang, &error))?;
        let log = tokio::spawn(ConnectionLog::of_worker(out, &connection).run());
        let mut asked = Asked::listen();
        let let_in = tokio::select! {
            let_in = connection.let_in() => let_in.map(|()| true).map_err(|error| failure(lang, &error)),
            () = asked.next() => Ok(false),
        };
        let ended = match let_in {
            Ok(true) => self.listen(out, connection, channel, asked).await,
            Ok(false) => Ok(()),
            Err(failure) => Err(failure),
        };
        log.abort();
        ended?;
        Ok(Exit::Fine)
    }

    async fn listen(
        &self,
        out: &Output,
        connection: Connection,
        channel: Arc<dyn Channel>,
        mut asked: Asked,
    ) -> Result<(), Failure> {
        let (lang, name) = (out.lang, &self.name);
        let Some(worker) = muster_workers::all().into_iter().find(|worker| worker.name() == name) else {
            return Ok(());
        };
        let link = NatsLink::over(connection);
        let (stop, stopped) = watch::channel(false);
        let (channel, healths) = if name == SENDS { Watched::over(channel) } else { (channel, Vec::new()) };
        let process = uuid::Uuid::now_v7().to_string();
        let saying = tokio::spawn(say(link.clone(), process.clone(), healths));
        let mut work = pin!(runtime::run_kept(link.clone(), worker, channel, &self.dir, stopped));
        out.talk(say!(lang, "running-worker-name-ctrl-c-ends-it", name));
        let mut hurry = None;
        let (ended, said) = tokio::select! {
            ended = &mut work => (ended, lang.say("another-worker-of-this-name-has-taken-over")),
            () = asked.next() => {
                hurry = Some(asked.hurry(out, true));
                out.talk(lang.say("ending-in-order-finishing-what-is-in-hand"));
                stop.send_replace(true);
                match tokio::time::timeout(IN_HAND_MAX, &mut work).await {
                    Ok(ended) => (ended, lang.say("everything-in-hand-is-finished-ended")),
                    Err(_) => (Ok(()), lang.say("what-was-in-hand-is-not-finished-and")),
                }
            }
        };
        saying.abort();
        if name == SENDS {
            let ends = link.ask(Question::Channels { process, channels: Vec::new() });
            // An engine that is not there forgets it by itself.
            drop(tokio::time::timeout(FAREWELL_MAX, ends).await);
        }
        link.close().await;
        drop(hurry);
        ended.map_err(|error| not_working(lang, &error))?;
        out.talk(said);
        Ok(())
    }
}

fn not_working(lang: Language, error: &LinkError) -> Failure {
    match error {
        LinkError::Refused(no) => refusal::failure(lang, no),
        other => Failure::new(Exit::Unreachable, lang.say("the-worker-has-stopped")).because(other),
    }
}
