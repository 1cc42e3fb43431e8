"""How long PortefoeljeService.GetPortefoelje takes through the daemon, answer unpacked. Arguments: PORT PID PROGRAMMES ROUNDS DATABASE.

What it adds up is looked at first: the sums of the answer are those of the entries, which are added up beside it. The processor time of
the daemon and its database sessions stands beside the time it takes, which is longer where others use the machine.
"""
import os
import subprocess
import sys
import time
from decimal import Decimal

import rpc
from omstilling.v1 import portefoelje_pb2

PORT, PID, PROGRAMMES, ROUNDS = map(int, sys.argv[1:5])
DATABASE = sys.argv[5]
SLOW = """select count(*), (select count(*) from core.prosjekt where dato <= '{0}'), sum(beloep) filter (where konto = 'budsjett'), sum(beloep) filter (where konto = 'tildelt'),
    sum(beloep) filter (where konto = 'utbetalt'), (select sum(nullif(nye, '-')::numeric) from core.program p cross join lateral core.talte_rapporter(p.id, '{0}'))
    from core.postering where dato <= '{0}'"""


def ms(work):
    start = time.perf_counter()
    out = work()
    return 1000 * (time.perf_counter() - start), out


def sql(text):
    return subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", DATABASE, "-c", text], check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def processor_ms():
    """Of the daemon and its sessions, by /proc."""
    ms_ = 0
    for pid in [PID, *sql("select pid from pg_stat_activity where usename = 'omstilling_daemon' and datname = current_database()")]:
        with open(f"/proc/{pid}/stat") as f:
            ms_ += sum(map(int, f.read().rpartition(")")[2].split()[11:13])) * 1000 / os.sysconf("SC_CLK_TCK")
    return ms_


def main():
    with rpc.channel(f"127.0.0.1:{PORT}") as ch:
        for day in "2021-07-01", "2022-12-31":
            request = portefoelje_pb2.GetPortefoeljeRequest(dato=day)

            def ask():
                return rpc.call(ch, "PortefoeljeService/GetPortefoelje", request, portefoelje_pb2.GetPortefoeljeResponse, token="bench")

            answer = ask()
            slow, wanted = ms(lambda: sql(SLOW.format(day))[0].split("|")[1:])
            got = [answer.sum.prosjekter, answer.sum.ramme, answer.sum.tildelt, answer.sum.utbetalt, answer.sum.nye]
            assert len(answer.programmer) == PROGRAMMES, len(answer.programmer)
            assert [Decimal(x or 0) for x in got] == [Decimal(x or 0) for x in wanted], (got, wanted)
            before = processor_ms()
            times = sorted(ms(ask)[0] for _ in range(ROUNDS))
            used = (processor_ms() - before) / ROUNDS
            print(f"portfolio of {PROGRAMMES} programmes, {answer.sum.prosjekter} projects, as of {day}: least {times[0]:.0f} ms, median {times[len(times) // 2]:.0f} ms,"
                  f" p99 {times[int(len(times) * 0.99)]:.0f} ms, of processor {used:.0f} ms, {answer.ByteSize() // 1024} KiB; its sums from the entries, in psql: {slow:.0f} ms")


main()
