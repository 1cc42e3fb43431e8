-- Støtteregisteret (RF 1a, 3, 6): what is to be registered there and by when, what was, and its fields as data.

create or replace function core.stoette_netto(s core.stoette) returns numeric
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select sum(x.beloep) from core.stoette x where x.program_id = s.program_id and x.post = s.id);
end $$;
comment on function core.stoette_netto(core.stoette) is 'What is left of an entry after its corrections, NOK.';

create or replace function core.registreringsfrist(s core.stoette) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	innen int := (select r.registreres_innen from core.stoetteregime r where r.gyldig_fra = s.regime and s.slag = 'tildelt');
begin
	if innen is null or s.post <> s.id and not exists (select from core.stoette_kvittering k where k.program_id = s.program_id and k.stoette_id = s.post) then
		return null;
	end if;
	return core.virkedager_etter(case when s.post = s.id then s.dato else s.foert end, innen);
end $$;
comment on function core.registreringsfrist(core.stoette) is
	'Last day to register an entry: so many working days after the right was acquired, or, of what changes one that is registered, after it was recorded. Null: not to be registered.';

create or replace function core.venter_paa_registrering(s core.stoette) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.registreringsfrist(s) is not null and not exists (select from core.stoette_kvittering k where k.program_id = s.program_id and k.stoette_id = s.id)
		and (s.post <> s.id or core.stoette_netto(s) > 0);
end $$;
comment on function core.venter_paa_registrering(core.stoette) is 'True until the receipt is recorded; what was withdrawn before it was registered does not wait.';

create or replace function core.kvitter_stoette(s core.stoette, dag date, referanse text) returns core.stoette_kvittering
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	ny core.stoette_kvittering;
begin
	perform core.krev_stoettefoerer(s.program_id), core.laas_stoette(s.program_id, false);
	if core.registreringsfrist(s) is null then
		raise exception 'Støtten skal ikke registreres i Støtteregisteret.' using errcode = 'RP009', constraint = 'stoetten_registreres_ikke', detail = '{"kilde":"RF 1a, 3"}';
	elsif dag < s.dato then
		raise exception 'Støtten er fra %.', s.dato using errcode = 'RP003', constraint = 'kvitteringen_er_foer_stoetten', column = 'dato';
	end if;
	insert into core.stoette_kvittering (program_id, stoette_id, dato, referanse, person_id) values (s.program_id, s.id, dag, referanse, core.person()) returning * into ny;
	return ny;
end $$;
comment on function core.kvitter_stoette(core.stoette, date, text) is 'Records the register''s receipt: once for each entry.';

create or replace function core.stoette_svar(s core.stoette) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	oppbevares constant interval := '10 years';
begin
	return (select json_strip_nulls(json_build_object('id', s.id, 'nr', s.nr, 'mottaker', core.foretak_svar(s.program_id, s.foretak_id), 'navn', (core.foretak_om(s.program_id, s.foretak_id)).navn,
			'slag', s.slag, 'giver', s.giver, 'giver_orgnr', s.giver_orgnr, 'beloep', s.beloep::text, 'eur', s.eur::text, 'kurs', trim_scale(s.kurs)::text, 'kurs_dato', s.kurs_dato, 'dato', s.dato,
			'bagatellmessig', s.bagatellmessig, 'hjemmel', (select r.kilde from core.stoetteregime r where r.gyldig_fra = s.regime), 'formaal', s.formaal, 'naering', s.naering, 'dokument', s.dokument,
			'vedlegg', s.vedlegg_id, 'grunn', s.grunn, 'retter', nullif(s.post, s.id), 'foert', s.foert, 'brukernavn', (select p.brukernavn from core.person p where p.id = s.person_id),
			'frist', core.registreringsfrist(s), 'registrert', k.dato, 'referanse', k.referanse, 'oppbevares_til', (s.dato + oppbevares)::date))
		from (select) x left join core.stoette_kvittering k on k.program_id = s.program_id and k.stoette_id = s.id);
