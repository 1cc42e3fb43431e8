-- Minutes (handbook, section 6, V-10; section 10): what they hold, remarks, who signs by the legal form, and the freezing: by
-- the first signature they become bytes that nothing changes.

create or replace function core.krev_usignert(moete uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from core.protokoll x where x.moete_id = moete) then
		raise exception 'Protokollen er signert.' using errcode = 'RP009', constraint = 'protokollen_er_signert', detail = json_build_object('kilde', 'V-10; KL 11-4');
	end if;
end $$;
comment on function core.krev_usignert(uuid) is 'FAILED_PRECONDITION protokollen_er_signert.';

create or replace function core.merknad_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
	s core.sak;
begin
	perform core.laas_moete(new.moete_id, true);
	select * into m from core.moete x where x.id = new.moete_id;
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id;
	perform core.krev_usignert(m.id);
	if core.stemmesete_i_sak(s, m.organ_id, new.person_id, m.dato) is null then
		raise exception 'Protokolltilførsel kommer fra dem som har sete i møtet.' using errcode = 'RP007', constraint = 'merknad_krever_sete', detail = json_build_object('kilde', 'håndboka, del 6');
	end if;
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.merknad_kontroll() is 'Row trigger: remarks are the members'', until the minutes are signed.';
create or replace trigger kontroll before insert on core.merknad for each row execute function core.merknad_kontroll();

-- What they hold.

create or replace function core.vedtakstekst(h core.handling, a core.akt) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return concat_ws(' ', case h.utfall when 'utsatt' then 'Saken er utsatt.' when 'tilbakesendt' then 'Saken er sendt tilbake.'
		when 'ja' then case a.akt when 'innstiller' then 'Forslaget er innstilt til vedtak.' when 'godkjenner' then 'Vedtaket er godkjent.'
			when 'instruerer' then 'Saken skal legges fram.' else 'Forslaget er vedtatt.' end
		when 'nei' then case a.akt when 'innstiller' then 'Forslaget er ikke innstilt.' when 'godkjenner' then 'Vedtaket er ikke godkjent.'
			when 'instruerer' then 'Saken skal ikke legges fram.' else 'Forslaget er ikke vedtatt.' end end, nullif(btrim(h.tekst), ''));
end $$;
comment on function core.vedtakstekst(core.handling, core.akt) is 'What a meeting decided, as a sentence, and its reasons.';

create or replace function core.avgjort_av_leder(h core.handling, m core.moetet) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return h.ja = h.nei and h.ja > 0 and not exists (select from core.beslutning b join core.sak s on s.beslutning = b.nr
		where b.valg and s.program_id = h.program_id and s.id = h.sak_id);
end $$;
comment on function core.avgjort_av_leder(core.handling, core.moetet) is 'True where the votes were equal and the presiding member''s decided (V-4); never in elections.';

