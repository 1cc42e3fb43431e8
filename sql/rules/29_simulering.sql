-- What if (SimulateSak): who would sit in an organ's seats, what its vote would take, and who may act in which step of a case,
-- were some members absent or inhabil, or the amount another. No rule is here: each is asked of the function that enforces
-- it, which takes what is assumed (har_forfall, er_inhabil, neste_vara, teller, rute, delegasjon_hindring).

create or replace function core.antatt_sete(s core.sak, organ uuid, dag date, sete uuid, sak uuid, fravaerende uuid[]) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select i.person_id from core.innkalling i where i.verv_id = sete and i.organ_id = organ
		and core.innkalt_sete(organ, i.person_id, dag, sak) = sete and not core.har_forfall(organ, i.person_id, dag, fravaerende)
		order by i.tid desc limit 1);
end $$;
comment on function core.antatt_sete(core.sak, uuid, date, uuid, uuid, uuid[]) is 'The vara who is already called for a seat, on the day or in the case, and comes; null: none.';

create or replace function core.antatte_seter(s core.sak, organ uuid, dag date, fravaerende uuid[], inhabile uuid[])
returns table (verv_id uuid, medlem uuid, tilstand text, sitter uuid)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	opptatt uuid[] := '{}';
	alle    uuid[];
	uten    uuid[] := '{}'; -- those who sit before anybody is found inhabil, seat by seat
	v       record;
begin
	alle := array(select x.id from core.verv x join core.person p on p.id = x.person_id
		where x.organ_id = organ and core.eget_sete(organ, x.person_id, dag) = x.id order by p.brukernavn);
	for v in select x.* from unnest(alle) with ordinality a (id, n) join core.verv x on x.id = a.id order by a.n loop
		sitter := case when not core.har_forfall(organ, v.person_id, dag, fravaerende) then v.person_id
			else coalesce(core.antatt_sete(s, organ, dag, v.id, null, fravaerende), (core.neste_vara(organ, dag, v.id, null, opptatt, fravaerende)).person_id) end;
		uten := uten || sitter;
		opptatt := array_remove(opptatt || sitter, null); -- a null among them would make every comparison null
	end loop;
	for v in select x.*, a.n from unnest(alle) with ordinality a (id, n) join core.verv x on x.id = a.id order by a.n loop
		verv_id := v.id;
		medlem := v.person_id;
		sitter := uten[v.n];
		tilstand := case when core.har_forfall(organ, v.person_id, dag, fravaerende) then 'forfall' when core.er_inhabil(s, organ, v.person_id, inhabile) then 'inhabil' end;
		if core.er_inhabil(s, organ, sitter, inhabile) then
			sitter := coalesce(core.antatt_sete(s, organ, dag, v.id, s.id, fravaerende), (core.neste_vara(organ, dag, v.id, s, opptatt, fravaerende, inhabile)).person_id);
			sitter := case when not core.er_inhabil(s, organ, sitter, inhabile) then sitter end;
			opptatt := array_remove(opptatt || sitter, null);
		end if;
		return next;
	end loop;
end $$;
comment on function core.antatte_seter(core.sak, uuid, date, uuid[], uuid[]) is
	'The voting seats of an organ and who would vote in them: the member, or the vara who would be called; first for those absent, then for who is inhabil in the case, as they are called in a meeting (H-5). Null: nobody.';

create or replace function core.ja_kreves(form text, n int, deltar int, valg boolean, leders_stemme text) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select min(j) from generate_series(0, deltar) j where (core.teller(form, n, j, deltar - j, 0, leders_stemme, valg, deltar)).utfall = 'ja');
end $$;
comment on function core.ja_kreves(text, int, int, boolean, text) is
	'The fewest yes with which the count gives yes, when so many take part and all vote; with leders_stemme ja: when the presiding member is one of them. Null: no number suffices.';

create or replace function core.ja_kreves_i_sak(s core.sak, o core.organ, n int, deltar int, valg boolean, leders_stemme text) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flertall int := core.ja_kreves(o.juridisk_form, n, deltar, valg, leders_stemme);
begin
	return case when flertall is not null then greatest(flertall, core.minst_ja(s, o, deltar)) end;
end $$;
comment on function core.ja_kreves_i_sak(core.sak, core.organ, int, int, boolean, text) is
	'As core.ja_kreves, and at least the two thirds that a change of a regionråd''s agreement takes (V-11).';

