"""Every reason for which something is refused, collected from the source: what lint.grunn holds the catalogues against.

A reason is where it is made: `raise exception ... constraint = 'x'` in sql/, a declared constraint with a COMMENT, a status
in server/ or proto/, or a finding of sql/checks. Knows nothing of translations. What it cannot read, it says (Ukjent)."""
import collections
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
RAISE = re.compile(r"raise exception\b(?:[^;']|'(?:[^']|'')*')*;")
NAVN = r"[a-z][a-z0-9_]*"
# Reasons that are made elsewhere than in the raise: its expression -> the function that makes them, and how they stand there.
LAGET = {
    "feil.grunn": [("core.avstamning_tekst", rf"when '({NAVN})' then")],
    "r.mangel": [("core.vedleggsreferanser", rf"then '({NAVN})'")],
    "t.grunn": [("core.teller", rf"grunn := [^;]*?'({NAVN}_{NAVN})'")],
    "x.grunn": [("core.delegasjon_hindring", rf"'({NAVN}_{NAVN})'(?=;| else| end)"), ("core.omfordeling_hindring", rf"grunn := '({NAVN})'")],
}
# Functions that raise the name that they are given, as the parameter called so in their raise.
GITT = {"grunn": "core.krev_moetets_folk", "grunn_": "core.krev_habil"}
# In the C of server/ and proto/: after .reason =, after a gRPC code in a call or a row, before its sentence in a row, or first
# of what json_fail and its kin take.
C_GRUNN = [
    re.compile(rf'\.reason\s*=\s*"({NAVN})"'),
    re.compile(rf'\bGRPC_[A-Z_]+,\s*"({NAVN})"'),
    re.compile(rf'\{{"({NAVN})",\s*"[A-ZÆØÅ][a-zæøå]+[ ,]'),
]
PROTO_GRUNN = re.compile(rf'\b(?:json_fail|fail|fail_as)\([^;"]*"({NAVN})",\s*[^;]*;')
# What coalesce() puts in a key in sql/checks, which nobody reads.
IKKE_ORD = ["total", "omraade", "null"]
# How proto/json.c puts where it was before and after what is wrong.
JSON_MALER = ["%s: %s (linje %s)", "%s (linje %s)", "%s: %s"]
C_TEKST = re.compile(r'{"23\w*", GRPC_[A-Z_]+, "\w+", "([^"]+)"')


