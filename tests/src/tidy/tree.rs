//! The files of the clone, as they are committed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders that are no part of the project (`.gitignore`), and git's own.
const SKIPPED: [&str; 5] = [".git", "target", ".venv", ".tools", "__pycache__"];

/// One file of the clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    /// Its text; empty for a file that is not UTF-8.
    pub text: String,
}

impl File {
    /// A file made up for a test of a rule.
    #[must_use]
    pub fn planted(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Whether it is Rust.
    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// The root of the clone that these tests were built from.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The files of the clone at `root`, by path: those that git tracks, since running the program leaves folders beside them.
/// Without git (an unpacked archive) all that lies below `root`.
///
/// # Errors
/// What the file system says.
pub fn files(root: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    match tracked(root) {
        Some(paths) => read(root, paths, &mut files)?,
        None => walk(root, "", &mut files)?,
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// What git tracks below `root`; none where `root` is no clone or there is no git.
fn tracked(root: &Path) -> Option<Vec<String>> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root).output().ok()?;
    let paths = String::from_utf8(listed.stdout).ok()?;
    let paths: Vec<String> = paths.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    (listed.status.success() && !paths.is_empty()).then_some(paths)
}

fn read(root: &Path, paths: Vec<String>, files: &mut Vec<File>) -> io::Result<()> {
    for path in paths {
        match fs::read(root.join(&path)) {
            Ok(bytes) => files.push(File { path, text: String::from_utf8(bytes).unwrap_or_default() }),
            // Tracked and taken away, not committed yet.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if SKIPPED.contains(&name.as_str()) || name.ends_with(".pending-snap") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &path, files)?;
        } else {
            let text = String::from_utf8(fs::read(entry.path())?).unwrap_or_default();
            files.push(File { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `demo` leaves a folder in the checkout in which it is typed: no rule of the tree is about it.
    #[test]
    fn what_is_not_tracked_is_nobodys_file() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path();
        fs::create_dir_all(root.join("muster-demo/outbox")).unwrap();
        for path in ["README.md", "muster-demo/outbox/letter.txt", "stray.txt"] {
            fs::write(root.join(path), path).unwrap();
        }
        let paths = || files(root).unwrap().into_iter().map(|file| file.path).collect::<Vec<_>>();
        assert_eq!(
            paths(),
            ["README.md", "muster-demo/outbox/letter.txt", "stray.txt"],
            "no clone: all of it"
        );
        for arguments in [&["init", "--quiet"][..], &["add", "README.md"]] {
            assert!(Command::new("git").args(arguments).current_dir(root).status().unwrap().success());
        }
        assert_eq!(paths(), ["README.md"]);
    }
}
