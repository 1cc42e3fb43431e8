"""One takes all there is; is anybody else served? Arguments: PORT CA SOCKET PASSWORD.

The crowd comes from one address over TCP; the others by the Unix socket, or on new connections.
"""
import socket
import sys
import threading

import grpc

import h2
import rpc

PORT, CA, SOCKET, PASSWORD = int(sys.argv[1]), *sys.argv[2:]
CONNECTIONS = 40  # as the daemon was told
LIST = "omstilling.v1.ProgramService/ListPrograms"


def others_are_served(what):
    for target, ca in ((f"localhost:{PORT}", CA), (f"unix:{SOCKET}", "")):
        with rpc.channel(target, ca) as ch:
            assert rpc.raw(ch, LIST, b"", timeout=10), what
            assert rpc.login(ch, "kari", PASSWORD), what


def idle_connections():
    """Three times as many as there is room for, and nothing said: newcomers are let in."""
    crowd = [h2.Connection(PORT, h2.tls(CA)) for _ in range(3 * CONNECTIONS)]
    others_are_served("idle connections")
    return crowd


def silent_sockets():
    """Not even a handshake."""
    crowd = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(3 * CONNECTIONS)]
    others_are_served("silent sockets")
    return crowd


def working_connections_stay():
    """Who has a call running is not cut to make room."""
    worker = h2.Connection(PORT, h2.tls(CA))
    worker.send(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.headers(b"/" + LIST.encode(), scheme=b"https")))
    crowd = idle_connections()
    worker.send(h2.frame(h2.DATA, h2.END_STREAM, 1, h2.message(b"")))
    assert worker.finish(1), "the answer to a call begun before the crowd came"
    return crowd


def passwords():
    """Login after login from one address, with the right password, which nothing slows: it is told to wait, and others log in."""
    busy, stop = [], threading.Event()

    def knock(ch):
        while not stop.is_set():
            try:
                rpc.login(ch, "helge", PASSWORD)
            except grpc.RpcError as error:
                busy.append(rpc.error_info(error).reason == "opptatt")

    with rpc.channel(f"localhost:{PORT}", CA) as ch:
        crowd = [threading.Thread(target=knock, args=(ch,)) for _ in range(40)]
        for thread in crowd:
            thread.start()
        try:
            for _ in range(5):
                with rpc.channel(f"unix:{SOCKET}") as other:
                    assert rpc.login(other, "kari", PASSWORD)
        finally:
            stop.set()
            for thread in crowd:
                thread.join()
    assert any(busy), "the crowd was never told to wait: this test shows nothing"


for case in (idle_connections, silent_sockets, working_connections_stay, passwords):
    left = case()
    for one in left or []:
        one.close()
print("ok")
