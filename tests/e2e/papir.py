"""Reads what `omstilling` makes of a meeting and a case: iCalendar, HTML and Markdown. Shares no code with it.

papir.py kalender FILE METHOD SEQUENCE START TEXT | samme_uid FILE FILE | bok FILE signert|usignert SAK TEXT
"""
import re
import sys


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


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
