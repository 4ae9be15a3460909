"""Checks an audit bundle by itself: the hash chain up to where the heads say it ends, every table of every snapshot, ranks and
grades, with exact fractions, and the samples of inspections. It shares no code with muster: it reads definitions and events as
JSON, and holds that JSON against the bytes beside it (spelled.py). The sentence `summary` of an event is muster's own and nothing
is computed from it; only `muster audit recompute` makes it again.

  auditing.py FOLDER     prints what holds; the first thing that does not ends it"""

import json
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path
from zoneinfo import ZoneInfo

import chain
import rosters
import spelled

UNIT = 10_000  # decimals are in ten-thousandths


def decimal(number):
    return Fraction(number, UNIT)


def half_up(value):
    """Hundredths, rounded half up."""
    return floor(value * 100 + Fraction(1, 2))


def day_of(text):
    return date.fromisoformat(text) if isinstance(text, str) else date.fromordinal(text + date(1970, 1, 1).toordinal())


# What is counted, as a table writes it.
WORDS = {"Due": "应办数", "Done": "办结数", "DoneOnTime": "按时办结数", "Late": "逾期数", "DoneRate": "办结率",
         "OnTimeRate": "按时办结率", "CaseOnTimeRate": "办件按时率", "Visits": "走访次数", "YellowCards": "黄色督办单",
         "RedCards": "红色督办单"}


def variant(value):
    """Name and content of a value that is one of several."""
    return (value, None) if isinstance(value, str) else next(iter(value.items()))


class Definition:
    def __init__(self, data):
        self.data = data
        self.zone = ZoneInfo(data["zone"])
        self.units = {unit["code"]: {**unit, "ix": at} for at, unit in enumerate(data["units"])}
        self.codes = [unit["code"] for unit in data["units"]]
        self.known_roster = None

    @property
    def roster(self):
        """The digest of the units, computed once."""
        if self.known_roster is None:
            self.known_roster = chain.blake3(rosters.written(self.data["units"])).hex()
        return self.known_roster

    def day(self, instant, minutes=0):
        """The local day of an instant, or of some minutes behind it."""
        at = datetime.fromisoformat(instant.replace("Z", "+00:00")) + timedelta(minutes=minutes)
        return at.astimezone(self.zone).date()

    def member(self, code, day):
        unit = self.units[code]
        joined, left = unit["joined"], unit["left"]
        return (joined is None or day_of(joined) <= day) and (left is None or day <= day_of(left))

    def selects(self, audience, code):
        """Whether an audience has a unit: every condition must hold, those of the audiences within which it lies too."""
        found = self.data["audiences"][audience]["selector"]
        unit = self.units[code]
        return ((found["scored"] is None or found["scored"] == unit["scored"])
                and (not found["categories"] or unit["category"] in found["categories"])
                and all(tag in unit["tags"] for tag in found["tags"])
                and (not found["units"] or unit["ix"] in found["units"])
                and unit["ix"] not in found["except"]
                and all(self.selects(wider, code) for wider in found["within"]))

    def chosen(self, audience, day):
        return [code for code in self.codes if self.selects(audience, code) and self.member(code, day)]


