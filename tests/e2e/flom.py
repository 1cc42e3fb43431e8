"""Attacks on a daemon's capacity while an ordinary client works. Arguments: PORT METRICS PASSWORD CA [ATTACK...]; CA: of TLS, or "".

Each attack is brought to its full height and goes on until the ordinary client, in a process of its own, has made CALLS more calls;
not one of them may fail, nor be cut off. Nothing here depends on how fast a machine is. That the attack was one is shown by what the
daemon says of it: connections ended, calls refused, what it holds.
"""
import gc
import multiprocessing
import socket
import ssl
import sys
import time
import urllib.request

import h2

CALLS = 60
METHOD = b"/omstilling.v1.ProgramService/ListPrograms"
WATCH = b"/grpc.health.v1.Health/Watch"
GET_PLAN = b"/omstilling.v1.PlanService/GetPlan"
PLAN = b"\x0a\x16sel/handlingsplan-2021"
PORT, METRICS, PASSWORD, CA = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
TLS = h2.tls(CA) if CA else None
ENEMY = "127.0.0.2"
OWN = 4  # connections of the ordinary client: the one that stays, the one made anew, and either's last one not yet seen to end
PADDED = 8
NO_WINDOW = h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0, b"\0\4\0\0\0\0")


# --- the ordinary client

def ordinary(done, failed, stop):
    """Calls of one person over one connection, and every tenth over a new one, as from the command line."""
    import rpc
    from omstilling.v1 import plan_pb2
    request = plan_pb2.GetPlanRequest(plan="sel/handlingsplan-2021")
    target = f"127.0.0.1:{PORT}"
    try:
        with rpc.channel(target, CA) as ch:
            token = rpc.login(ch, "kari", PASSWORD)
            while not stop.is_set():
                rpc.call(ch, "PlanService/GetPlan", request, plan_pb2.GetPlanResponse, token=token, timeout=120)
                done.value += 1
                if done.value % 10 == 0:
                    connection = h2.Connection(PORT, TLS)
                    ask(connection, 1, METHOD)
                    assert len(connection.finish(1)) > 5
                    connection.close()
    except Exception as error:
        failed.value = repr(error).encode()[:900]
        raise


class Ordinary:
    def __init__(self):
        self.done, self.failed, self.stop = multiprocessing.Value("i", 0), multiprocessing.Array("c", 1000), multiprocessing.Event()
        self.process = multiprocessing.Process(target=ordinary, args=(self.done, self.failed, self.stop), daemon=True)
        self.process.start()
        self.during(lambda: self.process.join(0.05))

    def during(self, step):
        """Goes on with the attack until CALLS more calls have succeeded; how many steps that took."""
        until, steps = self.done.value + CALLS, 0
        while self.done.value < until:
            assert self.process.is_alive() and not self.failed.value, self.failed.value
            step()
            steps += 1
        return steps

    def end(self):
        self.stop.set()
        self.process.join()
        assert self.process.exitcode == 0 and not self.failed.value, self.failed.value


# --- what an attack is made of

def ask(connection, stream, path, *more, body=b"", end=h2.END_STREAM):
    connection.send(h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(path, *more)), h2.frame(h2.DATA, end, stream, body and h2.message(body) or h2.message(b"")))


def metric(name):
    with urllib.request.urlopen(f"http://{METRICS}/metrics", timeout=60) as reply:
        for line in reply.read().decode().splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
    raise AssertionError(name)


class Again:
    """A connection that is made anew as often as the daemon ends it."""

    def __init__(self, source=ENEMY, preface=h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0)):
        self.source, self.preface, self.ended, self.connection = source, preface, 0, None

    def send(self, make, n=1):
        """n times the frames that make gives, which may name this connection's next stream."""
        try:
            if not self.connection:
                self.connection = h2.Connection(PORT, TLS, preface=self.preface, source=self.source)
                self.connection.sock.settimeout(0.2)
                self.stream = -1
            self.connection.send(*(make(self) for _ in range(n)))
            self.drain()
        except socket.timeout:
            if TLS:  # a record that was begun cannot be left
                self.leave()
        except (EOFError, OSError):
            self.ended += 1
            self.leave()

    def drain(self):
        """Takes what the daemon says, so that it is not the reading that stops it."""
        self.connection.sock.setblocking(False)
        try:
            while True:
                if not self.connection.sock.recv(1 << 16):
                    raise EOFError
        except (BlockingIOError, ssl.SSLWantReadError):
            self.connection.sock.settimeout(0.2)

    def leave(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def next_stream(self):
        self.stream += 2
        return self.stream


def flood_of(make, at_once=500):
    """The same frames on and on; the daemon must have ended it at least once."""
    def attack(client):
        enemy = Again()
        client.during(lambda: enemy.send(make, at_once))
        while enemy.ended == 0:
            enemy.send(make, at_once)
    return attack


def open_and_reset(enemy):
    stream = enemy.next_stream()
    return h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(METHOD)) + h2.frame(h2.RST_STREAM, 0, stream, b"\0\0\0\x08")


def open_only(enemy):
    return h2.frame(h2.HEADERS, h2.END_HEADERS, enemy.next_stream(), h2.headers(METHOD))


