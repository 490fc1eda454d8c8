"""Damage as disks, editors and strangers do it, repeatable from a seed."""

import random
import re

VALUES = (
    '""', '"\\u0000"', '"' + "九" * 5000 + '"', "0", "-1", "9223372036854775808", "1e400", "nan", "inf", "true", "[]",
    "[[]]", "{}", "1979-05-27", "07:32:00", '["a", 1, {b = 2}]', '"{"', '"{number}{nope}"', '"../../etc/passwd"',
    "'", '"',
    "'''", "\\", "0x7f", '"\\uD800"', '"id-card"', "[" * 200 + "]" * 200,
)  # fmt: skip
"""What may stand for a value of TOML, and what may not."""
KEYS = ("id", "name", "group", "groups", "services", "rules", "slip", "hours", "a.b.c", '""', "名", "policy", "")


def of_bytes(whole: bytes, chance: random.Random) -> bytes:
    """Some bytes flipped, cut out, put in, zeroed, doubled or moved, or the end missing."""
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
        at = chance.randrange(len(data) + 1) if data else 0
        size = chance.choice((1, 1, 4, 64, 512, 4096))
        match chance.randrange(7):
            case 0 if data:
                data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = chance.randbytes(size)
            case 3:
                data[at : at + size] = bytes(len(data[at : at + size]))
            case 4:
                data[at:at] = data[at : at + size]
            case 5:
                there = chance.randrange(len(data) + 1)
                piece = data[at : at + size]
                data[there : there + len(piece)] = piece
            case 6:
                del data[at:]
    return bytes(data)


def of_lines(whole: bytes, chance: random.Random) -> bytes:
    """Some lines dropped, doubled, swapped, cut, or damaged within."""
    lines = whole.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 4))):
        if not lines:
            break
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 4:
                lines[at] = of_bytes(lines[at], chance)
    return b"\n".join(lines)


def of_json(whole: bytes, chance: random.Random) -> bytes:
    """A value of some line is another value: all else stays well-formed, hashes apart."""
    lines = whole.split(b"\n")
    strange = (b"null", b"-1", b"1e999", b"99999999999999999999", b'""', b"[]", b"{}", b"true", b'"\\u0000"', b"[[[]]]")
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(lines))
        found = list(re.finditer(rb'(?<=:)("(?:[^"\\]|\\.)*"|-?\d+|true|false|null|\[\]|\{\})', lines[at]))
        if found:
            spot = chance.choice(found)
            lines[at] = lines[at][: spot.start()] + chance.choice(strange) + lines[at][spot.end() :]
    return b"\n".join(lines)


def of_toml(whole: str, chance: random.Random) -> str:
    """Some lines with another value, another key, gone, doubled or moved; now and then other damage."""
    lines = whole.split("\n")
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(lines))
        key, equals, _ = lines[at].partition("=")
        match chance.randrange(8):
            case 0 | 1 | 2 if equals:
                lines[at] = f"{key}= {chance.choice(VALUES)}"
            case 3 if equals:
                lines[at] = f"{chance.choice(KEYS)} ={lines[at].partition('=')[2]}"
            case 4:
                lines[at] = ""
            case 5:
                lines.insert(chance.randrange(len(lines)), lines[at])
            case 6:
                lines.insert(at, f"{chance.choice(KEYS)} = {chance.choice(VALUES)}")
            case _:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
    return "\n".join(lines)