# The functions that put together the sentences of answers (client/svar.h), beside sql/checks.
SETNINGER = [
    "core.bokfoeringsvarsler", "core.budsjett_virkning", "core.budsjettlinjer", "core.delegasjon_hindring", "core.effektmaal", "core.erstatt_tildeling",
    "core.flyttevarsler", "core.kurs_frister", "core.kurslinje", "core.les_kursfil", "core.les_maalinger", "core.maalinger_flatt", "core.maalingsrad_feil",
    "core.omfordeling_hindring", "core.oppgaver_stoette", "core.oppgjoersvarsler", "core.prognosevarsler", "core.programtall", "core.rammevarsler",
    "core.rapport_avvik", "core.rapport_frister", "core.rapport_tittel", "core.rapport_varsler", "core.resultat_merknad", "core.rett_postering", "core.soeknad_avvik",
    "core.soeknad_feil", "core.soeknad_funn", "core.soeknad_mangler", "core.tilbakefoer", "core.tildeling_hendelse_virkning", "core.uten_plan_tekst",
    "core.utbetaling_virkning", "core.varsler_paa",
    # cases
    "core.hvorfor", "core.hvorfor_hastesak", "core.hvorfor_kommentarer", "core.hvorfor_uenige", "core.kommentar_steder_tekst", "core.krav", "core.omstendighet_tekst",
    "core.antatt_alene", "core.antatt_organ", "core.simulert_budsjett", "core.simulerte_varsler", "core.styre_varsler", "core.tur_tekst", "core.under_delegert_grense",
    "core.vilkaar_siste_tekst", "core.habilitet_av_soeker",
    # tasks
    "core.oppgaver_habilitet", "core.oppgaver_i_sak", "core.oppgaver_kommentar", "core.oppgaver_krav", "core.oppgaver_moete", "core.oppgaver_protokoll",
    "core.tildelingsoppgaver",
    # meetings, organs, plans
    "core.moete_varsler", "core.neste_melding", "core.overlevering_varsel", "core.plikter", "core.vedtakstekst",
    # letters
    "core.innsynsavsnitt", "core.klageavsnitt", "core.kroner", "core.stoetteavsnitt", "core.tilskuddshjemmel", "core.utbetalingsavsnitt", "core.utbetalingsbrev", "core.vedtaksbrev",
]
# Words of theirs that look like codes: of a function, or of a file of sql/reference.
RADORD = {
    "core.soeknad_mangler": r"'(?:feil|varsel)', '[^']+', '([^']+)'\)",
    "sql/reference/sak_programregel.sql": r"\t\('\w+', '([^']+)'",
    "sql/reference/soeknad.sql": r"\t\('\w+', '([^']+)', false",
    "sql/reference/stoette.sql": r"\t\('\d{4}-\d\d-\d\d', '([^']+)'",
}
# Of this one, what stands in a sentence begins small.
SMAA = "sql/reference/soeknad.sql"
# Texts of the server that stand alone where people's own may stand instead: sentences without a full stop.
HELE = {"Fjernmøte", "Hastefjernmøte", "Opprettet", "Ført i møteboka", "Skriftlig behandling"}
HELE_FRA = ["core.protokollinnhold", "api.create_plan", "core.habilitet_fra_resultat"]
# The functions whose texts are the server's own names, each alone in its field; with those of sql/reference (navn() below).
NAVN_FRA = ["core.hendelse_tekst", "core.vedtakets_brevhode"]
KILDE = re.compile(r"(?:KL|ASL|FVL|OF|PH|V|H|CS|S[0-4]|W|U|RF|OFFL|HP-|rad|matrisen|håndboka|forordning|omstilling:)(?!\w)")


class Ukjent(Exception):
    """Something is raised in a way that this file does not know."""


Sted = collections.namedtuple("Sted", "hvor ord tekst")  # where; the words that {...} may name; the text in bokmål or None


def sql_filer():
    return sorted(f for d in ("rules", "api", "checks") for f in (ROOT / "sql" / d).glob("*.sql"))


def til_komma(sql, fra, slutt=",;"):
    """The expression from `fra` to a comma or the like outside parentheses and quotes."""
    dybde, i = 0, fra
    while i < len(sql):
        c = sql[i]
        if c == "'":
            i = sql.index("'", i + 1)
        elif c in "([":
            dybde += 1
        elif c in ")]":
            dybde -= 1
            if dybde < 0:
                break
        elif dybde == 0 and c in slutt:
            break
        i += 1
    return sql[fra:i].strip()


def argumenter(sql, fra):
    """The arguments of a call whose parenthesis opens just before `fra`."""
    ut = []
    while True:
        a = til_komma(sql, fra, ",")
        ut.append(a)
        fra = sql.index(a, fra) + len(a)
        while sql[fra] not in ",)":
            fra += 1
        if sql[fra] == ")":
            return ut
        fra += 1


def noekler(uttrykk):
    """The keys at the top of every JSON object that an expression builds outside another's values."""
    ut, i = set(), 0
    for m in re.finditer(r"jsonb?_build_object\(", uttrykk):
        if m.start() < i:
            continue
        a = argumenter(uttrykk, m.end())
        ut |= {k[1:-1] for k in a[::2] if re.fullmatch(r"'\w+'", k)}
        i = m.end() + len(",".join(a))
    ut |= set(re.findall(r'^\'{"(\w+)"', uttrykk))
    return ut


def funksjon(kilder, navn):
    """The body of an SQL function, from wherever it stands."""
    for tekst in kilder.values():
        m = re.search(rf"create or replace function {re.escape(navn)}\(.*?\$\$(.*?)\$\$", tekst, re.S)
        if m:
            return m.group(1)
    raise Ukjent(f"the function {navn}, which makes reasons, is not there any more: tests/lint/grunner.py")


