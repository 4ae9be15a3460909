//! `muster explain`: what the code of a finding means.

use clap::Args;
use muster_core::definition::{Explanation, explain, explanations};
use muster_protocol::catalogue::{Language, LocalizedText};
use muster_protocol::say;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::run::Run;

/// The arguments of `muster explain`.
#[derive(Debug, Args)]
pub struct Explain {
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    #[arg(long)]
    json: bool,
}

/// The JSON of an explanation.
#[derive(Debug, Serialize)]
struct ExplanationJson {
    code: &'static str,
    what: LocalizedText,
    why: LocalizedText,
    wrong: LocalizedText,
    right: LocalizedText,
}

impl From<Explanation> for ExplanationJson {
    fn from(one: Explanation) -> Self {
        let Explanation { code, what, why, wrong, right } = one;
        Self { code, what, why, wrong, right }
    }
}

impl Run for Explain {
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit> {
        let mut found = Vec::new();
        for code in &self.codes {
            let Some(one) = explain(code) else {
                let what = say!(out.lang, "there-is-no-code-code", code);
                let all = out.lang.say("muster-explain-alone-lists-them-all");
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
                out.data(format_args!("{}  {}", one.code, one.what.say(out.lang)))?;
            }
        } else {
            for one in &found {
                out.advice(whole(out.lang, one))?;
            }
        }
        Ok(Exit::Fine)
    }
}

fn whole(lang: Language, one: &Explanation) -> String {
    let indented = |sentence: &LocalizedText| {
        sentence.say(lang).lines().map(|line| format!("    {line}\n")).collect::<String>()
    };
    let (why, wrong, right) = (lang.say("why-2"), lang.say("wrong"), lang.say("right"));
    format!(
        "{}  {}\n{why}: {}\n{wrong}:\n{}{right}:\n{}",
        one.code,
        one.what.say(lang),
        one.why.say(lang),
        indented(&one.wrong),
        indented(&one.right)
    )
}
