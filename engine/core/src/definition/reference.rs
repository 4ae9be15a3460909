//! The reference of the language as parts of a page: every key, time word, right and variable from the lists that the
//! readers themselves go by. The page around the parts is `workflows/LANGUAGE.md`; a test there compares.

mod keys;
mod served;
mod times;

use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::{id, say};
use muster_rules::message::VARIABLES;
use muster_rules::score::tallies::TALLIES;

use crate::definition::keys::Key;
use crate::definition::people::rights::{EXCLUSIONS, RIGHTS};
use crate::definition::people::roster::columns::READ;

/// A part of the page by its name, such as `keys duties` or `times`; none for a name that stands for nothing. `shipped` is
/// the main file of the shipped campaign, which says what row of a plan each key serves.
#[must_use]
pub fn reference(part: &str, lang: Language, shipped: &[u8]) -> Option<String> {
    let (what, of) = part.split_once(' ').unwrap_or((part, ""));
    Some(match what {
        "keys" => keys::table(of, lang, &served::served(shipped))?,
        "times" => times::times(lang),
        "limits" => times::limits(lang),
        "rights" => words(lang, RIGHTS.iter().map(|(_, word, _)| *word)),
        "exclusions" => words(lang, EXCLUSIONS.iter().map(|(_, word, _)| *word)),
        "indicators" => words(lang, TALLIES.iter().map(|&(_, zh, en)| Key { zh, en })),
        "variables" => variables(lang),
        "columns" => columns(lang),
        _ => return None,
    })
}

/// Names of the parts that a whole page has.
#[must_use]
pub fn reference_parts() -> Vec<String> {
    let others = ["times", "limits", "rights", "exclusions", "indicators", "variables", "columns"];
    keys::sections().into_iter().map(|of| format!("keys {of}")).chain(others.map(str::to_owned)).collect()
}

/// A table of Markdown.
fn rows<const N: usize>(
    heads: [TextId; N],
    lang: Language,
    lines: impl Iterator<Item = [String; N]>,
) -> String {
    let line = |cells: [String; N]| format!("| {} |\n", cells.join(" | "));
    let mut table =
        line(heads.map(|head| head.say(lang).to_owned())) + &line([const { "---" }; N].map(str::to_owned));
    table.extend(lines.map(|cells| line(cells.map(|cell| cell.replace('|', "\\|")))));
    table
}

/// Words of both languages, that of the page first.
fn words(lang: Language, words: impl Iterator<Item = Key>) -> String {
    let said =
        words.map(|key| say!(lang, "word-with-other-word", word = key.say(lang), other = key.other(lang)));
    said.collect::<Vec<_>>().join(lang.say("list-comma")) + "\n"
}

fn variables(lang: Language) -> String {
    let line = |(name, says): &(&str, TextId)| [format!("`{name}`"), says.say(lang).to_owned()];
    rows([id!("name-2"), id!("heading-is")], lang, VARIABLES.iter().map(line))
}

fn columns(lang: Language) -> String {
    let line = |(key, says): &(Key, TextId)| {
        [format!("`{}`", key.say(lang)), format!("`{}`", key.other(lang)), says.say(lang).to_owned()]
    };
    rows(
        [id!("heading-column"), id!("heading-column-in-other-language"), id!("heading-meaning")],
        lang,
        READ.iter().map(line),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_there_in_both_languages_and_no_other() {
        for part in reference_parts() {
            for lang in Language::ALL {
                let text = reference(&part, lang, b"").unwrap_or_default();
                assert!(text.len() > 20 && text.ends_with('\n'), "{part}: {text}");
            }
        }
        for part in ["", "keys", "keys nothing", "nothing"] {
            assert_eq!(reference(part, Language::En, b""), None, "{part}");
        }
    }
}
