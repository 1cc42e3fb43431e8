-- The route of a case: the rules of its row on a date, which steps are done, whose turn it is; and how a caller who is
-- out of turn is told. The matrix is data (reference/sak_matrise.sql); this file is how it is read.

create or replace function core.gjorte_steg(s core.sak, dag date) returns table (steg int, akt text, funksjon text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select g.steg, g.akt, g.funksjon from core.handling h join core.regel g on g.id = h.regel_id join core.akt a on a.akt = g.akt,
		lateral (select core.alle_maa_si_ja(s.program_id, g.funksjon, s.opprettet) as alle) x
	where h.program_id = s.program_id and h.sak_id = s.id
		and (h.utfall = 'ja' or h.utfall = 'nei' and coalesce(g.ved_nei, a.ved_nei) <> 'venter' and not x.alle)
	group by g.id, g.steg, g.akt, g.funksjon, x.alle
	having not x.alle or g.akt = 'vedtar' and s.tilstand <> 'under_behandling'
		or not exists (select from core.organer(s.program_id, g.funksjon, dag) o where o.id <> all (core.enige(s, g.id)));
end $$;
comment on function core.gjorte_steg(core.sak, date) is
	'Steps that are done. The county''s no leaves its step open: it leads back to the application. Where all must say yes (mode C), each organ that has the function on the date has, to one text; what they adopted stays adopted when others get the function.';

create or replace function core.er_aapen(tilstand text) returns boolean
language sql immutable as $$ select tilstand in ('under_behandling', 'vedtatt', 'registrert') $$;
comment on function core.er_aapen(text) is
	'True for a case in which somebody may still act: what is decided or registered may wait to be approved, sent or received.';

create or replace function core.rute(s core.sak, dag date)
returns table (regel_id int, steg int, funksjon text, akt text, paakrevd boolean, vilkaar text[], kilde text, tilstand text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	er_aapen boolean := core.er_aapen(s.tilstand);
begin
	return query
	with gjort as materialized (
		select * from core.gjorte_steg(s, dag)
	), r as materialized (
		select g.*, exists (select from gjort j where j.steg = g.steg and j.akt = g.akt
			and (g.paakrevd or j.funksjon = g.funksjon)) as er_gjort, x.spoerres
		from core.regel g,
			lateral (select core.gjelder(g.gyldig_fra, g.gyldig_til, s.opprettet) and (g.gjelder is null or core.regel_gjelder_i_sak(s, g.gjelder, dag)) as spoerres) x
		where g.beslutning = s.beslutning and (x.spoerres
			or exists (select from core.handling h where h.program_id = s.program_id and h.sak_id = s.id and h.regel_id = g.id))
	)
	select r.id, r.steg, r.funksjon, r.akt, r.paakrevd, r.vilkaar, r.kilde, case
		when r.akt = 'instruerer' and core.er_stanset(s) then 'venter'
		when r.er_gjort then 'ferdig'
		when not er_aapen or not r.spoerres or r.steg < (select max(j.steg) from gjort j) then 'bortfalt'
		when exists (select from r b where b.paakrevd and b.spoerres and not b.er_gjort and b.steg < r.steg) then 'kommer'
		when r.vilkaar is not null and core.uoppfylte_krav(s.program_id, r.vilkaar) is not null then 'kommer'
		else 'venter' end
	from r order by r.steg, r.id;
end $$;
comment on function core.rute(core.sak, date) is
	'The rules of the case''s row that held on the day it was opened (a new regulation is never retroactive), in the circumstances of the date, with their state: ferdig, venter (its turn now), kommer, bortfalt. A rule that was acted by and no longer asks anybody is shown, and lapses. Required rules of equal step and act are alternatives.';

create or replace function core.mine_steg(s core.sak, hvem uuid, dag date)
returns table (regel_id int, steg int, funksjon text, akt text, tilstand text, kilde text, organ_id uuid, roller text[])
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select r.regel_id, r.steg, r.funksjon, r.akt,
		case when core.alle_maa_si_ja(s.program_id, r.funksjon, s.opprettet) and core.har_sagt_ja(s, r.regel_id, v.organ_id) then 'ferdig' else r.tilstand end,
		r.kilde, v.organ_id, array_agg(v.rolle order by v.rolle)
	from core.rute(s, dag) r
		join core.program_organ po on po.program_id = s.program_id and po.funksjon = r.funksjon and core.gjelder(po.fra, po.til, dag)
		join core.organ o on o.id = po.organ_id and core.gjelder(o.fra, o.til, dag) and not core.er_avloest(s.program_id, po.funksjon, o, dag)
		join lateral (select x.organ_id, x.rolle from core.verv x
			where x.organ_id = o.id and x.person_id = hvem and core.gjelder(x.fra, x.til, dag) offset 0) v on true -- a point check as core.deltar
	group by r.regel_id, r.steg, r.funksjon, r.akt, r.tilstand, r.kilde, v.organ_id
	order by r.steg, r.regel_id;
end $$;
comment on function core.mine_steg(core.sak, uuid, date) is
	'The steps that the matrix gives to organs in which the person sits on the date, with the person''s roles there.';

create or replace function core.organnavn(program uuid, funksjon text, dag date) returns text[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select o.navn from core.organer(program, funksjon, dag) o);
end $$;
comment on function core.organnavn(uuid, text, date) is 'Names of the organs that fill a function on a date.';

create or replace function core.tur_for_rad(program uuid, rad int, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	g core.regel;
begin
	select * into g from core.regel x where x.beslutning = rad and x.paakrevd and core.gjelder(x.gyldig_fra, x.gyldig_til, dag)
		and (x.gjelder is null or core.regel_gjelder(program, x.gjelder, dag))
	order by x.steg, cardinality(core.organnavn(program, x.funksjon, dag)) = 0, x.id limit 1;
	return jsonb_build_object('akt', g.akt, 'funksjon', g.funksjon, 'organer', core.organnavn(program, g.funksjon, dag),
		'sak', (select b.navn from core.beslutning b where b.nr = rad), 'regel', rad || '.' || g.steg, 'kilde', g.kilde);
end $$;
comment on function core.tur_for_rad(uuid, int, date) is 'Who begins a case of a row of the matrix that nobody has opened.';

create or replace function core.tur(s core.sak, dag date, dybde int default 0) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r     record;
	rad   int;
	annen core.sak;
begin
	select * into r from core.rute(s, dag) x where x.paakrevd and x.tilstand in ('venter', 'kommer')
	order by x.steg, cardinality(core.organnavn(s.program_id, x.funksjon, dag)) = 0, x.regel_id limit 1;
	if r.regel_id is null then
		return null;
	end if;
	if r.tilstand = 'kommer' and dybde < 4 then
		select k.beslutning into rad from core.krav(s.program_id) k where k.krav = any (r.vilkaar) and not k.oppfylt limit 1;
		select * into annen from core.sak x where x.program_id = s.program_id and x.beslutning = rad
			and core.er_aapen(x.tilstand) order by x.nr desc limit 1;
		return coalesce(core.tur(annen, dag, dybde + 1), core.tur_for_rad(s.program_id, rad, dag));
	end if;
	return jsonb_build_object('akt', r.akt, 'funksjon', r.funksjon, 'organer', core.gjenstaar(s, r.regel_id, r.funksjon, dag),
		'sak', case when dybde > 0 then s.tittel end, 'regel', s.beslutning || '.' || r.steg, 'kilde', r.kilde);
end $$;
comment on function core.tur(core.sak, date, int) is
	'Whose turn it is: the next required step; where that waits for something else in the programme, whose turn it is there. Null when nothing is left.';

drop function if exists core.tur_tekst(jsonb);
create or replace function core.tur_tekst(tur jsonb, maate text default null) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select format(case when tur ->> 'sak' is not null then 'Det er %s som skal %s nå i saken «%s».' when maate = 'kan' then 'Det er %s som kan %s nå.'
			when maate = 'foerst' then 'Det er %s som skal %s først.' else 'Det er %s som skal %s nå.' end,
			coalesce((select string_agg(o, ', ') from jsonb_array_elements_text(tur -> 'organer') o), format('organet for %s', tur ->> 'funksjon')), a.navn, tur ->> 'sak')
		from core.akt a where a.akt = tur ->> 'akt');
end $$;
comment on function core.tur_tekst(jsonb, text) is
	'Whose turn it is, as a sentence: skal .. nå, or by maate: kan .. nå (what is not required), skal .. først (what something else waits for).';

create or replace function core.mangler(s core.sak, dag date, foer_steg int, vilkaar_ text[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select jsonb_agg(jsonb_build_object('steg', s.beslutning || '.' || r.steg, 'tekst',
			core.tur_tekst(jsonb_build_object('akt', r.akt, 'funksjon', r.funksjon,
				'organer', core.organnavn(s.program_id, r.funksjon, dag)), 'foerst'), 'kilde', r.kilde,
			'akt', r.akt, 'funksjon', r.funksjon, 'hvem', array_to_string(core.organnavn(s.program_id, r.funksjon, dag), ', ')) order by r.steg)
		from (select distinct on (x.steg, x.akt) * from core.rute(s, dag) x
			where x.paakrevd and x.tilstand in ('venter', 'kommer') and x.steg < foer_steg
			order by x.steg, x.akt, cardinality(core.organnavn(s.program_id, x.funksjon, dag)) = 0, x.regel_id) r), '[]')
		|| coalesce(core.uoppfylte_krav(s.program_id, vilkaar_)::jsonb, '[]');
end $$;
comment on function core.mangler(core.sak, date, int, text[]) is 'What is missing before a step: required steps before it, and its own krav.';

create or replace function core.nekt_oppgave(program uuid, hvem uuid, dag date, regel text, kilde text, den_andre jsonb, tur jsonb)
returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	mitt text := (select o.navn from core.program_organ po join core.organ o on o.id = po.organ_id join core.verv v on v.organ_id = o.id
		where po.program_id = program and v.person_id = hvem and core.gjelder(po.fra, po.til, dag) and core.gjelder(v.fra, v.til, dag)
		order by o.kortnavn limit 1);
begin
	if not core.deltar(program) and tur ->> 'sak' is not null then
		tur := null; -- it is in another case, which is not everybody's
	end if;
	-- Where the case has no such step at all, there is nobody to name.
	raise exception '%', concat_ws(' ', coalesce(mitt, 'Du') || ' har ikke denne oppgaven i saken.',
			replace(core.tur_tekst(den_andre), ' nå.', ' (regel ' || regel || ', kilde ' || kilde || ').'),
			case when core.tur_tekst(tur) is distinct from core.tur_tekst(den_andre) then core.tur_tekst(tur) end)
		using errcode = 'RP007', constraint = 'ikke_din_oppgave',
			detail = jsonb_strip_nulls(jsonb_build_object('tur', tur - '{regel,kilde}'::text[], 'oppgave', den_andre - '{regel,kilde}'::text[],
				'regel', regel, 'kilde', kilde)),
			hint = 'omstilling sak show viser hele saksgangen.';
end $$;
comment on function core.nekt_oppgave(uuid, uuid, date, text, text, jsonb, jsonb) is
	'Refuses: PERMISSION_DENIED ikke_din_oppgave, naming who has the task by which rule, and whose turn it is.';

create or replace function core.nekt(s core.sak, hvem uuid, dag date, akter text[]) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	tur  jsonb := core.tur(s, dag);
	min_ record;
	r    record;
begin
	select x.*, g.vilkaar into min_ from core.mine_steg(s, hvem, dag) x join core.regel g on g.id = x.regel_id
	where x.akt = any (akter) and x.roller && array(select a.rolle from core.akt_rolle a where a.akt = x.akt union select 'sekretaer')
	order by x.tilstand = 'ferdig', x.steg limit 1;
	if min_.regel_id is null then
		perform core.nekt_hasteorgan(s, array(select v.organ_id from core.verv v where v.person_id = hvem and core.gjelder(v.fra, v.til, dag)), dag);
		select x.* into r from core.rute(s, dag) x join core.akt a on a.akt = x.akt where x.akt = any (akter)
		order by x.tilstand = 'ferdig', not a.avgjoer, x.steg, cardinality(core.organnavn(s.program_id, x.funksjon, dag)) = 0 limit 1;
		-- In a case that is over the task is nobody's any more: its end is what stops the act, whoever asks.
		if tur is not null or r.regel_id is null or r.tilstand in ('venter', 'kommer') then
			perform core.nekt_oppgave(s.program_id, hvem, dag, s.beslutning || coalesce('.' || r.steg, ''), r.kilde,
				jsonb_build_object('akt', r.akt, 'funksjon', r.funksjon, 'organer', core.organnavn(s.program_id, r.funksjon, dag)), tur);
		end if;
	end if;
	perform core.krev_aapen(s);
	raise exception '%', coalesce(core.tur_tekst(tur), 'Alle steg i saken er utført.')
		using errcode = 'RP009', constraint = 'ikke_din_tur', hint = 'omstilling sak show viser hele saksgangen.',
			detail = jsonb_strip_nulls(jsonb_build_object('tur', tur - '{regel,kilde}'::text[], 'regel', tur ->> 'regel',
				'kilde', tur ->> 'kilde', 'mangler', core.mangler(s, dag, min_.steg, min_.vilkaar)));
end $$;
comment on function core.nekt(core.sak, uuid, date, text[]) is
	'Refuses an act: ikke_din_oppgave when the matrix never gives such an act in the case to an organ the person acts in, else ikke_din_tur; a case that is over, whoever asks, saken_er_avsluttet, or ikke_din_tur where nothing is left to do.';

create or replace function core.krev_aapen(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.er_aapen(s.tilstand) then
		raise exception 'Saken er avsluttet (%).', s.tilstand
			using errcode = 'RP009', constraint = 'saken_er_avsluttet', detail = json_build_object('tilstand', s.tilstand);
	end if;
end $$;
comment on function core.krev_aapen(core.sak) is 'FAILED_PRECONDITION saken_er_avsluttet for a case that has ended.';

create or replace function core.krev_behandles(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.er_stanset(s) then
		perform core.krev_aapen(s);
	end if;
end $$;
comment on function core.krev_behandles(core.sak) is
	'As core.krev_aapen(), but a case that SG or OS stopped may still come before KST, which may instruct.';

create or replace function core.laas_sak(s core.sak) returns core.sak
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p   core.plan;
	rad core.sak;
begin
	select * into p from core.plan x where x.program_id = s.program_id and x.id = s.plan_id;
	if p.id is not null then
		perform core.laas_plan(p);
	end if;
	select * into rad from core.sak x where x.program_id = s.program_id and x.id = s.id for no key update;
	return rad;
end $$;
comment on function core.laas_sak(core.sak) is
	'Locks a case until the transaction ends, of a plan the plan and its other cases too, and reads it anew: acts in one case happen one after the other.';
