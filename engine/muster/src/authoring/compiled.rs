//! A committee's file, read and compiled, with what was found told to the person: the way in of every verb that takes one.

use muster_protocol::say;
use std::path::Path;

use muster_core::definition::{
    Compiled, Files, Finding, SHORT_CODE, Severity, compile, lost_zeros, roster_name,
};
use muster_core::script::{Script, parse};
use muster_protocol::definition::Definition;

use super::findings::{Sources, Tally};
use super::{files, findings};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use muster_protocol::catalogue::Language;

/// What came of reading and compiling.
#[derive(Debug)]
pub struct Read {
    /// The files.
    pub files: Files,
    /// What compiling gave, findings about the script among its findings.
    pub compiled: Compiled,
    /// The script, if one was asked for and is whole.
    pub script: Option<Script>,
}

impl Read {
    /// Reads and compiles `file`, and a script beside it if one is named.
    ///
    /// # Errors
    /// [`Failure`] when a file named on the command line cannot be read.
    pub fn new(lang: Language, file: &Path, script: Option<&Path>) -> Result<Self, Failure> {
        let mut files = files::read(lang, file)?;
        let mut compiled = compile(&files);
        let mut read = None;
        if let Some(path) = script {
            let name = path.display().to_string();
            let bytes = files::read_all(lang, path)?;
            if let Some(definition) = &compiled.definition {
                let (script, mut found) = parse(&bytes, definition);
                found.iter_mut().for_each(|finding| finding.file.clone_from(&name));
                compiled.findings.extend(found);
                read = script;
            }
            files.files.insert(name, bytes);
        }
        Ok(Self { files, compiled, script: read })
    }

    /// Whether anything found is an error.
    #[must_use]
    pub fn broken(&self) -> bool {
        self.compiled.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The definition, or a failure after every finding was told. Warnings are told as a count.
    ///
    /// # Errors
    /// [`Failure`] of kind fault when the file has errors.
    pub fn sound(&self, out: &Output, file: &Path) -> Result<&Definition, Failure> {
        let tally = Tally::of(&self.compiled.findings);
        match &self.compiled.definition {
            Some(definition) if !self.broken() => {
                if tally.warnings > 0 {
                    let (warnings, file) = (tally.warnings, file.display());
                    out.talk(say!(out.lang, "warnings-see-them-with-check", #warnings = warnings, file));
                }
                Ok(definition)
            }
            _ => {
                let sources = Sources::new(&self.files);
                let errors =
                    self.compiled.findings.iter().filter(|finding| finding.severity == Severity::Error);
                errors.for_each(|finding| out.talk(sources.show(out.lang, finding, false)));
                let what = say!(out.lang, "file-has-errors", file = file.display(), #errors = tally.errors);
                Err(Failure::new(Exit::Fault, what).next(out.lang.say("fix-them-and-try-again")))
            }
        }
    }

    /// Says in full where codes look as if a spreadsheet took their zeros: each would be another unit, for good.
    pub fn odd_codes(&self, out: &Output) {
        let sources = Sources::new(&self.files);
        let odd = self.compiled.findings.iter().filter(|finding| finding.code == SHORT_CODE);
        odd.for_each(|finding| out.talk(sources.show(out.lang, finding, false)));
    }

    /// Compares the roster's codes with those of the campaign that runs: without their zeros every unit would leave and
    /// another come.
    ///
    /// # Errors
    /// [`Failure`] of kind fault, after every such code was told.
    pub fn same_codes(&self, out: &Output, running: &Definition) -> Result<(), Failure> {
        let Some((name, bytes)) =
            roster_name(&self.files).and_then(|name| Some((name.clone(), self.files.files.get(&name)?)))
        else {
            return Ok(());
        };
        let mut found = lost_zeros(bytes, running.units.iter().map(|unit| unit.code.as_str()));
        if found.is_empty() {
            self.odd_codes(out);
            return Ok(());
        }
        let sources = Sources::new(&self.files);
        for finding in &mut found {
            finding.file.clone_from(&name);
            out.talk(sources.show(out.lang, finding, false));
        }
        let what = say!(out.lang, "codes-of-the-roster-lost-their-zeros", #found = found.len(), name);
        Err(Failure::new(Exit::Fault, what).next(out.lang.say("fix-them-and-try-again")))
    }

    /// The findings as JSON.
    #[must_use]
    pub fn json(&self) -> Vec<findings::FindingJson> {
        self.compiled.findings.iter().map(|finding: &Finding| findings::json(finding)).collect()
    }
}
