"""Tampers with an exported case: at random with its hash kept, and, with no hash kept, in what the file can show by itself.

eksport_tamper.py FILE HASH SEED HOW_MANY. Each must be found.
"""
import base64
import copy
import json
import random
import sys

from eksport_verify import Broken, sha, verify
from plan_hash import canonical


def found(data, told=None):
    try:
        verify(data, told)
    except Broken:
        return True
    return False


def at_random(r, data):
    at, way = r.randrange(len(data)), r.randrange(4)
    if way == 0:
        return data[:at] + bytes([data[at] ^ 1 << r.randrange(8)]) + data[at + 1:]
    if way == 1:
        return data[:at] + bytes([r.randrange(256)]) + data[at:]
    return data[:at] + data[at + 1:] if way == 2 else data[:at]


def other_bytes(s):
    b = bytearray(base64.b64decode(s))
    b[len(b) // 2] ^= 1
    return base64.b64encode(bytes(b)).decode()


def plan_bytes(d):
    d["plan"]["kanonisk"] = other_bytes(d["plan"]["kanonisk"])


def plan_and_hash(d):
    plan_bytes(d)
    d["plan"]["hash"] = sha(base64.b64decode(d["plan"]["kanonisk"]))


def plan_and_every_hash(d):
    plan_and_hash(d)
    d["sak"]["forslag"]["hash"] = d["plan"]["hash"]
    for v in d["vedtak"]:
        v["hash"] = d["plan"]["hash"]


def member_vote(d):
    case = next(f for f in d["moetemapper"] if f["moetesak"][0]["vedtak"].get("votering"))["moetesak"][0]["vedtak"]
    case["votering"][0]["stemme"] = "Nei" if case["votering"][0]["stemme"] == "Ja" else "Ja"


def vote_in_the_case(d):
    d["sak"]["stemmer"][0]["stemme"] = "nei" if d["sak"]["stemmer"][0]["stemme"] == "ja" else "ja"


def vote_left_out(d):
    del d["sak"]["stemmer"][0]


def numbers(d):
    d["voteringer"][-1]["ja"] -= 1
    d["moetemapper"][-1]["moetesak"][0]["vedtak"]["ja"] -= 1
    for v in d["vedtak"]:
        if v["organ"] == d["voteringer"][-1]["organ"] and "ja" in v:
            v["ja"] -= 1


def outcome(d):
    d["voteringer"][-1]["utfall"] = d["moetemapper"][-1]["moetesak"][0]["vedtak"]["utfall"] = "nei"


def result_left_out(d):
    del d["voteringer"][-1], d["moetemapper"][-1]


def seats(d):
    d["voteringer"][0]["seter"] += 2


def minutes_bytes(d):
    p = next(p for p in d["protokoller"] if "kanonisk" in p)
    p["kanonisk"] = other_bytes(p["kanonisk"])


def minutes_shown(d):
    p = next(p for p in d["protokoller"] if "kanonisk" in p)
    p["protokoll"]["saker"][0]["vedtak"] = "Noe annet."


def entry_line(d):
    e = d["journal"][0]["poster"][1]
    line = json.loads(e["linje"])
    line["hendelse"] = "noe_annet"
    e["linje"] = canonical(line)


def entry_content(d):
    e = next(e for e in d["journal"][0]["poster"] if "innhold" in e)
    e["innhold"] = e["innhold"].replace("a", "b", 1)


def entry_left_out(d):
    del d["journal"][0]["poster"][2]


def entries_swapped(d):
    p = d["journal"][0]["poster"]
    p[1], p[2] = p[2], p[1]


def tail_left_out(d):
    del d["journal"][0]["poster"][len(d["journal"][0]["poster"]) // 2:]


def journal_left_out(d):
    d["journal"] = []


def head(d):
    d["journalhode"]["nummer"] = "1"


WAYS = [plan_bytes, plan_and_hash, plan_and_every_hash, member_vote, vote_in_the_case, vote_left_out, numbers, outcome, result_left_out, seats,
        minutes_bytes, minutes_shown, entry_line, entry_content, entry_left_out, entries_swapped, tail_left_out, journal_left_out, head]


def main():
    with open(sys.argv[1], "rb") as f:
        data = f.read()
    told, seed, how_many = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    doc, _ = verify(data, told)
    r = random.Random(seed)
    for i in range(how_many):
        made = at_random(r, data)
        assert made == data or found(made, told), f"seed {seed}, {i}: not found"
    for way in WAYS:
        d = copy.deepcopy(doc)
        way(d)
        assert d != doc and found(canonical(d).encode()), f"{way.__name__}: not found without the hash"
    print(f"{how_many} tamperings at random and {len(WAYS)} with a purpose found")


if __name__ == "__main__":
    main()
