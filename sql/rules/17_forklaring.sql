-- Why a case stands where it stands. Nothing is decided here: the route is core.rute()'s, what waits for a person
-- core.oppgave()'s, the conditions core.krav()'s; this file puts them side by side.

create or replace function core.ventet(s core.sak, regel int) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag  date := core.i_dag();
	m    record;
	akt_ text;
	svar jsonb := '[]';
begin
	for m in select y.*, p.id as person_id, p.brukernavn, p.navn as person_navn, o.kortnavn, o.navn as organ_navn, f.kollegial and a.stemmes as kollegial
		from core.person p
			join lateral core.mine_steg(s, p.id, dag) y on y.regel_id = regel and y.tilstand = 'venter'
			join core.akt a on a.akt = y.akt join core.organ o on o.id = y.organ_id join core.juridisk_form f on f.form = o.juridisk_form
		where p.id in (select v.person_id from core.program_organ po join core.verv v on v.organ_id = po.organ_id
			where po.program_id = s.program_id and core.gjelder(po.fra, po.til, dag) and core.gjelder(v.fra, v.til, dag)
				and po.funksjon = (select g.funksjon from core.regel g where g.id = regel))
		order by o.kortnavn, p.brukernavn loop
		akt_ := core.oppgave(s, m, m.kollegial, m.person_id);
		if akt_ is not null then
			svar := svar || jsonb_build_object('organ', m.kortnavn, 'organ_navn', m.organ_navn, 'brukernavn', m.brukernavn,
				'person_navn', m.person_navn, 'roller', m.roller, 'oppgave', akt_);
		end if;
	end loop;
	return svar;
end $$;
comment on function core.ventet(core.sak, int) is
	'The persons that a waiting step waits for: exactly those in whose list of tasks it stands, and what is asked of each.';

create or replace function core.hvorfor(s core.sak, steg jsonb, g core.regel) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	tur    text := core.tur_tekst(steg || jsonb_build_object('sak', null, 'organer', core.gjenstaar(s, g.id, g.funksjon, core.i_dag())), case when not g.paakrevd then 'kan' end);
	mangel text[] := array(select m ->> 'tekst' from jsonb_array_elements(core.mangler(s, core.i_dag(), g.steg, g.vilkaar)) m);
begin
	return to_jsonb(array_remove(case steg ->> 'tilstand'
			when 'venter' then array[tur, case when not g.paakrevd then 'Saken venter ikke på det.' end]
			when 'kommer' then mangel
			when 'bortfalt' then array[case when core.er_aapen(s.tilstand)
				then 'Falt bort: et senere steg er gjort, og dette er ikke påkrevd.'
				else case s.tilstand when 'godkjent' then 'Falt bort: saken er godkjent.' when 'avvist' then 'Falt bort: saken er avvist.'
					when 'tilbakesendt' then 'Falt bort: saken er sendt tilbake.' when 'ugyldig' then 'Falt bort: saken er ugyldig.'
					when 'erstattet' then 'Falt bort: saken er erstattet.' end end]
			else '{}' end
		|| case when steg ->> 'tilstand' in ('venter', 'kommer') then core.hvorfor_uenige(s, g) end
		|| case when steg ->> 'tilstand' in ('venter', 'kommer') then core.hvorfor_kommentarer(s, g) end
		|| case when steg ->> 'tilstand' in ('venter', 'kommer') then core.hvorfor_hastesak(s, g) end
		|| case when g.gjelder is not null then core.omstendighet_tekst(g.gjelder) end, null));
end $$;
comment on function core.hvorfor(core.sak, jsonb, core.regel) is 'Why a step is where it is, in sentences.';

create or replace function core.forklaring(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('sak', core.sak_svar(s, false), 'naa', core.tur_tekst(core.tur(s, core.i_dag())),
		'saksgang', (
			select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('steg', x.steg, 'regel', g.beslutning || '.' || g.steg,
				'hvorfor', core.hvorfor(s, x.steg, g),
				'krav', (select jsonb_agg(jsonb_build_object('krav', k.krav, 'oppfylt', k.oppfylt, 'tekst', k.tekst, 'kilde', k.kilde))
					from core.krav(s.program_id) k where k.krav = any (g.vilkaar)),
				'venter_paa', case when x.steg ->> 'tilstand' = 'venter' then core.ventet(s, g.id) end)) order by x.nr)
			from jsonb_array_elements(core.steg_svar(s)) with ordinality x (steg, nr)
				join core.regel g on g.id = (x.steg ->> 'regel')::int)));
end $$;
comment on function core.forklaring(core.sak) is 'The contract''s ExplainSakResponse; its callers serve the programme.';
