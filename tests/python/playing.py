"""What becomes of every item and step when units behave in a given way: the expectation that runs are held against."""

from copy import copy
from datetime import date, time, timedelta

from computation import (
    END,
    LIGHT,
    NINE,
    PHASES,
    RETURN_WORKDAYS,
    REVIEWED,
    START,
    VISITS,
    after_due,
    after_return,
    after_round,
    around_visit,
    at,
    everyone,
    lifted,
    midnight_after,
    months,
    occasions,
    up_to_due,
)

HAND_IN, AGAIN, REVIEW, RECORD, ADVANCE = time(10), time(11), time(15), time(16), time(15)
BACKFILL_WORKDAYS = 2

# The shipped script, by hand: working days before (negative) or after the due day; None hands nothing in.
SHIPPED = {
    "001": -4, "103": -4, "006": 0, "011": 0, "104": 0, "012": 1, "105": 1, "003": 3, "106": 3,
    "008": 7, "107": 7, "016": None, "108": None, "005": -3, "015": -3, "102": -3,
}  # fmt: skip
USUAL = -2
RETURNED = {"005", "015", "102"}
# What is said at once, in messages of their own.
NEWS = ("visit-proposed", "returned", "given", "scores-public", "too-few")
LIFTED = ("lifted-yellow", "lifted-red")


class Behaviour:
    """How units behave: the shipped script, or nobody answers."""

    def __init__(self, silent):
        self.silent = silent

    def days(self, code):
        return None if self.silent else SHIPPED.get(code, USUAL)


def step_rows(occasion, unit, version, steps, ends):
    """Rows of steps of one item and due version; `ends` gives outcome and reason for a planned instant."""
    for number, (instant, kind, days, role) in steps:
        recipient = unit.contacts[role]
        outcome, reason = ends(instant)
        sort = "red" if kind == "card-red" else "news" if kind in NEWS else "routine"
        yield {
            "item": f"{occasion.key}/{unit.code}",
            "due_version": version,
            "no": number,
            "kind": kind if kind in ("notice", "on-day", *NEWS, *LIFTED) else f"{kind}:{days}",
            "day": instant.date().isoformat(),
            "at": instant.isoformat(),
            "recipient": recipient,
            "outcome": outcome,
            "reason": reason,
            "message": f"{instant.date()}/{recipient}/{sort}" if outcome == "sent" else None,
        }


def until(*stops):
    """Steps before the first stop go out, the rest are withdrawn with its reason."""
    stops = sorted((stop for stop in stops if stop[0] is not None), key=lambda stop: stop[0])

    def ends(instant):
        for moment, reason in stops:
            return ("sent", None) if instant < moment else ("withdrawn", reason)
        return "sent", None

    return ends


def moment_of_hand_in(calendar, occasion, unit, behaviour):
    """When the unit first hands in, by its behaviour alone."""
    days = behaviour.days(unit.code)
    if days is None:
        return None
    has_it_from = max(occasion.opens_at, at(unit.joined, time(0)) if unit.joined else occasion.opens_at)
    if occasion.backfill:
        return at(calendar.after(has_it_from.date(), BACKFILL_WORKDAYS), HAND_IN)
    day = calendar.before(occasion.due, -days) if days <= 0 else calendar.after(occasion.due, days)
    return max(at(day, HAND_IN), has_it_from + timedelta(hours=1))


