-- Organs and seats: what may lie where, and who gives whom a seat.

-- Organs: some kinds lie only near the top, whoever administers what lies below.

create or replace function core.organ_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	over text := (select o.art from core.organ o where o.id = new.forelder);
begin
	if (new.art = 'INST') <> (new.forelder is null) then
		raise exception 'Installasjonen er det øverste organet, og det er bare ett av det.'
			using errcode = 'RP009', constraint = 'installasjonen_er_oeverst', column = 'organ.art';
	end if;
	if new.art in ('KDD', 'FK', 'IN') and over not in ('INST', 'KDD') then
		raise exception 'Departement, fylkeskommune og Innovasjon Norge ligger rett under departementet eller installasjonen.'
			using errcode = 'RP009', constraint = 'organarten_ligger_hoeyere', column = 'organ.art';
	end if;
	return new;
end $$;
comment on function core.organ_kontroll() is
	'Row trigger: one installation, above all; and nobody below makes himself a ministry or a county, whose administrators register programmes and whose organs approve.';
create or replace trigger kontroll before insert or update on core.organ for each row execute function core.organ_kontroll();

-- Seats: given by the organ's own administrator, or by the administrator of the organ above.

create or replace function core.krev_vervgiver(o core.organ) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.er_administrator(o.id) then
		raise exception 'Verv i % gis av organets egen administrator eller av administratoren i organet over.', o.navn
			using errcode = 'RP007', constraint = 'verv_gis_av_organet_eller_organet_over',
				detail = json_build_object('tur', json_build_object('akt', 'gir verv', 'organer',
					(select json_agg(x.navn) from core.organ x where x.id in (o.id, o.forelder))),
					'kilde', 'omstilling: rollehierarkiet');
	end if;
end $$;
comment on function core.krev_vervgiver(core.organ) is
	'PERMISSION_DENIED verv_gis_av_organet_eller_organet_over for who may not give the organ''s seats.';

create or replace function core.verv_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	organ_ core.organ;
begin
	if tg_op = 'UPDATE' and (new.organ_id, new.person_id, new.rolle, new.fra, new.side, new.liste) is distinct from
		(old.organ_id, old.person_id, old.rolle, old.fra, old.side, old.liste) then
		raise exception 'Et verv kan avsluttes, ikke endres.' using errcode = 'RP009', constraint = 'verv_kan_bare_avsluttes';
	end if;
	if tg_op = 'UPDATE' and old.til < core.i_dag() then
		raise exception 'Vervet tok slutt %. Et verv som er over, kan gis på nytt, men ikke vekkes til live.', old.til
			using errcode = 'RP009', constraint = 'vervet_er_over';
	end if;
	select * into organ_ from core.organ o where o.id = new.organ_id;
	if tg_op = 'INSERT' and new.til < new.fra then
		raise exception 'Vervet kan ikke slutte før det begynner.' using errcode = 'RP003', constraint = 'vervet_slutter_ikke_foer_det_begynner', column = 'til';
	end if;
	if new.gitt_av is not null and pg_trigger_depth() = 1 then -- deeper: the effect of a decision, whoever once gave the seat
		perform core.krev_vervgiver(organ_);
	end if;
	if new.rolle = 'revisor' and new.til is null then
		raise exception 'En revisors verv må ha en siste dag.' using errcode = 'RP003', constraint = 'revisors_verv_er_tidsbegrenset', column = 'til';
	end if;
	if new.fra < organ_.fra or (organ_.til is not null and coalesce(new.til, new.fra) > organ_.til) then
		raise exception 'Vervet ligger utenfor organets egen tid (% til %).', organ_.fra, coalesce(organ_.til::text, 'i dag')
			using errcode = 'RP009', constraint = 'vervet_ligger_i_organets_tid';
	end if;
	return new;
end $$;
comment on function core.verv_kontroll() is
	'Row trigger: who may give or end a seat (architecture: the hierarchy), inside the organ''s own dates; a seat ends, it never changes, and what is over stays over. One that has not begun ends the day before it would: it never was.';
create or replace trigger kontroll before insert or update on core.verv for each row execute function core.verv_kontroll();

create or replace function core.organ_svar(o core.organ) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return json_strip_nulls(json_build_object('id', o.id, 'kortnavn', o.kortnavn, 'navn', o.navn, 'art', o.art,
		'juridisk_form', o.juridisk_form, 'forelder', (select f.kortnavn from core.organ f where f.id = o.forelder),
		'orgnr', o.orgnr, 'nummer', o.nummer, 'seter', o.seter, 'fra', o.fra, 'til', o.til,
		'etterfoelgere', (select json_agg(n.kortnavn order by n.kortnavn) from core.etterfoelger e join core.organ n on n.id = e.etterfoelger_id where e.organ_id = o.id)));
end $$;
comment on function core.organ_svar(core.organ) is 'The contract''s Organ.';

create or replace function core.vervliste(vervene core.verv[]) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	noe boolean := exists (select from core.utsatt_iverksetting u where u.utsatt); -- is anything suspended at all? Almost always nothing is.
	dag date := core.i_dag();
begin
	return (select coalesce(json_agg(json_strip_nulls(json_build_object('id', v.id, 'organ', o.kortnavn, 'organ_navn', o.navn,
		'brukernavn', p.brukernavn, 'person_navn', p.navn, 'rolle', v.rolle, 'side', v.side, 'liste', v.liste, 'rekkefoelge', v.rekkefoelge, 'fra', v.fra, 'til', least(v.til, o.til),
			'iverksetting_utsatt', case when noe then nullif(core.verv_utsatt(v, dag), false) end)) order by v.fra, v.id), '[]')
		from unnest(vervene) v join core.organ o on o.id = v.organ_id join core.person p on p.id = v.person_id);
end $$;
comment on function core.vervliste(core.verv[]) is
	'The contract''s Verv of several seats, which its caller saw under row-level security: all in one query, since WhoAmI is asked more than anything else.';

create or replace function core.verv_svar(v core.verv) returns json
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.vervliste(array[v]) -> 0;
end $$;
comment on function core.verv_svar(core.verv) is 'The contract''s Verv of one seat.';

create or replace function core.inviter(brukernavn_ text) returns text
language plpgsql security definer set search_path = core, auth, pg_catalog, pg_temp as $$
declare
	jeg  uuid := core.krev_bevis(); -- an invitation sets a password
	hvem core.person;
begin
	select * into hvem from core.person p where p.brukernavn = brukernavn_;
	if hvem.id is null and core.er_driftsansvarlig() then
		raise exception 'Personen finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_person';
	end if;
	if hvem.id is null or hvem.id <> jeg and not core.er_driftsansvarlig() and not (case
		when exists (select from core.verv v where v.person_id = hvem.id) then
			(select bool_and(core.er_administrator(v.organ_id)) from core.verv v where v.person_id = hvem.id)
		else hvem.opprettet_av = jeg end)
	then
		raise exception 'En ny invitasjon gis til personen selv, eller av en administrator som rår over alle personens verv. Kjenner du personen, se over brukernavnet.'
			using errcode = 'RP007', constraint = 'invitasjon_gis_av_egen_administrator';
	end if;
	return core.ny_invitasjon(hvem.id);
end $$;
comment on function core.inviter(text) is
	'A one-time code to set a password: for oneself; by whoever registered a person without seats; by an administrator of every organ the person has ever sat in (one seat would let any administrator take an account over by giving it a seat); by the installation''s.';
