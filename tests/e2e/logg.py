"""Calls that try to forge lines of the log, and a look at the log afterwards. Arguments: calls PORT PASSWORD TOKEN | read FORMAT LOG SECRETS.

SECRETS is a file with a secret a line: none of them may stand in the log, nor its hash, nor as base64.
"""
import base64
import hashlib
import json
import re
import sys

HEAD = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (error|warn|info|debug) ")
EVIL = 'kari"}\n2026-01-01T00:00:00.000Z error forged\x1b[2J\u009b31m\r'


def calls(port, password, token):
    import rpc
    from omstilling.v1 import auth_pb2, plan_pb2
    with rpc.channel(f"127.0.0.1:{port}") as ch:
        for name, secret in ((EVIL, password), ("kari", EVIL), ("kari", "feil-passord-som-er-hemmelig")):
            request = auth_pb2.LoginRequest(brukernavn=name, passord=secret)
            rpc.refused(lambda: rpc.call(ch, "AuthService/Login", request, auth_pb2.LoginResponse))
        rpc.login(ch, "kari", password)
        rpc.refused(lambda: rpc.raw(ch, "omstilling.v1.PlanService/forged", b"", token=token))
        for bearer in (token, token[:-1] + "x"):
            for plan in ("sel/handlingsplan-2021", EVIL):
                try:
                    rpc.call(ch, "PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=plan), plan_pb2.GetPlanResponse, token=bearer)
                except rpc.grpc.RpcError:
                    pass


def forms(secret):
    """As it is; its hash, which is what the database knows it by (the first eight digits of it name a caller); as base64."""
    raw = secret.encode()
    return [secret, hashlib.sha256(raw).hexdigest()[:16], base64.b64encode(raw).decode().rstrip("=")]


def read(form, log, secrets):
    with open(log, "rb") as f:
        data = f.read()
    lines = data.decode().splitlines()
    assert len(lines) > 20, "the log is not at debug"
    assert data.count(b"\n") == len(lines), "a control character has made a line"
    for line in lines:
        assert not any(ord(c) < 0x20 or 0x7f <= ord(c) < 0xa0 for c in line), repr(line)
        if form == "json":
            event = json.loads(line)
            assert event["time"] and event["level"] in ("error", "warn", "info", "debug") and "text" in event, line
            assert not any(ord(c) < 0x20 for c in event["text"]), line
        else:
            assert HEAD.match(line), line
    assert any("login refused: feil_navn_eller_passord" in line for line in lines)
    assert any("GetPlan" in line and "OK" in line for line in lines)
    with open(secrets) as f:
        known = [s for s in f.read().splitlines() if s]
    assert len(known) >= 5, "there is nothing to look for"
    for secret in known:
        for text in forms(secret):
            assert text not in data.decode(), f"a secret of {len(secret)} characters is in the log"


if sys.argv[1] == "calls":
    calls(*sys.argv[2:])
else:
    read(*sys.argv[2:])
print("ok")
