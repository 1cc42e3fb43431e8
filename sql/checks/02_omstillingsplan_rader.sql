-- An omstillingsplan as rows, one function a table of the template (handbook 8.1). No rules here.

create or replace function checks.op_omraade(dok jsonb)
returns table (sted text, nummer integer, navn text, stoette boolean, oppgitt_sum text, egen_sum text, verdi jsonb)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'innsatsomraader/' || e.noekkel, (e.verdi ->> 'nummer')::int, e.verdi ->> 'navn',
		coalesce((e.verdi ->> 'stoetteomraade')::boolean, false), e.verdi ->> 'oppgitt_sum', e.verdi ->> 'egen_tabell_oppgitt_sum', e.verdi
	from checks.elementer(dok -> 'innsatsomraader') as e
$$;
comment on function checks.op_omraade(jsonb) is 'Innsatsområder of an omstillingsplan (S1 kap. 3).';

create or replace function checks.aarstall(liste jsonb) returns table (noekkel text, aar integer, verdi text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select e.noekkel, (e.verdi ->> 'aar')::int, e.verdi ->> 'verdi' from checks.elementer(liste) as e
$$;
comment on function checks.aarstall(jsonb) is 'The cells of a yearly row.';

create or replace function checks.op_t2(dok jsonb)
returns table (omraade_sted text, nummer integer, stoette boolean, aar integer, verdi text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select o.sted, o.nummer, o.stoette, a.aar, a.verdi
	from checks.op_omraade(dok) as o, checks.aarstall(o.verdi -> 'arbeidsplasser') as a
$$;
comment on function checks.op_t2(jsonb) is 'Cells of table T2, jobs by innsatsområde and year (S1 kap. 3.1).';

create or replace function checks.op_strategi(dok jsonb)
returns table (sted text, nr bigint, omraade integer, id text, bokstav text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select o.sted || '/strategier/' || s.noekkel, row_number() over (order by e.nr, s.nr), o.nummer, s.verdi ->> 'id', s.verdi ->> 'bokstav'
	from checks.elementer(dok -> 'innsatsomraader') as e
	join checks.op_omraade(dok) as o on o.sted = 'innsatsomraader/' || e.noekkel,
		checks.elementer(e.verdi -> 'strategier') as s
$$;
comment on function checks.op_strategi(jsonb) is 'Lettered strategies in the order of the document (S1 kap. 3.2).';

create or replace function checks.op_rad(dok jsonb, tabell text)
returns table (sted text, nr bigint, navn text, andel text, slag text, oppgitt_sum text, aar integer, verdi text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select tabell || '/rader/' || r.noekkel, r.nr, r.verdi ->> 'navn', r.verdi ->> 'andel', r.verdi ->> 'slag', r.verdi ->> 'oppgitt_sum', a.aar, a.verdi
	from checks.elementer(dok -> tabell -> 'rader') as r
	left join checks.aarstall(r.verdi -> 'beloep') as a on true
$$;
comment on function checks.op_rad(jsonb, text) is
	'Cells of table T4 (finansiering, S1 kap. 5.1) or T5 (ressurser, S1 kap. 5.2); a row without years is one row with no year.';

create or replace function checks.op_toleranse(dok jsonb, tabell text) returns numeric
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(checks.tall(dok -> tabell ->> 'toleranse'),
		case when (dok -> tabell ->> 'trykt_enhet')::numeric > 1 then (dok -> tabell ->> 'trykt_enhet')::numeric / 20 else 0 end)
$$;
comment on function checks.op_toleranse(jsonb, text) is
	'OP-6 [S1 kap. 5.1]: half the last printed digit, NOK per addend. As the table states it, else one decimal of its unit; whole kroner are exact.';

create or replace function checks.op_per_aar(dok jsonb, tabell text)
returns table (aar integer, oppgitt text, beregnet numeric, toleranse numeric)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(s.aar, k.aar), s.verdi, k.beregnet, coalesce(k.antall, 0) * checks.op_toleranse(dok, tabell)
	from checks.aarstall(dok -> tabell -> 'oppgitt_sum' -> 'beloep') as s
	full join (
		select r.aar, checks.trykt_sum(array_agg(r.verdi)) as beregnet, checks.antall_tall(array_agg(r.verdi)) as antall
		from checks.op_rad(dok, tabell) as r where r.aar is not null group by r.aar
	) as k on k.aar = s.aar
$$;
comment on function checks.op_per_aar(jsonb, text) is
	'Years of T4 or T5 (S1 kap. 5): the printed sum of the column, its sum computed from the printed cells, and how far they may differ.';

create or replace function checks.op_aarets_ramme(dok jsonb, aaret integer) returns numeric
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(
		(select coalesce(checks.tall(f.oppgitt), f.beregnet) from checks.op_per_aar(dok, 'finansiering') as f where f.aar = aaret limit 1),
		(select coalesce(checks.tall(r.oppgitt), r.beregnet) from checks.op_per_aar(dok, 'ressurser') as r where r.aar = aaret limit 1),
		checks.tall(dok ->> 'aarlig_ramme'))
$$;
comment on function checks.op_aarets_ramme(jsonb, integer) is 'What the omstillingsplan sets aside for a year: T4, else T5, else its yearly frame (S1 kap. 5).';
