-- Plans: how much a draft may hold, what a check finds, and what may be frozen.

create or replace function core.laas_plan(p core.plan) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform from core.plan x where x.program_id = p.program_id and x.id = p.id for no key update;
	perform from core.sak s where s.program_id = p.program_id and s.plan_id = p.id order by s.nr for no key update;
end $$;
comment on function core.laas_plan(core.plan) is
	'Locks a plan and its cases until the transaction ends: what changes the draft, freezes it or decides on it happens one after the other. Asked for first of all. The order in which a transaction takes its locks is idempotency key, plan, cases by number, programme, journal; whoever keeps it cannot deadlock.';

create or replace function core.nyeste_revisjon(program uuid, plan uuid) returns core.plan_revisjon
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.plan_revisjon;
begin
	select * into rad from core.plan_revisjon r where r.program_id = program and r.plan_id = plan order by r.nr desc limit 1;
	return rad;
end $$;
comment on function core.nyeste_revisjon(uuid, uuid) is 'The draft: the newest revision of a plan. Shows drafts to nobody: its callers have asked for access.';

create or replace function core.gjeldende_omstillingsplan(program uuid) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(core.omstillingsplan_i_kraft(program, core.i_dag()),
		(select r.dokument from core.plan p join core.plan_revisjon r on r.program_id = p.program_id and r.plan_id = p.id
			where p.program_id = program and p.type = 'omstillingsplan' order by r.nr desc limit 1));
end $$;
comment on function core.gjeldende_omstillingsplan(uuid) is
	'The omstillingsplan that a handlingsplan is checked against: the adopted one in force, with the areas that the lineage leaves, else the draft that is to be adopted with it (HP-3).';

create or replace function core.vedtatte_versjoner(program uuid, plan uuid) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return (select jsonb_agg(convert_from(x.bytes, 'UTF8')::jsonb order by x.nr) from core.plan_versjon x
		where x.program_id = program and x.plan_id = plan and core.er_offentlig(program, plan, x.nr));
end $$;
comment on function core.vedtatte_versjoner(uuid, uuid) is
	'The adopted versions of a plan, oldest first; null when there is none. What OP-11 asks for: a retired letter is never reused.';

create or replace function core.krev_rimelig_dokument(dok jsonb) returns void
language plpgsql immutable set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 25000;
begin
	if (select count(*) from (select from jsonb_path_query(dok, 'strict $.**') limit flest + 1) x) > flest then
		raise exception 'Dokumentet har mer enn % verdier.', flest
			using errcode = 'RP003', constraint = 'dokumentet_er_for_stort', detail = json_build_object('hoeyst', flest);
	end if;
end $$;
comment on function core.krev_rimelig_dokument(jsonb) is
	'How much a plan may hold. Merging and many rules compare every row with every other, so that a boundless one would keep the database from everybody else; the largest real plan has some hundred values; one of 30 areas and 400 tiltak with five delmål each some 20 000.';

create or replace function core.revisjon_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	lengste constant int := 2000;
begin
	perform core.krev_rimelig_dokument(new.dokument);
	if length(new.melding) > lengste then
		raise exception 'Meldingen er lengre enn % tegn.', lengste using errcode = 'RP003', constraint = 'meldingen_er_for_lang', column = 'melding';
	end if;
	return new;
end $$;
comment on function core.revisjon_kontroll() is 'Row trigger: a draft, also one that was merged, and what is said of it, are not boundless.';
create or replace trigger kontroll before insert on core.plan_revisjon for each row execute function core.revisjon_kontroll();

create or replace function core.kvittering_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	lengste constant int := 2000;
begin
	if octet_length(new.regel || new.sted || new.oppgitt || new.beregnet) > lengste then
		raise exception 'Verdien er for lang til å stå som den er. Rett den i planen.'
			using errcode = 'RP009', constraint = 'funnet_er_for_langt', detail = json_build_object('hoeyst', lengste);
	end if;
	return new;
end $$;
comment on function core.kvittering_kontroll() is
	'Row trigger: an acknowledgement is found by place and values, and those must fit in an index.';
create or replace trigger kontroll before insert on core.kvittering for each row execute function core.kvittering_kontroll();

create or replace function core.dokument_funn(program uuid, plan uuid, omstillingsplan jsonb, handlingsplan jsonb)
returns table (nr int, regel text, alvor text, sted text, oppgitt text, beregnet text, kilde text, tekst text,
	grunn text, kvittert_av uuid, kvittert_tid timestamptz)
language plpgsql stable security definer set search_path = core, checks, pg_catalog, pg_temp as $$
declare
	op jsonb := coalesce(omstillingsplan, core.gjeldende_omstillingsplan(program));
