//! The files of a preview: all places are asked about before anything is played, all bytes are there before any is
//! written.

use std::path::Path;

use muster_protocol::catalogue::{Language, Listed};
use muster_protocol::say;

use super::Preview;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::preview::model::PreviewModel;
use crate::preview::page::About;
use crate::preview::{agenda, page, workbook};
use crate::saved::Target;

/// Where to write what.
#[derive(Debug)]
pub(super) struct Documents {
    page: Option<Target>,
    workbook: Option<Target>,
    calendar: Option<Target>,
}

impl Documents {
    pub(super) fn new(lang: Language, asked: &Preview) -> Result<Self, Failure> {
        let places = [
            (asked.html.as_deref(), Some(page::GENERATOR)),
            (asked.xlsx.as_deref(), None),
            (asked.ics.as_deref(), Some(agenda::PRODUCT)),
        ];
        let [page, workbook, calendar] = all_or_none(lang, places, asked.force)?;
        let documents = Self { page, workbook, calendar };
        documents.apart(lang, asked)?;
        Ok(documents)
    }

    fn targets(&self) -> impl Iterator<Item = &Target> {
        [&self.page, &self.workbook, &self.calendar].into_iter().flatten()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.targets().next().is_none()
    }

    /// No document stands in the place of another one or of what is read.
    fn apart(&self, lang: Language, asked: &Preview) -> Result<(), Failure> {
        let mut taken: Vec<std::path::PathBuf> = [Some(&asked.file), asked.script.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(|path| path.canonicalize().ok())
            .collect();
        for target in self.targets() {
            let place = whole(target.path());
            if taken.contains(&place) {
                let shown = target.path().display();
                let what = say!(lang, "shown-cannot-be-two-of-these-files-at", shown);
                let next = lang.say("give-each-file-its-own-name");
                return Err(Failure::new(Exit::Usage, what).next(next));
            }
            taken.push(place);
        }
        Ok(())
    }

    pub(super) fn write(
        &self,
        out: &Output,
        model: &PreviewModel<'_>,
        about: &About<'_>,
    ) -> anyhow::Result<()> {
        let mut written: Vec<(&Target, Vec<u8>)> = Vec::new();
        if let Some(target) = &self.page {
            written.push((target, page::text(out.lang, model, about).into_bytes()));
        }
        if let Some(target) = &self.workbook {
            written.push((target, workbook::bytes(out.lang, model)?));
        }
        if let Some(target) = &self.calendar {
            written.push((target, agenda::text(out.lang, model).into_bytes()));
        }
        for (target, bytes) in written {
            target.write(out.lang, &bytes)?;
            out.talk(say!(out.lang, "written-path", path = target.path().display()));
        }
        Ok(())
    }
}

/// The places of all documents that are wanted, with the marks of their kinds; where one of them cannot be written none is, and that is
/// said of each.
fn all_or_none(
    lang: Language,
    places: [(Option<&Path>, Option<&str>); 3],
    force: bool,
) -> Result<[Option<Target>; 3], Failure> {
    let found = places.map(|(path, mark)| {
        let target = path.map(|path| Target::new(lang, path, mark, force)).transpose();
        (path, target)
    });
    let others = found.iter().filter(|(_, target)| target.is_ok()).filter_map(|(path, _)| *path);
    let others: Vec<String> = others.map(|path| path.display().to_string()).collect();
    let [page, workbook, calendar] = found.map(|(_, target)| target);
    let with_others = |failure: Failure| match others.as_slice() {
        [] => failure,
        others => {
            let what = say!(lang, "nor-were-the-others-written", what = failure.what, others: Listed(others));
            Failure { what, ..failure }
        }
    };
    let mut targets = [None, None, None];
    for (place, target) in targets.iter_mut().zip([page, workbook, calendar]) {
        *place = target.map_err(with_others)?;
    }
    Ok(targets)
}

/// A path by which two names of one place are known, also of a file that is not there yet.
fn whole(path: &Path) -> std::path::PathBuf {
    let known = path.canonicalize().ok();
    let beside = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        folder.canonicalize().ok().zip(path.file_name()).map(|(folder, name)| folder.join(name))
    };
    known.or_else(beside).unwrap_or_else(|| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_one_cannot_be_written_it_is_said_that_the_others_were_not_either() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        let (page, workbook, calendar) = (path("y.html"), path("y.xlsx"), path("y.ics"));
        std::fs::write(&workbook, "theirs").unwrap();
        let all = [
            (Some(page.as_path()), Some("made by us")),
            (Some(workbook.as_path()), None),
            (Some(calendar.as_path()), Some("made by us")),
        ];
        let failure = all_or_none(Language::Zh, all, false).unwrap_err();
        assert!(failure.what.starts_with("没有写入 ") && failure.what.contains("y.xlsx"), "{failure:?}");
        let others = failure.what.split_once("也没有写入").unwrap().1;
        assert!(
            others.contains("y.html") && others.contains("y.ics") && !others.contains("xlsx"),
            "{others}"
        );
        assert!(failure.why.is_some() && failure.next.is_some(), "{failure:?}");
        assert!(all_or_none(Language::Zh, all, true).is_ok());
        let alone = [(None, None), (Some(workbook.as_path()), None), (None, None)];
        assert!(!all_or_none(Language::Zh, alone, false).unwrap_err().what.contains("也没有"));
    }
}
