//! `muster config show`: what holds on this machine, each value with where it came from. Secrets are never in it: the
//! configuration says where they lie, and that is what is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Command, Subcommand};
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use serde::Serialize;
use serde_json::Value;

use crate::exit::Exit;
use crate::output::Output;
use crate::service::config::{Config, ConfigArgs};

/// Where the data directory is by default.
const DIR: &str = "./muster-data";

/// Parts of the file whose values may hold what only a counterpart should read.
const SECRET_KEYS: [&str; 2] = ["headers", "body"];

/// What is typed behind `muster config`.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigVerb {
    Show(Show),
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[arg(long)]
    origin: bool,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
    #[arg(long, env = "MUSTER_DIR", default_value = DIR)]
    dir: PathBuf,
}

/// Where a value comes from; what is written last wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Origin {
    Default,
    File,
    Environment,
    Flag,
}

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Setting {
    name: String,
    value: String,
    origin: Origin,
    /// The file or the variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

impl ConfigVerb {
    /// Runs the verb; the command line says which flags there are.
    ///
    /// # Errors
    /// [`crate::exit::Failure`]: the configuration cannot be read or says something that is no configuration.
    pub(crate) fn run(&self, command_line: Command, out: &Output) -> anyhow::Result<Exit> {
        let Self::Show(show) = self;
        show.run(&command_line, out)
    }
}

impl Show {
    fn run(&self, command_line: &Command, out: &Output) -> anyhow::Result<Exit> {
        let (config, written) = self.config.read_with_text(out.lang, &self.dir)?;
        let path = self.config.path(&self.dir).display().to_string();
        let environment = |name: &str| std::env::var_os(name);
        let mut settings = of_machine(command_line, &environment);
        self.put_own(&mut settings, &environment);
        settings.extend(of_file(&config, &written, &path)?);
        if self.json {
            out.json(&settings)?;
            return Ok(Exit::Fine);
        }
        for setting in &settings {
            let origin =
                if self.origin { format!("  ({})", setting_text(out.lang, setting)) } else { String::new() };
            out.data(format!("{} = {}{origin}", setting.name, setting.value))?;
        }
        Ok(Exit::Fine)
    }

    /// The two that this command line itself may say.
    fn put_own(&self, settings: &mut Vec<Setting>, environment: &impl Fn(&str) -> Option<OsString>) {
        let config = self.config.named().map(|path| path.display().to_string());
        for (variable, value) in
            [("MUSTER_DIR", Some(self.dir.display().to_string())), ("MUSTER_CONFIG", config)]
        {
            let Some(value) = value else { continue };
            let by_variable = environment(variable).is_some_and(|set| set.to_string_lossy() == value);
            let by_default = variable == "MUSTER_DIR" && value == DIR;
            if !by_variable && !by_default {
                let name = name_of(variable);
                settings.retain(|setting| setting.name != name);
                settings.push(Setting { name, value, origin: Origin::Flag, from: None });
            }
        }
        settings.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

fn setting_text(lang: Language, setting: &Setting) -> String {
    let from = setting.from.as_deref().unwrap_or_default();
    match setting.origin {
        Origin::Default => lang.say("origin-default").to_owned(),
        Origin::File => say!(lang, "origin-file-from", from),
        Origin::Environment => say!(lang, "origin-environment-from", from),
        Origin::Flag => lang.say("origin-flag").to_owned(),
    }
}

/// `MUSTER_NATS_CA` is `nats-ca`.
fn name_of(variable: &str) -> String {
    variable.trim_start_matches("MUSTER_").to_ascii_lowercase().replace('_', "-")
}

/// What every verb reads from the environment, with the value that holds where no flag says otherwise.
fn of_machine(command: &Command, environment: &impl Fn(&str) -> Option<OsString>) -> Vec<Setting> {
    let mut found: BTreeMap<String, Setting> = BTreeMap::new();
    let mut commands = vec![command];
    while let Some(command) = commands.pop() {
        commands.extend(command.get_subcommands());
        for argument in command.get_arguments() {
            let Some(variable) = argument.get_env().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            let name = name_of(&variable);
            let default =
                argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
            let (value, origin, from) = match (environment(&variable), default) {
                (Some(value), _) => {
                    (value.to_string_lossy().into_owned(), Origin::Environment, Some(variable.clone()))
                }
                (None, Some(default)) => (default, Origin::Default, None),
                (None, None) => continue,
            };
            let setting = Setting { name: name.clone(), value: without_user(&value), origin, from };
            found.entry(name).or_insert(setting);
        }
    }
    found.into_values().collect()
}

/// What the file says and what holds where it says nothing.
fn of_file(config: &Config, written: &str, path: &str) -> anyhow::Result<Vec<Setting>> {
    let written: Value = if written.is_empty() { Value::Null } else { serde_saphyr::from_str(written)? };
    let mut in_file = BTreeSet::new();
    flat(&written, &mut Vec::new(), &mut |names, _| {
        in_file.insert(names.iter().map(|name| plain(name)).collect::<Vec<_>>());
    });
    let mut settings = Vec::new();
    flat(&serde_json::to_value(config.with_defaults())?, &mut Vec::new(), &mut |names, value| {
        let says = in_file.contains(&names.iter().map(|name| plain(name)).collect::<Vec<_>>());
        let (origin, from) =
            if says { (Origin::File, Some(path.to_owned())) } else { (Origin::Default, None) };
        let hidden = names.iter().any(|name| SECRET_KEYS.contains(&name.as_str())) && !value.is_empty();
        let value = if hidden { "***".to_owned() } else { without_user(value) };
        settings.push(Setting { name: names.join("."), value, origin, from });
    });
    Ok(settings)
}

/// A key of the file by its English name.
fn plain(name: &str) -> String {
    let english = match name {
        "渠道" => "channels",
        "网页" => "page",
        "地址" => "address",
        "链接天数" => "link-days",
        other => other,
    };
    english.to_owned()
}

/// Every value with the names that lead to it; what says nothing is left out.
fn flat(value: &Value, names: &mut Vec<String>, print_result: &mut impl FnMut(&[String], &str)) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                names.push(name.clone());
                flat(value, names, print_result);
                names.pop();
            }
        }
        Value::String(text) => print_result(names, text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => print_result(names, &value.to_string()),
    }
}

