-- Series of measurements: read from rows of a file, all of them or none; shown as IATI shapes results: result, indicator, period
-- {target, actual}. Not part of the yearly reporting of jobs (51_resultat.sql).

create or replace function core.les_periode(tekst text) returns daterange
language plpgsql immutable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t   text := upper(btrim(tekst));
	fra date := case
		when t ~ '^[12][0-9]{3}$' then make_date(t::int, 1, 1)
		when t ~ '^[12][0-9]{3}K[1-4]$' then make_date(left(t, 4)::int, right(t, 1)::int * 3 - 2, 1)
		when t ~ '^[12][0-9]{3}M(0[1-9]|1[0-2])$' then make_date(left(t, 4)::int, right(t, 2)::int, 1)
		else checks.dato(split_part(t, '/', 1)) end;
	til date := case length(t) when 4 then fra + interval '1 year - 1 day' when 6 then fra + interval '3 months - 1 day' when 7 then fra + interval '1 month - 1 day'
		when 10 then fra else checks.dato(split_part(t, '/', 2)) end;
begin
	return case when fra <= til and split_part(t, '/', 3) = '' then daterange(fra, til, '[]') end;
end $$;
comment on function core.les_periode(text) is
	'The days that a figure is of: 2021, 2021K3 (quarter), 2021M09 (month; both as SSB writes them), 2021-12-31, or 2021-01-01/2021-06-30; null for anything else.';

create or replace function core.les_maaling(trykt text) returns text
language plpgsql immutable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when btrim(coalesce(trykt, '')) in ('', '.', '..', ':') then null when btrim(trykt) ~ '^-?[0-9]{1,3}[.][0-9]{3}$' then '?'
		else coalesce(checks.enkel(coalesce(checks.tall(btrim(trykt)), core.parse_belop(trykt))), '?') end;
end $$;
comment on function core.les_maaling(text) is
	'A printed figure as a decimal; null for what says that there is none: nothing, or SSB''s signs ".", ".." and ":". "?" for anything else: "-" too, which is zero to SSB and no goal to a plan, and "1.234", which is two numbers.';

create or replace function core.maalingsrad_feil(r json) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return concat_ws(' ',
		case when length(btrim(coalesce(r ->> 'indikator', ''))) not between 1 and 300 then 'Indikatoren mangler eller er over 300 tegn.' end,
		case when length(btrim(coalesce(r ->> 'kilde', ''))) not between 1 and 100 then 'Kilden mangler eller er over 100 tegn.' end,
		case when length(r ->> 'enhet') > 50 or length(r ->> 'tidspunkt') > 200 or length(r ->> 'maal') > 500 then 'En av tekstene er for lang.' end,
		case when core.les_periode(r ->> 'periode') is null then format('«%s» er ingen periode; skriv 2021, 2021K3, 2021M09, 2021-12-31 eller 2021-01-01/2021-06-30.', left(r ->> 'periode', 40)) end,
		case when core.les_maaling(r ->> 'verdi') = '?' then format('«%s» er ikke et tall; skriv 0 for null, og la feltet stå tomt for det som ikke er målt.', left(r ->> 'verdi', 40)) end,
		case when core.les_maaling(r ->> 'maaltall') = '?' then format('Måltallet «%s» er ikke et tall.', left(r ->> 'maaltall', 40)) end,
		case when coalesce(btrim(r ->> 'verdi'), '') = '' and coalesce(btrim(r ->> 'maaltall'), '') = '' then 'Raden har verken verdi eller måltall.' end,
		case when r ->> 'maalt' is not null and checks.dato(r ->> 'maalt') is null then format('«%s» er ikke en dato på formen 2021-01-31.', left(r ->> 'maalt', 40))
			when checks.dato(r ->> 'maalt') > core.i_dag() then format('Datoen %s ligger fram i tid.', r ->> 'maalt') end);
end $$;
comment on function core.maalingsrad_feil(json) is 'What is wrong with a row of measurements, in words; empty: nothing.';

