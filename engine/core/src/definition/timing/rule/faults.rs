//! Why a text is no time, reported with what could be written.

use muster_protocol::catalogue::TextId;
use muster_protocol::definition::Period;
use muster_protocol::time::Date;
use muster_protocol::{id, text};
use muster_rules::month;

use crate::definition::days::dates::{Fault, Wrong, meant};
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};

fn period_name(period: Period) -> TextId {
    match period {
        Period::Day => id!("one-day"),
        Period::Week => id!("one-week"),
        Period::Month => id!("one-month"),
        Period::Quarter => id!("one-quarter"),
        Period::HalfYear => id!("half-year"),
        Period::Year => id!("one-year"),
    }
}

/// Reports something that ends before it begins.
pub(crate) fn ends_before(place: Place, from: Date, to: Date, report: &mut Report) {
    report
        .error(code::ENDS_BEFORE, place, text!("it-ends-before-it-begins-from-from-to", from, to))
        .fix(text!("swap-or-correct-the-two-dates-write-the"));
}

/// Reports a day without a year for which two years fit, or none.
fn year_fault(fault: Fault, text: &str, place: Place, report: &mut Report) {
    if let Fault::SeveralYears { first, last } = fault {
        report
            .error(code::BAD_DATE, place, text!("text-can-be-first-or-last", text, first, last))
            .fix(text!("write-the-year"));
    } else if let Fault::NotInCampaign { first, last } = fault {
        let said = text!("text-does-not-lie-in-the-campaign-in", text, first, last);
        report.error(code::OUTSIDE_PHASE, place, said).fix(text!("change-the-date-or-write-its-year"));
    }
}

/// Reports a text that is no time.
pub(crate) fn date_fault(fault: Fault, text: &str, place: Place, report: &mut Report) {
    match fault {
        Fault::NotUnderstood => {
            let finding = report.error(code::BAD_DATE, place, text!("the-time-text-is-not-understood", text));
            match meant(text) {
                Some(near) => finding.fix(text!("write-near-that-day-is-in-time", near)),
                None => finding.fix(text!("write-april-25-mid-september-2014-04-25")),
            }
        }
        Fault::NoSuchDay { month, days } => {
            let said =
                text!("there-is-no-text-month-has-days-days", text, month: month::name(month), #days = days);
            report
                .error(code::NO_SUCH_DATE, place, said)
                .fix(text!("did-you-mean-month-days", month: month::name(month), days));
        }
        Fault::NoSuchWorkday { period, most } => {
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    text!("there-is-no-text-a-period-has-at", text, #most = most, period: period_name(period)),
                )
                .fix(text!("write-a-smaller-number-for-the-last-day"));
        }
        Fault::TooOften { period, most } => {
            report
                .error(
                    code::NO_SUCH_DATE,
                    place,
                    text!(
                        "text-is-too-often-at-most-most-time",
                        text,
                        #most = most,
                        period: period_name(period)
                    ),
                )
                .fix(text!("write-fewer-times-or-a-shorter-period"));
        }
        Fault::Crontab(wrong) => crontab_fault(wrong, text, place, report),
        Fault::SeveralYears { .. } | Fault::NotInCampaign { .. } => year_fault(fault, text, place, report),
        Fault::NoSuchMonth { month } => {
            report
                .error(code::NO_SUCH_DATE, place, text!("there-is-no-text-no-year-has-a", text, month))
                .fix(text!("months-go-from-1-to-12"));
        }
    }
}

fn crontab_fault(wrong: Wrong, text: &str, place: Place, report: &mut Report) {
    let fault = match wrong {
        Wrong::Fields => id!("it-must-have-five-fields-minute-hour-day"),
        Wrong::Weekday => id!("weekdays-must-be-names-mon-to-sun-numbers"),
        Wrong::BothDays => id!("both-fields-of-days-leave-days-out-and"),
        Wrong::Text => id!("a-field-is-not-understood"),
    };
    report
        .error(code::BAD_DATE, place, text!("text-is-no-crontab-that-can-be-used", text, fault: fault))
        .fix(text!("write-it-like-crontab-30-8-mon-fri"));
}
