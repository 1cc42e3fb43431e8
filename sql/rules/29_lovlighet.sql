-- Lovlighetskontroll (handbook, section 6, V-17; KL 27-1, 27-3): three members of kommunestyre or fylkesting, within three weeks. The
-- decision stays in force, flagged, unless the organ, its superior or the ministry suspends it.

create or replace function core.lovlighetskrav_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vedtak;
begin
	select * into v from core.vedtak x where x.program_id = new.program_id and x.id = new.vedtak_id;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	if not exists (select from core.organ k join core.organ o on o.id = v.organ_id where k.art in ('KST', 'FT') and (k.id = o.id or k.forelder = o.forelder
			or exists (select from core.program_organ po where po.program_id = v.program_id and po.organ_id = k.id and core.gjelder(po.fra, po.til, new.dato)))
		and core.eget_sete(k.id, new.person_id, new.dato) is not null) then
		raise exception 'Lovlighetskontroll kreves av medlemmer av kommunestyret eller fylkestinget.' using errcode = 'RP007', constraint = 'bare_medlemmer_krever_lovlighetskontroll',
			detail = json_build_object('kilde', 'V-17; KL 27-1');
	end if;
	if new.dato > v.dato + 21 then
		raise exception 'Fristen for å kreve lovlighetskontroll gikk ut %.', v.dato + 21 using errcode = 'RP009', constraint = 'fristen_for_lovlighetskontroll_er_ute',
			detail = json_build_object('frist', v.dato + 21, 'kilde', 'V-17; KL 27-1');
	end if;
	return new;
end $$;
comment on function core.lovlighetskrav_kontroll() is 'Row trigger: a member of a kommunestyre or fylkesting, within three weeks of the decision.';
create or replace trigger kontroll before insert on core.lovlighetskrav for each row execute function core.lovlighetskrav_kontroll();

create or replace function core.utsatt_iverksetting_kontroll() returns trigger
language plpgsql security definer set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vedtak;
begin
	select * into v from core.vedtak x where x.program_id = new.program_id and x.id = new.vedtak_id;
	perform from core.sak s where s.program_id = v.program_id and s.id = v.sak_id for no key update;
	new.dato := core.i_dag();
	new.tid := clock_timestamp();
	if not core.har_verv(new.bestemt_av, v.organ_id, new.dato, array['leder', 'nestleder', 'sekretaer'])
		and not exists (select from core.organ o join core.organ k on k.art in ('KST', 'FT') and k.forelder = o.forelder and k.id <> o.id
			where o.id = v.organ_id and core.har_verv(new.bestemt_av, k.id, new.dato, array['leder', 'nestleder', 'sekretaer']))
		and not exists (select from core.organ k where k.art = 'KDD' and core.har_verv(new.bestemt_av, k.id, new.dato, array['leder', 'raadgiver'])) then
		raise exception 'Iverksettingen utsettes av organet selv, organet over det eller departementet.' using errcode = 'RP007', constraint = 'iverksettingen_utsettes_av_andre',
			detail = json_build_object('kilde', 'V-17; KL 27-3');
	end if;
	if new.utsatt = core.er_utsatt(v) then
		raise exception '%', case when new.utsatt then 'Iverksettingen er alt utsatt.' else 'Iverksettingen er ikke utsatt.' end
			using errcode = 'RP009', constraint = case when new.utsatt then 'iverksettingen_er_alt_utsatt' else 'iverksettingen_er_ikke_utsatt' end;
	end if;
	return new;
end $$;
comment on function core.utsatt_iverksetting_kontroll() is 'Row trigger: the organ itself, kommunestyre or fylkesting over it, or the ministry suspends, and lets go.';
create or replace trigger kontroll before insert on core.utsatt_iverksetting for each row execute function core.utsatt_iverksetting_kontroll();

create or replace function core.er_utsatt(v core.vedtak) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return coalesce((select x.utsatt from core.utsatt_iverksetting x where x.program_id = v.program_id and x.vedtak_id = v.id order by x.tid desc limit 1), false);
end $$;
comment on function core.er_utsatt(core.vedtak) is 'True while the execution of a decision is suspended.';

create or replace function core.sak_utsatt(program uuid, sak uuid, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from (select distinct on (x.vedtak_id) x.utsatt from core.utsatt_iverksetting x
		join core.vedtak v on v.program_id = x.program_id and v.id = x.vedtak_id
		where x.program_id = program and v.sak_id = sak and v.utfall = 'ja' and x.dato <= dag order by x.vedtak_id, x.tid desc) n where n.utsatt);
end $$;
comment on function core.sak_utsatt(uuid, uuid, date) is
	'True when what a case decided was suspended on a day: it has no effect meanwhile, and has it again from the day it is let go.';

