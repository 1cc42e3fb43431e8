-- Reports (rows 30 to 35 of the matrix): assembled from the data, completed with texts by people, frozen under their hash, treated in a
-- case that points at the version. What stands in one is 54_rapport_innhold.sql's.

create or replace function core.rapport_rad(slag text) returns int
language sql immutable parallel safe as $$
	select array_position(array['aarsrapport', 'programstatusvurdering', 'midtveisevaluering', 'viderefoering', 'sluttrapport', 'sluttevaluering'], slag) + 29
$$;
comment on function core.rapport_rad(text) is 'The row of the matrix of a kind of report.';

create or replace function core.rapport_tittel(r core.rapport) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select case r.slag when 'aarsrapport' then format('Årsrapport %s for %s', r.aar, p.navn) when 'programstatusvurdering' then format('Programstatusvurdering %s for %s', r.aar, p.navn)
			when 'midtveisevaluering' then format('Midtveisevaluering for %s', p.navn) when 'viderefoering' then format('Videreføring for %s', p.navn)
			when 'sluttrapport' then format('Sluttrapport for %s', p.navn) else format('Sluttevaluering for %s', p.navn) end
		from core.program p where p.id = r.program_id);
end $$;
comment on function core.rapport_tittel(core.rapport) is 'Årsrapport 2022 for Sats på Hallingdal.';

create or replace function core.rapport_navn(r core.rapport) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select p.kortnavn || '/' || r.kortnavn from core.program p where p.id = r.program_id);
end $$;
comment on function core.rapport_navn(core.rapport) is 'PROGRAM/aarsrapport-2022.';

create or replace function core.finn_rapport(ref text) returns core.rapport
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.rapport;
begin
	if ref ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
		select x.* into r from core.rapport x where x.id = ref::uuid;
	else
		select x.* into r from core.rapport x join core.program g on g.id = x.program_id
		where g.kortnavn = split_part(ref, '/', 1) and x.kortnavn = split_part(ref, '/', 2) and split_part(ref, '/', 3) = '';
	end if;
	if r.id is null then
		raise exception 'Rapporten finnes ikke, eller du har ikke tilgang til den.' using errcode = 'RP005', constraint = 'ukjent_rapport',
			hint = 'En rapport skrives PROGRAM/RAPPORT, for eksempel sel/aarsrapport-2021.';
	end if;
	return r;
end $$;
comment on function core.finn_rapport(text) is 'A report by PROGRAM/RAPPORT or id, as the caller sees them; NOT_FOUND ukjent_rapport.';

create or replace function core.skriver_rapport(program uuid, slag text) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.forbereder(program) or slag in ('programstatusvurdering', 'midtveisevaluering', 'sluttevaluering') and core.har_funksjon(program, array['IN'], array['leder', 'raadgiver']);
end $$;
comment on function core.skriver_rapport(uuid, text) is 'Who writes a report: who prepares; the assessments and evaluations also Innovasjon Norge, which leads them.';

create or replace function core.krev_rapportskriver(program uuid, slag text) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_deltaker(program);
	if not core.skriver_rapport(program, slag) then
		perform core.krev_forbereder(program);
	end if;
end $$;
comment on function core.krev_rapportskriver(uuid, text) is 'PERMISSION_DENIED bare_de_som_forbereder_skriver for those who do not write such reports.';

create or replace function core.rapport_deler(r core.rapport) returns setof core.rapport_del
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select d.* from core.rapport_del d where d.program_id = r.program_id and d.rapport_id = r.id and d.tekst <> ''
		and not exists (select from core.rapport_del n where n.program_id = d.program_id and n.rapport_id = d.rapport_id and n.slag = d.slag and n.noekkel = d.noekkel and n.nr > d.nr)
	order by (select min(f.nr) from core.rapport_del f where f.program_id = d.program_id and f.rapport_id = d.rapport_id and f.slag = d.slag and f.noekkel = d.noekkel);
