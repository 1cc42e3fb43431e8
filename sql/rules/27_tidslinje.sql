-- The timeline of a programme: what each phase must produce, how far it has come, who is awaited, and the days against the
-- normal time. All of it follows from cases, plans and dates; nothing is typed in twice, and nothing here blocks.

create or replace function core.leveranseaar(p core.program, l core.leveranse, dag date) returns setof int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not l.aarlig then
		return next null;
		return;
	end if;
	return query select aar from generate_series(extract(year from p.periode_fra)::int + l.foerste_aar, extract(year from p.periode_til)::int) aar
	where core.leveransefrist(p, l, aar) <= dag + 366;
end $$;
comment on function core.leveranseaar(core.program, core.leveranse, date) is 'The years of the period in which a yearly deliverable is due, up to a year ahead; one null for one that is not yearly.';

create or replace function core.leveransefrist(p core.program, l core.leveranse, aar int) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case
		when l.frist_dag is not null then make_date(aar + l.frist_aar, split_part(l.frist_dag, '-', 1)::int, split_part(l.frist_dag, '-', 2)::int)
		when l.frist_foer_slutt is not null then p.periode_til - make_interval(months => l.frist_foer_slutt)
		else (select f.aapnet + make_interval(months => l.frist_maaneder) from core.fase f where f.program_id = p.id and f.fase = l.fase) end;
end $$;
comment on function core.leveransefrist(core.program, core.leveranse, int) is 'The day up to which a deliverable is within the normal time; null: none is stated, or its phase is not open.';

create or replace function core.leveransesak(p core.program, l core.leveranse, aar_ int) returns core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	select x.* into s from core.sak x left join core.plan g on g.program_id = x.program_id and g.id = x.plan_id
	where x.program_id = p.id and x.beslutning = l.beslutning and x.tilstand <> 'ugyldig'
		and (l.delprosjekt is null or coalesce(x.forslag ->> 'delprosjekt', l.delprosjekt) = l.delprosjekt)
		and (aar_ is null or aar_ = coalesce(g.aar, extract(year from x.opprettet)::int + l.aar_av_sak))
	order by x.tilstand in ('vedtatt', 'godkjent', 'registrert') desc, x.nr desc limit 1;
	return s;
end $$;
comment on function core.leveransesak(core.program, core.leveranse, int) is 'The case that fulfils a deliverable, or is on the way to: what is adopted before what is not, then the newest.';

create or replace function core.leveransen_foreligger(p core.program, l core.leveranse, s core.sak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return num_nonnulls(l.felt, l.vedleggstype) = 0
		or exists (select from core.plan_versjon v join core.plan_revisjon r on r.program_id = v.program_id and r.plan_id = v.plan_id
			and r.nr = v.revisjon where v.program_id = s.program_id and v.plan_id = s.plan_id and v.nr = s.versjon
			and coalesce(r.dokument -> l.felt, 'null') not in ('null', '""', '{}', '[]'))
		or exists (select from core.vedlegg v where v.program_id = p.id and v.type = l.vedleggstype and v.ferdig is not null
			and (s.plan_id is null or exists (select from core.vedlegg_bruk b where b.program_id = v.program_id and b.vedlegg_id = v.id
				and b.plan_id = s.plan_id and b.versjon = s.versjon)));
end $$;
comment on function core.leveransen_foreligger(core.program, core.leveranse, core.sak) is
	'True when what is to be delivered is there: the part of the adopted plan, or the attachment of its kind, of a plan one that the adopted version refers to. What is neither is fulfilled by the decision.';

create or replace function core.leveransetilstand(p core.program, l core.leveranse, s core.sak, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if s.id is null then
		return case when l.vedleggstype is not null and core.leveransen_foreligger(p, l, s) then 'lastet_opp'
			when l.fase > core.fase_paa(p.id, dag) then 'kommer' else 'ikke_begynt' end;
	elsif s.tilstand not in ('vedtatt', 'godkjent', 'registrert', 'erstattet') then
		return s.tilstand;
	elsif exists (select from core.rute(s, dag) r where r.paakrevd and r.tilstand in ('venter', 'kommer')) then
		return 'venter';
	end if;
	return case when core.leveransen_foreligger(p, l, s) then 'ferdig' else 'mangler' end;
end $$;
comment on function core.leveransetilstand(core.program, core.leveranse, core.sak, date) is
	'kommer (a later phase''s), ikke_begynt, lastet_opp (the file is there, its case is not opened), the case''s own state, venter (decided, not yet approved or sent), mangler (decided, but the part of the plan or the file is not there), ferdig.';

create or replace function core.tidslinje(p core.program, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with rader as materialized (
			select l, aar, core.leveransesak(p, l, aar) as s, core.leveransefrist(p, l, aar) as frist
			from core.leveranse l, core.leveranseaar(p, l, dag) aar
		), tilstander as materialized (
			select r.*, core.leveransetilstand(p, r.l, r.s, dag) as tilstand from rader r
		), datert as (
			select t.*, case when t.tilstand = 'ferdig' then (select max(h.dato) from core.handling h join core.regel g on g.id = h.regel_id and g.paakrevd
				where h.program_id = (t.s).program_id and h.sak_id = (t.s).id and h.utfall = 'ja') end as dato from tilstander t
		)
		select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('leveranse', (l).kode, 'fase', (l).fase, 'delprosjekt', (l).delprosjekt, 'aar', aar, 'navn', (l).navn,
			'tilstand', tilstand, 'dato', dato, 'sak', case when (s).id is not null then core.sak_navn((s).program_id, (s).nr) end,
			'venter_paa', case when tilstand in ('ferdig', 'kommer') then null else coalesce(
				case when core.er_aapen((s).tilstand) then core.tur(s, dag) end, core.tur_for_rad(p.id, (l).beslutning, dag)) -> 'organer' end,
			'frist', frist, 'dager', frist - coalesce(dato, dag), 'over_normaltid', case when coalesce(dato, dag) > frist then true end,
			'veiledning', (l).veiledning, 'kilde', (l).kilde)) order by (l).fase, (l).nr, aar)
		from datert);
