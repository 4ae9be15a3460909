//! The files of a preview: all places are asked about before anything is played, all bytes are there before any is
//! written.

use std::path::Path;

use muster_protocol::catalogue::Language;
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
        let target = |path: &Option<std::path::PathBuf>, mark| {
            path.as_deref().map(|path| Target::new(lang, path, mark, asked.force)).transpose()
        };
        let documents = Self {
            page: target(&asked.html, Some(page::GENERATOR))?,
            workbook: target(&asked.xlsx, None)?,
            calendar: target(&asked.ics, Some(agenda::PRODUCT))?,
        };
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

/// A path by which two names of one place are known, also of a file that is not there yet.
fn whole(path: &Path) -> std::path::PathBuf {
    let known = path.canonicalize().ok();
    let beside = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        folder.canonicalize().ok().zip(path.file_name()).map(|(folder, name)| folder.join(name))
    };
    known.or_else(beside).unwrap_or_else(|| path.to_path_buf())
}
