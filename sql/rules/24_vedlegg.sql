-- Attachments: who may add one, how parts become a file, what a frozen plan binds. (Row-level security: 92_vedlegg_tilgang.sql.)

create or replace function core.vedlegg_maks() returns bigint
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce(nullif(current_setting('omstilling.vedlegg_maks', true), '')::bigint, 67108864);
end $$;
comment on function core.vedlegg_maks() is
	'Largest attachment in bytes: what the daemon''s option --max-attachment says, else 64 MiB. Whatever it says, the table takes none above 256 MiB.';

create or replace function core.kan_laste_opp(program uuid, type_ text) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.vedlegg_rett r
		where (r.type = type_ or type_ = 'annet') and core.har_funksjon(program, r.funksjoner, r.roller));
end $$;
comment on function core.kan_laste_opp(uuid, text) is
	'True when the caller may add an attachment of the kind; of the kind annet, who may add any.';

create or replace function core.krev_opplaster(program uuid, type_ text) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	perform core.krev_person();
	if not exists (select from core.vedleggstype t where t.type = type_) then
		raise exception 'Vedleggstypen finnes ikke.' using errcode = 'RP003', constraint = 'ukjent_vedleggstype', column = 'type',
			hint = (select format('Typene er %s.', string_agg(t.type, ', ' order by t.type)) from core.vedleggstype t);
	end if;
	if not core.kan_laste_opp(program, type_) then
		raise exception 'Vedlegg av typen % lastes opp av dem som forbereder dem i programmet.', type_
			using errcode = 'RP007', constraint = 'vedlegget_lastes_opp_av_andre',
				detail = json_build_object('tur', json_build_object('akt', 'laster opp',
					'funksjon', (select string_agg(distinct f, '/') from core.vedlegg_rett r, unnest(r.funksjoner) f where type_ in (r.type, 'annet'))),
					'kilde', (select string_agg(distinct r.kilde, '; ') from core.vedlegg_rett r where type_ in (r.type, 'annet')));
	end if;
end $$;
comment on function core.krev_opplaster(uuid, text) is
	'PERMISSION_DENIED vedlegget_lastes_opp_av_andre for those who may not add an attachment of the kind; INVALID_ARGUMENT ukjent_vedleggstype.';

create or replace function core.finn_vedlegg(ref text) returns core.vedlegg
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	rad core.vedlegg;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select * into rad from core.vedlegg v where v.id = ref::uuid;
	end if;
	if rad.id is null then
		raise exception 'Vedlegget finnes ikke, eller du har ikke tilgang til det.'
			using errcode = 'RP005', constraint = 'ukjent_vedlegg', hint = 'Se vedleggene med «omstilling vedlegg list PROGRAM».';
	end if;
	return rad;
end $$;
comment on function core.finn_vedlegg(text) is 'An attachment by id; NOT_FOUND ukjent_vedlegg, also for what the caller may not see. Runs as its caller.';

create or replace function core.feil_posisjon(mottatt bigint) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
	raise exception 'Opplastingen er kommet til byte %, og fortsetter der.', mottatt
		using errcode = 'RP010', constraint = 'feil_posisjon', detail = json_build_object('offset', mottatt::text),
			hint = 'Start opplastingen på nytt: svaret sier hvor den fortsetter.';
end $$;
comment on function core.feil_posisjon(bigint) is 'ABORTED feil_posisjon: an upload goes on where it has come to and nowhere else.';

-- An announced file.

create or replace function core.vedlegg_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	flest constant int := 20;
begin
	if new.stoerrelse > core.vedlegg_maks() then
		raise exception 'Vedlegget er større enn tjeneren tar imot: % av høyst % byte.', new.stoerrelse, core.vedlegg_maks()
			using errcode = 'RP008', constraint = 'vedlegget_er_for_stort', detail = json_build_object('hoeyst', core.vedlegg_maks()::text);
	end if;
	if (select count(*) from core.vedlegg v where v.lastet_opp_av = new.lastet_opp_av and v.ferdig is null and v.utloeper > now()) >= flest then
		raise exception 'Du har % opplastinger som ikke er ferdige. Fullfør dem, eller fjern dem.', flest
			using errcode = 'RP008', constraint = 'for_mange_opplastinger', detail = json_build_object('hoeyst', flest);
	end if;
	new.mottatt := 0;
	new.ferdig := null;
	new.paabegynt := now();
	new.utloeper := now() + interval '24 hours';
	return new;
end $$;
comment on function core.vedlegg_kontroll() is 'Row trigger: what is announced has nothing yet, is not too large, and nobody has too many under way.';
create or replace trigger kontroll before insert on core.vedlegg for each row execute function core.vedlegg_kontroll();

create or replace function core.vedlegg_ligger_fast() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if old.ferdig is not null or to_jsonb(new) - '{mottatt,utloeper,ferdig}'::text[] <> to_jsonb(old) - '{mottatt,utloeper,ferdig}'::text[] then
		raise exception 'Et vedlegg kan ikke endres.' using errcode = 'RP009', constraint = 'raden_er_uforanderlig', table = 'vedlegg';
	end if;
	return new;
