-- What the ledger says, shown: financing by financier and year, budget by area and year along the lineage, promises, entries, for
-- any date; and what is registered in it by hand. Nothing is kept: every figure is a sum.

create or replace function core.kr(beloep numeric) returns text
language sql immutable as $$
	select trim_scale(round(beloep, 2))::text
$$;
comment on function core.kr(numeric) is 'An amount as the contract has it: no more decimals than it needs, at most two.';

create or replace function core.forslag_penger(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(jsonb_object_agg(f, s.forslag -> f), '{}') from unnest(array['aar', 'finansioer', 'statlig_beloep', 'omraade', 'til_omraade', 'tiltak', 'til_tiltak']) f where s.forslag ? f);
end $$;
comment on function core.forslag_penger(core.sak) is 'What a case proposes of money besides its amount, of the contract''s Forslag.';

-- Financing.

create or replace function core.forbruk(program uuid, dag date) returns table (aar int, finansioer_id uuid, beloep numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with netto as (
			select p.aar, p.finansioer_id, sum(case p.konto when 'tilbakebetalt' then -p.beloep else p.beloep end) as beloep
			from core.postering p where p.program_id = program and p.dato <= dag and p.konto in ('utbetalt', 'tilbakebetalt', 'brukt') group by p.aar, p.finansioer_id
		), alle as (
			select n.aar, n.finansioer_id, n.beloep from netto n where n.finansioer_id is not null
			union all
			select n.aar, f.finansioer_id, f.del from netto n, core.fordel(program, n.beloep, make_date(n.aar, 12, 31)) f where n.finansioer_id is null
		)
		select a.aar, a.finansioer_id, sum(a.beloep) from alle a group by a.aar, a.finansioer_id;
end $$;
comment on function core.forbruk(uuid, date) is
	'What is spent of each financier''s money in each year as of a day: paid to projects less repaid, and own spending; entries of nobody''s in particular by the shares of the year. NOK.';

create or replace function core.plan_finansiering(program uuid, dag date) returns table (aar int, finansioer text, beloep numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		select hp.aar, btrim(f.kilde), sum(checks.tall(f.beloep))
		from (select distinct on (a.aar) a.* from core.adopterte(program, dag, 'handlingsplan', null) a order by a.aar, a.vedtatt desc, a.tid desc) hp, checks.hp_finansiering(hp.dokument) f
		group by hp.aar, btrim(f.kilde);
end $$;
comment on function core.plan_finansiering(uuid, date) is 'H2 of the handlingsplaner in force on a day: how each year is to be financed. NOK.';

create or replace function core.finansieringslinjer(program uuid, dag date, bare_aar int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with h2 as materialized (select * from core.plan_finansiering(program, dag)), brukt as materialized (select * from core.forbruk(program, dag)), saldo as (
			select p.aar, p.finansioer_id, sum(p.beloep) filter (where p.konto = 'lovet') as lovet, sum(p.beloep) filter (where p.konto = 'bevilget') as bevilget,
				sum(p.beloep) filter (where p.konto = 'mottatt') as mottatt, sum(p.beloep) filter (where p.konto = 'overfoert') as overfoert
			from core.hovedbok(program, dag) p where p.konto in ('lovet', 'bevilget', 'mottatt', 'overfoert') and not p.utsatt group by p.aar, p.finansioer_id
		), ar as (
			select h.aar from h2 h union select s.aar from saldo s union select b.aar from brukt b
		), linje as (
			select ar.aar, f.nr, f.navn, f.slag, a.andel, a.forbehold, h.beloep as planlagt, s.lovet, s.bevilget, s.mottatt, s.overfoert, b.beloep as brukt,
				coalesce(s.mottatt, 0) + coalesce(s.overfoert, 0) - coalesce(b.beloep, 0) as rest
			from ar cross join core.finansioer f left join lateral core.andeler(program, make_date(ar.aar, 12, 31)) a on a.finansioer_id = f.id
				left join h2 h on h.aar = ar.aar and lower(h.finansioer) = lower(f.navn) left join saldo s on s.aar = ar.aar and s.finansioer_id = f.id
				left join brukt b on b.aar = ar.aar and b.finansioer_id = f.id
			where f.program_id = program and (bare_aar is null or ar.aar = bare_aar)
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('aar', l.aar, 'finansioer', l.navn, 'slag', l.slag, 'andel', core.kr(l.andel), 'planlagt', core.kr(l.planlagt),
			'lovet', core.kr(l.lovet), 'bevilget', core.kr(l.bevilget), 'mottatt', core.kr(l.mottatt), 'overfoert', core.kr(l.overfoert), 'brukt', core.kr(nullif(l.brukt, 0)),
			'rest', case when num_nonnulls(l.mottatt, l.overfoert, nullif(l.brukt, 0)) > 0 then core.kr(l.rest) end, 'forbehold', l.forbehold)) order by l.aar, l.nr), '[]')
		from linje l where num_nonnulls(l.planlagt, l.lovet, l.bevilget, l.mottatt, l.overfoert, nullif(l.brukt, 0), nullif(l.andel, 0)) > 0);
