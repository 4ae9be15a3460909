//! `status --watch`: the dashboard, drawn again when it changed, until the person has seen enough. On a terminal it is one
//! screen; elsewhere each dashboard is printed under the one before, without control codes.

use std::io::IsTerminal;
use std::time::Duration;

use console::{Term, style};
use muster_protocol::time::Instant;
use muster_protocol::unseen::printable;
use muster_server::http::EngineStatus;
use serde::Serialize;

use super::dashboard::{self, Line};
use crate::client::act::exists;
use crate::client::connection::{Connection, Make};
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::service::ending::asked_to_end;

/// Shortest pause between two looks (machine time).
const LOOK: Duration = Duration::from_secs(1);
/// A look that takes long is not repeated before so many times as long have passed: watching must not load the engine.
const SHARE: u32 = 10;
/// Lines of the dashboard that are not campaigns, with some room for trouble.
const OTHER_LINES: usize = 14;
/// Campaigns with a line each where there is no terminal to fit.
const CAMPAIGNS_PRINTED: usize = 50;

/// The JSON of one look.
#[derive(Debug, Serialize)]
struct Look<'a> {
    engine_status: &'a EngineStatus,
}

/// Watches until it is asked to end.
///
/// # Errors
/// [`Failure`]: no such directory or campaign; stdout that cannot be written.
pub async fn watch(out: &Output, target: &Target, json: bool) -> anyhow::Result<Exit> {
    let connection = Connection::open(out.lang, target, Make::Never).await?;
    if let Err(failure) = exists(out.lang, &connection, target).await {
        connection.close().await;
        return Err(failure.into());
    }
    let mut screen = Screen::new(out, json);
    let ended = tokio::select! {
        ended = look(out, target, &mut screen, connection) => ended,
        () = asked_to_end() => Ok(()),
    };
    screen.close()?;
    ended.map(|()| Exit::Fine)
}

async fn look(out: &Output, target: &Target, screen: &mut Screen, first: Connection) -> anyhow::Result<()> {
    let lang = out.lang;
    let (mut connection, mut last) = (Some(first), None);
    loop {
        let begun = tokio::time::Instant::now();
        let engine_status = match &connection {
            Some(connection) => connection.engine_status(target.campaign.as_ref()).await,
            None => Err(Failure::new(Exit::Unreachable, lang.say("no-engine-runs"))),
        };
        let note = match (&engine_status, &connection) {
            (Ok(_), Some(connection)) if connection.is_here() => {
                Some(lang.say("no-engine-runs-this-is-how-it-was"))
            }
            (Ok(_), _) => None,
            (Err(_), None) => Some(lang.say("no-engine-runs-this-is-what-was-seen")),
            (Err(failure), _) if failure.exit == Exit::Unreachable => {
                Some(lang.say("the-engine-does-not-answer-this-is-what"))
            }
            (Err(failure), _) => return Err(failure.clone().into()),
        };
        let answered = engine_status.is_ok();
        if let Ok(engine_status) = engine_status {
            last = Some(engine_status);
        }
        if let Some(engine_status) = &last {
            screen.draw(engine_status, note)?;
        }
        // An idle directory is given free for anyone who will run it.
        let runs = answered && connection.as_ref().is_some_and(|connection| !connection.is_here());
        if !runs && let Some(connection) = connection.take() {
            connection.close().await;
        }
        tokio::time::sleep(LOOK.max(begun.elapsed() * SHARE)).await;
        if connection.is_none() {
            connection = Connection::reach(lang, target).await;
        }
    }
}

/// Where dashboards are drawn.
struct Screen {
    out: Output,
    json: bool,
    terminal: Option<Term>,
    drawn: Option<(Vec<Line>, (u16, u16))>,
    printed: Option<EngineStatus>,
}

impl Screen {
    fn new(out: &Output, json: bool) -> Self {
        let is_terminal = !json && std::io::stdout().is_terminal();
        let terminal = is_terminal.then(Term::stdout);
        Self { out: out.clone(), json, terminal, drawn: None, printed: None }
    }

    fn draw(&mut self, engine_status: &EngineStatus, note: Option<&str>) -> anyhow::Result<()> {
        if self.json {
            // Time alone is no change.
            let still = EngineStatus { now: Instant(0), ..engine_status.clone() };
            if self.printed.as_ref() != Some(&still) {
                self.out.json(&Look { engine_status })?;
                self.printed = Some(still);
            }
            return Ok(());
        }
        let size = self.terminal.as_ref().map_or((0, 0), Term::size);
        let room = usize::from(size.0).saturating_sub(OTHER_LINES).max(1);
        let most = if self.terminal.is_some() { room } else { CAMPAIGNS_PRINTED };
        let mut lines = dashboard::lines(self.out.lang, engine_status, most);
        if let Some(note) = note {
            lines.push(Line { text: format!("! {note}"), alarm: true });
        }
        if self.drawn.as_ref().is_some_and(|(drawn, at)| *drawn == lines && *at == size) {
            return Ok(());
        }
        match &self.terminal {
            Some(terminal) => self.paint(terminal, &lines, size)?,
            None => {
                for line in &lines {
                    self.out.advice(&line.text)?;
                }
                self.out.data("")?;
            }
        }
        self.drawn = Some((lines, size));
        Ok(())
    }

    /// One screen, from the top; what is longer than the terminal is cut, so that nothing scrolls.
    fn paint(&self, terminal: &Term, lines: &[Line], (rows, columns): (u16, u16)) -> std::io::Result<()> {
        if self.drawn.is_none() {
            terminal.hide_cursor()?;
            terminal.clear_screen()?;
        }
        let hint = self.out.lang.say("muster-status-watch-ctrl-c-ends-it");
        let mut screen = format!("{hint}\x1b[K");
        for line in lines.iter().take(usize::from(rows).saturating_sub(1)) {
            let text = dashboard::cut(&printable(line.text.clone()), usize::from(columns));
            let text = if line.alarm && self.out.colours() {
                style(text).red().force_styling(true).to_string()
            } else {
                text
            };
            screen += &format!("\r\n{text}\x1b[K");
        }
        // What is left of a longer dashboard goes: from behind the last line to the end of the screen.
        screen += "\x1b[J";
        terminal.move_cursor_to(0, 0)?;
        terminal.write_str(&screen)
    }

    /// Leaves the last dashboard where it is, and the terminal as it was.
    fn close(&self) -> std::io::Result<()> {
        match &self.terminal {
            Some(terminal) if self.drawn.is_some() => {
                terminal.show_cursor()?;
                terminal.write_line("")
            }
            _ => Ok(()),
        }
    }
}
