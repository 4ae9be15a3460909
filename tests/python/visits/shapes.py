#!/usr/bin/env python3
"""Instances of many shapes for tests of the solver, small and always the same: what gen.py makes, and what it never does.

shapes.py FOLDER          writes NAME.json for each
shapes.py FOLDER replan   for each NAME.json with NAME.out.json beside it: NAME-same.json (published as it was planned) and
                          NAME-moved.json (a leader falls ill, places cancel, the first third is over)
shapes.py FOLDER tiny     writes instances small enough for brute force
"""
import argparse
import copy
import json
import pathlib
import random
import sys

import gen


def new(seed, **kw):
    base = dict(seed=seed, leaders=4, places=20, weeks=26, visits=3, min_gap=42, max_gap=70, busy=0.3)
    return gen.new(argparse.Namespace(**dict(base, **kw)))


def matrix(inst, r):
    """The same travel as a table, and not the same in both directions."""
    at = [(x["x"], x["y"]) for x in inst["locations"]]
    per = inst["travel"]["units_per_minute"]
    leg = lambda a, b: -(-int(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5) // per)
    table = [[0 if i == j else leg(a, b) + r.randrange(4) for j, b in enumerate(at)] for i, a in enumerate(at)]
    inst["travel"] = {"kind": "matrix", "minutes": table}
    return inst


def loose(inst, r):
    """Whatever may be absent is absent."""
    for p in inst["places"]:
        for key in ("windows", "eligible", "preferred", "same_leader", "ideal_gap", "max_gap", "priority", "blocked_days"):
            if r.random() < 0.5:
                p.pop(key, None)
    inst["places"][-1]["visits"] = 0
    for l in inst["leaders"]:
        if r.random() < 0.5:
            l.pop("max_visits_per_week")
    return inst


def midday(inst, r):
    """Meetings in the middle of the day, some of which touch or overlap; several windows a day."""
    for l in inst["leaders"]:
        days = inst["calendar"]["days"]
        for d in r.sample(range(days), days // 3):
            f = r.choice([660, 690, 720])
            l["busy"].append({"day": d, "from": f, "to": f + r.choice([30, 60, 120])})
    for p in inst["places"]:
        if r.random() < 0.5:
            p["windows"] = [{"from": 510, "to": 720}, {"weekdays": [0, 1, 2, 3, 4], "from": 810, "to": 1050}]
            p["duration"] = r.choice([30, 45, 60])
    return inst


def capped(inst, r):
    """Totals, short days, full days of many stops."""
    for i, l in enumerate(inst["leaders"]):
        l["max_visits_total"] = 6 + i
        l["max_work_minutes"] = r.choice([240, 360, 480])
        l["max_visits_per_day"] = r.choice([1, 6, 8])
    for p in inst["places"]:
        p["duration"] = r.choice([20, 30, 40])
    return inst


def close(inst, r):
    """Places next to each other, so that days of five stops and more pay."""
    for x in inst["locations"]:
        x["x"] //= 8
        x["y"] //= 8
    for l in inst["leaders"]:
        l.update(max_visits_per_day=7, max_visits_per_week=20, busy=[b for b in l["busy"] if r.random() < 0.3])
    for p in inst["places"]:
        p.update(duration=r.choice([20, 30]), visits=r.choice([1, 4, 6]), min_gap=r.choice([0, 1, 14]), max_gap=None, ideal_gap=20)
    return inst


def alone(inst):
    """One leader, who may go everywhere."""
    inst["leaders"] = inst["leaders"][:1]
    inst["leaders"][0]["skills"] = gen.CATS
    for p in inst["places"]:
        p.pop("eligible", None)
        p.pop("preferred", None)
    return inst


def weighed(inst, r):
    inst["weights"] = {"travel": 3, "leader_day": 100, "spacing": 0, "overload": 5, "unscheduled": 500}
    return inst


SHAPES = {
    "small": lambda r: new(1),
    "quarter": lambda r: new(2, weeks=13, visits=1, places=30),
    "weekly": lambda r: new(3, weeks=12, visits=8, min_gap=6, max_gap=14, places=8),
    "medium": lambda r: new(4, leaders=12, places=120),
    "tight": lambda r: new(5, leaders=3, places=40),
    "over": lambda r: new(6, leaders=6, places=40, busy=0.85),
    "one-leader": lambda r: alone(new(7, places=14)),
    "matrix": lambda r: matrix(new(8), r),
    "loose": lambda r: loose(new(9), r),
    "midday": lambda r: midday(new(10), r),
    "capped": lambda r: capped(new(11), r),
    "close": lambda r: close(new(12, places=30), r),
    "weighed": lambda r: weighed(new(13), r),
}


def tiny(seed):
    """Four weeks, three leaders, six places; a good part of which cannot be visited as often as asked."""
    r = random.Random(seed)
    inst = new(seed, leaders=3, places=6, weeks=4, visits=r.choice([2, 3]), min_gap=r.choice([3, 7, 10]), max_gap=r.choice([8, 12, 14]), busy=r.choice([0.3, 0.6, 0.85]))
    for p in inst["places"]:
        p["visits"] = r.choice([1, 2, 3])
        p["max_gap"] = max(p["min_gap"], p["max_gap"])
        if r.random() < 0.4:
            p["due"] = r.randrange(6, 28)
        if r.random() < 0.4:
            p["release"] = r.randrange(0, 20)
        if r.random() < 0.15:
            p["eligible"] = []
    return inst


def replan(folder):
    for path in sorted(folder.glob("*.out.json")):
        name = path.name[: -len(".out.json")]
        inst, plan = json.loads((folder / f"{name}.json").read_text()), json.loads(path.read_text())
        keys = ("place", "k", "leader", "day", "start")
        same = copy.deepcopy(inst)
        same["published"] = [{k: v[k] for k in keys} for v in plan["visits"]]
        (folder / f"{name}-same.json").write_text(json.dumps(same))
        r = random.Random(name)
        moved, now = copy.deepcopy(same), inst["calendar"]["days"] // 3
        moved["freeze_until"] = now
        for v in r.sample(moved["published"], len(moved["published"]) // 6):
            v["locked"] = True
        held = {(v["place"], v["day"]) for v in moved["published"] if v.get("locked") or v["day"] < now}
        free = [v for v in moved["published"] if v["day"] > now + 2 and not v.get("locked")]
        for v in r.sample(free, min(len(free), 3)):
            p = next(p for p in moved["places"] if p["id"] == v["place"])
            days = set(range(v["day"] - 1, v["day"] + 3)) - {d for q, d in held if q == p["id"]}
            p["blocked_days"] = sorted({*(p.get("blocked_days") or []), *days})
        locked = {(v["leader"], v["day"]) for v in moved["published"] if v.get("locked")}
        ill = r.choice(moved["leaders"])
        ill["busy"] += [{"day": d} for d in range(now + 3, now + 10) if (ill["id"], d) not in locked]
        (folder / f"{name}-moved.json").write_text(json.dumps(moved))


def main():
    folder = pathlib.Path(sys.argv[1])
    if sys.argv[2:] == ["replan"]:
        replan(folder)
    elif sys.argv[2:] == ["tiny"]:
        for seed in range(1, 25):
            (folder / f"tiny-{seed:02}.json").write_text(json.dumps(tiny(seed)))
    else:
        for name, shape in SHAPES.items():
            (folder / f"{name}.json").write_text(json.dumps(shape(random.Random(name))))


if __name__ == "__main__":
    main()
