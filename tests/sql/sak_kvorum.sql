-- The handbook's numbers (section 6) by every way a decision is made: the members' own clients, a physical meeting's result
-- recorded and confirmed, and such a result of a meeting whose attendance stands here. At each number, and one below it,
-- refused with the number and its source.
--
-- Where each of V-1 to V-18 is tested:
--   V-1  moete_innkalling (remote, urgent), moete_gang (in writing), sak_votering (no meeting, no vote), hastesak (another
--        organ empowered for urgent cases)
--   V-2  sak_habilitet, sak_vara, sak_simulering       V-10 moete_protokoll
--   V-3  moete_gang, sak_votering, moete_protokoll      V-11 sak_regionraad
--   V-4  moete_gang, sak_votering, sak_vara, here       V-12 styre
--   V-5  sak_valg, valg_forhold (lists, secrecy, varas)  V-13 sak_votering, moete_innkalling
--   V-6  sak_valg, valg_forhold                         V-14 sak_votering, moete_gang
--   V-7  moete_forslag                                  V-15 sak_valg
--   V-8  moete_gang                                     V-16 sak_delegasjon
--   V-9  moete_innkalling, oppgaver_krav                V-17 sak_lovlighet, sak_utsatt
--                                                       V-18 sak_votering, sak_resultat, organ_endring
begin;
select plan(72);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.medlem(i int) returns text language sql as $$ select case i when 1 then 'sgleder' else 'sg' || i end $$;
select test.person(test.medlem(i), 'sg', 'medlem') from generate_series(6, 47) i;

-- The organ with this form and N seats, each filled (N only sinks: a seat that is over is not revived), and its next day's
-- meeting on a case that waits for it; the case.
create function test.styre(form text, n int) returns text
language plpgsql as $$
declare
	ref text;
begin
	update core.organ set juridisk_form = form, seter = n where kortnavn = 'sg';
	update core.verv v set til = '2020-10-01' from core.person p, generate_series(n + 1, 47) i
	where v.til is null and p.id = v.person_id and p.brukernavn = test.medlem(i);
	perform test.dag(core.i_dag() + 1);
	ref := test.fremlagt('handlingsplan-2021');
	perform test.gjoer('raadgiver', 'kvalitetssikrer', ref), test.moete('sgsekr', 'sg', ref);
	return ref;
end $$;
create function test.moetet() returns text language sql as $$ select 'sg/' || core.i_dag() $$;
create function test.oppmoete(her int) returns text
language sql as $$
	select test.grunn('sgsekr', 'register_oppmoete', json_build_object('moete', test.moetet(), 'brukernavn', array(select test.medlem(i) from generate_series(1, her) i)))
$$;
-- A refusal by its reason, the quorum that it names and the law's paragraph.
create function test.nektet(k test.svar) returns text
language sql as $$ select concat_ws(' ', k.grunn, k.detalj::json ->> 'kvorum', split_part(k.detalj::json ->> 'kilde', ',', 1)) $$;
-- What the organ has decided: utfall and numbers.
create function test.avgjort(ref text) returns text
language sql as $$
	select h.utfall || ' ' || h.ja || '-' || h.nei from core.handling h join core.organ o on o.id = h.organ_id where h.sak_id = (test.sak(ref)).id and o.kortnavn = 'sg'
$$;

create function test.ved_klienter(form text, n int, her int, ja int, nei int) returns text
language plpgsql as $$
declare
	ref    text := test.styre(form, n);
	k      test.svar;
	grunn_ text := test.oppmoete(her);
begin
	if grunn_ <> 'ok' then
		return grunn_;
	end if;
	perform test.stem(test.medlem(i), ref, case when i <= ja then 'ja' else 'nei' end) from generate_series(1, ja + nei) i;
	k := test.kall('sgleder', 'decide_sak', json_build_object('sak', ref));
	return case when k.kode = '00000' then test.avgjort(ref) else coalesce(test.avgjort(ref) || ' yet ', '') || test.nektet(k) end;
