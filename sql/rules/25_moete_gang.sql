-- The course of a meeting (handbook, section 6): who is there (V-2, V-3, V-13, V-14), who presides (V-4), cases that were not
-- on the agenda (V-8), treatment in writing (V-1), and the end. The votes are 12_votering.sql's, which asks here.

create or replace function core.krev_moetets_folk(m core.moete, hvem uuid, grunn text, melding text) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.har_verv(hvem, m.organ_id, m.dato, array['leder', 'nestleder', 'sekretaer']) then
		raise exception '%', melding using errcode = 'RP007', constraint = grunn, detail = json_build_object('kilde', 'håndboka, del 6');
	end if;
end $$;
comment on function core.krev_moetets_folk(core.moete, uuid, text, text) is 'Refuses, with the reason and text given, who is neither leader, deputy nor secretary of the organ.';

create or replace function core.krev_aapent_moete(m core.moete) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if m.id is null then
		raise exception 'Møtet er ikke åpnet.' using errcode = 'RP009', constraint = 'moetet_er_ikke_aapnet', detail = json_build_object('kilde', 'V-1');
	elsif exists (select from core.moete_slutt x where x.moete_id = m.id) then
		raise exception 'Møtet er avsluttet.' using errcode = 'RP009', constraint = 'moetet_er_avsluttet';
	end if;
end $$;
comment on function core.krev_aapent_moete(core.moete) is 'FAILED_PRECONDITION moetet_er_ikke_aapnet or moetet_er_avsluttet.';

create or replace function core.aapnet_moete(moete uuid) returns core.moete
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
begin
	select * into m from core.moete x where x.id = moete;
	return m;
end $$;
comment on function core.aapnet_moete(uuid) is 'The meeting as it was opened; null when it is called and not opened.';

-- Attendance.

create or replace function core.moeterolle(m core.moete, hvem uuid, out rolle text, out verv uuid)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	over_ uuid := (select o.forelder from core.organ o where o.id = m.organ_id);
begin
	verv := coalesce(core.stemmesete(m.organ_id, hvem, m.dato), (select core.innkalt_sete(m.organ_id, hvem, m.dato, l.sak_id) as sete
		from core.moete_sak l where l.moete_id = m.id and not core.har_forfall(m.organ_id, hvem, m.dato)
			and core.innkalt_sete(m.organ_id, hvem, m.dato, l.sak_id) is not null limit 1));
	rolle := case when verv is not null then coalesce((select v.rolle from core.verv v where v.id = verv and v.person_id = hvem), 'vara')
		when core.har_verv(hvem, m.organ_id, m.dato, array['sekretaer']) then 'sekretaer'
		when core.har_verv(hvem, m.organ_id, m.dato, array['observatoer']) then 'observatoer'
		when exists (select from core.organ k where k.art = 'KST' and k.forelder = over_ and core.har_verv(hvem, k.id, m.dato, array['leder'])) then 'ordfoerer'
		when exists (select from core.organ k where k.forelder = over_ and core.har_verv(hvem, k.id, m.dato, array['kommunedirektoer'])) then 'kommunedirektoer' end;
end $$;
comment on function core.moeterolle(core.moete, uuid) is
	'What brings a person to a meeting, and the seat he votes in: a member''s, a called vara''s; without a seat secretary, observer (V-13), ordfører and kommunedirektør of the same kommune (V-14). Null: nothing.';

create or replace function core.oppmoete_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
	r record;
