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
        # Events name units by their codes, recorded tables by their places in the roster.
        self.places = {code: place for place, code in enumerate(units)}
        self.occasions, self.closed, self.late, self.gone, self.moved = {}, set(), set(), set(), {}
        self.opened, self.tables = set(), {}

    def hear(self, event):
        name, body = event["name"], event["body"]
        if name == "occasion.planned":
            self.occasions[len(self.occasions)] = body
            return
        # Recorded tables name an occasion by its place among the planned ones.
        key = body.get("occasion")
        ix = next((ix for ix, planned in self.occasions.items() if planned["key"] == key), None)
        unit = self.places.get(body.get("unit"))
        if name == "occasion.opened":
            self.opened.add(ix)
            if "snapshot" in self.occasions[ix]["kind"]:
                self.count(ix, event["version"], body["due"])
        elif name == "item.closed":
            self.closed.add((ix, unit))
        elif name == "item.late":
            self.late.update((ix, self.places[unit]) for unit in body["units"])
        elif name == "item.waived":
            self.gone.update((ix, self.places[unit]) for unit in body["units"])
        elif name == "item.passed_on":
            self.gone.add((ix, unit))
        elif name == "item.returned":
            self.moved[ix, unit] = body["due_day"]

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
            asks = "duty" in occasion["kind"] and not occasion["backfill"]
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
