//! Keeps an engine going until it is asked to end: its directory, clock and script, its HTTP server, its time. What the verbs
//! that keep one have in common.

use muster_protocol::say;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use muster_core::script::{Script, parse};
use muster_protocol::definition::Definition;
use muster_protocol::ids::{CampaignId, Position};
use muster_protocol::time::Instant;
use muster_server::http::{HttpServer, LOOPBACK};
use muster_server::maintenance::sweep::sweep;
use muster_server::time::stepper::Stepper;
use muster_server::time::ticker;
use muster_server::{ClockMode, Engine, Handle, Options};
use tokio::sync::watch;

use super::actors::Actors;
use super::ending::{Asked, Hurry};
use super::moments::{Edge, Moment, ResolvedMoment};
use super::running::{Running, is_ahead, newest_letters};
use crate::authoring::files;
use crate::client::connection::{Connection, not_opened};
use crate::client::definitions;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::Language;

/// Directory, clock, script and address of an engine that is kept going.
#[derive(Debug, Args)]
pub struct Serving {
    /// Data directory.
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    pub dir: PathBuf,
    #[arg(long, value_enum, env = "MUSTER_CLOCK")]
    clock: Option<ClockChoice>,
    #[arg(long, value_name = "DAY|TIME", requires = "clock")]
    start: Option<Moment>,
    #[arg(long, value_name = "DAY|TIME")]
    until: Option<Moment>,
    #[arg(long, requires = "until")]
    stand: bool,
    #[arg(long, value_name = "DAYS")]
    pace: Option<f64>,
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    #[arg(long, env = "MUSTER_CAMPAIGN", value_name = "ID")]
    campaign: Option<CampaignId>,
    #[arg(long, value_name = "ADDR", env = "MUSTER_LISTEN", default_value_t = LOOPBACK)]
    listen: SocketAddr,
    #[arg(long = "host", value_name = "NAME", env = "MUSTER_HOSTS", value_delimiter = ',')]
    hosts: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ClockChoice {
    /// The machine's.
    Wall,
    /// Jumps to the next due instant whenever everything is quiet.
    Stepped,
}

impl Serving {
    /// Opens the engine, gives it to `start`, keeps what comes of that until the process is asked to end, and ends it
    /// in order.
    ///
    /// # Errors
    /// [`Failure`]: the directory cannot be used or is held, the address is taken, the script has errors; what `start`
    /// says.
    pub async fn keep(
        &self,
        out: &Output,
        start: impl AsyncFnOnce(Engine) -> anyhow::Result<Running>,
    ) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let script = self.script(lang)?;
        let start_alone = self.alone(lang)?;
        let clock = match self.clock {
            None => ClockMode::AsStored,
            Some(ClockChoice::Wall) => ClockMode::Wall,
            // Without a start only a directory that has used a stepped clock says where it stands.
            Some(ClockChoice::Stepped) => {
                ClockMode::Stepped { start: start_alone.unwrap_or(Instant(i64::MIN)) }
            }
        };
        if let Err(error) = sweep(&self.dir).await {
            return Err(not_opened(lang, &error).into());
        }
        let options = Options { data_dir: self.dir.clone(), clock };
        let engine = Engine::open(options).await.map_err(|error| not_opened(lang, &error))?;
        if let Err(failure) = self.ready(out, &engine.handle(), script.as_ref()).await {
            engine.shutdown().await;
            return Err(failure);
        }
        self.compare_outbox(out, &engine.handle()).await;
        let running = start(engine).await?;
        // Kept until everything has ended.
        let (ended, _hurry) = match self.serve(out, &running, script.as_ref()).await {
            Ok((ended, hurry)) => (ended, Some(hurry)),
            Err(failure) => (Err(failure), None),
        };
        running.stop().await;
        ended.map(|()| Exit::Fine)
    }

    /// Says so where letters went out after the log ends: somebody put an older log in its place, and what it has forgotten goes
    /// out again.
    async fn compare_outbox(&self, out: &Output, handle: &Handle) {
        let Some(letters) = newest_letters(&self.dir) else { return };
        let head = *handle.head().borrow();
        let last = handle.read(Position(head.0.saturating_sub(1)), 1).await.ok();
        let Some(end) = last.and_then(|rows| rows.first().map(|row| row.at)) else { return };
        if is_ahead(letters, end) {
            out.talk(say!(out.lang, "the-outbox-is-ahead-of-the-log", letters, end));
        }
    }

