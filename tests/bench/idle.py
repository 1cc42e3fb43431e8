"""What an idle connection costs the daemon: opens N, makes one health call on each, and reads the daemon's resident set.

Arguments: PORT PID N CA-or-empty. Speaks HTTP/2 by hand, so that a connection costs this side next to nothing.
"""
import resource
import sys

import h2

PORT, PID, N = map(int, sys.argv[1:4])
CA = sys.argv[4]


def resident():
    with open(f"/proc/{PID}/status") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("VmRSS:"))


def connect(context):
    connection = h2.Connection(PORT, context)
    head = h2.headers(b"/grpc.health.v1.Health/Check", scheme=b"https" if CA else b"http")
    connection.send(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, head), h2.frame(h2.DATA, h2.END_STREAM, 1, h2.message(b"")))
    if len(connection.finish(1)) <= 5:
        raise SystemExit("a health check was not answered")
    return connection


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    context = h2.tls(CA) if CA else None
    # The first ones make the daemon's own tables grow.
    held = [connect(context) for _ in range(N // 10)]
    before = resident()
    held += [connect(context) for _ in range(N)]
    each = (resident() - before) / N
    print(f"idle   {N} connections {'TLS' if CA else 'plaintext'}: {each:.1f} KiB resident each, after one call on each")


main()
