//! The parts of the language that bring people in and judge.

use super::{FLAG, NUMBER, ROLL, TEXT, TEXTS, WHO};
use crate::definition::description::shape::Scalar::Word;
use crate::definition::description::shape::{Shape, may, must};
use crate::definition::keys;

pub(super) static PLAN: Shape =
    Shape::Map(&[must(keys::ROWS, &TEXTS, "条目，如 S1..S83", "rows, such as S1..S83")]);

pub(super) static CHANNELS: Shape = Shape::Named(&CHANNEL);
static CHANNEL: Shape = Shape::Map(&[
    may(keys::OPEN_HOURS, &TEXTS, "什么时段可以发", "stretches of the day in which it may be used")
        .usually("随时", "any"),
    may(keys::WORKDAYS_ONLY, &FLAG, "只在工作日发", "not on rest days"),
    may(keys::PER_MINUTE, &NUMBER, "每分钟至多几条", "most messages a minute").usually("不限", "no limit"),
    may(keys::PER_DAY, &NUMBER, "每天至多几条", "most messages a day").usually("不限", "no limit"),
    may(keys::BY_POST, &FLAG, "按岗位送达，不用账号", "reaches a post by its name, without an account"),
]);

static NAME: (&str, &str) = ("名称", "name");
static REF: (&str, &str) = ("依据的方案条目", "rows of the plan that it serves");

pub(super) static SELF_ARRANGED: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, NAME.0, NAME.1),
    may(keys::REF, &TEXTS, REF.0, REF.1),
    must(keys::VISITORS, &WHO, "哪些单位的人去，日子自己定", "whose people go, on days of their own"),
    may(keys::PLACES, &WHO, "到哪些单位", "where to"),
    may(keys::PLACE_KINDS, &TEXTS, "到哪几类地方", "kinds of places"),
    must(keys::WHEN, &TEXT, "时间", "when"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase").usually("标了“循环”的阶段", "the phase with cadences"),
    may(keys::FROM, &TEXT, "从哪天起", "first day of the range")
        .usually("阶段第一天", "first day of the phase"),
    may(keys::UNTIL, &TEXT, "到哪天止", "last day of the range")
        .usually("阶段最后一天", "last day of the phase"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the due day").usually("提前", "back"),
    may(keys::NEEDS, &TEXTS, "要交什么", "what is handed in"),
    may(keys::REMIND, &TEXT, "用哪套提醒", "reminder policy").usually("第一套", "the first"),
    may(keys::EACH_PERSON, &NUMBER, "每人每期至少几次", "fewest visits of each person"),
    may(keys::LONGEST_FIRST, &FLAG, "最久没去的先去", "the longest unvisited first"),
    may(keys::EVENTS, &TEXTS, "遇到什么事也要去", "what causes a visit besides"),
    may(keys::BEFORE_FESTIVALS, &TEXTS, "哪些节日前也要去", "before which festivals"),
    may(keys::FESTIVALS, &TEXT, "节日表文件", "file of festivals"),
    may(keys::COUNTS_FOR, &TEXTS, "同时计入哪些并行活动", "campaigns alongside that it counts for"),
    may(keys::TAXONOMIES, &TEXTS, "标签", "tags"),
    may(keys::WARN_BY, &TEXT, "每期到哪天还没去就提醒", "day by which somebody is told when nobody went"),
    may(keys::FORM, &FORM, "记录里写哪几项", "sections of the record"),
    may(keys::FOLLOW_UP, &FORM, "发现的问题要写明什么", "what each problem must have"),
    may(keys::VISIT_CASES, &TEXT, "带回的问题转成哪类办件", "kind of case that it becomes"),
    may(keys::RATING, &RATING, "走访后问谁满意不满意", "who is asked how content they are"),
]);
pub(super) static FORM: Shape = Shape::Either(&[&TEXTS, &FORM_ROWS]);
static FORM_ROWS: Shape =
    Shape::Map(&[may(keys::REF, &TEXTS, REF.0, REF.1), must(keys::VALUES, &TEXTS, "各项", "the sections")]);
