//! `muster manuals`: the pages of the manual and the shells' completions, for packages. It is not listed among the verbs.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::{Shell, generate_to};
use clap_mangen::Man;

use crate::exit::Exit;
use crate::output::Output;

/// The arguments of `muster manuals`.
#[derive(Debug, Args)]
pub struct Manuals {
    folder: PathBuf,
}

impl Manuals {
    /// Runs the verb: the pages are those of `whole`, the command line.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn run(&self, mut whole: Command, _out: &Output) -> anyhow::Result<Exit> {
        let (pages, shells) = (self.folder.join("man"), self.folder.join("completions"));
        fs::create_dir_all(&pages)?;
        fs::create_dir_all(&shells)?;
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            generate_to(shell, &mut whole, "muster", &shells)?;
        }
        whole.build();
        page(&whole, &pages)?;
        Ok(Exit::Fine)
    }
}

/// The page of a command and those of the commands below it: `muster-case-receive.1`. A command that was built knows its
/// whole name.
fn page(command: &Command, folder: &Path) -> anyhow::Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    let mut text = Vec::new();
    Man::new(command.clone()).title(name.to_uppercase()).render(&mut text)?;
    fs::write(folder.join(format!("{name}.1")), text)?;
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        page(below, folder)?;
    }
    Ok(())
}
