//! The words of the language: every key in Chinese with its English alias. Either gives the same compiled form.

/// A key of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// Chinese.
    pub(crate) zh: &'static str,
    /// English.
    pub(crate) en: &'static str,
}

impl Key {
    /// Whether `text` is this key, in either language.
    pub(crate) fn is(self, text: &str) -> bool {
        text == self.zh || text == self.en
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

    ID "编号" "id";
    NAME "名称" "name";
    REF "依据" "ref";
    YEAR "年份" "year";
    TIMEZONE "时区" "timezone";
    CALENDAR "日历" "calendar";
    ROSTER "名册" "roster";

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
    STAGES "步骤" "stages";
    VOLUNTARY "自愿" "voluntary";
    PUBLICITY "公示" "publicity";

    PLACES "地点" "places";
    STARTS "开始" "starts";
    MINUTES "时长" "minutes";
    PER_WEEK "每周至多" "per_week";
    GAP_DAYS "间隔" "gap_days";
    BUSY "忙时" "busy";
    VISIT_NOTICE "提前通知" "notice";
    RECORD_WITHIN "记录期限" "record_within";

    ROUTINE "每日" "routine";
    RED "红单" "red";

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
