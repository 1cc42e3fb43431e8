"""Reads what `omstilling plan export` writes, and compares with the plan. Shares no code with the client.

planeksport.py alt NAME: NAME.json, .md, .html and .xlsx agree | bok FILE | sel | forgift FILE | vond NAME | oekonomi FILE | dyr NAME |
dobbelt FILE | dobbel NAME
"""
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

import openpyxl
from openpyxl.utils import range_boundaries

sys.path.insert(0, os.path.dirname(__file__))
import papir

EVIL = ['=HYPERLINK("http://vond","x")', "+1+1", "-2+3", "@SUM(1)", "_x0041_", "\u202egnp.exe", '<script>alert("x")</script> & \'æ\'', "]]>", "| celle | `x`"]
BIDI = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def plan_of(path):
    f = json.load(open(path))
    return f.get("handlingsplan") or f["omstillingsplan"]


def number(text):
    """What a printed figure is; None for "-", for words and for nothing."""
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text or "") else None


def total(figures):
    known = [n for n in map(number, figures) if n is not None]
    return sum(known) if known else None


class Book:
    """A workbook: its formulas worked out here must be what it says they come to."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as z:
            assert z.testzip() is None
            for name in z.namelist():
                assert "externalLink" not in name and "vba" not in name.lower(), name
                root = ET.fromstring(z.read(name))
                assert not any(e.get("TargetMode") == "External" for e in root.iter()), name
                assert not BIDI.search("".join(root.itertext())), name
        self.formulas = openpyxl.load_workbook(path)
        self.results = openpyxl.load_workbook(path, data_only=True)
        self.n_formulas = 0
        for sheet in self.formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    self.check(sheet, cell)

    def check(self, sheet, cell):
        result = self.results[sheet.title][cell.coordinate].value
        if cell.data_type != "f":
            return
        assert re.fullmatch(r"=SUM\([A-Z0-9:,]+\)(\+SUM\([A-Z0-9:,]+\))*", cell.value), cell.value
        self.n_formulas += 1
        own = self.worked_out(sheet, cell.value)
        assert own == Decimal(repr(result)), (sheet.title, cell.coordinate, cell.value, own, result)

    def worked_out(self, sheet, formula):
        sum_ = Decimal(0)
        for part in re.findall(r"[A-Z]+\d+(?::[A-Z]+\d+)?", formula):
            c0, r0, c1, r1 = range_boundaries(part)
            for row in self.formulas[sheet.title].iter_rows(min_row=r0, max_row=r1, min_col=c0, max_col=c1):
                for cell in row:
                    if cell.data_type == "f":
                        sum_ += self.worked_out(sheet, cell.value)
                    elif cell.data_type == "n" and cell.value is not None:
                        sum_ += Decimal(repr(cell.value))
        return sum_

    def rows(self, name):
        """Of a sheet as dictionaries by heading, with what formulas come to; `_f` names the cells that are formulas."""
        head = [c.value or "" for c in self.formulas[name][1]]
        for row, out in zip(self.formulas[name].iter_rows(min_row=2), self.results[name].iter_rows(min_row=2)):
            d = {h: (Decimal(repr(c.value)) if isinstance(c.value, (int, float)) else c.value) for h, c in zip(head, out)}
            d["_f"] = {h for h, c in zip(head, row) if c.data_type == "f"}
            yield d


def same(book_figure, stated, what):
    """A figure of the plan stands as the number it is, or as the text it is."""
    expected = number(stated)
    assert book_figure == (expected if expected is not None else stated or None), (what, book_figure, stated)


def sum_is(rows, at, column, figures, stated, what):
    """The sum is a formula over the figures; what the plan states beside it stands in the next row where it differs."""
    own, said = total(figures), number(stated)
    row = rows[at]
    if own is None or (stated and said is None):
        same(row.get(column), stated, what)
        return
    assert column in row["_f"] and row[column] == own, (what, row, own)
    if said is not None and said != own:
        assert rows[at + 1][column] == said and column not in rows[at + 1]["_f"], (what, rows[at + 1])
        assert "oppgitt i planen" in rows[at + 1].values(), rows[at + 1]


def named(rows, column, name):
    return next(i for i, r in enumerate(rows) if r.get(column) == name)


def h1(book, area):
    rows = list(book.rows("H1 område %d" % area["nummer"]))
    tiltak = area.get("tiltak", [])
    for row, t in zip(rows, tiltak):
        same(row.get("Budsjett"), t.get("budsjett"), t)
        same(row.get("Resultatmål"), t.get("resultatmaal"), t)
    sum_is(rows, len(tiltak), "Budsjett", [t.get("budsjett") for t in tiltak], area.get("oppgitt_sum_budsjett"), area["nummer"])
    sum_is(rows, len(tiltak), "Resultatmål", [t.get("resultatmaal") for t in tiltak], area.get("oppgitt_sum_resultatmaal"), area["nummer"])


def handlingsplan(book, p):
    for area in p["omraader"]:
        h1(book, area)
    f = p["finansiering"]
    rows = list(book.rows("H2"))
    for row, r in zip(rows, f["rader"]):
        same(row["Beløp"], r.get("beloep"), r)
        same(row["Andel %"], r.get("andel"), r)
    sum_is(rows, len(f["rader"]), "Beløp", [r.get("beloep") for r in f["rader"]], f.get("oppgitt_sum"), "H2")
    sum_is(rows, len(f["rader"]), "Andel %", [r.get("andel") for r in f["rader"]], f.get("oppgitt_sum_andel"), "H2")
    rows = list(book.rows("H3"))
    at = 0
    for r in p["budsjett"]["omraader"]:
        while rows[at]["Nr"] != r["nummer"]:
            at += 1
        for column, field in (("Ramme", "ramme"), ("Timer", "timer"), ("Kostnad", "kostnad")):
            same(rows[at].get(column), r.get(field), r)
        sum_is(rows, at, "Sum", [r.get("ramme"), r.get("kostnad")], r.get("oppgitt_sum"), r)


def years(book, name, p_rows, stated_sum):
    """T2, T4 and T5: a row each, years in columns, both sums."""
    rows = list(book.rows(name))
    for label, cells, said in p_rows:
        at = named(rows, "", label)
        for c in cells:
            same(rows[at].get(str(c["aar"])), c.get("verdi"), (name, label, c))
        sum_is(rows, at, "Sum", [c.get("verdi") for c in cells], said, (name, label))
    at = named(rows, "", "Sum per år" if name == "T2" else "Sum")
    for c in stated_sum:
        column = [x.get("verdi") for _, cells, _ in p_rows for x in cells if x["aar"] == c["aar"]]
        sum_is(rows, at, str(c["aar"]), column, c.get("verdi"), (name, "sum", c))


def omstillingsplan(book, p):
    def area_name(a):
        return "%d %s%s%s" % (a["nummer"], a["navn"], " (støtteområde)" if a.get("stoetteomraade") else "", a.get("fotnote", ""))

    years(book, "T2", [(area_name(a), a.get("arbeidsplasser", []), a.get("oppgitt_sum")) for a in p["innsatsomraader"]], p.get("oppgitt_sum_per_aar", []))
    for name, field in (("T4", "finansiering"), ("T5", "ressurser")):
        if field in p:
            b = p[field]
            years(book, name, [(r["navn"] + r.get("fotnote", ""), r.get("beloep", []), r.get("oppgitt_sum")) for r in b["rader"]],
                  b.get("oppgitt_sum", {}).get("beloep", []))


def page(path):
    p = papir.page(path)
    style = p.text["style"]
    assert "prefers-color-scheme:dark" in style and "script" not in p.seen
    assert p.seen["svg"] == p.seen["desc"] == p.seen["figure"], p.seen
    text = open(path, encoding="utf-8").read()
    assert len(re.findall(r'<svg role="img" aria-describedby="figur-\d+-ord" viewBox="[\d ]+" aria-label="[^"]+">', text)) == p.seen["svg"]
    assert 'scope="row"' in text and not re.search(r"<th(?![^>]*scope=)[ >]", text)
    assert not BIDI.search(text), path
    return p


def grouped(text):
    whole, _, rest = text.partition(".")
    return "{:,}".format(int(whole)).replace(",", " ") + ("," + rest if rest else "")


def outside_tables(plan):
    """Label and figure of what the first sheet says in pairs."""
    goals = plan.get("hovedmaal", {})
    yield from (("Arbeidsplasser", goals.get("arbeidsplasser")), ("Nye", goals.get("nye")), ("Sikrede", goals.get("sikrede")))
    yield from (("Samlet ramme", plan.get("samlet_ramme")), ("Årlig ramme", plan.get("aarlig_ramme")))
    yield from (("Timer", area.get("timer")) for area in plan.get("omraader", []))
    yield "Timepris", plan.get("budsjett", {}).get("timepris")
    yield from (("Prosjektrettet", plan.get("prosjektrettet_arbeid")), ("Søkbare midler", plan.get("soekbare_midler")))


def first_sheet(book, plan):
    stated = [(label, figure) for label, figure in outside_tables(plan) if figure]
    labels = {label for label, _ in stated}
    found = [(r[0].value, r[1]) for r in book.formulas.worksheets[0].iter_rows(min_row=2) if r[0].value in labels]
    assert [label for label, _ in found] == [label for label, _ in stated] and found, (found, stated)
    for (label, cell), (_, figure) in zip(found, stated):
        same(Decimal(repr(cell.value)) if cell.data_type == "n" else cell.value, figure, label)
        assert cell.data_type != "n" or cell.number_format.startswith("#,##0"), (label, cell.number_format)


def alt(name):
    plan = plan_of(name + ".json")
    book = Book(name + ".xlsx")
    (handlingsplan if "omraader" in plan else omstillingsplan)(book, plan)
    first_sheet(book, plan)
    assert book.n_formulas > 5, book.n_formulas
    html, markdown = page(name + ".html"), papir.markdown(name + ".md")
    assert not BIDI.search(markdown)
    charts = 2 if "omraader" in plan else 1 + sum(bool(plan.get(f, {}).get("rader")) for f in ("finansiering", "ressurser"))
    assert html.seen["svg"] == charts, (html.seen, charts)
    assert markdown.count("\n| ---") == html.seen["table"] == len(book.formulas.sheetnames) - 1, (html.seen, book.formulas.sheetnames)
    for figure in {v for v in strings(plan) if re.fullmatch(r"\d{5,}", v)}:
        for text in markdown, html.text["body"]:
            assert grouped(figure) in text.replace("\xa0", " "), figure


def strings(value):
    """Every figure of a plan's tables."""
    if isinstance(value, dict):
        for k, v in value.items():
            if k not in ("id", "trykt_enhet", "toleranse"):
                yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)
    elif isinstance(value, str):
        yield value


