//! The description of what is asked of units: duties of every kind and what they refer to, visits of their own choosing, cases.

use super::{FLAG, NUMBER, TEXT, TEXTS, WHO, shared};
use crate::definition::description::shape::{Shape, Slot, may, must};
use crate::definition::keys;
use muster_protocol::id;

pub(crate) static DIRECTIVE: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, id!("its-title")),
    shared::REF,
    must(keys::FILE, &TEXT, id!("file-beside-this-one")),
    may(keys::ISSUED, &TEXT, id!("day-it-was-issued")),
]);
pub(crate) static CONCURRENT: Shape = Shape::List(&Shape::Map(&[shared::NAME, shared::REF]));
pub(crate) static GOALS: Shape = Shape::Map(&[
    shared::REF,
    must(keys::PHASE, &TEXT, id!("phase-in-which-people-are-asked")),
    must(keys::GOAL_ITEMS, &TEXTS, id!("the-goals-one-question-each")),
]);
pub(crate) static TAXONOMIES: Shape =
    Shape::Named(&Shape::Map(&[shared::REF, must(keys::VALUES, &TEXTS, id!("its-tags"))]));

pub(crate) static WORDS: Shape = Shape::Map(&[
    shared::REF,
    may(keys::IN_PLAN, &TEXTS, id!("words-of-the-plan-each-must-have-a")),
    must(keys::MEANINGS, &Shape::Named(&TEXT), id!("what-each-word-means")),
]);
pub(crate) static THEMES: Shape = Shape::Named(&Shape::Map(&[
    shared::REF,
    must(keys::THEME, &TEXT, id!("theme")),
    must(keys::FOCUS, &TEXTS, id!("what-must-be-covered")),
    may(keys::PART, &TEXT, id!("the-part-that-these-units-play")),
]));

pub(crate) static DUTIES: Shape = Shape::Named(&Shape::Map(&DUTY));
static PARTS: Shape = Shape::Named(&PART);
/// A part has no parts of its own, which is the last key.
pub(crate) static PART: Shape = Shape::Map(DUTY.split_at(DUTY.len() - 1).0);
static DUTY: [Slot; 24] = [
    may(keys::NAME, &TEXT, id!("name-2")),
    shared::REF,
    may(keys::PHASE, &TEXT, id!("phase-in-which-it-falls-due")).usually(id!("the-one-it-falls-due-in-of-a")),
    may(keys::WHO, &WHO, id!("of-whom")),
    may(keys::WHEN, &TEXT, id!("when-april-25-mid-september-monthly-quarterly")),
    shared::FROM,
    shared::UNTIL,
    shared::REST_DAY,
    may(keys::METHODS, &TEXTS, id!("methods-each-used-at-least-once")),
    may(keys::TOPICS, &TEXTS, id!("what-must-be-treated")),
    may(keys::INVITEES, &TEXTS, id!("who-is-invited")),
    may(keys::NEEDS, &TEXTS, id!("what-is-handed-in")),
    may(keys::COUNT_ONLY, &FLAG, id!("only-numbers-nothing-is-stored-behind-them")),
    may(keys::MEASURES, &TEXTS, id!("numbers-perhaps-with-a-floor-or-ceiling")),
    may(keys::SHARES, &SHARES, id!("numbers-that-are-shown-as-shares")),
    may(keys::PUBLISH_ON, &TEXTS, id!("outlets-on-which-it-is-published")),
    may(keys::EXPLORE, &FLAG, id!("tried-out-it-may-end-not-adopted")),
    may(keys::FOCUS, &FLAG, id!("the-focus-of-the-category-must-be-covered")),
    shared::COUNTS_FOR,
    shared::TAXONOMIES,
    shared::REMIND,
    may(keys::REVIEW, &REVIEW, id!("who-reviews-it")).usually(id!("nobody-it-is-done-when-handed-in")),
    may(keys::THEN, &FOLLOW_UP, id!("progress-that-is-reported-until-it-is-done")),
    may(keys::PARTS, &PARTS, id!("parts")),
];
static SHARES: Shape = Shape::Named(&TEXTS);
pub(crate) static REVIEW: Shape = Shape::Map(&[
    must(keys::BY, &TEXT, id!("role-that-reviews")),
    may(keys::RUBRIC, &TEXTS, id!("points-that-are-looked-at")),
    may(keys::RETURN_DUE, &TEXT, id!("working-days-after-a-return-never-before-the")).usually(id!("keep")),
]);
pub(crate) static FOLLOW_UP: Shape =
    Shape::Map(&[shared::NAME, shared::REF, shared::WHEN, shared::NEEDS, shared::REMIND]);

