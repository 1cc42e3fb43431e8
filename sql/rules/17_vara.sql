-- Varas (handbook, section 6, V-2 and H-5): called in order when a member has given notice of absence or is inhabil in a
-- case; who is called votes in the seat and counts in it, and nobody votes twice.

create or replace function core.vara_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if new.rolle = 'vara' then
		perform pg_advisory_xact_lock(hashtextextended('vara' || new.organ_id::text, 0));
		new.rekkefoelge := coalesce(new.rekkefoelge, (select coalesce(max(v.rekkefoelge), 0) + 1 from core.verv v
			where v.organ_id = new.organ_id and v.rolle = 'vara' and (v.til is null or v.til >= new.fra)));
		if exists (select from core.verv v where v.organ_id = new.organ_id and v.rolle = 'vara' and v.rekkefoelge = new.rekkefoelge
			and (v.til is null or v.til >= new.fra) and (new.til is null or v.fra <= new.til)) then
			raise exception 'Organet har alt et varamedlem nummer %.', new.rekkefoelge
				using errcode = 'RP006', constraint = 'rekkefoelgen_er_i_bruk', detail = json_build_object('kilde', 'H-5'), column = 'rekkefoelge';
		end if;
	end if;
	return new;
end $$;
comment on function core.vara_kontroll() is 'Row trigger: varas stand in order, each with a number of his own; without one, last.';
create or replace trigger vara before insert on core.verv for each row execute function core.vara_kontroll();

create or replace function core.har_forfall(organ uuid, hvem uuid, dag date, antatt uuid[] default '{}') returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return hvem = any (antatt) or coalesce((select not f.moeter from core.forfall f where f.organ_id = organ and f.dato = dag and f.person_id = hvem
		order by f.tid desc limit 1), false);
end $$;
comment on function core.har_forfall(uuid, uuid, date, uuid[]) is
	'True for who has given notice of absence from the organ on the day, and not taken it back; and for those who are assumed absent (SimulateSak).';
drop function if exists core.har_forfall(uuid, uuid, date);

create or replace function core.eget_sete(organ uuid, hvem uuid, dag date) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select v.id from core.verv v join core.rolle r on r.rolle = v.rolle
		where v.organ_id = organ and v.person_id = hvem and r.stemmer and core.gjelder(v.fra, v.til, dag) and not core.verv_utsatt(v, dag)
		order by v.fra, v.id limit 1);
end $$;
comment on function core.eget_sete(uuid, uuid, date) is 'The person''s own voting seat in the organ on the date, or null (V-13: observers have none; V-17: nor has who sits by a suspended decision); with several, one.';

create or replace function core.innkalt_sete(organ uuid, hvem uuid, dag date, sak uuid) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select i.verv_id from core.innkalling i join core.verv v on v.id = i.vara_verv_id join core.verv sete on sete.id = i.verv_id
		where i.organ_id = organ and i.person_id = hvem and core.gjelder(v.fra, v.til, dag) and core.gjelder(sete.fra, sete.til, dag)
			and not core.verv_utsatt(v, dag) and not core.verv_utsatt(sete, dag)
			and (i.sak_id is null and i.dato = dag and core.har_forfall(organ, sete.person_id, dag) or i.sak_id = sak)
			and not exists (select from core.innkalling n where n.verv_id = i.verv_id and n.tid > i.tid
				and (n.sak_id is null and i.sak_id is null and n.dato = dag or n.sak_id = sak))
		order by i.sak_id is null, i.tid desc limit 1);
end $$;
comment on function core.innkalt_sete(uuid, uuid, date, uuid) is
	'The seat for which a vara is called on the day, or in the case; null: none, or another vara has been called for it since.';

create or replace function core.stemmesete(organ uuid, hvem uuid, dag date) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when not core.har_forfall(organ, hvem, dag) then
		coalesce(core.eget_sete(organ, hvem, dag), core.innkalt_sete(organ, hvem, dag, null)) end;
end $$;
comment on function core.stemmesete(uuid, uuid, date) is
	'The seat in which the person votes in the organ on the date: the own one, or the one for which a vara is called; null for observers (V-13) and for who has given notice of absence.';

