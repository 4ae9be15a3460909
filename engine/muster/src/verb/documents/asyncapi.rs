//! `muster asyncapi`: what is published, as a document for programs and people.

use clap::Args;

use crate::documents::asyncapi::document;
use crate::exit::Exit;
use crate::output::Output;

/// The arguments of `muster asyncapi`.
#[derive(Debug, Args)]
pub struct AsyncApi {}

impl AsyncApi {
    /// Runs the verb.
    ///
    /// # Errors
    /// Stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        out.data(document()?.trim_end())?;
        Ok(Exit::Fine)
    }
}
