"""Holds the tables, a preview or a log against the second opinion: prints every difference, ends with 1 if there is one.

golden.py tables                     the holiday tables and the roster have the golden dates and counts
golden.py preview (silent|shipped)   a preview's JSON on standard input, item by item and step by step
golden.py snapshots TABLES           events as JSON lines on standard input, tables of snapshots in a JSON file
"""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from playing import expected
from computation import (
    CYCLE,
    PHASES,
    VISITS,
    Calendar,
    after_due,
    at,
    months,
    occasions,
    quarters,
    roster,
    time,
    up_to_due,
)
from scoring import Counting

WORKFLOWS = Path(__file__).resolve().parents[2] / "workflows"
SHOWN = 40


class Checks:
    """Counts what was held and keeps what differed."""

    def __init__(self):
        self.held, self.faults = 0, []

    def same(self, what, found, wanted):
        self.held += 1
        if found != wanted:
            self.faults.append(f"{what}: found {found!r}, expected {wanted!r}")

    def end(self):
        for fault in self.faults[:SHOWN]:
            print(fault)
        if len(self.faults) > SHOWN:
            print(f"... and {len(self.faults) - SHOWN} more")
        print(f"{self.held} checks, {len(self.faults)} differences")
        sys.exit(1 if self.faults else 0)


def days(*texts):
    return [date.fromisoformat(f"2014-{text}") for text in texts]


def tables(checks, calendar, units):
    """The golden lines, computed here from the tables in the clone."""
    lasts = [calendar.before(end, 0) for _, _, end in months(date(2014, 5, 1), date(2014, 12, 31))]
    golden = days("05-30", "06-30", "07-31", "08-29", "09-30", "10-31", "11-28", "12-31")
    checks.same("last working days", lasts, golden)
    firsts = [calendar.after(first, 0) for _, first, _ in months(date(2014, 4, 1), date(2014, 12, 31))]
    golden = days("04-01", "05-04", "06-03", "07-01", "08-01", "09-01", "10-08", "11-03", "12-01")
    checks.same("first working days", firsts, golden)
    receptions = {month: calendar.after(date(2014, month, 15), 0) for month in range(4, 13)}
    checks.same("reception days that roll (S49)", [receptions[6], receptions[11]], days("06-16", "11-17"))
    for name, first, last, count in [
        ("mobilization", "04-01", "04-30", 21),
        ("implementation", "05-01", "10-31", 126),
        ("evaluation", "11-01", "12-31", 43),
    ]:
        checks.same(f"working days of {name}", calendar.count(*days(first, last)), count)
    plan = date(2014, 4, 25)
    steps = [(step[0].date(), step[1]) for _, step in up_to_due(calendar, plan, at(date(2014, 4, 1), time(0)))]
    golden = list(zip(days("04-18", "04-24", "04-25"), ["before", "before", "on-day"]))
    checks.same("unit-plan up to due", steps, golden)
    late = sorted({(step[0].date(), step[1]) for _, step in after_due(calendar, plan, 3)})
    golden = days("04-28", "04-29", "05-04", "05-05", "05-06")
    golden = list(zip(golden, ["card-yellow", "overdue", "overdue", "card-red", "overdue"]))
    checks.same("unit-plan when late", late, golden)
    all_due = {occasion.key: occasion for occasion in occasions(calendar)}
    checks.same("site-care", all_due["site-care"].due, days("05-20")[0])
    checks.same("clean-home rolls back", all_due["clean-home"].due, days("09-19")[0])
    checks.same("planting", (all_due["planting"].due, all_due["planting"].backfill), (days("03-20")[0], True))
    freeze = date(2014, 12, 12)
    checks.same("publicity", calendar.after(calendar.after(freeze, 5), 5), days("12-26")[0])
    late_freeze = calendar.after(calendar.after(date(2014, 12, 19), 5), 5)
    checks.same("a later freeze needs next year's table", late_freeze, date(2015, 1, 5))
    counts(checks, calendar, units, all_due)


