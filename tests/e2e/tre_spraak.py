"""Reads what tests/e2e/tre_spraak had printed in three languages, below argv[1]; argv[2]: the client, with its catalogues and the stories."""
import pathlib
import re
import sys

import openpyxl

work, client = map(pathlib.Path, sys.argv[1:])
po = client / "po"
NBSP = "\u00a0"
PROGRAM = (".json", ".yaml", ".csv")
bad = []


def catalogue(language):
    """[(context, bokmål, text)]"""
    found = []
    for block in re.split(r"\n\n+", (po / f"{language}.po").read_text()):
        part, field = {}, None
        for line in block.split("\n"):
            m = re.match(r'(msgctxt|msgid|msgstr) "(.*)"$', line)
            field = m.group(1) if m else field
            if m or line.startswith('"'):
                part[field] = part.get(field, "") + (m.group(2) if m else line[1:-1])
        if part.get("msgid"):
            found.append((part.get("msgctxt"), *(part[k].replace('\\"', '"').replace("\\n", "\n") for k in ("msgid", "msgstr"))))
    return found


def read(language):
    return {p.name: p.read_text() for p in sorted((work / language).iterdir()) if p.suffix != ".xlsx"}


def pieces(text):
    """What a text prints whatever is put into it."""
    return [p for p in re.split(r"%(?:\.\*)?[-0-9.]*(?:<[^>]*>|zu|lld|[a-z])|\n", text) if p.strip()]


def check(name, wrong, why):
    if wrong:
        bad.append(f"{name}: {why}: {sorted(wrong)[:8]}")


def no_other_language(language, printed, texts, servers):
    """Long texts nowhere, the client's own and those of the server; labels and headings not where labels and headings stand."""
    ours = {t for _, _, t in texts + servers}
    long = {p for _, b, t in texts + servers for p in pieces(b) if len(p.strip()) > 24 and " " in p.strip() and p not in t and not any(p in o for o in ours)}
    short = {b for c, b, t in texts if b != t and c != "verdi" and b not in ours and len(b) > 2}
    for name, text in printed.items():
        check(f"{language}/{name}", {p for p in long if p in text}, "bokmål is left")
        labels = set(re.findall(r"(?m)^(\w[\w .,-]{1,19}?)  +\S", text)) if not name.startswith("h") else set()
        lines = text.split("\n")
        for above, rule in zip(lines, lines[1:]):
            if rule.startswith("────") or rule.startswith("| --- |"):
                labels |= {h.strip() for h in re.split(r"  +|\|", above)}
        labels |= set(re.findall(r"(?m)^(?:- \*\*|#+ )([^:*\n]+)", text))
        # A name in the first column of a table may be a word of ours.
        check(f"{language}/{name}", (labels & short) - DATA, "labels in bokmål")


# Names that the stories gave: of criteria.
DATA = {"FN-mål", "Nye arbeidsplasser"}


def numbers_and_dates(language, printed):
    for name, text in printed.items():
        if name.startswith(("hjelp", "haandbok", "journal")):
            continue
        text = re.sub(r"data-[a-z]+=\"[^\"]*\"|\S+/\d{4}-\d\d-\d\d\S*|«[^»]*»", "", text)
        check(f"{language}/{name}", set(re.findall(r"(?m)(?:^|  )(\d{4}-\d\d-\d\d)(?=  |$)", text)), "a date that is no date here")
        if language == "en":
            check(f"{language}/{name}", set(re.findall(rf"\d{NBSP}\d{{3}}", text)), "a Norwegian number")
            check(f"{language}/{name}", set(re.findall(r"(?m)(?:^|  )(\d\d\.\d\d\.\d{4})(?=  |$)", text)), "a Norwegian date")
        else:
            check(f"{language}/{name}", set(re.findall(r"(?:^|[ |])(\d{1,3}(?:,\d{3})+)(?=[ |\n]|$)", text)) if name != "matrise" else set(), "an English number")


def shows(language, name, *patterns):
    text = printed[language][name]
    for p in patterns:
        if not re.search(p, text, re.M):
            bad.append(f"{language}/{name}: no {p}")


# Texts of two words or more that are the same in bokmål and in another language, and that no person of the stories has written:
# each with why. All else in an answer that is not in the language is a sentence of the server without a text in client/po/grunn.
SAME = [
    r"^omstilling (?:login|plan) ", # what is to be typed
    r"^fil: /", # the system's own words
    r"^bruk: ", # the usage, in nynorsk too
    r"^[A-Z]+-?\d*(?:[;, ]+[A-Z0-9][-A-Z0-9]*)*$", # sources that are only letters and numbers
]
# Bokmål that is not nynorsk: where nynorsk and bokmål may be written alike, one of these tells them apart.
ONLY_BOKMAAL = set("ikke hva hvor hvem noe noen et en mer hver hvis være kreves gis vedtas gjøre vedtatt mottatt innen".split())