create or replace function core.antatt_votering(s core.sak, o core.organ, dag date, fravaerende uuid[], inhabile uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n      int := core.seter(o, dag);
	valg   boolean := (select b.valg from core.beslutning b where b.nr = s.beslutning);
	borte  uuid[];
	stemmer uuid[];
	seter  jsonb;
	deltar int;
	leder  uuid;
begin
	select array_agg(x.sitter) filter (where x.sitter is not null), array_agg(x.medlem) filter (where x.tilstand is not null),
		jsonb_agg(jsonb_strip_nulls(jsonb_build_object('brukernavn', m.brukernavn, 'navn', m.navn, 'tilstand', x.tilstand,
			'vara', case when x.sitter <> x.medlem then v.brukernavn end)) order by m.brukernavn) filter (where x.tilstand is not null)
	into stemmer, borte, seter
	from core.antatte_seter(s, o.id, dag, fravaerende, inhabile) x join core.person m on m.id = x.medlem left join core.person v on v.id = x.sitter;
	deltar := coalesce(cardinality(stemmer), 0);
	leder := core.leder_av(o.id, dag, coalesce(borte, '{}'));
	return jsonb_strip_nulls(jsonb_build_object('seter', n, 'kvorum', (core.teller(o.juridisk_form, n, 0, 0, 0, null, false)).kvorum, 'til_stede', deltar,
		'vedtaksfoert', (core.teller(o.juridisk_form, n, deltar, 0, 0, null, valg, deltar)).grunn is distinct from 'ikke_vedtaksfoert',
		'ja_kreves', core.ja_kreves_i_sak(s, o, n, deltar, valg, null), 'ja_kreves_med_moeteleder', core.ja_kreves_i_sak(s, o, n, deltar, valg, 'ja'),
		'moeteleder', (select p.brukernavn from core.person p where p.id = leder), 'borte', seter,
		'stemmer', (select jsonb_agg(p.brukernavn order by p.brukernavn) from core.person p where p.id = any (stemmer)),
		'kilde', (select r.kilde from core.stemmeregel r where r.form = o.juridisk_form)));
end $$;
comment on function core.antatt_votering(core.sak, core.organ, date, uuid[], uuid[]) is
	'What a vote of the organ in the case would take: seats, quorum, who would vote, how many yes suffice, who presides; of the contract''s SimulertOrgan.';

create or replace function core.kan_lede(o core.organ, akt_ text, dag date, stemmer uuid[]) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.verv v join core.akt_rolle a on a.rolle = v.rolle and a.akt = akt_
		where v.organ_id = o.id and v.person_id = any (stemmer) and core.gjelder(v.fra, v.til, dag));
end $$;
comment on function core.kan_lede(core.organ, text, date, uuid[]) is
	'True when one of those who would vote can preside and close the vote: who votes for another as vara alone cannot (V-4).';

