"""Property test of core.flett: random pairs and triples of people edit one plan at the same time, and save in every order.

The model is a dictionary from the identity of a thing to (what it belongs to, its fields), kept apart from the document
that is sent; what conflicts, and what the outcome is, is computed from it and compared with what the database says:
- nothing is lost: the outcome is every change of everybody who was not refused;
- the same outcome whatever the order, when nobody was refused (the order of siblings is the server's and left out);
- a conflict exactly where the same thing was changed differently, at the place that the model names.

Usage: flett.py DATABASE ROUNDS SEED; a round is 1000 pairs and 200 triples."""
import copy, itertools, json, random, subprocess, sys

PAIRS, TRIPLES, BATCH = 1000, 200, 400
# kind of thing -> (list field, kinds of owners, plain fields)
KINDS = {
    "omraade": ("innsatsomraader", ["plan"], ["navn", "beskrivelse", "oppgitt_sum"]),
    "strategi": ("strategier", ["omraade"], ["tittel", "innhold"]),
    "maal": ("effektmaal", ["plan", "omraade"], ["tekst", "indikator"]),
    "rad": ("rader", ["finansiering"], ["navn", "andel"]),
    "kapittel": ("kapitler", ["plan"], ["tekst"]),
    "celle": ("arbeidsplasser", ["plan", "omraade"], ["verdi"]),
    "tekst": ("tverrgaaende", ["plan"], ["#"]),
}
KEYS = {"kapittel": "kapittel", "celle": "aar"}
ROOT = ("plan",)


class Thing:
    def __init__(self, kind, owner, fields, rank):
        self.kind, self.owner, self.fields, self.rank = kind, owner, fields, rank


def base_model(rnd):
    m = {ROOT: Thing("plan", None, {"tittel": "Plan", "fra_aar": 2021}, 0), ("hovedmaal",): Thing("hovedmaal", ROOT, {"tekst": "H"}, 0),
         ("finansiering",): Thing("finansiering", ROOT, {}, 0)}
    for i in range(1, 4):
        area = ("omraade", f"o{i}")
        m[area] = Thing("omraade", ROOT, {"navn": f"Område {i}"}, i)
        for j in range(1, 1 + rnd.randrange(3)):
            m[("strategi", f"s{i}{j}")] = Thing("strategi", area, {"tittel": f"S{i}{j}"}, j)
        m[("celle", area, 2021)] = Thing("celle", area, {"verdi": "-"}, 1)
    for i in range(1, 3):
        m[("maal", f"e{i}")] = Thing("maal", ROOT, {"tekst": f"E{i}"}, i)
        m[("rad", f"r{i}")] = Thing("rad", ("finansiering",), {"navn": f"R{i}", "andel": "50"}, i)
        m[("kapittel", ROOT, f"1.{i}")] = Thing("kapittel", ROOT, {"tekst": "Tekst"}, i)
        m[("celle", ROOT, 2020 + i)] = Thing("celle", ROOT, {"verdi": "0"}, i)
    for i in range(1, 5):
        m[("tekst", ROOT, f"t{i}")] = Thing("tekst", ROOT, {"#": f"Tekst {i}"}, i)
    return m


def document(m):
    """The document that the model stands for."""
    children = {}
    for key, t in sorted(m.items(), key=lambda kt: (kt[1].rank, str(kt[0]))):
        children.setdefault(t.owner, []).append((key, t))

    def build(key, t):
        if t.kind == "tekst":
            return t.fields["#"]
        out = dict(t.fields)
        if t.kind in KEYS:
            out[KEYS[t.kind]] = key[2]
        elif t.kind in KINDS:
            out["id"] = key[1]
        for ck, c in children.get(key, []):
            if c.kind in KINDS:
                out.setdefault(KINDS[c.kind][0], []).append(build(ck, c))
            else:
                out[c.kind] = build(ck, c)
        return out
    return build(ROOT, m[ROOT])


def below(m, key):
    """The thing and everything that belongs to it."""
    found = {key}
    while True:
        more = {k for k, t in m.items() if t.owner in found} - found
        if not more:
            return found
        found |= more


