//! How much of everything a file may hold. Each limit stops a slip or an attack long before it hurts.

/// Bytes of the main file: thousands of duties fit, and rendering a place in it stays instant.
pub(crate) const FILE_BYTES_MAX: usize = 1 << 20;
/// Bytes of a table: a roster of 100,000 units with long names is about 20 MiB.
pub(crate) const TABLE_BYTES_MAX: usize = 64 << 20;
/// Bytes of a workbook's sheets unpacked: some 4,000,000 cells; a packed bomb has far more.
pub(crate) const SHEET_BYTES_MAX: u64 = 512 << 20;
/// Bytes of a table of a few hundred rows, unpacked: a sheet that a spreadsheet blew up with formats still fits.
pub(crate) const SMALL_TABLE_BYTES_MAX: u64 = 32 << 20;
/// Rows of a sheet: a unit a row, and some for titles.
pub(crate) const SHEET_ROWS_MAX: u32 = 100_100;
/// Columns of a sheet: a roster has about thirty.
pub(crate) const SHEET_COLUMNS_MAX: u32 = 256;
/// Filled cells of a sheet: the rows above with forty columns each.
pub(crate) const SHEET_CELLS_MAX: usize = 4_000_000;
/// Rows in which the heading of a roster is looked for: titles and remarks may stand above it.
pub(crate) const HEADING_ROWS_MAX: usize = 5;
/// Bytes of the texts of all cells: as much as a table may have that is a text.
pub(crate) const SHEET_TEXT_MAX: usize = TABLE_BYTES_MAX;
/// Parts of a workbook: a sheet with its drawings and links has about ten.
pub(crate) const SHEET_PARTS_MAX: usize = 10_000;
/// Bytes of one piece of a part, a text or an element: a cell has at most 32,767 characters.
pub(crate) const SHEET_PIECE_MAX: u64 = 1 << 20;
/// Sheets of a workbook: an office that keeps a sheet a day for a year stays below.
pub(crate) const SHEET_SHEETS_MAX: usize = 1_000;
/// Parts of styles, names and links of a workbook: spreadsheets themselves end at 65,490 formats of cells.
pub(crate) const SHEET_STYLES_MAX: usize = 200_000;
/// Nesting of lists and maps: the language needs six.
pub(crate) const DEPTH_MAX: usize = 32;
/// Nodes of the main file: 1,000 duties with all their keys have about 30,000.
pub(crate) const NODES_MAX: usize = 100_000;
/// Findings per file: nobody fixes more in one go, and the first ones usually explain the rest.
pub(crate) const FINDINGS_MAX: usize = 1_000;
/// Duties, parts counted: a committee's plan has a hundred.
pub(crate) const DUTIES_MAX: usize = 1_000;
/// Audiences, inline ones counted.
pub(crate) const AUDIENCES_MAX: usize = 2_000;
/// Phases of one campaign.
pub(crate) const PHASES_MAX: usize = 100;
/// Groups of units with a calendar of their own: each brings an occasion more.
pub(crate) const GROUPS_MAX: usize = 20;
/// Reminder policies of one campaign.
pub(crate) const POLICIES_MAX: usize = 100;
/// Roles: a unit keeps one contact slot for each.
pub(crate) const ROLES_MAX: usize = 32;
/// Visit programmes of one campaign.
pub(crate) const VISITS_MAX: usize = 100;
/// Visitors who take turns in one programme: a bureau's posts; each of them may have to be tried for a visit.
pub(crate) const TURNS_MAX: usize = 200;
/// Roles that come along on a visit: each of them must be free, and is written to.
pub(crate) const COMPANIONS_MAX: usize = 4;
/// Lines of those who may visit in one programme: one for each of some hundred places.
pub(crate) const ELIGIBLE_MAX: usize = 300;
/// Visiting hours of one programme: morning and afternoon of some hundred places.
pub(crate) const VISITING_HOURS_MAX: usize = 300;
/// Kilometres an hour as the crow flies: faster is no visit by road.
pub(crate) const SPEED_MAX: u16 = 200;
/// Minutes of one road: a day.
pub(crate) const ROAD_MINUTES_MAX: u16 = 24 * 60;
/// Roads of one programme's table: two hundred places each way.
pub(crate) const ROADS_MAX: usize = 40_000;
/// Places of a programme that measures roads: each pair of them is looked at when a round is planned.
pub(crate) const MEASURED_PLACES_MAX: usize = 1_000;
/// Busy times of one visit programme: a hundred leaders with two meetings each working day of a year.
pub(crate) const BUSY_MAX: usize = 50_000;
/// Events of one calendar: an office's shared one of ten years.
pub(crate) const FEED_EVENTS_MAX: usize = 20_000;
/// Components of a calendar within each other: a calendar, its zone, a part of that zone, and some to spare.
pub(crate) const FEED_DEPTH_MAX: usize = 8;
/// Times that one recurring event falls into a campaign: each hour of a year.
pub(crate) const FEED_TIMES_MAX: u16 = 9_000;
/// Snapshot plans of one campaign.
pub(crate) const SNAPSHOTS_MAX: usize = 100;
/// Texts of one list of the language (topics, sections, tags of a taxonomy): people read each of them.
pub(crate) const LIST_MAX: usize = 64;
/// Taxonomies, bound words, themes, outlets, selections and kinds of tasks, each: a plan has a handful.
pub(crate) const KINDS_MAX: usize = 64;
/// Stages of one selection.
pub(crate) const STAGES_MAX: usize = 20;
/// Characters of a name: it stands in messages and tables.
pub(crate) const NAME_CHARS_MAX: usize = 200;
/// Characters of a roster code: it stands in item names and contact ids.
pub(crate) const CODE_CHARS_MAX: usize = 20;
/// Most of one thing that a duty can ask for: a slip of the finger is larger.
pub(crate) const NEED_COUNT_MAX: u32 = 1_000;
/// Largest count of days that any key takes: about a year of them.
pub(crate) const DAYS_MAX: u16 = 366;
/// Hours or minutes of a limit: longer ones are written in working days.
pub(crate) const LIMIT_HOURS_MAX: u16 = 1_000;
/// Hours of catch-up: a week of outage.
pub(crate) const CATCH_UP_HOURS_MAX: u16 = 168;
/// Years a campaign may lie in: the holiday papers are known from 2007, dates stay far from any calendar's edge.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;
/// Channels of messages: a committee has three or four.
pub(crate) const CHANNELS_MAX: usize = 20;
/// Most messages a minute or day that a budget can name.
pub(crate) const MESSAGES_MAX: u32 = 1_000_000;
/// Kinds of cases of one campaign.
pub(crate) const CASES_MAX: usize = 100;
/// Items of one service catalogue: a bureau offers some hundred.
pub(crate) const CATALOGUE_MAX: usize = 5_000;
/// Parts of one line of judging: kinds, steps, questions, groups of raters, lines of a group, grades.
pub(crate) const CASE_PARTS_MAX: usize = 100;
/// Review rounds of one campaign.
pub(crate) const REVIEWS_MAX: usize = 100;
/// Units of a sample, and raters of a group.
pub(crate) const SAMPLE_MAX: u16 = 10_000;
/// Fewest raters of an anonymous group: three answers identify a team.
pub(crate) const RATERS_FEWEST_ANONYMOUS: u16 = 5;
/// Score sheets of one campaign: categories are lines of a sheet, not sheets.
pub(crate) const SHEETS_MAX: usize = 20;
/// Lists of one campaign.
pub(crate) const LISTS_MAX: usize = 50;
/// Rows of a plan: the longest known has 83.
pub(crate) const ROWS_MAX: usize = 2_000;
