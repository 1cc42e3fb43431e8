-- How an application is shown. Its callers found it under row-level security; who does not read what is screened sees which fields
-- are, and by which legal basis. Nobody is shown an identity number.

create or replace function core.soeker_svar(s core.soeker) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('id', s.id, 'slag', s.slag, 'navn', s.navn, 'orgnr', s.orgnr, 'kontakt_navn', s.kontakt_navn,
		'kontakt_epost', s.kontakt_epost, 'kontakt_telefon', s.kontakt_telefon,
		'foedselsnummer_registrert', (select true from core.soeker_identitet i where i.program_id = s.program_id and i.soeker_id = s.id),
		'styre', (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('navn', m.navn, 'rolle', m.rolle, 'brukernavn', p.brukernavn)) order by m.nr)
			from core.soeker_styremedlem m left join core.person p on p.id = m.person_id where m.program_id = s.program_id and m.soeker_id = s.id)));
end $$;
comment on function core.soeker_svar(core.soeker) is 'The contract''s Soeker: whether the identity number is registered, never the number.';

create or replace function core.soeknad_svar(s core.soeknad, hel boolean default true) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d jsonb := (select r.innhold from core.soeknad_revisjon r where r.program_id = s.program_id and r.soeknad_id = s.id and r.nr = s.revisjon);
	o jsonb;
begin
	select v into o from jsonb_array_elements(core.omraader_foer(s.program_id, core.i_dag())) v where checks.omraade_id(v) = s.omraade;
	d := d || jsonb_strip_nulls(jsonb_build_object('id', s.id, 'navn', core.soeknad_navn(s.program_id, s.nr), 'revisjon', s.revisjon, 'tilstand', core.soeknad_tilstand(s),
		'soeker', (select core.soeker_svar(x) from core.soeker x where x.program_id = s.program_id and x.id = s.soeker_id), 'omraade_navn', o ->> 'navn',
		'soeker_navn', (select x.navn from core.soeker x where x.program_id = s.program_id and x.id = s.soeker_id),
		'forgjenger', (select core.soeknad_navn(f.program_id, f.nr) from core.soeknad f where f.program_id = s.program_id and f.id = s.forgjenger_id),
		'sum_kostnad', (select trim_scale(sum((k ->> 'beloep')::numeric))::text from jsonb_array_elements(s.kostnad) k),
		'sum_finansiering', trim_scale(s.beloep_soekt + coalesce((select sum((k ->> 'beloep')::numeric) from jsonb_array_elements(s.finansiering) k), 0))::text,
		'trukket', s.trukket, 'trukket_grunn', s.trukket_grunn, 'saker', (select jsonb_agg(core.sak_navn(x.program_id, x.nr) order by x.nr) from core.soeknad_saker(s) x)));
	if not core.ser_konfidensielt(s.program_id) then
		d := core.uten_skjermet(d) - array(select 'sum_' || (k ->> 'felt') from jsonb_array_elements(s.konfidensielt) k);
	end if;
	return case when hel then d else d - array['kostnad', 'finansiering', 'annen_stoette', 'maal', 'organisering', 'forventede_resultater', 'langsiktige_virkninger',
		'ordinaere_begrunnelse', 'forgjenger_tekst'] end;
end $$;
comment on function core.soeknad_svar(core.soeknad, boolean) is 'The contract''s Soeknad, without its screened fields for who does not read them; not whole (hel false) without its long texts and rows.';
