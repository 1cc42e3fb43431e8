-- Financing (handbook, section 7; rows 22 to 25): who finances a programme, by what shares, and how an adopted case books what it
-- appropriates on the one whose money it is. An organ decides its own share only.

-- Whose money an organ's decision is.

create or replace function core.betaler(program uuid, organ uuid, dag date) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	select * into o from core.organ x where x.id = organ;
	return case when o.art in ('FT', 'FU', 'FR', 'FADM', 'FK') then core.fylke_for(program, dag)
		when o.art in ('KST', 'FSK', 'KDIR', 'FN') then coalesce((select x.id from core.organ x where x.id = o.forelder and x.art = 'K'), o.id) else o.id end;
end $$;
comment on function core.betaler(uuid, uuid, date) is 'The body whose money an organ decides about: the fylkeskommune that has the programme, the organ''s kommune, else itself.';

create or replace function core.finansioerslag(organ uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select case o.art when 'KDD' then 'kdd' when 'FK' then 'fylke' when 'K' then 'kommune' when 'KST' then 'kommune' when 'FN' then 'kommune' else 'annen' end
		from core.organ o where o.id = organ);
end $$;
comment on function core.finansioerslag(uuid) is 'What kind of financier a body is.';

create or replace function core.ny_finansioer(program uuid, navn_ text, slag_ text, organ uuid) returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny uuid;
begin
	insert into core.finansioer (program_id, nr, navn, slag, organ_id, person_id)
	values (program, (select coalesce(max(f.nr), 0) + 1 from core.finansioer f where f.program_id = program), btrim(navn_), slag_, organ, core.person())
	returning id into ny;
	return ny;
end $$;
comment on function core.ny_finansioer(uuid, text, text, uuid) is 'Registers a financier; its caller holds the book.';

create or replace function core.finansioer_av_organ(program uuid, organ uuid, dag date) returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem  core.organ;
	svar  uuid;
begin
	perform core.laas_bok(program);
	select d.* into hvem from core.organ o cross join lateral core.organ_paa(o, dag) d where o.id = core.betaler(program, organ, dag);
	select f.id into svar from core.finansioer f where f.program_id = program
		and (f.organ_id = hvem.id or f.organ_id is null and lower(f.navn) = lower(hvem.navn)) order by f.organ_id is null limit 1;
	return coalesce(svar, core.ny_finansioer(program, hvem.navn, core.finansioerslag(hvem.id), hvem.id));
end $$;
comment on function core.finansioer_av_organ(uuid, uuid, date) is
	'The financier that an organ decides for, registered when it is new. A body that follows another is a financier of its own: accounts end with the old one (CS-6).';

create or replace function core.staten_i(program uuid, dag date) returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	organ uuid := coalesce((select o.id from core.organer(program, 'KDD', dag) o limit 1), (select o.id from core.organ o where o.art = 'KDD' and core.gjelder(o.fra, o.til, dag) order by o.kortnavn limit 1));
begin
	perform core.laas_bok(program);
	return case when organ is not null then core.finansioer_av_organ(program, organ, dag)
		else coalesce((select f.id from core.finansioer f where f.program_id = program and f.slag = 'kdd' order by f.nr limit 1),
			core.ny_finansioer(program, 'Kommunal- og distriktsdepartementet', 'kdd', null)) end;
end $$;
comment on function core.staten_i(uuid, date) is 'The financier that state money is booked on.';

-- Shares.

create or replace function core.andeler(program uuid, dag date) returns table (finansioer_id uuid, andel numeric, gyldig_fra date, forbehold text, sak_id uuid)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
	utsatte uuid[] := array(select core.utsatte_saker(program, core.i_dag()));
begin
	if exists (select from core.finansioer_andel a where a.program_id = program and a.gyldig_fra <= dag and not coalesce(a.sak_id = any (utsatte), false)) then
		return query select distinct on (a.finansioer_id) a.finansioer_id, a.andel::numeric, a.gyldig_fra, a.forbehold, a.sak_id from core.finansioer_andel a
			where a.program_id = program and a.gyldig_fra <= dag and not coalesce(a.sak_id = any (utsatte), false) order by a.finansioer_id, a.gyldig_fra desc, a.nr desc;
	else
		return query select f.id, round(case f.slag when 'kdd' then 50 when 'fylke' then 25 when 'kommune' then 25 else 0 end
				/ count(*) over (partition by f.slag)::numeric, 2), null::date, null::text, null::uuid
			from core.finansioer f where f.program_id = program;
	end if;
