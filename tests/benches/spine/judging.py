"""Makes the table of the bench `judging` with DuckDB, of rows exported as csv: items, ratings and points of a judge. Prints how
long the reading and the aggregating took and the memory; the table goes to table.csv.

  judging.py FOLDER     needs duckdb (pip install duckdb)"""

import resource
import sys
import time
from pathlib import Path

import duckdb

# Whole numbers alone, so that halves round up as the sheet does: decimals are in ten-thousandths, points in hundredths.
TABLE = """
WITH counted AS (
  SELECT unit, count(*) AS due, sum(done) AS done, sum(done * (1 - late)) AS on_time FROM items GROUP BY unit
), placed AS (
  SELECT unit, points, row_number() OVER (PARTITION BY unit ORDER BY points) AS place, count(*) OVER (PARTITION BY unit) AS n
  FROM ratings
), rated AS (
  SELECT unit, sum(points) AS points, count(*) AS n FROM placed WHERE place > n * 5 // 100 AND place <= n - n * 5 // 100 GROUP BY unit
), judged AS (
  SELECT unit, sum(points) AS points, count(*) AS n FROM (
    SELECT unit, judge, last(points) AS points FROM points GROUP BY unit, judge) GROUP BY unit
), lines AS (
  SELECT unit,
    (done * 4000 * 2 + due) // (due * 2) AS done,
    (on_time * 2000 * 2 + due) // (due * 2) AS on_time,
    (rated.points * 2 + rated.n * 500) // (rated.n * 1000) AS survey,
    least(2000, (judged.points * 2 + judged.n * 100) // (judged.n * 200)) AS panel
  FROM counted JOIN rated USING (unit) JOIN judged USING (unit)
)
SELECT unit, total, rank() OVER (ORDER BY total DESC) AS rank
FROM (SELECT unit, CAST(done + on_time + survey + panel AS BIGINT) AS total FROM lines)
"""


def main(folder):
    folder = Path(folder)
    base = duckdb.connect()
    base.execute("SET threads TO 1")
    started = time.perf_counter()
    columns = {"items": "unit TEXT, duty INT, done INT, late INT", "ratings": "unit TEXT, points BIGINT",
               "points": "unit TEXT, judge TEXT, points BIGINT"}
    for name, what in columns.items():
        base.execute(f"CREATE TABLE {name}({what})")
        base.execute(f"COPY {name} FROM '{folder / name}.csv'")
    read = time.perf_counter() - started
    started = time.perf_counter()
    rows = base.execute(TABLE).fetchall()
    made = time.perf_counter() - started
    (folder / "table.csv").write_text("".join(f"{unit},{total},{rank}\n" for unit, total, rank in rows), "utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"DuckDB {duckdb.__version__} on one thread: {made * 1e3:.0f} ms of rows in memory, reading them from csv {read:.2f} s, "
          f"{peak} MiB at most; the same totals and ranks")


if __name__ == "__main__":
    main(*sys.argv[1:])
