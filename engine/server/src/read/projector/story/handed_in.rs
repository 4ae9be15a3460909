//! What was handed in with items and nominations: numbers, files, how it was returned; and what was erased.

use muster_protocol::codec;
use muster_protocol::event::{CandidateNominated, Event};
use muster_protocol::ids::{OccasionIx, UnitIx};
use muster_protocol::item::Evidence;

use super::Story;
use crate::read::projector::row_buffer::{Tab, form};
use crate::read::projector::table::Key;
use muster_protocol::catalogue::in_a_row::words;

impl Story<'_> {
    pub(super) fn handed_in(&mut self, event: &Event) {
        if let Some(handed) = event.handed_in() {
            let (occasion, unit) = (handed.occasion, handed.unit);
            let pieces: Vec<String> =
                handed.evidence.iter().map(|piece| format!("{} {}", piece.need, piece.count)).collect();
            let cells = vec![
                words(&pieces).into(),
                codec::encode(handed.form).into(),
                handed.on.map(|day| day.0).into(),
                self.position().into(),
                "".into(),
            ];
            let key = self.item(occasion, unit);
            self.buffer.put(Tab::Forms, key, cells);
            let name = self.resident.item_name(occasion, unit);
            self.files(unit, Some(occasion), &name, handed.evidence);
        }
        if let Event::ItemReturned(body) = event {
            let key = self.item(body.occasion, body.unit);
            self.buffer.change(Tab::Forms, key, &[(form::FAILED, words(&body.failed).into())]);
        }
    }

    pub(super) fn nominated_with(&mut self, body: &CandidateNominated) {
        let selection = self.resident.known.definition.selections.get(body.selection.at());
        let selection = selection.map_or("?", |selection| selection.id.as_str());
        let name = format!("{selection}/{}", self.resident.known.code(body.unit));
        self.files(body.unit, None, &name, &body.evidence);
    }

    /// Each file with the need that it is for.
    fn files(&mut self, unit: UnitIx, occasion: Option<OccasionIx>, name: &str, evidence: &[Evidence]) {
        let files = evidence.iter().flat_map(|piece| piece.files.iter().map(move |file| (piece, file)));
        for (place, (piece, file)) in (0i64..).zip(files) {
            let cells = vec![
                file.0.to_vec().into(),
                unit.0.into(),
                occasion.map(|occasion| occasion.0).into(),
                name.to_owned().into(),
                piece.need.clone().into(),
                self.actor(),
                self.behalf(),
                self.row.at.0.into(),
            ];
            self.buffer.put(Tab::Evidence, Key::of([self.no(), self.position(), place]), cells);
        }
    }

    pub(super) fn erased(&mut self, event: &Event) {
        if let Event::BlobErased(body) = event {
            let cells =
                vec![body.blob.0.to_vec().into(), self.no().into(), self.actor(), self.row.at.0.into()];
            self.buffer.put(Tab::Erased, Key::of([self.position()]), cells);
        }
    }
}