def navnene(kilder, uttrykk, hvor):
    """The reasons that the expression after `constraint =` may be."""
    if re.fullmatch(rf"'{NAVN}'", uttrykk):
        return [uttrykk[1:-1]]
    if uttrykk.startswith("case "):
        return re.findall(rf"(?:then|else) '({NAVN})'", uttrykk)
    if uttrykk in LAGET:
        return sorted({n for f, m in LAGET[uttrykk] for n in re.findall(m, funksjon(kilder, f))})
    if uttrykk in GITT:
        return sorted({n for t in kilder.values() for m in re.finditer(re.escape(GITT[uttrykk]) + r"\((?!s core|m core)", t)
            for a in argumenter(t, m.end()) for n in re.findall(rf"'({NAVN}_{NAVN})'", a)})
    raise Ukjent(f"{hvor}: the reason «{uttrykk}» is made in a way that tests/lint/grunner.py does not know: tell it (LAGET, GITT)")


def laget_ord(kilder, uttrykk):
    """What the details have that are made together with the reason."""
    kropper = [funksjon(kilder, f) for f, _ in LAGET.get(uttrykk, [])]
    return {k for kropp in kropper for m in re.finditer(r"detalj := ", kropp) for k in noekler(til_komma(kropp, m.end(), ";"))}


def sql_grunner(kilder):
    """{reason: [Sted]} of every raise of sql/rules, sql/api and sql/checks."""
    ut = collections.defaultdict(list)
    for fil, tekst in kilder.items():
        for m in RAISE.finditer(tekst):
            setning, hvor = m.group(0), f"{fil}:{tekst[:m.start()].count(chr(10)) + 1}"
            c = re.search(r"\bconstraint\s*=\s*", setning)
            if not c:
                if "'RP9" not in setning: # a signal between functions of ours, caught in the same file
                    raise Ukjent(f"{hvor}: something is raised without constraint = 'reason'")
                continue
            uttrykk = til_komma(setning, c.end())
            d = re.search(r"\bdetail\s*=\s*", setning)
            ord_ = noekler(til_komma(setning, d.end())) if d else set()
            ord_ |= laget_ord(kilder, uttrykk)
            ord_ |= {"detalj"} if d and not ord_ else set() # a detail that is built elsewhere
            ord_ |= {"felt"} if re.search(r"\bcolumn\s*=", setning) else set()
            bokmaal = re.match(r"raise exception\s+'((?:[^']|'')*)'", setning)
            for navn in navnene(kilder, uttrykk, hvor):
                ut[navn].append(Sted(hvor, ord_, bokmaal.group(1).replace("''", "'") if bokmaal else None))
    return ut


def erklaerte():
    """{reason: [Sted]} of the constraints and unique indexes that have a COMMENT, as the migrations leave them."""
    ut = {}
    for fil in sorted((ROOT / "sql" / "migrations").glob("*.sql")):
        tekst = fil.read_text(encoding="utf-8")
        hendelser = [(m.start(), "+", m) for m in re.finditer(
            rf"comment on (?:constraint (\w+) on (?:\w+\.)?(\w+)|index (?:\w+\.)?(\w+)) is\s+'((?:[^']|'')*)'", tekst)]
        hendelser += [(m.start(), "t", m) for m in re.finditer(r"drop table (?:if exists )?(?:\w+\.)?(\w+)", tekst)]
        for a in re.finditer(r"alter table (?:\w+\.)?(\w+)((?:[^;']|'(?:[^']|'')*')*);", tekst):
            hendelser += [(a.start() + d.start(), "-", (a.group(1), d.group(1))) for d in re.finditer(r"drop constraint (?:if exists )?(\w+)", a.group(0))]
        hendelser += [(m.start(), "i", m) for m in re.finditer(r"drop index (?:\w+\.)?(\w+)", tekst)]
        for _, slag, m in sorted(hendelser, key=lambda h: h[0]):
            if slag == "+":
                navn, tabell = (m.group(1), m.group(2)) if m.group(1) else (m.group(3), None)
                ut[navn, tabell] = Sted(f"sql/migrations/{fil.name}", set(), m.group(4).replace("''", "'"))
            elif slag == "-":
                ut.pop((m[1], m[0]), None)
            elif slag == "i":
                ut.pop((m.group(1), None), None)
            else:
                for n in [n for n in ut if n[1] == m.group(1)]:
                    del ut[n]
    samlet = collections.defaultdict(list)
    for (navn, _), sted in ut.items():
        samlet[navn].append(sted)
    return samlet


