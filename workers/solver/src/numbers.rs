//! Random numbers and logarithms in whole numbers, so that every machine has the same ones.

/// One in the fixed-point numbers of this file.
pub(super) const ONE: i64 = 1 << 16;

/// SplitMix64. Its numbers belong to the solver's version: another generator is another version.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// From a seed, for one of several chains.
    pub(super) fn new(seed: u64, chain: u64) -> Self {
        let mut random = Self(seed ^ chain.wrapping_mul(0xd605_0f5a_3c27_1a9b));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is not 0 and fits 32 bits.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let high = self.next() >> 32;
        usize::try_from((high * u64::try_from(n).unwrap_or(1)) >> 32).unwrap_or(0)
    }

    /// One of a list, if there is any.
    pub(super) fn of<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        if list.is_empty() { None } else { list.get(self.below(list.len())).copied() }
    }
}

/// The logarithm to base 2 of a fixed-point number above 0, fixed-point.
fn log2(number: i64) -> i64 {
    let number = number.max(1).unsigned_abs();
    let whole = i64::from(number.ilog2()) - 16;
    // Between 1 and 2 with 31 bits behind the point; squaring gives one bit of the logarithm after the other.
    let mut rest =
        if number.ilog2() > 31 { number >> (number.ilog2() - 31) } else { number << (31 - number.ilog2()) };
    let mut bits = 0;
    for _ in 0..16 {
        rest = (rest * rest) >> 31;
        bits <<= 1;
        if rest >= 1 << 32 {
            rest >>= 1;
            bits |= 1;
        }
    }
    whole * ONE + bits
}

/// Two to the power of a fixed-point number, fixed-point.
fn exp2(power: i64) -> i64 {
    // Roots of two: 2^(1/2), 2^(1/4) and so on, with 32 bits behind the point.
    let mut root = 2u64 << 32;
    let mut value = 1u64 << 32;
    for bit in (0..16).rev() {
        root = (u128::from(root) << 32).isqrt().try_into().unwrap_or(u64::MAX);
        if power & (1 << bit) != 0 {
            value = ((u128::from(value) * u128::from(root)) >> 32).try_into().unwrap_or(u64::MAX);
        }
    }
    let whole = power >> 16;
    let value = i64::try_from(value >> 16).unwrap_or(i64::MAX);
    if whole >= 0 { value.saturating_mul(1 << whole.min(40)) } else { value >> (-whole).min(62) }
}

/// A temperature that falls from one to another, each step by the same share: at `done` of `all` steps, fixed-point.
pub(super) fn cooled(from: i64, to: i64, done: u64, all: u64) -> i64 {
    let (high, low) = (log2(from.max(1) * ONE), log2(to.max(1) * ONE));
    let share = i128::from(high - low) * i128::from(done) / i128::from(all.max(1));
    exp2(high - i64::try_from(share).unwrap_or(0))
}

/// How much worse a random change may be at a temperature: minus the logarithm of a random share, times the temperature.
#[derive(Debug)]
pub(super) struct Limits(Vec<i64>);

impl Limits {
    const COUNT: usize = 4_096;
    /// The natural logarithm of 2, fixed-point.
    const LN_2: i64 = 45_426;

    pub(super) fn new() -> Self {
        let all = i64::try_from(Self::COUNT).unwrap_or(1);
        let of = |at: i64| -(log2((2 * at + 1) * ONE / (2 * all)) * Self::LN_2) >> 16;
        Self((0..all).map(of).collect())
    }

    /// A limit at a fixed-point temperature.
    pub(super) fn draw(&self, random: &mut Random, temperature: i64) -> i64 {
        let factor = self.0[random.below(Self::COUNT)];
        i64::try_from((i128::from(factor) * i128::from(temperature)) >> 32).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_and_powers_are_near_the_true_ones() {
        for number in [1, 3, 100, 65_536, 70_000, 1 << 30, 3_000 << 16] {
            let real = (f64::from(i32::try_from(number >> 8).unwrap_or(0)).max(number as f64 / 256.0)
                / 256.0)
                .log2();
            let found = log2(number) as f64 / 65_536.0;
            assert!((found - real).abs() < 0.001, "{number}: {found} {real}");
        }
        for power in [-5.5, -0.25, 0.0, 0.5, 3.3, 11.55] {
            let found = exp2((power * 65_536.0) as i64) as f64 / 65_536.0;
            assert!((found / f64::exp2(power) - 1.0).abs() < 0.01, "{power}: {found}");
        }
    }

    #[test]
    fn a_temperature_falls_evenly() {
        assert_eq!(cooled(300, 2, 0, 100) >> 16, 299);
        assert!((23 << 16..26 << 16).contains(&cooled(300, 2, 50, 100)));
        assert!((cooled(300, 2, 100, 100) - (2 << 16)).abs() < 200);
    }

    #[test]
    fn the_numbers_are_those_of_this_version() {
        let mut random = Random::new(1, 0);
        let drawn: Vec<usize> = (0..6).map(|_| random.below(1_000)).collect();
        assert_eq!(drawn, [745, 971, 444, 444, 762, 877]);
        let limits = Limits::new();
        let mean = (0..10_000).map(|_| limits.draw(&mut random, 100 << 16)).sum::<i64>() / 10_000;
        assert!((97..103).contains(&mean), "{mean}");
    }
}
