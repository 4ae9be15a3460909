//! Which column holds what.

use crate::definition::findings::finding::Report;
use crate::definition::keys::Key;
use crate::definition::people::roles::RoleLine;
use crate::definition::text::tables::Table;
use muster_protocol::catalogue::TextId;
use muster_protocol::id;

const fn key(zh: &'static str, en: &'static str) -> Key {
    Key { zh, en }
}

pub(super) const CODE: Key = key("单位编码", "code");
pub(super) const NAME: Key = key("单位名称", "name");
const SHORT: Key = key("简称", "short");
const PARENT: Key = key("上级编码", "parent");
const CATEGORY: Key = key("类别", "category");
const TAGS: Key = key("标签", "tags");
const SCORED: Key = key("参评", "scored");
const MEMBERS: Key = key("党员数", "members");
const CHANNEL: Key = key("首选渠道", "channel");
const ACCOUNT: Key = key("渠道账号", "account");
const EXT: Key = key("短号", "ext");
const LANGUAGE: Key = key("语言", "language");
const TOWN: Key = key("所在镇街", "town");
const LOCATION: Key = key("驻地坐标", "location");
pub(super) const JOINED: Key = key("加入日期", "joined");
pub(super) const LEFT: Key = key("退出日期", "left");
pub(super) const MERGED: Key = key("并入", "merged_into");

/// Columns that rosters have and this version does not use.
const UNUSED: [Key; 7] = [
    key("党组织形式", "kind"),
    key("党支部数", "branches"),
    key("职工数", "staff"),
    key("备注", "note"),
    key("联络员岗位", "clerk_post"),
    key("主要负责人岗位", "head_post"),
    key("联系领导岗位", "leader_post"),
];

/// Columns that are read, and what each holds.
pub(crate) const READ: [(Key, TextId); 17] = [
    (CODE, id!("code-of-the-unit-unique-never-changed-its")),
    (NAME, id!("full-name-needed")),
    (SHORT, id!("short-name-for-messages-and-tables-without-it")),
    (PARENT, id!("code-of-the-unit-above-it")),
    (CATEGORY, id!("category-within-which-units-are-ranked-needed")),
    (TAGS, id!("tags-separated-by-semicolons")),
    (SCORED, id!("whether-it-is-scored-it-usually-is")),
    (MEMBERS, id!("number-of-members-which-members-of-a-duty")),
    (CHANNEL, id!("channel-that-is-tried-first-stays-on-this")),
    (ACCOUNT, id!("account-on-it-stays-on-this-machine-never")),
    (EXT, id!("short-number-by-which-its-people-are-phoned")),
    (LANGUAGE, id!("language-in-which-the-units-people-are-written")),
    (TOWN, id!("town-by-which-visits-are-put-together")),
    (LOCATION, id!("coordinates-latitude-first-for-visits-with-a-speed")),
    (JOINED, id!("day-from-which-it-takes-part-without-it")),
    (LEFT, id!("last-day-on-which-it-takes-part")),
    (MERGED, id!("code-of-the-unit-that-it-was-merged")),
];

/// Whether rosters have a column with this heading.
pub(crate) fn is_known(heading: &str) -> bool {
    all().any(|key| key.is(heading))
}

/// The columns that rosters have.
pub(super) fn all() -> impl Iterator<Item = Key> {
    READ.into_iter().map(|(key, _)| key).chain(UNUSED)
}

/// Indexes of the columns.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) code: usize,
    pub(super) name: usize,
    pub(super) short: Option<usize>,
    pub(super) parent: Option<usize>,
    pub(super) category: usize,
    pub(super) tags: Option<usize>,
    pub(super) scored: Option<usize>,
    pub(super) members: Option<usize>,
    pub(super) channel: Option<usize>,
    pub(super) account: Option<usize>,
    pub(super) ext: Option<usize>,
    pub(super) language: Option<usize>,
    pub(super) town: Option<usize>,
    pub(super) location: Option<usize>,
    pub(super) joined: Option<usize>,
    pub(super) left: Option<usize>,
    pub(super) merged: Option<usize>,
    /// By role, where the role has one.
    pub(super) posts: Vec<Option<usize>>,
}

impl Columns {
    /// Columns whose words people read.
    pub(super) fn shown(&self) -> impl Iterator<Item = usize> + use<> {
        let must = [self.name, self.category].into_iter();
        let may = [self.short, self.tags, self.channel, self.account, self.town];
        let posts = self.posts.clone();
        must.chain(may.into_iter().flatten()).chain(posts.into_iter().flatten())
    }

    /// Columns that are read.
    pub(super) fn read(&self) -> Vec<usize> {
        let may = [self.scored, self.members, self.language, self.location, self.joined, self.left];
        let mut read: Vec<usize> = self.names().into_iter().chain(may.into_iter().flatten()).collect();
        read.sort_unstable();
        read.dedup();
        read
    }

    /// Columns whose cells name something: what a spreadsheet makes of it is never taken.
    pub(super) fn names(&self) -> Vec<usize> {
        self.shown().chain(self.codes()).collect()
    }

    /// Columns of units' codes.
    pub(super) fn codes(&self) -> Vec<usize> {
        [Some(self.code), self.parent, self.merged].into_iter().flatten().collect()
    }

    pub(super) fn of(table: &Table, roles: &[RoleLine], report: &mut Report) -> Option<Self> {
        let known: Vec<Key> = all().collect();
        let own = |line: &RoleLine| line.column.as_ref().map(|(zh, _)| zh.clone());
        table.check_headings(&known, &roles.iter().filter_map(own).collect::<Vec<_>>(), report);
        let (code, name) = (table.must(CODE, &known, report), table.must(NAME, &known, report));
        let category = table.must(CATEGORY, &known, report);
        let post = |line: &RoleLine| {
            line.column
                .as_ref()
                .and_then(|(zh, en)| table.column_named(zh).or_else(|| table.column_named(en)))
        };
        Some(Self {
            code: code?,
            name: name?,
            category: category?,
            short: table.column(SHORT),
            parent: table.column(PARENT),
            tags: table.column(TAGS),
            scored: table.column(SCORED),
            members: table.column(MEMBERS),
            channel: table.column(CHANNEL),
            account: table.column(ACCOUNT),
            ext: table.column(EXT),
            language: table.column(LANGUAGE),
            town: table.column(TOWN),
            location: table.column(LOCATION),
            joined: table.column(JOINED),
            left: table.column(LEFT),
            merged: table.column(MERGED),
            posts: roles.iter().map(post).collect(),
        })
    }
}