def counts(checks, calendar, units, all_due):
    def owed(duty):
        return sum(
            unit.member(occasion.due)
            for occasion in all_due.values()
            if occasion.duty == duty
            for unit in occasion.owed_by(units)
        )

    checks.same("study items", owed("study"), 159)
    parts = ("general", "committee", "group", "lecture")
    checks.same("meeting items", sum(owed(f"meetings-{part}") for part in parts), 476)
    checks.same("visits", owed("contact-points"), 12)
    checks.same("visits to the paired village (S28)", owed("paired-village"), 14)
    checks.same("everybody of the bureau there by half-year (S28)", owed("village-all"), 2)
    checks.same("volunteer teams (S18)", owed("site-care"), 8)
    checks.same("window units by May (S30) and by quarter (S31)", (owed("show-three"), owed("contest")), (7, 24))
    checks.same("enterprises by quarter (S42) and month (S44)", (owed("enterprise-serve"), owed("owner-talk")), (30, 59))
    checks.same("service items (S64)", (owed("service-items"), owed("service-items-progress")), (26, 159))

    def members(day, fits):
        return sum(fits(unit) and unit.member(day) for unit in units.values())

    by_month = [members(last, lambda unit: unit.scored) for _, _, last in months(date(2014, 4, 1), date(2014, 12, 31))]
    checks.same("units a month", by_month, [26, 26, 27, 27, 27, 26, 26, 26, 26])
    windows = [members(date(2014, month, 28), lambda unit: unit.scored and "窗口" in unit.tags) for month in (5, 6)]
    checks.same("window units (S33)", windows, [7, 8])
    firms = [members(last, lambda unit: unit.scored and unit.category == "企业") for _, _, last in quarters(*CYCLE)]
    checks.same("enterprise items by due date (S42)", firms, [10, 10, 10])
    checks.same("enterprises in May", members(date(2014, 5, 16), lambda u: u.scored and u.category == "企业"), 9)


# What is said of a phase, of a merger or of scores is no item to hand in.
NEWS_OF = ("phase-", "merged-", "scores-")
STEP_FIELDS = ["kind", "day", "at", "recipient", "outcome", "reason", "message"]


def preview(checks, calendar, units, script, report):
    """Every item and every step of a preview, each way round."""
    visits = {visit["item"]: visit for visit in report["visits"]}
    rounds = [occasion for occasion in occasions(calendar) if occasion.duty in VISITS]
    wanted = sorted(f"{occasion.key}/{unit.code}" for occasion in rounds for unit in occasion.owed_by(units))
    checks.same("places with a visit", sorted(visits), wanted)
    for visit in report["visits"]:
        day = date.fromisoformat(visit["date"])
        due = next((occasion for occasion in rounds if occasion.key == visit["occasion"]), None)
        checks.same(f"{visit['item']} on a working day", calendar.works(day), True)
        checks.same(f"{visit['item']} within its round", bool(due) and due.opens <= day <= due.due, True)
    turns(checks, units, report["visits"])
    items, rows = expected(calendar, units, script == "silent", visits)
    found = {item["item"]: item for item in report["items"] if not item["item"].startswith(NEWS_OF)}
    checks.same("names of items", sorted(found), sorted(items))
    for name in sorted(found.keys() & items.keys()):
        checks.same(name, {field: found[name][field] for field in items[name]}, items[name])
    steps = {(step["item"], step["due_version"], step["no"]): step for step in report["steps"]}
    wanted = {(row["item"], row["due_version"], row["no"]): row for row in rows}
    checks.same("no step twice", len(steps), len(report["steps"]))
    for name in sorted(wanted.keys() - steps.keys()):
        checks.faults.append(f"{name}: not there, expected {wanted[name]}")
    for name in sorted(steps.keys() - wanted.keys()):
        checks.faults.append(f"{name}: there, not expected: {steps[name]}")
    for name in sorted(steps.keys() & wanted.keys()):
        row = {field: steps[name][field] for field in STEP_FIELDS}
        if row["outcome"] != "sent":
            row["message"] = None
        checks.same(name, row, {field: wanted[name][field] for field in STEP_FIELDS})
    sums(checks, report, rows)
    # An occasion counts the units that are members on its due day (ARCHITECTURE.md, “What always holds”).
    due = {occasion.key: occasion.due for occasion in occasions(calendar)}
    keys = [item["item"].split("/") for item in report["items"] if not item["item"].startswith(NEWS_OF)]
    counted = Counter(key.split(".")[0] for key, code in keys if units[code].member(due[key]))
    meetings = sum(count for duty, count in counted.items() if duty.startswith("meetings-"))
    checks.same("study, meetings, visits", (counted["study"], meetings, counted["contact-points"]), (159, 476, 12))
    checks.same("visits to the paired village", counted["paired-village"], 14)
    checks.same("phases", [phase["id"] for phase in report["phases"]], list(PHASES))


