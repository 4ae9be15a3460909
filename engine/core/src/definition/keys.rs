//! The words of the language: every key in Chinese with its English alias. Either gives the same compiled form.

use std::borrow::Cow;

use muster_protocol::catalogue::{Language, Localized, LocalizedText};

/// A word of the language: a key, or what may stand behind one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Chinese.
    pub(crate) zh: &'static str,
    /// English.
    pub(crate) en: &'static str,
}

impl From<Key> for LocalizedText {
    fn from(key: Key) -> Self {
        Self::each(|language| key.say(language).to_owned())
    }
}

/// The language whose words are suggested for a word that is none: the one that it was written in.
pub(crate) fn written_in(text: &str) -> Language {
    if text.is_ascii() { Language::En } else { Language::Zh }
}

/// A word that may stand behind a key.
pub(crate) const fn word(zh: &'static str, en: &'static str) -> Key {
    Key { zh, en }
}

impl Localized for Key {
    fn localized(&self, language: Language) -> Cow<'_, str> {
        Cow::Borrowed((*self).say(language))
    }
}

impl Key {
    /// Whether `text` is this key, in either language.
    pub(crate) fn is(self, text: &str) -> bool {
        text == self.zh || text == self.en
    }

    /// The word as files in a language write it.
    #[must_use]
    pub const fn say(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// The word as files in the other language write it.
    pub(crate) const fn other(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.en,
            Language::En => self.zh,
        }
    }
}

macro_rules! keys {
    ($($name:ident $zh:literal $en:literal;)+) => {
        $(pub(crate) const $name: Key = Key { zh: $zh, en: $en };)+
        const ALL: &[Key] = &[$($name),+];
    };
}

