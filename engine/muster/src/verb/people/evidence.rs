//! `muster evidence get`: a file that was handed in, for anyone who may see it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use muster_protocol::ids::Digest;

use crate::client::act::campaign;
use crate::client::connection::{Connection, Make};
use crate::client::runtime::block_on;
use crate::client::target::Target;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;

/// 报送的材料文件：取出来看 · Files that were handed in: take one out
#[derive(Debug, Args)]
pub struct Evidence {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Get(Get),
}

/// 取出一个文件，按 muster show evidence 里的指纹 · Take out a file by the digest that `muster show evidence` tells
#[derive(Debug, Args)]
struct Get {
    /// 指纹，至少前8位 · Its digest, the first 8 digits at least
    digest: String,
    /// 存成哪个文件 · Where it is put
    #[arg(long, short, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    target: Target,
}

impl Evidence {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`Failure`] when nobody answers, there is no such file, anyone who asks may not see it, or it cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let Verb::Get(get) = &self.verb;
        block_on(async {
            let connection = Connection::open(out.lang, &get.target, Make::Never).await?;
            let result = get.take(out, &connection).await;
            connection.close().await;
            result
        })
    }
}

impl Get {
    async fn take(&self, out: &Output, connection: &Connection) -> anyhow::Result<Exit> {
        let campaign = campaign(out.lang, connection, &self.target).await?;
        let shown = connection.show(&campaign, &format!("evidence/{}", self.digest)).await?;
        let mut found: Vec<Digest> = Vec::new();
        for row in shown.iter().flat_map(|shown| &shown.rows) {
            found.extend(row.first().and_then(|cell| cell.en.parse::<Digest>().ok()));
        }
        found.sort_unstable();
        found.dedup();
        let bytes = match found.as_slice() {
            [only] => connection.blob(*only).await?,
            _ => None,
        };
        let Some(bytes) = bytes else {
            let what = match out.lang {
                Lang::Zh => format!("没有指纹以“{}”开头的唯一一个文件", self.digest),
                Lang::En => {
                    format!("there is not exactly one file whose digest begins with “{}”", self.digest)
                }
            };
            return Err(Failure::new(Exit::Fault, what).next("muster show evidence").into());
        };
        let size = bytes.len();
        std::fs::write(&self.out, bytes).map_err(|error| {
            let path = self.out.display();
            let what = match out.lang {
                Lang::Zh => format!("写不了 {path}"),
                Lang::En => format!("{path} cannot be written"),
            };
            Failure::new(Exit::Fault, what).because(error)
        })?;
        let path = self.out.display();
        out.data(match out.lang {
            Lang::Zh => format!("{path}：{size}字节"),
            Lang::En => format!("{path}: {size} bytes"),
        })?;
        Ok(Exit::Fine)
    }
}
