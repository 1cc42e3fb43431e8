"""A small proxy that speaks the PROXY protocol, and those who misuse it.

	serve PORT ADDRESS...                      before the daemon at PORT; prints its own ports: one says where each client is, the
	                                           others that each is at such an ADDRESS
	attack PORT METRICS PASSWORD CA OWNER      at the daemon's PORT itself; OWNER: a port of the proxy, for an ordinary client
"""
import asyncio
import multiprocessing
import socket
import struct
import sys
import time
import urllib.request

import h2

SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"
PROXY, LOCAL = b"\x21", b"\x20"
FORGED = "203.0.113.9"
SLOW = 40  # headers of which a byte comes each second
PATIENCE_S = 10  # CONN_HANDSHAKE_S of server/conn.h


def header(client, command=PROXY):
    family, kind = (socket.AF_INET6, b"\x21") if ":" in client else (socket.AF_INET, b"\x11")
    here = socket.inet_pton(family, "::1" if ":" in client else "127.0.0.1")
    addresses = socket.inet_pton(family, client) + here + struct.pack(">HH", 40000, 7443)
    return SIGNATURE + command + kind + struct.pack(">H", len(addresses)) + addresses


# --- the proxy

async def carry(reader, writer):
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    writer.close()


async def serve(daemon, claimed):
    async def on_client(reader, writer):
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", daemon)
        except OSError:
            writer.close()
            return
        up_writer.write(header(claimed or writer.get_extra_info("peername")[0]))
        await asyncio.gather(carry(reader, up_writer), carry(up_reader, writer))
    server = await asyncio.start_server(on_client, "127.0.0.1", 0, backlog=1000)
    return server.sockets[0].getsockname()[1]


async def serve_all(daemon, addresses):
    print(*[await serve(daemon, a) for a in [None, *addresses]], flush=True)
    await asyncio.Event().wait()


# --- those who misuse it

def metric(name):
    with urllib.request.urlopen(f"http://{METRICS}/metrics", timeout=60) as reply:
        for line in reply.read().decode().splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
    raise AssertionError(name)


def daemon_closes(sock):
    sock.settimeout(5)
    try:
        while sock.recv(4096):
            pass
    except ConnectionResetError:
        pass


def forged():
    """From an address that is no proxy's: the header is no TLS, and whose it says it is does not matter."""
    sock = socket.create_connection(("127.0.0.1", PORT), source_address=("127.0.0.2", 0))
    sock.sendall(header(FORGED))
    daemon_closes(sock)
    h2.Connection(PORT, h2.tls(CA), source="127.0.0.2").close()


def without_a_header():
    """From the proxy's own address, as if it were not set up."""
    refused = metric("omstilling_proxy_headers_refused_total")
    for first in (b"\x16\x03\x01", h2.PREFACE, b"PROXY TCP4 203.0.113.9 127.0.0.1 1 2\r\n", header(FORGED)[:14] + b"\xff\xff"):
        sock = socket.create_connection(("127.0.0.1", PORT))
        sock.sendall(first)
        daemon_closes(sock)
    assert metric("omstilling_proxy_headers_refused_total") == refused + 4


def health_check():
    """As HAProxy's: it is from nobody but itself."""
    raw = socket.create_connection(("127.0.0.1", PORT))
    raw.sendall(SIGNATURE + LOCAL + b"\0\0\0")
    sock = h2.tls(CA).wrap_socket(raw, server_hostname="localhost")
    assert sock.selected_alpn_protocol() == "h2"
    sock.close()


def ordinary(port, done, stop):
    import rpc
    from omstilling.v1 import plan_pb2
    with rpc.channel(f"127.0.0.1:{port}", CA) as ch:
        token = rpc.login(ch, "kari", PASSWORD)
        while not stop.is_set():
            rpc.call(ch, "PlanService/GetPlan", plan_pb2.GetPlanRequest(plan="sel/handlingsplan-2021"), plan_pb2.GetPlanResponse, token=token, timeout=60)
            done.value += 1


def slow_headers():
    """A byte each second: none gets further than the time for a handshake, whatever comes."""
    done, stop = multiprocessing.Value("i", 0), multiprocessing.Event()
    client = multiprocessing.Process(target=ordinary, args=(OWNER, done, stop), daemon=True)
    client.start()
    slow = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(SLOW)]
    begun, before, sent = time.monotonic(), metric("omstilling_connections_cut_total"), 0
    for sock in slow:
        sock.setblocking(False)
    while slow:
        for sock in slow[:]:
            try:
                sock.send(header(FORGED)[sent:sent + 1])
                if sock.recv(1) == b"":
                    slow.remove(sock)
            except BlockingIOError:
                pass
            except OSError:
                slow.remove(sock)
        sent += 1
        assert sent < len(header(FORGED)), f"{len(slow)} headers came to their end, a byte each second"
        time.sleep(1)
    assert time.monotonic() - begun >= PATIENCE_S - 1, "they were ended by something else"
    assert metric("omstilling_connections_cut_total") == before, "they were not in anybody's way"
    during = done.value
    assert during > 0 and client.is_alive()
    stop.set()
    client.join()
    assert client.exitcode == 0
    print(f"ok slow headers: {during} ordinary calls meanwhile", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(serve_all(int(sys.argv[2]), sys.argv[3:]))
    PORT, METRICS, PASSWORD, CA, OWNER = int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5], int(sys.argv[6])
    multiprocessing.set_start_method("fork")
    forged()
    without_a_header()
    health_check()
    slow_headers()
