//! `muster launch`: puts a checked file to work.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;
use muster_protocol::ids::CampaignId;
use muster_protocol::say;
use muster_server::store::sqlite::LOG_FILE;

use crate::authoring::compiled::Read;
use crate::authoring::today::machine;
use crate::client::connection::{Connection, Make};
use crate::client::definitions;
use crate::client::launching::launch;
use crate::client::posts::Acting;
use crate::client::runtime::block_on;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::preview::lateness::Lateness;
use crate::run::Run;
use crate::service::config::ConfigArgs;
use crate::service::reach::Reach;
use crate::service::running::OUTBOX;

/// Words that say yes.
const YES: [&str; 5] = ["y", "yes", "是", "好", "对"];

/// The arguments of `muster launch`.
#[derive(Debug, Args)]
pub struct Launch {
    file: PathBuf,
    #[arg(long, visible_alias = "yes")]
    late: bool,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    config: ConfigArgs,
}

impl Run for Launch {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let by = self.author.by(out.lang)?;
        let read = Read::new(out.lang, &self.file, None)?;
        let def = read.sound(out, &self.file)?;
        let campaign = match &self.target.campaign {
            Some(campaign) => campaign.clone(),
            None => CampaignId::new(&def.id).map_err(|error| Failure::new(Exit::Fault, error.to_string()))?,
        };
        let acting = Acting::of_launch(out.lang, def, by)?;
        read.odd_codes(out);
        // A new directory will live by the machine's clock: it is asked before anything is made.
        let new = !self.target.remote.is_meant() && !self.target.dir.join(LOG_FILE).exists();
        if let Some(lateness) = Lateness::of(def, machine()).filter(|_| new) {
            self.agreed(out, &lateness)?;
        }
        block_on(async {
            let connection =
                Connection::open(out.lang, &self.target, Make::IfMissing).await?.of_author(&self.author);
            let launched = async {
                let running = definitions::of(&connection, &campaign).await?;
                if let Some(running) = running.as_ref().filter(|running| *running != def) {
                    read.same_codes(out, running)?;
                    return Err(self.runs_otherwise(out.lang, &campaign));
                }
                let lateness = if running.is_some() { None } else { engine_status(&connection, def).await };
                if let Some(lateness) = lateness.as_ref().filter(|_| !new) {
                    self.agreed(out, lateness)?;
                }
                Ok::<_, Failure>((
                    launch(out, &connection, &read.files, &read.compiled, &campaign, acting.by()).await?,
                    lateness,
                ))
            };
            let launched = launched.await;
            let here = connection.is_here();
            connection.close().await;
            let (launched, lateness) = launched?;
            let (name, events) = (&def.name, launched.accepted.events);
            out.data(if events == 0 {
                say!(out.lang, "campaign-name-was-launched-with-this-very-file", campaign, name)
            } else {
                say!(out.lang, "campaign-name-launched-events", campaign, name, #events = events)
            })?;
            if launched.other_accounts {
                self.other_accounts(out);
            }
            if let Some(lateness) = lateness {
                let reach = self.reach(out, &read, def)?;
                self.next(out, &lateness, &campaign, reach.served());
                reach.lines(out.lang, &self.config_file()).iter().for_each(|line| out.talk(line));
            }
            self.keep_going(out, here);
            Ok(Exit::Fine)
        })
    }
}

impl Launch {
    /// The campaign runs by another content: that is changed by an amendment, never by another launch.
    fn runs_otherwise(&self, lang: Language, campaign: &CampaignId) -> Failure {
        let (file, dir) = (self.file.display(), self.target.dir.display());
        let what = say!(lang, "the-campaign-campaign-runs-already-with-another-content", campaign);
        let place = if self.target.remote.is_meant() { String::new() } else { format!(" --dir {dir}") };
        Failure::new(Exit::Refused, what).next(say!(
            lang,
            "to-change-it-muster-plan-file-place-then",
            file,
            place
        ))
    }

    /// A launch of what runs changes no accounts: that is an amendment, which asks for a right.
    fn other_accounts(&self, out: &Output) {
        let file = self.file.display();
        out.talk(say!(out.lang, "note-the-rosters-accounts-differ-from-those-in", file));
    }

    /// Asks on a terminal whether a late launch is meant; elsewhere that must have been said.
    fn agreed(&self, out: &Output, lateness: &Lateness<'_>) -> Result<(), Failure> {
        if !lateness.is_late() {
            return Ok(());
        }
        lateness.lines(out.lang).iter().for_each(|line| out.talk(line));
        if self.late {
            return Ok(());
        }
        if std::io::stdin().is_terminal() && out.watched() {
            out.talk(out.lang.say("launch-it-all-the-same-yes-no"));
            let mut answer = String::new();
            // Nothing read is no answer.
            let _read = std::io::stdin().lock().read_line(&mut answer);
            if YES.contains(&answer.trim().to_lowercase().as_str()) {
                return Ok(());
            }
        }
        let what = out.lang.say("not-launched-days-of-it-are-past");
        let next = out.lang.say("change-the-days-in-the-file-muster-init");
        Err(Failure::new(Exit::Refused, what).next(next))
    }

    /// What happens next, when, to how many, and where it will lie.
    fn next(&self, out: &Output, lateness: &Lateness<'_>, campaign: &CampaignId, served: bool) {
        lateness.next(out.lang).iter().for_each(|line| out.talk(line));
        let elsewhere = served || self.target.remote.is_meant();
        if let Some(day) = lateness.first_letters().filter(|_| !elsewhere) {
            let folder = self.target.dir.join(OUTBOX).join(campaign.as_str()).join(day.to_string());
            let folder = folder.display();
            out.talk(say!(out.lang, "letters-are-files-in-folder-muster-up-channel", folder));
        }
    }

    /// Who is reached by what this installation has, and who is not; nothing is known of an engine elsewhere.
    fn reach(&self, out: &Output, read: &Read, def: &Definition) -> Result<Reach, Failure> {
        if self.target.remote.is_meant() {
            return Ok(Reach::default());
        }
        let config = self.config.read(out.lang, &self.target.dir)?;
        Ok(Reach::of(def, &read.compiled.contacts, &config))
    }

    fn config_file(&self) -> String {
        self.config.path(&self.target.dir).display().to_string()
    }

    fn keep_going(&self, out: &Output, here: bool) {
        let dir = self.target.dir.display();
        out.talk(if here {
            say!(out.lang, "nothing-is-sent-until-it-is-kept-going", dir)
        } else {
            out.lang.say("the-engine-is-running-and-does-the-rest").to_owned()
        });
    }
}

/// How the file stands to the engine's clock. None where the clock is not shown.
async fn engine_status<'d>(connection: &Connection, def: &'d Definition) -> Option<Lateness<'d>> {
    connection.engine_status(None).await.ok().and_then(|engine_status| Lateness::of(def, engine_status.now))
}