class Person:
    """Makes a few random edits in a copy of the base."""
    def __init__(self, rnd, base, nr):
        self.rnd, self.nr, self.m, self.lists = rnd, nr, copy.deepcopy(base), 0
        for _ in range(rnd.choice([1, 1, 2, 3, 4])):
            rnd.choice([self.change, self.change, self.change, self.add, self.delete, self.move])()

    def value(self):
        # Few values, so that two people sometimes make the same change.
        return self.rnd.choice(["0", "-", "a", "b"]) if self.rnd.random() < 0.5 else f"p{self.nr}-{self.rnd.randrange(99)}"

    def pick(self, kinds):
        keys = [k for k, t in self.m.items() if t.kind in kinds]
        return self.rnd.choice(keys) if keys else None

    def change(self):
        key = self.pick(list(KINDS) + ["hovedmaal", "plan"])
        t = self.m[key]
        if t.kind == "tekst":
            return self.text(lambda: t.fields.update({"#": f"p{self.nr} {self.rnd.randrange(99)}"}))
        field = self.rnd.choice(KINDS[t.kind][2] if t.kind in KINDS else {"hovedmaal": ["tekst", "nye"], "plan": ["tittel", "omfordeling"]}[t.kind])
        if field in t.fields and self.rnd.random() < 0.15:
            del t.fields[field]
        else:
            t.fields[field] = self.value()

    def text(self, act):
        # One edit of the list of texts each: two in one gap may be read in more than one way, and both are right.
        if not self.lists:
            self.lists = 1
            act()

    def add(self):
        kind = self.rnd.choice(list(KINDS))
        owner = self.pick(KINDS[kind][1])
        if owner is None:
            return
        if kind in KEYS:
            key = (kind, owner, self.rnd.choice({"celle": [2021, 2022, 2023, 2024], "kapittel": ["1.1", "2", "3", "4"]}[kind]))
            if key in self.m:
                return
        else:
            key = (kind, f"n{self.nr}{len(self.m)}{self.rnd.randrange(999)}")
        if kind == "tekst":
            return self.text(lambda: self.m.update({key: Thing(kind, owner, {"#": f"ny {self.nr}"}, 90)}))
        self.m[key] = Thing(kind, owner, {KINDS[kind][2][0]: self.value()}, self.rnd.choice([0, 1.5, 90]))

    def delete(self):
        key = self.pick(list(KINDS) + ["hovedmaal"])
        if self.m[key].kind == "tekst":
            return self.text(lambda: self.m.pop(key))
        for k in below(self.m, key):
            del self.m[k]

    def move(self):
        key = self.pick(["strategi", "maal"])
        if key:
            self.m[key].owner = self.pick(KINDS[self.m[key].kind][1])
            self.m[key].rank = self.rnd.choice([0, 1.5, 90])


def facts(m):
    """What the model says, one fact at a time: that a thing is there and where, and each field."""
    f = {}
    for key, t in m.items():
        f[(key, None)] = ("there", t.owner)
        for field, value in t.fields.items():
            f[(key, field)] = value
    return f


def merge(base, theirs, mine):
    """(facts, None), or (None, the things in conflict) by the definition, over facts."""
    b, d, m = facts(base), facts(theirs), facts(mine)
    out, clash = {}, set()
    for fact in b.keys() | d.keys() | m.keys():
        x, y, z = b.get(fact), d.get(fact), m.get(fact)
        if z != x and y != x and y != z:
            clash.add(fact)
        value = y if z == x else z
        if value is not None:
            out[fact] = value
    for (key, field), value in list(out.items()):
        owner = value[1] if field is None else key
        if owner is not None and (owner, None) not in out:
            clash.add((owner, None))
    return (None, {topmost(base, theirs, mine, c) for c in clash}) if clash else (out, None)


def topmost(base, theirs, mine, fact):
    """A part of something deleted by one side stands for the outermost thing that side deleted."""
    key, field = fact
    for side in (theirs, mine):
        gone = key in base and key not in side
        if gone:
            while base[key].owner in base and base[key].owner not in side:
                key = base[key].owner
            return (key, None)
    return fact


def path_key(fact):
    """The key that the database gives the thing."""
    key, field = fact

    def of(k):
        if k == ROOT:
            return ""
        if len(k) == 1:
            return "/" + k[0]
        if len(k) == 2:
            return "#" + k[1]
        return f"{of(k[1])}/{KINDS[k[0]][0]}/{k[2]}"
    return of(key) + ("" if field in (None, "#") else "/" + field)


def model_of(base, out):
    """A model of facts, for the third person's merge."""
    m = {}
    for (key, field), value in out.items():
        if field is None:
            kind = key[0]
            m[key] = Thing(kind, value[1], {}, 0)
    for (key, field), value in out.items():
        if field is not None:
            m[key].fields[field] = value
    return m


