-- How projects, awards and payments are found and shown. Found under row-level security by the caller's own functions; what is public of an
-- award is core.tildeling_offentlig, and nothing else.

create or replace function core.finn_prosjekt(ref text) returns core.prosjekt
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.prosjekt;
begin
	if ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
		select * into rad from core.prosjekt p where p.id = ref::uuid;
	elsif ref ~ '^[a-z0-9-]+/prosjekt-[0-9]{1,8}$' then
		select p.* into rad from core.prosjekt p join core.program g on g.id = p.program_id
		where g.kortnavn = split_part(ref, '/', 1) and p.nr = substr(split_part(ref, '/', 2), 10)::int;
	end if;
	if rad.id is null then
		raise exception 'Prosjektet finnes ikke, eller du har ikke tilgang til det.'
			using errcode = 'RP005', constraint = 'ukjent_prosjekt', hint = 'Et prosjekt skrives PROGRAM/prosjekt-NUMMER, for eksempel sel/prosjekt-1.';
	end if;
	return rad;
end $$;
comment on function core.finn_prosjekt(text) is 'A project by PROGRAM/prosjekt-N or id; NOT_FOUND ukjent_prosjekt, also for what the caller may not see.';

create or replace function core.finn_tildeling(ref text) returns core.tildeling
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.tildeling;
begin
	if ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
		select * into rad from core.tildeling t where t.id = ref::uuid;
	elsif ref ~ '^[a-z0-9-]+/tildeling-[0-9]{1,8}$' then
		select t.* into rad from core.tildeling t join core.program g on g.id = t.program_id
		where g.kortnavn = split_part(ref, '/', 1) and t.nr = substr(split_part(ref, '/', 2), 11)::int;
	end if;
	if rad.id is null then
		raise exception 'Tildelingen finnes ikke, eller du har ikke tilgang til den.'
			using errcode = 'RP005', constraint = 'ukjent_tildeling', hint = 'En tildeling skrives PROGRAM/tildeling-NUMMER, for eksempel sel/tildeling-1.';
	end if;
	return rad;
end $$;
comment on function core.finn_tildeling(text) is 'An award by PROGRAM/tildeling-N or id; NOT_FOUND ukjent_tildeling, also for what the caller may not see.';

create or replace function core.finn_utbetaling(ref text) returns core.utbetaling
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.utbetaling;
begin
	if ref ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
		select * into rad from core.utbetaling u where u.id = ref::uuid;
	elsif ref ~ '^[a-z0-9-]+/utbetaling-[0-9]{1,8}$' then
		select u.* into rad from core.utbetaling u join core.program g on g.id = u.program_id
		where g.kortnavn = split_part(ref, '/', 1) and u.nr = substr(split_part(ref, '/', 2), 12)::int;
	end if;
	if rad.id is null then
		raise exception 'Utbetalingen finnes ikke, eller du har ikke tilgang til den.'
			using errcode = 'RP005', constraint = 'ukjent_utbetaling', hint = 'En utbetaling skrives PROGRAM/utbetaling-NUMMER, for eksempel sel/utbetaling-1.';
	end if;
	return rad;
end $$;
comment on function core.finn_utbetaling(text) is 'A payment by PROGRAM/utbetaling-N or id; NOT_FOUND ukjent_utbetaling, also for what the caller may not see.';

create or replace function core.vedlegg_i(program uuid, ref text) returns uuid
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	w core.vedlegg;
begin
	if ref is null then
		return null;
	end if;
	select * into w from core.vedlegg x where x.program_id = program and x.id::text = ref;
	if w.id is null then
		raise exception 'Vedlegget finnes ikke, eller du har ikke tilgang til det.' using errcode = 'RP005', constraint = 'ukjent_vedlegg';
	end if;
	return w.id;
end $$;
comment on function core.vedlegg_i(uuid, text) is 'An attachment of this programme; of another one as one that does not exist. Null for null.';

create or replace function core.utbetaling_svaret(u core.utbetaling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.utbetaling_svar;
begin
	select * into s from core.utbetaling_svar x where x.program_id = u.program_id and x.utbetaling_id = u.id;
	return (select jsonb_strip_nulls(jsonb_build_object('id', u.id, 'navn', g.kortnavn || '/utbetaling-' || u.nr, 'tildeling', core.tildeling_navn(u.program_id, u.tildeling_id),
			'beloep', u.beloep::text, 'kostnad', u.kostnad::text, 'kostnader', nullif(u.kostnader, '[]'), 'tekst', u.tekst, 'vedlegg', u.vedlegg_id, 'dato', u.dato,
			'anmodet_av', (select p.brukernavn from core.person p where p.id = u.person_id), 'tilstand', case s.utfall when 'ja' then 'utbetalt' when 'nei' then 'avslaatt' else 'anmodet' end,
			'besvart', s.dato, 'besvart_av', (select p.brukernavn from core.person p where p.id = s.person_id), 'grunn', s.grunn))
		from core.program g where g.id = u.program_id);
end $$;
comment on function core.utbetaling_svaret(core.utbetaling) is 'The contract''s Utbetaling.';

create or replace function core.tildeling_offentlig(t core.tildeling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('navn', core.tildeling_navn(t.program_id, t.id), 'mottaker', case when r.slag = 'person' then 'Privatperson' else r.navn end,
			'orgnr', case when r.slag <> 'person' then r.orgnr end, 'formaal', p.tittel, 'beloep', t.beloep::text, 'tildelt', core.tildelt_paa(t, core.i_dag())::text, 'dato', t.dato, 'aar', t.aar,
			'bagatellmessig', t.bagatellmessig, 'tilstand', core.tildeling_tilstand(t, core.i_dag())))
		from core.prosjekt p left join core.soeker r on r.program_id = p.program_id and r.id = p.ansvarlig_id where p.program_id = t.program_id and p.id = t.prosjekt_id);
