//! `muster visits export`: a leader's calendar feed, and a page with the months and a map-like picture.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use muster_core::definition::Tongue;
use muster_server::read::visits::feed;
use muster_server::view::status::VisitLine;

use super::list::{VisitList, read};
use super::{picture, unwritten};
use crate::client::connection::{Connection, Make};
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;

/// 导出走访日历或图 · Export visits as a calendar feed or as a page with pictures
#[derive(Debug, Args)]
pub(super) struct Export {
    /// 写成日历文件 · Write a calendar file
    #[arg(long, value_name = "FILE", required_unless_present = "html")]
    ics: Option<PathBuf>,
    /// 写成网页：月历和示意图 · Write a page: months and a picture
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// 只要某位走访人：岗位或编号 · Only of one visitor: a post or its id
    #[arg(long, value_name = "POST")]
    person: Option<String>,
    #[command(flatten)]
    target: Target,
}

impl Export {
    pub(super) fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        block_on(async {
            let connection = Connection::open(out.lang, &self.target, Make::Never).await?;
            let visits = read(out, &connection, &self.target, self.person.as_deref()).await;
            connection.close().await;
            let visits = visits?;
            if let Some(path) = &self.ics {
                fs::write(path, self.feed(out.lang, &visits))
                    .map_err(|error| unwritten(out, path, &error))?;
                out.data(path.display())?;
            }
            if let Some(path) = &self.html {
                let page = picture::page(out.lang, &visits).into_string();
                fs::write(path, page).map_err(|error| unwritten(out, path, &error))?;
                out.data(path.display())?;
            }
            Ok(Exit::Fine)
        })
    }

    fn feed(&self, lang: Lang, visits: &VisitList) -> String {
        let lines: Vec<&VisitLine> =
            visits.rows.iter().map(|row| &row.line).chain(&visits.handed_on).collect();
        let campaign = (&visits.campaign, visits.glossary.definition());
        feed(Tongue::from(lang), campaign, self.person.as_deref(), (&lines, visits.today))
    }
}
