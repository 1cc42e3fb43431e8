-- Awards (handbook, sections 4, 7 and 8.4; rows 27, 28 and 39): what a case proposes for an application, and what is set aside when it is
-- adopted. A case without an amount proposes a refusal; a no to one that has an amount is a refusal too.

create or replace function core.tildeling_navn(program uuid, tildeling uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select g.kortnavn || '/tildeling-' || t.nr from core.tildeling t join core.program g on g.id = t.program_id where t.program_id = program and t.id = tildeling);
end $$;
comment on function core.tildeling_navn(uuid, uuid) is 'PROGRAM/tildeling-N.';

create or replace function core.sakens_soeknad(s core.sak) returns core.soeknad
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a core.soeknad;
begin
	select x.* into a from core.soeknad x where x.program_id = s.program_id and s.forslag ->> 'soeknad' in (x.id::text, core.soeknad_navn(x.program_id, x.nr));
	return a;
end $$;
comment on function core.sakens_soeknad(core.sak) is 'The application that a case is about, of its own programme; null when it names none.';

create or replace function core.saksbeloep(s core.sak) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when s.forslag ->> 'beloep' ~ '^[0-9]{1,12}(\.[0-9]{1,2})?$' then (s.forslag ->> 'beloep')::numeric else (core.sakens_soeknad(s)).beloep_soekt end;
end $$;
comment on function core.saksbeloep(core.sak) is 'What a case is about in NOK: what it proposes, or of a refusal what is applied for. Null: nothing is told.';

