-- A case as an auditor needs it (ExportSak): one document, RFC 8785 JSON, of what the caller may read. Nothing is decided here:
-- each part is what its own method would answer. core.eksport() runs as the role of the api functions, so that row-level
-- security says what is in it; what it asks of the owner's functions is what a decided case shows to anybody, or has its
-- own rule of who sees it (minutes).

create or replace function core.eksport_moeter(s core.sak) returns setof core.moetet
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select m.* from core.moetet m
	where m.id in (select x.moete_id from core.moete_sak x where x.program_id = s.program_id and x.sak_id = s.id) and m.aapnet is not null
		and (core.moete_innsyn(m) = 'organet' or core.moete_innsyn(m) is not null and exists (select from core.protokoll p where p.moete_id = m.id))
	order by m.dato, m.aapnet;
end $$;
comment on function core.eksport_moeter(core.sak) is 'The meetings that treated a case, and whose minutes the caller may read something of.';

create or replace function core.protokoll_hel(m core.moetet) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select translate(encode(p.bytes, 'base64'), E'\n', '') from core.protokoll p, convert_from(p.bytes, 'UTF8') t
		where p.moete_id = m.id and core.protokoll_for(t::jsonb, core.moete_innsyn(m)) = t::jsonb);
end $$;
comment on function core.protokoll_hel(core.moetet) is 'The signed bytes of minutes, base64, for who may read all that is in them; else null.';

create or replace function core.eksport_protokoller(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('protokoll', x.p, 'kanonisk', core.protokoll_hel(x.m))) order by x.n)
		from (select m, core.protokoll_svar(m) as p, row_number() over () as n from core.eksport_moeter(s) m offset 0) x
		where exists (select from jsonb_array_elements(x.p -> 'saker') y where y #>> '{punkt,sak}' = core.sak_navn(s.program_id, s.nr)));
end $$;
comment on function core.eksport_protokoller(core.sak) is
	'Minutes in which the caller sees the case: as core.protokoll_svar() shows them, and the signed bytes where nothing is left out. That a closed item was this case is not told to outsiders.';

create or replace function core.eksport_voteringer(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('organ', o.kortnavn, 'organ_navn', o.navn, 'dato', h.dato, 'juridisk_form', o.juridisk_form,
			'valg', nullif(b.valg, false), 'seter', core.seter(o, h.dato), 'kvorum', (core.teller(o.juridisk_form, core.seter(o, h.dato), 0, 0, 0, null, false)).kvorum,
			'flertall_av_alle_stemmer', r.flertall_av_alle_stemmer, 'ja_over_en_av', r.ja_over_en_av, 'kvorum_av_til_stede', r.kvorum_av_til_stede,
			'kilde', r.kilde, 'ja', h.ja, 'nei', h.nei, 'utfall', h.utfall, 'regel', h.regel_id)) order by h.nr)
		from core.handling h join core.organ o on o.id = h.organ_id join core.stemmeregel r on r.form = o.juridisk_form, core.beslutning b
		where h.program_id = s.program_id and h.sak_id = s.id and h.ja is not null and b.nr = s.beslutning);
end $$;
comment on function core.eksport_voteringer(core.sak) is 'The votes that ended a step, and the voting rule that each was counted by on its date.';

