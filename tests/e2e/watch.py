"""Arguments: PART PORT PID OTHER_PORT PASSWORD DATABASE. Watchers are on the first daemon, events are made on the other."""
import os
import signal
import subprocess
import sys
import threading
import time

import grpc
import h2
import rpc
from omstilling.v1 import auth_pb2, hendelse_pb2, plan_pb2

PART, PORT, PID, OTHER, PASSWORD, DATABASE = sys.argv[1:]
WATCH = "/omstilling.v1.HendelseService/Watch"


def sql(text):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", DATABASE, "-c", text], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


SEL = "(select id from core.program where kortnavn = 'sel')"


def head():
    return int(sql(f"select nr from core.journal_hode where kjede = {SEL}"))


def events(n):
    """n entries of the journal, each in a transaction of its own."""
    lines = f"select core.journalfoer({SEL}, 'proeve', n::text, null, null, null) from generate_series(1, {n}) n\n"
    sql(lines if n < 100 else f"do $$ begin for n in 1 .. {n} loop perform core.journalfoer({SEL}, 'proeve', "
        "n::text, null, null, null); if n % 50 = 0 then commit; end if; end loop; end $$")


def until(what, condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.02)


class Watcher(threading.Thread):
    """Follows, and remembers what it was told and how it ended."""

    def __init__(self, channel, token, program="sel", after=None, reads=None):
        super().__init__(daemon=True)
        request = hendelse_pb2.WatchRequest()
        if program:
            request.program = program
        if after is not None:
            request.etter.add(program=program, sekvens=after)
        self.reads = reads
        self.events, self.places, self.error, self.messages = [], {}, None, 0
        self.call = channel.unary_stream(WATCH)(request.SerializeToString(), metadata=[("authorization", f"Bearer {token}")])
        self.start()

    def run(self):
        if self.reads:
            self.reads.wait()
        try:
            for body in self.call:
                message = hendelse_pb2.WatchResponse.FromString(body)
                self.events += message.hendelser
                self.places = {s.program: s.sekvens for s in message.stilling}
                self.messages += 1
        except grpc.RpcError as error:
            self.error = error

    def begun(self):
        until("the first message", lambda: self.messages or self.error)
        assert not self.error, self.error
        return self

    def numbers(self):
        return [e.sekvens for e in self.events]

    def has_all(self, first, last, what="all events, once, in order"):
        until(what, lambda: self.numbers()[-1:] == [last] or self.error)
        assert not self.error, self.error
        assert self.numbers() == list(range(first, last + 1)), self.numbers()

    def ends(self, code, reason, seconds=10):
        self.join(seconds)
        assert self.error is not None, f"still runs; wanted {reason}"
        assert self.error.code() == code, self.error
        assert rpc.error_info(self.error).reason == reason, self.error


def new_plan(ch, token, year):
    request = plan_pb2.CreatePlanRequest(program="sel", type="handlingsplan", aar=year, tittel=f"Plan {year}")
    return rpc.call(ch, "PlanService/CreatePlan", request, plan_pb2.CreatePlanResponse, token=token)


def two_daemons(ch, other, kari):
    """What is written on one is seen on the other; all of one's programmes, or one; a late one gets all from its number."""
    at = head()
    one, all_ = Watcher(ch, kari).begun(), Watcher(ch, kari, program=None).begun()
    assert one.places == all_.places == {"sel": at}, (one.places, all_.places)
    new_plan(other, kari, 2031)
    for watcher in (one, all_, Watcher(ch, kari, after=at)):
        watcher.has_all(at + 1, head())
        assert [(e.slag, e.hvem, e.objekt, e.tittel) for e in watcher.events][0] == (
            "plan_opprettet", "kari", "sel/handlingsplan-2031", "Plan 2031"), watcher.events
        assert watcher.places == {"sel": head()}
        watcher.call.cancel()
    events(250)
    Watcher(ch, kari, after=0).has_all(1, head(), "more than one message holds")


def foreign_programmes(ch, other, kari):
    """To whom it is not, a programme is none: the same bytes, and silence among all."""
    ingrid = rpc.login(ch, "ingrid", PASSWORD)
    ends = []
    for program in ("sel", "finnes-ikke", sql(f"select {SEL}"), "00000000-0000-4000-8000-000000000000"):
        watcher = Watcher(ch, ingrid, program=program, after=0)
        watcher.ends(grpc.StatusCode.NOT_FOUND, "ukjent_program")
        ends.append((watcher.error.details(), sorted(watcher.error.trailing_metadata())))
    assert all(e == ends[0] for e in ends), ends
    silent = Watcher(ch, ingrid, program=None).begun()
    new_plan(other, kari, 2032)
    events(3)
    time.sleep(1)
    assert silent.messages == 1 and not silent.places and not silent.events, (silent.messages, silent.places)
    silent.call.cancel()


