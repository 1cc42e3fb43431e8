"""Bad input in well-formed calls: what each is refused with. Arguments: PORT PASSWORD OPEN_CASE.

Every row: method, request, who asks, gRPC code, reason. Hand-written from the contract, not from the server.
"""
import sys

import rpc
from omstilling.v1 import auth_pb2, demo_pb2, journal_pb2, organ_pb2, plan_pb2, program_pb2, sak_pb2

PORT, PASSWORD, OPEN_CASE = sys.argv[1:]
NIL = "00000000-0000-0000-0000-000000000000"
PLAN = "sel/handlingsplan-2021"
DRAFT = "sel/handlingsplan-2022"
LONG = "x" * 100000


def result(**values):
    standard = dict(dato="2020-12-01", utfall="ja", ja=10, nei=0, saksnummer="PS 1/20")
    return sak_pb2.RecordResultRequest(sak="sel/sak-1", resultat=sak_pb2.Resultat(**{**standard, **values}))


CASES = [
    # nobody, and nobody in particular
    ("PlanService/CheckPlan", plan_pb2.CheckPlanRequest(plan=PLAN), None, "UNAUTHENTICATED", "ikke_innlogget"),
    ("PlanService/CheckPlan", plan_pb2.CheckPlanRequest(plan=PLAN), "a-token-that-never-was", "UNAUTHENTICATED", "ugyldig_token"),
    ("AuthService/Login", auth_pb2.LoginRequest(brukernavn="kari", passord="feil"), None, "UNAUTHENTICATED", "feil_navn_eller_passord"),
    ("AuthService/Login", auth_pb2.LoginRequest(brukernavn="ingen", passord="feil"), None, "UNAUTHENTICATED", "feil_navn_eller_passord"),
    # what does not exist
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan="sel/finnes-ikke"), "kari", "NOT_FOUND", "ukjent_plan"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=NIL), "kari", "NOT_FOUND", "ukjent_plan"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan="'; drop table core.plan; --"), "kari", "NOT_FOUND", "ukjent_plan"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=LONG), "kari", "NOT_FOUND", "ukjent_plan"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=PLAN, versjon=99), "kari", "NOT_FOUND", "ukjent_versjon"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=PLAN + "@99"), "kari", "NOT_FOUND", "ukjent_versjon"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=PLAN + "@v1 or 1=1"), "kari", "INVALID_ARGUMENT", "ugyldig_utgave"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=PLAN + "@2021-02-30"), "kari", "INVALID_ARGUMENT", "ugyldig_dato"),
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(plan=PLAN + "@2"), "helge", "NOT_FOUND", "ukjent_plan"),
    ("PlanService/ListRevisjoner", plan_pb2.ListRevisjonerRequest(plan="sel/finnes-ikke"), None, "NOT_FOUND", "ukjent_plan"),
    ("PlanService/ListRevisjoner", plan_pb2.ListRevisjonerRequest(plan=PLAN, page_token="x"), "kari", "INVALID_ARGUMENT", None),
    ("PlanService/ListRevisjoner", plan_pb2.ListRevisjonerRequest(plan=PLAN, page_size=-1), "kari", "INVALID_ARGUMENT", "ugyldig_sidestoerrelse"),
    ("PlanService/DiffPlan", plan_pb2.DiffPlanRequest(), "kari", "INVALID_ARGUMENT", "felt_mangler"),
    ("PlanService/DiffPlan", plan_pb2.DiffPlanRequest(fra=PLAN, til="sel/omstillingsplan"), "kari", "INVALID_ARGUMENT", "feil_plantype"),
    ("PlanService/DiffPlan", plan_pb2.DiffPlanRequest(fra=PLAN + "@v1", til=PLAN + "@2"), "helge", "NOT_FOUND", "ukjent_plan"),
    ("PlanService/DraftNextPlan", plan_pb2.DraftNextPlanRequest(program="sel"), "kari", "INVALID_ARGUMENT", "felt_mangler"),
    ("PlanService/DraftNextPlan", plan_pb2.DraftNextPlanRequest(program="sel", aar=-2147483648), "kari", "INVALID_ARGUMENT", "aaret_er_utenfor_perioden"),
    ("PlanService/DraftNextPlan", plan_pb2.DraftNextPlanRequest(program="sel", aar=2022), "helge", "PERMISSION_DENIED", "bare_de_som_forbereder_skriver"),
    ("PlanService/CheckPlan", plan_pb2.CheckPlanRequest(), "kari", "INVALID_ARGUMENT", "felt_mangler"),
    ("PlanService/CheckPlan", plan_pb2.CheckPlanRequest(plan=PLAN, omstillingsplan={}), "kari", "INVALID_ARGUMENT", "feil_plantype"),
    ("PlanService/CheckPlan", plan_pb2.CheckPlanRequest(program="sel", handlingsplan={}), "helge", "PERMISSION_DENIED", "bare_for_deltakere"),
    ("ProgramService/GetProgram", program_pb2.GetProgramRequest(program="finnes-ikke"), None, "NOT_FOUND", "ukjent_program"),
    ("SakService/GetSak", sak_pb2.GetSakRequest(sak="sel/sak-999"), "kari", "NOT_FOUND", "ukjent_sak"),
    ("OrganService/GetOrgan", organ_pb2.GetOrganRequest(organ="æøå"), "kari", "NOT_FOUND", "ukjent_organ"),
    # somebody else's
    ("SakService/GetSak", sak_pb2.GetSakRequest(sak=OPEN_CASE), "helge", "NOT_FOUND", "ukjent_sak"),
    ("PlanService/CheckPlan", plan_pb2.CheckPlanRequest(plan=DRAFT), "helge", "NOT_FOUND", "ukjent_plan"),
    ("PlanService/CheckPlan", plan_pb2.CheckPlanRequest(plan=PLAN), "helge", "PERMISSION_DENIED", "bare_for_deltakere"),
    # missing, of the wrong kind, out of range
    ("PlanService/GetPlan", plan_pb2.GetPlanRequest(), "kari", "INVALID_ARGUMENT", "felt_mangler"),
    ("PlanService/SavePlan", plan_pb2.SavePlanRequest(plan=PLAN, etag="1", omstillingsplan={"tittel": "Feil"}), "kari",
     "INVALID_ARGUMENT", "feil_plantype"),
    ("PlanService/SavePlan", plan_pb2.SavePlanRequest(plan=PLAN, etag="forlengst", handlingsplan={"tittel": "Ny"}), "kari",
     "ABORTED", "utkastet_er_endret"),
    ("ProgramService/ListPrograms", program_pb2.ListProgramsRequest(page_size=-1), None, "INVALID_ARGUMENT", "ugyldig_sidestoerrelse"),
    ("DemoService/SetIDag", demo_pb2.SetIDagRequest(dato="2021-02-30"), "astrid", "INVALID_ARGUMENT", "ugyldig_dato"),
    ("DemoService/SetIDag", demo_pb2.SetIDagRequest(dato="i morgen"), "astrid", "INVALID_ARGUMENT", "ugyldig_dato"),
    ("DemoService/SetIDag", demo_pb2.SetIDagRequest(dato="2021-02-03"), "helge", "PERMISSION_DENIED", "bare_administrator"),
    # what the refusal quotes may be long, and the refusal still comes
    *[("SakService/PerformAct", sak_pb2.PerformActRequest(sak="sel/sak-1", akt=c * n), "kari", "INVALID_ARGUMENT", "ukjent_akt")
      for c in ("a", "å", "\U0001f600") for n in (1000, 8000, 100000)],
    ("SakService/RecordResult", result(dato="30.02.2020"), "marit", "INVALID_ARGUMENT", "ugyldig_dato"),
    ("JournalService/ListJournal", journal_pb2.ListJournalRequest(), "kari", "PERMISSION_DENIED", "bare_driftsansvarlige"),
]

