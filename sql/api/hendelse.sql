-- HendelseService: what a watcher gets next. The stream itself is the daemon's (server/watch.c), which asks again and again.

create or replace function stroem.watch(req json) returns setof json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest_hendelser  constant int := 100;
	flest_programmer constant int := 200;
	ider uuid[] := core.kan_foelge(req, flest_programmer);
	svar json;
	sett int;
	galt json;
begin
	if req -> 'sesjoner' is not null then
		perform core.krev_samme_sikt(req, flest_programmer);
	end if;
	with oensket as (
		select e.program, max(e.sekvens) as sekvens
		from json_to_recordset(coalesce(req -> 'etter', '[]')) as e (program text, sekvens bigint) group by e.program
	), hode as materialized (
		select h.kjede, g.kortnavn, h.nr as siste, coalesce(e.sekvens, h.nr) as etter
		from core.journal_hode h join core.program g on g.id = h.kjede left join oensket e on e.program in (g.kortnavn, g.id::text)
		where h.kjede = any (ider)
	), rad as materialized (
		select h.kjede, h.kortnavn, j.nr, j.nr - h.etter as plass, j.linje, j.linje ->> 'objekt' as objekt, j.hash,
			-- Made here, so that the joins below compare by operators that row-level security lets go first.
			case when j.linje ->> 'objekt' ~ '^sak-[0-9]{1,8}$' then substr(j.linje ->> 'objekt', 5)::int end as sak_nr,
			case when j.linje ->> 'objekt' !~ '^sak-' then j.linje ->> 'objekt' end as plan_navn
		from hode h cross join lateral core.journal_etter(h.kjede, h.etter, flest_hendelser) j
		where h.siste > h.etter order by plass, h.kortnavn limit flest_hendelser
	), hendelse as (
		select r.kortnavn, r.plass, json_strip_nulls(json_build_object('program', r.kortnavn, 'sekvens', r.nr, 'tid', r.linje ->> 'tid',
			'dato', r.linje ->> 'dato', 'slag', r.linje ->> 'hendelse', 'hvem', r.linje ->> 'person', 'organ', r.linje ->> 'organ',
			'objekt', case when coalesce(s.tittel, p.tittel) is null then r.objekt else r.kortnavn || '/' || r.objekt end,
			'tekst', core.hendelse_tekst(r.linje ->> 'hendelse'), 'tittel', coalesce(s.tittel, p.tittel), 'hash', r.hash)) as json
		from rad r
			left join core.sak s on s.program_id = r.kjede and s.nr = r.sak_nr
			left join lateral (select coalesce((select v.tittel from core.plan_revisjon v where v.program_id = l.program_id and v.plan_id = l.id order by v.nr desc limit 1), l.tittel) as tittel
				from core.plan l where l.program_id = r.kjede and l.kortnavn = r.plan_navn) p on true
	)
	select count(*), (array_agg(json_build_object('program', h.kortnavn, 'siste', h.siste)) filter (where h.etter not between 0 and h.siste))[1],
		json_build_object('hendelser', coalesce((select json_agg(n.json order by n.plass, n.kortnavn) from hendelse n), '[]'),
			'stilling', coalesce(json_agg(json_build_object('program', h.kortnavn, 'sekvens',
				coalesce((select max(r.nr) from rad r where r.kjede = h.kjede), h.etter)) order by h.kortnavn), '[]'))
	into sett, galt, svar from hode h;
	if sett = 0 and req ->> 'program' is not null then
		raise exception 'Programmet finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_program';
	end if;
	if galt is not null then
		raise exception 'Programmet % har ingen hendelse med det nummeret; den nyeste er %.', galt ->> 'program', galt ->> 'siste'
			using errcode = 'RP011', constraint = 'sekvensen_finnes_ikke', detail = galt::text, column = 'etter';
	end if;
	return next svar;
end $$;
comment on function stroem.watch(json) is
	'HendelseService.Watch, one step: what happened after `etter` in the programmes whose journal the caller may read. `sesjoner`, which the daemon alone adds, are the token hashes of others who ask the same from the same place. Who may read a programme''s journal sees the titles of its cases and plans too, so that one answer is everybody''s when the journals are the same.';
