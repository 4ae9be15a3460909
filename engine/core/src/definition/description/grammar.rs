//! The language as one description: every map with its keys in the order in which they are best read.
//!
//! Schema, layout and the translation of keys follow it. The readers of each part hold their own lists of keys, since
//! they alone know what a key means; a test compares the two, so that no key is in one and not in the other.

mod asked;
mod judging;

use super::shape::Scalar::{Flag, Lines, Number, Slug, Text, Time, Word};
#[cfg(test)]
use super::shape::Slot;
use super::shape::{Shape, may, must};
use crate::definition::keys;

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
    must(keys::CAMPAIGN, &HEAD, "活动本身：编号、名称、年份、时区、日历、名册", "the campaign itself"),
    may(
        keys::PLAN,
        &judging::PLAN,
        "方案有哪些条目，检查时看哪条没有着落",
        "rows of the plan, to see which no line serves",
    ),
    may(keys::ROLES, &ROLES, "谁可以收消息、办事", "who may be written to and act"),
    must(
        keys::AUDIENCES,
        &AUDIENCES,
        "人群：只在这里定义，后面只写名字；第一个是全体",
        "groups of units; the first is everyone",
    ),
    may(keys::THEMES, &asked::THEMES, "各类单位的主题和重点", "themes by category of units"),
    may(
        keys::WORDS,
        &asked::WORDS,
        "没有写明具体时间的词，在这里写明",
        "vague words, each with its one meaning",
    ),
    must(keys::PHASES, &PHASES, "阶段，按日期先后", "dated stretches of the campaign"),
    must(
        keys::REMINDERS,
        &REMINDERS,
        "提醒怎么发；第一套是默认的",
        "reminder policies; the first counts where none is named",
    ),
    must(keys::DUTIES, &asked::DUTIES, "要各单位做的事", "what is asked of the units"),
    may(keys::PLEDGES, &asked::PLEDGES, "承诺", "pledges"),
    may(keys::LEDGERS, &asked::LEDGERS, "台账：只追加，更正也留痕", "ledgers: rows are added, never changed"),
    may(keys::OUTLETS, &asked::OUTLETS, "发布到哪里", "where the campaign publishes"),
    may(keys::SELECTIONS, &asked::SELECTIONS, "评选：一步接一步", "selections in stages"),
    may(keys::ASSIGNABLE, &asked::ASSIGNABLE, "随时交办的事", "tasks given out at any time"),
    may(keys::VISITS, &VISITS, "走访项目", "programmes of field visits"),
    may(
        keys::CASES,
        &judging::CASES,
        "随时来的事：受理、办结、回访的期限",
        "what people bring at any time, with its limits",
    ),
    may(keys::REVIEWS, &judging::REVIEWS, "评议和督查", "review rounds and inspections"),
    may(keys::SCORES, &judging::SCORES, "评分表", "score sheets"),
    may(keys::LISTS, &judging::LISTS, "表彰和批评的名单", "lists of commendation and criticism"),
    may(keys::SNAPSHOTS, &SNAPSHOTS, "什么时候统计一次", "when progress is counted"),
    may(
        keys::CHANNELS,
        &judging::CHANNELS,
        "消息渠道，先用前一个",
        "channels of messages, the first one first",
    ),
    may(
        keys::MESSAGES,
        &MESSAGES,
        "消息怎么写；不写用现成的",
        "wording of messages; without it the usual one",
    ),
]);