def les_c(fil):
    """A file of C, macros that are a text in its place."""
    tekst = fil.read_text(encoding="utf-8")
    for navn, verdi in re.findall(rf'^#define (\w+) ("{NAVN}")$', tekst, re.M):
        tekst = re.sub(rf"\b{navn}\b", verdi, tekst)
    return tekst


def c_grunner():
    """({reason: [Sted]}, [text]) of server/ and proto/; the texts are those of violated constraints that have none of their own."""
    ut, tekster = collections.defaultdict(list), []
    for fil in sorted([*(ROOT / "server").glob("*.c"), *(ROOT / "proto").glob("*.c")]):
        tekst = les_c(fil)
        for moenster in C_GRUNN + [PROTO_GRUNN] * (fil.parent.name == "proto"):
            for m in moenster.finditer(tekst):
                hvor = f"{fil.parent.name}/{fil.name}:{tekst[:m.start()].count(chr(10)) + 1}"
                ut[m.group(1)].append(Sted(hvor, {"felt"} | set(re.findall(r'{\\"(\w+)\\":', tekst)), None))
        tekster += C_TEKST.findall(tekst)
    return ut, tekster


def utenfor_merknader(tekst):
    """SQL without comments, everything else in its place."""
    return re.sub(r"--[^\n]*|comment on [^;]*?\bis\s+'(?:[^']|'')*';", lambda m: re.sub(r"[^\n]", " ", m.group(0)), tekst)


def er_siste_av(tekst, slutt, funksjon_):
    """True when what ends at `slutt` is an argument of a call of the function."""
    dybde = 0
    for i in range(slutt - 1, -1, -1):
        dybde += {")": 1, "(": -1}.get(tekst[i], 0)
        if dybde < 0:
            return tekst[:i].endswith(funksjon_)
    return False


def funn(kilder):
    """({sentence: where}, {word: where}) of the findings of plans: sentences as format() takes them, and the words put into them."""
    setninger, ord_ = {}, {}
    for fil, tekst in kilder.items():
        if not fil.startswith("sql/checks/"):
            continue
        sql = utenfor_merknader(tekst)
        for m in re.finditer(r"'((?:[^']|'')*)'", sql):
            t, hvor = m.group(1).replace("''", "'").replace("%%", "%"), f"{fil}:{sql[:m.start()].count(chr(10)) + 1}"
            if "%s" in t and re.search(r"[a-zæøå]{2}| i ", t) or re.fullmatch(r"[A-ZÆØÅ«][^|]*[a-zæøå]\.", t):
                setninger.setdefault(t, hvor)
            elif re.fullmatch(r"[a-zæøå ]{3,}", t) and t not in IKKE_ORD and sql[m.end()] == ")" and sql[: m.start()].endswith(", ") and er_siste_av(sql, m.start(), "coalesce") or re.fullmatch(r"\([a-zæøå ]+\)", t):
                ord_.setdefault(t, hvor)
            elif re.fullmatch(r"[A-ZÆØÅ][a-zæøå]+(?: .*)?\S", t):
                ord_.setdefault(t, hvor)
        for m in re.finditer(r"\('[\d.]+', '([^']+)'\)|\(\d, '([^']+)', array|then '(gjennomført)'", sql):
            ord_.setdefault(next(g for g in m.groups() if g), fil)
    return setninger, ord_


def er_tekst(t):
    """True of a literal that people read: not a code, a key, a path, a pattern or a source."""
    return not (KILDE.match(t) or re.search(r"[{}$\\^|]|::|YYYY", t)) and bool(
        re.search(r"%s", t) and re.search(r"[a-zæøåA-ZÆØÅ]{2}", t.replace("%s", "")) or re.search(r"[a-zæøå]{2}", t) and re.search(r"[ A-ZÆØÅæøå]", t) and "_" not in t)


