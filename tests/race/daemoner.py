"""Races through two daemons. Arguments: SERVER SERVER; the cases on stdin. In every second case two members give their last votes
at once, and then the leader closes; in the others the leader closes while a member votes, through the other daemon. Prints for
each `votes|close SAK ANSWER ANSWER`, where an answer is ok or the reason of the refusal."""
import sys, threading, time

import grpc
import rpc
from omstilling.v1 import sak_pb2

CHANNELS = [rpc.channel(server) for server in sys.argv[1:3]]


def answer(make_call):
    try:
        make_call()
        return "ok"
    except grpc.RpcError as error:
        return rpc.error_info(error).reason


def vote(channel, who, sak, how):
    return answer(lambda: rpc.call(channel, "SakService/CastVote", sak_pb2.CastVoteRequest(sak=sak, stemme=how), sak_pb2.CastVoteResponse, token=who))


def close(channel, sak):
    return answer(lambda: rpc.call(channel, "SakService/DecideSak", sak_pb2.DecideSakRequest(sak=sak), sak_pb2.DecideSakResponse, token="sgleder"))


def at_once(*calls, later=0):
    """The answers of calls that all begin together, but for the last one, which begins so many seconds later."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(i):
        gate.wait()
        time.sleep(later if i == len(calls) - 1 else 0)
        answers[i] = calls[i]()
    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(calls))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return answers


SAKER = sys.stdin.read().split()
took = 0  # seconds, by the last closing: a vote comes at every point of one
for n, sak in enumerate(SAKER):
    a, b = CHANNELS if n % 4 < 2 else CHANNELS[::-1]
    if n % 2 == 0:
        answers = at_once(lambda: vote(a, "sg4", sak, "nei"), lambda: vote(b, "sg5", sak, "nei"))
        began = time.monotonic()
        assert close(b, sak) == "ok", sak
        took = time.monotonic() - began
        print("votes", sak, *answers)
    else:
        print("close", sak, *at_once(lambda: close(a, sak), lambda: vote(b, "sg4", sak, "nei"), later=took * n / len(SAKER)))
