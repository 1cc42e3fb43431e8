-- The two checks that the rest of the database calls: every rule on a document, in the order of the rules and places.
-- A finding is known by rule and place; where a document names a place twice, one finding stands for both.

create or replace function checks.ordnet(funn checks.funn[]) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select distinct on (split_part(f.regel, '-', 1) = 'HP', split_part(f.regel, '-', 2)::int, f.sted collate "C") f.*
	from unnest(funn) as f
	order by split_part(f.regel, '-', 1) = 'HP', split_part(f.regel, '-', 2)::int, f.sted collate "C", f.alvor, f.oppgitt collate "C"
$$;
comment on function checks.ordnet(checks.funn[]) is 'Findings in the order of the rules and places, one for each rule and place.';

create or replace function checks.omstillingsplan(dok jsonb, tidligere jsonb default null)
returns table (regel text, alvor text, sted text, oppgitt text, beregnet text, kilde text, tekst text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select o.* from checks.ordnet(array(
		select row(f.*)::checks.funn from (
			select * from checks.op_1(dok)
			union all select * from checks.op_2(dok)
			union all select * from checks.op_3(dok)
			union all select * from checks.op_4(dok)
			union all select * from checks.op_delt(dok)
			union all select * from checks.op_5(dok)
			union all select * from checks.op_6(dok)
			union all select * from checks.op_7(dok)
			union all select * from checks.op_8(dok)
			union all select * from checks.op_9(dok)
			union all select * from checks.op_10(dok)
			union all select * from checks.op_11(dok, tidligere)
			union all select * from checks.op_12(dok)
			union all select * from checks.op_13(dok)
			union all select * from checks.op_14(dok)
			union all select * from checks.op_15(dok)
			union all select * from checks.op_17(dok)
			union all select * from checks.hp_16(dok, checks.tallfelt_omstillingsplan())
		) as f)) as o
$$;
comment on function checks.omstillingsplan(jsonb, jsonb) is
	'OP-1 to OP-17 [S1; chapters also in S4]; OP-16 is retired. tidligere: the earlier adopted versions, oldest first, null for version 1.';

create or replace function checks.handlingsplan(dok jsonb, omstillingsplan jsonb)
returns table (regel text, alvor text, sted text, oppgitt text, beregnet text, kilde text, tekst text)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select o.* from checks.ordnet(array(
		select row(f.*)::checks.funn from (
			select * from checks.hp_1(dok)
			union all select * from checks.hp_2(dok, checks.omraader_etter(omstillingsplan, dok))
			union all select * from checks.hp_3(dok, checks.omraader_etter(omstillingsplan, dok))
			union all select * from checks.hp_4(dok, omstillingsplan)
			union all select * from checks.hp_5(dok)
			union all select * from checks.hp_6(dok)
			union all select * from checks.hp_7(dok)
			union all select * from checks.hp_8(dok)
			union all select * from checks.hp_9(dok)
			union all select * from checks.hp_10(dok)
			union all select * from checks.hp_11(dok, omstillingsplan)
			union all select * from checks.hp_12(dok)
			union all select * from checks.hp_13(dok)
			union all select * from checks.hp_14(dok, omstillingsplan)
			union all select * from checks.hp_15(dok, omstillingsplan)
			union all select * from checks.hp_16(dok, checks.tallfelt_handlingsplan())
		) as f)) as o
$$;
comment on function checks.handlingsplan(jsonb, jsonb) is
	'HP-1 to HP-16 [S4 list, S2 the instance] against the omstillingsplan that the plan builds on, null where there is none; its areas as the plan''s own changes leave them.';