create or replace function core.krever_erklaering(s core.sak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return s.forslag ? 'soeknad' or (select b.krever_erklaering from core.beslutning b where b.nr = s.beslutning);
end $$;
comment on function core.krever_erklaering(core.sak) is 'True for an award case, in which everybody states his habilitet before the vote (H-9): of rows 27 and 28, and of row 39 when it is on an application.';

-- What a case proposes.

create or replace function core.krev_rett_rad(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	grense numeric := (select max(d.beloep) from core.delegasjon d where d.program_id = s.program_id and d.beslutning = 28 and core.er_i_kraft(d, s.opprettet));
	beloep numeric := core.saksbeloep(s);
	under  boolean := beloep <= grense and not coalesce((s.forslag ->> 'prinsipiell')::boolean, false);
begin
	if s.beslutning = 27 and under or s.beslutning = 28 and beloep > grense then
		raise exception 'Den delegerte grensen er % kroner, saken gjelder %: den hører under rad %.', core.skriv_belop(grense), core.skriv_belop(beloep), 55 - s.beslutning
			using errcode = 'RP009', constraint = 'beloepet_hoerer_under_en_annen_rad', column = 'beslutning',
				detail = json_build_object('grense', grense::text, 'beloep', beloep::text, 'rad', 55 - s.beslutning, 'kilde', 'S0, S3; matrisen rad 27, 28');
	end if;
end $$;
comment on function core.krev_rett_rad(core.sak) is
	'FAILED_PRECONDITION beloepet_hoerer_under_en_annen_rad: row 27 is for what is above the delegated limit or of principal importance, row 28 for what is not. Nothing while no limit is set.';

create or replace function core.krev_tildelingsforslag(s core.sak, a core.soeknad) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	andel text := s.forslag ->> 'holdes_tilbake';
begin
	perform core.krev_beloep(s.forslag::json);
	if (s.forslag ->> 'beloep')::numeric > a.beloep_soekt then
		raise exception 'Det er søkt om % kroner, og kan ikke tildeles mer.', core.skriv_belop(a.beloep_soekt)
			using errcode = 'RP009', constraint = 'mer_enn_det_er_soekt_om', column = 'forslag.beloep', detail = json_build_object('soekt', a.beloep_soekt::text);
	end if;
	if s.forslag ? 'gyldig_til' then
		perform core.forslag_tilsagn(s.forslag);
	end if;
	if andel is not null and (andel !~ '^[0-9]{1,3}(\.[0-9]{1,2})?$' or andel::numeric not between 25 and 100) then
		raise exception 'Mellom 25 og 100 prosent holdes tilbake til sluttrapport eller resultatskjema er mottatt.'
			using errcode = 'RP003', constraint = 'minst_en_firedel_holdes_tilbake', column = 'forslag.holdes_tilbake', detail = json_build_object('kilde', 'håndboka, del 7; OF');
	end if;
end $$;
comment on function core.krev_tildelingsforslag(core.sak, core.soeknad) is 'A proposed award: an amount that is applied for, its last day, the share held back.';

create or replace function core.forslag_tildeling(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a core.soeknad := core.sakens_soeknad(s);
begin
	if s.forslag ->> 'soeknad' is null then
		raise exception 'Saken sier ikke hvilken søknad den gjelder.' using errcode = 'RP003', constraint = 'forslaget_mangler_soeknad', column = 'forslag.soeknad';
	elsif a.id is null then
		raise exception 'Søknaden finnes ikke, eller du har ikke tilgang til den.' using errcode = 'RP005', constraint = 'ukjent_soeknad', column = 'forslag.soeknad',
			hint = 'En søknad skrives PROGRAM/soeknad-NUMMER, for eksempel sel/soeknad-1.';
	end if;
	if s.forslag ? 'beloep' then
		perform core.krev_tildelingsforslag(s, a);
	end if;
	if s.beslutning in (27, 28) then
		perform core.krev_rett_rad(s);
	end if;
end $$;
comment on function core.forslag_tildeling(core.sak) is 'Rows 27 and 28: the case names an application, and fits the delegated limit; with an amount it proposes an award, without one a refusal.';

-- What an award demands.

create or replace function core.krev_kan_tildeles(s core.sak, a core.soeknad) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vedtak := core.budsjett_i_ubalanse(s.program_id);
begin
	if a.trukket is not null then
		raise exception 'Søknaden er trukket.' using errcode = 'RP009', constraint = 'soeknaden_er_avsluttet', detail = json_build_object('tilstand', 'trukket', 'kilde', 'håndboka, del 7');
	elsif v.id is not null then
		raise exception 'Fylkets vedtak % har vilkår eller gir mindre enn det er søkt om. En ny utgave av handlingsplanen med budsjett vedtas før nye tildelinger.', v.dato
			using errcode = 'RP009', constraint = 'budsjettet_er_i_ubalanse', detail = json_build_object('kilde', 'håndboka, del 4');
	end if;
	perform core.krev_tildelbar(a, s.forslag);
end $$;
comment on function core.krev_kan_tildeles(core.sak, core.soeknad) is
	'What is demanded when an award is decided: the application is not withdrawn and is still one that may be awarded (core.krev_tildelbar: organisasjonsnummer, area, at most six years, the PLP step before, OF 8 and 10, the guidelines), and the budget is in balance (handbook, section 4).';

-- What follows.

create or replace function core.bokfoer_tildelt(t core.tildeling, p core.prosjekt, tekst text, grunn text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.poster(t.program_id, 'tildelt', t.beloep, t.aar, t.dato, tekst, p.omraade, prosjekt => p.id, sak => t.sak_id, grunn => grunn);
end $$;
comment on function core.bokfoer_tildelt(core.tildeling, core.prosjekt, text, text) is 'Books an award on the project''s area and year, which must bear it, or the reason be given (core.krev_dekning).';
drop function if exists core.bokfoer_tildelt(core.tildeling, core.prosjekt, numeric, date, text, text);

create or replace function core.ny_tildeling(s core.sak, h core.handling, vedtak uuid, p core.prosjekt, holdt_tilbake numeric, trukket_fra numeric default 0) returns core.tildeling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t core.tildeling;
	g core.regel;
begin
	perform from core.program x where x.id = s.program_id for no key update;
	select * into g from core.regel x where x.id = h.regel_id;
	t.program_id := s.program_id; t.id := gen_random_uuid(); t.prosjekt_id := p.id; t.soeknad_id := p.soeknad_id; t.sak_id := s.id; t.vedtak_id := vedtak;
	t.nr := (select coalesce(max(x.nr), 0) + 1 from core.tildeling x where x.program_id = s.program_id);
	t.beloep := (s.forslag ->> 'beloep')::numeric - trukket_fra; t.dato := h.dato; t.aar := p.aar;
	t.gyldig_til := coalesce(core.les_dato(s.forslag::json, 'gyldig_til'), (h.dato + interval '5 years')::date);
	t.holdt_tilbake_andel := holdt_tilbake; t.delegert := core.paa_delegasjon(g); t.bagatellmessig := core.er_bagatellmessig(s, p);
	t.person_id := h.person_id; t.tid := clock_timestamp();
	insert into core.tildeling select t.*;
	perform core.bokfoer_tildelt(t, p, p.tittel, s.forslag ->> 'overskridelse');
	if t.bagatellmessig then
		perform core.registrer_stoette(t.program_id, core.soekerens_foretak(p), t.beloep, t.dato, t.id, true, s.forslag);
	end if;
	return t;
end $$;
drop function if exists core.ny_tildeling(core.sak, core.handling, uuid, core.prosjekt, numeric);
comment on function core.ny_tildeling(core.sak, core.handling, uuid, core.prosjekt, numeric, numeric) is
	'Sets money aside for a project: booked where the area''s budget of the year bears it, and registered as aid where it is bagatellmessig and there is room. trukket_fra: what is paid already under the award that this one replaces.';

create or replace function core.er_bagatellmessig(s core.sak, p core.prosjekt) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return p.soeknad_id is not null and coalesce((s.forslag ->> 'bagatellmessig')::boolean, false)
		or exists (select from core.soeker r where r.program_id = p.program_id and r.id = p.ansvarlig_id and r.slag in ('foretak', 'person'));
end $$;
comment on function core.er_bagatellmessig(core.sak, core.prosjekt) is
	'True for support of a company, which is de minimis always (S0), as is a person''s that runs one; of an organisation or a kommune when the case says so.';

create or replace function core.soekerens_foretak(p core.prosjekt) returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.soeker;
	n text := (select i.foedselsnummer from core.soeker_identitet i where i.program_id = p.program_id and i.soeker_id = p.ansvarlig_id);
begin
	select * into r from core.soeker x where x.program_id = p.program_id and x.id = p.ansvarlig_id;
	if r.orgnr is null and n is null then
		raise exception 'Søkerens organisasjonsnummer, eller for en person fødselsnummeret, må være registrert før tildelingen.'
			using errcode = 'RP009', constraint = 'organisasjonsnummeret_mangler', detail = json_build_object('kilde', 'RF');
	end if;
	return core.foretak_av(p.program_id, r.slag, r.orgnr, case when r.orgnr is null then n end, r.navn);
end $$;
comment on function core.soekerens_foretak(core.prosjekt) is 'The undertaking that a project''s applicant is, for the register of aid.';

create or replace function core.soeknadens_prosjekt(s core.sak, a core.soeknad, dag date) returns core.prosjekt
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.prosjekt;
begin
	select * into p from core.prosjekt x where x.program_id = a.program_id and x.soeknad_id = a.id order by x.nr desc limit 1;
	if p.id is not null then
		return p;
	end if;
	p.program_id := s.program_id; p.tittel := a.tittel; p.bruk := coalesce(a.bruk, 'soekbare_midler'); p.plp_steg := coalesce(a.plp_steg, 'hovedprosjekt');
	p.aar := extract(year from dag); p.omraade := a.omraade; p.strategi := a.strategi; p.soeknad_id := a.id; p.ansvarlig_id := a.soeker_id;
	p.forgjenger_id := (select x.id from core.prosjekt x where x.program_id = a.program_id and x.soeknad_id = a.forgjenger_id order by x.nr desc limit 1);
	p.sak_id := s.id; p.fra := a.fra; p.til := a.til; p.dato := dag;
	return core.nytt_prosjekt(p);
end $$;
comment on function core.soeknadens_prosjekt(core.sak, core.soeknad, date) is 'The project of an application: that of an award before, or a new one, on the budget of the decision''s year.';

create or replace function core.erstatt_tildeling(s core.sak, a core.soeknad, dag date) returns numeric
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gammel uuid := (core.omgjort_sak(s)).id;
	t      core.tildeling;
	betalt numeric := 0;
begin
	for t in select * from core.tildeling x where x.program_id = s.program_id and (x.soeknad_id = a.id or x.sak_id = gammel) for no key update loop
		if not core.har_levert(t, array['erstattet']) then
			betalt := betalt + core.utbetalt(t);
			insert into core.tildeling_hendelse (program_id, tildeling_id, nr, slag, beloep, dato, tekst, sak_id, person_id)
			values (s.program_id, t.id, 0, 'erstattet', core.ubrukt(t), dag, 'Erstattet av et nyere vedtak', s.id, core.person());
		end if;
	end loop;
	return betalt;
end $$;
drop function if exists core.erstatt_tildeling(core.soeknad, uuid, date);
comment on function core.erstatt_tildeling(core.sak, core.soeknad, date) is 'Ends the award of an application that is decided anew, and that of the case whose decision this one replaces; what is unused goes back to the frame. Returns what is paid of it.';

create or replace function core.tildeling_virkning(s core.sak, h core.handling, vedtak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a      core.soeknad := core.sakens_soeknad(s);
	betalt numeric := 0;
begin
	if a.id is null then
		return;
	end if;
	betalt := core.erstatt_tildeling(s, a, h.dato);
	if not s.forslag ? 'beloep' then
		return;
	end if;
	perform core.krev_kan_tildeles(s, a), core.krev_mer_enn_utbetalt(s, betalt);
	perform core.ny_tildeling(s, h, vedtak, core.soeknadens_prosjekt(s, a, h.dato), coalesce((s.forslag ->> 'holdes_tilbake')::numeric, 25), betalt);
end $$;
comment on function core.tildeling_virkning(core.sak, core.handling, uuid) is
	'Rows 27 and 28 adopted: the project and its award, in the place of one that the case replaces. A case without an amount has refused. One from before there were applications has no effect.';

create or replace function core.krev_mer_enn_utbetalt(s core.sak, betalt numeric) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if (s.forslag ->> 'beloep')::numeric <= betalt then
		raise exception 'Det er alt utbetalt % kroner. Det som er betalt for mye, kreves tilbake.', core.skriv_belop(betalt)
			using errcode = 'RP009', constraint = 'mindre_enn_utbetalt', detail = json_build_object('utbetalt', betalt::text);
	end if;
end $$;
comment on function core.krev_mer_enn_utbetalt(core.sak, numeric) is 'An award that replaces another is above what is paid of it; what is paid too much is demanded back.';

create or replace trigger journal after insert on core.tildeling for each row execute function core.journal_rad('tildeling');
create or replace trigger uforanderlig before update or delete or truncate on core.tildeling for each statement execute function core.uforanderlig();
create or replace trigger journal after insert on core.tildeling_hendelse for each row execute function core.journal_rad('tildeling_hendelse');
create or replace trigger uforanderlig before update or delete or truncate on core.tildeling_hendelse for each statement execute function core.uforanderlig();
alter table core.tildeling enable row level security;
alter table core.tildeling_hendelse enable row level security;
drop policy if exists deltakerne_ser_tildelinger on core.tildeling;
create policy deltakerne_ser_tildelinger on core.tildeling for select to omstilling_api using (core.deltar(program_id));
drop policy if exists deltakerne_ser_hva_som_skjer on core.tildeling_hendelse;
create policy deltakerne_ser_hva_som_skjer on core.tildeling_hendelse for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.tildeling_hendelse;
create policy i_eget_navn on core.tildeling_hendelse for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
