-- Mode C with amendments (handbook, section 2): every kommunestyre adopts the very same text, or the case stays undecided and says
-- why; who has adopted another text treats the case anew. Three kommuner, by recorded results.
begin;
select plan(24);
\ir lib/felles.psql
\ir lib/sak.psql

update core.program_organ set til = '2020-09-30' where funksjon = 'KST';
update core.program set eiermodus = 'C' where kortnavn = 'dal';
select test.organ('k' || n, 'KST', 'folkevalgt', 'kommunen', 5), test.person('l' || n, 'k' || n, 'leder'), test.person('s' || n, 'k' || n, 'sekretaer'), test.knytt('dal', 'k' || n, 'KST') from generate_series(1, 3) n;
create function test.vedtar(n int, ref text, endring jsonb default null, ja int default 5) returns text
language plpgsql as $$
declare
	foert text := test.foer('s' || n, ref, 'k' || n, ja, 5 - ja, case when endring is null then '{}' else jsonb_build_object('motforslag', jsonb_build_array(
		jsonb_build_object('slag', 'endring', 'tekst', 'Endret', 'ja', 5, 'nei', 0, 'vedtatt', true) || endring)) end);
begin
	return foert || test.bekreft('l' || n, ref);
end $$;
create function test.hvorfor(ref text) returns text
language sql as $$ select string_agg(h, ' ') from json_array_elements(test.svar('leder', 'explain_sak', json_build_object('sak', ref)) -> 'saksgang') g, json_array_elements_text(g -> 'hvorfor') h where h ~ 'annen tekst' $$;

-- The municipal share: an amount.
select is(test.ny_sak('direktoer', 25, '{"beloep":"100"}'), 'dal/sak-1', 'a case of 100');
select is(test.vedtar(1, 'dal/sak-1', '{"forslag":{"beloep":"150"}}'), 'okok', 'the first adopts 150');
select is(test.hvorfor('dal/sak-1'), null, 'nobody has adopted another text yet');
select is(test.vedtar(2, 'dal/sak-1'), 'okok', 'the second 100');
select is(test.hvorfor('dal/sak-1'), 'K1 har vedtatt en annen tekst enn K2. Alle må vedta den samme teksten: de som ikke har det, behandler saken på nytt.', 'which is told');
select is(test.vedtar(3, 'dal/sak-1'), 'okok', 'the third 100');
select is(test.tilstand('dal/sak-1'), 'under_behandling', 'three yes to two texts are no decision');
select is(core.tur(test.sak('dal/sak-1'), core.i_dag()) ->> 'organer', '["K1"]', 'it is the first one''s turn again');
select is(test.vedtar(2, 'dal/sak-1'), 'oksteget_er_utfoert_foer', 'the second has done its part');
select is(test.svar('l1', 'list_tasks') #>> '{oppgaver,0,sak}', 'dal/sak-1', 'as its tasks say');
select is(test.vedtar(1, 'dal/sak-1'), 'okok', 'which adopts 100 too');
select is(test.tilstand('dal/sak-1') || ((test.sak('dal/sak-1')).forslag ->> 'beloep'), 'vedtatt100', 'then all have adopted one text, and it is that one');
select is(test.hvorfor('dal/sak-1'), null, 'nothing is left to explain');

-- The same amendment by all three; in words alone; and a no on the way.
select is(test.ny_sak('direktoer', 25, '{"beloep":"100"}'), 'dal/sak-2', 'another case');
select test.vedtar(n, 'dal/sak-2', '{"forslag":{"beloep":"150"}}') from generate_series(1, 3) n;
select is(test.tilstand('dal/sak-2') || ((test.sak('dal/sak-2')).forslag ->> 'beloep'), 'vedtatt150', 'amended alike by all');
select test.ny_sak('direktoer', 25, '{"beloep":"100"}'), test.vedtar(1, 'dal/sak-3', '{"tekst":"Skogen først"}'), test.vedtar(2, 'dal/sak-3', '{"tekst":"Fjellet først"}'), test.vedtar(3, 'dal/sak-3', '{"tekst":"Fjellet først"}');
select is(test.tilstand('dal/sak-3'), 'under_behandling', 'other words are another text');
select is(test.vedtar(1, 'dal/sak-3', '{"tekst":"Fjellet først"}') || test.tilstand('dal/sak-3'), 'okokvedtatt', 'the same words the same');
select test.ny_sak('direktoer', 25, '{"beloep":"100"}'), test.vedtar(1, 'dal/sak-4', '{"forslag":{"beloep":"150"}}'), test.vedtar(2, 'dal/sak-4', null, 1), test.vedtar(3, 'dal/sak-4', '{"forslag":{"beloep":"150"}}');
select is(test.svar('l1', 'get_sak', '{"sak":"dal/sak-4"}') #>> '{sak,blokkert_av}', '["K2"]', 'a no blocks as ever');

-- A plan: each decision is of the version that was adopted, and no version is in force by some of them.
select test.fremlagt('handlingsplan-2021'), test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-5'), test.sg_innstiller('dal/sak-5'), test.gjoer('direktoer', 'fremlegger', 'dal/sak-5');
set local session_replication_role = replica;
insert into core.plan_revisjon (program_id, plan_id, nr, dokument) select s.program_id, s.plan_id, 2, '{}' from test.sak('dal/sak-5') s;
insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id) select s.program_id, s.plan_id, 2, 2, '{}', sha256('{}'), test.person('s1') from test.sak('dal/sak-5') s;
set local session_replication_role = origin;
select is(test.vedtar(1, 'dal/sak-5', '{"forslag":{"versjon":2}}') || test.vedtar(2, 'dal/sak-5') || test.vedtar(3, 'dal/sak-5', '{"forslag":{"versjon":2}}'), 'okokokokokok', 'two adopt version 2, one version 1');
select is((select string_agg(o.kortnavn || ' v' || v.versjon, ', ' order by v.handling) from core.vedtak v join core.organ o on o.id = v.organ_id where v.sak_id = (test.sak('dal/sak-5')).id), 'k1 v2, k2 v1, k3 v2', 'each decision is of its own');
select is((select array_agg(core.er_offentlig(s.program_id, s.plan_id, n)) from test.sak('dal/sak-5') s, generate_series(1, 2) n), '{f,f}', 'neither is adopted');
select is(test.hvorfor('dal/sak-5'), 'K2 har vedtatt en annen tekst enn K1, K3 (versjon 2). Alle må vedta den samme teksten: de som ikke har det, behandler saken på nytt.', 'which the explanation says');
select is(test.vedtar(2, 'dal/sak-5', '{"forslag":{"versjon":2}}') || test.tilstand('dal/sak-5') || (test.sak('dal/sak-5')).versjon, 'okokvedtatt2', 'the third too');
select is((select array_agg(core.er_offentlig(s.program_id, s.plan_id, n)) from test.sak('dal/sak-5') s, generate_series(1, 2) n), '{f,t}', 'version 2 is adopted, and version 1 never was');
select * from finish();
rollback;
