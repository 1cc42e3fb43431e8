-- Row-level security of people, organs, programmes, plans and the journal. (Cases: sak_tilgang.sql.)
--
-- Everything is closed; each policy opens one thing to the role that owns the api functions. Identity comes from the
-- token alone. Tables without a policy are reached by the owner's functions only.

alter table core.oppsett enable row level security;
alter table core.person enable row level security;
alter table core.organart enable row level security;
alter table core.juridisk_form enable row level security;
alter table core.rolle enable row level security;
alter table core.organ enable row level security;
alter table core.verv enable row level security;
alter table core.program enable row level security;
alter table core.program_organ enable row level security;
alter table core.fase enable row level security;
alter table core.plan enable row level security;
alter table core.plan_revisjon enable row level security;
alter table core.kvittering enable row level security;
alter table core.plan_versjon enable row level security;
alter table core.versjon_funn enable row level security;
alter table core.omraade_avstamning enable row level security;
alter table core.idempotens enable row level security;
alter table core.journal enable row level security;
alter table core.journal_hode enable row level security;
alter table auth.passord enable row level security;
alter table auth.invitasjon enable row level security;
alter table auth.sesjon enable row level security;
alter table auth.forsoek enable row level security;
alter table auth.totp enable row level security;
alter table auth.reservekode enable row level security;
alter table auth.faktorkrav enable row level security;
alter table auth.sperre enable row level security;
alter table auth.hemmelighet enable row level security;

drop policy if exists innloggede_ser_personer on core.person;
create policy innloggede_ser_personer on core.person for select to omstilling_api using ((select core.person()) is not null);
drop policy if exists administratorer_registrerer_personer on core.person;
create policy administratorer_registrerer_personer on core.person for insert to omstilling_api
	with check (core.er_administrator_et_sted() and opprettet_av = core.person());

drop policy if exists organer_er_offentlige on core.organ;
create policy organer_er_offentlige on core.organ for select to omstilling_api using (true);
drop policy if exists organet_over_oppretter_organer on core.organ;
create policy organet_over_oppretter_organer on core.organ for insert to omstilling_api
	with check (core.har_verv(core.person(), forelder, core.i_dag(), array['administrator']));

drop policy if exists innloggede_ser_verv on core.verv;
create policy innloggede_ser_verv on core.verv for select to omstilling_api using ((select core.person()) is not null);
drop policy if exists administratorer_gir_verv on core.verv;
create policy administratorer_gir_verv on core.verv for insert to omstilling_api with check (gitt_av = core.person());
drop policy if exists administratorer_avslutter_verv on core.verv;
create policy administratorer_avslutter_verv on core.verv for update to omstilling_api using (core.er_administrator(organ_id));

drop policy if exists programmer_er_offentlige on core.program;
create policy programmer_er_offentlige on core.program for select to omstilling_api using (true);
drop policy if exists fylket_oppretter_programmer on core.program;
create policy fylket_oppretter_programmer on core.program for insert to omstilling_api with check (core.er_administrator(fylke_id));

drop policy if exists deltakerne_ser_organene on core.program_organ;
create policy deltakerne_ser_organene on core.program_organ for select to omstilling_api
	using (core.deltar(program_id) or core.styrer_program(program_id));
drop policy if exists fylket_og_eieren_knytter_organer on core.program_organ;
create policy fylket_og_eieren_knytter_organer on core.program_organ for insert to omstilling_api
	with check (core.styrer_program(program_id));

drop policy if exists fasen_er_offentlig on core.fase;
create policy fasen_er_offentlig on core.fase for select to omstilling_api using (true);
drop policy if exists nye_programmer_faar_faser on core.fase;
create policy nye_programmer_faar_faser on core.fase for insert to omstilling_api
	with check (core.styrer_program(program_id) and fase <= 2);

drop policy if exists deltakerne_og_vedtatte_planer on core.plan;
create policy deltakerne_og_vedtatte_planer on core.plan for select to omstilling_api
	using (core.deltar(program_id) or core.er_offentlig(program_id, id, null) or core.er_lagt_fram(program_id, id, null));
drop policy if exists de_som_forbereder_oppretter_planer on core.plan;
create policy de_som_forbereder_oppretter_planer on core.plan for insert to omstilling_api with check (core.forbereder(program_id));

drop policy if exists deltakerne_ser_utkast on core.plan_revisjon;
create policy deltakerne_ser_utkast on core.plan_revisjon for select to omstilling_api using (core.deltar(program_id));
drop policy if exists de_som_forbereder_skriver on core.plan_revisjon;
create policy de_som_forbereder_skriver on core.plan_revisjon for insert to omstilling_api
	with check (core.forbereder(program_id) and person_id = core.person());

drop policy if exists deltakerne_ser_kvitteringer on core.kvittering;
create policy deltakerne_ser_kvitteringer on core.kvittering for select to omstilling_api using (core.deltar(program_id));
drop policy if exists de_som_forbereder_kvitterer on core.kvittering;
create policy de_som_forbereder_kvitterer on core.kvittering for insert to omstilling_api
	with check (core.forbereder(program_id) and person_id = core.person());

drop policy if exists deltakerne_og_vedtatte_versjoner on core.plan_versjon;
create policy deltakerne_og_vedtatte_versjoner on core.plan_versjon for select to omstilling_api
	using (core.deltar(program_id) or core.er_offentlig(program_id, plan_id, nr) or core.er_lagt_fram(program_id, plan_id, nr));
drop policy if exists de_som_forbereder_fremlegger on core.plan_versjon;
create policy de_som_forbereder_fremlegger on core.plan_versjon for insert to omstilling_api
	with check (core.forbereder(program_id) and person_id = core.person());

drop policy if exists deltakerne_og_vedtatte_funn on core.versjon_funn;
create policy deltakerne_og_vedtatte_funn on core.versjon_funn for select to omstilling_api
	using (core.deltar(program_id) or core.er_offentlig(program_id, plan_id, versjon));

drop policy if exists deltakerne_ser_journalen on core.journal;
create policy deltakerne_ser_journalen on core.journal for select to omstilling_api
	using (case when kjede = core.installasjonen() then (select core.er_driftsansvarlig()) else core.deltar(kjede) end);
drop policy if exists deltakerne_ser_journalens_hode on core.journal_hode;
create policy deltakerne_ser_journalens_hode on core.journal_hode for select to omstilling_api
	using (case when kjede = core.installasjonen() then (select core.er_driftsansvarlig()) else core.deltar(kjede) end);
