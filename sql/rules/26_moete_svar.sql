-- How meetings are shown, and to whom (handbook, section 10; KL 11-2 to 11-5).

create or replace function core.sakslisten(m core.moetet)
returns table (nr int, program_id uuid, sak_id uuid, hjemmel text, utenfor boolean)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if m.aapnet is not null then
		return query select row_number() over (order by x.nr, x.program_id, x.sak_id)::int, x.program_id, x.sak_id, x.hjemmel, x.utenfor
			from core.moete_sak x where x.moete_id = m.id;
	else
		return query select x.nr, x.program_id, x.sak_id, x.hjemmel, false from core.saksliste x where x.moete_id = m.id and x.innkalling = m.innkalling;
	end if;
end $$;
comment on function core.sakslisten(core.moetet) is 'The agenda that holds: of the newest notice, or of the meeting as it was opened.';

create or replace function core.moete_innsyn(m core.moetet) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.person_i(null);
	dag  date := core.i_dag();
begin
	return case
		when hvem is not null and exists (select from core.verv v join core.organ o on o.id = v.organ_id where v.organ_id = m.organ_id and v.person_id = hvem
			and core.gjelder(v.fra, v.til, dag) and core.gjelder(o.fra, o.til, dag)) then 'organet'
		when (select p.juridisk_form = 'folkevalgt' from core.organ o, core.organ_paa(o, m.dato) p where o.id = m.organ_id) then 'offentlig'
		when exists (select from core.sakslisten(m) l where core.deltar(l.program_id)) then 'egne' end;
end $$;
comment on function core.moete_innsyn(core.moetet) is
	'What the caller sees of a meeting: all (organet: who sits in it), what is public of an organ that is folkevalgt on the meeting''s date (offentlig; V-18), the cases of the own programmes (egne), or nothing (null).';

create or replace function core.finn_moete(ref text) returns core.moetet
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m core.moetet;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select * into m from core.moetet x where x.id = ref::uuid;
	elsif ref ~ '^[^/]+/[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
		select x.* into m from core.moetet x join core.organ o on o.id = x.organ_id
		where o.kortnavn = split_part(ref, '/', 1) and x.dato = core.les_dato(json_build_object('dato', split_part(ref, '/', 2)), 'dato')
		order by x.avlyst, coalesce(x.aapnet, x.innkalt) desc limit 1;
	end if;
	if m.id is null or core.moete_innsyn(m) is null then
		raise exception 'Møtet finnes ikke, eller du har ikke tilgang til det.'
			using errcode = 'RP005', constraint = 'ukjent_moete', hint = 'Et møte skrives ORGAN/DATO, for eksempel sel-kst/2021-02-01.';
	end if;
	return m;
end $$;
comment on function core.finn_moete(text) is 'A meeting by id or ORGAN/DATO; NOT_FOUND ukjent_moete, also for one that the caller sees nothing of.';

create or replace function core.moete_tilstand(m core.moetet) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when m.avlyst then 'avlyst' when m.aapnet is null then 'innkalt'
		when exists (select from core.protokoll x where x.moete_id = m.id) then 'protokollert'
		when exists (select from core.moete_slutt x where x.moete_id = m.id) then 'avsluttet' else 'aapent' end;
end $$;
comment on function core.moete_tilstand(core.moetet) is 'The contract''s Moete.tilstand.';

create or replace function core.punkt_svar(m core.moetet, innsyn text) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with l as (
			select x.*, s.nr as sak_nr, s.tittel, s.beslutning,
				innsyn = 'organet' or core.deltar(x.program_id) or innsyn = 'offentlig' and x.hjemmel is null as ser
			from core.sakslisten(m) x join core.sak s on s.program_id = x.program_id and s.id = x.sak_id
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(case when l.ser then jsonb_build_object('sak', core.sak_navn(l.program_id, l.sak_nr), 'tittel', l.tittel,
				'beslutning', l.beslutning, 'utenfor_sakslisten', nullif(l.utenfor, false), 'krevd', nullif(core.var_krevd(m, l.program_id, l.sak_id), false),
				'innvendinger', (select jsonb_agg(p.brukernavn order by x.tid) from core.innvending x join core.person p on p.id = x.person_id
					where x.program_id = l.program_id and x.moete_id = m.id and x.sak_id = l.sak_id),
				'moeteleder', (select p.brukernavn from core.moete_ledelse x join core.person p on p.id = x.leder_id
					where x.moete_id = m.id and x.program_id = l.program_id and x.sak_id = l.sak_id order by x.tid desc limit 1),
				'utfall', (core.handling_i_moete(m.id, l.program_id, l.sak_id)).utfall)
				else '{}' end || jsonb_build_object('nummer', l.rang, 'hjemmel', l.hjemmel)) order by l.rang), '[]')
		from (select y.*, row_number() over (order by y.nr) as rang from l y where y.ser or innsyn = 'offentlig') l);
