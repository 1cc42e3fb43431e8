-- Elections (handbook, section 6): more than half in the first round, most votes in the second, the lot when they are equal
-- (V-5); both sexes in what is elected (V-6); the seats that an election gives, and those that it ends.

create or replace function core.omgang_slutt(s core.sak, moete uuid) returns timestamptz
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select max(x.tid) from core.valgomgang x where x.program_id = s.program_id and x.sak_id = s.id and x.moete_id = moete and x.omgang < 2);
end $$;
comment on function core.omgang_slutt(core.sak, uuid) is 'When the last round without a result ended: an agreement that was not unanimous, or a first round without majority. The votes that count are cast after it; null: all are.';

create or replace function core.er_andre_omgang(s core.sak, moete uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.valgomgang x where x.program_id = s.program_id and x.sak_id = s.id and x.moete_id = moete and x.omgang = 1);
end $$;
comment on function core.er_andre_omgang(core.sak, uuid) is 'True when a first round has ended without majority.';

create or replace function core.stemmetall(s core.sak, moete uuid, organ uuid, out ja int, out nei int, out blank int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	select count(*) filter (where x.stemme = 'ja'), count(*) filter (where x.stemme = 'nei'), count(*) filter (where x.stemme = 'blank')
	into ja, nei, blank
	from core.stemme x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id
		and x.tid > coalesce(core.omgang_slutt(s, moete), '-infinity') and not core.er_inhabil(s, organ, x.person_id);
	if exists (select from core.handling h where h.program_id = s.program_id and h.sak_id = s.id and h.moete_id = moete) then
		blank := blank + coalesce((select u.antall from core.valgurne u where u.program_id = s.program_id and u.sak_id = s.id and u.moete_id = moete and u.liste = 0), 0);
	end if;
end $$;
comment on function core.stemmetall(core.sak, uuid, uuid) is
	'The votes of a meeting on a case: in an election those of its present round; never those of who was found inhabil after voting (H-10). What is blank in a secret ballot is seen when it is closed.';

create or replace function core.foerste_omgang(s core.sak, organ uuid, moete uuid, hvem uuid) returns boolean
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
	m core.moete;
	t record := core.stemmetall(s, moete, organ);
	grunn_ text;
begin
	if core.er_andre_omgang(s, moete) or core.er_forholdsvalg(s, moete) then
		return false;
	end if;
	select * into o from core.organ x where x.id = organ;
	select * into m from core.moete x where x.id = moete;
	m := core.ledet_i_sak(m, s.program_id, s.id);
	if core.har_alternativer(s, moete) then
		perform core.krev_moeteleder(m, hvem);
		return core.foerste_runde(s, o, m);
	elsif not (select b.valg from core.beslutning b where b.nr = s.beslutning) then
		return false;
	end if;
	perform core.krev_moeteleder(m, hvem);
	grunn_ := (core.teller(o.juridisk_form, core.seter(o, m.dato), t.ja, t.nei, t.blank, null, true)).grunn;
	if grunn_ is distinct from 'valget_er_uavgjort' and (grunn_ = 'ikke_vedtaksfoert' or not core.avtale_brutt(s, o, m)) then
		return false;
	end if;
	perform core.krev_alle_stemmer(s, m, o);
	insert into core.valgomgang (program_id, sak_id, moete_id, omgang, ja, nei, blank, tid)
	values (s.program_id, s.id, moete, case when core.avtale_brutt(s, o, m) then 0 else 1 end, t.ja, t.nei, t.blank, clock_timestamp());
	return true;
end $$;
comment on function core.foerste_omgang(core.sak, uuid, uuid, uuid) is
	'Closes the first round of an election when nobody has more than half, or the vote on an agreement that is not unanimous: true, and all vote again. False: there is a result, or too few votes.';

create or replace function core.andre_omgang(s core.sak, o core.organ, m core.moete, ja_ int, nei_ int, blank_ int) returns text
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	lodd_ text := case when get_byte(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 0) % 2 = 0 then 'ja' else 'nei' end;
begin
	if ja_ <> nei_ or (core.teller(o.juridisk_form, core.seter(o, m.dato), ja_, nei_, blank_, null, false)).grunn = 'ikke_vedtaksfoert' then
		return core.krev_utfall(o, m.dato, ja_, nei_, blank_, null, false);
	end if;
	insert into core.valgomgang (program_id, sak_id, moete_id, omgang, ja, nei, blank, lodd, tid)
	values (s.program_id, s.id, m.id, 2, ja_, nei_, blank_, lodd_, clock_timestamp());
	return lodd_;
end $$;
comment on function core.andre_omgang(core.sak, core.organ, core.moete, int, int, int) is
	'The second round: most votes; equal, the lot, drawn here and journalled. The presiding member''s vote decides nothing (KL 11-9).';

drop function if exists core.foreslaatte_verv(core.sak, date);
create or replace function core.foreslaatte_verv(s core.sak, dag date)
returns table (organ_id uuid, person_id uuid, rolle text, fra date, til date, side text, liste int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select o.id, p.id, v ->> 'rolle', coalesce(core.les_dato(v, 'fra'), dag), core.les_dato(v, 'til'), v ->> 'side',
		case when s.forslag ->> 'valgmaate' = 'forhold' then (v ->> 'liste')::int end
	from jsonb_array_elements(s.forslag -> 'verv') with ordinality x (y, nr), lateral (select y::json as v) j
		join core.organ o on o.kortnavn = v ->> 'organ' join core.person p on p.brukernavn = v ->> 'brukernavn' order by x.nr;
end $$;
comment on function core.foreslaatte_verv(core.sak, date) is 'The seats that a case proposes, in its order, from its own date or the one given; with the list that won them, where lists have.';

create or replace function core.avloeste_verv(s core.sak, dag date) returns table (verv_id uuid, siste date)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	with recursive gamle as (
		select (core.omgjort_sak(s)).id as id
		union
		select case g.id when x.sak_id then x.ny_sak_id else x.sak_id end from core.omgjoering x
			join gamle g on x.program_id = s.program_id and g.id in (x.sak_id, x.ny_sak_id)
	), nye as materialized (
		select * from core.foreslaatte_verv(s, dag)
	)
	select distinct e.id, greatest(t.fra, e.fra) - 1
	from gamle g join core.sak x on x.program_id = s.program_id and x.id = g.id and x.id <> s.id cross join lateral core.foreslaatte_verv(x, dag) f
		join lateral (select coalesce(min(n.fra), dag) as fra from nye n where n.organ_id = f.organ_id) t on true
		join core.verv e on e.organ_id = f.organ_id and e.person_id = f.person_id and e.rolle = f.rolle
			and (e.til is null or e.til >= greatest(t.fra, core.i_dag()))
	where not exists (select from nye n where n.organ_id = e.organ_id and n.person_id = e.person_id and n.rolle = e.rolle and n.til is not distinct from e.til);
end $$;
comment on function core.avloeste_verv(core.sak, date) is
	'The seats that end when an election or appointment supersedes another, and their last day: the one before the new ones of the organ begin, or the decision''s where it gives none there. Who is chosen anew for as long keeps the seat. It is the seats of all decisions that have superseded each other: of two that supersede the same one the later holds.';

create or replace function core.krev_kjoennsbalanse(s core.sak, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r record;
begin
	if s.forslag ->> 'valgmaate' = 'forhold' then
		return; -- of each list by itself: core.valgte_fra_liste()
	end if;
	for r in
		with nye as materialized (
			select f.* from core.foreslaatte_verv(s, dag) f
		), sete as (
			select o.id, o.navn, v.person_id from core.organ o join core.verv v on v.organ_id = o.id join core.rolle q on q.rolle = v.rolle and q.stemmer
			where o.id in (select n.organ_id from nye n) and core.gjelder(v.fra, v.til, dag)
				and not exists (select from core.avloeste_verv(s, dag) a where a.verv_id = v.id)
			union
			select o.id, o.navn, n.person_id from nye n join core.organ o on o.id = n.organ_id join core.rolle q on q.rolle = n.rolle and q.stemmer
		)
		select e.navn, count(*) as n, count(*) filter (where p.kjoenn = 'kvinne') as k, count(*) filter (where p.kjoenn = 'mann') as m
		from sete e join core.person p on p.id = e.person_id group by e.id, e.navn having count(*) = count(p.kjoenn) and count(*) > 1
	loop
		if least(r.k, r.m) * 10 < (case when r.n >= 4 then r.n * 4 else 1 end) then
			raise exception '% får % kvinner og % menn. Hvert kjønn skal ha minst 40 prosent av fire eller flere, og begge være med blant to og tre.', r.navn, r.k, r.m
				using errcode = 'RP009', constraint = 'kjoennsbalansen_er_ikke_oppfylt', column = 'forslag.verv',
					detail = json_build_object('kvinner', r.k, 'menn', r.m, 'kilde', 'V-6; KL 7-7');
		end if;
	end loop;
end $$;
drop function if exists core.krev_kjoennsbalanse(jsonb, date);
comment on function core.krev_kjoennsbalanse(core.sak, date) is
	'Refuses an election that leaves an organ without both sexes (V-6), those who leave with the decision it supersedes not counted; where somebody''s sex is not stated, nothing is checked. In a proportional election it is a rule of each list (KL 7-6).';

-- V-12 is advice: it is said where a styre is shown or filled, and stops nothing.

create or replace function core.styre_varsler(navn text, sider text[]) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
	n int := cardinality(sider);
	k int := cardinality(array_positions(sider, 'naeringsliv'));
	u int := cardinality(array_positions(sider, null));
begin
	return jsonb_path_query_array(jsonb_build_array(
		case when n not between 5 and 7 then jsonb_build_object('varsel', 'styret_har_ikke_fem_til_syv_medlemmer', 'kilde', 'V-12; S3',
			'tekst', format('%s har %s medlemmer; det anbefales fem til syv.', navn, n)) end,
		case when 2 * k <= n then jsonb_build_object('varsel', 'naeringslivet_har_ikke_flertall', 'kilde', 'V-12; S3',
			'tekst', format('%s av %s medlemmer i %s representerer næringslivet%s; det anbefales at de er i flertall.', k, n, navn,
				case when u > 0 then format(', og for %s er siden ikke oppgitt', u) else '' end)) end), '$[*] ? (@ != null)');
end $$;
comment on function core.styre_varsler(text, text[]) is
	'The advice on a styre whose members represent these sides (null: not stated): five to seven, more than half from business (V-12). Never a block.';

create or replace function core.organ_varsler(o core.organ, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select core.styre_varsler(o.navn, coalesce(array_agg(v.side), '{}')) from core.verv v join core.rolle r on r.rolle = v.rolle and r.stemmer
		where o.art = 'OS' and v.organ_id = o.id and core.gjelder(v.fra, v.til, dag) having o.art = 'OS');
end $$;
comment on function core.organ_varsler(core.organ, date) is 'What is said of a styre with the seats of a day; null of other organs.';

create or replace function core.valg_varsler(s core.sak, dag date) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(w) from (
		with nye as materialized (select f.* from core.foreslaatte_verv(s, dag) f join core.rolle q on q.rolle = f.rolle and q.stemmer)
		select core.styre_varsler(o.navn, array_agg(m.side)) as alle from core.organ o cross join lateral (
			select n.side from nye n where n.organ_id = o.id
			union all
			select v.side from core.verv v join core.rolle q on q.rolle = v.rolle and q.stemmer
			where v.organ_id = o.id and core.gjelder(v.fra, v.til, dag)
				and not exists (select from nye n where n.organ_id = o.id and n.person_id = v.person_id)
				and not exists (select from core.avloeste_verv(s, dag) a where a.verv_id = v.id)) m
		where o.id in (select n.organ_id from nye n) group by o.id) x, jsonb_array_elements(x.alle) w);
end $$;
comment on function core.valg_varsler(core.sak, date) is
	'What is said of the styre that an election would leave: its proposals, and those who stay. Null: nothing.';

-- A seat is the organ's, and is journalled in the installation's chain. What a decision of a programme does to its seats is told
-- in the programme's chain too, for those who watch it. A seat that an administrator gives is not: an organ may serve
-- thousands of programmes, whose chains would all be locked for it.

create or replace function core.fortell_verv(s core.sak, v core.verv, slag text) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	organ text := (select o.kortnavn from core.organ o where o.id = v.organ_id);
begin
	perform core.journalfoer(s.program_id, slag, organ, null, to_jsonb(v) || jsonb_build_object('sak_id', s.id), organ);
end $$;
comment on function core.fortell_verv(core.sak, core.verv, text) is 'Tells of a seat in the chain of the programme whose decision changed it.';

create or replace function core.verv_avloest(s core.sak, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.verv;
begin
	perform from core.sak x where x.program_id = s.program_id and x.id = (core.omgjort_sak(s)).id for no key update;
	for v in update core.verv e set til = a.siste from core.avloeste_verv(s, dag) a where e.id = a.verv_id returning e.* loop
		perform core.fortell_verv(s, v, 'verv_avsluttet');
	end loop;
end $$;
comment on function core.verv_avloest(core.sak, date) is 'Ends the seats of the election or appointment that a case supersedes (PH-7). Locks the older case: of two that supersede it at once the second sees the first.';

create or replace function core.verv_virkning(s core.sak, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.verv;
begin
	for v in insert into core.verv (organ_id, person_id, rolle, fra, til, side, liste)
		select f.organ_id, f.person_id, f.rolle, f.fra, f.til, f.side, f.liste from core.foreslaatte_verv(s, dag) f
		where not exists (select from core.verv e where e.organ_id = f.organ_id and e.person_id = f.person_id and e.rolle = f.rolle
			and core.gjelder(e.fra, e.til, f.fra)) returning * loop
		perform core.fortell_verv(s, v, 'verv_gitt');
	end loop;
end $$;
comment on function core.verv_virkning(core.sak, date) is 'Rows 6, 13, 14, 15: the proposed seats, from the proposal''s date or the meeting''s.';

create or replace function core.valgbar_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o      core.organ;
	roller text[];
begin
	select * into o from core.organ x where x.id = new.organ_id;
	roller := case o.juridisk_form when 'folkevalgt' then array['kommunedirektoer', 'revisor'] when 'kf' then array['programleder', 'kommunedirektoer'] end;
	if new.rolle in ('leder', 'nestleder', 'medlem', 'vara') and exists (select from core.verv v join core.organ e on e.id = v.organ_id
		where v.person_id = new.person_id and v.rolle = any (roller) and (e.forelder in (o.forelder, o.id) or e.id = o.id)
			and (v.til is null or v.til >= new.fra) and (new.til is null or v.fra <= new.til)) then
		raise exception 'Stillingen personen har, utelukker fra valg til %.', o.navn using errcode = 'RP009', constraint = 'stillingen_utelukker_fra_valg',
			detail = json_build_object('kilde', 'V-15; KL 7-3, 9-5');
	end if;
	return new;
end $$;
comment on function core.valgbar_kontroll() is
	'Row trigger: the kommunedirektør and the auditor are not elected into their own kommune''s elected organs, nor a KF''s daglig leder or the kommunedirektør into its styre (V-15).';
create or replace trigger valgbar before insert on core.verv for each row execute function core.valgbar_kontroll();

create or replace trigger journal after insert on core.valgomgang for each row execute function core.journal_rad('valgomgang');
create or replace trigger uforanderlig before update or delete or truncate on core.valgomgang for each statement execute function core.uforanderlig();
alter table core.valgomgang enable row level security;
