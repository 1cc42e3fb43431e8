-- HP-14 to HP-16: period, attachments and numbers of a handlingsplan. HP-16 is asked of an omstillingsplan too.

create or replace function checks.hp_14(dok jsonb, omstillingsplan jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with periode as (
		select coalesce(dok ->> 'periode_fra', dok ->> 'aar' || '-01-01') as fra, coalesce(dok ->> 'periode_til', dok ->> 'aar' || '-12-31') as til,
			checks.dato(dok ->> 'aar' || '-01-01') as nyttaar, checks.dato(dok ->> 'aar' || '-12-31') as aarsslutt,
			coalesce((omstillingsplan ->> 'fra_aar')::int = (dok ->> 'aar')::int, true) as foerste
	)
	select 'HP-14', 'feil', 'periode_til', fra || '/' || til, nyttaar || '/' || aarsslutt, 'S4',
		format('Planens periode er %s til %s; den skal være kalenderåret %s, og bare den første planen kan være lengre.',
			coalesce(fra, 'ikke oppgitt'), coalesce(til, 'ikke oppgitt'), coalesce(dok ->> 'aar', 'som ikke er oppgitt'))
	from periode
	where coalesce(case when foerste then checks.dato(fra) > nyttaar or checks.dato(til) < aarsslutt
		else checks.dato(fra) <> nyttaar or checks.dato(til) <> aarsslutt end, true)
$$;
comment on function checks.hp_14(jsonb, jsonb) is
	'HP-14 [S4]: the plan''s period is its calendar year; the first may be longer. One per period is a key of the tables; the date of adoption is the vedtak''s.';

create or replace function checks.hp_15(dok jsonb, omstillingsplan jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-15', 'varsel', 'kommunikasjonsplan', null::text, null::text, 'S4', 'Kommunikasjonsplanen mangler.'
	where btrim(coalesce(dok ->> 'kommunikasjonsplan', '')) = '' and jsonb_array_length(dok -> 'kommunikasjonstiltak') > 0 is not true
	union all
	select 'HP-15', 'varsel', 'tidligere_resultater', null, null, 'S4', 'Resultatene fra tidligere år mangler.'
	where btrim(coalesce(dok ->> 'tidligere_resultater', '')) = '' and jsonb_array_length(dok -> 'resultater') > 0 is not true
		and (dok ->> 'aar')::int > (omstillingsplan ->> 'fra_aar')::int
$$;
comment on function checks.hp_15(jsonb, jsonb) is 'HP-15 [S4]: warns where the communication plan is missing, or earlier results after year 1; a text or rows will do.';

create or replace function checks.hp_16(dok jsonb, tallfelt text[]) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-16', 'feil', sted, left(verdi, 80), null::text, 'S2', format('«%s» er ikke et tall; skriv for eksempel 200000 eller 62.5.', left(verdi, 80))
	from checks.blad(dok) where felt = any (tallfelt) and checks.er_ugyldig(verdi)
$$;
comment on function checks.hp_16(jsonb, text[]) is
	'HP-16 [S2]: every number is an exact decimal or "-". Printed forms ("5.000.000", "kr 400.000,-") become decimals when a document is saved or checked (core.les_tall).';

create or replace function checks.tallfelt_omstillingsplan() returns text[]
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select array['arbeidsplasser', 'nye', 'sikrede', 'verdi', 'oppgitt_sum', 'egen_tabell_oppgitt_sum', 'oppgitt_sum_arbeidsplasser', 'oppgitt_totalsum',
		'andel', 'toleranse', 'aarlig_ramme', 'samlet_ramme', 'oppgitt_sum_nye', 'oppgitt_sum_sikrede', 'egen_tabell_oppgitt_sum_nye',
		'egen_tabell_oppgitt_sum_sikrede', 'oppgitt_totalsum_nye', 'oppgitt_totalsum_sikrede', 'antall', 'deltakere', 'maaltall']
$$;
comment on function checks.tallfelt_omstillingsplan() is 'HP-16 [S2]: the fields of an Omstillingsplan that hold numbers.';

create or replace function checks.tallfelt_handlingsplan() returns text[]
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select array['resultatmaal', 'budsjett', 'oppgitt_sum_resultatmaal', 'oppgitt_sum_budsjett', 'timer', 'andel', 'beloep', 'oppgitt_sum_andel', 'oppgitt_sum',
		'timepris', 'ramme', 'kostnad', 'prosent', 'grunnlag', 'soekbare_midler', 'prosjektrettet_arbeid', 'antall', 'maaltall', 'resultat', 'nye',
		'sikrede', 'verdi']
$$;
comment on function checks.tallfelt_handlingsplan() is 'HP-16 [S2]: the fields of a Handlingsplan that hold numbers.';
