-- KursService: courses, seminars and role agreements.

create or replace function api.register_kurs(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 200;
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
	k     core.kurs;
begin
	perform core.krev_deltaker(p), core.krev_forbereder(p), core.krev_tekst(req, 'dato');
	if coalesce(json_array_length(req -> 'deltakere'), 0) not between 1 and flest then
		raise exception 'Et kurs har mellom 1 og % deltakere.', flest using errcode = 'RP003', constraint = 'kurset_har_deltakere', column = 'deltakere';
	end if;
	insert into core.kurs (program_id, nr, slag, dato, tittel, merknad, korrigerer, person_id, registrert)
	values (p, 0, core.krev_tekst(req, 'slag'), core.les_dato(req, 'dato'), nullif(btrim(req ->> 'tittel'), ''), nullif(btrim(req ->> 'merknad'), ''), (req ->> 'korrigerer')::int, core.person(), core.i_dag())
	returning * into k;
	insert into core.kurs_deltaker (program_id, kurs_nr, deltaker_id) select p, k.nr, (core.finn_person(d)).id from json_array_elements_text(req -> 'deltakere') d;
	return query select json_build_object('kurs', core.kurs_svar(k));
end $$;
comment on function api.register_kurs(json) is 'KursService.RegisterKurs.';

create or replace function api.list_kurs(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	perform core.krev_deltaker(p);
	return query
	with side as (select k, k.nr from core.kurs k where k.program_id = p and k.nr > etter order by k.nr limit n + 1)
	select (core.side('kurs', n, array_agg(core.kurs_svar(x.k) order by x.nr), array_agg(x.nr::text order by x.nr))::jsonb || jsonb_strip_nulls(jsonb_build_object(
		'uten_kurs', (select jsonb_agg(jsonb_build_object('brukernavn', u.brukernavn, 'organ', u.organ, 'siden', u.siden)) from core.uten_kurs(p, core.i_dag()) u),
		'gjenstaar', (select jsonb_agg(jsonb_build_object('tittel', f.tittel, 'frist', f.frist, 'kilde', f.kilde)) from core.kurs_frister(p, core.i_dag()) f))))::json
	from side x;
end $$;
comment on function api.list_kurs(json) is 'KursService.ListKurs.';

create or replace function api.register_rolleavtale(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p uuid := core.finn_program(core.krev_tekst(req, 'program'));
	a core.rolleavtale;
begin
	perform core.krev_deltaker(p), core.krev_forbereder(p), core.krev_tekst(req, 'fra');
	insert into core.rolleavtale (program_id, nr, motpart, orgnr, innhold, fra, til, korrigerer, person_id, registrert)
	values (p, 0, btrim(core.krev_tekst(req, 'motpart')), nullif(replace(req ->> 'orgnr', ' ', ''), ''), core.krev_tekst(req, 'innhold'), core.les_dato(req, 'fra'), core.les_dato(req, 'til'),
		(req ->> 'korrigerer')::int, core.person(), core.i_dag()) returning * into a;
	return query select json_build_object('avtale', core.rolleavtale_svar(a));
end $$;
comment on function api.register_rolleavtale(json) is 'KursService.RegisterRolleavtale.';

create or replace function api.list_rolleavtaler(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.finn_program(core.krev_tekst(req, 'program'));
begin
	perform core.krev_deltaker(p);
	return query
	with side as (select a, a.nr from core.rolleavtale a where a.program_id = p and a.nr > etter order by a.nr limit n + 1)
	select core.side('avtaler', n, array_agg(core.rolleavtale_svar(x.a) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_rolleavtaler(json) is 'KursService.ListRolleavtaler.';
