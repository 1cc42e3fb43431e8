-- Voting (handbook, section 6): the count by legal form, members' own votes in a meeting, and recorded results.

create or replace function core.teller(form_ text, n int, ja int, nei int, blank int, leders_stemme text, valg boolean, til_stede int default null,
	out utfall text, out grunn text, out kvorum int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r      core.stemmeregel;
	avgitt int := ja + nei + blank;
	deltar int := greatest(coalesce(til_stede, 0), avgitt);
begin
	select * into strict r from core.stemmeregel x where x.form = form_;
	kvorum := case when r.mer_enn_halvparten then n / 2 + 1 else (n + 1) / 2 end;
	if (case when r.kvorum_av_til_stede then deltar else avgitt end) < kvorum then
		grunn := 'ikke_vedtaksfoert';
	elsif valg then
		utfall := case when 2 * ja > avgitt then 'ja' when 2 * nei > avgitt then 'nei' end;
		grunn := case when utfall is null then 'valget_er_uavgjort' end;
	elsif ja = nei then
		utfall := leders_stemme;
		grunn := case when utfall is null then 'moeteleders_stemme_mangler' end;
	else
		utfall := case when case when r.flertall_av_alle_stemmer then 2 * ja > deltar else ja > nei end then 'ja' else 'nei' end;
	end if;
	if utfall = 'ja' and ja * r.ja_over_en_av <= n then
		utfall := 'nei';
	end if;
end $$;
comment on function core.teller(text, int, int, int, int, text, boolean, int) is
	'Counts: form selects the row of core.stemmeregel, N is all seats (V-2), til_stede those present, where boards count them. Utfall ja or nei, or null with the reason: too few voted; a tie without the presiding member''s vote (V-4); an election without majority, where nobody''s vote decides (V-5).';

create or replace function core.seter(o core.organ, dag date) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(o.seter, (select count(distinct v.person_id)::int from core.verv v join core.rolle r on r.rolle = v.rolle
		where v.organ_id = o.id and r.stemmer and core.gjelder(v.fra, v.til, dag)));
end $$;
comment on function core.seter(core.organ, date) is 'N: all seats of the organ; where nobody stated them, those who hold one on the date.';

create or replace function core.krev_utfall(o core.organ, dag date, ja int, nei int, blank int, leders_stemme text, valg boolean,
	til_stede int default null) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n int := core.seter(o, dag);
	t record;
begin
	if ja + nei + blank > n then
		raise exception '% har % seter, men det er ført % stemmer.', o.navn, n, ja + nei + blank
			using errcode = 'RP003', constraint = 'flere_stemmer_enn_seter',
				detail = json_build_object('kilde', 'V-2', 'seter', n, 'stemmer', ja + nei + blank);
	end if;
	t := core.teller(o.juridisk_form, n, ja, nei, blank, leders_stemme, valg, til_stede);
	if t.utfall is null then
		raise exception '%', case t.grunn
			when 'ikke_vedtaksfoert' then format('%s er ikke vedtaksført: %s av %s har stemt, og det kreves %s.', o.navn, greatest(til_stede, ja + nei + blank), n, t.kvorum)
			when 'valget_er_uavgjort' then 'Ingen har flertall i valget. Møtelederens stemme avgjør aldri et valg (KL 11-9); stem på nytt.'
			else 'Stemmene står likt. Oppgi hvordan møtelederen stemte; den stemmen avgjør (KL 11-9).' end
			using errcode = 'RP009', constraint = t.grunn, detail = json_build_object('seter', n, 'ja', ja, 'nei', nei, 'blank', blank,
				'kvorum', t.kvorum, 'kilde', (select r.kilde from core.stemmeregel r where r.form = o.juridisk_form));
	end if;
	return t.utfall;
end $$;
comment on function core.krev_utfall(core.organ, date, int, int, int, text, boolean, int) is
	'The outcome of a vote; refuses too many votes, a missing quorum, and what the count cannot settle.';

-- The organ whose turn it is to vote.

create or replace function core.stemmesteg(s core.sak, organ uuid, dag date) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select r.regel_id from core.rute(s, dag) r join core.akt a on a.akt = r.akt
			join lateral core.organer(s.program_id, r.funksjon, dag) o on o.id = organ
			join core.juridisk_form f on f.form = o.juridisk_form
		where a.stemmes and f.kollegial and r.tilstand = 'venter' order by r.steg limit 1);
