-- Owner modes (handbook, section 2): B, a regionråd that decides while every kommune's agreement holds, and never a kommune's
-- own money; C, every kommunestyre, one no blocks; D, a fellesnemnd until the new organ is there. As the daemon's role.
begin;
select plan(63);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.avtale(hvem text, organ text, mer jsonb default '{}') returns text
language sql as $$
	select test.grunn(hvem, 'register_samarbeidsavtale', (jsonb_build_object('program', 'dal', 'organ', organ, 'vedtatt', '2020-06-01', 'saksnummer', 'PS 9/20') || mer)::json)
$$;
create function test.med_mangler(hvem text, ref text) returns text
language sql as $$
	select (test.kall(hvem, 'confirm_result', json_build_object('sak', ref, 'resultat', (core.nyeste_resultat(test.sak(ref))).id))).detalj::jsonb ->> 'mangler'
$$;

create function test.avgjort(sekr text, leder text, ref text, organ text, ja int, nei int) returns text
language plpgsql as $$
declare
	foert text := test.foer(sekr, ref, organ, ja, nei);
begin
	return foert || test.bekreft(leder, ref);
end $$;

-- Mode B: three kommuner behind a regionråd.
update core.program_organ set til = '2020-09-30' where funksjon = 'KST';
update core.program set eiermodus = 'B' where kortnavn = 'dal';
select test.organ('rr', 'RR', 'folkevalgt', 'fylket', 5), test.person('rrleder', 'rr', 'leder'), test.person('rrsekr', 'rr', 'sekretaer');
select test.organ('k' || n, 'KST', 'folkevalgt', 'kommunen', 5), test.person('l' || n, 'k' || n, 'leder'), test.person('s' || n, 'k' || n, 'sekretaer') from generate_series(1, 3) n;
select is(test.grunn('fadm', 'attach_organ', json_build_object('program', 'dal', 'organ', o, 'funksjon', f)), g, t) from (values
	('k1', 'KST', 'organet_passer_ikke_til_eiermodusen', 'a kommunestyre alone does not own in mode B'),
	('rr', 'EIER', 'organet_passer_ikke_til_funksjonen', 'nor stands a regionråd behind itself'),
	('rr', 'KST', 'ok', 'the regionråd reads KST'),
	('k1', 'EIER', 'ok', 'behind it one kommunestyre'), ('k2', 'EIER', 'ok', 'another'), ('k3', 'EIER', 'ok', 'and a third')) v (o, f, g, t);
select is(test.grunn('kadm', 'attach_organ', '{"program":"dal","organ":"k1","funksjon":"EIER"}'), 'organer_knyttes_av_fylket_eller_eieren', 'not by others');
select test.ny_sak('rrleder', 12), test.sg_innstiller('dal/sak-1'), test.foer('rrsekr', 'dal/sak-1', 'rr', 5, 0);
select is(test.bekreft('rrleder', 'dal/sak-1'), 'samarbeidsavtale_mangler', 'without agreements the regionråd decides nothing');
select is(test.med_mangler('rrleder', 'dal/sak-1'), '["K1", "K2", "K3"]', 'which names the kommuner');
select is(test.avtale(hvem, o, m::jsonb), g, t) from (values
	('rrsekr', 'k1', '{}', 'avtalen_foeres_av_kommunestyret_selv', 'the regionråd does not enter them'),
	('l1', 'k1', '{}', 'avtalen_foeres_av_kommunestyret_selv', 'nor a leader'),
	('s2', 'k1', '{}', 'avtalen_foeres_av_kommunestyret_selv', 'nor another kommune'),
	('fadm', 'k1', '{}', 'bare_for_deltakere', 'nor anybody outside'),
	('rrsekr', 'rr', '{}', 'organet_er_ikke_eier', 'the regionråd has none of its own'),
	('s1', 'k1', '{"vedtatt":"2020-10-02"}', 'datoen_er_fram_i_tid', 'not in advance'),
	('s1', 'k1', '{"fra":"2020-05-31"}', 'avtalen_gjelder_fra_vedtaket', 'not backwards'),
	('s1', 'k1', '{"til":"2020-05-31"}', 'avtalen_slutter_ikke_foer_den_begynner', 'not inside out'),
	('s1', 'k1', '{"saksnummer":""}', 'felt_mangler', 'not without a case'),
	('s1', 'k1', '{}', 'ok', 'the secretary of the kommunestyre does'),
	('s2', 'k2', '{"beslutninger":[8,9,10,11]}', 'ok', 'another, for some rows'),
	('s3', 'k3', '{"til":"2020-09-30"}', 'ok', 'a third, until yesterday')) v (hvem, o, m, g, t);