create or replace function core.antatt_alene(s core.sak, o core.organ, akt_ core.akt, dag date, fravaerende uuid[], inhabile uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	kan   text[];
	over_ text := core.inhabil_overordnet(s, o.id, dag, inhabile);
begin
	select array_agg(distinct p.brukernavn) into kan from core.verv v join core.akt_rolle a on a.rolle = v.rolle and a.akt = akt_.akt
		join core.person p on p.id = v.person_id
	where v.organ_id = o.id and core.gjelder(v.fra, v.til, dag) and not core.har_forfall(o.id, v.person_id, dag, fravaerende)
		and not core.er_inhabil(s, o.id, v.person_id, inhabile);
	return jsonb_strip_nulls(jsonb_build_object('stemmer', to_jsonb(kan), 'hindring', case
		when kan is null then jsonb_build_object('grunn', 'ingen_kan_handle', 'tekst', 'Ingen som kan handle for organet, er både til stede og habil.')
		when akt_.avgjoer and over_ is not null then jsonb_build_object('grunn', 'overordnet_er_inhabil',
			'tekst', format('%s er inhabil i saken; den som er direkte underordnet, kan forberede den, men ikke avgjøre den (H-3).', over_)) end));
end $$;
comment on function core.antatt_alene(core.sak, core.organ, core.akt, date, uuid[], uuid[]) is
	'Who could act for an organ where no vote is needed, and what hinders it: nobody left, or an inhabil superior (H-3); of the contract''s SimulertOrgan.';

create or replace function core.antatt_organ(s core.sak, o core.organ, g core.regel, dag date, fravaerende uuid[], inhabile uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a    core.akt;
	svar jsonb;
	d    record;
begin
	select * into a from core.akt x where x.akt = g.akt;
	if a.stemmes and (select f.kollegial from core.juridisk_form f where f.form = o.juridisk_form) then
		svar := core.antatt_votering(s, o, dag, fravaerende, inhabile);
		if not (svar ->> 'vedtaksfoert')::boolean then
			svar := svar || jsonb_build_object('hindring', jsonb_build_object('grunn', 'ikke_vedtaksfoert',
				'tekst', format('%s er ikke vedtaksført: %s av %s seter er besatt, og det kreves %s.', o.navn, svar ->> 'til_stede', svar ->> 'seter', svar ->> 'kvorum')));
		elsif not svar ? 'moeteleder' and not core.kan_lede(o, g.akt, dag, array(select p.id from core.person p where svar -> 'stemmer' ? p.brukernavn)) then
			svar := svar || jsonb_build_object('hindring', jsonb_build_object('grunn', 'ingen_kan_lede',
				'tekst', 'Bare varaer sitter i saken, og ingen av dem kan lede møtet og avslutte voteringen.'));
		end if;
	else
		svar := core.antatt_alene(s, o, a, dag, fravaerende, inhabile);
	end if;
	if core.paa_delegasjon(g) then
		d := core.delegasjon_hindring(s, o.id, dag);
		if d.grunn is not null then
			svar := svar || jsonb_build_object('hindring', jsonb_build_object('grunn', d.grunn, 'tekst', d.tekst));
		end if;
	end if;
	return svar || jsonb_build_object('organ', o.kortnavn, 'organ_navn', o.navn, 'kan', not svar ? 'hindring');
end $$;
comment on function core.antatt_organ(core.sak, core.organ, core.regel, date, uuid[], uuid[]) is 'The contract''s SimulertOrgan: whether an organ could take a step, and how.';

create or replace function core.krev_antatt(s core.sak, personer uuid[], inhabile uuid[], dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	fremmed text := (select string_agg(p.navn, ', ' order by p.navn) from core.person p where p.id = any (personer || inhabile)
		and not exists (select from core.program_organ po join core.verv v on v.organ_id = po.organ_id
			where po.program_id = s.program_id and v.person_id = p.id and core.gjelder(po.fra, po.til, dag) and core.gjelder(v.fra, v.til, dag)));
begin
	if fremmed is not null then
		raise exception 'Personen har ikke verv i noe organ som behandler saken: %.', fremmed using errcode = 'RP009', constraint = 'personen_behandler_ikke_saken', detail = json_build_object('kilde', 'håndboka, del 4');
	end if;
	if cardinality(inhabile) > 0 then
		perform core.krev_habilitetssak(s);
	end if;
end $$;
comment on function core.krev_antatt(core.sak, uuid[], uuid[], date) is 'Refuses to assume something of who has no seat in the programme on the date, or that anybody is inhabil in an election (H-8).';

create or replace function core.simuler(s core.sak, dag date, fravaerende uuid[], inhabile uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_antatt(s, fravaerende, inhabile, dag);
	return jsonb_strip_nulls(jsonb_build_object('sak', core.sak_svar(s, false), 'dato', dag, 'naa', core.tur_tekst(core.tur(s, dag)),
		'saksgang', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('steg', jsonb_build_object('nummer', r.steg, 'funksjon', r.funksjon, 'akt', r.akt,
				'paakrevd', r.paakrevd, 'kilde', r.kilde, 'tilstand', r.tilstand, 'regel', r.regel_id), 'regel', g.beslutning || '.' || g.steg,
				'organer', (select jsonb_agg(core.antatt_organ(s, o, g, dag, fravaerende, inhabile) order by o.kortnavn) from core.organer(s.program_id, r.funksjon, dag) o)))
				order by r.steg, r.regel_id)
			from core.rute(s, dag) r join core.regel g on g.id = r.regel_id where r.tilstand in ('venter', 'kommer')),
		'budsjett', core.simulert_budsjett(s, dag), 'varsler', core.simulerte_varsler(s, dag)));
end $$;
comment on function core.simuler(core.sak, date, uuid[], uuid[]) is 'The contract''s SimulateSakResponse: the steps that are left, under what is assumed. The case is given with the assumed amount in it.';
