//! Forms: what every form of a page carries, and what comes back by one.

use std::path::Path;

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::http::StatusCode;
use maud::{Markup, html};
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::codec::BLOB_BYTES_MAX;
use muster_protocol::ids::Digest;
use muster_protocol::item::EVIDENCE_MAX;
use muster_protocol::unseen;
use muster_protocol::{id, text};

use super::guest::Guest;
use super::shown::Fault;
use crate::execute::file_kind;
use crate::http::AppState;
use crate::store::Blob;

/// Most fields of a form, files too: more than any duty asks for.
const FIELDS_MAX: usize = 400;
/// Largest text of one field in bytes: a record, not a book.
const FIELD_BYTES_MAX: usize = 256 * 1024;
/// Longest name of a file in bytes, as most file systems have it.
const NAME_BYTES_MAX: usize = 255;
/// Characters of the number of a form.
const NUMBER_CHARS: usize = 32;

/// A form of a guest, with what makes it this guest's and this one: said twice it is done once.
pub(super) fn begin(guest: &Guest, what: &str, below: bool, fields: Markup) -> Markup {
    let action = if below { "act".to_owned() } else { format!("{}/act", guest.token) };
    html! {
        form method="post" action=(action) enctype="multipart/form-data" {
            input type="hidden" name="do" value=(what);
            input type="hidden" name="form" value=(uuid::Uuid::new_v4().simple());
            input type="hidden" name="secret" value=(guest.secret());
            @if guest.chosen { input type="hidden" name="lang" value=(guest.lang.code()); }
            (fields)
        }
    }
}

/// A file that was sent.
pub(super) struct Upload {
    pub(super) field: String,
    pub(super) bytes: Bytes,
}

/// What came by a form.
#[derive(Default)]
pub(super) struct Filled {
    texts: Vec<(String, String)>,
    pub(super) files: Vec<Upload>,
    /// What is wrong with a file: told beside the form, which keeps the rest.
    pub(super) wrong: Option<LocalizedText>,
}

impl Filled {
    /// With these texts.
    #[cfg(test)]
    pub(super) fn of(fields: &[(&str, &str)]) -> Self {
        let texts = fields.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
        Self { texts, ..Self::default() }
    }

    /// The text of a field; empty where it is missing.
    pub(super) fn one(&self, name: &str) -> &str {
        self.texts.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text.as_str())
    }

    /// All texts of a field.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.texts.iter().filter(move |(field, _)| field == name).map(|(_, text)| text.as_str())
    }

    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|text| text == value)
    }

    /// The number of the form; none where it has none that a form of ours carries.
    pub(super) fn number(&self) -> Option<&str> {
        let number = self.one("form");
        let is_one = number.len() == NUMBER_CHARS && number.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then_some(number)
    }

    /// Bytes of its files.
    pub(super) fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes.len() as u64).sum()
    }
}

/// Reads a form.
pub(super) async fn read(mut sent: Multipart) -> Result<Filled, Fault> {
    let mut filled = Filled::default();
    let mut count = 0;
    while let Some(field) = sent.next_field().await.map_err(|error| broken(&error))? {
        count += 1;
        if count > FIELDS_MAX {
            return Err(Fault::sent(
                StatusCode::PAYLOAD_TOO_LARGE,
                text!("at-most-so-many-fields", fields_max = FIELDS_MAX),
            ));
        }
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|error| broken(&error))?;
        match file_name {
            // A file field that was left empty.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(file) => match fault_of(&file, &bytes) {
                None => filled.files.push(Upload { field: name, bytes }),
                Some(wrong) => filled.wrong = filled.wrong.or(Some(wrong)),
            },
            None => filled.texts.push((name, text_of(&bytes)?)),
        }
    }
    if filled.files.len() > EVIDENCE_MAX {
        filled.wrong = Some(text!("at-most-so-many-files", evidence_max = EVIDENCE_MAX));
    }
    Ok(filled)
}

