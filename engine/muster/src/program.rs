//! Under which name this program can be typed again. Texts that tell a person what to type say `muster VERB`; anyone who
//! prints them puts the name in by [`typed`], wherever they come from: refusals are worded by the core, which knows of no
//! program.

use std::borrow::Cow;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::verbs::every_verb;

/// The name by which the words call the program.
const NAME: &str = "muster";

macro_rules! names {
    ($($typed:tt $name:ident($($verb:ident)::+) $(of $line:ident)? $(#[$more:meta])*;)+) => {
        /// The verbs: `muster` before another word is the name of the thing, not something to type.
        pub(crate) const VERBS: &[&str] = &[$($typed),+];
    };
}

every_verb!(names);

/// What is typed to run this very program: `muster` where that finds it, else its path.
#[must_use]
pub fn name() -> &'static str {
    static FOUND: OnceLock<String> = OnceLock::new();
    FOUND.get_or_init(|| {
        let Ok(own) = env::current_exe() else { return NAME.to_owned() };
        let search = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<PathBuf>>());
        if on_path(&own, &search.unwrap_or_default()) {
            return NAME.to_owned();
        }
        shown(&own, env::current_dir().ok().as_deref())
    })
}

/// A text with the name in it that can be typed.
#[must_use]
pub fn typed(text: &str) -> Cow<'_, str> {
    put(text, name())
}

/// Whether the first program of that name on the path is this one.
fn on_path(own: &Path, search: &[PathBuf]) -> bool {
    let first = search.iter().map(|folder| folder.join(NAME)).find(|path| path.is_file());
    let whole = |path: &Path| path.canonicalize().ok();
    first.and_then(|first| whole(&first)).is_some_and(|first| whole(own) == Some(first))
}

/// The path as a shell takes it, from the working directory where it lies below that.
fn shown(own: &Path, here: Option<&Path>) -> String {
    let below = here.and_then(|here| own.strip_prefix(here).ok());
    let path = below.unwrap_or(own).display().to_string();
    // A name without a folder would be looked for on the path.
    let path = if path.contains('/') { path } else { format!("./{path}") };
    let plain = |c: char| c.is_alphanumeric() || "/._-+@".contains(c);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

/// The text with `name` for each `muster` that stands before a verb.
fn put<'a>(text: &'a str, name: &str) -> Cow<'a, str> {
    if name == NAME || !text.contains(NAME) {
        return Cow::Borrowed(text);
    }
    let mut new = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(NAME) {
        let (before, after) = (&rest[..at], &rest[at + NAME.len()..]);
        let typed = !before.ends_with(part_of_a_word) && is_verb(after);
        new.push_str(before);
        new.push_str(if typed { name } else { NAME });
        rest = after;
    }
    new.push_str(rest);
    Cow::Owned(new)
}

fn is_verb(after: &str) -> bool {
    let Some(after) = after.strip_prefix(' ') else { return false };
    let end = after.find(|c: char| !part_of_a_word(c)).unwrap_or(after.len());
    VERBS.contains(&&after[..end])
}

fn part_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_/.".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_to_be_typed_gets_the_name() {
        let said = |text| put(text, "target/debug/muster").into_owned();
        assert_eq!(said("look with `muster verify`"), "look with `target/debug/muster verify`");
        assert_eq!(
            said("恢复用 muster resume；muster up"),
            "恢复用 target/debug/muster resume；target/debug/muster up"
        );
        for text in
            ["muster runs campaigns", "cargo-muster up", "no page that muster made", "../muster up", "muster"]
        {
            assert_eq!(said(text), text);
        }
        assert_eq!(put("muster up", "muster"), "muster up");
    }

    #[test]
    fn a_program_that_is_not_on_the_path_is_shown_by_its_path() {
        let shown = |own: &str| shown(Path::new(own), Some(Path::new("/srv/checkout")));
        assert_eq!(shown("/srv/checkout/target/debug/muster"), "target/debug/muster");
        assert_eq!(shown("/srv/checkout/muster"), "./muster");
        assert_eq!(shown("/opt/muster/bin/muster"), "/opt/muster/bin/muster");
        assert_eq!(shown("/srv/checkout/a b/muster"), "'a b/muster'");
    }

    #[test]
    fn the_name_stands_where_it_finds_this_very_program() {
        let home = tempfile::tempdir().unwrap();
        let folder = |name: &str| {
            let folder = home.path().join(name);
            std::fs::create_dir(&folder).unwrap();
            folder
        };
        let (own, other, none) = (folder("own"), folder("other"), folder("none"));
        let program = own.join("built");
        std::fs::write(&program, "a").unwrap();
        std::os::unix::fs::symlink(&program, own.join(NAME)).unwrap();
        std::fs::write(other.join(NAME), "b").unwrap();
        assert!(on_path(&program, &[none.clone(), own.clone()]));
        assert!(!on_path(&program, &[other, own]), "another one comes first");
        assert!(!on_path(&program, &[none]));
    }
}
