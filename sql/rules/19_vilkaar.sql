-- Conditions of a decision (handbook, section 4): set with it, documented by who follows them up, approved or waived by the
-- organ that set them. The state is what the newest event and the date say; nothing is typed in twice.

create or replace function core.krev_vilkaar(program uuid, liste jsonb, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v json;
begin
	if coalesce(jsonb_array_length(liste), 0) > 100 then
		raise exception 'Et vedtak har høyst 100 vilkår.' using errcode = 'RP003', constraint = 'for_mange_vilkaar', column = 'vilkaar';
	end if;
	for v in select x::json from jsonb_array_elements(liste) x loop
		if length(btrim(coalesce(v ->> 'tekst', ''))) not between 1 and 2000 then
			raise exception 'Et vilkår må ha mellom 1 og 2000 tegn.' using errcode = 'RP003', constraint = 'vilkaaret_er_ikke_tomt', column = 'vilkaar';
		end if;
		if core.les_dato(v, 'frist') < dag then
			raise exception 'Fristen % er før vedtaket.', v ->> 'frist' using errcode = 'RP003', constraint = 'fristen_er_foer_vedtaket', detail = json_build_object('kilde', 'håndboka, del 4'), column = 'vilkaar';
		end if;
		if not exists (select from core.program_organ po where po.program_id = program and po.funksjon = coalesce(v ->> 'ansvarlig', 'KDIR')) then
			raise exception 'Programmet har ikke noe organ med funksjonen %.', coalesce(v ->> 'ansvarlig', 'KDIR')
				using errcode = 'RP003', constraint = 'vilkaaret_mangler_ansvarlig', detail = json_build_object('kilde', 'håndboka, del 4'), column = 'vilkaar';
		end if;
	end loop;
end $$;
comment on function core.krev_vilkaar(uuid, jsonb, date) is 'Checks conditions before they are set: text, deadline, and a function in the programme that follows each up.';

create or replace function core.vilkaar_foreslaatt(s core.sak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(x.v order by x.nr) from (
		select jsonb_build_object('tekst', t) as v, n as nr from jsonb_array_elements_text(s.forslag -> 'vilkaar') with ordinality a (t, n)
		union all
		select r, 1000 + n from jsonb_array_elements(s.forslag -> 'vilkaarsrader') with ordinality b (r, n)) x);
end $$;
comment on function core.vilkaar_foreslaatt(core.sak) is 'The conditions that the case itself proposed; null: none.';

create or replace function core.krev_vilkaar_til_ja(h core.handling, a core.akt) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if h.vilkaar is null then
		return;
	end if;
	if h.utfall <> 'ja' or not a.avgjoer or a.akt = 'instruerer' then
		raise exception 'Vilkår settes bare i et vedtak som sier ja.' using errcode = 'RP003', constraint = 'vilkaar_hoerer_til_et_ja', detail = json_build_object('kilde', 'håndboka, del 4'), column = 'vilkaar';
	end if;
	perform core.krev_vilkaar(h.program_id, h.vilkaar, h.dato);
end $$;
comment on function core.krev_vilkaar_til_ja(core.handling, core.akt) is 'Conditions belong to a deciding yes.';

create or replace function core.vilkaar_virkning(s core.sak, h core.handling, vedtak uuid, foreslaatt boolean) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.vilkaar (program_id, vedtak_id, nr, tekst, frist, ansvarlig)
	select s.program_id, vedtak, n, btrim(v ->> 'tekst'), core.les_dato(v, 'frist'), coalesce(v ->> 'ansvarlig', 'KDIR')
	from jsonb_array_elements(coalesce(h.vilkaar, case when foreslaatt then core.vilkaar_foreslaatt(s) end)) with ordinality x (y, n), lateral (select y::json as v) j;
end $$;
comment on function core.vilkaar_virkning(core.sak, core.handling, uuid, boolean) is 'The conditions that a decision sets; of a tilsagn those that the case proposed, unless the meeting set others.';

-- State.

create or replace function core.vilkaar_siste(v core.vilkaar) returns core.vilkaar_hendelse
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	h core.vilkaar_hendelse;
begin
	select * into h from core.vilkaar_hendelse x where x.program_id = v.program_id and x.vilkaar_id = v.id order by x.nr desc limit 1;
	return h;
end $$;
comment on function core.vilkaar_siste(core.vilkaar) is 'What last happened with a condition, or null.';

create or replace function core.vilkaar_tilstand(v core.vilkaar, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	slag text := (core.vilkaar_siste(v)).slag;
begin
	return case when slag in ('godkjent', 'frafalt', 'dokumentert') then slag when v.frist < dag then 'overskredet' else 'aapent' end;
end $$;
comment on function core.vilkaar_tilstand(core.vilkaar, date) is
	'aapent, overskredet (its deadline is past and no proof waits), dokumentert (proof waits for approval), godkjent, frafalt.';

create or replace function core.vilkaarets_organer(v core.vilkaar, dag date) returns setof core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with satt as (
		select k.organ_id, g.funksjon from core.vedtak k join core.handling h on h.program_id = k.program_id and h.sak_id = k.sak_id and h.nr = k.handling
			join core.regel g on g.id = h.regel_id where k.program_id = v.program_id and k.id = v.vedtak_id
	), selv as (
		select o.* from satt join core.organ o on o.id = satt.organ_id and core.gjelder(o.fra, o.til, dag)
	)
	select * from selv
	union all
	select o.* from satt, core.organer(v.program_id, satt.funksjon, dag) o where not exists (select from selv);
end $$;
comment on function core.vilkaarets_organer(core.vilkaar, date) is
	'Who approves: the organ that set the condition; once that has ended, who fills its function today (CS-3, CS-5).';

create or replace function core.vilkaar_organ_for(v core.vilkaar, hvem uuid, slag text, dag date) returns uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if slag = 'dokumentert' then
		return (select o.id from core.organer(v.program_id, v.ansvarlig, dag) o where core.har_verv(hvem, o.id, dag,
			array['leder', 'nestleder', 'kommunedirektoer', 'programleder', 'prosjektleder', 'prosjektansvarlig', 'raadgiver', 'sekretaer']) limit 1);
	end if;
	return (select o.id from core.vilkaarets_organer(v, dag) o where core.har_verv(hvem, o.id, dag, array['leder', 'nestleder', 'kommunedirektoer', 'raadgiver']) limit 1);
end $$;
comment on function core.vilkaar_organ_for(core.vilkaar, uuid, text, date) is
	'For which organ a person may add such an event: proof for who follows up, the rest for the organ that set the condition; null: none.';

create or replace function core.vilkaar_hendelse_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v        core.vilkaar;
	tilstand text;
begin
	select * into v from core.vilkaar x where x.program_id = new.program_id and x.id = new.vilkaar_id for no key update;
	new.organ_id := core.vilkaar_organ_for(v, new.person_id, new.slag, new.dato);
	tilstand := core.vilkaar_tilstand(v, new.dato);
	if new.organ_id is null then
		raise exception '%', case when new.slag = 'dokumentert' then 'Vilkåret følges opp av andre.' else 'Vilkåret godkjennes eller frafalles av organet som satte det.' end
			using errcode = 'RP007', constraint = case when new.slag = 'dokumentert' then 'vilkaaret_foelges_opp_av_andre' else 'vilkaaret_er_et_annet_organs' end,
				detail = json_build_object('kilde', 'håndboka, del 4', 'tur', json_build_object('organer', case when new.slag = 'dokumentert'
					then to_json(core.organnavn(v.program_id, v.ansvarlig, new.dato)) else (select json_agg(o.navn) from core.vilkaarets_organer(v, new.dato) o) end));
	end if;
	if tilstand in ('godkjent', 'frafalt') then
		raise exception 'Vilkåret er %.', tilstand using errcode = 'RP009', constraint = 'vilkaaret_er_avsluttet', detail = json_build_object('tilstand', tilstand);
	end if;
	if new.slag in ('godkjent', 'underkjent') and tilstand <> 'dokumentert' then
		raise exception 'Vilkåret er ikke dokumentert.' using errcode = 'RP009', constraint = 'vilkaaret_er_ikke_dokumentert', detail = json_build_object('kilde', 'håndboka, del 4');
	end if;
	if new.slag in ('godkjent', 'underkjent') and (core.vilkaar_siste(v)).person_id = new.person_id then
		raise exception 'Den som har dokumentert vilkåret, kan ikke også godkjenne det.' using errcode = 'RP007', constraint = 'fire_oeyne',
			detail = json_build_object('kilde', 'håndboka, del 6');
	end if;
	if new.slag in ('underkjent', 'frafalt') and coalesce(btrim(new.tekst), '') = '' then
		raise exception 'Feltet grunn mangler.' using errcode = 'RP003', constraint = 'felt_mangler', column = 'grunn', detail = '{"felt":"grunn"}';
	end if;
	if exists (select from core.vedlegg w where w.program_id = new.program_id and w.id = new.vedlegg_id and w.ferdig is null) then
		raise exception 'Vedlegget er ikke lastet opp til ende.' using errcode = 'RP009', constraint = 'vedlegget_er_ikke_ferdig', column = 'vedlegg';
	end if;
	new.nr := (select coalesce(max(x.nr), 0) + 1 from core.vilkaar_hendelse x where x.program_id = v.program_id and x.vilkaar_id = v.id);
	new.tid := clock_timestamp();
	return new;
end $$;
comment on function core.vilkaar_hendelse_kontroll() is
	'Row trigger: proof by who follows the condition up; approved, not approved or waived by the organ that set it, by another person, and with a reason where it is not approved.';
create or replace trigger kontroll before insert on core.vilkaar_hendelse for each row execute function core.vilkaar_hendelse_kontroll();

-- Shown.

create or replace function core.vilkaar_siste_tekst(l core.vilkaar_hendelse) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hvem constant text := (select p.brukernavn from core.person p where p.id = l.person_id);
begin
	return case when l.nr is null then null when l.tekst is null then
		format(case l.slag when 'dokumentert' then 'Dokumentert %s av %s.' when 'godkjent' then 'Godkjent %s av %s.' end, l.dato, hvem)
	else format(case l.slag when 'dokumentert' then 'Dokumentert %s av %s: %s' when 'godkjent' then 'Godkjent %s av %s: %s' when 'underkjent' then 'Underkjent %s av %s: %s'
		else 'Frafalt %s av %s: %s' end, l.dato, hvem, l.tekst) end;
end $$;
comment on function core.vilkaar_siste_tekst(core.vilkaar_hendelse) is 'What was last done about a condition, as a sentence; null: nothing. Rejected and waived always have a reason.';

create or replace function core.vilkaar_svar(v core.vilkaar) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_strip_nulls(jsonb_build_object('id', v.id, 'sak', core.sak_navn(s.program_id, s.nr), 'organ', o.kortnavn, 'vedtatt', k.dato,
			'nr', v.nr, 'tekst', v.tekst, 'frist', v.frist, 'ansvarlig', v.ansvarlig, 'tilstand', core.vilkaar_tilstand(v, core.i_dag()),
			'siste', core.vilkaar_siste_tekst(core.vilkaar_siste(v)),
			'hendelser', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('slag', h.slag, 'tekst', h.tekst, 'vedlegg', h.vedlegg_id,
					'organ', ho.kortnavn, 'brukernavn', p.brukernavn, 'dato', h.dato)) order by h.nr)
				from core.vilkaar_hendelse h join core.organ ho on ho.id = h.organ_id join core.person p on p.id = h.person_id
				where h.program_id = v.program_id and h.vilkaar_id = v.id)))
		from core.vedtak k join core.sak s on s.program_id = k.program_id and s.id = k.sak_id join core.organ o on o.id = k.organ_id
		where k.program_id = v.program_id and k.id = v.vedtak_id);
