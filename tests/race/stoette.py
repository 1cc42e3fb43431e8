"""De minimis aid against a slow obvious model. Arguments: `property CASES SEED` writes SQL on stdout and what each line of its answer must be
in the file EXPECTED; `check FILE CEILING` replays what concurrent sessions recorded, one after the other, and says in which order it went.

The model knows nothing of the database: lists that are searched from end to end, a walk from day to day, and sums made anew each time."""
import datetime
import random
import sys
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

DAY, CENT = datetime.timedelta(1), Decimal("0.01")
EASTER = {2019: (4, 21), 2020: (4, 12), 2021: (4, 4), 2022: (4, 17), 2023: (4, 9), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1)}
# First day, ceiling, how the window is counted (handbook, section 7).
REGIMES = [("2014-01-01", 200000, "years"), ("2024-01-01", None, None), ("2024-05-10", 200000, "years"), ("2024-11-11", 300000, "back")]
EDGES = ["2023-12-31", "2024-01-01", "2024-05-09", "2024-05-10", "2024-11-10", "2024-11-11", "2024-02-29", "2028-02-29", "2026-12-24", "2027-05-17"]
GROUNDS = ["stemmeflertall", "styreflertall", "avtale", "aksjonaeravtale", "sammenslaaing", "eierandel"]
PROGRAMMES = [f"p{i}" for i in range(10)]


def date(text):
    return datetime.date.fromisoformat(text)


def years_back(day, years):
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def without_rate(day):
    easter = datetime.date(day.year, *EASTER[day.year])
    fixed = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26)}
    return day.weekday() >= 5 or (day.month, day.day) in fixed or (day - easter).days in (-3, -2, 0, 1, 39, 49, 50)


class Model:
    def __init__(self, rates, regimes, giver):
        self.rates, self.regimes, self.giver = rates, regimes, giver
        self.relations, self.entries, self.first_month = [], [], {}

    def rate(self, day):
        while day not in self.rates:
            if not without_rate(day):
                return None
            day -= DAY
        return self.rates[day]

    def regime(self, day):
        return [r for r in self.regimes if date(r[0]) <= day][-1]

    def group(self, one, day):
        found = {one}
        while True:
            more = {b for a, b in self.linked(day) if a in found} | {a for a, b in self.linked(day) if b in found}
            if more <= found:
                return found
            found |= more

    def linked(self, day):
        return [(r["a"], r["b"]) for r in self.relations if r["ground"] != "eierandel" and not r["gone"] and r["from"] <= day and (r["to"] is None or day <= r["to"])]

    def window(self, who, day):
        kind = self.regime(day)[2]
        if kind == "back":
            return years_back(day, 3)
        month = self.first_month.get(who, 1)
        return datetime.date(day.year - 2 - (day.month < month), month, 1)

    def counts(self):
        """The same aid told to several programmes counts once, and what was given here as it stands here."""
        keys = {}
        for e in self.entries:
            keys.setdefault((e["who"], e["day"], e["nok"], e["giver"]), []).append(e)
        for (who, day, _, _), same in keys.items():
            given = [e["eur"] for e in same if e["kind"] == "given"]
            told = {}
            for e in same:
                if e["kind"] == "told":
                    told[e["programme"]] = told.get(e["programme"], 0) + e["eur"]
            yield who, day, sum(given) if given else max(told.values())

    def room(self, who, day):
        counts, least = list(self.counts()), Decimal(self.regime(day)[1] or 0)
        for one, end in {(who, day)} | {(w, d) for w, d, eur in counts if d > day and eur > 0}:
            ceiling, group = self.regime(end)[1], self.group(one, end)
            if ceiling is None or who not in group or self.window(one, end) > day:
                continue
            start = self.window(one, end)
            least = min(least, Decimal(ceiling) - sum(eur for w, d, eur in counts if w in group and start <= d <= end))
        return max(least, Decimal(0))

    def give(self, programme, who, nok, day):
        if self.regime(day)[1] is None:
            return "stoetten_mangler_hjemmel"
        rate = self.rate(day)
        if rate is None:
            return "kursen_mangler"
        eur = (nok / rate).quantize(CENT, ROUND_HALF_UP)
        if eur > self.room(who, day):
            return "bagatellstoettetaket_er_naadd"
        self.entries.append(dict(programme=programme, who=who, kind="given", giver=self.giver, day=day, nok=nok, left=nok, eur=eur, rate=rate))
        return "ok"

    def tell(self, programme, who, giver, nok, day):
        self.entries.append(dict(programme=programme, who=who, kind="told", giver=giver, day=day, nok=nok, left=nok, eur=(nok / self.rate(day)).quantize(CENT, ROUND_HALF_UP), rate=self.rate(day)))

    @staticmethod
    def lower(entry, nok):
        less = entry["left"] - nok
        entry["eur"] = Decimal(0) if nok == 0 else entry["eur"] - (less / entry["rate"]).quantize(CENT, ROUND_HALF_UP)
        entry["left"] = nok


