"""Computes dates without muster: working days, occurrences of rules, and instants where clocks change.

    dates.py workdays      lines of {"year", "worked"}: compared with the package chinesecalendar
    dates.py occurrences   lines of {"calendar", "years", "zone", "clocks", "rule", "occurrences"}: computed here

It reads the tables of workflows/calendars itself and takes zones from zoneinfo. Exit 1 when anything differs.
"""

import csv
import json
import pathlib
import sys
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

CALENDARS = pathlib.Path(__file__).resolve().parents[2] / "workflows" / "calendars"
DAY = timedelta(days=1)
MINUTE = 60_000
LONGEST = 400
MOST = 1_200


class MissingYear(Exception):
    """A year without a table is needed."""


class Calendar:
    def __init__(self, name, years):
        self.years = set(years)
        self.table = {}
        for year in years:
            path = CALENDARS / name / f"{year}.csv"
            for row in csv.reader(path.read_text("utf-8").splitlines()[1:]):
                self.table[date.fromisoformat(row[0])] = row[1] in ("班", "work")
        names = {w: i for i, w in enumerate("周一 周二 周三 周四 周五 周六 周日".split())}
        names |= {w: i for i, w in enumerate("Mon Tue Wed Thu Fri Sat Sun".split())}
        self.hours = {day: [] for day in range(7)}
        for days, start, end in csv.reader((CALENDARS / name / "hours.csv").read_text("utf-8").splitlines()[1:]):
            ends = days.replace("至", "-").split("-")
            for day in range(names[ends[0]], names[ends[-1]] + 1):
                self.hours[day].append((minutes(start), minutes(end)))

    def works(self, day):
        if day.year not in self.years:
            raise MissingYear(day)
        return self.table.get(day, bool(self.hours[day.weekday()]))

    def count(self, day, by, n):
        for _ in range(LONGEST):
            day += by * DAY
            if self.works(day):
                n -= 1
                if n == 0:
                    return day
        raise MissingYear(day)

    def after(self, day, n):
        return day if n == 0 and self.works(day) else self.count(day, 1, max(n, 1))

    def before(self, day, n):
        return day if n == 0 and self.works(day) else self.count(day, -1, max(n, 1))

    def roll(self, day, how):
        return {"Back": self.before, "Forward": self.after}.get(how, lambda day, _: day)(day, 0)

    def shifts(self, day):
        if not self.works(day):
            return []
        return self.hours[day.weekday()] or self.hours[0]


def minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


