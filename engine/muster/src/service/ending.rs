//! How a process that is kept going is asked to end, and that it does: in order when it is asked once, at once when it is
//! asked again, and in any case before the one who asked loses patience.

use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::exit::Exit;
use crate::output::Output;

/// How long an orderly end may take (machine time): service managers kill after ten seconds.
const ENDING_MAX: Duration = Duration::from_secs(8);

/// Hears when the process is asked to end: Ctrl-C, or SIGTERM.
#[derive(Debug)]
pub struct Asked {
    terminate: Option<Signal>,
    interrupt: Option<Signal>,
}

impl Asked {
    /// Listens from now on.
    #[must_use]
    pub fn listen() -> Self {
        let heard = |kind: SignalKind| {
            signal(kind).inspect_err(|error| tracing::warn!(%error, ?kind, "a signal cannot be heard")).ok()
        };
        Self { terminate: heard(SignalKind::terminate()), interrupt: heard(SignalKind::interrupt()) }
    }

    /// Resolves when it is asked; again the next time.
    pub async fn next(&mut self) {
        async fn heard(signal: &mut Option<Signal>) {
            let sentence = match signal {
                Some(signal) => signal.recv().await,
                None => None,
            };
            if sentence.is_none() {
                // Nothing will ever come.
                std::future::pending::<()>().await;
            }
        }
        tokio::select! {
            () = heard(&mut self.terminate) => {}
            () = heard(&mut self.interrupt) => {}
        }
    }

    /// From the asking on: ends the process at once when it is asked again, and when it does not end by itself in time.
    /// `asked` says whether it was asked, or ends by itself and may still be. What was answered is on the disk, so that
    /// nothing is lost.
    #[must_use]
    pub fn hurry(mut self, out: &Output, asked: bool) -> Hurry {
        let out = out.clone();
        Hurry(tokio::spawn(async move {
            if !asked {
                self.next().await;
            }
            let said = tokio::select! {
                () = self.next() => out.lang.say("asked-again-ended-at-once"),
                () = sleep(ENDING_MAX) => out.lang.say("it-did-not-end-in-time"),
            };
            out.talk(said);
            std::process::exit(Exit::Interrupted as i32);
        }))
    }
}

/// Anyone who ends in time drops this.
#[derive(Debug)]
pub struct Hurry(JoinHandle<()>);

impl Drop for Hurry {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Resolves when the process is asked to end.
pub async fn asked_to_end() {
    Asked::listen().next().await;
}