class Case:
    """One little world of undertakings of its own, as SQL and in the model."""

    def __init__(self, rng, number, rates, regimes, out):
        self.rng, self.out, self.model = rng, out, Model(rates, regimes, "974760673")
        self.who = [f"{number}:{i}" for i in range(rng.randint(2, 7))]
        self.days = [self.day() for _ in range(4)]
        for w in self.who:
            self.model.first_month[w] = rng.choice([1, 1, 1, 7])
            self.ask(f"select test.nytt_foretak('{w}', {self.model.first_month[w]})", "")

    def ask(self, sql, answer):
        self.out.append((sql, str(answer)))

    def day(self):
        if self.rng.random() < 0.3:
            base = date(self.rng.choice(EDGES))
        else:
            base = datetime.date(2020, 1, 1) + DAY * self.rng.randrange(365 * 9)
        return base

    def some_day(self):
        """Often one that was used, or three years from one, or the day before or after that."""
        if self.rng.random() < 0.5:
            return self.day()
        near = self.rng.choice(self.days)
        near = years_back(near, self.rng.choice([0, 0, 3, -3])) + DAY * self.rng.choice([-1, 0, 0, 1])
        return min(max(near, datetime.date(2020, 1, 1)), datetime.date(2028, 12, 31))

    def relate(self):
        a, b = self.rng.sample(self.who, 2)
        start = self.some_day()
        end = start + DAY * self.rng.randrange(1500) if self.rng.random() < 0.5 else None
        ground = self.rng.choice(GROUNDS)
        self.model.relations.append(dict(a=a, b=b, ground=ground, to=end, gone=False, **{"from": start}))
        last = f"'{end}'" if end else "null"
        self.ask(f"select test.koble('{a}', '{b}', '{ground}', '{start}', {last})", "")

    def correct(self):
        if not self.model.relations:
            return
        n = self.rng.randrange(len(self.model.relations))
        r = self.model.relations[n]
        if self.rng.random() < 0.5:
            r["gone"] = True
        else:
            r["to"] = r["from"] + DAY * self.rng.randrange(900)
        last = f"'{r['to']}'" if r["to"] else "null"
        self.ask(f"select test.rett('{self.who[0].split(':')[0]}', {n}, {last}, {str(r['gone']).lower()})", "")

    def amount(self, who, day):
        rate, room = self.model.rate(day) or Decimal(10), self.model.room(who, day)
        exact = (room * rate).quantize(CENT, ROUND_DOWN)
        kind = self.rng.random()
        if kind < 0.3 and exact > 0:
            return exact
        if kind < 0.5:
            return exact + (rate * CENT).quantize(CENT, ROUND_HALF_UP) * self.rng.randint(1, 3)
        return Decimal(self.rng.randrange(1, 250000000)) / 100

    def give(self):
        programme, who, day = self.rng.choice(PROGRAMMES), self.rng.choice(self.who), self.some_day()
        nok = self.amount(who, day)
        self.days.append(day)
        answer = self.model.give(programme, who, nok, day)
        self.ask(f"select split_part(test.tildel_kr('{programme}', test.f('{who}'), {nok}, '{day}', test.tildeling('{who}', {len(self.model.entries) - (answer == 'ok')})), ' ', 1)", answer)

    def tell(self):
        programme, who, giver, day = self.rng.choice(PROGRAMMES[:3]), self.rng.choice(self.who), self.rng.choice(["Fylket", " fylket ", "Staten"]), self.some_day()
        if self.model.rate(day) is None:
            return
        nok = Decimal(self.rng.choice([100000, 250000, 999999.99, 1500000])).quantize(CENT)
        orgnr = "null"
        if self.model.entries and self.rng.random() < 0.4:  # of one that is known already, also of one given here
            e = self.rng.choice(self.model.entries)
            who, day, nok, giver = e["who"], e["day"], e["nok"], e["giver"]
            orgnr = f"'{giver}'" if giver.isdigit() else "null"
        self.model.tell(programme, who, giver.strip().lower(), nok, day)
        self.ask(f"select test.erklaer('{programme}', '{who}', '{giver}', {orgnr}, {nok}, '{day}', test.tildeling('{who}', {len(self.model.entries) - 1}))", "")

    def lower(self):
        given = [(i, e) for i, e in enumerate(self.model.entries) if e["kind"] == "given" and e["left"] > 0]
        if given:
            i, e = self.rng.choice(given)
            nok = self.rng.choice([Decimal(0), (e["left"] / 3).quantize(CENT)])
            self.model.lower(e, nok)
            self.ask(f"select test.reduser('{e['programme']}', test.tildeling('{e['who']}', {i}), {nok})", "")

    def look(self):
        who, day = self.rng.choice(self.who), self.some_day()
        self.ask(f"select round(core.stoetterom(test.f('{who}'), '{day}'), 2)", self.model.room(who, day).quantize(CENT))
        group = sorted(self.model.group(who, day))
        self.ask(f"select test.gruppe('{who}', '{day}')", " ".join(group))

    def run(self):
        steps = [self.relate] * 4 + [self.correct] + [self.give] * 8 + [self.tell] * 2 + [self.lower] + [self.look] * 2
        for _ in range(self.rng.randint(8, 20)):
            self.rng.choice(steps)()
        self.look()


