-- Applications: who registers them, and that every change is a new revision. core.soeknad_revisjon is the one door; its trigger keeps
-- core.soeker and core.soeknad as the newest revision has them. How one is shown, and to whom what, stands below.

create or replace function core.foerer_soeknader(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
	forbereder constant text[] := array(select r.rolle from core.akt_rolle r where r.akt = 'forbereder') || '{sekretaer}';
begin
	return core.har_funksjon(program, array(select g.funksjon from core.regel g where g.beslutning in (27, 28) and g.akt = 'forbereder'
			and core.gjelder(g.gyldig_fra, g.gyldig_til, dag)) || '{KDIR}', forbereder)
		or core.har_funksjon(program, array(select g.funksjon from core.regel g where g.beslutning in (27, 28) and g.akt = 'vedtar' and g.gjelder is null
			and core.gjelder(g.gyldig_fra, g.gyldig_til, dag)), array['sekretaer']);
end $$;
comment on function core.foerer_soeknader(uuid) is
	'True for who registers applications: those who prepare awards by the matrix (P of rows 27, 28) with their secretary, the kommunedirektør, who answers for a sound case (KL 13-1), and the deciding organ''s secretary.';

create or replace function core.krev_soeknadsfoerer(program uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_deltaker(program);
	perform core.krev_skriver(program);
	if not core.foerer_soeknader(program) then
		raise exception 'Søknader føres av dem som forbereder tildelingene.' using errcode = 'RP007', constraint = 'soeknader_foeres_av_de_som_forbereder',
			detail = json_build_object('kilde', 'S0; matrisen rad 27, 28', 'tur', json_build_object('akt', 'forbereder', 'funksjon', 'PL', 'organer', core.organnavn(program, 'PL', core.i_dag())));
	end if;
end $$;
comment on function core.krev_soeknadsfoerer(uuid) is 'PERMISSION_DENIED soeknader_foeres_av_de_som_forbereder for who does not register applications in the programme.';

create or replace function core.ser_konfidensielt(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array['PL', 'EPL', 'OS', 'KDIR', 'IN'], array(select r.rolle from core.rolle r where r.rolle <> 'observatoer'))
		or core.har_funksjon(program, array(select distinct po.funksjon from core.program_organ po where po.program_id = program), array['revisor']);
end $$;
comment on function core.ser_konfidensielt(uuid) is
	'True for who reads the screened parts of applications (FVL 13 b: those who need them for the case): who prepares, decides or advises in awards by the matrix, and auditors; not observers.';

create or replace function core.soeknad_navn(program uuid, nr int) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select p.kortnavn || '/soeknad-' || nr from core.program p where p.id = program);
end $$;
comment on function core.soeknad_navn(uuid, int) is 'PROGRAM/soeknad-N.';

create or replace function core.finn_soeknad(ref text) returns core.soeknad
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.soeknad;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select * into rad from core.soeknad s where s.id = ref::uuid;
	elsif ref ~ '^[a-z0-9-]+/soeknad-[0-9]{1,8}$' then
		select s.* into rad from core.soeknad s join core.program g on g.id = s.program_id
		where g.kortnavn = split_part(ref, '/', 1) and s.nr = substr(split_part(ref, '/', 2), 9)::int;
	end if;
	if rad.id is null then
		raise exception 'Søknaden finnes ikke, eller du har ikke tilgang til den.'
			using errcode = 'RP005', constraint = 'ukjent_soeknad', hint = 'En søknad skrives PROGRAM/soeknad-NUMMER, for eksempel sel/soeknad-1.';
	end if;
	return rad;
end $$;
comment on function core.finn_soeknad(text) is 'An application by PROGRAM/soeknad-N or id; NOT_FOUND ukjent_soeknad, also for what the caller may not see.';

create or replace function core.soeknad_av(program uuid, ref text) returns core.soeknad
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.soeknad;
begin
	select s.* into rad from core.soeknad s where s.program_id = program and ref in (s.id::text, core.soeknad_navn(s.program_id, s.nr));
	if ref is not null and rad.id is null then
		perform core.finn_soeknad('');
	end if;
	return rad;
end $$;
comment on function core.soeknad_av(uuid, text) is 'An application of this programme; of another one as one that does not exist. Null for null.';

create or replace function core.soeknad_saker(s core.soeknad) returns setof core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select x.* from core.sak x where x.program_id = s.program_id and x.beslutning in (27, 28, 39)
		and x.forslag ? 'soeknad' and x.forslag ->> 'soeknad' in (s.id::text, core.soeknad_navn(s.program_id, s.nr)) order by x.nr;
end $$;
comment on function core.soeknad_saker(core.soeknad) is 'The cases that concern an application, oldest first.';

create or replace function core.soeknad_tilstand(s core.soeknad) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(case when s.trukket is not null then 'trukket' end,
		(select case when v.utfall = 'ja' and x.forslag ? 'beloep' then 'innvilget' else 'avslaatt' end from core.soeknad_saker(s) x
			join core.vedtak v on v.program_id = x.program_id and v.sak_id = x.id where v.akt = 'vedtar' and (x.beslutning <> 39 or v.utfall = 'ja') order by x.nr desc, v.handling desc limit 1),
		(select 'under_behandling' from core.soeknad_saker(s) x where x.tilstand = 'under_behandling' limit 1), 'mottatt');
end $$;
comment on function core.soeknad_tilstand(core.soeknad) is
	'trukket; innvilget or avslaatt by the newest decision of rows 27 and 28, or a yes of row 39 (a yes to a case that proposes no amount is a refusal too); under_behandling when a case is open; else mottatt.';

-- Revisions.

create or replace function core.soeker_av(program uuid, d jsonb, fnr text default null, hittil uuid default null) returns core.soeker
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.soeker;
begin
	select x.* into s from core.soeker x left join core.soeker_identitet i on i.program_id = x.program_id and i.soeker_id = x.id
	where x.program_id = program and (x.orgnr = d ->> 'orgnr' or x.slag = d ->> 'slag' and (i.foedselsnummer = fnr
		or lower(x.navn) = lower(d ->> 'navn') and (x.orgnr is null or not d ? 'orgnr') and coalesce(i.foedselsnummer = fnr, true)))
	order by (x.orgnr = d ->> 'orgnr') desc nulls last, (i.foedselsnummer = fnr) desc nulls last, (x.id = hittil) desc nulls last, x.orgnr is null limit 1 for update of x;
	if s.id is null then
		insert into core.soeker (program_id, slag, navn, orgnr) values (program, d ->> 'slag', d ->> 'navn', d ->> 'orgnr') returning * into s;
	end if;
	update core.soeker x set slag = d ->> 'slag', navn = d ->> 'navn', orgnr = coalesce(d ->> 'orgnr', x.orgnr), kontakt_navn = coalesce(d ->> 'kontakt_navn', x.kontakt_navn),
		kontakt_epost = coalesce(d ->> 'kontakt_epost', x.kontakt_epost), kontakt_telefon = coalesce(d ->> 'kontakt_telefon', x.kontakt_telefon)
	where x.program_id = program and x.id = s.id returning * into s;
	if d ? 'styre' then
		delete from core.soeker_styremedlem m where m.program_id = program and m.soeker_id = s.id;
		insert into core.soeker_styremedlem (program_id, soeker_id, nr, navn, rolle, person_id)
		select program, s.id, n, m ->> 'navn', m ->> 'rolle', (select p.id from core.person p where p.brukernavn = m ->> 'brukernavn')
		from jsonb_array_elements(d -> 'styre') with ordinality x (m, n);
	end if;
	return s;
end $$;
drop function if exists core.soeker_av(uuid, jsonb);
comment on function core.soeker_av(uuid, jsonb, text, uuid) is
	'The applicant of an application: who has the organisasjonsnummer or identity number, else the same kind and name where neither contradicts it, who it was until now (hittil) before others, else a new one; with name, contact and board as told last. Two persons of one name are two.';

create or replace function core.soeknad_foert(r core.soeknad_revisjon, soeker uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d jsonb := r.innhold;
begin
	update core.soeknad s set revisjon = r.nr, soeker_id = soeker, mottatt = (d ->> 'mottatt')::date, regionalforvaltning_nr = d ->> 'regionalforvaltning_nr', bruk = d ->> 'bruk',
		plp_steg = d ->> 'plp_steg', forgjenger_id = (core.soeknad_av(r.program_id, d ->> 'forgjenger')).id, forgjenger_tekst = d ->> 'forgjenger_tekst', omraade = d ->> 'omraade',
		strategi = d ->> 'strategi', formaal = d ->> 'formaal', tittel = d ->> 'tittel', beloep_soekt = (d ->> 'beloep_soekt')::numeric, kostnad = coalesce(d -> 'kostnad', '[]'),
		finansiering = coalesce(d -> 'finansiering', '[]'), annen_stoette = d ->> 'annen_stoette', maal = d ->> 'maal', fra = (d ->> 'fra')::date, til = (d ->> 'til')::date,
		organisering = d ->> 'organisering', forventede_resultater = d ->> 'forventede_resultater', nye_arbeidsplasser = (d ->> 'nye_arbeidsplasser')::numeric,
		sikrede_arbeidsplasser = (d ->> 'sikrede_arbeidsplasser')::numeric, langsiktige_virkninger = d ->> 'langsiktige_virkninger',
		fn_maal = array(select jsonb_array_elements_text(d -> 'fn_maal')::int), ordinaere_ordninger = d ->> 'ordinaere_ordninger' = 'ja',
		ordinaere_begrunnelse = d ->> 'ordinaere_begrunnelse', konfidensielt = coalesce(d -> 'konfidensielt', '[]'),
		trukket = case when r.hendelse = 'trukket' then r.dato end, trukket_grunn = case when r.hendelse = 'trukket' then r.melding end
	where s.program_id = r.program_id and s.id = r.soeknad_id;
end $$;
comment on function core.soeknad_foert(core.soeknad_revisjon, uuid) is 'Makes core.soeknad what its newest revision says.';

create or replace function core.krev_soeknaden_aapen(s core.soeknad) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	tilstand text := core.soeknad_tilstand(s);
begin
	if tilstand in ('trukket', 'innvilget', 'avslaatt') then
		raise exception 'Søknaden er %.', replace(tilstand, 'avslaatt', 'avslått') using errcode = 'RP009', constraint = 'soeknaden_er_avsluttet', detail = json_build_object('tilstand', tilstand);
	end if;
end $$;
comment on function core.krev_soeknaden_aapen(core.soeknad) is 'FAILED_PRECONDITION soeknaden_er_avsluttet: what is withdrawn or decided is neither corrected nor withdrawn.';

create or replace function core.laast_soeknad(s core.soeknad) returns core.soeknad
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.program p where p.id = s.program_id for no key update;
	select * into s from core.soeknad x where x.program_id = s.program_id and x.id = s.id for update;
	return s;
end $$;
comment on function core.laast_soeknad(core.soeknad) is 'The application as it is now, held until the transaction ends.';

create or replace function core.soeknad_revisjon_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s     core.soeknad;
	eier  core.soeker;
	fnr   text := new.innhold #>> '{soeker,foedselsnummer}';
begin
	perform from core.program p where p.id = new.program_id for no key update;
	perform core.krev_soeknadsfoerer(new.program_id);
	select * into s from core.soeknad x where x.program_id = new.program_id and x.id = new.soeknad_id;
	if s.id is not null then
		perform core.krev_soeknaden_aapen(s);
	end if;
	new.melding := core.les_soeknadstekst(jsonb_build_object('melding', new.melding), 'melding', 2000);
	new.innhold := core.les_soeknad(new.innhold);
	if core.soeknad_tilstand(s) = 'under_behandling' and (new.innhold ->> 'mottatt')::date <> s.mottatt then
		raise exception 'Datoen søknaden kom, ligger fast når en sak om den er åpen: retningslinjene følger den.'
			using errcode = 'RP009', constraint = 'mottatt_ligger_fast', column = 'mottatt', detail = json_build_object('mottatt', s.mottatt, 'kilde', 'matrisen rad 26');
	end if;
	if (new.innhold -> 'strategi', new.innhold -> 'omraade') is distinct from (to_jsonb(s.strategi), to_jsonb(s.omraade)) then
		new.innhold := core.plasser_i_planen(new.program_id, new.innhold);
	end if;
	eier := core.soeker_av(new.program_id, new.innhold -> 'soeker', fnr, s.soeker_id);
	if fnr is not null then
		insert into core.soeker_identitet (program_id, soeker_id, foedselsnummer) values (new.program_id, eier.id, fnr)
		on conflict (program_id, soeker_id) do nothing;
	end if;
	if s.id is null then
		insert into core.soeknad (program_id, id, nr, revisjon, soeker_id, mottatt, tittel)
		select new.program_id, new.soeknad_id, coalesce(max(x.nr), 0) + 1, 0, eier.id, core.i_dag(), new.innhold ->> 'tittel' from core.soeknad x where x.program_id = new.program_id;
	end if;
	new.nr := coalesce(s.revisjon, 0) + 1;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	perform core.krev_forgjenger(new);
	perform core.soeknad_foert(new, eier.id);
	return new;
end $$;
comment on function core.soeknad_revisjon_kontroll() is
	'Row trigger: who registers, that the application is still open, that what is sent fits its fields; numbers the revision, and makes core.soeker and core.soeknad what it says. The identity number goes to its own place.';
create or replace trigger kontroll before insert on core.soeknad_revisjon for each row execute function core.soeknad_revisjon_kontroll();

create or replace function core.krev_forgjenger(r core.soeknad_revisjon) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	steg constant text[] := array['forstudie', 'forprosjekt', 'hovedprosjekt'];
	f    core.soeknad := core.soeknad_av(r.program_id, r.innhold ->> 'forgjenger');
begin
	if f.id is not null and coalesce(array_position(steg, f.plp_steg) >= array_position(steg, r.innhold ->> 'plp_steg'), true) then
		raise exception 'Søknaden før må gjelde et tidligere PLP-steg.' using errcode = 'RP003', constraint = 'forgjengeren_er_ikke_et_tidligere_steg', column = 'forgjenger',
			detail = json_build_object('kilde', 'håndboka, del 8.4 (PLP)');
	end if;
end $$;
comment on function core.krev_forgjenger(core.soeknad_revisjon) is 'A later PLP step names one that is earlier.';

-- The journal. What is screened in a revision is left out of its entry, for the whole programme reads the journal.

create or replace function core.uten_skjermet(d jsonb) returns jsonb
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return d - array(select x ->> 'felt' from jsonb_array_elements(d -> 'konfidensielt') x);
end $$;
comment on function core.uten_skjermet(jsonb) is 'An application without its screened fields; konfidensielt says which they are.';

create or replace function core.soeknad_journal() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gml jsonb := (select r.innhold from core.soeknad_revisjon r where r.program_id = new.program_id and r.soeknad_id = new.soeknad_id and r.nr = new.nr - 1);
begin
	perform core.journalfoer(new.program_id, 'soeknad_' || new.hendelse, 'soeknad-' || (select s.nr from core.soeknad s where s.program_id = new.program_id and s.id = new.soeknad_id),
		core.uten_skjermet(gml || jsonb_build_object('konfidensielt', coalesce(new.innhold -> 'konfidensielt', '[]') || coalesce(gml -> 'konfidensielt', '[]'))) - 'konfidensielt',
		core.uten_skjermet(new.innhold) || jsonb_strip_nulls(jsonb_build_object('melding', new.melding)), null);
	return null;
end $$;
comment on function core.soeknad_journal() is 'Row trigger: journals a revision, old and new, without what is screened in either.';
create or replace trigger journal after insert on core.soeknad_revisjon for each row execute function core.soeknad_journal();
create or replace trigger journal after insert on core.tildelingskriterium for each row execute function core.journal_rad('tildelingskriterium');
create or replace trigger uforanderlig before update or delete or truncate on core.soeknad_revisjon for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.tildelingskriterium for each statement execute function core.uforanderlig();

alter table core.kostnadsslag enable row level security;
alter table core.soeker enable row level security;
alter table core.soeker_identitet enable row level security;
alter table core.soeker_styremedlem enable row level security;
alter table core.soeknad enable row level security;
alter table core.soeknad_revisjon enable row level security;
alter table core.tildelingskriterium enable row level security;
drop policy if exists deltakerne_ser_soeknader on core.soeknad;
create policy deltakerne_ser_soeknader on core.soeknad for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.soeknad_revisjon;
create policy i_eget_navn on core.soeknad_revisjon for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists deltakerne_ser_kriterier on core.tildelingskriterium;
create policy deltakerne_ser_kriterier on core.tildelingskriterium for select to omstilling_api using (core.deltar(program_id));
