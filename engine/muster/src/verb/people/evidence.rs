//! `muster evidence get`: a file that was handed in, for anyone who may see it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::say;

use crate::client::act::with_campaign;
use crate::client::connection::Connection;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;

/// What is typed behind `muster evidence`.
#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    Get(Get),
}

#[derive(Debug, Args)]
pub(crate) struct Get {
    digest: String,
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    target: Target,
}

impl Run for Evidence {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let Self::Get(get) = self;
        with_campaign(out, &get.target, async |connection, campaign| {
            get.take(out, connection, campaign).await
        })
    }
}

impl Get {
    async fn take(
        &self,
        out: &Output,
        connection: &Connection,
        campaign: &CampaignId,
    ) -> anyhow::Result<Exit> {
        let shown = connection.show(campaign, &format!("evidence/{}", self.digest)).await?;
        let mut found: Vec<Digest> = Vec::new();
        for row in shown.iter().flat_map(|shown| &shown.rows) {
            found.extend(row.first().and_then(|cell| cell.en.parse::<Digest>().ok()));
        }
        found.sort_unstable();
        found.dedup();
        let bytes = match found.as_slice() {
            [only] => connection.blob(*only).await?,
            _ => None,
        };
        let Some(bytes) = bytes else {
            let what = say!(out.lang, "there-is-not-exactly-one-file-whose-digest", digest = self.digest);
            return Err(Failure::new(Exit::Fault, what).next("muster show evidence").into());
        };
        let size = bytes.len();
        std::fs::write(&self.out, bytes).map_err(|error| {
            let path = self.out.display();
            let what = say!(out.lang, "path-cannot-be-written-2", path);
            Failure::new(Exit::Fault, what).because(error)
        })?;
        let path = self.out.display();
        out.data(say!(out.lang, "path-size-bytes", path, #size = size))?;
        Ok(Exit::Fine)
    }
}
