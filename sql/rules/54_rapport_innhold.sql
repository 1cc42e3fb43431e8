-- What stands in a report: the programme's data as it is known on the day, by kind of report, and what people have written. Of people there
-- are numbers only: a frozen report is public for good once it is given.

create or replace function core.rapport_penger(program uuid, i_aar int, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('konto', x.konto, 'finansioer', x.navn, 'beloep', trim_scale(x.beloep)::text)) order by x.rang, x.navn nulls first)
		from (select p.konto, f.navn, sum(p.beloep) as beloep, array_position(array['lovet', 'bevilget', 'mottatt', 'overfoert', 'budsjett', 'omfordelt', 'tildelt', 'utbetalt', 'tilbakebetalt', 'brukt'], p.konto) as rang
			from core.posteringer_i_dag(program, dag) p left join core.finansioer f on f.program_id = program and f.id = p.finansioer_id
			where i_aar is null or p.aar = i_aar group by p.konto, f.navn having sum(p.beloep) <> 0) x);
end $$;
comment on function core.rapport_penger(uuid, int, date) is 'The ledger''s balances of a year, or of the whole period, by account and financier: NOK.';

create or replace function core.rapport_prosjekter(program uuid, i_aar int, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('navn', core.prosjekt_navn(p.program_id, p.id), 'tittel', p.tittel, 'bruk', p.bruk, 'plp_steg', p.plp_steg,
			'omraade', core.omraadenavn(program, p.omraade, dag), 'fra', p.fra, 'til', p.til, 'beloep', trim_scale(t.beloep)::text)) order by p.nr)
		from core.prosjekt p left join lateral (select sum(x.beloep) as beloep from core.tildeling x where x.program_id = p.program_id and x.prosjekt_id = p.id and x.dato <= dag) t on true
		where p.program_id = program and p.dato <= dag and (i_aar is null or i_aar between extract(year from p.fra) and extract(year from p.til)));
end $$;
comment on function core.rapport_prosjekter(uuid, int, date) is 'The projects that ran in a year, or all of them, with what was awarded to each.';

