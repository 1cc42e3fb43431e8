-- The budget (handbook 8.2, H2 and H3): booked by itself when a handlingsplan is adopted; of a newer version the difference. Hours
-- are planned with it, and used in a register of their own, whose cost is booked.

-- What a handlingsplan sets aside.

create or replace function core.hp_omraader(program uuid, dok jsonb, dag date) returns table (nummer int, navn text, omraade text, h1 numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		select h.nummer, h.navn, coalesce(i.omraade, checks.omraade_id(h.verdi), h.navn), coalesce(checks.tall(t.sum_budsjett), t.budsjett)
		from checks.hp_omraade(dok) h left join checks.hp_i_op(dok, core.omstillingsplan_i_kraft(program, dag)) i on i.sted = h.sted
			left join checks.hp_h1(dok) t on t.sted = h.sted;
end $$;
comment on function core.hp_omraader(uuid, jsonb, date) is 'The areas of a handlingsplan, each with the stable id of the innsatsområde that it is and what its H1 sums to.';

create or replace function core.hp_h3(program uuid, dok jsonb, dag date) returns table (omraade text, ramme numeric, soekbare numeric, prosjektrettet numeric, timer numeric, kostnad numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
	pris numeric := checks.tall(dok #>> '{budsjett,timepris}');
begin
	return query
		with o as materialized (select * from core.hp_omraader(program, dok, dag)), rad as (
			select b.v, coalesce((select o.omraade from o where lower(btrim(o.navn)) = lower(btrim(b.v ->> 'navn')) limit 1),
				(select o.omraade from o where o.nummer = (b.v ->> 'nummer')::int limit 1), b.v ->> 'navn') as id
			from jsonb_array_elements(dok #> '{budsjett,omraader}') b (v)
		)
		select r.id, checks.tall(r.v ->> 'ramme'), checks.tall(r.v ->> 'soekbare_midler'), checks.tall(r.v ->> 'prosjektrettet_arbeid'), checks.tall(r.v ->> 'timer'),
			coalesce(checks.tall(r.v ->> 'kostnad'), checks.tall(r.v ->> 'timer') * pris) from rad r
		union all
		select o.omraade, o.h1, null, null, null, null from o where not exists (select from rad);
end $$;
comment on function core.hp_h3(uuid, jsonb, date) is 'H3 an area: its frame, split where the plan splits it, hours and their cost; where a plan has no H3, the sums of H1.';

create or replace function core.hp_deling(dok jsonb, rammer numeric, out soekbare numeric, out rettet numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	soekbare := coalesce(checks.tall(dok #>> '{budsjett,sum_omraader,soekbare_midler}'), checks.tall(dok ->> 'soekbare_midler'));
	rettet := coalesce(checks.tall(dok #>> '{budsjett,sum_omraader,prosjektrettet_arbeid}'), checks.tall(dok ->> 'prosjektrettet_arbeid'));
	if coalesce(soekbare, 0) + rettet > rammer then
		rettet := null;
	end if;
	if soekbare > rammer then
		soekbare := null;
	end if;
end $$;
comment on function core.hp_deling(jsonb, numeric) is
	'How a handlingsplan as a whole splits its frames into what is applied for and project work (S1). Project work beyond the frames is the hours (Sel: 3 000 000 of frames all applied for, 400 000 of hours), which are booked as such.';

create or replace function core.budsjett_i_plan(program uuid, dok jsonb, dag date) returns table (omraade text, formaal text, beloep numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with h as materialized (select * from core.hp_h3(program, dok, dag)), rad as (
			select h.omraade, x.formaal, x.beloep from h, lateral (values
				('prosjekter', h.ramme - coalesce(h.soekbare, 0) - coalesce(h.prosjektrettet, 0)), ('soekbare_midler', h.soekbare),
				('prosjektrettet', h.prosjektrettet), ('prosjektarbeid', h.kostnad)) x (formaal, beloep)
			union all
			select null, x.formaal, x.beloep from core.hp_deling(dok, (select sum(h.ramme) from h)) d, lateral (values
				('prosjekter', -coalesce(d.soekbare, 0) - coalesce(d.rettet, 0)), ('soekbare_midler', d.soekbare), ('prosjektrettet', d.rettet)) x (formaal, beloep)
			where not exists (select from h where num_nonnulls(h.soekbare, h.prosjektrettet) > 0)
			union all
			select null, 'prosjektarbeid', checks.tall(dok #>> '{budsjett,prosjektarbeid,kostnad}') where not exists (select from h where h.kostnad <> 0)
			union all
			select null, 'administrasjon', coalesce(checks.tall(dok #>> '{budsjett,administrasjon,kostnad}'), checks.tall(dok #>> '{budsjett,administrasjon,oppgitt_sum}'))
		)
		select r.omraade, r.formaal, round(sum(r.beloep), 2) from rad r where r.beloep <> 0 group by r.omraade, r.formaal having sum(r.beloep) <> 0;
end $$;
comment on function core.budsjett_i_plan(uuid, jsonb, date) is
	'The budget that a handlingsplan states, by area and purpose: frames, project work (hours), and administration, which lies outside the areas. Where only the plan as a whole splits its frames, the split is rows outside the areas that come to 0. NOK.';

-- Booked when it is adopted.

create or replace function core.foer_forskjell(program uuid, konto text, rader jsonb, aar int, dag date, tekst text, sak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
	r record;
begin
	for r in
		with vil as (
			select x ->> 'omraade' as omraade, x ->> 'formaal' as formaal, (x ->> 'beloep')::numeric as beloep from jsonb_array_elements(rader) x
		), har as (
			select p.omraade, p.formaal, round(sum(p.beloep), 2) as beloep from core.posteringer_i_dag(program, greatest(dag, core.i_dag())) p
			where p.konto = foer_forskjell.konto and p.aar = foer_forskjell.aar and not p.utsatt group by p.omraade, p.formaal
		)
		select coalesce(vil.omraade, har.omraade) as omraade, coalesce(vil.formaal, har.formaal) as formaal, coalesce(vil.beloep, 0) - coalesce(har.beloep, 0) as beloep
		from vil full join har on har.omraade is not distinct from vil.omraade and har.formaal = vil.formaal order by 1 nulls last, 2
	loop
		perform core.poster(program, konto, r.beloep, aar, dag, tekst, r.omraade, null, null, sak, null, r.formaal) where r.beloep <> 0;
	end loop;
end $$;
comment on function core.foer_forskjell(uuid, text, jsonb, int, date, text, uuid) is
	'Books on an account what makes its balances of the year, area by area and purpose by purpose along the lineage, those that are given; what is not given becomes 0.';

create or replace function core.planlegg_timer(program uuid, dok jsonb, aar int, dag date, tekst text, sak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
	pris  numeric := checks.tall(dok #>> '{budsjett,timepris}');
	r     record;
begin
	for r in
		with e as materialized (select * from core.omraade_etterkommere(program, dag)), vil as (
			select h.omraade, sum(h.timer) as timer, pris as timepris from core.hp_h3(program, dok, dag) h where h.timer <> 0 and pris is not null group by h.omraade
		), har as (
			select coalesce(e.etterkommer, t.omraade) as omraade, round(sum(t.timer * coalesce(e.andel, 100) * 0.01), 2) as timer, t.timepris
			from core.timefoering t left join e on e.omraade = t.omraade where t.program_id = program and t.slag = 'planlagt' and t.aar = planlegg_timer.aar
				and (t.sak_id is null or not core.sak_utsatt(program, t.sak_id, core.i_dag())) group by 1, 3
		)
		select coalesce(vil.omraade, har.omraade) as omraade, coalesce(vil.timepris, har.timepris) as timepris, coalesce(vil.timer, 0) - coalesce(har.timer, 0) as timer
		from vil full join har on har.omraade is not distinct from vil.omraade and har.timepris = vil.timepris order by 1, 2
	loop
		perform core.foer_timer(program, 'planlagt', r.omraade, aar, r.timer, r.timepris, dag, tekst, sak) where r.timer <> 0;
	end loop;
end $$;
comment on function core.planlegg_timer(uuid, jsonb, int, date, text, uuid) is 'Enters what makes the planned hours of a year, by area and rate, those that the plan states.';

create or replace function core.forlat_utsatte(program uuid, aar_ int, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	u uuid;
	t core.timefoering;
begin
	for u in select x from core.utsatte_saker(program, greatest(dag, core.i_dag())) x where exists (select from core.postering p
			where p.program_id = program and p.sak_id = x and p.aar = aar_ and p.konto = 'budsjett') loop
		perform core.tilbakefoer(program, u, u, dag);
		for t in select * from core.timefoering x where x.program_id = program and x.sak_id = u and x.slag = 'planlagt' and x.korrigerer is null loop
			perform core.foer_timer(program, 'planlagt', t.omraade, t.aar, -t.timer, t.timepris, dag, 'Vedtaket er erstattet', u, t.nr);
		end loop;
	end loop;
end $$;
comment on function core.forlat_utsatte(uuid, int, date) is
	'Takes back what suspended plans booked of a year, in their own name, so that it comes to nothing whether they are let go or not: a newer plan takes their place.';

create or replace function core.budsjett_virkning(s core.sak) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p    core.plan;
	dok  jsonb;
	dag  date := core.vedtatt_dato(s.program_id, s.plan_id, s.versjon);
	andeler jsonb;
begin
	select * into p from core.plan x where x.program_id = s.program_id and x.id = s.plan_id;
	select r.dokument into dok from core.plan_versjon x join core.plan_revisjon r on r.program_id = x.program_id and r.plan_id = x.plan_id and r.nr = x.revisjon
	where x.program_id = s.program_id and x.plan_id = s.plan_id and x.nr = s.versjon;
	if dag is null or p.type <> 'handlingsplan' then
		return;
	end if;
	perform core.laas_bok(s.program_id);
	perform core.forlat_utsatte(s.program_id, p.aar, dag);
	perform core.foer_forskjell(s.program_id, 'omfordelt', '[]', p.aar, dag, format('Tatt opp i %s', s.tittel), s.id);
	perform core.foer_forskjell(s.program_id, 'budsjett', (select coalesce(jsonb_agg(to_jsonb(b)), '[]') from core.budsjett_i_plan(s.program_id, dok, dag) b), p.aar, dag, s.tittel, s.id);
	perform core.planlegg_timer(s.program_id, dok, p.aar, dag, s.tittel, s.id);
	andeler := core.h2_andeler(s.program_id, dok, dag);
	perform core.sett_andeler(s.program_id, andeler, coalesce(core.les_dato(dok::json, 'periode_fra'), make_date(p.aar, 1, 1)), s.id) where andeler is not null;
end $$;
comment on function core.budsjett_virkning(core.sak) is
	'A handlingsplan adopted: what it changes in the budget of its year is booked, moves made since the one before are taken up in it, its hours are planned, and the shares of its H2 hold from the first day of its period.';

-- Hours.

create or replace function core.foer_timer(program uuid, slag_ text, omraade_ text, aar_ int, timer_ numeric, pris numeric, dag date, tekst_ text, sak uuid default null, retter int default null) returns int
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n   int;
	nr_ int;
begin
	perform core.krev_ikke_fremtid(dag);
	perform core.laas_bok(program);
	if slag_ = 'brukt' and round(timer_ * pris, 2) <> 0 then
		n := core.poster(program, 'brukt', round(timer_ * pris, 2), aar_, dag, tekst_, omraade_, null, null, null,
			(select t.postering from core.timefoering t where t.program_id = program and t.nr = retter), 'prosjektarbeid');
	end if;
	nr_ := (select coalesce(max(t.nr), 0) + 1 from core.timefoering t where t.program_id = program);
	insert into core.timefoering (program_id, nr, slag, omraade, aar, timer, timepris, dato, tekst, sak_id, postering, korrigerer, person_id)
	values (program, nr_, slag_, omraade_, aar_, timer_, pris, dag, btrim(tekst_), sak, n, retter, core.person());
	return nr_;
end $$;
comment on function core.foer_timer(uuid, text, text, int, numeric, numeric, date, text, uuid, int) is 'Enters hours; the cost of hours used is booked with them as own spending.';

create or replace function core.timepris(program uuid, aar int, dag date) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
	return (select t.timepris from core.timefoering t where t.program_id = program and t.slag = 'planlagt' and t.aar = timepris.aar and t.dato <= dag and t.timer > 0 order by t.nr desc limit 1);
end $$;
comment on function core.timepris(uuid, int, date) is 'The rate of the budget of a year as of a day, NOK an hour; null without one.';

create or replace trigger journal after insert on core.timefoering for each row execute function core.journal_rad('timer');
create or replace trigger uforanderlig before update or delete or truncate on core.timefoering for each statement execute function core.uforanderlig();
alter table core.timefoering enable row level security;
drop policy if exists deltakerne_ser_timene on core.timefoering;
create policy deltakerne_ser_timene on core.timefoering for select to omstilling_api using (core.deltar(program_id));
