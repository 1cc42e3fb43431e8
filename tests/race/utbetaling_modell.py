"""Payments of an award against a slow obvious model. Arguments: CASES SEED EXPECTED: writes SQL on stdout, and in the file EXPECTED what each line
of its answer must be. The model knows nothing of the database: a list of requests that is summed anew each time."""
import random
import sys
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ASKERS = ["programleder", "direktoer", "plsekr"]
ANSWERERS = ["programleder", "direktoer", "osleder", "plsekr", "os2"]
MAY_ANSWER = {"programleder", "direktoer", "osleder"}
CONFIRMED_ABOVE = 200000


class Award:
    def __init__(self, rng, nr, ask):
        self.rng, self.nr, self.ask, self.requests = rng, nr, ask, []
        self.amount = Decimal(rng.choice([100000, 200000, 200001, 400000]))
        self.share = Decimal(rng.choice([25, 25, 40, 62.5]))
        self.cost = Decimal(800000)  # the application's budget, of which the award bears its part
        self.reported = self.confirmed = self.gone = self.back = self.demanded = self.repaid = Decimal(0)

    def paid(self):
        return sum(r["nok"] for r in self.requests if r["state"] == "paid") - self.repaid

    def waiting(self):
        return sum(r["nok"] for r in self.requests if r["state"] == "asked")

    def now(self):
        return self.amount - self.back - self.repaid

    def over(self):
        return self.gone or (self.reported and self.paid() >= self.now())

    def held(self):
        return Decimal(0) if self.reported else (self.now() * self.share / 100).quantize(CENT, ROUND_HALF_UP)

    def judge(self, nok, cost, other):
        total = self.paid() + other + nok
        if self.over():
            return "tildelingen_er_ikke_loepende"
        if total > self.now():
            return "mer_enn_tildelt"
        if total > self.now() - self.held():
            return "sluttrapporten_mangler"
        if total > (cost * self.amount / self.cost).quantize(CENT, ROUND_HALF_UP):
            return "kostnaden_er_ikke_rapportert"
        if total > (self.now() * (1 - self.share / 100)).quantize(CENT, ROUND_HALF_UP) and self.now() > CONFIRMED_ABOVE and not self.confirmed:
            return "regnskapet_er_ikke_bekreftet"
        return "ok"

    def say(self, who, method, fields, answer):
        members = ",".join(f'"{k}":"{v}"' for k, v in fields.items())
        self.ask(f"select test.grunn('{who}', '{method}', '{{{members}}}')", answer)

    def some_amount(self, exact):
        kind = self.rng.random()
        if kind < 0.35 and exact > 0:
            return exact
        if kind < 0.5 and exact >= 0:
            return exact + CENT
        return Decimal(self.rng.randrange(1, int(self.amount * 60))) / 100

    def request(self, numbers):
        nok = self.some_amount(self.now() - self.held() - self.paid() - self.waiting())
        cost = Decimal(self.rng.choice([800000, 800000, 500000, 100000]))
        who = self.rng.choice(ASKERS)
        answer = self.judge(nok, cost, self.waiting())
        if answer == "ok":
            numbers[0] += 1
            self.requests.append(dict(nr=numbers[0], nok=nok, cost=cost, who=who, state="asked"))
        self.say(who, "request_utbetaling", dict(tildeling=f"dal/tildeling-{self.nr}", beloep=nok, kostnad=cost), answer)

    def answer(self, _):
        if not self.requests:
            return
        r, who, no = self.rng.choice(self.requests[-3:]), self.rng.choice(ANSWERERS), self.rng.random() < 0.25
        if who not in MAY_ANSWER:
            answer = "tildelinger_foelges_opp_av_andre"
        elif r["state"] != "asked":
            answer = "utbetalingen_er_besvart"
        elif who == r["who"]:
            answer = "fire_oeyne"
        else:
            answer = "ok" if no else self.judge(r["nok"], r["cost"], 0)
        if answer == "ok":
            r["state"] = "refused" if no else "paid"
        self.say(who, "approve_utbetaling", dict(utbetaling=f"dal/utbetaling-{r['nr']}", utfall="nei" if no else "ja", grunn="x"), answer)

    def report(self, _):
        self.reported = True
        self.say("plsekr", "register_rapport", dict(tildeling=f"dal/tildeling-{self.nr}", slag="sluttrapport", tekst="Ferdig"), "ok")

    def accounts(self, _):
        fields = dict(tildeling=f"dal/tildeling-{self.nr}", slag="regnskap", beloep=self.cost)
        if self.rng.random() < 0.5:
            fields["bekreftet_av"], self.confirmed = "revisor", True
        self.say("plsekr", "register_rapport", fields, "ok")

    def withdraw(self, _):
        unused = self.now() - self.paid()
        answer = "tildelingen_er_ikke_loepende" if self.over() else "utbetalingen_er_ubesvart" if self.waiting() else "ingenting_er_ubrukt" if not unused else "ok"
        if answer == "ok":
            self.back, self.gone = self.back + unused, True
        self.say("osleder", "withdraw_tildeling", dict(tildeling=f"dal/tildeling-{self.nr}", grunn="x"), answer)

    def demand(self, _):
        nok = self.some_amount(self.paid() - (self.demanded - self.repaid))
        answer = "mer_enn_utbetalt" if nok > self.paid() - (self.demanded - self.repaid) else "ok"
        self.demanded += nok if answer == "ok" else 0
        self.say("osleder", "demand_tilbakebetaling", dict(tildeling=f"dal/tildeling-{self.nr}", beloep=nok, frist="2020-12-31", grunn="x"), answer)

    def repay(self, _):
        nok = self.some_amount(self.demanded - self.repaid)
        answer = "mer_enn_krevd" if nok > self.demanded - self.repaid else "ok"
        self.repaid += nok if answer == "ok" else 0
        self.say("plsekr", "register_tilbakebetaling", dict(tildeling=f"dal/tildeling-{self.nr}", beloep=nok), answer)

    def look(self):
        assert self.paid() <= self.now() and (self.reported or self.paid() <= self.now() - self.held() or self.gone or self.repaid), "the model itself is wrong"
        figures = " ".join(f"{x:.2f}" for x in (self.now(), self.paid(), self.waiting(), self.held()))
        self.ask(f"select test.tall({self.nr})", figures)

    def run(self, numbers):
        self.ask(f"select test.ny({self.nr}, {self.amount}, {self.share})", "ok")
        steps = [self.request] * 8 + [self.answer] * 8 + [self.report] + [self.accounts] * 2 + [self.demand, self.repay]
        for _ in range(self.rng.randint(10, 25)):
            self.rng.choice(steps)(numbers)
            self.look()
        if self.rng.random() < 0.6:
            self.withdraw(numbers)
            self.look()
            self.request(numbers)


def make(cases, seed, expected):
    rng, out, numbers = random.Random(seed), [], [0]
    for nr in range(1, cases + 1):
        Award(rng, nr, lambda sql, answer: out.append((sql, answer))).run(numbers)
    with open(expected, "w", encoding="utf-8") as f:
        for sql, answer in out:
            print(sql + ";")
            f.write(f"{answer}\t{sql}\n")


make(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
