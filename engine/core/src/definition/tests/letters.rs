//! The committee's own words of letters, in a file beside the main file.

use super::{MAIN, printed, with};
use crate::definition::{Files, compile, needs};

const NAME: &str = "letters/每日.txt";

/// The frame with the words of its routine letter in a file.
fn files(bytes: Option<&[u8]>) -> Files {
    named(NAME, bytes)
}

fn named(name: &str, bytes: Option<&[u8]>) -> Files {
    let mut files = with(MAIN, "# 五、评", &format!("消息:\n  每日: {{文件: {name}}}\n# 五、评"));
    if let Some(bytes) = bytes {
        files.files.insert(name.to_owned(), bytes.to_vec());
    }
    files
}

/// The only error, as a line.
fn error(files: &Files) -> String {
    let compiled = compile(files);
    assert!(compiled.definition.is_none());
    let printed = printed(&compiled);
    let mut errors = printed.lines().filter(|line| line.contains(" error "));
    let error = errors.next().unwrap().to_owned();
    assert_eq!(errors.next(), None, "{printed}");
    error
}

#[test]
fn words_in_a_file_are_those_that_stand_at_the_key() {
    let own = files(Some("{{ 岗位 }}：\r\n共{{ 总数 }}项\r\n".as_bytes()));
    assert!(needs(&own.files[MAIN]).contains(&NAME.to_owned()));
    let definition = compile(&own).definition.unwrap();
    assert_eq!(definition.templates.routine, "{{ 岗位 }}：\n共{{ 总数 }}项\n");
    let key = "消息:\n  每日: \"{{ 岗位 }}：\\n共{{ 总数 }}项\\n\"\n# 五、评";
    let written = compile(&with(MAIN, "# 五、评", key)).definition.unwrap();
    assert_eq!(definition.digest(), written.digest());
    // Another file is another definition: nobody changes letters behind the definition's back.
    let other = compile(&files(Some("{{ 岗位 }}：共{{ 总数 }}件".as_bytes()))).definition.unwrap();
    assert_ne!(definition.digest(), other.digest());
}

#[test]
fn what_does_not_work_is_told_at_its_line_of_the_file() {
    let wrong = error(&files(Some("{{ 岗位 }}：\n{{ 没有这个 }}\n".as_bytes())));
    assert!(wrong.starts_with(&format!("M052 error {NAME}:2:1+1 ")), "{wrong}");
    let hidden = error(&files(Some("{{ 岗位 }}：\n\n一\u{1b}[2J二\n".as_bytes())));
    assert!(hidden.contains(&format!(" error {NAME}:3:1+1 ")), "{hidden}");
    // It is a text with lines and no table with cells.
    let compiled = compile(&files(Some("a,b\n{{ 没有这个 }}\n".as_bytes())));
    assert!(compiled.findings.iter().filter(|found| found.file == NAME).all(|found| found.cell.is_none()));
    assert!(compiled.findings.iter().any(|found| found.file == NAME));
}

#[test]
fn a_file_that_holds_no_words_of_a_letter_is_refused() {
    assert!(error(&files(None)).contains(&format!(" error {MAIN}:")));
    assert!(error(&files(Some(b" \n"))).contains(&format!(" error {NAME}:1:1+1 ")));
    assert!(error(&files(Some(b"\xff\xfe\x00\x00"))).contains(&format!(" error {NAME}:")));
    // Accounts of a roster would stand in the log, which keeps definitions whole.
    let roster = named("roster.csv", None);
    assert!(error(&roster).contains("roster.csv 是表格"), "{}", error(&roster));
    for name in ["../secret.txt", "/etc/passwd", "letters/../../secret.txt"] {
        let away = named(name, Some(b"secret"));
        assert!(error(&away).contains(&format!(" error {MAIN}:")), "{name}");
        assert!(!needs(&away.files[MAIN]).iter().any(|needed| needed == name), "{name}");
    }
}
