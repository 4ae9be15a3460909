//! Keys that people write for one that the language has: by what they mean, not by how they are spelt.

use crate::definition::keys::{BY, Key, NAME, NEEDS, REMIND, REVIEW, WHEN, WHO};

/// Words for keys.
const WORDS: [(&[&str], Key); 7] = [
    (&["截止", "截止日期", "截止时间", "期限", "到期", "日期", "deadline", "due", "date", "time"], WHEN),
    (&["标题", "题目", "事项", "title"], NAME),
    (&["对象", "范围", "单位", "参加单位", "units", "audience"], WHO),
    (&["材料", "要交", "上交", "报送", "上报材料", "evidence", "materials", "documents"], NEEDS),
    (&["催办", "提示", "reminder", "reminders"], REMIND),
    (&["审查", "审批", "approval", "check"], REVIEW),
    (&["负责", "由谁", "负责人", "responsible", "owner"], BY),
];

/// The key that was meant by a word, of those that may stand where it stands.
pub(crate) fn meant(word: &str, keys: &[Key]) -> Option<Key> {
    let word = word.trim().to_lowercase();
    let (_, key) = WORDS.iter().find(|(words, _)| words.contains(&word.as_str()))?;
    keys.iter().copied().find(|known| known == key)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, meant};
    use crate::definition::keys::{NAME, WHEN};

    #[test]
    fn a_word_leads_to_the_key_that_means_it_where_that_may_stand() {
        assert_eq!(meant("截止", &[NAME, WHEN]), Some(WHEN));
        assert_eq!(meant("Deadline", &[NAME, WHEN]), Some(WHEN));
        assert_eq!(meant("截止", &[NAME]), None);
        assert_eq!(meant("时间", &[NAME, WHEN]), None, "it is the key itself");
        assert!(WORDS.iter().all(|(words, key)| words.iter().all(|word| !key.is(word))));
    }
}
