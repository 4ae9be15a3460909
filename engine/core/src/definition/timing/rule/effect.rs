//! What a line says beside its time and the time leaves without effect: a key is heard or reported, never passed over.

use muster_protocol::catalogue::TextId;
use muster_protocol::definition::Roll;
use muster_protocol::{id, text};

use crate::definition::days::dates::When;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{FROM, Key, REST_DAY, UNTIL};

use super::{Line, Time};

impl Line {
    /// Reports it.
    pub(super) fn without_effect(&self, times: &[Time], report: &mut Report) {
        let [time] = times else {
            if self.places.until.is_some() {
                no_effect(UNTIL, self.places.until, id!("several-days"), report);
            }
            return;
        };
        let stays = self.said.is_none_or(|roll| roll == Roll::Stay);
        let rest_day = self.places.rest_day.filter(|_| !stays);
        match &time.when {
            When::Every { .. } | When::Spread { .. } => {}
            When::Crontab(_) => {
                if let Some(place) = rest_day {
                    crontab_stays(place, report);
                }
            }
            When::Day(_) | When::Festival { before: None, .. } => {
                no_effect(UNTIL, self.places.until, id!("a-single-day"), report);
            }
            When::Window { .. } => {
                no_effect(FROM, self.places.from, id!("a-window"), report);
                no_effect(UNTIL, self.places.until, id!("a-window"), report);
            }
            When::PhaseStart { .. } | When::PhaseEnd { .. } | When::Festival { .. } | When::Item { .. } => {
                let said = id!("a-time-that-is-counted-from-another-day");
                no_effect(FROM, self.places.from, said, report);
                no_effect(UNTIL, self.places.until, said, report);
                no_effect(REST_DAY, rest_day, said, report);
            }
        }
    }
}

fn no_effect(key: Key, place: Option<Place>, time: TextId, report: &mut Report) {
    let Some(place) = place else { return };
    report
        .warning(code::NO_EFFECT, place, text!("key-has-no-effect-beside-such-a-time", key: key, time: time))
        .fix(text!("delete-it-or-write-the-time-otherwise"));
}

fn crontab_stays(place: Place, report: &mut Report) {
    report
        .error(code::NO_EFFECT, place, text!("days-of-a-crontab-never-move-so-rest", rest_day: REST_DAY))
        .fix(text!("delete-it-or-write-a-time-such-as"));
}
