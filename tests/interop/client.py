"""Debian's python3-grpcio with messages by protoc: arguments HOST:PORT, a CA file or '', and the demonstration's password."""
import hashlib
import os
import sys

import rpc
import vedlegg
from grpc import StatusCode
from omstilling.v1 import plan_pb2, program_pb2, sak_pb2

TARGET, CA, PASSWORD = sys.argv[1:]


def reads(ch):
    programs = rpc.call(ch, "ProgramService/ListPrograms", program_pb2.ListProgramsRequest(), program_pb2.ListProgramsResponse)
    assert [p.fase for p in programs.programmer if p.kortnavn == "sel"] == [3], programs

    request = plan_pb2.GetPlanRequest(plan="sel/handlingsplan-2021", vedtatt=True)
    plan = rpc.call(ch, "PlanService/GetPlan", request, plan_pb2.GetPlanResponse)
    assert plan.plan.tilstand == "vedtatt", plan.plan
    assert "Opplevelsesnæring" in [o.navn for o in plan.handlingsplan.omraader]
    assert hashlib.sha256(plan.kanonisk).hexdigest() == plan.plan.hash

    vedtak = rpc.call(ch, "SakService/ListVedtak", sak_pb2.ListVedtakRequest(program="sel"), sak_pb2.ListVedtakResponse)
    acts = {v.akt for v in vedtak.vedtak if v.hash == plan.plan.hash}
    assert acts == {"vedtar", "godkjenner"}, vedtak


def refusal(ch):
    request = plan_pb2.CheckPlanRequest(plan="sel/handlingsplan-2021")
    error = rpc.refused(lambda: rpc.call(ch, "PlanService/CheckPlan", request, plan_pb2.CheckPlanResponse))
    assert error.code() == StatusCode.UNAUTHENTICATED, error
    assert rpc.error_info(error).reason == "ikke_innlogget", error


def streams(ch):
    token = rpc.login(ch, "kari", PASSWORD)
    content = os.urandom(3 * vedlegg.PART + 1)
    up = vedlegg.start(ch, token, content)
    reply = vedlegg.send(ch, token, vedlegg.messages(up.vedlegg.id, up.offset, content, 100000))
    assert reply.vedlegg.sha256 == hashlib.sha256(content).hexdigest(), reply
    assert vedlegg.receive(ch, token, up.vedlegg.id) == content
    error = rpc.refused(lambda: vedlegg.receive(ch, None, up.vedlegg.id))
    assert error.code() == StatusCode.NOT_FOUND, error


with rpc.channel(TARGET, CA) as ch:
    assert rpc.healthy(ch)
    reads(ch)
    refusal(ch)
    streams(ch)
print("ok")