end $$;
comment on function core.finansieringslinjer(uuid, date, int) is 'The contract''s Finansieringslinjer as of a day. What nothing is booked on is unset, not 0.';

-- Budget.

create or replace function core.omraadesaldo(program uuid, dag date) returns table (aar int, omraade text, ramme numeric, soekbare numeric, prosjektrettet numeric, omfordelt numeric,
	tildelt numeric, utbetalt numeric, disponibelt numeric, kostnad numeric, kostnad_brukt numeric, administrasjon numeric, administrasjon_brukt numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		select p.aar, p.omraade, sum(p.beloep) filter (where p.konto = 'budsjett' and p.formaal in ('prosjekter', 'soekbare_midler', 'prosjektrettet')),
			sum(p.beloep) filter (where p.konto = 'budsjett' and p.formaal = 'soekbare_midler'), sum(p.beloep) filter (where p.konto = 'budsjett' and p.formaal = 'prosjektrettet'),
			sum(p.beloep) filter (where p.konto = 'omfordelt'), sum(p.beloep) filter (where p.konto = 'tildelt'),
			sum(case p.konto when 'utbetalt' then p.beloep when 'tilbakebetalt' then -p.beloep end),
			least(sum(core.dekning(p.konto, p.formaal, p.alt)), coalesce(sum(core.dekning(p.konto, p.formaal, p.beloep)), 0)),
			sum(p.beloep) filter (where p.konto = 'budsjett' and p.formaal = 'prosjektarbeid'), sum(p.beloep) filter (where p.konto = 'brukt' and p.formaal = 'prosjektarbeid'),
			sum(p.beloep) filter (where p.konto = 'budsjett' and p.formaal = 'administrasjon'), sum(p.beloep) filter (where p.konto = 'brukt' and p.formaal = 'administrasjon')
		from (select x.aar, x.omraade, x.konto, x.formaal, x.beloep as alt, case when not x.utsatt then x.beloep end as beloep
			from core.posteringer_i_dag(program, dag) x where x.formaal is not null) p group by p.aar, p.omraade;
end $$;
comment on function core.omraadesaldo(uuid, date) is 'The use of money by year and area as of a day, along the lineage; area null: outside the areas. NOK.';

create or replace function core.timesaldo(program uuid, dag date) returns table (aar int, omraade text, planlagt numeric, brukt numeric, timepris numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with e as materialized (select * from core.omraade_etterkommere(program, dag))
		select t.aar, coalesce(e.etterkommer, t.omraade), sum(t.timer * coalesce(e.andel, 100) * 0.01) filter (where t.slag = 'planlagt'),
			sum(t.timer * coalesce(e.andel, 100) * 0.01) filter (where t.slag = 'brukt'), (array_agg(t.timepris order by t.nr desc) filter (where t.slag = 'planlagt'))[1]
		from core.timefoering t left join e on e.omraade = t.omraade where t.program_id = program and t.dato <= dag
			and (t.sak_id is null or not core.sak_utsatt(program, t.sak_id, dag)) group by 1, 2;
end $$;
comment on function core.timesaldo(uuid, date) is 'Hours planned and used by year and area as of a day, along the lineage, and the rate planned last.';

create or replace function core.budsjettlinjer(program uuid, dag date, bare_aar int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with o as materialized (
			select checks.omraade_id(x.v) as id, (x.v ->> 'nummer')::int as nummer from jsonb_array_elements(core.omraader_foer(program, dag)) x (v)
		), rad as (
			select coalesce(s.aar, t.aar) as aar, coalesce(s.omraade, t.omraade) as omraade, s.ramme, s.soekbare, s.prosjektrettet, s.omfordelt, s.tildelt, s.utbetalt, s.disponibelt,
				t.planlagt, t.brukt, t.timepris, coalesce(s.kostnad, 0) + coalesce(s.administrasjon, 0) as kostnad, coalesce(s.kostnad_brukt, 0) + coalesce(s.administrasjon_brukt, 0) as kostnad_brukt
			from core.omraadesaldo(program, dag) s full join core.timesaldo(program, dag) t on t.aar = s.aar and t.omraade is not distinct from s.omraade
		), linje as (
			select r.aar, r.omraade, case when r.omraade is not null then r.ramme end as ramme, case when r.omraade is not null then r.soekbare end as soekbare,
				case when r.omraade is not null then r.prosjektrettet end as prosjektrettet, r.omfordelt, r.tildelt, r.utbetalt, r.disponibelt, r.planlagt, r.brukt, r.timepris, r.kostnad, r.kostnad_brukt, false as er_sum from rad r
			union all
			select r.aar, null, sum(r.ramme), sum(r.soekbare), sum(r.prosjektrettet), null, sum(r.tildelt), sum(r.utbetalt), sum(r.disponibelt),
				sum(r.planlagt), sum(r.brukt), null, sum(r.kostnad), sum(r.kostnad_brukt), true from rad r group by r.aar
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('aar', l.aar, 'omraade', l.omraade, 'nummer', o.nummer,
			'navn', case when l.er_sum then 'Sum' when l.omraade is null then 'Administrasjon' else core.omraadenavn(program, l.omraade, dag) end,
			'ramme', core.kr(l.ramme), 'soekbare_midler', core.kr(l.soekbare), 'prosjektrettet', core.kr(l.prosjektrettet), 'omfordelt', core.kr(nullif(l.omfordelt, 0)), 'tildelt', core.kr(l.tildelt),
			'utbetalt', core.kr(l.utbetalt), 'disponibelt', core.kr(l.disponibelt), 'timer', core.kr(l.planlagt), 'timer_brukt', core.kr(l.brukt), 'timepris', core.kr(l.timepris),
			'kostnad', core.kr(nullif(l.kostnad, 0)), 'kostnad_brukt', core.kr(nullif(l.kostnad_brukt, 0)), 'sum', core.kr(nullif(coalesce(l.ramme, 0) + l.kostnad, 0))))
			order by l.aar, l.er_sum, l.omraade is null, o.nummer, l.omraade), '[]')
		from linje l left join o on o.id = l.omraade where bare_aar is null or l.aar = bare_aar);
