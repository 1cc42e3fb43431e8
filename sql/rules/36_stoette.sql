-- Bagatellmessig støtte: ceiling, window and legal basis by date, rate by date, and the one check-and-award over all programmes
-- (handbook, section 7; Reg. (EU) 2023/2831; RF). What others see is the headroom; who has given what is each programme's own.

create or replace function core.stoetteregime_paa(dag date) returns core.stoetteregime
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.stoetteregime;
begin
	select * into r from core.stoetteregime x where x.gyldig_fra <= dag order by x.gyldig_fra desc limit 1;
	return r;
end $$;
comment on function core.stoetteregime_paa(date) is 'The rule in force on a date; null before the first.';

create or replace function core.stoettevindu(r core.stoetteregime, foretak uuid, dag date) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m int;
begin
	if r.vindu = 'tre_aar_tilbake' then
		return (dag - interval '3 years')::date;
	end if;
	m := coalesce((select o.regnskapsaar_fra from core.foretak_opplysning o where o.foretak_id = foretak order by o.tid desc limit 1), 1);
	return make_date(extract(year from dag)::int - 2 - (extract(month from dag) < m)::int, m, 1);
end $$;
comment on function core.stoettevindu(core.stoetteregime, uuid, date) is
	'First day of the window that ends on a date: exactly three years before (U: inside), or the beginning of the undertaking''s accounting year two before this one.';

create or replace function core.kurs_kan_mangle(dag date) returns boolean
language plpgsql immutable strict set search_path = core, pg_catalog, pg_temp as $$
begin
	return not core.er_virkedag(dag) or to_char(dag, 'MM-DD') = '12-24';
end $$;
comment on function core.kurs_kan_mangle(date) is 'True on days without an official rate: weekends, holidays, and Christmas Eve.';

create or replace function core.valutakurs_paa(dag date) returns core.valutakurs
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	k core.valutakurs;
begin
	select * into k from core.valutakurs x where x.dato <= dag order by x.dato desc, x.nr desc limit 1;
	if exists (select from generate_series(greatest(k.dato, dag - 30) + 1, dag, interval '1 day') d where not core.kurs_kan_mangle(d::date)) then
		return null;
	end if;
	return k;
end $$;
comment on function core.valutakurs_paa(date) is
	'The official rate of a date; on a day without one the last before it. Null when that of any working day between is missing.';

create or replace function core.krev_valutakurs(dag date) returns core.valutakurs
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	k core.valutakurs := core.valutakurs_paa(dag);
begin
	if k.dato is null then
		raise exception 'Den offisielle eurokursen for % er ikke importert.', dag using errcode = 'RP009', constraint = 'kursen_mangler',
			detail = json_build_object('dato', dag, 'kilde', 'RF 4'), hint = 'Administratoren i departementet eller installasjonen importerer kursene: omstilling stoette import-kurs FIL';
	end if;
	return k;
end $$;
comment on function core.krev_valutakurs(date) is 'The rate of a date; FAILED_PRECONDITION kursen_mangler.';

-- What counts.