end $$;
comment on function core.tildeling_offentlig(core.tildeling) is
	'What is public of an award (RF 6; OFFL 3): to whom, how much, when and for what; of a private person, whose identity never is, no name.';

create or replace function core.tildeling_svar(t core.tildeling, hele boolean) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.tildeling_offentlig(t) || jsonb_strip_nulls(jsonb_build_object('id', t.id, 'prosjekt', core.prosjekt_navn(t.program_id, t.prosjekt_id),
		'soeknad', (select core.soeknad_navn(a.program_id, a.nr) from core.soeknad a where a.program_id = t.program_id and a.id = t.soeknad_id),
		'sak', (select core.sak_navn(s.program_id, s.nr) from core.sak s where s.program_id = t.program_id and s.id = t.sak_id), 'gyldig_til', t.gyldig_til,
		'mottaker', (select r.navn from core.prosjekt p join core.soeker r on r.program_id = p.program_id and r.id = p.ansvarlig_id where p.program_id = t.program_id and p.id = t.prosjekt_id),
		'holdt_tilbake_andel', t.holdt_tilbake_andel::text, 'holdt_tilbake', core.holdt_tilbake(t)::text, 'utbetalt', core.utbetalt(t)::text, 'anmodet', core.anmodet(t)::text,
		'krevd_tilbake', core.krevd_ubetalt(t)::text, 'delegert', t.delegert, 'begynt_foer_tildelingen', nullif(core.begynt_foer_tildelingen(t), false)))
		|| case when hele then jsonb_strip_nulls(jsonb_build_object(
			'hendelser', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('slag', h.slag, 'dato', h.dato, 'beloep', h.beloep::text, 'frist', h.frist, 'bekreftet_av', h.bekreftet_av,
					'revisjonspliktig', h.revisjonspliktig, 'tekst', h.tekst, 'vedlegg', h.vedlegg_id, 'brukernavn', p.brukernavn)) order by h.nr)
				from core.tildeling_hendelse h join core.person p on p.id = h.person_id where h.program_id = t.program_id and h.tildeling_id = t.id),
			'utbetalinger', (select jsonb_agg(core.utbetaling_svaret(u) order by u.nr) from core.utbetaling u where u.program_id = t.program_id and u.tildeling_id = t.id))) else '{}' end;
end $$;
comment on function core.tildeling_svar(core.tildeling, boolean) is 'The contract''s Tildeling, for those who serve the programme; hele: with what has happened and its payments.';

