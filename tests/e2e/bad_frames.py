"""What no client library would send: broken HTTP/2 and broken gRPC framing. Argument: PORT.

Each case ends with an answer or a closed connection, in time, and the daemon still serves afterwards.
"""
import sys

import h2
import rpc

PORT = int(sys.argv[1])
METHOD = b"/omstilling.v1.ProgramService/ListPrograms"


def open_stream(connection, stream, *more, path=METHOD, end=False):
    connection.send(h2.frame(h2.HEADERS, h2.END_HEADERS | (h2.END_STREAM if end else 0), stream, h2.headers(path, *more)))


# --- below HTTP/2's rules: the connection ends

def not_http2():
    return b"\x16\x03\x01 this is no preface at all, and it goes on for a while\r\n\r\n"


def http1():
    return b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def frame_too_large():
    return h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0) + h2.frame(h2.DATA, 0, 1, b"x" * 20000)


def broken_hpack():
    return h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0) + h2.frame(h2.HEADERS, h2.END_HEADERS, 1, b"\xff\xff\xff\xff\xff\xff")


def data_without_stream():
    return h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0) + h2.frame(h2.DATA, h2.END_STREAM, 1, h2.message(b""))


def even_stream():
    return h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0) + h2.frame(h2.HEADERS, h2.END_HEADERS, 2, h2.headers(METHOD))


def settings_on_a_stream():
    return h2.PREFACE + h2.frame(h2.SETTINGS, 0, 3)


def continuation_from_nowhere():
    return h2.PREFACE + h2.frame(h2.SETTINGS, 0, 0) + h2.frame(h2.CONTINUATION, h2.END_HEADERS, 1, b"")


CLOSED = [not_http2, http1, frame_too_large, broken_hpack, data_without_stream, even_stream, settings_on_a_stream,
          continuation_from_nowhere]


def half_a_frame():
    connection = h2.Connection(PORT)
    connection.send(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.headers(METHOD))[:20])
    connection.close()


def request_and_gone():
    for _ in range(50):
        connection = h2.Connection(PORT)
        open_stream(connection, 1)
        connection.send(h2.frame(h2.DATA, h2.END_STREAM, 1, h2.message(b"")))
        connection.close()


def headers_without_end():
    """A header block in ever more CONTINUATION frames: the connection ends before they do."""
    connection = h2.Connection(PORT)
    connection.send(h2.frame(h2.HEADERS, 0, 1, h2.headers(METHOD)))
    try:
        for i in range(2000):
            connection.send(h2.frame(h2.CONTINUATION, 0, 1, h2.literal(b"x-%d" % i, b"y" * 1000)))
    except (BrokenPipeError, ConnectionResetError):
        return
    connection.until_closed()


def headers_too_large():
    connection = h2.Connection(PORT)
    try:
        connection.send(h2.frame(h2.HEADERS, 0, 1, h2.headers(METHOD)))
        for i in range(15):
            connection.send(h2.frame(h2.CONTINUATION, 0, 1, h2.literal(b"x-%d" % i, b"y" * 16000)))
        connection.send(h2.frame(h2.CONTINUATION, h2.END_HEADERS, 1, b""))
        body = connection.finish(1)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    assert body == b"", "240 KiB of headers were answered"


def too_many_streams():
    """Streams beyond the cap are refused one by one; those within it are answered."""
    connection = h2.Connection(PORT)
    for i in range(300):
        open_stream(connection, 2 * i + 1)
    refused = 0
    while refused == 0:
        kind, _, _, payload = connection.read_frame()
        if kind == h2.RST_STREAM:
            assert int.from_bytes(payload, "big") == 7, payload  # REFUSED_STREAM: safe to try again
            refused += 1
        if kind == h2.GOAWAY:
            raise AssertionError("the whole connection was ended")
    connection.close()


def rapid_reset():
    """Streams opened and reset at once, on and on: the connection ends (CVE-2023-44487)."""
    connection = h2.Connection(PORT)
    try:
        for i in range(20000):
            stream = 2 * i + 1
            connection.send(h2.frame(h2.HEADERS, h2.END_HEADERS, stream, h2.headers(METHOD)),
                            h2.frame(h2.RST_STREAM, 0, stream, b"\0\0\0\x08"))
    except (BrokenPipeError, ConnectionResetError):
        return
    connection.until_closed()


# --- gRPC's own rules: the stream ends without a message. (What status it carries is bad_input.py's and the unit tests'.)

def body_of(path, *data):
    connection = h2.Connection(PORT)
    open_stream(connection, 1, path=path)
    for i, chunk in enumerate(data):
        connection.send(h2.frame(h2.DATA, h2.END_STREAM if i == len(data) - 1 else 0, 1, chunk))
    return connection.finish(1)


NO_MESSAGE_BACK = [
    ("a message announced larger than the cap", METHOD, [h2.message(b"", announced=1 << 30)]),
    ("a flag byte that does not exist", METHOD, [h2.message(b"", flag=7)]),
    ("a compressed message, which was not agreed on", METHOD, [h2.message(b"\x1f\x8b", flag=1)]),
    ("half a message", METHOD, [h2.message(b"abc", announced=100)]),
    ("half a frame", METHOD, [b"\0\0"]),
    ("no message", METHOD, [b""]),
    ("two messages", METHOD, [h2.message(b"") + h2.message(b"")]),
    ("no such method", b"/omstilling.v1.ProgramService/DropTables", [h2.message(b"")]),
    ("no such service", b"/a/b", [h2.message(b"")]),
    ("no path to speak of", b"/", [h2.message(b"")]),
]


def main():
    with rpc.channel(f"127.0.0.1:{PORT}") as ch:
        for case in CLOSED:
            h2.Connection(PORT, preface=case()).until_closed()
            assert rpc.healthy(ch), case.__name__
        for case in (half_a_frame, request_and_gone, headers_without_end, headers_too_large, too_many_streams, rapid_reset):
            case()
            assert rpc.healthy(ch), case.__name__
        for what, path, data in NO_MESSAGE_BACK:
            assert body_of(path, *data) == b"", what
            assert rpc.healthy(ch), what
        assert body_of(METHOD, h2.message(b"")) != b"", "and an honest one is answered"
    print("ok")


main()
