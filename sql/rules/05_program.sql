-- Programmes: how they are shown, and which organs may serve them in what.

create or replace function core.vedtaksdato(program uuid, rad int) returns date
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select max(v.dato) from core.vedtak v where v.program_id = program and v.beslutning = rad and v.akt = 'vedtar' and v.utfall = 'ja');
end $$;
comment on function core.vedtaksdato(uuid, int) is 'The day a row of the matrix was last adopted in a programme; null: never.';

create or replace function core.program_svar(p core.program) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	f core.fase;
begin
	select * into f from core.fase x where x.program_id = p.id order by x.fase desc limit 1;
	return jsonb_strip_nulls(jsonb_build_object('id', p.id, 'kortnavn', p.kortnavn, 'navn', p.navn, 'eiermodus', core.eiermodus(p.id, core.i_dag()),
		'periode_fra', p.periode_fra, 'periode_til', p.periode_til, 'fase', f.fase,
		'fase_navn', (select t.navn from core.fasetype t where t.fase = f.fase),
		'fase_aapnet', f.aapnet, 'kommuner', nullif(core.kommuner(p.id, core.i_dag()), '{}'),
		'fylke', (select o.navn from core.organ o where o.id = core.fylke_for(p.id, core.i_dag())),
		'status_gitt', core.vedtaksdato(p.id, 4), 'tilsagn_gitt', core.vedtaksdato(p.id, 11), 'avsluttet', core.vedtaksdato(p.id, 36)));
end $$;
comment on function core.program_svar(core.program) is 'The contract''s Program: what of a programme is public.';

create or replace function core.passer_funksjonen(funksjon text, o core.organ, fylke uuid) returns boolean
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
begin
	return case funksjon
		when 'KDD' then o.art = 'KDD'
		when 'IN' then o.art = 'IN'
		when 'F' then o.id = fylke or o.forelder is not distinct from fylke and o.art in ('FT', 'FU', 'FR', 'FADM')
		when 'KST' then o.art in ('KST', 'RR', 'FN')
		when 'EIER' then o.art = 'KST'
		when 'HAST' then o.juridisk_form = 'folkevalgt' and o.art not in ('KST', 'FT', 'RR')
		else true end;
end $$;
comment on function core.passer_funksjonen(text, core.organ, uuid) is
	'True when an organ is of the kind that fills a function; as county the programme''s own, or an organ right under it.';

create or replace function core.program_organ_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	fylke uuid := core.fylke_for(new.program_id, greatest(new.fra, core.i_dag()));
	o     core.organ;
begin
	select * into o from core.organ x where x.id = new.organ_id;
	if not core.passer_funksjonen(new.funksjon, o, fylke) then
		raise exception '% kan ikke ha funksjonen % i programmet.', o.navn, new.funksjon
			using errcode = 'RP009', constraint = 'organet_passer_ikke_til_funksjonen', column = 'funksjon';
	end if;
	if core.person() is not null and pg_trigger_depth() = 1 -- deeper: the effect of a decision on the owner mode
		and new.funksjon in ('KDD', 'F', 'KST', 'IN', 'EIER', 'HAST') and not core.er_administrator(fylke) then
		raise exception 'Organene som vedtar, godkjenner og kvalitetssikrer, knyttes til programmet av fylkeskommunens administrator.'
			using errcode = 'RP007', constraint = 'funksjonen_gis_av_fylket',
				detail = json_build_object('tur', json_build_object('akt', 'knytter organ', 'funksjon', 'F',
					'organer', (select json_build_array(f.navn) from core.organ f where f.id = fylke)), 'kilde', 'S0');
	end if;
	return new;
end $$;
comment on function core.program_organ_kontroll() is
	'Row trigger: an organ serves in what its kind is for, and the owner gives himself neither another decider, nor an approver, nor an adviser.';
create or replace trigger kontroll before insert or update on core.program_organ for each row execute function core.program_organ_kontroll();