create or replace function core.versjon_utsatt(program uuid, plan uuid, nr int, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return exists (select from core.vedtak v where v.program_id = program and v.plan_id = plan and v.versjon = nr and v.akt = 'vedtar' and v.utfall = 'ja'
		and core.sak_utsatt(program, v.sak_id, dag));
end $$;
comment on function core.versjon_utsatt(uuid, uuid, int, date) is 'True for an adopted version of a plan that was suspended on a day: the one before it is in force meanwhile.';

drop function if exists core.verv_utsatt(core.verv);
create or replace function core.verv_utsatt(v core.verv, dag date) returns boolean
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if not exists (select from core.utsatt_iverksetting u where u.utsatt) then
		return false; -- asked of every seat that votes, and almost always answered here
	end if;
	return exists (select from (select distinct u.program_id, u.vedtak_id from core.utsatt_iverksetting u) u
			join core.vedtak d on d.program_id = u.program_id and d.id = u.vedtak_id
			join core.sak s on s.program_id = d.program_id and s.id = d.sak_id,
			jsonb_array_elements(s.forslag -> 'verv') f, core.organ o, core.person p
		where core.sak_utsatt(s.program_id, s.id, dag) and o.id = v.organ_id and p.id = v.person_id and f ->> 'organ' = o.kortnavn and f ->> 'brukernavn' = p.brukernavn
			and f ->> 'rolle' = v.rolle and v.fra = coalesce(core.les_dato(f::json, 'fra'), d.dato));
end $$;
comment on function core.verv_utsatt(core.verv, date) is
	'True for a seat that a decision filled which is suspended on the day: it is not voted from, nor acted from, and no vara sits in it; N is the same (V-2). Seats that the decision ended stay ended, so that what was done meanwhile stands when it is let go.';

create or replace function core.krev_verv_ikke_utsatt(organ uuid, hvem uuid, dag date, roller text[]) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from core.verv v where v.organ_id = organ and v.person_id = hvem and v.rolle = any (roller) and core.gjelder(v.fra, v.til, dag) and core.verv_utsatt(v, dag))
		and not exists (select from core.verv v where v.organ_id = organ and v.person_id = hvem and v.rolle = any (roller) and core.gjelder(v.fra, v.til, dag) and not core.verv_utsatt(v, dag)) then
		raise exception 'Vedtaket som ga deg vervet, er utsatt mens lovligheten prøves. Så lenge handler du ikke i det.' using errcode = 'RP009', constraint = 'vervet_er_utsatt',
			detail = json_build_object('kilde', 'V-17; KL 27-3');
	end if;
end $$;
comment on function core.krev_verv_ikke_utsatt(uuid, uuid, date, text[]) is 'Refuses to let anybody act in a role that only a suspended decision gave her.';

create or replace function core.krev_ikke_utsatt(s core.sak) returns void
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	if exists (select from core.vedtak v where v.program_id = s.program_id and v.sak_id = s.id and core.er_utsatt(v)) then
		raise exception 'Iverksettingen av vedtaket i saken er utsatt mens lovligheten prøves.' using errcode = 'RP009', constraint = 'iverksettingen_er_utsatt',
			detail = json_build_object('kilde', 'V-17; KL 27-3');
	end if;
end $$;
comment on function core.krev_ikke_utsatt(core.sak) is 'Nothing follows in a case whose decision is suspended.';

create or replace function core.lovlighet_svar(v core.vedtak) returns jsonb
language plpgsql stable security definer set search_path = core, pg_catalog, pg_temp as $$
begin
	return jsonb_strip_nulls(jsonb_build_object('iverksetting_utsatt', nullif(core.er_utsatt(v), false),
		'lovlighetskontroll', nullif((select count(*) >= 3 from core.lovlighetskrav x where x.program_id = v.program_id and x.vedtak_id = v.id), false)));
end $$;
comment on function core.lovlighet_svar(core.vedtak) is 'The flags of a decision: control of legality demanded by three, execution suspended.';

create or replace function core.finn_vedtak(ref text) returns core.vedtak
language plpgsql stable set search_path = core, pg_catalog, pg_temp as $$
declare
	v core.vedtak;
begin
	if ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
		select * into v from core.vedtak x where x.id = ref::uuid;
	end if;
	if v.id is null then
		raise exception 'Vedtaket finnes ikke.' using errcode = 'RP005', constraint = 'ukjent_vedtak';
	end if;
	return v;
end $$;
comment on function core.finn_vedtak(text) is 'A decision by id; NOT_FOUND ukjent_vedtak, also for a closed one outside its programme. Decisions are public otherwise.';

create or replace trigger journal after insert on core.lovlighetskrav for each row execute function core.journal_rad('lovlighetskontroll_krevd');
create or replace trigger journal after insert on core.utsatt_iverksetting for each row execute function core.journal_rad('iverksetting_utsatt');
create or replace trigger uforanderlig before update or delete or truncate on core.lovlighetskrav for each statement execute function core.uforanderlig();
create or replace trigger uforanderlig before update or delete or truncate on core.utsatt_iverksetting for each statement execute function core.uforanderlig();
alter table core.lovlighetskrav enable row level security;
alter table core.utsatt_iverksetting enable row level security;
drop policy if exists i_eget_navn on core.lovlighetskrav;
create policy i_eget_navn on core.lovlighetskrav for insert to omstilling_api with check (person_id = core.person());
drop policy if exists i_eget_navn on core.utsatt_iverksetting;
create policy i_eget_navn on core.utsatt_iverksetting for insert to omstilling_api with check (bestemt_av = core.person());