create or replace function core.stemmesete_i_sak(s core.sak, organ uuid, hvem uuid, dag date, fravaerende uuid[] default '{}') returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when not core.har_forfall(organ, hvem, dag, fravaerende) then
		coalesce(core.eget_sete(organ, hvem, dag), core.innkalt_sete(organ, hvem, dag, s.id)) end;
end $$;
comment on function core.stemmesete_i_sak(core.sak, uuid, uuid, date, uuid[]) is
	'As core.stemmesete, and for a vara called in this case alone, whose member is inhabil in it; never of those who are assumed absent.';
drop function if exists core.stemmesete_i_sak(core.sak, uuid, uuid, date);

create or replace function core.neste_vara(organ uuid, dag date, sete uuid, s core.sak, opptatt uuid[] default '{}', fravaerende uuid[] default '{}',
	inhabile uuid[] default '{}') returns core.verv
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v      core.verv;
	liste_ int := (select x.liste from core.verv x where x.id = sete);
begin
	select x.* into v from core.verv x
	where (liste_ is null or x.liste = liste_) and x.organ_id = organ and x.rolle = 'vara' and core.gjelder(x.fra, x.til, dag) and not core.verv_utsatt(x, dag) and core.eget_sete(organ, x.person_id, dag) is null
		and not x.person_id = any (opptatt)
		and not core.har_forfall(organ, x.person_id, dag, fravaerende) and core.innkalt_sete(organ, x.person_id, dag, s.id) is null
		and not (s.id is not null and core.er_inhabil(s, organ, x.person_id, inhabile))
	order by x.rekkefoelge, x.id limit 1;
	return v;
end $$;
drop function if exists core.neste_vara(uuid, date, core.sak, uuid[], uuid[], uuid[]);
comment on function core.neste_vara(uuid, date, uuid, core.sak, uuid[], uuid[], uuid[]) is
	'The next vara in order, for a seat that a list won one of the same list (KL 7-6, 7-10): who is not absent, not called for another seat and, in a case, not inhabil in it. Null: nobody is left. The sets are what SimulateSak assumes: called already, absent, inhabil.';

create or replace function core.kall_inn(organ uuid, dag date, sete uuid, s core.sak) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.verv;
begin
	perform pg_advisory_xact_lock(hashtextextended('vara' || organ::text, 0));
	v := core.neste_vara(organ, dag, sete, s);
	if v.id is not null then
		insert into core.innkalling (organ_id, dato, program_id, sak_id, verv_id, vara_verv_id, person_id, tid)
		values (organ, dag, s.program_id, s.id, sete, v.id, v.person_id, clock_timestamp());
	end if;
end $$;
comment on function core.kall_inn(uuid, date, uuid, core.sak) is
	'Calls the next vara in order for a seat. With nobody left the seat is empty; N is the same (V-2).';

create or replace function core.forfall_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	new.tid := clock_timestamp();
	if new.dato < core.i_dag() then
		raise exception 'Møtedatoen % er over.', new.dato using errcode = 'RP003', constraint = 'forfall_meldes_foer_moetet', column = 'dato';
	end if;
	if not exists (select from core.verv v where v.organ_id = new.organ_id and v.person_id = new.person_id
		and v.rolle in ('leder', 'nestleder', 'medlem', 'vara') and core.gjelder(v.fra, v.til, new.dato)) then
		raise exception 'Personen er verken medlem eller varamedlem i organet den dagen.' using errcode = 'RP009', constraint = 'ikke_medlem_i_organet', detail = json_build_object('kilde', 'V-18');
	end if;
	if new.meldt_av <> new.person_id and (new.moeter
		or not core.har_verv(new.meldt_av, new.organ_id, core.i_dag(), array['leder', 'nestleder', 'sekretaer'])) then
		raise exception 'Forfall meldes av medlemmet selv, av lederen eller av sekretæren; at en likevel møter, sier bare en selv.'
			using errcode = 'RP007', constraint = 'forfall_meldes_av_en_selv', detail = json_build_object('kilde', 'H-5');
	end if;
	return new;
end $$;
comment on function core.forfall_kontroll() is
	'Row trigger: notice of absence is given by the member, the leader or the secretary; that one comes after all only by oneself, so that nobody is kept from voting.';
