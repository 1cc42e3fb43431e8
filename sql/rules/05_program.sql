-- Programmes: how they are shown.

create or replace function core.program_svar(p core.program) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.fase;
begin
	select * into f from core.fase x where x.program_id = p.id order by x.fase desc limit 1;
	return jsonb_strip_nulls(jsonb_build_object('id', p.id, 'kortnavn', p.kortnavn, 'navn', p.navn, 'eiermodus', p.eiermodus,
		'periode_fra', p.periode_fra, 'periode_til', p.periode_til, 'fase', f.fase,
		'fase_navn', (array['Avklaring', 'Strategi og forankring', 'Gjennomføring', 'Avslutning'])[f.fase],
		'fase_aapnet', f.aapnet));
end $$;
comment on function core.program_svar(core.program) is 'The contract''s Program: what of a programme is public.';
