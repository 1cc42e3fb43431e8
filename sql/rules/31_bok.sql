-- The ledger (handbook, section 7): one function writes in it, which locks the programme's book, sees that there is cover, and
-- numbers the entry; every balance is a sum over it. What is booked when, and by whom, is the rooms' that call it.

-- Balances.

create or replace function core.bortfalt(program uuid, dag date) returns table (prosjekt_id uuid, sak_id uuid, aar int, omraade text, beloep numeric)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		select t.prosjekt_id, t.sak_id, t.aar, min(p.omraade), sum(case p.konto when 'utbetalt' then -p.beloep else p.beloep end)
		from core.tildeling t join core.postering p on p.program_id = t.program_id and p.prosjekt_id = t.prosjekt_id and p.sak_id = t.sak_id
		where t.program_id = program and t.gyldig_til < dag and p.dato <= dag and p.konto in ('tildelt', 'utbetalt', 'tilbakebetalt')
		group by t.id, t.prosjekt_id, t.sak_id, t.aar having sum(case p.konto when 'utbetalt' then -p.beloep else p.beloep end) > 0;
end $$;
comment on function core.bortfalt(uuid, date) is
	'What has lapsed of awards by a day, because their last day is over and it was not paid (OF 15): by the date alone, whoever registers it. NOK; nothing of what is registered as withdrawn or lapsed.';

create or replace function core.utsatte_saker(program uuid, dag date) returns setof uuid
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select d.sak_id from (select distinct v.sak_id from core.utsatt_iverksetting u join core.vedtak v on v.program_id = u.program_id and v.id = u.vedtak_id where u.program_id = program) d
		where core.sak_utsatt(program, d.sak_id, dag);
end $$;
comment on function core.utsatte_saker(uuid, date) is 'The cases whose decision was suspended on a day (V-17).';

create or replace function core.hovedbok(program uuid, dag date) returns table (nr int, konto text, formaal text, beloep numeric, aar int, omraade text, finansioer_id uuid, prosjekt_id uuid, sak_id uuid, utsatt boolean)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with u as materialized (select x from core.utsatte_saker(program, dag) x)
		select p.nr, p.konto, p.formaal, p.beloep, p.aar, p.omraade, p.finansioer_id, p.prosjekt_id, p.sak_id,
			p.konto in ('lovet', 'bevilget', 'budsjett', 'omfordelt') and exists (select from u where u.x = p.sak_id)
		from core.postering p where p.program_id = program and p.dato <= dag
		union all
		select null, 'tildelt', 'prosjekter', -b.beloep, b.aar, b.omraade, null, b.prosjekt_id, b.sak_id, false from core.bortfalt(program, dag) b;
end $$;
comment on function core.hovedbok(uuid, date) is
	'The entries that a day''s balances are sums of: what is booked by then, and what awards have lost by their last day. utsatt: promised, appropriated, budgeted or moved by a decision whose execution was suspended that day (V-17), which counts for nothing until it is let go. What is awarded stays set aside meanwhile, and what is paid is paid.';

drop function if exists core.posteringer_i_dag(uuid, date);
create or replace function core.posteringer_i_dag(program uuid, dag date) returns table (nr int, konto text, formaal text, beloep numeric, aar int, omraade text, finansioer_id uuid, utsatt boolean)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
	return query
		with e as materialized (select * from core.omraade_etterkommere(program, dag))
		select p.nr, p.konto, p.formaal, p.beloep * coalesce(e.andel, 100) * 0.01, p.aar, coalesce(e.etterkommer, p.omraade), p.finansioer_id, p.utsatt
		from core.hovedbok(program, dag) p left join e on e.omraade = p.omraade;
end $$;
comment on function core.posteringer_i_dag(uuid, date) is
	'The entries up to a day (core.hovedbok), each on the areas that its own has become by that day, and by what share (handbook 8.3). An area that no plan knows is itself.';

create or replace function core.dekning(konto text, formaal text, beloep numeric) returns numeric
language sql immutable as $$
	select case when formaal = 'prosjektarbeid' or konto not in ('budsjett', 'omfordelt', 'tildelt', 'brukt') then 0
		when konto in ('budsjett', 'omfordelt') then beloep else -beloep end
$$;
comment on function core.dekning(text, text, numeric) is
	'What an entry adds to what may still be committed: budget and what is moved in, less awards and own spending. Hours have a budget of their own, and payments were committed when they were awarded.';

create or replace function core.disponibelt(program uuid, omraade text, aar int, dag date) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
	if not core.er_budsjettert(program, aar, dag) then
		return null;
	end if;
	return (select least(coalesce(sum(d.kroner), 0), coalesce(sum(d.kroner) filter (where not d.utsatt), 0)) from (
		select core.dekning(p.konto, p.formaal, p.beloep) as kroner, p.utsatt from core.posteringer_i_dag(program, dag) p
		where p.aar = disponibelt.aar and (p.omraade is null and disponibelt.omraade is null or p.omraade in (
			select e.etterkommer from core.omraade_etterkommere(program, dag) e where e.omraade = disponibelt.omraade union select disponibelt.omraade))) d);
end $$;
comment on function core.disponibelt(uuid, text, int, date) is
	'What an area may still commit in a year, as of a day: budget and what was moved, less awards and own spending, along the lineage. Where a decision is suspended, no more than there is both with it and without it, so that nothing is overspent when it is let go. omraade null: what lies outside the areas (administration). Null: no budget of that year is adopted. NOK.';

