//! The description of what is asked of units: duties of every kind and what they refer to.

use super::{FLAG, NUMBER, ROLL, TEXT, TEXTS, WHO};
use crate::definition::description::shape::{Shape, Slot, may, must};
use crate::definition::keys;

pub(super) static DIRECTIVE: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, "文件名称", "its title"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::FILE, &TEXT, "放在旁边的文件", "file beside this one"),
    may(keys::ISSUED, &TEXT, "印发日期", "day it was issued"),
]);
pub(super) static CONCURRENT: Shape = Shape::List(&Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
]));
pub(super) static GOALS: Shape = Shape::Map(&[
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::PHASE, &TEXT, "在哪个阶段问", "phase in which people are asked"),
    must(keys::GOAL_ITEMS, &TEXTS, "目标，一条一问", "the goals, one question each"),
]);
pub(super) static TAXONOMIES: Shape = Shape::Named(&Shape::Map(&[
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::VALUES, &TEXTS, "可用的标签", "its tags"),
]));

pub(super) static WORDS: Shape = Shape::Map(&[
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::IN_PLAN, &TEXTS, "方案里出现的，一个也不能漏", "words of the plan: each must have a meaning"),
    must(keys::MEANINGS, &Shape::Named(&TEXT), "每个词是什么意思", "what each word means"),
]);
pub(super) static THEMES: Shape = Shape::Named(&Shape::Map(&[
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::THEME, &TEXT, "主题", "theme"),
    must(keys::FOCUS, &TEXTS, "重点，都要写到", "what must be covered"),
    may(keys::PART, &TEXT, "发挥什么作用", "the part that these units play"),
]));

pub(super) static DUTIES: Shape = Shape::Named(&Shape::Map(&DUTY));
static PARTS: Shape = Shape::Named(&PART);
/// A part has no parts of its own, which is the last key.
static PART: Shape = Shape::Map(DUTY.split_at(DUTY.len() - 1).0);
static DUTY: [Slot; 24] = [
    may(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase in which it falls due").usually(
        "到期日所在的阶段；周期的，标了“循环”的阶段",
        "the one it falls due in; of a cadence, the phase with cadences",
    ),
    may(keys::WHO, &WHO, "要谁做", "of whom"),
    may(
        keys::WHEN,
        &TEXT,
        "时间：4月25日、9月中旬、每月、每季度第3个工作日",
        "when: April 25, mid-September, monthly, quarterly",
    ),
    may(keys::FROM, &TEXT, "从哪天起", "first day of the range")
        .usually("阶段第一天", "first day of the phase"),
    may(keys::UNTIL, &TEXT, "到哪天止", "last day of the range")
        .usually("阶段最后一天", "last day of the phase"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the due day").usually("提前", "back"),
    may(keys::METHODS, &TEXTS, "方式，每种至少用一次", "methods, each used at least once"),
    may(keys::TOPICS, &TEXTS, "专题", "what must be treated"),
    may(keys::INVITEES, &TEXTS, "谁参加", "who is invited"),
    may(keys::NEEDS, &TEXTS, "要交什么：活动方案、照片≥2、服务事项 1..2", "what is handed in"),
    may(keys::COUNT_ONLY, &FLAG, "只报数，不收材料", "only numbers, nothing is stored behind them"),
    may(
        keys::MEASURES,
        &TEXTS,
        "要报的数：受益人数、参训党员 ≥ 党员数",
        "numbers, perhaps with a floor or ceiling",
    ),
    may(keys::SHARES, &SHARES, "哪些数按占比显示", "numbers that are shown as shares"),
    may(keys::PUBLISH_ON, &TEXTS, "发布到哪些宣传渠道", "outlets on which it is published"),
    may(keys::EXPLORE, &FLAG, "探索：可以不采用，不算逾期", "tried out: it may end not adopted"),
    may(keys::FOCUS, &FLAG, "要写明本类别的重点", "the focus of the category must be covered"),
    may(keys::COUNTS_FOR, &TEXTS, "同时计入哪些并行活动", "campaigns alongside that it counts for"),
    may(keys::TAXONOMIES, &TEXTS, "标签", "tags"),
    may(keys::REMIND, &TEXT, "用哪套提醒，或 不提醒", "reminder policy, or none")
        .usually("第一套", "the first"),
    may(keys::REVIEW, &REVIEW, "谁审核", "who reviews it")
        .usually("不审核，交齐即办结", "nobody: it is done when handed in"),
    may(keys::THEN, &FOLLOW_UP, "随后每期报进度，直到办结", "progress that is reported until it is done"),
    may(keys::PARTS, &PARTS, "分项", "parts"),
];
static SHARES: Shape = Shape::Named(&TEXTS);
static REVIEW: Shape = Shape::Map(&[
    must(keys::BY, &TEXT, "审核的角色", "role that reviews"),
    may(keys::RUBRIC, &TEXTS, "看哪几点", "points that are looked at"),
    may(
        keys::RETURN_DUE,
        &TEXT,
        "退回后几个工作日（不早于原定那天），或 不重算",
        "working days after a return, never before the day that stood; or keep",
    )
    .usually("不重算", "keep"),
]);
static FOLLOW_UP: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::WHEN, &TEXT, "时间", "when"),
    may(keys::NEEDS, &TEXTS, "要交什么", "what is handed in"),
    may(keys::REMIND, &TEXT, "用哪套提醒，或 不提醒", "reminder policy, or none")
        .usually("第一套", "the first"),
]);

