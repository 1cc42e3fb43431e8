-- How cases, acts and decisions are shown, and what waits for a person.

create or replace function core.sak_navn(program uuid, nr int) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select p.kortnavn || '/sak-' || nr from core.program p where p.id = program);
end $$;
comment on function core.sak_navn(uuid, int) is 'PROGRAM/sak-N.';

create or replace function core.sak_varsler(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return nullif(coalesce(case when s.beslutning in (27, 28) then core.varsler(s.program_id)
		when s.beslutning = 13 and core.er_aapen(s.tilstand) then core.valg_varsler(s, dag) end, '[]') || core.pengevarsler(s, dag), '[]');
end $$;
comment on function core.sak_varsler(core.sak, date) is 'What those who serve the programme are told of a case before it is decided: of the programme''s balance, an election, money. Null: nothing.';

create or replace function core.forslag_svar(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object(
		'plan', (select g.kortnavn || '/' || p.kortnavn from core.plan p join core.program g on g.id = p.program_id
			where p.program_id = s.program_id and p.id = s.plan_id),
		'versjon', s.versjon,
		'hash', (select encode(v.hash, 'hex') from core.plan_versjon v
			where v.program_id = s.program_id and v.plan_id = s.plan_id and v.nr = s.versjon),
		'verv', (select jsonb_agg(v || jsonb_build_object('organ_navn', o.navn, 'person_navn', p.navn) order by nr)
			from jsonb_array_elements(s.forslag -> 'verv') with ordinality x (v, nr)
				left join core.organ o on o.kortnavn = v ->> 'organ' left join core.person p on p.brukernavn = v ->> 'brukernavn'),
		'beloep', s.forslag -> 'beloep', 'gyldig_til', s.forslag -> 'gyldig_til', 'vilkaar', s.forslag -> 'vilkaar',
		'klage_over', s.forslag -> 'klage_over', 'prinsipiell', s.forslag -> 'prinsipiell',
		'delprosjekt', s.forslag -> 'delprosjekt', 'avtaleendring', s.forslag -> 'avtaleendring', 'valgmaate', s.forslag -> 'valgmaate', 'vilkaarsrader', s.forslag -> 'vilkaarsrader', 'delegasjoner', s.forslag -> 'delegasjoner', 'regler', s.forslag -> 'regler', 'erstatter', s.forslag -> 'erstatter',
		'soeknad', s.forslag -> 'soeknad', 'avvik_begrunnelse', s.forslag -> 'avvik_begrunnelse', 'kriterier', s.forslag -> 'kriterier') || core.tildelingsforslag_svar(s))
		|| core.forslag_penger(s);
end $$;
comment on function core.forslag_svar(core.sak) is 'The contract''s Forslag.';

create or replace function core.handling_svar(h core.handling) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	person text := (select p.brukernavn from core.person p where p.id = h.person_id);
	foerer text := (select p.brukernavn from core.resultat r join core.person p on p.id = r.foert_av
		where r.program_id = h.program_id and r.id = h.resultat_id);
begin
	return jsonb_strip_nulls(jsonb_build_object('organ', (select o.kortnavn from core.organ o where o.id = h.organ_id),
		'brukernavn', coalesce(foerer, person), 'dato', h.dato, 'utfall', h.utfall, 'tekst', h.tekst, 'ja', h.ja, 'nei', h.nei,
		'saksnummer', h.saksnummer, 'bekreftet_av', case when foerer is not null then person end))
		|| coalesce((select jsonb_build_object('dissens', r.dissens, 'protokolltilfoersel', r.protokolltilfoersel) from core.resultat r
			where r.program_id = h.program_id and r.id = h.resultat_id and (core.deltar(h.program_id)
				or (select p.juridisk_form = 'folkevalgt' from core.organ o, core.organ_paa(o, h.dato) p where o.id = h.organ_id))), '{}');
end $$;
comment on function core.handling_svar(core.handling) is
	'The contract''s Handling: of a recorded result, who entered it and who confirmed it; names of dissent and remarks are the møtebok''s, which is public of what was a folkevalgt organ then (V-18).';

create or replace function core.standpunkter(s core.sak, regel int, funksjon text) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.alle_maa_si_ja(s.program_id, funksjon, s.opprettet) then
		return null;
	end if;
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('organ', o.kortnavn, 'organ_navn', o.navn,
			'tilstand', case when core.har_sagt_ja(s, regel, o.id) then 'ferdig' when core.er_aapen(s.tilstand) then 'venter' else 'bortfalt' end,
			'handling', (select core.handling_svar(h) from core.handling h where h.program_id = s.program_id and h.sak_id = s.id and h.regel_id = regel and h.organ_id = o.id
				order by h.nr desc limit 1))) order by o.navn)
		from core.organer(s.program_id, funksjon, core.i_dag()) o);
