"""Computes the tables of campaigns again that a generator made: one campaign a line on the standard input, as JSON with its
definitions, events and tables. It goes by auditing.py alone, which shares no code with muster.

Prints how often what came up, as JSON; the first table that differs ends it."""

import json
import sys
from collections import Counter

import auditing


def looked_at(found, table, definition):
    """What a table shows, so that a tame generator is noticed."""
    found["rated"] += len(table["ratings"])
    found["rated by too few"] += sum(row["mean"] is None for row in table["ratings"])
    groups = {(one["id"], group["name"]): group for one in definition["reviews"] for group in one["raters"]}
    for row in table["ratings"]:
        trim = groups[row["round"], row["group"]]["trim"]
        found["trimmed means"] += row["mean"] is not None and row["answers"] * trim >= 100 * auditing.UNIT
    for sheet in table["sheets"]:
        how = next(one for one in definition["scores"] if one["id"] == sheet["sheet"])
        pools = Counter()
        for row in sheet["rows"]:
            found["scored rows"] += 1
            found["totals that wait"] += row["total"] is None
            lacks = row["total"] is not None and any(line["points"] is None for line in row["lines"])
            found[f"lines that lack a value: {how['missing']}"] += lacks
            found["vetoed"] += bool(row["vetoes"])
            found["bonus"] += bool(row["bonus"])
            found["counted"] += sum(len(line["counted"]) for line in row["lines"])
            found["addendum"] += bool(row["addendum"])
            category = next(unit["category"] for unit in definition["units"] if unit["code"] == row["unit"])
            if row["total"] is not None:
                pools[category if how["within_category"] else "", row["total"], row["rank"]] += 1
        found["shared ranks"] += sum(times > 1 for times in pools.values())
        totals = Counter((pool, total) for pool, total, _ in pools)
        found["parted by ties"] += sum(times > 1 for times in totals.values())


def campaign(data, found):
    heard = auditing.Campaign()
    heard.definitions = data["definitions"]
    for event in data["events"]:
        heard.hear(event)
        found["event " + event["name"]] += 1
    assert heard.tables.keys() == data["tables"].keys(), (sorted(heard.tables), sorted(data["tables"]))
    for key, table in data["tables"].items():
        difference = auditing.first_difference(heard.tables[key], table, key)
        assert difference is None, f"seed {data['seed']}, computed here and by muster: {difference}"
        found["tables"] += 1
        looked_at(found, table, data["definitions"][table["definition"]])
    found["campaigns"] += 1


def main():
    found = Counter()
    for line in sys.stdin:
        campaign(json.loads(line), found)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