begin
	select * into m from core.moete x where x.id = new.moete_id;
	perform core.krev_aapent_moete(m);
	if new.foert_av <> new.person_id then
		perform core.krev_moetets_folk(m, new.foert_av, 'oppmoete_foeres_av_en_selv', 'Oppmøte føres av en selv, av lederen, nestlederen eller sekretæren.');
	end if;
	r := core.moeterolle(m, new.person_id);
	if r.rolle is null and core.har_forfall(m.organ_id, new.person_id, m.dato) then
		raise exception 'Personen har meldt forfall til møtet.' using errcode = 'RP009', constraint = 'har_meldt_forfall', detail = json_build_object('kilde', 'V-2, H-5'),
			hint = 'omstilling moete absence ORGAN DATO --moeter melder at en likevel møter.';
	elsif r.rolle is null then
		raise exception 'Personen har ikke møterett i organet.' using errcode = 'RP009', constraint = 'har_ikke_moeterett', detail = json_build_object('kilde', 'V-13, V-14; KL 6-1, 8-1, 13-1');
	end if;
	new.rolle := r.rolle;
	new.verv_id := r.verv;
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.oppmoete_kontroll() is 'Row trigger: who has a place in an open meeting, in which seat; entered by oneself, the leader or the secretary.';
create or replace trigger kontroll before insert on core.oppmoete for each row execute function core.oppmoete_kontroll();

create or replace function core.oppmoetet(moete uuid) returns setof core.oppmoete
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select distinct on (x.person_id) x.* from core.oppmoete x where x.moete_id = moete order by x.person_id, x.tid desc;
end $$;
comment on function core.oppmoetet(uuid) is 'The newest entry of each person at a meeting.';

create or replace function core.til_stede_i_sak(s core.sak, m core.moete) returns table (person_id uuid, verv_id uuid)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select x.person_id, core.stemmesete_i_sak(s, m.organ_id, x.person_id, m.dato) from core.oppmoetet(m.id) x
	where x.til_stede and core.stemmesete_i_sak(s, m.organ_id, x.person_id, m.dato) is not null and not core.er_inhabil(s, m.organ_id, x.person_id)
	union
	select x.person_id, x.verv_id from core.stemme x
	where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id and not core.er_inhabil(s, m.organ_id, x.person_id);
end $$;
comment on function core.til_stede_i_sak(core.sak, core.moete) is 'Who is there with a vote in the case: those entered as present, and those who have voted; never the inhabile (H-10).';

create or replace function core.antall_til_stede(s core.sak, m core.moete) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select count(distinct x.verv_id)::int from core.til_stede_i_sak(s, m) x);
end $$;
comment on function core.antall_til_stede(core.sak, core.moete) is 'Seats that are filled in a case: what the quorum of a board counts.';

create or replace function core.krev_alle_stemmer(s core.sak, m core.moete, o core.organ) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	mangler text;
begin
	if not (select r.alle_stemmer from core.stemmeregel r where r.form = o.juridisk_form) then
		return;
	end if;
	select string_agg(p.navn, ', ' order by p.navn) into mangler from core.til_stede_i_sak(s, m) x join core.person p on p.id = x.person_id
	where not exists (select from core.stemme v where v.program_id = s.program_id and v.moete_id = m.id and v.sak_id = s.id and v.verv_id = x.verv_id
		and v.tid > coalesce(core.omgang_slutt(s, m.id), '-infinity'));
	if mangler is not null and exists (select from core.oppmoete x where x.moete_id = m.id) then
		raise exception 'De som er til stede, skal stemme. Det mangler stemme fra %.', mangler using errcode = 'RP009', constraint = 'ikke_alle_har_stemt',
			detail = json_build_object('kilde', 'V-3; KL 8-1'), hint = 'Den som har gått, føres som borte: «moete attend MOETE BRUKERNAVN --borte».';
	end if;
end $$;
comment on function core.krev_alle_stemmer(core.sak, core.moete, core.organ) is 'Members present must vote, where the legal form says so (V-3).';

-- Cases that were not on the agenda (V-8), and treatment in writing (V-1).

create or replace function core.krev_paa_sakslisten(s core.sak, m core.moete, o core.organ, ja_ int) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	l core.moete_sak;
	n int;