# Bytes that are no message, and messages with bytes that are no text: (what, method, body, code)
BYTES = [
    ("a field that ends before it is over", "PlanService/GetPlan", b"\x0a\x7fabc", "INVALID_ARGUMENT"),
    ("a wire type that does not exist", "PlanService/GetPlan", b"\x0f\x01", "INVALID_ARGUMENT"),
    ("a varint without end", "PlanService/GetPlan", b"\x10" + b"\xff" * 12, "INVALID_ARGUMENT"),
    ("text that is not UTF-8", "PlanService/GetPlan", b"\x0a\x03\xff\xfe\xfd", "INVALID_ARGUMENT"),
    ("text with a NUL", "PlanService/GetPlan", b"\x0a\x03a\x00b", "INVALID_ARGUMENT"),
    ("half a surrogate pair", "PlanService/GetPlan", b"\x0a\x03\xed\xa0\x80", "INVALID_ARGUMENT"),
    ("more than the cap", "PlanService/GetPlan", b"\x0a\xff\xff\xff\x02" + b"x" * ((6 << 20) - 1), "RESOURCE_EXHAUSTED"),
]


def expect(what, error, code, reason=None):
    assert error.code().name == code, f"{what}: {error}"
    got = rpc.error_info(error).reason
    assert got and (reason is None or got == reason), f"{what}: reason {got}, expected {reason}"
    assert error.details(), f"{what}: no text"


def cases(ch, tokens):
    for method, request, who, code, reason in CASES:
        token = tokens.get(who, who)
        error = rpc.refused(lambda: rpc.raw(ch, "omstilling.v1." + method, request.SerializeToString(), token=token))
        expect(f"{method} {str(request)[:80]} by {who}", error, code, reason)


def raw_bytes(ch, tokens):
    for what, method, body, code in BYTES:
        expect(what, rpc.refused(lambda: rpc.raw(ch, "omstilling.v1." + method, body, token=tokens["kari"])), code)


def foreign_is_unknown(ch, tokens):
    """What one may not see and what does not exist: the same bytes."""
    def answer(plan):
        request = plan_pb2.CheckPlanRequest(plan=plan)
        return rpc.details(rpc.refused(lambda: rpc.call(ch, "PlanService/CheckPlan", request, plan_pb2.CheckPlanResponse,
                                                        token=tokens["helge"]))).SerializeToString()
    assert answer(DRAFT) == answer("sel/finnes-ikke-i-sel")


def deadline(ch, tokens):
    """A deadline that has all but passed is kept, by whichever side sees it first."""
    request = plan_pb2.GetPlanRequest(plan=PLAN)
    error = rpc.refused(lambda: rpc.call(ch, "PlanService/GetPlan", request, plan_pb2.GetPlanResponse, token=tokens["kari"],
                                         timeout=0.0001))
    # A reply that was on its way already is cut off, which a client whose own clock is behind takes for CANCELLED.
    assert error.code().name in ("DEADLINE_EXCEEDED", "CANCELLED"), error


with rpc.channel(f"127.0.0.1:{PORT}") as ch:
    tokens = {name: rpc.login(ch, name, PASSWORD) for name in ("kari", "helge", "marit", "astrid")}
    for test in (cases, raw_bytes, foreign_is_unknown, deadline):
        test(ch, tokens)
        assert rpc.healthy(ch), test.__name__
print("ok")