end $$;
comment on function core.vedlegg_ligger_fast() is 'Row trigger: an attachment grows until it is finished, and nothing else of it changes.';
create or replace trigger ligger_fast before update on core.vedlegg for each row execute function core.vedlegg_ligger_fast();

-- Its parts.

create or replace function core.vedlegg_del_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	hel constant int := 262144;
	n   int := length(new.innhold);
	v   core.vedlegg;
begin
	select * into v from core.vedlegg x where x.program_id = new.program_id and x.id = new.vedlegg_id and x.ferdig is null for update;
	if v.mottatt is distinct from new.nr::bigint * hel then
		perform core.feil_posisjon(v.mottatt);
	end if;
	if v.mottatt + n > v.stoerrelse then
		raise exception 'Innholdet er lengre enn de % bytene som ble oppgitt.', v.stoerrelse
			using errcode = 'RP009', constraint = 'innholdet_er_lengre_enn_oppgitt', detail = json_build_object('offset', v.mottatt::text);
	end if;
	if n < hel and v.mottatt + n < v.stoerrelse then
		raise exception 'Strømmen tok slutt før hele filen var sendt.' using errcode = 'RP009', constraint = 'opplastingen_er_ikke_hel',
			detail = json_build_object('offset', v.mottatt::text), hint = 'Start opplastingen på nytt: svaret sier hvor den fortsetter.';
	end if;
	update core.vedlegg x set mottatt = v.mottatt + n, utloeper = now() + interval '24 hours'
	where x.program_id = v.program_id and x.id = v.id;
	return new;
end $$;
comment on function core.vedlegg_del_kontroll() is
	'Row trigger: parts come in order, each whole but the last, and none beyond the announced size. The attachment''s row is locked: of two who send at once one waits, and is then told where it stands.';
create or replace trigger kontroll before insert on core.vedlegg_del for each row execute function core.vedlegg_del_kontroll();

create or replace function core.vedlegg_del_ligger_fast() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if tg_op = 'UPDATE' or exists (select from core.vedlegg v where v.program_id = old.program_id and v.id = old.vedlegg_id) then
		raise exception 'Innholdet i et vedlegg kan ikke endres.' using errcode = 'RP009', constraint = 'raden_er_uforanderlig', table = 'vedlegg_del';
	end if;
	return old;
end $$;
comment on function core.vedlegg_del_ligger_fast() is 'Row trigger: a part goes with its attachment or not at all.';
create or replace trigger ligger_fast before update or delete on core.vedlegg_del for each row execute function core.vedlegg_del_ligger_fast();

create or replace function core.ferdigstill_vedlegg(program uuid, vedlegg uuid) returns boolean
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v    core.vedlegg;
	hash bytea;
begin
	select * into v from core.vedlegg x where x.program_id = program and x.id = vedlegg and x.ferdig is null
		and x.lastet_opp_av = core.krev_person() and x.mottatt = x.stoerrelse for update;
	select sha256(coalesce(string_agg(d.innhold, ''::bytea order by d.nr), ''::bytea)) into hash
	from core.vedlegg_del d where d.program_id = v.program_id and d.vedlegg_id = v.id;
	if hash <> v.sha256 then
		delete from core.vedlegg x where x.program_id = v.program_id and x.id = v.id;
		return false;
	end if;
	update core.vedlegg x set ferdig = now() where x.program_id = v.program_id and x.id = v.id;
	return found;
end $$;
comment on function core.ferdigstill_vedlegg(uuid, uuid) is
	'Makes the caller''s upload an attachment when its sum is the announced one. False when it is another: everything is removed, since it could never become right.';

create or replace function core.fjern_vedlegg(program uuid, vedlegg uuid) returns void
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	delete from core.vedlegg v where v.program_id = program and v.id = vedlegg
		and (v.lastet_opp_av = core.krev_person() or core.forbereder(program));
	if not found then
		raise exception 'Vedlegget fjernes av den som lastet det opp, eller av dem som forbereder planene.'
			using errcode = 'RP007', constraint = 'vedlegget_fjernes_av_andre';
	end if;
end $$;
comment on function core.fjern_vedlegg(uuid, uuid) is
	'Removes an attachment and its content: by its uploader or those who prepare plans. What a frozen plan refers to is held by the foreign key vedlegget_er_frosset, what proves a condition by vedlegget_dokumenterer_et_vilkaar.';

create or replace trigger journal after update on core.vedlegg for each row when (new.ferdig is not null)
	execute function core.journal_rad('vedlegg_lastet_opp', 'mottatt', 'utloeper', 'paabegynt');
create or replace trigger journal_fjernet after delete on core.vedlegg for each row when (old.ferdig is not null)
	execute function core.journal_rad('vedlegg_fjernet', 'mottatt', 'utloeper', 'paabegynt');

-- What a frozen plan refers to.

