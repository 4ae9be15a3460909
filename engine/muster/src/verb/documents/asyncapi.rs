//! `muster asyncapi`: what is published, as a document for programs and people.

use clap::Args;

use crate::documents::asyncapi::document;
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster asyncapi`.
#[derive(Debug, Args)]
pub struct AsyncApi {}

impl Run for AsyncApi {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        out.data(document()?.trim_end())?;
        Ok(Exit::Fine)
    }
}
