-- JournalService.

create or replace function api.list_journal(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kjede_ uuid := core.installasjonen();
	n      int := core.sidestoerrelse(req);
	etter_ bigint := coalesce((req ->> 'etter')::bigint, 0);
begin
	perform core.krev_person();
	if req ->> 'program' is not null then
		kjede_ := core.finn_program(req ->> 'program');
		perform core.krev_deltaker(kjede_);
	elsif not core.er_driftsansvarlig() then
		raise exception 'Installasjonens journal leses av administratorene for installasjonen.'
			using errcode = 'RP007', constraint = 'bare_driftsansvarlige';
	end if;
	return query select json_build_object(
		'poster', (select coalesce(json_agg(json_strip_nulls(json_build_object('nummer', j.nr, 'linje', j.linje, 'innhold', j.innhold,
				'salt', case when j.innhold is not null then encode(j.salt, 'hex') end, 'hash', encode(j.hash, 'hex'))) order by j.nr), '[]')
			from (select * from core.journal x where x.kjede = kjede_ and x.nr > etter_ order by x.nr limit n) j),
		'hode_nummer', coalesce((select h.nr from core.journal_hode h where h.kjede = kjede_), 0),
		'hode_hash', coalesce((select encode(h.hash, 'hex') from core.journal_hode h where h.kjede = kjede_), repeat('00', 32)));
end $$;
comment on function api.list_journal(json) is 'JournalService.ListJournal.';