end $$;
comment on function core.stoette_svar(core.stoette) is 'The contract''s Stoette; its callers found the entry under row-level security. Kept ten years (SPL 8): rows are never deleted at all.';

create or replace function core.registerrad(s core.stoette) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select json_strip_nulls(json_build_object('id', s.id, 'stoettegiver', s.giver, 'stoettegiver_orgnr', s.giver_orgnr, 'mottaker', o.navn, 'mottaker_orgnr', f.orgnr, 'mottaker_slag', o.slag,
			'naering', coalesce(s.naering, o.naering), 'instrument', s.instrument, 'formaal', coalesce(s.formaal, (select p.tittel from core.tildeling t join core.prosjekt p on p.program_id = t.program_id and p.id = t.prosjekt_id
				where t.program_id = s.program_id and t.id = s.tildeling_id), g.navn), 'hjemmel', (select r.kilde from core.stoetteregime r where r.gyldig_fra = s.regime), 'beloep_nok', s.beloep::text,
			'beloep_eur', s.eur::text, 'kurs', trim_scale(s.kurs)::text, 'tildelingsdato', s.dato, 'retter', nullif(s.post, s.id), 'program', g.kortnavn, 'frist', core.registreringsfrist(s),
			'registrert', k.dato, 'referanse', k.referanse))
		from core.foretak f join core.program g on g.id = s.program_id left join lateral core.foretak_om(s.program_id, f.id) o on true
			left join core.stoette_kvittering k on k.program_id = s.program_id and k.stoette_id = s.id where f.id = s.foretak_id);
end $$;
comment on function core.registerrad(core.stoette) is 'An entry in the fields of Støtteregisteret. A person''s identity number is not among them, nor known.';

create or replace function core.i_registeret(program uuid, fra date, til date) returns setof core.stoette
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	min boolean := core.deltar(program);
begin
	return query select s.* from core.stoette s where s.program_id = program and s.slag = 'tildelt' and s.dato between coalesce(fra, '-infinity') and coalesce(til, 'infinity')
		and exists (select from core.stoetteregime r where r.gyldig_fra = s.regime and r.registreres_innen is not null)
		and (exists (select from core.stoette_kvittering k where k.program_id = s.program_id and k.stoette_id = s.id) or min and core.venter_paa_registrering(s));
end $$;
comment on function core.i_registeret(uuid, date, date) is 'What is registered, which is public (RF 6); to those who serve the programme also what is to be.';

create or replace function core.oppgaver_stoette(hvem uuid, programmer uuid[]) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return (select coalesce(jsonb_agg(jsonb_build_object('program', p.kortnavn, 'akt', 'registrer_stoette', 'organ', o.kortnavn, 'kilde', 'RF 1a, 3', 'frist', core.registreringsfrist(s),
			'tittel', format(case when s.post = s.id then 'Registrere %s kr til %s i Støtteregisteret' else 'Rette %s kr til %s i Støtteregisteret' end,
				core.skriv_belop(s.beloep), (core.foretak_om(s.program_id, s.foretak_id)).navn)) order by core.registreringsfrist(s), p.kortnavn, s.nr), '[]')
		from core.stoette s join core.program p on p.id = s.program_id
			join lateral (select x.kortnavn from core.program_organ po join core.organ x on x.id = po.organ_id where po.program_id = s.program_id and core.gjelder(po.fra, po.til, dag)
				and core.har_verv(hvem, x.id, dag, case when po.funksjon in ('PL', 'EPL', 'PA') then array['programleder', 'prosjektleder', 'prosjektansvarlig']
					when po.funksjon in ('SG', 'OS') then array['sekretaer'] when po.funksjon = 'KDIR' then array['kommunedirektoer', 'sekretaer'] end) order by x.kortnavn limit 1) o on true
		where s.program_id = any (programmer) and core.venter_paa_registrering(s));
end $$;
comment on function core.oppgaver_stoette(uuid, uuid[]) is 'Aid that is to be registered in Støtteregisteret, for those who record aid in these programmes, until its receipt is recorded.';