begin
	select * into l from core.moete_sak x where x.moete_id = m.id and x.program_id = s.program_id and x.sak_id = s.id;
	if not l.utenfor then
		return;
	end if;
	if o.juridisk_form = 'kf' then
		if not l.varslet or ja_ < core.seter(o, m.dato) then
			raise exception 'En sak utenfor sakslisten avgjøres bare av et fulltallig og enstemmig styre når kommunedirektøren er varslet.'
				using errcode = 'RP009', constraint = 'saken_krever_fulltallig_enstemmig_styre', detail = json_build_object('kilde', 'V-8; KL 9-9', 'varslet', l.varslet);
		end if;
		return;
	end if;
	select count(*) into n from core.innvending x where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id;
	if 3 * n >= greatest(core.antall_til_stede(s, m), 1) or exists (select from core.innvending x
		where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id and x.person_id = m.leder_id) then
		raise exception 'Saken sto ikke på sakslisten, og møtelederen eller en tredel av de møtende har sagt imot at den avgjøres.'
			using errcode = 'RP009', constraint = 'saken_sto_ikke_paa_sakslisten', detail = json_build_object('kilde', 'V-8; KL 11-3', 'innvendinger', n);
	end if;
end $$;
comment on function core.krev_paa_sakslisten(core.sak, core.moete, core.organ, int) is
	'A case outside the agenda: not against the presiding member or a third of those present; in a KF''s board only full, unanimous and with the kommunedirektør warned (V-8).';

create or replace function core.krev_skriftlig(s core.sak, m core.moete, o core.organ, ja_ int) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	imot int;
begin
	if coalesce((core.nyeste_innkalling(m.id)).maate, 'fysisk') <> 'skriftlig' then
		return;
	end if;
	select count(*) into imot from core.innvending x where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id;
	if imot > 0 or o.juridisk_form <> 'as' and ja_ < core.seter(o, m.dato) then
		raise exception '%', case when o.juridisk_form = 'as' then 'Et styremedlem krever at saken behandles i møte.'
				else 'Skriftlig behandling krever at alle medlemmene er enige om vedtaket og om at det treffes skriftlig.' end
			using errcode = 'RP009', constraint = case when o.juridisk_form = 'as' then 'moetebehandling_er_krevd' else 'skriftlig_krever_enstemmighet' end,
				detail = json_build_object('kilde', case when o.juridisk_form = 'as' then 'V-1; ASL 6-19' else 'V-1; KL 11-8' end);
	end if;
end $$;
comment on function core.krev_skriftlig(core.sak, core.moete, core.organ, int) is
	'In writing: all seats say yes and nobody objects to the method (KL 11-8); a company board by its own majority, unless somebody demands a meeting (ASL 6-19).';

create or replace function core.innvending_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for update;
	perform core.laas_moete(new.moete_id, true);
	select * into m from core.moete x where x.id = new.moete_id;
	perform core.krev_aapent_moete(m);
	perform core.krev_behandles(s);
	if core.stemmesete_i_sak(s, m.organ_id, new.person_id, m.dato) is null then
		raise exception 'Bare de som har stemmerett i møtet, kan motsette seg at saken avgjøres.' using errcode = 'RP007', constraint = 'innvending_krever_stemmerett',
			detail = json_build_object('kilde', 'V-8; KL 11-3');
	end if;
	if coalesce((core.nyeste_innkalling(m.id)).maate, 'fysisk') <> 'skriftlig' and not (select x.utenfor from core.moete_sak x
		where x.moete_id = m.id and x.program_id = s.program_id and x.sak_id = s.id) then
		raise exception 'Saken sto på sakslisten.' using errcode = 'RP009', constraint = 'saken_sto_paa_sakslisten', detail = json_build_object('kilde', 'V-8; KL 11-3');
	end if;
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.innvending_kontroll() is 'Row trigger: a member objects, in the open meeting, to a case outside the agenda or to deciding in writing.';
create or replace trigger kontroll before insert on core.innvending for each row execute function core.innvending_kontroll();

create or replace function core.moete_sak_tillegg() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
begin
	if new.lagt_til_av is null then
		return new;
	end if;
	select * into m from core.moete x where x.id = new.moete_id;
	perform core.krev_aapent_moete(m);
	perform core.krev_moetets_folk(m, new.lagt_til_av, 'sakslisten_settes_av_leder_eller_sekretaer', 'Saker settes på sakslisten av lederen, nestlederen eller sekretæren.');
	if new.hjemmel is not null and (core.nyeste_innkalling(m.id)).maate in ('fjernmoete', 'hastefjernmoete') then
		raise exception 'En sak som behandles for lukkede dører, kan ikke behandles i fjernmøte.' using errcode = 'RP009', constraint = 'lukket_sak_i_fjernmoete',
			detail = json_build_object('kilde', 'V-1; KL 11-7');
	end if;
	new.utenfor := true;
	return new;
