-- SakService: habilitet. These find the organs and the question that a caller means; rules/16_habilitet.sql decides.

create or replace function core.reis_habilitet(s core.sak, hvem uuid, req json) returns core.sak
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
begin
	for o in select * from core.habilitet_organer(s, hvem, core.i_dag()) loop
		insert into core.habilitet (program_id, sak_id, organ_id, person_id, grunn, forklaring, reist_av, dato)
		values (s.program_id, s.id, o.id, hvem, core.krev_tekst(req, 'grunn'), req ->> 'forklaring', core.person(), core.i_dag());
	end loop;
	if not found then
		raise exception 'Personen har ikke verv i et organ som behandler saken.' using errcode = 'RP009', constraint = 'personen_behandler_ikke_saken';
	end if;
	return core.laas_sak(s);
end $$;
comment on function core.reis_habilitet(core.sak, uuid, json) is 'Enters a question or statement for every organ of the case''s route in which the person sits.';

create or replace function core.finn_habilitet(s core.sak, hvem uuid) returns core.habilitet
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	h core.habilitet;
begin
	select x.* into h from core.habilitet x where x.program_id = s.program_id and x.sak_id = s.id and x.person_id = hvem and x.grunn <> 'ingen'
		and not exists (select from core.habilitet_avgjoerelse a where a.program_id = x.program_id and a.habilitet_id = x.id)
	order by not exists (select from core.mine_steg(s, core.person(), core.i_dag()) m where m.organ_id = x.organ_id and m.tilstand = 'venter'),
		not exists (select from core.mine_steg(s, core.person(), core.i_dag()) m where m.organ_id = x.organ_id), x.tid limit 1;
	if h.id is null then
		raise exception 'Det er ikke noe åpent spørsmål om habiliteten til personen i saken.' using errcode = 'RP005', constraint = 'ukjent_habilitet';
	end if;
	return h;
end $$;
comment on function core.finn_habilitet(core.sak, uuid) is 'The open question about a person; of several organs'', first that of the caller''s organ whose turn it is.';

create or replace function api.declare_habilitet(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	s := core.min_sak(req);
	s := core.reis_habilitet(s, core.person(), req);
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.declare_habilitet(json) is 'SakService.DeclareHabilitet.';

create or replace function core.min_sak(req json) returns core.sak
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	perform core.krev_person();
	s := core.laas_sak(core.finn_sak(core.krev_tekst(req, 'sak')));
	perform core.krev_deltaker(s.program_id);
	return s;
end $$;
comment on function core.min_sak(json) is 'The request''s case, locked, for a caller who serves its programme.';

create or replace function api.raise_habilitet(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	s := core.min_sak(req);
	s := core.reis_habilitet(s, (core.finn_person(core.krev_tekst(req, 'brukernavn'))).id, req);
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.raise_habilitet(json) is 'SakService.RaiseHabilitet.';

create or replace function api.vote_habilitet(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
	h core.habilitet;
begin
	s := core.min_sak(req);
	h := core.finn_habilitet(s, (core.finn_person(core.krev_tekst(req, 'brukernavn'))).id);
	if core.krev_tekst(req, 'stemme') not in ('ja', 'nei') then
		raise exception 'Stemmen må være ja eller nei.' using errcode = 'RP003', constraint = 'stemmen_er_ja_eller_nei', column = 'stemme';
	end if;
	insert into core.habilitet_stemme (program_id, habilitet_id, moete_id, person_id, inhabil)
	values (s.program_id, h.id, (core.moete_i_dag(h.organ_id, s.program_id, s.id)).id, core.person(), req ->> 'stemme' = 'ja');
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.vote_habilitet(json) is 'SakService.VoteHabilitet.';

create or replace function api.decide_habilitet(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	s := core.min_sak(req);
	perform core.avgjoer_habilitet(s, core.finn_habilitet(s, (core.finn_person(core.krev_tekst(req, 'brukernavn'))).id), core.person(), req ->> 'utfall');
	s := core.laas_sak(s); -- on its own: in one statement the answer would not see the decision
	return query select json_build_object('sak', core.sak_svar(s));
end $$;
comment on function api.decide_habilitet(json) is 'SakService.DecideHabilitet.';
