-- Rules of one programme: proposed in a case of the row that decides them, in force from the adoption on, never before; a case
-- that is running keeps those of the day on which it was opened. What an owner mode means is 18_eiermodus.sql's.

create or replace function core.programregel(program uuid, noekkel_ text, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select r.verdi from core.programregel r where r.program_id = program and r.noekkel = noekkel_ and r.gyldig_fra <= dag
		and not exists (select from core.omgjoering g where g.program_id = r.program_id and g.sak_id = r.sak_id and g.dato <= dag
			and exists (select from core.programregel n where n.program_id = g.program_id and n.sak_id = g.ny_sak_id and n.noekkel = r.noekkel))
		order by r.gyldig_fra desc, r.tid desc limit 1);
end $$;
comment on function core.programregel(uuid, text, date) is 'A rule that the programme has set for itself, as it held on the date; null: none.';

create or replace function core.eiermodus(program uuid, dag date) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(core.programregel(program, 'eiermodus', dag), (select p.eiermodus from core.program p where p.id = program));
end $$;
comment on function core.eiermodus(uuid, date) is 'The owner mode on the date: as decided, until then as the programme was registered.';

create or replace function core.forslag_programregler(rad int, forslag jsonb) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r json;
	t core.programregeltype;
begin
	if jsonb_array_length(forslag -> 'regler') > 20 then
		raise exception 'En sak foreslår høyst 20 programregler.' using errcode = 'RP003', constraint = 'for_mange_programregler', column = 'forslag.regler';
	end if;
	for r in select x::json from jsonb_array_elements(forslag -> 'regler') x loop
		select * into t from core.programregeltype x where x.noekkel = core.krev_tekst(r, 'noekkel');
		if t.beslutning is distinct from rad then
			raise exception 'En sak av rad % setter ikke regelen %.', rad, r ->> 'noekkel' using errcode = 'RP003', constraint = 'regelen_settes_ikke_i_saken',
				column = 'forslag.regler', detail = jsonb_strip_nulls(jsonb_build_object('beslutning', t.beslutning, 'kilde', t.kilde));
		end if;
		if core.krev_tekst(r, 'verdi') !~ (case t.slag when 'eiermodus' then '^[ABCD]$' when 'beloep' then '^[0-9]{1,12}(\.[0-9]{1,2})?$' else '^[0-9]{1,6}$' end) then
			raise exception '«%» passer ikke som verdi av %.', r ->> 'verdi', lower(t.navn) using errcode = 'RP003', constraint = 'ugyldig_verdi_av_programregel',
				column = 'forslag.regler', detail = json_build_object('slag', t.slag);
		end if;
		perform core.les_dato(r, 'gyldig_fra');
	end loop;
	if (select count(*) <> count(distinct x ->> 'noekkel') from jsonb_array_elements(forslag -> 'regler') x) then
		raise exception 'En regel foreslås én gang i en sak.' using errcode = 'RP003', constraint = 'regelen_staar_to_ganger', column = 'forslag.regler';
	end if;
end $$;
comment on function core.forslag_programregler(int, jsonb) is 'Checks the rules that a case proposes: those of its row, each once, with a value of its kind.';

create or replace function core.programregel_virkning(s core.sak, dag date) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.programregel (program_id, sak_id, noekkel, verdi, gyldig_fra)
	select s.program_id, s.id, r ->> 'noekkel', r ->> 'verdi', greatest(core.les_dato(r, 'gyldig_fra'), dag + 1)
	from jsonb_array_elements(s.forslag -> 'regler') x (y), lateral (select y::json as r) j;
	update core.program_organ po set til = greatest(m.gyldig_fra, po.fra) - 1 from core.programregel m
	where m.program_id = s.program_id and m.sak_id = s.id and m.noekkel = 'eiermodus' and po.program_id = s.program_id
		and (po.til is null or po.til >= m.gyldig_fra) and po.fra < m.gyldig_fra
		and not core.passer_eiermodus(po.program_id, po.funksjon, (select o.art from core.organ o where o.id = po.organ_id), m.gyldig_fra);
end $$;
comment on function core.programregel_virkning(core.sak, date) is
	'Adopted: its rules are in force from their day, at the earliest the one after the meeting. A new owner mode ends what an organ did by the old one; the county attaches who decides from then on.';

create or replace function core.programregel_svar(r core.programregel) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_build_object('noekkel', r.noekkel, 'navn', t.navn, 'verdi', r.verdi, 'gyldig_fra', r.gyldig_fra,
			'sak', core.sak_navn(s.program_id, s.nr), 'kilde', t.kilde)
		from core.programregeltype t, core.sak s where t.noekkel = r.noekkel and s.program_id = r.program_id and s.id = r.sak_id);
end $$;
comment on function core.programregel_svar(core.programregel) is 'The contract''s Programregel.';

create or replace trigger journal after insert on core.programregel for each row execute function core.journal_rad('programregel');
create or replace trigger uforanderlig before update or delete or truncate on core.programregel for each statement execute function core.uforanderlig();
alter table core.programregeltype enable row level security;
alter table core.programregel enable row level security;
drop policy if exists deltakerne_ser_programregler on core.programregel;
create policy deltakerne_ser_programregler on core.programregel for select to omstilling_api using (core.deltar(program_id));