pub(super) static RATING: Shape = Shape::Map(&[
    may(keys::REF, &TEXTS, REF.0, REF.1),
    must(keys::BY, &TEXTS, "问谁", "who is asked"),
    must(keys::SCALE, &TEXTS, "由高到低的回答", "answers from best to worst"),
]);

pub(super) static CASES: Shape = Shape::Named(&CASE);
static CASE: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, NAME.0, NAME.1),
    may(keys::REF, &TEXTS, REF.0, REF.1),
    may(keys::WHO, &WHO, "由哪些单位办", "units that handle it")
        .usually("收到时再定", "decided when it comes"),
    may(keys::WAYS, &TEXTS, "现场、窗口、热线、网上", "field, window, hotline, online")
        .usually("不限", "any"),
    may(keys::ACCEPT, &TEXT, "多久内受理，或 当场", "within which it is accepted, or on the spot")
        .usually("不限时", "no limit"),
    must(
        keys::FINISH,
        &FINISH,
        "多久内办结；可以分类别；或 承诺时限",
        "within which it is finished; by kinds; or promised",
    ),
    may(keys::CATALOGUE, &TEXT, "事项表文件", "file of the service catalogue"),
    may(keys::CALLBACK, &TEXT, "每件、抽查30% 或 不回访", "all, 30% or none").usually("不回访", "none"),
    may(keys::REOPEN, &TEXT, "不满意即重办", "dissatisfied").usually("不重办", "never"),
    may(keys::PASS_UP, &TEXT, "向哪个角色上报", "role to which it is passed up"),
    may(
        keys::AGENT,
        &TEXT,
        "代办人的岗位；没有代办记录不能办结",
        "post of the agent, without whose record it cannot be closed",
    ),
    may(keys::CASE_STEPS, &TEXTS, "逐步跟踪的环节", "steps that are tracked"),
    may(keys::REPLY_PUBLIC, &FLAG, "答复是否公开", "whether the reply is published"),
]);
static FINISH: Shape = Shape::Either(&[&TEXT, &FINISH_KINDS]);
static FINISH_KINDS: Shape = Shape::Named(&TEXT);

pub(super) static REVIEWS: Shape = Shape::Named(&REVIEW);
static REVIEW: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, NAME.0, NAME.1),
    may(keys::REF, &TEXTS, REF.0, REF.1),
    may(keys::WHO, &WHO, "评哪些单位", "units that are judged"),
    may(keys::JUDGES, &GOALS, "不评单位时评什么", "what is judged when it is not units"),
    may(keys::WHEN, &TEXTS, "时间，可以写几个", "when; several may be written"),
    may(keys::PHASE, &TEXT, "所在阶段", "phase").usually("时间所在的阶段", "the one its time lies in"),
    may(keys::FROM, &TEXT, "从哪天起", "first day of the range"),
    may(keys::UNTIL, &TEXT, "到哪天止", "last day of the range"),
    may(keys::REST_DAY, &ROLL, "遇休息日", "what a rest day does to the day").usually("提前", "back"),
    may(keys::BY, &TEXT, "由哪个角色评", "role that judges"),
    may(keys::RATERS, &RATERS, "几类评议人，权重合计100", "groups of raters, weights sum to 100"),
    may(keys::TOO_FEW, &TOO_FEW, "人数不足时", "what happens when too few rate").usually("暂缓", "wait"),
    may(keys::ASKS, &TEXTS, "问什么", "what is asked"),
    may(keys::SAMPLE, &NUMBER, "每次至少抽几家", "fewest units of a sample"),
    may(keys::WITHIN_TIME, &TEXT, "发现的问题多久内整改", "within which what was found is put right"),
    may(keys::COMPARED, &FLAG, "活动前后各问一次", "asked before and after"),
    may(
        keys::REMIND,
        &TEXT,
        "名册上的评议人用哪套提醒，或 不提醒",
        "reminder policy for raters of the roster, or none",
    )
    .usually("第一套", "the first"),
]);
static GOALS: Shape = Shape::Scalar(Word(&[("工作目标", "goals")]));
static TOO_FEW: Shape = Shape::Scalar(Word(&[("暂缓", "wait"), ("按权重重分", "share"), ("记零", "zero")]));
static RATERS: Shape = Shape::Named(&RATER);
static RATER: Shape = Shape::Map(&[
    may(keys::ROLE, &TEXT, "哪个角色", "role"),
    must(keys::WEIGHT, &TEXT, "权重", "weight"),
    must(keys::SCALE, &TEXTS, "0..100，或 [满意 100, 不满意 40]", "0..100, or answers with points"),
    may(keys::FEWEST, &TEXT, "至少几人才算数", "fewest answers that count").usually("1", "1"),
    may(keys::ANONYMOUS, &FLAG, "是否匿名", "whether nobody sees who answered what"),
    may(keys::NOT_SELF, &FLAG, "不评自己的单位", "not their own unit"),
    may(keys::TRIM, &TEXT, "去掉最高和最低的百分之几", "percent cut off at each end").usually("0", "0"),
    may(keys::COMMENT, &FLAG, "必须写评语", "whether a comment must be written"),
]);

