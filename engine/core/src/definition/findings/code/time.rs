//! Codes of time: dates, phases, cadences, vague words.

use muster_protocol::id;

codes! { TIME:
    /// A time that the grammar does not know.
    BAD_DATE "M030"
        id!("the-time-is-not-understood"), id!("reminders-fall-on-the-wrong-day-when-a"),
        id!("when-around-april-25"), id!("when-april-25");
    /// A date that no calendar has.
    NO_SUCH_DATE "M031"
        id!("no-calendar-has-this-date"), id!("a-day-that-does-not-exist-never-comes"),
        id!("when-february-30"), id!("when-february-28");
    /// A date outside its phase or the campaign.
    OUTSIDE_PHASE "M032"
        id!("a-date-lies-outside-its-phase-or-the"), id!("nothing-moves-after-the-end-of-a-phase"),
        id!("phase-mobilization-when-may-16"), id!("phase-implementation-when-may-16");
    /// Phases overlap.
    PHASES_OVERLAP "M033"
        id!("phases-overlap"), id!("a-day-cannot-belong-to-two-phases-nobody"), id!("from-april-30"),
        id!("from-may-1");
    /// A gap lies between phases.
    PHASES_GAP "M034"
        id!("a-gap-lies-between-phases"), id!("what-falls-due-in-the-gap-belongs-to"),
        id!("to-april-30-from-may-4"), id!("to-april-30-from-may-1");
    /// Something ends before it begins.
    ENDS_BEFORE "M035"
        id!("it-ends-before-it-begins"), id!("with-the-two-dates-swapped-it-has-not"),
        id!("from-october-31-to-may-1"), id!("from-may-1-to-october-31");
    /// A rule that never happens.
    NEVER "M036"
        id!("it-will-never-happen"), id!("what-stands-in-the-file-never-comes-the"),
        id!("before-festivals-spring-festival-a-campaign-from-april"),
        id!("before-festivals-party-founding-day-double-ninth");
    /// Something falls due before the campaign begins.
    BACKFILL "M037"
        id!("it-lies-before-the-start-entered-afterwards-never"),
        id!("what-is-over-should-not-be-urged-nor"), id!("when-mid-march-a-campaign-from-april-1"),
        id!("when-mid-april-if-it-is-to-be");
    /// A due day was rolled away from a rest day.
    ROLLED "M038"
        id!("the-due-day-was-a-rest-day-and"), id!("deadlines-move-back-and-activities-forward-what-should"),
        id!("when-september-20-a-saturday"), id!("when-september-20-rest-day-stay");
    /// A zone that the zone data do not have.
    UNKNOWN_ZONE "M039"
        id!("there-is-no-such-zone"), id!("the-zone-says-what-nine-oclock-is-with"),
        id!("timezone-asia-peking"), id!("timezone-asia-shanghai");
    /// A vague word that the file does not bind.
    VAGUE "M070"
        id!("a-vague-word-is-bound-to-nothing"), id!("nobody-could-say-when-it-falls-due-so"),
        id!("when-regularly"), id!("words-meanings-regularly-monthly");
    /// A word is bound and not used.
    UNUSED_WORD "M071"
        id!("a-bound-word-is-used-by-no-line"), id!("another-word-probably-stands-where-it-was-meant"),
        id!("meanings-regulary-monthly"), id!("meanings-regularly-monthly-when-regularly");
    /// Stages of a selection that do not follow each other.
    STAGE_ORDER "M073"
        id!("a-stage-comes-before-the-one-ahead-of"),
        id!("named-before-publicity-is-over-the-selection-breaks"), id!("stages-with-too-little-publicity"),
        id!("stages-with-enough-publicity");
    /// Dates that rest on a holiday table which is not out yet.
    PROVISIONAL "M062"
        id!("dates-rest-on-a-holiday-table-that-is"), id!("only-weekends-new-years-day-and-known-festivals"),
        id!("missing-years-provisional-without-2027-csv"), id!("add-calendars-cn-2027-csv");
    /// What is written has no effect beside its time.
    NO_EFFECT "M063"
        id!("what-is-written-has-no-effect"), id!("the-time-has-no-use-for-it-unsaid"),
        id!("when-crontab-0-12-sat-rest-day-forward"), id!("when-every-saturday-rest-day-forward");
    /// Crontab with both fields of days: either will do.
    EITHER_DAY "M064"
        id!("a-crontab-with-days-of-the-month-and"), id!("as-in-crontab-5-a-day-of-either"),
        id!("crontab-0-12-1-mon-for-mondays-that"), id!("crontab-at-noon-on-the-first");
    /// A month without the day that is named.
    SHORT_MONTH "M065"
        id!("some-months-do-not-have-this-day"), id!("there-the-last-day-counts-so-that-no"),
        id!("when-31st-of-the-month"), id!("when-monthly");
    /// A phase that ends in the next year.
    OVER_NEW_YEAR "M066"
        id!("a-phase-ends-in-the-next-year"), id!("an-end-without-a-year-that-lies-before"),
        id!("from-october-1-to-january-31"), id!("from-2026-10-01-to-2027-01-31");
    /// Reminders of different hours that join in one message.
    JOINED "M067"
        id!("reminders-of-different-hours-join-in-one-message"), id!("a-person-gets-one-message-a-day-at"),
        id!("hour-09-00-another-reminder-policy-has-08"), id!("hour-08-30");
    /// A limit that may be over before anybody hears of it.
    LATE_WORD "M069"
        id!("a-limit-may-be-over-before-anybody-hears"), id!("letters-wait-for-the-next-working-day"),
        id!("finish-urgent-2-hours"), id!("finish-urgent-2-working-hours");
    /// A zone whose name counts the other way round.
    ZONE_SIGN "M068"
        id!("the-sign-of-this-zones-name-is-reversed"), id!("etc-gmt-8-is-utc-8-with-utc"),
        id!("timezone-etc-gmt-8"), id!("timezone-asia-shanghai");
}
