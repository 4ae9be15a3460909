//! Codes of tables: files, calendars, rosters, and who is reached.

use super::Entry;
use crate::definition::findings::code;

pub(super) const ENTRIES: &[Entry] = &[
    (
        code::FILE_MISSING,
        [
            ("找不到文件", "a file that the main file names is missing"),
            (
                "少了名册或日历，就不知道有谁、哪天上班",
                "without roster or calendar nobody knows who there is and which days are worked",
            ),
            ("名册: 名策.csv", "roster: rooster.csv"),
            ("名册: roster.csv", "roster: roster.csv"),
        ],
    ),
    (
        code::TABLE_ROW,
        [
            ("表里有一行不对", "a row of a table is faulty"),
            (
                "错的一行不会悄悄跳过：跳过了，就少了一天或一个事项",
                "a faulty row is never skipped silently: a day or an item would be missing",
            ),
            ("副局长甲,5月40日,局务会", "deputy-a,2014-05-40,meeting"),
            ("副局长甲,2014-05-14,局务会", "deputy-a,2014-05-14,meeting"),
        ],
    ),
    (
        code::CALENDAR_YEAR,
        [
            ("缺这一年的放假安排", "there is no holiday table for a year that is needed"),
            (
                "没有放假安排就算不出工作日；猜出来的日子会错",
                "without the table working days cannot be computed, and guessed ones are wrong",
            ),
            ("年份: 2031", "year: 2031"),
            ("年份: 2014（或放好 calendars/cn/2031.csv）", "year: 2014 (or put calendars/cn/2031.csv there)"),
        ],
    ),
    (
        code::ROW_SHAPE,
        [
            ("这一行的格数和表头不一样", "a row has too few or too many cells"),
            (
                "格子错开一列，电话就成了姓名；所以整行不读",
                "shifted by one cell a telephone becomes a name, so that the row is not read",
            ),
            ("005,市政处,甲,乙", "005,streets,a,b"),
            ("005,市政处,\"甲,乙\"", "005,streets,\"a,b\""),
        ],
    ),
    (
        code::MISSING_COLUMN,
        [
            ("表头里缺一列", "a column is missing"),
            ("少了这一列，整张表的这一项都读不到", "without it this part of the whole table cannot be read"),
            ("单位名称,类别", "name,category"),
            ("单位编码,单位名称,类别", "code,name,category"),
        ],
    ),
    (
        code::BAD_CELL,
        [
            ("名册里有一格不对", "a cell of the roster is faulty"),
            (
                "人数、日期、是否参评都从名册来，一格错会改变谁要做",
                "counts, dates and scoring come from the roster; one wrong cell changes who takes part",
            ),
            ("党员数: 三十一", "members: thirty-one"),
            ("党员数: 31", "members: 31"),
        ],
    ),
    (
        code::DUPLICATE_UNIT,
        [
            ("单位编码或简称重复", "a code or short name appears twice in the roster"),
            (
                "两个单位一个编码，材料和分数就分不清是谁的",
                "under one code nobody knows whose papers and points they are",
            ),
            ("005,市政处\n005,路灯所", "005,streets\n005,lamps"),
            ("005,市政处\n006,路灯所", "005,streets\n006,lamps"),
        ],
    ),
    (
        code::UNKNOWN_UNIT,
        [
            ("提到的单位名册里没有", "a cell names a unit that the roster does not have"),
            (
                "上级、并入写错，未办的事就没有人接",
                "with a wrong parent or successor open work passes to nobody",
            ),
            ("并入: 0009", "merged_into: 0009"),
            ("并入: 009", "merged_into: 009"),
        ],
    ),
    (
        code::CYCLE,
        [
            ("上级关系绕成了圈", "units stand above each other in a ring"),
            ("绕成圈就没有最上级，汇总会没完没了", "in a ring nobody is on top, and sums would never end"),
            ("005 的上级是 006，006 的上级是 005", "005 below 006, 006 below 005"),
            ("006 的上级是 005", "006 below 005"),
        ],
    ),
    (
        code::EMPTY_AUDIENCE,
        [
            ("人群里一个单位也没有", "an audience without a single unit"),
            ("发给空的人群，等于谁也没有通知", "what goes to nobody was never announced"),
            (
                "窗口企业: {类别: 企业, 标签: [窗口, 职能]}",
                "counters: {category: firm, tags: [counter, office]}",
            ),
            ("窗口企业: {类别: 企业, 标签: 窗口}", "counters: {category: firm, tags: counter}"),
        ],
    ),
    (
        code::UNKNOWN_COLUMN,
        [
            ("不认识这一列，不会读取", "a column that nobody reads"),
            ("列名写错，这一列的内容就丢了", "with a misspelt heading what stands below it is lost"),
            ("单位编码,单位名称,类型", "code,name,kategory"),
            ("单位编码,单位名称,类别", "code,name,category"),
        ],
    ),
    (
        code::TOO_MANY_STEPS,
        [
            ("一项的提醒次数太多", "a reminder policy has more steps than an item can keep"),
            ("催得太勤，谁也不看了", "urged too often nobody looks any more"),
            ("逾期: {每隔: 1, 至多: 200}", "overdue: {every: 1, at_most: 200}"),
            ("逾期: {每隔: 2, 至多: 3}", "overdue: {every: 2, at_most: 3}"),
        ],
    ),
    (
        code::TEMPLATE,
        [
            ("消息模板用不了", "a message template does not render"),
            (
                "模板在发送时才出错，那一天的消息就发不出去",
                "when it fails at sending, the messages of that day do not go out",
            ),
            ("每日: \"{{ 单位名 }}\"", "routine: \"{{ unitname }}\""),
            ("每日: \"{{ 单位 }}\"", "routine: \"{{ unit }}\""),
        ],
    ),
    (
        code::NO_CONTACT,
        [
            ("要发给的角色，有的单位没有人", "nobody holds a role that is written to"),
            ("没有收件人，提醒就落空了", "without somebody to write to the reminder reaches nobody"),
            ("主要负责人岗位: （空）", "head_post: (empty)"),
            ("主要负责人岗位: 站长岗", "head_post: chief"),
        ],
    ),
    (
        code::ROLE_COLUMN,
        [
            ("角色写的列，名册里没有", "a role names a column that the roster does not have"),
            (
                "找不到这一列，哪个单位都没有人担任这个角色，发给它的信全都送不到",
                "without the column nobody holds the role in any unit, and no letter to it arrives",
            ),
            ("联络员: {名称: 联络员, 列: 联络岗位}", "clerk: {name: clerk, column: clrk_post}"),
            ("联络员: {名称: 联络员, 列: 联络员岗位}", "clerk: {name: clerk, column: clerk_post}"),
        ],
    ),
    (
        code::UNLISTED_CHANNEL,
        [
            ("名册里的渠道，文件的“渠道”里没有", "the roster names a channel that the file does not list"),
            (
                "文件列了渠道，就只用这些；名字差一个字，这个人就收不到",
                "where the file lists channels only these are used; one wrong letter and the person gets nothing",
            ),
            ("首选渠道: 邮箱（渠道: {邮件: {}}）", "channel: mial (channels: {mail: {}})"),
            ("首选渠道: 邮件（渠道: {邮件: {}}）", "channel: mail (channels: {mail: {}})"),
        ],
    ),
    (
        code::HEADING,
        [
            ("表头不在第一行", "the heading of a table is not its first row"),
            (
                "表头上面的标题会被当成数据；找到了表头，就说明从哪一行读起",
                "titles above it would be read as data; where it was found is said",
            ),
            ("2014年名册\n单位编码,单位名称", "Roster of 2014\ncode,name"),
            ("单位编码,单位名称", "code,name"),
        ],
    ),
    (
        code::SHORT_CODE,
        [
            ("有的编码位数少，像是丢了前面的零", "a code of digits is shorter than the others"),
            (
                "表格软件会把 001 存成 1，以后就对不上原来的单位",
                "spreadsheets save 001 as 1, and then it is another unit",
            ),
            ("1,局机关", "1,bureau"),
            ("001,局机关", "001,bureau"),
        ],
    ),
    (
        code::OUT_OF_SIGHT,
        [
            ("有看不见的工作表、行或列", "a sheet, row or column that people do not see"),
            (
                "筛选掉的行照样读取，隐藏的旧表不读；看不见就不知道读了什么",
                "filtered rows are read, a hidden old sheet is not; unseen nobody knows what was read",
            ),
            ("第 5 行被筛选掉了", "row 5 is filtered away"),
            ("取消筛选，第 5 行看得见", "the filter is taken away and row 5 is seen"),
        ],
    ),
    (
        code::DAMAGED,
        [
            ("这一格被表格软件改过，或者没有算出来", "a cell that a spreadsheet damaged or never calculated"),
            (
                "编码和账号变了样，就对不上原来的单位，消息也发不到",
                "with a changed code or account it is another unit, and letters go astray",
            ),
            ("1.38E+10", "1.38E+10"),
            ("13800000001（这一列设成“文本”格式）", "13800000001 (the column formatted as text)"),
        ],
    ),
];