def unordered(value):
    if isinstance(value, dict):
        return {k: unordered(v) for k, v in value.items()}
    if isinstance(value, list):
        return sorted((unordered(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    return value


class Database:
    def __init__(self, name):
        self.name = name
        self.merges = 0

    def flett(self, jobs):
        """[(base, theirs, mine)] -> [(document, conflicts)], in two sessions."""
        lines = [json.dumps(j, ensure_ascii=False) for j in jobs]
        self.merges += len(lines)
        halves = [lines[::2], lines[1::2]]
        sessions = [self.session(h) for h in halves]
        answers = [self.answers(s, h) for s, h in zip(sessions, halves)]
        return [answers[i % 2][i // 2] for i in range(len(lines))]

    def session(self, lines):
        p = subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        p.stdin.write("create temp table jobb (nr int generated always as identity, j jsonb);\ncopy jobb (j) from stdin;\n")
        p.stdin.writelines(l.replace("\\", "\\\\") + "\n" for l in lines)
        p.stdin.write("\\.\nselect jsonb_build_array(f.dokument, f.konflikter) from jobb, core.flett(j -> 0, j -> 1, j -> 2) f order by nr;\n")
        p.stdin.close()
        return p

    def answers(self, p, lines):
        got = [json.loads(l) for l in p.stdout]
        assert p.wait() == 0 and len(got) == len(lines), "psql failed"
        return got


def compare(job, base, theirs, mine, answer, stats):
    """Checks one answer; the model of the outcome, or None when it is a conflict."""
    document_, conflicts = answer
    out, clash = merge(base, theirs, mine)
    told = {c["noekkel"] for c in conflicts}
    if clash:
        wanted = {text_key(base, f) for f in clash}
        assert told == wanted, f"conflicts {told}, the model has {wanted}\n{show(job)}"
        stats["conflicts"] += 1
        return None
    assert not told, f"conflicts {told}, the model has none\n{show(job)}"
    result = model_of(base, out)
    assert unordered(document_) == unordered(document(result)), f"outcome {document_}\nthe model has {document(result)}\n{show(job)}"
    stats["merged"] += 1
    return result


def text_key(base, fact):
    key = fact[0]
    if key[0] == "tekst" and key in base:
        texts = sorted((t.rank, k) for k, t in base.items() if t.kind == "tekst")
        return f"/tverrgaaende/b{[k for _, k in texts].index(key) + 1}"
    return path_key(fact)


def show(job):
    return "\n".join(json.dumps(d, ensure_ascii=False) for d in job)


def run(db, rnd, people, count, stats):
    groups = []
    for _ in range(count):
        base = base_model(rnd)
        groups.append((base, [Person(rnd, base, n).m for n in range(people)]))
    # in rounds: after each, everybody's next merge on top of what was saved before, in every order
    orders = [(g, order) for g in range(count) for order in itertools.permutations(range(people))]
    saved = {(g, order): (groups[g][1][order[0]], document(groups[g][1][order[0]])) for g, order in orders}
    refused = {o: 0 for o in orders}
    for turn in range(1, people):
        jobs = [[document(groups[g][0]), saved[g, o][1], document(groups[g][1][o[turn]])] for g, o in orders]
        answers = [a for i in range(0, len(jobs), BATCH) for a in db.flett(jobs[i:i + BATCH])]
        for (g, o), job, answer in zip(orders, jobs, answers):
            result = compare(job, groups[g][0], saved[g, o][0], groups[g][1][o[turn]], answer, stats)
            if result is None:
                refused[g, o] += 1
            else:
                saved[g, o] = (result, answer[0])
    for g in range(count):
        mine = [o for o in orders if o[0] == g]
        assert len({refused[o] == 0 for o in mine}) == 1, f"refused in one order and not in another\n{show([document(groups[g][0])] + [document(p) for p in groups[g][1]])}"
        if refused[mine[0]] == 0:
            outcomes = {json.dumps(unordered(saved[o][1]), sort_keys=True) for o in mine}
            assert len(outcomes) == 1, f"the order matters\n{show([document(groups[g][0])] + [document(p) for p in groups[g][1]])}"
            stats["commuted"] += 1


def main():
    db, rounds, seed = Database(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    stats = {"merged": 0, "conflicts": 0, "commuted": 0}
    for r in range(rounds):
        rnd = random.Random(seed + r)
        run(db, rnd, 2, PAIRS, stats)
        run(db, rnd, 3, TRIPLES, stats)
    print(f"{rounds * PAIRS} pairs and {rounds * TRIPLES} triples, {db.merges} merges: {stats}")
    assert stats["merged"] > stats["conflicts"] > db.merges // 50, "the edits are too tame, or too wild, to say anything"


main()
