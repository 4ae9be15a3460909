//! Codes of tables: files, calendars, rosters, and who is reached.

use muster_protocol::id;

codes! { TABLES:
    /// A file that the main file names is missing.
    FILE_MISSING "M040"
        id!("a-file-that-the-main-file-names-is"), id!("without-roster-or-calendar-nobody-knows-who-there"),
        id!("roster-rooster-csv"), id!("roster-roster-csv");
    /// A row of a calendar table or of busy days is faulty.
    TABLE_ROW "M041"
        id!("a-row-of-a-table-is-faulty"), id!("a-faulty-row-is-never-skipped-silently-a"),
        id!("deputy-a-2014-05-40-meeting"), id!("deputy-a-2014-05-14-meeting");
    /// There is no holiday table for a year that is needed.
    CALENDAR_YEAR "M042"
        id!("there-is-no-holiday-table-for-a-year"),
        id!("without-the-table-working-days-cannot-be-computed"), id!("year-2031"),
        id!("year-2014-or-put-calendars-cn-2031-csv");
    /// A row has too few or too many cells.
    ROW_SHAPE "M043"
        id!("a-row-has-too-few-or-too-many"), id!("shifted-by-one-cell-a-telephone-becomes-a"),
        id!("row-with-a-cell-too-many"), id!("row-with-a-cell-in-quotes");
    /// A column is missing.
    MISSING_COLUMN "M044"
        id!("a-column-is-missing"), id!("without-it-this-part-of-the-whole-table"), id!("name-category"),
        id!("code-name-category");
    /// A cell of the roster is faulty.
    BAD_CELL "M045"
        id!("a-cell-of-the-roster-is-faulty"), id!("counts-dates-and-scoring-come-from-the-roster"),
        id!("members-thirty-one"), id!("members-31");
    /// A code or short name appears twice in the roster.
    DUPLICATE_UNIT "M046"
        id!("a-code-or-short-name-appears-twice-in"), id!("under-one-code-nobody-knows-whose-papers-and"),
        id!("two-units-with-one-code"), id!("two-units-with-two-codes");
    /// A cell names a unit that the roster does not have.
    UNKNOWN_UNIT "M047"
        id!("a-cell-names-a-unit-that-the-roster"), id!("with-a-wrong-parent-or-successor-open-work"),
        id!("merged-into-0009"), id!("merged-into-009");
    /// Units stand above each other in a ring.
    CYCLE "M048"
        id!("units-stand-above-each-other-in-a-ring"), id!("in-a-ring-nobody-is-on-top-and"),
        id!("units-below-each-other"), id!("one-unit-below-the-other");
    /// An audience without a single unit.
    EMPTY_AUDIENCE "M049"
        id!("an-audience-without-a-single-unit"), id!("what-goes-to-nobody-was-never-announced"),
        id!("counters-category-firm-tags-counter-office"), id!("counters-category-firm-tags-counter");
    /// A column that nobody reads.
    UNKNOWN_COLUMN "M050"
        id!("a-column-that-nobody-reads"), id!("with-a-misspelt-heading-what-stands-below-it"),
        id!("code-name-kategory"), id!("code-name-category");
    /// A reminder policy with more steps than an item can keep.
    TOO_MANY_STEPS "M051"
        id!("a-reminder-policy-has-more-steps-than-an"), id!("urged-too-often-nobody-looks-any-more"),
        id!("overdue-every-1-at-most-200"), id!("overdue-every-2-at-most-3");
    /// A message template that does not render.
    TEMPLATE "M052"
        id!("a-message-template-does-not-render"), id!("when-it-fails-at-sending-the-messages-of"),
        id!("routine-unitname"), id!("routine-unit");
    /// Nobody to write to.
    NO_CONTACT "M053"
        id!("nobody-holds-a-role-that-is-written-to"),
        id!("without-somebody-to-write-to-the-reminder-reaches"), id!("head-post-empty"),
        id!("head-post-chief");
    /// A role's column that the roster does not have.
    ROLE_COLUMN "M058"
        id!("a-role-names-a-column-that-the-roster"), id!("without-the-column-nobody-holds-the-role-in"),
        id!("clerk-name-clerk-column-clrk-post"), id!("clerk-name-clerk-column-clerk-post");
    /// A channel that the roster names and the file does not list.
    UNLISTED_CHANNEL "M059"
        id!("the-roster-names-a-channel-that-the-file"), id!("where-the-file-lists-channels-only-these-are"),
        id!("channel-mial-channels-mail"), id!("channel-mail-channels-mail");
    /// The heading of a table is not its first row.
    HEADING "M054"
        id!("the-heading-of-a-table-is-not-its"), id!("titles-above-it-would-be-read-as-data"),
        id!("roster-of-2014-code-name"), id!("code-name");
    /// A code of digits is shorter than the others.
    SHORT_CODE "M055"
        id!("a-code-of-digits-is-shorter-than-the"), id!("spreadsheets-save-001-as-1-and-then-it"),
        id!("code-that-lost-its-zeros"), id!("code-with-its-zeros");
    /// A sheet, row or column that people do not see.
    OUT_OF_SIGHT "M056"
        id!("a-sheet-row-or-column-that-people-do"), id!("filtered-rows-are-read-a-hidden-old-sheet"),
        id!("row-5-is-filtered-away"), id!("the-filter-is-taken-away-and-row-5");
    /// A cell that a spreadsheet damaged or never calculated.
    DAMAGED "M057"
        id!("a-cell-that-a-spreadsheet-damaged-or-never"), id!("with-a-changed-code-or-account-it-is"),
        id!("account-in-powers-of-ten"), id!("account-in-a-column-of-text");
}