end $$;
comment on function core.rapport_deler(core.rapport) is 'What stands in a report now, in the order in which it was begun.';

create or replace function core.rapport_del_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 2000;
begin
	perform from core.program p where p.id = new.program_id for no key update;
	new.nr := (select coalesce(max(d.nr), 0) + 1 from core.rapport_del d where d.program_id = new.program_id and d.rapport_id = new.rapport_id);
	if new.nr > flest then
		raise exception 'Rapporten er endret % ganger.', flest using errcode = 'RP008', constraint = 'rapporten_er_endret_for_ofte';
	end if;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.rapport_del_kontroll() is 'Row trigger: numbers what is written.';
create or replace trigger kontroll before insert on core.rapport_del for each row execute function core.rapport_del_kontroll();

create or replace function core.rapport_holdes(r core.rapport) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select checks.dato(d.tekst) from core.rapport_deler(r) d where d.slag = 'holdes');
end $$;
comment on function core.rapport_holdes(core.rapport) is 'The day on which a programstatusvurdering is held; null: not set.';

create or replace function core.vurderingen_holdes(program uuid, i_aar int) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select core.rapport_holdes(r) from core.rapport r where r.program_id = program and r.slag = 'programstatusvurdering' and r.aar = i_aar);
end $$;
comment on function core.vurderingen_holdes(uuid, int) is 'The day that a year''s programstatusvurdering is set to; null: none.';

-- Laid before the styre.

create or replace function core.nyeste_rapportversjon(program uuid, rapport uuid) returns core.rapport_versjon
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.rapport_versjon;
begin
	select * into v from core.rapport_versjon x where x.program_id = program and x.rapport_id = rapport order by x.nr desc limit 1;
	return v;
end $$;
comment on function core.nyeste_rapportversjon(uuid, uuid) is 'The newest frozen version of a report, or null.';

create or replace function core.krev_overtakere(r core.rapport) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	mangler text[] := case when r.slag = 'viderefoering' then array(select core.prosjekt_navn(p.program_id, p.id) from core.prosjekt p where p.program_id = r.program_id and p.bruk = 'egeninitiert'
		and not exists (select from core.prosjekt e where e.program_id = p.program_id and e.forgjenger_id = p.id)
		and not exists (select from core.rapport_deler(r) d where d.slag = 'overtaker' and d.prosjekt_id = p.id) order by p.nr) end;
begin
	if cardinality(mangler) > 0 then
		raise exception 'Si hvem som overtar hvert av programmets egne prosjekter; det mangler for %.', array_to_string(mangler[1:8], ', ')
			using errcode = 'RP009', constraint = 'egne_prosjekter_uten_overtaker', detail = json_build_object('prosjekter', mangler[1:20], 'kilde', 'håndboka, del 3 og 10');
	end if;
end $$;
comment on function core.krev_overtakere(core.rapport) is 'FAILED_PRECONDITION egne_prosjekter_uten_overtaker: videreføring says of each own project, the last of its PLP steps, who takes it over.';

create or replace function core.rapport_sak(r core.rapport) returns core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = r.program_id and x.beslutning = core.rapport_rad(r.slag) and x.forslag ->> 'rapport' = core.rapport_navn(r) order by x.nr desc limit 1;
	return s;
end $$;
comment on function core.rapport_sak(core.rapport) is 'The newest case of a report, or null.';

create or replace function core.styret_har_begynt(s core.sak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.handling h join core.regel g on g.id = h.regel_id and g.funksjon = 'OS' where h.program_id = s.program_id and h.sak_id = s.id and h.utfall = 'ja')
		or exists (select from core.moete_sak m where m.program_id = s.program_id and m.sak_id = s.id) or exists (select from core.resultat r where r.program_id = s.program_id and r.sak_id = s.id);
