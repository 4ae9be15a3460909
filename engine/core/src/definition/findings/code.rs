//! The stable codes of findings, each with what it means, why it matters, a line that is reported and the same line fixed. A code
//! keeps its meaning for ever; a new meaning is a new code.

use muster_protocol::catalogue::TextId;

/// A code explained: what was found, why it matters, a wrong line, the right one.
pub(crate) type Entry = (&'static str, [TextId; 4]);

/// Codes of one kind, and the table of them.
macro_rules! codes {
    ($table:ident: $(
        $(#[$about:meta])*
        $name:ident $code:literal $what:expr, $why:expr, $wrong:expr, $right:expr;
    )+) => {
        $(
            $(#[$about])*
            pub(crate) const $name: &str = $code;
        )+

        /// These codes explained.
        pub(crate) const $table: &[$crate::definition::findings::code::Entry] =
            &[$(($name, [$what, $why, $wrong, $right])),+];
    };
}

mod form;
mod judging;
mod tables;
mod time;

pub(crate) use form::*;
pub(crate) use judging::*;
pub(crate) use tables::*;
pub(crate) use time::*;
