//! `muster init`: a folder to start from, made of one of the campaigns that the binary carries, with days that lie ahead.

mod days;

use std::path::{Path, PathBuf};

use clap::Args;
use days::Days;
use muster_core::definition::{Tongue, compile, format};
use muster_protocol::definition::Definition;
use muster_protocol::ids::is_slug;

use crate::authoring::files;
use crate::embedded::{self, Campaign};
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::meant::hint;
use crate::output::Output;
use crate::preview::retimed;

/// Template of a folder that asks for none.
const TEMPLATE_DEFAULT: &str = "starter";
/// Headings of tables whose days are festivals and stay where they are.
const FESTIVALS: [&str; 2] = ["节日", "festival"];

/// 从样例建一个活动文件夹 · Start a campaign's folder from a template
///
/// 文件夹里放进样例的文件，主文件用活动的编号作名字；日历随 muster 自带。样例的日子逐个阶段移到 --begin 至 --end 之间；在终端上会问。不写日子，starter 从明天开始，别的样例保留原来那一年的日子。 · The folder gets the template's files; the main file is named after the campaign. Calendars come with muster. The days
/// of the template are moved into the stretch from --begin to --end, phase by phase; on a terminal it asks for them. The
/// starter begins tomorrow where nobody says otherwise; the others keep their own days, which are those of a real year.
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
    /// 第一天，如 明天、12月1日、2026-12-01 · Its first day, such as tomorrow, December 1, 2026-12-01
    #[arg(long, value_name = "DAY")]
    begin: Option<String>,
    /// 最后一天 · Its last day
    #[arg(long, value_name = "DAY")]
    end: Option<String>,
    /// 年份：月日不变，只换年 · The year: the template's own days in another one
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100), conflicts_with_all = ["begin", "end"])]
    year: Option<i32>,
}

impl Init {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`]: no such template, a name that cannot be an id, days that cannot be, a folder that is not empty or
    /// cannot be made.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let template = self.template(lang)?;
        let id = self.id(lang)?;
        let folder = &self.folder;
        unused(lang, folder)?;
        let Some(def) = compile(&template.whole()).definition else {
            anyhow::bail!("the template {} does not compile", template.name());
        };
        let days = Days::of(out, &def, self)?;
        let made = std::fs::create_dir_all(folder);
        made.map_err(|error| not_made(lang, folder).because(error))?;
        let main = folder.join(format!("{id}.yaml"));
        for (name, bytes) in template.files_in(lang == Lang::En) {
            if name == template.main() {
                let own = self.own(bytes, &id, &def, &days);
                // In the reader's language, and in one layout; what cannot be laid out is left as it came.
                let neat = format(own.as_bytes(), Some(Tongue::from(lang))).unwrap_or(own);
                files::replace(lang, &main, neat.as_bytes())?;
            } else {
                files::replace(lang, &folder.join(name), &beside(name, bytes, &days))?;
            }
        }
        print_result(out, &main, &days);
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
        Err(Failure::new(Exit::Usage, what).next(hint(lang, &self.template, names, &next)))
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
    fn own(&self, bytes: &[u8], id: &str, def: &Definition, days: &Days) -> String {
        let text = String::from_utf8_lossy(bytes);
        let text = match &days.stretch {
            Some(stretch) => retimed::file(&text, def.year, stretch),
            None => text.into_owned(),
        };
        let year = (days.year != def.year).then(|| days.year.to_string());
        let mut wanted = [
            (["编号", "id"], Some(id)),
            (["名称", "name"], self.name.as_deref()),
            (["年份", "year"], year.as_deref()),
        ];
        let mut own = String::with_capacity(text.len());
        let mut gaps = days.gap.is_some();
        for line in text.split_inclusive('\n') {
            let mut found = None;
            for (keys, value) in &mut wanted {
                if let Some(key) = keys.iter().find(|key| is_key(line, key)) {
                    // The head of the file comes first: each of its keys counts once.
                    found = found.or_else(|| Some((*key, value.take()?)));
                }
            }
            match found {
                Some((key, value)) => own.push_str(&put(line, key, value)),
                None => own.push_str(line),
            }
            if let Some(key) = ["日历", "calendar"].into_iter().find(|key| gaps && is_key(line, key)) {
                own.push_str(if key == "日历" { GAPS_ZH } else { GAPS_EN });
                gaps = false;
            }
        }
        own
    }
}

/// Accepts years without a table of holidays.
const GAPS_ZH: &str = "  日历缺年: 暂定              # 放假安排还没公布的年份，日期先暂定，公布后重新推算\n";
const GAPS_EN: &str =
    "  missing_years: provisional  # until a year's holidays are published, its dates are provisional\n";

/// Whether a line of the head has this key.
fn is_key(line: &str, key: &str) -> bool {
    let rest = line.strip_prefix("  ").and_then(|rest| rest.strip_prefix(key));
    rest.is_some_and(|rest| rest.starts_with(": "))
}

/// A file beside the main one: days of a roster and the like move too, those of festivals stay.
fn beside(name: &str, bytes: &[u8], days: &Days) -> Vec<u8> {
    let Some(stretch) = days.stretch.as_ref().filter(|_| name.ends_with(".csv")) else {
        return bytes.to_vec();
    };
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let head = text.lines().next().unwrap_or_default();
    if head.split(',').any(|column| FESTIVALS.contains(&column)) {
        return bytes.to_vec();
    }
    retimed::table(text, stretch).into_bytes()
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

/// What was made, from when until when, and what to type next.
fn print_result(out: &Output, main: &Path, days: &Days) {
    let (main, Days { begin, end, gap, past, .. }) = (main.display(), days);
    out.talk(match out.lang {
        Lang::Zh => format!("建好了：{main}（{begin} 至 {end}）"),
        Lang::En => format!("made {main} ({begin} to {end})"),
    });
    // A year that only the days after the end may touch is the file's matter, and nothing to be warned of.
    if let Some(year) = gap.filter(|year| *year <= end.parts().0) {
        out.talk(match out.lang {
            Lang::Zh => format!("  {year} 年的放假安排还没公布，这一年的日期是暂定的"),
            Lang::En => {
                format!("  the holidays of {year} are not published yet: dates of that year are provisional")
            }
        });
    }
    if *past {
        out.talk(out.lang.pick(
            "  注意：这是样例原来的日子，已经过去；用 --begin 日 --end 日 可以改到今后",
            "  note: these are the template's own days, and past; --begin DAY --end DAY moves them ahead",
        ));
    }
    out.talk(match out.lang {
        Lang::Zh => format!("  下一步：改好内容，再运行 muster check {main}"),
        Lang::En => format!("  next: change it, then `muster check {main}`"),
    });
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