end $$;
drop function if exists core.styret_er_enig(core.sak);
comment on function core.styret_har_begynt(core.sak) is 'True when the styre has agreed in the case of an assessment, has it before it in a meeting, or has a result of one entered: what it agrees on is then what lay there.';

create or replace function core.frys_rapport(r core.rapport) returns core.rapport_versjon
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v      core.rapport_versjon;
	bytes_ bytea;
begin
	perform from core.program p where p.id = r.program_id for no key update;
	perform core.krev_overtakere(r);
	bytes_ := convert_to(core.jcs(core.rapport_innhold(r, core.i_dag())), 'UTF8');
	insert into core.rapport_versjon (program_id, rapport_id, nr, bytes, hash, person_id, dato)
	values (r.program_id, r.id, coalesce((core.nyeste_rapportversjon(r.program_id, r.id)).nr, 0) + 1, bytes_, sha256(bytes_), core.krev_person(), core.i_dag()) returning * into v;
	update core.sak s set tilstand = 'ugyldig' where s.program_id = r.program_id and s.tilstand = 'under_behandling' and s.id = (core.rapport_sak(r)).id
		and (r.slag <> 'programstatusvurdering' or core.styret_har_begynt(s));
	return v;
end $$;
comment on function core.frys_rapport(core.rapport) is
	'Freezes a report as it stands, with the data as it is known today; an undecided case of an older version becomes ugyldig. But a programstatusvurdering has one case, from fact sheet until the styre takes it up in a meeting; what is changed after that is a new case. Its callers have seen to who may.';