def setninger(kilder):
    """({sentence: where}, {word: where}) of what the functions in SETNINGER put together, as funn()."""
    setninger_, ord_ = {}, {}
    for navn in SETNINGER:
        sql = utenfor_merknader(re.sub(RAISE, "", funksjon(kilder, navn)))
        for m in re.finditer(r"'((?:[^']|'')*)'", sql):
            t, foran, etter = m.group(1).replace("''", "'").replace("%%", "%"), sql[: m.start()].rstrip(), sql[m.end():].lstrip()
            ellers = re.fullmatch(r"[a-zæøå]{3,}", t) and etter.startswith(")") and foran.endswith(",") and er_siste_av(sql, m.start(), "coalesce")
            if not (er_tekst(t) or ellers) or re.search(r"~\*?$|\b(?:like|interval)$", foran):
                continue
            if (foran.endswith("||") or etter.startswith("||")) and re.search(r"[a-zæøå]{2}", t):
                raise Ukjent(f"{navn}: «{t}» is glued together by ||, and cannot be recognised: make it by format()")
            (setninger_ if "%s" in t or t.endswith(".") else ord_).setdefault(t, navn)
    for hvor, moenster in RADORD.items():
        for t in re.findall(moenster, (ROOT / hvor).read_text(encoding="utf-8") if "/" in hvor else funksjon(kilder, hvor)):
            ord_.setdefault(t.lower() if hvor == SMAA else t, hvor)
    return setninger_, ord_


def hele(kilder):
    """{sentence: where} of HELE, each of which must still be made."""
    ut = {}
    for navn in HELE_FRA:
        ut |= {t: navn for t in re.findall(r"'([^']*)'", funksjon(kilder, navn)) if t in HELE}
    if set(ut) != HELE:
        raise Ukjent(f"{sorted(HELE - set(ut))} is not made by any of {HELE_FRA} any more: tests/lint/grunner.py")
    return ut


def referanse(fil, moenster):
    return {t: f"sql/reference/{fil}" for t in re.findall(moenster, (ROOT / "sql" / "reference" / fil).read_text(encoding="utf-8"), re.M)}


def navn(kilder):
    """{name: where}: kinds of decision, phases, deliverables, events, headings of letters."""
    ut = referanse("sak_matrise.sql", r"^\t\(\d+, '([^']+)', '(?:tekst|verv|plan|tilsagn)'")
    ut |= {t: h for t, h in referanse("tidslinje.sql", r"'([^'\n]+)'").items() if er_tekst(t) and not t.startswith("http")}
    for f in NAVN_FRA:
        ut |= {t: f for t in re.findall(r"(?:then|brevfelt\() ?'([^']+)'", funksjon(kilder, f))}
    for fil, tekst in kilder.items():
        ut |= {t: fil for t in re.findall(r"core\.brev(?:felt|avsnitt)\('([^']+)'", tekst)}
    return ut


def ord_i_referanse():
    """{word: where}: what is put into sentences from sql/reference."""
    return referanse("sak_akter.sql", r"^\t\('\w+', '([^']+)', (?:true|false), ") | referanse("organ.sql", r"^\t\('\w+', '([a-zæøå]+)', (?:true|false), '") \
        | referanse("sak_aarshjul.sql", r"^\t\(\d+, '([^']+)', \d")


def raad(kilder):
    """{hint: where}: every sentence that a hint may be, as format() takes it."""
    ut = {}
    for fil, tekst in kilder.items():
        for m in RAISE.finditer(tekst):
            h = re.search(r"\bhint\s*=\s*", m.group(0))
            for t in re.findall(r"'((?:[^']|'')*)'", til_komma(m.group(0), h.end()) if h else ""):
                if " " in t.strip(", "):
                    ut.setdefault(t.replace("''", "'"), f"{fil}:{tekst[:m.start()].count(chr(10)) + 1}")
    return ut


def tur(kilder):
    """What is done by whose turn it is, where a refusal says it: acts of the matrix and others."""
    return set(akter()) | {a for f, t in kilder.items() if "oppgaver" not in f for a in re.findall(r"jsonb?_build_object\('akt', '([^']+)'", t)}