def plain(text):
    return re.sub(r"[^\w]+", " ", text).strip().lower()


def written():
    """Everything that people have written: the stories, their files, and the names of organs that they make by a pattern."""
    files = [f.read_bytes() for f in sorted((client / "demo").rglob("*")) if f.is_file()]
    files.append(pathlib.Path(__file__).with_suffix("").read_bytes())
    files.append((work / "nb" / "organer.json").read_bytes())
    return " ".join(plain(f.decode("utf-8", "replace")) + " " + plain(f.decode("latin-1")) for f in files)


def cells(text):
    """What stands by itself: the cells of tables, what follows a label, paragraphs; without marks and numbers before it."""
    text = re.sub(r"<(?:style|svg|head)\b.*?</(?:style|svg|head)>", "", text, flags=re.S)
    text = re.sub(r"<[^>]*>", "  ", text)
    for cell in re.split(r"  +|\n|\||:\*\* ", text):
        cell = re.sub(r"^[#>*\-! ]*(?:\d+[.)]? )?|^[a-z]+: |^\S+/\S+: |\([a-zæøå]+\)$", "", cell.strip())
        if len(re.findall(r"[a-zæøåA-ZÆØÅ]{2,}", cell)) > 1 and " " in cell:
            yield cell


def nothing_of_the_server_is_left(language):
    """In English no text is as in bokmål; in nynorsk none that has words which are bokmål alone."""
    known = written()
    for name, text in printed[language].items():
        if name.endswith(PROGRAM) or name.startswith(("hjelp", "haandbok", "journal", "kalender")):
            continue
        bokmaal = {plain(c) for c in cells(printed["nb"][name])}
        same = {c for c in cells(text) if plain(c) in bokmaal and plain(c) not in known and not all(" " in p and p in known for p in map(plain, c.split(", ")))}
        if language == "nn":
            same = {c for c in same if ONLY_BOKMAAL & set(plain(c).split())}
        check(f"{language}/{name}", {c for c in same if not any(re.search(e, c) for e in SAME)}, "what the server says is left in bokmål")


printed = {language: read(language) for language in ("nb", "nn", "en")}
for language in ("nn", "en"):
    people = {n: t for n, t in printed[language].items() if not n.endswith(PROGRAM)}
    no_other_language(language, people, catalogue(language), [x for x in catalogue(f"grunn/{language}") if x[0] == "setning"])
    for name, text in printed["nb"].items():
        if name.endswith(PROGRAM) and re.sub(r"\s", "", text) != re.sub(r"\s", "", printed[language][name]):
            bad.append(f"{language}/{name}: not what it is in bokmål")
for language in ("nn", "en"):
    nothing_of_the_server_is_left(language)
for language, texts in printed.items():
    numbers_and_dates(language, {n: t for n, t in texts.items() if not n.endswith(PROGRAM)})

words = {
    "nb": ("Tilstand", "Innsatsområde", "Beløp", "bruk:", "under behandling|vedtatt|godkjent", "Møtebok|Protokoll", "Vurdering", "er ikke en kommando"),
    "nn": ("Tilstand", "Innsatsområde", "Beløp", "bruk:", "under handsaming|vedteken|godkjend", "Møtebok|Protokoll", "Vurdering", "er ikkje ein kommando"),
    "en": ("State", "Focus area", "Amount", "usage:", "being treated|adopted|approved", "Minutes", "Assessment", "is not a command"),
}
number = {"nb": f"300{NBSP}000", "nn": f"300{NBSP}000", "en": "300,000"}
date = {"nb": r"\d\d\.\d\d\.20\d\d", "nn": r"\d\d\.\d\d\.20\d\d", "en": r"\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) 20\d\d"}
long_date = {"nb": "14. desember 2021", "nn": "14. desember 2021", "en": "14 December 2021"}
for language, (state, area, amount, usage, word, minutes, assessment, unknown) in words.items():
    shows(language, "sak", f"^{state} ")
    shows(language, "saker", state, word)
    shows(language, "handlingsplan", area, number[language], "62[.,]5")
    shows(language, "handlingsplan.md", area, number[language])
    shows(language, "omstillingsplan.html", f'<html lang="{language}">', area)
    shows(language, "hovedbok", amount, date[language])
    shows(language, "vedtak", date[language])
    shows(language, "hjelp-om-hver", f"^{usage} omstilling plan show PLAN")
    shows(language, "moetebok", f"^# ({minutes})", re.escape(long_date[language]))
    shows(language, "saksframlegg", f"## {assessment}")
    shows(language, "ukjent", "^omstilling: ukjent_kommando: ", unknown)
    book = openpyxl.load_workbook(work / language / "bok.xlsx")
    if not any(isinstance(c.value, str) and area in c.value for sheet in book for row in sheet for c in row):
        bad.append(f"{language}/bok.xlsx: no {area}")

