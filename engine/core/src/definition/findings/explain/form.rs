//! Codes of form: bytes, characters, YAML, keys and values.

use super::Entry;
use crate::definition::findings::code;

pub(super) const ENTRIES: &[Entry] = &[
    (
        code::EMPTY,
        [
            ("文件是空的，或者只有注释", "the file is empty, or has nothing but comments"),
            (
                "空文件里没有活动；多半是选错了文件，或者没有保存",
                "an empty file holds no campaign; it is probably the wrong one, or was not saved",
            ),
            ("# 只有这一行", "# only this line"),
            ("活动:\n  编号: spring", "campaign:\n  id: spring"),
        ],
    ),
    (
        code::TOO_LARGE,
        [
            ("文件超过大小上限", "the file is larger than the limit"),
            (
                "几千项任务也放得下；再大，多半选错了文件，或者把名单写进了主文件",
                "thousands of duties fit; a larger one is the wrong file, or holds a list that belongs in a table",
            ),
            ("活动文件里贴了一万行名单", "ten thousand rows of a list pasted into the main file"),
            ("名册: roster.csv", "roster: roster.csv"),
        ],
    ),
    (
        code::BINARY,
        [
            ("这不是文本文件", "this is not a text file"),
            (
                "Excel、Word、压缩包要先另存为文本，否则一个字也读不出来",
                "workbooks, documents and archives must be saved as text first",
            ),
            ("名册: 名册.xlsx（改名成了 .csv）", "roster: roster.xlsx (renamed to .csv)"),
            ("名册: roster.csv（另存为 CSV UTF-8）", "roster: roster.csv (saved as CSV UTF-8)"),
        ],
    ),
    (
        code::ENCODING,
        [
            (
                "文件的编码不是 UTF-8；表格如果是 GBK，会照读并说明",
                "the file is not in UTF-8; a table in GBK is read and said so",
            ),
            (
                "编码猜错，名称就会变成乱码，发到各单位",
                "with the wrong encoding names turn into rubbish, and go out so",
            ),
            ("活动.yaml（记事本 ANSI）", "campaign.yaml (saved as ANSI)"),
            ("活动.yaml（记事本 UTF-8）", "campaign.yaml (saved as UTF-8)"),
        ],
    ),
    (
        code::TAB,
        [
            ("行首用了制表符（Tab）", "a tab stands in the indentation"),
            (
                "缩进决定哪一行属于哪一行；制表符的宽度各处不同",
                "indentation says what belongs to what, and a tab is as wide as each editor likes",
            ),
            ("活动:\n\t编号: spring", "campaign:\n\tid: spring"),
            ("活动:\n  编号: spring", "campaign:\n  id: spring"),
        ],
    ),
    (
        code::FULL_WIDTH,
        [
            ("用了全角标点", "full-width punctuation stands where YAML needs ASCII"),
            (
                "中文输入法的冒号、逗号、引号，程序看来只是普通的字",
                "to the parser the marks of a Chinese keyboard are ordinary letters",
            ),
            ("编号：spring", "id：spring"),
            ("编号: spring", "id: spring"),
        ],
    ),
    (
        code::WIDE_SPACE,
        [
            ("用了全角空格或不间断空格", "a wide or no-break space stands where YAML needs an ordinary one"),
            (
                "看起来一样，缩进却算不出来；从网页和文档粘贴时常带进来",
                "it looks alike, but the indentation is lost; pasting from pages and documents brings it in",
            ),
            ("活动:\n　　编号: spring", "campaign:\n　　id: spring"),
            ("活动:\n  编号: spring", "campaign:\n  id: spring"),
        ],
    ),
    (
        code::SYNTAX,
        [
            ("格式不对，从这里起读不下去", "this is not YAML from here on"),
            (
                "多半是括号、引号没有配对，或者缩进不齐；后面的内容都读不到",
                "a bracket or quote is unpaired or lines are not aligned; nothing after it can be read",
            ),
            ("提前: [5, 1", "before: [5, 1"),
            ("提前: [5, 1]", "before: [5, 1]"),
        ],
    ),
    (
        code::BUDGET,
        [
            ("嵌套太深或内容太多", "nested too deep, or too large"),
            (
                "活动文件只有几层；更深的，多半是少了右括号",
                "the language needs a few levels; more mean that a bracket is missing",
            ),
            ("依据: [[[[[[S1]]]]]]", "ref: [[[[[[S1]]]]]]"),
            ("依据: [S1]", "ref: [S1]"),
        ],
    ),
    (
        code::ANCHOR,
        [
            (
                "用了锚点、别名、合并键或标签",
                "anchors, aliases, merge keys and tags are not part of the language",
            ),
            (
                "同一段内容应当起个名字定义一次，人人看得懂",
                "what is used twice is defined once under a name that everybody can read",
            ),
            ("人群: &甲 {参评: 是}", "who: &a {scored: true}"),
            ("人群: 全部单位", "who: everyone"),
        ],
    ),
    (
        code::LAYOUT,
        [
            ("这个文件不能重新排版", "this file cannot be reformatted"),
            (
                "排版不能改变内容；有错的文件要先改错",
                "layout may not change what a file says, so that faults must be fixed first",
            ),
            ("muster fmt 有错的文件", "muster fmt of a faulty file"),
            ("muster check，改完再 muster fmt", "muster check, fix what it names, then muster fmt"),
        ],
    ),
    (
        code::UNKNOWN_KEY,
        [
            ("这里没有这个名称", "the language has no such key here"),
            (
                "写错一个字，这一行就白写了：没有人会按它去做",
                "with one letter wrong the line says nothing, and nobody acts on it",
            ),
            ("截至: 10月31日", "untill: October 31"),
            ("止: 10月31日", "to: October 31"),
        ],
    ),
    (
        code::DUPLICATE_KEY,
        [
            ("同一个名称写了两次", "a key appears twice"),
            ("两行不一样时，不知道听哪一行的", "when the two differ nobody knows which one holds"),
            ("时间: 4月18日\n时间: 4月25日", "when: April 18\nwhen: April 25"),
            ("时间: 4月25日", "when: April 25"),
        ],
    ),
    (
        code::WRONG_TYPE,
        [
            ("这里应当是另一种写法", "a list where a text belongs, and so on"),
            (
                "列表、文字和“名称: 内容”不能互相代替",
                "lists, texts and lines of “key: value” cannot stand for each other",
            ),
            ("名称: [甲, 乙]", "name: [a, b]"),
            ("名称: 甲", "name: a"),
        ],
    ),
    (
        code::MISSING_KEY,
        [
            ("缺一行必须有的", "a key that must be there is missing"),
            ("少了它，这一项不知道做什么、什么时候做", "without it nobody knows what is to be done or when"),
            ("kickoff: {名称: 动员部署, 人群: 全部单位}", "kickoff: {name: kick-off, who: everyone}"),
            (
                "kickoff: {名称: 动员部署, 人群: 全部单位, 时间: 4月18日}",
                "kickoff: {name: kick-off, who: everyone, when: April 18}",
            ),
        ],
    ),
    (
        code::BAD_VALUE,
        [
            ("这个值不在可以写的范围里", "the value is not one of the possible ones"),
            (
                "看不懂的值不会去猜：猜错了，消息会发错",
                "a value that is not understood is never guessed: a wrong guess goes out to people",
            ),
            ("时刻: 9点", "hour: nine"),
            ("时刻: \"09:00\"", "hour: \"09:00\""),
        ],
    ),
    (
        code::BAD_SLUG,
        [
            ("这个词不能作编号", "the text cannot be an id"),
            (
                "编号进消息的键、文件名和主题，只能用小写字母、数字和 -",
                "ids stand in keys, file names and subjects: a-z, 0-9 and - only",
            ),
            ("单位方案: {名称: 活动方案}", "Unit Plan: {name: plan}"),
            ("unit-plan: {名称: 活动方案}", "unit-plan: {name: plan}"),
        ],
    ),
    (
        code::UNKNOWN_NAME,
        [
            ("用到的名称没有在任何地方定义", "a name is used that nothing defines"),
            (
                "写错的人群、角色、指标，会让任务没有人做、没有人评",
                "a misspelt audience, role or indicator leaves a duty without anybody",
            ),
            ("人群: 窗口单味", "who: countres"),
            ("人群: 窗口单位", "who: counters"),
        ],
    ),
    (
        code::DUPLICATE_ID,
        [
            ("编号或名称写了两次", "an id or name was given twice"),
            (
                "两样东西用一个编号，消息和记录就会串在一起",
                "under one id messages and records of two things would mix",
            ),
            ("提交: [照片, 照片]", "needs: [photo, photo]"),
            ("提交: [照片≥2]", "needs: [photo≥2]"),
        ],
    ),
    (
        code::TOO_MANY,
        [
            ("超过了上限，或者少于下限", "more than the limit, or fewer than the least"),
            (
                "每样东西都有上限，防的是手误和拖垮系统的文件",
                "everything has a limit, against slips and files that bring a system down",
            ),
            ("提交: [照片≥10000]", "needs: [photo≥10000]"),
            ("提交: [照片≥10]", "needs: [photo≥10]"),
        ],
    ),
    (
        code::EMPTY_VALUE,
        [
            ("冒号后面没有内容", "a key has no value"),
            ("空着的一行看上去写过了，其实什么也没说", "an empty line looks written and says nothing"),
            ("人群:", "who:"),
            ("人群: 全部单位", "who: everyone"),
        ],
    ),
];