class Campaign:
    """Hears the events in order."""

    def __init__(self):
        self.definition = None
        self.digest = ""
        self.occasions, self.opened = {}, set()
        self.owed, self.closed, self.late, self.gone = set(), set(), set(), set()
        self.due = {}
        self.cards, self.colours = defaultdict(set), {}
        self.cases, self.visits = {}, defaultdict(int)
        self.forms, self.reported = {}, defaultdict(lambda: (0, 0))
        self.entries, self.vetoes, self.appeals = [], [], []
        self.answers = defaultdict(list)
        self.frozen, self.addendum = {}, defaultdict(list)
        self.tables = {}

    def hear(self, event):
        handler = getattr(self, "on_" + event["name"].replace(".", "_"), None)
        if handler:
            handler(event["body"], event)

    # What puts a definition in force.

    def on_campaign_launched(self, body, _):
        self.put(body["definition"])

    def on_campaign_amended(self, body, _):
        self.put(body["definition"])
        for sheet in self.definition.data["scores"]:
            lines = [line for group in sheet["groups"] for line in group["lines"]]
            names = {line["name"] for line in lines}
            # What was said of a line is its own under another name.
            renamed = {name: line["name"] for line in reversed(lines) for name in line["formerly"] if name not in names}
            for said in self.entries + self.appeals:
                if said["sheet"] == sheet["id"]:
                    said["line"] = renamed.get(said["line"], said["line"])

    def put(self, digest):
        self.digest, self.definition = digest, Definition(self.definitions[digest])

    # Items.

    def on_occasion_planned(self, body, _):
        self.occasions[body["occasion"]] = body

    def on_occasion_moved(self, body, _):
        self.occasions[body["plan"]["occasion"]] = body["plan"]
        self.colour(body["plan"]["occasion"], body["due_version"], body["late"])

    def on_occasion_opened(self, body, event):
        key = body["occasion"]
        occasion = self.occasions[key]
        self.opened.add(key)
        kind, name = variant(occasion["kind"])
        if kind == "snapshot":
            self.take(key, name, event["version"], body["due"], asked=occasion["given"] is not None)
        if kind != "duty":
            return
        duty = next(duty for duty in self.definition.data["duties"] if duty["id"] == name)
        day = self.definition.day(body["due"])
        given = (occasion["given"] or {}).get("units") or None
        if duty["rule"]["after_close"] is not None:
            return
        for code in self.definition.chosen(duty["audience"], day):
            if (given is None or code in given) and code not in body["without"] and self.follows(occasion, code):
                self.owed.add((key, code))

    def follows(self, occasion, code):
        groups = self.definition.data["groups"]
        if not groups:
            return True
        mine = next((group["id"] for group in groups if self.definition.selects(group["audience"], code)), None)
        return mine == occasion["group"]

    def on_item_opened(self, body, _):
        for code in body["units"]:
            self.owed.add((body["occasion"], code))
            self.gone.discard((body["occasion"], code))
            self.late.discard((body["occasion"], code))
            if body["own"]:
                self.due[body["occasion"], code] = day_of(body["own"]["due_day"])

    def on_item_closed(self, body, _):
        item = (body["occasion"], body["unit"])
        for sheet, frozen in self.frozen.items():
            if item in self.owed and item not in self.closed | self.gone and self.due_day(item) <= frozen["day"]:
                if variant(self.occasions[item[0]]["kind"])[0] == "duty":
                    self.addendum[sheet, item[1]].append(item[0])
        self.closed.add(item)
        self.report(item, 1)

    def report(self, item, sign):
        """The numbers of an item enter the sums when it is closed, and leave them when it is returned for correction."""
        form, (kind, duty) = self.forms.get(item), variant(self.occasions[item[0]]["kind"])
        if form and kind == "duty":
            for number in form["numbers"]:
                total, count = self.reported[duty, number["name"], item[1]]
                self.reported[duty, number["name"], item[1]] = (total + sign * number["value"], count + sign)
                if count + sign == 0:
                    del self.reported[duty, number["name"], item[1]]

    def on_item_submitted(self, body, _):
        self.forms[body["occasion"], body["unit"]] = body["form"]

    on_item_backfilled = on_item_submitted

    def on_item_late(self, body, _):
        self.late.update((body["occasion"], code) for code in body["units"])
        self.colour(body["occasion"], body["due_version"], body["steps"])

    def on_item_waived(self, body, _):
        self.gone.update((body["occasion"], code) for code in body["units"])

    def on_item_passed_on(self, body, _):
        self.gone.add((body["occasion"], body["unit"]))
        self.owed.add((body["occasion"], body["to"]))

    def on_item_returned(self, body, _):
        item = (body["occasion"], body["unit"])
        if item in self.closed:
            # Returned for correction: it is expected from its own day on.
            self.closed.discard(item)
            self.report(item, -1)
        else:
            self.due[item] = day_of(body["due_day"])

    def on_item_moved(self, body, _):
        for code in body["units"]:
            item = (body["occasion"], code)
            self.due.pop(item, None)
            if body["own"]:
                self.due[item] = day_of(body["own"]["due_day"])
            if not body["late"]:
                self.late.discard(item)

    def due_day(self, item):
        return self.due.get(item) or day_of(self.occasions[item[0]]["due_day"])

    # Cards, visits, cases.

    def colour(self, key, version, steps):
        for step in steps:
            if step["kind"].startswith("card-"):
                self.colours[key, version, step["no"]] = step["kind"].split(":")[0][5:]

    def on_step_retried(self, body, _):
        for step in body["steps"]:
            key, version, _ = self.step(step["old"])[0], self.step(step["old"])[2], None
            self.colour(key, version, [step["new"]])

    @staticmethod
    def step(name):
        """`unit-plan/005#0.2`: occasion, unit, due version, number."""
        item, _, rest = name.rpartition("#")
        key, _, unit = item.partition("/")
        version, _, number = rest.partition(".")
        return key, unit, int(version), int(number)

    def on_step_sent(self, body, _):
        for message in body["messages"]:
            for name in message["steps"]:
                key, unit, version, number = self.step(name)
                colour = self.colours.get((key, version, number))
                if colour:
                    self.cards[unit, colour].add((key, version))

    def on_visit_recorded(self, body, _):
        self.visits[body["place"]] += 1

    def on_case_received(self, body, _):
        self.cases[body["case"]] = {"unit": body["unit"], "late": False, "closed": False}

    def on_case_dispatched(self, body, _):
        self.cases[body["case"]]["unit"] = body["unit"]

    def on_case_late(self, body, _):
        if body["clock"].lower() != "accept":
            self.cases[body["case"]]["late"] = True

    def on_case_closed(self, body, _):
        self.cases[body["case"]]["closed"] = True

    def on_case_reopened(self, body, _):
        self.cases[body["case"]]["closed"] = False

    # What people said.

    def on_score_given(self, body, _):
        self.entries.append({"kind": "given", **body})

    def on_score_deducted(self, body, _):
        self.entries.append({"kind": "deducted", **body})

    def on_score_added(self, body, _):
        self.entries.append({"kind": "added", "line": "", **body})

    def on_score_withdrawn(self, body, _):
        self.entries[body["entry"] - 1]["withdrawn"] = True

    def on_veto_proposed(self, body, _):
        self.vetoes.append({**body, "approved": False})

    def on_veto_decided(self, body, _):
        self.vetoes[body["veto"] - 1]["approved"] = body["approved"]

    def on_appeal_filed(self, body, _):
        self.appeals.append({**body, "change": 0})

    def on_appeal_answered(self, body, _):
        if body["upheld"]:
            self.appeals[body["appeal"] - 1]["change"] = body["change"]

    def on_rating_given(self, body, _):
        for answer in body["answers"]:
            place = (body["round"], body["group"], answer["unit"], answer["ask"])
            self.answers[place].append((body["session"], answer["points"]))

    def on_inspection_drawn(self, body, event):
        """Anybody draws the same again: every unit has a number, and the smallest are drawn."""
        found = next(one for one in self.definition.data["reviews"] if one["id"] == body["round"])
        _, audience = variant(found["subject"])
        among = self.definition.chosen(audience, self.definition.day(event["at"]))
        begin = "\n".join((body["seed"], body["round"], body["session"]))
        drawn = sorted(among, key=lambda code: chain.blake3(f"{begin}\n{code}".encode()))[:found["sample"]]
        assert (len(among), drawn) == (body["among"], body["units"]), f"{begin!r} draws {drawn} among {len(among)}: {body}"

    # Tables.

    def counts(self, day, running):
        """Items whose day is over, and those of the running day that are done, by unit and duty: due, done, on time, late."""
        sums = defaultdict(lambda: [0, 0, 0, 0])
        for item in self.owed - self.gone:
            key, code = item
            occasion = self.occasions[key]
            kind, duty = variant(occasion["kind"])
            if kind != "duty" or key not in self.opened or occasion["backfill"] or code not in self.definition.units:
                continue
            due = self.due_day(item)
            if (due < running or due <= day and item in self.closed) and self.definition.member(code, day_of(occasion["due_day"])):
                done, late = item in self.closed, item in self.late
                for at, one in enumerate((1, done, done and not late, late)):
                    sums[code, duty][at] += one
        return sums

    def now(self, day, running):
        finished = defaultdict(lambda: [0, 0])
        for case in self.cases.values():
            if case["unit"] and case["closed"]:
                finished[case["unit"]][0] += 1
                finished[case["unit"]][1] += not case["late"]
        cards = {who: len(found) for who, found in self.cards.items()}
        return {"day": day, "items": self.counts(day, running), "cases": finished, "visits": dict(self.visits), "cards": cards,
                "reported": dict(self.reported)}

    def take(self, key, plan, version, due, asked):
        """A table; one that somebody asked for freezes no sheet, whatever plan it is of."""
        definition = self.definition
        known = next(one for one in definition.data["snapshots"] if one["id"] == plan)
        day = definition.day(due)
        # A sheet is frozen in the last minute of its day, which is over then.
        counted = self.now(day, definition.day(due, minutes=1))
        moment, sheet = variant(known["moment"])
        if moment == "Freeze" and not asked and sheet not in self.frozen:
            self.frozen[sheet] = {**counted, "version": version}
        rows = [self.rates(code, counted) for code in definition.chosen(known["audience"], day)]
        place_rates(rows, {code: unit["category"] for code, unit in definition.units.items()})
        sheets = [self.sheet(one, self.frozen.get(one["id"], counted), day) for one in definition.data["scores"]]
        self.tables[key] = {"occasion": key, "cutoff": version, "at": due, "date": day.isoformat(),
                            "definition": self.digest, "roster": definition.roster, "rows": rows, "sheets": sheets,
                            "ratings": self.ratings()}

    def ratings(self):
        """What raters said, by round, group, unit or goal, and session; of too few there is a count and no mean."""
        rows = []
        for found in self.definition.data["reviews"]:
            for group in found["raters"]:
                places = [place for place in self.answers if place[:2] == (found["id"], group["name"])]
                units = self.definition.units
                places.sort(key=lambda place: (-1 if place[2] is None else units[place[2]]["ix"], place[3]))
                for place in places:
                    sessions = defaultdict(list)
                    for session, points in self.answers[place]:
                        sessions[session].append(points)
                    for session, points in sorted(sessions.items()):
                        rows.append({"round": found["id"], "session": session, "group": group["name"],
                                     "unit": place[2], "ask": place[3], "answers": len(points),
                                     "mean": exact(mean(group, points))})
        return rows

    @staticmethod
    def summed(counted, code, duties=None):
        sums = [0, 0, 0, 0]
        for (unit, duty), found in counted["items"].items():
            if unit == code and (not duties or duty in duties):
                sums = [a + b for a, b in zip(sums, found)]
        return sums

    def rates(self, code, counted):
        due, done, on_time, _ = self.summed(counted, code)
        rate = lambda part: 10_000 if due == 0 else floor(Fraction(part * 10_000, due) + Fraction(1, 2))
        return {"unit": code, "expected": due, "done": done, "on_time": on_time, "completion": rate(done),
                "on_time_rate": rate(on_time), "rank": 0}

    def sheet(self, sheet, counted, day):
        rows = []
        for code in self.definition.chosen(sheet["audience"], day):
            rows.append(self.scored(sheet, code, counted))
        rank(sheet, rows, {code: unit["category"] for code, unit in self.definition.units.items()})
        frozen = self.frozen.get(sheet["id"])
        for row in rows:
            del row["ties"]
            row["addendum"] = list(self.addendum[sheet["id"], row["unit"]]) if frozen else []
        return {"sheet": sheet["id"], "frozen": frozen and frozen["version"], "rows": rows}

    def scored(self, sheet, code, counted):
        category = self.definition.units[code]["category"]
        own = [one for one in self.entries
               if one["sheet"] == sheet["id"] and one["unit"] == code and not one.get("withdrawn")]
        lines, values, known = [], {}, {}
        for at, group in enumerate(sheet["groups"]):
            for place, line in enumerate(group["lines"]):
                if line["categories"] and category not in line["categories"]:
                    continue
                said = []
                value = self.line(line, code, counted, [one for one in own if one["line"] == line["name"]], said)
                top = decimal(line["max"])
                if value is not None:
                    changed = [(number, appeal["change"]) for number, appeal in enumerate(self.appeals, 1) if appeal["change"]
                               and (appeal["sheet"], appeal["unit"], appeal["line"]) == (sheet["id"], code, line["name"])]
                    said.extend(part(f"appeal/{number}", change, UNIT) for number, change in changed)
                    value = cut(cut(value, top) + sum(decimal(change) for _, change in changed), top)
                points = None if value is None else half_up(value)
                values[at, place], known[at, place] = value, (points, top)
                lines.append({"group": at, "line": place, "value": exact(value), "points": points, "counted": said})
        bonus, added = self.bonus(sheet, own)
        total = summed_up(sheet, list(known.values())) if own or self.known(code, counted) else None
        vetoes = [at for at, veto in enumerate(sheet["vetoes"]) if any(
            one["approved"] and (one["sheet"], one["unit"], one["cause"]) == (sheet["id"], code, veto["cause"])
            for one in self.vetoes)]
        ties = [values.get((tie["group"], tie["line"])) for tie in sheet["ties"]]
        return {"unit": code, "lines": lines, "bonus": bonus, "added": added, "total": None if total is None else total + bonus,
                "rank": 0, "grade": None, "vetoes": vetoes, "ties": ties}

    def known(self, code, counted):
        """Whether anything was asked of a unit, handled, reported or answered about: else nothing judges it."""
        return bool(self.summed(counted, code)[0] or counted["cases"].get(code, (0, 0))[0] or counted["visits"].get(code)
                    or any(unit == code for _, _, unit in counted["reported"])
                    or any(found and place[2] == code for place, found in self.answers.items()))

    def bonus(self, sheet, own):
        if not sheet["bonus"]:
            return 0, []
        times = Counter()
        for one in own:
            if one["kind"] == "added":
                times[one["cause"]] += one["times"]
        items = [item for item in sheet["bonus"]["items"] if times[item["cause"]]]
        earned = sum((decimal(item["points"]) * times[item["cause"]] for item in items), Fraction(0))
        return half_up(min(earned, decimal(sheet["bonus"]["cap"]))), [part(item["cause"], times[item["cause"]], 1) for item in items]

    def line(self, line, code, counted, own, said):
        """The value of a line for a unit; what was counted for it is said behind what was said before."""
        how, what = variant(line["scorer"])
        if how == "Judged":
            last = {one["judge"]: one["points"] for one in own if one["kind"] == "given"}
            said.extend(part(judge, points, UNIT) for judge, points in sorted(last.items()))
            return sum(map(decimal, last.values())) / Fraction(len(last)) if last else None
        if how == "Deduct":
            found = Counter()
            for one in own:
                if one["kind"] == "deducted":
                    found[one["cause"]] += one["times"]
            said.extend(part(item["cause"], found[item["cause"]], 1) for item in what)
            return decimal(line["max"]) - sum(decimal(item["points"]) * found[item["cause"]] for item in what)
        value = self.formula(what, code, counted, said)
        if value is None and line["otherwise"]:
            value = self.formula(line["otherwise"], code, counted, said)
        return value

    def formula(self, terms, code, counted, said):
        stack = []
        for term in terms:
            name, what = variant(term)
            if name == "Number":
                stack.append(decimal(what))
            elif name == "Indicator":
                stack.append(self.indicator(what, code, counted, said))
            elif name == "Rated":
                stack.append(self.rated(what["round"], what["group"], code))
                found = self.definition.data["reviews"][what["round"]]
                said.append(parts(f"{found['id']}.{found['raters'][what['group']]['name']}", stack[-1]))
            elif name == "Round":
                stack.append(self.round(what["round"], code))
                said.append(parts(self.definition.data["reviews"][what["round"]]["id"], stack[-1]))
            elif name == "Reported":
                duty = self.definition.data["duties"][what["duty"]]
                measure = duty["terms"]["measures"][what["measure"]]["name"]
                total, count = counted["reported"].get((duty["id"], measure, code), (0, 0))
                said.append(part(f"{duty['id']}.{measure}", total, count))
                stack.append(Fraction(total, count) if count else None)
            else:
                right, left = stack.pop(), stack.pop()
                stack.append(None if left is None or right is None else arithmetic(name, left, right))
        return stack.pop()

    def indicator(self, what, code, counted, said):
        duties = [self.definition.data["duties"][at]["id"] for at in what["duties"]]
        due, done, on_time, late = self.summed(counted, code, duties)
        finished, in_time = counted["cases"].get(code, (0, 0))
        numerator, denominator = {
            "Due": (due, 1), "Done": (done, 1), "DoneOnTime": (on_time, 1), "Late": (late, 1), "DoneRate": (done, due),
            "OnTimeRate": (on_time, due), "CaseOnTimeRate": (in_time, finished),
            "Visits": (counted["visits"].get(code, 0), 1), "YellowCards": (counted["cards"].get((code, "yellow"), 0), 1),
            "RedCards": (counted["cards"].get((code, "red"), 0), 1),
        }[what["tally"]]
        of = f"({','.join(duties)})" if duties else ""
        said.append(part(WORDS[what["tally"]] + of, numerator, denominator))
        return Fraction(numerator, denominator) if denominator else None

    def rated(self, at, place, code):
        found = self.definition.data["reviews"][at]
        subject, audience = variant(found["subject"])
        if subject != "Units" or not self.definition.selects(audience, code):
            return None
        group = found["raters"][place]
        sessions = defaultdict(list)
        for session, points in self.answers[found["id"], group["name"], code, 0]:
            sessions[session].append(points)
        means = [one for one in (mean(group, points) for points in sessions.values()) if one is not None]
        if means:
            return sum(means) / len(means)
        return Fraction(0) if found["too_few"] == "Zero" else None

    def round(self, at, code):
        found = self.definition.data["reviews"][at]
        total = weights = Fraction(0)
        for place, group in enumerate(found["raters"]):
            value = self.rated(at, place, code)
            if value is None:
                if found["too_few"] != "Share":
                    return None
                continue
            total, weights = total + value * decimal(group["weight"]), weights + decimal(group["weight"])
        return total / weights if weights else None


