//! How the units act in a preview: by a script that has a name, or by one in a file.

use std::path::{Path, PathBuf};

use muster_core::script::Script;
use muster_protocol::catalogue::Language;
use muster_protocol::definition::Definition;

/// What was asked for. A file with the name of a script is asked for with its folder: `./all-on-time`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Behaviour {
    /// Everybody hands in a working day before the due day, everything is answered the day after.
    AllOnTime,
    /// Nobody hands in, signs or visits, so that every step shows.
    NobodyAnswers,
    /// As a file says.
    File(PathBuf),
}

/// Names of the scripts, in the order of the variants.
const ALL_ON_TIME: [&str; 2] = ["all-on-time", "全部按时"];
const NOBODY_ANSWERS: [&str; 2] = ["nobody-answers", "无人响应"];

impl Behaviour {
    pub(super) fn of(asked: Option<&Path>) -> Self {
        let Some(path) = asked else { return Self::NobodyAnswers };
        match path.to_str() {
            Some(name) if ALL_ON_TIME.contains(&name) => Self::AllOnTime,
            Some(name) if NOBODY_ANSWERS.contains(&name) => Self::NobodyAnswers,
            Some(_) | None => Self::File(path.to_path_buf()),
        }
    }

    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::AllOnTime | Self::NobodyAnswers => None,
        }
    }

    /// The script, given what the file holds.
    pub(super) fn script(&self, def: &Definition, read: Option<Script>) -> Script {
        match self {
            Self::AllOnTime => Script::all_on_time(def),
            Self::NobodyAnswers => Script::silent(def),
            Self::File(_) => read.unwrap_or_else(|| Script::silent(def)),
        }
    }

    pub(super) fn words(&self, lang: Language) -> String {
        match self {
            Self::AllOnTime => lang.say("all-on-time").to_owned(),
            Self::NobodyAnswers => lang.say("nobody-answers").to_owned(),
            Self::File(path) => path
                .file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_have_names_in_both_languages_and_files_have_paths() {
        let of = |asked: &str| Behaviour::of(Some(Path::new(asked)));
        assert_eq!(Behaviour::of(None), Behaviour::NobodyAnswers);
        assert_eq!((of("all-on-time"), of("无人响应")), (Behaviour::AllOnTime, Behaviour::NobodyAnswers));
        assert_eq!(of("./all-on-time"), Behaviour::File("./all-on-time".into()));
        assert_eq!(of("all-on-tim").file(), Some(Path::new("all-on-tim")));
    }
}
