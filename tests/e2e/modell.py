"""The plans that tests/e2e/modell sends, and what it looks for in the answers.

skriv CONTRACT DIR   writes both plans with every field of the contract set, as files TYPE-VARIANT.json: hel, as generated; strek,
                     null and ingen, every figure "-", 0 or left out; merket, every text and figure another
lik SENT READ        fails unless the document that was read is the one that was sent
vist SENT SHOWN      fails unless every text and figure of the document stands in what was shown"""
import copy, json, os, re, subprocess, sys
from google.protobuf import descriptor_pb2

# Set by generate in some plans only, or not at all: Omraadeendring is about two versions, and stands in its own tests.
NOT_GENERATED = {"omraadeendringer", "innsatsomraade"}
# What plan show leaves out: how things are known and refer to each other, and what says how sums are compared.
NOT_SHOWN = {"id", "vedlegg_id", "format", "toleranse", "trykt_enhet", "aar", "stoetteomraade", "baerekraft", "kommunalt_ansvar", "fra_aar", "til_aar", "nummer",
             "gjelder_aar", "fn_nummer", "radslag"}
# Left as they are in the variant merket: by these the server knows things, and gives or refuses them.
KEPT = NOT_SHOWN | {"bokstav", "sha256", "periode_fra", "periode_til"}
FIGURE = re.compile(r"^(-|-?[0-9]+(\.[0-9]+)?)$")
DATES = {"periode_fra", "periode_til"}
NO_FIGURE = {"kapittel", "sha256", "toleranse", "delmaal", "sted"}


def generated():
    """The first generated programme that splits jobs and has an area of sustainability: its plan and its second year's."""
    here = os.path.dirname(os.path.abspath(__file__))
    for seed in range(1, 500):
        out = subprocess.run([sys.executable, f"{here}/../plans/generate", "--areas", "4", "--years", "2", "--kommuner", "2", "--tiltak", "2", "--seed", str(seed)],
                             check=True, capture_output=True, text=True).stdout
        plans = json.loads(out)
        plan = plans["omstillingsplan"]
        if "oppgitt_sum_nye" in plan and any(a.get("baerekraft") for a in plan["innsatsomraader"]) and any("egen_tabell" in a for a in plan["innsatsomraader"]):
            return {"omstillingsplan": plan, "handlingsplan": plans["handlingsplaner"][1]}
    raise SystemExit("no generated plan has everything")


def fields(message, value, messages, path, seen):
    """Marks the fields of the contract that the value sets."""
    for f in message.field:
        here = value.get(f.name)
        seen.setdefault(f"{message.name}.{f.name}", False)
        if here is None or here == []:
            continue
        seen[f"{message.name}.{f.name}"] = True
        if f.type == f.TYPE_MESSAGE:
            for v in here if f.label == f.LABEL_REPEATED else [here]:
                fields(messages[f.type_name], v, messages, path + [f.name], seen)


def complete(contract, plans):
    files = descriptor_pb2.FileDescriptorSet.FromString(open(contract, "rb").read())
    messages = {f".{f.package}.{m.name}": m for f in files.file for m in f.message_type}
    seen = {}
    for name, value in plans.items():
        fields(messages[f".omstilling.v1.{name.capitalize()}"], value, messages, [], seen)
    missing = {k for k, v in seen.items() if not v and k.split(".")[1] not in NOT_GENERATED}
    assert not missing, f"never generated: {sorted(missing)}"
    assert len(seen) > 150, "the contract was not read"


def walk(value, act, field=None):
    """The value with each text in it replaced by act(field, text); None takes it away."""
    if isinstance(value, dict):
        # The kind of a row of T5 is what its name says in words.
        out = {k: walk(v, act, "radslag" if k == "slag" and "beloep" in value else k) for k, v in value.items()}
        return {k: v for k, v in out.items() if v is not None}
    if isinstance(value, list):
        return [walk(v, act, field) for v in value]
    return act(field, value) if isinstance(value, str) else value


def is_figure(field, text):
    return field not in NO_FIGURE and bool(FIGURE.match(text))


def marked(plan):
    count = [100]

    def mark(field, text):
        if field in KEPT:
            return text
        count[0] += 1
        return f"{count[0]}.25" if is_figure(field, text) else f"t{count[0]}x"
    return walk(plan, mark)


def write(contract, folder):
    plans = generated()
    complete(contract, plans)
    for name, plan in plans.items():
        variants = {"hel": plan, "merket": marked(plan)}
        for variant, figure in (("strek", "-"), ("null", "0"), ("ingen", None)):
            variants[variant] = walk(copy.deepcopy(plan), lambda f, t: figure if is_figure(f, t) else t)
        for variant, value in variants.items():
            json.dump(value, open(f"{folder}/{name}-{variant}.json", "w", encoding="utf-8"), ensure_ascii=False)


def read(path):
    d = json.load(open(path, encoding="utf-8"))
    return d.get("omstillingsplan") if isinstance(d.get("omstillingsplan"), dict) else d.get("handlingsplan", d)


def same(sent, got):
    a, b = read(sent), read(got)
    assert a == b, "\n".join(sorted(differences(a, b, "")))


def differences(a, b, path):
    if isinstance(a, dict) and isinstance(b, dict):
        return [d for k in a.keys() | b.keys() for d in differences(a.get(k), b.get(k), f"{path}/{k}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [d for i, (x, y) in enumerate(zip(a, b)) for d in differences(x, y, f"{path}/{i}")]
    return [] if a == b else [f"{path}: {a!r} was sent, {b!r} read"]


def shown(sent, output):
    text = open(output, encoding="utf-8").read()
    missing = []

    def as_shown(field, value):
        if is_figure(field, value):
            return value.replace(".", ",")
        return re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3.\2.\1", value) if field in DATES else value

    def look(field, value):
        if field not in NOT_SHOWN and as_shown(field, value) not in text:
            missing.append(f"{field}: {value}")
        return value
    walk(read(sent), look)
    assert not missing, "plan show leaves out:\n" + "\n".join(missing)


{"skriv": write, "lik": same, "vist": shown}[sys.argv[1]](*sys.argv[2:])
