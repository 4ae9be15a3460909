//! The command line: what may be typed, and how it is read.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use muster_protocol::catalogue::Language;

use crate::exit::Exit;
use crate::help;
use crate::lang;
use crate::output::Output;
use crate::verb::demo::Demo;
use crate::verb::documents::asyncapi::AsyncApi;
use crate::verb::documents::manuals::Manuals;
use crate::verb::documents::openapi::OpenApi;
use crate::verb::file::check::Check;
use crate::verb::file::explain::Explain;
use crate::verb::file::fmt::Fmt;
use crate::verb::file::init::Init;
use crate::verb::file::launch::Launch;
use crate::verb::file::plan::{Apply, Diff, Plan};
use crate::verb::file::preview::Preview;
use crate::verb::file::roster::Roster;
use crate::verb::file::schema::Schema;
use crate::verb::operate::account::Account;
use crate::verb::operate::backup::{Backup, Restore};
use crate::verb::operate::channel::ChannelVerb;
use crate::verb::operate::clock::Clock;
use crate::verb::operate::config::ConfigVerb;
use crate::verb::operate::dead::Dead;
use crate::verb::operate::doctor::Doctor;
use crate::verb::operate::engine::EngineAlone;
use crate::verb::operate::events::Events;
use crate::verb::operate::link::LinkVerb;
use crate::verb::operate::replay::Replay;
use crate::verb::operate::status::Status;
use crate::verb::operate::stream::Stream;
use crate::verb::operate::up::Up;
use crate::verb::operate::verify::Verify;
use crate::verb::operate::worker::Worker;
use crate::verb::people::assign::Assign;
use crate::verb::people::case::Case;
use crate::verb::people::erase::Erase;
use crate::verb::people::evidence::Evidence;
use crate::verb::people::hold::{Hold, Resume};
use crate::verb::people::items::{Accept, OptOut, ReturnItem, Sign, Submit};
use crate::verb::people::ledger::Ledger;
use crate::verb::people::listed::{Audit, List, Snapshot};
use crate::verb::people::rating::Rating;
use crate::verb::people::score::{Appeal, Score, Veto};
use crate::verb::people::selection::{Candidate, Nominate};
use crate::verb::people::show::Show;
use crate::verb::people::unsigned::Unsigned;
use crate::verb::people::visits::Visits;
use crate::verb::people::why::Why;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "muster", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Language; by default from MUSTER_LANG, LC_ALL or LANG.
    #[arg(long, global = true, value_parser = lang::parser(), value_name = "LANG")]
    pub lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "each verb is described in the catalogue")]
pub enum Verb {
    Demo(Demo),
    Init(Init),
    Check(Check),
    Explain(Explain),
    Fmt(Fmt),
    Schema(Schema),
    Roster(Roster),
    Preview(Preview),
    Launch(Launch),
    Plan(Plan),
    Apply(Apply),
    Diff(Diff),
    Hold(Hold),
    Resume(Resume),
    Up(Up),
    Engine(EngineAlone),
    Worker(Worker),
    Status(Status),
    Events(Events),
    Why(Why),
    Show(Show),
    Unsigned(Unsigned),
    Evidence(Evidence),
    Submit(Submit),
    Accept(Accept),
    Return(ReturnItem),
    Sign(Sign),
    OptOut(OptOut),
    Visits(Visits),
    Case(Case),
    Ledger(Ledger),
    Assign(Assign),
    Nominate(Nominate),
    Candidate(Candidate),
    Score(Score),
    Rating(Rating),
    Veto(Veto),
    Appeal(Appeal),
    List(List),
    Snapshot(Snapshot),
    Audit(Audit),
    Erase(Erase),
    Verify(Verify),
    Doctor(Doctor),
    #[command(name = "asyncapi")]
    AsyncApi(AsyncApi),
    #[command(name = "openapi")]
    OpenApi(OpenApi),
    #[command(hide = true)]
    Manuals(Manuals),
    Dead(Dead),
    Backup(Backup),
    Restore(Restore),
    Account(Account),
    Link(LinkVerb),
    Channel(ChannelVerb),
    Config(ConfigVerb),
    Clock(Clock),
    Replay(Replay),
    Stream(Stream),
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

    /// Runs the verb.
    ///
    /// # Errors
    /// What the verb says.
    pub fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match &self.verb {
            Verb::Demo(verb) => verb.run(out),
            Verb::Init(verb) => verb.run(out),
            Verb::Check(verb) => verb.run(out),
            Verb::Explain(verb) => verb.run(out),
            Verb::Fmt(verb) => verb.run(out),
            Verb::Schema(verb) => verb.run(out),
            Verb::Roster(verb) => verb.run(out),
            Verb::Preview(verb) => verb.run(out),
            Verb::Launch(verb) => verb.run(out),
            Verb::Plan(verb) => verb.run(out),
            Verb::Apply(verb) => verb.run(out),
            Verb::Diff(verb) => verb.run(out),
            Verb::Hold(verb) => verb.run(out),
            Verb::Resume(verb) => verb.run(out),
            Verb::Up(verb) => verb.run(out),
            Verb::Engine(verb) => verb.run(out),
            Verb::Worker(verb) => verb.run(out),
            Verb::Status(verb) => verb.run(out),
            Verb::Events(verb) => verb.run(out),
            Verb::Why(verb) => verb.run(out),
            Verb::Show(verb) => verb.run(out),
            Verb::Unsigned(verb) => verb.run(out),
            Verb::Evidence(verb) => verb.run(out),
            Verb::Submit(verb) => verb.run(out),
            Verb::Accept(verb) => verb.run(out),
            Verb::Return(verb) => verb.run(out),
            Verb::Sign(verb) => verb.run(out),
            Verb::OptOut(verb) => verb.run(out),
            Verb::Visits(verb) => verb.run(out),
            Verb::Case(verb) => verb.run(out),
            Verb::Ledger(verb) => verb.run(out),
            Verb::Assign(verb) => verb.run(out),
            Verb::Nominate(verb) => verb.run(out),
            Verb::Candidate(verb) => verb.run(out),
            Verb::Score(verb) => verb.run(out),
            Verb::Rating(verb) => verb.run(out),
            Verb::Veto(verb) => verb.run(out),
            Verb::Appeal(verb) => verb.run(out),
            Verb::List(verb) => verb.run(out),
            Verb::Snapshot(verb) => verb.run(out),
            Verb::Audit(verb) => verb.run(out),
            Verb::Erase(verb) => verb.run(out),
            Verb::Verify(verb) => verb.run(out),
            Verb::Doctor(verb) => verb.run(out),
            Verb::AsyncApi(verb) => verb.run(out),
            Verb::OpenApi(verb) => verb.run(out),
            Verb::Manuals(verb) => verb.run(help::bilingual(Self::command())),
            Verb::Dead(verb) => verb.run(out),
            Verb::Backup(verb) => verb.run(out),
            Verb::Restore(verb) => verb.run(out),
            Verb::Account(verb) => verb.run(out),
            Verb::Link(verb) => verb.run(out),
            Verb::Channel(verb) => verb.run(out),
            Verb::Config(verb) => verb.run(&Cli::command(), out),
            Verb::Clock(verb) => verb.run(out),
            Verb::Replay(verb) => verb.run(out),
            Verb::Stream(verb) => verb.run(out),
        }
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