create or replace function core.moetemappe(s core.sak, h core.handling, punkt jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('moetedato', h.dato, 'utvalg', o.navn, 'moetested', coalesce(m.sted, r.sted), 'moetesak', jsonb_build_array(
			jsonb_build_object('saksnummer', coalesce(h.saksnummer, core.sak_navn(s.program_id, s.nr)), 'offentlig_tittel', s.tittel,
				'vedtak', jsonb_build_object('vedtakstekst', core.vedtakstekst(h, a), 'dato', h.dato, 'utfall', h.utfall, 'ja', h.ja, 'nei', h.nei,
					'votering', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('stemme', replace(initcap(x.stemme), 'Blank', 'Blankt'),
							'representerer', (select f.brukernavn from core.verv v join core.person f on f.id = v.person_id where v.id = x.verv_id and f.id <> p.id),
							'moetedeltaker', jsonb_build_object('moetedeltaker_navn', p.navn, 'brukernavn', p.brukernavn))) order by p.brukernavn)
						from core.stemme x join core.person p on p.id = x.person_id
						where x.program_id = s.program_id and x.sak_id = s.id and x.moete_id = h.moete_id and x.stemme <> 'hemmelig' and (punkt ? 'stemmer' or core.deltar(s.program_id)))),
				'skjerming', case when punkt #>> '{punkt,hjemmel}' is not null then
					jsonb_build_object('tilgangsrestriksjon', 'Unntatt offentlighet', 'skjermingshjemmel', punkt #>> '{punkt,hjemmel}') end))))
		from core.regel g join core.akt a on a.akt = g.akt join core.organ o on o.id = h.organ_id
			left join core.moetet m on m.id = h.moete_id left join core.resultat r on r.program_id = h.program_id and r.id = h.resultat_id
		where g.id = h.regel_id);
end $$;
comment on function core.moetemappe(core.sak, core.handling, jsonb) is 'A decision by vote in the shapes of eInnsyn; the members'' votes for those who serve the programme, and for whom the minutes show them, as they show the screening.';

create or replace function core.eksport_moetemapper(s core.sak, protokoller jsonb) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(core.moetemappe(s, h, (select y from jsonb_array_elements(protokoller) x, jsonb_array_elements(x #> '{protokoll,saker}') y
			where y #>> '{punkt,sak}' = core.sak_navn(s.program_id, s.nr) and (x #>> '{protokoll,moete,id}')::uuid in (h.moete_id, (select r.moete_id from core.resultat r
				where r.program_id = h.program_id and r.id = h.resultat_id)) limit 1)) order by h.nr)
		from core.handling h where h.program_id = s.program_id and h.sak_id = s.id and h.ja is not null);
end $$;
comment on function core.eksport_moetemapper(core.sak, jsonb) is 'The decisions by vote of a case, each with what the given minutes say of it.';

create or replace function core.eksport_datoer(s core.sak) returns date[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select distinct h.dato from core.handling h where h.program_id = s.program_id and h.sak_id = s.id order by h.dato);
end $$;
comment on function core.eksport_datoer(core.sak) is 'The days on which something was done in a case: what was in force on them decided it (V-18).';

create or replace function core.eksport_vedlegg(s core.sak) returns uuid[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select b.vedlegg_id from core.vedlegg_bruk b where b.program_id = s.program_id and b.plan_id = s.plan_id and b.versjon = s.versjon
		union select v.id from core.vedlegg v where v.program_id = s.program_id and v.sak_id = s.id and v.ferdig is not null);
end $$;
comment on function core.eksport_vedlegg(core.sak) is 'The finished attachments of a case, and those that its plan version refers to; which of them one sees is row-level security''s to say.';

-- The journal: the entries of the case with their content, and of those between them the lines that the chain needs. Where the
-- case is so old that they would be too many, several runs of entries, each with the hash before it.

create or replace function core.eksport_poster(s core.sak, ider text[]) returns setof bigint
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select j.nr from core.journal j where j.kjede = s.program_id
		and (strpos(j.linje, '"objekt":"sak-' || s.nr || '"') > 0 or exists (select from unnest(ider) i where strpos(j.innhold, i) > 0));
end $$;
comment on function core.eksport_poster(core.sak, text[]) is 'Numbers of the journal''s entries of a case: told of it by name, or with one of the ids in their content.';

create or replace function core.eksport_journal(s core.sak, ider text[]) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 2000; -- lines between the first and the last entry
	mine  bigint[] := array(select x from core.eksport_poster(s, ider) x order by x);
