#!/usr/bin/python3
"""Verifies a case that `omstilling sak export` wrote, without the server.

eksport_verify.py FILE [HASH]     HASH: what was shown when the file was written

Shares no code with the programs, and needs nothing but Python (plan_hash.py beside it writes RFC 8785). With HASH any
change of the file is found; without it, by what the file holds: the plan against its hash, the votes against what was
stated and against the rule of the legal form, the minutes against their hash, the journal's links, and the plan, votes and
results against the journal.
"""
import base64
import hashlib
import json
import sys

from plan_hash import canonical, read

# Handbook, section 6: the quorum of so many seats by legal form.
QUORUM = {"folkevalgt": lambda n: (n + 1) // 2, "prosjektgruppe": lambda n: (n + 1) // 2, "kf": lambda n: (n + 1) // 2,
          "as": lambda n: n // 2 + 1}


class Broken(Exception):
    pass


def need(true, what):
    if not true:
        raise Broken(what)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def check_bytes(data, told):
    try:
        doc = read(data.decode("utf-8"))
        need(canonical(doc).encode() == data, "the file is written in another way")
    except (ValueError, TypeError, AttributeError):
        raise Broken("the file is not JSON") from None
    need(told is None or sha(data) == told, "the file has another hash than was kept")
    need(isinstance(doc, dict) and doc.get("format") == 1 and "sak" in doc, "no case, or another format")
    return doc


def check_plan(doc):
    plan, stated = doc.get("plan"), {v["hash"] for v in doc.get("vedtak", []) if "hash" in v}
    if not plan:
        return
    need(sha(base64.b64decode(plan["kanonisk"], validate=True)) == plan["hash"], "the plan has another hash than it says")
    need(stated <= {plan["hash"]} and doc["sak"]["forslag"].get("hash") == plan["hash"], "the decision is of another version of the plan")


def outcomes(v):
    """What the vote may have ended with, by the handbook."""
    n, yes, no = v["seter"], v["ja"], v["nei"]
    need(v["kvorum"] == QUORUM[v["juridisk_form"]](n), "the quorum is not that of the legal form")
    need(yes + no <= n, "more votes than seats")
    third = v["juridisk_form"] in ("kf", "as") and 3 * yes <= n
    if yes == no:  # the presiding member's vote, or the lot
        return {"nei"} if third else {"ja", "nei"}
    if v["juridisk_form"] == "as" and 2 * yes <= yes + no:
        return {"nei"}
    return {"ja"} if yes > no and not third else {"nei"}


def check_votes(doc):
    votes, folders = doc.get("voteringer", []), doc.get("moetemapper", [])
    need(len(votes) == len(folders), "votes and meetings do not agree")
    special = any(m.get("slag") == "alternativ" for m in doc["sak"].get("motforslag", []))
    rounds = doc["sak"].get("valgomganger")
    out = {(h["organ"], h["brukernavn"]) for h in doc["sak"].get("habilitet", []) if h["tilstand"] == "inhabil"}
    for v, folder in zip(votes, folders):
        case = folder["moetesak"][0]["vedtak"]
        need((v["ja"], v["nei"], v["utfall"], v["dato"]) == (case["ja"], case["nei"], case["utfall"], case["dato"]), "the vote and the meeting differ")
        if v["utfall"] in ("ja", "nei") and not rounds:
            need(v["utfall"] in outcomes(v), "the votes do not give the outcome")
        cast = [x["stemme"] for x in case.get("votering", []) if (v["organ"], x["moetedeltaker"]["brukernavn"]) not in out]
        if cast and not special and v["utfall"] in ("ja", "nei"):
            need((cast.count("Ja"), cast.count("Nei")) == (v["ja"], v["nei"]), "the members' votes do not add up")
    for d in doc.get("vedtak", []):
        same = [v for v in votes if (v["organ"], v["dato"], v["utfall"]) == (d["organ"], d["dato"], d["utfall"])]
        need("ja" not in d or any((v["ja"], v["nei"]) == (d["ja"], d["nei"]) for v in same), "a decision has other numbers than its vote")


def check_minutes(doc):
    for p in doc.get("protokoller", []):
        minutes = p["protokoll"]
        if "kanonisk" not in p:
            continue
        data = base64.b64decode(p["kanonisk"], validate=True)
        need(sha(data) == minutes["hash"], "the minutes have another hash than they say")
        need(read(data.decode())["saker"] == minutes["saker"], "the minutes show something else than was signed")
        mine = [c for c in minutes["saker"] if c["punkt"].get("sak") == doc["sak"]["navn"] and "ja" in c]
        for c in mine:
            need(any((c["ja"], c["nei"], c["utfall"]) == (v["ja"], v["nei"], v["utfall"]) for v in doc["voteringer"]), "the minutes have another result")


def entries(doc):
    """Every entry of the journal with its line; the links hold."""
    for run in doc.get("journal", []):
        before, last = bytes.fromhex(run["forrige_hash"]), None
        for e in run["poster"]:
            line = json.loads(e["linje"])
            need(last is None or int(e["nummer"]) == last + 1, f"entry {e['nummer']}: the number is not the next")
            need(line["nummer"] == int(e["nummer"]), f"entry {e['nummer']}: the line has another number")
            before, last = hashlib.sha256(before + e["linje"].encode()).digest(), int(e["nummer"])
            need(before.hex() == e["hash"], f"entry {e['nummer']}: the hash is not that of the line")
            if "innhold" in e:
                need(sha(bytes.fromhex(e["salt"]) + e["innhold"].encode()) == line["innhold_hash"], f"entry {e['nummer']}: the content is another")
            yield e, line


def check_journal(doc):
    if "journalhode" not in doc:
        return 0
    hashes, results, cast, plans = {}, [], {}, set()
    for e, line in entries(doc):
        hashes[int(e["nummer"])] = e["hash"]
        new = json.loads(e["innhold"]).get("ny", {}) if "innhold" in e else {}
        if "regel_id" in new and "ja" in new:
            results.append((new["regel_id"], new["ja"], new["nei"], new["utfall"], new["dato"]))
        elif line["hendelse"] == "stemme_avgitt" and new.get("sak_id") == doc["sak"]["id"]:
            cast[new["moete_id"], line["person"]] = new["stemme"]
        elif line["hendelse"] == "vedtak" and "hash" in new:
            plans.add(new["hash"].removeprefix("\\x"))
    need(hashes, "the journal's entries are missing")
    head = doc["journalhode"]
    need(max(hashes) <= int(head["nummer"]) and hashes.get(int(head["nummer"]), head["hash"]) == head["hash"], "the journal ends after its head")
    need(results == [(v["regel"], v["ja"], v["nei"], v["utfall"], v["dato"]) for v in doc.get("voteringer", [])], "the journal has other results")
    need(sorted((who, vote) for (_, who), vote in cast.items()) == sorted((s["brukernavn"], s["stemme"]) for s in doc["sak"].get("stemmer", [])), "the journal has other votes")
    need(plans == {v["hash"] for v in doc.get("vedtak", []) if "hash" in v}, "the journal has another plan")
    for p in doc.get("protokoller", []):
        for h in p["protokoll"].get("journal", []):
            if h.get("program") == doc["sak"]["navn"].split("/")[0] and int(h["nummer"]) in hashes:
                need(hashes[int(h["nummer"])] == h["hash"], "the minutes name another head of the journal")
    return len(hashes)


def verify(data, told=None):
    doc = check_bytes(data, told)
    try:
        check_plan(doc)
        check_votes(doc)
        check_minutes(doc)
        return doc, check_journal(doc)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as e:
        raise Broken(f"a part is missing or no such part: {e!r}") from None


def main():
    with open(sys.argv[1], "rb") as f:
        data = f.read()
    try:
        doc, n = verify(data, sys.argv[2] if len(sys.argv) > 2 else None)
    except Broken as b:
        sys.exit(f"broken: {b}")
    print(f"{doc['sak']['navn']}: {len(doc.get('voteringer', []))} votes, {len(doc.get('protokoller', []))} minutes, {n} entries of the journal hold; {sha(data)}")


if __name__ == "__main__":
    main()
