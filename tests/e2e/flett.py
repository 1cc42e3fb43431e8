"""Property test of core.flett: random pairs and triples of people edit one plan at the same time, and save in every order.
What conflicts, and what the outcome is, is computed by the model (flett_modell.py) and compared with what the database says:
- nothing is lost: the outcome is every change of everybody who was not refused;
- the same outcome whatever the order, when nobody was refused (the order of siblings is the server's and left out);
- a conflict exactly where the same thing was changed differently, at the place that the model names.

Usage: flett.py DATABASE CONTRACT PAIRS SEED; a sixth as many triples."""
import collections, itertools, json, random, subprocess, sys
from flett_modell import Person, all_lists, facts_of, kinds, merge, outcome, random_plan, read_contract

CHUNK = 600  # groups at a time


def show(*documents):
    return "\n".join(json.dumps(d, ensure_ascii=False) for d in documents)


def flett(db, jobs):
    """[[base, theirs, mine]] -> [[document, conflicts]], in one round trip of each of two sessions."""
    halves = [jobs[::2], jobs[1::2]]
    sessions = [session(db, half) for half in halves]
    answers = [s.stdout.read().splitlines() for s in sessions]
    assert all(s.wait() == 0 and len(a) == len(h) for s, a, h in zip(sessions, answers, halves)), "psql failed"
    return [json.loads(answers[i % 2][i // 2]) for i in range(len(jobs))]


def session(db, jobs):
    p = subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", db], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    p.stdin.write("create temp table jobb (nr int generated always as identity, j jsonb);\ncopy jobb (j) from stdin;\n")
    p.stdin.writelines(json.dumps(j, ensure_ascii=False).replace("\\", "\\\\") + "\n" for j in jobs)
    p.stdin.write("\\.\nselect jsonb_build_array(f.dokument, f.konflikter) from jobb, core.flett(j -> 0, j -> 1, j -> 2) f order by nr;\n")
    p.stdin.close()
    return p


class Group:
    """Some people and one base, and for each order of theirs what was saved so far: the changes, and the document."""
    def __init__(self, rnd, people, stats):
        self.kind = rnd.choice(["Omstillingsplan", "Handlingsplan"])
        self.base = random_plan(rnd, self.kind)
        self.document = self.base.document()
        texts = collections.defaultdict(list)
        for key, fact in self.base.facts.items():
            if key not in self.base.kind and fact.field in kinds[self.base.kind[fact.owner]].lists:
                texts[fact.owner, fact.field].append(key)
        texts = {place: rnd.choice(keys[:-1]) for place, keys in texts.items() if len(keys) > 1}
        focus = rnd.sample(sorted(self.base.kind), min(4, len(self.base.kind)))
        self.people = [Person(rnd, self.base, focus, texts, f"p{n}", stats) for n in range(people)]
        self.orders = list(itertools.permutations(range(people)))
        self.saved = {o: (self.people[o[0]].delta, self.people[o[0]].sent) for o in self.orders}
        self.refused = dict.fromkeys(self.orders, 0)

    def jobs(self, turn):
        return [[self.document, self.saved[o][1], self.people[o[turn]].sent] for o in self.orders]

    def take(self, turn, order, answer, stats):
        """Compares one answer with the model, and remembers what is then saved."""
        theirs, mine = self.saved[order][0], self.people[order[turn]].delta
        out, clash = merge(self.base.facts, theirs, mine)
        document, conflicts = answer
        told = {c["noekkel"] for c in conflicts}
        shown = lambda: show(self.document, self.saved[order][1], self.people[order[turn]].sent)
        assert told == (clash or set()), f"conflicts {told}, the model has {clash}\n{shown()}"
        if clash:
            self.refused[order] += 1
            stats["conflicts"] += 1
            return
        got, wanted = facts_of(kinds[self.kind], document), outcome(self.base, out)
        assert got == wanted, f"the outcome and the model's differ: {set(map(str, got.items())) ^ set(map(str, wanted.items()))}\n{shown()}"
        stats["merged"] += 1
        self.saved[order] = (out, document)

    def end(self, stats):
        documents = show(self.document, *(p.sent for p in self.people))
        assert len({n == 0 for n in self.refused.values()}) == 1, f"refused in one order and not in another\n{documents}"
        if not self.refused[self.orders[0]]:
            first, *others = [facts_of(kinds[self.kind], s[1]) for s in self.saved.values()]
            assert all(o == first for o in others), f"the order matters\n{documents}"
            stats["commuted"] += 1


def run(db, rnd, people, count, stats):
    while count > 0:
        groups = [Group(rnd, people, stats) for _ in range(min(count, CHUNK))]
        count -= len(groups)
        for turn in range(1, people):
            answers = iter(flett(db, [job for g in groups for job in g.jobs(turn)]))
            for g in groups:
                for order in g.orders:
                    g.take(turn, order, next(answers), stats)
        for g in groups:
            g.end(stats)
            stats[g.kind] += 1


def main():
    db, pairs, seed = sys.argv[1], int(sys.argv[3]), int(sys.argv[4])
    read_contract(sys.argv[2])
    rnd, stats = random.Random(seed), collections.Counter()
    run(db, rnd, 2, pairs, stats)
    run(db, rnd, 3, pairs // 6, stats)
    touched = {k[1:] for k in stats if isinstance(k, tuple)}
    counts = ", ".join(f"{stats[k]} {k}" for k in sorted(k for k in stats if isinstance(k, str)))
    print(f"{pairs} pairs and {pairs // 6} triples in every order, {stats['merged'] + stats['conflicts']} merges: {counts}")
    lists = all_lists("Omstillingsplan") | all_lists("Handlingsplan")
    print(f"{len(lists & touched)} of {len(lists)} lists of the contract were added to, deleted from, moved to or changed")
    assert pairs < 500 or lists <= touched, f"lists that nobody touched: {lists - touched}"
    assert stats["merged"] > stats["conflicts"] > stats["merged"] // 20, "the edits are too tame, or too wild, to say anything"


main()
