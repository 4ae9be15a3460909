//! The one binary. Everything is in the library, so that tests can hold a twin of it.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    muster::main()
}
