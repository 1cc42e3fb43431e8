"""Reads what `omstilling` makes of a meeting and a case: iCalendar, HTML and Markdown. Shares no code with it.

papir.py kalender FILE METHOD SEQUENCE START TEXT | samme_uid FILE FILE | bok FILE signert|usignert SAK TEXT
         | pakke FILE SAK SAK TEXT | offentlig FILE SAK
         | framlegg FILE SAK TEXT
"""
import html.parser
import re
import sys

# What HP-1 demands, told at its first finding and at no other.
RULE = "Summen i et innsatsområdes tiltakstabell skal være lik summen av tiltakenes budsjetter."


def unfolded(path):
    """The lines of an iCalendar file: CRLF everywhere, at most 75 octets, each of them whole UTF-8."""
    data = open(path, "rb").read()
    assert data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n"), "line ends"
    lines = []
    for raw in data[:-2].split(b"\r\n"):
        assert len(raw) <= 75, raw
        line = raw.decode("utf-8")
        assert not any(ord(c) < 32 or ord(c) == 127 for c in line), line
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def pieces(line):
    """NAME;PARAM="a:b":VALUE -> name, parameters, value (RFC 5545, 3.1)."""
    head, quoted = "", False
    for i, c in enumerate(line):
        quoted ^= c == '"'
        if c == ":" and not quoted:
            break
        head += c
    else:
        raise AssertionError("no value: " + line)
    assert not quoted, line
    name, *params = [p for p in split_unquoted(head, ";")]
    return name, dict(p.split("=", 1) for p in params), line[i + 1:]


def split_unquoted(text, at):
    out, quoted = [""], False
    for c in text:
        quoted ^= c == '"'
        if c == at and not quoted:
            out.append("")
        else:
            out[-1] += c
    return out


def plain(text):
    """A TEXT value as it was before it was escaped; what need not be escaped is not."""
    out, i = "", 0
    while i < len(text):
        c = text[i]
        if c == "\\":
            i += 1
            assert text[i] in "\\;,nN", text
            c = "\n" if text[i] in "nN" else text[i]
        else:
            assert c not in ";,", text
        out += c
        i += 1
    return out


def components(lines):
    stack, done = [], []
    for line in lines:
        name, params, value = pieces(line)
        if name == "BEGIN":
            stack.append((value, {}))
        elif name == "END":
            kind, props = stack.pop()
            assert kind == value, line
            done.append((kind, props))
        else:
            stack[-1][1].setdefault(name, []).append((params, value))
    assert not stack
    return done


def event(path):
    parts = components(unfolded(path))
    kinds = [k for k, _ in parts]
    assert kinds == ["DAYLIGHT", "STANDARD", "VTIMEZONE", "VEVENT", "VCALENDAR"], kinds
    props = {k: p for k, p in parts}
    for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "SEQUENCE", "ORGANIZER"):
        assert len(props["VEVENT"].get(name, [])) == 1, name
    assert props["VCALENDAR"]["VERSION"][0][1] == "2.0" and len(props["VCALENDAR"]["PRODID"]) == 1
    return props


def kalender(path, method, sequence, start, text):
    props = event(path)
    e = props["VEVENT"]
    assert props["VCALENDAR"]["METHOD"][0][1] == method, method
    assert e["SEQUENCE"][0][1] == sequence, e["SEQUENCE"]
    assert e["STATUS"][0][1] == ("CANCELLED" if method == "CANCEL" else "CONFIRMED")
    assert e["DTSTART"][0] == ({"TZID": "Europe/Oslo"}, start.replace("-", "").replace(":", "") + "00"), e["DTSTART"]
    assert text in plain(e["DESCRIPTION"][0][1]), plain(e["DESCRIPTION"][0][1])
    assert len(e["ATTENDEE"]) >= 5 and any(p["ROLE"] == "CHAIR" for p, _ in e["ATTENDEE"])
    library(path, start, text)


def library(path, start, text):
    """The same with somebody else's parser, where it is installed."""
    try:
        import icalendar
    except ImportError:
        return
    cal = icalendar.Calendar.from_ical(open(path, "rb").read())
    e, = cal.walk("VEVENT")
    at = e.decoded("DTSTART")
    assert at.strftime("%Y-%m-%dT%H:%M") == start and at.utcoffset().total_seconds() == 3600, at
    assert text in str(e["DESCRIPTION"])


def samme_uid(one, other):
    a, b = event(one)["VEVENT"], event(other)["VEVENT"]
    assert a["UID"] == b["UID"]
    assert int(a["SEQUENCE"][0][1]) < int(b["SEQUENCE"][0][1])


def unescaped(text):
    """Markdown's text without its backslashes; what would be markup or HTML without one is not there."""
    assert not re.search(r"(?<!\\)[<>`\[\]]|(?<!\\)&", re.sub(r"(?m)^> ?", "", text)), text
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def markdown(path):
    text = open(path, encoding="utf-8").read()
    assert not any(ord(c) < 32 and c != "\n" for c in text), path
    for table in re.findall(r"(?m)(?:^\|.*\n)+", text):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(widths) == 1, table
    return text


def holds(text, *parts):
    text = text.replace("\xa0", " ")  # in numbers
    for part in parts:
        assert part in text, "%r is not in\n%s" % (part, text)


