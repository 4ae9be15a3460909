//! The usual wording of letters, for committees that write none.

use muster_protocol::catalogue::Language;
use muster_protocol::definition::Templates;

/// The usual templates of a language.
#[must_use]
pub fn usual(language: Language) -> Templates {
    let (routine, red, news) = match language {
        Language::Zh => (ROUTINE_ZH, RED_ZH, NEWS_ZH),
        Language::En => (ROUTINE_EN, RED_EN, NEWS_EN),
    };
    Templates { language, routine: routine.to_owned(), red: red.to_owned(), news: news.to_owned() }
}

const ROUTINE_ZH: &str = include_str!("templates/routine.zh.txt");
const RED_ZH: &str = include_str!("templates/red.zh.txt");
const NEWS_ZH: &str = include_str!("templates/news.zh.txt");
const ROUTINE_EN: &str = include_str!("templates/routine.en.txt");
const RED_EN: &str = include_str!("templates/red.en.txt");
const NEWS_EN: &str = include_str!("templates/news.en.txt");
