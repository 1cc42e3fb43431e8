-- Elections (handbook, section 6): more than half in the first round, most votes in the second, the lot when they are equal
-- (V-5); both sexes in what is elected (V-6).

create or replace function core.omgang_slutt(s core.sak, moete uuid) returns timestamptz
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select x.tid from core.valgomgang x where x.program_id = s.program_id and x.sak_id = s.id and x.moete_id = moete and x.omgang = 1);
end $$;
comment on function core.omgang_slutt(core.sak, uuid) is 'When the first round of an election ended without majority; null: it has not.';

create or replace function core.stemmetall(s core.sak, moete uuid, organ uuid, out ja int, out nei int, out blank int)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	select count(*) filter (where x.stemme = 'ja'), count(*) filter (where x.stemme = 'nei'), count(*) filter (where x.stemme = 'blank')
	into ja, nei, blank
	from core.stemme x where x.program_id = s.program_id and x.moete_id = moete and x.sak_id = s.id
		and x.tid > coalesce(core.omgang_slutt(s, moete), '-infinity') and not core.er_inhabil(s, organ, x.person_id);
end $$;
comment on function core.stemmetall(core.sak, uuid, uuid) is
	'The votes of a meeting on a case: in an election those of its present round; never those of who was found inhabil after voting (H-10).';

create or replace function core.foerste_omgang(s core.sak, organ uuid, moete uuid, hvem uuid) returns boolean
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
	m core.moete;
	t record := core.stemmetall(s, moete, organ);
begin
	if core.omgang_slutt(s, moete) is not null then
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
	if (core.teller(o.juridisk_form, core.seter(o, m.dato), t.ja, t.nei, t.blank, null, true)).grunn is distinct from 'valget_er_uavgjort' then
		return false;
	end if;
	insert into core.valgomgang (program_id, sak_id, moete_id, omgang, ja, nei, blank, tid)
	values (s.program_id, s.id, moete, 1, t.ja, t.nei, t.blank, clock_timestamp());
	return true;
end $$;
comment on function core.foerste_omgang(core.sak, uuid, uuid, uuid) is
	'Closes the first round of an election when nobody has more than half: true, and all vote again. False: there is a result, or too few votes.';

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

create or replace function core.krev_kjoennsbalanse(forslag jsonb, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r record;
begin
	for r in
		with sete as (
			select o.id, o.navn, v.person_id from core.organ o join core.verv v on v.organ_id = o.id join core.rolle q on q.rolle = v.rolle and q.stemmer
			where o.kortnavn in (select x ->> 'organ' from jsonb_array_elements(forslag -> 'verv') x) and core.gjelder(v.fra, v.til, dag)
			union
			select o.id, o.navn, p.id from jsonb_array_elements(forslag -> 'verv') x join core.organ o on o.kortnavn = x ->> 'organ'
				join core.person p on p.brukernavn = x ->> 'brukernavn' join core.rolle q on q.rolle = x ->> 'rolle' and q.stemmer
		)
		select s.navn, count(*) as n, count(*) filter (where p.kjoenn = 'kvinne') as k, count(*) filter (where p.kjoenn = 'mann') as m
		from sete s join core.person p on p.id = s.person_id group by s.id, s.navn having count(*) = count(p.kjoenn) and count(*) > 1
	loop
		if least(r.k, r.m) * 10 < (case when r.n >= 4 then r.n * 4 else 1 end) then
			raise exception '% får % kvinner og % menn. Hvert kjønn skal ha minst 40 prosent av fire eller flere, og begge være med blant to og tre.', r.navn, r.k, r.m
				using errcode = 'RP009', constraint = 'kjoennsbalansen_er_ikke_oppfylt', column = 'forslag.verv',
					detail = json_build_object('kvinner', r.k, 'menn', r.m, 'kilde', 'V-6; KL 7-7');
		end if;
	end loop;
end $$;
comment on function core.krev_kjoennsbalanse(jsonb, date) is
	'Refuses an election that leaves an organ without both sexes (V-6); where somebody''s sex is not stated, nothing is checked.';

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