select is(test.grunn(null, 'register_samarbeidsavtale', '{}'), '42501', 'without logging in the method cannot be called');
select is(test.med_mangler('rrleder', 'dal/sak-1'), '["K2", "K3"]', 'one leaves the matter out, one has ended');
select is(test.avtale('s2', 'k2', '{"vedtatt":"2020-06-02"}') || test.avtale('s3', 'k3', '{"vedtatt":"2020-10-01"}'), 'okok', 'newer ones');
select is(test.bekreft('rrleder', 'dal/sak-1'), 'ok', 'all three hold on the meeting''s date: it decides');
select is(test.tilstand('dal/sak-1'), 'vedtatt', 'decided');
select is(json_array_length(test.svar('rrleder', 'get_program', '{"program":"dal"}') -> 'samarbeidsavtaler'), 5, 'the programme shows them');
select is((test.svar(null, 'get_program', '{"program":"dal"}')::jsonb) ? 'samarbeidsavtaler', false, 'to those who serve it');

-- Rows 22 and 25: never the regionråd; every kommunestyre itself (KL 14-2).
select is(test.ny_sak('direktoer', 25), 'dal/sak-2', 'the kommuner''s share');
select is(test.foer('rrsekr', 'dal/sak-2', 'rr', 5, 0), 'ikke_din_oppgave', 'the regionråd never');
select is(test.ny_sak('direktoer', 22) || ' ' || test.foer('rrsekr', 'dal/sak-3', 'rr', 5, 0), 'dal/sak-3 ikke_din_oppgave', 'nor the year''s total');
select is(test.avgjort('s' || n, 'l' || n, 'dal/sak-2', 'k' || n, 5, 0), 'okok', 'kommune ' || n) from generate_series(1, 2) n;
select is(test.tilstand('dal/sak-2'), 'under_behandling', 'the third is waited for');
select is(test.svar('l3', 'explain_sak', '{"sak":"dal/sak-2"}') #>> '{saksgang,0,hvorfor,0}', 'Det er K3 som skal vedta nå.', 'the explanation names it alone');
select is(test.svar('l3', 'list_tasks') #>> '{oppgaver,0,sak}', 'dal/sak-2', 'it is the third''s task');
select is((select o ->> 'sak' from json_array_elements(test.svar('l1', 'list_tasks') -> 'oppgaver') o where o ->> 'sak' = 'dal/sak-2'), null, 'not the first''s');
select is(test.avgjort('s3', 'l3', 'dal/sak-2', 'k3', 3, 0), 'okok', 'the third');
select is(test.tilstand('dal/sak-2'), 'vedtatt', 'all have said yes');

-- Mode C: one no blocks and is named; the others' yes stays; a later yes frees.
update core.program_organ set til = '2020-09-30' where funksjon in ('KST', 'EIER') and fra < '2020-09-30';
update core.program_organ set funksjon = 'KST' where funksjon = 'EIER';
update core.program_organ set til = fra where organ_id = (select id from core.organ where kortnavn = 'rr');
update core.program set eiermodus = 'C' where kortnavn = 'dal';
select test.dag('2020-10-05');
select is(test.ny_sak('direktoer', 25), 'dal/sak-4', 'in mode C');
select test.avgjort('s1', 'l1', 'dal/sak-4', 'k1', 5, 0);
select is(test.avgjort('s2', 'l2', 'dal/sak-4', 'k2', 1, 4), 'okok', 'the second says no');
select is(test.tilstand('dal/sak-4'), 'under_behandling', 'the case is blocked, not over');
select is(test.svar('l1', 'get_sak', '{"sak":"dal/sak-4"}') #> '{sak,blokkert_av}' ->> 0, 'K2', 'which names the kommune');
select is(core.tur(test.sak('dal/sak-4'), core.i_dag()) ->> 'organer', '["K2", "K3"]', 'those who have not said yes are waited for');
create function test.hver() returns text
language sql as $$ select string_agg(concat_ws(' ', p ->> 'organ', p ->> 'tilstand', p #>> '{handling,utfall}', p #>> '{handling,ja}'), ', ' order by n)
	from json_array_elements(test.svar('l1', 'get_sak', '{"sak":"dal/sak-4"}') #> '{sak,steg}') s, json_array_elements(s -> 'standpunkter') with ordinality x (p, n) where s ->> 'akt' = 'vedtar' $$;
select is(test.hver(), 'k1 ferdig ja 5, k2 venter nei 1, k3 venter', 'the case shows where each of them stands');
select test.avgjort('s3', 'l3', 'dal/sak-4', 'k3', 5, 0);
select is(test.tilstand('dal/sak-4'), 'under_behandling', 'two of three are not all');

-- What a plan is while some have said yes: the decisions so far are made out to be about one, past the triggers.
create function test.om_en_plan() returns core.plan language plpgsql as $$
declare
	p core.plan;
begin
	set local session_replication_role = replica;
	insert into core.plan (program_id, kortnavn, type, aar, tittel) select id, 'handlingsplan-2033', 'handlingsplan', 2033, 'Plan' from core.program
		where kortnavn = 'dal' on conflict do nothing;
	select * into p from core.plan x where x.kortnavn = 'handlingsplan-2033';
	insert into core.plan_versjon (program_id, plan_id, nr, revisjon, bytes, hash, person_id)
		select p.program_id, p.id, 1, 1, '{}', sha256('{}'), (select id from core.person limit 1) on conflict do nothing;
	update core.vedtak v set plan_id = p.id, versjon = 1, hash = sha256('{}') where v.sak_id = (test.sak('dal/sak-4')).id;
	set local session_replication_role = origin;
	return p;
end $$;
select isnt(core.plan_svar(test.om_en_plan()) ->> 'tilstand', 'vedtatt', 'a plan is not adopted by some of them');
select is(core.versjon_i_kraft(program_id, id, '2033-01-01'), null, 'nor in force') from test.om_en_plan();
select is((select string_agg(o.kortnavn || ' ' || h.utfall, ', ' order by h.nr) from core.handling h join core.organ o on o.id = h.organ_id where h.sak_id = (test.sak('dal/sak-4')).id),
	'k1 ja, k2 nei, k3 ja', 'the others'' yes stays');
select is(test.avgjort('s2', 'l2', 'dal/sak-4', 'k2', 4, 1), 'okok', 'a yes of the second');
select is(test.tilstand('dal/sak-4'), 'vedtatt', 'all have said yes');
select test.om_en_plan(); -- in a statement of its own: the next one sees it
select is(core.plan_svar(test.om_en_plan()) ->> 'tilstand', 'vedtatt', 'then the plan is adopted');
select is(core.plan_svar(test.om_en_plan()) ->> 'vedtatt_dato', (select max(dato)::text from core.vedtak where sak_id = (test.sak('dal/sak-4')).id), 'on the day of the last yes');
select is(core.versjon_i_kraft(program_id, id, '2033-01-01'), 1, 'and in force') from test.om_en_plan();
select is((test.svar('l1', 'get_sak', '{"sak":"dal/sak-4"}') -> 'sak')::jsonb ? 'blokkert_av', false, 'nothing blocks');
select is(test.hver(), 'k1 ferdig ja 5, k2 ferdig ja 4, k3 ferdig ja 5', 'and all have said yes');

-- Mode D: the fellesnemnd, until the new kommunestyre is there.
update core.program_organ set til = '2020-10-04' where funksjon = 'KST' and (til is null or til > '2020-10-04');
update core.program set eiermodus = 'D' where kortnavn = 'dal';
select test.organ('fn', 'FN', 'folkevalgt', 'fylket', 5), test.person('fnleder', 'fn', 'leder'), test.person('fnsekr', 'fn', 'sekretaer'), test.organ('nykst', 'KST', 'folkevalgt', 'kommunen', 5), test.person('nyleder', 'nykst', 'leder'), test.person('nysekr', 'nykst', 'sekretaer');
select is(test.grunn('fadm', 'attach_organ', '{"program":"dal","organ":"fn","funksjon":"KST"}'), 'ok', 'a fellesnemnd');
select is(test.grunn('fadm', 'attach_organ', '{"program":"dal","organ":"rr","funksjon":"KST"}'), 'organet_passer_ikke_til_eiermodusen', 'no regionråd in mode D');
select test.ny_sak('direktoer', 25);
select is(test.avgjort('fnsekr', 'fnleder', 'dal/sak-5', 'fn', 5, 0), 'okok', 'decides');
select is(test.grunn('fadm', 'attach_organ', '{"program":"dal","organ":"nykst","funksjon":"KST","fra":"2020-10-20"}'), 'ok', 'the new one is constituted on the 20th');
select test.dag('2020-10-20'), test.ny_sak('direktoer', 25);
select is(test.foer('fnsekr', 'dal/sak-6', 'fn', 5, 0), 'ikke_din_oppgave', 'from then on the fellesnemnd decides nothing');
select is(test.avgjort('nysekr', 'nyleder', 'dal/sak-6', 'nykst', 5, 0), 'okok', 'the new one does');
select is((select count(*)::int from core.vedtak v join core.organ o on o.id = v.organ_id where o.kortnavn = 'fn'), 1, 'and the old decision stays');
select * from finish();
rollback;
