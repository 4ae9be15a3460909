"""Whether bytes are the ones in which postcard writes a value that stands beside them as JSON, without knowing its type: every
way to write each part is tried, and one of them must come to the very bytes. So a number, a day or a name that was altered in
the JSON alone is found. It shares no code with muster.

  spelled.py     holds every golden sample against its bytes, whole and with each of its numbers and texts altered

Fields stand in the bytes as they are declared. The JSON of an event sorts them; the golden samples have them in their order, and
so do definitions and tables. What JSON writes as a word may be one of several
cases, of which only the number stands in the bytes: a case that was changed for another is not found here."""

import json
import re
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import permutations
from pathlib import Path

import chain

GOLDEN = Path(__file__).resolve().parents[2] / "proto/protocol/golden"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
# Fields with numbers that may be below zero, and those that are of one kind here and of the other there. All others are not.
SIGNED = {"bonus", "cap", "change", "denominator", "forward_ms", "latitude", "longitude", "max", "numerator", "points",
          "provisional", "Range", "total", "trim", "weight", "with", "year", "years"}
EITHER = {"at_least", "Number"}
# Fields with a list of pairs, which have no length in front of them.
PAIRS = {"cells"}
FIELDS_MAX = 6  # fields of a struct that no sample has: more would have too many orders
CASES_MAX = 64  # cases of what is one of several
CASE = re.compile(r"([A-Za-z][A-Za-z-]*?)(?:[:-](\d+))?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CLOCK = re.compile(r"(\d\d):(\d\d)")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
HEXADECIMAL = re.compile(r"([0-9a-f]{2})+")
STEP = re.compile(r"(.+)/([^/#]+)#(\d+)\.(\d+)")
MESSAGE = re.compile(r"(\d{4}-\d\d-\d\d)/([^/]+)/([a-z:0-9-]+)")


def number(value):
    """In groups of seven bits, small end first."""
    written = bytearray()
    while value >= 0x80:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])


def signed(value):
    """Zigzag: 0, -1, 1, -2."""
    return number(value << 1 if value >= 0 else (-value << 1) - 1)