def duty_item(calendar, occasion, unit, behaviour):
    """One item of a duty: its row and the rows of its steps."""
    leaves = unit.leaves()
    moment = moment_of_hand_in(calendar, occasion, unit, behaviour)
    if moment and leaves and moment >= leaves:
        moment = None
    late_from = midnight_after(occasion.due)
    gone_first = leaves is not None and leaves < late_from
    late = not occasion.backfill and not gone_first and (moment is None or moment >= late_from)
    version, due, state = 0, occasion.due, "open"
    rows = []
    if not occasion.backfill:
        not_before = max(occasion.opens_at, at(unit.joined, time(0)) if unit.joined else occasion.opens_at)
        light = occasion.duty in LIGHT
        shared = up_to_due(calendar, occasion.due, occasion.opens_at, light)
        theirs = [step for step in shared if step[1][0] >= not_before]
        if late:
            theirs += after_due(calendar, occasion.due, len(shared), light)
        rows += step_rows(occasion, unit, 0, theirs, until((moment, "submitted"), (leaves, "left")))
        if moment:
            rows += step_rows(occasion, unit, 0, lifted(calendar, moment, theirs), until())
    if moment:
        state = "closed"
        if occasion.duty in REVIEWED and unit.code in RETURNED:
            back = at(calendar.after(moment.date(), 1), REVIEW)
            again = at(calendar.after(back.date(), 2), AGAIN)
            version, due = 1, max(due, calendar.after(back.date(), RETURN_WORKDAYS))
            steps = after_return(calendar, due, back)
            rows += step_rows(occasion, unit, 1, steps, until((again, "submitted")))
    elif gone_first:
        state = "passed-on"  # what had fallen due before stays its own
    item = {"state": state, "late": late, "due_version": version, "due_day": due.isoformat()}
    return f"{occasion.key}/{unit.code}", item, rows


def visit_item(calendar, occasion, unit, behaviour, day):
    """The item of a place: planned when the round opens, due with the round, closed by the record."""
    record = None if behaviour.silent else at(calendar.after(day, 1), RECORD)
    late = record is None or record >= midnight_after(occasion.due)
    steps = around_visit(calendar, day, occasion.opens_at)
    if late:
        steps = steps + after_round(calendar, occasion.due, len(steps))
    rows = list(step_rows(occasion, unit, 1, steps, until((record, "visit-changed"))))
    if record:
        rows += step_rows(occasion, unit, 1, lifted(calendar, record, steps), until())
    item = {
        "state": "closed" if record else "open",
        "late": late,
        "due_version": 1,
        "due_day": occasion.due.isoformat(),
    }
    return f"{occasion.key}/{unit.code}", item, rows


class Notice:
    """The notice of a phase, which asks for nothing."""

    def __init__(self, phase, calendar):
        first = PHASES[phase][0]
        self.key, self.duty, self.opens, self.due = f"phase-{phase}", None, first, calendar.after(first, 0)


class Rating:
    """The leaders' part of a review round: each is reminded once, whatever number of units they lead."""

    def __init__(self, month, calendar):
        self.key, self.duty = f"rating-three-way-leader.2014-{month:02}", None
        self.opens, self.due = date(2014, month, 11), calendar.before(date(2014, month, 20), 0)

    def carried_by(self, units):
        """Of each leader's units the one that has taken part longest, then the first."""
        members = [unit for unit in units.values() if unit.member(self.due)]
        first = {}
        for unit in sorted(members, key=lambda unit: (unit.joined or date.min, unit.code)):
            first.setdefault(unit.contacts["leader"], unit)
        return first.values()

    def steps(self, calendar):
        ahead = up_to_due(calendar, self.due, at(self.opens, time(0)))
        return [(number, (instant, kind, days, "leader")) for number, (instant, kind, days, _) in ahead]


# The script's office draws so many working days before the last day, in the afternoon.
DRAWN_AHEAD, JUDGE = 3, time(14)


class Drawing:
    """The sample of a month's inspection: who draws it is reminded on the first working day, and up to the last, until it is drawn.
    Where nobody answers it is drawn when everything has been said."""

    def __init__(self, first, last, calendar):
        self.key, self.duty = f"round-supervision-office.{last.year}-{last.month:02}", None
        self.opens, self.due = first, calendar.before(last, 0)

    def steps(self, calendar):
        ahead = [(moment, kind, days) for _, (moment, kind, days, _) in up_to_due(calendar, self.due, at(self.opens, time(0)))]
        first = calendar.after(self.opens, 0)
        if first < ahead[0][0].date():
            days = calendar.count(first + timedelta(days=1), self.due)
            ahead.insert(0, (at(first), "before", days))
        return [(number, (*step, "office")) for number, step in enumerate(ahead)]

    def drawn(self, calendar, silent):
        return at(calendar.before(self.due, 0 if silent else DRAWN_AHEAD), JUDGE)