end $$;
comment on function core.budsjettlinjer(uuid, date, int) is 'The contract''s Budsjettlinjer as of a day: areas by their number, then administration, then the sum of the year, which alone has a split that the plan states only as a whole.';

create or replace function core.aarslinjer(program uuid, dag date, bare_aar int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	aarsramme text := core.kr(checks.tall(core.omstillingsplan_i_kraft(program, dag) ->> 'aarlig_ramme'));
begin
	return (
		with saldo as (
			select p.aar, sum(p.beloep) filter (where p.konto = 'budsjett') as budsjett, sum(p.beloep) filter (where p.konto = 'lovet') as lovet, sum(p.beloep) filter (where p.konto = 'bevilget') as bevilget,
				sum(p.beloep) filter (where p.konto = 'mottatt') as mottatt, sum(p.beloep) filter (where p.konto = 'tildelt') as tildelt,
				sum(case p.konto when 'tilbakebetalt' then -p.beloep else p.beloep end) filter (where p.konto in ('utbetalt', 'tilbakebetalt', 'brukt')) as brukt
			from core.hovedbok(program, dag) p where (bare_aar is null or p.aar = bare_aar) and not p.utsatt group by p.aar
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('aar', s.aar, 'aarsramme', aarsramme, 'budsjett', core.kr(s.budsjett), 'lovet', core.kr(s.lovet), 'bevilget', core.kr(s.bevilget),
			'mottatt', core.kr(s.mottatt), 'tildelt', core.kr(s.tildelt), 'brukt', core.kr(s.brukt), 'omfordelt', core.kr(nullif(core.omfordelt_siden_planen(program, s.aar, dag), 0)),
			'tak', (select core.kr(max(d.beloep)) from core.organer(program, 'OS', dag) o, core.delegasjon_for(program, 21, o.id, dag) d))) order by s.aar), '[]') from saldo s);
