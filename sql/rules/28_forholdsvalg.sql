-- Elections by agreement and by lists (handbook, section 6, V-5, V-6; KL 7-4 to 7-7). An agreement is one list that all vote for. Lists
-- are proposals of the meeting (28_motforslag.sql): where there are any, the election is proportional, and the case's own proposal only
-- says how many seats there are, in which organ and for how long. Such an election alone may be in writing, that is secret, when
-- the organ has voted so: then no name stands beside a vote in any table, journal or answer. Majority elections are 19_valg.sql's.

create or replace function core.krev_valgmaate(b core.beslutning, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if forslag ? 'valgmaate' and (forslag ->> 'valgmaate' <> 'avtale' or not b.valg or b.forslag <> 'verv') then
		raise exception 'Et valg foreslås som avtalevalg («avtale») eller som flertallsvalg (ikke oppgitt); forholdsvalg blir det når lister settes fram i møtet.'
			using errcode = 'RP003', constraint = 'ukjent_valgmaate', column = 'forslag.valgmaate', detail = json_build_object('kilde', 'V-5, V-6; KL 7-4');
	end if;
end $$;
comment on function core.krev_valgmaate(core.beslutning, jsonb) is 'A case proposes an agreement only in an election.';

create or replace function core.er_forholdsvalg(s core.sak, moete uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.motforslag x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id and x.slag = 'liste');
end $$;
comment on function core.er_forholdsvalg(core.sak, uuid) is 'True when lists are put forward in the meeting.';

create or replace function core.er_hemmelig(s core.sak, moete uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.motforslag x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id and x.slag = 'hemmelig' and core.er_vedtatt(x));
end $$;
comment on function core.er_hemmelig(core.sak, uuid) is 'True when the organ has decided that the lists are voted on in writing (KL 7-5).';

-- Agreement.

create or replace function core.er_avtalevalg(s core.sak, organ uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(s.forslag ->> 'valgmaate' = 'avtale' and (select g.akt = 'vedtar' from core.regel g where g.id = core.stemmesteg(s, organ, dag)), false);
end $$;
comment on function core.er_avtalevalg(core.sak, uuid, date) is 'True when the case proposes an agreement, and the organ whose turn it is elects.';

create or replace function core.avtale_brutt(s core.sak, o core.organ, m core.moete) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	t record := core.stemmetall(s, m.id, o.id);
begin
	return core.er_avtalevalg(s, o.id, m.dato) and t.nei + t.blank > 0
		and not exists (select from core.valgomgang x where x.program_id = s.program_id and x.sak_id = s.id and x.moete_id = m.id and x.omgang = 0);
end $$;
comment on function core.avtale_brutt(core.sak, core.organ, core.moete) is 'True when the votes on an agreement are not all for it; when that has been closed once, the election is by majority, or by lists.';

create or replace function core.nekt_avtale(ja int, imot int) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	raise exception 'Et avtalevalg krever at alle er enige: % stemte for, og % ikke.', ja, imot using errcode = 'RP009', constraint = 'avtalevalget_er_ikke_enstemmig',
		detail = json_build_object('ja', ja, 'ikke_ja', imot, 'kilde', 'V-6; KL 7-7'), hint = 'Da holdes valget som forholdsvalg (lister) eller flertallsvalg (--valgmaate flertall).';
end $$;
comment on function core.nekt_avtale(int, int) is 'FAILED_PRECONDITION avtalevalget_er_ikke_enstemmig.';

-- Lists.

create or replace function core.kandidater_som_verv(s core.sak, kandidater text) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(x.v - 'side' || jsonb_build_object('brukernavn', btrim(k.k), 'rolle', case when x.v ->> 'rolle' in ('leder', 'nestleder', 'vara') then 'medlem' else x.v ->> 'rolle' end) order by k.nr)
		from (select s.forslag #> '{verv,0}' as v) x, string_to_table(kandidater, ',') with ordinality k (k, nr));
end $$;
comment on function core.kandidater_som_verv(core.sak, text) is 'The candidates of a list, user names with commas between, as seats in the organ and for the time that the case proposes. Leader and deputy are elected by majority (KL 7-8).';

create or replace function core.minst_av_hvert_kjoenn(n int) returns int
language sql immutable as $$ select case when n >= 4 then (4 * n + 9) / 10 when n >= 2 then 1 else 0 end $$;
comment on function core.minst_av_hvert_kjoenn(int) is 'The fewest of each sex among n: 40 per cent of four or more, one of two or three (KL 7-5, 7-6).';

create or replace function core.krev_valgliste(s core.sak, o core.organ, dag date, forslag jsonb, andre jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	b core.beslutning;
	hvem text[] := array(select v ->> 'brukernavn' from jsonb_array_elements(forslag -> 'verv') v);
	r record;
begin
	select * into b from core.beslutning x where x.nr = s.beslutning;
	if not b.valg or b.forslag <> 'verv' or o.juridisk_form <> 'folkevalgt' or (select g.akt from core.regel g where g.id = core.stemmesteg(s, o.id, dag)) is distinct from 'vedtar'
		or (select count(distinct v ->> 'organ') from jsonb_array_elements(s.forslag -> 'verv') v) <> 1 then
		raise exception 'Lister settes fram når et folkevalgt organ velger medlemmer av ett organ.' using errcode = 'RP009', constraint = 'lister_gjelder_bare_valg',
			detail = json_build_object('kilde', 'V-5; KL 7-4');
	end if;
	if cardinality(hvem) = 0 then
		raise exception 'En liste har minst én kandidat.' using errcode = 'RP003', constraint = 'listen_er_tom', column = 'kandidater', detail = json_build_object('kilde', 'V-5; KL 7-5');
	end if;
	perform core.forslag_verv(s.program_id, b, forslag);
	if cardinality(hvem) <> (select count(distinct x) from unnest(hvem) x) or andre ?| hvem then
		raise exception 'En kandidat står på én liste, og én gang på den.' using errcode = 'RP009', constraint = 'kandidaten_staar_paa_en_annen_liste', column = 'kandidater',
			detail = json_build_object('kilde', 'V-5; KL 7-5');
	end if;
	select count(*) as n, count(p.kjoenn) as oppgitt, count(*) filter (where p.kjoenn = 'kvinne') as k, count(*) filter (where p.kjoenn = 'mann') as m into r
	from core.person p where p.brukernavn = any (hvem);
	if r.n = r.oppgitt and least(r.k, r.m) < core.minst_av_hvert_kjoenn(r.n::int) then
		raise exception 'Listen har % kvinner og % menn. Hvert kjønn skal ha minst 40 prosent av fire eller flere, og begge være med blant to og tre.', r.k, r.m
			using errcode = 'RP009', constraint = 'kjoennsbalansen_er_ikke_oppfylt', column = 'kandidater', detail = json_build_object('kvinner', r.k, 'menn', r.m, 'kilde', 'V-6; KL 7-5');
	end if;
end $$;
comment on function core.krev_valgliste(core.sak, core.organ, date, jsonb, jsonb) is
	'What a list may be: of an election by an elected organ, of seats in one organ, each candidate on one list (andre: those of the others), both sexes (KL 7-5) where they are stated.';

create or replace function core.fordel_plasser(stemmer int[], kandidater int[], plasser int, lodd int[]) returns int[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
	felles constant numeric := factorial(plasser + 1); -- every quotient of it is whole: equal ones are equal
	svar   int[] := array_fill(0, array[cardinality(stemmer)]);
	i      int;
begin
	for n in 1 .. plasser loop
		select x into i from generate_subscripts(stemmer, 1) x where svar[x] < kandidater[x] and stemmer[x] > 0
		order by div(stemmer[x] * felles, svar[x] + 1) desc, stemmer[x] desc, lodd[x] limit 1;
		exit when i is null;
		svar[i] := svar[i] + 1;
	end loop;
	return svar;
end $$;
comment on function core.fordel_plasser(int[], int[], int, int[]) is
	'KL 7-6: ballots of each list divided by 1, 2, 3 ...; the greatest quotient gives the first seat, and so on; of equal ones the list with most ballots, and of lists with as many the lot (the lowest number). A list gets no more seats than it has candidates (U).';

create or replace function core.loddtrukket(stemmer int[], kandidater int[], plasser int[]) returns boolean[]
language sql immutable as $$
	select array_agg(exists (select from generate_subscripts(stemmer, 1) j
		where stemmer[j] = stemmer[i] and plasser[j] < plasser[i] and plasser[j] < kandidater[j]) order by i)
	from generate_subscripts(stemmer, 1) i
$$;
comment on function core.loddtrukket(int[], int[], int[]) is 'Which lists got a seat by lot: more than another with as many ballots and a candidate left.';

create or replace function core.valgte_fra_liste(verv jsonb, n int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with k as (
			select x.v, x.nr, row_number() over (partition by p.kjoenn order by x.nr) as i,
				case when count(*) over () = count(p.kjoenn) over () then core.minst_av_hvert_kjoenn(n) else 0 end as minst
			from jsonb_array_elements(verv) with ordinality x (v, nr) join core.person p on p.brukernavn = x.v ->> 'brukernavn'
		), valgt as (
			select k.v, k.nr from k order by k.i > k.minst, k.nr limit n
		)
		select coalesce(jsonb_agg(v.v order by v.nr), '[]') from valgt v);
end $$;
comment on function core.valgte_fra_liste(jsonb, int) is
	'Who of a list is elected to its n seats: in its order, but that the first of the sex that would be too few move up (KL 7-6).';

create or replace function core.plasser_fra_liste(verv jsonb, n int, vara boolean) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	medlemmer jsonb := core.valgte_fra_liste(verv, n);
	resten    jsonb := (select coalesce(jsonb_agg(x.v || '{"rolle":"vara"}' order by x.nr), '[]') from jsonb_array_elements(verv) with ordinality x (v, nr)
		where not medlemmer @> jsonb_build_array(x.v));
begin
	return medlemmer || case when vara and n > 0 then core.valgte_fra_liste(resten, n + 2) else '[]' end;
end $$;
comment on function core.plasser_fra_liste(jsonb, int, boolean) is
	'Whom a list gets: its members and, where varas are elected, as many of them as it has members and two more, as far as its candidates last (KL 7-6). The varas stand in the list''s order.';

create or replace function core.krev_valgforslag(s core.sak, m core.moete, f core.motforslag) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if f.slag = 'liste' then
		perform core.krev_valgliste(s, (select o from core.organ o where o.id = m.organ_id), m.dato, f.forslag, coalesce((select jsonb_agg(v ->> 'brukernavn')
			from core.motforslag x, jsonb_array_elements(x.forslag -> 'verv') v
			where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id and x.slag = 'liste'), '[]'));
	elsif f.slag = 'hemmelig' and not core.er_forholdsvalg(s, m.id) then
		perform core.nekt_hemmelig();
	end if;
end $$;
comment on function core.krev_valgforslag(core.sak, core.moete, core.motforslag) is 'What is proposed of how an election is held: a list, or that the lists be voted on in writing.';

-- Members' own votes.

create or replace function core.krev_listestemme(s core.sak, x core.stemme) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not (x.stemme = 'blank' and x.motforslag_id is null or x.stemme = 'ja' and exists (select from core.motforslag f
		where f.program_id = x.program_id and f.id = x.motforslag_id and f.moete_id = x.moete_id and f.sak_id = x.sak_id and f.slag = 'liste')) then
		raise exception 'I et forholdsvalg stemmer en på en av listene, eller blankt.' using errcode = 'RP003', constraint = 'forholdsvalg_stemmes_paa_lister',
			detail = json_build_object('kilde', 'V-5; KL 7-5'), hint = 'omstilling sak vote SAK ja --forslag NUMMER';
	end if;
end $$;
comment on function core.krev_listestemme(core.sak, core.stemme) is 'A vote in a proportional election is for a list, or blank.';

create or replace function core.i_urnen(s core.sak, x core.stemme, gammel text) returns core.stemme
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.er_hemmelig(s, x.moete_id) then
		return x;
	elsif gammel = 'hemmelig' then
		raise exception 'En hemmelig stemme er avgitt og kan ikke endres: ingen vet hva den var.' using errcode = 'RP009', constraint = 'hemmelig_stemme_er_endelig',
			detail = json_build_object('kilde', 'V-5; KL 7-5');
	end if;
	insert into core.valgurne as u (program_id, moete_id, sak_id, liste, antall)
	values (x.program_id, x.moete_id, x.sak_id, coalesce((select f.nr from core.motforslag f where f.program_id = x.program_id and f.id = x.motforslag_id), 0), 1)
	on conflict on constraint valgurne_noekkel do update set antall = u.antall + 1;
	x.stemme := 'hemmelig';
	x.motforslag_id := null;
	return x;
end $$;
comment on function core.i_urnen(core.sak, core.stemme, text) is 'In a secret ballot: counts the vote in the urn, and leaves of it only that the seat has voted. It is final.';

create or replace function core.listetall(s core.sak, moete uuid, out nr int, out liste uuid, out verv jsonb, out stemmer int) returns setof record
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select f.nr, f.id, f.forslag -> 'verv', case when core.er_hemmelig(s, moete)
			then coalesce((select u.antall from core.valgurne u where u.program_id = s.program_id and u.moete_id = moete and u.sak_id = s.id and u.liste = f.nr), 0)
			else (select count(*)::int from core.stemme x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id and x.motforslag_id = f.id
				and x.tid > coalesce(core.omgang_slutt(s, moete), '-infinity')) end
	from core.motforslag f where f.program_id = s.program_id and f.moete_id = moete and f.sak_id = s.id and f.slag = 'liste' order by f.nr;
end $$;
comment on function core.listetall(core.sak, uuid) is 'Ballots for each list.';

create or replace function core.listers_plasser(s core.sak) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select count(*)::int from jsonb_array_elements(s.forslag -> 'verv') v where v ->> 'rolle' not in ('vara', 'observatoer', 'sekretaer'));
end $$;
comment on function core.listers_plasser(core.sak) is 'How many seats there are: as many voting ones as the case proposes.';

create or replace function core.krev_listevalg(o core.organ, dag date, stemmer int, blank int, til_stede int) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_utfall(o, dag, stemmer + blank, 0, 0, null, false, til_stede);
end $$;
comment on function core.krev_listevalg(core.organ, date, int, int, int) is
	'The quorum of a proportional election. Blank ballots are counted with the others: a refusal that told them apart would open the urn to who asks before it is closed.';

create or replace function core.utfall_av_lister(stemmer bigint) returns text
language sql immutable as $$ select case when stemmer > 0 then 'ja' else 'nei' end $$;
comment on function core.utfall_av_lister(bigint) is
	'The outcome of a proportional election: nei where all ballots are blank, and nobody is elected (U). It is an outcome and no refusal, so that who learns it has closed the vote.';

create or replace function core.handling_fra_lister(h core.handling, s core.sak, m core.moete, o core.organ) returns core.handling
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	avgitt     int := (select count(*) from core.stemme x where x.program_id = s.program_id and x.moete_id = m.id and x.sak_id = s.id
		and x.tid > coalesce(core.omgang_slutt(s, m.id), '-infinity'));
	lister     uuid[];
	stemmer    int[];
	kandidater int[];
	lodd       int[];
	plasser    int[];
begin
	select array_agg(t.liste order by t.nr), array_agg(t.stemmer order by t.nr), array_agg(jsonb_array_length(t.verv) order by t.nr), array_agg(t.rang::int order by t.nr)
	into lister, stemmer, kandidater, lodd from (select x.*, row_number() over (order by gen_random_uuid()) as rang from core.listetall(s, m.id) x) t;
	h.ja := (select sum(x) from unnest(stemmer) x);
	h.nei := 0;
	h.utfall := core.utfall_av_lister(h.ja);
	perform core.krev_listevalg(o, m.dato, h.ja, avgitt - h.ja, core.antall_til_stede(s, m));
	plasser := core.fordel_plasser(stemmer, kandidater, core.listers_plasser(s), lodd);
	insert into core.valgoppgjoer (program_id, motforslag_id, stemmer, plasser, lodd)
	select s.program_id, lister[i], stemmer[i], plasser[i], (core.loddtrukket(stemmer, kandidater, plasser))[i] from generate_subscripts(lister, 1) i;
	return h;
end $$;
comment on function core.handling_fra_lister(core.handling, core.sak, core.moete, core.organ) is 'Counts the lists, draws lots where the law does, and keeps what each got.';

-- A physical meeting: ballots as entered; the lot was drawn there.

create or replace function core.foerte_lister(s core.sak, r core.resultat, o core.organ) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar       jsonb := '[]';
	f          jsonb;
	andre      jsonb := '[]';
	stemmer    int[] := '{}';
	kandidater int[] := '{}';
	lodd       int[] := '{}';
	plasser    int[];
	i          int := 0;
begin
	for f in select * from jsonb_array_elements(r.motforslag) loop
		if f ->> 'slag' = 'liste' then
			f := f - 'kandidater' || jsonb_build_object('forslag', jsonb_build_object('verv', coalesce(core.kandidater_som_verv(s, f ->> 'kandidater'), '[]')));
			perform core.krev_valgliste(s, o, r.dato, f -> 'forslag', andre);
			andre := andre || jsonb_path_query_array(f, '$.forslag.verv[*].brukernavn');
			stemmer := stemmer || coalesce((f ->> 'ja')::int, 0);
			kandidater := kandidater || jsonb_array_length(f #> '{forslag,verv}');
			lodd := lodd || (not coalesce((f ->> 'lodd')::boolean, false))::int;
		end if;
		svar := svar || f;
	end loop;
	plasser := core.fordel_plasser(stemmer, kandidater, core.listers_plasser(s), lodd);
	perform core.krev_foert_listevalg(r, stemmer, lodd, core.loddtrukket(stemmer, kandidater, plasser));
	return (select jsonb_agg(case when x.v ->> 'slag' = 'liste' then x.v || jsonb_build_object('plasser', plasser[x.liste]) else x.v end order by x.nr)
		from (select v, nr, count(*) filter (where v ->> 'slag' = 'liste') over (order by nr)::int as liste from jsonb_array_elements(svar) with ordinality y (v, nr)) x);
end $$;
comment on function core.foerte_lister(core.sak, core.resultat, core.organ) is 'The proposals of a recorded proportional election, each list with its seats.';

create or replace function core.krev_foert_listevalg(r core.resultat, stemmer int[], lodd int[], trukket boolean[]) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if r.utfall <> core.utfall_av_lister(r.ja) or r.nei > 0 or r.ja <> (select sum(x) from unnest(stemmer) x) then
		raise exception 'I et forholdsvalg er utfallet ja når noen har stemt på en liste, og stemmene for er listenes til sammen (%).', (select sum(x) from unnest(stemmer) x)
			using errcode = 'RP003', constraint = 'utfallet_stemmer_ikke_med_stemmene', detail = json_build_object('kilde', 'V-5; KL 7-6');
	end if;
	if exists (select from jsonb_array_elements(r.motforslag) f where f ->> 'slag' = 'endring' and (f ->> 'vedtatt')::boolean) then
		raise exception 'I et forholdsvalg avgjør listene hvem som velges; ingen endring av forslaget vedtas ved siden av dem.' using errcode = 'RP003',
			constraint = 'listene_avgjoer_valget', column = 'resultat.motforslag', detail = json_build_object('kilde', 'V-5; KL 7-6');
	end if;
	if exists (select from generate_subscripts(stemmer, 1) i where trukket[i] <> (lodd[i] = 0)) then
		raise exception 'Loddet oppgis for listen som fikk plassen ved loddtrekning mot en med like mange stemmer, og bare for den.'
			using errcode = 'RP003', constraint = 'loddet_stemmer_ikke', column = 'resultat.motforslag', detail = json_build_object('kilde', 'V-5; KL 7-6');
	end if;
	if (cardinality(r.dissens) > 0 or r.moeteleders_stemme is not null) and exists (select from jsonb_array_elements(r.motforslag) f where f ->> 'slag' = 'hemmelig' and (f ->> 'vedtatt')::boolean) then
		raise exception 'I et hemmelig valg føres ikke hvem som stemte hva.' using errcode = 'RP003', constraint = 'hemmelig_valg_har_ingen_navn', column = 'resultat.dissens',
			detail = json_build_object('kilde', 'V-5; KL 7-5');
	end if;
end $$;
comment on function core.krev_foert_listevalg(core.resultat, int[], int[], boolean[]) is 'A recorded proportional election: its votes add up, the lot is told where one was drawn, and a secret one names nobody.';

create or replace function core.foerte_merket(motforslag jsonb) returns jsonb
language sql immutable as $$
	select jsonb_agg(case when f ? 'kandidater' then f || '{"slag":"liste"}' else f end order by n) from jsonb_array_elements(motforslag) with ordinality x (f, n)
$$;
comment on function core.foerte_merket(jsonb) is 'Proposals of a recorded result: what has candidates is a list, also where the secretary did not say so.';

create or replace function core.har_foerte_lister(r core.resultat) returns boolean
language sql immutable as $$
	select exists (select from jsonb_array_elements(r.motforslag) f where f ->> 'slag' = 'liste')
$$;
comment on function core.har_foerte_lister(core.resultat) is 'True of a recorded proportional election.';

create or replace function core.krev_foert_valg(s core.sak, r core.resultat, o core.organ) returns core.resultat
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.har_foerte_lister(r) then
		r.motforslag := core.foerte_lister(s, r, o);
		perform core.krev_listevalg(o, r.dato, r.ja, r.blank, (select core.antall_til_stede(s, m) from core.moete m where m.id = r.moete_id));
		r.valgmaate := null;
	elsif exists (select from jsonb_array_elements(r.motforslag) f where f ->> 'slag' = 'hemmelig') then
		perform core.nekt_hemmelig();
	elsif r.utfall in ('ja', 'nei') and r.nei + r.blank > 0 and r.valgmaate is null and core.er_avtalevalg(s, o.id, r.dato) then
		perform core.nekt_avtale(r.ja, r.nei + r.blank);
	end if;
	return r;
end $$;
comment on function core.krev_foert_valg(core.sak, core.resultat, core.organ) is 'How a recorded election was held: by lists, which get their seats here; by agreement, which is unanimous; or by majority.';

create or replace function core.nekt_hemmelig() returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	raise exception 'Bare et forholdsvalg kan være hemmelig: sett fram listene først.' using errcode = 'RP009', constraint = 'bare_forholdsvalg_er_hemmelig',
		detail = json_build_object('kilde', 'V-5; KL 7-5');
end $$;
comment on function core.nekt_hemmelig() is 'FAILED_PRECONDITION bare_forholdsvalg_er_hemmelig.';

-- What was elected.

create or replace function core.velger_vara(h core.handling) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.sak s, jsonb_array_elements(s.forslag -> 'verv') v where s.program_id = h.program_id and s.id = h.sak_id and v ->> 'rolle' = 'vara');
end $$;
comment on function core.velger_vara(core.handling) is 'True when the case proposes varas, or has elected them: an organ may do without (U).';

create or replace function core.valgt_av_lister(h core.handling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_build_object('valgmaate', 'forhold', 'verv', jsonb_agg(e.v || jsonb_build_object('liste', l.liste) order by l.nr, e.nr)) from (
			select x.*, row_number() over (order by x.nr)::int as liste from (
			select f.nr::bigint, f.forslag -> 'verv' as verv, u.plasser from core.motforslag f join core.valgoppgjoer u on u.program_id = f.program_id and u.motforslag_id = f.id
			where f.program_id = h.program_id and f.sak_id = h.sak_id and f.moete_id = h.moete_id
			union all
			select y.nr, y.v #> '{forslag,verv}', (y.v ->> 'plasser')::int from core.resultat r, jsonb_array_elements(r.motforslag) with ordinality y (v, nr)
			where r.program_id = h.program_id and r.id = h.resultat_id and y.v ->> 'slag' = 'liste') x) l,
		jsonb_array_elements(core.plasser_fra_liste(l.verv, l.plasser, core.velger_vara(h))) with ordinality e (v, nr) having count(*) > 0);
end $$;
comment on function core.valgt_av_lister(core.handling) is 'The seats that an act''s lists got, which take the place of the case''s own proposal; null: there were no lists.';

create or replace function core.valgt_forslag(h core.handling) returns setof jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select coalesce(core.valgt_av_lister(h), case when exists (select from core.valgomgang x
			where x.program_id = h.program_id and x.sak_id = h.sak_id and x.moete_id = h.moete_id and x.omgang = 0)
		or exists (select from core.resultat r where r.program_id = h.program_id and r.id = h.resultat_id and r.valgmaate = 'flertall') then '{"valgmaate":"flertall"}'::jsonb end);
end $$;
comment on function core.valgt_forslag(core.handling) is 'What an election changed in what its case proposes: whom the lists elected; that there was no agreement, and it was held by majority. Null: nothing.';

create or replace trigger journal after insert on core.valgoppgjoer for each row execute function core.journal_rad('valgoppgjoer');
create or replace trigger uforanderlig before update or delete or truncate on core.valgoppgjoer for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before delete or truncate on core.valgurne for each statement execute function core.uforanderlig();

create or replace function core.urne_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if tg_op = 'INSERT' and new.antall <> 1 or tg_op = 'UPDATE' and (new.program_id, new.moete_id, new.sak_id, new.liste, new.antall)
		is distinct from (old.program_id, old.moete_id, old.sak_id, old.liste, old.antall + 1) then
		raise exception 'Urnen tar imot én stemme om gangen; ingen tas ut eller flyttes.' using errcode = 'RP009', constraint = 'urnen_tar_bare_imot', detail = json_build_object('kilde', 'V-5; KL 7-5');
	end if;
	return new;
end $$;
comment on function core.urne_kontroll() is 'Row trigger: a ballot goes in, one at a time; none is taken out, moved or told over.';
create or replace trigger kontroll before insert or update on core.valgurne for each row execute function core.urne_kontroll();

create or replace function core.urne_stemmer() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if (select sum(u.antall) from core.valgurne u where u.program_id = new.program_id and u.moete_id = new.moete_id and u.sak_id = new.sak_id)
		<> (select count(*) from core.stemme x where x.program_id = new.program_id and x.moete_id = new.moete_id and x.sak_id = new.sak_id and x.stemme = 'hemmelig') then
		raise exception 'Urnen har ikke like mange stemmer som det er avgitt.' using errcode = 'RP009', constraint = 'urnen_stemmer_med_avgitte', detail = json_build_object('kilde', 'V-5; KL 7-5');
	end if;
	return null;
end $$;
comment on function core.urne_stemmer() is 'Deferred row trigger: as many ballots as seats that have voted in secret, each of them journalled: nobody adds to the urn unseen.';
do $$ begin
	create constraint trigger urnen_stemmer after insert or update on core.valgurne deferrable initially deferred
		for each row execute function core.urne_stemmer();
exception when duplicate_object then null;
end $$;
alter table core.valgoppgjoer enable row level security;
alter table core.valgurne enable row level security;
