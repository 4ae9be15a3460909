#!/usr/bin/env python3
"""Reads calendar feeds by its own parser (RFC 5545) and says what stands in them, one line an event.

feed.py FILE...   prints UID SEQUENCE STATUS DTSTART for each event, in order of UID; exit code 1 for anything not right
"""
import re
import sys


def unfolded(raw):
    if b"\r\n" not in raw or b"\n" in raw.replace(b"\r\n", b""):
        raise SystemExit("lines must end with CRLF")
    for line in raw.split(b"\r\n"):
        if len(line) > 75:
            raise SystemExit(f"a line of {len(line)} bytes")
    return raw.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")


def events(path):
    with open(path, "rb") as file:
        lines = unfolded(file.read())
    if lines[0] != "BEGIN:VCALENDAR" or lines[-2] != "END:VCALENDAR" or lines[-1]:
        raise SystemExit("not a calendar")
    found, one = [], None
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            one = {}
        elif line == "END:VEVENT":
            found.append(one)
            one = None
        elif one is not None:
            if name in one:
                raise SystemExit(f"{name} twice")
            one[name] = value
    for event in found:
        for name in ("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"):
            if not event.get(name):
                raise SystemExit(f"an event without {name}: {event}")
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            if not re.fullmatch(r"\d{8}T\d{6}Z", event[name]):
                raise SystemExit(f"{name}: {event[name]}")
        if event["DTEND"] <= event["DTSTART"] or event["STATUS"] not in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
            raise SystemExit(f"not sound: {event}")
    if len({event["UID"] for event in found}) != len(found):
        raise SystemExit("a UID twice")
    return found


def main():
    for path in sys.argv[1:]:
        for event in sorted(events(path), key=lambda event: event["UID"]):
            print(event["UID"], event["SEQUENCE"], event["STATUS"], event["DTSTART"])


if __name__ == "__main__":
    main()
