"""HTTP/2 by hand, for tests that must send what no library would, or hold thousands of connections."""
import socket
import ssl
import struct

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
ACK = END_STREAM = 1
END_HEADERS = 4
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def literal(name, value):
    """HPACK: a header field without indexing, as plain text."""
    return b"\0" + length(name) + name + length(value) + value


def length(text):
    """HPACK: a length as an integer with a prefix of seven bits."""
    if len(text) < 127:
        return bytes([len(text)])
    out, rest = [127], len(text) - 127
    while rest >= 128:
        out.append(rest % 128 + 128)
        rest //= 128
    return bytes(out + [rest])


def headers(path, *more, scheme=b"http"):
    fields = [(b":method", b"POST"), (b":scheme", scheme), (b":path", path), (b":authority", b"localhost"),
              (b"content-type", b"application/grpc"), (b"te", b"trailers"), *more]
    return b"".join(literal(*f) for f in fields)


def message(body, flag=0, announced=None):
    """A gRPC frame, by default an honest one."""
    return struct.pack(">BI", flag, len(body) if announced is None else announced) + body


def tls(ca):
    context = ssl.create_default_context(cafile=ca)
    context.set_alpn_protocols(["h2"])
    return context


class Connection:
    def __init__(self, port, context=None, preface=PREFACE + frame(SETTINGS, 0, 0), source=None):
        """source: another address of this machine's loopback to come from."""
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=source and (source, 0))
        if context:
            self.sock = context.wrap_socket(self.sock, server_hostname="localhost")
            assert self.sock.selected_alpn_protocol() == "h2", self.sock.selected_alpn_protocol()
        self.sock.sendall(preface)

    def send(self, *frames):
        self.sock.sendall(b"".join(frames))

    def read_exactly(self, n):
        data = b""
        while len(data) < n:
            more = self.sock.recv(n - len(data))
            if not more:
                raise EOFError("the daemon closed the connection")
            data += more
        return data

    def read_frame(self):
        """The next frame that is not housekeeping: (kind, flags, stream, payload)."""
        while True:
            head = self.read_exactly(9)
            kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
            payload = self.read_exactly(int.from_bytes(head[:3], "big"))
            if kind in (SETTINGS, PING):
                if not flags & ACK:
                    self.send(frame(kind, ACK, 0, payload if kind == PING else b""))
            elif kind != WINDOW_UPDATE:
                return kind, flags, stream, payload

    def finish(self, stream):
        """Reads until the stream has ended; the bytes of its DATA frames."""
        body = b""
        while True:
            kind, flags, on, payload = self.read_frame()
            if kind == GOAWAY:
                raise EOFError("GOAWAY")
            if on != stream:
                continue
            if kind == DATA:
                body += payload
            if kind == RST_STREAM or flags & END_STREAM:
                return body

    def until_closed(self):
        """Reads until the daemon has closed the connection; the kinds of the frames it sent before."""
        kinds = []
        try:
            while True:
                kinds.append(self.read_frame()[0])
        except (EOFError, ConnectionResetError):
            return kinds

    def close(self):
        self.sock.close()
