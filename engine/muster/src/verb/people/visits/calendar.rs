//! `muster visits export`: a leader's calendar feed, and a page with the months and a map-like picture.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use muster_server::read::calendar::{Entry, Firmness, text};

use super::list::{Row, Told, read};
use super::{picture, unwritten};
use crate::client::door::{Door, Make};
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::output::Output;
use crate::words::visits;

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
            let door = Door::open(out.lang, &self.target, Make::Never).await?;
            let told = read(out, &door, &self.target, self.person.as_deref()).await;
            door.close().await;
            let told = told?;
            if let Some(path) = &self.ics {
                fs::write(path, self.feed(out.lang, &told)).map_err(|error| unwritten(out, path, &error))?;
                out.data(path.display())?;
            }
            if let Some(path) = &self.html {
                let page = picture::page(out.lang, &told).into_string();
                fs::write(path, page).map_err(|error| unwritten(out, path, &error))?;
                out.data(path.display())?;
            }
            Ok(Exit::Fine)
        })
    }

    fn feed(&self, lang: Lang, told: &Told) -> String {
        let name = match (&self.person, lang) {
            (Some(person), Lang::Zh) => format!("{person}的走访"),
            (Some(person), Lang::En) => format!("Visits of {person}"),
            (None, Lang::Zh) => "走访".to_owned(),
            (None, Lang::En) => "Visits".to_owned(),
        };
        let entries: Vec<Entry> = told.rows.iter().map(|row| entry(lang, told, row)).collect();
        text(lang.pick("-//muster//visits//ZH", "-//muster//visits//EN"), &name, &entries)
    }
}

fn entry(lang: Lang, told: &Told, row: &Row) -> Entry {
    let line = &row.line;
    let firmness = match line.stage.as_str() {
        "proposed" => Firmness::Tentative,
        "declined" | "cancelled" | "no-show" => Firmness::Cancelled,
        _ => Firmness::Confirmed,
    };
    let summary = match lang {
        Lang::Zh => format!("走访：{}到{}", row.post, line.name),
        Lang::En => format!("Visit: {} to {}", row.post, line.name),
    };
    let town = told.town(&line.place);
    Entry {
        uid: format!("visit.{}.{}.{}@{}", line.occasion, line.place, line.no, told.campaign),
        sequence: u32::try_from(line.sequence).unwrap_or_default(),
        changed: line.changed,
        start: line.start,
        end: line.end,
        summary,
        description: format!("{}/{} · {}", line.occasion, line.place, visits::stage(lang, &row.stage)),
        location: [town, line.name.as_str()].join(" ").trim().to_owned(),
        firmness,
    }
}
