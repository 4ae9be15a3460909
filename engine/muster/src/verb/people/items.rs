//! `muster submit`, `accept`, `return`, `sign`, `opt-out`, `letter-hour`: what people do to items and messages.

use clap::Args;
use muster_protocol::command::{
    ChooseHour, Command, ItemName, MessageName, OptOut as OptOutCommand, Return, Submit as SubmitCommand,
};
use muster_protocol::refs::ContactId;
use muster_protocol::time::TimeOfDay;

use super::evidence_args::EvidenceArgs;
use super::filled::Filled;
use crate::client::act::act;
use crate::client::target::ActArgs;
use crate::client::typed_day::TypedDay;
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster submit`.
#[derive(Debug, Args)]
pub struct Submit {
    item: ItemName,
    #[command(flatten)]
    evidence: EvidenceArgs,
    #[command(flatten)]
    filled: Filled,
    #[arg(long, value_name = "DATE")]
    on: Option<TypedDay>,
    #[command(flatten)]
    acting: ActArgs,
}

/// The arguments of `muster accept`.
#[derive(Debug, Args)]
pub struct Accept {
    item: ItemName,
    #[command(flatten)]
    acting: ActArgs,
}

/// The arguments of `muster return`.
#[derive(Debug, Args)]
pub struct ReturnItem {
    item: ItemName,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_name = "POINT")]
    failed: Vec<String>,
    #[command(flatten)]
    acting: ActArgs,
}

/// The arguments of `muster sign`.
#[derive(Debug, Args)]
pub struct Sign {
    message: MessageName,
    #[command(flatten)]
    acting: ActArgs,
}

/// The arguments of `muster opt-out`.
#[derive(Debug, Args)]
pub struct OptOut {
    contact: ContactId,
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    acting: ActArgs,
}

/// The arguments of `muster letter-hour`.
#[derive(Debug, Args)]
pub struct LetterHour {
    contact: ContactId,
    #[arg(required_unless_present = "undo", conflicts_with = "undo")]
    hour: Option<TimeOfDay>,
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    acting: ActArgs,
}

impl Run for Submit {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        self.evidence.fit(out.lang)?;
        act(out, &self.acting, async |connection| {
            let evidence = self.evidence.stored(out.lang, connection).await?;
            let on = match &self.on {
                Some(on) => Some(on.of(out.lang, connection, &self.acting.target).await?),
                None => None,
            };
            Ok(Command::Submit(SubmitCommand {
                item: self.item.clone(),
                evidence,
                form: self.filled.form(),
                on,
            }))
        })
    }
}

impl Run for Accept {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |_| Ok(Command::Accept(self.item.clone())))
    }
}

impl Run for ReturnItem {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |connection| {
            let reason = Some(connection.store_text(&self.reason).await?);
            Ok(Command::Return(Return { item: self.item.clone(), reason, failed: self.failed.clone() }))
        })
    }
}

impl Run for Sign {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |_| Ok(Command::Sign(self.message.clone())))
    }
}

impl Run for OptOut {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |_| {
            Ok(Command::OptOut(OptOutCommand { contact: self.contact.clone(), out: !self.undo }))
        })
    }
}

impl Run for LetterHour {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        act(out, &self.acting, async |_| {
            Ok(Command::ChooseHour(ChooseHour { contact: self.contact.clone(), hour: self.hour }))
        })
    }
}
