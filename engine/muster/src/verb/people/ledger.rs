//! `muster ledger`: rows of ledgers, appended and corrected by further rows (S20, S29, S40, S43).

use clap::{Args, Subcommand};
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::command::{Command, EnterRow, ItemName};
use muster_protocol::definition::{Definition, Holds, Ledger as Columns, Variant};
use muster_protocol::ledger::Cell;
use muster_protocol::{id, say};

use crate::client::act::{campaign, submit_to, with_connection};
use crate::client::connection::Connection;
use crate::client::definitions;
use crate::client::target::ActArgs;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;
use crate::value::{WrongValue, wrong_value};

/// What is typed behind `muster ledger`.
#[derive(Debug, Subcommand)]
pub(crate) enum Ledger {
    Enter(Enter),
    Correct(Correct),
}

#[derive(Debug, Args)]
pub(crate) struct Enter {
    ledger: ItemName,
    #[arg(long = "cell", value_name = "COLUMN=TEXT", value_parser = cell)]
    cells: Vec<(String, String)>,
    #[arg(long = "row", value_name = "NAME")]
    fixed: Option<String>,
    #[command(flatten)]
    acting: ActArgs,
}

#[derive(Debug, Args)]
pub(crate) struct Correct {
    #[command(flatten)]
    row: Enter,
    wrong: u32,
}

fn cell(text: &str) -> Result<(String, String), WrongValue> {
    let parts = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, held) = parts.ok_or_else(|| wrong_value(id!("write-column-text-such-as")))?;
    Ok((name.to_owned(), held.to_owned()))
}

impl Run for Ledger {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        match self {
            Self::Enter(row) => row.enter(out, None),
            Self::Correct(Correct { row, wrong }) => row.enter(out, Some(*wrong)),
        }
    }
}

impl Enter {
    fn enter(&self, out: &Output, corrects: Option<u32>) -> anyhow::Result<Exit> {
        with_connection(out, &self.acting, async |connection, by| {
            let campaign = campaign(out.lang, connection, &self.acting.target).await?;
            let def = definitions::of(connection, &campaign).await?;
            let columns = def.as_ref().and_then(|def| columns(def, &self.ledger.occasion));
            let mut cells = Vec::new();
            for (name, held) in &self.cells {
                cells.push((name.clone(), typed(out.lang, connection, columns, name, held).await?));
            }
            let ItemName { occasion, unit } = self.ledger.clone();
            let fixed = self.fixed.clone();
            let row = EnterRow { ledger: occasion, unit, fixed, cells, corrects };
            submit_to(out, connection, campaign, by, Command::EnterRow(row)).await
        })
    }
}

fn columns<'d>(def: &'d Definition, id: &str) -> Option<&'d Columns> {
    def.duties.iter().find_map(|duty| match &duty.variant {
        Variant::Ledger(ledger) if duty.id == id => Some(ledger),
        _ => None,
    })
}

/// What was typed, as the kind that its column holds. A column that does not exist is told by the engine.
async fn typed(
    lang: Language,
    connection: &Connection,
    columns: Option<&Columns>,
    name: &str,
    held: &str,
) -> Result<Cell, Failure> {
    let column = columns.and_then(|ledger| ledger.columns.iter().find(|column| column.name == name));
    let wrong = |holds: TextId| {
        let what = say!(lang, "column-name-holds-kind-not-held", name, kind: holds, held);
        Failure::new(Exit::Refused, what)
    };
    match column.map(|column| &column.holds) {
        Some(Holds::Text) => connection.store_text(held).await.map(Cell::Text),
        Some(Holds::Number) => {
            held.parse().map(Cell::Number).map_err(|_| wrong(id!("a-whole-number-from-0")))
        }
        Some(Holds::Date) => {
            held.parse().map(Cell::Date).map_err(|_| wrong(id!("a-date-such-as-2014-05-20")))
        }
        Some(Holds::Choice(_) | Holds::Tag(_)) | None => Ok(Cell::Word(held.to_owned())),
    }
}
