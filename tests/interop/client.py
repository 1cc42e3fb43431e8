"""Debian's python3-grpcio with messages by protoc: arguments HOST:PORT and a CA file or ''."""
import hashlib
import os
import sys

import grpc

# The generated grpc/health/v1 stands beside Debian's package of the same name.
grpc.__path__.append(os.path.join(os.environ["PYTHONPATH"].split(":")[0], "grpc"))
from google.rpc import error_details_pb2, status_pb2
from grpc.health.v1 import health_pb2
from omstilling.v1 import plan_pb2, program_pb2, sak_pb2

TARGET, CA = sys.argv[1:]


def channel():
    if not CA:
        return grpc.insecure_channel(TARGET)
    with open(CA, "rb") as f:
        return grpc.secure_channel(TARGET, grpc.ssl_channel_credentials(f.read()))


def call(ch, method, request, reply):
    unary = ch.unary_unary(method, request_serializer=type(request).SerializeToString, response_deserializer=reply.FromString)
    return unary(request, timeout=30)


def reads(ch):
    v1 = "/omstilling.v1."
    programs = call(ch, v1 + "ProgramService/ListPrograms", program_pb2.ListProgramsRequest(), program_pb2.ListProgramsResponse)
    assert [p.fase for p in programs.programmer if p.kortnavn == "sel"] == [3], programs

    request = plan_pb2.GetPlanRequest(plan="sel/handlingsplan-2021", vedtatt=True)
    plan = call(ch, v1 + "PlanService/GetPlan", request, plan_pb2.GetPlanResponse)
    assert plan.plan.tilstand == "vedtatt", plan.plan
    assert "Opplevelsesnæring" in [o.navn for o in plan.handlingsplan.omraader]
    assert hashlib.sha256(plan.kanonisk).hexdigest() == plan.plan.hash

    vedtak = call(ch, v1 + "SakService/ListVedtak", sak_pb2.ListVedtakRequest(program="sel"), sak_pb2.ListVedtakResponse)
    acts = {v.akt for v in vedtak.vedtak if v.hash == plan.plan.hash}
    assert acts == {"vedtar", "godkjenner"}, vedtak


def error_info(error):
    details = dict(error.trailing_metadata())["grpc-status-details-bin"]
    status = status_pb2.Status.FromString(details)
    assert status.code == error.code().value[0], status
    for detail in status.details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info
    raise AssertionError("no ErrorInfo")


def refusal(ch):
    request = plan_pb2.CheckPlanRequest(plan="sel/handlingsplan-2021")
    try:
        call(ch, "/omstilling.v1.PlanService/CheckPlan", request, plan_pb2.CheckPlanResponse)
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.UNAUTHENTICATED, error
        info = error_info(error)
        assert (info.reason, info.domain) == ("ikke_innlogget", "omstilling"), info
    else:
        raise AssertionError("checking a draft without login was answered")


with channel() as ch:
    serving = call(ch, "/grpc.health.v1.Health/Check", health_pb2.HealthCheckRequest(), health_pb2.HealthCheckResponse)
    assert serving.status == health_pb2.HealthCheckResponse.SERVING
    reads(ch)
    refusal(ch)
print("ok")
