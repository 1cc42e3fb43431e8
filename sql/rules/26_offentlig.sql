-- What is public of a case (handbook, section 10; KL 11-3 to 11-5): what is decided, and what is laid before a folkevalgt organ,
-- from the notice of its meeting on, but for what is treated behind closed doors. The policies that ask stand in 90 to 92.

create or replace function core.har_vedtak(program uuid, sak uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.vedtak v where v.program_id = program and v.sak_id = sak);
end $$;
comment on function core.har_vedtak(uuid, uuid) is 'True for a case with a decision.';

create or replace function core.siste_sakslister(program uuid, sak uuid) returns table (organ_id uuid, hjemmel text, folkevalgt boolean)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select distinct on (a.organ_id) a.organ_id, a.hjemmel, (core.organ_paa(o, a.dato)).juridisk_form = 'folkevalgt'
	from (select m.organ_id, m.dato, x.hjemmel from core.moete_sak x join core.moete m on m.id = x.moete_id where x.program_id = program and x.sak_id = sak
		union all
		select i.organ_id, i.dato, x.hjemmel from core.saksliste x join core.moeteinnkalling i on i.moete_id = x.moete_id and i.nr = x.innkalling
		where x.program_id = program and x.sak_id = sak and not i.avlyst and not exists (select from core.moete m where m.id = i.moete_id)
			and not exists (select from core.moeteinnkalling n where n.moete_id = i.moete_id and n.nr > i.nr)) a
		join core.organ o on o.id = a.organ_id
	order by a.organ_id, a.dato desc, a.hjemmel is null;
end $$;
comment on function core.siste_sakslister(uuid, uuid) is
	'Each organ''s newest agenda with a case on it: of a meeting that was held, or that is called and not called off. Of two on one day the closed one. Whether the organ is folkevalgt is asked of the meeting''s date (V-18).';

create or replace function core.er_lukket(program uuid, sak uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.siste_sakslister(program, sak) l where l.hjemmel is not null and (l.folkevalgt
		or exists (select from core.vedtak v where v.program_id = program and v.sak_id = sak and v.organ_id = l.organ_id)));
end $$;
comment on function core.er_lukket(uuid, uuid) is
	'True for a case that a folkevalgt organ, or whoever decided it, treats behind closed doors: not public, neither it nor its decision.';

create or replace function core.paa_offentlig_saksliste(program uuid, sak uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.siste_sakslister(program, sak) l where l.folkevalgt and l.hjemmel is null) and not core.er_lukket(program, sak);
end $$;
comment on function core.paa_offentlig_saksliste(uuid, uuid) is 'True for a case that is laid before a folkevalgt organ in the open: the saksframlegg is public with the agenda (KL 11-3).';

create or replace function core.sak_er_offentlig(program uuid, sak uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (core.har_vedtak(program, sak) or core.paa_offentlig_saksliste(program, sak)) and not core.er_lukket(program, sak);
end $$;
comment on function core.sak_er_offentlig(uuid, uuid) is 'True for a case that anybody may read: decided, or laid before a folkevalgt organ, and not closed.';

create or replace function core.er_lagt_fram(program uuid, plan uuid, nr int) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.sak s where s.program_id = program and s.plan_id = plan and (er_lagt_fram.nr is null or s.versjon = er_lagt_fram.nr)
		and core.paa_offentlig_saksliste(s.program_id, s.id));
end $$;
comment on function core.er_lagt_fram(uuid, uuid, int) is
	'True for a frozen version that is laid before a folkevalgt organ in the open, or with nr null for a plan that has one: it is what the saksframlegg is about, and no draft any more. What was said of it on the way (comments, findings and their reasons) is not part of it.';
