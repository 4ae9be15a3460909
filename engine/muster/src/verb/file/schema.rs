//! `muster schema`: the JSON Schema of campaign files, for editors.

use clap::Args;
use muster_core::definition::schema;

use crate::exit::Exit;
use crate::output::Output;

/// The arguments of `muster schema`.
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    /// Runs the verb.
    ///
    /// # Errors
    /// stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        out.data(serde_json::to_string_pretty(&schema(out.lang))?)?;
        Ok(Exit::Fine)
    }
}
