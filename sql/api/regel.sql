-- SakService.ListRegler, AddRegel, CloseRegel: the approval matrix itself.

create or replace function api.list_regler(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	rad   int := (req ->> 'beslutning')::int;
	dag   date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
begin
	if rad is not null and not exists (select from core.beslutning b where b.nr = rad) then
		raise exception 'Godkjenningsmatrisen har ingen rad %.', rad using errcode = 'RP005', constraint = 'ukjent_beslutning', column = 'beslutning';
	end if;
	return query
	with alle as (
		select g, row_number() over (order by g.beslutning, g.steg, g.id)::int as nr from core.regel g
		where (rad is null or g.beslutning = rad) and core.gjelder(g.gyldig_fra, g.gyldig_til, dag)
	), side as (
		select * from alle a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('regler', n, array_agg(core.regel_svar(x.g) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_regler(json) is 'SakService.ListRegler. Public.';

create or replace function api.add_regel(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('regel', core.regel_svar(core.ny_regel(coalesce(req -> 'regel', '{}'))));
end $$;
comment on function api.add_regel(json) is 'SakService.AddRegel.';

create or replace function api.close_regel(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select json_build_object('regel', core.regel_svar(core.avslutt_regel(core.krev_tekst(req, 'regel')::int,
		coalesce(core.les_dato(req, 'gyldig_til'), core.i_dag()), core.krev_tekst(req, 'kilde'))));
end $$;
comment on function api.close_regel(json) is 'SakService.CloseRegel.';
