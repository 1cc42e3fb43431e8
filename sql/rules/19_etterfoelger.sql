-- Succession (handbook, section 9): an organ ends, another takes over its power from a day; its decisions stay under the old
-- name (CS-2), its seats end and are granted anew (CS-6: 00_tilgang.sql asks for the organ's dates), and what it leaves
-- behind is listed for the one that follows.

create or replace function core.fylke_for(program uuid, dag date) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select f.organ_id from core.program_fylke f where f.program_id = program and f.fra <= dag order by f.fra desc limit 1),
		(select p.fylke_id from core.program p where p.id = program));
end $$;
comment on function core.fylke_for(uuid, date) is 'The fylkeskommune that has the programme on the date.';

create or replace function core.organfamilie(organ uuid) returns setof core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select o.* from core.organ o where o.id = organ
		or o.forelder = organ and o.art in ('FT', 'FU', 'FR', 'FADM', 'KST', 'FSK', 'KDIR', 'KN')
	order by o.id <> organ, o.kortnavn;
end $$;
comment on function core.organfamilie(uuid) is 'An organ and the organs that are its own and end with it; kommuner below a county are not.';

create or replace function core.etterfoelger_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gammel core.organ;
	ny     core.organ;
begin
	select * into gammel from core.organ o where o.id = new.organ_id for update;
	select * into ny from core.organ o where o.id = new.etterfoelger_id;
	new.tid := clock_timestamp();
	if not core.har_verv(new.registrert_av, gammel.forelder, core.i_dag(), array['administrator']) then
		raise exception 'Etterfølgeren til % registreres av administratoren i organet over.', gammel.navn using errcode = 'RP007',
			constraint = 'etterfoelger_settes_av_organet_over', detail = json_build_object('tur', json_build_object('akt', 'registrerer etterfølger',
				'organer', (select json_build_array(o.navn) from core.organ o where o.id = gammel.forelder)), 'kilde', 'håndboka, del 9');
	end if;
	if ny.art <> gammel.art and not (array[ny.art, gammel.art] <@ array['FT', 'FU', 'FR']) and not (gammel.art = 'FN' and ny.art = 'KST') then
		raise exception '% er ikke et organ av samme slag som %.', ny.navn, gammel.navn using errcode = 'RP009', constraint = 'etterfoelgeren_er_av_et_annet_slag',
			detail = json_build_object('kilde', 'CS-3');
	end if;
	if new.fra <= gammel.fra or not core.gjelder(ny.fra, ny.til, new.fra)
		or exists (select from core.etterfoelger e where e.organ_id = new.organ_id and e.fra <> new.fra) then
		raise exception 'Overtakelsen % passer ikke med organenes egen tid.', new.fra using errcode = 'RP009', constraint = 'overtakelsen_passer_ikke_i_tid',
			detail = json_build_object('kilde', 'CS-1');
	end if;
	return new;
end $$;
comment on function core.etterfoelger_kontroll() is
	'Row trigger: entered by the administrator above; the new organ is of the kind that holds the power there (CS-3: a fylkesråd may be followed by a fylkesutvalg), exists on the day, and all who follow one organ do so from one day.';
create or replace trigger kontroll before insert on core.etterfoelger for each row execute function core.etterfoelger_kontroll();

create or replace function core.etterfoelger_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	update core.organ o set til = new.fra - 1 where o.id in (select f.id from core.organfamilie(new.organ_id) f)
		and (o.til is null or o.til >= new.fra) and o.fra < new.fra;
	return null;
end $$;
comment on function core.etterfoelger_virkning() is 'Row trigger: the old organ''s last day is the one before, and that of the organs that are its own.';
create or replace trigger virkning after insert on core.etterfoelger for each row execute function core.etterfoelger_virkning();