def bok(path):
    assert Book(path).n_formulas > 5


def sel():
    """What Sel's plan prints: the sum of area 4's H1 is 100 000 too low, and both figures are shown."""
    book = Book("handlingsplan-2021.xlsx")
    stated = list(book.rows("H1 område 4"))[-2:]
    assert [r["Budsjett"] for r in stated] == [600000, 500000] and "Budsjett" in stated[0]["_f"], stated
    rows = list(book.rows("H3"))
    total_ = rows[named(rows, "Innsatsområde", "Sum innsatsområder, prosjektarbeid og administrasjon")]
    assert total_["Sum"] == 3800000 and "Sum" in total_["_f"] and total_["Ramme"] == "-", total_
    said = papir.Page("handlingsplan-2021.html").text["desc"]
    papir.holds(said, "1 Eksisterende næringsliv: 800 000 ramme, 125 000 programleders timer.")
    years_ = [c for c in plan_of("omstillingsplan.json").get("arbeidsplasser", []) if c.get("verdi")]
    chart = papir.Page("omstillingsplan.html").text["desc"]
    assert years_ and all(str(c["aar"]) in chart and c["verdi"] in chart for c in years_), chart


def forgift(path):
    f = json.load(open(path))
    p = f["handlingsplan"]
    tiltak = p["omraader"][0]["tiltak"]
    for t, text in zip((tiltak * 9)[:1], EVIL):
        t["tiltak"] = text
    p["tverrgaaende"] = EVIL
    p["omraader"][0]["navn"] = EVIL[6]
    p["omraader"][0]["tekst"] = "\n\n".join(EVIL)
    p["kommunikasjonstiltak"] = [{"naar": e, "budskap": e} for e in EVIL]
    p["budsjett"]["omraader"][0]["kostnad"] = "125000.55"
    json.dump(f, open(path, "w"))


