-- MoeteService: meetings. What may be done in one is decided by the triggers of rules/.

create or replace function api.open_moete(req json) returns setof json
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o   core.organ;
	s   core.sak;
	ref text;
	m   uuid;
begin
	perform core.krev_person();
	o := core.finn_organ(core.krev_tekst(req, 'organ'));
	if coalesce(json_array_length(req -> 'saker'), 0) not between 1 and 200 then
		raise exception 'Sakslisten må ha mellom 1 og 200 saker.' using errcode = 'RP003', constraint = 'ugyldig_saksliste', column = 'saker';
	end if;
	insert into core.moete (organ_id, dato, sted, leder_id, aapnet_av)
	values (o.id, core.i_dag(), req ->> 'sted', case when req ->> 'moeteleder' is null then core.moeteleder(o, core.person(), core.i_dag())
		else (core.finn_person(req ->> 'moeteleder')).id end, core.person()) returning id into m;
	for ref in select * from json_array_elements_text(req -> 'saker') loop
		s := core.finn_sak(ref);
		insert into core.moete_sak (moete_id, program_id, sak_id) values (m, s.program_id, s.id);
	end loop;
	return query select json_build_object('moete', m, 'dato', core.i_dag(), 'innkalt', core.innkallinger(o.id, core.i_dag()),
		'meldinger', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('sak', core.sak_navn(x.program_id, x.nr), 'tittel', x.tittel,
			'beloep', x.forslag ->> 'beloep'))), '[]') from core.meldt_til(o.id, core.i_dag()) x));
end $$;
comment on function api.open_moete(json) is 'MoeteService.OpenMoete.';
