"""Does the cost of a call grow with the number of programmes? Calls of the large and the small programme, as its leader and as
who has a seat in all, on databases that differ in the number of programmes, in turn, several times.

Arguments: ROUNDS CALLS DATABASE... Each call is the daemon's own statements in a transaction that is undone, deferred
constraints and all; its cost in a round is a low percentile of its time, which another process disturbs least.
"""
import glob
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile

ROUNDS, CALLS = map(int, sys.argv[1:3])
DATABASES = sys.argv[3:]
COLON = "\ue000" # stands for one in a text
WARM = 7  # calls until PL/pgSQL has its plans
AIM = 1.2
SCRIPT = """begin;
select set_config('omstilling.token', :token, true), set_config('statement_timeout', '60000', true), set_config('role', 'none', true);
select * from api.%s(:json::json);
set constraints all immediate;
rollback;
"""
# What an answer must hold, of every call.
HOLDS = {"get_plan": "omraader", "save_plan": "etag", "check_plan": "aapne_feil", "diff_plan": "forskjeller", "list_planer": "planer",
         "list_tasks": "oppgaver", "get_vedtatt_plan": "kanonisk"}


def token(person):
    return hashlib.sha256(person.encode()).hexdigest()


def query(sql):
    return subprocess.run(["psql", "-XqAt", "-d", DATABASES[0], "-c", sql], check=True, capture_output=True, text=True).stdout.strip()


def calls(program):
    plan = f"{program}/handlingsplan-2021"
    found = f"from core.plan_revisjon r join core.plan p on p.id = r.plan_id join core.program g on g.id = p.program_id where g.kortnavn || '/' || p.kortnavn = '{plan}'"
    newest = int(query(f"select max(r.nr) {found}"))
    # Made from the revision before the newest, so that it is merged: one cell.
    mine = json.loads(query(f"select r.dokument {found} and r.nr = {newest - 1}"))
    mine["omraader"][1]["tiltak"][0]["budsjett"] = "77000"
    return (("GetPlan, draft", "get_plan", {"plan": plan}), ("GetPlan, adopted", "get_plan", {"plan": plan, "vedtatt": True}),
            ("SavePlan, one cell, merged", "save_plan", {"plan": plan, "etag": f"r{newest - 1}", "handlingsplan": mine}),
            ("CheckPlan", "check_plan", {"plan": plan}), ("DiffPlan, whole plan", "diff_plan", {"fra": plan + "@1", "til": plan}),
            ("ListPlaner, of the programme", "list_planer", {"program": program}), ("ListPlaner, page of 10", "list_planer", {"page_size": 10}),
            ("ListTasks", "list_tasks", {}))


def answer_is_right(person, function, request):
    """The answer is looked at once in each database: without it the times say nothing."""
    for database in DATABASES:
        sql = SCRIPT % function
        run = subprocess.run(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-U", "omstilling_daemon", "-d", database], capture_output=True, text=True,
                             input=sql.replace(":token", f"'{token(person)}'").replace(":json::json", "'" + json.dumps(request, ensure_ascii=False).replace("'", "''") + "'::json"))
        lines = [line for line in run.stdout.splitlines() if line.startswith("{")]
        if run.returncode or not lines or HOLDS[function] not in json.dumps(json.loads(lines[0])):
            raise SystemExit(f"{database}: {function} as {person}: {run.stderr or run.stdout}"[:2000])


def literal(request):
    """The request in the script itself, since a large one is too long for an argument: no colon in it begins a variable's name."""
    def plain(v):
        if isinstance(v, dict):
            return {k: plain(x) for k, x in v.items()}
        return [plain(x) for x in v] if isinstance(v, list) else v.replace(":", COLON) if isinstance(v, str) else v
    return "'" + json.dumps(plain(request), ensure_ascii=False).replace(COLON, "\\u003a").replace("'", "''") + "'"


def cost(database, person, function, request, work):
    with open(f"{work}/script", "w", encoding="utf-8") as f:
        f.write((SCRIPT % function).replace(":json::json", literal(request) + "::json"))
    for old in glob.glob(f"{work}/log.*"):
        os.remove(old)
    subprocess.run(["pgbench", "-n", "-M", "prepared", "-c", "1", "-t", str(CALLS + WARM), "-f", f"{work}/script", "-U", "omstilling_daemon", "-D", f"token={token(person)}", "--log", f"--log-prefix={work}/log", database], check=True, capture_output=True)
    with open(glob.glob(f"{work}/log.*")[0], encoding="utf-8") as f:
        times = sorted([int(line.split()[2]) for line in f][WARM:])
    return times[len(times) // 10] / 1000


def main():
    # As server/db_conn.c sets it.
    os.environ["PGOPTIONS"] = "-c plan_cache_mode=force_generic_plan -c jit=off"
    print("| programme | as | call | " + " | ".join(f"{d.removeprefix('bench_')}, ms" for d in DATABASES) + " | growth |")
    worst = 0
    with tempfile.TemporaryDirectory() as work:
        for program, leader in (("sel", "silje"), ("stor", "silje-0")):
            for person in (leader, "konsulent"):
                for name, function, request in calls(program):
                    answer_is_right(person, function, request)
                    if ROUNDS == 0:  # the short run asserts no time
                        continue
                    rounds = [[cost(d, person, function, request, work) for d in DATABASES] for _ in range(ROUNDS)]
                    ms = [statistics.median(column) for column in zip(*rounds)]
                    growth = statistics.median(r[-1] / r[0] for r in rounds)
                    # What a list of everything shows is more where there is more: it is compared where the page is full.
                    if name in ("ListPlaner, page of 10", "ListTasks") and len(DATABASES) > 2:
                        growth = statistics.median(r[-1] / r[1] for r in rounds)
                    worst = max(worst, growth)
                    print(f"| {program} | {'leader' if person == leader else 'seat in all'} | {name} | " + " | ".join(f"{x:.2f}" for x in ms) + f" | {growth:.2f} |", flush=True)
    print(f"scale  largest growth {worst:.2f} x, aim {AIM} x")


main()