pub(super) static SCORES: Shape = Shape::Named(&SHEET);
static SHEET: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, NAME.0, NAME.1),
    may(keys::REF, &TEXTS, REF.0, REF.1),
    must(keys::WHO, &WHO, "给谁打分", "whom it scores"),
    must(keys::FULL, &TEXT, "满分", "what all groups sum to"),
    may(keys::INDICATORS, &INDICATORS, "自己定义的指标", "indicators of its own"),
    must(
        keys::GROUPS,
        &GROUPS,
        "分组，满分合计等于总满分；或者一张表（csv、xlsx）",
        "groups, which sum to the whole; or a table (csv, xlsx)",
    ),
    may(keys::BONUS, &BONUS, "加分", "points above the whole"),
    may(
        keys::VETOES,
        &TEXT_BY_NAME,
        "一票否决：不得评优，或 定为某等次",
        "vetoes: not the best, or as a grade",
    ),
    may(keys::RANKED, &RANKED, "在类别内排名，还是全体排名", "ranked within the category or all together")
        .usually("类别内", "category"),
    may(keys::TIES, &TEXTS, "同分时依次比哪几项", "lines by which equal totals are parted"),
    must(keys::GRADES, &TEXT_BY_NAME, "等次，由高到低：前30%且≥85、≥60、其余", "grades from best to worst"),
    may(keys::MISSING, &TOO_FEW, "有的项没有数据时", "what happens when a line has no value")
        .usually("暂缓", "wait"),
    must(keys::FREEZE, &TEXT, "冻结日，以后的材料不改分", "last day of evidence"),
    may(keys::PUBLICITY, &TEXT, "公示几个工作日", "working days of publicity")
        .usually("不公示；要和“申诉”一起写", "none; goes together with appeals"),
    may(keys::APPEALS, &APPEALS, "申诉", "appeals")
        .usually("不受理；要和“公示”一起写", "none; goes together with publicity"),
    may(keys::FEEDS, &FEEDS, "计入哪些上级考核", "larger appraisals that take the result"),
    may(keys::EXPORTS, &TEXTS, "导出成什么：xlsx、docx、csv", "exported as xlsx, docx, csv"),
]);
static TEXT_BY_NAME: Shape = Shape::Named(&TEXT);
static INDICATORS: Shape = Shape::Named(&INDICATOR);
static INDICATOR: Shape = Shape::Map(&[
    must(keys::DUTIES, &TEXTS, "只算这些任务", "only items of these duties"),
    must(keys::COUNTED, &TEXT, "计什么：办结率、按时办结数", "what is counted: done_rate, done_on_time"),
]);
static GROUPS: Shape = Shape::Either(&[&Shape::Named(&GROUP), &TEXT]);
static GROUP: Shape = Shape::Map(&[
    must(keys::FULL, &TEXT, "本组满分", "points of the group"),
    must(keys::ITEMS, &LINES, "各项", "its lines"),
]);
static LINES: Shape = Shape::Named(&LINE);
static LINE: Shape = Shape::Map(&[
    must(keys::FULL, &TEXT, "满分", "most points"),
    may(keys::REF, &TEXTS, REF.0, REF.1),
    may(keys::CATEGORY, &TEXTS, "只对这些类别", "only for these categories"),
    may(keys::AUTO, &TEXT, "公式：按时办结数 / 应办数 × 15", "formula: done_on_time / due * 15"),
    may(keys::DEDUCT, &TEXT_BY_NAME, "每发现一次扣几分", "points taken away for each finding"),
    may(keys::BY, &TEXT, "由哪个角色打分", "role that scores"),
    may(keys::ASK, &TEXT, "问什么", "what is asked of it"),
    may(keys::OTHERWISE, &TEXT, "没有数据的单位改用的公式", "formula for units without data"),
]);
static BONUS: Shape = Shape::Map(&[
    must(keys::CAP, &TEXT, "加分上限", "most of them"),
    must(keys::GRANTS, &TEXT_BY_NAME, "什么事加几分", "for what, each with its points"),
]);
static RANKED: Shape = Shape::Scalar(Word(&[("类别内", "category"), ("全体", "all")]));
static APPEALS: Shape = Shape::Map(&[
    must(keys::TO_ROLE, &TEXT, "向哪个角色申诉", "role that answers"),
    must(keys::ANSWER, &TEXT, "公示结束后几个工作日内答复", "working days for the answer"),
]);
static FEEDS: Shape = Shape::Either(&[&TEXTS, &FEED]);
static FEED: Shape = Shape::Map(&[
    must(keys::NAME, &TEXTS, "上级考核的名称", "name of the larger appraisal"),
    may(keys::REF, &TEXTS, REF.0, REF.1),
]);

