//! `muster up`: engine, SQLite and workers in one process, until it is asked to end; with `--nats` it also publishes.

use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use muster_server::Engine;
use muster_workers::channel::Channel;

use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::service::config::ConfigArgs;
use crate::service::over_nats::{NatsArgs, RelayArgs, not_relayed};
use crate::service::running::{ChannelChoice, Running, worker_names};
use crate::service::serving::Serving;

/// 让活动运转：引擎、存储和各工作者在一个进程里 · Keep campaigns going: engine, store and workers in one process
///
/// 按 Ctrl-C 或收到 SIGTERM 就有序结束。别的命令凭 DIR/address 找到它。加 --nats 就把发生的事也发布出去，--outside 写的工作者另作进程运行（`muster worker 名称`）。 · Ends in order on Ctrl-C or SIGTERM. Other verbs find it by the file DIR/address. With --nats everything that happens
/// is also published, and workers named by --outside run as processes of their own (`muster worker NAME`).
#[derive(Debug, Args)]
pub struct Up {
    #[command(flatten)]
    serving: Serving,
    /// 消息送到哪里 · Where letters go
    #[arg(long, value_enum, env = "MUSTER_CHANNEL", default_value = "configured")]
    channel: ChannelChoice,
    #[command(flatten)]
    config: ConfigArgs,
    /// 这些工作者另在别的进程里 · These workers run elsewhere, over NATS
    #[arg(long, value_name = "NAME", env = "MUSTER_OUTSIDE", value_delimiter = ',', value_parser = PossibleValuesParser::new(worker_names()))]
    outside: Vec<String>,
    #[command(flatten)]
    nats: NatsArgs,
    #[command(flatten)]
    relay: RelayArgs,
}

impl Up {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: the directory cannot be used or is held, the address is taken, the script has errors, NATS cannot
    /// be used.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        block_on(self.up(out))
    }

    async fn up(&self, out: &Output) -> anyhow::Result<Exit> {
        let out = &out.timed();
        let lang = out.lang;
        let over = self.over(lang)?;
        let start = async |engine: Engine| {
            self.config.read(lang, &self.serving.dir)?.open_pages(lang, &engine.handle())?;
            let channel: Arc<dyn Channel> = self.channel.open(out, &self.serving.dir, &self.config)?;
            let running = Running::with(out, engine, channel, over).await;
            running.map_err(|error| not_relayed(lang, &error).into())
        };
        self.serving.keep(out, start).await
    }

    fn over(&self, lang: Lang) -> Result<Option<muster_server::relay::OverNats>, Failure> {
        if !self.nats.wanted() {
            if self.outside.is_empty() {
                return Ok(None);
            }
            let what = lang.pick("--outside 要配 --nats", "--outside needs --nats");
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
        let failure = line.up.run(&Output::new(Lang::En)).unwrap_err();
        let failure = failure.downcast_ref::<Failure>().unwrap();
        assert_eq!(failure.exit, Exit::Fault);
        assert!(failure.what.contains("no/such.yaml"), "{}", failure.what);
        assert!(!dir.exists());
    }

    #[test]
    fn every_worker_is_either_inside_or_outside() {
        let over = |line: &[&str]| Line::parse_from([&["up"], line].concat()).up.over(Lang::En);
        assert!(over(&[]).unwrap().is_none());
        assert_eq!(over(&["--outside", "visits"]).unwrap_err().exit, Exit::Usage);
        let over = over(&["--nats", "nats://localhost", "--outside", "visits"]).unwrap().unwrap();
        assert_eq!(over.outside, ["visits"]);
        assert_eq!(over.inside, ["reminders", "evaluation"]);
    }
}