class Clock:
    """Local time of a zone; instants are milliseconds since 1970."""

    def __init__(self, zone, clocks):
        self.zone, self.clocks = ZoneInfo(zone), clocks

    def both(self, day, minute):
        naive = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
        found = set()
        for fold in (0, 1):
            instant = naive.replace(tzinfo=self.zone, fold=fold).astimezone(timezone.utc)
            if instant.astimezone(self.zone).replace(tzinfo=None) == naive:
                found.add(stamp(instant))
        return sorted(found)

    def at(self, day, minute, clocks=None):
        clocks = clocks or self.clocks
        found = self.both(day, minute)
        if found:
            return found[-1 if clocks["doubled"] == "Second" else 0]
        naive = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
        early, late = sorted(
            stamp(naive.replace(tzinfo=self.zone, fold=fold).astimezone(timezone.utc)) for fold in (0, 1)
        )
        if clocks["missing"] == "Before":
            return early
        offset = self.offset(early)
        while late - early > 1:
            middle = (early + late) // 2
            early, late = (middle, late) if self.offset(middle) == offset else (early, middle)
        return late

    def offset(self, instant):
        return datetime.fromtimestamp(instant / 1000, self.zone).utcoffset()

    def start(self, day):
        return self.at(day, 0, {"missing": "After", "doubled": "First"})

    def day(self, instant):
        return (datetime.fromtimestamp(instant // 1000, self.zone)).date()


def stamp(instant):
    return round(instant.timestamp() * 1000)


def deadline(limit, cal, clock, start):
    """First late instant of a limit."""
    kind, n = (limit, None) if isinstance(limit, str) else next(iter(limit.items()))
    today = clock.day(start)
    if kind == "Minutes":
        return start + n * MINUTE
    if kind == "Workdays":
        return clock.start(cal.after(today, max(n, 1)) + DAY)
    spans = lambda day: [(clock.at(day, a), clock.at(day, b)) for a, b in cal.shifts(day)]
    over = lambda day: not spans(day) or spans(day)[-1][1] <= start
    if kind == "SameDay":
        return clock.start((cal.after(today, 1) if over(today) else today) + DAY)
    if kind == "HalfWorkday":
        first = cal.after(today, 1) if over(today) else today
        left = sum(b - a for a, b in spans(first)) // 2
    else:
        left = n * MINUTE
    day = today
    for _ in range(LONGEST):
        for a, b in spans(day):
            a = max(a, start)
            if b > a:
                if left <= b - a:
                    return a + left
                left -= b - a
        day += DAY
    raise MissingYear(day)


LENGTH = {"Month": 1, "Quarter": 3, "HalfYear": 6, "Year": 12}


def month_end(year, month):
    return date(year, month, monthrange(year, month)[1])


def span_of(period, day):
    if period == "Day":
        return day, day
    if period == "Week":
        monday = day - day.weekday() * DAY
        return monday, monday + 6 * DAY
    length = LENGTH[period]
    first = (day.month - 1) // length * length + 1
    return date(day.year, first, 1), month_end(day.year, first + length - 1)


def label(period, first):
    year, month = first.year, first.month
    return {
        "Day": first.isoformat(),
        "Week": "{:04}-w{:02}".format(*first.isocalendar()[:2]),
        "Month": f"{year:04}-{month:02}",
        "Quarter": f"{year:04}-q{(month + 2) // 3}",
        "HalfYear": f"{year:04}-h{1 if month < 7 else 2}",
        "Year": f"{year:04}",
    }[period]


def day_in(cal, period, first, last, on):
    kind, n = (on, None) if isinstance(on, str) else next(iter(on.items()))
    days = [first + i * DAY for i in range((last - first).days + 1)]
    if kind == "Last":
        return last
    if kind in ("Workday", "WorkdayFromEnd"):
        met = None
        for day in days if kind == "Workday" else days[::-1]:
            if cal.works(day):
                met, n = day, n - 1
            if n == 0:
                break
        return met or (last if kind == "Workday" else first)
    if kind == "Day":
        return date(last.year, last.month, min(n, last.day))
    if kind == "DayOfMonth":
        month = first.month + min(n[0], LENGTH[period]) - 1
        return date(first.year, month, min(n[1], month_end(first.year, month).day))
    if kind == "Weekday":
        return first + n * DAY
    named = [day for day in days if day.weekday() == n[1]]
    if kind == "NthWeekdayFromEnd":
        named.reverse()
    return named[n[0] - 1] if n[0] <= len(named) else None


def periods(rule, period):
    start, last = date.fromisoformat(rule["from"]), date.fromisoformat(rule["to"])
    while start <= last:
        first, end = span_of(period, start)
        yield first, end
        start = end + DAY


def found(rule, cal, clock):
    """Period, opening, due day, instant: before offsets. A day of the range is not rolled back out of it."""
    start, stop, roll = date.fromisoformat(rule["from"]), date.fromisoformat(rule["to"]), rule["roll"]
    (kind, how), = rule["pattern"].items()
    if kind == "Day":
        yield None, start, inside(date.fromisoformat(how), start, cal, roll), None
    elif kind == "Window":
        opens = date.fromisoformat(how["first"])
        yield None, opens, max(opens, cal.roll(date.fromisoformat(how["last"]), roll)), None
    elif kind == "Points":
        for point in how:
            due = inside(date.fromisoformat(point["day"]), start, cal, roll)
            if point["first"]:
                opens = date.fromisoformat(point["first"])
                yield point["day"], opens, max(opens, due), None
            else:
                yield point["day"], start, due, None
    elif kind == "Crontab":
        yield from crontab(how, clock, start, stop)
    else:
        for first, last in periods(rule, how["period"]):
            if how["period"] == "Day" and roll != "Stay" and not cal.works(first):
                continue
            if kind == "Spread":
                yield from spread(how, cal, roll, max(first, start), min(last, stop), stop, label(how["period"], first))
                continue
            nominal = day_in(cal, how["period"], first, last, how["on"])
            ends = how["on"] == "Last" or "WorkdayFromEnd" in how["on"]
            if nominal is None or not ends and not start <= nominal <= stop:
                continue
            opens = nominal - 6 * DAY if "Weekday" in how["on"] else first
            if nominal > stop and roll != "Stay":
                due = cal.before(stop, 0)
            else:
                due = cal.roll(min(nominal, stop), roll)
            opens = max(opens, start)
            yield label(how["period"], first), opens, max(opens, due), None


def inside(day, start, cal, roll):
    due = cal.roll(day, roll)
    return due if day < start else max(due, start)


def spread(how, cal, roll, first, last, stop, name):
    days, times = (last - first).days + 1, how["times"]
    for part in range(times):
        opens = first + part * days // times * DAY
        ends = max(first + ((part + 1) * days // times - 1) * DAY, opens)
        if roll == "Forward" and ends == stop:
            due = cal.before(ends, 0)
        else:
            due = cal.roll(ends, roll)
        yield f"{name}-{part + 1}", opens, max(opens, due), None


def crontab(sets, clock, start, stop):
    before, day = None, start
    every_hour = sets["hours"] & 0xFFFFFF == 0xFFFFFF
    while day <= stop:
        by_month, by_week = sets["days"] >> day.day & 1, sets["weekdays"] >> day.weekday() & 1
        # Where both fields say something, either will do (crontab(5)).
        both_say = sets["days"] | 1 != 0xFFFFFFFF and sets["weekdays"] != 0x7F
        named = by_month or by_week if both_say else by_month and by_week
        if sets["months"] >> day.month & 1 and named:
            fires = {}
            for minute in range(1440):
                if sets["hours"] >> minute // 60 & 1 and sets["minutes"] >> minute % 60 & 1:
                    instants = clock.both(day, minute) if every_hour else [clock.at(day, minute)]
                    for again, instant in enumerate(instants):
                        fires.setdefault(instant, (minute, again))
            for instant, (minute, again) in sorted(fires.items()):
                opens = min(before + DAY if before else start, day)
                name = f"{day}t{minute // 60:02}{minute % 60:02}" + "b" * again
                yield name, opens, day, instant
                before = day
        day += DAY


def occurrences(rule, cal, clock):
    for period, opens, due, at in found(rule, cal, clock):
        for offset in rule["offsets"]:
            (kind, n), = offset.items()
            if kind == "Before":
                due, at = cal.before(due, max(n, 1)), None
                continue
            if kind == "AfterDue":
                opens = due + DAY
            if isinstance(n, dict) and "Workdays" in n:
                due, at = cal.after(due, max(n["Workdays"], 1)), None
                continue
            end = deadline(n, cal, clock, at if at is not None else clock.start(due + DAY))
            due = clock.day(end - 1)
            at = end if end != clock.start(due + DAY) else None
        yield [period, min(opens, due).isoformat(), due.isoformat(), at]


@lru_cache
def calendar(name, years):
    return Calendar(name, years)


def compare_occurrences(lines):
    wrong = 0
    for line in lines:
        case = json.loads(line)
        clock = Clock(case["zone"], case["clocks"])
        try:
            mine = list(occurrences(case["rule"], calendar(case["calendar"], tuple(case["years"])), clock))
        except MissingYear:
            mine = "missing year"
        if mine != case["occurrences"]:
            wrong += 1
            if wrong <= 5:
                theirs = case["occurrences"]
                print(case["calendar"], case["zone"], case["clocks"], json.dumps(case["rule"]))
                if isinstance(mine, str) or isinstance(theirs, str):
                    print("  here", str(mine)[:300], "\n  there", str(theirs)[:300])
                else:
                    pairs = [pair for pair in zip(mine, theirs) if pair[0] != pair[1]]
                    print("  here, there", pairs[:2], len(mine), len(theirs))
    return wrong


# What the package does not know: 2005-12-31 was worked for New Year 2006 (国办发明电〔2005〕35号).
KNOWN_BETTER = {date(2005, 12, 31)}


def compare_workdays(lines):
    import chinese_calendar

    wrong = 0
    for line in lines:
        case = json.loads(line)
        first = date(case["year"], 1, 1)
        days = [first + i * DAY for i in range((date(case["year"] + 1, 1, 1) - first).days)]
        theirs = [day.isoformat() for day in days if chinese_calendar.is_workday(day)]
        differ = {date.fromisoformat(day) for day in set(theirs) ^ set(case["worked"])}
        assert case["year"] != 2005 or KNOWN_BETTER <= differ, "the package knows it by now"
        for day in sorted(day.isoformat() for day in differ - KNOWN_BETTER):
            wrong += 1
            print(day, "worked by", "chinesecalendar" if day in theirs else "muster", "alone")
    return wrong


if __name__ == "__main__":
    compare = {"workdays": compare_workdays, "occurrences": compare_occurrences}[sys.argv[1]]
    differences = compare(sys.stdin)
    if differences:
        sys.exit(f"{differences} differences")
