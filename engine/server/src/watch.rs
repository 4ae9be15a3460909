//! What shows of a running engine: counts, lags, what keeps it from working.

pub mod gauge;
pub mod health;
pub mod metrics;