end $$;
comment on function core.vilkaar_svar(core.vilkaar) is 'The contract''s Vilkaar; its callers found the condition under row-level security.';

create or replace function core.finn_vilkaar(ref text) returns core.vilkaar
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vilkaar;
begin
	select * into v from core.vilkaar x where x.id::text = ref;
	if v.id is null then
		raise exception 'Vilkåret finnes ikke, eller du har ikke tilgang til det.' using errcode = 'RP005', constraint = 'ukjent_vilkaar';
	end if;
	return v;
end $$;
comment on function core.finn_vilkaar(text) is 'A condition by id, as the caller sees them; NOT_FOUND ukjent_vilkaar.';

create or replace function core.ny_vilkaar_hendelse(req json, slag_ text, tekst_ text) returns json
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vilkaar := core.finn_vilkaar(core.krev_tekst(req, 'vilkaar'));
	w core.vedlegg;
begin
	if req ->> 'vedlegg' is not null then
		w := core.finn_vedlegg(req ->> 'vedlegg');
		if w.program_id <> v.program_id then
			perform core.finn_vedlegg('');
		end if;
	end if;
	insert into core.vilkaar_hendelse (program_id, nr, vilkaar_id, slag, tekst, vedlegg_id, organ_id, person_id, dato)
	values (v.program_id, 0, v.id, slag_, tekst_, w.id, null, core.person(), core.i_dag());
	return json_build_object('vilkaar', core.vilkaar_svar(v));