keys! {
    CAMPAIGN "活动" "campaign";
    ROLES "角色" "roles";
    AUDIENCES "人群" "audiences";
    PHASES "阶段" "phases";
    REMINDERS "提醒" "reminders";
    DUTIES "任务" "duties";
    WORDS "用语" "words";
    THEMES "分类指导" "themes";
    PLEDGES "承诺" "pledges";
    LEDGERS "台账" "ledgers";
    OUTLETS "宣传渠道" "outlets";
    SELECTIONS "评选" "selections";
    ASSIGNABLE "交办" "assignable";
    VISITS "走访" "visits";
    SNAPSHOTS "快照" "snapshots";
    MESSAGES "消息" "messages";
    PLAN "方案" "plan";
    CHANNELS "渠道" "channels";
    CASES "办件" "cases";
    REVIEWS "评议" "reviews";
    SCORES "评分" "scores";
    LISTS "名单" "lists";

    ID "编号" "id";
    NAME "名称" "name";
    REF "依据" "ref";
    YEAR "年份" "year";
    TIMEZONE "时区" "timezone";
    CALENDAR "日历" "calendar";
    ROSTER "名册" "roster";
    CALENDAR_GAPS "日历缺年" "missing_years";
    OTHER_CALENDARS "另用日历" "other_calendars";
    MAKE_UP "调休上班" "make_up";
    DAYLIGHT_SAVING "夏令时" "daylight_saving";
    MISSING_HOUR "缺少的时刻" "missing_hour";
    DOUBLED_HOUR "重复的时刻" "doubled_hour";

    DIRECTIVE "上级文件" "directive";
    FILE "文件" "file";
    ISSUED "印发" "issued";
    TOGETHER_WITH "并行活动" "together_with";
    GOALS "目标" "goals";
    GOAL_ITEMS "内容" "items";
    TAXONOMIES "标签" "tags";
    VALUES "取值" "values";

    IN_PLAN "原文" "in_plan";
    MEANINGS "释义" "meanings";
    THEME "主题" "theme";
    FOCUS "重点" "focus";
    PART "作用" "part";

    COLUMN "列" "column";
    SHARED "共用" "shared";
    OUTSIDE "名册外" "outside";
    CAN "可以" "can";
    RECUSED "回避" "recused";
    BACKUP "替补" "backup";
    ACCOUNTABLE "第一责任人" "accountable";
    RECORD_READING "查阅留痕" "record_reading";

    SCORED "参评" "scored";
    CATEGORY "类别" "category";
    TAGS "标签" "tags";
    UNITS "单位" "units";
    EXCEPT "除" "except";
    WITHIN "属于" "within";

    FROM "起" "from";
    UNTIL "止" "to";
    PHASE_NOTICE "通知" "notice";
    CADENCES "循环" "cadences";

    TO "发给" "to";
    BEFORE "提前" "before";
    ON_DAY "当日" "on_day";
    HOUR "时刻" "hour";
    OVERDUE "逾期" "overdue";
    EVERY "每隔" "every";
    AT_MOST "至多" "at_most";
    CARDS "督办" "cards";
    COLOUR "颜色" "colour";
    AFTER "逾期" "after";
    CATCH_UP "补发" "catch_up";
    OPT_OUT "可退订" "opt_out";
    WEEKLY_BRIEF "每周简报" "weekly_brief";

    PHASE "阶段" "phase";
    WHO "人群" "who";
    WHEN "时间" "when";
    REST_DAY "遇休息日" "rest_day";
    NEEDS "提交" "needs";
    REMIND "提醒" "remind";
    REVIEW "审核" "review";
    BY "由" "by";
    RETURN_DUE "退回后" "return_due";
    PARTS "分项" "parts";
    RUBRIC "要点" "rubric";
    METHODS "方式" "methods";
    TOPICS "专题" "topics";
    INVITEES "参加" "invitees";
    COUNT_ONLY "只计数" "count_only";
    PUBLISH_ON "发布到" "publish_on";
    EXPLORE "探索" "explore";
    THEN "随后" "then";
    COUNTS_FOR "计入" "counts_for";
    MEASURES "数目" "measures";
    SHARES "占比" "shares";

    MADE_TO "向" "made_to";
    SECTIONS "内容" "sections";
    EACH_MEMBER "每名党员" "each_member";
    CHECKED "检查" "check";

    COLUMNS "栏目" "columns";
    FIXED_ROWS "固定行" "fixed_rows";
    BALANCE "平衡" "balance";
    FRESH "更新" "fresh";

    TITLES "称号" "titles";
    DRAWS_ON "参考" "draws_on";
    DRAWS "抽样" "draws";
    STAGES "步骤" "stages";
    VOLUNTARY "自愿" "voluntary";
    PUBLICITY "公示" "publicity";

    PLACES "地点" "places";
    STARTS "开始" "starts";
    MINUTES "时长" "minutes";
    PER_WEEK "每周至多" "per_week";
    GAP_DAYS "间隔" "gap_days";
    TURNS "轮流" "turns";
    OR_BY "也可由" "or_by";
    COMPANIONS "同行" "with";
    VISITING_HOURS "接待" "visiting_hours";
    WEEKDAYS "星期" "weekdays";
    CLOSED "不接待" "closed";
    BUSY "忙时" "busy";
    POST "岗位" "post";
    DAYS "日期" "days";
    TRAVEL "路途" "travel";
    SPEED "时速" "speed";
    ROAD_TIMES "车程表" "times";
    VISIT_NOTICE "提前通知" "notice";
    RECORD_WITHIN "记录期限" "record_within";

    ROWS "行" "rows";

    OPEN_HOURS "时段" "hours";
    WORKDAYS_ONLY "限工作日" "workdays_only";
    PER_MINUTE "每分钟至多" "per_minute";
    PER_DAY "每天至多" "per_day";
    BY_POST "按岗位" "by_post";

    VISITORS "走访人" "visitors";
    PLACE_KINDS "对象" "place_kinds";
    EACH_PERSON "每人至少" "each_person";
    LONGEST_FIRST "最久优先" "longest_first";
    EVENTS "遇事" "events";
    EVENTS_WITHIN "遇事期限" "events_within";
    BEFORE_FESTIVALS "节前" "before_festivals";
    FESTIVALS "节日表" "festivals";
    WARN_BY "未去提醒" "warn_by";
    FORM "记录内容" "form";
    VISIT_CASES "转办" "cases";
    RATING "满意度" "rating";

    SOURCES "来源" "sources";
    ACCEPT "受理" "accept";
    FINISH "办结" "finish";
    CATALOGUE "事项表" "catalogue";
    CALLBACK "回访" "callback";
    REOPEN "重办" "reopen";
    PASS_UP "上报" "pass_up";
    AGENT "代办" "agent";
    CASE_STEPS "环节" "steps";
    REPLY_PUBLIC "公开答复" "reply_public";

    JUDGES "评" "judges";
    RATERS "评议人" "raters";
    TOO_FEW "人数不足" "too_few";
    ASKS "问" "asks";
    SAMPLE "每次至少" "sample";
    WITHIN_TIME "整改期限" "within";
    COMPARED "前后对比" "compared";
    ROLE "角色" "role";
    WEIGHT "权重" "weight";
    SCALE "量表" "scale";
    FEWEST "至少" "at_least";
    ANONYMOUS "匿名" "anonymous";
    NOT_SELF "不评本单位" "not_self";
    TRIM "去头尾" "trim";
    COMMENT "评语" "comment";

    FULL "满分" "max";
    INDICATORS "指标" "indicators";
    COUNTED "计" "counted";
    GROUPS "组" "groups";
    ITEMS "项" "lines";
    AUTO "自动" "auto";
    DEDUCT "扣分" "deduct";
    ASK "问" "ask";
    OTHERWISE "否则" "otherwise";
    BONUS "加分" "bonus";
    CAP "上限" "cap";
    GRANTS "事由" "grants";
    VETOES "否决" "vetoes";
    RANKED "排名" "ranked";
    TIES "同分" "ties";
    GRADES "等次" "grades";
    MISSING "缺数据" "missing";
    FREEZE "冻结" "freeze";
    APPEALS "申诉" "appeals";
    TO_ROLE "向" "to";
    ANSWER "答复" "answer";
    FEEDS "计入" "feeds";
    EXPORTS "导出" "exports";

    TONE "性质" "tone";
    KINDS "类" "kinds";
    EVIDENCE "证据" "evidence";
    STATEMENT "陈述" "statement";
    APPROVED_BY "批准" "approved_by";
    FINDING "认定" "finding";

    ROUTINE "每日" "routine";
    RED "红单" "red";
    NEWS "即时" "news";
    LANGUAGE "语言" "language";

    BEHAVIOURS "行为" "behaviours";
    DEFAULT "默认" "default";
    SILENT "不交" "silent";
    AGAIN_AFTER "退回后" "again_after";
    VISIT_RECORD "走访记录" "visit_record";
    SIGNS "签收" "signs";
}

/// Whether `text` is a key somewhere in the language.
pub(crate) fn is_key(text: &str) -> bool {
    ALL.iter().any(|key| key.is(text))
}
