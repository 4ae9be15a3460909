//! `muster engine`: an engine with its log and its HTTP server, on NATS; its workers are processes of their own.

use std::sync::Arc;

use clap::Args;
use muster_server::Engine;
use muster_workers::channel::Nothing;

use crate::client::runtime::block_on;
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;
use crate::service::config::ConfigArgs;
use crate::service::over_nats::{NatsArgs, RelayArgs, not_relayed};
use crate::service::running::{Running, worker_names};
use crate::service::serving::Serving;

/// The arguments of `muster engine`.
#[derive(Debug, Args)]
pub struct EngineArgs {
    #[command(flatten)]
    serving: Serving,
    #[command(flatten)]
    config: ConfigArgs,
    #[command(flatten)]
    nats: NatsArgs,
    #[command(flatten)]
    relay: RelayArgs,
}

impl Run for EngineArgs {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let out = &out.timed();
        block_on(async {
            let lang = out.lang;
            let mut over = self.relay.over(self.nats.options(lang, "engine")?);
            over.outside = worker_names().map(str::to_owned).collect();
            let start = async |engine: Engine| {
                self.config.read(lang, &self.serving.dir)?.open_pages(lang, &engine.handle())?;
                let dir = &self.serving.dir;
                let running = Running::with(out, engine, Arc::new(Nothing), dir, Some(over)).await;
                running.map_err(|error| not_relayed(lang, &error).into())
            };
            self.serving.keep(out, start).await
        })
    }
}
