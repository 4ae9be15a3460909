//! Rules that look random and follow from a seed.

use muster_protocol::definition::{Crontab, DayIn, Limit, Offset, Pattern, Period, Point, Roll, Rule};
use muster_protocol::time::Date;

/// Marsaglia's 64-bit xorshift.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    pub(crate) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }

    fn at_least_1(&mut self, most: u64) -> u8 {
        u8::try_from(1 + self.below(most)).unwrap()
    }

    /// A day of a year.
    fn day(&mut self, year: i32) -> Date {
        Date::ymd(year, 1, 1).unwrap().plus(i32::try_from(self.below(365)).unwrap())
    }
}

/// Any rule around a year.
pub(crate) fn any_rule(random: &mut Random, year: i32) -> Rule {
    let (a, b) = (random.day(year), random.day(year));
    let roll = *random.of(&[Roll::Back, Roll::Forward, Roll::Stay]);
    let pattern = pattern(random, year);
    let mut rule = Rule::new(pattern, roll, a.min(b), a.max(b));
    for _ in 0..random.below(3) {
        rule.offsets.push(offset(random));
    }
    rule
}

fn pattern(random: &mut Random, year: i32) -> Pattern {
    let long = [Period::Month, Period::Quarter, Period::HalfYear, Period::Year];
    let all = [Period::Day, Period::Week, Period::Month, Period::Quarter, Period::HalfYear, Period::Year];
    let (a, b) = (random.day(year), random.day(year));
    match random.below(8) {
        0 => Pattern::Day(a),
        1 => Pattern::Window { first: a.min(b), last: a.max(b) },
        2 => Pattern::Points((0..1 + random.below(4)).map(|_| point(random, year)).collect()),
        3 => Pattern::Spread { period: *random.of(&all), times: random.at_least_1(5) },
        4 => Pattern::Crontab(crontab(random)),
        5 => Pattern::Every { period: *random.of(&all), on: DayIn::Last },
        6 => Pattern::Every {
            period: Period::Week,
            on: DayIn::Weekday(u8::try_from(random.below(7)).unwrap()),
        },
        _ => Pattern::Every { period: *random.of(&long), on: day_in(random) },
    }
}

fn point(random: &mut Random, year: i32) -> Point {
    let (a, b) = (random.day(year), random.day(year));
    Point { first: (random.below(2) == 0).then_some(a.min(b)), day: a.max(b) }
}

fn day_in(random: &mut Random) -> DayIn {
    let weekday = u8::try_from(random.below(7)).unwrap();
    match random.below(6) {
        0 => DayIn::Workday(random.at_least_1(25)),
        1 => DayIn::WorkdayFromEnd(random.at_least_1(25)),
        2 => DayIn::Day(random.at_least_1(31)),
        3 => DayIn::DayOfMonth(random.at_least_1(12), random.at_least_1(31)),
        4 => DayIn::NthWeekday(random.at_least_1(6), weekday),
        _ => DayIn::NthWeekdayFromEnd(random.at_least_1(6), weekday),
    }
}

fn crontab(random: &mut Random) -> Crontab {
    let every_hour = random.below(3) == 0;
    let hours = if every_hour { 0xff_ffff } else { 1 << random.below(4) | 1 << random.below(24) };
    let days = if random.below(2) == 0 || every_hour { 1 << random.at_least_1(31) } else { 0xffff_fffe };
    // Every hour of every working day would be too many.
    let some = 1 << random.below(7) | u8::from(!every_hour) << random.below(7);
    Crontab {
        minutes: 1 << random.below(60) | 1 << random.below(60),
        hours,
        days,
        months: 0b1_1111_1111_1110,
        weekdays: if random.below(2) == 0 { 0b111_1111 } else { some },
    }
}

fn offset(random: &mut Random) -> Offset {
    let days = u16::from(random.at_least_1(30));
    let limit = match random.below(5) {
        0 => Limit::SameDay,
        1 => Limit::HalfWorkday,
        2 => Limit::WorkMinutes(u32::from(random.at_least_1(200)) * 10),
        3 => Limit::Minutes(u32::from(random.at_least_1(200)) * 10),
        _ => Limit::Workdays(days),
    };
    match random.below(3) {
        0 => Offset::Before(days),
        1 => Offset::After(limit),
        _ => Offset::AfterDue(limit),
    }
}
