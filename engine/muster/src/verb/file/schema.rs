//! `muster schema`: the JSON Schema of campaign files, for editors.

use clap::Args;
use muster_core::definition::{Tongue, schema};

use crate::exit::Exit;
use crate::output::Output;

/// 输出活动文件的 JSON Schema，编辑器据此补全和划线 · Print the JSON Schema of campaign files, for editors
///
/// In an editor with a YAML language server put at the top of the file:
/// `# yaml-language-server: $schema=campaign.schema.json`
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    /// Runs the verb.
    ///
    /// # Errors
    /// stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        out.data(serde_json::to_string_pretty(&schema(Tongue::from(out.lang)))?)?;
        Ok(Exit::Fine)
    }
}
