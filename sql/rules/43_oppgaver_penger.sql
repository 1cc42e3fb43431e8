-- What awards ask of people, by date (handbook, section 7): a request for payment that waits, a report that is due, money demanded
-- back, an award that is about to lapse or has. Nothing here stops anybody, and nothing lapses by it: core.bortfalt does that.

create or replace function core.foelger_tildelinger(program uuid, hvem uuid, dag date, godkjenner boolean) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select x.kortnavn from core.program_organ po join core.organ x on x.id = po.organ_id
		where po.program_id = program and core.gjelder(po.fra, po.til, dag) and core.har_verv(hvem, x.id, dag, case po.funksjon
			when 'PL' then case when godkjenner then array['programleder'] else array['programleder', 'prosjektleder', 'sekretaer'] end
			when 'KDIR' then case when godkjenner then array['kommunedirektoer'] end when 'OS' then case when godkjenner then array['leder', 'nestleder'] else array['sekretaer'] end end)
		order by po.funksjon = 'PL' desc, x.kortnavn limit 1);
end $$;
comment on function core.foelger_tildelinger(uuid, uuid, date, boolean) is
	'In which organ a person follows awards up: who approves payments (core.godkjenner_utbetaling), or else those who work with them. Null: in none.';

create or replace function core.forfalte_krav(t core.tildeling) returns table (frist date, rest numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with krav as (
			select h.frist, h.beloep, sum(h.beloep) over (order by h.nr) - core.tildeling_sum(t, array['tilbakebetalt']) as igjen
			from core.tildeling_hendelse h where h.program_id = t.program_id and h.tildeling_id = t.id and h.slag = 'krevd_tilbake'
		)
		select k.frist, least(k.beloep, k.igjen) from krav k where k.igjen > 0;
end $$;
comment on function core.forfalte_krav(core.tildeling) is 'What is demanded back and not repaid, demand by demand: repayments meet the oldest first. NOK.';

create or replace function core.rapport_ventes(t core.tildeling, p core.prosjekt, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return t.soeknad_id is not null and p.til <= dag + 30 and core.tildeling_tilstand(t, dag) in ('loepende', 'utloept') and not core.har_levert(t, array['sluttrapport', 'resultatskjema']);
end $$;
comment on function core.rapport_ventes(core.tildeling, core.prosjekt, date) is
	'True from 30 days before a project''s last day until its final report or result form is received (U: it is due when the project ends).';

create or replace function core.tildelingsoppgaver(t core.tildeling, dag date) returns table (akt text, godkjenner boolean, unntatt uuid, frist date, kilde text, tittel text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
	navn constant text := core.tildeling_navn(t.program_id, t.id);
	p    core.prosjekt;
begin
	select * into p from core.prosjekt x where x.program_id = t.program_id and x.id = t.prosjekt_id;
	return query
	select 'utbetaler', true, u.person_id, null::date, 'håndboka, del 7', format('Anmodning om utbetaling av %s kr på %s (utbetaling-%s)', core.skriv_belop(u.beloep), navn, u.nr)
	from core.utbetaling u where u.program_id = t.program_id and u.tildeling_id = t.id
		and not exists (select from core.utbetaling_svar s where s.program_id = u.program_id and s.utbetaling_id = u.id)
	union all
	select 'foelger_opp', false, null, p.til, 'håndboka, del 7; OF', format('Sluttrapport eller resultatskjema for %s (%s)', navn, p.tittel) where core.rapport_ventes(t, p, dag)
	union all
	select 'foelger_opp', false, null, k.frist, 'håndboka, del 7; OF', format('%s kr krevd tilbake av %s', core.skriv_belop(k.rest), navn) from core.forfalte_krav(t) k
	union all
	select 'foelger_opp', false, null, t.gyldig_til, 'OF 15', format(case when t.gyldig_til < dag then '%s kr av %s er falt bort; registrer det med tildeling withdraw' else '%s kr av %s faller bort etter denne dagen' end,
		core.skriv_belop(core.ubrukt(t)), navn)
	where t.gyldig_til <= dag + 90 and core.ubrukt(t) > 0 and core.tildeling_tilstand(t, dag) in ('loepende', 'utloept', 'utsatt');
end $$;
comment on function core.tildelingsoppgaver(core.tildeling, date) is
	'What an award asks for on a day: an answer to a request (of another than who requested), the final report, what is demanded back, and what lapses within 90 days or has; the register of aid is told of a lapse when it is registered.';

create or replace function core.oppgaver_penger(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag constant date := core.i_dag();
begin
	return (with f as materialized (
			select * from (select g.id, g.kortnavn, core.foelger_tildelinger(g.id, hvem, dag, true) as godkjenner, core.foelger_tildelinger(g.id, hvem, dag, false) as foerer
				from core.program g where g.id = any (programmer)) x where num_nonnulls(x.godkjenner, x.foerer) > 0
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('program', f.kortnavn, 'akt', o.akt, 'organ', case when o.godkjenner then f.godkjenner else f.foerer end,
			'tittel', o.tittel, 'kilde', o.kilde, 'frist', o.frist)) order by o.frist, f.kortnavn, t.nr, o.tittel), '[]')
		from f join core.tildeling t on t.program_id = f.id cross join lateral core.tildelingsoppgaver(t, dag) o
		where case when o.godkjenner then f.godkjenner else f.foerer end is not null and o.unntatt is distinct from hvem);
end $$;
comment on function core.oppgaver_penger(uuid, uuid[]) is 'What the awards of these programmes ask of a person.';
