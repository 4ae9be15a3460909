//! The description of what judges: review rounds, score sheets, lists.

use super::{FLAG, NUMBER, ROLL, TEXT, TEXTS, WHO, shared};
use crate::definition::description::shape::Scalar::Word;
use crate::definition::description::shape::{Shape, may, must};
use crate::definition::keys::{self, word};
use muster_protocol::id;

pub(super) static REVIEWS: Shape = Shape::Named(&REVIEW);
pub(crate) static REVIEW: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    may(keys::WHO, &WHO, id!("units-that-are-judged")),
    may(keys::JUDGES, &GOALS, id!("what-is-judged-when-it-is-not-units")),
    may(keys::WHEN, &TEXTS, id!("when-several-may-be-written")),
    may(keys::PHASE, &TEXT, id!("phase")).usually(id!("the-one-its-time-lies-in")),
    may(keys::FROM, &TEXT, id!("first-day-of-the-range")),
    may(keys::UNTIL, &TEXT, id!("last-day-of-the-range")),
    may(keys::REST_DAY, &ROLL, id!("what-a-rest-day-does-to-the-day")).usually(id!("back")),
    may(keys::BY, &TEXT, id!("role-that-judges")),
    may(keys::RATERS, &RATERS, id!("groups-of-raters-weights-sum-to-100")),
    may(keys::TOO_FEW, &TOO_FEW, id!("what-happens-when-too-few-rate")).usually(id!("wait")),
    may(keys::ASKS, &TEXTS, id!("what-is-asked")),
    may(keys::SAMPLE, &NUMBER, id!("fewest-units-of-a-sample")),
    may(keys::WITHIN_TIME, &TEXT, id!("within-which-what-was-found-is-put-right")),
    may(keys::COMPARED, &FLAG, id!("asked-before-and-after")),
    may(keys::REMIND, &TEXT, id!("reminder-policy-for-raters-of-the-roster-or")).usually(id!("the-first")),
]);
static GOALS: Shape = Shape::Scalar(Word(&[word("工作目标", "goals")]));
static TOO_FEW: Shape =
    Shape::Scalar(Word(&[word("暂缓", "wait"), word("按权重重分", "share"), word("记零", "zero")]));
static RATERS: Shape = Shape::Named(&RATER);
pub(crate) static RATER: Shape = Shape::Map(&[
    may(keys::ROLE, &TEXT, id!("role")),
    must(keys::WEIGHT, &TEXT, id!("weight")),
    must(keys::SCALE, &TEXTS, id!("a-range-or-answers-with-points")),
    may(keys::FEWEST, &TEXT, id!("fewest-answers-that-count")).usually_written("1"),
    may(keys::ANONYMOUS, &FLAG, id!("whether-nobody-sees-who-answered-what")),
    may(keys::NOT_SELF, &FLAG, id!("not-their-own-unit")),
    may(keys::TRIM, &TEXT, id!("percent-cut-off-at-each-end")).usually_written("0"),
    may(keys::COMMENT, &FLAG, id!("whether-a-comment-must-be-written")),
]);

