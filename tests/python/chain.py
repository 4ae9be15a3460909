"""Checks the hash chain of a log by the written rule alone: it shares no code with muster and needs no definition.

  chain.py log FILE     reads the segments of a log.db
  chain.py events       reads what `muster events --json` prints, from standard input
  chain.py stream       reads what `watching.py` prints of `muster.event.>`, from standard input

With `names` behind it, it prints what each event names instead of a head file: its position, name, and the texts in
front of its body, which stand for units, duties, occasions and whatever else the body refers to.

Every campaign's records must stand one behind the other and each carry the link that follows from the one before:
BLAKE3 over the previous link (32 zero bytes before the first) and, each behind its length (8 bytes, little-endian):
first position (8), number of events (4), campaign, first version (8), clock in ms since 1970 (8), actor, behalf, way,
command (16 or none), content (32 or none), and of each event name, schema (2), body. It prints a head file."""

import json
import sqlite3
import struct
import sys
from datetime import datetime, timezone
from urllib.parse import unquote

MASK = 0xFFFFFFFF
START = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
ORDER = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
MIXES = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13),
         (3, 4, 9, 14))
CHUNK_START, CHUNK_END, PARENT, ROOT = 1, 2, 4, 8


def compress(value, block, counter, length, flags):
    """The compression function of BLAKE3 (paper, 2.2)."""
    v = list(value) + list(START[:4]) + [counter & MASK, counter >> 32, length, flags]
    m = list(struct.unpack("<16I", block.ljust(64, b"\0")))
    for turn in range(7):
        for nth, (a, b, c, d) in enumerate(MIXES):
            for word, (first, second) in ((m[2 * nth], (16, 12)), (m[2 * nth + 1], (8, 7))):
                v[a] = (v[a] + v[b] + word) & MASK
                x = v[d] ^ v[a]
                v[d] = (x >> first | x << (32 - first)) & MASK
                v[c] = (v[c] + v[d]) & MASK
                x = v[b] ^ v[c]
                v[b] = (x >> second | x << (32 - second)) & MASK
        m = [m[place] for place in ORDER]
    return [v[at] ^ v[at + 8] for at in range(8)], [v[at + 8] ^ value[at] for at in range(8)]


def blake3(data):
    """The first 32 bytes of BLAKE3."""
    chunks = [data[at:at + 1024] for at in range(0, len(data), 1024)] or [b""]
    nodes = []
    for counter, chunk in enumerate(chunks):
        blocks = [chunk[at:at + 64] for at in range(0, len(chunk), 64)] or [b""]
        value = START
        for nth, block in enumerate(blocks):
            flags = (CHUNK_START if nth == 0 else 0) | (CHUNK_END if nth == len(blocks) - 1 else 0)
            last = (value, block, counter, len(block), flags)
            if nth < len(blocks) - 1:
                value = compress(*last)[0]
        nodes.append(last)

    def join(some):
        if len(some) == 1:
            return some[0]
        left = 1 << ((len(some) - 1).bit_length() - 1)
        pair = [compress(*join(part))[0] for part in (some[:left], some[left:])]
        return (START, struct.pack("<16I", *pair[0], *pair[1]), 0, 64, PARENT)

    value, block, _, length, flags = join(nodes)
    counter = 0 if len(nodes) > 1 else nodes[0][2]
    return struct.pack("<8I", *compress(value, block, counter, length, flags | ROOT)[0])


class Reader:
    """postcard: whole numbers in groups of seven bits, little-endian; signed ones zigzag; lists behind their length."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def raw(self, length):
        self.at += length
        assert self.at <= len(self.data), "cut off"
        return self.data[self.at - length:self.at]

    def number(self):
        value, shift = 0, 0
        while True:
            byte = self.raw(1)[0]
            value, shift = value | (byte & 0x7F) << shift, shift + 7
            if byte < 0x80:
                return value

    def signed(self):
        value = self.number()
        return (value >> 1) ^ -(value & 1)

    def text(self):
        return self.raw(self.number()).decode()

    def list(self, one):
        return [one() for _ in range(self.number())]

    def optional(self, one):
        return one() if self.raw(1)[0] else None


def segment(position, data):
    """The records of a segment: schema number 1, texts, records that name them by place."""
    assert data[:2] == b"\1\0", "another schema"
    reader = Reader(data[2:])
    texts = reader.list(reader.text)

    def named():
        return texts[reader.number()]

    def record():
        found = {"campaign": named(), "version": reader.number(), "at": reader.signed(), "actor": named(),
                 "behalf": reader.optional(named), "via": named(),
                 "cause": reader.optional(lambda: (reader.raw(16), reader.raw(32))), "hash": reader.raw(32)}
        found["events"] = reader.list(lambda: (named(), reader.number(), reader.raw(reader.number())))
        return found

    for one in reader.list(record):
        yield {**one, "first": position}
        position += len(one["events"])
    assert reader.at == len(reader.data), "something is left over"


def named(body):
    """The texts that a body names: a list in front of it, each once."""
    reader = Reader(body)
    texts = reader.list(reader.text)
    assert len(set(texts)) == len(texts), "a text stands there twice"
    return texts


def said(value):
    """All texts in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from said(one)


