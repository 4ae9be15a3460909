//! `muster fmt`: one layout for all files, so that a change shows what was changed and nothing else.

use std::path::{Path, PathBuf};

use clap::Args;
use muster_core::definition::{Files, format};
use muster_protocol::catalogue::Language;
use muster_protocol::say;

use crate::authoring::files;
use crate::authoring::findings::Sources;
use crate::exit::{Exit, Failure};
use crate::lang;
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_parser = lang::parser(), value_name = "LANG")]
    keys: Option<Language>,
    #[arg(long, conflicts_with = "stdout")]
    check: bool,
    #[arg(long)]
    stdout: bool,
}

impl Run for Fmt {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let mut untidy = 0;
        for path in &self.files {
            let bytes = files::read_all(out.lang, path)?;
            let neat = self.neat(out, path, &bytes)?;
            let same = neat.as_bytes() == bytes;
            if self.stdout {
                out.data(neat.trim_end_matches('\n'))?;
                continue;
            }
            untidy += usize::from(!same);
            let shown = path.display();
            match (same, self.check) {
                (true, _) => out.talk(format_args!("{shown}{}", out.lang.say("laid-out-already"))),
                (false, true) => out.talk(format_args!("{shown}{}", out.lang.say("not-laid-out"))),
                (false, false) => {
                    files::replace(out.lang, path, neat.as_bytes())?;
                    out.talk(format_args!("{shown}{}", out.lang.say("laid-out")));
                }
            }
        }
        Ok(if self.check && untidy > 0 { Exit::Fault } else { Exit::Fine })
    }
}

impl Fmt {
    fn neat(&self, out: &Output, path: &Path, bytes: &[u8]) -> Result<String, Failure> {
        format(bytes, self.keys).map_err(|findings| {
            let main = path.display().to_string();
            let files =
                Files { main: main.clone(), files: [(main, bytes.to_vec())].into(), ..Files::default() };
            let sources = Sources::new(&files);
            for mut finding in findings {
                finding.file.clone_from(&files.main);
                out.talk(sources.show(out.lang, &finding, false));
            }
            let what = say!(out.lang, "path-was-not-laid-out-and-stays-as", path = path.display());
            Failure::new(Exit::Fault, what).next(out.lang.say("fix-it-first"))
        })
    }
}