/// An address without the user and password that may stand in it.
fn without_user(value: &str) -> String {
    match value.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?))) {
        Some((scheme, (user, rest))) if !user.contains('/') => format!("{scheme}://***@{rest}"),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    const FILE: &str = "渠道:\n  邮件:\n    smtp: {server: mail.bureau.test, from: a@bureau.test, user: a, \
                        password: {file: /etc/p}}\n  短信:\n    http: {url: \"https://u:geheim@sms.test/\", \
                        headers: {authorization: geheim}, body: geheim}\n网页: {地址: \"https://m.test\"}\n";

    fn settings() -> Vec<Setting> {
        let config: Config = serde_saphyr::from_str(FILE).unwrap();
        of_file(&config, FILE, "muster.yaml").unwrap()
    }

    fn one(settings: &[Setting], name: &str) -> (String, Origin) {
        let found = settings.iter().find(|setting| setting.name == name);
        let found = found.unwrap_or_else(|| panic!("no {name} in {settings:?}"));
        (found.value.clone(), found.origin)
    }

    #[test]
    fn each_value_says_whether_the_file_has_it() {
        let settings = settings();
        let one = |name: &str| one(&settings, name);
        assert_eq!(one("channels.邮件.smtp.server"), ("mail.bureau.test".to_owned(), Origin::File));
        assert_eq!(one("channels.邮件.smtp.port"), ("587".to_owned(), Origin::Default));
        assert_eq!(one("channels.邮件.timeout-seconds"), ("20".to_owned(), Origin::Default));
        assert_eq!(one("page.address"), ("https://m.test".to_owned(), Origin::File));
        assert_eq!(one("page.link-days"), ("30".to_owned(), Origin::Default));
    }

    #[test]
    fn secrets_are_said_to_lie_somewhere_and_are_not_shown() {
        let settings = settings();
        assert_eq!(one(&settings, "channels.邮件.smtp.password.file").0, "/etc/p");
        assert_eq!(one(&settings, "channels.短信.http.headers.authorization").0, "***");
        let printed = format!("{settings:?}");
        assert!(!printed.contains("geheim"), "{printed}");
    }

    #[test]
    fn the_environment_is_said_by_its_variable() {
        let set = |name: &str| match name {
            "MUSTER_NATS" => Some(OsString::from("nats://me:geheim@hub:4222")),
            "MUSTER_DIR" => Some(OsString::from("/srv/muster")),
            _ => None,
        };
        let settings = of_machine(&Cli::command(), &set);
        assert_eq!(one(&settings, "nats"), ("nats://***@hub:4222".to_owned(), Origin::Environment));
        assert_eq!(one(&settings, "dir"), ("/srv/muster".to_owned(), Origin::Environment));
        assert_eq!(one(&settings, "channel"), ("configured".to_owned(), Origin::Default));
    }
}