end $$;
comment on function core.stemmesteg(core.sak, uuid, date) is 'The rule whose step waits for a vote of this collegial organ on the date, or null.';

create or replace function core.aapent_moete(organ uuid, program uuid, sak uuid) returns core.moete
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
begin
	select x.* into m from core.moete x join core.moete_sak l on l.moete_id = x.id and l.program_id = program and l.sak_id = sak
	where x.organ_id = organ and x.dato = core.i_dag() and not exists (select from core.moete_slutt e where e.moete_id = x.id)
	order by x.aapnet desc, x.id limit 1;
	return core.ledet_i_sak(m, program, sak);
end $$;
comment on function core.aapent_moete(uuid, uuid, uuid) is
	'The organ''s open meeting today with the case on its agenda, led by who presides in it; the newest, when a deputy has opened one anew. Null: there is none.';

create or replace function core.ledet_i_sak(m core.moete, program uuid, sak uuid) returns core.moete
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	m.leder_id := coalesce((select x.leder_id from core.moete_ledelse x where x.moete_id = m.id and (x.sak_id is null or x.program_id = program and x.sak_id = sak)
		order by x.sak_id is null, x.tid desc limit 1), m.leder_id);
	return m;
end $$;
comment on function core.ledet_i_sak(core.moete, uuid, uuid) is 'The meeting with who presides in a case as its leader; sak null: in the meeting (V-4).';

create or replace function core.moete_i_dag(organ uuid, program uuid, sak uuid) returns core.moete
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete := core.aapent_moete(organ, program, sak);
begin
	if m.id is null then
		raise exception 'Det er ikke noe åpent møte med saken på sakslisten i dag.'
			using errcode = 'RP009', constraint = 'ingen_aapent_moete', detail = json_build_object('kilde', 'V-1'), hint = 'Lederen eller sekretæren åpner møtet.';
	end if;
	return m;
end $$;
comment on function core.moete_i_dag(uuid, uuid, uuid) is 'As core.aapent_moete; FAILED_PRECONDITION ingen_aapent_moete without one.';

create or replace function core.krev_moeteorgan(o core.organ) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not (select f.kollegial from core.juridisk_form f where f.form = o.juridisk_form) then
		raise exception '% avgjør uten møte.', o.navn using errcode = 'RP009', constraint = 'organet_holder_ikke_moete';
	end if;
end $$;
comment on function core.krev_moeteorgan(core.organ) is 'FAILED_PRECONDITION organet_holder_ikke_moete for an organ of one person.';

create or replace function core.moete_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
	i core.moeteinnkalling;
begin
	select * into o from core.organ x where x.id = new.organ_id;
	perform core.krev_moeteorgan(o);
	i := core.nyeste_innkalling(new.id);
	if new.dato <> core.i_dag() or i.dato <> new.dato then
		raise exception 'Et møte åpnes på dagens dato.' using errcode = 'RP009', constraint = 'moetet_aapnes_samme_dag', detail = json_build_object('kilde', 'V-1, V-18');
	end if;
	if i.avlyst or i.organ_id <> new.organ_id then
		raise exception 'Møtet er avlyst.' using errcode = 'RP009', constraint = 'moetet_er_avlyst';
	end if;
	if core.stemmesete(o.id, new.leder_id, new.dato) is null then
		raise exception 'Møtelederen må ha stemmerett i %.', o.navn using errcode = 'RP009', constraint = 'moeteleder_maa_ha_stemmerett', detail = json_build_object('kilde', 'V-4; KL 11-9');
	end if;
	if not core.har_verv(new.aapnet_av, o.id, new.dato, array['leder', 'nestleder', 'sekretaer']) then
		raise exception 'Møtet åpnes av lederen, nestlederen eller sekretæren i %.', o.navn
			using errcode = 'RP007', constraint = 'moetet_aapnes_av_leder_eller_sekretaer', detail = json_build_object('kilde', 'V-4; KL 11-3');
	end if;
	return new;
end $$;
comment on function core.moete_kontroll() is 'Row trigger: who opens a meeting, who presides (V-4), and that it is today (V-1), as it was called.';
create or replace trigger kontroll before insert or update on core.moete for each row execute function core.moete_kontroll();

