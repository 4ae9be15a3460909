//! Rows of one table that wait to be written: what is put and what is changed, merged in memory by the same rules as in the
//! database. So it makes no difference after which event rows are written.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use sqlx::sqlite::SqliteArguments;
use sqlx::{Sqlite, SqliteConnection};

use crate::batch_statement::BatchStatement;
use crate::store::StoreError;

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing; in a change: it stays as it is.
    Null,
    /// In a change: nothing is there any more.
    Clear,
    Int(i64),
    Word(&'static str),
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
}

/// What stands for [`Cell::Clear`] on its way into the database; no instant and no count is this number.
const CLEAR: i64 = i64::MIN;

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

macro_rules! whole {
    ($($number:ty),+) => {
        $(impl From<$number> for Cell {
            fn from(number: $number) -> Self {
                Self::Int(i64::from(number))
            }
        })+
    };
}
whole!(bool, u8, u16, u32, i32);

impl From<&'static str> for Cell {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Arc<str>> for Cell {
    fn from(text: Arc<str>) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Cell {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Null, Into::into)
    }
}

/// Which row: numbers, and a text behind them where there is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) numbers: [i64; 5],
    pub(super) text: Option<Arc<str>>,
}

impl Key {
    pub(super) fn of<const N: usize>(numbers: [i64; N]) -> Self {
        let mut all = [0; 5];
        for (place, number) in all.iter_mut().zip(numbers) {
            *place = number;
        }
        Self { numbers: all, text: None }
    }

    pub(super) fn text(self, text: Arc<str>) -> Self {
        Self { text: Some(text), ..self }
    }
}

/// What becomes of a column of a row that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// It stays.
    Once,
    /// What was said first stays.
    First,
    /// A put replaces it; so does a change that says something.
    Latest,
    /// A new row begins with this number, and changes add to it.
    Sum(i64),
    /// What was said last stays as long as the column with this number is not 0, and goes with it.
    While(usize),
}

/// A table of the view as it is written.
#[derive(Debug)]
pub(super) struct Spec {
    name: &'static str,
    /// The columns of its key. Rows that are only ever inserted may be told apart by other numbers.
    key: &'static str,
    /// Whether the last column of the key is a text.
    text: bool,
    /// Its other columns in order, by what becomes of them.
    columns: &'static [(Rule, &'static str)],
    /// Columns from this one on can be changed.
    changing: usize,
}

impl Spec {
    pub(super) const fn new(
        name: &'static str,
        key: &'static str,
        columns: &'static [(Rule, &'static str)],
    ) -> Self {
        Self { name, key, text: false, columns, changing: usize::MAX }
    }

    pub(super) const fn named_by_text(self) -> Self {
        Self { text: true, ..self }
    }

    pub(super) const fn changing(self, from: usize) -> Self {
        Self { changing: from, ..self }
    }
}

/// The same, taken apart.
#[derive(Debug)]
struct Shape {
    name: &'static str,
    key: Vec<&'static str>,
    /// Columns of the key that are numbers.
    numbers: usize,
    columns: Vec<(&'static str, Rule)>,
    changing: usize,
}

impl Shape {
    fn of(spec: &Spec) -> Self {
        let key: Vec<&str> = spec.key.split_whitespace().collect();
        let of = |(rule, names): &(Rule, &'static str)| {
            let rule = *rule;
            names.split_whitespace().map(move |name| (name, rule)).collect::<Vec<_>>()
        };
        let columns: Vec<(&str, Rule)> = spec.columns.iter().flat_map(of).collect();
        let changing = spec.changing.min(columns.len());
        Self { name: spec.name, numbers: key.len() - usize::from(spec.text), key, columns, changing }
    }
}

/// A table with what waits for it.
#[derive(Debug)]
pub(super) struct Table {
    shape: Shape,
    puts: BTreeMap<Key, Vec<Cell>>,
    /// Of rows that are not put: the changing columns.
    changes: BTreeMap<Key, Vec<Cell>>,
    inserts: OnceLock<BatchStatement>,
    updates: OnceLock<BatchStatement>,
}

impl Table {
    pub(super) fn new(spec: &Spec) -> Self {
        let (shape, puts, changes) = (Shape::of(spec), BTreeMap::new(), BTreeMap::new());
        Self { shape, puts, changes, inserts: OnceLock::new(), updates: OnceLock::new() }
    }