end $$;
comment on function core.standpunkter(core.sak, int, text) is
	'The contract''s Standpunkter: of a step where every organ must say yes (owner mode C), each organ''s newest act and whether it waits for it. Null elsewhere.';

create or replace function core.steg_svar(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (
		with r as (
			select x.*, core.organnavn(s.program_id, x.funksjon, core.i_dag()) as organer,
				(select h from core.handling h where h.program_id = s.program_id and h.sak_id = s.id and h.regel_id = x.regel_id
					order by h.nr desc limit 1) as handling
			from core.rute(s, core.i_dag()) x
		), valgt as (
			select distinct on (r.steg, r.akt, case when r.paakrevd then '' else r.funksjon end) r.* from r
			order by r.steg, r.akt, case when r.paakrevd then '' else r.funksjon end,
				(r.handling).nr is null, cardinality(r.organer) = 0, r.regel_id
		)
		select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('nummer', v.steg, 'funksjon', v.funksjon, 'akt', v.akt,
			'paakrevd', v.paakrevd, 'kilde', v.kilde, 'regel', v.regel_id, 'tilstand', v.tilstand, 'organer', v.organer,
			'standpunkter', core.standpunkter(s, v.regel_id, v.funksjon),
			'handling', case when (v.handling).nr is not null then core.handling_svar(v.handling) end)) order by v.steg, v.regel_id)
		from valgt v);
end $$;
comment on function core.steg_svar(core.sak) is
	'The route of a case as the contract''s Steg; of alternative rules the one that was used, else the first that an organ fills.';

create or replace function core.resultat_svar(r core.resultat) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', r.id, 'organ', (select o.kortnavn from core.organ o where o.id = r.organ_id),
		'dato', r.dato, 'sted', r.sted, 'saksnummer', r.saksnummer, 'utfall', r.utfall, 'ja', r.ja, 'nei', r.nei,
		'moeteleder', (select p.brukernavn from core.person p where p.id = r.moeteleder_id), 'moeteleders_stemme', r.moeteleders_stemme,
		'dissens', r.dissens, 'protokolltilfoersel', r.protokolltilfoersel,
		'inhabile', (select jsonb_agg(p.brukernavn order by p.brukernavn) from core.person p where p.id = any (r.inhabile)),
		'foert_av', (select p.brukernavn from core.person p where p.id = r.foert_av), 'moete', r.moete_id, 'blank', nullif(r.blank, 0), 'motforslag', r.motforslag, 'valgmaate', r.valgmaate, 'begrunnelse', r.begrunnelse, 'vilkaar', r.vilkaar));
end $$;
comment on function core.resultat_svar(core.resultat) is 'The contract''s Resultat.';

create or replace function core.sak_svar(s core.sak, hele boolean default true) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	svar jsonb := jsonb_build_object('id', s.id, 'navn', core.sak_navn(s.program_id, s.nr), 'beslutning', s.beslutning,
		'tittel', s.tittel, 'tilstand', s.tilstand, 'forslag', core.forslag_svar(s));
	r core.resultat;