create or replace function core.protokollsak(m core.moetet, l record, punkt jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
	h core.handling := core.handling_i_moete(m.id, l.program_id, l.sak_id);
	r core.resultat;
	a core.akt;
	o text := (select x.kortnavn from core.organ x where x.id = m.organ_id);
	t record;
begin
	select * into s from core.sak x where x.program_id = l.program_id and x.id = l.sak_id;
	select * into r from core.resultat x where x.program_id = h.program_id and x.id = h.resultat_id;
	select x.* into a from core.akt x join core.regel g on g.akt = x.akt where g.id = h.regel_id;
	t := core.stemmetall(s, m.id, m.organ_id);
	return jsonb_strip_nulls(jsonb_build_object('punkt', punkt, 'saksnummer', h.saksnummer, 'forslag', nullif(core.forslag_svar(s), '{}'), 'akt', a.akt,
		'utfall', h.utfall, 'vedtak', case when h.nr is not null then core.vedtakstekst(h, a) end,
		'votering', case when h.resultat_id is not null then 'foert' when h.ja is not null then 'moete' end,
		'ja', h.ja, 'nei', h.nei, 'blank', nullif(case when r.id is not null then r.blank else t.blank end, 0),
		'stemmer', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('brukernavn', p.brukernavn, 'organ', o, 'stemme', x.stemme, 'forslag', (select f.nr from core.motforslag f where f.program_id = x.program_id and f.id = x.motforslag_id),
				'representerer', (select f.brukernavn from core.verv v join core.person f on f.id = v.person_id where v.id = x.verv_id and f.id <> p.id))) order by p.brukernavn)
			from core.stemme x join core.person p on p.id = x.person_id where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id
				and x.stemme <> 'hemmelig'),
		'dissens', nullif(to_jsonb(r.dissens), '[]'), 'avgjort_av_moeteleder', nullif(core.avgjort_av_leder(h, m), false),
		'valgomganger', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('omgang', x.omgang, 'ja', x.ja, 'nei', x.nei, 'blank', x.blank, 'lodd', x.lodd)) order by x.omgang)
			from core.valgomgang x where x.program_id = s.program_id and x.sak_id = s.id and x.moete_id = m.id),
		'motforslag', coalesce(core.motforslag_svar(s, m.id), '[]') || coalesce((select jsonb_agg(x || jsonb_build_object('nummer', n) order by n)
			from jsonb_array_elements(r.motforslag) with ordinality z (x, n)), '[]'),
		'habilitet', (select jsonb_agg(x) from jsonb_array_elements(core.habilitet_svar(s)) x where x ->> 'organ' = o),
		'merknader', (select jsonb_agg(y.v order by y.n) from (
			select jsonb_build_object('brukernavn', p.brukernavn, 'tekst', x.tekst) as v, row_number() over (order by x.tid) as n
			from core.merknad x join core.person p on p.id = x.person_id where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id
			union all select jsonb_build_object('tekst', x), 1000000 + n from unnest(r.protokolltilfoersel) with ordinality z (x, n)) y))
		|| coalesce((select jsonb_strip_nulls(jsonb_build_object('plan', core.plan_navn(v.program_id, v.plan_id), 'versjon', v.versjon, 'hash', encode(v.hash, 'hex')))
			from core.vedtak v where v.program_id = h.program_id and v.sak_id = h.sak_id and v.handling = h.nr and v.utfall = 'ja'), '{}'));
end $$;
comment on function core.protokollsak(core.moetet, record, jsonb) is 'The contract''s Protokollsak: what V-10 demands of a case.';

create or replace function core.plan_navn(program uuid, plan uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select g.kortnavn || '/' || p.kortnavn from core.plan p join core.program g on g.id = p.program_id where p.program_id = program and p.id = plan);
end $$;
comment on function core.plan_navn(uuid, uuid) is 'PROGRAM/PLAN; null for no plan.';

create or replace function core.protokollinnhold(m core.moetet) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o     core.organ;
	saker jsonb := '[]';
	l     record;
begin
	select d.* into o from core.organ x, core.organ_paa(x, m.dato) d where x.id = m.organ_id;
	for l in select x.*, p as punkt from core.sakslisten(m) x, jsonb_array_elements(core.punkt_svar(m, 'organet')) p where (p ->> 'nummer')::int = x.nr order by x.nr loop
		saker := saker || core.protokollsak(m, l, l.punkt);
	end loop;
	return jsonb_build_object('slag', case when o.juridisk_form in ('kf', 'as') then 'protokoll' else 'moetebok' end, 'saker', saker,
		'moete', jsonb_build_object('sted', case m.maate when 'fjernmoete' then 'Fjernmøte' when 'hastefjernmoete' then 'Hastefjernmøte' when 'skriftlig' then 'Skriftlig behandling' end)
			|| core.moetehode_svar(m, o) || core.kvorum_svar(m, o) || jsonb_build_object('deltakere', core.deltakere_svar(m)),
		'meldinger', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('sak', core.sak_navn(x.program_id, x.nr), 'tittel', x.tittel, 'beloep', x.forslag ->> 'beloep',
				'dato', h.dato, 'utfall', h.utfall)) order by x.program_id, x.nr), '[]')
			from core.delegasjon_meldt d join core.sak x on x.program_id = d.program_id and x.id = d.sak_id
				join core.handling h on h.program_id = d.program_id and h.sak_id = d.sak_id and h.nr = d.handling where d.organ_id = o.id and d.dato = m.dato));
end $$;
comment on function core.protokollinnhold(core.moetet) is 'The minutes whole, closed cases included, as they stand now: what is frozen and signed. The place of a meeting that was held nowhere is the way it was held (V-10).';

-- To whom.

