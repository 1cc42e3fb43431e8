-- OP-11 to OP-15: letters, UN goals, areas, period and chapters of an omstillingsplan.

create or replace function checks.op_11_dok(dok jsonb, foer integer) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with strategi as (
		select sted, bokstav, checks.bokstav_nr(bokstav) as verdi, nr,
			coalesce(max(checks.bokstav_nr(bokstav)) over (order by nr rows between unbounded preceding and 1 preceding), 0) as hoeyest,
			row_number() over (partition by bokstav order by nr) as gang
		from checks.op_strategi(dok)
	)
	select 'OP-11', 'feil', sted, bokstav, checks.bokstav(greatest(hoeyest, foer) + 1), 'S1 kap. 3.2',
		case
			when verdi is null then format('«%s» er ikke en strategibokstav; neste er %s.', bokstav, checks.bokstav(greatest(hoeyest, foer) + 1))
			when gang > 1 then format('Bokstaven %s er brukt på mer enn én strategi; neste ledige er %s.', bokstav, checks.bokstav(greatest(hoeyest, foer) + 1))
			else format('Strategiene skal følge alfabetet gjennom alle områdene: her står %s, men neste er %s.', bokstav, checks.bokstav(hoeyest + 1))
		end
	from strategi
	where verdi is null or gang > 1 or (foer = 0 and verdi <> hoeyest + 1)
$$;
comment on function checks.op_11_dok(jsonb, integer) is
	'OP-11 [S1 kap. 3.2; after Z: U] in one document: letters are letters, unique and, in version 1 (foer = 0, no letter used before), in order from A.';

