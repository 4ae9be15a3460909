"""A second opinion on the service year: dates, items, steps and their ends, computed without any of muster's code.

Read are only the roster, the holiday tables and, for visits, the proposed days. What the committee asks for is written
here by hand from the 83 rows of the plan, not read from its file, so that a fault in either shows.
"""

import csv
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

ZONE = timezone(timedelta(hours=8))  # China has had no summer time since 1991
NINE = time(9)
DAY = timedelta(days=1)
START, END = date(2014, 4, 1), date(2014, 12, 31)
CYCLE = (date(2014, 5, 1), date(2014, 10, 31))  # cycles run through the implementation phase
PHASES = {
    "mobilization": (date(2014, 4, 1), date(2014, 4, 30)),
    "implementation": CYCLE,
    "evaluation": (date(2014, 11, 1), date(2014, 12, 31)),
}
ROLES = ["clerk", "head", "leader", "office"]
# Within one instant steps are numbered in this order, then by role.
KINDS = ["notice", "before", "on-day", "overdue", "card-yellow", "card-red", "visit-proposed", "visit-ahead", "visit-unrecorded", "returned"]


def at(day, hour=NINE):
    """An instant of a local day."""
    return datetime.combine(day, hour, ZONE)


def midnight_after(day):
    """24:00 of a local day: what was due on it is late from here on."""
    return at(day + DAY, time(0))