    /// Puts a row: a new one, or all of it again. Columns that are left out at the end hold nothing.
    pub(super) fn put(&mut self, key: Key, cells: Vec<Cell>) {
        let cells = match self.changes.remove(&key) {
            Some(change) => self.shape.put_over(&change, cells),
            None => cells,
        };
        let Some(had) = self.puts.get_mut(&key) else {
            self.puts.insert(key, cells);
            return;
        };
        let mut merged = Vec::with_capacity(had.len().max(cells.len()));
        for (at, (_, rule)) in self.shape.columns.iter().enumerate().take(had.len().max(cells.len())) {
            let (old, new) = (cell(had, at), cell(&cells, at));
            merged.push(match rule {
                Rule::Once => old,
                Rule::Sum(begins) => sum(old, new, *begins),
                Rule::First => first(old, new),
                Rule::Latest => new,
                Rule::While(other) if cell(&cells, *other) == Cell::Int(0) => Cell::Null,
                Rule::While(_) => first(new, old),
            });
        }
        *had = merged;
    }

    /// Changes columns of a row that is there.
    pub(super) fn change(&mut self, key: Key, change: &[(usize, Cell)]) {
        if let Some(row) = self.puts.get_mut(&key) {
            let last = change.iter().map(|(at, _)| at + 1).max().unwrap_or_default();
            if row.len() < last {
                row.resize(last, Cell::Null);
            }
            for (at, new) in change {
                let cleared = *new == Cell::Clear;
                row[*at] = if cleared { Cell::Null } else { self.shape.merged(*at, &row[*at], new) };
            }
            return;
        }
        let first = self.shape.changing;
        let nothing = || vec![Cell::Null; self.shape.columns.len() - first];
        let row = self.changes.entry(key).or_insert_with(nothing);
        for (at, new) in change {
            row[at - first] = self.shape.merged(*at, &row[at - first], new);
        }
    }

    /// Forgets rows that were put.
    pub(super) fn forget(&mut self, which: impl Fn(&[Cell]) -> bool) {
        self.puts.retain(|_, row| !which(row));
    }

    /// Name of a column.
    #[cfg(test)]
    pub(super) fn column(&self, at: usize) -> &'static str {
        self.shape.columns[at].0
    }

    pub(super) fn rows(&self) -> usize {
        self.puts.len() + self.changes.len()
    }

    /// Writes everything and is empty again. Gives the number of rows.
    pub(super) async fn write(&mut self, connection: &mut SqliteConnection) -> Result<usize, StoreError> {
        let rows = self.rows();
        if !self.puts.is_empty() {
            let puts: Vec<(Key, Vec<Cell>)> = std::mem::take(&mut self.puts).into_iter().collect();
            let statement = self.inserts.get_or_init(|| self.shape.inserts());
            write(connection, statement, &self.shape, self.shape.columns.len(), &puts).await?;
        }
        if !self.changes.is_empty() {
            let changes: Vec<(Key, Vec<Cell>)> = std::mem::take(&mut self.changes).into_iter().collect();
            let statement = self.updates.get_or_init(|| self.shape.updates());
            write(
                connection,
                statement,
                &self.shape,
                self.shape.columns.len() - self.shape.changing,
                &changes,
            )
            .await?;
        }
        Ok(rows)
    }
}

fn cell(row: &[Cell], at: usize) -> Cell {
    row.get(at).cloned().unwrap_or(Cell::Null)
}

fn sum(one: Cell, other: Cell, less: i64) -> Cell {
    match (one, other) {
        (Cell::Int(one), Cell::Int(other)) => Cell::Int(one + other - less),
        (one, other) => first(one, other),
    }
}

fn first(one: Cell, other: Cell) -> Cell {
    if one == Cell::Null { other } else { one }
}