class Survey:
    """A session of a round of raters: who collates it hears behind its last day where too few answered, and else it says why not."""

    def __init__(self, round, month, last, calendar):
        self.key, self.duty, self.due = f"round-{round}-office.2014-{month:02}", None, calendar.before(last, 0)
        # The leaders must write a comment, so no script answers for them; of everybody else just enough do.
        self.ends = ("sent", None) if round == "three-way" else ("skipped", "enough")

    def steps(self, calendar):
        return [(0, (at(calendar.after(self.due, 1)), "too-few", 0, "office"))]


# Sessions of raters, with the last day that the file gives each (S7, S32, S66).
SURVEYS = [
    ("goals-survey", 4, date(2014, 4, 30)),
    ("goals-survey", 11, date(2014, 11, 30)),
    ("three-way", 7, date(2014, 7, 20)),
    ("three-way", 11, date(2014, 11, 20)),
    ("mass-survey", 11, date(2014, 11, 20)),
]


class Publicity:
    """The year's scores are public from the first working day behind the freeze: each unit hears so, at its clerk and its head."""

    def __init__(self, calendar):
        self.key, self.duty, self.freeze = "scores-annual-1", None, date(2014, 12, 12)
        self.due = calendar.after(self.freeze, 5)

    def steps(self, calendar):
        told = at(calendar.after(self.freeze, 1))
        return [(number, (told, "scores-public", 0, role)) for number, role in enumerate(("clerk", "head"))]


class Merger:
    """What a unit that is merged passes on, told to the clerk of its successor on the next working day."""

    def __init__(self, unit, calendar):
        self.key, self.duty = f"merged-{unit.code}-1", None
        self.opens = unit.left + timedelta(days=1)
        self.due = calendar.after(self.opens, 0)


# Stages of selections that the committee does itself (S25, S34, S35, S80): who, which, from when, by when.
STAGES = [
    ("model-site", "office", "review", date(2014, 7, 1), date(2014, 7, 31)),
    ("model-site", "office", "site-check", date(2014, 8, 1), date(2014, 9, 30)),
    ("model-site", "committee", "named", date(2014, 10, 1), date(2014, 11, 28)),
    ("pacesetter", "office", "verify", date(2014, 10, 1), date(2014, 10, 15)),
    ("pacesetter", "office", "publicity", date(2014, 10, 16), date(2014, 10, 16)),
    # Five working days of publicity from the 16th: to the 22nd.
    ("pacesetter", "committee", "named", date(2014, 10, 23), date(2014, 10, 31)),
    ("pacesetter", "office", "publicise", date(2014, 11, 1), date(2014, 11, 14)),
    ("window-awards", "office", "sum-up", START, date(2014, 12, 5)),
    ("window-awards", "office", "publicity", date(2014, 12, 6), date(2014, 12, 8)),
    # From the 8th to the 12th.
    ("window-awards", "committee", "named", date(2014, 12, 13), date(2014, 12, 19)),
    ("role-models", "office", "verify", date(2014, 8, 30), date(2014, 9, 26)),
    ("role-models", "office", "publicise", date(2014, 9, 27), date(2014, 10, 24)),
]


