-- What waits for a person: the steps of cases (14_sak_svar.sql), conditions (19_vilkaar.sql), meetings and the year wheel. Each source
-- is a function (person, programmes) -> jsonb array of the contract's Task; a new one is one more line in core.alle_oppgaver.

create or replace function core.aarshjul_gjort(p core.program, a core.aarshjul, organ uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	i_aar int := extract(year from dag);
	siden date := make_date(i_aar, a.siden_mnd, 1);
begin
	return case a.ferdig
		when 'handling' then exists (select from core.handling h join core.sak s on s.program_id = h.program_id and s.id = h.sak_id
				left join core.plan x on x.program_id = s.program_id and x.id = s.plan_id
			where h.program_id = p.id and h.regel_id = any (a.regler) and h.utfall = 'ja' and h.dato between siden and dag
				and (h.organ_id = organ or not (select g.funksjon from core.regel g where g.id = h.regel_id) = any (a.funksjoner))
				and (a.plan_om is null or x.aar = i_aar + a.plan_om))
			or 3101 = any (a.regler) and core.vurderingen_holdes(p.id, i_aar) is not null
		when 'plan' then exists (select from core.plan x where x.program_id = p.id and x.type = 'handlingsplan' and x.aar = i_aar + a.plan_om
			and core.versjon_i_kraft(x.program_id, x.id, dag) is not null)
		else dag > make_date(i_aar, a.frist_mnd, a.frist_dag) end;
end $$;
comment on function core.aarshjul_gjort(core.program, core.aarshjul, uuid, date) is
	'True when the data shows this year''s turn of the wheel as done: by the organ itself, where the act is one of its own function''s. The fact sheet (rule 3101) is asked for with its own deadline once the assessment is set to a day (core.oppgaver_rapport).';

create or replace function core.aarshjul_frist(p core.program, a core.aarshjul, aar int) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(case when 3104 = any (a.regler) then core.vurderingen_holdes(p.id, aar) end, make_date(aar, a.frist_mnd, a.frist_dag));
end $$;
comment on function core.aarshjul_frist(core.program, core.aarshjul, int) is 'When a turn of the wheel is due in a year; the assessment (rule 3104) on the day that it is set to.';

create or replace function core.oppgaver_aarshjul(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
	aar int := extract(year from core.i_dag());
begin
	return (select coalesce(jsonb_agg(distinct jsonb_build_object('program', p.kortnavn, 'tittel', a.navn, 'organ', o.kortnavn,
			'kilde', a.kilde, 'frist', core.aarshjul_frist(p, a, aar))), '[]')
		from core.aarshjul a cross join core.program p cross join unnest(a.funksjoner) as f (funksjon)
			join lateral core.organer(p.id, f.funksjon, dag) o on core.har_verv(hvem, o.id, dag, a.roller)
		where dag >= make_date(aar, a.fra_mnd, a.fra_dag) and dag between p.periode_fra and p.periode_til
			and p.id = any (programmer)
			and core.fase_paa(p.id, dag) = 3 and (a.plan_om is distinct from 1 or make_date(aar + 1, 1, 1) <= p.periode_til)
			and not core.aarshjul_gjort(p, a, o.id, dag));
end $$;
comment on function core.oppgaver_aarshjul(uuid, uuid[]) is
	'What the year wheel reminds a person of in these programmes, from its date until it is done; what is not done in its year is no more asked for in the next.';

create or replace function core.skal_moete(hvem uuid, organ uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.stemmesete(organ, hvem, dag) is not null
		or core.har_verv(hvem, organ, dag, array['sekretaer', 'observatoer']) and not core.har_forfall(organ, hvem, dag);
end $$;
comment on function core.skal_moete(uuid, uuid, date) is
	'Whom a called meeting reminds: members, varas who are called, the secretary and observers; not who has given notice of absence.';

create or replace function core.oppgaver_moete(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('program', p.kortnavn, 'moete', o.kortnavn || '/' || i.dato, 'akt', 'moete', 'organ', o.kortnavn,
			'tittel', format('Møte i %s kl. %s, %s sak(er)', o.navn, to_char(i.klokkeslett, 'HH24:MI'), l.antall), 'kilde', 'V-1; KL 11-3', 'frist', i.dato)
			order by i.dato, i.klokkeslett, p.kortnavn), '[]')
		from (select distinct po.organ_id from core.program_organ po where po.program_id = any (programmer) and core.gjelder(po.fra, po.til, dag)) k
			join core.organ o on o.id = k.organ_id
			join core.moeteinnkalling i on i.organ_id = k.organ_id and i.dato >= dag and not i.avlyst
				and not exists (select from core.moeteinnkalling n where n.moete_id = i.moete_id and n.nr > i.nr)
				and not exists (select from core.moete_slutt x where x.moete_id = i.moete_id)
			join lateral (select x.program_id, count(*) as antall from core.saksliste x where x.moete_id = i.moete_id and x.innkalling = i.nr
				and x.program_id = any (programmer) group by x.program_id) l on true
			join core.program p on p.id = l.program_id
		where core.skal_moete(hvem, o.id, i.dato));
end $$;
comment on function core.oppgaver_moete(uuid, uuid[]) is
	'Meetings that are called, from their notice until they are closed or cancelled: once in each of these programmes that has a case on the agenda.';

create or replace function core.oppgaver_krav(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (
		with organ as (
			select o.id, o as rad, o.kortnavn, o.navn, (array_agg(po.program_id order by po.program_id))[1] as program_id
			from core.verv v join core.organ o on o.id = v.organ_id and core.gjelder(o.fra, o.til, dag)
				join core.program_organ po on po.organ_id = o.id and core.gjelder(po.fra, po.til, dag)
			where v.person_id = hvem and v.rolle = 'leder' and core.gjelder(v.fra, v.til, dag) group by o.id
		), krav as (
			select distinct o.id, o.rad, o.kortnavn, o.navn, coalesce(k.program_id, o.program_id) as program_id, k.program_id as sakens, k.sak_id
			from organ o join core.moetekrav k on k.organ_id = o.id
		)
		select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('program', p.kortnavn, 'organ', k.kortnavn, 'akt', 'kall_inn', 'sak', core.sak_navn(s.program_id, s.nr),
				'tittel', case when s.id is null then format('Møte i %s er krevd', k.navn) else format('Krevd på sakslisten: %s', s.tittel) end,
				'kilde', case when s.id is null then 'V-9; KL 11-2' else 'V-9; KL 11-3' end)) order by p.kortnavn, k.kortnavn, s.nr nulls first), '[]')
		from krav k join core.program p on p.id = k.program_id left join core.sak s on s.program_id = k.sakens and s.id = k.sak_id
		where k.program_id = any (programmer) and core.krav_om(k.id, k.sakens, k.sak_id) >= core.krav_kreves(k.rad, dag)
			and (k.sak_id is null or core.er_aapen(s.tilstand))
			and not exists (select from core.moeteinnkalling i where i.organ_id = k.id and i.dato >= dag and not i.avlyst
				and not exists (select from core.moeteinnkalling n where n.moete_id = i.moete_id and n.nr > i.nr)
				and (k.sak_id is null or exists (select from core.saksliste l where l.moete_id = i.moete_id and l.innkalling = i.nr
					and l.program_id = k.sakens and l.sak_id = k.sak_id))));