end $$;
comment on function core.aarslinjer(uuid, date, int) is 'The contract''s Aarsoekonomi, year by year as of a day.';

-- Promises.

create or replace function core.tilsagnslinjer(dag date, program uuid default null, fylke uuid default null) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with t as (
			select x.*, v.dato, v.sak_id, core.fylke_for(x.program_id, dag) as naa from core.tilsagn x join core.vedtak v on v.program_id = x.program_id and v.id = x.vedtak_id
			where v.dato <= dag and (program is null or x.program_id = program)
				and not exists (select from core.omgjoering g where g.program_id = v.program_id and g.sak_id = v.sak_id and g.dato <= dag)
		), lovet as (
			select t.program_id, t.id, p.aar, p.finansioer_id, p.beloep, sum(p.beloep) over (partition by t.program_id, p.aar, p.finansioer_id order by t.gyldig_til, t.dato, t.id, p.nr) as hittil
			from t join core.postering p on p.program_id = t.program_id and p.tilsagn_id = t.id and p.konto = 'lovet'
		), rest as (
			select l.program_id, l.id, sum(least(l.beloep, greatest(0, l.hittil - coalesce((select sum(m.beloep) from core.postering m where m.program_id = l.program_id
				and m.konto = 'mottatt' and m.aar = l.aar and m.finansioer_id = l.finansioer_id and m.dato <= dag), 0)))) as igjen from lovet l group by l.program_id, l.id
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('sak', core.sak_navn(s.program_id, s.nr), 'gitt', t.dato, 'fylke', o.kortnavn, 'aar', t.aar, 'beloep', core.kr(t.beloep),
			'statlig', core.kr(nullif(t.statlig, 0)), 'gyldig_til', t.gyldig_til, 'dager', t.gyldig_til - dag, 'ikke_mottatt', core.kr(coalesce(r.igjen, t.beloep)),
			'tilstand', case when coalesce(r.igjen, t.beloep) = 0 then 'mottatt' when t.gyldig_til < dag then 'bortfalt' when core.sak_utsatt(t.program_id, t.sak_id, dag) then 'utsatt' else 'loeper' end,
			'aapne_vilkaar', nullif((select count(*) from core.vilkaar w where w.program_id = t.program_id and w.vedtak_id = t.vedtak_id and core.vilkaar_tilstand(w, dag) not in ('godkjent', 'frafalt')), 0)))
			order by t.gyldig_til, t.dato, s.program_id, s.nr), '[]')
		from t join core.sak s on s.program_id = t.program_id and s.id = t.sak_id join core.organ o on o.id = t.naa left join rest r on r.program_id = t.program_id and r.id = t.id
		where fylke is null or t.naa = fylke);
end $$;
comment on function core.tilsagnslinjer(date, uuid, uuid) is
	'The contract''s Tilsagn in force as of a day, of a programme or of a county, which stands for those of every programme that it has that day (CS-5). Receipts of a year meet the promise that lapses first.';

-- Who manages it (row 40).

