//! The language as one description: every map with its keys in the order in which they are best read.
//!
//! Readers, schema, layout and the translation of keys follow it. What a key means its reader alone knows; a test sees that each
//! map has a reader.

pub(crate) mod activities;
pub(crate) mod evaluation;
mod shared;

use super::shape::Scalar::{Flag, Lines, Number, Slug, Text, Time, Word};
#[cfg(test)]
use super::shape::Slot;
use super::shape::{Shape, may, must};
use crate::definition::keys::{self, word};
use muster_protocol::id;

pub(crate) static TEXT: Shape = Shape::Scalar(Text);
pub(crate) static NUMBER: Shape = Shape::Scalar(Number);
pub(crate) static FLAG: Shape = Shape::Scalar(Flag);
pub(crate) static TIME: Shape = Shape::Scalar(Time);
pub(crate) static SLUG: Shape = Shape::Scalar(Slug);
static LINES: Shape = Shape::Scalar(Lines);
pub(crate) static TEXTS: Shape = Shape::List(&TEXT);
static NUMBERS: Shape = Shape::List(&NUMBER);
static TIMES: Shape = Shape::List(&TIME);

/// The whole file.
pub(crate) static FILE: Shape = Shape::Map(&[
    must(keys::CAMPAIGN, &HEAD, id!("the-campaign-itself")),
    may(keys::PLAN, &PLAN, id!("rows-of-the-plan-to-see-which-no")),
    may(keys::ROLES, &ROLES, id!("who-may-be-written-to-and-act")),
    must(keys::AUDIENCES, &AUDIENCES, id!("groups-of-units-the-first-is-everyone")),
    may(keys::THEMES, &activities::THEMES, id!("themes-by-category-of-units")),
    may(keys::WORDS, &activities::WORDS, id!("vague-words-each-with-its-one-meaning")),
    must(keys::PHASES, &PHASES, id!("dated-stretches-of-the-campaign")),
    must(keys::REMINDERS, &REMINDERS, id!("reminder-policies-the-first-counts-where-none-is")),
    must(keys::DUTIES, &activities::DUTIES, id!("what-is-asked-of-the-units")),
    may(keys::PLEDGES, &activities::PLEDGES, id!("pledges")),
    may(keys::LEDGERS, &activities::LEDGERS, id!("ledgers-rows-are-added-never-changed")),
    may(keys::OUTLETS, &activities::OUTLETS, id!("where-the-campaign-publishes")),
    may(keys::SELECTIONS, &activities::SELECTIONS, id!("selections-in-stages")),
    may(keys::ASSIGNABLE, &activities::ASSIGNABLE, id!("tasks-given-out-at-any-time")),
    may(keys::VISITS, &VISITS, id!("programmes-of-field-visits")),
    may(keys::CASES, &activities::CASES, id!("what-people-bring-at-any-time-with-its")),
    may(keys::REVIEWS, &evaluation::REVIEWS, id!("review-rounds-and-inspections")),
    may(keys::SCORES, &evaluation::SCORES, id!("score-sheets")),
    may(keys::LISTS, &evaluation::LISTS, id!("lists-of-commendation-and-criticism")),
    may(keys::SNAPSHOTS, &SNAPSHOTS, id!("when-progress-is-counted")),
    may(keys::CHANNELS, &CHANNELS, id!("channels-of-messages-the-first-one-first")),
    may(keys::MESSAGES, &MESSAGES, id!("wording-of-messages-without-it-the-usual-one")),
]);