    /// Where the clock starts as far as that can be known without a campaign. In a new directory there is none, and what is
    /// wrong there is told before the directory is made.
    fn alone(&self, lang: Language) -> Result<Option<Instant>, Failure> {
        let start = self.start.as_ref().map(|start| start.alone(lang, Edge::Start)).transpose();
        if !self.dir.exists() {
            self.until.as_ref().map(|until| until.alone(lang, Edge::Until)).transpose()?;
            return Ok(start?.map(|start| start.at));
        }
        Ok(start.ok().flatten().map(|start| start.at))
    }

    /// Whether everything that was asked for can be, before anything starts; the clock then stands where it is to start.
    async fn ready(
        &self,
        out: &Output,
        handle: &Handle,
        script: Option<&ScriptFile<'_>>,
    ) -> anyhow::Result<()> {
        let start = self.meant(out.lang, handle, Edge::Start).await?;
        if let Some(start) = &start {
            handle.clock().step_to(start.at);
        }
        self.possible(out.lang, handle)?;
        let until = self.meant(out.lang, handle, Edge::Until).await?;
        let now = handle.clock().now();
        if let Some((until, said)) = until.zip(self.until.as_ref())
            && until.at < now
        {
            return Err(said.is_past(out.lang, &until.local(now)).into());
        }
        self.print_result(out, Edge::Start, start.as_ref());
        // With the campaign there already, a script with errors is told before anything starts.
        self.actors(out.lang, handle, script).await.map(drop)
    }

    /// What an end of the run means now: the campaign by whose zone a day goes may be launched while it runs.
    async fn meant(
        &self,
        lang: Language,
        handle: &Handle,
        edge: Edge,
    ) -> Result<Option<ResolvedMoment>, Failure> {
        let Some(said) = self.said(edge) else { return Ok(None) };
        let connection = Connection::inside(lang, handle.clone());
        said.of(lang, edge, &connection, self.campaign.as_ref()).await.map(Some)
    }

    fn said(&self, edge: Edge) -> Option<&Moment> {
        match edge {
            Edge::Start => self.start.as_ref(),
            Edge::Until => self.until.as_ref(),
        }
    }

    /// Says which day was understood.
    fn print_result(&self, out: &Output, edge: Edge, meant: Option<&ResolvedMoment>) {
        let sentence =
            meant.zip(self.said(edge)).and_then(|(meant, said)| meant.sentence(out.lang, edge, said));
        if let Some(sentence) = sentence {
            out.talk(sentence);
        }
    }

    /// Whether the options fit the clock that the directory uses.
    fn possible(&self, lang: Language, handle: &Handle) -> Result<(), Failure> {
        let stepped = handle.clock().is_stepped();
        if stepped && handle.clock().now() == Instant(i64::MIN) {
            let what = lang.say("a-new-directory-needs-a-start");
            return Err(Failure::new(Exit::Usage, what).next("--start 2014-04-01"));
        }
        if (self.until.is_some() || self.pace.is_some()) && !stepped {
            let what = lang.say("until-and-pace-need-a-stepped-clock");
            return Err(Failure::new(Exit::Usage, what).next("--clock stepped --start 2014-04-01"));
        }
        if self.script.is_some() && !stepped {
            let what = lang.say("a-script-needs-a-stepped-clock");
            return Err(Failure::new(Exit::Usage, what).next("--clock stepped --start 2014-04-01"));
        }
        Ok(())
    }

