-- A handlingsplan as rows, one function a table of handbook 8.2. No rules here.

create or replace function checks.hp_omraade(dok jsonb)
returns table (sted text, nummer integer, navn text, sum_jobber text, sum_budsjett text, timer text, verdi jsonb)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'omraader/' || e.noekkel, (e.verdi ->> 'nummer')::int, e.verdi ->> 'navn', e.verdi ->> 'oppgitt_sum_resultatmaal',
		e.verdi ->> 'oppgitt_sum_budsjett', e.verdi ->> 'timer', e.verdi
	from checks.elementer(dok -> 'omraader') as e
$$;
comment on function checks.hp_omraade(jsonb) is 'Areas of a handlingsplan with the sums that their tables print (S2 kap. 3).';

create or replace function checks.hp_tiltak(dok jsonb)
returns table (sted text, omraade_sted text, omraade integer, bokstav text, resultatmaal text, budsjett text, delmaal jsonb)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select o.sted || '/tiltak/' || t.noekkel, o.sted, o.nummer, t.verdi ->> 'bokstav', t.verdi ->> 'resultatmaal', t.verdi ->> 'budsjett',
		t.verdi -> 'delmaal'
	from checks.hp_omraade(dok) as o, checks.elementer(o.verdi -> 'tiltak') as t
$$;
comment on function checks.hp_tiltak(jsonb) is 'Rows of table H1 (S2 kap. 3).';

create or replace function checks.hp_h1(dok jsonb)
returns table (sted text, nummer integer, sum_jobber text, jobber numeric, sum_budsjett text, budsjett numeric)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select o.sted, o.nummer, o.sum_jobber, t.jobber, o.sum_budsjett, t.budsjett
	from checks.hp_omraade(dok) as o
	left join (
		select omraade_sted, checks.trykt_sum(array_agg(resultatmaal)) as jobber, checks.trykt_sum(array_agg(budsjett)) as budsjett
		from checks.hp_tiltak(dok) group by omraade_sted
	) as t on t.omraade_sted = o.sted
$$;
comment on function checks.hp_h1(jsonb) is 'Table H1 an area: the printed sums beside those computed from its printed rows (S2 kap. 3).';

create or replace function checks.hp_delmaal_rader(dok jsonb)
returns table (kilde text, sted text, bokstav text, antall text, tilstand text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'tabell', t.sted, t.bokstav, d ->> 'antall', d ->> 'tilstand'
	from checks.hp_tiltak(dok) as t, jsonb_array_elements(t.delmaal) as d
	union all
	select 'oversikt', o.sted || '/delmaal_oversikt/' || (d ->> 'bokstav'), d ->> 'bokstav', d ->> 'antall', d ->> 'tilstand'
	from checks.hp_omraade(dok) as o, jsonb_array_elements(o.verdi -> 'delmaal_oversikt') as d
	where d ->> 'bokstav' is not null
$$;
comment on function checks.hp_delmaal_rader(jsonb) is 'Delmål as table H1 states them (S2 kap. 3) and as the overview does (S2 kap. 2.2).';

create or replace function checks.hp_finansiering(dok jsonb) returns table (sted text, kilde text, andel text, beloep text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'finansiering/rader/' || e.noekkel, e.verdi ->> 'kilde', e.verdi ->> 'andel', e.verdi ->> 'beloep'
	from checks.elementer(dok -> 'finansiering' -> 'rader') as e
$$;
comment on function checks.hp_finansiering(jsonb) is 'Rows of table H2 (S2 kap. 4).';

create or replace function checks.hp_budsjett(dok jsonb)
returns table (sted text, slag text, nummer integer, navn text, ramme text, timer text, kostnad text, oppgitt_sum text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with rad (sted, slag, v) as (
		select 'budsjett/omraader/' || e.noekkel, 'omraade', e.verdi from checks.elementer(dok -> 'budsjett' -> 'omraader') as e
		union all
		select 'budsjett/' || slag, slag, dok -> 'budsjett' -> slag
		from unnest(array['sum_omraader', 'prosjektarbeid', 'administrasjon', 'sum_prosjektarbeid_og_administrasjon', 'totalsum']) as slag
		where dok -> 'budsjett' -> slag is not null
	)
	select sted, slag, (v ->> 'nummer')::int, v ->> 'navn', v ->> 'ramme', v ->> 'timer', v ->> 'kostnad', v ->> 'oppgitt_sum' from rad
$$;
comment on function checks.hp_budsjett(jsonb) is 'Rows of table H3 (S2 kap. 4): slag is omraade, or the name of the printed sum row.';
