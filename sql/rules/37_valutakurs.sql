-- Official rates from a file: the CSV that Norges Bank gives out, or any with a header and a column for the date and one for the rate.

create or replace function core.csv_felter(linje text, skille text) returns text[]
language plpgsql immutable strict set search_path = pg_catalog, pg_temp as $$
begin
	return array(select case when m[1] ~ '^".*"$' then replace(substr(m[1], 2, length(m[1]) - 2), '""', '"') else btrim(m[1]) end
		from regexp_matches(linje || skille, '("(?:[^"]|"")*"|[^' || skille || ']*)' || skille, 'g') m);
end $$;
comment on function core.csv_felter(text, text) is 'The fields of a line of CSV (RFC 4180), without line breaks in them.';

create or replace function core.kurskolonner(hode text[]) returns int[]
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	navn    text[] := array(select lower(btrim(h, U&' "\FEFF')) from unnest(hode) h);
	kolonne int[] := array[(select min(array_position(navn, x)) from unnest(array['dato', 'date', 'time_period']) x),
		(select min(array_position(navn, x)) from unnest(array['kurs', 'nok_per_eur', 'rate', 'obs_value']) x), array_position(navn, 'base_cur')];
begin
	if kolonne[1] is null or kolonne[2] is null then
		raise exception 'Filen mangler en overskrift med en kolonne for datoen (dato eller TIME_PERIOD) og en for kursen (kurs eller OBS_VALUE).'
			using errcode = 'RP003', constraint = 'kursfilen_mangler_kolonner', column = 'csv';
	end if;
	return kolonne;
end $$;
comment on function core.kurskolonner(text[]) is 'Where date, rate and, if there is one, the currency stand; INVALID_ARGUMENT kursfilen_mangler_kolonner.';

create or replace function core.kurslinje(felt text[], kolonne int[], linje int) returns table (nr int, dato date, kurs numeric, feil text)
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	tall text := replace(felt[kolonne[2]], ',', '.');
begin
	nr := linje;
	begin
		dato := core.les_dato(json_build_object('dato', felt[kolonne[1]]), 'dato');
	exception when sqlstate 'RP003' then
		null;
	end;
	kurs := case when tall ~ '^[0-9]{1,3}(\.[0-9]{1,6})?$' then tall::numeric end;
	feil := case when dato is null then format('«%s» er ikke en dato', felt[kolonne[1]]) when dato > core.i_dag() then format('%s er ikke kommet', dato)
		when coalesce(kurs not between 1 and 100, true) then format('«%s» er ikke en kurs', felt[kolonne[2]]) end;
	return next;
end $$;
comment on function core.kurslinje(text[], int[], int) is 'One line read: the date and the rate, or what is wrong with it.';

create or replace function core.les_kursfil(csv text, rett boolean) returns table (nr int, dato date, kurs numeric, foer numeric, feil text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest   constant int := 20000;
	linjer  text[] := regexp_split_to_array(rtrim(csv, E'\r\n\t '), E'\r?\n');
	skille  text := case when linjer[1] like '%;%' then ';' when linjer[1] like E'%\t%' then E'\t' else ',' end;
	kolonne int[] := core.kurskolonner(core.csv_felter(linjer[1], skille));
begin
	if cardinality(linjer) > flest then
		raise exception 'Filen har flere enn % linjer.', flest using errcode = 'RP003', constraint = 'kursfilen_er_for_stor', column = 'csv';
	end if;
	return query
	with lest as (
		select l.* from unnest(linjer) with ordinality x (linje, n), lateral (select core.csv_felter(x.linje, skille) as f) y, lateral core.kurslinje(y.f, kolonne, n::int) l
		where n > 1 and btrim(x.linje) <> '' and (kolonne[3] is null or y.f[kolonne[3]] = 'EUR')
	)
	select l.nr, l.dato, l.kurs, k.nok_per_eur, coalesce(l.feil, case when count(*) over (partition by l.dato) > 1 then format('%s står flere ganger', l.dato)
		when k.nok_per_eur <> l.kurs and not rett then format('%s har alt kursen %s', l.dato, trim_scale(k.nok_per_eur)) end)
	from lest l left join lateral (select v.nok_per_eur from core.valutakurs v where v.dato = l.dato order by v.nr desc limit 1) k on true order by l.nr;
end $$;
comment on function core.les_kursfil(text, boolean) is 'What a file of rates holds, line by line, beside what is there already; lines of other currencies are passed over.';

create or replace function core.importer_kurser(csv text, rett boolean, proev boolean) returns json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	nevnt constant int := 20;
	svar  json;
	feil  json;
begin
	perform core.krev_stoetteadministrator(), core.laas_stoette(core.installasjonen(), true);
	select json_agg(json_build_object('linje', l.nr, 'tekst', l.feil) order by l.nr) filter (where l.feil is not null), json_build_object('lest', count(*), 'nye', count(*) filter (where l.foer is null),
		'rettet', count(*) filter (where l.foer <> l.kurs), 'uendret', count(*) filter (where l.foer = l.kurs), 'proevd', proev) into feil, svar from core.les_kursfil(csv, rett) l;
	if feil is not null then
		raise exception 'Ingenting er importert. Filen har % feil: %', json_array_length(feil), (select string_agg(format('linje %s: %s', x ->> 'linje', x ->> 'tekst'), '; ' order by n)
				from json_array_elements(feil) with ordinality x (x, n) where n <= nevnt) using errcode = 'RP003', constraint = 'kursfilen_har_feil', column = 'csv',
			detail = json_build_object('antall', json_array_length(feil), 'linjer', (select json_agg(x ->> 'linje' order by n) from json_array_elements(feil) with ordinality x (x, n) where n <= nevnt),
				'feil', (select json_agg(json_build_object('tekst', x ->> 'tekst') order by n) from json_array_elements(feil) with ordinality x (x, n) where n <= nevnt)),
			hint = 'En kurs som er rettet i kilden, importeres med --rett.';
	end if;
	if not proev then
		insert into core.valutakurs (dato, nr, nok_per_eur, person_id)
		select l.dato, (select coalesce(max(v.nr), 0) + 1 from core.valutakurs v where v.dato = l.dato), l.kurs, core.person() from core.les_kursfil(csv, rett) l where l.foer is distinct from l.kurs;
	end if;
	return svar;
end $$;
comment on function core.importer_kurser(text, boolean, boolean) is 'Imports a file of rates whole, or not at all: INVALID_ARGUMENT kursfilen_har_feil names each bad line.';
