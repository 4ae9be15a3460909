//! `muster init`: a folder to start from, made of one of the campaigns that the binary carries, with days that lie ahead.

mod days;

use std::path::{Path, PathBuf};

use clap::Args;
use days::Days;
use muster_core::definition::{compile, format};
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::definition::Definition;
use muster_protocol::ids::is_slug;
use muster_protocol::say;

use crate::authoring::files;
use crate::embedded::{self, Campaign};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::preview::retimed;
use crate::run::Run;
use crate::suggestions::hint;

/// Template of a folder that asks for none.
const TEMPLATE_DEFAULT: &str = "starter";
/// Headings of tables whose days are festivals and stay where they are.
const FESTIVALS: [&str; 2] = ["节日", "festival"];
/// The key of the calendar, by the language of a file's keys. Behind it goes what accepts years without a table of holidays.
const CALENDAR: [(&str, Language); 2] = [("日历", Language::Zh), ("calendar", Language::En)];

/// The arguments of `muster init`.
#[derive(Debug, Args)]
pub struct Init {
    folder: PathBuf,
    #[arg(long, value_name = "NAME", default_value = TEMPLATE_DEFAULT)]
    template: String,
    #[arg(long, value_name = "SLUG")]
    id: Option<String>,
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    #[arg(long, value_name = "DAY")]
    begin: Option<String>,
    #[arg(long, value_name = "DAY")]
    end: Option<String>,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1990..=2100), conflicts_with_all = ["begin", "end"])]
    year: Option<i32>,
}

impl Run for Init {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
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
        for (name, bytes) in template.files_in(lang == Language::En) {
            if name == template.main() {
                let own = self.own(bytes, &id, &def, &days);
                // In the reader's language, and in one layout; what cannot be laid out is left as it came.
                let neat = format(own.as_bytes(), Some(lang)).unwrap_or(own);
                files::replace(lang, &main, neat.as_bytes())?;
            } else {
                files::replace(lang, &folder.join(name), &beside(name, bytes, &days))?;
            }
        }
        print_result(out, &main, &days);
        Ok(Exit::Fine)
    }
}

impl Init {
    fn template(&self, lang: Language) -> Result<Campaign, Failure> {
        let all = embedded::campaigns();
        if let Some(&found) = all.iter().find(|campaign| campaign.name() == self.template) {
            return Ok(found);
        }
        let names: Vec<&str> = all.iter().map(|campaign| campaign.name()).collect();
        let what = say!(lang, "there-is-no-template-name", name = self.template);
        let next = say!(lang, "templates-that-there-are-names", names: Listed(&names));
        Err(Failure::new(Exit::Usage, what).next(hint(lang, &self.template, names, &next)))
    }

    fn id(&self, lang: Language) -> Result<String, Failure> {
        let folder = || self.folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let id = self.id.clone().or_else(folder).unwrap_or_default();
        if is_slug(&id) {
            return Ok(id);
        }
        let what = say!(lang, "id-cannot-be-the-id-of-a-campaign", id);
        let next = lang.say("give-one-with-id-a-z-0-9");
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
            if let Some((_, lang)) = CALENDAR.into_iter().find(|(key, _)| gaps && is_key(line, key)) {
                own.push_str(lang.say("line-of-a-file-whose-calendar-lacks-years"));
                own.push('\n');
                gaps = false;
            }
        }
        own
    }
}

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
    out.talk(say!(out.lang, "made-main-begin-to-end", main, begin, end));
    // A year that only the days after the end may touch is the file's matter, and nothing to be warned of.
    if let Some(year) = gap.filter(|year| *year <= end.parts().0) {
        out.talk(say!(out.lang, "the-holidays-of-year-are-not-published-yet", year));
    }
    if *past {
        out.talk(out.lang.say("note-these-are-the-templates-own-days-and"));
    }
    out.talk(say!(out.lang, "next-change-it-then-muster-check-main", main));
}

fn unused(lang: Language, folder: &Path) -> Result<(), Failure> {
    let used = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(not_made(lang, folder).because(error)),
    };
    if !used {
        return Ok(());
    }
    let what = say!(lang, "the-folder-folder-is-not-empty", folder = folder.display());
    Err(Failure::new(Exit::Fault, what).next(lang.say("name-a-new-one")))
}

fn not_made(lang: Language, folder: &Path) -> Failure {
    let what = say!(lang, "the-folder-folder-cannot-be-made", folder = folder.display());
    Failure::new(Exit::Fault, what)
}