def of_log(path):
    for position, data in sqlite3.connect(path).execute("SELECT position, bytes FROM segments ORDER BY position"):
        yield from segment(position, data)


def gathered(events):
    """Records from events that each say to which one they belong."""
    record = None
    for event in events:
        if record is None or record["first"] != event["first"]:
            if record:
                yield record
            record = {**event, "events": []}
        record["events"].append((event["name"], event["schema"], event["body"]))
        assert event["position"] == event["first"] + len(record["events"]) - 1, event["position"]
    if record:
        yield record


def of_json(line):
    event = json.loads(line)
    whole = "\n".join(said(event["body"]))
    for text in named(bytes.fromhex(event["bytes"])):
        assert text in whole, f"position {event['position']}: the JSON does not say {text}"
    first, content = event["record"]["first"], event["record"]["content"]
    moment = datetime.fromisoformat(event["at"].replace("Z", "+00:00")) - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return {"position": event["position"], "first": first, "count": event["record"]["count"],
            "campaign": event["campaign"], "version": event["version"] - (event["position"] - first),
            "at": (moment.days * 86_400 + moment.seconds) * 1_000 + moment.microseconds // 1_000,
            "actor": event["actor"], "behalf": event["behalf"], "via": event["via"],
            "cause": content and (bytes.fromhex(event["command"]), bytes.fromhex(content)),
            "hash": bytes.fromhex(event["hash"]), "name": event["name"], "schema": event["schema"],
            "body": bytes.fromhex(event["bytes"])}


def of_message(line):
    message = json.loads(line)
    said = message["headers"]
    first, count = map(int, said["Muster-Record"].split())
    position, content = int(said["Muster-Position"]), said.get("Muster-Content")
    behalf = said.get("Muster-Behalf")
    return {"position": position, "first": first, "count": count, "campaign": said["Muster-Campaign"],
            "version": int(said["Muster-Version"]) - (position - first), "at": int(said["Muster-At"]),
            "actor": unquote(said["Muster-Actor"]), "behalf": behalf and unquote(behalf), "via": said.get("Muster-Via", ""),
            "cause": content and (bytes.fromhex(said["Muster-Command"]), bytes.fromhex(content)),
            "hash": bytes.fromhex(said["Muster-Hash"]), "name": message["subject"].split(".", 4)[4],
            "schema": int(said["Muster-Schema"]), "body": bytes.fromhex(message["bytes"])}


def link(previous, record):
    command, content = record["cause"] or (b"", b"")
    parts = [struct.pack("<Q", record["first"]), struct.pack("<I", len(record["events"])), record["campaign"].encode(),
             struct.pack("<Q", record["version"]), struct.pack("<q", record["at"]), record["actor"].encode(),
             (record["behalf"] or "").encode(), record["via"].encode(), command, content]
    for name, schema, body in record["events"]:
        parts += [name.encode(), struct.pack("<H", schema), body]
    return blake3(previous + b"".join(struct.pack("<Q", len(part)) + part for part in parts))


def check(records):
    """Checks places and links; gives the last position and each campaign's end."""
    ends, position = {}, 0
    for record in records:
        version, previous = ends.get(record["campaign"], (0, bytes(32)))
        assert record["first"] == position + 1, f"position {record['first']} comes after {position}"
        assert record["version"] == version + 1, f"position {record['first']}: version {record['version']}"
        assert record.get("count", len(record["events"])) == len(record["events"]), f"position {record['first']}: cut"
        assert link(previous, record) == record["hash"], f"position {record['first']}: the link does not fit"
        position += len(record["events"])
        ends[record["campaign"]] = (version + len(record["events"]), record["hash"])
    return position, ends


def main(what, *arguments):
    assert blake3(b"").hex().startswith("af1349b9f5f9a1a6a0404dea36dcc949"), "the hash itself is wrong"
    read = {"events": of_json, "stream": of_message}
    names = arguments[-1:] == ("names",)
    arguments = arguments[:len(arguments) - names]
    records = of_log(*arguments) if what == "log" else gathered(read[what](line) for line in sys.stdin if line.strip())
    records = list(records)
    position, ends = check(records)
    for record in records:
        for place, (name, _, body) in enumerate(record["events"], record["first"]):
            texts = named(body)
            if names:
                print(place, record["campaign"], name, *texts)
    if names:
        return
    print(f"muster heads 1\nposition {position}")
    for campaign, (version, last) in sorted(ends.items()):
        print(f"campaign {campaign} {version} {last.hex()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