def cut(value, top):
    """Between zero and the most points of a line: what lies beyond is nobody's."""
    return min(max(value, Fraction(0)), top)


def arithmetic(sign, left, right):
    if sign == "Divide":
        return left / right if right else None
    return {"Add": left + right, "Subtract": left - right, "Multiply": left * right}[sign]


def mean(group, points):
    """Without the ends that are cut off; none where too few answered."""
    if not points or len(points) < group["at_least"]:
        return None
    points = sorted(points)
    cut = len(points) * group["trim"] // (100 * UNIT)
    kept = points[cut:len(points) - cut]
    return sum(map(decimal, kept)) / len(kept) if kept else None


def exact(value):
    """A fraction as a table writes it."""
    if value is None:
        return None
    value = Fraction(value)
    return {"numerator": str(value.numerator), "denominator": str(value.denominator)}


def part(what, numerator, denominator):
    return {"what": what, "numerator": numerator, "denominator": denominator}


def parts(what, value):
    """A mean among what was counted: nothing below the line where there is none, or where it is too long."""
    short = value is not None and -2**63 <= value.numerator < 2**63 and value.denominator < 2**63
    return part(what, value.numerator, value.denominator) if short else part(what, 0, 0)


def summed_up(sheet, known):
    points = [one for one, _ in known if one is not None]
    if len(points) == len(known):
        return sum(points) if known else None
    if sheet["missing"] == "Wait" or not points:
        return None
    if sheet["missing"] == "Zero":
        return sum(points)
    reached = sum(top for one, top in known if one is not None)
    return half_up(Fraction(sum(points), 100) * sum(top for _, top in known) / reached) if reached else None


