"""Six people save one draft at once: three with the client, three with Python's gRPC, on two daemons. In the end the
database's revisions are replayed by the model (flett_modell.py):
- every acknowledged save is a revision, or changed nothing that was not there; each revision is somebody's save, once;
- each revision is what the model makes of the one before and the save, so that nothing is lost;
- who was refused was so for the places that the model names, with both values and both people.

Arguments: DATABASE CONTRACT DIRECTORY SERVER SERVER SAVES SEED."""
import collections, json, os, random, re, subprocess, sys, threading, time

import grpc
import rpc
from flett_modell import Person, Plan, facts_of, kinds, merge, random_plan, read_contract
from google.protobuf import json_format
from omstilling.v1 import plan_pb2

DATABASE, CONTRACT, WORK, *SERVERS, SAVES, SEED = sys.argv[1:]
SAVES, SEED = int(SAVES), int(SEED)
PLAN, KIND = "dal/omstillingsplan", "Omstillingsplan"
PEOPLE = 6
# Letters are the server's; changes of areas get ids and names from the areas they name; texts have no ids (flett.py).
WITHOUT = {("Strategi", "bokstav"), ("Strategi", "fn_nummer"), ("Omstillingsplan", "omraadeendringer"), ("Omstillingsplan", "tverrgaaende"),
           ("Analyser", "muligheter"), ("Analyser", "utfordringer"), ("FnMaal", "delmaal")}
Save = collections.namedtuple("Save", "who base delta etag detail shown")  # etag None: refused
lock = threading.Lock()
saves, failures, counts = [], [], collections.Counter()


# The latter where the deadline fires while the answer leaves.
GAVE_UP = (grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED)