begin
	if not hele then
		return svar;
	end if;
	svar := svar || jsonb_strip_nulls(jsonb_build_object('steg', core.steg_svar(s), 'blokkert_av', core.blokkert_av(s),
		'erstatter', (select jsonb_agg(core.sak_navn(g.program_id, g.nr) order by g.nr) from core.omgjoering x join core.sak g on g.program_id = x.program_id
			and g.id = x.sak_id where x.program_id = s.program_id and x.ny_sak_id = s.id and (core.deltar(s.program_id) or core.sak_er_offentlig(g.program_id, g.id))),
		'erstattet_av', (select core.sak_navn(n.program_id, n.nr) from core.omgjoering x join core.sak n on n.program_id = x.program_id
			and n.id = x.ny_sak_id where x.program_id = s.program_id and x.sak_id = s.id and (core.deltar(s.program_id) or core.sak_er_offentlig(n.program_id, n.id)))));
	if core.deltar(s.program_id) then
		r := core.nyeste_resultat(s);
		svar := svar || jsonb_strip_nulls(jsonb_build_object('varsler', core.sak_varsler(s, core.i_dag()), 'resultat', case when r.id is not null then core.resultat_svar(r) end,
			'stemmer', (select jsonb_agg(jsonb_build_object('brukernavn', p.brukernavn, 'organ', o.kortnavn, 'stemme', x.stemme)
						|| coalesce((select jsonb_build_object('forslag', f.nr) from core.motforslag f where f.program_id = x.program_id and f.id = x.motforslag_id), '{}')
						|| coalesce((select jsonb_build_object('representerer', f.brukernavn) from core.verv v join core.person f on f.id = v.person_id
							where v.id = x.verv_id and v.person_id <> x.person_id), '{}')
					order by x.tid, p.brukernavn)
				from core.stemme x join core.person p on p.id = x.person_id join core.moete m on m.id = x.moete_id
					join core.organ o on o.id = m.organ_id
				where x.program_id = s.program_id and x.sak_id = s.id and x.stemme <> 'hemmelig'),
			'hastegrunn', (select x.grunn from core.hastesak x where x.program_id = s.program_id and x.sak_id = s.id),
			'habilitet', core.habilitet_svar(s), 'motforslag', core.motforslag_svar(s, null), 'valgomganger', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('omgang', x.omgang, 'ja', x.ja,
				'nei', x.nei, 'blank', x.blank, 'lodd', x.lodd)) order by x.tid) from core.valgomgang x where x.program_id = s.program_id and x.sak_id = s.id)));
	end if;
	return svar;
end $$;
comment on function core.sak_svar(core.sak, boolean) is
	'The contract''s Sak; its callers found the case under row-level security. Votes and an unconfirmed result only for those who serve the programme.';

create or replace function core.vedtak_svar(v core.vedtak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('id', v.id, 'sak', core.sak_navn(s.program_id, s.nr), 'beslutning', v.beslutning,
		'tittel', s.tittel, 'organ', o.kortnavn, 'organ_navn', (core.organ_paa(o, v.dato)).navn, 'dato', v.dato, 'saksnummer', v.saksnummer,
		'akt', v.akt, 'utfall', v.utfall, 'ja', h.ja, 'nei', h.nei,
		'plan', core.forslag_svar(s) -> 'plan', 'versjon', v.versjon, 'hash', encode(v.hash, 'hex'),
		'vilkaar', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('nr', w.nr, 'tekst', w.tekst, 'frist', w.frist, 'ansvarlig', w.ansvarlig)) order by w.nr)
			from core.vilkaar w where w.program_id = v.program_id and w.vedtak_id = v.id),
		'klagefrist', (select coalesce(core.klagefrist(s), v.dato + 21) from core.regel g where g.id = h.regel_id and v.utfall = any (g.klage_over)),
		'forslag', nullif(core.forslag_svar(s) - '{plan,versjon,hash}'::text[], '{}')) || core.lovlighet_svar(v))
	from core.sak s, core.organ o, core.handling h
	where s.program_id = v.program_id and s.id = v.sak_id and o.id = v.organ_id
		and h.program_id = v.program_id and h.sak_id = v.sak_id and h.nr = v.handling);
end $$;
comment on function core.vedtak_svar(core.vedtak) is 'The contract''s Vedtak, with the name that the organ has in its own time (CS-2).';

-- What waits for a person: the act itself where no vote is needed; stemme for a member who has not voted in an open
-- meeting; the act for who opens the meeting, closes the vote or enters the result; bekreft for who presided.