end $$;
comment on function core.tidslinje(core.program, date) is 'The contract''s Leveranse for every deliverable of a programme.';

create or replace function core.faser(p core.program, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('fase', t.fase, 'navn', t.navn, 'eier', t.eier, 'utfoerer', t.utfoerer, 'slutter_med', t.slutter_med,
			'aapnet', f.aapnet, 'avsluttet', n.aapnet, 'frist', x.frist, 'dager', x.frist - coalesce(n.aapnet, dag),
			'over_normaltid', case when coalesce(n.aapnet, dag) > x.frist then true end, 'kilde', t.kilde)) order by t.fase)
		from core.fasetype t left join core.fase f on f.program_id = p.id and f.fase = t.fase left join core.fase n on n.program_id = p.id and n.fase = t.fase + 1
			cross join lateral (select case when f.fase = 3 then p.periode_til else (f.aapnet + make_interval(months => t.normaltid_maaneder))::date end as frist) x);
end $$;
comment on function core.faser(core.program, date) is 'The contract''s Fase for all four: when it opened and ended, and the days against its normal time; of phase 3 the period''s last day.';

create or replace function core.kommuner(program uuid, dag date) returns text[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select distinct coalesce((select k.navn from core.organ k where k.id = o.forelder and k.art = 'K'), o.navn) as navn
		from core.program_organ po join core.organ o on o.id = po.organ_id
		where po.program_id = program and core.gjelder(po.fra, po.til, dag) and core.gjelder(o.fra, o.til, dag)
			and (po.funksjon = 'EIER' or po.funksjon = 'KST' and o.art in ('KST', 'FN')) order by navn);
end $$;
comment on function core.kommuner(uuid, date) is 'The kommuner of a programme: those whose kommunestyrer own it, alone, together, or behind a regionråd; a fellesnemnd by its own name.';

-- Row 37: the period is extended by a decision, above six years with the ministry's.

create or replace function core.forslag_periode(program uuid, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_tekst(forslag::json, 'gyldig_til');
	if core.les_dato(forslag::json, 'gyldig_til') < (select p.periode_til from core.program p where p.id = program) then
		raise exception 'Perioden forlenges fram i tid; den slutter nå %.', (select p.periode_til from core.program p where p.id = program)
			using errcode = 'RP003', constraint = 'perioden_forlenges_fram_i_tid', column = 'forslag.gyldig_til';
	end if;
end $$;
comment on function core.forslag_periode(uuid, jsonb) is 'Checks a proposed new last day of the period (row 37).';

create or replace function core.over_seks_aar(s core.sak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select core.les_dato(s.forslag::json, 'gyldig_til') >= p.periode_fra + interval '6 years' from core.program p where p.id = s.program_id);
end $$;
comment on function core.over_seks_aar(core.sak) is 'True when a case of row 37 proposes a period of more than six years, counted in dates (PH-3).';

create or replace function core.periode_virkning(s core.sak) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if s.beslutning = 37 and s.tilstand = (case when core.over_seks_aar(s) then 'godkjent' else 'vedtatt' end) then
		update core.program p set periode_til = core.les_dato(s.forslag::json, 'gyldig_til'), forlenget = p.forlenget or core.over_seks_aar(s)
		where p.id = s.program_id and p.periode_til < core.les_dato(s.forslag::json, 'gyldig_til');
	end if;
end $$;
comment on function core.periode_virkning(core.sak) is 'Row 37 decided, by the ministry too where the period passes six years: the new last day.';

alter table core.fasetype enable row level security;
alter table core.leveranse enable row level security;
