"""A model of plans that several people edit, which shares no code with the database: what two changed is in conflict, or
what becomes of it.

A plan is facts: for each thing (of a list, a message, a value) whom it belongs to, in which field, and its value. What the
plans hold is read from the contract's descriptors. A person is what changed in the facts."""
import collections, itertools
from google.protobuf import descriptor_pb2

REPEATED, MESSAGE, BOOL, INT32 = 3, 11, 8, 5
# What an element without id is known by; nothing of that may be edited.
KEYS = {"Tekst": "kapittel", "Aarstall": "aar", "FnMaal": "nummer", "Omraadedel": "omraade"}
ROOT = ""
Fact = collections.namedtuple("Fact", "owner field value")  # value: None of a thing that holds others
Kind = collections.namedtuple("Kind", "values messages lists key")
kinds = {}


def read_contract(path, without=()):
    """Learns what plans hold, but for these (message, field)."""
    files = descriptor_pb2.FileDescriptorSet.FromString(open(path, "rb").read())
    for message in (m for f in files.file if f.package == "omstilling.v1" for m in f.message_type):
        kind = Kind({}, {}, {}, KEYS.get(message.name, "id" if any(f.name == "id" for f in message.field) else None))
        for f in message.field:
            if (message.name, f.name) in without:
                continue
            inner = f.type_name.rsplit(".", 1)[1] if f.type == MESSAGE else None
            if f.label == REPEATED:
                kind.lists[f.name] = inner or f.type
            elif inner:
                kind.messages[f.name] = inner
            elif f.name not in ("id", "format", kind.key):
                kind.values[f.name] = f.type
        kinds[message.name] = kind


class Plan:
    """Facts by their key; the message of each thing, and where among its siblings it stands."""
    def __init__(self, other=None):
        self.facts = dict(other.facts) if other else {}
        self.kind = dict(other.kind) if other else {}
        self.rank = dict(other.rank) if other else {}

    def put(self, key, owner, field, value=None, kind=None, rank=90):
        self.facts[key] = Fact(owner, field, value)
        if kind:
            self.kind[key] = kind
        self.rank[key] = rank

    def below(self, key):
        """The thing and everything that belongs to it."""
        found, new = {key}, {key}
        while new:
            new = {k for k, f in self.facts.items() if f.owner in new}
            found |= new
        return found

    def drop(self, key):
        for k in self.below(key):
            self.facts.pop(k, None)
            self.kind.pop(k, None)

    def element(self, owner, field, name, rank=90):
        """Puts an element into a list; its key."""
        message = kinds[self.kind[owner]].lists[field]
        if isinstance(message, int):
            key = f"{owner}/{field}/n1:{name}"
            self.put(key, owner, field, name, rank=rank)
        else:
            key = f"#{name}" if kinds[message].key == "id" else f"{owner}/{field}/{name}"
            self.put(key, owner, field, kind=message, rank=rank)
        return key

    @staticmethod
    def read(kind, document):
        """The plan that a document stands for. Lists of texts are left out: a text is known only beside its neighbours."""
        plan = Plan()
        plan.kind[ROOT] = kind
        for n, (key, fact) in enumerate(facts_of(kinds[kind], document).items()):
            owner = plan.kind.get(fact[0])
            message = (kinds[owner].lists.get(fact[1]) or kinds[owner].messages.get(fact[1])) if fact[2] is None else None
            plan.put(key, *fact, kind=message, rank=n)
        return plan

    def document(self):
        children = collections.defaultdict(list)
        for key, fact in sorted(self.facts.items(), key=lambda kf: (self.rank[kf[0]], kf[0])):
            children[fact.owner].append((key, fact))

        def build(key):
            out, kind = {}, kinds[self.kind[key]]
            if key[:1] == "#" and "/" not in key:
                out["id"] = key[1:]
            elif kind.key in KEYS.values() and self.facts[key].field in kinds[self.kind[self.facts[key].owner]].lists:
                name = key.rsplit("/", 1)[1]
                out[kind.key] = int(name) if kind.key in ("aar", "nummer") else name
            for k, f in children[key]:
                value = build(k) if k in self.kind else f.value
                if f.field in kind.lists:
                    out.setdefault(f.field, []).append(value)
                else:
                    out[f.field] = value
            return out
        return build(ROOT)


def names(kind, type_):
    """Natural keys to draw from: few, so that two people meet."""
    return {"aar": [2021, 2022, 2023, 2024], "nummer": [8, 11, 13], "omraade": ["oa", "ob", "oc"], "kapittel": ["1.1", "1.2", "4", "7"]}[kinds[type_].key]


