//! The one binary: arguments, verbs, wiring, output, exit codes.
//!
//! This package puts the parts together and talks with people. It must never decide anything about a campaign: that is
//! `muster-core`'s, and what is durable is `muster-server`'s. Start at [`main`], then [`cli`], then one file in [`verb`].
#![forbid(unsafe_code)]

/// Many small things come and go here; with the system's allocator a durable step costs a fifth more.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod authoring;
pub mod cli;
/// The way to an engine and what a person asks of it: address, post, campaign, command, answer.
pub mod client;
/// Documents for programs, made from the lists that the code keeps.
pub mod documents;
pub mod embedded;
pub mod exit;
pub mod help;
pub mod lang;
/// What ops look at: the dashboard, the day's numbers, the checks of the doctor.
pub mod ops;
pub mod output;
/// A year for people: folded into rows, and shown as text, page, workbook, calendar and JSON.
pub mod preview;
pub mod program;
pub mod results;
pub mod run;
pub mod saved;
/// A process that is kept going: engine, workers, links and channels wired together, and its end.
pub mod service;
/// A committee's file on its way: read, compiled, told what is wrong, changed.
pub mod suggestions;
pub mod usage;
pub mod value;
pub mod verb;
mod verbs;
pub mod words;

use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use cli::Cli;
use exit::{Exit, Failure};
use muster_protocol::say;
use output::Output;
use run::Run;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// Runs the binary.
#[must_use]
pub fn main() -> ExitCode {
    on_panic();
    trace();
    let arguments: Vec<_> = std::env::args_os().collect();
    let cli = match Cli::read(arguments.clone()) {
        Ok(cli) => cli,
        Err(error) => return unread(&error, &arguments),
    };
    let mut out = Output::new(cli.lang.unwrap_or_else(lang::of_environment));
    // The panic itself was said by the hook; what is left to do is to end with its code.
    let ended = catch_unwind(AssertUnwindSafe(|| cli.run(&mut out)));
    out.end_bar();
    let exit = match ended {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => print_error(&out, &error),
        Err(_) => Exit::Bug,
    };
    exit.into()
}

/// Warnings, and nothing of the client of NATS: it complains at every try, and what matters of it is said once, in a
/// sentence. The level stands here too: where a text names any directive, the filter takes no other one by itself.
const QUIET: &str = "warn,async_nats=off";

/// Traces of the parts go to stderr, by default only warnings; `MUSTER_LOG` says more, such as `info` or
/// `muster_server=debug`.
fn trace() {
    let filter = EnvFilter::builder().with_default_directive(LevelFilter::WARN.into());
    let filter = match std::env::var("MUSTER_LOG") {
        Ok(asked) => filter.parse_lossy(asked),
        Err(_) => filter.parse_lossy(QUIET),
    };
    let traced = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
    if let Err(error) = traced {
        tracing::debug!(%error, "traces go elsewhere already");
    }
}

/// clap's words: help and version on stdout, faults on stderr and in the reader's language.
fn unread(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    let out = Output::new(lang::asked(arguments));
    let text = error.render().to_string();
    if error.use_stderr() {
        out.talk(usage::fault(error, arguments, out.lang));
        return Exit::Usage.into();
    }
    let text = help::with_colons(&text, out.lang);
    let exit = if out.advice(text.trim_end()).is_ok() { Exit::Fine } else { Exit::Fault };
    exit.into()
}

/// Tells what went wrong and gives its code. A reader that has closed the pipe has had enough: that is fine.
fn print_error(out: &Output, error: &anyhow::Error) -> Exit {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        out.failure(failure);
        return failure.exit;
    }
    let closed_pipe = error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == ErrorKind::BrokenPipe)
    });
    if closed_pipe {
        return Exit::Fine;
    }
    out.error(error);
    Exit::Fault
}

/// A panic is a bug: it is said in a sentence and ends with its own code. In a task of the engine the panic is kept
/// there (the campaign is parked), so only the message is said.
fn on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let out = Output::new(lang::of_environment());
        out.talk(say!(out.lang, "this-is-a-bug-in-muster-please-report", panic));
    }));
}