def make_it_reset(enemy):
    """A stream, and its window opened too wide: the daemon must reset what it has begun."""
    stream = enemy.next_stream()
    return h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(METHOD)) + h2.frame(h2.WINDOW_UPDATE, 0, stream, b"\x7f\xff\xff\xff")


def headers_without_end(client):
    """CONTINUATION on and on, on connection after connection."""
    enemy = Again()

    def step():
        if not enemy.connection:
            enemy.send(lambda _: h2.frame(h2.HEADERS, 0, 1, h2.headers(METHOD)))
        enemy.send(lambda _: b"".join(h2.frame(h2.CONTINUATION, 0, 1, h2.literal(b"x-%d" % i, b"y" * 1000)) for i in range(50)))
    client.during(step)
    while enemy.ended == 0:
        step()


def continuations_of_nothing(client):
    """Headers of which no byte is ever sent."""
    enemy = Again()

    def step():
        if not enemy.connection:
            enemy.send(lambda _: h2.frame(h2.HEADERS, 0, 1, h2.headers(METHOD)))
        enemy.send(lambda _: h2.frame(h2.CONTINUATION, 0, 1), 500)
    client.during(step)
    while enemy.ended == 0:
        step()


def padding(enemy):
    """DATA of which no byte is the message's, on a stream that stays open."""
    if enemy.stream == -1:
        return open_only(enemy)
    return h2.frame(h2.DATA, PADDED, enemy.stream, b"\x03\0\0\0")


# --- attacks that hold what there is little of

def held(n, source, start):
    """n connections, each begun by start; those that were cut are made again by refill."""
    connections = []

    def refill():
        for c in connections[:]:
            c.sock.setblocking(False)
            try:
                while True:
                    if not c.sock.recv(4096):
                        raise ConnectionResetError
            except BlockingIOError:
                c.sock.settimeout(5)
            except OSError:
                connections.remove(c)
                c.close()
        for _ in range(min(20, n - len(connections))):
            try:
                c = start(source)
                connections.append(c)
            except OSError:
                pass
    while len(connections) < min(n, 100):
        refill()
    return connections, refill


def busy(source):
    c = h2.Connection(PORT, TLS, source=source)
    ask(c, 1, WATCH)
    return c


def many_connections(client):
    """From one address, all busy: more than one address may have, and the daemon holds no more."""
    connections, refill = held(250, ENEMY, busy)
    refused = metric("omstilling_connections_refused_total")
    client.during(refill)
    assert metric("omstilling_connections_refused_total") > refused
    assert metric("omstilling_connections") <= 200
    for c in connections:
        c.close()


def many_addresses(client):
    """From several, all busy, more than there is room for: who has most gives way to who has one."""
    groups = [held(100, f"127.0.0.{n}", busy) for n in (2, 3, 4)]
    cut = metric("omstilling_connections_cut_total")
    client.during(lambda: [refill() for _, refill in groups])
    assert metric("omstilling_connections_cut_total") > cut
    assert metric("omstilling_connections") <= 200
    for connections, _ in groups:
        for c in connections:
            c.close()


def half_open(client):
    """Connected, and not a word; half a preface; half a frame."""
    def start(source):
        start.n += 1
        half = h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.headers(METHOD))[:20]
        return h2.Connection(PORT, TLS, preface=(b"", h2.PREFACE[:7], h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0) + half)[start.n % 3], source=source)
    start.n = 0
    connections, refill = held(250, ENEMY, start)
    client.during(refill)
    for c in connections:
        c.close()


def slow_writers(client):
    """Messages of which a byte comes now and then."""
    def start(source):
        c = h2.Connection(PORT, TLS, source=source)
        for stream in range(1, 61, 2):
            c.send(h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(METHOD, (b"grpc-timeout", b"10M"))),
                   h2.frame(h2.DATA, 0, stream, h2.message(b"", announced=1 << 20)))
        return c
    connections = [start(ENEMY) for _ in range(5)]

    def step():
        for c in connections:
            try:
                c.send(*(h2.frame(h2.DATA, 0, stream, b"x") for stream in range(1, 61, 2)))
            except OSError:
                pass
    client.during(step)
    assert metric("omstilling_calls_running") >= 100
    for c in connections:
        c.close()


def slow_readers(client):
    """Whole plans asked for, and no window to send them in: what is held for them has an end."""
    connections = []
    for _ in range(10):
        c = h2.Connection(PORT, TLS, preface=NO_WINDOW, source=ENEMY)
        for stream in range(1, 101, 2):
            ask(c, stream, GET_PLAN, body=PLAN)
        connections.append(c)
    client.during(lambda: client.process.join(0.02))
    assert metric("omstilling_buffered_bytes") <= 256 << 20
    assert metric("omstilling_buffered_bytes") > 100000, "nothing was held"
    for c in connections:
        c.close()