begin
	return query
	with funn as (
		select * from checks.omstillingsplan(omstillingsplan, core.vedtatte_versjoner(program, plan)) f where handlingsplan is null
		union all
		select * from checks.handlingsplan(handlingsplan, op) f where handlingsplan is not null
	)
	select row_number() over (order by split_part(f.regel, '-', 1), split_part(f.regel, '-', 2)::int, f.sted, f.oppgitt, f.beregnet)::int,
		f.regel, f.alvor, f.sted, f.oppgitt, f.beregnet, f.kilde, f.tekst, k.grunn, k.person_id, k.tid
	from funn f left join core.kvittering k on k.program_id = program and k.plan_id = plan and k.regel = f.regel
		and k.sted = f.sted and k.oppgitt = coalesce(f.oppgitt, '') and k.beregnet = coalesce(f.beregnet, '');
end $$;
comment on function core.dokument_funn(uuid, uuid, jsonb, jsonb) is
	'Every finding on a document, ordered by rule and place, with the acknowledgement given for these very values: on the handlingsplan against the omstillingsplan, or where there is none on the omstillingsplan. Without a programme by itself. Its callers have asked for access.';

create or replace function core.plan_funn(program uuid, plan uuid)
returns table (nr int, regel text, alvor text, sted text, oppgitt text, beregnet text, kilde text, tekst text,
	grunn text, kvittert_av uuid, kvittert_tid timestamptz)
language plpgsql stable security definer set search_path = core, checks, pg_catalog, pg_temp as $$
declare
	dok   jsonb := (core.nyeste_revisjon(program, plan)).dokument;
	type_ text := (select p.type from core.plan p where p.program_id = program and p.id = plan);
begin
	return query select * from core.dokument_funn(program, plan, case type_ when 'omstillingsplan' then dok end, case type_ when 'handlingsplan' then dok end);
end $$;
comment on function core.plan_funn(uuid, uuid) is
	'Every finding on the draft, ordered by rule and place, with the acknowledgement given for these very values.';

create or replace function core.versjon_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	nyeste core.plan_revisjon := core.nyeste_revisjon(new.program_id, new.plan_id);
	aapne  int := (select count(*) from core.plan_funn(new.program_id, new.plan_id) f where f.alvor = 'feil' and f.grunn is null);
begin
	-- for the case that follows; as in every new case before the journal's head, or two of them could wait for each other
	perform from core.program p where p.id = new.program_id for no key update;
	if new.revisjon is distinct from nyeste.nr or convert_from(new.bytes, 'UTF8')::jsonb is distinct from nyeste.dokument then
		raise exception 'Bare den nyeste revisjonen kan fremlegges.' using errcode = 'RP010', constraint = 'utkastet_er_endret';
	end if;
	perform core.krev_avstamning(new.program_id, nyeste.dokument, p.type, case p.type when 'handlingsplan' then coalesce(core.gjeldende_omstillingsplan(new.program_id) -> 'innsatsomraader', '[]')
		else core.omraader_foer(new.program_id, core.i_dag()) end)
	from core.plan p where p.program_id = new.program_id and p.id = new.plan_id;
	if aapne > 0 then
		raise exception 'Planen har % feil som verken er rettet eller kvittert ut.', aapne
			using errcode = 'RP009', constraint = 'aapne_feil', detail = json_build_object('aapne_feil', aapne),
				hint = 'Se dem med «omstilling plan check», rett dem, eller kvitter dem ut én for én med en grunn.';
	end if;
	return new;
end $$;
comment on function core.versjon_kontroll() is
	'Row trigger: what is frozen is the newest revision, it accounts for the areas in force before it, and every error is corrected or acknowledged (handbook, section 8).';
create or replace trigger kontroll before insert on core.plan_versjon for each row execute function core.versjon_kontroll();

create or replace function core.versjon_virkning() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.versjon_funn (program_id, plan_id, versjon, nr, regel, alvor, sted, oppgitt, beregnet, kilde, tekst,
		grunn, kvittert_av, kvittert_tid)
	select new.program_id, new.plan_id, new.nr, f.nr, f.regel, f.alvor, f.sted, f.oppgitt, f.beregnet, f.kilde, f.tekst,
		f.grunn, f.kvittert_av, f.kvittert_tid
	from core.plan_funn(new.program_id, new.plan_id) f;
	return null;
end $$;
comment on function core.versjon_virkning() is 'Row trigger: findings and acknowledgements freeze with the version.';
create or replace trigger virkning after insert on core.plan_versjon for each row execute function core.versjon_virkning();

