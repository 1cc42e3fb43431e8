"""Tampers with an export in many random ways; both verifiers must find each, and at the same place.

journal_tamper.py EXPORT NUMBER:HASH SEED HOW_MANY. Every tampering is tried by journal_verify.py; every tenth also by
the client, which the unit tests already try on every bit.
"""
import random
import re
import subprocess
import sys
import tempfile

import journal_verify


def flip(r, lines):
    i = r.randrange(len(lines))
    at = r.randrange(len(lines[i]))
    line = bytearray(lines[i])
    line[at] ^= 1 << r.randrange(8)
    return lines[:i] + [bytes(line)] + lines[i + 1:], i + 1


def insert(r, lines):
    i = r.randrange(len(lines))
    at = r.randrange(len(lines[i]) - 1)
    return lines[:i] + [lines[i][:at] + bytes([r.randrange(256)]) + lines[i][at:]] + lines[i + 1:], i + 1


def delete(r, lines):
    i = r.randrange(len(lines))
    at = r.randrange(len(lines[i]))
    return lines[:i] + [lines[i][:at] + lines[i][at + 1:]] + lines[i + 1:], i + 1


def swap(r, lines):
    i, j = sorted(r.sample(range(len(lines)), 2))
    out = list(lines)
    out[i], out[j] = out[j], out[i]
    return out, i + 1


def gap(r, lines):
    i = r.randrange(len(lines) - 1)
    return lines[:i] + lines[i + 1:], i + 1


def twice(r, lines):
    i = r.randrange(len(lines))
    return lines[:i + 1] + lines[i:], i + 2


def tail(r, lines):
    i = r.randrange(1, len(lines))
    return lines[:i], i


def other_content(r, lines):
    """Content of one entry in another."""
    i, j = r.sample(range(len(lines)), 2)
    content = re.compile(rb'"innhold":"(?:[^"\\]|\\.)*"')
    theirs = content.search(lines[j]).group()
    mine = content.search(lines[i]).group()
    return (lines[:i] + [lines[i].replace(mine, theirs)] + lines[i + 1:], i + 1) if mine != theirs else None


def by_client(data, head):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as f:
        f.write(data)
        f.flush()
        r = subprocess.run(["omstilling", "journal", "verify", f.name, "--head", head], capture_output=True, text=True,
                           check=False)
    place = re.search(r"ved post (\d+)", r.stderr)
    assert r.returncode == 1 and "kjeden_brutt" in r.stderr and place, (r.returncode, r.stdout, r.stderr)
    return int(place.group(1))


def main():
    path, head, seed, how_many = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    with open(path, "rb") as f:
        lines = f.read().splitlines(keepends=True)
    kept = (int(head.split(":")[0]), head.split(":")[1])
    journal_verify.verify(b"".join(lines), kept)
    r = random.Random(seed)
    ways = [flip, insert, delete, swap, gap, twice, tail, other_content]
    tried = 0
    while tried < how_many:
        way = ways[tried % len(ways)]
        made = way(r, lines)
        if not made or made[0] == lines:
            continue
        data, place = b"".join(made[0]), made[1]
        tried += 1
        try:
            journal_verify.verify(data, kept)
        except journal_verify.Broken as b:
            assert b.number == place, f"seed {seed}, {tried} {way.__name__}: found at {b.number}, made at {place}"
        else:
            raise AssertionError(f"seed {seed}, {tried} {way.__name__} at {place}: not found")
        if tried % 10 == 0:
            assert by_client(data, head) == place, f"seed {seed}, {tried} {way.__name__} at {place}: the client"
    print(f"{tried} tamperings found where they were made")


if __name__ == "__main__":
    main()
