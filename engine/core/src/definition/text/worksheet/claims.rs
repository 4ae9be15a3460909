//! What the parts of a workbook claim about themselves: counts, places of cells, ranges. The library that reads cells computes
//! with such numbers and reserves memory for them as they stand, so whatever no spreadsheet writes is refused before it reads.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};

use crate::definition::limits::{
    SHEET_BYTES_MAX, SHEET_CELLS_MAX, SHEET_PARTS_MAX, SHEET_PIECE_MAX, SHEET_SHEETS_MAX, SHEET_STYLES_MAX,
};

/// The format's own last row and column.
const LAST: (u32, u32) = (1_048_576, 16_384);

/// Why a claim is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClaimFault {
    /// No spreadsheet writes this.
    Damaged,
    /// It may be so, and is more than the limits.
    TooMany,
}

type Checked<T = ()> = Result<T, ClaimFault>;

/// Looks at every part in XML: which of them the library opens is itself a claim of the file.
pub(super) fn hold(bytes: &[u8]) -> Checked {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ClaimFault::Damaged)?;
    if packed.len() > SHEET_PARTS_MAX {
        return Err(ClaimFault::TooMany);
    }
    let mut seen = Seen::default();
    for at in 0..packed.len() {
        let part = packed.by_index(at).map_err(|_| ClaimFault::Damaged)?;
        if part.name().is_ok_and(|name| is_xml(&name)) {
            seen.part(part)?;
        }
    }
    Ok(())
}

fn is_xml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

/// What was seen in all parts together.
#[derive(Default)]
struct Seen {
    kept: BTreeMap<&'static str, usize>,
    sheets: BTreeSet<String>,
    targets: BTreeSet<String>,
}

impl Seen {
    /// As far as the library would read it: with the same settings, and no further than to the first fault of the markup.
    fn part(&mut self, part: impl Read) -> Checked {
        let mut reader = Reader::from_reader(BufReader::new(part.take(SHEET_BYTES_MAX)));
        reader.config_mut().check_end_names = false;
        reader.config_mut().check_comments = false;
        let (mut buffer, mut at) = (Vec::new(), 0);
        loop {
            let event = reader.read_event_into(&mut buffer);
            if reader.buffer_position() - at > SHEET_PIECE_MAX {
                return Err(ClaimFault::TooMany);
            }
            at = reader.buffer_position();
            match event {
                Ok(Xml::Start(e) | Xml::Empty(e)) => self.element(&e)?,
                Ok(Xml::Eof) | Err(_) => return Ok(()),
                Ok(_) => {}
            }
            buffer.clear();
        }
    }

    fn element(&mut self, e: &BytesStart<'_>) -> Checked {
        let name = e.local_name();
        self.keeps(name.as_ref())?;
        match name.as_ref() {
            "sst" => count(&values(e, "uniqueCount")?),
            "row" | "c" => values(e, "r")?.iter().try_for_each(|said| place(said).map(drop)),
            "dimension" | "mergeCell" | "f" => values(e, "ref")?.iter().try_for_each(|said| range(said)),
            "sheet" => self.sheet(e),
            "Relationship" => self.related(e),
            _ => Ok(()),
        }
    }

    /// Elements of which the library keeps each one in memory.
    fn keeps(&mut self, name: &str) -> Checked {
        let (name, most) = match name {
            "si" => ("si", SHEET_CELLS_MAX),
            "mergeCell" => ("mergeCell", SHEET_CELLS_MAX),
            "sheet" => ("sheet", SHEET_SHEETS_MAX),
            "definedName" => ("definedName", SHEET_STYLES_MAX),
            "Relationship" => ("Relationship", SHEET_STYLES_MAX),
            "xf" | "font" | "fill" | "border" | "numFmt" | "stop" => ("xf", SHEET_STYLES_MAX),
            _ => return Ok(()),
        };
        let count = self.kept.entry(name).or_default();
        *count += 1;
        if *count > most { Err(ClaimFault::TooMany) } else { Ok(()) }
    }

    /// Two sheets never are one part: a few bytes would have it read over and over.
    fn sheet(&mut self, e: &BytesStart<'_>) -> Checked {
        values(e, "id")?.into_iter().try_for_each(|id| once(&mut self.sheets, id))
    }

    fn related(&mut self, e: &BytesStart<'_>) -> Checked {
        let (kinds, targets) = (values(e, "Type")?, values(e, "Target")?);
        let leads_to = |what: &str| kinds.iter().any(|kind| kind.ends_with(what));
        if !leads_to("/worksheet") && !leads_to("/officeDocument") {
            return Ok(());
        }
        for target in targets {
            let target = target.to_lowercase();
            let plain = target.strip_prefix('/').unwrap_or(&target);
            let strange = |step: &str| step.is_empty() || step.starts_with('.') || step.contains('\\');
            if !is_xml(plain) || plain.split('/').any(strange) {
                return Err(ClaimFault::Damaged);
            }
            if leads_to("/worksheet") {
                once(&mut self.targets, plain.strip_prefix("xl/").unwrap_or(plain).to_owned())?;
            }
        }
        Ok(())
    }
}

fn once(seen: &mut BTreeSet<String>, one: String) -> Checked {
    if seen.insert(one) { Ok(()) } else { Err(ClaimFault::Damaged) }
}

/// All values of an attribute by its name without a prefix: which of several the library takes is not asked.
fn values(e: &BytesStart<'_>, wanted: &str) -> Checked<Vec<String>> {
    let mut found = Vec::new();
    for one in e.attributes().with_checks(false) {
        let one = one.map_err(|_| ClaimFault::Damaged)?;
        if one.key.local_name().as_ref() == wanted {
            found.push(one.value.into_owned());
        }
    }
    Ok(found)
}

fn count(said: &[String]) -> Checked {
    said.iter().try_for_each(|said| match said.trim().parse::<u64>() {
        Ok(count) if usize::try_from(count).is_ok_and(|count| count <= SHEET_CELLS_MAX) => Ok(()),
        Ok(_) => Err(ClaimFault::TooMany),
        Err(_) => Err(ClaimFault::Damaged),
    })
}

/// The place of a row or cell, such as `7` or `AB7`: row and column from 1, no column being 0.
fn place(said: &str) -> Checked<(u32, u32)> {
    let digits = said.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let letters = &said[..said.len() - digits.len()];
    // More letters or digits than the format's last place has lead behind it.
    if letters.len() > 3
        || digits.is_empty()
        || digits.len() > 7
        || !digits.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(ClaimFault::Damaged);
    }
    let letter = |byte: u8| u32::from(byte.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, byte| column * 26 + letter(byte));
    let row = digits.bytes().fold(0, |row, byte| row * 10 + u32::from(byte - b'0'));
    if row == 0 || row > LAST.0 || column > LAST.1 { Err(ClaimFault::Damaged) } else { Ok((row, column)) }
}

/// A range, such as `A1:C7`, that ends behind its beginning.
fn range(said: &str) -> Checked {
    let Some((from, to)) = said.split_once(':') else { return place(said).map(drop) };
    let (from, to) = (place(from)?, place(to)?);
    if from.0 <= to.0 && from.1 <= to.1 { Ok(()) } else { Err(ClaimFault::Damaged) }
}
