//! What a line says beside its time and the time leaves without effect: a key is heard or told of, never passed over.

use muster_protocol::definition::Roll;

use crate::definition::days::dates::When;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{FROM, Key, REST_DAY, UNTIL};

use super::{Line, Time};

impl Line {
    /// Tells of it.
    pub(super) fn without_effect(&self, times: &[Time], report: &mut Report) {
        let [time] = times else {
            if self.places.until.is_some() {
                no_effect(UNTIL, self.places.until, "几个日子写在一起", "several days", report);
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
                no_effect(UNTIL, self.places.until, "只有一天", "a single day", report);
            }
            When::Window { .. } => {
                no_effect(FROM, self.places.from, "旬", "a window", report);
                no_effect(UNTIL, self.places.until, "旬", "a window", report);
            }
            When::PhaseStart { .. } | When::PhaseEnd { .. } | When::Festival { .. } | When::Item { .. } => {
                let (zh, en) = ("从别的日子推算的时间", "a time that is counted from another day");
                no_effect(FROM, self.places.from, zh, en, report);
                no_effect(UNTIL, self.places.until, zh, en, report);
                no_effect(REST_DAY, rest_day, zh, en, report);
            }
        }
    }
}

fn no_effect(key: Key, place: Option<Place>, zh: &str, en: &str, report: &mut Report) {
    let Some(place) = place else { return };
    report
        .warning(
            code::NO_EFFECT,
            place,
            format!("“{}”不起作用：时间是{zh}", key.zh),
            format!("“{}” has no effect: the time is {en}", key.en),
        )
        .fix("请删去，或者改写时间", "delete it or write the time otherwise");
}

fn crontab_stays(place: Place, report: &mut Report) {
    report
        .error(
            code::NO_EFFECT,
            place,
            format!("crontab 写的日子不会移，“{}”不起作用", REST_DAY.zh),
            format!("days of a crontab never move, so “{}” has no effect", REST_DAY.en),
        )
        .fix(
            "请删去，或者用 每周六 之类的时间代替 crontab",
            "delete it, or write a time such as every Saturday instead of the crontab",
        );
}
