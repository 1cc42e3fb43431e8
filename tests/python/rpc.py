"""Calls over Debian's grpcio: call() with messages of the contract, raw() with whatever bytes; errors with their reason."""
import os

import grpc

# The generated grpc/health/v1 stands beside Debian's package of the same name.
grpc.__path__.append(os.path.join(os.environ["PYTHONPATH"].split(":")[0], "grpc"))
from google.rpc import error_details_pb2, status_pb2  # noqa: E402
from grpc.health.v1 import health_pb2  # noqa: E402
from omstilling.v1 import auth_pb2  # noqa: E402


def channel(target, ca=""):
    options = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    if not ca:
        return grpc.insecure_channel(target, options)
    with open(ca, "rb") as f:
        return grpc.secure_channel(target, grpc.ssl_channel_credentials(f.read()), options)


def raw(ch, method, body, token=None, timeout=30, metadata=()):
    """The reply's bytes to whatever bytes."""
    if token:
        metadata = [("authorization", f"Bearer {token}"), *metadata]
    return ch.unary_unary("/" + method)(body, timeout=timeout, metadata=list(metadata))


def call(ch, method, request, reply, **options):
    """The reply to Service/Method of omstilling.v1."""
    return reply.FromString(raw(ch, "omstilling.v1." + method, request.SerializeToString(), **options))


def healthy(ch):
    reply = raw(ch, "grpc.health.v1.Health/Check", health_pb2.HealthCheckRequest().SerializeToString())
    return health_pb2.HealthCheckResponse.FromString(reply).status == health_pb2.HealthCheckResponse.SERVING


def login(ch, name, password):
    request = auth_pb2.LoginRequest(brukernavn=name, passord=password)
    return call(ch, "AuthService/Login", request, auth_pb2.LoginResponse).token


def details(error):
    """The google.rpc.Status of a failed call."""
    status = status_pb2.Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    assert status.code == error.code().value[0], status
    return status


def error_info(error):
    for detail in details(error).details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            assert info.domain == "omstilling", info
            return info
    raise AssertionError("no ErrorInfo")


def refused(make_call):
    """The RpcError of a call that must fail."""
    try:
        reply = make_call()
    except grpc.RpcError as error:
        return error
    raise AssertionError(f"answered: {reply!r}")