create or replace function core.krev_moetesak(s core.sak, organ uuid, hvem uuid, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_behandles(s);
	if not exists (select from core.rute(s, dag) r join core.akt a on a.akt = r.akt
		join lateral core.organer(s.program_id, r.funksjon, dag) o on o.id = organ where a.stemmes) then
		perform core.nekt_hasteorgan(s, array[organ], dag);
		perform core.nekt(s, hvem, dag, array['innstiller', 'vedtar', 'godkjenner']);
	end if;
end $$;
comment on function core.krev_moetesak(core.sak, uuid, uuid, date) is 'A case may stand on the agenda only of an organ to which the matrix gives a vote in it.';

create or replace function core.krev_ett_moete(s core.sak, m core.moete) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	andre text := (select string_agg(distinct o.navn, ', ') from core.moete x join core.moete_sak l on l.moete_id = x.id join core.organ o on o.id = x.organ_id
		where l.program_id = s.program_id and l.sak_id = s.id and x.dato = m.dato and x.organ_id <> m.organ_id
			and not exists (select from core.moete_slutt e where e.moete_id = x.id) and core.avgjoer_i_stedet(s, x.organ_id, m.organ_id, m.dato));
begin
	if andre is not null then
		raise exception 'Saken er til behandling i et åpent møte i %, som avgjør det samme. Den er i ett møte om gangen.', andre
			using errcode = 'RP009', constraint = 'saken_er_i_et_annet_moete', detail = json_build_object('organer', andre, 'kilde', 'V-1; KL 11-8'),
				hint = 'Avslutt det andre møtet først, eller kall inn uten saken.';
	end if;
end $$;
comment on function core.krev_ett_moete(core.sak, core.moete) is
	'An urgent case is in the open meeting of one of the organs that may decide it, not of both: a vote names no organ. Its caller holds the case.';

create or replace function core.avgjoer_i_stedet(s core.sak, den_ene uuid, den_andre uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.rute(s, dag) a join core.rute(s, dag) b on b.steg = a.steg and b.akt = a.akt and b.regel_id <> a.regel_id
			join core.akt k on k.akt = a.akt, core.organer(s.program_id, a.funksjon, dag) x, core.organer(s.program_id, b.funksjon, dag) y
		where k.stemmes and a.paakrevd and b.paakrevd and a.tilstand = 'venter' and b.tilstand = 'venter' and x.id = den_ene and y.id = den_andre);
end $$;
comment on function core.avgjoer_i_stedet(core.sak, uuid, uuid, date) is
	'True when the one organ''s vote on the waiting step makes the other''s needless: by rules that are alternatives. Not where several must each say yes by the same rule (mode C).';

create or replace function core.moete_sak_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
	s core.sak;
begin
	select * into m from core.moete x where x.id = new.moete_id;
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for no key update;
	perform core.krev_moetesak(s, m.organ_id, m.aapnet_av, m.dato);
	perform core.krev_ett_moete(s, m);
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.moete_sak x where x.moete_id = new.moete_id);
	return new;
end $$;
comment on function core.moete_sak_kontroll() is 'Row trigger: numbers the agenda of an open meeting, and holds each case against the matrix.';
create or replace trigger kontroll before insert or update on core.moete_sak for each row execute function core.moete_sak_kontroll();