pub(crate) static PLEDGES: Shape = Shape::Named(&Shape::Map(&[
    shared::NAME,
    shared::REF,
    may(keys::PHASE, &TEXT, id!("phase-in-which-it-falls-due")).usually(id!("the-one-it-falls-due-in")),
    must(keys::WHO, &WHO, id!("who-makes-it")),
    shared::WHEN,
    shared::REST_DAY,
    must(keys::MADE_TO, &TEXTS, id!("to-whom")),
    must(keys::SECTIONS, &TEXTS, id!("what-it-must-speak-of")),
    may(keys::EACH_MEMBER, &FLAG, id!("each-member-makes-one-heads-are-counted")),
    shared::NEEDS,
    may(keys::MEASURES, &TEXTS, id!("numbers")),
    may(keys::SHARES, &SHARES, id!("numbers-that-are-shown-as-shares")),
    may(keys::PUBLISH_ON, &TEXTS, id!("where-it-is-published")),
    may(keys::FOCUS, &FLAG, id!("the-focus-of-the-category-must-be-covered")),
    shared::COUNTS_FOR,
    shared::TAXONOMIES,
    shared::REMIND,
    may(keys::CHECKED, &FOLLOW_UP, id!("how-it-is-checked")),
]));

pub(crate) static LEDGERS: Shape = Shape::Named(&Shape::Map(&[
    shared::NAME,
    shared::REF,
    shared::PHASE,
    must(keys::WHO, &WHO, id!("who-keeps-it")),
    may(keys::FIXED_ROWS, &TEXTS, id!("fixed-rows")),
    must(keys::COLUMNS, &Shape::Named(&COLUMN), id!("columns-and-what-they-hold")),
    may(keys::BALANCE, &TEXT, id!("stock-previous-stock-in-out")),
    must(keys::FRESH, &TEXT, id!("how-often-it-must-be-fresh")),
    shared::FROM,
    shared::UNTIL,
    shared::REST_DAY,
    may(keys::NEEDS, &TEXTS, id!("what-is-handed-in-besides")),
    may(keys::MEASURES, &TEXTS, id!("numbers")),
    may(keys::SHARES, &SHARES, id!("numbers-that-are-shown-as-shares")),
    may(keys::FOCUS, &FLAG, id!("the-focus-of-the-category-must-be-covered")),
    shared::COUNTS_FOR,
    shared::TAXONOMIES,
    shared::REMIND,
]));
static COLUMN: Shape = Shape::Either(&[&TEXT, &TEXTS]);

pub(crate) static OUTLETS: Shape = Shape::Named(&Shape::Map(&[
    shared::NAME,
    shared::REF,
    may(keys::WHO, &WHO, id!("who-keeps-it-alive")),
    may(keys::FRESH, &TEXT, id!("how-often-an-outlet-must-be-fresh")).usually(id!("not-asked")),
    shared::PHASE,
    shared::FROM,
    shared::UNTIL,
    shared::REST_DAY,
    shared::NEEDS,
    shared::REMIND,
]));

pub(crate) static SELECTIONS: Shape = Shape::Named(&Shape::Map(&[
    shared::NAME,
    shared::REF,
    may(keys::TITLES, &TEXTS, id!("titles-that-may-be-won")),
    may(keys::DRAWS_ON, &TEXTS, id!("ids-of-duties-and-reviews-that-it-looks")),
    must(keys::STAGES, &Shape::Named(&STAGE), id!("stages-that-follow-each-other")),
]));
pub(crate) static STAGE: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    may(keys::WHO, &WHO, id!("units-that-do-it")),
    may(keys::VOLUNTARY, &FLAG, id!("only-those-units-that-want-to")),
    may(keys::BY, &TEXT, id!("role-of-the-committee-that-does-it")),
    shared::WHEN,
    shared::REST_DAY,
    may(keys::PUBLICITY, &NUMBER, id!("working-days-of-publicity-from-then-on")).usually(id!("not-public")),
    may(keys::NEEDS, &TEXTS, id!("what-is-handed-in-where-units-owe-it")),
    may(keys::REMIND, &TEXT, id!("reminder-policy-or-none"))
        .usually(id!("the-first-none-where-it-is-voluntary")),
]);