pub(super) static SCORES: Shape = Shape::Named(&SHEET);
pub(crate) static SHEET: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    must(keys::WHO, &WHO, id!("whom-it-scores")),
    must(keys::FULL, &TEXT, id!("what-all-groups-sum-to")),
    may(keys::INDICATORS, &INDICATORS, id!("indicators-of-its-own")),
    must(keys::GROUPS, &GROUPS, id!("groups-which-sum-to-the-whole-or-a")),
    may(keys::BONUS, &BONUS, id!("points-above-the-whole")),
    may(keys::VETOES, &TEXT_BY_NAME, id!("vetoes-not-the-best-or-as-a-grade")),
    may(keys::RANKED, &RANKED, id!("ranked-within-the-category-or-all-together")).usually(id!("category")),
    may(keys::TIES, &TEXTS, id!("lines-by-which-equal-totals-are-parted")),
    must(keys::GRADES, &TEXT_BY_NAME, id!("grades-from-best-to-worst")),
    may(keys::MISSING, &TOO_FEW, id!("what-happens-when-a-line-has-no-value")).usually(id!("wait")),
    must(keys::FREEZE, &TEXT, id!("last-day-of-evidence")),
    may(keys::PUBLICITY, &TEXT, id!("working-days-of-publicity"))
        .usually(id!("none-goes-together-with-appeals")),
    may(keys::APPEALS, &APPEALS, id!("appeals")).usually(id!("none-goes-together-with-publicity")),
    may(keys::FEEDS, &FEEDS, id!("larger-appraisals-that-take-the-result")),
    may(keys::EXPORTS, &TEXTS, id!("exported-where-no-file-is-named")),
]);
static TEXT_BY_NAME: Shape = Shape::Named(&TEXT);
static INDICATORS: Shape = Shape::Named(&INDICATOR);
pub(crate) static INDICATOR: Shape = Shape::Map(&[
    must(keys::DUTIES, &TEXTS, id!("only-items-of-these-duties")),
    must(keys::COUNTED, &TEXT, id!("what-is-counted-done-rate-done-on-time")),
]);
static GROUPS: Shape = Shape::Either(&[&Shape::Named(&GROUP), &TEXT]);
pub(crate) static GROUP: Shape = Shape::Map(&[
    must(keys::FULL, &TEXT, id!("points-of-the-group")),
    must(keys::ITEMS, &LINES, id!("its-lines")),
]);
static LINES: Shape = Shape::Named(&LINE);
pub(crate) static LINE: Shape = Shape::Map(&[
    must(keys::FULL, &TEXT, id!("most-points")),
    shared::REF,
    may(keys::CATEGORY, &TEXTS, id!("only-for-these-categories")),
    may(keys::AUTO, &TEXT, id!("formula-done-on-time-due-15")),
    may(keys::DEDUCT, &TEXT_BY_NAME, id!("points-taken-away-for-each-finding")),
    may(keys::BY, &TEXT, id!("role-that-scores")),
    may(keys::ASK, &TEXT, id!("what-is-asked-of-it")),
    may(keys::OTHERWISE, &TEXT, id!("formula-for-units-without-data")),
]);
pub(crate) static BONUS: Shape = Shape::Map(&[
    must(keys::CAP, &TEXT, id!("most-of-them")),
    must(keys::GRANTS, &TEXT_BY_NAME, id!("for-what-each-with-its-points")),
]);
static RANKED: Shape = Shape::Scalar(Word(&[word("类别内", "category"), word("全体", "all")]));
pub(crate) static APPEALS: Shape = Shape::Map(&[
    must(keys::TO_ROLE, &TEXT, id!("role-that-answers")),
    must(keys::ANSWER, &TEXT, id!("working-days-for-the-answer")),
]);
static FEEDS: Shape = Shape::Either(&[&TEXTS, &FEED]);
pub(crate) static FEED: Shape =
    Shape::Map(&[must(keys::NAME, &TEXTS, id!("name-of-the-larger-appraisal")), shared::REF]);

pub(super) static LISTS: Shape = Shape::Named(&LIST);
pub(crate) static LIST: Shape = Shape::Map(&[
    shared::NAME,
    shared::REF,
    must(keys::TONE, &TONE, id!("commend-or-criticise")),
    must(keys::KINDS, &KINDS, id!("kinds-each-with-how-it-is-proposed")),
    may(keys::EVIDENCE, &TEXT, id!("required-or-true-false")).usually(id!("false-required-to-criticise")),
    may(keys::STATEMENT, &TEXT, id!("working-days-for-a-statement"))
        .usually(id!("none-required-to-criticise")),
    must(keys::APPROVED_BY, &TEXT, id!("role-that-decides")),
    may(keys::PUBLICITY, &TEXT, id!("working-days-of-publicity")).usually(id!("not-public")),
]);
static TONE: Shape = Shape::Scalar(Word(&[word("表彰", "commend"), word("批评", "criticise")]));
static KINDS: Shape = Shape::Named(&CONDITIONS);
static CONDITIONS: Shape = Shape::List(&CONDITION);
static CONDITION: Shape = Shape::Either(&[&TEXT, &FOUND]);
pub(crate) static FOUND: Shape = Shape::Map(&[
    must(keys::BY, &TEXT, id!("role-that-finds-it")),
    must(keys::FINDING, &TEXT, id!("what-it-finds")),
]);