class Stage:
    """A stage that a post of the committee does: it is reminded up to its day and behind it, without cards."""

    def __init__(self, selection, post, stage, opens, due):
        self.key, self.duty, self.opens, self.due = f"stage-{selection}-{post}.{stage}", None, opens, due
        self.post, self.publicity = post, stage == "publicity"

    def done(self, calendar, silent):
        """When the last candidate has passed it: a working day ahead of its day, a period of publicity on the day itself."""
        return None if silent else at(calendar.before(self.due, 0 if self.publicity else 1), ADVANCE)

    def rows(self, calendar, unit, silent):
        """It is written down with the first unit. What falls due behind the last candidate is skipped; where nobody answers there
        is no candidate, and it goes to its end."""
        done = self.done(calendar, silent)

        def ends(instant):
            return ("sent", None) if done is None or instant < done else ("skipped", "stage-done")

        ahead = [(instant, kind, days) for _, (instant, kind, days, _) in up_to_due(calendar, self.due, at(self.opens, time(0)))]
        behind = [(at(calendar.after(self.due, days)), "overdue", days) for days in (2, 4, 6)]
        steps = [(number, (*step, self.post)) for number, step in enumerate(ahead + behind)]
        place = copy(unit)
        place.contacts = {self.post: self.post}
        return step_rows(self, place, 0, steps, ends)


def number_news(rows):
    """News of a person and day are messages of their own, one an instant, numbered in their order."""
    instants = {}
    for row in rows:
        if row["message"] and row["message"].endswith("/news"):
            instants.setdefault(row["message"], set()).add(row["at"])
    for row in rows:
        if row["message"] in instants:
            row["message"] += f"-{sorted(instants[row['message']]).index(row['at']) + 1}"


def visited_by(unit, visitor):
    """The unit as the place of this one's visit."""
    place = copy(unit)
    place.contacts = dict(unit.contacts, leader=visitor)
    return place


def runners(calendar, units, silent):
    """What the office hears of the rounds that it runs. It is written down with the first unit."""
    place = copy(units["001"])
    place.contacts = {"office": "office"}
    rows = []
    for _, first, last in months(date(2014, 5, 1), date(2014, 11, 30)):
        drawing = Drawing(first, last, calendar)
        stop = until((drawing.drawn(calendar, silent), "drawn"))
        rows += step_rows(drawing, place, 0, drawing.steps(calendar), stop)
    for survey in SURVEYS:
        session = Survey(*survey, calendar)
        rows += step_rows(session, place, 0, session.steps(calendar), lambda _, ends=session.ends: ends)
    return rows


def expected(calendar, units, silent, visits):
    """Items by name and all step rows. `visits` gives the proposed day and the visitor of `occasion/place`."""
    behaviour = Behaviour(silent)
    items, rows = {}, []
    for phase in PHASES:
        notice = Notice(phase, calendar)
        for unit in units.values():
            if everyone(unit) and unit.member(notice.opens):
                step = [(0, (at(notice.due), "notice", 0, "clerk"))]
                rows += step_rows(notice, unit, 0, step, until((unit.leaves(), "left")))
    for unit in units.values():
        if unit.merged_into:
            merger = Merger(unit, calendar)
            step = [(0, (at(merger.due), "given", 0, "clerk"))]
            rows += step_rows(merger, units[unit.merged_into], 0, step, until())
    for month in (7, 11):
        rating = Rating(month, calendar)
        for unit in rating.carried_by(units):
            # They must write a comment, so no script answers for them.
            rows += step_rows(rating, unit, 0, rating.steps(calendar), until((unit.leaves(), "left")))
    rows += runners(calendar, units, silent)
    publicity = Publicity(calendar)
    for unit in units.values():
        if everyone(unit) and unit.member(publicity.freeze):
            rows += step_rows(publicity, unit, 0, publicity.steps(calendar), until())
    for stage in STAGES:
        rows += Stage(*stage).rows(calendar, units["001"], silent)
    for occasion in occasions(calendar):
        for unit in occasion.owed_by(units):
            if occasion.duty in VISITS:
                visit = visits.get(f"{occasion.key}/{unit.code}")
                if visit is None:
                    continue  # missed by the check of visits, which names it
                place = visited_by(unit, visit["visitor"])
                day = date.fromisoformat(visit["date"])
                name, item, theirs = visit_item(calendar, occasion, place, behaviour, day)
            else:
                name, item, theirs = duty_item(calendar, occasion, unit, behaviour)
            items[name] = item
            rows += theirs
    number_news(rows)
    assert all(at(START, NINE) <= at(date.fromisoformat(row["day"])) < midnight_after(END) for row in rows)
    return items, rows
