#!/usr/bin/python3
"""Verifies an exported journal, from its description alone (proto/omstilling/v1/journal.proto).

journal_verify.py FILE [NUMBER:HASH]

Shares no code with the programs: what an auditor who trusts nobody would write. A line is one entry as JSON, written in
one way only; hash = SHA-256(the hash before, 32 zero bytes at first || linje); the field innhold_hash inside linje =
SHA-256(salt || innhold), unless content and salt are deleted. NUMBER:HASH is a head that was kept: it tells whether
entries are missing at the end, or all were made anew.
"""
import hashlib
import json
import re
import sys

HASH = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32}")
FIELDS = ["nummer", "linje", "innhold", "salt", "hash"]


class Broken(Exception):
    def __init__(self, number, why):
        super().__init__(f"entry {number}: {why}")
        self.number = number


def read(number, line):
    try:
        entry = json.loads(line.decode("utf-8"))
        written = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    except (ValueError, UnicodeError):
        raise Broken(number, "not JSON") from None
    if written != line or not isinstance(entry, dict) or [k for k in FIELDS if k in entry] != list(entry):
        raise Broken(number, "written in another way")
    if not all(isinstance(v, str) for v in entry.values()) or not {"nummer", "linje", "hash"} <= set(entry):
        raise Broken(number, "parts are missing")
    return entry


def check(number, entry, before):
    if entry["nummer"] != str(number):
        raise Broken(number, "the number is not the next")
    computed = hashlib.sha256(before + entry["linje"].encode()).digest()
    if not HASH.fullmatch(entry["hash"]) or entry["hash"] != computed.hex():
        raise Broken(number, "the hash is not that of the line")
    inner = json.loads(entry["linje"])
    if inner["nummer"] != number:
        raise Broken(number, "the line has another number")
    if ("innhold" in entry) != ("salt" in entry):
        raise Broken(number, "salt or content is missing")
    if "innhold" in entry:
        if not SALT.fullmatch(entry["salt"]):
            raise Broken(number, "no salt")
        if hashlib.sha256(bytes.fromhex(entry["salt"]) + entry["innhold"].encode()).hexdigest() != inner["innhold_hash"]:
            raise Broken(number, "the content is another")
    return computed


def verify(data, head=None):
    """How many entries there are, how many without content, and the last hash; or Broken."""
    hashes, emptied = [bytes(32)], 0
    lines = data.split(b"\n")
    if lines.pop() != b"":
        lines.append(b"")  # what does not end is no line
    for number, line in enumerate(lines, 1):
        entry = read(number, line)
        hashes.append(check(number, entry, hashes[-1]))
        emptied += "innhold" not in entry
        if head and head[0] == number and hashes[-1].hex() != head[1]:
            raise Broken(number, "not the head that was kept")
    if head and head[0] > len(lines):
        raise Broken(len(lines), "ends before the head that was kept")
    return len(lines), emptied, hashes[-1].hex()


def main():
    head = None
    if len(sys.argv) > 2:
        number, hash_ = sys.argv[2].split(":")
        head = (int(number), hash_)
    with open(sys.argv[1], "rb") as f:
        data = f.read()
    try:
        n, emptied, last = verify(data, head)
    except Broken as b:
        sys.exit(f"broken at {b}")
    print(f"{n}:{last}" + (f" ({emptied} without content)" if emptied else ""))


if __name__ == "__main__":
    main()