begin
	return (
		with valgt as (
			select j.*, j.nr - row_number() over (order by j.nr) as rekke from core.journal j
			where j.kjede = s.program_id and (j.nr = any (mine)
				or mine[cardinality(mine)] - mine[1] <= flest and j.nr between mine[1] and mine[cardinality(mine)])
		)
		select jsonb_agg(x.utdrag order by x.foerste) from (
			select min(v.nr) as foerste, jsonb_build_object('forrige_hash', coalesce((select encode(f.hash, 'hex') from core.journal f
					where f.kjede = s.program_id and f.nr = min(v.nr) - 1), repeat('00', 32)),
				'poster', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('nummer', v.nr::text, 'linje', v.linje, 'hash', encode(v.hash, 'hex'),
					'innhold', case when v.nr = any (mine) then v.innhold end,
					'salt', case when v.nr = any (mine) and v.innhold is not null then encode(v.salt, 'hex') end)) order by v.nr)) as utdrag
			from valgt v group by v.rekke) x);
end $$;
comment on function core.eksport_journal(core.sak, text[]) is 'The contract''s Journalutdrag of a case, for those who read the programme''s journal.';

create or replace function core.eksport(s core.sak) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	datoer      date[] := core.eksport_datoer(s);
	protokoller jsonb := core.eksport_protokoller(s);
	dag         date := core.i_dag();
begin
	return jsonb_strip_nulls(jsonb_build_object('format', 1, 'tatt_ut', dag, 'sak', core.sak_svar(s),
		'plan', (select jsonb_build_object('navn', core.plan_navn(v.program_id, v.plan_id), 'versjon', v.nr, 'hash', encode(v.hash, 'hex'),
			'kanonisk', translate(encode(v.bytes, 'base64'), E'\n', '')) from core.plan_versjon v where v.program_id = s.program_id and v.plan_id = s.plan_id and v.nr = s.versjon),
		'vedtak', (select jsonb_agg(core.vedtak_svar(v) order by v.handling) from core.vedtak v where v.program_id = s.program_id and v.sak_id = s.id),
		'voteringer', core.eksport_voteringer(s), 'protokoller', protokoller, 'moetemapper', core.eksport_moetemapper(s, protokoller),
		'regler', (select jsonb_agg(core.regel_svar(g) order by g.steg, g.id) from core.regel g where g.beslutning = s.beslutning
			and exists (select from unnest(datoer || dag) d where core.gjelder(g.gyldig_fra, g.gyldig_til, d))),
		'delegasjoner', (select jsonb_agg(core.delegasjon_svar(d) order by d.gyldig_fra, d.id) from core.delegasjon d where d.program_id = s.program_id
			and (d.sak_id = s.id or d.beslutning = s.beslutning and exists (select from unnest(datoer) x where core.gjelder(d.gyldig_fra, d.gyldig_til, x)))),
		'vilkaar', (select jsonb_agg(core.vilkaar_svar(w) order by w.nr) from core.vilkaar w join core.vedtak v on v.program_id = w.program_id and v.id = w.vedtak_id
			where v.program_id = s.program_id and v.sak_id = s.id),
		'kommentarer', (select jsonb_agg(core.kommentar_json(k, null) order by k.nr) from core.kommentar_naa k where k.program_id = s.program_id and k.plan_id = s.plan_id),
		'vedlegg', (select jsonb_agg(core.vedlegg_svar(v) order by v.id) from core.vedlegg v where v.program_id = s.program_id and v.id = any (core.eksport_vedlegg(s)))))
		|| coalesce((select jsonb_strip_nulls(jsonb_build_object('journalhode', jsonb_build_object('program', split_part(core.sak_navn(s.program_id, s.nr), '/', 1), 'nummer', h.nr::text,
				'hash', encode(h.hash, 'hex')), 'journal', core.eksport_journal(s, array[s.id::text] || array(select v.id::text from core.vedtak v
				where v.program_id = s.program_id and v.sak_id = s.id) || array(select x.id::text from core.habilitet x where x.program_id = s.program_id and x.sak_id = s.id))))
			from core.journal_hode h where h.kjede = s.program_id), '{}');
end $$;
comment on function core.eksport(core.sak) is 'The contract''s Sakseksport, as the caller may read it.';
