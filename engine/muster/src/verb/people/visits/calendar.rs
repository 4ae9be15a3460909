//! `muster visits export`: a leader's calendar feed, and a page with the months and a map-like picture.

use std::fs;
use std::path::PathBuf;

use clap::{ArgGroup, Args};
use muster_protocol::catalogue::Language;
use muster_server::read::visits::feed;
use muster_server::view::status::VisitLine;

use super::list::{VisitList, read};
use super::{picture, unwritten};
use crate::client::act::with_engine;
use crate::client::target::Target;
use crate::exit::Exit;
use crate::output::Output;

/// The arguments of `muster visits export`.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("form").required(true).multiple(true).args(["ics", "html"])))]
pub(crate) struct Export {
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[arg(long, value_name = "POST")]
    person: Option<String>,
    #[command(flatten)]
    target: Target,
}

impl Export {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let visits = with_engine(out, &self.target, async |connection| {
            Ok(read(out, connection, &self.target, self.person.as_deref()).await?)
        })?;
        if let Some(path) = &self.ics {
            fs::write(path, self.feed(out.lang, &visits)).map_err(|error| unwritten(out, path, &error))?;
            out.data(path.display())?;
        }
        if let Some(path) = &self.html {
            let page = picture::page(out.lang, &visits).into_string();
            fs::write(path, page).map_err(|error| unwritten(out, path, &error))?;
            out.data(path.display())?;
        }
        Ok(Exit::Fine)
    }

    fn feed(&self, lang: Language, visits: &VisitList) -> String {
        let lines: Vec<&VisitLine> =
            visits.rows.iter().map(|row| &row.line).chain(&visits.handed_on).collect();
        let campaign = (&visits.campaign, visits.glossary.definition());
        feed(lang, campaign, self.person.as_deref(), (&lines, visits.today))
    }
}