end $$;
comment on function core.ny_vilkaar_hendelse(json, text, text) is
	'Adds an event in the caller''s name, under row-level security, and shows the condition. An attachment of another programme is as one that does not exist.';

drop function if exists core.oppgaver_vilkaar(uuid);
create or replace function core.oppgaver_vilkaar(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('program', p.kortnavn, 'sak', core.sak_navn(s.program_id, s.nr), 'tittel', v.tekst,
			'akt', t.oppgave, 'organ', o.kortnavn, 'kilde', 'håndboka, del 4', 'frist', v.frist)) order by v.frist, p.kortnavn, s.nr, v.nr), '[]')
		from core.vilkaar v join core.vedtak k on k.program_id = v.program_id and k.id = v.vedtak_id
			join core.sak s on s.program_id = k.program_id and s.id = k.sak_id join core.program p on p.id = v.program_id
			join lateral (select core.vilkaar_tilstand(v, dag) as tilstand) x on true
			join lateral (select case when x.tilstand in ('aapent', 'overskredet') then 'dokumentert' else 'godkjent' end as slag,
				case when x.tilstand in ('aapent', 'overskredet') then 'dokumenter_vilkaar' else 'godkjenn_vilkaar' end as oppgave) t on true
			join core.organ o on o.id = core.vilkaar_organ_for(v, hvem, t.slag, dag)
		where x.tilstand in ('aapent', 'overskredet', 'dokumentert')
			and v.program_id = any (programmer));
