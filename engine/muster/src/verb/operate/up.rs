//! `muster up`: engine, SQLite and workers in one process, until it is asked to end; with `--nats` it also publishes.

use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use muster_protocol::catalogue::Language;
use muster_server::Engine;
use muster_workers::channel::Channel;

use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::service::config::ConfigArgs;
use crate::service::over_nats::{NatsArgs, RelayArgs, not_relayed};
use crate::service::running::{ChannelChoice, Running, worker_names};
use crate::service::serving::Serving;

/// The arguments of `muster up`.
#[derive(Debug, Args)]
pub struct Up {
    #[command(flatten)]
    serving: Serving,
    #[arg(long, value_enum, env = "MUSTER_CHANNEL", default_value = "configured")]
    channel: ChannelChoice,
    #[command(flatten)]
    config: ConfigArgs,
    #[arg(long, value_name = "NAME", env = "MUSTER_OUTSIDE", value_delimiter = ',', value_parser = PossibleValuesParser::new(worker_names()))]
    outside: Vec<String>,
    #[command(flatten)]
    nats: NatsArgs,
    #[command(flatten)]
    relay: RelayArgs,
}

impl Run for Up {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        block_on(self.up(out))
    }
}

impl Up {
    async fn up(&self, out: &Output) -> anyhow::Result<Exit> {
        let out = &out.timed();
        let lang = out.lang;
        let over = self.over(lang)?;
        let start = async |engine: Engine| {
            self.config.read(lang, &self.serving.dir)?.open_pages(lang, &engine.handle())?;
            let channel: Arc<dyn Channel> = self.channel.open(out, &self.serving.dir, &self.config)?;
            let running = Running::with(out, engine, channel, &self.serving.dir, over).await;
            running.map_err(|error| not_relayed(lang, &error).into())
        };
        self.serving.keep(out, start).await
    }

    fn over(&self, lang: Language) -> Result<Option<muster_server::relay::OverNats>, Failure> {
        if !self.nats.wanted() {
            if self.outside.is_empty() {
                return Ok(None);
            }
            let what = lang.say("outside-needs-nats");
            return Err(Failure::new(Exit::Usage, what).next("--nats nats://127.0.0.1:4222"));
        }
        let mut over = self.relay.over(self.nats.options(lang, "engine")?);
        let (outside, inside) =
            worker_names().map(str::to_owned).partition(|name| self.outside.contains(name));
        (over.outside, over.inside) = (outside, inside);
        Ok(Some(over))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        up: Up,
    }

    #[test]
    fn a_script_that_is_not_there_ends_it_before_it_starts() {
        let dir = std::env::temp_dir().join(format!("muster-up-{}", std::process::id()));
        let line = ["up", "--script", "no/such.yaml", "--dir"].map(std::ffi::OsString::from);
        let line = Line::parse_from(line.into_iter().chain([dir.clone().into_os_string()]));
        let failure = line.up.run(&mut Output::new(Language::En)).unwrap_err();
        let failure = failure.downcast_ref::<Failure>().unwrap();
        assert_eq!(failure.exit, Exit::Fault);
        assert!(failure.what.contains("no/such.yaml"), "{}", failure.what);
        assert!(!dir.exists());
    }

    #[test]
    fn every_worker_is_either_inside_or_outside() {
        let over = |line: &[&str]| Line::parse_from([&["up"], line].concat()).up.over(Language::En);
        assert!(over(&[]).unwrap().is_none());
        assert_eq!(over(&["--outside", "visits"]).unwrap_err().exit, Exit::Usage);
        let over = over(&["--nats", "nats://localhost", "--outside", "visits"]).unwrap().unwrap();
        assert_eq!(over.outside, ["visits"]);
        assert_eq!(over.inside, ["reminders", "evaluation"]);
    }
}