static HEAD: Shape = Shape::Map(&[
    must(keys::ID, &SLUG, "活动编号", "id of the campaign"),
    must(keys::NAME, &TEXT, "活动名称，用在消息和报表里", "name, as it stands in messages and reports"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::YEAR, &NUMBER, "年份，只写这一次", "the year, written once"),
    must(keys::TIMEZONE, &TEXT, "时区，如 Asia/Shanghai", "IANA zone, such as Europe/Berlin"),
    must(keys::CALENDAR, &SLUG, "日历，如 cn", "calendar of working days, such as cn"),
    must(keys::ROSTER, &TEXT, "名册文件", "file of the roster"),
    may(keys::DIRECTIVE, &asked::DIRECTIVE, "上级文件", "the superior's paper"),
    may(keys::TOGETHER_WITH, &asked::CONCURRENT, "结合开展的活动", "campaigns alongside"),
    may(keys::GOALS, &asked::GOALS, "工作目标", "goals"),
    may(keys::TAXONOMIES, &asked::TAXONOMIES, "任务和记录可用的标签", "tags of duties and records"),
    may(
        keys::CALENDAR_GAPS,
        &GAPS,
        "还没有放假安排的年份怎么办；不写是报错",
        "years without a holiday table; without it an error",
    )
    .usually("报错", "error"),
    may(
        keys::OTHER_CALENDARS,
        &OTHER_CALENDARS,
        "有些单位另用一套工作日",
        "groups of units with other working days",
    ),
    may(
        keys::DAYLIGHT_SAVING,
        &DAYLIGHT_SAVING,
        "拨钟时跳过和重复的时刻算哪一刻",
        "what times mean that clocks skip or repeat",
    ),
]);
static GAPS: Shape = Shape::Scalar(Word(&[("暂定", "provisional"), ("报错", "error")]));
static OTHER_CALENDARS: Shape = Shape::Named(&OTHER_CALENDAR);
static OTHER_CALENDAR: Shape = Shape::Map(&[
    must(keys::WHO, &WHO, "哪些单位", "which units"),
    may(keys::CALENDAR, &SLUG, "日历；不写是活动的日历", "calendar; without it the campaign's")
        .usually("活动的日历", "the campaign's"),
    may(
        keys::MAKE_UP,
        &FLAG,
        "调休日是否上班；不写是上班",
        "whether made-up days are worked; they usually are",
    )
    .usually("是", "true"),
]);
static DAYLIGHT_SAVING: Shape = Shape::Map(&[
    may(keys::MISSING_HOUR, &MISSING_HOUR, "跳过的时刻", "a time that is skipped").usually("顺延", "after"),
    may(keys::DOUBLED_HOUR, &DOUBLED_HOUR, "重复的时刻", "a time that comes twice")
        .usually("第一次", "first"),
]);
static MISSING_HOUR: Shape = Shape::Scalar(Word(&[("顺延", "after"), ("提前", "before")]));
static DOUBLED_HOUR: Shape = Shape::Scalar(Word(&[("第一次", "first"), ("第二次", "second")]));

static ROLES: Shape = Shape::Named(&ROLE);
static ROLE: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, "角色名称", "name of the role"),
    may(keys::COLUMN, &TEXT, "名册里写着谁担任的列", "column of the roster that says who holds it").usually(
        "常用的三个有自己的列，其他的整个活动一个岗位",
        "three usual roles have their own, others are one post for the whole campaign",
    ),
    may(keys::SHARED, &FLAG, "同名的算同一个人", "units whose cells read the same share one contact"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(
        keys::OUTSIDE,
        &FLAG,
        "名册外的人，如服务对象",
        "people outside the roster, such as those who are served",
    ),
    may(keys::CAN, &TEXTS, "可以做什么", "what its holders may do")
        .usually("常用四个角色各有其权，其余没有", "the four usual roles have their rights, others none"),
    may(
        keys::PHASES,
        &TEXTS,
        "只在哪些阶段可以；不写是一直可以",
        "phases in which its rights hold; without, they always do",
    )
    .usually("一直可以", "always"),
    may(keys::RECUSED, &TEXTS, "要回避什么，如 评本单位", "what they may not do, such as own_unit"),
    may(keys::BACKUP, &TEXT, "没有人时由谁顶替", "role that stands in where nobody holds it"),
    may(keys::ACCOUNTABLE, &FLAG, "是不是第一责任人", "whether its holder answers for the unit"),
]);

static AUDIENCES: Shape = Shape::Named(&SELECTOR);
static SELECTOR: Shape = Shape::Map(&[
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::SCORED, &FLAG, "是否参评", "scored or not").usually("都算", "either"),
    may(keys::CATEGORY, &TEXTS, "类别，任一", "any of these categories").usually("都算", "any"),
    may(keys::TAGS, &TEXTS, "标签，全部", "all of these tags").usually("都算", "any"),
    may(keys::UNITS, &TEXTS, "只有这些单位（编码）", "only these units, by code").usually("都算", "any"),
    may(keys::EXCEPT, &TEXTS, "除去这些单位", "not these units"),
    may(keys::WITHIN, &TEXTS, "同时属于这些人群", "and members of these audiences"),
]);
pub(crate) static WHO: Shape = Shape::Either(&[&TEXT, &SELECTOR]);