async fn write(
    connection: &mut SqliteConnection,
    statement: &BatchStatement,
    shape: &Shape,
    columns: usize,
    rows: &[(Key, Vec<Cell>)],
) -> Result<(), StoreError> {
    let mut words = Words::default();
    for (sql, piece) in statement.pieces(rows) {
        let mut query = sqlx::query(sql);
        for (key, cells) in piece {
            for number in &key.numbers[..shape.numbers] {
                query = query.bind(*number);
            }
            if shape.numbers < shape.key.len() {
                query = query.bind(key.text.clone());
            }
            for at in 0..columns {
                query = bind(query, cells.get(at).unwrap_or(&Cell::Null), &mut words);
            }
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

type Query<'q> = sqlx::query::Query<'q, Sqlite, SqliteArguments>;

/// The words of a table as texts that a statement holds on to, each made once: a table has some ten, in thousands of rows.
#[derive(Default)]
struct Words(Vec<(&'static str, Arc<str>)>);

impl Words {
    fn text(&mut self, word: &'static str) -> Arc<str> {
        if let Some((_, text)) = self.0.iter().find(|(known, _)| std::ptr::eq(*known, word)) {
            return Arc::clone(text);
        }
        let text = Arc::<str>::from(word);
        self.0.push((word, Arc::clone(&text)));
        text
    }
}

fn bind<'q>(query: Query<'q>, cell: &Cell, words: &mut Words) -> Query<'q> {
    match cell {
        Cell::Null => query.bind(None::<i64>),
        Cell::Clear => query.bind(CLEAR),
        Cell::Int(number) => query.bind(*number),
        Cell::Word(word) => query.bind(words.text(word)),
        Cell::Text(text) => query.bind(Arc::clone(text)),
        Cell::Bytes(bytes) => query.bind(Arc::clone(bytes)),
    }
}

impl Shape {
    /// A row that is put where something was to be changed: what such a row keeps is kept.
    fn put_over(&self, change: &[Cell], mut cells: Vec<Cell>) -> Vec<Cell> {
        cells.resize(self.columns.len(), Cell::Null);
        let changing = self.columns.iter().zip(&mut cells).skip(self.changing);
        for (((_, rule), cell), before) in changing.zip(change) {
            let put = std::mem::replace(cell, Cell::Null);
            *cell = match rule {
                Rule::Once | Rule::First => first(before.clone(), put),
                Rule::Sum(_) => sum(before.clone(), put, 0),
                Rule::Latest | Rule::While(_) => put,
            };
        }
        cells
    }

    /// A column of a pending row or change after another change.
    fn merged(&self, at: usize, old: &Cell, new: &Cell) -> Cell {
        match self.columns[at].1 {
            Rule::Sum(_) => sum(old.clone(), new.clone(), 0),
            Rule::First | Rule::Once => first(old.clone(), new.clone()),
            Rule::Latest | Rule::While(_) => first(new.clone(), old.clone()),
        }
    }

    fn is_ever_updated(&self) -> bool {
        self.columns.iter().any(|(_, rule)| *rule != Rule::Once)
    }

    /// INSERT with what becomes of a row that is there.
    fn inserts(&self) -> BatchStatement {
        let table = self.name;
        let names: Vec<&str> =
            self.key.iter().copied().chain(self.columns.iter().map(|(name, _)| *name)).collect();
        let set = |(name, rule): &(&str, Rule)| match rule {
            Rule::Once => None,
            Rule::Sum(begins) => Some(format!("{name} = {table}.{name} + excluded.{name} - {begins}")),
            Rule::First => Some(format!("{name} = coalesce({table}.{name}, excluded.{name})")),
            Rule::Latest => Some(format!("{name} = excluded.{name}")),
            Rule::While(other) => {
                let other = self.columns[*other].0;
                let kept = format!("coalesce(excluded.{name}, {table}.{name})");
                Some(format!("{name} = CASE WHEN excluded.{other} = 0 THEN NULL ELSE {kept} END"))
            }
        };
        let sets: Vec<String> = self.columns.iter().filter_map(set).collect();
        let conflict = if self.is_ever_updated() {
            format!("ON CONFLICT({}) DO UPDATE SET {}", self.key.join(", "), sets.join(", "))
        } else {
            "ON CONFLICT DO NOTHING".to_owned()
        };
        let row = format!("({})", vec!["?"; names.len()].join(","));
        BatchStatement::new(&format!("INSERT INTO {table}({}) VALUES", names.join(", ")), &row, &conflict)
    }

    /// UPDATE of the changing columns.
    fn updates(&self) -> BatchStatement {
        let table = self.name;
        let columns = &self.columns[self.changing..];
        let names: Vec<String> = (0..self.key.len() + columns.len()).map(|at| format!("v{at}")).collect();
        let keys = self.key.iter().zip(&names).map(|(key, v)| format!("{table}.{key} = v.{v}"));
        let set = |((name, rule), v): (&(&str, Rule), &String)| {
            let (old, new) = (format!("{table}.{name}"), format!("v.{v}"));
            match rule {
                Rule::Once | Rule::First => format!("{name} = coalesce({old}, {new})"),
                Rule::Sum(_) => format!("{name} = {old} + coalesce({new}, 0)"),
                Rule::Latest | Rule::While(_) => {
                    format!("{name} = nullif(coalesce({new}, {old}), {CLEAR})")
                }
            }
        };
        let sets: Vec<String> = columns.iter().zip(&names[self.key.len()..]).map(set).collect();
        let tail = format!(
            ") UPDATE {table} SET {} FROM v WHERE {}",
            sets.join(", "),
            keys.collect::<Vec<_>>().join(" AND ")
        );
        let row = format!("({})", vec!["?"; names.len()].join(","));
        BatchStatement::new(&format!("WITH v({}) AS (VALUES", names.join(", ")), &row, &tail)
    }
}

#[cfg(test)]
mod tests;
