-- Awards (handbook, sections 4 and 7; rows 27, 28 and 39): what is set aside for a project when its case is adopted.

create or replace function core.tildeling_navn(program uuid, tildeling uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select g.kortnavn || '/tildeling-' || t.nr from core.tildeling t join core.program g on g.id = t.program_id where t.program_id = program and t.id = tildeling);
end $$;
comment on function core.tildeling_navn(uuid, uuid) is 'PROGRAM/tildeling-N.';

create or replace function core.bokfoer_tildelt(t core.tildeling, p core.prosjekt, beloep numeric, dag date, tekst text, grunn text default null) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.poster(t.program_id, 'tildelt', beloep, t.aar, dag, tekst, p.omraade, prosjekt => p.id, sak => t.sak_id, grunn => grunn);
end $$;
comment on function core.bokfoer_tildelt(core.tildeling, core.prosjekt, numeric, date, text, text) is 'Books an award on the project''s area and year, or, with a negative amount, what goes back to the frame.';

create or replace function core.ny_tildeling(s core.sak, h core.handling, vedtak uuid, p core.prosjekt, holdt_tilbake numeric) returns core.tildeling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t core.tildeling;
	g core.regel;
begin
	perform from core.program x where x.id = s.program_id for no key update;
	select * into g from core.regel x where x.id = h.regel_id;
	t.program_id := s.program_id; t.id := gen_random_uuid(); t.prosjekt_id := p.id; t.soeknad_id := p.soeknad_id; t.sak_id := s.id; t.vedtak_id := vedtak;
	t.nr := (select coalesce(max(x.nr), 0) + 1 from core.tildeling x where x.program_id = s.program_id);
	t.beloep := (s.forslag ->> 'beloep')::numeric; t.dato := h.dato; t.aar := p.aar;
	t.gyldig_til := coalesce(core.les_dato(s.forslag::json, 'gyldig_til'), (h.dato + interval '5 years')::date);
	t.holdt_tilbake_andel := holdt_tilbake; t.delegert := core.paa_delegasjon(g); t.bagatellmessig := false;
	t.person_id := h.person_id; t.tid := clock_timestamp();
	insert into core.tildeling select t.*;
	perform core.bokfoer_tildelt(t, p, t.beloep, h.dato, p.tittel, s.forslag ->> 'overskridelse');
	return t;
end $$;
comment on function core.ny_tildeling(core.sak, core.handling, uuid, core.prosjekt, numeric) is 'Sets money aside for a project: checks that the area''s budget of the year bears it, and books it.';

create or replace trigger journal after insert on core.tildeling for each row execute function core.journal_rad('tildeling');
create or replace trigger uforanderlig before update or delete or truncate on core.tildeling for each statement execute function core.uforanderlig();
create or replace trigger journal after insert on core.tildeling_hendelse for each row execute function core.journal_rad('tildeling_hendelse');
create or replace trigger uforanderlig before update or delete or truncate on core.tildeling_hendelse for each statement execute function core.uforanderlig();
create or replace trigger journal after insert on core.underretning for each row execute function core.journal_rad('underretning');
create or replace trigger uforanderlig before update or delete or truncate on core.underretning for each statement execute function core.uforanderlig();
alter table core.tildeling enable row level security;
alter table core.tildeling_hendelse enable row level security;
alter table core.underretning enable row level security;
drop policy if exists deltakerne_ser_tildelinger on core.tildeling;
create policy deltakerne_ser_tildelinger on core.tildeling for select to omstilling_api using (core.deltar(program_id));
drop policy if exists deltakerne_ser_hva_som_skjer on core.tildeling_hendelse;
create policy deltakerne_ser_hva_som_skjer on core.tildeling_hendelse for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.tildeling_hendelse;
create policy i_eget_navn on core.tildeling_hendelse for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists deltakerne_ser_underretninger on core.underretning;
create policy deltakerne_ser_underretninger on core.underretning for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.underretning;
create policy i_eget_navn on core.underretning for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