def place_rates(rows, categories):
    for row in rows:
        if row["expected"]:
            mine = (Fraction(row["done"], row["expected"]), Fraction(row["on_time"], row["expected"]))
            others = [one for one in rows if one["expected"] and categories[one["unit"]] == categories[row["unit"]]]
            row["rank"] = 1 + sum((Fraction(one["done"], one["expected"]),
                                   Fraction(one["on_time"], one["expected"])) > mine for one in others)


def rank(sheet, rows, categories):
    below = Fraction(-10**12)
    order = lambda row: (row["total"], [below if tie is None else tie for tie in row["ties"]])
    pools = defaultdict(list)
    for row in rows:
        if row["total"] is not None:
            pools[categories[row["unit"]] if sheet["within_category"] else ""].append(row)
    for pool in pools.values():
        for row in pool:
            row["rank"] = 1 + sum(order(other) > order(row) for other in pool)
            for at, grade in enumerate(sheet["grades"]):
                share = grade["first_percent"]
                least = grade["at_least"]
                if ((share is None or row["rank"] <= len(pool) * share // 100)
                        and (least is None or Fraction(row["total"], 100) >= decimal(least))):
                    row["grade"] = max([at] + [sheet["vetoes"][veto]["best"] for veto in row["vetoes"]])
                    break


def first_difference(here, there, path=""):
    if type(here) is not type(there):
        return f"{path}: {here!r} and {there!r}"
    if isinstance(here, dict):
        for name in sorted(set(here) | set(there)):
            if name not in here or name not in there:
                return f"{path}.{name} is only in one of them"
            if found := first_difference(here[name], there[name], f"{path}.{name}"):
                return found
    elif isinstance(here, list):
        if len(here) != len(there):
            return f"{path}: {len(here)} and {len(there)} of them"
        for at, pair in enumerate(zip(here, there)):
            if found := first_difference(*pair, f"{path}[{at}]"):
                return found
    elif here != there:
        return f"{path}: {here!r} and {there!r}"
    return None


def linked(events):
    """The chain of the campaign, from its first event on."""
    version, previous, record, position = 0, bytes(32), None, None
    def sealed(one, previous):
        assert len(one["events"]) == one["count"], f"version {one['version']}: cut"
        assert chain.link(previous, one) == one["hash"], f"version {one['version']}: the link does not fit"
        return one["hash"]
    for line in events:
        event = chain.of_json(line)
        if record is None or record["first"] != event["first"]:
            if record:
                previous = sealed(record, previous)
            record = {**event, "events": []}
        record["events"].append((event["name"], event["schema"], event["body"]))
        version += 1
    if record:
        previous = sealed(record, previous)
    return version, previous


def held(folder, lines):
    """Every file that the log names is there with its bytes, what stands there for reading says the same, and no other file is
    there; definitions by their digests."""
    definitions, named = {}, set()

    def blob(name, digest):
        path = folder / name
        named.add(name)
        assert path.is_file(), f"{name} is missing"
        data = path.read_bytes()
        assert chain.blake3(data).hex() == digest, f"{name} has other bytes"
        return data

    def readable(name, data):
        path = folder / name
        named.add(name)
        assert path.is_file(), f"{name} is missing"
        value = json.loads(path.read_text("utf-8"))
        assert spelled.blob_fits(data, value), f"{name} does not say what its bytes say"
        return value

    for line in lines:
        event = json.loads(line)
        body = event["body"]
        assert spelled.body_fits(bytes.fromhex(event["bytes"]), body), \
            f"version {event['version']}: the JSON does not say what the bytes say"
        if event["name"] in ("campaign.launched", "campaign.amended"):
            digest = body["definition"]
            if digest not in definitions:
                data = blob(f"definitions/{digest}.bin", digest)
                definitions[digest] = readable(f"definitions/{digest}.json", data)
            for source in body["sources"]:
                name = source["name"].replace("/", "_").replace("\\", "_")
                blob(f"sources/{source['digest'][:8]}-{name}", source["digest"])
        if event["name"] == "snapshot.taken":
            key = body["occasion"]
            readable(f"snapshots/{key}.json", blob(f"snapshots/{key}.bin", body["table"]))
    for part in ("definitions", "snapshots", "sources"):
        for path in (folder / part).glob("*"):
            assert f"{part}/{path.name}" in named, f"{part}/{path.name} is named by nothing in the log"
    return definitions


def main(folder):
    folder = Path(folder)
    lines = [line for line in (folder / "log.jsonl").read_text("utf-8").splitlines() if line]
    version, last = linked(lines)
    heads = (folder / "heads").read_text("utf-8").split()
    assert heads[2:] == [str(version), last.hex()], f"the heads say {heads[2:]}, the log {version} {last.hex()}"
    campaign = Campaign()
    campaign.definitions = held(folder, lines)
    taken = units = 0
    for line in lines:
        event = json.loads(line)
        campaign.hear(event)
        if event["name"] == "snapshot.taken":
            key = event["body"]["occasion"]
            table = json.loads((folder / "snapshots" / f"{key}.json").read_text("utf-8"))
            found = first_difference(campaign.tables[key], table, key)
            assert found is None, f"computed here and stored: {found}"
            taken += 1
            units += sum(len(sheet["rows"]) for sheet in table["sheets"])
    print(f"chain {version} events, {taken} snapshots, {units} scored rows: the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