static PHASES: Shape = Shape::List(&PHASE);
static PHASE: Shape = Shape::Map(&[
    must(keys::ID, &SLUG, "阶段编号", "id of the phase"),
    must(keys::NAME, &TEXT, "阶段名称", "its name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::FROM, &TEXT, "第一天", "first day"),
    must(keys::UNTIL, &TEXT, "最后一天", "last day"),
    may(keys::PHASE_NOTICE, &TEXT, "通知的时刻，或 不通知", "hour of the notice, or none")
        .usually("不通知", "none"),
    may(keys::WHO, &WHO, "通知谁；不写是全体", "who gets the notice; without it everyone")
        .usually("第一个人群", "the first audience"),
    may(keys::REMIND, &TEXT, "用哪套提醒", "reminder policy").usually("第一套", "the first"),
    may(keys::CADENCES, &FLAG, "“每月”“每季度”在这个阶段内循环", "cadences run in this phase"),
]);

static REMINDERS: Shape = Shape::Named(&POLICY);
static POLICY: Shape = Shape::Map(&[
    may(keys::TO, &TEXT, "发给哪个角色", "role that gets it").usually("联络员", "clerk"),
    may(keys::BEFORE, &NUMBERS, "到期前第几个工作日", "working days before the due day")
        .usually("不提前", "not before"),
    may(keys::ON_DAY, &FLAG, "到期当天也提醒", "also on the due day"),
    may(keys::HOUR, &TIME, "几点", "time of day").usually("09:00", "09:00"),
    may(keys::OVERDUE, &OVERDUE, "逾期后怎么催，或 不催", "repeats when late, or none")
        .usually("不催", "none"),
    may(keys::CARDS, &CARDS, "督办单", "supervision cards"),
    may(keys::CATCH_UP, &NUMBER, "停机后几小时内补发", "hours within which an outage is caught up")
        .usually("24", "24"),
]);
static OVERDUE: Shape = Shape::Either(&[&NONE, &REPEATS]);
static NONE: Shape = Shape::Scalar(Word(&[("不催", "none")]));
static REPEATS: Shape = Shape::Map(&[
    must(keys::EVERY, &NUMBER, "每几个工作日一次", "every so many working days"),
    must(keys::AT_MOST, &NUMBER, "至多几次", "so many times at the most"),
]);
static CARDS: Shape = Shape::List(&CARD);
static CARD: Shape = Shape::Map(&[
    must(keys::COLOUR, &COLOUR, "颜色", "colour"),
    must(keys::AFTER, &NUMBER, "逾期第几个工作日", "working days after the due day"),
    must(keys::TO, &TEXTS, "发给哪些角色", "roles that get it"),
]);
static COLOUR: Shape = Shape::Scalar(Word(&[("黄", "yellow"), ("红", "red")]));

pub(crate) static ROLL: Shape =
    Shape::Scalar(Word(&[("提前", "back"), ("顺延", "forward"), ("不动", "stay")]));
static VISITS: Shape = Shape::Named(&VISIT);
static VISIT: Shape = Shape::Either(&[&PROGRAMME, &judging::SELF_ARRANGED]);
static PROGRAMME: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::PLACES, &WHO, "到哪些单位", "where to"),
    must(keys::BY, &TEXT, "谁去", "role that visits"),
    may(keys::TURNS, &TEXTS, "哪些岗位轮流去：角色、岗位或编号", "who take turns: roles, posts or their ids"),
    may(
        keys::EACH_PERSON,
        &NUMBER,
        "轮流时每人每个地点至少去几次",
        "with turns: fewest visits of each to each place",
    )
    .usually("1", "1"),
    must(keys::WHEN, &TEXT, "时间", "when"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase").usually("标了“循环”的阶段", "the phase with cadences"),
    may(keys::FROM, &TEXT, "从哪天起", "first day of the range")
        .usually("阶段第一天", "first day of the phase"),
    may(keys::UNTIL, &TEXT, "到哪天止", "last day of the range")
        .usually("阶段最后一天", "last day of the phase"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the due day").usually("提前", "back"),
    may(keys::STARTS, &TIMES, "可以几点开始", "times of day at which one may begin")
        .usually("[09:00, 14:30]", "[09:00, 14:30]"),
    may(keys::MINUTES, &NUMBER, "多少分钟", "minutes").usually("120", "120"),
    may(keys::PER_WEEK, &NUMBER, "每人每周至多几次", "most visits of one visitor in a week")
        .usually("1", "1"),
    may(keys::GAP_DAYS, &NUMBER, "同一地点两次至少相隔几天", "fewest days between two visits to one place")
        .usually("14", "14"),
    may(
        keys::BUSY,
        &BUSY,
        "什么时候走不开；对所有走访都算数",
        "when visitors cannot visit; it holds for every programme",
    ),
    may(
        keys::TRAVEL,
        &TRAVEL,
        "路上几分钟：两个镇街之间，和忙时前后；或者按坐标、车程表算",
        "minutes on the road: between two towns, and around busy times; or how to count them",
    )
    .usually("0", "0"),
    may(keys::VISIT_NOTICE, &TEXT, "提前几个工作日通知", "working days of notice").usually("3", "3"),
    may(keys::RECORD_WITHIN, &TEXT, "几个工作日内记录", "working days within which it is recorded")
        .usually("2", "2"),
    may(keys::REMIND, &TEXT, "用哪套提醒", "reminder policy").usually("第一套", "the first"),
    may(keys::FORM, &judging::FORM, "记录里写哪几项", "sections of the record"),
    may(keys::FOLLOW_UP, &judging::FORM, "发现的问题要写明什么", "what each problem must have"),
    may(keys::VISIT_CASES, &TEXT, "带回的问题转成哪类办件", "kind of case that it becomes"),
    may(keys::RATING, &judging::RATING, "走访后问谁满意不满意", "who is asked how content they are"),
]);