pub(crate) static HEAD: Shape = Shape::Map(&[
    must(keys::ID, &SLUG, id!("id-of-the-campaign")),
    must(keys::NAME, &TEXT, id!("name-as-it-stands-in-messages-and-reports")),
    shared::REF,
    must(keys::YEAR, &NUMBER, id!("the-year-written-once")),
    must(keys::TIMEZONE, &TEXT, id!("iana-zone-such-as-europe-berlin")),
    must(keys::CALENDAR, &SLUG, id!("calendar-of-working-days-such-as-cn")),
    must(keys::ROSTER, &TEXT, id!("file-of-the-roster")),
    may(keys::DIRECTIVE, &activities::DIRECTIVE, id!("the-superiors-paper")),
    may(keys::TOGETHER_WITH, &activities::CONCURRENT, id!("campaigns-alongside")),
    may(keys::GOALS, &activities::GOALS, id!("goals")),
    may(keys::TAXONOMIES, &activities::TAXONOMIES, id!("tags-of-duties-and-records")),
    may(keys::CALENDAR_GAPS, &GAPS, id!("years-without-a-holiday-table-without-it-an")).usually(id!("error")),
    may(keys::OTHER_CALENDARS, &OTHER_CALENDARS, id!("groups-of-units-with-other-working-days")),
    may(keys::DAYLIGHT_SAVING, &DAYLIGHT_SAVING, id!("what-times-mean-that-clocks-skip-or-repeat")),
]);
static GAPS: Shape = Shape::Scalar(Word(&[word("暂定", "provisional"), word("报错", "error")]));
static OTHER_CALENDARS: Shape = Shape::Named(&OTHER_CALENDAR);
pub(crate) static OTHER_CALENDAR: Shape = Shape::Map(&[
    must(keys::WHO, &WHO, id!("which-units")),
    may(keys::CALENDAR, &SLUG, id!("calendar-without-it-the-campaigns")).usually(id!("the-campaigns")),
    may(keys::MAKE_UP, &FLAG, id!("whether-made-up-days-are-worked-they-usually")).usually(id!("true")),
]);
pub(crate) static DAYLIGHT_SAVING: Shape = Shape::Map(&[
    may(keys::MISSING_HOUR, &MISSING_HOUR, id!("a-time-that-is-skipped")).usually(id!("after")),
    may(keys::DOUBLED_HOUR, &DOUBLED_HOUR, id!("a-time-that-comes-twice")).usually(id!("first")),
]);
static MISSING_HOUR: Shape = Shape::Scalar(Word(&[word("顺延", "after"), word("提前", "before")]));
static DOUBLED_HOUR: Shape = Shape::Scalar(Word(&[word("第一次", "first"), word("第二次", "second")]));

static ROLES: Shape = Shape::Named(&ROLE);
pub(crate) static ROLE: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, id!("name-of-the-role")),
    may(keys::COLUMN, &TEXT, id!("column-of-the-roster-that-says-who-holds"))
        .usually(id!("three-usual-roles-have-their-own-others-are")),
    may(keys::SHARED, &FLAG, id!("units-whose-cells-read-the-same-share-one")),
    shared::REF,
    may(keys::OUTSIDE, &FLAG, id!("people-outside-the-roster-such-as-those-who")),
    may(keys::CAN, &TEXTS, id!("what-its-holders-may-do"))
        .usually(id!("the-four-usual-roles-have-their-rights-others")),
    may(keys::PHASES, &TEXTS, id!("phases-in-which-its-rights-hold-without-they")).usually(id!("always")),
    may(keys::RECUSED, &TEXTS, id!("what-they-may-not-do-such-as-own")),
    may(keys::BACKUP, &TEXT, id!("role-that-stands-in-where-nobody-holds-it")),
    may(keys::ACCOUNTABLE, &FLAG, id!("whether-its-holder-answers-for-the-unit")),
    may(keys::RECORD_READING, &FLAG, id!("whether-what-it-reads-of-others-is-recorded")),
]);

static AUDIENCES: Shape = Shape::Named(&SELECTOR);
pub(crate) static SELECTOR: Shape = Shape::Map(&[
    shared::REF,
    may(keys::SCORED, &FLAG, id!("scored-or-not")).usually(id!("either")),
    may(keys::CATEGORY, &TEXTS, id!("any-of-these-categories")).usually(id!("any")),
    may(keys::TAGS, &TEXTS, id!("all-of-these-tags")).usually(id!("any")),
    may(keys::UNITS, &TEXTS, id!("only-these-units-by-code")).usually(id!("any")),
    may(keys::EXCEPT, &TEXTS, id!("not-these-units")),
    may(keys::WITHIN, &TEXTS, id!("and-members-of-these-audiences")),
]);
pub(crate) static WHO: Shape = Shape::Either(&[&TEXT, &SELECTOR]);