def bok(path, signed, sak, evil):
    text = markdown(path)
    holds(text, "# Møtebok: Omstillingsstyret i Sel, 10. februar 2021", "- **Sted:** Otta, rådhuset", "## Til stede", "| Eva Kleiven | leder |",
          "## Fraværende", "| Marte Kvam |", "#### Votering", "- **Resultat:** 4 ja, 0 nei", "| Tor Eide (tor) |", "#### Innstilling", "## Signaturer", "## Kontroll")
    assert ("- **Mangler signatur:** Eva Kleiven" in text) == (signed == "usignert")
    assert ("| Eva Kleiven | leder | 2" in text) == (signed == "signert")
    assert bool(re.search(r"- \*\*Journalhode sel:\*\* \d+:[0-9a-f]{64}\n", text)) == (signed == "signert")
    holds(unescaped(text), sak, "> Jeg stemte under tvil. " + evil)


VOID = {"meta", "br"}


class Page(html.parser.HTMLParser):
    """A page as its elements: closed in order, none that runs or fetches anything, its text by element."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.ids, self.links, self.levels, self.seen = [], {}, set(), [], [], {}
        data = open(path, "rb").read().decode("utf-8")
        assert data.startswith("<!DOCTYPE html>") and not any(ord(c) < 32 and c != "\n" for c in data), path
        self.feed(data)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        assert tag not in ("script", "link", "img", "iframe", "object", "form", "base"), tag
        assert not any(k.startswith("on") or k in ("src", "srcset", "action", "style") for k in attrs), attrs
        assert attrs.get("href", "#").startswith("#"), attrs
        self.seen[tag] = self.seen.get(tag, 0) + 1
        if "id" in attrs:
            assert attrs["id"] not in self.ids, attrs
            self.ids.add(attrs["id"])
        for name in ("href", "aria-labelledby", "aria-describedby"):
            if name in attrs:
                self.links += attrs[name].lstrip("#").split()
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "html":
            assert attrs["lang"] == "nb"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        for tag in set(self.open):
            self.text[tag] = self.text.get(tag, "") + data

    def handle_comment(self, data):
        raise AssertionError("a comment: " + data)


def page(path):
    p = Page(path)
    assert set(p.links) <= p.ids, set(p.links) - p.ids
    assert p.levels[0] == 1 and p.levels.count(1) == 1 and all(b <= a + 1 for a, b in zip(p.levels, p.levels[1:])), p.levels
    style = p.text["style"]
    assert "url(" not in style and "@import" not in style and "@media print" in style
    assert p.seen.get("table") == p.seen.get("caption") == p.seen.get("thead")
    return p


def pakke(path, sak, other, evil):
    p = page(path)
    body = p.text["body"]
    holds(p.text["nav"], "1. Handlingsplan", "2. Omdisponering " + evil, sak, other + ", lukket: FVL 13")
    holds(body, "Møt presis. " + evil, "Otta, rådhuset", "10. februar 2021 kl. 12:30", "Faglig i orden. " + evil, "Eva Kleiven",
          "Forslag", "Saksgang", "Endringer i planen", "Funn og kvitteringer", "Står ved lag: " + evil, "Åpne kommentarer", "Er dette nok? " + evil,
          "må besvares eller frafalles", "Habilitet", "part, reist og ikke avgjort", "Eier i selskapet. " + evil, "50 000 kroner", "for lukkede dører: FVL 13")
    assert body.count(RULE) == 1, body.count(RULE)
    holds(p.text["ins"], "lagt til: ", "<script>", evil.split()[-1])
    holds(p.text["del"], "fjernet: ")


def over(path, sak, other, evil):
    """Of a meeting that has been held: the same agenda, and what the cases have become."""
    p = page(path)
    holds(p.text["nav"], "1. Handlingsplan", sak, other + ", lukket: FVL 13")
    holds(p.text["body"], "10. februar 2021 kl. 12:30", "Forslag", "Saksgang", "Endringer i planen", evil)


def offentlig(path, sak):
    p = page(path)
    holds(p.text["nav"], sak, "2. Lukket sak", "lukket: FVL 13")
    for hidden in ("Hemmelig", "Står ved lag", "Er dette nok", "Eier i selskapet", "Innkalt\n"):
        assert hidden not in p.text["body"], hidden
    holds(p.text["body"], "Faglig i orden")


def framlegg(path, sak, evil):
    text = markdown(path)
    filled = re.sub(r"(?m)^(- \*\*.*:\*\* )?\[[^\]]*\]$", "", text)
    words = unescaped(filled)
    order = ["# Saksframlegg: Handlingsplan", "## Forslag til vedtak", "## Saksopplysninger", "### Tidligere behandling", "### Kvalitetssikring", "### Hva planen endrer",
             "### Funn i planen", "### Åpne kommentarer", "## Vurdering", "## Økonomiske konsekvenser", "## Hjemmel og saksgang", "## Vedlegg"]
    places = [words.index("\n" + h if h != order[0] else h) for h in order]
    assert places == sorted(places), places
    holds(words, sak, "> Faglig i orden. " + evil, "Står ved lag: " + evil, "Er dette nok? " + evil, "| Sel kommunestyre | vedtar |", "Sum, slik planen oppgir den",
          "rad 16 i godkjenningsmatrisen", evil)
    assert words.count(RULE) == 1, words.count(RULE)
    blanks = re.findall(r"(?m)^(?:- \*\*.*:\*\* )?(\[[^\]]*\])$", text)
    assert len(blanks) == 7 and "[Kommunedirektørens innstilling fylles inn]" in blanks, blanks


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