end $$;
comment on function core.moete_sak_tillegg() is 'Row trigger: a case added to an open meeting was not on the agenda (V-8).';
create or replace trigger tillegg before insert on core.moete_sak for each row execute function core.moete_sak_tillegg();

-- Who presides, and the end.

create or replace function core.ledelse_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
begin
	select * into m from core.moete x where x.id = new.moete_id;
	perform core.krev_aapent_moete(m);
	perform core.krev_moetets_folk(m, new.satt_av, 'moeteleder_settes_av_leder_eller_sekretaer', 'Hvem som leder møtet, føres av lederen, nestlederen eller sekretæren.');
	if core.stemmesete(m.organ_id, new.leder_id, m.dato) is null then
		raise exception 'Møtelederen må ha stemmerett i organet.' using errcode = 'RP009', constraint = 'moeteleder_maa_ha_stemmerett', detail = json_build_object('kilde', 'V-4; KL 11-9');
	end if;
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.ledelse_kontroll() is 'Row trigger: another member presides, because the leader left or is inhabil (V-4).';
create or replace trigger kontroll before insert on core.moete_ledelse for each row execute function core.ledelse_kontroll();

create or replace function core.slutt_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
begin
	perform core.laas_moete(new.moete_id);
	select * into m from core.moete x where x.id = new.moete_id;
	perform core.krev_aapent_moete(m);
	if (core.ledet_i_sak(m, null, null)).leder_id <> new.avsluttet_av then
		perform core.krev_moetets_folk(m, new.avsluttet_av, 'moetet_avsluttes_av_moeteleder_eller_sekretaer', 'Møtet avsluttes av møtelederen, lederen, nestlederen eller sekretæren.');
	end if;
	if (select x.maate = 'fysisk' and btrim(coalesce(new.sted, x.sted, '')) = '' from core.moetet x where x.id = m.id) then
		raise exception 'Møteboken skal si hvor møtet ble holdt, og ingen har sagt det.' using errcode = 'RP009', constraint = 'moetestedet_mangler', column = 'sted',
			detail = json_build_object('kilde', 'V-10; KL 11-4'), hint = 'omstilling moete close MOETE --sted STED';
	end if;
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.slutt_kontroll() is 'Row trigger: who presides, or the secretary, closes the meeting, once, and says where a physical one was held (V-10); votes that are being cast come before or not at all.';
create or replace trigger kontroll before insert on core.moete_slutt for each row execute function core.slutt_kontroll();

create or replace trigger journal after insert on core.oppmoete for each row execute function core.journal_rad('oppmoete');
create or replace trigger journal after insert on core.moete_ledelse for each row execute function core.journal_rad('moeteleder');
create or replace trigger journal after insert on core.innvending for each row execute function core.journal_rad('innvending');
create or replace trigger journal after insert on core.moete_slutt for each row execute function core.journal_rad('moete_avsluttet');
create or replace trigger uforanderlig before update or delete or truncate on core.oppmoete for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.moete_ledelse for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.innvending for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.moete_slutt for each statement execute function core.uforanderlig();

-- Read by the owner's functions alone; entered in one's own name.
alter table core.oppmoete enable row level security;
alter table core.moete_ledelse enable row level security;
alter table core.innvending enable row level security;
alter table core.moete_slutt enable row level security;
drop policy if exists i_eget_navn on core.oppmoete;
create policy i_eget_navn on core.oppmoete for insert to omstilling_api with check (foert_av = core.person());
drop policy if exists i_eget_navn on core.moete_ledelse;
create policy i_eget_navn on core.moete_ledelse for insert to omstilling_api with check (satt_av = core.person());
drop policy if exists i_eget_navn on core.innvending;
create policy i_eget_navn on core.innvending for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
drop policy if exists i_eget_navn on core.moete_slutt;
create policy i_eget_navn on core.moete_slutt for insert to omstilling_api with check (avsluttet_av = core.person());
