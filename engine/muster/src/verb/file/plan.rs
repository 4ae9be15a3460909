//! `muster plan`, `apply`, `diff`: a changed file, told in people and messages before anything happens, then put in force.

use std::path::PathBuf;

use clap::Args;
use muster_core::campaign::Issuer;
use muster_core::impact::Impact;
use muster_core::reconcile::Change;
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::command::{Amend, Command};
use muster_protocol::ids::{CampaignId, Digest};
use muster_protocol::say;
use muster_server::execute::account::machine_now;
use serde::Serialize;

use crate::authoring::compiled::Read;
use crate::client::act;
use crate::client::amending::{Foreseen, as_launched, in_force};
use crate::client::connection::{Connection, Make};
use crate::client::launching::{contacts, sources};
use crate::client::posts::Acting;
use crate::client::runtime::block_on;
use crate::client::target::{Author, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::words::impact::sentences;

/// The arguments of `muster plan`.
#[derive(Debug, Args)]
pub struct Plan {
    file: PathBuf,
    #[arg(long)]
    detailed_exitcode: bool,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `muster apply`.
#[derive(Debug, Args)]
pub struct Apply {
    file: PathBuf,
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[arg(long, value_name = "POST")]
    approved_by: Option<String>,
    #[arg(long, value_name = "DIGEST")]
    against: Option<String>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    author: Author,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `muster diff`.
#[derive(Debug, Args)]
pub struct Diff {
    old: PathBuf,
    new: PathBuf,
    #[arg(long)]
    detailed_exitcode: bool,
    #[arg(long)]
    json: bool,
}

/// What is told as JSON.
#[derive(Debug, Serialize)]
struct PlanText<'a> {
    campaign: Option<&'a CampaignId>,
    /// The definition that it was planned against.
    against: Digest,
    /// The definition that it leads to; the same where nothing changes.
    definition: Digest,
    changed: bool,
    changes: &'a [Change],
    #[serde(rename = "effect")]
    impact: &'a Impact,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<u32>,
    /// Posts whose holder or account is another now, by the ids of their contacts.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    handed_over: &'a [String],
}

/// What applying did.
#[derive(Debug, Clone, Copy)]
struct Done<'a> {
    events: u32,
    handed_over: &'a [String],
}

fn print_result(
    out: &Output,
    json: bool,
    campaign: Option<&CampaignId>,
    against: Digest,
    foreseen: &Foreseen,
    done: Option<Done<'_>>,
) -> std::io::Result<()> {
    let (events, handed_over) = (done.map(|done| done.events), done.map_or(&[][..], |done| done.handed_over));
    let changed = foreseen.digest != against;
    let (changes, impact, definition) = (&foreseen.reconciled.changes, &foreseen.impact, foreseen.digest);
    if json {
        return out.json(&PlanText {
            campaign,
            against,
            definition,
            changed,
            changes,
            impact,
            events,
            handed_over,
        });
    }
    if !changed {
        return out.data(out.lang.say("no-change"));
    }
    out.lines(sentences(out.lang, (&foreseen.before, &foreseen.reconciled.definition), changes, impact))?;
    Ok(())
}

fn ended(detailed: bool, changed: bool) -> Exit {
    if detailed && changed { Exit::Refused } else { Exit::Fine }
}

/// The campaign that a file is meant for: the one named, else the only one, else the file's own id.
async fn meant(
    out: &Output,
    connection: &Connection,
    target: &Target,
    id: &str,
) -> Result<CampaignId, Failure> {
    if target.campaign.is_none() {
        let running = connection.engine_status(None).await?.status.campaigns;
        if let Some(own) = running.iter().find(|campaign| campaign.id == id) {
            return CampaignId::new(&own.id).map_err(|error| Failure::new(Exit::Fault, error.to_string()));
        }
    }
    act::campaign(out.lang, connection, target).await
}

impl Run for Plan {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let read = Read::new(out.lang, &self.file, None)?;
        let changed = read.sound(out, &self.file)?;
        block_on(async {
            let connection = Connection::open(out.lang, &self.target, Make::Never).await?;
            let planned = async {
                let campaign = meant(out, &connection, &self.target, &changed.id).await?;
                let in_force = in_force(out.lang, &connection, &campaign).await?;
                read.same_codes(out, &in_force.definition)?;
                let foreseen = in_force.foresee(out.lang, changed)?;
                Ok::<_, Failure>((campaign, in_force.digest, foreseen))
            }
            .await;
            connection.close().await;
            let (campaign, against, foreseen) = planned?;
            print_result(out, self.json, Some(&campaign), against, &foreseen, None)?;
            if foreseen.digest != against {
                let (file, dir) = (self.file.display(), self.target.dir.display());
                out.talk(say!(out.lang, "to-put-it-in-force-muster-apply-file", file, dir, against));
            }
            Ok(ended(self.detailed_exitcode, foreseen.digest != against))
        })
    }
}