create or replace function core.oppgave(s core.sak, m record, kollegial boolean, hvem uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	moete core.moete;
	r     core.resultat;
begin
	if not kollegial then
		return case when m.roller && array(select a.rolle from core.akt_rolle a where a.akt = m.akt) then m.akt end;
	end if;
	r := core.nyeste_resultat(s, m.organ_id);
	if r.id is not null then
		return case when r.moeteleder_id = hvem then 'bekreft' end;
	end if;
	moete := core.aapent_moete(m.organ_id, s.program_id, s.id);
	if moete.id is null then
		return case when m.roller && array['leder', 'sekretaer'] then m.akt end;
	end if;
	if core.stemmesete_i_sak(s, m.organ_id, hvem, moete.dato) is not null and not exists (select from core.stemme x
		where x.program_id = s.program_id and x.moete_id = moete.id and x.sak_id = s.id and x.person_id = hvem
			and x.tid > coalesce(core.omgang_slutt(s, moete.id), '-infinity')) then
		return 'stemme';
	end if;
	return case when moete.leder_id = hvem then m.akt end;
end $$;
comment on function core.oppgave(core.sak, record, boolean, uuid) is 'What a waiting step asks of a person, or null.';

create or replace function core.oppgaver_i_sak(s core.sak, hvem uuid) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	m    record;
	akt  text;
	svar jsonb := '[]';
	uten_plan boolean := s.beslutning in (27, 28) and core.uten_aarets_plan(s.program_id, core.i_dag()) is not null;
begin
	for m in select y.*, o.kortnavn, f.kollegial and a.stemmes as kollegial
		from core.mine_steg(s, hvem, core.i_dag()) y join core.akt a on a.akt = y.akt
			join core.organ o on o.id = y.organ_id join core.juridisk_form f on f.form = o.juridisk_form
		where y.tilstand = 'venter' loop
		akt := core.oppgave(s, m, m.kollegial, hvem);
		if akt is not null and not (m.akt = 'mottar' and core.mottak_er_forbi(s, m.organ_id)) then
			svar := svar || jsonb_build_object('program', (select p.kortnavn from core.program p where p.id = s.program_id),
				'sak', core.sak_navn(s.program_id, s.nr), 'tittel', case when uten_plan then format('%s. Handlingsplanen for %s er ikke vedtatt; tildelinger før den er det, har ingen plan.', s.tittel, extract(year from core.i_dag())) else s.tittel end, 'akt', akt, 'organ', m.kortnavn, 'kilde', m.kilde);
		end if;
	end loop;
	return svar;
end $$;
comment on function core.oppgaver_i_sak(core.sak, uuid) is 'What waits for a person in one case, as the contract''s Task.';

create or replace function core.mine_programmer(hvem uuid, etter uuid, flest int) returns uuid[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	faa constant int := 100;
	dag date := core.i_dag();
	omf uuid[] := core.omfang();
begin
	if (select count(*) > faa from (select from core.verv v where v.person_id = hvem limit faa + 1) x) then
		return array(select p.id from core.program p where p.id > etter and (omf is null or p.id = any (omf)) and exists (
			select from core.program_organ po where po.program_id = p.id and core.gjelder(po.fra, po.til, dag) and exists (
				select from core.verv v where v.person_id = hvem and v.organ_id = po.organ_id and core.gjelder(v.fra, v.til, dag) offset 0) offset 0)
			order by p.id limit flest);
	end if;
	return array(select distinct po.program_id from core.verv v join core.program_organ po on po.organ_id = v.organ_id
		where v.person_id = hvem and core.gjelder(v.fra, v.til, dag) and core.gjelder(po.fra, po.til, dag) and po.program_id > etter and (omf is null or po.program_id = any (omf))
		order by po.program_id limit flest);
end $$;
comment on function core.mine_programmer(uuid, uuid, int) is
	'The next programmes that a person serves today, by id. From few seats to their programmes; who has many serves most programmes, and each is asked until the page is full.';

drop function if exists core.oppgaver(uuid);
create or replace function core.oppgaver(hvem uuid, merke text) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 25;
	programmer uuid[];
	s    core.sak;
	svar jsonb := '[]';
begin
	if merke !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
		raise exception 'page_token er ikke fra en tidligere side.' using errcode = 'RP003', constraint = 'ugyldig_sidemerke', column = 'page_token';
	end if;
	programmer := core.mine_programmer(hvem, coalesce(merke::uuid, core.installasjonen()), flest);
	for s in select x.* from core.sak x where x.program_id = any (programmer) and core.er_aapen(x.tilstand) order by x.program_id, x.nr loop
		svar := svar || core.oppgaver_i_sak(s, hvem);
	end loop;
	return jsonb_strip_nulls(jsonb_build_object('oppgaver', core.alle_oppgaver(svar, hvem, programmer), 'next_page_token', programmer[flest]));
end $$;
comment on function core.oppgaver(uuid, text) is
	'The contract''s ListTasksResponse: what waits for a person in the next 25 programmes that she serves, so that a call costs the same however many there are. By deadline within a page and not across them: what waits follows from the matrix, seats and dates as they are on the day, and to know the nearest deadline of all one would have to work it out in every programme for each page.';
