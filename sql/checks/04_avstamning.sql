-- What a plan's changes of innsatsområder mean (handbook 8.3): whom they name, what they leave in force, and what is wrong
-- with them. Only documents are known here; what was in force before the plan is the caller's to say (rules/24_avstamning.sql).

create or replace function checks.omraade_id(omraade jsonb) returns text
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(nullif(omraade ->> 'id', ''), omraade ->> 'navn')
$$;
comment on function checks.omraade_id(jsonb) is 'What an innsatsområde is known by: its id; in a document from before there were ids, its name.';

create or replace function checks.omraader(dok jsonb) returns jsonb
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(dok -> 'innsatsomraader', dok -> 'omraader', '[]')
$$;
comment on function checks.omraader(jsonb) is 'The areas of a plan of either type.';

create or replace function checks.finn_omraade(omraader jsonb, del jsonb) returns jsonb
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select v from jsonb_array_elements(omraader) with ordinality as a (v, nr)
	where case when del ? 'omraade' then del ->> 'omraade' in (checks.omraade_id(v), v ->> 'innsatsomraade') else lower(btrim(del ->> 'navn')) = lower(btrim(v ->> 'navn')) end
	order by nr limit 1
$$;
comment on function checks.finn_omraade(jsonb, jsonb) is 'The area that is meant: by id where one is stated, else by name; null when there is none.';

create or replace function checks.omraade_i_planen(dok jsonb, del jsonb) returns jsonb
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(checks.finn_omraade(checks.omraader(dok), del), case when dok ? 'omraader' then checks.finn_omraade(dok -> 'omraader', del - 'omraade') end)
$$;
comment on function checks.omraade_i_planen(jsonb, jsonb) is
	'The plan''s own area that is meant. A handlingsplan has its own ids: there an innsatsområde that went on is known by name.';

create or replace function checks.endring_fra(foer jsonb, del jsonb) returns jsonb
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select del || coalesce((select jsonb_build_object('omraade', checks.omraade_id(o), 'navn', o ->> 'navn') from checks.finn_omraade(foer, del) as o where o is not null), '{}')
$$;
comment on function checks.endring_fra(jsonb, jsonb) is 'An area before a change, with id and name where it is one of those in force; else as it was written.';

create or replace function checks.endring_til(dok jsonb, foer jsonb, slag text, fra jsonb, del jsonb) returns jsonb
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select del || jsonb_strip_nulls(jsonb_build_object('navn', o.v ->> 'navn', 'omraade', coalesce(del ->> 'omraade',
		case when dok ? 'omraader' then coalesce(case when slag in ('viderefoert', 'omdoept') then fra #>> '{0,omraade}' end,
			o.v ->> 'innsatsomraade', checks.omraade_id(checks.finn_omraade(foer, del))) end,
		checks.omraade_id(o.v))))
	from checks.omraade_i_planen(dok, del) as o (v)
$$;
comment on function checks.endring_til(jsonb, jsonb, text, jsonb, jsonb) is
	'An area after a change, with id and name. In a handlingsplan what goes on keeps the id it had, and what is new gets that of the plan''s own area.';

