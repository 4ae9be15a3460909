//! `muster explain`: what the code of a finding means.

use clap::Args;
use muster_core::definition::{Explanation, Sentence, explain, explanations};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;

/// 说明一个问题代码：什么意思，为什么要改，怎么写错、怎么写对 · Explain the code of a finding, with a wrong line and the right one
#[derive(Debug, Args)]
pub struct Explain {
    /// 代码，如 M020；不写就列出全部 · The code, such as M020; without it all are listed
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    /// 输出 JSON · Print JSON: `[{code, what, what_zh, why, why_zh, wrong, wrong_zh, right, right_zh}]`
    #[arg(long)]
    json: bool,
}

/// The JSON of an explanation.
#[derive(Debug, Serialize)]
struct ExplanationJson {
    code: &'static str,
    what: String,
    what_zh: String,
    why: String,
    why_zh: String,
    wrong: String,
    wrong_zh: String,
    right: String,
    right_zh: String,
}

impl From<Explanation> for ExplanationJson {
    fn from(one: Explanation) -> Self {
        Self {
            code: one.code,
            what: one.what.en,
            what_zh: one.what.zh,
            why: one.why.en,
            why_zh: one.why.zh,
            wrong: one.wrong.en,
            wrong_zh: one.wrong.zh,
            right: one.right.en,
            right_zh: one.right.zh,
        }
    }
}

impl Explain {
    /// Runs the verb.
    ///
    /// # Errors
    /// Stdout that cannot be written.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let mut found = Vec::new();
        for code in &self.codes {
            let Some(one) = explain(code) else {
                let what = match out.lang {
                    Lang::Zh => format!("没有代码“{code}”"),
                    Lang::En => format!("there is no code “{code}”"),
                };
                let all = out.lang.pick(
                    "不带代码运行 muster explain，可以看到全部",
                    "`muster explain` alone lists them all",
                );
                return Err(Failure::new(Exit::Fault, what).next(all).into());
            };
            found.push(one);
        }
        if self.codes.is_empty() {
            found = explanations();
        }
        if self.json {
            out.json(&found.into_iter().map(ExplanationJson::from).collect::<Vec<_>>())?;
        } else if self.codes.is_empty() {
            for one in &found {
                out.data(format_args!("{}  {}", one.code, say(out.lang, &one.what)))?;
            }
        } else {
            for one in &found {
                out.advice(whole(out.lang, one))?;
            }
        }
        Ok(Exit::Fine)
    }
}

fn say(lang: Lang, sentence: &Sentence) -> &str {
    lang.pick(&sentence.zh, &sentence.en)
}

fn whole(lang: Lang, one: &Explanation) -> String {
    let indented =
        |sentence| say(lang, sentence).lines().map(|line| format!("    {line}\n")).collect::<String>();
    let (why, wrong, right) =
        (lang.pick("为什么", "why"), lang.pick("写错", "wrong"), lang.pick("写对", "right"));
    format!(
        "{}  {}\n{why}: {}\n{wrong}:\n{}{right}:\n{}",
        one.code,
        say(lang, &one.what),
        say(lang, &one.why),
        indented(&one.wrong),
        indented(&one.right)
    )
}