static PHASES: Shape = Shape::List(&PHASE);
pub(crate) static PHASE: Shape = Shape::Map(&[
    must(keys::ID, &SLUG, id!("id-of-the-phase")),
    must(keys::NAME, &TEXT, id!("its-name")),
    shared::REF,
    must(keys::FROM, &TEXT, id!("first-day")),
    must(keys::UNTIL, &TEXT, id!("last-day")),
    may(keys::PHASE_NOTICE, &TEXT, id!("hour-of-the-notice-or-none")).usually(id!("none")),
    may(keys::WHO, &WHO, id!("who-gets-the-notice-without-it-everyone")).usually(id!("the-first-audience")),
    shared::MUST_REMIND,
    may(keys::CADENCES, &FLAG, id!("cadences-run-in-this-phase")),
]);

static REMINDERS: Shape = Shape::Named(&POLICY);
pub(crate) static POLICY: Shape = Shape::Map(&[
    may(keys::TO, &TEXT, id!("role-that-gets-it")).usually(id!("clerk")),
    may(keys::BEFORE, &NUMBERS, id!("working-days-before-the-due-day")).usually(id!("not-before")),
    may(keys::ON_DAY, &FLAG, id!("also-on-the-due-day")),
    may(keys::HOUR, &TIME, id!("time-of-day")).usually_written("09:00"),
    may(keys::OVERDUE, &OVERDUE, id!("repeats-when-late-or-none")).usually(id!("not-urged-when-late")),
    may(keys::CARDS, &CARDS, id!("supervision-cards")),
    may(keys::WEEKLY_BRIEF, &BRIEF, id!("weekly-brief-of-what-is-late")).usually(id!("no-weekly-brief")),
    may(keys::CATCH_UP, &NUMBER, id!("hours-within-which-an-outage-is-caught-up")).usually_written("24"),
    may(keys::OPT_OUT, &OPT_OUT, id!("reminders-that-people-may-opt-out-of"))
        .usually(id!("nobody-may-opt-out-of-any")),
]);
static OPT_OUT: Shape = Shape::List(&OPTIONAL);
static OPTIONAL: Shape = Shape::Scalar(Word(&[keys::BEFORE, keys::ON_DAY, keys::OVERDUE]));
static OVERDUE: Shape = Shape::Either(&[&NONE, &REPEATS]);
static NONE: Shape = Shape::Scalar(Word(&[word("不催", "none")]));
pub(crate) static REPEATS: Shape = Shape::Map(&[
    must(keys::EVERY, &NUMBER, id!("every-so-many-working-days")),
    must(keys::AT_MOST, &NUMBER, id!("so-many-times-at-the-most")),
]);
static CARDS: Shape = Shape::List(&CARD);
pub(crate) static CARD: Shape = Shape::Map(&[
    must(keys::COLOUR, &COLOUR, id!("colour")),
    may(keys::BEFORE, &NUMBER, id!("blue-card-working-days-before-the-due-day")),
    may(keys::AFTER, &NUMBER, id!("yellow-or-red-card-working-days-after")),
    must(keys::TO, &TEXTS, id!("roles-that-get-it")),
]);
pub(crate) static BRIEF: Shape = Shape::Map(&[
    must(keys::TO, &TEXTS, id!("roles-that-get-it")),
    must(keys::AT_MOST, &NUMBER, id!("in-so-many-weeks-at-the-most-it-tells")),
]);
static COLOUR: Shape = Shape::Scalar(Word(&[word("蓝", "blue"), word("黄", "yellow"), word("红", "red")]));

pub(crate) static ROLL: Shape =
    Shape::Scalar(Word(&[word("提前", "back"), word("顺延", "forward"), word("不动", "stay")]));
