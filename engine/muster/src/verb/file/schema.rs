//! `muster schema`: the JSON Schema of campaign files, for editors.

use clap::Args;
use muster_core::definition::schema;

use crate::exit::Exit;
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster schema`.
#[derive(Debug, Args)]
pub struct Schema {}

impl Run for Schema {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        out.data(serde_json::to_string_pretty(&schema(out.lang))?)?;
        Ok(Exit::Fine)
    }
}