fn broken(error: &axum::extract::multipart::MultipartError) -> Fault {
    let status = error.status();
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    Fault::sent(StatusCode::BAD_REQUEST, id!("it-did-not-come-whole-and-nothing-was"))
}

/// What is sent is larger than may be.
pub(super) fn too_large() -> Fault {
    let most = BLOB_BYTES_MAX / (1024 * 1024);
    Fault::sent(StatusCode::PAYLOAD_TOO_LARGE, text!("the-files-are-too-large", most))
}

fn text_of(bytes: &Bytes) -> Result<String, Fault> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= FIELD_BYTES_MAX);
    // Browsers end lines as letters do.
    let text = text.map(|text| text.replace("\r\n", "\n"));
    let text = text.filter(|text| unseen::find_in_lines(text).is_none());
    text.map(|text| text.trim().to_owned())
        .ok_or_else(|| Fault::invalid(id!("a-text-is-too-long-or-has-control")))
}

/// What is wrong with a file. Its name is kept nowhere, but one with a path or markup was not chosen in a browser.
fn fault_of(name: &str, bytes: &Bytes) -> Option<LocalizedText> {
    let strange =
        |c: char| c.is_control() || matches!(c, '/' | '\\' | '<' | '>' | '"' | '|' | '*' | '?' | ':');
    if name.contains(strange) || name.len() > NAME_BYTES_MAX || name.starts_with('.') {
        return Some(text!("the-name-of-a-file-has-characters-that"));
    }
    if bytes.is_empty() {
        return Some(text!("one-of-the-files-is-empty-see-whether"));
    }
    file_kind::check(Path::new(name), bytes).err().map(|wrong| wrong.sentence())
}

/// What is said of a text that is no day.
pub(super) fn no_day(day: &str) -> Fault {
    Fault::invalid(text!("that-is-not-a-day", day))
}

/// Stores the text of a field; none where nothing was written.
pub(super) async fn text(
    app: &AppState,
    guest: &Guest,
    filled: &Filled,
    (number, field): (&str, &str),
) -> Result<Option<Digest>, Fault> {
    let text = filled.one(field);
    if text.is_empty() {
        return Ok(None);
    }
    guest.stores(app, text.len() as u64)?;
    let blob = Blob::salted(text.as_bytes().to_vec(), guest.salt(number, field));
    Ok(Some(app.handle.put(blob).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_paths_and_markup_are_not_taken() {
        let some = Bytes::from_static(b"%PDF-1.4");
        for name in ["方案.pdf", "plan v2 (final).PDF"] {
            assert_eq!(fault_of(name, &some), None, "{name}");
        }
        for name in
            ["../../etc/passwd", "C:\\a.doc", "<script>.png", "a\u{0}b", ".htaccess", &"x".repeat(300)]
        {
            assert!(fault_of(name, &some).is_some(), "{name}");
        }
        assert!(fault_of("方案.pdf", &Bytes::new()).is_some(), "nothing in it");
    }

    #[test]
    fn a_file_of_another_kind_or_that_is_not_what_its_name_says_is_told_of_by_its_name() {
        let wrong = |name: &str, bytes: &'static [u8]| fault_of(name, &Bytes::from_static(bytes)).unwrap();
        let program = wrong("v.exe", b"MZ\x90\0");
        assert!(program.zh.contains("v.exe") && program.zh.contains("pdf、ofd"), "{}", program.zh);
        let picture = wrong("a.jpg", &[0; 64]);
        assert!(picture.zh.contains("a.jpg") && picture.zh.contains("扩展名"), "{}", picture.zh);
    }

    #[test]
    fn a_text_with_what_cannot_be_seen_is_not_taken() {
        assert_eq!(text_of(&Bytes::from_static(b" a\r\nb ")).unwrap(), "a\nb");
        assert!(text_of(&Bytes::from_static(b"a\x1b[2Jb")).is_err());
        assert!(text_of(&Bytes::from_static(b"\xff")).is_err());
    }
}
