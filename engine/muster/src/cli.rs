//! The command line: what may be typed, and how it is read.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use muster_protocol::catalogue::Language;

use crate::exit::Exit;
use crate::help;
use crate::lang;
use crate::output::Output;
use crate::run::Run;
use crate::verbs::every_verb;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "muster", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Language; by default from MUSTER_LANG, LC_ALL or LANG.
    #[arg(long, global = true, value_parser = lang::parser(), value_name = "LANG")]
    pub lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

macro_rules! verbs {
    ($($typed:tt $name:ident($($verb:ident)::+) $(of $line:ident)? $(#[$more:meta])*;)+) => {
        /// The verbs.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Verb {
            $(
                #[command(name = $typed)]
                $(#[$more])*
                $name(crate::verb::$($verb)::+),
            )+
        }

        impl Run for Cli {
            fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
                match &self.verb {
                    $(Verb::$name(verb) => verb.run($($line(),)? out),)+
                }
            }
        }
    };
}

every_verb!(verbs);

/// The command line as it was written.
fn plain() -> clap::Command {
    Cli::command()
}

/// The command line with what is said of it, in both languages.
fn bilingual() -> clap::Command {
    help::bilingual(Cli::command())
}

impl Cli {
    /// Reads a command line.
    ///
    /// # Errors
    /// clap's own words about what is wrong, or the help that was asked for.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        // A line that is right needs no words, of which there are some thousands.
        if let Ok(found) = Self::command().try_get_matches_from(&arguments) {
            return Self::from_arg_matches(&found);
        }
        let line = help::translated(Self::command(), lang::asked(&arguments));
        Self::from_arg_matches(&line.try_get_matches_from(arguments)?)
    }
}

/// A verb as it is typed, for documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Such as `check` or `case receive`.
    pub name: String,
    /// Its flags, those of every verb included.
    pub flags: Vec<String>,
}

/// Every verb, those below others too.
#[must_use]
pub fn typed() -> Vec<Typed> {
    fn walk(command: &clap::Command, name: &str, all: &mut Vec<Typed>) {
        let mut flags = Vec::new();
        for argument in command.get_arguments() {
            let longs = argument.get_long().into_iter().chain(argument.get_all_aliases().unwrap_or_default());
            flags.extend(longs.map(|long| format!("--{long}")));
        }
        all.push(Typed { name: name.to_owned(), flags });
        for below in command.get_subcommands() {
            walk(below, format!("{name} {}", below.get_name()).trim(), all);
        }
    }
    let (mut command, mut all) = (Cli::command(), Vec::new());
    command.build();
    walk(&command, "", &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(lang: Language) -> Vec<String> {
        fn walk(command: &mut clap::Command, pages: &mut Vec<String>) {
            pages.push(command.render_help().to_string());
            pages.push(command.render_long_help().to_string());
            for below in command.get_subcommands_mut() {
                walk(below, pages);
            }
        }
        let (mut command, mut pages) = (help::translated(Cli::command(), lang), Vec::new());
        command.build();
        walk(&mut command, &mut pages);
        pages
    }

    #[test]
    fn help_is_in_the_language_of_its_reader() {
        let (zh, en) = (pages(Language::Zh), pages(Language::En));
        assert!(zh.len() == en.len() && zh.len() > 80, "{}", zh.len());
        for page in &zh {
            assert!(page.contains("用法：") && page.contains("显示说明"), "{page}");
            for foreign in
                ["Usage:", "Options:", "Arguments:", "Commands:", "[default", "[env", "[possible", " · "]
            {
                assert!(!page.contains(foreign), "{foreign} in {page}");
            }
        }
        for page in &en {
            assert!(page.contains("Usage: ") && page.contains("Print help"), "{page}");
            assert!(!page.contains("用法") && !page.contains("选项") && !page.contains(" · "), "{page}");
        }
        let up = zh.iter().find(|page| page.contains("--stand")).unwrap();
        assert!(up.contains("［默认 ./muster-data；环境变量 MUSTER_DIR］"), "{up}");
        assert!(
            en[0].contains("  3   refused by the rules") && zh[0].contains("  3   按规则拒绝"),
            "{}",
            en[0]
        );
    }

    #[test]
    fn the_command_line_is_sound_in_both() {
        for lang in [Language::Zh, Language::En] {
            help::translated(Cli::command(), lang).debug_assert();
        }
    }

    #[test]
    fn every_verb_is_known_as_one_that_is_typed() {
        let command = Cli::command();
        let mut verbs: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        verbs.sort_unstable();
        let mut known = crate::program::VERBS.to_vec();
        known.sort_unstable();
        assert_eq!(verbs, known);
    }
}