def turns(checks, units, visits):
    """At a contact point its own leader; in the paired village every post of the bureau once, and then once more."""
    for visit in visits:
        if visit["occasion"].startswith("contact-points"):
            own = units[visit["place"]].contacts["leader"]
            checks.same(f"{visit['item']} by its own leader", visit["visitor"], own)
    leaders = {unit.contacts["leader"] for unit in units.values()}
    bureau = sorted(leaders | {"001-clerk", "001-head"})
    went = [visit["visitor"] for visit in sorted(visits, key=lambda visit: visit["date"]) if visit["place"] == "V01"]
    checks.same("first turns in the paired village", sorted(went[: len(bureau)]), bureau)
    checks.same("second turns in the paired village", sorted(went[len(bureau) :]), bureau)


def sums(checks, report, rows):
    ends = Counter(row["outcome"] for row in rows)
    told = report["counts"]
    checks.same("planned", told["planned"], len(rows))
    for outcome in ("sent", "withdrawn", "skipped", "failed", "open"):
        checks.same(outcome, told[outcome], ends[outcome])
    sent = {row["message"] for row in rows if row["outcome"] == "sent"}
    checks.same("messages", sorted(message["id"] for message in report["messages"] if message["sent"]), sorted(sent))


def snapshots(checks, units, events, recorded):
    """Tables as recorded, by occasion, against tables counted from the events."""
    counting = Counting(units)
    for line in events:
        counting.hear(json.loads(line))
    checks.same("snapshots", sorted(counting.tables), sorted(table["occasion"] for table in recorded))
    for table in recorded:
        mine = counting.tables.get(table["occasion"], {"cutoff": None, "date": None, "rows": []})
        what = f"snapshot {table['date']}"
        checks.same(f"{what} cut-off", (table["cutoff"], table["date"]), (mine["cutoff"], mine["date"]))
        checks.same(f"{what} units", [row["unit"] for row in table["rows"]], [row["unit"] for row in mine["rows"]])
        for theirs, ours in zip(table["rows"], mine["rows"]):
            checks.same(f"{what} unit {ours['unit']}", theirs, ours)


def main(arguments):
    checks = Checks()
    calendar, units = Calendar(WORKFLOWS / "calendars" / "cn"), roster(WORKFLOWS / "service-year" / "roster.csv")
    match arguments:
        case ["tables"]:
            tables(checks, calendar, units)
        case ["preview", ("silent" | "shipped") as script]:
            preview(checks, calendar, units, script, json.load(sys.stdin))
        case ["snapshots", path]:
            snapshots(checks, units, sys.stdin, json.loads(Path(path).read_text(encoding="utf-8")))
        case _:
            sys.exit(__doc__)
    checks.end()


if __name__ == "__main__":
    main(sys.argv[1:])