pub(super) static PLEDGES: Shape = Shape::Named(&Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase in which it falls due")
        .usually("到期日所在的阶段", "the one it falls due in"),
    must(keys::WHO, &WHO, "谁承诺", "who makes it"),
    must(keys::WHEN, &TEXT, "时间", "when"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the due day").usually("提前", "back"),
    must(keys::MADE_TO, &TEXTS, "向谁承诺", "to whom"),
    must(keys::SECTIONS, &TEXTS, "承诺哪几条，缺一不可", "what it must speak of"),
    may(keys::EACH_MEMBER, &FLAG, "每名党员一份，只报人数", "each member makes one; heads are counted"),
    may(keys::NEEDS, &TEXTS, "要交什么", "what is handed in"),
    may(keys::MEASURES, &TEXTS, "要报的数", "numbers"),
    may(keys::SHARES, &SHARES, "哪些数按占比显示", "numbers that are shown as shares"),
    may(keys::PUBLISH_ON, &TEXTS, "公布在哪里", "where it is published"),
    may(keys::FOCUS, &FLAG, "要写明本类别的重点", "the focus of the category must be covered"),
    may(keys::COUNTS_FOR, &TEXTS, "同时计入哪些并行活动", "campaigns alongside that it counts for"),
    may(keys::TAXONOMIES, &TEXTS, "标签", "tags"),
    may(keys::REMIND, &TEXT, "用哪套提醒，或 不提醒", "reminder policy, or none")
        .usually("第一套", "the first"),
    may(keys::CHECKED, &FOLLOW_UP, "多久检查一次兑现", "how it is checked"),
]));

