-- An adopted version is found by its hash alone (PlanService.GetVedtattPlan).
create index versjonen_ved_hashen on core.plan_versjon (hash);