create or replace trigger kontroll before insert on core.forfall for each row execute function core.forfall_kontroll();

create or replace function core.forfall_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	sete uuid;
begin
	if new.moeter then
		return null;
	end if;
	select coalesce(core.eget_sete(new.organ_id, new.person_id, new.dato), core.innkalt_sete(new.organ_id, new.person_id, new.dato, null)) into sete;
	if sete is not null then
		perform core.kall_inn(new.organ_id, new.dato, sete, null);
	end if;
	return null;
end $$;
comment on function core.forfall_virkning() is 'Row trigger: the next vara is called for the seat; of a vara who was called, the one after.';
create or replace trigger virkning after insert on core.forfall for each row execute function core.forfall_virkning();

create or replace function core.inhabil_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	h    core.habilitet;
	s    core.sak;
	sete uuid;
begin
	select * into h from core.habilitet x where x.program_id = new.program_id and x.id = new.habilitet_id;
	select * into s from core.sak x where x.program_id = h.program_id and x.id = h.sak_id;
	sete := core.stemmesete_i_sak(s, h.organ_id, h.person_id, new.dato);
	if new.inhabil and sete is not null and new.moete_id is not null then
		perform core.kall_inn(h.organ_id, new.dato, sete, s);
	end if;
	return null;
end $$;
comment on function core.inhabil_virkning() is 'Row trigger: a vara is called in the case for who is found inhabil in a meeting (H-5).';
create or replace trigger vara after insert on core.habilitet_avgjoerelse for each row execute function core.inhabil_virkning();

create or replace function core.saksliste_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moete;
	s core.sak;
	v core.verv;
begin
	select * into m from core.moete x where x.id = new.moete_id;
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id;
	for v in select x.* from core.verv x where x.organ_id = m.organ_id and core.eget_sete(m.organ_id, x.person_id, m.dato) = x.id
		and core.er_inhabil(s, m.organ_id, x.person_id)
		and not exists (select from core.innkalling i where i.sak_id = s.id and i.verv_id = x.id) loop
		perform core.kall_inn(m.organ_id, m.dato, v.id, s);
	end loop;
	return null;
end $$;
comment on function core.saksliste_virkning() is 'Row trigger: when a case comes on the agenda, a vara is called for those whom the data itself makes inhabil in it (H-6, H-7).';
create or replace trigger vara after insert on core.moete_sak for each row execute function core.saksliste_virkning();

create or replace function core.innkalling_svar(i core.innkalling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('organ', o.kortnavn, 'dato', i.dato, 'brukernavn', p.brukernavn,
		'representerer', f.brukernavn, 'sak', (select core.sak_navn(s.program_id, s.nr) from core.sak s where s.program_id = i.program_id and s.id = i.sak_id)))
		from core.organ o, core.person p, core.verv v join core.person f on f.id = v.person_id
		where o.id = i.organ_id and p.id = i.person_id and v.id = i.verv_id);
end $$;
comment on function core.innkalling_svar(core.innkalling) is 'The contract''s Innkalling.';

create or replace function core.innkallinger(organ uuid, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select jsonb_agg(core.innkalling_svar(i) order by i.tid) from core.innkalling i
		where i.organ_id = organ and i.dato = dag and i.sak_id is null and not core.har_forfall(organ, i.person_id, dag)
			and core.innkalt_sete(organ, i.person_id, dag, null) = i.verv_id), '[]');
end $$;
comment on function core.innkallinger(uuid, date) is 'The varas who are called to an organ''s meeting on a day.';

create or replace trigger journal after insert on core.forfall for each row execute function core.journal_rad('forfall_meldt', 'grunn');
create or replace trigger journal after insert on core.innkalling for each row execute function core.journal_rad('vara_innkalt');
create or replace trigger uforanderlig before update or delete or truncate on core.forfall for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.innkalling for each statement execute function core.uforanderlig();

-- Read by the owner's functions alone; a notice is entered in one's own name.
alter table core.forfall enable row level security;
alter table core.innkalling enable row level security;
drop policy if exists i_eget_navn on core.forfall;
create policy i_eget_navn on core.forfall for insert to omstilling_api with check (meldt_av = core.person());