end $$;
comment on function core.oppgaver_krav(uuid, uuid[]) is
	'What a third of the members demand of an organ''s leader (V-9): a meeting, or a case on the agenda; until a meeting is called with it. A meeting, which is no programme''s, is told in the first one that the organ serves.';

create or replace function core.oppgaver_protokoll(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('program', p.kortnavn, 'moete', o.kortnavn || '/' || m.dato, 'akt', 'signerer', 'organ', o.kortnavn,
			'tittel', format('Signere protokollen fra møtet i %s', o.navn), 'kilde', 'V-10; KL 11-4, 9-9; ASL 6-29') order by m.dato, p.kortnavn), '[]')
		from core.program p join (select distinct l.program_id, l.moete_id from core.moete_sak l where l.program_id = any (programmer)) l on l.program_id = p.id
			join core.moete_slutt x on x.moete_id = l.moete_id join core.moetet m on m.id = l.moete_id join core.organ o on o.id = m.organ_id
		where not exists (select from core.protokoll_signatur g where g.moete_id = m.id and (g.person_id = hvem or not core.styret_signerer(m)))
			and exists (select from core.skal_signere(m) s where s.person_id = hvem));
end $$;
comment on function core.oppgaver_protokoll(uuid, uuid[]) is
	'Minutes that wait for a person''s signature, from the meeting''s end: once in each of these programmes that had a case in it.';