def make(cases, seed, expected):
    rng, out = random.Random(seed), []
    rates, day = {}, datetime.date(2019, 12, 20)
    while day < datetime.date(2029, 1, 1):
        if not without_rate(day) and rng.random() > 0.03:
            rates[day] = Decimal(rng.randrange(9500000, 12500000)) / 1000000
        day += DAY
    regimes = REGIMES + sorted((f"202{rng.randint(7, 8)}-{rng.randint(1, 12):02d}-15", rng.choice([None, 100000, 300000, 500000]), None) for _ in range(2))
    regimes = [(d, c, kind or (c and rng.choice(["back", "years"]))) for d, c, kind in {r[0]: r for r in regimes}.values()]
    for d, c, kind in regimes[len(REGIMES):]:
        window = {"back": "'tre_aar_tilbake'", "years": "'tre_regnskapsaar'", None: "null"}[kind]
        print(f"insert into core.stoetteregime (gyldig_fra, navn, tak_eur, vindu, kilde) values ('{d}', 'x', {c or 'null'}, {window}, 'x');")
    values = ", ".join(f"('{d}'::date, 1, {r}, test.person('leder'))" for d, r in rates.items())
    print(f"set session_replication_role = replica; insert into core.valutakurs (dato, nr, nok_per_eur, person_id) values {values}; set session_replication_role = origin;")
    for number in range(cases):
        Case(rng, number, rates, regimes, out).run()
    for sql, _ in out:
        print(sql + ";")
    with open(expected, "w", encoding="utf-8") as f:
        for sql, answer in out:
            f.write(f"{answer}\t{sql}\n")


def check(path, ceiling):
    """Lines `START END EUR ANSWER`. Each refusal tells the room that it saw, which puts it between two awards."""
    runs = []
    for line in open(path, encoding="utf-8"):
        start, end, eur, answer = line.split(None, 3)
        runs.append((float(start), float(end), Decimal(eur), answer.split()))
    given = sorted((r for r in runs if r[3][0] == "ok"), key=lambda r: Decimal(r[3][1]))
    total, sums = Decimal(0), [Decimal(0)]
    for r in given:
        total += r[2]
        sums.append(total)
        assert total == Decimal(r[3][1]), f"awards did not follow each other: {total}, {r}"
    assert total <= ceiling, f"{total} is above the ceiling"
    refused = [r for r in runs if r[3][0] == "bagatellstoettetaket_er_naadd"]
    assert len(given) + len(refused) == len(runs), [r for r in runs if r not in given and r not in refused][:3]
    for start, end, eur, answer in refused:
        saw = Decimal(answer[1])
        assert eur > saw, f"{eur} was refused where {saw} was left"
        assert ceiling - saw in sums, f"nobody left {saw}"
        after = sums.index(ceiling - saw)
        assert all(r[1] >= start for r in given[after:]), "an award that had ended was not seen"
        assert all(r[0] <= end for r in given[:after]), "an award was seen that had not begun"
    assert all(given[j][1] >= given[i][0] for i in range(len(given)) for j in range(i + 1, len(given))), "the order is not that of time"
    assert given and refused, "nothing was put to the test"
    print(f"{len(given)} given, {len(refused)} refused, {ceiling - total} EUR left of {ceiling}")


if sys.argv[1] == "property":
    make(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
else:
    check(sys.argv[2], Decimal(sys.argv[3]))
