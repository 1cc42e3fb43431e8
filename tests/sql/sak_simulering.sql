-- What if: the steps that are left of a case under what is assumed. The numbers of each legal form worked out by hand from
-- the handbook's table (section 6); and over random constellations the real meeting does what the simulation said.
begin;
select plan(93);
\ir lib/felles.psql
\ir lib/sak.psql

create function test.simuler(ref text, mer jsonb default '{}', hvem text default 'leder') returns jsonb
language sql as $$ select test.svar(hvem, 'simulate_sak', (jsonb_build_object('sak', ref) || mer)::json)::jsonb $$;
-- What is said of an organ in the first step in which it stands.
create function test.organ_i(svar jsonb, organ text) returns jsonb
language sql as $$
	select o from jsonb_array_elements(svar -> 'saksgang') with ordinality x (s, n), jsonb_array_elements(s -> 'organer') o where o ->> 'organ' = organ order by n limit 1
$$;
create function test.tall(o jsonb) returns text
language sql as $$
	select concat_ws(' ', o ->> 'til_stede', 'av', o ->> 'seter', 'kvorum', o ->> 'kvorum', case when (o ->> 'kan')::boolean then 'ja' else 'nei' end,
		o ->> 'ja_kreves', o ->> 'ja_kreves_med_moeteleder')
$$;

-- Organs of every form and size beside sg, with as many members as seats; all of them vote in the step of SG.
create function test.stort(form text, n int) returns void
language plpgsql as $$
declare
	navn text := form || n;
begin
	perform test.organ(navn, 'SG', form, 'kommunen', n), test.knytt('dal', navn, 'SG');
	perform test.person(navn || '-' || i, navn, case i when 1 then 'leder' when 2 then 'nestleder' else 'medlem' end) from generate_series(1, n) i;
end $$;
create function test.borte(form text, n int, antall int) returns jsonb
language sql as $$ select jsonb_build_object('fravaerende', coalesce(jsonb_agg(form || n || '-' || i), '[]')) from generate_series(n - antall + 1, n) i $$;
select test.fremlagt('omstillingsplan'), test.ny_sak('sgleder', 13, '{"verv":[{"organ":"os","brukernavn":"eva","rolle":"leder"}]}');
select test.stort(f, n) from (values ('folkevalgt', 5), ('folkevalgt', 6), ('folkevalgt', 7), ('folkevalgt', 10), ('folkevalgt', 19), ('folkevalgt', 47),
	('as', 6), ('as', 7), ('kf', 10)) v (f, n);
select is(test.tall(test.organ_i(test.simuler('dal/sak-1', test.borte(f, n, b)), f || n)), t, format('%s of %s seats, %s absent', f, n, b)) from (values
	('folkevalgt', 5, 0, '5 av 5 kvorum 3 ja 3 3'), ('folkevalgt', 5, 2, '3 av 5 kvorum 3 ja 2 2'), ('folkevalgt', 5, 3, '2 av 5 kvorum 3 nei'),
	('folkevalgt', 6, 0, '6 av 6 kvorum 3 ja 4 3'), ('folkevalgt', 6, 3, '3 av 6 kvorum 3 ja 2 2'), ('folkevalgt', 6, 4, '2 av 6 kvorum 3 nei'),
	('folkevalgt', 7, 0, '7 av 7 kvorum 4 ja 4 4'), ('folkevalgt', 7, 3, '4 av 7 kvorum 4 ja 3 2'), ('folkevalgt', 7, 4, '3 av 7 kvorum 4 nei'),
	('folkevalgt', 10, 0, '10 av 10 kvorum 5 ja 6 5'), ('folkevalgt', 10, 5, '5 av 10 kvorum 5 ja 3 3'), ('folkevalgt', 10, 6, '4 av 10 kvorum 5 nei'),
	('folkevalgt', 19, 9, '10 av 19 kvorum 10 ja 6 5'), ('folkevalgt', 19, 10, '9 av 19 kvorum 10 nei'),
	('folkevalgt', 47, 23, '24 av 47 kvorum 24 ja 13 12'), ('folkevalgt', 47, 24, '23 av 47 kvorum 24 nei'),
	('as', 6, 0, '6 av 6 kvorum 4 ja 4 3'), ('as', 6, 2, '4 av 6 kvorum 4 ja 3 3'), ('as', 6, 3, '3 av 6 kvorum 4 nei'),
	('as', 7, 3, '4 av 7 kvorum 4 ja 3 3'), ('as', 7, 4, '3 av 7 kvorum 4 nei'),
	('kf', 10, 0, '10 av 10 kvorum 5 ja 6 5'), ('kf', 10, 5, '5 av 10 kvorum 5 ja 4 4'), ('kf', 10, 6, '4 av 10 kvorum 5 nei')) v (f, n, b, t);
