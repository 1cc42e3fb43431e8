-- HP-5 to HP-12: the money of a handlingsplan, tables H2 and H3.
-- A printed sum is compared with its printed addends, so that one slip is one finding.

create or replace function checks.hp_5(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with h3 as (
		select * from checks.hp_budsjett(dok) where slag = 'omraade'
	), sammenlignet as (
		select coalesce(h3.sted, 'budsjett/omraader/' || h1.nummer) || '/ramme' as sted, coalesce(h3.nummer, h1.nummer) as nummer, h3.ramme,
			coalesce(h1.sum_budsjett, checks.enkel(h1.budsjett)) as h1_sum
		from checks.hp_h1(dok) as h1 full join h3 on h3.nummer = h1.nummer
		where exists (select from h3)
	)
	select 'HP-5', 'feil', sted, ramme, h1_sum, 'S2 kap. 3 og 4',
		format('Budsjettet setter av %s kroner til område %s, men områdets egen tabell har %s.',
			coalesce(checks.norsk(checks.tall(ramme)), 'ingen'), nummer, coalesce(checks.norsk(checks.tall(h1_sum)), 'ingen'))
	from sammenlignet
	where checks.tall(ramme) is distinct from checks.tall(h1_sum)
		and not coalesce(checks.er_ugyldig(ramme), false) and not coalesce(checks.er_ugyldig(h1_sum), false)
$$;
comment on function checks.hp_5(jsonb) is 'HP-5 [S2 kap. 3, 4]: the frame of an area in H3 is the sum of its H1, as printed.';

create or replace function checks.hp_6(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with rad as (
		select b.*, checks.tall(dok -> 'budsjett' ->> 'timepris') as pris
		from checks.hp_budsjett(dok) as b where b.slag in ('omraade', 'prosjektarbeid')
	)
	select 'HP-6', 'feil', sted || '/kostnad', kostnad, checks.enkel(checks.tall(timer) * pris), 'S2 kap. 4',
		format('%s: kostnaden er oppgitt til %s kroner, men %s timer à %s kroner er %s.', navn, checks.norsk(checks.tall(kostnad)),
			checks.norsk(checks.tall(timer)), checks.norsk(pris), checks.norsk(checks.tall(timer) * pris))
	from rad where checks.tall(kostnad) <> checks.tall(timer) * pris
	union all
	select 'HP-6', 'feil', o.sted || '/timer', o.timer, rad.timer, 'S2 kap. 3 og 4',
		format('%s: kapittelet oppgir %s timer, men budsjettet har %s.', o.navn, checks.norsk(checks.tall(o.timer)), checks.norsk(checks.tall(rad.timer)))
	from checks.hp_omraade(dok) as o join rad on rad.slag = 'omraade' and rad.nummer = o.nummer
	where checks.tall(o.timer) <> checks.tall(rad.timer) and coalesce(checks.tall(o.timer) * rad.pris <> checks.tall(rad.kostnad), true)
$$;
comment on function checks.hp_6(jsonb) is
	'HP-6 [S2 kap. 3, 4]: cost is hours x rate, with the hours of H3 and with those that the area''s own chapter states.';

create or replace function checks.hp_7(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-7', 'feil', sted || '/oppgitt_sum', oppgitt_sum, checks.enkel(checks.trykt_sum(array[ramme, kostnad])), 'S2 kap. 4',
		format('%s: summen er oppgitt til %s kroner, men ramme og kostnad gir %s.', navn, checks.norsk(checks.tall(oppgitt_sum)),
			checks.norsk(checks.trykt_sum(array[ramme, kostnad])))
	from checks.hp_budsjett(dok)
	where slag in ('omraade', 'prosjektarbeid', 'administrasjon') and checks.tall(oppgitt_sum) <> checks.trykt_sum(array[ramme, kostnad])
$$;
comment on function checks.hp_7(jsonb) is 'HP-7 [S2 kap. 4]: the sum of a row of H3 is frame + cost.';

create or replace function checks.hp_8_delt(dok jsonb) returns table (sted text, hva text, oppgitt text, ledd text[])
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with rad as (
		select array_agg(e.verdi ->> 'soekbare_midler') as soekbare, array_agg(e.verdi ->> 'prosjektrettet_arbeid') as rettet
		from checks.elementer(dok -> 'budsjett' -> 'omraader') as e
	)
	select l.* from rad, lateral (values
		('budsjett/sum_omraader/soekbare_midler', 'Søkbare midler i innsatsområdene', dok #>> '{budsjett,sum_omraader,soekbare_midler}', rad.soekbare),
		('budsjett/sum_omraader/prosjektrettet_arbeid', 'Prosjektrettet arbeid i innsatsområdene', dok #>> '{budsjett,sum_omraader,prosjektrettet_arbeid}', rad.rettet),
		('soekbare_midler', 'Søkbare midler', dok ->> 'soekbare_midler',
			case when dok #>> '{budsjett,sum_omraader,soekbare_midler}' is not null then array[dok #>> '{budsjett,sum_omraader,soekbare_midler}'] else rad.soekbare end),
		('prosjektrettet_arbeid', 'Prosjektrettet arbeid', dok ->> 'prosjektrettet_arbeid',
			case when dok #>> '{budsjett,sum_omraader,prosjektrettet_arbeid}' is not null then array[dok #>> '{budsjett,sum_omraader,prosjektrettet_arbeid}'] else rad.rettet end)
	) as l(sted, hva, oppgitt, ledd)
$$;
comment on function checks.hp_8_delt(jsonb) is
	'HP-8 [S1 kap. 5.2]: the totals of what companies may apply for and of what goes to own projects, where the areas split it.';

create or replace function checks.hp_8_ledd(dok jsonb) returns table (sted text, hva text, oppgitt text, ledd text[])
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with omr as (
		select array_agg(ramme) as ramme, array_agg(timer) as timer, array_agg(kostnad) as kostnad, array_agg(oppgitt_sum) as sum
		from checks.hp_budsjett(dok) where slag = 'omraade'
	), b as (
		select dok -> 'budsjett' -> 'sum_omraader' as so, dok -> 'budsjett' -> 'prosjektarbeid' as pa, dok -> 'budsjett' -> 'administrasjon' as ad,
			dok -> 'budsjett' -> 'sum_prosjektarbeid_og_administrasjon' as spa, dok -> 'budsjett' -> 'totalsum' as ts
	)
	select 'budsjett/' || l.sted, l.hva, l.oppgitt, l.ledd
	from omr, b, lateral (values
		('sum_omraader/ramme', 'Samlet ramme for innsatsområdene', so ->> 'ramme', omr.ramme),
		('sum_omraader/timer', 'Samlede timer for innsatsområdene', so ->> 'timer', omr.timer),
		('sum_omraader/kostnad', 'Samlet kostnad for innsatsområdene', so ->> 'kostnad', omr.kostnad),
		('sum_omraader/oppgitt_sum', 'Sum innsatsområder', so ->> 'oppgitt_sum', omr.sum),
		('prosjektarbeid/timer', 'Timer til prosjektarbeid', pa ->> 'timer', omr.timer),
		('prosjektarbeid/kostnad', 'Kostnad til prosjektarbeid', pa ->> 'kostnad', omr.kostnad),
		('sum_prosjektarbeid_og_administrasjon/timer', 'Timer til prosjektarbeid og administrasjon', spa ->> 'timer', array[pa ->> 'timer', ad ->> 'timer']),
		('sum_prosjektarbeid_og_administrasjon/kostnad', 'Sum prosjektarbeid og administrasjon', spa ->> 'kostnad', array[pa ->> 'kostnad', ad ->> 'kostnad']),
		('sum_prosjektarbeid_og_administrasjon/oppgitt_sum', 'Sum prosjektarbeid og administrasjon', spa ->> 'oppgitt_sum',
			array[coalesce(checks.enkel(checks.tall(pa ->> 'oppgitt_sum')), pa ->> 'kostnad'), coalesce(checks.enkel(checks.tall(ad ->> 'oppgitt_sum')), ad ->> 'kostnad')]),
		('totalsum/ramme', 'Samlet ramme', ts ->> 'ramme', array[so ->> 'ramme']),
		('totalsum/timer', 'Samlede timer', ts ->> 'timer', array[pa ->> 'timer', ad ->> 'timer']),
		('totalsum/kostnad', 'Samlet kostnad', ts ->> 'kostnad', array[pa ->> 'kostnad', ad ->> 'kostnad']),
		-- The areas' sum holds the project work already, unless the areas carry no cost of their own.
		('totalsum/oppgitt_sum', 'Totalsummen', ts ->> 'oppgitt_sum',
			case when checks.tall(so ->> 'oppgitt_sum') is not null then array[so ->> 'oppgitt_sum'] else omr.sum end
			|| coalesce(checks.enkel(checks.tall(ad ->> 'oppgitt_sum')), ad ->> 'kostnad')
			|| case when cardinality(array_remove(array_remove(omr.kostnad, null), '-')) = 0 then coalesce(checks.enkel(checks.tall(pa ->> 'oppgitt_sum')), pa ->> 'kostnad') end)
	) as l(sted, hva, oppgitt, ledd)
	union all
	select * from checks.hp_8_delt(dok)
	union all
	select 'finansiering/oppgitt_sum', 'Samlet finansiering', dok -> 'finansiering' ->> 'oppgitt_sum', array_agg(beloep)
	from checks.hp_finansiering(dok)
$$;
comment on function checks.hp_8_ledd(jsonb) is 'HP-8 [S2 kap. 4]: every printed total of H2 and H3 with its printed addends.';

create or replace function checks.hp_8(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-8', 'feil', sted, oppgitt, checks.enkel(checks.trykt_sum(ledd)), 'S2 kap. 4',
		format('%s er oppgitt til %s, men de trykte leddene gir %s.', hva, checks.norsk(checks.tall(oppgitt)), checks.norsk(checks.trykt_sum(ledd)))
	from checks.hp_8_ledd(dok) where checks.tall(oppgitt) <> checks.trykt_sum(ledd)
$$;
comment on function checks.hp_8(jsonb) is 'HP-8 [S2 kap. 4]: all totals of H2 and H3 are the sums of their printed addends.';

create or replace function checks.hp_9(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-9', 'feil', 'budsjett/totalsum/oppgitt_sum', budsjett, finansiering, 'S2 kap. 4',
		format('Budsjettet er %s kroner, men finansieringen er %s.', coalesce(checks.norsk(checks.tall(budsjett)), 'ikke oppgitt'),
			coalesce(checks.norsk(checks.tall(finansiering)), 'ikke oppgitt'))
	from (select dok -> 'budsjett' -> 'totalsum' ->> 'oppgitt_sum' as budsjett, coalesce(dok -> 'finansiering' ->> 'oppgitt_sum',
		(select checks.enkel(checks.trykt_sum(array_agg(beloep))) from checks.hp_finansiering(dok))) as finansiering) as s
	where checks.tall(budsjett) is distinct from checks.tall(finansiering)
		and not coalesce(checks.er_ugyldig(budsjett), false) and not coalesce(checks.er_ugyldig(finansiering), false)
$$;
comment on function checks.hp_9(jsonb) is 'HP-9 [S2 kap. 4]: the grand sum of H3 is the sum of H2; one of them missing is a difference too.';

create or replace function checks.hp_10(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with rad as (
		select sted, kilde, andel, 100 * checks.tall(beloep) / nullif(sum(checks.tall(beloep)) over (), 0) as beregnet from checks.hp_finansiering(dok)
	), sum as (
		select dok -> 'finansiering' ->> 'oppgitt_sum_andel' as oppgitt, checks.trykt_sum(array_agg(andel)) as beregnet, sum(checks.halvt_siffer(andel)) as toleranse from rad
	)
	select 'HP-10', 'feil', sted || '/andel', andel, checks.enkel(round(beregnet, 2)), 'S2 kap. 4',
		format('%s er oppgitt til %s %%, men beløpet er %s %% av summen.', kilde, checks.norsk(checks.tall(andel)), checks.norsk(beregnet))
	from rad where abs(checks.tall(andel) - beregnet) > checks.halvt_siffer(andel)
	union all
	select 'HP-10', 'feil', 'finansiering/oppgitt_sum_andel', oppgitt, checks.enkel(beregnet), 'S2 kap. 4',
		format('Andelene er oppgitt til %s %% i sum, men er %s %%.', checks.norsk(checks.tall(oppgitt)), checks.norsk(beregnet))
	from sum where abs(checks.tall(oppgitt) - beregnet) > toleranse
$$;
comment on function checks.hp_10(jsonb) is 'HP-10 [S2 kap. 4]: the shares of H2 are amount/total; half the last printed digit is tolerated for each.';

create or replace function checks.hp_11(dok jsonb, omstillingsplan jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'HP-11', 'varsel', 'budsjett/totalsum/oppgitt_sum', oppgitt, checks.enkel(ramme), 'S2 kap. 4',
		format('Budsjettet for %s er %s kroner, men omstillingsplanen har %s.', dok ->> 'aar', checks.norsk(checks.tall(oppgitt)), checks.norsk(ramme))
	from (select dok -> 'budsjett' -> 'totalsum' ->> 'oppgitt_sum' as oppgitt, checks.op_aarets_ramme(omstillingsplan, (dok ->> 'aar')::int) as ramme) as s
	where abs(checks.tall(oppgitt) - ramme) > checks.op_toleranse(omstillingsplan, 'finansiering')
$$;
comment on function checks.hp_11(jsonb, jsonb) is 'HP-11 [S2 kap. 4]: warns where the grand sum differs from the omstillingsplan''s year.';

create or replace function checks.hp_12(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with oppgitt as (
		select 'oppgitte_prosenter/' || e.noekkel as sted, e.verdi ->> 'tekst' as tekst, e.verdi ->> 'prosent' as prosent, checks.tall(e.verdi ->> 'beloep') as beloep,
			checks.tall(coalesce(e.verdi ->> 'grunnlag', dok -> 'budsjett' -> 'totalsum' ->> 'oppgitt_sum')) as grunnlag,
			checks.tall(dok -> 'budsjett' -> 'totalsum' ->> 'oppgitt_sum') as total
		from checks.elementer(dok -> 'oppgitte_prosenter') as e
	)
	select 'HP-12', 'varsel', sted, prosent, checks.enkel(round(100 * beloep / grunnlag, 2)), 'S2 kap. 4',
		case when total > 0 and total <> grunnlag
			then format('«%s»: %s kroner er %s %% av %s og %s %% av årets %s, ikke %s %%.', tekst, checks.norsk(beloep), checks.norsk(100 * beloep / grunnlag),
				checks.norsk(grunnlag), checks.norsk(100 * beloep / total), checks.norsk(total), checks.norsk(checks.tall(prosent)))
			else format('«%s»: %s kroner er %s %% av %s, ikke %s %%.', tekst, checks.norsk(beloep), checks.norsk(100 * beloep / grunnlag),
				checks.norsk(grunnlag), checks.norsk(checks.tall(prosent))) end
	from oppgitt where grunnlag <> 0 and abs(checks.tall(prosent) - 100 * beloep / grunnlag) > checks.halvt_siffer(prosent)
$$;
comment on function checks.hp_12(jsonb) is
	'HP-12 [S2 kap. 4]: warns where a stated percentage differs from the computed one by more than half its last digit. Its base is the year''s total unless stated.';