create or replace function core.forvalter(program uuid, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
	k uuid[] := array[core.fylke_for(program, dag)];
begin
	select x.* into s from core.vedtak v join core.sak x on x.program_id = v.program_id and x.id = v.sak_id
	where v.program_id = program and v.beslutning = 40 and v.akt = 'vedtar' and v.utfall = 'ja' and v.dato <= dag and not core.sak_utsatt(program, x.id, dag)
		and not exists (select from core.omgjoering g where g.program_id = program and g.sak_id = x.id and g.dato <= dag)
	order by v.dato desc, x.nr desc limit 1;
	if s.id is not null then
		k := array(select distinct core.betaler(program, o.id, dag) from core.organer(program, 'KST', dag) o);
	end if;
	return jsonb_strip_nulls(jsonb_build_object('forvalter', (select string_agg(d.navn, ', ' order by o.kortnavn) from core.organ o cross join lateral core.organ_paa(o, dag) d where o.id = any (k)),
		'forvalter_sak', core.sak_navn(s.program_id, s.nr)));
end $$;
comment on function core.forvalter(uuid, date) is
	'Who manages the money on a day, for the contract''s GetOekonomiResponse: the county, until it has delegated it (row 40; OF 17) to whom the programme''s kommunestyre or regionråd is of; not by a decision that is suspended or replaced.';

-- Entries, and those by hand.

create or replace function core.postering_svar(p core.postering) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('nr', p.nr, 'dato', p.dato, 'aar', p.aar, 'konto', p.konto, 'formaal', p.formaal, 'beloep', core.kr(p.beloep),
		'finansioer', (select f.navn from core.finansioer f where f.program_id = p.program_id and f.id = p.finansioer_id), 'omraade', p.omraade,
		'omraade_navn', case when p.omraade is not null then core.omraadenavn(p.program_id, p.omraade, p.dato) end, 'tiltak', p.tiltak, 'prosjekt', core.prosjekt_navn(p.program_id, p.prosjekt_id),
		'sak', (select core.sak_navn(s.program_id, s.nr) from core.sak s where s.program_id = p.program_id and s.id = p.sak_id), 'korrigerer', p.korrigerer,
		'tekst', p.tekst, 'grunn', p.grunn, 'brukernavn', (select x.brukernavn from core.person x where x.id = p.person_id)));
end $$;
comment on function core.postering_svar(core.postering) is 'The contract''s Postering; its callers found the entry under row-level security.';

create or replace function core.krev_beloep_med_fortegn(req json, felt text) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_tekst(req, felt);
	if req ->> felt !~ '^-?[0-9]{1,12}(\.[0-9]{1,2})?$' or (req ->> felt)::numeric = 0 then
		raise exception 'Feltet % er kroner, ikke null og under 1 000 000 000 000, med høyst to desimaler.', felt using errcode = 'RP003', constraint = 'ugyldig_beloep', column = felt;
	end if;
	return (req ->> felt)::numeric;
end $$;
comment on function core.krev_beloep_med_fortegn(json, text) is 'A field with a decimal that is not zero, of at most two decimals.';

create or replace function core.handfoert_finansioer(program uuid, konto text, navn_ text) returns uuid
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.finansioer;
	o core.organ;
begin
	if navn_ is null and konto = 'brukt' then
		return null;
	end if;
	perform core.laas_bok(program);
	perform core.krev_tekst(json_build_object('finansioer', navn_), 'finansioer');
	select * into f from core.finansioer x where x.program_id = program and lower(x.navn) = lower(btrim(navn_));
	if f.id is null then
		o := core.organ_med_navn(program, navn_, core.i_dag());
		select * into f from core.finansioer x where x.program_id = program and o.id is not null and x.id = core.finansioer_av_organ(program, o.id, core.i_dag());
	end if;
	if f.id is null then
		raise exception 'Programmet har ingen finansiør «%».', navn_ using errcode = 'RP003', constraint = 'ukjent_finansioer', column = 'finansioer',
			hint = 'Finansiørene registreres med «oekonomi finance», eller følger av en vedtatt handlingsplan.';
	end if;
	if konto in ('lovet', 'bevilget') and f.slag not in ('privat', 'annen') then
		raise exception 'Offentlige løfter og bevilgninger føres av vedtaket.' using errcode = 'RP009', constraint = 'offentlige_midler_bevilges_i_sak', detail = json_build_object('kilde', 'rad 11, 22-25');
	end if;
	return f.id;
end $$;
comment on function core.handfoert_finansioer(uuid, text, text) is 'The financier of an entry by hand, by name, or by the name of the body that it is; public promises and appropriations are never entered by hand.';

create or replace function core.krev_ikke_under_null(p core.postering) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if p.beloep < 0 and p.konto <> 'overfoert' and (select sum(x.beloep) from core.posteringer_i_dag(p.program_id, core.i_dag()) x where x.konto = p.konto and x.aar = p.aar
			and x.formaal is not distinct from p.formaal and (x.finansioer_id = p.finansioer_id or p.konto = 'brukt') and (p.omraade is null and x.omraade is null
				or x.omraade in (select e.etterkommer from core.omraade_etterkommere(p.program_id, core.i_dag()) e where e.omraade = p.omraade union select p.omraade))) < 0 then
		raise exception 'Det er ikke ført så mye som kan tas tilbake.' using errcode = 'RP009', constraint = 'mindre_enn_null_er_foert', column = 'beloep', detail = json_build_object('kilde', 'håndboka, del 7');
	end if;