create or replace function core.stoette_teller(foretak uuid[]) returns table (foretak_id uuid, dato date, eur numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with post as (
		select o.program_id, o.foretak_id, o.dato, o.beloep, o.slag, coalesce(o.giver_orgnr, lower(btrim(o.giver))) as giver, sum(r.eur) as eur
		from core.stoette o join core.stoette r on r.program_id = o.program_id and r.post = o.id
		where o.post = o.id and o.bagatellmessig and o.foretak_id = any (foretak) group by o.program_id, o.id
	), samlet as (
		select p.program_id, p.foretak_id, p.dato, p.beloep, p.giver, p.slag, sum(p.eur) as eur from post p group by p.program_id, p.foretak_id, p.dato, p.beloep, p.giver, p.slag
	)
	select s.foretak_id, s.dato, coalesce(sum(s.eur) filter (where s.slag = 'tildelt'), max(s.eur) filter (where s.slag = 'erklaert'))
	from samlet s group by s.foretak_id, s.dato, s.beloep, s.giver;
end $$;
comment on function core.stoette_teller(uuid[]) is
	'De minimis aid to undertakings, less what is withdrawn. The same aid (giver, recipient, date, amount) declared to several programmes counts once; what was given here counts as it stands here, whoever else is told of it.';

create or replace function core.stoetterom(foretak uuid, dag date) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	familie uuid[] := core.foretaksfamilie(foretak);
	rom     numeric := coalesce((core.stoetteregime_paa(dag)).tak_eur, 0);
	gruppe  uuid[];
	r       core.stoetteregime;
	fra     date;
	p       record;
begin
	for p in select foretak as f, dag as d union select t.foretak_id, t.dato from core.stoette_teller(familie) t where t.dato > dag and t.eur > 0 loop
		r := core.stoetteregime_paa(p.d);
		fra := core.stoettevindu(r, p.f, p.d);
		gruppe := core.foretaksgruppe(p.f, p.d);
		if r.tak_eur is not null and fra <= dag and foretak = any (gruppe) then
			rom := least(rom, r.tak_eur - (select coalesce(sum(t.eur), 0) from core.stoette_teller(gruppe) t where t.dato between fra and p.d));
		end if;
	end loop;
	return greatest(rom, 0);
end $$;
comment on function core.stoetterom(uuid, date) is
	'What an undertaking may still receive on a date, EUR: the least that is left in the window that ends then, and in every window of aid already given after it. 0 without a legal basis.';

create or replace function core.krev_stoettehjemmel(dag date) returns core.stoetteregime
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r core.stoetteregime := core.stoetteregime_paa(dag);
begin
	if r.tak_eur is null then
		raise exception 'Det var ikke hjemmel for bagatellmessig støtte %.', dag using errcode = 'RP009', constraint = 'stoetten_mangler_hjemmel',
			detail = json_build_object('dato', dag, 'kilde', coalesce(r.kilde, 'håndboka, del 7'));
	end if;
	return r;
end $$;
comment on function core.krev_stoettehjemmel(date) is 'The rule in force; FAILED_PRECONDITION stoetten_mangler_hjemmel on a date without one.';

create or replace function core.krev_stoetteformaal(naering text, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	u core.stoetteunntak;
begin
	select * into u from core.stoetteunntak x
	where starts_with(coalesce(forslag ->> 'stoette_naering', naering), x.kode) or (forslag ->> ('stoette_' || x.kode))::boolean order by x.kode limit 1;
	if u.kode is not null then
		raise exception 'Bagatellmessig støtte kan ikke gis til %.', u.navn using errcode = 'RP009', constraint = 'stoetten_gjelder_unntatt_formaal',
			column = 'forslag.stoette_naering', detail = json_build_object('unntak', u.kode, 'kilde', u.kilde);
	end if;
end $$;
comment on function core.krev_stoetteformaal(text, jsonb) is
	'FAILED_PRECONDITION stoetten_gjelder_unntatt_formaal for an excluded activity: that of the case where it tells, else the undertaking''s own.';

create or replace function core.krev_stoetterom(foretak uuid, beloep numeric, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r   core.stoetteregime := core.krev_stoettehjemmel(dag);
	k   core.valutakurs := core.krev_valutakurs(dag);
	rom numeric := core.stoetterom(foretak, dag);
begin
	if round(beloep / k.nok_per_eur, 2) > rom then
		raise exception 'Støtten ville gå over taket på % euro for bagatellmessig støtte. Foretaket kan få inntil % euro. Tildelingen faller i sin helhet.',
			core.skriv_belop(r.tak_eur), core.skriv_belop(rom) using errcode = 'RP009', constraint = 'bagatellstoettetaket_er_naadd',
				detail = json_build_object('tak_eur', r.tak_eur::text, 'rom_eur', rom::text, 'kilde', r.kilde);
	end if;
end $$;
comment on function core.krev_stoetterom(uuid, numeric, date) is
	'FAILED_PRECONDITION when aid of so many NOK on the date has no legal basis or rate, or would pass the ceiling: it falls wholly (art. 3(7)). Tells the headroom and nothing else. Locks nothing: core.registrer_stoette is what holds.';

-- What is recorded.

create or replace function core.stoettegiver(program uuid, dag date) returns core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	select k.* into o from core.organer(program, 'KST', dag) s join core.organ k on k.id in (s.forelder, s.id)
	order by k.orgnr is null, k.id = s.id, k.kortnavn limit 1;
	return o;
end $$;
comment on function core.stoettegiver(uuid, date) is 'U: the giver is the programme''s owner: the kommune above the deciding organ, the first of several with an organisasjonsnummer.';

create or replace function core.neste_stoette(program uuid) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(max(s.nr), 0) + 1 from core.stoette s where s.program_id = program);
end $$;
comment on function core.neste_stoette(uuid) is 'The next number; the programme''s journal is locked.';

create or replace function core.registrer_stoette(program uuid, foretak uuid, beloep numeric, dag date, tildeling uuid, bagatellmessig boolean,
	forslag jsonb default '{}') returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	naering_ text := coalesce(forslag ->> 'stoette_naering', (core.foretak_om(program, foretak)).naering);
	ny       uuid := gen_random_uuid();
	giver    core.organ;
	k        core.valutakurs;
begin
	perform core.laas_stoette(program, false);
	perform core.laas_foretak(core.foretaksfamilie(foretak));
	if bagatellmessig then
		perform core.krev_stoetteformaal(naering_, forslag), core.krev_stoetterom(foretak, beloep, dag);
		k := core.krev_valutakurs(dag);
	end if;
	giver := core.stoettegiver(program, dag);
	insert into core.stoette (program_id, id, nr, foretak_id, slag, tildeling_id, post, giver, giver_orgnr, beloep, eur, kurs, kurs_dato, dato, bagatellmessig,
		regime, formaal, naering, person_id, foert)
	values (program, ny, core.neste_stoette(program), foretak, 'tildelt', tildeling, ny, giver.navn, giver.orgnr, beloep, round(beloep / k.nok_per_eur, 2), k.nok_per_eur, k.dato,
		dag, bagatellmessig, case when bagatellmessig then (core.stoetteregime_paa(dag)).gyldig_fra end, forslag ->> 'stoette_formaal', naering_, core.person(), core.i_dag());
	return ny;
end $$;
comment on function core.registrer_stoette(uuid, uuid, numeric, date, uuid, boolean, jsonb) is
	'Checks and records aid by an award, in the award''s own transaction. All undertakings that could be one with the recipient are locked first and everything is read after that, so that any number of awards at once end as one after the other; one that does not fit raises, and the award is undone with it.';

create or replace function core.rett_stoettepost(p core.stoette, beloep_ numeric, grunn_ text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	netto numeric := (select sum(s.beloep) from core.stoette s where s.program_id = p.program_id and s.post = p.id);
	eur_  numeric := (select sum(s.eur) from core.stoette s where s.program_id = p.program_id and s.post = p.id);
begin
	if beloep_ = netto then
		p.eur := -eur_;
	else
		p.eur := -round(beloep_ / p.kurs, 2);
	end if;
	insert into core.stoette (program_id, nr, foretak_id, slag, tildeling_id, post, giver, giver_orgnr, beloep, eur, kurs, kurs_dato, dato, bagatellmessig, regime,
		instrument, formaal, naering, grunn, person_id, foert)
	values (p.program_id, core.neste_stoette(p.program_id), p.foretak_id, p.slag, p.tildeling_id, p.id, p.giver, p.giver_orgnr, -beloep_, p.eur, p.kurs, p.kurs_dato, p.dato,
		p.bagatellmessig, p.regime, p.instrument, p.formaal, p.naering, grunn_, core.person(), core.i_dag());
end $$;
comment on function core.rett_stoettepost(core.stoette, numeric, text) is 'Takes so many NOK of an entry back, at its own date and rate; the whole of it to the cent.';

create or replace function core.reduser_stoette(program uuid, tildeling uuid, nytt numeric, grunn text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	mindre numeric;
	p      record;
begin
	perform core.laas_stoette(program, false);
	perform core.laas_foretak(core.foretaksfamilie(s.foretak_id)) from core.stoette s where s.program_id = program and s.tildeling_id = tildeling and s.post = s.id;
	mindre := (select sum(s.beloep) from core.stoette s where s.program_id = program and s.tildeling_id = tildeling) - nytt;
	for p in select o, n.netto from core.stoette o, lateral (select sum(r.beloep) as netto from core.stoette r where r.program_id = o.program_id and r.post = o.id) n
		where o.program_id = program and o.tildeling_id = tildeling and o.post = o.id and n.netto > 0 order by o.nr desc
	loop
		exit when mindre <= 0;
		perform core.rett_stoettepost(p.o, least(mindre, p.netto), grunn);
		mindre := mindre - least(mindre, p.netto);
	end loop;
end $$;
comment on function core.reduser_stoette(uuid, uuid, numeric, text) is
	'Lowers what an award gave to so many NOK, 0 when it is withdrawn: by new entries against its own, the newest first. The headroom is free again.';

create or replace trigger journal after insert on core.stoette for each row execute function core.journal_rad('stoette');
create or replace trigger journal after insert on core.stoette_kvittering for each row execute function core.journal_rad('stoette_registrert');
create or replace trigger journal after insert on core.valutakurs for each row execute function core.journal_rad('valutakurs');
create or replace trigger journal after insert on core.stoetteregime for each row when (new.lagt_til_av is not null) execute function core.journal_rad('stoetteregime');
create or replace trigger uforanderlig before update or delete or truncate on core.stoette for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.stoette_kvittering for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.valutakurs for each statement execute function core.uforanderlig();
