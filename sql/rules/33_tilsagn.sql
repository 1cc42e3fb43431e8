-- Promises of money (rows 11 and 24; OF 15) and the frames of the fylker: what a county promises of state money, in all its
-- programmes together, is never more than what the ministry has given it for the year. Its own money stands beside.

create or replace function core.fylkesfamilie(fylke uuid, dag date) returns setof uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
		with recursive f (id) as (
			select fylke
			union
			select e.organ_id from core.etterfoelger e join f on f.id = e.etterfoelger_id
			where e.fra <= dag and not exists (select from core.etterfoelger x where x.organ_id = e.organ_id and x.etterfoelger_id <> e.etterfoelger_id)
		)
		select f.id from f;
end $$;
comment on function core.fylkesfamilie(uuid, date) is
	'A county and those it has taken over whole: their frames and promises are its own (CS-5). What was left by a county that became several, the ministry divides.';

create or replace function core.fylkesramme_paa(fylke uuid, aar_ int, dag date, out ramme numeric, out overfoert numeric, out lovet numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	select coalesce(sum(r.beloep) filter (where r.slag = 'ramme'), 0), coalesce(sum(r.beloep) filter (where r.slag = 'overfoert'), 0) into ramme, overfoert
	from core.fylkesramme r where r.organ_id in (select core.fylkesfamilie(fylke, dag)) and r.aar = aar_ and r.dato <= dag;
	select coalesce(sum(t.statlig), 0) into lovet from core.tilsagn t join core.vedtak v on v.program_id = t.program_id and v.id = t.vedtak_id
	where t.fylke_id in (select core.fylkesfamilie(fylke, dag)) and t.aar = aar_ and t.statlig > 0 and v.dato <= dag
		and not exists (select from core.omgjoering g where g.program_id = v.program_id and g.sak_id = v.sak_id and g.dato <= dag);
end $$;
comment on function core.fylkesramme_paa(uuid, int, date) is 'A county''s frame of a year, what was carried forward into it, and what is promised of both, as of a day. NOK.';

create or replace function core.rammeaar(fylke uuid, dag date) returns setof int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select r.aar from core.fylkesramme r where r.organ_id in (select core.fylkesfamilie(fylke, dag)) and r.dato <= dag
		union select t.aar from core.tilsagn t where t.fylke_id in (select core.fylkesfamilie(fylke, dag)) and t.statlig > 0;
end $$;
comment on function core.rammeaar(uuid, date) is 'The years in which a county has a frame, or has promised of one, as of a day.';

create or replace function core.laas_fylkesrammer() returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform pg_advisory_xact_lock(hashtextextended('fylkesramme', 0));
end $$;
comment on function core.laas_fylkesrammer() is 'Promises of state money are given one at a time in the whole installation: a frame is of a county, and a county may have followed another.';

create or replace function core.krev_fylkesramme(program uuid, aar int, beloep numeric, dag date, unntatt uuid default null) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	fylke uuid := core.fylke_for(program, dag);
	r     record;
	rest  numeric;
begin
	if beloep <= 0 then
		return;
	end if;
	perform core.laas_fylkesrammer();
	r := core.fylkesramme_paa(fylke, aar, greatest(dag, core.i_dag()));
	rest := r.ramme + r.overfoert - r.lovet + coalesce((select sum(t.statlig) from core.tilsagn t join core.vedtak v on v.program_id = t.program_id and v.id = t.vedtak_id
		where t.program_id = program and v.sak_id = unntatt and t.aar = krev_fylkesramme.aar), 0);
	if beloep > rest then
		raise exception 'Rammen for % i % er % kroner med overført; % er lovet. Tilsagnet gir % av statens midler.', (select o.navn from core.organ o where o.id = fylke), aar,
			core.skriv_belop(r.ramme + r.overfoert), core.skriv_belop(r.lovet), core.skriv_belop(beloep)
			using errcode = 'RP009', constraint = 'fylkesrammen_er_brukt_opp', detail = json_build_object('ramme', r.ramme::text, 'overfoert', r.overfoert::text, 'lovet', r.lovet::text,
				'rest', rest::text, 'kilde', 'håndboka, del 7; rad 23', 'tur', json_build_object('akt', 'vedtar', 'organer',
					(select coalesce(json_agg(o.navn), '[]') from core.organ o where o.art = 'KDD' and core.gjelder(o.fra, o.til, dag)))),
			hint = 'Fylkets egne midler kan gis ved siden av; mer av statens krever en større ramme fra departementet.';
	end if;
end $$;
comment on function core.krev_fylkesramme(uuid, int, numeric, date, uuid) is
	'FAILED_PRECONDITION fylkesrammen_er_brukt_opp when the county of the programme has not so much left of its frame and what was carried forward; unntatt: a case whose promise this one replaces.';

create or replace function core.forslag_tilsagn(forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_tekst(forslag::json, 'beloep'), core.krev_kroner(forslag, 'beloep'), core.krev_aar(forslag);
	perform core.krev_tekst(forslag::json, 'gyldig_til');
	if core.les_dato(forslag::json, 'gyldig_til') <= core.i_dag()
		or core.les_dato(forslag::json, 'gyldig_til') > core.i_dag() + interval '5 years' then
		raise exception 'Et tilsagn gjelder fram i tid, og i høyst fem år (OF 15).'
			using errcode = 'RP003', constraint = 'tilsagn_gjelder_hoeyst_fem_aar', detail = json_build_object('kilde', 'OF 15'), column = 'forslag.gyldig_til';
	end if;
	if coalesce(forslag ->> 'statlig_beloep', '0') !~ '^[0-9]{1,12}(\.[0-9]{1,2})?$' or (forslag ->> 'statlig_beloep')::numeric > (forslag ->> 'beloep')::numeric then
		raise exception 'Den statlige delen er et beløp i kroner, og ikke større enn tilsagnet.'
			using errcode = 'RP003', constraint = 'det_statlige_er_en_del_av_tilsagnet', column = 'forslag.statlig_beloep';
	end if;
	if exists (select from jsonb_array_elements_text(forslag -> 'vilkaar') v where length(btrim(v)) not between 1 and 2000) then
		raise exception 'Et vilkår må ha mellom 1 og 2000 tegn.' using errcode = 'RP003', constraint = 'vilkaaret_er_ikke_tomt', column = 'forslag.vilkaar';
	end if;
	if coalesce(jsonb_array_length(forslag -> 'vilkaar'), 0) > 100 then
		raise exception 'Et tilsagn har høyst 100 vilkår.' using errcode = 'RP003', constraint = 'for_mange_vilkaar', column = 'forslag.vilkaar';
	end if;
end $$;
comment on function core.forslag_tilsagn(jsonb) is 'Checks a proposed promise of money: amount and how much of it is state money, last day (OF 15), conditions.';

create or replace function core.tilsagn_virkning(s core.sak, vedtak uuid, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	aar_    int := core.sakens_aar(s, dag);
	alt     numeric := (s.forslag ->> 'beloep')::numeric;
	statlig_ numeric := coalesce((s.forslag ->> 'statlig_beloep')::numeric, 0);
	gammel  uuid := case when s.forslag ->> 'erstatter' is not null then (core.omgjort_sak(s)).id end;
	ny      uuid;
begin
	if (s.forslag ->> 'gyldig_til')::date > dag + interval '5 years' then
		raise exception 'Et tilsagn gjelder i høyst fem år fra vedtaket (OF 15).' using errcode = 'RP009', constraint = 'tilsagn_gjelder_hoeyst_fem_aar', detail = json_build_object('kilde', 'OF 15');
	end if;
	perform core.krev_fylkesramme(s.program_id, aar_, statlig_, dag, gammel);
	insert into core.tilsagn (program_id, vedtak_id, beloep, gyldig_til, aar, statlig, fylke_id)
	values (s.program_id, vedtak, alt, (s.forslag ->> 'gyldig_til')::date, aar_, statlig_, core.fylke_for(s.program_id, dag)) returning id into ny;
	perform core.tilbakefoer(s.program_id, gammel, s.id, dag) where gammel is not null and s.beslutning = 11;
	perform core.poster(s.program_id, 'lovet', x.beloep, aar_, dag, s.tittel, null, x.hvem, null, s.id, null, null, ny)
	from (select alt - statlig_ as beloep, core.finansioer_av_organ(s.program_id, core.fylke_for(s.program_id, dag), dag) as hvem
		union all select statlig_, core.staten_i(s.program_id, dag) where statlig_ > 0) x where x.beloep <> 0;
end $$;
comment on function core.tilsagn_virkning(core.sak, uuid, date) is 'Row 11, and 24 with a last day: the promise of money, inside the county''s frame, booked as lovet on the county and, the state''s part, on the ministry.';

-- Frames.

create or replace function core.setter_rammer() returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.er_driftsansvarlig() or exists (select from core.organ o where o.art = 'KDD'
		and core.har_verv(core.person_i(null), o.id, core.i_dag(), array['leder', 'nestleder', 'raadgiver', 'sekretaer', 'administrator']));
end $$;
comment on function core.setter_rammer() is 'Who enters the frames: the ministry''s people, and for it the administrators of the installation.';

create or replace function core.ser_ramme(fylke uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem uuid := core.person_i(null);
	dag  date := core.i_dag();
begin
	return core.setter_rammer() or exists (select from core.verv v join core.organ o on o.id = v.organ_id
		where v.person_id = hvem and core.gjelder(v.fra, v.til, dag) and core.gjelder(o.fra, o.til, dag)
			and (o.id = fylke or o.forelder = fylke and o.art in ('FT', 'FU', 'FR', 'FADM')));
end $$;
comment on function core.ser_ramme(uuid) is 'Who sees a county''s frames: who enters them, and who serves in the county''s own organs today.';

create or replace function core.fylkesramme_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r record;
begin
	perform core.laas_fylkesrammer();
	perform core.krev_ikke_fremtid(new.dato);
	if (select o.art from core.organ o where o.id = new.organ_id) is distinct from 'FK' then
		raise exception 'En ramme gis til en fylkeskommune.' using errcode = 'RP003', constraint = 'rammen_gis_til_et_fylke', column = 'fylke';
	end if;
	if new.beloep < 0 then
		r := core.fylkesramme_paa(new.organ_id, new.aar, core.i_dag());
		if r.ramme + r.overfoert + new.beloep < r.lovet then
			raise exception 'Det er alt lovet % kroner av rammen.', core.skriv_belop(r.lovet) using errcode = 'RP009', constraint = 'rammen_er_alt_lovet',
				detail = json_build_object('lovet', r.lovet::text, 'kilde', 'håndboka, del 7');
		end if;
	end if;
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.fylkesramme x where x.organ_id = new.organ_id);
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.fylkesramme_kontroll() is 'Row trigger: of a fylkeskommune, dated, and never lowered below what is promised.';
create or replace trigger kontroll before insert on core.fylkesramme for each row execute function core.fylkesramme_kontroll();

create or replace trigger journal after insert on core.fylkesramme for each row execute function core.journal_rad('fylkesramme');
create or replace trigger uforanderlig before update or delete or truncate on core.fylkesramme for each statement execute function core.uforanderlig();
alter table core.fylkesramme enable row level security;
drop policy if exists fylket_og_departementet_ser_rammer on core.fylkesramme;
create policy fylket_og_departementet_ser_rammer on core.fylkesramme for select to omstilling_api using (core.ser_ramme(organ_id));
drop policy if exists departementet_setter_rammer on core.fylkesramme;
create policy departementet_setter_rammer on core.fylkesramme for insert to omstilling_api with check (core.setter_rammer() and person_id = core.person());
