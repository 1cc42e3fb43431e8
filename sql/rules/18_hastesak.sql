-- Urgent cases (handbook, section 6, V-1; KL 11-8): a kommunestyre may itself, by a decision of row 12, let another organ decide a row
-- of the matrix when a case cannot wait for it to be called. The power is a delegation (18_delegasjon.sql), used, reported and
-- withdrawn as any other; a case is marked with why it is urgent; the rules of the matrix that then hold are those of
-- reference/sak_regel_hast.sql. A hastefjernmøte and a treatment in writing are the meeting's (24_moete_innkalling.sql). Of the county's
-- organs the matrix knows one, F: whichever of fylkesting and fylkesutvalg the county's own reglement lets decide on the date (handbook,
-- sections 2 and 4), also when it is urgent; it is attached as F with dates, and nothing is empowered here.

create or replace function core.hasterad(rad int) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	return exists (select from core.regel g where g.beslutning = rad and g.gjelder = 'hastesak' and core.gjelder(g.gyldig_fra, g.gyldig_til, dag));
end $$;
comment on function core.hasterad(int) is 'True for a row that another organ may be empowered to decide in urgent cases.';

create or replace function core.krev_hasterad(rad int) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not core.hasterad(rad) then
		raise exception 'Rad % avgjøres ikke av noe annet organ, heller ikke når det haster.', rad using errcode = 'RP009', constraint = 'raden_avgjoeres_av_organet_selv',
			detail = json_build_object('beslutning', rad, 'kilde', case when rad in (22, 25) then 'KL 14-2' else 'V-1; KL 11-8' end);
	end if;
end $$;
comment on function core.krev_hasterad(int) is 'Refuses the rows that no other organ may decide: budget money (KL 14-2), the owner''s own organisation, and what is not the kommunestyre''s.';

