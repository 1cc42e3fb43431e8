-- H-9: the board members, leader and contact of an applicant, and of its group, are held against who treats its application: the
-- deciding organ's members, the programleder, the observers. Whom the application names by user is inhabil by itself (FVL 6 e); of
-- whom has the same name alone, the question is raised when the case is opened, and the organ decides it (H-4).

create or replace function core.soekergruppe(program uuid, soeker uuid, dag date) returns uuid[]
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return array(select soeker union select g.id from core.soeker e join core.foretak f on f.orgnr = e.orgnr
		join core.foretak m on m.id = any (core.foretaksgruppe(f.id, dag)) join core.soeker g on g.program_id = program and g.orgnr = m.orgnr
		where e.program_id = program and e.id = soeker);
end $$;
comment on function core.soekergruppe(uuid, uuid, date) is 'The applicant and the programme''s other applicants that are one undertaking with it on the day.';

create or replace function core.soekerens_folk(s core.sak) returns setof core.soeker_styremedlem
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	a core.soeknad;
	g uuid[];
begin
	if not s.forslag ? 'soeknad' then
		return;
	end if;
	a := core.soeknad_av(s.program_id, s.forslag ->> 'soeknad');
	g := core.soekergruppe(s.program_id, a.soeker_id, core.i_dag());
	return query select m.* from core.soeker_styremedlem m where m.program_id = s.program_id and m.soeker_id = any (g)
		union all select s.program_id, e.id, 0, e.kontakt_navn, 'kontakt', null::uuid from core.soeker e where e.program_id = s.program_id and e.id = any (g) and e.kontakt_navn is not null
		union all select s.program_id, e.id, 0, e.navn, 'soeker', null from core.soeker e where e.program_id = s.program_id and e.id = a.soeker_id and e.slag = 'person';
end $$;
comment on function core.soekerens_folk(core.sak) is 'Board, leader and contact of the applicant of a case and of its group, and who applies himself.';

create or replace function core.er_soekerens(s core.sak, hvem uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return s.forslag ? 'soeknad' and exists (select from core.soekerens_folk(s) m where m.person_id = hvem);
end $$;
comment on function core.er_soekerens(core.sak, uuid) is 'True for who sits on the board of the case''s applicant, or of one of its group, or leads it.';

create or replace function core.habilitet_av_soeker() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not new.forslag ? 'soeknad' then
		return null;
	end if;
	insert into core.habilitet (program_id, sak_id, organ_id, person_id, grunn, forklaring, reist_av, dato)
	select distinct on (o.id, p.id) new.program_id, new.id, o.id, p.id, 'styreverv', left(format('Har samme navn som %s i %s; holdt sammen automatisk.',
			case m.rolle when 'styreleder' then 'styrets leder' when 'styremedlem' then 'et styremedlem' when 'daglig_leder' then 'daglig leder' else 'en kontaktperson' end, e.navn), 2000),
		new.opprettet_av, new.opprettet
	from core.soekerens_folk(new) m join core.soeker e on e.program_id = m.program_id and e.id = m.soeker_id
		join core.person p on lower(regexp_replace(btrim(p.navn), '\s+', ' ', 'g')) = lower(regexp_replace(btrim(m.navn), '\s+', ' ', 'g')), lateral core.habilitet_organer(new, p.id, new.opprettet) o
	where m.person_id is null and not core.er_soekerens(new, p.id)
	order by o.id, p.id, m.nr;
	return null;
end $$;
comment on function core.habilitet_av_soeker() is 'Row trigger: raises the question of habilitet of everybody who treats the case and has the name of one of the applicant''s.';
-- before the trigger that does the first step of the case for who opens it: triggers fire by name
create or replace trigger habilitet after insert on core.sak for each row execute function core.habilitet_av_soeker();
