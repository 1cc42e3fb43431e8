-- Klage (row 29; FVL 28-34): within three weeks from the day the letter was received, later ones within a year for a reason; the first instance
-- may reverse itself by a new decision, else the case goes on; what is upheld gives a new decision, or the award is treated anew.

create or replace function core.klagefrist(sak core.sak) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select u.dato + 21 from core.underretning u where u.program_id = sak.program_id and u.sak_id = sak.id and u.slag = 'mottatt' order by u.nr desc limit 1);
end $$;
comment on function core.klagefrist(core.sak) is 'Three weeks from the day the notice of a decision was received (FVL 29); null while that is not registered.';

create or replace function core.forslag_klage(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	paaklaget core.sak;
	dag       date := coalesce(core.les_dato(s.forslag::json, 'klage_dato'), s.opprettet);
	vedtatt   date;
	frist     date;
begin
	select * into paaklaget from core.sak x where x.program_id = s.program_id and x.id = core.paaklaget(s);
	vedtatt := (select max(v.dato) from core.vedtak v where v.program_id = s.program_id and v.sak_id = paaklaget.id);
	frist := core.klagefrist(paaklaget);
	if s.forslag ->> 'klage_over' is null then
		return;
	elsif vedtatt is null or paaklaget.beslutning not in (27, 28) then
		raise exception 'En klage gjelder en tildeling eller et avslag som er avgjort i programmet.' using errcode = 'RP009', constraint = 'klagen_gjelder_ingen_tildeling',
			column = 'forslag.klage_over', detail = json_build_object('kilde', 'FVL 28');
	end if;
	perform core.krev_ikke_fremtid(dag);
	if dag < vedtatt then
		raise exception 'En klage kommer ikke før vedtaket (%).', vedtatt using errcode = 'RP003', constraint = 'klagen_er_foer_vedtaket', column = 'forslag.klage_dato';
	elsif dag > vedtatt + interval '1 year' then
		raise exception 'Det er gått mer enn et år siden vedtaket; klagen kan ikke tas under behandling.'
			using errcode = 'RP009', constraint = 'klagefristen_er_endelig_ute', column = 'forslag.klage_dato', detail = json_build_object('vedtatt', vedtatt, 'kilde', 'FVL 31');
	elsif dag > frist and coalesce(btrim(s.forslag ->> 'klage_grunn'), '') = '' then
		raise exception 'Klagefristen gikk ut %. En klage som er for sen, tas bare under behandling av en grunn.', frist
			using errcode = 'RP009', constraint = 'klagefristen_er_ute', column = 'forslag.klage_dato', detail = json_build_object('frist', frist, 'kilde', 'FVL 29, 31');
	end if;
	if s.forslag ? 'beloep' then
		perform core.krev_tildelingsforslag(s, core.sakens_soeknad(paaklaget));
	end if;
end $$;
comment on function core.forslag_klage(core.sak) is
	'Row 29: the day the klage was given (default: today) is inside three weeks from the receipt of the letter, or within a year of the decision with the reason why it is treated all the same. An amount is what is to be awarded if it is upheld.';

create or replace function core.klage_virkning(s core.sak, h core.handling, vedtak uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	gammel core.sak;
	a      core.soeknad;
	betalt numeric;
	ny     core.sak := s;
begin
	select * into gammel from core.sak x where x.program_id = s.program_id and x.id = core.paaklaget(s);
	a := core.sakens_soeknad(gammel);
	if a.id is null then
		return;
	end if;
	insert into core.omgjoering (program_id, sak_id, ny_sak_id, dato) values (s.program_id, gammel.id, s.id, h.dato) on conflict do nothing;
	update core.sak x set tilstand = 'erstattet' where x.program_id = s.program_id and x.id = gammel.id;
	betalt := core.erstatt_tildeling(s, a, h.dato);
	if s.forslag ? 'beloep' then
		ny.forslag := gammel.forslag || s.forslag;
		perform core.krev_kan_tildeles(ny, a), core.krev_mer_enn_utbetalt(ny, betalt);
		perform core.ny_tildeling(ny, h, vedtak, core.soeknadens_prosjekt(s, a, h.dato), coalesce((ny.forslag ->> 'holdes_tilbake')::numeric, 25), betalt);
	end if;
end $$;
comment on function core.klage_virkning(core.sak, core.handling, uuid) is
	'A klage is upheld: the decision is set aside, and the award that the case names is given in its place; without an amount the application is treated anew, in a case that replaces the old one (FVL 34).';

create or replace function core.klage_bortfaller(s core.sak) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	update core.sak x set tilstand = 'ugyldig' where x.program_id = s.program_id and x.beslutning = 29 and x.tilstand = 'under_behandling' and core.paaklaget(x) = (core.omgjort_sak(s)).id;
end $$;
comment on function core.klage_bortfaller(core.sak) is 'The first instance has reversed itself by a new decision (FVL 33): a klage over the old one has no object any more.';

-- When the applicant was told.

create or replace function core.underretning_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	vedtatt date := (select max(v.dato) from core.vedtak v where v.program_id = new.program_id and v.sak_id = new.sak_id and v.akt = 'vedtar');
	sendt   date := (select max(u.dato) from core.underretning u where u.program_id = new.program_id and u.sak_id = new.sak_id and u.slag = 'sendt');
begin
	perform from core.sak s where s.program_id = new.program_id and s.id = new.sak_id for no key update;
	new.nr := (select coalesce(max(u.nr), 0) + 1 from core.underretning u where u.program_id = new.program_id and u.sak_id = new.sak_id);
	new.tid := clock_timestamp();
	perform core.krev_tildelingsfoerer(new.program_id, false), core.krev_ikke_fremtid(new.dato);
	if vedtatt is null or not exists (select from core.sak s where s.program_id = new.program_id and s.id = new.sak_id and s.beslutning in (27, 28, 29, 39)) then
		raise exception 'Saken er ikke en avgjort tildelingssak.' using errcode = 'RP009', constraint = 'saken_har_ikke_noe_brev';
	end if;
	if new.dato < coalesce(sendt, vedtatt) then
		raise exception 'Brevet er ikke % før %.', new.slag, coalesce(sendt, vedtatt) using errcode = 'RP003', constraint = 'brevet_kom_ikke_foer_det_ble_sendt', column = 'dato',
			detail = json_build_object('tidligst', coalesce(sendt, vedtatt));
	end if;
	return new;
end $$;
comment on function core.underretning_kontroll() is 'Row trigger: of a decided award case; sent after the decision, received after it was sent.';
create or replace trigger kontroll before insert on core.underretning for each row execute function core.underretning_kontroll();
create or replace trigger journal after insert on core.underretning for each row execute function core.journal_rad('underretning');
create or replace trigger uforanderlig before update or delete or truncate on core.underretning for each statement execute function core.uforanderlig();
alter table core.underretning enable row level security;
drop policy if exists deltakerne_ser_underretninger on core.underretning;
create policy deltakerne_ser_underretninger on core.underretning for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.underretning;
create policy i_eget_navn on core.underretning for insert to omstilling_api with check (core.deltar(program_id) and person_id = core.person());
