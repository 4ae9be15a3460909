"""The tables of aggregate snapshots, counted again from the events alone."""

from datetime import date, datetime

from reckoning import WHO, ZONE


def hundredths(part, whole):
    """A rate in hundredths of a percent, rounded half up; all when there is nothing to divide by."""
    return 10_000 if whole == 0 else (part * 10_000 * 2 + whole) // (whole * 2)


class Counting:
    """Hears the events in order and counts at every snapshot's opening."""

    def __init__(self, units):
        self.units = list(units.values())
        self.occasions, self.closed, self.late, self.gone, self.moved = {}, set(), set(), set(), {}
        self.opened, self.tables = set(), {}

    def hear(self, event):
        name, body = event["name"], event["body"]
        ix = body.get("occasion")
        if name == "occasion.planned":
            self.occasions[ix] = body
        elif name == "occasion.opened":
            self.opened.add(ix)
            if "Snapshot" in self.occasions[ix]["kind"]:
                self.count(ix, event["version"], body["due"])
        elif name == "item.closed":
            self.closed.add((ix, body["unit"]))
        elif name == "item.late":
            self.late.update((ix, unit) for unit in body["units"])
        elif name == "item.waived":
            self.gone.update((ix, unit) for unit in body["units"])
        elif name == "item.passed_on":
            self.gone.add((ix, body["unit"]))
        elif name == "item.returned":
            self.moved[ix, body["unit"]] = body["due_day"]

    def count(self, snapshot, version, due):
        day = datetime.fromisoformat(due.replace("Z", "+00:00")).astimezone(ZONE).date()
        rows = []
        for number, unit in enumerate(self.units):
            if unit.scored and unit.member(day):
                rows.append(self.row(number, unit, day))
        for row in rows:
            better = [
                other
                for other in rows
                if other["category"] == row["category"]
                and (other["completion"], other["on_time_rate"]) > (row["completion"], row["on_time_rate"])
            ]
            row["rank"] = 1 + len(better)
        for row in rows:
            del row["category"]
        self.tables[snapshot] = {"cutoff": version, "date": day.isoformat(), "rows": rows}

    def row(self, number, unit, day):
        counted = done = on_time = 0
        for ix in self.opened:
            occasion = self.occasions[ix]
            due = date.fromisoformat(occasion["due_day"])
            own = date.fromisoformat(self.moved.get((ix, number), occasion["due_day"]))
            asks = "Duty" in occasion["kind"] and not occasion["backfill"]
            if asks and WHO[occasion["key"].split(".")[0]](unit) and unit.member(due) and own <= day:
                if (ix, number) not in self.gone:
                    counted += 1
                    done += (ix, number) in self.closed
                    on_time += (ix, number) in self.closed and (ix, number) not in self.late
        return {
            "unit": number,
            "expected": counted,
            "done": done,
            "on_time": on_time,
            "completion": hundredths(done, counted),
            "on_time_rate": hundredths(on_time, counted),
            "category": unit.category,
        }