create or replace function core.vedleggsreferanser(program uuid, dok jsonb) returns table (nr bigint, tittel text, vedlegg uuid, mangel text)
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return query
	select r.nr, r.v ->> 'tittel', x.id, case
		when x.id is null and r.v ->> 'sha256' is not null then 'vedlegget_finnes_ikke'
		when encode(x.sha256, 'hex') is distinct from lower(r.v ->> 'sha256') then 'vedlegget_er_et_annet' end
	from jsonb_array_elements(coalesce(dok -> 'vedlegg', '[]')) with ordinality as r (v, nr)
	left join lateral (select v.id, v.sha256 from core.vedlegg v
		where v.program_id = program and v.ferdig is not null
			and (v.id::text = r.v ->> 'id' or encode(v.sha256, 'hex') = lower(r.v ->> 'sha256'))
		order by v.id::text = r.v ->> 'id' desc, v.ferdig, v.id limit 1) x on true
	order by r.nr;
end $$;
comment on function core.vedleggsreferanser(uuid, jsonb) is
	'The references of a plan document: the attachment of that id, else of that SHA-256, and what is wrong. One with neither only mentions a document.';

create or replace function core.versjon_vedlegg_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	r record;
begin
	for r in select * from core.vedleggsreferanser(new.program_id, convert_from(new.bytes, 'UTF8')::jsonb) x where x.mangel is not null limit 1 loop
		raise exception '%', case r.mangel
			when 'vedlegget_finnes_ikke' then format('Vedlegget «%s» finnes ikke i programmet, eller er ikke lastet opp til ende.', r.tittel)
			else format('Vedlegget «%s» har en annen SHA-256 enn den planen oppgir.', r.tittel) end
			using errcode = 'RP009', constraint = r.mangel,
				detail = json_build_object('sted', format('vedlegg[%s]', r.nr - 1), 'tittel', r.tittel),
				hint = 'Last det opp med «omstilling vedlegg upload», eller rett vedleggslisten i planen.';
	end loop;
	return new;
end $$;
comment on function core.versjon_vedlegg_kontroll() is
	'Row trigger: a frozen plan refers to finished attachments of its own programme, with the very content that it names.';
create or replace trigger vedlegg_kontroll before insert on core.plan_versjon for each row execute function core.versjon_vedlegg_kontroll();

create or replace function core.versjon_vedlegg() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	insert into core.vedlegg_bruk (program_id, plan_id, versjon, vedlegg_id)
	select distinct new.program_id, new.plan_id, new.nr, r.vedlegg
	from core.vedleggsreferanser(new.program_id, convert_from(new.bytes, 'UTF8')::jsonb) r where r.vedlegg is not null;
	return null;
end $$;
comment on function core.versjon_vedlegg() is 'Row trigger: what a frozen plan refers to stays as long as it does.';
create or replace trigger vedlegg after insert on core.plan_versjon for each row execute function core.versjon_vedlegg();
create or replace trigger uforanderlig before update or delete on core.vedlegg_bruk for each row execute function core.uforanderlig();

-- How it is shown.

create or replace function core.vedlegg_er_offentlig(program uuid, vedlegg uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.vedlegg_bruk b
		where b.program_id = program and b.vedlegg_id = vedlegg and (core.er_offentlig(b.program_id, b.plan_id, b.versjon) or core.er_lagt_fram(b.program_id, b.plan_id, b.versjon)));
end $$;
comment on function core.vedlegg_er_offentlig(uuid, uuid) is 'True when a plan that is adopted, or laid before a folkevalgt organ, refers to it; public, unless it is screened (handbook, section 10).';

create or replace function core.vedlegg_er_frosset(program uuid, vedlegg uuid) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.vedlegg_bruk b where b.program_id = program and b.vedlegg_id = vedlegg)
		or exists (select from core.vilkaar_hendelse h where h.program_id = program and h.vedlegg_id = vedlegg);
end $$;
comment on function core.vedlegg_er_frosset(uuid, uuid) is 'True when a frozen plan refers to it, or it is the proof of a condition: then it is not removed.';

create or replace function core.vedlegg_svar(v core.vedlegg) returns jsonb
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	program text := (select g.kortnavn from core.program g where g.id = v.program_id);
begin
	return jsonb_strip_nulls(jsonb_build_object('id', v.id, 'program', program,
		'plan', program || '/' || (select p.kortnavn from core.plan p where p.program_id = v.program_id and p.id = v.plan_id),
		'sak', program || '/sak-' || (select s.nr from core.sak s where s.program_id = v.program_id and s.id = v.sak_id),
		'tittel', v.tittel, 'type', v.type, 'medietype', v.medietype, 'filnavn', v.filnavn, 'stoerrelse', v.stoerrelse::text,
		'sha256', encode(v.sha256, 'hex'), 'skjermingshjemmel', v.skjermingshjemmel,
		'ferdig', to_char(v.ferdig at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
		'mottatt', case when v.ferdig is null then v.mottatt::text end,
		'lastet_opp_av', case when core.deltar(v.program_id) then (select p.navn from core.person p where p.id = v.lastet_opp_av) end,
		'frosset', nullif(core.vedlegg_er_frosset(v.program_id, v.id), false)));
end $$;
comment on function core.vedlegg_svar(core.vedlegg) is 'The contract''s Vedlegg. Runs as its caller: a plan or case that one may not see is not named.';
