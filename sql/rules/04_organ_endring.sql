-- Changes of an organ over time. core.organ is what it is today; core.organ_paa() what it was on a day, which is what a rule
-- that takes its date from a meeting asks (CS-1, V-18), and how an old decision is signed (CS-2).

create or replace function core.organ_paa(o core.organ, dag date) returns core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.organ_tidligere;
begin
	select * into f from core.organ_tidligere x where x.organ_id = o.id and x.til >= dag order by x.til limit 1;
	if f.organ_id is not null then
		o.navn := f.navn; o.juridisk_form := f.juridisk_form; o.forelder := f.forelder;
		o.orgnr := f.orgnr; o.nummer := f.nummer; o.seter := f.seter;
	end if;
	return o;
end $$;
comment on function core.organ_paa(core.organ, date) is 'An organ with the name, form, parent, numbers and seats that it had on a day.';

create or replace function core.krev_organendring(gammel core.organ, ny core.organ, fra_ date, hvem uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from unnest(array[gammel.forelder, ny.forelder]) f where not core.har_verv(hvem, f, core.i_dag(), array['administrator'])
		and not (f = gammel.forelder and exists (select from core.etterfoelger e where e.organ_id = f and e.etterfoelger_id = ny.forelder and e.fra <= core.i_dag()))) then
		raise exception 'Et organ endres av administratoren i organet over, og flyttes av den som er det både der det var og der det blir.' using errcode = 'RP007',
			constraint = 'organ_endres_av_organet_over', detail = json_build_object('kilde', 'omstilling: rollehierarkiet', 'tur', json_build_object('akt', 'endrer organ',
				'organer', (select json_agg(o.navn) from core.organ o where o.id in (gammel.forelder, ny.forelder))));
	end if;
	if fra_ > core.i_dag() or fra_ <= gammel.fra or exists (select from core.organ_tidligere t where t.organ_id = gammel.id and t.til >= fra_) then
		raise exception 'Endringen % ligger fram i tid, eller før organets forrige endring.', fra_ using errcode = 'RP009', constraint = 'endringen_passer_ikke_i_tid',
			detail = json_build_object('kilde', 'CS-1');
	end if;
	if (gammel.navn, gammel.juridisk_form, gammel.forelder, gammel.orgnr, gammel.nummer, gammel.seter)
		is not distinct from (ny.navn, ny.juridisk_form, ny.forelder, ny.orgnr, ny.nummer, ny.seter) then
		raise exception 'Endringen endrer ingenting.' using errcode = 'RP003', constraint = 'endringen_endrer_ingenting';
	end if;
	if exists (with recursive over_ as (
			select o.id, o.forelder from core.organ o where o.id = ny.forelder
			union select o.id, o.forelder from core.organ o join over_ on o.id = over_.forelder)
		select from over_ where over_.id = gammel.id) then
		raise exception 'Et organ kan ikke ligge under seg selv.' using errcode = 'RP009', constraint = 'organet_ligger_under_seg_selv';
	end if;
end $$;
comment on function core.krev_organendring(core.organ, core.organ, date, uuid) is
	'Who may change an organ and from when: the administrator above, where it was and where it comes to lie, and from an organ that has ended its successor''s; not in advance, nor before its last change.';

create or replace function core.endre_organ(gammel core.organ, ny core.organ, fra_ date, kilde_ text) returns core.organ
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.organ o where o.id = gammel.id for update;
	perform core.krev_organendring(gammel, ny, fra_, core.person());
	insert into core.organ_tidligere (organ_id, fra, til, navn, juridisk_form, forelder, orgnr, nummer, seter, kilde, endret_av)
	values (gammel.id, coalesce((select max(t.til) + 1 from core.organ_tidligere t where t.organ_id = gammel.id), gammel.fra), fra_ - 1,
		gammel.navn, gammel.juridisk_form, gammel.forelder, gammel.orgnr, gammel.nummer, gammel.seter, kilde_, core.person());
	update core.organ o set navn = ny.navn, juridisk_form = ny.juridisk_form, forelder = ny.forelder, orgnr = ny.orgnr, nummer = ny.nummer, seter = ny.seter
	where o.id = gammel.id returning * into ny;
	return ny;
end $$;
comment on function core.endre_organ(core.organ, core.organ, date, text) is 'Changes an organ from a day, and keeps what it was.';

create or replace function core.organ_utgaver(o core.organ) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('navn', t.navn, 'juridisk_form', t.juridisk_form,
			'forelder', (select f.kortnavn from core.organ f where f.id = t.forelder), 'orgnr', t.orgnr, 'nummer', t.nummer, 'seter', t.seter,
			'fra', t.fra, 'til', t.til, 'kilde', t.kilde)) order by t.fra)
		from core.organ_tidligere t where t.organ_id = o.id);
end $$;
comment on function core.organ_utgaver(core.organ) is 'The contract''s OrganUtgave for every former state of an organ.';

create or replace trigger journal after insert on core.organ_tidligere for each row execute function core.journal_rad('organ_endret');
create or replace trigger uforanderlig before update or delete or truncate on core.organ_tidligere for each statement execute function core.uforanderlig();
alter table core.organ_tidligere enable row level security;
