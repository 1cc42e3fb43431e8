-- Lessons: written down by those who prepare, the programme's own until they share them; then everybody who is logged in finds them.

create or replace function core.laerdom_deles(program uuid, laerdom uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select d.deles from core.laerdom_deling d where d.program_id = program and d.laerdom_id = laerdom order by d.nr desc limit 1), false);
end $$;
comment on function core.laerdom_deles(uuid, uuid) is 'True for a lesson that is shared now.';

create or replace function core.laerdom_deling_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.program p where p.id = new.program_id for no key update;
	new.nr := (select coalesce(max(d.nr), 0) + 1 from core.laerdom_deling d where d.program_id = new.program_id and d.laerdom_id = new.laerdom_id);
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.laerdom_deling_kontroll() is 'Row trigger: numbers and dates it.';
create or replace trigger kontroll before insert on core.laerdom_deling for each row execute function core.laerdom_deling_kontroll();

create or replace function core.finn_laerdom(ref text) returns core.laerdom
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	l core.laerdom;
begin
	select * into l from core.laerdom x where x.id::text = ref and core.deltar(x.program_id);
	if l.id is null then
		raise exception 'Lærdommen finnes ikke, eller du har ikke tilgang til den.' using errcode = 'RP005', constraint = 'ukjent_laerdom';
	end if;
	return l;
end $$;
comment on function core.finn_laerdom(text) is 'A lesson of a programme that the caller serves, by id; NOT_FOUND ukjent_laerdom.';

create or replace function core.laerdom_svar(l core.laerdom) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('id', l.id, 'program', p.kortnavn, 'tittel', l.tittel, 'tekst', l.tekst, 'emne', l.emne, 'dato', l.dato, 'deles', core.laerdom_deles(l.program_id, l.id),
			'prosjekt', case when core.deltar(l.program_id) then core.prosjekt_navn(l.program_id, l.prosjekt_id) end,
			'brukernavn', case when core.deltar(l.program_id) then (select x.brukernavn from core.person x where x.id = l.person_id) end))
		from core.program p where p.id = l.program_id);
end $$;
comment on function core.laerdom_svar(core.laerdom) is 'The contract''s Laerdom; who wrote it, and of which project, is for those who serve the programme.';

create or replace trigger journal after insert on core.laerdom for each row execute function core.journal_rad('laerdom', 'tekst', 'soek');
create or replace trigger journal after insert on core.laerdom_deling for each row execute function core.journal_rad('laerdom_delt');
create or replace trigger uforanderlig before update or delete or truncate on core.laerdom for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.laerdom_deling for each statement execute function core.uforanderlig();
alter table core.laerdom enable row level security;
alter table core.laerdom_deling enable row level security;
drop policy if exists deltakerne_og_alle_ser_det_som_deles on core.laerdom;
create policy deltakerne_og_alle_ser_det_som_deles on core.laerdom for select to omstilling_api
	using (core.deltar(program_id) or (select core.person()) is not null and core.laerdom_deles(program_id, id));
drop policy if exists de_som_forbereder_skriver on core.laerdom;
create policy de_som_forbereder_skriver on core.laerdom for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());
drop policy if exists de_som_forbereder_deler on core.laerdom_deling;
create policy de_som_forbereder_deler on core.laerdom_deling for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());