create or replace function core.program_fylke_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	new.tid := clock_timestamp();
	if not core.har_verv(new.registrert_av, new.organ_id, core.i_dag(), array['administrator']) then
		raise exception 'Programmet overtas av det nye fylkets administrator.' using errcode = 'RP007', constraint = 'programmet_overtas_av_det_nye_fylket',
			detail = json_build_object('kilde', 'rad 38; CS-5');
	end if;
	if not exists (select from core.etterfoelger e where e.organ_id = core.fylke_for(new.program_id, new.fra) and e.etterfoelger_id = new.organ_id
		and e.fra <= new.fra) then
		raise exception 'Fylket er ikke etterfølger den dagen til det som har programmet.' using errcode = 'RP009', constraint = 'fylket_er_ikke_etterfoelger',
			detail = json_build_object('kilde', 'CS-4, CS-5');
	end if;
	return new;
end $$;
comment on function core.program_fylke_kontroll() is
	'Row trigger: a programme is taken over by the administrator of a registered successor of its county, not before the takeover (CS-4).';
create or replace trigger kontroll before insert on core.program_fylke for each row execute function core.program_fylke_kontroll();

-- What is left behind.

create or replace function core.krev_overlevering(organ uuid, hvem uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if core.person_i(null) is null or not exists (select from core.organfamilie(organ) f where core.har_verv(hvem, f.id, core.i_dag(),
			array['leder', 'nestleder', 'medlem', 'sekretaer', 'raadgiver', 'kommunedirektoer']))
		and not exists (select from core.etterfoelger e, core.organfamilie(e.etterfoelger_id) f where e.organ_id = organ
			and core.har_verv(hvem, f.id, core.i_dag(), array['leder', 'nestleder', 'medlem', 'sekretaer', 'raadgiver', 'kommunedirektoer', 'administrator'])) then
		raise exception 'Det organet etterlater seg, vises for organet selv og for den som følger etter.' using errcode = 'RP007',
			constraint = 'overlevering_er_for_organet_og_etterfoelgeren', detail = json_build_object('kilde', 'håndboka, del 9');
	end if;
end $$;
comment on function core.krev_overlevering(uuid, uuid) is 'Refuses the list of duties to all but who acts in the organ and who serves in a registered successor.';

create or replace function core.plikter(organ uuid) returns table (slag text, program text, objekt text, tekst text, frist date)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	i_dag date := core.i_dag();
	dag   date := (select least(i_dag, o.til) from core.organ o where o.id = organ);
begin
	return query
	with f as materialized (
		select o.id, o.kortnavn, o.navn from core.organfamilie(organ) o
	), po as materialized (
		select x.program_id, x.funksjon, f.id as organ_id, f.kortnavn as organnavn, p.kortnavn from core.program_organ x join f on f.id = x.organ_id
			join core.program p on p.id = x.program_id where core.gjelder(x.fra, x.til, dag)
	)
	select 'funksjon', po.kortnavn, po.organnavn, format('Har funksjonen %s; den må gis til etterfølgeren (CS-3).', po.funksjon), null::date from po
	where not exists (select from core.etterfoelger e, core.organfamilie(e.etterfoelger_id) g join core.program_organ n on n.organ_id = g.id
		where e.organ_id = organ and n.program_id = po.program_id and n.funksjon = po.funksjon and core.gjelder(n.fra, n.til, i_dag))
	union all
	select distinct 'sak', po.kortnavn, core.sak_navn(s.program_id, s.nr), format(case r.tilstand when 'venter' then '%s: organet skal %s nå.' else '%s: organet skal %s senere.' end, s.tittel, a.navn), null::date
	from po join core.sak s on s.program_id = po.program_id and core.er_aapen(s.tilstand),
		lateral core.rute(s, dag) r join core.akt a on a.akt = r.akt
	where r.funksjon = po.funksjon and r.tilstand in ('venter', 'kommer') and r.paakrevd
	union all
	select 'tilsagn', p.kortnavn, core.sak_navn(v.program_id, s.nr), format(case when w.tekst is null then 'Tilsagn på %s kroner gitt %s.' else 'Tilsagn på %s kroner gitt %s. Vilkår: %s' end,
		core.skriv_belop(t.beloep), v.dato, w.tekst), t.gyldig_til
	from core.tilsagn t join core.vedtak v on v.program_id = t.program_id and v.id = t.vedtak_id join f on f.id = v.organ_id
		join core.sak s on s.program_id = v.program_id and s.id = v.sak_id join core.program p on p.id = t.program_id
		cross join lateral (select string_agg(x.tekst, '; ' order by x.nr) as tekst from core.vilkaar x where x.program_id = t.program_id and x.vedtak_id = t.vedtak_id) w
	where t.gyldig_til >= i_dag
	union all
	select 'delegasjon', p.kortnavn, core.sak_navn(d.program_id, s.nr), d.emne, d.gyldig_til
	from core.delegasjon d join core.program p on p.id = d.program_id join core.sak s on s.program_id = d.program_id and s.id = d.sak_id
	where (d.fra_organ in (select f.id from f) or d.til_organ in (select f.id from f)) and core.er_i_kraft(d, dag)
	union all
	select 'verv', null, f.kortnavn, format('%s (%s): vervet tar slutt med organet og må gis på nytt (CS-6).', q.navn, l.navn), null::date
	from core.verv v join f on f.id = v.organ_id join core.person q on q.id = v.person_id join core.rolle l on l.rolle = v.rolle where core.gjelder(v.fra, v.til, dag)
	union all
	select 'observatoer', null, o.kortnavn, format('%s: observatør fra organet; etterfølgeren peker ut sin egen (rad 38).', q.navn), null::date
	from core.verv v join core.organ o on o.id = v.organ_id join core.person q on q.id = v.person_id
	where v.rolle = 'observatoer' and core.gjelder(v.fra, v.til, dag) and core.gjelder(v.fra, v.til, i_dag) and o.id not in (select f.id from f)
		and exists (select from core.verv w join f on f.id = w.organ_id where w.person_id = v.person_id and core.gjelder(w.fra, w.til, dag))
	union all
	select 'underorgan', null, o.kortnavn, format('%s: ligger under organet og består.', o.navn), null::date
	from core.organ o where o.forelder = organ and o.id not in (select f.id from f) and core.gjelder(o.fra, o.til, i_dag);
end $$;
comment on function core.plikter(uuid) is
	'Every open duty of an organ and of the organs that are its own, as on its last day and not passed on since: functions in programmes, cases that wait for it, promises of money with their conditions, delegations, seats and observers to be granted anew, organs below it.';

create or replace function core.overlevering_varsel(organ uuid) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select format('%s er konstituert og overtar %s. Fram til da avvikler %s bare (CS-4).', n.navn, e.fra, g.navn)
		from core.etterfoelger e join core.organ n on n.id = e.etterfoelger_id join core.organ g on g.id = e.organ_id
		where e.organ_id = organ and core.i_dag() < e.fra and core.i_dag() >= n.fra order by n.kortnavn limit 1);
end $$;
comment on function core.overlevering_varsel(uuid) is 'Between constitution and takeover both exist: the old one only winds up (CS-4). Null otherwise.';

create or replace trigger journal after insert on core.etterfoelger for each row execute function core.journal_rad('etterfoelger');
create or replace trigger journal after insert on core.program_fylke for each row execute function core.journal_rad('program_overtatt');
create or replace trigger uforanderlig before update or delete or truncate on core.etterfoelger for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.program_fylke for each statement execute function core.uforanderlig();
alter table core.etterfoelger enable row level security;
alter table core.program_fylke enable row level security;
drop policy if exists i_eget_navn on core.etterfoelger;
create policy i_eget_navn on core.etterfoelger for insert to omstilling_api with check (registrert_av = core.person());
drop policy if exists i_eget_navn on core.program_fylke;
create policy i_eget_navn on core.program_fylke for insert to omstilling_api with check (registrert_av = core.person());