def listener_lost(ch, other, kari):
    """The backend that listens is killed again and again: what is missed meanwhile is found all the same."""
    at = head()
    watcher = Watcher(ch, kari).begun()
    for _ in range(5):
        killed = sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database()"
                     " and query ilike 'listen%' and pid <> pg_backend_pid()")
        assert int(killed) >= 1, "nobody listened: the test shows nothing"
        events(2)
        until("both daemons listen again", lambda: sql(
            "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen%'"
            " and state = 'idle' and pid <> pg_backend_pid()") == "2")
    watcher.has_all(at + 1, at + 10)
    watcher.call.cancel()


def resident():
    with open(f"/proc/{PID}/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def slow_stream(token, at):
    """A client whose window lets 1000 bytes through, and who never opens it again."""
    window = (4).to_bytes(2, "big") + (1000).to_bytes(4, "big")
    c = h2.Connection(int(PORT), preface=h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0, window))
    request = hendelse_pb2.WatchRequest(program="sel")
    request.etter.add(program="sel", sekvens=at)
    c.send(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.headers(WATCH.encode(), (b"authorization", b"Bearer " + token.encode()))),
           h2.frame(h2.DATA, h2.END_STREAM, 1, h2.message(request.SerializeToString())))
    return c


def slow_client(ch, other, kari):
    """Forty that do not read: the others go on, memory does not grow with what they miss, and they are told why they end."""
    at = head()
    watcher = Watcher(ch, kari).begun()
    slow = [slow_stream(kari, 0) for _ in range(40)]
    narrow = grpc.insecure_channel(f"127.0.0.1:{PORT}", [("grpc.http2.bdp_probe", 0), ("grpc.http2.lookahead_bytes", 65535)])
    stuck = Watcher(narrow, kari, after=0, reads=threading.Event())
    before, started = resident(), time.monotonic()
    events(5000)
    assert time.monotonic() - started < 9, "the machine is too slow for this test to show anything"
    watcher.has_all(at + 1, at + 5000)
    grown = resident() - before
    assert grown < 60 << 20, f"{grown >> 20} MiB more"
    for c in slow:
        frames = []
        while not frames or not frames[-1][1] & h2.END_STREAM:
            frames.append(c.read_frame())
        body = sum(len(f[3]) for f in frames if f[0] == h2.DATA)
        assert frames[-1][0] == h2.HEADERS and body == 1000, f"{body} bytes came, then {frames[-1]}"
    print(f"   40 slow streams of 5000 events: {grown / (1 << 20):.1f} MiB")
    assert 9 < time.monotonic() - started < 60
    assert stuck.numbers() == []
    stuck.reads.set()
    stuck.ends(grpc.StatusCode.RESOURCE_EXHAUSTED, "for_treg")
    assert stuck.numbers() == list(range(1, len(stuck.events) + 1)) and len(stuck.events) < at + 5000, stuck.numbers()
    assert not watcher.error
    events(1)
    watcher.has_all(at + 1, at + 5001)
    watcher.call.cancel()


def logged_out(ch, other, kari):
    """A login that ends takes its streams with it at once, and no other."""
    doomed = rpc.login(ch, "kari", PASSWORD)
    mine, others = Watcher(ch, doomed).begun(), Watcher(ch, kari).begun()
    started = time.monotonic()
    rpc.call(other, "AuthService/Logout", auth_pb2.LogoutRequest(), auth_pb2.LogoutResponse, token=doomed)
    mine.ends(grpc.StatusCode.UNAUTHENTICATED, "ugyldig_token")
    assert time.monotonic() - started < 8, "only when it was looked after"
    assert not others.error
    others.call.cancel()


def seat_ended(ch, other, kari):
    """A seat that ends in the middle of a stream: nothing that comes after is seen."""
    tor = rpc.login(ch, "tor", PASSWORD)
    one, all_ = Watcher(ch, tor).begun(), Watcher(ch, tor, program=None).begun()
    sql("set session_replication_role = replica; update core.verv set til = core.i_dag() - 1"
        " where til is null and person_id = (select id from core.person where brukernavn = 'tor')")
    events(1)
    one.ends(grpc.StatusCode.NOT_FOUND, "ukjent_program")
    time.sleep(1)
    assert not one.events and not all_.events and not all_.error, (one.events, all_.events)
    all_.call.cancel()


def sigterm(ch, other, kari):
    """A daemon that stops ends every stream, says why, and is gone long before its patience is."""
    watchers = [Watcher(ch, kari).begun() for _ in range(20)]
    started = time.monotonic()
    os.kill(int(PID), signal.SIGTERM)
    for watcher in watchers:
        watcher.ends(grpc.StatusCode.UNAVAILABLE, "tjeneren_stanser")
    assert time.monotonic() - started < 4


with rpc.channel(f"127.0.0.1:{PORT}") as a, rpc.channel(f"127.0.0.1:{OTHER}") as b:
    globals()[PART](a, b, rpc.login(a, "kari", PASSWORD))
