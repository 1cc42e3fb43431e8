-- A change of the agreement of an interkommunalt politisk råd (handbook, section 6, V-11; KL 18-4). What is its core (the rows that
-- the råd decides, from when and how long) each kommunestyre adopts itself: that is core.samarbeidsavtale. The rest the råd
-- changes itself, in a case of row 12, with two thirds of the votes cast.

create or replace function core.krev_avtaleendring(program uuid, rad int, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not coalesce(forslag ? 'avtaleendring', false) then
		return;
	end if;
	if rad <> 12 or core.eiermodus(program, core.i_dag()) <> 'B' then
		raise exception 'Bare et regionråd endrer samarbeidsavtalen sin, og det i en sak av rad 12.' using errcode = 'RP003',
			constraint = 'avtalen_endres_av_regionraadet', column = 'forslag.avtaleendring', detail = json_build_object('kilde', 'V-11; KL 18-4');
	end if;
	if length(core.krev_tekst(forslag::json, 'avtaleendring')) > 4000 then
		raise exception 'Endringen av samarbeidsavtalen har høyst 4000 tegn.' using errcode = 'RP003', constraint = 'avtaleendringen_er_for_lang',
			column = 'forslag.avtaleendring';
	end if;
end $$;
comment on function core.krev_avtaleendring(uuid, int, jsonb) is 'A change of the agreement is proposed in row 12, of a programme in mode B.';

create or replace function core.minst_ja(s core.sak, o core.organ, avgitt int) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when s.forslag ? 'avtaleendring' and o.art = 'RR' then (2 * avgitt + 2) / 3 end;
end $$;
comment on function core.minst_ja(core.sak, core.organ, int) is
	'The fewest yes of so many votes with which a regionråd changes its agreement: two thirds, rounded up (V-11). Null: the case changes none.';

create or replace function core.med_to_tredjedeler(s core.sak, o core.organ, regel int, utfall text, ja int, avgitt int) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case when utfall = 'ja' and ja < core.minst_ja(s, o, avgitt) and exists (select from core.regel g where g.id = regel and g.akt = 'vedtar')
		then 'nei' else utfall end;
end $$;
comment on function core.med_to_tredjedeler(core.sak, core.organ, int, text, int, int) is
	'The outcome of a vote of the rule, which is no where yes is not the two thirds that a change of the agreement takes.';