end $$;
comment on function core.krev_ikke_under_null(core.postering) is
	'FAILED_PRECONDITION mindre_enn_null_er_foert: what is taken back by hand of what is received or spent is no more than is entered of it that year, in that area; else spending below zero would make a frame larger than it was adopted.';

create or replace function core.registrer_postering(program uuid, req json) returns core.postering
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	konto_  text := core.krev_tekst(req, 'konto');
	kroner  numeric := core.krev_beloep_med_fortegn(req, 'beloep');
	n       int;
	dag     date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
	aar_    int := coalesce((req ->> 'aar')::int, extract(year from dag)::int);
	omr     text;
	f       uuid;
	p       core.postering;
begin
	if konto_ not in ('mottatt', 'overfoert', 'brukt', 'lovet', 'bevilget') then
		raise exception 'Kontoen % føres ikke for hånd.', konto_ using errcode = 'RP003', constraint = 'kontoen_foeres_ikke_for_haand', column = 'konto';
	end if;
	perform core.krev_foerer(program, konto_);
	perform core.krev_tekst(req, 'tekst'), core.krev_aar(json_build_object('aar', aar_)::jsonb);
	f := core.handfoert_finansioer(program, konto_, req ->> 'finansioer');
	omr := case when konto_ = 'brukt' and req ->> 'omraade' is not null then core.finn_innsatsomraade(program, req ->> 'omraade', dag) end;
	if konto_ = 'overfoert' then
		perform core.poster(program, konto_, -kroner, aar_ - 1, dag, req ->> 'tekst', null, f);
	end if;
	n := core.poster(program, konto_, kroner, aar_, dag, req ->> 'tekst', omr, f,
		formaal => case when konto_ = 'brukt' then case when omr is null then 'administrasjon' else 'prosjekter' end end, grunn => req ->> 'grunn');
	select * into p from core.postering x where x.program_id = program and x.nr = n;
	perform core.krev_ikke_under_null(p);
	return p;
end $$;
comment on function core.registrer_postering(uuid, json) is 'An entry by hand; carried forward is two, out of one year and into the next.';

create or replace function core.rett_postering(program uuid, nr_ int, grunn_ text) returns core.postering
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p core.postering;
	n int;
begin
	perform core.laas_bok(program);
	select * into p from core.postering x where x.program_id = program and x.nr = nr_;
	if p.nr is null then
		raise exception 'Posteringen finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_postering';
	end if;
	perform core.krev_foerer(program, p.konto);
	if p.sak_id is not null or p.prosjekt_id is not null or exists (select from core.timefoering t where t.program_id = program and t.postering = p.nr) then
		raise exception 'Posteringen følger av noe annet, og rettes der: et vedtak, en utbetaling eller en timeføring.'
			using errcode = 'RP009', constraint = 'posteringen_foelger_av_et_vedtak', detail = json_build_object('kilde', 'PH-7');
	end if;
	if p.korrigerer is not null or exists (select from core.postering x where x.program_id = program and x.korrigerer = p.nr) then
		raise exception 'Posteringen er rettet før, eller er selv en retting.' using errcode = 'RP009', constraint = 'posteringen_er_rettet_foer';
	end if;
	n := core.poster(program, p.konto, -p.beloep, p.aar, core.i_dag(), format('Retting: %s', left(p.tekst, 480)), p.omraade, p.finansioer_id, null, null, p.nr, p.formaal, p.tilsagn_id, grunn_);
	select * into p from core.postering x where x.program_id = program and x.nr = n;
	perform core.krev_ikke_under_null(p);
	return p;
end $$;
comment on function core.rett_postering(uuid, int, text) is 'Takes back an entry that was made by hand, once, with an equal and opposite one and a reason.';

create or replace function core.registrer_timer(program uuid, req json) returns core.timefoering
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag   date := coalesce(core.les_dato(req, 'dato'), core.i_dag());
	aar_  int := coalesce((req ->> 'aar')::int, extract(year from dag)::int);
	timer_ numeric := core.krev_beloep_med_fortegn(req, 'timer');
	pris  numeric;
	n     int;
	t     core.timefoering;
