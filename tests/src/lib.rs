//! What the tests of the whole share. Nothing may depend on this package.
#![forbid(unsafe_code)]

pub mod tidy;