pub(super) static LISTS: Shape = Shape::Named(&LIST);
static LIST: Shape = Shape::Map(&[
    must(keys::NAME, &TEXT, NAME.0, NAME.1),
    may(keys::REF, &TEXTS, REF.0, REF.1),
    must(keys::TONE, &TONE, "表彰还是批评", "commend or criticise"),
    must(keys::KINDS, &KINDS, "几类，各写怎么提出", "kinds, each with how it is proposed"),
    may(keys::EVIDENCE, &TEXT, "必附，或 是、否", "required, or true, false")
        .usually("否；批评的必附", "false; required to criticise"),
    may(keys::STATEMENT, &TEXT, "本人、本单位几个工作日内陈述", "working days for a statement")
        .usually("不陈述；批评的必写", "none; required to criticise"),
    must(keys::APPROVED_BY, &TEXT, "由哪个角色批准", "role that decides"),
    may(keys::PUBLICITY, &TEXT, "公示几个工作日", "working days of publicity").usually("不公示", "none"),
]);
static TONE: Shape = Shape::Scalar(Word(&[("表彰", "commend"), ("批评", "criticise")]));
static KINDS: Shape = Shape::Named(&CONDITIONS);
static CONDITIONS: Shape = Shape::List(&CONDITION);
static CONDITION: Shape = Shape::Either(&[&TEXT, &FOUND]);
static FOUND: Shape = Shape::Map(&[
    must(keys::BY, &TEXT, "由哪个角色认定", "role that finds it"),
    must(keys::FINDING, &TEXT, "认定什么", "what it finds"),
]);
