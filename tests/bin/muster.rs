//! The program, once more, for tests that start and kill it.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    muster::main()
}