impl Run for Apply {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let by = self.author.by(out.lang)?;
        let read = Read::new(out.lang, &self.file, None)?;
        read.sound(out, &self.file)?;
        block_on(async {
            let connection =
                Connection::open(out.lang, &self.target, Make::Never).await?.of_author(&self.author);
            let applied = self.apply(out, &connection, &read, by).await;
            connection.close().await;
            applied
        })
    }
}

impl Apply {
    async fn apply(
        &self,
        out: &Output,
        connection: &Connection,
        read: &Read,
        by: Issuer<'_>,
    ) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let changed = read.sound(out, &self.file)?;
        let campaign = meant(out, connection, &self.target, &changed.id).await?;
        let in_force = in_force(lang, connection, &campaign).await?;
        read.same_codes(out, &in_force.definition)?;
        let acting = Acting::of(lang, &in_force.definition, by)?;
        if let Some(against) = &self.against
            && (against.len() < 8 || !in_force.digest.to_string().starts_with(against.as_str()))
        {
            return Err(moved_on(lang, against, in_force.digest).into());
        }
        let foreseen = in_force.foresee(lang, changed)?;
        let from = in_force.digest;
        // Accounts are not in the log: they may be others even where the definition is the same. Staged here, they count
        // once the amendment is accepted.
        let staged =
            connection.stage(&contacts(&campaign, &read.compiled, &foreseen.reconciled.contacts)).await?;
        let handed_over = staged.changed;
        let done = |events| Some(Done { events, handed_over: &handed_over });
        let same_accounts = staged.import.is_none() || staged.import == in_force.state.contacts();
        if foreseen.digest == from && same_accounts {
            if self.json {
                print_result(out, true, Some(&campaign), from, &foreseen, done(0))?;
            } else {
                out.data(lang.say("republished-no-change-no-event"))?;
            }
            return Ok(Exit::Fine);
        }
        let sources = sources(connection, &read.files).await?;
        let definition = connection.store(&foreseen.reconciled.definition.to_bytes()).await?;
        let reason = Some(connection.store_text(&self.reason).await?);
        let approver = self.approved_by.clone();
        let command =
            Command::Amend(Amend { from, definition, sources, reason, approver, contacts: staged.import });
        let accepted = connection.submit(out, &campaign, acting.by(), command).await?.accepted;
        still_open(out, connection, &handed_over).await?;
        print_result(out, self.json, Some(&campaign), from, &foreseen, done(accepted.events))?;
        if !self.json {
            let (events, position) = (accepted.events, accepted.position);
            out.data(if definition == from {
                say!(lang, "only-accounts-changed-events-up-to-position", events, position)
            } else {
                say!(lang, "in-force-definition-events-up-to-position", definition, #events = events, position)
            })?;
            print_handed_over(out, &handed_over)?;
        }
        Ok(Exit::Fine)
    }
}

/// Says which posts have another holder or account. Who that is stays out of the log, and out of what is printed.
fn print_handed_over(out: &Output, contacts: &[String]) -> std::io::Result<()> {
    if contacts.is_empty() {
        return Ok(());
    }
    out.data(say!(out.lang, "changed-hands-contacts-what-is-still-to-be", contacts: Listed(contacts)))
}

/// Anyone who held a post may hold its tokens still: an import leaves those alone.
async fn still_open(out: &Output, connection: &Connection, handed_over: &[String]) -> Result<(), Failure> {
    if handed_over.is_empty() {
        return Ok(());
    }
    let (tokens, now) = (connection.tokens().await?, machine_now());
    for post in handed_over {
        let valid = tokens.iter().filter(|token| token.post == *post && token.is_valid(now)).count();
        if valid == 0 {
            continue;
        }
        out.talk(say!(out.lang, "note-post-changed-hands-and-its-valid-tokens", post, valid));
    }
    Ok(())
}

fn moved_on(lang: Language, against: &str, running: Digest) -> Failure {
    let what = say!(lang, "it-was-planned-against-against-and-running-is", against, running);
    Failure::new(Exit::Refused, what).next(lang.say("look-again-muster-plan-file"))
}

impl Run for Diff {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let (old, new) = (Read::new(out.lang, &self.old, None)?, Read::new(out.lang, &self.new, None)?);
        let (was, is) = (old.sound(out, &self.old)?, new.sound(out, &self.new)?);
        new.same_codes(out, was)?;
        let in_force = as_launched(was);
        let foreseen = in_force.foresee(out.lang, is)?;
        print_result(out, self.json, None, in_force.digest, &foreseen, None)?;
        Ok(ended(self.detailed_exitcode, foreseen.digest != in_force.digest))
    }
}