create or replace function checks.op_11(dok jsonb, tidligere jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with brukt as (
		select checks.bokstav_nr(s.bokstav) as verdi, s.id, v.nr = jsonb_array_length(tidligere) as i_forrige
		from jsonb_array_elements(tidligere) with ordinality as v(dok, nr), checks.op_strategi(v.dok) as s
	), foer as (
		select coalesce(max(verdi), 0) as nr from brukt
	), ny as (
		select s.*, checks.bokstav_nr(s.bokstav) as verdi, greatest(foer.nr, coalesce(
			max(checks.bokstav_nr(s.bokstav)) over (order by s.nr rows between unbounded preceding and 1 preceding), 0)) + 1 as neste,
			b.verdi is not null as brukt_foer
		from checks.op_strategi(dok) as s cross join foer
		left join (select verdi, bool_or(i_forrige) as i_forrige, max(id) filter (where i_forrige) as id from brukt group by verdi) as b
			on b.verdi = checks.bokstav_nr(s.bokstav)
		where foer.nr > 0 and not (coalesce(b.i_forrige, false) and coalesce(b.id = s.id, true))
	)
	select f.* from foer, checks.op_11_dok(dok, foer.nr) as f
	union all
	select 'OP-11', 'feil', sted, bokstav, checks.bokstav(neste), 'S1 kap. 3.2',
		case when brukt_foer then format('Bokstaven %s har vært brukt på en annen strategi og skal ikke brukes igjen; neste ledige er %s.', bokstav, checks.bokstav(neste))
			else format('En ny strategi får neste ledige bokstav: her står %s, men neste er %s.', bokstav, checks.bokstav(neste)) end
	from ny where brukt_foer or verdi <> neste
$$;
comment on function checks.op_11(jsonb, jsonb) is
	'OP-11 [S1 kap. 3.2; after Z: U]: also against the earlier adopted versions: a new strategy takes the next free letter, a retired one is never reused.';

create or replace function checks.fn_dimensjon() returns table (rekkefoelge integer, dimensjon text, maal integer[])
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	values (1, 'miljø', array[6, 13, 14, 15]), (2, 'samfunn', array[1, 2, 3, 4, 5, 7, 11, 16]), (3, 'økonomi', array[8, 9, 10, 12]), (4, 'samarbeid', array[17])
$$;
comment on function checks.fn_dimensjon() is 'OP-12 [S1 kap. 6]: which UN goal belongs to which dimension. Data; changed here and nowhere else.';

create or replace function checks.har_kapittel(dok jsonb, nr text) returns boolean
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select exists (select from jsonb_array_elements(dok -> 'kapitler') as k where k ->> 'kapittel' = nr and btrim(k ->> 'tekst', E' \t\r\n') <> '')
$$;
comment on function checks.har_kapittel(jsonb, text) is 'OP-15 [S1]: the chapter has a text.';

create or replace function checks.op_12(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	with valgt as (
		select (e.verdi ->> 'nummer')::int as maal from checks.elementer(dok -> 'fn_maal') as e
	), mangler as (
		select string_agg(d.dimensjon, ', ' order by d.rekkefoelge) as dimensjoner
		from checks.fn_dimensjon() as d where not exists (select from valgt where valgt.maal = any (d.maal))
	)
	select 'OP-12',
		case when exists (select from valgt) or checks.har_kapittel(dok, '6')
			or exists (select from checks.op_omraade(dok) as o
				where (o.navn ~* 'bærekraft' or (o.verdi ->> 'baerekraft')::boolean) and jsonb_array_length(o.verdi -> 'strategier') > 0)
			then 'feil' else 'varsel' end,
		'fn_maal', (select string_agg(maal::text, ', ' order by maal) from valgt), format('mangler: %s', dimensjoner), 'S1 kap. 6',
		format('Planen skal velge minst ett FN-mål for miljø, samfunn og økonomi, og mål 17 for samarbeid; det mangler for %s.', dimensjoner)
	from mangler where dimensjoner is not null
$$;
comment on function checks.op_12(jsonb) is
	'OP-12 [S1 kap. 6]: a UN goal in each dimension, and goal 17. An error once chapter 6 or the sustainability area is filled, else a warning.';

create or replace function checks.op_13(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'OP-13', 'varsel', 'innsatsomraader', count(*)::text, '3-4', 'S4',
		format('Planen har %s prioriterte innsatsområder; det normale er tre til fire, støtteområder utenom.', count(*))
	from checks.op_omraade(dok) as o where not o.stoette having count(*) not between 3 and 4
$$;
comment on function checks.op_13(jsonb) is 'OP-13 [S4]: warns where there are not three or four prioritised areas, support areas apart.';

create or replace function checks.op_14(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'OP-14', 'feil', 'til_aar', til::text, (fra + 5)::text, 'S0; matrisens rad 37',
		format('Perioden %s-%s er %s år; mer enn seks år krever et vedtak om forlenget periode.', fra, til, til - fra + 1)
	from (select (dok ->> 'fra_aar')::int as fra, (dok ->> 'til_aar')::int as til) as periode
	where til - fra + 1 > 6
$$;
comment on function checks.op_14(jsonb) is 'OP-14 [S0; row 37 of the matrix]: a period above six years. The caller drops it where row 37 has been decided.';

create or replace function checks.har_tekst(ledd text[]) returns boolean
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select coalesce(bool_or(btrim(x, E' \t\r\n') <> ''), false) from unnest(ledd) as x
$$;
comment on function checks.har_tekst(text[]) is 'OP-15 [S1]: one of the texts says something.';

create or replace function checks.har_innhold(dok jsonb, nr text) returns boolean
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select checks.har_kapittel(dok, nr) or case nr
		when '1.2' then jsonb_path_exists(dok, 'lax $.analyser.*[*]')
		when '4' then checks.har_tekst(array[dok #>> '{organisering,form}', dok #>> '{organisering,tekst}'])
		when '7' then checks.har_tekst(array[dok #>> '{kommunikasjonsstrategi,tekst}', dok #>> '{kommunikasjonsstrategi,vedlegg_id}'])
		else false end
$$;
comment on function checks.har_innhold(jsonb, text) is
	'OP-15 [S1]: the chapter has a text, or what the document holds of it otherwise: the activities and findings of 1.2, the form of 4, the strategy of 7 or the attachment that it is.';

create or replace function checks.op_15_kapitler(dok jsonb) returns table (sted text, hva text, fylt boolean)
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'kapitler/' || k.kapittel, format('Kapittel %s, %s,', k.kapittel, k.tittel), checks.har_innhold(dok, k.kapittel)
	from (values ('1.1', 'bakgrunn'), ('1.2', 'analyser og innspill'), ('2.1', 'visjon'), ('4', 'organisering'), ('7', 'kommunikasjonsstrategi')) as k(kapittel, tittel)
	union all
	select k.sted, k.hva, k.fylt
	from (values
		('hovedmaal', 'Kapittel 2.2, hovedmål,', dok -> 'hovedmaal' ->> 'arbeidsplasser' is not null),
		('arbeidsplasser', 'Kapittel 2.3, resultatmål,', jsonb_array_length(dok -> 'arbeidsplasser') > 0),
		('effektmaal', 'Kapittel 2.4, effektmål,', jsonb_array_length(dok -> 'effektmaal') > 0),
		('innsatsomraader', 'Kapittel 3, innsatsområder,', jsonb_array_length(dok -> 'innsatsomraader') > 0),
		('innsatsomraader/arbeidsplasser', 'Kapittel 3.1, arbeidsplassmål etter innsatsområde,', exists (select from checks.op_t2(dok))),
		('finansiering', 'Kapittel 5.1, finansiering,', jsonb_array_length(dok -> 'finansiering' -> 'rader') > 0 or dok ->> 'aarlig_ramme' is not null),
		('ressurser', 'Kapittel 5.2, ressurser etter innsatsområde,', jsonb_array_length(dok -> 'ressurser' -> 'rader') > 0),
		('fn_maal', 'Kapittel 6, bærekraftsmål,', jsonb_array_length(dok -> 'fn_maal') > 0)
	) as k(sted, hva, fylt)
	union all
	select o.sted, format('Kapittel 3.2.%s, %s,', o.nummer, o.navn),
		checks.har_tekst(array[o.verdi ->> 'beskrivelse', o.verdi ->> 'bakgrunn']) and jsonb_array_length(o.verdi -> 'strategier') > 0
	from checks.op_omraade(dok) as o
$$;
comment on function checks.op_15_kapitler(jsonb) is
	'OP-15 [S1, S4]: the chapters of the template and whether the document fills them: a text, or the rows or the table that is the chapter. A yearly frame fills 5.1.';

create or replace function checks.op_15(dok jsonb) returns setof checks.funn
language sql immutable parallel safe
set search_path = checks, core, pg_catalog, pg_temp
as $$
	select 'OP-15', 'feil', sted, null::text, null::text, 'S1, S4', format('%s er ikke fylt ut.', hva)
	from checks.op_15_kapitler(dok) where fylt is not true
	union all
	select 'OP-15', 'feil', sted, klamme[1], null, 'S1',
		format('Malens klamme «%s» står igjen i teksten.', klamme[1])
	from checks.blad(dok), regexp_match(verdi, '(\[[^][]{2,80}\])(?!\()') as klamme where klamme is not null
$$;
comment on function checks.op_15(jsonb) is
	'OP-15 [S1, S4]: every chapter is filled before the styringsgruppe treats the plan, and no [bracket] of the template is left. A Markdown link is no bracket.';
