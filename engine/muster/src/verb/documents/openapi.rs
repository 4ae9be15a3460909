//! `muster openapi`: what a running engine answers over HTTP, as a document for programs and people.

use clap::Args;

use crate::documents::openapi::document;
use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster openapi`.
#[derive(Debug, Args)]
pub struct OpenApi {}

impl Run for OpenApi {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        out.data(document()?.trim_end())?;
        Ok(Exit::Fine)
    }
}
