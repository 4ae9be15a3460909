//! `muster erase`: the bytes of a file or text that must not be kept.

use clap::Args;
use muster_core::campaign::Issuer;
use muster_protocol::command::{Command, Erase as EraseCommand};

use crate::client::act::{campaign, submit_and_report, with_connection};
use crate::client::connection::Connection;
use crate::client::evidence;
use crate::client::target::ActArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster erase`.
#[derive(Debug, Args)]
pub struct Erase {
    digest: String,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    acting: ActArgs,
}

impl Run for Erase {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        with_connection(out, &self.acting, async |connection, by| self.give(out, connection, by).await)
    }
}

impl Erase {
    async fn give(&self, out: &Output, connection: &Connection, by: Issuer<'_>) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.acting.target).await?;
        let blob = evidence::digest(out.lang, connection, &campaign, &self.digest).await?;
        let reason = connection.store_text(&self.reason).await?;
        let command = Command::Erase(EraseCommand { blob, reason, everywhere: self.all });
        let submitted = submit_and_report(out, connection, campaign, by, command).await?;
        if submitted.accepted.events > 0 || submitted.repeated {
            out.talk(out.lang.say("backups-that-were-made-before-still-hold-it"));
        }
        Ok(Exit::Fine)
    }
}