create or replace function core.forslag_rapport(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if s.forslag ?| array['rapport', 'rapport_versjon', 'rapport_hash'] and not exists (select from core.rapport r join core.rapport_versjon v on v.program_id = r.program_id and v.rapport_id = r.id
		where r.program_id = s.program_id and core.rapport_rad(r.slag) = s.beslutning and core.rapport_navn(r) = s.forslag ->> 'rapport'
			and v.nr::text = s.forslag ->> 'rapport_versjon' and encode(v.hash, 'hex') = s.forslag ->> 'rapport_hash') then
		raise exception 'Saken peker ikke på en rapport som er lagt fram; den åpnes med «omstilling rapport submit».' using errcode = 'RP003', constraint = 'saken_peker_ikke_paa_rapporten', column = 'forslag.rapport';
	end if;
end $$;
comment on function core.forslag_rapport(core.sak) is 'Rows 30 to 35: a report that a case names is a frozen one, of the row''s kind, under its hash.';

create or replace function core.rapport_i_sak(s core.sak) returns core.rapport_versjon
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.rapport_versjon;
begin
	select x.* into v from core.rapport r join core.rapport_versjon x on x.program_id = r.program_id and x.rapport_id = r.id
	where r.program_id = s.program_id and s.beslutning between 30 and 35 and core.rapport_navn(r) = s.forslag ->> 'rapport'
		and (r.slag = 'programstatusvurdering' or x.nr::text = s.forslag ->> 'rapport_versjon') order by x.nr desc limit 1;
	return v;
end $$;
comment on function core.rapport_i_sak(core.sak) is 'The version that a case is about: the one that it names; of a programstatusvurdering the newest.';

create or replace function core.krev_karakterer(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.rapport_versjon := core.rapport_i_sak(s);
begin
	if s.beslutning = 31 and v.nr is not null and jsonb_array_length(coalesce(convert_from(v.bytes, 'UTF8')::jsonb -> 'vurderinger', '[]')) = 0 then
		raise exception 'Vurderingen er bare et faktaark ennå: ingen indikator har karakter.' using errcode = 'RP009', constraint = 'vurderingen_mangler_karakterer',
			detail = json_build_object('kilde', 'håndboka, del 8.4');
	end if;
end $$;
comment on function core.krev_karakterer(core.sak) is 'FAILED_PRECONDITION vurderingen_mangler_karakterer: nobody agrees on a programstatusvurdering that is only a fact sheet yet.';

create or replace function core.karakterer_foer_moetet() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_karakterer(s) from core.sak s where s.program_id = new.program_id and s.id = new.sak_id;
	return new;
end $$;
comment on function core.karakterer_foer_moetet() is 'Row trigger: the styre takes up an assessment, or has a result of it entered, when it has grades.';
create or replace trigger rapport_kontroll before insert on core.moete_sak for each row execute function core.karakterer_foer_moetet();
create or replace trigger rapport_kontroll before insert on core.resultat for each row execute function core.karakterer_foer_moetet();

create or replace function core.rapport_steg_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if (select g.akt in ('innstiller', 'registrerer') from core.regel g where g.id = new.regel_id) then
		perform core.krev_karakterer(s) from core.sak s where s.program_id = new.program_id and s.id = new.sak_id;
	end if;
	return new;
end $$;
comment on function core.rapport_steg_kontroll() is
	'Row trigger: a programstatusvurdering is agreed by the styre, which assesses itself, and registered by Innovasjon Norge, on a version with grades. That the styre comes first is the matrix''s (row 31); that it is the same version, core.frys_rapport()''s.';
create or replace trigger rapport_kontroll before insert on core.handling for each row execute function core.rapport_steg_kontroll();

create or replace function core.rapport_steg_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.rapport_steg (program_id, sak_id, handling, rapport_id, versjon)
	select new.program_id, new.sak_id, new.nr, v.rapport_id, v.nr from core.sak s, core.rapport_i_sak(s) v where s.program_id = new.program_id and s.id = new.sak_id and v.nr is not null;
	return null;
end $$;
comment on function core.rapport_steg_virkning() is 'Row trigger: which version of a report an act was about.';
create or replace trigger rapport_virkning after insert on core.handling for each row execute function core.rapport_steg_virkning();

create or replace function core.rapport_er_offentlig(program uuid, rapport uuid, nr_ int) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.sak s cross join core.rapport_i_sak(s) v where s.program_id = program and s.beslutning between 30 and 35 and v.rapport_id = rapport
		and (nr_ is null or v.nr = nr_) and core.sak_er_offentlig(s.program_id, s.id));
end $$;
comment on function core.rapport_er_offentlig(uuid, uuid, int) is 'True for the version that a public case points at, or with nr null for a report that has one.';

-- What waits, and what is late (handbook, section 5).

create or replace function core.har_karakterer(program uuid, rapport uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.rapport_versjon v where v.program_id = program and v.rapport_id = rapport and convert_from(v.bytes, 'UTF8')::jsonb ? 'vurderinger');
end $$;
comment on function core.har_karakterer(uuid, uuid) is 'True when a draft of the assessment, with grades, has been laid before the styre.';

create or replace function core.rapport_frister(program uuid, dag date) returns table (rapport text, tittel text, frist date, gjort date)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select core.rapport_navn(r), t.tittel, t.frist, t.gjort from core.rapport r cross join lateral (select core.rapport_holdes(r) as holdes) h cross join lateral (values
		('Legge fram faktaark, minst en uke før programstatusvurderingen', h.holdes - 7, (select min(v.dato) from core.rapport_versjon v where v.program_id = r.program_id and v.rapport_id = r.id)),
		('Legge fram utkast til rapport, senest en uke etter programstatusvurderingen', h.holdes + 7, (select min(v.dato) from core.rapport_versjon v where v.program_id = r.program_id and v.rapport_id = r.id
			and convert_from(v.bytes, 'UTF8')::jsonb ? 'vurderinger'))) t (tittel, frist, gjort)
	where r.program_id = program and h.holdes is not null and (t.frist < h.holdes or dag >= h.holdes) and coalesce((core.rapport_sak(r)).tilstand, '') <> 'registrert';
end $$;
comment on function core.rapport_frister(uuid, date) is 'The two deadlines round a programstatusvurdering that is set to a day, and when they were met; the second from that day on, both until it is registered.';

create or replace function core.oppgaver_rapport(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('program', p.kortnavn, 'tittel', f.tittel, 'akt', 'rapporter', 'organ', o.kortnavn, 'kilde', 'håndboka, del 5', 'frist', f.frist) order by f.frist, p.kortnavn), '[]')
		from core.program p cross join lateral core.rapport_frister(p.id, dag) f cross join lateral core.organer(p.id, 'PL', dag) o
		where p.id = any (programmer) and f.gjort is null and core.har_verv(hvem, o.id, dag, array['programleder']));