begin
	perform core.krev_foerer(program, 'brukt'), core.krev_tekst(req, 'tekst'), core.krev_tekst(req, 'omraade');
	if abs(timer_) > 10000 then
		raise exception 'Det er høyst 10 000 timer i en føring.' using errcode = 'RP003', constraint = 'for_mange_timer', column = 'timer';
	end if;
	pris := core.timepris(program, aar_, core.i_dag());
	if pris is null then
		raise exception 'Ingen vedtatt handlingsplan har en timepris for %.', aar_ using errcode = 'RP009', constraint = 'timepris_mangler', detail = json_build_object('kilde', 'S2 kap. 4');
	end if;
	n := core.foer_timer(program, 'brukt', core.finn_innsatsomraade(program, req ->> 'omraade', dag), aar_, timer_, pris, dag, req ->> 'tekst');
	select * into t from core.timefoering x where x.program_id = program and x.nr = n;
	return t;
end $$;
comment on function core.registrer_timer(uuid, json) is 'Hours used for an area, at the rate of the year''s budget.';

create or replace function core.sett_finansioerer(program uuid, req json) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	fra   date := core.les_dato(req, 'gyldig_fra');
	rader jsonb := coalesce(req -> 'finansioerer', '[]')::jsonb;
	r     json;
begin
	perform core.krev_foerer(program, 'andeler'), core.krev_tekst(req, 'gyldig_fra');
	if jsonb_array_length(rader) not between 1 and 100 then
		raise exception 'Et program har mellom 1 og 100 finansiører.' using errcode = 'RP003', constraint = 'antall_finansioerer', column = 'finansioerer';
	end if;
	for r in select x::json from jsonb_array_elements(rader) x loop
		perform core.krev_tekst(r, 'navn');
		if core.krev_tekst(r, 'andel') !~ '^[0-9]{1,3}(\.[0-9]{1,2})?$' then
			raise exception 'Andelen er et tall fra 0 til 100 prosent, med høyst to desimaler.' using errcode = 'RP003', constraint = 'andelen_er_en_prosent', column = 'finansioerer';
		end if;
	end loop;
	if (select abs(sum((x ->> 'andel')::numeric) - 100) > 0.005 * count(*) or count(*) <> count(distinct lower(btrim(x ->> 'navn'))) from jsonb_array_elements(rader) x) then
		raise exception 'Andelene skal være 100 prosent til sammen, hver finansiør én gang.' using errcode = 'RP003', constraint = 'andelene_er_ikke_hundre', column = 'finansioerer',
			detail = json_build_object('kilde', 'OP-7');
	end if;
	perform core.sett_andeler(program, (select jsonb_agg(x || jsonb_build_object('organ_id', (o).id,
			'slag', coalesce(x ->> 'slag', core.finansioerslag((o).id), 'annen')) order by n)
		from jsonb_array_elements(rader) with ordinality y (x, n), core.organ_med_navn(program, x ->> 'navn', fra) o), fra, null);
end $$;
comment on function core.sett_finansioerer(uuid, json) is 'The financiers and their shares from a day on, entered by hand; together 100 per cent, but for what rounding may take (OP-6).';

create or replace function core.finansioer_svar(program uuid, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('navn', f.navn, 'slag', f.slag, 'andel', core.kr(a.andel), 'forbehold', a.forbehold, 'gyldig_fra', a.gyldig_fra,
			'sak', (select core.sak_navn(s.program_id, s.nr) from core.sak s where s.program_id = program and s.id = a.sak_id))) order by f.nr), '[]')
		from core.andeler(program, dag) a join core.finansioer f on f.id = a.finansioer_id);
end $$;
comment on function core.finansioer_svar(uuid, date) is 'The contract''s Finansioerer with the shares of a day.';

create or replace function core.fylkesramme_svar(fylke uuid, aar_ int, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_build_object('fylke', o.kortnavn, 'aar', aar_, 'ramme', core.kr(r.ramme), 'overfoert', core.kr(r.overfoert), 'lovet', core.kr(r.lovet), 'rest', core.kr(r.ramme + r.overfoert - r.lovet))
		from core.organ o, core.fylkesramme_paa(fylke, aar_, dag) r where o.id = fylke);
end $$;
comment on function core.fylkesramme_svar(uuid, int, date) is 'The contract''s Fylkesramme of a year, as of a day.';
