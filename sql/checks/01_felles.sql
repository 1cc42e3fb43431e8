-- What every rule of the plan checks stands on: the shape of a finding, printed numbers, and places in a document.
-- A rule is one small query over the rows that 02 and 03 make of a document; this file knows no rule.
-- The smallest functions have no search_path of their own: pinned, they could not be taken into the queries that call them,
-- all of which are pinned, and checking a large plan took four times as long.

create or replace view checks.funn with (security_invoker = true) as
	select ''::text as regel, ''::text as alvor, ''::text as sted, ''::text as oppgitt, ''::text as beregnet, ''::text as kilde, ''::text as tekst
	where false;
comment on view checks.funn is 'Row type of what a rule returns; always empty.';
comment on column checks.funn.regel is 'HP-1, OP-3 ...';
comment on column checks.funn.alvor is 'feil (blocks) or varsel.';
comment on column checks.funn.sted is 'Path of the place: field names, areas by number, strategies by letter, years by year. Unique within a rule.';
comment on column checks.funn.oppgitt is 'What the document states there; null where it states nothing.';
comment on column checks.funn.beregnet is 'What follows from the rest of the document; null where nothing does.';
comment on column checks.funn.kilde is 'The source that the handbook gives for the rule.';
comment on column checks.funn.tekst is 'One sentence with the figures, for people.';

create or replace function checks.tall(trykt text) returns numeric
language sql immutable parallel safe
as $$
	select case when trykt ~ '^-?[0-9]{1,15}(\.[0-9]{1,6})?$' and trykt !~ '^-?[0-9]{1,3}\.[0-9]{2}0$' then trykt::numeric end
$$;
comment on function checks.tall(text) is
	'HP-16 [S2]: a document''s decimal as a number. Null for "-" (no goal), for nothing stated, and for what is no number.';

create or replace function checks.er_ugyldig(trykt text) returns boolean
language sql immutable parallel safe
as $$
	select trykt is not null and trykt <> '-' and checks.tall(trykt) is null
$$;
comment on function checks.er_ugyldig(text) is 'HP-16 [S2]: stated, and neither a decimal nor "-".';

create or replace function checks.trykt_sum(ledd text[]) returns numeric
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select case when not bool_or(checks.er_ugyldig(x)) then sum(checks.tall(x)) end from unnest(ledd) as x
$$;
comment on function checks.trykt_sum(text[]) is
	'Sum of printed addends. Null when none is a number, or when one is malformed: that is one finding (HP-16), not two.';

create or replace function checks.antall_tall(ledd text[]) returns bigint
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select count(checks.tall(x)) from unnest(ledd) as x
$$;
comment on function checks.antall_tall(text[]) is 'How many addends are numbers: each may be off by half its last printed digit (OP-6).';

create or replace function checks.halvt_siffer(trykt text) returns numeric
language sql immutable parallel safe
as $$
	select 0.5 * 10::numeric ^ -scale(checks.tall(trykt))
$$;
comment on function checks.halvt_siffer(text) is 'Half of the last printed digit (OP-6): "33.33" gives 0.005, "50" gives 0.5.';

create or replace function checks.enkel(tall numeric) returns text
language sql immutable parallel safe
as $$
	select trim_scale(round(tall, 6))::text
$$;
comment on function checks.enkel(numeric) is 'A number as documents hold it: "231250", "62.5".';

create or replace function checks.norsk(tall numeric) returns text
language sql immutable parallel safe
as $$
	select regexp_replace(split_part(t, '.', 1), '([0-9])(?=([0-9]{3})+$)', '\1 ', 'g')
		|| case when t like '%.%' then ',' || split_part(t, '.', 2) else '' end
	from (select trim_scale(round(tall, 2))::text as t) as avrundet
$$;
comment on function checks.norsk(numeric) is 'A number as people read it, at most two decimals: "231 250", "62,5".';

create or replace function checks.dato(iso text) returns date
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select case when substr(iso, 9, 2)::int between 1 and extract(day from foerste + interval '1 month - 1 day')
		then foerste + substr(iso, 9, 2)::int - 1 end
	from (select make_date(substr(iso, 1, 4)::int, substr(iso, 6, 2)::int, 1) as foerste
		where iso ~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-[0-9]{2}$') as maaned
$$;
comment on function checks.dato(text) is 'An ISO date, or null for anything that is none (2021-02-30).';

create or replace function checks.bokstav_nr(bokstav text) returns integer
language sql immutable parallel safe
as $$
	select case
		when bokstav ~ '^[A-Z]$' then ascii(bokstav) - 64
		when bokstav ~ '^[A-Z]{2}$' then 26 * (ascii(bokstav) - 64) + ascii(substr(bokstav, 2)) - 64
	end
$$;
comment on function checks.bokstav_nr(text) is 'OP-11 [S1 kap. 3.2; after Z: U]: A is 1, Z 26, AA 27. Null for what is no letter of a strategy.';

create or replace function checks.bokstav(nr integer) returns text
language sql immutable parallel safe
as $$
	select case when nr > 26 then chr(64 + (nr - 1) / 26) else '' end || chr(65 + (nr - 1) % 26)
$$;
comment on function checks.bokstav(integer) is 'OP-11 [S1 kap. 3.2; after Z: U]: the letter with that number, the reverse of checks.bokstav_nr.';

create or replace function checks.elementer(liste jsonb) returns table (noekkel text, nr bigint, verdi jsonb)
language sql immutable parallel safe
as $$
	select navn || case when gang > 1 then '.' || gang else '' end, e.nr, e.verdi
	from (
		select coalesce(v ->> 'nummer', v ->> 'bokstav', v ->> 'aar', v ->> 'kapittel', rad::text) as navn, rad as nr, v as verdi,
			row_number() over (partition by coalesce(v ->> 'nummer', v ->> 'bokstav', v ->> 'aar', v ->> 'kapittel', rad::text) order by rad) as gang
		from jsonb_array_elements(case when jsonb_typeof(liste) = 'array' then liste end) with ordinality as a(v, rad)
	) as e
$$;
comment on function checks.elementer(jsonb) is
	'The elements of a list, each with its key in a path: number, letter, year or chapter, else its position. A key used again gets ".2".';

create or replace function checks.blad(dok jsonb) returns table (sted text, felt text, verdi text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with recursive node (sted, felt, verdi) as (
		select ''::text, ''::text, dok
		union all
		select node.sted || '/' || barn.noekkel, barn.felt, barn.verdi
		from node, lateral (
			select o.key as noekkel, o.key as felt, o.value as verdi
			from jsonb_each(case when jsonb_typeof(node.verdi) = 'object' then node.verdi end) as o
			union all
			select e.noekkel, node.felt, e.verdi from checks.elementer(node.verdi) as e
		) as barn
	)
	select ltrim(sted, '/'), felt, verdi #>> '{}' from node where jsonb_typeof(verdi) not in ('object', 'array')
$$;
comment on function checks.blad(jsonb) is 'Every value of a document that holds no other, with its path and the name of its field.';