end $$;
comment on function core.punkt_svar(core.moetet, text) is
	'The contract''s Sakslistepunkter as the caller may see them: of a closed case outsiders see number and legal basis; other programmes'' cases are not there at all where the meeting is not public.';

create or replace function core.var_krevd(m core.moetet, program uuid, sak uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select count(distinct k.person_id) * 3 >= core.seter(o, m.dato) from core.moetekrav k, core.organ o
		where o.id = m.organ_id and k.organ_id = o.id and k.program_id = program and k.sak_id = sak and k.tid < coalesce(m.aapnet, clock_timestamp())
		group by o.id, o.*);
end $$;
comment on function core.var_krevd(core.moetet, uuid, uuid) is 'True for a case that a third of the members demanded before the meeting (V-9).';

create or replace function core.talerett(o core.organ, rolle text, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return rolle <> 'observatoer' or o.juridisk_form <> 'folkevalgt' or dag < '2023-07-01';
end $$;
comment on function core.talerett(core.organ, text, date) is
	'Who may speak: members and varas, ordfører and kommunedirektør (V-14); observers not in folkevalgte organer since 2023-07-01 (V-13; KL 8-1).';

create or replace function core.handling_i_moete(moete uuid, program uuid, sak uuid) returns core.handling
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	h core.handling;
begin
	select * into h from core.handling x where x.program_id = program and x.sak_id = sak and (x.moete_id = moete
		or (select r.moete_id = moete from core.resultat r where r.program_id = program and r.id = x.resultat_id)) order by x.nr desc limit 1;
	return h;
end $$;
comment on function core.handling_i_moete(uuid, uuid, uuid) is 'What a meeting decided in a case; null: nothing.';

create or replace function core.innkalte(m core.moetet) returns table (person_id uuid, rolle text, representerer uuid, tilstand text, stemmer boolean)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select v.person_id, v.rolle, null::uuid, case when core.har_forfall(m.organ_id, v.person_id, m.dato) then 'forfall' end, r.stemmer
	from core.verv v join core.rolle r on r.rolle = v.rolle
	where v.organ_id = m.organ_id and core.gjelder(v.fra, v.til, m.dato)
		and (v.id = core.eget_sete(m.organ_id, v.person_id, m.dato) or v.rolle in ('observatoer', 'sekretaer'))
	union all
	select distinct on (i.verv_id) i.person_id, 'vara', f.person_id, null, true
	from core.innkalling i join core.verv f on f.id = i.verv_id
	where i.organ_id = m.organ_id and i.dato = m.dato and i.sak_id is null and core.innkalt_sete(m.organ_id, i.person_id, m.dato, null) = i.verv_id;
end $$;
comment on function core.innkalte(core.moetet) is 'Who is called to a meeting: its members, with notice of absence or not, the varas for those absent, observers and secretary.';

create or replace function core.deltakerne(m core.moetet)
returns table (person_id uuid, rolle text, representerer uuid, tilstand text, stemmer boolean, kom time, gikk time)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with o as (
		select x.* from core.oppmoetet(m.id) x
	), st as (
		select distinct x.person_id, x.verv_id from core.stemme x where x.moete_id = m.id
	), alle as (
		select i.person_id, i.rolle, i.representerer, i.tilstand, i.stemmer from core.innkalte(m) i
		union all
		select y.person_id, y.rolle, (select v.person_id from core.verv v where v.id = y.verv_id and v.person_id <> y.person_id), null, y.verv_id is not null
		from (select o.person_id, o.rolle, o.verv_id from o union select st.person_id, 'vara', st.verv_id from st where st.person_id not in (select o.person_id from o)) y
		where y.person_id not in (select i.person_id from core.innkalte(m) i)
	)
	select a.person_id, a.rolle, a.representerer, case when o.til_stede or o.id is null and st.person_id is not null then 'til_stede'
			when a.tilstand is null and m.aapnet is not null and (o.id is not null or exists (select from o) or core.moete_tilstand(m) <> 'aapent') then
				case when o.id is not null and kom_.klokkeslett is not null or gikk_.klokkeslett is not null then 'til_stede' else 'fravaerende' end
			else a.tilstand end,
		a.stemmer, kom_.klokkeslett, gikk_.klokkeslett
	from alle a left join o on o.person_id = a.person_id left join st on st.person_id = a.person_id
		left join lateral (select x.klokkeslett from core.oppmoete x where x.moete_id = m.id and x.person_id = a.person_id and x.til_stede order by x.tid desc limit 1) kom_ on true
		left join lateral (select x.klokkeslett from core.oppmoete x where x.moete_id = m.id and x.person_id = a.person_id and not x.til_stede order by x.tid desc limit 1) gikk_ on true;
end $$;
comment on function core.deltakerne(core.moetet) is
	'Who was called to a meeting or came: present (entered, or has voted; also who left in time), absent with notice or without.';

create or replace function core.deltakere_svar(m core.moetet) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('brukernavn', p.brukernavn, 'navn', p.navn, 'rolle', i.rolle, 'tilstand', i.tilstand,
			'representerer', (select f.brukernavn from core.person f where f.id = i.representerer), 'stemmerett', i.stemmer,
			'talerett', core.talerett(o, i.rolle, m.dato), 'kom', to_char(i.kom, 'HH24:MI'), 'gikk', to_char(i.gikk, 'HH24:MI')))
			order by array_position(array['leder', 'nestleder', 'medlem', 'vara', 'ordfoerer', 'kommunedirektoer', 'sekretaer', 'observatoer'], i.rolle), p.brukernavn), '[]')
		from core.deltakerne(m) i join core.person p on p.id = i.person_id join core.organ x on x.id = m.organ_id, core.organ_paa(x, m.dato) o);