create or replace function core.prosjekt_tilstand(p core.prosjekt, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	tilstander text[] := array(select core.tildeling_tilstand(t, dag) from core.tildeling t where t.program_id = p.program_id and t.prosjekt_id = p.id);
begin
	return case when tilstander && array['loepende', 'utloept'] then case when p.fra > dag then 'planlagt' else 'paagaar' end
		when 'avsluttet' = any (tilstander) then 'avsluttet' else 'stanset' end;
end $$;
comment on function core.prosjekt_tilstand(core.prosjekt, date) is 'planlagt, paagaar, avsluttet (its award is reported and paid), stanset (nothing of its awards is left).';

create or replace function core.prosjekt_svar(p core.prosjekt, hele boolean) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.soeker;
begin
	select * into r from core.soeker x where x.program_id = p.program_id and x.id = p.ansvarlig_id;
	return jsonb_strip_nulls(jsonb_build_object('id', p.id, 'navn', core.prosjekt_navn(p.program_id, p.id), 'tittel', p.tittel, 'bruk', p.bruk, 'plp_steg', p.plp_steg,
		'plan', core.plan_navn(p.program_id, p.plan_id), 'tiltak', p.tiltak, 'aar', p.aar, 'omraade', p.omraade, 'omraade_navn', core.omraadenavn(p.program_id, p.omraade, core.i_dag()),
		'strategi', p.strategi, 'soeknad', (select core.soeknad_navn(a.program_id, a.nr) from core.soeknad a where a.program_id = p.program_id and a.id = p.soeknad_id),
		'ansvarlig', r.navn, 'forgjenger', core.prosjekt_navn(p.program_id, p.forgjenger_id), 'sak', (select core.sak_navn(s.program_id, s.nr) from core.sak s where s.program_id = p.program_id and s.id = p.sak_id),
		'fra', p.fra, 'til', p.til, 'vedtatt', p.dato, 'tilstand', core.prosjekt_tilstand(p, core.i_dag())))
		|| (select jsonb_build_object('tildelt', coalesce(sum(core.tildelt_paa(t, core.i_dag())), 0)::text, 'utbetalt', coalesce(sum(core.utbetalt(t)), 0)::text)
				|| case when hele and count(*) > 0 then jsonb_build_object('tildelinger', jsonb_agg(core.tildeling_svar(t, false) order by t.nr)) else '{}' end
			from core.tildeling t where t.program_id = p.program_id and t.prosjekt_id = p.id);
end $$;
comment on function core.prosjekt_svar(core.prosjekt, boolean) is 'The contract''s Prosjekt; hele: with its awards.';

create or replace function core.offentlige_tildelinger(program uuid, aar_ int, etter int, flest int) returns setof core.tildeling
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select t.* from core.tildeling t where t.program_id = program and t.soeknad_id is not null and t.nr > etter and (aar_ is null or t.aar = aar_)
		and (t.bagatellmessig or core.deltar(program) or not core.er_lukket(t.program_id, t.sak_id))
	order by t.nr limit flest;
end $$;
comment on function core.offentlige_tildelinger(uuid, int, int, int) is
	'The awards of a programme that anybody may see: those on applications; one that was decided behind closed doors only where the register of aid makes it public anyway (RF 6).';

create or replace function core.rapportert_kostnad(req json) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if req ->> 'kostnad' is not null then
		perform core.krev_beloep(json_build_object('beloep', req -> 'kostnad'));
		return (req ->> 'kostnad')::numeric;
	end if;
	return (select coalesce(sum((k ->> 'beloep')::numeric), 0) from json_array_elements(req -> 'kostnader') k);
end $$;
comment on function core.rapportert_kostnad(json) is 'The cost that a request reports: as it says, else the sum of its rows.';

create or replace function core.krev_kostnader(rader json) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	k json;
begin
	if json_array_length(rader) > 200 then
		raise exception 'En anmodning har høyst 200 kostnadsrader.' using errcode = 'RP003', constraint = 'for_mange_kostnader', column = 'kostnader';
	end if;
	for k in select x from json_array_elements(rader) x loop
		perform core.krev_beloep(k);
		if length(k ->> 'post') > 300 or not exists (select from core.kostnadsslag s where s.slag = k ->> 'slag') then
			raise exception 'Kostnadsslaget «%» finnes ikke.', left(k ->> 'slag', 60) using errcode = 'RP003', constraint = 'ukjent_kostnadsslag', column = 'kostnader';
		end if;
	end loop;
end $$;
comment on function core.krev_kostnader(json) is 'Rows of cost: each of a known kind with an amount.';

create or replace function core.ny_tildeling_hendelse(req json, slag_ text, tekst_ text) returns json
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	t core.tildeling := core.finn_tildeling(core.krev_tekst(req, 'tildeling'));
begin
	perform core.krev_skriver(t.program_id);
	if req ->> 'beloep' is not null and slag_ = 'regnskap' then
		perform core.krev_beloep(req);
	end if;
	insert into core.tildeling_hendelse (program_id, tildeling_id, nr, slag, beloep, dato, frist, bekreftet_av, revisjonspliktig, tekst, vedlegg_id, person_id)
	values (t.program_id, t.id, 0, slag_, case when slag_ in ('regnskap', 'trukket', 'krevd_tilbake', 'tilbakebetalt') then (req ->> 'beloep')::numeric end, coalesce(core.les_dato(req, 'dato'), core.i_dag()),
		case when slag_ = 'krevd_tilbake' then core.les_dato(req, 'frist') end, nullif(req ->> 'bekreftet_av', ''), case when slag_ = 'regnskap' then (req ->> 'revisjonspliktig')::boolean end,
		tekst_, core.vedlegg_i(t.program_id, req ->> 'vedlegg'), core.person());
	return json_build_object('tildeling', core.tildeling_svar(core.finn_tildeling(t.id::text), true));
end $$;
comment on function core.ny_tildeling_hendelse(json, text, text) is 'Adds what happened with an award in the caller''s name, under row-level security, and shows the award.';

create or replace function core.tildelingsforslag_svar(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_build_object('prosjekt', s.forslag -> 'prosjekt', 'holdes_tilbake', s.forslag -> 'holdes_tilbake',
		'bagatellmessig', s.forslag -> 'bagatellmessig', 'klage_dato', s.forslag -> 'klage_dato')
		|| case when core.deltar(s.program_id) then jsonb_build_object('overskridelse', s.forslag -> 'overskridelse', 'klage_grunn', s.forslag -> 'klage_grunn') || core.poeng_svar(s) else '{}' end;
end $$;
comment on function core.tildelingsforslag_svar(core.sak) is 'Of the contract''s Forslag what awards and projects propose; reasons only to those who serve the programme.';