pub(super) static LEDGERS: Shape = Shape::Named(&Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase").usually("标了“循环”的阶段", "the phase with cadences"),
    must(keys::WHO, &WHO, "谁来记", "who keeps it"),
    may(keys::FIXED_ROWS, &TEXTS, "固定的几行", "fixed rows"),
    must(
        keys::COLUMNS,
        &Shape::Named(&COLUMN),
        "栏目：文字、日期、数、几选一或标签",
        "columns and what they hold",
    ),
    may(keys::BALANCE, &TEXT, "平衡关系：结存 = 上期结存 + 入库 - 发放", "STOCK = previous STOCK + IN - OUT"),
    must(keys::FRESH, &TEXT, "多久必须记一次", "how often it must be fresh"),
    may(keys::FROM, &TEXT, "从哪天起", "first day of the range")
        .usually("阶段第一天", "first day of the phase"),
    may(keys::UNTIL, &TEXT, "到哪天止", "last day of the range")
        .usually("阶段最后一天", "last day of the phase"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the due day").usually("提前", "back"),
    may(keys::NEEDS, &TEXTS, "另外要交什么", "what is handed in besides"),
    may(keys::MEASURES, &TEXTS, "要报的数", "numbers"),
    may(keys::SHARES, &SHARES, "哪些数按占比显示", "numbers that are shown as shares"),
    may(keys::FOCUS, &FLAG, "要写明本类别的重点", "the focus of the category must be covered"),
    may(keys::COUNTS_FOR, &TEXTS, "同时计入哪些并行活动", "campaigns alongside that it counts for"),
    may(keys::TAXONOMIES, &TEXTS, "标签", "tags"),
    may(keys::REMIND, &TEXT, "用哪套提醒，或 不提醒", "reminder policy, or none")
        .usually("第一套", "the first"),
]));
static COLUMN: Shape = Shape::Either(&[&TEXT, &TEXTS]);

pub(super) static OUTLETS: Shape = Shape::Named(&Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::WHO, &WHO, "谁来更新", "who keeps it alive"),
    may(keys::FRESH, &TEXT, "多久必须更新一次", "how often it must be fresh")
        .usually("不要求更新", "not asked"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase").usually("标了“循环”的阶段", "the phase with cadences"),
    may(keys::FROM, &TEXT, "从哪天起", "first day of the range")
        .usually("阶段第一天", "first day of the phase"),
    may(keys::UNTIL, &TEXT, "到哪天止", "last day of the range")
        .usually("阶段最后一天", "last day of the phase"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the due day").usually("提前", "back"),
    may(keys::NEEDS, &TEXTS, "要交什么", "what is handed in"),
    may(keys::REMIND, &TEXT, "用哪套提醒，或 不提醒", "reminder policy, or none")
        .usually("第一套", "the first"),
]));

pub(super) static SELECTIONS: Shape = Shape::Named(&Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::TITLES, &TEXTS, "评出哪几种称号", "titles that may be won"),
    may(keys::DRAWS_ON, &TEXTS, "参考哪些任务和评议（编号）", "ids of duties and reviews that it looks at"),
    must(keys::STAGES, &Shape::Named(&STAGE), "一步接一步", "stages that follow each other"),
]));
static STAGE: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    may(keys::WHO, &WHO, "各单位做的步骤：哪些单位", "units that do it"),
    may(keys::VOLUNTARY, &FLAG, "自愿，不做不算逾期", "only those units that want to"),
    may(keys::BY, &TEXT, "委员会做的步骤：哪个角色", "role of the committee that does it"),
    must(keys::WHEN, &TEXT, "时间", "when"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the due day").usually("提前", "back"),
    may(keys::PUBLICITY, &NUMBER, "从这天起公示几个工作日", "working days of publicity from then on")
        .usually("不公示", "none"),
    may(keys::NEEDS, &TEXTS, "各单位必须做的步骤：要交什么", "what is handed in, where units owe it"),
    may(keys::REMIND, &TEXT, "用哪套提醒，或 不提醒", "reminder policy, or none")
        .usually("第一套；自愿的不提醒", "the first; none where it is voluntary"),
]);

pub(super) static ASSIGNABLE: Shape = Shape::Named(&Shape::Map(&[
    must(keys::NAME, &TEXT, "名称", "name"),
    may(keys::REF, &TEXTS, "依据的方案条目", "rows of the plan that it serves"),
    must(keys::BY, &TEXT, "谁可以交办", "role that gives it out"),
    may(keys::WHO, &WHO, "可以交给谁；不写是全体", "units that it may be given to; without it everyone")
        .usually("第一个人群", "the first audience"),
    may(keys::NEEDS, &TEXTS, "要交什么", "what is handed in"),
    may(keys::REMIND, &TEXT, "用哪套提醒，或 不提醒", "reminder policy, or none")
        .usually("第一套", "the first"),
]));