create or replace function core.styremoeter(program uuid, i_aar int, dag date) returns table (organ_id uuid, moetedag date, seter int, til_stede int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with organ as (
		select distinct po.organ_id as id from core.program_organ po where po.program_id = program and po.funksjon = 'OS'
	), moete as (
		select m.organ_id as id, m.dato, (select count(distinct x.person_id) from (select y.person_id from core.oppmoetet(m.id) y union select s.person_id from core.stemme s where s.moete_id = m.id) x
			where core.stemmesete(m.organ_id, x.person_id, m.dato) is not null)::int as antall from core.moete m join organ o on o.id = m.organ_id
		union all
		select r.organ_id, r.dato, r.ja + r.nei + r.blank from core.resultat r join organ o on o.id = r.organ_id where r.program_id = program
	)
	select m.id, m.dato, max(core.seter(o, m.dato)), max(m.antall) from moete m join core.organ o on o.id = m.id
	where m.dato <= dag and (i_aar is null or extract(year from m.dato) = i_aar) group by m.id, m.dato order by 2;
end $$;
comment on function core.styremoeter(uuid, int, date) is 'The styre''s meetings: the seats it has, and how many were filled, by attendance or, of a meeting that was recorded, by the votes.';

create or replace function core.oppgitt_antall(oppgitt text[], hva text) returns bigint
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	antall bigint := (select count(*) from unnest(oppgitt) x where x = hva);
begin
	return case when antall > 0 or array_position(oppgitt, null) is null then antall end;
end $$;
comment on function core.oppgitt_antall(text[], text) is 'How many are stated to be something: 0 only where everybody has stated, null where it may be that somebody is.';

create or replace function core.rapport_styre(program uuid, i_aar int, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
	with m as (select * from core.styremoeter(program, i_aar, dag)), medlem as (
		select distinct on (v.person_id) v.side, p.kjoenn, (select o.navn from core.verv k join core.organ o on o.id = k.organ_id and o.art in ('K', 'KST') where k.person_id = v.person_id and core.gjelder(k.fra, k.til, dag) limit 1) as sted
		from core.program_organ po join core.verv v on v.organ_id = po.organ_id join core.rolle r on r.rolle = v.rolle and r.stemmer join core.person p on p.id = v.person_id
		where po.program_id = program and po.funksjon = 'OS' and core.gjelder(po.fra, po.til, dag) and core.gjelder(v.fra, v.til, dag) order by v.person_id
	)
	select jsonb_strip_nulls(jsonb_build_object('moeter', (select count(*) from m), 'oppmoete', core.prosent_av((select sum(til_stede)::text from m), (select sum(seter)::text from m)),
		'medlemmer', count(*), 'kvinner', core.oppgitt_antall(array_agg(kjoenn), 'kvinne'), 'menn', core.oppgitt_antall(array_agg(kjoenn), 'mann'),
		'naeringsliv', core.oppgitt_antall(array_agg(side), 'naeringsliv'), 'offentlig', core.oppgitt_antall(array_agg(side), 'offentlig'), 'steder', count(distinct sted))) from medlem);
end $$;
comment on function core.rapport_styre(uuid, int, date) is
	'The contract''s Styretall: meetings, attendance in per cent of the seats, and the breadth of the board: sex, business and public, and how many kommuner its members sit for. No names.';

create or replace function core.rapport_avvik(program uuid, i_aar int, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
	with hp as (
		select a.dokument from core.adopterte(program, dag, 'handlingsplan', null) a where a.aar = i_aar order by a.vedtatt desc, a.nr desc limit 1
	), avvik (rang, nr, tekst) as (
		select 1, r.omraade, format('%s: målet var %s arbeidsplasser, resultatet er %s', core.omraadenavn(program, r.omraade, dag), r.rad ->> 'maal', coalesce(r.rad ->> 'sum', 'ikke målt'))
		from core.resultat_rader(program, dag) r where r.aar = i_aar and r.omraade <> '' and r.rad ->> 'maal' <> '-' and (r.rad ->> 'maal')::numeric > 0
			and (r.rad ->> 'sum' is null or r.rad ->> 'sum' = '-' or (r.rad ->> 'sum')::numeric < (r.rad ->> 'maal')::numeric)
		union all
		select 2, t.verdi ->> 'bokstav', format('Tiltaket «%s» (%s) er ikke blitt prosjekt', t.verdi ->> 'tiltak', t.verdi ->> 'bokstav')
		from hp cross join lateral checks.hp_omraade(hp.dokument) o cross join lateral checks.elementer(o.verdi -> 'tiltak') t
		where t.verdi ->> 'tiltak' is not null and not exists (select from core.prosjekt p where p.program_id = program and p.aar = i_aar and p.strategi = t.verdi ->> 'bokstav'
			and (p.tiltak is null or lower(btrim(p.tiltak)) = lower(btrim(t.verdi ->> 'tiltak'))))
	)
	select jsonb_agg(a.tekst order by a.rang, a.nr, a.tekst) from avvik a);
end $$;
comment on function core.rapport_avvik(uuid, int, date) is 'Where a year went otherwise than its plans: areas short of their target, possible tiltak that did not become projects. Sentences.';

create or replace function core.rapport_skrevet(r core.rapport) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
	with d as materialized (select x, row_number() over () as n from core.rapport_deler(r) x)
	select jsonb_build_object(
		'tekster', jsonb_agg(jsonb_build_object('overskrift', (x).noekkel, 'tekst', (x).tekst) order by n) filter (where (x).slag = 'tekst'),
		'vurderinger', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('slag', (x).slag, 'indikator', (x).noekkel, 'karakter', (x).karakter, 'grunn', (x).tekst, 'funn', (x).funn)) order by (x).slag desc, n) filter (where (x).karakter is not null),
		'overtakelser', jsonb_agg(jsonb_build_object('prosjekt', (x).noekkel, 'overtar', (x).tekst) order by n) filter (where (x).slag = 'overtaker'),
		'plp', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('steg', (x).noekkel, 'prosjekt', core.prosjekt_navn(r.program_id, (x).prosjekt_id), 'tekst', (x).tekst)) order by n) filter (where (x).slag = 'plp')) from d);
end $$;
comment on function core.rapport_skrevet(core.rapport) is 'What people have written in a report, as the contract''s Rapportinnhold has it.';