def vond(name):
    book = Book(name + ".xlsx")
    shown = [e.replace("\u202e", "\ufffd") for e in EVIL]
    rows = list(book.rows("Kommunikasjonstiltak"))
    # openpyxl reads _x005F_ as it stands; a spreadsheet shows it as "_"
    assert [r["Budskap"].replace("_x005F_", "_") for r in rows] == shown, rows
    assert all(not r["_f"] for r in rows)
    cells = [c for row in book.formulas["Kommunikasjonstiltak"].iter_rows(min_row=2) for c in row if c.value]
    assert all(c.data_type == "s" and c.hyperlink is None for c in cells)
    # A cell of the text format is text after it has been edited, too: a formula is not typed by pressing F2 and Enter.
    assert {c.value[0]: c.number_format for c in cells if c.column_letter == "A"} == {
        "=": "@", "+": "@", "-": "@", "@": "@", "_": "General", "\ufffd": "General", "<": "General", "]": "General", "|": "General"}, cells
    with zipfile.ZipFile(name + ".xlsx") as z:
        assert "_x005F_x0041_" in z.read("xl/sharedStrings.xml").decode()
    html = papir.Page(name + ".html")
    text = papir.unescaped(re.sub(r"(?m)^(\*\*|\| .*\*)", "", open(name + ".md", encoding="utf-8").read()))
    for e in shown:
        papir.holds(html.text["dd"], e)
        papir.holds(html.text["p"], e)
        papir.holds(html.text.get("td", "") + html.text["th"], e)
        papir.holds(text, e)
    papir.holds(html.text["desc"], EVIL[6])
    assert any(r.get("Kostnad") == Decimal("125000.55") for r in book.rows("H3"))


