//! `muster visits export`: a leader's calendar feed, a page with the months and a map-like picture, and the picture alone; of all
//! visits, or of one person, programme or round.

use std::fs;
use std::path::PathBuf;

use clap::{ArgGroup, Args};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_server::read::visits::feed;
use muster_server::view::status::VisitLine;

use super::list::{VisitList, read};
use super::{picture, unwritten};
use crate::client::act::with_engine;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::output::Output;

/// The arguments of `muster visits export`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("form").required(true).multiple(true).args(["ics", "html", "svg"])))]
pub(crate) struct Export {
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[arg(long, value_name = "POST")]
    person: Option<String>,
    #[arg(long, value_name = "ID")]
    programme: Option<String>,
    #[command(flatten)]
    target: Target,
}

impl Export {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let mut visits = with_engine(out, &self.target, async |connection| {
            Ok(read(out, connection, &self.target, self.person.as_deref()).await?)
        })?;
        self.narrow(out, &mut visits)?;
        if let Some(path) = &self.ics {
            fs::write(path, self.feed(out.lang, &visits)).map_err(|error| unwritten(out, path, &error))?;
            out.data(path.display())?;
        }
        if let Some(path) = &self.html {
            let page = picture::page(out.lang, &visits).into_string();
            fs::write(path, page).map_err(|error| unwritten(out, path, &error))?;
            out.data(path.display())?;
        }
        if let Some(path) = &self.svg {
            let picture = picture::svg(out.lang, &visits).into_string();
            fs::write(path, picture).map_err(|error| unwritten(out, path, &error))?;
            out.data(path.display())?;
        }
        Ok(Exit::Fine)
    }

    /// Leaves the visits of the programme or round that is named.
    fn narrow(&self, out: &Output, visits: &mut VisitList) -> Result<(), Failure> {
        let Some(name) = &self.programme else { return Ok(()) };
        let is_its = |line: &VisitLine| {
            let rest = line.occasion.strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let def = visits.glossary.definition();
        let known = def.is_some_and(|def| def.visits.iter().any(|programme| programme.id == *name));
        if !known && !visits.rows.iter().any(|row| is_its(&row.line)) {
            let what = say!(out.lang, "there-is-no-programme-or-round-of-visits", name);
            return Err(Failure::new(Exit::Fault, what).next("muster visits list"));
        }
        visits.rows.retain(|row| is_its(&row.line));
        visits.handed_on.retain(is_its);
        Ok(())
    }

    fn feed(&self, lang: Language, visits: &VisitList) -> String {
        let lines: Vec<&VisitLine> =
            visits.rows.iter().map(|row| &row.line).chain(&visits.handed_on).collect();
        let campaign = (&visits.campaign, visits.glossary.definition());
        feed(lang, campaign, self.person.as_deref(), (&lines, visits.today))
    }
}