create or replace view core.maalingsrad with (security_invoker = true) as
	select 0 as linje, ''::text as indikator, ''::text as kilde, ''::text as enhet, ''::text as tidspunkt, ''::text as maal, null::date as periode_fra, null::date as periode_til,
		''::text as maaltall, ''::text as verdi, null::date as maalt, ''::text as feil where false;
comment on view core.maalingsrad is 'Row type of a measurement that is read and not stored; always empty.';

create or replace function core.les_maalinger(rader json) returns setof core.maalingsrad
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with lest as (
		select coalesce((r ->> 'linje')::int, n::int) as linje, btrim(r ->> 'indikator') as indikator, btrim(r ->> 'kilde') as kilde, nullif(btrim(r ->> 'enhet'), '') as enhet,
			nullif(btrim(r ->> 'tidspunkt'), '') as tidspunkt, nullif(btrim(r ->> 'maal'), '') as maal, core.les_periode(r ->> 'periode') as p,
			core.les_maaling(r ->> 'maaltall') as maaltall, core.les_maaling(r ->> 'verdi') as verdi, coalesce(checks.dato(r ->> 'maalt'), core.i_dag()) as maalt,
			core.maalingsrad_feil(r) as feil
		from json_array_elements(rader) with ordinality x (r, n)
	)
	select l.linje, l.indikator, l.kilde, l.enhet, l.tidspunkt, l.maal, lower(l.p), upper(l.p) - 1, l.maaltall, l.verdi, l.maalt,
		case when l.feil = '' and count(*) over same > 1 then format('Filen har perioden for indikatoren flere ganger (linje %s).', string_agg(l.linje::text, ', ') over same)
			else l.feil end
	from lest l window same as (partition by l.indikator, l.kilde, l.p order by l.linje rows between unbounded preceding and unbounded following) order by l.linje;
end $$;
comment on function core.les_maalinger(json) is 'Rows of a file as measurements, each with what is wrong with it; a period that an indicator has twice is wrong in both places.';

create or replace function core.maaling_gjelder(program uuid, serie uuid, fra date, til date, dag date) returns core.maaling
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.maaling;
begin
	select * into m from core.maaling x where x.program_id = program and x.serie_id = serie and x.periode_fra = fra and x.periode_til = til and x.dato <= dag
	order by x.nr desc limit 1;
	return m;
end $$;
comment on function core.maaling_gjelder(uuid, uuid, date, date, date) is 'The newest row of a series and a period as it was known on a day.';

create or replace function core.lagre_maalinger(program uuid, fil text, rader json) returns int
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	antall int;
begin
	insert into core.maaleserie (program_id, indikator, kilde, enhet, tidspunkt, maal, person_id, dato)
	select distinct on (r.indikator, r.kilde) program, r.indikator, r.kilde, r.enhet, r.tidspunkt, r.maal, core.person(), core.i_dag()
	from core.les_maalinger(rader) r order by r.indikator, r.kilde, r.linje
	on conflict on constraint maaleserien_finnes_fra_foer do nothing;
	insert into core.maaling (program_id, nr, serie_id, periode_fra, periode_til, maaltall, verdi, maalt, korrigerer, fil, linje, person_id, dato)
	select program, (select coalesce(max(m.nr), 0) from core.maaling m where m.program_id = program) + row_number() over (order by r.linje), s.id, r.periode_fra, r.periode_til,
		coalesce(r.maaltall, (g).maaltall), r.verdi, r.maalt, (g).nr, lagre_maalinger.fil, case when lagre_maalinger.fil is not null then r.linje end, core.person(), core.i_dag()
	from core.les_maalinger(rader) r join core.maaleserie s on s.program_id = program and s.indikator = r.indikator and s.kilde = r.kilde
		cross join lateral core.maaling_gjelder(program, s.id, r.periode_fra, r.periode_til, core.i_dag()) g
	where (g).nr is null or (r.verdi, coalesce(r.maaltall, (g).maaltall)) is distinct from ((g).verdi, (g).maaltall);
	get diagnostics antall = row_count;
	return antall;
