-- What is coming (the issue's forecast): promises that lapse, what is held back of awards, what is unspent by financier when the period
-- ends; and what a case is warned of before it is voted on. Nothing here stops anybody: what does is core.krev_dekning.

create or replace function core.holdt_tilbake(program uuid, dag date) returns table (prosjekt uuid, tildelt numeric, utbetalt numeric, holdt numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with bok as (
			select p.prosjekt_id, sum(p.beloep) filter (where p.konto = 'tildelt') as tildelt,
				coalesce(sum(case p.konto when 'utbetalt' then p.beloep when 'tilbakebetalt' then -p.beloep end), 0) as utbetalt
			from core.hovedbok(program, dag) p where p.prosjekt_id is not null group by p.prosjekt_id
		)
		select b.prosjekt_id, b.tildelt, b.utbetalt, least(round(b.tildelt * t.holdt_tilbake_andel / 100, 2), b.tildelt - b.utbetalt)
		from bok b join lateral (select * from core.tildeling x where x.program_id = program and x.prosjekt_id = b.prosjekt_id and x.dato <= dag order by x.dato desc, x.tid desc limit 1) t on true
		where b.tildelt > b.utbetalt and t.holdt_tilbake_andel > 0 and not exists (select from core.tildeling_hendelse h
			where h.program_id = program and h.tildeling_id = t.id and h.slag in ('sluttrapport', 'resultatskjema') and h.dato <= dag);
end $$;
comment on function core.holdt_tilbake(uuid, date) is
	'What is held back of each project''s newest award until its final report or result form is received: its share, at least a quarter, or all that is left when that is less (handbook, section 7). The amounts are the ledger''s; NOK.';

create or replace function core.prognoselinjer(program uuid, dag date) returns table (finansioer text, nr int, tilsagt numeric, mottatt numeric, brukt numeric, bundet numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with brukt as materialized (select f.finansioer_id, sum(f.beloep) as beloep from core.forbruk(program, dag) f group by f.finansioer_id), bundet as materialized (
			select d.finansioer_id, sum(d.del) as beloep from (select p.aar, sum(case p.konto when 'tildelt' then p.beloep when 'utbetalt' then -p.beloep else p.beloep end) as beloep
				from core.hovedbok(program, dag) p where p.konto in ('tildelt', 'utbetalt', 'tilbakebetalt') group by p.aar) x,
				core.fordel(program, x.beloep, make_date(x.aar, 12, 31)) d group by d.finansioer_id
		), aar as (
			select p.finansioer_id, p.aar, coalesce(sum(p.beloep) filter (where p.konto = 'lovet'), 0) as lovet, coalesce(sum(p.beloep) filter (where p.konto = 'bevilget'), 0) as bevilget,
				coalesce(sum(p.beloep) filter (where p.konto = 'mottatt'), 0) as mottatt, coalesce(sum(p.beloep) filter (where p.konto = 'lovet' and t.gyldig_til < dag), 0) as utloept
			from core.hovedbok(program, dag) p left join core.postering q on q.program_id = program and q.nr = p.nr
				left join core.tilsagn t on t.program_id = program and t.id = q.tilsagn_id
			where p.finansioer_id is not null and not p.utsatt group by p.finansioer_id, p.aar
		), sum_ as (
			select a.finansioer_id, sum(greatest(greatest(a.lovet, a.bevilget) - greatest(a.utloept - a.mottatt, 0), a.mottatt)) as tilsagt, sum(a.mottatt) as mottatt
			from aar a group by a.finansioer_id
		)
		select f.navn, f.nr, coalesce(s.tilsagt, 0), coalesce(s.mottatt, 0), coalesce(b.beloep, 0), coalesce(u.beloep, 0)
		from core.finansioer f left join sum_ s on s.finansioer_id = f.id left join brukt b on b.finansioer_id = f.id left join bundet u on u.finansioer_id = f.id
		where f.program_id = program and (s.tilsagt <> 0 or s.mottatt <> 0 or b.beloep <> 0 or u.beloep <> 0) order by f.nr;
end $$;
comment on function core.prognoselinjer(uuid, date) is 'By financier over the whole period as of a day: what is to come or has come of it (what a promise that has run out had left is neither), received, spent, and awarded but not paid. NOK.';

create or replace function core.varsel(navn text, kilde text, tekst text) returns jsonb
language sql immutable as $$
	select jsonb_build_object('varsel', navn, 'kilde', kilde, 'tekst', tekst)
$$;
comment on function core.varsel(text, text, text) is 'The contract''s Varsel.';

create or replace function core.prognosevarsler(program uuid, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	slutt date := (select p.periode_til from core.program p where p.id = program);
begin
	return (select coalesce(jsonb_agg(x.v), '[]') from (
		select core.varsel('tilsagn_bortfaller', 'OF 15', format('Tilsagnet i %s på %s kroner gjelder til %s; %s er ikke mottatt.', t ->> 'sak', core.skriv_belop((t ->> 'beloep')::numeric),
				t ->> 'gyldig_til', core.skriv_belop((t ->> 'ikke_mottatt')::numeric))) as v
		from jsonb_array_elements(core.tilsagnslinjer(dag, program)) t where t ->> 'tilstand' = 'loeper' and (t ->> 'dager')::int <= 365
		union all
		select core.varsel('midler_blir_ubrukt', 'rad 36', format('Perioden slutter %s; %s kroner er verken brukt eller bundet.', slutt, core.skriv_belop(sum(l.tilsagt - l.brukt - l.bundet))))
		from core.prognoselinjer(program, dag) l where slutt - dag between 0 and 730 having sum(l.tilsagt - l.brukt - l.bundet) > 0) x);
end $$;
comment on function core.prognosevarsler(uuid, date) is 'What a forecast warns of: promises that lapse within a year, and money that is left when the period ends within two.';

create or replace function core.prognose(program uuid, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_build_object('program', g.kortnavn, 'dato', dag, 'slutt', g.periode_til, 'dager', g.periode_til - dag, 'tilsagn', core.tilsagnslinjer(dag, program),
		'holdt_tilbake', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('prosjekt', core.prosjekt_navn(program, h.prosjekt), 'tittel', (select p.tittel from core.prosjekt p where p.program_id = program and p.id = h.prosjekt),
				'tildelt', core.kr(h.tildelt), 'utbetalt', core.kr(h.utbetalt), 'holdt_tilbake', core.kr(h.holdt))) order by core.prosjekt_navn(program, h.prosjekt)), '[]') from core.holdt_tilbake(program, dag) h),
		'finansiering', (select coalesce(jsonb_agg(jsonb_build_object('finansioer', l.finansioer, 'tilsagt', core.kr(l.tilsagt), 'mottatt', core.kr(l.mottatt), 'brukt', core.kr(l.brukt),
				'bundet', core.kr(l.bundet), 'ubrukt', core.kr(l.mottatt - l.brukt), 'ved_slutt', core.kr(l.tilsagt - l.brukt - l.bundet)) order by l.nr), '[]') from core.prognoselinjer(program, dag) l),
		'varsler', core.prognosevarsler(program, dag)) from core.program g where g.id = program);