end $$;
create function test.ved_resultat(form text, n int, her int, ja int, nei int, utfall text, av_moete boolean) returns text
language plpgsql as $$
declare
	ref text := test.styre(form, n);
	k   test.svar;
begin
	if av_moete then
		perform test.oppmoete(her);
	end if;
	k := test.kall('sgsekr', 'record_result', json_build_object('sak', ref, 'resultat', json_strip_nulls(json_build_object('organ', 'sg', 'dato', core.i_dag(), 'saksnummer', 'PS 1/20',
		'ja', ja, 'nei', nei, 'utfall', utfall, 'moeteleders_stemme', case when ja = nei then 'ja' end, 'moete', case when av_moete then test.moetet() end))));
	if k.kode <> '00000' or test.avgjort(ref) is not null then
		return coalesce(test.avgjort(ref) || ' before it is confirmed ', '') || test.nektet(k);
	end if;
	return coalesce(nullif(test.bekreft('sgleder', ref), 'ok'), test.avgjort(ref));
end $$;

-- form, N, the quorum, members there, votes, outcome; null: too few.
create temp table tall (form text, n int, q int, her int, ja int, nei int, utfall text);
insert into tall values
	('folkevalgt', 5, 3, 3, 3, 0, 'ja'), ('folkevalgt', 5, 3, 3, 1, 2, 'nei'), ('folkevalgt', 5, 3, 2, 2, 0, null),
	('folkevalgt', 6, 3, 3, 2, 1, 'ja'), ('folkevalgt', 6, 3, 2, 2, 0, null), ('folkevalgt', 7, 4, 4, 2, 2, 'ja'), ('folkevalgt', 7, 4, 3, 3, 0, null),
	('folkevalgt', 10, 5, 5, 3, 2, 'ja'), ('folkevalgt', 10, 5, 4, 4, 0, null),
	('folkevalgt', 19, 10, 10, 10, 0, 'ja'), ('folkevalgt', 19, 10, 19, 9, 10, 'nei'), ('folkevalgt', 19, 10, 9, 9, 0, null),
	('folkevalgt', 47, 24, 24, 13, 11, 'ja'), ('folkevalgt', 47, 24, 23, 23, 0, null),
	('as', 6, 4, 4, 3, 1, 'ja'), ('as', 6, 4, 4, 2, 2, 'nei'), ('as', 6, 4, 3, 3, 0, null),
	('as', 7, 4, 4, 3, 1, 'ja'), ('as', 7, 4, 6, 3, 2, 'nei'), ('as', 7, 4, 3, 3, 0, null),
	('kf', 10, 5, 5, 4, 1, 'ja'), ('kf', 10, 5, 5, 4, 0, 'ja'), ('kf', 10, 5, 5, 3, 2, 'nei'), ('kf', 10, 5, 5, 3, 0, 'nei'), ('kf', 10, 5, 4, 4, 0, null);
create temp view ventet as
select t.*, case when utfall is null then concat_ws(' ', 'ikke_vedtaksfoert', q, case form when 'as' then 'ASL 6-24' when 'kf' then 'KL 9-9' else 'KL 11-9' end)
	else utfall || ' ' || ja || '-' || nei end as svar, format('%s of %s, %s there, %s-%s: ', form, n, her, ja, nei) as om from tall t;

select is(case maate when 'clients' then test.ved_klienter(form, n, her, ja, nei) else test.ved_resultat(form, n, her, ja, nei, coalesce(utfall, 'ja'), maate = 'recorded of a meeting') end,
	svar, om || maate)
from (select v.*, x.maate from ventet v, unnest(array['clients', 'recorded', 'recorded of a meeting']) x (maate)
	where x.maate <> 'recorded' or v.her = v.ja + v.nei order by v.n desc offset 0) v;

select * from finish();
rollback;
