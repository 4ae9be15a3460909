//! The binary carries the committee's files: a new one must reach it.

fn main() {
    println!("cargo::rerun-if-changed=../../workflows");
}