end $$;
comment on function core.oppgaver_vilkaar(uuid, uuid[]) is 'Conditions that wait for a person in these programmes: to be documented by who follows up, to be approved by who set them; by deadline.';

-- What conditions and reduced sums lead to.

create or replace function core.mindre_enn_soekt(s core.sak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (s.forslag ->> 'beloep')::numeric < (select (a.forslag ->> 'beloep')::numeric from core.sak a
		where a.program_id = s.program_id and a.beslutning = 10 and a.nr < s.nr and a.forslag ? 'beloep' order by a.nr desc limit 1);
end $$;
comment on function core.mindre_enn_soekt(core.sak) is 'True for a case that gives less than the newest application before it asked for; null where there is nothing to compare.';

create or replace function core.budsjetter_i_ubalanse(programmer uuid[], dag date) returns setof core.vedtak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
	return query
	with godkjent as materialized (
		select v.program_id, v.id, h.tid, s.nr, s.forslag -> 'beloep' as beloep from unnest(programmer) u (id) join core.vedtak v on v.program_id = u.id
			join core.handling h on h.program_id = v.program_id and h.sak_id = v.sak_id and h.nr = v.handling join core.regel g on g.id = h.regel_id join core.sak s on s.program_id = v.program_id and s.id = v.sak_id
		where v.dato <= dag and v.utfall = 'ja' and g.funksjon = 'F' and (v.akt = 'godkjenner' or v.beslutning = 11)
	), plan as materialized (
		select v.program_id, max(h.tid) as tid from unnest(programmer) u (id) join core.vedtak v on v.program_id = u.id join core.handling h on h.program_id = v.program_id and h.sak_id = v.sak_id and h.nr = v.handling
		where v.dato <= dag and v.beslutning in (9, 16) and v.akt = 'vedtar' and v.utfall = 'ja' group by v.program_id
	), ubalanse as (
		select distinct on (k.program_id) k.program_id, k.id from godkjent k left join plan p on p.program_id = k.program_id
		where k.tid >= coalesce(p.tid, '-infinity') and (exists (select from core.vilkaar w where w.program_id = k.program_id and w.vedtak_id = k.id)
			or (k.beloep #>> '{}')::numeric < (select (a.forslag ->> 'beloep')::numeric from core.sak a
				where a.program_id = k.program_id and a.beslutning = 10 and a.nr < k.nr and a.forslag ? 'beloep' order by a.nr desc limit 1))
		order by k.program_id, k.tid desc
	)
	select v.* from ubalanse x join core.vedtak v on v.program_id = x.program_id and v.id = x.id;
end $$;
comment on function core.budsjetter_i_ubalanse(uuid[], date) is
	'Of each of these programmes whose budget is out of balance on a day: the county''s newest approval with conditions, or promise of less than was applied for, since which no handlingsplan is adopted: the plan stands, but a new budget version is due before new awards (handbook, section 4).';

create or replace function core.budsjett_i_ubalanse(program uuid) returns core.vedtak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	k core.vedtak;
begin
	select * into k from core.budsjetter_i_ubalanse(array[program], core.i_dag());
	return k;
end $$;
comment on function core.budsjett_i_ubalanse(uuid) is 'core.budsjetter_i_ubalanse() of one programme today; null: in balance.';

create or replace function core.uten_aarets_plan(program uuid, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select core.uten_plan_tekst(dag) from core.uten_plan(array[program], dag));
end $$;
comment on function core.uten_aarets_plan(uuid, date) is 'core.uten_plan() of one programme, in words; null: one is in force, or the programme is not being carried out.';

create or replace function core.varsler(program uuid) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('varsel', v.varsel, 'kilde', v.kilde, 'tekst', v.tekst) order by v.nr), '[]') from core.varsler_paa(array[program], core.i_dag()) v);
end $$;
comment on function core.varsler(uuid) is 'What a programme is warned of: never a block.';

create or replace trigger journal after insert on core.vilkaar_hendelse for each row execute function core.journal_rad('vilkaar_hendelse');
create or replace trigger uforanderlig before update or delete or truncate on core.vilkaar_hendelse for each statement execute function core.uforanderlig();
alter table core.vilkaar_hendelse enable row level security;
drop policy if exists deltakerne_ser_vilkaar on core.vilkaar;
create policy deltakerne_ser_vilkaar on core.vilkaar for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.vilkaar_hendelse;
create policy i_eget_navn on core.vilkaar_hendelse for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
