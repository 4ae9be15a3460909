//! `muster unsigned`: who has not signed for what was sent, to phone down.

use clap::Args;
use muster_protocol::say;

use super::show::print;
use crate::client::act::with_campaign;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster unsigned`.
#[derive(Debug, Args)]
pub struct Unsigned {
    #[arg(long, value_name = "MESSAGE|DAY", conflicts_with_all = ["duty", "phase"])]
    message: Option<String>,
    #[arg(long, value_name = "ID", conflicts_with = "phase")]
    duty: Option<String>,
    #[arg(long, value_name = "ID")]
    phase: Option<String>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

impl Run for Unsigned {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let of = self.message.as_ref().or(self.duty.as_ref()).or(self.phase.as_ref());
        let name = of.map_or_else(|| "unsigned".to_owned(), |of| format!("unsigned/{of}"));
        with_campaign(out, &self.target, async |connection, campaign| {
            let Some(shown) = connection.show(campaign, &name).await? else {
                let of = of.map_or("", String::as_str);
                let what = say!(out.lang, "there-is-no-message-duty-or-phase-of", of);
                return Err(Failure::new(Exit::Fault, what).next("muster unsigned").into());
            };
            if self.json {
                out.json(&shown)?;
            } else {
                print(out, &shown)?;
            }
            Ok(Exit::Fine)
        })
    }
}