# The sentences that the server puts together, some of each kind, with their figures and dates.
server = {
    "nb": {
        "brev": (r"^Det er tildelt inntil 300.000 kroner i tilskudd\.$", r"^- \*\*Vedtatt:\*\* 15\.03\.2023$", r"Fristen er tre uker fra brevet er mottatt, det vil si 05\.04\.2023\."),
        "moetebok": (r"^Forslaget er vedtatt\.$", r"\| ja \|"),
        "forklaring": ("Falt bort: et senere steg er gjort",),
        "oppgaver": ("Holde styreseminar etter år 1", "Forberede årsrapporten  .*årshjul", "håndboka, del 10"),
        "program": ("Strategi og forankring", "Søknad om omstillingsstatus"),
        "matrise": ("^8 Omstillingsplan$", r"Søknaden om omstillingsmidler må være sendt\."),
        "etterlatt": (r"Tilsagn på 4.500.000 kroner gitt 20\.12\.2021\. Vilkår: Kommunene dekker", r"Helge Nordbø \(rådgiver\): vervet tar slutt"),
        "organ": ("0 av 5 medlemmer i Styret for Sats på Hallingdal representerer næringslivet, og for 5 er siden ikke oppgitt",),
        "saksframlegg": ("Tildeling eller avslag over delegert grense",),
        "kontroll": ("^HP-1 +feil ", "^HP-11 +varsel "),
        "revisjoner": ("Opprettet$",),
    },
    "nn": {
        "brev": (r"^Det er tildelt inntil 300.000 kroner i tilskot\.$", r"^- \*\*Vedteke:\*\* 15\.03\.2023$", r"Fristen er tre veker frå brevet er motteke, det vil seie 05\.04\.2023\."),
        "moetebok": (r"^Framlegget er vedteke\.$",),
        "forklaring": ("Fall bort: eit seinare steg er gjort",),
        "oppgaver": ("Halde styreseminar etter år 1", "Førebu årsrapporten  .*årshjul", "handboka, del 10"),
        "program": ("Søknad om midlar for neste år", "Kommunikasjonsstrategi"),
        "matrise": (r"Søknaden om omstillingsmidlar må vere send\.",),
        "etterlatt": (r"Tilsagn på 4.500.000 kroner gitt 20\.12\.2021\. Vilkår: Kommunene dekker", r"Helge Nordbø \(rådgjevar\): vervet tek slutt"),
        "organ": ("0 av 5 medlemmer i Styret for Sats på Hallingdal representerer næringslivet, og for 5 er sida ikkje oppgitt",),
        "saksframlegg": ("Tildeling eller avslag over delegert grense",),
        "kontroll": ("^HP-1 +feil ",),
        "revisjoner": ("Oppretta$",),
    },
    "en": {
        "brev": (r"^A grant of up to 300,000 kroner is awarded\.$", r"^- \*\*Decided:\*\* 15 Mar 2023$", r"The deadline is three weeks from the day the letter is received, that is 5 Apr 2023\.", r"26,315\.79 euro at the rate of 11\.4", "^- Legal basis: støtteprosessloven"),
        "moetebok": (r"^The proposal is adopted\.$", r"\| yes \|", "member of Styret for Sats på Hallingdal"),
        "forklaring": ("Lapsed: a later step is done",),
        "oppgaver": ("Hold the board seminar after year 1", "Prepare the annual report  .*year wheel", "handbook, part 10"),
        "program": ("Strategy and anchoring", r"Application for omstillingsstatus \(restructuring status\)"),
        "matrise": (r"^8 Omstillingsplan \(restructuring plan\)$", r"The application for omstilling \(restructuring\) funds must be sent\."),
        "etterlatt": (r"A tilsagn \(commitment\) of 4,500,000 kroner given on 20 Dec 2021\. Conditions: Kommunene dekker", r"Helge Nordbø \(adviser\): the seat ends"),
        "organ": ("0 of 5 members of Styret for Sats på Hallingdal represent business, and for 5 the side is not stated",),
        "saksframlegg": ("Award or refusal above the delegated limit",),
        "kontroll": ("^HP-1 +error ", "^HP-11 +warning "),
        "revisjoner": ("Created$",),
    },
}
for language, said in server.items():
    for name, patterns in said.items():
        shows(language, name, *patterns)

if bad:
    sys.exit("\n".join(bad))
print("three languages:", len(printed["nb"]), "outputs each")