select is(test.organ_i(test.simuler('dal/sak-1', test.borte('as', 6, 3)), 'as6') #>> '{hindring,grunn}', 'ikke_vedtaksfoert', 'too few is said by the reason of the refusal');
select is(test.organ_i(test.simuler('dal/sak-1'), 'as6') ->> 'kilde', 'ASL 6-24, 6-25', 'with the source of the rule');
select is(test.tall(test.organ_i(test.simuler('dal/sak-2'), 'folkevalgt10')), '10 av 10 kvorum 5 ja 6 6', 'in an election nobody''s vote decides a tie');
select is(test.tall(test.organ_i(test.simuler('dal/sak-1', '{"inhabile":["folkevalgt7-3","folkevalgt7-4"],"fravaerende":["folkevalgt7-5"]}'), 'folkevalgt7')),
	'4 av 7 kvorum 4 ja 3 2', 'N is the same with inhabile and absent (V-2)');

-- Who presides (V-4), who is called (H-5).
select test.person(h) from unnest(array['v1', 'v2', 'v3']) h;
select is(test.grunn('kadm', 'give_verv', json_build_object('organ', 'sg', 'brukernavn', h, 'rolle', 'vara')), 'ok', h || ' becomes a vara') from unnest(array['v1', 'v2', 'v3']) h;
create function test.sg(mer jsonb) returns text
language sql as $$
	select concat_ws(' ', o ->> 'moeteleder', (select string_agg((b ->> 'brukernavn') || '>' || coalesce(b ->> 'vara', '-'), ' ') from jsonb_array_elements(o -> 'borte') b))
	from test.organ_i(test.simuler('dal/sak-1', mer), 'sg') o
$$;
select is(test.sg(m::jsonb), t, n) from (values
	('{}', 'sgleder', 'nobody is away'),
	('{"fravaerende":["sg5","sg4"]}', 'sgleder sg4>v1 sg5>v2', 'two absent: the first two varas'),
	('{"fravaerende":["sg5","v1"]}', 'sgleder sg5>v2', 'a vara who is absent is passed over'),
	('{"inhabile":["sg5","v1"]}', 'sgleder sg5>v2', 'so is one who is inhabil'),
	('{"inhabile":["sg5"],"fravaerende":["sg4"]}', 'sgleder sg4>v1 sg5>v2', 'the absent first, then the inhabile'),
	('{"fravaerende":["sg2","sg3","sg4","sg5"]}', 'sgleder sg2>v1 sg3>v2 sg4>v3 sg5>-', 'three varas for four seats'),
	('{"fravaerende":["sgleder"]}', 'sg2 sgleder>v1', 'the deputy presides for the absent leader'),
	('{"inhabile":["sgleder"]}', 'sg2 sgleder>v1', 'and for the inhabil one'),
	('{"inhabile":["sgleder"],"fravaerende":["sg2"]}', 'sg2>v1 sgleder>v2', 'without both the meeting elects one'),
	('{"inhabile":["sg5","v1"],"fravaerende":["sg4"]}', 'sgleder sg4>v2 sg5>v3', 'a called vara who is inhabil gives his seat on')) v (m, t, n);
select is(test.organ_i(test.simuler('dal/sak-1', '{"inhabile":["direktoer"]}'), 'kdir') #>> '{hindring,grunn}', 'ingen_kan_handle', 'who acts alone and is inhabil does not act');
select is(test.organ_i(test.simuler('dal/sak-1', '{"fravaerende":["raadgiver"]}'), 'inorge') ->> 'kan', 'false', 'nor who is absent');
select is(test.organ_i(test.simuler('dal/sak-1'), 'kdir') ->> 'stemmer', '["direktoer"]', 'else she does');
select is((select string_agg(x #>> '{steg,funksjon}', ' ' order by n) from jsonb_array_elements(test.simuler('dal/sak-1') -> 'saksgang') with ordinality y (x, n)),
	'IN SG KDIR KST F', 'the steps that are left');
select is(test.simuler('dal/sak-1') ->> 'naa', 'Det er Inorge som skal kvalitetssikre nå.', 'and whose turn it is');

-- The amount: who may decide under a delegation, and what the budget says.
select test.person('eva', 'os', 'leder'), test.person('os2', 'os', 'medlem'), test.person('os3', 'os', 'medlem'), test.person('silje', 'pl', 'programleder');
select is(test.ny_sak('direktoer', 12, '{"delegasjoner":[{"fra_organ":"os","til_organ":"kdir","beslutning":28,"beloep":"100000","emne":"x","gyldig_fra":"2020-10-01","gyldig_til":"2020-12-31"}]}'), 'dal/sak-3', 'a delegation');
update core.program_organ set til = '2020-09-30' where organ_id in (select id from core.organ where kortnavn ~ '^(folkevalgt|as|kf)[0-9]');
select is(test.sg_innstiller('dal/sak-3') || test.kst_vedtar('dal/sak-3'), 'okok', 'is adopted');
select is(test.grunn('direktoer', 'empower_delegasjon', json_build_object('delegasjon', (select id from core.delegasjon), 'til_organ', 'pl', 'beloep', '90000')), 'ok', 'and the programleder empowered');
select is(test.ny_sak('eva', 28, '{"beloep":"95000"}'), 'dal/sak-4', 'an award');
create function test.hvem_kan(mer jsonb) returns text
language sql as $$
	select string_agg((o ->> 'organ') || coalesce(': ' || (o #>> '{hindring,grunn}'), ''), ', ' order by o ->> 'organ')
	from jsonb_array_elements(test.simuler('dal/sak-4', mer) -> 'saksgang') s, jsonb_array_elements(s -> 'organer') o where s #>> '{steg,akt}' = 'vedtar'
$$;
select is(test.hvem_kan('{"beloep":"150000"}'), 'kdir: over_delegert_grense, os, pl: over_delegert_grense', 'were it more, the board decides');
select is(test.hvem_kan('{}'), 'kdir, os, pl: over_delegert_grense', 'as it is, the kommunedirektør may');
select is(test.hvem_kan('{"beloep":"90000"}'), 'kdir, os, pl', 'reduced, the programleder too');
select is(test.hvem_kan('{"beloep":"90000","inhabile":["direktoer"]}'), 'kdir: ingen_kan_handle, os, pl', 'an inhabil kommunedirektør does not');
select is(test.hvem_kan('{"beloep":"90000","dato":"2021-01-01"}'), 'os', 'when the delegation is over nobody does but the board');
select is((test.sak('dal/sak-4')).forslag ->> 'beloep', '95000', 'the case is as it was');
select test.grunn('silje', 'declare_habilitet', '{"sak":"dal/sak-4","grunn":"ingen"}');
select is(test.avgjoer('silje', 'dal/sak-4'), 'over_delegert_grense', 'and the real decision agrees');
select is(test.ny_sak('leder', 10, '{"beloep":"1900000"}'), 'dal/sak-5', 'an application');
select is(test.ny_sak('fordfoerer', 11, '{"beloep":"1900000","gyldig_til":"2021-12-31"}'), 'dal/sak-6', 'and its promise');
select is(test.simuler('dal/sak-6') #>> '{budsjett,tekst}', 'Beløpet tas ikke av handlingsplanens ramme for prosjekter.', 'which takes of no frame');
select is(test.simuler('dal/sak-6') -> 'varsler', null, 'of the whole sum the budget holds');
select is(test.simuler('dal/sak-6', '{"beloep":"1500000"}') #>> '{varsler,0,varsel}', 'budsjettet_er_i_ubalanse', 'of less a new one is due');

-- Against the frame of the year's plan: 300 000 in H3, of which what is awarded in its period.
create function test.rammen(ref text, mer jsonb default '{}') returns text
language sql as $$ select concat_ws(' ', x #>> '{budsjett,ramme}', x #>> '{budsjett,bundet}', x #>> '{budsjett,igjen}', (select string_agg(v ->> 'varsel', ' ') from jsonb_array_elements(x -> 'varsler') v)) from test.simuler(ref, mer) x $$;
select test.fremlagt('handlingsplan-2020');
set local session_replication_role = replica;
update core.plan_revisjon r set dokument = '{"aar":2020,"budsjett":{"omraader":[{"nummer":1,"ramme":"200000"},{"nummer":2,"ramme":"100000"}]},"omraader":[{"id":"a1","nummer":1,"tiltak":[{"bokstav":"A","tiltak":"T"}]}]}' from core.plan p where p.id = r.plan_id and p.kortnavn = 'handlingsplan-2020';
set local session_replication_role = origin;
select is(test.simuler('dal/sak-4') #>> '{budsjett,tekst}', 'Ingen vedtatt handlingsplan har en ramme for prosjekter 2020-10-01.', 'a draft is no frame');
select is(test.til_vedtatt('dal/sak-7'), 'vedtatt', 'it is adopted');
select is(test.simuler('dal/sak-4') #>> '{budsjett,tekst}', 'dal/handlingsplan-2020 setter av 300 000 kroner til prosjekter; 0 er gitt, og 205 000 er igjen etter denne saken.', 'then it is the frame');
select is(test.rammen('dal/sak-4', m::jsonb), t, n) from (values ('{"beloep":"300000"}', '300000 0 0', 'all of it'), ('{"beloep":"300000.50"}', '300000 0 -0.50 rammen_overskrides', 'and more'),
	('{"dato":"2021-01-01"}', '', 'not the next year''s')) v (m, t, n);
select test.ny_sak('silje', 27, '{"beloep":"120000"}'), test.ny_sak('silje', 39, '{"beloep":"60000","prosjekt":{"plan":"dal/handlingsplan-2020","strategi":"A","fra":"2020-10-01","til":"2020-12-31"}}'), test.ny_sak('eva', 20, '{"beloep":"200000"}');
update core.sak set tilstand = 'vedtatt' where nr = 9;
insert into core.vedtak (program_id, sak_id, handling, beslutning, organ_id, akt, dato, utfall) select s.program_id, s.id, (select max(h.nr) from core.handling h where h.program_id = s.program_id and h.sak_id = s.id), 39,
	(select id from core.organ where kortnavn = 'os'), 'vedtar', '2020-09-01', 'ja' from core.sak s where s.nr = 9;
select is(test.rammen(r, m::jsonb), t, n) from (values ('dal/sak-4', '{}', '300000 60000 145000', 'what is given is taken of it'), ('dal/sak-8', '{"beloep":"240000.01"}', '300000 60000 -0.01 rammen_overskrides', 'by another row too'),
	('dal/sak-10', '{}', '300000 60000 40000 saken_bokfoerer_ingenting', 'and what is given is not moved'), ('dal/sak-10', '{"beloep":"250000"}', '300000 60000 -10000 rammen_overskrides saken_bokfoerer_ingenting', 'no more than is free'),
	('dal/sak-8', '{"beloep":"100000"}', '300000 60000 140000 innenfor_delegert_grense', 'what is below the delegated limit is no case of row 27'), ('dal/sak-8', '{"beloep":"100000.01"}', '300000 60000 139999.99', 'above it is'),
	('dal/sak-8', '{"beloep":"100000","dato":"2020-12-31"}', '300000 60000 140000 innenfor_delegert_grense', 'while the delegation lasts')) v (r, m, t, n);
select is(test.simuler('dal/sak-8', '{"beloep":"100000"}') #>> '{varsler,0,tekst}', 'Kdir kan avgjøre inntil 100 000 kroner på delegasjon: saken hører under rad 28.', 'told by whom');
update core.sak set forslag = forslag || '{"prinsipiell":true}' where nr = 8;
select is(test.rammen('dal/sak-8', '{"beloep":"100000"}'), '300000 60000 140000', 'nor is one of principal importance below any limit (V-16)');

-- Refusals.
select is(test.grunn(h, 'simulate_sak', m::json), g, t) from (values
	('leder', '{"sak":"dal/sak-1","fravaerende":["ingen"]}', 'ukjent_person', 'an unknown person'),
	('leder', '{"sak":"dal/sak-1","inhabile":["utenfor"]}', 'personen_behandler_ikke_saken', 'who has no seat'),
	('leder', '{"sak":"dal/sak-2","inhabile":["sg5"]}', 'ingen_er_inhabil_i_valg', 'nobody is inhabil in an election (H-8)'),
	('leder', '{"sak":"dal/sak-1","beloep":"mye"}', 'ugyldig_beloep', 'no amount'),
	('leder', '{"sak":"dal/sak-1","dato":"i morgen"}', 'ugyldig_dato', 'no date'),
	('utenfor', '{"sak":"dal/sak-1"}', 'ukjent_sak', 'outside the case does not exist'),
	('utenfor', '{"sak":"dal/sak-3"}', 'bare_for_deltakere', 'nor is a decided one for others')) v (h, m, g, t);

-- Random constellations of sg, in every legal form, with 5 to 7 seats of which 5 are filled: the varas who are called, the
-- quorum and the majority are what the simulation said. Each is undone.
create type test.utfall as (stemte text, slutt text);
create function test.virkelig(sim jsonb, fravaerende text[], inhabile text[], ja int) returns test.utfall
language plpgsql as $$
declare
	u      test.utfall;
	leder  text := coalesce(sim ->> 'moeteleder', sim #>> '{stemmer,0}');
	m      uuid;
	h      uuid;
	n      int := 0;
	p      text;
begin
	for p in select x from unnest(fravaerende) x loop
		perform test.grunn(p, 'meld_forfall', json_build_object('organ', 'sg', 'dato', core.i_dag()));
	end loop;
	perform test.grunn('sgsekr', 'open_moete', jsonb_strip_nulls(jsonb_build_object('organ', 'sg', 'saker', array['dal/sak-1'],
		'moeteleder', case when array['sgleder', 'sg2'] <@ fravaerende then leder end))::json);
	select id into m from core.moete order by aapnet desc limit 1;
	if m is null then -- nobody could open it: there is nobody to lead
		u := ('', 'ikke_vedtaksfoert');
		raise exception 'angret' using errcode = 'ZZ000';
	end if;
	perform set_config('omstilling.token', encode(sha256('sgsekr'), 'hex'), true);
	for p in select x from unnest(inhabile) x loop -- as the organ would find them: the effects are the table's own
		insert into core.habilitet (program_id, sak_id, organ_id, person_id, grunn, reist_av, dato)
		select s.program_id, s.id, o.id, test.person(p), 'saerlige_forhold', test.person('sgsekr'), core.i_dag() from test.sak('dal/sak-1') s, core.organ o
		where o.kortnavn = 'sg' returning id into h;
		insert into core.habilitet_avgjoerelse (program_id, habilitet_id, inhabil, ja, nei, moete_id, avgjort_av, dato)
		select s.program_id, h, true, 1, 0, m, test.person('sgsekr'), core.i_dag() from test.sak('dal/sak-1') s;
	end loop;
	if leder is not null then
		perform test.grunn('sgsekr', 'lead_moete', json_build_object('moete', m, 'moeteleder', leder, 'sak', 'dal/sak-1'));
	end if;
	-- All who can vote do; who presides says no unless all must say yes.
	for p in select x from unnest(array['sg2', 'sg3', 'sg4', 'sg5', 'sgleder', 'v1', 'v2', 'v3']) x order by x = leder, x loop
		if test.stem(p, 'dal/sak-1', case when n < ja then 'ja' else 'nei' end) = 'ok' then
			n := n + 1;
			u.stemte := concat_ws(' ', u.stemte, p);
		end if;
	end loop;
	u.slutt := test.avgjoer(leder, 'dal/sak-1');
	if u.slutt = 'ok' then
		u.slutt := (select x.utfall from core.handling x where x.moete_id = m);
	end if;
	raise exception 'angret' using errcode = 'ZZ000';
exception when sqlstate 'ZZ000' then
	return u;
end $$;
create function test.trekk(fra text[], tall int, froe int) returns text[]
language sql as $$ select array(select x from unnest(fra) x where abs(hashtext(x || '/' || froe)) % 100 < tall order by hashtext(froe || x)) $$;
select is(test.gjoer('raadgiver', 'kvalitetssikrer', 'dal/sak-1'), 'ok', 'it is the turn of sg');
create temp table konstellasjon (n int, form text, seter int, fravaerende text[], inhabile text[], sim jsonb, nok test.utfall, for_faa test.utfall);
create function test.proev_alle() returns void
language plpgsql as $$
declare
	k konstellasjon;
begin
	for n in 1 .. 24 loop
		k := null;
		k.n := n;
		k.form := (array['folkevalgt', 'prosjektgruppe', 'kf', 'as'])[1 + n % 4];
		k.seter := 5 + n / 4 % 3;
		k.fravaerende := test.trekk(array['sgleder', 'sg2', 'sg3', 'sg4', 'sg5', 'v1', 'v2', 'v3'], 20 + n % 3 * 15, n);
		k.inhabile := test.trekk(array['sgleder', 'sg2', 'sg3', 'sg4', 'sg5', 'v1', 'v2', 'v3'], 15 + n % 4 * 10, 1000 + n);
		set local session_replication_role = replica;
		update core.organ set juridisk_form = k.form, seter = k.seter where kortnavn = 'sg';
		set local session_replication_role = origin;
		k.sim := test.organ_i(test.simuler('dal/sak-1', jsonb_build_object('fravaerende', k.fravaerende, 'inhabile', k.inhabile)), 'sg');
		k.nok := test.virkelig(k.sim, k.fravaerende, k.inhabile, coalesce((k.sim ->> 'ja_kreves')::int, 9));
		k.for_faa := test.virkelig(k.sim, k.fravaerende, k.inhabile, coalesce((k.sim ->> 'ja_kreves')::int - 1, 9));
		insert into konstellasjon select k.*;
	end loop;
end $$;
select test.proev_alle();
select is_empty($$select n, form, fravaerende, inhabile, sim -> 'stemmer', (nok).stemte from konstellasjon
	where coalesce((select string_agg(x, ' ' order by x collate "C") from jsonb_array_elements_text(sim -> 'stemmer') x), '')
		<> coalesce((select string_agg(x, ' ' order by x collate "C") from unnest(string_to_array((nok).stemte, ' ')) x), '')$$, 'those vote who were to vote');
-- What the vote must end with; where only varas sit, nobody can close it.
create function test.ventet(sim jsonb, nok boolean) returns text
language sql as $$
	select case when not sim ? 'stemmer' then 'ikke_vedtaksfoert' when not sim ? 'moeteleder' and not sim ->> 'stemmer' ~ 's' then 'ikke_din_oppgave'
		when not (sim ->> 'vedtaksfoert')::boolean then 'ikke_vedtaksfoert' when nok and sim ? 'ja_kreves' then 'ja' else 'nei' end
$$;
select is_empty($$select n, form, seter, fravaerende, inhabile, nok from konstellasjon where (nok).slutt is distinct from test.ventet(sim, true)$$,
	'as many yes as were said suffice');
select is_empty($$select n, form, seter, fravaerende, inhabile, for_faa from konstellasjon where (for_faa).slutt is distinct from test.ventet(sim, false)$$,
	'one less does not');
select is_empty($$select n, sim from konstellasjon where (sim #>> '{hindring,grunn}' = 'ingen_kan_lede') is distinct from ((nok).slutt = 'ikke_din_oppgave' and (sim ->> 'vedtaksfoert')::boolean)
	and sim ? 'hindring'$$, 'where nobody can close the vote it is said');
select cmp_ok((select count(*) from konstellasjon where (sim ->> 'vedtaksfoert')::boolean), '>', 8::bigint, 'many could decide');
select cmp_ok((select count(*) from konstellasjon where not (sim ->> 'vedtaksfoert')::boolean), '>', 3::bigint, 'some could not');
select cmp_ok((select count(*) from konstellasjon where sim::text ~ '"vara"'), '>', 10::bigint, 'varas were called in many');
select is((select count(*)::int from core.innkalling), 0, 'and nothing of it is left');

select * from finish();
rollback;
