"""A client by Debian's grpcio uploads and downloads: arguments TARGET, who may, who may not, their password."""
import os
import sys

import rpc
from grpc import StatusCode
from omstilling.v1 import vedlegg_pb2 as v
from vedlegg import PART, messages, receive, send, start


def reason(make_call):
    return rpc.error_info(rpc.refused(make_call)).reason


def there_and_back(ch, token):
    for n, size in ((0, 1), (10, 1), (PART, PART), (PART + 1, PART), (1000000, 77777)):
        content = os.urandom(n)
        s = start(ch, token, content)
        reply = send(ch, token, messages(s.vedlegg.id, s.offset, content, size))
        assert reply.vedlegg.ferdig and reply.vedlegg.id == s.vedlegg.id, reply
        assert receive(ch, token, s.vedlegg.id) == content
        assert receive(ch, token, s.vedlegg.id, n // 2) == content[n // 2:]


def broken(ch, token):
    content = os.urandom(3 * PART)
    s = start(ch, token, content)
    refused = rpc.refused(lambda: send(ch, token, messages(s.vedlegg.id, 0, content[:2 * PART + 100], 50000)))
    assert rpc.error_info(refused).reason == "opplastingen_er_ikke_hel", refused
    s = start(ch, token, content)
    assert s.offset == 2 * PART, s
    assert reason(lambda: send(ch, token, messages(s.vedlegg.id, PART, content, PART))) == "feil_posisjon"
    assert send(ch, token, messages(s.vedlegg.id, s.offset, content, PART)).vedlegg.ferdig


def wrong(ch, token, other):
    content = os.urandom(PART + 5)
    s = start(ch, token, content, sha="0" * 64)
    assert reason(lambda: send(ch, token, messages(s.vedlegg.id, 0, content, PART))) == "sha256_stemmer_ikke"
    assert reason(lambda: receive(ch, token, s.vedlegg.id)) == "ukjent_vedlegg"
    s = start(ch, token, content)
    assert reason(lambda: send(ch, token, messages(s.vedlegg.id, 0, content + b"x", PART))) == "innholdet_er_lengre_enn_oppgitt"
    assert reason(lambda: send(ch, other, messages(s.vedlegg.id, 0, content, PART))) == "ukjent_vedlegg"
    assert reason(lambda: send(ch, token, messages("nei", 0, content, PART))) == "ukjent_vedlegg"
    assert reason(lambda: send(ch, token, iter([v.UploadRequest(vedlegg=s.vedlegg.id, data=b"x")]))) == "foerste_melding_er_uten_innhold"
    large = rpc.refused(lambda: send(ch, token, messages(s.vedlegg.id, PART, content * 4, 2 * PART)))
    assert large.code() == StatusCode.RESOURCE_EXHAUSTED, large
    # A token that is none: before a byte of content is taken.
    assert reason(lambda: send(ch, "x" * 43, messages(s.vedlegg.id, 0, content, PART))) == "ugyldig_token"


target, who, stranger, password = sys.argv[1:]
with rpc.channel(target) as ch:
    token, other = rpc.login(ch, who, password), rpc.login(ch, stranger, password)
    there_and_back(ch, token)
    broken(ch, token)
    wrong(ch, token, other)
print("ok")
