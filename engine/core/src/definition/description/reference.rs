//! The reference of the language as parts of a page: every key, time word, right and variable from the lists that the
//! readers themselves go by. The page around the parts is `workflows/LANGUAGE.md`; a test there compares.

mod keys;
mod served;
mod times;

use muster_rules::message::VARIABLES;
use muster_rules::score::tallies::TALLIES;

use super::schema::Tongue;
use crate::definition::people::rights::{EXCLUSIONS, RIGHTS};
use crate::definition::people::roster::columns::READ;

/// A part of the page by its name, such as `keys duties` or `times`; none for a name that stands for nothing. `shipped` is
/// the main file of the shipped campaign, which says what row of a plan each key serves.
#[must_use]
pub fn reference(part: &str, tongue: Tongue, shipped: &[u8]) -> Option<String> {
    let (what, of) = part.split_once(' ').unwrap_or((part, ""));
    Some(match what {
        "keys" => keys::table(of, tongue, &served::served(shipped))?,
        "times" => times::times(tongue),
        "limits" => times::limits(tongue),
        "rights" => words(tongue, RIGHTS.iter().map(|(_, zh, en, _)| (*zh, *en))),
        "exclusions" => words(tongue, EXCLUSIONS.iter().map(|(_, zh, en, _)| (*zh, *en))),
        "indicators" => words(tongue, TALLIES.iter().map(|(_, zh, en)| (*zh, *en))),
        "variables" => variables(tongue),
        "columns" => columns(tongue),
        _ => return None,
    })
}

/// Names of the parts that a whole page has.
#[must_use]
pub fn reference_parts() -> Vec<String> {
    let others = ["times", "limits", "rights", "exclusions", "indicators", "variables", "columns"];
    keys::sections().into_iter().map(|of| format!("keys {of}")).chain(others.map(str::to_owned)).collect()
}

/// What is said in the language of the page.
fn own<'a>((zh, en): (&'a str, &'a str), tongue: Tongue) -> &'a str {
    match tongue {
        Tongue::Zh => zh,
        Tongue::En => en,
    }
}

/// A table of Markdown.
fn rows<const N: usize>(heads: [&str; N], lines: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: [String; N]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(heads.map(str::to_owned)) + &line([const { "---" }; N].map(str::to_owned));
    table.extend(lines.map(|cells| line(cells.map(|cell| cell.replace('|', "\\|")))));
    table
}

/// Words of both languages, that of the page first.
fn words(tongue: Tongue, words: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let said = words.map(|(zh, en)| match tongue {
        Tongue::Zh => format!("`{zh}`（{en}）"),
        Tongue::En => format!("`{en}` ({zh})"),
    });
    said.collect::<Vec<_>>().join(own(("、", ", "), tongue)) + "\n"
}

fn variables(tongue: Tongue) -> String {
    let heads = [own(("名称", "name"), tongue), own(("是什么", "is"), tongue)];
    rows(
        heads,
        VARIABLES.iter().map(|(name, zh, en)| [format!("`{name}`"), own((zh, en), tongue).to_owned()]),
    )
}

fn columns(tongue: Tongue) -> String {
    let heads = match tongue {
        Tongue::Zh => ["列", "英文列名", "说明"],
        Tongue::En => ["column", "in Chinese", "meaning"],
    };
    let line = |(key, zh, en): &(crate::definition::Key, &str, &str)| {
        let (first, second) = match tongue {
            Tongue::Zh => (key.zh, key.en),
            Tongue::En => (key.en, key.zh),
        };
        [format!("`{first}`"), format!("`{second}`"), own((zh, en), tongue).to_owned()]
    };
    rows(heads, READ.iter().map(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_there_in_both_languages_and_no_other() {
        for part in reference_parts() {
            for tongue in [Tongue::Zh, Tongue::En] {
                let text = reference(&part, tongue, b"").unwrap_or_default();
                assert!(text.len() > 20 && text.ends_with('\n'), "{part}: {text}");
            }
        }
        for part in ["", "keys", "keys nothing", "nothing"] {
            assert_eq!(reference(part, Tongue::En, b""), None, "{part}");
        }
    }
}
