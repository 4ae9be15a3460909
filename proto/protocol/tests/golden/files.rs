//! The files in `golden/`: a body as hexadecimal digits, and beside it the JSON that people see.
#![allow(clippy::disallowed_methods, reason = "a test may read files; the package it tests may not")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Digits in a line, so that a changed byte is a changed line.
const LINE: usize = 64;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden")
}

fn hex(bytes: &[u8]) -> String {
    let digits = ::hex::encode(bytes);
    let lines = digits.as_bytes().chunks(LINE).map(|line| String::from_utf8(line.to_vec()).unwrap() + "\n");
    lines.collect()
}

fn unhex(text: &str) -> Vec<u8> {
    ::hex::decode(text.split_whitespace().collect::<String>()).unwrap()
}

fn read(name: &str) -> String {
    let path = folder().join(name);
    let fix = "MUSTER_REGENERATE=1 writes it";
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("golden/{name}: {error} ({fix})"))
}

/// Holds a word against its two files; with `MUSTER_REGENERATE=1` writes them instead.
pub(crate) fn hold(stem: &str, bytes: &[u8], json: &str) {
    let (bytes, json) = (hex(bytes), format!("{json}\n"));
    if std::env::var("MUSTER_REGENERATE").as_deref() == Ok("1") {
        fs::create_dir_all(folder()).unwrap();
        fs::write(folder().join(format!("{stem}.hex")), &bytes).unwrap();
        fs::write(folder().join(format!("{stem}.json")), &json).unwrap();
    }
    assert_eq!(bytes, read(&format!("{stem}.hex")), "the stored bytes of {stem} changed");
    assert_eq!(json, read(&format!("{stem}.json")), "the JSON of {stem} changed");
}

/// The stored bytes of a word.
pub(crate) fn bytes(stem: &str) -> Vec<u8> {
    unhex(&read(&format!("{stem}.hex")))
}

/// Names of all golden files, without their endings.
pub(crate) fn stems() -> BTreeSet<String> {
    let names =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.map(|name| name.trim_end_matches(".hex").trim_end_matches(".json").to_owned()).collect()
}

/// The package's own files of these names and in folders of these names, with their texts.
pub(crate) fn sources(names: &[&str]) -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<PathBuf> =
        names.iter().map(|name| root.join(name)).filter(|path| path.is_file()).collect();
    for folder in names.iter().map(|name| root.join(name)).filter(|path| path.is_dir()) {
        files.extend(fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()));
        files.push(folder.with_extension("rs"));
    }
    let text = |path: PathBuf| (path.display().to_string(), fs::read_to_string(&path).unwrap());
    files.into_iter().map(text).collect()
}

/// Holds a text against a file beside these tests; with `MUSTER_REGENERATE=1` writes it instead.
pub(crate) fn hold_text(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var("MUSTER_REGENERATE").as_deref() == Ok("1") {
        fs::write(&path, text).unwrap();
    }
    assert_eq!(
        text,
        fs::read_to_string(&path).unwrap_or_default(),
        "{name} changed (MUSTER_REGENERATE=1 writes it)"
    );
}