end $$;
comment on function core.deltakere_svar(core.moetet) is 'The contract''s Deltakere.';

create or replace function core.kvorum_svar(m core.moetet, o core.organ) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n     int := core.seter(o, m.dato);
	krav  int := (core.teller(o.juridisk_form, n, 0, 0, 0, null, false)).kvorum;
	her   int := (select count(distinct x.sete) from (
		select y.verv_id as sete from core.oppmoetet(m.id) y where y.til_stede and y.verv_id is not null
		union select s.verv_id from core.stemme s where s.moete_id = m.id
			and not exists (select from core.oppmoetet(m.id) y where y.person_id = s.person_id)) x);
begin
	return jsonb_build_object('seter', n, 'kvorum', krav) || case when m.aapnet is not null then jsonb_build_object('til_stede', her, 'vedtaksfoert', her >= krav) else '{}' end;
end $$;
comment on function core.kvorum_svar(core.moetet, core.organ) is 'N, how many must be there, how many seats are filled now, and whether that is enough (V-2).';

create or replace function core.moete_varsler(m core.moetet) returns text[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o      core.organ;
	kommer int;
	svar   text[] := '{}';
	l      record;
begin
	select * into o from core.organ x where x.id = m.organ_id;
	for l in select s.*, case when s.beslutning in (22, 25) then 14 when s.beslutning = 31 then 7 end as dager, core.sak_navn(s.program_id, s.nr) as navn
		from core.sakslisten(m) x join core.sak s on s.program_id = x.program_id and s.id = x.sak_id order by x.nr loop
		if m.dato - m.kalt < l.dager then
			svar := svar || case l.dager when 14 then format('%s: innstillingen til budsjett skal være offentlig i minst 14 dager (KL 14-3); innkallingen er sendt %s dager før.', l.navn, m.dato - m.kalt)
				else format('%s: faktaarket skal foreligge minst en uke før; innkallingen er sendt %s dager før.', l.navn, m.dato - m.kalt) end;
		end if;
	end loop;
	select count(*) into kommer from core.innkalte(m) i where i.stemmer and i.tilstand is null;
	if kommer < (core.teller(o.juridisk_form, core.seter(o, m.dato), 0, 0, 0, null, false)).kvorum then
		svar := svar || format('Bare %s av %s seter er ventet, og organet blir ikke vedtaksført.', kommer, core.seter(o, m.dato));
	elsif kommer < core.seter(o, m.dato) then
		svar := svar || format('%s av %s seter er ventet; det er ikke vara for de andre.', kommer, core.seter(o, m.dato));
	end if;
	return svar;
end $$;
comment on function core.moete_varsler(core.moetet) is 'What is said and stops nothing: short notice where the handbook names a time (sections 5 and 6), seats that nobody will sit in.';

create or replace function core.moetehode_svar(m core.moetet, o core.organ) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', m.id, 'organ', o.kortnavn, 'organ_navn', o.navn, 'dato', m.dato,
		'klokkeslett', to_char(m.klokkeslett, 'HH24:MI'), 'varighet_minutter', m.varighet, 'sted', m.sted, 'maate', m.maate,
		'melding', m.melding, 'innkalling', m.innkalling, 'innkalt_av', (select p.brukernavn from core.person p where p.id = m.kalt_av),
		'innkalt', core.tidspunkt(m.innkalt), 'moeteleder', (select p.brukernavn from core.person p where p.id = coalesce((select x.leder_id from core.moete_ledelse x
			where x.moete_id = m.id and x.sak_id is null order by x.tid desc limit 1), m.leder_id)),
		'sekretaer', (select p.brukernavn from core.verv v join core.person p on p.id = v.person_id
			where v.organ_id = o.id and v.rolle = 'sekretaer' and core.gjelder(v.fra, v.til, m.dato) order by v.fra, v.id limit 1), 'aapnet', core.tidspunkt(m.aapnet),
		'avsluttet', core.tidspunkt((select x.tid from core.moete_slutt x where x.moete_id = m.id))));