def kildeord(kilder):
    """The words in sources: of refusals, findings and the matrix. What is short for a law or a document is the same in every language."""
    matrise = [(ROOT / "sql" / "reference" / f).read_text(encoding="utf-8") for f in ("sak_matrise.sql", "sak_programregel.sql", "stoette.sql")]
    ut = set()
    for t in list(kilder.values()) + matrise:
        for k in re.findall(r"'((?:KL|ASL|FVL|OF|PH|V|H|CS|S[0-4]|W|U|RF|OFFL|rad|matrisen|håndboka|forordning|omstilling:)(?!\w)[^'\n]*)'", utenfor_merknader(t)):
            ut |= set(re.findall(r"[a-zæøå]{2,}|\bi\b", k)) if "%" not in k else set()
    return ut


def json_ord():
    """What proto/ says is wrong with a message or a file."""
    ut = set()
    for fil in sorted((ROOT / "proto").glob("json*.c")):
        ut |= {t for t in re.findall(r'"([^"\n%\\]*)"', fil.read_text(encoding="utf-8")) if re.search(r"[a-zæøå]{2} |[a-zæøå]{3} ?[a-zæøå]+ ", t) and ": (" not in t}
    return ut


def krav(kilder):
    """{krav: text}: what a step or a phase may wait for."""
    return dict(re.findall(rf"\('({NAVN})', (?:\d|null), \d+,[^'](?:.*?)\s'([A-ZÆØÅ][^']+\.)', '[^']+'\)", funksjon(kilder, "core.krav"), re.S))


def akter():
    """{akt: words}: the acts of the matrix."""
    tekst = (ROOT / "sql" / "reference" / "sak_akter.sql").read_text(encoding="utf-8")
    return dict(re.findall(rf"\('({NAVN})', '([^']+)', (?:true|false)", tekst))


def les_kilder():
    return {str(f.relative_to(ROOT)): f.read_text(encoding="utf-8") for f in sql_filer()}


def alle():
    """({reason: [Sted]}, [text]) of everything."""
    kilder = les_kilder()
    ut = sql_grunner(kilder)
    for navn, steder in erklaerte().items():
        ut[navn] += steder
    av_c, tekster = c_grunner()
    for navn, steder in av_c.items():
        ut[navn] += steder
    return ut, tekster


def usett(kilder):
    """What looks as if it refused something, and was not collected: nothing, unless the ways of reading above have a hole."""
    ut = []
    for fil, tekst in kilder.items():
        funnet = "".join(m.group(0) for m in RAISE.finditer(tekst))
        for moenster in (r"errcode = 'RP0", r"\bconstraint = "):
            alle_ = len(re.findall(moenster, utenfor_merknader(tekst)))
            if alle_ != len(re.findall(moenster, funnet)):
                ut.append(f"{fil}: «{moenster}» stands {alle_} times, but not all of it in a raise that was read")
    kjente, _ = c_grunner()
    for fil in sorted({*(ROOT / "server").glob("*.c"), *(ROOT / "proto").glob("*.c")} - {ROOT / "server" / "metrics.c"}):
        for navn in re.findall(rf'"({NAVN})",\s*(?:\.text = )?"[A-ZÆØÅ][a-zæøå]+[ ,]', les_c(fil)):
            if navn not in kjente:
                ut.append(f"{fil.name}: «{navn}» stands before a sentence, and was not collected")
    return ut


def i_testene():
    """{reason: where} that the tests of sql/ expect: of the access walk, and of test.grunn()."""
    ut = {}
    for fil in sorted((ROOT / "tests" / "sql" / "data" / "tilgang").glob("*.txt")):
        for linje in fil.read_text(encoding="utf-8").splitlines():
            felt = [f.strip() for f in linje.split("|")]
            if not linje.startswith("#") and len(felt) > 3 and felt[2] and not felt[2].startswith("ok"):
                ut.setdefault(felt[2].split()[0], fil.name)
    for fil in sorted((ROOT / "tests" / "sql").glob("*.sql")):
        tekst = fil.read_text(encoding="utf-8")
        for m in re.finditer(r"select is\((?=test\.grunn\()", tekst):
            kall, ventet = argumenter(tekst, m.end())[:2]
            kalt = til_komma(kall, len("test.grunn("), "\n")
            if re.fullmatch(rf"'{NAVN}_{NAVN}'", ventet) and kall in (f"test.grunn({kalt})", f"test.grunn({kalt} )"):
                ut.setdefault(ventet[1:-1], fil.name)
    return ut