end $$;
comment on function core.oppgaver_rapport(uuid, uuid[]) is 'Fact sheets and drafts of assessments that wait for a programleder in these programmes.';

create or replace function core.rapport_varsler(programmer uuid[], dag date) returns table (program_id uuid, nr int, tekst text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
	with aapne as materialized (
		select distinct r.program_id from unnest(programmer) u (id) join core.rapport r on r.program_id = u.id and r.slag = 'programstatusvurdering' and r.dato <= dag
			join core.program p on p.id = r.program_id
		where exists (select from core.rapport_del d where d.program_id = r.program_id and d.rapport_id = r.id and d.slag = 'holdes')
			and coalesce((select s.tilstand from core.sak s where s.program_id = r.program_id and s.beslutning = 31 and s.forslag ->> 'rapport' = p.kortnavn || '/' || r.kortnavn
				order by s.nr desc limit 1), '') <> 'registrert'
	)
	select a.program_id, (row_number() over (partition by a.program_id order by f.frist, f.rapport))::int, format('%s: %s, fristen var %s.', f.rapport, f.tittel, f.frist)
	from aapne a cross join lateral core.rapport_frister(a.program_id, dag) f where case when f.gjort <= dag then f.gjort else dag end > f.frist;
end $$;
drop function if exists core.rapport_varsler(uuid);
comment on function core.rapport_varsler(uuid[], date) is
	'Deadlines round the assessments of programmes that were not met on a day: warnings, never a block. Only programmes with one that is set to a day and not registered are looked into.';

create or replace trigger journal after insert on core.rapport for each row execute function core.journal_rad('rapport_begynt');
create or replace trigger journal after insert on core.rapport_del for each row execute function core.journal_rad('rapport_skrevet', 'tekst', 'funn');
create or replace trigger journal after insert on core.rapport_versjon for each row execute function core.journal_rad('rapport_frosset', 'bytes');
create or replace trigger uforanderlig before update or delete or truncate on core.rapport for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.rapport_del for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.rapport_versjon for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.rapport_steg for each statement execute function core.uforanderlig();
alter table core.rapport enable row level security;
alter table core.rapport_del enable row level security;
alter table core.rapport_versjon enable row level security;
alter table core.rapport_steg enable row level security;
drop policy if exists deltakerne_og_offentlige_rapporter on core.rapport;
create policy deltakerne_og_offentlige_rapporter on core.rapport for select to omstilling_api using (core.deltar(program_id) or core.rapport_er_offentlig(program_id, id, null));
drop policy if exists de_som_skriver_begynner on core.rapport;
create policy de_som_skriver_begynner on core.rapport for insert to omstilling_api with check (core.skriver_rapport(program_id, slag) and person_id = core.person());
drop policy if exists deltakerne_ser_hva_som_skrives on core.rapport_del;
create policy deltakerne_ser_hva_som_skrives on core.rapport_del for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.rapport_del;
create policy i_eget_navn on core.rapport_del for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists deltakerne_og_offentlige_versjoner on core.rapport_versjon;
create policy deltakerne_og_offentlige_versjoner on core.rapport_versjon for select to omstilling_api using (core.deltar(program_id) or core.rapport_er_offentlig(program_id, rapport_id, nr));
