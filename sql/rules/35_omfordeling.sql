-- Moving money inside a year's budget (rows 20 and 21): inside an area by the styre; between areas by the styre only as the adopted
-- plan's own clause allows and up to the ceiling of its delegation, all moves since the last plan decision together, else by a
-- new decision of the kommunestyre. Two entries that sum to 0; nobody moves what is already committed.

create or replace function core.finn_innsatsomraade(program uuid, ref text, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	id text;
begin
	select checks.omraade_id(o) into id from jsonb_array_elements(core.omraader_foer(program, dag)) o
	where ref in (checks.omraade_id(o), o ->> 'nummer') or lower(btrim(o ->> 'navn')) = lower(btrim(ref)) order by checks.omraade_id(o) = ref desc limit 1;
	if id is null then
		id := (select p.omraade from core.posteringer_i_dag(program, dag) p where p.omraade = ref limit 1);
	end if;
	if id is null then
		raise exception 'Programmet har ikke noe innsatsområde «%» nå.', ref using errcode = 'RP003', constraint = 'ukjent_innsatsomraade', column = 'omraade';
	end if;
	return id;
end $$;
comment on function core.finn_innsatsomraade(uuid, text, date) is 'The id of an area in force on a day, by id, number or name; INVALID_ARGUMENT ukjent_innsatsomraade.';

create or replace function core.planens_adgang(program uuid, aar int, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
	return coalesce((select nullif(btrim(a.dokument ->> 'omfordeling'), '') from core.adopterte(program, dag, 'handlingsplan', null) a where a.aar = planens_adgang.aar order by a.vedtatt desc, a.tid desc limit 1),
		nullif(btrim(core.omstillingsplan_i_kraft(program, dag) ->> 'omfordeling'), ''));
end $$;
comment on function core.planens_adgang(uuid, int, date) is 'The clause on moving money in the adopted handlingsplan of the year, else in the omstillingsplan; null: none.';

create or replace function core.omfordelt_siden_planen(program uuid, aar int, dag date) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
	return (select coalesce(sum(p.beloep), 0) from core.postering p join core.sak s on s.program_id = p.program_id and s.id = p.sak_id
		where p.program_id = program and p.aar = omfordelt_siden_planen.aar and p.konto = 'omfordelt' and s.beslutning = 21 and p.beloep > 0 and p.korrigerer is null
			and exists (select from core.delegasjon_bruk b where b.program_id = s.program_id and b.sak_id = s.id)
			and p.tid > coalesce((select max(a.tid) from core.adopterte(program, dag, 'handlingsplan', null) a where a.aar = omfordelt_siden_planen.aar), '-infinity'));
end $$;
comment on function core.omfordelt_siden_planen(uuid, int, date) is 'What the styre has moved between areas of a year''s budget since its last plan decision, all moves together. NOK.';

-- What a case proposes.

create or replace function core.flytter(s core.sak) returns boolean
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return s.beslutning in (20, 21) and s.forslag ?& array['beloep', 'omraade'];
end $$;
comment on function core.flytter(core.sak) is 'True for a case of rows 20 and 21 that says how much is moved from where.';

create or replace function core.forslag_omfordeling(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	felt text := case s.beslutning when 20 then 'til_tiltak' else 'til_omraade' end;
begin
	perform core.krev_kroner(s.forslag, 'beloep'), core.krev_aar(s.forslag);
	if not s.forslag ?| array['omraade', 'til_omraade', 'tiltak', 'til_tiltak'] then
		return;
	end if;
	perform core.krev_tekst(s.forslag::json, f) from unnest(array['beloep', 'omraade', felt]) f;
	if core.finn_innsatsomraade(s.program_id, s.forslag ->> 'omraade', core.i_dag())
			= (case s.beslutning when 21 then core.finn_innsatsomraade(s.program_id, s.forslag ->> 'til_omraade', core.i_dag()) end)
		or s.beslutning = 20 and core.krev_tekst(s.forslag::json, 'tiltak') = s.forslag ->> 'til_tiltak' then
		raise exception 'Midler flyttes fra ett sted til et annet.' using errcode = 'RP003', constraint = 'midlene_flyttes_ikke', column = 'forslag.' || felt;
	end if;
end $$;
comment on function core.forslag_omfordeling(core.sak) is 'Rows 20 and 21: how much, in which year, from and to which area or tiltak; a case may also name an amount alone, and then moves nothing by itself.';

-- What stops the styre.

create or replace function core.omfordeling_hindring(s core.sak, d core.delegasjon, dag date, out grunn text, out tekst text, out detalj json)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	aar   int := core.sakens_aar(s, dag);
	brukt numeric := core.omfordelt_siden_planen(s.program_id, aar, dag);
	tur   json := json_build_object('akt', 'vedtar', 'organer', (select json_build_array(o.navn) from core.organ o where o.id = d.fra_organ));
begin
	if not core.flytter(s) then
		return;
	end if;
	if core.planens_adgang(s.program_id, aar, dag) is null then
		grunn := 'planen_gir_ikke_adgang';
		tekst := 'Den vedtatte planen åpner ikke for å flytte midler mellom innsatsområder.';
		detalj := json_build_object('kilde', 'rad 21; S2', 'tur', tur);
	elsif brukt + (s.forslag ->> 'beloep')::numeric > d.beloep then
		grunn := 'over_omfordelingstaket';
		tekst := format('Styret har flyttet %s kroner siden planen sist ble vedtatt; saken gjelder %s, og taket er %s.', core.skriv_belop(brukt),
			core.skriv_belop((s.forslag ->> 'beloep')::numeric), core.skriv_belop(d.beloep));
		detalj := json_build_object('grense', d.beloep::text, 'flyttet', brukt::text, 'kilde', 'rad 21; S2', 'tur', tur);
	end if;
end $$;
comment on function core.omfordeling_hindring(core.sak, core.delegasjon, date) is
	'Why the styre may not make a move between areas: the adopted plan has no clause, or all moves since the last plan decision would pass the ceiling (none: null). Null: it may.';

-- Booked when it is decided.

create or replace function core.tiltaksbudsjett(program uuid, omraade text, aar int, bokstav text, dag date) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
	return (with hp as (
			select a.dokument, a.tid from core.adopterte(program, dag, 'handlingsplan', null) a where a.aar = tiltaksbudsjett.aar order by a.vedtatt desc, a.tid desc limit 1
		)
		select coalesce((select sum(checks.tall(t.budsjett)) from checks.hp_tiltak(hp.dokument) t join core.hp_omraader(program, hp.dokument, dag) o on o.nummer = t.omraade
				where o.omraade = tiltaksbudsjett.omraade and t.bokstav = tiltaksbudsjett.bokstav), 0)
			+ coalesce((select sum(p.beloep) from core.postering p where p.program_id = program and p.aar = tiltaksbudsjett.aar and p.konto = 'omfordelt'
				and p.omraade = tiltaksbudsjett.omraade and p.tiltak = tiltaksbudsjett.bokstav and p.tid > hp.tid), 0) from hp);
end $$;
comment on function core.tiltaksbudsjett(uuid, text, int, text, date) is 'What the adopted handlingsplan of a year sets aside for the tiltak of a strategy in an area, with what has been moved since; null without such a plan. NOK.';

create or replace function core.flytt(s core.sak, omraade_ text, tiltak_ text, beloep numeric, aar int, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n int;
begin
	update core.bok b set siste_nr = b.siste_nr + 1 where b.program_id = s.program_id returning b.siste_nr into n;
	insert into core.postering (program_id, nr, konto, formaal, beloep, aar, dato, omraade, tiltak, sak_id, tekst, person_id)
	values (s.program_id, n, 'omfordelt', 'prosjekter', beloep, aar, dag, omraade_, tiltak_, s.id, s.tittel, core.person());
end $$;
comment on function core.flytt(core.sak, text, text, numeric, int, date) is 'One of the two entries of a move.';

create or replace function core.omfordeling_virkning(s core.sak, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	aar    int := core.sakens_aar(s, dag);
	sum_   numeric := (s.forslag ->> 'beloep')::numeric;
	fra    text;
	rest   numeric;
begin
	perform core.tilbakefoer(s.program_id, (core.omgjort_sak(s)).id, s.id, dag) where s.forslag ->> 'erstatter' is not null;
	if not core.flytter(s) then
		return;
	end if;
	fra := core.finn_innsatsomraade(s.program_id, s.forslag ->> 'omraade', dag);
	perform core.laas_bok(s.program_id);
	if s.beslutning = 21 then
		rest := core.disponibelt(s.program_id, fra, aar, greatest(dag, core.i_dag()));
		perform core.flytt(s, fra, null, -sum_, aar, dag), core.flytt(s, core.finn_innsatsomraade(s.program_id, s.forslag ->> 'til_omraade', dag), null, sum_, aar, dag);
	else
		rest := core.tiltaksbudsjett(s.program_id, fra, aar, s.forslag ->> 'tiltak', greatest(dag, core.i_dag()));
		perform core.flytt(s, fra, s.forslag ->> 'tiltak', -sum_, aar, dag), core.flytt(s, fra, s.forslag ->> 'til_tiltak', sum_, aar, dag);
	end if;
	if rest is null or rest < sum_ then
		raise exception 'Det er % kroner å flytte i %, og saken gjelder %.', coalesce(core.skriv_belop(rest), 'ingen'), aar, core.skriv_belop(sum_)
			using errcode = 'RP009', constraint = 'ikke_mer_aa_flytte', detail = json_build_object('disponibelt', rest::text, 'kilde', 'håndboka, del 7; rad ' || s.beslutning);
	end if;
end $$;
comment on function core.omfordeling_virkning(core.sak, date) is
	'Rows 20 and 21 decided: two entries that sum to 0. Refused `ikke_mer_aa_flytte` where the area, or the tiltak inside it, has not so much uncommitted in an adopted budget.';
