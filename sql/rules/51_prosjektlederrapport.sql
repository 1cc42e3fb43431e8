-- Reports of project leaders (handbook 8.4): entered by those who prepare, approved by another before they count, corrected by new
-- ones; and the accounts of supported companies. What they add up to is 52_resultat.sql's.

create or replace function core.prosjektrapport_navn(program uuid, nr int) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select g.kortnavn || '/prosjektrapport-' || prosjektrapport_navn.nr from core.program g where g.id = program);
end $$;
comment on function core.prosjektrapport_navn(uuid, int) is 'PROGRAM/prosjektrapport-N.';

create or replace function core.les_navn(ref text, slag text, out id uuid, out kortnavn text, out nr int)
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	if ref ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
		id := ref::uuid;
	elsif ref ~ ('^[a-z0-9-]+/' || slag || '-[0-9]{1,8}$') then
		kortnavn := split_part(ref, '/', 1);
		nr := substr(ref, length(kortnavn) + length(slag) + 3)::int;
	end if;
end $$;
comment on function core.les_navn(text, text) is 'What names a thing of a programme: its id, or PROGRAM/SLAG-N; nulls: neither.';

create or replace function core.finn_prosjekt(ref text) returns core.prosjekt
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	n record := core.les_navn(ref, 'prosjekt');
	p core.prosjekt;
begin
	if n.id is null then
		select x.* into p from core.program g join core.prosjekt x on x.program_id = g.id and x.nr = n.nr where g.kortnavn = n.kortnavn;
	else
		select x.* into p from core.prosjekt x where x.id = n.id;
	end if;
	if p.id is null then
		raise exception 'Prosjektet finnes ikke, eller du har ikke tilgang til det.' using errcode = 'RP005', constraint = 'ukjent_prosjekt',
			hint = 'Et prosjekt skrives PROGRAM/prosjekt-NUMMER, for eksempel sel/prosjekt-1.';
	end if;
	return p;
end $$;
comment on function core.finn_prosjekt(text) is 'A project by PROGRAM/prosjekt-N or id, as the caller sees them; NOT_FOUND ukjent_prosjekt.';

create or replace function core.eget_prosjekt(program uuid, ref text) returns core.prosjekt
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.prosjekt;
begin
	if ref is not null then
		p := core.finn_prosjekt(ref);
		if p.program_id <> program then
			perform core.finn_prosjekt('');
		end if;
	end if;
	return p;
end $$;
comment on function core.eget_prosjekt(uuid, text) is 'A project of this programme; one of another as one that does not exist. Null for null.';

create or replace function core.finn_prosjektrapport(ref text) returns core.prosjektlederrapport
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	n record := core.les_navn(ref, 'prosjektrapport');
	r core.prosjektlederrapport;
begin
	if n.id is null then
		select x.* into r from core.program g join core.prosjektlederrapport x on x.program_id = g.id and x.nr = n.nr where g.kortnavn = n.kortnavn;
	else
		select x.* into r from core.prosjektlederrapport x where x.id = n.id;
	end if;
	if r.id is null then
		raise exception 'Rapporten finnes ikke, eller du har ikke tilgang til den.' using errcode = 'RP005', constraint = 'ukjent_prosjektrapport',
			hint = 'En prosjektlederrapport skrives PROGRAM/prosjektrapport-NUMMER, for eksempel sel/prosjektrapport-1.';
	end if;
	return r;
end $$;
comment on function core.finn_prosjektrapport(text) is 'A report by PROGRAM/prosjektrapport-N or id, as the caller sees them; NOT_FOUND ukjent_prosjektrapport.';

-- Reported.

create or replace function core.prosjektrapport_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.prosjekt;
	r core.prosjektlederrapport;
begin
	perform from core.program g where g.id = new.program_id for no key update;
	select * into p from core.prosjekt x where x.program_id = new.program_id and x.id = new.prosjekt_id;
	select * into r from core.prosjektlederrapport x where x.program_id = new.program_id and x.id = new.korrigerer;
	if new.aar not between extract(year from p.fra) and extract(year from core.i_dag()) then
		raise exception 'Prosjektet begynner %; det rapporteres for et år fra da av, og som er begynt.', p.fra
			using errcode = 'RP003', constraint = 'aaret_er_utenfor_prosjektet', column = 'aar', detail = json_build_object('fra', p.fra, 'i_dag', core.i_dag());
	end if;
	if (r.prosjekt_id, r.aar) <> (new.prosjekt_id, new.aar) then
		raise exception 'En rapport korrigeres av en om samme prosjekt og år.' using errcode = 'RP003', constraint = 'korreksjonen_gjelder_noe_annet', column = 'korrigerer';
	end if;
	if exists (select from core.prosjektlederrapport x left join core.prosjektlederrapport_svar s on s.program_id = x.program_id and s.rapport_id = x.id
		where x.program_id = new.program_id and x.korrigerer = new.korrigerer and s.utfall is distinct from 'underkjent') then
		raise exception 'Rapporten er alt korrigert; nevn den nyeste.' using errcode = 'RP009', constraint = 'rapporten_er_alt_korrigert', column = 'korrigerer';
	end if;
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.prosjektlederrapport x where x.program_id = new.program_id);
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.prosjektrapport_kontroll() is 'Row trigger: a year of the project that has begun; a correction is of the same project and year, and of what is not corrected already.';
create or replace trigger kontroll before insert on core.prosjektlederrapport for each row execute function core.prosjektrapport_kontroll();

