//! What every verb does once the command line was read.

use crate::exit::Exit;
use crate::output::Output;

/// A verb, with its arguments.
pub trait Run {
    /// Runs the verb.
    ///
    /// # Errors
    /// [`crate::exit::Failure`], whose sentence says what went wrong and whose code the process ends with; whatever else goes
    /// wrong, such as stdout that cannot be written, ends as a fault.
    fn run(&self, out: &mut Output) -> anyhow::Result<Exit>;
}
