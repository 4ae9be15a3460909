//! `muster init`: a folder to start from, made of one of the campaigns that the binary carries.

use std::path::{Path, PathBuf};

use clap::Args;
use muster_core::definition::{Tongue, format};
use muster_words::ids::is_slug;

use crate::embedded::{self, Campaign};
use crate::exit::{Exit, Failure};
use crate::files;
use crate::lang::Lang;
use crate::output::Output;

/// Template of a folder that asks for none.
const TEMPLATE_DEFAULT: &str = "starter";

/// 从样例建一个活动文件夹 · Start a campaign's folder from a template
///
/// The folder gets the template's files; the main file is named after the campaign. Calendars come with muster.
#[derive(Debug, Args)]
pub struct Init {
    /// 新文件夹 · The new folder
    folder: PathBuf,
    /// 用哪个样例 · Which template
    #[arg(long, value_name = "NAME", default_value = TEMPLATE_DEFAULT)]
    template: String,
    /// 活动编号，默认用文件夹名 · Id of the campaign; by default the folder's name
    #[arg(long, value_name = "SLUG")]
    id: Option<String>,
    /// 活动名称 · Name of the campaign
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// 年份 · The year
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100))]
    year: Option<i32>,
}

impl Init {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: no such template, a name that cannot be an id, a folder that is not empty or cannot be made.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let template = self.template(lang)?;
        let id = self.id(lang)?;
        let folder = &self.folder;
        unused(lang, folder)?;
        let made = std::fs::create_dir_all(folder);
        made.map_err(|error| not_made(lang, folder).because(error))?;
        let main = folder.join(format!("{id}.yaml"));
        for (name, bytes) in template.files() {
            if name == template.main() {
                let own = self.own(bytes, &id);
                // In the reader's language, and in one layout; what cannot be laid out is left as it came.
                let neat = format(own.as_bytes(), Some(Tongue::from(lang))).unwrap_or(own);
                files::replace(lang, &main, neat.as_bytes())?;
            } else {
                files::replace(lang, &folder.join(name), bytes)?;
            }
        }
        let main = main.display();
        out.talk(match lang {
            Lang::Zh => format!("建好了：{main}\n  下一步：改好内容，再运行 muster check {main}"),
            Lang::En => format!("made {main}\n  next: change it, then `muster check {main}`"),
        });
        Ok(Exit::Fine)
    }

    fn template(&self, lang: Lang) -> Result<Campaign, Failure> {
        let all = embedded::campaigns();
        if let Some(&found) = all.iter().find(|campaign| campaign.name() == self.template) {
            return Ok(found);
        }
        let names: Vec<&str> = all.iter().map(|campaign| campaign.name()).collect();
        let (what, next) = match lang {
            Lang::Zh => (format!("没有叫“{}”的样例", self.template), format!("现有：{}", names.join("、"))),
            Lang::En => (
                format!("there is no template “{}”", self.template),
                format!("there are: {}", names.join(", ")),
            ),
        };
        Err(Failure::new(Exit::Usage, what).next(next))
    }

    fn id(&self, lang: Lang) -> Result<String, Failure> {
        let folder = || self.folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let id = self.id.clone().or_else(folder).unwrap_or_default();
        if is_slug(&id) {
            return Ok(id);
        }
        let what = match lang {
            Lang::Zh => format!("“{id}”不能作活动编号"),
            Lang::En => format!("“{id}” cannot be the id of a campaign"),
        };
        let next = lang.pick("用 --id 写一个：小写字母、数字和 -", "give one with --id: a-z, 0-9 and -");
        Err(Failure::new(Exit::Usage, what).next(next))
    }

    /// The template's main file with what was asked for put in.
    fn own(&self, bytes: &[u8], id: &str) -> String {
        let text = String::from_utf8_lossy(bytes);
        let year = self.year.map(|year| year.to_string());
        let mut wanted = [("编号", Some(id)), ("名称", self.name.as_deref()), ("年份", year.as_deref())];
        let mut own = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let slot = wanted.iter_mut().find(|(key, _)| {
                line.strip_prefix("  ")
                    .and_then(|rest| rest.strip_prefix(key))
                    .is_some_and(|rest| rest.starts_with(": "))
            });
            // The head of the file comes first: each of its keys counts once.
            match slot.and_then(|slot| Some((slot.0, slot.1.take()?))) {
                Some((key, value)) => own.push_str(&put(line, key, value)),
                None => own.push_str(line),
            }
        }
        own
    }
}

/// The line with another value; its comment stays in its column where there is room.
fn put(line: &str, key: &str, value: &str) -> String {
    let quoted = if value.chars().any(|c| ":#\"'[]{},&*!|>%@`".contains(c)) {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        value.to_owned()
    };
    match line.split_once(" #") {
        Some((_, comment)) => format!("  {key}: {quoted}  #{comment}"),
        None => format!("  {key}: {quoted}\n"),
    }
}

fn unused(lang: Lang, folder: &Path) -> Result<(), Failure> {
    let used = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(not_made(lang, folder).because(error)),
    };
    if !used {
        return Ok(());
    }
    let what = match lang {
        Lang::Zh => format!("文件夹 {} 里已经有东西", folder.display()),
        Lang::En => format!("the folder {} is not empty", folder.display()),
    };
    Err(Failure::new(Exit::Fault, what).next(lang.pick("换一个新的文件夹", "name a new one")))
}

fn not_made(lang: Lang, folder: &Path) -> Failure {
    let what = match lang {
        Lang::Zh => format!("文件夹 {} 建不了", folder.display()),
        Lang::En => format!("the folder {} cannot be made", folder.display()),
    };
    Failure::new(Exit::Fault, what)
}
