-- Many programmes in bulk, for tests/bench/scale: copies of the one that the story has played, with organs, people, plans,
-- cases and the beginning of the journal. Set-up only: as superuser, past the triggers, since 10 000 programmes through the
-- rules would take hours; what is copied went through them, and is copied whole. Every copy has organs and people of its
-- own; the ministry, the county and Innovasjon Norge are the same for all.
create schema bench;

-- What all copies share: organs above the kommune, who sits in them, those seats.
create table bench.felles as
	with o as (select id from core.organ where art in ('INST', 'KDD', 'FK', 'FT', 'FU', 'FR', 'FADM', 'IN')),
		v as (select v.id, v.person_id from core.verv v join o on o.id = v.organ_id)
	select id from o union select id from v union select person_id from v;

-- An expression that gives a column's value in copy number i: a name gets the number, an id of what is copied a new one.
create function bench.kolonne(tabell regclass, navn name, type oid) returns text language sql stable as $$
	select case
		when type = 'uuid'::regtype then format('case when k.%1$I = any (%2$L::uuid[]) then k.%1$I else md5(k.%1$I::text || i)::uuid end', navn,
			(select array_agg(id) from bench.felles))
		when (tabell, navn) in (('core.organ'::regclass, 'kortnavn'), ('core.program'::regclass, 'kortnavn'), ('core.person'::regclass, 'brukernavn'))
			then format('k.%I || ''-'' || i', navn)
		else format('k.%I', navn) end
$$;

create function bench.klon(tabell regclass, hvilke text, fra int, til int) returns void language plpgsql as $$
begin
	execute (select format('insert into %s (%s) select %s from %s k, generate_series(%s, %s) i where %s', tabell,
		string_agg(quote_ident(attname), ', ' order by attnum), string_agg(bench.kolonne(tabell, attname, atttypid), ', ' order by attnum), tabell, fra, til, hvilke)
		from pg_attribute where attrelid = tabell and attnum > 0 and not attisdropped and attgenerated = '');
end $$;

-- Copies number fra to til of the programme, in each of which konsulent has a seat.
create function bench.programmer(kopieres text, fra int, til int) returns void language plpgsql
set session_replication_role = replica as $$
declare
	p uuid := (select id from core.program where kortnavn = kopieres);
	egne text := format('(select o.id from core.organ o where o.id not in (select id from bench.felles) and (o.kortnavn = %1$L or o.kortnavn like %1$L || ''-%%'')
		and o.kortnavn !~ ''-[0-9]+$'')', kopieres);
	t regclass;
begin
	perform bench.klon('core.organ', 'k.id in ' || egne, fra, til);
	perform bench.klon('core.person', format('k.id not in (select id from bench.felles) and k.id in (select person_id from core.verv where organ_id in %s)', egne), fra, til);
	perform bench.klon('core.verv', 'k.organ_id in ' || egne, fra, til);
	perform bench.klon('core.moete', 'k.organ_id in ' || egne, fra, til);
	perform bench.klon('core.program', format('k.id = %L', p), fra, til);
	for t in select a.attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'core'::regnamespace and c.relkind = 'r' and a.attname = 'program_id' loop
		perform bench.klon(t, format('k.program_id = %L', p), fra, til);
	end loop;
	perform bench.klon('core.journal', format('k.kjede = %L and k.nr <= 10', p), fra, til);
	insert into core.journal_hode (kjede, nr, hash)
	select md5(p::text || i)::uuid, j.nr, j.hash from generate_series(fra, til) i, core.journal j where j.kjede = p and j.nr = 10;
end $$;

-- Who has a seat in all: an adviser in Innovasjon Norge, and by contract project leader in every programme.
insert into core.person (brukernavn, navn) values ('konsulent', 'Konsulent Overalt');
insert into bench.felles select id from core.person where brukernavn = 'konsulent';
insert into core.verv (organ_id, person_id, rolle, fra)
select o.id, p.id, x.rolle, '2020-01-01' from (values ('in', 'raadgiver'), ('sel-epl', 'prosjektleder')) x (organ, rolle)
	join core.organ o on o.kortnavn = x.organ, core.person p where p.brukernavn = 'konsulent';

-- The large programme: the copy number 0, with another name and larger plans. Its newest draft is one cell from the one before.
create function bench.stort(op jsonb, hp jsonb) returns void language plpgsql set session_replication_role = replica as $$
declare
	p uuid := (select id from core.program where kortnavn = 'sel-0');
	annen jsonb := jsonb_set(hp || '{"aar": 2021}', '{omraader,0,tiltak,0,budsjett}', '"1000"');
begin
	update core.program set kortnavn = 'stor' where id = p;
	delete from core.versjon_funn where program_id = p;
	delete from core.plan_revisjon r using core.plan_versjon v where r.program_id = p and (v.program_id, v.plan_id) = (r.program_id, r.plan_id) and r.nr <> v.revisjon;
	update core.plan_revisjon r set dokument = case x.type when 'handlingsplan' then hp || '{"aar": 2021}' else op end, nr = 2 from core.plan x
	where r.program_id = p and (x.program_id, x.id) = (r.program_id, r.plan_id);
	update core.plan_versjon v set revisjon = 2, bytes = convert_to(core.jcs(r.dokument), 'UTF8'), hash = sha256(convert_to(core.jcs(r.dokument), 'UTF8'))
	from core.plan_revisjon r where v.program_id = p and (r.program_id, r.plan_id) = (v.program_id, v.plan_id);
	update core.vedtak d set hash = v.hash from core.plan_versjon v where d.program_id = p and (v.program_id, v.plan_id, v.nr) = (d.program_id, d.plan_id, d.versjon);
	insert into core.plan_revisjon (program_id, plan_id, nr, dokument, person_id)
	select r.program_id, r.plan_id, x.nr, x.dokument, r.person_id from core.plan_revisjon r join core.plan q on (q.program_id, q.id) = (r.program_id, r.plan_id),
		lateral (values (1, jsonb_build_object('format', 1, 'aar', q.aar, 'tittel', q.tittel)), (3, case q.type when 'handlingsplan' then annen else op end)) x (nr, dokument)
	where r.program_id = p;
end $$;
