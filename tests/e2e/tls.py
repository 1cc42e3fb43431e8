"""TLS from outside. Arguments: reload PORT DIR PID LOG DATABASE | clients PORT DIR | cut PORT DIR PID.

reload: new certificates while a stream is open and a call is held up in the database: neither notices, who comes after sees the
new one, and a bad file changes nothing. clients: who has no certificate of the right authority is not let in. cut: the daemon is told
to stop twice at once, as handshakes end whose first words of HTTP/2 have come with them: it ends well, and nothing of them is left.
"""
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time

import h2

HEALTH_WATCH = b"/grpc.health.v1.Health/Watch"
LIST_PROGRAMS = b"/omstilling.v1.ProgramService/ListPrograms"


def context(directory, *ca):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.set_alpn_protocols(["h2"])
    for name in ca:
        made.load_verify_locations(os.path.join(directory, name + ".crt"))
    return made


def ask(connection, stream, path):
    connection.send(h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(path, scheme=b"https")),
                    h2.frame(h2.DATA, h2.END_STREAM, stream, h2.message(b"")))


def answered(connection, stream):
    """True when the stream has ended with a message in it."""
    return len(connection.finish(stream)) > 5


def call(connection, stream):
    ask(connection, stream, LIST_PROGRAMS)
    return answered(connection, stream)


def serial(connection):
    return connection.sock.getpeercert()["serialNumber"]


class Reload:
    def __init__(self, port, directory, pid, log, database):
        self.port, self.directory, self.pid, self.log, self.database = int(port), directory, int(pid), log, database

    def connect(self):
        return h2.Connection(self.port, context(self.directory, "first", "second", "third"))

    def install(self, cert, key):
        for source, target in ((cert, "tls.crt"), (key, "tls.key")):
            shutil.copyfile(os.path.join(self.directory, source), os.path.join(self.directory, target + ".new"))
            os.replace(os.path.join(self.directory, target + ".new"), os.path.join(self.directory, target))

    def hang_up(self, sentence):
        """SIGHUP, and the sentence that the log says about it."""
        before = os.path.getsize(self.log)
        os.kill(self.pid, signal.SIGHUP)
        while True:
            with open(self.log) as f:
                f.seek(before)
                said = [line for line in f if "SIGHUP: " in line]
            if said:
                assert sentence in said[0], said
                return
            time.sleep(0.05)

    def lock(self):
        """Holds up who asks for programmes until its input is closed."""
        held = subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-d", self.database], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        held.stdin.write("begin; lock table core.program in access exclusive mode; select 'locked';\n")
        held.stdin.flush()
        assert held.stdout.readline() == "locked\n"
        return held

    def waiting(self):
        sql = f"select count(*) from pg_stat_activity where datname = '{self.database}' and wait_event_type = 'Lock'"
        return subprocess.run(["psql", "-X", "-q", "-A", "-t", "-d", "postgres", "-c", sql], check=True, capture_output=True, text=True).stdout != "0\n"

    def run(self):
        old = self.connect()
        first = serial(old)
        ask(old, 1, HEALTH_WATCH)
        kind, _, stream, _ = old.read_frame()
        assert (kind, stream) == (h2.HEADERS, 1)
        kind, _, stream, message = old.read_frame()
        assert (kind, stream, message) == (h2.DATA, 1, h2.message(b"\x08\x01")), message
        held = self.lock()
        ask(old, 3, LIST_PROGRAMS)
        while not self.waiting():
            time.sleep(0.05)
        self.install("second.crt", "second.key")
        self.hang_up("a new certificate: valid until ")
        held.communicate("commit;\n")
        assert answered(old, 3), "the call that was running"
        assert call(old, 5), "the connection goes on"
        new = self.connect()
        assert call(new, 1) and serial(new) != first
        for cert, key, why in (("rubbish", "second.key", "cannot use the certificate"), ("third.crt", "second.key", "cannot use the private key"),
                               ("third.crt", "rubbish", "cannot use the private key"), ("third.crt", "locked.key", "cannot use the private key")):
            self.install(cert, key)
            self.hang_up("the old certificate stays: " + why)
            again = self.connect()
            assert call(again, 1) and serial(again) == serial(new), (cert, key)
        self.install("third.crt", "third.key")
        self.hang_up("a new certificate: valid until ")
        assert serial(self.connect()) not in (first, serial(new))
        assert call(old, 7) and serial(old) == first
        self.stream_lives(old)

    def stream_lives(self, old):
        """The stream from before all this is told the end, and who has been waiting for it was not cut off."""
        os.kill(self.pid, signal.SIGTERM)
        seen = []
        while True:
            kind, flags, stream, payload = old.read_frame()
            if stream == 1:
                seen.append((kind, payload))
                if flags & h2.END_STREAM:
                    break
        assert (h2.DATA, h2.message(b"\x08\x02")) in seen and seen[-1][0] == h2.HEADERS, seen


def let_in(port, made):
    try:
        return call(h2.Connection(port, made), 1)
    except (EOFError, OSError):
        return False


def clients(port, directory):
    nobody, right, wrong = (context(directory, "first") for _ in range(3))
    right.load_cert_chain(os.path.join(directory, "client.crt"), os.path.join(directory, "client.key"))
    wrong.load_cert_chain(os.path.join(directory, "third.crt"), os.path.join(directory, "third.key"))
    assert let_in(int(port), right)
    assert not let_in(int(port), nobody)
    assert not let_in(int(port), wrong)
    assert let_in(int(port), right)


def last_words(port, made):
    """A connection, and what ends its handshake and begins HTTP/2, not sent yet."""
    sock, incoming, outgoing = socket.create_connection(("127.0.0.1", port)), ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = made.wrap_bio(incoming, outgoing, server_hostname="localhost")
    while True:
        try:
            tls.do_handshake()
            break
        except ssl.SSLWantReadError:
            sock.sendall(outgoing.read())
            incoming.write(sock.recv(1 << 16))
    tls.write(h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0))
    return sock, outgoing.read()


def cut(port, directory, pid):
    made = context(directory, "first")
    ready = [last_words(int(port), made) for _ in range(20)]
    os.kill(int(pid), signal.SIGSTOP)
    for sock, words in ready:
        sock.sendall(words)
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
        os.kill(int(pid), sig)
    for sock, _ in ready:
        try:
            while sock.recv(1 << 16):
                pass
        except ConnectionResetError:
            pass


if sys.argv[1] == "reload":
    Reload(*sys.argv[2:]).run()
elif sys.argv[1] == "cut":
    cut(*sys.argv[2:])
else:
    clients(*sys.argv[2:])
print("ok")