class Wire:
    """Python's gRPC."""
    impatience = 0.005, 0.06

    def __init__(self, who, server):
        self.who, self.channel = who, rpc.channel(server)

    def get(self):
        reply = rpc.call(self.channel, "PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=PLAN), plan_pb2.GetPlanResponse, token=self.who)
        return reply.etag, json_format.MessageToDict(reply.omstillingsplan, preserving_proto_field_name=True)

    def save(self, etag, document, key, patience=None):
        """(etag, None), or (None, the conflict's detail). With patience: gives up after so long, and None."""
        request = plan_pb2.SavePlanRequest(plan=PLAN, etag=etag, idempotency_key=key)
        json_format.ParseDict(document, request.omstillingsplan)
        try:
            reply = rpc.call(self.channel, "PlanService/SavePlan", request, plan_pb2.SavePlanResponse, token=self.who, timeout=patience or 60)
            return reply.etag, None, None
        except grpc.RpcError as error:
            if patience and error.code() in GAVE_UP:
                return None
            info = rpc.error_info(error)
            assert info.reason == "redigeringskonflikt", info
            return None, json.loads(info.metadata["detalj"]), None


class Client:
    """The program that people use."""
    impatience = 0.03, 0.3

    def __init__(self, who, server):
        self.who, self.file = who, f"{WORK}/{who}.json"
        self.env = {**os.environ, "OMSTILLING_SERVER": server, "OMSTILLING_AS": who, "OMSTILLING_TIMEOUT": "60"}

    def start(self, *args):
        return subprocess.Popen(["omstilling", *args], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def get(self):
        p = self.start("plan", "get", PLAN, self.file)
        assert p.communicate()[0] is not None and p.returncode == 0
        file = json.load(open(self.file, encoding="utf-8"))
        return file["etag"], file["omstillingsplan"]

    def save(self, etag, document, key, patience=None):
        with open(self.file, "w", encoding="utf-8") as f:
            json.dump({"plan": PLAN, "etag": etag, "omstillingsplan": document}, f)
        p = self.start("plan", "put", PLAN, self.file, "--key", key, "--output", "json")
        if patience:
            time.sleep(patience)
            p.kill()
            p.communicate()
            return None
        out, err = p.communicate()
        if p.returncode == 0:
            return json.loads(out)["etag"], None, None
        assert p.returncode == 20 and "redigeringskonflikt" in err, err
        return None, None, set(re.findall(r"^(\S.*) \((?:endret|slettet|flyttet|lagt_til)\)$", err, re.M))


def change(rnd, who, turn, document):
    """A random edit of a document: the model's changes, and the document to send."""
    plan = Plan.read(KIND, document)
    focus = sorted(k for k in plan.kind if k.startswith("#") and "/" not in k)[:4]
    person = Person(rnd, plan, focus, {}, f"{who}-{turn}-", collections.Counter())
    return person.delta, person.sent


def work(nr, server):
    rnd, who = random.Random(SEED * 100 + nr), f"p{nr}"
    hands = (Client if nr % 2 else Wire)(who, server)
    etag, document = hands.get()
    for turn in range(SAVES // 2 if nr % 2 else SAVES):
        if turn % 3 == 2:  # else made from what was read before: others have saved since, and so has who saves
            etag, document = hands.get()
        delta, sent = change(rnd, who, turn, document)
        if not delta:
            continue
        key = f"save-{who}-{turn}-{SEED}"
        answer = hands.save(etag, sent, key, patience=rnd.uniform(*hands.impatience) if turn % 4 == 1 else None)
        if answer is None:
            newest = int(Wire(who, server).get()[0][1:])
            answer = hands.save(etag, sent, key)
            with lock:
                counts["given up and tried again"] += 1
                counts["of them saved the first time"] += bool(answer[0]) and int(answer[0][1:]) <= newest
        elif turn % 4 == 3 and answer[0]:
            again = hands.save(etag, sent, key)
            assert again == answer, f"a retry was answered {again}, the save {answer}"
            with lock:
                counts["retries after the answer"] += 1
        with lock:
            saves.append(Save(nr, int(etag[1:]), delta, answer[0] and int(answer[0][1:]), answer[1], answer[2]))
            counts["saved" if answer[0] else "refused"] += 1


def guarded(nr, server):
    try:
        work(nr, server)
    except BaseException as error:
        failures.append((nr, error))
        raise


def revisions():
    rows = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", DATABASE, "-c", "select jsonb_build_array(r.nr, p.brukernavn, r.dokument) from core.plan_revisjon r "
                           "join core.person p on p.id = r.person_id order by r.nr"], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return {nr: (who, document) for nr, who, document in map(json.loads, rows)}


def difference(a, b):
    return {k: b.get(k) for k in a.keys() | b.keys() if a.get(k) != b.get(k)}


def paths(kind, document, key="", at=""):
    """The path for people of each thing of a document, by its key."""
    out, field_of = {key: at}, lambda f: f"{at}/{f}".lstrip("/")
    for field, v in document.items():
        if field in kind.lists:
            k, used = kinds[kind.lists[field]], collections.Counter()
            for n, e in enumerate(v, 1):
                name = str(next((e[f] for f in ("nummer", "bokstav", "aar", "kapittel") if f in e), n))
                used[name] += 1
                element = f"#{e['id']}" if k.key == "id" else f"{key}/{field}/{e[k.key]}"
                out.update(paths(k, e, element, field_of(field) + "/" + name + (f".{used[name]}" if used[name] > 1 else "")))
        elif field in kind.messages:
            out.update(paths(kinds[kind.messages[field]], v, f"{key}/{field}", field_of(field)))
        else:
            out[f"{key}/{field}"] = field_of(field)
    return out


class Replay:
    def __init__(self, rows):
        self.rows = rows
        self.facts = {nr: facts_of(kinds[KIND], document) for nr, (_, document) in rows.items()}

    def revision(self, nr, save):
        """The revision is what the save makes of the one before."""
        base = self.facts[save.base]
        out, clash = merge(base, difference(base, self.facts[nr - 1]), save.delta)
        assert clash is None, f"r{nr} was saved over a conflict: {clash}"
        wanted = {k: f for k, f in {**base, **out}.items() if f is not None}
        assert wanted == self.facts[nr], f"r{nr} is not the save of p{save.who} on r{nr - 1}: {set(map(str, wanted.items())) ^ set(map(str, self.facts[nr].items()))}"
        assert self.rows[nr][0] == f"p{save.who}", f"r{nr} is not by who saved it"

    def unchanged(self, save):
        """It said nothing that was not there at some time while it was under way."""
        base = self.facts[save.base]
        return all(merge(base, difference(base, self.facts[save.etag]), save.delta)[0].get(k) == self.facts[save.etag].get(k) for k in save.delta)

    def clash(self, save, nr):
        """(place: (value before, theirs, mine, whose theirs is)) of the conflicts with a revision."""
        base, theirs = self.facts[save.base], self.facts[nr]
        clash = merge(base, difference(base, theirs), save.delta)[1]
        names = {**paths(kinds[KIND], self.rows[nr][1]), **paths(kinds[KIND], self.rows[save.base][1])}
        return {names[k]: (k, base.get(k), theirs.get(k), save.delta.get(k, base.get(k))) for k in clash or ()}

    def author(self, save, nr, key):
        """Who last changed the thing, or something in it, since the base."""
        def whole(n):
            within, facts = {key}, self.facts[n]
            for k, f in facts.items():  # an owner comes before what it owns
                if f.owner in within:
                    within.add(k)
            return {k: facts.get(k) for k in within}
        return next(self.rows[n][0] for n in range(nr, save.base, -1) if whole(n) != whole(n - 1))

    def refused(self, save):
        if save.shown is not None:
            assert any(save.shown <= self.clash(save, n).keys() and save.shown for n in range(save.base + 1, max(self.rows) + 1)), f"shown {save.shown}"
            return
        nr = int(save.detail["etag"][1:])
        told, wanted = save.detail["konflikter"], self.clash(save, nr)
        assert save.detail["antall"] == len(wanted) > 0, f"{save.detail}, the model has {wanted}"
        assert len(told) == min(8, len(wanted)) and all(k["sted"] in wanted for k in told), f"{told}, the model has {wanted}"
        for k in told:
            key, *values = wanted[k["sted"]]
            assert k["min_person"] == f"P{save.who} Prøve" and k.get("deres_person") == f"{self.author(save, nr, key).capitalize()} Prøve", k
            for name, fact in zip(("foer", "deres", "min"), values):
                if fact is None or fact.value is not None:
                    assert k.get(name) == (None if fact is None else json.dumps(fact.value).strip('"')), f"{name} of {k}, the model has {fact}"
            counts["places"] += 1


def main():
    read_contract(CONTRACT, WITHOUT)
    first = Wire("p0", SERVERS[0])
    rpc.call(first.channel, "PlanService/CreatePlan", plan_pb2.CreatePlanRequest(program="dal", type="omstillingsplan", tittel="Plan"), plan_pb2.CreatePlanResponse, token="p0")
    assert first.save("r1", random_plan(random.Random(SEED), KIND).document(), f"first save {SEED}")[0] == "r2"
    threads = [threading.Thread(target=guarded, args=(nr, SERVERS[nr // 2 % 2])) for nr in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures
    replay, by_etag = Replay(revisions()), collections.defaultdict(list)
    for save in saves:
        if save.etag is None:
            replay.refused(save)
        else:
            by_etag[save.etag].append(save)
    for nr in range(3, max(replay.rows) + 1):
        own = [s for s in by_etag[nr] if replay.rows[nr][0] == f"p{s.who}"]
        assert own, f"r{nr} is nobody's save"
        made = 0
        for save in by_etag[nr]:
            if save in own and not made:
                replay.revision(nr, save)
                made = 1
            else:
                assert replay.unchanged(save), f"the save of p{save.who} answered with r{nr} is lost"
                counts["said already"] += 1
    print(", ".join(f"{n} {what}" for what, n in sorted(counts.items())) + f", {len(replay.rows)} revisions")
    assert counts["saved"] > counts["refused"] > 0 and counts["retries after the answer"] > 0, "nothing was tried"


main()
