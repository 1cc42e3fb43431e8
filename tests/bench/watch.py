"""How long one person's event takes to reach N others who watch. Arguments: PORT N EVENTS PASSWORD DATABASE.

The others have a login each, and share connections as behind a balancer; kari's write is an ordinary call on a connection of
her own, and the clock starts when it is sent. Everything that came is unpacked afterwards: all have all, in order, no gaps.
"""
import selectors
import subprocess
import sys
import time

import h2
import rpc
from omstilling.v1 import hendelse_pb2, plan_pb2

PORT, N, EVENTS = map(int, sys.argv[1:4])
PASSWORD, DATABASE = sys.argv[4:]
WATCH = b"/omstilling.v1.HendelseService/Watch"
STREAMS = 50  # on a connection
SETTLE_S = 30


def sql(text):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", DATABASE, "-c", text], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def people():
    """N persons with a login each, observers in an organ that serves the programme."""
    sql(f"""set session_replication_role = replica;
        insert into core.person (brukernavn, navn) select 'tilskuer' || n, 'Tilskuer' from generate_series(1, {N}) n;
        insert into core.verv (organ_id, person_id, rolle, fra) select o.id, p.id, 'observatoer', '2020-01-01'
            from core.organ o, core.person p where o.kortnavn = 'sel-os' and p.brukernavn like 'tilskuer%';
        insert into auth.sesjon (token_hash, person_id, utloeper) select sha256(convert_to(brukernavn, 'UTF8')), id, now() + interval '1 day'
            from core.person where brukernavn like 'tilskuer%'; analyze""")


class Crowd:
    """The watchers, on as few connections as there are places; remembers when which bytes came."""

    def __init__(self):
        self.selector, self.buffers, self.got, self.last = selectors.DefaultSelector(), {}, {}, {}
        for first in range(1, N + 1, STREAMS):
            c = h2.Connection(PORT)
            for k, n in enumerate(range(first, min(first + STREAMS, N + 1))):
                body = hendelse_pb2.WatchRequest(program="sel").SerializeToString()
                token = (b"authorization", b"Bearer tilskuer%d" % n)
                c.send(h2.frame(h2.HEADERS, h2.END_HEADERS, 2 * k + 1, h2.headers(WATCH, token)),
                       h2.frame(h2.DATA, h2.END_STREAM, 2 * k + 1, h2.message(body)))
                self.got[c, 2 * k + 1] = b""
            # Room for all that is to come, so that nobody has to be told of windows meanwhile.
            c.send(h2.frame(h2.WINDOW_UPDATE, 0, 0, (1 << 28).to_bytes(4, "big")))
            self.buffers[c] = b""
            self.selector.register(c.sock, selectors.EVENT_READ, c)

    def read(self, timeout):
        for key, _ in self.selector.select(timeout):
            data = key.data.sock.recv(1 << 18)
            now = time.perf_counter()
            assert data, "the daemon closed a connection"
            self.take(key.data, self.buffers[key.data] + data, now)

    def take(self, c, data, now):
        at = 0
        while len(data) - at >= 9:
            size = int.from_bytes(data[at:at + 3], "big")
            if len(data) - at < 9 + size:
                break
            kind, flags, stream = data[at + 3], data[at + 4], int.from_bytes(data[at + 5:at + 9], "big")
            if kind == h2.DATA:
                self.got[c, stream] += data[at + 9:at + 9 + size]
                self.last[c, stream] = now
            elif kind == h2.SETTINGS and not flags & h2.ACK:
                c.send(h2.frame(h2.SETTINGS, h2.ACK, 0))
            assert kind != h2.RST_STREAM and not (kind in (h2.DATA, h2.HEADERS) and flags & h2.END_STREAM), "a stream ended"
            at += 9 + size
        self.buffers[c] = data[at:]

    def all_told(self, since):
        """When each was told of what happened since."""
        end = time.perf_counter() + SETTLE_S
        while len(self.last) < N or min(self.last.values()) < since:
            assert time.perf_counter() < end, f"{sum(t < since for t in self.last.values())} of {N} were not told"
            self.read(1)
        return [t - since for t in self.last.values()]


def events(body):
    out = []
    while body:
        size = int.from_bytes(body[1:5], "big")
        out += hendelse_pb2.WatchResponse.FromString(body[5:5 + size]).hendelser
        body = body[5 + size:]
    return [e.sekvens for e in out]


def main():
    people()
    head = "select nr from core.journal_hode where kjede = (select id from core.program where kortnavn = 'sel')"
    before, crowd, times = int(sql(head)), Crowd(), []
    crowd.all_told(0)
    with rpc.channel(f"127.0.0.1:{PORT}") as ch:
        kari = rpc.login(ch, "kari", PASSWORD)
        for i in range(EVENTS):
            request = plan_pb2.CreatePlanRequest(program="sel", type="handlingsplan", aar=2050 + i, tittel=f"Plan {i}")
            body = request.SerializeToString()
            sent = time.perf_counter()
            written = ch.unary_unary("/omstilling.v1.PlanService/CreatePlan").future(
                body, timeout=30, metadata=[("authorization", f"Bearer {kari}")])
            times += crowd.all_told(sent)
            written.result()
    wanted = list(range(before + 1, int(sql(head)) + 1))
    for body in crowd.got.values():
        assert events(body) == wanted, "not every event once and in order"
    ms = sorted(1000 * t for t in times)
    print(f"watch  {EVENTS} events to {N} watchers: median {ms[len(ms) // 2]:.1f} ms, p99 {ms[int(len(ms) * 0.99)]:.1f} ms,"
          f" the last {ms[-1]:.1f} ms; all in order, none missing")


main()
