//! `muster openapi`: what a running engine answers over HTTP, as a document for programs and people.

use clap::Args;

use crate::documents::openapi::document;
use crate::exit::Exit;
use crate::output::Output;

/// The arguments of `muster openapi`.
#[derive(Debug, Args)]
pub struct OpenApi {}

impl OpenApi {
    /// Runs the verb.
    ///
    /// # Errors
    /// Stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        out.data(document()?.trim_end())?;
        Ok(Exit::Fine)
    }
}