static VISITS: Shape = Shape::Named(&VISIT);
static VISIT: Shape = Shape::Either(&[&PROGRAMME, &activities::SELF_ARRANGED]);
pub(crate) static PROGRAMME: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    must(keys::PLACES, &WHO, id!("where-to")),
    must(keys::BY, &TEXT, id!("role-that-visits")),
    may(keys::TURNS, &TEXTS, id!("who-take-turns-roles-posts-or-their-ids")),
    may(keys::EACH_PERSON, &NUMBER, id!("with-turns-fewest-visits-of-each-to-each")).usually_written("1"),
    may(keys::OR_BY, &OR_BY, id!("who-else-may-visit-roles-posts-or-their-ids")),
    may(keys::COMPANIONS, &TEXTS, id!("roles-whose-holder-at-the-place-comes-along")),
    shared::WHEN,
    shared::PHASE,
    shared::FROM,
    shared::UNTIL,
    shared::REST_DAY,
    may(keys::STARTS, &TIMES, id!("times-of-day-at-which-one-may-begin")).usually_written("[09:00, 14:30]"),
    may(keys::MINUTES, &NUMBER, id!("minutes")).usually_written("120"),
    may(keys::PER_WEEK, &NUMBER, id!("most-visits-of-one-visitor-in-a-week")).usually_written("1"),
    may(keys::GAP_DAYS, &NUMBER, id!("fewest-days-between-two-visits-to-one-place")).usually_written("14"),
    may(keys::VISITING_HOURS, &VISITING_HOURS, id!("when-places-receive-visits"))
        .usually(id!("whenever-the-programme-goes")),
    may(keys::BUSY, &BUSY, id!("when-visitors-cannot-visit-it-holds-for-every")),
    may(keys::TRAVEL, &TRAVEL, id!("minutes-on-the-road-between-two-towns-and")).usually_written("0"),
    may(keys::VISIT_NOTICE, &TEXT, id!("working-days-of-notice")).usually_written("3"),
    may(keys::RECORD_WITHIN, &TEXT, id!("working-days-within-which-it-is-recorded")).usually_written("2"),
    shared::MUST_REMIND,
    may(keys::FORM, &activities::FORM, id!("sections-of-the-record")),
    may(keys::VISIT_CASES, &TEXT, id!("kind-of-case-that-it-becomes")),
    may(keys::RATING, &activities::RATING, id!("who-is-asked-how-content-they-are")),
]);

static TRAVEL: Shape = Shape::Either(&[&NUMBER, &MEASURED]);
pub(crate) static MEASURED: Shape = Shape::Map(&[
    may(keys::MINUTES, &NUMBER, id!("minutes-around-busy-times-and-where-nothing-better"))
        .usually_written("0"),
    may(keys::SPEED, &NUMBER, id!("kilometres-an-hour-as-the-crow-flies")),
    may(keys::ROAD_TIMES, &TEXT, id!("table-of-minutes-from-each-place-to-each")),
]);
static OR_BY: Shape = Shape::List(&Shape::Either(&[&TEXT, &OR_BY_SOME]));
pub(crate) static OR_BY_SOME: Shape = Shape::Map(&[
    may(keys::PLACES, &WHO, id!("which-places-they-may-visit")).usually(id!("all-places-of-the-programme")),
    may(keys::BY, &TEXTS, id!("roles-posts-or-their-ids")),
    may(keys::ROLE, &TEXTS, id!("roles-whose-holder-at-the-place-may-visit-it")),
]);
static VISITING_HOURS: Shape = Shape::List(&VISITING_HOURS_OF);
pub(crate) static VISITING_HOURS_OF: Shape = Shape::Map(&[
    may(keys::PLACES, &WHO, id!("whose-visiting-hours-these-are"))
        .usually(id!("all-places-of-the-programme")),
    may(keys::WEEKDAYS, &TEXTS, id!("days-of-the-week-single-or-from-to")).usually(id!("any")),
    may(keys::FROM, &TIME, id!("from-when")).usually_written("00:00"),
    may(keys::UNTIL, &TIME, id!("until-when")).usually_written("24:00"),
    may(keys::CLOSED, &TEXTS, id!("days-on-which-they-receive-no-visits")),
]);
static BUSY: Shape = Shape::List(&Shape::Either(&[&TEXT, &BUSY_PERSON]));
pub(crate) static BUSY_PERSON: Shape = Shape::Map(&[
    must(keys::POST, &TEXT, id!("whose-a-post-or-its-id")),
    may(keys::DAYS, &TEXTS, id!("on-which-days-single-or-a-range")),
    may(keys::FROM, &TIME, id!("from-when")).usually_written("00:00"),
    may(keys::UNTIL, &TIME, id!("until-when")).usually_written("24:00"),
    may(keys::CALENDAR, &TEXTS, id!("the-persons-own-calendar-ics-its-times-never")),
]);

