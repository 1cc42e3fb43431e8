#!/usr/bin/python3
"""Recomputes the hash of a frozen plan from its exported document.

plan_hash.py FILE [HASH]     what `plan get PLAN@v1 FILE` or `--output json plan show PLAN@v1` wrote; prints the hash
plan_hash.py --lines         one JSON value a line from standard input; the hash of each
plan_hash.py --selftest      the vectors of RFC 8785

Shares no code with the programs, and needs nothing but Python: the hash is the SHA-256 of the document (the member
omstillingsplan or handlingsplan) as RFC 8785 writes it. Fails when HASH, or the hash or the bytes that came with the
document, are others.
"""
import base64
import hashlib
import json
import math
import sys

SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def text(s):
    s.encode("utf-8")  # a surrogate by itself has no bytes
    return '"' + "".join(SHORT.get(c) or ("\\u%04x" % ord(c) if c < " " else c) for c in s) + '"'


def number(x):
    """As ECMAScript's Number::toString: the shortest digits that read back as the same double."""
    x = float(x)
    if not math.isfinite(x):
        raise ValueError("no number")
    if x == 0:
        return "0"
    if x < 0:
        return "-" + number(-x)
    mantissa, _, exponent = repr(x).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))  # digits before the decimal point
    digits = digits.rstrip("0")
    n = len(digits)
    if n <= point <= 21:
        return digits + "0" * (point - n)
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    return digits[0] + ("." + digits[1:] if n > 1 else "") + "e%+d" % (point - 1)


def canonical(v):
    if isinstance(v, dict):
        # by UTF-16 code units: the bytes of UTF-16 with the greater byte first have that order
        names = sorted(v, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(text(name) + ":" + canonical(v[name]) for name in names) + "}"
    if isinstance(v, list):
        return "[" + ",".join(map(canonical, v)) + "]"
    if v is None or isinstance(v, bool):
        return {None: "null", True: "true", False: "false"}[v]
    return text(v) if isinstance(v, str) else number(v)


def once(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def read(s):
    return json.loads(s, object_pairs_hook=once)


def selftest():
    vectors = {  # RFC 8785, appendix B, by the bits of the double
        "0000000000000000": "0", "8000000000000000": "0", "0000000000000001": "5e-324", "8000000000000001": "-5e-324",
        "7fefffffffffffff": "1.7976931348623157e+308", "ffefffffffffffff": "-1.7976931348623157e+308",
        "4340000000000000": "9007199254740992", "c340000000000000": "-9007199254740992", "4430000000000000": "295147905179352830000",
        "44b52d02c7e14af5": "9.999999999999997e+22", "44b52d02c7e14af6": "1e+23", "44b52d02c7e14af7": "1.0000000000000001e+23",
        "444b1ae4d6e2ef4e": "999999999999999700000", "444b1ae4d6e2ef4f": "999999999999999900000", "444b1ae4d6e2ef50": "1e+21",
        "3eb0c6f7a0b5ed8c": "9.999999999999997e-7", "3eb0c6f7a0b5ed8d": "0.000001", "41b3de4355555553": "333333333.3333332",
        "41b3de4355555554": "333333333.33333325", "41b3de4355555555": "333333333.3333333", "41b3de4355555556": "333333333.3333334",
        "41b3de4355555557": "333333333.33333343", "becbf647612f3696": "-0.0000033333333333333333", "43143ff3c1cb0959": "1424953923781206.2"}
    import struct
    for bits, wanted in vectors.items():
        assert number(struct.unpack(">d", bytes.fromhex(bits))[0]) == wanted, (bits, wanted)
    # section 3.2.3: the order of names; section 3.2.2: the whole example
    assert [k for k in read(canonical({k: 1 for k in "\u20ac \r \ufb33 1 \U0001f600 \u0080 \u00f6".split(" ")}))] == \
        ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert canonical(read(r'{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
                          r'"string": "\u20ac$\u000F\u000aA' + r"'" + r'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}')) == \
        r'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    for bad in ('{"a":1,"a":1}', "NaN", '"\\ud800"'):
        try:
            canonical(read(bad))
        except ValueError:
            continue
        raise AssertionError(bad)


def main():
    if sys.argv[1:] == ["--selftest"]:
        return selftest()
    if sys.argv[1:] == ["--lines"]:
        for line in sys.stdin.buffer:
            print(hashlib.sha256(canonical(read(line)).encode()).hexdigest())
        return None
    with open(sys.argv[1], "rb") as f:
        export = read(f.read())
    data = canonical(export.get("omstillingsplan") or export["handlingsplan"]).encode()
    found = hashlib.sha256(data).hexdigest()
    told = sys.argv[2:] + [h for h in [export.get("plan", {}).get("hash") if isinstance(export.get("plan"), dict) else None] if h]
    if any(h != found for h in told) or "kanonisk" in export and base64.b64decode(export["kanonisk"], validate=True) != data:
        sys.exit(f"the document has the hash {found}, and was given out for {' '.join(told)}")
    print(found)
    return None


if __name__ == "__main__":
    main()