end $$;
comment on function core.moetehode_svar(core.moetet, core.organ) is 'Time, place and people of a meeting, which are no secret of those who see it; without state, agenda and participants.';

create or replace function core.moete_svar(m core.moetet, hele boolean default true) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o      core.organ;
	innsyn text := core.moete_innsyn(m);
	svar   jsonb;
begin
	select d.* into o from core.organ x, core.organ_paa(x, m.dato) d where x.id = m.organ_id;
	svar := core.moetehode_svar(m, o) || jsonb_build_object('tilstand', core.moete_tilstand(m), 'saksliste', core.punkt_svar(m, innsyn));
	if hele then
		svar := svar || core.kvorum_svar(m, o);
	end if;
	if hele and innsyn = 'organet' then
		svar := svar || jsonb_build_object('deltakere', core.deltakere_svar(m), 'varsler', case when m.aapnet is null then to_jsonb(core.moete_varsler(m)) else '[]' end);
	end if;
	return svar;
end $$;
comment on function core.moete_svar(core.moetet, boolean) is 'The contract''s Moete, as the caller may see it.';

create or replace function core.tidspunkt(t timestamptz) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
	return to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
end $$;
comment on function core.tidspunkt(timestamptz) is 'RFC 3339, UTC, whole seconds; null stays null.';

create or replace function core.moeter_for(organ uuid, program uuid) returns setof core.moetet
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select m.* from core.moetet m
	where (organ is null or m.organ_id = organ) and core.moete_innsyn(m) is not null
		and (program is null or m.id in (select x.moete_id from core.saksliste x where x.program_id = program
			union select x.moete_id from core.moete_sak x where x.program_id = program))
		and (program is null or core.deltar(program) and exists (select from core.sakslisten(m) l where l.program_id = program)
			or exists (select from core.sakslisten(m) l where l.program_id = program and l.hjemmel is null) and core.moete_innsyn(m) = 'offentlig')
	order by m.dato desc, m.id;
end $$;
comment on function core.moeter_for(uuid, uuid) is
	'The meetings of an organ, or with a case of a programme, that the caller sees something of; newest first. That a closed case is of the programme is not told to outsiders.';

create or replace function core.krev_aapnet(m core.moetet) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if m.aapnet is null then
		raise exception 'Møtet er ikke åpnet.' using errcode = 'RP009', constraint = 'moetet_er_ikke_aapnet', detail = json_build_object('kilde', 'V-1');
	end if;
end $$;
comment on function core.krev_aapnet(core.moetet) is 'FAILED_PRECONDITION moetet_er_ikke_aapnet; a closed one passes.';

create or replace function core.resultat_av_moete(r json, m core.moetet) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (jsonb_strip_nulls(jsonb_build_object('organ', (select o.kortnavn from core.organ o where o.id = m.organ_id), 'dato', m.dato, 'sted', m.sted,
		'moeteleder', (select p.brukernavn from core.moete x, core.person p where x.id = m.id and p.id = (core.ledet_i_sak(x, null, null)).leder_id))) || r::jsonb)::json;
end $$;
comment on function core.resultat_av_moete(json, core.moetet) is 'A result with what its meeting says of organ, date, place and who presided, where it says nothing itself.';
