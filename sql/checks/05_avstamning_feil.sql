-- What is wrong with a plan's changes of innsatsområder, and the rows that they become when it is adopted. The handbook's
-- list of findings is closed: these are reasons for which a plan is not frozen.

create or replace function checks.endring_hel(slag text, fra jsonb, til jsonb) returns boolean
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(case slag
		when 'viderefoert' then f = 1 and t = 1
		when 'omdoept' then f = 1 and t = 1
		when 'slaatt_sammen' then f > 1 and t = 1
		when 'delt' then f = 1 and t > 1 and not til @> jsonb_build_array(jsonb_build_object('omraade', fra #> '{0,omraade}'))
		when 'avsluttet' then f = 1 and t = 0
		when 'ny' then f = 0 and t = 1 end, false)
	from (select jsonb_array_length(fra) as f, jsonb_array_length(til) as t) as antall
$$;
comment on function checks.endring_hel(text, jsonb, jsonb) is 'True for a kind of change with as many areas on each side as it takes; the parts of a split area are new areas.';

create or replace function checks.andeler_er_hundre(slag text, til jsonb) returns boolean
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select case when slag = 'delt' then coalesce(bool_and(v ->> 'andel' ~ '^[0-9]{1,2}(\.[0-9]{1,2})?$' and checks.tall(v ->> 'andel') > 0) and sum(checks.tall(v ->> 'andel')) = 100, false)
		else coalesce(bool_and(not v ? 'andel'), true) end
	from jsonb_array_elements(til) as v
$$;
comment on function checks.andeler_er_hundre(text, jsonb) is 'True when the parts of a split area have shares that make exactly 100.00 %, and nothing else has a share.';

create or replace function checks.avstamning_endring_feil(dok jsonb, foer jsonb, utgaatt text[]) returns table (rang integer, grunn text, sted text, navn text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with endring as materialized (
		select * from checks.endring(dok, foer)
	), fra as (
		select e.sted, e.til, e.gjort, v ->> 'omraade' as id, coalesce(v ->> 'navn', v ->> 'omraade') as navn from endring as e, jsonb_array_elements(e.fra) as v
	), til as (
		select e.sted, e.fra, v, v ->> 'omraade' as id, coalesce(v ->> 'navn', v ->> 'omraade') as navn from endring as e, jsonb_array_elements(e.til) as v where not e.gjort
	), foer_id as (
		select checks.omraade_id(v) as id from jsonb_array_elements(foer) as v
	)
	select 1, 'omraadeendringen_er_ufullstendig', e.sted, e.slag from endring as e where not e.gjort and not checks.endring_hel(e.slag, e.fra, e.til)
	union all
	select 2, 'ukjent_innsatsomraade', f.sted, f.navn from fra as f where f.id is null or not exists (select from foer_id where foer_id.id = f.id) and not (f.gjort and f.id = any (utgaatt))
	union all
	select 2, 'ukjent_innsatsomraade', t.sted, t.navn from til as t where checks.omraade_i_planen(dok, t.v) is null
	union all
	select 3, 'omraadet_er_avsluttet', t.sted, t.navn from til as t where t.id = any (utgaatt) and not exists (select from foer_id where foer_id.id = t.id)
	union all
	select 4, 'omraadet_har_to_skjebner', min(x.sted), min(x.navn)
	from (select 'fra' as side, f.sted, f.id, f.navn from fra as f where not f.gjort union all select 'til', t.sted, t.id, t.navn from til as t) as x group by x.side, x.id having count(*) > 1
	union all
	select 4, 'omraadet_har_to_skjebner', t.sted, t.navn from til as t
	where exists (select from foer_id where foer_id.id = t.id) and not t.fra @> jsonb_build_array(jsonb_build_object('omraade', t.id))
	union all
	select 4, 'omraadet_har_to_skjebner', f.sted, f.navn from fra as f
	where not f.gjort and not f.til @> jsonb_build_array(jsonb_build_object('omraade', f.id)) and exists (select from jsonb_array_elements(checks.omraader(dok)) as o
		where f.id in (checks.omraade_id(o), o ->> 'innsatsomraade') or dok ? 'omraader' and lower(btrim(o ->> 'navn')) = lower(btrim(f.navn)) and not exists (
			select from til as t where checks.omraade_i_planen(dok, t.v) = o))
	union all
	select 5, 'andelene_er_ikke_hundre', e.sted, e.slag from endring as e where not e.gjort and not checks.andeler_er_hundre(e.slag, e.til)
$$;
comment on function checks.avstamning_endring_feil(jsonb, jsonb, text[]) is
	'What is wrong with the changes that a plan states. utgaatt: the ids that earlier decisions took out of force; an area that has ended does not come back, so that a lineage has no circle.';

create or replace function checks.avstamning_feil(dok jsonb, foer jsonb, utgaatt text[], hel boolean) returns table (grunn text, sted text, navn text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select f.grunn, f.sted, f.navn from (
		select * from checks.avstamning_endring_feil(dok, foer, utgaatt)
		union all
		select 3, 'omraadet_er_avsluttet', o.sted, o.navn from checks.op_omraade(dok) as o
		where checks.omraade_id(o.verdi) = any (utgaatt) and checks.finn_omraade(foer, jsonb_build_object('omraade', checks.omraade_id(o.verdi))) is null
		union all
		select 6, 'omraadet_forsvinner', 'innsatsomraader', v ->> 'navn' from jsonb_array_elements(foer) as v
		where hel and checks.finn_omraade(checks.omraader(dok), jsonb_build_object('omraade', checks.omraade_id(v))) is null
			and not exists (select from checks.endring(dok, foer) as e where e.fra @> jsonb_build_array(jsonb_build_object('omraade', checks.omraade_id(v))))
	) as f order by f.rang, f.sted collate "C", f.navn collate "C"
$$;
comment on function checks.avstamning_feil(jsonb, jsonb, text[], boolean) is
	'What is wrong with the areas of a plan, measured by those in force before it: in its changes; in an omstillingsplan, which has them all (hel), also an area that came back, or that vanished without a word.';

create or replace function checks.avstamning_rader(dok jsonb, foer jsonb)
returns table (slag text, fra text, fra_navn text, til text, til_navn text, andel numeric, grunn text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with endring as materialized (
		select * from checks.endring(dok, foer) where not gjort
	)
	select r.slag, r.fra, r.fra_navn, r.til, r.til_navn, r.andel, r.grunn from (
		select 0 as taus, e.nr as n1, f.nr as n2, t.nr as n3, e.slag, f.v ->> 'omraade' as fra, f.v ->> 'navn' as fra_navn, t.v ->> 'omraade' as til, t.v ->> 'navn' as til_navn,
			case when e.slag = 'delt' then checks.tall(t.v ->> 'andel') when e.slag not in ('avsluttet', 'ny') then 100 end as andel, e.grunn
		from endring as e left join jsonb_array_elements(e.fra) with ordinality as f (v, nr) on true left join jsonb_array_elements(e.til) with ordinality as t (v, nr) on true
		union all
		select 1, a.nr, null, null, case when g.v is null then 'ny' else 'omdoept' end, checks.omraade_id(g.v), g.v ->> 'navn', checks.omraade_id(a.v), a.v ->> 'navn',
			case when g.v is not null then 100 end, null
		from jsonb_array_elements(dok -> 'innsatsomraader') with ordinality as a (v, nr), checks.finn_omraade(foer, jsonb_build_object('omraade', checks.omraade_id(a.v))) as g (v)
		where g.v ->> 'navn' is distinct from a.v ->> 'navn' and not exists (select from endring as e where e.til @> jsonb_build_array(jsonb_build_object('omraade', checks.omraade_id(a.v))))
	) as r order by r.taus, r.n1, r.n2, r.n3
$$;
comment on function checks.avstamning_rader(jsonb, jsonb) is
	'The lineage that a plan makes: a row from each area before to each after. What an omstillingsplan does without a word counts too: an area it has under another name, and one that was not there.';
