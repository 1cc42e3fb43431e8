-- Decisions that take the place of older ones (PH-7): a newly adopted version of a plan that of the one before it; any other
-- decision that of the one it was opened to replace. The older case stays as it was, but for its state and the link.

create or replace function core.omgjort_sak(s core.sak) returns core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gammel core.sak;
begin
	select x.* into gammel from core.sak x join core.program p on p.id = x.program_id
	where x.program_id = s.program_id and s.forslag ->> 'erstatter' in (p.kortnavn || '/sak-' || x.nr, x.id::text);
	return gammel;
end $$;
comment on function core.omgjort_sak(core.sak) is 'The case whose decision a case is to replace, in its own programme; null when it names none there.';

create or replace function core.kan_erstatte(s core.sak, gammel core.sak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	tildeling boolean := s.beslutning in (27, 28) and gammel.beslutning in (27, 28);
begin
	return (gammel.beslutning = s.beslutning or tildeling) and (gammel.tilstand in ('vedtatt', 'godkjent', 'registrert') or tildeling and gammel.tilstand in ('avvist', 'erstattet')
		and core.omgjort_til(gammel, array[27, 28]) is null);
end $$;
comment on function core.kan_erstatte(core.sak, core.sak) is
	'A decision in force is replaced by one of the same row; an award also by one of the other row of awards, and a refusal too, for the first instance may reverse itself (FVL 33) and must treat anew what a klage set aside (FVL 34).';

create or replace function core.omgjort_til(s core.sak, rader int[]) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select n.id from core.omgjoering g join core.sak n on n.program_id = g.program_id and n.id = g.ny_sak_id where g.program_id = s.program_id and g.sak_id = s.id and n.beslutning = any (rader) limit 1);
end $$;
comment on function core.omgjort_til(core.sak, int[]) is 'The case of one of these rows whose decision took the place of a case''s; null: none.';

create or replace function core.krev_omgjoerbar(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gammel core.sak := core.omgjort_sak(s);
begin
	if s.forslag ->> 'erstatter' is null then
		return;
	end if;
	if gammel.id is null or not core.kan_erstatte(s, gammel) then
		raise exception 'En sak kan bare erstatte et vedtak i samme program som er av samme slag og i kraft.' using errcode = 'RP009',
			constraint = 'bare_et_vedtak_i_kraft_erstattes', column = 'forslag.erstatter', detail = json_build_object('kilde', 'PH-7');
	end if;
end $$;
comment on function core.krev_omgjoerbar(core.sak) is
	'What a case is opened to replace is a decision in force of the same row in the same programme: the row''s own organs decide anew, by the same route.';

create or replace function core.omgjoering_virkning(s core.sak, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if s.tilstand not in ('vedtatt', 'godkjent', 'registrert')
		or exists (select from core.rute(s, dag) r where r.paakrevd and r.tilstand in ('venter', 'kommer') and r.akt = 'godkjenner') then
		return;
	end if;
	with gamle as (
		insert into core.omgjoering (program_id, sak_id, ny_sak_id, dato)
		select x.program_id, x.id, s.id, dag from core.sak x
		where x.program_id = s.program_id and x.nr < s.nr and (x.tilstand in ('vedtatt', 'godkjent', 'registrert') or x.tilstand = 'avvist' and x.id = (core.omgjort_sak(s)).id)
			and (x.plan_id = s.plan_id or x.id = (core.omgjort_sak(s)).id)
		on conflict do nothing returning sak_id
	)
	update core.sak x set tilstand = 'erstattet' from gamle g where x.program_id = s.program_id and x.id = g.sak_id;
end $$;
comment on function core.omgjoering_virkning(core.sak, date) is
	'What a case that is decided, by all its organs, takes the place of; nothing while another organ still has to approve.';

create or replace trigger journal after insert on core.omgjoering for each row execute function core.journal_rad('vedtak_erstattet');
create or replace trigger uforanderlig before update or delete or truncate on core.omgjoering for each statement execute function core.uforanderlig();
alter table core.omgjoering enable row level security;
