//! What was probably meant by a name that nobody has: said by every verb that takes one.

use std::path::Path;

use muster_core::definition::nearest;
use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::definition::Definition;
use muster_protocol::time::Date;
use muster_protocol::{id, say};

use crate::words::glossary::Glossary;

/// Tables that every campaign has, by the names that `muster show` takes.
pub(crate) const TABLES: [&str; 9] =
    ["appeals", "audit", "coverage", "evidence", "pledges", "points", "programmes", "snapshots", "vetoes"];
/// Most files of a folder that are named in a hint.
const FILES_MAX: usize = 12;

/// Asks whether a name was meant.
#[must_use]
pub fn did_you_mean(lang: Language, near: &str) -> String {
    say!(lang, "is-it-near", near)
}

/// The nearest of the names that there are, else what is said without one.
#[must_use]
pub fn hint<'a>(
    lang: Language,
    name: &str,
    names: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    nearest(name, names).map_or_else(|| otherwise.to_owned(), |near| did_you_mean(lang, near))
}

/// The unit, occasion, item, step or message whose name is nearest.
#[must_use]
pub fn thing(known: &Glossary, name: &str) -> Option<String> {
    let def = known.definition()?;
    let keys = || known.keys().chain(def.duties.iter().map(|duty| duty.id.as_str()));
    let codes = || def.units.iter().map(|unit| unit.code.as_str());
    let near = match name.split_once('/') {
        None => closest(name, codes().chain(keys()))?,
        Some((day, rest)) if day.parse::<Date>().is_ok() => {
            let (contact, kind) = rest.split_once('/').unwrap_or((rest, "routine"));
            let contact = closest(contact, def.contacts.iter().map(|contact| contact.id.as_str()))?;
            format!(
                "{day}/{contact}/{}",
                closest(kind, ["routine", "red"]).unwrap_or_else(|| "routine".to_owned())
            )
        }
        Some((key, rest)) => {
            let (code, step) = rest.split_once('#').map_or((rest, None), |(code, step)| (code, Some(step)));
            let item = format!("{}/{}", closest(key, keys())?, closest(code, codes())?);
            step.map_or_else(|| item.clone(), |step| format!("{item}#{step}"))
        }
    };
    (near != name).then_some(near)
}

/// The table of a campaign whose name is nearest.
#[must_use]
pub fn table(def: &Definition, name: &str) -> Option<String> {
    let duties = def.duties.iter().map(|duty| duty.id.clone());
    let selections = def.selections.iter().map(|selection| selection.id.clone());
    let sheets = def.scores.iter().map(|sheet| sheet.id.clone());
    let rounds = def.reviews.iter().map(|round| round.id.clone());
    let lists = def.lists.iter().flat_map(|list| [list.id.clone(), format!("coverage/{}", list.id)]);
    let fixed = TABLES.into_iter().map(str::to_owned);
    let all: Vec<String> =
        duties.chain(selections).chain(sheets).chain(rounds).chain(lists).chain(fixed).collect();
    nearest(name, all.iter().map(String::as_str)).map(str::to_owned)
}

/// The name itself where it is known, else the nearest.
fn closest<'a>(name: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    let known = names.clone().into_iter().any(|one| one == name);
    if known { Some(name.to_owned()) } else { nearest(name, names).map(str::to_owned) }
}

/// What may have been meant by the path of a file that is none: a campaign's file in a folder, or one of nearly that name.
#[must_use]
pub fn file(lang: Language, path: &Path) -> Option<String> {
    let listed = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter(|one| one.path().is_file())
            .map(|one| one.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    if path.is_dir() {
        let yaml = |name: &String| name.ends_with(".yaml") || name.ends_with(".yml");
        let inside: Vec<String> = listed(path).into_iter().filter(yaml).take(FILES_MAX).collect();
        let shown: Vec<String> = inside.iter().map(|name| path.join(name).display().to_string()).collect();
        return Some(if shown.is_empty() {
            lang.say("name-a-file-not-a-folder-this-has-none").to_owned()
        } else {
            say!(lang, "name-the-file-in-it-files", files: Listed(&shown))
        });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let names = listed(folder.unwrap_or_else(|| Path::new(".")));
    let name = path.file_name()?.to_string_lossy().into_owned();
    let near = nearest(&name, names.iter().map(String::as_str))?;
    Some(did_you_mean(
        lang,
        &folder.map_or_else(|| near.to_owned(), |folder| folder.join(near).display().to_string()),
    ))
}

/// What the system says, in the language of the person where it is something that people meet.
#[must_use]
pub fn system(lang: Language, error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let known = match error.kind() {
        ErrorKind::NotFound => Some(id!("there-is-no-such-file-or-folder")),
        ErrorKind::PermissionDenied => Some(id!("permission-is-denied")),
        ErrorKind::StorageFull => Some(id!("the-disk-is-full")),
        ErrorKind::ReadOnlyFilesystem => Some(id!("the-disk-is-mounted-read-only")),
        ErrorKind::AlreadyExists => Some(id!("there-is-one-already")),
        ErrorKind::IsADirectory => Some(id!("it-is-a-folder")),
        ErrorKind::NotADirectory => Some(id!("it-is-no-folder")),
        _ => None,
    };
    known.map_or_else(|| error.to_string(), |known| known.say(lang).to_owned())
}