pub(crate) static ASSIGNABLE: Shape = Shape::Named(&Shape::Map(&[
    shared::NAME,
    shared::REF,
    must(keys::BY, &TEXT, id!("role-that-gives-it-out")),
    may(keys::WHO, &WHO, id!("units-that-it-may-be-given-to-without")).usually(id!("the-first-audience")),
    shared::NEEDS,
    shared::REMIND,
]));

pub(crate) static SELF_ARRANGED: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    must(keys::VISITORS, &WHO, id!("whose-people-go-on-days-of-their-own")),
    may(keys::PLACES, &WHO, id!("where-to")),
    may(keys::PLACE_KINDS, &TEXTS, id!("kinds-of-places")),
    shared::WHEN,
    shared::PHASE,
    shared::FROM,
    shared::UNTIL,
    shared::REST_DAY,
    shared::NEEDS,
    shared::MUST_REMIND,
    may(keys::EACH_PERSON, &NUMBER, id!("fewest-visits-of-each-person")),
    may(keys::LONGEST_FIRST, &FLAG, id!("the-longest-unvisited-first")),
    may(keys::EVENTS, &TEXTS, id!("what-causes-a-visit-besides")),
    may(keys::EVENTS_WITHIN, &TEXT, id!("working-days-within-which-one-goes-after-an-event"))
        .usually_written("5"),
    may(keys::BEFORE_FESTIVALS, &TEXTS, id!("before-which-festivals")),
    may(keys::FESTIVALS, &TEXT, id!("file-of-festivals")),
    shared::COUNTS_FOR,
    shared::TAXONOMIES,
    may(keys::WARN_BY, &TEXT, id!("day-by-which-somebody-is-told-when-nobody")),
    may(keys::FORM, &FORM, id!("sections-of-the-record")),
    may(keys::VISIT_CASES, &TEXT, id!("kind-of-case-that-it-becomes")),
    may(keys::RATING, &RATING, id!("who-is-asked-how-content-they-are")),
]);
pub(super) static FORM: Shape = Shape::Either(&[&TEXTS, &FORM_ROWS]);
pub(crate) static FORM_ROWS: Shape =
    Shape::Map(&[shared::REF, must(keys::VALUES, &TEXTS, id!("the-sections"))]);
pub(crate) static RATING: Shape = Shape::Map(&[
    shared::REF,
    must(keys::BY, &TEXTS, id!("who-is-asked")),
    must(keys::SCALE, &TEXTS, id!("answers-from-best-to-worst")),
]);

pub(super) static CASES: Shape = Shape::Named(&CASE);
pub(crate) static CASE: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    may(keys::WHO, &WHO, id!("units-that-handle-it")).usually(id!("decided-when-it-comes")),
    may(keys::SOURCES, &TEXTS, id!("field-window-hotline-online")).usually(id!("of-any-kind")),
    may(keys::ACCEPT, &TEXT, id!("within-which-it-is-accepted-or-on-the"))
        .usually(id!("without-a-time-limit")),
    must(keys::FINISH, &FINISH, id!("within-which-it-is-finished-by-kinds-or")),
    may(keys::CATALOGUE, &TEXT, id!("file-of-the-service-catalogue")),
    may(keys::CALLBACK, &TEXT, id!("all-30-or-none")).usually(id!("nobody-is-called-back")),
    may(keys::REOPEN, &TEXT, id!("dissatisfied")).usually(id!("never")),
    may(keys::PASS_UP, &TEXT, id!("role-to-which-it-is-passed-up")),
    may(keys::AGENT, &TEXT, id!("post-of-the-agent-without-whose-record-it")),
    may(keys::CASE_STEPS, &TEXTS, id!("steps-that-are-tracked")),
    may(keys::REPLY_PUBLIC, &FLAG, id!("whether-the-reply-is-published")),
]);
static FINISH: Shape = Shape::Either(&[&TEXT, &FINISH_KINDS]);
static FINISH_KINDS: Shape = Shape::Named(&TEXT);