create or replace function core.nekt_uten_stemmerett(s core.sak, hvem uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	navn text := (select o.navn from core.mine_steg(s, hvem, core.i_dag()) m join core.akt a on a.akt = m.akt join core.organ o on o.id = m.organ_id
		where a.stemmes and m.tilstand = 'venter' order by core.stemmesete_i_sak(s, o.id, hvem, core.i_dag()) is null, m.steg limit 1);
begin
	if navn is not null and exists (select from core.mine_steg(s, hvem, core.i_dag()) m
		where m.tilstand = 'venter' and core.har_forfall(m.organ_id, hvem, core.i_dag())) then
		raise exception 'Du har meldt forfall til møtet i dag.' using errcode = 'RP009', constraint = 'har_meldt_forfall', detail = json_build_object('kilde', 'V-2, H-5'),
			hint = 'omstilling moete absence ORGAN DATO --moeter melder at du likevel møter.';
	end if;
	if navn is not null and not exists (select from core.mine_steg(s, hvem, core.i_dag()) m
		where m.tilstand = 'venter' and core.stemmesete_i_sak(s, m.organ_id, hvem, core.i_dag()) is not null) then
		raise exception 'Vervet ditt i % har ikke stemmerett.', navn using errcode = 'RP007', constraint = 'vervet_har_ikke_stemmerett',
			detail = jsonb_strip_nulls(jsonb_build_object('kilde', 'KL 5-1, 8-1; V-14', 'tur', core.tur(s, core.i_dag()) - '{regel,kilde}'::text[]));
	end if;
end $$;
comment on function core.nekt_uten_stemmerett(core.sak, uuid) is
	'Refuses the vote of who sits in the organ whose turn it is, in a seat that has none: a secretary''s, a substitute''s, an auditor''s.';

create or replace function core.nekt_stemme(s core.sak, hvem uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	if exists (select from core.program_organ po join core.verv v on v.organ_id = po.organ_id
			where po.program_id = s.program_id and v.person_id = hvem and (v.rolle = 'observatoer' or po.funksjon = 'OBS')
				and core.gjelder(po.fra, po.til, dag) and core.gjelder(v.fra, v.til, dag))
		and not exists (select from core.mine_steg(s, hvem, dag) m
			where core.stemmesete_i_sak(s, m.organ_id, hvem, dag) is not null) then
		raise exception 'Observatører har ikke stemmerett.' using errcode = 'RP007', constraint = 'observatoer_stemmer_ikke',
			detail = jsonb_strip_nulls(jsonb_build_object('kilde', 'V-13; KL 8-1', 'tur', core.tur(s, dag) - '{regel,kilde}'::text[]));
	end if;
	perform core.krev_aapen(s);
	perform core.krev_verv_ikke_utsatt(m.organ_id, hvem, dag, array(select r.rolle from core.rolle r where r.stemmer))
	from core.mine_steg(s, hvem, dag) m where m.tilstand = 'venter';
	perform core.nekt_uten_stemmerett(s, hvem);
	perform core.nekt(s, hvem, dag, array['innstiller', 'vedtar', 'godkjenner']);
end $$;
comment on function core.nekt_stemme(core.sak, uuid) is 'Refuses a vote: an observer''s, that of a seat without one, or one out of turn.';

create or replace function core.stemme_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
	m core.moete;
	o core.organ;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for no key update;
	select * into m from core.moete x where x.id = new.moete_id;
	select * into o from core.organ x where x.id = m.organ_id for share;
	perform core.krev_behandles(s);
	perform core.laas_moete(m.id, true);
	if m.id is distinct from (core.moete_i_dag(m.organ_id, s.program_id, s.id)).id then
		raise exception 'Møtet er ikke lenger åpent.' using errcode = 'RP009', constraint = 'ingen_aapent_moete', detail = json_build_object('kilde', 'V-1');
	end if;
	if core.stemmesteg(s, m.organ_id, m.dato) is null then
		perform core.nekt_stemme(s, new.person_id);
	end if;
	perform from core.verv v where v.id = new.verv_id for share;
	if new.verv_id is distinct from core.stemmesete_i_sak(s, m.organ_id, new.person_id, m.dato) then
		perform core.nekt_stemme(s, new.person_id);
	end if;
	perform core.krev_habil_stemme(s, m.organ_id, new.person_id);
	if exists (select from core.stemme x where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id
		and x.verv_id = new.verv_id and x.person_id <> new.person_id) then
		raise exception 'Det er alt stemt fra setet.' using errcode = 'RP009', constraint = 'setet_har_stemt', detail = json_build_object('kilde', 'V-2');
	end if;
	if new.stemme = 'hemmelig' then
		raise exception 'Stemmen må være ja, nei eller blank.' using errcode = 'RP003', constraint = 'stemmen_er_ja_nei_eller_blank',
			detail = json_build_object('kilde', 'V-3; KL 8-1');
	end if;
	perform core.krev_alternativ(s, new);
	if new.stemme = 'blank' and not (select b.valg from core.beslutning b where b.nr = s.beslutning) then
		raise exception 'Blank stemme er bare tillatt ved valg og ansettelser (KL 8-1).' using errcode = 'RP003', constraint = 'blank_bare_ved_valg', detail = json_build_object('kilde', 'V-3; KL 8-1');
	end if;
	if tg_op = 'INSERT' and (select count(*) from core.stemme x where x.program_id = s.program_id and x.moete_id = m.id
		and x.sak_id = s.id) >= core.seter(o, m.dato) then
		raise exception 'Alle setene i % har stemt.', o.navn using errcode = 'RP009', constraint = 'alle_seter_har_stemt', detail = json_build_object('kilde', 'V-2');
	end if;
	new := core.i_urnen(s, new, case when tg_op = 'UPDATE' then old.stemme end);
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.stemme_kontroll() is
	'Row trigger: only the organ whose turn it is, in its open meeting, by who holds a voting seat on the meeting''s date (V-13, V-18), blank only in elections (V-3). The seat and the organ are locked, as an act locks the organ: they end before the vote or after it.';
create or replace trigger kontroll before insert or update on core.stemme for each row execute function core.stemme_kontroll();

-- Results of physical meetings.

create or replace function core.nyeste_resultat(s core.sak, organ uuid default null) returns core.resultat
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.resultat;
begin
	select * into rad from core.resultat x where x.program_id = s.program_id and x.sak_id = s.id and (organ is null or x.organ_id = organ)
		and not exists (select from core.handling h where h.program_id = x.program_id and h.sak_id = x.sak_id
			and h.organ_id = x.organ_id and h.tid > x.tid)
	order by x.tid desc limit 1;
	return rad;
end $$;
comment on function core.nyeste_resultat(core.sak, uuid) is
	'The recorded result that waits for confirmation: the organ''s newest, and newer than its last act in the case. A newer record replaces an older one.';

create or replace function core.krev_bekrefter(r core.resultat, hvem uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if r.foert_av = hvem then
		raise exception 'Den som har ført resultatet, kan ikke også bekrefte det.' using errcode = 'RP007', constraint = 'fire_oeyne',
			detail = json_build_object('kilde', 'håndboka, del 6');
	end if;
	if r.moeteleder_id <> hvem then
		raise exception 'Resultatet bekreftes av møtelederen.' using errcode = 'RP007', constraint = 'bare_moeteleder_bekrefter',
			detail = json_build_object('kilde', 'håndboka, del 6', 'moeteleder', (select p.brukernavn from core.person p where p.id = r.moeteleder_id));
	end if;
end $$;
comment on function core.krev_bekrefter(core.resultat, uuid) is 'Four eyes: the presiding member confirms, who is not the one who entered it.';

create or replace function core.krev_moeteleder(m core.moete, hvem uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if m.leder_id <> hvem then
		raise exception 'Voteringen lukkes av møtelederen.' using errcode = 'RP007', constraint = 'bare_moeteleder_lukker',
			detail = json_build_object('kilde', 'V-4; KL 11-9', 'moeteleder', (select p.brukernavn from core.person p where p.id = m.leder_id));
	end if;
end $$;
comment on function core.krev_moeteleder(core.moete, uuid) is 'Only who presides closes the vote (V-4).';

create or replace function core.krev_resultat_av_moete(s core.sak, r core.resultat, o core.organ) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
	n int;
begin
	if r.blank > 0 and not (select b.valg from core.beslutning b where b.nr = s.beslutning) then
		raise exception 'Blank stemme er bare tillatt ved valg og ansettelser (KL 8-1).' using errcode = 'RP003', constraint = 'blank_bare_ved_valg', detail = json_build_object('kilde', 'V-3; KL 8-1');
	end if;
	if r.moete_id is null then
		return;
	end if;
	perform core.laas_moete(r.moete_id, true);
	select * into m from core.moete x where x.id = r.moete_id;
	perform core.krev_usignert(m.id);
	if m.organ_id <> o.id or m.dato <> r.dato or not exists (select from core.moete_sak l where l.moete_id = m.id and l.program_id = s.program_id and l.sak_id = s.id) then
		raise exception 'Saken sto ikke på sakslisten i det møtet.' using errcode = 'RP009', constraint = 'resultatet_er_av_et_annet_moete', detail = json_build_object('kilde', 'V-10');
	end if;
	perform core.krev_paa_sakslisten(s, m, o, r.ja);
	n := core.antall_til_stede(s, m);
	if r.ja + r.nei + r.blank <> n and n > 0 and (select x.alle_stemmer from core.stemmeregel x where x.form = o.juridisk_form) then
		raise exception 'Det er ført % stemmer, og % med stemmerett er til stede; alle skal stemme.', r.ja + r.nei + r.blank, n
			using errcode = 'RP009', constraint = 'ikke_alle_har_stemt', detail = json_build_object('kilde', 'V-3; KL 8-1');
	end if;
end $$;
comment on function core.krev_resultat_av_moete(core.sak, core.resultat, core.organ) is
	'A result of a meeting of this server: of a case on its agenda, on its date, with a vote from each who is entered as present (V-3), before the minutes are signed; blank only in elections.';

create or replace function core.resultat_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
	o core.organ;
	utfall_ text;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for no key update;
	select d.* into o from core.organ x, core.organ_paa(x, new.dato) d where x.id = new.organ_id;
	perform core.krev_ikke_fremtid(new.dato);
	if core.stemmesteg(s, o.id, new.dato) is null then
		perform core.nekt_hasteorgan(s, array[o.id], new.dato);
	end if;
	if not exists (select from core.mine_steg(s, new.foert_av, core.i_dag()) m join core.akt a on a.akt = m.akt
		where m.organ_id = o.id and a.stemmes and 'sekretaer' = any (m.roller))
		and not (core.stemmesteg(s, o.id, new.dato) is not null and core.har_verv(new.foert_av, o.id, core.i_dag(), array['sekretaer'])) then
		if exists (select from core.mine_steg(s, new.foert_av, core.i_dag()) m join core.akt a on a.akt = m.akt where m.organ_id = o.id and a.stemmes) then
			raise exception 'Resultatet føres av sekretæren i %.', o.navn using errcode = 'RP007', constraint = 'bare_sekretaeren_foerer', detail = json_build_object('kilde', 'håndboka, del 6');
		end if;
		perform core.nekt(s, new.foert_av, core.i_dag(), array['innstiller', 'vedtar', 'godkjenner']);
	end if;
	if core.stemmesteg(s, o.id, new.dato) is null then
		perform core.nekt(s, new.foert_av, new.dato, array['innstiller', 'vedtar', 'godkjenner']);
	end if;
	perform core.krev_etter_forrige(s, new.dato);
	if core.stemmesete(o.id, new.moeteleder_id, new.dato) is null then
		raise exception 'Møtelederen hadde ikke stemmerett i % på møtedatoen.', o.navn
			using errcode = 'RP009', constraint = 'moeteleder_maa_ha_stemmerett', detail = json_build_object('kilde', 'V-4; KL 11-9');
	end if;
	perform core.krev_plass_uten_inhabile(s, new, o);
	perform core.krev_vilkaar(new.program_id, new.vilkaar, new.dato);
	perform core.krev_resultat_av_moete(s, new, o);
	new.motforslag := core.foerte_merket(new.motforslag);
	perform core.krev_motforslag_foert(s, new, o);
	new := core.krev_foert_valg(s, new, o);
	if core.har_foerte_lister(new) then
		return new;
	end if;
	utfall_ := core.krev_utfall(o, new.dato, new.ja, new.nei, new.blank, new.moeteleders_stemme,
		new.utfall in ('ja', 'nei') and (select b.valg from core.beslutning b where b.nr = s.beslutning),
		(select core.antall_til_stede(s, m) from core.moete m where m.id = new.moete_id));
	if new.utfall in ('ja', 'nei') then
		utfall_ := core.med_to_tredjedeler(s, o, core.stemmesteg(s, o.id, new.dato), utfall_, new.ja, new.ja + new.nei + new.blank);
	end if;
	if utfall_ <> (case when new.utfall in ('utsatt', 'tilbakesendt') then 'ja' else new.utfall end) then
		raise exception 'Utfallet «%» stemmer ikke med stemmetallene % mot %, som gir «%».', new.utfall, new.ja, new.nei, utfall_
			using errcode = 'RP003', constraint = 'utfallet_stemmer_ikke_med_stemmene', detail = json_strip_nulls(json_build_object('utfall', utfall_,
				'minst_ja', core.minst_ja(s, o, new.ja + new.nei + new.blank), 'kilde', case when core.minst_ja(s, o, 0) is not null then 'V-11; KL 18-4' end));
	end if;
	return new;
end $$;
comment on function core.resultat_kontroll() is
	'Row trigger: a result is entered by the secretary of the organ whose turn it is, dated on the meeting, and its votes must give its outcome; of utsatt and tilbakesendt they are the votes on postponing and returning.';
create or replace trigger kontroll before insert on core.resultat for each row execute function core.resultat_kontroll();
