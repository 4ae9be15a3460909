#!/usr/bin/env python3
"""Holds plans of the product against the independent checker. Prints what is wrong; exit code 1 if anything is.

judge.py FOLDER         each NAME.out.json against NAME.json: accepted, with the objective and the terms that it tells
judge.py FOLDER same    each NAME-same.out.json: not one published visit changed
judge.py FOLDER moved   each NAME-moved.out.json: no more changed than had to be, by this program's own count, plus two,
                        unless visits are missing that could be made
judge.py FOLDER proofs  what each NAME.out.json says to be impossible, by brute force over each place
"""
import json
import pathlib
import sys

from check import Instance, check

FOUND = []


def wrong(name, what):
    FOUND.append(f"{name}: {what}")


def pairs(folder, suffix=""):
    for path in sorted(folder.glob(f"*{suffix}.out.json")):
        name = path.name[: -len(".out.json")]
        yield name, json.loads((folder / f"{name}.json").read_text()), json.loads(path.read_text())


def accepted(folder):
    count = 0
    for name, raw, plan in pairs(folder):
        count += 1
        got = check(Instance(raw), plan)
        if got["violations"]:
            wrong(name, got["violations"][:3])
        if (got["objective"], got["terms"]) != (plan["objective"], plan["terms"]):
            wrong(name, f"told {plan['objective']} {plan['terms']}, is {got['objective']} {got['terms']}")
        if plan.get("violations") or plan["cut"] or plan["instance"] != raw["name"]:
            wrong(name, "violations, cut or another name")
    return count


def changed(raw, plan):
    now = {(v["place"], v["k"]): v for v in plan["visits"]}
    same = lambda v: all(now.get((v["place"], v["k"]), {}).get(f) == v[f] for f in ("leader", "day", "start"))
    return [v for v in raw["published"] if not same(v)]


def same(folder):
    count = 0
    for name, raw, plan in pairs(folder, "-same"):
        count += 1
        if changed(raw, plan):
            wrong(name, f"changed {changed(raw, plan)[:3]}")
    return count


def moved(folder):
    """What cannot stay: taken out one by one until the checker has nothing to say."""
    count = 0
    for name, raw, plan in pairs(folder, "-moved"):
        count += 1
        inst = Instance(raw)
        stay, out = [dict(v) for v in raw["published"]], []
        while True:
            un = [{"place": p, "k": k, "reason": "x"} for p in inst.places for k in range(1, inst.places[p]["visits"] + 1)
                  if not any((v["place"], v["k"]) == (p, k) for v in stay)]
            got = check(inst, {"format": "visit-schedule-solution/1", "visits": stay, "unscheduled": un})
            if not got["violations"]:
                break
            bad = got["violations"][0]
            hit = [v for v in stay if not inst.locked(v) and (v["leader"], v["day"]) == (bad.get("leader"), bad.get("day"))
                   and bad.get("place") in (None, v["place"])]
            if not hit:
                wrong(name, f"cannot be repaired: {bad}")
                break
            stay.remove(hit[0])
            out.append(hit[0])
        # Where visits are missing that could be made, others may have to move for them.
        fought = any(not u["proved"] for u in plan["unscheduled"])
        if len(changed(raw, plan)) > len(out) + 2 and not fought:
            wrong(name, f"changed {len(changed(raw, plan))}, {len(out)} had to be")
    return count


def alone(inst, p, l, d):
    """Whether a visit can be on a day with nothing else, by trying every minute."""
    if not inst.working[d] or not p.get("release", 0) <= d <= p.get("due", inst.days - 1) or d in (p.get("blocked_days") or []):
        return False
    out, home = inst.tt(l["home"], p["loc"]), inst.tt(p["loc"], l["home"])
    wins = [w for w in (p.get("windows") or [{"from": 0, "to": 1440}]) if inst.weekday(d) in w.get("weekdays", range(7))]
    busy = inst.busy[l["id"]].get(d, [])
    for w in wins:
        for s in range(w["from"], w["to"] - p["duration"] + 1):
            a, b = s - out, s + p["duration"] + home
            if a >= l["day_start"] and b <= l["day_end"] and b - a <= l["max_work_minutes"] and not any(f < b and a < t for f, t in busy):
                return True
    return False


def most(inst, p):
    """How many visits of a place can be made if nothing else is planned: every choice tried."""
    who = [l for l in inst.leaders.values() if inst.eligible(p, l) and l["max_visits_per_day"] > 0]
    at = [(d, l["id"]) for d in range(inst.days) for l in who if alone(inst, p, l, d)]
    lo, hi, best = p.get("min_gap", 1), p.get("max_gap"), 0

    def go_on(k, last, count):
        nonlocal best
        best = max(best, count)
        if k > p["visits"] or count + p["visits"] - k + 1 <= best:
            return
        for d, l in at:
            if last:
                n, gap = k - last[0], d - last[1]
                if gap < n * lo or (hi is not None and gap > n * hi) or (p.get("same_leader") and l != last[2]):
                    continue
            go_on(k + 1, (k, d, l), count + 1)
        go_on(k + 1, last, count)

    go_on(1, None, 0)
    return best, bool(who), bool(at)


def proofs(folder):
    count = 0
    for name, raw, plan in pairs(folder):
        inst = Instance(raw)
        for pid, p in inst.places.items():
            can, who, at = most(inst, p)
            told = [u for u in plan["unscheduled"] if u["place"] == pid and u["proved"]]
            count += len(told)
            if len(told) != p["visits"] - can:
                wrong(name, f"{pid}: {len(told)} said to be impossible, {p['visits'] - can} are")
            want = "no-eligible-leader" if not who else "no-common-day" if not at else "gaps-impossible"
            if any(u["reason"] != want for u in told):
                wrong(name, f"{pid}: {told}, but {want}")
            if want == "gaps-impossible" and any(u["at_most"] != can for u in told):
                wrong(name, f"{pid}: {told}, but at most {can}")
            if want == "no-common-day" and any(sum(u["days_lost"].values()) != inst.days for u in told):
                wrong(name, f"{pid}: {told} does not add up")
    return count


def main():
    folder = pathlib.Path(sys.argv[1])
    what = {(): accepted, ("same",): same, ("moved",): moved, ("proofs",): proofs}[tuple(sys.argv[2:])]
    count = what(folder)
    print("\n".join(FOUND))
    print(f"{count} looked at")
    sys.exit(1 if FOUND or not count else 0)


if __name__ == "__main__":
    main()
