//! A snapshot's table for people: one table a category, with aligned Chinese.

use comfy_table::CellAlignment;
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::id;
use muster_server::view::status::RankRow;

use crate::output;
use crate::words::item::rate;

/// Heads of the columns.
const HEADS: [TextId; 7] = [
    id!("rank"),
    id!("unit"),
    id!("column-asked"),
    id!("column-done"),
    id!("ranked-on-time"),
    id!("completion"),
    id!("ranked-on-time-rate"),
];

/// The tables as text, a category after the other in the order of their first lines, best first.
#[must_use]
pub fn tables(lang: Language, lines: &[RankRow]) -> Vec<String> {
    let mut categories: Vec<&str> = Vec::new();
    for line in lines {
        if !categories.contains(&line.category.as_str()) {
            categories.push(&line.category);
        }
    }
    let mut texts = Vec::new();
    for category in categories {
        let mut theirs: Vec<&RankRow> = lines.iter().filter(|line| line.category == category).collect();
        // Of whom nothing was asked has no rank and comes last.
        let rank = |line: &RankRow| if line.rank == 0 { u32::MAX } else { line.rank };
        theirs.sort_by(|a, b| (rank(a), &a.code, &a.name).cmp(&(rank(b), &b.code, &b.name)));
        texts.push(category.to_owned());
        texts.push(table(lang, &theirs));
    }
    texts
}

fn table(lang: Language, lines: &[&RankRow]) -> String {
    let mut table = output::table(HEADS.map(|head| head.say(lang)));
    for line in lines {
        table.add_row([
            if line.rank == 0 { "—".to_owned() } else { line.rank.to_string() },
            format!("{} {}", line.code, line.name),
            line.expected.to_string(),
            line.done.to_string(),
            line.on_time.to_string(),
            rate(line.completion),
            rate(line.on_time_rate),
        ]);
    }
    for column in [0, 2, 3, 4, 5, 6] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_stand_apart_and_equals_share_a_rank() {
        let line = |code: &str, name: &str, category: &str, rank| RankRow {
            rank,
            code: code.to_owned(),
            name: name.to_owned(),
            category: category.to_owned(),
            expected: 4,
            done: 3,
            on_time: 2,
            completion: 7_500,
            on_time_rate: 5_000,
        };
        let lines = [
            line("002", "质监站", "机关", 2),
            line("101", "长津建工", "企业", 1),
            line("001", "局机关", "机关", 1),
        ];
        let texts = tables(Language::Zh, &lines);
        assert_eq!(texts.len(), 4);
        assert_eq!((texts[0].as_str(), texts[2].as_str()), ("机关", "企业"));
        let (first, second) = (texts[1].find("局机关").unwrap(), texts[1].find("质监站").unwrap());
        assert!(first < second, "{}", texts[1]);
        assert!(texts[1].contains("75.00 %"), "{}", texts[1]);
    }
}