class Calendar:
    """Working days from the published tables; weekends are derived."""

    def __init__(self, folder):
        self.days = {}
        for table in sorted(Path(folder).glob("[0-9]*.csv")):
            with open(table, encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    self.days[date.fromisoformat(row["日期"])] = row["安排"] == "班"

    def works(self, day):
        return self.days.get(day, day.weekday() < 5)

    def after(self, day, count):
        """The count-th working day strictly after a day; 0 is the day itself or the next working day."""
        if count == 0:
            return day if self.works(day) else self.after(day, 1)
        while count:
            day += DAY
            count -= self.works(day)
        return day

    def before(self, day, count):
        """The count-th working day strictly before a day; 0 is the day itself or the last working day before it."""
        if count == 0:
            return day if self.works(day) else self.before(day, 1)
        while count:
            day -= DAY
            count -= self.works(day)
        return day

    def count(self, first, last):
        return sum(self.works(first + DAY * n) for n in range((last - first).days + 1))


def month_end(year, month):
    return (date(year, month, 28) + 4 * DAY).replace(day=1) - DAY


def months(first, last):
    """Calendar months that touch a range, cut at it: key, first day, last day."""
    for month in range(first.month, last.month + 1):
        end = month_end(first.year, month)
        yield f"{first.year}-{month:02}", max(first, date(first.year, month, 1)), min(last, end)


def quarters(first, last):
    for quarter in range((first.month + 2) // 3, (last.month + 2) // 3 + 1):
        end = month_end(first.year, quarter * 3)
        yield f"{first.year}-q{quarter}", max(first, date(first.year, quarter * 3 - 2, 1)), min(last, end)


def halves(first, last):
    for half in range((first.month + 5) // 6, (last.month + 5) // 6 + 1):
        end = month_end(first.year, half * 6)
        yield f"{first.year}-h{half}", max(first, date(first.year, half * 6 - 5, 1)), min(last, end)


class Unit:
    """A line of the roster."""

    def __init__(self, row, leaders):
        self.code, self.category = row["单位编码"], row["类别"]
        self.scored, self.tags = row["参评"] == "是", row["标签"].split(";")
        self.joined = date.fromisoformat(row["加入日期"]) if row["加入日期"] else None
        self.left = date.fromisoformat(row["退出日期"]) if row["退出日期"] else None
        self.merged_into = row["并入"] or None
        leader = row["联系领导岗位"]
        leaders.setdefault(leader, f"leader-{len(leaders) + 1}")
        own = self.code.lower()
        self.contacts = {"clerk": f"{own}-clerk", "head": f"{own}-head", "leader": leaders[leader], "office": "office"}

    def member(self, day):
        return (self.joined is None or self.joined <= day) and (self.left is None or day <= self.left)

    def leaves(self):
        return midnight_after(self.left) if self.left else None


def roster(path):
    """Units by code, in the order of codes; leaders are numbered as they first appear."""
    leaders = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["单位编码"])
    return {row["单位编码"]: Unit(row, leaders) for row in rows}


def everyone(unit):
    return unit.scored


def teams(unit):
    return "志愿队" in unit.tags


def places(unit):
    return "联系点" in unit.tags


def paired(unit):
    return "结对村" in unit.tags


def firms(unit):
    return unit.scored and unit.category == "企业"


def windows(unit):
    return unit.scored and "窗口" in unit.tags


def bureau(unit):
    return unit.code == "001"


def market(unit):
    return unit.code == "018"


def offices(unit):
    return unit.scored and "职能" in unit.tags


def room(unit):
    return unit.code == "V02"


# Duty or programme and who owes it: every row of the plan that has a date.
WHO = {
    "kickoff": everyone,
    "unit-plan": everyone,
    "study": everyone,
    "meetings-general": everyone,
    "meetings-committee": everyone,
    "meetings-group": everyone,
    "meetings-lecture": everyone,
    "planting": teams,
    "site-care": teams,
    "clean-home": teams,
    "summary": everyone,
    "lasting-rules": everyone,
    "contact-points": places,
    "service-items": everyone,  # S64, with its progress
    "service-items-progress": everyone,
    "volunteer-team": everyone,  # S18
    "party-school": everyone,  # S11
    "talks": everyone,  # S15
    "secretary-training": everyone,  # S16
    "enterprise-serve": firms,  # S42
    "owner-talk": firms,  # S44
    "show-three": windows,  # S30, S33
    "contest": windows,  # S31
    "service-info": windows,  # S58
    "good-practice": everyone,  # S79
    "website": bureau,  # S54
    "micro-platform-study": bureau,  # S57
    "micro-platform-trial": bureau,
    "spirit-check": everyone,  # S13
    "member-appraisal": everyone,  # S14
    "recruiting": everyone,  # S17
    "org-pledge": everyone,  # S24
    "org-pledge-check": everyone,
    "member-pledge": everyone,  # S26, S27
    "member-pledge-check": everyone,
    "volunteer-log": teams,  # S20
    "love-market": market,  # S40
    "village-aid": bureau,  # S29
    "ideas": firms,  # S43
    "pacesetter-nominate": windows,  # S34
    "role-models-find": everyone,  # S80
    "paired-village": paired,  # S28
    "village-all": bureau,  # S28
    "outreach": offices,  # S36
    "comfort": everyone,  # S41
    "comfort-qiyi": everyone,
    "comfort-chongyang": everyone,
    "delegate-room": room,  # S49
}
# Small things that come often: one reminder ahead, never pressed for.
LIGHT = {
    "secretary-training", "service-info", "good-practice", "website", "org-pledge-check", "member-pledge-check",
    "volunteer-log", "ideas", "role-models-find", "outreach", "comfort", "comfort-qiyi", "comfort-chongyang",
    "delegate-room",
}  # fmt: skip
REVIEWED = {"unit-plan"}
# Rounds of visits that are planned.
VISITS = {"contact-points", "paired-village"}
RETURN_WORKDAYS = 5
PLEDGED = date(2014, 5, 16)


class Occasion:
    """Something dated that is asked of units."""

    def __init__(self, key, duty, opens, due):
        self.key, self.duty, self.opens, self.due = key, duty, opens, due
        self.backfill = due < START
        # What opened before the campaign opens with it.
        self.opens_at = at(max(opens, START), time(0))

    def owed_by(self, units):
        """Units that ever have the item: members at the opening, and those that join before it is due."""
        first = max(self.opens, START)
        for unit in units.values():
            joins_in_time = unit.joined is not None and first <= unit.joined <= self.due and not self.backfill
            if WHO[self.duty](unit) and (unit.member(first) or joins_in_time):
                yield unit


def occasions(calendar):
    """Every occasion of a duty or of a round of visits, in the order of their due days."""
    first_phase, last_phase = PHASES["mobilization"][0], PHASES["evaluation"][0]
    once = [
        ("kickoff", first_phase, date(2014, 4, 18)),
        ("unit-plan", first_phase, date(2014, 4, 25)),
        ("planting", date(2014, 3, 11), date(2014, 3, 20)),
        ("site-care", date(2014, 5, 11), date(2014, 5, 20)),
        ("clean-home", date(2014, 9, 11), date(2014, 9, 20)),
        ("summary", last_phase, date(2014, 11, 28)),
        ("lasting-rules", last_phase, date(2014, 12, 5)),
        ("service-items", first_phase, date(2014, 4, 25)),
        ("volunteer-team", first_phase, date(2014, 4, 30)),
        ("show-three", CYCLE[0], PLEDGED),
        ("org-pledge", CYCLE[0], PLEDGED),
        ("member-pledge", CYCLE[0], PLEDGED),
        ("secretary-training", date(2014, 6, 11), date(2014, 6, 20)),
        ("micro-platform-study", CYCLE[0], date(2014, 6, 30)),
        ("role-models-find", CYCLE[0], date(2014, 8, 29)),
        ("micro-platform-trial", CYCLE[0], date(2014, 9, 30)),
        ("pacesetter-nominate", CYCLE[0], date(2014, 9, 30)),
        ("party-school", CYCLE[0], CYCLE[1]),
        ("spirit-check", last_phase, date(2014, 11, 28)),
        ("member-appraisal", last_phase, date(2014, 12, 5)),
        ("recruiting", last_phase, date(2014, 12, 5)),
        # Before 七一 and before 重阳, which is 10/2 in 2014 and inside a holiday.
        ("comfort-qiyi", CYCLE[0], date(2014, 6, 30)),
        ("comfort-chongyang", CYCLE[0], date(2014, 10, 1)),
    ]
    found = [Occasion(duty, duty, opens, calendar.before(due, 0)) for duty, opens, due in once]
    cycles = [
        ("study", months),
        ("meetings-general", quarters),
        ("meetings-committee", months),
        ("meetings-group", months),
        ("meetings-lecture", quarters),
        ("contact-points", quarters),
        ("service-items-progress", months),
        ("talks", quarters),
        ("enterprise-serve", quarters),
        ("owner-talk", months),
        ("contest", quarters),
        ("service-info", months),
        ("good-practice", months),
        ("website", months),
        ("volunteer-log", months),
        ("love-market", months),
        ("village-aid", quarters),
        ("ideas", quarters),
        ("village-all", halves),
        ("outreach", months),
        ("comfort", quarters),
        # What was pledged is checked from the day of the pledge on.
        ("org-pledge-check", quarters),
        ("member-pledge-check", halves),
    ]
    for duty, periods in cycles:
        first = PLEDGED if duty.endswith("pledge-check") else CYCLE[0]
        for period, opens, last in periods(first, CYCLE[1]):
            found.append(Occasion(f"{duty}.{period}", duty, opens, calendar.before(last, 0)))
    # Twice a month from May to November: seven posts of the bureau, each twice in the paired village.
    for month, first, last in months(date(2014, 5, 1), date(2014, 11, 30)):
        middle = first.replace(day=15)
        for half, opens, end in ((1, first, middle), (2, first.replace(day=16), last)):
            found.append(Occasion(f"paired-village.{month}-{half}", "paired-village", opens, calendar.before(end, 0)))
    # The delegates' reception days run through all phases and roll forward.
    for period, opens, _ in months(first_phase, PHASES["evaluation"][1]):
        fifteenth = date(opens.year, opens.month, 15)
        found.append(Occasion(f"delegate-room.{period}", "delegate-room", opens, calendar.after(fifteenth, 0)))
    return sorted(found, key=lambda occasion: (occasion.due, occasion.key))


def numbered(steps, first):
    """Steps as (instant, kind, days, role), in the order in which they are numbered."""
    ordered = sorted(set(steps), key=lambda step: (step[0], KINDS.index(step[1]), step[2], ROLES.index(step[3])))
    return list(enumerate(ordered, first))


def up_to_due(calendar, due, not_before, light=False):
    ahead = (3,) if light else (5, 1)
    steps = [(at(calendar.before(due, days)), "before", days, "clerk") for days in ahead]
    steps.append((at(due), "on-day", 0, "clerk"))
    return numbered([step for step in steps if step[0] >= not_before], 0)


def after_return(calendar, due, back):
    """The news of the return itself, at once within the day's hours, and the reminders behind it."""
    steps = [step for _, step in up_to_due(calendar, due, back) if step[0] > back]
    return numbered(steps + [(back, "returned", 0, "clerk")], 0)


def after_due(calendar, due, first, light=False):
    if light:
        return []
    steps = [(at(calendar.after(due, days)), "overdue", days, "clerk") for days in (2, 4, 6)]
    steps.append((at(calendar.after(due, 1)), "card-yellow", 1, "head"))
    steps += [(at(calendar.after(due, 5)), "card-red", 5, role) for role in ("head", "leader", "office")]
    return numbered(steps, first)


def lifted(calendar, moment, steps):
    """Who had got a card when its reason went hears that it is lifted with the next message of a day, by the weightier of the
    colours; numbered from the top."""
    told = {}
    for _, (instant, kind, _, role) in steps:
        if kind.startswith("card-") and instant < moment:
            told[role] = "red" if "red" in (kind[5:], told.get(role)) else "yellow"
    day = moment.date()
    day = calendar.after(day, 0 if moment < at(day) else 1)
    return [(31 - nth, (at(day), f"lifted-{told[role]}", 0, role)) for nth, role in enumerate(sorted(told, key=ROLES.index))]


def around_visit(calendar, day, not_before):
    """Place and visitor hear of the plan on the first working day of the round and three working days ahead; two working
    days to record it, then the visitor is asked."""
    both = ("clerk", "leader")
    told = at(calendar.after(not_before.date(), 0))
    steps = [(told, "visit-proposed", 0, role) for role in both]
    # One notice is enough where the plan is heard inside its notice.
    steps += [(at(calendar.before(day, 3)), "visit-ahead", 3, role) for role in both if at(calendar.before(day, 3)) > told]
    steps.append((at(calendar.after(day, 3)), "visit-unrecorded", 3, "leader"))
    return numbered([step for step in steps if step[0] >= not_before or step[1] == "visit-unrecorded"], 0)


def after_round(calendar, due, first):
    """A visit that was not recorded: everything goes to its visitor, and the red card to the office as well."""
    steps = [(at(calendar.after(due, days)), "overdue", days, "leader") for days in (2, 4, 6)]
    steps.append((at(calendar.after(due, 1)), "card-yellow", 1, "leader"))
    steps += [(at(calendar.after(due, 5)), "card-red", 5, role) for role in ("leader", "office")]
    return numbered(steps, first)