def calls_of_a_login(client):
    """As many calls as go into eight connections; no answer is taken, so that they stay."""
    login, refused = helge(), metric("omstilling_calls_over_share_total")
    connections = [Again(preface=NO_WINDOW) for _ in range(8)]

    def plan(enemy):
        stream = enemy.next_stream()
        return h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(GET_PLAN, login)) + h2.frame(h2.DATA, h2.END_STREAM, stream, h2.message(PLAN))

    def step():
        for c in connections:
            c.send(plan, 60)
    client.during(step)
    while metric("omstilling_calls_over_share_total") == refused:
        step()


def calls_of_an_address(client):
    """The same without a login: streams that last, of which an address has its share."""
    refused = metric("omstilling_calls_over_share_total")
    connections = [Again() for _ in range(8)]

    def watch(enemy):
        stream = enemy.next_stream()
        return h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(WATCH)) + h2.frame(h2.DATA, h2.END_STREAM, stream, h2.message(b""))

    def step():
        for c in connections:
            c.send(watch, 60)
    client.during(step)
    while metric("omstilling_calls_over_share_total") == refused:
        step()
    assert metric("omstilling_calls_running") <= 200 + OWN


def hello():
    """The first words of a handshake, and nobody to go on with it."""
    out = ssl.MemoryBIO()
    try:
        TLS.wrap_bio(ssl.MemoryBIO(), out, server_hostname="localhost").do_handshake()
    except ssl.SSLWantReadError:
        return out.read()


def half_open_handshakes(client):
    """Connected, and not a word of TLS; half of the first; all of it and no more."""
    first = hello()

    def start(source):
        start.n += 1
        return h2.Connection(PORT, preface=(b"", first[:40], first)[start.n % 3], source=source)
    start.n = 0
    cut = metric("omstilling_connections_cut_total")
    connections, refill = held(250, ENEMY, start)
    client.during(refill)
    assert metric("omstilling_connections_cut_total") > cut
    assert metric("omstilling_connections") <= 150 + OWN
    for c in connections:
        c.close()


def handshakes(client):
    """The dear half of a handshake asked for, over and over, and left."""
    first, before = hello(), metric("omstilling_connections_total")

    def step():
        for c in [h2.Connection(PORT, preface=first, source=ENEMY) for _ in range(20)]:
            c.close()
    assert client.during(step) > 0
    assert metric("omstilling_connections_total") >= before + 20


def guests(client):
    """Connections to the metrics' port that ask for nothing, or half of something: who asks is answered, and few are held."""
    host, port = METRICS.split(":")
    held_open = []

    def step():
        for i in range(20):
            s = socket.create_connection((host, int(port)), timeout=30)
            s.sendall((b"", b"GET /metr")[i % 2])
            held_open.append(s)
        assert 20 <= metric("omstilling_metrics_connections") <= 32
        for s in held_open[:-200]:
            s.close()
        del held_open[:-200]
    client.during(step)
    for s in held_open:
        s.close()


def helge():
    import rpc
    with rpc.channel(f"127.0.0.1:{PORT}", CA) as ch:
        return b"authorization", b"Bearer " + rpc.login(ch, "helge", PASSWORD).encode()


ATTACKS = {
    "pings": flood_of(lambda enemy: h2.frame(h2.PING, 0, 0, b"12345678")),
    "settings": flood_of(lambda enemy: h2.frame(h2.SETTINGS, 0, 0)),
    "priorities": flood_of(lambda enemy: h2.frame(2, 0, 2147483647, b"\0\0\0\x01\0")),
    "unknown frames": flood_of(lambda enemy: h2.frame(0x42, 0, 0, b"abcd")),
    "padding": flood_of(padding),
    "empty continuations": continuations_of_nothing,
    "window updates": flood_of(lambda enemy: h2.frame(h2.WINDOW_UPDATE, 0, 0, b"\0\0\0\x01")),
    "resets": flood_of(open_and_reset),
    "resets made": flood_of(make_it_reset),
    "streams": flood_of(open_only),
    "continuation": headers_without_end,
    "connections": many_connections,
    "addresses": many_addresses,
    "half-open": half_open,
    "slow writers": slow_writers,
    "slow readers": slow_readers,
    "calls of a login": calls_of_a_login,
    "calls of an address": calls_of_an_address,
    "guests": guests,
}
# What TLS makes dearer, or is done before it; the others' order is that of what they attack, TLS or not.
OVER_TLS = ["pings", "settings", "priorities", "unknown frames", "padding", "empty continuations", "window updates", "resets", "resets made", "streams", "continuation", "handshakes", "half-open handshakes"]
ATTACKS_ON_TLS = {"handshakes": handshakes, "half-open handshakes": half_open_handshakes}


def let_go():
    """Waits until the daemon has seen the enemy's connections end: else the next attack begins with its share still taken."""
    while metric("omstilling_connections") > OWN or metric("omstilling_calls_running") > OWN:
        time.sleep(0.02)


def main():
    client = Ordinary()
    for name in sys.argv[5:] or (OVER_TLS if TLS else ATTACKS):
        before = client.done.value
        (ATTACKS | ATTACKS_ON_TLS)[name](client)
        gc.collect()
        let_go()
        print(f"ok {name}: {client.done.value - before} ordinary calls meanwhile", flush=True)
    client.end()


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    main()
