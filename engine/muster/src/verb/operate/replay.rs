//! `muster replay`: the log once more, in a shadow where nothing can be sent.

use std::path::PathBuf;

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_server::maintenance::replay::{ReplayError, Replayed, Span, replay};

use crate::client::runtime::block_on;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::words::stored;

/// The arguments of `muster replay`.
#[derive(Debug, Args)]
pub struct Replay {
    #[arg(long, value_name = "DAY")]
    from: Option<TypedDay>,
    #[arg(long, value_name = "DAY")]
    until: Option<TypedDay>,
    #[arg(long, value_name = "DIR")]
    shadow: Option<PathBuf>,
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    #[arg(long)]
    json: bool,
}

/// Differences end with 1.
impl Run for Replay {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let said = |day: &Option<TypedDay>| day.as_ref().map(|day| day.alone(out.lang, None)).transpose();
        let (from, until) = (said(&self.from)?, said(&self.until)?);
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            let what = out.lang.say("from-lies-after-until");
            return Err(Failure::new(Exit::Usage, what).into());
        }
        let span = Span { from, until };
        let replayed = block_on(async { Ok(replay(&self.dir, span, self.shadow.as_deref()).await) })?;
        let replayed = replayed.map_err(|error| failure_of(out.lang, &error))?;
        let exit = if replayed.differ == 0 { Exit::Fine } else { Exit::Fault };
        if self.json {
            out.json(&replayed)?;
            return Ok(exit);
        }
        out.lines(lines(out.lang, &replayed))?;
        Ok(exit)
    }
}

fn lines(lang: Language, replayed: &Replayed) -> Vec<String> {
    let Replayed { position, events, decided, snapshots, sent, .. } = replayed;
    let mut lines = vec![
        say!(lang, "replayed-up-to-event-position-events-event-decided", position, #events = events, decided, #snapshots = snapshots, #sent = sent),
    ];
    for campaign in &replayed.campaigns {
        let (id, version) = (&campaign.id, campaign.version);
        let short = |digest: &muster_protocol::ids::Digest| digest.to_string()[..12].to_owned();
        let same = |same: bool| {
            if same { lang.say("replayed-the-same") } else { lang.say("replayed-differs") }
        };
        let state = format!("{} {}", short(&campaign.state), same(campaign.state == campaign.shadow_state));
        let shadow = short(&campaign.shadow_view);
        let view = match campaign.view {
            Some(view) => format!("{shadow} {}", same(view == campaign.shadow_view)),
            None => format!("{shadow} {}", lang.say("the-live-view-stands-elsewhere")),
        };
        lines.push(say!(lang, "id-version-version-state-state-view-view", id, version, state, view));
    }
    for difference in &replayed.differences {
        let (position, campaign, what) = (difference.position, &difference.campaign, &difference.what);
        lines.push(say!(lang, "differs-event-position-campaign-what", position, campaign, what));
    }
    if replayed.differ == 0 {
        lines.push(lang.say("nothing-differs").to_owned());
    }
    lines
}

fn failure_of(lang: Language, error: &ReplayError) -> Failure {
    let what = match error {
        ReplayError::Occupied(dir) => say!(lang, "the-shadow-dir-is-not-empty", dir = dir.display()),
        ReplayError::Nothing(dir) => say!(lang, "there-is-no-log-of-muster-in-dir", dir = dir.display()),
        ReplayError::Bad(bad) => {
            let bad = stored::said(lang, &bad.to_string());
            say!(lang, "the-log-is-damaged-first-bad-event-bad", bad)
        }
        other => say!(lang, "it-cannot-be-replayed-why", why = other),
    };
    Failure::new(Exit::Fault, what)
}