create or replace function checks.endring(dok jsonb, foer jsonb)
returns table (nr bigint, sted text, slag text, fra jsonb, til jsonb, grunn text, gjort boolean)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select e.nr, 'omraadeendringer/' || e.noekkel, e.verdi ->> 'slag', f.fra, t.til, e.verdi ->> 'grunn',
		not exists (select from jsonb_array_elements(f.fra) as x where not x ? 'omraade' or checks.finn_omraade(foer, x - 'navn') is not null
				and not t.til @> jsonb_build_array(jsonb_build_object('omraade', x -> 'omraade')))
			and not exists (select from jsonb_array_elements(t.til) as x where not x ? 'omraade' or checks.finn_omraade(foer, x - 'navn') is null
				or e.verdi ->> 'slag' = 'omdoept' and checks.finn_omraade(foer, x - 'navn') ->> 'navn' is distinct from x ->> 'navn'
				or e.verdi ->> 'slag' = 'viderefoert' and x -> 'omraade' = f.fra #> '{0,omraade}')
	from checks.elementer(dok -> 'omraadeendringer') as e, lateral (
		select coalesce(jsonb_agg(checks.endring_fra(foer, v) order by a.nr), '[]') as fra from jsonb_array_elements(e.verdi -> 'fra') with ordinality as a (v, nr)
	) as f, lateral (
		select coalesce(jsonb_agg(checks.endring_til(dok, foer, e.verdi ->> 'slag', f.fra, v) order by a.nr), '[]') as til
		from jsonb_array_elements(e.verdi -> 'til') with ordinality as a (v, nr)
	) as t
$$;
comment on function checks.endring(jsonb, jsonb) is
	'The changes that a plan states, the areas with id and name. gjort: what it says is so already, as when a plan is adopted anew with the changes of its earlier version in it.';

create or replace function checks.endret_tall(verdier text[], andel numeric) returns text
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(max(x) filter (where checks.er_ugyldig(x)), case when count(checks.tall(x)) > 0 then checks.enkel(sum(checks.tall(x)) * andel * 0.01) else max(x) end)
	from unnest(verdier) as x
$$;
comment on function checks.endret_tall(text[], numeric) is
	'What figures become when they are added and shared: the numbers'' sum times the share in per cent; "-" where none is a number, null where nothing is stated. What is no number stays, for HP-16 to name.';

create or replace function checks.endret_omraade(op jsonb, dok jsonb, slag text, fra jsonb, til jsonb) returns jsonb
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with kilde as (
		select a.v, a.nr from jsonb_array_elements(op -> 'innsatsomraader') with ordinality as a (v, nr)
		where fra @> jsonb_build_array(jsonb_build_object('omraade', checks.omraade_id(a.v)))
	), maal as (
		select (c ->> 'aar')::int as aar, checks.endret_tall(array_agg(c ->> 'verdi'), d.andel) as verdi,
			case when bool_and(c ? 'nye' or checks.tall(c ->> 'verdi') is null) then checks.endret_tall(array_agg(c ->> 'nye'), d.andel) end as nye,
			case when bool_and(c ? 'sikrede' or checks.tall(c ->> 'verdi') is null) then checks.endret_tall(array_agg(c ->> 'sikrede'), d.andel) end as sikrede
		from (select case when slag = 'delt' then checks.tall(til ->> 'andel') else 100 end) as d (andel), kilde, jsonb_array_elements(kilde.v -> 'arbeidsplasser') as c
		group by c ->> 'aar', d.andel
	)
	select jsonb_strip_nulls(jsonb_build_object('id', til -> 'omraade', 'navn', coalesce(o.v ->> 'navn', til ->> 'navn'),
		'nummer', coalesce(o.v -> 'nummer', (select k.v -> 'nummer' from kilde as k where checks.omraade_id(k.v) = til ->> 'omraade')),
		'stoetteomraade', coalesce(o.v -> 'stoetteomraade', (select to_jsonb(bool_and(coalesce((k.v ->> 'stoetteomraade')::boolean, false))) from kilde as k)),
		'kommunalt_ansvar', o.v -> 'kommunalt_ansvar',
		'arbeidsplasser', (select jsonb_agg(jsonb_build_object('aar', m.aar, 'verdi', m.verdi, 'nye', m.nye, 'sikrede', m.sikrede) order by m.aar) from maal as m),
		'strategier', (select jsonb_agg(s.v order by k.nr, s.nr) from kilde as k, jsonb_array_elements(k.v -> 'strategier') with ordinality as s (v, nr))))
	from checks.omraade_i_planen(dok, til) as o (v)
$$;
comment on function checks.endret_omraade(jsonb, jsonb, text, jsonb, jsonb) is
	'An area as a change leaves it: T2 is the sum of its sources'', or its share of the one that was split (split in new and secured where all of them are), and their strategies are its own. Chapters of text do not follow.';

create or replace function checks.omraader_etter(op jsonb, dok jsonb) returns jsonb
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with endring as materialized (
		select * from checks.endring(dok, coalesce(op -> 'innsatsomraader', '[]')) where not gjort
	), rad as (
		select a.v || jsonb_build_object('nummer', coalesce(checks.omraade_i_planen(dok, jsonb_build_object('omraade', checks.omraade_id(a.v), 'navn', a.v -> 'navn')) -> 'nummer', a.v -> 'nummer')) as v,
			a.nr, 0 as ny
		from jsonb_array_elements(op -> 'innsatsomraader') with ordinality as a (v, nr)
		where not exists (select from endring as e where e.fra || e.til @> jsonb_build_array(jsonb_build_object('omraade', checks.omraade_id(a.v))))
		union all
		select checks.endret_omraade(op, dok, e.slag, e.fra, t.v), e.nr * 1000 + t.nr, 1 from endring as e, jsonb_array_elements(e.til) with ordinality as t (v, nr)
	)
	select case when exists (select from endring) then op || jsonb_build_object('innsatsomraader',
		(select coalesce(jsonb_agg(v order by (v ->> 'nummer')::int, ny, nr), '[]') from rad)) else op end
$$;
comment on function checks.omraader_etter(jsonb, jsonb) is
	'The omstillingsplan with its areas, targets and letters as a handlingsplan''s changes leave them, numbered as there: what HP-2 and HP-3 compare with.';

create or replace function checks.hp_i_op(dok jsonb, omstillingsplan jsonb) returns table (sted text, omraade_sted text, omraade text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with par as (
		select h.sted, o.sted as omraade_sted, checks.omraade_id(o.verdi) as omraade, case
			when h.verdi ? 'innsatsomraade' then case when checks.omraade_id(o.verdi) = h.verdi ->> 'innsatsomraade' then 1 end
			when o.verdi ->> 'id' = h.verdi ->> 'id' then 2
			when lower(btrim(o.navn)) = lower(btrim(h.navn)) then 3
			when o.nummer = h.nummer then 4 end as rang
		from checks.hp_omraade(dok) as h, checks.op_omraade(omstillingsplan) as o
	)
	select distinct on (sted) sted, omraade_sted, omraade from par where rang is not null order by sted, rang, omraade_sted collate "C"
$$;
comment on function checks.hp_i_op(jsonb, jsonb) is
	'Which innsatsområde an area of a handlingsplan is: the one it names by id, else that of its name, else of its number. None for an area that is not there.';
