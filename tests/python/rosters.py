"""The bytes of a roster as they are hashed into a snapshot's table: the units of a definition in postcard, written from its JSON. It
shares no code with muster."""

from datetime import date


def number(value):
    """In groups of seven bits, little-endian."""
    more = bytearray()
    while value >= 0x80:
        more.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(more) + bytes([value])


def signed(value):
    """Zigzag."""
    return number(value * 2 if value >= 0 else -value * 2 - 1)


def text(value):
    return number(len(value.encode())) + value.encode()


def listed(values, one):
    return number(len(values)) + b"".join(map(one, values))


def optional(value, one):
    return b"\0" if value is None else b"\1" + one(value)


def day(value):
    """Days since 1970."""
    return signed(date.fromisoformat(value).toordinal() - date(1970, 1, 1).toordinal())


def unit(one):
    return b"".join((
        text(one["code"]), text(one["name"]), text(one["short"]), optional(one["parent"], number), text(one["category"]),
        listed(one["tags"], text), bytes([one["scored"]]), number(one["members"]), text(one["town"]),
        optional(one["location"], lambda at: signed(at["latitude"]) + signed(at["longitude"])),
        optional(one["joined"], day), optional(one["left"], day), optional(one["merged_into"], number),
        listed(one["contacts"], lambda contact: optional(contact, number))))


def written(units):
    return listed(units, unit)
