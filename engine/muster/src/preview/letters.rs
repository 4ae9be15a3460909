//! The texts of a run for anyone who asks for them: in memory while they are few, then in a file without a name, since a year of
//! 50,000 units writes gigabytes of them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::FileExt;

use muster_protocol::ids::ContactIx;
use muster_protocol::item::{MessageKey, MessageKind};
use muster_protocol::time::Date;
use muster_rules::worker::OutgoingMessage;

use super::dense::Dense;

/// Most bytes of texts in memory: all of a campaign of a few hundred units.
const IN_MEMORY_MAX: usize = 64 << 20;
/// Bytes that are read at once: texts are read about in the order in which they were written.
const WINDOW: usize = 256 << 10;

/// Where a letter's subject and text stand.
#[derive(Debug, Clone, Copy)]
struct Place {
    from: u64,
    subject: u32,
    text: u32,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Letters {
    places: BTreeMap<(Date, MessageKind), Dense<Place>>,
    memory: Vec<u8>,
    spilled: Option<Spilled>,
    end: u64,
    trouble: Option<io::Error>,
}

#[derive(Debug)]
struct Spilled {
    file: BufWriter<File>,
    /// What was read last of each kind, from where on: cards stand between the routine messages.
    windows: RefCell<BTreeMap<MessageKind, (u64, Vec<u8>)>>,
}

impl Letters {
    /// Keeps a letter to a contact.
    pub fn keep(&mut self, contact: ContactIx, letter: &OutgoingMessage) {
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let (subject, text) = (length(&letter.subject), length(&letter.text));
        let place = Place { from: self.end, subject, text };
        let kept = [&letter.subject, &letter.text].into_iter().try_for_each(|part| self.put(part.as_bytes()));
        match kept {
            Ok(()) => {
                let key = &letter.key;
                self.places.entry((key.date, key.kind)).or_default().insert(contact.0, place);
            }
            Err(error) => drop(self.trouble.get_or_insert(error)),
        }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.end += bytes.len() as u64;
        if self.spilled.is_none() && self.memory.len() + bytes.len() > IN_MEMORY_MAX {
            let mut file = BufWriter::with_capacity(WINDOW, tempfile::tempfile()?);
            file.write_all(&std::mem::take(&mut self.memory))?;
            self.spilled = Some(Spilled { file, windows: RefCell::default() });
        }
        match &mut self.spilled {
            Some(spilled) => spilled.file.write_all(bytes),
            None => {
                self.memory.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    /// Ends the writing, so that all can be read.
    ///
    /// # Errors
    /// What the system said when a text could not be kept.
    pub fn whole(&mut self) -> io::Result<()> {
        if let Some(spilled) = &mut self.spilled {
            spilled.file.flush()?;
        }
        self.trouble.take().map_or(Ok(()), Err)
    }

    /// Subject and text of a message; none where it has none.
    #[must_use]
    pub fn of(&self, key: &MessageKey) -> Option<(String, String)> {
        let place = self.places.get(&(key.date, key.kind))?.get(key.contact.0)?;
        let cut = usize::try_from(place.subject).ok()?;
        let bytes = self.read(key.kind, place.from, cut + usize::try_from(place.text).ok()?)?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some((text(&bytes[..cut]), text(&bytes[cut..])))
    }

    fn read(&self, kind: MessageKind, from: u64, length: usize) -> Option<Vec<u8>> {
        let Some(spilled) = &self.spilled else {
            let from = usize::try_from(from).ok()?;
            return Some(self.memory.get(from..from + length)?.to_vec());
        };
        let mut windows = spilled.windows.borrow_mut();
        let (begins, window) = windows.entry(kind).or_default();
        let within = |begins: u64, window: &[u8]| {
            let at = usize::try_from(from.checked_sub(begins)?).ok()?;
            window.get(at..at.checked_add(length)?).map(<[u8]>::to_vec)
        };
        if let Some(bytes) = within(*begins, window) {
            return Some(bytes);
        }
        let left = usize::try_from(self.end.saturating_sub(from)).unwrap_or(usize::MAX);
        window.resize(left.min(WINDOW.max(length)), 0);
        *begins = from;
        spilled.file.get_ref().read_exact_at(window, from).ok()?;
        within(from, window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(contact: u32, kind: MessageKind) -> MessageKey {
        MessageKey { date: Date(16_000), kind, contact: ContactIx(contact) }
    }

    fn letter(contact: u32, kind: MessageKind, text: String) -> OutgoingMessage {
        let key = format!("2013-10-22/{contact}/{}", kind.code()).parse().unwrap();
        OutgoingMessage {
            key,
            subject: format!("题{contact}"),
            text,
            link: None,
            optional: false,
            calendar: None,
            steps: Vec::new(),
            not_by: Vec::new(),
        }
    }

    #[test]
    fn what_is_kept_is_read_again_from_memory_and_from_the_file() {
        let long = "字".repeat(1 << 20);
        let mut letters = Letters::default();
        let mut all = Vec::new();
        for contact in 0..40 {
            for (kind, text) in [(MessageKind::Routine, &long), (MessageKind::Red, &String::new())] {
                all.push((key(contact, kind), letter(contact, kind, format!("{contact}{text}"))));
            }
        }
        for (at, (key, letter)) in all.iter().enumerate() {
            letters.keep(key.contact, letter);
            assert_eq!(letters.spilled.is_some(), letters.end > IN_MEMORY_MAX as u64, "{at}");
        }
        assert!(letters.spilled.is_some());
        letters.whole().unwrap();
        for (key, letter) in all.iter().rev() {
            assert_eq!(letters.of(key), Some((letter.subject.clone(), letter.text.clone())));
        }
        assert_eq!(letters.of(&MessageKey { contact: ContactIx(99), ..all[0].0 }), None);
    }
}