def random_plan(rnd, kind):
    plan, counter = Plan(), itertools.count(1)
    plan.kind[ROOT] = kind

    def fill(key, depth):
        k = kinds[plan.kind[key]]
        for field, type_ in k.values.items():
            if rnd.random() < 0.3:
                plan.put(f"{key}/{field}", key, field, value(rnd, type_, "base"))
        for field, message in k.messages.items():
            if rnd.random() < 0.5:
                plan.put(f"{key}/{field}", key, field, kind=message)
                fill(f"{key}/{field}", depth)
        for field, type_ in k.lists.items():
            for i in range(rnd.choice([0, 0, 0, 1, 2, 3] if depth else [0, 0, 1, 2, 3])):
                if isinstance(type_, int):
                    plan.put(f"{key}/{field}/b{i + 1}", key, field, 100 + i if type_ == INT32 else f"Tekst {i}", rank=i)
                else:
                    element = plan.element(key, field, f"e{next(counter)}" if kinds[type_].key == "id" else names(kind, type_)[i % 3], i)
                    fill(element, depth + 1)
    fill(ROOT, 0)
    return plan


def value(rnd, type_, who):
    """Few values, so that two people sometimes make the same change."""
    if type_ == BOOL:
        return rnd.random() < 0.5
    if type_ == INT32:
        return rnd.randrange(5)
    return rnd.choice(["0", "-", "a", "b"]) if rnd.random() < 0.5 else f"{who}-{rnd.randrange(99)}"


class Person:
    """Makes a few random edits in a copy of the base, half of them where the others work too."""
    def __init__(self, rnd, base, focus, texts, name, stats):
        self.rnd, self.plan, self.focus, self.texts, self.name, self.stats, self.made = rnd, Plan(base), focus, texts, name, stats, 0
        for _ in range(rnd.choice([1, 1, 2, 3, 4])):
            rnd.choice([self.change, self.change, self.change, self.add, self.add, self.delete, self.move, self.text, self.order])()
        self.delta = {k: self.plan.facts.get(k) for k in base.facts.keys() | self.plan.facts.keys() if self.plan.facts.get(k) != base.facts.get(k)}
        self.sent = self.plan.document()

    def pick(self, fits):
        near = [k for k in self.focus if k in self.plan.kind and fits(k)]
        if near and self.rnd.random() < 0.75:
            return self.rnd.choice(near)
        all_ = [k for k in self.plan.kind if fits(k)]
        return self.rnd.choice(all_) if all_ else None

    def did(self, what, owner, field):
        self.stats[what] += 1
        self.stats["lists", self.plan.kind[owner], field] += 1

    def change(self):
        key = self.pick(lambda k: kinds[self.plan.kind[k]].values or kinds[self.plan.kind[k]].messages)
        kind = kinds[self.plan.kind[key]]
        unset = [f for f in kind.messages if f"{key}/{f}" not in self.plan.facts]
        if unset and self.rnd.random() < 0.2:
            field = self.rnd.choice(unset)
            self.stats["new messages"] += 1
            return self.plan.put(f"{key}/{field}", key, field, kind=kind.messages[field])
        if kind.values:
            self.set_value(key, kind)

    def set_value(self, key, kind):
        field = self.rnd.choice(sorted(kind.values)[:2] if self.rnd.random() < 0.6 else list(kind.values))
        there = f"{key}/{field}"
        if there in self.plan.facts and self.rnd.random() < 0.2:
            self.stats["unset"] += 1
            del self.plan.facts[there]
        else:
            self.stats["renamed" if field in ("navn", "tittel") else "changed"] += 1
            self.plan.put(there, key, field, value(self.rnd, kind.values[field], self.name))

    def add(self):
        owner = self.pick(lambda k: any(not isinstance(t, int) for t in kinds[self.plan.kind[k]].lists.values()))
        field, type_ = self.rnd.choice([(f, t) for f, t in kinds[self.plan.kind[owner]].lists.items() if not isinstance(t, int)])
        self.made += 1
        name = f"{self.name}{self.made}" if kinds[type_].key == "id" else self.rnd.choice(names(None, type_))
        if kinds[type_].key != "id" and f"{owner}/{field}/{name}" in self.plan.facts:
            return
        key = self.plan.element(owner, field, name, self.rnd.choice([-1, 0.5, 90]))
        self.did("added", owner, field)
        for _ in range(self.rnd.randrange(3)):
            if kinds[type_].values:
                self.set_value(key, kinds[type_])

    def delete(self):
        key = self.pick(lambda k: k != ROOT)
        if key:
            fact = self.plan.facts[key]
            self.did("deleted", fact.owner, fact.field)
            self.plan.drop(key)

    def move(self):
        key = self.pick(lambda k: k[:1] == "#" and "/" not in k)
        if key:
            places = [(k, f) for k, kind in self.plan.kind.items() for f, t in kinds[kind].lists.items() if t == self.plan.kind[key]]
            owner, field = self.rnd.choice(places)
            self.did("moved", owner, field)
            self.plan.put(key, owner, field, rank=self.rnd.choice([-1, 0.5, 90]))

    def text(self):
        # Texts have no ids. Of each list everybody edits the same text, and adds at the end: more in one gap may be read in
        # more than one way, and each is right.
        owner = self.pick(lambda k: any(isinstance(t, int) for t in kinds[self.plan.kind[k]].lists.values()))
        if owner is None:
            return
        field, type_ = self.rnd.choice([(f, t) for f, t in kinds[self.plan.kind[owner]].lists.items() if isinstance(t, int)])
        key = self.texts.get((owner, field))
        self.did("texts", owner, field)
        if key in self.plan.facts and self.rnd.random() < 0.7:
            if self.rnd.random() < 0.3:
                del self.plan.facts[key]
            else:
                n = self.rnd.randrange(1, 4)
                self.plan.put(key, owner, field, n if type_ == INT32 else f"endret {n}", rank=self.plan.rank[key])
        else:
            n = self.rnd.randrange(10, 13)
            self.plan.element(owner, field, n if type_ == INT32 else f"ny {n}")

    def order(self):
        self.stats["reordered"] += 1
        for key in self.rnd.sample(sorted(self.plan.kind), min(5, len(self.plan.kind))):
            self.plan.rank[key] = self.rnd.random() * 3


