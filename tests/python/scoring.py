"""The tables of aggregate snapshots, counted again from the events alone."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from computation import WHO, ZONE


def hundredths(part, whole):
    """A rate in hundredths of a percent, rounded half up; all when there is nothing to divide by."""
    return 10_000 if whole == 0 else (part * 10_000 * 2 + whole) // (whole * 2)


def order(row):
    """Completion, then the on-time rate, as exact fractions."""
    whole = row["expected"]
    return (Fraction(row["done"], whole), Fraction(row["on_time"], whole)) if whole else (Fraction(-1), Fraction(-1))


class Counting:
    """Hears the events in order and counts at every snapshot's opening."""

    def __init__(self, units):
        self.units = units
        self.occasions, self.closed, self.late, self.gone, self.moved = {}, set(), set(), set(), {}
        self.opened, self.tables = set(), {}

    def hear(self, event):
        name, body = event["name"], event["body"]
        key, unit = body.get("occasion"), body.get("unit")
        if name == "occasion.planned":
            self.occasions[key] = body
        elif name == "occasion.opened":
            self.opened.add(key)
            if "snapshot" in self.occasions[key]["kind"]:
                self.count(key, event["version"], body["due"])
        elif name == "item.closed":
            self.closed.add((key, unit))
        elif name == "item.late":
            self.late.update((key, unit) for unit in body["units"])
        elif name == "item.waived":
            self.gone.update((key, unit) for unit in body["units"])
        elif name == "item.passed_on":
            self.gone.add((key, unit))
        elif name == "item.returned":
            self.moved[key, unit] = body["due_day"]

    def count(self, snapshot, version, due):
        at = datetime.fromisoformat(due.replace("Z", "+00:00")).astimezone(ZONE)
        # In the last minute of a day that day is over.
        day, running = at.date(), (at + timedelta(minutes=1)).date()
        rows = []
        for code, unit in self.units.items():
            counts = WHO["show-three"](unit) if snapshot.startswith("window-") else unit.scored
            if counts and unit.member(day):
                rows.append(self.row(code, unit, day, running))
        for row in rows:
            better = [
                other
                for other in rows
                if other["category"] == row["category"] and other["expected"] and order(other) > order(row)
            ]
            # Of whom nothing was expected has no rank.
            row["rank"] = 1 + len(better) if row["expected"] else 0
        for row in rows:
            del row["category"]
        self.tables[snapshot] = {"cutoff": version, "date": day.isoformat(), "rows": rows}

    def row(self, code, unit, day, running):
        counted = done = on_time = 0
        for key in self.opened:
            occasion = self.occasions[key]
            due = date.fromisoformat(occasion["due_day"])
            own = date.fromisoformat(self.moved.get((key, code), occasion["due_day"]))
            asks = "duty" in occasion["kind"] and not occasion["backfill"]
            # On its own day an item is behind for nobody: it counts once it is done.
            expected = own < running or own == day and (key, code) in self.closed
            if asks and WHO[key.split(".")[0]](unit) and unit.member(due) and expected:
                if (key, code) not in self.gone:
                    counted += 1
                    done += (key, code) in self.closed
                    on_time += (key, code) in self.closed and (key, code) not in self.late
        return {
            "unit": code,
            "expected": counted,
            "done": done,
            "on_time": on_time,
            "completion": hundredths(done, counted),
            "on_time_rate": hundredths(on_time, counted),
            "category": unit.category,
        }