-- Approved.

create or replace function core.godkjenner_rapporter(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array['PL'], array['programleder']) or core.har_funksjon(program, array['OS'], array['leder', 'nestleder']);
end $$;
comment on function core.godkjenner_rapporter(uuid) is 'Who may approve reports (U): the programleder, and the leader and deputy of the styre.';

create or replace function core.prosjektrapport_svar_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.prosjektlederrapport;
begin
	select * into r from core.prosjektlederrapport x where x.program_id = new.program_id and x.id = new.rapport_id;
	if not core.godkjenner_rapporter(new.program_id) then
		raise exception 'Rapporten godkjennes av programlederen eller styrets leder.' using errcode = 'RP007', constraint = 'rapporten_godkjennes_av_andre',
			detail = json_build_object('kilde', 'håndboka, del 8.4 (U)', 'tur', json_build_object('organer',
				core.organnavn(new.program_id, 'PL', core.i_dag()) || core.organnavn(new.program_id, 'OS', core.i_dag())));
	end if;
	if r.person_id = new.person_id then
		raise exception 'Den som har skrevet rapporten, kan ikke også godkjenne den.' using errcode = 'RP007', constraint = 'fire_oeyne', detail = json_build_object('kilde', 'håndboka, del 8.4');
	end if;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.prosjektrapport_svar_kontroll() is 'Row trigger: a report is judged by who may, and never by who wrote it.';
create or replace trigger kontroll before insert on core.prosjektlederrapport_svar for each row execute function core.prosjektrapport_svar_kontroll();

create or replace function core.talte_rapporter(program uuid, dag date) returns setof core.prosjektlederrapport
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with godkjent as (
		select r.* from core.prosjektlederrapport r join core.prosjektlederrapport_svar s on s.program_id = r.program_id and s.rapport_id = r.id
		where r.program_id = program and s.utfall = 'godkjent' and s.dato <= dag
	)
	select g.* from godkjent g where not exists (select from godkjent n where n.korrigerer = g.id);
end $$;
comment on function core.talte_rapporter(uuid, date) is 'The reports that count on a day: approved by then, and not corrected by one that was.';

create or replace function core.prosjektrapport_tilstand(r core.prosjektlederrapport) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when exists (select from core.prosjektlederrapport n join core.prosjektlederrapport_svar s on s.program_id = n.program_id and s.rapport_id = n.id
			where n.program_id = r.program_id and n.korrigerer = r.id and s.utfall = 'godkjent') then 'korrigert'
		else coalesce((select s.utfall from core.prosjektlederrapport_svar s where s.program_id = r.program_id and s.rapport_id = r.id), 'innsendt') end;
end $$;
comment on function core.prosjektrapport_tilstand(core.prosjektlederrapport) is 'innsendt, godkjent (it counts), underkjent, korrigert (another counts instead).';

create or replace function core.prosjektrapport_svar(r core.prosjektlederrapport) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('navn', core.prosjektrapport_navn(r.program_id, r.nr), 'prosjekt', core.prosjekt_navn(r.program_id, r.prosjekt_id), 'tittel', p.tittel,
			'aar', r.aar, 'nye', r.nye, 'sikrede', r.sikrede, 'nye_foretak', r.nye_foretak, 'soeknader', r.soeknader, 'brukt', r.brukt::text, 'utloest', r.utloest::text,
			'aktiviteter', r.aktiviteter, 'korrigerer', (select core.prosjektrapport_navn(k.program_id, k.nr) from core.prosjektlederrapport k where k.program_id = r.program_id and k.id = r.korrigerer),
			'tilstand', core.prosjektrapport_tilstand(r), 'brukernavn', a.brukernavn, 'dato', r.dato, 'behandlet_av', b.brukernavn, 'behandlet', s.dato, 'grunn', s.grunn, 'id', r.id))
		from core.prosjekt p join core.person a on a.id = r.person_id
			left join core.prosjektlederrapport_svar s on s.program_id = r.program_id and s.rapport_id = r.id left join core.person b on b.id = s.person_id
		where p.program_id = r.program_id and p.id = r.prosjekt_id);
end $$;
comment on function core.prosjektrapport_svar(core.prosjektlederrapport) is 'The contract''s Prosjektrapport; its callers found the report under row-level security.';

create or replace function core.les_antall(req json, felt text) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	trykt text := nullif(btrim(req ->> felt), '');
begin
	if trykt is null or trykt = '-' then
		return trykt;
	end if;
	return coalesce(checks.enkel(coalesce(checks.tall(trykt), core.parse_belop(trykt))), trykt);
end $$;
comment on function core.les_antall(json, text) is 'A figure of a request as a decimal, "-" as it is, null when it is not stated; what is no figure is left for the table to refuse.';