end $$;
comment on function core.lagre_maalinger(uuid, text, json) is
	'Stores rows that are known to be right, and returns how many were new. What the programme has already is left alone, so that a file may be read again; a figure that is another corrects the one before, whose goal it keeps where it states none.';

create or replace function core.importer_maalinger(program uuid, fil text, rader json, proev boolean) returns json
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 5000;
	feil  json;
	nye   int := 0;
begin
	if coalesce(json_array_length(rader), 0) not between 1 and flest then
		raise exception 'En import har mellom 1 og % rader.', flest using errcode = 'RP003', constraint = 'importen_har_feil_lengde', column = 'rader';
	end if;
	perform pg_advisory_xact_lock(hashtextextended('maaling ' || program, 0));
	select json_agg(json_build_object('linje', r.linje, 'tekst', r.feil) order by r.linje) into feil from core.les_maalinger(rader) r where r.feil <> '';
	if feil is null and not proev then
		nye := core.lagre_maalinger(program, fil, rader);
	end if;
	return json_strip_nulls(json_build_object('rader', json_array_length(rader), 'nye', nye, 'proevekjoering', nullif(proev, false), 'feil', feil));
end $$;
comment on function core.importer_maalinger(uuid, text, json, boolean) is
	'Reads rows of a file into the series that they name, which begin with them: all of them, or, when one is wrong, none, each wrong line with its reason.';

-- Shown.

create or replace function core.plan_maal(program uuid, dag date) returns table (id text, slag text, omraade text, tekst text, indikator text, kilde text, tidspunkt text, enhet text, maaltall text, nr bigint)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with op (v) as (select core.omstillingsplan_i_kraft(program, dag)),
	maal as (
		select 1 as gruppe, 'effektmaal' as slag, null as omraade, m.v, m.n from op, jsonb_array_elements(op.v -> 'effektmaal') with ordinality m (v, n)
		union all select 2, 'robusthet', null, m.v, m.n from op, jsonb_array_elements(op.v -> 'robusthet') with ordinality m (v, n)
		union all select 3, 'utviklingsevne', null, m.v, m.n from op, jsonb_array_elements(op.v -> 'utviklingsevne') with ordinality m (v, n)
		union all select 4, 'effektmaal', o.v ->> 'navn', m.v, o.n * 1000 + m.n
			from op, jsonb_array_elements(op.v -> 'innsatsomraader') with ordinality o (v, n), jsonb_array_elements(o.v -> 'effektmaal') with ordinality m (v, n)
	)
	select m.v ->> 'id', m.slag, m.omraade, m.v ->> 'tekst', m.v ->> 'indikator', m.v ->> 'maalekilde', m.v ->> 'tidspunkt', m.v ->> 'enhet', m.v ->> 'maaltall',
		row_number() over (order by m.gruppe, m.n) from maal m;
end $$;
comment on function core.plan_maal(uuid, date) is
	'The goals of the omstillingsplan in force on a day that are measured by something else than jobs: effektmål, robusthet, utviklingsevne, and the effektmål of its areas.';

create or replace function core.serie_maal(s core.maaleserie, dag date) returns bigint
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select m.nr from core.plan_maal(s.program_id, dag) m
		where case when s.maal is not null then s.maal in (m.id, m.tekst) else lower(btrim(m.indikator)) = lower(s.indikator) end order by m.nr limit 1);
end $$;
comment on function core.serie_maal(core.maaleserie, date) is 'The goal that a series measures: the one that it names, else the one that names its indicator; null: none of the plan''s.';

create or replace function core.maaleperioder(s core.maaleserie, dag date) returns setof core.maaling
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select distinct on (m.periode_fra, m.periode_til) m.* from core.maaling m
	where m.program_id = s.program_id and m.serie_id = s.id and m.dato <= dag order by m.periode_fra, m.periode_til, m.nr desc;
