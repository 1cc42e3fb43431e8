"""Attachments over Debian's grpcio: announce, send, receive."""
import hashlib

import rpc
from omstilling.v1 import vedlegg_pb2 as v

PART = 262144


def start(ch, token, content, sha=None, **more):
    request = v.StartOpplastingRequest(program="sel", tittel="Fil", type="annet", medietype="text/plain", filnavn="f.txt",
                                       stoerrelse=len(content), sha256=sha or hashlib.sha256(content).hexdigest(), **more)
    return rpc.call(ch, "VedleggService/StartOpplasting", request, v.StartOpplastingResponse, token=token)


def messages(vedlegg, offset, content, size):
    yield v.UploadRequest(vedlegg=vedlegg, offset=offset)
    for at in range(offset, len(content), size):
        yield v.UploadRequest(data=content[at:at + size])


def send(ch, token, requests):
    stream = ch.stream_unary("/omstilling.v1.VedleggService/Upload", v.UploadRequest.SerializeToString, v.UploadResponse.FromString)
    return stream(requests, timeout=60, metadata=[("authorization", f"Bearer {token}")])


def receive(ch, token, vedlegg, offset=0):
    stream = ch.unary_stream("/omstilling.v1.VedleggService/Download", v.DownloadRequest.SerializeToString, v.DownloadResponse.FromString)
    metadata = [("authorization", f"Bearer {token}")] if token else []
    return b"".join(m.data for m in stream(v.DownloadRequest(vedlegg=vedlegg, offset=offset), timeout=60, metadata=metadata))