def oekonomi(path):
    """T4 and T5 with all that may be stated: sums that are another, none, øre, "-", a year without a figure, and a share."""
    f = json.load(open(path))
    p = f["omstillingsplan"]
    first = p["fra_aar"]

    def row(name, *figures, **more):
        return {"navn": name, "beloep": [{"aar": first + i, "verdi": v} for i, v in enumerate(figures) if v is not None], **more}
    p["finansiering"] = {"rader": [row("Staten", "1500000", "1250000.50", "-", andel="62.5", oppgitt_sum="2750000.50"),
                                   row("Fylket", "500000", None, "400000", andel="25", oppgitt_sum="1000000", fotnote="*", forbehold="Ikke vedtatt"),
                                   row("Kommunen", "0", "300000", andel="12.5")],
                         "oppgitt_sum": row("Sum", "2000000", "1550000.50", "500000", oppgitt_sum="3950000.50")}
    p["ressurser"] = {"rader": [row("1 Reiseliv", "1200000", "1300000", oppgitt_sum="2500000"),
                                row("Programorganisasjonens ressursinnsats", "600000.25", "600000.25", oppgitt_sum="-"),
                                row("=1+1", "200000", "-")]}
    json.dump(f, open(path, "w"))


def dyr(name):
    book = Book(name + ".xlsx")
    rows = list(book.rows("T4"))
    sum_ = rows[named(rows, "", "Sum")]
    first = plan_of(name + ".json")["fra_aar"]
    assert [sum_[str(first + i)] for i in range(3)] == [2000000, Decimal("1550000.5"), 400000] and sum_["Sum"] == Decimal("3950000.5"), sum_
    beside = rows[named(rows, "", "Sum") + 1]
    assert beside[str(first + 2)] == 500000 and "oppgitt i planen" in beside.values(), beside
    rows = list(book.rows("T5"))
    assert rows[1]["Sum"] == "-" and rows[2]["Sum"] == 200000 and rows[2][""] == "=1+1", rows
    said = papir.Page(name + ".html").text["desc"]
    papir.holds(said, "Staten: 2 750 000,5")
    papir.holds(said, "Programorganisasjonens ressursinnsats")
    papir.holds(said, "=1+1: 200 000")


def dobbelt(path):
    f = json.load(open(path))
    areas = f["handlingsplan"]["omraader"]
    areas[1]["nummer"] = areas[0]["nummer"]
    json.dump(f, open(path, "w"))


def dobbel(name):
    book = Book(name + ".xlsx")
    areas = plan_of(name + ".json")["omraader"]
    assert areas[0]["nummer"] == areas[1]["nummer"], areas
    words = [r for r in book.formulas["Plan"].iter_rows(values_only=True)]
    told = [re.fullmatch(r"(.*): se arket (.*)", r[1]).groups() for r in words if r[0] == "Tabell"]
    assert [sheet for _, sheet in told] == book.formulas.sheetnames[1:] and len(told) == len({s for _, s in told}), told
    h1s = [sheet for title, sheet in told if sheet.startswith("H1 område")]
    for area, sheet in zip((a for a in areas if a.get("tiltak")), h1s):
        found = [r["Tiltak"].replace("_x005F_", "_") for r in book.rows(sheet) if r.get("Tiltak")]
        assert [t["tiltak"].replace("\u202e", "\ufffd") for t in area["tiltak"]] == found[:len(area["tiltak"])], (sheet, found)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
