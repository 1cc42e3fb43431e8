-- What must be true before the next phase (PH-1, PH-2), before a step that waits for something else, and in which
-- circumstances a rule of the matrix holds. The gate itself is a trigger on core.fase: nobody opens a phase round it.

create or replace function core.fase_paa(program uuid, dag date) returns int
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select max(f.fase) from core.fase f where f.program_id = program and f.aapnet <= dag), 1);
end $$;
comment on function core.fase_paa(uuid, date) is 'The phase of a programme on a date.';

create or replace function core.organer(program uuid, funksjon_ text, dag date) returns setof core.organ
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select d.* from core.organ o cross join lateral core.organ_paa(o, dag) d
	where o.id in (select po.organ_id from core.program_organ po where po.program_id = program and po.funksjon = funksjon_ and core.gjelder(po.fra, po.til, dag))
		and core.gjelder(o.fra, o.til, dag) and not core.er_avloest(program, funksjon_, o, dag)
	order by o.kortnavn;
end $$;
comment on function core.organer(uuid, text, date) is
	'The organs that fill a function of the matrix in a programme on a date, and existed on it (CS-1); each once, however often it was attached, with the name, form and seats of the date.';

create or replace function core.regel_gjelder(program uuid, omstendighet text, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	case omstendighet
	when 'fase_2' then
		return core.fase_paa(program, dag) <= 2;
	when 'fra_fase_3' then
		return core.fase_paa(program, dag) >= 3;
	when 'fra_fase_3_uten_foretak' then
		return core.fase_paa(program, dag) >= 3 and core.regel_gjelder(program, 'styret_er_ikke_foretak', dag);
	when 'styret_er_foretak' then
		return exists (select from core.organer(program, 'OS', dag) o where o.juridisk_form in ('kf', 'as'));
	when 'styret_er_ikke_foretak' then
		return not core.regel_gjelder(program, 'styret_er_foretak', dag);
	when 'regionraadet_ansetter' then
		return core.eiermodus(program, dag) = 'B' and core.regel_gjelder(program, 'styret_er_ikke_foretak', dag)
			and exists (select from core.organer(program, 'KST', dag) o where o.art = 'RR' and o.juridisk_form = 'folkevalgt');
	when 'kommunen_ansetter' then
		return core.regel_gjelder(program, 'styret_er_ikke_foretak', dag) and not core.regel_gjelder(program, 'regionraadet_ansetter', dag);
	when 'eier_er_ikke_regionraad' then
		return core.eiermodus(program, dag) <> 'B';
	when 'delegert_20_pl', 'delegert_28_pl', 'delegert_20_kdir', 'delegert_28_kdir', 'delegert_21_os' then
		return core.er_delegert(program, split_part(omstendighet, '_', 2)::int, upper(split_part(omstendighet, '_', 3)), dag);
	when 'eier_er_regionraad' then
		return core.eiermodus(program, dag) = 'B';
	when 'innstillingen_er_nei', 'over_seks_aar', 'hastesak' then
		return false;
	end case;
end $$;
comment on function core.regel_gjelder(uuid, text, date) is
	'True when a circumstance of core.regel.gjelder is the programme''s on the date; an unknown one is an error, never a silent no. Of what only a case can answer: what holds before there is one.';

create or replace function core.regel_gjelder_i_sak(s core.sak, omstendighet text, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return case omstendighet when 'innstillingen_er_nei' then core.er_stanset(s) when 'over_seks_aar' then core.over_seks_aar(s)
		when 'hastesak' then core.er_hastesak(s, dag)
		else core.regel_gjelder(s.program_id, omstendighet, dag) end;
end $$;
comment on function core.regel_gjelder_i_sak(core.sak, text, date) is
	'As core.regel_gjelder(), also of what a case itself shows. Who owns the programme is asked of the act''s date: a case that ran when a regionråd took over is not the regionråd''s to decide where it is the kommuner''s own money (KL 14-2).';

create or replace function core.er_stanset(s core.sak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return s.tilstand = 'tilbakesendt' and (select h.utfall = 'nei' and g.akt in ('innstiller', 'instruerer') from core.handling h
		join core.regel g on g.id = h.regel_id where h.program_id = s.program_id and h.sak_id = s.id order by h.nr desc limit 1);
end $$;
comment on function core.er_stanset(core.sak) is
	'True for a case that SG or OS refused to recommend: KST alone may have it laid before it all the same (handbook, section 4).';
create or replace function core.vedtatt_sak(program uuid, rad int) returns core.sak
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	s core.sak;
begin
	select * into s from core.sak x where x.program_id = program and x.beslutning = rad and x.tilstand in ('vedtatt', 'godkjent', 'erstattet')
		and not core.sak_utsatt(program, x.id, core.i_dag())
	order by x.nr desc limit 1;
	return s;
end $$;
comment on function core.vedtatt_sak(uuid, int) is 'The newest adopted case of a row of the matrix: it supersedes the older ones (PH-7). Not one that is suspended (V-17).';

create or replace function core.fylkets_avslag(program uuid, rader int[]) returns timestamptz
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select max(h.tid) from core.vedtak v
			join core.handling h on h.program_id = v.program_id and h.sak_id = v.sak_id and h.nr = v.handling join core.regel g on g.id = h.regel_id
		where v.program_id = program and v.utfall = 'nei' and v.beslutning = any (rader) and g.funksjon = 'F' and g.akt in ('vedtar', 'godkjenner'));
end $$;
comment on function core.fylkets_avslag(uuid, int[]) is 'When the county last refused in one of the rows; null: never.';

create or replace function core.soekt_etter(program uuid, rad int, tid_ timestamptz) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (
		select from core.handling h join core.sak s on s.program_id = h.program_id and s.id = h.sak_id
			join core.regel g on g.id = h.regel_id
		where h.program_id = program and s.beslutning = rad and g.akt = 'soeker' and h.utfall = 'ja' and h.tid > coalesce(tid_, '-infinity'));
end $$;
comment on function core.soekt_etter(uuid, int, timestamptz) is
	'True when an application of the row was sent, after the time where one is given: a refusal by the county leads back to before the application (handbook, section 4).';

create or replace function core.verv_besatt(program uuid, rad int, funksjon_ text, roller text[]) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (core.vedtatt_sak(program, rad)).id is not null and exists (
		select from core.program_organ po join core.verv v on v.organ_id = po.organ_id
		where po.program_id = program and po.funksjon = funksjon_ and (po.til is null or po.til >= core.i_dag())
			and v.rolle = any (roller) and (v.til is null or v.til >= core.i_dag()));
end $$;
comment on function core.verv_besatt(uuid, int, text, text[]) is
	'True when the row that appoints is adopted, and somebody holds or will hold one of the roles in the function.';

create or replace function core.krav(program uuid) returns table (krav text, fase int, beslutning int, oppfylt boolean, tekst text, kilde text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	avslag timestamptz := core.fylkets_avslag(program, array[8, 9, 11, 16, 17, 18, 19]);
	avslag_status timestamptz := core.fylkets_avslag(program, array[4]);
begin
	return query
	select x.krav, x.fase, x.beslutning, x.oppfylt, x.tekst, x.kilde from (values
		('omstillingsstatus_gitt', 2, 4, (core.vedtatt_sak(program, 4)).id is not null,
			'Fylket må ha gitt omstillingsstatus.', 'PH-1; S3'),
		('omstillingsplan_vedtatt', 3, 8, (core.vedtatt_sak(program, 8)).id is not null,
			'Omstillingsplanen må være vedtatt av kommunestyret.', 'PH-2; S4'),
		('handlingsplan_vedtatt', 3, 9, (core.vedtatt_sak(program, 9)).id is not null,
			'Handlingsplanen for år 1 må være vedtatt av kommunestyret.', 'PH-2; S2, S4'),
		('soeknad_sendt', 3, 10, core.soekt_etter(program, 10, avslag),
			'Søknaden om omstillingsmidler må være sendt.', 'PH-2; S4'),
		('omstillingsplan_godkjent', 3, 8, coalesce((core.vedtatt_sak(program, 8)).tilstand in ('godkjent', 'erstattet'), false),
			'Fylket må ha godkjent omstillingsplanen.', 'PH-2; W'),
		('handlingsplan_godkjent', 3, 9, coalesce((core.vedtatt_sak(program, 9)).tilstand in ('godkjent', 'erstattet'), false),
			'Fylket må ha godkjent handlingsplanen for år 1.', 'PH-2; W'),
		('tilsagn_gitt', 3, 11, exists (select from core.tilsagn t join core.vedtak v on v.program_id = t.program_id and v.id = t.vedtak_id
			where t.program_id = program and t.gyldig_til >= core.i_dag() and not core.er_utsatt(v)),
			'Fylket må ha gitt tilsagn med vilkår.', 'PH-2; S0'),
		('styre_oppnevnt', 3, 13, core.verv_besatt(program, 13, 'OS', array['leder']),
			'Omstillingsstyret må være oppnevnt med leder.', 'PH-2; S3'),
		('programleder_ansatt', 3, 15, core.verv_besatt(program, 15, 'PL', array['programleder']),
			'Programlederen må være ansatt.', 'S0; S3'),
		('perioden_er_over', 4, 36, (core.vedtatt_sak(program, 36)).id is not null
			or exists (select from core.program p where p.id = program and p.periode_til < core.i_dag()),
			'Omstillingsperioden må være over, eller det må være vedtatt å avslutte programmet.', 'PH-1; W'),
		('soeknad_etter_avslag', null, 10, avslag is null or core.soekt_etter(program, 10, avslag),
			'Etter fylkets avslag må søknaden om omstillingsmidler sendes på nytt.', 'håndboka, del 4'),
		('status_soekt_etter_avslag', null, 3, avslag_status is null or core.soekt_etter(program, 3, avslag_status),
			'Etter fylkets avslag må det søkes om omstillingsstatus på nytt.', 'håndboka, del 4')
	) as x (krav, fase, beslutning, oppfylt, tekst, kilde);
end $$;
comment on function core.krav(uuid) is
	'Everything a step or a phase may wait for: which phase asks for it, the row of the matrix that fulfils it, whether it is fulfilled, and its source.';

create or replace function core.fasekrav(program uuid) returns table (krav text, oppfylt boolean, tekst text, kilde text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query select k.krav, k.oppfylt, k.tekst, k.kilde from core.krav(program) k
	where k.fase = core.fase_paa(program, core.i_dag()) + 1;
end $$;
comment on function core.fasekrav(uuid) is 'What the gate to the next phase asks for (PH-1, PH-2).';

create or replace function core.uoppfylte_krav(program uuid, navn text[]) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select json_agg(json_build_object('krav', k.krav, 'tekst', k.tekst, 'kilde', k.kilde)) from core.krav(program) k
		where k.krav = any (navn) and not k.oppfylt);
end $$;
comment on function core.uoppfylte_krav(uuid, text[]) is 'Those of the named krav that are not fulfilled, as JSON; null when all are.';

create or replace function core.fase_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	p       core.program;
	forrige int;
	mangler json;
begin
	select * into p from core.program x where x.id = new.program_id for no key update;
	forrige := (select coalesce(max(f.fase), 0) from core.fase f where f.program_id = new.program_id);
	if new.fase <> forrige + 1 then
		raise exception 'Programmet er i fase %. Fasene åpnes i rekkefølge, én om gangen.', forrige
			using errcode = 'RP009', constraint = 'fasene_aapnes_i_rekkefoelge', detail = json_build_object('kilde', 'PH-1', 'fase', forrige);
	end if;
	if new.fase = 1 or new.fase = 2 and p.opprettet = now() then
		return new;
	end if;
	mangler := core.uoppfylte_krav(new.program_id, array(select f.krav from core.fasekrav(new.program_id) f));
	if mangler is not null then
		raise exception 'Fase % kan ikke åpnes ennå. %', new.fase,
			(select string_agg(m ->> 'tekst', ' ') from json_array_elements(mangler) m)
			using errcode = 'RP009', constraint = 'fase_mangler_vedtak', detail = json_build_object('kilde', 'PH-1, PH-2', 'mangler', mangler),
				hint = 'omstilling program show viser hva som er oppfylt.';
	end if;
	return new;
end $$;
comment on function core.fase_kontroll() is
	'Row trigger: phases open in order, and only when everything the next one asks for is recorded. A programme is registered in phase 1, or in phase 2 in the very transaction that registers it (its status was granted before).';
create or replace trigger kontroll before insert on core.fase for each row execute function core.fase_kontroll();

create or replace function core.aapne_fase(program uuid, ny_fase int) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not exists (select from unnest(array['KST', 'F']) f, core.organer(program, f, core.i_dag()) o where core.er_administrator(o.id))
		and not core.har_funksjon(program, array['KDIR', 'F'], array['kommunedirektoer', 'leder', 'raadgiver']) then
		raise exception 'En fase åpnes av eierens administrasjon eller av fylkeskommunen.'
			using errcode = 'RP007', constraint = 'fase_aapnes_av_eier_eller_fylke',
				detail = json_build_object('kilde', 'S0, S4', 'tur', json_build_object('akt', 'åpner fase', 'organer',
					(select json_agg(o.navn) from core.organer(program, 'KDIR', core.i_dag()) o)));
	end if;
	insert into core.fase (program_id, fase, aapnet, aapnet_av) values (program, ny_fase, core.i_dag(), core.person());
end $$;
comment on function core.aapne_fase(uuid, int) is 'Opens a phase for the owner''s or the county''s administration; the gate is the trigger''s.';