static SNAPSHOTS: Shape = Shape::Named(&SNAPSHOT);
pub(crate) static SNAPSHOT: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    must(keys::WHO, &WHO, id!("which-units-are-counted")),
    shared::WHEN,
    must(keys::HOUR, &TIME, id!("time-of-the-cut-off")),
    may(keys::PHASE, &TEXT, id!("phase")).usually(id!("over-the-whole-campaign")),
    may(keys::FROM, &TEXT, id!("first-day-of-the-range")).usually(id!("first-day-of-the-campaign")),
    may(keys::UNTIL, &TEXT, id!("last-day-of-the-range")).usually(id!("last-day-of-the-campaign")),
    may(keys::REST_DAY, &ROLL, id!("what-a-rest-day-does-to-the-day")).usually(id!("back")),
]);

static LANGUAGE: Shape = Shape::Scalar(Word(&[word("中文", "zh"), word("英文", "en")]));
static WORDS: Shape = Shape::Either(&[&LINES, &WORDS_FILE]);
pub(crate) static WORDS_FILE: Shape =
    Shape::Map(&[must(keys::FILE, &TEXT, id!("text-file-beside-this-one-with-these-words"))]);
pub(crate) static MESSAGES: Shape = Shape::Map(&[
    may(keys::LANGUAGE, &LANGUAGE, id!("language-in-which-people-are-written-to")).usually(id!("zh")),
    may(keys::ROUTINE, &WORDS, id!("the-one-message-of-a-day")).usually(id!("built-in")),
    may(keys::RED, &WORDS, id!("a-red-card")).usually(id!("built-in")),
    may(keys::NEWS, &WORDS, id!("what-is-said-at-once-returned-a-task")).usually(id!("built-in")),
]);

pub(crate) static PLAN: Shape = Shape::Map(&[must(keys::ROWS, &TEXTS, id!("rows-such-as-s1-s83"))]);
static CHANNELS: Shape = Shape::Named(&CHANNEL);
pub(crate) static CHANNEL: Shape = Shape::Map(&[
    may(keys::OPEN_HOURS, &TEXTS, id!("stretches-of-the-day-in-which-it-may")).usually(id!("at-any-hour")),
    may(keys::WORKDAYS_ONLY, &FLAG, id!("not-on-rest-days")),
    may(keys::PER_MINUTE, &NUMBER, id!("most-messages-a-minute")).usually(id!("no-limit")),
    may(keys::PER_DAY, &NUMBER, id!("most-messages-a-day")).usually(id!("no-limit")),
    may(keys::BY_POST, &FLAG, id!("reaches-a-post-by-its-name-without-an")),
]);

/// Every map of the language, by its keys.
#[cfg(test)]
pub(crate) fn maps() -> Vec<&'static [Slot]> {
    fn walk(shape: &'static Shape, seen: &mut Vec<*const Shape>, maps: &mut Vec<&'static [Slot]>) {
        if seen.contains(&std::ptr::from_ref(shape)) {
            return;
        }
        seen.push(std::ptr::from_ref(shape));
        match shape {
            Shape::Scalar(_) => {}
            Shape::Map(slots) => {
                maps.push(slots);
                slots.iter().for_each(|slot| walk(slot.shape, seen, maps));
            }
            Shape::Named(one) | Shape::List(one) => walk(one, seen, maps),
            Shape::Either(several) => several.iter().for_each(|one| walk(one, seen, maps)),
        }
    }
    let mut maps = Vec::new();
    walk(&FILE, &mut Vec::new(), &mut maps);
    maps
}
