#!/usr/bin/env python3
"""The solver of visits beside the OR-Tools reference, as one table. Not a test: it fails by nothing.

bench.py MUSTER [--reference PYTHON] [--seconds 60] [--keep FOLDER] [NAME ...]

MUSTER is the program, built for release. It is given 1 and 5 CPU seconds, as iterations: how many those are is measured
first. PYTHON is one that has `ortools`; the reference gets so many CPU seconds for each instance, and its results are kept
in FOLDER, so that it runs once. Every plan is priced by the independent checker in tests/python/visits. Best is what costs
least: first what is missing (sum of priorities), then the rest.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = HERE.parent.parent / "python" / "visits"
sys.path.insert(0, str(TOOLS))
import gen  # noqa: E402
from check import Instance, check  # noqa: E402

# Seeds and sizes; `over` has leaders who are busy on 85 of 100 days.
INSTANCES = {
    "small-1": dict(seed=1, leaders=4, places=20),
    "small-2": dict(seed=2, leaders=4, places=20),
    "medium-1": dict(seed=1),
    "medium-2": dict(seed=2),
    "tight-4": dict(seed=4, leaders=8, places=120),
    "over-5": dict(seed=5, busy=0.85),
    "large-6": dict(seed=6, leaders=60, places=600),
    "huge-7": dict(seed=7, leaders=330, places=3334),
}
# Instances that the reference is not asked about: it does not get through its own first plan in that time.
ALONE = {"large-6", "huge-7"}
# Of these the plan is published and disturbed, and planned again.
REPLANNED = {"medium-1": [1, 2], "tight-4": [1]}
PROBE = 400_000


def made(name):
    base = dict(seed=1, leaders=12, places=120, weeks=26, visits=3, min_gap=42, max_gap=70, busy=0.3)
    return gen.new(argparse.Namespace(**dict(base, **INSTANCES[name])))


def run(command, out):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(out, "w") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def priced(instance, plan):
    inst = Instance(json.loads(instance.read_text()))
    got = check(inst, json.loads(plan.read_text()))
    if got["violations"]:
        sys.exit(f"{plan}: {got['violations'][:3]}")
    missing = got["terms"]["unscheduled"]
    rest = got["objective"] - missing * inst.w["unscheduled"]
    changed = sum(got["terms"][t] for t in ("removed", "change_day", "change_leader", "change_time"))
    return missing, rest, changed


def changed(instance, plan):
    raw, now = json.loads(instance.read_text()), json.loads(plan.read_text())["visits"]
    at = {(v["place"], v["k"]): (v["leader"], v["day"], v["start"]) for v in now}
    return sum(at.get((v["place"], v["k"])) != (v["leader"], v["day"], v["start"]) for v in raw["published"])


def product(a, folder, name, seconds):
    instance, out = folder / f"{name}.json", folder / f"{name}.product-{seconds}.json"
    solve = [a.muster, "visits", "solve", str(instance), "--iterations"]
    few, more = run([*solve, str(PROBE)], out), run([*solve, str(3 * PROBE)], out)
    # What reading and the first plan take is not taken twice.
    each = max(1e-9, (more - few) / (2 * PROBE))
    left = max(0.05, seconds - max(0.0, few - PROBE * each))
    cpu = run([*solve, str(int(left / each))], out)
    return (cpu, int(left / each), *priced(instance, out))


def reference(a, folder, name, seconds):
    instance, out = folder / f"{name}.json", folder / f"{name}.reference.json"
    if not out.exists():
        tool = [a.reference, str(HERE / "ref_ortools.py"), str(instance), "--time", str(seconds), "--cpu", "--workers", "1"]
        subprocess.run([*tool, "-o", str(out)], check=True, stdout=subprocess.DEVNULL, env=dict(os.environ, PYTHONPATH=str(TOOLS)))
    return priced(instance, out)


def compared(missing, rest, ref):
    if ref is None:
        return "-"
    if missing != ref[0]:
        return f"{missing - ref[0]:+d} missing"
    return f"{100 * (rest - ref[1]) / max(1, ref[1]):+.1f} %"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("muster")
    ap.add_argument("--reference")
    ap.add_argument("--seconds", type=int, default=60)
    ap.add_argument("--keep")
    ap.add_argument("names", nargs="*")
    a = ap.parse_intermixed_args()
    folder = pathlib.Path(a.keep or tempfile.mkdtemp())
    folder.mkdir(exist_ok=True)
    print("| instance | who | CPU s | iterations | missing | rest | against the reference |")
    print("|---|---|---|---|---|---|---|")
    for name in a.names or INSTANCES:
        if not (folder / f"{name}.json").exists():
            (folder / f"{name}.json").write_text(json.dumps(made(name)))
        ref = None
        if a.reference and name not in ALONE:
            ref = reference(a, folder, name, a.seconds)
            print(f"| {name} | OR-Tools | {a.seconds} | | {ref[0]} | {ref[1]} | |", flush=True)
        budgets = [30] if name == "huge-7" else [1, 5]
        for seconds in budgets:
            cpu, iterations, missing, rest, _ = product(a, folder, name, seconds)
            told = compared(missing, rest, ref)
            print(f"| {name} | muster | {cpu:.2f} | {iterations} | {missing} | {rest} | {told} |", flush=True)
    replan(a, folder)


def replan(a, folder):
    print("\n| re-plan | published and free | who | changed | missing | rest |")
    print("|---|---|---|---|---|---|")
    for name, seeds in REPLANNED.items():
        if a.names and name not in a.names:
            continue
        for seed in seeds:
            again, plan = f"{name}-replan-{seed}", folder / f"{name}.product-5.json"
            path = folder / f"{again}.json"
            if not path.exists():
                told = gen.replan(argparse.Namespace(seed=seed, instance=str(folder / f"{name}.json"), schedule=str(plan)))
                path.write_text(json.dumps(told))
            raw = json.loads(path.read_text())
            free = sum(v["day"] >= raw["freeze_until"] for v in raw["published"])
            if a.reference:
                missing, rest, _ = reference(a, folder, again, 30)
                told = changed(path, folder / f"{again}.reference.json")
                print(f"| {again} | {free} | OR-Tools | {told} | {missing} | {rest} |", flush=True)
            out = folder / f"{again}.product.json"
            run([a.muster, "visits", "solve", str(path)], out)
            missing, rest, _ = priced(path, out)
            print(f"| {again} | {free} | muster | {changed(path, out)} | {missing} | {rest} |", flush=True)


if __name__ == "__main__":
    main()
