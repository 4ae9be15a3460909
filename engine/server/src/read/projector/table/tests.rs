//! Merging in memory is what merging in the database is.

use sqlx::{AssertSqlSafe, Connection, Executor};

use super::*;

static SPEC: Spec = Spec::new(
    "t",
    "a b",
    &[
        (Rule::Once, "once"),
        (Rule::While(2), "mark"),
        (Rule::Latest, "marked latest"),
        (Rule::First, "first"),
        (Rule::Sum(1), "sum"),
    ],
)
.changing(3);

/// Whatever is put and changed, in memory or in the database, the same rows come out.
#[tokio::test]
async fn it_makes_no_difference_when_rows_are_written() {
    let mut chance = 7_u64;
    let mut below = |most: u64| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        i64::try_from(chance % most).unwrap()
    };
    for round in 0..60 {
        let mut sides = Vec::new();
        for _ in 0..2 {
            let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
            let columns = "a, b, once, mark, marked, latest, first, sum";
            let sql = format!("CREATE TABLE t({columns}, PRIMARY KEY(a, b))");
            connection.execute(AssertSqlSafe(sql)).await.unwrap();
            sides.push((Table::new(&SPEC), connection));
        }
        for act in 0..40 {
            let key = Key::of([below(2), below(3)]);
            let put = act < 8 || below(3) == 0;
            let marked = below(2);
            let mark = if marked == 1 && below(2) == 0 { Cell::Int(act) } else { Cell::Null };
            let latest =
                [Cell::Null, Cell::Clear, Cell::Int(act)][usize::try_from(below(3)).unwrap()].clone();
            let first = [Cell::Null, Cell::Int(act)][usize::try_from(below(2)).unwrap()].clone();
            let all = (0..2).flat_map(|a| (0..3).map(move |b| Key::of([a, b])));
            for (table, _) in &mut sides {
                if act == 0 {
                    // A change only ever meets a row that is there.
                    for key in all.clone() {
                        table.put(
                            key,
                            vec![0i64.into(), Cell::Null, 0i64.into(), Cell::Null, Cell::Null, 1i64.into()],
                        );
                    }
                } else if put {
                    let latest = if latest == Cell::Clear { Cell::Null } else { latest.clone() };
                    let cells =
                        vec![act.into(), mark.clone(), marked.into(), latest, first.clone(), 1i64.into()];
                    table.put(key.clone(), cells);
                } else {
                    let change = [(3, latest.clone()), (4, first.clone()), (5, 1i64.into())];
                    table.change(key.clone(), &change);
                }
            }
            let (table, connection) = &mut sides[0];
            table.write(connection).await.unwrap();
            if below(6) == 0 {
                let (table, connection) = &mut sides[1];
                table.write(connection).await.unwrap();
            }
        }
        let mut rows = Vec::new();
        for (table, connection) in &mut sides {
            table.write(connection).await.unwrap();
            let values: Vec<String> = sqlx::query_scalar(
                "SELECT concat_ws(' ', a, b, once, coalesce(mark, '-'), marked, coalesce(latest, '-'),
                 coalesce(first, '-'), sum) FROM t ORDER BY a, b",
            )
            .fetch_all(&mut *connection)
            .await
            .unwrap();
            rows.push(values);
        }
        assert_eq!(rows[0], rows[1], "round {round}");
        assert_eq!(rows[0].len(), 6);
    }
}
