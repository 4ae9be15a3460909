//! What the store, the verification and the system say of themselves, in the language of the reader. They say it in English, to
//! logs and to programs; others read it by these sentences. What none of them fits stays as it is.

use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::id;

/// Sentences; each `{}` in one language is the same one of the English sentence, in this order, itself said in that language
/// where it is known.
const SENTENCES: &[TextId] = &[
    id!("the-store-is-damaged"),
    id!("the-store-failed"),
    id!("the-view-is-at-event-of"),
    id!("stored-look-or-restore-a-backup"),
    id!("stored-look-and-restore-a-backup"),
    id!("stored-restore-it-from-a-backup"),
    id!("stored-start-the-engine-once"),
    id!("the-log-is-damaged-in-head-and-end"),
    id!("is-missing-after-comes"),
    id!("is-missing-the-log-ends-at-its-head"),
    id!("is-missing-the-head-file-says"),
    id!("is-missing-the-head-file-says-version"),
    id!("is-missing"),
    id!("stands-at"),
    id!("stands-where-comes-again-or-out-of-order"),
    id!("has-no-position"),
    id!("lies-behind-the-head-row-which-says"),
    id!("the-head-row-is-missing"),
    id!("the-head-row-cannot-be-read"),
    id!("log-head-has-a-row-that-muster-did"),
    id!("the-term-in-log-head-is-the-last"),
    id!("belongs-to-shard"),
    id!("its-version-does-not-follow"),
    id!("the-hash-chain-does-not-match"),
    id!("its-clock-shows-before"),
    id!("the-step-has-an-outcome-already"),
    id!("the-sum-of-its-steps-is-wrong-planned"),
    id!("its-link-differs-from-the-head-file"),
    id!("its-table-is-not-what-the-events-before"),
    id!("there-was-no-cut-off-for-its-table"),
    id!("there-is-no-launch-before-it"),
    id!("the-campaign-cannot-take-it"),
    id!("it-says-that-the-blob-is-erased-but"),
    id!("the-erased-blob-is-not-marked"),
    id!("the-blob-has-other-bytes"),
    id!("the-blob-is-missing"),
    id!("the-blob-cannot-be-read"),
    id!("the-blob-is-marked-as-erased-and-no"),
    id!("something-is-marked-as-erased-and-no-event"),
    id!("what-was-erased-cannot-be-read"),
    id!("the-table-of-commands-does-not-fit-it"),
    id!("the-commands-cannot-be-read"),
    id!("the-file-cannot-be-read"),
    id!("the-file-cannot-be-checked"),
    id!("the-file-is-damaged"),
    id!("cannot-be-read"),
    id!("what-stands-beside-the-events-cannot-be-read"),
    id!("when-it-wakes-next-was-written-by-somebody"),
    id!("it-wakes-next-at-its-events-say"),
    id!("it-wakes-and-has-no-events"),
    id!("stored-never"),
    id!("in-the-setting-was-written-by-somebody-else"),
    id!("the-setting-was-written-by-somebody-else"),
    id!("the-setting-says-which-cannot-be"),
    id!("the-setting-is-missing"),
    id!("stored-in-the-kind-name-and-what"),
    id!("the-kind-name-and-what"),
    id!("was-not-made-by-muster"),
    id!("is-not-as-muster-made-it"),
    id!("stored-table"),
    id!("stored-index"),
    id!("stored-trigger"),
    id!("view"),
    id!("the-accounts-of-in-contacts-db-are-not"),
    id!("contacts-db-belongs-to-another-log-put-the"),
    id!("contacts-db-cannot-be-read"),
    id!("view-db-cannot-be-read"),
    id!("there-is-no-log-in"),
    id!("line-is-not-one-of-a-head-file"),
    id!("log-db-was-copied-while-it-was-in"),
    id!("no-such-file-or-directory-os-error"),
    id!("permission-denied-os-error"),
    id!("no-space-left-on-device-os-error"),
    id!("connection-refused-os-error"),
    id!("error-returned-from-database-code"),
    id!("file-is-not-a-database"),
    id!("database-disk-image-is-malformed"),
    id!("database-or-disk-is-full"),
    id!("attempt-to-write-a-readonly-database"),
    id!("disk-i-o-error"),
    id!("stored-at-position-campaign-version"),
    id!("stored-at-a-position"),
    id!("stored-of-a-campaign-version"),
    id!("stored-of-a-campaign"),
];

/// Deepest nesting of a sentence in a sentence.
const DEPTH_MAX: usize = 6;

/// It in a language, where it is known.
#[must_use]
pub fn said(lang: Language, text: &str) -> String {
    match lang {
        // The language in which it is said first.
        Language::En => text.to_owned(),
        other => translated(other, text, DEPTH_MAX),
    }
}

fn translated(lang: Language, text: &str, depth: usize) -> String {
    let known = SENTENCES.iter().filter(|_| depth > 0);
    let fits =
        known.filter_map(|sentence| Some((held(sentence.say(Language::En), text)?, sentence.say(lang))));
    let Some((held, sentence)) = fits.into_iter().next() else { return text.to_owned() };
    let mut held = held.into_iter();
    let mut whole = String::new();
    for (at, piece) in sentence.split("{}").enumerate() {
        if at > 0 {
            whole += &held.next().map(|one| translated(lang, one, depth - 1)).unwrap_or_default();
        }
        whole += piece;
    }
    whole
}

/// What stands where a sentence has its gaps; none where it is another sentence.
fn held<'t>(sentence: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = sentence.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let pieces: Vec<&str> = pieces.collect();
    let mut held = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        let end = match (last, piece.is_empty()) {
            (true, true) => rest.len(),
            (true, false) => rest.len().checked_sub(piece.len()).filter(|_| rest.ends_with(piece))?,
            (false, _) => rest.find(piece)?,
        };
        let (one, after) = rest.split_at_checked(end)?;
        if one.is_empty() {
            return None;
        }
        held.push(one);
        rest = after.strip_prefix(piece)?;
    }
    rest.is_empty().then_some(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_is_said_in_chinese_down_to_its_causes() {
        for (en, zh) in [
            ("position 72: is missing: after 71 comes 73", "第72号事件：缺失：第71号之后是第73号"),
            (
                "position 252, campaign c version 9: the hash chain does not match",
                "第252号事件（活动 c 的第9个）：散列链对不上",
            ),
            (
                "the store is damaged: in log.db the trigger `t` was not made by muster: look with `muster verify`, and restore a \
                 backup of before",
                "数据已损坏：log.db 里的 触发器 t 不是 muster 建的：用 muster verify 查看，并从出事以前的备份恢复",
            ),
            (
                "the store failed: error returned from database: (code: 26) file is not a database",
                "存取失败：数据库：26（文件不是数据库）",
            ),
            ("something else", "something else"),
        ] {
            assert_eq!(said(Language::Zh, en), zh);
        }
    }

    #[test]
    fn every_sentence_has_its_gaps_in_both_languages() {
        for sentence in SENTENCES {
            let gaps = |lang: Language| sentence.say(lang).matches("{}").count();
            let [zh, en] = [Language::Zh, Language::En].map(gaps);
            assert!(zh == en || zh == 0, "{sentence:?}");
        }
    }
}
