//! 台账: ledgers with columns or fixed rows, the rule their numbers satisfy, and how often they must be fresh.

use muster_protocol::definition::{Balance, Column, Holds, Ledger, Variant};
use muster_protocol::{id, text};

use super::line::{DutyLine, Line};
use super::terms;
use crate::definition::description::grammar;
use crate::definition::findings::code;
use crate::definition::findings::finding::{Place, Report};
use crate::definition::keys::{BALANCE, COLUMNS, FIXED_ROWS, FRESH, Key, LEDGERS, word};
use crate::definition::limits::LIST_MAX;
use crate::definition::names::Names;
use crate::definition::text::fields::{self, Fields, narrow};
use crate::definition::text::tree::{Node, Value};

/// Reads the ledgers.
pub(crate) fn read(node: &Node, lines: &mut Vec<DutyLine>, names: &mut Names, report: &mut Report) {
    for entry in fields::named(node, LEDGERS, report) {
        if !fields::slug(&entry.key, entry.key_place, report) {
            continue;
        }
        let Some(own) = Fields::of_entry(entry, &grammar::activities::LEDGERS.keys(), report) else {
            continue;
        };
        let ledger = ledger(&own, names, report);
        let line = Line { when: FRESH, ..Line::alone(entry, &own) };
        let terms = terms::read(&line, names, report);
        lines.extend(line.read(Variant::Ledger(ledger), terms, names, report));
    }
}

fn ledger(own: &Fields<'_>, names: &Names, report: &mut Report) -> Ledger {
    let columns = own.must(COLUMNS, report).map_or_else(Vec::new, |node| columns(node, names, report));
    let rows = own.words(FIXED_ROWS, report);
    let balance = own.get(BALANCE).and_then(|node| balance(node, &columns, report));
    Ledger { columns, rows, balance }
}

/// What a column may hold, with its word.
const KINDS: [(Key, Holds); 4] = [
    (word("文字", "text"), Holds::Text),
    (word("日期", "date"), Holds::Date),
    (word("数", "number"), Holds::Number),
    (word("数字", "number"), Holds::Number),
];

fn columns(node: &Node, names: &Names, report: &mut Report) -> Vec<Column> {
    let mut columns = Vec::new();
    for entry in fields::at_most(node, COLUMNS, LIST_MAX, report) {
        let holds = match &entry.value.value {
            Value::List(_) => Some(Holds::Choice(fields::words(&entry.value, COLUMNS, report))),
            _ => holds(&entry.value, &entry.key, names, report),
        };
        columns.extend(holds.map(|holds| Column { name: entry.key.clone(), holds }));
    }
    columns
}

fn holds(node: &Node, column: &str, names: &Names, report: &mut Report) -> Option<Holds> {
    let text = fields::text(node, column, report)?;
    if let Some((_, holds)) = KINDS.iter().find(|(word, _)| word.is(&text)) {
        return Some(holds.clone());
    }
    let taxonomies = &names.frame.taxonomies;
    let at = taxonomies.iter().position(|known| known.name == text).and_then(|at| u8::try_from(at).ok());
    if at.is_none() {
        let lang = report.language();
        let known = KINDS
            .iter()
            .map(|(word, _)| word.say(lang))
            .chain(taxonomies.iter().map(|known| known.name.as_str()));
        fields::unknown_name(id!("kind-of-column"), &text, node.place, known, report);
    }
    at.map(Holds::Tag)
}

/// What stands before the stock that is carried on.
const CARRIED: [&str; 3] = ["上期", "上次", "previous"];

/// Reads 结存 = 上期结存 + 入库 - 发放.
fn balance(node: &Node, columns: &[Column], report: &mut Report) -> Option<Balance> {
    let text = fields::text(node, BALANCE, report)?;
    let plain = narrow(&text).replace('−', "-");
    let Some((stock, sum)) = plain.split_once('=') else {
        return no_rule(&text, node.place, report);
    };
    let at = |name: &str, report: &mut Report| {
        let at = columns.iter().position(|column| narrow(&column.name) == name);
        if at.is_none() && CARRIED.contains(&name) {
            let space = if name.is_ascii() { " " } else { "" };
            let said = text!("there-is-no-kind-name", name, kind: id!("column-of-a-ledger"));
            let near = format!("{name}{space}{stock}");
            report.error(code::UNKNOWN_NAME, node.place, said).fix(text!("did-you-mean-near", near));
        } else if at.is_none() {
            let known = columns.iter().map(|column| column.name.as_str());
            fields::unknown_name(id!("column-of-a-ledger"), name, node.place, known, report);
        }
        let at = at.filter(|&at| counted(&columns[at], node.place, report));
        at.and_then(|at| u8::try_from(at).ok())
    };
    let carried = |name: &str| CARRIED.iter().any(|before| name.strip_prefix(before) == Some(stock));
    let stock_at = at(stock, report)?;
    let mut balance = Balance { stock: stock_at, plus: Vec::new(), minus: Vec::new(), previous: None };
    let (mut carries, mut sound) = (0, true);
    for (sign, name) in terms(sum) {
        match (sign, carried(name)) {
            ('+', true) => carries += 1,
            (_, true) => sound = false,
            _ if name.is_empty() || name == stock => sound = false,
            (sign, false) => {
                let column = at(name, report)?;
                sound &= !balance.plus.contains(&column) && !balance.minus.contains(&column);
                if sign == '+' { balance.plus.push(column) } else { balance.minus.push(column) }
            }
        }
    }
    if carries != 1 || !sound || balance.plus.is_empty() && balance.minus.is_empty() {
        return no_rule(&text, node.place, report);
    }
    // What is carried over has a column of its own in many a ledger: it is filled in with the stock.
    let previous = columns.iter().position(|column| carried(&narrow(&column.name)));
    let previous = previous.filter(|&at| counted(&columns[at], node.place, report));
    balance.previous = previous.and_then(|at| u8::try_from(at).ok());
    Some(balance)
}

/// The terms of a sum with their signs.
fn terms(sum: &str) -> Vec<(char, &str)> {
    let mut found = Vec::new();
    let (mut sign, mut from) = ('+', 0);
    for (at, c) in sum.char_indices().filter(|(_, c)| matches!(c, '+' | '-')) {
        found.push((sign, &sum[from..at]));
        (sign, from) = (c, at + 1);
    }
    found.push((sign, &sum[from..]));
    found
}

fn counted(column: &Column, place: Place, report: &mut Report) -> bool {
    let counted = column.holds == Holds::Number;
    if !counted {
        let name = &column.name;
        report
            .error(code::BAD_VALUE, place, text!("name-holds-no-numbers-and-cannot-be-added", name))
            .fix(text!("write-the-column-as-name-number", name));
    }
    counted
}

fn no_rule(text: &str, place: Place, report: &mut Report) -> Option<Balance> {
    report
        .error(code::BAD_VALUE, place, text!("the-balance-text-is-not-understood", text))
        .fix(text!("write-stock-previous-stock-in-out"));
    None
}
