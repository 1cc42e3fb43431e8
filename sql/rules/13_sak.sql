-- Cases and acts. core.handling is the one door: its trigger enforces the matrix on the act's date, whatever code inserts
-- the row, and its effects follow by trigger too. Nothing is erased (PH-7).

create or replace function core.krev_ikke_fremtid(dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if dag > core.i_dag() then
		raise exception 'Datoen % ligger fram i tid.', dag using errcode = 'RP003', constraint = 'datoen_er_fram_i_tid',
			detail = json_build_object('kilde', 'V-18', 'i_dag', core.i_dag());
	end if;
end $$;
comment on function core.krev_ikke_fremtid(date) is 'INVALID_ARGUMENT datoen_er_fram_i_tid for a date after today.';

create or replace function core.krev_etter_forrige(s core.sak, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	forrige date := (select max(h.dato) from core.handling h where h.program_id = s.program_id and h.sak_id = s.id);
begin
	if dag < forrige then
		raise exception 'Datoen % er før forrige steg i saken (%).', dag, forrige
			using errcode = 'RP003', constraint = 'datoen_er_foer_forrige_steg', detail = json_build_object('kilde', 'PH-6', 'forrige', forrige);
	end if;
end $$;
comment on function core.krev_etter_forrige(core.sak, date) is 'INVALID_ARGUMENT datoen_er_foer_forrige_steg: the steps of a case follow each other in time.';

-- What a case proposes.

create or replace function core.forslag_verv(program uuid, b core.beslutning, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v   json;
	dag date := core.i_dag();
begin
	if coalesce(jsonb_array_length(forslag -> 'verv'), 0) not between (b.nr <> 6)::int and 100 then -- row 6 is the mandate too
		raise exception 'Saken må foreslå mellom 1 og 100 verv.' using errcode = 'RP003', constraint = 'forslaget_mangler_verv', column = 'forslag.verv';
	end if;
	for v in select x::json from jsonb_array_elements(forslag -> 'verv') x loop
		if not exists (select from core.program_organ po join core.organ o on o.id = po.organ_id
			where po.program_id = program and po.funksjon = any (b.verv_funksjoner) and (po.til is null or po.til >= dag)
				and o.kortnavn = core.krev_tekst(v, 'organ')
				and core.gjelder(o.fra, o.til, coalesce(core.les_dato(v, 'fra'), dag))) then
			raise exception 'Organet % er ikke et som saken kan fylle verv i (%).', v ->> 'organ', array_to_string(b.verv_funksjoner, ', ')
				using errcode = 'RP003', constraint = 'forslaget_gjelder_et_annet_organ', detail = json_build_object('kilde', 'håndboka, del 4'), column = 'forslag.verv';
		end if;
		if not core.krev_tekst(v, 'rolle') = any (b.verv_roller) then
			raise exception 'Rollen % besettes ikke i en slik sak.', v ->> 'rolle' using errcode = 'RP003', constraint = 'rollen_besettes_ikke_i_saken', detail = json_build_object('kilde', 'håndboka, del 4'), column = 'forslag.verv';
		end if;
		perform core.finn_person(core.krev_tekst(v, 'brukernavn'));
		if v ->> 'side' not in ('naeringsliv', 'offentlig') then
			raise exception 'Et verv representerer siden naeringsliv eller offentlig, eller er uten side.'
				using errcode = 'RP003', constraint = 'siden_er_naeringsliv_eller_offentlig', detail = json_build_object('kilde', 'V-12'), column = 'forslag.verv';
		end if;
		if core.les_dato(v, 'til') < core.les_dato(v, 'fra') then
			raise exception 'Vervet kan ikke slutte før det begynner.' using errcode = 'RP003', constraint = 'vervet_slutter_ikke_foer_det_begynner', column = 'forslag.verv';
		end if;
	end loop;
end $$;
comment on function core.forslag_verv(uuid, core.beslutning, jsonb) is 'Checks proposed seats: organ, role, person and dates.';

create or replace function core.kan_aapne(program uuid, rad int, hvem uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (
		select from core.program_organ po join core.verv v on v.organ_id = po.organ_id
		where po.program_id = program and v.person_id = hvem and core.gjelder(po.fra, po.til, dag) and core.gjelder(v.fra, v.til, dag)
			and v.rolle not in ('observatoer', 'vara', 'revisor')
			and (po.funksjon = 'KDIR' or exists (select from core.regel g where g.beslutning = rad and g.funksjon = po.funksjon
				and core.gjelder(g.gyldig_fra, g.gyldig_til, dag) and (g.gjelder is null or core.regel_gjelder(program, g.gjelder, dag)))));
end $$;
comment on function core.kan_aapne(uuid, int, uuid, date) is
	'Who may open a case: those to whose organs the matrix gives an act in it, and the kommunedirektør, who answers for a sound case (KL 13-1).';

create or replace function core.sak_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	b core.beslutning;
	tur jsonb;
begin
	perform from core.program p where p.id = new.program_id for no key update;
	new.nr := (select coalesce(max(s.nr), 0) + 1 from core.sak s where s.program_id = new.program_id);
	new.opprettet := core.i_dag();
	new.tilstand := 'under_behandling';
	select * into b from core.beslutning x where x.nr = new.beslutning;
	tur := core.tur_for_rad(new.program_id, new.beslutning, new.opprettet);
	if b.nr is null or tur ->> 'akt' is null then
		raise exception 'Godkjenningsmatrisen har ingen rad % som gjelder nå.', new.beslutning
			using errcode = 'RP003', constraint = 'ukjent_beslutning', column = 'beslutning';
	end if;
	if not core.kan_aapne(new.program_id, new.beslutning, new.opprettet_av, new.opprettet) then
		perform core.nekt_oppgave(new.program_id, new.opprettet_av, new.opprettet, tur ->> 'regel', tur ->> 'kilde', tur, tur);
	end if;
	perform core.forslag_av_rad(new, b);
	perform core.forslag_programregler(new.beslutning, new.forslag);
	perform core.krev_avtaleendring(new.program_id, new.beslutning, new.forslag);
	perform core.krev_omgjoerbar(new);
	return new;
end $$;
comment on function core.sak_kontroll() is
	'Row trigger: numbers the case, and checks who opens it and that it proposes what its row decides.';
create or replace trigger kontroll before insert on core.sak for each row execute function core.sak_kontroll();

create or replace function core.sak_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m record;
begin
	select * into m from core.mine_steg(new, new.opprettet_av, new.opprettet) x
	where x.akt = 'forbereder' and x.tilstand = 'venter'
		and x.roller && array(select a.rolle from core.akt_rolle a where a.akt = x.akt) limit 1;
	if m.regel_id is not null then
		insert into core.handling (program_id, sak_id, nr, regel_id, organ_id, person_id, dato, utfall)
		values (new.program_id, new.id, 1, m.regel_id, m.organ_id, new.opprettet_av, new.opprettet, 'ja');
	end if;
	return null;
end $$;
comment on function core.sak_virkning() is 'Row trigger: who prepares the case by the matrix has done that step by opening it.';
create or replace trigger virkning after insert on core.sak for each row execute function core.sak_virkning();

create or replace function core.opprett_plansak(program uuid, plan uuid, versjon_ int, hvem uuid) returns core.sak
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s    core.sak;
	p    core.plan;
	fase int := core.fase_paa(program, core.i_dag());
begin
	select * into strict p from core.plan x where x.program_id = program and x.id = plan;
	update core.sak x set tilstand = 'ugyldig'
	where x.program_id = program and x.plan_id = plan and x.tilstand = 'under_behandling';
	insert into core.sak (program_id, nr, beslutning, tittel, plan_id, versjon, opprettet_av, opprettet)
	values (program, 0, case when p.type = 'omstillingsplan' then case when fase <= 2 then 8 else 17 end
		else case when fase <= 2 then 9 else 16 end end, core.plan_tittel(p, (select v.revisjon from core.plan_versjon v where v.program_id = program and v.plan_id = plan and v.nr = versjon_)), plan, versjon_, hvem, core.i_dag()) returning * into s;
	if not exists (select from core.handling h where h.program_id = program and h.sak_id = s.id) then
		perform core.nekt(s, hvem, core.i_dag(), array['forbereder']);
	end if;
	return s;
end $$;
comment on function core.opprett_plansak(uuid, uuid, int, uuid) is
	'Opens the case of a frozen version: rows 8 and 9 until phase 3 opens, then 17 and 16; an undecided case of an older version becomes ugyldig.';

-- Acts.

create or replace function core.handling_seteverv(h core.handling, g core.regel) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	organ_ core.organ;
begin
	select * into organ_ from core.organer(h.program_id, g.funksjon, h.dato) o where o.id = h.organ_id;
	if organ_.id is null then
		raise exception 'Organet hadde ikke funksjonen % i programmet %.', g.funksjon, h.dato
			using errcode = 'RP009', constraint = 'organet_har_ikke_funksjonen', detail = json_build_object('kilde', 'V-18, CS-1');
	end if;
	if not exists (select from core.verv v join core.akt_rolle a on a.rolle = v.rolle and a.akt = g.akt
		where v.organ_id = h.organ_id and v.person_id = h.person_id and core.gjelder(v.fra, v.til, h.dato)) then
		raise exception 'Du hadde ikke et verv i % som kan % den %.', organ_.navn, (select a.navn from core.akt a where a.akt = g.akt), h.dato
			using errcode = 'RP007', constraint = 'mangler_verv_paa_datoen', detail = json_build_object('kilde', 'V-18');
	end if;
	perform core.krev_verv_ikke_utsatt(h.organ_id, h.person_id, h.dato, array(select a.rolle from core.akt_rolle a where a.akt = g.akt));
end $$;
comment on function core.handling_seteverv(core.handling, core.regel) is
	'The organ filled the function, and the person held a fitting seat in it, on the act''s date (V-18, CS-1), that no suspended decision gave (V-17).';

create or replace function core.handling_fra_resultat(h core.handling) returns core.handling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.resultat;
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = h.program_id and x.id = h.sak_id;
	select * into r from core.resultat x where x.program_id = h.program_id and x.id = h.resultat_id;
	if r.sak_id <> h.sak_id or r.organ_id <> h.organ_id or r.dato <> h.dato or r.id is distinct from (core.nyeste_resultat(s, h.organ_id)).id then
		raise exception 'Resultatet er erstattet av et nyere. Les saken på nytt.' using errcode = 'RP009', constraint = 'resultatet_er_erstattet', detail = json_build_object('kilde', 'håndboka, del 6');
	end if;
	if r.moete_id is not null then
		perform core.laas_moete(r.moete_id, true);
		perform core.krev_usignert(r.moete_id);
	end if;
	h.ja := r.ja; h.nei := r.nei; h.utfall := r.utfall; h.saksnummer := r.saksnummer; h.vilkaar := r.vilkaar;
	return h;
end $$;
comment on function core.handling_fra_resultat(core.handling) is
	'What is confirmed is the organ''s newest record, dated on its meeting, and no other.';

create or replace function core.handling_fra_moete(h core.handling) returns core.handling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m     core.moete;
	o     core.organ;
	s     core.sak;
	t     record;
begin
	select * into o from core.organ x where x.id = h.organ_id;
	select * into s from core.sak x where x.program_id = h.program_id and x.id = h.sak_id;
	perform core.laas_moete(h.moete_id, true);
	m := core.moete_i_dag(h.organ_id, h.program_id, h.sak_id);
	if m.id <> h.moete_id or m.dato <> h.dato then
		raise exception 'Møtet er ikke lenger åpent.' using errcode = 'RP009', constraint = 'ingen_aapent_moete', detail = json_build_object('kilde', 'V-1');
	end if;
	t := core.stemmetall(s, m.id, o.id);
	perform core.krev_alle_stemmer(s, m, o);
	perform core.krev_paa_sakslisten(s, m, o, t.ja);
	perform core.krev_skriftlig(s, m, o, t.ja);
	perform core.krev_forslag_avgjort(s, m.id);
	if core.har_alternativer(s, m.id) then
		return core.handling_fra_alternativer(h, s, m, o);
	elsif core.er_forholdsvalg(s, m.id) then
		return core.handling_fra_lister(h, s, m, o);
	end if;
	h.ja := t.ja;
	h.nei := t.nei;
	h.utfall := case when core.er_andre_omgang(s, m.id) then core.andre_omgang(s, o, m, t.ja, t.nei, t.blank)
		else core.krev_utfall(o, h.dato, t.ja, t.nei, t.blank,
			(select x.stemme from core.stemme x where x.program_id = h.program_id and x.moete_id = m.id and x.sak_id = h.sak_id
				and x.person_id = m.leder_id),
			(select b.valg from core.beslutning b where b.nr = s.beslutning), core.antall_til_stede(s, m)) end;
	if core.avtale_brutt(s, o, m) then
		perform core.nekt_avtale(t.ja, t.nei + t.blank);
	end if;
	h.utfall := core.med_to_tredjedeler(s, o, h.regel_id, h.utfall, t.ja, t.ja + t.nei + t.blank);
	return h;
end $$;
comment on function core.handling_fra_moete(core.handling) is 'Counts the votes of the open meeting; in an election without majority those of its second round.';

create or replace function core.handling_uten_votering(h core.handling) returns core.handling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if (core.moete_i_dag(h.organ_id, h.program_id, h.sak_id)).id is distinct from h.moete_id then
		raise exception 'Møtet er ikke lenger åpent.' using errcode = 'RP009', constraint = 'ingen_aapent_moete', detail = json_build_object('kilde', 'V-1');
	end if;
	if exists (select from core.stemme x where x.program_id = h.program_id and x.moete_id = h.moete_id and x.sak_id = h.sak_id) then
		raise exception 'Det er alt stemt over saken i møtet; da kan den ikke utsettes eller sendes tilbake.'
			using errcode = 'RP009', constraint = 'det_er_alt_stemt', detail = json_build_object('kilde', 'håndboka, del 4; KL 11-3');
	end if;
	select u.ja, u.nei into h.ja, h.nei from core.motforslag f join core.motforslag_utfall u on u.program_id = f.program_id and u.motforslag_id = f.id
	where f.program_id = h.program_id and f.moete_id = h.moete_id and f.sak_id = h.sak_id and u.vedtatt
		and f.slag = case h.utfall when 'utsatt' then 'utsettelse' else 'tilbakesending' end order by u.tid desc limit 1;
	return h;
end $$;
comment on function core.handling_uten_votering(core.handling) is
	'What the meeting agrees to postpone or return, before anybody has voted on the case itself (U); where the members disagree, they vote on a proposal to do so.';

create or replace function core.handling_utfall(h core.handling, a core.akt) returns core.handling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kollegial boolean := (select f.kollegial from core.organ o join core.juridisk_form f on f.form = o.juridisk_form where o.id = h.organ_id);
begin
	if a.stemmes and kollegial then
		if num_nonnulls(h.moete_id, h.resultat_id) <> 1 then
			raise exception 'Organet avgjør ved votering i møte.' using errcode = 'RP009', constraint = 'avgjoeres_ved_votering', detail = json_build_object('kilde', 'V-1'),
				hint = 'Medlemmene stemmer med «sak vote», eller sekretæren fører resultatet med «sak record».';
		end if;
		return case when h.resultat_id is not null then core.handling_fra_resultat(h)
			when h.utfall in ('utsatt', 'tilbakesendt') then core.handling_uten_votering(h) else core.handling_fra_moete(h) end;
	end if;
	if num_nonnulls(h.moete_id, h.resultat_id, h.ja, h.nei) > 0 then
		raise exception 'Handlingen har ingen votering.' using errcode = 'RP003', constraint = 'handlingen_har_ingen_votering';
	end if;
	if h.utfall <> 'ja' and not (a.stemmes or a.kan_nekte and h.utfall = 'nei') then
		raise exception '«%» passer ikke som utfall av å %.', h.utfall, a.navn using errcode = 'RP003', constraint = 'utfallet_passer_ikke', detail = json_build_object('kilde', 'håndboka, del 4'), column = 'utfall';
	end if;
	return h;
end $$;
comment on function core.handling_utfall(core.handling, core.akt) is
	'The outcome: counted where a collegial organ votes, stated where one person acts, and fitting the act.';

create or replace function core.handling_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
	g core.regel;
	a core.akt;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for no key update;
	perform from core.organ o where o.id = new.organ_id for share;
	select * into g from core.regel x where x.id = new.regel_id;
	select * into a from core.akt x where x.akt = g.akt;
	if g.beslutning is distinct from s.beslutning then
		raise exception 'Regelen gjelder en annen slags sak.' using errcode = 'RP003', constraint = 'regelen_gjelder_en_annen_sak';
	end if;
	perform core.krev_ikke_fremtid(new.dato);
	perform core.krev_bekrefter(r, new.person_id) from core.resultat r where r.program_id = new.program_id and r.id = new.resultat_id;
	perform core.krev_moeteleder(core.ledet_i_sak(m, s.program_id, s.id), new.person_id) from core.moete m where m.id = new.moete_id;
	perform core.handling_seteverv(new, g);
	if not exists (select from core.rute(s, new.dato) r where r.regel_id = g.id and r.tilstand = 'venter') then
		perform core.nekt(s, new.person_id, new.dato, array[g.akt]);
	end if;
	perform core.krev_etter_forrige(s, new.dato);
	perform core.krev_ikke_utsatt(s);
	perform core.krev_samarbeidsavtaler(s, g, new.dato);
	perform core.krev_delegasjon(s, g, new);
	perform core.krev_habil_handling(s, new, a);
	new := core.handling_utfall(new, a);
	perform core.krev_delegasjon(core.som_vedtatt(s, new), g, new) where exists (select from core.vedtatte_forslag(new)); -- amended above the limit
	if s.plan_id is not null and a.akt = 'vedtar' and new.utfall = 'ja' then
		perform core.krev_kommentarer_lukket(s, new.dato);
	end if;
	perform core.krev_vilkaar_til_ja(new, a);
	if new.utfall = 'ja' and core.har_sagt_ja(s, g.id, new.organ_id) then
		raise exception 'Steget er allerede utført i saken.' using errcode = 'RP009', constraint = 'steget_er_utfoert_foer', detail = json_build_object('kilde', 'PH-7');
	end if;
	new.nr := (select coalesce(max(h.nr), 0) + 1 from core.handling h where h.program_id = new.program_id and h.sak_id = new.sak_id);
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.handling_kontroll() is
	'Row trigger: the matrix, on the date of the act. Locks the case first, so that two acts at once have a serial outcome, and the organ: it is handed over before the act or after it.';
create or replace trigger kontroll before insert on core.handling for each row execute function core.handling_kontroll();

-- Effects.

create or replace function core.handling_tilstand(s core.sak, h core.handling, g core.regel) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ved_nei text := coalesce(g.ved_nei, (select a.ved_nei from core.akt a where a.akt = g.akt));
begin
	return case
		when h.utfall = 'utsatt' or h.utfall in ('nei', 'tilbakesendt') and ved_nei = 'venter' then s.tilstand
		when h.utfall = 'tilbakesendt' or h.utfall = 'nei' and ved_nei = 'tilbake' then 'tilbakesendt'
		when h.utfall = 'nei' and ved_nei = 'avvist' and not core.alle_maa_si_ja(s.program_id, g.funksjon, s.opprettet) then 'avvist'
		when h.utfall = 'nei' then s.tilstand
		when g.akt = 'instruerer' then 'under_behandling'
		when g.akt = 'vedtar' and exists (select from core.rute(s, h.dato) r where r.regel_id = h.regel_id and r.tilstand = 'ferdig') then 'vedtatt'
		when g.akt = 'godkjenner' then 'godkjent'
		when g.akt = 'registrerer' then 'registrert'
		else s.tilstand end;
end $$;
comment on function core.handling_tilstand(core.sak, core.handling, core.regel) is
	'The case after an act (handbook, section 4, When refused): SG or OS refuses: back to who prepared, unless KST instructs; KST refuses: avvist, but in mode C blocked by that kommune; the county refuses: KST''s decision stands, and its step waits for a new application.';
drop function if exists core.handling_tilstand(core.sak, core.handling, text);

create or replace function core.handling_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
	g core.regel;
	b core.beslutning;
	v uuid;
	tilstand_ text;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id;
	select * into g from core.regel x where x.id = new.regel_id;
	select * into b from core.beslutning x where x.nr = s.beslutning;
	if new.resultat_id is not null then
		perform core.habilitet_fra_resultat(new);
	end if;
	tilstand_ := core.handling_tilstand(s, new, g);
	if tilstand_ <> s.tilstand then
		update core.sak x set tilstand = tilstand_ where x.program_id = s.program_id and x.id = s.id;
	end if;
	if g.akt = 'vedtar' and tilstand_ = 'vedtatt' then
		s := core.med_endringer(s, new);
	end if;
	if new.utfall in ('ja', 'nei') and (select a.avgjoer from core.akt a where a.akt = g.akt) then
		insert into core.vedtak (program_id, sak_id, handling, beslutning, organ_id, akt, dato, utfall, saksnummer, plan_id, versjon, hash)
		select s.program_id, s.id, new.nr, s.beslutning, new.organ_id, g.akt, new.dato, new.utfall, new.saksnummer, s.plan_id, x.versjon,
			(select p.hash from core.plan_versjon p where p.program_id = s.program_id and p.plan_id = s.plan_id and p.nr = x.versjon)
		from core.som_vedtatt(s, new) x returning id into v;
		if new.utfall = 'ja' then
			perform core.vilkaar_virkning(s, new, v, b.forslag = 'tilsagn');
		end if;
	end if;
	if g.akt = 'vedtar' and tilstand_ = 'vedtatt' then
		perform core.virkning_av_rad(s, new, v, b);
	end if;
	perform core.omgjoering_virkning(x, new.dato), core.periode_virkning(x) from core.sak x where x.program_id = s.program_id and x.id = s.id;
	return null;
end $$;
comment on function core.handling_virkning() is
	'Row trigger: what follows from an act: the state of the case, the decision, seats, promises; a newly adopted version takes the place of one that still waited for the county (PH-7).';
create or replace trigger virkning after insert on core.handling for each row execute function core.handling_virkning();

create or replace trigger journal_ny after insert on core.sak for each row execute function core.journal_rad('sak_opprettet');
create or replace trigger journal_endret after update on core.sak for each row execute function core.journal_rad('sak_tilstand');
create or replace trigger journal after insert on core.moete for each row execute function core.journal_rad('moete_aapnet');
create or replace trigger journal after insert on core.moete_sak for each row execute function core.journal_rad('sak_paa_saksliste');
create or replace trigger journal after insert or update on core.stemme for each row execute function core.journal_rad('stemme_avgitt');
create or replace trigger journal after insert on core.resultat for each row execute function core.journal_rad('resultat_foert');
create or replace trigger journal after insert on core.handling for each row execute function core.journal_rad('handling');
create or replace trigger journal after insert on core.vedtak for each row execute function core.journal_rad('vedtak');
create or replace trigger journal after insert on core.tilsagn for each row execute function core.journal_rad('tilsagn');
create or replace trigger journal after insert on core.vilkaar for each row execute function core.journal_rad('vilkaar');
create or replace trigger journal after insert or update on core.regel for each row execute function core.journal_rad('regel');
create or replace trigger journal after insert or update on core.stemmeregel for each row execute function core.journal_rad('stemmeregel');

create or replace trigger uforanderlig before update or delete or truncate on core.moete for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.moete_sak for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before delete or truncate on core.stemme for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before delete or truncate on core.sak for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.tilsagn for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.vilkaar for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before delete or truncate on core.regel for each statement execute function core.uforanderlig();
