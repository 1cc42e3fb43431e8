"""What an idle connection costs the daemon: opens N, makes one health call on each, and reads the daemon's resident set.

Arguments: PORT PID N CA-or-empty. Speaks HTTP/2 by hand, so that a connection costs this side next to nothing.
"""
import resource
import socket
import ssl
import struct
import sys

PORT, PID, N = map(int, sys.argv[1:4])
CA = sys.argv[4]
DATA, HEADERS, SETTINGS, PING = 0, 1, 4, 6
END_STREAM = ACK = 1
END_HEADERS = 4


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def literal(name, value):
    """HPACK: a header field without indexing, as plain text."""
    return b"\0" + bytes([len(name)]) + name + bytes([len(value)]) + value


HEALTH = b"".join(literal(*h) for h in [
    (b":method", b"POST"), (b":scheme", b"https" if CA else b"http"), (b":path", b"/grpc.health.v1.Health/Check"),
    (b":authority", b"localhost"), (b"content-type", b"application/grpc"), (b"te", b"trailers")])
HELLO = (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0) + frame(HEADERS, END_HEADERS, 1, HEALTH)
         + frame(DATA, END_STREAM, 1, b"\0\0\0\0\0"))


def resident():
    with open(f"/proc/{PID}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("VmRSS:"))


def read_exactly(s, n):
    data = b""
    while len(data) < n:
        more = s.recv(n - len(data))
        if not more:
            raise SystemExit("the daemon closed the connection")
        data += more
    return data


def finish_call(s):
    """Reads until the call has ended; True when it was answered with a message."""
    message = False
    while True:
        head = read_exactly(s, 9)
        length = int.from_bytes(head[:3], "big")
        kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
        payload = read_exactly(s, length)
        if kind == SETTINGS and not flags & ACK:
            s.sendall(frame(SETTINGS, ACK, 0))
        elif kind == PING and not flags & ACK:
            s.sendall(frame(PING, ACK, 0, payload))
        elif kind == DATA and stream == 1:
            message = message or length > 5
        if stream == 1 and flags & END_STREAM:
            return message


def connect(context):
    s = socket.create_connection(("127.0.0.1", PORT), timeout=30)
    if context:
        s = context.wrap_socket(s, server_hostname="localhost")
        assert s.selected_alpn_protocol() == "h2", s.selected_alpn_protocol()
    s.sendall(HELLO)
    if not finish_call(s):
        raise SystemExit("a health check was not answered")
    return s


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    context = None
    if CA:
        context = ssl.create_default_context(cafile=CA)
        context.set_alpn_protocols(["h2"])
    # The first ones make the daemon's own tables grow.
    held = [connect(context) for _ in range(N // 10)]
    before = resident()
    held += [connect(context) for _ in range(N)]
    each = (resident() - before) / N
    print(f"idle   {N} connections {'TLS' if CA else 'plaintext'}: {each:.1f} KiB resident each, after one call on each")


main()