create or replace function core.rapport_innhold(r core.rapport, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	res jsonb := core.resultater(r.program_id, dag, r.aar);
begin
	return jsonb_strip_nulls(jsonb_build_object('format', 1, 'slag', r.slag, 'tittel', core.rapport_tittel(r), 'aar', r.aar, 'holdes', core.rapport_holdes(r), 'dato', dag,
		'resultater', (select jsonb_agg(x order by n) from jsonb_array_elements(res -> 'rader') with ordinality y (x, n) where r.aar is null or (x ->> 'aar')::int = r.aar),
		'aarene', (select jsonb_agg(x order by n) from jsonb_array_elements(res -> 'aar') with ordinality y (x, n) where r.aar is null or (x ->> 'aar')::int <= r.aar),
		'samlet', res -> 'samlet', 'tall', core.programtall(r.program_id, dag, r.aar), 'penger', core.rapport_penger(r.program_id, r.aar, dag),
		'prosjekter', core.rapport_prosjekter(r.program_id, r.aar, dag), 'styre', core.rapport_styre(r.program_id, r.aar, dag),
		'avvik', case when r.aar is not null then core.rapport_avvik(r.program_id, r.aar, dag) end,
		'effektmaal', case when r.slag <> 'viderefoering' then core.maalinger_flatt(core.effektmaal_alle(r.program_id, dag)) end) || core.rapport_skrevet(r));
end $$;
comment on function core.rapport_innhold(core.rapport, date) is
	'The contract''s Rapportinnhold: a report as it would be frozen today. Of a year: what is reported of it and those before it, whatever later years have brought since.';

create or replace function core.effektmaal_alle(program uuid, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.effektmaal(program, dag);
end $$;
comment on function core.effektmaal_alle(uuid, date) is 'core.effektmaal() for a report that is put together; its callers have seen to who may.';

create or replace function core.rapport_svar(r core.rapport, nr_ int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	inne boolean := core.deltar(r.program_id);
	v    core.rapport_versjon;
	s    core.sak := core.rapport_sak(r);
begin
	select * into v from core.rapport_versjon x where x.program_id = r.program_id and x.rapport_id = r.id and (inne or core.rapport_er_offentlig(x.program_id, x.rapport_id, x.nr))
		and (nr_ is null and not inne or x.nr = nr_) order by x.nr desc limit 1;
	return jsonb_strip_nulls(jsonb_build_object('navn', core.rapport_navn(r), 'slag', r.slag, 'tittel', core.rapport_tittel(r), 'aar', r.aar, 'holdes', core.rapport_holdes(r),
		'versjon', v.nr, 'hash', encode(v.hash, 'hex'), 'lagt_fram', v.dato, 'sak', case when inne or core.sak_er_offentlig(s.program_id, s.id) then core.sak_navn(s.program_id, s.nr) end,
		'tilstand', case when inne or core.sak_er_offentlig(s.program_id, s.id) then coalesce(s.tilstand, 'utkast') end,
		'nyeste_versjon', case when inne then (core.nyeste_rapportversjon(r.program_id, r.id)).nr end));
end $$;
comment on function core.rapport_svar(core.rapport, int) is
	'The contract''s Rapport: of a version, or with null of the draft; for those outside always of what is public of it.';

-- Carried into the next handlingsplan.

create or replace function core.siste_vurdering(program uuid, til_aar int) returns core.rapport_versjon
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.rapport_versjon;
begin
	select x.* into v from core.rapport r join core.rapport_versjon x on x.program_id = r.program_id and x.rapport_id = r.id join core.rapport_steg t on t.program_id = x.program_id and t.rapport_id = x.rapport_id
		and t.versjon = x.nr join core.handling h on h.program_id = t.program_id and h.sak_id = t.sak_id and h.nr = t.handling join core.regel g on g.id = h.regel_id and g.akt = 'registrerer'
	where r.program_id = program and r.slag = 'programstatusvurdering' and r.aar = til_aar - 1 order by h.tid desc limit 1;
	return v;
end $$;
comment on function core.siste_vurdering(uuid, int) is 'The version of last year''s programstatusvurdering that was agreed and registered; null: there is none.';

create or replace function core.funn_til_utkast(p core.plan) returns int
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 50;
	antall int;
begin
	insert into core.kommentar (program_id, plan_id, nr, revisjon, noekkel, sted, tekst, person_id)
	select p.program_id, p.id, 0, 1, '', '', left(format('Programstatusvurderingen %s, %s (%s): %s', p.aar - 1, f.v ->> 'indikator', f.v ->> 'karakter', f.v ->> 'funn'), 4000), core.person()
	from core.siste_vurdering(p.program_id, p.aar) v cross join lateral jsonb_array_elements(convert_from(v.bytes, 'UTF8')::jsonb -> 'vurderinger') with ordinality f (v, n)
	where v.nr is not null and f.v ->> 'funn' is not null order by f.n limit flest;
	get diagnostics antall = row_count;
	return antall;
end $$;
comment on function core.funn_til_utkast(core.plan) is
	'The findings of last year''s assessment, as comments on the whole of a handlingsplan that is drafted: who prepares it must answer them before it can be adopted. In the caller''s name. How many.';

create or replace function core.tidligere_resultater(program uuid, i_aar int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('gjelder_aar', i_aar, 'nummer', r -> 'nummer', 'navn', r ->> 'navn', 'maal', 'Arbeidsplasser', 'maaltall', r ->> 'maal', 'resultat', r ->> 'sum',
			'nye', r ->> 'nye', 'sikrede', r ->> 'sikrede', 'kommentar', r ->> 'merknad')) order by n)
		from jsonb_array_elements(core.resultater(program, core.i_dag()) -> 'rader') with ordinality x (r, n) where (r ->> 'aar')::int = i_aar and r ? 'rapporter');
end $$;
comment on function core.tidligere_resultater(uuid, int) is 'What approved reports say of a year, as the next handlingsplan''s chapter on earlier results has it; null: nothing is reported.';