end $$;
comment on function core.prognose(uuid, date) is 'The contract''s GetPrognoseResponse as of a day.';

-- Before a vote.

create or replace function core.sakens_forpliktelse(s core.sak, dag date, out omraade text, out aar int, out beloep numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t record;
begin
	aar := core.sakens_aar(s, dag);
	beloep := checks.tall(s.forslag ->> 'beloep');
	if s.beslutning = 39 and s.forslag ? 'prosjekt' then
		t := core.valgt_tiltak(s.program_id, s.forslag -> 'prosjekt', dag);
		omraade := t.omraade;
		aar := coalesce(t.aar, aar);
	elsif s.beslutning in (27, 28) then
		select x.omraade into omraade from core.soeknad x where x.program_id = s.program_id and s.forslag ->> 'soeknad' in (x.id::text, core.soeknad_navn(x.program_id, x.nr));
	elsif s.beslutning = 21 and core.flytter(s) then
		omraade := core.finn_innsatsomraade(s.program_id, s.forslag ->> 'omraade', dag);
	end if;
end $$;
comment on function core.sakens_forpliktelse(core.sak, date) is 'What a case would commit: how much, of which area''s frame, in which year; area null: it names none.';

create or replace function core.rammevarsler(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f      record;
	rest   numeric;
	tillat numeric := coalesce(core.programregel(s.program_id, 'overforpliktelse', dag)::numeric, 0);
begin
	if s.beslutning not in (21, 27, 28, 39) or not core.er_aapen(s.tilstand) then
		return '[]';
	end if;
	f := core.sakens_forpliktelse(s, dag);
	rest := case when f.omraade is not null then core.disponibelt(s.program_id, f.omraade, f.aar, dag) end;
	return jsonb_path_query_array(jsonb_build_array(
		case when not core.er_budsjettert(s.program_id, f.aar, dag) then core.varsel('budsjett_mangler', 'håndboka, del 5', format('Ingen handlingsplan med budsjett for %s er vedtatt.', f.aar)) end,
		case when f.beloep > rest then core.varsel('rammen_er_brukt_opp', 'håndboka, del 7', format('%s har %s kroner disponible i %s; saken gjelder %s. %s',
			core.omraadenavn(s.program_id, f.omraade, dag), core.skriv_belop(rest), f.aar, core.skriv_belop(f.beloep),
			case when s.beslutning <> 21 and f.beloep <= rest + tillat then 'Det er tillatt med begrunnelse.' else 'Den kan ikke vedtas slik.' end)) end), '$[*] ? (@ != null)');
end $$;
comment on function core.rammevarsler(core.sak, date) is 'What an open case that commits or moves money is warned of before the vote: no budget for the year, or more than the area has (core.krev_dekning enforces it).';

create or replace function core.oppgjoersvarsler(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when s.beslutning = 36 then (select coalesce(jsonb_agg(core.varsel('ubrukte_midler', 'rad 36', format('%s: %s kroner mottatt og ikke brukt, %s bundet.',
			l.finansioer, core.skriv_belop(l.mottatt - l.brukt), core.skriv_belop(l.bundet))) order by l.nr), '[]')
		from core.prognoselinjer(s.program_id, dag) l where l.mottatt <> l.brukt or l.bundet <> 0) else '[]' end;
end $$;
comment on function core.oppgjoersvarsler(core.sak, date) is 'Row 36: what is unspent and to be settled, by financier.';

create or replace function core.flyttevarsler(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if s.beslutning <> 21 or not core.flytter(s) or not core.er_aapen(s.tilstand) then
		return '[]';
	end if;
	return (select coalesce(jsonb_agg(core.varsel(h.grunn, 'rad 21', format('%s %s', h.tekst, 'Saken avgjøres av kommunestyret.'))), '[]')
		from core.organer(s.program_id, 'OS', dag) o cross join lateral core.delegasjon_hindring(s, o.id, dag) h
		where (core.delegasjon_for(s.program_id, 21, o.id, dag)).id is not null and h.grunn is not null);
end $$;
comment on function core.flyttevarsler(core.sak, date) is 'Row 21: why the styre, to which it is delegated, cannot make the move itself.';

create or replace function core.bokfoeringsvarsler(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when s.tilstand = 'under_behandling' and (s.beslutning in (22, 23, 24, 25) and s.forslag ->> 'beloep' is null or s.beslutning in (20, 21) and not core.flytter(s))
		then jsonb_build_array(core.varsel('saken_bokfoerer_ingenting', 'matrisen rad ' || s.beslutning, case when s.beslutning in (20, 21)
			then 'Saken sier ikke hvor mye som flyttes hvorfra og hvorhen. Vedtas den slik, flyttes ingenting i regnskapet.'
			else 'Saken sier ikke beløpet. Vedtas den slik, bokføres ingenting.' end)) else '[]' end;
end $$;
comment on function core.bokfoeringsvarsler(core.sak) is 'Rows 20 to 25: that a case without an amount, or without from and to, decides something that no ledger can book.';

create or replace function core.pengevarsler(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.rammevarsler(s, dag) || core.oppgjoersvarsler(s, dag) || core.flyttevarsler(s, dag) || core.bokfoeringsvarsler(s);
end $$;
comment on function core.pengevarsler(core.sak, date) is 'What a case is warned of about money, as the contract''s Varsler; empty: nothing.';
