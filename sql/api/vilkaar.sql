-- VilkaarService: conditions of decisions.

create or replace function api.list_vilkaar(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.sidestoerrelse(req);
	etter int := core.les_sidemerke(req, 1);
	p     uuid := core.eget_program(req);
begin
	return query
	with alle as (
		select v, row_number() over (order by k.dato, k.id, v.nr)::int as nr
		from core.vilkaar v join core.vedtak k on k.program_id = v.program_id and k.id = v.vedtak_id
		where v.program_id = p and (req ->> 'tilstand' is null or core.vilkaar_tilstand(v, core.i_dag()) = req ->> 'tilstand')
	), side as (
		select * from alle a where a.nr > etter order by a.nr limit n + 1
	)
	select core.side('vilkaar', n, array_agg(core.vilkaar_svar(x.v) order by x.nr), array_agg(x.nr::text order by x.nr)) from side x;
end $$;
comment on function api.list_vilkaar(json) is 'VilkaarService.ListVilkaar.';

create or replace function api.document_vilkaar(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select core.ny_vilkaar_hendelse(req, 'dokumentert', req ->> 'tekst');
end $$;
comment on function api.document_vilkaar(json) is 'VilkaarService.DocumentVilkaar.';

create or replace function api.approve_vilkaar(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	utfall text := coalesce(req ->> 'utfall', 'ja');
begin
	perform core.krev_person();
	if utfall not in ('ja', 'nei') then
		raise exception 'Utfallet må være ja eller nei.' using errcode = 'RP003', constraint = 'utfallet_passer_ikke', column = 'utfall';
	end if;
	return query select core.ny_vilkaar_hendelse(req, case utfall when 'ja' then 'godkjent' else 'underkjent' end, req ->> 'grunn');
end $$;
comment on function api.approve_vilkaar(json) is 'VilkaarService.ApproveVilkaar.';

create or replace function api.waive_vilkaar(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	return query select core.ny_vilkaar_hendelse(req, 'frafalt', req ->> 'grunn');
end $$;
comment on function api.waive_vilkaar(json) is 'VilkaarService.WaiveVilkaar.';