end $$;
comment on function core.andeler(uuid, date) is
	'The shares in force on a day, per cent: the programme''s own, but for those of a plan that is suspended now, and until it has any the common ones, KDD 50, fylke 25, kommuner 25 together (S1).';

create or replace function core.fordel(program uuid, beloep numeric, dag date, blant uuid[] default null) returns table (finansioer_id uuid, del numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with alle as (
			select f.id, f.nr, coalesce(a.andel, 0) as andel from core.finansioer f left join core.andeler(program, dag) a on a.finansioer_id = f.id
			where f.program_id = program and (blant is null or f.id = any (blant))
		), vekt as (
			select x.id, x.nr, case when sum(x.andel) over () > 0 then x.andel / sum(x.andel) over () else 1.0 / count(*) over () end as v from alle x
		), grense as (
			select x.id, round(beloep * sum(x.v) over (order by x.nr), 2) as til, round(beloep * (sum(x.v) over (order by x.nr) - x.v), 2) as fra from vekt x
		)
		select g.id, g.til - g.fra from grense g;
end $$;
comment on function core.fordel(uuid, numeric, date, uuid[]) is
	'An amount split on the financiers by their shares of the day, in whole øre that make the amount exactly; blant: among these only, equally where none has a share.';

create or replace function core.sett_andeler(program uuid, rader jsonb, fra date, sak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r     jsonb;
	f     uuid;
	sett  uuid[] := '{}';
begin
	perform core.laas_bok(program);
	for r in select x from jsonb_array_elements(rader) x loop
		f := coalesce((select y.id from core.finansioer y where y.program_id = program and lower(y.navn) = lower(btrim(r ->> 'navn'))),
			core.ny_finansioer(program, r ->> 'navn', r ->> 'slag', (r ->> 'organ_id')::uuid));
		sett := sett || f;
		perform core.ny_andel(program, f, (r ->> 'andel')::numeric, fra, nullif(btrim(r ->> 'forbehold'), ''), sak);
	end loop;
	perform core.ny_andel(program, x.finansioer_id, 0, fra, null, sak) from core.andeler(program, fra) x where x.gyldig_fra is not null and x.andel > 0 and x.finansioer_id <> all (sett);
end $$;
comment on function core.sett_andeler(uuid, jsonb, date, uuid) is 'The shares from a day on; who is not among them has none from then on.';

create or replace function core.ny_andel(program uuid, finansioer uuid, andel_ numeric, fra date, forbehold_ text, sak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.finansioer_andel (program_id, finansioer_id, nr, andel, gyldig_fra, forbehold, sak_id, person_id)
	select program, finansioer, (select coalesce(max(a.nr), 0) + 1 from core.finansioer_andel a where a.program_id = program and a.finansioer_id = finansioer), andel_, fra, forbehold_, sak, core.person()
	where not exists (select from core.andeler(program, fra) a where a.finansioer_id = finansioer and a.gyldig_fra is not null and a.andel = andel_ and a.forbehold is not distinct from forbehold_);
end $$;
comment on function core.ny_andel(uuid, uuid, numeric, date, text, uuid) is 'One share from a day on, where it is not the one that holds already.';

create or replace function core.organ_med_navn(program uuid, navn_ text, dag date) returns core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	select y.* into o from (select core.fylke_for(program, dag) as id
			union select core.betaler(program, po.organ_id, dag) from core.program_organ po where po.program_id = program and po.funksjon in ('KDD', 'KST', 'EIER') and core.gjelder(po.fra, po.til, dag)) x
		join core.organ y on y.id = x.id cross join lateral core.organ_paa(y, dag) d
	where lower(btrim(navn_)) in (lower(d.navn), lower(d.kortnavn)) limit 1;
	return o;
end $$;
comment on function core.organ_med_navn(uuid, text, date) is 'The body round the programme that a plan prints as a financier; null when the name is of none.';

create or replace function core.h2_andeler(program uuid, dok jsonb, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_build_object('navn', btrim(r.v ->> 'kilde'), 'andel', round(checks.tall(r.v ->> 'andel'), 2), 'forbehold', r.v -> 'forbehold', 'organ_id', (o).id,
			'slag', coalesce(core.finansioerslag((o).id), case when r.v ->> 'kilde' ~* 'fylkeskommune' then 'fylke' when r.v ->> 'kilde' ~* 'kommune' then 'kommune'
				when r.v ->> 'kilde' ~* '(departement|^kdd$|^kmd$|staten)' then 'kdd' else 'annen' end)) order by r.nr)
		from jsonb_array_elements(dok #> '{finansiering,rader}') with ordinality r (v, nr), core.organ_med_navn(program, r.v ->> 'kilde', dag) o
		where btrim(r.v ->> 'kilde') <> '' and checks.tall(r.v ->> 'andel') between 0 and 100);
end $$;
comment on function core.h2_andeler(uuid, jsonb, date) is 'The shares of a handlingsplan''s H2, with their reservations; null: it states none.';

-- Cases of rows 22 to 25.

create or replace function core.krev_kroner(forslag jsonb, felt text, negativt boolean default false) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if forslag ->> felt !~ (case when negativt then '^-?[0-9]{1,12}(\.[0-9]{1,2})?$' else '^[0-9]{1,12}(\.[0-9]{1,2})?$' end) or (forslag ->> felt)::numeric = 0 then
		raise exception 'Beløpet må være kroner % og under 1 000 000 000 000, med høyst to desimaler, for eksempel 1900000 eller 1900000.50.',
			case when negativt then 'over eller under null' else 'over null' end using errcode = 'RP003', constraint = 'ugyldig_beloep', column = 'forslag.' || felt;
	end if;
end $$;
comment on function core.krev_kroner(jsonb, text, boolean) is 'A field that holds NOK, where it is set: not zero, below only where negativt.';

create or replace function core.krev_aar(forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if (forslag ->> 'aar')::int not between 1990 and 2100 then
		raise exception 'Året må være mellom 1990 og 2100.' using errcode = 'RP003', constraint = 'aaret_er_rimelig', column = 'forslag.aar';
	end if;
end $$;
comment on function core.krev_aar(jsonb) is 'The budget year, where it is set.';

create or replace function core.sakens_aar(s core.sak, dag date) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((s.forslag ->> 'aar')::int, greatest(extract(year from dag)::int, (select extract(year from p.periode_fra)::int from core.program p where p.id = s.program_id)));
end $$;
comment on function core.sakens_aar(core.sak, date) is 'The budget year of a case: the one it states, else that of the meeting, but not before the programme''s own first.';

create or replace function core.forslag_finansiering(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_kroner(s.forslag, 'beloep', s.beslutning = 22), core.krev_aar(s.forslag);
	if s.forslag ->> 'finansioer' is not null and not exists (select from core.finansioer f where f.program_id = s.program_id and f.navn = s.forslag ->> 'finansioer'
			and (s.beslutning = 22 or f.slag = case s.beslutning when 23 then 'kdd' when 24 then 'fylke' else 'kommune' end)) then
		raise exception 'Programmet har ingen finansiør «%» som saken kan gjelde.', s.forslag ->> 'finansioer'
			using errcode = 'RP003', constraint = 'ukjent_finansioer', column = 'forslag.finansioer';
	end if;
	if s.forslag ->> 'gyldig_til' is not null then
		perform core.forslag_tilsagn(s.forslag);
	end if;
end $$;
comment on function core.forslag_finansiering(core.sak) is 'Rows 22 to 25: an amount (of row 22 the change, which may lower), its year, and whose it is where that is stated.';

create or replace function core.sakens_finansioerer(s core.sak, h core.handling) returns uuid[]
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	funksjon_ text := (select g.funksjon from core.regel g where g.id = h.regel_id);
	alle      uuid[];
	navngitt  uuid;
begin
	perform core.laas_bok(s.program_id);
	if core.alle_maa_si_ja(s.program_id, funksjon_, s.opprettet) then
		alle := array(select distinct core.finansioer_av_organ(s.program_id, o.id, h.dato) from core.organer(s.program_id, funksjon_, h.dato) o);
	else
		alle := array[core.finansioer_av_organ(s.program_id, h.organ_id, h.dato)];
	end if;
	select f.id into navngitt from core.finansioer f where f.program_id = s.program_id and f.navn = s.forslag ->> 'finansioer';
	if navngitt <> all (alle) and exists (select from core.finansioer f where f.program_id = s.program_id and f.id = navngitt and f.organ_id is not null) then
		raise exception 'Hvert organ bevilger bare egne midler.' using errcode = 'RP007', constraint = 'bare_egen_andel', detail = json_build_object('kilde', 'KL 14-2', 'rad', s.beslutning);
	end if;
	return case when navngitt is null then alle else array[navngitt] end;
end $$;
comment on function core.sakens_finansioerer(core.sak, core.handling) is
	'Whose money an adopted case of rows 22 to 25 is: the deciding organ''s own; where every kommunestyre must say yes, each of theirs. A financier of another body is refused (KL 14-2).';

create or replace function core.tilbakefoer(program uuid, sak uuid, ny_sak uuid, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.laas_bok(program);
	perform core.poster(program, p.konto, -p.beloep, p.aar, dag, 'Vedtaket er erstattet', p.omraade, p.finansioer_id, p.prosjekt_id, ny_sak, p.nr, p.formaal, p.tilsagn_id)
	from (select * from core.postering x where x.program_id = program and x.sak_id = sak
		and not exists (select from core.postering y where y.program_id = program and y.korrigerer = x.nr) order by x.nr) p;
end $$;
comment on function core.tilbakefoer(uuid, uuid, uuid, date) is 'Takes back, entry by entry, what a case booked whose decision another replaces.';

create or replace function core.finansiering_virkning(s core.sak, h core.handling, vedtak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	aar_  int := core.sakens_aar(s, h.dato);
	ids   uuid[];
begin
	perform core.tilbakefoer(s.program_id, (core.omgjort_sak(s)).id, s.id, h.dato) where s.forslag ->> 'erstatter' is not null;
	if s.forslag ->> 'beloep' is null then
		return;
	end if;
	ids := core.sakens_finansioerer(s, h);
	perform core.poster(s.program_id, 'bevilget', d.del, aar_, h.dato, s.tittel, null, d.finansioer_id, null, s.id)
	from core.fordel(s.program_id, (s.forslag ->> 'beloep')::numeric, make_date(aar_, 12, 31), ids) d where d.del <> 0;
	if s.beslutning = 24 and s.forslag ->> 'gyldig_til' is not null then
		perform core.tilsagn_virkning(s, vedtak, h.dato);
	end if;
end $$;
comment on function core.finansiering_virkning(core.sak, core.handling, uuid) is
	'Rows 22 to 25 adopted: bevilget, on the deciding body; the kommuner that all said yes share it by their shares. A county share with a last day is a tilsagn too (OF 15).';

-- Receipts and own spending, by hand.

create or replace function core.foerer_penger(program uuid, konto text) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(program, array['PL'], array['programleder']) or core.har_funksjon(program, array['KDIR'], array['kommunedirektoer', 'sekretaer', 'raadgiver'])
		or core.har_funksjon(program, array['KST', 'OS', 'SG'], array['sekretaer'])
		or konto in ('lovet', 'bevilget', 'mottatt', 'overfoert', 'andeler') and core.har_funksjon(program, array['F'], array['raadgiver', 'sekretaer']);
end $$;
comment on function core.foerer_penger(uuid, text) is
	'Who keeps the accounts: the programleder, the kommunedirektør''s people, a secretary of the programme''s organs; of financing and shares the county''s advisers too (U).';

create or replace function core.krev_foerer(program uuid, konto text) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.foerer_penger(program, konto) then
		raise exception 'Regnskapet føres av programlederen, kommunedirektøren eller en sekretær; finansiering også av fylkets rådgiver.'
			using errcode = 'RP007', constraint = 'regnskapet_foeres_av_andre', detail = json_build_object('kilde', 'håndboka, del 7; U', 'tur', json_build_object('akt', 'fører',
				'organer', (select coalesce(json_agg(o.navn order by o.kortnavn), '[]') from unnest(array['PL', 'KDIR']) f, core.organer(program, f, core.i_dag()) o)));
	end if;
end $$;
comment on function core.krev_foerer(uuid, text) is 'PERMISSION_DENIED regnskapet_foeres_av_andre for who does not keep the programme''s accounts.';
