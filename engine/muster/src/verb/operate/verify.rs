//! `muster verify`: proves a directory's log from its bytes.

use std::path::PathBuf;

use clap::Args;
use muster_protocol::say;
use muster_server::maintenance::verify::{
    Bad, BadRow, Verified, VerifyError, ViewsError, ViewsVerified, verify, verify_views,
};
use serde::Serialize;

use crate::client::runtime::block_on;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::words::stored;

/// The arguments of `muster verify`.
#[derive(Debug, Args)]
pub struct Verify {
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    #[arg(long, value_name = "FILE", alias = "heads")]
    head_file: Option<PathBuf>,
    #[arg(long, value_name = "FILE", alias = "write-heads")]
    write_head_file: Option<PathBuf>,
    #[arg(long)]
    views: bool,
    #[arg(long)]
    json: bool,
}

/// The JSON of a verification.
#[derive(Debug, Serialize)]
struct VerifyJson {
    ok: bool,
    verified: Option<Verified>,
    bad: Option<Bad>,
    /// Where it was asked for.
    views: Option<ViewsVerified>,
    bad_row: Option<BadRow>,
}

impl Run for Verify {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let outcome = block_on(async { Ok(verify(&self.dir, self.head_file.as_deref()).await) })?;
        match outcome {
            Ok(verified) => match self.views(out)? {
                Ok(views) => self.good(out, verified, views),
                Err(bad) => self.bad_row(out, verified, bad),
            },
            Err(VerifyError::Bad(bad)) => self.bad(out, bad),
            Err(VerifyError::Unusable(why)) => {
                let what = out.lang.say("there-is-nothing-to-verify");
                Err(Failure::new(Exit::Fault, what).because(why).into())
            }
        }
    }
}

impl Verify {
    /// The view, where it was asked for, or its first bad row.
    fn views(&self, out: &Output) -> anyhow::Result<Result<Option<ViewsVerified>, BadRow>> {
        if !self.views {
            return Ok(Ok(None));
        }
        match block_on(async { Ok(verify_views(&self.dir).await) })? {
            Ok(views) => Ok(Ok(Some(views))),
            Err(ViewsError::Bad(bad)) => Ok(Err(bad)),
            Err(error @ (ViewsError::Unusable(_) | ViewsError::Store(_))) => {
                let what = out.lang.say("the-view-cannot-be-compared");
                Err(Failure::new(Exit::Fault, what).because(error).into())
            }
        }
    }

    fn good(&self, out: &Output, verified: Verified, views: Option<ViewsVerified>) -> anyhow::Result<Exit> {
        if let Some(path) = &self.write_head_file {
            std::fs::write(path, verified.head_file()).map_err(|error| {
                let what = say!(out.lang, "the-head-file-path-cannot-be-written", path = path.display());
                Failure::new(Exit::Fault, what).because(error)
            })?;
        }
        if self.json {
            out.json(&VerifyJson { ok: true, verified: Some(verified), bad: None, views, bad_row: None })?;
            return Ok(Exit::Fine);
        }
        let Verified { events, blobs, erased, snapshots, campaigns } = verified;
        out.data(say!(out.lang, "all-is-well-events-event-blobs-blob-snapshots", #events = events, #blobs = blobs, #snapshots = snapshots))?;
        if let Some(ViewsVerified { position, tables, rows }) = views {
            out.data(say!(out.lang, "the-view-at-position-rows-row-in-tables", position, #rows = rows, #tables = tables))?;
        }
        if erased > 0 {
            out.data(say!(out.lang, "erased-blobs-were-erased-their-digests-stay", #erased = erased))?;
        }
        for campaign in campaigns {
            let (id, version, hash) = (&campaign.id, campaign.version, campaign.hash);
            let (planned, ended) = (campaign.planned, campaign.ended);
            out.data(say!(out.lang, "id-version-version-head-hash-planned-step-ended", id, version, hash, #planned = planned, ended))?;
        }
        Ok(Exit::Fine)
    }

    fn bad_row(&self, out: &Output, verified: Verified, bad: BadRow) -> anyhow::Result<Exit> {
        if self.json {
            let (verified, bad_row) = (Some(verified), Some(bad));
            out.json(&VerifyJson { ok: false, verified, bad: None, views: None, bad_row })?;
            return Ok(Exit::Fault);
        }
        let campaign = bad.campaign.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
        out.data(say!(out.lang, "the-log-is-sound-the-view-is-not", campaign, bad))?;
        Ok(Exit::Fault)
    }

    fn bad(&self, out: &Output, bad: Bad) -> anyhow::Result<Exit> {
        if self.json {
            out.json(&VerifyJson { ok: false, verified: None, bad: Some(bad), views: None, bad_row: None })?;
        } else {
            out.data(say!(out.lang, "first-bad-event-bad", bad = stored::said(out.lang, &bad.to_string())))?;
        }
        Ok(Exit::Fault)
    }
}