static TRAVEL: Shape = Shape::Either(&[&NUMBER, &MEASURED]);
static MEASURED: Shape = Shape::Map(&[
    may(
        keys::MINUTES,
        &NUMBER,
        "忙时前后几分钟；算不出的两地之间也按它",
        "minutes around busy times, and between places of which nothing better is known",
    )
    .usually("0", "0"),
    may(
        keys::SPEED,
        &NUMBER,
        "每小时几公里，按名册坐标的直线距离算",
        "kilometres an hour as the crow flies, from the coordinates of the roster",
    ),
    may(
        keys::ROAD_TIMES,
        &TEXT,
        "车程表：行是出发地，列是目的地，写分钟；先按它算",
        "table of minutes from each place (row) to each (column); it counts first",
    ),
]);
static BUSY: Shape = Shape::List(&Shape::Either(&[&TEXT, &BUSY_PERSON]));
static BUSY_PERSON: Shape = Shape::Map(&[
    must(keys::POST, &TEXT, "谁：岗位或编号", "whose: a post or its id"),
    may(keys::DAYS, &TEXTS, "哪几天", "days"),
    may(keys::FROM, &TIME, "从几点", "from when").usually("00:00", "00:00"),
    may(keys::UNTIL, &TIME, "到几点", "until when").usually("24:00", "24:00"),
    may(
        keys::CALENDAR,
        &TEXTS,
        "本人日历（.ics），只取时间，不取标题",
        "the person's own calendar (.ics): its times, never its titles",
    ),
]);

static SNAPSHOTS: Shape = Shape::Named(&SNAPSHOT);
static SNAPSHOT: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::WHO, &WHO, "统计谁", "which units"),
    must(keys::WHEN, &TEXT, "时间", "when"),
    must(keys::HOUR, &TIME, "几点截止", "time of the cut-off"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase").usually("整个活动", "the whole campaign"),
    may(keys::FROM, &TEXT, "从哪天起", "first day of the range")
        .usually("活动第一天", "first day of the campaign"),
    may(keys::UNTIL, &TEXT, "到哪天止", "last day of the range")
        .usually("活动最后一天", "last day of the campaign"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the day").usually("提前", "back"),
]);

static LANGUAGE: Shape = Shape::Scalar(Word(&[("中文", "zh"), ("英文", "en")]));
static MESSAGES: Shape = Shape::Map(&[
    may(keys::LANGUAGE, &LANGUAGE, "用哪种语言写信", "language in which people are written to")
        .usually("中文", "zh"),
    may(keys::ROUTINE, &LINES, "每天一条的消息", "the one message of a day").usually("现成的", "built in"),
    may(keys::RED, &LINES, "红色督办单", "a red card").usually("现成的", "built in"),
    may(
        keys::NEWS,
        &LINES,
        "随时发出的消息：退回、交办、走访有变",
        "what is said at once: returned, a task, news of a visit",
    )
    .usually("现成的", "built in"),
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