create or replace function core.mottak_er_forbi(s core.sak, organ uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	sist date := (select max(h.dato) from core.handling h where h.program_id = s.program_id and h.sak_id = s.id);
	svar int := case s.beslutning when 3 then 4 when 10 then 11 end; -- the row that answers what is applied for
begin
	return exists (select from core.vedtak v where v.program_id = s.program_id and v.beslutning = svar and v.akt = 'vedtar' and v.dato >= sist)
		or svar is null and not exists (select from core.program_organ po where po.program_id = s.program_id and po.organ_id = organ and po.fra <= sist);
end $$;
comment on function core.mottak_er_forbi(core.sak, uuid) is
	'True when nobody need say any more that he has received what was sent: an application that is answered, a report that came before the organ had its function. It may be entered all the same.';

create or replace function core.avgjoer_alene(s core.sak, o core.organ, hvem uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_verv(hvem, o.forelder, dag, array['kommunedirektoer', 'leder'])
		or exists (select from core.organer(s.program_id, 'KDIR', dag) k where k.id <> o.id and core.har_verv(hvem, k.id, dag, array['kommunedirektoer']));
end $$;
comment on function core.avgjoer_alene(core.sak, core.organ, uuid, date) is 'True for the superior, who decides the habilitet of who acts alone (H-4).';

create or replace function core.avgjoer_habiliteten(s core.sak, h core.habilitet, hvem uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	o core.organ;
	m core.moete;
begin
	select * into o from core.organ x where x.id = h.organ_id;
	if not (select f.kollegial from core.juridisk_form f where f.form = o.juridisk_form) then
		return hvem <> h.person_id and core.avgjoer_alene(s, o, hvem, dag);
	end if;
	m := core.aapent_moete(o.id, s.program_id, s.id);
	if hvem = coalesce(m.leder_id, core.leder_av(o.id, dag, array[h.person_id])) then
		return true;
	end if;
	return m.id is not null and core.habilitet_deltar(s, h, hvem, dag)
		and not exists (select from core.habilitet_stemme x where x.program_id = h.program_id and x.habilitet_id = h.id and x.person_id = hvem);
end $$;
comment on function core.avgjoer_habiliteten(core.sak, core.habilitet, uuid, date) is
	'True when an open question of habilitet waits for a person: for who leads the organ until it is decided, in the meeting for each member who takes part and has not voted on it; of who acts alone, for the superior.';

create or replace function core.oppgaver_habilitet(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('program', g.kortnavn, 'sak', core.sak_navn(s.program_id, s.nr), 'akt', 'avgjoer_habilitet', 'organ', o.kortnavn,
			'tittel', format('Habiliteten til %s: %s', p.navn, s.tittel), 'kilde', 'H-4; FVL 8') order by g.kortnavn, s.nr, h.tid), '[]')
		from core.sak s cross join lateral (select distinct x.organ_id from core.habilitet x where x.program_id = s.program_id and x.sak_id = s.id) k
			cross join lateral core.aapne_habiliteter(s, k.organ_id) h join core.organ o on o.id = h.organ_id join core.person p on p.id = h.person_id
			join core.program g on g.id = s.program_id
		where s.program_id = any (programmer) and core.er_aapen(s.tilstand) and core.avgjoer_habiliteten(s, h, hvem, core.i_dag()));
end $$;
comment on function core.oppgaver_habilitet(uuid, uuid[]) is 'Questions of habilitet that wait for a person in these programmes.';

create or replace function core.oppgaver_kommentar(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('program', split_part(x.plan, '/', 1), 'akt', 'besvarer', 'organ', x.organ, 'kilde', 'omstilling: kommentarer',
			'tittel', format('%s kommentar(er) til %s venter på svar', x.antall, x.plan)) order by x.plan), '[]')
		from (select core.plan_navn(k.program_id, k.plan_id) as plan, count(*) as antall, min(o.kortnavn) as organ
			from core.kommentar_naa k join lateral (select x.kortnavn from unnest(array['PL', 'EPL', 'PA']) f, core.organer(k.program_id, f, dag) x
				where core.har_verv(hvem, x.id, dag, array['programleder', 'prosjektleder', 'prosjektansvarlig']) order by x.kortnavn limit 1) o on true
			where k.program_id = any (programmer) and k.tilstand = 'aapen' group by k.program_id, k.plan_id) x);
end $$;
comment on function core.oppgaver_kommentar(uuid, uuid[]) is 'Comments on plans that wait for an answer of those who prepare plans: once a plan.';

create or replace function core.alle_oppgaver(steg jsonb, hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('slag', t.slag) || t.oppgave order by t.oppgave ->> 'frist', t.del, t.nr), '[]')
		from (
			select 1 as del, x.oppgave, x.nr, case when x.oppgave ->> 'akt' in ('stemme', 'bekreft') then x.oppgave ->> 'akt' else 'steg' end as slag
				from jsonb_array_elements(steg) with ordinality x (oppgave, nr)
			union all select 2, x.oppgave, x.nr, 'vilkaar' from jsonb_array_elements(core.oppgaver_vilkaar(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 3, x.oppgave, x.nr, 'moete' from jsonb_array_elements(core.oppgaver_moete(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 4, x.oppgave, x.nr, 'krav' from jsonb_array_elements(core.oppgaver_krav(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 5, x.oppgave, x.nr, 'protokoll' from jsonb_array_elements(core.oppgaver_protokoll(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 6, x.oppgave, x.nr, 'habilitet' from jsonb_array_elements(core.oppgaver_habilitet(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 7, x.oppgave, x.nr, 'kommentar' from jsonb_array_elements(core.oppgaver_kommentar(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 8, x.oppgave, x.nr, 'aarshjul' from jsonb_array_elements(core.oppgaver_aarshjul(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 9, x.oppgave, x.nr, 'stoette' from jsonb_array_elements(core.oppgaver_stoette(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 10, x.oppgave, x.nr, 'penger' from jsonb_array_elements(core.oppgaver_penger(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 19, x.oppgave, x.nr, 'kurs' from jsonb_array_elements(core.oppgaver_kurs(hvem, programmer)) with ordinality x (oppgave, nr)
			union all select 20, x.oppgave, x.nr, 'rapport' from jsonb_array_elements(core.oppgaver_rapport(hvem, programmer)) with ordinality x (oppgave, nr)
		) t);
end $$;
comment on function core.alle_oppgaver(jsonb, uuid, uuid[]) is
	'Everything that waits for a person in these programmes, the steps of cases being given: what has a deadline first, the nearest before the others.';
