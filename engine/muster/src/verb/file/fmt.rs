//! `muster fmt`: one layout for all files, so that a change shows what was changed and nothing else.

use std::path::{Path, PathBuf};

use clap::Args;
use muster_core::definition::{Files, Tongue, format};

use crate::authoring::files;
use crate::authoring::findings::Sources;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;

/// 整理文件：键按次序、缩进和注释对齐，注释不丢 · Lay a file out: keys in order, indentation and comments lined up
#[derive(Debug, Args)]
pub struct Fmt {
    /// 活动文件 · The campaigns' files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 把键都换成中文或英文 · Turn all keys into Chinese or English
    #[arg(long, value_enum, value_name = "LANG")]
    keys: Option<Lang>,
    /// 只看是否整齐，不改文件 · Only tell whether they are laid out; exit 1 if not
    #[arg(long, conflicts_with = "stdout")]
    check: bool,
    /// 写到标准输出，不改文件 · Write to stdout and leave the files alone
    #[arg(long)]
    stdout: bool,
}

impl Fmt {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: a file that cannot be read, is not of the language, or cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let mut untidy = 0;
        for path in &self.files {
            let bytes = files::bytes(path).map_err(|unread| unread.failure(out.lang, path))?;
            let neat = self.neat(out, path, &bytes)?;
            let same = neat.as_bytes() == bytes;
            if self.stdout {
                out.data(neat.trim_end_matches('\n'))?;
                continue;
            }
            untidy += usize::from(!same);
            let shown = path.display();
            match (same, self.check) {
                (true, _) => {
                    out.talk(format_args!("{shown}{}", out.lang.pick("：已经整齐", ": laid out already")))
                }
                (false, true) => {
                    out.talk(format_args!("{shown}{}", out.lang.pick("：不整齐", ": not laid out")))
                }
                (false, false) => {
                    files::replace(out.lang, path, neat.as_bytes())?;
                    out.talk(format_args!("{shown}{}", out.lang.pick("：整理好了", ": laid out")));
                }
            }
        }
        Ok(if self.check && untidy > 0 { Exit::Fault } else { Exit::Fine })
    }

    fn neat(&self, out: &Output, path: &Path, bytes: &[u8]) -> Result<String, Failure> {
        let keys = self.keys.map(Tongue::from);
        format(bytes, keys).map_err(|findings| {
            let main = path.display().to_string();
            let files =
                Files { main: main.clone(), files: [(main, bytes.to_vec())].into(), ..Files::default() };
            let sources = Sources::new(&files);
            for mut finding in findings {
                finding.file.clone_from(&files.main);
                out.talk(sources.show(out.lang, &finding, false));
            }
            let what = match out.lang {
                Lang::Zh => format!("{} 没有整理，原样留着", path.display()),
                Lang::En => format!("{} was not laid out and stays as it is", path.display()),
            };
            Failure::new(Exit::Fault, what).next(out.lang.pick("先按改法修改", "fix it first"))
        })
    }
}

impl From<Lang> for Tongue {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}
