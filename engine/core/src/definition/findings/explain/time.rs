//! Codes of time: dates, phases, cadences, vague words.

use super::Entry;
use crate::definition::findings::code;

pub(super) const ENTRIES: &[Entry] = &[
    (
        code::BAD_DATE,
        [
            ("看不懂这个时间", "the time is not understood"),
            ("日期写不准，提醒就会落在错的日子", "reminders fall on the wrong day when a date is not exact"),
            ("时间: 4月25日左右", "when: around April 25"),
            ("时间: 4月25日", "when: April 25"),
        ],
    ),
    (
        code::NO_SUCH_DATE,
        [
            ("没有这一天", "no calendar has this date"),
            (
                "不存在的日子永远不会到，也就永远不会提醒",
                "a day that does not exist never comes, and nothing is ever reminded",
            ),
            ("时间: 2月30日", "when: February 30"),
            ("时间: 2月28日", "when: February 28"),
        ],
    ),
    (
        code::OUTSIDE_PHASE,
        [
            ("日期在阶段或活动之外", "a date lies outside its phase or the campaign"),
            (
                "阶段结束以后引擎不再推进，这一项不会发生",
                "nothing moves after the end of a phase, so that it would never happen",
            ),
            ("阶段: mobilization\n时间: 5月16日", "phase: mobilization\nwhen: May 16"),
            ("阶段: implementation\n时间: 5月16日", "phase: implementation\nwhen: May 16"),
        ],
    ),
    (
        code::PHASES_OVERLAP,
        [
            ("两个阶段重叠", "phases overlap"),
            (
                "同一天不能属于两个阶段，否则不知道带入下阶段的是什么",
                "a day cannot belong to two phases: nobody would know what carries over",
            ),
            ("起: 4月30日", "from: April 30"),
            ("起: 5月1日", "from: May 1"),
        ],
    ),
    (
        code::PHASES_GAP,
        [
            ("两个阶段之间有空档", "a gap lies between phases"),
            ("空档里到期的事没有阶段可归", "what falls due in the gap belongs to no phase"),
            ("止: 4月30日 … 起: 5月4日", "to: April 30 ... from: May 4"),
            ("止: 4月30日 … 起: 5月1日", "to: April 30 ... from: May 1"),
        ],
    ),
    (
        code::ENDS_BEFORE,
        [
            ("还没开始就结束了", "it ends before it begins"),
            ("起止写反了，这一项一天也没有", "with the two dates swapped it has not a single day"),
            ("起: 10月31日\n止: 5月1日", "from: October 31\nto: May 1"),
            ("起: 5月1日\n止: 10月31日", "from: May 1\nto: October 31"),
        ],
    ),
    (
        code::NEVER,
        [
            ("永远不会发生", "it will never happen"),
            (
                "写在文件里的事没有一天会到，多半是时间写错了",
                "what stands in the file never comes; the time is probably wrong",
            ),
            (
                "节前: [春节]（活动在4月至12月）",
                "before_festivals: [Spring Festival] (a campaign from April to December)",
            ),
            ("节前: [七一, 重阳]", "before_festivals: [Party Founding Day, Double Ninth]"),
        ],
    ),
    (
        code::BACKFILL,
        [
            ("早于活动开始，只补录，不提醒", "it lies before the start: entered afterwards, never reminded"),
            ("已经过去的事不该再催，也不该算逾期", "what is over should not be urged, nor counted as late"),
            ("时间: 3月中旬（活动从4月1日起）", "when: mid-March (a campaign from April 1)"),
            ("时间: 4月中旬（要提醒的话）", "when: mid-April (if it is to be reminded)"),
        ],
    ),
    (
        code::ROLLED,
        [
            ("到期日是休息日，移到了工作日", "the due day was a rest day and moved"),
            (
                "截止日往前移，活动日往后移；不想移的，写 不动",
                "deadlines move back and activities forward; what should stay says so",
            ),
            ("时间: 9月20日（周六）", "when: September 20 (a Saturday)"),
            ("时间: 9月20日\n遇休息日: 不动", "when: September 20\nrest_day: stay"),
        ],
    ),
    (
        code::UNKNOWN_ZONE,
        [
            ("没有这个时区", "there is no such zone"),
            (
                "时区决定几点是几点；写错了，九点的消息会在半夜发",
                "the zone says what nine o'clock is; with the wrong one it comes at night",
            ),
            ("时区: Asia/Peking", "timezone: Asia/Peking"),
            ("时区: Asia/Shanghai", "timezone: Asia/Shanghai"),
        ],
    ),
    (
        code::VAGUE,
        [
            ("“定期”“适时”之类的词没有写明具体时间", "a vague word is bound to nothing"),
            (
                "谁也说不出它哪天到期，提醒就没法算",
                "nobody could say when it falls due, so that nothing can be reminded",
            ),
            ("时间: 定期", "when: regularly"),
            ("用语: {释义: {定期: 每月1次}}", "words: {meanings: {regularly: monthly}}"),
        ],
    ),
    (
        code::UNUSED_WORD,
        [
            ("释义了的词没有哪一行用到", "a bound word is used by no line"),
            (
                "多半是该用的地方写了别的词，或者词写错了",
                "another word probably stands where it was meant, or it is misspelt",
            ),
            ("释义: {定其: 每月1次}", "meanings: {regulary: monthly}"),
            ("释义: {定期: 每月1次}\n时间: 定期", "meanings: {regularly: monthly}\nwhen: regularly"),
        ],
    ),
    (
        code::STAGE_ORDER,
        [
            ("评选的步骤次序不对", "a stage comes before the one ahead of it is over"),
            (
                "公示没有满就命名，程序就不合规定",
                "named before publicity is over, the selection breaks its own rules",
            ),
            (
                "公示: 9月30日, 5个工作日; 命名: 10月8日",
                "public: September 30 for 5 working days; named: October 8",
            ),
            (
                "公示: 9月30日, 5个工作日; 命名: 10月15日",
                "public: September 30 for 5 working days; named: October 15",
            ),
        ],
    ),
    (
        code::PROVISIONAL,
        [
            (
                "日期靠一年还没公布的放假安排，是暂定的",
                "dates rest on a holiday table that is not out yet and are provisional",
            ),
            (
                "现在只按周末、元旦和已知的节日推算；安排公布后重新推算，日期可能变",
                "only weekends, New Year's Day and known festivals count now; the table that comes out may move them",
            ),
            ("日历缺年: 暂定（没有 2027.csv）", "missing_years: provisional (without 2027.csv)"),
            ("补上 ../calendars/cn/2027.csv", "add ../calendars/cn/2027.csv"),
        ],
    ),
    (
        code::NO_EFFECT,
        [
            ("写了但不起作用", "what is written has no effect"),
            (
                "时间的写法用不上这一项；不说的话，看起来像是起作用的",
                "the time has no use for it; unsaid, it would look as if it had",
            ),
            ("时间: crontab 0 12 * * SAT\n遇休息日: 顺延", "when: crontab 0 12 * * SAT\nrest_day: forward"),
            ("时间: 每周六\n遇休息日: 顺延", "when: every Saturday\nrest_day: forward"),
        ],
    ),
    (
        code::EITHER_DAY,
        [
            ("crontab 的日和星期都写了", "a crontab with days of the month and of the week"),
            (
                "按 crontab(5)，符合其中一个的日子都算，不是两个都要符合",
                "as in crontab(5) a day of either will do; it need not be both",
            ),
            (
                "crontab 0 12 1 * MON（只要是周一的1日）",
                "crontab 0 12 1 * MON (for Mondays that are the 1st)",
            ),
            ("crontab 0 12 1 * *", "crontab 0 12 1 * *"),
        ],
    ),
    (
        code::SHORT_MONTH,
        [
            ("有的月份没有这一天", "some months do not have this day"),
            ("没有的月份按最后一天算，一次也不少", "there the last day counts, so that no month is left out"),
            ("时间: 每月31日", "when: 31st of the month"),
            ("时间: 每月底", "when: monthly"),
        ],
    ),
    (
        code::OVER_NEW_YEAR,
        [
            ("阶段在下一年结束", "a phase ends in the next year"),
            (
                "没写年份的“止”比“起”早，按下一年算；五个月以内才这样算",
                "an end without a year that lies before the begin is in the next year, up to five months on",
            ),
            ("起: 10月1日\n止: 1月31日", "from: October 1\nto: January 31"),
            ("起: 2026-10-01\n止: 2027-01-31", "from: 2026-10-01\nto: 2027-01-31"),
        ],
    ),
    (
        code::JOINED,
        [
            ("不同时刻的提醒会合成一封", "reminders of different hours join in one message"),
            (
                "一个人一天只收一封，在最早的时刻发出；没有早的那一项的日子，还是按自己的时刻",
                "a person gets one message a day, at the earliest hour; on other days each keeps its own",
            ),
            ("时刻: \"09:00\"（别的提醒是 08:30）", "hour: \"09:00\" (another reminder policy has 08:30)"),
            ("时刻: \"08:30\"", "hour: \"08:30\""),
        ],
    ),
    (
        code::ZONE_SIGN,
        [
            ("这个时区的正负号和通常相反", "the sign of this zone's name is reversed"),
            (
                "Etc/GMT+8 是 UTC-8，和北京时间差 16 小时，每个时刻都会错",
                "Etc/GMT+8 is UTC-8: with UTC+8 in mind every hour would be 16 hours off",
            ),
            ("时区: Etc/GMT+8", "timezone: Etc/GMT+8"),
            ("时区: Asia/Shanghai", "timezone: Asia/Shanghai"),
        ],
    ),
];