class Spelling:
    """Bytes, the texts that a body names by their places (none outside events), and the order of fields by their names, where
    the JSON has sorted them."""

    def __init__(self, data, texts=(), orders=None):
        self.data, self.orders = data, orders
        self.places = {text: at for at, text in enumerate(texts)}
        self.known = {}

    def of(self, value, at, name=""):
        """Where the value of a field that begins here may end."""
        key = (id(value), at, name in PAIRS)
        if key in self.known:
            return self.known[key]
        ends = set(self.bare(value, at, name))
        if self.data[at:at + 1] == b"\1":
            ends.update(self.bare(value, at + 1, name))  # something that may be missing and is not
        if isinstance(value, dict | list):
            self.known[key] = ends
        return ends

    def literal(self, at, *spellings):
        return {at + len(one) for one in spellings if self.data.startswith(one, at)}

    def bare(self, value, at, name):
        if value is None:
            return self.literal(at, b"\0")
        if isinstance(value, bool):
            return self.literal(at, bytes([value]))
        if isinstance(value, int):
            return self.whole(value, at, name)
        if isinstance(value, str):
            return self.word(value, at)
        if isinstance(value, list):
            ends = self.row(value, at) if name in PAIRS and len(value) == 2 else set()
            for begin in self.literal(at, number(len(value))):
                ends.update(self.row(value, begin, name))
            return ends
        return self.parts(value, at)

    def whole(self, value, at, name):
        spellings = []
        if name in SIGNED | EITHER:
            spellings.append(signed(value))
        if value >= 0 and name not in SIGNED:
            spellings += [number(value), bytes([value]) if value < 0x100 else number(value)]
        return self.literal(at, *spellings)

    def row(self, values, at, name=""):
        ends = {at}
        for value in values:
            ends = {end for begin in ends for end in self.of(value, begin, name)}
        return ends

    def unsorted(self, value):
        """The orders that a struct's fields may have; all of them where no sample has these."""
        known = self.orders.get(frozenset(value), ())
        return known or (permutations(value) if len(value) <= FIELDS_MAX else ())

    def fields(self, value, names, at):
        ends = {at}
        for name in names:
            ends = {end for begin in ends for end in self.of(value[name], begin, name)}
        return ends

    def word(self, text, at):
        own = text.encode()
        spellings = [number(len(own)) + own]
        if text in self.places:
            spellings.append(number(self.places[text]))
        if HEXADECIMAL.fullmatch(text):
            raw = bytes.fromhex(text)
            spellings += [raw, number(len(raw)) + raw]
        if DAY.fullmatch(text):
            year, month, day = map(int, text.split("-"))
            spellings.append(signed((date(year, month, 1) - EPOCH.date()).days + day - 1))
        if clock := CLOCK.fullmatch(text):
            spellings.append(number(60 * int(clock[1]) + int(clock[2])))
        if INSTANT.fullmatch(text):
            moment = datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH
            spellings.append(signed(moment // timedelta(milliseconds=1)))
        ends = self.literal(at, *spellings)
        if case := CASE.fullmatch(text):
            ends |= self.case(at, *case.groups())
        if step := STEP.fullmatch(text):
            ends |= self.row([step[1], step[2], int(step[3]), int(step[4])], at)
        if message := MESSAGE.fullmatch(text):
            ends |= self.row([message[1], message[3], message[2]], at)
        return ends

    def case(self, at, name, count):
        """One of several cases, which may itself be of one (`card-red`), with the number that may stand behind it."""
        ends = set()
        for length in range(1, 3 if "-" in name else 2):
            if at + length <= len(self.data) and max(self.data[at:at + length]) < CASES_MAX:
                ends |= {at + length} if count is None else self.of(int(count), at + length)
        return ends

    def parts(self, value, at):
        """A struct, one of several cases with content, or a table of names."""
        orders = [value] if self.orders is None else self.unsorted(value)
        ends = set().union(*(self.fields(value, order, at) for order in orders))
        if len(value) == 1 and at < len(self.data) and self.data[at] < CASES_MAX:
            name, content = next(iter(value.items()))
            ends |= self.of(content, at + 1, name)
            if isinstance(content, list):
                ends |= self.row(content, at + 1, name)
        for begin in self.literal(at, number(len(value))):
            pairs = [part for pair in value.items() for part in pair]
            ends |= self.row(pairs, begin)
        return ends


def orders(value, found):
    """The orders in which structs with the same fields have them, in a JSON that has them as they are declared."""
    if isinstance(value, dict):
        found.setdefault(frozenset(value), set()).add(tuple(value))
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        orders(one, found)
    return found


@cache
def declared():
    found = {}
    for path in GOLDEN.glob("*.json"):
        orders(json.loads(path.read_text("utf-8")), found)
    return found


def body_fits(data, body):
    """Whether the bytes of an event's body say what its JSON says: behind their texts, and nothing else."""
    reader = chain.Reader(data)
    texts = reader.list(reader.text)
    return len(data) in Spelling(data, texts, declared()).of(body, reader.at)


def blob_fits(data, value):
    """Whether the bytes of a definition or table, behind their schema of two bytes, say what its JSON says."""
    return len(data) in Spelling(data).of(value, 2)


def altered(value):
    """The value with one of its numbers and texts altered, each in turn. A word that may be a case is left: see above."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield value + 1
    elif isinstance(value, str) and not CASE.fullmatch(value):
        yield value[:-1] + ("1" if value[-1:] != "1" else "2")
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from (value[:at] + [other] + value[at + 1:] for other in altered(one))
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from ({**value, name: other} for other in altered(one))


def main():
    whole = found = 0
    for path in sorted(GOLDEN.glob("*.json")):
        if path.name.startswith("command."):
            continue
        data = bytes.fromhex("".join(path.with_suffix(".hex").read_text().split()))
        is_blob = path.name.startswith(("definition.", "snapshot-table."))
        fits = blob_fits if is_blob else body_fits
        value = json.loads(path.read_text("utf-8"))
        assert fits(data, value), f"{path.name}: these are not its bytes"
        whole += 1
        for other in () if path.name.startswith("definition.") else altered(value):
            assert not fits(data, other), f"{path.name}: also fits {other}"
            found += 1
    print(f"{whole} samples fit their bytes, {found} altered ones do not")


if __name__ == "__main__":
    main()