    /// The script's bytes, read before anything starts.
    fn script(&self, lang: Language) -> Result<Option<ScriptFile<'_>>, Failure> {
        let Some(path) = self.script.as_deref() else { return Ok(None) };
        let bytes = files::read_all(lang, path)?;
        Ok(Some(ScriptFile { path, bytes }))
    }

    async fn serve(
        &self,
        out: &Output,
        running: &Running,
        script: Option<&ScriptFile<'_>>,
    ) -> anyhow::Result<(anyhow::Result<()>, Hurry)> {
        let handle = running.handle();
        let connection = HttpServer::open_as(handle.clone(), &self.dir, self.listen, &self.hosts)
            .await
            .map_err(|error| {
                let what = out.lang.say("cannot-listen-on-this-address");
                Failure::new(Exit::Fault, what).because(error)
            })?;
        let (at, dir) = (connection.address().at, self.dir.display());
        out.talk(say!(out.lang, "running-with-its-address", dir, at));
        if handle.next_due().is_none() {
            out.talk(say!(out.lang, "nothing-lies-ahead-here-yet", dir));
        }
        if !at.ip().is_loopback() {
            out.talk(out.lang.say("other-machines-reach-this-address-unencrypted"));
        }
        let mut asked = Asked::listen();
        let ended = tokio::select! {
            ended = self.drive(out, running, &handle, script) => Some(ended),
            () = asked.next() => None,
        };
        out.talk(out.lang.say("ending-in-order"));
        let hurry = asked.hurry(out, ended.is_none());
        connection.close().await;
        Ok((ended.unwrap_or(Ok(())), hurry))
    }

    /// Moves time until it is dropped.
    async fn drive(
        &self,
        out: &Output,
        running: &Running,
        handle: &Handle,
        script: Option<&ScriptFile<'_>>,
    ) -> anyhow::Result<()> {
        if !handle.clock().is_stepped() {
            let (_stop, stopped) = watch::channel(false);
            ticker::run(handle.clone(), stopped).await;
            anyhow::bail!("the engine has closed");
        }
        let mut head = handle.head();
        let mut meant = None;
        loop {
            head.borrow_and_update();
            let now = self.meant(out.lang, handle, Edge::Until).await?;
            if now != meant {
                self.print_result(out, Edge::Until, now.as_ref());
                meant = now;
            }
            let until = meant.as_ref().map(|meant| meant.at);
            let mut stepper = Stepper::new(handle.clone(), running.quiet()).pace(self.pace).until(until);
            let actors = self.actors(out.lang, handle, script).await?;
            let people_missing = script.is_some() && actors.is_none();
            if let Some(actors) = actors {
                stepper = stepper.player(Box::new(actors));
            }
            tokio::select! {
                biased;
                // Time may stand, waiting for workers, while the campaign is launched: it must not go on without its
                // people then.
                changed = head.changed(), if people_missing => {
                    changed?;
                    continue;
                }
                ran = stepper.run() => {
                    let ran = ran?;
                    if let Some(until) = until.filter(|until| !self.stand && (ran.over || ran.at >= *until)) {
                        handle.clock().step_to(until);
                        return Ok(());
                    }
                }
            }
            // Over for now: the next command, perhaps a launch, gives time something to bring.
            head.changed().await?;
        }
    }

    /// The script's people, once their campaign is launched.
    async fn actors(
        &self,
        lang: Language,
        handle: &Handle,
        script: Option<&ScriptFile<'_>>,
    ) -> anyhow::Result<Option<Actors>> {
        let Some(script) = script else { return Ok(None) };
        let connection = Connection::inside(lang, handle.clone());
        let campaign = match &self.campaign {
            Some(campaign) => Some(campaign.clone()),
            None => match connection.engine_status(None).await?.status.campaigns.as_slice() {
                [only] => Some(CampaignId::new(&only.id)?),
                _ => None,
            },
        };
        let Some(campaign) = campaign else { return Ok(None) };
        let Some(def) = definitions::of(&connection, &campaign).await? else { return Ok(None) };
        let played = script.played(lang, &def)?;
        Ok(Some(Actors::new(campaign, &def, played)))
    }
}

/// A script as it was read when the engine started.
struct ScriptFile<'a> {
    path: &'a Path,
    bytes: Vec<u8>,
}

impl ScriptFile<'_> {
    /// The script for a campaign's definition.
    fn played(&self, lang: Language, def: &Definition) -> Result<Script, Failure> {
        let (script, findings) = parse(&self.bytes, def);
        script.ok_or_else(|| {
            let path = self.path.display();
            let sentence = findings.iter().map(|finding| finding.sentence.say(lang));
            let what = say!(lang, "the-script-path-has-errors", path);
            Failure::new(Exit::Fault, what)
                .because(sentence.collect::<Vec<_>>().join("; "))
                .next(format!("muster check FILE --script {path}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn a_script_with_errors_is_reported_by_its_name() {
        let compiled = muster_core::definition::compile(&embedded::files());
        let def = compiled.definition.unwrap();
        let script = |bytes: &[u8]| ScriptFile { path: Path::new("s.yaml"), bytes: bytes.to_vec() };
        assert!(script(embedded::SCRIPT).played(Language::En, &def).is_ok());
        let failure = script(b"- nothing").played(Language::En, &def).unwrap_err();
        assert_eq!((failure.exit, failure.what.as_str()), (Exit::Fault, "the script s.yaml has errors"));
    }
}
