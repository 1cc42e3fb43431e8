"""Runs the example of every row of the client's table, as who may; argv[1]: the password of everybody."""
import datetime
import json
import re
import shlex
import subprocess
import sys

# Of the terminal and of who sits at it: tests/e2e/terminal, skall, konto and watch have them.
ELSEWHERE = {"login", "logout", "password", "auth totp confirm", "auth totp off", "watch", "shell", "profile use"}
# What refuses an example that is understood: it is done already, not yet its turn, or over; as the stories left their cases.
OVER = {"saken_er_avsluttet", "ikke_din_tur"}
JUSTIFIED = {
    "program create": {"programmets_kortnavn_er_i_bruk"},
    "program open-phase": {"fasene_aapnes_i_rekkefoelge"},
    "program take-over": {"fylket_er_ikke_etterfoelger"},  # it has been taken over
    "plan letters": {"bokstavene_ligger_fast"},
    "vedtak contest": {"fristen_for_lovlighetskontroll_er_ute"},
    "vilkaar waive": {"vilkaaret_er_avsluttet"},
    "plan create": {"planen_finnes_fra_foer"},
    "plan next": {"planen_finnes_fra_foer"},
    "plan acknowledge": {"funnet_er_kvittert_fra_foer"},
    "plan submit": {"versjonen_er_fremlagt_foer"},
    "sak act": {"ikke_din_oppgave"},  # the case has no such step
    "sak advise": {"ikke_din_oppgave"},
    "sak apply": {"ikke_din_oppgave"},
    "sak receive": {"ikke_din_oppgave"},
    "sak confirm": {"ukjent_resultat"},  # nothing waits to be confirmed
    "habilitet vote": {"ukjent_habilitet"},  # the question is settled
    "habilitet decide": {"ukjent_habilitet"},
    "moete propose": {"moetet_er_avsluttet"},
    "moete vote": {"ukjent_forslag"},  # no motion was made there
    "moete decide": {"ukjent_forslag"},
    "moete amend": {"bare_sekretaeren_foerer"},  # that meeting has none
    "moete sign": {"protokollen_er_endret"},  # the hash is of no minutes
    "delegasjon empower": {"ukjent_delegasjon"},  # the stories delegate nothing
    "delegasjon withdraw": {"ukjent_delegasjon"},
    "soeknad import": {"importen_har_feil"},  # one of them was withdrawn by an example before
    "resultat approve": {"rapporten_er_behandlet_foer"},
    "tildeling assess": {"saken_er_avgjort"},
    "tildeling appeal": {"klagefristen_er_endelig_ute"},
    "tildeling withdraw": {"tildelingen_er_ikke_loepende"},
    "utbetaling request": {"tildelingen_er_ikke_loepende"},
    "utbetaling approve": {"utbetalingen_er_besvart"},
    "stoette receipt": {"stoetten_registreres_ikke"},  # too old
    "profile forget": {"ukjent_tjener"},  # nobody has been asked about it
    "person create": {"brukernavnet_er_i_bruk"},
    "organ successor": {"etterfoelgeren_er_registrert"},
}
SEL = "kari silje gunnar eva liv olav marit berit hallvard solveig jonas".split()
HALLINGDAL = "hanne ragnhild randi harald bjoerg tone helge".split()
CENTRAL = "astrid torunn ingrid wenche".split()
PLACEHOLDER = "0b9f7c1e-5d3a-4c57-9a53-2f6f6b0a4d11"


def omstilling(*words):
    return subprocess.run(["omstilling", *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def answer(who, *words):
    r = omstilling("--as", who, "--output", "json", *words)
    assert r.returncode == 0, (words, r.stderr)
    return json.loads(r.stdout)


def log_in():
    people = []
    for who in SEL + HALLINGDAL + CENTRAL:
        r = omstilling("login", who, "--password-file", sys.argv[1])
        assert r.returncode == 0, r.stderr
        people.append(who)
    return people


def last(who, listed, *words):
    """The id of the last that a list shows."""
    return next((x["id"] for x in reversed(answer(who, *words).get(listed, [])) if "id" in x), None)


LISTS = {
    "VEDTAK": ("kari", "vedtak", "vedtak", "list", "sel"),
    "VILKAAR": ("kari", "vilkaar", "vilkaar", "list", "sel"),
    "STOETTE": ("hanne", "stoetter", "stoette", "list", "hallingdal"),
    "LAERDOM": ("kari", "laerdommer", "lessons", "search"),
    "VEDLEGG": ("kari", "vedlegg", "vedlegg", "list", "sel"),
    "KONTROLL": ("kari", "kontroller", "stoette", "controls", "sel"),
    "VERV": ("kari", "verv", "organ", "show", "sel-os"),
    "DELEGASJON": ("kari", "delegasjoner", "delegasjon", "list", "sel"),
}


def live_hash():
    text = json.dumps(answer("kari", "plan", "show", "sel/handlingsplan-2021", "--vedtatt"))
    return re.search(r'"hash": "([0-9a-f]{64})"', text).group(1)


def live(row, words):
    """What is different in every database, and a day that passes, as somebody would look it up."""
    words = [(datetime.date.today() + datetime.timedelta(days=90)).isoformat() if row["kommando"] == "auth token create" and w[:2] == "20" else w for w in words]
    if row["kommando"] == "plan fetch":
        words[-1] = live_hash()
    if PLACEHOLDER in words:
        value = next(v for v in row["bruk"].split() if v in LISTS)
        found = last(*LISTS[value])
        words = [found if w == PLACEHOLDER and found else w for w in words]
    return words


def those(words):
    named = " ".join(words)
    return (HALLINGDAL + CENTRAL + SEL) if "hall" in named or "viken" in named else (SEL + CENTRAL + HALLINGDAL)


def outcome(row):
    """None: it does what it says, or is refused for a reason that is on the list; else what it was refused with."""
    words = live(row, shlex.split(row["eksempel"]))
    allowed = JUSTIFIED.get(row["kommando"], set()) | OVER
    refusals = {}
    for who in those(words):
        r = omstilling("--as", who, *words)
        if r.returncode == 0:
            return None
        said = next((l for l in r.stderr.split("\n") if l.startswith("omstilling: ")), r.stderr)
        reason = said.split(": ")[1] if ": " in said else said
        if reason in allowed and r.returncode not in (2, 13):
            return None
        refusals.setdefault(f"{r.returncode} {said}", who)
    return refusals


def main():
    log_in()
    for plan, name in (("omstillingsplan", "plan.yaml"), ("handlingsplan-2021", "handlingsplan.yaml")):
        assert omstilling("--as", "kari", "plan", "get", f"sel/{plan}", name).returncode == 0
    assert omstilling("--as", "kari", "vedlegg", "upload", "sel", "plan.pdf", "--type", "annet").returncode == 0
    rows = json.loads(omstilling("--output", "json", "help").stdout)["kommandoer"]
    bad, ran = [], 0
    # What closes an organ to those without a second factor comes last.
    for row in sorted(rows, key=lambda r: r["kommando"] == "auth totp require"):
        if row["kommando"] in ELSEWHERE:
            continue
        ran += 1
        refused = outcome(row)
        if refused:
            bad.append(row["eksempel"] + "".join(f"\n    {who}: {said}" for said, who in refused.items()))
    for name in ELSEWHERE | JUSTIFIED.keys():
        assert any(r["kommando"] == name for r in rows), f"no row {name}"
    if bad or ran < 180:
        sys.exit("\n".join(bad) + f"\n{len(bad)} of {ran} examples are not understood, or name what is not there")
    print(ran, "examples")


main()
