//! The stable codes of findings. A code keeps its meaning for ever; a new meaning is a new code.

/// The file is empty.
pub(crate) const EMPTY: &str = "M001";
/// The file is too large.
pub(crate) const TOO_LARGE: &str = "M002";
/// The file is not a text.
pub(crate) const BINARY: &str = "M003";
/// The text is not UTF-8.
pub(crate) const ENCODING: &str = "M004";
/// A tab stands in the indentation.
pub(crate) const TAB: &str = "M005";
/// Full-width punctuation stands where YAML needs ASCII.
pub(crate) const FULL_WIDTH: &str = "M006";
/// A wide or no-break space stands where YAML needs an ordinary one.
pub(crate) const WIDE_SPACE: &str = "M007";
/// The text is not YAML.
pub(crate) const SYNTAX: &str = "M008";
/// Nesting or size goes over a limit.
pub(crate) const BUDGET: &str = "M009";
/// Anchors, aliases, merge keys and tags are not part of the language.
pub(crate) const ANCHOR: &str = "M010";

/// A key that the language does not have here.
pub(crate) const UNKNOWN_KEY: &str = "M020";
/// A key appears twice.
pub(crate) const DUPLICATE_KEY: &str = "M021";
/// A list where a text belongs, and so on.
pub(crate) const WRONG_TYPE: &str = "M022";
/// A key is missing.
pub(crate) const MISSING_KEY: &str = "M023";
/// A value that is not one of the possible ones.
pub(crate) const BAD_VALUE: &str = "M024";
/// A text that cannot be an id.
pub(crate) const BAD_SLUG: &str = "M025";
/// A name that was defined nowhere.
pub(crate) const UNKNOWN_NAME: &str = "M026";
/// An id or name was given twice.
pub(crate) const DUPLICATE_ID: &str = "M027";
/// More of something than the limit.
pub(crate) const TOO_MANY: &str = "M028";
/// A key without a value.
pub(crate) const EMPTY_VALUE: &str = "M029";

/// A time that the grammar does not know.
pub(crate) const BAD_DATE: &str = "M030";
/// A date that no calendar has.
pub(crate) const NO_SUCH_DATE: &str = "M031";
/// A date outside its phase or the campaign.
pub(crate) const OUTSIDE_PHASE: &str = "M032";
/// Phases overlap.
pub(crate) const PHASES_OVERLAP: &str = "M033";
/// A gap lies between phases.
pub(crate) const PHASES_GAP: &str = "M034";
/// Something ends before it begins.
pub(crate) const ENDS_BEFORE: &str = "M035";
/// A rule that never happens.
pub(crate) const NEVER: &str = "M036";
/// Something falls due before the campaign begins.
pub(crate) const BACKFILL: &str = "M037";
/// A due day was rolled away from a rest day.
pub(crate) const ROLLED: &str = "M038";
/// A zone that the zone data do not have.
pub(crate) const UNKNOWN_ZONE: &str = "M039";

/// A file that the main file names is missing.
pub(crate) const FILE_MISSING: &str = "M040";
/// A row of a calendar table or of busy days is faulty.
pub(crate) const TABLE_ROW: &str = "M041";
/// There is no holiday table for a year that is needed.
pub(crate) const CALENDAR_YEAR: &str = "M042";
/// Dates that rest on a holiday table which is not out yet.
pub(crate) const PROVISIONAL: &str = "M062";
/// What is written has no effect beside its time.
pub(crate) const NO_EFFECT: &str = "M063";
/// Crontab with both fields of days: either will do.
pub(crate) const EITHER_DAY: &str = "M064";
/// A month without the day that is named.
pub(crate) const SHORT_MONTH: &str = "M065";
/// A phase that ends in the next year.
pub(crate) const OVER_NEW_YEAR: &str = "M066";
/// A zone whose name counts the other way round.
pub(crate) const ZONE_SIGN: &str = "M068";
/// Reminders of different hours that join in one message.
pub(crate) const JOINED: &str = "M067";
/// A row has too few or too many cells.
pub(crate) const ROW_SHAPE: &str = "M043";
/// A column is missing.
pub(crate) const MISSING_COLUMN: &str = "M044";
/// A cell of the roster is faulty.
pub(crate) const BAD_CELL: &str = "M045";
/// A code or short name appears twice in the roster.
pub(crate) const DUPLICATE_UNIT: &str = "M046";
/// A cell names a unit that the roster does not have.
pub(crate) const UNKNOWN_UNIT: &str = "M047";
/// Units stand above each other in a ring.
pub(crate) const CYCLE: &str = "M048";
/// An audience without a single unit.
pub(crate) const EMPTY_AUDIENCE: &str = "M049";
/// A column that nobody reads.
pub(crate) const UNKNOWN_COLUMN: &str = "M050";
/// A reminder policy with more steps than an item can keep.
pub(crate) const TOO_MANY_STEPS: &str = "M051";
/// A message template that does not render.
pub(crate) const TEMPLATE: &str = "M052";
/// A vague word that the file does not bind.
pub(crate) const VAGUE: &str = "M070";
/// A word is bound and not used.
pub(crate) const UNUSED_WORD: &str = "M071";
/// Stages of a selection that do not follow each other.
pub(crate) const STAGE_ORDER: &str = "M073";
/// Nobody to write to.
pub(crate) const NO_CONTACT: &str = "M053";
/// A file that cannot be reformatted.
pub(crate) const LAYOUT: &str = "M011";
/// The heading of a table is not its first row.
pub(crate) const HEADING: &str = "M054";
/// A role's column that the roster does not have.
pub(crate) const ROLE_COLUMN: &str = "M058";
/// A channel that the roster names and the file does not list.
pub(crate) const UNLISTED_CHANNEL: &str = "M059";
/// A code of digits is shorter than the others.
pub const SHORT_CODE: &str = "M055";

/// A sheet, row or column that people do not see.
pub(crate) const OUT_OF_SIGHT: &str = "M056";
/// A cell that a spreadsheet damaged or never calculated.
pub(crate) const DAMAGED: &str = "M057";

/// Weights that do not sum to what they must.
pub(crate) const WEIGHTS: &str = "M080";
/// Something that nobody scores.
pub(crate) const NO_SCORER: &str = "M081";
/// A formula that is not of the grammar.
pub(crate) const FORMULA: &str = "M082";
/// An anonymous group so small that everybody knows who said what.
pub(crate) const ANONYMITY: &str = "M083";
/// Evidence that falls due after the sheet is frozen.
pub(crate) const AFTER_FREEZE: &str = "M084";
/// An appeal that is answered after the end of the campaign.
pub(crate) const APPEAL_LATE: &str = "M085";
/// A day that needs the next year's holiday table.
pub(crate) const NEXT_YEAR: &str = "M086";
/// A post that is written to and that no channel reaches.
pub(crate) const NO_CHANNEL: &str = "M087";
/// Rows of the plan that no line serves.
pub(crate) const UNSERVED: &str = "M088";
/// A promised time longer than the statutory one.
pub(crate) const PROMISE_OVER_LAW: &str = "M089";