create or replace function core.er_budsjettert(program uuid, aar int, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
	return exists (select from core.postering p where p.program_id = program and p.aar = er_budsjettert.aar and p.konto = 'budsjett' and p.dato <= dag);
end $$;
comment on function core.er_budsjettert(uuid, int, date) is 'True when a budget of the year has been booked by the day, also one that is suspended: a suspended plan leaves nothing to commit, not everything.';

-- Cover.

create or replace function core.laas_bok(program uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.bok (program_id) values (program) on conflict do nothing;
	perform from core.bok b where b.program_id = program for no key update;
end $$;
comment on function core.laas_bok(uuid) is 'Locks a programme''s book until the transaction ends: what is read of it afterwards stays true.';

create or replace function core.omraadenavn(program uuid, omraade text, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select o ->> 'navn' from jsonb_array_elements(core.omraader_foer(program, dag)) o where checks.omraade_id(o) = omraade limit 1),
		(select a.fra_navn from core.omraade_avstamning a where a.program_id = program and a.fra = omraade order by a.nr desc limit 1), omraade);
end $$;
comment on function core.omraadenavn(uuid, text, date) is 'An area''s name on a day; of one that has ended, its last; else its id.';

create or replace function core.krev_dekning(program uuid, omraade text, aar int, beloep numeric, dag date, grunn text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	rest   numeric;
	tillat numeric := coalesce(core.programregel(program, 'overforpliktelse', dag)::numeric, 0);
	navn_  text;
begin
	perform core.laas_bok(program);
	rest := core.disponibelt(program, omraade, aar, greatest(dag, core.i_dag()));
	if rest is null or beloep <= greatest(rest, 0) or beloep <= 0 or (beloep <= rest + tillat and btrim(grunn) <> '') then
		return;
	end if;
	navn_ := case when omraade is null then 'administrasjon' else core.omraadenavn(program, omraade, dag) end;
	raise exception 'Rammen til % i % er brukt opp: % kroner er disponible, saken gjelder %.', navn_, aar, core.skriv_belop(rest), core.skriv_belop(beloep)
		using errcode = 'RP009', constraint = 'rammen_er_brukt_opp',
			detail = json_build_object('disponibelt', rest::text, 'beloep', beloep::text, 'overforpliktelse', tillat::text, 'kilde', 'håndboka, del 7'),
			hint = case when beloep <= rest + tillat then 'Overforpliktelsen er innenfor det som er tillatt, og krever en begrunnelse.'
				else 'Midler kan omfordeles (rad 20, 21), eller en ny utgave av handlingsplanen vedtas.' end;
end $$;
comment on function core.krev_dekning(uuid, text, int, numeric, date, text) is
	'FAILED_PRECONDITION rammen_er_brukt_opp when an area cannot commit the amount, unless the programme''s own rule `overforpliktelse` (row 12; none: 0) allows so much beyond the frame and a reason is given. A year without an adopted budget has no frame: it is warned of, not refused. Locks the book.';

-- Writing.

create or replace function core.poster(program uuid, konto text, beloep numeric, aar int, dag date, tekst text, omraade text default null,
	finansioer uuid default null, prosjekt uuid default null, sak uuid default null, korrigerer int default null,
	formaal text default null, tilsagn uuid default null, grunn text default null) returns int
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	n int;
	f text := coalesce(poster.formaal, case when konto not in ('lovet', 'bevilget', 'mottatt', 'overfoert') then 'prosjekter' end);
begin
	perform core.krev_ikke_fremtid(dag);
	perform core.laas_bok(program);
	if konto in ('tildelt', 'brukt') and f <> 'prosjektarbeid' then
		perform core.krev_dekning(program, omraade, aar, beloep, dag, grunn);
	end if;
	update core.bok b set siste_nr = b.siste_nr + 1 where b.program_id = program returning b.siste_nr into n;
	insert into core.postering (program_id, nr, konto, formaal, beloep, aar, dato, finansioer_id, omraade, prosjekt_id, tilsagn_id, sak_id, korrigerer, tekst, grunn, person_id)
	values (program, n, konto, f, beloep, aar, dag, finansioer, omraade, prosjekt, tilsagn, sak, korrigerer, btrim(tekst), nullif(btrim(grunn), ''), core.person());
	return n;
end $$;
comment on function core.poster(uuid, text, numeric, int, date, text, text, uuid, uuid, uuid, int, text, uuid, text) is
	'Adds an entry and returns its number. What is committed (tildelt, brukt) must be covered (core.krev_dekning, with grunn); a commitment given up is negative. Who may, the caller has seen to.';

create or replace trigger journal after insert on core.postering for each row execute function core.journal_rad('postering');
create or replace trigger journal after insert on core.finansioer for each row execute function core.journal_rad('finansioer');
create or replace trigger journal after insert on core.finansioer_andel for each row execute function core.journal_rad('finansioer_andel');
create or replace trigger uforanderlig before update or delete or truncate on core.postering for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.finansioer for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.finansioer_andel for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before delete or truncate on core.bok for each statement execute function core.uforanderlig();
alter table core.bok enable row level security;
alter table core.postering enable row level security;
alter table core.finansioer enable row level security;
alter table core.finansioer_andel enable row level security;
drop policy if exists deltakerne_ser_regnskapet on core.postering;
create policy deltakerne_ser_regnskapet on core.postering for select to omstilling_api using (core.deltar(program_id));
drop policy if exists deltakerne_ser_finansioerene on core.finansioer;
create policy deltakerne_ser_finansioerene on core.finansioer for select to omstilling_api using (core.deltar(program_id));
drop policy if exists deltakerne_ser_andelene on core.finansioer_andel;
create policy deltakerne_ser_andelene on core.finansioer_andel for select to omstilling_api using (core.deltar(program_id));
