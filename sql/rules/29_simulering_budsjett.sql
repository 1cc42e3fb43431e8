-- What an amount does to the budget, of SimulateSak (29_simulering.sql). The frame that is known is the handlingsplan's: what it
-- sets aside for projects. What is known of its use are the awards and projects decided here; a ledger, which knows more,
-- answers in core.simulert_budsjett() instead.

create or replace function core.prosjektramme(dok jsonb) returns numeric
language plpgsql immutable set search_path = core, checks, pg_catalog, pg_temp as $$
begin
	return coalesce((select checks.tall(b.ramme) from checks.hp_budsjett(dok) b where b.slag = 'sum_omraader'),
		(select sum(checks.tall(b.ramme)) from checks.hp_budsjett(dok) b where b.slag = 'omraade'),
		(select sum(checks.tall(t ->> 'budsjett')) from jsonb_array_elements(dok -> 'omraader') o, jsonb_array_elements(o -> 'tiltak') t));
end $$;
comment on function core.prosjektramme(jsonb) is
	'What a handlingsplan sets aside for projects in its areas: as table H3 sums it, else its rows, else the tiltak of H1. Null: it says nothing.';

create or replace function core.budsjettplan(program uuid, dag date) returns table (navn text, dokument jsonb, fra date, til date)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select core.plan_navn(program, x.plan_id), x.dokument, x.f, x.t
	from (select a.*, coalesce(nullif(a.dokument ->> 'periode_fra', '')::date, make_date(a.aar, 1, 1)) as f,
			coalesce(nullif(a.dokument ->> 'periode_til', '')::date, make_date(a.aar, 12, 31)) as t
		from core.adopterte(program, dag, 'handlingsplan', null) a) x
	where dag between x.f and x.t order by x.vedtatt desc, x.tid desc, x.nr desc limit 1;
end $$;
comment on function core.budsjettplan(uuid, date) is 'The adopted handlingsplan whose period holds a day: name, document, first and last day. No row: there is none.';

create or replace function core.bundet(program uuid, fra date, til date, unntatt uuid) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(sum(checks.tall(s.forslag ->> 'beloep')), 0) from core.sak s
		where s.program_id = program and s.id <> unntatt and s.beslutning in (27, 28, 39) and s.tilstand = 'vedtatt'
			and exists (select from core.vedtak v where v.program_id = s.program_id and v.sak_id = s.id and v.akt = 'vedtar' and v.utfall = 'ja' and v.dato between fra and til));
end $$;
comment on function core.bundet(uuid, date, date, uuid) is 'What is awarded and what projects have been given (rows 27, 28, 39) between two days, but for one case.';

create or replace function core.simulert_budsjett(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kroner numeric := checks.tall(s.forslag ->> 'beloep');
	p      record;
	ramme  numeric;
	bundet numeric;
begin
	if kroner is null then
		return null;
	elsif s.beslutning not in (20, 21, 27, 28, 39) then
		return jsonb_build_object('beloep', kroner::text, 'tekst', 'Beløpet tas ikke av handlingsplanens ramme for prosjekter.');
	end if;
	select * into p from core.budsjettplan(s.program_id, dag);
	ramme := core.prosjektramme(p.dokument);
	if ramme is null then
		return jsonb_build_object('beloep', kroner::text, 'tekst', format('Ingen vedtatt handlingsplan har en ramme for prosjekter %s.', dag));
	end if;
	bundet := core.bundet(s.program_id, p.fra, p.til, s.id);
	return jsonb_build_object('plan', p.navn, 'ramme', ramme::text, 'bundet', bundet::text, 'beloep', kroner::text, 'igjen', (ramme - bundet - kroner)::text,
		'tekst', format('%s setter av %s kroner til prosjekter; %s er gitt, og %s.', p.navn, core.skriv_belop(ramme), core.skriv_belop(bundet),
			case when kroner <= ramme - bundet then format('%s er igjen etter denne saken', core.skriv_belop(ramme - bundet - kroner))
				else format('saken går %s over det som er igjen', core.skriv_belop(kroner + bundet - ramme)) end));
end $$;
comment on function core.simulert_budsjett(core.sak, date) is
	'The contract''s SimulertBudsjett: what the amount of a case does to the frame of the year''s handlingsplan. Rows 27, 28 and 39 take of it; rows 20 and 21 can only move what is not given. Null: the case has no amount.';

create or replace function core.under_delegert_grense(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_build_object('varsel', 'innenfor_delegert_grense', 'kilde', 'V-16; S3',
			'tekst', format('%s kan avgjøre inntil %s kroner på delegasjon: saken hører under rad 28.', string_agg(distinct o.navn, ', '), core.skriv_belop(max(d.beloep))))
		from core.delegasjon d join core.organ o on o.id = d.til_organ
		where s.beslutning = 27 and not coalesce((s.forslag ->> 'prinsipiell')::boolean, false) and d.program_id = s.program_id and d.beslutning = 28
			and core.er_i_kraft(d, dag) and checks.tall(s.forslag ->> 'beloep') <= d.beloep having count(*) > 0);
end $$;
comment on function core.under_delegert_grense(core.sak, date) is
	'A warning about a case of row 27, which is for what is above the delegated limit, with an amount that is not. Null: none.';

create or replace function core.simulerte_varsler(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	b jsonb := core.simulert_budsjett(s, dag);
begin
	return nullif(jsonb_path_query_array(jsonb_build_array(
		case when s.beslutning = 11 and core.mindre_enn_soekt(s) then jsonb_build_object('varsel', 'budsjettet_er_i_ubalanse', 'kilde', 'håndboka, del 4',
			'tekst', 'Beløpet er mindre enn det er søkt om. Da må en ny utgave av handlingsplanen med budsjett vedtas før nye tildelinger.') end,
		case when (b ->> 'igjen')::numeric < 0 then jsonb_build_object('varsel', 'rammen_overskrides', 'kilde', 'håndboka, del 7', 'tekst', b ->> 'tekst') end,
		core.under_delegert_grense(s, dag)), '$[*] ? (@ != null)') || jsonb_path_query_array(core.pengevarsler(s, dag), '$[*] ? (@.varsel != "budsjett_mangler")'), '[]');
end $$;
comment on function core.simulerte_varsler(core.sak, date) is 'What the amount of a case leads to, as the contract''s Varsler, of its area''s frame too; that there is no budget stands in SimulertBudsjett. Null: nothing.';