create or replace function core.ser_sak(ref text) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.deltar((select p.id from core.program p where p.kortnavn = split_part(ref, '/', 1)));
end $$;
comment on function core.ser_sak(text) is 'True when the caller serves the programme of PROGRAM/sak-N.';

create or replace function core.protokoll_for(innhold jsonb, innsyn text) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if innsyn = 'organet' then
		return innhold;
	end if;
	return innhold || jsonb_build_object('saker', (
			select coalesce(jsonb_agg(case when y.ser then y.x || jsonb_build_object('punkt', y.x -> 'punkt' || jsonb_build_object('nummer', y.rang))
				else jsonb_build_object('punkt', jsonb_build_object('nummer', y.rang, 'hjemmel', y.x #> '{punkt,hjemmel}')) end order by y.rang), '[]')
			from (select z.*, row_number() over (order by z.n) as rang from (
				select e.x, e.n, core.ser_sak(e.x #>> '{punkt,sak}') or innsyn = 'offentlig' and e.x #> '{punkt,hjemmel}' is null as ser
				from jsonb_array_elements(innhold -> 'saker') with ordinality e (x, n)) z where z.ser or innsyn = 'offentlig') y),
		'meldinger', (select coalesce(jsonb_agg(e), '[]') from jsonb_array_elements(innhold -> 'meldinger') e where core.ser_sak(e ->> 'sak')));
end $$;
comment on function core.protokoll_for(jsonb, text) is
	'The minutes as one may see them: of a closed case outsiders see number and legal basis; other programmes'' cases are not there where the meeting is not public; what was decided under delegation is the programme''s.';

-- Signatures.

create or replace function core.styret_signerer(m core.moetet) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select p.juridisk_form in ('kf', 'as') from core.organ o, core.organ_paa(o, m.dato) p where o.id = m.organ_id);
end $$;
comment on function core.styret_signerer(core.moetet) is 'True for a board whose members all sign, by the form that it had on the meeting''s date (V-18).';

create or replace function core.skal_signere(m core.moetet) returns table (person_id uuid, rolle text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.styret_signerer(m) then
		return query select d.person_id, d.rolle from core.deltakerne(m) d where d.stemmer and d.tilstand = 'til_stede';
	else
		return query select x.leder_id, coalesce((select d.rolle from core.deltakerne(m) d where d.person_id = x.leder_id limit 1), 'moeteleder')
		from core.moete y, core.ledet_i_sak(y, null, null) x where y.id = m.id;
	end if;
end $$;
comment on function core.skal_signere(core.moetet) is
	'Whose signature the legal form demands: of a KF''s and a company''s board the members who were there (KL 9-9, ASL 6-29); of others who presided.';

create or replace function core.journalhoder(m core.moetet) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('program', p.kortnavn, 'nummer', h.nr, 'hash', encode(h.hash, 'hex'))) order by p.kortnavn)
		from core.journal_hode h left join core.program p on p.id = h.kjede
		where h.kjede = core.installasjonen() or h.kjede in (select l.program_id from core.sakslisten(m) l));
end $$;
comment on function core.journalhoder(core.moetet) is 'The heads of the installation''s journal and of those of the programmes with cases in the meeting.';

create or replace function core.signatur_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m     core.moetet;
	bytes_ bytea;
begin
	perform core.laas_moete(new.moete_id);
	select * into m from core.moetet x where x.id = new.moete_id;
	if core.moete_tilstand(m) not in ('avsluttet', 'protokollert') then
		raise exception 'Protokollen signeres når møtet er avsluttet.' using errcode = 'RP009', constraint = 'moetet_er_ikke_avsluttet', detail = json_build_object('kilde', 'V-10; KL 11-4');
	end if;
	new.rolle := (select s.rolle from core.skal_signere(m) s where s.person_id = new.person_id limit 1);
	if new.rolle is null then
		raise exception 'Protokollen signeres av % %.', case when core.styret_signerer(m)
				then 'styremedlemmene som var til stede:' else 'møtelederen,' end,
			(select string_agg(p.navn, ', ' order by p.navn) from core.skal_signere(m) s join core.person p on p.id = s.person_id)
			using errcode = 'RP007', constraint = 'protokollen_signeres_av_andre', detail = json_build_object('kilde', 'KL 11-4, 9-9; ASL 6-29');
	end if;
	if not exists (select from core.protokoll x where x.moete_id = m.id) then
		bytes_ := convert_to(core.jcs(core.protokollinnhold(m)), 'UTF8');
		insert into core.protokoll (moete_id, bytes, hash, journal, frosset_av) values (m.id, bytes_, sha256(bytes_), core.journalhoder(m), new.person_id);
	end if;
	if new.hash is distinct from (select x.hash from core.protokoll x where x.moete_id = m.id) then
		raise exception 'Protokollen er endret siden du leste den.' using errcode = 'RP010', constraint = 'protokollen_er_endret', detail = json_build_object('kilde', 'V-10');
	end if;
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.signatur_kontroll() is
	'Row trigger: who must sign by the legal form signs the very minutes he has read; the first signature freezes them with the journals'' heads.';
create or replace trigger kontroll before insert on core.protokoll_signatur for each row execute function core.signatur_kontroll();

create or replace function core.reviderer(program uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array(select distinct po.funksjon from core.program_organ po where po.program_id = program), '{revisor}');
end $$;
comment on function core.reviderer(uuid) is 'True for an auditor of the programme, who reads all of it.';

create or replace function core.protokoll_svar(m core.moetet) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p       core.protokoll;
	innsyn  text := core.moete_innsyn(m);
	innhold jsonb;
begin
	select * into p from core.protokoll x where x.moete_id = m.id;
	if m.aapnet is null then
		raise exception 'Møtet er ikke åpnet.' using errcode = 'RP009', constraint = 'moetet_er_ikke_aapnet', detail = json_build_object('kilde', 'V-1');
	elsif p.moete_id is null and innsyn <> 'organet' and not exists (select from core.sakslisten(m) l where core.reviderer(l.program_id)) then
		raise exception 'Protokollen er ikke signert ennå.' using errcode = 'RP009', constraint = 'protokollen_er_ikke_signert', detail = json_build_object('kilde', 'V-10; KL 11-4');
	end if;
	innhold := case when p.moete_id is null then core.protokollinnhold(m) else convert_from(p.bytes, 'UTF8')::jsonb end;
	return jsonb_strip_nulls(core.protokoll_for(innhold, innsyn) || jsonb_build_object(
		'moete', innhold -> 'moete' || jsonb_build_object('tilstand', core.moete_tilstand(m)),
		'hash', encode(coalesce(p.hash, sha256(convert_to(core.jcs(innhold), 'UTF8'))), 'hex'), 'frosset', p.moete_id is not null,
		'journal', (select jsonb_agg(h) from jsonb_array_elements(p.journal) h where innsyn <> 'egne' or h ->> 'program' is null or core.ser_sak(h ->> 'program')),
		'signaturer', (select jsonb_agg(jsonb_build_object('brukernavn', x.brukernavn, 'navn', x.navn, 'rolle', s.rolle, 'tid', core.tidspunkt(s.tid)) order by s.tid)
			from core.protokoll_signatur s join core.person x on x.id = s.person_id where s.moete_id = m.id),
		'mangler_signatur', (select jsonb_agg(x.navn order by x.navn) from core.skal_signere(m) s join core.person x on x.id = s.person_id
			where not exists (select from core.protokoll_signatur g where g.moete_id = m.id and g.person_id = s.person_id))));
end $$;
comment on function core.protokoll_svar(core.moetet) is
	'The contract''s Protokoll, as the caller may see it: before the first signature for who sits in the organ, and the programme''s auditor, alone.';

create or replace trigger journal after insert on core.merknad for each row execute function core.journal_rad('protokolltilfoersel');
create or replace trigger journal after insert on core.protokoll for each row execute function core.journal_rad('protokoll_frosset', 'bytes');
create or replace trigger journal after insert on core.protokoll_signatur for each row execute function core.journal_rad('protokoll_signert');
create or replace trigger uforanderlig before update or delete or truncate on core.merknad for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.protokoll for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.protokoll_signatur for each statement execute function core.uforanderlig();
alter table core.merknad enable row level security;
alter table core.protokoll enable row level security;
alter table core.protokoll_signatur enable row level security;
drop policy if exists i_eget_navn on core.merknad;
create policy i_eget_navn on core.merknad for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists i_eget_navn on core.protokoll_signatur;
create policy i_eget_navn on core.protokoll_signatur for insert to omstilling_api with check (person_id = core.person());
