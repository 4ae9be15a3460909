//! Codes of judging: weights, scorers, freezes, appeals, channels, rows of the plan.

use muster_protocol::id;

codes! { JUDGING:
    /// Weights that do not sum to what they must.
    WEIGHTS "M080"
        id!("weights-do-not-sum-to-what-they-must"), id!("a-sheet-that-does-not-sum-to-100"),
        id!("crowd-weight-50-leaders-weight-40"), id!("crowd-weight-60-leaders-weight-40");
    /// Something that nobody scores.
    NO_SCORER "M081"
        id!("something-is-scored-by-nobody"), id!("at-the-end-it-is-empty-and-nobodys"),
        id!("effect-max-20"), id!("effect-max-20-by-assessors");
    /// A formula that is not of the grammar.
    FORMULA "M082"
        id!("the-formula-is-not-understood"), id!("formulas-have-only-sums-differences-products-ratios-and"),
        id!("auto-if-done-rate-0-9-then-15"), id!("auto-done-rate-15");
    /// An anonymous group so small that everybody knows who said what.
    ANONYMITY "M083"
        id!("an-anonymous-group-is-too-small"), id!("among-three-everybody-knows-who-gave-the-low"),
        id!("crowd-anonymous-true-at-least-3"), id!("crowd-anonymous-true-at-least-30");
    /// Evidence that falls due after the sheet is frozen.
    AFTER_FREEZE "M084"
        id!("evidence-falls-due-after-the-freeze"), id!("a-unit-that-hands-in-on-time-and"),
        id!("when-december-26-frozen-on-december-12"), id!("when-december-5");
    /// An appeal that is answered after the end of the campaign.
    APPEAL_LATE "M085"
        id!("an-appeal-is-answered-after-the-end"), id!("after-the-end-nobody-answers-and-no-result"),
        id!("freeze-december-19"), id!("freeze-december-12");
    /// A day that needs the next year's holiday table.
    NEXT_YEAR "M086"
        id!("the-next-years-holiday-table-is-needed"), id!("it-is-published-in-about-november-and-may"),
        id!("freeze-december-19-answers-in-the-next-year"),
        id!("freeze-december-12-answers-within-the-year");
    /// A post that is written to and that no channel reaches.
    NO_CHANNEL "M087"
        id!("a-person-is-addressed-by-no-channel"), id!("a-card-that-does-not-reach-the-head"),
        id!("channels-sms-heads-have-no-account"), id!("channels-sms-papers-by-post-true");
    /// Rows of the plan that no line serves.
    UNSERVED "M088"
        id!("no-line-serves-a-row-of-the-plan"), id!("what-the-plan-says-and-the-file-does"), id!("ref"),
        id!("ref-s60");
    /// A promised time longer than the statutory one.
    PROMISE_OVER_LAW "M089"
        id!("a-promise-is-longer-than-the-law-allows"), id!("promises-are-to-be-faster-one-that-is"),
        id!("permit-15-20"), id!("permit-15-7");
    /// Something goes to whom no right lets go on with it.
    NO_RIGHT "M090"
        id!("something-goes-to-whom-no-right-lets-go-on"), id!("letters-ask-for-it-and-every-try-is-refused"),
        id!("office-alone-handles-cases"), id!("clerks-handle-cases-too");
}