create or replace function core.les_kroner(req json, felt text) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	trykt text := nullif(btrim(req ->> felt), '');
	tall  numeric := coalesce(checks.tall(trykt), core.parse_belop(trykt));
begin
	if trykt is not null and (tall is null or abs(tall) >= 1e12) then
		raise exception '«%» er ikke et beløp i kroner.', left(trykt, 40) using errcode = 'RP003', constraint = 'ugyldig_beloep', column = felt;
	end if;
	return round(tall, 2);
end $$;
comment on function core.les_kroner(json, text) is 'An amount of a request, negative too; null when it is not stated. INVALID_ARGUMENT ugyldig_beloep.';

-- Accounts of supported companies.

create or replace function core.ser_skjermet_regnskap(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array['PL', 'EPL', 'PA', 'OS', 'SG', 'IN'], array['programleder', 'prosjektleder', 'prosjektansvarlig', 'leder', 'nestleder', 'medlem', 'raadgiver']);
end $$;
comment on function core.ser_skjermet_regnskap(uuid) is 'Who sees screened accounts: who prepares, the styre and Innovasjon Norge; not observers.';

create or replace function core.regnskap_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.program g where g.id = new.program_id for no key update;
	if new.aar > extract(year from core.i_dag()) then
		raise exception 'Regnskapsåret % er ikke begynt.', new.aar using errcode = 'RP003', constraint = 'regnskapsaaret_er_ikke_begynt', column = 'aar';
	end if;
	new.korrigerer := (select x.nr from core.foretaksregnskap x where x.program_id = new.program_id and x.aar = new.aar
		and case when new.orgnr is not null and x.orgnr is not null then x.orgnr = new.orgnr else lower(btrim(x.foretak)) = lower(btrim(new.foretak)) end order by x.nr desc limit 1);
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.foretaksregnskap x where x.program_id = new.program_id);
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.regnskap_kontroll() is 'Row trigger: numbers the entry, and makes it a correction of the one that the company has for the year.';
create or replace trigger kontroll before insert on core.foretaksregnskap for each row execute function core.regnskap_kontroll();

create or replace function core.regnskap_gjelder(program uuid, dag date) returns setof core.foretaksregnskap
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select r.* from core.foretaksregnskap r where r.program_id = program and r.dato <= dag
		and not exists (select from core.foretaksregnskap n where n.program_id = r.program_id and n.korrigerer = r.nr and n.dato <= dag);
end $$;
comment on function core.regnskap_gjelder(uuid, date) is 'The accounts as they were known on a day.';

create or replace function core.regnskap_svar(r core.foretaksregnskap) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('nr', r.nr, 'foretak', r.foretak, 'orgnr', r.orgnr, 'aar', r.aar, 'resultat', r.resultat::text, 'omsetning', r.omsetning::text,
		'kilde', r.kilde, 'prosjekt', core.prosjekt_navn(r.program_id, r.prosjekt_id), 'skjermingshjemmel', r.skjermingshjemmel, 'korrigerer', r.korrigerer, 'dato', r.dato));
end $$;
comment on function core.regnskap_svar(core.foretaksregnskap) is 'The contract''s Regnskap.';

create or replace trigger journal after insert on core.prosjektlederrapport for each row execute function core.journal_rad('prosjektlederrapport');
create or replace trigger journal after insert on core.prosjektlederrapport_svar for each row execute function core.journal_rad('prosjektlederrapport_behandlet');
create or replace trigger journal after insert on core.foretaksregnskap for each row execute function core.journal_rad('foretaksregnskap', 'foretak', 'orgnr', 'resultat', 'omsetning');
create or replace trigger uforanderlig before update or delete or truncate on core.prosjektlederrapport for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.prosjektlederrapport_svar for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.foretaksregnskap for each statement execute function core.uforanderlig();
alter table core.prosjektlederrapport enable row level security;
alter table core.prosjektlederrapport_svar enable row level security;
alter table core.foretaksregnskap enable row level security;
drop policy if exists deltakerne_ser_rapporter on core.prosjektlederrapport;
create policy deltakerne_ser_rapporter on core.prosjektlederrapport for select to omstilling_api using (core.deltar(program_id));
drop policy if exists de_som_forbereder_rapporterer on core.prosjektlederrapport;
create policy de_som_forbereder_rapporterer on core.prosjektlederrapport for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());
drop policy if exists deltakerne_ser_svar on core.prosjektlederrapport_svar;
create policy deltakerne_ser_svar on core.prosjektlederrapport_svar for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.prosjektlederrapport_svar;
create policy i_eget_navn on core.prosjektlederrapport_svar for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists deltakerne_ser_det_som_ikke_er_skjermet on core.foretaksregnskap;
create policy deltakerne_ser_det_som_ikke_er_skjermet on core.foretaksregnskap for select to omstilling_api
	using (core.deltar(program_id) and (skjermingshjemmel is null or core.ser_skjermet_regnskap(program_id)));
drop policy if exists de_som_forbereder_foerer_regnskap on core.foretaksregnskap;
create policy de_som_forbereder_foerer_regnskap on core.foretaksregnskap for insert to omstilling_api with check (core.forbereder(program_id) and person_id = core.person());