end $$;
comment on function core.maaleperioder(core.maaleserie, date) is 'The periods of a series as they were known on a day.';

create or replace function core.serie_svar(s core.maaleserie, dag date) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', s.id, 'title', s.indikator, 'source', s.kilde, 'measure', s.enhet, 'tidspunkt', s.tidspunkt,
		'period', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('period_start', m.periode_fra, 'period_end', m.periode_til, 'target', m.maaltall, 'actual', m.verdi,
			'maalt', m.maalt, 'korrigerer', m.korrigerer)) order by m.periode_fra, m.periode_til) from core.maaleperioder(s, dag) m)));
end $$;
comment on function core.serie_svar(core.maaleserie, date) is 'The contract''s IatiIndicator.';

create or replace function core.effektmaal(program uuid, dag date) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
	with serie as materialized (
		select s, core.serie_maal(s, dag) as maal from core.maaleserie s where s.program_id = program and s.dato <= dag
	), maal as (
		select m.nr, m.id, m.slag, m.omraade, m.tekst, coalesce((select jsonb_agg(core.serie_svar(x.s, dag) order by (x.s).indikator, (x.s).kilde) from serie x where x.maal = m.nr),
			jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('title', m.indikator, 'source', m.kilde, 'measure', m.enhet, 'tidspunkt', m.tidspunkt, 'target', m.maaltall)))) as indikatorer
		from core.plan_maal(program, dag) m
		union all
		select 100000, null, null, null, 'Andre målinger', (select jsonb_agg(core.serie_svar(x.s, dag) order by (x.s).indikator, (x.s).kilde) from serie x where x.maal is null)
	)
	select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', m.id, 'slag', m.slag, 'omraade', m.omraade, 'title', m.tekst, 'indicator', m.indikatorer)) order by m.nr), '[]')
	from maal m where m.indikatorer is not null);
end $$;
comment on function core.effektmaal(uuid, date) is
	'The contract''s IatiResult for each goal of the plan in force and what measures it; of a goal that nobody has measured the indicator alone; last the series that are of no goal.';

create or replace function core.maalinger_flatt(effektmaal jsonb) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('maal', r.v -> 'title', 'indikator', i.v -> 'title', 'kilde', i.v -> 'source', 'enhet', i.v -> 'measure',
			'fra', p.v -> 'period_start', 'til', p.v -> 'period_end', 'maaltall', coalesce(p.v -> 'target', i.v -> 'target'), 'verdi', coalesce(p.v ->> 'actual', 'ikke målt'),
			'maalt', p.v -> 'maalt')) order by r.n, i.n, p.n)
		from jsonb_array_elements(effektmaal) with ordinality r (v, n) cross join jsonb_array_elements(r.v -> 'indicator') with ordinality i (v, n)
			left join lateral jsonb_array_elements(i.v -> 'period') with ordinality p (v, n) on true);
end $$;
comment on function core.maalinger_flatt(jsonb) is 'The same as a row a period, for a table.';

create or replace trigger journal after insert on core.maaleserie for each row execute function core.journal_rad('maaleserie_begynt');
create or replace trigger journal after insert on core.maaling for each row execute function core.journal_rad('maaling_foert');
create or replace trigger uforanderlig before update or delete or truncate on core.maaleserie for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.maaling for each statement execute function core.uforanderlig();
alter table core.maaleserie enable row level security;
alter table core.maaling enable row level security;
drop policy if exists deltakerne_ser_maalinger on core.maaleserie;
create policy deltakerne_ser_maalinger on core.maaleserie for select to omstilling_api using (core.deltar(program_id));
drop policy if exists de_som_forbereder_maaler on core.maaleserie;
create policy de_som_forbereder_maaler on core.maaleserie for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());
drop policy if exists deltakerne_ser_maalinger on core.maaling;
create policy deltakerne_ser_maalinger on core.maaling for select to omstilling_api using (core.deltar(program_id));
drop policy if exists de_som_forbereder_maaler on core.maaling;
create policy de_som_forbereder_maaler on core.maaling for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());