def merge(base, theirs, mine):
    """(what changed in the outcome, None), or (None, the keys of the things in conflict); of changes to the base's facts."""
    clash = {k for k in theirs.keys() & mine.keys() if theirs[k] != mine[k]}
    both = {**theirs, **mine}

    def is_there(key):
        return key == ROOT or (both[key] is not None if key in both else key in base)
    for key, fact in both.items():
        if fact is not None and not is_there(fact.owner):
            clash.add(fact.owner)
    return (None, {topmost(base, theirs, mine, k) for k in clash}) if clash else (both, None)


def topmost(base, theirs, mine, key):
    """A part of something deleted by one side stands for the outermost thing that side deleted."""
    for side in (theirs, mine):
        if key in base and side.get(key, 0) is None:
            while side.get(base[key].owner, 0) is None:
                key = base[key].owner
            return key
    return key


def facts_of(kind, document):
    """What a document says, with the texts of a list as one, in any order."""
    out = {}

    def read(key, kind, doc):
        for field, v in doc.items():
            if field in kind.lists:
                message = kind.lists[field]
                if isinstance(message, int):
                    out[f"{key}/{field}"] = sorted(v)
                    continue
                k = kinds[message]
                for e in v:
                    element = f"#{e['id']}" if k.key == "id" else f"{key}/{field}/{e[k.key]}"
                    assert element not in out, f"{element} stands twice"
                    out[element] = Fact(key, field, None)
                    read(element, k, e)
            elif field in kind.messages:
                out[f"{key}/{field}"] = Fact(key, field, None)
                read(f"{key}/{field}", kinds[kind.messages[field]], v)
            elif field in kind.values:
                out[f"{key}/{field}"] = Fact(key, field, v)
    read(ROOT, kind, document)
    return out


def outcome(base, changed):
    """The same of the base with what changed."""
    out, texts = {}, collections.defaultdict(list)
    for key, fact in {**base.facts, **changed}.items():
        if fact is None:
            continue
        if fact.value is not None and "/" in key[len(fact.owner) + len(fact.field) + 1:]:
            texts[f"{fact.owner}/{fact.field}"].append(fact.value)
        else:
            out[key] = fact
    return {**out, **{k: sorted(v) for k, v in texts.items()}}


def all_lists(name, seen=None):
    """The (message, field) of every list of a document."""
    seen = set() if seen is None else seen
    if name in seen:
        return set()
    seen.add(name)
    kind = kinds[name]
    inner = [*kind.messages.values(), *(t for t in kind.lists.values() if isinstance(t, str))]
    return {(name, f) for f in kind.lists}.union(*(all_lists(i, seen) for i in inner))
