"""/metrics, /healthz and /readyz of a running daemon. Arguments: PORT of the daemon, ADDRESS of its metrics, PASSWORD, DATABASE.

The page is read by the grammar of Prometheus' text format, written here from its documentation.
"""
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

import rpc
from omstilling.v1 import plan_pb2

PORT, ADDRESS, PASSWORD, DATABASE = sys.argv[1:]
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? ([-+]?(?:[0-9.]+(?:e[-+]?[0-9]+)?|Inf)|NaN)")
GET_PLAN = 'method="/omstilling.v1.PlanService/GetPlan"'


def get(path):
    try:
        with urllib.request.urlopen(f"http://{ADDRESS}{path}", timeout=30) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def family(name, types):
    """The family that a sample belongs to: a histogram's has three endings."""
    for end in ("_bucket", "_sum", "_count"):
        if name.endswith(end) and types.get(name[:-len(end)]) == "histogram":
            return name[:-len(end)]
    return name


def parse(text):
    """{(name, labels): value}; every line is checked."""
    types, values, last = {}, {}, None
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# HELP "):
            assert len(line.split(" ", 3)) == 4, line
            continue
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in types and kind in ("counter", "gauge", "histogram"), line
            types[name], last = kind, name
            continue
        match = SAMPLE.fullmatch(line)
        assert match, line
        name, labels, value = match.groups()
        assert family(name, types) == last, f"{line} stands outside its family"
        assert (name, labels) not in values, f"{line} stands there twice"
        values[name, labels] = float(value)
        assert not last.endswith("_total") or types[last] == "counter", line
    return values


def histograms(values):
    """Buckets grow, and the last is the count."""
    series = {}
    for (name, labels), value in values.items():
        if name.endswith("_bucket"):
            series.setdefault(re.sub(r',le="[^"]*"', "", labels), []).append(value)
    assert series
    for labels, counts in series.items():
        assert counts == sorted(counts), labels
        assert counts[-1] == values["omstilling_call_duration_seconds_count", labels], labels


def page():
    status, text = get("/metrics")
    assert status == 200, text
    values = parse(text)
    return text, values


def sql(text):
    subprocess.run(["psql", "-X", "-q", "-d", "postgres", "-c", text], check=True, stdout=subprocess.DEVNULL)


def until(path, status):
    while get(path)[0] != status:
        time.sleep(0.05)


def counted(ch, token):
    """What a client has done is what is told, no more and no less."""
    _, before = page()
    for _ in range(7):
        rpc.call(ch, "PlanService/GetPlan", plan_pb2.GetPlanRequest(plan="sel/handlingsplan-2021"), plan_pb2.GetPlanResponse, token=token)
    for _ in range(3):
        rpc.refused(lambda: rpc.call(ch, "PlanService/GetPlan", plan_pb2.GetPlanRequest(plan="sel/x"), plan_pb2.GetPlanResponse, token=token))
    for i in range(50):
        rpc.refused(lambda: rpc.raw(ch, f"omstilling.v1.Hemmelig{i}/Metode", b"", token=token))
    text, after = page()

    def more(name, labels=None):
        return after.get((name, labels), 0) - before.get((name, labels), 0)
    assert more("omstilling_calls_total", GET_PLAN + ',code="OK"') == 7
    assert more("omstilling_calls_total", GET_PLAN + ',code="NOT_FOUND"') == 3
    assert more("omstilling_calls_total", 'method="unknown",code="UNIMPLEMENTED"') == 50
    assert more("omstilling_call_duration_seconds_count", GET_PLAN) == 10
    assert more("omstilling_calls_started_total") == 60
    assert more("omstilling_db_requests_total") == 10
    assert more("omstilling_db_errors_total") == 3
    histograms(after)
    assert len(after) - len(before) < 60, "made-up methods make series"
    for secret in (token, PASSWORD, "kari", "sel/", "Hemmelig", "127.0.0.1"):
        assert secret not in text, secret


def readiness():
    """Not ready while the database is away, alive all the time, and ready again by itself."""
    assert get("/readyz") == (200, "ok\n")
    sql(f"alter database {DATABASE} allow_connections false")
    sql(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{DATABASE}'")
    until("/readyz", 503)
    assert get("/healthz") == (200, "ok\n")
    assert page()[1]["omstilling_ready", None] == 0
    assert page()[1]["omstilling_db_connections", None] == 0
    sql(f"alter database {DATABASE} allow_connections true")
    until("/readyz", 200)
    assert page()[1]["omstilling_db_reconnects_total", None] > 0


with rpc.channel(f"127.0.0.1:{PORT}") as channel:
    counted(channel, rpc.login(channel, "kari", PASSWORD))
    readiness()
    assert rpc.healthy(channel)
print("ok")