create or replace function core.plan_tittel(p core.plan, revisjon int) returns text
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select r.tittel from core.plan_revisjon r where r.program_id = p.program_id and r.plan_id = p.id and r.nr = revisjon), p.tittel);
end $$;
comment on function core.plan_tittel(core.plan, int) is
	'What a plan is called in a revision, else what it was called when it was made. Shows drafts to nobody: its callers chose a revision that the person may see.';

create or replace function core.plan_svar(p core.plan) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	inne    boolean := core.deltar(p.program_id);
	nyeste  int := (select max(r.nr) from core.plan_revisjon r where r.program_id = p.program_id and r.plan_id = p.id);
	versjon record; -- not the whole rows: a list of plans would unpack every document
	avvist  boolean;
	vedtatt date;
begin
	select x.nr, x.revisjon, x.hash into versjon from core.plan_versjon x where x.program_id = p.program_id and x.plan_id = p.id
		and (inne or core.er_offentlig(p.program_id, p.id, x.nr) or core.er_lagt_fram(p.program_id, p.id, x.nr))
	order by not inne and not core.er_offentlig(p.program_id, p.id, x.nr), x.nr desc limit 1;
	vedtatt := core.vedtatt_dato(p.program_id, p.id, versjon.nr);
	avvist := core.er_avvist(p.program_id, p.id, versjon.nr);
	return jsonb_strip_nulls(jsonb_build_object('id', p.id,
		'navn', (select g.kortnavn from core.program g where g.id = p.program_id) || '/' || p.kortnavn,
		'type', p.type, 'aar', p.aar, 'tittel', core.plan_tittel(p, case when inne then nyeste else versjon.revisjon end),
		'tilstand', case
			when inne and nyeste > coalesce(versjon.revisjon, 0) then 'utkast'
			when vedtatt is not null then 'vedtatt'
			when avvist then 'avvist'
			else 'fremlagt' end,
		'revisjon', case when inne then nyeste end,
		'versjon', versjon.nr, 'hash', encode(versjon.hash, 'hex'),
		'vedtatt_dato', vedtatt, 'iverksetting_utsatt', nullif(vedtatt is not null and core.versjon_utsatt(p.program_id, p.id, versjon.nr, core.i_dag()), false)));
end $$;
comment on function core.plan_svar(core.plan) is
	'The contract''s Plan. To those outside the programme what is adopted shows, else what is laid before a folkevalgt organ; callers found the plan under row-level security.';

create or replace function core.krev_forbereder(program uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	dag date := core.i_dag();
begin
	perform core.krev_person();
	if not core.forbereder(program) then
		raise exception 'Planer skrives av prosjektlederen eller programlederen i programmet.'
			using errcode = 'RP007', constraint = 'bare_de_som_forbereder_skriver',
				detail = json_build_object('tur', json_build_object('akt', 'forbereder', 'funksjon', 'PL/EPL', 'organer',
					case when core.deltar(program) then (select json_agg(o.navn) from core.program_organ po join core.organ o on o.id = po.organ_id
						where po.program_id = program and po.funksjon in ('PL', 'EPL', 'PA') and core.gjelder(po.fra, po.til, dag)) end),
					'kilde', 'S4; matrisen rad 8, 9, 16');
	end if;
end $$;
comment on function core.krev_forbereder(uuid) is 'PERMISSION_DENIED bare_de_som_forbereder_skriver for those who do not prepare plans in the programme.';

create or replace function core.krev_deltaker(program uuid) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	if not core.deltar(program) then
		raise exception 'Dette er bare for dem som har verv i programmet.' using errcode = 'RP007', constraint = 'bare_for_deltakere';
	end if;
end $$;
comment on function core.krev_deltaker(uuid) is 'PERMISSION_DENIED bare_for_deltakere for those without a seat in the programme.';

create or replace function core.funn_svar(regel text, alvor text, sted text, oppgitt text, beregnet text, kilde text, tekst text,
	grunn text, hvem uuid, tid timestamptz) returns json
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return json_strip_nulls(json_build_object('regel', regel, 'alvor', alvor, 'sted', sted, 'oppgitt', oppgitt, 'beregnet', beregnet,
		'kilde', kilde, 'tekst', tekst, 'kvittering', case when grunn is not null then json_build_object(
			'brukernavn', (select p.brukernavn from core.person p where p.id = hvem and core.person() is not null),
			'tidspunkt', to_char(tid at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'grunn', grunn) end));
end $$;
comment on function core.funn_svar(text, text, text, text, text, text, text, text, uuid, timestamptz) is 'The contract''s Funn.';
