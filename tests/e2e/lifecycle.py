"""Arguments: PART PORT PID PASSWORD DATABASE; psql finds its server by the environment."""
import datetime
import os
import signal
import subprocess
import sys
import threading
import time

import grpc
import rpc
from google.rpc import error_details_pb2
from omstilling.v1 import demo_pb2, program_pb2

PART, PORT, PID, PASSWORD, DATABASE = sys.argv[1:]
TARGET = f"127.0.0.1:{PORT}"


def sql(text):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", DATABASE, "-c", text], check=True,
                          capture_output=True, text=True).stdout.strip()


class Lock:
    """Holds what every call that asks for the date must wait for."""

    def __enter__(self):
        self.psql = subprocess.Popen(["psql", "-XqAt", "-d", DATABASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.psql.stdin.write("begin; lock table core.oppsett in access exclusive mode; select 'held';\n")
        self.psql.stdin.flush()
        assert self.psql.stdout.readline().strip() == "held"
        return self

    def __exit__(self, *_):
        self.psql.communicate("commit;\n")


# The daemon under test, not those of the tests that run beside it on the same PostgreSQL.
OURS = "usename = 'omstilling_daemon' and datname = current_database()"


def set_date(ch, token, dato, **options):
    request = demo_pb2.SetIDagRequest(dato=dato)
    return rpc.call(ch, "DemoService/SetIDag", request, demo_pb2.SetIDagResponse, token=token, **options)


def waiting():
    return int(sql(f"select count(*) from pg_stat_activity where {OURS} and wait_event_type = 'Lock'"))


def until(what, condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def cut_connections(ch, token):
    """Connections are cut under running writes: what was acknowledged is in the journal, and the daemon comes back."""
    stop = threading.Event()

    def cut():
        while not stop.wait(0.3):
            sql(f"select pg_terminate_backend(pid) from pg_stat_activity where {OURS}")

    cutter = threading.Thread(target=cut, daemon=True)
    cutter.start()
    acknowledged, lost, end = [], 0, time.monotonic() + 30
    while (len(acknowledged) < 100 or lost < 5) and time.monotonic() < end:
        dato = str(datetime.date(2100, 1, 1) + datetime.timedelta(days=len(acknowledged) + lost))
        try:
            set_date(ch, token, dato)
            acknowledged.append(dato)
        except grpc.RpcError as error:
            assert error.code() == grpc.StatusCode.UNAVAILABLE, error
            lost += 1
    stop.set()
    cutter.join()
    assert acknowledged, "nothing came through at all"
    assert lost >= 5, "hardly anything was cut: the test shows nothing"
    kept = set(sql("select innhold::jsonb #>> '{ny,i_dag}' from core.journal where innhold like '%i_dag%'").split())
    missing = [d for d in acknowledged if d not in kept]
    assert not missing, f"acknowledged and lost: {missing}"

    def back():
        try:
            return bool(set_date(ch, token, "2021-01-01"))
        except grpc.RpcError:
            return False
    until("the daemon serves again", back)


def full_queue(ch, token):
    """More calls than fit wait for a lock: the rest is refused at once, told when to try again, and nothing is stuck."""
    with Lock():
        calls = [ch.unary_unary("/omstilling.v1.DemoService/SetIDag").future(
            demo_pb2.SetIDagRequest(dato="2021-01-01").SerializeToString(), timeout=60,
            metadata=[("authorization", f"Bearer {token}")]) for _ in range(40)]
        until("calls refused", lambda: sum(c.done() for c in calls) >= 20)
        for error in [c.exception() for c in calls if c.done()]:
            assert error.code() == grpc.StatusCode.UNAVAILABLE, error
            kinds = [d.TypeName() for d in rpc.details(error).details]
            assert error_details_pb2.RetryInfo.DESCRIPTOR.full_name in kinds, kinds
    answered = [c for c in calls if c.exception(timeout=60) is None]
    refused = [c for c in calls if c not in answered]
    assert answered and all(c.exception().code() == grpc.StatusCode.UNAVAILABLE for c in refused), "those that waited were answered"


def deadlines(ch, token):
    """A write whose caller has given up is stopped in the database too."""
    with Lock():
        error = rpc.refused(lambda: set_date(ch, token, "2021-01-02", timeout=0.5))
        assert error.code() == grpc.StatusCode.DEADLINE_EXCEEDED, error
        until("the abandoned write has left the database", lambda: waiting() == 0)
    assert sql("select i_dag from core.oppsett") != "2021-01-02"


def gone():
    try:
        with open(f"/proc/{PID}/stat") as f:
            return f.read().split()[2] == "Z"
    except FileNotFoundError:
        return True


def sigterm(ch, token):
    """A running call is finished, a new one refused, and the process ends within 10 s."""
    started = time.monotonic()
    with Lock():
        running = ch.unary_unary("/omstilling.v1.DemoService/SetIDag").future(
            demo_pb2.SetIDagRequest(dato="2021-01-03").SerializeToString(), timeout=60,
            metadata=[("authorization", f"Bearer {token}")])
        until("the call is running", lambda: waiting() == 1)
        os.kill(int(PID), signal.SIGTERM)
        time.sleep(0.5)
        with rpc.channel(TARGET) as other:
            request = program_pb2.ListProgramsRequest()
            error = rpc.refused(lambda: rpc.call(other, "ProgramService/ListPrograms", request, program_pb2.ListProgramsResponse))
            assert error.code() == grpc.StatusCode.UNAVAILABLE, error
    assert running.exception(timeout=10) is None, running.exception()
    until("the process has ended", gone, 10)
    assert time.monotonic() - started < 12
    assert sql("select i_dag from core.oppsett") == "2021-01-03"


with rpc.channel(TARGET) as ch:
    globals()[PART](ch, rpc.login(ch, "astrid", PASSWORD))
print("ok", PART)