create or replace function core.krev_hastevei(program uuid, rad int, fra core.organ, til core.organ, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_hasterad(rad);
	if fra.art <> 'KST' or not core.organ_i_funksjon(program, fra.id, '{KST}', dag) or core.alle_maa_si_ja(program, 'KST', dag) then
		raise exception 'Myndighet i hastesaker gis av kommunestyret selv, der det alene avgjør saken.' using errcode = 'RP009',
			constraint = 'hastefullmakt_gis_av_kommunestyret', column = 'forslag.delegasjoner', detail = json_build_object('kilde', 'V-1; KL 11-8');
	end if;
	if til.forelder is distinct from fra.forelder or not core.organ_i_funksjon(program, til.id, '{HAST}', dag) then
		raise exception '% er ikke knyttet til programmet som kommunens organ for hastesaker (HAST).', til.navn using errcode = 'RP009',
			constraint = 'organet_er_ikke_hasteorgan', column = 'forslag.delegasjoner', detail = json_build_object('kilde', 'V-1; KL 11-8');
	end if;
end $$;
comment on function core.krev_hastevei(uuid, int, core.organ, core.organ, date) is
	'A power in urgent cases goes from the one kommunestyre that decides for the owner (not a regionråd, and not one of several that must all say yes) to an elected organ of its own kommune.';

create or replace function core.er_hastesak(s core.sak, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.hastesak x where x.program_id = s.program_id and x.sak_id = s.id) and (core.hasteorgan(s, dag)).id is not null;
end $$;
comment on function core.er_hastesak(core.sak, date) is 'True when the case is marked as urgent, and an organ is empowered to decide it on the date.';

create or replace function core.hasteorgan(s core.sak, dag date) returns core.delegasjon
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d core.delegasjon;
begin
	if not core.alle_maa_si_ja(s.program_id, 'KST', dag) then
		select x.* into d from core.organer(s.program_id, 'HAST', dag) o, lateral (select (core.delegasjon_for(s.program_id, s.beslutning, o.id, dag, true)).*) x
		where core.organ_i_funksjon(s.program_id, x.fra_organ, '{KST}', dag) order by x.tid desc limit 1;
	end if;
	return d;
end $$;
comment on function core.hasteorgan(core.sak, date) is 'The power by which an organ may decide the case on the date, when it is urgent; null: none.';

create or replace function core.kan_merke_hastesak(s core.sak, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return core.har_funksjon(s.program_id, array['KST'], array['leder', 'nestleder', 'sekretaer'])
		or core.har_funksjon(s.program_id, array['KDIR'], array['kommunedirektoer'])
		or exists (select from core.organer(s.program_id, 'HAST', dag) o where core.har_verv(core.person(), o.id, dag, array['leder', 'nestleder', 'sekretaer'])
			and (core.delegasjon_for(s.program_id, s.beslutning, o.id, dag, true)).id is not null);
end $$;
comment on function core.kan_merke_hastesak(core.sak, date) is
	'True for who leads or prepares for the kommunestyre or for an organ that it has empowered in such cases, and for the kommunedirektør; to be attached as HAST gives nothing.';

create or replace function core.hastesak_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = new.program_id and x.id = new.sak_id for no key update;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	if not core.kan_merke_hastesak(s, core.i_dag()) then
		raise exception 'Saken merkes som hastesak av kommunedirektøren, eller av lederen, nestlederen eller sekretæren i et av organene som kan avgjøre den.' using errcode = 'RP007',
			constraint = 'hastesak_merkes_av_lederen', detail = json_build_object('kilde', 'V-1; KL 11-8', 'tur', core.tur(s, core.i_dag()) - '{regel,kilde}'::text[]);
	end if;
	perform core.krev_aapen(s);
	perform core.krev_hasterad(s.beslutning);
	if (core.hasteorgan(s, core.i_dag())).id is null then
		raise exception 'Ingen har myndighet til å avgjøre saken i stedet for kommunestyret. %', core.tur_tekst(core.tur(s, core.i_dag())) using errcode = 'RP009',
			constraint = 'ingen_har_hastefullmakt', detail = json_build_object('kilde', 'V-1; KL 11-8', 'tur', core.tur(s, core.i_dag()) - '{regel,kilde}'::text[]);
	end if;
	return new;
end $$;
comment on function core.hastesak_kontroll() is
	'Row trigger: who leads or prepares for one of the organs, or the kommunedirektør, says that a case cannot wait; only where an organ is empowered to decide it.';
create or replace trigger kontroll before insert on core.hastesak for each row execute function core.hastesak_kontroll();

create or replace function core.nekt_hasteorgan(s core.sak, organer uuid[], dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	tur    jsonb := core.tur(s, dag);
	merket boolean := exists (select from core.hastesak x where x.program_id = s.program_id and x.sak_id = s.id);
begin
	if not core.er_aapen(s.tilstand) or not core.hasterad(s.beslutning) or core.er_hastesak(s, dag)
		or not exists (select from core.organer(s.program_id, 'HAST', dag) o where o.id = any (organer)) then
		return;
	end if;
	raise exception '% %', case when merket then 'Organet har ikke myndighet til å avgjøre saken i stedet for kommunestyret den ' || dag || '.'
		else 'Saken er ikke merket som hastesak, og da avgjør ikke organet den i stedet for kommunestyret.' end, core.tur_tekst(tur)
		using errcode = 'RP007', constraint = case when merket then 'ingen_har_hastefullmakt' else 'saken_er_ingen_hastesak' end,
			detail = jsonb_build_object('tur', tur - '{regel,kilde}'::text[], 'regel', tur ->> 'regel', 'kilde', 'V-1; KL 11-8'),
			hint = case when merket then 'omstilling delegasjon list viser hvem som har myndighet.' else 'omstilling sak haste SAK GRUNN' end;
end $$;
comment on function core.nekt_hasteorgan(core.sak, uuid[], date) is
	'Refuses, of an organ for urgent cases, one that it may not decide: not marked, or not empowered on the date (not given, expired, withdrawn, suspended).';

create or replace function core.krev_hastefullmakt(s core.sak, organ uuid, dag date) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d core.delegasjon := core.delegasjon_for(s.program_id, s.beslutning, organ, dag, true);
begin
	if d.id is null then
		raise exception 'Organet har ikke myndighet til å avgjøre saken i stedet for kommunestyret den %.', dag using errcode = 'RP007',
			constraint = 'ingen_har_hastefullmakt', detail = json_build_object('kilde', 'V-1; KL 11-8');
	end if;
	if d.beloep is not null then
		perform core.krev_beloep(s.forslag::json);
		if (s.forslag ->> 'beloep')::numeric > d.beloep then
			raise exception 'Saken gjelder % kroner; myndigheten i hastesaker går til %.', core.skriv_belop((s.forslag ->> 'beloep')::numeric), core.skriv_belop(d.beloep)
				using errcode = 'RP007', constraint = 'over_delegert_grense', detail = json_build_object('grense', d.beloep, 'kilde', 'V-1; KL 11-8',
					'tur', json_build_object('akt', 'vedtar', 'organer', (select json_build_array(o.navn) from core.organ o where o.id = d.fra_organ)));
		end if;
	end if;
end $$;
comment on function core.krev_hastefullmakt(core.sak, uuid, date) is
	'The deciding organ itself is empowered on the meeting''s date, and the case is inside the limit, where there is one. Its caller holds the programme''s delegations: they are withdrawn before the decision or after it.';

create or replace function core.hvorfor_hastesak(s core.sak, g core.regel) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	d core.delegasjon := core.hasteorgan(s, core.i_dag());
	x core.hastesak;
begin
	select * into x from core.hastesak y where y.program_id = s.program_id and y.sak_id = s.id;
	return case when x.sak_id is null or g.funksjon not in ('KST', 'HAST') or g.akt <> 'vedtar' then null
		when d.id is null then format('Saken haster («%s»), men ingen har lenger myndighet til å avgjøre den i stedet for kommunestyret.', x.grunn)
		else format('Saken haster («%s»): %s kan avgjøre den i stedet for %s, etter myndighet som gjelder til %s (KL 11-8).', x.grunn,
			(select o.navn from core.organ o where o.id = d.til_organ), (select o.navn from core.organ o where o.id = d.fra_organ), d.gyldig_til) end;
end $$;
comment on function core.hvorfor_hastesak(core.sak, core.regel) is 'Why another organ may decide the step, or may no longer, as a sentence; null: the case is not urgent.';

create or replace function core.merk_hastesak(s core.sak, grunn_ text, hvem uuid) returns void
language plpgsql set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.hastesak (program_id, sak_id, grunn, merket_av, dato) values (s.program_id, s.id, grunn_, hvem, core.i_dag());
end $$;
comment on function core.merk_hastesak(core.sak, text, uuid) is 'Marks a case as urgent, under row-level security.';

create or replace trigger journal after insert on core.hastesak for each row execute function core.journal_rad('hastesak');
create or replace trigger uforanderlig before update or delete or truncate on core.hastesak for each statement execute function core.uforanderlig();
alter table core.hastesak enable row level security;
drop policy if exists deltakerne_ser_hastesaker on core.hastesak;
create policy deltakerne_ser_hastesaker on core.hastesak for select to omstilling_api using (core.deltar(program_id));
drop policy if exists i_eget_navn on core.hastesak;
create policy i_eget_navn on core.hastesak for insert to omstilling_api with check (core.deltar(program_id) and merket_av = core.person());
